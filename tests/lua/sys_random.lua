-- Calls on sockets and members of their structs with arguments picked at random, from what fits and what does not: they
-- may fail or raise, but neither crash nor lose a descriptor. Under the sanitizers a wrong access ends the program.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local types, c, pt = S.t, S.c, S.types.pt
local random = math.random

if not S.unshare("newnet") then
  t.skip("random calls", "no privilege for a network namespace of one's own")
  t.done()
end

local names = {
  "sockaddr", "sockaddr_storage", "sockaddr_in", "sockaddr_in6", "sockaddr_un", "sockaddr_nl", "sockaddr_ll",
    "sockaddr_vm",
  "in_addr", "in6_addr", "macaddr", "msghdr", "mmsghdr", "cmsghdr", "ucred", "iphdr", "udphdr", "ethhdr", "ifreq",
    "nlmsghdr",
  "nlmsgerr", "iovec", "linger", "tcp_info", "group_req", "group_source_req", "int1", "int2", "socklen1", "timeval",
  "scm_timestamping", "sock_extended_err",
}
local members = {
  "family", "port", "addr", "path", "name", "iov", "control", "iovlen", "controllen", "namelen", "msg_iov",
    "msg_control",
  "msg_name", "flags", "len", "hdr", "msg_len", "cmsg_len", "level", "type", "base", "iov_len", "iov_base", "halen",
    "sll_addr",
  "sa_data", "data", "abstract", "unnamed", "value", "nl_groups", "pid", "ihl", "group", "source", "ts", "hwaddr",
    "newname",
  "s6_addr", "cmsg_data", "multiaddr", "ifindex", "groups", "checksum", "fds", "cmsgs", "setdata", "setfds",
}
local numbers = {
  0, 1, -1, 2, 3, 4, 8, 16, 28, 40, 64, 110, 128, 255, 256, 65535, 65536, 2 ^ 31 - 1, 2 ^ 31, 2 ^ 32 - 1, 2 ^ 32,
    2 ^ 53,
  -2 ^ 31, 0.5,
}
local strings = {
  "", "\0", "x", "\0abc", ("A"):rep(16), ("B"):rep(110), ("\255"):rep(64), "127.0.0.1", "::1", "any", "socket",
    "rights",
  "inet", "unix", "credentials", "lo", "/nonexistent/socket", "02:00:00:00:00:01",
}
-- Calls, and the argument that is their flags: none of them may wait.
local calls = {
  { "bind" }, { "connect" }, { "accept" }, { "accept4" }, { "getsockname" }, { "getpeername" }, { "getsockopt" },
    { "setsockopt" },
  { "send", 4 }, { "sendto", 4 }, { "recv", 4 }, { "recvfrom", 4 }, { "sendmsg", 3 }, { "recvmsg", 3 }, { "sendmmsg",
    3 },
  { "recvmmsg", 3 },
}
local levels = { "socket", "ip", "ipv6", "tcp", "udp", 263, 270, 40, 283, 1, 6 }

local pool = {}

local function add(x)
  pool[#pool < 200 and #pool + 1 or random(200)] = x
end

local function pick(list)
  return list[random(#list)]
end

local function value(depth)
  local r = random(10)
  if r <= 4 and #pool > 0 then return pick(pool) end
  if r <= 6 then return pick(numbers) end
  if r == 7 then return pick(strings) end
  if r == 8 then return random(2) == 1 end
  if r == 9 and depth < 3 then
    local list = {}
    for i = 1, random(4) - 1 do list[i] = value(depth + 1) end
    for _ = 1, random(3) - 1 do list[pick(members)] = value(depth + 1) end
    return list
  end
  return nil
end

-- A message that is as it should be, for the pool to make worse.
local function message()
  local m = types.msghdr { iov = pick { { 8 }, { 1, 20 }, { types.buffer(40), "part" } }, control = pick { 24, 64,
    300 } }
  if random(3) == 1 then m.name = pick { types.sockaddr_storage(), types.sockaddr_un(), types.sockaddr_in() } end
  add(m)
  return m
end

local open_fds = t.open_fds

local sockets

local function open_sockets()
  local kind = pick { "stream, nonblock", "dgram, nonblock", "seqpacket, nonblock" }
  local _, _, a, b = S.socketpair("unix", kind)
  b:setsockopt("socket", "passcred", true)
  local udp = S.socket("inet", "dgram, nonblock")
  udp:bind(types.sockaddr_in(0, "loopback"))
  sockets = { a, b, udp, S.socket("netlink", "raw, nonblock", "route"), S.socket("inet", "stream, nonblock") }
  sockets[#sockets + 1] = S.socket("inet6", "dgram, nonblock")
end

local function call()
  local name, flags = table.unpack(pick(calls))
  local args = {}
  for i = 1, 6 do args[i] = value(0) end
  if name == "getsockopt" or name == "setsockopt" then
    args[1], args[2] = pick(levels), random(0, 80)
    if args[1] == 1 and args[2] == 13 or args[1] == "socket" then args[2] = pick { 8, 9, 20, 26, 17,
      25 } end -- lingering waits
  elseif flags then
    if flags == 3 and random(2) == 1 then args[1] = name:find("mmsg") and { message(), message() } or message() end
    args[flags - 1] = c.MSG.DONTWAIT + c.MSG.NOSIGNAL + pick { 0, 0, c.MSG.PEEK, c.MSG.TRUNC }
  end
  if name == "recvmmsg" then args[3] = 0.001 end
  local results = table.pack(pcall(S[name], pick(sockets), table.unpack(args, 1, 6)))
  if results[1] and name:sub(1, 6) ~= "accept" then
    for i = 2, results.n do
      if type(results[i]) == "userdata" then add(results[i]) end
    end
  end
end

local function step()
  local r = random(12)
  local ok, x
  if r <= 3 then
    ok, x = pcall(types[pick(names)], value(0), value(0), value(0), value(0))
    if ok then add(x) end
  elseif r == 4 then
    ok, x = pcall(pt[pick(names)], pick(pool))
    if ok then add(x) end
  elseif r <= 6 then
    local o = pick(pool)
    ok, x = pcall(function() return o[pick(members)] end)
    if ok and type(x) == "userdata" then
      add(x)
    elseif ok and type(x) == "function" then
      pcall(x, o, value(0), value(0))
    end
  elseif r <= 8 then
    local o = pick(pool)
    pcall(function() o[random(8) == 1 and random(200) or pick(members)] = value(0) end)
  elseif r <= 11 then
    call()
  else
    local o = pick(pool)
    pcall(tostring, o)
    pcall(function()
      for _, m in o:cmsgs() do
        m:value()
        for f in m:fds() do add(f) end
      end
    end)
    if random(20) == 1 then
      pcall(S.sendmsg, sockets[1], { iov = "x", control = types.cmsghdr("socket", "rights", { 0, 1 }) },
        c.MSG.DONTWAIT)
    end
    if random(100) == 1 then open_sockets() end
  end
end

for seed = 1, 3 do
  local before = open_fds()
  math.randomseed(seed)
  open_sockets()
  for _ = 1, 5 do add(types.buffer(random(300))) end
  for _ = 1, 6000 do step() end
  pool, sockets = {}, nil
  t.is(open_fds(), before, "no descriptor is lost, seed " .. seed)
end

t.done()

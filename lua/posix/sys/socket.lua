local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.socket"
base.groups(M, "AF SOCK SOL SO IPPROTO IPV6 SHUT NETLINK TCP AI")
M.IPV6_JOIN_GROUP, M.IPV6_LEAVE_GROUP = M.IPV6_ADD_MEMBERSHIP, M.IPV6_DROP_MEMBERSHIP
M.SOMAXCONN = 4096
local t, typed = S.t, base.typed "PosixAddrInfo"

-- An address as a table.
local function push(sa)
  local a = { family = sa.family }
  if a.family == M.AF_INET or a.family == M.AF_INET6 then
    a.addr, a.port = tostring(sa.addr), sa.port
  elseif a.family == M.AF_UNIX then
    a.path = sa.name
  elseif a.family == M.AF_NETLINK then
    a.pid, a.groups = sa.pid, sa.groups
  elseif a.family == M.AF_PACKET then
    a.ifindex = sa.ifindex
  end
  return typed(a)
end

local inet = "family port addr socktype canonname protocol"

-- A table, argument i, as an address; nil when the text of it is none.
local function address(name, i, a)
  local function field(key, kind) return base.field(name, i, a, key, kind) end
  local family = field("family", "i")
  if family == M.AF_INET or family == M.AF_INET6 then
    local port, text = field("port", "i"), field("addr", "s")
    base.fields(name, i, a, inet)
    local addr = S.inet_pton(family, text)
    return addr and (family == M.AF_INET and t.sockaddr_in or t.sockaddr_in6)(port % 65536, addr)
  elseif family == M.AF_UNIX then
    local path = field("path", "s")
    base.fields(name, i, a, "family path")
    return t.sockaddr_un((path:sub(1, 107)))
  elseif family == M.AF_NETLINK then
    local pid, groups = field("pid", "i"), field("groups", "i")
    base.fields(name, i, a, "family pid groups")
    return t.sockaddr_nl(pid, groups)
  elseif family == M.AF_PACKET then
    local index = field("ifindex", "i")
    base.fields(name, i, a, "family ifindex")
    return t.sockaddr_ll { ifindex = index, protocol = "all" }
  end
  base.argerror(name, i, "unsupported family type " .. family, 2)
end

local function no_address()
  return base.result("not a valid IPv4 dotted-decimal or IPv6 address string", nil, t.error(S.c.E.INVAL), S.c.E.INVAL)
end

local function with_address(name, types, call)
  return { types, function(fd, a, b)
    local sa = address(name, b and 3 or 2, b or a)
    if not sa then return no_address() end
    return base.result(name, call(fd, sa, b and a))
  end }
end

local function name_of(name, call)
  return { "i", function(fd)
    local sa, err, errno = call(fd)
    if not sa then return base.result(name, nil, err, errno) end
    return push(sa)
  end }
end

-- Options whose values are more than a number.
local SOCKET, IPV6 = M.SOL_SOCKET, M.IPPROTO_IPV6
local options = {
  [SOCKET] = {
    [M.SO_LINGER] = { 2, function(on, seconds) return t.linger { onoff = on, linger = seconds } end,
      function(v) return v.onoff, v.linger end, "linger" },
    [M.SO_RCVTIMEO] = { 2, function(sec, usec) return t.timeval { sec, usec } end,
      function(v) return v.tv_sec, v.tv_usec end, "timeval" },
    [M.SO_BINDTODEVICE] = { 1, function(name) return t.buffer(16, (name:sub(1, 15) .. ("\0"):rep(16)):sub(1, 16)) end,
      nil, nil, "s" },
  },
  [IPV6] = {},
}
options[SOCKET][M.SO_SNDTIMEO] = options[SOCKET][M.SO_RCVTIMEO]
for _, name in ipairs { "IPV6_JOIN_GROUP", "IPV6_LEAVE_GROUP" } do
  options[IPV6][M[name]] = { 1, function(group)
    return t.ipv6_mreq { multiaddr = S.inet_pton("inet6", group) }
  end, nil, nil, "s" }
end

base.functions(M, {
  socketpair = { "iii", function(domain, kind, protocol)
    local ok, err, a, b = S.socketpair(domain, kind, protocol)
    if not ok then return base.result("socketpair", nil, err, a) end
    return base.result(nil, a), base.result(nil, b)
  end },
  getaddrinfo = { "?s?a?a", function(host, service, hints)
    if service == nil and host == nil then base.typeerror("getaddrinfo", 2, "string or int", "no value", 2) end
    if service ~= nil and type(service) ~= "string" and type(service) ~= "number" then
      base.typeerror("getaddrinfo", 2, "string, int or nil", type(service), 2)
    end
    if hints ~= nil then
      if type(hints) ~= "table" then base.typeerror("getaddrinfo", 3, "table or nil", type(hints), 2) end
      base.fields("getaddrinfo", 3, hints, "family socktype protocol flags")
      for key in pairs(hints) do base.field("getaddrinfo", 3, hints, key, "i") end
    end
    local list, err, code = S.getaddrinfo(host, service, hints)
    if not list then return nil, tostring(err), code end
    for i, entry in ipairs(list) do
      list[i] = push(entry.addr)
      list[i].socktype, list[i].protocol, list[i].canonname = entry.socktype, entry.protocol, entry.canonname
    end
    return list
  end },
  accept = { "i", function(fd)
    local sa = t.sockaddr_storage()
    local client, err, errno = S.accept(fd, sa)
    if not client then return base.result("accept", nil, err, errno) end
    return base.result(nil, client), push(t.sa(sa))
  end },
  recvfrom = { "ii", function(fd, count)
    local data, err, sa = S.recvfrom(fd, nil, count)
    if not data then return base.result(nil, nil, err, sa) end
    return data, push(sa)
  end },
  bind = with_address("bind", "it", S.bind),
  connect = with_address("connect", "it", S.connect),
  sendto = with_address("sendto", "ist", function(fd, sa, data) return S.sendto(fd, data, nil, 0, sa) end),
  getsockname = name_of("getsockname", S.getsockname),
  getpeername = name_of("getpeername", S.getpeername),
  if_nametoindex = { "s", function(name) return S.util.if_nametoindex(name) or 0 end },
  getsockopt = { "iii", function(fd, level, name)
    local option = options[level] and options[level][name]
    if not (option and option[3]) then return base.result("getsockopt", S.getsockopt(fd, level, name)) end
    local v, err, errno = S.getsockopt(fd, level, name, t[option[4]]())
    if not v then return base.result("getsockopt", nil, err, errno) end
    return option[3](v)
  end },
  setsockopt = { "iii?a?a", function(fd, level, name, a, b)
    local option = options[level] and options[level][name]
    local want, kind = option and option[1] or 1, option and option[5] or "i"
    local given = { a, b }
    for i = 1, want do
      local good = kind == "s" and type(given[i]) == "string" and given[i] or kind == "i" and tonumber(given[i])
      if not good then
        base.typeerror("setsockopt", 3 + i, kind == "s" and "string" or "int", given[i] == nil and "no value" or
          type(given[i]),
          2)
      end
      given[i] = good
    end
    if want == 1 and b ~= nil then base.toomany("setsockopt", 4, 5, 2) end
    return base.result("setsockopt", S.setsockopt(fd, level, name, option and option[2](given[1], given[2]) or
      given[1]))
  end },
})
base.calls(M, {
  socket = { "iii", S.socket },
  listen = { "ii", S.listen, "listen" },
  recv = { "ii", function(fd, count) return S.recv(fd, nil, count) end },
  send = { "is", S.send, "send" },
  shutdown = { "ii", S.shutdown, "shutdown" },
})
return M

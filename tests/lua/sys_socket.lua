-- Sockets: making, naming, connecting, sending, receiving, each family, against the kernel and what /proc says of it.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, types = S.c, S.t

local function proc(file)
  local f = io.open("/proc/net/" .. file)
  if not f then return nil end
  local text = f:read("*a")
  f:close()
  return text
end

-- The third result of a failure, and that the error object says the same.
local function fails(name, want, ...) return t.fails(want:upper(), name, ...) end

-- socket

local tcp = assert(S.socket("inet", "stream, cloexec"))
t.is(S.fstat(tcp).typename, "socket", "socket is one")
t.is(tcp:getsockopt("socket", "domain"), c.AF.INET, "of the family asked for")
t.is(tcp:getsockopt("socket", "type"), c.SOCK.STREAM, "and of the type")
local info = io.open("/proc/self/fdinfo/" .. tcp:getfd())
if info then
  t.ok(info:read("*a"):find("flags:%s*02"), "cloexec is set")
  info:close()
else
  t.skip("cloexec is set", "no /proc")
end
t.is(S.socket("netlink", "raw", "generic"):getsockopt("socket", "protocol"), c.NETLINK.GENERIC,
  "netlink protocols have names")
t.is(S.socket("inet", "dgram", "udp"):getsockopt("socket", "protocol"), c.IPPROTO.UDP, "so have those of IP")
fails("protonosupport", "protonosupport", S.socket("unix", "stream", 77))
t.raises("unknown name", "an unknown family raises", S.socket, "nosuch", "stream")
t.raises("unknown name", "an unknown type raises", S.socket, "inet", "nosuch")
t.raises("number expected", "a table is no family", S.socket, {}, "stream")

-- socketpair

do
  local numbers = types.int2()
  local ok, none, a, b = S.socketpair("unix", "seqpacket", 0, numbers)
  t.ok(ok == true and none == nil, "socketpair gives true and nil first")
  t.is(numbers[0], a:getfd(), "a buffer gets the numbers")
  t.is(numbers[1], b:getfd(), "both of them")
  t.is(a:send("one"), 3, "send")
  t.is(b:recv(), "one", "recv without a buffer gives a string")
  a:send("two")
  t.is(b:recv(nil, 2), "tw", "of at most count bytes")
  a:send("three")
  t.is(b:recv(nil, 2, "trunc"), "th", "also when the kernel tells how many there were")
  local buf = types.buffer(8)
  a:send("four", 3)
  t.is(b:recv(buf), 3, "into a buffer it gives the count; send took part of the string")
  t.is(buf:string(3), "fou", "the bytes are there")
  a:send(buf, 2)
  t.is(b:recv(buf, 8, "peek"), 2, "send of a buffer; flags by name")
  t.is(b:recv(buf, 8, c.MSG.DONTWAIT), 2, "flags as a number")
  fails("nothing is there", "again", b:recv(buf, 8, "dontwait"))
  t.raises("out of range", "a count beyond the buffer raises", S.recv, b, buf, 9)
  t.raises("out of range", "a count beyond the string raises", S.send, a, "x", 2)
  t.raises("buffer expected", "a string is not received into", S.recv, b, "text")
  t.raises("unknown name", "an unknown flag raises", S.send, a, "x", 1, "nosuch")
  a:close()
  t.is(b:recv(buf), 0, "the end")
  fails("pipe", "pipe", b:send("x", 1, "nosignal"))
  fails("a closed one", "badf", a:send("x"))
end
fails("a pair of inet", "opnotsupp", S.socketpair("inet", "stream"))
t.raises("two ints", "too small a buffer raises", S.socketpair, "unix", "stream", 0, types.char1())

-- TCP: bind, listen, connect, accept, names

local function hex(addr, port)
  local b = addr.s_addr
  return ("%08X:%04X"):format(b, port)
end

do
  t.is(tcp:setsockopt("socket", "reuseaddr", true), true, "reuseaddr")
  t.is(tcp:bind(types.sockaddr_in(0, "loopback")), true, "bind")
  t.is(tcp:listen(5), true, "listen")
  local own = tcp:getsockname()
  t.is(own.family, c.AF.INET, "getsockname has the family")
  t.is(tostring(own.addr), "127.0.0.1", "the address")
  t.ok(own.port > 0, "and a port")
  local table_of = proc("tcp")
  if table_of then
    t.ok(table_of:find(hex(own.addr, own.port) .. " 00000000:0000 0A", 1, true),
      "/proc/net/tcp has it listening there")
  else
    t.skip("/proc/net/tcp has it listening there", "no /proc")
  end

  local client = S.socket("inet", "stream, nonblock")
  local ok, err = client:connect(own)
  t.ok(ok or err.inprogress, "connect")
  local who = types.sockaddr_storage()
  local server = assert(tcp:accept(who))
  local peer = client:getsockname()
  t.is(who.port, peer.port, "accept puts the peer's port into a storage")
  t.is(tostring(who.addr), "127.0.0.1", "and the address")
  t.is(#who, 16, "which then is as long as the family's")
  t.is(server:getpeername().port, peer.port, "getpeername agrees")
  t.is(client:getpeername().port, own.port, "also on the other side")

  local in_ = types.sockaddr_in()
  t.ok(rawequal(server:getpeername(in_), in_), "an address given is the one that comes back")
  t.is(in_.port, peer.port, "filled")
  local len = types.socklen1(16)
  server:getsockname(in_, len)
  t.is(len[0], 16, "a length that is an object is told how long it is")
  t.is(in_.port, own.port, "the server's name is the listener's")
  t.raises("longer than the address", "a length beyond the object raises", S.getsockname, server, in_,
    types.socklen1(17))
  t.raises("out of range", "as a number, too", S.getsockname, server, in_, 17)

  local second = S.socket("inet", "stream, nonblock")
  second:connect(types.sockaddr_in(own.port, "127.0.0.1"))
  local fd = assert(tcp:accept4(nil, nil, "nonblock, cloexec"))
  fails("accept4 took the flag", "again", fd:recv())
  second:connect(types.sockaddr_in(own.port, "127.0.0.1"))
  fails("connected already", "isconn", second:connect(own))

  t.is(client:send("hello"), 5, "send on a connection")
  local buf = types.buffer(16)
  local n, none, from = server:recvfrom(buf)
  t.ok(n == 5 and none == nil, "recvfrom gives the count, nil")
  t.is(from.family, 0, "and on a connection an address without a family")
  t.is(client:shutdown("wr"), true, "shutdown")
  t.is(server:recv(buf), 0, "the other side reads the end")
  t.is(server:send("still"), 5, "the other direction is open")
  t.is(client:recv(buf, nil, "waitall"), 5, "and works")
  t.raises("unknown name", "an unknown direction raises", S.shutdown, client, "nosuch")
  server:close()
  fails("shutdown of what is not connected", "notconn", S.socket("inet", "stream"):shutdown("rd"))
  fails("getpeername of what is not connected", "notconn", S.socket("inet", "stream"):getpeername())
  fails("the port is taken", "addrinuse", S.socket("inet", "stream"):bind(own))
  fails("no such address here", "addrnotavail", S.socket("inet", "stream"):bind(types.sockaddr_in(0, "192.0.2.1")))
  tcp:close()
  fails("nobody listens any more", "connrefused", S.socket("inet", "stream"):connect(own))
  fails("listen on a file", "notsock", S.listen(assert(S.open("/", "rdonly"))))
end
fails("accept of a socket that does not listen", "inval", S.socket("inet", "stream"):accept())
fails("accept4", "opnotsupp", S.socket("inet", "dgram"):accept4())
t.raises("address expected", "a string is no address", S.connect, S.socket("unix", "stream"), "/tmp/x")
t.raises("address expected", "nor is another struct", S.bind, S.socket("unix", "stream"), types.timeval(1))

-- UDP

do
  local a, b = S.socket("inet", "dgram"), S.socket("inet", "dgram, nonblock")
  a:bind(types.sockaddr_in(0, "loopback"))
  b:bind(types.sockaddr_in(0, "loopback"))
  local at_a, at_b = a:getsockname(), b:getsockname()
  t.is(a:sendto("ping", 4, 0, at_b), 4, "sendto")
  local n, none, from = b:recvfrom()
  t.ok(n == "ping" and none == nil, "recvfrom without a buffer gives a string")
  t.is(from.port, at_a.port, "and whose it is")
  t.is(tostring(from.addr), "127.0.0.1", "port and address")
  local buf, own = types.buffer(4), types.sockaddr_storage()
  a:sendto("longer than that", nil, nil, at_b, 16)
  n, none, from = b:recvfrom(buf, nil, "trunc", own)
  t.ok(n == 16 and none == nil, "with trunc the count is the datagram's")
  t.ok(rawequal(from, own) and own.port == at_a.port, "the caller's address is used")
  a:sendto("x", nil, nil, at_b)
  t.results(table.pack(b:recvfrom(buf, nil, nil, false)), "no address when false is given", 1)
  a:sendto("x", nil, nil, at_b)
  t.results(table.pack(b:recv(buf)), "nor with recv", 1)
  a:sendto("x", nil, nil, at_b)
  n, none, from = b:recv(buf, nil, nil, own)
  t.ok(n == 1 and none == nil and rawequal(from, own), "which takes an address all the same")
  fails("recvfrom of nothing", "again", b:recvfrom(buf))
  fails("sendto without an address", "destaddrreq", a:sendto("x"))
  fails("too long a datagram", "msgsize", a:sendto(("x"):rep(70000), nil, nil, at_b))
  fails("an address cut short", "inval", a:sendto("x", nil, nil, at_b, 4))
  t.raises("out of range", "an address longer than it is", S.sendto, a, "x", nil, nil, at_b, 17)
  t.is(a:connect(at_b), true, "a datagram socket is connected")
  t.is(a:connect(types.sockaddr()), true, "and with an unspecified family is not")
  fails("after which it has no peer", "notconn", a:getpeername())
  t.is(a:sendto("", 0, nil, at_b), 0, "an empty datagram")
  t.is(b:recv(), "", "arrives")
end

-- With the caller's buffers nothing is left for the collector.

do
  local a = S.socket("inet", "dgram")
  a:bind(types.sockaddr_in(0, "loopback"))
  local own, buf, from = a:getsockname(), types.buffer(64), types.sockaddr_storage()
  local function rounds(n)
    for _ = 1, n do
      a:sendto(buf, 10, "dontwait", own)
      a:recvfrom(buf, 64, "dontwait", from)
      a:sendto("text", 4, nil, own)
      a:recv(buf)
    end
  end
  rounds(10)
  collectgarbage()
  collectgarbage("stop")
  local hook, mask = debug.gethook() -- it would allocate (tests/lib/cover.lua)
  debug.sethook()
  local before = collectgarbage("count")
  rounds(1000)
  local grown = collectgarbage("count") - before
  collectgarbage("restart")
  if hook then debug.sethook(hook, mask) end
  t.ok(grown < 1, "sendto, recvfrom and recv allocate nothing")
end

-- IPv6

do
  local a = S.socket("inet6", "dgram")
  if a and a:bind(types.sockaddr_in6(0, "loopback")) then
    local own = a:getsockname()
    t.is(own.family, c.AF.INET6, "inet6: family")
    t.is(#own, 28, "length")
    t.is(tostring(own.addr), "::1", "address")
    t.is(a:sendto("six", nil, nil, own), 3, "sendto")
    local s, _, from = a:recvfrom()
    t.ok(s == "six" and from.port == own.port and tostring(from.sin6_addr) == "::1", "recvfrom")
    fails("an IPv4 address there", "inval", S.socket("inet6", "stream"):connect(types.sockaddr_in(1, "127.0.0.1"),
      16))
  else
    t.skip("inet6", "no IPv6 on this machine")
  end
end

-- unix

do
  local name = ("/lsys-test-%d.sock"):format(S.getpid())
  local path = (os.getenv("TMPDIR") or "/tmp") .. name
  local a, b = S.socket("unix", "dgram"), S.socket("unix", "dgram")
  t.is(a:bind(types.sockaddr_un(path)), true, "unix: bind to a path")
  t.is(S.stat(path).typename, "socket", "makes a socket there")
  local own = a:getsockname()
  t.is(own.path, path, "getsockname has the path")
  t.is(own.name, path, "also as name")
  t.ok(not own.abstract and not own.unnamed, "which is neither abstract nor missing")
  t.is(#own, 2 + #path + 1, "its length is the kernel's")
  t.is(own.addrlen, #own, "also as a member")
  t.ok(b:getsockname().unnamed, "the other has no name")
  t.is(#b:getsockname(), 2, "and an address of two bytes")
  t.is(b:sendto("unnamed", nil, nil, own), 7, "sendto a path")
  local s, _, from = a:recvfrom()
  t.ok(s == "unnamed" and from.family == 0, "from a socket without a name")
  t.is(b:bind(types.sockaddr_un("\0lsys" .. name)), true, "bind to an abstract name")
  own = b:getsockname()
  t.ok(own.abstract and own.name == "\0lsys" .. name, "getsockname has it, with its zero")
  t.is(#own, 2 + 5 + #name, "of its own length")
  local unix = proc("unix")
  if unix then
    t.ok(unix:find(" @lsys" .. name .. "\n", 1, true), "/proc/net/unix has that name, and nothing behind it")
  else
    t.skip("/proc/net/unix has that name", "no /proc")
  end
  b:sendto("named", nil, nil, types.sockaddr_un(path))
  local un = types.sockaddr_un()
  s, _, from = a:recvfrom(nil, nil, nil, un)
  t.ok(s == "named" and rawequal(from, un) and un.abstract and un.name == own.name,
    "a sockaddr_un of the caller's becomes as long")
  b:sendto("again", nil, nil, types.sockaddr_un(path))
  local storage = types.sockaddr_storage()
  s, _, from = a:recvfrom(nil, nil, nil, storage)
  t.ok(s == "again" and from.name == own.name and storage.family == c.AF.UNIX,
    "for a storage an address with a length comes back")
  local sa = types.sa(storage, #own)
  t.ok(sa.name == own.name and #sa == #own, "t.sa gives a storage its length")
  t.is(tostring(types.sa(types.sockaddr_in(1, "1.2.3.4")).addr), "1.2.3.4", "t.sa of others is the address")
  t.is(a:sendto("back", nil, nil, from), 4, "which can be sent to")
  t.is(b:recv(), "back", "and arrives")
  t.is(S.socket("unix", "dgram"):bind(types.sockaddr_un()), true, "bind to no name")
  local auto = S.socket("unix", "dgram")
  auto:bind(types.sockaddr_un())
  t.ok(auto:getsockname().abstract and #auto:getsockname() == 8, "gets one of the kernel's")
  fails("connect to nothing", "noent", b:connect(types.sockaddr_un(path .. "x")))
  a:close()
  fails("connect to a socket that is there no more", "connrefused", b:connect(types.sockaddr_un(path)))
  t.is(S.unlink(path), true, "the name is removed")
  t.raises("longer than 108", "too long a path raises", types.sockaddr_un, ("x"):rep(109))
  t.raises("zero byte", "a zero inside a path raises", types.sockaddr_un, "a\0b")
  local full = types.sockaddr_un(("x"):rep(108))
  t.is(#full.name, 108, "a path without a zero behind it")
end

do
  local name = ("\0lsys-test-%d-listen"):format(S.getpid())
  local l, client = S.socket("unix", "stream"), S.socket("unix", "stream")
  l:bind(types.sockaddr_un(name))
  l:listen()
  local un = types.sockaddr_un()
  client:connect(types.sockaddr_un(name))
  local server = assert(l:accept(un))
  t.ok(un.unnamed and #un == 2, "accept tells a sockaddr_un that the peer has no name")
  t.is(server:getsockname().name, name, "the connection has the listener's name")
  t.is(client:getpeername().name, name, "which its peer sees")
  local second = S.socket("unix", "stream")
  second:bind(types.sockaddr_un(name .. "2"))
  second:connect(types.sockaddr_un(name))
  l:accept4(un, nil, "cloexec")
  t.is(un.name, name .. "2", "of another peer the name, in the same object")
  local len = types.socklen1(110)
  second:getsockname(types.sockaddr_un(), len)
  t.is(len[0], 2 + #name + 1, "the length where it is asked for")
  t.is(second:getsockname(types.sockaddr_un(), 6).name, name:sub(1, 4), "no more of a name than there is room for")
end

-- netlink

do
  local a = S.socket("netlink", "raw", "route")
  t.is(a:bind(types.sockaddr_nl(0, "link")), true, "netlink: bind to a group")
  local own = a:getsockname()
  t.is(own.family, c.AF.NETLINK, "family")
  t.is(own.groups, c.RTMGRP.LINK, "the group is there")
  t.ok(own.pid > 0, "and a port")
  local request = types.nlmsghdr { len = 17, type = "getlink", flags = "request, dump", seq = 7 }
  local message = types.buffer(20)
  S.types.pt.nlmsghdr(message).nlmsg_len = 20
  local h = S.types.pt.nlmsghdr(message)
  h.type, h.flags, h.seq = request.type, request.flags, request.seq
  t.is(a:send(message), 20, "a question")
  local buf = types.buffer(32768)
  local n, _, from = a:recvfrom(buf)
  t.ok(n > 16 and from.pid == 0, "the answer is the kernel's")
  local answer = S.types.pt.nlmsghdr(buf)
  t.ok(answer.seq == 7 and answer.type == c.RTM.NEWLINK and answer.len <= n, "to that question")
  fails("no such port", "connrefused", a:sendto("x", nil, nil, types.sockaddr_nl(999999999)))
end

-- packet

do
  local a = S.socket("packet", "raw, nonblock", "ip")
  if a then
    local lo = S.util.if_nametoindex("lo")
    t.is(a:bind(types.sockaddr_ll { protocol = "ip", ifindex = lo }), true, "packet: bind to an interface")
    local own = a:getsockname()
    t.is(own.protocol, c.ETH_P.IP, "protocol, in the machine's order")
    t.is(own.ifindex, lo, "interface")
    t.is(own.hatype, c.ARPHRD.LOOPBACK, "kind of hardware")
    t.is(tostring(own.addr), "00:00:00:00:00:00", "address")
    local udp = S.socket("inet", "dgram")
    udp:bind(types.sockaddr_in(0, "loopback"))
    udp:sendto("seen by a packet socket", nil, nil, udp:getsockname())
    local found
    for _ = 1, 1000 do
      local s, _, from = a:recvfrom(nil, 65535)
      if not s then break end
      if s:find("seen by a packet socket", 1, true) then found = from end
    end
    t.ok(found and found.ifindex == lo and found.protocol == c.ETH_P.IP, "a datagram passes by, with its sockaddr_ll")
  else
    t.skip("packet", "no privilege for packet sockets")
  end
end

-- vsock

do
  local a = S.socket(40, "stream")
  if a then
    t.is(a:bind(types.sockaddr_vm(4294967295, 4294967295)), true, "vsock: bind")
    local own = a:getsockname()
    t.ok(own.family == 40 and own.cid == 4294967295 and own.port > 0, "its address")
  else
    t.skip("vsock", "the kernel has no vsock")
  end
end

-- An address of a family that has no struct here: what the kernel says is kept.
do
  local a = S.socket(38, "seqpacket")
  if a then
    local raw = types.buffer(88):set("\38\0hash", 0)
    raw:set("sha1", 24)
    local ok, err = a:bind(raw)
    t.ok(ok or err.noent, "a buffer is an address of any family")
  else
    t.skip("a buffer is an address of any family", "the kernel has no sockets of its cryptography")
  end
end

t.done()

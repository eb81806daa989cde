-- Messages: parts, control messages, and that the descriptors in them are neither lost nor closed twice.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, types = S.c, S.t

local function fails(name, want, ...) return t.fails(want:upper(), name, ...) end

local function pair(kind)
  local ok, err, a, b = S.socketpair("unix", kind or "seqpacket, nonblock")
  assert(ok, err)
  return a, b
end

local open_fds = t.open_fds

-- Parts

do
  local a, b = pair()
  local msg = types.msghdr { iov = types.iovecs { "one, ", "two, ", "three" } }
  t.is(#msg, S.types.s.msghdr, "a msghdr has the struct's size")
  t.is(msg.iovlen, 3, "iov sets the number of parts")
  t.is(a:sendmsg(msg), 15, "sendmsg")
  local iov = types.iovecs { 4, 20 }
  msg = types.msghdr { iov = iov }
  t.is(b:recvmsg(msg), 15, "recvmsg")
  t.is(iov[1].base:string(), "one,", "the first part")
  t.is(iov[2].base:string(11), " two, three", "the second")
  a:sendmsg { iov = { "a table ", "will do" } }
  t.is(b:recv(), "a table will do", "a table makes a message")
  a:sendmsg(types.msghdr { iov = "a string" })
  t.is(b:recv(), "a string", "a string alone is a part")
  t.is(a:sendmsg(), 1, "without a message one byte is sent")
  t.is(b:recv(), "\0", "a zero")
  a:sendmsg { iov = "cut short" }
  msg = types.msghdr { iov = types.iovecs { 3 } }
  t.is(b:recvmsg(msg), 3, "a message with too little room")
  t.is(msg.flags, c.MSG.TRUNC, "has the flag that says so")
  fails("recvmsg of nothing", "again", b:recvmsg(msg))
  t.raises("msghdr expected", "recvmsg of something else raises", S.recvmsg, b, iov)
  t.raises("cannot be made of", "so does sendmsg", S.sendmsg, a, iov)
  t.raises("unknown name", "an unknown flag raises", S.recvmsg, b, msg, "nosuch")
  fails("sendmsg to what is closed", "badf", (function() a:close() return a:sendmsg() end)())
end

-- Lengths and addresses that a script has changed never reach the kernel.
do
  local a, b = pair()
  local msg = types.msghdr { iov = types.iovecs { "x" } }
  msg.msg_iovlen = 2
  t.raises("fewer bytes", "more parts than there are", S.sendmsg, a, msg)
  msg.msg_iovlen = 100000
  t.raises("more than 1024", "far more parts", S.sendmsg, a, msg)
  local iov = types.iovecs { 8 }
  iov[1].iov_len = 9
  t.raises("fewer bytes", "a part longer than its buffer", S.recvmsg, b, types.msghdr { iov = iov })
  msg = types.msghdr { iov = types.iovecs { 8 }, control = 64 }
  msg.controllen = 65
  t.raises("fewer bytes", "control messages longer than their buffer", S.recvmsg, b, msg)
  msg = types.msghdr { iov = types.iovecs { 8 }, name = types.sockaddr_un() }
  msg.namelen = 111
  t.raises("fewer bytes", "a name longer than the address", S.recvmsg, b, msg)
  local raw = types.buffer(S.types.s.msghdr):set(("A"):rep(S.types.s.msghdr))
  t.raises("", "bytes that look like a message", S.sendmsg, a, S.types.pt.msghdr(raw))
  t.raises("buffer, struct or string expected", "an address that is a number", function() msg.msg_control = 4096 end)
  -- Received bytes that overwrite the list of parts itself are bytes, no addresses.
  iov = types.iovecs { 16, 16 }
  S.types.pt.iovec(iov).iov_base = iov
  msg = types.msghdr { iov = iov }
  a:send(("B"):rep(32))
  t.is(b:recvmsg(msg), 32, "a part may be the list of parts")
  t.raises("fewer bytes", "which then is no list any more", S.recvmsg, b, msg)
end

-- What a message is made of lives as long as the message.
do
  local a, b = pair()
  local msg = types.msghdr { iov = { types.buffer(20), 20 }, name = types.sockaddr_storage(), control = 64 }
  collectgarbage()
  collectgarbage()
  a:send(("C"):rep(30))
  t.is(b:recvmsg(msg), 30, "parts of which nobody else knows")
  collectgarbage()
  t.is(msg.iov[1].base:string() .. msg.iov[2].base:string(10), ("C"):rep(30), "are there")
  local copy = types.msghdr(msg)
  msg = nil -- luacheck: ignore
  collectgarbage()
  t.is(copy.iov[1].base:string(), ("C"):rep(20), "for a copy, too")
end

-- Addresses

do
  local a, b = S.socket("inet", "dgram"), S.socket("inet", "dgram")
  a:bind(types.sockaddr_in(0, "loopback"))
  b:bind(types.sockaddr_in(0, "loopback"))
  local msg = types.msghdr { name = b:getsockname(), iov = { "to a name" } }
  t.is(msg.namelen, 16, "name sets its length")
  t.is(a:sendmsg(msg), 9, "sendmsg to an address")
  local from = types.sockaddr_storage()
  msg = types.msghdr { name = from, iov = { 20 } }
  msg.namelen = 128
  t.is(b:recvmsg(msg), 9, "recvmsg")
  t.is(msg.namelen, 16, "tells the length of the name")
  t.is(from.port, a:getsockname().port, "whose it is")
  t.is(tostring(msg.name.addr), "127.0.0.1", "also through the message")
end

-- Descriptors

do
  local a, b = pair()
  local before = open_fds()
  local file = assert(S.open("/", "rdonly, directory"))
  local ino = S.fstat(file).ino
  local cmsg = types.cmsghdr("socket", "rights", { file, file })
  local head = t.word + 8 -- of a control message
  t.is(cmsg:hdrsize(), head, "cmsghdr: bytes of the header")
  t.is(cmsg:len(), head + 8, "bytes with data")
  t.is(cmsg:align(), head + 8, "aligned")
  t.is(cmsg:datalen(), 8, "bytes of data")
  t.is(cmsg.level, c.SOL.SOCKET, "level by name")
  t.is(cmsg.type, c.SCM.RIGHTS, "type by name")
  t.is(S.types.pt.int2(cmsg:data())[1], file:getfd(), "the numbers are there")
  t.is(a:sendmsg { iov = "x", control = cmsg }, 1, "two descriptors are sent")
  file:close()
  local msg = types.msghdr { iov = { 1 }, control = 256 }
  t.is(b:recvmsg(msg, "cmsg_cloexec"), 1, "and received")
  local got = {}
  for offset, m in msg:cmsgs() do
    t.is(offset, 0, "the first control message")
    for fd in m:fds() do got[#got + 1] = fd end
    local again = {}
    for fd in m:fds() do again[#again + 1] = fd end
    t.ok(#again == 2 and rawequal(again[1], got[1]) and rawequal(again[2], got[2]),
      "twice asked for they are the same objects")
  end
  t.is(#got, 2, "two came")
  t.is(S.fstat(got[1]).ino, ino, "they are what was sent")
  t.is(S.fstat(got[2]).ino, ino, "both")
  t.is(open_fds(), before + 2, "nothing else is open")
  got[1]:close()
  t.is(open_fds(), before + 1, "closing one closes one")
  got, msg, cmsg = nil, nil, nil -- luacheck: ignore
  t.is(open_fds(), before, "collection closes the other")

  -- Descriptors that nobody takes
  for _ = 1, 3 do
    file = S.open("/", "rdonly")
    a:sendmsg { iov = "x", control = { types.cmsghdr("socket", "rights", file) } }
    file:close()
  end
  msg = types.msghdr { iov = { 1 }, control = 64 }
  b:recvmsg(msg)
  t.is(open_fds(), before + 1, "one that was received is open while its message is there")
  msg.control = msg.control
  b:recvmsg(msg)
  t.is(open_fds(), before + 1, "the next message in the same place lets go of it")
  msg = nil -- luacheck: ignore
  t.is(open_fds(), before, "and with the message the last one goes")
  t.is(b:recv(), "x", "recv takes the bytes alone")
  t.is(open_fds(), before, "the kernel closes what came with them")

  -- One of several
  local list = {}
  for i = 1, 5 do list[i] = S.open("/", "rdonly") end
  a:sendmsg { iov = "x", control = types.cmsghdr("socket", "rights", list) }
  for i = 1, 5 do list[i]:close() end
  msg = types.msghdr { iov = { 1 }, control = 64 }
  b:recvmsg(msg)
  for _, m in msg:cmsgs() do
    t.is(S.fstat(m:fds()()).ino, ino, "the first of five")
  end
  msg = nil -- luacheck: ignore
  t.is(open_fds(), before, "those that were not asked for are closed, too")

  -- More than there is room for
  for i = 1, 5 do list[i] = S.open("/", "rdonly") end
  a:sendmsg { iov = "x", control = types.cmsghdr("socket", "rights", list) }
  for i = 1, 5 do list[i]:close() end
  msg = types.msghdr { iov = { 1 }, control = head + 8 }
  b:recvmsg(msg)
  t.is(msg.flags, c.MSG.CTRUNC, "too little room for control messages has its flag")
  local n = 0
  for _, m in msg:cmsgs() do
    for _ in m:fds() do n = n + 1 end
  end
  t.is(n, 2, "those that fit came")
  msg = nil -- luacheck: ignore
  t.is(open_fds(), before, "the others are not open")

  -- A descriptor of which only the message knows
  local function sender() return types.cmsghdr("socket", "rights", { S.open("/", "rdonly") }) end
  cmsg = sender()
  collectgarbage()
  t.is(a:sendmsg { iov = "x", control = { cmsg } }, 1, "a message keeps open what it is made of")
  for fd in cmsg:fds() do t.is(S.fstat(fd).ino, ino, "which it tells the number of") end
  cmsg = nil -- luacheck: ignore
  b:recv()
  t.is(open_fds(), before, "and closes it with itself")

  -- Made step by step
  cmsg = types.cmsghdr("socket", "rights", 2)
  t.is(cmsg:datalen(), 8, "a number makes room for as many descriptors")
  file = S.open("/", "rdonly")
  cmsg:setfds { file, 0 }
  t.is(S.types.pt.int2(cmsg:data())[0], file:getfd(), "setfds")
  cmsg:setfd(1)
  t.is(S.types.pt.int2(cmsg:data())[0], 1, "setfd")
  t.raises("room for no more than 2", "more than there is room for raises", cmsg.setfds, cmsg, { 0, 1, 2 })
  t.raises("descriptor expected", "something else raises", cmsg.setfd, cmsg, true)
  file:close()
end

-- Credentials

do
  local a, b = pair()
  b:setsockopt("socket", "passcred", true)
  t.is(a:sendmsg { iov = "x", control = types.cmsghdr("socket", "credentials", { pid = S.getpid(), uid = 0,
    gid = 0 }) }, 1,
    "credentials are sent")
  local msg = types.msghdr { iov = { 1 }, control = 64 }
  t.is(b:recvmsg(msg), 1, "and received")
  local offset, cmsg = msg:cmsg_firsthdr()
  t.ok(offset == 0 and cmsg.type == c.SCM.CREDENTIALS, "cmsg_firsthdr")
  t.results(table.pack(cmsg:credentials()), "pid, uid, gid", S.getpid(), 0, 0)
  t.is(cmsg:value().pid, S.getpid(), "value() is a ucred")
  t.is(msg:cmsg_nxthdr(offset, cmsg), nil, "there is no more")
  local none = types.cmsghdr("socket", "rights", { 0 })
  local r, text = none:credentials()
  t.ok(r == nil and type(text) == "string", "none in a message of another type")
  a:sendmsg()
  msg = types.msghdr { iov = { 1 }, control = 64 }
  b:recvmsg(msg)
  t.results(table.pack(select(2, msg:cmsg_firsthdr()):credentials()), "without any the kernel adds them", S.getpid(),
    0, 0)
  fails("a type that is not for sending", "inval", a:sendmsg { iov = "x", control = types.cmsghdr("socket", 99,
    "x") })
end

-- Several control messages, times, where a packet came in

do
  local a = S.socket("inet", "dgram, nonblock")
  a:bind(types.sockaddr_in(0, "loopback"))
  local own = a:getsockname()
  a:setsockopt("socket", "timestampns", true)
  a:setsockopt("ip", "pktinfo", true)
  a:setsockopt("ip", "recvttl", 1)
  a:setsockopt("ip", "recvtos", 1)
  local send = types.msghdr { name = own, iov = "x", control = { types.cmsghdr("ip", "ttl", 33), types.cmsghdr("ip",
    "tos", 8),
    types.cmsghdr("ip", "pktinfo", { spec_dst = "127.0.0.5" }) } }
  t.is(a:sendmsg(send), 1, "sendmsg with ttl, tos and own address")
  local from = types.sockaddr_in()
  local msg = types.msghdr { name = from, iov = { 1 }, control = 512 }
  t.is(a:recvmsg(msg), 1, "recvmsg")
  t.is(tostring(from.addr), "127.0.0.5", "the own address was taken")
  local seen = {}
  for _, m in msg:cmsgs() do
    local name = m.level == c.SOL.SOCKET and "time" or m.type == c.IP.PKTINFO and "pktinfo" or m.type == c.IP.TTL and
      "ttl"
      or m.type == c.IP.TOS and "tos" or "?"
    seen[name] = m:value()
  end
  t.is(seen.ttl, 33, "the ttl")
  t.is(seen.tos, 8, "the type of service")
  t.is(seen.pktinfo.ifindex, S.util.if_nametoindex("lo"), "the interface")
  t.is(tostring(seen.pktinfo.addr), "127.0.0.1", "the destination")
  t.ok(math.abs(seen.time.time - os.time()) < 60, "the time")

  a:setsockopt("socket", "timestampns", false)
  a:setsockopt("socket", "timestamp", true)
  a:sendto("x", nil, nil, own)
  msg = types.msghdr { iov = { 1 }, control = 512 }
  a:recvmsg(msg)
  t.ok(math.abs(select(2, msg:cmsg_firsthdr()):value().time - os.time()) < 60, "a time as a timeval")
  a:setsockopt("socket", "timestamp", false)
  a:setsockopt("socket", "timestamping", 0x18) -- by software, on receipt
  local idle = S.socket("unix", "dgram") -- the kernel begins to stamp packets a little later
  idle:setsockopt("socket", "rcvtimeo", 0.001)
  local stamps
  for _ = 1, 5000 do
    a:sendto("x", nil, nil, own)
    msg = types.msghdr { iov = { 1 }, control = 512 }
    a:recvmsg(msg)
    for _, m in msg:cmsgs() do
      if m.level == c.SOL.SOCKET and m.type == c.SCM.TIMESTAMPING then stamps = m:value() end
    end
    if stamps then break end
    idle:recv()
  end
  t.ok(stamps and math.abs(stamps.ts[0].time - os.time()) < 60 and stamps.ts[2].time == 0,
    "times as scm_timestamping")

  -- An error that a packet met, and who told of it
  a:setsockopt("ip", "recverr", true)
  local closed = S.socket("inet", "dgram")
  closed:bind(types.sockaddr_in(0, "loopback"))
  local port = closed:getsockname().port
  closed:close()
  a:sendto("nobody there", nil, nil, types.sockaddr_in(port, "loopback"))
  msg = types.msghdr { iov = { 64 }, control = 512 }
  local n
  for _ = 1, 5000 do
    n = a:recvmsg(msg, "errqueue")
    if n then break end
    idle:recv()
  end
  t.is(n, 12, "recvmsg of the queue of errors")
  for _, m in msg:cmsgs() do
    if m.type == c.IP.RECVERR then
      local e, offender = m:value()
      t.ok(e.errno == c.E.CONNREFUSED and e.origin == 2 and e.type == 3 and e.code == 3, "sock_extended_err")
      t.is(tostring(offender.addr), "127.0.0.1", "and who told of it")
    end
  end
end

do
  local a = S.socket("inet6", "dgram, nonblock")
  if a and a:bind(types.sockaddr_in6(0, "loopback")) then
    a:setsockopt("ipv6", c.IPV6.RECVPKTINFO or 49, true)
    a:setsockopt("ipv6", c.IPV6.RECVHOPLIMIT or 51, true)
    a:sendto("x", nil, nil, a:getsockname())
    local msg = types.msghdr { iov = { 1 }, control = 512 }
    a:recvmsg(msg)
    local pktinfo, hops
    for _, m in msg:cmsgs() do
      local v = m:value()
      if type(v) == "number" then hops = v else pktinfo = v end
    end
    t.is(pktinfo.ifindex, S.util.if_nametoindex("lo"), "in6_pktinfo: the interface")
    t.is(tostring(pktinfo.addr), "::1", "the destination")
    t.is(hops, 64, "the hop limit")
  else
    t.skip("in6_pktinfo", "no IPv6 on this machine")
  end
end

-- cmsghdr by itself

do
  local m = types.cmsghdr("socket", "credentials", nil, 12)
  m:setdata("\1\0\0\0\2\0\0\0\3\0\0\0")
  t.is(m:data():string(), "\1\0\0\0\2\0\0\0\3\0\0\0", "setdata, data")
  m:setdata("\7\7\7\7", 1)
  t.is(m.cmsg_data[0], 7, "setdata of some bytes; cmsg_data")
  t.is(m.cmsg_data[1], 0, "no more than those")
  t.raises("longer than the room", "more than there is room for raises", m.setdata, m, ("x"):rep(13))
  m.level = "ip"
  m.type = "ttl"
  t.ok(m.cmsg_level == c.SOL.IP and m.cmsg_type == c.IP.TTL, "level and type are set by name")
  m.cmsg_len = 1000000
  local room = t.word == 8 and 16 or 12 -- 12 bytes, aligned
  t.is(m:datalen(), room, "a length beyond the object is not believed")
  t.is(#m:data(), room, "nor is there more to read")
  m.cmsg_len = 3
  t.is(m:datalen(), 0, "nor one that is shorter than the header")
  t.raises("unknown name", "an unknown type raises", types.cmsghdr, "socket", "nosuch")
  t.raises("unknown name", "an unknown level raises", types.cmsghdr, "nosuch", 1)
  t.raises("only numbers", "types without names are numbers", types.cmsghdr, 4711, "nosuch")
  t.is(types.cmsghdr("socket", 99, "abc"):datalen(), 3, "data as a string")
  t.is(types.cmsghdr("socket", 99, types.int2(5, 6)):data():string(4),
    t.little and "\5\0\0\0" or "\0\0\0\5", "data as an object")
  t.is(types.cmsghdr("socket", 99, 77):datalen(), 4, "a number is an int")
  t.is(types.cmsghdr():len(), 0, "without arguments it is empty")
  -- A chain of nonsense ends.
  local buf = types.buffer(64)
  local msg = types.msghdr { control = buf }
  t.is(msg:cmsg_firsthdr(), nil, "a length of zero ends the walk")
  buf:set(("\255"):rep(64))
  t.is(msg:cmsg_firsthdr(), nil, "so does one beyond the buffer")
  msg.control = types.cmsghdr("socket", "rights", { 0 })
  local n = 0
  for _ in msg:cmsgs() do n = n + 1 end
  t.is(n, 1, "a message made here is walked as one received")
end

-- Several messages at once

do
  local a, b = pair()
  local msgs = types.mmsghdrs { types.msghdr { iov = { "first" } }, types.msghdr { iov = { "the ", "second" } } }
  t.is(#msgs, 2, "mmsghdrs")
  b:setsockopt("socket", "passcred", true)
  local ok, none, n = a:sendmmsg(msgs)
  t.ok(ok == true and none == nil and n == 2, "sendmmsg gives true, nil, number of messages")
  t.is(msgs[1].len, 5, "and in each its bytes")
  t.is(msgs.msg[1].len, 10, "counted from 0, too")
  local iov = { types.iovecs { 16 }, types.iovecs { 16 }, types.iovecs { 16 } }
  local hdrs = {}
  for i = 1, 3 do hdrs[i] = types.msghdr { iov = iov[i], control = 64 } end
  local got, array
  ok, none, got, array = b:recvmmsg(hdrs)
  t.ok(ok == true and none == nil and got == 2, "recvmmsg takes those that are there")
  t.is(array[1].len, 5, "length of the first")
  t.is(array[2].msg_len, 10, "and of the second")
  t.is(iov[1][1].base:string(5), "first", "the first message")
  t.is(iov[2][1].base:string(10), "the second", "the second")
  t.is(array[2].hdr.iovlen, 1, "the header is in it")
  t.is(select(2, hdrs[1]:cmsg_firsthdr()):credentials(), S.getpid(),
    "a message of the table has its control messages")
  t.is(hdrs[2].controllen, t.word == 8 and 32 or 24, "their length in each")
  fails("recvmmsg of nothing", "again", b:recvmmsg(types.mmsghdrs { types.msghdr { iov = { 1 } } }))
  a:sendmmsg { types.msghdr { iov = "x" } }
  t.is(select(3, b:recvmmsg({ types.msghdr { iov = { 1 } } }, "waitforone", 0.5)), 1, "with flags and a time")
  fails("sendmmsg to what is closed", "badf", S.sendmmsg(-1, msgs))
  t.raises("mmsghdrs expected", "a number is no list of messages", S.sendmmsg, a, 1)
  t.raises("cannot be made of", "nor is a table of others", S.sendmmsg, a, { types.timeval() })
  local m = types.mmsghdr { iov = { "as a msghdr" }, len = 3 }
  t.ok(m.len == 3 and m.hdr.iovlen == 1, "a mmsghdr takes members of its message")

  -- descriptors among several messages
  local before = open_fds()
  for i = 1, 3 do
    local file = S.open("/", "rdonly")
    a:sendmsg { iov = tostring(i), control = types.cmsghdr("socket", "rights", file) }
    file:close()
  end
  for i = 1, 3 do hdrs[i] = types.msghdr { iov = { 1 }, control = 64 } end
  b:setsockopt("socket", "passcred", false)
  ok, none, got, array = b:recvmmsg(hdrs)
  t.ok(ok and none == nil and got == 3, "three messages with a descriptor each")
  t.is(open_fds(), before + 3, "which are open")
  for _, cm in array[2].hdr:cmsgs() do
    for fd in cm:fds() do fd:close() end
  end
  t.is(open_fds(), before + 2, "one is taken and closed")
  hdrs, array = nil, nil -- luacheck: ignore
  t.is(open_fds(), before, "the others go with their messages")
end

-- What is built of these

do
  local a, b = pair()
  local before = open_fds()
  local file = S.open("/", "rdonly")
  t.is(S.util.sendfds(a, file, 0), 1, "util.sendfds")
  local r = S.util.recvcmsg(b)
  t.ok(r.count == 1 and #r.fd == 2, "util.recvcmsg: two descriptors")
  t.is(S.fstat(r.fd[1]).ino, S.fstat(file).ino, "what was sent")
  file:close()
  r = nil -- luacheck: ignore
  t.is(open_fds(), before, "they go with the table")
  b:setsockopt("socket", "passcred", true)
  t.is(S.util.sendcred(a), 1, "util.sendcred")
  r = S.util.recvcmsg(b)
  t.ok(r.pid == S.getpid() and r.uid == 0 and r.gid == 0 and not r.fd, "util.recvcmsg: credentials")
  t.is(r.iovec[0] and r.iovec[0].len or r.iovec[1].len, 1, "and the parts")
  S.util.sendcred(a, nil, 5, 6)
  r = S.util.recvcmsg(b, types.msghdr { iov = { 8 }, control = 100 }, "dontwait")
  t.ok(r.uid == 5 and r.gid == 6, "credentials of one's choice, a message of one's own")
  fails("util.recvcmsg of nothing", "again", S.util.recvcmsg(b))
  fails("util.sendcred to what is closed", "badf", S.util.sendcred(-1))
  fails("util.sendfds of none", "badf", S.util.sendfds(a, -1))
end

t.done()

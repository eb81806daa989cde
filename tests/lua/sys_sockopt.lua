-- Options of sockets: numbers, booleans, strings and structs, and what they do.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, types = S.c, S.t

local function fails(name, want, ...) return t.fails(want:upper(), name, ...) end

local function read(file)
  local f = io.open(file)
  if not f then return nil end
  local text = f:read("*a")
  f:close()
  return text
end

local function tcp_pair()
  local l = S.socket("inet", "stream")
  l:bind(types.sockaddr_in(0, "loopback"))
  l:listen()
  local a = S.socket("inet", "stream")
  assert(a:connect(l:getsockname()))
  return a, assert(l:accept()), l
end

local function pair(kind)
  local _, _, a, b = S.socketpair("unix", kind or "stream")
  return a, b
end

local lo = S.util.if_nametoindex("lo")
t.is(lo, 1, "util.if_nametoindex")
fails("of no interface", "nodev", S.util.if_nametoindex("nosuch0"))
fails("of a name too long for one", "nodev", S.util.if_nametoindex(("lo"):rep(20)))

-- Numbers and booleans

do
  local s = S.socket("inet", "stream")
  t.is(s:getsockopt("socket", "keepalive"), 0, "getsockopt gives a number")
  t.is(s:setsockopt("socket", "keepalive", true), true, "setsockopt takes a boolean")
  t.is(s:getsockopt("socket", "keepalive"), 1, "which is a one")
  t.is(s:setsockopt("socket", "keepalive", false), true, "and false")
  t.is(s:getsockopt("socket", "keepalive"), 0, "a zero")
  t.is(s:setsockopt("socket", "rcvbuf", 20000), true, "a number")
  t.is(s:getsockopt("socket", "rcvbuf"), 40000, "of which the kernel makes twice as much")
  t.is(s:setsockopt("ip", "ttl", 7), true, "level ip")
  t.is(s:getsockopt("ip", c.IP.TTL), 7, "an option by number")
  t.is(s:setsockopt("tcp", "nodelay", 1), true, "level tcp")
  t.is(s:getsockopt(c.IPPROTO.TCP, "nodelay"), 1, "a level by number")
  t.is(s:setsockopt("tcp", "maxseg", types.int1(600)), true, "an object")
  local buf = types.int1()
  t.is(s:getsockopt("tcp", "maxseg", buf), buf[0], "an array given gets the value, its first element is the result")
  t.raises("8 bytes asked for, the option has 4", "a length that differs raises", s.getsockopt, s, "tcp", "maxseg",
    types.int2())
  local bytes = types.buffer(8)
  t.is(s:getsockopt("tcp", "maxseg", bytes), 4, "of bytes the result is their number")
  t.is(s:getsockopt("tcp", "maxseg", bytes, 2), 2, "of at most as many as asked for")
  t.raises("out of range", "more than there is room for raises", s.getsockopt, s, "tcp", "maxseg", bytes, 9)
  t.raises("out of range", "more than the value has raises", s.setsockopt, s, "tcp", "maxseg", types.int1(), 5)
  t.raises("buffer expected", "a string is not written", s.getsockopt, s, "tcp", "maxseg", "text")
  t.raises("unknown name", "an unknown option raises", s.getsockopt, s, "socket", "nosuch")
  t.raises("unknown name", "an unknown level raises", s.getsockopt, s, "nosuch", "keepalive")
  t.raises("expected", "a function is no value", s.setsockopt, s, "socket", "keepalive", print)
  fails("an option that is none", "noprotoopt", s:getsockopt("socket", 9999))
  fails("a value that is none", "inval", s:setsockopt("ip", "ttl", 1000))
  fails("an option to be read only", "noprotoopt", s:setsockopt("socket", "type", 1))
  fails("not a socket", "notsock", S.getsockopt(S.open("/"), "socket", "type"))
  t.is(s:getsockopt("socket", "error"), 0, "no error waits")
  s:setsockopt("socket", "reuseport", true)
  t.is(s:getsockopt("socket", "reuseport"), 1, "reuseport")
  t.is(s:getsockopt("socket", "acceptconn"), 0, "it does not listen")
  s:listen()
  t.is(s:getsockopt("socket", "acceptconn"), 1, "it does")
end

-- Wide numbers

do
  local s = S.socket("inet", "stream")
  local a, b = s:getsockopt("socket", c.SO.COOKIE or 57), S.socket("inet", "stream"):getsockopt("socket", c.SO.COOKIE or
    57)
  t.ok(a and b and a ~= b, "a cookie of 64 bits, each socket's own")
  local rate = t.word == 8 and 2 ^ 33 or 2 ^ 31 + 5
  t.is(s:setsockopt("socket", "max_pacing_rate", rate), true, "a number of as many bits as a long has")
  t.is(s:getsockopt("socket", "max_pacing_rate"), rate, "comes back")
end

-- Strings

do
  local s = S.socket("inet", "stream")
  local known = read("/proc/sys/net/ipv4/tcp_available_congestion_control")
  local name = s:getsockopt("tcp", "congestion")
  t.ok(name:match("^%l+$"), "a string")
  if known then
    t.ok((" " .. known):find("[ ]" .. name), "which /proc knows as one")
  else
    t.skip("which /proc knows as one", "no /proc")
  end
  t.is(s:setsockopt("tcp", "congestion", "reno"), true, "set")
  t.is(s:getsockopt("tcp", "congestion"), "reno", "read")
  fails("no such string", "noent", s:setsockopt("tcp", "congestion", "nosuch"))
  t.is(s:setsockopt("socket", "bindtodevice", "lo"), true, "bindtodevice")
  t.is(s:getsockopt("socket", "bindtodevice"), "lo", "read")
  t.is(s:setsockopt("socket", "bindtodevice", ""), true, "cleared")
  t.is(s:getsockopt("socket", "bindtodevice"), "", "read as empty")
  fails("no such device", "nodev", s:setsockopt("socket", "bindtodevice", "nosuch0"))
end

-- timeval

do
  local a, b = pair()
  t.is(a:getsockopt("socket", "rcvtimeo").time, 0, "rcvtimeo is a timeval")
  t.is(a:setsockopt("socket", "rcvtimeo", 0.02), true, "set from a number")
  t.is(math.floor(a:getsockopt("socket", "rcvtimeo").time * 50 + 0.5), 1, "read")
  fails("after which recv gives up", "again", t.again(a.recv, a))
  t.is(a:setsockopt("socket", "sndtimeo", { 0, 30000 }), true, "from a table")
  local got = a:getsockopt("socket", "sndtimeo").usec -- rounded up to the kernel's ticks
  t.ok(got >= 30000 and got <= 40000, "read")
  t.is(a:setsockopt("socket", "rcvtimeo", types.timeval(1)), true, "from the struct")
  local tv = types.timeval()
  t.ok(rawequal(a:getsockopt("socket", "rcvtimeo", tv), tv) and tv.sec == 1, "into the caller's")
  fails("microseconds that are none", "dom", a:setsockopt("socket", "rcvtimeo", types.timeval { tv_sec = 0,
    tv_usec = 2000000 }))
  b:close()
end

-- linger

do
  local a, b = tcp_pair()
  t.is(a:getsockopt("socket", "linger").onoff, 0, "linger is a struct")
  t.is(a:setsockopt("socket", "linger", { onoff = 1, linger = 0 }), true, "set from a table")
  local l = a:getsockopt("socket", "linger")
  t.ok(l.onoff == 1 and l.linger == 0 and l.l_onoff == 1, "read")
  a:close()
  fails("the other side is reset", "connreset", b:recv())
  local s = S.socket("inet", "stream")
  t.is(s:setsockopt("socket", "linger", types.linger(1, 5)), true, "from the struct")
  t.is(s:getsockopt("socket", "linger").linger, 5, "read")
end

-- ucred and groups

do
  local a = pair()
  local cred = a:getsockopt("socket", "peercred")
  t.ok(cred.pid == S.getpid() and cred.uid == 0 and cred.gid == 0, "peercred is a ucred")
  local own = types.ucred()
  t.is(a:getsockopt("socket", "peercred", own, #own).pid, S.getpid(), "also into the caller's")
  t.is(type(a:getsockopt("socket", c.SO.PEERGROUPS or 59)), "table", "groups are a table")
end
do
  local a = pair()
  local fd, err = a:getsockopt("socket", 77) -- SO_PEERPIDFD
  if fd then
    t.ok(fd:getfd() >= 0, "a descriptor is an object")
  else
    t.skip("a descriptor is an object", "the kernel has no SO_PEERPIDFD: " .. tostring(err))
  end
end

-- tcp_info

do
  local a, b = tcp_pair()
  a:send("12345")
  b:recv()
  local i = a:getsockopt("tcp", "info")
  t.is(i.state, 1, "tcp_info: established")
  t.is(i.bytes_acked, 6, "bytes acknowledged, the opening counted")
  t.is(i.tcpi_snd_mss, i.snd_mss, "members have their C names, too")
  t.ok(i.snd_wscale > 0 and i.rcv_wscale > 0, "bit-fields")
  t.is(b:getsockopt("tcp", "info").bytes_received, 5, "the other side's")
  local own = types.tcp_info()
  t.is(a:getsockopt("tcp", "info", own).rtt, own.rtt, "into the caller's")
end

-- Groups

do
  local a, b = S.socket("inet", "dgram"), S.socket("inet", "dgram")
  b:bind(types.sockaddr_in(0, "any"))
  local to = types.sockaddr_in(b:getsockname().port, "239.255.77.1")
  t.is(b:setsockopt("ip", "add_membership", { multiaddr = "239.255.77.1", ifindex = lo }), true,
    "ip_mreqn from a table")
  local igmp = read("/proc/net/igmp")
  if igmp then
    t.ok(igmp:find(t.little and "014DFFEF" or "EFFF4D01", 1, true), "/proc/net/igmp has the group")
  else
    t.skip("/proc/net/igmp has the group", "no /proc")
  end
  t.is(a:setsockopt("ip", "multicast_if", types.ip_mreqn { ifindex = lo }), true, "multicast_if as a struct")
  t.is(a:setsockopt("ip", "multicast_if", "127.0.0.1"), true, "and as an address")
  t.is(tostring(a:getsockopt("ip", "multicast_if")), "127.0.0.1", "which is what is read")
  t.is(a:sendto("to all", nil, nil, to), 6, "sendto the group")
  b:setsockopt("socket", "rcvtimeo", 5)
  t.is(b:recv(), "to all", "arrives")
  local r = types.ip_mreqn { "239.255.77.1", "127.0.0.1" }
  t.ok(tostring(r.multiaddr) == "239.255.77.1" and tostring(r.address) == "127.0.0.1" and r.ifindex == 0, "members")
  t.is(b:setsockopt("ip", "drop_membership", types.ip_mreq("239.255.77.1", "127.0.0.1")), true, "ip_mreq")
  fails("dropped twice", "addrnotavail", b:setsockopt("ip", "drop_membership", r))
  t.is(b:setsockopt("ip", "add_source_membership",
    { multiaddr = "239.255.77.2", interface = "127.0.0.1", sourceaddr = "127.0.0.9" }), true, "ip_mreq_source")
  t.is(b:setsockopt("ip", 42, { interface = lo, group = types.sockaddr_in(0, "239.255.77.3") }), true, "group_req")
  t.is(b:setsockopt("ip", 46, { interface = lo, group = types.sockaddr_in(0, "239.255.77.4"),
    source = types.sockaddr_in(0, "127.0.0.1") }), true, "group_source_req")
end

do
  local s = S.socket("inet6", "dgram")
  if s and s:bind(types.sockaddr_in6(0, "any")) then
    t.is(s:setsockopt("ipv6", "add_membership", { multiaddr = "ff15::77", interface = lo }), true, "ipv6_mreq")
    local igmp6 = read("/proc/net/igmp6")
    if igmp6 then
      t.ok(igmp6:find("ff150000000000000000000000000077", 1, true), "/proc/net/igmp6 has the group")
    else
      t.skip("/proc/net/igmp6 has the group", "no /proc")
    end
    t.is(s:setsockopt("ipv6", "drop_membership", types.ipv6_mreq("ff15::77", lo)), true, "left")
    t.is(s:setsockopt("ipv6", "unicast_hops", 9), true, "a number of level ipv6")
    t.is(s:getsockopt("ipv6", "unicast_hops"), 9, "read")
  else
    t.skip("ipv6_mreq", "no IPv6 on this machine")
  end
end

-- Packet sockets

do
  local s = S.socket("packet", "raw", "ip")
  if s then
    s:bind(types.sockaddr_ll { protocol = "ip", ifindex = lo })
    t.is(s:setsockopt("packet", 1, { ifindex = lo, type = 1 }), true, "packet_mreq from a table")
    t.is(s:setsockopt("packet", 2, types.packet_mreq(lo, 1)), true, "and as a struct")
    fails("of no interface", "nodev", s:setsockopt("packet", 1, types.packet_mreq(99999, 1)))
    local udp = S.socket("inet", "dgram")
    udp:bind(types.sockaddr_in(0, "loopback"))
    udp:sendto("x", nil, nil, udp:getsockname())
    udp:recv(nil, 1) -- it has come past
    local stats = s:getsockopt("packet", 6)
    t.ok(stats.packets >= 1 and stats.tp_drops == 0, "tpacket_stats")
    t.is(s:setsockopt("packet", 5, { block_size = 4096, block_nr = 1, frame_size = 2048, frame_nr = 2 }), true,
      "tpacket_req")
    t.is(s:setsockopt("packet", 5, types.tpacket_req()), true, "and its end")
  else
    t.skip("packet_mreq", "no privilege for packet sockets")
  end
end

-- Filters

do
  local a, b = pair("dgram")
  b:setsockopt("socket", "rcvtimeo", 0.01)
  local none = types.sock_filters(1, { types.sock_filter("ret, k", 0) })
  t.is(b:setsockopt("socket", "attach_filter", types.sock_fprog { len = 1, filter = none }), true,
    "a filter is attached")
  a:send("x")
  fails("nothing passes", "again", b:recv())
  t.is(b:getsockopt("socket", "get_filter"), 1, "it has one instruction")
  local buf = types.buffer(16)
  t.is(b:getsockopt("socket", "get_filter", buf), 1, "which can be read")
  t.is(S.types.pt.uint16_1(buf)[0], 6, "as it was")
  t.is(b:getsockopt("socket", "get_filter", types.buffer(8)), 1, "into no more room than it needs")
  t.raises("out of range", "lengths of filters are in instructions", b.getsockopt, b, "socket", "get_filter", buf, 16)
  t.is(b:setsockopt("socket", "detach_filter"), true, "detached, without a value")
  a:send("x")
  t.is(b:recv(), "x", "everything passes")
  t.raises("fewer bytes", "a filter longer than its instructions raises", b.setsockopt, b, "socket", "attach_filter",
    types.sock_fprog { len = 2, filter = none })
  t.raises("", "bytes are no filter", b.setsockopt, b, "socket", "attach_filter", types.buffer(16))
end

-- What the kernel would write through

do
  local s = S.socket("inet", "stream")
  t.raises("has addresses in it", "an option with addresses is refused", s.getsockopt, s, "tcp", 35, types.buffer(64))
  t.raises("has addresses in it", "to be set, too", s.setsockopt, s, 283, 4, types.buffer(32))
end

-- txtime, names of peers

do
  local s = S.socket("inet", "dgram")
  if s:setsockopt("socket", 61, { clockid = 11, flags = 0 }) then
    t.is(s:getsockopt("socket", 61).clockid, 11, "sock_txtime")
  else
    t.skip("sock_txtime", "the kernel has none")
  end
  local a = tcp_pair()
  t.is(tostring(a:getsockopt("socket", c.SO.PEERNAME).addr), "127.0.0.1", "peername is an address")
end

-- netfilter

do
  local nf = require "syscall.linux.netfilter"
  local s, err = nf.socket("inet")
  if s then
    t.is(s:getsockopt("socket", "type"), c.SOCK.RAW, "netfilter.socket is raw")
    for _, family in ipairs { "inet", "inet6" } do
      local v
      v, err = nf.version(family)
      if v then
        t.ok(v >= 0, "netfilter.version of " .. family)
      else
        t.skip("netfilter.version of " .. family, "no netfilter: " .. tostring(err))
      end
    end
    t.is(nf.version(), nf.version("inet"), "inet is the default")
    local rev = types.xt_get_revision { name = "nosuch" }
    local r
    r, err = s:getsockopt("ip", "revision_match", rev)
    t.ok(not r and (err.noent or err.protonosupport or err.noprotoopt), "a match that does not exist")
  else
    t.skip("netfilter.socket", "no privilege: " .. tostring(err))
  end
  t.raises("inet or inet6", "another family raises", nf.version, "unix")
end

t.done()

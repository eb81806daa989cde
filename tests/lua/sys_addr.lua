-- Addresses, headers of packets and fixed parts of netlink messages: each member written and read, texts, checksums.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, types = S.c, S.t
local s, pt = S.types.s, S.types.pt

-- IPv4 addresses

t.is(tostring(types.in_addr("192.0.2.33")), "192.0.2.33", "in_addr from text")
t.is(tostring(types.in_addr("loopback")), "127.0.0.1", "from a name")
t.is(tostring(types.in_addr("ANY")), "0.0.0.0", "in any case")
t.is(tostring(types.in_addr("broadcast")), "255.255.255.255", "each of them")
t.is(tostring(types.in_addr(0x0a000001)), "10.0.0.1", "from a number")
t.is(tostring(types.in_addr(types.in_addr("10.0.0.2"))), "10.0.0.2", "from another")
t.is(tostring(types.in_addr()), "0.0.0.0", "from nothing")
t.ok(types.in_addr("1.2.3.4") == types.in_addr(0x01020304), "equal when their bytes are")
t.is(#types.in_addr(), 4, "four bytes")
do
  local a = types.in_addr()
  a.addr = "10.9.8.7"
  t.is(tostring(a), "10.9.8.7", "addr is written")
  t.is(pt.uchar1(a)[0], 10, "the first byte is the first")
  a.s_addr = 0
  t.ok(a.s_addr == 0 and tostring(a) == "0.0.0.0", "s_addr")
  local m = types.in_addr("10.1.2.3"):get_mask_bcast(20)
  t.is(tostring(m.address) .. " " .. tostring(m.netmask) .. " " .. tostring(m.broadcast),
    "10.1.2.3 255.255.240.0 10.1.15.255",
    "get_mask_bcast")
  m = types.in_addr("10.1.2.3"):get_mask_bcast(0)
  t.is(tostring(m.netmask) .. " " .. tostring(m.broadcast), "0.0.0.0 255.255.255.255", "of no bits")
  t.raises("out of range", "of too many", a.get_mask_bcast, a, 33)
end
for _, bad in ipairs { "1.2.3", "1.2.3.4.5", "1.2.3.256", "", "1.2.3.4\0", "x", " 1.2.3.4" } do
  t.raises("not an IPv4 address", ("no address: %q"):format(bad), types.in_addr, bad)
end
t.raises("cannot be made of", "nor is a boolean", types.in_addr, true)
t.raises("out of range", "nor a number too large", types.in_addr, 2 ^ 32)

-- IPv6 addresses: RFC 5952

for text, want in pairs {
  ["::"] = "::", ["::1"] = "::1", ["1::"] = "1::", ["1:2:3:4:5:6:7:8"] = "1:2:3:4:5:6:7:8",
  ["2001:0db8:0000:0000:0001:0000:0000:0001"] = "2001:db8::1:0:0:1", ["2001:DB8::A"] = "2001:db8::a",
  ["2001:db8:0:1:1:1:1:1"] = "2001:db8:0:1:1:1:1:1", ["0:0:1::"] = "0:0:1::",
    ["::ffff:192.0.2.1"] = "::ffff:192.0.2.1",
  ["1:0:0:2:0:0:0:3"] = "1:0:0:2::3", ["::192.0.2.1"] = "::c000:201", ["any"] = "::", ["loopback"] = "::1",
} do
  t.is(tostring(types.in6_addr(text)), want, "in6_addr " .. text)
end
t.is(#types.in6_addr(), 16, "sixteen bytes")
t.is(types.in6_addr("::ab").s6_addr[15], 0xab, "s6_addr is read")
do
  local a = types.in6_addr()
  a.s6_addr[0] = 0xfe
  a.s6_addr[1] = 0x80
  t.is(tostring(a), "fe80::", "and written")
end
for _, bad in ipairs { "1:2:3", ":::", "1:2:3:4:5:6:7:8:9", "g::", "", "1.2.3.4", "::1%lo", "::1\0" } do
  t.raises("not an IPv6 address", ("no address: %q"):format(bad), types.in6_addr, bad)
end

-- Functions

t.is(tostring(S.inet_aton("127.1")), "127.0.0.1", "inet_aton takes fewer parts")
t.results(table.pack(S.inet_aton("x"), nil), "and no others", nil, nil)
t.is(select(3, S.inet_aton("1.2.3.4.5")), c.E.INVAL, "whose error it tells")
t.is(S.inet_ntoa(types.in_addr("1.2.3.4")), "1.2.3.4", "inet_ntoa")
t.raises("cannot be made of", "inet_ntoa of something else raises", S.inet_ntoa, true)
t.is(tostring(S.inet_pton("inet", "1.2.3.4")), "1.2.3.4", "inet_pton")
t.is(tostring(S.inet_pton("inet6", "1:2::")), "1:2::", "of either family")
do
  local a = types.in_addr()
  t.ok(rawequal(S.inet_pton("inet", "4.3.2.1", a), a) and tostring(a) == "4.3.2.1", "into the caller's")
  t.raises("in6_addr expected", "which must be of the family", S.inet_pton, "inet6", "::", a)
end
t.is(select(3, S.inet_pton("inet6", "1.2.3.4")), c.E.INVAL, "inet_pton of no address")
t.raises("inet or inet6", "of another family", S.inet_pton, "unix", "x")
t.is(S.inet_ntop("inet", types.in_addr("1.2.3.4")), "1.2.3.4", "inet_ntop")
t.is(S.inet_ntop("inet6", types.in6_addr("::1")), "::1", "of either family")
t.raises("cannot be made of", "of an address of another family", S.inet_ntop, "inet6", types.in_addr())
do
  local inet_name = S.util.inet_name
  local a, bits = inet_name("10.0.0.1/24")
  t.ok(tostring(a) == "10.0.0.1" and bits == 24, "util.inet_name")
  a, bits = inet_name("2001:db8::1")
  t.ok(tostring(a) == "2001:db8::1" and bits == 128, "without bits")
  t.is(select(2, inet_name("10.0.0.1", 8)), 8, "with bits apart")
  t.is(select(2, inet_name("10.0.0.1/9", 8)), 9, "which those in the text are before")
  t.is(select(3, inet_name("10.0.0.1/33")), c.E.INVAL, "with too many")
  t.is(select(3, inet_name("nonsense")), c.E.INVAL, "of no address")
end

-- macaddr

t.is(tostring(types.macaddr("02:00:5e:10:00:ff")), "02:00:5e:10:00:ff", "macaddr")
t.is(types.macaddr("02:00:5e:10:00:ff").mac_addr[5], 0xff, "its bytes")
t.is(#types.macaddr(), 6, "six of them")
t.raises("not a link-layer address", "fewer are none", types.macaddr, "02:00")
t.raises("not a link-layer address", "nor is other text", types.macaddr, "nonsense")

-- Every member of a struct, written by its friendly and its C name and read by both. A string: a word and its number.

local function members(name, prefix, list, order)
  local x = types[name]()
  for i = 1, #list, 2 do
    local key, value = list[i], list[i + 1]
    local set, want = value, value
    if type(value) == "table" then set, want = value[1], value[2] end
    x[key] = set
    t.is(x[key], want, ("%s.%s"):format(name, key))
    if prefix then
      x[prefix .. key] = want
      t.is(x[prefix .. key], want, ("%s.%s%s"):format(name, prefix, key))
    end
  end
  t.is(#x, s[name], name .. " has the struct's size")
  local by_name = {}
  for i = 1, #list, 2 do by_name[list[i]] = type(list[i + 1]) == "table" and list[i + 1][1] or list[i + 1] end
  t.ok(types[name](by_name) == x, name .. " from a table")
  if order then
    t.ok(types[name](table.unpack(order)) == types[name]((function()
      local y = {}
      for i, v in ipairs(order) do y[i] = v end
      return y
    end)()), name .. " from its members in order")
  end
  t.raises("has no member", name .. " has no other members", function() return x.nosuch end)
  t.raises("has no member", "nor takes any", function() x.nosuch = 1 end)
  return x
end

do
  local a = types.sockaddr_in(8080, "10.0.0.1")
  t.ok(a.port == 8080 and tostring(a.addr) == "10.0.0.1" and a.family == c.AF.INET, "sockaddr_in(port, addr)")
  a.sin_port = 0
  a.port = 0x1234
  local bytes = pt.buffer(a):string(4)
  t.is(bytes:sub(3), "\x12\x34", "the port is in the network's order")
  a.addr = "any"
  t.is(a.sin_addr.s_addr, 0, "sin_addr")
  a.sin_addr = types.in_addr("10.0.0.9")
  t.is(tostring(a.addr), "10.0.0.9", "is written, too")
  a = types.sockaddr_in { port = 5, addr = 0x7f000001 }
  t.ok(a.port == 5 and tostring(a.addr) == "127.0.0.1", "from a table")
  a.family = "unspec"
  t.is(a.sin_family, 0, "a family by name")
  t.raises("not an IPv4 address", "what is no address raises", types.sockaddr_in, 1, "::1")
  t.raises("out of range", "what is no port raises", types.sockaddr_in, 65536)
end

do
  local a = types.sockaddr_in6(8080, "2001:db8::1", 7, 9)
  t.ok(a.port == 8080 and tostring(a.addr) == "2001:db8::1" and a.flowinfo == 7 and a.scope_id == 9,
    "sockaddr_in6(port, addr, ...)")
  a = types.sockaddr_in6 { port = 1, addr = "loopback", flowinfo = 2, scope_id = 3 }
  t.ok(a.sin6_flowinfo == 2 and a.sin6_scope_id == 3 and a.family == c.AF.INET6 and #a == 28, "from a table")
  a.port, a.scope_id, a.flowinfo = 2, 4, 6
  t.ok(a.port == 2 and a.scope_id == 4 and a.flowinfo == 6, "written")
end

do
  local a = types.sockaddr_nl(7, 3)
  t.ok(a.pid == 7 and a.groups == 3 and a.nl_pid == 7 and a.family == c.AF.NETLINK and #a == 12,
    "sockaddr_nl(pid, groups)")
  a = types.sockaddr_nl { pid = 1, groups = "link, neigh", type = "route" }
  t.is(a.groups, c.RTMGRP.LINK + c.RTMGRP.NEIGH, "groups by name")
  a.groups, a.pid = "ipv4_route", 5
  t.ok(a.nl_groups == c.RTMGRP.IPV4_ROUTE and a.pid == 5, "written")
  t.raises("unknown name", "an unknown group raises", types.sockaddr_nl, 0, "nosuch")
  t.raises("unknown name", "so does an unknown protocol", types.sockaddr_nl, 0, 0, "nosuch")
end

do
  local a = types.sockaddr_ll { protocol = "arp", ifindex = 3, hatype = "ether", pkttype = 4,
    addr = types.macaddr("02:00:00:00:00:01") }
  t.ok(a.protocol == c.ETH_P.ARP and a.ifindex == 3 and a.hatype == c.ARPHRD.ETHER and a.pkttype == 4 and
    a.halen == 6, "sockaddr_ll")
  t.is(tostring(a.addr), "02:00:00:00:00:01", "its address is a macaddr")
  t.is(pt.buffer(a):string(2, 2), "\8\6", "the protocol is in the network's order")
  a.addr = "02:00:00:00:00:02"
  t.is(a.sll_addr[5], 2, "an address as text; sll_addr")
  a.addr = "\1\2\3"
  t.ok(a.halen == 3 and a.addr == "\1\2\3", "as bytes, which it then is read as")
  a.halen = 200
  t.is(#a.addr, 8, "a length beyond its room is not believed")
  t.raises("longer than 8", "too long an address raises", function() a.addr = "123456789" end)
  t.raises("string or macaddr expected", "a number is none", function() a.addr = 5 end)
  a.protocol, a.ifindex, a.hatype, a.pkttype = 0x88cc, 9, 1, 2
  t.ok(a.protocol == 0x88cc and a.ifindex == 9 and a.sll_hatype == 1 and a.sll_pkttype == 2 and #a == 20, "written")
end

do
  local a = types.sockaddr_vm(5, 3)
  t.ok(a.port == 5 and a.cid == 3 and a.svm_cid == 3 and a.family == 40 and #a == 16, "sockaddr_vm(port, cid)")
  a.port, a.cid, a.flags = 6, 4, 1
  t.ok(a.port == 6 and a.cid == 4 and a.flags == 1, "written")
end

do
  local a = types.sockaddr_un("/a/path")
  t.ok(a.path == "/a/path" and a.sun_path == a.path and a.name == a.path and a.family == c.AF.UNIX and #a == 110,
    "sockaddr_un(path)")
  a.path = "\0name"
  t.ok(a.abstract and not a.unnamed and a.name == "\0name" and #a == 7 and a.path == "", "an abstract name")
  t.is(#types.sockaddr_un(a), 7, "a copy is as long")
  a.path = "/b"
  t.ok(#a == 110 and a.path == "/b" and not a.abstract, "and a path again")
  t.ok(types.sockaddr_un().unnamed and types.sockaddr_un().name == nil, "without a path it has no name")
  t.is(types.sockaddr_un { path = "/c" }.path, "/c", "from a table")
end

do
  local a = types.sockaddr_storage()
  t.ok(a.family == 0 and #a == 128, "sockaddr_storage")
  t.raises("has no member", "without a family it has no port", function() return a.port end)
  a.family = "inet6"
  a.port, a.addr, a.scope_id = 99, "::2", 4
  t.ok(a.port == 99 and tostring(a.sin6_addr) == "::2" and a.scope_id == 4 and #a == 28,
    "the family decides what it has")
  a = types.sockaddr_storage { addr = "1.2.3.4", port = 7, family = "inet" }
  t.ok(a.port == 7 and tostring(a.addr) == "1.2.3.4" and a.ss_family == c.AF.INET and #a == 16,
    "from a table, the family first")
  a = types.sockaddr_storage(types.sockaddr_un("/x"))
  t.ok(a.path == "/x" and a.name == "/x" and #a == 110, "from another address")
  a = types.sockaddr_storage { family = "netlink", pid = 3, groups = 1 }
  t.ok(a.pid == 3 and a.groups == 1 and #a == 12, "of netlink")
  a = types.sockaddr_storage { family = "packet", ifindex = 2, protocol = "all", addr = "02:00:00:00:00:01" }
  t.ok(a.protocol == 3 and tostring(a.addr) == "02:00:00:00:00:01" and #a == 20, "of packets")
  t.raises("has no member", "of another family's members it has none", function() return a.path end)
  local g = types.sockaddr()
  g.family = "inet"
  g.port = 4
  t.ok(g.port == 4 and g.sa_family == c.AF.INET and g.sa_data[1] == 4 and #g == 16,
    "sockaddr is one of a family that fits")
  t.is(types.sockaddr(types.sockaddr_in(9, "any")).port, 9, "from another address")
  t.raises("cannot be made of", "one that does not fit raises", types.sockaddr, types.sockaddr_in6())
end

-- Headers

do
  local ip = types.iphdr()
  t.is(#ip, 20, "iphdr")
  local buf = types.buffer(20):set("\x45\0\0\x73\0\0\x40\0\x40\x11\0\0\xc0\xa8\0\1\xc0\xa8\0\xc7")
  ip = pt.iphdr(buf)
  t.ok(ip.version == 4 and ip.ihl == 5 and ip.ttl == 64 and ip.protocol == c.IPPROTO.UDP,
    "version and length are half bytes")
  t.is(pt.in_addr(types.uint1(ip.saddr)) == types.in_addr("192.168.0.1"), true, "saddr is as on the wire")
  t.is(ip:checksum(), ip.check, "checksum")
  t.is(buf:string(2, 10), "\xb8\x61", "is the one that it has to be")
  ip.ihl = 6
  t.raises("options are not there", "a header longer than the memory raises", ip.checksum, ip)
  ip = types.iphdr()
  ip.version, ip.ihl, ip.tos, ip.tot_len, ip.id, ip.frag_off, ip.ttl, ip.protocol, ip.check, ip.saddr, ip.daddr =
    4, 15, 1, 2, 3, 4, 5, "icmp", 7, 8, 9
  t.ok(ip.version == 4 and ip.ihl == 15 and ip.tos == 1 and ip.tot_len == 2 and ip.id == 3 and ip.frag_off == 4 and
    ip.ttl == 5 and
    ip.protocol == 1 and ip.check == 7 and ip.saddr == 8 and ip.daddr == 9, "members are written")
  local long = types.buffer(24):set("\x46\0\0\x18\0\0\0\0\x40\1\0\0\127\0\0\1\127\0\0\1\x94\4\0\0")
  local whole = 0
  pt.iphdr(long):checksum()
  for i = 0, 22, 2 do whole = whole + long:string(1, i):byte() * 256 + long:string(1, i + 1):byte() end
  t.is((whole % 65536 + math.floor(whole / 65536)) % 65536, 65535, "with options behind the header their bytes count")
end

do
  local udp = types.udphdr()
  udp.src, udp.dst, udp.length = 1087, 13, 15
  t.ok(udp.src == 1087 and udp.dst == 13 and udp.length == 15 and #udp == 8, "udphdr in the machine's order")
  t.is(pt.buffer(udp):string(6), "\4\x3f\0\x0d\0\x0f", "and on the wire")
  local raw = { udp.source, udp.dest, udp.len }
  udp.source, udp.dest, udp.len, udp.check = 1, 2, 3, 4
  t.ok(udp.source == 1 and udp.dest == 2 and udp.len == 3 and udp.check == 4, "raw members")
  udp.source, udp.dest, udp.len = table.unpack(raw)
  local ip = types.iphdr { protocol = "udp" }
  ip.saddr, ip.daddr = types.in_addr("153.18.8.105").s_addr, types.in_addr("171.2.14.10").s_addr
  t.is(udp:checksum(ip, "TESTING"), udp.check, "checksum")
  t.is(pt.buffer(udp):string(2, 6), "\x69\x14", "as a textbook has it")
  t.is(udp:checksum(ip, types.buffer(7):set("TESTING")), udp.check, "of a buffer, too")
  t.raises("shorter than", "a body shorter than the header says raises", udp.checksum, udp, ip, "TEST")
  t.raises("iphdr expected", "something else is no header", udp.checksum, udp, "x", "TESTING")
  udp.length = 3
  t.raises("shorter than", "nor a length shorter than the header", udp.checksum, udp, ip, "TESTING")
end

do
  local e = types.ethhdr { dest = types.macaddr("02:00:00:00:00:01"), source = "\2\0\0\0\0\3", proto = "ip" }
  t.ok(e.h_dest[5] == 1 and e.h_source[5] == 3 and e.proto == c.ETH_P.IP and #e == 14, "ethhdr")
  t.is(pt.buffer(e):string(2, 12), "\8\0", "the protocol is in the network's order")
  e.h_proto = 1
  t.is(e.h_proto, 1, "h_proto as on the wire")
end

-- ifreq

do
  local r = types.ifreq { name = "lo", flags = "tun, no_pi" }
  t.ok(r.name == "lo" and r.ifr_name == "lo" and r.flags == c.IFREQ.TUN + c.IFREQ.NO_PI and
    #r == (t.word == 8 and 40 or 32), "ifreq")
  r.flags = "up, running"
  t.is(r.flags, c.IFF.UP + c.IFF.RUNNING, "flags of interfaces")
  r.ivalue = 77
  t.ok(r.ivalue == 77 and r.ifindex == 77 and r.mtu == 77 and r.metric == 77 and r.qlen == 77,
    "its numbers share their place")
  r.addr = types.sockaddr_in(0, "10.0.0.1")
  t.ok(tostring(r.addr.addr) == "10.0.0.1" and tostring(r.netmask.addr) == "10.0.0.1" and
    r.dstaddr.family == c.AF.INET and
    r.broadaddr.family == c.AF.INET, "so do its addresses")
  r.hwaddr = "02:00:00:00:00:09"
  t.is(tostring(r.hwaddr), "02:00:00:00:00:09", "hwaddr")
  r.ifr_ifru.ifru_ivalue = 5
  t.ok(r.ivalue == 5 and r.ifr_ifru.ifru_mtu == 5 and r.ifr_ifrn.ifrn_name == "lo", "unions by their names in C")
  r.newname = "other0"
  t.ok(r.newname == "other0" and r.slave == "other0" and r.name == "lo", "names")
  t.raises("longer than", "too long a name raises", types.ifreq, { name = "a name of 17 char" })
  t.raises("unknown name", "an unknown flag raises", types.ifreq, { flags = "nosuch" })
  t.is(types.ifreq("lo", 1, 5).ivalue, 5, "from its members in order")
end

-- Netlink

members("nlmsghdr", "nlmsg_", { "len", 16, "type", { "getlink", c.RTM.GETLINK }, "flags", { "request, dump",
  c.NLM_F("request, dump") },
  "seq", 4, "pid", 5 }, { 1, 2, 3, 4, 5 })
members("rtgenmsg", "rtgen_", { "family", { "inet6", c.AF.INET6 } })
members("ifinfomsg", "ifi_", { "family", { "packet", c.AF.PACKET }, "type", { "ether", 1 }, "index", -3, "flags",
  { "up", 1 }, "change",
  4294967295 }, { 1, 2, 3 })
members("ifaddrmsg", "ifa_", { "family", { "inet", 2 }, "prefixlen", 24, "flags", { "permanent", c.IFA_F.PERMANENT },
  "scope",
  { "link", c.RT_SCOPE.LINK }, "index", 7 })
members("ifa_cacheinfo", nil, { "prefered", 1, "ifa_valid", 2, "cstamp", 3, "tstamp", 4 })
members("rtmsg", "rtm_", { "family", { "inet", 2 }, "dst_len", 8, "src_len", 9, "tos", 10, "table", { "main", 254 },
  "protocol",
  { "static", 4 }, "scope", { "host", 254 }, "type", { "blackhole", 6 }, "flags", { "cloned", 0x200 } })
members("rtattr", "rta_", { "len", 8, "type", 3 }, { 8, 3 })
members("rta_cacheinfo", "rta_", { "clntref", 1, "lastuse", 2, "expires", -3, "error", 4, "used", 5, "id", 6, "ts", 7,
  "tsage", 8 })
members("ndmsg", "ndm_", { "family", { "inet", 2 }, "ifindex", 3, "state", { "reachable", 2 }, "flags", { "proxy",
  8 }, "type", 5,
  "pad1", 1, "pad2", 2 })
members("nda_cacheinfo", "ndm_", { "confirmed", 1, "used", 2, "updated", 3, "refcnt", 4 }, { 1, 2, 3, 4 })
members("ndtmsg", "ndtm_", { "family", { "inet", 2 }, "pad1", 1, "pad2", 2 })
members("ndt_config", "ndtc_", { "key_len", 1, "entry_size", 2, "entries", 3, "last_flush", 4, "last_rand", 5,
  "hash_rnd", 6, "hash_mask", 7,
  "hash_chain_gc", 8, "proxy_qlen", 9 })
members("ndt_stats", "ndts_", { "allocs", 1, "destroys", 2, "hash_grows", 3, "res_failed", 4, "lookups", 5, "hits", 6,
  "rcv_probes_mcast", 7,
  "rcv_probes_ucast", 8, "periodic_gc_runs", 9, "forced_gc_runs", 10, "table_fulls", 11 })
members("rtnl_link_stats", nil, { "rx_packets", 1, "tx_packets", 2, "rx_bytes", 3, "tx_bytes", 4, "rx_errors", 5,
  "tx_errors", 6,
  "rx_dropped", 7, "tx_dropped", 8, "multicast", 9, "collisions", 10, "rx_length_errors", 11, "rx_over_errors", 12,
    "rx_crc_errors", 13,
  "rx_frame_errors", 14, "rx_fifo_errors", 15, "rx_missed_errors", 16, "tx_aborted_errors", 17, "tx_carrier_errors",
    18,
  "tx_fifo_errors", 19, "tx_heartbeat_errors", 20, "tx_window_errors", 21, "rx_compressed", 22, "tx_compressed", 23,
  "rx_nohandler", 24 })
members("tun_pi", nil, { "flags", 1, "protocol", { "ipv6", 0x86dd } })
members("tun_filter", nil, { "flags", { "allmulti", 1 }, "count", 2 }, { 1, 2 })
members("xt_get_revision", nil, { "name", "conntrack", "revision", 3 }, { "x", 1 })
members("linger", "l_", { "onoff", 1, "linger", 2 }, { 1, 2 })
members("ucred", nil, { "pid", 1, "uid", 2, "gid", 3 }, { 1, 2, 3 })
members("packet_mreq", "mr_", { "ifindex", 1, "type", 2, "alen", 3 })
members("tpacket_req", "tp_", { "block_size", 1, "block_nr", 2, "frame_size", 3, "frame_nr", 4 })
members("sock_extended_err", "ee_", { "errno", { "noent", 2 }, "origin", 2, "type", 3, "code", 4, "info", 5, "data",
  6 })
members("ipv6_mreq", nil, { "interface", 3 })

do
  local pad = types.ifinfomsg()
  pad.__ifi_pad = 7
  t.is(pt.buffer(pad)[1], 7, "ifinfomsg.__ifi_pad")
  local e = types.nlmsgerr { error = -2, msg = { len = 16, type = "newlink" } }
  t.ok(e.error == -2 and e.msg.len == 16 and e.msg.nlmsg_type == c.RTM.NEWLINK and #e == 20,
    "nlmsgerr has a header in it")
  e.msg.seq = 5
  t.is(e.msg.seq, 5, "which is its own")
  local f = types.fdb_entry()
  f.mac_addr, f.port_no, f.is_local, f.ageing_timer_value, f.port_hi, f.pad0, f.unused = "\1\2\3\4\5\6", 1, 2, 3, 4,
    5, 6
  t.ok(f.mac_addr[5] == 6 and f.port_no == 1 and f.is_local == 2 and f.ageing_timer_value == 3 and f.port_hi == 4 and
    f.pad0 == 5 and
    f.unused == 6 and #f == 16, "fdb_entry")
  local p = types.packet_mreq { address = types.macaddr("01:00:5e:00:00:01") }
  t.is(p.mr_address[2], 0x5e, "packet_mreq.address")
  local ts = types.scm_timestamping()
  ts.ts[1].sec = 5
  t.ok(ts.ts[1].sec == 5 and #ts.ts == 3 and #ts == 48, "scm_timestamping has three times")
  t.is(S.types.ctypes["struct nlmsghdr"], types.nlmsghdr, "types by their C names")
  t.is(tostring(types.sockaddr_in(80, "1.2.3.4")), "sockaddr_in {family = 2, port = 80, addr = 1.2.3.4}",
    "text for a person")
  t.is(tostring(types.sockaddr_ll { addr = "02:00:00:00:00:01" }):match("addr = ([%x:]+)"), "02:00:00:00:00:01",
    "shows what members do")
end

t.done()

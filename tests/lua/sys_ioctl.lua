-- S.ioctl: every request that has a name, on what it is for where this machine has it; what strace sees of them all.
local S = require "syscall"
local here = arg[0]:match("^.*/") or ""
local t = dofile(here .. "tap.lua")
local ty, c = S.t, S.c
local lsys = os.getenv("LSYS") or "lsys"
local root = S.geteuid() == 0

local function read(path)
	return (S.util.readfile(path) or ""):match("^(.-)\n?$")
end

local function command(text)
	local p = io.popen(text .. " 2>/dev/null")
	local out = p:read("*a")
	p:close()
	return out
end

-- Any file

local _, _, r, w = S.pipe()
t.is(r:ioctl("FIONREAD"), 0, "FIONREAD of an empty pipe: a single value is a number")
w:write("hello")
t.is(r:ioctl("fionread"), 5, "of one with five bytes, by its name in any case")
t.is(r:ioctl(c.IOCTL.FIONREAD), 5, "by its number")
t.is(r:ioctl("FIONBIO", 1), true, "FIONBIO takes a number")
t.ok(bit32.btest(r:fcntl("getfl"), c.O.NONBLOCK), "fcntl sees O_NONBLOCK")
t.is(r:ioctl("FIONBIO", false), true, "or a boolean")
t.ok(not bit32.btest(r:fcntl("getfl"), c.O.NONBLOCK), "it is gone")
t.is(r:ioctl("FIOASYNC", 1), true, "FIOASYNC")
t.ok(bit32.btest(r:fcntl("getfl"), c.O.ASYNC), "is O_ASYNC")
t.is(r:ioctl("FIOASYNC", 0), true, "and not")
t.is(r:ioctl("FIOCLEX"), true, "FIOCLEX takes nothing")
t.is(r:fcntl("getfd"), c.FD.CLOEXEC, "fcntl sees FD_CLOEXEC")
t.is(r:ioctl("FIONCLEX"), true, "FIONCLEX")
t.is(r:fcntl("getfd"), 0, "takes it away")
t.raises("takes none", "an argument where there is none", r.ioctl, r, "FIOCLEX", 5)
local file = S.memfd_create("ioctl")
file:write(("x"):rep(1234))
t.is(S.types.pt.uint64_1(file:ioctl("FIOQSIZE"))[0], file:stat().blocks * 512, "FIOQSIZE gives its eight bytes")
t.fails("NOTTY", "FIONREAD of what has no such thing", S.eventfd():ioctl("FIONREAD"))
t.fails("BADF", "a descriptor that is none", S.ioctl(1000, "FIONREAD"))
t.raises("nosuch", "a name that is none", r.ioctl, r, "nosuch")
t.raises("number", "a wrong type for a number", r.ioctl, r, "FIONBIO", {})
t.raises("too small", "too small an object", r.ioctl, r, "FIONREAD", ty.buffer(3))
local int = ty.int1()
t.is(r:ioctl("FIONREAD", int), 5, "a single value with an object given")
t.is(int[0], 5, "is in that, too")

-- Terminals

local m = S.posix_openpt("rdwr, noctty")
local s = m and m:unlockpt() and S.open(m:ptsname(), "rdwr, noctty")
if not s then
	t.skip("terminals", "no pseudo-terminals here")
else
	local path = m:ptsname()
	local have_stty = command("stty -F " .. path .. " -a") ~= ""
	local function stty(pattern, name)
		if have_stty then
			t.ok(command("stty -F " .. path .. " -a"):find(pattern, 1, true), name)
		else
			t.skip(name, "no stty here")
		end
	end
	t.is(m:ioctl("TIOCGPTN"), tonumber(path:match("%d+$")), "TIOCGPTN is the number in its path")
	t.is(m:ioctl("TIOCSPTLCK", 1), true, "TIOCSPTLCK locks")
	t.fails("IO", "what is locked is not opened", S.open(path, "rdwr, noctty"))
	t.is(m:ioctl("TIOCSPTLCK", 0), true, "and unlocks")
	t.is(s:ioctl("TIOCSWINSZ", { row = 33, col = 99 }), true, "TIOCSWINSZ takes a table")
	stty("rows 33; columns 99", "stty sees the size")
	local ws = m:ioctl("TIOCGWINSZ")
	t.is(ws.row, 33, "TIOCGWINSZ gives a winsize")
	t.is(ws.col, 99, "of so many columns")
	local own = ty.winsize()
	t.ok(rawequal(m:ioctl("TIOCGWINSZ", own), own), "or fills the caller's")
	t.is(own.row, 33, "with the same")

	local a = s:ioctl("TCGETS")
	t.ok(bit32.btest(a.lflag, c.LFLAG.ECHO), "TCGETS gives a termios")
	for _, set in ipairs { "TCSETS", "TCSETSW", "TCSETSF" } do
		a.lflag = bit32.bxor(a.lflag, c.LFLAG.ECHO)
		t.is(s:ioctl(set, a), true, set)
		stty(bit32.btest(a.lflag, c.LFLAG.ECHO) and " echo " or " -echo ", "stty sees what it did")
	end
	local a2 = s:ioctl("TCGETS2")
	for n, set in ipairs { "TCSETS2", "TCSETSW2", "TCSETSF2" } do
		a2.speed = 12345 + n
		t.is(s:ioctl(set, a2), true, set)
		t.is(s:ioctl("TCGETS2").ospeed, 12345 + n, "any speed, as TCGETS2 gives it")
	end
	a2.speed = 38400
	s:ioctl("TCSETS2", a2)
	t.raises("termios expected", "settings left out", s.ioctl, s, "TCSETS")
	t.raises("cannot be made of", "settings of a wrong type", s.ioctl, s, "TCSETS", ty.winsize())

	-- raw, so that bytes go through as they are
	a = s:ioctl("TCGETS")
	a:makeraw()
	s:ioctl("TCSETS", a)
	m:write("abc")
	for _ = 1, 1000 do -- it goes through a queue of the kernel's
		if s:ioctl("TIOCINQ") == 3 then break end
		S.poll({ { fd = s, events = "in" } }, 10)
	end
	t.is(s:ioctl("TIOCINQ"), 3, "TIOCINQ")
	t.is(s:ioctl("TCFLSH", c.TCFLUSH.IFLUSH), true, "TCFLSH takes a number itself")
	t.is(s:ioctl("TIOCINQ"), 0, "what was to be read is gone")
	t.is(s:ioctl("TIOCOUTQ"), 0, "TIOCOUTQ")
	t.is(s:ioctl("TCXONC", c.TCFLOW.OOFF), true, "TCXONC stops output")
	s:ioctl("FIONBIO", 1)
	t.fails("AGAIN", "nothing is written", s:write("stopped"))
	t.is(s:ioctl("TCXONC", c.TCFLOW.OON), true, "and lets it go on")
	t.is(s:write("goes"), 4, "which is written")
	t.is(m:read(nil, 10), "goes", "and comes")
	t.fails("INVAL", "an action that is none", s:ioctl("TCXONC", 99))
	t.is(s:ioctl("TCSBRK", 1), true, "TCSBRK waits")
	t.is(s:ioctl("TCSBRKP", 0), true, "TCSBRKP")
	t.works("TIOCSBRK", s:ioctl("TIOCSBRK"))
	t.works("TIOCCBRK", s:ioctl("TIOCCBRK"))
	t.is(s:ioctl("TIOCGETD"), 0, "TIOCGETD: the discipline of terminals")
	t.is(s:ioctl("TIOCSETD", 0), true, "TIOCSETD")
	t.fails("INVAL", "TIOCSETD of one that is none", s:ioctl("TIOCSETD", 29))
	t.is(s:ioctl("TIOCGSOFTCAR"), 0, "TIOCGSOFTCAR")
	t.is(s:ioctl("TIOCSSOFTCAR", 1), true, "TIOCSSOFTCAR")
	t.ok(bit32.btest(s:ioctl("TCGETS").cflag, c.CFLAG.CLOCAL), "is CLOCAL")
	t.is(s:ioctl("TIOCGSOFTCAR"), 1, "which it gives")
	local dev = s:ioctl("TIOCGDEV")
	local st = s:stat()
	t.is(dev, bit32.bor(bit32.lshift(bit32.band(st.rdev.minor, 0xfff00), 12), bit32.lshift(st.rdev.major, 8),
		bit32.band(st.rdev.minor, 0xff)), "TIOCGDEV is its device number")
	local locked = s:ioctl("TIOCGLCKTRMIOS")
	t.is(locked.lflag, 0, "TIOCGLCKTRMIOS: nothing is locked")
	if root then
		locked.lflag = c.LFLAG.ECHO
		t.is(s:ioctl("TIOCSLCKTRMIOS", locked), true, "TIOCSLCKTRMIOS")
		a = s:ioctl("TCGETS")
		local echo = bit32.band(a.lflag, c.LFLAG.ECHO)
		a.lflag = bit32.bxor(a.lflag, c.LFLAG.ECHO)
		s:ioctl("TCSETS", a)
		t.is(bit32.band(s:ioctl("TCGETS").lflag, c.LFLAG.ECHO), echo, "what is locked stays")
		s:ioctl("TIOCSLCKTRMIOS", ty.termios())
	else
		t.skip("TIOCSLCKTRMIOS", "not root")
	end
	t.is(m:ioctl("TIOCPKT", 1), true, "TIOCPKT")
	s:write("x")
	t.is(m:read(nil, 10), "\0x", "each read begins with a byte of what happened")
	t.is(m:ioctl("TIOCPKT", 0), true, "or not")
	t.is(s:ioctl("TIOCEXCL"), true, "TIOCEXCL")
	t.is(t.child(function()
		S.setgroups {}
		S.setresgid(65534, 65534, 65534)
		S.setresuid(65534, 65534, 65534)
		return (select(2, S.open(path, "rdwr, noctty")) or {}).sym
	end), root and "ACCES" or "BUSY", "nobody else opens it (or may not anyway)")
	t.is(s:ioctl("TIOCNXCL"), true, "TIOCNXCL")
	for name, value in pairs { TIOCMGET = false, TIOCMBIS = 2, TIOCMBIC = 2, TIOCMSET = 0, TIOCMIWAIT = 2,
		TIOCSERGETLSR = false, TIOCGICOUNT = false, TIOCSERCONFIG = false, TIOCSERGWILD = false, TIOCSERSWILD = 1 } do
		local got, err = s:ioctl(name, value or nil)
		t.ok(got == nil and (err.NOTTY or err.INVAL), name .. " is not for a terminal without lines: " .. tostring(err))
	end

	-- A session's own
	local results = { t.child(function()
		S.setsid()
		local none = select(2, s:ioctl("TIOCGPGRP")).sym
		local taken = s:ioctl("TIOCSCTTY", 0)
		local sid, pgrp = s:ioctl("TIOCGSID"), s:ioctl("TIOCGPGRP")
		local set, tty = s:ioctl("TIOCSPGRP", S.getpid()), read("/proc/self/stat"):match("%) %S+ %S+ %S+ %S+ (%-?%d+)")
		local resized = 0
		S.sigaction("winch", { handler = function() resized = resized + 1 end })
		m:ioctl("TIOCSWINSZ", { 10, 20 })
		local signalled = 0
		S.sigaction("int", { handler = function() signalled = signalled + 1 end })
		local sent = m:ioctl("TIOCSIG", c.SIG.INT)
		local _, unsent = m:ioctl("TIOCSIG", c.SIG.USR1)
		local bad, why = s:ioctl("TIOCSPGRP", 2 ^ 22 + 1)
		S.sigaction("hup", { handler = function() end })
		local gone = s:ioctl("TIOCNOTTY")
		return none, taken, sid == S.getpid(), pgrp == S.getpid(), set, tonumber(tty), resized, sent and signalled, unsent.sym,
			bad == nil and why.sym, gone, read("/proc/self/stat"):match("%) %S+ %S+ %S+ %S+ (%-?%d+)")
	end) }
	t.is(results[1], "NOTTY", "no session's terminal yet")
	t.is(results[2], true, "TIOCSCTTY")
	t.is(results[3], true, "TIOCGSID is the session")
	t.is(results[4], true, "TIOCGPGRP the group of processes in front")
	t.is(results[5], true, "TIOCSPGRP")
	t.is(results[6], dev, "/proc says which terminal it is")
	t.is(results[7], 1, "another size is told by a signal")
	t.is(results[8], 1, "TIOCSIG sends one")
	t.is(results[9], "INVAL", "but not every one")
	t.is(results[10], "SRCH", "a group that is none")
	t.is(results[11], true, "TIOCNOTTY")
	t.is(results[12], "0", "/proc says that there is none")

	-- Bytes as if typed, which a kernel may refuse
	local ok, err = s:ioctl("TIOCSTI", "x")
	if ok then
		t.is(s:read(nil, 10), "x", "TIOCSTI")
	else
		t.ok(err.IO or err.PERM, "TIOCSTI is refused: " .. tostring(err))
	end
	-- (TCGETX is only for terminals that have switches)
	for _, name in ipairs { "TCGETX", "TCSETX", "TCSETXF", "TCSETXW" } do
		local got, why = s:ioctl(name, name ~= "TCGETX" and ty.buffer(8) or nil)
		t.ok(got == nil and (why.INVAL or why.NOTTY), name .. " of a pseudo-terminal: " .. tostring(why))
	end
	t.raises("8 bytes wanted", "too few bytes", s.ioctl, s, "TCSETX", ty.buffer(7))
	if root then
		t.is(s:ioctl("TIOCVHANGUP"), true, "TIOCVHANGUP")
		t.is(s:read(nil, 1), "", "nothing comes any more")
	else
		t.skip("TIOCVHANGUP", "not root")
	end
	m:close()
	t.fails("IO", "a terminal whose other end is gone", s:ioctl("TCGETS"))
end
local line = S.open("/dev/ttyS0", "rdonly, noctty, nonblock")
if line and line:ioctl("TIOCMGET") then
	local lines = line:ioctl("TIOCMGET")
	t.ok(lines >= 0 and lines < 65536, "TIOCMGET of a serial line")
	t.is(#line:ioctl("TIOCGICOUNT"), 80, "TIOCGICOUNT")
	t.works("TIOCSERGETLSR", line:ioctl("TIOCSERGETLSR"))
else
	t.skip("the lines of a serial line", "there is none here")
end
local console = S.open("/dev/tty0", "rdonly, noctty, nonblock")
if console then
	local shift = console:ioctl("TIOCLINUX", ty.buffer(16, "\6"))
	t.ok(shift and shift[0] < 16, "TIOCLINUX 6: the keys that are held down")
else
	t.skip("TIOCLINUX", "no console here")
end

-- By number, without a name

local block
for _, name in ipairs(S.util.dirtable("/sys/block", true) or {}) do
	local fd = (tonumber(read("/sys/block/" .. name .. "/size")) or 0) > 0 and S.open("/dev/" .. name, "rdonly")
	if fd then
		block = name
		local BLKGETSIZE64, BLKSSZGET, BLKROGET = c.IOCTL._IOR(0x12, 114, "size"), 0x1268, 0x125e
		local bytes = fd:ioctl(BLKGETSIZE64)
		t.is(S.types.pt.uint64_1(bytes)[0], read("/sys/block/" .. name .. "/size") * 512, "a disk's size, as many bytes as the number says")
		bytes = ty.buffer(8)
		t.ok(rawequal(fd:ioctl(BLKGETSIZE64, bytes), bytes), "into the caller's")
		t.is(S.types.pt.uint64_1(bytes)[0], read("/sys/block/" .. name .. "/size") * 512, "the same")
		t.raises("8 bytes wanted", "if there is room", fd.ioctl, fd, BLKGETSIZE64, ty.buffer(7))
		int = ty.int1()
		t.is(fd:ioctl(BLKSSZGET, int), true, "an old number says nothing of direction and size")
		fd:ioctl(BLKROGET)
		break
	end
end
if not block then t.skip("disks", "no block device can be opened here") end
local kvm = S.open("/dev/kvm", "rdwr, cloexec")
if kvm then
	t.is(kvm:ioctl(c.IOCTL._IO(0xAE, 0)), 12, "what a request gives beside what it writes")
else
	t.skip("KVM_GET_API_VERSION", "no /dev/kvm here")
end
t.is(c.IOCTL._IO("T", 1), 0x5401, "_IO of a letter")
t.is(c.IOCTL._IOR("E", 1, "int"), c.IOCTL.EVIOCGVERSION, "_IOR of a type's name")
t.is(c.IOCTL._IOW("E", 0x90, "int"), c.IOCTL.EVIOCGRAB, "_IOW")
t.is(c.IOCTL._IOW("E", 0x90, 4), c.IOCTL.EVIOCGRAB, "of so many bytes")
t.is(c.IOCTL._IOWR("E", 1, 4), bit32.bor(c.IOCTL.EVIOCGVERSION, 0x40000000), "_IOWR is both")
t.raises("argument #3", "of no type", c.IOCTL._IOR, "E", 1, "nosuch")

-- Sockets

local so = S.socket("inet", "stream")
t.is(so:ioctl("SIOCATMARK"), 0, "SIOCATMARK")
t.is(so:ioctl("SIOCSPGRP", S.getpid()), true, "SIOCSPGRP")
t.is(so:ioctl("SIOCGPGRP"), S.getpid(), "SIOCGPGRP")
t.is(so:fcntl("getown"), S.getpid(), "which is fcntl's owner")
t.is(so:ioctl("FIOSETOWN", 0), true, "FIOSETOWN is another name")
t.is(so:ioctl("FIOGETOWN"), 0, "as FIOGETOWN is")
t.fails("SRCH", "SIOCSPGRP of nobody", so:ioctl("SIOCSPGRP", 2 ^ 22 + 1))
local udp = S.socket("inet", "dgram")
udp:bind(ty.sockaddr_in(0, "loopback"))
t.fails("NOENT", "SIOCGSTAMP when nothing has come", udp:ioctl("SIOCGSTAMP"))
udp:sendto("x", 1, 0, udp:getsockname())
udp:recv()
udp:ioctl("SIOCGSTAMP") -- times are kept from the first question on
udp:sendto("x", 1, 0, udp:getsockname())
udp:recv()
local now = S.gettimeofday().time
t.ok(math.abs(udp:ioctl("SIOCGSTAMP").time - now) < 60, "SIOCGSTAMP is a timeval")
t.ok(math.abs(udp:ioctl("SIOCGSTAMPNS").time - now) < 60, "SIOCGSTAMPNS a timespec")

local function in_namespace()
	if not S.unshare("newnet, newns") then return "no" end
	local results = {}
	local function note(v) results[#results + 1] = v == nil and "nil" or v end
	local function err(_, e) return e and e.sym or "none" end
	local q = S.socket("inet", "dgram")
	note(q:ioctl("SIOCGIFINDEX", { name = "lo" }).ivalue)
	note(err(q:ioctl("SIOCGIFINDEX", { name = "nosuch" })))
	note(bit32.btest(q:ioctl("SIOCGIFFLAGS", { name = "lo" }).flags, c.IFF.UP))
	note(q:ioctl("SIOCSIFFLAGS", { name = "lo", flags = "up" }))
	note(bit32.btest(q:ioctl("SIOCGIFFLAGS", { name = "lo" }).flags, c.IFF.UP))
	note(q:ioctl("SIOCSIFMTU", { name = "lo", ivalue = 1400 }))
	note(q:ioctl("SIOCGIFMTU", { name = "lo" }).ivalue)
	note(q:ioctl("SIOCBRADDBR", "br7"))
	note(err(q:ioctl("SIOCBRADDBR", "br7")))
	local hw = q:ioctl("SIOCGIFHWADDR", { name = "br7" })
	hw.hwaddr = "02:01:02:03:04:05"
	note(q:ioctl("SIOCSIFHWADDR", hw))
	note(S.interfaces().br7.macaddr)
	local tun = S.open("/dev/net/tun", "rdwr, cloexec")
	if tun then
		note(bit32.btest(tun:ioctl("TUNGETFEATURES"), c.IFREQ.TAP))
		note(tun:ioctl("TUNSETIFF", { name = "tap7", flags = "tap, no_pi" }))
		note(tun:ioctl("TUNGETIFF").name)
		note(err(tun:ioctl("TUNSETIFF", { name = "tap8", flags = "tap" })))
		note(tun:ioctl("TUNSETPERSIST", 1))
		note(tun:ioctl("TUNSETPERSIST", 0))
		note(tun:ioctl("TUNSETOWNER", 1))
		note(tun:ioctl("TUNSETGROUP", 1))
		note(tun:ioctl("TUNGETVNETHDRSZ"))
		note(tun:ioctl("TUNSETVNETHDRSZ", 12))
		note(tun:ioctl("TUNGETVNETHDRSZ"))
		note(tun:ioctl("TUNSETSNDBUF", 5000))
		note(tun:ioctl("TUNGETSNDBUF"))
		note(tun:ioctl("TUNSETOFFLOAD", 0))
		note(tun:ioctl("TUNSETNOCSUM", 0))
		note(tun:ioctl("TUNSETLINK", c.ARPHRD.ETHER))
		note(tun:ioctl("TUNSETTXFILTER", ty.buffer(10, "\0\0\1\0\1\2\3\4\5\6")))
		note(err(tun:ioctl("TUNSETQUEUE", { flags = 0x400 })))
		note(tun:ioctl("TUNATTACHFILTER", ty.sock_fprog { len = 1, filter = ty.sock_filters({ { code = 6, k = 65535 } }) }))
		note(tun:ioctl("TUNDETACHFILTER", ty.sock_fprog()))
		local index = q:ioctl("SIOCGIFINDEX", { name = "tap7" }).ivalue
		note(q:ioctl("SIOCBRADDIF", { name = "br7", ivalue = index }))
		note(err(q:ioctl("SIOCBRADDIF", { name = "br7", ivalue = index })))
		note(q:ioctl("SIOCBRDELIF", { name = "br7", ivalue = index }))
	end
	return tun and true or false, table.unpack(results)
end
-- Routes and neighbours, by structs that have no type: a sockaddr after the other, numbers between them.
local function address(text) return ty.sockaddr_in(0, text) end
local function bytes_of(x) return S.types.pt.buffer(x):string() end
local function routes_in_namespace()
	if not S.unshare("newnet, newns") then return "no" end
	local q = S.socket("inet", "dgram")
	q:ioctl("SIOCSIFFLAGS", { name = "lo", flags = "up" })
	q:ioctl("SIOCBRADDBR", "br7")
	q:ioctl("SIOCSIFFLAGS", { name = "br7", flags = "up" })
	q:ioctl(0x8916, ty.buffer(40, ("br7"):gsub("$", ("\0"):rep(13)) .. bytes_of(address "10.9.8.1"))) -- SIOCSIFADDR
	local function route(flags)
		local pad = ("\0"):rep(S.types.s.ulong)
		return ty.buffer(S.types.s.ulong == 8 and 120 or 72, pad .. bytes_of(address "10.77.0.0") .. bytes_of(address "10.9.8.7") ..
			bytes_of(address "255.255.0.0") .. bytes_of(ty.uint16_1(flags)))
	end
	local added, err = q:ioctl("SIOCADDRT", route(3))
	local there = read("/proc/thread-self/net/route"):find(t.little and "00004D0A" or "0A4D0000", 1, true) ~= nil
	local again = select(2, q:ioctl("SIOCADDRT", route(3))).sym
	local removed = q:ioctl("SIOCDELRT", route(3))
	local gone = not read("/proc/thread-self/net/route"):find(t.little and "00004D0A" or "0A4D0000", 1, true)
	local gone_again = select(2, q:ioctl("SIOCDELRT", route(3))).sym
	local old = select(2, q:ioctl("SIOCRTMSG")).sym
	local function neighbour(mac)
		return ty.buffer(68, bytes_of(address "10.9.8.7") .. bytes_of(ty.uint16_1(1)) .. mac .. ("\0"):rep(8) ..
			bytes_of(ty.int1(4)) .. ("\0"):rep(16) .. "br7")
	end
	local set = q:ioctl("SIOCSARP", neighbour "\2\3\4\5\6\7")
	local seen = read("/proc/thread-self/net/arp"):match("10%.9%.8%.7%s+%S+%s+%S+%s+(%S+)")
	local got = q:ioctl("SIOCGARP", neighbour(("\0"):rep(6)))
	local mac = got and got:string(6, 18)
	local deleted = q:ioctl("SIOCDARP", neighbour "\2\3\4\5\6\7")
	local none = select(2, q:ioctl("SIOCDARP", neighbour "\2\3\4\5\6\7")).sym
	return added or err.sym, there, again, removed, gone, gone_again, old, set, seen, mac, deleted, none
end
local routed = root and { t.child(routes_in_namespace) } or { "no" }
if routed[1] == "no" then
	t.skip("routes and neighbours", "no network namespace of our own")
else
	local wanted = { true, true, "EXIST", true, true, "SRCH", "INVAL", true, "02:03:04:05:06:07", "\2\3\4\5\6\7", true, "NXIO" }
	for n, name in ipairs { "SIOCADDRT", "/proc has the route", "twice", "SIOCDELRT", "it is gone", "twice",
		"SIOCRTMSG is none any more", "SIOCSARP", "/proc has the neighbour", "SIOCGARP", "SIOCDARP", "twice" } do
		-- a kernel of 64 bits does not know the request from programs of 32
		if n == 7 and t.word == 4 and routed[n] == "NOTTY" then routed[n] = "INVAL" end
		t.is(routed[n], wanted[n], name)
	end
end

local got = root and { t.child(in_namespace) } or { "no" }
if got[1] == "no" then
	t.skip("interfaces", "no network namespace of our own")
else
	local wanted = { 1, "NODEV", false, true, true, true, 1400, true, "EXIST", true, "02:01:02:03:04:05" }
	local names = { "SIOCGIFINDEX", "of none", "SIOCGIFFLAGS", "SIOCSIFFLAGS", "is up then", "SIOCSIFMTU", "SIOCGIFMTU",
		"SIOCBRADDBR", "twice", "SIOCSIFHWADDR", "as others see it" }
	local more = { true, true, "tap7", "EXIST", true, true, true, true, 10, true, 12, true, 5000, true, true, true, 1, "INVAL",
		true, true, true, "BUSY", true }
	for n, name in ipairs { "TUNGETFEATURES", "TUNSETIFF", "TUNGETIFF", "TUNSETIFF of another name", "TUNSETPERSIST", "not so",
		"TUNSETOWNER", "TUNSETGROUP", "TUNGETVNETHDRSZ", "TUNSETVNETHDRSZ", "is so long then", "TUNSETSNDBUF", "TUNGETSNDBUF",
		"TUNSETOFFLOAD", "TUNSETNOCSUM", "TUNSETLINK", "TUNSETTXFILTER", "TUNSETQUEUE of one without queues",
		"TUNATTACHFILTER", "TUNDETACHFILTER", "SIOCBRADDIF", "twice", "SIOCBRDELIF" } do
		wanted[#wanted + 1] = more[n]
		names[#names + 1] = name
	end
	for n, name in ipairs(names) do
		if got[n + 1] == nil and not got[1] then
			t.skip(name, "no /dev/net/tun here")
		elseif tostring(got[n + 1]) == "nil" and t.word == 4 and name:find "FILTER$" and not name:find "TXFILTER" then
			t.skip(name, "a kernel of 64 bits knows no struct sock_fprog of 32 there")
		else
			t.is(got[n + 1], wanted[n], name)
		end
	end
end

-- Counters

local perf = S.perf_event_open { type = "software", config = "sw_task_clock", disabled = true }
if not perf then
	t.skip("counters", "no perf events here")
else
	local function count()
		local text = perf:read(nil, 8)
		return S.types.pt.uint64_1(ty.buffer(8, text))[0]
	end
	t.is(perf:ioctl("PERF_EVENT_IOC_ENABLE"), true, "PERF_EVENT_IOC_ENABLE")
	for _ = 1, 10000 do local _ = {} end
	t.is(perf:ioctl("PERF_EVENT_IOC_DISABLE"), true, "PERF_EVENT_IOC_DISABLE")
	local n = count()
	t.ok(n > 0 and count() == n, "counted between the two")
	t.is(perf:ioctl("PERF_EVENT_IOC_RESET"), true, "PERF_EVENT_IOC_RESET")
	t.is(count(), 0, "nothing again")
	t.ok(perf:ioctl("PERF_EVENT_IOC_ID") > 0, "PERF_EVENT_IOC_ID")
	local to_none, why = perf:ioctl("PERF_EVENT_IOC_SET_OUTPUT", -1)
	if not to_none and t.word == 4 and why.BADF then
		t.skip("PERF_EVENT_IOC_SET_OUTPUT to none", "a kernel of 64 bits takes a -1 of 32 bits for a descriptor")
	else
		t.is(to_none, true, "PERF_EVENT_IOC_SET_OUTPUT to none")
	end
	t.fails("INVAL", "PERF_EVENT_IOC_REFRESH of what does not sample", perf:ioctl("PERF_EVENT_IOC_REFRESH", 1))
	t.fails("INVAL", "PERF_EVENT_IOC_PERIOD of the same", perf:ioctl("PERF_EVENT_IOC_PERIOD", 100000))
	t.fails("INVAL", "PERF_EVENT_IOC_SET_FILTER of what has no fields", perf:ioctl("PERF_EVENT_IOC_SET_FILTER", "a == 1"))
	t.fails("BADF", "PERF_EVENT_IOC_SET_BPF of no program", perf:ioctl("PERF_EVENT_IOC_SET_BPF", 1000))
	local samples = S.perf_event_open { type = "software", config = "sw_task_clock", disabled = true, sample_period = 1e9 }
	t.is(samples:ioctl("PERF_EVENT_IOC_PERIOD", 5e8), true, "PERF_EVENT_IOC_PERIOD of one that samples")
	t.is(samples:ioctl("PERF_EVENT_IOC_REFRESH", 1), true, "as PERF_EVENT_IOC_REFRESH")
	local page = S.getpagesize()
	local ring = perf:mmap(nil, 2 * page, "read, write", "shared", 0)
	if ring then
		t.is(samples:ioctl("PERF_EVENT_IOC_SET_OUTPUT", perf), true, "PERF_EVENT_IOC_SET_OUTPUT to another's ring")
		t.is(samples:ioctl("PERF_EVENT_IOC_SET_OUTPUT", perf:getfd()), true, "by number")
	else
		t.skip("PERF_EVENT_IOC_SET_OUTPUT", "no ring here")
	end
end

-- Devices that few machines have

local event
for _, name in ipairs(S.util.dirtable("/dev/input", true) or {}) do
	event = event or name:match "^event" and S.open("/dev/input/" .. name, "rdwr, nonblock")
end
if event then
	t.ok(event:ioctl("EVIOCGVERSION") >= 0x10000, "EVIOCGVERSION")
	t.ok(event:ioctl("EVIOCGID").bustype, "EVIOCGID")
	t.ok(event:ioctl(c.IOCTL.EVIOCGNAME(80)):string():match("^[^%z]+%z"), "EVIOCGNAME")
	t.ok(#event:ioctl(c.IOCTL.EVIOCGBIT(0, 8)) == 8, "EVIOCGBIT")
	t.is(event:ioctl("EVIOCGRAB", 1), true, "EVIOCGRAB")
	t.is(event:ioctl("EVIOCGRAB", 0), true, "and not")
else
	t.skip("EVIOC requests", "no input devices here")
end
local uinput = S.open("/dev/uinput", "wronly, nonblock")
if uinput then
	t.is(uinput:ioctl("UI_SET_EVBIT", c.EV.KEY), true, "UI_SET_EVBIT")
	t.is(uinput:ioctl("UI_SET_KEYBIT", 30), true, "UI_SET_KEYBIT")
	t.fails("INVAL", "UI_DEV_CREATE of what has no name", uinput:ioctl("UI_DEV_CREATE"))
	t.works("UI_DEV_DESTROY", uinput:ioctl("UI_DEV_DESTROY"))
else
	t.skip("UI requests", "no /dev/uinput here")
end
local vhost = S.open("/dev/vhost-net", "rdwr") or S.open("/dev/vhost-vsock", "rdwr")
if vhost then
	t.is(vhost:ioctl("VHOST_SET_OWNER"), true, "VHOST_SET_OWNER")
	t.ok(vhost:ioctl("VHOST_GET_FEATURES") > 0, "VHOST_GET_FEATURES")
	t.is(vhost:ioctl("VHOST_SET_VRING_NUM", { index = 0, num = 256 }), true, "VHOST_SET_VRING_NUM")
	t.is(vhost:ioctl("VHOST_SET_VRING_BASE", { index = 0, num = 7 }), true, "VHOST_SET_VRING_BASE")
	t.is(vhost:ioctl("VHOST_GET_VRING_BASE", { index = 0 }).num, 7, "VHOST_GET_VRING_BASE")
	local call = S.eventfd()
	t.is(vhost:ioctl("VHOST_SET_VRING_CALL", { index = 0, fd = call:getfd() }), true, "VHOST_SET_VRING_CALL")
else
	t.skip("VHOST requests", "no /dev/vhost-net here")
end
local vfio = S.open("/dev/vfio/vfio", "rdwr")
if vfio then
	t.is(vfio:ioctl("VFIO_GET_API_VERSION"), true, "VFIO_GET_API_VERSION is 0")
else
	t.skip("VFIO requests", "no /dev/vfio here")
end

-- All names, as strace sees them: the number, and an address where there is to be one.

local requests, functions = {}, {}
for row in io.lines(here .. "../data/api/consts.tsv") do
	for name in (row:match("^IOCTL\t[^\t]*\t(.*)") or ""):gmatch("%S+") do
		table.insert(type(c.IOCTL[name]) == "function" and functions or requests, name)
	end
end
t.is(#requests + #functions, 164, "all names are there")

-- What can be given to a request, until one is taken.
local arguments = { "nothing", 0, "text", ty.buffer(200), { 1, 2 } }
for _, name in ipairs { "termios", "termios2", "winsize", "ifreq", "vhost_vring_file", "vhost_vring_state", "ff_effect",
	"input_keymap_entry", "sock_fprog" } do
	arguments[#arguments + 1] = ty[name]()
end
-- The kernel would keep what they point to.
local refused = { VHOST_SET_LOG_BASE = true, VHOST_SET_MEM_TABLE = true, VHOST_SET_VRING_ADDR = true }
local null = S.open("/dev/null", "rdwr")
local odd = {}
for _, name in ipairs(requests) do
	local taken, result, err
	for _, argument in ipairs(arguments) do
		taken, result, err = pcall(S.ioctl, null, name, argument ~= "nothing" and argument or nil)
		if taken then break end
	end
	if refused[name] then
		t.ok(not taken and tostring(result):find("S.syscall", 1, true), name .. " is refused")
	elseif not taken then
		odd[#odd + 1] = name .. ": " .. tostring(result)
	elseif result == nil and not (err.NOTTY or err.INVAL) then
		odd[#odd + 1] = name .. ": " .. err.sym
	end
end
t.is(table.concat(odd, ", "), "", "each takes what it is for")

-- EVIOCGNAME(80) and the like are numbers for so many bytes.
local bits = { EVIOCGBIT = { 1, 64 }, EVIOCGABS = { 3 }, EVIOCSABS = { 3 } }
local calls = {}
for _, name in ipairs(functions) do
	if name:match "^EV" then
		calls[#calls + 1] = ("{ %q, c.IOCTL.%s(%s) }"):format(name, name, table.concat(bits[name] or { 64 }, ", "))
	end
end
for _, name in ipairs(requests) do
	if not refused[name] then calls[#calls + 1] = ("{ %q, c.IOCTL.%s }"):format(name, name) end
end
local script = ([[
local S = require "syscall"
local c, null = S.c, S.open("/dev/null", "rdwr")
for _, call in ipairs { %s } do
	S.syscall("ioctl", null, call[2], 0)
end]]):format(table.concat(calls, ", "))
local dir = (os.getenv("TMPDIR") or "/tmp") .. "/ioctl." .. S.getpid()
S.mkdir(dir, "0700")
S.util.writefile(dir .. "/script", script, "0600")
os.execute(("ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 " ..
	"strace -qq -e trace=ioctl -o '%s/out' '%s' lua '%s/script' 2>/dev/null"):format(dir, lsys, dir))
local text = S.util.readfile(dir .. "/out")
if not text or text == "" then
	t.skip("what strace sees", "no strace here, or it may not trace")
else
	local n, wrong = 0, {}
	for request in text:gmatch("ioctl%(%d+, ([^\n]+)") do
		n = n + 1
		local name = calls[n] and calls[n]:match('"([^"]+)"')
		if name == "TIOCINQ" then name = "FIONREAD" end -- one number
		if name and not request:find(name, 1, true) then
			wrong[#wrong + 1] = name .. " is " .. request
		end
	end
	t.is(n, #calls, "strace sees them all")
	t.is(table.concat(wrong, "; "), "", "by the same names")
end
S.util.rm(dir)
t.done()

-- The system, namespaces, the environment, and the door to all calls.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"

local slurp = t.slurp

local function link(name)
	local b = S.t.buffer(200)
	local n = S.syscall("readlinkat", -100, "/proc/self/ns/" .. name, b, 200)
	return n and b:string(n)
end

-- f in a child with a namespace of its own; nil if there can be none.
local function inside(flags, f)
	return t.child(function()
		if not S.unshare(flags) then return nil, "no namespaces here" end
		return f()
	end)
end

-- Names
do
	local u = S.uname()
	t.is(u.nodename .. "\n", slurp("/proc/sys/kernel/hostname"), "uname nodename")
	t.is(u.release .. "\n", slurp("/proc/sys/kernel/osrelease"), "uname release")
	t.is(u.version .. "\n", slurp("/proc/sys/kernel/version"), "uname version")
	t.is(u.sysname .. "\n", slurp("/proc/sys/kernel/ostype"), "uname sysname")
	t.is(u.domainname .. "\n", slurp("/proc/sys/kernel/domainname"), "uname domainname")
	t.ok(#u.machine > 2, "uname machine")
	t.is(S.gethostname(), u.nodename, "gethostname")
	t.is(S.getdomainname(), u.domainname, "getdomainname")
	local a, b, c, d = inside("newuts", function()
		assert(S.sethostname("other.example"))
		assert(S.setdomainname("nis domain"))
		return S.gethostname(), slurp("/proc/sys/kernel/hostname"), S.getdomainname(), S.uname().domainname
	end)
	if a then
		t.results({ n = 4, a, b, c, d }, "sethostname, setdomainname", "other.example", "other.example\n", "nis domain",
			"nis domain")
		a, b = inside("newuts", function()
			assert(S.sethostname("abcdef", 3))
			local buf = S.t.buffer(9, "xyz")
			assert(S.setdomainname(buf, 2))
			return S.gethostname(), S.getdomainname()
		end)
		t.results({ n = 2, a, b }, "a part of a string, and a buffer", "abc", "xy")
		t.is(inside("newuts", function() return select(3, S.sethostname(("x"):rep(65))) end), S.c.E.INVAL,
			"sethostname with too long a name")
		t.is(inside("newuts", function() return select(3, S.setdomainname(("x"):rep(65))) end), S.c.E.INVAL,
			"setdomainname with too long a name")
	else
		t.skip("sethostname, setdomainname", b)
	end
	t.raises("out of range", "sethostname with more than there is", S.sethostname, "abc", 4)
	t.raises("string or buffer expected", "sethostname of a table", S.sethostname, {})
	t.raises("string or buffer expected", "setdomainname of nothing", S.setdomainname)
end

-- Namespaces
do
	local before = link("uts")
	local after = inside("newuts", function() return link("uts") end)
	if after then
		t.ok(after ~= before, "unshare")
		t.results(table.pack(t.child(function()
			local fd = assert(S.open("/proc/self/ns/uts", "rdonly"))
			assert(S.unshare("newuts"))
			local away = link("uts")
			assert(S.setns(fd, "newuts"))
			local back = link("uts")
			assert(S.unshare("newuts"))
			assert(fd:setns())
			return away ~= before, back == before, link("uts") == before, select(3, fd:setns("newnet"))
		end)), "setns, also as a method; of another type", true, true, true, S.c.E.INVAL)
	else
		t.skip("unshare, setns", "no namespaces here")
	end
	t.is(select(3, S.unshare(0x1)), S.c.E.INVAL, "unshare of a signal")
	t.is(select(3, S.setns(999)), S.c.E.BADF, "setns of nothing")
	t.raises("unknown name", "unshare of a wrong word", S.unshare, "nonsense")
	t.raises("descriptor expected", "setns of a table", S.setns, true)
end

-- reboot, where it only ends a namespace
do
	local signal = inside("newpid", function()
		local pid = S.fork()
		if pid == 0 then
			S.reboot("power_off")
			while true do S.syscall("pause") end
		end
		return (select(3, S.waitpid(pid))).TERMSIG
	end)
	if signal then t.is(signal, 2, "reboot power_off of a namespace") else t.skip("reboot", "no namespaces here") end
	t.is(select(3, inside("newpid", function()
		local pid = S.fork()
		if pid == 0 then S._exit(select(3, S.reboot(12345)) or 0) end
		return 0, 0, (select(3, S.waitpid(pid))).EXITSTATUS
	end)) or S.c.E.INVAL, S.c.E.INVAL, "reboot with a wrong command")
	t.raises("unknown name", "reboot with a wrong word", S.reboot, "nonsense")
end

-- sysinfo, and its struct
do
	local i = S.sysinfo()
	local total = tonumber(slurp("/proc/meminfo"):match("MemTotal:%s*(%d+)"))
	t.is(i.totalram * i.mem_unit / 1024, total, "sysinfo totalram")
	t.ok(math.abs(i.uptime - tonumber(slurp("/proc/uptime"):match("^%d+"))) <= 1, "sysinfo uptime")
	t.ok(i.procs > 0 and i.freeram > 0 and #i.loads == 3, "sysinfo procs, freeram, loads")
	local into = S.t.sysinfo()
	t.ok(rawequal(S.sysinfo(into), into) and into.totalram == i.totalram, "sysinfo fills what it is given")
	t.raises("sysinfo expected", "sysinfo into something else", S.sysinfo, {})
	for n, name in ipairs { "uptime", "totalram", "freeram", "sharedram", "bufferram", "totalswap", "freeswap", "procs",
		"pad", "totalhigh",
		"freehigh", "mem_unit" } do
		into[name] = n
		t.is(into[name], n, "sysinfo." .. name)
	end
	into.loads = { 1, 2, 3 }
	t.is(into.loads[2], 3, "sysinfo.loads")
	local u = S.t.utsname { sysname = "a", nodename = "b", release = "c", version = "d", machine = "e",
		domainname = "f" }
	t.is(u.sysname .. u.nodename .. u.release .. u.version .. u.machine .. u.domainname, "abcdef", "t.utsname")
	t.is(#u, 390, "#utsname")
	t.raises("longer than", "a member that is too long", function() u.machine = ("x"):rep(66) end)
end

-- The kernel's messages
do
	local size, err = S.syslog(10)
	if size then
		t.ok(size > 1000, "syslog 10: size of the buffer")
		t.ok(S.syslog(9) >= 0, "syslog 9: what was not read")
		local all = S.syslog(3)
		t.is(type(all), "string", "syslog 3: all of it")
		local b = S.t.buffer(50)
		t.is(S.klogctl(3, b), b:string(#S.klogctl(3, b)), "klogctl into a buffer")
		t.ok(#S.syslog(3, nil, 20) <= 20, "syslog of so much")
		t.is(select(3, S.syslog(8, nil, 99)), S.c.E.INVAL, "syslog 8 with a wrong level")
	else
		t.skip("syslog", tostring(err))
	end
	t.is(select(3, S.syslog(77)), S.c.E.INVAL, "syslog of no type")
	t.raises("number expected", "syslog of a table", S.syslog, {})
	t.raises("out of range", "syslog into less than is said", S.syslog, 3, S.t.buffer(3), 4)
end

-- Settings
do
	t.is(S.sysctl("kernel.ostype"), "Linux", "sysctl")
	t.is(S.sysctl("kernel/ostype"), "Linux", "sysctl with slashes")
	local was, now = inside("newuts", function() return S.sysctl("kernel.hostname", "set"), S.gethostname() end)
	if now then
		t.is(was, S.gethostname(), "sysctl gives what was")
		t.is(now, "set", "and sets")
	else
		t.skip("sysctl set", "no namespaces here")
	end
	local v = inside("newnet", function()
		return S.sysctl("net/ipv4/conf/lo/forwarding", "1") and S.sysctl("net.ipv4.conf.lo.forwarding")
	end)
	if v then t.is(v, "1", "sysctl of a network namespace") else t.skip("sysctl of a network", "no namespaces here") end
	t.is(select(3, S.sysctl("kernel.nonsense")), S.c.E.NOENT, "sysctl of nothing")
	t.is(select(3, S.sysctl("kernel")), S.c.E.ISDIR, "sysctl of a folder")
	local code = select(3, S.sysctl("kernel.ostype", "x"))
	t.ok(code == S.c.E.ACCES or code == S.c.E.PERM, "sysctl of what may not be set")
	t.raises("zero byte", "sysctl with a zero byte", S.sysctl, "kernel\0")
	t.raises("string expected", "sysctl with a new value that is none", S.sysctl, "kernel.ostype", {})
end

-- Terminals
t.is(t.child(function()
	S.setsid()
	local ok, err = S.vhangup()
	return ok or err.PERM
end), true, "vhangup without a terminal")
t.is(t.child(function()
	if not S.setuid(65534) then return S.c.E.PERM end
	return select(3, S.vhangup())
end), S.c.E.PERM, "vhangup without the privilege")

-- Random bytes
do
	local b = S.t.buffer(32)
	t.is(S.getrandom(b), 32, "getrandom")
	t.ok(b:string() ~= ("\0"):rep(32), "they are not zeroes")
	t.is(S.getrandom(b, 3, "nonblock"), 3, "so many")
	t.is(#S.getrandom(nil, 20), 20, "as a string")
	t.ok(S.getrandom(nil, 20) ~= S.getrandom(nil, 20), "others each time")
	t.is(select(3, S.getrandom(b, 1, 0x1000)), S.c.E.INVAL, "with a wrong flag")
	t.raises("out of range", "more than there is room for", S.getrandom, b, 33)
	t.raises("buffer expected", "into a string", S.getrandom, "string")
end

-- The environment
t.results(table.pack(t.child(function()
	assert(S.setenv("LSYS_A", "1"))
	local kept = S.setenv("LSYS_A", "2") and S.getenv("LSYS_A")
	assert(S.setenv("LSYS_A", "3", true))
	local got = { kept, S.getenv("LSYS_A"), os.getenv("LSYS_A"), S.environ().LSYS_A }
	assert(S.unsetenv("LSYS_A"))
	got[5] = tostring(S.getenv("LSYS_A"))
	assert(S.clearenv())
	got[6] = tostring(next(S.environ()))
	S.setenv("B", "x=y")
	got[7] = S.environ().B
	return table.unpack(got)
end)), "the environment", "1", "3", "3", "3", "nil", "nil", "x=y")
t.is(select(3, S.setenv("a=b", "c")), S.c.E.INVAL, "setenv of a name that is none")
t.is(select(3, S.unsetenv("")), S.c.E.INVAL, "unsetenv of no name")
t.raises("zero byte", "setenv with a zero byte", S.setenv, "a", "b\0c")
t.raises("string expected", "getenv of a table", S.getenv, {})
do
	local before = S.errno(7)
	t.ok(type(before) == "number", "errno")
	t.is(S.errno(0), 7, "is what it was set to")
	t.raises("number expected", "errno of a table", S.errno, {})
end

-- Any call
do
	t.is(S.syscall("getpid"), S.getpid(), "syscall by name")
	t.is(S.syscall("SYS_getpid"), S.getpid(), "by the name in C")
	if S.uname().machine == "x86_64" then
		t.is(S.syscall(39), S.getpid(), "by number")
		t.is(select(3, S.syscall("mseal", 1, 1, 1)) ~= nil, true, "one that is newer than the headers")
	end
	local _, _, r, w = assert(S.pipe())
	t.is(S.syscall("write", w, "abc\0def", 7), 7, "with a descriptor and a string")
	local b = S.t.buffer(10)
	t.is(S.syscall("read", r:getfd(), b, 10), 7, "with a number and a buffer")
	t.is(b:string(7), "abc\0def", "and the bytes are there")
	t.is(S.syscall("dup3", r, w, false), w:getfd(), "with a boolean")
	local text = "this stays as it is"
	S.syscall("getrandom", text, #text, 0)
	t.is(text, "this stays as it is", "strings are not written")
	t.results(table.pack((function() local a, e, n = S.syscall("close", 999) return a, e.BADF, n end)()), "a failure",
		nil, true, S.c.E.BADF)
	t.is(select(3, S.syscall(99999)), S.c.E.NOSYS, "a number that no call has")
	t.is(S.syscall("lseek", -1, S.t.uint64(5), nil), nil, "with a 64-bit integer")
	t.raises("no such system call", "a name that no call has", S.syscall, "nonsense")
	t.raises("six arguments", "too many arguments", S.syscall, "getpid", 1, 2, 3, 4, 5, 6, 7)
	t.raises("descriptor expected", "an argument that is nothing", S.syscall, "getpid", {})
	t.raises("number expected", "no call", S.syscall)
end

-- The objects that no call above has shown whole
do
	local s = S.t.siginfo { signo = "usr1", errno = 1, code = 2, pid = 3, uid = 4, status = 5, utime = 6, stime = 7 }
	t.results({ n = 9, s.signo, s.errno, s.code, s.pid, s.uid, s.status, s.si_utime, s.stime, s.signame }, "t.siginfo",
		10, 1, 2, 3, 4, 5, 6, 7, "USR1")
	s.value = 42
	t.results({ n = 2, s.int, s.value.int }, "siginfo.value", 42, 42)
	s.int = 43
	t.is(s.value.sival_int, 43, "siginfo.int")
	local b = S.t.buffer(4)
	s.ptr = b
	t.ok(rawequal(s.ptr, b), "siginfo.ptr")
	s = S.t.siginfo()
	for _, name in ipairs { "timerid", "overrun", "band", "fd", "syscall", "arch" } do
		s[name] = 9
		t.is(s[name], 9, "siginfo." .. name)
	end
	s.addr = b
	t.ok(rawequal(s.si_addr, b), "siginfo.addr")
	s.call_addr = b
	t.ok(rawequal(s.call_addr, b), "siginfo.call_addr")
	t.is(#s, 128, "#siginfo")
	t.is(s.signame, nil, "no signal, no name")
	t.raises("address", "an address that is a number", function() s.addr = 4096 end)
	local c = S.t.clone_args { flags = "newnet", pidfd = b, child_tid = b, parent_tid = b, exit_signal = "chld",
		set_tid = { 1, 2 }, cgroup = 5,
		tls = 3, stack_size = 4, stack = b }
	t.results({ n = 6, c.flags, c.exit_signal, c.set_tid_size, c.cgroup, c.tls, c.stack_size }, "t.clone_args",
		0x40000000, 17, 2, 5, 3, 4)
	t.ok(rawequal(c.child_tid, b) and rawequal(c.parent_tid, b) and rawequal(c.pidfd, b) and rawequal(c.stack, b),
		"its places")
	t.is(c.set_tid[1], 2, "its numbers")
	t.is(#c, 88, "#clone_args")
	local n = S.t.seccomp_notif_sizes { 1, 2, 3 }
	t.results({ n = 3, n.seccomp_notif, n.seccomp_notif_resp, n.seccomp_data }, "t.seccomp_notif_sizes", 1, 2, 3)
	local v = S.t.sigval { int = 5 }
	t.is(v.sival_int, 5, "t.sigval")
end

-- Modules of the kernel, another kernel: what this one says of wrong ones
do
	local why = select(2, S.delete_module "lsys_nosuch")
	local none = why.NOSYS and "NOSYS" or why.PERM and "PERM"
	local fd = assert(S.memfd_create "module")
	fd:write(("no module"):rep(100))
	local ro = assert(S.open("/proc/self/fd/" .. fd:getfd()))
	fd:close()
	t.fails(none or "NOENT", "delete_module", S.delete_module "lsys_nosuch")
	t.fails(none or "NOEXEC", "init_module", S.init_module(("no module"):rep(100), nil, "x=1"))
	t.fails(none or "NOEXEC", "finit_module", S.finit_module(ro, "x=1"))
	t.fails(none or "INVAL", "flags that there are none of", ro:finit_module("", 0x1000))
	t.raises("zero byte", "a name with a zero byte", S.delete_module, "a\0b")
	t.raises("unknown name", "a flag that is none", S.finit_module, 0, "", "nosuch")
	local no
	no, why = S.kexec_file_load(S.open "/dev/null", nil, "console=none", "no_initramfs")
	t.ok(no == nil and (why.NOSYS or why.PERM or why.NOEXEC or why.INVAL or why.LIBBAD),
		"kexec_file_load of no kernel: " .. tostring(why))
	t.raises("unknown name", "with a flag that is none", S.kexec_file_load, 0, 0, "", "nosuch")
end

-- syslog by words
do
	local size, why = S.syslog "size_buffer"
	if not size then
		t.skip("syslog by words", tostring(why))
	else
		t.is(size, S.syslog(10), "syslog by words")
		t.ok(type(S.syslog("read_all")) == "string", "what it has")
	end
	t.raises("unknown name", "a word that is none", S.syslog, "nosuch")
end
t.done()

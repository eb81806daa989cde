-- fcntl and locks.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, ty = S.c, S.t

local dir = (os.getenv "TMPDIR" or "/tmp") .. "/sys_fcntl." .. S.getpid()
assert(S.mkdir(dir, "0700"))
local name = dir .. "/file"
local fd = assert(S.open(name, "creat, rdwr", "0600"))
fd:write(("x"):rep(100))

-- What another process gets from an expression about fd, the same file opened by it.
local function elsewhere(expression)
	local code = ([[local S = require "syscall" local fd = S.open("%s", "rdwr") print(%s)]]):format(name, expression)
	local f = io.popen(("'%s' lua -e '%s'"):format(S.readlink "/proc/self/exe", code))
	local s = f:read("*a"):gsub("%s+$", "")
	f:close()
	return s
end
-- The locks of this file as the kernel lists them, one a line: "POSIX WRITE 0 9"
local function locks()
	local ino, list = fd:stat().ino, {}
	for l in io.lines "/proc/locks" do
		local kind, how, i, from, to = l:match "^%d+: (%w+)%s+%w+%s+(%w+) %S+ %x+:%x+:(%d+) (%d+) (%w+)"
		if tonumber(i) == ino then list[#list + 1] = ("%s %s %s %s"):format(kind, how, from, to) end
	end
	table.sort(list)
	return table.concat(list, "\n")
end

-- Numbers
t.is(fd:fcntl("getfd"), 0, "getfd")
t.is(fd:fcntl("setfd", "cloexec"), true, "setfd")
t.is(fd:fcntl("getfd"), c.FD.CLOEXEC, "sets it")
t.is(fd:fcntl("F_SETFD", 0), true, "setfd with a number, by its whole name")
t.is(fd:fcntl(c.F.GETFD), 0, "getfd by number")
t.is(fd:fcntl("setfl", "append, nonblock"), true, "setfl")
t.is(bit32.band(fd:fcntl("getfl"), c.O "append, nonblock, rdwr"), c.O "append, nonblock, rdwr", "getfl")
t.is(fd:block(), true, "block")
t.is(bit32.band(fd:fcntl("getfl"), c.O.NONBLOCK), 0, "clears it")
t.is(bit32.band(fd:fcntl("getfl"), c.O.APPEND), c.O.APPEND, "and nothing else")
t.is(fd:nonblock(), true, "nonblock")
t.is(bit32.band(fd:fcntl("getfl"), c.O.NONBLOCK), c.O.NONBLOCK, "sets it")
t.is(fd:fcntl("setfl"), true, "setfl with nothing")
t.fails("BADF", "block of nothing", S.t.fd(999):nogc():block())

local d = t.works("dupfd", fd:fcntl("dupfd", 50))
t.ok(d:getfd() >= 50 and d:stat().ino == fd:stat().ino, "from the number on")
t.is(fd:fcntl("dupfd_cloexec", d):fcntl("getfd"), 1, "dupfd_cloexec")
do
	local same, err = fd:fcntl(1027, d)
	if err then
		t.ok(err.INVAL, "F_DUPFD_QUERY of an older kernel")
	else
		t.is(same, true, "F_DUPFD_QUERY")
		t.is(fd:fcntl(1027, S.open(name)), false, "of another")
	end
end

t.is(fd:fcntl("setown", S.getpid()), true, "setown")
t.is(fd:fcntl("getown"), S.getpid(), "getown")
local owner = fd:fcntl("getown_ex")
t.is(owner.pid, S.getpid(), "getown_ex")
owner.type = 2
owner.pid = 1
t.is(owner.type, 2, "its type")
local group = tonumber(io.open("/proc/self/stat"):read("*a"):match "^%d+ %b() %S %d+ (%d+)")
if group < 2 then
	t.skip("getown of a group", "our own cannot be told from an error")
else
	t.is(fd:fcntl("setown", -group), true, "setown of a group")
	t.is(fd:fcntl("getown"), -group, "getown of a group")
end
t.is(fd:fcntl("setown_ex", { type = 0, pid = 0 }), true, "setown_ex")
t.is(fd:fcntl("setsig", "usr1"), true, "setsig")
t.is(fd:fcntl("getsig"), c.SIG.USR1, "getsig")

local _, _, r, w = S.pipe()
t.is(w:fcntl("setpipe_sz", 8192), true, "setpipe_sz")
t.is(r:fcntl("getpipe_sz"), 8192, "getpipe_sz")
t.fails("BADF", "getpipe_sz of a file", fd:fcntl("getpipe_sz"))

do
	local m = S.memfd_create("m", "allow_sealing")
	t.is(m:fcntl("add_seals", "grow, seal"), true, "add_seals")
	t.is(m:fcntl("get_seals"), c.F_SEAL "grow, seal", "get_seals")
	local ok, err = fd:fcntl(1036, 2)
	if err then
		t.ok(err.INVAL, "set_rw_hint of a kernel without")
	else
		t.is(ok, true, "set_rw_hint")
		t.is(fd:fcntl(1035), 2, "get_rw_hint")
	end
	local lease = S.open(dir .. "/leased", "creat, rdwr", "0600")
	local got, why = lease:fcntl("setlease", "wrlck")
	if not got then
		t.skip("setlease", tostring(why))
	else
		t.is(lease:fcntl("getlease"), c.FCNTL_LOCK.WRLCK, "getlease")
		t.is(lease:fcntl("setlease", "unlck"), true, "setlease of none")
	end
	local watched = S.open(dir, "directory")
	t.is(watched:fcntl("notify", 0), true, "notify")
	t.fails("NOTDIR", "notify of a file", fd:fcntl("notify", 4))
end

t.fails("BADF", "a descriptor that is none", S.fcntl(999, "getfd"))
t.fails("INVAL", "a command that is none", fd:fcntl(99999, 4711))
t.raises("nonsense", "a word that is none", S.fcntl, fd, "nonsense")
t.raises("number expected", "a flag that is a table", S.fcntl, fd, "setfl", {})

-- Locks of parts, which any descriptor of the file takes with it when it is closed: what is left of others goes now.
collectgarbage()
collectgarbage()
t.is(fd:fcntl("setlk", { type = "wrlck", whence = "set", start = 10, len = 5 }), true, "setlk")
t.is(locks(), "POSIX WRITE 10 14", "the kernel has it")
t.is(elsewhere [[fd:fcntl("setlk", { type = "rdlck", start = 12, len = 1 })]]:match "%d+$",
	tostring(c.E.AGAIN), "nobody else can")
t.is(elsewhere [[fd:fcntl("getlk", { type = "rdlck", start = 0, len = 100 }).pid]],
	tostring(S.getpid()), "getlk says who has it")
t.is(elsewhere [[fd:fcntl("getlk", { type = "wrlck", start = 20, len = 5 }).type]],
	tostring(c.FCNTL_LOCK.UNLCK), "or that nobody has")
local l = ty.flock { type = "unlck", whence = "SEEK_SET", l_start = 10, l_len = 5 }
t.is(fd:fcntl("setlkw", l), true, "setlkw with an object")
t.is(locks(), "", "unlocks")
t.is(l.start, 10, "start")
l.type, l.whence, l.start, l.len, l.pid = c.FCNTL_LOCK.RDLCK, "end", -3, 2 ^ 40, 77
t.ok(l.l_type == c.FCNTL_LOCK.RDLCK and l.l_whence == 2 and l.l_start == -3
	and l.l_len == 2 ^ 40 and l.l_pid == 77, "raw members")
t.ok(l.type == l.l_type and l.whence == 2 and l.len == 2 ^ 40 and l.pid == 77, "members")
t.raises("no member", "a member that is none", S.fcntl, fd, "setlk", { x = 1 })
t.raises("nonsense", "a type that is none", S.fcntl, fd, "setlk", { type = "nonsense" })

-- Locks of the open file
t.is(fd:fcntl("ofd_setlk", { type = "rdlck", len = 1 }), true, "ofd_setlk")
t.is(locks(), "OFDLCK READ 0 0", "the kernel has it")
local other = S.open(name, "rdwr")
t.fails("AGAIN", "another open of the same process has not", other:fcntl("ofd_setlk", { type = "wrlck", len = 1 }))
t.is(other:fcntl("ofd_getlk", { type = "wrlck", len = 1 }).pid, -1, "ofd_getlk")
t.is(fd:fcntl("ofd_setlkw", { type = "unlck" }), true, "ofd_setlkw")
t.is(locks(), "", "unlocks")
t.fails("INVAL", "ofd_setlk with a pid", fd:fcntl("ofd_setlk", { type = "rdlck", pid = 1 }))

-- lockf
fd:lseek(20)
t.is(fd:lockf("tlock", 10), true, "lockf tlock")
t.is(locks(), "POSIX WRITE 20 29", "from the file's place on")
t.is(elsewhere [[fd:lockf("test", 0)]], "false", "test, which others fail")
t.is(fd:lockf("test", 10), true, "and the holder does not")
t.is(elsewhere [[fd:lockf("tlock")]]:match "%d+$", tostring(c.E.AGAIN), "tlock, which others fail")
t.is(fd:lockf("ulock", 10), true, "ulock")
t.is(fd:lockf("lock"), true, "lock")
t.is(locks(), "POSIX WRITE 20 EOF", "to the end")
t.is(fd:lockf("ulock"), true, "ulock of all")
t.fails("INVAL", "lockf of nothing known", fd:lockf(77))
t.ok(S.lockf == nil and S["fd.lockf"] == nil, "lockf is a method only")

-- Locks of files
t.is(fd:flock("ex"), true, "flock")
t.is(locks(), "FLOCK WRITE 0 EOF", "the kernel has it")
t.fails("AGAIN", "another open fails", other:lock("sh, nb"))
t.is(fd:lock("un"), true, "unlock")
t.is(other:flock("sh, nb"), true, "then it does not")
t.fails("INVAL", "flock of nothing known", fd:flock(0))

os.execute("rm -rf " .. dir)
-- Words for arguments: what happens in a directory, for how long data will be there, who is told
do
	local place = (os.getenv "TMPDIR" or "/tmp") .. "/fcntl." .. S.getpid()
	assert(S.mkdir(place, "0700"))
	local watched = assert(S.open(place, "directory, cloexec"))
	S.sigprocmask("block", 40)
	S.fcntl(watched, "setsig", 40)
	local set, why = S.fcntl(watched, "notify", "create, delete, multishot")
	if not set then
		t.skip("notify", tostring(why))
	else
		S.creat(place .. "/x", "0600"):close()
		local info = S.sigtimedwait(40, nil, 10)
		t.is(info and info.fd, watched:getfd(), "notify: what happens in a directory is told")
		S.chmod(place .. "/x", "0400")
		t.fails("AGAIN", "what was not asked for is not", S.sigtimedwait(40, nil, 0))
		S.unlink(place .. "/x")
		t.ok(S.sigtimedwait(40, nil, 10), "and more than once")
		t.is(S.fcntl(watched, "notify", 0), true, "until it is no more")
	end
	S.sigprocmask("unblock", 40)
	t.raises("unknown name", "a word that is none", S.fcntl, watched, "notify", "nosuch")
	watched:close()
	S.rmdir(place)
	local f = assert(S.open(os.getenv "TMPDIR" or "/tmp", "tmpfile, rdwr", "0600"))
	set, why = S.fcntl(f, "set_rw_hint", "short")
	if not set then
		t.skip("set_rw_hint", tostring(why))
	else
		t.is(S.fcntl(f, "get_rw_hint"), S.c.RWH.SHORT, "set_rw_hint by a word")
		t.is(S.fcntl(f, "set_rw_hint", "rwh_write_life_extreme"), true, "by all of it")
		t.is(S.fcntl(f, "get_rw_hint"), 5, "which it then has")
	end
	t.raises("unknown name", "no such word", S.fcntl, f, "set_rw_hint", "eternal")
	local s = assert(S.socket("unix", "dgram"))
	t.is(S.fcntl(s, "setown_ex", { type = "pgrp", pid = S.getpgrp() }), true, "setown_ex by a word")
	t.results({ n = 2, S.fcntl(s, "getown_ex").type, S.fcntl(s, "getown_ex").pid }, "getown_ex", 2, S.getpgrp())
end
t.done()

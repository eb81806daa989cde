-- Run by luaposix and by lsys, in an empty directory, this says the same of both: a line for a call, with its results.
-- What differs between two runs of one program, such as process numbers, is told by its type.
local show

local function brief(v, depth)
	if type(v) == "table" then
		if depth > 3 then return "..." end
		local keys, parts = {}, {}
		for k in pairs(v) do keys[#keys + 1] = k end
		table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
		for i, k in ipairs(keys) do parts[i] = tostring(k) .. "=" .. brief(v[k], depth + 1) end
		local meta = getmetatable(v)
		return (meta and meta._type or "") .. "{" .. table.concat(parts, " ") .. "}"
	end
	if type(v) == "number" then return ("%.14g"):format(v) end
	if type(v) == "string" then return ("%q"):format(v) end
	return type(v) == "boolean" and tostring(v) or type(v)
end

function show(name, ok, ...)
	local r = table.pack(...)
	for i = 1, r.n do r[i] = brief(r[i], 0) end
	if not ok then
		-- where it was raised is told by programs, the name of a function by how it was called
		r[1] = r[1]:gsub("^\"[^ ]*%.lua:%d+: ", "\""):gsub("#(%d) to '[^']*'", "#%1")
	end
	print(name, ok and "ok" or "raised", table.concat(r, ", "))
end

local function call(name, f, ...)
	if not f then return print(name, "absent") end
	show(name, pcall(f, ...))
end

-- Only that it gives values of these types, and so many of them.
local function types(name, f, ...)
	local r = table.pack(pcall(f, ...))
	for i = 1, r.n do
		local v = r[i]
		r[i] = type(v)
		if type(v) == "table" then
			local keys = {}
			for k, x in pairs(v) do keys[#keys + 1] = tostring(k) .. ":" .. type(x) end
			table.sort(keys)
			r[i] = "{" .. table.concat(keys, " ") .. "}"
		end
	end
	print(name, table.concat(r, ", "))
end

-- Each module's functions with arguments that are wrong
local modules = {
	"ctype", "dirent", "errno", "fcntl", "fnmatch", "glob", "grp", "libgen", "poll", "pwd", "sched", "signal", "stdio",
	"stdlib", "sys.msg", "sys.resource", "sys.socket", "sys.stat", "sys.statvfs", "sys.time", "sys.times", "sys.utsname",
	"sys.wait", "syslog", "termio", "time", "unistd", "utime",
}
local P = {}
for _, name in ipairs(modules) do P[name] = require("posix." .. name) end

local unistd, fcntl, stat, stdlib, time = P.unistd, P.fcntl, P["sys.stat"], P.stdlib, P.time
local socket, wait, signal, poll = P["sys.socket"], P["sys.wait"], P.signal, P.poll

-- Those that take no argument or any, end the process, or lack an argument differently, as the page says.
local no_bad = {}
for name in ([[abort fork sync getpwent setpwent endpwent getgrent setgrent endgrent closelog ctermid dir files errno
	glob getenv setlogmask setpid chown time getaddrinfo setsockopt wait sched_setscheduler ttyname signal
	sched_getscheduler crypt poll getsockname recvfrom accept bind connect sendto mktime tcgetpgrp
	msgctl getpeername getsockopt if_nametoindex fstat ftruncate getopt lchown linkat truncate
	tcgetwinsize]]):gmatch("%S+") do
	no_bad[name] = true
end
for _, name in ipairs(modules) do
	local names = {}
	for key, f in pairs(P[name]) do
		if type(f) == "function" and not no_bad[key] and not key:find("^get%w*[idp]$") then names[#names + 1] = key end
	end
	table.sort(names)
	for _, key in ipairs(names) do
		local f = P[name][key]
		call(name .. "." .. key .. "(f)", f, function() end)
		call(name .. "." .. key .. "(1, f)", f, 1, function() end)
	end
end

-- ctype, errno, libgen, fnmatch, glob, getopt
for _, s in ipairs { "a", " ", "\t", "", "~x", "\127" } do
	call("isgraph", function() return P.ctype.isgraph(s) ~= 0, P.ctype.isprint(s) ~= 0 end)
end
call("errno", P.errno.errno, 2)
P.errno.set_errno(13)
call("errno set", P.errno.errno)
for _, path in ipairs { "", "/", "a", "a/", "/a", "/a/b/", "a//b", "a/b//", "." } do
	call("basename", P.libgen.basename, path)
	call("dirname", P.libgen.dirname, path)
end
call("fnmatch", P.fnmatch.fnmatch, "*.[ch]", "a.c")
call("fnmatch", P.fnmatch.fnmatch, "*", "a/b", P.fnmatch.FNM_PATHNAME)
for _, name in ipairs { "b.c", "a.c", ".hidden.c", "d" } do io.open(name, "w"):close() end
stat.mkdir("sub")
io.open("sub/x.c", "w"):close()
call("glob", P.glob.glob, "*.c")
call("glob", P.glob.glob, "*")
call("glob", P.glob.glob, "*/*.c")
call("glob", P.glob.glob, "[ab].c")
call("glob", P.glob.glob, "sub/x.c")
call("glob", function() return (P.glob.glob("nothing*")) end)

local function options(args, short, long, ...)
	local list = {}
	for opt, value, next_index, index in require "posix".getopt(args, short, long, ...) do
		list[#list + 1] = table.concat({ opt, tostring(value), next_index, opt == "?" and "" or index }, ":")
	end
	return table.concat(list, " ")
end
local long = { { "alpha", "none", "a" }, { "beta", "required", "b" }, { "gamma", "optional", "g" }, { "alphabet",
	"none", "z" } }
for _, args in ipairs {
	{ "-a", "-b", "x", "-gy", "-g", "rest" }, { "one", "-a", "two", "-bx", "three" }, { "-ab", "v", "--", "-a" },
	{ "--alpha", "--beta=q", "--beta", "r", "--gamma", "--gamma=s", "t" }, { "--alph" }, { "--bet", "x" }, { "--nope",
		"-q" },
	{ "-b" }, { "--alpha=1" }, { "-", "-a", "x" }, { "one", "two", "--", "three", "-a" }, { "-a", "one", "-a", "two",
		"-a" },
} do
	args[0] = "prog"
	call("getopt " .. table.concat(args, " "), options, args, "ab:g::", long)
end

-- Files
call("open none", fcntl.open, "none", fcntl.O_RDONLY)
local fd = fcntl.open("file", fcntl.O_CREAT + fcntl.O_RDWR, 420)
print("open", type(fd))
call("write", unistd.write, fd, "hello world")
call("lseek", unistd.lseek, fd, 6, unistd.SEEK_SET)
call("read", unistd.read, fd, 100)
call("read end", unistd.read, fd, 100)
call("lseek bad", unistd.lseek, fd, -1, unistd.SEEK_SET)
call("fsync", unistd.fsync, fd)
call("fdatasync", unistd.fdatasync, fd)
call("F_GETFL", fcntl.fcntl, fd, fcntl.F_GETFL)
call("F_SETFD", fcntl.fcntl, fd, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
call("F_GETFD", fcntl.fcntl, fd, fcntl.F_GETFD)
local lock = { l_type = fcntl.F_WRLCK, l_whence = 0, l_start = 1, l_len = 2 }
call("F_SETLK", fcntl.fcntl, fd, fcntl.F_SETLK, lock)
call("F_GETLK", fcntl.fcntl, fd, fcntl.F_GETLK, { l_type = fcntl.F_RDLCK, l_whence = 0, l_start = 0, l_len = 0 })
call("fcntl bad", fcntl.fcntl, 999, fcntl.F_GETFL)
call("fadvise", fcntl.posix_fadvise, fd, 0, 0, fcntl.POSIX_FADV_NORMAL)
local dup = unistd.dup(fd)
print("dup", type(dup), dup ~= fd)
call("dup2", function() return unistd.dup2(fd, dup) == dup end)
call("close", unistd.close, dup)
call("close again", unistd.close, dup)
call("close fd", unistd.close, fd)
call("read closed", unistd.read, fd, 1)
call("write closed", unistd.write, fd, "x")
call("link", unistd.link, "file", "hard")
call("link again", unistd.link, "file", "hard")
call("symlink", unistd.link, "file", "soft", true)
call("readlink", unistd.readlink, "soft")
call("readlink file", unistd.readlink, "file")
call("readlink none", unistd.readlink, "none")
call("unlink", unistd.unlink, "hard")
call("unlink none", unistd.unlink, "none")
call("rename", P.stdio.rename, "file", "file2")
call("rename none", P.stdio.rename, "none", "x")
call("mkdir", stat.mkdir, "dir")
call("mkdir again", stat.mkdir, "dir")
call("rmdir", unistd.rmdir, "dir")
call("rmdir none", unistd.rmdir, "dir")
call("mkfifo", stat.mkfifo, "fifo", 384)
call("chmod", stat.chmod, "file2", 416)
call("chmod none", stat.chmod, "none", 416)
call("umask", stat.umask, 18)
call("access", unistd.access, "file2", "r")
call("access default", unistd.access, "file2")
call("access none", unistd.access, "none", "r")
call("access bad", unistd.access, "file2", "q")
call("utime", P.utime.utime, "file2", 1000000000, 1000000001)
call("utime none", P.utime.utime, "none")
local st = stat.stat("file2")
call("stat", function() return st.st_size, st.st_mode, st.st_mtime, st.st_atime, st.st_nlink, st.st_uid end)
types("stat", stat.stat, "file2")
call("stat none", stat.stat, "none")
call("lstat", function() return stat.S_ISLNK(stat.lstat("soft").st_mode) end)
for _, what in ipairs { "BLK", "CHR", "DIR", "FIFO", "LNK", "REG", "SOCK" } do
	call("S_IS" .. what, stat["S_IS" .. what], st.st_mode)
	call("S_IS" .. what, stat["S_IS" .. what], stat.lstat("fifo").st_mode)
	call("S_IS" .. what, stat["S_IS" .. what], stat.lstat("/dev/null").st_mode)
end
call("chown", unistd.chown, "file2", "root", 0)
call("chown none", unistd.chown, "none", nil, nil)
call("chown bad", unistd.chown, "file2", {}, 0)
call("truncated", P.stdio.rename, "file2")
call("dir", function()
	local list, n = P.dirent.dir(".")
	table.sort(list)
	return n, list
end)
call("files", function()
	local list = {}
	for name in P.dirent.files() do list[#list + 1] = name end
	table.sort(list)
	return list
end)
call("dir none", P.dirent.dir, "none")
call("files none", P.dirent.files, "none")
call("realpath", function() return stdlib.realpath("sub/../sub") == unistd.getcwd() .. "/sub" end)
call("realpath none", stdlib.realpath, "none")
call("chdir", unistd.chdir, "sub")
call("getcwd", function() return unistd.getcwd():match("[^/]*$") end)
call("chdir back", unistd.chdir, "..")
call("chdir none", unistd.chdir, "none")
call("pathconf", unistd.pathconf, ".", unistd._PC_NAME_MAX)
call("mkdtemp", function() return stdlib.mkdtemp("t-XXXXXX"):find("^t%-%w%w%w%w%w%w$") end)
call("mkdtemp bad", stdlib.mkdtemp, "t-XX")
call("mkstemp", function()
	local f, name = stdlib.mkstemp("s-XXXXXX")
	unistd.close(f)
	return type(f), name:find("^s%-%w%w%w%w%w%w$"), stat.stat(name).st_mode
end)
call("mkstemp bad", stdlib.mkstemp, "none/XXXXXX")
types("statvfs", P["sys.statvfs"].statvfs, ".")
call("statvfs", function()
	local s = P["sys.statvfs"].statvfs("/proc")
	return s.f_bsize, s.f_frsize, s.f_flag, s.f_namemax, s.f_files
end)
call("statvfs none", P["sys.statvfs"].statvfs, "none")
call("fdopen", function()
	local f = P.stdio.fdopen(fcntl.open("file2", fcntl.O_RDONLY), "r")
	local text, kind = f:read("*a"), io.type(f)
	return text, kind, f:close(), io.type(f)
end)
call("fdopen bad", P.stdio.fdopen, 999, "r")
call("fileno", P.stdio.fileno, io.stderr)
call("ctermid", P.stdio.ctermid)

-- Pipes, poll, processes
local r, w = unistd.pipe()
print("pipe", type(r), type(w))
call("poll none", poll.poll, { [r] = { events = { IN = true } } }, 0)
call("rpoll none", poll.rpoll, r, 0)
unistd.write(w, "x")
local fds = { [r] = { events = { IN = true } } }
call("poll", poll.poll, fds, 0)
call("poll revents", function() return fds[r].revents end)
call("rpoll", poll.rpoll, r, 100)
call("poll bad", poll.poll, { a = {} }, 0)
call("poll bad", poll.poll, { [1] = 1 }, 0)
call("poll bad", poll.poll, { [1] = {} }, 0)

local function child(f)
	io.stdout:flush()
	local pid = unistd.fork()
	if pid == 0 then
		f()
		unistd._exit(99)
	end
	return pid
end
local function waited(...)
	local pid, how, status = wait.wait(...)
	return type(pid), how, status
end
call("_exit", function() return waited(child(function() unistd._exit(7) end)) end)
call("killed", function() return waited(child(function() signal.kill(unistd.getpid(), signal.SIGKILL) end)) end)
call("stopped", function()
	local pid = child(function() signal.raise(signal.SIGSTOP) end)
	local a, b, c = waited(pid, wait.WUNTRACED)
	signal.kill(pid, signal.SIGKILL)
	waited(pid)
	return a, b, c
end)
call("wait none", wait.wait)
call("wait none", wait.wait, 1)
call("exec", function() return waited(child(function() unistd.exec("/bin/sh", { "-c", "exit 5" }) end)) end)
call("exec argv0", function()
	return waited(child(function() unistd.exec("/bin/sh", { [0] = "name", "-c", "test $0 = name && exit 6" }) end))
end)
call("execp", function() return waited(child(function() unistd.execp("sh", { "-c", "exit 8" }) end)) end)
call("execp script", function()
	local f = io.open("script", "w")
	f:write("exit 9\n")
	f:close()
	stat.chmod("script", 493)
	return waited(child(function() unistd.execp("./script", {}) end))
end)
call("exec none", unistd.exec, "none", {})
call("execp none", unistd.execp, "no-such-program", {})
call("kill none", signal.kill, 2 ^ 22 + 1, 0)
call("kill bad", signal.kill, unistd.getpid(), 1000)
call("killpg", function() return signal.killpg(unistd.getpgrp(), 0) end)

-- Signals
local seen
call("signal first", signal.signal, signal.SIGUSR1, function(sig) seen = sig end)
signal.raise(signal.SIGUSR1)
for _ = 1, 10 do if seen then break end end
call("signal seen", function() return seen == signal.SIGUSR1 end)
call("signal function", signal.signal, signal.SIGUSR1, "SIG_IGN")
call("signal ignored", signal.signal, signal.SIGUSR1, signal.SIG_DFL)
call("signal default", signal.signal, signal.SIGUSR1)
call("signal bad", signal.signal, 1000, "SIG_IGN")
call("signal bad", signal.signal, signal.SIGUSR1, "nope")
call("raise", signal.raise, 0)

-- Users, groups and oneself
call("getpwnam", P.pwd.getpwnam, "root")
call("getpwnam none", P.pwd.getpwnam, "no-such-user")
call("getpwuid", P.pwd.getpwuid, 0)
call("getpwuid none", P.pwd.getpwuid, 12345678)
call("getpwent", function()
	P.pwd.setpwent()
	local first, n = P.pwd.getpwent(), 1
	while P.pwd.getpwent() do n = n + 1 end
	P.pwd.endpwent()
	return first, n
end)
call("getgrnam", P.grp.getgrnam, "root")
call("getgrgid", P.grp.getgrgid, 0)
call("getgrgid none", P.grp.getgrgid, 12345678)
call("getgrent", function()
	P.grp.setgrent()
	local n = 0
	while P.grp.getgrent() do n = n + 1 end
	P.grp.endgrent()
	return n
end)
for _, name in ipairs { "getuid", "geteuid", "getgid", "getegid", "getgroups" } do call(name, unistd[name]) end
for _, name in ipairs { "getpid", "getppid", "getpgrp" } do types(name, unistd[name]) end
call("setpid", unistd.setpid, "u", 0)
call("setpid", unistd.setpid, "g", "root")
call("setpid bad", unistd.setpid, "q", 0)
call("setpid s", function() return waited(child(function()
	unistd._exit(unistd.setpid("s") == unistd.getpid() and unistd.getpgrp() == unistd.getpid() and 0 or 1)
end)) end)
call("nice", unistd.nice, 0)
call("isatty", unistd.isatty, r)
call("ttyname", unistd.ttyname, r)
call("alarm", unistd.alarm, 100)
call("alarm", unistd.alarm, 0)
call("sleep", unistd.sleep, 0)
call("sync", unistd.sync)
call("sysconf", unistd.sysconf, unistd._SC_CLK_TCK)
call("sysconf", unistd.sysconf, unistd._SC_OPEN_MAX)
call("sysconf bad", unistd.sysconf, 100000)
call("gethostid", unistd.gethostid)
call("tcgetpgrp", unistd.tcgetpgrp, r)

-- Environment
call("setenv", stdlib.setenv, "COMPAT_X", "1")
call("getenv", stdlib.getenv, "COMPAT_X")
call("setenv no", stdlib.setenv, "COMPAT_X", "2", false)
call("getenv", function() return stdlib.getenv().COMPAT_X, os.getenv("COMPAT_X") end)
call("unsetenv", stdlib.setenv, "COMPAT_X", nil)
call("getenv", stdlib.getenv, "COMPAT_X")
call("setenv bad", stdlib.setenv, "A=B", "x")

-- Time
stdlib.setenv("TZ", "UTC")
call("gmtime", time.gmtime, 1234567890)
call("localtime", time.localtime, 1234567890)
call("mktime", time.mktime, time.localtime(1234567890))
call("mktime", time.mktime, { tm_year = 70, tm_mday = 1 })
call("mktime bad", time.mktime, { tm_year = "x" })
call("mktime bad", time.mktime, { nope = 1 })
call("strftime", time.strftime, "%Y-%m-%d %H:%M:%S %j %a", time.gmtime(1234567890))
call("strftime", time.strftime, "", time.gmtime(0))
call("strptime", time.strptime, "2009-02-13 23:31:30 rest", "%Y-%m-%d %H:%M:%S")
call("strptime bad", time.strptime, "x", "%Y")
types("clock_gettime", time.clock_gettime, time.CLOCK_MONOTONIC)
call("clock_getres", time.clock_getres, time.CLOCK_REALTIME)
call("clock_gettime bad", time.clock_gettime, 1000)
call("nanosleep", time.nanosleep, { tv_sec = 0, tv_nsec = 1 })
call("nanosleep bad", time.nanosleep, { tv_sec = 0, tv_nsec = -1 })
call("nanosleep bad", time.nanosleep, { sec = 0 })
types("time", time.time)
types("gettimeofday", P["sys.time"].gettimeofday)
types("times", P["sys.times"].times)
call("uname", P["sys.utsname"].uname)
call("getrlimit", P["sys.resource"].getrlimit, P["sys.resource"].RLIMIT_NOFILE)
call("getrlimit", P["sys.resource"].getrlimit, P["sys.resource"].RLIMIT_FSIZE)
call("setrlimit", P["sys.resource"].setrlimit, P["sys.resource"].RLIMIT_CORE, { rlim_cur = 0, rlim_max = 0 })
call("getrlimit", P["sys.resource"].getrlimit, P["sys.resource"].RLIMIT_CORE)
call("setrlimit bad", P["sys.resource"].setrlimit, P["sys.resource"].RLIMIT_CORE, { rlim_cur = 0 })
call("getrlimit bad", P["sys.resource"].getrlimit, 1000)
call("sched_setscheduler", P.sched.sched_setscheduler, 0, P.sched.SCHED_OTHER, 0)
call("sched_setscheduler bad", P.sched.sched_setscheduler, 0, P.sched.SCHED_OTHER, 50)

-- Messages of System V, from itself to itself
local msg = P["sys.msg"]
local queue = msg.msgget(msg.IPC_PRIVATE, 384)
print("msgget", type(queue))
call("msgsnd", msg.msgsnd, queue, 7, "message")
call("msgrcv", msg.msgrcv, queue, 100, 7)
call("msgrcv none", msg.msgrcv, queue, 100, 0, msg.IPC_NOWAIT)
call("msgget none", msg.msgget, 123454321, 0)

-- Terminals
local master = stdlib.openpt(fcntl.O_RDWR + fcntl.O_NOCTTY)
call("grantpt", stdlib.grantpt, master)
call("unlockpt", stdlib.unlockpt, master)
local name = stdlib.ptsname(master)
call("ptsname", function() return name:match("^/dev/pts/%d+$") ~= nil end)
call("ptsname bad", stdlib.ptsname, r)
local slave = fcntl.open(name, fcntl.O_RDWR + fcntl.O_NOCTTY)
local termio = P.termio
local attr = termio.tcgetattr(slave)
call("tcgetattr", function() return attr end)
attr.lflag = bit32.band(attr.lflag, bit32.bnot(termio.ECHO))
attr.cc[termio.VMIN] = 3
attr.ispeed, attr.ospeed = termio.B19200, termio.B19200
call("tcsetattr", termio.tcsetattr, slave, termio.TCSANOW, attr)
call("tcgetattr", termio.tcgetattr, slave)
call("tcflush", termio.tcflush, slave, termio.TCIFLUSH)
call("tcflow", termio.tcflow, slave, termio.TCOON)
call("tcdrain", termio.tcdrain, slave)
call("tcsendbreak", termio.tcsendbreak, slave, 0)
call("tcgetattr bad", termio.tcgetattr, r)
call("isatty", unistd.isatty, slave)
call("ttyname", function() return unistd.ttyname(slave) == name end)
unistd.close(slave)
unistd.close(master)

-- Sockets
local a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM, 0)
print("socketpair", type(a), type(b))
call("send", socket.send, a, "abc")
call("recv", socket.recv, b, 10)
call("shutdown", socket.shutdown, a, socket.SHUT_WR)
call("recv", socket.recv, b, 10)
call("socket bad", socket.socket, 1000, 0, 0)
local server = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
call("setsockopt", socket.setsockopt, server, socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
call("setsockopt", socket.setsockopt, server, socket.SOL_SOCKET, socket.SO_RCVTIMEO, 1, 500000)
call("setsockopt", socket.setsockopt, server, socket.SOL_SOCKET, socket.SO_LINGER, 1, 0)
call("setsockopt bad", socket.setsockopt, r, socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
call("bind", socket.bind, server, { family = socket.AF_INET, addr = "127.0.0.1", port = 0 })
call("bind bad", function() return (socket.bind(server, { family = socket.AF_INET, addr = "x", port = 0 })) end)
call("bind bad", socket.bind, server, { family = socket.AF_INET, port = 0 })
call("bind bad", socket.bind, server, { family = 1000 })
call("bind bad", socket.bind, server, {})
call("listen", socket.listen, server, 5)
call("connect unix", socket.connect, a, { family = socket.AF_UNIX, path = "none" })
local udp, udp2 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 0), socket.socket(socket.AF_INET,
	socket.SOCK_DGRAM, 0)
call("bind", socket.bind, udp, { family = socket.AF_INET, addr = "127.0.0.1", port = 40404 })
call("sendto", socket.sendto, udp2, "datagram", { family = socket.AF_INET, addr = "127.0.0.1", port = 40404 })
call("recvfrom", function()
	local data, from = socket.recvfrom(udp, 100)
	return data, from.family, from.addr, type(from.port)
end)
call("getaddrinfo", socket.getaddrinfo, "127.0.0.1", "80", { family = socket.AF_INET, socktype = socket.SOCK_STREAM })
call("getaddrinfo", socket.getaddrinfo, nil, 80, { family = socket.AF_INET6, socktype = socket.SOCK_DGRAM })
call("getaddrinfo bad", socket.getaddrinfo, "no such host", nil, { flags = socket.AI_NUMERICHOST })
call("getaddrinfo bad", socket.getaddrinfo)
call("getaddrinfo bad", socket.getaddrinfo, "x", nil, { nope = 1 })

-- The log, which is a socket where there is one
call("openlog", P.syslog.openlog, "compat", P.syslog.LOG_PID, P.syslog.LOG_LOCAL0)
call("setlogmask", P.syslog.setlogmask, P.syslog.LOG_MASK(P.syslog.LOG_ERR))
call("setlogmask", P.syslog.setlogmask, 0)
call("syslog", P.syslog.syslog, P.syslog.LOG_DEBUG, "not told")
call("closelog", P.syslog.closelog)

-- The table of all, with its older forms
local posix = require "posix"
call("stat", posix.stat, "file2", "type", "mode", "size")
call("stat", posix.stat, "soft", { "type" })
call("stat none", posix.stat, "none")
call("stat bad", posix.stat, "file2", "nope")
types("stat", posix.stat, "file2")
call("umask", posix.umask)
call("umask", posix.umask, "rwxr-x---")
call("umask", posix.umask, "o+r")
call("umask bad", posix.umask, "zz")
call("chmod", posix.chmod, "file2", "rwsr-xr--")
call("stat", posix.stat, "file2", "mode")
for _, mode in ipairs { "u=rw,go=r", "a+x", "g-x", "0750", "ug+s", "o=rwx" } do
	call("chmod " .. mode, posix.chmod, "file2", mode)
	call("stat", posix.stat, "file2", "mode")
end
call("chmod bad", posix.chmod, "file2", "nope")
call("creat", function() return posix.close(posix.creat("made", "rw-r-----")) end)
call("stat", posix.stat, "made", "mode")
call("open", function() return posix.close(posix.open("made2", posix.O_CREAT + posix.O_WRONLY, "rw-------")) end)
call("open bad", posix.open, "made3", posix.O_CREAT + posix.O_WRONLY)
call("mkdir", posix.mkdir, "made4")
call("mkfifo", posix.mkfifo, "made5")
call("fnmatch", posix.fnmatch, "a*", "abc")
call("fnmatch", posix.fnmatch, "b*", "abc")
call("isgraph", posix.isgraph, "a")
call("getpid", function() return posix.getpid("pid") == posix.getpid().pid end)
types("getpid", posix.getpid)
call("getpid", posix.getpid, "uid", "gid")
call("getpid bad", posix.getpid, "nope")
call("getpasswd", posix.getpasswd, "root", "dir", "uid")
call("getpasswd", posix.getpasswd, 0, "name")
call("getgroup", posix.getgroup, "root")
call("gmtime", posix.gmtime, 1234567890)
call("mktime", posix.mktime, posix.localtime(1234567890))
call("strftime", posix.strftime, "%F", posix.gmtime(1234567890))
call("strptime", posix.strptime, "2009-02-13", "%Y-%m-%d")
call("nanosleep", posix.nanosleep, 0, 1)
call("clock_getres", posix.clock_getres, "monotonic")
types("clock_gettime", posix.clock_gettime)
types("gettimeofday", posix.gettimeofday)
call("getrlimit", posix.getrlimit, "core")
call("getrlimit bad", posix.getrlimit, "nope")
call("setrlimit", posix.setrlimit, "core", 0, 0)
call("pathconf", posix.pathconf, ".", "NAME_MAX")
types("pathconf", posix.pathconf)
call("sysconf", posix.sysconf, "CLK_TCK", "OPEN_MAX")
types("times", posix.times)
call("uname", posix.uname, "%s %m %%")
call("uname bad", posix.uname, "%q")
types("statvfs", posix.statvfs, ".")
call("spawn", posix.spawn, { "sh", "-c", "exit 3" })
call("spawn", posix.spawn, function() return 4 end)
call("spawn bad", posix.spawn, 1)
call("popen", function()
	local p = posix.popen({ "echo", "hello" }, "r")
	local text = posix.read(p.fd, 100)
	return text, posix.pclose(p)
end)
call("popen w", function()
	local p = posix.popen({ "sh", "-c", "read x; test $x = in && exit 11" }, "w")
	posix.write(p.fd, "in\n")
	return posix.pclose(p)
end)
call("pipeline", function()
	local p = posix.popen_pipeline({ { "printf", "b\\na\\n" }, { "sort" }, { "head", "-n1" } }, "r")
	local text = posix.read(p.fd, 100)
	return text, #p.pids, posix.pclose(p)
end)
call("openpty", function()
	local m, s, pty = posix.openpty()
	return type(m), type(s), pty:match("^/dev/pts/%d+$") ~= nil
end)
call("euidaccess", posix.euidaccess, "file2", "r")
call("timeradd", posix.timeradd, { sec = 1, usec = 900000 }, { tv_sec = 1, tv_usec = 200000 })
call("timersub", posix.timersub, { sec = 3, usec = 100000 }, { sec = 1, usec = 200000 })
call("timercmp", posix.timercmp, { sec = 3 }, { sec = 1 })
call("openlog", posix.openlog, "x", "cp")
call("openlog bad", posix.openlog, "x", "q")
call("setlogmask", posix.setlogmask, 1, 2)
call("posix.sys", function() return require "posix.sys".spawn == posix.spawn,
	require "posix.util".openpty == posix.openpty end)

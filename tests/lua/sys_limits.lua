-- What a process may use and has used, and descriptors of processes.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"

local slurp = t.slurp

-- The two limits of a line of /proc/PID/limits; -1: unlimited.
local function limits(name, pid)
	local cur, max = slurp(("/proc/%s/limits"):format(pid or "self")):match(name .. "%s+(%w+)%s+(%w+)")
	return tonumber(cur) or -1, tonumber(max) or -1
end

-- A child that waits until it is killed.
local function sleeper()
	local pid = assert(S.fork())
	if pid == 0 then
		while true do S.syscall("pause") end
	end
	return pid
end

local function stop(pid)
	S.syscall("kill", pid, 9)
	return select(3, S.waitpid(pid))
end

-- Nice values
do
	local function nice()
		return tonumber(slurp("/proc/self/stat"):match("^.*%) (.*)$"):match(("%S+ "):rep(16) .. "(%S+)"))
	end
	t.is(S.getpriority("process"), nice(), "getpriority")
	local a, b, c, d = t.child(function()
		local before = S.getpriority("process", 0)
		local new = S.nice(3)
		return before + 3, new, nice(), S.getpriority("process", S.getpid())
	end)
	t.is(b, a, "nice gives the new value")
	t.is(c, a, "seen from outside")
	t.is(d, a, "and by getpriority")
	a, b = t.child(function()
		assert(S.setpriority("process", 0, 7))
		return nice(), S.getpriority("process")
	end)
	t.results({ n = 2, a, b }, "setpriority", 7, 7)
	a, b = t.child(function()
		local ok = S.setpriority("process", 0, -1)
		return ok, S.getpriority("process")
	end)
	if a then t.is(b, -1, "a nice value of -1 is no error") else t.skip("a nice value of -1", "no privilege") end
	t.is(select(3, S.getpriority("process", 0x3fffffff)), S.c.E.SRCH, "getpriority of nobody")
	t.is(select(3, S.setpriority("process", 0x3fffffff, 1)), S.c.E.SRCH, "setpriority of nobody")
	t.is(select(3, S.getpriority(9)), S.c.E.INVAL, "getpriority of nothing")
	t.raises("unknown name", "getpriority with a wrong word", S.getpriority, "nonsense")
	t.raises("number expected", "nice without a number", S.nice, {})
	t.is(S.getpriority("user", S.getuid()) <= 19, true, "getpriority of a user")
	a, b = t.child(function()
		if not S.setuid(65534) then return nil end
		return true, select(3, S.nice(-5))
	end)
	if a then t.is(b, S.c.E.PERM, "nice without the privilege") else t.skip("nice without the privilege", "not root") end
end

-- Limits
do
	local cur, max = limits("Max open files")
	local r = S.getrlimit("nofile")
	t.results({ n = 2, r.cur, r.max }, "getrlimit", cur, max)
	local into = S.t.rlimit()
	t.ok(rawequal(S.getrlimit("nofile", into), into) and into.rlim_cur == cur, "getrlimit fills what it is given")
	t.is(select(3, S.getrlimit(99)), S.c.E.INVAL, "getrlimit of nothing")
	t.raises("unknown name", "getrlimit of a wrong word", S.getrlimit, "nonsense")
	t.raises("rlimit expected", "getrlimit into something else", S.getrlimit, "core", S.t.buffer(16))
	local function set(...)
		local args = table.pack(...)
		return t.child(function()
			assert(S.setrlimit(table.unpack(args, 1, args.n)))
			return limits("Max open files")
		end)
	end
	t.results(table.pack(set("nofile", { cur = 50, max = 60 })), "setrlimit with a table", 50, 60)
	t.results(table.pack(set("nofile", { 51, 61 })), "setrlimit with a list", 51, 61)
	t.results(table.pack(set("nofile", 52)), "setrlimit with a number: both", 52, 52)
	t.results(table.pack(set("nofile", 53, 63)), "setrlimit with two numbers", 53, 63)
	t.results(table.pack(set("nofile", S.t.rlimit { cur = 54, max = 64 })), "setrlimit with a struct", 54, 64)
	t.results(table.pack(t.child(function()
		assert(S.setrlimit("core", { cur = 0, max = "infinity" }))
		assert(S.prlimit(0, "core", { cur = "infinity", max = -1 }))
		local l = S.getrlimit("core")
		return l.cur, l.max, limits("Max core file size")
	end)), "infinity", -1, -1, -1, -1)
	t.is(select(3, S.setrlimit("nofile", { cur = 10, max = 5 })), S.c.E.INVAL,
		"setrlimit with the lower above the higher")
	t.raises("value expected", "setrlimit without limits", S.setrlimit, "nofile")
	t.raises("cannot be made", "setrlimit with something else", S.setrlimit, "nofile", true)
	local pid = sleeper()
	local old = S.prlimit(pid, "nofile", { cur = 11, max = 22 })
	t.results({ n = 2, old.cur, old.max }, "prlimit gives what was", cur, max)
	t.results(table.pack(limits("Max open files", pid)), "and sets another's", 11, 22)
	old = S.prlimit(pid, "nofile")
	t.results({ n = 2, old.cur, old.max }, "prlimit alone only looks", 11, 22)
	stop(pid)
	t.is(select(3, S.prlimit(0x3fffffff, "nofile")), S.c.E.SRCH, "prlimit of nobody")

	r = S.t.rlimit(5)
	t.results({ n = 2, r.cur, r.max }, "t.rlimit of a number", 5, 5)
	r.cur, r.max = "infinity", 9
	t.results({ n = 2, r.cur, r.rlim_max }, "rlimit members written", -1, 9)
	t.raises("no member", "rlimit has no other", function() r.nonsense = 1 end)
end

-- Usage
do
	local x = 0
	for i = 1, 1e6 do x = x + i % 7 end
	local u = S.getrusage("self")
	t.ok(u.utime.time > 0 and u.maxrss > 500 and u.minflt > 10, "getrusage")
	local into = S.t.rusage()
	t.ok(rawequal(S.getrusage("self", into), into), "getrusage fills what it is given")
	t.is(select(3, S.getrusage(77)), S.c.E.INVAL, "getrusage of nothing")
	t.raises("unknown name", "getrusage of a wrong word", S.getrusage, "nonsense")
	for i, name in ipairs { "maxrss", "ixrss", "idrss", "isrss", "minflt", "majflt", "nswap", "inblock", "oublock",
		"msgsnd",
		"msgrcv", "nsignals", "nvcsw", "nivcsw" } do
		into[name] = i
		t.is(into["ru_" .. name], i, "rusage." .. name)
	end
	into.utime, into.stime = 1.5, { 2, 3 }
	t.results({ n = 2, into.ru_utime.usec, into.stime.usec }, "rusage times", 500000, 3)
	t.ok(tostring(into):find("maxrss = 1"), "tostring(rusage) lists")
end

-- personality
do
	local shown = tonumber(slurp("/proc/self/personality"), 16)
	t.is(S.personality(), shown, "personality")
	t.is(t.child(function()
		S.personality(0x0040000) -- addresses as they come
		return S.personality()
	end), 0x0040000, "personality set")
	t.raises("number expected", "personality of a table", S.personality, {})
end

-- acct
do
	local name = os.tmpname()
	local ok, err = t.child(function() return S.acct(name) end)
	if ok then
		t.child(S.acct)
		t.ok(#slurp(name) > 0, "acct wrote records")
	elseif err == "Function not implemented" or err == "Operation not permitted" then
		t.skip("acct", err)
	else
		t.ok(ok, "acct")
	end
	os.remove(name)
	local _, e = S.acct("/nonexistent/file")
	t.ok(e.NOENT or e.NOSYS or e.PERM, "acct to nowhere")
	t.raises("string expected", "acct to something else", S.acct, {})
end

-- Descriptors of processes
do
	local own = assert(S.open("/dev/null", "rdonly"))
	local pid = sleeper()
	local fd = assert(S.pidfd_open(pid))
	t.ok(slurp("/proc/self/fdinfo/" .. fd:getfd()):find("Pid:%s*" .. pid), "pidfd_open")
	t.is(select(3, S.pidfd_open(0x3fffffff)), S.c.E.SRCH, "pidfd_open of nobody")
	t.is(select(3, S.pidfd_open(pid, 0x40000000)), S.c.E.INVAL, "pidfd_open with a wrong flag")
	t.raises("number expected", "pidfd_open of a table", S.pidfd_open, {})

	local copy, err = S.pidfd_getfd(fd, own:getfd())
	if copy then
		t.ok(copy:getfd() ~= own:getfd() and copy:getfd() > 2, "pidfd_getfd")
		t.is(S.fstat(copy).ino, S.fstat(own).ino, "it is the same file")
		t.is(select(3, fd:pidfd_getfd(999)), S.c.E.BADF, "pidfd_getfd of nothing, as a method")
		copy:close()
	else
		t.skip("pidfd_getfd", tostring(err))
	end

	local r, e = S.kcmp(pid, S.getpid(), "file", own:getfd(), own:getfd())
	if r or not e.NOSYS then
		t.is(r, 0, "kcmp: the same open file")
		t.ok(S.kcmp(pid, S.getpid(), "vm") ~= 0, "kcmp: not the same memory")
		t.is(select(3, S.kcmp(0x3fffffff, pid, "vm")), S.c.E.SRCH, "kcmp of nobody")
		t.raises("unknown name", "kcmp with a wrong word", S.kcmp, pid, pid, "nonsense")
	else
		t.skip("kcmp", "not in this kernel")
	end

	local start = tonumber(slurp("/proc/" .. pid .. "/maps"):match("\n?(%x+)%-%x+ rw"), 16)
	local n, why = S.process_madvise(fd, { { start, 4096 } }, "cold")
	if n then t.is(n, 4096, "process_madvise") else t.skip("process_madvise", tostring(why)) end
	t.raises("cold, pageout", "process_madvise that would lose memory", S.process_madvise, fd, { { start, 4096 } },
		"dontneed")
	t.raises("pairs", "process_madvise of something else", S.process_madvise, fd, { 1 }, "cold")
	t.ok(select(3, S.process_madvise(own, { { 4096, 4096 } }, "cold")) == S.c.E.BADF or not n,
		"process_madvise of a file")

	t.ok(select(3, S.process_mrelease(fd)) ~= nil, "process_mrelease of a process that lives fails")
	t.is(select(3, S.pidfd_send_signal(fd, 999)), S.c.E.INVAL, "pidfd_send_signal with a wrong signal")
	t.raises("nonsense", "pidfd_send_signal with a wrong word", S.pidfd_send_signal, fd, "nonsense")
	t.is(fd:pidfd_send_signal("term"), true, "pidfd_send_signal")
	t.is(S.waitid(3, fd, "exited").status, 15, "and waitid by the descriptor")
	t.is(select(3, fd:pidfd_send_signal("term")), S.c.E.SRCH, "no one is there any more")
	own:close()

	local q, qe = S.membarrier("query")
	if q then
		t.ok(q > 0 and q % 2 == 1, "membarrier query")
		t.is(S.membarrier("global"), 0, "membarrier global")
		t.is(select(3, S.membarrier(0x40000000)), S.c.E.INVAL, "membarrier of nothing")
	else
		t.skip("membarrier", tostring(qe))
	end
end

t.done()

-- Children: made, become other programs, ended, waited for.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"

local self = "/proc/self/exe" -- which a child that becomes it again is

local function slurp(path)
	local f = io.open(path)
	local text = f and f:read("*a")
	if f then f:close() end
	return text
end

-- The fields of /proc/PID/stat behind the name: state, ppid, pgrp, session, ...
local function stat(pid)
	local text = slurp(("/proc/%s/stat"):format(pid or "self"))
	local fields = {}
	for w in (text and text:match("^.*%) (.*)$") or ""):gmatch("%S+") do fields[#fields + 1] = tonumber(w) or w end
	return fields
end

-- A program of our own, run by exec; gives what it wrote and its status.
local function run(make)
	local _, _, r, w = assert(S.pipe("cloexec"))
	local pid = assert(S.fork())
	if pid == 0 then
		pcall(S.syscall, "dup3", w, 1, 0)
		local ok, err = pcall(make)
		io.stderr:write("exec: ", tostring(err), tostring(ok), "\n")
		S._exit(99)
	end
	w:close()
	local text = ""
	repeat
		local part = assert(S.read(r))
		text = text .. part
	until part == ""
	local _, _, status = assert(S.waitpid(pid))
	return text, status
end

-- Who we are
do
	local f = stat()
	t.is(S.getpid(), tonumber(slurp("/proc/self/stat"):match("^%d+")), "getpid")
	t.is(S.gettid(), S.getpid(), "gettid of the only thread")
	t.is(S.getppid(), f[2], "getppid")
	t.is(S.getpgrp(), f[3], "getpgrp")
	t.is(S.getpgid(), f[3], "getpgid")
	t.is(S.getpgid(S.getpid()), f[3], "getpgid of a number")
	t.is(S.getsid(), f[4], "getsid")
	t.is(select(3, S.getpgid(0x3fffffff)), S.c.E.SRCH, "getpgid of nobody")
	t.is(select(3, S.getsid(0x3fffffff)), S.c.E.SRCH, "getsid of nobody")
	t.raises("number expected", "getpgid of a table", S.getpgid, {})
	local pgrp, pid = t.child(function()
		assert(S.setpgid())
		return S.getpgrp(), S.getpid()
	end)
	t.is(pgrp, pid, "setpgid: a group of its own")
	t.is(select(3, S.setpgid(0x3fffffff, 0)), S.c.E.SRCH, "setpgid of nobody")
	local sid, seen, again
	sid, pid, seen, again = t.child(function()
		local s = assert(S.setsid())
		return s, S.getpid(), stat()[4], select(3, S.setsid())
	end)
	t.is(sid, pid, "setsid")
	t.is(seen, pid, "setsid, seen from outside")
	t.is(again, S.c.E.PERM, "setsid of a leader")
end

-- fork and wait
do
	local pid = assert(S.fork())
	if pid == 0 then S._exit(7) end
	local got, err, st, _ = S.waitpid(pid)
	t.is(got, pid, "waitpid gives the child")
	t.is(err, nil, "and no error")
	t.is(st.status, 7 * 256, "status.status")
	t.is(st.WIFEXITED, true, "WIFEXITED")
	t.is(st.EXITSTATUS, 7, "EXITSTATUS")
	t.is(st.WEXITSTATUS, 7, "WEXITSTATUS")
	t.is(st.wifsignaled, false, "wifsignaled, in lower case")
	t.is(st.termsig, nil, "no termsig")
	t.is(st.ifstopped, false, "ifstopped without the w")
	t.is(st.ifcontinued, false, "ifcontinued")
	t.is(st.stopsig, nil, "no stopsig")
	t.is(st.coredump, nil, "no coredump")
	t.is(select(3, S.waitpid(pid)), S.c.E.CHILD, "waited for twice")
	t.is(select(3, S.wait()), S.c.E.CHILD, "wait without children")
	t.raises("no member", "an unknown word of a status", function() return st.nonsense end)
	t.is(tostring(t.child(function() return S.getppid() end)), tostring(S.getpid()), "a child's parent")

	pid = assert(S.fork())
	if pid == 0 then S._exit("failure") end
	local into = S.t.waitstatus()
	got, err, st = S.wait(into)
	t.is(got, pid, "wait")
	t.is(err, nil, "wait: no error")
	t.ok(rawequal(st, into), "wait fills the status it is given")
	t.is(into.exitstatus, 1, "_exit takes names")

	pid = assert(S.fork())
	if pid == 0 then
		S.syscall("kill", S.getpid(), 9)
		S._exit(0)
	end
	_, _, st = S.waitpid(pid)
	t.is(st.WIFSIGNALED, true, "WIFSIGNALED")
	t.is(st.TERMSIG, 9, "TERMSIG")
	t.is(st.EXITSTATUS, nil, "no EXITSTATUS")
	t.is(st.WCOREDUMP, false, "WCOREDUMP")

	pid = assert(S.fork())
	if pid == 0 then
		S.syscall("kill", S.getpid(), 19)
		S._exit(4)
	end
	_, _, st = S.waitpid(pid, "untraced")
	t.is(st.WIFSTOPPED, true, "WIFSTOPPED")
	t.is(st.STOPSIG, 19, "STOPSIG")
	t.results(table.pack(S.waitpid(pid, "nohang")), "nothing new: 0 and no status", 0)
	S.syscall("kill", pid, 18)
	_, _, st = S.waitpid(pid, "continued")
	t.ok(st.WIFCONTINUED or st.EXITSTATUS == 4, "WIFCONTINUED")
	if st.WIFCONTINUED then S.waitpid(pid) end

	pid = assert(S.fork())
	if pid == 0 then S._exit(5) end
	local n = S.waitpid("any")
	t.is(n, pid, "waitpid any")
	pid = assert(S.fork())
	if pid == 0 then S._exit(5) end
	t.is(S.waitpid("mypgrp"), pid, "waitpid mypgrp")
	t.raises("value expected", "waitpid of nothing", S.waitpid)
	t.raises("nonsense", "waitpid with a wrong option", S.waitpid, -1, "nonsense")
	t.raises("waitstatus expected", "waitpid with something else for a status", S.waitpid, -1, 0, S.t.buffer(4))
	t.is(S.t.waitstatus(256).exitstatus, 1, "t.waitstatus of a number")
end

-- wait3, wait4, waitid: with usage
do
	local function busy()
		local pid = assert(S.fork())
		if pid == 0 then
			local x = 0
			for i = 1, 3e5 do x = x + i end
			S._exit(3)
		end
		return pid
	end
	local pid = busy()
	local _, all
	local got, err, st, ru = S.wait3(0)
	t.is(got, pid, "wait3")
	t.is(err, nil, "wait3: no error")
	t.is(st.EXITSTATUS, 3, "wait3 status")
	t.ok(ru.maxrss > 100 and ru.utime.time >= 0 and ru.minflt > 0, "wait3 usage")
	pid = busy()
	local mine, status = S.t.rusage(), S.t.waitstatus()
	got, _, st, ru = S.wait4(pid, nil, mine, status)
	t.is(got, pid, "wait4")
	t.ok(rawequal(ru, mine) and rawequal(st, status), "wait4 fills what it is given")
	t.ok(mine.maxrss > 100, "wait4 usage")
	t.is(status.EXITSTATUS, 3, "wait4 status")
	pid = busy()
	all = table.pack(S.wait4(pid, 0, false))
	t.results(table.pack(all[1], all[2], all[3].exitstatus, all[4]), "wait4 without usage", pid, nil, 3, nil)
	t.is(select(3, S.wait4(pid)), S.c.E.CHILD, "wait4 of a child that is no more")
	t.is(select(3, S.wait3("nohang")), S.c.E.CHILD, "wait3 without children")

	pid = busy()
	local info, e, usage = S.waitid("pid", pid, "exited")
	t.ok(info, "waitid")
	t.is(e, nil, "waitid: no error")
	t.is(info.pid, pid, "siginfo.pid")
	t.is(info.si_pid, pid, "siginfo.si_pid")
	t.is(info.status, 3, "siginfo.status")
	t.is(info.signo, 17, "siginfo.signo")
	t.is(info.signame, "CHLD", "siginfo.signame")
	t.is(info.code, 1, "siginfo.code: exited")
	t.is(info.errno, 0, "siginfo.errno")
	t.is(info.uid, S.getuid(), "siginfo.uid")
	t.ok(info.utime >= 0 and info.stime >= 0, "siginfo times")
	t.ok(usage.maxrss > 100, "waitid usage")
	pid = busy()
	local into = S.t.siginfo()
	into.pid = 77
	info = S.waitid("all", nil, "exited, nowait", into)
	t.ok(rawequal(info, into) and into.pid == pid, "waitid nowait fills what it is given")
	t.results(table.pack(rawequal(into, (S.waitid("pid", pid, "exited", into, false))), into.status),
		"and again, without usage", true, 3)
	t.is(select(3, S.waitid("pid", pid, "exited")), S.c.E.CHILD, "waitid of a child that is no more")
	t.is(select(3, S.waitid("all", 0, 0)), S.c.E.INVAL, "waitid without options")
	t.raises("siginfo expected", "waitid with something else", S.waitid, "all", 0, "exited", {})
	local held = assert(S.fork())
	if held == 0 then
		S.syscall("pause")
		S._exit(0)
	end
	into = S.waitid("pid", held, "exited, nohang")
	t.is(into.pid, 0, "waitid nohang of a child that lives")
	S.syscall("kill", held, 9)
	info = S.waitid("pid", held, "exited")
	t.is(info.code, 2, "waitid: killed")
	t.is(info.status, 9, "by the signal")
	t.ok(S.getrusage("children").maxrss > 100, "getrusage of children")
end

-- clone, clone3
do
	local pid = assert(S.clone())
	if pid == 0 then S._exit(6) end
	t.is(select(3, S.waitpid(pid)), S.c.E.CHILD, "clone without a signal: no ordinary child")
	local got, _, st = S.waitpid(pid, "clone")
	t.is(got, pid, "it is waited for with clone")
	t.is(st.EXITSTATUS, 6, "clone's child ran")
	pid = assert(S.clone(nil, "chld"))
	if pid == 0 then S._exit(2) end
	t.is(S.waitpid(pid), pid, "clone with a signal")
	for _, flag in ipairs { "vm", "vfork, vm", "thread, sighand, vm", "sighand", "settls" } do
		t.raises("cannot share", "clone refuses " .. flag, S.clone, flag)
		t.raises("cannot share", "clone3 refuses " .. flag, S.clone3, { flags = flag })
	end
	t.raises("stack", "clone refuses a stack", S.clone, 0, "chld", S.t.buffer(100))
	t.raises("clone3", "clone refuses pidfd", S.clone, "pidfd", "chld")
	local tid = S.t.int1()
	pid = assert(S.clone("parent_settid, child_settid, child_cleartid", "chld", nil, tid, nil, tid))
	if pid == 0 then S._exit(tid[0] == S.getpid() and 0 or 1) end
	_, _, st = S.waitpid(pid)
	t.is(st.EXITSTATUS, 0, "clone tells the child its number")
	t.is(tid[0], pid, "and the parent")
	t.raises("too small", "clone with no room for a number", S.clone, 0, "chld", nil, S.t.buffer(2))

	local fd
	local p, e, f = S.clone3 { flags = "pidfd", exit_signal = "chld" }
	if not p and e.NOSYS then
		t.skip("clone3", "not allowed here")
	else
		if p == 0 then S._exit(8) end
		fd = f
		t.ok(p > 0 and fd:getfd() > 2, "clone3 gives a pidfd")
		t.ok((slurp("/proc/self/fdinfo/" .. fd:getfd()) or ""):find("Pid:%s*" .. p), "of the child")
		t.is(S.waitpid(p), p, "clone3's child")
		fd:close()
		pid = assert(S.clone3(S.t.clone_args { exit_signal = 17, parent_tid = tid, flags = "parent_settid" }))
		if pid == 0 then S._exit(0) end
		t.is(tid[0], pid, "clone3 with parent_tid")
		S.waitpid(pid)
		t.is(select(3, S.clone3 { exit_signal = 999 }), S.c.E.INVAL, "clone3 with a wrong signal")
		t.raises("stack", "clone3 refuses a stack", S.clone3, { stack = S.t.buffer(10) })
		t.raises("stack", "and its size", S.clone3, { stack_size = 4096 })
		t.raises("set_tid", "clone3 with a set_tid longer than it is", S.clone3, { set_tid = S.t.ints(1),
			set_tid_size = 7 })
		t.raises("child_tid", "clone3 with a place that is too small", S.clone3, { child_tid = S.t.buffer(1) })
		if S.getuid() == 0 then
			local want = t.child(function()
				if not S.unshare("newpid") then return nil end
				local inner = S.clone3 { exit_signal = "chld", set_tid = { 1 } }
				if inner == 0 then S._exit(S.getpid() == 1 and 0 or 1) end
				local _, _, s = S.waitpid(inner)
				return s.EXITSTATUS
			end)
			if want then t.is(want, 0, "clone3 with set_tid") else t.skip("clone3 with set_tid", "no namespaces here") end
			want = t.child(function()
				local c = S.clone("newuts", "chld")
				if not c then return nil end
				if c == 0 then
					S.sethostname("inside")
					S._exit(S.gethostname() == "inside" and 0 or 1)
				end
				local _, _, s = S.waitpid(c)
				return s.EXITSTATUS == 0 and S.gethostname() ~= "inside"
			end)
			if want ~= nil then t.ok(want, "clone into a namespace") else t.skip("clone into a namespace", "none here") end
		end
	end
	t.raises("value expected", "clone3 of nothing", S.clone3)
end

-- Other programs
do
	local text, st = run(function() S.execve(self, { "lsys", "lua", "-e",
		"io.write(os.getenv 'A', os.getenv 'B' or '-')" }, { "A=1" }) end)
	t.is(text, "1-", "execve with a list")
	t.is(st.EXITSTATUS, 0, "and its status")
	text = run(function() S.execve(self, { "lsys", "lua", "-e", "io.write(os.getenv 'A', os.getenv 'B')" }, { A = 1,
		B = "x=y" }) end)
	t.is(text, "1x=y", "execve with a table of values")
	text = run(function()
		S.setenv("LSYS_TEST", "kept", true)
		S.execve(self, { "lsys", "lua", "-e", "io.write(os.getenv 'LSYS_TEST')" })
	end)
	t.is(text, "kept", "execve with the environment as it is")
	text = run(function()
		S.execve(self, S.t.string_array(4, { "lsys", "lua", "-e", "io.write(1 + 1)" }), S.t.string_array(0))
	end)
	t.is(text, "2", "execve with string arrays")
	text = run(function()
		io.write("before ")
		S.execve(self, { "lsys", "lua", "-e", "io.write 'after'" })
	end)
	t.is(text, "before after", "what waits is written before")
	text = run(function()
		local fd = assert(S.open(self, "rdonly"))
		S.execveat(fd, "", { "lsys", "lua", "-e", "io.write 'by descriptor'" }, nil, 0x1000)
	end)
	t.is(text, "by descriptor", "execveat of an open file")
	t.is(select(3, S.execve("/nonexistent", { "x" })), S.c.E.NOENT, "execve of nothing")
	t.is(select(3, S.execveat("fdcwd", "/nonexistent", { "x" })), S.c.E.NOENT, "execveat of nothing")
	t.raises("table expected", "execve without arguments", S.execve, "/bin/true")
	t.raises("strings expected", "execve with a wrong argument", S.execve, "/bin/true", { "x", {} })
	t.raises("zero byte", "execve with a zero byte in an argument", S.execve, "/bin/true", { "a\0b" })
	t.raises("zero byte", "execve with a zero byte in the path", S.execve, "/bin/tr\0ue", { "a" })
	local a = S.t.string_array(2, { "one", "two" })
	t.is(tostring(a[1]), "two", "an element of a string array")
	local bytes = S.t.buffer(3, "abc")
	local open = S.t.string_array(1)
	open[0].text = bytes
	t.raises("without an end", "execve with a string that has no end", S.execve, "/bin/true", open)
end

-- The end
do
	local text, st = run(function()
		io.write("a")
		S.atexit(function() io.write("c") end)
		S.atexit(function() io.write("b") end)
		S.exit(5)
	end)
	t.is(text, "abc", "exit calls functions in reverse and writes what waits")
	t.is(st.EXITSTATUS, 5, "exit's status")
	text, st = run(function()
		S.atexit(function() io.write("not") end)
		io.write("written")
		S._exit()
	end)
	t.is(text, "", "_exit does neither")
	t.is(st.EXITSTATUS, 0, "_exit's status when there is none")
	text, st = run(function()
		S.atexit(function() io.write("2") end)
		S.atexit(function()
			io.write("1")
			S.exit(9)
		end)
		S.exit("failure")
	end)
	t.is(text, "12", "exit in a function of atexit runs the others")
	t.is(st.EXITSTATUS, 9, "with its status")
	local script = "local S = require 'syscall' S.atexit(function() io.write 'end' end) %s"
	for how, code in pairs { ["the script's end"] = "", ["os.exit"] = "os.exit(true)",
		["os.exit with closing"] = "os.exit(true, true)",
		["S.exit"] = "S.exit()" } do
		text, st = run(function() S.execve(self, { "lsys", "lua", "-e", script:format(code) }) end)
		t.is(text, "end", "atexit at " .. how)
		t.is(st.EXITSTATUS, 0, "status of " .. how)
	end
	text = run(function()
		S.execve(self, { "lsys", "lua", "-e", [[
			local S = require 'syscall'
			local _, _, r, w = S.pipe()
			S.atexit(function() io.write(tostring(S.write(w, 'x'))) end)]] })
	end)
	t.is(text, "1", "descriptors are still open then")
	text = run(function()
		io.write("once ")
		local pid = S.fork()
		if pid == 0 then S.exit() end
		S.waitpid(pid)
		S.exit()
	end)
	t.is(text, "once ", "what waited at the fork is not written twice")
	text, st = run(function()
		S.execve(self, { "lsys", "lua", "-e", [[
			local S = require 'syscall'
			S.atexit(function() io.write 'still' end)
			S.atexit(function() error 'wrong' end)
			S.syscall("dup3", assert(S.open("/dev/null", "wronly")), 2, 0)
			S.exit(3)]] })
	end)
	t.is(text, "still", "an error in a function of atexit does not keep the others")
	t.is(st.EXITSTATUS, 3, "nor the status")
	t.raises("function expected", "atexit of something else", S.atexit, 1)
	t.raises("nonsense", "exit with a wrong name", S.exit, "nonsense")
	-- A child closes its own descriptors only.
	local _, _, r, w = assert(S.pipe())
	local pid = assert(S.fork())
	if pid == 0 then
		r:close()
		w:close()
		collectgarbage()
		S.exit()
	end
	S.waitpid(pid)
	t.is(S.write(w, "x"), 1, "the parent's descriptors stay open")
	t.is(S.read(r), "x", "both of them")
end

-- Execution domains
do
	local now = S.personality()
	t.is(tonumber(io.open "/proc/self/personality":read "*l", 16), now, "personality, as /proc has it")
	t.results(table.pack(t.child(function()
		local was = S.personality "linux, addr_no_randomize, uname26"
		return was == now, S.personality(), io.open "/proc/self/personality":read "*l", S.uname().release:match "^2.6" ~= nil
	end)), "set by words", true, 0x60000, "00060000", true)
	t.raises("unknown name", "a word that is none", S.personality, "plan9")
end
t.done()

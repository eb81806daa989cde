-- Signals: sending, waiting for them, and functions that run at them.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, ty = S.c, S.t
local me = S.getpid()

-- Waits until f() holds; gives up in the end, which the test then shows.
local function wait_for(f)
	for _ = 1, 2000 do
		if f() then return true end
		S.nanosleep(0.005)
	end
	return false
end

-- A line of /proc/self/status as a number, or nil where that is not to be had.
local function proc(name)
	local f = io.open("/proc/self/status")
	if not f then return nil end
	local text = f:read("*a")
	f:close()
	local hex = text:match("\n" .. name .. ":%s*(%x+)")
	return hex and tonumber(hex:sub(-8), 16)
end

-- t.sigset
do
	local set = ty.sigset()
	t.is(#set, 8, "size of a sigset")
	t.is(set.isemptyset, true, "a new one is empty")
	set = ty.sigset("int, SIGTERM,usr1")
	t.ok(set.INT and set.int and set.SIGINT and set.TERM and set.usr1 and not set.HUP, "names in any case")
	t.is(set[10], true, "a number")
	t.is(set.isemptyset, false, "isemptyset")
	t.is(tostring(set), "int,usr1,term", "its text")
	local more = set:add("hup", 64)
	t.ok(more.HUP and more[64] and more.INT and not set.HUP, "add gives a changed copy")
	local less = more:del("int, term", ty.sigset "hup")
	t.is(tostring(less), "usr1,64", "and so does del")
	t.ok(less ~= more and ty.sigset(less) == less, "they can be compared and copied")
	t.is(tostring(ty.sigset { "hup", 2, ty.sigset "quit" }), "hup,int,quit", "a list")
	t.is(tostring(ty.sigset(15)), "term", "of a number")
	set.hup = true
	set.INT = false
	t.is(tostring(set), "hup,usr1,term", "members can be set")
	t.ok(set.sig[0] ~= 0, "the raw word")
	t.is(tostring(ty.sigset { sig = { 1 } }), "hup", "of the raw word")
	t.raises("no member", "an unknown name", function() return set.nosuch end)
	t.raises("no such signal", "an unknown name in a list", ty.sigset, "int, nosuch")
	t.raises("no such signal", "a number that is none", ty.sigset, "65")
	t.raises("range", "the same as a number", ty.sigset, 0)
	t.raises("signals expected", "a boolean", set.add, set, true)
end

-- kill and its relatives
do
	t.is(S.kill(me, 0), true, "kill with 0 asks only")
	t.fails("SRCH", "nobody there", S.kill(2 ^ 22 + 1, "term"))
	t.fails("INVAL", "no signal", S.kill(me, 65))
	t.raises("argument #2", "kill without a signal", S.kill, me)
	t.raises("nosuch", "kill with a wrong name", S.kill, me, "nosuch")
	local old = S.sigprocmask("block", "usr1, usr2, 40")
	t.is(old.USR1, false, "sigprocmask gives what was before")
	local now = S.sigprocmask()
	t.ok(now.USR1 and now[40], "and without arguments what is")
	local blocked = proc "SigBlk"
	if blocked then
		t.is(math.floor(blocked / 2 ^ 9) % 2, 1, "the kernel says so, too")
	else
		t.skip("the kernel says so, too", "no /proc")
	end
	t.is(S.kill(me, "usr1"), true, "kill")
	t.is(tostring(S.sigpending()), "usr1", "sigpending")
	t.is(S.sigwaitinfo("usr1").signo, c.SIG.USR1, "sigwaitinfo")
	t.is(S.sigpending().isemptyset, true, "it is taken")
	for _, f in ipairs { "raise", "tkill", "tgkill" } do
		local args = { raise = { "usr2" }, tkill = { me, "usr2" }, tgkill = { me, me, "usr2" } }
		t.is(S[f](table.unpack(args[f])), true, f)
		local info = S.sigtimedwait("usr2", nil, 5)
		-- one of the C libraries makes SI_USER of it
		t.ok(info and (info.code == c.SI.TKILL or info.code == c.SI.USER) and info.pid == me, f .. " came")
	end
	t.fails("SRCH", "tgkill", S.tgkill(me, 2 ^ 22 + 1, "usr2"))
	t.fails("SRCH", "tkill", S.tkill(2 ^ 22 + 1, "usr2"))
	t.fails("INVAL", "raise", S.raise(65))
	local info = ty.siginfo()
	for n = 1, 3 do t.is(S.sigqueue(me, 40, n), true, "sigqueue") end
	for n = 1, 3 do
		local r = S.sigtimedwait("40", info, 5)
		t.ok(rawequal(r, info) and info.signo == 40 and info.int == n and info.value.int == n and
			info.code == c.SI.QUEUE, "each comes")
	end
	t.fails("AGAIN", "sigtimedwait, in vain", S.sigtimedwait("40", nil, 0))
	t.fails("SRCH", "sigqueue", S.sigqueue(2 ^ 22 + 1, 40, 1))
	info.code, info.int = -1, 99
	t.is(S.rt_sigqueueinfo(me, 40, info), true, "rt_sigqueueinfo")
	t.is(S.rt_tgsigqueueinfo(me, me, 40, info), true, "rt_tgsigqueueinfo")
	t.ok(S.sigwaitinfo("40").int == 99 and S.sigwaitinfo("40").int == 99, "both came")
	t.fails("SRCH", "rt_sigqueueinfo", S.rt_sigqueueinfo(2 ^ 22 + 1, 40, info))
	t.fails("SRCH", "rt_tgsigqueueinfo", S.rt_tgsigqueueinfo(me, 2 ^ 22 + 1, 40, info))
	t.fails("INVAL", "sigprocmask", S.sigprocmask(77, "usr1"))
	t.raises("nosuch", "sigprocmask with a wrong word", S.sigprocmask, "nosuch", "usr1")
	local room = ty.sigset()
	t.ok(rawequal(S.sigprocmask("unblock", "usr1, usr2", room), room) and room.USR1 and room[40], "into the caller's set")
	S.sigprocmask("setmask", old)
	t.ok(S.sigprocmask() == old, "setmask")
	-- a group of its own, and how its members end
	local pid = S.fork()
	if pid == 0 then
		S.setpgid(0, 0)
		while true do S.pause() end
	end
	S.setpgid(pid, pid)
	t.is(S.killpg(pid, "usr1"), true, "killpg")
	local _, _, status = S.waitpid(pid)
	t.ok(status.WIFSIGNALED and status.WTERMSIG == c.SIG.USR1, "ends the child")
	t.fails("SRCH", "killpg", S.killpg(pid, "usr1"))
end

-- signal
do
	local got = {}
	local function f(...) got[#got + 1] = table.pack(...) end
	t.is(S.signal("usr1", f), "DFL", "signal gives what was before")
	S.kill(me, "usr1")
	t.ok(#got == 1 and got[1].n == 1 and got[1][1] == c.SIG.USR1, "the function runs with the signal's number")
	t.is(S.sigprocmask().USR1, false, "nothing waits afterwards")
	t.is(S.signal("SIGUSR1", "ign"), f, "the function was before")
	S.kill(me, "usr1")
	t.is(#got, 1, "ignored")
	t.is(S.signal("usr1", "SIG_DFL"), "IGN", "\"ign\" was before")
	t.is(S.signal("usr1", 1), "DFL", "numbers, too")
	t.is(S.signal("usr1", 0), "IGN", "back")
	t.fails("INVAL", "a signal without choice", S.signal("kill", f))
	t.fails("INVAL", "no signal", S.signal(65, f))
	t.raises("expected", "no handler", S.signal, "usr1", nil)
	t.raises("expected", "a number that is no handler", S.signal, "usr1", 4096)
	t.raises("expected", "a word that is none", S.signal, "usr1", "nosuch")
	t.raises("sigaction", "a boolean", S.signal, "usr1", true)
	t.is(S.signal("usr1", "dfl"), "DFL", "a refused one changes nothing")
end

-- sigaction
do
	local calls = {}
	local function f(n, info) calls[#calls + 1] = { n, info } end
	local ok, none, old = S.sigaction("usr1", { sigaction = f, mask = "usr2, hup", flags = "restart" })
	t.ok(ok == true and none == nil and old.handler == "DFL" and old.flags == 0,
		"sigaction gives true, and what was before")
	local _, _, now = S.sigaction("usr1")
	t.ok(now.handler == f and now.sigaction == f and now.sa_handler == f, "asked for: the function")
	t.is(now.flags, c.SA("restart", "siginfo"), "its flags, siginfo with them")
	t.is(tostring(now.mask), "hup,usr2", "its mask")
	S.sigqueue(me, "usr1", 5)
	local info = calls[1] and calls[1][2]
	t.ok(info and calls[1][1] == 10 and info.signo == 10 and info.int == 5 and info.pid == me and
		info.signame == "USR1", "with a siginfo")
	S.sigqueue(me, "usr1", 6)
	t.ok(info.int == 5 and calls[2][2].int == 6, "each has its own")
	local act = ty.sigaction { handler = f, mask = "int" }
	t.ok(act.handler == f and act.mask.INT and act.flags == 0 and #act == 3 * t.word + 8, "t.sigaction")
	act.flags = "nodefer, resethand"
	act.sa_flags = c.SA.NODEFER
	t.is(act.flags, c.SA.NODEFER, "raw flags are just those")
	act.sa_mask = ty.sigset "quit"
	t.is(tostring(act.mask), "quit", "mask")
	t.is(ty.sigaction(act).handler, f, "a copy has the function")
	t.is(ty.sigaction("ign").handler, "IGN", "of a word")
	t.is(ty.sigaction(f).handler, f, "of a function")
	act.sigaction = f
	t.is(act.flags, c.SA("nodefer", "siginfo"), "sigaction wants a siginfo")
	act.handler = "dfl"
	t.is(act.sa_sigaction, "DFL", "back to a word")
	local room = ty.sigaction()
	t.is(select(3, S.sigaction("usr1", act, room)), room, "into the caller's")
	t.ok(room.handler == f and room.mask.HUP, "what was before")
	t.is(S.sigaction("usr1", room), true, "which can be given back")
	t.is(select(3, S.sigaction("usr1")).handler, f, "and is there again")
	S.sigaction("usr1", { handler = f, flags = "resethand" })
	S.kill(me, "usr1")
	t.is(select(3, S.sigaction("usr1")).handler, "DFL", "resethand")
	t.is(#calls, 3, "once")
	t.fails("INVAL", "sigaction", S.sigaction("stop", f))
	t.raises("expected", "a handler out of nowhere", function() act.handler = 123456 end)
	-- nor can one be written there by other ways
	local bytes = S.types.pt.buffer(act)
	bytes[3] = 1
	t.raises("not one that was set", "an address", S.sigaction, "usr1", act)
	-- nocldstop and nocldwait
	local n = 0
	S.sigaction("chld", { handler = function() n = n + 1 end, flags = "nocldwait" })
	local pid = S.fork()
	if pid == 0 then S._exit(0) end
	t.ok(wait_for(function() return n > 0 end), "SIGCHLD")
	t.fails("CHILD", "nocldwait: there is nothing to wait for", S.waitpid(pid))
	S.signal("chld", "dfl")
end

-- One after another, none lost, whatever the flags are.
do
	for _, flags in ipairs { "siginfo", "siginfo, nodefer", "siginfo, restart" } do
		local got, depth, deepest, waits = {}, 0, 0, 0
		S.sigaction(40, { flags = flags, mask = "usr1", handler = function(_, info)
			depth = depth + 1
			deepest = math.max(depth, deepest)
			got[#got + 1] = info.int
			if S.sigprocmask()[40] then waits = waits + 1 end
			depth = depth - 1
		end })
		local pid = S.fork()
		if pid == 0 then
			for n = 1, 500 do
				repeat until S.sigqueue(me, 40, n)
			end
			S._exit(0)
		end
		t.ok(wait_for(function() return #got >= 500 end), flags .. ": all come")
		local order = true
		for n = 1, 500 do order = order and got[n] == n end
		t.ok(order and #got == 500, flags .. ": in their order")
		t.is(deepest, 1, flags .. ": one at a time")
		t.is(waits, flags:find "nodefer" and 0 or 500, flags .. ": its own signal waits meanwhile, or not")
		repeat local done = S.waitpid(pid) until done
		t.is(S.sigprocmask().isemptyset, true, flags .. ": nothing waits afterwards")
	end
	S.signal(40, "dfl")
	-- the mask, and one signal in the function of another
	local order = {}
	S.sigaction("usr1", { mask = "usr2", handler = function()
		order[#order + 1] = "usr1 begins"
		S.kill(me, "usr2")
		S.kill(me, "hup")
		order[#order + 1] = S.sigpending().USR2 and "usr2 waits" or "usr2 does not wait"
		order[#order + 1] = "usr1 ends"
	end })
	S.signal("usr2", function() order[#order + 1] = "usr2" end)
	S.signal("hup", function() order[#order + 1] = "hup" end)
	S.kill(me, "usr1")
	t.ok(wait_for(function() return #order == 5 end), "all three run")
	t.is(table.concat(order, ", ", 1, 3), "usr1 begins, usr2 waits, usr1 ends", "the mask holds")
	t.ok((order[4] .. order[5]) == "usr2hup" or (order[4] .. order[5]) == "hupusr2", "then the others")
	t.is(S.sigprocmask().isemptyset, true, "and nothing waits")
	-- what the script itself lets wait goes on to wait
	local n = 0
	S.signal("usr1", function() n = n + 1 end)
	S.sigprocmask("block", "usr1")
	S.kill(me, "usr1")
	t.is(n, 0, "a signal that waits does not run its function")
	t.fails("INTR", "sigsuspend", S.sigsuspend "")
	t.is(n, 1, "but in sigsuspend it does")
	t.ok(S.sigprocmask().USR1, "and waits again afterwards")
	S.kill(me, "usr1")
	S.sigprocmask("unblock", "usr1")
	t.is(n, 2, "let through")
	for _, sig in ipairs { "usr1", "usr2", "hup" } do S.signal(sig, "dfl") end
end

-- Interrupted calls, errors, coroutines
do
	local n = 0
	S.signal("alrm", function() n = n + 1 end)
	local r = select(3, S.pipe())
	S.setitimer("real", { 0.02, 0.02 })
	t.fails("INTR", "a read", S.read(r))
	t.ok(n > 0, "has run the function")
	t.fails("INTR", "pause", S.pause())
	local before = n
	for k = 1, 1e9 do if n > before or k == 1e9 then break end end
	t.ok(n > before, "a loop is interrupted")
	before = n
	local co = coroutine.create(function() for k = 1, 1e9 do if n > before or k == 1e9 then return n > before end end end)
	t.is(select(2, coroutine.resume(co)), true, "a loop in a coroutine")
	before = n
	t.is(coroutine.wrap(function() for _ = 1, 1e9 do if n > before then return true end end end)(), true,
		"in one of coroutine.wrap")
	before = n
	t.is(coroutine.wrap(function()
		return coroutine.wrap(function() coroutine.yield() end)() or (function()
			for _ = 1, 1e9 do if n > before then return true end end
		end)()
	end)(), true, "in one that had another")
	S.setitimer("real", 0)
	-- an error
	S.signal("alrm", function() error("too late", 0) end)
	S.setitimer("real", 0.02)
	t.raises("too late", "an error ends what is interrupted", function() while true do end end)
	S.setitimer("real", 0.02)
	t.raises("too late", "a call as well, inside of its pcall", S.read, r)
	t.is(S.sigprocmask().isemptyset, true, "nothing waits after it")
	S.setitimer("real", 0.02)
	local good, msg = coroutine.resume(coroutine.create(function() while true do end end))
	t.ok(good == false and msg == "too late", "in a coroutine, which is dead then")
	-- a hook of the script's own
	local hooked = 0
	S.signal("alrm", function() n = -1 end)
	debug.sethook(function() hooked = hooked + 1 end, "", 100)
	S.setitimer("real", 0.02)
	while n ~= -1 do end
	local count = hooked
	for _ = 1, 1000 do end
	debug.sethook()
	t.ok(count > 0 and hooked > count, "a script's own hook goes on")
	-- no yield out of a function at a signal
	local why
	S.signal("usr1", function() why = select(2, pcall(coroutine.yield)) end)
	coroutine.wrap(function() S.kill(me, "usr1") end)()
	t.ok(tostring(why):find "yield", "it cannot yield")
	S.signal("usr1", "dfl")
	S.signal("alrm", "dfl")
	-- a child has the functions, but not what its parent was to run
	local ran = 0
	S.signal("usr1", function() ran = ran + 1 end)
	local pid = S.fork()
	if pid == 0 then
		S.kill(S.getpid(), "usr1")
		S._exit(ran)
	end
	local _, _, status = S.waitpid(pid)
	t.ok(status.EXITSTATUS == 1 and ran == 0, "a child runs it for itself")
	S.signal("usr1", "dfl")
end

-- A fault is no matter for a function: the process ends of it.
do
	local pid = S.fork()
	if pid == 0 then
		S.setrlimit("core", 0)
		S.signal("segv", function() end)
		S.kill(S.getpid(), "segv") -- sent, it is a signal like others
		S.signal("ill", "dfl")
		S._exit(7)
	end
	local _, _, status = S.waitpid(pid)
	t.is(status.EXITSTATUS, 7, "SIGSEGV that was sent runs the function")
	local name = (os.getenv "TMPDIR" or "/tmp") .. "/sys_signal." .. me
	local f = S.open(name, "rdwr, creat, excl", "0600")
	if not f then
		t.skip("a file that becomes shorter", "no directory for it")
	else
		for _, handler in ipairs { "dfl", "ign", function() end } do
			pid = S.fork()
			if pid == 0 then
				f:write(("x"):rep(4096))
				local m = S.mmap(nil, 4096, "read, write", "shared", f, 0)
				S.signal("bus", handler)
				io.open(name, "w"):close() -- which makes it empty
				local ok, err = pcall(function() return m[0] end)
				S._exit(not ok and tostring(err):find "shorter" and 3 or 4)
			end
			_, _, status = S.waitpid(pid)
			t.is(status.EXITSTATUS, 3, "a file that becomes shorter raises, whatever is done at SIGBUS: " .. type(handler))
		end
		f:close()
		S.unlink(name)
	end
end

-- signalfd
do
	S.sigprocmask("block", "usr1, usr2, chld, 40")
	local read = S["util.signalfd_read"]
	t.is(S.event.util.signalfd_read, read, "in the module of this area")
	local fd = t.works("signalfd", S.signalfd("usr1, 40", "cloexec, nonblock"))
	t.is(#read(fd), 0, "nothing yet")
	S.kill(me, "usr1")
	for n = 1, 3 do S.sigqueue(me, 40, 10 + n) end
	local got = read(fd)
	t.is(#got, 4, "four signals")
	local e = got[1]
	t.ok(e.signo == 10 and e.USR1 and e.usr1 and not e.USR2 and e.user and e.USER and not e.queue, "the first by name")
	t.ok(e.pid == me and e.ssi_pid == me and e.uid == S.getuid() and e.code == c.SI.USER and e.errno == 0 and
		e.status == 0, "its rows")
	t.ok(got[2].int == 11 and got[4].int == 13 and got[3].queue and got[3].code == c.SI.QUEUE, "the others")
	t.raises("no member", "a word that is none", function() return e.nosuch end)
	t.is(#e, 128, "size of one")
	for _, name in ipairs { "fd", "tid", "band", "overrun", "trapno", "utime", "stime", "addr" } do
		t.is(e[name], 0, "signalfd_siginfo." .. name)
	end
	e.status = 3
	t.is(e.ssi_status, 3, "members can be set")
	t.is(rawequal(S.signalfd("chld", 0, fd), fd), true, "another set, the same descriptor")
	local pid = S.fork()
	if pid == 0 then S._exit(5) end
	local buf = ty.siginfos(2)
	wait_for(function() got = read(fd, buf) return #got > 0 end)
	e = got[1]
	t.ok(#got == 1 and e.CHLD and e.exited and e.EXITED and not e.killed and e.status == 5 and e.pid == pid,
		"a child's end, by name")
	t.is(buf[1].pid, pid, "in the caller's array")
	t.is(buf.sfd[0].pid, pid, "which counts from 0, too")
	S.waitpid(pid)
	S.kill(me, "usr1")
	t.is(#read(fd), 0, "the old set counts no more")
	S.sigwaitinfo("usr1")
	t.fails("INVAL", "signalfd on another descriptor", S.signalfd("usr1", 0, 0))
	t.fails("BADF", "signalfd on none", S.signalfd("usr1", 0, -1))
	t.fails("BADF", "read of none", read(-1))
	t.raises("siginfos", "read into another", read, fd, ty.buffer(128))
	fd:close()
	S.sigprocmask("setmask", "")
end

do
	local all = S.t.sigset()
	for n = 1, 64 do all = all:add(n) end
	local text, n = tostring(all), 0
	for _ in text:gmatch("[^,]+") do n = n + 1 end
	t.is(n, 64, "a set's text is as long as it has to be")
	t.ok(S.t.sigset(text) == all, "and makes the same set")
end

-- A signal may come when a call is about to wait, and its function can run only when that has ended. The next one ends it.
-- In a hook no function runs, so that one is sure to be noted before the call.
do
	local _, _, r, w = S.pipe("cloexec")
	for _, name in ipairs { "usr1", "alrm" } do
		local got = { t.child(function()
			local ran, err, helper = 0, nil, nil
			S.sigaction(name, { handler = function() ran = ran + 1 end })
			local parent = S.getpid()
			debug.sethook(function()
				if helper then return end
				S.raise(name)
				helper = S.fork()
				if helper == 0 then
					for _ = 1, 5000 do
						S.nanosleep(0.002)
						if not S.kill(parent, name) or S.getppid() ~= parent then break end
					end
					S._exit(0)
				end
				err = select(2, r:read(nil, 1))
			end, "", 1)
			local _ = 1
			debug.sethook()
			S.kill(helper, "kill")
			repeat local pid = S.waitpid(helper) until pid
			return err and err.sym or "none", ran > 0
		end) }
		t.is(got[1], "INTR", "a call is ended by a signal that had come before it, too: " .. name)
		t.is(got[2], true, "and the function has run")
	end
	w:close()
end
t.done()

-- Clocks, sleeping and timers.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, ty = S.c, S.t
local me = S.getpid()

-- f() in a child that is nobody; gives its exit status.
local function as_nobody(f)
	local pid = S.fork()
	if pid == 0 then
		local is = S.setuid(65534) and f()
		S._exit(is and 0 or 1)
	end
	local _, _, status = S.waitpid(pid)
	return status.EXITSTATUS
end

-- The time of day
do
	local now = os.time()
	t.ok(math.abs(S.time() - now) < 60, "time")
	local room = ty.int64_1()
	t.is(S.time(room), tonumber(room[0]), "time into an array")
	t.raises("too small", "time into too little", S.time, ty.int32_1())
	local tv = S.gettimeofday()
	t.ok(math.abs(tv.sec - now) < 60 and tv.usec >= 0 and tv.usec < 1e6 and tv.tv_sec == tv.sec, "gettimeofday")
	local again = ty.timeval()
	t.ok(rawequal(S.gettimeofday(again), again) and again.time >= tv.time, "into the caller's")
	t.raises("timeval expected", "gettimeofday into another struct", S.gettimeofday, ty.timespec())
	t.fails("INVAL", "settimeofday", S.settimeofday { 0, 1000000 })
	t.fails("INVAL", "clock_settime", S.clock_settime("monotonic", 1))
	t.fails("INVAL", "clock_settime of no time", S.clock_settime("realtime", { 0, 1e9 }))
	if S.geteuid() == 0 then
		t.is(as_nobody(function() return select(2, S.settimeofday(S.gettimeofday())).PERM end), 0,
			"settimeofday is not for everybody")
		t.is(as_nobody(function() return select(2, S.clock_settime("realtime", S.clock_gettime("realtime"))).PERM end), 0,
			"nor is clock_settime")
	else
		t.skip("settimeofday is not for everybody", "not root")
	end
end

-- Clocks
do
	local a = S.clock_gettime("monotonic")
	local b = S.clock_gettime(c.CLOCK.MONOTONIC)
	t.ok(b.time >= a.time, "clock_gettime")
	local up = io.open("/proc/uptime")
	if up then
		local boot = up:read("*n")
		up:close()
		t.ok(math.abs(S.clock_gettime("boottime").time - boot) < 60, "CLOCK_BOOTTIME is the kernel's uptime")
	else
		t.skip("CLOCK_BOOTTIME is the kernel's uptime", "no /proc")
	end
	local room = ty.timespec()
	t.ok(rawequal(S.clock_gettime("realtime", room), room) and math.abs(room.sec - os.time()) < 60, "into the caller's")
	t.fails("INVAL", "no clock", S.clock_gettime(12345))
	t.raises("nosuch", "a clock's wrong name", S.clock_gettime, "nosuch")
	t.raises("timespec expected", "into another struct", S.clock_gettime, "realtime", ty.timeval())
	local m = S.mmap(nil, 4096, "read", "private, anonymous")
	t.raises("may not be written", "into what may not be written", S.clock_gettime, "realtime", S.types.pt.timespec(m))
	t.raises("may not be written", "gettimeofday there", S.gettimeofday, S.types.pt.timeval(m))
	local res = S.clock_getres("monotonic")
	t.ok(res.sec == 0 and res.nsec > 0, "clock_getres")
	t.fails("INVAL", "clock_getres", S.clock_getres(12345))
	local cpu = t.works("clock_getcpuclockid", S.clock_getcpuclockid(me))
	local before = S.clock_gettime(cpu).time
	repeat local x = 0 for k = 1, 1e5 do x = x + k end until S.clock_gettime(cpu).time > before
	t.ok(true, "the processor time of a process goes on")
	t.ok(S.clock_gettime("process_cputime_id").time >= before, "and so it is by name")
	t.fails("SRCH", "clock_getcpuclockid", S.clock_getcpuclockid(2 ^ 22 + 1))
end

-- Sleeping
do
	local function slept(f, ...)
		local before = S.clock_gettime("monotonic").time
		local r = table.pack(f(...))
		return S.clock_gettime("monotonic").time - before, table.unpack(r, 1, r.n)
	end
	local d, ok, more = slept(S.nanosleep, 0.02)
	t.ok(d >= 0.02 and ok == true and more == nil, "nanosleep")
	d, ok = slept(S.nanosleep, { 0, 10000000 })
	t.ok(d >= 0.01 and ok, "nanosleep of a table")
	t.fails("INVAL", "nanosleep", S.nanosleep { 0, 1e9 })
	t.raises("argument #1", "nanosleep without a time", S.nanosleep)
	d, ok = slept(S.clock_nanosleep, "monotonic", nil, 0.02)
	t.ok(d >= 0.02 and ok == true, "clock_nanosleep")
	local till = ty.timespec(S.clock_gettime("monotonic").time + 0.02)
	t.is(S.clock_nanosleep("monotonic", "abstime", till), true, "until a time")
	t.ok(S.clock_gettime("monotonic").time >= till.time - 1e-6, "which has come")
	t.fails("INVAL", "clock_nanosleep", S.clock_nanosleep(12345, nil, 0.01))
	local n = 0
	S.signal("alrm", function() n = n + 1 end)
	S.setitimer("real", 0.02)
	local a, b, rem = S.nanosleep(100)
	t.ok(a == true and b == nil and rem.time > 90 and rem.time < 100, "interrupted: what is left")
	local room = ty.timespec()
	S.setitimer("real", 0.02)
	rem = select(3, S.nanosleep(100, room))
	t.ok(rawequal(rem, room) and room.time > 90, "in the caller's")
	S.setitimer("real", 0.02)
	rem = select(3, S.clock_nanosleep("monotonic", 0, 100))
	t.ok(rem.time > 90 and rem.time < 100, "clock_nanosleep, too")
	S.setitimer("real", 0.02)
	till = ty.timespec(S.clock_gettime("monotonic").time + 100)
	rem = select(3, S.clock_nanosleep("monotonic", "abstime", till))
	t.ok(rem == till, "until a time: that is left")
	S.setitimer("real", 0.02)
	t.ok(S.sleep(100) >= 99, "sleep gives the seconds left")
	t.is(S.sleep(0), 0, "or none")
	t.is(n, 5, "each was a signal")
	t.raises("argument #1", "sleep of a word", S.sleep, "long")
	t.is(S.alarm(100), 0, "alarm")
	t.ok(S.getitimer("real").value.time > 90, "is the real timer")
	local left = S.alarm(0)
	t.ok(left > 90 and left <= 100, "gives what was left")
	S.signal("alrm", "dfl")
end

-- Timers of the process
do
	local old = S.setitimer("virtual", { interval = 1000, value = 2000.5 })
	t.ok(old.interval.time == 0 and old.value.time == 0, "setitimer gives what was before")
	local it = S.getitimer("virtual")
	t.ok(it.interval.sec == 1000 and it.value.time > 1900 and it.it_value.tv_sec == it.value.sec, "getitimer")
	local room = ty.itimerval()
	t.ok(rawequal(S.setitimer("virtual", 0, room), room) and room.value.time > 1900, "into the caller's")
	t.is(S.getitimer("virtual", room).value.time, 0, "stopped")
	t.fails("INVAL", "getitimer", S.getitimer(77))
	t.fails("INVAL", "setitimer", S.setitimer("prof", { value = { 0, 1000000 } }))
	it = ty.itimerval { 1, 2.5 }
	t.ok(it.interval.sec == 1 and it.value.sec == 2 and it.value.usec == 500000 and #it == 32, "t.itimerval")
	it.interval, it.value = 3, { 4, 5 }
	t.ok(it.it_interval.time == 3 and it.value.usec == 5, "its members")
	t.is(ty.itimerval(7).value.sec, 7, "of a number")
	it = ty.itimerspec { interval = 1, value = ty.timespec(2.5) }
	t.ok(it.it_interval.sec == 1 and it.value.nsec == 5e8 and #it == 32, "t.itimerspec")
	it.value = 3
	t.is(it.it_value.tv_sec, 3, "its members")
	t.is(ty.itimerspec(7).value.sec, 7, "of a number")
end

-- timer_create and its relatives
do
	S.sigprocmask("block", "usr1, alrm")
	local timer = t.works("timer_create", S.timer_create("monotonic", { notify = "signal", signo = "usr1", value = 77 }))
	t.results(table.pack(timer:settime(nil, 0.02, false)), "settime, without what was before", true)
	local info = S.sigtimedwait("usr1", nil, 10)
	t.ok(info and info.int == 77 and info.code == c.SI.TIMER and info.timerid == timer:gettimer(), "its signal")
	local ok, none, old = S.timer_settime(timer, 0, { interval = 1000, value = 2000 })
	t.ok(ok == true and none == nil and old.value.time == 0, "timer_settime gives what was before")
	local it = ty.itimerspec()
	t.ok(rawequal(S.timer_gettime(timer, it), it) and it.interval.sec == 1000 and it.value.time > 1900, "timer_gettime")
	t.ok(rawequal(timer:gettimerp(), timer), "gettimerp")
	local _, _, was = timer:settime("abstime", S.clock_gettime("monotonic").time + 0.01, it)
	t.ok(rawequal(was, it) and it.value.time > 1900, "until a time")
	t.ok(S.sigtimedwait("usr1", nil, 10), "which comes")
	timer:settime(nil, { 0.001, 0.001 })
	S.nanosleep(0.05)
	info = S.sigtimedwait("usr1", nil, 10)
	t.ok(info.overrun > 0 and timer:getoverrun() == info.overrun and S.timer_getoverrun(timer) == info.overrun, "overruns")
	t.is(timer:delete(), true, "delete")
	S.sigtimedwait("usr1", nil, 0) -- kernels before 6.13 keep what it has sent
	t.fails("INVAL", "a second time", S.timer_delete(timer))
	t.fails("INVAL", "settime", timer:settime(nil, 1))
	t.fails("INVAL", "gettime", timer:gettime())
	t.fails("INVAL", "getoverrun", timer:getoverrun())
	t.is(timer:gettimer(), nil, "it has no number")
	t.is(S.timer_create("realtime", nil, timer), timer, "made anew")
	timer:settime(nil, 0.01)
	t.is(S.sigtimedwait("alrm", nil, 10).signo, 14, "without a sigevent SIGALRM")
	local pid = S.fork()
	if pid == 0 then S._exit(timer:gettime() == nil and timer:delete() == nil and 0 or 1) end
	local _, _, status = S.waitpid(pid)
	t.ok(status.EXITSTATUS == 0 and timer:gettime(), "a child has it not")
	t.fails("INVAL", "no clock", S.timer_create(12345))
	t.raises("threads", "SIGEV_THREAD", S.timer_create, "realtime", { notify = "thread" })
	t.raises("lsys.timer", "no timer", S.timer_settime, 1, 0, 1)
	t.raises("argument #3", "settime without a time", timer.settime, timer)
	local e = ty.sigevent { notify = "thread_id", signo = "usr2", value = 5, thread_id = me }
	t.ok(e.notify == c.SIGEV.THREAD_ID and e.signo == c.SIG.USR2 and e.value.int == 5 and e.sigev_signo == 12 and
		#e == 64, "t.sigevent")
	e.signo, e.value, e.notify = "usr1", { int = 6 }, "none"
	t.ok(e.signo == 10 and e.value.int == 6 and e.sigev_value.sival_int == 6 and e.notify == 1, "its members")
	e.notify, e.thread_id = "thread_id", me
	timer = t.works("to a thread", S.timer_create("monotonic", e))
	timer:settime(nil, 0.01)
	t.is(S.sigtimedwait("usr1", nil, 10).int, 6, "it comes")
	local v = ty.sigval(8)
	t.ok(v.int == 8 and v.sival_int == 8 and #v == t.word, "t.sigval")
	t.ok(ty.timer():gettimer() == nil, "t.timer")
	timer = nil -- luacheck: ignore
	collectgarbage()
	S.sigprocmask("setmask", "")
end

-- timerfd
do
	local read = S["util.timerfd_read"]
	local fd = t.works("timerfd_create", S.timerfd_create("monotonic", "cloexec, nonblock"))
	t.is(read(fd), 0, "nothing yet")
	local old = fd:timerfd_settime(nil, { 0.001, 0.001 })
	t.is(old.value.time, 0, "timerfd_settime gives what was before")
	S.poll({ { fd = fd, events = "in" } }, 10000)
	local room = ty.uint64_1()
	local n = read(fd, room)
	t.ok(n > 0 and tonumber(room[0]) == n, "timerfd_read")
	t.is(S.timerfd_gettime(fd).interval.nsec, 1e6, "timerfd_gettime")
	local it = ty.itimerspec()
	t.ok(rawequal(fd:timerfd_gettime(it), it) and it.interval.nsec == 1e6, "into the caller's")
	S.timerfd_settime(fd, "abstime", ty.itimerspec(S.clock_gettime("monotonic").time + 1000))
	t.ok(fd:timerfd_gettime().value.time > 900, "until a time")
	t.fails("INVAL", "timerfd_settime", S.timerfd_settime(fd, nil, { value = { 0, 1e9 } }))
	t.fails("BADF", "timerfd_gettime", S.timerfd_gettime(-1))
	t.fails("INVAL", "timerfd_create", S.timerfd_create(12345))
	t.fails("BADF", "timerfd_read", read(-1))
	t.raises("too small", "timerfd_read into too little", read, fd, ty.int32_1())
	fd:close()
end

-- Steering. Nothing is changed here: the machine's clock is not a test's.
do
	local a = t.works("adjtimex", S.adjtimex())
	t.ok(a.state >= 0 and a.timex.tick > 0 and math.abs(a.timex.time.sec - os.time()) < 60, "what it says")
	t.is(a.OK, a.state == c.TIME.OK, "its state by name")
	t.raises("no member", "a word that is none", function() return a.nosuch end)
	local x = ty.timex()
	t.ok(rawequal(S.adjtimex(x).timex, x) and x.tick == a.timex.tick, "into the caller's")
	t.is(S.clock_adjtime("realtime").timex.tick, a.timex.tick, "clock_adjtime")
	t.fails("OPNOTSUPP", "clock_adjtime of another clock", S.clock_adjtime "monotonic")
	if S.geteuid() == 0 then
		t.is(as_nobody(function() return select(2, S.adjtimex { modes = "tick", tick = 10000 }).PERM end), 0,
			"adjtimex is not for everybody")
		t.is(as_nobody(function() return S.adjtimex() end), 0, "reading is")
	else
		t.skip("adjtimex is not for everybody", "not root")
	end
	t.fails("INVAL", "a tick that is none", S.adjtimex { modes = "tick", tick = 1 })
	x = ty.timex { modes = "offset, frequency", status = "pll, ins", offset = 1, freq = -2 }
	t.ok(x.modes == c.ADJ("offset", "frequency") and x.status == c.STA("pll", "ins") and x.freq == -2, "t.timex")
	for _, name in ipairs { "maxerror", "esterror", "constant", "precision", "tolerance", "tick", "ppsfreq",
		"jitter", "shift", "stabil",
		"jitcnt", "calcnt", "errcnt", "stbcnt", "tai" } do
		x[name] = 5
		t.is(x[name], 5, "timex." .. name)
	end
	x.time = 1.5
	t.ok(x.time.sec == 1 and x.time.usec == 500000, "timex.time")
	local made = ty.adjtimex(2, x)
	t.ok(made.state == 2 and made.DEL and not made.OK and rawequal(made.timex, x), "t.adjtimex")
end
-- Processor time
do
	local before = S.times()
	local n = 0
	while S.times().utime + S.times().stime - before.utime - before.stime < 2 and n < 1e7 do n = n + 1 end
	local usage = S.getrusage "self"
	local now = S.times(before)
	t.is(now, before, "times, into the same object")
	local ticks = now.utime + now.stime
	t.ok(ticks >= 2 and math.abs(ticks / 100 - usage.utime.time - usage.stime.time) < 1, "what getrusage has in seconds")
	local pid = assert(S.fork())
	if pid == 0 then
		while S.times().utime + S.times().stime < 2 do n = n + 1 end
		S._exit(0)
	end
	S.waitpid(pid)
	now = S.times()
	t.ok(now.cutime + now.cstime >= 2, "and of ended children")
	for _, name in ipairs { "utime", "stime", "cutime", "cstime" } do
		now["tms_" .. name] = 5
		t.is(now[name], 5, "tms." .. name)
	end
end
t.done()

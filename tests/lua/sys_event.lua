-- Waiting for descriptors and for memory.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, ty = S.c, S.t
local me = S.getpid()

local _, _, r, w = assert(S.pipe("cloexec"))
local _, _, empty, other = assert(S.pipe("cloexec")) -- the other end has to stay

-- f() while SIGALRM comes again and again.
local function disturbed(f)
	S.setitimer("real", { 0.02, 0.02 })
	local a, b, code = f()
	S.setitimer("real", 0)
	return a, b, code
end
local alarms = 0
S.signal("alrm", function() alarms = alarms + 1 end)

-- poll
do
	local p = ty.pollfds { { fd = r, events = "in" }, { fd = w, events = "out, in" } }
	t.is(#p, 2, "t.pollfds")
	t.results(table.pack(S.poll(p, 0)), "poll gives how many", 1)
	t.ok(p[1].revents == 0 and p[2].revents == c.POLL.OUT and p[2].OUT and p[2].out and not p[2].IN,
		"what happened is there")
	t.ok(p[1].getfd == r:getfd() and p[1].fd == r:getfd() and p[1].fileno == p[1].fd and p[1].events == c.POLL.IN,
		"as is what was asked for")
	S.write(w, "x")
	t.is(S.poll(p), 2, "without a time limit")
	t.ok(p[1].IN and p.pfd[0].IN and p[1].revents == c.POLL.IN, "both")
	local n, none, made = S.poll({ { fd = r, events = "in" }, { empty, "in" }, { fd = -1, events = "in" } }, 1000)
	t.ok(n == 1 and none == nil and made[1].IN and made[2].revents == 0 and made[3].revents == 0, "a table of descriptors")
	t.is(S.poll({}, 0), 0, "none at all")
	t.is(S.poll({ { fd = 12345, events = "in" } }, 0), 1, "a closed one")
	t.ok(select(3, S.poll({ { fd = 12345 } }, 0))[1].NVAL, "is told so")
	t.raises("no member", "a word that is none", function() return p[1].nosuch end)
	t.raises("nosuch", "an event that is none", S.poll, { { fd = r, events = "nosuch" } })
	t.raises("pollfds expected", "no list", S.poll, 5)
	t.raises("out of range", "a time limit out of range", S.poll, p, 2 ^ 40)
	p[1].events, p[1].revents, p[1].fd = "pri", 3, w
	t.ok(p[1].events == c.POLL.PRI and p[1].revents == 3 and p[1].fd == w:getfd() and #p[1] == 8, "members can be set")
	t.fails("INTR", "interrupted", disturbed(function() return S.poll({ { fd = empty, events = "in" } }) end))
	local count = 0
	for _ in ipairs(p) do count = count + 1 end
	t.is(count, 2, "ipairs")
end

-- ppoll and pselect let signals come only while they wait.
do
	S.sigprocmask("block", "alrm")
	local p = ty.pollfds { { fd = empty, events = "in" } }
	alarms = 0
	S.kill(me, "alrm")
	t.is(S.ppoll(p, 0.02), 0, "ppoll, a time limit")
	t.is(alarms, 0, "the signal waits")
	t.fails("INTR", "ppoll with other signals waiting", S.ppoll(p, nil, ""))
	t.is(alarms, 1, "it came")
	S.kill(me, "alrm")
	t.fails("INTR", "pselect with other signals waiting", S.pselect({ readfds = { empty } }, nil, ty.sigset()))
	t.is(alarms, 2, "it came")
	S.kill(me, "alrm")
	local ep = S.epoll_create("cloexec")
	t.fails("INTR", "epoll_pwait with other signals waiting", S.epoll_pwait(ep, nil, -1, ""))
	t.is(alarms, 3, "it came")
	S.kill(me, "alrm")
	t.fails("INTR", "epoll_pwait2 with other signals waiting", S.epoll_pwait2(ep, nil, nil, ""))
	t.is(alarms, 4, "it came")
	t.ok(S.sigprocmask().ALRM, "it waits again")
	S.sigprocmask("unblock", "alrm")
	t.is(S.ppoll({ { fd = r, events = "in" } }, { 5 }), 1, "ppoll")
	t.fails("INVAL", "ppoll until no time", S.ppoll(p, { 0, 1e9 }))
	t.raises("no such signal", "a set that is none", S.ppoll, p, 0, "nosuch")
	ep:close()
end

-- select
do
	local s = S.select({ readfds = { r, empty }, writefds = { w, r }, exceptfds = {} }, 5)
	t.ok(s.count == 2 and #s.readfds == 1 and rawequal(s.readfds[1], r) and #s.writefds == 1 and
		rawequal(s.writefds[1], w) and
		#s.exceptfds == 0, "select")
	s = S.select { { r:getfd() }, timeout = 5 }
	t.ok(s.count == 1 and s.readfds[1] == r:getfd(), "lists by place, numbers, the time limit among them")
	t.is(S.select({ readfds = { empty } }, 0.01).count, 0, "a time limit")
	t.is(S.pselect({ readfds = { r } }, 5).count, 1, "pselect")
	local closed = S.eventfd()
	local number = closed:getfd()
	closed:close()
	t.fails("BADF", "a closed one", S.select({ readfds = { number } }, 0))
	t.fails("BADF", "none", S.select({ readfds = { -1 } }, 0))
	t.fails("INVAL", "one that a set has no place for", S.select({ readfds = { 1024 } }, 0))
	t.fails("INVAL", "one far beyond", S.pselect({ exceptfds = { 2 ^ 31 - 1 } }, 0))
	t.fails("INVAL", "no time", S.select({}, { -1, 0 }))
	t.fails("INTR", "interrupted", disturbed(function() return S.select { readfds = { empty } } end))
	t.raises("table expected", "no lists", S.select, 5)
	t.raises("list of descriptors", "no list", S.select, { readfds = 5 })
	-- an object that answers otherwise the second time
	local answers = 0
	local liar = { getfd = function() answers = answers + 1 return answers > 2 and 2 ^ 31 - 1 or r:getfd() end }
	t.is(#S.select({ readfds = { liar } }, 5).readfds, 0, "a descriptor that changes")
	local set = ty.fdset { r, 1023 }
	t.ok(set[r:getfd()] and set[1023] and not set[1022] and #set == 128, "t.fdset")
	set[5], set[1023] = true, false
	t.ok(set[5] and not set[1023] and set.fds_bits[0] ~= 0, "its members")
	t.raises("no member", "beyond it", function() return set[1024] end)
	t.raises("1024", "beyond it", ty.fdset, { 1024 })
end

-- epoll
do
	local ep = t.works("epoll_create", S.epoll_create("cloexec"))
	t.is(ep:epoll_ctl("add", r, "in"), true, "epoll_ctl")
	t.is(S.epoll_ctl(ep, c.EPOLL_CTL.ADD, w, { events = "out, et", u64 = 2 ^ 40 }), true, "with data of its own")
	t.is(ep:epoll_ctl("add", empty, ty.epoll_event { events = "in", fd = 77 }), true, "as an object")
	local info = io.open(("/proc/self/fdinfo/%d"):format(ep:getfd()))
	if info then
		local n = 0
		for l in info:lines() do n = n + (l:find "^tfd:" and 1 or 0) end
		info:close()
		t.is(n, 3, "the kernel has three")
	else
		t.skip("the kernel has three", "no /proc")
	end
	local events = ty.epoll_events(8)
	t.ok(#events == 8 and #events[1] == (#ty.epoll_event()), "t.epoll_events")
	local iterator, array, count = ep:epoll_wait(events, 5000)
	t.ok(type(iterator) == "function" and count == 2 and #array == 8, "epoll_wait")
	local seen = {}
	for i, e in ep:epoll_wait(events, 5000) do
		seen[i] = true
		if e.fd == r:getfd() then
			t.ok(e.IN and e["in"] and not e.OUT and e.events == c.EPOLL.IN and
				(e.u64 == r:getfd()) == t.little and e.fileno == e.fd,
				"the one that can be read")
		end
	end
	t.ok(seen[0] and not seen[1], "the other is told once")
	local first = events.ep[0]
	t.ok(first.events == events[1].events, "counted from 0, too")
	t.is(ep:epoll_ctl("mod", w, "out", 5), true, "changed")
	local found
	for _, e in ep:epoll_pwait(nil, 5000) do if e.OUT then found = e end end
	t.ok(found and found.u64 == 5 and found.data == 5 and found.u32 == (t.little and 5 or 0) and found.ptr == 5,
		"epoll_pwait")
	t.is(ep:epoll_ctl("del", w), true, "removed")
	t.is(select(3, S.epoll_wait(ep, 1, 5000)), 1, "so many at once")
	ep:epoll_ctl("del", r)
	t.is(select(3, ep:epoll_wait(nil, 10)), 0, "none")
	local there, err = S.epoll_pwait2(ep, events, 0.01)
	if not there and err.NOSYS then
		t.skip("epoll_pwait2", "not in this kernel")
	else
		t.is(select(3, S.epoll_pwait2(ep, events, 0.01)), 0, "epoll_pwait2, a time limit")
		ep:epoll_ctl("add", r, "in")
		t.is(select(3, ep:epoll_pwait2(events, { 5 })), 1, "epoll_pwait2")
	end
	t.fails("EXIST", "added twice", ep:epoll_ctl("add", empty, "in"))
	t.fails("NOENT", "not there", ep:epoll_ctl("del", w))
	t.fails("INVAL", "itself", ep:epoll_ctl("add", ep, "in"))
	t.fails("INVAL", "no epoll", S.epoll_wait(r, events, 0))
	t.fails("BADF", "nothing", S.epoll_pwait(-1, events, 0))
	t.fails("INVAL", "epoll_create", S.epoll_create(1))
	t.fails("INVAL", "of no room", S.epoll_wait(ep, ty.epoll_events(0), 0))
	t.raises("epoll_events expected", "another array", S.epoll_wait, ep, ty.pollfds(3))
	t.raises("operation", "no operation", S.epoll_ctl, ep, nil, r)
	t.raises("nosuch", "an event that is none", S.epoll_ctl, ep, "add", w, "nosuch")
	local e = ty.epoll_event("in, out")
	t.ok(e.IN and e.OUT and not e.ET, "an event of words")
	e.ET, e.IN = true, false
	t.is(e.events, c.EPOLL("out", "et"), "members by name")
	e.u64 = -1
	t.is(e.fd, -1, "one view")
	e.u32, e.fd = 3, r
	t.is(e.u64, t.little and r:getfd() or r:getfd() * 2 ^ 32, "a descriptor is half of it")
	t.raises("no member", "a word that is none", function() return e.nosuch end)
	ep:close()
end

-- eventfd
do
	local read, write = S["util.eventfd_read"], S["util.eventfd_write"]
	t.ok(S.event.util.eventfd_read == read and S.event.util.eventfd_write == write, "in the module of this area")
	local fd = t.works("eventfd", S.eventfd(3, "cloexec, nonblock"))
	t.is(read(fd), 3, "eventfd_read")
	t.is(read(fd), 0, "then there is nothing")
	t.is(write(fd), true, "eventfd_write")
	t.is(write(fd, 41), true, "of more")
	local room = ty.uint64_1()
	t.is(read(fd, room), 42, "the sum")
	t.is(tonumber(room[0]), 42, "in an array, too")
	t.fails("INVAL", "what no counter holds", write(fd, ty.uint64(-1)))
	write(fd, ty.uint64(-2))
	t.fails("AGAIN", "what goes beyond it", write(fd))
	t.ok(tostring(read(fd)) == "18446744073709551614", "the largest")
	local sem = S.eventfd(2, "semaphore, nonblock")
	t.ok(read(sem) == 1 and read(sem) == 1 and read(sem) == 0, "one by one")
	t.fails("INVAL", "eventfd", S.eventfd(0, 2))
	t.fails("BADF", "eventfd_read", read(-1))
	t.fails("BADF", "eventfd_write", write(-1))
	t.raises("too small", "into too little", read, fd, ty.int32_1())
end

-- Futexes: memory that a child shares.
do
	local m = S.mmap(nil, 4096, "read, write", "shared, anonymous")
	local word = S.types.pt.int1(m)
	t.fails("AGAIN", "another number is there", S.futex_wait(m, 1))
	t.fails("TIMEDOUT", "nobody wakes", S.futex_wait(m, 0, 0.01))
	t.fails("INTR", "interrupted", disturbed(function() return S.futex_wait(word, 0) end))
	t.is(S.futex_wake(m), 0, "nobody waits")
	local private = ty.int1(5)
	t.fails("TIMEDOUT", "a number of one's own", S.futex_wait(private, 5, 0.01, "private_flag"))
	t.raises("not an operation", "flags only", S.futex_wait, m, 0, 0, "wake")
	t.raises("too small", "too little memory", S.futex_wait, ty.buffer(3), 0)
	t.raises("expected", "no memory", S.futex_wait, 4096, 0)
	t.raises("expected", "a string", S.futex_wake, "abcd")
	local function child(f)
		local pid = S.fork()
		if pid == 0 then S._exit(f() and 0 or 1) end
		return pid
	end
	-- Wakes until somebody was there, then tells how the child ended.
	local function wake(pid, f)
		for _ = 1, 2000 do
			if f() == 1 then break end
			S.nanosleep(0.005)
		end
		local _, _, status = S.waitpid(pid)
		return status.EXITSTATUS
	end
	t.is(wake(child(function() return S.futex_wait(m, 0, 30) end), function() return S.futex_wake(m) end), 0,
		"futex_wait, futex_wake")
	t.is(wake(child(function() return S.futex(m, "wait", 0, 30) == 0 end),
		function() return S.futex(m, "wake", 1) end), 0, "futex")
	local second = S.types.pt.int2(m)
	t.is(S.futex(m, "cmp_requeue", 0, 1, second, 0), 0, "cmp_requeue")
	t.fails("AGAIN", "cmp_requeue, another number", S.futex(m, "cmp_requeue", 0, 1, second, 7))
	t.fails("NOSYS", "no operation", S.futex(m, 99))
	t.fails("TIMEDOUT", "futex", S.futex(m, "wait", 0, 0.01))
	local _, err = S.futex_waitv({ { 1, m } })
	if err.NOSYS then
		t.skip("futex_waitv", "not in this kernel")
	else
		t.fails("AGAIN", "futex_waitv, another number", S.futex_waitv { { 1, m } })
		local soon = ty.timespec(S.clock_gettime("monotonic").time + 0.01)
		t.fails("TIMEDOUT", "futex_waitv, until a time", S.futex_waitv({ { 5, private }, { 0, m } }, 0, soon))
		local late = ty.timespec(S.clock_gettime("monotonic").time + 30)
		local pid = child(function() return S.futex_waitv({ { 5, private }, { 0, m } }, 0, late) == 2 end)
		t.is(wake(pid, function() return S.futex_wake(m) end), 0, "the second is woken")
		local v = ty.futex_waitv { val = 5, uaddr = private }
		t.ok(v.val == 5 and v.uaddr == private and v.flags == c.FUTEX2.SIZE_U32 and #v == 24, "t.futex_waitv")
		v.val, v.flags = 6, "size_u32, private"
		t.ok(v.val == 6 and v.flags == c.FUTEX2("size_u32", "private"), "its members")
		t.fails("AGAIN", "as an object", S.futex_waitv(ty.futex_waitvs { v }))
		t.raises("fewer bytes", "no memory", S.futex_waitv, { { val = 0 } })
		t.raises("fewer bytes", "too little memory", S.futex_waitv, { { 0, ty.buffer(2) } })
		t.raises("expected for an address", "an address out of nowhere", S.futex_waitv, { { 0, 4096 } })
		t.fails("INVAL", "none", S.futex_waitv {})
	end
end
other:close()
-- Waiters moved from one number to another
do
	local m = assert(S.mmap(nil, S.getpagesize(), "read, write", "shared, anonymous"))
	local second = assert(S.mmap(nil, S.getpagesize(), "read, write", "shared, anonymous"))
	local both = { { val = 0, uaddr = m, flags = "size_u32" }, { val = 0, uaddr = second, flags = "size_u32" } }
	local none, why = S.futex_requeue(both)
	if none == nil and why.NOSYS then
		t.skip("futex_requeue", tostring(why))
	else
		t.is(none, 0, "futex_requeue, nobody waits")
		local pids = {}
		for i = 1, 2 do
			pids[i] = assert(S.fork())
			if pids[i] == 0 then S._exit(S.futex_wait(m, 0, 30) and 0 or 1) end
		end
		local moved = 0
		for _ = 1, 1000 do
			moved = moved + S.futex_requeue(both, 0, 2)
			if moved == 2 then break end
			S.nanosleep(0.005)
		end
		t.is(moved, 2, "both that wait are moved")
		t.is(S.futex_wake(m, 10), 0, "where they were none is left")
		t.is(S.futex_wake(second, 10), 2, "they wait at the other")
		for i = 1, 2 do t.is(select(3, S.waitpid(pids[i])).EXITSTATUS, 0, "and are woken there") end
		m[0] = 1
		t.fails("AGAIN", "another number than was said", S.futex_requeue(both, 1, 1))
		t.raises("two expected", "one alone", S.futex_requeue, { both[1] })
	end
end
t.done()

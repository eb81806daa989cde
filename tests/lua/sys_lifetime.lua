-- What is gone cannot be used, and nothing goes twice: descriptors and their numbers, mappings, what structs point to,
-- before and after a fork, while the kernel works on it.
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local ty = S.t
local page = S.getpagesize()

local function collect()
	collectgarbage()
	collectgarbage()
end
local function is_open(n) return S.fcntl(n, "getfd") ~= nil end

-- Descriptors

local n
do
	local fd = S.open("/")
	n = fd:getfd()
end
t.is(is_open(n), true, "a descriptor is open")
collect()
t.is(is_open(n), false, "and closed when its object is collected")
local other = S.open("/")
t.is(other:getfd(), n, "its number is another's then")
collect()
t.is(is_open(n), true, "which a second collection leaves alone")
t.is(other:close(), true, "close")
t.is(other:getfd(), -1, "then it has no number")
local third = S.open("/")
t.is(third:getfd(), n, "that number is free")
t.is(other:close(), true, "a second close of the object is true")
t.is(S.close(other), true, "also as S.close")
t.is(is_open(n), true, "and closes nothing of another's")
other = nil -- luacheck: ignore
collect()
t.is(is_open(n), true, "nor does its collection")
t.fails("BADF", "what is closed does nothing", (function() local x = S.eventfd() x:close() return x end)():read())
local kept = S.eventfd():nogc():getfd()
collect()
t.is(is_open(kept), true, "nogc keeps it open")
local taken = ty.fd(kept)
t.is(taken:getfd(), kept, "t.fd takes a number over")
local again = ty.fd(taken) -- luacheck: ignore
t.is(taken:getfd(), -1, "or another object's")
taken = nil -- luacheck: ignore
collect()
t.is(is_open(kept), true, "which then closes nothing")
again = nil -- luacheck: ignore
collect()
t.is(is_open(kept), false, "the new owner does")
local a, b = S.eventfd(), S.eventfd()
local an, bn = a:getfd(), b:getfd()
t.ok(rawequal(a:dup2(b), b), "dup2 to an object leaves it the object of its number")
a:close()
t.is(b:getfd(), bn, "of the same")
t.ok(is_open(bn) and not is_open(an), "which stays open")
b = nil -- luacheck: ignore
collect()
t.is(is_open(bn), false, "until it is collected")
local count = #S.util.dirtable("/proc/self/fd")
for _ = 1, 200 do
	S.pipe()
	pcall(S.open, "/", {}, {})
	pcall(S.socketpair, "unix", "stream", {}, {})
end
collect()
t.is(#S.util.dirtable("/proc/self/fd"), count, "of hundreds dropped none is left")

-- After a fork

local _, _, r, w = S.pipe()
local rn, wn = r:getfd(), w:getfd()
t.is(t.child(function()
	r, w = nil, nil
	collect()
	return is_open(rn) or is_open(wn)
end), false, "a child closes its own copies")
t.ok(is_open(rn) and is_open(wn), "and not ours")
t.is(w:write("x"), 1, "which work")
t.is(r:read(nil, 1), "x", "both")
t.is(t.child(function()
	w:close()
	local mine = S.open("/")
	w = nil
	collect()
	return is_open(mine:getfd())
end), true, "closed in a child, it is not closed again there")
do
	local event, map = S.eventfd(), S.mmap(nil, page, "read, write", "shared, anonymous")
	local timer, aio, ring = S.timer_create("monotonic", { notify = "none" }), S.io_setup(4), S.io_uring_setup(4)
	local pid = S.fork()
	if pid == 0 then
		map[1] = 9
		event, map, timer, aio, ring = nil, nil, nil, nil, nil -- luacheck: ignore
		collect()
		S.exit(0)
	end
	local _, _, status = S.waitpid(pid)
	t.is(status.EXITSTATUS, 0, "a child drops what it has from its parent, and ends in order")
	t.is(event:write(ty.uint64_1(1)), 8, "the parent's descriptor works")
	t.is(map[1], 9, "its mapping, which was shared")
	t.ok(not timer or timer:gettime(), "its timer")
	if aio then
		t.is(S.io_destroy(aio), true, "its context of asynchronous transfers")
	else
		t.skip("its context of asynchronous transfers", "none here")
	end
	if ring then
		ring:nop("n"):submit(1)
		t.is((ring:ends()(ring)), "n", "its ring")
	else
		t.skip("its ring", "no io_uring here")
	end
end

-- Mappings

local function gone(name, m, ...)
	for _, f in ipairs { function() return m[0] end, function() m[0] = 1 end, function() return tostring(m) end,
		function() return m:string(1) end, function() m:set("x") end, function() return pairs(m)(m) end,
		function() return S.write(w, m, 1) end, function() return S.read(r, m, 1) end, function() return S.mprotect(m, nil, "read") end,
		function() return S.munmap(m) end, function() return S.mremap(m, nil, 2 * page) end, function() return S.madvise(m, nil, 4) end,
		function() return S.mlock(m) end, function() return S.msync(m, nil, "sync") end, function() return S.mincore(m) end,
		function() return S.types.pt.int1(m)[0] end, ... } do
		local ok = pcall(f)
		if ok then return t.ok(false, name .. " at line " .. debug.getinfo(f, "S").linedefined) end
	end
	t.ok(true, name)
end
local function map(prot, flags, ...)
	return assert(S.mmap(nil, 2 * page, prot or "read, write", flags or "private, anonymous", ...))
end
local m = map()
local view, part = S.types.pt.int1(m), S.types.pt.stat(m)
m[0] = 5
t.is(view[0], t.little and 5 or 5 * 2 ^ 24, "another look at a mapping")
t.is(S.munmap(m), true, "munmap")
gone("an unmapped one is an error to touch", m, function() return view[0] end, function() view[0] = 1 end,
	function() return part.st_ino end, function() part.st_ino = 1 end, function() return tostring(part) end)
m = map()
local replaced = S.mmap(m, 2 * page, "read, write", "private, anonymous, fixed")
gone("as is one that another has replaced", m)
replaced[0] = 3
t.is(replaced[0], 3, "which can be used")
m = map()
view = S.types.pt.buffer(m)
t.ok(S.mremap(m, nil, page), "mremap to less")
t.raises("there no more", "a look at more than is left", function() return view[0] end)
t.raises("no element", "nor is there an element behind it", function() return m[page] end)
t.ok(S.mremap(m, nil, 64 * page, "maymove"), "mremap to much more")
m[64 * page - 1] = 1
t.is(m[64 * page - 1], 1, "is there to its end")

-- What may not be read or written
m = map()
m[0] = 65
local vec = ty.iovecs { { m, 10 } }
local message = ty.msghdr { iov = vec, control = m }
local texts = map()
local array = ty.string_array(2)
array[0].text = texts
t.is(S.mprotect(m, nil, "none") and S.mprotect(texts, nil, "none"), true, "without any access")
t.raises("may not be read", "a byte", function() return m[0] end)
t.raises("may not be written", "nor written", function() m[0] = 1 end)
t.raises("may not be read", "its text", tostring, m)
t.raises("may not be read", "what an iovec points to", tostring, vec)
t.raises("may not be read", "what a control message would be in", message.cmsgs and message:cmsgs(), message)
t.raises("may not be read", "the text of a program's argument", S.execve, "/nosuch", array, {})
t.fails("FAULT", "the kernel says so itself", S.writev(w, vec))
local inside = map()
S.types.pt.iovecs(inside)[1] = { "text", 4 }
local nested = ty.msghdr { iov = S.types.pt.iovecs(inside) }
nested.msg_iovlen = 1
S.mprotect(inside, nil, "none")
t.raises("may not be read", "a list of parts itself", S.sendmsg, w, nested)
S.mprotect(m, nil, "read")
t.is(tostring(vec), "A" .. ("\0"):rep(9), "it is all there")
t.raises("may not be written", "read only", S.readv, r, vec)

-- What is pointed to
m = map()
vec = ty.iovecs { { m, 10 } }
S.munmap(m)
t.raises("fewer bytes", "a part that is unmapped is not written", S.writev, w, vec)
t.raises("fewer bytes", "nor told", tostring, vec)
local elsewhere = {} -- luacheck: ignore
for k = 1, 50 do elsewhere[k] = map() end
t.raises("fewer bytes", "whatever has come to stand there", S.writev, w, vec)
vec = ty.iovecs { { ty.buffer(5, "hello"), 5 } }
collect()
for _ = 1, 1000 do ty.buffer(5, "other") end
t.is(tostring(vec), "hello", "what an iovec points to lives as long as it")
message = ty.msghdr { iov = { "one", ty.buffer(3, "two") }, name = ty.sockaddr_in(5, "127.0.0.1") }
local copy = ty.msghdr(message)
message = nil -- luacheck: ignore
collect()
for _ = 1, 1000 do ty.buffer(16, ("x"):rep(16)) end
t.is(tostring(copy.iov), "onetwo", "or as a copy of it")
t.is(copy.name.port, 5, "with each member")

-- A file that becomes shorter
local file = S.memfd_create("lifetime")
file:truncate(2 * page)
m = S.mmap(nil, 2 * page, "read, write", "shared", file, 0)
m[page] = 7
view = S.types.pt.int1(m)
file:truncate(0)
t.raises("shorter than what was mapped", "is an error to touch", function() return m[page] end)
t.raises("shorter than what was mapped", "in any way", function() m[0] = 1 end)
t.raises("shorter than what was mapped", "through any look", function() return view[0] end)
file:truncate(2 * page)
m = S.mmap(nil, 2 * page, "read, write", "shared", file, 0)
vec = ty.iovecs { { m, 2 * page } }
file:truncate(0)
t.raises("shorter than what was mapped", "or pointer", tostring, vec)

-- A mapping that a child has not
m = map()
local whole, half = map(), map()
m[0], whole[0], half[page] = 1, 2, 3
S.madvise(m, nil, "dontfork")
S.madvise(whole, nil, "dontfork")
S.madvise(whole, nil, "dofork")
S.madvise(half, nil, "dontfork")
S.madvise(half, page, "dofork")
local in_child = { t.child(function()
	return pcall(function() return m[0] end), whole[0], pcall(function() return half[page] end)
end) }
t.is(in_child[1], false, "dontfork: a child may not touch it")
t.is(in_child[2], 2, "with dofork again it may")
t.is(in_child[3], false, "of which a part is not enough")
t.is(m[0] + whole[0] + half[page], 6, "here they are")

-- While the kernel works on it

local function fill(value)
	local list = {}
	for k = 1, 300 do list[k] = ty.buffer(100, (value):rep(100)) end
	return list
end
local function intact(list, value)
	for _, x in ipairs(list) do
		if x:string() ~= value:rep(100) then return false end
	end
	return true
end
local aio = S.io_setup(8)
if aio then
	for _ = 1, 8 do S.io_submit(aio, { ty.iocb { opcode = "pread", fildes = file, buf = ty.buffer(100), nbytes = 100 } }) end
	file:truncate(1000)
	collect()
	local others = fill("y")
	local got = 0
	for _ = 1, 1000 do
		local _, _, count_ = S.io_getevents(aio, 1, ty.io_events(8), 0.01)
		got = got + (count_ or 0)
		if got >= 8 then break end
	end
	t.is(got, 8, "transfers into buffers that nobody else has end")
	t.ok(intact(others, "y"), "and write nowhere else")
	local _, _, pr, pw = S.pipe()
	S.io_submit(aio, { ty.iocb { opcode = "poll", fildes = pr, buf = nil } })
	aio = nil -- luacheck: ignore
	collect()
	pw:write("x")
	t.ok(intact(others, "y"), "a context that goes takes along what it waits for")
else
	t.skip("asynchronous transfers", "none here")
end
local ring = S.io_uring_setup(8)
if ring then
	local _, _, pr, pw = S.pipe()
	for k = 1, 4 do ring:read(pr, ty.buffer(100), nil, k) end
	ring:submit()
	collect()
	local others = fill("z")
	pw:write(("n"):rep(400))
	local got = 0
	while got < 4 and ring:wait(1, 5) do
		for _, size in ring:ends() do got = got + (size == 100 and 1 or 0) end
	end
	t.is(got, 4, "reads into buffers that nobody else has end")
	t.ok(intact(others, "z"), "and write nowhere else")
	m = map()
	ring:read(pr, m, nil, "late"):submit()
	S.munmap(m)
	local there = map()
	pw:write(("n"):rep(100))
	ring:wait(1, 5)
	t.is(there[0], 0, "nor where a mapping was that is unmapped meanwhile")
	ring:read(pr, ty.buffer(100)):submit()
	ring = nil -- luacheck: ignore
	collect()
	pw:write("n")
	others = fill("z")
	t.ok(intact(others, "z"), "a ring that goes takes its reads along")
	t.is(pr:read(), "n", "what they would have read is there")
else
	t.skip("reads of a ring", "no io_uring here")
end
local perf = S.perf_event_open { type = "software", config = "sw_task_clock" }
if perf then
	local reader = ty.perf_reader(perf)
	local ok = reader:mmap(1)
	reader:munmap()
	if ok then
		t.raises("not mapped", "the control page of a ring that is unmapped", reader.meta, reader)
		t.raises("not mapped", "the ring", reader.next, reader)
	else
		t.skip("the ring of a counter", "cannot be mapped here")
	end
	reader:close()
	t.fails("BADF", "a closed counter", reader:read())
else
	t.skip("the ring of a counter", "no perf events here")
end
t.done()

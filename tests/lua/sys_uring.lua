-- A ring of operations.
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local ty = S.t

local ring, err = S.io_uring_setup(8)
if not ring then
	t.skip("io_uring", "no io_uring here: " .. tostring(err))
	t.done()
	return
end

-- Submits, waits for n ends and gives them by their words: { result, err }.
local function ends(r, n)
	local all, count = {}, 0
	r:submit(n)
	while count < n do
		for word, result, why in r:ends() do
			all[word] = { result, why }
			count = count + 1
		end
		if count < n then r:wait(1) end
	end
	return all
end

t.is(ring:nop("nothing"), ring, "an operation gives the ring")
t.is(ends(ring, 1).nothing[1], 0, "its end")
ring:nop()
t.ok(ends(ring, 1)[false], "the word of one without is false")

local path = (os.getenv("TMPDIR") or "/tmp") .. "/ring." .. S.getpid()
ring:openat(nil, path, "rdwr, creat, excl", "0600", "open")
local fd = ends(ring, 1).open[1]
t.is(S.stat(path).isreg, true, "a file was made")
ring:write(fd, "hello", 0, "write")
t.is(ends(ring, 1).write[1], 5, "written")
t.is(fd:pread(nil, 10, 0), "hello", "and there")
local b = ty.buffer(10)
ring:read(fd, b, 1, "buffer"):read(fd, 3, 0, "string"):fsync(fd, "sync")
local all = ends(ring, 3)
t.is(all.buffer[1], 4, "read into a buffer")
t.is(b:string(4), "ello", "what is there")
t.is(all.string[1], "hel", "read as a string")
t.is(all.sync[1], 0, "fsync")
ring:openat("fdcwd", path .. ".not", nil, nil, "not")
all = ends(ring, 1)
t.is(all["not"][1], nil, "a file that is not there")
t.ok(all["not"][2].NOENT, "is an error: " .. tostring(all["not"][2]))
ring:read(1000, 1, 0, "bad")
t.ok(ends(ring, 1).bad[2].BADF, "a descriptor that is none")
t.raises("descriptor expected", "a wrong type", ring.read, ring, {}, 1)
t.raises("buffer", "a string is not read into", ring.read, ring, fd, "abc")
t.raises("zero byte", "a path with a zero byte", ring.openat, ring, nil, "a\0b")
t.raises("in flight", "waiting for what nobody does", ring.wait, ring)
t.raises("in flight", "at submission, too", ring.submit, ring, 1)

-- Waiting
local _, _, r, w = S.pipe()
ring:read(r, 10, nil, "pipe"):poll(r, 1, "poll"):timeout(0.01, "time")
t.is(ring:submit(), 3, "three submitted")
local ok, why = ring:wait(2, 0.001)
t.ok(not ok and why.TIME, "not within so short a time")
t.is(ring:wait(1), true, "but later")
local word, _, late = ring:ends()(ring)
t.is(word, "time", "the time has passed")
t.ok(late.TIME, "which is told as an error")
w:write("abc")
all = ends(ring, 2)
t.ok(all.pipe[1] == "abc" or all.poll[1], "the pipe was read")

-- A full ring
local small = assert(S.io_uring_setup(1))
t.is(small:nop(1), small, "one fits")
ok, why = small:nop(2)
t.ok(ok == nil and why.BUSY, "two do not")
t.ok(ends(small, 1)[1], "there is room again")
t.is(small:close(), true, "closed")
t.is(small:close(), true, "again")
t.raises("closed", "nothing more", small.nop, small)
t.ok(select(2, S.io_uring_setup(0)).INVAL, "a ring without entries")

-- A buffer in flight outlives its name, and a ring that goes takes back what it started
for _ = 1, 20 do
	local x = S.io_uring_setup(4)
	x:read(r, ty.buffer(100000), nil, "never")
	x:submit()
	if math.random(2) == 1 then x:close() end
end
collectgarbage() collectgarbage()
w:write("still there")
t.is(r:read(), "still there", "what was in flight took nothing")

-- A child
local pid = S.fork and S.fork()
if pid == 0 then
	local good, m = pcall(ring.nop, ring)
	S._exit(not good and m:find("another process", 1, true) and 3 or 1)
elseif pid then
	t.is(select(3, S.waitpid(pid)).EXITSTATUS, 3, "a ring is not a child's")
end
t.ok(ends(ring:nop("x"), 1).x, "and goes on in the parent")
S.unlink(path)
t.done()

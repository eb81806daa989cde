-- Mapped memory: S.mmap and its kin.
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local ty = S.t
local page = S.getpagesize()
local dir = os.getenv("TMPDIR") or "/tmp"
local path = dir .. "/map." .. S.getpid()

local function fails(name, f, ...)
	local a, err, errno = f(...)
	t.ok(a == nil and err ~= nil and errno == err.errno, name .. ": " .. tostring(err))
	return err
end

local function raises(name, why, ...)
	t.raises(why, name, ...)
end

-- What the kernel says of this process's memory: the line of the mapping that shows these words.
local function maps(what)
	for l in io.lines("/proc/self/maps") do
		if l:find(what, 1, true) then return l end
	end
end

t.ok(page >= 4096 and page % 4096 == 0, "the page size")

-- Fresh memory
local m = assert(S.mmap(nil, 3 * page, "read, write", "private, anonymous"))
t.is(#m, 3 * page, "a mapping has the length that was asked for")
t.is(m[0], 0, "fresh memory is zero")
m[0], m[3 * page - 1] = 65, -1
t.is(m[3 * page - 1], -1, "bytes are signed, as in a buffer")
t.is(m:string(3), "A\0\0", "its beginning as a string")
t.is(m:set("hello", page):string(5, page), "hello", "a string put at a place")
raises("behind its end", "no element", function() return m[3 * page] end)
raises("before its beginning", "no element", function() m[-1] = 0 end)
raises("a string too long", "longer", m.set, m, ("x"):rep(page + 1), 2 * page)
t.is(S.msync(m, page, "sync"), true, "msync")
t.is(S.madvise(m, #m, "dontneed"), true, "madvise")
t.is(m[0], 0, "what is not needed is zero again")
fails("msync with flags that do not go together", S.msync, m, page, "sync, async")
raises("more than all of it", "out of range", S.msync, m, 4 * page, "sync")
t.is(S.mlock(m, page), true, "mlock")
t.is(S.munlock(m, page), true, "munlock")
t.is(#S.mincore(m), 3, "mincore has a byte a page")
local r, w = select(3, assert(S.pipe()))
t.is(w:write("abc"), 3, "bytes into a pipe")
t.is(r:read(m, 10), 3, "the kernel writes into a mapping")
t.is(m:string(3), "abc", "where they are read")
t.is(w:write(m, 2), 2, "and the kernel reads it")
t.is(r:read(), "ab", "the same bytes")
raises("a count larger than the mapping", "out of range", r.read, r, m, 3 * page + 1)

-- Other looks at it
local ts = S.types.pt.timespec(m)
m:set(("\0"):rep(16))
ts.sec = 7
t.is(S.types.pt.timespec(m).sec, 7, "a struct over a mapping writes through")
t.is(S.mremap(m, #m, 2 * page, "maymove"), m, "mremap gives the mapping")
t.is(#m, 2 * page, "which has another length")
t.is(ts.sec, 7, "what looks at it still does")
t.is(S.mremap(m, nil, 64 * page, "maymove"), m, "larger again")
t.is(ts.sec, 7, "wherever it is")
m[64 * page - 1] = 1

-- What may be done with it
t.is(S.mprotect(m, nil, "read"), true, "mprotect")
raises("what may only be read is not written", "may not be written", function() m[0] = 1 end)
raises("also through another look", "may not be written", function() ts.sec = 1 end)
raises("nor by the kernel", "may not be written", r.read, r, m, 1)
t.is(S.mprotect(m, nil, "none"), true, "nothing may be done")
raises("what may not be read is not", "may not be read", function() return m[0] end)
raises("nor as text", "may not be read", tostring, m)
t.is(S.mprotect(m, nil, "read, write"), true, "all again")
t.is(ts.sec, 7, "nothing was lost")

-- Gone
raises("a part alone", "as a whole", S.munmap, m, page)
t.is(S.munmap(m, #m), true, "munmap")
raises("memory that is gone is not read", "there no more", function() return m[0] end)
raises("nor written", "there no more", function() m[0] = 1 end)
raises("nor by another look", "there no more", function() return ts.sec end)
raises("nor given to the kernel", "there no more", w.write, w, m, 1)
raises("nor unmapped twice", "there no more", S.munmap, m)
raises("a number is no mapping", "mapping expected", S.munmap, 4096, page)
raises("a buffer is none either", "mapping expected", S.munmap, ty.buffer(page), page)

-- A file
local fd = assert(S.open(path, "rdwr, creat, excl", "rusr, wusr"))
fd:write(("0123456789abcdef"):rep(page / 16 * 2))
local f = assert(S.mmap(nil, 2 * page, "read, write", "shared", fd))
t.ok(maps(path), "the kernel shows the mapping")
t.is(f:string(4, page), "0123", "a file's bytes")
f:set("ZZ", page)
t.is(S.msync(f, nil, "sync"), true, "written back")
t.is(fd:pread(nil, 4, page), "ZZ23", "are in the file")
t.is(fd:mmap(nil, page, "read", "shared", page):string(2), "ZZ", "the same by a method")
fails("a file that is open for reading is not mapped for writing", S.mmap, nil, page, "write", "shared", S.open(path))
fails("an offset inside a page", S.mmap, nil, page, "read", "shared", fd, 100)
fails("nothing", S.mmap, nil, 0, "read", "private, anonymous")
fails("no such descriptor", S.mmap, nil, page, "read", "shared", 1000)
raises("no such word", "nosuch", S.mmap, nil, page, "nosuch", "shared", fd)

-- A file that becomes shorter kills nobody
local look = S.types.pt.timespec(f)
S.ftruncate(fd, page)
t.is(f[0], 48, "what is left of a shorter file is there")
raises("what it no longer has raises", "shorter", function() return f[page] end)
raises("and from then on all of it", "shorter", function() return f[0] end)
raises("also through another look", "shorter", function() return look.sec end)
t.is(S.munmap(f), true, "it can be unmapped")
f = assert(S.mmap(nil, 2 * page, "read, write", "shared", fd))
raises("writing behind its end raises", "shorter", function() f[page] = 1 end)
f = assert(S.mmap(nil, 2 * page, "read", "shared", fd))
raises("a string from there raises", "shorter", f.string, f)
local err = select(2, w:write(S.mmap(nil, 2 * page, "read", "shared", fd)))
t.ok(err == nil or err.FAULT, "the kernel only fails")

-- In the place of another
local a = assert(S.mmap(nil, page, "read, write", "private, anonymous"))
a[0] = 1
local b = assert(S.mmap(a, page, "read, write", "private, anonymous, fixed"))
t.is(b[0], 0, "a mapping in the place of another")
raises("which is gone", "there no more", function() return a[0] end)
raises("a place that is no mapping of ours", "replaces a mapping", S.mmap, 65536, page, "read",
	"private, anonymous, fixed")
raises("or one of another size", "replaces a mapping", S.mmap, b, 2 * page, "read", "private, anonymous, fixed")
t.ok(S.mmap(65536 * 16, page, "read", "private, anonymous"), "a hint is welcome")

-- What a struct points to
local p = assert(S.mmap(nil, page, "read, write", "private, anonymous"))
local v = ty.iovecs{ { p, 3 } }
t.is(S.mremap(p, nil, 2 * page, "maymove"), nil, "what a struct points to does not move")
t.is(S.munmap(p), true, "it can be unmapped")
raises("then the struct points to nothing", "fewer bytes", tostring, v)

-- Collected
for _ = 1, 50 do
	local x = S.mmap(nil, 1000 * page, "read, write", "private, anonymous, noreserve")
	x[0] = 1
end
collectgarbage()
do
	local x = S.mmap(nil, page, "read", "shared", S.open(path)) -- luacheck: ignore
	t.ok(maps(path), "a mapping is there as long as its object")
end
f = nil -- luacheck: ignore
collectgarbage() collectgarbage()
t.is(maps(path), nil, "and goes with it")

-- Children
local d = assert(S.mmap(nil, page, "read, write", "private, anonymous"))
t.is(S.madvise(d, nil, "dontfork"), true, "a mapping that children do not get")
local pid = assert(S.fork())
if pid == 0 then
	local good, why = pcall(function() return d[0] end)
	S._exit(not good and why:find("there no more", 1, true) and 7 or 1)
end
local _, _, status = S.waitpid(pid)
t.is(status.EXITSTATUS, 7, "is not there in a child, which lives on")
t.is(d[0], 0, "and is in the parent")
raises("guard pages would kill", "killed", S.madvise, b, nil, 102)

t.is(S.mlockall("current"), true, "mlockall")
t.is(S.munlockall(), true, "munlockall")
if (os.getenv("LSYS") or ""):find("asan", 1, true) then
	t.skip("mlockall without a word", "a sanitizer locks nothing")
else
	fails("mlockall without a word", S.mlockall, 0)
end
S.unlink(path)
t.done()

-- Calls on open files and descriptors.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, ty = S.c, S.t

local dir = (os.getenv "TMPDIR" or "/tmp") .. "/sys_file." .. S.getpid()
local function path(name) return dir .. "/" .. name end

-- What another process, or the C library, sees.
local function outside(command)
	local f = io.popen(command)
	local s = f:read("*a")
	f:close()
	return (s:gsub("\n$", ""))
end
local function content(name)
	local f = assert(io.open(path(name), "rb"))
	local s = f:read("*a")
	f:close()
	return s
end
local function make(name, s)
	local f = assert(io.open(path(name), "wb"))
	f:write(s)
	f:close()
	return path(name)
end
local function flags_of(fd)
	for l in io.lines("/proc/self/fdinfo/" .. fd:getfd()) do
		local f = l:match("^flags:%s*(%d+)")
		if f then return tonumber(f, 8) end
	end
end
local function is_open(n) return S.readlink("/proc/self/fd/" .. n) ~= nil end

assert(S.mkdir(dir, "0700"))

-- Opening
do
	local fd = t.works("open", S.open(path "a", "creat, rdwr, excl", "0640"))
	t.is(outside("stat -c %a " .. path "a"), "640", "with the mode")
	t.is(S.readlink("/proc/self/fd/" .. fd:getfd()), path "a", "it is that file")
	t.fails("EXIST", "excl finds it there", S.open(path "a", "creat, excl, rdwr", "rusr"))
	t.fails("NOENT", "open of nothing", S.open(path "none"))
	t.raises("has a zero byte", "a zero byte in a path", S.open, path "a\0b")
	t.raises("string expected", "a path that is none", S.open, {})
	t.raises("nonsense", "a wrong flag", S.open, path "a", "nonsense")
	local d = S.open(dir, "rdonly, directory, cloexec")
	local e = t.works("openat", S.openat(d, "a", "rdonly"))
	t.is(e:stat().ino, fd:stat().ino, "the same file")
	t.works("openat as a method", d:openat("a"))
	t.fails("NOTDIR", "openat below a file", S.openat(fd, "x"))
	t.works("openat from the working directory", S.openat("fdcwd", path "a"))
	t.works("openat with nil", S.openat(nil, path "a"))
	local n = t.works("creat", S.creat(path "b", "rusr, wusr"))
	t.is(outside("stat -c %a " .. path "b"), "600", "creat's mode")
	t.is(flags_of(n) % 4, 1, "creat opens for writing")
	t.is(n:close(), true, "close")
	t.is(n:close(), true, "again")
	t.fails("BADF", "a closed object", n:write("x"))
	t.fails("BADF", "close of a number that is none", S.close(999))
	t.is(n:getfd(), -1, "its number is gone")
end

-- openat2, close_range
do
	local d = S.open(dir, "rdonly, directory")
	local fd, err = S.openat2(d, "a", { flags = "rdonly", resolve = "beneath" })
	if err and err.NOSYS then
		t.skip("openat2", "the kernel has none")
	else
		t.ok(fd, "openat2")
		t.fails("XDEV", "the walk may not leave the directory", S.openat2(d, "../a", { resolve = "beneath" }))
		local how = ty.open_how("creat, wronly", "0604", 0)
		t.is(how.flags, c.O("creat, wronly"), "flags by place")
		t.is(how.mode, 388, "mode in octal")
		t.works("openat2 with an object", d:openat2("c", how))
		t.is(outside("stat -c %a " .. path "c"), "604", "its mode")
		t.raises("no member", "a member that is none", S.openat2, d, "a", { x = 1 })
	end
	local a, b = S.dup(d), S.dup(d)
	a:nogc() b:nogc()
	local ok, e = S.close_range(a, b)
	if e and e.NOSYS then
		t.skip("close_range", "the kernel has none")
	else
		t.is(ok, true, "close_range")
		t.ok(not is_open(a:getfd()) and not is_open(b:getfd()), "both are closed")
		t.ok(is_open(d:getfd()), "another is not")
		t.fails("INVAL", "close_range from behind", S.close_range(20, 10))
		local x = S.dup(d)
		t.is(S.close_range(x, x, "cloexec"), true, "close_range with cloexec")
		t.is(x:fcntl("getfd"), c.FD.CLOEXEC, "sets the flag")
	end
end

-- dup
do
	local fd = S.open(path "a", "rdwr")
	local d = t.works("dup", S.dup(fd))
	fd:write("123")
	t.is(d:tell(), 3, "a duplicate shares the place")
	fd:truncate(0)
	local n = S.dup(fd)
	local number = n:getfd()
	local same = t.works("dup2 to an object", S.dup2(fd, n))
	t.ok(rawequal(same, n) and n:getfd() == number, "is that object")
	t.works("dup2 to a number", fd:dup2(number))
	t.works("dup2 to itself", S.dup2(fd, fd))
	t.fails("INVAL", "dup3 to itself", S.dup3(fd, fd))
	local e = t.works("dup3", S.dup3(fd, n, "cloexec"))
	t.is(e:fcntl("getfd"), 1, "dup3's flag")
	local seed = t.works("dup with all three", S.dup(fd, n, "cloexec"))
	t.is(seed:getfd(), number, "gives that number")
	t.is(S.dup(fd, nil, "cloexec"):fcntl("getfd"), 1, "dup with a flag only")
	t.fails("BADF", "dup of nothing", S.dup(999))
	t.fails("BADF", "dup2 of nothing", S.dup2(999, n))
	S.dup2(fd, 2) -- stderr, which must outlive the object
	collectgarbage() collectgarbage()
	t.ok(is_open(2), "the collector does not close a standard descriptor")
	S.dup2("stdout", 2)
	t.raises("descriptor", "dup of a table", S.dup, {})
end

-- Objects
do
	local fd = S.open(path "a")
	t.is(fd:seq(), 1, "seq")
	t.is(fd:seq(), 2, "counts up")
	t.is(fd.sequence, 2, "sequence")
	t.is(fd.filenum, fd:getfd(), "filenum")
	t.is(fd.fileno, fd:getfd(), "fileno")
	local n = fd:getfd()
	local other = ty.fd(fd)
	t.is(other:getfd(), n, "t.fd of an object")
	fd = nil -- luacheck: ignore
	collectgarbage() collectgarbage()
	t.ok(is_open(n), "owns the descriptor from then on")
	other = nil -- luacheck: ignore
	collectgarbage() collectgarbage()
	t.ok(not is_open(n), "and is collected with it")
	t.is(ty.fd():getfd(), -1, "t.fd of nothing")
	local k = S.open(path "a"):nogc()
	n = k:getfd()
	k = nil -- luacheck: ignore
	collectgarbage() collectgarbage()
	t.ok(is_open(n), "nogc")
	t.is(S.close(n), true, "close of a number")
	t.is(S.stdin:getfd() + S.stdout:getfd() + S.stderr:getfd(), 3, "S.stdin, S.stdout, S.stderr")
end

-- Pipes
do
	local ok, none, r, w = S.pipe()
	t.ok(ok == true and none == nil and r and w, "pipe")
	w:write("through")
	t.is(r:read(), "through", "what is written can be read")
	local b = ty.int2()
	local _, _, r2, w2 = S.pipe(b)
	t.ok(b[0] == r2:getfd() and b[1] == w2:getfd(), "pipe with a buffer")
	local _, _, r3 = S.pipe2("nonblock, cloexec", b)
	t.is(b[0], r3:getfd(), "pipe2 with a buffer")
	t.fails("AGAIN", "an empty pipe that does not wait", r3:read())
	t.is(r3:fcntl("getfd"), 1, "cloexec")
	local _, _, r4 = S.pipe("nonblock")
	t.fails("AGAIN", "pipe with flags", r4:read())
	t.fails("INVAL", "pipe2 with a wrong number", S.pipe2(12345))
	t.raises("smaller than two ints", "a buffer that is too small", S.pipe2, 0, ty.int1())
end

-- Reading and writing
do
	local fd = S.open(path "rw", "creat, rdwr, trunc", "0600")
	t.is(fd:write("hello world"), 11, "write")
	t.is(content "rw", "hello world", "is in the file")
	t.is(fd:write("abcdef", 3), 3, "write with a count")
	t.is(fd:pwrite("J", nil, 0), 1, "pwrite")
	t.is(S.pwrite(fd, ty.buffer(2, "!!"), 1, 5), 1, "pwrite of a part of a buffer")
	t.is(content "rw", "Jello!worldabc", "is in the file")
	t.is(fd:lseek(0, "set"), 0, "lseek")
	t.is(fd:read(nil, 5), "Jello", "read")
	local b = ty.buffer(4)
	t.is(fd:read(b), 4, "read into a buffer")
	t.is(b:string(), "!wor", "fills it")
	t.is(fd:read(b, 2), 2, "read into a part")
	t.is(b:string(), "ldor", "and no more")
	t.is(fd:pread(b, 3, 1), 3, "pread")
	t.is(b:string(3), "ell", "from its place")
	t.is(fd:pread(nil, 4, 2), "llo!", "pread without a buffer")
	t.is(fd:tell(), 11, "which stays where it is")
	t.is(fd:seek(0, "end"), 14, "seek")
	t.is(fd:read(), "", "the end")
	t.is(S.lseek(fd, 0, S.SEEK_SET), 0, "lseek by an older constant")
	t.is(fd:lseek(2, "SEEK_CUR"), 2, "lseek by a whole name")
	t.fails("INVAL", "lseek before the start", fd:lseek(-5, "set"))
	t.fails("SPIPE", "lseek of a pipe", select(3, S.pipe()):lseek())
	t.fails("BADF", "read of nothing", S.read(999))
	t.fails("BADF", "write to what is for reading", S.open(path "rw"):write("x"))
	t.raises("out of range", "more than the buffer has", S.read, fd, b, 5)
	t.raises("out of range", "more than the string has", S.write, fd, "abc", 4)
	t.raises("buffer expected", "read into a string", S.read, fd, "abc")
	t.raises("string or buffer", "write of a table", S.write, fd, {})
	local sparse = S.open(path "sparse", "creat, rdwr, trunc", "0600")
	sparse:truncate(1048576)
	sparse:pwrite("x", nil, 524288)
	local hole, err = sparse:lseek(0, "hole")
	if err then t.skip("hole", "the file system has none") else t.is(hole, 0, "hole") end
	if err then t.skip("data", "the file system has none") else t.ok(sparse:lseek(0, "data") > 0, "data") end
	t.is(sparse:lseek(2 ^ 40, "set"), 2 ^ 40, "places beyond 32 bits")
end

-- Scattered
do
	local fd = S.open(path "iov", "creat, rdwr, trunc", "0600")
	t.is(fd:writev { "one ", ty.buffer(4, "two "), { ty.buffer(9, "three xxx"), 5 } }, 13, "writev")
	t.is(content "iov", "one two three", "all of them")
	t.is(fd:pwritev({ "ONE", " " }, 0), 4, "pwritev")
	fd:lseek(0)
	local v = ty.iovecs { 3, ty.buffer(5) }
	t.is(fd:readv(v), 8, "readv")
	t.is(tostring(v), "ONE two ", "into all of them")
	t.is(#v, 2, "number of buffers")
	t.is(v[1].len, 3, "length of one")
	t.is(v.iov[1].base:string(), " two ", "counted from 0")
	t.is(fd:preadv(v, 4), 8, "preadv")
	t.is(tostring(v), "two thre", "from its place")
	t.is(fd:preadv2(v, 0), 8, "preadv2")
	t.is(tostring(v), "ONE two ", "from its place")
	fd:lseek(4)
	t.is(fd:preadv2({ v[1].base }), 3, "preadv2 at the file's own place")
	t.is(v[1].base:string(), "two", "reads there")
	t.is(fd:tell(), 7, "and moves it")
	t.is(fd:pwritev2({ "!" }, nil, "append"), 1, "pwritev2")
	t.is(content "iov", "ONE two three!", "with its flag")
	t.is(fd:pwritev2({ "5" }, 2 ^ 33), 1, "pwritev2 beyond 32 bits")
	t.is(fd:stat().size, 2 ^ 33 + 1, "the place is taken whole")
	t.fails("BADF", "readv of nothing", S.readv(999, v))
	t.fails("BADF", "writev to nothing", S.writev(999, v))
	t.fails("INVAL", "preadv before the start", fd:preadv(v, -5))
	t.fails("INVAL", "pwritev before the start", fd:pwritev(v, -5))
	t.ok(select(2, fd:preadv2(v, 0, 0x8000)).OPNOTSUPP, "preadv2 with a wrong flag")
	t.raises("iovecs expected", "no buffers", S.readv, fd, "abc")
	v[1].len = 100
	t.raises("fewer bytes", "a length beyond the buffer", S.readv, fd, v)
	v[1].base = nil
	t.raises("fewer bytes", "a length without a buffer", S.writev, fd, v)
	local one = ty.iovec { base = ty.buffer(10), len = 4 }
	t.is(one.iov_len, 4, "iov_len")
	one.len = 6
	t.is(one.len, 6, "len can be set")
	t.raises("for an address", "a number is no address", function() one.base = 4711 end)
end

-- Moving bytes
do
	make("from", "0123456789")
	local from, to = S.open(path "from"), S.open(path "to", "creat, rdwr, trunc", "0600")
	t.is(S.sendfile(to, from, nil, 4), 4, "sendfile")
	t.is(from:tell(), 4, "moves the place")
	local off = ty.off1(6)
	t.is(to:sendfile(from, off, 2), 2, "sendfile with a place")
	t.is(off[0], 8, "which is moved")
	t.is(to:sendfile(from, 9, 5), 1, "sendfile with a number")
	t.is(content "to", "0123679", "what has arrived")
	t.fails("BADF", "sendfile from nothing", S.sendfile(to, 999, nil, 1))
	t.raises("out of range", "a count below 0", S.sendfile, to, from, nil, -1)

	local _, _, r, w = S.pipe()
	off = ty.off1(2)
	t.is(S.splice(from, off, w, nil, 5, "move"), 5, "splice into a pipe")
	t.is(off[0], 7, "moves the place")
	local _, _, r2, w2 = S.pipe()
	t.is(r:tee(w2, 3), 3, "tee")
	t.is(r2:read(), "234", "copies")
	t.is(r:splice(nil, to, 1, 2), 2, "splice out of a pipe")
	t.is(r:read(), "456", "takes it out")
	t.is(content "to", "0233679", "what has arrived")
	t.fails("INVAL", "splice without a pipe", S.splice(from, nil, to, nil, 1))
	t.fails("INVAL", "tee without a pipe", S.tee(from, to, 1))
	t.raises("off1 expected", "a place that is none", S.splice, from, ty.int1(), w, nil, 1)

	t.is(w:vmsplice({ "ab", ty.buffer(3, "cde") }, "gift"), 5, "vmsplice")
	t.is(r:read(), "abcde", "puts memory into a pipe")
	w:write("xyz")
	local v = ty.iovecs { 3 }
	t.is(r:vmsplice(v), 3, "vmsplice out of a pipe")
	t.is(tostring(v), "xyz", "fills memory")
	t.fails("BADF", "vmsplice of a file", to:vmsplice { "x" })

	off = ty.off1(1)
	local n, err = S.copy_file_range(from, off, to, 0, 3)
	if err and (err.NOSYS or err.XDEV or err.OPNOTSUPP) then
		t.skip("copy_file_range", tostring(err))
	else
		t.is(n, 3, "copy_file_range")
		t.is(off[0], 4, "moves the place")
		t.is(content "to", "1233679", "copies")
		t.fails("INVAL", "a wrong flag", from:copy_file_range(nil, to, nil, 1, 1))
	end
end

-- To the disk, and room on it
do
	local name = make("sync", ("x"):rep(8192))
	local fd = S.open(name, "rdwr")
	for _, f in ipairs { "fsync", "fdatasync", "syncfs", "sync", "datasync" } do t.is(fd[f](fd), true, f) end
	t.results(table.pack(S.sync()), "sync")
	for _, f in ipairs { "fsync", "fdatasync", "syncfs" } do t.fails("BADF", f .. " of nothing", S[f](999)) end
	t.is(fd:sync_file_range(0, 4096, "wait_before, write, wait_after"), true, "sync_file_range")
	t.fails("INVAL", "sync_file_range before the start", fd:sync_file_range(-1, 1))
	t.is(fd:fadvise("sequential"), true, "fadvise")
	t.is(S.posix_fadvise(fd, "dontneed", 0, 4096), true, "posix_fadvise")
	t.fails("SPIPE", "fadvise of a pipe", select(3, S.pipe()):fadvise("normal"))
	t.is(fd:readahead(0, 4096), true, "readahead")
	t.fails("BADF", "readahead of nothing", S.readahead(999, 0, 1))
	t.is(fd:posix_fallocate(0, 20000), true, "posix_fallocate")
	t.is(outside("stat -c %s " .. name), "20000", "makes it longer")
	t.fails("INVAL", "posix_fallocate of nothing", fd:posix_fallocate(0, 0))
	t.is(fd:fallocate("keep_size", 0, 40000), true, "fallocate")
	t.is(fd:stat().size, 20000, "keep_size")
	t.is(fd:fallocate(c.FALLOC_FL.PUNCH_HOLE + c.FALLOC_FL.KEEP_SIZE, 0, 4096), true, "a hole")
	t.is(fd:pread(nil, 2, 0), "\0\0", "is empty")
	t.fails("INVAL", "fallocate of nothing", fd:fallocate(0, 0, 0))
	t.is(fd:truncate(10), true, "truncate of a descriptor")
	t.is(outside("stat -c %s " .. name), "10", "its length")
	t.is(S.ftruncate(fd, 11), true, "ftruncate")
	t.is(S.truncate(name, 2 ^ 32 + 1), true, "truncate")
	t.is(outside("stat -c %s " .. name), "4294967297", "its length")
	t.fails("INVAL", "ftruncate below 0", fd:ftruncate(-1))
	t.fails("NOENT", "truncate of nothing", S.truncate(path "none", 1))
	fd:truncate(8192)
	fd:pread(nil, 8192, 0)
	local s, err = fd:cachestat()
	if err then
		t.ok(err.NOSYS, "cachestat of an older kernel")
	else
		t.is(s.nr_cache, 2, "cachestat")
		t.is(fd:cachestat(0, 4096, s).nr_cache, 1, "of a part, into an object")
		t.fails("BADF", "cachestat of nothing", S.cachestat(999))
	end
	local object = ty.cachestat()
	for _, m in ipairs { "nr_cache", "nr_dirty", "nr_writeback", "nr_evicted", "nr_recently_evicted" } do
		object[m] = 2 ^ 40
		t.is(object[m], 2 ^ 40, m .. " can be set")
	end
end

-- Memory
do
	local fd = t.works("memfd_create", S.memfd_create("a name", "cloexec, allow_sealing"))
	t.is(S.readlink("/proc/self/fd/" .. fd:getfd()), "/memfd:a name (deleted)", "its name")
	t.fails("INVAL", "memfd_create with a wrong flag", S.memfd_create("x", 0x800))
	t.is(fd:fcntl("add_seals", "write, shrink"), true, "add_seals")
	t.is(fd:fcntl("get_seals"), c.F_SEAL("write, shrink"), "get_seals")
	t.fails("PERM", "sealed", fd:write("x"))
	local secret, err = S.memfd_secret()
	if err then t.ok(err.NOSYS, "memfd_secret of a kernel without") else t.ok(secret, "memfd_secret") end
	local name = "/lsys-test." .. S.getpid()
	local shm = S.shm_open(name, "creat, rdwr, excl", "0600")
	if not shm then
		t.skip("shm_open", "no /dev/shm")
	else
		t.is(S.readlink("/proc/self/fd/" .. shm:getfd()), "/dev/shm" .. name, "shm_open")
		t.is(shm:fcntl("getfd"), 1, "is not inherited")
		t.ok(bit32.band(shm:fcntl("getfl"), c.O.NONBLOCK) ~= 0, "does not wait")
		t.is(S.shm_unlink(name), true, "shm_unlink")
		t.fails("NOENT", "shm_unlink again", S.shm_unlink(name))
	end
	t.fails("NOENT", "shm_open of nothing", S.shm_open(name))
end

os.execute("rm -rf " .. dir)
t.done()

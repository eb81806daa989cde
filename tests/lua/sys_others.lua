-- Methods and calls that the tests of their areas have not come to. tests/lua/coverage.lua tells which these are.
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local ty, c = S.t, S.c
local root = S.geteuid() == 0
local dir = (os.getenv("TMPDIR") or "/tmp") .. "/others." .. S.getpid()
assert(S.mkdir(dir, "0700"))
local null = S.open("/dev/null", "rdwr")

-- Descriptors as objects

local at = S.open(dir, "directory, rdonly")
local fd = at:openat("file", "creat, rdwr", "0600")
t.is(fd:fchmod("0640"), true, "fd:fchmod")
t.is(S.stat(dir .. "/file").perm, tonumber("640", 8), "is that of the file")
t.is(fd:fchown(nil, S.getegid()), true, "fd:fchown")
t.is(S.stat(dir .. "/file").gid, S.getegid(), "is that of the file, too")
t.fails("BADF", "fchown of a place only", S.open(dir .. "/file", "path"):fchown(nil, 0))
t.is(fd:fstatfs().bsize, S.statfs(dir).bsize, "fd:fstatfs")
t.is(fd:posix_fadvise(0, 0, 0), true, "fd:posix_fadvise")
t.fails("SPIPE", "fd:posix_fadvise of a pipe", (select(3, S.pipe())):posix_fadvise(0, 0, 0))
local ok, err = at:faccessat2("file", "r", "symlink_nofollow")
t.ok(ok or err.NOSYS, "fd:faccessat2")
t.fails("NOENT", "of a file that is not there", at:faccessat2("none", "r"))
local attr
attr, err = at:file_getattr("file")
if attr then
	t.is(at:file_setattr("file", attr), true, "fd:file_setattr")
else
	t.ok(err.NOSYS or err.OPNOTSUPP or err.NOTTY, "fd:file_getattr: " .. tostring(err))
	at:file_setattr("file", ty.file_attr())
end
local last = S.eventfd()
t.is(last:close_range(last), true, "fd:close_range, from it to another")
t.fails("BADF", "closes it", S.fcntl(last:getfd(), "getfd"))
last:nogc()
t.ok(not at:finit_module(""), "fd:finit_module of a directory")
ok, err = at:mount_setattr("nosuch", 0, { attr_set = "nosuid" })
t.ok(not ok and (err.NOENT or err.PERM or err.INVAL), "fd:mount_setattr of no place: " .. tostring(err))
if root and t.child(function() return S.unshare("newns") ~= nil end) then
	t.is(t.child(function()
		S.unshare("newns")
		S.mount("none", "/", nil, "rec, private")
		S.mount("none", dir, "tmpfs")
		local place = S.open(dir, "directory, rdonly")
		local tree = place:open_tree("", c.AT.EMPTY_PATH + c.OPEN_TREE.CLONE)
		local kind = tree and tree:fstatfs().type == S.statfs(dir).type
		local context = place:fspick("", c.FSPICK.EMPTY_PATH)
		place:open_tree_attr("", c.AT.EMPTY_PATH + c.OPEN_TREE.CLONE)
		return kind and (context and true or "no fspick")
	end), true, "fd:open_tree, fd:fspick of a file system of our own")
else
	t.skip("fd:open_tree", "no mount namespace of our own")
end
local pidfd
do
	local pid = S.fork()
	if pid == 0 then
		S.pause()
		S._exit(0)
	end
	pidfd, err = S.pidfd_open(pid)
	if pidfd then
		t.fails("INVAL", "process_mrelease of one that does not end", pidfd:process_mrelease())
		S.kill(pid, "kill")
		ok, err = pidfd:process_mrelease()
		t.ok(ok or err.SRCH or err.INVAL, "of one that does")
	else
		t.skip("process_mrelease", "no pidfd here")
		S.kill(pid, "kill")
	end
	repeat local got = S.waitpid(pid) until got
end

-- Names of older calls, and terminals

local epoll = S.epoll_create1("cloexec")
t.is(epoll:fcntl("getfd"), c.FD.CLOEXEC, "epoll_create1")
local master = S.openpt("rdwr, noctty")
if master then
	t.ok(master:ptsname():find("^/dev/pts/"), "openpt")
	local a = master:tcgetattr()
	t.ok(bit32.btest(a.lflag, c.LFLAG.ICANON), "a terminal works by lines")
	t.is(S.cfmakeraw(a), true, "cfmakeraw")
	t.ok(not bit32.btest(a.lflag, c.LFLAG.ICANON), "and then does not")
	local a2 = master:tcgetattr(ty.termios2())
	t.is(a2:makeraw(), true, "termios2:makeraw")
	t.is(a2.lflag, a.lflag, "is the same")
else
	t.skip("openpt", "no pseudo-terminals here")
end
t.is(S.sched_get_priority_max("fifo"), 99, "sched_get_priority_max")
t.is(S.sched_get_priority_min("fifo"), 1, "sched_get_priority_min")
t.fails("INVAL", "of a policy that is none", S.sched_get_priority_max(99))
t.fails("INVAL", "as sched_get_priority_min", S.sched_get_priority_min(99))
t.is(S.util.if_nametoindex("lo"), 1, "util.if_nametoindex")

-- Patterns

t.is(S.fnmatch("*.[ch]", "file.c"), true, "fnmatch")
t.is(S.fnmatch("*.[ch]", "file.o"), false, "or not")
t.is(S.fnmatch("*", "a/b", "pathname"), false, "with flags")
S.util.createfile(dir .. "/one.x")
S.util.createfile(dir .. "/two.x")
t.is(table.concat(S.glob(dir .. "/*.x"), " "), dir .. "/one.x " .. dir .. "/two.x", "glob")
t.is(S.glob(dir .. "/*.none"), nil, "of what matches nothing")

-- Memory of a file in another order
local file = S.memfd_create("pages")
local page = S.getpagesize()
file:truncate(2 * page)
file:pwrite("first", 5, 0)
file:pwrite("second", 6, page)
local m = S.mmap(nil, 2 * page, "read, write", "shared", file, 0)
ok, err = S.remap_file_pages(m, page, 0, 1, 0)
if ok then
	t.is(m:string(6), "second", "remap_file_pages")
else
	t.skip("remap_file_pages", "not here: " .. tostring(err))
end

-- Memory protection, seen by the kernel
m = S.mmap(nil, page, "read, write", "private, anonymous")
t.is(S.mprotect(m, nil, "read"), true, "mprotect")
local r, w = select(3, S.pipe())
w:write("x")
t.raises("may not be written", "what may not be written", r.read, r, m, 1)

-- Counters

local perf = S.perf_event_open { type = "software", config = "sw_task_clock", disabled = true, sample_period = 1e6 }
if not perf then
	t.skip("counters", "no perf events here")
else
	local number = perf:getfd()
	local reader = ty.perf_reader(perf)
	t.is(reader:getfd(), number, "perf_reader:getfd")
	t.is(reader:refresh(1), true, "perf_reader:refresh")
	t.fails("INVAL", "perf_reader:setfilter of what has no fields", reader:setfilter("a == 1"))
	t.fails("BADF", "perf_reader:setbpf of no program", reader:setbpf(1000))
	reader:close()
end
local traced = root and { t.child(function()
	if not S.unshare("newns") then return "no" end
	S.mount("none", "/", nil, "rec, private")
	if not S.mount("none", "/sys/kernel/tracing", "tracefs") then return "no" end
	local id = S.perf_tracepoint("sched/sched_switch")
	if not id then return "no" end
	local reader = assert(S.perf_attach_tracepoint(id, 0))
	local _, bad = reader:setfilter("nosuch == 1")
	local filtered = reader:setfilter("prev_pid == 1")
	local prog = S.bpf_prog_load("tracepoint", ty.bpf_insns(2, { { "alu64,mov,k", 0, 0, 0, 0 }, { "jmp,exit" } }), 2)
	local attached, why = reader:setbpf(prog or -1)
	-- a probe of the kernel's, where it can be set
	local probe = S.perf_probe("kprobe", "lsys_test", "do_nanosleep")
	local removed = probe and S.perf_probe("kprobe", "lsys_test")
	local _, none = S.perf_probe("kprobe", "lsys_test", "no_such_function_anywhere")
	return S.util.readfile("/sys/kernel/tracing/events/sched/sched_switch/id") == id .. "\n", filtered, bad and bad.sym,
		attached or why.sym, probe and removed == true, none and none.sym
end) } or { "no" }
if traced[1] == "no" then
	t.skip("tracepoints", "no tracefs that we may mount")
else
	t.is(traced[1], true, "perf_tracepoint is the number that tracefs says")
	t.is(traced[2], true, "perf_attach_tracepoint, perf_reader:setfilter")
	t.ok(traced[3] == "INVAL" or traced[3] == "NOENT", "of a field that is none: " .. tostring(traced[3]))
	t.ok(traced[4] == true or traced[4] == "INVAL" or traced[4] == "BADF" or traced[4] == "EXIST",
		"perf_reader:setbpf: " .. tostring(traced[4]))
	if traced[5] then
		t.is(traced[5], true, "perf_probe is made and removed")
		t.is(traced[6], "NOENT", "of no function")
	else
		t.skip("perf_probe", "no kprobes here")
	end
end

-- Rings

local ring = S.io_uring_setup(8)
if not ring then
	t.skip("rings", "no io_uring here")
else
	t.ok(S.readlink("/proc/self/fd/" .. ring:getfd()):find("io_uring", 1, true), "ring:getfd")
	local function done(n)
		local all = {}
		ring:submit(n)
		while n > 0 do
			for word, result, why in ring:ends() do
				all[word] = result == nil and why.sym or result
				n = n - 1
			end
			if n > 0 then ring:wait(1, 5) end
		end
		return all
	end
	local server = S.socket("inet", "stream")
	server:bind(ty.sockaddr_in(0, "loopback"))
	server:listen()
	local client = S.socket("inet", "stream")
	ring:accept(server, nil, "accept")
	ring:connect(client, server:getsockname(), "connect")
	local all = done(2)
	t.is(all.connect, 0, "ring:connect")
	t.is(type(all.accept), "userdata", "ring:accept gives a descriptor")
	t.ok(all.accept and all.accept:getpeername().port == client:getsockname().port, "of the other end")
	local buffer = ty.buffer(10)
	ring:send(client, "hello", nil, "send")
	t.is(done(1).send, 5, "ring:send")
	ring:recv(all.accept, buffer, nil, "recv")
	t.is(done(1).recv, 5, "ring:recv")
	t.is(buffer:string(5), "hello", "what was sent")
	ring:send(null, "x", nil, "send"):recv(null, buffer, nil, "recv"):accept(null, nil, "accept")
	all = done(3)
	t.is(all.send, "NOTSOCK", "ring:send to what is no socket")
	t.is(all.recv, "NOTSOCK", "ring:recv of it")
	t.is(all.accept, "NOTSOCK", "ring:accept")
end
S.util.rm(dir)
t.done()

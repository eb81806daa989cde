-- What the tests with random values share: the values, and a child that is alone in namespaces of its own, in which
-- nothing but a crash can be wrong. LSYS_FUZZ is how many calls each function gets, LSYS_FUZZ_SEED what they begin with;
-- LSYS_FUZZ_ONLY is a pattern of names, to see one again.
local S = require "syscall"
local t = S.t
local fuzz = {}

fuzz.calls = tonumber(os.getenv("LSYS_FUZZ") or 60)
fuzz.seed = tonumber(os.getenv("LSYS_FUZZ_SEED") or 1)
local only = os.getenv("LSYS_FUZZ_ONLY")
local seconds = math.max(0.3, fuzz.calls / 400) -- that a child gets at most

local random = math.random
local function one_of(list) return list[random(#list)] end
fuzz.one_of = one_of

-- Values

local texts = { "", "x", "/", "/dev/null", ".", "..", "a/b", "\0", "a\0b", ("y"):rep(300), ("y"):rep(5000), "rdwr, creat",
	"nosuch", "-1", "0777", "127.0.0.1", "::1", "inet", "stream", "sigint", "now", "lo", "fd", "stdin", "ff:ff:ff:ff:ff:ff",
	"%s%n", "\255\254", "0x10", "1e9", "all", "self", "anonymous, private", "user.x", "text\nline", "=", "{}", "set", "get" }
local numbers = { 0, 1, -1, 2, 3, 7, 100, 4096, 65535, 65536, 2 ^ 31 - 1, 2 ^ 31, 2 ^ 32, 2 ^ 53, 2 ^ 63, 2 ^ 64, -2 ^ 31,
	-2 ^ 63, 0.5, 1 / 0, -1 / 0, 0 / 0, 1e300 }

-- All types that are known here.
local types = {}
function fuzz.types()
	if #types > 0 then return types end
	local p = io.popen("\"" .. (os.getenv("LSYS") or "lsys") .. "\" __annotations luals")
	local known = {}
	for name in p:read("*a"):gmatch("%-%-%-@class t%.([%w_]+)") do known[name] = true end
	p:close()
	for line in io.lines(fuzz.here .. "../data/api/types.tsv") do
		local name = line:match("^([^\t#]+)\t")
		if name and t[name] then known[name] = true end
	end
	for name in pairs(known) do types[#types + 1] = name end
	table.sort(types)
	return types
end

local value

-- A descriptor of any kind, or what once was one.
local descriptors = {
	function() return S.open("/", "rdonly, directory") end,
	function() return (select(3, S.pipe())) end,
	function() return (select(4, S.pipe("nonblock"))) end,
	function() return S.socket("inet", "dgram") end,
	function() return S.socket("inet", "stream, nonblock") end,
	function() return S.socket("netlink", "raw", "route") end,
	function() return (select(3, S.socketpair("unix", "seqpacket, nonblock"))) end,
	function() return S.eventfd(random(0, 3), "nonblock") end,
	function() return S.epoll_create() end,
	function() return S.timerfd_create("monotonic", "nonblock") end,
	function() return S.inotify_init("nonblock") end,
	function() return S.signalfd(t.sigset("usr1"), "nonblock") end,
	function()
		local fd = S.memfd_create("m", "allow_sealing")
		if fd then fd:truncate(random(0, 10000)) end
		return fd
	end,
	function() return S.open("/dev/ptmx", "rdwr, noctty") end,
	function() return S.pidfd_open(S.getpid()) end,
	function() return S.bpf_map_create("array", 4, 8, 4) end,
	function() return S.perf_event_open { type = "software", config = "sw_task_clock" } end,
	function()
		local fd = S.eventfd()
		if fd then fd:close() end
		return fd
	end,
	function() return t.fd() end,
}
function fuzz.descriptor() return (one_of(descriptors)()) or t.fd() end

-- An object of a type, made of random values if it can be.
function fuzz.object(name, depth)
	local args, n = {}, random(0, 3)
	for k = 1, n do args[k] = value(depth) end
	local ok, x = pcall(t[name], table.unpack(args, 1, n))
	if not ok or type(x) ~= "userdata" then ok, x = pcall(t[name]) end
	if not ok or type(x) ~= "userdata" then ok, x = pcall(t[name], random(0, 5)) end
	return ok and x or nil
end

local makers = {
	function() return nil end,
	function() return random(2) == 1 end,
	function() return one_of(numbers) end,
	function() return random(0, 20) end,
	function() return random(0, 20) end,
	function() return one_of(texts) end,
	function() return t.buffer(random(0, 100)) end,
	function() return t.ints(random(0, 20)) end,
	fuzz.descriptor,
	fuzz.descriptor,
	function() return function() end end,
	function() return coroutine.create(print) end,
	function() return io.stdout end,
	function() return t.uint64(-1) end,
	function() return t.int64(one_of(numbers)) end,
	function() return (S.mmap(nil, random(1, 3) * 4096, "read, write", one_of { "private, anonymous", "shared, anonymous" })) end,
	function()
		local m = S.mmap(nil, 4096, one_of { "read", "none" }, "private, anonymous")
		if m and random(2) == 1 then S.munmap(m) end
		return m
	end,
	function(depth) return fuzz.object(one_of(fuzz.types()), depth + 1) end,
	function(depth) return fuzz.object(one_of(fuzz.types()), depth + 1) end,
	function(depth)
		local list = {}
		for n = 1, random(0, 4) do list[n] = value(depth + 1) end
		if random(3) == 1 then list[one_of(texts)] = value(depth + 1) end
		return list
	end,
	function() return t.error(random(0, 140)) end,
	function() return setmetatable({}, { __index = function() error("no") end, getfd = function() return {} end }) end,
	function() return t.timer() end,
	function() return t.mqd() end,
	function() return t.perf_reader() end,
	function() return S.io_uring_setup(random(1, 4)) end,
}
function value(depth)
	depth = depth or 0
	if depth > 3 then return one_of(numbers) end
	local ok, x = pcall(one_of(makers), depth)
	return ok and x or nil
end
fuzz.value = value

-- What came back must stand being looked at, and written.
function fuzz.look(x)
	pcall(tostring, x)
	if type(x) ~= "userdata" then return end
	pcall(function() return #x end)
	pcall(function() return x == value(2) end)
	local keys = {}
	pcall(function()
		for k, v in pairs(x) do
			tostring(v)
			keys[#keys + 1] = k
			if #keys > 100 then break end
		end
	end)
	for _ = 1, 3 do
		local key = random(4) > 1 and #keys > 0 and one_of(keys) or random(-1, 3)
		pcall(function() x[key] = value(1) end)
		pcall(function() return tostring(x[key]) end)
	end
end

function fuzz.try(f, first, method)
	local args, n, from = {}, random(0, 6), 1
	if method then args[1], from, n = first, 2, n + 1 end
	for k = from, n do args[k] = value() end
	local r = table.pack(pcall(f, table.unpack(args, 1, n)))
	for k = 2, r.n do fuzz.look(r[k]) end
	for k = from, n do
		if type(args[k]) == "userdata" and random(4) == 1 then fuzz.look(args[k]) end
	end
end

-- A place where nothing matters

local sanitized = (os.getenv("LSYS") or ""):find("asan", 1, true) -- has the address space full of its own
fuzz.sanitized = sanitized

-- Where a child is locked in: a file system in memory, which ends with it. A sanitizer writes to where it was told to,
-- and looks into /proc for what was lost.
local root = os.getenv("TMPDIR") or "/tmp"
local log = sanitized and (os.getenv("ASAN_OPTIONS") or ""):match("log_path=([^:]+)")

-- The new user is who it was, so that what it makes can belong to it.
local function become_root()
	local uid, gid = S.geteuid(), S.getegid()
	if not S.unshare("newuser, newns, newpid, newnet, newipc, newuts") then return false end
	return S.util.writefile("/proc/self/setgroups", "deny") and
		S.util.writefile("/proc/self/uid_map", ("0 %d 1"):format(uid)) and
		S.util.writefile("/proc/self/gid_map", ("0 %d 1"):format(gid))
end

local function make_root()
	local dir = log and -- tests/run looks there
		assert(S.open(S.util.dirname(log), "path, directory"))
	if not S.mount("none", root, "tmpfs", 0, "size=4m,mode=0755") then return false end
	for _, name in ipairs { "/dev", "/dev/pts", "/proc", "/a" } do S.mkdir(root .. name, "0755") end
	S.mount("none", root .. "/dev/pts", "devpts", 0, "newinstance,ptmxmode=0666")
	S.symlink("pts/ptmx", root .. "/dev/ptmx")
	if log then
		S.mount("none", root .. "/proc", "proc")
		local at = root
		for part in S.util.dirname(log):gmatch("[^/]+") do
			at = at .. "/" .. part
			S.mkdir(at, "0755")
		end
		S.mount("/proc/self/fd/" .. dir:getfd(), at, nil, "bind")
		dir:close()
	end
	return S.chroot(root) and S.chdir("/")
end

local UNSAFE, HANGS, ERROR = 97, 98, 96

-- Ends as the process pid does; one that is stopped, or does not end, is ended.
local function pass_on(pid)
	local until_ = S.clock_gettime("monotonic").time + seconds + 20
	while true do
		local got, _, status = S.waitpid(pid, "nohang, untraced")
		if not got then S._exit(ERROR) end
		if got ~= 0 then
			if status.WIFSIGNALED then S._exit(128 + status.WTERMSIG) end
			if status.WIFEXITED then S._exit(status.EXITSTATUS) end
			S.kill(pid, "kill")
		elseif S.clock_gettime("monotonic").time > until_ then
			S.kill(pid, "kill")
			S._exit(HANGS)
		end
		S.nanosleep(0.002)
	end
end

-- Signals that a crash looks like, when somebody sends them. A crash itself is not held up by such a function.
local function expect_signals()
	for _, name in ipairs { "ill", "abrt", "bus", "fpe", "segv", "trap", "sys", "xcpu", "pipe", "io" } do
		S.sigaction(name, { handler = function() end })
	end
end

-- What waits is woken up now and then; errors of the function itself go into what is called. Without SA_RESTART.
local function tick()
	S.sigaction("alrm", { handler = function() end })
	S.setitimer("real", { 0.01, 0.01 })
end

-- The innermost child: calls f again and again.
local function work(f, name)
	local start = S.clock_gettime("monotonic").time
	S.setsid()
	S.keyctl("join_session_keyring")
	S.setrlimit("fsize", { cur = 65536, max = 65536 })
	S.setrlimit("nproc", { cur = 200, max = 200 })
	if not sanitized then S.setrlimit("as", { cur = 2 ^ 31, max = 2 ^ 31 }) end
	for fd = 0, fuzz.debug and 1 or 2 do S.close(fd) end
	math.randomseed(fuzz.seed + #name * 131 + name:byte(1) * 7 + name:byte(-1))
	expect_signals()
	tick()
	local me, getpid, gettime, _exit = S.getpid(), S.getpid, S.clock_gettime, S._exit
	for n = 1, fuzz.calls do
		f(n)
		if getpid() ~= me then _exit(0) end -- it has become a child of a child
		if gettime("monotonic").time - start > seconds then break end
	end
	if log and S.access("/proc/self/task", "r") then S.exit(0) end -- which looks for leaks, there
	_exit(0)
end

fuzz.debug = os.getenv "LSYS_FUZZ_DEBUG" and S.dup(2)

-- Runs f in a child; gives how it ended: an exit status or 128 and a signal.
local function alone(f, name)
	local pid = assert(S.fork())
	if pid == 0 then
		-- Where this cannot be done, as under some emulators, random calls are not made: they would be root's.
		if not become_root() then S._exit(UNSAFE) end
		expect_signals()
		S.prctl("set_pdeathsig", "kill")
		pid = S.fork() -- the first process of the new namespace, which no signal of its own ends
		if pid == 0 then
			if S.getpid() ~= 1 or not make_root() then S._exit(UNSAFE) end
			S.prctl("set_pdeathsig", "kill")
			pid = S.fork()
			if pid == 0 then
				local _, why = pcall(work, f, name)
				if fuzz.debug then S.write(fuzz.debug, name .. ": " .. tostring(why) .. "\n") end
				S._exit(ERROR)
			end
			pass_on(pid)
		end
		pass_on(pid)
	end
	local _, _, status = S.waitpid(pid)
	return status.WIFSIGNALED and 128 + status.WTERMSIG or status.EXITSTATUS
end

local crashes = { [128 + 4] = "SIGILL", [128 + 6] = "SIGABRT", [128 + 7] = "SIGBUS", [128 + 8] = "SIGFPE",
	[128 + 11] = "SIGSEGV", [99] = "a sanitizer", [HANGS] = "does not end" }

-- What a sanitizer has said, if it was more than that it had no memory to give, which was asked of it.
local function said(name)
	if not log then return end
	local dir = S.util.dirname(log)
	for _, file in ipairs(S.util.dirtable(dir, true) or {}) do
		local path = dir .. "/" .. file
		local text = S.util.readfile(path) or ""
		if text:gsub("[^\n]*WARNING: AddressSanitizer failed to allocate[^\n]*\n", "") == "" then
			S.unlink(path)
		elseif not file:find("fuzz", 1, true) then
			S.rename(path, log .. ".fuzz." .. name:gsub("[^%w_]", "_")) -- another will have the same number
		end
	end
end

-- One function, as a result of the test. f(n) makes the call number n. waits: it may wait for what never comes.
function fuzz.run(name, f, waits)
	if fuzz.unsafe or only and not name:match(only) then return end
	local status = alone(f, name)
	said(name)
	if status == UNSAFE then
		fuzz.unsafe = true
		fuzz.tap.skip("random values", "no namespaces of our own here")
		return
	end
	local wrong = crashes[status]
	if waits and status == HANGS then wrong = nil end
	fuzz.tap.ok(not wrong, name .. (wrong and ": " .. wrong or ""))
end

function fuzz.done()
	fuzz.tap.done()
end

return function(here)
	fuzz.here = here
	fuzz.tap = dofile(here .. "tap.lua")
	fuzz.types()
	return fuzz
end

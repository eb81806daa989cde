-- No argument may end the process: every function and constructor gets values of all types at random, each in a
-- child that is alone in namespaces of its own. LSYS_FUZZ is how many calls each gets (100), LSYS_FUZZ_SEED what they
-- begin with.
local S = require "syscall"
local tap = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local t = S.t

local calls = tonumber(os.getenv("LSYS_FUZZ") or 100)
local seed = tonumber(os.getenv("LSYS_FUZZ_SEED") or 1)

-- Ends or replaces the process, or sends it a signal that a crash would look like: asked for, it is right to do so.
local left_out = {}
for name in ([[exit _exit fork clone clone3 execve execveat syscall kill killpg
	tgkill tkill raise
	sigqueue rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal timer_create
	mq_notify fcntl reboot setrlimit prlimit ptrace]]):gmatch("%S+") do
	left_out[name] = true
end

local texts = { "", "x", "/", "/dev/null", ".", "a/b", "\0", "a\0b", ("y"):rep(5000), "rdwr, creat", "nosuch",
	"-1", "0777", "127.0.0.1",
	"::1", "inet", "stream", "sigint", "now", "lo", "fd", "stdin", "ff:ff:ff:ff:ff:ff", "%s%n", "\255\254" }
local numbers = { 0, 1, -1, 2, 3, 7, 100, 4096, 65535, 65536, 2 ^ 31 - 1, 2 ^ 31, 2 ^ 32, 2 ^ 53, 2 ^ 63,
	2 ^ 64, -2 ^ 31, -2 ^ 63, 0.5,
	1 / 0, -1 / 0, 0 / 0, 1e300 }
local structs = {}
for _, name in ipairs { "stat", "timespec", "timeval", "itimerspec", "sockaddr_in", "sockaddr_un",
	"sockaddr_storage", "iovecs", "msghdr",
	"sigset", "termios", "pollfds", "epoll_events", "iocb", "cpu_set", "rlimit", "ifreq", "sock_fprog",
	"bpf_attr", "mmsghdrs", "siginfo" } do
	structs[#structs + 1] = name
end

local random = math.random
local value
local makers = {
	function() return nil end,
	function() return random(2) == 1 end,
	function() return numbers[random(#numbers)] end,
	function() return random(0, 20) end,
	function() return texts[random(#texts)] end,
	function() return t.buffer(random(0, 100)) end,
	function() return t.ints(random(0, 20)) end,
	function() return S.open("/", "rdonly, directory") end,
	function() return select(random(3, 4), S.pipe()) end,
	function() return (S.socket("inet", "dgram")) end,
	function() return function() end end,
	function() return coroutine.create(print) end,
	function() return io.stdout end,
	function() return t.uint64(-1) end,
	function() return (S.mmap(nil, 4096, "read, write", "private, anonymous")) end,
	function()
		local m = S.mmap(nil, 4096, random(2) == 1 and "read" or "none", "private, anonymous")
		if random(2) == 1 then S.munmap(m) end
		return m
	end,
	function()
		local ok, x = pcall(t[structs[random(#structs)]], random(2) == 1 and random(0, 5) or nil)
		return ok and x or nil
	end,
	function()
		local list = {}
		for n = 1, random(0, 4) do list[n] = value() end
		if random(3) == 1 then list[texts[random(#texts)]] = value() end
		return list
	end,
	function() return S.t.error(random(0, 140)) end,
	function() return setmetatable({}, { __index = function() error("no") end, getfd = function() return {} end }) end,
}
function value() return makers[random(#makers)]() end

local function try(f)
	local args = {}
	local n = random(0, 6)
	for k = 1, n do args[k] = value() end
	local r = table.pack(pcall(f, table.unpack(args, 1, n)))
	-- what came back must stand being looked at
	for k = 1, r.n do
		pcall(tostring, r[k])
		if type(r[k]) == "userdata" then
			pcall(function() return #r[k] end)
			pcall(function() for _, v in pairs(r[k]) do tostring(v) end end)
			pcall(function() r[k][random(0, 3)] = value() end)
		end
	end
end

local sanitized = (os.getenv("LSYS") or ""):find("asan", 1, true) -- has the address space full of its own

-- Where a child is locked in: there is nothing, but for what a sanitizer must write to lest it end the process itself.
local root, made = "/proc/self/fdinfo", nil
local log = (os.getenv("ASAN_OPTIONS") or ""):match("log_path=([^:]+)")
if sanitized and log then
	root = (os.getenv("TMPDIR") or "/tmp") .. "/fuzz." .. S.getpid()
	made = root
	local dir = root
	S.mkdir(dir, "0700")
	for part in S.util.dirname(log):gmatch("[^/]+") do
		dir = dir .. "/" .. part
		S.mkdir(dir, "0700")
	end
end

-- Ends as the process pid does.
local function pass_on(pid)
	local _, _, status = S.waitpid(pid)
	S._exit(status.WIFSIGNALED and 128 + status.WTERMSIG or status.EXITSTATUS)
end

-- Runs f in a child; gives how it ended: an exit status or, negative, a signal.
local function alone(f)
	local pid = assert(S.fork())
	if pid == 0 then
		S.setsid()
		S.unshare("newuser, newns, newpid, newnet, newipc, newuts")
		S.chroot(root)
		S.chdir("/")
		pid = S.fork() -- the first process of the new namespace, which no signal of its own ends
		if pid == 0 then
			S.prctl("set_pdeathsig", "kill")
			pid = S.fork()
			if pid == 0 then
				S.setrlimit("fsize", { cur = 65536, max = 65536 })
				if not sanitized then S.setrlimit("as", { cur = 2 ^ 31, max = 2 ^ 31 }) end
				for fd = 0, 2 do S.close(fd) end
				S.alarm(1)
				local good = pcall(f)
				S._exit(good and 0 or 1)
			end
			pass_on(pid)
		end
		S.alarm(10) -- it may have come to wait for ever, with SIGALRM blocked
		pass_on(pid)
	end
	local _, _, status = S.waitpid(pid)
	return status.EXITSTATUS or 255
end

local crashes = { [128 + 4] = "SIGILL", [128 + 6] = "SIGABRT", [128 + 7] = "SIGBUS", [128 + 8] = "SIGFPE",
	[128 + 11] = "SIGSEGV",
	[99] = "a sanitizer" }

local function fuzz(kind, name, f)
	local status = alone(function()
		math.randomseed(seed + #name * 131 + name:byte() * 7)
		for _ = 1, calls do try(f) end
	end)
	tap.ok(not crashes[status], kind .. name .. (crashes[status] and ": " .. crashes[status] or ""))
end

local names = {}
for name, f in pairs(S) do
	if type(f) == "function" and not left_out[name] then names[#names + 1] = name end
end
table.sort(names)
for _, name in ipairs(names) do fuzz("S.", name, S[name]) end

local here = arg[0]:match("^.*/") or ""
for line in io.lines(here .. "../data/api/types.tsv") do
	local name = line:match("^([^\t#]+)\t")
	if name and t[name] then fuzz("t.", name, t[name]) end
end
if made then S.util.rm(made) end
tap.done()

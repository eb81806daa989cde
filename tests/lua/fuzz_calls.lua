-- No argument may end the process: every function of S, of the modules beside it and of descriptors gets values of all
-- types at random, and so does every constructor. See tests/lib/fuzz.lua.
local here = arg[0]:match("^.*/") or ""
local S = require "syscall"
local fuzz = dofile(here .. "../lib/fuzz.lua")(here)
local try, one_of = fuzz.try, fuzz.one_of

-- The one function that hands over what nobody has looked at (lsys-syscall(3)).
local left_out = { syscall = true }

-- They wait for what may never come, with the signal blocked that wakes the others.
local waits = {}
for name in ([[sigsuspend sigwaitinfo sigtimedwait pause ppoll pselect epoll_pwait epoll_pwait2 sigprocmask
	fork clone clone3 execve execveat]]):gmatch("%S+") do
	waits[name] = true
end

-- A child of its own for each call, since they end the process, change it for all time or make another.
local in_child = {}
for name in ([[exit _exit fork clone clone3 execve execveat setrlimit prlimit reboot seccomp prctl ptrace]]):gmatch("%S+") do
	in_child[name] = true
end

-- Limits that nothing can run below: of the stack, and where a sanitizer needs room of the address space, too.
local function too_small(name, resource)
	if name ~= "setrlimit" and name ~= "prlimit" then return false end
	local limits = fuzz.sanitized and { "stack", "as", "data" } or { "stack" }
	for _, limit in ipairs(limits) do
		if resource == S.c.RLIMIT[limit:upper()] then return true end
	end
end

local function child_of(name, f)
	return function()
		local pid = S.fork()
		if pid == 0 then
			try(function(...)
				if too_small(name, (select(name == "prlimit" and 2 or 1, ...))) then return end
				return f(...)
			end)
			S._exit(0)
		end
		local got, _, status
		repeat got, _, status = S.waitpid(pid) until got -- it is woken up meanwhile
		if status.WIFSIGNALED then -- as if it had been this one
			S.signal(status.WTERMSIG, "dfl")
			S.kill(S.getpid(), status.WTERMSIG)
		elseif status.EXITSTATUS == 99 then
			S._exit(99)
		end
	end
end

local function each(prefix, functions)
	local names = {}
	for name, f in pairs(functions) do
		if type(f) == "function" and not left_out[name] then names[#names + 1] = name end
	end
	table.sort(names)
	for _, name in ipairs(names) do
		local f = functions[name]
		fuzz.run(prefix .. name, in_child[name] and child_of(name, f) or function() try(f) end, waits[name])
	end
end

each("S.", S)
local util = {}
for name, f in pairs(S.util) do util[name] = f end
for name in ("recvcmsg sendfds sendcred inet_name if_nametoindex eventfd_read eventfd_write signalfd_read timerfd_read")
	:gmatch("%S+") do
	util[name] = S.util[name]
end
each("S.util.", util)
each("S.cgroup.", S.cgroup)
each("lfs.", require "syscall.lfs")
each("netfilter.", require "syscall.netfilter")
each("S.nl.", S.nl)

-- Methods of descriptors, of all kinds of them.
local p = io.popen("\"" .. (os.getenv("LSYS") or "lsys") .. "\" __annotations luals")
local methods = {}
for name in p:read("*a"):gmatch("\nfunction fd:([%w_]+)%(") do methods[#methods + 1] = name end
p:close()
for _, name in ipairs(methods) do
	fuzz.run("fd:" .. name, function()
		local fd = fuzz.descriptor()
		try(fd[name], fd, true)
		if one_of { true, false } then fd:close() end
	end, waits[name])
end

local constructors = {}
for _, name in ipairs(fuzz.types()) do constructors[name] = S.t[name] end
each("t.", constructors)
for _, name in ipairs { "pt", "s" } do
	fuzz.run("S.types." .. name, function()
		local f = S.types[name][one_of(fuzz.types())]
		if f then try(f) end
	end)
end
fuzz.done()

-- That all names are there which scripts for ljsyscall use: functions, methods, types and their members. What
-- they do is tested by area.
local S = require "syscall"
local here = arg[0]:match("^.*/") or ""
local t = dofile(here .. "tap.lua")

local function rows(file)
	local list = {}
	for line in io.lines(here .. "../data/api/" .. file) do
		if line:sub(1, 1) ~= "#" then
			local row = {}
			for field in (line .. "\t"):gmatch("([^\t]*)\t") do row[#row + 1] = field end
			list[#list + 1] = row
		end
	end
	return list
end

local function words(s)
	return (s or ""):gmatch("%S+")
end

-- Functions, S.util's and S.cgroup's too
local missing = {}
for _, row in ipairs(rows "functions.txt") do
	local f = S
	for part in row[1]:gmatch("[^.]+") do f = f and f[part] end
	if type(f) ~= "function" then missing[#missing + 1] = row[1] end
end
t.is(table.concat(missing, " "), "", "functions")

-- Each is explained
missing = {}
local known = {}
local p = io.popen("\"" .. (os.getenv("LSYS") or "lsys") .. "\" call -j --list")
for name in p:read("*a"):gmatch('"name":"([^"]+)"') do known[name] = true end
p:close()
for _, row in ipairs(rows "functions.txt") do
	if not known[row[1]] then missing[#missing + 1] = row[1] end
end
t.is(table.concat(missing, " "), "", "functions that lsys call --list knows")
missing = {}
for name in pairs(known) do
	local method, f = name:match "^fd%.(.*)", S
	if method then
		f = S.stdin[method]
	else
		for part in name:gmatch("[^.]+") do
			if type(f) == "function" then break end -- an operation: S.prctl("get_name")
			f = f and f[part]
		end
	end
	if type(f) ~= "function" then missing[#missing + 1] = name end
end
t.is(table.concat(missing, " "), "", "what it knows is a function")

-- What editors are told of them
p = io.popen("\"" .. (os.getenv("LSYS") or "lsys") .. "\" __annotations luals")
local annotations = p:read("*a")
p:close()
t.works("the annotations for editors are Lua", load(annotations))
missing = {}
local defined = {}
for name in annotations:gmatch "\nfunction ([%w_.:]+)%(" do
	if defined[name] then missing[#missing + 1] = name end
	defined[name] = true
end
t.is(table.concat(missing, " "), "", "each function is there once")
for _, row in ipairs(rows "functions.txt") do
	if not row[1]:find(".", 1, true) and not defined["S." .. row[1]] then missing[#missing + 1] = row[1] end
end
t.is(table.concat(missing, " "), "", "and all are")
for _, name in ipairs { "fd:read", "fd:tell", "fd:getfd" } do t.ok(defined[name], "as method too: " .. name) end
t.ok(annotations:find("---@field add fun(self: t.sigset, ...): any", 1, true), "and methods of structs")

-- Methods of descriptors
missing = {}
local fd = assert(S.open("/"))
for _, row in ipairs(rows "methods.txt") do
	local ok, f = pcall(function() return fd[row[2]] end)
	if not ok or type(f) ~= "function" then missing[#missing + 1] = row[2] end
end
t.is(table.concat(missing, " "), "", "methods of descriptors")

-- Types, made without arguments where they can be, and their members
local counted = { iocb_ptrs = { 1 }, cmsghdr = { "socket", "rights" }, inotify_event = { 0 } }
-- Room without a meaning, which differs from one C library to the next, has no names.
local padding = {}
for name in words [[iocb.aio_reserved1 mq_attr.__unused perf_event_attr.__reserved_1a perf_event_attr.__reserved_1b
	perf_event_attr.__reserved_2 sigevent._sigev_un signalfd_siginfo.__pad stat.__pad0 stat.__unused timex.int]] do
	padding[name] = true
end
-- Registers are each architecture's own; those of the API are x86-64's.
if not S.c.REG.R8 then
	padding["mcontext.__reserved1"] = true
	if not S.c.REG.EAX then
		for name in words "mcontext.gregs mcontext.fpregs ucontext.__fpregs_mem" do padding[name] = true end
	end
end
missing = {}
for _, row in ipairs(rows "types.tsv") do
	local name, raw, read, write = row[1], row[2], row[3], row[4]
	local make = S.t[name]
	if type(make) ~= "function" then
		missing[#missing + 1] = name
	elseif raw ~= "" or read ~= "" then
		local ok, x = pcall(make, table.unpack(counted[name] or {}))
		if not ok then
			missing[#missing + 1] = name .. "()"
		else
			for _, list in ipairs { raw, read } do
				for member in words(list) do
					member = member:gsub("%[%]$", "")
					local whole = name .. "." .. member
					if not padding[whole] and not pcall(function() return x[member] end) then
						missing[#missing + 1] = whole
					end
				end
			end
			for member in words(write) do
				local good, value = pcall(function() return x[member] end)
				if good and value ~= nil and not pcall(function() x[member] = value end) then
					missing[#missing + 1] = name .. "." .. member .. "="
				end
			end
		end
	end
end
t.is(table.concat(missing, " "), "", "types and their members")

-- The older interface
missing = {}
for name in words [[inet_aton inet_ntoa inet_pton inet_ntop cfgetispeed cfgetospeed cfsetispeed cfsetospeed cfsetspeed
	sigqueue
	major minor makedev get_interfaces interfaces]] do
	if type(S[name]) ~= "function" then missing[#missing + 1] = name end
end
for name in words "SEEK_SET O_CREAT AF_INET SIGTERM MAP_PRIVATE PROT_READ ENOENT EPOLLIN IFF_UP S_IFREG" do
	if type(S[name]) ~= "number" then missing[#missing + 1] = name end
end
for name in words "stdin stdout stderr" do
	if not pcall(function() return S[name]:getfd() end) then missing[#missing + 1] = name end
end
t.is(table.concat(missing, " "), "", "names of the older interface")
t.is(fd.fileno, fd:getfd(), "the field fileno")
t.is(S.c.SEEK["SEEK_SET"], S.c.SEEK.SET, "constants with their prefix")
t.is(S.c.SEEK("SEEK_END"), 2, "in strings, too")
t.done()

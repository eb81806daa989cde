-- Writes down which functions a test calls. LUA_INIT=@cover.lua runs it before the test; LSYS_COVER is a file with a
-- byte for each line of LSYS_COVER.names, of bits: 1 called, 2 gave what it is for, 4 failed with an error number. The
-- bytes are shared memory, so that children write them too, whatever they have closed or left behind.
--
-- A call is seen by a hook, which changes nothing of what the test sees of it: its errors name the same function and
-- argument. What is written in Lua is seen through a function around it instead, for a hook sees no results of a tail
-- call. Calls that embedded modules make are none of the test's.
local S = require "syscall"
local path = os.getenv "LSYS_COVER"
local CALLED, WORKED, FAILED = 1, 2, 4

local index, n = {}, 0
for name in io.lines(path .. ".names") do
	n = n + 1
	index[name] = n
end

local fd = assert(S.open(path, "rdwr, cloexec"))
local seen = assert(S.mmap(nil, n, "read, write", "shared", fd, 0))
fd:close()

local function mark(i, bits)
	seen[i - 1] = bit32.bor(seen[i - 1], bits)
end

-- Is the function at this level (of whoever calls this) of a module that lsys has in it?
local function embedded(level)
	local at = debug.getinfo(level + 1, "S")
	return at and at.source:sub(1, 6) == "=lsys:"
end

local of_errors = debug.getmetatable(S.t.error(1))

-- A few have texts for errors. (The third result may be a verifier's log.)
local function is_failure(v, err, errno)
	return v == nil and (debug.getmetatable(err) == of_errors or type(err) == "string" and type(errno) == "number")
end

-- What stands behind the names

local by_function = {}      -- function -> list of indices
local operations = {}       -- function -> name before the dot, for S.prctl("get_name")

local function around(f, i)
	local function after(...)
		local v, err = ...
		-- errors are texts in syscall.lfs
		mark(i, (is_failure(v, err) or v == nil and type(err) == "string") and FAILED or WORKED)
		return ...
	end
	return function(...)
		if embedded(2) then return f(...) end
		mark(i, CALLED)
		return after(f(...))
	end
end

-- The function at table[key], to be seen as name; it may be found through others, too.
local function watch(holder, key, name, f)
	if not index[name] or type(f) ~= "function" then return end
	if debug.getinfo(f, "S").what ~= "C" then
		holder[key] = around(f, index[name])
	else
		by_function[f] = by_function[f] or {}
		table.insert(by_function[f], index[name])
	end
end

for _, module in ipairs { "util", "cgroup", "netfilter", "lfs", "xattr", "perf", "libc", "socket", "event" } do
	local ok, t = pcall(require, "syscall." .. module)
	if ok then
		for key, f in pairs(t) do -- S.util.ls, or S.xattr
			watch(t, key, index["S." .. module .. "." .. key] and "S." .. module .. "." .. key or "S." .. key, f)
		end
		-- S.util finds these when they are first asked for
		for key, f in pairs(t.util or {}) do watch(t.util, key, "S.util." .. key, f) end
	end
end

local objects = { fd = S.stdin, ring = false }
local examples = { iocb_ptrs = { 1 }, cmsghdr = { "socket", "rights" }, inotify_event = { 0 }, buffer = { 1 } }
for name in pairs(index) do
	local f = name:match "^S%.([%w_]+)$"
	if f and debug.getinfo(S[f] or print, "S").what == "C" then watch(S, f, name, S[f]) end
	f = name:match "^S%.util%.([%w_]+)$"
	if f and debug.getinfo(S.util[f], "S").what == "C" then watch(S.util, f, name, S.util[f]) end
	local op = name:match "^S%.([%w_]+)%.[%w_]+$"
	if op and type(S[op]) == "function" then operations[S[op]] = op end
	local kind, method = name:match "^([%w_]+):([%w_]+)$"
	if kind then
		if objects[kind] == nil then
			objects[kind] = S.t[kind] and select(2, pcall(S.t[kind], table.unpack(examples[kind] or {}))) or false
		end
		local x = objects[kind]
		if type(x) == "userdata" then watch({}, 1, name, x[method]) end
		-- it is a function of S, called so or otherwise: fd:chdir is S.fchdir
		if kind == "fd" then
			local same = index["S.f" .. method] and "S.f" .. method or "S." .. method
			watch({}, 1, same, x[method])
		end
	end
end

-- A method of descriptors is most often the function of S itself, so it is told from it by how it was found.
local meta = debug.getmetatable(S.stdin)
local find, methods = meta.__index, {}
for name, i in pairs(index) do
	local method = name:match "^fd:(.*)"
	if method then methods[method] = i end
end
function meta.__index(x, key)
	local i = methods[key]
	if i and not embedded(2) then
		mark(i, CALLED)
		methods[key] = nil
	end
	return find(x, key)
end

-- The hook

local under_way = {} -- function -> index of the operation that it was last called with

local function operation(f)
	local _, first = debug.getlocal(3, 1)
	if type(first) == "number" then
		for name, value in pairs(S.c[operations[f]:upper() == "PRCTL" and "PR" or operations[f]:upper()]) do
			if value == first then first = name end
		end
	end
	return index["S." .. operations[f] .. "." .. tostring(first):lower():gsub("^pr_", ""):gsub("^keyctl_", "")]
end

local function results()
	local last = { n = 0 }
	for k = 1, math.huge do
		local name, value = debug.getlocal(3, k)
		if not name then break end
		last[1], last[2], last[3], last[4] = last[2], last[3], last[4], value
		last.n = k
	end
	if last.n < 4 then last[1] = false end -- there are not as many
	return last[1], last[2], last[3] -- the fourth is the hook's
end

-- A ring is watched when the test makes one: one of ours, although closed, would interrupt calls that wait.
local function watch_ring(ring)
	if objects.ring or type(ring) ~= "userdata" then return end
	objects.ring = ring
	for method, f in pairs(debug.getmetatable(ring).__index) do watch({}, 1, "ring:" .. method, f) end
end

local function hook(event)
	local f = debug.getinfo(2, "f").func
	local list = by_function[f]
	if not list or embedded(3) then return end
	if event == "return" then
		local bits = is_failure(results()) and FAILED or WORKED
		if f == S.io_uring_setup then watch_ring(select(3, results())) end
		for _, i in ipairs(list) do mark(i, bits) end
		if under_way[f] then mark(under_way[f], bits) end
	else
		for _, i in ipairs(list) do mark(i, CALLED) end
		under_way[f] = operations[f] and operation(f)
		if under_way[f] then mark(under_way[f], CALLED) end
	end
end

-- Each coroutine has a hook of its own.
local create = coroutine.create
function coroutine.create(f) -- luacheck: ignore 122
	local co = create(f)
	debug.sethook(co, hook, "cr")
	return co
end
debug.sethook(hook, "cr")

-- That no function and no method of an object is without a test: the tests of system calls are run again while it is written down
-- (tests/lib/cover.lua) what they call, what then worked and what failed. A new one without a test is found here.
local S = require "syscall"
local here = arg[0]:match("^.*/") or ""
local tap = dofile(here .. "tap.lua")
local lsys = os.getenv("LSYS") or "lsys"
local CALLED, WORKED, FAILED = 1, 2, 4

local function output(command)
	local p = io.popen("\"" .. lsys .. "\" " .. command)
	local text = p:read("*a")
	p:close()
	return text
end

-- All names, from the rows, the annotations made of them, and the lists of what other scripts use.

local names, known = {}, {}
local function add(name)
	if not known[name] then
		known[name] = true
		names[#names + 1] = name
	end
end

for name in output("call -j --list"):gmatch('"name":"([^"]+)"') do
	local method = name:match "^fd%.(.*)"
	add(method and "fd:" .. method or "S." .. name)
end
local class
for line in output("__annotations luals"):gmatch("[^\n]+") do
	class = line:match "^%-%-%-@class t%.([%w_]+)" or class
	local method = line:match "^%-%-%-@field ([%w_]+) fun%(self"
	if method then
		add(class .. ":" .. method)
	end
	method = line:match "^function fd:([%w_]+)"
	if method then add("fd:" .. method) end
end
for line in io.lines(here .. "../data/api/functions.txt") do
	if not line:match "^#" then add("S." .. line) end
end
for line in io.lines(here .. "../data/api/methods.txt") do
	local object, method = line:match "^([%w_]+)\t(.+)"
	if object then add(object .. ":" .. method) end
end
local ring = S.io_uring_setup(1)
for object, x in pairs { mqd = S.t.mqd(), timer = S.t.timer(), perf_reader = S.t.perf_reader(), ring = ring or nil } do
	for method in pairs(debug.getmetatable(x).__index) do add(object .. ":" .. method) end
end
if ring then ring:close() end
for name in pairs(require "syscall.lfs") do
	if not name:match "^_" then add("S.lfs." .. name) end
end
table.sort(names)

-- The tests, once more.

if S.geteuid() ~= 0 then
	tap.skip("what tests call", "most of them do nothing when not run by root")
	tap.done()
end
local dir = (os.getenv "TMPDIR" or "/tmp") .. "/coverage." .. S.getpid()
assert(S.mkdir(dir, "0700"))
local file = dir .. "/seen"
assert(S.util.writefile(file, ("\0"):rep(#names), "0600"))
assert(S.util.writefile(file .. ".names", table.concat(names, "\n") .. "\n", "0600"))
local broken = {}
-- What calls everything to see only that it is there; the harness; this one.
local not_tests = { ["api.lua"] = true, ["consts.lua"] = true, ["tap.lua"] = true, ["coverage.lua"] = true }
for _, test in ipairs(S.util.dirtable(here == "" and "." or here, true)) do
	if test:match "%.lua$" and not test:match "^fuzz_" and not test:match "^lang_" and not not_tests[test] then
		local ok = os.execute(("LUA_INIT=@'%s../lib/cover.lua' LSYS_COVER='%s' '%s' lua '%s%s' >'%s/tap' 2>&1"):format(here,
			file, lsys, here, test, dir))
		if not ok then
			broken[#broken + 1] = test
			for line in io.lines(dir .. "/tap") do
				if not line:match "^ok" then print("# " .. line) end
			end
		end
	end
end
table.sort(broken)
tap.is(table.concat(broken, " "), "", "the tests pass while they are watched")

local bits = {}
local text = assert(S.util.readfile(file))
for n, name in ipairs(names) do bits[name] = text:byte(n) end
S.util.rm(dir)

-- What is left out, and why.

local excused = { [CALLED] = {}, [WORKED] = {}, [FAILED] = {} }
for line in io.lines(here .. "../data/api/untested.tsv") do
	local kind, list, reason = line:match "^(%w+)\t([^\t]+)\t(.+)"
	local which = ({ called = CALLED, worked = WORKED, failed = FAILED })[kind]
	if which and reason then
		for name in list:gmatch "%S+" do excused[which][name] = reason end
	elseif not line:match "^#" then
		tap.ok(false, "a line of untested.tsv: " .. line)
	end
end

-- Kernels that lack a thing, or do not let us: what is below these names is then not asked for.
local lacks = {}
if not ring then lacks["^S%.io_uring"], lacks["^ring:"] = true, true end
local function lacking(name)
	for pattern in pairs(lacks) do
		if name:match(pattern) then return true end
	end
end

local function missing(which, wanted)
	local list = {}
	for _, name in ipairs(names) do
		if wanted(name) and not excused[which][name] and not excused[CALLED][name] and not lacking(name) and
			not bit32.btest(bits[name], which) then
			list[#list + 1] = name
		end
	end
	return table.concat(list, " ")
end

local function is_function(name) return name:match "^S%." end
local function all() return true end
-- A method of descriptors works and fails as the function that it is does, under its name or that of S.
local function is_its_own(name) return not name:match "^fd:" end
tap.is(missing(CALLED, all), "", "all are called")
tap.is(missing(WORKED, is_its_own), "", "all do what they are for")
tap.is(missing(FAILED, is_function), "", "all functions are seen to fail")

-- An excuse that is none any more is taken out of the list; another kernel may have what this one has not.
local stale = {}
for which, list in pairs(excused) do
	for name, reason in pairs(list) do
		local depends = reason:find "kernel" or reason:find "machines"
		if not known[name] or not depends and bit32.btest(bits[name], which) then stale[#stale + 1] = name end
	end
end
table.sort(stale)
tap.is(table.concat(stale, " "), "", "what untested.tsv lists is so")
tap.done()

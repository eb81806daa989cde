-- The collector, finalizers, weak tables; files, time, modules.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")

local function collect()
	collectgarbage()
	collectgarbage()
end

-- Memory
do
	local before = collectgarbage("count")
	local list = {}
	for i = 1, 1e5 do list[i] = { i } end
	local full = collectgarbage("count")
	t.ok(full > before + 1000, "tables take memory")
	list = list[1]
	collect()
	t.ok(list[1] == 1 and collectgarbage("count") < (before + full) / 2, "which is given back")
	collectgarbage("stop")
	t.is(collectgarbage("isrunning"), false, "stop")
	collectgarbage("restart")
	t.is(collectgarbage("isrunning"), true, "restart")
	local old = collectgarbage("setpause", 150)
	t.is(collectgarbage("setpause", old), 150, "setpause gives the old value")
	local steps = 0
	repeat steps = steps + 1 until collectgarbage("step", 10)
	t.ok(steps >= 1, "steps end a cycle")
	t.raises("invalid option 'nosuch'", "no such option", collectgarbage, "nosuch")
	collectgarbage("generational")
	for i = 1, 1e4 do list = { i, list and list[1] } end
	collectgarbage("incremental")
	t.is(list[1], 1e4, "the other mode works, too")
end

-- Finalizers
do
	local log = {}
	for i = 1, 3 do setmetatable({}, { __gc = function() log[#log + 1] = i end }) end
	collect()
	t.is(table.concat(log, " "), "3 2 1", "finalizers run, the last made first")
	local saved
	setmetatable({ name = "back" }, { __gc = function(self) saved = self end })
	collect()
	t.is(saved and saved.name, "back", "a finalizer may keep its object")
	setmetatable({}, { __gc = function() error("in a finalizer", 0) end })
	t.raises("error in __gc metamethod (in a finalizer)", "its error comes out of the collection", collect)
	local ran = false
	local late = setmetatable({}, {})
	getmetatable(late).__gc = function() ran = true end
	late = nil -- luacheck: ignore
	collect()
	t.is(ran, false, "a finalizer set behind setmetatable is none")
end

-- Weak tables
do
	local values = setmetatable({ {}, {}, "text", 4 }, { __mode = "v" })
	local kept = {}
	values[5] = kept
	collect()
	t.ok(values[1] == nil and values[2] == nil, "weak values go")
	t.ok(values[3] == "text" and values[4] == 4 and values[5] == kept, "those in use, strings and numbers stay")
	local keys = setmetatable({}, { __mode = "k" })
	for _ = 1, 10 do keys[{}] = true end
	keys[kept] = "still here"
	collect()
	local n = 0
	for k, v in pairs(keys) do n = n + (k == kept and v == "still here" and 1 or 100) end
	t.is(n, 1, "weak keys go")
	do
		local key = {}
		keys[key] = { key }
	end
	collect()
	n = 0
	for _ in pairs(keys) do n = n + 1 end
	t.is(n, 1, "also one that its own value refers to")
	local both = setmetatable({}, { __mode = "kv" })
	both[1], both[{}] = {}, 1
	collect()
	t.is(next(both), nil, "or both")
end

-- A ring of objects, and a coroutine in it, are collected
do
	local probe = setmetatable({}, { __mode = "v" })
	do
		local a, b = {}, {}
		a.b, b.a = b, a
		local co = coroutine.create(function() coroutine.yield(a) end)
		coroutine.resume(co)
		a.co = co
		probe[1], probe[2] = a, co
	end
	collect()
	t.ok(probe[1] == nil and probe[2] == nil, "a ring is collected")
end

-- Files
do
	local f = io.tmpfile()
	t.is(io.type(f), "file", "an open file")
	t.is(f:write("line 1\n", 42, " ", 1.5, "\nlast\0line"), f, "write gives the file")
	t.is(f:seek("set"), 0, "seek")
	t.results(table.pack(f:read("*l", "*n", "*n")), "read a line and numbers", "line 1", 42, 1.5)
	t.is(f:read("*L"), "\n", "read a line with its end")
	t.is(f:read(0), "", "read nothing before the end")
	t.is(f:read("*a"), "last\0line", "read the rest")
	t.results(table.pack(f:read("*a", "*l")), "the end", "", nil)
	t.is(f:read(0), nil, "read nothing at the end")
	t.is(f:seek("cur", -4), 19, "seek back")
	t.is(f:read(2), "li", "read bytes")
	f:seek("set", 0)
	local list = {}
	for line in f:lines("*L") do list[#list + 1] = line end
	t.is(#list, 3, "lines")
	t.is(f:setvbuf("full", 1024), true, "setvbuf")
	t.is(f:close(), true, "close")
	t.is(io.type(f), "closed file", "a closed file")
	t.raises("attempt to use a closed file", "is of no use", f.read, f)
	t.results(table.pack(io.open("/no/such/file")), "a file that is not there", nil,
		"/no/such/file: No such file or directory", 2)
	t.raises("invalid mode", "no such mode", io.open, "/dev/null", "rz")
	t.is(io.type(1), nil, "a number is no file")
end

-- Time
do
	local when = os.time { year = 2026, month = 11, day = 24, hour = 12, min = 30, sec = 15 }
	t.is(os.date("%Y-%m-%d %H:%M:%S", when), "2026-11-24 12:30:15", "date")
	local d = os.date("*t", when)
	t.ok(d.year == 2026 and d.month == 11 and d.hour == 12 and d.wday == 3 and d.yday == 328, "date as a table")
	t.is(os.date("!%H:%M:%S", 3661), "01:01:01", "date in UTC")
	t.is(os.time { year = 2026, month = 14, day = -3 }, os.time { year = 2027, month = 1, day = 28 }, "time carries over")
	t.is(os.difftime(10, 4), 6, "difftime")
	t.raises("field 'day' missing in date table", "a date without its day", os.time, { year = 2026 })
	t.raises("invalid conversion specifier '%Ez'", "a date in no format", os.date, "%Ez")
	t.ok(os.clock() >= 0, "clock")
end

-- Modules
do
	local made = 0
	package.preload["a.module"] = function(name, extra)
		made = made + 1
		return { name = name, extra = extra }
	end
	local m = require "a.module"
	t.is(m.name, "a.module", "require calls a loader with the name")
	t.ok(require "a.module" == m and made == 1, "once")
	package.loaded["a.module"] = nil
	t.ok(require "a.module" ~= m and made == 2, "or again, when it is forgotten")
	package.preload.silent = function() end
	t.is(require "silent", true, "a loader without a result gives true")
	t.raises("no field package.preload['no.such']", "a module that is not there says where it was looked for",
		require, "no.such")
	table.insert(package.searchers, 2, function(name)
		if name == "mine" then return function(n, v) return n .. v end, "!" end
		return "\n\tnot mine"
	end)
	t.is(require "mine", "mine!", "a searcher of one's own")
	t.raises("\n\tnot mine", "may say why not", require, "no.such")
	t.results(table.pack(package.searchpath("a.b", "/nosuch/?.x;/nosuch/?/y")), "searchpath", nil,
		"\n\tno file '/nosuch/a/b.x'\n\tno file '/nosuch/a/b/y'")
end

t.done()

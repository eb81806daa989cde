-- Coroutines.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")

do
	local co = coroutine.create(function(a, b)
		local c = coroutine.yield(a + b)
		local d, e = coroutine.yield(c * 2)
		return d, e, "end"
	end)
	t.is(coroutine.status(co), "suspended", "a new one is suspended")
	t.results(table.pack(coroutine.resume(co, 1, 2)), "arguments of the first resume", true, 3)
	t.results(table.pack(coroutine.resume(co, 10)), "are results of yield later", true, 20)
	t.results(table.pack(coroutine.resume(co, "x", nil)), "and what it returns comes last", true, "x", nil, "end")
	t.is(coroutine.status(co), "dead", "then it is dead")
	t.results(table.pack(coroutine.resume(co)), "and stays so", false, "cannot resume dead coroutine")
end

do
	local main, is_main = coroutine.running()
	t.is(type(main), "thread", "the main one is a thread")
	t.is(is_main, true, "and known as such")
	local outer
	outer = coroutine.create(function()
		local self, first = coroutine.running()
		t.ok(self == outer and not first, "running")
		t.is(coroutine.status(outer), "running", "its status")
		coroutine.wrap(function() t.is(coroutine.status(outer), "normal", "that of one that resumed another") end)()
		t.results(table.pack(coroutine.resume(outer)), "it cannot resume itself", false,
			"cannot resume non-suspended coroutine")
	end)
	t.results(table.pack(coroutine.resume(outer)), "all of it ran", true)
	t.raises("attempt to yield from outside a coroutine", "the main one cannot yield", coroutine.yield)
end

do
	local function permutations(a, n)
		n = n or #a
		if n <= 1 then
			coroutine.yield(table.concat(a))
			return
		end
		for i = 1, n do
			a[n], a[i] = a[i], a[n]
			permutations(a, n - 1)
			a[n], a[i] = a[i], a[n]
		end
	end
	local seen, n = {}, 0
	for p in coroutine.wrap(function() permutations { "a", "b", "c", "d" } end) do
		n = n + (seen[p] and 0 or 1)
		seen[p] = true
	end
	t.is(n, 24, "a generator that recurses")
end

-- Errors
do
	local object = {}
	local co = coroutine.create(function() error(object) end)
	t.results(table.pack(coroutine.resume(co)), "an error ends it", false, object)
	t.is(coroutine.status(co), "dead", "for good")
	t.raises("inside", "wrap passes errors on", coroutine.wrap(function() error("inside") end))
	local trace = debug.traceback(coroutine.create(print), "m")
	t.is(trace, "m\nstack traceback:", "the stack of one not begun")
	co = coroutine.create(function() local x = 7; coroutine.yield(x) end)
	coroutine.resume(co)
	t.ok(debug.traceback(co):find("in function 'yield'", 1, true), "the stack of one suspended")
	t.results(table.pack(debug.getlocal(co, 1, 1)), "and its variables", "x", 7)
	local dead = coroutine.wrap(function() end)
	dead()
	t.raises("cannot resume dead coroutine", "wrap says it is dead", dead)
end

-- Yield across everything that may hold it
do
	local yield = coroutine.yield
	local function gather(f)
		local list, co = {}, coroutine.create(f)
		while true do
			local r = table.pack(coroutine.resume(co))
			list[#list + 1] = tostring(r[2])
			if coroutine.status(co) == "dead" then return table.concat(list, " ") end
		end
	end
	t.is(gather(function() return select(2, pcall(function() yield(1) error("e", 0) end)) end), "1 e", "across pcall")
	t.is(gather(function() return select(2, xpcall(function() yield(1) error("e", 0) end,
		function(m) return m .. m end)) end), "1 ee", "across xpcall")
	local mt = { __add = function(_, b) yield("add") return b end, __index = function(_, k) yield("index") return k end,
		__lt = function() yield("lt") return true end, __concat = function() yield("concat") return "c" end,
		__call = function(_, v) yield("call") return v end, __len = function() yield("len") return 3 end,
		__newindex = function(o, k, v) yield("set") rawset(o, k, v) end, __eq = function() yield("eq") return true end }
	local o, p = setmetatable({}, mt), setmetatable({}, mt)
	t.is(gather(function() return o + 5 end), "add 5", "across an operator")
	t.is(gather(function() return o.name end), "index name", "across __index")
	t.is(gather(function() o.k = 1 return rawget(o, "k") end), "set 1", "across __newindex")
	t.is(gather(function() return o < p end), "lt true", "across a comparison")
	t.is(gather(function() return o == p end), "eq true", "across equality")
	t.is(gather(function() return o .. "x" end), "concat c", "across a concatenation")
	t.is(gather(function() return o(9) end), "call 9", "across a call")
	t.is(gather(function() return #o end), "len 3", "across a length")
	t.is(gather(function()
		local n = 0
		for i in function(_, i) i = (i or 0) + 1 yield("turn") if i < 3 then return i end end do n = n + i end
		return n
	end), "turn turn turn 3", "across an iterator")
	t.is(gather(function() return dofile == nil or load(function() end) ~= nil end), "true", "without any")
	t.is(gather(function()
		local _, m = pcall(table.sort, { 3, 1, 2 }, function() yield(1) end)
		return m
	end), "attempt to yield across a C-call boundary", "but not across sort")
	t.is(gather(function()
		local _, m = pcall(string.gsub, "a", "a", function() yield(1) end)
		return m
	end), "attempt to yield across a C-call boundary", "nor gsub")
end

-- Many
do
	local n, list = 0, {}
	for i = 1, 5000 do
		list[i] = coroutine.wrap(function() coroutine.yield() n = n + 1 end)
		list[i]()
	end
	for i = 1, 5000 do list[i]() end
	t.is(n, 5000, "many at a time")
	local function nested(depth)
		if depth == 0 then return 0 end
		return 1 + coroutine.wrap(nested)(depth - 1)
	end
	t.is(nested(50), 50, "one inside another")
	t.raises("C stack overflow", "but not without end", nested, 1e4)
end

t.done()

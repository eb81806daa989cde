-- Tables and metatables: length, iteration, the table library, every metamethod.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")

-- Tables
do
	local list = { 10, 20, 30, nil }
	t.is(#list, 3, "length of a list")
	t.is(#{ n = 1 }, 0, "names do not count")
	local key = {}
	local o = { [key] = 1, [1.5] = 2, [true] = 3, ["a b"] = 4; 5 }
	t.is(o[key] + o[1.5] + o[true] + o["a b"] + o[1], 15, "keys of every type")
	t.is(({ [2^53] = "big" })[2^53], "big", "a large number as a key")
	t.is(({ [1] = "one" })["1"], nil, "a string is not the number")
	t.is(o[nil], nil, "nil may be asked for")
	t.raises("index is nil", "but not assigned", function() o[nil] = 1 end)
	t.raises("index is NaN", "nor may NaN", function() o[0/0] = 1 end)
	local n = 0
	for k in pairs(o) do
		o[k] = nil
		n = n + 1
	end
	t.is(n, 5, "a traversal may clear what it visits")
	t.is(next(o), nil, "after which nothing is left")
	t.raises("invalid key to 'next'", "a key that is not there has no next", next, {}, "x")
	local big = {}
	for i = 1, 1e5 do big[i] = i end
	for i = 1, 1e5 - 1 do big[i] = nil end
	t.is(next(big), 1e5, "a table can shrink to its last element")
end

-- The table library
do
	local list = { "a", "b" }
	table.insert(list, "c")
	table.insert(list, 1, "z")
	t.is(table.concat(list, ","), "z,a,b,c", "insert")
	t.is(table.remove(list, 1), "z", "remove the first")
	t.is(table.remove(list), "c", "remove the last")
	t.is(table.remove({}), nil, "remove from nothing")
	t.raises("position out of bounds", "insert behind the end", table.insert, { 1 }, 5, 2)
	t.raises("wrong number of arguments to 'insert'", "insert of nothing", table.insert, {})
	t.is(table.concat({ 1, 2, 3 }, "-", 2, 3), "2-3", "concat of a part")
	t.is(table.concat({}, "x"), "", "concat of nothing")
	t.raises("invalid value (table) at index 2 in table for 'concat'", "concat of a table", table.concat, { 1, {} })
	t.is(table.pack(nil, nil).n, 2, "pack counts nils")
	t.results(table.pack(table.unpack({ 1, 2, 3 }, 2)), "unpack from", 2, 3)
	t.results(table.pack(table.unpack({ 1, 2 }, -1, 1)), "unpack outside the list", nil, nil, 1)
end
do
	local list = {}
	for i = 1, 1000 do list[i] = (i * 7919) % 1009 end
	table.sort(list)
	local good = true
	for i = 2, #list do good = good and list[i - 1] <= list[i] end
	t.ok(good, "sort")
	table.sort(list, function(a, b) return a > b end)
	for i = 2, #list do good = good and list[i - 1] >= list[i] end
	t.ok(good, "sort by a function")
	t.raises("attempt to compare", "sort of what has no order", table.sort, { 1, "x", {} })
	t.raises("invalid order function for sorting", "sort by a function that contradicts itself",
		table.sort, { 1, 2, 3, 4, 5 }, function() return true end)
end

-- Arithmetic and other operators
do
	local names = { add = "+", sub = "-", mul = "*", div = "/", mod = "%", pow = "^", concat = ".." }
	local mt = {}
	for name in pairs(names) do
		mt["__" .. name] = function(a, b) return name, a, b end
	end
	local o = setmetatable({}, mt)
	for name, op in pairs(names) do
		local f = load("local a, b = ... return a " .. op .. " b")
		t.is(f(o, 1), name, "__" .. name)
		t.is(f("x", o), name, "__" .. name .. " of the right operand")
	end
	mt.__unm = function(v) return v == o end
	t.is(-o, true, "__unm")
	mt.__len = function() return 42 end
	t.is(#o, 42, "__len")
	t.is(rawlen(o), 0, "rawlen passes it by")
	mt.__call = function(self, ...) return self, ... end
	t.results(table.pack(o(1, nil)), "__call", o, 1, nil)
	mt.__tostring = function() return "text" end
	t.is(tostring(o), "text", "__tostring")
	t.is(("%s|%5s"):format(o, "x"), "text|    x", "which format uses, too")
	mt.__tostring = function() return 1 end
	t.raises("'tostring' must return a string to 'print'", "and print insists on", print, setmetatable({}, {
		__tostring = function() return {} end }))
end

-- Order and equality
do
	local mt = { __eq = function(a, b) return a.v == b.v end, __lt = function(a, b) return a.v < b.v end }
	local function new(v) return setmetatable({ v = v }, mt) end
	t.is(new(1) == new(1), true, "__eq")
	t.is(new(1) ~= new(2), true, "its opposite")
	t.is(rawequal(new(1), new(1)), false, "rawequal passes it by")
	t.is(new(1) == 1, false, "values of other types are never asked")
	t.is(new(1) < new(2), true, "__lt")
	t.is(new(2) > new(1), true, "turned round")
	t.is(new(2) <= new(1), false, "without __le, a <= b is not b < a")
	mt.__le = function() return "yes" end
	t.is(new(2) <= new(1), true, "__le; its result becomes a boolean")
	t.raises("attempt to compare two table values", "no metamethod, no order", function() return {} < {} end)
end

-- Access
do
	local log = {}
	local store = {}
	local proxy = setmetatable({}, {
		__index = function(_, k) log[#log + 1] = "get " .. k return store[k] end,
		__newindex = function(_, k, v) log[#log + 1] = "set " .. k store[k] = v end,
	})
	proxy.x = 1
	t.is(proxy.x, 1, "__index and __newindex")
	t.is(table.concat(log, ","), "set x,get x", "are called each time")
	t.is(rawget(proxy, "x"), nil, "rawget passes them by")
	rawset(proxy, "x", 2)
	t.is(proxy.x, 2, "a key that is there is not asked for")
	local base = { hello = function(self) return "hello " .. self.name end }
	local derived = setmetatable({}, { __index = base })
	local o = setmetatable({ name = "o" }, { __index = derived })
	t.is(o:hello(), "hello o", "__index through two tables")
	local sink = {}
	setmetatable(o, { __newindex = sink }).y = 3
	t.is(sink.y, 3, "__newindex into a table")
	local a, b = {}, {}
	setmetatable(a, { __index = b })
	setmetatable(b, { __index = a })
	t.raises("loop in gettable", "a ring of them is found out", function() return a.x end)
	t.is(("abc").len, string.len, "strings have one")
	t.raises("attempt to index", "numbers have none", function() local n = 1; return n.x end)
end

-- Iteration and protection
do
	local o = setmetatable({}, { __pairs = function(self)
		return function(_, k) if not k then return 1, self end end, self
	end })
	for k, v in pairs(o) do t.ok(k == 1 and v == o, "__pairs") end
	o = setmetatable({}, { __ipairs = function(self)
		return function(_, i) if i < 2 then return i + 1, "v" end end, self, 0
	end })
	local n = 0
	for i, v in ipairs(o) do n = n + (v == "v" and i or 100) end
	t.is(n, 3, "__ipairs")
	o = setmetatable({}, { __metatable = "mine" })
	t.is(getmetatable(o), "mine", "__metatable hides it")
	t.raises("cannot change a protected metatable", "and keeps it", setmetatable, o, {})
	t.is(getmetatable("").__index, string, "the metatable of strings")
	t.raises("nil or table expected", "a metatable is a table", setmetatable, {}, 1)
end

t.done()

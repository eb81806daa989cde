-- Blocks, loops, goto, closures and their variables, calls.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")

-- Closures
do
	local function counter()
		local n = 0
		return function() n = n + 1 return n end, function() return n end
	end
	local up, get = counter()
	local other = counter()
	up() up()
	t.is(get(), 2, "closures share a variable")
	t.is(other(), 1, "each call has its own")
end
do
	local fs = {}
	for i = 1, 3 do fs[i] = function() i = i + 10 return i end end
	t.is(fs[1]() + fs[2]() + fs[1](), 11 + 12 + 21, "each turn of a loop has its own variable")
	local n, gs = 0, {}
	while n < 3 do
		n = n + 1
		local x = n
		gs[n] = function() return x end
	end
	t.is(gs[1]() * 100 + gs[2]() * 10 + gs[3](), 123, "also of while")
	local hs = {}
	repeat
		local last = #hs == 2
		hs[#hs + 1] = function() return last end
	until last
	t.is(#hs, 3, "the condition of repeat sees the variables of its block")
	t.is(hs[3](), true, "and closures keep them")
end
do
	local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
	t.is(fib(20), 6765, "recursion")
	local function down(n) if n == 0 then return "end" end return down(n - 1) end
	t.is(down(1e6), "end", "a tail call needs no stack")
	local function deep(n) return 1 + deep(n + 1) end
	t.raises("stack overflow", "but another does", deep, 1)
end

-- debug sees and joins upvalues
do
	local a, b = 1, 2
	local function f() return a end
	local function g() return b end
	t.results(table.pack(debug.getupvalue(f, 1)), "getupvalue", "a", 1)
	t.is(debug.setupvalue(f, 1, 5), "a", "setupvalue")
	t.is(a, 5, "changes the variable")
	t.ok(debug.upvalueid(f, 1) ~= debug.upvalueid(g, 1), "two variables")
	debug.upvaluejoin(f, 1, g, 1)
	t.is(f(), 2, "joined")
	t.ok(debug.upvalueid(f, 1) == debug.upvalueid(g, 1), "are one")
end

-- Loops
do
	local function turns(first, last, step)
		local list = {}
		for i = first, last, step do list[#list + 1] = i end
		return table.concat(list, " ")
	end
	t.is(turns(1, 3, 1), "1 2 3", "for")
	t.is(turns(3, 1, -1), "3 2 1", "for downwards")
	t.is(turns(3, 1, 1), "", "for without a turn")
	t.is(turns(1, 2, 0.5), "1 1.5 2", "for in fractions")
	t.raises("'for' initial value must be a number", "for from a word", turns, "x", 1, 1)
	t.raises("'for' limit must be a number", "to nothing", turns, 1, nil, 1)
	local seen = {}
	for i, a, b in function(s, i) if i < s then return i + 1, i * 2, "b" end end, 3, 0 do
		seen[#seen + 1] = i .. a .. b
	end
	t.is(table.concat(seen, " "), "10b 22b 34b", "an iterator with its state")
	for i = 1, 10 do
		seen = i
		if i == 4 then break end
	end
	t.is(seen, 4, "break")
	local list = {}
	for _, i in ipairs { 1, 2, nil, 4 } do list[#list + 1] = i end
	t.is(#list, 2, "ipairs ends at nil")
end

-- goto
do
	local list = {}
	for i = 1, 5 do
		if i % 2 == 0 then goto continue end
		list[#list + 1] = i
		::continue::
	end
	t.is(table.concat(list), "135", "goto to the end of a block")
	local n = 0
	do
		::again::
		n = n + 1
		if n < 5 then goto again end
	end
	t.is(n, 5, "goto backwards")
	for i = 1, 3 do
		for j = 1, 3 do
			n = i * 10 + j
			if n == 22 then goto out end
		end
	end
	::out::
	t.is(n, 22, "goto out of two loops")
	local fs = {}
	do
		local i = 1
		::top::
		local x = i
		fs[i] = function() return x end
		i = i + 1
		if i <= 3 then goto top end
	end
	t.is(fs[1]() + fs[2]() * 10 + fs[3]() * 100, 321, "a variable passed by goto again is another")
	for _, case in ipairs {
		{ "goto nowhere", "no visible label 'nowhere'" },
		{ "do ::inner:: end goto inner", "no visible label 'inner'" },
		{ "goto l; local a; ::l:: print(a)", "jumps into the scope of local 'a'" },
		{ "::l:: ::l::", "label 'l' already defined" },
		{ "break", "<break> at line 1 not inside a loop" },
		{ "return 1 print(2)", "expected near 'print'" },
		{ "x = }", "unexpected symbol near '}'" },
		{ "x = 'abc", "unfinished string near <eof>" },
		{ "x = 'a\\nb\n'", "unfinished string near ''a" },
		{ "x = [[abc", "unfinished long string" },
		{ "x = '\\400'", "decimal escape too large" },
		{ "x = 3..4", "malformed number near '3..4'" },
		{ "f(", "unexpected symbol near <eof>" },
		{ "for i = 1 do end", "'=' or 'in' expected", "',' expected" },
		{ "local function f() return ... end", "cannot use '...' outside a vararg function" },
		{ "if x then\n\nelse", "'end' expected (to close 'if' at line 1) near <eof>" },
	} do
		local f, msg = load(case[1], "=chunk")
		t.ok(not f and (msg:find(case[2], 1, true) or case[3] and msg:find(case[3], 1, true)),
			"refused: " .. case[1])
	end
end

-- Environments
do
	local env = {}
	local f = load("x = 1 y = x return _ENV", "chunk", "t", env)
	t.is(f(), env, "load gives a chunk its environment")
	t.is(env.x + env.y, 2, "where its globals are")
	local function inside() local _ENV = { z = 5 } return z end -- luacheck: ignore
	t.is(inside(), 5, "_ENV is a variable like others")
	t.is(_ENV, _G, "outside of it, the globals are _G")
	local strict = setmetatable({}, { __index = function(_, k) error("undeclared " .. k, 2) end })
	t.raises("undeclared v", "globals by metamethod", load("return v", "c", "t", strict))
end

-- load
do
	local parts = { "return ", "1 ", "+ 2", nil }
	local i = 0
	t.is(load(function() i = i + 1 return parts[i] end)(), 3, "load from pieces")
	t.results(table.pack(load("x =", "=name")), "load gives nil and why", nil, "name:1: unexpected symbol near <eof>")
	local _, msg = load("x =", "line one\nline two")
	t.is(msg, '[string "line one..."]:1: unexpected symbol near <eof>', "a chunk is named by its first line")
	local code = string.dump(function(a, b) return a * b end)
	t.is(code:sub(1, 4), "\27Lua", "a dumped function has a mark")
	t.is(load(code, "f", "b")(6, 7), 42, "and works when loaded")
	t.results(table.pack(load(code, "=f", "t")), "unless text is wanted", nil,
		"attempt to load a binary chunk (mode is 't')")
	t.results(table.pack(load("return 1", "=f", "b")), "or the other way", nil,
		"attempt to load a text chunk (mode is 'b')")
	t.ok(not load(code:sub(1, 20)), "a truncated one is refused")
end

-- Errors
do
	local object = {}
	t.results(table.pack(pcall(error, object)), "any value is an error", false, object)
	t.results(table.pack(pcall(error)), "also none", false, nil)
	t.results(table.pack(pcall(error, "m", 0)), "level 0 adds no place", false, "m")
	local function at1() error("m", 1) end
	local _, msg = pcall(at1)
	t.ok(msg:match("lang_closures%.lua:%d+: m$"), "level 1 adds it")
	t.results(table.pack(xpcall(function(...) return ... end, print, 1, nil)), "xpcall passes arguments", true, 1, nil)
	t.results(table.pack(xpcall(error, function(m) return m .. "!" end, "oops", 0)), "and errors to its handler",
		false, "oops!")
	t.is(select(2, xpcall(function() local x = nil; x() end, debug.traceback)):match("\nstack traceback:\n") ~= nil, true,
		"debug.traceback is one")
	local depth = 0
	local function nest(n)
		if n == 0 then error("bottom", 0) end
		local r, m = pcall(nest, n - 1)
		depth = depth + 1
		if not r then error(m, 0) end
	end
	t.results(table.pack(pcall(nest, 100)), "an error goes through many pcalls", false, "bottom")
	t.is(depth, 100, "each of which sees it")
	t.raises("C stack overflow", "endless ones end", function()
		local function again() return string.gsub("a", "a", again) end
		again()
	end)
	t.results(table.pack(assert(1, "m", nil)), "assert gives all its arguments", 1, "m", nil)
	t.raises("assertion failed!", "assert of false", assert, false)
	t.results(table.pack(pcall(assert, nil, "why")), "assert with a message", false, "why")
end

t.done()

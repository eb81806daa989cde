-- Numbers, strings, booleans: conversion, comparison, arithmetic, variable arguments.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")

t.is(_VERSION, "Lua 5.2", "the version")

-- Numbers
t.is(0x10, 16, "a hexadecimal number")
t.is(0x.8p1, 1, "a hexadecimal fraction with an exponent")
t.is(1e2, 100, "an exponent")
t.is(.5, 0.5, "a fraction without its zero")
t.is(2^53 + 1 == 2^53, true, "doubles end being exact at 2^53")
t.is(7 % 3, 1, "remainder")
t.is(-7 % 3, 2, "a remainder has the sign of the divisor")
t.is(7 % -3, -2, "also of a negative one")
t.is(5.5 % 2, 1.5, "a remainder of fractions")
t.is(-2^2, -4, "a power binds tighter than a sign")
t.is(2^3^2, 512, "powers group to the right")
t.is(1/0, math.huge, "division by zero is infinite")
t.is(-1/0, -math.huge, "and negative so")
t.ok(0/0 ~= 0/0, "NaN is not itself")
t.is(1/-0.0 == 1/0.0, false, "there are two zeros") -- luacheck: ignore
t.is(0.0 == -0.0, true, "which are equal")
t.is(1 < 2 and 2 <= 2 and (2 < 2) == false, true, "order of numbers")
for _, pair in ipairs { { 100, "100" }, { 1e15, "1e+15" }, { 1e14, "1e+14" }, { 0.1, "0.1" }, { -0.5, "-0.5" },
			{ 2^31, "2147483648" }, { 2^53, "9.007199254741e+15" }, { 123456789012, "123456789012" } } do
	t.is(tostring(pair[1]), pair[2], "the text of " .. pair[2])
end

-- Between numbers and strings
t.is("10" + 5, 15, "a string in arithmetic is a number")
t.is("0x10" * 1, 16, "also a hexadecimal one")
t.is(" 10 " + 0, 10, "with space around it")
t.is(10 .. 20, "1020", "a number in a concatenation is a string")
t.is("10" == 10, false, "but they are not equal") -- luacheck: ignore
t.raises("attempt to compare", "and have no order", function() return "10" < 10 end) -- luacheck: ignore
t.raises("attempt to perform arithmetic on", "a word is no number", function() return "ten" + 1 end)
t.raises("attempt to perform arithmetic on global 'nosuch' (a nil value)", "an error names the variable",
	load "return 1 + nosuch")
t.raises("attempt to perform arithmetic on field 'x'", "and the field", load "local o = {} return o.x + 1")
t.raises("attempt to concatenate", "nil does not concatenate", function() return "a" .. nil end)
t.raises("attempt to call global 'nosuch' (a nil value)", "nor can it be called", load "nosuch()")
t.raises("attempt to index upvalue 'up' (a nil value)", "nor indexed",
	load "local up return (function() return up.x end)()")
for _, case in ipairs { { "0x1p4", 16 }, { "1e1", 10 }, { "  7  ", 7 }, { "0x", nil }, { "1e", nil }, { "", nil },
			{ "1 2", nil }, { "1\0", nil }, { "- 1", nil }, { "-0x2", -2 }, { "inf", nil }, { "nan", nil } } do
	t.is(tonumber(case[1]), case[2], ("tonumber %q"):format(case[1]):gsub("\n", " "):gsub("%z", "0"))
end
t.is(tonumber("ff", 16), 255, "tonumber in a base")
t.is(tonumber("zz", 36), 1295, "in the largest")
t.is(tonumber("-101", 2), -5, "negative")
t.is(tonumber("8", 8), nil, "no digit of the base")
t.raises("base out of range", "no such base", tonumber, "1", 37)
t.is(tonumber(nil), nil, "of nothing")

-- Strings
t.is("\65\066\x43\z
      D", "ABCD", "escapes: decimal, hexadecimal, skipped space")
t.is(#"a\0b", 3, "a string may hold any byte")
t.is("a\0b" == "a\0c", false, "all of which count")
t.is("a\0b" < "a\0c", true, "also in order")
t.is("" < "a" and "a" < "aa" and "Z" < "a", true, "order of strings")
t.is([[
x]], "x", "a long string drops its first line end")
t.is([==[]]]==], "]]", "and may have a level")
t.is(("x"):rep(3), "xxx", "a method of a literal")

-- Logic
t.is(nil and 1, nil, "and gives its first value when that is false") -- luacheck: ignore
t.is(false or nil, nil, "or its last")
t.is(0 and "" and "yes", "yes", "zero and the empty string are true")
t.is(not nil == true, true, "not binds tighter than comparison") -- luacheck: ignore
t.is(1 .. 2 == "12" and 2 + 3 * 4 ^ 2 / 2 == 26, true, "precedence")

-- Variable arguments
local function count(...) return select("#", ...) end
local function pass(...) return ... end
t.is(count(nil, nil), 2, "nils are arguments")
t.is(count(pass()), 0, "no results are no arguments")
t.is(count((pass())), 1, "in parentheses one")
t.is(count(pass(1, 2), pass(1, 2)), 3, "only the last call gives all its results")
t.results(table.pack(select(-2, "a", "b", "c")), "select from the end", "b", "c")
t.results(table.pack(select(3, "a", "b")), "select behind the end")
t.raises("index out of range", "select 0", select, 0)
t.results(table.pack(pass(nil, 1, nil)), "nils at the end stay", nil, 1, nil)
t.is(count(table.unpack({}, 1, 250)), 250, "many results")
t.raises("too many results to unpack", "too many of them", table.unpack, {}, 1, 1e8)

-- Evaluation and assignment
do
	local a, b, c = (function() return 1, 2 end)()
	t.results(table.pack(a, b, c), "missing values are nil", 1, 2, nil)
	a, b = b, a
	t.results(table.pack(a, b), "values are all worked out before they are assigned", 2, 1)
	local i, list = 1, {}
	i, list[i] = i + 1, 20
	t.is(list[1], 20, "and so are indices")
	t.is(i, 2, "when they change, too")
end

-- Library of numbers
t.is(math.floor(-1.5), -2, "floor")
t.is(math.ceil(-1.5), -1, "ceil")
t.results(table.pack(math.modf(-3.25)), "modf", -3, -0.25)
t.results(table.pack(math.frexp(8)), "frexp", 0.5, 4)
t.is(math.ldexp(0.5, 4), 8, "ldexp")
t.is(math.fmod(-7, 3), -1, "fmod has the sign of the dividend")
t.is(math.max(1, 3, 2), 3, "max")
t.is(math.min(1, 3, -2), -2, "min")
t.raises("number expected, got no value", "max of nothing", math.max)
t.ok(math.abs(math.log(8, 2) - 3) < 1e-15, "log with a base")
t.is(math.abs(-4), 4, "abs")
do
	math.randomseed(42)
	local a = { math.random(), math.random(10), math.random(-5, 5) }
	math.randomseed(42)
	local same = a[1] == math.random() and a[2] == math.random(10) and a[3] == math.random(-5, 5)
	t.ok(same, "a seed repeats its numbers")
	t.ok(a[1] >= 0 and a[1] < 1 and a[2] >= 1 and a[2] <= 10 and a[3] >= -5 and a[3] <= 5, "which keep their ranges")
	t.raises("interval is empty", "no numbers between 2 and 1", math.random, 2, 1)
end

t.done()

-- The string library: patterns, format, bytes; bit32.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")

-- Pieces
t.is(("hello"):sub(2, -2), "ell", "sub")
t.is(("hello"):sub(-3), "llo", "sub from the end")
t.is(("hello"):sub(-100, 100), "hello", "sub of more than there is")
t.is(("hello"):sub(4, 2), "", "sub of nothing")
t.is(("hello"):sub(0), "hello", "sub from 0")
t.results(table.pack(("abc"):byte(1, -1)), "byte", 97, 98, 99)
t.results(table.pack((""):byte()), "byte of nothing")
t.is(string.char(0, 255, 65), "\0\255A", "char")
t.raises("value out of range", "char of 256", string.char, 256)
t.is(("a\0b"):len(), 3, "len")
t.is(("ab"):rep(3, ", "), "ab, ab, ab", "rep with a separator")
t.is(("ab"):rep(0) .. ("ab"):rep(-1), "", "rep of none")
t.is(("a\0b"):reverse(), "b\0a", "reverse")
t.is(("aZ\0"):upper() .. ("aZ"):lower(), "AZ\0az", "upper and lower")

-- find and match
for _, case in ipairs {
	{ "hello", "l", nil, nil, 3, 3 },
	{ "hello", "xyz", nil, nil, nil },
	{ "hello", "", nil, nil, 1, 0 },
	{ "hello", "", 6, nil, 6, 5 },
	{ "hello", "", 7, nil, nil },
	{ "a.b", ".", nil, true, 2, 2 },
	{ "a.b", "%.", nil, nil, 2, 2 },
	{ "a\0b", "\0", nil, nil, 2, 2 },
	{ "a\0b", "b", nil, true, 3, 3 },
	{ "hello", "l", -2, nil, 4, 4 },
	{ "hello", "^l", 3, nil, 3, 3 },
	{ "hello", "o$", nil, nil, 5, 5 },
	{ "a$b", "$b", nil, nil, 2, 3 },
	{ "abc", "b()", nil, nil, 2, 2, 3 },
	{ "key = value", "(%w+)%s*=%s*(%w+)", nil, nil, 1, 11, "key", "value" },
} do
	local got = table.pack(string.find(case[1], case[2], case[3], case[4]))
	local last = 6
	if case[5] == nil then last = 5 elseif case[7] then last = case[8] and 8 or 7 end
	t.results(got, ("find %q in %q"):format(case[2], case[1]):gsub("%z", "0"), table.unpack(case, 5, last))
end
for _, case in ipairs {
	{ "2026-11-24", "(%d+)-(%d+)-(%d+)", "2026", "11", "24" },
	{ "  trim me  ", "^%s*(.-)%s*$", "trim me" },
	{ "f(a(b)c)d", "%b()", "(a(b)c)" },
	{ "THE (quick) fox", "%((%a+)%)", "quick" },
	{ "[[x]]", "%[(%[*)", "[" },
	{ "aaab", "a-b", "aaab" },
	{ "aaa", "a-", "" },
	{ "aaa", "a?a?a?a?", "aaa" },
	{ "x^y", "[%^x]+", "x^" },
	{ "a-z", "[a%-]+", "a-" },
	{ "]x", "[]]", "]" },
	{ "abc]", "[^]]+", "abc" },
	{ "say \"hi\" 'x'", "(['\"])(.-)%1", '"', "hi" },
	{ "THE END", "%f[%a]%a+%f[%A]", "THE" },
	{ "x\0y", "%z", "\0" },
	{ "x\0y", "[\0]", "\0" },
	{ "\127\1a", "%c+", "\127\1" },
	{ "a1_B", "%x+", "a1" },
	{ "!?a", "%p+", "!?" },
	{ "a b", "%g+", "a" },
	{ "aBc", "%u", "B" },
	{ "hello", "(h)(e)(l)(l)(o)", "h", "e", "l", "l", "o" },
} do
	t.results(table.pack(case[1]:match(case[2])), ("match %q"):format(case[2]):gsub("%z", "0"), table.unpack(case, 3))
end
for _, case in ipairs { { "[a", "malformed pattern (missing ']')" }, { "%", "malformed pattern (ends with '%')" },
			{ "(a", "unfinished capture" }, { "(a))", "invalid pattern capture" }, { "%1", "invalid capture index" },
			{ "%b", "missing arguments to '%b'" }, { "%f", "missing '[' after '%f' in pattern" },
			{ ("(a)"):rep(33), "too many captures" } } do
	t.raises(case[2], "a pattern is wrong: " .. case[1]:sub(1, 12), string.find, ("a"):rep(40), case[1])
end
t.raises("pattern too complex", "a pattern that is too much", string.match, ("x"):rep(3e5), (".?"):rep(3e5))

-- gsub and gmatch
t.results(table.pack(("hello world"):gsub("o", "0")), "gsub counts", "hell0 w0rld", 2)
t.results(table.pack(("hello"):gsub("l", "L", 1)), "gsub with a limit", "heLlo", 1)
t.results(table.pack(("abc"):gsub("", "-")), "gsub of nothing", "-a-b-c-", 4)
t.is(("hello"):gsub("(l)(o)", "%2%1%0%%"), "helollo%", "gsub with captures")
t.is(("$name is $age"):gsub("%$(%w+)", { name = "x", age = 7 }), "x is 7", "gsub by a table")
t.is(("$a $b"):gsub("%$(%w+)", { a = false }), "$a $b", "what it lacks stays")
t.is(("abc"):gsub("%w", function(c) if c ~= "b" then return c:upper() end end), "AbC", "gsub by a function")
t.is(("abc def"):gsub("^%w", "X"), "Xbc def", "gsub at the start")
t.raises("invalid replacement value (a table)", "gsub by what is no text", string.gsub, "x", "x",
	function() return {} end)
t.raises("invalid use of '%' in replacement string", "gsub by a wrong escape", string.gsub, "x", "x", "%y")
t.raises("string/function/table expected", "gsub by nothing", string.gsub, "x", "x")
do
	local list = {}
	for k, v in ("a=1, b=2, c=3"):gmatch("(%w+)=(%w+)") do list[#list + 1] = k .. v end
	t.is(table.concat(list, " "), "a1 b2 c3", "gmatch")
	list = {}
	for p in ("abc"):gmatch("()") do list[#list + 1] = p end
	t.is(table.concat(list, " "), "1 2 3 4", "gmatch of places")
end

-- format
for _, case in ipairs {
	{ "5", "%d", 5 }, { "-0005", "%05d", -5 }, { "+5", "%+d", 5 }, { "   5|5   |", "%4d|%-4d|", 5, 5 },
	{ "ff FF 0xff", "%x %X %#x", 255, 255, 255 }, { "17", "%o", 15 }, { "4294967295", "%u", 2^32 - 1 },
	{ "9007199254740992", "%d", 2^53 }, { "A", "%c", 65 }, { "3.14", "%.2f", 3.14159 }, { "1.5e+10", "%.1e", 1.5e10 },
	{ "1e+20", "%g", 1e20 }, { "0.1", "%.14g", 0.1 }, { "0.10000000000000001", "%.17g", 0.1 }, { "100%", "%d%%", 100 },
	{ "  ab", "%4s", "ab" }, { "ab  |", "%-4s|", "ab" }, { "a", "%.1s", "ab" }, { "nil true", "%s %s", nil, true },
	{ "12", "%s", 12 }, { "inf -inf", "%f %f", math.huge, -math.huge }, { '"a\\\nb\\0\\"\\\\"', "%q", 'a\nb\0"\\' },
	{ "10", "%d", "10" },
} do
	t.is(case[2]:format(table.unpack(case, 3, 5)), case[1], "format " .. case[2])
end
do
	local all = {}
	for i = 0, 255 do all[#all + 1] = string.char(i) end
	local s = table.concat(all)
	t.is(load("return " .. ("%q"):format(s))(), s, "%q of every byte reads back")
	t.is(#("%s"):format(("x"):rep(1e5)), 1e5, "a long %s")
end
t.raises("not a number in proper range", "format %d of a number too large", string.format, "%d", 1e300)
t.raises("invalid option '%y' to 'format'", "format of an option that is none", string.format, "%y", 1)
t.raises("no value", "format without its value", string.format, "%d")
t.raises("invalid format (width or precision too long)", "format too wide", string.format, "%123d", 1)

-- bit32
t.is(bit32.band(0xff, 0x0f0f, 0x3c), 0x0c, "band")
t.is(bit32.band(), 2^32 - 1, "band of none")
t.is(bit32.bor(1, 2, 4), 7, "bor")
t.is(bit32.bxor(0xff, 0x0f), 0xf0, "bxor")
t.is(bit32.bnot(0), 2^32 - 1, "bnot")
t.is(bit32.bnot(-1), 0, "numbers wrap at 32 bits")
t.is(bit32.band(2^32 + 5, 2^32 - 1), 5, "also from above")
t.is(bit32.btest(6, 2), true, "btest")
t.is(bit32.btest(6, 1), false, "btest of other bits")
t.is(bit32.lshift(1, 31), 2^31, "lshift")
t.is(bit32.lshift(1, 32), 0, "lshift out of it")
t.is(bit32.lshift(8, -2), 2, "lshift the other way")
t.is(bit32.rshift(-1, 28), 15, "rshift")
t.is(bit32.arshift(-16, 2), 2^32 - 4, "arshift keeps the sign")
t.is(bit32.arshift(0x7fffffff, 40), 0, "all of it")
t.is(bit32.lrotate(0x80000001, 1), 3, "lrotate")
t.is(bit32.rrotate(3, 1), 0x80000001, "rrotate")
t.is(bit32.lrotate(0x12345678, 36), 0x23456781, "by more than 32")
t.is(bit32.extract(0xabcd, 4, 8), 0xbc, "extract")
t.is(bit32.replace(0xabcd, 0x12, 4, 8), 0xa12d, "replace")
t.is(bit32.extract(2^31, 31), 1, "the highest bit")
t.raises("trying to access non-existent bits", "one more is not there", bit32.extract, 0, 31, 2)
t.raises("width must be positive", "nor is none", bit32.extract, 0, 0, 0)

t.done()

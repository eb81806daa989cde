-- What the C library does: patterns, the calendar, limits, its files.
local tap = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c = S.c

-- Patterns: pattern, string, flags, whether it matches
for _, row in ipairs {
	{ "*.c", "a.c", nil, true }, { "*.c", "a.h", nil, false }, { "?", "a", nil, true }, { "?", "", nil, false },
	{ "a*b*c", "axxbyyc", nil, true }, { "a*b*c", "axxbyy", nil, false }, { "[abc]x", "bx", nil, true },
	{ "[!abc]x", "bx", nil, false }, { "[^a-c]x", "dx", nil, true }, { "[]]", "]", nil, true }, { "[a-]", "-", nil, true },
	{ "[[:digit:]]", "7", nil, true }, { "[[:alpha:]]", "7", nil, false }, { "\\*", "*", nil, true }, { "\\*", "x",
		nil, false },
	{ "\\*", "\\x", "noescape", true }, { "*", "a/b", nil, true }, { "*", "a/b", "pathname", false },
	{ "a[/]b", "a/b", "pathname", false }, { "*", ".a", "period", false }, { "*/*", "a/.b", "pathname, period", false },
	{ ".*", ".a", "period", true }, { "ABC", "abc", "casefold", true }, { "[A-C]", "b", "casefold", true },
	{ "a", "a/b", "leading_dir", true }, { "a*", "ab/c", "leading_dir, pathname", true }, { "[", "[", nil, true },
	{ "[a", "[a", nil, true }, { "", "", nil, true }, { "**", "", nil, true },
} do
	tap.is(S.fnmatch(row[1], row[2], row[3]), row[4], ("fnmatch %s %s %s"):format(row[1], row[2], tostring(row[3])))
end
tap.raises("", "a pattern that is none", S.fnmatch, nil, "x")
tap.raises("nope", "a flag that is none", S.fnmatch, "x", "x", "nope")

local dir = os.tmpname()
os.remove(dir)
assert(S.mkdir(dir, "0700"))
for _, name in ipairs { "b.c", "a.c", ".h.c", "x[1]" } do assert(S.util.createfile(dir .. "/" .. name)) end
assert(S.mkdir(dir .. "/sub", "0700"))
assert(S.util.createfile(dir .. "/sub/y.c"))
local function glob(pattern, flags)
	local list, why, code = S.glob(dir .. "/" .. pattern, flags)
	if not list then return nil, why, code end
	for i, path in ipairs(list) do list[i] = path:sub(#dir + 2) end
	return table.concat(list, " ")
end
tap.is(glob("*.c"), "a.c b.c", "glob")
tap.is(glob("*"), "a.c b.c sub x[1]", "glob of all")
tap.is(glob("*", "mark"), "a.c b.c sub/ x[1]", "with directories marked")
tap.is(glob("*", "period"), ". .. .h.c a.c b.c sub x[1]", "with those that begin with a dot")
tap.is(glob(".*.c"), ".h.c", "a dot in the pattern")
tap.is(glob("*/*.c"), "sub/y.c", "below")
tap.is(glob("s?b/y.[ch]"), "sub/y.c", "several patterns")
tap.is(glob("*/"), "sub/", "directories only")
tap.is(glob("x\\[1\\]"), "x[1]", "quoted")
tap.is(glob("a.c"), "a.c", "no pattern")
tap.is(glob("none*", "nocheck"), "none*", "the pattern where nothing matches")
tap.is(select(3, glob("none*")), c.GLOB_ERROR.NOMATCH, "no match")
tap.is(select(2, glob("none")), "no match", "no file")

-- Paths, files
assert(S.symlink("sub", dir .. "/link"))
tap.is(S.realpath(dir .. "/link/../link/./y.c"), S.realpath(dir) .. "/sub/y.c", "realpath")
tap.fails("NOENT", "realpath of nothing", S.realpath(dir .. "/none"))
tap.raises("string expected", "of what is no path", S.realpath)
local fd = assert(S.open(dir .. "/a.c", "rdwr"))
local number = fd:getfd()
local file = tap.works("fdopen", S.fdopen(fd, "r+"))
tap.is(io.type(file), "file", "a file of io")
file:write("line\nmore\n")
file:seek("set")
tap.is(file:read("*l"), "line", "read from")
tap.is(S.fileno(file), number, "its descriptor")
tap.is(S.fstat(file).size, 10, "which calls take")
tap.is(fd:getfd(), -1, "and the fd has no more")
tap.ok(file:close(), "closed")
tap.fails("BADF", "its descriptor, too", S.fstat(number))
tap.raises("closed file", "a closed file is no descriptor", S.fstat, file)
tap.fails("BADF", "fdopen of none", S.fdopen(999, "r"))
tap.raises("invalid mode", "a mode that is none", S.fdopen, 0, "q")
tap.is(S.fileno(io.stdout), 1, "fileno of stdout")
tap.is(S.fileno("stderr"), 2, "of a name")
S.util.rm(dir)

-- Limits
tap.is(S.sysconf("clk_tck"), 100, "sysconf")
tap.is(S.sysconf("pagesize"), S.getpagesize(), "size of a page")
tap.is(S.sysconf(c.SC.OPEN_MAX), S.getrlimit("nofile").cur, "by number")
tap.fails("INVAL", "sysconf of nothing", S.sysconf(100000))
tap.raises("nope", "a limit that is none", S.sysconf, "nope")
-- The calendar
S.setenv("TZ", "UTC", true)
local tm = S.gmtime(1234567890)
tap.is(("%d %d %d %d %d %d %d %d"):format(tm.year, tm.mon, tm.mday, tm.hour, tm.min, tm.sec, tm.wday, tm.yday),
	"109 1 13 23 31 30 5 43", "gmtime")
tap.is(tm.tm_year, 109, "its members' raw names")
tap.is(S.mktime(tm), 1234567890, "mktime")
tap.is(S.mktime { year = 70, mday = 1, sec = -1 }, -1, "just before 1970")
tap.fails("OVERFLOW", "a year too far", S.mktime { year = 2 ^ 31 - 1, mon = 2 ^ 31 - 1 })
tap.is(S.strftime("%Y-%m-%d %H:%M:%S", tm), "2009-02-13 23:31:30", "strftime")
tap.is(S.strftime("", tm), "", "of nothing")
tap.is(#S.strftime(("%Y"):rep(1000), tm), 4000, "of much")
tap.is(S.strftime("%Z", S.t.tm { isdst = 0 }), "UTC", "the zone")
local parsed, past = S.strptime("13.2.2009 rest", "%d.%m.%Y")
tap.is(("%d %d %d %d"):format(parsed.year, parsed.mon, parsed.mday, past), "109 1 13 10", "strptime")
tap.fails("INVAL", "a text that does not fit", S.strptime("x", "%Y"))
S.setenv("TZ", "XXX-3:30", true)
local l = S.localtime(0)
tap.is(("%d:%02d"):format(l.hour, l.min), "3:30", "localtime")
tap.is(l.gmtoff, 12600, "and how far it is from UTC")
tap.is(S.mktime(l), 0, "and back")
S.setenv("TZ", "UTC", true)
tap.raises("", "a calendar of nothing", S.strftime, "%Y")
tap.raises("", "nor mktime", S.mktime)
tap.raises("", "nor gmtime", S.gmtime)
-- what stands for the name of a zone in it is an address that nobody follows
local wild = S.t.buffer(S.types.s.tm, ("\255"):rep(S.types.s.tm))
tap.ok(pcall(S.strftime, "%Z", S.types.pt.tm(wild)), "a struct of any bytes is taken")

tap.done()

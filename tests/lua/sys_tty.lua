-- Terminals, on a pseudo-terminal of our own.
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local ty, c = S.t, S.c

local function fails(errno, what, f, ...)
	local a, err = f(...)
	t.ok(a == nil and err and err[errno], what .. ": " .. tostring(err))
end

local m, err = S.posix_openpt()
if not m then
	t.skip("terminals", "no pseudo-terminals here: " .. tostring(err))
	t.done()
	return
end
t.is(m:grantpt(), true, "grantpt")
t.is(m:unlockpt(), true, "unlockpt")
local path = m:ptsname()
t.ok(path:match("^/dev/pts/%d+$"), "the path of the other end")
local s = assert(S.open(path, "rdwr, noctty, cloexec"))
t.is(s:isatty(), true, "which is a terminal")
t.is(s:ttyname(), path, "and knows its path")
local null = S.open("/dev/null", "rdwr")
fails("NOTTY", "another file is none", null.isatty, null)
fails("NOTTY", "has no settings", null.tcgetattr, null)
fails("NOTTY", "has no other end", null.ptsname, null)
fails("BADF", "nor has what is no descriptor", S.tcgetattr, 1000)

-- What stty says of it
local function stty(what)
	local p = io.popen("stty -F " .. path .. " " .. what .. " 2>/dev/null")
	local text = p:read("*a")
	p:close()
	return text
end
local have_stty = stty("-a") ~= ""

local a = s:tcgetattr()
t.is(a.speed, 38400, "the speed at first")
t.is(a.ispeed, 38400, "of input too")
t.is(a.VINTR, 3, "a control character")
t.is(a.vintr, 3, "in any case")
t.is(a.cc[c.CC.VINTR], 3, "the same in the array")
t.ok(bit32.btest(a.lflag, c.LFLAG.ECHO), "echo is on")
t.is(a.c_lflag, a.lflag, "under its C name")
a.lflag = bit32.band(a.lflag, bit32.bnot(c.LFLAG("echo, icanon")))
a.VMIN, a.VTIME, a.VEOF = 3, 0, "\26"
a.speed = 115200
t.is(s:tcsetattr("now", a), true, "settings are changed")
local b = s:tcgetattr()
t.ok(b == a, "and read back the same")
t.is(b.VMIN, 3, "a control character as a number")
t.is(b.VEOF, 26, "or as a character")
t.is(b.ospeed, 115200, "the speed")
if have_stty then
	t.ok(stty("-a"):find("-echo ", 1, true), "stty sees the flag")
	t.ok(stty("-a"):find("speed 115200", 1, true), "and the speed")
	t.ok(stty("-a"):find("eof = ^Z", 1, true), "and the character")
	t.ok(stty("-a"):find("min = 3", 1, true), "and the count")
else
	for _ = 1, 4 do t.skip("stty", "no stty here") end
end
t.raises("no speed", "a speed that termios lacks", function() a.speed = 12345 end)
t.raises("no member", "a member that is none", function() a.VNOSUCH = 1 end)
t.raises("no member", "nor is it read", function() return a.VNOSUCH end)
t.raises("out of range", "a character of two bytes", function() a.VMIN = 256 end)
t.raises("one character", "also as a string", function() a.VEOF = "ab" end)
a.lflag = "echo, isig"
t.is(a.lflag, c.LFLAG("echo, isig"), "flags by name")
a.iflag, a.oflag, a.cflag = "icrnl", "opost, onlcr", c.CFLAG("cs8, cread")
t.is(a.iflag, c.IFLAG.ICRNL, "of input")

-- Any speed
local a2 = s:tcgetattr(ty.termios2())
t.is(a2.speed, 115200, "termios2 has the same speed")
a2.speed = 12345
t.is(a2.ospeed, 12345, "or any other")
t.is(s:tcsetattr("drain", a2), true, "that can be set")
t.is(s:tcgetattr(ty.termios2()).ospeed, 12345, "and is kept")
t.is(s:tcgetattr(ty.termios2()).ispeed, 12345, "for input too")
t.is(S.cfsetspeed(a2, 9600), true, "cfsetspeed")
t.is(S.cfgetispeed(a2), 9600, "cfgetispeed")
t.is(S.cfsetospeed(a2, 19200), true, "cfsetospeed")
t.is(S.cfgetospeed(a2), 19200, "cfgetospeed")
t.is(a2.ispeed, 19200, "which that of input follows, as long as none of its own is set")
t.is(S.cfsetispeed(a2, 19200), true, "cfsetispeed")
fails("INVAL", "a speed of no code", S.cfsetspeed, ty.termios(), 12345)
t.is(#ty.termios(), 36, "the kernel's struct")
t.is(#ty.termios2(), 44, "and the larger one")

-- Raw
a = s:tcgetattr()
t.is(a:makeraw(), true, "makeraw")
t.is(s:tcsetattr("flush", a), true, "set")
m:write("a\3\r\n")
t.is(s:read(nil, 4), "a\3\r\n", "bytes come as they are")
s:write("x\ny")
t.is(m:read(nil, 10), "x\ny", "and go so")
t.is(s:tcdrain(), true, "tcdrain")
m:write("lost")
t.is(s:tcflush("iflush"), true, "tcflush")
local n = ty.int1(-1)
t.is(s:tcflow("ooff"), true, "output is stopped")
t.is(s:tcflow("oon"), true, "and goes on")
t.is(s:tcsendbreak(0), true, "a break")
fails("INVAL", "an action that is none", s.tcflow, s, 99)
fails("INVAL", "when to change", s.tcsetattr, s, 9, a)
t.raises("nosuch", "a word that is none", s.tcsetattr, s, "nosuch", a)
t.raises("termios expected", "settings that are none", s.tcsetattr, s, "now", {})
m:write("kept")
t.is(s:read(nil, 4), "kept", "what was thrown away is gone")
t.is(n[0], -1, "(nothing else was written)")

-- A session of its own
local pid = assert(S.fork())
if pid == 0 then
	S.setsid()
	local own = S.open(path, "rdwr") -- becomes the controlling terminal
	local good = own and own:tcgetsid() == S.getpid() and own:tcgetpgrp() == S.getpid() and own:tcsetpgrp(S.getpid())
	S._exit(good and 0 or 1)
end
t.is(select(3, S.waitpid(pid)).EXITSTATUS, 0, "session and foreground of a terminal")
fails("NOTTY", "which is not ours", s.tcgetsid, s)
m:close()
fails("IO", "what has no other end any more", s.tcgetattr, s)
t.done()

-- Users, groups, capabilities, and their structs.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"

local function status(name)
	local f = io.open("/proc/self/status")
	local text = f and f:read("*a") or ""
	if f then f:close() end
	return (text:match(name .. ":%s*([^\n]*)"))
end

local function numbers(name)
	local list = {}
	for n in status(name):gmatch("%d+") do list[#list + 1] = tonumber(n) end
	return list
end

-- Who we are
do
	local u, g = numbers("Uid"), numbers("Gid")
	t.is(S.getuid(), u[1], "getuid")
	t.is(S.geteuid(), u[2], "geteuid")
	t.is(S.getgid(), g[1], "getgid")
	t.is(S.getegid(), g[2], "getegid")
	t.results(table.pack(S.getresuid()), "getresuid", true, nil, u[1], u[2], u[3])
	t.results(table.pack(S.getresgid()), "getresgid", true, nil, g[1], g[2], g[3])
	local r, e, s = S.t.uid1(), S.t.uid1(), S.t.uid1()
	r[0], e[0], s[0] = 9, 9, 9
	S.getresuid(r, e, s)
	t.results({ n = 3, r[0], e[0], s[0] }, "getresuid fills what it is given", u[1], u[2], u[3])
	t.raises("too small", "getresuid into something too small", S.getresuid, S.t.buffer(1))
	t.is(S.setfsuid(), u[4], "setfsuid of nobody only tells")
	t.is(S.setfsgid(), g[4], "setfsgid of nobody only tells")
end

-- To be another
if S.getuid() ~= 0 then
	t.skip("changing user and group", "not root")
else
	local function after(f, ...)
		local args = table.pack(f, ...)
		return t.child(function()
			assert(S[args[1]](table.unpack(args, 2, args.n)))
			return status("Uid") .. " " .. status("Gid")
		end)
	end
	t.is(after("setuid", 7):match("^[%d\t]+"), "7\t7\t7\t7", "setuid")
	t.is(after("setgid", 8):match("[%d\t]+$"), "8\t8\t8\t8", "setgid")
	t.is(after("seteuid", 7):match("^[%d\t]+"), "0\t7\t0\t7", "seteuid")
	t.is(after("setegid", 8):match("[%d\t]+$"), "0\t8\t0\t8", "setegid")
	t.is(after("setreuid", 5, 6):match("^[%d\t]+"), "5\t6\t6\t6", "setreuid")
	t.is(after("setregid", 5, 6):match("[%d\t]+$"), "5\t6\t6\t6", "setregid")
	t.is(after("setreuid", nil, 6):match("^[%d\t]+"), "0\t6\t6\t6", "setreuid: nil is as it was")
	t.is(after("setresuid", 1, 2, 3):match("^[%d\t]+"), "1\t2\t3\t2", "setresuid")
	t.is(after("setresgid", 1, 2, 3):match("[%d\t]+$"), "1\t2\t3\t2", "setresgid")
	t.is(after("setresuid", -1, 4, -1):match("^[%d\t]+"), "0\t4\t0\t4", "setresuid: -1 is as it was")
	t.is(t.child(function()
		S.setfsuid(9)
		return status("Uid")
	end), "0\t0\t0\t9", "setfsuid")
	t.is(t.child(function()
		S.setfsgid(9)
		return status("Gid")
	end), "0\t0\t0\t9", "setfsgid")
	t.results(table.pack(t.child(function()
		S.setuid(7)
		return select(3, S.setuid(0)), select(3, S.setgid(9)), select(3, S.seteuid(0)), select(3, S.setegid(9)),
			select(3, S.setreuid(0, 0)), select(3, S.setregid(9, 9)), select(3, S.setresuid(0, 0, 0)),
			select(3, S.setresgid(9, 9, 9)), select(3, S.setgroups { 1 })
	end)), "and not back", 1, 1, 1, 1, 1, 1, 1, 1, 1)

	t.results(table.pack(t.child(function()
		assert(S.setgroups { 3, 5 })
		local g = S.getgroups()
		return #g, g[1], g[2], status("Groups")
	end)), "setgroups, getgroups", 2, 3, 5, "3 5 ")
	t.results(table.pack(t.child(function()
		assert(S.setgroups(S.t.groups(3, { 10, 11, 12 })))
		return #S.getgroups(), status("Groups")
	end)), "setgroups with groups", 3, "10 11 12 ")
	t.results(table.pack(t.child(function()
		assert(S.setgroups {})
		return #S.getgroups()
	end)), "setgroups with none", 0)
end
t.raises("groups expected", "setgroups with something else", S.setgroups, 3)
t.raises("number expected", "setuid of a table", S.setuid, {})
t.raises("out of range", "setuid of too large a number", S.setuid, 2 ^ 40)
do
	local g = S.t.groups { 4, 5 }
	t.is(#g, 2, "t.groups of a list")
	g[1] = 77
	local list = {}
	for i, v in ipairs(g) do list[#list + 1] = i .. "=" .. v end
	t.is(table.concat(list, " "), "1=77 2=5", "groups are counted from 1")
	t.raises("no element", "groups end", function() g[3] = 1 end)
end

-- Capabilities
do
	local c = S.capget()
	t.is(c.version, 0x20080522, "capget's version")
	for set, line in pairs { effective = "CapEff", permitted = "CapPrm", inheritable = "CapInh" } do
		local bits = status(line)
		local low, high = tonumber(bits:sub(-8), 16), tonumber(bits:sub(1, -9), 16)
		t.results({ n = 2, c[set].cap[0], c[set].cap[1] }, "capget " .. set, low, high)
		t.is(c[set].kill, math.floor(low / 32) % 2 == 1, set .. ".kill")
		t.is(c[set].CAP_CHOWN, low % 2 == 1, set .. ".CAP_CHOWN")
	end
	t.results(table.pack(t.child(function()
		local m = S.capget()
		m.effective.chown = false
		m.effective.KILL = nil
		assert(S.capset(m))
		return tonumber(status("CapEff"):sub(-1), 16) % 2, math.floor(tonumber(status("CapEff"):sub(-2, -2), 16) / 2) % 2,
			S.capget().effective.chown
	end)), "capset", 0, 0, false)
	t.results(table.pack(t.child(function()
		local h, d = S.capget():hdrdata()
		d[0].effective = 0
		assert(S.capset(h, d))
		return tonumber(status("CapEff"):sub(-8), 16)
	end)), "capset with header and data", 0)
	t.results(table.pack(t.child(function()
		assert(S.capset { permitted = "kill, chown", effective = { "kill" }, inheritable = {} })
		return status("CapPrm"):sub(-2) .. status("CapEff"):sub(-2), select(3, S.capset { permitted = "setuid" })
	end)), "capset with a table; and not back", "2120", S.c.E.PERM)
	t.is(t.child(function() return S.capget(S.getppid()).pid end), S.getpid(), "capget of another process")
	t.is(select(3, S.capget(0x3fffffff)), S.c.E.SRCH, "capget of nobody")
	local h = S.t.user_cap_header()
	S.capget(h)
	t.is(h.version, 0x20080522, "a header without a version asks for it")
	local data = S.t.user_cap_data2()
	S.capget(S.t.user_cap_header(0x20080522, 0), data)
	t.is(data[0].permitted, c.permitted.cap[0], "capget fills the data it is given")
	local both = S.t.capabilities(S.t.user_cap_header(0x20080522, 0), data)
	t.is(both.permitted.cap[0], data[0].permitted, "capabilities of header and data")
	t.is(select(3, S.capset { version = 5 }), S.c.E.INVAL, "capset with a wrong version")
	t.raises("value expected", "capset of nothing", S.capset)
	t.raises("cannot be made", "capset of something else", S.capset, true)
	t.raises("user_cap_data2 expected", "capset with a header alone", S.capset, h)
	t.raises("number expected", "capget of a table", S.capget, {})

	local s = S.t.cap("chown, SETUID,cap_kill")
	t.results({ n = 4, s.chown, s.setuid, s.KILL, s.sys_admin }, "t.cap of words", true, true, true, false)
	t.is(s.cap[0], 1 + 128 + 32, "its bits")
	t.is(tostring(s), "CHOWN,KILL,SETUID", "tostring joins the names")
	s.chown = false
	s.sys_admin = true
	t.is(tostring(S.t.cap(tostring(s))), "KILL,SETUID,SYS_ADMIN", "set and read again")
	t.is(tostring(S.t.cap { "kill", "chown" }), "CHOWN,KILL", "of a list")
	t.is(tostring(S.t.cap { kill = true, chown = false }), "KILL", "of a table")
	t.is(tostring(S.t.cap(0x21)), "CHOWN,KILL", "of a number")
	t.is(tostring(S.t.cap()), "", "of nothing")
	t.is(S.t.cap("checkpoint_restore").cap[1], 256, "the upper half")
	t.is(#s, 8, "#cap")
	t.raises("no such capability", "a wrong word", S.t.cap, "chown, nonsense")
	t.raises("no member", "a wrong name", function() return s.nonsense end)
	t.raises("no member", "a wrong name written", function() s.nonsense = true end)
	local m = S.t.capabilities { permitted = "kill", pid = 3, inheritable = "chown" }
	t.results({ n = 4, m.version, m.pid, m.permitted.kill, m.effective.kill }, "t.capabilities", 0x20080522, 3, true,
		false)
	m.effective, m.version, m.pid = "setuid", "1", 4
	t.results({ n = 3, tostring(m.effective), m.version, m.pid }, "members written", "SETUID", 0x19980330, 4)
	t.ok(tostring(m):find("permitted = KILL, inheritable = CHOWN", 1, true), "tostring(capabilities)")
	local d = S.t.user_cap_data { effective = 1, permitted = 2, inheritable = 3 }
	t.results({ n = 3, d.effective, d.permitted, d.inheritable }, "t.user_cap_data", 1, 2, 3)
	t.results({ n = 3, S.types.s.cap, S.types.s.capabilities, S.types.s.user_cap_header }, "sizes", 8, 32, 8)
	t.is(S.types.s.user_cap_data2, 24, "size of two")
end

t.done()

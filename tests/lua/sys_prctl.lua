-- prctl: each option of its own.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"

local slurp = t.slurp

local function status(name) return (slurp("/proc/self/status"):match(name .. ":%s*([^\n]*)")) end

-- Sets an option in a child and reads it there by another one; nil when the kernel or this
-- architecture has none of it.
local function set_get(set, value, get)
	return t.child(function()
		local ok, err = S.prctl(set, value)
		if not ok then return nil, tostring(err) end
		return S.prctl(get)
	end)
end

t.is(S.prctl("get_name"), slurp("/proc/self/comm"):match("[^\n]*"), "get_name")
t.results(table.pack(t.child(function()
	local ok = S.prctl("set_name", "a name of more than 15 bytes")
	return ok, S.prctl("get_name"), slurp("/proc/self/comm")
end)), "set_name", true, "a name of more ", "a name of more \n")
do
	local b = S.t.buffer(4)
	t.is(S.prctl("get_name", b), 4, "get_name into a buffer that is short")
	t.is(b:string(), S.prctl("get_name"):sub(1, 4), "gets what fits")
end

for _, row in ipairs {
	{ "dumpable", 0, 0 }, { "keepcaps", true, 1 }, { "no_new_privs", true, 1 }, { "pdeathsig", "usr1", 10 },
	{ "timerslack", 70000, 70000 },
	{ "child_subreaper", true, 1 }, { "thp_disable", true, 1 }, { "io_flusher", true, 1 },
	{ "securebits", "noroot, keep_caps", 17 },
	{ "memory_merge", true, 1 }, { "mdwe", 1, 1 }, { "tsc", "enable", 1 }, { "timing", "statistical", 0 },
	{ "endian", "big" },
	{ "fpemu", "noprint" }, { "fpexc", "div" }, { "unalign", "noprint" },
} do
	local name, value, want = table.unpack(row)
	local got, err = set_get("set_" .. name, value, "get_" .. name)
	if got == nil then
		t.skip("set_" .. name, err or "not here")
	else
		t.is(got, want, "set_" .. name .. ", get_" .. name)
	end
end

t.is(t.child(function()
	S.prctl("set_no_new_privs", true)
	return status("NoNewPrivs")
end), "1", "no_new_privs, seen from outside")
t.is(tonumber(status("NoNewPrivs")), S.prctl("get_no_new_privs"), "get_no_new_privs is a number")
t.is(select(3, S.prctl("set_no_new_privs", false)), S.c.E.INVAL, "no_new_privs is never taken back")
t.is(S.prctl("get_seccomp"), tonumber(status("Seccomp")), "get_seccomp")
t.is(S.prctl("mce_kill_get") ~= nil, true, "mce_kill_get")
do
	local kill, why = set_get("mce_kill", "clear", "mce_kill_get")
	if kill == nil then
		t.skip("mce_kill", why or "not here")
	else
		t.is(kill, 2, "mce_kill clear: the default")
		t.is(t.child(function()
			S.prctl("mce_kill", "set", "early")
			return S.prctl("mce_kill_get")
		end), 1, "mce_kill set, early")
	end
end
t.is(S.prctl("task_perf_events_disable"), true, "task_perf_events_disable")
t.is(S.prctl("task_perf_events_enable"), true, "task_perf_events_enable")

-- Capabilities
t.is(S.prctl("capbset_read", "chown"), 1, "capbset_read")
t.is(select(3, S.prctl("capbset_read", 63)), S.c.E.INVAL, "capbset_read of what there is not")
if S.getuid() == 0 and S.capget().effective.setpcap ~= false then
	t.results(table.pack(t.child(function()
		local ok = S.prctl("capbset_drop", "chown")
		local bits = status("CapBnd")
		return ok, S.prctl("capbset_read", "chown"), tonumber(bits:sub(-1), 16) % 2
	end)), "capbset_drop", true, 0, 0)
else
	t.skip("capbset_drop", "no privilege")
end
t.results(table.pack(t.child(function()
	local c = S.capget()
	c.inheritable.kill = true
	assert(S.capset(c))
	local was = S.prctl("cap_ambient", "is_set", "kill")
	local ok = S.prctl("cap_ambient", "raise", "kill")
	local is, bits = S.prctl("cap_ambient", "is_set", "kill"), tonumber(status("CapAmb"), 16)
	S.prctl("cap_ambient", "clear_all")
	return was, ok, is, bits, S.prctl("cap_ambient", "is_set", "kill")
end)), "cap_ambient", 0, 0, 1, 32, 0)

-- What depends on the kernel
do
	local a = S.prctl("get_tid_address")
	if a then t.ok(a > 4096, "get_tid_address") else t.skip("get_tid_address", "not in this kernel") end
	local r, err = S.prctl("get_speculation_ctrl", 0)
	if r then t.ok(r >= 0, "get_speculation_ctrl") else t.skip("get_speculation_ctrl", tostring(err)) end
	local _, no = S.prctl("set_speculation_ctrl", 77, 1)
	t.ok(no.NODEV or no.INVAL, "set_speculation_ctrl of nothing") -- the second on architectures without any
	r, err = S.prctl("set_ptracer", -1)
	if r then t.is(r, true, "set_ptracer") else t.is(err.INVAL, true, "set_ptracer without Yama") end
	r, err = S.prctl("sched_core", 0, 0, 0)
	if r then t.ok(r >= 0, "sched_core") else t.ok(err.INVAL or err.NODEV, "sched_core where cores have one thread") end
end

-- What the program was told at its start, and the names of mappings
do
	local auxv, why = S.prctl "get_auxv"
	if not auxv then
		t.skip("get_auxv", tostring(why))
	else
		local file = slurp "/proc/self/auxv"
		t.ok(#file > 0 and auxv:sub(1, #file) == file, "get_auxv")
		local part = S.t.buffer(16)
		t.is(S.prctl("get_auxv", part), 16, "into a buffer that is short")
		t.is(part:string(), auxv:sub(1, 16), "what fits")
	end
	local page = S.getpagesize()
	local m = assert(S.mmap(nil, 2 * page, "read, write", "private, anonymous"))
	local named
	named, why = S.prctl("set_vma", "lsys name", m)
	if not named then
		t.skip("set_vma", tostring(why))
	else
		t.ok(slurp "/proc/self/maps":find("[anon:lsys name]", 1, true), "set_vma: the name of a mapping")
		t.is(S.prctl("set_vma", "", m), true, "and none again")
		t.ok(not slurp "/proc/self/maps":find("lsys name", 1, true), "which is gone")
		t.fails("INVAL", "a name with a bracket", S.prctl("set_vma", "a]", m))
	end
	local slots
	slots, why = S.prctl("futex_hash", "get_slots")
	if not slots then
		t.skip("futex_hash", tostring(why))
	else
		t.ok(slots >= 0, "futex_hash get_slots")
		t.is(t.child(function()
			return S.prctl("futex_hash", "set_slots", 16) and S.prctl("futex_hash", "get_slots")
		end), 16, "set_slots")
		t.fails("INVAL", "a number that is no power of two", S.prctl("futex_hash", "set_slots", 17))
	end
	local on
	on, why = S.prctl("timer_create_restore_ids", 2)
	if not on then
		t.skip("timer_create_restore_ids", tostring(why))
	else
		t.is(on, 0, "timer_create_restore_ids: is it?")
		t.fails("INVAL", "neither on nor off", S.prctl("timer_create_restore_ids", 77))
		t.results(table.pack(t.child(function()
			return S.prctl("timer_create_restore_ids", 1), S.prctl("timer_create_restore_ids", 2)
		end)), "on", 0, 1)
	end
	-- What other architectures have: a value there, an error here.
	for _, name in ipairs { "get_fp_mode", "sve_get_vl", "sme_get_vl", "get_tagged_addr_ctrl", "pac_get_enabled_keys",
		"riscv_v_get_control", "get_shadow_stack_status" } do
		local v, e = S.prctl(name)
		t.ok(type(v) == "number" or e.INVAL or e.OPNOTSUPP, name .. ": " .. tostring(v or e))
	end
	for name, args in pairs { set_fp_mode = { 0 }, sve_set_vl = { 0 }, sme_set_vl = { 0 }, set_tagged_addr_ctrl = { 0 },
		riscv_v_set_control = { 0xff }, riscv_set_icache_flush_ctx = { 7, 7 }, ppc_set_dexcr = { 77, 77 },
			ppc_get_dexcr = { 77 } } do
		local v, e = t.child(function()
			local got, no = S.prctl(name, table.unpack(args))
			return got, no and no.errno
		end)
		t.ok(v or e == S.c.E.INVAL or e == S.c.E.NODEV or e == S.c.E.OPNOTSUPP, name .. ": " .. tostring(v or e))
	end
end

-- A child without a parent goes to the one that asked for it.
t.is(t.child(function()
	S.prctl("set_child_subreaper", true)
	local top, pid = S.getpid(), S.fork()
	if pid == 0 then
		local middle = S.getpid()
		if S.fork() == 0 then
			for _ = 1, 1e6 do
				if S.getppid() ~= middle then break end
				S.sched_yield()
			end
			S._exit(S.getppid() == top and 0 or 1)
		end
		S._exit(0)
	end
	S.waitpid(pid)
	local _, _, st = S.waitpid(-1)
	return st and st.EXITSTATUS
end), 0, "set_child_subreaper: a grandchild is waited for")

-- Mistakes
t.raises("no operation of prctl", "an option that takes addresses is refused", S.prctl, "set_mm", 1, 2)
t.raises("no operation of prctl", "and one that nobody knows", S.prctl, 12345)
t.raises("unknown name", "a wrong word", S.prctl, "nonsense")
t.raises("value expected", "none at all", S.prctl)
t.raises("string expected", "a name that is no string", S.prctl, "set_name", {})
t.raises("unknown name", "a wrong capability", S.prctl, "capbset_read", "nonsense")
t.raises("number expected", "a wrong boolean", S.prctl, "set_keepcaps", "yes")
t.is(S.prctl("PR_GET_NAME"), S.prctl("get_name"), "the name as C has it")
t.is(S.prctl(S.c.PR.GET_NAME), S.prctl("get_name"), "or its number")

t.done()

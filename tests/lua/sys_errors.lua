-- That calls fail as the kernel says: those of which no other test sees it, each with its error. tests/lua/coverage.lua
-- tells which these are.
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local ty = S.t
local null = S.open("/dev/null", "rdwr")
local page = S.getpagesize()
local function map() return S.mmap(nil, page, "read, write", "private, anonymous") end
local nobody = 2 ^ 22 + 1 -- no process has this number

-- { function, error or errors, arguments... }
local function check(list)
	for _, row in ipairs(list) do
		local f, name = S, row[1]
		for part in name:gmatch("[^.]+") do f = f[part] end
		local wanted = row[2]
		local ok, v, err = pcall(f, table.unpack(row, 3, row.n or #row))
		local good = false
		for sym in wanted:gmatch("%S+") do good = good or ok and v == nil and err and err[sym] end
		local what = name == "prctl" or name == "keyctl" or name == "ptrace" and row[3]
		if not t.ok(good, name .. (what and " " .. row[3] or "") .. " fails with " .. wanted) then
			print("# got " .. tostring(v) .. ", " .. tostring(err))
		end
	end
end

local dir = (os.getenv("TMPDIR") or "/tmp") .. "/errors." .. S.getpid()
S.mkdir(dir, "0700")
local none = dir .. "/none/file"
local _, _, r, w = S.pipe()
local key = 0x7ffffff0 -- no key has this number

check {
	{ "creat", "NOENT", none },
	{ "epoll_create1", "INVAL", 1 },
	{ "epoll_pwait2", "BADF", 1000, ty.epoll_events(1), 0 },
	{ "file_setattr", "NOENT NOSYS", nil, none, ty.file_attr() },
	{ "getsockname", "NOTSOCK", null },
	{ "get_mempolicy", "INVAL NOSYS", 2 ^ 20 },
	{ "grantpt", "NOTTY INVAL", null },
	{ "unlockpt", "NOTTY", null },
	{ "inotify_init1", "INVAL", 1 },
	{ "madvise", "INVAL", map(), page, 9999 },
	{ "memfd_secret", "INVAL NOSYS", 12345 },
	{ "mq_getsetattr", "BADF", 1000, nil, ty.mq_attr() },
	{ "mq_timedsend", "BADF", 1000, "x" },
	{ "open_tree_attr", "NOENT NOSYS", nil, none, 0 },
	{ "perf_attach_tracepoint", "NOENT INVAL ACCES", 2 ^ 31 - 1 },
	{ "perf_probe", "NOENT INVAL ACCES PERM", "kprobe", "nosuch/probe", "no such definition" },
	{ "posix_fadvise", "BADF", 1000, 0, 0, 0 },
	{ "pread", "SPIPE", r, ty.buffer(1), 1, 0 },
	{ "pwrite", "SPIPE", w, "x", 1, 0 },
	{ "process_vm_writev", "SRCH PERM NOSYS", nobody, { "x" }, { { 4096, 1 } } },
	{ "pwritev2", "BADF", 1000, { "x" }, 0, 0 },
	{ "clone", "INVAL", "newuser, fs" },
	{ "gmtime", "OVERFLOW", 2 ^ 62 },
	{ "localtime", "OVERFLOW", 2 ^ 62 },
	{ "quotactl_fd", "BADF", 1000, "sync", 0 },
	{ "semget", "NOENT", 0x7a7a7a7a, 1, 0 },
	{ "shmctl", "INVAL", 2 ^ 30, "stat" },
	{ "signalfd", "INVAL", "usr1", 0, null },
	{ "tcdrain", "NOTTY", null },
	{ "tcflush", "NOTTY", null, "ioflush" },
	{ "tcgetpgrp", "NOTTY", null },
	{ "tcsendbreak", "NOTTY", null, 0 },
	{ "tcsetpgrp", "NOTTY", null, 1 },
	{ "ttyname", "NOTTY", null },
	{ "finit_module", "BADF PERM NOSYS", 1000, "" },
	{ "init_module", "NOEXEC PERM NOSYS", "no module", nil, "" },
	{ "remap_file_pages", "INVAL NOSYS", map(), page, 0, 99, 0 },
	{ "bpf", "INVAL PERM NOSYS", "map_create", { map_type = 9999, key_size = 4, value_size = 4, max_entries = 1 } },
	{ "bpf_prog_load", "INVAL PERM NOSYS", "socket_filter", ty.bpf_insns(1, { { "jmp,exit", 9 } }), 1 },
}
-- Keys and processes that there are not
for _, op in ipairs { "update", "revoke", "chown", "setperm", "describe", "clear", "link", "unlink", "get_security",
	"invalidate", "restrict_keyring", "move", "set_timeout", "get_keyring_id", "watch_key" } do
	local arguments = { update = { "x" }, chown = { 0, 0 }, setperm = { 0 }, link = { key }, unlink = { key }, move = { key, key },
		set_timeout = { 1 }, watch_key = { r, 1 } }
	check { { "keyctl", "NOKEY INVAL OPNOTSUPP NOSYS BADF ACCES", op, key, table.unpack(arguments[op] or {}) } }
end
check {
	{ "keyctl", "INVAL OPNOTSUPP NOSYS", "set_reqkey_keyring", 99 },
	{ "keyctl", "INVAL NOSYS ACCES PERM NOKEY", "join_session_keyring", ".reserved" },
	{ "keyctl", "PERM INVAL OPNOTSUPP NOSYS NOKEY", "get_persistent", 65534, key },
}
for _, op in ipairs { "detach", "cont", "syscall", "singlestep", "kill", "interrupt", "listen", "geteventmsg", "getsiginfo",
	"getsigmask", "getregset", "get_syscall_info", "peektext", "peekdata", "peekusr", "seize" } do
	check { { "ptrace", "SRCH", op, nobody, op:match "^peek" and 0 or nil } }
end
check {
	{ "ptrace", "SRCH", "poketext", nobody, 0, 0 },
	{ "ptrace", "SRCH", "pokedata", nobody, 0, 0 },
	{ "ptrace", "SRCH", "pokeusr", nobody, 0, 0 },
	{ "ptrace", "SRCH", "setoptions", nobody, 0 },
	{ "ptrace", "SRCH", "setsiginfo", nobody, ty.siginfo() },
	{ "ptrace", "SRCH", "setsigmask", nobody, "usr1" },
	{ "ptrace", "SRCH", "setregset", nobody, 1, "x" },
}
t.is(t.child(function()
	S.ptrace "traceme"
	return select(2, S.ptrace "traceme").sym
end), "PERM", "ptrace traceme twice")

-- Operations of prctl(2), with a value that is none; of other machines they are all unknown
for _, row in ipairs { { "set_dumpable", 99 }, { "set_keepcaps", 99 }, { "mce_kill", 99 }, { "set_mdwe", 2 ^ 20 },
	{ "set_pdeathsig", 99 }, { "set_seccomp", 99 }, { "set_tsc", 99 }, { "set_timing", 99 },
	{ "capbset_drop", 999 }, { "cap_ambient", 99, 0 }, { "get_speculation_ctrl", 99 },
	{ "set_speculation_ctrl", 99, 99 }, { "set_endian", 99 }, { "get_endian" }, { "set_fpemu", 99 }, { "get_fpemu" },
	{ "set_fpexc", 99 }, { "get_fpexc" }, { "set_unalign", 99 }, { "get_unalign" }, { "sched_core", 99 }, { "set_ptracer", nobody },
	{ "timer_create_restore_ids", 99 }, { "set_securebits", 2 ^ 30 } } do
	check { { "prctl", "INVAL NODEV PERM NXIO IO SRCH", table.unpack(row) } }
end

-- What only a signal ends
local function interrupted(f, ...)
	return t.child(function(...)
		S.sigaction("alrm", { handler = function() end })
		S.setitimer("real", { 0.01, 0.01 })
		local v, err = f(...)
		return v == nil and err.sym
	end, ...)
end
t.is(interrupted(S.pause), "INTR", "pause is ended by a signal")
t.is(interrupted(S.sigsuspend, ""), "INTR", "as sigsuspend is")
t.is(interrupted(function() return S.sigwaitinfo("usr1") end), "INTR", "and sigwaitinfo")
t.is(interrupted(function() return S.poll({ { fd = r, events = "in" } }, 5000) end), "INTR", "and poll")

-- Without a privilege, or with nothing left
t.is(t.child(function()
	S.setrlimit("nofile", { cur = 5, max = 5 })
	return select(2, S.poll(ty.pollfds(10), 0)).sym
end), "INVAL", "poll of more than may be open")
local function as_nobody(f, ...)
	if not root then return "skip" end
	return t.child(function(...)
		S.setrlimit("memlock", { cur = 0, max = 0 })
		S.setrlimit("nproc", { cur = 0, max = 0 })
		S.setresgid(65534, 65534, 65534)
		S.setresuid(65534, 65534, 65534)
		return (select(2, f(...)) or {}).sym
	end, ...)
end
for _, row in ipairs { { "mlock", "PERM NOMEM", function() return S.mlock(map()) end },
	{ "mlock2", "PERM NOMEM NOSYS", function() return S.mlock2(map()) end }, { "fork", "AGAIN", S.fork },
	{ "netfilter.socket", "PERM ACCES", function() return S.netfilter.socket() end },
	{ "netfilter.version", "PERM ACCES", function() return S.netfilter.version() end },
	{ "prctl get_io_flusher", "PERM INVAL", function() return S.prctl "get_io_flusher" end },
	{ "prctl set_io_flusher", "PERM INVAL", function() return S.prctl("set_io_flusher", true) end } } do
	local sym = as_nobody(row[3])
	if sym == "skip" then
		t.skip(row[1], "not root")
	else
		t.ok(sym and row[2]:find(sym), row[1] .. " without what it needs fails with " .. row[2] .. ": " .. tostring(sym))
	end
end
local function locked_in(f)
	if not root then return "skip" end
	return t.child(function()
		S.chroot(dir)
		return (select(2, f()) or {}).sym
	end)
end
for name, f in pairs { openpt = S.openpt, posix_openpt = S.posix_openpt } do
	local sym = locked_in(f)
	if sym == "skip" then
		t.skip(name, "not root")
	else
		t.is(sym, "NOENT", name .. " where there is no /dev")
	end
end
S.util.rm(dir)
t.done()

-- That calls fail as the kernel says: those of which no other test sees it, each with its error. tests/lua/coverage.lua
-- tells which these are.
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local ty, c = S.t, S.c
local root = S.geteuid() == 0
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
		if not t.ok(good, name .. " fails with " .. wanted) then
			print("# got " .. tostring(v) .. ", " .. tostring(err))
		end
	end
end

check {
	{ "creat", "NOENT", "/nosuch/file" },
	{ "epoll_create1", "INVAL", 1 },
	{ "epoll_pwait2", "BADF", 1000, ty.epoll_events(1), 0 },
	{ "file_setattr", "NOENT NOSYS", nil, "/nosuch/file", ty.file_attr() },
	{ "futex_wake", "INVAL NOSYS", ty.uint32_1(), 1, 1, 99 },
	{ "get_mempolicy", "INVAL NOSYS", nil, nil, 99 },
	{ "getsockname", "NOTSOCK", null },
	{ "grantpt", "NOTTY", null },
	{ "unlockpt", "NOTTY", null },
	{ "inotify_init1", "INVAL", 1 },
	{ "io_destroy", "INVAL NOSYS", ty.aio_context(1) },
	{ "io_getevents", "INVAL NOSYS", ty.aio_context(1), 0, ty.io_events(1) },
	{ "io_pgetevents", "INVAL NOSYS", ty.aio_context(1), 0, ty.io_events(1) },
	{ "madvise", "INVAL", map(), page, 9999 },
	{ "memfd_secret", "INVAL NOSYS", 12345 },
	{ "mlock2", "INVAL", map(), page, 99 },
	{ "mq_getsetattr", "BADF", 1000, nil, ty.mq_attr() },
	{ "mq_timedsend", "BADF", 1000, "x" },
	{ "open_tree_attr", "NOENT NOSYS BADF", nil, "/nosuch", 0, ty.mount_attr() },
	{ "perf_attach_tracepoint", "NOENT INVAL ACCES", 2 ^ 31 - 1 },
	{ "perf_probe", "NOENT INVAL ACCES PERM", "kprobe", "nosuch/probe", "no such definition" },
	{ "posix_fadvise", "BADF", 1000, 0, 0, "normal" },
	{ "pread", "SPIPE", (select(3, S.pipe())), ty.buffer(1), 1, 0 },
	{ "pwrite", "SPIPE", (select(4, S.pipe())), "x", 1, 0 },
	{ "process_vm_writev", "SRCH PERM NOSYS", nobody, { "x" }, { { 4096, 1 } } },
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
	{ "finit_module", "BADF PERM", 1000, "" },
	{ "init_module", "NOEXEC PERM NOSYS", "no module", nil, "" },
	{ "remap_file_pages", "INVAL NOSYS", map(), page, 0, 99, 0 },
	{ "bpf", "INVAL PERM NOSYS", "map_create", { map_type = 9999, key_size = 4, value_size = 4, max_entries = 1 } },
	{ "bpf_prog_load", "INVAL PERM NOSYS", "socket_filter", ty.bpf_insns(1, { { "jmp,exit", 9 } }), 1 },
}
t.done()

-- Integers of 64 bits: whatever a struct or a call can have beyond 2^53 is exact, both ways.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local ty = S.t

local function int64(v) return type(v) == "userdata" and pcall(function() return v:tonumber() end) end

-- 2^53 + 1, which no double is; the highest; the lowest with a sign
local odd = ty.uint64(2 ^ 53 + 2) - 1
local most, high = ty.uint64(-1), ty.uint64(2 ^ 63)
t.results({ n = 3, tostring(odd), tostring(most), tostring(high) }, "numbers that no double is", "9007199254740993",
	"18446744073709551615", "9223372036854775808")

-- Structs. Their memory is filled so that eight bytes are the same number in both orders of bytes, and too much for
-- 53 bits.
local pattern = ("\129\0\0\0\0\0\0\129")
-- A descriptor; limits, of which the highest is "infinity" and reads as -1.
local other = { ["mount_attr.userns_fd"] = true, ["rlimit.cur"] = true, ["rlimit.max"] = true }
local inexact, wrong, members, kinds = {}, {}, 0, 0

local function scalar(v) return type(v) == "number" or int64(v) end

-- Each number of x, those of structs and arrays in it too; what they are called in names.
local function each(x, name, f)
	for k in pairs(x) do
		local ok, v = pcall(function() return x[k] end)
		local whole = name .. (type(k) == "number" and "[]" or "." .. k)
		if ok and scalar(v) then
			f(x, k, v, whole)
		elseif ok and type(v) == "userdata" and pcall(pairs, v) and type(k) ~= "number" then
			each(v, whole, f)
		end
	end
end

local function try(name)
	local size = S.types.s[name]
	if not size or size == 0 then return end
	local ok, x = pcall(ty[name])
	if not ok or not pcall(pairs, x) or #S.types.pt.buffer(x) ~= size then return end
	local y = ty[name]()
	S.types.pt.buffer(x):set(pattern:rep(math.ceil(size / 8)):sub(1, size))
	S.types.pt.buffer(y):set(("\0"):rep(size))
	if name == "sigaction" then return end -- its handler is none that was set; its flags are tested by the area of signals
	kinds = kinds + 1
	each(x, name, function(_, _, v, whole)
		if type(v) == "number" and math.abs(v) > 2 ^ 53 then inexact[#inexact + 1] = whole end
	end)
	each(y, name, function(at, k, _, whole)
		-- is it one of 64 bits? the highest number is then itself, or -1
		local takes = pcall(function() at[k] = most end)
		local text = takes and tostring(at[k])
		if text ~= "18446744073709551615" and text ~= "-1" then return end
		local signed = text == "-1"
		at[k] = odd
		if tostring(at[k]) ~= tostring(odd) then return end -- a smaller one with all its bits
		members = members + 1
		for _, v in ipairs { odd, most, high, ty.int64(-2 ^ 62) - 1 } do
			at[k] = v
			local want = ty[signed and "int64" or "uint64"](v)
			if tostring(at[k]) ~= tostring(want) and not other[whole] then
				wrong[#wrong + 1] = whole .. " " .. tostring(at[k]) .. " for " .. tostring(want)
			end
		end
		at[k] = 0
	end)
end
for name in pairs(ty) do
	if type(name) == "string" then try(name) end
end
t.ok(kinds > 150, "many structs: " .. kinds)
t.ok(members > (S.types.s.long == 8 and 200 or 60), "with many members of 64 bits: " .. members)
t.is(table.concat(inexact, " "), "", "none of them is read inexactly")
t.is(table.concat(wrong, " "), "", "extreme numbers are kept")

-- Other looks at the same bytes, which walks pass over
for _, name in ipairs { "stat.st_dev", "stat.st_rdev", "stat.st_ino", "stat.st_size", "stat.st_blocks", "dirent.ino",
	"dirent.off", "statx.ino", "statx.size", "statx.mnt_id", "statx.subvol", "statx.attributes", "statfs.blocks",
	"statfs.files", "epoll_event.u64", "epoll_event.data", "rlimit.cur", "rlimit.max", "flock.start", "flock.len",
	"timespec.sec", "timeval.sec", "statmount.mnt_id", "statmount.mnt_ns_id", "statmount.mask", "file_attr.xflags",
	"cachestat.nr_cache", "io_event.data", "io_event.res", "iocb.data", "iocb.offset", "sched_attr.runtime",
	"perf_event_attr.config", "perf_event_attr.config2", "perf_event_attr.sample_freq", "fanotify_event.mask",
	"dqblk.curspace", "dqblk.bhardlimit", "open_how.flags", "mount_attr.attr_set", "clone_args.flags",
	"seccomp_data.instruction_pointer", "landlock_ruleset_attr.handled_access_fs", "landlock_net_port_attr.port",
	"ptrace_syscall_info.nr", "ptrace_syscall_info.rval", "vhost_memory_region.guest_phys_addr", "sysinfo.totalram",
	"shmid_ds.segsz", "msqid_ds.qbytes", "signalfd_siginfo.utime", "signalfd_siginfo.addr", "futex_waitv.val",
	"mq_attr.msgsize"} do
	local kind, member = name:match "^(.*)%.(.*)$"
	local x = ty[kind] and ty[kind]()
	if x == nil then
		t.ok(false, name .. ": no such type")
	elseif #ty.buffer(1) ~= 1 or not pcall(function() x[member] = odd end) then
		t.ok(S.types.s.long == 4, name .. " takes it, unless it has 32 bits here")
	else
		t.is(tostring(x[member]), tostring(odd), name)
	end
end

-- Places in files
local fd = assert(S.open(os.getenv "TMPDIR" or "/tmp", "tmpfile, rdwr", "0600"))
local mem = assert(S.memfd_create "lsys-int64")
if not fd:truncate(odd) then fd = mem end
t.is(fd:truncate(odd), true, "a file of 2^53 + 1 bytes")
t.is(tostring(fd:stat().size), tostring(odd), "its length, from stat")
t.is(tostring(S.statx(fd, "", "empty_path", "size").size), tostring(odd), "and statx")
t.is(tostring(fd:lseek(0, "end")), tostring(odd), "and lseek")
t.is(tostring(fd:tell()), tostring(odd), "tell")
t.is(fd:lseek(odd - 2, "set"), 2 ^ 53 - 1, "lseek to a place")
t.is(fd:pwrite("x", 1, odd - 1), 1, "pwrite at the last byte")
local b = ty.buffer(4)
t.is(fd:pread(b, 4, odd - 2), 2, "pread over it")
t.is(b:string(2), "\0x", "what is there")
t.is(fd:preadv({ b }, odd - 1), 1, "preadv")
t.is(fd:pwritev({ "yz" }, odd), 2, "pwritev behind the end")
t.is(tostring(fd:stat().size), "9007199254740995", "which is then later")
t.ok((fd:lseek(2 ^ 52, "data") or 0) > 2 ^ 53 - 65536, "the next data from a place on")
t.is(fd:fcntl("setlk", { type = "wrlck", start = odd, len = 3 }), true, "a lock there")
local lock = t.child(function()
	local l = fd:fcntl("getlk", { type = "wrlck", start = 0, len = 0 })
	return tostring(l.start) .. " " .. tostring(l.len)
end)
t.is(lock, tostring(odd) .. " 3", "seen by another process")
local off = ty.off1()
off[0] = odd - 1
local _, _, r, w = assert(S.pipe())
t.is(S.sendfile(w, fd, off, 2), 2, "sendfile from there")
t.is(tostring(off[0]), "9007199254740994", "and where it ended")
t.is(r:read(), "xy", "the bytes")
t.is(fd:fadvise("dontneed", odd, odd), true, "fadvise")
t.ok(fd:sync_file_range(odd, 4096, "write") or true, "sync_file_range")
local page = S.getpagesize()
local place = ty.uint64(2 ^ 53)
local m = fd:mmap(nil, page, "read", "shared", place)
if m then
	t.is(m:string(3), "xyz", "mmap of it")
else
	t.skip("mmap there", "not on this file system")
end
if S.types.s.long == 8 then
	t.is(tostring(S.syscall("lseek", fd, odd, 0)), tostring(odd), "S.syscall takes and gives them")
end

-- Counters, limits, cookies, results
local e = assert(S.eventfd())
t.is(S.util.eventfd_write(e, most - 1), true, "a counter of 2^64 - 2")
t.is(tostring(S.util.eventfd_read(e)), "18446744073709551614", "read back")
t.is(t.child(function()
	S.setrlimit("fsize", { cur = odd, max = odd })
	return tostring(S.getrlimit "fsize".cur) .. " " .. tostring(S.prlimit(0, "fsize").max)
end), tostring(odd) .. " " .. tostring(odd), "limits")
local ep = assert(S.epoll_create())
ep:epoll_ctl("add", e, { events = "out", u64 = most })
for _, event in ep:epoll_wait(ty.epoll_events(1), 0) do t.is(tostring(event.u64), tostring(most), "data of epoll") end
local s = assert(S.socket("unix", "stream"))
local cookie, why = s:getsockopt("socket", "cookie")
if cookie then
	t.ok(tostring(cookie):match "^%d+$", "SO_COOKIE: " .. tostring(cookie))
else
	t.skip("SO_COOKIE", tostring(why))
end
t.is(S.fcntl(fd, "set_rw_hint", most), nil, "a hint that is none is refused by the kernel")
t.raises("not a 64-bit integer", "more than 64 bits are refused", function() ty.stat().ino = 2 ^ 64 end)
t.raises("not a 64-bit integer", "and parts of numbers", function() ty.stat().ino = 0.5 end)
t.done()

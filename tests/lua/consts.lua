-- S.c: every group and name of the API is there, and strings become values by the rules of each kind of group.
local here = arg[0]:match("^.*/") or ""
local t = dofile(here .. "tap.lua")
local S = require "syscall"
local c = S.c

-- The names, written down once as they are in the API, so that none gets lost.

local ioctl_macros = {}
for name in ("_IO _IOR _IOW _IOWR EVIOCGNAME EVIOCGPHYS EVIOCGUNIQ EVIOCGPROP EVIOCGKEY EVIOCGLED EVIOCGSND " ..
	"EVIOCGSW EVIOCGBIT EVIOCGABS EVIOCSABS"):gmatch "%S+" do
	ioctl_macros[name] = true
end

-- What has another prefix in C than the group.
local spelt_otherwise = {}
for line in io.lines(here .. "../data/api/spelt.txt") do
	local name, in_c = line:match "^(%S+%.%S+) (%S+)$"
	if name and in_c ~= "-" then spelt_otherwise[name] = in_c end
end

-- What only some architectures have; the API's are x86-64's.
local may_lack = { ["MAP.32BIT"] = true, ["MAP.ABOVE4G"] = true }
for name in ("CR2 CSGSFS EFL ERR OLDMASK R10 R11 R12 R13 R14 R15 R8 R9 RAX RBP RBX RCX RDI RDX RIP RSI RSP " ..
	"TRAPNO"):gmatch "%S+" do
	may_lack["REG." .. name] = not c.REG.R8
end

local groups, kinds, total = 0, {}, 0
for line in io.lines(here .. "../data/api/consts.tsv") do
	local group, kind, names = line:match "^([^#\t][^\t]*)\t([^\t]*)\t(.*)$"
	if group and kind == "value" then
		t.is(tostring(c[group]), names, "S.c." .. group)
		t.is(S[group], c[group], "S." .. group)
	elseif group then
		local g, wrong = c[group], {}
		groups, kinds[kind] = groups + 1, (kinds[kind] or 0) + 1
		if type(g) ~= "table" then g = {} end
		local prefix = (getmetatable(g) or {}).prefix
		for name in names:gmatch "%S+" do
			local v = rawget(g, name)
			if v == nil then v = rawget(g, tonumber(name)) end
			local macro = group == "IOCTL" and ioctl_macros[name]
			local want = group == "errornames" and "string" or macro and "function" or "number"
			if v == nil and may_lack[group .. "." .. name] then goto absent end
			if type(v) ~= want then wrong[#wrong + 1] = name end
			if g[name] ~= v then wrong[#wrong + 1] = name .. " by index" end
			if want == "number" and kind ~= "table" then
				if g[name:lower()] ~= v then wrong[#wrong + 1] = name:lower() end
				if kind ~= "charflags" and g(" " .. name:sub(1, 1):lower() .. name:sub(2) .. " ") ~= v then
					wrong[#wrong + 1] = "call with " .. name
				end
				if not spelt_otherwise[group .. "." .. name] and kind ~= "charflags" and
					(g[prefix .. name] ~= v or g[(prefix .. name):lower()] ~= v) then
					wrong[#wrong + 1] = prefix .. name
				end
			end
			::absent::
			total = total + 1
		end
		if not t.is(table.concat(wrong, " "), "", "S.c." .. group) then print("# of kind " .. kind) end
	end
end
t.is(groups, 205, "that many groups are tables")
t.is(kinds.strflag + kinds.multiflags + kinds.modeflags + kinds.table, 202, "and of these kinds")
t.ok(total > 3000, "and so many names")

-- What pairs gives.

local seen, n = {}, 0
for k, v in pairs(c) do
	seen[k] = type(v)
	n = n + 1
end
t.ok(n >= 204 + 50, "pairs goes over all groups and values of S.c")
t.is(seen.O, "table", "groups")
t.is(seen.PATH_MAX, "number", "numbers")
t.is(seen.SYSFS_BRIDGE_FDB, "string", "and words")
local odd, flat = {}, {}
for group, g in pairs(c) do
	if type(g) == "table" then
		local prefix = getmetatable(g).prefix
		for k, v in pairs(g) do
			if type(v) == "number" and S[prefix .. k] ~= v and not spelt_otherwise[group .. "." .. k] and
				not (group == "OK" and #k == 1) then
				flat[#flat + 1] = prefix .. k
			end
			if k ~= tostring(k):upper() and type(k) ~= "number" or v == nil then odd[#odd + 1] = group .. "." .. k end
		end
	end
end
t.is(table.concat(odd, " "), "", "the names of the groups are upper case")
t.is(table.concat(flat, " "), "", "and with their prefix they are in S")
t.is(c.NOSUCH, nil, "S.c of no group is nil")
t.is(c[1], nil, "also with a number")
t.is(rawget(c, "O"), c.O, "a group is made once")

-- A choice of one.

t.is(c.SEEK.END, 2, "a name")
t.is(c.SEEK.end_, nil, "no name")
t.is(c.SEEK["end"], 2, "in lower case")
t.is(c.SEEK.seek_end, 2, "with the prefix")
t.is(c.SEEK.SeEk_EnD, 2, "in any case")
t.is(c.SEEK[" end\t"], 2, "blanks around it")
t.is(c.SEEK[""], 0, "an empty string is 0")
t.is(c.SEEK["  "], 0, "and a blank one")
t.is(c.SEEK.nope, nil, "an unknown word is nil")
t.is(c.SEEK.NOPE, nil, "in capitals, too")
t.is(c.SEEK["set,end"], nil, "a list is not known")
t.is(c.SEEK["2"], nil, "digits are no name")
t.is(c.SEEK[7], 7, "a number is itself")
t.is(c.SEEK(7), 7, "called, too")
t.is(c.SEEK("end"), 2, "called with a name")
t.is(c.SEEK(nil), nil, "nil is nil")
t.is(c.SEEK.SEEK_SEEK_END, nil, "one prefix, not two")
local any = {}
t.is(c.SEEK[any], any, "what is no string is itself")
t.is(c.BTN["0"], 0x100, "a name may be a digit")
t.is(c.KEY["1"], 2, "another")
t.is(c.KEY["102nd"], 86, "or begin with one")

-- Flags.

t.is(c.O["creat,excl,wronly"], 0xc1, "a list")
t.is(c.O["CREAT, o_excl , WrOnly"], 0xc1, "with blanks, in any case, with the prefix")
t.is(c.O["creat | excl"], 0xc0, "with strokes")
t.is(c.O["creat,0x80"], 0xc0, "with a number")
t.is(c.O["creat,excl,~creat"], 0x80, "a name taken away")
t.is(c.O[""], 0, "an empty string is 0")
t.is(c.O[nil], 0, "nil is 0")
t.is(c.O[false], 0, "and so is false")
t.is(c.O[0x41], 0x41, "a number is itself")
t.is(c.O.NOPE, nil, "one unknown name in capitals is nil")
t.raises("nope", "one in lower case is an error", function() return c.O.nope end)
t.raises("NOPE: unknown name", "and so is one in a list", function() return c.O["CREAT,NOPE"] end)
t.raises("did you mean creat?", "which names the nearest", function() return c.O["rdwr,crat"] end)
t.is(c.O(), 0, "called without anything 0")
t.is(c.O("creat", "excl", "wronly"), 0xc1, "called with several")
t.is(c.O("creat, excl", 1), 0xc1, "with a list and a number")
t.is(c.O(0xc1, "~creat"), 0x81, "with one taken away")
t.is(c.O(0xc1, "~creat,~excl,sync"), c.O.SYNC + 1, "with several")
t.is(c.O(nil, "creat"), 0x40, "nil is 0 there, too")
t.is(c.O("~creat"), 0, "nothing is taken from nothing")
t.raises("nope", "an unknown word is an error", c.O, "creat", "nope")
t.raises("number expected", "and so is anything else", c.O, "creat", {})
t.is(c.O["creat, excl"], c.O["creat, excl"], "a list means the same the second time")
t.is(c.W["__WALL"], 0x40000000, "a name that C spells in another way")
t.is(c.UMOUNT("force,umount_nofollow"), 9, "another")
t.is(c.OPEN_TREE["clone, recursive, at_empty_path"], 0x9001, "names of another group that the call takes, too")
t.is(c.FALLOC_FL["punch_hole, keep_size"], 3, "flags that come together")
t.is(c.TFD_TIMER["abstime, cancel_on_set"], 3, "others")
t.is(c.TIMER["abstime"], 1, "flags of which there is one")
t.is(c.PER["linux32, addr_no_randomize"], 0x40008, "a choice with flags beside it")
t.is(c.DN["create, multishot"], 2 ^ 31 + 4, "the highest bit")

-- Modes.

t.is(c.MODE["0666"], 438, "octal digits")
t.is(c.MODE["rusr, wusr"], 384, "names")
t.is(c.MODE["RWXU"], 448, "a name")
t.is(c.S_I["fifo,0644"], 4516, "both in a list")
t.is(c.MODE["0"], 0, "a zero")
t.raises("089", "what is not octal is an error", function() return c.MODE["089"] end)
t.raises("0x1ff", "hexadecimal is not octal", function() return c.MODE["0x1ff"] end)
t.raises("644", "decimal in a list is an error", function() return c.MODE["644,rusr"] end)
t.raises("rusrr", "and so is a word", function() return c.MODE["rusrr"] end)
t.is(c.MODE.NOPE, nil, "but one name in capitals is nil")
t.is(c.MODE("0600", "rgrp"), 416, "called with several")

-- Letters.

t.is(c.OK["rw"], 6, "letters")
t.is(c.OK["RWX"], 7, "in capitals")
t.is(c.OK["f"], 0, "one")
t.is(c.OK["R_OK"], 4, "the name that C has")
t.is(c.OK[""], 0, "none")
t.is(c.OK[nil], 0, "nil is 0")
t.is(c.OK[5], 5, "a number")
t.is(c.OK("wx"), 3, "called")
t.raises("q", "a wrong letter is an error", function() return c.OK["rq"] end)
t.raises("Q", "in capitals, too", function() return c.OK["Q"] end)

-- A directory.

t.is(c.AT_FDCWD[nil], -100, "nil is the current directory")
t.is(c.AT_FDCWD.fdcwd, -100, "its name")
t.is(c.AT_FDCWD(), -100, "called without anything")
t.is(c.AT_FDCWD[5], 5, "a number")
local fd = assert(S.open("/", "directory"))
t.is(c.AT_FDCWD[fd], fd:getfd(), "a descriptor")
t.is(c.AT_FDCWD(fd), fd:getfd(), "called with one")
fd:close()
t.raises("here", "a word is an error", function() return c.AT_FDCWD.here end)
t.raises("HERE", "in capitals, too", function() return c.AT_FDCWD.HERE end)

-- Swap.

t.is(c.SWAP_FLAG["discard"], 0x10000, "a flag")
t.is(c.SWAP_FLAG["7"], 0x8007, "a number is a priority")
t.is(c.SWAP_FLAG["discard, 32767"], 0x1ffff, "in a list, too")
t.raises("32768", "but not one too high", function() return c.SWAP_FLAG["32768"] end)
t.raises("nope", "an unknown word is an error", function() return c.SWAP_FLAG["nope, 1"] end)
t.is(c.SWAP_FLAG[5], 5, "a number that is no string is itself")
t.is(c.SWAP_FLAG.PRIO_MASK, 0x7fff, "and its mask")

-- Tables.

t.is(c.B["9600"], 13, "a speed by its digits")
t.is(c.B[9600], 13, "or its number")
t.is(c.B["9601"], nil, "there is no other")
t.is(c.B[9601], nil, "nor by number")
t.is(c.B.b9600, nil, "and no other spelling")
t.is(c.B[{}], nil, "nor anything else")
t.is(c.LINUX_CAPABILITY_VERSION[3], 0x20080522, "an array by number")
t.is(c.LINUX_CAPABILITY_VERSION["3"], 0x20080522, "or digits")
t.is(#c.LINUX_CAPABILITY_VERSION, 3, "it has a length")
t.is(c.LINUX_CAPABILITY_VERSION[4], nil, "and an end")
t.is(c.LINUX_CAPABILITY_U32S.x, nil, "and no names")
t.is(c.errornames.NOENT, "No such file or directory", "a message by its error")
t.is(c.errornames[c.E.NOENT], "No such file or directory", "or number")
t.is(c.errornames[9999], nil, "but not of one that is none")
t.is(c.errornames.NOPE, nil, "nor of another name")
if c.REG.R8 then t.is(c.REG.RIP, 16, "registers of this machine") end

-- Requests.

t.is(c.IOCTL.TIOCGWINSZ, 0x5413, "a request")
t.is(c.IOCTL.tiocgwinsz, 0x5413, "in any case")
t.is(c.IOCTL._IO("U", 1), c.IOCTL.UI_DEV_CREATE, "one of one's own")
t.is(c.IOCTL._IOR("T", 0x30, "uint"), c.IOCTL.TIOCGPTN, "that reads")
t.is(c.IOCTL._IOW(("T"):byte(), 0x31, 4), c.IOCTL.TIOCSPTLCK, "that writes")
t.is(c.IOCTL._IOWR(0xaf, 0x12, 8), c.IOCTL.VHOST_GET_VRING_BASE, "that does both")
t.is(c.IOCTL.EVIOCGNAME(256), 0x81004506, "a length in it")
t.is(c.IOCTL.EVIOCGBIT(1, 96), 0x80604521, "a number and a length")
t.is(c.IOCTL.EVIOCGABS(2), 0x80184542, "a number")
t.raises("one character", "a driver has one letter", c.IOCTL._IO, "TT", 1)
t.raises("range", "and few numbers", c.IOCTL._IO, "T", 256)
t.raises("size or type", "the type is one that is known", c.IOCTL._IOR, "T", 1, "elephant")

-- Large and negative ones.

t.is(c.CLONE.INTO_CGROUP, 2 ^ 33, "above 32 bits")
t.is(c.CLONE("into_cgroup, newns"), 2 ^ 33 + 0x20000, "in a list")
t.is(c.CLONE["into_cgroup"], 2 ^ 33, "as a word, twice")
t.is(c.CLONE["into_cgroup"], 2 ^ 33, "as a word, twice")
t.is(c.RLIM.INFINITY, -1, "as limits have it")
t.is(c.SI.QUEUE, -1, "below zero")
t.is(c.SI.queue, -1, "by a word")
t.is(c.SI["si_tkill"], -6, "by a word, twice")
t.is(c.SI["si_tkill"], -6, "by a word, twice")
t.is(c.MS.NOUSER, 2 ^ 31, "bit 31 is no sign")
t.is(c.EPOLL.ET, 2 ^ 31, "there neither")
t.is(c.SA.RESETHAND, 2 ^ 31, "nor there")
t.is(c.AUDIT_ARCH.X86_64, 0xc000003e, "nor in a choice")

-- In S itself, as C has them.

t.is(S.SEEK_SET, 0, "S.SEEK_SET")
t.is(rawget(S, "SEEK_SET"), 0, "is kept")
t.is(S.O_CREAT, 64, "S.O_CREAT")
t.is(S.ENOENT, 2, "S.ENOENT")
t.is(S.IFF_UP, 1, "S.IFF_UP")
t.is(S.IFF_TUN, 1, "of two groups with one prefix")
t.is(S.IFLA_INFO_KIND, 1, "of two prefixes the one that has it")
t.is(S.AT_FDCWD, -100, "S.AT_FDCWD")
t.is(S.R_OK, 4, "S.R_OK")
t.is(S.STDERR_FILENO, 2, "S.STDERR_FILENO")
t.is(S.__WALL, 0x40000000, "S.__WALL")
t.is(S.UMOUNT_NOFOLLOW, 8, "S.UMOUNT_NOFOLLOW")
t.is(S.POLLIN, 1, "S.POLLIN")
t.is(S.POLL_HUP, 6, "S.POLL_HUP")
t.is(S.B9600, 13, "S.B9600")
t.is(S.ICANON, 2, "S.ICANON")
t.is(S.TIOCGWINSZ, 0x5413, "S.TIOCGWINSZ")
t.is(S.BPF_MAP_TYPE_RINGBUF, 27, "S.BPF_MAP_TYPE_RINGBUF")
t.is(S._PC_NAME_MAX, 3, "S._PC_NAME_MAX")
t.is(S.seek_set, nil, "not in lower case")
t.is(S.SEEK_set, nil, "nor in part")
t.is(S.SEEK_SEEK_SET, nil, "nor with two prefixes")
t.is(S.SET, nil, "nor without one")
t.is(S.SEEK_, nil, "nor the prefix alone")
t.is(S.NO_SUCH_CONSTANT, nil, "nor what is not there")

-- Newer ones.

for _, name in ipairs {
	"STATX.MNT_ID_UNIQUE", "STATX_ATTR.DAX", "RESOLVE.BENEATH", "CLOSE_RANGE.CLOEXEC", "PIDFD.NONBLOCK",
	"P.PIDFD", "FSOPEN.CLOEXEC", "FSCONFIG.CMD_CREATE_EXCL", "FSMOUNT.CLOEXEC", "FSPICK.EMPTY_PATH",
	"MOVE_MOUNT.BENEATH", "OPEN_TREE.CLONE", "MOUNT_ATTR.IDMAP", "STATMOUNT.MNT_OPTS",
	"LANDLOCK_ACCESS_FS.IOCTL_DEV", "LANDLOCK_ACCESS_NET.BIND_TCP", "LANDLOCK_RULE.NET_PORT",
	"LANDLOCK_CREATE_RULESET.VERSION", "IORING_OP.PIPE", "IORING_SETUP.CQE_MIXED",
	"IORING_ENTER.NO_IOWAIT", "IORING_FEAT.NO_IOWAIT", "IORING_REGISTER.QUERY", "IOSQE.CQE_SKIP_SUCCESS",
	"IORING_CQE_F.BUF_MORE", "FUTEX.WAIT_BITSET", "FUTEX2.MPOL", "SECCOMP_SET_MODE.FILTER",
	"SECCOMP_FILTER_FLAG.WAIT_KILLABLE_RECV", "SECCOMP_RET.USER_NOTIF", "BPF_CMD.TOKEN_CREATE",
	"BPF_MAP.ARENA", "BPF_PROG.NETFILTER", "BPF_ATTACH_TYPE.NETKIT_PEER", "PERF_RECORD.TEXT_POKE",
	"RWF.DONTCACHE", "MEMBARRIER_CMD.GET_REGISTRATIONS", "KCMP.EPOLL_TFD", "KEYCTL.WATCH_KEY",
	"SCHED_FLAG.UTIL_CLAMP", "IOPRIO_CLASS.IDLE", "RENAME.EXCHANGE", "NS_GET.USERNS",
	"PACKET.OTHERHOST", "PACKET_OPT.VNET_HDR_SZ", "PACKET_MR.PROMISC", "PACKET_FANOUT.EBPF", "PACKET_FANOUT_FLAG.DEFRAG",
	"SELNLGRP.AVC", "PER.LINUX32", "SYSLOG_ACTION.READ_ALL", "SECBIT.EXEC_RESTRICT_FILE", "DN.MODIFY", "RWH.EXTREME",
	"FAN_RESPONSE.DENY", "Q.GETNEXTQUOTA", "QUOTA.PROJECT", "QFMT.VFS_V1", "F_OWNER.PGRP", "FS_XFLAG.APPEND",
	"CAP.CHECKPOINT_RESTORE", "CLONE.CLEAR_SIGHAND", "CLONE.NEWTIME", "MADV.GUARD_INSTALL",
	"PR.FUTEX_HASH", "MAP.FIXED_NOREPLACE", "IFLA.TAILROOM", "AT.EXECVE_CHECK", "MFD.NOEXEC_SEAL",
} do
	local group, member = name:match "^(.*)%.(.*)$"
	t.is(type(rawget(c[group] or {}, member)), "number", "S.c." .. name)
end

t.done()

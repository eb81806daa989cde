-- Calls on names, and on the status of files.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, ty = S.c, S.t

local dir = (os.getenv "TMPDIR" or "/tmp") .. "/sys_path." .. S.getpid()
local function path(name) return dir .. "/" .. name end
local function outside(command)
	local f = io.popen(command .. " 2>&1")
	local s = f:read("*a"):gsub("\n$", "")
	f:close()
	return s
end
local function seen(format, name) return outside(("stat -c '%s' '%s'"):format(format, path(name))) end
local function make(name, s)
	local f = assert(io.open(path(name), "wb"))
	f:write(s or "")
	f:close()
	return path(name)
end

assert(S.mkdir(dir, "0755"))
local d = assert(S.open(dir, "directory"))
local root = S.stat("/proc/self").uid == 0

-- Status
do
	local name = make("stat", "12345")
	local st = t.works("stat", S.stat(name))
	t.is(("%d %d %d %d %d %x"):format(st.size, st.nlink, st.uid, st.gid, st.ino, st.mode),
		seen("%s %h %u %g %i %f", "stat"), "as stat(1) has it")
	t.is(("%d %d"):format(st.blocks, st.mtime), seen("%b %Y", "stat"), "blocks and time")
	t.is(("%d:%d"):format(st.dev.major, st.dev.minor), seen("%Hd:%Ld", "stat"), "device")
	t.is(st.st_dev, st.dev.device, "st_dev is its number")
	t.ok(st.isreg and not (st.isdir or st.islnk or st.ischr or st.isblk or st.isfifo or st.issock), "its type")
	t.is(st.typename, "file", "typename")
	t.is(st.type, c.S_I.FREG, "type")
	t.is(st.todt, c.DT.REG, "todt")
	t.is(st.perm, tonumber(seen("%a", "stat"), 8), "perm")
	t.is(st.modification, st.mtime, "modification")
	t.is(st.access, st.atime, "access")
	t.is(st.change, st.st_ctime, "change")
	t.ok(st.mtim.time >= st.mtime and st.mtim.nsec == st.mtime_nsec, "mtim")
	t.is(#st, S.types.s.stat, "size")
	local again = ty.stat()
	t.ok(rawequal(S.stat(name, again), again) and again == st, "into an object")
	t.is(S.lstat(name).ino, st.ino, "lstat")
	local fd = S.open(name)
	t.is(fd:fstat().ino, st.ino, "fstat")
	t.is(fd:stat(again).size, 5, "as a method")
	t.is(d:fstatat("stat").ino, st.ino, "fstatat")
	S.symlink("stat", path "l")
	t.is(S.fstatat(d, "l", nil, "symlink_nofollow").islnk, true, "fstatat with a flag")
	t.is(S.lstat(path "l").typename, "link", "lstat of a link")
	t.is(S.stat(path "l").ino, st.ino, "stat of a link")
	local null = S.stat "/dev/null"
	t.ok(null.ischr and null.typename == "char device" and null.rdev.major == 1 and null.rdev.minor == 3, "a device")
	t.ok(null.major == 1 and null.minor == 3 and null.st_rdev == null.rdev.device, "in older words")
	t.is(tostring(null.rdev), "1:3", "its text")
	t.is(S.stat(dir).typename, "directory", "a directory")
	t.fails("NOENT", "stat of nothing", S.stat(path "none"))
	t.fails("NOENT", "lstat of nothing", S.lstat(path "none"))
	t.fails("BADF", "fstat of nothing", S.fstat(999))
	t.fails("NOENT", "fstatat of nothing", d:fstatat("none"))
	t.fails("NOTDIR", "fstatat below a file", fd:fstatat("x"))
	t.raises("stat expected", "into another object", S.stat, name, ty.timespec())
	t.raises("no member 'nonsense'", "a member that is none", function() return st.nonsense end)
	for _, m in ipairs { "st_ino", "st_mode", "st_nlink", "st_uid", "st_gid", "st_size",
		"st_blksize", "st_blocks", "st_atime",
		"st_atime_nsec", "st_mtime", "st_mtime_nsec", "st_ctime", "st_ctime_nsec", "st_dev", "st_rdev" } do
		st[m] = 4321
		t.is(st[m], 4321, m .. " can be set")
	end
	st.dev, st.rdev, st.mode = { 8, 1 }, 259, "freg, 0600"
	t.ok(st.dev.device == 2049 and st.rdev == ty.device(1, 3) and st.perm == 384, "device and mode in words")
end

-- statx
do
	local name = make("statx", "123")
	local x, err = S.statx(nil, name)
	if not x then
		t.ok(err.NOSYS, "statx of an older kernel")
	else
		local st = S.stat(name)
		t.is(("%d %d %d %d %d %d"):format(x.size, x.nlink, x.uid, x.gid, x.ino, x.mode),
			("%d %d %d %d %d %d"):format(st.size, st.nlink, st.uid, st.gid, st.ino, st.mode), "statx")
		t.ok(x.dev == st.dev and x.dev_major == st.dev.major and x.stx_dev_minor == st.dev.minor, "device")
		t.ok(x.mtime.sec == st.mtime and x.mtime.nsec == st.mtime_nsec and x.mtime.time >= st.mtime, "times")
		t.ok(x.modification == st.mtime and x.access == st.atime and x.change == st.ctime, "times in words")
		t.ok(bit32.band(x.mask, c.STATX.SIZE) ~= 0, "mask")
		if bit32.band(x.mask, c.STATX.BTIME) ~= 0 then
			t.ok(x.birth > 0 and x.birth == x.btime.sec, "when it was made")
		else
			t.skip("when it was made", "the file system does not know")
		end
		t.ok(x.isreg and not x.isdir and x.typename == "file" and x.todt == c.DT.REG and x.perm == st.perm, "type")
		t.is(S.statx(S.open(name), nil, "empty_path").ino, st.ino, "of a descriptor")
		t.is(d:statx("statx", 0, "size", x).size, 3, "as a method, into an object")
		local null = S.statx("fdcwd", "/dev/null", "symlink_nofollow")
		t.ok(null.ischr and null.rdev.minor == 3 and null.rdev_major == 1, "a device")
		t.fails("NOENT", "statx of nothing", S.statx(nil, path "none"))
		t.fails("INVAL", "statx with wrong flags", S.statx(nil, name, 0x6000))
		for _, m in ipairs { "mask", "blksize", "attributes", "nlink", "uid", "gid", "mode", "ino", "size", "blocks",
			"attributes_mask", "rdev_major", "rdev_minor", "dev_major", "dev_minor", "mnt_id", "dio_mem_align",
			"dio_offset_align", "subvol", "atomic_write_unit_min", "atomic_write_unit_max", "atomic_write_segments_max",
			"dio_read_offset_align", "atomic_write_unit_max_opt" } do
			x[m] = 4321
			t.ok(x[m] == 4321 and x["stx_" .. m] == 4321, m .. " can be set")
		end
		for _, m in ipairs { "atime", "btime", "ctime", "mtime" } do
			x[m] = { 5, 500000000 }
			t.is(tostring(x[m]), "5.5", m .. " can be set")
		end
		x.mask, x.attributes = "size, mode", "append"
		t.ok(x.mask == c.STATX "size, mode" and x.attributes == c.STATX_ATTR.APPEND, "in words")
	end
end

-- File systems
do
	local f = t.works("statfs", S.statfs(dir))
	t.is(("%d %d %d"):format(f.f_blocks, f.f_bsize, f.f_namelen),
		outside("stat -f -c '%b %s %l' " .. dir), "as stat(1) has it")
	t.is(d:statfs(f).type, S.statfs(dir).f_type, "fstatfs")
	t.is(S.fstatfs(d).f_fsid[0], f.fsid[0], "its identity")
	t.fails("NOENT", "statfs of nothing", S.statfs(path "none"))
	t.fails("BADF", "fstatfs of nothing", S.fstatfs(999))
	for _, m in ipairs { "type", "bsize", "blocks", "bfree", "bavail", "files", "ffree", "namelen", "frsize", "flags" } do
		f[m] = 99
		t.ok(f[m] == 99 and f["f_" .. m] == 99, m .. " can be set")
	end
	f.fsid, f.spare = { 1, 2 }, { 3 }
	t.ok(f.fsid[1] == 2 and f.f_spare[0] == 3, "arrays can be set")
	local n = S.pathconf(dir, "name_max")
	t.is(n, tonumber(outside("getconf NAME_MAX " .. dir)), "pathconf")
	t.is(d:pathconf("name_max"), n, "fpathconf")
	t.ok(S.fpathconf(d, c.PC.PATH_MAX) >= 4096, "by number")
	t.fails("INVAL", "pathconf of nothing known", S.pathconf(dir, 9999))
	t.fails("INVAL", "fpathconf of nothing known", d:fpathconf(9999))
	t.raises("value expected", "pathconf without a name", S.pathconf, dir)
end

-- Permissions
do
	local name = make "mode"
	for _, f in ipairs { function(m) return S.chmod(name, m) end, function(m) return S.open(name):chmod(m) end,
		function(m) return S.fchmod(S.open(name), m) end, function(m) return d:fchmodat("mode", m) end } do
		t.is(f "0640", true, "chmod")
		t.is(seen("%a", "mode"), "640", "in octal")
		t.is(f "rwxu, xgrp", true, "chmod")
		t.is(seen("%a", "mode"), "710", "in words")
	end
	local ok, err = d:fchmodat2("l", "0600", "symlink_nofollow")
	t.ok(err and (err.NOSYS or err.OPNOTSUPP), "fchmodat2 of a link")
	if not err.NOSYS then
		t.is(d:fchmodat2("mode", "0604"), true, "fchmodat2")
		t.is(seen("%a", "mode"), "604", "changes the mode")
	end
	t.ok(not ok, "links have no mode")
	t.fails("NOENT", "chmod of nothing", S.chmod(path "none", "0600"))
	t.fails("BADF", "fchmod of nothing", S.fchmod(999, "0600"))
	t.fails("NOENT", "fchmodat of nothing", d:fchmodat("none", "0600"))
	S.chmod(name, "0600")
	t.is(S.access(name, "rw"), true, "access")
	t.is(S.access(name, "f"), true, "is there")
	t.is(S.access(name, c.OK.R), true, "by number")
	t.fails("ACCES", "may not be executed", S.access(name, "x"))
	t.fails("NOENT", "access of nothing", S.access(path "none", "f"))
	t.is(S.faccessat(d, "mode", "rw"), true, "faccessat")
	t.fails("ACCES", "with flags", d:faccessat("mode", "rwx", "eaccess"))
	local yes, none = S.faccessat2(d, "mode", "r", "eaccess, symlink_nofollow")
	if none then t.ok(none.NOSYS, "faccessat2 of an older kernel") else t.is(yes, true, "faccessat2") end
	t.fails(none and "NOSYS" or "INVAL", "faccessat2 with a wrong mode", S.faccessat2(d, "mode", 64))
	local old = S.umask "wgrp, woth"
	t.is(S.umask(old), 18, "umask")
end

-- Owners
if not root then
	t.skip("owners", "not root")
else
	local name = make "own"
	S.symlink("own", path "ownlink")
	t.is(S.chown(name, 11, 12), true, "chown")
	t.is(seen("%u:%g", "own"), "11:12", "both")
	t.is(S.chown(name, nil, 13), true, "the group only")
	t.is(seen("%u:%g", "own"), "11:13", "leaves the user")
	t.is(S.open(name):chown(14), true, "fchown")
	t.is(seen("%u:%g", "own"), "14:13", "the user only")
	t.is(S.lchown(path "ownlink", 15), true, "lchown")
	t.is(seen("%u", "ownlink") .. seen("%u", "own"), "1514", "of the link itself")
	t.is(d:fchownat("ownlink", 16, 17), true, "fchownat")
	t.is(seen("%u:%g", "own"), "16:17", "follows")
	t.is(S.fchownat(d, "ownlink", 18, -1, "symlink_nofollow"), true, "fchownat with a flag")
	t.is(seen("%u", "ownlink"), "18", "does not")
	for _, f in ipairs { "chown", "lchown" } do t.fails("NOENT", f .. " of nothing", S[f](path "none", 1, 1)) end
	t.fails("BADF", "fchown of nothing", S.fchown(999, 1))
	t.fails("NOENT", "fchownat of nothing", d:fchownat("none", 1))
	t.raises("whole number", "a user that is none", S.chown, name, 1.5)
end

-- Links
do
	make("old", "data")
	t.is(S.link(path "old", path "new"), true, "link")
	t.is(seen("%h", "old"), "2", "two names")
	t.is(S.linkat(d, "old", d, "third"), true, "linkat")
	t.is(seen("%h", "old"), "3", "three")
	t.is(S.symlink("old", path "sym"), true, "symlink")
	t.is(outside("readlink " .. path "sym"), "old", "points there")
	t.is(S.symlinkat("some/where", d, "sym2"), true, "symlinkat")
	t.is(S.readlink(path "sym2"), "some/where", "readlink")
	t.is(d:readlinkat("sym"), "old", "readlinkat")
	t.is(S.readlinkat(S.open(path "sym", "path, nofollow")), "old", "of a descriptor")
	local long = ("x"):rep(3000)
	S.symlink(long, path "long")
	t.is(S.readlink(path "long"), long, "as long as it is")
	t.is(S.readlink(path "long", nil, 10), ("x"):rep(10), "no longer than was asked for")
	local b = ty.buffer(3)
	t.is(S.readlink(path "sym2", b), "som", "into a buffer")
	t.is(b:string(), "som", "fills it")
	t.is(S.linkat(nil, path "sym", nil, path "hard", "symlink_follow"), true, "linkat with a flag")
	t.is(seen("%F", "hard"), "regular file", "follows")
	t.fails("EXIST", "link to a name in use", S.link(path "old", path "new"))
	t.fails("NOENT", "linkat of nothing", S.linkat(d, "none", d, "x"))
	t.fails("EXIST", "symlink to a name in use", S.symlink("x", path "old"))
	t.fails("EXIST", "symlinkat to a name in use", S.symlinkat("x", d, "old"))
	t.fails("INVAL", "readlink of a file", S.readlink(path "old"))
	t.fails("NOENT", "readlinkat of nothing", d:readlinkat("none"))
	t.raises("buffer expected", "readlink into a string", S.readlink, path "sym", "abc")
end

-- Renaming and removing
do
	make("r1", "one")
	make("r2", "two")
	t.is(S.rename(path "r1", path "r3"), true, "rename")
	t.is(outside("cat " .. path "r3"), "one", "moves it")
	t.is(S.renameat(d, "r3", d, "r1"), true, "renameat")
	t.ok(not S.stat(path "r3"), "the old name is gone")
	t.is(S.renameat2(d, "r1", d, "r2", "exchange"), true, "renameat2")
	t.is(outside("cat " .. path "r1 " .. path "r2"), "twoone", "exchanges")
	t.fails("EXIST", "without replacing", S.renameat2(d, "r1", d, "r2", "noreplace"))
	t.fails("NOENT", "rename of nothing", S.rename(path "none", path "x"))
	t.fails("NOENT", "renameat of nothing", S.renameat(d, "none", d, "x"))
	t.is(S.unlink(path "r1"), true, "unlink")
	t.fails("NOENT", "unlink again", S.unlink(path "r1"))
	t.is(d:unlinkat("r2"), true, "unlinkat")
	t.is(S.mkdir(path "d1", "0750"), true, "mkdir")
	t.is(seen("%a %F", "d1"), "750 directory", "with its mode")
	t.is(d:mkdirat("d2", "rwxu"), true, "mkdirat")
	t.is(seen("%a", "d2"), "700", "with its mode")
	t.fails("EXIST", "mkdir again", S.mkdir(path "d1"))
	t.fails("EXIST", "mkdirat again", d:mkdirat("d1"))
	t.fails("ISDIR", "unlinkat of a directory", d:unlinkat("d1"))
	t.is(d:unlinkat("d1", "removedir"), true, "as one")
	t.is(S.rmdir(path "d2"), true, "rmdir")
	t.fails("NOENT", "rmdir again", S.rmdir(path "d2"))
end

-- Special files
do
	t.is(S.mkfifo(path "fifo", "0600"), true, "mkfifo")
	t.is(seen("%F %a", "fifo"), "fifo 600", "a pipe")
	t.ok(S.stat(path "fifo").isfifo, "is one")
	t.is(d:mkfifoat("fifo2", "0640"), true, "mkfifoat")
	t.is(seen("%F %a", "fifo2"), "fifo 640", "a pipe")
	t.is(S.mknod(path "sock", "fsock, 0600"), true, "mknod")
	t.is(seen("%F", "sock"), "socket", "a socket")
	t.ok(S.stat(path "sock").issock, "is one")
	t.fails("EXIST", "mkfifo again", S.mkfifo(path "fifo"))
	t.fails("EXIST", "mkfifoat again", d:mkfifoat("fifo"))
	t.fails("EXIST", "mknod again", S.mknod(path "fifo", "fifo"))
	t.fails("PERM", "mknod of a directory", S.mknod(path "x", "fdir"))
	local ok, err = S.mknod(path "null", "fchr, 0666", ty.device(1, 3))
	if not ok then
		t.skip("devices", tostring(err))
	else
		t.is(seen("%t:%T", "null"), "1:3", "a device by object")
		t.is(d:mknodat("zero", "fchr, rwxu", { 1, 5 }), true, "mknodat")
		t.is(seen("%t:%T", "zero"), "1:5", "by its parts")
		t.is(S.mknodat(d, "loop", "fblk", S.makedev(7, 300)), true, "mknodat")
		t.is(seen("%t:%T", "loop"), "7:12c", "by number")
		t.ok(S.stat(path "loop").isblk and S.stat(path "loop").typename == "block device", "a block device")
	end
	t.fails("EXIST", "mknodat again", d:mknodat("fifo", "fifo"))
	local dev = ty.device(259, 70000)
	t.ok(dev.major == 259 and dev.minor == 70000, "device")
	t.ok(S.major(dev) == 259 and S.minor(dev.dev) == 70000, "S.major, S.minor")
	t.ok(ty.device { 259, 70000 } == dev and ty.device(dev.device) == dev and dev ~= ty.device(1), "device in other forms")
	dev.device = S.makedev(1, 2)
	t.is(tostring(dev), "1:2", "device can be set")
	dev.major, dev.minor = 3, 4
	t.is(tostring(dev), "3:4", "and its parts")
	t.raises("number expected", "a device that is none", S.major, "abc")
	t.raises("value expected", "no device", S.minor)
	t.raises("number", "a device that is none", S.mknod, path "x", "fchr", "abc")
end

-- Times
do
	local name = make "time"
	local fd = S.open(name, "rdwr")
	local function times() return seen("%.9X %.9Y", "time") end
	local function when(a, m) return ("%s %s"):format(a, m) end
	t.is(S.utime(name, 100.5, 200), true, "utime")
	t.is(times(), when("100.500000000", "200.000000000"), "sets both")
	t.is(S.utime(name, 300), true, "utime with one")
	t.is(times(), when("300.000000000", "300.000000000"), "sets both to it")
	t.is(S.utimes(name, { 1.25, ty.timeval(2, 500000) }), true, "utimes")
	t.is(times(), when("1.250000000", "2.500000000"), "sets them")
	t.is(fd:futimens { "omit", ty.timespec(7, 8) }, true, "futimens")
	t.is(times(), when("1.250000000", "7.000000008"), "omits one")
	t.is(fd:utimens { "now", 5 }, true, "utimens")
	t.ok(S.stat(name).atime > 1e9 and S.stat(name).mtime == 5, "now")
	t.is(fd:futimes(ty.timeval2(3, 4.5)), true, "futimes with timevals")
	t.is(times(), when("3.000000000", "4.500000000"), "sets them")
	t.is(fd:utimes(ty.timespec2 { 8, 9 }), true, "with timespecs")
	t.is(times(), when("8.000000000", "9.000000000"), "sets them")
	t.is(d:utimensat("time", { 11, 12 }), true, "utimensat")
	t.is(times(), when("11.000000000", "12.000000000"), "sets them")
	S.symlink("time", path "timelink")
	t.is(S.lutimes(path "timelink", { 21, 22 }), true, "lutimes")
	t.is(seen("%Y", "timelink") .. seen("%Y", "time"), "2212", "of the link itself")
	t.is(S.utimensat(d, "timelink", { 31, 32 }, "symlink_nofollow"), true, "utimensat with a flag")
	t.is(seen("%Y", "timelink"), "32", "of the link itself")
	t.is(S.utimes(name), true, "utimes without times")
	t.ok(S.stat(name).mtime > 1e9, "now")
	S.utime(name, 1)
	t.is(S.utime(name), true, "utime without times")
	t.ok(S.stat(name).mtime > 1e9, "now")
	t.is(S.utime(name, -1.5), true, "before 1970")
	t.is(S.stat(name).mtim.time, -1.5, "is a time too")
	local pair = ty.timespec2(1, 2)
	t.ok(pair[0].sec == 1 and pair[1].sec == 2 and #pair == 2, "t.timespec2")
	pair[0] = "now"
	t.is(pair[0].nsec, c.UTIME and c.UTIME.NOW or 0x3fffffff, "now")
	t.is(ty.timeval2 { 1.5, 2 }[0].usec, 500000, "t.timeval2")
	for _, f in ipairs { "utime", "utimes", "lutimes" } do t.fails("NOENT", f .. " of nothing", S[f](path "none")) end
	t.fails("BADF", "futimens of nothing", S.futimens(999))
	t.fails("BADF", "futimes of nothing", S.futimes(999))
	t.fails("NOENT", "utimensat of nothing", d:utimensat("none"))
	t.is(S.futimesat(d, "time", { 1, 2.5 }), true, "futimesat")
	local set = d:fstatat "time"
	t.results({ n = 3, set.atime, set.mtime, set.mtime_nsec }, "which sets both", 1, 2, 500000000)
	t.is(d:futimesat "time", true, "or to now")
	t.ok(d:fstatat "time".mtime > 1000000, "which is later")
	t.fails("NOENT", "futimesat of nothing", S.futimesat(d, "none"))
	t.raises("two times", "one time", S.utimes, name, { 1 })
	t.raises("two times", "three times", S.futimens, fd, { 1, 2, 3 })
	t.raises("expected", "no times", S.utimes, name, "now")
end

-- Directories
do
	S.mkdir(path "dir", "0700")
	local want = {}
	for i = 1, 300 do
		local name = ("%d-%s"):format(i, ("n"):rep(i % 200))
		make("dir/" .. name)
		want[name] = true
	end
	S.mkdir(path "dir/sub", "0700")
	local sub = S.open(path "dir", "directory")
	local n, types = 0, {}
	repeat
		local entries, err = sub:getdents()
		assert(entries or not err)
		for e in entries or function() end do
			if want[e.name] then
				n = n + 1
				want[e.name] = nil
				if e.type ~= c.DT.UNKNOWN then assert(e.REG and not e.DIR and e.toif == c.S_I.FREG) end
				assert(e.d_name == e.name and e.reclen == #e and e.ino == e.d_ino and tostring(e) == e.name)
			else
				types[e.name] = e.DIR
			end
		end
	until not entries
	t.ok(n == 300 and not next(want), "getdents gives every name once")
	t.ok(types["."] ~= nil and types.sub ~= nil, "and the directories")
	t.results(table.pack(sub:getdents()), "nothing at the end", nil, nil)
	sub:lseek(0)
	local b = ty.buffer(512)
	local first = sub:getdents(b)()
	t.ok(first.name and first.off, "into a buffer")
	t.is(ty.dirents(b, first.reclen)().name, first.name, "t.dirents")
	t.is(ty.dirents(b, 0)(), nil, "of nothing")
	t.raises("0 bytes", "of what is no entry", ty.dirents(ty.buffer(100)))
	first.ino, first.off, first.type, first.reclen = 1, 2, c.DT.SOCK, 99
	t.ok(first.d_ino == 1 and first.d_off == 2 and first.SOCK and #first == 99, "members can be set")
	t.raises("no member", "a type that is none", function() return first.NONSENSE end)
	t.fails("NOTDIR", "getdents of a file", S.open(path "old"):getdents())
	t.fails("INVAL", "a buffer too small for an entry", (function() sub:lseek(0) return sub end)():getdents(nil, 8))
	t.raises("buffer expected", "into a string", S.getdents, sub, "abc")
end

-- Where we are
do
	local before = S.getcwd()
	t.is(S.chdir(dir), true, "chdir")
	t.is(S.readlink "/proc/self/cwd", S.getcwd(), "getcwd")
	t.is(S.getcwd(ty.buffer(4096)), S.getcwd(), "into a buffer")
	t.fails("RANGE", "into too small a one", S.getcwd(ty.buffer(2)))
	t.fails("INVAL", "into none", S.getcwd(ty.buffer(0)))
	local none, why = S.readlink(path "sym", ty.buffer(0)) -- one C library asks the kernel, the other knows
	t.ok(none == "" or why.INVAL, "a link into none")
	t.is(S.stat("old").ino, S.stat(path "old").ino, "from there")
	t.is(S.open(before, "directory"):chdir(), true, "fchdir")
	t.is(S.getcwd(), before, "back")
	t.is(d:fchdir() and S.chdir(before), true, "fchdir by its own name")
	t.fails("NOENT", "chdir to nothing", S.chdir(path "none"))
	t.fails("NOTDIR", "fchdir to a file", S.open(path "old"):fchdir())
	t.fails("NOENT", "chroot to nothing", S.chroot(path "none"))
	local code = ([[local S = require "syscall" assert(S.chroot "%s") print(S.stat("/old").ino)]]):format(dir)
	-- there is no /proc in there, without which a sanitizer does not look for leaks but fail
	local out = outside(("ASAN_OPTIONS=detect_leaks=0 '%s' lua -e '%s'"):format(S.readlink "/proc/self/exe", code))
	if root then t.is(out, ("%d"):format(S.stat(path "old").ino), "chroot") else t.skip("chroot", "not root") end
end

-- Handles
do
	local h, err, mount = S.name_to_handle_at(nil, path "old")
	if not h then
		t.ok(err.OPNOTSUPP or err.NOSYS, "name_to_handle_at of a file system without handles")
	else
		local old = outside("awk '$1 == " .. mount .. " { print $1 }' /proc/self/mountinfo")
		t.is(old, tostring(mount), "name_to_handle_at")
		t.is(#h.handle, h.bytes, "handle")
		local same = ty.file_handle { type = h.type, handle = h.handle }
		t.ok(same.handle_type == h.handle_type and same.f_handle[0] == h.f_handle[0], "made of its parts")
		t.is(S.name_to_handle_at(S.open(path "old"), nil, "empty_path").handle, h.handle, "of a descriptor")
		local fd, why = d:open_by_handle_at(same, "rdonly")
		if fd then t.is(fd:read(), "data", "open_by_handle_at") else t.ok(why.PERM, "open_by_handle_at without privilege") end
		same.bytes = 3
		t.is(#same.handle, 3, "bytes can be set")
		same.bytes = 2 ^ 31
		t.is(#same.handle, 128, "more than there are is all of them")
		t.ok(select(2, d:open_by_handle_at(same)).INVAL or not root, "and no handle")
		t.raises("longer than", "too long a handle", function() same.handle = ("x"):rep(129) end)
		same.f_handle = "abc"
		t.is(same.f_handle[2], 99, "bytes of the handle can be set")
	end
	t.fails("NOENT", "name_to_handle_at of nothing", S.name_to_handle_at(d, "none"))
	t.raises("cannot be made", "open_by_handle_at of nothing", S.open_by_handle_at, d, print)
	local a, e = S.file_getattr(d, "old")
	if e then
		t.ok(e.NOSYS or e.OPNOTSUPP, "file_getattr of what has none")
		t.ok(select(2, S.file_setattr(d, "old", {})).errno == e.errno, "file_setattr of what has none")
	else
		t.is(a.projid, 0, "file_getattr")
		t.is(S.file_setattr(d, "old", { xflags = a.xflags, extsize = a.extsize, projid = a.projid }), true, "file_setattr")
	end
	t.fails(e and e.NOSYS and "NOSYS" or "NOENT", "file_getattr of nothing", d:file_getattr("none"))
	local fa = ty.file_attr()
	for _, m in ipairs { "xflags", "extsize", "nextents", "projid", "cowextsize" } do
		fa[m] = 7
		t.ok(fa[m] == 7 and fa["fa_" .. m] == 7, m .. " can be set")
	end
end

os.execute("rm -rf " .. dir)
t.done()

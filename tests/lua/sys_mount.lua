-- Mounts, in a mount namespace of our own.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, ty = S.c, S.t

if not arg[1] then
	local command = ("unshare -m --propagation private '%s' lua '%s' inside"):format(S.readlink "/proc/self/exe", arg[0])
	if not os.execute "unshare -m true 2>/dev/null" then
		t.skip("mounts", "no mount namespace of our own")
		t.done()
	end
	local _, _, status = os.execute(command)
	os.exit(status)
end

local dir = (os.getenv "TMPDIR" or "/tmp") .. "/sys_mount." .. S.getpid()
assert(S.mkdir(dir, "0700"))
-- All below a mount that goes with the namespace.
assert(os.execute("mount -t tmpfs outer " .. dir))
local function path(name) return dir .. "/" .. name end
local function mkdir(name)
	assert(S.mkdir(path(name), "0755"))
	return path(name)
end

-- What is mounted at a place, as the kernel lists it: source, type, options; the last one is on top.
local function mounted(at)
	local found
	for l in io.lines "/proc/self/mounts" do
		local source, target, kind, options = l:match "^(%S+) (%S+) (%S+) (%S+)"
		if target == at then found = { source = source, type = kind, options = "," .. options .. "," } end
	end
	return found
end
local function has(at, option) return mounted(at) and mounted(at).options:find("," .. option .. ",", 1, true) ~= nil end
local function mountinfo(at)
	for l in io.lines "/proc/self/mountinfo" do
		if l:match "^%d+ %d+ %S+ %S+ (%S+)" == at then return l end
	end
end

-- mount, umount
do
	local a = mkdir "a"
	t.is(S.mount("source", a, "tmpfs", "nosuid, nodev", "size=64k,mode=0711"), true, "mount")
	t.is(mounted(a).source .. mounted(a).type, "sourcetmpfs", "it is there")
	t.ok(has(a, "nosuid") and has(a, "nodev") and has(a, "size=64k"), "with flags and data")
	t.is(S.stat(a).perm, 457, "and mode")
	t.is(S.mount(nil, a, nil, "remount, rdonly"), true, "mount again")
	t.ok(has(a, "ro"), "read-only")
	local b = mkdir "b"
	t.is(S.mount(a, b, nil, "bind"), true, "bind")
	t.is(S.stat(a).ino, S.stat(b).ino, "is the same directory")
	t.is(S.umount(b, "detach"), true, "umount with a flag")
	t.is(mounted(b), nil, "it is there no more")
	t.is(S.unmount(a), true, "unmount")
	t.is(S.mount(nil, a, "tmpfs"), true, "mount without source")
	t.is(mounted(a).source, "none", "has none")
	S.umount(a)
	t.fails("INVAL", "umount of nothing", S.umount(a))
	t.fails("INVAL", "unmount of nothing", S.unmount(a))
	t.fails("NODEV", "mount of no kind", S.mount("x", a, "nonsense"))
	t.fails("NOENT", "mount at no place", S.mount("x", path "none", "tmpfs"))
	t.raises("string expected", "mount without a place", S.mount, "x")
	t.raises("nonsense", "a wrong flag", S.mount, "x", a, "tmpfs", "nonsense")
end

-- The newer calls
local fs, err = S.fsopen("tmpfs", "cloexec")
if not fs then
	t.skip("fsopen and its like", tostring(err))
else
	local m = mkdir "m"
	t.is(fs:fcntl("getfd"), 1, "fsopen")
	t.is(fs:fsconfig("set_string", "source", "src"), true, "fsconfig of a string")
	t.is(S.fsconfig(fs, "set_string", "size", "128k"), true, "and another")
	t.fails("INVAL", "of a key that is none", fs:fsconfig("set_flag", "nonsense"))
	t.ok(fs:read():find "nonsense", "the kernel says why")
	t.raises("string expected", "a flag without a key", S.fsconfig, fs, "set_flag")
	t.raises("string expected", "a string without a value", S.fsconfig, fs, "set_string", "size")
	t.ok(select(2, fs:fsconfig("set_binary", "x", "y")), "fsconfig of bytes that nothing takes")
	t.ok(select(2, fs:fsconfig("set_fd", "x", fs)), "fsconfig of a descriptor that nothing takes")
	t.ok(select(2, fs:fsconfig("set_path", "x", "/", "fdcwd")), "fsconfig of a path that nothing takes")
	t.is(fs:fsconfig("cmd_create"), true, "fsconfig makes it")
	local mnt = t.works("fsmount", fs:fsmount("cloexec", "nodev, noexec"))
	t.is(S.move_mount(mnt, nil, nil, m, "f_empty_path"), true, "move_mount")
	t.is(mounted(m).source, "src", "it is there")
	t.ok(has(m, "nodev") and has(m, "noexec") and has(m, "size=128k"), "with all that was set")

	local pick = t.works("fspick", S.fspick(nil, m))
	pick:fsconfig("set_flag", "ro")
	t.is(pick:fsconfig("cmd_reconfigure"), true, "reconfigure")
	t.ok(has(m, "ro"), "read-only")
	t.fails("NOENT", "fspick of nothing", S.fspick(nil, path "none"))
	t.fails("NODEV", "fsopen of no kind", S.fsopen "nonsense")
	t.fails("BADF", "fsconfig of nothing", S.fsconfig(999, "cmd_create"))
	t.fails("BADF", "fsmount of nothing", S.fsmount(999))
	t.fails("BADF", "move_mount of nothing", S.move_mount(999, nil, nil, m, "f_empty_path"))
	-- where a file system takes its source by path
	local ext = S.fsopen "overlay"
	if ext then
		mkdir "low"
		t.ok(ext:fsconfig("set_string", "lowerdir", path "low" .. ":" .. dir), "a string of paths")
	end

	local tree = t.works("open_tree", S.open_tree(nil, m, "clone, cloexec"))
	local n = mkdir "n"
	local ok, why = S.mount_setattr(tree, nil, "empty_path", { attr_set = "nosuid", attr_clr = "noexec" })
	if not ok then
		t.skip("mount_setattr", tostring(why))
	else
		S.move_mount(tree, nil, nil, n, "f_empty_path")
		t.ok(has(n, "nosuid") and not has(n, "noexec"), "mount_setattr changes a mount")
		t.is(S.mount_setattr(nil, n, "recursive", ty.mount_attr { propagation = "shared" }), true, "with an object")
		t.ok(mountinfo(n):find "shared:", "shares it")
		t.fails("NOENT", "mount_setattr of nothing", S.mount_setattr(nil, path "none", 0, { attr_set = "rdonly" }))
		local attr = ty.mount_attr { "rdonly, nodev", 0, "private", S.open "/" }
		t.ok(attr.attr_set == c.MOUNT_ATTR "rdonly, nodev"
			and attr.propagation == c.MS.PRIVATE and attr.userns_fd > 2, "by place")
		attr.attr_clr, attr.userns_fd = "noexec", 3
		t.ok(attr.attr_clr == c.MOUNT_ATTR.NOEXEC and attr.userns_fd == 3, "members can be set")
		t.raises("descriptor", "a namespace that is none", function() attr.userns_fd = {} end)
	end
	t.works("with words that are AT's", S.open_tree(nil, m, "clone, cloexec, recursive, symlink_nofollow"))
	t.works("and its empty path", S.open_tree(S.open(m, "path"), "", "empty_path"))
	t.fails("NOENT", "open_tree of nothing", S.open_tree(nil, path "none"))
	local o = mkdir "o"
	local changed, e = S.open_tree_attr(nil, m, "clone", { attr_set = "noexec, nosuid" })
	if e then
		t.ok(e.NOSYS, "open_tree_attr of an older kernel")
	else
		S.move_mount(changed, nil, nil, o, "f_empty_path")
		t.ok(has(o, "nosuid") and has(o, "noexec"), "open_tree_attr")
	end
end

-- statmount, listmount
do
	local at = mkdir "stat"
	assert(S.mount("its source", at, "tmpfs", "noatime", "size=1m,mode=0750"))
	local x = S.statx(nil, at, 0, 0x4000) -- the number that no other mount ever has
	local ids, why = S.listmount()
	if not ids then
		t.ok(why.NOSYS, "listmount of an older kernel")
		t.fails("NOSYS", "and statmount", S.statmount(1))
	else
		local count = 0
		for _ in io.lines "/proc/self/mountinfo" do count = count + 1 end
		t.ok(#ids >= 1 and #ids <= count, "listmount")
		local found
		for _, id in ipairs(ids) do found = found or id == x.mnt_id end
		t.ok(found, "our mount is one of them")
		t.is(#S.listmount("root", nil, 2), math.min(2, #ids), "no more than asked for")
		if #ids > 1 then
			t.ok(S.listmount(nil, ids[1])[1] == ids[2], "those after one")
			t.ok(S.listmount(nil, nil, nil, "reverse")[1] == ids[#ids], "the other way round")
		end
		t.is(#S.listmount(x.mnt_id), 0, "none below ours")
		t.fails("NOENT", "listmount below nothing", S.listmount(2 ^ 52))

		local m = t.works("statmount", S.statmount(x.mnt_id))
		t.is(m.mnt_point, at, "its place")
		t.is(m.mnt_root, "/", "its root")
		t.is(m.fs_type, "tmpfs", "its kind")
		t.ok(m.mnt_id == x.mnt_id and m.size >= 512, "its number")
		t.is(m.mnt_id_old, tonumber(mountinfo(at):match "^%d+"), "the older one")
		t.ok(m.sb_dev == S.stat(at).dev, "its device")
		t.is(m.sb_magic, S.statfs(at).type, "the number of its kind")
		if bit32.band(m.mask, 0x200) ~= 0 then t.is(m.sb_source, "its source", "its source") end
		if bit32.band(m.mask, 0x80) ~= 0 then t.ok(m.mnt_opts:find "size=1024k", "its options") end
		if bit32.band(m.mask, 0x400) ~= 0 then
			t.is(#m.opt_array, m.opt_num, "its options, one by one")
			t.is(table.concat(m.opt_array, ","), m.mnt_opts, "which are the same")
		end
		t.is(S.statmount(x.mnt_id, "mnt_root").mnt_point, nil, "what was not asked for is not there")
		t.fails("NOENT", "statmount of nothing", S.statmount(2 ^ 52))
		t.raises("number expected", "statmount of a name", S.statmount, at)
		local s = ty.statmount()
		for _, name in ipairs { "size", "mask", "sb_dev_major", "sb_dev_minor", "sb_magic", "sb_flags",
			"mnt_id", "mnt_parent_id",
			"mnt_id_old", "mnt_parent_id_old", "mnt_attr", "mnt_propagation", "mnt_peer_group", "mnt_master", "propagate_from",
			"mnt_ns_id", "opt_num", "opt_sec_num", "supported_mask", "mnt_uidmap_num", "mnt_gidmap_num", "fs_type_str" } do
			s[name] = 4711
			t.is(s[name], 4711, name .. " can be set")
		end
		s.mask = 0xffff
		t.is(s.fs_type, "", "a string beyond the object is none")
		t.is(#s.opt_array, 0, "and so are strings")
	end
end

-- Swap
do
	t.fails("NOENT", "swapon of nothing", S.swapon(path "none", "23, discard"))
	t.fails("NOENT", "swapoff of nothing", S.swapoff(path "none"))
	t.raises("nonsense", "swapon with a wrong flag", S.swapon, path "none", "23, nonsense")
	t.raises("99999", "swapon with a wrong priority", S.swapon, path "none", "99999")
	-- A file on tmpfs cannot be swapped to; the disk can, if it is one.
	local file = (os.getenv "TMPDIR" or "/tmp") .. "/sys_mount_swap." .. S.getpid()
	local command = "f='%s'; head -c 1048576 /dev/zero >$f && chmod 600 $f && mkswap $f >/dev/null 2>&1"
	local made = os.execute(command:format(file))
	local ok, why
	if made then ok, why = S.swapon(file, "23, discard") end
	if not ok then
		t.skip("swapon", tostring(why or "no mkswap"))
	else
		local priority
		for l in io.lines "/proc/swaps" do
			if l:find(file, 1, true) then priority = l:match "(%-?%d+)$" end
		end
		t.is(priority, "23", "swapon with a priority")
		t.is(S.swapoff(file), true, "swapoff")
		t.fails("INVAL", "swapoff again", S.swapoff(file))
	end
	os.remove(file)
end

-- Quotas
do
	local at = mkdir "quota"
	t.raises("unknown name", "quotactl of a command that is none", S.quotactl, "nonsense", "user")
	t.raises("unknown name", "of a type that is none", S.quotactl, "sync", "nonsense")
	t.raises("table expected", "setting nothing", S.quotactl, "setquota", "user", "/dev/null", 0)
	local synced, without = S.quotactl("sync", "user")
	if without and without.NOSYS then
		t.skip("quotactl", "the kernel has none")
	else
		t.is(synced, true, "quotactl sync")
		t.fails("NOENT", "of a device that is none", S.quotactl("getquota", "user", path "none", 0))
		t.fails("NOTBLK", "of a file that is no device", S.quotactl("getfmt", "group", "/dev/null"))
	end
	local fd = S.open(S.mount("quotas", at, "tmpfs", 0, "usrquota") and at or dir, "directory")
	local q, why = S.quotactl("getquota", "user", fd, 1234)
	if not q then
		t.skip("quotas", tostring(why))
	else
		t.is(S.quotactl("setquota", "user", fd, 1234, { bhardlimit = 100, isoftlimit = 7, valid = 5 }), true, "setquota")
		local now = S.quotactl("getquota", "user", fd, 1234)
		t.ok(now.bhardlimit == 100 and now.isoftlimit == 7, "getquota")
		t.is(S.quotactl("setinfo", "user", fd, 0, { bgrace = 60, valid = 1 }), true, "setinfo")
		t.is(S.quotactl("getinfo", "user", fd).bgrace, 60, "getinfo")
		t.ok(S.quotactl("getfmt", "user", fd) > 0, "getfmt")
	end
	if q then
		t.is(S.quotactl_fd(fd, "setquota", "user", 99, { ihardlimit = 3, valid = 4 }), true, "quotactl_fd")
		t.is(S.quotactl_fd(fd, "getquota", "usrquota", 99).ihardlimit, 3, "which the same quotas have")
		local next = S.quotactl("getnextquota", "user", fd, 100)
		t.ok(next and next.id == 1234, "getnextquota: the next one's, and whose it is")
	end
	t.fails(q and "INVAL" or why.NOSYS and "NOSYS" or "INVAL", "quotactl_fd of a disk without quotas",
		S.quotactl_fd(S.open("/proc", "directory") or 0, "getquota", "group", 1))
	t.raises("unknown name", "quotactl_fd of a command that is none", S.quotactl_fd, fd, "nosuch", "user")
	t.raises("unknown name", "a format that is none", S.quotactl, "quotaon", "user", "/dev/null", "nosuch")
	t.raises("argument #1", "quotactl_fd without a descriptor", S.quotactl_fd, nil, "sync", "user")
	for kind, members in pairs {
		dqblk = "id bhardlimit bsoftlimit curspace ihardlimit isoftlimit curinodes btime itime valid",
		dqinfo = "bgrace igrace flags valid" } do
		local object = ty[kind]()
		for m in members:gmatch "%S+" do
			object[m] = 4711
			t.is(object[(kind == "dqblk" and "dqb_" or "dqi_") .. m], 4711, m .. " can be set")
		end
	end
end

-- pivot_root, last, in a process of its own
do
	local new = mkdir "new"
	assert(S.mount(nil, new, "tmpfs"))
	assert(S.mkdir(new .. "/old", "0700"))
	assert(S.creat(new .. "/mark", "0600")):close()
	local code = ([[
		local S = require "syscall"
		assert(S.chdir "%s")
		assert(S.pivot_root(".", "old"))
		print(S.stat "/mark" ~= nil, S.stat "/old/proc" ~= nil)
	]]):format(new)
	-- there is no /proc in there, without which a sanitizer does not look for leaks but fail
	local command = "ASAN_OPTIONS=detect_leaks=0 unshare -m --propagation private '%s' lua -e '%s' 2>&1"
	local f = io.popen(command:format(S.readlink "/proc/self/exe", code))
	local out = f:read "*a"
	f:close()
	t.is(out, "true\ttrue\n", "pivot_root")
	t.fails("NOENT", "pivot_root to nothing", S.pivot_root(path "none", path "none/old"))
end

os.execute("umount -lR " .. dir .. " && rmdir " .. dir)
-- Namespaces, by a call of Linux 6.19
do
	local list, why = S.listns()
	if not list then
		t.skip("listns", tostring(why))
	else
		local mine = S.stat "/proc/self/ns/mnt"
		t.ok(#list > 0 and mine, "listns: " .. #list)
		t.ok(#S.listns "newnet" <= #list, "of one type")
		t.is(#S.listns(nil, nil, 1), 1, "one of them")
		t.is(S.listns(nil, list[1], 1)[1], list[2], "those behind the first")
	end
	t.raises("unknown name", "of a type that is none", S.listns, "nosuch")
end
t.done()

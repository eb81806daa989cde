-- S.util and S.cgroup: files, directories, processes, mounts, bridges, capabilities of files.
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local ty, c, util = S.t, S.c, S.util
local root = S.geteuid() == 0

local dir = (os.getenv("TMPDIR") or "/tmp") .. "/util." .. S.getpid()
assert(S.mkdir(dir, "0700"))

-- What another program says
local function command(text)
	local p = io.popen(text .. " 2>/dev/null")
	local out = p:read("*a")
	p:close()
	return out
end
local function have(program) return command("command -v " .. program) ~= "" end

-- Paths, as basename(1) and dirname(1) have them

local paths = { "/", "//", "/usr", "/usr/", "/usr/lib", "/usr//lib//", "usr", "usr/", "a/b/c", "a//b", ".", "..", "../x", "/.", "" }
local wrong = {}
for _, path in ipairs(paths) do
	local want_base, want_dir
	if have "basename" and path ~= "" then
		want_base = command("basename -- '" .. path .. "'"):gsub("\n$", "")
		want_dir = command("dirname -- '" .. path .. "'"):gsub("\n$", "")
	else
		want_base = path == "" and "." or util.basename(path)
		want_dir = path == "" and "." or util.dirname(path)
	end
	if util.basename(path) ~= want_base then wrong[#wrong + 1] = ("basename %q: %q"):format(path, util.basename(path)) end
	if util.dirname(path) ~= want_dir then wrong[#wrong + 1] = ("dirname %q: %q"):format(path, util.dirname(path)) end
end
t.is(table.concat(wrong, ", "), "", "basename and dirname")
t.is(util.basename("/usr/lib/"), "lib", "the last part")
t.is(util.dirname("/usr/lib/"), "/usr", "what is before it")

-- Whole files

local a, b = dir .. "/a", dir .. "/b"
t.fails("NOENT", "writefile makes no file without a mode", util.writefile(a, "x"))
t.is(util.writefile(a, "hello\n", "0640"), true, "writefile with a mode makes one")
t.is(S.stat(a).perm, tonumber("640", 8), "of that mode")
t.is(util.readfile(a), "hello\n", "readfile gives all")
t.is(util.readfile(a, nil, 3), "hel", "or so much")
local buf = ty.buffer(10)
t.is(util.readfile(a, buf, 4), 4, "into a buffer it gives the number")
t.is(buf:string(4), "hell", "which are there")
t.is(util.writefile(a, "more", nil, "wronly, append"), true, "writefile with flags")
t.is(util.mapfile(a), "hello\nmore", "mapfile gives all, too")
t.fails("EXIST", "writefile with excl of a file that is there", util.writefile(a, "x", "0600", "wronly, creat, excl"))
t.fails("NOENT", "readfile of none", util.readfile(dir .. "/none"))
t.fails("ISDIR", "readfile of a directory", util.readfile(dir))
t.fails("NOENT", "mapfile of none", util.mapfile(dir .. "/none"))
t.works("an empty file", util.writefile(b, "", "0600"))
t.is(util.mapfile(b), "", "mapfile of an empty one")
t.is(util.readfile(b), "", "as readfile")
local large = ("0123456789abcdef"):rep(20000)
t.is(util.writefile(b, large), true, "a large file")
t.is(util.readfile(b), large, "of any length")
t.is(util.mapfile(b), large, "mapped")
local fds = #util.dirtable("/proc/self/fd")
for _ = 1, 50 do
	util.readfile(dir .. "/none")
	util.readfile(dir)
	pcall(util.readfile, a, {}, {})
end
collectgarbage("stop")
t.is(#util.dirtable("/proc/self/fd"), fds, "what fails leaves nothing open")
collectgarbage("restart")

t.is(util.cp(b, dir .. "/copy"), true, "cp")
t.is(util.readfile(dir .. "/copy"), large, "of any length")
t.is(S.stat(dir .. "/copy").perm, S.stat(b).perm, "has the permissions of the source")
t.is(util.cp(a, dir .. "/copy", "0600"), true, "cp over a file")
t.is(util.readfile(dir .. "/copy"), "hello\nmore", "which is cut")
t.fails("NOENT", "cp of none", util.cp(dir .. "/none", dir .. "/x"))
t.is(S.stat(dir .. "/x"), nil, "makes nothing")
t.fails("ISDIR", "cp to a directory", util.cp(a, dir))

t.is(util.createfile(dir .. "/new"), true, "createfile")
t.is(S.stat(dir .. "/new").size, 0, "makes an empty file")
S.utimensat(nil, a, { 1000, 2000 })
t.is(util.createfile(a), true, "createfile of one that is there")
t.is(S.stat(a).mtime, 2000, "leaves its times")
t.is(util.touch(a), true, "touch")
t.ok(math.abs(S.stat(a).mtime - S.time()) < 60, "sets them")
t.is(util.readfile(a), "hello\nmore", "and leaves what is in it")
t.is(util.touch(dir .. "/touched"), true, "touch of none")
t.is(S.stat(dir .. "/touched").size, 0, "makes one")
t.fails("NOENT", "touch in no directory", util.touch(dir .. "/none/x"))
t.fails("NOENT", "createfile in no directory", util.createfile(dir .. "/none/x"))
S.mkfifo(dir .. "/fifo", "0600")
t.fails("NXIO", "touch does not wait for the other end of a pipe", util.touch(dir .. "/fifo"))

-- Directories

local tree = dir .. "/tree"
S.mkdir(tree, "0700")
for n = 1, 300 do util.createfile(("%s/file-%d"):format(tree, n)) end
local names, types = {}, {}
for name, entry in util.ls(tree) do
	names[name] = (names[name] or 0) + 1
	types[entry.type] = (types[entry.type] or 0) + 1
end
local count = 0
for _, n in pairs(names) do
	if n == 1 then count = count + 1 end
end
t.is(count, 302, "ls gives each name once")
t.is(types[c.DT.REG], 300, "with an entry, which tells the kind")
t.is(types[c.DT.DIR], 2, "of each")
count = 0
for _ in util.ls(tree, nil, 100) do count = count + 1 end
t.is(count, 302, "a small buffer takes longer only")
count = 0
for _ in util.ls(tree, ty.buffer(500), 500) do count = count + 1 end
t.is(count, 302, "as does one's own")
t.raises("No such file", "ls of none raises", util.ls, dir .. "/none")
t.raises("Not a directory", "ls of a file", util.ls, a)
t.raises("Invalid argument", "a buffer too small for an entry", function() for _ in util.ls(tree, 5) do count = 0 end end)
local list = util.dirtable(tree)
t.is(#list, 302, "dirtable")
local sorted = command("ls -a1 '" .. tree .. "' | LC_ALL=C sort"):gsub("\n$", "") .. "\n"
if sorted == "\n" then
	t.skip("dirtable as text", "no ls here")
else
	t.is(tostring(list), sorted, "dirtable as text is sorted")
end
t.is(#util.dirtable(tree, true), 300, "without dots")
t.fails("NOENT", "dirtable of none", util.dirtable(dir .. "/none"))
local here = S.getcwd()
S.chdir(tree)
count = 0
for _ in util.ls() do count = count + 1 end
t.is(count, 302, "ls of nothing is of the working directory")
S.chdir(here)

-- Removing

S.mkdir(tree .. "/deep", "0700")
S.mkdir(tree .. "/deep/er", "0700")
S.symlink(a, tree .. "/deep/link")
S.symlink(dir .. "/outside", tree .. "/deep/dirlink")
S.mkdir(dir .. "/outside", "0700")
util.createfile(dir .. "/outside/kept")
t.is(util.rm(tree, dir .. "/new"), true, "rm of a tree and a file")
t.is(S.lstat(tree), nil, "is gone")
t.is(S.lstat(dir .. "/new"), nil, "and the file")
t.ok(S.stat(a) and S.stat(dir .. "/outside/kept"), "what links led to is not")
t.fails("NOENT", "rm of none", util.rm(dir .. "/none"))
t.is(util.rm(), true, "rm of nothing")
S.symlink(dir .. "/outside", dir .. "/link")
t.is(util.rm(dir .. "/link"), true, "rm of a link")
t.ok(S.stat(dir .. "/outside/kept"), "does not follow it")
if root and t.child(function() return S.unshare("newns") ~= nil end) then
	local made, busy, there = t.child(function()
		S.unshare("newns")
		S.mount("none", "/", nil, "rec, private")
		S.mkdir(dir .. "/m", "0700")
		S.mkdir(dir .. "/m/point", "0700")
		local ok = S.mount("none", dir .. "/m/point", "tmpfs")
		local _, err = util.rm(dir .. "/m")
		return ok, err and err.sym, S.stat(dir .. "/m/point") ~= nil
	end)
	t.is(made, true, "with something mounted below")
	t.is(busy, "BUSY", "rm fails")
	t.is(there, true, "and leaves that")
	util.rm(dir .. "/m")
else
	t.skip("rm below a mount", "no mount namespace of our own")
end

-- Processes

local me = util.proc()
t.is(me.pid, S.getpid(), "proc is this process")
t.is(me.dir, "/proc/" .. S.getpid(), "by its directory")
t.is(me.exe, S.readlink("/proc/self/exe"), "a link is what it leads to")
t.ok(me.status:find("Pid:%s*" .. S.getpid()), "a file what is in it")
t.is(me.nosuch, nil, "what is not there is nil")
t.is(me.fd, nil, "as a directory is")
t.ok(tostring(me):find("^" .. S.getpid() .. "  .*lua"), "as text: " .. tostring(me))
local pid = assert(S.fork())
if pid == 0 then
	S.prctl("set_name", "na\27me")
	S.pause()
	S._exit(0)
end
for _ = 1, 1000 do
	if util.proc(pid).comm == "na\27me\n" then break end
	S.nanosleep(0.001)
end
t.is(util.proc(pid).comm, "na\27me\n", "another process")
local ps, found = util.ps(), {}
for n, p in ipairs(ps) do
	found[p.pid] = true
	if n > 1 and ps[n - 1].pid >= p.pid then found.unsorted = true end
end
t.ok(found[pid] and found[S.getpid()] and found[1], "ps has them all")
t.is(found.unsorted, nil, "in order")
t.ok(tostring(ps):find("\n" .. pid .. "  ", 1, true), "its text has one a line")
t.ok(not tostring(ps):find("\27", 1, true), "without what would command a terminal")
S.kill(pid, "kill")
S.waitpid(pid)
t.is(util.proc(pid).comm, nil, "one that is gone has nothing")
local function nowhere(f, ...)
	if not root then return "skip" end
	return t.child(function(...)
		S.chroot(dir .. "/outside")
		return (select(2, f(...)) or {}).sym
	end, ...)
end
for name, f in pairs { ps = util.ps, mounts = util.mounts, bridge_list = util.bridge_list, cgroups = S.cgroup.cgroups } do
	local sym = nowhere(f)
	if sym == "skip" then
		t.skip(name .. " without /proc", "not root")
	else
		t.is(sym, "NOENT", name .. " without /proc and /sys fails")
	end
end

-- Mounts

local fake = dir .. "/mounts"
util.writefile(fake, "a\\040b /mnt\\011x ext4 rw,noatime 1 2\nnone /p proc rw 0 0\nbroken line\n", "0600")
local m = util.mounts(fake)
t.is(#m, 2, "mounts of a file")
t.is(m[1].source, "a b", "what is escaped there")
t.is(m[1].target, "/mnt\tx", "is plain here")
t.is(m[1].type .. " " .. m[1].flags .. " " .. m[1].freq .. " " .. m[1].passno, "ext4 rw,noatime 1 2", "all members")
t.is(tostring(m), "a b on /mnt\\x09x type ext4 (rw,noatime)\nnone on /p type proc (rw)", "as text")
local seen
for _, one in ipairs(util.mounts()) do seen = seen or one.target == "/" end
t.ok(seen, "mounts of this process have a root")
t.fails("NOENT", "mounts of no file", util.mounts(dir .. "/none"))
t.raises("no member 'nosuch'", "mount of a wrong member", util.mount, { nosuch = 1 })
if root and t.child(function() return S.unshare("newns") ~= nil end) then
	local got = { t.child(function()
		S.unshare("newns")
		S.mount("none", "/", nil, "rec, private")
		local target = dir .. "/outside"
		local ok = util.mount { source = "util", target = target, type = "tmpfs", flags = "nodev, nosuid", data = "size=64k" }
		local line
		for _, one in ipairs(util.mounts()) do
			if one.target == target then line = one.source .. " " .. one.type .. " " .. one.flags end
		end
		local size = S.statfs(target).blocks * S.statfs(target).bsize
		S.umount(target)
		local again = util.mount { dir = target, type = "tmpfs" }
		S.umount(target)
		local _, none = util.mount { target = dir .. "/none", type = "tmpfs" }
		local _, bad = util.mount { target = target, type = "nosuchfs" }
		-- cgroups: version 1 may be compiled out, version 2 is not
		local cg, why = S.cgroup.mount { target = target, type = "cgroup2" }
		local procs = cg and S.stat(target .. "/cgroup.procs") ~= nil
		if cg then S.umount(target) end
		local _, missing = S.cgroup.mount { target = "nosuch/group" }
		return ok, line, size, again, none.sym, bad.sym, cg or why.sym, procs, missing.sym
	end) }
	t.is(got[1], true, "mount by a table")
	t.ok((got[2] or ""):find("^util tmpfs rw,nosuid,nodev.*size=64k"), "mounts shows it: " .. tostring(got[2]))
	t.is(got[3], 65536, "statfs its size")
	t.is(got[4], true, "dir for target, nothing for the source")
	t.is(got[5], "NOENT", "mount at no place")
	t.is(got[6], "NODEV", "mount of no file system")
	if got[7] == true then
		t.is(got[7], true, "cgroup.mount")
		t.is(got[8], true, "has its files")
	else
		t.skip("cgroup.mount", "no cgroups of version 2: " .. tostring(got[7]))
	end
	t.ok(got[9] == "NOENT" or got[9] == "NODEV", "a relative target is below /sys/fs/cgroup: " .. tostring(got[9]))
else
	t.skip("mount", "no mount namespace of our own")
end
t.raises("target expected", "cgroup.mount without a target", S.cgroup.mount, {})
local groups = S.cgroup.cgroups()
local lines = util.readfile("/proc/self/cgroup")
count = 0
for id, g in pairs(groups or {}) do
	count = count + 1
	t.ok(("\n" .. lines):find("\n" .. id .. ":" .. g.name .. ":" .. g.path .. "\n", 1, true), "cgroups: " .. id)
end
t.is(count, select(2, lines:gsub("\n", "")), "each line")
t.works("cgroups of another", S.cgroup.cgroups(1))
t.fails("NOENT", "cgroups of none", S.cgroup.cgroups(2 ^ 22 + 1))

-- Bridges

local function bridges()
	if not S.unshare("newnet, newns") then return "no" end
	S.mount("none", "/", nil, "rec, private")
	if not S.mount("none", "/sys", "sysfs") then return "no" end
	local r = {}
	local function note(ok, err) r[#r + 1] = ok == nil and (err and err.sym or "nil") or ok end
	note(util.bridge_add("br7"))
	note(S.stat("/sys/class/net/br7/bridge") ~= nil)
	note(util.bridge_add("br7"))
	note(util.bridge_add("br8"))
	local tun = S.open("/dev/net/tun", "rdwr, cloexec")
	note(tun and tun:ioctl("TUNSETIFF", { name = "tap7", flags = "tap, no_pi" }))
	note(util.bridge_add_interface("br7", "tap7"))
	note(S.stat("/sys/class/net/br7/brif/tap7") ~= nil)
	note(util.bridge_add_interface("br7", "tap7"))
	note(util.bridge_add_interface("br7", "nosuch"))
	local all = util.bridge_list()
	note(all.br7 and all.br7.bridge.max_age)
	note(all.br7 and all.br7.brif.tap7 and all.br7.brif.tap7.port_no ~= nil)
	note(all.br7 and all.br7.brforward[1] and all.br7.brforward[1].is_local)
	note(all.br7 and all.br7.brforward[1] and all.br7.brforward[1].mac_addr == S.interfaces().tap7.macaddr)
	note(all.br8 and next(all.br8.brif) == nil)
	note(all.lo == nil)
	note(util.bridge_del_interface("br7", "tap7"))
	note(S.stat("/sys/class/net/br7/brif/tap7") == nil)
	note(util.bridge_del_interface("br7", "tap7"))
	note(util.bridge_del("br7"))
	note(S.stat("/sys/class/net/br7") == nil)
	note(util.bridge_del("br7"))
	return table.unpack(r)
end
local got = root and { t.child(bridges) } or { "no" }
if got[1] == "no" then
	t.skip("bridges", "no network namespace of our own")
elseif got[5] == "nil" then
	t.skip("bridges", "no /dev/net/tun here")
else
	for n, want in ipairs { { true, "bridge_add" }, { true, "/sys has it" }, { "EXIST", "twice" }, { true, "another" },
		{ true, "(an interface)" }, { true, "bridge_add_interface" }, { true, "/sys has the port" }, { "BUSY", "twice" },
		{ "NODEV", "one that is none" }, { 2000, "bridge_list has numbers as numbers" }, { true, "and ports" },
		{ true, "and addresses" }, { true, "of the port" }, { true, "another bridge has no port" }, { true, "others are none" },
		{ true, "bridge_del_interface" }, { true, "/sys has it no more" }, { "INVAL", "twice" }, { true, "bridge_del" },
		{ true, "/sys has it no more" }, { "NXIO", "twice" } } do
		t.is(got[n], want[1], want[2])
	end
end

-- Architecture and capabilities of files

t.is(util.auditarch(), c.AUDIT_ARCH[S.uname().machine:upper()] or util.auditarch(), "auditarch")
t.fails("NODATA", "capget of a file without any", util.capget(a))
t.fails("NOENT", "capget of no file", util.capget(dir .. "/none"))
local set, err = util.capset(a, { permitted = "net_raw, chown", inheritable = "net_raw", effective = "net_raw" })
if not set then
	t.skip("capabilities of files", "not here: " .. tostring(err))
else
	t.is(set, true, "capset")
	local caps = util.capget(a)
	t.ok(caps.permitted.net_raw and caps.permitted.chown and not caps.permitted.sys_admin, "capget: permitted")
	t.ok(caps.inheritable.net_raw and not caps.inheritable.chown, "inheritable")
	t.ok(caps.effective.net_raw, "effective")
	if have "getcap" then
		local text = command("getcap '" .. a .. "'")
		t.ok(text:find("cap_chown") and text:find("cap_net_raw"), "getcap sees them: " .. text:gsub("\n", ""))
	else
		t.skip("getcap", "no getcap here")
	end
	t.fails("EXIST", "capset that must make them", util.capset(a, caps, "create"))
	local fd = S.open(a, "rdonly")
	t.is(util.capset(fd, { permitted = "sys_admin" }), true, "capset of a descriptor")
	t.ok(util.capget(fd).permitted.sys_admin, "capget of one")
	t.ok(not util.capget(a).permitted.chown, "the same file")
	t.ok(not util.capget(a).effective.sys_admin, "not effective")
	t.fails("NOENT", "capset of no file", util.capset(dir .. "/none", caps))
	S.setxattr(dir .. "/b", "user.x", "y")
	if have "setcap" then
		command("setcap cap_net_admin,cap_sys_time+eip '" .. b .. "'")
		caps = util.capget(b)
		t.ok(caps and caps.permitted.net_admin and caps.permitted.sys_time and caps.inheritable.sys_time and
			caps.effective.sys_time, "what setcap has set")
	else
		t.skip("setcap", "no setcap here")
	end
end

-- Descriptors that count; in full in sys_event.lua

local sfd = S.signalfd("usr1", "nonblock, cloexec")
local _, _, old = S.sigprocmask("block", "usr1")
local none = util.signalfd_read(sfd)
t.is(none and #none, 0, "signalfd_read gives none when it would have to wait")
S.kill(S.getpid(), "usr1")
local infos = util.signalfd_read(sfd)
t.is(#infos, 1, "one")
t.is(infos[1].signo, c.SIG.USR1, "that was sent")
t.is(infos[1].pid, S.getpid(), "by whom")
S.sigprocmask("setmask", old)
t.fails("ISDIR", "signalfd_read of another descriptor", util.signalfd_read(S.open("/")))
t.fails("BADF", "of none", util.signalfd_read(1000))
util.rm(dir)
t.is(S.stat(dir), nil, "all is gone")
t.done()

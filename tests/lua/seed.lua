-- The API as it was in its first years: all that its description names and shows works, in the forms that do not stand
-- against the later ones; and what was wrong in another implementation is right here.
local here = arg[0]:match("^.*/") or ""
local t = dofile(here .. "tap.lua")
local S = require "syscall"
local L = S -- as the description calls it
local dir = (os.getenv "TMPDIR" or "/tmp") .. "/seed." .. S.getpid()
assert(S.mkdir(dir, "0700"))
local function path(name) return dir .. "/" .. name end

-- Names
do
	local missing, n = {}, 0
	for line in io.lines(here .. "../data/api/seed.txt") do
		local name, now = line:match "^([^#\t]+)\t([^\t]+)$"
		if name then
			n = n + 1
			if type(S[now]) ~= "function" then missing[#missing + 1] = name end
		end
	end
	t.is(table.concat(missing, " "), "", "every name is a function")
	t.is(n, 188, "and there are many: " .. n)
end

-- "All functions return two values, the return value, or true if there is not one other than success, then an error"
do
	local fd = assert(S.open(path "file", "rdwr, creat, excl", "rusr, wusr"))
	t.is(fd:close(), true, "assert(fd:close())")
	local no, err = S.open(path "none")
	t.is(no, nil, "nil, when it fails")
	t.is(tostring(err), "No such file or directory", "an error can be a string")
	t.is(err.errno, S.ENOENT, "its number can be had")
	t.ok(err.ENOENT and not err.EPERM, "it can be asked by its name")
end

-- "File descriptors are returned as a type not an integer"
do
	local fd = assert(S.open(path "file", "rdwr"))
	local number = fd.fileno
	t.is(number, fd:getfd(), "the fileno field")
	t.is(S.fstat(number).ino, fd:stat().ino, "a number where a descriptor is wanted")
	fd = nil -- luacheck: ignore
	collectgarbage() collectgarbage()
	t.fails("BADF", "out of scope it is closed", S.fstat(number))
	fd = assert(S.open(path "file", "rdwr")):nogc()
	number = fd.fileno
	fd = nil -- luacheck: ignore
	collectgarbage() collectgarbage()
	t.is(S.close(number), true, "fd:nogc() leaves it to be closed by hand")
	fd = assert(S.open(path "file", "rdwr"))
	t.results({ n = 3, fd:write "text", fd:fsync(), fd:lseek(0, "set") }, "methods: write, fsync, lseek", 4, true, 0)
	t.is(fd:read(), "text", "read")
	t.is(S.write("stderr", ""), 0, "a string like \"stderr\" where a descriptor is wanted")
	t.is(S.stderr.fileno, 2, "S.stderr")
	t.raises("", "another string is none", S.write, "nosuch", "x")
	local buf = S.t.buffer(4)
	t.is(fd:pread(buf, 4, 0), 4, "with a buffer its bytes are counted, and no string is made")
	t.is(tostring(buf), "text", "until it is asked for")
	fd:close()
end

-- "you get the raw values eg st_size and a Lua number as size"
do
	local st = S.stat(path "file")
	t.results({ n = 4, st.st_size, st.size, st.st_nlink, st.isreg }, "st_size, size, isreg", 4, 4, 1, true)
	local null = S.stat "/dev/zero"
	t.results({ n = 2, null.major, null.minor }, "major and minor of a device", 1, 5)
	t.results({ n = 3, S.major(null.rdev), S.minor(null.rdev), S.major(null.st_rdev) }, "S.major(dev), S.minor(dev)",
		1, 5, 1)
	t.is(S.makedev(1, 5), 261, "S.makedev")
end

-- Constants
do
	t.is(L.SEEK_SET, 0, "L.SEEK_SET")
	t.is(L.O_CREAT + L.O_EXCL, 0xc0, "add to combine them")
	local fd = assert(S.open(path "file", L.O_RDONLY))
	for _, whence in ipairs { "SEEK_END", "seek_end", "end", "END", L.SEEK_END } do
		t.is(fd:lseek(0, whence), 4, "seek by " .. tostring(whence))
	end
	local size = S.getpagesize()
	local m = t.works("S.mmap with words", S.mmap(nil, size, "read", "private, anonymous", -1, 0))
	t.is(S.munmap(m, size), true, "and munmap")
	for name, family in pairs { inet = "AF_INET", inet6 = "AF_INET6", unix = "AF_UNIX", netlink = "AF_NETLINK" } do
		local s, err = S.socket(name, name == "netlink" and "raw" or "dgram")
		if not s and err.AFNOSUPPORT then
			t.skip("a socket of " .. name, "none here")
		else
			t.ok(s, "a socket of " .. name)
			s = assert(S.socket(L[family], name == "netlink" and L.SOCK_RAW or L.SOCK_DGRAM))
			t.is(s:getsockname().family, L[family], "by number")
		end
	end
end

-- "dup can do dup2 or dup3 by adding more arguments"
do
	local fd = assert(S.open(path "file"))
	local a = assert(S.dup(fd))
	local free = a.fileno
	t.ok(free ~= fd.fileno, "dup")
	a:close()
	local b = assert(S.dup(fd, free))
	t.results({ n = 2, b.fileno, b:fcntl "getfd" }, "dup2 by dup", free, 0)
	b = assert(S.dup(fd, b:nogc().fileno, "cloexec"))
	t.results({ n = 2, b.fileno, b:fcntl "getfd" }, "dup3 by dup", free, 1)
	S.close(b)
	-- another implementation left the flags of dup3 as they were, a string
	b = assert(S.dup3(fd, free, "cloexec"))
	t.is(b:fcntl "getfd", 1, "dup3's flags are words, too")
	t.raises("unknown name", "wrong ones are an error", S.dup3, fd, free, "nosuch")
end

-- "bind does not require a length"
do
	local s = assert(S.socket("unix", "stream"))
	t.is(s:bind(S.t.sockaddr_un(path "socket")), true, "bind without a length")
	t.is(s:listen(), true, "listen without a number")
	local c = assert(S.socket("unix", "stream"))
	t.is(c:connect(S.t.sockaddr_un(path "socket")), true, "connect")
	-- an older form of accept has flags behind the descriptor
	local peer = S.t.sockaddr_un()
	local a = t.works("accept with flags, and an address behind them", s:accept("nonblock, cloexec", peer))
	t.fails("AGAIN", "which it has", a:read())
	t.is(peer.family, L.AF_UNIX, "whose address that is")
	c:send "abc"
	local buf = S.t.buffer(10)
	t.results(table.pack(a:recv(buf, 10)), "recv: the number", 3)
	local u, v = assert(S.socket("unix", "dgram")), assert(S.socket("unix", "dgram"))
	u:bind(S.t.sockaddr_un(path "u"))
	v:bind(S.t.sockaddr_un(path "v"))
	v:sendto("from", nil, 0, S.t.sockaddr_un(path "u"))
	local n, none, from = u:recv(buf, 10, 0, S.t.sockaddr_un())
	t.results({ n = 3, n, none, from and from.path }, "recv with an address: nothing wrong, and whose it is", 4, nil,
		path "v")
end

-- "uname returns a Lua table"; directories; poll
do
	local u = S.uname()
	t.ok(type(u) == "table" and u.sysname == "Linux" and u.nodename == S.gethostname(), "uname is a table")
	local names = {}
	for d in assert(S.open(dir, "directory")):getdents() do names[d.name] = d end
	t.ok(names.file and names.file.REG and names["."].DIR, "getdents: entries, by an iterator now")
	t.ok(S.util.dirtable(dir, true)[1], "as a table S.util.dirtable has them")
	local _, _, r, w = assert(S.pipe())
	w:write "x"
	local fds = S.t.pollfds { { fd = r, events = "in" }, { fd = w, events = "out" } }
	t.is(S.poll(fds, 0), 2, "poll")
	t.results({ n = 3, #fds, fds[1].IN, fds[2].OUT }, "an array counted from 1, with a length", 2, true, true)
	local n, none, made = S.poll({ { fd = r, events = "in" } }, 0)
	t.results({ n = 3, n, none, made[1].revents }, "of a table: the array behind the number", 1, nil, L.POLLIN)
	local set = S.select { readfds = { r, w }, writefds = { w }, timeout = 0 }
	t.results({ n = 3, set.count, #set.readfds, #set.writefds }, "select with the timeout in its table", 2, 1, 1)
	local ep = assert(S.epoll_create())
	t.is(S.epoll_ctl(ep, "add", r, "in", 77), true, "epoll_ctl with data of one's own")
	for _, e in ep:epoll_wait(S.t.epoll_events(1), 0) do t.is(e.data, 77, "which comes back") end
end

-- Addresses and speeds by functions
do
	t.is(tostring(S.inet_aton "127.0.0.1"), "127.0.0.1", "inet_aton")
	t.is(S.inet_ntoa(S.inet_aton "10.1.2.3"), "10.1.2.3", "inet_ntoa")
	t.is(S.inet_ntop("inet6", S.inet_pton("inet6", "fe80::1")), "fe80::1", "inet_pton, inet_ntop")
	-- another implementation refused all eight parts of an IPv6 address
	t.is(tostring(S.t.in6_addr "1:2:3:4:5:6:7:8"), "1:2:3:4:5:6:7:8", "an address of eight parts")
	t.is(S.inet_ntop("inet6", S.inet_pton("inet6", "1:2:3:4:5:6:7:8")), "1:2:3:4:5:6:7:8", "by inet_pton, too")
	local m = assert(S.posix_openpt())
	assert(S.grantpt(m) and S.unlockpt(m))
	t.ok(S.ptsname(m):match "^/dev/pts/%d+$", "ptsname")
	local tio = assert(S.tcgetattr(m))
	t.is(S.cfsetspeed(tio, 9600), true, "cfsetspeed")
	t.results({ n = 4, S.cfgetispeed(tio), S.cfgetospeed(tio), tio.ispeed, tio.ospeed },
		"cfgetispeed, cfgetospeed, and fields",
		9600, 9600, 9600, 9600)
	t.is(S.cfsetispeed(tio, 19200) and S.cfsetospeed(tio, 38400), true, "cfsetispeed, cfsetospeed")
	t.results({ n = 2, tio.ispeed, tio.ospeed }, "each alone", 19200, 38400)
	t.is(S.tcsetattr(m, "now", tio), true, "tcsetattr")
end

-- Processes
do
	local pid = assert(S.fork())
	if pid == 0 then S._exit(7) end
	local got, none, status = S.wait()
	t.results({ n = 4, got, none, status.WIFEXITED, status.EXITSTATUS }, "wait: pid, nothing, status", pid, nil, true, 7)
	pid = assert(S.fork())
	if pid == 0 then S.pause() S._exit(1) end
	local st = S.t.waitstatus()
	t.results(table.pack(S.waitpid(pid, "nohang", st)), "waitpid with nothing to tell", 0)
	S.kill(pid, "term")
	got, none, status = S.waitpid(pid, 0, st)
	t.results({ n = 4, got, none, rawequal(status, st), st.WTERMSIG }, "waitpid into an object", pid, nil, true, L.SIGTERM)
	t.fails("CHILD", "none is left", S.wait())
	t.results(table.pack(t.child(function()
		return S.setrlimit("nofile", 50, 60), S.getrlimit("nofile").cur, S.getrlimit("nofile").max
	end)), "setrlimit with two numbers", true, 50, 60)
	t.is(type(S.klogctl), "function", "klogctl")
	t.is(S.syscall("getpid"), S.getpid(), "syscall")
	local p = S.proc()
	t.is(p.comm:gsub("\n", ""), S.util.proc().comm:gsub("\n", ""), "S.proc")
	local found
	for _, one in ipairs(S.ps()) do found = found or one.pid == S.getpid() end
	t.ok(found, "S.ps")
	if p.comm == nil then t.skip("/proc", "not mounted") end
end

-- Interfaces
do
	local list, err = S.get_interfaces()
	if not list then
		t.skip("get_interfaces", tostring(err))
	else
		t.ok(tostring(list):find "lo  *Link encap:Local Loopback", "print(S.get_interfaces()) looks like ifconfig")
		t.is(list.lo.name, "lo", "the data is there")
		t.is(S.interfaces().lo.index, S.interface("lo").index, "S.interfaces, S.interface")
	end
end

-- What was wrong elsewhere
do
	local fd = assert(S.open(path "file", "rdwr"))
	local set, err = fd:setxattr("user.seed", "value")
	if not set then
		t.skip("getxattr as a method", tostring(err))
	else
		t.is(fd:getxattr "user.seed", "value", "getxattr is a method")
	end
	-- capset of a descriptor's file set none, but read them
	local caps = S.t.capabilities { permitted = "kill", effective = "kill" }
	local done, why = S.util.capset(fd, caps)
	if not done then
		t.skip("util.capset of a descriptor", tostring(why))
	else
		t.ok(S.util.capget(fd).permitted.kill, "util.capset and capget of a descriptor")
	end
	-- cgroup.mount gave its table to a function that takes none
	local ok, code = t.child(function()
		local _, e = S.unshare "newns"
		if e then return nil, tostring(e) end
		S.mount("none", "/", "none", "rec, private")
		S.mkdir(path "cgroup", "0700")
		local mounted, wrong = S.cgroup.mount { target = path "cgroup", type = "cgroup2" }
		if not mounted then return nil, tostring(wrong) end
		return S.stat(path "cgroup/cgroup.procs") ~= nil
	end)
	if ok == nil then t.skip("cgroup.mount", code) else t.is(ok, true, "cgroup.mount mounts") end
	-- the function that adds a bridge's port was a second one that removes it
	local added, reason = t.child(function()
		local _, e = S.unshare "newnet"
		if e then return nil, tostring(e) end
		local made, wrong = S.util.bridge_add "seedbr0"
		if not made then return nil, tostring(wrong) end
		local tap
		tap, wrong = S.open("/dev/net/tun", "rdwr")
		if not tap then return nil, tostring(wrong) end
		made, wrong = tap:ioctl("TUNSETIFF", { name = "seedtap0", flags = "tap, no_pi" })
		if not made then return nil, tostring(wrong) end
		local good = S.util.bridge_add_interface("seedbr0", "seedtap0")
		local port = S.interface "seedtap0".master
		local gone = S.util.bridge_del_interface("seedbr0", "seedtap0")
		local after = S.interface "seedtap0".master
		return good and port == "seedbr0" and gone and after == nil
	end)
	if added == nil then
		t.skip("bridge_add_interface", reason)
	else
		t.is(added, true, "bridge_add_interface makes it a port, bridge_del_interface removes it")
	end
end

for _, name in ipairs(S.util.dirtable(dir, true) or {}) do S.unlink(path(name)) S.rmdir(path(name)) end
S.rmdir(dir)
t.done()

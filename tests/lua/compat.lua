-- The compatibility modules where nothing else is installed: that they are all there, and that they work together.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"

-- Nothing but what is in the binary
package.path, package.cpath = "", ""

for name in ([[posix posix.compat posix.ctype posix.deprecated posix.dirent posix.errno posix.fcntl posix.fnmatch
	posix.getopt
	posix.glob posix.grp posix.libgen posix.poll posix.pwd posix.sched posix.signal posix.stdio posix.stdlib posix.sys
	posix.sys.msg posix.sys.resource posix.sys.socket posix.sys.stat posix.sys.statvfs posix.sys.time posix.sys.times
	posix.sys.utsname posix.sys.wait posix.syslog posix.termio posix.time posix.unistd posix.util posix.utime socket
	socket.core socket.serial socket.unix mime.core lfs]]):gmatch("%S+") do
	local ok, m = pcall(require, name)
	t.ok(ok and m ~= nil, name)
	if not ok then print("# " .. tostring(m)) end
end
t.is(type(require "posix.version"), "string", "posix.version")
t.is(require "lfs", S.lfs, "lfs is S.lfs")

-- Found before what is in files, unless that is asked for
local dir = os.tmpname()
os.remove(dir)
assert(S.mkdir(dir, "0700"))
assert(S.util.writefile(dir .. "/lfs.lua", "return 'a file'", "0600"))
package.path = dir .. "/?.lua"
package.loaded.lfs = nil
t.is(type(require "lfs"), "table", "the one of the binary first")
package.loaded.lfs = nil
local searcher = table.remove(package.searchers, 2)
table.insert(package.searchers, searcher)
t.is(require "lfs", "a file", "the other first, when that is wanted")
package.loaded.posix = nil
t.is(type(require "posix"), "table", "and where there is no other the binary's still")
S.util.rm(dir)

-- What luaposix 33.4 has not, but later ones
local unistd, stat, socket = require "posix.unistd", require "posix.sys.stat", require "posix.sys.socket"
local posix = require "posix"
local name = os.tmpname()
local fd = posix.open(name, posix.O_RDWR)
t.is(unistd.write(fd, "0123456789", 3, 2), 3, "write of a part")
t.is(unistd.lseek(fd, 0, unistd.SEEK_SET), 0, "to the beginning")
t.is(unistd.read(fd, 10), "234", "read again")
t.is(select(3, unistd.write(fd, "abc", 4)), posix.EINVAL, "more than there is")
t.is(unistd.ftruncate(fd, 1), 0, "ftruncate")
t.is(stat.fstat(fd).st_size, 1, "fstat")
t.is(unistd.truncate(name, 5), 0, "truncate")
t.is(stat.stat(name).st_size, 5, "its effect")
t.is(unistd.linkat(-100, name, -100, name .. ".2", 0), 0, "linkat")
t.is(stat.stat(name).st_nlink, 2, "its effect")
t.is(unistd.lchown(name, 0, 0) == 0 or S.geteuid() ~= 0, true, "lchown")
os.remove(name)
os.remove(name .. ".2")
t.is(unistd.close(fd), 0, "close")
t.is(require "posix.sched".sched_getscheduler(0), S.sched_getscheduler(0), "sched_getscheduler")
local a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM, 0)
t.is(socket.getsockopt(a, socket.SOL_SOCKET, socket.SO_TYPE), socket.SOCK_STREAM, "getsockopt")
socket.setsockopt(a, socket.SOL_SOCKET, socket.SO_RCVTIMEO, 2, 500000)
t.results(table.pack(socket.getsockopt(a, socket.SOL_SOCKET, socket.SO_RCVTIMEO)), "getsockopt of a time", 2, 500000)
t.is(socket.getpeername(b).family, socket.AF_UNIX, "getpeername")
t.is(socket.if_nametoindex("lo"), S.util.if_nametoindex("lo"), "if_nametoindex")
t.is(socket.if_nametoindex("none"), 0, "of none")
unistd.close(a)
unistd.close(b)
t.is(stat.S_ISDIR(stat.stat("/").st_mode), 1, "S_ISDIR")

-- Options as they stand, and operands in their order
local function options(short, ...)
	local args, list = { [0] = "prog", ... }, {}
	for opt, value in posix.getopt(args, short) do list[#list + 1] = opt .. (value or "") end
	return table.concat(list, " ")
end
t.is(options("+ab:", "-a", "one", "-b", "x"), "a", "options before the operands only")
t.is(options("-ab:", "-a", "one", "-bx", "two"), "a \1one bx \1two", "operands among them")
t.is(options(":ab:", "-b"), ":", "an argument that lacks")

-- The log: a socket of our own in its place
t.results(table.pack(t.child(function()
	if not S.unshare("newns") or not S.mount("none", "/", nil, "rec, private") or not S.mount("none", "/dev", "tmpfs") then
		return "skip"
	end
	local log = S.socket("unix", "dgram")
	if not log:bind(S.t.sockaddr_un("/dev/log")) then return "skip" end
	local syslog = require "posix.syslog"
	syslog.openlog("tests", syslog.LOG_PID, syslog.LOG_LOCAL0)
	syslog.setlogmask(syslog.LOG_MASK(syslog.LOG_ERR))
	syslog.syslog(syslog.LOG_DEBUG, "not told")
	syslog.syslog(syslog.LOG_ERR, "told %s")
	local text = log:recv(nil, 1000, "dontwait")
	local none = log:recv(nil, 1000, "dontwait")
	syslog.closelog()
	return (text:gsub("^<131>%a%a%a [ %d]%d %d%d:%d%d:%d%d tests%[" .. S.getpid() .. "%]: ", "")), none
end)), "a message in the log", "told %s", nil)

-- A stream and a datagram between two processes, by name of host where there is one
local luasocket = require "socket"
t.results(table.pack(t.child(function()
	if not S.unshare("newnet") then return "skip" end
	assert(S.socket("inet", "dgram"):ioctl("SIOCSIFFLAGS", { name = "lo", flags = "up" }))
	local server = assert(luasocket.bind("127.0.0.1", 0))
	local _, port = server:getsockname()
	local pid = assert(S.fork())
	if pid == 0 then
		local client = server:accept()
		for _ = 1, 2 do client:send(client:receive() .. "!\n") end
		client:close()
		S._exit(0)
	end
	local client = assert(luasocket.connect("127.0.0.1", port))
	client:settimeout(10)
	client:send("one\ntwo\n")
	local first, second = client:receive(), client:receive()
	local _, closed = client:receive()
	S.waitpid(pid)
	return first, second, closed
end)), "a stream between two processes", "one!", "two!", "closed")

-- mime.core, in pieces
local mime = require "mime.core"
local function pieces(f, text, size)
	local out, left = {}, ""
	for at = 1, #text, size do
		local part
		part, left = f(left, text:sub(at, at + size - 1))
		out[#out + 1] = part
	end
	out[#out + 1] = f(left) or ""
	return table.concat(out)
end
local bytes = {}
for i = 0, 255 do bytes[#bytes + 1] = string.char(i) end
bytes = table.concat(bytes)
t.is(mime.b64("any carnal pleas"), "YW55IGNhcm5hbCBwbGVhcw==", "base64")
for size = 1, 5 do
	t.is(pieces(mime.unb64, pieces(mime.b64, bytes, size), size), bytes, "base64 and back by " .. size)
	t.is(pieces(mime.unqp, pieces(mime.qp, bytes, size), size), bytes .. "", "quoted-printable and back by " .. size)
end
t.is(mime.qp("a=b \r\n\t"), "a=3Db=20\r\n=09=\r\n", "quoted-printable")
t.is(mime.wrp(4, "abcdefgh", 4), "abcd\r\nefgh", "lines of some length")
t.is(mime.eol(0, "a\nb\r\nc\rd"), "a\r\nb\r\nc\r\nd", "ends of lines")
t.is(mime.dot(2, ".a\r\n.b"), "..a\r\n..b", "dots")

t.done()

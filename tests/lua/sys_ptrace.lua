-- ptrace, and other processes' memory.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local ty = S.t

local text = "words to be found"
local fd = assert(S.memfd_create("lsys-ptrace", "cloexec"))
fd:write(text)
fd:truncate(4096)
local m = assert(fd:mmap(nil, 4096, "read, write", "private"))
m[4095] = 1 -- ours alone
-- Where the mapping is, here and in a child. (No address is told by objects; for a test /proc does.)
local at
for l in io.lines "/proc/self/maps" do
	if l:find("lsys-ptrace", 1, true) then at = tonumber(l:match "^%x+", 16) end
end

-- A child that stops once it may be traced; then it makes two calls, and ends with 3 if its memory was changed.
local pid = assert(S.fork())
if pid == 0 then
	if not S.ptrace "traceme" then S._exit(9) end
	S.kill(S.getpid(), "stop")
	S.getppid()
	S.close(-1)
	S._exit(m:string(11) == "WORDS to bE" and 3 or 4)
end
local function wait()
	local got, _, status = S.waitpid(pid)
	return got == pid and status
end
local status = wait()
if not status.WIFSTOPPED or not at then
	t.skip("ptrace", "a child cannot be traced here")
	S.kill(pid, "kill")
	return t.done()
end
t.is(status.WSTOPSIG, S.c.SIG.STOP, "traceme: the child is stopped by its signal")
t.is(io.open("/proc/" .. pid .. "/status"):read("*a"):match "TracerPid:%s*(%d+)", tostring(S.getpid()),
	"seen from outside")
t.is(S.ptrace("setoptions", pid, "tracesysgood, exitkill"), true, "setoptions")
t.is(S.ptrace("getsiginfo", pid).signo, S.c.SIG.STOP, "getsiginfo")
t.is(S.ptrace("getsiginfo", pid).pid, pid, "who sent it")

-- Its memory
local buffer = ty.buffer(5)
t.is(S.process_vm_readv(pid, { buffer, 3 }, { { at + 6, 2 }, { at + 9, 6 } }), 8, "process_vm_readv")
t.is(buffer:string(), "tobe ", "the parts of it, one behind the other")
t.is(S.process_vm_writev(pid, { "WORDS" }, { { at, 5 } }), 5, "process_vm_writev")
t.is(m:string(5), "words", "only the child's has changed")
local b = ty.buffer(11)
S.process_vm_readv(pid, { b }, { { at, 11 } })
t.is(b:string(), "WORDS to be", "read back")
t.fails("FAULT", "or to write", S.process_vm_writev(pid, { "x" }, { { 1, 1 } }))
t.fails("FAULT", "an address that there is none", S.process_vm_readv(pid, { b }, { { 1, 8 } }))
t.fails("SRCH", "a process that there is none", S.process_vm_readv(2 ^ 22 + 7, { b }, { { at, 8 } }))
t.raises("not to be written", "one's own memory is not for writing", S.process_vm_writev, S.getpid(), { "x" },
	{ { at, 1 } })
t.raises("pairs", "places that are none", S.process_vm_readv, pid, { b }, { 1 })
local iov = ty.iovecs { 4 }
t.is(S.process_vm_readv(pid, iov, { { at, 4 } }), 4, "into room of its own")
t.is(tostring(iov), "WORD", "which is then filled")

-- Words of it
local ones = ty.buffer(16)
ones:set(("\255"):rep(16))
t.is(S.process_vm_writev(pid, { ones }, { { at + 64, 16 } }), 16, "words of ones")
local all = S.ptrace("peekdata", pid, at + 64)
t.ok(all == -1, "peekdata of a word that is -1 is no failure")
t.is(S.ptrace("pokedata", pid, at + 64, 12345), true, "pokedata")
t.is(S.ptrace("peektext", pid, at + 64), 12345, "peektext")
t.is(S.ptrace("poketext", pid, at + 64, -2), true, "poketext, all bits of a word")
t.is(S.ptrace("peekdata", pid, at + 64), -2, "and back")
t.fails("IO", "peekdata where nothing is", S.ptrace("peekdata", pid, 8))

-- Its signals
local set = ty.sigset "usr1, term"
t.is(S.ptrace("setsigmask", pid, set), true, "setsigmask")
t.ok(S.ptrace("getsigmask", pid).usr1 and S.ptrace("getsigmask", pid).term, "getsigmask")
t.ok(io.open("/proc/" .. pid .. "/status"):read("*a"):match "SigBlk:%s*(%x+)":match "4200$", "seen from outside")
local info = S.ptrace("getsiginfo", pid)
info.code = S.c.SI.QUEUE
t.is(S.ptrace("setsiginfo", pid, info), true, "setsiginfo")
t.is(S.ptrace("getsiginfo", pid).code, S.c.SI.QUEUE, "which it then has")

-- Its calls
t.is(S.ptrace("syscall", pid), true, "syscall")
status = wait()
t.is(status.WSTOPSIG, S.c.SIG.TRAP + 128, "stopped at a call")
local call, why = S.ptrace("get_syscall_info", pid)
if not call then
	t.skip("get_syscall_info", tostring(why))
else
	t.is(call.op, 1, "get_syscall_info at the begin")
	t.is(call.arch, S.util.auditarch(), "its architecture")
	local number = call.nr
	S.ptrace("syscall", pid)
	wait()
	t.is(S.ptrace("get_syscall_info", pid, call), call, "into the same object")
	t.results({ n = 3, call.op, call.rval, call.is_error }, "at the end: its result", 2, S.getpid(), 0)
	S.ptrace("syscall", pid)
	wait()
	t.ok(S.ptrace("get_syscall_info", pid).nr ~= number, "the next one is another")
	S.ptrace("syscall", pid)
	wait()
	call = S.ptrace("get_syscall_info", pid)
	t.results({ n = 2, call.rval, call.is_error }, "which failed", -S.c.E.BADF, 1)
end

-- Its registers
local regs = t.works("getregset", S.ptrace("getregset", pid))
t.ok(#regs >= 64, "registers")
t.is(S.ptrace("setregset", pid, 1, regs), true, "setregset")
b = ty.buffer(16)
t.is(S.ptrace("getregset", pid, nil, b), 16, "into a buffer, as much as fits")
t.is(b:string(), regs:sub(1, 16), "the first of them")
t.fails("INVAL", "registers of a kind that there is none of", S.ptrace("getregset", pid, 0x7777))
local usr = S.ptrace("peekusr", pid, 8)
if usr then
	t.is(S.ptrace("pokeusr", pid, 8, usr), true, "pokeusr")
	t.is(S.ptrace("peekusr", pid, 8), usr, "peekusr")
end
t.is(S.ptrace("singlestep", pid), true, "singlestep")
t.is(wait().WSTOPSIG, S.c.SIG.TRAP, "stops at the next instruction")
local b1 = ty.buffer(1)
b1:set "E"
S.process_vm_writev(pid, { b1 }, { { at + 10, 1 } })

-- Its end
S.ptrace("setoptions", pid, "traceexit")
t.is(S.ptrace("cont", pid), true, "cont")
status = wait()
t.is(math.floor(status.status / 65536), S.c.PTRACE_EVENT.EXIT, "stopped at its exit")
t.is(S.ptrace("geteventmsg", pid), 3 * 256, "geteventmsg: the status, for its memory was changed")
t.is(S.ptrace("detach", pid), true, "detach")
t.is(wait().EXITSTATUS, 3, "and it ends")
t.fails("SRCH", "then there is none", S.ptrace("cont", pid))
for op, args in pairs { cont = {}, detach = {}, syscall = {}, singlestep = {}, kill = {}, interrupt = {}, listen = {},
	setoptions = { "traceexit" }, seize = {}, geteventmsg = {}, peektext = { at }, peekdata = { at }, peekusr = { 0 },
	poketext = { at, 1 }, pokedata = { at, 1 }, pokeusr = { 0, 1 }, getsiginfo = {}, setsiginfo = { info },
	getsigmask = {},
	setsigmask = { set }, getregset = {}, setregset = { 1, regs }, get_syscall_info = {} } do
	t.fails("SRCH", op .. " of no process", S.ptrace(op, pid, table.unpack(args)))
end
local child = assert(S.fork())
if child == 0 then
	S.ptrace "traceme"
	S._exit(select(3, S.ptrace "traceme") == S.c.E.PERM and 5 or 6)
end
t.is(select(3, S.waitpid(child)).EXITSTATUS, 5, "traceme a second time is refused")
t.raises("no operation", "an operation without a row", S.ptrace, "seccomp_get_filter", pid)
t.raises("unknown name", "or of another name", S.ptrace, "nosuch", pid)

-- One that is already there
pid = assert(S.fork())
if pid == 0 then
	while true do S.pause() end
end
t.is(S.ptrace("seize", pid, "exitkill"), true, "seize")
t.is(S.ptrace("interrupt", pid), true, "interrupt")
status = wait()
t.is(math.floor(status.status / 65536), S.c.PTRACE_EVENT.STOP, "stops it")
S.ptrace("cont", pid)
S.kill(pid, "stop")
wait() -- the signal
S.ptrace("cont", pid, "stop")
status = wait()
t.results({ n = 2, math.floor(status.status / 65536), status.WSTOPSIG }, "stopped with its group", S.c.PTRACE_EVENT.STOP,
	S.c.SIG.STOP)
t.is(S.ptrace("listen", pid), true, "listen")
S.kill(pid, "cont")
status = wait()
t.results({ n = 2, math.floor(status.status / 65536), status.WSTOPSIG }, "tells that it goes on", S.c.PTRACE_EVENT.STOP,
	S.c.SIG.TRAP)
t.is(S.ptrace("detach", pid), true, "detach")
t.is(S.ptrace("attach", pid), true, "attach")
t.is(wait().WSTOPSIG, S.c.SIG.STOP, "stops it, too")
t.fails("IO", "listen is for those that were seized", S.ptrace("listen", pid))
t.is(S.ptrace("kill", pid), true, "kill")
t.is(wait().WTERMSIG, S.c.SIG.KILL, "ends it")
t.fails("PERM", "nobody traces himself", S.ptrace("attach", S.getpid()))
t.done()

-- Message queues.
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local ty = S.t
local name = "lsys-test-" .. S.getpid()

local function fails(errno, what, f, ...)
	local a, err, n = f(...)
	t.ok(a == nil and err and err[errno] and n == S.c.E[errno], what .. ": " .. tostring(err))
end

local q, err = S.mq_open(name, "rdwr, creat, excl", "rusr, wusr", { maxmsg = 3, msgsize = 16 })
if not q and (err.NOSYS or err.ACCES) then
	t.skip("message queues", "no message queues here: " .. tostring(err))
	t.done()
	return
end
t.ok(q, "a new queue")
t.is(q:getattr().maxmsg, 3, "holds as many as was asked for")
t.is(q:getattr().msgsize, 16, "as long as was asked for")
fails("EXIST", "it cannot be made twice", S.mq_open, name, "rdwr, creat, excl", "0600")
fails("NOENT", "one that is not there", S.mq_open, name .. "-not", "rdwr")
fails("ACCES", "a name with a slash inside", S.mq_open, "a/b", "rdwr, creat", "0600")
t.raises("number", "attributes of a wrong type", S.mq_open, name, "rdwr", nil, { maxmsg = {} })
t.raises("no member", "attributes that are none", S.mq_open, name, "rdwr", nil, { size = 1 })

-- The kernel's view of it
local link = S.readlink and S.readlink("/proc/self/fd/" .. q:getfd())
if link then t.is(link, "/" .. name, "its descriptor, as /proc shows it") else t.skip("/proc", "no /proc here") end
local f = io.open("/proc/self/fdinfo/" .. q:getfd())
if f then
	t.ok(tonumber(f:read("*a"):match("flags:%s*(%d+)"), 8) >= 0x80000, "it is closed on exec")
	f:close()
else
	t.skip("fdinfo", "no /proc here")
end

t.is(q:send("one"), true, "a message")
t.is(q:send("two", nil, 5), true, "one of higher priority")
t.is(q:send(ty.buffer(4, "tree"), 3), true, "a part of a buffer")
t.is(q:getattr().curmsgs, 3, "three are in it")
t.is(q:setattr("nonblock"), true, "not to wait")
t.is(q:getattr().flags, S.c.O.NONBLOCK, "is among its flags")
fails("AGAIN", "a fourth does not fit", q.send, q, "four")
local prio = ty.int1()
t.is(q:receive(nil, nil, prio), "two", "the one of highest priority comes first")
t.is(prio[0], 5, "and its priority")
local b = ty.buffer(16)
t.is(q:receive(b), true, "into a buffer")
t.is(b:string(3), "one", "is the next")
t.is(S.mq_timedreceive(q, nil, 16), "tre", "and the last")
fails("AGAIN", "nothing is left", q.receive, q)
fails("MSGSIZE", "too small a buffer", q.receive, q, ty.buffer(4))
fails("MSGSIZE", "too long a message", q.send, q, ("x"):rep(17))
t.raises("out of range", "more than the buffer has", q.receive, q, b, 17)
t.raises("out of range", "more than the message has", q.send, q, "abc", 4)
t.raises("too small", "no room for the priority", q.receive, q, nil, nil, ty.buffer(2))
t.is(S.mq_getsetattr(q, { flags = 0 }), true, "waiting again")
t.is(q:getattr().flags, 0, "the flag is gone")
fails("TIMEDOUT", "a time that is past", q.timedreceive, q, nil, nil, nil, 1)
fails("TIMEDOUT", "also as a struct", S.mq_timedreceive, q, nil, nil, nil, ty.timespec(1, 5))
t.is(q:send("more"), true, "one more")
t.is(q:timedsend("more", nil, 1, os.time() + 100), true, "in good time")

-- Another descriptor of the same queue
local other = assert(S.mq_open("/" .. name, "rdonly"))
t.is(other:receive(), "more", "another process could read it so")
fails("BADF", "but not write it", other.send, other, "x")
local mine = ty.mqd(other:getfd())
t.is(mine:receive(), "more", "an object of a number")
mine:nogc()
t.is(other:close(), true, "closed")
t.is(other:close(), true, "closed again")
fails("BADF", "not to be used then", other.receive, other)

-- Notice of messages
S.mq_getsetattr(q, { flags = "nonblock" })
while q:receive() do end
S.sigprocmask("block", "usr1, usr2")
t.is(S.mq_notify(q, { notify = "signal", signo = "usr1", value = 33 }), true, "mq_notify")
fails("BUSY", "one is told at a time", S.mq_notify, q, { notify = "none" })
q:send("told")
local info = S.sigtimedwait("usr1", nil, 10)
t.ok(info and info.code == S.c.SI.MESGQ and info.value.int == 33, "a message is told by a signal")
q:receive()
q:send("not told")
fails("AGAIN", "once only", S.sigtimedwait, "usr1", nil, 0)
q:receive()
t.is(q:notify { notify = "signal", signo = "usr2" }, true, "again, by a method")
t.is(q:notify(), true, "and no more")
q:send("not told")
fails("AGAIN", "then none is told", S.sigtimedwait, "usr2", nil, 0)
q:receive()
t.is(q:notify { notify = "none" }, true, "notice that nobody gets")
t.is(q:notify(), true, "and no more")
t.raises("notify by signal", "a thread is not to be begun", q.notify, q, { notify = "thread" })
fails("BADF", "no queue", S.mq_notify, 0, { notify = "signal", signo = "usr1" })

t.is(S.mq_unlink(name), true, "removed")
fails("NOENT", "is there no more", S.mq_unlink, name)
local fd = q:getfd()
q = nil -- luacheck: ignore
collectgarbage() collectgarbage()
fails("BADF", "a queue that is collected is closed", S.fstat, fd)
t.done()

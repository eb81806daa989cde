-- Asynchronous transfers of the older kind.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local ty = S.t

local ctx, err = S.io_setup(8)
if not ctx then
	t.skip("io_setup", tostring(err))
	return t.done()
end
local fd = assert(S.open(os.getenv("TMPDIR") or "/tmp", "tmpfile, rdwr, cloexec", "0600"))
local counter = assert(S.eventfd())

-- Writes two pieces and reads them back, each told by the counter.
local one, two = ty.buffer(3), ty.buffer(4)
one:set "one"
two:set "four"
local w = ty.iocb { opcode = "pwrite", fildes = fd, buf = one, offset = 100, data = 11, resfd = counter }
local v = ty.iocb { opcode = "pwritev", fildes = fd, buf = ty.iovecs { { two, 4 } }, offset = 103,
	data = ty.uint64(-1) }
t.is(S.io_submit(ctx, { w, v }), 2, "io_submit")
local events = ty.io_events(4)
local seen, total = {}, 0
while total < 2 do
	local f, array, n = S.io_getevents(ctx, 1, events, 5)
	if not f then break end
	for _, e in f, array, n do
		seen[tostring(e.data)] = e.res
		total = total + 1
	end
end
t.is(total, 2, "io_getevents, both of them")
t.is(seen["11"], 3, "bytes of the first")
t.is(seen[tostring(ty.uint64(-1))], 4, "and of the second, whose data has 64 bits")
t.is(fd:pread(nil, 20, 100), "onefour", "what is in the file then")
t.is(S.util.eventfd_read(counter), 1, "the counter has been told of one")

local into = ty.buffer(10)
t.is(S.io_submit(ctx, ty.iocb_array { { opcode = "pread", fildes = fd, buf = into, nbytes = 7, offset = 100 } }), 1,
	"t.iocb_array")
local f, array, n = S.io_pgetevents(ctx, 1, events, 5, ty.sigset "usr1")
t.is(n, 1, "io_pgetevents")
for _, e in f, array, n do
	t.results({ n = 2, e.res, e.error }, "what was read", 7, nil)
end
t.is(into:string(7), "onefour", "into the buffer")
-- A signal that is let through meanwhile ends the waiting.
local hits = 0
S.sigprocmask("block", "usr2")
S.sigaction("usr2", function() hits = hits + 1 end)
S.kill(S.getpid(), "usr2")
t.is(hits, 0, "a signal that waits")
t.fails("INTR", "io_pgetevents with other signals waiting", S.io_pgetevents(ctx, 1, events, 5, ty.sigset ""))
t.is(hits, 1, "lets it through")
S.sigaction("usr2", "dfl")
S.sigprocmask("unblock", "usr2")
t.is(select(3, S.io_getevents(ctx, 0, events, 0)), 0, "nothing has happened")

-- What fails tells why
S.io_submit(ctx, { { opcode = "pread", fildes = fd, buf = into, nbytes = 10, offset = -1 } })
f, array, n = S.io_getevents(ctx, 1, events, 5)
if f and n == 1 then
	for _, e in f, array, n do
		t.ok(e.res == -S.c.E.INVAL and e.error.INVAL, "a failure is told by its event")
	end
else
	t.skip("a failure is told by its event", "the kernel tells it at once")
end
t.fails("BADF", "no such descriptor", S.io_submit(ctx, { { opcode = "pread", fildes = 999, buf = into, nbytes = 1 } }))
t.fails("INVAL", "no such operation", S.io_submit(ctx, { { opcode = 77, fildes = fd } }))
t.raises("iocb: ", "more bytes than there are", S.io_submit, ctx,
	{ { opcode = "pread", fildes = fd, buf = into, nbytes = 11 } })
t.raises("list of iocbs", "no list", S.io_submit, ctx, 7)

-- One that waits is in flight until it is cancelled.
local _, _, r, wend = assert(S.pipe())
local poll = ty.iocb { opcode = "poll", fildes = r, buf = nil, data = 5 }
poll.buf = nil
t.is(S.io_submit(ctx, { poll }), 1, "waiting for a pipe")
t.raises("in flight already", "it cannot be given twice", S.io_submit, ctx, { poll })
local cancelled, why = S.io_cancel(ctx, poll)
t.ok(cancelled or why.INPROGRESS or why.INVAL, "io_cancel")
wend:write "x"
t.is(S.io_destroy(ctx), true, "io_destroy")
t.raises("no more", "which ends it", S.io_destroy, ctx)
t.fails("INVAL", "no room at all", S.io_setup(0))
t.raises("aio", "no context", S.io_getevents, {}, 1, events)

-- Members
for name, value in pairs { data = 1, key = 2, rw_flags = "hipri", opcode = "fsync", reqprio = 3, fildes = 4, nbytes = 5,
	offset = 6, reserved2 = 7, flags = "resfd", resfd = 8 } do
	local io = ty.iocb()
	io[name] = value
	t.is(io[name], type(value) == "number" and value or ({ rw_flags = 1, opcode = 2, flags = 1 })[name], "iocb." .. name)
end
t.done()

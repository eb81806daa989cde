-- No use of an object may end the process: members set and read at random, methods, casts, arithmetic of 64 bits; and
-- objects whose memory, descriptor or owner is gone, or is the kernel's at that moment. See tests/lib/fuzz.lua.
local here = arg[0]:match("^.*/") or ""
local S = require "syscall"
local fuzz = dofile(here .. "../lib/fuzz.lua")(here)
local one_of, value, random = fuzz.one_of, fuzz.value, math.random
local t = S.t

-- Members and methods of each type, from the annotations, and what is nowhere a member.
local members = {}
do
	local p = io.popen("\"" .. (os.getenv("LSYS") or "lsys") .. "\" __annotations luals")
	local class
	for line in p:lines() do
		class = line:match "^%-%-%-@class t%.([%w_]+)" or line ~= "" and class or nil
		local name = class and line:match "^%-%-%-@field ([%w_]+)"
		if name then
			members[class] = members[class] or {}
			table.insert(members[class], name)
		end
	end
	p:close()
	for line in io.lines(here .. "../data/api/types.tsv") do
		local row = {}
		for field in (line .. "\t"):gmatch("([^\t]*)\t") do row[#row + 1] = field end
		if not line:match "^#" and t[row[1]] then
			members[row[1]] = members[row[1]] or {}
			for k = 2, 4 do
				for name in (row[k] or ""):gmatch "[%w_]+" do table.insert(members[row[1]], name) end
			end
		end
	end
end
for _, list in pairs(members) do
	for _, name in ipairs { "nosuch", "", "string", "set", "count", "__index", "\0" } do list[#list + 1] = name end
end

for _, name in ipairs(fuzz.types()) do
	local x
	fuzz.run("object " .. name, function()
		if not x or random(5) == 1 then x = fuzz.object(name, 1) end
		if not x then return end
		for _ = 1, 4 do
			local key = random(3) > 1 and members[name] and one_of(members[name]) or random(-1, 9)
			local ok, member = pcall(function() return x[key] end)
			if ok and type(member) == "function" then
				pcall(member, random(4) > 1 and x or value(), value(), value())
			elseif ok and random(2) == 1 then
				pcall(function() x[key] = random(3) == 1 and member or value(1) end)
			else
				pcall(function() x[key] = value(1) end)
			end
		end
		fuzz.look(x)
		local ok, copy = pcall(t[name], x)
		if ok and random(2) == 1 then x = copy end
		ok, copy = pcall(S.types.pt[one_of(fuzz.types())], x)
		if ok then fuzz.look(copy) end
		if random(10) == 1 then collectgarbage() end
	end)
end

-- Integers of 64 bits among themselves and with whatever else.
local integers = { 0, 1, -1, 2, 7, 2 ^ 31, 2 ^ 32, 2 ^ 53, -2 ^ 53, 2 ^ 63, -2 ^ 63, 2 ^ 64 }
local operators = {
	function(a, b) return a + b end, function(a, b) return a - b end, function(a, b) return a * b end,
	function(a, b) return a / b end, function(a, b) return a % b end, function(a, b) return a ^ b end,
	function(a) return -a end, function(a, b) return a == b end, function(a, b) return a < b end,
	function(a, b) return a <= b end, function(a, b) return a .. b end, function(a) return #a end,
	function(a) return tostring(a) end, function(a) return a:tonumber() end, function(a, b) return a[b] end,
	function(a, b) a[b] = b end, function(a, b) return a(b) end, function(a, b) return ({ [a] = b })[a] end,
}
fuzz.run("int64", function()
	local a, b
	for n = 1, 40 do
		local ok, x = pcall(one_of { t.int64, t.uint64 }, one_of(integers))
		if ok and (n == 1 or random(5) == 1) then a = x end
		if random(2) == 1 then ok, x = true, value(2) end
		b = ok and x or b
		local good, result = pcall(one_of(operators), random(2) == 1 and a or b, b)
		if good and result ~= nil and random(3) == 1 then a = result end
	end
end)

-- Programs: objects that live side by side, of which each may be used, closed, unmapped, freed, dropped or forked away at
-- any time. What is done to one goes on while the kernel uses it.

local function program()
	local live = {}
	local function put(x)
		live[#live + 1] = x
		if #live > 12 then table.remove(live, random(#live)) end
		return x
	end
	local function some() return random(5) > 1 and #live > 0 and one_of(live) or value(2) end
	local steps = {
		function() put(S.mmap(nil, random(1, 4) * 4096, one_of { "read, write", "read", "none" },
			one_of { "private, anonymous", "shared, anonymous" })) end,
		function()
			local fd = put(S.memfd_create("m"))
			fd:truncate(random(0, 3) * 4096)
			put(S.mmap(nil, random(1, 4) * 4096, "read, write", "shared", fd, 0))
			if random(2) == 1 then fd:truncate(0) end
		end,
		function() S.munmap(some(), one_of { nil, 4096, 8192 }) end,
		function() put(S.mremap(some(), one_of { 4096, 8192 }, random(1, 5) * 4096, "maymove")) end,
		function() S.mprotect(some(), 4096, one_of { "none", "read", "read, write" }) end,
		function() S.madvise(some(), 4096, one_of { "dontneed", "dontfork", "wipeonfork", "free", "remove" }) end,
		function() put(t.buffer(random(0, 200))) end,
		function() put(t.iovecs { some(), some() }) end,
		function() put(t.msghdr { iov = some(), control = some(), name = some() }) end,
		function()
			local _, _, a, b = S.socketpair("unix", one_of { "stream, nonblock", "dgram, nonblock", "seqpacket, nonblock" })
			put(a)
			put(b)
		end,
		function()
			local _, _, r, w = S.pipe("nonblock")
			put(r)
			put(w)
		end,
		function() put(fuzz.descriptor()) end,
		function() some():close() end,
		function() S.close(some()) end,
		function() put(S.dup(some())) end,
		function() S.dup2(some(), some()) end,
		function() some():nogc() end,
		function() put(t.fd(some())) end,
		function() S.read(some(), some(), one_of { nil, 1, 100, 4096, 2 ^ 31 }) end,
		function() S.write(some(), some(), one_of { nil, 1, 100 }) end,
		function() S.readv(some(), some()) end,
		function() S.writev(some(), some()) end,
		function() S.recvmsg(some(), some()) end,
		function() S.sendmsg(some(), some()) end,
		function() S.util.sendfds(some(), some(), some()) end,
		function() put(S.util.recvcmsg(some())) end,
		function() put(S.io_uring_setup(random(1, 8))) end,
		function() some():read(some(), some(), 0, some()):submit() end,
		function() some():write(some(), some(), 0, some()):submit() end,
		function() some():recv(some(), some(), 0, some()) end,
		function() some():send(some(), some(), 0, some()) end,
		function() some():poll(some(), 1):timeout(0.001) end,
		function() some():accept(some(), some()) end,
		function() some():connect(some(), some()) end,
		function() some():submit(random(0, 1)) end,
		function() some():wait(1, 0.001) end,
		function()
			for word, result in some():ends() do
				put(word)
				put(result)
				if random(4) == 1 then break end
			end
		end,
		function() put(S.io_setup(random(1, 8))) end,
		function()
			put(t.iocb { opcode = one_of { "pread", "pwrite", "preadv", "poll", "fsync" }, fildes = some(), buf = some(),
				nbytes = one_of { 0, 10, 100 } })
		end,
		function() S.io_submit(some(), { some(), some() }) end,
		function() S.io_submit(some(), t.iocb_array { some() }) end,
		function() S.io_cancel(some(), some()) end,
		function() S.io_getevents(some(), 0, t.io_events(4), 0.001) end,
		function() S.io_destroy(some()) end,
		function() put(t.perf_reader(S.perf_event_open { type = "software", config = "sw_task_clock", sample_period = 1000 })) end,
		function() some():mmap(random(1, 8)) end,
		function() put(some():meta()) end,
		function() put(some():next()) end,
		function() some():munmap() end,
		function() put(S.mq_open("/q", "creat, rdwr, nonblock", "0600")) end,
		function() some():send(some()) end,
		function() put(some():receive(some())) end,
		function() put(S.timer_create("monotonic", one_of { { notify = "none" }, "none" })) end,
		function() some():settime(0, 0.001) end,
		function() S.timer_delete(some()) end,
		function() put(S.inotify_init("nonblock")):inotify_add_watch("/", "create, delete") end,
		function() put(some():inotify_read(some())) end,
		function() put(S.fanotify_read(some())) end,
		function() put(t.pollfds { { fd = some(), events = "in" } }) end,
		function() S.poll(some(), 0) end,
		function() S.epoll_ctl(some(), "add", some(), "in") end,
		function() S.epoll_wait(some(), some(), 0) end,
		function() put(some()[one_of { "iov", "control", "name", 1, 0, "fd", "raw", "msg_iov" }]) end,
		function() some()[one_of { "iov", "control", "name", 1, 0, "fd", "buf" }] = some() end,
		function() put(S.types.pt[one_of { "buffer", "stat", "iovec", "int1", "sockaddr_in", "uint64_1" }](some())) end,
		function() fuzz.look(some()) end,
		function() put(S.futex_wake(some(), 1)) end,
		function() S.process_madvise(some(), some(), "cold") end,
		function() table.remove(live, random(math.max(1, #live))) end,
		function()
			live = {}
			collectgarbage()
		end,
		function() collectgarbage("step", 10) end,
		function()
			local pid = S.fork()
			if pid == 0 then
				for _ = 1, 5 do pcall(fuzz.look, some()) end
				live = nil
				collectgarbage()
				if random(2) == 1 then S.exit(0) end
				S._exit(0)
			end
			repeat local got, _, status = S.waitpid(pid)
				if got and status.WIFSIGNALED then
					S.signal(status.WTERMSIG, "dfl")
					S.kill(S.getpid(), status.WTERMSIG)
				end
			until got
		end,
		function()
			local co = coroutine.create(function() S.read(some(), some(), 10) coroutine.yield(some()) end)
			put(coroutine.resume(co))
			put(co)
		end,
	}
	return function()
		for _ = 1, 30 do pcall(one_of(steps)) end
	end
end
for n = 1, 8 do fuzz.run("program " .. n, program()) end
fuzz.done()

-- System V IPC: queues, semaphores, shared memory, each in a namespace of its own.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local ty = S.t

local made, err = S.unshare("newipc")
if not made then
	t.skip("System V IPC", "no namespace of its own: " .. tostring(err))
	return t.done()
end
local id
id, err = S.msgget(0, "creat, 0600")
if not id and err.NOSYS then
	t.skip("System V IPC", "the kernel has none")
	return t.done()
end

-- The line of /proc/sysvipc/KIND with this number, as a table by the names of its first line; nil: there is none.
local function line(kind, number, column)
	local f = io.open("/proc/sysvipc/" .. kind)
	if not f then return false end
	local names, found = {}, nil
	for l in f:lines() do
		local row = {}
		for w in l:gmatch "%S+" do row[#row + 1] = w end
		if not next(names) then
			for i, name in ipairs(row) do names[name] = i end
		elseif row[names[column]] == tostring(number) then
			found = {}
			for name, i in pairs(names) do found[name] = row[i] end
		end
	end
	f:close()
	return found
end

-- Queues
do
	t.ok(id, "msgget, a new queue")
	local key = 0x4c535953
	local known = t.works("msgget with a key", S.msgget(key, "creat, excl, 0640"))
	t.is(S.msgget(key), known, "which finds it again")
	t.fails("EXIST", "but makes it only once", S.msgget(key, "creat, excl, 0640"))
	t.fails("NOENT", "of a key that none has", S.msgget(key + 1))
	t.is(S.msgget(0x80000001, "creat, 0600") ~= nil, true, "a key with its highest bit")

	t.is(S.msgsnd(id, 3, "three"), true, "msgsnd")
	t.is(S.msgsnd(id, 1, "one\0and more"), true, "a zero byte in it")
	t.is(S.msgsnd(id, 2 ^ 31 - 1, ty.buffer(8, "buffered"), 6), true, "of a buffer, a part")
	t.is(S.msgsnd(id, 4, ""), true, "and nothing at all")
	local s = S.msgctl(id, "stat")
	t.results({ n = 4, s.qnum, s.cbytes, s.lspid, s.perm.mode }, "msgctl stat", 4, 23, S.getpid(), 384)
	t.ok(s.qbytes >= 23 and s.stime > 0 and s.ctime > 0 and s.rtime == 0 and s.lrpid == 0, "all of it")
	local seen = line("msg", id, "msqid")
	if seen == false then
		t.skip("msgsnd, seen from outside", "no /proc")
	else
		t.results({ n = 3, seen.qnum, seen.cbytes, seen.perms }, "msgsnd, seen from outside", "4", "23", "600")
	end
	t.results(table.pack(S.msgrcv(id)), "msgrcv, the first", "three", nil, 3)
	t.results(table.pack(S.msgrcv(id, nil, 2 ^ 31 - 1)), "of a number", "buffer", nil, 2 ^ 31 - 1)
	t.results(table.pack(S.msgrcv(id, nil, -2)), "of the lowest number up to one", "one\0and more", nil, 1)
	t.results(table.pack(S.msgrcv(id, 0)), "one with nothing in it", "", nil, 4)
	t.fails("NOMSG", "none is left", S.msgrcv(id, 100, 0, "nowait"))
	S.msgsnd(id, 1, "a long one")
	t.fails("2BIG", "one that is longer than the room", S.msgrcv(id, 3))
	t.results(table.pack(S.msgrcv(id, 3, 0, "noerror")), "unless it may be cut", "a l", nil, 1)
	S.msgsnd(id, 5, "five")
	t.fails("NOMSG", "all but a number", S.msgrcv(id, 10, 5, "except, nowait"))
	t.fails("INVAL", "a message's number is above 0", S.msgsnd(id, 0, "x"))

	t.is(S.msgctl(id, "set", { perm = { uid = 12, gid = 34, mode = "0620" }, qbytes = 1000 }), true, "msgctl set")
	s = S.msgctl(id, "stat", s)
	t.results({ n = 4, s.perm.uid, s.perm.gid, s.perm.mode, s.qbytes }, "what was set", 12, 34, 400, 1000)
	t.fails("AGAIN", "a queue that is full", S.msgsnd(id, 1, ("x"):rep(997), nil, "nowait"))
	t.is(S.msgctl(id, "rmid"), true, "msgctl rmid")
	t.fails("INVAL", "then it is gone", S.msgctl(id, "stat"))
	t.raises("msqid_ds expected", "setting nothing", S.msgctl, known, "set")
	t.raises("unknown name", "a command that is none", S.msgctl, known, "nosuch")
	t.raises("number expected", "a number that is none", S.msgsnd, known, "x", "y")
	t.raises("string or buffer", "a message that is none", S.msgsnd, known, 1, {})
end

-- Semaphores
do
	local sem = t.works("semget", S.semget(0, 3, "creat, 0600"))
	t.fails("NOENT", "semget of a key that none has", S.semget(0x4c53, 1))
	t.is(S.semctl(sem, 0, "setall", { 1, 2, 3 }), true, "semctl setall")
	t.is(table.concat(S.semctl(sem, 0, "getall"), " "), "1 2 3", "getall")
	t.is(S.semctl(sem, 1, "setval", 7), true, "setval")
	t.is(S.semctl(sem, 1, "getval"), 7, "getval")
	t.is(S.semop(sem, { { 0, 4 }, { num = 1, op = -5 }, { sem_num = 2, sem_op = -3, sem_flg = "undo" } }), true, "semop")
	t.is(table.concat(S.semctl(sem, 0, "getall"), " "), "5 2 0", "did all of it")
	t.fails("AGAIN", "all or nothing", S.semop(sem, { { 0, 1 }, { 1, -9, "nowait" } }))
	t.is(S.semctl(sem, 0, "getval"), 5, "nothing was done")
	t.fails("AGAIN", "a time to wait", t.again(S.semtimedop, sem, { { 2, -1 } }, 0.01))
	t.fails("AGAIN", "which semop takes, too", t.again(S.semop, sem, ty.sembufs { { 2, -1 } }, 0.01))
	t.is(S.semop(sem, { { 2, 0 } }), true, "waiting for 0")
	t.is(S.semctl(sem, 0, "getpid"), S.getpid(), "getpid")
	t.results({ n = 2, S.semctl(sem, 0, "getncnt"), S.semctl(sem, 0, "getzcnt") }, "getncnt, getzcnt", 0, 0)
	-- another process waits until we let it
	local pid = assert(S.fork())
	if pid == 0 then S._exit(t.again(S.semop, sem, { { 2, -1 } }) and 0 or 1) end
	local waits
	for _ = 1, 1000 do
		waits = S.semctl(sem, 2, "getncnt")
		if waits == 1 then break end
		S.nanosleep(0.005)
	end
	t.is(waits, 1, "another process waits")
	S.semop(sem, { { 2, 1 } })
	t.is(select(3, S.waitpid(pid)).EXITSTATUS, 0, "until it is let go on")
	local ds = S.semctl(sem, 0, "stat")
	t.ok(ds.nsems == 3 and ds.otime > 0 and ds.ctime > 0 and ds.perm.mode == 384, "stat")
	t.is(S.semctl(sem, 0, "set", { perm = { mode = "0400" } }), true, "set")
	t.is(S.semctl(sem, 0, "stat").perm.mode, 256, "what was set")
	local seen = line("sem", sem, "semid")
	if seen then t.is(seen.nsems, "3", "seen from outside") end
	t.fails("RANGE", "a value that is too high", S.semctl(sem, 0, "setval", 40000))
	t.fails("FBIG", "one that there is none of", S.semop(sem, { { 9, 1 } }))
	t.raises("each semaphore", "too few values", S.semctl, sem, 0, "setall", { 1 })
	t.raises("number", "one that is no number", S.semctl, sem, 0, "setall", { 1, 2, {} })
	t.is(S.semctl(sem, 0, "rmid"), true, "rmid")
	t.fails("INVAL", "then it is gone", S.semctl(sem, 0, "getall"))
	t.raises("unknown name", "a command that is none", S.semctl, sem, 0, "nosuch")
	t.raises("no such command", "or a number that is none", S.semctl, sem, 0, 99)
end

-- Shared memory
do
	local shm = t.works("shmget", S.shmget(0, 5000, "creat, 0600"))
	local m = t.works("shmat", S.shmat(shm))
	t.is(#m, 5000, "as long as it is")
	m:set("from one")
	local pid = assert(S.fork())
	if pid == 0 then
		local other = S.shmat(shm)
		local good = other:string(8) == "from one"
		other:set("to other")
		S._exit(good and S.shmdt(other) and 0 or 1)
	end
	t.is(select(3, S.waitpid(pid)).EXITSTATUS, 0, "another process sees it")
	t.is(m:string(8), "to other", "and what it writes is seen here")
	local ds = S.shmctl(shm, "stat")
	t.results({ n = 4, ds.segsz, ds.nattch, ds.cpid, ds.perm.mode % 512 }, "shmctl stat", 5000, 1, S.getpid(), 384)
	t.ok(ds.atime > 0 and ds.dtime > 0 and ds.ctime > 0 and ds.lpid == pid, "all of it")
	local ro = t.works("shmat to read only", S.shmat(shm, "rdonly"))
	t.raises("may not be written", "writing there raises", function() ro[0] = 1 end)
	t.is(ro:string(8), "to other", "reading does not")
	t.is(S.shmctl(shm, "stat", ds).nattch, 2, "it is attached twice")
	t.is(S.munmap(ro), true, "munmap detaches it")
	t.is(S.shmctl(shm, "stat").nattch, 1, "seen by its count")
	ro = S.shmat(shm) -- luacheck: ignore
	ro = nil -- luacheck: ignore
	collectgarbage() collectgarbage()
	t.is(S.shmctl(shm, "stat").nattch, 1, "and so does the collector")
	local locked, why = S.shmctl(shm, "lock")
	if locked then
		t.ok(math.floor(S.shmctl(shm, "stat").perm.mode / 1024) % 2 == 1, "shmctl lock")
		t.is(S.shmctl(shm, "unlock"), true, "unlock")
	else
		t.skip("shmctl lock", tostring(why))
	end
	t.is(S.shmctl(shm, "set", { perm = { uid = 3, mode = "0444" } }), true, "shmctl set")
	t.is(S.shmctl(shm, "stat").perm.uid, 3, "what was set")
	local seen = line("shm", shm, "shmid")
	if seen then t.results({ n = 2, seen.size, seen.nattch }, "seen from outside", "5000", "1") end
	t.is(S.shmctl(shm, "rmid"), true, "rmid")
	t.is(m:string(8), "to other", "who has it keeps it")
	t.is(S.shmdt(m), true, "shmdt")
	t.fails("INVAL", "shmctl of what is gone", S.shmctl(shm, "stat"))
	t.raises("no more", "then it is gone", function() return m[0] end)
	t.fails("INVAL", "and nobody can have it", S.shmat(shm))
	t.raises("not to be chosen", "no address is chosen", S.shmat, shm, "rnd")
	t.fails("INVAL", "no memory", S.shmget(0, 0, "creat, 0600"))
	local pool = S.util.readfile "/proc/sys/vm/nr_hugepages"
	if tonumber(pool) == 0 then S.sysctl("vm.nr_hugepages", "4") end
	for _, size in ipairs { 1, 2 ^ 21, 2 ^ 22 } do
		local huge, no = S.shmget(0, size, "creat, 0600, hugetlb")
		local h = huge and S.shmat(huge)
		if not h then
			t.skip("huge pages", tostring(no or "none are there"))
		else
			h[size - 1] = 1
			t.is(S.mprotect(h, nil, "read"), true, "huge pages are protected whole")
			t.is(S.shmctl(huge, "stat").nattch, 1, "attached once")
			t.is(S.shmdt(h), true, "and detached whole")
			t.is(S.shmctl(huge, "stat").nattch, 0, "attached no more")
			S.shmctl(huge, "rmid")
		end
	end
	if tonumber(pool) == 0 then S.sysctl("vm.nr_hugepages", "0") end
end

-- Members of the structs
for kind, members in pairs {
	ipc_perm = "key uid gid cuid cgid mode seq",
	msqid_ds = "stime rtime ctime cbytes qnum qbytes lspid lrpid",
	semid_ds = "otime ctime nsems", sembuf = "num op flg",
	shmid_ds = "segsz atime dtime ctime cpid lpid nattch" } do
	local object = ty[kind]()
	for name in members:gmatch "%S+" do
		object[name] = 77
		t.is(object[name], 77, kind .. "." .. name)
	end
	t.raises("no member", kind .. " has no other", function() object.nosuch = 1 end)
end
t.is(ty.sembuf(1, -2, "undo, nowait").flg, 0x1800, "words for flags")
t.done()

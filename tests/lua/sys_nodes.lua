-- Memory nodes, and what may be done with the pages of a mapping.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local ty = S.t
local page = S.getpagesize()

local m = assert(S.mmap(nil, 4 * page, "read, write", "private, anonymous"))
for i = 0, 3 do m[i * page] = 1 end

-- The line of /proc/self/numa_maps or smaps where a mapping of this name is.
local function fields(file, name)
	local found
	for l in io.lines("/proc/self/" .. file) do
		if l:find(name, 1, true) then found = true end
		local k, v = l:match "^(%w+):%s+(.*)$"
		if found and k == "Locked" then return v end
	end
end

-- Policies
local ok, err = S.mbind(m, nil, "bind", { 0 })
if not ok then
	t.skip("mbind", tostring(err))
else
	t.is(ok, true, "mbind")
	local mode, _, nodes = S.get_mempolicy("addr", m)
	t.is(mode, S.c.MPOL.BIND, "get_mempolicy of a mapping")
	t.ok(nodes:get(0) and not nodes:get(1), "and its nodes")
	t.is(S.mbind(m, 2 * page, "default", nil, "strict"), true, "mbind of a part")
	t.is((S.get_mempolicy("addr", m)), S.c.MPOL.DEFAULT, "whose policy is then another")
	t.is((S.get_mempolicy("node, addr", m)), 0, "the node that it is on")
	t.fails("INVAL", "a node that there is none of", S.mbind(m, nil, "bind", { 63 }))
	t.fails("INVAL", "get_mempolicy with flags that there are none of", S.get_mempolicy(0x100))
	t.raises("goes with", "addr without a mapping", S.get_mempolicy, "addr")
	t.raises("goes with", "a mapping without addr", S.get_mempolicy, nil, m)
	t.raises("mapping expected", "nothing else", S.mbind, ty.buffer(10), nil, "bind", { 0 })
	t.raises("unknown name", "a mode that is none", S.mbind, m, nil, "nosuch")
	S.mbind(m, nil, "preferred_many", { 0 })
	local home, why = S.set_mempolicy_home_node(m, nil, 0)
	if home == nil and (why.NOSYS or why.INVAL) then
		t.skip("set_mempolicy_home_node", tostring(why))
	else
		t.is(home, true, "set_mempolicy_home_node")
	end
	t.fails(why and why.NOSYS and "NOSYS" or "INVAL", "of a node that there is none of",
		S.set_mempolicy_home_node(m, nil, 900))
end

-- Where pages are
local where, why = S.move_pages(m)
if not where then
	t.skip("move_pages", tostring(why))
else
	t.is(table.concat(where, " "), "0 0 0 0", "move_pages tells the node of each page")
	t.is(table.concat(S.move_pages(m, { 0, 0, 0, 0 }, "move"), " "), "0 0 0 0", "or moves them")
	local fresh = assert(S.mmap(nil, page, "read, write", "private, anonymous"))
	t.is(S.move_pages(fresh)[1], -S.c.E.NOENT, "one that nobody has used is on none")
	t.raises("each page", "too few nodes", S.move_pages, m, { 0 })
	t.fails("NODEV", "a node that there is none of", S.move_pages(fresh, { 63 }, "move"))
end
local moved
moved, why = S.migrate_pages(nil, { 0 }, { 0 })
if not moved then
	t.skip("migrate_pages", tostring(why))
else
	t.is(moved, 0, "migrate_pages: all could be")
	t.fails("SRCH", "of no process", S.migrate_pages(2 ^ 22 + 3, { 0 }, { 0 }))
	t.raises("nodes expected", "to nowhere", S.migrate_pages, nil, { 0 }, nil)
end

-- Pages that stay in memory
local fd = assert(S.memfd_create("lsys-nodes", "cloexec"))
fd:truncate(4 * page)
local f = assert(fd:mmap(nil, 4 * page, "read, write", "shared"))
f[0] = 1
t.is(S.mlock2(f, nil, "onfault"), true, "mlock2")
t.is(fields("smaps", "lsys-nodes"), ("%d kB"):format(page / 1024), "locks the page that is used")
t.is(S.mlock2(f), true, "without a flag")
if (os.getenv "LSYS" or ""):find("asan", 1, true) then
	t.skip("all of them", "a sanitizer locks nothing")
else
	t.is(fields("smaps", "lsys-nodes"), ("%d kB"):format(4 * page / 1024), "all of them")
end
S.munlock(f)
t.results(table.pack(t.child(function()
	S.setrlimit("memlock", 0, 0)
	S.setresuid(65534, 65534, 65534)
	local no, e = S.mlock2(f, nil, "onfault")
	return no, e and (e.NOMEM or e.PERM)
end)), "nobody may lock without a limit that lets him", nil, true)
t.raises("onfault or nothing", "other flags", S.mlock2, f, nil, 6)
t.raises("expected", "of a string", S.mlock2, "text")

-- What is sealed stays
local sealed = assert(S.mmap(nil, page, "read, write", "private, anonymous"))
sealed[0] = 7
ok, why = S.mseal(sealed)
if ok == nil and why.NOSYS then
	t.skip("mseal", tostring(why))
else
	t.is(ok, true, "mseal")
	t.fails("PERM", "then it cannot be unmapped", S.munmap(sealed))
	t.fails("PERM", "nor protected", S.mprotect(sealed, nil, "read"))
	t.fails("PERM", "nor made larger", S.mremap(sealed, nil, 2 * page, "maymove"))
	t.is(sealed[0], 7, "and is as it was")
	t.fails("INVAL", "flags that there are none of", S.mseal(m, 1))
	sealed = nil -- luacheck: ignore
	collectgarbage() collectgarbage()
end
t.raises("anonymous memory", "a file's is not sealed", S.mseal, f)

-- Huge pages: the kernel makes them of whatever length, and only whole ones can be unmapped.
local hugefd
hugefd, why = S.memfd_create("lsys-huge", "hugetlb")
if not hugefd then
	t.skip("huge pages", tostring(why))
else
	local pool = io.open "/proc/sys/vm/nr_hugepages"
	local before = pool and pool:read "*n"
	if pool then pool:close() end
	if before == 0 then S.sysctl("vm.nr_hugepages", "4") end
	local huge
	huge, why = S.mmap(nil, 5000, "read, write", "private, anonymous, hugetlb")
	if not huge then
		t.skip("mappings of huge pages", tostring(why))
	else
		huge[4999] = 1
		t.is(#huge, 5000, "a mapping has the length that was asked for")
		t.is(S.mprotect(huge, nil, "read"), true, "it is protected whole")
		t.raises("may not be written", "and heeds that", function() huge[0] = 1 end)
		t.is(S.munmap(huge), true, "and unmapped whole")
		t.works("ftruncate", hugefd:truncate(8 * 2 ^ 20))
		huge = t.works("a file of huge pages", hugefd:mmap(nil, 100, "read, write", "shared"))
		huge[0] = 5
		t.is(S.munmap(huge), true, "is unmapped whole, too")
		huge = hugefd:mmap(nil, 100, "read, write", "shared") -- luacheck: ignore
		huge = nil -- luacheck: ignore
		collectgarbage() collectgarbage()
		local left
		for l in io.lines "/proc/self/maps" do left = left or l:find("lsys-huge", 1, true) end
		t.ok(not left, "and the collector does, too")
		-- more than there are, which only a touch can tell
		huge = t.works("huge pages unseen", S.mmap(nil, 2 ^ 26, "read, write", "private, anonymous, hugetlb, noreserve"))
		t.raises("shorter", "one that there is none for raises", function()
			for i = 0, 2 ^ 26 - 1, 2 ^ 21 do huge[i] = 1 end
		end)
		t.is(S.munmap(huge), true, "and it is unmapped")
	end
	hugefd:close()
	if before == 0 then S.sysctl("vm.nr_hugepages", "0") end
end
t.done()

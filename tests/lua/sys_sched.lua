-- Scheduling: policies, processors, memory nodes, the order of transfers.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"

local slurp = t.slurp

-- Field n of /proc/self/stat, as proc(5) numbers them.
local function stat(n)
	local i = 2
	for w in slurp("/proc/self/stat"):match("^.*%) (.*)$"):gmatch("%S+") do
		i = i + 1
		if i == n then return tonumber(w) end
	end
end

-- Policies
do
	t.is(S.sched_getscheduler(), stat(41), "sched_getscheduler")
	t.is(S.sched_getparam(), stat(40), "sched_getparam")
	t.results(table.pack(t.child(function()
		assert(S.sched_setscheduler(0, "batch"))
		return stat(41), S.sched_getscheduler(S.getpid())
	end)), "sched_setscheduler batch", 3, 3)
	local ok, a, b, c, d = t.child(function()
		local done = S.sched_setscheduler(nil, "fifo", 7)
		if not done then return nil end
		local policy, prio = stat(41), stat(40)
		assert(S.sched_setparam(0, 9))
		return true, policy, prio, stat(40), S.sched_getparam()
	end)
	if ok then
		t.results({ n = 4, a, b, c, d }, "sched_setscheduler fifo, sched_setparam", 1, 7, 9, 9)
	else
		t.skip("sched_setscheduler fifo", "no privilege")
	end
	t.is(S.sched_setparam(), true, "sched_setparam of 0, of the ordinary policy")
	t.is(S.sched_setscheduler(0, "other", S.t.sched_param(0)), true, "sched_setscheduler with a struct")
	t.is(select(3, S.sched_setscheduler(0, "fifo", 1000)), S.c.E.INVAL, "sched_setscheduler with too high a priority")
	t.is(select(3, S.sched_setparam(0, 5)), S.c.E.INVAL, "sched_setparam with a priority it has none of")
	t.is(select(3, S.sched_getscheduler(0x3fffffff)), S.c.E.SRCH, "sched_getscheduler of nobody")
	t.is(select(3, S.sched_getparam(0x3fffffff)), S.c.E.SRCH, "sched_getparam of nobody")
	t.raises("unknown name", "a wrong policy", S.sched_setscheduler, 0, "nonsense")
	t.is(S.sched_yield(), true, "sched_yield")
	t.results({ n = 2, S.sched_get_priority_min("fifo"), S.sched_get_priority_max("fifo") }, "priorities of fifo", 1, 99)
	t.is(S.sched_get_priority_max("other"), 0, "of other")
	t.is(select(3, S.sched_get_priority_max(99)), S.c.E.INVAL, "of what there is not")
	t.is(select(3, S.sched_get_priority_min(99)), S.c.E.INVAL, "the lowest, too")
	local ts = S.t.timespec()
	t.ok(rawequal(S.sched_rr_get_interval(0, ts), ts) and ts.time >= 0, "sched_rr_get_interval")
	t.is(select(3, S.sched_rr_get_interval(0x3fffffff)), S.c.E.SRCH, "sched_rr_get_interval of nobody")

	local p = S.t.sched_param(5)
	t.results({ n = 2, p.sched_priority, p.priority }, "t.sched_param of a number", 5, 5)
	p.sched_ss_low_priority, p.sched_ss_max_repl, p.sched_ss_repl_period, p.sched_ss_init_budget = 1, 2, 3.5, 4
	t.results({ n = 4, p.ss_low_priority, p.ss_max_repl, p.ss_repl_period.time, p.sched_ss_init_budget.sec },
		"its other members", 1, 2, 3.5, 4)
	t.is(#p, S.types.s.sched_param, "#sched_param")

	local attr = S.sched_getattr()
	t.results({ n = 3, attr.policy, attr.nice, attr.priority }, "sched_getattr", stat(41), stat(19), stat(40))
	t.results(table.pack(t.child(function()
		assert(S.sched_setattr(0, { policy = "batch", nice = 4 }))
		local now = S.sched_getattr(0, S.t.sched_attr())
		return stat(41), stat(19), now.sched_policy, now.nice
	end)), "sched_setattr", 3, 4, 3, 4)
	t.is(select(3, S.sched_setattr(0, { policy = 77 })), S.c.E.INVAL, "sched_setattr with a wrong policy")
	t.is(select(3, S.sched_setattr(0, { size = 57 })), S.c.E["2BIG"], "sched_setattr of more than there is")
	t.is(select(3, S.sched_getattr(0x3fffffff)), S.c.E.SRCH, "sched_getattr of nobody")
	local s = S.t.sched_attr { flags = "reset_on_fork", runtime = 1, deadline = 2, period = 3, util_min = 4,
		util_max = 5, priority = 6 }
	t.results({ n = 8, s.flags, s.runtime, s.sched_deadline, s.period, s.util_min, s.util_max, s.priority, s.size },
		"t.sched_attr",
		1, 1, 2, 3, 4, 5, 6, 56)
end

-- Processors
do
	local first = tonumber(slurp("/proc/self/status"):match("Cpus_allowed_list:%s*(%d+)"))
	local set = S.sched_getaffinity()
	t.is(tostring(set):match("{(%d+)"), tostring(first), "sched_getaffinity")
	t.is(set:get(first), true, "set:get")
	t.results(table.pack(t.child(function()
		assert(S.sched_setaffinity(0, { first }))
		return slurp("/proc/self/status"):match("Cpus_allowed_list:%s*(%S+)"), tostring(S.sched_getaffinity()),
			S.getcpu().cpu
	end)), "sched_setaffinity", tostring(first), ("{%d}"):format(first), first)
	t.is(S.sched_setaffinity(S.getpid(), set), true, "sched_setaffinity with a set")
	local into = S.t.cpu_set(1000)
	t.ok(rawequal(S.sched_getaffinity(0, into), into) and into == set,
		"sched_getaffinity fills what it is given, all of it")
	t.is(select(3, S.sched_setaffinity(0, {})), S.c.E.INVAL, "sched_setaffinity with none")
	t.is(select(3, S.sched_getaffinity(0x3fffffff)), S.c.E.SRCH, "sched_getaffinity of nobody")
	t.is(select(3, S.sched_getaffinity(0, nil, 1)), S.c.E.INVAL, "sched_getaffinity into too little")
	t.raises("out of range", "a length above the set's", S.sched_getaffinity, 0, nil, 129)
	t.raises("cpu_set expected", "sched_getaffinity into something else", S.sched_getaffinity, 0, S.t.buffer(128))
	t.raises("value expected", "sched_setaffinity without a set", S.sched_setaffinity, 0)

	local s = S.t.cpu_set { 0, 3 }
	t.is(tostring(s), "{0,3}", "t.cpu_set of a list")
	s[5], s[0] = true, false
	t.results({ n = 3, s[5], s[0], s[77] }, "s[n]", true, false, false)
	s:set(9)
	s:set { 10, 11 }
	s:clear(3)
	t.is(tostring(s), "{5,9,10,11}", "set, clear")
	t.is(s.val[0], 32 + 512 + 1024 + 2048, "s.val[0]")
	s:clear { 9, 10 }
	t.is(tostring(s), "{5,11}", "clear of a list")
	t.is(tostring(s:zero()), "{}", "zero")
	s.val[0] = 3
	t.is(tostring(s), "{0,1}", "words written")
	t.is(tostring(S.t.cpu_set { val = { 4 } }), "{2}", "and given")
	t.is(s[5000], false, "a processor that there never is")
	t.raises("no member", "and cannot be put there", function() s[5000] = true end)
	t.raises("from 0 to 1023", "nor by a list", S.t.cpu_set, { -1 })
	t.raises("no member", "a wrong name", function() return s.nonsense end)
	t.is(#s, 128, "#cpu_set")

	local cpu, node = S.t.uint1(), S.t.uint1()
	cpu[0], node[0] = 999, 999
	local c = S.getcpu(cpu, node)
	t.ok(c.cpu < 1024 and cpu[0] < 1024 and node[0] == c.node, "getcpu")
	t.raises("too small", "getcpu into too little", S.getcpu, S.t.buffer(1))
end

-- Memory nodes, transfers
do
	local mode, err, nodes = S.get_mempolicy()
	if mode then
		t.results({ n = 2, mode, err }, "get_mempolicy", 0, nil)
		t.is(tostring(nodes), "{}", "and its nodes")
		local allowed = select(3, S.get_mempolicy("mems_allowed"))
		t.is(tostring(allowed):match("{(%d+)"), slurp("/proc/self/status"):match("Mems_allowed_list:%s*(%d+)"),
			"the nodes there are")
		t.results(table.pack(t.child(function()
			assert(S.set_mempolicy("preferred", { 0 }))
			local m, _, n = S.get_mempolicy()
			return m, tostring(n)
		end)), "set_mempolicy", 1, "{0}")
		t.is(S.set_mempolicy("default"), true, "set_mempolicy default")
		t.is(select(3, S.set_mempolicy("bind")), S.c.E.INVAL, "set_mempolicy that needs nodes")
		t.raises("goes with addr", "get_mempolicy of an address", S.get_mempolicy, "addr")
	else
		t.skip("memory policies", tostring(err))
	end
	t.raises("value expected", "set_mempolicy of nothing", S.set_mempolicy)

	t.results(table.pack(t.child(function()
		assert(S.ioprio_set("process", 0, 2 * 8192 + 5))
		return S.ioprio_get("process"), S.ioprio_get("process", S.getpid())
	end)), "ioprio", 2 * 8192 + 5, 2 * 8192 + 5)
	t.is(select(3, S.ioprio_set("process", 0, 7 * 8192)), S.c.E.INVAL, "ioprio_set of a wrong class")
	t.is(select(3, S.ioprio_get("process", 0x3fffffff)), S.c.E.SRCH, "ioprio_get of nobody")
	t.raises("unknown name", "ioprio_get of a wrong word", S.ioprio_get, "nonsense")
end

t.done()

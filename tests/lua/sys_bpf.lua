-- bpf(2) and perf_event_open(2).
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local ty = S.t

local function fails(errno, what, f, ...)
	local a, err = f(...)
	t.ok(a == nil and err and err[errno], what .. ": " .. tostring(err))
	return select(3, f(...))
end

local map, err = S.bpf_map_create("array", 4, 8, 4)
if not map then
	t.skip("bpf", "no bpf here: " .. tostring(err))
else
	t.ok(map:getfd() > 2, "a map")
	local info = io.open("/proc/self/fdinfo/" .. map:getfd())
	if info then
		local text = info:read("*a")
		info:close()
		t.is(text:match("map_type:%s*(%d+)"), "2", "its kind, as the kernel shows it")
		t.is(text:match("max_entries:%s*(%d+)"), "4", "and its size")
	else
		t.skip("fdinfo", "no /proc here")
	end
	t.is(S.bpf_map_op("map_update_elem", map, 1, ty.uint64_1(77)), 0, "an element is set")
	local v = ty.uint64_1()
	t.is(S.bpf_map_op("map_lookup_elem", map, ty.int1(1), v), 0, "and looked up")
	t.is(v[0], 77, "it is that")
	t.is(S.bpf_map_op("map_update_elem", map, 2, 5), 0, "a number for a value")
	t.is(S.bpf_map_op("map_lookup_elem", map, 2, v) and v[0], 5, "is there")
	fails("NOENT", "an index that is none", S.bpf_map_op, "map_lookup_elem", map, 9, v)
	fails("2BIG", "is not set either", S.bpf_map_op, "map_update_elem", map, 9, 5)
	local key = ty.int1(-1)
	t.is(S.bpf_map_op("map_get_next_key", map, nil, key) and key[0], 0, "the first key")
	t.is(S.bpf_map_op("map_get_next_key", map, 2, key) and key[0], 3, "the one behind")
	fails("NOENT", "none behind the last", S.bpf_map_op, "map_get_next_key", map, 3, key)
	t.raises("8 bytes wanted", "too small a value", S.bpf_map_op, "map_lookup_elem", map, 1, ty.buffer(7))
	t.raises("buffer", "a string is not written", S.bpf_map_op, "map_lookup_elem", map, 1, "12345678")
	t.raises("not an operation", "another command", S.bpf_map_op, "prog_load", map, 1, v)
	fails("INVAL", "a map of no kind", S.bpf_map_create, 9999, 4, 4, 1)
	fails("INVAL", "a descriptor that is no map", S.bpf_map_op, "map_lookup_elem", S.open("/"), 1, v)

	-- The same by attributes
	local a = ty.bpf_attr { map_fd = map:getfd(), key = ty.int1(2), value = v }
	v[0] = 0
	t.is(S.bpf("map_lookup_elem", a), 0, "by attributes")
	t.is(v[0], 5, "the same element")
	t.is(a.value, v, "what an attribute points to can be asked for")
	a.value = ty.buffer(7)
	t.raises("fewer bytes", "too small a value there", S.bpf, "map_lookup_elem", a)
	a.value, a.key = v, nil
	t.raises("fewer bytes", "no key", S.bpf, "map_lookup_elem", a)
	t.raises("string expected", "an address is no number", function() a.key = 4096 end)
	t.is(type(S.bpf("map_create", { map_type = 1, key_size = 4, value_size = 4, max_entries = 1 })), "userdata", "an fd")
	t.raises("S.syscall", "a command that cannot be checked", S.bpf, "prog_test_run", a)
	t.raises("no member", "an attribute that is none", S.bpf, "map_create", { nosuch = 1 })

	local hash = assert(S.bpf_map_create("percpu_array", 4, 8, 1))
	t.raises("bytes wanted", "a value for each processor", S.bpf_map_op, "map_lookup_elem", hash, 0, ty.buffer(7))

	-- Programs
	local prog = ty.bpf_insns(2, { { "alu64,mov,k", 0, 0, 0, 2 }, { "jmp,exit" } })
	local fd, log = S.bpf_prog_load("socket_filter", prog, 2)
	t.ok(fd, "a program: " .. tostring(log))
	if fd then
		local _, _, x, y = S.socketpair("unix", "dgram")
		t.is(x and x:setsockopt("socket", "attach_bpf", fd:getfd()), true, "attached to a socket")
		y:write("abcd")
		t.is(y and x:read(), "ab", "it lets through as much as it returns")
	end
	log = fails("INVAL", "one without an end", S.bpf_prog_load, "socket_filter", prog, 1)
	t.ok(log:find("insn", 1, true), "the verifier says why")
	t.raises("out of range", "more instructions than there are", S.bpf_prog_load, "socket_filter", prog, 3)
	local raw = ty.bpf_attr { prog_type = "socket_filter" and 1, insn_cnt = 3, insns = prog, license = "GPL\0" }
	t.raises("fewer bytes", "also by attributes", S.bpf, "prog_load", raw)
	raw.insn_cnt, raw.license = 2, "GPL"
	t.raises("zero byte", "text without its end", S.bpf, "prog_load", raw)
	raw.license = "GPL\0"
	t.ok(S.bpf("prog_load", raw), "a program by attributes")
	raw.log_level, raw.log_size = 1, 1000
	t.raises("fewer bytes", "a log that goes nowhere", S.bpf, "prog_load", raw)
end
local insn = ty.bpf_insn(0x61, 3, 4, -8, 99)
t.is(insn.dst_reg, 3, "registers are bit-fields")
t.is(insn.src_reg, 4, "of one byte")
insn.dst_reg = 9
t.is(insn.src_reg, 4, "that do not disturb each other")
t.is(insn.off, -8, "an offset")
t.is(#insn, 8, "eight bytes")

-- Counting
local attr = ty.perf_event_attr { type = "software", config = "sw_task_clock", disabled = true }
t.is(attr.size, #attr, "an attr knows its size")
t.is(attr.disabled, 1, "a bit")
t.is(attr.exclude_user, 0, "another one")
attr.precise_ip = 3
t.is(attr.precise_ip, 3, "two bits")
t.is(attr.watermark + attr.mmap_data, 0, "the ones beside them are as they were")
attr.precise_ip = 0
local fd
fd, err = S.perf_event_open(attr)
if not fd then
	t.skip("perf", "no perf events here: " .. tostring(err))
else
	local r = ty.perf_reader(fd)
	t.is(fd:getfd(), -1, "a reader takes the descriptor")
	t.is(r:read(), 0, "nothing counted")
	t.is(r:start(), true, "start")
	for _ = 1, 10000 do local _ = {} end
	t.is(r:stop(), true, "stop")
	local n = r:read()
	t.ok(n > 0, "something counted")
	t.is(r:read(), n, "and nothing since")
	t.is(r:reset(), true, "reset")
	t.is(r:read(), 0, "nothing again")
	t.is(r:ioctl("PERF_EVENT_IOC_ENABLE"), true, "by the name of the ioctl")
	t.raises("not a command", "one that is none", r.ioctl, r, "nosuch")
	t.raises("not mapped", "no ring", r.next, r)
	r:close()
	t.is(r:close(), true, "closed twice")
	fails("BADF", "then nothing is read", r.read, r)
	fails("NOENT", "an event that is none", S.perf_event_open, { type = 1, config = 9999 })
	fails("SRCH", "a process that is none", S.perf_event_open, attr, 2 ^ 22 + 1)
	t.raises("larger than it is", "a size that is a lie", S.perf_event_open, { size = 4096 })

	-- The ring: every switch of the clock is a sample
	local s = ty.perf_event_attr1()
	s[0].type, s[0].config, s[0].sample_period, s[0].sample_type = "software", "sw_task_clock", 100000, "tid, time"
	s[0].exclude_kernel = 1
	fd, err = S.perf_event_open(s)
	if fd then
		r = ty.perf_reader(fd)
		t.is(r:mmap(4), 4, "a ring of four pages")
		t.raises("already", "is mapped once", r.mmap, r)
		local count = 0
		for _ = 1, 1000 do
			for _ = 1, 100000 do local _ = 1 end
			for length, header, body in ipairs(r) do
				if count == 0 then
					t.is(length, header.size, "an event's length")
					t.is(#body + 8, length, "and its bytes")
				end
				if header.type == S.c.PERF_RECORD.SAMPLE then count = count + 1 end
			end
			if count >= 10 then break end
		end
		t.ok(count >= 10, "samples came")
		t.ok(r:meta().data_head >= 10 * 8, "the control page tells how much")
		t.is(r:munmap(), true, "munmap")
	else
		t.skip("samples", "no samples here: " .. tostring(err))
	end
end
local id = S.perf_tracepoint("sched/sched_switch")
if id then
	t.ok(id > 0, "a tracepoint's number")
	local r = assert(S.perf_attach_tracepoint(id))
	t.is(r:mmap(), 8, "its events go into a ring")
else
	t.skip("tracepoints", "no tracefs here")
end
fails("NOENT", "a tracepoint that is none", S.perf_tracepoint, "nosuch/nosuch")
t.raises("kprobe or uprobe", "a probe of no kind", S.perf_probe, "xprobe", "a")
t.done()

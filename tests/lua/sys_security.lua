-- Restrictions: filters of calls, Landlock; and keys.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"

-- A program that answers one call with an error and lets all others through.
local function filter_of(call, errno)
	return {
		S.t.sock_filter("LD,W,ABS", 0),
		S.t.sock_filter("JMP,JEQ,K", call, 0, 1),
		S.t.sock_filter("RET,K", 0x50000 + errno),
		S.t.sock_filter("RET,K", 0x7fff0000),
	}
end

-- The number of getppid here, by a call that fails with it in its own words.
local getppid = ({ x86_64 = 110, aarch64 = 173, riscv64 = 173, i686 = 64, armv7l = 64, s390x = 64,
	ppc64le = 64 })[S.uname().machine]

-- The structs
do
	local f = S.t.sock_filter("JMP,JEQ,K", 7, 1, 2)
	t.results({ n = 4, f.code, f.k, f.jt, f.jf }, "t.sock_filter: code, k, jt, jf", 0x15, 7, 1, 2)
	f.code, f.k, f.jt, f.jf = "RET,A", 8, 3, 4
	t.results({ n = 4, f.code, f.k, f.jt, f.jf }, "members written", 0x16, 8, 3, 4)
	t.raises("unknown name", "a wrong code", S.t.sock_filter, "nonsense")
	local list = S.t.sock_filters(2, { f, { code = "LD" } })
	t.results({ n = 3, #list, list[0].k, list[1].code }, "t.sock_filters is counted from 0", 2, 8, 0)
	local p = S.t.sock_fprog(2, list)
	t.results({ n = 2, p.len, p.filter[0].k }, "t.sock_fprog", 2, 8)
	t.is(S.t.sock_fprog(list).len, 2, "of filters alone")
	t.is(S.t.sock_fprog { f, f, f }.len, 3, "of a list of filters")
	t.is(S.t.sock_fprog1({ { 2, list } })[0].len, 2, "t.sock_fprog1")
	t.raises("address", "an address that is a number", S.t.sock_fprog, 2, 4096)
	local d = S.t.seccomp_data { nr = 1, arch = 2, instruction_pointer = 3, args = { 4, 5 } }
	t.results({ n = 5, d.nr, d.arch, d.instruction_pointer, d.args[0], d.args[1] }, "t.seccomp_data", 1, 2, 3, 4, 5)
	t.is(#d, 64, "#seccomp_data")
	d.arch = "x86_64"
	t.is(d.arch, 0xc000003e, "arch by name")
end

-- Filters
if not getppid then
	t.skip("seccomp", "no number known here")
elseif S.prctl("get_seccomp") == nil then
	t.skip("seccomp", "not in this kernel")
else
	local function refused(install)
		return t.child(function()
			assert(S.prctl("set_no_new_privs", true))
			assert(install(filter_of(getppid, 99)))
			local f = io.open("/proc/self/status")
			local mode = f:read("*a"):match("Seccomp:%s*(%d)")
			return select(3, S.syscall("getppid")), mode, S.getpid() > 0
		end)
	end
	t.results(table.pack(refused(function(f) return S.seccomp("set_mode_filter", 0, f) end)), "seccomp with a list", 99,
		"2", true)
	t.results(table.pack(refused(function(f) return S.seccomp("set_mode_filter", "tsync", S.t.sock_fprog(#f,
		S.t.sock_filters(#f, f))) end)),
		"seccomp with a program", 99, "2", true)
	t.results(table.pack(refused(function(f) return S.prctl("set_seccomp", "filter", S.t.sock_fprog1({ { #f,
		S.t.sock_filters(#f, f) } })) end)),
		"prctl set_seccomp with sock_fprog1", 99, "2", true)
	t.results(table.pack(refused(function(f) return S.prctl("set_seccomp", "filter", f) end)),
		"prctl set_seccomp with a list", 99, "2", true)
	local wrong = S.t.sock_fprog(2, S.t.sock_filters(2))
	wrong.len = 3
	t.raises("fewer bytes", "a program shorter than it says", S.seccomp, "set_mode_filter", 0, wrong)
	t.raises("fewer bytes", "for prctl, too", S.prctl, "set_seccomp", "filter", wrong)
	t.is(select(3, S.seccomp("set_mode_filter", 0, S.t.sock_fprog())), S.c.E.INVAL, "a program of nothing")
	t.is(select(3, S.seccomp("set_mode_filter", 0, { S.t.sock_filter("LD", 99) })), S.c.E.INVAL,
		"a program that does not end")
	t.is(select(3, S.seccomp(77)), S.c.E.INVAL, "seccomp of nothing")
	t.raises("takes nothing", "an argument that does not count", S.seccomp, "set_mode_strict", 0, {})
	t.is(S.seccomp("get_action_avail", 0, "errno"), true, "get_action_avail")
	t.is(select(3, S.seccomp("get_action_avail", 0, 0x12340000)), S.c.E.OPNOTSUPP, "of what there is not")
	local sizes = S.seccomp("get_notif_sizes")
	t.ok(sizes.seccomp_notif >= 80 and sizes.seccomp_notif_resp >= 24 and sizes.seccomp_data == 64, "get_notif_sizes")
	t.results(table.pack(t.child(function()
		assert(S.prctl("set_no_new_privs", true))
		local fd = assert(S.seccomp("set_mode_filter", "new_listener", filter_of(getppid, 3)))
		return fd:getfd() > 2, fd:close()
	end)), "new_listener gives a descriptor", true, true)
	local pid = assert(S.fork())
	if pid == 0 then
		S.seccomp("set_mode_strict")
		S.getppid()
		S._exit(1)
	end
	t.is(select(3, S.waitpid(pid)).TERMSIG, 9, "set_mode_strict")
end

-- Landlock
do
	local version, err = S.landlock_create_ruleset(nil, "version")
	if not version then
		t.skip("Landlock", tostring(err))
	else
		t.ok(version >= 1, "landlock_create_ruleset version")
		t.results(table.pack(t.child(function()
			local rules = assert(S.landlock_create_ruleset { handled_access_fs = "read_file, write_file" })
			local dir = assert(S.open("/proc", "path, directory"))
			assert(S.landlock_add_rule(rules, "path_beneath", { allowed_access = "read_file", parent_fd = dir }))
			assert(S.prctl("set_no_new_privs", true))
			assert(rules:landlock_restrict_self())
			return S.open("/proc/self/comm", "rdonly") ~= nil, select(3, S.open("/dev/null", "rdonly")),
				select(3, S.open("/proc/self/comm", "wronly"))
		end)), "rules about files", true, S.c.E.ACCES, S.c.E.ACCES)
		t.is(select(3, S.landlock_create_ruleset {}), S.c.E.NOMSG, "rules about nothing")
		t.is(select(3, S.landlock_create_ruleset { handled_access_fs = 2 ^ 40 }), S.c.E.INVAL,
			"rules about what there is not")
		local rules = assert(S.landlock_create_ruleset { handled_access_fs = "execute" })
		t.is(select(3, S.landlock_add_rule(rules, 1, { allowed_access = "execute", parent_fd = 999 })), S.c.E.BADF,
			"a rule from nowhere")
		t.is(select(3, S.landlock_restrict_self(rules, 0x8000)), S.c.E.INVAL, "landlock_restrict_self with a wrong flag")
		t.raises("no such type", "a rule of no type", S.landlock_add_rule, rules, 99, {})
		if version >= 4 then
			t.is(S.landlock_add_rule(assert(S.landlock_create_ruleset { handled_access_net = "bind_tcp" }), "net_port",
				{ allowed_access = "bind_tcp", port = 80 }), true, "rules about ports")
		else
			t.skip("rules about ports", "not in this kernel")
		end
	end
	local a = S.t.landlock_ruleset_attr { handled_access_fs = "execute", handled_access_net = "connect_tcp",
		scoped = "signal" }
	t.results({ n = 3, a.handled_access_fs, a.handled_access_net, a.scoped }, "t.landlock_ruleset_attr", 1, 2, 2)
	local p = S.t.landlock_path_beneath_attr("read_file", 7)
	t.results({ n = 3, p.allowed_access, p.parent_fd, #p }, "t.landlock_path_beneath_attr", 4, 7, 12)
	local n = S.t.landlock_net_port_attr("bind_tcp", 80)
	t.results({ n = 2, n.allowed_access, n.port }, "t.landlock_net_port_attr", 1, 80)
end

-- Keys, in a session keyring of our own
do
	local _, err = S.keyctl("get_keyring_id", "session_keyring")
	if err and (err.NOSYS or err.PERM or err.ACCES) then
		t.skip("keys", tostring(err))
		t.done()
		return
	end
	t.results(table.pack(t.child(function()
		local ring = assert(S.keyctl("join_session_keyring"))
		local key = assert(S.add_key("user", "lsys:test", "secret", nil, "session_keyring"))
		local got = { S.keyctl("read", key), S.keyctl("describe", key), S.request_key("user", "lsys:test") == key,
			S.keyctl("search", ring, "user", "lsys:test") == key }
		assert(S.keyctl("update", key, "other"))
		got[5] = S.keyctl("read", key)
		local b = S.t.buffer(3)
		got[6], got[7] = select(3, S.keyctl("read", key, b)), b[0]
		local part = S.t.buffer(100)
		got[8] = S.keyctl("read", key, part)
		got[9] = part:string(5)
		return table.unpack(got)
	end)), "a key: made, read, found, updated", "secret", ("user;%d;%d;3f010000;lsys:test"):format(S.getuid(),
		S.getgid()), true, true, "other",
		S.c.E.MSGSIZE, 0, 5, "other")
	t.results(table.pack(t.child(function()
		assert(S.keyctl("join_session_keyring"))
		local ring = assert(S.add_key("keyring", "lsys:ring", nil, nil, "session_keyring"))
		local other = assert(S.add_key("keyring", "lsys:other", nil, nil, "session_keyring"))
		local key = assert(S.add_key("user", "lsys:test", "x", nil, ring))
		local function has(r) return S.keyctl("search", r, "user", "lsys:test") == key end
		local got = { has(ring) }
		assert(S.keyctl("link", key, other))
		assert(S.keyctl("unlink", key, ring))
		got[2], got[3] = has(ring), has(other)
		assert(S.keyctl("move", key, other, ring))
		got[4], got[5] = has(ring), has(other)
		assert(S.keyctl("clear", ring))
		got[6] = has(ring)
		return table.unpack(got)
	end)), "link, unlink, move, clear", true, false, true, true, false, false)
	t.results(table.pack(t.child(function()
		assert(S.keyctl("join_session_keyring", "lsys:session"))
		local key = assert(S.add_key("user", "lsys:test", "x", nil, "session_keyring"))
		local got = { S.keyctl("setperm", key, 0x3f3f0000), S.keyctl("describe", key):match("3f3f0000"),
			S.keyctl("set_timeout", key, 100),
			S.keyctl("chown", key, nil, S.getgid()), S.keyctl("restrict_keyring", "session_keyring"),
			select(3, S.add_key("user", "lsys:more", "x", nil, "session_keyring")) }
		got[7] = S.keyctl("invalidate", key)
		return table.unpack(got)
	end)), "setperm, set_timeout, chown, restrict_keyring", true, "3f3f0000", true, true, true, S.c.E.PERM, true)
	t.results(table.pack(t.child(function()
		assert(S.keyctl("join_session_keyring"))
		local key = assert(S.add_key("user", "lsys:test", "x", nil, "session_keyring"))
		return S.keyctl("revoke", key), select(3, S.keyctl("read", key)), S.keyctl("set_reqkey_keyring", 3) >= 0,
			S.keyctl("set_reqkey_keyring", -1), #S.keyctl("capabilities") >= 1
	end)), "revoke; where keys go; what there is", true, S.c.E.KEYREVOKED, true, 3, true)
	t.is(select(3, S.keyctl("read", 0x3ffffff)), S.c.E.NOKEY, "a key there is not")
	t.is(select(3, S.request_key("user", "lsys:nothing")), S.c.E.NOKEY, "request_key of what there is not")
	t.is(select(3, S.add_key("nonsense", "x", "y", nil, "process_keyring")), S.c.E.NODEV, "add_key of no type")
	t.is(select(3, S.keyctl("instantiate", 0x3ffffff, "x")), S.c.E.PERM, "instantiate without authority")
	t.is(select(3, S.keyctl("negate", 0x3ffffff, 1)), S.c.E.PERM, "negate without authority")
	t.is(select(3, S.keyctl("reject", 0x3ffffff, 1, "keyrejected")), S.c.E.PERM, "reject without authority")
	t.is(S.keyctl("assume_authority", 0), 0, "assume_authority of nothing")
	t.is(select(3, S.keyctl("assume_authority", 0x3ffffff)), S.c.E.NOKEY, "assume_authority of what nobody asks for")
	local label, why = t.child(function()
		local key = S.add_key("user", "lsys:test", "x", nil, "process_keyring")
		return S.keyctl("get_security", key)
	end)
	if label then t.is(type(label), "string", "get_security") else t.skip("get_security", tostring(why)) end
	t.is(t.child(function()
		S.setsid()
		return S.keyctl("session_to_parent") or true
	end), true, "session_to_parent")
	local p, e = t.child(function()
		S.keyctl("join_session_keyring")
		return S.keyctl("get_persistent", nil, "session_keyring")
	end)
	if p then t.ok(p > 0, "get_persistent") else t.skip("get_persistent", tostring(e)) end
	t.is(select(3, S.keyctl("instantiate_iov", 0x3ffffff, "x")), S.c.E.PERM, "instantiate_iov without authority")
	-- 3 ^ 5 mod 23 = 13
	local big, no = t.child(function()
		assert(S.keyctl "join_session_keyring")
		local function number(name, v)
			return assert(S.add_key("user", "lsys:" .. name, string.char(v), nil, "session_keyring"))
		end
		local got, wrong = S.keyctl("dh_compute", number("private", 5), number("prime", 23), number("base", 3))
		return got and #got .. ":" .. got:byte(-1), wrong and wrong.errno
	end)
	if not big then
		t.skip("dh_compute", "errno " .. tostring(no))
	else
		t.is(big, "1:13", "dh_compute")
	end
	t.results(table.pack(t.child(function()
		assert(S.keyctl "join_session_keyring")
		local key = assert(S.add_key("user", "lsys:test", "x", nil, "session_keyring"))
		local codes = {}
		for i, op in ipairs { { "pkey_query", key }, { "pkey_encrypt", key, "enc=pkcs1", "text" },
			{ "pkey_decrypt", key, "", "text" }, { "pkey_sign", key, "enc=pkcs1 hash=sha256", ("x"):rep(32) },
			{ "pkey_verify", key, "", "digest", nil, "signature" } } do
			codes[i] = select(3, S.keyctl(table.unpack(op, 1, 6))) == S.c.E.OPNOTSUPP
		end
		return table.unpack(codes)
	end)), "pkey_*: a key of bytes has no such operations", true, true, true, true, true)
	t.raises("string or buffer", "to verify no signature", S.keyctl, "pkey_verify", 1, "", "digest")
	for name in ("supported_ops key_size max_data_size max_sig_size max_enc_size max_dec_size"):gmatch "%S+" do
		local q = S.t.keyctl_pkey_query()
		q[name] = 9
		t.is(q[name], 9, "keyctl_pkey_query." .. name)
	end
	local _, _, r = assert(S.pipe())
	local watched, wrong = S.keyctl("watch_key", "process_keyring", r, 1)
	t.ok(watched or wrong.OPNOTSUPP or wrong.INVAL or wrong.NOPKG or wrong.NOKEY,
		"watch_key of a plain pipe: " .. tostring(wrong))
	t.raises("zero byte", "a description with a zero byte", S.add_key, "user", "a\0b", "x", nil, "process_keyring")
	t.raises("unknown name", "a wrong keyring", S.add_key, "user", "a", "x", nil, "nonsense")
end

-- Security modules
do
	local ids, why = S.lsm_list_modules()
	if not ids then
		t.skip("security modules", tostring(why))
	else
		local names, at = {}, {}
		for name, v in pairs(S.c.LSM_ID) do names[v] = name:lower() end
		for i, id in ipairs(ids) do at[i] = names[id] end
		local f = io.open "/sys/kernel/security/lsm"
		if f then
			t.is(table.concat(at, ","), f:read "*l", "lsm_list_modules, as the kernel's own list has it")
			f:close()
		else
			t.ok(#ids >= 1 and #at == #ids, "lsm_list_modules")
		end
		t.fails("INVAL", "with flags", S.lsm_list_modules(1))
		local list
		list, why = S.lsm_get_self_attr "current"
		if not list then
			t.ok(why.OPNOTSUPP, "lsm_get_self_attr where no module has any")
		else
			t.ok(#list >= 1 and list[1].id > 0 and type(list[1].ctx) == "string", "lsm_get_self_attr")
		end
		t.fails("OPNOTSUPP", "of a module that has none", S.lsm_get_self_attr("current", "single", "capability"))
		t.fails("INVAL", "of one that is none", S.lsm_get_self_attr("current", "single"))
		t.fails("OPNOTSUPP", "lsm_set_self_attr of what has none",
			S.lsm_set_self_attr("current", { id = "capability", ctx = "x" }))
	end
	t.raises("unknown name", "an attribute that is none", S.lsm_get_self_attr, "nosuch")
	t.raises("ctx: string", "a context that is none", S.lsm_set_self_attr, "current", { id = 1 })
end

t.done()

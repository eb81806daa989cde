/* bpf(2). Every address in an attr is one of an object that is large enough for what the command does there. */
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fd.h"
#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "lsys_obj.h"
#include "sys/structs.h"

static long bpf(unsigned cmd, union bpf_attr *attr)
{
	return syscall(SYS_bpf, cmd, attr, sizeof(*attr));
}

static const struct lsys_lua_kind *attr_kind(lua_State *L)
{
	return lsys_lua_kind_of(L, &lsys_bpf_attr_record);
}

/* Processors that there may ever be: elements of per-processor maps have a value for each. */
static unsigned possible_cpus(void)
{
	char t[256];
	ssize_t n = lsys_read_file(AT_FDCWD, "/sys/devices/system/cpu/possible", t, sizeof(t));
	unsigned long last = 4095; /* rather too much room wanted than too little */

	if (n > 0) {
		const char *p = strrchr(t, '-') ? strrchr(t, '-') : strrchr(t, ',');

		last = 0;
		for (p = p ? p + 1 : t; *p >= '0' && *p <= '9'; p++)
			last = last * 10 + (unsigned long)(*p - '0');
	}
	return (unsigned)last + 1;
}

struct sizes { uint32_t key, value; };

/* Bytes of a map's keys and values, as they go to and from user space. */
static int map_sizes(int fd, struct sizes *s)
{
	struct bpf_map_info info = { 0 };
	union bpf_attr attr = { .info = { .bpf_fd = (uint32_t)fd, .info_len = sizeof(info), .info = (uint64_t)(uintptr_t)&info } };

	if (bpf(BPF_OBJ_GET_INFO_BY_FD, &attr) < 0)
		return -errno;
	*s = (struct sizes){ info.key_size, info.value_size };
	switch (info.type) {
	case BPF_MAP_TYPE_PERCPU_HASH:
	case BPF_MAP_TYPE_PERCPU_ARRAY:
	case BPF_MAP_TYPE_LRU_PERCPU_HASH:
	case BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE:
		s->value = (s->value + 7) / 8 * 8 * possible_cpus();
		break;
	default:
		break;
	}
	return 0;
}

#define PTR_CHECK(member, need, what) \
	lsys_lua_check_pinned(L, lsys_ptr_at(&attr->member, sizeof(attr->member)), 2, need, what)

/* Text that a member points to: it must end inside its object. */
static void check_text(lua_State *L, const void *member, unsigned size, const char *what)
{
	const void *at = lsys_ptr_at(member, size);
	const struct lsys_lua_obj *o;

	lsys_lua_check_pinned(L, at, 2, 1, what);
	lsys_lua_push_pinned(L, at, 2);
	o = lsys_lua_test_obj(L, -1);
	if (!memchr(lsys_lua_mem(L, o, false), '\0', o->size))
		luaL_error(L, "%s: does not end with a zero byte", what);
	lua_pop(L, 1);
}

static void check_elem(lua_State *L, unsigned cmd, const union bpf_attr *attr)
{
	struct sizes s = { 0 };

	if (map_sizes((int)attr->map_fd, &s) < 0) /* no map: then the call fails before it looks */
		return;
	if (cmd != BPF_MAP_GET_NEXT_KEY || attr->key)
		PTR_CHECK(key, s.key, "key");
	if (cmd == BPF_MAP_GET_NEXT_KEY)
		PTR_CHECK(next_key, s.key, "next_key");
	else if (cmd != BPF_MAP_DELETE_ELEM)
		PTR_CHECK(value, s.value, "value");
}

/* S.bpf(cmd, attr) -> number; fd for commands that give one */
static int l_bpf(lua_State *L)
{
	unsigned cmd = (unsigned)lsys_lua_check_const(L, 1, lsys_group_named("BPF_CMD"), 0);
	bool gives_fd = false;
	union bpf_attr *attr;
	long r;

	lua_settop(L, 2);
	attr = lsys_lua_to(L, 2, attr_kind(L));
	switch (cmd) {
	case BPF_MAP_CREATE:
	case BPF_PROG_GET_FD_BY_ID:
	case BPF_MAP_GET_FD_BY_ID:
	case BPF_BTF_GET_FD_BY_ID:
		gives_fd = true;
		break;
	case BPF_MAP_LOOKUP_ELEM:
	case BPF_MAP_UPDATE_ELEM:
	case BPF_MAP_DELETE_ELEM:
	case BPF_MAP_GET_NEXT_KEY:
	case BPF_MAP_LOOKUP_AND_DELETE_ELEM:
		check_elem(L, cmd, attr);
		break;
	case BPF_PROG_LOAD:
		gives_fd = true;
		PTR_CHECK(insns, (size_t)attr->insn_cnt * sizeof(struct bpf_insn), "insns");
		check_text(L, &attr->license, sizeof(attr->license), "license");
		PTR_CHECK(log_buf, attr->log_size, "log_buf");
		break;
	case BPF_OBJ_GET:
		gives_fd = true;
		__attribute__((fallthrough));
	case BPF_OBJ_PIN:
		check_text(L, &attr->pathname, sizeof(attr->pathname), "pathname");
		break;
	case BPF_PROG_ATTACH:
	case BPF_PROG_DETACH:
	case BPF_PROG_GET_NEXT_ID:
	case BPF_MAP_GET_NEXT_ID:
	case BPF_BTF_GET_NEXT_ID:
	case BPF_MAP_FREEZE:
		break;
	default:
		return luaL_argerror(L, 1, "not a command that can be checked; S.syscall makes any");
	}
	if (gives_fd)
		lsys_lua_new_fd(L);
	r = bpf(cmd, attr);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	if (gives_fd)
		*(int *)lua_touserdata(L, -1) = (int)r;
	else
		lua_pushinteger(L, (lua_Integer)r);
	return 1;
}

/* S.bpf_map_create(type, key_size, value_size, max_entries) -> fd */
static int l_map_create(lua_State *L)
{
	union bpf_attr attr = { 0 };
	int *fd;

	attr.map_type = (uint32_t)lsys_lua_check_const(L, 1, lsys_group_named("BPF_MAP"), 0);
	attr.key_size = (uint32_t)lsys_lua_check_i64(L, 2, 0, UINT32_MAX);
	attr.value_size = (uint32_t)lsys_lua_check_i64(L, 3, 0, UINT32_MAX);
	attr.max_entries = (uint32_t)lsys_lua_check_i64(L, 4, 0, UINT32_MAX);
	fd = lsys_lua_new_fd(L);
	*fd = (int)bpf(BPF_MAP_CREATE, &attr);
	return *fd < 0 ? lsys_lua_fail(L, errno) : 1;
}

#define LOG_SIZE 65536

/* S.bpf_prog_load(type, insns, len, [license], [version], [log_level]) -> fd, log; or nil, error, log */
static int l_prog_load(lua_State *L)
{
	union bpf_attr attr = { 0 };
	size_t size;
	char *log;
	int *fd, e;

	lua_settop(L, 6);
	attr.prog_type = (uint32_t)lsys_lua_check_const(L, 1, lsys_group_named("BPF_PROG"), 0);
	attr.insns = (uint64_t)(uintptr_t)lsys_lua_check_bytes(L, 2, false, &size);
	attr.insn_cnt = (uint32_t)lsys_lua_check_i64(L, 3, 0, (int64_t)(size / sizeof(struct bpf_insn)));
	attr.license = (uint64_t)(uintptr_t)(lua_isnil(L, 4) ? "GPL" : lsys_lua_check_path(L, 4));
	attr.kern_version = lua_isnil(L, 5) ? 0 : (uint32_t)lsys_lua_check_i64(L, 5, 0, UINT32_MAX);
	attr.log_level = lua_isnil(L, 6) ? 1 : (uint32_t)lsys_lua_check_i64(L, 6, 0, UINT32_MAX);
	log = lua_newuserdata(L, LOG_SIZE);
	log[0] = '\0';
	if (attr.log_level) {
		attr.log_buf = (uint64_t)(uintptr_t)log;
		attr.log_size = LOG_SIZE;
	}
	fd = lsys_lua_new_fd(L);
	*fd = (int)bpf(BPF_PROG_LOAD, &attr);
	if (*fd < 0) {
		e = errno;
		lsys_lua_fail(L, e);
		lua_pop(L, 1);
		lua_pushlstring(L, log, strnlen(log, LOG_SIZE));
		return 3;
	}
	lua_pushlstring(L, log, strnlen(log, LOG_SIZE));
	return 2;
}

/* A key or value of exactly so many bytes: bytes of that length, or a number. The result lives as long as the call. */
static uint64_t element(lua_State *L, int i, uint32_t want, bool write)
{
	size_t size;
	void *p;

	if (lua_type(L, i) == LUA_TNUMBER && !write) {
		if (want != 1 && want != 2 && want != 4 && want != 8)
			luaL_argerror(L, i, lua_pushfstring(L, "%d bytes wanted", (int)want));
		p = lua_newuserdata(L, 8);
		lsys_set_uint(p, want, lsys_lua_to_uint(L, i, want, true));
		return (uint64_t)(uintptr_t)p;
	}
	p = lsys_lua_check_bytes(L, i, write, &size);
	if (size < want)
		luaL_argerror(L, i, lua_pushfstring(L, "%d bytes wanted, got %d", (int)want, (int)size));
	return (uint64_t)(uintptr_t)p;
}

/* S.bpf_map_op(op, fd, key, value or next key, [flags]) -> 0. key nil, to walk: the first one. */
static int l_map_op(lua_State *L)
{
	unsigned op = (unsigned)lsys_lua_check_const(L, 1, lsys_group_named("BPF_CMD"), 0);
	int fd = lsys_lua_check_fd(L, 2), e;
	union bpf_attr attr = { 0 };
	struct sizes s = { 0 };
	bool reads = op == BPF_MAP_LOOKUP_ELEM || op == BPF_MAP_GET_NEXT_KEY || op == BPF_MAP_LOOKUP_AND_DELETE_ELEM;
	long r;

	lua_settop(L, 5);
	if (!reads && op != BPF_MAP_UPDATE_ELEM && op != BPF_MAP_DELETE_ELEM)
		return luaL_argerror(L, 1, "not an operation on a map's elements");
	e = map_sizes(fd, &s);
	if (e < 0)
		return lsys_lua_fail(L, -e);
	attr.map_fd = (uint32_t)fd;
	if (op != BPF_MAP_GET_NEXT_KEY || !lua_isnil(L, 3))
		attr.key = element(L, 3, s.key, false);
	if (op != BPF_MAP_DELETE_ELEM)
		attr.value = element(L, 4, op == BPF_MAP_GET_NEXT_KEY ? s.key : s.value, reads);
	attr.flags = lsys_lua_check_const(L, 5, lsys_group_named("BPF"), 0);
	r = bpf(op, &attr);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_pushinteger(L, (lua_Integer)r);
	return 1;
}

static void s_code(lua_State *L, int i, void *p, int holder)
{
	(void)holder;
	((struct bpf_insn *)p)->code = (uint8_t)lsys_lua_check_const(L, i, lsys_group_named("BPF"), 0);
}

static const struct lsys_lua_setter insn_setters[] = { { "code", s_code }, { NULL, NULL } };

const struct lsys_lua_kind lsys_lua_bpf_kinds[] = {
	{ .name = "bpf_insn", .rec = &lsys_bpf_insn_record, .setters = insn_setters },
	{ .name = "bpf_insns", .rec = &lsys_bpf_insn_record, .shape = LSYS_LUA_ARRAY },
	{ .name = "bpf_attr1", .rec = &lsys_bpf_attr_record, .shape = LSYS_LUA_ARRAY, .count = 1 },
	{ .name = NULL },
};

const luaL_Reg lsys_lua_bpf_functions[] = {
	{ "bpf", l_bpf }, { "bpf_map_create", l_map_create }, { "bpf_prog_load", l_prog_load }, { "bpf_map_op", l_map_op },
	{ NULL, NULL },
};

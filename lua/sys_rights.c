/* System calls on users, groups, capabilities and processors that give more than one thing, or a struct made of two. */
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <grp.h>

#include "functions.h"
#include "kinds.h"
#include "sys/abi.h"
#include "sys/structs.h"

/* Argument i as a place for an unsigned int, which is filled besides. */
static void fill(lua_State *L, int i, unsigned v)
{
	size_t n;
	void *p;

	if (lua_isnoneornil(L, i))
		return;
	p = lsys_lua_check_bytes(L, i, true, &n);
	luaL_argcheck(L, n >= sizeof(v), i, "too small for an int");
	memcpy(p, &v, sizeof(v));
}

static int three(lua_State *L, int r, const unsigned v[3])
{
	if (r < 0)
		return lsys_lua_fail(L, errno);
	for (int i = 0; i < 3; i++)
		fill(L, i + 1, v[i]);
	lua_pushboolean(L, true);
	lua_pushnil(L);
	for (int i = 0; i < 3; i++)
		lua_pushnumber(L, v[i]);
	return 5;
}

/* S.getresuid([ruid], [euid], [suid]) -> true, nil, ruid, euid, suid */
static int l_getresuid(lua_State *L)
{
	uid_t v[3] = { 0, 0, 0 };

	return three(L, getresuid(&v[0], &v[1], &v[2]), v);
}

/* S.getresgid([rgid], [egid], [sgid]) -> true, nil, rgid, egid, sgid */
static int l_getresgid(lua_State *L)
{
	gid_t v[3] = { 0, 0, 0 };

	return three(L, getresgid(&v[0], &v[1], &v[2]), v);
}

/* S.getgroups() -> groups */
static int l_getgroups(lua_State *L)
{
	const struct lsys_lua_kind *k = lsys_lua_kind_named(L, "groups");
	int n = getgroups(0, NULL);
	gid_t *g;

	if (n < 0)
		return lsys_lua_fail(L, errno);
	g = lsys_lua_new(L, k, (size_t)n);
	if (n && getgroups(n, g) < 0)
		return lsys_lua_fail(L, errno);
	return 1;
}

/* S.setgroups(groups or list) */
static int l_setgroups(lua_State *L)
{
	size_t n;
	const gid_t *g = lsys_lua_to_array(L, 1, lsys_lua_kind_named(L, "groups"), &n);

	return lsys_lua_ok(L, setgroups(n, g) < 0 ? -errno : 0);
}

/* S.capget([pid or header], [data]) -> capabilities */
static int l_capget(lua_State *L)
{
	const struct lsys_lua_kind *head = lsys_lua_kind_named(L, "user_cap_header"), *two = lsys_lua_kind_named(L, "user_cap_data2");
	struct lsys_cap_header *h, own = { LSYS_CAP_VERSION, 0 };
	struct lsys_cap_data data[2] = { { 0, 0, 0 }, { 0, 0, 0 } }, *d = data;

	lua_settop(L, 2);
	h = lsys_lua_test(L, 1, head);
	if (!h) {
		h = &own;
		own.pid = lua_isnil(L, 1) ? 0 : (int32_t)lsys_lua_check_i64(L, 1, 0, INT32_MAX);
	}
	if (!lua_isnil(L, 2))
		d = lsys_lua_check(L, 2, two);
	if (syscall(SYS_capget, h, h->version ? d : NULL) < 0)
		return lsys_lua_fail(L, errno);
	lsys_lua_caps_join(lsys_lua_new(L, lsys_lua_kind_of(L, &lsys_capabilities_record), 1), h, d);
	return 1;
}

/* S.capset(capabilities), S.capset(header, data) */
static int l_capset(lua_State *L)
{
	struct lsys_cap_header *h, own;
	struct lsys_cap_data data[2], *d = data;

	luaL_checkany(L, 1);
	h = lsys_lua_test(L, 1, lsys_lua_kind_named(L, "user_cap_header"));
	if (h) {
		d = lsys_lua_check(L, 2, lsys_lua_kind_named(L, "user_cap_data2"));
	} else {
		const struct lsys_capabilities *c = lsys_lua_to(L, 1, lsys_lua_kind_of(L, &lsys_capabilities_record));

		own = (struct lsys_cap_header){ c->version, c->pid };
		h = &own;
		lsys_lua_caps_split(c, data);
	}
	return lsys_lua_ok(L, syscall(SYS_capset, h, d) < 0 ? -errno : 0);
}

/* Processors and memory nodes */

static pid_t opt_pid(lua_State *L, int i)
{
	return lua_isnoneornil(L, i) ? 0 : (pid_t)lsys_lua_check_i64(L, i, INT32_MIN, INT32_MAX);
}

static size_t opt_len(lua_State *L, int i)
{
	size_t all = sizeof(struct lsys_cpu_set);

	return lua_isnoneornil(L, i) ? all : (size_t)lsys_lua_check_i64(L, i, 0, (int64_t)all);
}

/* S.sched_getaffinity([pid], [mask], [len]) -> cpu_set */
static int l_sched_getaffinity(lua_State *L)
{
	const struct lsys_lua_kind *k = lsys_lua_kind_of(L, &lsys_cpu_set_record);
	pid_t pid = opt_pid(L, 1);
	size_t len = opt_len(L, 3);
	char *mask;
	long r;

	lua_settop(L, 2);
	if (lua_isnil(L, 2)) {
		mask = lsys_lua_new(L, k, 1);
	} else {
		lsys_lua_check(L, 2, k);
		mask = lsys_lua_mem(L, lsys_lua_test_obj(L, 2), true);
	}
	r = syscall(SYS_sched_getaffinity, pid, len, mask); /* bytes that it filled */
	if (r < 0)
		return lsys_lua_fail(L, errno);
	memset(mask + r, 0, sizeof(struct lsys_cpu_set) - (size_t)r);
	return 1;
}

/* S.sched_setaffinity([pid], mask or list, [len]) */
static int l_sched_setaffinity(lua_State *L)
{
	pid_t pid = opt_pid(L, 1);
	size_t len = opt_len(L, 3);

	luaL_checkany(L, 2);
	return lsys_lua_ok(L, syscall(SYS_sched_setaffinity, pid, len, lsys_lua_to(L, 2, lsys_lua_kind_of(L, &lsys_cpu_set_record))) < 0 ?
		-errno : 0);
}

/* S.getcpu([cpu], [node]) -> { cpu = , node = } */
static int l_getcpu(lua_State *L)
{
	unsigned cpu = 0, node = 0;

	if (syscall(SYS_getcpu, &cpu, &node, NULL) < 0)
		return lsys_lua_fail(L, errno);
	fill(L, 1, cpu);
	fill(L, 2, node);
	lua_createtable(L, 0, 2);
	lua_pushnumber(L, cpu);
	lua_setfield(L, -2, "cpu");
	lua_pushnumber(L, node);
	lua_setfield(L, -2, "node");
	return 1;
}

const luaL_Reg lsys_lua_rights_functions[] = {
	{ "getresuid", l_getresuid }, { "getresgid", l_getresgid }, { "getgroups", l_getgroups }, { "setgroups", l_setgroups },
	{ "capget", l_capget }, { "capset", l_capset },
	{ "sched_getaffinity", l_sched_getaffinity }, { "sched_setaffinity", l_sched_setaffinity }, { "getcpu", l_getcpu },
	{ NULL, NULL },
};

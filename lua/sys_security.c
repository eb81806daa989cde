/* Calls that are many calls by their first argument: prctl, keyctl, ptrace, seccomp; rules of Landlock; security modules. */
#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/uapi.h"
#include "functions.h"
#include "sys/abi.h"
#include "sys/structs.h"

/*
 * Calls the row AREA.NAME, where NAME is what the group calls the number that argument 1 is, with the arguments behind it.
 * What has no row is refused: it might take addresses. The functions are kept in the registry, by number.
 */
static int operation(lua_State *L, const char *group, const char *area)
{
	const struct lsys_group *g = lsys_group_named(group);
	const struct lsys_call *row = NULL;
	uint64_t v;

	luaL_checkany(L, 1);
	v = lsys_lua_check_const(L, 1, g, 0);
	lua_pushfstring(L, "lsys.%s", area);
	luaL_getsubtable(L, LUA_REGISTRYINDEX, lua_tostring(L, -1));
	lua_remove(L, -2);
	lua_pushnumber(L, (lua_Number)v);
	lua_rawget(L, -2);
	if (lua_isnil(L, -1)) {
		struct lsys_const c = lsys_const_of(g->names, v);

		lua_pop(L, 1);
		if (c.name)
			row = lsys_call_named(lua_pushfstring(L, "%s.%s", area, c.name));
		if (!row)
			luaL_argerror(L, 1, lua_pushfstring(L, "%s: no operation of %s that can be made from here", luaL_tolstring(L, 1, NULL), area));
		lua_pop(L, 1);
		lsys_lua_push_call(L, row);
		lua_pushnumber(L, (lua_Number)v);
		lua_pushvalue(L, -2);
		lua_rawset(L, -4);
	}
	lua_replace(L, 1);
	lua_pop(L, 1);
	lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
	return lua_gettop(L);
}

/* S.prctl(option, ...) */
static int l_prctl(lua_State *L)
{
	return operation(L, "PR", "prctl");
}

/* S.keyctl(operation, ...) */
static int l_keyctl(lua_State *L)
{
	return operation(L, "KEYCTL", "keyctl");
}

/* S.ptrace(operation, ...) */
static int l_ptrace(lua_State *L)
{
	return operation(L, "PTRACE", "ptrace");
}

/* S.seccomp(operation, [flags], [filter or number]) */
static int l_seccomp(lua_State *L)
{
	const struct lsys_lua_kind *k = lsys_lua_kind_of(L, &lsys_sock_fprog_record);
	unsigned op, flags, action;
	void *arg = NULL;
	int *fd;
	long r;

	luaL_checkany(L, 1);
	lua_settop(L, 3);
	op = (unsigned)lsys_lua_check_const(L, 1, lsys_group_named("SECCOMP_OP"), 0);
	flags = (unsigned)lsys_lua_check_const(L, 2, lsys_group_named("SECCOMP_FILTER_FLAG"), 0);
	if (op == SECCOMP_SET_MODE_FILTER) {
		arg = lsys_lua_to(L, 3, k);
		k->check(L, arg, 3);
	} else if (op == SECCOMP_GET_ACTION_AVAIL) {
		action = (unsigned)lsys_lua_check_const(L, 3, lsys_group_named("SECCOMP_RET"), 0);
		arg = &action;
	} else if (op == SECCOMP_GET_NOTIF_SIZES) {
		arg = lsys_lua_new(L, lsys_lua_kind_of(L, &lsys_seccomp_notif_sizes_record), 1);
	} else if (!lua_isnil(L, 3)) {
		luaL_argerror(L, 3, "this operation takes nothing");
	}
	fd = lsys_lua_new_fd(L);
	r = syscall(SYS_seccomp, op, flags, arg);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	if (op == SECCOMP_SET_MODE_FILTER && flags & SECCOMP_FILTER_FLAG_NEW_LISTENER) {
		*fd = (int)r;
		return 1;
	}
	if (op == SECCOMP_GET_NOTIF_SIZES) {
		lua_pop(L, 1);
		return 1;
	}
	if (r) { /* with tsync the thread that could not follow */
		lua_pushnumber(L, (lua_Number)r);
		return 1;
	}
	return lsys_lua_ok(L, 0);
}

/* S.landlock_create_ruleset([attr], [flags]) -> fd, or a number with flags */
static int l_landlock_create_ruleset(lua_State *L)
{
	unsigned flags;
	void *attr = NULL;
	int *fd;
	long r;

	lua_settop(L, 2);
	flags = (unsigned)lsys_lua_check_const(L, 2, lsys_group_named("LANDLOCK_CREATE_RULESET"), 0);
	if (!lua_isnil(L, 1))
		attr = lsys_lua_to(L, 1, lsys_lua_kind_of(L, &lsys_landlock_ruleset_attr_record));
	fd = lsys_lua_new_fd(L);
	r = syscall(__NR_landlock_create_ruleset, attr, attr ? sizeof(struct lsys_landlock_ruleset_attr) : 0, flags);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	if (flags)
		lua_pushnumber(L, (lua_Number)r);
	else
		*fd = (int)r;
	return 1;
}

/* S.landlock_add_rule(ruleset, type, attr, [flags]) */
static int l_landlock_add_rule(lua_State *L)
{
	static const struct { unsigned type; const struct lsys_record *rec; } rules[] = {
		{ 1, &lsys_landlock_path_beneath_attr_record }, { 2, &lsys_landlock_net_port_attr_record },
	};
	int fd = lsys_lua_check_fd(L, 1);
	const struct lsys_record *rec = NULL;
	unsigned type, flags;

	luaL_checkany(L, 3);
	type = (unsigned)lsys_lua_check_const(L, 2, lsys_group_named("LANDLOCK_RULE"), 0);
	flags = (unsigned)(lua_isnoneornil(L, 4) ? 0 : lsys_lua_check_i64(L, 4, 0, UINT32_MAX));
	for (unsigned i = 0; i < LSYS_COUNT(rules); i++)
		if (rules[i].type == type)
			rec = rules[i].rec;
	if (!rec)
		return luaL_argerror(L, 2, "no such type of rule");
	return lsys_lua_ok(L, syscall(__NR_landlock_add_rule, fd, type, lsys_lua_to(L, 3, lsys_lua_kind_of(L, rec)), flags) < 0 ? -errno : 0);
}

/* Security modules. What each says of itself begins with this (linux/lsm.h); the next is len bytes further. */
struct context { uint64_t id, flags, len, ctx_len; char ctx[]; };

#define CONTEXT_MOST (1024 * 1024) /* bytes; the kernel has a page for one */

/* S.lsm_list_modules([flags]) -> list of numbers */
static int l_lsm_list_modules(lua_State *L)
{
	unsigned flags = lua_isnoneornil(L, 1) ? 0 : (unsigned)lsys_lua_check_i64(L, 1, 0, UINT32_MAX);
	uint64_t ids[64];
	uint32_t size = sizeof(ids);
	long n = syscall(__NR_lsm_list_modules, ids, &size, flags);

	if (n < 0)
		return lsys_lua_fail(L, errno);
	lua_createtable(L, (int)n, 0);
	for (int i = 0; i < (int)n; i++) {
		lsys_lua_push_u64(L, ids[i]);
		lua_rawseti(L, -2, i + 1);
	}
	return 1;
}

static void push_context(lua_State *L, const struct context *c, size_t room)
{
	size_t n = room - sizeof(*c) < c->ctx_len ? room - sizeof(*c) : (size_t)c->ctx_len;

	while (n && !c->ctx[n - 1]) /* some count the zero byte, some do not */
		n--;
	lua_createtable(L, 0, 3);
	lsys_lua_push_u64(L, c->id);
	lua_setfield(L, -2, "id");
	lsys_lua_push_u64(L, c->flags);
	lua_setfield(L, -2, "flags");
	lua_pushlstring(L, c->ctx, n);
	lua_setfield(L, -2, "ctx");
}

/* S.lsm_get_self_attr(attr, [flags], [id]) -> list of tables */
static int l_lsm_get_self_attr(lua_State *L)
{
	unsigned attr, flags = (unsigned)lsys_lua_check_const(L, 2, lsys_group_named("LSM_FLAG"), 0);
	uint64_t id = lsys_lua_check_const(L, 3, lsys_group_named("LSM_ID"), 0);

	luaL_checkany(L, 1);
	attr = (unsigned)lsys_lua_check_const(L, 1, lsys_group_named("LSM_ATTR"), 0);
	for (uint32_t room = 4096; room <= CONTEXT_MOST; room *= 2) {
		char *p = lua_newuserdata(L, room);
		uint32_t size = room;
		long n;

		*(struct context *)(void *)p = (struct context){ .id = id };
		n = syscall(__NR_lsm_get_self_attr, attr, p, &size, flags);
		if (n < 0 && errno != E2BIG)
			break;
		if (n < 0) {
			lua_pop(L, 1);
			continue;
		}
		lua_newtable(L);
		for (size_t at = 0; n > 0 && size - at >= sizeof(struct context); n--) {
			const struct context *c = (const struct context *)(const void *)(p + at);

			push_context(L, c, size - at);
			lua_rawseti(L, -2, (int)lua_rawlen(L, -2) + 1);
			if (c->len < sizeof(*c) || c->len > size - at)
				break;
			at += (size_t)c->len;
		}
		return 1;
	}
	return lsys_lua_fail(L, errno);
}

/* S.lsm_set_self_attr(attr, { id, ctx, [flags] }, [flags]) -> true */
static int l_lsm_set_self_attr(lua_State *L)
{
	unsigned attr, flags = lua_isnoneornil(L, 3) ? 0 : (unsigned)lsys_lua_check_i64(L, 3, 0, UINT32_MAX);
	struct context *c, head = { 0 };
	const char *text;
	size_t n;

	luaL_checktype(L, 2, LUA_TTABLE);
	lua_settop(L, 3);
	attr = (unsigned)lsys_lua_check_const(L, 1, lsys_group_named("LSM_ATTR"), 0);
	lua_getfield(L, 2, "id");
	head.id = lsys_lua_check_const(L, 4, lsys_group_named("LSM_ID"), 0);
	lua_getfield(L, 2, "flags");
	if (!lua_isnil(L, 5))
		head.flags = lsys_lua_to_u64(L, 5);
	lua_getfield(L, 2, "ctx");
	text = lua_tolstring(L, 6, &n);
	luaL_argcheck(L, text && n < CONTEXT_MOST, 2, "ctx: string expected");
	c = lua_newuserdata(L, sizeof(*c) + n);
	head.ctx_len = n;
	head.len = sizeof(*c) + n;
	*c = head;
	memcpy(c->ctx, text, n);
	return lsys_lua_ok(L, syscall(__NR_lsm_set_self_attr, attr, c, (uint32_t)head.len, flags) < 0 ? -errno : 0);
}

const luaL_Reg lsys_lua_security_functions[] = {
	{ "prctl", l_prctl }, { "keyctl", l_keyctl }, { "ptrace", l_ptrace }, { "seccomp", l_seccomp },
	{ "landlock_create_ruleset", l_landlock_create_ruleset }, { "landlock_add_rule", l_landlock_add_rule },
	{ "lsm_list_modules", l_lsm_list_modules }, { "lsm_get_self_attr", l_lsm_get_self_attr },
	{ "lsm_set_self_attr", l_lsm_set_self_attr }, { NULL, NULL },
};

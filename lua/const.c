/* Constants: S.c.O.CREAT, S.c.O("creat, rdwr"), and the words that functions take for them. */
#include <ctype.h>
#include <string.h>

#include "lsys_lua.h"

#define MEMO "lsys.const" /* registry: a table per group, of strings met before and their values */

static void push_memo(lua_State *L, const struct lsys_group *g)
{
	luaL_getsubtable(L, LUA_REGISTRYINDEX, MEMO);
	lua_rawgetp(L, -1, g);
	if (lua_isnil(L, -1)) {
		lua_pop(L, 1);
		lua_newtable(L);
		lua_pushvalue(L, -1);
		lua_rawsetp(L, -3, g);
	}
	lua_remove(L, -2);
}

/* The value of the string at index i; false and err when it has none. */
static bool parse(lua_State *L, int i, const struct lsys_group *g, uint64_t *v, struct lsys_err *err)
{
	int r;

	push_memo(L, g);
	lua_pushvalue(L, i);
	lua_rawget(L, -2);
	if (!lua_isnil(L, -1)) {
		*v = (uint64_t)(int64_t)lua_tonumber(L, -1);
		lua_pop(L, 2);
		return true;
	}
	r = lsys_group_parse(g, lua_tostring(L, i), v, err);
	if (r == 0) {
		lua_pushvalue(L, i);
		lua_pushnumber(L, (lua_Number)(int64_t)*v); /* a negative one is all ones above */
		lua_rawset(L, -4);
	}
	lua_pop(L, 2);
	return r == 0;
}

uint64_t lsys_lua_check_const(lua_State *L, int n, const struct lsys_group *g, uint64_t def)
{
	struct lsys_err err;
	uint64_t v;

	switch (lua_type(L, n)) {
	case LUA_TNONE:
	case LUA_TNIL:
		return def;
	case LUA_TSTRING:
		if (!parse(L, n, g, &v, &err))
			luaL_argerror(L, n, lua_pushfstring(L, "%s: %s", err.object, err.msg));
		return v;
	default:
		return (uint64_t)lsys_lua_check_i64(L, n, INT64_MIN, INT64_MAX);
	}
}

/* S.c.O[key] for what is not a row's upper-case name: other case, the prefix, lists. Upvalue: the group. */
static int l_group_index(lua_State *L)
{
	const struct lsys_group *g = lua_touserdata(L, lua_upvalueindex(1));
	struct lsys_err err;
	uint64_t v;

	if (lua_type(L, 2) != LUA_TSTRING) {
		lua_settop(L, 2);
		return 1; /* numbers are their own value */
	}
	if (parse(L, 2, g, &v, &err)) {
		lua_pushnumber(L, (lua_Number)(int64_t)v);
		return 1;
	}
	/* A wrong word in a list is a mistake; a single name may be asked for to see if it is there. */
	if (g->names->flags && strpbrk(lua_tostring(L, 2), ", |"))
		return luaL_error(L, "%s: %s", err.object, err.msg);
	lua_pushnil(L);
	return 1;
}

/* S.c.O("creat", "rdwr", "~excl"): all of them together. */
static int l_group_call(lua_State *L)
{
	const struct lsys_group *g = lua_touserdata(L, lua_upvalueindex(1));
	struct lsys_err err;
	uint64_t all = 0, v;
	int n = lua_gettop(L);

	for (int i = 2; i <= n; i++) {
		if (lua_type(L, i) == LUA_TSTRING) {
			const char *s = lua_tostring(L, i);
			bool clear = *s == '~' && n > 2;

			if (clear) {
				lua_pushstring(L, s + 1);
				lua_replace(L, i);
			}
			if (!parse(L, i, g, &v, &err))
				return luaL_error(L, "%s: %s", err.object, err.msg);
			all = clear ? all & ~v : all | v;
		} else if (!lua_isnil(L, i)) {
			all |= (uint64_t)lsys_lua_check_i64(L, i, INT64_MIN, INT64_MAX);
		}
	}
	lua_pushnumber(L, (lua_Number)(int64_t)all);
	return 1;
}

/* S.c.O: a table of its rows under their upper-case names. */
static void push_group(lua_State *L, const struct lsys_group *g)
{
	const struct lsys_names *names = g->names;

	lua_createtable(L, 0, names->n);
	for (unsigned i = 0; i < names->n; i++) {
		char t[64];
		size_t n = strlen(names->rows[i].name);

		if (n >= sizeof(t))
			continue;
		for (size_t k = 0; k < n; k++)
			t[k] = (char)toupper((unsigned char)names->rows[i].name[k]);
		lua_pushlstring(L, t, n);
		lua_pushnumber(L, (lua_Number)(int64_t)names->rows[i].value);
		lua_rawset(L, -3);
	}
	lua_createtable(L, 0, 2);
	lua_pushlightuserdata(L, (void *)(uintptr_t)g);
	lua_pushcclosure(L, l_group_index, 1);
	lua_setfield(L, -2, "__index");
	lua_pushlightuserdata(L, (void *)(uintptr_t)g);
	lua_pushcclosure(L, l_group_call, 1);
	lua_setfield(L, -2, "__call");
	lua_setmetatable(L, -2);
}

static int l_consts_index(lua_State *L)
{
	const struct lsys_group *g = lua_type(L, 2) == LUA_TSTRING ? lsys_group_named(lua_tostring(L, 2)) : NULL;

	if (!g) {
		lua_pushnil(L);
		return 1;
	}
	push_group(L, g);
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, 1);
	return 1;
}

/* pairs(S.c) wants all of them. */
static int l_consts_pairs(lua_State *L)
{
	for (unsigned i = 0; i < lsys_ngroups; i++) {
		lua_getfield(L, 1, lsys_groups[i].name);
		lua_pop(L, 1);
	}
	lua_getglobal(L, "next");
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

void lsys_lua_push_consts(lua_State *L)
{
	static const luaL_Reg meta[] = { { "__index", l_consts_index }, { "__pairs", l_consts_pairs }, { NULL, NULL } };

	lua_newtable(L);
	luaL_newlib(L, meta);
	lua_setmetatable(L, -2);
}

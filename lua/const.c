/* Constants: S.c.O.CREAT, S.c.O("creat, rdwr"), and the words that functions take for them. */
#include <asm/ioctl.h>
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

/* Values are signed: AT_FDCWD is -100, RLIM_INFINITY -1. */
static void push_value(lua_State *L, uint64_t v)
{
	lsys_lua_push_i64(L, (int64_t)v);
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
	push_value(L, r == 0 ? *v : 0);
	if (r == 0 && lua_type(L, -1) == LUA_TNUMBER) { /* and not an object, whose number would not be exact */
		lua_pushvalue(L, i);
		lua_insert(L, -2);
		lua_rawset(L, -4);
	} else {
		lua_pop(L, 1);
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

/* What a group makes of a key that is no string: numbers and the like are their own value. */
static int other_key(lua_State *L, const struct lsys_group *g)
{
	switch (g->kind) {
	case LSYS_AT:
		push_value(L, (uint64_t)(int64_t)lsys_lua_check_dirfd(L, 2));
		return 1;
	case LSYS_TABLE:
		if (lua_type(L, 2) != LUA_TNUMBER) {
			lua_pushnil(L);
			return 1;
		}
		lua_pushvalue(L, 2);
		lua_tostring(L, -1);
		lua_rawget(L, 1);
		return 1;
	case LSYS_TEXTS:
		if (lua_type(L, 2) == LUA_TNUMBER && lsys_errno_name((int)lua_tonumber(L, 2)))
			lua_pushstring(L, strerror((int)lua_tonumber(L, 2)));
		else
			lua_pushnil(L);
		return 1;
	case LSYS_ARRAY:
		lua_pushnil(L);
		return 1;
	default:
		if (!lua_toboolean(L, 2) && (g->kind == LSYS_CHARS || lsys_group_is_list(g)))
			lua_pushinteger(L, 0);
		else
			lua_pushvalue(L, 2);
		return 1;
	}
}

/* A word that a group does not know is a mistake, unless it can only be the question if the constant is there. */
static bool is_question(const struct lsys_group *g, const char *s)
{
	switch (g->kind) {
	case LSYS_CHARS:
	case LSYS_AT:
		return false;
	default:
		if (!lsys_group_is_list(g))
			return true;
		if ((g->kind == LSYS_MODES && *s == '0') || (g->kind == LSYS_SWAP && isdigit((unsigned char)*s)))
			return false;
		for (; *s; s++)
			if (islower((unsigned char)*s) || strchr(", |", *s))
				return false;
		return true;
	}
}

/* S.c.O[key] for what is not a row's upper-case name: other case, the prefix, lists. Upvalue: the group. */
static int l_group_index(lua_State *L)
{
	const struct lsys_group *g = lua_touserdata(L, lua_upvalueindex(1));
	struct lsys_err err;
	uint64_t v;

	if (lua_type(L, 2) != LUA_TSTRING)
		return other_key(L, g);
	if (g->kind == LSYS_ARRAY) {
		lua_pushnumber(L, lua_tonumber(L, 2));
		lua_rawget(L, 1);
		return 1;
	}
	if (g->kind != LSYS_TABLE && g->kind != LSYS_TEXTS) {
		if (parse(L, 2, g, &v, &err)) {
			push_value(L, v);
			return 1;
		}
		if (!is_question(g, lua_tostring(L, 2)))
			return luaL_error(L, "%s: %s", err.object, err.msg);
	}
	lua_pushnil(L);
	return 1;
}

/* S.c.O("creat", "rdwr", "~excl"): all of them together; of a group that has no lists the value of one. */
static int l_group_call(lua_State *L)
{
	const struct lsys_group *g = lua_touserdata(L, lua_upvalueindex(1));
	struct lsys_err err;
	uint64_t all = 0;
	int n = lua_gettop(L);

	if (!lsys_group_is_list(g)) {
		lua_settop(L, 2);
		lua_gettable(L, 1);
		return 1;
	}
	for (int i = 2; i <= n; i++) {
		if (lua_type(L, i) == LUA_TSTRING) {
			if (lsys_group_apply(g, lua_tostring(L, i), &all, &err) < 0)
				return luaL_error(L, "%s: %s", err.object, err.msg);
		} else if (lua_toboolean(L, i)) {
			all |= (uint64_t)lsys_lua_check_i64(L, i, INT64_MIN, INT64_MAX);
		}
	}
	push_value(L, all);
	return 1;
}

/* What C has as macros with arguments is functions in S.c.IOCTL. Upvalues: the number for arguments of 0, their order. */
static int l_ioctl(lua_State *L)
{
	static const struct { const char *name; int size; } types[] = {
		{ "char", 1 }, { "int", 4 }, { "uint", 4 }, { "uint32", 4 }, { "uint64", 8 }, { "long", sizeof(long) }, { NULL, 0 },
	};
	lua_Number request = lua_tonumber(L, lua_upvalueindex(1));
	const char *args = lua_tostring(L, lua_upvalueindex(2));
	uint32_t v = (uint32_t)request;

	for (int i = 1; *args; i++, args++) {
		if (*args == 'c' && lua_type(L, i) == LUA_TSTRING) {
			size_t len;
			const char *s = lua_tolstring(L, i, &len);

			luaL_argcheck(L, len == 1, i, "one character expected");
			v |= (uint32_t)(unsigned char)*s << _IOC_TYPESHIFT;
		} else if (*args == 'c') {
			v |= (uint32_t)lsys_lua_check_i64(L, i, 0, _IOC_TYPEMASK) << _IOC_TYPESHIFT;
		} else if (*args == 'n') {
			v += (uint32_t)lsys_lua_check_i64(L, i, 0, _IOC_NRMASK);
		} else if (lua_type(L, i) == LUA_TSTRING && !lua_isnumber(L, i)) {
			unsigned k = 0;

			while (types[k].name && strcmp(types[k].name, lua_tostring(L, i)) != 0)
				k++;
			luaL_argcheck(L, types[k].name, i, "size or type expected");
			v |= (uint32_t)types[k].size << _IOC_SIZESHIFT;
		} else {
			v |= (uint32_t)(lua_isnoneornil(L, i) ? 0 : lsys_lua_check_i64(L, i, 0, _IOC_SIZEMASK)) << _IOC_SIZESHIFT;
		}
	}
	lua_pushnumber(L, v);
	return 1;
}

/* Puts them over their numbers in the table on top of the stack. */
static void set_ioctl_macros(lua_State *L)
{
	/* c: character or number of a driver, n: what is added to the number, s: a size */
	static const struct { const char *name, *args; } macros[] = {
		{ "_IO", "cn" }, { "_IOR", "cns" }, { "_IOW", "cns" }, { "_IOWR", "cns" },
		{ "EVIOCGNAME", "s" }, { "EVIOCGPHYS", "s" }, { "EVIOCGUNIQ", "s" }, { "EVIOCGPROP", "s" }, { "EVIOCGKEY", "s" },
		{ "EVIOCGLED", "s" }, { "EVIOCGSND", "s" }, { "EVIOCGSW", "s" }, { "EVIOCGBIT", "ns" }, { "EVIOCGABS", "n" },
		{ "EVIOCSABS", "n" },
	};

	for (unsigned i = 0; i < LSYS_COUNT(macros); i++) {
		lua_getfield(L, -1, macros[i].name);
		lua_pushstring(L, macros[i].args);
		lua_pushcclosure(L, l_ioctl, 2);
		lua_setfield(L, -2, macros[i].name);
	}
}

static void push_upper(lua_State *L, const char *s)
{
	luaL_Buffer b;

	luaL_buffinit(L, &b);
	for (; *s; s++)
		luaL_addchar(&b, (char)toupper((unsigned char)*s));
	luaL_pushresult(&b);
}

/* The messages of the errors that there is none for elsewhere have no number here. */
static void push_message(lua_State *L, const struct lsys_const *c)
{
	lua_pushstring(L, !strcmp(c->name, "init") ? "Reserved" : !strcmp(c->name, "remdev") ? "Remote device" :
			  strerror((int)c->value));
}

/* S.c.O: a table of its rows under their upper-case names. */
static void push_group(lua_State *L, const struct lsys_group *g)
{
	lua_createtable(L, 0, g->names->n);
	for (const struct lsys_names *n = g->names; n; n = n->more) {
		struct lsys_cursor at = { .names = n };
		struct lsys_const c;

		while (lsys_const_next(&at, &c)) {
			if (g->kind == LSYS_ARRAY)
				lua_pushinteger(L, at.i);
			else
				push_upper(L, c.name);
			if (g->kind == LSYS_TEXTS)
				push_message(L, &c);
			else
				push_value(L, c.value);
			lua_rawset(L, -3);
		}
	}
	if (!strcmp(g->name, "IOCTL"))
		set_ioctl_macros(L);
	lua_createtable(L, 0, 3);
	lua_pushstring(L, g->names->prefix);
	lua_setfield(L, -2, "prefix");
	lua_pushlightuserdata(L, (void *)(uintptr_t)g);
	lua_pushcclosure(L, l_group_index, 1);
	lua_setfield(L, -2, "__index");
	lua_pushlightuserdata(L, (void *)(uintptr_t)g);
	lua_pushcclosure(L, l_group_call, 1);
	lua_setfield(L, -2, "__call");
	lua_setmetatable(L, -2);
}

/* Pushes the constant of S.c that is in no group; false, and nothing, if there is none. */
static bool push_single(lua_State *L, const char *name)
{
	struct lsys_const c = lsys_const_spelt(&lsys_values, name);

	if (c.name) {
		push_value(L, c.value);
		return true;
	}
	for (const struct lsys_word *w = lsys_words; w->name; w++) {
		if (!strcmp(w->name, name)) {
			lua_pushstring(L, w->text);
			return true;
		}
	}
	return false;
}

bool lsys_lua_push_c_name(lua_State *L, const char *name)
{
	uint64_t v;

	/* The names of S's functions come here too when there is no such function. */
	if (!isupper((unsigned char)*name) && *name != '_')
		return false;
	if (lsys_const_c_name(name, &v)) {
		push_value(L, v);
		return true;
	}
	return push_single(L, name);
}

static int l_consts_index(lua_State *L)
{
	const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
	const struct lsys_group *g = lsys_group_named(name);

	if (g) {
		push_group(L, g);
	} else if (!push_single(L, name)) {
		lua_pushnil(L);
		return 1;
	}
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, 1);
	return 1;
}

/* pairs(S.c) wants all of them. */
static int l_consts_pairs(lua_State *L)
{
	struct lsys_cursor at = { .names = &lsys_values };
	struct lsys_const c;

	for (unsigned i = 0; i < lsys_ngroups; i++) {
		lua_getfield(L, 1, lsys_groups[i].name);
		lua_pop(L, 1);
	}
	while (lsys_const_next(&at, &c)) {
		push_upper(L, c.name);
		lua_gettable(L, 1);
		lua_pop(L, 1);
	}
	for (const struct lsys_word *w = lsys_words; w->name; w++) {
		lua_getfield(L, 1, w->name);
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

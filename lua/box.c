/* Objects over records: a kernel struct in a userdata, its members read when asked for. */
#include <string.h>

#include "lsys_lua.h"

/*
 * The metatable's __index has as upvalues the kind and a table from key to what it stands for: a row's number, a
 * getter (light userdata) or a method (function). The table is filled as keys are met.
 */

static void push_member(lua_State *L, const struct lsys_field *f, const void *obj)
{
	const void *p = lsys_at(f, obj);

	switch (f->type) {
	case LSYS_T_BOOL:
		lua_pushboolean(L, *(const bool *)p);
		break;
	case LSYS_T_UINT:
		lsys_lua_push_u64(L, lsys_get_uint(p, f->size));
		break;
	case LSYS_T_INT:
		lsys_lua_push_i64(L, lsys_get_int(p, f->size));
		break;
	case LSYS_T_CHARS:
		lua_pushlstring(L, p, strnlen(p, f->size));
		break;
	default:
		lua_pushnil(L);
	}
}

/* Finds a key for the first time and remembers it at index map. Pushes what it stands for, or nil. */
static void learn(lua_State *L, const struct lsys_lua_kind *k, int map)
{
	size_t len;
	const char *key = lua_tolstring(L, 2, &len);
	const struct lsys_field *f = lsys_row_named(k->rec, key, len);

	lua_pushnil(L);
	for (const luaL_Reg *m = k->methods; m && m->name; m++) {
		if (!strcmp(m->name, key)) {
			lua_pushcfunction(L, m->func);
			lua_replace(L, -2);
		}
	}
	for (const struct lsys_lua_getter *g = k->getters; g && g->name; g++) {
		if (!strcmp(g->name, key)) {
			lua_pushlightuserdata(L, (void *)(uintptr_t)g);
			lua_replace(L, -2);
		}
	}
	if (f && lua_isnil(L, -1)) {
		lua_pushinteger(L, f - k->rec->rows);
		lua_replace(L, -2);
	}
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, map);
}

static int l_box_index(lua_State *L)
{
	const struct lsys_lua_kind *k = lua_touserdata(L, lua_upvalueindex(1));
	const void *obj = lsys_lua_check(L, 1, k);

	if (lua_type(L, 2) != LUA_TSTRING)
		return luaL_error(L, "struct %s has no element of type %s", k->rec->name, luaL_typename(L, 2));
	lua_pushvalue(L, 2);
	lua_rawget(L, lua_upvalueindex(2));
	if (lua_isnil(L, -1)) {
		lua_pop(L, 1);
		learn(L, k, lua_upvalueindex(2));
	}
	switch (lua_type(L, -1)) {
	case LUA_TNUMBER:
		push_member(L, &k->rec->rows[lua_tointeger(L, -1)], obj);
		return 1;
	case LUA_TLIGHTUSERDATA:
		((const struct lsys_lua_getter *)lua_touserdata(L, -1))->push(L, obj);
		return 1;
	case LUA_TFUNCTION:
		return 1;
	default:
		return luaL_error(L, "struct %s has no member '%s'", k->rec->name, lua_tostring(L, 2));
	}
}

/* The iterator of pairs: rows in their order. */
static int l_box_next(lua_State *L)
{
	const struct lsys_lua_kind *k = lua_touserdata(L, lua_upvalueindex(1));
	const void *obj = lsys_lua_check(L, 1, k);
	unsigned i = 0;

	if (!lua_isnoneornil(L, 2)) {
		size_t len;
		const char *key = luaL_checklstring(L, 2, &len);
		const struct lsys_field *f = lsys_row_named(k->rec, key, len);

		if (!f)
			return luaL_argerror(L, 2, "not a member");
		i = (unsigned)(f - k->rec->rows) + 1;
	}
	for (; i < k->rec->n; i++) {
		if (!lsys_has(k->rec, obj, i))
			continue;
		lua_pushlstring(L, k->rec->rows[i].name, k->rec->rows[i].namelen);
		push_member(L, &k->rec->rows[i], obj);
		return 2;
	}
	lua_pushnil(L);
	return 1;
}

static int l_box_pairs(lua_State *L)
{
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_pushcclosure(L, l_box_next, 1);
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

/* "stat {dev = 5, ino = 12, ...}": for a person at a prompt. */
static int l_box_tostring(lua_State *L)
{
	const struct lsys_lua_kind *k = lua_touserdata(L, lua_upvalueindex(1));
	const void *obj = lsys_lua_check(L, 1, k);
	const char *sep = "";
	luaL_Buffer b;

	luaL_buffinit(L, &b);
	luaL_addstring(&b, k->rec->name);
	luaL_addstring(&b, " {");
	for (unsigned i = 0; i < k->rec->n; i++) {
		if (!lsys_has(k->rec, obj, i))
			continue;
		luaL_addstring(&b, sep);
		luaL_addlstring(&b, k->rec->rows[i].name, k->rec->rows[i].namelen);
		luaL_addstring(&b, " = ");
		push_member(L, &k->rec->rows[i], obj);
		luaL_tolstring(L, -1, NULL);
		lua_remove(L, -2);
		luaL_addvalue(&b);
		sep = ", ";
	}
	luaL_addstring(&b, "}");
	luaL_pushresult(&b);
	return 1;
}

static int l_box_eq(lua_State *L)
{
	const struct lsys_lua_kind *k = lua_touserdata(L, lua_upvalueindex(1));

	lua_pushboolean(L, !memcmp(lsys_lua_check(L, 1, k), lsys_lua_check(L, 2, k), k->rec->size));
	return 1;
}

static int l_box_len(lua_State *L)
{
	const struct lsys_lua_kind *k = lua_touserdata(L, lua_upvalueindex(1));

	lua_pushinteger(L, k->rec->size);
	return 1;
}

/* The metatable of a kind, made at its first object. */
static void push_meta(lua_State *L, const struct lsys_lua_kind *k)
{
	static const luaL_Reg meta[] = {
		{ "__pairs", l_box_pairs }, { "__tostring", l_box_tostring }, { "__eq", l_box_eq }, { "__len", l_box_len },
		{ NULL, NULL },
	};

	lua_rawgetp(L, LUA_REGISTRYINDEX, k);
	if (!lua_isnil(L, -1))
		return;
	lua_pop(L, 1);
	lua_newtable(L);
	lua_pushlightuserdata(L, (void *)(uintptr_t)k);
	luaL_setfuncs(L, meta, 1);
	lua_pushlightuserdata(L, (void *)(uintptr_t)k);
	lua_newtable(L);
	lua_pushcclosure(L, l_box_index, 2);
	lua_setfield(L, -2, "__index");
	lua_pushstring(L, k->rec->name);
	lua_setfield(L, -2, "__metatable");
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, k);
}

void *lsys_lua_new(lua_State *L, const struct lsys_lua_kind *k)
{
	void *p = lua_newuserdata(L, k->rec->size);

	memset(p, 0, k->rec->size);
	push_meta(L, k);
	lua_setmetatable(L, -2);
	return p;
}

void *lsys_lua_check(lua_State *L, int n, const struct lsys_lua_kind *k)
{
	void *p = lua_touserdata(L, n);
	bool same = false;

	if (p && lua_getmetatable(L, n)) {
		lua_rawgetp(L, LUA_REGISTRYINDEX, k);
		same = lua_rawequal(L, -1, -2);
		lua_pop(L, 2);
	}
	if (!same)
		luaL_argerror(L, n, lua_pushfstring(L, "struct %s expected, got %s", k->rec->name, luaL_typename(L, n)));
	return p;
}

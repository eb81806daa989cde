/* require "syscall": S. */
#include <string.h>

#include "lsys_lua.h"
#include "lsys_obj.h"

/* Parts that are found when first used: functions, types, S.nl and its short cuts, flat constants such as S.SEEK_SET. */
static bool push_part(lua_State *L, const char *key)
{
	/* older names of what is in a module now */
	static const struct { const char *key, *module, *name; } from[] = {
		{ "interfaces", "nl", "interfaces" }, { "get_interfaces", "nl", "interfaces" }, { "interface", "nl", "interface" },
		{ "proc", "util", "proc" }, { "ps", "util", "ps" },
	};

	if (!strncmp(key, "fd.", 3)) /* methods only */
		return false;
	lsys_lua_push_function(L, key);
	if (!lua_isnil(L, -1))
		return true;
	lua_pop(L, 1);
	if (!strcmp(key, "types") || !strcmp(key, "t")) {
		lsys_lua_push_types(L);
		if (key[1])
			return true;
		lua_pushvalue(L, -1);
		lua_setfield(L, 1, "types");
		lua_getfield(L, -1, "t");
		return true;
	}
	for (unsigned i = 0; i < LSYS_COUNT(from); i++) {
		if (!strcmp(key, from[i].key) && lsys_lua_push_module(L, from[i].module)) {
			lua_getfield(L, -1, from[i].name);
			return true;
		}
	}
	if (lsys_lua_push_standard(L, key) || lsys_lua_push_module(L, key))
		return true;
	return lsys_lua_push_c_name(L, key);
}

static int l_s_index(lua_State *L)
{
	if (lua_type(L, 2) != LUA_TSTRING || !push_part(L, lua_tostring(L, 2)))
		return 0;
	if (strchr(lua_tostring(L, 2), '.')) /* another table's, which asks for it here */
		return 1;
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, 1);
	return 1;
}

/* pairs(S) wants all functions. */
static int l_s_pairs(lua_State *L)
{
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		for (const struct lsys_call *c = a->rows; c->name; c++) {
			if (strchr(c->name, '.')) /* another table's, or an operation of a function */
				continue;
			lua_getfield(L, 1, c->name);
			lua_pop(L, 1);
		}
	}
	lua_getglobal(L, "next");
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

int l_open_syscall(lua_State *L)
{
	static const luaL_Reg meta[] = { { "__index", l_s_index }, { "__pairs", l_s_pairs }, { NULL, NULL } };

	lsys_lua_fd_methods(L);
	lua_newtable(L);
	lsys_lua_push_consts(L);
	lua_setfield(L, -2, "c");
	luaL_newlib(L, meta);
	lua_setmetatable(L, -2);
	return 1;
}

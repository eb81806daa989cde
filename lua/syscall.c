/* require "syscall": S. */
#include <string.h>

#include "lsys_lua.h"

/* Parts that are looked for when first used: S.nl and its short cuts, and flat constants such as S.SEEK_SET. */
static int l_s_index(lua_State *L)
{
	static const char *const from_nl[] = { "interfaces", "get_interfaces", "interface" };
	const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
	bool nl = !strcmp(key, "nl");

	for (unsigned i = 0; i < LSYS_COUNT(from_nl); i++)
		nl |= !strcmp(key, from_nl[i]);
	if (nl) {
		lua_getglobal(L, "require");
		lua_pushliteral(L, "syscall.nl");
		lua_call(L, 1, 1);
		if (strcmp(key, "nl") != 0)
			lua_getfield(L, -1, !strcmp(key, "get_interfaces") ? "interfaces" : key);
	} else if (!lsys_lua_push_c_name(L, key)) {
		lua_pushnil(L);
		return 1;
	}
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, 1);
	return 1;
}

int l_open_syscall(lua_State *L)
{
	lua_newtable(L);
	luaL_setfuncs(L, lsys_lua_functions, 0);
	lsys_lua_fd_methods(L, lsys_lua_fd_functions);
	lsys_lua_push_consts(L);
	lua_setfield(L, -2, "c");
	lua_createtable(L, 0, 1);
	lua_pushcfunction(L, l_s_index);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	return 1;
}

#include <string.h>

#include "embed.h"
#include "lsys_lua.h"
#include "signals.h"

static const struct lsys_lua_module modules[] = {
	{ "syscall", l_open_syscall },
	{ "syscall.nl.core", l_open_syscall_nl },
};

/* A searcher as package.searchers has them: the module's loader and where it is from, or why it was not found. */
static int l_search(lua_State *L)
{
	const char *name = luaL_checkstring(L, 1);

	for (unsigned i = 0; i < LSYS_COUNT(modules); i++) {
		if (!strcmp(modules[i].name, name)) {
			lua_pushcfunction(L, modules[i].open);
			lua_pushliteral(L, ":lsys:");
			return 2;
		}
	}
	for (unsigned i = 0; i < lsys_nembeds; i++) {
		const struct lsys_embed *e = &lsys_embeds[i];

		if (strcmp(e->name, name) != 0)
			continue;
		lua_pushfstring(L, "=lsys:%s.lua", name);
		if (luaL_loadbuffer(L, e->data, e->len, lua_tostring(L, -1)) != LUA_OK)
			return lua_error(L);
		lua_pushliteral(L, ":lsys:");
		return 2;
	}
	lua_pushfstring(L, "\n\tno module '%s' in lsys", name);
	return 1;
}

/* The standard one shows only strings; errors here are objects, and assert(S.open(...)) must say what is wrong. */
static int l_assert(lua_State *L)
{
	if (lua_toboolean(L, 1))
		return lua_gettop(L);
	if (lua_isnoneornil(L, 2) || lua_isstring(L, 2))
		return luaL_error(L, "%s", luaL_optstring(L, 2, "assertion failed!"));
	lua_settop(L, 2);
	return lua_error(L);
}

void lsys_lua_open(lua_State *L)
{
	lua_pushcfunction(L, l_assert);
	lua_setglobal(L, "assert");
	lsys_lua_open_signals(L);
	lua_getglobal(L, "package");
	lua_getfield(L, -1, "searchers");
	if (lua_istable(L, -1)) {
		for (size_t i = lua_rawlen(L, -1); i >= 2; i--) {
			lua_rawgeti(L, -1, (int)i);
			lua_rawseti(L, -2, (int)i + 1);
		}
		lua_pushcfunction(L, l_search);
		lua_rawseti(L, -2, 2);
	}
	lua_pop(L, 2);
}

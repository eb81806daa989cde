/* require "syscall.nl.core": what lua/syscall/nl.lua stands on. */
#include <string.h>

#include "lsys_lua.h"
#include "nl/ifaces.h"

#define WALK "lsys.nl.walk"

/* The stream lives in a userdata, so that a Lua error on the way still closes it. */
static int l_walk_gc(lua_State *L)
{
	struct lsys_ifaces **f = luaL_checkudata(L, 1, WALK);

	lsys_ifaces_close(*f);
	*f = NULL;
	return 0;
}

static struct lsys_ifaces **new_walk(lua_State *L)
{
	struct lsys_ifaces **f = lua_newuserdata(L, sizeof(struct lsys_ifaces *));

	*f = NULL;
	if (luaL_newmetatable(L, WALK)) {
		lua_pushcfunction(L, l_walk_gc);
		lua_setfield(L, -2, "__gc");
	}
	lua_setmetatable(L, -2);
	return f;
}

static int fail(lua_State *L, struct lsys_ifaces **f, const struct lsys_err *err)
{
	lsys_ifaces_close(*f);
	*f = NULL;
	return lsys_lua_fail_err(L, err);
}

/* interfaces() -> list of records, or nil, error */
static int l_interfaces(lua_State *L)
{
	struct lsys_ifaces_query q = { .netns = -1 };
	struct lsys_ifaces **f = new_walk(L);
	struct lsys_err err = { 0 };
	struct lsys_link l;
	int r = lsys_ifaces_open(f, &q, &err), i = 0;

	lua_newtable(L);
	while (r >= 0 && (r = lsys_ifaces_next(*f, &l, &err)) > 0) {
		lsys_lua_push_record(L, &lsys_link_record, &l, NULL);
		lua_rawseti(L, -2, ++i);
	}
	if (r < 0)
		return fail(L, f, &err);
	lsys_ifaces_close(*f);
	*f = NULL;
	return 1;
}

/* interface(name or index) -> record; nil, error */
static int l_interface(lua_State *L)
{
	struct lsys_ifaces_query q = { .netns = -1 };
	bool by_index = lua_type(L, 1) == LUA_TNUMBER;
	uint32_t index = by_index ? (uint32_t)lsys_lua_check_i64(L, 1, 1, INT32_MAX) : 0;
	const char *name = by_index ? NULL : luaL_checkstring(L, 1);
	struct lsys_ifaces **f = new_walk(L);
	struct lsys_err err = { 0 };
	struct lsys_link l;
	int r = lsys_ifaces_open_idle(f, &q, &err);

	if (r >= 0)
		r = by_index ? lsys_ifaces_get_index(*f, index, &l, &err) : lsys_ifaces_get(*f, name, &l, &err);
	if (r < 0)
		return fail(L, f, &err);
	lsys_lua_push_record(L, &lsys_link_record, &l, NULL);
	lsys_ifaces_close(*f);
	*f = NULL;
	return 1;
}

int l_open_syscall_nl(lua_State *L)
{
	static const luaL_Reg functions[] = { { "interfaces", l_interfaces }, { "interface", l_interface }, { NULL, NULL } };

	luaL_newlib(L, functions);
	return 1;
}

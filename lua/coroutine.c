/*
 * coroutine.resume and coroutine.wrap, which do what Lua's own do and keep note of which coroutine is running: a signal
 * that comes while one runs without a pause is to be seen in that one.
 */
#include "lsys_lua.h"
#include "signals.h"

/* Upvalue 1 of both functions. */
static struct lsys_lua_signals *signals(lua_State *L)
{
	return lua_touserdata(L, lua_upvalueindex(1));
}

/* Resumes co with n arguments from the top of L. Returns how many results are there, or -1 with the error. */
static int resume(lua_State *L, lua_State *co, int n)
{
	const char *no = NULL;
	lua_State *before;
	int status;

	if (!lua_checkstack(co, n))
		no = "too many arguments to resume";
	else if (lua_status(co) == LUA_OK && lua_gettop(co) == 0)
		no = "cannot resume dead coroutine";
	if (no) {
		lua_pushstring(L, no);
		return -1;
	}
	lua_xmove(L, co, n);
	before = lsys_lua_runs(signals(L), co);
	status = lua_resume(co, L, n);
	lsys_lua_runs(signals(L), before);
	if (status != LUA_OK && status != LUA_YIELD) {
		lua_xmove(co, L, 1);
		return -1;
	}
	n = lua_gettop(co);
	if (!lua_checkstack(L, n + 1)) {
		lua_pop(co, n);
		lua_pushliteral(L, "too many results to resume");
		return -1;
	}
	lua_xmove(co, L, n);
	return n;
}

/* coroutine.resume(co, ...) -> true, results; false, error */
static int l_resume(lua_State *L)
{
	lua_State *co = lua_tothread(L, 1);
	int n;

	luaL_argcheck(L, co, 1, "coroutine expected");
	n = resume(L, co, lua_gettop(L) - 1);
	lua_pushboolean(L, n >= 0);
	if (n < 0)
		n = 1;
	lua_insert(L, -n - 1);
	return n + 1;
}

/* The function that wrap gives. Upvalue 2: the coroutine. */
static int l_wrapped(lua_State *L)
{
	int n = resume(L, lua_tothread(L, lua_upvalueindex(2)), lua_gettop(L));

	if (n >= 0)
		return n;
	if (lua_isstring(L, -1)) {
		luaL_where(L, 1);
		lua_insert(L, -2);
		lua_concat(L, 2);
	}
	return lua_error(L);
}

/* coroutine.wrap(function) -> function */
static int l_wrap(lua_State *L)
{
	lua_State *co;

	luaL_checktype(L, 1, LUA_TFUNCTION);
	lua_pushlightuserdata(L, signals(L));
	co = lua_newthread(L);
	lua_pushvalue(L, 1);
	lua_xmove(L, co, 1);
	lua_pushcclosure(L, l_wrapped, 2);
	return 1;
}

void lsys_lua_open_coroutines(lua_State *L, struct lsys_lua_signals *s)
{
	static const luaL_Reg functions[] = { { "resume", l_resume }, { "wrap", l_wrap }, { NULL, NULL } };

	lua_getglobal(L, "coroutine");
	if (lua_istable(L, -1)) {
		lua_pushlightuserdata(L, s);
		luaL_setfuncs(L, functions, 1);
	}
	lua_pop(L, 1);
}

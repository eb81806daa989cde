/* The error object: a number of errno.h, and where more is known the words. */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "kinds.h"
#include "lsys_lua.h"
#include "out/error.h"
#include "signals.h"

#define META "lsys.error"

struct error { int code; char text[]; };

static int l_error_tostring(lua_State *L)
{
	const struct error *e = luaL_checkudata(L, 1, META);

	lua_pushstring(L, e->text[0] ? e->text : strerror(e->code));
	return 1;
}

/* Two that say the same are equal. Stock Lua never asks for this where the other side is not an error object. */
static int l_error_eq(lua_State *L)
{
	const struct error *a = luaL_checkudata(L, 1, META), *b = luaL_checkudata(L, 2, META);

	lua_pushboolean(L, a->code == b->code);
	return 1;
}

static void push_symbol(lua_State *L, int code, bool upper)
{
	const char *s = lsys_errno_name(code);
	unsigned char t[32];
	size_t n = s ? strlen(s) : 0;

	if (!s || n >= sizeof(t)) {
		lua_pushnil(L);
		return;
	}
	for (size_t i = 0; i < n; i++)
		t[i] = (unsigned char)(upper ? toupper((unsigned char)s[i]) : s[i]);
	lua_pushlstring(L, (const char *)t, n);
}

/* err.errno, err.sym ("NOENT"), err.lsym ("noent"), err.message; err.NOENT, err.noent, err.ENOENT: is it this one? */
static int l_error_index(lua_State *L)
{
	const struct error *e = luaL_checkudata(L, 1, META);
	const char *key = luaL_checkstring(L, 2);
	struct lsys_const c;

	if (!strcmp(key, "errno")) {
		lua_pushinteger(L, e->code);
	} else if (!strcmp(key, "sym")) {
		push_symbol(L, e->code, true);
	} else if (!strcmp(key, "lsym")) {
		push_symbol(L, e->code, false);
	} else if (!strcmp(key, "message")) {
		lua_settop(L, 1);
		return l_error_tostring(L);
	} else {
		c = lsys_const_named(&lsys_errno, key, strlen(key));
		if (!c.name)
			return luaL_error(L, "error has no field '%s'", key);
		lua_pushboolean(L, c.value == (uint64_t)(unsigned)e->code);
	}
	return 1;
}

static void push_error(lua_State *L, int code, const char *text, size_t len)
{
	static const luaL_Reg meta[] = {
		{ "__tostring", l_error_tostring }, { "__eq", l_error_eq }, { "__index", l_error_index }, { NULL, NULL },
	};
	struct error *e = lua_newuserdata(L, sizeof(*e) + len + 1);

	e->code = code;
	memcpy(e->text, text, len);
	e->text[len] = '\0';
	if (luaL_newmetatable(L, META))
		luaL_setfuncs(L, meta, 0);
	lua_setmetatable(L, -2);
}

int lsys_lua_fail(lua_State *L, int code)
{
	if (code == EINTR)
		lsys_lua_signals_soon(L);
	lua_pushnil(L);
	push_error(L, code, "", 0);
	lua_pushinteger(L, code);
	return 3;
}

int lsys_lua_fail_err(lua_State *L, const struct lsys_err *err)
{
	char space[2048]; /* the fields of an err fit, each byte escaped: nothing is allocated that an error could lose */
	struct lsys_buf b = LSYS_BUF_OVER(space);

	lsys_put_err(&b, err);
	lua_pushnil(L);
	push_error(L, err->code, b.p, b.len);
	lua_pushinteger(L, err->code);
	return 3;
}

int lsys_lua_ok(lua_State *L, int r)
{
	if (r < 0)
		return lsys_lua_fail(L, -r);
	lua_pushboolean(L, true);
	return 1;
}

int lsys_lua_errno(lua_State *L, int i)
{
	const struct error *e = luaL_testudata(L, i, META);

	return e ? e->code : -1;
}

/* t.error([number]) -> error; without a number the C library's errno */
static int l_error(lua_State *L)
{
	push_error(L, lua_isnoneornil(L, 1) ? errno : (int)lsys_lua_check_i64(L, 1, INT32_MIN, INT32_MAX), "", 0);
	return 1;
}

const luaL_Reg lsys_lua_error_types[] = { { "error", l_error }, { NULL, NULL } };

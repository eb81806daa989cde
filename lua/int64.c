/* Exact 64-bit integers, where a number of Lua (a double) would not be exact. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lsys_lua.h"

#define META  "lsys.int64"
#define EXACT ((uint64_t)1 << 53)
#define TWO63 9223372036854775808.0 /* 2^63 */

/* Its sign is known by the object; arithmetic wraps as the kernel's does. */
struct int64 { uint64_t v; bool is_signed; };

static void push(lua_State *L, uint64_t v, bool is_signed);

/* What index i is as 64 bits. Numbers must be whole and in range; raises. */
static struct int64 operand(lua_State *L, int i)
{
	const struct int64 *o = luaL_testudata(L, i, META);
	lua_Number n;

	if (o)
		return *o;
	n = luaL_checknumber(L, i);
	if (n != floor(n) || n < -TWO63 || n >= 2 * TWO63)
		luaL_error(L, "number %f is not a 64-bit integer", n);
	return n < 0 ? (struct int64){ (uint64_t)(int64_t)n, true } : (struct int64){ (uint64_t)n, n < TWO63 };
}

static bool negative(struct int64 a)
{
	return a.is_signed && a.v >> 63;
}

static bool less(struct int64 a, struct int64 b)
{
	return negative(a) != negative(b) ? negative(a) : a.v < b.v;
}

enum op { ADD, SUB, MUL, DIV, MOD };

static int arithmetic(lua_State *L, enum op op)
{
	struct int64 a = operand(L, 1), b = operand(L, 2);
	bool is_signed = a.is_signed && b.is_signed;
	uint64_t v = 0;

	if ((op == DIV || op == MOD) && !b.v)
		return luaL_error(L, "division by zero");
	if (op == ADD) {
		v = a.v + b.v;
	} else if (op == SUB) {
		v = a.v - b.v;
	} else if (op == MUL) {
		v = a.v * b.v;
	} else if (!is_signed) {
		v = op == DIV ? a.v / b.v : a.v % b.v;
	} else if (b.v == UINT64_MAX) { /* INT64_MIN / -1 does not fit, and would trap */
		v = op == DIV ? 0 - a.v : 0;
	} else {
		v = (uint64_t)(op == DIV ? (int64_t)a.v / (int64_t)b.v : (int64_t)a.v % (int64_t)b.v);
	}
	push(L, v, is_signed);
	return 1;
}

static int l_add(lua_State *L) { return arithmetic(L, ADD); }
static int l_sub(lua_State *L) { return arithmetic(L, SUB); }
static int l_mul(lua_State *L) { return arithmetic(L, MUL); }
static int l_div(lua_State *L) { return arithmetic(L, DIV); }
static int l_mod(lua_State *L) { return arithmetic(L, MOD); }

static int l_unm(lua_State *L)
{
	push(L, 0 - operand(L, 1).v, true);
	return 1;
}

static int l_eq(lua_State *L)
{
	struct int64 a = operand(L, 1), b = operand(L, 2);

	lua_pushboolean(L, a.v == b.v && negative(a) == negative(b));
	return 1;
}

static int l_lt(lua_State *L)
{
	lua_pushboolean(L, less(operand(L, 1), operand(L, 2)));
	return 1;
}

static int l_le(lua_State *L)
{
	lua_pushboolean(L, !less(operand(L, 2), operand(L, 1)));
	return 1;
}

static int l_tostring(lua_State *L)
{
	struct int64 a = operand(L, 1);
	char t[24];

	if (a.is_signed)
		snprintf(t, sizeof(t), "%" PRId64, (int64_t)a.v);
	else
		snprintf(t, sizeof(t), "%" PRIu64, a.v);
	lua_pushstring(L, t);
	return 1;
}

static int l_tonumber(lua_State *L)
{
	struct int64 a = operand(L, 1);

	lua_pushnumber(L, a.is_signed ? (lua_Number)(int64_t)a.v : (lua_Number)a.v);
	return 1;
}

static void push(lua_State *L, uint64_t v, bool is_signed)
{
	static const luaL_Reg meta[] = {
		{ "__add", l_add }, { "__sub", l_sub }, { "__mul", l_mul }, { "__div", l_div }, { "__mod", l_mod },
		{ "__unm", l_unm }, { "__eq", l_eq }, { "__lt", l_lt }, { "__le", l_le }, { "__tostring", l_tostring },
		{ NULL, NULL },
	};
	static const luaL_Reg methods[] = { { "tonumber", l_tonumber }, { "tostring", l_tostring }, { NULL, NULL } };
	struct int64 *o = lua_newuserdata(L, sizeof(*o));

	*o = (struct int64){ v, is_signed };
	if (luaL_newmetatable(L, META)) {
		luaL_setfuncs(L, meta, 0);
		luaL_newlib(L, methods);
		lua_setfield(L, -2, "__index");
	}
	lua_setmetatable(L, -2);
}

void lsys_lua_push_u64(lua_State *L, uint64_t v)
{
	if (v <= EXACT)
		lua_pushnumber(L, (lua_Number)v);
	else
		push(L, v, false);
}

void lsys_lua_push_i64(lua_State *L, int64_t v)
{
	if (v <= (int64_t)EXACT && v >= -(int64_t)EXACT)
		lua_pushnumber(L, (lua_Number)v);
	else
		push(L, (uint64_t)v, true);
}

int64_t lsys_lua_check_i64(lua_State *L, int n, int64_t min, int64_t max)
{
	const struct int64 *o = luaL_testudata(L, n, META);
	lua_Number d;
	int64_t v;

	if (o) {
		if (!o->is_signed && o->v >> 63)
			luaL_argerror(L, n, "number out of range");
		v = (int64_t)o->v;
	} else {
		d = luaL_checknumber(L, n);
		if (d != floor(d))
			luaL_argerror(L, n, "whole number expected");
		if (d < -TWO63 || d >= TWO63)
			luaL_argerror(L, n, "number out of range");
		v = (int64_t)d;
	}
	if (v < min || v > max)
		luaL_argerror(L, n, "number out of range");
	return v;
}

uint64_t lsys_lua_to_u64(lua_State *L, int i)
{
	return operand(L, i).v;
}

bool lsys_lua_is_int64(lua_State *L, int i)
{
	return luaL_testudata(L, i, META);
}

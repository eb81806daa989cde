/* What scripts can do with the objects over memory: x.member, x[i], #x, pairs(x), tostring(x), x == y. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "lsys_lua.h"
#include "lsys_obj.h"

/*
 * Each kind has a metatable of its own, whose functions have the kind as upvalue; __index has a table besides, from the
 * keys met so far to what they stand for: a row's number, a getter (light userdata) or a method.
 */

static const struct lsys_lua_kind *self_kind(lua_State *L)
{
	return lua_touserdata(L, lua_upvalueindex(1));
}

static struct lsys_lua_obj *self(lua_State *L)
{
	struct lsys_lua_obj *o = lsys_lua_test_obj(L, 1);

	if (!o || o->kind != self_kind(L))
		luaL_argerror(L, 1, lua_pushfstring(L, "%s expected", self_kind(L)->name));
	return o;
}

/* What was just read or written may have been a page that the file no longer has. */
static int done(lua_State *L, const struct lsys_lua_obj *o, int results)
{
	if (o->root->flags & LSYS_LUA_CUT)
		lsys_lua_mem(L, o, false);
	return results;
}

static size_t count(const struct lsys_lua_obj *o)
{
	return o->size / lsys_lua_elem_size(o->kind);
}

/* bytes:string([n], [offset = 0]): so many of them as a string, by default all. */
static int l_string(lua_State *L)
{
	struct lsys_lua_obj *o = self(L);
	size_t off = lua_isnoneornil(L, 3) ? 0 : (size_t)lsys_lua_check_i64(L, 3, 0, (int64_t)o->size);
	size_t n = lua_isnoneornil(L, 2) ? o->size - off : (size_t)lsys_lua_check_i64(L, 2, 0, (int64_t)(o->size - off));

	lua_pushlstring(L, (const char *)lsys_lua_mem(L, o, false) + off, n);
	return done(L, o, 1);
}

/* bytes:set(string, [offset = 0]) -> bytes: puts a string there. */
static int l_set(lua_State *L)
{
	struct lsys_lua_obj *o = self(L);
	size_t n;
	const char *s = luaL_checklstring(L, 2, &n);
	size_t off = lua_isnoneornil(L, 3) ? 0 : (size_t)lsys_lua_check_i64(L, 3, 0, (int64_t)o->size);

	if (n > o->size - off)
		luaL_argerror(L, 2, "longer than the room there");
	memcpy((char *)lsys_lua_mem(L, o, true) + off, s, n);
	lua_settop(L, 1);
	return done(L, o, 1);
}

const luaL_Reg lsys_lua_byte_methods[] = { { "string", l_string }, { "set", l_set }, { NULL, NULL } };

static bool is_bytes(const struct lsys_lua_kind *k)
{
	return k->shape == LSYS_LUA_VALUES && k->elem_size == 1;
}

/* Finds a key for the first time and remembers it at index map. Pushes what it stands for, or nil. */
static void learn(lua_State *L, const struct lsys_lua_kind *k, int map)
{
	size_t len;
	const char *key = lua_tolstring(L, 2, &len);
	const struct lsys_field *f = k->shape == LSYS_LUA_STRUCT ? lsys_row_named(k->rec, key, len) : NULL;
	const luaL_Reg *lists[] = { k->methods, is_bytes(k) ? lsys_lua_byte_methods : NULL };

	lua_pushnil(L);
	if (f) {
		lua_pushinteger(L, f - k->rec->rows);
		lua_replace(L, -2);
	}
	for (const struct lsys_lua_getter *g = k->getters; g && g->name; g++) {
		if (!strcmp(g->name, key)) {
			lua_pushlightuserdata(L, (void *)(uintptr_t)g);
			lua_replace(L, -2);
		}
	}
	for (unsigned i = 0; i < LSYS_COUNT(lists); i++) {
		for (const luaL_Reg *m = lists[i]; m && m->name; m++) {
			if (!strcmp(m->name, key)) {
				lua_pushlightuserdata(L, (void *)(uintptr_t)k);
				lua_pushcclosure(L, m->func, 1);
				lua_replace(L, -2);
			}
		}
	}
	if (lua_isnil(L, -1))
		return;
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, map);
}

static int index_number(lua_State *L, const struct lsys_lua_obj *o)
{
	const struct lsys_lua_kind *k = o->kind;
	size_t one = lsys_lua_elem_size(k);
	lua_Number n = lua_tonumber(L, 2) - k->base;

	if (n != floor(n) || n < 0 || n >= (lua_Number)count(o)) {
		if (k->shape == LSYS_LUA_VALUES)
			return luaL_error(L, "%s: no element %f among %d", k->name, lua_tonumber(L, 2), (int)count(o));
		lua_pushnil(L); /* so that ipairs ends */
		return 1;
	}
	if (k->shape == LSYS_LUA_VALUES)
		lsys_lua_push_value(L, k, (const char *)lsys_lua_mem(L, o, false) + (size_t)n * one);
	else
		lsys_lua_push_view(L, lsys_lua_kind_of(L, k->rec), 1, (size_t)n * one, one);
	return done(L, o, 1);
}

static int l_index(lua_State *L)
{
	const struct lsys_lua_kind *k = self_kind(L);
	const struct lsys_lua_obj *o = self(L);

	if (lua_type(L, 2) == LUA_TNUMBER && k->shape != LSYS_LUA_STRUCT)
		return index_number(L, o);
	if (lua_type(L, 2) == LUA_TNUMBER && k->get)
		lua_tostring(L, 2); /* an element of a set */
	if (lua_type(L, 2) != LUA_TSTRING)
		return luaL_error(L, "%s has no member of type %s", k->name, luaL_typename(L, 2));
	lua_pushvalue(L, 2);
	lua_rawget(L, lua_upvalueindex(2));
	if (lua_isnil(L, -1)) {
		lua_pop(L, 1);
		learn(L, k, lua_upvalueindex(2));
	}
	switch (lua_type(L, -1)) {
	case LUA_TNUMBER: {
		const struct lsys_field *f = &k->rec->rows[lua_tointeger(L, -1)];

		lsys_lua_push_member(L, f, (const char *)lsys_lua_mem(L, o, false) + f->off, 1);
		return done(L, o, 1);
	}
	case LUA_TLIGHTUSERDATA:
		((const struct lsys_lua_getter *)lua_touserdata(L, -1))->push(L, lsys_lua_mem(L, o, false));
		return done(L, o, 1);
	case LUA_TFUNCTION:
		return 1;
	default:
		if (k->get && k->get(L, lua_tostring(L, 2), lsys_lua_mem(L, o, false)))
			return 1;
		if (k->raw && !strcmp(k->raw, lua_tostring(L, 2))) {
			lsys_lua_push_view(L, lsys_lua_array_kind(L, k->rec, 0), 1, 0, o->size);
			return 1;
		}
		if (k->shape == LSYS_LUA_ARRAY && !strcmp(lua_tostring(L, 2), "count")) {
			lua_pushnumber(L, (lua_Number)count(o));
			return 1;
		}
		return luaL_error(L, "%s%s has no member '%s'", k->shape == LSYS_LUA_STRUCT ? "struct " : "", k->name, lua_tostring(L, 2));
	}
}

static int l_newindex(lua_State *L)
{
	const struct lsys_lua_kind *k = self_kind(L);
	const struct lsys_lua_obj *o = self(L);
	char *p = lsys_lua_mem(L, o, true);
	lua_Number n;

	if (k->shape == LSYS_LUA_STRUCT) {
		if (k->set)
			lua_tostring(L, 2); /* an element of a set may be a number */
		lsys_lua_set_named(L, k, 2, 3, p, 1);
		return done(L, o, 0);
	}
	n = luaL_checknumber(L, 2) - k->base;
	if (n != floor(n) || n < 0 || n >= (lua_Number)count(o))
		return luaL_error(L, "%s: no element %f among %d", k->name, lua_tonumber(L, 2), (int)count(o));
	p += (size_t)n * lsys_lua_elem_size(k);
	if (k->shape == LSYS_LUA_VALUES)
		lsys_lua_set_value(L, k, 3, p);
	else
		lsys_lua_set_struct(L, 3, lsys_lua_kind_of(L, k->rec), p, 1);
	return done(L, o, 0);
}

/* A row's member as x.NAME has it: a getter of the same name tells more than the row. */
static void push_row(lua_State *L, const struct lsys_lua_kind *k, const struct lsys_field *f, const char *p)
{
	for (const struct lsys_lua_getter *g = k->getters; g && g->name; g++) {
		if (!strcmp(g->name, f->name)) {
			g->push(L, p);
			return;
		}
	}
	lsys_lua_push_member(L, f, p + f->off, 1);
}

/* The iterator of pairs: rows in their order, or elements. */
static int l_next(lua_State *L)
{
	const struct lsys_lua_kind *k = self_kind(L);
	const struct lsys_lua_obj *o = self(L);
	const char *p = lsys_lua_mem(L, o, false);
	unsigned i = 0;

	if (k->shape != LSYS_LUA_STRUCT) {
		lua_Number n = lua_isnoneornil(L, 2) ? k->base : luaL_checknumber(L, 2) + 1;

		if (n - k->base >= (lua_Number)count(o))
			return 0;
		lua_settop(L, 1);
		lua_pushnumber(L, n);
		index_number(L, o);
		return 2;
	}
	if (!lua_isnoneornil(L, 2)) {
		size_t len;
		const char *key = luaL_checklstring(L, 2, &len);
		const struct lsys_field *f = lsys_row_named(k->rec, key, len);

		if (!f)
			return luaL_argerror(L, 2, "not a member");
		i = (unsigned)(f - k->rec->rows) + 1;
	}
	for (; i < k->rec->n; i++) {
		const struct lsys_field *f = &k->rec->rows[i];

		if (f->alias || !lsys_has(k->rec, p, i))
			continue;
		lua_pushlstring(L, f->name, f->namelen);
		push_row(L, k, f, p);
		return 2;
	}
	return 0;
}

static int l_pairs(lua_State *L)
{
	self(L);
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_pushcclosure(L, l_next, 1);
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

static int l_back(lua_State *L)
{
	lua_Number i = luaL_checknumber(L, 2) - 1;

	if (i < 0)
		return 0;
	lua_settop(L, 1);
	lua_pushnumber(L, i);
	lua_pushnumber(L, i);
	lua_gettable(L, 1);
	return 2;
}

int lsys_lua_push_results(lua_State *L, int i, size_t count_)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);

	i = lua_absindex(L, i);
	lua_pushcfunction(L, l_back);
	lsys_lua_push_view(L, lsys_lua_array_kind(L, o->kind->rec, 0), i, 0, o->size);
	lua_pushnumber(L, (lua_Number)count_);
	return 3;
}

/* ipairs wants numbers from 1, whatever the first element's is. */
static int l_inext(lua_State *L)
{
	const struct lsys_lua_obj *o = self(L);
	lua_Number i = luaL_checknumber(L, 2) + 1;

	if (o->kind->shape == LSYS_LUA_STRUCT || i > (lua_Number)count(o) + o->kind->base - 1)
		return 0;
	lua_settop(L, 1);
	lua_pushnumber(L, i);
	index_number(L, o);
	return 2;
}

static int l_ipairs(lua_State *L)
{
	const struct lsys_lua_kind *k = self_kind(L);

	self(L);
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_pushcclosure(L, l_inext, 1);
	lua_pushvalue(L, 1);
	lua_pushinteger(L, (lua_Integer)k->base - 1);
	return 3;
}

/* Text of a value on top of the stack, in place of it; strings in quotes, with what could command a terminal escaped. */
static void quote_top(lua_State *L)
{
	const struct lsys_lua_obj *o;
	size_t n;
	const char *s;
	luaL_Buffer b;

	if ((o = lsys_lua_test_obj(L, -1)) && is_bytes(o->kind)) {
		lua_pushlstring(L, o->kind->name, strcspn(o->kind->name, "[")); /* "uint8_t[]" is the kind of any number of them */
		lua_pushfstring(L, "%s[%d]", lua_tostring(L, -1), (int)o->size);
		lua_remove(L, -2);
		lua_remove(L, -2);
		return;
	}
	if (lua_type(L, -1) != LUA_TSTRING) {
		luaL_tolstring(L, -1, NULL);
		lua_remove(L, -2);
		return;
	}
	s = lua_tolstring(L, -1, &n);
	luaL_buffinit(L, &b);
	luaL_addchar(&b, '"');
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		char t[4] = { '\\', 'x', "0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15] };

		if (c < ' ' || c >= 127)
			luaL_addlstring(&b, t, sizeof(t));
		else
			luaL_addchar(&b, (char)c);
	}
	luaL_addchar(&b, '"');
	luaL_pushresult(&b);
	lua_remove(L, -2);
}

/* A number on top that is bits, member of a struct by the name below it: becomes the text its row wants. False: it is none. */
static bool bits_top(lua_State *L, const struct lsys_lua_kind *k)
{
	size_t len = 0;
	const char *name = k->shape == LSYS_LUA_STRUCT && lua_type(L, -2) == LUA_TSTRING ? lua_tolstring(L, -2, &len) : NULL;
	const struct lsys_field *f = name ? lsys_row_named(k->rec, name, len) : NULL;
	char space[32];
	struct lsys_buf t = LSYS_BUF_OVER(space);
	struct lsys_field wide;
	uint64_t v;

	if (!f || !f->hex || f->type != LSYS_T_UINT || (lua_type(L, -1) != LUA_TNUMBER && !lsys_lua_is_int64(L, -1)))
		return false;
	wide = *f;
	wide.size = sizeof(v);
	wide.bits = 0;
	v = lsys_lua_to_u64(L, -1);
	lsys_put_value(&t, &wide, &v);
	lua_pop(L, 1);
	lua_pushlstring(L, t.p, t.len);
	return true;
}

/* Bytes are the string they are; a struct its short text, or "stat {dev = 5, ino = 12, ...}": for a person at a prompt. */
static int l_tostring(lua_State *L)
{
	const struct lsys_lua_kind *k = self_kind(L);
	const struct lsys_lua_obj *o = self(L);
	char space[128];
	struct lsys_buf t = LSYS_BUF_OVER(space);
	int n = 0, from = 2;

	if (is_bytes(k)) {
		lua_pushlstring(L, lsys_lua_mem(L, o, false), o->size);
		return done(L, o, 1);
	}
	if (k->shape == LSYS_LUA_STRUCT && k->rec->brief) {
		k->rec->brief(&t, lsys_lua_mem(L, o, false));
		while (t.err == -ENOSPC) { /* in memory of Lua's, which an error does not lose */
			t.cap *= 8;
			t = (struct lsys_buf){ .p = lua_newuserdata(L, t.cap), .cap = t.cap, .fd = LSYS_BUF_FIXED };
			k->rec->brief(&t, lsys_lua_mem(L, o, false));
		}
		lua_pushlstring(L, t.p, t.len);
		return 1;
	}
	lua_settop(L, 1);
	lua_newtable(L);
	l_pairs(L); /* next, self, nil */
	for (;;) {
		lua_pushvalue(L, 3);
		lua_pushvalue(L, 1);
		lua_pushvalue(L, 5);
		lua_call(L, 2, 2);
		if (lua_isnil(L, -2))
			break;
		if (!bits_top(L, k))
			quote_top(L);
		if (lua_type(L, -2) == LUA_TSTRING)
			lua_pushfstring(L, "%s = %s", lua_tostring(L, -2), lua_tostring(L, -1));
		else
			lua_pushvalue(L, -1);
		lua_rawseti(L, from, ++n);
		lua_pop(L, 1);
		lua_replace(L, 5);
	}
	lua_settop(L, 2);
	lua_getglobal(L, "table");
	lua_getfield(L, -1, "concat");
	lua_pushvalue(L, 2);
	lua_pushliteral(L, ", ");
	lua_call(L, 2, 1);
	lua_pushfstring(L, "%s {%s}", k->name, lua_tostring(L, -1));
	return 1;
}

static int l_eq(lua_State *L)
{
	const struct lsys_lua_obj *a = lsys_lua_test_obj(L, 1), *b = lsys_lua_test_obj(L, 2);

	lua_pushboolean(L, a && b && a->kind == b->kind && a->size == b->size &&
		!memcmp(lsys_lua_mem(L, a, false), lsys_lua_mem(L, b, false), a->size));
	return 1;
}

static int l_len(lua_State *L)
{
	const struct lsys_lua_obj *o = self(L);

	lua_pushnumber(L, (lua_Number)(o->kind->shape == LSYS_LUA_STRUCT ? o->size : count(o)));
	return 1;
}

void lsys_lua_make_meta(lua_State *L, const struct lsys_lua_kind *k)
{
	static const luaL_Reg meta[] = {
		{ "__newindex", l_newindex }, { "__pairs", l_pairs }, { "__ipairs", l_ipairs }, { "__tostring", l_tostring },
		{ "__eq", l_eq }, { "__len", l_len }, { NULL, NULL },
	};

	lua_newtable(L);
	lua_pushlightuserdata(L, (void *)(uintptr_t)k);
	luaL_setfuncs(L, meta, 1);
	for (const luaL_Reg *m = k->methods; m && m->name; m++) { /* a kind's own: "__tostring", "__gc" ... */
		if (m->name[0] == '_' && m->name[1] == '_') {
			lua_pushlightuserdata(L, (void *)(uintptr_t)k);
			lua_pushcclosure(L, m->func, 1);
			lua_setfield(L, -2, m->name);
		}
	}
	lua_pushlightuserdata(L, (void *)(uintptr_t)k);
	lua_newtable(L);
	lua_pushcclosure(L, l_index, 2);
	lua_setfield(L, -2, "__index");
	lua_pushstring(L, k->name);
	lua_setfield(L, -2, "__metatable");
}

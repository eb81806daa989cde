/* Members of structs and elements of arrays, by rows: Lua values out of them and into them. */
#include <math.h>
#include <string.h>

#include "lsys_lua.h"
#include "lsys_obj.h"

uint64_t lsys_lua_to_uint(lua_State *L, int i, unsigned size, bool is_signed)
{
	uint64_t v, top = UINT64_MAX >> (64 - 8 * size);
	int64_t s;

	if (lua_type(L, i) == LUA_TBOOLEAN)
		return (uint64_t)lua_toboolean(L, i);
	if (size == 8)
		return lsys_lua_to_u64(L, i);
	s = lsys_lua_check_i64(L, i, INT64_MIN, INT64_MAX);
	v = (uint64_t)s;
	/* -1 is all ones, as in C, and a word with the sign bit set may be given as it is read */
	if (s > (int64_t)top || s < -(int64_t)(top / 2) - 1)
		luaL_error(L, "number out of range for %d bytes%s", (int)size, is_signed ? "" : " without a sign");
	return v;
}

/* Plain values: integers of all sizes, as numbers where they fit. */

static void push_int(lua_State *L, unsigned type, unsigned size, const void *p)
{
	if (type == LSYS_T_INT)
		lsys_lua_push_i64(L, lsys_get_int(p, size));
	else if (type == LSYS_T_BOOL)
		lua_pushboolean(L, *(const bool *)p);
	else
		lsys_lua_push_u64(L, lsys_get_uint(p, size));
}

void lsys_lua_push_value(lua_State *L, const struct lsys_lua_kind *k, const void *p)
{
	push_int(L, k->elem, k->elem_size, p);
}

void lsys_lua_set_value(lua_State *L, const struct lsys_lua_kind *k, int i, void *p)
{
	lsys_set_uint(p, k->elem_size, lsys_lua_to_uint(L, i, k->elem_size, k->elem == LSYS_T_INT));
}

void lsys_lua_push_member(lua_State *L, const struct lsys_field *f, const void *p, int holder)
{
	const struct lsys_lua_obj *o;
	const struct lsys_lua_kind *k;
	uintptr_t address;

	switch (f->type) {
	case LSYS_T_UINT:
		lsys_lua_push_u64(L, lsys_field_packed(f) ? lsys_field_uint(f, p) : lsys_get_uint(p, f->size));
		break;
	case LSYS_T_BOOL:
	case LSYS_T_INT:
		push_int(L, f->type, f->size, p);
		break;
	case LSYS_T_CHARS:
		lua_pushlstring(L, p, strnlen(p, f->size));
		break;
	case LSYS_T_STRUCT:
	case LSYS_T_ARRAY:
		o = lsys_lua_test_obj(L, holder);
		if (f->type == LSYS_T_STRUCT)
			k = lsys_lua_kind_of(L, f->rec);
		else
			k = f->rec ? lsys_lua_array_kind(L, f->rec, 0) : lsys_lua_values_kind(f->elem, f->elem_size);
		lsys_lua_push_view(L, k, holder, (size_t)((const char *)p - (o->root->mem + o->off)), f->size);
		break;
	case LSYS_T_PTR:
		lsys_lua_push_pinned(L, lsys_ptr_at(p, f->size), holder);
		if (lua_isnil(L, -1)) {
			memcpy(&address, lsys_ptr_at(p, f->size), sizeof(address));
			if (address) {
				lua_pop(L, 1);
				lsys_lua_push_u64(L, address);
			}
		}
		break;
	default:
		lua_pushnil(L);
	}
}

uint64_t lsys_lua_to_words(lua_State *L, int i, const char *group, unsigned size, bool is_signed)
{
	const struct lsys_group *g = lsys_group_named(group);
	struct lsys_err err;
	uint64_t v = 0;

	if (lua_type(L, i) != LUA_TSTRING)
		return lsys_lua_to_uint(L, i, size, is_signed);
	if (!g)
		luaL_error(L, "%s: no such group of constants", group);
	if (lsys_group_parse(g, lua_tostring(L, i), &v, &err) < 0)
		luaL_error(L, "%s: %s", err.object, err.msg);
	return v;
}

/* A word of the row's constants, or a number. */
static uint64_t named(lua_State *L, const struct lsys_field *f, int i)
{
	unsigned size = f->bits ? 8 : f->size;
	struct lsys_err err;
	uint64_t v = 0;

	if (f->group)
		return lsys_lua_to_words(L, i, f->group, size, f->type == LSYS_T_INT);
	if (lua_type(L, i) != LUA_TSTRING || !f->names)
		return lsys_lua_to_uint(L, i, size, f->type == LSYS_T_INT);
	if (lsys_names_parse(f->names, lua_tostring(L, i), &v, &err) < 0)
		luaL_error(L, "%s: %s", err.object, err.msg);
	return v;
}

static void set_chars(lua_State *L, const struct lsys_field *f, int i, char *p)
{
	size_t n;
	const char *s;

	if (lua_type(L, i) != LUA_TSTRING)
		luaL_error(L, "%s: string expected, got %s", f->name, luaL_typename(L, i));
	s = lua_tolstring(L, i, &n);
	if (n > f->size)
		luaL_error(L, "%s: longer than %d bytes", f->name, (int)f->size);
	memset(p, 0, f->size);
	memcpy(p, s, n);
}

/* Elements of an array inside a struct: a table, from 1; for bytes a string, too. */
static void set_array(lua_State *L, const struct lsys_field *f, int i, char *p, int holder)
{
	struct lsys_list l = lsys_array_at(f, p);
	const struct lsys_lua_kind *k;
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	size_t n;
	const char *s;

	if (o && !f->rec && o->size <= f->size) {
		memmove(p, lsys_lua_mem(L, o, false), o->size); /* x.array = x.array */
		return;
	}
	if (lua_type(L, i) == LUA_TSTRING && !f->rec && f->elem_size == 1) {
		s = lua_tolstring(L, i, &n);
		if (n > f->size)
			luaL_error(L, "%s: longer than %d bytes", f->name, (int)f->size);
		memset(p, 0, f->size);
		memcpy(p, s, n);
		return;
	}
	if (!lua_istable(L, i))
		luaL_error(L, "%s: table expected, got %s", f->name, luaL_typename(L, i));
	n = lua_rawlen(L, i);
	if (n > l.n)
		luaL_error(L, "%s: more than %d elements", f->name, (int)l.n);
	k = f->rec ? lsys_lua_array_kind(L, f->rec, 0) : lsys_lua_values_kind(f->elem, f->elem_size);
	lsys_lua_fill_array(L, i, k, p, holder);
}

void lsys_lua_set_member(lua_State *L, const struct lsys_field *f, int i, void *p, int holder)
{
	switch (f->type) {
	case LSYS_T_BOOL:
		*(bool *)p = lua_toboolean(L, i);
		break;
	case LSYS_T_UINT:
	case LSYS_T_INT:
		lsys_field_set_uint(f, p, named(L, f, i));
		break;
	case LSYS_T_CHARS:
		set_chars(L, f, i, p);
		break;
	case LSYS_T_STRUCT:
		lsys_lua_set_struct(L, i, lsys_lua_kind_of(L, f->rec), p, holder);
		break;
	case LSYS_T_ARRAY:
		set_array(L, f, i, p, holder);
		break;
	case LSYS_T_PTR:
		lsys_lua_pin(L, i, lsys_ptr_at(p, f->size), holder, NULL);
		break;
	default:
		luaL_error(L, "%s: may not be set", f->name);
	}
}

void lsys_lua_set_named(lua_State *L, const struct lsys_lua_kind *k, int key, int i, void *p, int holder)
{
	size_t len = 0;
	const char *name = lua_type(L, key) == LUA_TSTRING ? lua_tolstring(L, key, &len) : NULL;
	const struct lsys_field *f;

	if (!name) {
		luaL_error(L, "struct %s: members have names, got a %s", k->name, luaL_typename(L, key));
		return;
	}
	for (const struct lsys_lua_setter *s = k->setters; s && s->name; s++) {
		if (!strcmp(s->name, name)) {
			s->set(L, i, p, holder);
			return;
		}
	}
	f = lsys_row_named(k->rec, name, len);
	if (f)
		lsys_lua_set_member(L, f, i, (char *)p + f->off, holder);
	else if (!k->set || !k->set(L, name, i, p, holder))
		luaL_error(L, "struct %s has no member '%s'", k->name, name);
}

/* Member number n (from 1) of those that plain arguments fill; sets it from index i. */
static void set_nth(lua_State *L, const struct lsys_lua_kind *k, unsigned n, int i, void *p, int holder)
{
	const char *w = k->order;
	unsigned at = 0;

	if (w) {
		for (; *w; w += strspn(w, " ")) {
			size_t len = strcspn(w, " ");

			if (++at == n) {
				lua_pushlstring(L, w, len);
				lsys_lua_set_named(L, k, lua_gettop(L), i, p, holder);
				lua_pop(L, 1);
				return;
			}
			w += len;
		}
	} else {
		for (unsigned j = 0; j < k->rec->n; j++) {
			if (!k->rec->rows[j].alias && ++at == n) {
				lua_pushlstring(L, k->rec->rows[j].name, k->rec->rows[j].namelen);
				lsys_lua_set_named(L, k, lua_gettop(L), i, p, holder);
				lua_pop(L, 1);
				return;
			}
		}
	}
	luaL_error(L, "struct %s: more values than members", k->name);
}

void lsys_lua_set_struct(lua_State *L, int i, const struct lsys_lua_kind *k, void *p, int holder)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);

	i = lua_absindex(L, i);
	holder = lua_absindex(L, holder);
	if (o && o->kind == k) {
		memmove(p, lsys_lua_mem(L, o, false), k->rec->size);
		lsys_lua_copy_pins(L, i, 0, k->rec->size, p, holder);
		return;
	}
	if (k->from && k->from(L, i, p, holder))
		return;
	if (!lua_istable(L, i)) {
		if (o || lua_isuserdata(L, i) || lua_isfunction(L, i) || lua_isboolean(L, i))
			luaL_error(L, "struct %s cannot be made of a %s", k->name, o ? o->kind->name : luaL_typename(L, i));
		set_nth(L, k, 1, i, p, holder);
		return;
	}
	luaL_checkstack(L, 8, "structs too deep");
	lua_pushnil(L);
	while (lua_next(L, i)) {
		if (lua_type(L, -2) == LUA_TNUMBER) {
			lua_Number n = lua_tonumber(L, -2);

			if (n != floor(n) || n < 1 || n > 64)
				luaL_error(L, "struct %s: no such place in it", k->name);
			set_nth(L, k, (unsigned)n, lua_gettop(L), p, holder);
		} else {
			lsys_lua_set_named(L, k, lua_gettop(L) - 1, lua_gettop(L), p, holder);
		}
		lua_pop(L, 1);
	}
}

void lsys_lua_set_args(lua_State *L, const struct lsys_lua_kind *k, int first, int n, void *p, int holder)
{
	if (n == 1) {
		if (!lua_isnil(L, first))
			lsys_lua_set_struct(L, first, k, p, holder);
		return;
	}
	for (int i = 0; i < n; i++)
		if (!lua_isnil(L, first + i))
			set_nth(L, k, (unsigned)i + 1, first + i, p, holder);
}

void lsys_lua_fill_array(lua_State *L, int i, const struct lsys_lua_kind *k, void *p, int holder)
{
	size_t one = lsys_lua_elem_size(k), n = lua_rawlen(L, i);

	i = lua_absindex(L, i);
	holder = lua_absindex(L, holder);
	luaL_checkstack(L, 8, "structs too deep");
	for (size_t j = 0; j < n; j++) {
		char *e = (char *)p + j * one;

		lua_rawgeti(L, i, (int)j + 1);
		if (k->shape == LSYS_LUA_VALUES)
			lsys_lua_set_value(L, k, lua_gettop(L), e);
		else
			lsys_lua_set_struct(L, lua_gettop(L), lsys_lua_kind_of(L, k->rec), e, holder);
		lua_pop(L, 1);
	}
}

/* S.t and S.types: kinds of objects by name, and their constructors. */
#include <string.h>

#include "lsys_lua.h"
#include "lsys_obj.h"
#include "sys/structs.h"

/* Plain values: an element's type, and the names under which one, or an array of so many, is known. */

#define PLAIN(name_, type, n) \
	{ .name = name_, .shape = LSYS_LUA_VALUES, .elem = LSYS_TYPE_OF((type)0), .elem_size = sizeof(type), .count = n }

const struct lsys_lua_kind lsys_lua_buffer_kind = {
	.name = "buffer", .shape = LSYS_LUA_VALUES, .elem = LSYS_T_INT, .elem_size = 1,
};

static const struct lsys_lua_kind plain_arrays[] = {
	PLAIN("int8_t[]", int8_t, 0), PLAIN("uint8_t[]", uint8_t, 0), PLAIN("int16_t[]", int16_t, 0),
	PLAIN("uint16_t[]", uint16_t, 0), PLAIN("int32_t[]", int32_t, 0), PLAIN("uint32_t[]", uint32_t, 0),
	PLAIN("int64_t[]", int64_t, 0), PLAIN("uint64_t[]", uint64_t, 0),
};

static const struct lsys_lua_kind named_arrays[] = {
	PLAIN("ints", int, 0), PLAIN("iocb_ptrs", uintptr_t, 0),
	PLAIN("char1", signed char, 1), PLAIN("char2", signed char, 2), PLAIN("uchar1", unsigned char, 1),
	PLAIN("int1", int, 1), PLAIN("int2", int, 2), PLAIN("uint1", unsigned, 1), PLAIN("uint2", unsigned, 2),
	PLAIN("int16_1", int16_t, 1), PLAIN("uint16_1", uint16_t, 1), PLAIN("int32_1", int32_t, 1), PLAIN("uint32_1", uint32_t, 1),
	PLAIN("int64_1", int64_t, 1), PLAIN("uint64_1", uint64_t, 1), PLAIN("long1", long, 1),
	PLAIN("ulong1", unsigned long, 1), PLAIN("size1", size_t, 1), PLAIN("off1", int64_t, 1),
	PLAIN("intptr1", intptr_t, 1), PLAIN("socklen1", unsigned, 1), PLAIN("uid1", unsigned, 1),
	PLAIN("gid1", unsigned, 1), PLAIN("aio_context1", unsigned long, 1),
};

/* Values that are no objects: t.int(3) is 3, as a C int would hold it. */
static const struct lsys_lua_kind scalars[] = {
	PLAIN("aio_context", unsigned long, 1), PLAIN("char", signed char, 1), PLAIN("clock", long, 1),
	PLAIN("clockid", int, 1), PLAIN("daddr", int, 1), PLAIN("dev", uint64_t, 1), PLAIN("gid", unsigned, 1),
	PLAIN("id", unsigned, 1), PLAIN("in_port", uint16_t, 1), PLAIN("ino", uint64_t, 1), PLAIN("int", int, 1),
	PLAIN("int16", int16_t, 1), PLAIN("int32", int32_t, 1), PLAIN("int64", int64_t, 1), PLAIN("int8", int8_t, 1),
	PLAIN("intptr", intptr_t, 1), PLAIN("long", long, 1), PLAIN("mode", unsigned, 1), PLAIN("nfds", unsigned long, 1),
	PLAIN("nlink", unsigned long, 1), PLAIN("off", int64_t, 1), PLAIN("pid", int, 1), PLAIN("sa_family", uint16_t, 1),
	PLAIN("sighandler", uintptr_t, 1), PLAIN("size", size_t, 1), PLAIN("socklen", unsigned, 1), PLAIN("ssize", long, 1),
	PLAIN("time", long, 1), PLAIN("uchar", unsigned char, 1), PLAIN("uid", unsigned, 1), PLAIN("uint", unsigned, 1),
	PLAIN("uint16", uint16_t, 1), PLAIN("uint32", uint32_t, 1), PLAIN("uint64", uint64_t, 1), PLAIN("uint8", uint8_t, 1),
	PLAIN("uintptr", uintptr_t, 1), PLAIN("ulong", unsigned long, 1),
};

const struct lsys_lua_kind *lsys_lua_values_kind(unsigned elem, unsigned elem_size)
{
	unsigned i = elem_size == 1 ? 0 : elem_size == 2 ? 2 : elem_size == 4 ? 4 : 6;

	return &plain_arrays[i + (elem != LSYS_T_INT)];
}

static const struct lsys_lua_kind *known(const struct lsys_lua_kind *k, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(k[i].name, name))
			return &k[i];
	return NULL;
}

/* A kind that only needs a record: made at its first use, kept in the registry under a key of the record's own. */
static const struct lsys_lua_kind *made(lua_State *L, const void *key, const struct lsys_record *rec, unsigned shape, unsigned base)
{
	struct lsys_lua_kind *k;

	lua_rawgetp(L, LUA_REGISTRYINDEX, key);
	k = lua_touserdata(L, -1);
	lua_pop(L, 1);
	if (k)
		return k;
	k = lua_newuserdata(L, sizeof(*k));
	*k = (struct lsys_lua_kind){ .name = rec->name, .rec = rec, .shape = (uint8_t)shape, .base = (uint8_t)base };
	lua_rawsetp(L, LUA_REGISTRYINDEX, key);
	return k;
}

const struct lsys_lua_kind *lsys_lua_kind_of(lua_State *L, const struct lsys_record *rec)
{
	const struct lsys_lua_kind *k;

	lua_rawgetp(L, LUA_REGISTRYINDEX, rec);
	k = lua_touserdata(L, -1);
	lua_pop(L, 1);
	if (k)
		return k;
	for (unsigned i = 0; lsys_lua_kinds[i]; i++) {
		for (k = lsys_lua_kinds[i]; k->name; k++) {
			if (k->rec == rec && k->shape == LSYS_LUA_STRUCT) {
				lua_pushlightuserdata(L, (void *)(uintptr_t)k);
				lua_rawsetp(L, LUA_REGISTRYINDEX, rec);
				return k;
			}
		}
	}
	return made(L, rec, rec, LSYS_LUA_STRUCT, 0);
}

const struct lsys_lua_kind *lsys_lua_array_kind(lua_State *L, const struct lsys_record *rec, unsigned base)
{
	return made(L, (const char *)rec + 1 + base, rec, LSYS_LUA_ARRAY, base);
}

const struct lsys_lua_kind *lsys_lua_kind_named(lua_State *L, const char *name)
{
	const struct lsys_lua_kind *k = !strcmp(name, "buffer") ? &lsys_lua_buffer_kind : NULL;
	const struct lsys_record *r;

	if (!k)
		k = known(named_arrays, LSYS_COUNT(named_arrays), name);
	for (unsigned i = 0; !k && lsys_lua_kinds[i]; i++) {
		for (const struct lsys_lua_kind *at = lsys_lua_kinds[i]; at->name; at++)
			if (!strcmp(at->name, name))
				return at;
	}
	if (k)
		return k;
	r = lsys_struct_named(name);
	return r ? lsys_lua_kind_of(L, r) : NULL;
}

/* Constructors. Upvalue: the kind. */

static int l_construct(lua_State *L)
{
	const struct lsys_lua_kind *k = lua_touserdata(L, lua_upvalueindex(1));
	int n = lua_gettop(L), first = 1;
	size_t count = 1;
	char *p;

	if (k->shape == LSYS_LUA_STRUCT) {
		p = lsys_lua_new(L, k, 1);
		lsys_lua_set_args(L, k, 1, n, p, n + 1);
		return 1;
	}
	if (!k->count && lua_istable(L, 1)) {
		lsys_lua_to_array(L, 1, k, &count);
		lua_settop(L, 1);
		return 1;
	}
	if (!k->count) {
		count = (size_t)lsys_lua_check_i64(L, 1, 0, INT32_MAX);
		first = 2;
	} else {
		count = k->count;
	}
	p = lsys_lua_new(L, k, count);
	if (first == n && lua_istable(L, first)) {
		if (lua_rawlen(L, first) > count)
			luaL_argerror(L, first, "more values than elements");
		lsys_lua_fill_array(L, first, k, p, n + 1);
		return 1;
	}
	if (first == n && lua_type(L, first) == LUA_TSTRING && k->shape == LSYS_LUA_VALUES && k->elem_size == 1) {
		size_t len;
		const char *s = lua_tolstring(L, first, &len);

		if (len > count)
			luaL_argerror(L, first, "longer than the buffer");
		memcpy(p, s, len);
		return 1;
	}
	if ((size_t)(n - first + 1) > count)
		return luaL_error(L, "%s: more values than elements", k->name);
	for (int i = first; i <= n; i++) {
		if (lua_isnil(L, i))
			continue;
		if (k->shape == LSYS_LUA_VALUES)
			lsys_lua_set_value(L, k, i, p + (size_t)(i - first) * k->elem_size);
		else
			lsys_lua_set_struct(L, i, lsys_lua_kind_of(L, k->rec), p + (size_t)(i - first) * k->rec->size, n + 1);
	}
	return 1;
}

static int l_scalar(lua_State *L)
{
	const struct lsys_lua_kind *k = lua_touserdata(L, lua_upvalueindex(1));
	char t[8];
	uint64_t v = lua_isnoneornil(L, 1) ? 0 : lsys_lua_to_u64(L, 1);

	lsys_set_uint(t, k->elem_size, v);
	lsys_lua_push_value(L, k, t);
	return 1;
}

/* What a table of types has under a name is made when first asked for, and kept. */
static int remember(lua_State *L)
{
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, 1);
	return 1;
}

static int l_t_index(lua_State *L)
{
	const char *name = luaL_checkstring(L, 2);
	const struct lsys_lua_kind *k = known(scalars, LSYS_COUNT(scalars), name);

	for (unsigned i = 0; !k && lsys_lua_type_functions[i]; i++) {
		for (const luaL_Reg *f = lsys_lua_type_functions[i]; f->name; f++) {
			if (!strcmp(f->name, name)) {
				lua_pushcfunction(L, f->func);
				return remember(L);
			}
		}
	}
	if (k) {
		lua_pushlightuserdata(L, (void *)(uintptr_t)k);
		lua_pushcclosure(L, l_scalar, 1);
		return remember(L);
	}
	k = lsys_lua_kind_named(L, name);
	if (!k)
		return 0;
	lua_pushlightuserdata(L, (void *)(uintptr_t)k);
	lua_pushcclosure(L, l_construct, 1);
	return remember(L);
}

static void get_name(lua_State *L, const char *name)
{
	lua_getfield(L, 1, name);
	lua_pop(L, 1);
}

/* pairs(S.t) wants all types that have names of their own: those of structs, of more than structs, of plain values. */
static int l_t_pairs(lua_State *L)
{
	for (unsigned i = 0; i < LSYS_COUNT(scalars); i++)
		get_name(L, scalars[i].name);
	for (unsigned i = 0; i < LSYS_COUNT(named_arrays); i++)
		get_name(L, named_arrays[i].name);
	for (unsigned i = 0; lsys_lua_type_functions[i]; i++)
		for (const luaL_Reg *f = lsys_lua_type_functions[i]; f->name; f++)
			get_name(L, f->name);
	for (unsigned i = 0; lsys_lua_kinds[i]; i++)
		for (const struct lsys_lua_kind *k = lsys_lua_kinds[i]; k->name; k++)
			get_name(L, k->name);
	for (unsigned i = 0; lsys_structs[i]; i++)
		for (const struct lsys_record *const *r = lsys_structs[i]; *r; r++)
			get_name(L, (*r)->name);
	lua_getglobal(L, "next");
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

/* S.types.s.NAME: bytes; of what has no fixed size: nil. */
static int l_s_index(lua_State *L)
{
	const char *name = luaL_checkstring(L, 2);
	const struct lsys_lua_kind *k = known(scalars, LSYS_COUNT(scalars), name);

	if (!k)
		k = lsys_lua_kind_named(L, name);
	if (!k || (k->shape != LSYS_LUA_STRUCT && !k->count))
		return 0;
	lua_pushnumber(L, (lua_Number)(lsys_lua_elem_size(k) * (k->shape == LSYS_LUA_STRUCT ? 1 : k->count)));
	return remember(L);
}

/*
 * What a struct's address has to be a multiple of: the largest of its members', unless the struct is packed, which its
 * size tells.
 */
static size_t alignment(const struct lsys_record *r)
{
	size_t most = 1, packed = r->size ? r->size & -(size_t)r->size : 1;

	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		size_t one = f->rec ? alignment(f->rec) : f->type == LSYS_T_ARRAY ? f->elem_size : f->type == LSYS_T_CHARS ? 1 : f->size;

		if (one > most)
			most = one;
	}
	return most < packed ? most : packed;
}

/* S.types.pt.NAME(object): the same memory as another kind. Upvalue: the kind. */
static int l_cast(lua_State *L)
{
	const struct lsys_lua_kind *k = lua_touserdata(L, lua_upvalueindex(1));
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, 1);
	size_t one = lsys_lua_elem_size(k);

	if (!o)
		return luaL_argerror(L, 1, "buffer or struct expected");
	if (o->size < one * (k->count ? k->count : 1))
		return luaL_argerror(L, 1, lua_pushfstring(L, "too small for %s", k->name));
	if (k->rec && (uintptr_t)(o->root->mem + o->off) % alignment(k->rec) != 0)
		return luaL_argerror(L, 1, lua_pushfstring(L, "at an address where no %s may be", k->name));
	lsys_lua_push_view(L, k, 1, 0, k->shape == LSYS_LUA_STRUCT ? one : k->count ? one * k->count : o->size - o->size % one);
	return 1;
}

static int l_pt_index(lua_State *L)
{
	const char *name = luaL_checkstring(L, 2);
	const struct lsys_lua_kind *k = known(scalars, LSYS_COUNT(scalars), name);

	if (!k)
		k = lsys_lua_kind_named(L, name);
	if (!k)
		return 0;
	lua_pushlightuserdata(L, (void *)(uintptr_t)k);
	lua_pushcclosure(L, l_cast, 1);
	return remember(L);
}

/* S.types.ctypes["struct stat"] is S.t.stat. Upvalue: t. */
static int l_ctypes_index(lua_State *L)
{
	const char *name = luaL_checkstring(L, 2);

	if (!strncmp(name, "struct ", 7))
		name += 7;
	else if (!strncmp(name, "union ", 6))
		name += 6;
	lua_getfield(L, lua_upvalueindex(1), name);
	return lua_isnil(L, -1) ? 1 : remember(L);
}

static void push_lazy(lua_State *L, lua_CFunction index, int nup)
{
	lua_pushcclosure(L, index, nup);
	lua_newtable(L);
	lua_createtable(L, 0, 1);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

void lsys_lua_push_types(lua_State *L)
{
	lua_createtable(L, 0, 4);
	push_lazy(L, l_t_index, 0);
	lua_getmetatable(L, -1);
	lua_pushcfunction(L, l_t_pairs);
	lua_setfield(L, -2, "__pairs");
	lua_pop(L, 1);
	lua_pushvalue(L, -1);
	lua_setfield(L, -3, "t");
	push_lazy(L, l_ctypes_index, 1);
	lua_setfield(L, -2, "ctypes");
	push_lazy(L, l_s_index, 0);
	lua_setfield(L, -2, "s");
	push_lazy(L, l_pt_index, 0);
	lua_setfield(L, -2, "pt");
}

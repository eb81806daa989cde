/* Objects over memory: making them, finding their memory, keeping alive what they point to. */
#include "lsys_obj.h"

#include <string.h>

#include "lsys_lua.h"

/* Its address tells our userdata from others'; nothing in a script can write it there. */
static const char magic;

#define HEADER ((sizeof(struct lsys_lua_obj) + 15) & ~(size_t)15)

static void push_meta(lua_State *L, const struct lsys_lua_kind *k)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, k);
	if (lua_isnil(L, -1)) {
		lua_pop(L, 1);
		lsys_lua_make_meta(L, k);
		lua_pushvalue(L, -1);
		lua_rawsetp(L, LUA_REGISTRYINDEX, k);
	}
}

size_t lsys_lua_elem_size(const struct lsys_lua_kind *k)
{
	return k->shape == LSYS_LUA_VALUES ? k->elem_size : k->rec->size;
}

static struct lsys_lua_obj *new_header(lua_State *L, const struct lsys_lua_kind *k, size_t more)
{
	struct lsys_lua_obj *o = lua_newuserdata(L, HEADER + more);

	*o = (struct lsys_lua_obj){ .magic = &magic, .kind = k, .root = o };
	push_meta(L, k);
	lua_setmetatable(L, -2);
	return o;
}

void *lsys_lua_new(lua_State *L, const struct lsys_lua_kind *k, size_t count)
{
	size_t one = lsys_lua_elem_size(k), size;
	struct lsys_lua_obj *o;

	if (k->shape == LSYS_LUA_STRUCT)
		count = 1;
	else if (k->count)
		count = k->count;
	if (count > (SIZE_MAX / 4 - HEADER) / one)
		luaL_error(L, "%s: too many elements", k->name);
	size = count * one;
	o = new_header(L, k, size);
	o->mem = (char *)o + HEADER;
	o->size = size;
	memset(o->mem, 0, size);
	for (size_t i = 0; k->init && i < count; i++)
		k->init(o->mem + i * one);
	return o->mem;
}

struct lsys_lua_obj *lsys_lua_new_foreign(lua_State *L, const struct lsys_lua_kind *k, size_t extra)
{
	struct lsys_lua_obj *o = new_header(L, k, extra);

	memset(lsys_lua_extra(o), 0, extra);
	return o;
}

void *lsys_lua_extra(struct lsys_lua_obj *o)
{
	return (char *)o + HEADER;
}

void lsys_lua_push_root(lua_State *L, int i)
{
	const struct lsys_lua_obj *o = lua_touserdata(L, i);

	if (o->root == o)
		lua_pushvalue(L, i);
	else
		lua_getuservalue(L, i);
}

void lsys_lua_push_view(lua_State *L, const struct lsys_lua_kind *k, int parent, size_t off, size_t size)
{
	const struct lsys_lua_obj *p = lsys_lua_test_obj(L, parent);
	struct lsys_lua_obj *o;

	parent = lua_absindex(L, parent);
	o = new_header(L, k, 0);
	o->root = p->root;
	o->off = p->off + off;
	o->size = size;
	lsys_lua_push_root(L, parent);
	lua_setuservalue(L, -2);
}

struct lsys_lua_obj *lsys_lua_test_obj(lua_State *L, int i)
{
	struct lsys_lua_obj *o = lua_type(L, i) == LUA_TUSERDATA ? lua_touserdata(L, i) : NULL;

	return o && lua_rawlen(L, i) >= HEADER && o->magic == &magic ? o : NULL;
}

void *lsys_lua_mem(lua_State *L, const struct lsys_lua_obj *o, bool write)
{
	const struct lsys_lua_obj *r = o->root;

	if (!r->mem || o->off + o->size > r->size) {
		luaL_error(L, "%s: its memory is there no more", o->kind->name);
		return NULL;
	}
	if (r->flags & LSYS_LUA_CUT)
		luaL_error(L, "%s: the file is shorter than what was mapped of it", o->kind->name);
	if (r->flags & (write ? LSYS_LUA_RO : LSYS_LUA_NOREAD))
		luaL_error(L, "%s: may not be %s", o->kind->name, write ? "written" : "read");
	return r->mem + o->off;
}

void *lsys_lua_test(lua_State *L, int i, const struct lsys_lua_kind *k)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);

	return o && o->kind == k ? lsys_lua_mem(L, o, false) : NULL;
}

static int type_error(lua_State *L, int i, const char *wanted)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);

	return luaL_argerror(L, i, lua_pushfstring(L, "%s expected, got %s", wanted, o ? o->kind->name : luaL_typename(L, i)));
}

void *lsys_lua_check(lua_State *L, int i, const struct lsys_lua_kind *k)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);

	if (o && o->kind == k)
		return lsys_lua_mem(L, o, false);
	type_error(L, i, k->name);
	return NULL;
}

void *lsys_lua_check_bytes(lua_State *L, int i, bool write, size_t *size)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);

	if (o) {
		*size = o->size;
		return lsys_lua_mem(L, o, write);
	}
	if (write || lua_type(L, i) != LUA_TSTRING) {
		type_error(L, i, write ? "buffer" : "string or buffer");
		return NULL;
	}
	return (void *)(uintptr_t)lua_tolstring(L, i, size);
}

#define TRANSFER_MAX 0x7ffff000 /* the kernel transfers no more at once */

void *lsys_lua_check_room(lua_State *L, int i, size_t *count)
{
	size_t room = TRANSFER_MAX;
	void *p = lua_isnoneornil(L, i) ? NULL : lsys_lua_check_bytes(L, i, true, &room);

	if (lua_isnoneornil(L, i + 1))
		*count = p ? room : 4096;
	else
		*count = (size_t)lsys_lua_check_i64(L, i + 1, 0, (int64_t)room);
	return p;
}

void *lsys_lua_to(lua_State *L, int i, const struct lsys_lua_kind *k)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	void *p;

	if (o && o->kind == k)
		return lsys_lua_mem(L, o, false);
	i = lua_absindex(L, i);
	p = lsys_lua_new(L, k, 1);
	if (!lua_isnoneornil(L, i))
		lsys_lua_set_struct(L, i, k, p, lua_gettop(L));
	lua_replace(L, i);
	return p;
}

void *lsys_lua_to_array(lua_State *L, int i, const struct lsys_lua_kind *k, size_t *count)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	char *p;

	if (o && o->kind == k) {
		*count = o->size / lsys_lua_elem_size(k);
		return lsys_lua_mem(L, o, false);
	}
	if (!lua_istable(L, i))
		type_error(L, i, k->name);
	i = lua_absindex(L, i);
	*count = lua_rawlen(L, i);
	if (k->count && *count > k->count)
		luaL_argerror(L, i, lua_pushfstring(L, "%s has room for %d values", k->name, (int)k->count));
	p = lsys_lua_new(L, k, *count);
	if (k->count)
		*count = k->count;
	lsys_lua_fill_array(L, i, k, p, lua_gettop(L));
	lua_replace(L, i);
	return p;
}

void lsys_lua_push_uservalue(lua_State *L, int i)
{
	i = lua_absindex(L, i);
	lua_getuservalue(L, i);
	if (lua_isnil(L, -1)) {
		lua_pop(L, 1);
		lua_newtable(L);
		lua_pushvalue(L, -1);
		lua_setuservalue(L, i);
	}
}

/* Pinning: a root's uservalue is a table from the place of a pointer in it to the object that it points to. */

void lsys_lua_push_kept(lua_State *L, int i)
{
	lsys_lua_push_root(L, i);
	lsys_lua_push_uservalue(L, -1);
	lua_remove(L, -2);
}

void lsys_lua_keep(lua_State *L, int i, const void *p, int holder)
{
	const struct lsys_lua_obj *h = lsys_lua_test_obj(L, holder);

	i = lua_absindex(L, i);
	lsys_lua_push_kept(L, lua_absindex(L, holder));
	lua_pushvalue(L, i);
	lua_rawseti(L, -2, (int)((const char *)p - h->root->mem));
	lua_pop(L, 1);
}

void lsys_lua_pin(lua_State *L, int i, void *p, int holder, size_t *size)
{
	const struct lsys_lua_obj *o;
	void *to = NULL;
	size_t n = 0;

	i = lua_absindex(L, i);
	holder = lua_absindex(L, holder);
	if (lua_type(L, i) == LUA_TSTRING) { /* a string may be shared by the whole program: the kernel gets a copy */
		const char *s = lua_tolstring(L, i, &n);

		to = lsys_lua_new(L, &lsys_lua_buffer_kind, n);
		memcpy(to, s, n);
	} else if (lua_isnoneornil(L, i) || (lua_type(L, i) == LUA_TNUMBER && lua_tonumber(L, i) == 0)) {
		lua_pushnil(L);
	} else {
		o = lsys_lua_test_obj(L, i);
		if (!o) {
			luaL_error(L, "buffer, struct or string expected for an address, got %s", luaL_typename(L, i));
			return;
		}
		o->root->flags |= LSYS_LUA_PINNED;
		to = lsys_lua_mem(L, o, false);
		n = o->size;
		lua_pushvalue(L, i);
	}
	lsys_lua_keep(L, -1, p, holder);
	lua_pop(L, 1);
	memcpy(p, &to, sizeof(to));
	if (size)
		*size = n;
}

void lsys_lua_push_pinned(lua_State *L, const void *p, int holder)
{
	const struct lsys_lua_obj *h = lsys_lua_test_obj(L, holder);

	lsys_lua_push_root(L, holder);
	lua_getuservalue(L, -1);
	if (lua_istable(L, -1))
		lua_rawgeti(L, -1, (int)((const char *)p - h->root->mem));
	else
		lua_pushnil(L);
	lua_replace(L, -3);
	lua_pop(L, 1);
}

void lsys_lua_copy_pins(lua_State *L, int from, size_t off, size_t size, const void *p, int holder)
{
	const struct lsys_lua_obj *f = lsys_lua_test_obj(L, from), *h = lsys_lua_test_obj(L, holder);
	ptrdiff_t shift = (const char *)p - h->root->mem - (ptrdiff_t)(f->off + off);

	from = lua_absindex(L, from);
	holder = lua_absindex(L, holder);
	lsys_lua_push_root(L, from);
	lua_getuservalue(L, -1);
	if (!lua_istable(L, -1)) {
		lua_pop(L, 2);
		return;
	}
	lsys_lua_push_kept(L, holder);
	for (size_t at = f->off + off; at < f->off + off + size; at += sizeof(void *)) {
		lua_rawgeti(L, -2, (int)at);
		lua_rawseti(L, -2, (int)((ptrdiff_t)at + shift));
	}
	lua_pop(L, 3);
}

void lsys_lua_check_pinned(lua_State *L, const void *p, int holder, size_t need, const char *what)
{
	const struct lsys_lua_obj *o;
	void *to;
	bool good;

	memcpy(&to, p, sizeof(to));
	if (!need)
		return;
	lsys_lua_push_pinned(L, p, holder);
	o = lsys_lua_test_obj(L, -1);
	good = o && o->root->mem && o->off + o->size <= o->root->size && to == o->root->mem + o->off && need <= o->size;
	lua_pop(L, 1);
	if (!good)
		luaL_error(L, "%s: fewer bytes are there than its length says", what);
}

const void *lsys_lua_pinned_mem(lua_State *L, const void *p, int holder, size_t need, const char *what)
{
	const void *mem;

	lsys_lua_check_pinned(L, p, holder, need, what);
	if (!need)
		return NULL;
	lsys_lua_push_pinned(L, p, holder);
	mem = lsys_lua_mem(L, lsys_lua_test_obj(L, -1), false);
	lua_pop(L, 1);
	return mem;
}

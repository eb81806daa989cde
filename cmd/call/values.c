/* What Lua's functions give, as results: records made for the occasion, so that the sinks show them as any other. */
#include "call/call.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lsys_lua.h"

#define KEYS_MAX 4000   /* of a table: a row's place is a 16-bit number */
#define DEPTH_MAX 8

union slot { int64_t i; bool b; struct lsys_bytes s; void *p; struct lsys_list list; };

struct taker { struct call_step *s; struct lsys_call_result *out, *last; };

static struct lsys_variant record_of(lua_State *L, int i, struct call_step *s, int depth);

static void *need(lua_State *L, void *p)
{
	if (!p)
		luaL_error(L, "not enough memory");
	return p;
}

static struct lsys_bytes bytes_of(lua_State *L, int i, struct call_step *s)
{
	size_t len;
	const char *p = luaL_tolstring(L, i, &len);

	p = need(L, lsys_arena_strndup(s->ctx->arena, p, len));
	lua_pop(L, 1);
	return (struct lsys_bytes){ p, (uint32_t)len };
}

static bool whole(lua_State *L, int i, int64_t *v)
{
	double d;

	if (lsys_lua_is_fd(L, i)) {
		*v = lsys_lua_check_fd(L, i);
		return true;
	}
	if (lsys_lua_is_int64(L, i)) {
		*v = (int64_t)lsys_lua_to_u64(L, i);
		return true;
	}
	d = lua_type(L, i) == LUA_TNUMBER ? lua_tonumber(L, i) : 0.5;
	*v = fabs(d) < 9.0e18 ? (int64_t)d : 0;
	return d == (double)*v;
}

static bool is_list(lua_State *L, int i)
{
	return lua_istable(L, i) && lua_rawlen(L, i) > 0;
}

/* A list of strings, or of whole numbers: one row. Anything else in it: false. */
static bool plain_list(lua_State *L, int i, struct call_step *s, struct lsys_field *f, union slot *to)
{
	size_t n = lua_rawlen(L, i);
	int64_t v;
	bool numbers, good = true;
	void *p;

	lua_rawgeti(L, i, 1);
	numbers = whole(L, -1, &v);
	lua_pop(L, 1);
	f->elem = numbers ? LSYS_T_INT : LSYS_T_BYTES;
	f->elem_size = numbers ? sizeof(int64_t) : sizeof(struct lsys_bytes);
	p = need(L, lsys_arena_alloc(s->ctx->arena, n * f->elem_size));
	for (size_t k = 0; good && k < n; k++) {
		lua_rawgeti(L, i, (int)k + 1);
		good = numbers ? whole(L, -1, &v) : lua_type(L, -1) == LUA_TSTRING;
		if (good && numbers)
			((int64_t *)p)[k] = v;
		else if (good)
			((struct lsys_bytes *)p)[k] = bytes_of(L, lua_gettop(L), s);
		lua_pop(L, 1);
	}
	f->type = LSYS_T_LIST;
	f->size = sizeof(struct lsys_list);
	to->list = (struct lsys_list){ p, (uint32_t)n };
	return good;
}

/* The value at index i as a row of that name, and the member it describes. */
static void row_of(lua_State *L, int i, struct call_step *s, struct lsys_field *f, union slot *to, int depth)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	struct lsys_variant v;

	if (lua_isboolean(L, i)) {
		f->type = LSYS_T_BOOL;
		f->size = sizeof(to->b);
		to->b = lua_toboolean(L, i);
	} else if (whole(L, i, &to->i)) {
		f->type = LSYS_T_INT;
		f->size = sizeof(to->i);
	} else if (is_list(L, i) && plain_list(L, i, s, f, to)) {
		f->text = 1;
	} else if (depth < DEPTH_MAX && (lua_istable(L, i) || (o && o->kind->shape == LSYS_LUA_STRUCT))) {
		v = record_of(L, i, s, depth + 1);
		f->type = LSYS_T_REC;
		f->size = sizeof(void *);
		f->rec = v.rec;
		to->p = v.p;
	} else {
		f->type = LSYS_T_BYTES;
		f->size = sizeof(to->s);
		f->text = 1;
		to->s = bytes_of(L, i, s);
	}
}

static int by_name(const void *a, const void *b)
{
	const struct lsys_field *x = a, *y = b;
	int c = x->namelen < y->namelen ? x->namelen : y->namelen;

	c = memcmp(x->name, y->name, (size_t)c);
	return c ? c : x->namelen - y->namelen;
}

/* A struct object as it is, a table as a record made for it, its members by name. */
static struct lsys_variant record_of(lua_State *L, int i, struct call_step *s, int depth)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	struct lsys_record *rec;
	struct lsys_field *rows;
	union slot *slots;
	uint16_t n = 0;

	luaL_checkstack(L, 8, NULL);
	if (o) {
		void *p = need(L, lsys_arena_alloc(s->ctx->arena, o->kind->rec->size));

		memcpy(p, lsys_lua_mem(L, o, false), o->kind->rec->size);
		return (struct lsys_variant){ o->kind->rec, p };
	}
	for (lua_pushnil(L); lua_next(L, i); lua_pop(L, 1))
		n++;
	if (n > KEYS_MAX)
		luaL_error(L, "gives a table of more than %d members", KEYS_MAX);
	rec = need(L, lsys_arena_alloc(s->ctx->arena, sizeof(*rec)));
	rows = need(L, lsys_arena_array(s->ctx->arena, n + 1U, sizeof(*rows)));
	slots = need(L, lsys_arena_array(s->ctx->arena, n + 1U, sizeof(*slots)));
	n = 0;
	for (lua_pushnil(L); lua_next(L, i); lua_pop(L, 1)) {
		struct lsys_bytes name = bytes_of(L, lua_gettop(L) - 1, s);

		if (name.len > UINT8_MAX)
			luaL_error(L, "gives a table with a member whose name is too long");
		rows[n] = (struct lsys_field){ .name = name.p, .member = name.p, .namelen = (uint8_t)name.len,
					       .off = (uint16_t)(n * sizeof(*slots)) };
		row_of(L, lua_gettop(L), s, &rows[n], &slots[n], depth);
		n++;
	}
	qsort(rows, n, sizeof(*rows), by_name);
	*rec = (struct lsys_record){ .name = s->c->name, .rows = rows, .n = n, .size = (uint16_t)(n * sizeof(*slots)), .has = LSYS_NO_HAS };
	return (struct lsys_variant){ rec, slots };
}

static struct lsys_call_result *next_result(lua_State *L, struct taker *t)
{
	struct lsys_call_result *r = t->out;

	if (t->last) {
		r = need(L, lsys_arena_alloc(t->s->ctx->arena, sizeof(*r)));
		t->last->next = r;
	}
	*r = (struct lsys_call_result){ .call = t->s->c->name };
	LSYS_SET(&call_result_record, r, call);
	t->last = r;
	return r;
}

/* The value at index i: a result, or as many as a list has elements. */
static void take(lua_State *L, int i, struct taker *t, int depth)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	struct lsys_call_result *r;
	size_t n = o && o->kind->shape == LSYS_LUA_ARRAY ? o->size / lsys_lua_elem_size(o->kind) : is_list(L, i) ? lua_rawlen(L, i) : 0;

	luaL_checkstack(L, 8, NULL);
	if (n && depth < DEPTH_MAX) {
		for (size_t k = 1; k <= n; k++) {
			lua_pushinteger(L, (lua_Integer)k);
			lua_gettable(L, i);
			take(L, lua_gettop(L), t, depth + 1);
			lua_pop(L, 1);
		}
		return;
	}
	r = next_result(L, t);
	r->line = depth > 0;
	lua_pushvalue(L, i);
	r->ref = luaL_ref(L, LUA_REGISTRYINDEX);
	if (whole(L, i, &r->number)) {
		LSYS_SET(&call_result_record, r, number);
	} else if (lua_istable(L, i) || (o && o->kind->shape == LSYS_LUA_STRUCT)) {
		r->data = record_of(L, i, t->s, 0);
		LSYS_SET(&call_result_record, r, data);
	} else if (o && o->kind->shape == LSYS_LUA_VALUES) {
		size_t len;
		const void *p = lsys_lua_check_bytes(L, i, false, &len);

		r->string = (struct lsys_bytes){ p, (uint32_t)len };
		LSYS_SET(&call_result_record, r, string);
	} else if (!lua_isnil(L, i)) {
		r->string = bytes_of(L, i, t->s);
		LSYS_SET(&call_result_record, r, string);
	}
}

/* Each first value of the iterator at index i, called as a generic for calls it. */
static void take_all(lua_State *L, int i, struct taker *t)
{
	lua_settop(L, i + 2);
	for (;;) {
		for (int k = 0; k < 3; k++)
			lua_pushvalue(L, i + k);
		lua_call(L, 2, 1);
		if (lua_isnil(L, -1))
			return;
		lua_pushvalue(L, -1);
		lua_replace(L, i + 2);
		take(L, lua_gettop(L), t, 1);
		lua_pop(L, 1);
	}
}

void call_take(lua_State *L, int first, struct call_step *s, struct lsys_call_result *out)
{
	struct taker t = { s, out, NULL };
	int n = lua_gettop(L);

	if (first <= n && lua_isboolean(L, first) && lua_toboolean(L, first))
		first++;
	while (first <= n && lua_isnil(L, first))
		first++;
	if (lua_isfunction(L, first)) {
		take_all(L, first, &t);
		return;
	}
	for (int i = first; i <= n; i++)
		if (!lua_isnil(L, i))
			take(L, i, &t, 0);
}

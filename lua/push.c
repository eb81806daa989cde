/* Records as Lua tables, of the shape their JSON has; and the sink that makes them. */
#include <errno.h>
#include <string.h>

#include "lsys_lua.h"

#define FLAGS_META "lsys.flags"

/* flags.up: is it among them? */
static int l_flags_index(lua_State *L)
{
	if (lua_type(L, 2) != LUA_TSTRING) {
		lua_pushnil(L);
		return 1;
	}
	for (int i = 1;; i++) {
		lua_rawgeti(L, 1, i);
		if (lua_isnil(L, -1))
			break;
		if (lua_compare(L, -1, 2, LUA_OPEQ)) {
			lua_pushboolean(L, true);
			return 1;
		}
		lua_pop(L, 1);
	}
	lua_pushboolean(L, false);
	return 1;
}

static int l_flags_tostring(lua_State *L)
{
	luaL_Buffer b;
	int n = (int)lua_rawlen(L, 1);

	luaL_buffinit(L, &b);
	for (int i = 1; i <= n; i++) {
		if (i > 1)
			luaL_addstring(&b, ", ");
		lua_rawgeti(L, 1, i);
		luaL_addvalue(&b);
	}
	luaL_pushresult(&b);
	return 1;
}

static void push_flags(lua_State *L, const struct lsys_names *n, uint64_t v)
{
	static const luaL_Reg meta[] = { { "__index", l_flags_index }, { "__tostring", l_flags_tostring }, { NULL, NULL } };
	struct lsys_cursor at = { .names = n };
	struct lsys_const c;
	int i = 1;

	lua_newtable(L);
	while (lsys_flags_next(&at, &v, &c)) {
		lua_pushstring(L, c.name);
		lua_rawseti(L, -2, i++);
	}
	if (v) { /* bits without a name */
		char t[2 + 16 + 1];
		int k = (int)sizeof(t) - 1;

		t[k] = '\0';
		for (; v; v >>= 4)
			t[--k] = "0123456789abcdef"[v & 15];
		t[--k] = 'x';
		t[--k] = '0';
		lua_pushstring(L, t + k);
		lua_rawseti(L, -2, i);
	}
	if (luaL_newmetatable(L, FLAGS_META))
		luaL_setfuncs(L, meta, 0);
	lua_setmetatable(L, -2);
}

/* Text that the rows know how to write: into a memory that a Lua error cannot lose. */
static void push_text(lua_State *L, const struct lsys_field *f, unsigned type, unsigned size, const void *p)
{
	struct lsys_field plain = *f;
	struct lsys_buf b = { .fd = -1 };
	luaL_Buffer lb;

	plain.type = (uint8_t)type;
	plain.size = (uint16_t)size;
	/* Opaque bytes take twice their number, everything else is short. */
	b.cap = type == LSYS_T_BYTES ? 2 * (size_t)((const struct lsys_bytes *)p)->len + 16 : 256;
	b.p = luaL_buffinitsize(L, &lb, b.cap);
	lsys_put_value(&b, &plain, p);
	luaL_pushresultsize(&lb, b.len);
}

static void push_plain(lua_State *L, const struct lsys_field *f, unsigned type, unsigned size, const void *p)
{
	const char *s;

	switch (type) {
	case LSYS_T_BOOL:
		lua_pushboolean(L, *(const bool *)p);
		break;
	case LSYS_T_UINT:
		if (f->names && f->names->flags)
			push_flags(L, f->names, lsys_get_uint(p, size));
		else if (f->names || f->hex)
			push_text(L, f, type, size, p);
		else
			lsys_lua_push_u64(L, lsys_get_uint(p, size));
		break;
	case LSYS_T_INT:
		if (f->names && f->names->flags)
			push_flags(L, f->names, lsys_get_uint(p, size));
		else if (f->names)
			push_text(L, f, type, size, p);
		else
			lsys_lua_push_i64(L, lsys_get_int(p, size));
		break;
	case LSYS_T_CHARS:
		lua_pushlstring(L, p, strnlen(p, size));
		break;
	case LSYS_T_STR:
		memcpy(&s, p, sizeof(s));
		lua_pushstring(L, s ? s : "");
		break;
	case LSYS_T_BYTES:
		if (f->text) {
			lua_pushlstring(L, ((const struct lsys_bytes *)p)->p, ((const struct lsys_bytes *)p)->len);
			break;
		}
		__attribute__((fallthrough));
	default:
		push_text(L, f, type, size, p);
	}
}

static void push_list(lua_State *L, const struct lsys_field *f, const struct lsys_list *l, const struct lsys_want *want)
{
	size_t step = f->rec ? f->rec->size : f->elem_size;

	lua_createtable(L, (int)l->n, 0);
	for (uint32_t i = 0; i < l->n; i++) {
		const char *e = (const char *)l->p + i * step;

		if (f->rec)
			lsys_lua_push_record(L, f->rec, e, want);
		else
			push_plain(L, f, f->elem, f->elem_size, e);
		lua_rawseti(L, -2, (int)i + 1);
	}
}

static void push_ifref(lua_State *L, const struct lsys_field *f, const struct lsys_ifref *i)
{
	if (i->name[0]) {
		lua_pushlstring(L, f->name, f->namelen);
		lua_pushlstring(L, i->name, strnlen(i->name, sizeof(i->name)));
		lua_rawset(L, -3);
	}
	lua_pushfstring(L, "%s_index", f->name);
	lua_pushnumber(L, i->index);
	lua_rawset(L, -3);
}

void lsys_lua_push_record(lua_State *L, const struct lsys_record *r, const void *obj, const struct lsys_want *want)
{
	luaL_checkstack(L, 8, "records too deep");
	if (r->plain) {
		struct lsys_buf text = { .fd = -1, .cap = 512 };
		luaL_Buffer lb;

		text.p = luaL_buffinitsize(L, &lb, text.cap);
		lsys_put_brief(&text, r, obj);
		luaL_pushresultsize(&lb, text.len);
		return;
	}
	lua_createtable(L, 0, r->n / 2);
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		const struct lsys_want *sub = NULL;
		const void *p = lsys_at(f, obj), *o;
		struct lsys_list in = { 0 };
		uint64_t v = 0;

		if (f->alias || !lsys_has(r, obj, i) || (want && !lsys_wanted(want, f->name, &sub)))
			continue;
		if (f->type == LSYS_T_IFREF) {
			push_ifref(L, f, p);
			continue;
		}
		lua_pushlstring(L, f->name, f->namelen);
		switch (f->type) {
		case LSYS_T_REC:
			memcpy(&o, p, sizeof(o));
			lsys_lua_push_record(L, f->rec, o, sub);
			break;
		case LSYS_T_VARIANT:
			lsys_lua_push_record(L, ((const struct lsys_variant *)p)->rec, ((const struct lsys_variant *)p)->p, sub);
			break;
		case LSYS_T_STRUCT:
			lsys_lua_push_record(L, f->rec, p, sub);
			break;
		case LSYS_T_LIST:
			push_list(L, f, p, sub);
			break;
		case LSYS_T_ARRAY:
			in = lsys_array_at(f, p);
			push_list(L, f, &in, sub);
			break;
		default:
			if (lsys_field_packed(f)) {
				v = lsys_field_uint(f, p);
				push_plain(L, f, LSYS_T_UINT, sizeof(v), &v);
			} else {
				push_plain(L, f, f->type, f->size, p);
			}
		}
		lua_rawset(L, -3);
	}
}

struct emission { struct lsys_lua_sink *s; const struct lsys_record *r; const void *obj; };

static int l_emit(lua_State *L)
{
	const struct emission *e = lua_touserdata(L, 2);

	lsys_lua_push_record(L, e->r, e->obj, e->s->sink.want);
	lua_rawseti(L, 1, (int)++e->s->n);
	return 0;
}

/* Protected: a Lua error (memory) must come back as a number, for its caller has things to release. */
static int emit(struct lsys_sink *sink, const struct lsys_record *r, const void *obj)
{
	struct lsys_lua_sink *s = (struct lsys_lua_sink *)(void *)sink;
	struct emission e = { s, r, obj };

	lua_pushcfunction(s->L, l_emit);
	lua_pushvalue(s->L, s->table);
	lua_pushlightuserdata(s->L, &e);
	if (lua_pcall(s->L, 2, 0, 0) == LUA_OK)
		return 0;
	lua_pop(s->L, 1);
	return -ENOMEM;
}

static int end(struct lsys_sink *sink)
{
	(void)sink;
	return 0;
}

void lsys_lua_sink_init(struct lsys_lua_sink *s, lua_State *L, int table)
{
	luaL_checkstack(L, 8, "no room for records");
	*s = (struct lsys_lua_sink){ .sink = { .emit = emit, .end = end }, .L = L, .table = lua_absindex(L, table) };
}

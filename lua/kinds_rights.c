/* Kinds of sets of groups and capabilities, and of filters. */
#include <ctype.h>
#include <linux/filter.h>
#include <string.h>
#include <sys/types.h>

#include "kinds.h"
#include "sys/abi.h"
#include "sys/structs.h"

/* cap: a set of capabilities by their names */

static const struct lsys_names *cap_names(void)
{
	return lsys_group_named("CAP")->names;
}

static bool cap_is(const struct lsys_cap *c, uint64_t n)
{
	return n < 64 && c->cap[n / 32] >> n % 32 & 1;
}

static void cap_put(struct lsys_cap *c, uint64_t n, bool on)
{
	if (on)
		c->cap[n / 32] |= 1U << n % 32;
	else
		c->cap[n / 32] &= ~(1U << n % 32);
}

static bool cap_get(lua_State *L, const char *key, const void *p)
{
	struct lsys_const c = lsys_const_named(cap_names(), key, strlen(key));

	if (!c.name)
		return false;
	lua_pushboolean(L, cap_is(p, c.value));
	return true;
}

static bool cap_set(lua_State *L, const char *key, int i, void *p, int holder)
{
	struct lsys_const c = lsys_const_named(cap_names(), key, strlen(key));

	(void)holder;
	if (!c.name || c.value >= 64)
		return false;
	cap_put(p, c.value, lua_toboolean(L, i));
	return true;
}

/* "chown, setuid" */
static void cap_words(lua_State *L, struct lsys_cap *cap, const char *s)
{
	while (*s) {
		struct lsys_const c = { 0 };
		size_t n = strcspn(s, ","), cut = n;

		while (cut && isspace((unsigned char)*s)) {
			s++;
			cut--;
			n--;
		}
		while (cut && isspace((unsigned char)s[cut - 1]))
			cut--;
		if (cut)
			c = lsys_const_named(cap_names(), s, cut);
		if (cut && (!c.name || c.value >= 64)) {
			lua_pushlstring(L, s, cut);
			luaL_error(L, "%s: no such capability", lua_tostring(L, -1));
		}
		if (c.name)
			cap_put(cap, c.value, true);
		s += n;
		s += *s == ',';
	}
}

static bool cap_from(lua_State *L, int i, void *p, int holder)
{
	struct lsys_cap *cap = p;
	uint64_t v;

	(void)holder;
	i = lua_absindex(L, i);
	switch (lua_type(L, i)) {
	case LUA_TSTRING:
		*cap = (struct lsys_cap){ { 0, 0 } };
		cap_words(L, cap, lua_tostring(L, i));
		return true;
	case LUA_TNUMBER:
		v = lsys_lua_to_u64(L, i);
		*cap = (struct lsys_cap){ { (uint32_t)v, (uint32_t)(v >> 32) } };
		return true;
	case LUA_TTABLE: /* a list of names; { chown = true } is taken key by key */
		if (!lua_rawlen(L, i))
			return false;
		*cap = (struct lsys_cap){ { 0, 0 } };
		for (int k = 1; k <= (int)lua_rawlen(L, i); k++) {
			lua_rawgeti(L, i, k);
			cap_words(L, cap, luaL_checkstring(L, -1));
			lua_pop(L, 1);
		}
		return true;
	default:
		return false;
	}
}

static int l_cap_tostring(lua_State *L)
{
	const struct lsys_cap *cap = lsys_lua_check(L, 1, lua_touserdata(L, lua_upvalueindex(1)));
	struct lsys_cursor at = { .names = cap_names() };
	struct lsys_const c;
	luaL_Buffer b;
	bool more = false;

	luaL_buffinit(L, &b);
	while (lsys_const_next(&at, &c)) {
		if (!cap_is(cap, c.value))
			continue;
		if (more)
			luaL_addchar(&b, ',');
		for (const char *s = c.name; *s; s++)
			luaL_addchar(&b, (char)toupper((unsigned char)*s));
		more = true;
	}
	luaL_pushresult(&b);
	return 1;
}

static const luaL_Reg cap_methods[] = { { "__tostring", l_cap_tostring }, { NULL, NULL } };

/* capabilities */

static void capabilities_init(void *p)
{
	((struct lsys_capabilities *)p)->version = LSYS_CAP_VERSION;
}

/* caps:hdrdata() -> header, data: as capget and capset of C take them */
static int l_hdrdata(lua_State *L)
{
	const struct lsys_capabilities *c = lsys_lua_check(L, 1, lua_touserdata(L, lua_upvalueindex(1)));
	struct lsys_cap_header *h = lsys_lua_new(L, lsys_lua_kind_named(L, "user_cap_header"), 1);
	struct lsys_cap_data *d = lsys_lua_new(L, lsys_lua_kind_named(L, "user_cap_data2"), 2);

	*h = (struct lsys_cap_header){ c->version, c->pid };
	lsys_lua_caps_split(c, d);
	return 2;
}

static const luaL_Reg capabilities_methods[] = { { "hdrdata", l_hdrdata }, { NULL, NULL } };

void lsys_lua_caps_split(const struct lsys_capabilities *c, struct lsys_cap_data *d)
{
	for (unsigned i = 0; i < 2; i++)
		d[i] = (struct lsys_cap_data){ c->effective.cap[i], c->permitted.cap[i], c->inheritable.cap[i] };
}

void lsys_lua_caps_join(struct lsys_capabilities *c, const struct lsys_cap_header *h, const struct lsys_cap_data *d)
{
	c->version = h->version;
	c->pid = h->pid;
	for (unsigned i = 0; i < 2; i++) {
		c->effective.cap[i] = d[i].effective;
		c->permitted.cap[i] = d[i].permitted;
		c->inheritable.cap[i] = d[i].inheritable;
	}
}

/* t.capabilities{permitted, effective, inheritable, pid, version}, or of header and data */
static int l_capabilities(lua_State *L)
{
	int n = lua_gettop(L);
	const struct lsys_cap_header *h = n ? lsys_lua_test(L, 1, lsys_lua_kind_named(L, "user_cap_header")) : NULL;
	const struct lsys_cap_data *d = h ? lsys_lua_check(L, 2, lsys_lua_kind_named(L, "user_cap_data2")) : NULL;
	const struct lsys_lua_kind *k = lsys_lua_kind_named(L, "capabilities");
	struct lsys_capabilities *c = lsys_lua_new(L, k, 1);

	if (h)
		lsys_lua_caps_join(c, h, d);
	else
		lsys_lua_set_args(L, k, 1, n, c, n + 1);
	return 1;
}

/* Filters. sock_filter(code, k, jt, jf), as the macros that programs are written with have it. */

static const struct lsys_lua_kind *filters_kind(lua_State *L)
{
	return lsys_lua_kind_named(L, "sock_filters");
}

static void s_filter(lua_State *L, int i, void *p, int holder)
{
	struct sock_fprog *f = p;
	size_t n;

	i = lua_absindex(L, i);
	lua_pushvalue(L, i);
	if (lua_istable(L, -1))
		lsys_lua_to_array(L, lua_gettop(L), filters_kind(L), &n);
	lsys_lua_pin(L, -1, &f->filter, holder, &n);
	lua_pop(L, 1);
	if (!f->len && n / sizeof(struct sock_filter) <= UINT16_MAX)
		f->len = (unsigned short)(n / sizeof(struct sock_filter));
}

static const struct lsys_lua_setter fprog_setters[] = { { "filter", s_filter }, { NULL, NULL } };

/* Of a sock_fprog1; of the filter's instructions alone, an object or a list of them. */
static bool fprog_from(lua_State *L, int i, void *p, int holder)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	struct sock_fprog *f = p;
	bool list = false;

	if (o && o->kind->rec == &lsys_sock_fprog_record && o->size >= sizeof(*f)) {
		memcpy(f, lsys_lua_mem(L, o, false), sizeof(*f));
		lsys_lua_copy_pins(L, i, 0, sizeof(*f), p, holder);
		return true;
	}
	if (lua_istable(L, i)) { /* { len, filter } begins with a number */
		lua_rawgeti(L, i, 1);
		list = lua_istable(L, -1) || lsys_lua_test_obj(L, -1);
		lua_pop(L, 1);
	}
	if (!list && !(o && o->kind->rec == &lsys_sock_filter_record))
		return false;
	f->len = 0;
	s_filter(L, i, p, holder);
	return true;
}

static void fprog_check(lua_State *L, const void *p, int holder)
{
	const struct sock_fprog *f = p;

	lsys_lua_check_pinned(L, &f->filter, holder, f->len * sizeof(struct sock_filter), "sock_fprog");
}

/* Rules about files begin at a descriptor. */
static void s_parent_fd(lua_State *L, int i, void *p, int holder)
{
	(void)holder;
	((struct lsys_landlock_path_beneath_attr *)p)->parent_fd = lsys_lua_check_fd(L, i);
}

static const struct lsys_lua_setter path_beneath_setters[] = { { "parent_fd", s_parent_fd }, { NULL, NULL } };

const struct lsys_lua_kind lsys_lua_rights_kinds[] = {
	{ .name = "groups", .shape = LSYS_LUA_VALUES, .elem = LSYS_TYPE_OF((gid_t)0), .elem_size = sizeof(gid_t), .base = 1 },
	{ .name = "cap", .rec = &lsys_cap_record, .get = cap_get, .set = cap_set, .from = cap_from, .methods = cap_methods },
	{ .name = "capabilities", .rec = &lsys_capabilities_record, .order = "permitted effective inheritable pid version",
	  .init = capabilities_init, .methods = capabilities_methods },
	{ .name = "user_cap_data2", .rec = &lsys_user_cap_data_record, .shape = LSYS_LUA_ARRAY, .count = 2 },
	{ .name = "sock_filter", .rec = &lsys_sock_filter_record, .order = "code k jt jf" },
	{ .name = "sock_filters", .rec = &lsys_sock_filter_record, .shape = LSYS_LUA_ARRAY },
	{ .name = "sock_fprog", .rec = &lsys_sock_fprog_record, .setters = fprog_setters, .from = fprog_from, .check = fprog_check },
	{ .name = "sock_fprog1", .rec = &lsys_sock_fprog_record, .shape = LSYS_LUA_ARRAY, .count = 1 },
	{ .name = "landlock_path_beneath_attr", .rec = &lsys_landlock_path_beneath_attr_record, .setters = path_beneath_setters },
	{ .name = NULL },
};

const luaL_Reg lsys_lua_rights_types[] = { { "capabilities", l_capabilities }, { NULL, NULL } };

/* Kinds of sockets' addresses: text and names for them, and what the family decides. */
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>
#include <sys/un.h>

#include "kinds.h"
#include "sock.h"
#include "sys/struct_net.h"

enum { IN_ADDR, IN6_ADDR, MACADDR, ANY, STORAGE, IN, IN6, UN, NL, LL, VM };

#define KIND(n) (&lsys_lua_addr_kinds[n])
#define UN_NAME offsetof(struct sockaddr_un, sun_path)

static const struct { unsigned family, kind; } families[] = {
	{ AF_INET, IN }, { AF_INET6, IN6 }, { AF_UNIX, UN }, { AF_NETLINK, NL }, { AF_PACKET, LL }, { AF_VSOCK, VM },
};

const struct lsys_lua_kind *lsys_lua_addr_kind(unsigned family)
{
	for (unsigned i = 0; i < LSYS_COUNT(families); i++)
		if (families[i].family == family)
			return KIND(families[i].kind);
	return NULL;
}

static bool is_addr(const struct lsys_lua_obj *o)
{
	for (unsigned k = ANY; o && k <= VM; k++)
		if (o->kind == KIND(k))
			return true;
	return false;
}

/* The name of an address that stands for it, or NULL; the addresses are in the order in which the machine has numbers. */
static const uint32_t *named4(const char *s)
{
	static const struct { const char *name; uint32_t addr; } names[] = {
		{ "any", INADDR_ANY }, { "loopback", INADDR_LOOPBACK }, { "broadcast", INADDR_BROADCAST },
	};

	for (unsigned i = 0; i < LSYS_COUNT(names); i++)
		if (!strcasecmp(names[i].name, s))
			return &names[i].addr;
	return NULL;
}

/* Text of the value at index i, when it is a string without a zero byte; else NULL. */
static const char *text(lua_State *L, int i)
{
	size_t n = 0;
	const char *s = lua_type(L, i) == LUA_TSTRING ? lua_tolstring(L, i, &n) : NULL;

	return s && strlen(s) == n ? s : NULL;
}

static bool in_addr_from(lua_State *L, int i, void *p, int holder)
{
	const uint32_t *known;
	uint32_t v;

	(void)holder;
	if (lua_type(L, i) == LUA_TNUMBER) {
		v = htonl((uint32_t)lsys_lua_check_i64(L, i, INT32_MIN, UINT32_MAX));
	} else if (lua_type(L, i) == LUA_TSTRING) {
		known = text(L, i) ? named4(text(L, i)) : NULL;
		if (known)
			v = htonl(*known);
		else if (!text(L, i) || inet_pton(AF_INET, lua_tostring(L, i), &v) != 1)
			luaL_error(L, "not an IPv4 address: %s", lua_tostring(L, i));
	} else {
		return false;
	}
	memcpy(p, &v, sizeof(v));
	return true;
}

static void set_in_addr(lua_State *L, int i, void *p, int holder)
{
	lsys_lua_set_struct(L, i, KIND(IN_ADDR), p, holder);
}

/* addr:get_mask_bcast(bits) -> { address, netmask, broadcast } of the network that the address is in */
static int l_get_mask_bcast(lua_State *L)
{
	struct in_addr a, *n;
	unsigned bits;
	uint32_t mask;

	memcpy(&a, lsys_lua_check(L, 1, KIND(IN_ADDR)), sizeof(a));
	bits = (unsigned)lsys_lua_check_i64(L, 2, 0, 32);
	mask = htonl(bits ? UINT32_MAX << (32 - bits) : 0);
	lua_settop(L, 1);
	lua_createtable(L, 0, 3);
	lua_pushvalue(L, 1);
	lua_setfield(L, 2, "address");
	n = lsys_lua_new(L, KIND(IN_ADDR), 1);
	n->s_addr = mask;
	lua_setfield(L, 2, "netmask");
	n = lsys_lua_new(L, KIND(IN_ADDR), 1);
	n->s_addr = a.s_addr | ~mask;
	lua_setfield(L, 2, "broadcast");
	return 1;
}

static bool in6_addr_from(lua_State *L, int i, void *p, int holder)
{
	struct in6_addr a = IN6ADDR_ANY_INIT;
	const char *s = text(L, i);

	(void)holder;
	if (lua_type(L, i) != LUA_TSTRING)
		return false;
	if (s && !strcasecmp(s, "loopback"))
		a.s6_addr[15] = 1;
	else if (!s || (strcasecmp(s, "any") != 0 && inet_pton(AF_INET6, s, &a) != 1))
		luaL_error(L, "not an IPv6 address: %s", lua_tostring(L, i));
	memcpy(p, &a, sizeof(a));
	return true;
}

static bool macaddr_from(lua_State *L, int i, void *p, int holder)
{
	struct lsys_lladdr a;

	(void)holder;
	if (lua_type(L, i) != LUA_TSTRING)
		return false;
	if (!text(L, i) || lsys_lladdr_parse(lua_tostring(L, i), &a) < 0 || a.len != sizeof(struct lsys_macaddr))
		luaL_error(L, "not a link-layer address of 6 bytes: %s", lua_tostring(L, i));
	memcpy(p, a.b, sizeof(struct lsys_macaddr));
	return true;
}

/* Addresses in which the family decides */

static unsigned family_of(const void *p)
{
	sa_family_t f;

	memcpy(&f, p, sizeof(f));
	return f;
}

/* The kind that answers for the members of an address in so many bytes, or NULL. */
static const struct lsys_lua_kind *inner(const void *p, size_t size)
{
	const struct lsys_lua_kind *k = lsys_lua_addr_kind(family_of(p));

	return k && k->rec->size <= size ? k : NULL;
}

static bool inner_get(lua_State *L, const char *key, const void *p, size_t size)
{
	const struct lsys_lua_kind *k = inner(p, size);
	const struct lsys_field *f;

	for (const struct lsys_lua_getter *g = k ? k->getters : NULL; g && g->name; g++) {
		if (!strcmp(g->name, key)) {
			g->push(L, p);
			return true;
		}
	}
	f = k ? lsys_row_named(k->rec, key, strlen(key)) : NULL;
	if (f)
		lsys_lua_push_member(L, f, (const char *)p + f->off, 1);
	return f;
}

static bool inner_set(lua_State *L, const char *key, int i, void *p, int holder, size_t size)
{
	const struct lsys_lua_kind *k = inner(p, size);

	if (!k)
		return false;
	i = lua_absindex(L, i);
	holder = lua_absindex(L, holder);
	lua_pushstring(L, key);
	lsys_lua_set_named(L, k, lua_gettop(L), i, p, holder);
	lua_pop(L, 1);
	return true;
}

/* An address of any family, if it fits; a table, its family first, for that decides what the others mean. */
static bool inner_from(lua_State *L, int i, void *p, int holder, const struct lsys_lua_kind *own)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);

	if (is_addr(o) && o->kind->rec->size <= own->rec->size) {
		memmove(p, lsys_lua_mem(L, o, false), o->kind->rec->size);
		return true;
	}
	if (!lua_istable(L, i))
		return false;
	lua_getfield(L, i, "family");
	if (!lua_isnil(L, -1))
		lsys_lua_set_member(L, &own->rec->rows[0], lua_gettop(L), p, holder);
	lua_pop(L, 1);
	return false; /* and then as any table */
}

static bool storage_get(lua_State *L, const char *key, const void *p)
{
	return inner_get(L, key, p, sizeof(struct sockaddr_storage));
}

static bool sockaddr_get(lua_State *L, const char *key, const void *p)
{
	return inner_get(L, key, p, sizeof(struct sockaddr));
}

static bool storage_set(lua_State *L, const char *key, int i, void *p, int holder)
{
	return inner_set(L, key, i, p, holder, sizeof(struct sockaddr_storage));
}

static bool sockaddr_set(lua_State *L, const char *key, int i, void *p, int holder)
{
	return inner_set(L, key, i, p, holder, sizeof(struct sockaddr));
}

static bool storage_from(lua_State *L, int i, void *p, int holder) { return inner_from(L, i, p, holder, KIND(STORAGE)); }
static bool sockaddr_from(lua_State *L, int i, void *p, int holder) { return inner_from(L, i, p, holder, KIND(ANY)); }

static int l_storage_len(lua_State *L)
{
	lsys_lua_check(L, 1, KIND(STORAGE));
	lua_pushnumber(L, (lua_Number)lsys_lua_addr_len(lsys_lua_test_obj(L, 1)));
	return 1;
}

/*
 * sockaddr_un: how long a name is is not in its bytes, so it is the object that knows: its size is less than the struct's
 * for a name that is abstract, or for none. The memory of such an object is always a whole struct, its own.
 */
static bool has_length(const struct lsys_lua_obj *o)
{
	return o->kind == KIND(UN) && o->root == o;
}

/* Bytes of a name for which there is room for n: none when it has not been set. */
static size_t name_len(const struct sockaddr_un *u, size_t n)
{
	if (n < sizeof(u->sun_path))
		return n;
	for (size_t i = 0; i < n; i++)
		if (u->sun_path[i])
			return n;
	return 0;
}

/* Bytes of the name of the address at p. The object at index 1 is it, or what it is in. */
static size_t un_len(lua_State *L, const struct sockaddr_un *u)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, 1);

	return name_len(u, (o && o->kind == KIND(UN) ? o->size : sizeof(*u)) - UN_NAME);
}

static void g_unnamed(lua_State *L, const void *p) { lua_pushboolean(L, !un_len(L, p)); }

static void g_abstract(lua_State *L, const void *p)
{
	lua_pushboolean(L, un_len(L, p) && !((const struct sockaddr_un *)p)->sun_path[0]);
}

static void g_name(lua_State *L, const void *p)
{
	const struct sockaddr_un *u = p;
	size_t n = un_len(L, p);

	if (!n)
		lua_pushnil(L);
	else
		lua_pushlstring(L, u->sun_path, u->sun_path[0] ? strnlen(u->sun_path, n) : n);
}

static void g_self(lua_State *L, const void *p)
{
	(void)p;
	lua_pushvalue(L, 1);
}

static void g_addrlen(lua_State *L, const void *p)
{
	lua_pushnumber(L, (lua_Number)(UN_NAME + un_len(L, p)));
}

static void set_path(lua_State *L, int i, void *p, int holder)
{
	struct sockaddr_un *u = p;
	struct lsys_lua_obj *o = lsys_lua_test_obj(L, holder);
	bool whole = o && has_length(o) && lsys_lua_mem(L, o, true) == p;
	size_t n;
	const char *s;

	if (lua_type(L, i) != LUA_TSTRING)
		luaL_error(L, "path: string expected, got %s", luaL_typename(L, i));
	s = lua_tolstring(L, i, &n);
	if (n > sizeof(u->sun_path))
		luaL_error(L, "path: longer than %d bytes", (int)sizeof(u->sun_path));
	if (n && s[0] && strlen(s) != n)
		luaL_error(L, "path: has a zero byte in it");
	if (n && !s[0] && !whole)
		luaL_error(L, "path: an abstract name needs a sockaddr_un of its own");
	memset(u->sun_path, 0, sizeof(u->sun_path));
	memcpy(u->sun_path, s, n);
	if (whole)
		o->size = n && !s[0] ? UN_NAME + n : sizeof(*u);
}

/* t.sockaddr_un([path or address or table]): an address made of another is as long as that one. */
static int l_sockaddr_un(lua_State *L)
{
	const struct lsys_lua_obj *from = lsys_lua_test_obj(L, 1);
	int n = lua_gettop(L);
	void *p = lsys_lua_new(L, KIND(UN), 1);

	lsys_lua_set_args(L, KIND(UN), 1, n, p, n + 1);
	if (from && from->kind == KIND(UN))
		lsys_lua_test_obj(L, n + 1)->size = from->size;
	return 1;
}

/* sockaddr_nl */

static void set_groups(lua_State *L, int i, void *p, int holder)
{
	static const char *const groups[] = { "RTMGRP", "SELNLGRP", NULL };
	uint32_t v;

	(void)holder;
	v = lua_type(L, i) == LUA_TSTRING ? (uint32_t)lsys_lua_either(L, i, groups) : (uint32_t)lsys_lua_to_uint(L, i, 4, false);
	((struct sockaddr_nl *)p)->nl_groups = v;
}

/* The protocol that the groups are of is not in the address; it has to be one. */
static void check_nl_type(lua_State *L, int i, void *p, int holder)
{
	static const char *const groups[] = { "NETLINK", NULL };

	(void)p;
	(void)holder;
	lsys_lua_either(L, i, groups);
}

/* sockaddr_ll: the address is a macaddr when it is one, else a string of bytes. */

static void g_ll_addr(lua_State *L, const void *p)
{
	const struct sockaddr_ll *ll = p;
	unsigned n = ll->sll_halen < sizeof(ll->sll_addr) ? ll->sll_halen : sizeof(ll->sll_addr);

	if (n == sizeof(struct lsys_macaddr))
		memcpy(lsys_lua_new(L, KIND(MACADDR), 1), ll->sll_addr, n);
	else
		lua_pushlstring(L, (const char *)ll->sll_addr, n);
}

static void set_ll_addr(lua_State *L, int i, void *p, int holder)
{
	struct sockaddr_ll *ll = p;
	const struct lsys_macaddr *m = lsys_lua_test(L, i, KIND(MACADDR));
	struct lsys_lladdr a = { 0 };
	size_t n;
	const char *s;

	(void)holder;
	if (m) {
		a.len = sizeof(*m);
		memcpy(a.b, m, sizeof(*m));
	} else if (lua_type(L, i) != LUA_TSTRING) {
		luaL_error(L, "addr: string or macaddr expected, got %s", luaL_typename(L, i));
	} else if (!text(L, i) || !strchr(lua_tostring(L, i), ':') || lsys_lladdr_parse(lua_tostring(L, i), &a) < 0) {
		s = lua_tolstring(L, i, &n); /* the bytes themselves */
		a.len = (uint8_t)(n <= sizeof(a.b) ? n : sizeof(a.b));
		memcpy(a.b, s, a.len);
	}
	if (a.len > sizeof(ll->sll_addr))
		luaL_error(L, "addr: longer than %d bytes", (int)sizeof(ll->sll_addr));
	memset(ll->sll_addr, 0, sizeof(ll->sll_addr));
	memcpy(ll->sll_addr, a.b, a.len);
	ll->sll_halen = a.len;
}

#define INIT(name, T, m, family) static void name(void *p) { ((struct T *)p)->m = family; }
INIT(init_in, sockaddr_in, sin_family, AF_INET)
INIT(init_in6, sockaddr_in6, sin6_family, AF_INET6)
INIT(init_un, sockaddr_un, sun_family, AF_UNIX)
INIT(init_nl, sockaddr_nl, nl_family, AF_NETLINK)
INIT(init_ll, sockaddr_ll, sll_family, AF_PACKET)
INIT(init_vm, sockaddr_vm, svm_family, AF_VSOCK)

static const struct lsys_lua_setter in_addr_setters[] = { { "addr", set_in_addr }, { NULL, NULL } };
static const luaL_Reg in_addr_methods[] = { { "get_mask_bcast", l_get_mask_bcast }, { NULL, NULL } };
static const luaL_Reg storage_methods[] = { { "__len", l_storage_len }, { NULL, NULL } };
static const struct lsys_lua_getter un_getters[] = {
	{ "name", g_name }, { "abstract", g_abstract }, { "unnamed", g_unnamed }, { "addr", g_self }, { "addrlen", g_addrlen },
	{ NULL, NULL },
};
static const struct lsys_lua_setter un_setters[] = {
	{ "path", set_path }, { "sun_path", set_path }, { "name", set_path }, { NULL, NULL },
};
static const struct lsys_lua_setter nl_setters[] = {
	{ "groups", set_groups }, { "nl_groups", set_groups }, { "type", check_nl_type }, { NULL, NULL },
};
static const struct lsys_lua_getter ll_getters[] = { { "addr", g_ll_addr }, { NULL, NULL } };
static const struct lsys_lua_setter ll_setters[] = { { "addr", set_ll_addr }, { NULL, NULL } };

const struct lsys_lua_kind lsys_lua_addr_kinds[] = {
	[IN_ADDR] = { .name = "in_addr", .rec = &lsys_in_addr_record, .from = in_addr_from, .setters = in_addr_setters,
		.methods = in_addr_methods },
	[IN6_ADDR] = { .name = "in6_addr", .rec = &lsys_in6_addr_record, .from = in6_addr_from },
	[MACADDR] = { .name = "macaddr", .rec = &lsys_macaddr_record, .from = macaddr_from },
	[ANY] = { .name = "sockaddr", .rec = &lsys_sockaddr_record, .from = sockaddr_from, .get = sockaddr_get,
		.set = sockaddr_set },
	[STORAGE] = { .name = "sockaddr_storage", .rec = &lsys_sockaddr_storage_record, .from = storage_from, .get = storage_get,
		.set = storage_set, .methods = storage_methods },
	[IN] = { .name = "sockaddr_in", .rec = &lsys_sockaddr_in_record, .order = "port addr", .init = init_in },
	[IN6] = { .name = "sockaddr_in6", .rec = &lsys_sockaddr_in6_record, .order = "port addr flowinfo scope_id",
		.init = init_in6 },
	[UN] = { .name = "sockaddr_un", .rec = &lsys_sockaddr_un_record, .order = "path", .init = init_un, .getters = un_getters,
		.setters = un_setters },
	[NL] = { .name = "sockaddr_nl", .rec = &lsys_sockaddr_nl_record, .order = "pid groups type", .init = init_nl,
		.setters = nl_setters },
	[LL] = { .name = "sockaddr_ll", .rec = &lsys_sockaddr_ll_record, .order = "protocol ifindex hatype pkttype halen addr",
		.init = init_ll, .getters = ll_getters, .setters = ll_setters },
	[VM] = { .name = "sockaddr_vm", .rec = &lsys_sockaddr_vm_record, .order = "port cid flags", .init = init_vm },
	{ .name = NULL },
};

/* Addresses as arguments and results */

/* Bytes that an address may take in an object. */
static size_t addr_room(const struct lsys_lua_obj *o)
{
	return has_length(o) ? sizeof(struct sockaddr_un) : o->size;
}

socklen_t lsys_lua_addr_len(const struct lsys_lua_obj *o)
{
	const void *p = o->root->mem + o->off;
	const struct lsys_lua_kind *k;

	if (o->kind == KIND(UN))
		return (socklen_t)(UN_NAME + name_len(p, o->size - UN_NAME));
	k = o->kind == KIND(STORAGE) ? inner(p, o->size) : NULL;
	return (socklen_t)(k ? k->rec->size : o->size);
}

static struct lsys_lua_obj *check_addr_obj(lua_State *L, int i)
{
	struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);

	if (!is_addr(o) && !(o && o->kind->shape == LSYS_LUA_VALUES))
		luaL_argerror(L, i, lua_pushfstring(L, "address expected, got %s", o ? o->kind->name : luaL_typename(L, i)));
	return o;
}

/* A length: a number, or an object of one, into which the kernel's answer goes. */
static socklen_t check_len(lua_State *L, int i, size_t room)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	uint32_t v;

	if (!o)
		return (socklen_t)lsys_lua_check_i64(L, i, 0, (int64_t)room);
	if (o->kind->shape != LSYS_LUA_VALUES || o->kind->elem_size != 4 || o->size < 4)
		luaL_argerror(L, i, "number or socklen1 expected");
	memcpy(&v, lsys_lua_mem(L, o, true), sizeof(v));
	if (v > room)
		luaL_argerror(L, i, "longer than the address");
	return v;
}

const struct sockaddr *lsys_lua_check_addr(lua_State *L, int i, socklen_t *len)
{
	const struct lsys_lua_obj *o = check_addr_obj(L, i);
	const void *p = lsys_lua_mem(L, o, false);

	*len = lua_isnoneornil(L, i + 1) ? lsys_lua_addr_len(o) : check_len(L, i + 1, addr_room(o));
	return p;
}

void lsys_lua_push_addr(lua_State *L, const void *p, size_t len)
{
	const struct lsys_lua_kind *k = len >= sizeof(sa_family_t) ? lsys_lua_addr_kind(family_of(p)) : NULL;
	void *to;

	if (!k || (k != KIND(UN) && len < k->rec->size))
		k = KIND(STORAGE);
	to = lsys_lua_new(L, k, 1);
	memcpy(to, p, len < k->rec->size ? len : k->rec->size);
	if (k == KIND(UN) && len < k->rec->size)
		lsys_lua_test_obj(L, -1)->size = len;
}

void lsys_lua_addr_out(lua_State *L, struct lsys_lua_addr_out *a, int i)
{
	const struct lsys_lua_obj *o;

	a->arg = lua_isnoneornil(L, i) ? 0 : i;
	if (!a->arg) {
		a->p = (struct sockaddr *)&a->own;
		a->len = a->room = sizeof(a->own);
		return;
	}
	o = check_addr_obj(L, i);
	a->p = lsys_lua_mem(L, o, true);
	a->room = lua_isnoneornil(L, i + 1) ? (socklen_t)addr_room(o) : check_len(L, i + 1, addr_room(o));
	a->len = a->room;
}

void lsys_lua_addr_set_len(struct lsys_lua_obj *o, size_t len)
{
	if (has_length(o))
		o->size = len < UN_NAME ? UN_NAME : len < sizeof(struct sockaddr_un) ? len : sizeof(struct sockaddr_un);
}

void lsys_lua_addr_done(lua_State *L, struct lsys_lua_addr_out *a, bool push)
{
	static const sa_family_t none = AF_UNSPEC;
	struct lsys_lua_obj *o = a->arg ? lsys_lua_test_obj(L, a->arg) : NULL;
	struct lsys_lua_obj *len = a->arg ? lsys_lua_test_obj(L, a->arg + 1) : NULL;
	size_t n = a->len < a->room ? a->len : a->room;

	if (n < sizeof(none) && a->room >= sizeof(none))
		memcpy(a->p, &none, sizeof(none)); /* nothing stale is taken for the answer */
	if (len)
		memcpy(lsys_lua_mem(L, len, true), &a->len, sizeof(a->len));
	if (o)
		lsys_lua_addr_set_len(o, n);
	if (!push)
		return;
	if (!o || (!has_length(o) && n >= UN_NAME && family_of(a->p) == AF_UNIX))
		lsys_lua_push_addr(L, a->p, n);
	else
		lua_pushvalue(L, a->arg);
}

/* t.sa(address, [bytes]): as it is; one of a kind without a length of its own for a name gets it. */
static int l_sa(lua_State *L)
{
	socklen_t len;
	const void *p;

	lua_settop(L, 2);
	p = lsys_lua_check_addr(L, 1, &len);
	if (len >= sizeof(sa_family_t) && family_of(p) == AF_UNIX)
		lsys_lua_push_addr(L, p, len);
	else
		lua_settop(L, 1);
	return 1;
}

const luaL_Reg lsys_lua_addr_types[] = { { "sa", l_sa }, { "sockaddr_un", l_sockaddr_un }, { NULL, NULL } };

/* Texts of Internet addresses. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "functions.h"
#include "lsys_obj.h"
#include "sys/struct_net.h"

static unsigned check_family(lua_State *L, int i)
{
	unsigned f = (unsigned)lsys_lua_check_const(L, i, lsys_group_named("AF"), AF_UNSPEC);

	if (f != AF_INET && f != AF_INET6)
		luaL_argerror(L, i, "inet or inet6 expected");
	return f;
}

static const struct lsys_lua_kind *kind_of(lua_State *L, unsigned family)
{
	return lsys_lua_kind_of(L, family == AF_INET ? &lsys_in_addr_record : &lsys_in6_addr_record);
}

/* S.inet_aton(text) -> in_addr: with fewer than four parts, octal and hexadecimal too, as inet_aton(3) reads it */
static int l_inet_aton(lua_State *L)
{
	const char *s = lsys_lua_check_path(L, 1);
	struct in_addr *a = lsys_lua_new(L, kind_of(L, AF_INET), 1);

	return inet_aton(s, a) ? 1 : lsys_lua_fail(L, EINVAL);
}

/* S.inet_ntoa(in_addr or what makes one) -> text */
static int l_inet_ntoa(lua_State *L)
{
	lsys_lua_to(L, 1, kind_of(L, AF_INET));
	luaL_tolstring(L, 1, NULL);
	return 1;
}

/* S.inet_pton(family, text, [address]) -> in_addr or in6_addr */
static int l_inet_pton(lua_State *L)
{
	unsigned f = check_family(L, 1);
	const struct lsys_lua_kind *k = kind_of(L, f);
	const char *s = lsys_lua_check_path(L, 2);
	struct in6_addr a;
	void *p;

	lua_settop(L, 3);
	if (inet_pton((int)f, s, &a) != 1)
		return lsys_lua_fail(L, EINVAL);
	p = lua_isnil(L, 3) ? lsys_lua_new(L, k, 1) : lsys_lua_check(L, 3, k);
	lsys_lua_mem(L, lsys_lua_test_obj(L, -1), true);
	memcpy(p, &a, k->rec->size);
	return 1;
}

/* S.inet_ntop(family, address) -> text */
static int l_inet_ntop(lua_State *L)
{
	unsigned f = check_family(L, 1);

	lsys_lua_to(L, 2, kind_of(L, f));
	luaL_tolstring(L, 2, NULL);
	return 1;
}

/* util.inet_name(text, [bits]) -> in_addr or in6_addr, bits: "10.0.0.1/24"; without bits those given, or all of them */
static int l_inet_name(lua_State *L)
{
	const char *s = lsys_lua_check_path(L, 1);
	struct lsys_ip ip;
	int bits, all;

	if (lsys_ip_parse(s, &ip, &bits) < 0)
		return lsys_lua_fail(L, EINVAL);
	all = ip.family == AF_INET ? 32 : 128;
	if (bits < 0)
		bits = lua_isnoneornil(L, 2) ? all : (int)lsys_lua_check_i64(L, 2, 0, all);
	memcpy(lsys_lua_new(L, kind_of(L, ip.family), 1), ip.b, (size_t)all / 8);
	lua_pushinteger(L, bits);
	return 2;
}

const luaL_Reg lsys_lua_inet_functions[] = {
	{ "inet_aton", l_inet_aton }, { "inet_ntoa", l_inet_ntoa }, { "inet_pton", l_inet_pton }, { "inet_ntop", l_inet_ntop },
	{ "util.inet_name", l_inet_name }, { NULL, NULL },
};

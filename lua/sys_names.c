/* Names of hosts, services, users and groups. */
#include <errno.h>
#include <grp.h>
#include <netdb.h>
#include <pwd.h>
#include <string.h>

#include "functions.h"
#include "sock.h"

#define META "lsys.addrinfo"

/* Hosts and services */

static int l_addrinfo_gc(lua_State *L)
{
	struct addrinfo **list = luaL_checkudata(L, 1, META);

	if (*list)
		freeaddrinfo(*list);
	*list = NULL;
	return 0;
}

/* Where a list goes that is to be freed, whatever happens. */
static struct addrinfo **new_list(lua_State *L)
{
	struct addrinfo **list = lua_newuserdata(L, sizeof(struct addrinfo *));

	*list = NULL;
	if (luaL_newmetatable(L, META)) {
		lua_pushcfunction(L, l_addrinfo_gc);
		lua_setfield(L, -2, "__gc");
	}
	lua_setmetatable(L, -2);
	return list;
}

/* The numbers of these failures are not those of errno.h. */
static int fail(lua_State *L, int code, int e)
{
	if (code == EAI_SYSTEM)
		return lsys_lua_fail(L, e);
	lua_pushnil(L);
	lua_pushstring(L, gai_strerror(code));
	lua_pushinteger(L, code);
	return 3;
}

static int hint(lua_State *L, const char *name, const char *group)
{
	int v;

	lua_getfield(L, 3, name);
	v = lua_isnil(L, -1) ? 0 : (int)lsys_lua_to_words(L, lua_gettop(L), group, 4, true);
	lua_pop(L, 1);
	return v;
}

/* S.getaddrinfo([host], [service], [hints]) -> list of addresses; hints: a table of family, socktype, protocol, flags */
static int l_getaddrinfo(lua_State *L)
{
	const char *host = lua_isnoneornil(L, 1) ? NULL : lsys_lua_check_path(L, 1), *service = NULL;
	struct addrinfo hints = { .ai_family = AF_UNSPEC }, **list;
	int r;

	lua_settop(L, 3);
	if (lua_type(L, 2) == LUA_TNUMBER)
		lua_tostring(L, 2);
	if (!lua_isnil(L, 2))
		service = lsys_lua_check_path(L, 2);
	luaL_argcheck(L, host || service, 1, "host or service expected");
	if (!lua_isnil(L, 3)) {
		luaL_checktype(L, 3, LUA_TTABLE);
		hints.ai_family = hint(L, "family", "AF");
		hints.ai_socktype = hint(L, "socktype", "SOCK");
		hints.ai_protocol = hint(L, "protocol", "IPPROTO");
		hints.ai_flags = hint(L, "flags", "AI");
	}
	list = new_list(L);
	r = getaddrinfo(host, service, &hints, list);
	if (r)
		return fail(L, r, errno);
	lua_newtable(L);
	r = 0;
	for (const struct addrinfo *a = *list; a; a = a->ai_next) {
		lua_createtable(L, 0, 5);
		lua_pushinteger(L, a->ai_family);
		lua_setfield(L, -2, "family");
		lua_pushinteger(L, a->ai_socktype);
		lua_setfield(L, -2, "socktype");
		lua_pushinteger(L, a->ai_protocol);
		lua_setfield(L, -2, "protocol");
		lua_pushstring(L, a->ai_canonname);
		lua_setfield(L, -2, "canonname");
		lsys_lua_push_addr(L, a->ai_addr, a->ai_addrlen);
		lua_setfield(L, -2, "addr");
		lua_rawseti(L, -2, ++r);
	}
	return 1;
}

/* S.getnameinfo(address, [flags]) -> host, service */
static int l_getnameinfo(lua_State *L)
{
	int flags = (int)lsys_lua_check_const(L, 2, lsys_group_named("NI"), 0), r;
	char host[NI_MAXHOST], service[NI_MAXSERV];
	const struct sockaddr *sa;
	socklen_t len;

	lua_settop(L, 1);
	sa = lsys_lua_check_addr(L, 1, &len);
	r = getnameinfo(sa, len, host, sizeof(host), service, sizeof(service), flags);
	if (r)
		return fail(L, r, errno);
	lua_pushstring(L, host);
	lua_pushstring(L, service);
	return 2;
}

/* Users and groups */

static void set_text(lua_State *L, const char *name, const char *s)
{
	lua_pushstring(L, s);
	lua_setfield(L, -2, name);
}

static void set_id(lua_State *L, const char *name, unsigned id)
{
	lua_pushnumber(L, id);
	lua_setfield(L, -2, name);
}

/* None without an error is just that; some libraries say so in other words. */
static int none(lua_State *L)
{
	if (errno && errno != ENOENT && errno != ESRCH)
		return lsys_lua_fail(L, errno);
	lua_pushnil(L);
	return 1;
}

static int push_user(lua_State *L, const struct passwd *p)
{
	if (!p)
		return none(L);
	lua_createtable(L, 0, 7);
	set_text(L, "name", p->pw_name);
	set_text(L, "passwd", p->pw_passwd);
	set_id(L, "uid", p->pw_uid);
	set_id(L, "gid", p->pw_gid);
	set_text(L, "gecos", p->pw_gecos);
	set_text(L, "dir", p->pw_dir);
	set_text(L, "shell", p->pw_shell);
	return 1;
}

static int push_group(lua_State *L, const struct group *g)
{
	if (!g)
		return none(L);
	lua_createtable(L, 0, 4);
	set_text(L, "name", g->gr_name);
	set_text(L, "passwd", g->gr_passwd);
	set_id(L, "gid", g->gr_gid);
	lua_newtable(L);
	for (int i = 0; g->gr_mem && g->gr_mem[i]; i++) {
		lua_pushstring(L, g->gr_mem[i]);
		lua_rawseti(L, -2, i + 1);
	}
	lua_setfield(L, -2, "mem");
	return 1;
}

static unsigned check_id(lua_State *L)
{
	return (unsigned)lsys_lua_check_i64(L, 1, INT32_MIN, UINT32_MAX);
}

#define LOOKUP(what, push, arg) \
	static int l_##what(lua_State *L) \
	{ \
		errno = 0; \
		return push(L, what(arg)); \
	}
#define DONE(what) \
	static int l_##what(lua_State *L) \
	{ \
		(void)L; \
		what(); \
		return 0; \
	}
LOOKUP(getpwnam, push_user, lsys_lua_check_path(L, 1))
LOOKUP(getpwuid, push_user, check_id(L))
LOOKUP(getpwent, push_user, )
LOOKUP(getgrnam, push_group, lsys_lua_check_path(L, 1))
LOOKUP(getgrgid, push_group, check_id(L))
LOOKUP(getgrent, push_group, )
DONE(setpwent)
DONE(endpwent)
DONE(setgrent)
DONE(endgrent)

const luaL_Reg lsys_lua_names_functions[] = {
	{ "getaddrinfo", l_getaddrinfo }, { "getnameinfo", l_getnameinfo }, { "getpwnam", l_getpwnam }, { "getpwuid", l_getpwuid },
	{ "getpwent", l_getpwent }, { "setpwent", l_setpwent }, { "endpwent", l_endpwent }, { "getgrnam", l_getgrnam },
	{ "getgrgid", l_getgrgid }, { "getgrent", l_getgrent }, { "setgrent", l_setgrent }, { "endgrent", l_endgrent },
	{ NULL, NULL },
};

/* System calls on the system as a whole and the environment that rows cannot say, and the door to all others. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "functions.h"
#include "sys/numbers.h"

/* Names */

static const struct { const char *name; size_t off; } names[] = {
	{ "sysname", offsetof(struct utsname, sysname) }, { "nodename", offsetof(struct utsname, nodename) },
	{ "release", offsetof(struct utsname, release) }, { "version", offsetof(struct utsname, version) },
	{ "machine", offsetof(struct utsname, machine) }, { "domainname", offsetof(struct utsname, domainname) },
};

/* S.uname() -> table */
static int l_uname(lua_State *L)
{
	struct utsname u;

	if (uname(&u) < 0)
		return lsys_lua_fail(L, errno);
	lua_createtable(L, 0, LSYS_COUNT(names));
	for (unsigned i = 0; i < LSYS_COUNT(names); i++) {
		lua_pushstring(L, (const char *)&u + names[i].off);
		lua_setfield(L, -2, names[i].name);
	}
	return 1;
}

static int push_name(lua_State *L, size_t off)
{
	struct utsname u;

	if (uname(&u) < 0)
		return lsys_lua_fail(L, errno);
	lua_pushstring(L, (const char *)&u + off);
	return 1;
}

/* S.gethostname() -> string */
static int l_gethostname(lua_State *L)
{
	return push_name(L, offsetof(struct utsname, nodename));
}

/* S.getdomainname() -> string */
static int l_getdomainname(lua_State *L)
{
	return push_name(L, offsetof(struct utsname, domainname));
}

/* The types of syslog(2) that take a buffer, and those that give a number. */
enum { LOG_READ = 2, LOG_READ_ALL, LOG_READ_CLEAR, LOG_SIZE_UNREAD = 9, LOG_SIZE_BUFFER = 10 };

/* S.syslog(type, [buf], [len]) */
static int l_syslog(lua_State *L)
{
	int type = (int)lsys_lua_check_const(L, 1, lsys_group_named("SYSLOG_ACTION"), (uint64_t)-1), len, r;
	bool reads = type >= LOG_READ && type <= LOG_READ_CLEAR;
	size_t room = 0;
	char *buf = NULL;

	lua_settop(L, 3);
	if (!reads) {
		len = lua_isnil(L, 3) ? 0 : (int)lsys_lua_check_i64(L, 3, INT32_MIN, INT32_MAX);
		r = klogctl(type, NULL, len);
		if (r >= 0 && (type == LOG_SIZE_UNREAD || type == LOG_SIZE_BUFFER)) {
			lua_pushinteger(L, r);
			return 1;
		}
		return lsys_lua_ok(L, r < 0 ? -errno : 0);
	}
	if (!lua_isnil(L, 2))
		buf = lsys_lua_check_bytes(L, 2, true, &room);
	if (!lua_isnil(L, 3)) {
		len = (int)lsys_lua_check_i64(L, 3, 0, buf && room < INT32_MAX ? (int64_t)room : INT32_MAX);
	} else if (buf) {
		len = room < INT32_MAX ? (int)room : INT32_MAX;
	} else {
		len = klogctl(LOG_SIZE_BUFFER, NULL, 0);
		if (len < 0)
			return lsys_lua_fail(L, errno);
	}
	if (!buf)
		buf = lsys_lua_new(L, &lsys_lua_buffer_kind, (size_t)len);
	r = klogctl(type, buf, len);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_pushlstring(L, buf, (size_t)r);
	return 1;
}

/*
 * The file of a setting: dots are slashes. Where a slash comes first it is the other way round, so that a name with a dot in
 * it can be said: net/ipv4/conf/eth0.5/forwarding.
 */
static const char *setting_path(lua_State *L, int i)
{
	const char *name = lsys_lua_check_path(L, i);
	size_t n = strlen(name), first = strcspn(name, "./");
	bool dots = name[first] != '/';
	luaL_Buffer b;

	luaL_buffinit(L, &b);
	luaL_addstring(&b, "/proc/sys/");
	for (size_t k = 0; k < n; k++)
		luaL_addchar(&b, name[k] == '.' && dots ? '/' : name[k]);
	luaL_pushresult(&b);
	return lua_tostring(L, -1);
}

#define SETTING_MAX 65536 /* the kernel takes and gives less */

/* S.sysctl(name, [new]) -> the value before */
static int l_sysctl(lua_State *L)
{
	size_t len = 0;
	const char *new = lua_isnoneornil(L, 2) ? NULL : luaL_checklstring(L, 2, &len), *path;
	char *value;
	ssize_t n = 0;
	int *fd;

	lua_settop(L, 2);
	path = setting_path(L, 1);
	value = lua_newuserdata(L, SETTING_MAX);
	fd = lsys_lua_new_fd(L);
	*fd = open(path, O_RDONLY | O_CLOEXEC);
	if (*fd >= 0)
		n = read(*fd, value, SETTING_MAX);
	if ((*fd < 0 && (!new || errno != EACCES)) || (n < 0 && !new)) /* some can only be set */
		return lsys_lua_fail(L, errno);
	if (n < 0)
		n = 0;
	lua_pushlstring(L, value, (size_t)(n && value[n - 1] == '\n' ? n - 1 : n));
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
	if (!new)
		return 1;
	*fd = open(path, O_WRONLY | O_CLOEXEC);
	if (*fd < 0 || write(*fd, new, len) < 0)
		return lsys_lua_fail(L, errno);
	close(*fd);
	*fd = -1;
	return 1;
}

/* The environment */

/* S.environ() -> table */
static int l_environ(lua_State *L)
{
	lua_newtable(L);
	for (char **e = environ; e && *e; e++) {
		const char *eq = strchr(*e, '=');

		if (!eq)
			continue;
		lua_pushlstring(L, *e, (size_t)(eq - *e));
		lua_pushstring(L, eq + 1);
		lua_rawset(L, -3);
	}
	return 1;
}

/* S.getenv(name) -> string or nil */
static int l_getenv(lua_State *L)
{
	lua_pushstring(L, getenv(lsys_lua_check_path(L, 1)));
	return 1;
}

/* S.setenv(name, value, [overwrite]) */
static int l_setenv(lua_State *L)
{
	bool overwrite = lua_type(L, 3) == LUA_TNUMBER ? lua_tonumber(L, 3) != 0 : lua_toboolean(L, 3);

	return lsys_lua_ok(L, setenv(lsys_lua_check_path(L, 1), lsys_lua_check_path(L, 2), overwrite) < 0 ? -errno : 0);
}

/* S.errno([new]) -> the number before */
static int l_errno(lua_State *L)
{
	int was = errno;

	if (!lua_isnoneornil(L, 1))
		errno = (int)lsys_lua_check_i64(L, 1, INT32_MIN, INT32_MAX);
	lua_pushinteger(L, was);
	return 1;
}

/* Any call. Strings are copied, so that what the kernel writes there reaches no other string. */
static long raw_arg(lua_State *L, int i)
{
	size_t n;
	const char *s;
	char *p;

	switch (lua_type(L, i)) {
	case LUA_TNONE:
	case LUA_TNIL:
		return 0;
	case LUA_TBOOLEAN:
		return lua_toboolean(L, i);
	case LUA_TNUMBER:
		return (long)lsys_lua_to_u64(L, i);
	case LUA_TSTRING:
		s = lua_tolstring(L, i, &n);
		p = lua_newuserdata(L, n + 1);
		memcpy(p, s, n + 1);
		return (long)(uintptr_t)p;
	default:
		if (lsys_lua_test_obj(L, i))
			return (long)(uintptr_t)lsys_lua_check_bytes(L, i, true, &n);
		if (lsys_lua_is_int64(L, i))
			return (long)lsys_lua_to_u64(L, i);
		return lsys_lua_check_fd(L, i);
	}
}

/* S.syscall(name or number, ...) -> number */
static int l_syscall(lua_State *L)
{
	long number, a[6], r;

	if (lua_type(L, 1) == LUA_TSTRING) {
		number = lsys_call_number(lua_tostring(L, 1));
		if (number < 0)
			luaL_argerror(L, 1, lua_pushfstring(L, "%s: no such system call here", lua_tostring(L, 1)));
	} else {
		number = (long)lsys_lua_check_i64(L, 1, 0, INT32_MAX);
	}
	luaL_argcheck(L, lua_gettop(L) <= 7, 8, "a call has six arguments at most");
	lua_settop(L, 7);
	for (int i = 0; i < 6; i++)
		a[i] = raw_arg(L, i + 2);
	r = syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	if (r == -1)
		return lsys_lua_fail(L, errno);
	lsys_lua_push_i64(L, r);
	return 1;
}

const luaL_Reg lsys_lua_system_functions[] = {
	{ "uname", l_uname }, { "gethostname", l_gethostname }, { "getdomainname", l_getdomainname }, { "syslog", l_syslog },
	{ "klogctl", l_syslog }, { "sysctl", l_sysctl }, { "environ", l_environ }, { "getenv", l_getenv }, { "setenv", l_setenv },
	{ "errno", l_errno }, { "syscall", l_syscall }, { NULL, NULL },
};

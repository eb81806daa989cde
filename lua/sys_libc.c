/* What no system call does but the C library: the calendar, limits, its files. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "functions.h"
#include "lsys_lua.h"
#include "lsys_obj.h"
#include "sys/structs.h"

/* S.realpath(path) -> path without links, "." and ".." */
static int l_realpath(lua_State *L)
{
	const char *path = lsys_lua_check_path(L, 1);
	char *room = lua_newuserdata(L, PATH_MAX);

	if (!realpath(path, room))
		return lsys_lua_fail(L, errno);
	lua_pushstring(L, room);
	return 1;
}

/* Files of Lua's */

static int l_close_stream(lua_State *L)
{
	luaL_Stream *s = luaL_checkudata(L, 1, LUA_FILEHANDLE);

	return luaL_fileresult(L, !fclose(s->f), NULL);
}

/* S.fdopen(fd, [mode]) -> a file as io.open gives it, which the descriptor belongs to from now on */
static int l_fdopen(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	const char *mode = luaL_optstring(L, 2, "r");
	luaL_Stream *s;

	luaL_argcheck(L, strchr("rwa", *mode) && *mode && strspn(mode + 1, "+be") == strlen(mode + 1), 2, "invalid mode");
	s = lua_newuserdata(L, sizeof(*s));
	s->closef = NULL;
	luaL_setmetatable(L, LUA_FILEHANDLE);
	s->f = fcntl(fd, F_GETFL) < 0 ? NULL : fdopen(fd, mode); /* one of the C libraries takes what is no descriptor */
	if (!s->f)
		return lsys_lua_fail(L, errno);
	s->closef = l_close_stream;
	lsys_lua_release_fd(L, 1);
	return 1;
}

/* Limits and times */

/* S.sysconf(name) -> number; -1: no limit */
static int l_sysconf(lua_State *L)
{
	int name;
	long r;

	luaL_checkany(L, 1);
	name = (int)lsys_lua_check_const(L, 1, lsys_group_named("SC"), 0);
	errno = 0;
	r = sysconf(name);
	if (r < 0 && errno)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)r);
	return 1;
}

/* The calendar */

/* Argument i as a struct tm. A pointer to a zone's name may be in it, which nobody may follow. */
static struct tm check_tm(lua_State *L, int i)
{
	struct tm t = *(struct tm *)lsys_lua_to(L, i, lsys_lua_kind_of(L, &lsys_tm_record));

	tzset();
	t.tm_zone = tzname[t.tm_isdst > 0];
	return t;
}

/* S.mktime(tm) -> seconds */
static int l_mktime(lua_State *L)
{
	struct tm t;
	time_t r;

	luaL_checkany(L, 1);
	t = check_tm(L, 1);
	t.tm_wday = -1;
	r = mktime(&t);
	if (r == (time_t)-1 && t.tm_wday < 0) /* which it sets when -1 is the time */
		return lsys_lua_fail(L, EOVERFLOW);
	lua_pushnumber(L, (lua_Number)r);
	return 1;
}

/* The format is the script's: nothing that it can ask for is more than the struct has. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static size_t format_time(char *to, size_t room, const char *format, const struct tm *t)
{
	return strftime(to, room, format, t);
}
#pragma GCC diagnostic pop

/* S.strftime(format, tm) -> string */
static int l_strftime(lua_State *L)
{
	const char *format = lsys_lua_check_path(L, 1);
	size_t room = 256, most = 64 * strlen(format) + 4096, n;
	struct tm t;

	luaL_checkany(L, 2);
	t = check_tm(L, 2);
	/* 0 is also what an empty text gives: then the room was not what lacked */
	for (;; room *= 2) {
		luaL_Buffer b;
		char *p = luaL_buffinitsize(L, &b, room);

		n = format_time(p, room, format, &t);
		luaL_pushresultsize(&b, n);
		if (n || room >= most)
			return 1;
		lua_pop(L, 1);
	}
}

/* S.strptime(string, format) -> tm, where in the string it ended */
static int l_strptime(lua_State *L)
{
	const char *s = lsys_lua_check_path(L, 1), *format = lsys_lua_check_path(L, 2);
	struct tm *t = lsys_lua_new(L, lsys_lua_kind_of(L, &lsys_tm_record), 1);
	const char *end = strptime(s, format, t);

	t->tm_zone = NULL;
	if (!end)
		return lsys_lua_fail(L, EINVAL);
	lua_pushnumber(L, (lua_Number)(end - s + 1));
	return 2;
}

const luaL_Reg lsys_lua_libc_functions[] = {
	{ "realpath", l_realpath }, { "fdopen", l_fdopen }, { "sysconf", l_sysconf },
	{ "mktime", l_mktime }, { "strftime", l_strftime }, { "strptime", l_strptime }, { NULL, NULL },
};

/* System calls on files and descriptors, and the few about the process and the system. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "lsys_lua.h"
#include "sys/file_stat.h"

#define READ_MAX ((int64_t)0x7ffff000) /* the kernel transfers no more at once */

static const struct lsys_group *group(const char *name)
{
	return lsys_group_named(name);
}

/* stat */

static void g_type(lua_State *L, const void *o) { lua_pushinteger(L, ((const struct stat *)o)->st_mode & S_IFMT); }
static void g_perm(lua_State *L, const void *o) { lua_pushinteger(L, ((const struct stat *)o)->st_mode & 07777); }
static void g_major(lua_State *L, const void *o) { lua_pushinteger(L, major(((const struct stat *)o)->st_rdev)); }
static void g_minor(lua_State *L, const void *o) { lua_pushinteger(L, minor(((const struct stat *)o)->st_rdev)); }
static void g_access(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct stat *)o)->st_atim.tv_sec); }
static void g_modification(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct stat *)o)->st_mtim.tv_sec); }
static void g_change(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct stat *)o)->st_ctim.tv_sec); }
/* The type as directory entries have it. */
static void g_todt(lua_State *L, const void *o) { lua_pushinteger(L, (((const struct stat *)o)->st_mode & S_IFMT) >> 12); }

static void g_typename(lua_State *L, const void *o)
{
	switch (((const struct stat *)o)->st_mode & S_IFMT) {
	case S_IFREG: lua_pushliteral(L, "file"); break;
	case S_IFDIR: lua_pushliteral(L, "directory"); break;
	case S_IFLNK: lua_pushliteral(L, "link"); break;
	case S_IFSOCK: lua_pushliteral(L, "socket"); break;
	case S_IFCHR: lua_pushliteral(L, "char device"); break;
	case S_IFBLK: lua_pushliteral(L, "block device"); break;
	case S_IFIFO: lua_pushliteral(L, "named pipe"); break;
	default: lua_pushliteral(L, "other");
	}
}

#define IS(name, type) \
	static void name(lua_State *L, const void *o) { lua_pushboolean(L, (((const struct stat *)o)->st_mode & S_IFMT) == (type)); }
IS(g_isreg, S_IFREG)
IS(g_isdir, S_IFDIR)
IS(g_islnk, S_IFLNK)
IS(g_issock, S_IFSOCK)
IS(g_ischr, S_IFCHR)
IS(g_isblk, S_IFBLK)
IS(g_isfifo, S_IFIFO)

static const struct lsys_lua_getter stat_getters[] = {
	{ "type", g_type }, { "perm", g_perm }, { "typename", g_typename }, { "todt", g_todt },
	{ "major", g_major }, { "minor", g_minor },
	{ "access", g_access }, { "modification", g_modification }, { "change", g_change },
	{ "isreg", g_isreg }, { "isdir", g_isdir }, { "islnk", g_islnk }, { "issock", g_issock }, { "ischr", g_ischr },
	{ "isblk", g_isblk }, { "isfifo", g_isfifo },
	{ NULL, NULL },
};
static const struct lsys_lua_kind stat_kind = { &lsys_stat_record, stat_getters, NULL };

/* Where a stat goes: the object given as argument n, or a new one. It is on top of the stack. */
static struct stat *stat_object(lua_State *L, int n)
{
	struct stat *st;

	if (lua_isnoneornil(L, n))
		return lsys_lua_new(L, &stat_kind);
	st = lsys_lua_check(L, n, &stat_kind);
	lua_pushvalue(L, n);
	return st;
}

static int stat_result(lua_State *L, int r)
{
	return r < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* S.stat(path, [stat]) -> stat */
static int l_stat(lua_State *L)
{
	const char *path = luaL_checkstring(L, 1);

	return stat_result(L, stat(path, stat_object(L, 2)));
}

/* S.lstat(path, [stat]) -> stat */
static int l_lstat(lua_State *L)
{
	const char *path = luaL_checkstring(L, 1);

	return stat_result(L, lstat(path, stat_object(L, 2)));
}

/* S.fstat(fd, [stat]) -> stat */
static int l_fstat(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);

	return stat_result(L, fstat(fd, stat_object(L, 2)));
}

/* Opening */

static int open_at(lua_State *L, int dirfd, int path_arg, int flags, mode_t mode)
{
	const char *path = luaL_checkstring(L, path_arg);
	int *fd = lsys_lua_new_fd(L);

	*fd = openat(dirfd, path, flags, mode);
	return *fd < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* S.open(path, [flags], [mode]) -> fd */
static int l_open(lua_State *L)
{
	int flags = (int)lsys_lua_check_const(L, 2, group("O"), O_RDONLY);

	return open_at(L, AT_FDCWD, 1, flags, (mode_t)lsys_lua_check_const(L, 3, group("MODE"), 0));
}

/* S.openat(dirfd, path, [flags], [mode]) -> fd */
static int l_openat(lua_State *L)
{
	int dirfd = lsys_lua_check_dirfd(L, 1), flags = (int)lsys_lua_check_const(L, 3, group("O"), O_RDONLY);

	return open_at(L, dirfd, 2, flags, (mode_t)lsys_lua_check_const(L, 4, group("MODE"), 0));
}

/* S.creat(path, [mode]) -> fd */
static int l_creat(lua_State *L)
{
	return open_at(L, AT_FDCWD, 1, O_CREAT | O_WRONLY | O_TRUNC, (mode_t)lsys_lua_check_const(L, 2, group("MODE"), 0));
}

/* S.pipe([flags]) -> true, nil, read end, write end */
static int l_pipe(lua_State *L)
{
	int flags = (int)lsys_lua_check_const(L, 1, group("OPIPE"), 0), *r, *w, p[2];

	lua_settop(L, 0);
	lua_pushboolean(L, true);
	lua_pushnil(L);
	r = lsys_lua_new_fd(L);
	w = lsys_lua_new_fd(L);
	if (pipe2(p, flags) < 0)
		return lsys_lua_fail(L, errno);
	*r = p[0];
	*w = p[1];
	return 4;
}

/* Reading and writing. EINTR and short counts are the caller's to see. */

/* S.read(fd, [nil], [count = 4096]) -> string, empty at the end of the file */
static int l_read(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	int64_t count = lua_isnoneornil(L, 3) ? 4096 : lsys_lua_check_i64(L, 3, 0, READ_MAX);
	luaL_Buffer b;
	char *p;
	ssize_t n;

	if (!lua_isnoneornil(L, 2))
		return luaL_argerror(L, 2, lua_pushfstring(L, "buffer or nil expected, got %s", luaL_typename(L, 2)));
	lua_settop(L, 1);
	p = luaL_buffinitsize(L, &b, (size_t)count);
	n = read(fd, p, (size_t)count);
	if (n < 0) {
		int e = errno;

		luaL_pushresultsize(&b, 0);
		return lsys_lua_fail(L, e);
	}
	luaL_pushresultsize(&b, (size_t)n);
	return 1;
}

/* S.write(fd, string, [count = #string]) -> bytes written */
static int l_write(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	size_t len;
	const char *s = luaL_checklstring(L, 2, &len);
	ssize_t n;

	if (!lua_isnoneornil(L, 3))
		len = (size_t)lsys_lua_check_i64(L, 3, 0, (int64_t)len);
	n = write(fd, s, len);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)n);
	return 1;
}

/* S.getpid() -> number */
static int l_getpid(lua_State *L)
{
	lua_pushinteger(L, getpid());
	return 1;
}

/* S.uname() -> table */
static int l_uname(lua_State *L)
{
	struct utsname u;

	if (uname(&u) < 0)
		return lsys_lua_fail(L, errno);
	lua_createtable(L, 0, 6);
#define PUT(m, name) lua_pushstring(L, u.m), lua_setfield(L, -2, name)
	PUT(sysname, "sysname");
	PUT(nodename, "nodename");
	PUT(release, "release");
	PUT(version, "version");
	PUT(machine, "machine");
	PUT(domainname, "domainname");
#undef PUT
	return 1;
}

const luaL_Reg lsys_lua_fd_functions[] = {
	{ "read", l_read }, { "write", l_write }, { "fstat", l_fstat }, { "openat", l_openat }, { NULL, NULL },
};

const luaL_Reg lsys_lua_functions[] = {
	{ "open", l_open }, { "creat", l_creat }, { "stat", l_stat }, { "lstat", l_lstat }, { "pipe", l_pipe },
	{ "pipe2", l_pipe }, { "getpid", l_getpid }, { "uname", l_uname }, { NULL, NULL },
};

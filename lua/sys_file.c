/* System calls on files and descriptors, and the few about the process and the system. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "functions.h"
#include "kinds.h"

static const struct lsys_group *group(const char *name)
{
	return lsys_group_named(name);
}

/* Where a stat goes: the object given as argument n, or a new one. It is on top of the stack. */
static struct stat *stat_object(lua_State *L, int n)
{
	struct stat *st;

	if (lua_isnoneornil(L, n))
		return lsys_lua_new(L, &lsys_lua_file_kinds[LSYS_LUA_K_STAT], 1);
	st = lsys_lua_check(L, n, &lsys_lua_file_kinds[LSYS_LUA_K_STAT]);
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
	const char *path = lsys_lua_check_path(L, 1);

	return stat_result(L, stat(path, stat_object(L, 2)));
}

/* S.lstat(path, [stat]) -> stat */
static int l_lstat(lua_State *L)
{
	const char *path = lsys_lua_check_path(L, 1);

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
	const char *path = lsys_lua_check_path(L, path_arg);
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

/* S.pipe2([flags], [int2]) and S.pipe([int2]) -> true, nil, read end, write end; the buffer gets the numbers */
static int l_pipe(lua_State *L)
{
	int buf = lsys_lua_test_obj(L, 1) ? 1 : 2, fds[2];
	int flags = buf == 1 ? 0 : (int)lsys_lua_check_const(L, 1, group("OPIPE"), 0);
	struct lsys_lua_pair p;

	lsys_lua_new_pair(L, buf, &p);
	return lsys_lua_give_pair(L, &p, pipe2(fds, flags), fds);
}

/* Reading and writing. EINTR and short counts are the caller's to see. */

/* S.read(fd, [buf], [count]) -> string, empty at the end of the file; with a buffer the number of bytes put there */
static int l_read(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	size_t count;
	void *buf = lsys_lua_check_room(L, 2, &count);
	luaL_Buffer b;
	ssize_t n;

	if (buf) {
		n = read(fd, buf, count);
		if (n < 0)
			return lsys_lua_fail(L, errno);
		lua_pushnumber(L, (lua_Number)n);
		return 1;
	}
	lua_settop(L, 1);
	buf = luaL_buffinitsize(L, &b, count);
	n = read(fd, buf, count);
	if (n < 0) {
		int e = errno;

		luaL_pushresultsize(&b, 0);
		return lsys_lua_fail(L, e);
	}
	luaL_pushresultsize(&b, (size_t)n);
	return 1;
}

/* S.write(fd, string or buffer, [count]) -> bytes written */
static int l_write(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	size_t len;
	const void *s = lsys_lua_check_bytes(L, 2, false, &len);
	ssize_t n;

	if (!lua_isnoneornil(L, 3))
		len = (size_t)lsys_lua_check_i64(L, 3, 0, (int64_t)len);
	n = write(fd, s, len);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)n);
	return 1;
}

const luaL_Reg lsys_lua_file_functions[] = {
	{ "open", l_open }, { "openat", l_openat }, { "creat", l_creat }, { "stat", l_stat }, { "lstat", l_lstat },
	{ "fstat", l_fstat }, { "read", l_read }, { "write", l_write }, { "pipe", l_pipe }, { "pipe2", l_pipe },
	{ NULL, NULL },
};

/* Names of files: where links point, directories' entries, times, limits, handles. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/uapi_fs.h"
#include "functions.h"
#include "kinds.h"

#ifndef AT_HANDLE_MNT_ID_UNIQUE
#define AT_HANDLE_MNT_ID_UNIQUE 1
#endif

/*
 * Calls that fill a buffer with text: with the buffer at argument n and its size behind it, or with as much room as it
 * takes. fill returns the length, or -1; so many bytes as there is room for mean that it was cut short.
 */
static int push_text(lua_State *L, int n, ssize_t (*fill)(int fd, const char *path, char *buf, size_t size), int fd, const char *path)
{
	size_t room = 256;
	char *buf = NULL;
	bool fixed = !lua_isnoneornil(L, n) || !lua_isnoneornil(L, n + 1);
	ssize_t r;

	if (!lua_isnoneornil(L, n))
		buf = lsys_lua_check_bytes(L, n, true, &room);
	if (!lua_isnoneornil(L, n + 1))
		room = (size_t)lsys_lua_check_i64(L, n + 1, 0, buf ? (int64_t)room : INT32_MAX);
	for (;; room *= 2) {
		luaL_Buffer b;
		char *to = buf ? buf : luaL_buffinitsize(L, &b, room);
		int e;

		r = fill(fd, path, to, room);
		e = errno;
		if (buf) {
			if (r < 0)
				return lsys_lua_fail(L, e);
			lua_pushlstring(L, buf, (size_t)r);
			return 1;
		}
		luaL_pushresultsize(&b, r < 0 ? 0 : (size_t)r);
		if (r < 0 && (e != ERANGE || fixed))
			return lsys_lua_fail(L, e);
		if (r >= 0 && ((size_t)r < room || fixed))
			return 1;
		lua_pop(L, 1);
	}
}

static ssize_t fill_link(int fd, const char *path, char *buf, size_t size)
{
	return readlinkat(fd, path, buf, size);
}

static ssize_t fill_cwd(int fd, const char *path, char *buf, size_t size)
{
	(void)fd;
	(void)path;
	return getcwd(buf, size) ? (ssize_t)strlen(buf) : -1;
}

/* S.readlink(path, [buf], [size]) -> string */
static int l_readlink(lua_State *L)
{
	return push_text(L, 2, fill_link, AT_FDCWD, lsys_lua_check_path(L, 1));
}

/* S.readlinkat(dirfd, [path], [buf], [size]) -> string; without path of the descriptor */
static int l_readlinkat(lua_State *L)
{
	int fd = lsys_lua_check_dirfd(L, 1);

	return push_text(L, 3, fill_link, fd, lua_isnoneornil(L, 2) ? "" : lsys_lua_check_path(L, 2));
}

/* S.getcwd([buf], [size]) -> string */
static int l_getcwd(lua_State *L)
{
	return push_text(L, 1, fill_cwd, 0, NULL);
}

/* Devices' numbers */

static dev_t device(lua_State *L, int i)
{
	luaL_checkany(L, i);
	return *(const dev_t *)lsys_lua_to(L, i, &lsys_lua_file_kinds[LSYS_LUA_K_DEVICE]);
}

/* S.major(dev) -> number */
static int l_major(lua_State *L)
{
	lua_pushnumber(L, major(device(L, 1)));
	return 1;
}

/* S.minor(dev) -> number */
static int l_minor(lua_State *L)
{
	lua_pushnumber(L, minor(device(L, 1)));
	return 1;
}

/* S.makedev(major, minor) -> number */
static int l_makedev(lua_State *L)
{
	unsigned ma = (unsigned)lsys_lua_check_i64(L, 1, 0, UINT32_MAX), mi = (unsigned)lsys_lua_check_i64(L, 2, 0, UINT32_MAX);

	lsys_lua_push_u64(L, makedev(ma, mi));
	return 1;
}

/* Times: argument i as two of them, numbers, timespecs, timevals, "now" or "omit"; NULL when it was left out. */
static const struct timespec *times(lua_State *L, int i)
{
	const struct lsys_lua_kind *pair = lsys_lua_kind_named(L, "timespec2");
	const struct timeval *v = lsys_lua_test(L, i, lsys_lua_kind_named(L, "timeval2"));
	struct timespec *t;
	size_t n;

	if (lua_isnoneornil(L, i))
		return NULL;
	if (v) {
		t = lsys_lua_new(L, pair, 2);
		for (unsigned k = 0; k < 2; k++)
			t[k] = (struct timespec){ v[k].tv_sec, 1000 * (long)v[k].tv_usec };
		lua_replace(L, i);
		return t;
	}
	if (lua_istable(L, i) && lua_rawlen(L, i) != 2)
		luaL_argerror(L, i, "two times expected");
	return lsys_lua_to_array(L, i, pair, &n);
}

static int set_times(lua_State *L, int fd, const char *path, int arg, int flags)
{
	return lsys_lua_ok(L, utimensat(fd, path, times(L, arg), flags) < 0 ? -errno : 0);
}

/* S.utimes(path, [times]) */
static int l_utimes(lua_State *L)
{
	return set_times(L, AT_FDCWD, lsys_lua_check_path(L, 1), 2, 0);
}

/* S.futimesat(dirfd, path, [times]) */
static int l_futimesat(lua_State *L)
{
	return set_times(L, lsys_lua_check_dirfd(L, 1), lsys_lua_check_path(L, 2), 3, 0);
}

/* S.lutimes(path, [times]) */
static int l_lutimes(lua_State *L)
{
	return set_times(L, AT_FDCWD, lsys_lua_check_path(L, 1), 2, AT_SYMLINK_NOFOLLOW);
}

/* S.futimens(fd, [times]), S.futimes(fd, [times]) */
static int l_futimens(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);

	return lsys_lua_ok(L, futimens(fd, times(L, 2)) < 0 ? -errno : 0);
}

/* S.utimensat(dirfd, path, [times], [flags]) */
static int l_utimensat(lua_State *L)
{
	int fd = lsys_lua_check_dirfd(L, 1);
	const char *path = lsys_lua_check_path(L, 2);

	return set_times(L, fd, path, 3, (int)lsys_lua_check_const(L, 4, lsys_group_named("AT"), 0));
}

/* S.getdents(fd, [buf], [size]) -> iterator of t.dirent; nil, nil at the end */
static int l_getdents(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), buf = 2;
	size_t size = 4096;
	bool given = !lua_isnoneornil(L, 2);
	void *p = given ? lsys_lua_check_bytes(L, 2, true, &size) : NULL;
	long n;

	if (!lua_isnoneornil(L, 3))
		size = (size_t)lsys_lua_check_i64(L, 3, 0, given ? (int64_t)size : INT32_MAX);
	if (!given) {
		p = lsys_lua_new(L, &lsys_lua_buffer_kind, size);
		buf = lua_gettop(L);
	}
	n = syscall(__NR_getdents64, fd, p, size < INT_MAX ? size : INT_MAX);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	if (n == 0) {
		lua_pushnil(L);
		lua_pushnil(L);
		return 2;
	}
	lsys_lua_push_dirents(L, buf, (size_t)n);
	return 1;
}

/* Limits: -1 without an error means that there is none. */

static int limit(lua_State *L, long r)
{
	if (r < 0 && errno)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)r);
	return 1;
}

static int limit_name(lua_State *L)
{
	int name;

	luaL_checkany(L, 2);
	name = (int)lsys_lua_check_const(L, 2, lsys_group_named("PC"), 0);
	errno = 0;
	return name;
}

/* S.pathconf(path, name) -> number */
static int l_pathconf(lua_State *L)
{
	const char *path = lsys_lua_check_path(L, 1);
	int name = limit_name(L);

	return limit(L, pathconf(path, name));
}

/* S.fpathconf(fd, name) -> number */
static int l_fpathconf(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), name = limit_name(L);

	return limit(L, fpathconf(fd, name));
}

/* S.name_to_handle_at(dirfd, [path], [flags]) -> t.file_handle, nil, mount id */
static int l_name_to_handle_at(lua_State *L)
{
	int fd = lsys_lua_check_dirfd(L, 1);
	const char *path = lua_isnoneornil(L, 2) ? "" : lsys_lua_check_path(L, 2);
	int flags = (int)lsys_lua_check_const(L, 3, lsys_group_named("AT"), 0);
	struct lsys_file_handle *h = lsys_lua_new(L, &lsys_lua_file_kinds[LSYS_LUA_K_FILE_HANDLE], 1);
	union { int old; uint64_t unique; } mount = { .unique = 0 }; /* which of them, the flags say */

	h->handle_bytes = LSYS_HANDLE_MAX;
	if (syscall(__NR_name_to_handle_at, fd, path, h, &mount, flags) < 0)
		return lsys_lua_fail(L, errno);
	lua_pushnil(L);
	if (flags & AT_HANDLE_MNT_ID_UNIQUE)
		lsys_lua_push_u64(L, mount.unique);
	else
		lua_pushnumber(L, mount.old);
	return 3;
}

const luaL_Reg lsys_lua_path_functions[] = {
	{ "readlink", l_readlink }, { "readlinkat", l_readlinkat }, { "getcwd", l_getcwd }, { "major", l_major }, { "minor", l_minor },
	{ "makedev", l_makedev }, { "utimes", l_utimes }, { "lutimes", l_lutimes }, { "futimesat", l_futimesat }, { "futimes", l_futimens },
	{ "futimens", l_futimens }, { "utimensat", l_utimensat }, { "getdents", l_getdents }, { "pathconf", l_pathconf },
	{ "fpathconf", l_fpathconf }, { "name_to_handle_at", l_name_to_handle_at }, { NULL, NULL },
};

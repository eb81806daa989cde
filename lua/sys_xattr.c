/* Extended attributes. Each call is there for a path, for a path whose links are not followed, for a descriptor, and at one. */
#include <errno.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/uapi_fs.h"
#include "functions.h"
#include "lsys_lua.h"

enum how { PATH, LINK, FD, AT };

/* What the first arguments say; next is the number of the one behind them. */
struct target { enum how how; int fd, next, at_flags; const char *path; };

static struct target target(lua_State *L, enum how how)
{
	struct target t = { .how = how, .next = 2 };

	if (how == FD) {
		t.fd = lsys_lua_check_fd(L, 1);
	} else if (how == AT) {
		t.fd = lsys_lua_check_dirfd(L, 1);
		t.path = lsys_lua_check_path(L, 2);
		t.next = 3;
	} else {
		t.path = lsys_lua_check_path(L, 1);
	}
	return t;
}

static int at_flags(lua_State *L, int n)
{
	return (int)lsys_lua_check_const(L, n, lsys_group_named("AT"), 0);
}

/* The value of an attribute, or without name the list of names, into buf; its size when there is no buf. */
static ssize_t fetch(const struct target *t, const char *name, char *buf, size_t size)
{
	struct lsys_xattr_args args = { (uint64_t)(uintptr_t)buf, (uint32_t)size, 0 };

	switch (t->how) {
	case PATH: return name ? getxattr(t->path, name, buf, size) : listxattr(t->path, buf, size);
	case LINK: return name ? lgetxattr(t->path, name, buf, size) : llistxattr(t->path, buf, size);
	case FD: return name ? fgetxattr(t->fd, name, buf, size) : flistxattr(t->fd, buf, size);
	default:
		return name ? syscall(__NR_getxattrat, t->fd, t->path, t->at_flags, name, &args, sizeof(args)) :
			      syscall(__NR_listxattrat, t->fd, t->path, t->at_flags, buf, size);
	}
}

/* Pushes all of it; false and errno when it fails. Another may make it longer between asking for its size and reading. */
static bool push_all(lua_State *L, const struct target *t, const char *name)
{
	for (;;) {
		ssize_t n = fetch(t, name, NULL, 0);
		luaL_Buffer b;
		char *buf;
		int e;

		if (n < 0)
			return false;
		buf = luaL_buffinitsize(L, &b, (size_t)n + 1);
		n = n ? fetch(t, name, buf, (size_t)n) : 0;
		e = errno;
		luaL_pushresultsize(&b, n < 0 ? 0 : (size_t)n);
		if (n >= 0)
			return true;
		lua_pop(L, 1);
		errno = e;
		if (e != ERANGE)
			return false;
	}
}

static int get(lua_State *L, enum how how)
{
	struct target t = target(L, how);
	const char *name = lsys_lua_check_path(L, t.next);

	if (how == AT)
		t.at_flags = at_flags(L, t.next + 1);
	return push_all(L, &t, name) ? 1 : lsys_lua_fail(L, errno);
}

static int list(lua_State *L, enum how how)
{
	struct target t = target(L, how);
	const char *s;
	size_t n, at = 0;

	if (how == AT)
		t.at_flags = at_flags(L, t.next);
	if (!push_all(L, &t, NULL))
		return lsys_lua_fail(L, errno);
	s = lua_tolstring(L, -1, &n);
	lua_newtable(L);
	for (int i = 1; at < n; i++) { /* Lua's strings have a zero byte behind them, so that the last name ends too */
		lua_pushstring(L, s + at);
		at += lua_rawlen(L, -1) + 1;
		lua_rawseti(L, -2, i);
	}
	return 1;
}

static int set(lua_State *L, enum how how)
{
	struct target t = target(L, how);
	const char *name = lsys_lua_check_path(L, t.next);
	size_t n;
	const void *value = lsys_lua_check_bytes(L, t.next + 1, false, &n);
	int flags = (int)lsys_lua_check_const(L, t.next + 2, lsys_group_named("XATTR"), 0), r;
	struct lsys_xattr_args args = { (uint64_t)(uintptr_t)value, (uint32_t)n, (uint32_t)flags };

	if (how == AT)
		t.at_flags = at_flags(L, t.next + 3);
	switch (how) {
	case PATH: r = setxattr(t.path, name, value, n, flags); break;
	case LINK: r = lsetxattr(t.path, name, value, n, flags); break;
	case FD: r = fsetxattr(t.fd, name, value, n, flags); break;
	default: r = (int)syscall(__NR_setxattrat, t.fd, t.path, t.at_flags, name, &args, sizeof(args));
	}
	return lsys_lua_ok(L, r < 0 ? -errno : 0);
}

static int removal(lua_State *L, enum how how)
{
	struct target t = target(L, how);
	const char *name = lsys_lua_check_path(L, t.next);
	int r;

	if (how == AT)
		t.at_flags = at_flags(L, t.next + 1);
	switch (how) {
	case PATH: r = removexattr(t.path, name); break;
	case LINK: r = lremovexattr(t.path, name); break;
	case FD: r = fremovexattr(t.fd, name); break;
	default: r = (int)syscall(__NR_removexattrat, t.fd, t.path, t.at_flags, name);
	}
	return lsys_lua_ok(L, r < 0 ? -errno : 0);
}

#define FOUR(name, op) \
	static int l_##name(lua_State *L) { return op(L, PATH); } \
	static int l_l##name(lua_State *L) { return op(L, LINK); } \
	static int l_f##name(lua_State *L) { return op(L, FD); } \
	static int l_##name##at(lua_State *L) { return op(L, AT); }
#define FOUR_ROWS(name) { #name, l_##name }, { "l" #name, l_l##name }, { "f" #name, l_f##name }, { #name "at", l_##name##at }

FOUR(getxattr, get)
FOUR(listxattr, list)
FOUR(setxattr, set)
FOUR(removexattr, removal)

const luaL_Reg lsys_lua_xattr_functions[] = {
	FOUR_ROWS(getxattr), FOUR_ROWS(listxattr), FOUR_ROWS(setxattr), FOUR_ROWS(removexattr), { NULL, NULL },
};

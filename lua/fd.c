/* Descriptors as objects. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"

#define META "lsys.fd"

/* Its address tells our userdata from others' of the same size; scripts cannot write it anywhere. Key of the metatable. */
static const char magic;

struct fd { int fd; unsigned seq; const void *magic; bool keep; };

static struct fd *test_fd(lua_State *L, int i)
{
	struct fd *f = lua_type(L, i) == LUA_TUSERDATA && lua_rawlen(L, i) == sizeof(*f) ? lua_touserdata(L, i) : NULL;

	return f && f->magic == &magic ? f : NULL;
}

bool lsys_lua_is_fd(lua_State *L, int i)
{
	return test_fd(L, i) != NULL;
}

static struct fd *self(lua_State *L, int i)
{
	struct fd *f = test_fd(L, i);

	return f ? f : luaL_checkudata(L, i, META); /* which raises */
}

int *lsys_lua_new_fd(lua_State *L)
{
	struct fd *f = lua_newuserdata(L, sizeof(*f));

	*f = (struct fd){ .fd = -1, .magic = &magic };
	lua_rawgetp(L, LUA_REGISTRYINDEX, &magic);
	lua_setmetatable(L, -2);
	return &f->fd;
}

void lsys_lua_new_pair(lua_State *L, int i, struct lsys_lua_pair *p)
{
	size_t room;

	p->numbers = NULL;
	if (!lua_isnoneornil(L, i)) {
		p->numbers = lsys_lua_check_bytes(L, i, true, &room);
		luaL_argcheck(L, room >= 2 * sizeof(int), i, "smaller than two ints");
	}
	lua_settop(L, i); /* which stays there as long as the numbers are used */
	lua_pushboolean(L, true);
	lua_pushnil(L);
	p->fd[0] = lsys_lua_new_fd(L);
	p->fd[1] = lsys_lua_new_fd(L);
}

int lsys_lua_give_pair(lua_State *L, const struct lsys_lua_pair *p, int r, const int fds[2])
{
	if (r < 0)
		return lsys_lua_fail(L, errno);
	*p->fd[0] = fds[0];
	*p->fd[1] = fds[1];
	if (p->numbers)
		memcpy(p->numbers, fds, 2 * sizeof(int));
	return 4;
}

void lsys_lua_push_others_fd(lua_State *L, int fd)
{
	*lsys_lua_new_fd(L) = fd;
	((struct fd *)lua_touserdata(L, -1))->keep = true;
}

/* The descriptor of "stdin", "stdout", "stderr", or -1. */
static int standard(const char *s)
{
	struct lsys_const c = lsys_const_named(&lsys_std, s, strlen(s));

	return c.name ? (int)c.value : -1;
}

static int check(lua_State *L, int n, bool dir)
{
	const luaL_Stream *stream;
	const struct fd *f;
	int fd;

	switch (lua_type(L, n)) {
	case LUA_TNUMBER:
		return (int)lsys_lua_check_i64(L, n, INT32_MIN, INT32_MAX);
	case LUA_TNONE:
	case LUA_TNIL:
		if (dir)
			return AT_FDCWD;
		break;
	case LUA_TSTRING: {
		const char *s = lua_tostring(L, n);

		fd = standard(s);
		if (fd >= 0)
			return fd;
		if (dir && (!strcasecmp(s, "fdcwd") || !strcasecmp(s, "AT_FDCWD")))
			return AT_FDCWD;
		luaL_argerror(L, n, lua_pushfstring(L, "%s: not a descriptor", s));
		break;
	}
	default:
		f = test_fd(L, n);
		if (f)
			return f->fd;
		stream = luaL_testudata(L, n, LUA_FILEHANDLE);
		if (stream) {
			luaL_argcheck(L, stream->closef, n, "closed file");
			return fileno(stream->f);
		}
		if (luaL_getmetafield(L, n, "__index") || lua_istable(L, n)) {
			lua_settop(L, lua_gettop(L));
			lua_getfield(L, n, "getfd");
			if (lua_isfunction(L, -1)) {
				lua_pushvalue(L, n);
				lua_call(L, 1, 1);
				fd = (int)luaL_checkinteger(L, -1);
				lua_pop(L, 1);
				return fd;
			}
		}
	}
	return luaL_argerror(L, n, lua_pushfstring(L, "descriptor expected, got %s", luaL_typename(L, n)));
}

int lsys_lua_check_fd(lua_State *L, int n)
{
	int top = lua_gettop(L), fd = check(L, n, false);

	lua_settop(L, top);
	return fd;
}

int lsys_lua_check_dirfd(lua_State *L, int n)
{
	int top = lua_gettop(L), fd = check(L, n, true);

	lua_settop(L, top);
	return fd;
}

/* Closes the object's descriptor, once. Returns 0 or -errno; the descriptor is gone in any case (close(2)). */
static int close_once(struct fd *f)
{
	int fd = f->fd;

	f->fd = -1;
	if (fd < 0 || close(fd) == 0)
		return 0;
	return -errno;
}

void lsys_lua_release_fd(lua_State *L, int i)
{
	struct fd *f = test_fd(L, i);

	if (f)
		f->fd = -1;
}

static int l_fd_gc(lua_State *L)
{
	struct fd *f = self(L, 1);

	if (!f->keep)
		close_once(f);
	return 0;
}

/* S.close(fd): a second close of the same object is true and does nothing. */
static int l_close(lua_State *L)
{
	struct fd *f = test_fd(L, 1);
	int fd;

	if (f)
		return lsys_lua_ok(L, close_once(f));
	fd = lsys_lua_check_fd(L, 1);
	return lsys_lua_ok(L, close(fd) < 0 ? -errno : 0);
}

static int l_fd_nogc(lua_State *L)
{
	struct fd *f = self(L, 1);

	f->keep = true;
	lua_settop(L, 1);
	return 1;
}

static int l_fd_getfd(lua_State *L)
{
	lua_pushinteger(L, ((const struct fd *)self(L, 1))->fd);
	return 1;
}

static int l_fd_tostring(lua_State *L)
{
	lua_pushfstring(L, "%d", ((const struct fd *)self(L, 1))->fd);
	return 1;
}

static int l_fd_eq(lua_State *L)
{
	const struct fd *a = self(L, 1), *b = self(L, 2);

	lua_pushboolean(L, a->fd == b->fd);
	return 1;
}

/* fd:seq(): 1, 2, 3 ... of each object its own, for the messages of a netlink socket. */
static int l_fd_seq(lua_State *L)
{
	struct fd *f = self(L, 1);

	lua_pushnumber(L, ++f->seq);
	return 1;
}

/*
 * Duplicates old to new, which is argument 2: an object that has that number already stays the one that does. What
 * becomes a standard descriptor is the process's and not for the collector to close.
 */
static int dup_to(lua_State *L, int old, int new, int flags, bool same_is_error)
{
	struct fd *f = test_fd(L, 2);

	if (f) {
		lua_pushvalue(L, 2);
	} else {
		lsys_lua_new_fd(L);
		f = lua_touserdata(L, -1);
	}
	if ((flags || same_is_error ? dup3(old, new, flags) : dup2(old, new)) < 0)
		return lsys_lua_fail(L, errno);
	if (f->fd != new)
		*f = (struct fd){ .fd = new, .keep = new <= STDERR_FILENO || new == old };
	return 1;
}

/* S.dup(fd, [newfd], [flags]) -> fd */
static int l_dup(lua_State *L)
{
	int old = lsys_lua_check_fd(L, 1), flags = (int)lsys_lua_check_const(L, 3, lsys_group_named("O"), 0), *fd;

	if (!lua_isnoneornil(L, 2))
		return dup_to(L, old, lsys_lua_check_fd(L, 2), flags, false);
	fd = lsys_lua_new_fd(L);
	*fd = fcntl(old, flags & O_CLOEXEC ? F_DUPFD_CLOEXEC : F_DUPFD, 0);
	return *fd < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* S.dup2(fd, newfd) -> fd */
static int l_dup2(lua_State *L)
{
	int old = lsys_lua_check_fd(L, 1);

	return dup_to(L, old, lsys_lua_check_fd(L, 2), 0, false);
}

/* S.dup3(fd, newfd, [flags]) -> fd */
static int l_dup3(lua_State *L)
{
	int old = lsys_lua_check_fd(L, 1), new = lsys_lua_check_fd(L, 2);

	return dup_to(L, old, new, (int)lsys_lua_check_const(L, 3, lsys_group_named("O"), 0), true);
}

bool lsys_lua_push_standard(lua_State *L, const char *name)
{
	struct fd *f;
	int n = !strncmp(name, "std", 3) ? standard(name) : -1;

	if (n < 0)
		return false;
	lsys_lua_new_fd(L);
	f = lua_touserdata(L, -1);
	*f = (struct fd){ .fd = n, .keep = true };
	return true;
}

static const luaL_Reg own_methods[] = {
	{ "nogc", l_fd_nogc }, { "getfd", l_fd_getfd }, { "seq", l_fd_seq }, { NULL, NULL },
};

/* Methods, looked for when first asked for; and the number under the names it has had. Upvalue: those found. */
static int l_fd_index(lua_State *L)
{
	const struct lsys_call *c;
	const char *key;

	lua_pushvalue(L, 2);
	lua_rawget(L, lua_upvalueindex(1));
	if (!lua_isnil(L, -1))
		return 1;
	key = luaL_checkstring(L, 2);
	if (!strcmp(key, "fileno") || !strcmp(key, "filenum") || !strcmp(key, "fd"))
		return l_fd_getfd(L);
	if (!strcmp(key, "sequence")) {
		lua_pushnumber(L, ((const struct fd *)self(L, 1))->seq);
		return 1;
	}
	for (const luaL_Reg *m = own_methods; m->name; m++) {
		if (!strcmp(m->name, key)) {
			lua_pushcfunction(L, m->func);
			goto found;
		}
	}
	c = lsys_call_of_method(key);
	if (c)
		lsys_lua_push_function(L, c->name);
	else
		lua_pushnil(L);
	if (lua_isnil(L, -1))
		return luaL_error(L, "fd has no member '%s'", key);
found:
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, lua_upvalueindex(1));
	return 1;
}

void lsys_lua_fd_methods(lua_State *L)
{
	static const luaL_Reg meta[] = {
		{ "__gc", l_fd_gc }, { "__tostring", l_fd_tostring }, { "__eq", l_fd_eq }, { NULL, NULL },
	};

	luaL_newmetatable(L, META);
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &magic);
	luaL_setfuncs(L, meta, 0);
	lua_newtable(L);
	lua_pushcclosure(L, l_fd_index, 1);
	lua_setfield(L, -2, "__index");
	lua_pop(L, 1);
}

const luaL_Reg lsys_lua_fd_functions[] = {
	{ "close", l_close }, { "dup", l_dup }, { "dup2", l_dup2 }, { "dup3", l_dup3 }, { NULL, NULL },
};

/* t.fd([number or fd]) -> fd, which then owns the descriptor */
static int l_fd(lua_State *L)
{
	int fd = lua_isnoneornil(L, 1) ? -1 : lsys_lua_check_fd(L, 1), *p = lsys_lua_new_fd(L);

	lsys_lua_release_fd(L, 1);
	*p = fd;
	return 1;
}

const luaL_Reg lsys_lua_fd_types[] = { { "fd", l_fd }, { NULL, NULL } };

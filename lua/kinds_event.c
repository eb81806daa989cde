/* Kinds of objects that calls wait with. */
#include <linux/futex.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>

#include "kinds.h"
#include "sys/structs.h"

/* The bits that a group has for a word; false: none. */
static bool bits_of(const char *group, const char *word, uint64_t *v)
{
	const struct lsys_group *g = lsys_group_named(group);
	struct lsys_err err;

	return g && (*word < '0' || *word > '9') && lsys_names_parse(g->names, word, v, &err) == 0 && *v;
}

static void s_pollfd_fd(lua_State *L, int i, void *p, int holder)
{
	(void)holder;
	((struct pollfd *)p)->fd = lsys_lua_check_fd(L, i);
}

static void g_pollfd_fd(lua_State *L, const void *p)
{
	lua_pushinteger(L, ((const struct pollfd *)p)->fd);
}

/* p.IN: has that happened? */
static bool pollfd_get(lua_State *L, const char *key, const void *p)
{
	uint64_t v;

	if (!bits_of("POLL", key, &v))
		return false;
	lua_pushboolean(L, ((uint16_t)((const struct pollfd *)p)->revents & v) != 0);
	return true;
}

static const struct lsys_lua_getter pollfd_getters[] = { { "getfd", g_pollfd_fd }, { "fileno", g_pollfd_fd }, { NULL, NULL } };
static const struct lsys_lua_setter pollfd_setters[] = { { "fd", s_pollfd_fd }, { NULL, NULL } };

static void s_epoll_fd(lua_State *L, int i, void *p, int holder)
{
	struct epoll_event *e = p;

	(void)holder;
	e->data.u64 = 0;
	e->data.fd = lsys_lua_check_fd(L, i);
}

static void g_epoll_fd(lua_State *L, const void *p)
{
	lua_pushinteger(L, ((const struct epoll_event *)p)->data.fd);
}

static bool epoll_get(lua_State *L, const char *key, const void *p)
{
	uint64_t v;

	if (!bits_of("EPOLL", key, &v))
		return false;
	lua_pushboolean(L, (((const struct epoll_event *)p)->events & v) != 0);
	return true;
}

/* e.IN = true: that is to be waited for. */
static bool epoll_set(lua_State *L, const char *key, int i, void *p, int holder)
{
	struct epoll_event *e = p;
	uint64_t v;

	(void)holder;
	if (!bits_of("EPOLL", key, &v))
		return false;
	e->events = lua_toboolean(L, i) ? e->events | (uint32_t)v : e->events & ~(uint32_t)v;
	return true;
}

static const struct lsys_lua_getter epoll_getters[] = { { "fileno", g_epoll_fd }, { NULL, NULL } };
static const struct lsys_lua_setter epoll_setters[] = { { "fd", s_epoll_fd }, { "fileno", s_epoll_fd }, { NULL, NULL } };

/* The descriptor that a key of a set is, or -1. */
static int member(const char *key)
{
	char *end = NULL;
	unsigned long fd = *key >= '0' && *key <= '9' ? strtoul(key, &end, 10) : FD_SETSIZE;

	return fd < FD_SETSIZE && end && !*end ? (int)fd : -1;
}

static bool fdset_get(lua_State *L, const char *key, const void *p)
{
	int fd = member(key);

	if (fd >= 0)
		lua_pushboolean(L, FD_ISSET(fd, (const fd_set *)p));
	return fd >= 0;
}

static bool fdset_set(lua_State *L, const char *key, int i, void *p, int holder)
{
	int fd = member(key);

	(void)holder;
	if (fd >= 0 && lua_toboolean(L, i))
		FD_SET(fd, (fd_set *)p);
	else if (fd >= 0)
		FD_CLR(fd, (fd_set *)p);
	return fd >= 0;
}

/* A list of descriptors. */
static bool fdset_from(lua_State *L, int i, void *p, int holder)
{
	int n = lua_istable(L, i) ? (int)lua_rawlen(L, i) : 0;

	(void)holder;
	for (int k = 1; k <= n; k++) {
		int fd;

		lua_rawgeti(L, i, k);
		fd = lsys_lua_check_fd(L, lua_gettop(L));
		lua_pop(L, 1);
		if (fd < 0 || fd >= FD_SETSIZE)
			luaL_error(L, "descriptor %d: a set takes those from 0 to %d", fd, FD_SETSIZE - 1);
		FD_SET(fd, (fd_set *)p);
	}
	return n > 0;
}

static void waitv_init(void *p)
{
	((struct futex_waitv *)p)->flags = FUTEX_32;
}

const struct lsys_lua_kind lsys_lua_event_kinds[] = {
	LSYS_LUA_ARRAY_KIND("pollfds", &lsys_pollfd_record, "pfd"),
	LSYS_LUA_ARRAY_KIND("epoll_events", &lsys_epoll_event_record, "ep"),
	{ .name = "futex_waitvs", .rec = &lsys_futex_waitv_record, .shape = LSYS_LUA_ARRAY, .base = 1, .init = waitv_init },
	{ .name = "pollfd", .rec = &lsys_pollfd_record, .getters = pollfd_getters, .setters = pollfd_setters, .get = pollfd_get },
	{ .name = "epoll_event", .rec = &lsys_epoll_event_record, .getters = epoll_getters, .setters = epoll_setters, .get = epoll_get,
	  .set = epoll_set },
	{ .name = "futex_waitv", .rec = &lsys_futex_waitv_record, .order = "val uaddr flags", .init = waitv_init },
	{ .name = "fdset", .rec = &lsys_fdset_record, .get = fdset_get, .set = fdset_set, .from = fdset_from },
	{ .name = NULL },
};

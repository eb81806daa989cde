/* What happens to files: reading events of inotify(7) and fanotify(7). */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/uapi_fs.h"
#include "functions.h"
#include "kinds.h"

/* Pushes a table of the events in the first n bytes of the object at index buf. */
static void push_inotify_events(lua_State *L, int buf, size_t n)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, buf);
	const char *p = lsys_lua_mem(L, o, false);
	size_t at = 0;
	int i = 0;

	lua_newtable(L);
	while (n - at >= sizeof(struct inotify_event)) {
		struct inotify_event e;

		memcpy(&e, p + at, sizeof(e));
		if (e.len > n - at - sizeof(e))
			luaL_error(L, "inotify: an event with a name of %d bytes where there are %d", (int)e.len, (int)(n - at - sizeof(e)));
		lsys_lua_push_view(L, &lsys_lua_notify_kinds[LSYS_LUA_K_INOTIFY_EVENT], buf, at, sizeof(e) + e.len);
		lua_rawseti(L, -2, ++i);
		at += sizeof(e) + e.len;
	}
}

/* S.inotify_read(fd, [buf], [size]) -> table of t.inotify_event, which are in the buffer until that is used again */
static int l_inotify_read(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), buf = 2;
	size_t size = 1024;
	bool given = !lua_isnoneornil(L, 2);
	void *p = given ? lsys_lua_check_bytes(L, 2, true, &size) : NULL;
	ssize_t n;

	if (!lua_isnoneornil(L, 3))
		size = (size_t)lsys_lua_check_i64(L, 3, 0, given ? (int64_t)size : INT32_MAX);
	if (!given) {
		p = lsys_lua_new(L, &lsys_lua_buffer_kind, size);
		buf = lua_gettop(L);
	}
	n = read(fd, p, size);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	push_inotify_events(L, buf, (size_t)n);
	return 1;
}

/* t.inotify_events(buffer, [length]) -> table of t.inotify_event */
static int l_type_inotify_events(lua_State *L)
{
	size_t n;

	lsys_lua_check_bytes(L, 1, true, &n);
	if (!lua_isnoneornil(L, 2))
		n = (size_t)lsys_lua_check_i64(L, 2, 0, (int64_t)n);
	push_inotify_events(L, 1, n);
	return 1;
}

/* t.inotify_event([room for the name]) */
static int l_type_inotify_event(lua_State *L)
{
	size_t room = lua_isnoneornil(L, 1) ? 0 : (size_t)lsys_lua_check_i64(L, 1, 0, INT32_MAX / 2);
	struct inotify_event *e = lsys_lua_new(L, &lsys_lua_buffer_kind, sizeof(*e) + room);

	e->len = (uint32_t)room;
	lsys_lua_push_view(L, &lsys_lua_notify_kinds[LSYS_LUA_K_INOTIFY_EVENT], lua_gettop(L), 0, sizeof(*e) + room);
	return 1;
}

/* Pushes an object that has the descriptor at p, in the object at index holder, from now on. */
static void own(lua_State *L, int32_t *p, int holder)
{
	int *fd = lsys_lua_new_fd(L);

	*fd = *p;
	*p = -1;
	lsys_lua_keep(L, -1, p, holder);
	lua_pop(L, 1);
}

/*
 * S.fanotify_read(fd, [size]) -> table of t.fanotify_event. An event's descriptors become objects. Until they all have,
 * the buffer's collection closes those that are left.
 */
static int l_fanotify_read(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), buf, i = 0;
	size_t size = lua_isnoneornil(L, 2) ? 4096 : (size_t)lsys_lua_check_i64(L, 2, 0, INT32_MAX);
	char *p = lsys_lua_new(L, &lsys_lua_notify_kinds[LSYS_LUA_K_FANOTIFY_BUFFER], size);
	struct lsys_fanotify_event *e = NULL;
	ssize_t n = read(fd, p, size);

	buf = lua_gettop(L);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	while ((e = lsys_lua_fanotify_next(p, (size_t)n, e))) {
		struct lsys_fanotify_info *info = NULL;

		if (e->fd >= 0)
			own(L, &e->fd, buf);
		while ((info = lsys_lua_fanotify_info(e, info)))
			if (lsys_lua_fanotify_pidfd(info) && *lsys_lua_fanotify_pidfd(info) >= 0)
				own(L, lsys_lua_fanotify_pidfd(info), buf);
	}
	/* None is left: what a script may write there from now on is not for the collector to close. */
	((struct lsys_lua_obj *)lua_touserdata(L, buf))->kind = &lsys_lua_buffer_kind;
	lua_newtable(L);
	while ((e = lsys_lua_fanotify_next(p, (size_t)n, e))) {
		lsys_lua_push_view(L, &lsys_lua_notify_kinds[LSYS_LUA_K_FANOTIFY_EVENT], buf, (size_t)((char *)e - p), e->event_len);
		lua_rawseti(L, -2, ++i);
	}
	return 1;
}

/* S.fanotify_response(fd, event or its fd, response) -> true; the response is whether it may be done, or words */
static int l_fanotify_response(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	struct lsys_fanotify_response r;

	if (lsys_lua_test_obj(L, 2)) {
		lua_getfield(L, 2, "fd");
		lua_replace(L, 2);
	}
	r.fd = lsys_lua_check_fd(L, 2);
	luaL_checkany(L, 3);
	if (lua_isboolean(L, 3))
		r.response = lua_toboolean(L, 3) ? FAN_ALLOW : FAN_DENY;
	else
		r.response = (uint32_t)lsys_lua_check_const(L, 3, lsys_group_named("FAN_RESPONSE"), 0);
	return lsys_lua_ok(L, write(fd, &r, sizeof(r)) < 0 ? -errno : 0);
}

const luaL_Reg lsys_lua_notify_functions[] = {
	{ "inotify_read", l_inotify_read }, { "fanotify_read", l_fanotify_read }, { "fanotify_response", l_fanotify_response },
	{ NULL, NULL },
};
const luaL_Reg lsys_lua_notify_types[] = {
	{ "inotify_events", l_type_inotify_events }, { "inotify_event", l_type_inotify_event }, { NULL, NULL },
};

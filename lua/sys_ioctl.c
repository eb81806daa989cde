/*
 * S.ioctl: requests by name take and give Lua values; other numbers take bytes, in room enough for any answer, or 0 where
 * nothing is given and they say nothing of bytes.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/if_tun.h>
#include <linux/ioctl.h>
#include <string.h>
#include <sys/ioctl.h>

#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "lsys_obj.h"
#include "sys/ioctl_rows.h"

/* The most that a request can say it takes is 16383 bytes; an old number says nothing. */
#define ROOM 16384

static int result(lua_State *L, int r)
{
	if (r < 0)
		return lsys_lua_fail(L, errno);
	if (r > 0)
		lua_pushinteger(L, r);
	else
		lua_pushboolean(L, true);
	return 1;
}

/* Integers by address: one as a number, more as a table or an array object. */
static int with_ints(lua_State *L, int fd, unsigned long request, const struct lsys_ioctl *row)
{
	const struct lsys_lua_kind *k = lsys_lua_values_kind(row->is_signed ? LSYS_T_INT : LSYS_T_UINT, row->size);
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, 3);
	size_t need = (size_t)row->count * row->size;
	void *p;

	if (o) {
		if (o->size < need)
			return luaL_argerror(L, 3, "too small");
		p = lsys_lua_mem(L, o, row->out);
	} else {
		p = lsys_lua_new(L, k, row->count);
		if (row->in && lua_istable(L, 3)) {
			if (lua_rawlen(L, 3) != row->count)
				return luaL_argerror(L, 3, lua_pushfstring(L, "%d numbers expected", (int)row->count));
			lsys_lua_fill_array(L, 3, k, p, lua_gettop(L));
		} else if (row->in) {
			lsys_lua_set_value(L, k, 3, p);
		}
		lua_replace(L, 3);
	}
	if (ioctl(fd, request, p) < 0)
		return lsys_lua_fail(L, errno);
	if (!row->out)
		return lsys_lua_ok(L, 0);
	if (row->count == 1)
		lsys_lua_push_value(L, k, p);
	else
		lua_pushvalue(L, 3);
	return 1;
}

static int with_struct(lua_State *L, int fd, unsigned long request, const struct lsys_ioctl *row)
{
	void *p;

	if (row->in && lua_isnil(L, 3))
		return luaL_argerror(L, 3, lua_pushfstring(L, "%s expected", row->rec->name));
	p = lsys_lua_to(L, 3, lsys_lua_kind_of(L, row->rec));
	if (ioctl(fd, request, p) < 0)
		return lsys_lua_fail(L, errno);
	if (row->out)
		lua_pushvalue(L, 3);
	else
		lua_pushboolean(L, true);
	return 1;
}

/* Bytes that go through a room of ours: what the request takes and gives is known only to about that. */
static int with_bytes(lua_State *L, int fd, unsigned long request, size_t need, bool out)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, 3);
	const void *from = NULL;
	size_t n = 0;
	char *room;
	int number, r;

	if (lua_type(L, 3) == LUA_TNUMBER) {
		number = (int)lsys_lua_check_i64(L, 3, INT32_MIN, UINT32_MAX);
		from = &number;
		n = sizeof(number);
	} else if (!lua_isnil(L, 3)) {
		from = lsys_lua_check_bytes(L, 3, false, &n);
	}
	if (o && n < need)
		return luaL_argerror(L, 3, lua_pushfstring(L, "%d bytes wanted, got %d", (int)need, (int)n));
	if (n > ROOM)
		return luaL_argerror(L, 3, "longer than any request takes");
	room = lua_newuserdata(L, 2 * ROOM);
	memset(room, 0, 2 * ROOM);
	if (n)
		memcpy(room, from, n);
	r = ioctl(fd, request, room);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	if (o && out) {
		memcpy(lsys_lua_mem(L, o, true), room, n);
		lua_pushvalue(L, 3);
	} else if (out && lua_type(L, 3) == LUA_TNUMBER) {
		memcpy(&number, room, sizeof(number));
		lua_pushinteger(L, number);
	} else if (out) {
		n = need ? need : sizeof(int);
		memcpy(lsys_lua_new(L, &lsys_lua_buffer_kind, n), room, n);
	} else {
		return result(L, r);
	}
	return 1;
}

/* A packet filter: a program whose instructions are where it says. */
static int with_filter(lua_State *L, int fd, unsigned long request)
{
	struct sock_fprog *f = lsys_lua_check(L, 3, lsys_lua_kind_named(L, "sock_fprog"));

	lsys_lua_check_pinned(L, &f->filter, 3, f->len * sizeof(struct sock_filter), "sock_fprog");
	return result(L, ioctl(fd, request, f));
}

/* Addresses that pass: a tun_filter with them behind it, in a buffer. */
static int with_addresses(lua_State *L, int fd, unsigned long request)
{
	struct tun_filter f;
	size_t n;
	const void *p = lsys_lua_check_bytes(L, 3, false, &n);

	if (n >= sizeof(f))
		memcpy(&f, p, sizeof(f));
	if (n < sizeof(f) || n - sizeof(f) < 6 * (size_t)f.count)
		return luaL_argerror(L, 3, "fewer addresses than its count says");
	return result(L, ioctl(fd, request, p));
}

/* What the kernel would go on using behind our back, at addresses that we cannot watch over. */
static bool refused(unsigned long request)
{
	static const char *const names[] = { "VHOST_SET_MEM_TABLE", "VHOST_SET_VRING_ADDR", "VHOST_SET_LOG_BASE" };
	struct lsys_const c = lsys_const_of(lsys_group_named("IOCTL")->names, request);

	for (unsigned i = 0; c.name && i < LSYS_COUNT(names); i++)
		if (!strcasecmp(c.name, names[i]))
			return true;
	return false;
}

/* The request of argument 2, a name or a number, and its row if it has one. */
static unsigned long check_request(lua_State *L, const struct lsys_ioctl **row)
{
	const struct lsys_group *g = lsys_group_named("IOCTL");
	unsigned long request = (unsigned long)lsys_lua_check_const(L, 2, g, 0);
	struct lsys_const c;

	if (lua_type(L, 2) == LUA_TSTRING) {
		*row = lsys_ioctl_named(lua_tostring(L, 2));
	} else {
		c = lsys_const_of(g->names, request);
		*row = c.name ? lsys_ioctl_named(c.name) : NULL;
	}
	return request;
}

/* S.ioctl(fd, request, [arg]) -> true, or what the request gives */
static int l_ioctl(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	const struct lsys_ioctl *row = NULL;
	unsigned long request = check_request(L, &row);
	size_t size = _IOC_SIZE(request);

	lua_settop(L, 3);
	switch (request) {
	case TUNATTACHFILTER:
	case TUNDETACHFILTER:
		return with_filter(L, fd, request);
	case TUNSETTXFILTER:
		return with_addresses(L, fd, request);
	default:
		break;
	}
	if (refused(request))
		return luaL_argerror(L, 2, "the kernel would keep addresses; S.syscall makes any request");
	if (!row && !size && lua_isnil(L, 3))
		return result(L, ioctl(fd, request, 0));
	if (!row)
		return with_bytes(L, fd, request, size, _IOC_DIR(request) & _IOC_READ);
	switch (row->arg) {
	case LSYS_IOCTL_NONE:
		if (!lua_isnil(L, 3) && !(lua_type(L, 3) == LUA_TNUMBER && lua_tonumber(L, 3) == 0))
			return luaL_argerror(L, 3, "takes none");
		return result(L, ioctl(fd, request, 0));
	case LSYS_IOCTL_VALUE:
		if (lua_isnil(L, 3))
			return result(L, ioctl(fd, request, 0));
		if (lua_isuserdata(L, 3) && !lsys_lua_test_obj(L, 3))
			return result(L, ioctl(fd, request, (long)lsys_lua_check_fd(L, 3)));
		return result(L, ioctl(fd, request, (long)lsys_lua_to_uint(L, 3, 8, true)));
	case LSYS_IOCTL_INTS:
		return with_ints(L, fd, request, row);
	case LSYS_IOCTL_STRUCT:
		return with_struct(L, fd, request, row);
	case LSYS_IOCTL_TEXT:
		lsys_lua_check_path(L, 3);
		return with_bytes(L, fd, request, 0, false); /* names are read to their full length, whatever theirs is */
	default:
		return with_bytes(L, fd, request, row->size, row->out);
	}
}

const luaL_Reg lsys_lua_ioctl_functions[] = { { "ioctl", l_ioctl }, { NULL, NULL } };

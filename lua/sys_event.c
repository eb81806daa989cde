/* Waiting for descriptors and for memory. The caller's arrays are filled; nothing is made anew where one is given. */
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/uapi.h"
#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "sys/sigset.h"
#include "sys/structs.h"

static const struct lsys_lua_kind *pollfds_kind(void) { return &lsys_lua_event_kinds[0]; }
static const struct lsys_lua_kind *epoll_events_kind(void) { return &lsys_lua_event_kinds[1]; }
static const struct lsys_lua_kind *waitvs_kind(void) { return &lsys_lua_event_kinds[2]; }

/* Milliseconds of argument i; left out: for ever. */
static int milliseconds(lua_State *L, int i)
{
	return lua_isnoneornil(L, i) ? -1 : (int)lsys_lua_check_i64(L, i, INT_MIN, INT_MAX);
}

/* The time of argument i, or NULL: for ever. */
static const struct timespec *span(lua_State *L, int i)
{
	return lua_isnoneornil(L, i) ? NULL : lsys_lua_to_timespec(L, i);
}

/* The signals of argument i, or NULL: as they are. */
static const sigset_t *mask(lua_State *L, int i, sigset_t *space)
{
	if (lua_isnoneornil(L, i))
		return NULL;
	*space = lsys_sigset_libc(lsys_lua_to_sigset(L, i));
	return space;
}

/* poll, ppoll */

/* The array that is argument 1, or is made of it. */
static struct pollfd *pollfds(lua_State *L, nfds_t *n)
{
	size_t count;

	lsys_lua_to_array(L, 1, pollfds_kind(), &count);
	*n = count;
	return lsys_lua_mem(L, lsys_lua_test_obj(L, 1), true);
}

static int polled(lua_State *L, int r, bool made)
{
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_pushinteger(L, r);
	if (!made)
		return 1;
	lua_pushnil(L);
	lua_pushvalue(L, 1);
	return 3;
}

/* S.poll(fds, [timeout]) -> number; nil and the pollfds, when they were made of a table */
static int l_poll(lua_State *L)
{
	bool made = lua_istable(L, 1);
	nfds_t n;
	struct pollfd *p = pollfds(L, &n);

	return polled(L, poll(p, n, milliseconds(L, 2)), made);
}

/* S.ppoll(fds, [timeout], [mask]) -> as S.poll */
static int l_ppoll(lua_State *L)
{
	bool made = lua_istable(L, 1);
	const struct timespec *ts;
	const sigset_t *set;
	sigset_t space;
	nfds_t n;
	struct pollfd *p;

	lua_settop(L, 3);
	p = pollfds(L, &n);
	ts = span(L, 2);
	set = mask(L, 3, &space);
	return polled(L, ppoll(p, n, ts, set), made);
}

/* select, pselect */

static const char *const set_names[] = { "readfds", "writefds", "exceptfds" };

/* Pushes list number k of the table that is argument 1: by name, or by place. False, nothing pushed: there is none. */
static bool push_list(lua_State *L, int k)
{
	lua_getfield(L, 1, set_names[k]);
	if (lua_isnil(L, -1)) {
		lua_pop(L, 1);
		lua_rawgeti(L, 1, k + 1);
	}
	if (lua_isnil(L, -1)) {
		lua_pop(L, 1);
		return false;
	}
	if (!lua_istable(L, -1))
		luaL_argerror(L, 1, lua_pushfstring(L, "%s: list of descriptors expected, got %s", set_names[k], luaL_typename(L, -1)));
	return true;
}

/* The descriptor on top of the stack, which is taken off; -1: a set has no place for it. */
static int take_fd(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, lua_gettop(L));

	lua_pop(L, 1);
	return fd < FD_SETSIZE ? fd : -1;
}

/* The lists of argument 1 as sets. Returns one more than the highest descriptor, or -errno. */
static int read_sets(lua_State *L, fd_set sets[3])
{
	int top = 0;

	for (int k = 0; k < 3; k++) {
		FD_ZERO(&sets[k]);
		if (!push_list(L, k))
			continue;
		for (int i = 1; i <= (int)lua_rawlen(L, -1); i++) {
			int fd, given;

			lua_rawgeti(L, -1, i);
			given = lsys_lua_check_fd(L, lua_gettop(L));
			fd = take_fd(L);
			if (fd < 0)
				return given < 0 ? -EBADF : -EINVAL;
			FD_SET(fd, &sets[k]);
			top = fd >= top ? fd + 1 : top;
		}
		lua_pop(L, 1);
	}
	return top;
}

/* Pushes the lists of those descriptors that are still in the sets. */
static int push_sets(lua_State *L, int count, const fd_set sets[3])
{
	lua_createtable(L, 0, 4);
	lua_pushinteger(L, count);
	lua_setfield(L, -2, "count");
	for (int k = 0; k < 3; k++) {
		int n = 0;

		lua_newtable(L);
		if (push_list(L, k)) {
			for (int i = 1; i <= (int)lua_rawlen(L, -1); i++) {
				int fd;

				lua_rawgeti(L, -1, i);
				lua_pushvalue(L, -1);
				fd = take_fd(L);
				if (fd >= 0 && FD_ISSET(fd, &sets[k]))
					lua_rawseti(L, -3, ++n);
				else
					lua_pop(L, 1);
			}
			lua_pop(L, 1);
		}
		lua_setfield(L, -2, set_names[k]);
	}
	return 1;
}

/* The table of lists, and its timeout as argument 2 unless there is one. */
static void select_args(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 3);
	if (lua_isnil(L, 2)) {
		lua_getfield(L, 1, "timeout");
		lua_replace(L, 2);
	}
}

/* S.select({ readfds, writefds, exceptfds }, [timeout]) -> { readfds, writefds, exceptfds, count } */
static int l_select(lua_State *L)
{
	fd_set sets[3];
	struct timeval left, *tv = NULL;
	int n;

	select_args(L);
	if (!lua_isnil(L, 2)) {
		left = *lsys_lua_to_timeval(L, 2);
		tv = &left;
	}
	n = read_sets(L, sets);
	if (n < 0)
		return lsys_lua_fail(L, -n);
	n = select(n, &sets[0], &sets[1], &sets[2], tv);
	return n < 0 ? lsys_lua_fail(L, errno) : push_sets(L, n, sets);
}

/* S.pselect(lists, [timeout], [mask]) -> as S.select */
static int l_pselect(lua_State *L)
{
	const struct timespec *ts;
	const sigset_t *set;
	sigset_t space;
	fd_set sets[3];
	int n;

	select_args(L);
	ts = span(L, 2);
	set = mask(L, 3, &space);
	n = read_sets(L, sets);
	if (n < 0)
		return lsys_lua_fail(L, -n);
	n = pselect(n, &sets[0], &sets[1], &sets[2], ts, set);
	return n < 0 ? lsys_lua_fail(L, errno) : push_sets(L, n, sets);
}

/* epoll */

/* Does the table at index i say what the program's own data is? */
static bool has_data(lua_State *L, int i)
{
	static const char *const names[] = { "fd", "fileno", "u32", "u64", "ptr", "data" };
	bool has = false;

	for (unsigned k = 0; k < LSYS_COUNT(names) && !has; k++) {
		lua_getfield(L, i, names[k]);
		has = !lua_isnil(L, -1);
		lua_pop(L, 1);
	}
	lua_rawgeti(L, i, 2);
	has |= !lua_isnil(L, -1);
	lua_pop(L, 1);
	return has;
}

/* S.epoll_ctl(epfd, op, fd, [event], [data]) -> true. Where nothing else is said the descriptor is the event's data. */
static int l_epoll_ctl(lua_State *L)
{
	const struct lsys_lua_kind *kind = lsys_lua_kind_of(L, &lsys_epoll_event_record);
	struct epoll_event event = { 0 }, *e = NULL;
	int epfd, op, fd;

	lua_settop(L, 5);
	epfd = lsys_lua_check_fd(L, 1);
	if (lua_isnil(L, 2))
		return luaL_argerror(L, 2, "operation expected");
	op = (int)lsys_lua_check_const(L, 2, lsys_group_named("EPOLL_CTL"), 0);
	fd = lsys_lua_check_fd(L, 3);
	if (!lua_isnil(L, 4)) {
		bool own = lsys_lua_test_obj(L, 4) || (lua_istable(L, 4) && has_data(L, 4));

		event = *(const struct epoll_event *)lsys_lua_to(L, 4, kind);
		if (!own)
			event.data.fd = fd;
		e = &event;
	}
	if (!lua_isnil(L, 5)) {
		event.data.u64 = lsys_lua_to_u64(L, 5);
		e = &event;
	}
	return lsys_lua_ok(L, epoll_ctl(epfd, op, fd, e) < 0 ? -errno : 0);
}

/* The array that is argument 2, a new one of so many, or one of 16. */
static struct epoll_event *epoll_events(lua_State *L, int *n)
{
	const struct lsys_lua_obj *o;

	if (lua_isnoneornil(L, 2) || lua_type(L, 2) == LUA_TNUMBER) {
		lsys_lua_new(L, epoll_events_kind(), lua_isnoneornil(L, 2) ? 16 : (size_t)lsys_lua_check_i64(L, 2, 1, 1 << 20));
		lua_replace(L, 2);
	}
	lsys_lua_check(L, 2, epoll_events_kind());
	o = lsys_lua_test_obj(L, 2);
	*n = (int)(o->size / sizeof(struct epoll_event));
	return lsys_lua_mem(L, o, true);
}

static int waited(lua_State *L, int r)
{
	return r < 0 ? lsys_lua_fail(L, errno) : lsys_lua_push_results(L, 2, (size_t)r);
}

/* S.epoll_wait(epfd, [events], [timeout]) -> iterator, array, count */
static int l_epoll_wait(lua_State *L)
{
	struct epoll_event *e;
	int n, epfd;

	lua_settop(L, 3);
	epfd = lsys_lua_check_fd(L, 1);
	e = epoll_events(L, &n);
	return waited(L, epoll_wait(epfd, e, n, milliseconds(L, 3)));
}

/* S.epoll_pwait(epfd, [events], [timeout], [mask]) -> iterator, array, count */
static int l_epoll_pwait(lua_State *L)
{
	struct epoll_event *e;
	sigset_t space;
	int n, epfd;

	lua_settop(L, 4);
	epfd = lsys_lua_check_fd(L, 1);
	e = epoll_events(L, &n);
	return waited(L, epoll_pwait(epfd, e, n, milliseconds(L, 3), mask(L, 4, &space)));
}

/* A time as newer calls take it, whatever the size of the process's own. */
static const void *kernel_time(lua_State *L, int i, void *space)
{
	const struct timespec *ts = span(L, i);
	int64_t *t = space;

	if (!ts)
		return NULL;
	t[0] = ts->tv_sec;
	t[1] = ts->tv_nsec;
	return space;
}

/* S.epoll_pwait2(epfd, [events], [timeout], [mask]) -> iterator, array, count */
static int l_epoll_pwait2(lua_State *L)
{
	struct epoll_event *e;
	int64_t t[2];
	const void *timeout, *set;
	int n, epfd;

	lua_settop(L, 4);
	epfd = lsys_lua_check_fd(L, 1);
	e = epoll_events(L, &n);
	timeout = kernel_time(L, 3, t);
	set = lua_isnil(L, 4) ? NULL : lsys_lua_to_sigset(L, 4);
	return waited(L, (int)syscall(__NR_epoll_pwait2, epfd, e, n, timeout, set, sizeof(struct lsys_sigset)));
}

/* Futexes */

/* The call that takes times of 64 bits. */
#ifdef __NR_futex_time64
#define NR_FUTEX __NR_futex_time64
#else
#define NR_FUTEX __NR_futex
#endif

/* The number that argument i begins with, where the kernel is to look; nil: NULL. */
static uint32_t *word(lua_State *L, int i, bool needed)
{
	size_t size;
	void *p;

	if (!needed && lua_isnoneornil(L, i))
		return NULL;
	p = lsys_lua_check_bytes(L, i, true, &size);
	if (size < sizeof(uint32_t))
		luaL_argerror(L, i, "too small for a futex, which has 4 bytes");
	return p;
}

static uint32_t number(lua_State *L, int i)
{
	return lua_isnoneornil(L, i) ? 0 : (uint32_t)lsys_lua_check_i64(L, i, INT32_MIN, UINT32_MAX);
}

/* S.futex(memory, op, [val], [timeout or val2], [memory2], [val3]) -> number */
static int l_futex(lua_State *L)
{
	int64_t t[2];
	uint32_t *p, *q, val, val3;
	const void *four;
	int op;
	long r;

	lua_settop(L, 6);
	p = word(L, 1, true);
	if (lua_isnil(L, 2))
		return luaL_argerror(L, 2, "operation expected");
	op = (int)lsys_lua_check_const(L, 2, lsys_group_named("FUTEX"), 0);
	val = number(L, 3);
	q = word(L, 5, false);
	val3 = number(L, 6);
	switch (op & FUTEX_CMD_MASK) {
	case FUTEX_REQUEUE:
	case FUTEX_CMP_REQUEUE:
	case FUTEX_CMP_REQUEUE_PI:
	case FUTEX_WAKE_OP:
		four = (const void *)(uintptr_t)number(L, 4);
		break;
	default:
		four = kernel_time(L, 4, t);
	}
	r = syscall(NR_FUTEX, p, op, val, four, q, val3);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)r);
	return 1;
}

/* What may be said besides the operation itself. */
static int futex_flags(lua_State *L, int i)
{
	int flags = (int)lsys_lua_check_const(L, i, lsys_group_named("FUTEX"), 0);

	if (flags & FUTEX_CMD_MASK)
		luaL_argerror(L, i, "flags expected, not an operation");
	return flags;
}

/* S.futex_wait(memory, val, [timeout], [flags]) -> true */
static int l_futex_wait(lua_State *L)
{
	int64_t t[2];
	uint32_t *p = word(L, 1, true), val;
	const void *timeout;
	int flags;

	lua_settop(L, 4);
	luaL_checkany(L, 2);
	val = (uint32_t)lsys_lua_check_i64(L, 2, INT32_MIN, UINT32_MAX);
	flags = futex_flags(L, 4);
	timeout = kernel_time(L, 3, t);
	return lsys_lua_ok(L, syscall(NR_FUTEX, p, FUTEX_WAIT | flags, val, timeout, NULL, 0) < 0 ? -errno : 0);
}

/* S.futex_wake(memory, [count = 1], [flags]) -> how many were woken */
static int l_futex_wake(lua_State *L)
{
	uint32_t *p = word(L, 1, true);
	int n = lua_isnoneornil(L, 2) ? 1 : (int)lsys_lua_check_i64(L, 2, 0, INT_MAX), flags = futex_flags(L, 3);
	long r = syscall(NR_FUTEX, p, FUTEX_WAKE | flags, n, NULL, NULL, 0);

	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)r);
	return 1;
}

/* The list of argument 1. Of a size only the kernel's idea counts: all that it may be must be there. */
static struct futex_waitv *waiters(lua_State *L, size_t *n)
{
	struct futex_waitv *w = lsys_lua_to_array(L, 1, waitvs_kind(), n);

	for (size_t i = 0; i < *n; i++)
		lsys_lua_check_pinned(L, lsys_ptr_at(&w[i].uaddr, sizeof(w[i].uaddr)), 1, (size_t)1 << (w[i].flags & 3), "futex_waitv");
	return w;
}

/* S.futex_requeue({ from, to }, [wake = 1], [requeue = 0], [flags]) -> how many were woken or moved */
static int l_futex_requeue(lua_State *L)
{
	int wake = lua_isnoneornil(L, 2) ? 1 : (int)lsys_lua_check_i64(L, 2, 0, INT_MAX);
	int requeue = lua_isnoneornil(L, 3) ? 0 : (int)lsys_lua_check_i64(L, 3, 0, INT_MAX);
	unsigned flags = number(L, 4);
	const struct futex_waitv *w;
	size_t n;
	long r;

	lua_settop(L, 4);
	w = waiters(L, &n);
	luaL_argcheck(L, n == 2, 1, "two expected: whose waiters, and where to");
	r = syscall(__NR_futex_requeue, w, flags, wake, requeue);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)r);
	return 1;
}

/* S.futex_waitv(waiters, [flags], [until], [clock = "monotonic"]) -> number of the waiter that was woken */
static int l_futex_waitv(lua_State *L)
{
	struct futex_waitv *w;
	const void *until;
	unsigned flags;
	int64_t t[2];
	size_t n;
	int clock;
	long r;

	lua_settop(L, 4);
	w = waiters(L, &n);
	flags = number(L, 2);
	until = kernel_time(L, 3, t);
	clock = (int)lsys_lua_check_const(L, 4, lsys_group_named("CLOCK"), CLOCK_MONOTONIC);
	r = syscall(__NR_futex_waitv, w, (unsigned)n, flags, until, clock);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)r + 1);
	return 1;
}

/* Counters that are descriptors: eventfd, timerfd */

/* S.util.eventfd_read(fd, [value]), S.util.timerfd_read -> number, 0 when there is nothing; in value, too */
static int l_counter_read(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	uint64_t v = 0;
	size_t size;
	void *to = NULL;

	if (!lua_isnoneornil(L, 2)) {
		to = lsys_lua_check_bytes(L, 2, true, &size);
		if (size < sizeof(v))
			return luaL_argerror(L, 2, "too small for a counter, which has 8 bytes");
	}
	if (read(fd, &v, sizeof(v)) < 0 && errno != EAGAIN)
		return lsys_lua_fail(L, errno);
	if (to)
		memcpy(to, &v, sizeof(v));
	lsys_lua_push_u64(L, v);
	return 1;
}

/* S.util.eventfd_write(fd, [value = 1]) -> true */
static int l_eventfd_write(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	uint64_t v = lua_isnoneornil(L, 2) ? 1 : lsys_lua_to_u64(L, 2);

	return lsys_lua_ok(L, write(fd, &v, sizeof(v)) < 0 ? -errno : 0);
}

const luaL_Reg lsys_lua_event_functions[] = {
	{ "poll", l_poll }, { "ppoll", l_ppoll }, { "select", l_select }, { "pselect", l_pselect }, { "epoll_ctl", l_epoll_ctl },
	{ "epoll_wait", l_epoll_wait }, { "epoll_pwait", l_epoll_pwait }, { "epoll_pwait2", l_epoll_pwait2 }, { "futex", l_futex },
	{ "futex_wait", l_futex_wait }, { "futex_wake", l_futex_wake }, { "futex_waitv", l_futex_waitv },
	{ "futex_requeue", l_futex_requeue },
	{ "util.eventfd_read", l_counter_read }, { "util.eventfd_write", l_eventfd_write }, { "util.timerfd_read", l_counter_read },
	{ NULL, NULL },
};

/* Clocks, sleeping, and timers that send signals. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "signals.h"
#include "sys/structs.h"

/* A clock: a number is one, also of those that a descriptor or a process has. */
static clockid_t check_clock(lua_State *L, int i)
{
	luaL_checkany(L, i);
	if (lua_type(L, i) == LUA_TNUMBER)
		return (clockid_t)lsys_lua_check_i64(L, i, INT32_MIN, INT32_MAX);
	return (clockid_t)lsys_lua_check_const(L, i, lsys_group_named("CLOCK"), 0);
}

/* The struct of this record that is argument i, to be written, or a new one in its place. */
static void *place(lua_State *L, int i, const struct lsys_record *rec)
{
	if (lua_isnoneornil(L, i)) {
		void *p = lsys_lua_new(L, lsys_lua_kind_of(L, rec), 1);

		lua_replace(L, i);
		return p;
	}
	lsys_lua_check(L, i, lsys_lua_kind_of(L, rec));
	return lsys_lua_mem(L, lsys_lua_test_obj(L, i), true);
}

/* S.clock_gettime(clock, [ts]) -> timespec. The C library asks no kernel for the clocks that it can read itself. */
static int l_clock_gettime(lua_State *L)
{
	clockid_t clock = check_clock(L, 1);
	struct timespec *ts;

	lua_settop(L, 2);
	ts = place(L, 2, &lsys_timespec_record);
	return clock_gettime(clock, ts) < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* S.time([an array such as t.int64_1]) -> seconds; there, too */
static int l_time(lua_State *L)
{
	int64_t now = time(NULL);
	size_t size;

	if (!lua_isnoneornil(L, 1)) {
		void *p = lsys_lua_check_bytes(L, 1, true, &size);

		if (size < sizeof(now))
			return luaL_argerror(L, 1, "too small for a time, which has 8 bytes");
		memcpy(p, &now, sizeof(now));
	}
	lua_pushnumber(L, (lua_Number)now);
	return 1;
}

/* What a sleep that ended with this error gives; left: what is left of it, rem the argument that may take it. */
static int slept(lua_State *L, int e, const struct timespec *left, int rem)
{
	struct timespec *to;

	if (e && e != EINTR)
		return lsys_lua_fail(L, e);
	if (e) {
		lsys_lua_signals_soon(L);
		to = place(L, rem, &lsys_timespec_record);
		*to = *left;
	}
	lua_pushboolean(L, true);
	if (!e)
		return 1;
	lua_pushnil(L);
	lua_pushvalue(L, rem);
	return 3;
}

/* S.nanosleep(req, [rem]) -> true; interrupted: true, nil, what is left */
static int l_nanosleep(lua_State *L)
{
	struct timespec req, left;

	luaL_checkany(L, 1);
	lua_settop(L, 2);
	req = *lsys_lua_to_timespec(L, 1);
	if (!lua_isnil(L, 2))
		place(L, 2, &lsys_timespec_record);
	return slept(L, nanosleep(&req, &left) < 0 ? errno : 0, &left, 2);
}

/* S.clock_nanosleep(clock, [flags], req, [rem]) -> as S.nanosleep; of a sleep until a time, that time is left */
static int l_clock_nanosleep(lua_State *L)
{
	clockid_t clock = check_clock(L, 1);
	struct timespec req, left;
	int flags, e;

	luaL_checkany(L, 3);
	lua_settop(L, 4);
	flags = (int)lsys_lua_check_const(L, 2, lsys_group_named("TIMER"), 0);
	req = *lsys_lua_to_timespec(L, 3);
	if (!lua_isnil(L, 4))
		place(L, 4, &lsys_timespec_record);
	e = clock_nanosleep(clock, flags, &req, &left);
	return slept(L, e, flags & TIMER_ABSTIME ? &req : &left, 4);
}

/* Steering */

/* t.adjtimex: x.OK and so on, is that its state? */
static int l_state_is(lua_State *L)
{
	const struct lsys_group *g = lsys_group_named("TIME");
	const char *key = luaL_checkstring(L, 2);
	struct lsys_err err;
	uint64_t v;

	if (!g || lsys_names_parse(g->names, key, &v, &err) < 0)
		return luaL_error(L, "adjtimex has no member '%s'", key);
	lua_getfield(L, 1, "state");
	lua_pushboolean(L, (uint64_t)lua_tonumber(L, -1) == v);
	return 1;
}

/* Pushes it, of a state and the timex at index i. */
static int push_state(lua_State *L, int state, int i)
{
	lua_pushvalue(L, i);
	lua_createtable(L, 0, 2);
	lua_insert(L, -2);
	lua_setfield(L, -2, "timex");
	lua_pushinteger(L, state);
	lua_setfield(L, -2, "state");
	if (luaL_newmetatable(L, "lsys.adjtimex")) {
		lua_pushcfunction(L, l_state_is);
		lua_setfield(L, -2, "__index");
	}
	lua_setmetatable(L, -2);
	return 1;
}

/* t.adjtimex(state, timex) */
static int l_adjtimex_type(lua_State *L)
{
	int state = (int)lsys_lua_check_i64(L, 1, INT32_MIN, INT32_MAX);

	lua_settop(L, 2);
	lsys_lua_to(L, 2, lsys_lua_kind_of(L, &lsys_timex_record));
	return push_state(L, state, 2);
}

static int adjust(lua_State *L, clockid_t clock, int i)
{
	struct timex *x;
	int state;

	lua_settop(L, i);
	lsys_lua_to(L, i, lsys_lua_kind_of(L, &lsys_timex_record));
	x = lsys_lua_mem(L, lsys_lua_test_obj(L, i), true);
	state = clock_adjtime(clock, x);
	return state < 0 ? lsys_lua_fail(L, errno) : push_state(L, state, i);
}

/* S.adjtimex([timex]) -> { state, timex } */
static int l_adjtimex(lua_State *L)
{
	return adjust(L, CLOCK_REALTIME, 1);
}

/* S.clock_adjtime(clock, [timex]) -> the same */
static int l_clock_adjtime(lua_State *L)
{
	return adjust(L, check_clock(L, 1), 2);
}

/* Timers */

#define META "lsys.timer"

/* A child does not inherit them, and could have others of the same numbers. */
struct timer { timer_t id; bool there; pid_t pid; };

static struct timer *new_timer(lua_State *L);

static struct timer *check_timer(lua_State *L, int i)
{
	return luaL_checkudata(L, i, META);
}

static bool is_there(const struct timer *t)
{
	return t->there && t->pid == getpid();
}

/* Returns 0 or -errno. */
static int delete(struct timer *t)
{
	if (!is_there(t))
		return -EINVAL;
	t->there = false;
	return timer_delete(t->id) < 0 ? -errno : 0;
}

/* S.timer_create(clock, [sigev], [timer]) -> timer */
static int l_timer_create(lua_State *L)
{
	clockid_t clock = check_clock(L, 1);
	struct sigevent *e = NULL;
	struct timer *t;

	lua_settop(L, 3);
	if (!lua_isnil(L, 2)) {
		e = lsys_lua_to(L, 2, lsys_lua_kind_of(L, &lsys_sigevent_record));
		if (e->sigev_notify == SIGEV_THREAD)
			return luaL_argerror(L, 2, "notify: there are no threads to start");
	}
	if (lua_isnil(L, 3)) {
		new_timer(L);
		lua_replace(L, 3);
	}
	t = check_timer(L, 3);
	if (is_there(t))
		delete(t);
	t->pid = getpid();
	t->there = timer_create(clock, e, &t->id) == 0;
	return t->there ? 1 : lsys_lua_fail(L, errno);
}

/* S.timer_settime(timer, [flags], it, [old]) -> true, nil, old; only true when old is false */
static int l_timer_settime(lua_State *L)
{
	struct timer *t = check_timer(L, 1);
	const struct itimerspec *it;
	struct itimerspec *old = NULL;
	int flags;

	luaL_checkany(L, 3);
	lua_settop(L, 4);
	flags = (int)lsys_lua_check_const(L, 2, lsys_group_named("TIMER"), 0);
	it = lsys_lua_to(L, 3, lsys_lua_kind_of(L, &lsys_itimerspec_record));
	if (!lua_isboolean(L, 4) || lua_toboolean(L, 4)) {
		if (lua_isboolean(L, 4)) {
			lua_pushnil(L);
			lua_replace(L, 4);
		}
		old = place(L, 4, &lsys_itimerspec_record);
	}
	if (!is_there(t))
		return lsys_lua_fail(L, EINVAL);
	if (timer_settime(t->id, flags, it, old) < 0)
		return lsys_lua_fail(L, errno);
	lua_pushboolean(L, true);
	if (!old)
		return 1;
	lua_pushnil(L);
	lua_pushvalue(L, 4);
	return 3;
}

/* S.timer_gettime(timer, [value]) -> itimerspec */
static int l_timer_gettime(lua_State *L)
{
	struct timer *t = check_timer(L, 1);
	struct itimerspec *value;

	lua_settop(L, 2);
	value = place(L, 2, &lsys_itimerspec_record);
	if (!is_there(t))
		return lsys_lua_fail(L, EINVAL);
	return timer_gettime(t->id, value) < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* S.timer_getoverrun(timer) -> number */
static int l_timer_getoverrun(lua_State *L)
{
	const struct timer *t = check_timer(L, 1);
	int n;

	if (!is_there(t))
		return lsys_lua_fail(L, EINVAL);
	n = timer_getoverrun(t->id);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	lua_pushinteger(L, n);
	return 1;
}

/* S.timer_delete(timer) -> true */
static int l_timer_delete(lua_State *L)
{
	return lsys_lua_ok(L, delete(check_timer(L, 1)));
}

static int l_timer_gc(lua_State *L)
{
	delete(check_timer(L, 1));
	return 0;
}

/* timer:gettimer() -> the kernel's number, as siginfo.timerid has it; nil when there is none */
static int l_timer_number(lua_State *L)
{
	const struct timer *t = check_timer(L, 1);

	if (is_there(t))
		lua_pushinteger(L, (lua_Integer)(intptr_t)t->id);
	else
		lua_pushnil(L);
	return 1;
}

/* timer:gettimerp() -> what takes the place of a pointer to it: the timer */
static int l_timer_self(lua_State *L)
{
	check_timer(L, 1);
	lua_settop(L, 1);
	return 1;
}

static struct timer *new_timer(lua_State *L)
{
	static const luaL_Reg methods[] = {
		{ "settime", l_timer_settime }, { "gettime", l_timer_gettime }, { "getoverrun", l_timer_getoverrun },
		{ "delete", l_timer_delete }, { "gettimer", l_timer_number }, { "gettimerp", l_timer_self }, { NULL, NULL },
	};
	struct timer *t = lua_newuserdata(L, sizeof(*t));

	*t = (struct timer){ .there = false };
	if (luaL_newmetatable(L, META)) {
		lua_pushcfunction(L, l_timer_gc);
		lua_setfield(L, -2, "__gc");
		luaL_newlib(L, methods);
		lua_setfield(L, -2, "__index");
	}
	lua_setmetatable(L, -2);
	return t;
}

/* t.timer() -> one that S.timer_create is to make */
static int l_timer_type(lua_State *L)
{
	new_timer(L);
	return 1;
}

const luaL_Reg lsys_lua_time_functions[] = {
	{ "clock_gettime", l_clock_gettime }, { "time", l_time }, { "nanosleep", l_nanosleep }, { "clock_nanosleep", l_clock_nanosleep },
	{ "adjtimex", l_adjtimex }, { "clock_adjtime", l_clock_adjtime }, { "timer_create", l_timer_create },
	{ "timer_settime", l_timer_settime }, { "timer_gettime", l_timer_gettime }, { "timer_getoverrun", l_timer_getoverrun },
	{ "timer_delete", l_timer_delete }, { NULL, NULL },
};

const luaL_Reg lsys_lua_timer_types[] = { { "timer", l_timer_type }, { "adjtimex", l_adjtimex_type }, { NULL, NULL } };

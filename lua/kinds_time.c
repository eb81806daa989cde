/* Kinds of times: numbers of seconds with a fraction, or the structs they stand for. */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>

#include "kinds.h"
#include "sys/structs.h"

#define TOP 9007199254740992.0 /* 2^53: more seconds are no exact number */

static void set_seconds(lua_State *L, int i, struct timespec *t)
{
	double d = lua_tonumber(L, i), whole = floor(d);

	if (!(whole > -TOP && whole < TOP))
		luaL_error(L, "number of seconds out of range");
	t->tv_sec = (time_t)whole;
	t->tv_nsec = (long)((d - whole) * 1e9 + 0.5);
	if (t->tv_nsec >= 1000000000) {
		t->tv_sec++;
		t->tv_nsec -= 1000000000;
	}
}

static const struct lsys_lua_kind *timespec_kind(void)
{
	return &lsys_lua_time_kinds[0];
}

static const struct lsys_lua_kind *timeval_kind(void)
{
	return &lsys_lua_time_kinds[1];
}

static bool timespec_from(lua_State *L, int i, void *p, int holder)
{
	struct timespec *t = p;
	const struct timeval *v = lsys_lua_test(L, i, timeval_kind());

	(void)holder;
	if (v)
		*t = (struct timespec){ v->tv_sec, 1000 * (long)v->tv_usec };
	else if (lua_type(L, i) == LUA_TNUMBER)
		set_seconds(L, i, t);
	else if (lua_type(L, i) == LUA_TSTRING && !strcmp(lua_tostring(L, i), "now"))
		*t = (struct timespec){ 0, UTIME_NOW };
	else if (lua_type(L, i) == LUA_TSTRING && !strcmp(lua_tostring(L, i), "omit"))
		*t = (struct timespec){ 0, UTIME_OMIT };
	else
		return false;
	return true;
}

static bool timeval_from(lua_State *L, int i, void *p, int holder)
{
	struct timeval *t = p;
	struct timespec ts;
	const struct timespec *s = lsys_lua_test(L, i, timespec_kind());

	(void)holder;
	if (!s && lua_type(L, i) != LUA_TNUMBER)
		return false;
	if (!s)
		set_seconds(L, i, &ts);
	else
		ts = *s;
	*t = (struct timeval){ ts.tv_sec, (ts.tv_nsec + (s ? 0 : 500)) / 1000 };
	if (t->tv_usec >= 1000000)
		*t = (struct timeval){ t->tv_sec + 1, t->tv_usec - 1000000 };
	return true;
}

static void g_timespec_time(lua_State *L, const void *p)
{
	const struct timespec *t = p;

	lua_pushnumber(L, (lua_Number)t->tv_sec + (lua_Number)t->tv_nsec / 1e9);
}

static void g_timeval_time(lua_State *L, const void *p)
{
	const struct timeval *t = p;

	lua_pushnumber(L, (lua_Number)t->tv_sec + (lua_Number)t->tv_usec / 1e6);
}

static void s_timespec_time(lua_State *L, int i, void *p, int holder)
{
	(void)holder;
	luaL_checknumber(L, i);
	set_seconds(L, i, p);
}

static void s_timeval_time(lua_State *L, int i, void *p, int holder)
{
	luaL_checknumber(L, i);
	timeval_from(L, i, p, holder);
}

struct timespec *lsys_lua_to_timespec(lua_State *L, int i)
{
	return lsys_lua_to(L, i, timespec_kind());
}

struct timeval *lsys_lua_to_timeval(lua_State *L, int i)
{
	return lsys_lua_to(L, i, timeval_kind());
}

static const struct lsys_lua_getter timespec_getters[] = { { "time", g_timespec_time }, { NULL, NULL } };
static const struct lsys_lua_setter timespec_setters[] = { { "time", s_timespec_time }, { NULL, NULL } };
static const struct lsys_lua_getter timeval_getters[] = { { "time", g_timeval_time }, { NULL, NULL } };
static const struct lsys_lua_setter timeval_setters[] = { { "time", s_timeval_time }, { NULL, NULL } };

/* A time alone is the one to the next end. */
static bool itimer_from(lua_State *L, int i, void *value, const struct lsys_lua_kind *k, int holder)
{
	if (lua_type(L, i) != LUA_TNUMBER && !lsys_lua_test(L, i, timespec_kind()) && !lsys_lua_test(L, i, timeval_kind()))
		return false;
	lsys_lua_set_struct(L, i, k, value, holder);
	return true;
}

static bool itimerspec_from(lua_State *L, int i, void *p, int holder)
{
	return itimer_from(L, i, &((struct itimerspec *)p)->it_value, timespec_kind(), holder);
}

static bool itimerval_from(lua_State *L, int i, void *p, int holder)
{
	return itimer_from(L, i, &((struct itimerval *)p)->it_value, timeval_kind(), holder);
}

const struct lsys_lua_kind lsys_lua_time_kinds[] = {
	{ .name = "timespec", .rec = &lsys_timespec_record, .getters = timespec_getters, .setters = timespec_setters,
	  .from = timespec_from },
	{ .name = "timeval", .rec = &lsys_timeval_record, .getters = timeval_getters, .setters = timeval_setters,
	  .from = timeval_from },
	{ .name = "itimerspec", .rec = &lsys_itimerspec_record, .from = itimerspec_from },
	{ .name = "itimerval", .rec = &lsys_itimerval_record, .from = itimerval_from },
	{ .name = "timespec2", .rec = &lsys_timespec_record, .shape = LSYS_LUA_ARRAY, .count = 2 },
	{ .name = "timeval2", .rec = &lsys_timeval_record, .shape = LSYS_LUA_ARRAY, .count = 2 },
	{ .name = "timespec2_raw", .rec = &lsys_timespec_record, .shape = LSYS_LUA_ARRAY, .count = 2 },
	{ .name = "timeval2_raw", .rec = &lsys_timeval_record, .shape = LSYS_LUA_ARRAY, .count = 2 },
	{ .name = NULL },
};

const luaL_Reg lsys_lua_time_types[] = { { NULL, NULL } };

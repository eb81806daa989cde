/* Message queues (mq_overview(7)): descriptors of their own kind, closed when collected. */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "lsys_obj.h"
#include "sys/structs.h"

#define META "lsys.mqd"

struct mqd { mqd_t mq; bool keep; };

static int close_once(struct mqd *q)
{
	mqd_t mq = q->mq;

	q->mq = -1;
	return mq >= 0 && mq_close(mq) < 0 ? -errno : 0;
}

static int l_gc(lua_State *L)
{
	struct mqd *q = luaL_checkudata(L, 1, META);

	if (!q->keep)
		close_once(q);
	return 0;
}

/* mqd:close() -> true; again: true as well */
static int l_close(lua_State *L)
{
	return lsys_lua_ok(L, close_once(luaL_checkudata(L, 1, META)));
}

/* mqd:nogc() -> mqd, which collection will not close */
static int l_nogc(lua_State *L)
{
	((struct mqd *)luaL_checkudata(L, 1, META))->keep = true;
	lua_settop(L, 1);
	return 1;
}

/* mqd:getfd() -> number */
static int l_getfd(lua_State *L)
{
	lua_pushinteger(L, ((struct mqd *)luaL_checkudata(L, 1, META))->mq);
	return 1;
}

static mqd_t check_mqd(lua_State *L, int i)
{
	const struct mqd *q = luaL_testudata(L, i, META);

	return q ? q->mq : (mqd_t)lsys_lua_check_fd(L, i);
}

static const struct lsys_lua_kind *attr_kind(lua_State *L)
{
	return lsys_lua_kind_of(L, &lsys_mq_attr_record);
}

/* An absolute time of CLOCK_REALTIME, or NULL. */
static const struct timespec *until(lua_State *L, int i)
{
	return lua_isnoneornil(L, i) ? NULL : lsys_lua_to_timespec(L, i);
}

/* S.mq_timedsend(mqd, message, [len], [prio], [timeout]) -> true */
static int l_timedsend(lua_State *L)
{
	mqd_t mq = check_mqd(L, 1);
	size_t len;
	const char *s = lsys_lua_check_bytes(L, 2, false, &len);
	unsigned prio;
	const struct timespec *ts;

	if (!lua_isnoneornil(L, 3))
		len = (size_t)lsys_lua_check_i64(L, 3, 0, (int64_t)len);
	prio = lua_isnoneornil(L, 4) ? 0 : (unsigned)lsys_lua_check_i64(L, 4, 0, UINT32_MAX);
	ts = until(L, 5);
	return lsys_lua_ok(L, (ts ? mq_timedsend(mq, s, len, prio, ts) : mq_send(mq, s, len, prio)) < 0 ? -errno : 0);
}

/* S.mq_timedreceive(mqd, [buf], [len], [prio], [timeout]) -> string; with a buffer true. prio: an array such as t.int1 */
static int l_timedreceive(lua_State *L)
{
	mqd_t mq = check_mqd(L, 1);
	bool given = !lua_isnoneornil(L, 2);
	const struct timespec *ts;
	struct mq_attr attr;
	unsigned p, *prio = NULL;
	size_t len = 0, room;
	ssize_t n;
	void *buf;

	lua_settop(L, 5);
	ts = until(L, 5);
	if (!lua_isnil(L, 4)) {
		prio = lsys_lua_check_bytes(L, 4, true, &room);
		if (room < sizeof(*prio))
			return luaL_argerror(L, 4, "too small for a number");
	}
	if (given) {
		buf = lsys_lua_check_bytes(L, 2, true, &room);
		len = lua_isnil(L, 3) ? room : (size_t)lsys_lua_check_i64(L, 3, 0, (int64_t)room);
	} else {
		if (!lua_isnil(L, 3))
			len = (size_t)lsys_lua_check_i64(L, 3, 0, INT32_MAX);
		else if (mq_getattr(mq, &attr) < 0)
			return lsys_lua_fail(L, errno);
		else
			len = (size_t)attr.mq_msgsize;
		buf = lua_newuserdata(L, len + !len);
	}
	n = ts ? mq_timedreceive(mq, buf, len, &p, ts) : mq_receive(mq, buf, len, &p);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	if (prio)
		memcpy(prio, &p, sizeof(p));
	if (given)
		lua_pushboolean(L, true);
	else
		lua_pushlstring(L, buf, (size_t)n);
	return 1;
}

/* mqd:send(message, [len], [prio]) -> true */
static int l_send(lua_State *L)
{
	lua_settop(L, 4);
	return l_timedsend(L);
}

/* mqd:receive([buf], [len], [prio]) -> string; with a buffer true */
static int l_receive(lua_State *L)
{
	lua_settop(L, 4);
	return l_timedreceive(L);
}

/* S.mq_getsetattr(mqd, [new], [old]) -> true */
static int l_getsetattr(lua_State *L)
{
	mqd_t mq = check_mqd(L, 1);
	struct mq_attr *new, *old;
	int r;

	lua_settop(L, 3);
	old = lua_isnil(L, 3) ? NULL : lsys_lua_check(L, 3, attr_kind(L));
	new = lua_isnil(L, 2) ? NULL : lsys_lua_to(L, 2, attr_kind(L));
	if (new)
		r = mq_setattr(mq, new, old);
	else
		r = old ? mq_getattr(mq, old) : mq_getattr(mq, &(struct mq_attr){ 0 });
	return lsys_lua_ok(L, r < 0 ? -errno : 0);
}

/*
 * S.mq_notify(mqd, [sigevent]) -> true. Not by a thread: the C library's would run beside the interpreter. left out: no
 * notice any more.
 */
static int l_notify(lua_State *L)
{
	mqd_t mq = check_mqd(L, 1);
	const struct sigevent *e = NULL;

	lua_settop(L, 2);
	if (!lua_isnil(L, 2)) {
		e = lsys_lua_to(L, 2, lsys_lua_kind_of(L, &lsys_sigevent_record));
		luaL_argcheck(L, e->sigev_notify == SIGEV_SIGNAL || e->sigev_notify == SIGEV_NONE, 2, "notify by signal or none");
	}
	return lsys_lua_ok(L, mq_notify(mq, e) < 0 ? -errno : 0);
}

/* mqd:getattr([attr]) -> attr */
static int l_getattr(lua_State *L)
{
	mqd_t mq = check_mqd(L, 1);
	struct mq_attr *attr;

	lua_settop(L, 2);
	attr = lsys_lua_to(L, 2, attr_kind(L));
	return mq_getattr(mq, attr) < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* mqd:setattr(attr or flags) -> true; of an attr only the flags count */
static int l_setattr(lua_State *L)
{
	mqd_t mq = check_mqd(L, 1);
	struct mq_attr flags = { 0 }, *attr = &flags;

	if (lua_type(L, 2) == LUA_TSTRING || lua_type(L, 2) == LUA_TNUMBER)
		flags.mq_flags = (long)lsys_lua_check_const(L, 2, lsys_group_named("O"), 0);
	else
		attr = lsys_lua_to(L, 2, attr_kind(L));
	return lsys_lua_ok(L, mq_setattr(mq, attr, NULL) < 0 ? -errno : 0);
}

static void push_meta(lua_State *L)
{
	static const luaL_Reg methods[] = {
		{ "close", l_close }, { "nogc", l_nogc }, { "getfd", l_getfd }, { "getattr", l_getattr }, { "setattr", l_setattr },
		{ "timedsend", l_timedsend }, { "send", l_send }, { "timedreceive", l_timedreceive }, { "receive", l_receive }, { "notify", l_notify },
		{ NULL, NULL },
	};

	if (!luaL_newmetatable(L, META))
		return;
	lua_pushcfunction(L, l_gc);
	lua_setfield(L, -2, "__gc");
	luaL_newlib(L, methods);
	lua_setfield(L, -2, "__index");
}

static struct mqd *new_mqd(lua_State *L)
{
	struct mqd *q = lua_newuserdata(L, sizeof(*q));

	*q = (struct mqd){ -1, false };
	push_meta(L);
	lua_setmetatable(L, -2);
	return q;
}

/* t.mqd([number]) -> mqd, which then owns the descriptor */
static int l_mqd(lua_State *L)
{
	int fd = lua_isnoneornil(L, 1) ? -1 : lsys_lua_check_fd(L, 1);

	new_mqd(L)->mq = fd;
	return 1;
}

/* A queue's name as the C library wants it, whether the script gave the slash or not. */
static const char *queue_name(lua_State *L)
{
	const char *name = lsys_lua_check_path(L, 1);

	return *name == '/' ? name : lua_pushfstring(L, "/%s", name);
}

/* S.mq_open(name, flags, [mode], [attr]) -> mqd */
static int l_mq_open(lua_State *L)
{
	int flags = (int)lsys_lua_check_const(L, 2, lsys_group_named("O"), O_RDONLY);
	mode_t mode = (mode_t)lsys_lua_check_const(L, 3, lsys_group_named("MODE"), 0);
	struct mq_attr *attr;
	const char *name;
	struct mqd *q;

	lua_settop(L, 4);
	attr = lua_isnil(L, 4) ? NULL : lsys_lua_to(L, 4, attr_kind(L));
	name = queue_name(L);
	q = new_mqd(L);
	q->mq = mq_open(name, flags | O_CLOEXEC, mode, attr);
	return q->mq < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* S.mq_unlink(name) -> true */
static int l_mq_unlink(lua_State *L)
{
	return lsys_lua_ok(L, mq_unlink(queue_name(L)) < 0 ? -errno : 0);
}

const luaL_Reg lsys_lua_mq_functions[] = {
	{ "mq_open", l_mq_open }, { "mq_unlink", l_mq_unlink }, { "mq_getsetattr", l_getsetattr }, { "mq_timedsend", l_timedsend },
	{ "mq_timedreceive", l_timedreceive }, { "mq_notify", l_notify }, { NULL, NULL },
};

const luaL_Reg lsys_lua_mq_types[] = { { "mqd", l_mqd }, { NULL, NULL } };

/*
 * The kernel's asynchronous transfers (io_submit(2)). What a transfer in flight uses, its buffers above all, is kept by the
 * context until its event has come.
 */
#include <errno.h>
#include <linux/aio_abi.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "lsys_obj.h"
#include "sys/abi.h"
#include "sys/structs.h"

#define META "lsys.aio"

/* A context. Its uservalue: address of an iocb in flight -> what that needs. */
struct aio { aio_context_t id; pid_t pid; bool there; };

static const struct lsys_lua_kind *iocb_kind(void) { return &lsys_lua_aio_kinds[0]; }
static const struct lsys_lua_kind *events_kind(void) { return &lsys_lua_aio_kinds[2]; }

/* Kinds */

static void s_fildes(lua_State *L, int i, void *p, int holder)
{
	(void)holder;
	((struct iocb *)p)->aio_fildes = (unsigned)lsys_lua_check_fd(L, i);
}

static void s_resfd(lua_State *L, int i, void *p, int holder)
{
	struct iocb *io = p;

	(void)holder;
	io->aio_resfd = (unsigned)lsys_lua_check_fd(L, i);
	io->aio_flags |= IOCB_FLAG_RESFD;
}

static void s_opcode(lua_State *L, int i, void *p, int holder)
{
	(void)holder;
	((struct iocb *)p)->aio_lio_opcode = (uint16_t)lsys_lua_check_const(L, i, lsys_group_named("IOCB_CMD"), 0);
}

/* A buffer brings its length along, unless one is set. */
static void s_buf(lua_State *L, int i, void *p, int holder)
{
	struct iocb *io = p;
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	size_t n;

	lsys_lua_pin(L, i, lsys_ptr_at(&io->aio_buf, sizeof(io->aio_buf)), holder, &n);
	if (!io->aio_nbytes)
		io->aio_nbytes = o && o->kind->rec == &lsys_iovec_record ? n / sizeof(struct iovec) : n;
}

static const struct lsys_lua_setter iocb_setters[] = {
	{ "fildes", s_fildes }, { "aio_fildes", s_fildes }, { "resfd", s_resfd }, { "aio_resfd", s_resfd },
	{ "opcode", s_opcode }, { "lio_opcode", s_opcode }, { "aio_lio_opcode", s_opcode }, { "buf", s_buf }, { "aio_buf", s_buf },
	{ NULL, NULL },
};

static void g_error(lua_State *L, const void *p)
{
	const struct io_event *e = p;

	if (e->res >= 0) {
		lua_pushnil(L);
		return;
	}
	lsys_lua_fail(L, (int)-e->res);
	lua_pop(L, 1);
	lua_remove(L, -2);
}

static const struct lsys_lua_getter event_getters[] = { { "error", g_error }, { NULL, NULL } };

const struct lsys_lua_kind lsys_lua_aio_kinds[] = {
	{ .name = "iocb", .rec = &lsys_iocb_record, .setters = iocb_setters },
	{ .name = "iocbs", .rec = &lsys_iocb_record, .shape = LSYS_LUA_ARRAY },
	LSYS_LUA_ARRAY_KIND("io_events", &lsys_io_event_record, "ev"),
	{ .name = "io_event", .rec = &lsys_io_event_record, .getters = event_getters },
	{ .name = NULL },
};

/* t.iocb_array(list of iocbs or tables) -> { nr =, iocbs = }, which io_submit takes */
static int l_iocb_array(lua_State *L)
{
	int n;

	luaL_checktype(L, 1, LUA_TTABLE);
	n = (int)lua_rawlen(L, 1);
	lua_createtable(L, 0, 3);
	lua_pushinteger(L, n);
	lua_setfield(L, -2, "nr");
	lua_createtable(L, n, 0);
	for (int i = 1; i <= n; i++) {
		lua_rawgeti(L, 1, i);
		lsys_lua_to(L, -1, iocb_kind());
		lua_rawseti(L, -2, i);
	}
	lua_pushvalue(L, -1);
	lua_setfield(L, -3, "ptrs");
	lua_setfield(L, -2, "iocbs");
	return 1;
}

const luaL_Reg lsys_lua_aio_types[] = { { "iocb_array", l_iocb_array }, { NULL, NULL } };

/* Contexts */

static int destroy(struct aio *a)
{
	bool there = a->there && a->pid == getpid(); /* a child does not inherit it */

	a->there = false;
	return there && syscall(SYS_io_destroy, a->id) < 0 ? -errno : 0;
}

static int l_aio_gc(lua_State *L)
{
	destroy(luaL_checkudata(L, 1, META)); /* waits for what is in flight */
	return 0;
}

static struct aio *check_aio(lua_State *L, int i)
{
	struct aio *a = luaL_checkudata(L, i, META);

	if (!a->there)
		luaL_argerror(L, i, "the context is there no more");
	return a;
}

static int l_aio_tostring(lua_State *L)
{
	const struct aio *a = luaL_checkudata(L, 1, META);

	lsys_lua_push_u64(L, a->id);
	luaL_tolstring(L, -1, NULL);
	return 1;
}

/* S.io_setup(nr_events) -> context */
static int l_io_setup(lua_State *L)
{
	unsigned n = (unsigned)lsys_lua_check_i64(L, 1, 0, UINT32_MAX);
	struct aio *a = lua_newuserdata(L, sizeof(*a));

	*a = (struct aio){ .pid = getpid() };
	if (luaL_newmetatable(L, META)) {
		static const luaL_Reg meta[] = { { "__gc", l_aio_gc }, { "__tostring", l_aio_tostring }, { NULL, NULL } };

		luaL_setfuncs(L, meta, 0);
	}
	lua_setmetatable(L, -2);
	lua_newtable(L);
	lua_setuservalue(L, -2);
	if (syscall(SYS_io_setup, n, &a->id) < 0)
		return lsys_lua_fail(L, errno);
	a->there = true;
	return 1;
}

/* S.io_destroy(context) -> true */
static int l_io_destroy(lua_State *L)
{
	int r = destroy(check_aio(L, 1));

	lua_newtable(L);
	lua_setuservalue(L, 1);
	return lsys_lua_ok(L, r);
}

/*
 * Pushes a list of all that the iocb at index i needs while it is in flight, checked. The iovecs' buffers are in it by
 * themselves, for a script may set others there meanwhile.
 */
static void push_needs(lua_State *L, int i, struct iocb *io)
{
	const void *buf = lsys_ptr_at(&io->aio_buf, sizeof(io->aio_buf));
	bool vec = io->aio_lio_opcode == IOCB_CMD_PREADV || io->aio_lio_opcode == IOCB_CMD_PWRITEV;
	bool none = io->aio_lio_opcode != IOCB_CMD_PREAD && io->aio_lio_opcode != IOCB_CMD_PWRITE && !vec;
	const struct lsys_lua_obj *o;
	const struct iovec *v;

	lua_newtable(L);
	lua_pushvalue(L, i);
	lua_rawseti(L, -2, 1);
	if (none)
		return;
	if (io->aio_nbytes > INT32_MAX)
		luaL_error(L, "iocb: too many bytes");
	lsys_lua_check_pinned(L, buf, i, (size_t)io->aio_nbytes * (vec ? sizeof(*v) : 1), "iocb");
	lsys_lua_push_pinned(L, buf, i);
	o = lsys_lua_test_obj(L, -1);
	for (size_t k = 0; vec && k < io->aio_nbytes; k++) {
		int at = lua_gettop(L);

		v = (const struct iovec *)lsys_lua_mem(L, o, false) + k;
		lsys_lua_check_pinned(L, &v->iov_base, at, v->iov_len, "iovec");
		lsys_lua_push_pinned(L, &v->iov_base, at);
		lua_rawseti(L, -3, (int)k + 3);
	}
	lua_rawseti(L, -2, 2);
}

/* S.io_submit(context, list of iocbs or t.iocb_array or t.iocbs) -> how many were taken */
static int l_io_submit(lua_State *L)
{
	const struct aio *a = check_aio(L, 1);
	struct iocb **list;
	int n, stash;
	long r;

	if (lua_istable(L, 2)) {
		lua_getfield(L, 2, "iocbs");
		if (lua_istable(L, -1))
			lua_replace(L, 2);
		n = (int)lua_rawlen(L, 2);
	} else {
		const struct lsys_lua_obj *o = lsys_lua_test_obj(L, 2);

		if (!o || o->kind->rec != &lsys_iocb_record)
			return luaL_argerror(L, 2, "list of iocbs expected");
		n = (int)(o->size / sizeof(struct iocb));
	}
	lua_settop(L, 2);
	list = lua_newuserdata(L, (size_t)n * sizeof(*list) + 1);
	lua_getuservalue(L, 1);
	stash = lua_gettop(L);
	lua_newtable(L); /* by number: what the n need */
	for (int i = 0; i < n; i++) {
		lua_pushinteger(L, lua_istable(L, 2) ? i + 1 : i);
		lua_gettable(L, 2);
		list[i] = lsys_lua_to(L, -1, iocb_kind());
		lua_rawgetp(L, stash, list[i]);
		if (!lua_isnil(L, -1))
			return luaL_error(L, "iocb %d is in flight already", i + 1);
		lua_pop(L, 1);
		push_needs(L, lua_gettop(L), list[i]);
		lua_rawsetp(L, stash, list[i]); /* before the call: nothing may fail behind it */
		lua_pop(L, 1);
	}
	r = syscall(SYS_io_submit, a->id, (long)n, list);
	for (int i = r < 0 ? 0 : (int)r; i < n; i++) {
		lua_pushnil(L);
		lua_rawsetp(L, stash, list[i]);
	}
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_pushinteger(L, (lua_Integer)r);
	return 1;
}

static void forget(lua_State *L, int context, const struct io_event *e)
{
	lua_getuservalue(L, context);
	lua_pushnil(L);
	lua_rawsetp(L, -2, (void *)(uintptr_t)e->obj);
	lua_pop(L, 1);
}

/* S.io_cancel(context, iocb, [event]) -> event */
static int l_io_cancel(lua_State *L)
{
	const struct aio *a = check_aio(L, 1);
	struct iocb *io = lsys_lua_check(L, 2, iocb_kind());
	struct io_event *e;

	lua_settop(L, 3);
	e = lsys_lua_to(L, 3, &lsys_lua_aio_kinds[3]);
	if (syscall(SYS_io_cancel, a->id, io, e) < 0)
		return lsys_lua_fail(L, errno);
	return 1;
}

/* The calls that take times of 64 bits where the others do not. */
#ifdef __NR_io_pgetevents_time64
#define NR_IO_PGETEVENTS __NR_io_pgetevents_time64
#else
#define NR_IO_PGETEVENTS __NR_io_pgetevents
#endif

/* What io_pgetevents takes for the signals: their address in a word of the process. */
struct mask { const struct lsys_sigset *set; size_t size; };

/* S.io_pgetevents(context, [min], events, [timeout], [mask]) -> iterator, array, count */
static int l_io_pgetevents(lua_State *L)
{
	const struct aio *a = check_aio(L, 1);
	struct mask mask = { NULL, sizeof(struct lsys_sigset) };
	const struct timespec *ts;
	int64_t time[2];
	struct io_event *e;
	size_t room;
	int64_t min;
	long n;

	lua_settop(L, 5);
	if (lua_type(L, 3) == LUA_TNUMBER) {
		lsys_lua_new(L, events_kind(), (size_t)lsys_lua_check_i64(L, 3, 1, 65536));
		lua_replace(L, 3);
	}
	e = lsys_lua_to_array(L, 3, events_kind(), &room);
	min = lua_isnil(L, 2) ? (int64_t)room : lsys_lua_check_i64(L, 2, 0, (int64_t)room);
	if (!lua_isnil(L, 4)) {
		ts = lsys_lua_to_timespec(L, 4);
		time[0] = ts->tv_sec;
		time[1] = ts->tv_nsec;
	}
	if (!lua_isnil(L, 5))
		mask.set = lsys_lua_to_sigset(L, 5);
	n = syscall(NR_IO_PGETEVENTS, a->id, (long)min, (long)room, e, lua_isnil(L, 4) ? NULL : time, &mask);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	for (long i = 0; i < n; i++)
		forget(L, 1, &e[i]);
	return lsys_lua_push_results(L, 3, (size_t)n);
}

/* S.io_getevents(context, [min], events, [timeout]) -> iterator, array, count: for i, event in S.io_getevents(...) */
static int l_io_getevents(lua_State *L)
{
	lua_settop(L, 4);
	return l_io_pgetevents(L);
}

const luaL_Reg lsys_lua_aio_functions[] = {
	{ "io_setup", l_io_setup }, { "io_destroy", l_io_destroy }, { "io_submit", l_io_submit }, { "io_cancel", l_io_cancel },
	{ "io_getevents", l_io_getevents }, { "io_pgetevents", l_io_pgetevents }, { NULL, NULL },
};

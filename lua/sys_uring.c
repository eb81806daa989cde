/*
 * A small io_uring (io_uring(7)): operations are put into the ring, submitted together, and their ends are iterated over.
 * What an operation in flight uses is kept by the ring until its end has come; a ring that goes cancels and waits first.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/uapi.h"
#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "lsys_obj.h"

#define META "lsys.io_uring"

/*
 * The uservalue: by number (user_data), what an operation in flight needs, a table { [1] = the script's word for it,
 * [2] = the buffer, [3..] = more }. free_slots counts from 1; slots freed are used again.
 */
struct ring {
	int fd;
	pid_t pid;
	void *sq, *cq;               /* mapped; cq is sq where the kernel has them in one */
	size_t sq_size, cq_size;
	struct io_uring_sqe *sqes;
	size_t sqes_size;
	unsigned *sq_head, *sq_tail, *sq_array, *cq_head, *cq_tail;
	unsigned sq_mask, cq_mask, entries;
	struct io_uring_cqe *cqes;
	unsigned waiting;            /* put into the ring, not yet submitted */
	unsigned in_flight;
	uint64_t last;               /* number of the newest operation */
};

/* What an operation's result becomes. */
enum { AS_NUMBER, AS_FD, AS_STRING };

static int enter(const struct ring *r, unsigned submit, unsigned wait, unsigned flags, const void *arg, size_t size)
{
	return (int)syscall(SYS_io_uring_enter, r->fd, submit, wait, flags, arg, size);
}

static void unmap(struct ring *r)
{
	if (r->sqes)
		munmap(r->sqes, r->sqes_size);
	if (r->cq && r->cq != r->sq)
		munmap(r->cq, r->cq_size);
	if (r->sq)
		munmap(r->sq, r->sq_size);
	r->sqes = NULL;
	r->sq = r->cq = NULL;
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
}

static struct io_uring_sqe *next_sqe(struct ring *r)
{
	unsigned tail = *r->sq_tail, at = tail & r->sq_mask;
	struct io_uring_sqe *e = &r->sqes[at];

	if (tail - __atomic_load_n(r->sq_head, __ATOMIC_ACQUIRE) >= r->entries)
		return NULL;
	memset(e, 0, sizeof(*e));
	r->sq_array[at] = at;
	return e;
}

/* Makes what next_sqe gave visible to the kernel. */
static void push_sqe(struct ring *r)
{
	__atomic_store_n(r->sq_tail, *r->sq_tail + 1, __ATOMIC_RELEASE);
	r->waiting++;
}

static const struct io_uring_cqe *peek(const struct ring *r)
{
	unsigned head = *r->cq_head;

	return head == __atomic_load_n(r->cq_tail, __ATOMIC_ACQUIRE) ? NULL : &r->cqes[head & r->cq_mask];
}

static void seen(struct ring *r)
{
	__atomic_store_n(r->cq_head, *r->cq_head + 1, __ATOMIC_RELEASE);
}

/* Cancels what is in flight and waits for its end. Returns false when that cannot be had: the memory must then stay. */
static bool drain(struct ring *r)
{
	const struct io_uring_cqe *c;
	struct io_uring_sqe *e;

	/* what was never submitted has not started */
	r->in_flight -= r->waiting;
	if (r->waiting)
		*r->sq_tail -= r->waiting;
	r->waiting = 0;
	while ((c = peek(r))) {
		if (!(c->flags & IORING_CQE_F_MORE))
			r->in_flight--;
		seen(r);
	}
	if (!r->in_flight)
		return true;
	e = next_sqe(r);
	if (!e)
		return false;
	e->opcode = IORING_OP_ASYNC_CANCEL;
	e->cancel_flags = IORING_ASYNC_CANCEL_ANY | IORING_ASYNC_CANCEL_ALL;
	push_sqe(r);
	r->in_flight++;
	if (enter(r, 1, 0, 0, NULL, 0) != 1)
		return false;
	r->waiting = 0;
	while (r->in_flight) {
		if (!peek(r) && enter(r, 0, 1, IORING_ENTER_GETEVENTS, NULL, 0) < 0 && errno != EINTR)
			return false;
		while ((c = peek(r))) {
			if (!(c->flags & IORING_CQE_F_MORE))
				r->in_flight--;
			seen(r);
		}
	}
	return true;
}

static int l_gc(lua_State *L)
{
	struct ring *r = luaL_checkudata(L, 1, META);

	if (r->fd < 0)
		return 0;
	if (r->pid == getpid() && !drain(r)) { /* the kernel may still write there: it is never freed */
		lua_getuservalue(L, 1);
		luaL_ref(L, LUA_REGISTRYINDEX);
	}
	unmap(r);
	return 0;
}

static struct ring *check_ring(lua_State *L)
{
	struct ring *r = luaL_checkudata(L, 1, META);

	if (r->fd < 0)
		luaL_argerror(L, 1, "the ring is closed");
	if (r->pid != getpid())
		luaL_argerror(L, 1, "the ring is another process's");
	return r;
}

/* ring:close() -> true */
static int l_close(lua_State *L)
{
	l_gc(L);
	return lsys_lua_ok(L, 0);
}

/* ring:getfd() -> number */
static int l_getfd(lua_State *L)
{
	lua_pushinteger(L, ((const struct ring *)luaL_checkudata(L, 1, META))->fd);
	return 1;
}

/*
 * Begins an operation whose word is argument n: pushes the table of what it needs. When the ring is full, nil and an error
 * are pushed instead and NULL is returned.
 */
static struct io_uring_sqe *begin(lua_State *L, struct ring *r, unsigned op, int n, int result)
{
	struct io_uring_sqe *e = next_sqe(r);

	lua_settop(L, n);
	if (!e || r->in_flight >= 2 * r->entries) {
		lsys_lua_fail(L, EBUSY);
		return NULL;
	}
	e->opcode = (uint8_t)op;
	e->user_data = ++r->last;
	lua_createtable(L, 3, 2);
	lua_pushvalue(L, n);
	lua_rawseti(L, -2, 1);
	lua_pushinteger(L, result);
	lua_setfield(L, -2, "as");
	return e;
}

/* Puts the operation into the ring, with the table on top of the stack. -> ring */
static int commit(lua_State *L, struct ring *r, const struct io_uring_sqe *e)
{
	lua_getuservalue(L, 1);
	lua_insert(L, -2);
	lua_rawseti(L, -2, (int)e->user_data);
	push_sqe(r);
	r->in_flight++;
	lua_settop(L, 1);
	return 1;
}

/* Puts the bytes of argument i into the operation: an object's own, or a string's copy. write: the kernel will write. */
static void use_bytes(lua_State *L, struct io_uring_sqe *e, int i, bool write)
{
	size_t size;
	const char *s;
	void *p;
	struct lsys_lua_obj *o;

	if (lua_type(L, i) == LUA_TSTRING && !write) {
		s = lua_tolstring(L, i, &size);
		p = lsys_lua_new(L, &lsys_lua_buffer_kind, size);
		memcpy(p, s, size);
	} else if (lua_type(L, i) == LUA_TNUMBER && write) {
		size = (size_t)lsys_lua_check_i64(L, i, 0, INT32_MAX);
		p = lsys_lua_new(L, &lsys_lua_buffer_kind, size);
	} else {
		p = lsys_lua_check_bytes(L, i, write, &size);
		o = lsys_lua_test_obj(L, i);
		o->root->flags |= LSYS_LUA_PINNED;
		lua_pushvalue(L, i);
	}
	e->addr = (uint64_t)(uintptr_t)p;
	e->len = size > INT32_MAX ? INT32_MAX : (unsigned)size;
	lua_rawseti(L, -2, 2);
}

static uint64_t offset(lua_State *L, int i)
{
	return lua_isnoneornil(L, i) ? UINT64_MAX : (uint64_t)lsys_lua_check_i64(L, i, -1, INT64_MAX);
}

static uint32_t flags(lua_State *L, int i, const char *group)
{
	return (uint32_t)lsys_lua_check_const(L, i, lsys_group_named(group), 0);
}

/* ring:nop([word]) */
static int l_nop(lua_State *L)
{
	struct ring *r = check_ring(L);
	struct io_uring_sqe *e = begin(L, r, IORING_OP_NOP, 2, AS_NUMBER);

	return e ? commit(L, r, e) : 3;
}

/* ring:read(fd, buffer or count, [offset], [word]): with a count its end gives a string */
static int l_read(lua_State *L)
{
	struct ring *r = check_ring(L);
	int fd = lsys_lua_check_fd(L, 2), as = lua_type(L, 3) == LUA_TNUMBER ? AS_STRING : AS_NUMBER;
	uint64_t off = offset(L, 4);
	struct io_uring_sqe *e = begin(L, r, IORING_OP_READ, 5, as);

	if (!e)
		return 3;
	e->fd = fd;
	e->off = off;
	use_bytes(L, e, 3, true);
	return commit(L, r, e);
}

/* ring:write(fd, string or buffer, [offset], [word]) */
static int l_write(lua_State *L)
{
	struct ring *r = check_ring(L);
	int fd = lsys_lua_check_fd(L, 2);
	uint64_t off = offset(L, 4);
	struct io_uring_sqe *e = begin(L, r, IORING_OP_WRITE, 5, AS_NUMBER);

	if (!e)
		return 3;
	e->fd = fd;
	e->off = off;
	use_bytes(L, e, 3, false);
	return commit(L, r, e);
}

/* ring:recv(fd, buffer or count, [flags], [word]) */
static int l_recv(lua_State *L)
{
	struct ring *r = check_ring(L);
	int fd = lsys_lua_check_fd(L, 2), as = lua_type(L, 3) == LUA_TNUMBER ? AS_STRING : AS_NUMBER;
	uint32_t msg = flags(L, 4, "MSG");
	struct io_uring_sqe *e = begin(L, r, IORING_OP_RECV, 5, as);

	if (!e)
		return 3;
	e->fd = fd;
	e->msg_flags = msg;
	use_bytes(L, e, 3, true);
	return commit(L, r, e);
}

/* ring:send(fd, string or buffer, [flags], [word]) */
static int l_send(lua_State *L)
{
	struct ring *r = check_ring(L);
	int fd = lsys_lua_check_fd(L, 2);
	uint32_t msg = flags(L, 4, "MSG");
	struct io_uring_sqe *e = begin(L, r, IORING_OP_SEND, 5, AS_NUMBER);

	if (!e)
		return 3;
	e->fd = fd;
	e->msg_flags = msg | MSG_NOSIGNAL;
	use_bytes(L, e, 3, false);
	return commit(L, r, e);
}

/* ring:accept(fd, [flags], [word]): its end gives an fd */
static int l_accept(lua_State *L)
{
	struct ring *r = check_ring(L);
	int fd = lsys_lua_check_fd(L, 2);
	uint32_t how = flags(L, 3, "SOCK");
	struct io_uring_sqe *e = begin(L, r, IORING_OP_ACCEPT, 4, AS_FD);

	if (!e)
		return 3;
	e->fd = fd;
	e->accept_flags = how | SOCK_CLOEXEC;
	return commit(L, r, e);
}

/* ring:connect(fd, address, [word]) */
static int l_connect(lua_State *L)
{
	struct ring *r = check_ring(L);
	int fd = lsys_lua_check_fd(L, 2);
	struct io_uring_sqe *e = begin(L, r, IORING_OP_CONNECT, 4, AS_NUMBER);

	if (!e)
		return 3;
	e->fd = fd;
	use_bytes(L, e, 3, false);
	e->off = e->len;
	e->len = 0;
	return commit(L, r, e);
}

/* ring:openat(dirfd, path, [flags], [mode], [word]): its end gives an fd */
static int l_openat(lua_State *L)
{
	struct ring *r = check_ring(L);
	int dirfd = lsys_lua_check_dirfd(L, 2);
	uint32_t how = flags(L, 4, "O"), mode = flags(L, 5, "MODE");
	struct io_uring_sqe *e;

	lsys_lua_check_path(L, 3);
	e = begin(L, r, IORING_OP_OPENAT, 6, AS_FD);
	if (!e)
		return 3;
	e->fd = dirfd;
	e->open_flags = how | O_CLOEXEC;
	lua_pushvalue(L, 3); /* a string is copied without its zero byte, so one is put behind it */
	lua_pushlstring(L, "", 1);
	lua_concat(L, 2);
	lua_replace(L, 3);
	use_bytes(L, e, 3, false);
	e->len = mode;
	return commit(L, r, e);
}

/* ring:fsync(fd, [word]) */
static int l_fsync(lua_State *L)
{
	struct ring *r = check_ring(L);
	int fd = lsys_lua_check_fd(L, 2);
	struct io_uring_sqe *e = begin(L, r, IORING_OP_FSYNC, 3, AS_NUMBER);

	if (!e)
		return 3;
	e->fd = fd;
	return commit(L, r, e);
}

/* ring:poll(fd, events, [word]): its end gives the events that came */
static int l_poll(lua_State *L)
{
	struct ring *r = check_ring(L);
	int fd = lsys_lua_check_fd(L, 2);
	uint32_t events = flags(L, 3, "POLL");
	struct io_uring_sqe *e = begin(L, r, IORING_OP_POLL_ADD, 4, AS_NUMBER);

	if (!e)
		return 3;
	e->fd = fd;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	events = events << 16 | events >> 16;
#endif
	e->poll32_events = events;
	return commit(L, r, e);
}

/* ring:timeout(time, [word]): ends with the error TIME when so long has passed */
static int l_timeout(lua_State *L)
{
	struct ring *r = check_ring(L);
	struct __kernel_timespec *t;
	struct timespec ts;
	struct io_uring_sqe *e;

	lua_settop(L, 3);
	ts = *lsys_lua_to_timespec(L, 2);
	e = begin(L, r, IORING_OP_TIMEOUT, 3, AS_NUMBER);
	if (!e)
		return 3;
	t = lsys_lua_new(L, &lsys_lua_buffer_kind, sizeof(*t));
	*t = (struct __kernel_timespec){ ts.tv_sec, ts.tv_nsec };
	lua_rawseti(L, -2, 2);
	e->fd = -1;
	e->addr = (uint64_t)(uintptr_t)t;
	e->len = 1;
	return commit(L, r, e);
}

/* ring:submit([wait]) -> how many were submitted; wait: until so many have ended */
static int l_submit(lua_State *L)
{
	struct ring *r = check_ring(L);
	unsigned wait = lua_isnoneornil(L, 2) ? 0 : (unsigned)lsys_lua_check_i64(L, 2, 0, r->entries);
	int n;

	if (wait > r->in_flight)
		return luaL_argerror(L, 2, "more than are in flight");
	n = enter(r, r->waiting, wait, wait ? IORING_ENTER_GETEVENTS : 0, NULL, 0);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	r->waiting -= (unsigned)n;
	lua_pushinteger(L, n);
	return 1;
}

/* ring:wait([n = 1], [timeout]) -> true when n have ended; nil and the error TIME when they had not in time */
static int l_wait(lua_State *L)
{
	struct ring *r = check_ring(L);
	unsigned n = lua_isnoneornil(L, 2) ? 1 : (unsigned)lsys_lua_check_i64(L, 2, 1, r->entries);
	struct __kernel_timespec t;
	struct io_uring_getevents_arg arg = { 0 };
	struct timespec *ts = NULL;
	int k;

	lua_settop(L, 3);
	if (!lua_isnil(L, 3)) {
		ts = lsys_lua_to_timespec(L, 3);
		t = (struct __kernel_timespec){ ts->tv_sec, ts->tv_nsec };
		arg.ts = (uint64_t)(uintptr_t)&t;
	}
	if (n > r->in_flight)
		return luaL_argerror(L, 2, "more than are in flight");
	if (ts)
		k = enter(r, r->waiting, n, IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG, &arg, sizeof(arg));
	else
		k = enter(r, r->waiting, n, IORING_ENTER_GETEVENTS, NULL, 0);
	if (k >= 0)
		r->waiting -= (unsigned)k;
	return lsys_lua_ok(L, k < 0 ? -errno : 0);
}

/* The result of an operation that ended: number, fd or string; or nil and an error. Its needs are at the top. */
static int push_result(lua_State *L, const struct io_uring_cqe *c)
{
	const struct lsys_lua_obj *o;
	int needs = lua_gettop(L), as;

	lua_getfield(L, needs, "as");
	as = (int)lua_tointeger(L, -1);
	lua_pop(L, 1);
	if (c->res < 0) {
		lsys_lua_fail(L, -c->res);
		lua_pop(L, 1);
		return 2;
	}
	if (as == AS_FD) {
		*lsys_lua_new_fd(L) = c->res;
	} else if (as == AS_STRING) {
		lua_rawgeti(L, needs, 2);
		o = lsys_lua_test_obj(L, -1);
		lua_pushlstring(L, lsys_lua_mem(L, o, false), (size_t)c->res);
	} else {
		lua_pushinteger(L, c->res);
	}
	lua_pushnil(L);
	return 2;
}

static int l_next_end(lua_State *L)
{
	struct ring *r = check_ring(L);
	const struct io_uring_cqe *c = peek(r);
	struct io_uring_cqe end;
	int slots;

	if (!c)
		return 0;
	end = *c;
	lua_settop(L, 1);
	lua_getuservalue(L, 1);
	slots = lua_gettop(L);
	lua_rawgeti(L, slots, (int)end.user_data);
	push_result(L, &end); /* may raise for want of memory: so the end is taken only now */
	seen(r);
	if (!(end.flags & IORING_CQE_F_MORE)) {
		r->in_flight--;
		lua_pushnil(L);
		lua_rawseti(L, slots, (int)end.user_data);
	}
	lua_rawgeti(L, slots + 1, 1);
	if (lua_isnil(L, -1)) { /* a loop ends at nil */
		lua_pop(L, 1);
		lua_pushboolean(L, false);
	}
	lua_insert(L, -3);
	return 3;
}

/* for word, result, err in ring:ends() do: what has ended; without a word it is false */
static int l_ends(lua_State *L)
{
	check_ring(L);
	lua_pushcfunction(L, l_next_end);
	lua_pushvalue(L, 1);
	return 2;
}

static bool map_rings(struct ring *r, const struct io_uring_params *p)
{
	bool one = p->features & IORING_FEAT_SINGLE_MMAP;
	char *sq, *cq;

	r->sq_size = p->sq_off.array + p->sq_entries * sizeof(unsigned);
	r->cq_size = p->cq_off.cqes + p->cq_entries * sizeof(struct io_uring_cqe);
	if (one && r->cq_size > r->sq_size)
		r->sq_size = r->cq_size;
	sq = mmap(NULL, r->sq_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, r->fd, IORING_OFF_SQ_RING);
	if (sq == MAP_FAILED)
		return false;
	r->sq = sq;
	cq = one ? sq : mmap(NULL, r->cq_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, r->fd, IORING_OFF_CQ_RING);
	if (cq == MAP_FAILED)
		return false;
	r->cq = cq;
	r->sqes_size = p->sq_entries * sizeof(struct io_uring_sqe);
	r->sqes = mmap(NULL, r->sqes_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, r->fd, IORING_OFF_SQES);
	if (r->sqes == MAP_FAILED) {
		r->sqes = NULL;
		return false;
	}
#define AT(base, off) ((unsigned *)(void *)((base) + (off)))
	r->sq_head = AT(sq, p->sq_off.head);
	r->sq_tail = AT(sq, p->sq_off.tail);
	r->sq_array = AT(sq, p->sq_off.array);
	r->sq_mask = *AT(sq, p->sq_off.ring_mask);
	r->cq_head = AT(cq, p->cq_off.head);
	r->cq_tail = AT(cq, p->cq_off.tail);
	r->cq_mask = *AT(cq, p->cq_off.ring_mask);
	r->cqes = (struct io_uring_cqe *)(void *)(cq + p->cq_off.cqes);
#undef AT
	r->entries = p->sq_entries;
	return true;
}

/* S.io_uring_setup(entries) -> ring */
static int l_io_uring_setup(lua_State *L)
{
	static const luaL_Reg methods[] = {
		{ "close", l_close }, { "getfd", l_getfd }, { "nop", l_nop }, { "read", l_read }, { "write", l_write }, { "recv", l_recv },
		{ "send", l_send }, { "accept", l_accept }, { "connect", l_connect }, { "openat", l_openat }, { "fsync", l_fsync },
		{ "poll", l_poll }, { "timeout", l_timeout }, { "submit", l_submit }, { "wait", l_wait }, { "ends", l_ends },
		{ NULL, NULL },
	};
	unsigned entries = (unsigned)lsys_lua_check_i64(L, 1, 0, 32768);
	struct io_uring_params p = { 0 };
	struct ring *r = lua_newuserdata(L, sizeof(*r));

	*r = (struct ring){ .fd = -1, .pid = getpid() };
	if (luaL_newmetatable(L, META)) {
		lua_pushcfunction(L, l_gc);
		lua_setfield(L, -2, "__gc");
		luaL_newlib(L, methods);
		lua_setfield(L, -2, "__index");
	}
	lua_setmetatable(L, -2);
	lua_newtable(L);
	lua_setuservalue(L, -2);
	r->fd = (int)syscall(SYS_io_uring_setup, entries, &p); /* closed on exec by itself */
	if (r->fd < 0 || !map_rings(r, &p))
		return lsys_lua_fail(L, errno);
	return 1;
}

const luaL_Reg lsys_lua_uring_functions[] = { { "io_uring_setup", l_io_uring_setup }, { NULL, NULL } };

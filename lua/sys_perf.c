/* perf_event_open(2), and a reader of the ring that the kernel puts events into. */
#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "lsys_obj.h"
#include "sys/structs.h"

#define META "lsys.perf_reader"

struct reader {
	int fd;
	struct perf_event_mmap_page *page; /* NULL: not mapped */
	size_t size, ring;                 /* bytes mapped; of them the ring, behind the page */
};

static void attr_init(void *p)
{
	((struct perf_event_attr *)p)->size = sizeof(struct perf_event_attr);
}

const struct lsys_lua_kind lsys_lua_perf_kinds[] = {
	{ .name = "perf_event_attr", .rec = &lsys_perf_event_attr_record, .init = attr_init },
	{ .name = "perf_event_attr1", .rec = &lsys_perf_event_attr_record, .shape = LSYS_LUA_ARRAY, .count = 1, .init = attr_init },
	{ .name = NULL },
};

/* S.perf_event_open(attr, [pid], [cpu], [group_fd], [flags]) -> fd */
static int l_perf_event_open(lua_State *L)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, 1);
	int pid = lua_isnoneornil(L, 2) ? 0 : (int)lsys_lua_check_i64(L, 2, INT32_MIN, INT32_MAX);
	int cpu = lua_isnoneornil(L, 3) ? -1 : (int)lsys_lua_check_i64(L, 3, INT32_MIN, INT32_MAX);
	int group = lua_isnoneornil(L, 4) ? -1 : lsys_lua_check_fd(L, 4), *fd;
	unsigned long flags = (unsigned long)lsys_lua_check_const(L, 5, lsys_group_named("PERF_FLAG"), 0);
	struct perf_event_attr *attr;

	if (o && o->kind == &lsys_lua_perf_kinds[1])
		attr = lsys_lua_mem(L, o, true);
	else
		attr = lsys_lua_to(L, 1, &lsys_lua_perf_kinds[0]);
	if (attr->size > sizeof(*attr))
		return luaL_argerror(L, 1, "its size is larger than it is");
	fd = lsys_lua_new_fd(L);
	*fd = (int)syscall(SYS_perf_event_open, attr, pid, cpu, group, flags | PERF_FLAG_FD_CLOEXEC);
	return *fd < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* The reader */

static void unmap(struct reader *r)
{
	if (r->page)
		munmap(r->page, r->size);
	r->page = NULL;
}

static struct reader *check_reader(lua_State *L)
{
	return luaL_checkudata(L, 1, META);
}

static int l_gc(lua_State *L)
{
	struct reader *r = check_reader(L);

	unmap(r);
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
	return 0;
}

/* reader:close() -> true */
static int l_close(lua_State *L)
{
	l_gc(L);
	return lsys_lua_ok(L, 0);
}

/* reader:getfd() -> number */
static int l_getfd(lua_State *L)
{
	lua_pushinteger(L, check_reader(L)->fd);
	return 1;
}

/* reader:mmap([pages = 8]) -> pages: maps the ring, a power of two pages large */
static int l_mmap(lua_State *L)
{
	struct reader *r = check_reader(L);
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t pages = lua_isnoneornil(L, 2) ? 8 : (size_t)lsys_lua_check_i64(L, 2, 1, 1 << 20);
	void *p;

	if (r->page)
		return luaL_error(L, "the ring is mapped already");
	p = mmap(NULL, (pages + 1) * page, PROT_READ | PROT_WRITE, MAP_SHARED, r->fd, 0);
	if (p == MAP_FAILED)
		return lsys_lua_fail(L, errno);
	r->page = p;
	r->ring = pages * page;
	r->size = r->ring + page;
	lua_pushnumber(L, (lua_Number)pages);
	return 1;
}

/* reader:munmap() -> true */
static int l_munmap(lua_State *L)
{
	unmap(check_reader(L));
	return lsys_lua_ok(L, 0);
}

/* reader:read([len = 8]) -> the count; of more bytes an array of 64-bit numbers */
static int l_read(lua_State *L)
{
	struct reader *r = check_reader(L);
	size_t len = lua_isnoneornil(L, 2) ? 8 : (size_t)lsys_lua_check_i64(L, 2, 8, 65536);
	uint64_t *v = lsys_lua_new(L, lsys_lua_values_kind(LSYS_T_UINT, 8), len / 8);

	if (read(r->fd, v, len / 8 * 8) < 0)
		return lsys_lua_fail(L, errno);
	if (len / 8 == 1)
		lsys_lua_push_u64(L, *v);
	return 1;
}

/* reader:meta() -> { data_head =, data_tail =, time_enabled =, time_running =, lock =, index = }: the control page */
static int l_meta(lua_State *L)
{
	const struct reader *r = check_reader(L);
	const struct perf_event_mmap_page *p = r->page;

	if (!p)
		return luaL_error(L, "the ring is not mapped");
	lua_newtable(L);
#define PUT(m) (lsys_lua_push_u64(L, p->m), lua_setfield(L, -2, #m))
	PUT(data_head);
	PUT(data_tail);
	PUT(data_size);
	PUT(time_enabled);
	PUT(time_running);
	PUT(lock);
	PUT(index);
#undef PUT
	return 1;
}

static void ring_copy(const struct reader *r, uint64_t at, void *to, size_t n)
{
	const char *ring = (const char *)r->page + (r->size - r->ring);
	size_t off = (size_t)(at % r->ring), first = n < r->ring - off ? n : r->ring - off;

	memcpy(to, ring + off, first);
	memcpy((char *)to + first, ring, n - first);
}

/* reader:next() -> length, header, the bytes behind it; nothing when the ring is empty */
static int l_next(lua_State *L)
{
	struct reader *r = check_reader(L);
	struct perf_event_header *h;
	uint64_t head, tail;
	size_t n;
	volatile __u64 *at;
	char *body;

	if (!r->page)
		return luaL_error(L, "the ring is not mapped");
	at = &r->page->data_head;
	do { /* machines of 32 bits read it in two halves, which have to be those of one number */
		head = *at;
	} while (head != *at);
	__atomic_thread_fence(__ATOMIC_ACQUIRE);
	tail = r->page->data_tail;
	if (head - tail < sizeof(*h))
		return 0;
	lua_settop(L, 1);
	lua_pushnil(L);
	h = lsys_lua_new(L, lsys_lua_kind_of(L, &lsys_perf_event_header_record), 1);
	ring_copy(r, tail, h, sizeof(*h));
	if (h->size < sizeof(*h) || h->size > head - tail)
		return luaL_error(L, "the ring is damaged");
	n = h->size - sizeof(*h);
	body = lua_newuserdata(L, n + 1);
	ring_copy(r, tail + sizeof(*h), body, n);
	lua_pushlstring(L, body, n);
	lua_replace(L, -2);
	lua_pushinteger(L, h->size);
	lua_replace(L, 2);
	__atomic_thread_fence(__ATOMIC_RELEASE);
	at = &r->page->data_tail;
	*at = tail + h->size;
	return 3;
}

/* for length, header, body in ipairs(reader) do: what is in the ring */
static int l_ipairs(lua_State *L)
{
	check_reader(L);
	lua_pushcfunction(L, l_next);
	lua_pushvalue(L, 1);
	return 2;
}

static int control(lua_State *L, unsigned long cmd, unsigned long arg)
{
	return lsys_lua_ok(L, ioctl(check_reader(L)->fd, cmd, arg) < 0 ? -errno : 0);
}

/* reader:start(), stop(), reset() -> true */
static int l_start(lua_State *L) { return control(L, PERF_EVENT_IOC_ENABLE, 0); }
static int l_stop(lua_State *L) { return control(L, PERF_EVENT_IOC_DISABLE, 0); }
static int l_reset(lua_State *L) { return control(L, PERF_EVENT_IOC_RESET, 0); }

/* reader:refresh([n = 1]) -> true: n more samples */
static int l_refresh(lua_State *L)
{
	return control(L, PERF_EVENT_IOC_REFRESH, lua_isnoneornil(L, 2) ? 1 : (unsigned long)lsys_lua_check_i64(L, 2, 0, INT32_MAX));
}

/* reader:setfilter(text) -> true */
static int l_setfilter(lua_State *L)
{
	return control(L, PERF_EVENT_IOC_SET_FILTER, (unsigned long)(uintptr_t)lsys_lua_check_path(L, 2));
}

/* reader:setbpf(fd) -> true */
static int l_setbpf(lua_State *L)
{
	return control(L, PERF_EVENT_IOC_SET_BPF, (unsigned long)lsys_lua_check_fd(L, 2));
}

/* reader:ioctl(cmd, [value]) -> true: the ones above by their names */
static int l_ioctl(lua_State *L)
{
	static const struct { const char *name; lua_CFunction f; } commands[] = {
		{ "PERF_EVENT_IOC_ENABLE", l_start }, { "PERF_EVENT_IOC_DISABLE", l_stop }, { "PERF_EVENT_IOC_RESET", l_reset },
		{ "PERF_EVENT_IOC_REFRESH", l_refresh }, { "PERF_EVENT_IOC_SET_FILTER", l_setfilter },
		{ "PERF_EVENT_IOC_SET_BPF", l_setbpf },
	};
	const char *name = luaL_checkstring(L, 2);

	for (unsigned i = 0; i < LSYS_COUNT(commands); i++) {
		if (!strcasecmp(commands[i].name, name) || !strcasecmp(commands[i].name + strlen("PERF_EVENT_IOC_"), name)) {
			lua_remove(L, 2);
			return commands[i].f(L);
		}
	}
	return luaL_argerror(L, 2, lua_pushfstring(L, "%s: not a command of perf events", name));
}

/* t.perf_reader([fd]) -> reader, which then owns the descriptor */
static int l_perf_reader(lua_State *L)
{
	static const luaL_Reg methods[] = {
		{ "close", l_close }, { "getfd", l_getfd }, { "mmap", l_mmap }, { "munmap", l_munmap }, { "read", l_read },
		{ "meta", l_meta }, { "next", l_next }, { "start", l_start }, { "stop", l_stop }, { "reset", l_reset },
		{ "refresh", l_refresh }, { "setfilter", l_setfilter }, { "setbpf", l_setbpf }, { "ioctl", l_ioctl }, { NULL, NULL },
	};
	int fd = lua_isnoneornil(L, 1) ? -1 : lsys_lua_check_fd(L, 1);
	struct reader *r = lua_newuserdata(L, sizeof(*r));

	*r = (struct reader){ .fd = -1 };
	if (luaL_newmetatable(L, META)) {
		static const luaL_Reg meta[] = { { "__gc", l_gc }, { "__ipairs", l_ipairs }, { NULL, NULL } };

		luaL_setfuncs(L, meta, 0);
		luaL_newlib(L, methods);
		lua_setfield(L, -2, "__index");
	}
	lua_setmetatable(L, -2);
	lsys_lua_release_fd(L, 1); /* it would be closed twice */
	r->fd = fd;
	return 1;
}

const luaL_Reg lsys_lua_perf_types[] = { { "perf_reader", l_perf_reader }, { NULL, NULL } };
const luaL_Reg lsys_lua_perf_functions[] = { { "perf_event_open", l_perf_event_open }, { NULL, NULL } };

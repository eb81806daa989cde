/* Kinds of files' structs: what they have beside their rows. */
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>

#include "base/uapi_fs.h"
#include "kinds.h"
#include "sys/structs.h"

/* device: a number, or major and minor */

static dev_t device(const void *p)
{
	dev_t dev;

	memcpy(&dev, p, sizeof(dev));
	return dev;
}

static void put_device(void *p, dev_t dev)
{
	memcpy(p, &dev, sizeof(dev));
}

static void g_device(lua_State *L, const void *p) { lsys_lua_push_u64(L, device(p)); }
static void g_device_major(lua_State *L, const void *p) { lua_pushnumber(L, major(device(p))); }
static void g_device_minor(lua_State *L, const void *p) { lua_pushnumber(L, minor(device(p))); }

static void s_device(lua_State *L, int i, void *p, int holder)
{
	(void)holder;
	put_device(p, (dev_t)lsys_lua_to_u64(L, i));
}

static void s_device_major(lua_State *L, int i, void *p, int holder)
{
	(void)holder;
	put_device(p, makedev((unsigned)lsys_lua_to_uint(L, i, 4, false), minor(device(p))));
}

static void s_device_minor(lua_State *L, int i, void *p, int holder)
{
	(void)holder;
	put_device(p, makedev(major(device(p)), (unsigned)lsys_lua_to_uint(L, i, 4, false)));
}

/* A number, exact or not, is the whole; what is written as a table or as two arguments are the parts. */
static bool device_from(lua_State *L, int i, void *p, int holder)
{
	if (lua_istable(L, i) || lua_isnil(L, i) || lsys_lua_test_obj(L, i))
		return false;
	s_device(L, i, p, holder);
	return true;
}

static const struct lsys_lua_getter device_getters[] = {
	{ "device", g_device }, { "major", g_device_major }, { "minor", g_device_minor }, { NULL, NULL },
};
static const struct lsys_lua_setter device_setters[] = {
	{ "device", s_device }, { "major", s_device_major }, { "minor", s_device_minor }, { NULL, NULL },
};

/* stat and statx: what a mode means */

static void push_typename(lua_State *L, unsigned mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG: lua_pushliteral(L, "file"); break;
	case S_IFDIR: lua_pushliteral(L, "directory"); break;
	case S_IFLNK: lua_pushliteral(L, "link"); break;
	case S_IFSOCK: lua_pushliteral(L, "socket"); break;
	case S_IFCHR: lua_pushliteral(L, "char device"); break;
	case S_IFBLK: lua_pushliteral(L, "block device"); break;
	case S_IFIFO: lua_pushliteral(L, "named pipe"); break;
	default: lua_pushliteral(L, "other");
	}
}

#define IS(T, member, name, type) \
	static void g_##T##_##name(lua_State *L, const void *o) \
	{ \
		lua_pushboolean(L, (((const struct T *)o)->member & S_IFMT) == (type)); \
	}
#define MODE_GETTERS(T, member) \
	static void g_##T##_type(lua_State *L, const void *o) { lua_pushinteger(L, ((const struct T *)o)->member & S_IFMT); } \
	static void g_##T##_perm(lua_State *L, const void *o) { lua_pushinteger(L, ((const struct T *)o)->member & 07777); } \
	/* the type as directory entries have it */ \
	static void g_##T##_todt(lua_State *L, const void *o) { lua_pushinteger(L, (((const struct T *)o)->member & S_IFMT) >> 12); } \
	static void g_##T##_typename(lua_State *L, const void *o) { push_typename(L, ((const struct T *)o)->member); } \
	IS(T, member, isreg, S_IFREG) \
	IS(T, member, isdir, S_IFDIR) \
	IS(T, member, islnk, S_IFLNK) \
	IS(T, member, issock, S_IFSOCK) \
	IS(T, member, ischr, S_IFCHR) \
	IS(T, member, isblk, S_IFBLK) \
	IS(T, member, isfifo, S_IFIFO)
#define MODE_GETTER_ROWS(T) \
	{ "type", g_##T##_type }, { "perm", g_##T##_perm }, { "typename", g_##T##_typename }, { "todt", g_##T##_todt }, \
	{ "isreg", g_##T##_isreg }, { "isdir", g_##T##_isdir }, { "islnk", g_##T##_islnk }, { "issock", g_##T##_issock }, \
	{ "ischr", g_##T##_ischr }, { "isblk", g_##T##_isblk }, { "isfifo", g_##T##_isfifo }

MODE_GETTERS(stat, st_mode)

static void g_major(lua_State *L, const void *o) { lua_pushinteger(L, major(((const struct stat *)o)->st_rdev)); }
static void g_minor(lua_State *L, const void *o) { lua_pushinteger(L, minor(((const struct stat *)o)->st_rdev)); }
static void g_access(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct stat *)o)->st_atim.tv_sec); }
static void g_modification(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct stat *)o)->st_mtim.tv_sec); }
static void g_change(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct stat *)o)->st_ctim.tv_sec); }

static const struct lsys_lua_getter stat_getters[] = {
	MODE_GETTER_ROWS(stat), { "major", g_major }, { "minor", g_minor },
	{ "access", g_access }, { "modification", g_modification }, { "change", g_change },
	{ NULL, NULL },
};

MODE_GETTERS(lsys_statx, stx_mode)

static void push_device(lua_State *L, unsigned ma, unsigned mi)
{
	put_device(lsys_lua_new(L, &lsys_lua_file_kinds[LSYS_LUA_K_DEVICE], 1), makedev(ma, mi));
}

static void g_statx_dev(lua_State *L, const void *o)
{
	push_device(L, ((const struct lsys_statx *)o)->stx_dev_major, ((const struct lsys_statx *)o)->stx_dev_minor);
}

static void g_statx_rdev(lua_State *L, const void *o)
{
	push_device(L, ((const struct lsys_statx *)o)->stx_rdev_major, ((const struct lsys_statx *)o)->stx_rdev_minor);
}

static void g_statx_access(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct lsys_statx *)o)->stx_atime.tv_sec); }
static void g_statx_birth(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct lsys_statx *)o)->stx_btime.tv_sec); }
static void g_statx_change(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct lsys_statx *)o)->stx_ctime.tv_sec); }

static void g_statx_modification(lua_State *L, const void *o)
{
	lsys_lua_push_i64(L, ((const struct lsys_statx *)o)->stx_mtime.tv_sec);
}

static const struct lsys_lua_getter statx_getters[] = {
	MODE_GETTER_ROWS(lsys_statx), { "dev", g_statx_dev }, { "rdev", g_statx_rdev }, { "access", g_statx_access },
	{ "birth", g_statx_birth }, { "change", g_statx_change }, { "modification", g_statx_modification },
	{ NULL, NULL },
};

static void g_statx_time(lua_State *L, const void *p)
{
	const struct lsys_statx_timestamp *t = p;

	lua_pushnumber(L, (lua_Number)t->tv_sec + (lua_Number)t->tv_nsec / 1e9);
}

static const struct lsys_lua_getter statx_time_getters[] = { { "time", g_statx_time }, { NULL, NULL } };

/* iovec: { buffer, length } or a buffer alone, whose length it takes */

static void iovec_base(lua_State *L, int i, void *p, int holder)
{
	struct iovec *v = p;
	size_t n;

	lsys_lua_pin(L, i, &v->iov_base, holder, &n);
	if (!v->iov_len)
		v->iov_len = n;
}

static bool iovec_from(lua_State *L, int i, void *p, int holder)
{
	struct iovec *v = p;

	if (lua_istable(L, i) || lua_isnil(L, i))
		return false;
	if (lua_type(L, i) == LUA_TNUMBER) { /* so many bytes of a new buffer */
		lsys_lua_new(L, &lsys_lua_buffer_kind, (size_t)lsys_lua_check_i64(L, i, 0, INT32_MAX));
		lsys_lua_pin(L, -1, &v->iov_base, holder, &v->iov_len);
		lua_pop(L, 1);
	} else {
		lsys_lua_pin(L, i, &v->iov_base, holder, &v->iov_len);
	}
	return true;
}

static const struct lsys_lua_setter iovec_setters[] = { { "base", iovec_base }, { "iov_base", iovec_base }, { NULL, NULL } };

static void check_parts(lua_State *L, const struct iovec *v, size_t n)
{
	for (size_t k = 0; k < n; k++)
		lsys_lua_pinned_mem(L, &v[k].iov_base, 1, v[k].iov_len, "iovec");
}

/* tostring(iovecs): all their bytes, one after the other. */
static int l_iovecs_tostring(lua_State *L)
{
	size_t n;
	struct iovec *v = lsys_lua_check_bytes(L, 1, false, &n);
	luaL_Buffer b;

	n /= sizeof(*v);
	check_parts(L, v, n);
	luaL_buffinit(L, &b);
	for (size_t k = 0; k < n; k++)
		luaL_addlstring(&b, v[k].iov_base, v[k].iov_len);
	luaL_pushresult(&b);
	check_parts(L, v, n); /* a file may have become shorter meanwhile */
	return 1;
}

static const luaL_Reg iovecs_methods[] = { { "__tostring", l_iovecs_tostring }, { NULL, NULL } };

/* file_handle: its bytes as a string */

static void g_handle(lua_State *L, const void *p)
{
	const struct lsys_file_handle *h = p;

	lua_pushlstring(L, (const char *)h->f_handle, h->handle_bytes < LSYS_HANDLE_MAX ? h->handle_bytes : LSYS_HANDLE_MAX);
}

static void s_handle(lua_State *L, int i, void *p, int holder)
{
	struct lsys_file_handle *h = p;
	size_t n;
	const char *s;

	(void)holder;
	if (lua_type(L, i) != LUA_TSTRING)
		luaL_error(L, "handle: string expected, got %s", luaL_typename(L, i));
	s = lua_tolstring(L, i, &n);
	if (n > LSYS_HANDLE_MAX)
		luaL_error(L, "handle: longer than %d bytes", LSYS_HANDLE_MAX);
	h->handle_bytes = (uint32_t)n;
	memcpy(h->f_handle, s, n);
}

static const struct lsys_lua_getter handle_getters[] = { { "handle", g_handle }, { NULL, NULL } };
static const struct lsys_lua_setter handle_setters[] = { { "handle", s_handle }, { NULL, NULL } };

/* dirent: an entry in a buffer of them */

/* Pushes the zero-terminated text that begins at this place of the object at index 1, which may end before it does. */
void lsys_lua_push_rest(lua_State *L, const void *p, size_t off)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, 1);
	const char *s = (const char *)p + off;

	lua_pushlstring(L, s, o->size > off ? strnlen(s, o->size - off) : 0);
}

static void g_dirent_name(lua_State *L, const void *p)
{
	lsys_lua_push_rest(L, p, offsetof(struct lsys_dirent, d_name));
}

static void g_dirent_toif(lua_State *L, const void *p)
{
	lua_pushinteger(L, ((const struct lsys_dirent *)p)->d_type << 12);
}

/* d.DIR, d.REG: is it of this type? */
static bool dirent_get(lua_State *L, const char *key, const void *p)
{
	const struct lsys_group *g = lsys_group_named("DT");
	struct lsys_const c;

	if (!g || *key < 'A' || *key > 'Z')
		return false;
	c = lsys_const_named(g->names, key, strlen(key));
	if (c.name)
		lua_pushboolean(L, ((const struct lsys_dirent *)p)->d_type == c.value);
	return c.name;
}

static int l_dirent_len(lua_State *L)
{
	const struct lsys_dirent *d = lsys_lua_check(L, 1, &lsys_lua_file_kinds[LSYS_LUA_K_DIRENT]);

	lua_pushinteger(L, d->d_reclen);
	return 1;
}

static int l_dirent_tostring(lua_State *L)
{
	g_dirent_name(L, lsys_lua_check(L, 1, &lsys_lua_file_kinds[LSYS_LUA_K_DIRENT]));
	return 1;
}

static const struct lsys_lua_getter dirent_getters[] = {
	{ "name", g_dirent_name }, { "d_name", g_dirent_name }, { "toif", g_dirent_toif }, { NULL, NULL },
};
static const luaL_Reg dirent_methods[] = { { "__len", l_dirent_len }, { "__tostring", l_dirent_tostring }, { NULL, NULL } };

/* The next entry. Upvalues: the buffer, the bytes of it that count, the place in it. */
static int l_dirents_next(lua_State *L)
{
	size_t n = (size_t)lua_tonumber(L, lua_upvalueindex(2)), at = (size_t)lua_tonumber(L, lua_upvalueindex(3));
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, lua_upvalueindex(1));
	const char *p = lsys_lua_mem(L, o, false);
	struct lsys_dirent d;

	while (n - at >= sizeof(d)) {
		size_t here = at;

		memcpy(&d, p + at, sizeof(d));
		if (d.d_reclen < sizeof(d) || d.d_reclen > n - at)
			return luaL_error(L, "dirents: an entry of %d bytes where there are %d", d.d_reclen, (int)(n - at));
		at += d.d_reclen;
		lua_pushnumber(L, (lua_Number)at);
		lua_replace(L, lua_upvalueindex(3));
		if (d.d_ino) {
			lsys_lua_push_view(L, &lsys_lua_file_kinds[LSYS_LUA_K_DIRENT], lua_upvalueindex(1), here, d.d_reclen);
			return 1;
		}
	}
	return 0;
}

void lsys_lua_push_dirents(lua_State *L, int buf, size_t n)
{
	lua_pushvalue(L, buf);
	lua_pushnumber(L, (lua_Number)n);
	lua_pushnumber(L, 0);
	lua_pushcclosure(L, l_dirents_next, 3);
}

/* t.dirents(buffer, [length]): an iterator over the entries in it. */
static int l_type_dirents(lua_State *L)
{
	size_t n;

	lsys_lua_check_bytes(L, 1, true, &n); /* writable: what is no object, but a string, is no buffer */
	if (!lua_isnoneornil(L, 2))
		n = (size_t)lsys_lua_check_i64(L, 2, 0, (int64_t)n);
	lsys_lua_push_dirents(L, 1, n);
	return 1;
}

const struct lsys_lua_kind lsys_lua_file_kinds[] = {
	[LSYS_LUA_K_STAT] = { .name = "stat", .rec = &lsys_stat_record, .getters = stat_getters },
	[LSYS_LUA_K_DEVICE] = { .name = "device", .rec = &lsys_device_record, .order = "major minor", .getters = device_getters,
				.setters = device_setters, .from = device_from },
	[LSYS_LUA_K_DIRENT] = { .name = "dirent", .rec = &lsys_dirent_record, .getters = dirent_getters, .methods = dirent_methods,
				.get = dirent_get },
	[LSYS_LUA_K_IOVECS] = { .name = "iovecs", .rec = &lsys_iovec_record, .shape = LSYS_LUA_ARRAY, .base = 1, .raw = "iov",
				.methods = iovecs_methods },
	[LSYS_LUA_K_FILE_HANDLE] = { .name = "file_handle", .rec = &lsys_file_handle_record, .getters = handle_getters,
				     .setters = handle_setters },
	{ .name = "statx", .rec = &lsys_statx_record, .getters = statx_getters },
	{ .name = "statx_timestamp", .rec = &lsys_statx_timestamp_record, .getters = statx_time_getters },
	{ .name = "iovec", .rec = &lsys_iovec_record, .setters = iovec_setters, .from = iovec_from },
	{ .name = NULL },
};

const luaL_Reg lsys_lua_file_types[] = { { "dirents", l_type_dirents }, { NULL, NULL } };

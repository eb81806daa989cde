/* Kinds of files' structs: what they have beside their rows. */
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>

#include "kinds.h"
#include "sys/structs.h"

/* stat */

static void g_type(lua_State *L, const void *o) { lua_pushinteger(L, ((const struct stat *)o)->st_mode & S_IFMT); }
static void g_perm(lua_State *L, const void *o) { lua_pushinteger(L, ((const struct stat *)o)->st_mode & 07777); }
static void g_major(lua_State *L, const void *o) { lua_pushinteger(L, major(((const struct stat *)o)->st_rdev)); }
static void g_minor(lua_State *L, const void *o) { lua_pushinteger(L, minor(((const struct stat *)o)->st_rdev)); }
static void g_access(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct stat *)o)->st_atim.tv_sec); }
static void g_modification(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct stat *)o)->st_mtim.tv_sec); }
static void g_change(lua_State *L, const void *o) { lsys_lua_push_i64(L, ((const struct stat *)o)->st_ctim.tv_sec); }
/* The type as directory entries have it. */
static void g_todt(lua_State *L, const void *o) { lua_pushinteger(L, (((const struct stat *)o)->st_mode & S_IFMT) >> 12); }

static void g_typename(lua_State *L, const void *o)
{
	switch (((const struct stat *)o)->st_mode & S_IFMT) {
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

#define IS(name, type) \
	static void name(lua_State *L, const void *o) { lua_pushboolean(L, (((const struct stat *)o)->st_mode & S_IFMT) == (type)); }
IS(g_isreg, S_IFREG)
IS(g_isdir, S_IFDIR)
IS(g_islnk, S_IFLNK)
IS(g_issock, S_IFSOCK)
IS(g_ischr, S_IFCHR)
IS(g_isblk, S_IFBLK)
IS(g_isfifo, S_IFIFO)

static const struct lsys_lua_getter stat_getters[] = {
	{ "type", g_type }, { "perm", g_perm }, { "typename", g_typename }, { "todt", g_todt },
	{ "major", g_major }, { "minor", g_minor },
	{ "access", g_access }, { "modification", g_modification }, { "change", g_change },
	{ "isreg", g_isreg }, { "isdir", g_isdir }, { "islnk", g_islnk }, { "issock", g_issock }, { "ischr", g_ischr },
	{ "isblk", g_isblk }, { "isfifo", g_isfifo },
	{ NULL, NULL },
};
const struct lsys_lua_kind lsys_lua_stat_kind = { .name = "stat", .rec = &lsys_stat_record, .getters = stat_getters };

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

/* tostring(iovecs): all their bytes, one after the other. */
static int l_iovecs_tostring(lua_State *L)
{
	size_t n;
	struct iovec *v = lsys_lua_check_bytes(L, 1, false, &n);
	luaL_Buffer b;

	luaL_buffinit(L, &b);
	for (size_t k = 0; k < n / sizeof(*v); k++) {
		lsys_lua_check_pinned(L, &v[k].iov_base, 1, v[k].iov_len, "iovec");
		luaL_addlstring(&b, v[k].iov_base, v[k].iov_len);
	}
	luaL_pushresult(&b);
	return 1;
}

static const luaL_Reg iovecs_methods[] = { { "__tostring", l_iovecs_tostring }, { NULL, NULL } };

const struct lsys_lua_kind lsys_lua_file_kinds[] = {
	{ .name = "iovec", .rec = &lsys_iovec_record, .setters = iovec_setters, .from = iovec_from },
	{ .name = "iovecs", .rec = &lsys_iovec_record, .shape = LSYS_LUA_ARRAY, .base = 1, .raw = "iov", .methods = iovecs_methods },
	{ .name = NULL },
};

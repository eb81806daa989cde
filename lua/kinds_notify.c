/* Kinds of events on files, which stand one behind the other in the buffer they were read into. */
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/uapi_fs.h"
#include "kinds.h"
#include "sys/structs.h"

/* event.CREATE, event.isdir: does the mask have a bit of this constant? */
static bool push_flag(lua_State *L, const char *group, const char *key, uint64_t mask)
{
	const struct lsys_group *g = lsys_group_named(group);
	struct lsys_const c = lsys_const_named(g->names, key, strlen(key));

	if (c.name)
		lua_pushboolean(L, (mask & c.value) != 0);
	return c.name;
}

/* inotify */

static void g_inotify_name(lua_State *L, const void *p)
{
	if (((const struct inotify_event *)p)->len)
		lsys_lua_push_rest(L, p, sizeof(struct inotify_event));
	else
		lua_pushnil(L);
}

static bool inotify_get(lua_State *L, const char *key, const void *p)
{
	return push_flag(L, "IN", key, ((const struct inotify_event *)p)->mask);
}

static const struct lsys_lua_getter inotify_getters[] = { { "name", g_inotify_name }, { NULL, NULL } };

/* fanotify: walks over events and the records behind them that never leave what is there */

struct lsys_fanotify_event *lsys_lua_fanotify_next(char *p, size_t size, const struct lsys_fanotify_event *e)
{
	size_t at = e ? (size_t)((const char *)e - p) + e->event_len : 0;
	struct lsys_fanotify_event *next;

	if (size < sizeof(*next) || at > size - sizeof(*next) || at % 4)
		return NULL;
	next = (struct lsys_fanotify_event *)(void *)(p + at);
	return next->event_len >= sizeof(*next) && next->event_len <= size - at && next->metadata_len >= sizeof(*next) ? next : NULL;
}

struct lsys_fanotify_info *lsys_lua_fanotify_info(struct lsys_fanotify_event *e, const struct lsys_fanotify_info *info)
{
	char *p = (char *)e;
	size_t at = info ? (size_t)((const char *)info - p) + info->len : e->metadata_len;
	struct lsys_fanotify_info *next;

	if (at > e->event_len - sizeof(*next) || at % 4)
		return NULL;
	next = (struct lsys_fanotify_info *)(void *)(p + at);
	return next->len >= sizeof(*next) && next->len <= e->event_len - at ? next : NULL;
}

/* The records that there are (fanotify(7)), by their number. */
enum { FID = 1, DFID_NAME, DFID, PIDFD, ERROR, RANGE, MNT, OLD_DFID_NAME = 10, NEW_DFID_NAME = 12 };

static const char *const info_names[] = {
	[FID] = "fid", [DFID_NAME] = "dfid_name", [DFID] = "dfid", [PIDFD] = "pidfd", [ERROR] = "error", [RANGE] = "range",
	[MNT] = "mnt", [OLD_DFID_NAME] = "old_dfid_name", [NEW_DFID_NAME] = "new_dfid_name",
};

int32_t *lsys_lua_fanotify_pidfd(struct lsys_fanotify_info *info)
{
	return info->info_type == PIDFD && info->len >= sizeof(*info) + 4 ? (int32_t *)(void *)(info + 1) : NULL;
}

static void close_left(const int32_t *fd)
{
	if (fd && *fd >= 0)
		close(*fd);
}

static int l_buffer_gc(lua_State *L)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, 1);
	struct lsys_fanotify_event *e = NULL;

	if (!o || o->root != o || o->kind != &lsys_lua_notify_kinds[LSYS_LUA_K_FANOTIFY_BUFFER] || !o->mem)
		return 0;
	while ((e = lsys_lua_fanotify_next(o->mem, o->size, e))) {
		struct lsys_fanotify_info *info = NULL;

		close_left(&e->fd);
		e->fd = -1;
		while ((info = lsys_lua_fanotify_info(e, info))) {
			close_left(lsys_lua_fanotify_pidfd(info));
			info->info_type = 0;
		}
	}
	return 0;
}

static const luaL_Reg buffer_methods[] = { { "__gc", l_buffer_gc }, { NULL, NULL } };

static void set_number(lua_State *L, const char *name, const char *p, unsigned size, bool is_signed)
{
	if (is_signed)
		lsys_lua_push_i64(L, lsys_get_int(p, size));
	else
		lsys_lua_push_u64(L, lsys_get_uint(p, size));
	lua_setfield(L, -2, name);
}

/* Behind the header: the file system's two words, a handle, and in some a name. */
static void set_fid(lua_State *L, const char *p, size_t n, bool named)
{
	const struct lsys_lua_kind *k = &lsys_lua_file_kinds[LSYS_LUA_K_FILE_HANDLE];
	size_t head = 8 + offsetof(struct lsys_file_handle, f_handle), bytes;

	if (n < head)
		return;
	lua_pushlstring(L, p, 8);
	lua_setfield(L, -2, "fsid");
	bytes = (size_t)lsys_get_uint(p + 8, 4);
	if (bytes > LSYS_HANDLE_MAX || bytes > n - head)
		return;
	memcpy(lsys_lua_new(L, k, 1), p + 8, head - 8 + bytes);
	lua_setfield(L, -2, "handle");
	if (!named)
		return;
	lua_pushlstring(L, p + head + bytes, strnlen(p + head + bytes, n - head - bytes));
	lua_setfield(L, -2, "name");
}

/* event.infos: a table of the records behind it, each a table with its type and what that type has. */
static void g_infos(lua_State *L, const void *p)
{
	/* Only what is read: the walk is the one of those who also write. */
	struct lsys_fanotify_event *e = (struct lsys_fanotify_event *)(uintptr_t)p;
	struct lsys_fanotify_info *info = NULL;
	int i = 0;

	lua_newtable(L);
	if (e->event_len > lsys_lua_test_obj(L, 1)->size || e->event_len < sizeof(*e) || e->metadata_len < sizeof(*e))
		return; /* a script has written there */
	while ((info = lsys_lua_fanotify_info(e, info))) {
		unsigned type = info->info_type;
		const char *at = (const char *)(info + 1), *name = type < LSYS_COUNT(info_names) ? info_names[type] : NULL;
		size_t n = info->len - sizeof(*info);

		lua_newtable(L);
		if (name)
			lua_pushstring(L, name);
		else
			lua_pushinteger(L, (lua_Integer)type);
		lua_setfield(L, -2, "type");
		switch (type) {
		case FID:
		case DFID:
			set_fid(L, at, n, false);
			break;
		case DFID_NAME:
		case OLD_DFID_NAME:
		case NEW_DFID_NAME:
			set_fid(L, at, n, true);
			break;
		case PIDFD:
			lsys_lua_push_pinned(L, at, 1);
			lua_setfield(L, -2, "pidfd");
			break;
		case ERROR:
			if (n >= 8) {
				set_number(L, "error", at, 4, true);
				set_number(L, "count", at + 4, 4, false);
			}
			break;
		case RANGE:
			if (n >= 20) {
				set_number(L, "offset", at + 4, 8, false);
				set_number(L, "count", at + 12, 8, false);
			}
			break;
		case MNT:
			if (n >= 12)
				set_number(L, "mnt_id", at + 4, 8, false);
		}
		lua_rawseti(L, -2, ++i);
	}
}

/* The file's object; nil where the event has none; a negative number that says why not. */
static void g_fanotify_fd(lua_State *L, const void *p)
{
	const struct lsys_fanotify_event *e = p;

	if (e->fd < -1)
		lua_pushinteger(L, e->fd);
	else
		lsys_lua_push_pinned(L, &e->fd, 1);
}

static bool fanotify_get(lua_State *L, const char *key, const void *p)
{
	return push_flag(L, "FAN", key, ((const struct lsys_fanotify_event *)p)->mask);
}

static const struct lsys_lua_getter fanotify_getters[] = { { "fd", g_fanotify_fd }, { "infos", g_infos }, { NULL, NULL } };

const struct lsys_lua_kind lsys_lua_notify_kinds[] = {
	[LSYS_LUA_K_INOTIFY_EVENT] = { .name = "inotify_event", .rec = &lsys_inotify_event_record, .getters = inotify_getters,
				       .get = inotify_get },
	[LSYS_LUA_K_FANOTIFY_EVENT] = { .name = "fanotify_event", .rec = &lsys_fanotify_event_record, .getters = fanotify_getters,
					.get = fanotify_get },
	[LSYS_LUA_K_FANOTIFY_BUFFER] = { .name = "fanotify_buffer", .shape = LSYS_LUA_VALUES, .elem = LSYS_T_INT, .elem_size = 1,
					 .methods = buffer_methods },
	{ .name = NULL },
};

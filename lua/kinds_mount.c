/* Kinds of mounts' structs. */
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/types.h>

#include "base/uapi_fs.h"
#include "kinds.h"
#include "sys/structs.h"

/* The namespace may be given as a descriptor object. */
static void s_userns_fd(lua_State *L, int i, void *p, int holder)
{
	struct lsys_mount_attr *a = p;

	if (lua_isuserdata(L, i))
		lsys_lua_keep(L, i, &a->userns_fd, holder);
	a->userns_fd = (uint64_t)lsys_lua_check_fd(L, i);
}

static const struct lsys_lua_setter mount_attr_setters[] = { { "userns_fd", s_userns_fd }, { NULL, NULL } };

/*
 * statmount: its strings. Each is there if a bit of the mask says so, at the place that one member gives; a list has its
 * number in another.
 */
#define AT(m) offsetof(struct lsys_statmount, m)
static const struct { const char *name; uint64_t bit; uint16_t place, number; } strings[] = {
	{ "mnt_root", 1 << 3, AT(mnt_root_str), 0 },
	{ "mnt_point", 1 << 4, AT(mnt_point_str), 0 },
	{ "fs_type", 1 << 5, AT(fs_type_str), 0 },
	{ "mnt_opts", 1 << 7, AT(mnt_opts_str), 0 },
	{ "fs_subtype", 1 << 8, AT(fs_subtype_str), 0 },
	{ "sb_source", 1 << 9, AT(sb_source_str), 0 },
	{ "opt_array", 1 << 10, AT(opt_array_str), AT(opt_num) },
	{ "opt_sec_array", 1 << 11, AT(opt_sec_array_str), AT(opt_sec_num) },
	{ "mnt_uidmap", 1 << 13, AT(mnt_uidmap_str), AT(mnt_uidmap_num) },
	{ "mnt_gidmap", 1 << 14, AT(mnt_gidmap_str), AT(mnt_gidmap_num) },
};

static size_t member(const void *p, size_t off)
{
	return (size_t)lsys_get_uint((const char *)p + off, 4);
}

static bool statmount_get(lua_State *L, const char *key, const void *p)
{
	const struct lsys_statmount *s = p;

	for (unsigned i = 0; i < LSYS_COUNT(strings); i++) {
		size_t at;

		if (strcmp(key, strings[i].name) != 0)
			continue;
		if (!(s->mask & strings[i].bit)) {
			lua_pushnil(L);
			return true;
		}
		at = sizeof(*s) + member(p, strings[i].place);
		if (!strings[i].number) {
			lsys_lua_push_rest(L, p, at);
			return true;
		}
		lua_newtable(L);
		for (size_t n = 1; n <= member(p, strings[i].number) && at < lsys_lua_test_obj(L, 1)->size; n++) {
			lsys_lua_push_rest(L, p, at);
			at += lua_rawlen(L, -1) + 1;
			lua_rawseti(L, -2, (int)n);
		}
		return true;
	}
	return false;
}

static void g_sb_dev(lua_State *L, const void *p)
{
	const struct lsys_statmount *s = p;

	*(dev_t *)lsys_lua_new(L, &lsys_lua_file_kinds[LSYS_LUA_K_DEVICE], 1) = makedev(s->sb_dev_major, s->sb_dev_minor);
}

static const struct lsys_lua_getter statmount_getters[] = { { "sb_dev", g_sb_dev }, { NULL, NULL } };

const struct lsys_lua_kind lsys_lua_mount_kinds[] = {
	[LSYS_LUA_K_STATMOUNT] = { .name = "statmount", .rec = &lsys_statmount_record, .getters = statmount_getters,
				   .get = statmount_get },
	{ .name = "mount_attr", .rec = &lsys_mount_attr_record, .setters = mount_attr_setters },
	{ .name = NULL },
};

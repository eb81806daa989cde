/* Mounts and namespaces: what takes more than rows. */
#include <errno.h>
#include <string.h>
#include <linux/quota.h>
#include <unistd.h>

#include "base/uapi_fs.h"
#include "base/uapi_mount.h"
#include "functions.h"
#include "kinds.h"
#include "sys/structs.h"

/* fsconfig(2)'s commands, in case the build machine has no header that names them */
enum { SET_FLAG, SET_STRING, SET_BINARY, SET_PATH, SET_PATH_EMPTY, SET_FD };

/* S.fsconfig(fd, cmd, [key], [value], [dirfd]) */
static int l_fsconfig(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), cmd, aux = 0;
	const char *key = NULL;
	const void *value = NULL;
	size_t n;

	luaL_checkany(L, 2);
	cmd = (int)lsys_lua_check_const(L, 2, lsys_group_named("FSCONFIG"), 0);
	if (cmd >= SET_FLAG && cmd <= SET_FD)
		key = lsys_lua_check_path(L, 3);
	switch (cmd) {
	case SET_STRING:
		value = lsys_lua_check_path(L, 4);
		break;
	case SET_BINARY:
		value = lsys_lua_check_bytes(L, 4, false, &n);
		if (n > 1024 * 1024) /* as the kernel has it, before it becomes an int */
			return lsys_lua_fail(L, EINVAL);
		aux = (int)n;
		break;
	case SET_PATH:
	case SET_PATH_EMPTY:
		value = lsys_lua_check_path(L, 4);
		aux = lsys_lua_check_dirfd(L, 5);
		break;
	case SET_FD:
		aux = lsys_lua_check_fd(L, 4);
	}
	return lsys_lua_ok(L, syscall(__NR_fsconfig, fd, cmd, key, value, aux) < 0 ? -errno : 0);
}

static struct lsys_mnt_id_req request(uint64_t id, uint64_t param, uint64_t ns)
{
	/* A kernel that knows no namespaces here wants the shorter struct of its time. */
	uint32_t size = ns ? sizeof(struct lsys_mnt_id_req) : offsetof(struct lsys_mnt_id_req, mnt_ns_id);

	return (struct lsys_mnt_id_req){ .size = size, .mnt_id = id, .param = param, .mnt_ns_id = ns };
}

static uint64_t number(lua_State *L, int n, uint64_t def)
{
	return lua_isnoneornil(L, n) ? def : lsys_lua_to_u64(L, n);
}

#define STATMOUNT_MOST (1024 * 1024) /* bytes; a mount with more strings than that is none we can show */

/* S.statmount(mnt_id, [mask], [ns_id], [flags]) -> t.statmount */
static int l_statmount(lua_State *L)
{
	uint64_t mask = lsys_lua_check_const(L, 2, lsys_group_named("STATMOUNT"), INT64_MAX);
	struct lsys_mnt_id_req req = request(lsys_lua_to_u64(L, 1), mask, number(L, 3, 0));
	unsigned flags = (unsigned)number(L, 4, 0);

	for (size_t size = 2048;; size *= 2) {
		struct lsys_statmount *s = lsys_lua_new(L, &lsys_lua_buffer_kind, size);

		if (syscall(__NR_statmount, &req, s, size, flags) == 0) {
			size = s->size < sizeof(*s) || s->size > size ? size : s->size;
			lsys_lua_push_view(L, &lsys_lua_mount_kinds[LSYS_LUA_K_STATMOUNT], lua_gettop(L), 0, size);
			return 1;
		}
		if (errno != EOVERFLOW || size >= STATMOUNT_MOST)
			return lsys_lua_fail(L, errno);
		lua_pop(L, 1);
	}
}

/*
 * Pushes the list of the numbers that a call gives by the array: at most max of them, more of them by its request, in which
 * *last is the number to go on behind.
 */
static int push_ids(lua_State *L, long call, const void *req, uint64_t *last, int64_t max, unsigned flags)
{
	uint64_t ids[256];
	int n = 0;

	lua_newtable(L);
	while (n < max) {
		size_t room = (size_t)(max - n) < LSYS_COUNT(ids) ? (size_t)(max - n) : LSYS_COUNT(ids);
		long got = syscall(call, req, ids, room, flags);

		if (got < 0)
			return lsys_lua_fail(L, errno);
		for (long i = 0; i < got; i++) {
			lsys_lua_push_u64(L, ids[i]);
			lua_rawseti(L, -2, ++n);
		}
		if ((size_t)got < LSYS_COUNT(ids))
			break;
		*last = ids[got - 1];
	}
	return 1;
}

static int64_t most(lua_State *L, int n)
{
	return lua_isnoneornil(L, n) ? INT32_MAX : lsys_lua_check_i64(L, n, 0, INT32_MAX);
}

/* S.listns([types], [last], [max], [user_ns]) -> table of numbers */
static int l_listns(lua_State *L)
{
	struct lsys_ns_id_req req = { .size = sizeof(req) };

	req.ns_type = (uint32_t)lsys_lua_check_const(L, 1, lsys_group_named("CLONE"), 0);
	req.ns_id = number(L, 2, 0);
	req.user_ns_id = number(L, 4, 0);
	return push_ids(L, __NR_listns, &req, &req.ns_id, most(L, 3), 0);
}

/* S.listmount([mnt_id], [last], [max], [flags], [ns_id]) -> table of numbers */
static int l_listmount(lua_State *L)
{
	uint64_t id = lsys_lua_check_const(L, 1, lsys_group_named("LSMT"), UINT64_MAX);
	struct lsys_mnt_id_req req = request(id, number(L, 2, 0), number(L, 5, 0));
	unsigned flags = (unsigned)lsys_lua_check_const(L, 4, lsys_group_named("LISTMOUNT"), 0);

	return push_ids(L, __NR_listmount, &req, &req.param, most(L, 3), flags);
}

/* Quotas: what each command takes or gives. The kernel follows an address only for these. */
enum quota { NOTHING, FILE_NAME, GIVES_FORMAT, TAKES, GIVES };

static const struct { unsigned cmd; enum quota what; const char *kind; } quotas[] = {
	{ Q_SYNC, NOTHING, NULL },
	{ Q_QUOTAON, FILE_NAME, NULL },
	{ Q_QUOTAOFF, NOTHING, NULL },
	{ Q_GETFMT, GIVES_FORMAT, NULL },
	{ Q_GETINFO, GIVES, "dqinfo" },
	{ Q_SETINFO, TAKES, "dqinfo" },
	{ Q_GETQUOTA, GIVES, "dqblk" },
	{ Q_SETQUOTA, TAKES, "dqblk" },
	{ Q_GETNEXTQUOTA, GIVES, "dqblk" },
};

/* S.quotactl(cmd, type, [device or descriptor], [id], [data]) -> true, a number, t.dqinfo or t.dqblk */
static int l_quotactl(lua_State *L)
{
	unsigned cmd = (unsigned)lsys_lua_check_const(L, 1, lsys_group_named("Q"), 0);
	unsigned type = (unsigned)lsys_lua_check_const(L, 2, lsys_group_named("QUOTA"), 0), i = 0;
	const char *special = NULL;
	uint32_t format = 0;
	void *data = NULL;
	int fd = -1, id;
	long r;

	lua_settop(L, 5);
	while (i < LSYS_COUNT(quotas) && quotas[i].cmd != cmd)
		i++;
	if (i == LSYS_COUNT(quotas))
		return luaL_argerror(L, 1, "no such command");
	if (lua_type(L, 3) == LUA_TSTRING)
		special = lsys_lua_check_path(L, 3);
	else if (!lua_isnil(L, 3))
		fd = lsys_lua_check_fd(L, 3);
	if (cmd == Q_QUOTAON) /* whose id is the format of the file */
		id = (int)lsys_lua_check_const(L, 4, lsys_group_named("QFMT"), 0);
	else
		id = (int)(uint32_t)number(L, 4, 0);
	switch (quotas[i].what) {
	case NOTHING:
		break;
	case FILE_NAME:
		data = (void *)(uintptr_t)(lua_isnil(L, 5) ? NULL : lsys_lua_check_path(L, 5));
		break;
	case GIVES_FORMAT:
		data = &format;
		break;
	case TAKES:
	case GIVES:
		if (quotas[i].what == TAKES && lua_isnil(L, 5))
			return luaL_argerror(L, 5, "table expected");
		data = lsys_lua_to(L, 5, lsys_lua_kind_named(L, quotas[i].kind));
		if (quotas[i].what == GIVES)
			data = lsys_lua_mem(L, lsys_lua_test_obj(L, 5), true);
	}
	cmd = (unsigned)QCMD(cmd, type);
	r = fd >= 0 ? syscall(__NR_quotactl_fd, fd, cmd, id, data) : syscall(__NR_quotactl, cmd, special, id, data);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	if (quotas[i].what == GIVES)
		lua_pushvalue(L, 5);
	else if (quotas[i].what == GIVES_FORMAT)
		lua_pushnumber(L, format);
	else
		lua_pushboolean(L, true);
	return 1;
}

/* S.quotactl_fd(fd, cmd, type, [id], [data]): the order of the call */
static int l_quotactl_fd(lua_State *L)
{
	lsys_lua_check_fd(L, 1);
	lua_settop(L, 5);
	lua_pushvalue(L, 1);
	lua_insert(L, 4);
	lua_remove(L, 1);
	return l_quotactl(L);
}

const luaL_Reg lsys_lua_mount_functions[] = {
	{ "fsconfig", l_fsconfig }, { "statmount", l_statmount }, { "listmount", l_listmount }, { "listns", l_listns },
	{ "quotactl", l_quotactl }, { "quotactl_fd", l_quotactl_fd }, { NULL, NULL },
};

/* System V IPC: what takes more than rows. */
#include <errno.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "sys/structs.h"

const struct lsys_lua_kind lsys_lua_ipc_kinds[] = {
	LSYS_LUA_ARRAY_KIND("sembufs", &lsys_sembuf_record, "sem"),
	{ .name = NULL },
};

static int constant(lua_State *L, int i, const char *group)
{
	return (int)lsys_lua_check_const(L, i, lsys_group_named(group), 0);
}

static int number(lua_State *L, int i)
{
	return (int)lsys_lua_check_i64(L, i, INT32_MIN, INT32_MAX);
}

#define MOST ((int64_t)INT32_MAX) /* bytes of a message, far above what the kernel takes */

/* S.msgsnd(id, type, data, [count], [flags]) -> true */
static int l_msgsnd(lua_State *L)
{
	int id = number(L, 1), flags = constant(L, 5, "IPC");
	int64_t type = lsys_lua_check_i64(L, 2, LONG_MIN, LONG_MAX);
	struct msgbuf { long type; char text[]; } *m;
	size_t n;
	const void *data = lsys_lua_check_bytes(L, 3, false, &n);

	if (!lua_isnoneornil(L, 4))
		n = (size_t)lsys_lua_check_i64(L, 4, 0, (int64_t)n);
	m = lua_newuserdata(L, sizeof(*m) + n);
	m->type = (long)type;
	memcpy(m->text, data, n);
	return lsys_lua_ok(L, msgsnd(id, m, n, flags) < 0 ? -errno : 0);
}

/* S.msgrcv(id, [size], [type], [flags]) -> string, nil, type */
static int l_msgrcv(lua_State *L)
{
	int id = number(L, 1), flags = constant(L, 4, "MSG_RCV");
	size_t size = lua_isnoneornil(L, 2) ? 8192 : (size_t)lsys_lua_check_i64(L, 2, 0, MOST);
	int64_t type = lua_isnoneornil(L, 3) ? 0 : lsys_lua_check_i64(L, 3, LONG_MIN, LONG_MAX);
	struct msgbuf { long type; char text[]; } *m = lua_newuserdata(L, sizeof(*m) + size);
	ssize_t n = msgrcv(id, m, size, (long)type, flags);

	if (n < 0)
		return lsys_lua_fail(L, errno);
	lua_pushlstring(L, m->text, (size_t)n);
	lua_pushnil(L);
	lsys_lua_push_i64(L, m->type);
	return 3;
}

/* The commands that all three have. rec: their struct, argument i. Returns false for other commands. */
static bool status(lua_State *L, int cmd, int i, const struct lsys_record *rec, void **p)
{
	const struct lsys_lua_kind *k = lsys_lua_kind_of(L, rec);

	switch (cmd) {
	case IPC_RMID:
		*p = NULL;
		return true;
	case IPC_SET:
		if (lua_isnil(L, i))
			luaL_argerror(L, i, lua_pushfstring(L, "%s expected", k->name));
		*p = lsys_lua_to(L, i, k);
		return true;
	case IPC_STAT:
		lsys_lua_to(L, i, k);
		*p = lsys_lua_mem(L, lsys_lua_test_obj(L, i), true);
		return true;
	default:
		return false;
	}
}

static int told(lua_State *L, int r, int cmd, int i)
{
	if (r < 0)
		return lsys_lua_fail(L, errno);
	if (cmd != IPC_STAT)
		return lsys_lua_ok(L, 0);
	lua_pushvalue(L, i);
	return 1;
}

/* S.msgctl(id, cmd, [buf]) -> true, or t.msqid_ds */
static int l_msgctl(lua_State *L)
{
	int id = number(L, 1), cmd;
	void *p;

	luaL_checkany(L, 2);
	lua_settop(L, 3);
	cmd = constant(L, 2, "IPC_CMD");
	if (!status(L, cmd, 3, &lsys_msqid_ds_record, &p))
		return luaL_argerror(L, 2, "rmid, set or stat expected");
	return told(L, msgctl(id, cmd, p), cmd, 3);
}

/* S.semop(id, ops, [timeout]) -> true */
static int l_semop(lua_State *L)
{
	int id = number(L, 1);
	const struct timespec *ts = NULL;
	struct sembuf *ops;
	size_t n;

	lua_settop(L, 3);
	ops = lsys_lua_to_array(L, 2, &lsys_lua_ipc_kinds[0], &n);
	if (!lua_isnil(L, 3))
		ts = lsys_lua_to_timespec(L, 3);
	return lsys_lua_ok(L, (ts ? semtimedop(id, ops, n, ts) : semop(id, ops, n)) < 0 ? -errno : 0);
}

union semun { int val; struct semid_ds *buf; unsigned short *array; };

/* How many semaphores the set has: the kernel reads and writes the values of all. Returns -1 on failure. */
static int set_size(int id)
{
	struct semid_ds ds = { .sem_nsems = 0 };

	return semctl(id, 0, IPC_STAT, (union semun){ .buf = &ds }) < 0 ? -1 : (int)ds.sem_nsems;
}

/* The set is not ours alone: one with more semaphores can only come under a new number. */
static int all_values(lua_State *L, int id, int cmd)
{
	int n = set_size(id);
	unsigned short *v;

	if (n < 0)
		return lsys_lua_fail(L, errno);
	v = lua_newuserdata(L, (size_t)(n + 1) * sizeof(*v));
	if (cmd == SETALL) {
		luaL_checktype(L, 4, LUA_TTABLE);
		luaL_argcheck(L, (int)lua_rawlen(L, 4) == n, 4, "a value for each semaphore expected");
		for (int i = 0; i < n; i++) {
			lua_rawgeti(L, 4, i + 1);
			v[i] = (unsigned short)lsys_lua_check_i64(L, lua_gettop(L), 0, UINT16_MAX);
			lua_pop(L, 1);
		}
	}
	if (semctl(id, 0, cmd, (union semun){ .array = v }) < 0)
		return lsys_lua_fail(L, errno);
	if (cmd == SETALL)
		return lsys_lua_ok(L, 0);
	lua_createtable(L, n, 0);
	for (int i = 0; i < n; i++) {
		lua_pushinteger(L, v[i]);
		lua_rawseti(L, -2, i + 1);
	}
	return 1;
}

/* S.semctl(id, num, cmd, [arg]) -> true, a number, a list of numbers or t.semid_ds */
static int l_semctl(lua_State *L)
{
	int id = number(L, 1), num = number(L, 2), cmd, r;
	void *p;

	luaL_checkany(L, 3);
	lua_settop(L, 4);
	cmd = constant(L, 3, "SEM_CMD");
	if (status(L, cmd, 4, &lsys_semid_ds_record, &p))
		return told(L, semctl(id, num, cmd, (union semun){ .buf = p }), cmd, 4);
	switch (cmd) {
	case GETALL:
	case SETALL:
		return all_values(L, id, cmd);
	case SETVAL:
		return lsys_lua_ok(L, semctl(id, num, cmd, (union semun){ .val = number(L, 4) }) < 0 ? -errno : 0);
	case GETVAL:
	case GETPID:
	case GETNCNT:
	case GETZCNT:
		r = semctl(id, num, cmd, (union semun){ .val = 0 });
		if (r < 0)
			return lsys_lua_fail(L, errno);
		lua_pushinteger(L, r);
		return 1;
	default:
		return luaL_argerror(L, 3, "no such command");
	}
}

/* S.shmctl(id, cmd, [buf]) -> true, or t.shmid_ds */
static int l_shmctl(lua_State *L)
{
	int id = number(L, 1), cmd;
	void *p = NULL;

	luaL_checkany(L, 2);
	lua_settop(L, 3);
	cmd = constant(L, 2, "SHM_CMD");
	if (!status(L, cmd, 3, &lsys_shmid_ds_record, &p) && cmd != SHM_LOCK && cmd != SHM_UNLOCK)
		return luaL_argerror(L, 2, "rmid, set, stat, lock or unlock expected");
	return told(L, shmctl(id, cmd, p), cmd, 3);
}

const luaL_Reg lsys_lua_ipc_functions[] = {
	{ "msgsnd", l_msgsnd }, { "msgrcv", l_msgrcv }, { "msgctl", l_msgctl }, { "semop", l_semop }, { "semtimedop", l_semop },
	{ "semctl", l_semctl }, { "shmctl", l_shmctl }, { NULL, NULL },
};

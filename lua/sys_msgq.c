/* Message queues of System V. */
#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#include "functions.h"
#include "lsys_lua.h"

struct message { long type; char text[]; };

#define TEXT_MAX 0x7fffffff /* MSGMAX, which is the system's to say, is less */

/* Flags by the names of both groups. */
static int check_flags(lua_State *L, int i)
{
	static const char *const names[] = { "IPC", "MSGQ" };
	struct lsys_err err;
	uint64_t v;

	for (unsigned k = 0; lua_type(L, i) == LUA_TSTRING && k < LSYS_COUNT(names); k++)
		if (lsys_group_parse(lsys_group_named(names[k]), lua_tostring(L, i), &v, &err) == 0)
			return (int)v;
	return (int)lsys_lua_check_const(L, i, lsys_group_named(names[0]), 0);
}

static int check_id(lua_State *L)
{
	return (int)lsys_lua_check_i64(L, 1, INT32_MIN, INT32_MAX);
}

/* S.msgsnd(id, type, data, [flags]) -> true */
static int l_msgsnd(lua_State *L)
{
	int id = check_id(L), flags = check_flags(L, 4);
	long type = (long)lsys_lua_check_i64(L, 2, INT32_MIN, INT32_MAX);
	size_t len;
	const void *data = lsys_lua_check_bytes(L, 3, false, &len);
	struct message *m;

	luaL_argcheck(L, len <= TEXT_MAX, 3, "too long for a message");
	m = lua_newuserdata(L, sizeof(*m) + len);
	m->type = type;
	memcpy(m->text, data, len);
	return lsys_lua_ok(L, msgsnd(id, m, len, flags) < 0 ? -errno : 0);
}

/* S.msgrcv(id, [size], [type], [flags]) -> string, type */
static int l_msgrcv(lua_State *L)
{
	int id = check_id(L), flags = check_flags(L, 4);
	size_t room = lua_isnoneornil(L, 2) ? 8192 : (size_t)lsys_lua_check_i64(L, 2, 0, TEXT_MAX);
	long type = lua_isnoneornil(L, 3) ? 0 : (long)lsys_lua_check_i64(L, 3, INT32_MIN, INT32_MAX);
	struct message *m = lua_newuserdata(L, sizeof(*m) + room);
	ssize_t n = msgrcv(id, m, room, type, flags);

	if (n < 0)
		return lsys_lua_fail(L, errno);
	lua_pushlstring(L, m->text, (size_t)n);
	lua_pushnumber(L, (lua_Number)m->type);
	return 2;
}

const luaL_Reg lsys_lua_msgq_functions[] = { { "msgsnd", l_msgsnd }, { "msgrcv", l_msgrcv }, { NULL, NULL } };

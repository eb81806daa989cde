/* fcntl(2), and the locks made of it. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/uapi_file.h"
#include "functions.h"
#include "kinds.h"

enum arg { NONE, INT, FD, OBJECT, U64 };
enum gives { SUCCESS, NUMBER, TRUTH, NEW_FD, THE_ARG };

/*
 * The commands. What is not here is refused: the kernel may take its argument for an address. word: of the argument,
 * the group of constants, or the struct.
 */
static const struct { int cmd; enum arg arg; enum gives gives; const char *word; } commands[] = {
	{ F_DUPFD, FD, NEW_FD, NULL },
	{ F_DUPFD_CLOEXEC, FD, NEW_FD, NULL },
	{ F_DUPFD_QUERY, FD, TRUTH, NULL },
	{ F_CREATED_QUERY, NONE, TRUTH, NULL },
	{ F_GETFD, NONE, NUMBER, NULL },
	{ F_SETFD, INT, SUCCESS, "FD" },
	{ F_GETFL, NONE, NUMBER, NULL },
	{ F_SETFL, INT, SUCCESS, "O" },
	{ F_GETLK, OBJECT, THE_ARG, "flock" },
	{ F_SETLK, OBJECT, SUCCESS, "flock" },
	{ F_SETLKW, OBJECT, SUCCESS, "flock" },
	{ F_OFD_GETLK, OBJECT, THE_ARG, "flock" },
	{ F_OFD_SETLK, OBJECT, SUCCESS, "flock" },
	{ F_OFD_SETLKW, OBJECT, SUCCESS, "flock" },
	{ F_GETOWN, NONE, NUMBER, NULL },
	{ F_SETOWN, INT, SUCCESS, NULL },
	{ F_GETOWN_EX, OBJECT, THE_ARG, "f_owner_ex" },
	{ F_SETOWN_EX, OBJECT, SUCCESS, "f_owner_ex" },
	{ F_GETSIG, NONE, NUMBER, NULL },
	{ F_SETSIG, INT, SUCCESS, "SIG" },
	{ F_GETLEASE, NONE, NUMBER, NULL },
	{ F_SETLEASE, INT, SUCCESS, "FCNTL_LOCK" },
	{ F_NOTIFY, INT, SUCCESS, "DN" },
	{ F_GETPIPE_SZ, NONE, NUMBER, NULL },
	{ F_SETPIPE_SZ, INT, SUCCESS, NULL },
	{ F_GET_SEALS, NONE, NUMBER, NULL },
	{ F_ADD_SEALS, INT, SUCCESS, "F_SEAL" },
	{ F_GET_RW_HINT, U64, THE_ARG, NULL },
	{ F_SET_RW_HINT, U64, SUCCESS, "RWH" },
	{ F_GET_FILE_RW_HINT, U64, THE_ARG, NULL },
	{ F_SET_FILE_RW_HINT, U64, SUCCESS, "RWH" },
};

static int integer(lua_State *L, int i, const char *group)
{
	if (lua_isnoneornil(L, i))
		return 0;
	return group ? (int)lsys_lua_to_words(L, i, group, 4, true) : (int)lsys_lua_check_i64(L, i, INT32_MIN, INT32_MAX);
}

/* S.fcntl(fd, cmd, [arg]) -> by the command: true, a number, an fd, the object that was filled */
static int l_fcntl(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), cmd = (int)lsys_lua_check_const(L, 2, lsys_group_named("F"), (uint64_t)-1), r = 0, *new_fd;
	uint64_t u64 = 0;
	unsigned i = 0;

	lua_settop(L, 3);
	while (i < LSYS_COUNT(commands) && commands[i].cmd != cmd)
		i++;
	if (i == LSYS_COUNT(commands))
		return lsys_lua_fail(L, EINVAL);
	new_fd = commands[i].gives == NEW_FD ? lsys_lua_new_fd(L) : &r;
	switch (commands[i].arg) {
	case NONE:
		r = fcntl(fd, cmd, 0);
		break;
	case INT:
		r = fcntl(fd, cmd, integer(L, 3, commands[i].word));
		break;
	case FD:
		r = fcntl(fd, cmd, lua_isnil(L, 3) ? 0 : lsys_lua_check_fd(L, 3));
		break;
	case OBJECT:
		r = fcntl(fd, cmd, lsys_lua_to(L, 3, lsys_lua_kind_named(L, commands[i].word)));
		break;
	case U64:
		if (!lua_isnil(L, 3) && commands[i].word)
			u64 = lsys_lua_to_words(L, 3, commands[i].word, 8, false);
		r = fcntl(fd, cmd, &u64);
		break;
	}
	if (r < 0 && (r == -1 || commands[i].gives != NUMBER)) /* an owner below -1 is a process group */
		return lsys_lua_fail(L, errno);
	switch (commands[i].gives) {
	case SUCCESS:
		lua_pushboolean(L, true);
		break;
	case NUMBER:
		lua_pushnumber(L, r);
		break;
	case TRUTH:
		lua_pushboolean(L, r);
		break;
	case NEW_FD:
		*new_fd = r;
		break;
	case THE_ARG:
		if (commands[i].arg == U64)
			lsys_lua_push_u64(L, u64);
		else
			lua_pushvalue(L, 3);
	}
	return 1;
}

/* fd:lockf(cmd, [len]): a lock from the file's place on; "test" tells whether it could be had */
static int l_lockf(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), cmd = (int)lsys_lua_check_const(L, 2, lsys_group_named("LOCKF"), (uint64_t)-1);
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_CUR };
	int r;

	lock.l_len = lua_isnoneornil(L, 3) ? 0 : (off_t)lsys_lua_check_i64(L, 3, INT64_MIN, INT64_MAX);
	switch (cmd) {
	case F_TEST:
		if (fcntl(fd, F_GETLK, &lock) < 0)
			return lsys_lua_fail(L, errno);
		lua_pushboolean(L, lock.l_type == F_UNLCK);
		return 1;
	case F_ULOCK:
		lock.l_type = F_UNLCK;
		r = fcntl(fd, F_SETLK, &lock);
		break;
	case F_TLOCK:
		r = fcntl(fd, F_SETLK, &lock);
		break;
	case F_LOCK:
		r = fcntl(fd, F_SETLKW, &lock);
		break;
	default:
		return lsys_lua_fail(L, EINVAL);
	}
	return lsys_lua_ok(L, r < 0 ? -errno : 0);
}

const luaL_Reg lsys_lua_fcntl_functions[] = { { "fcntl", l_fcntl }, { "fd.lockf", l_lockf }, { NULL, NULL } };

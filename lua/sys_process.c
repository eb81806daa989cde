/* System calls on processes that rows cannot say: they return twice or never, or give more than one thing. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/uapi.h"
#include "functions.h"
#include "sys/abi.h"
#include "sys/structs.h"

/* Children */

/*
 * Before there are two of us: what waits in a buffer would be written by both. Of input nothing is to be done: a child
 * that ends by _exit leaves it alone.
 */
static void before_fork(void)
{
	fflush(NULL);
}

static int after_fork(lua_State *L, int64_t pid)
{
	int e = errno;

	if (pid < 0)
		return lsys_lua_fail(L, e);
	if (!pid)
		lsys_lua_forked();
	lua_pushnumber(L, (lua_Number)pid);
	return 1;
}

/* S.fork() -> pid, 0 in the child */
static int l_fork(lua_State *L)
{
	before_fork();
	return after_fork(L, fork());
}

/*
 * What a child would share with the interpreter, which has only one stack, one heap and one place for the thread's own
 * data: no two of it may run in them.
 */
static void refuse_sharing(lua_State *L, uint64_t flags)
{
	static const struct { const char *name; uint64_t flag; } no[] = {
		{ "vm", CLONE_VM }, { "vfork", CLONE_VFORK }, { "thread", CLONE_THREAD }, { "sighand", CLONE_SIGHAND },
		{ "settls", CLONE_SETTLS },
	};

	for (unsigned i = 0; i < LSYS_COUNT(no); i++)
		if (flags & no[i].flag)
			luaL_argerror(L, 1, lua_pushfstring(L, "%s: a child cannot share the interpreter's memory", no[i].name));
}

/* Argument i as a place for an int. */
static pid_t *int_place(lua_State *L, int i)
{
	size_t n;
	pid_t *p;

	if (lua_isnoneornil(L, i))
		return NULL;
	p = lsys_lua_check_bytes(L, i, true, &n);
	luaL_argcheck(L, n >= sizeof(*p), i, "too small for an int");
	return p;
}

/* The order of the arguments is the architecture's. */
static int64_t raw_clone(unsigned long flags, pid_t *parent, pid_t *child)
{
#if defined(__s390__)
	return syscall(SYS_clone, 0UL, flags, parent, child, 0UL);
#elif defined(__x86_64__) || defined(__alpha__) || defined(__m68k__) || defined(__sh__)
	return syscall(SYS_clone, flags, 0UL, parent, child, 0UL);
#else
	return syscall(SYS_clone, flags, 0UL, parent, 0UL, child);
#endif
}

/* S.clone([flags], [signal], nil, [ptid], nil, [ctid]) -> pid, 0 in the child */
static int l_clone(lua_State *L)
{
	uint64_t flags = lsys_lua_check_const(L, 1, lsys_group_named("CLONE"), 0);
	uint64_t sig = lsys_lua_check_const(L, 2, lsys_group_named("SIG"), 0);
	pid_t *parent = int_place(L, 4), *child = int_place(L, 6);

	refuse_sharing(L, flags);
	luaL_argcheck(L, lua_isnoneornil(L, 3), 3, "a child cannot have a stack of its own");
	luaL_argcheck(L, lua_isnoneornil(L, 5), 5, "a child cannot have other thread data");
	luaL_argcheck(L, !(flags & CLONE_PIDFD), 1, "pidfd: clone3 gives one");
	luaL_argcheck(L, sig <= 0xff, 2, "not a signal");
	before_fork();
	if (!flags && sig == SIGCHLD)
		return after_fork(L, fork());
	return after_fork(L, raw_clone((unsigned long)(flags | sig), parent, child));
}

/* S.clone3(args) -> pid, nil, pidfd */
static int l_clone3(lua_State *L)
{
	struct lsys_clone_args *c, args;
	int *pidfd, fd = -1, results;
	int64_t pid;

	luaL_checkany(L, 1);
	c = lsys_lua_to(L, 1, lsys_lua_kind_of(L, &lsys_clone_args_record));
	args = *c;
	refuse_sharing(L, args.flags);
	if (args.stack || args.stack_size || args.tls)
		luaL_argerror(L, 1, "a child cannot have a stack or thread data of its own");
	if (args.set_tid_size > INT16_MAX)
		luaL_argerror(L, 1, "set_tid_size: too many");
	lsys_lua_check_pinned(L, lsys_ptr_at(&c->set_tid, 8), 1, args.set_tid ? args.set_tid_size * sizeof(pid_t) : 0, "set_tid");
	lsys_lua_check_pinned(L, lsys_ptr_at(&c->child_tid, 8), 1, args.child_tid ? sizeof(pid_t) : 0, "child_tid");
	lsys_lua_check_pinned(L, lsys_ptr_at(&c->parent_tid, 8), 1, args.parent_tid ? sizeof(pid_t) : 0, "parent_tid");
	args.pidfd = args.flags & CLONE_PIDFD ? (uint64_t)(uintptr_t)&fd : 0;
	pidfd = lsys_lua_new_fd(L);
	before_fork();
	pid = syscall(__NR_clone3, &args, sizeof(args));
	if (pid > 0)
		*pidfd = fd;
	results = after_fork(L, pid);
	if (*pidfd < 0)
		return results;
	lua_pushnil(L);
	lua_pushvalue(L, -3);
	return 3;
}

/* Other programs */

/* The pointers of a string_array, each of which must still lead to a text with an end. */
static char **array_texts(lua_State *L, int i, const struct lsys_lua_obj *o)
{
	const struct lsys_string *s = lsys_lua_mem(L, o, false);
	size_t n = o->size / sizeof(*s), k = 0;
	char **list = lua_newuserdata(L, (n + 1) * sizeof(*list));

	for (; k < n && s[k].text; k++) {
		const char *text = lsys_lua_pinned_mem(L, &s[k].text, i, 1, "string_array");

		lsys_lua_push_pinned(L, &s[k].text, i);
		if (!memchr(text, 0, lsys_lua_test_obj(L, -1)->size))
			luaL_argerror(L, i, "a string without an end");
		lua_pop(L, 1);
		list[k] = (char *)(uintptr_t)s[k].text;
	}
	list[k] = NULL;
	return list;
}

/* The text on top of the stack into the list at index keep. */
static void keep_text(lua_State *L, int i, int keep)
{
	size_t size;
	const char *s = lua_tolstring(L, -1, &size);

	if (!s || strlen(s) != size)
		luaL_argerror(L, i, s ? "has a zero byte in it" : lua_pushfstring(L, "strings expected in the list, got a %s", luaL_typename(L, -1)));
	lua_rawseti(L, keep, (int)lua_rawlen(L, keep) + 1);
}

/* The texts of argument i as a list for the kernel; what it is made of stays on the stack. */
static char **texts(lua_State *L, int i, bool env)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	char **list;
	int keep, n;

	if (o && o->kind == lsys_lua_kind_named(L, "string_array"))
		return array_texts(L, i, o);
	luaL_checktype(L, i, LUA_TTABLE);
	lua_newtable(L);
	keep = lua_gettop(L);
	n = (int)lua_rawlen(L, i);
	for (int k = 1; k <= n; k++) {
		lua_rawgeti(L, i, k);
		keep_text(L, i, keep);
	}
	lua_pushnil(L);
	while (env && lua_next(L, i)) { /* NAME = "value" */
		if (lua_type(L, -2) == LUA_TSTRING && lua_isstring(L, -1)) {
			lua_pushvalue(L, -2);
			lua_pushliteral(L, "=");
			lua_pushvalue(L, -3);
			lua_concat(L, 3);
			keep_text(L, i, keep);
		}
		lua_pop(L, 1);
	}
	n = (int)lua_rawlen(L, keep);
	list = lua_newuserdata(L, ((size_t)n + 1) * sizeof(*list));
	for (int k = 0; k < n; k++) {
		lua_rawgeti(L, keep, k + 1);
		list[k] = (char *)(uintptr_t)lua_tostring(L, -1);
		lua_pop(L, 1);
	}
	list[n] = NULL;
	return list;
}

static int exec_at(lua_State *L, int dirfd, int path_arg, int flags)
{
	const char *path = lsys_lua_check_path(L, path_arg);
	char **argv = texts(L, path_arg + 1, false);
	char **envp = lua_isnoneornil(L, path_arg + 2) ? environ : texts(L, path_arg + 2, true);

	fflush(NULL);
	if (dirfd == AT_FDCWD && !flags)
		execve(path, argv, envp);
	else
		syscall(SYS_execveat, dirfd, path, argv, envp, flags);
	return lsys_lua_fail(L, errno);
}

/* S.execve(path, argv, [envp]) */
static int l_execve(lua_State *L)
{
	lua_settop(L, 3);
	return exec_at(L, AT_FDCWD, 1, 0);
}

/* S.execveat(dirfd, path, argv, [envp], [flags]) */
static int l_execveat(lua_State *L)
{
	int dirfd = lsys_lua_check_dirfd(L, 1), flags = (int)lsys_lua_check_const(L, 5, lsys_group_named("AT"), 0);

	lua_settop(L, 4);
	return exec_at(L, dirfd, 2, flags);
}

/* The end */

#define ATEXIT "lsys.atexit" /* registry: the list of functions */

void lsys_lua_run_atexit(lua_State *L)
{
	lua_checkstack(L, 4);
	lua_getfield(L, LUA_REGISTRYINDEX, ATEXIT);
	while (lua_istable(L, -1) && lua_rawlen(L, -1)) {
		int n = (int)lua_rawlen(L, -1);

		lua_rawgeti(L, -1, n);
		lua_pushnil(L);
		lua_rawseti(L, -3, n); /* before it is called: it may call exit itself */
		if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
			fprintf(stderr, "lsys lua: atexit: %s\n", luaL_tolstring(L, -1, NULL));
			lua_pop(L, 2);
		}
	}
	lua_pop(L, 1);
}

/* S.atexit(function) -> true */
static int l_atexit(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TFUNCTION);
	luaL_getsubtable(L, LUA_REGISTRYINDEX, ATEXIT);
	lua_pushvalue(L, 1);
	lua_rawseti(L, -2, (int)lua_rawlen(L, -2) + 1);
	lua_pushboolean(L, true);
	return 1;
}

static int exit_status(lua_State *L)
{
	return (int)lsys_lua_check_const(L, 1, lsys_group_named("EXIT"), EXIT_SUCCESS);
}

/* S.exit([status]) */
static int l_exit(lua_State *L)
{
	int status = exit_status(L);

	lsys_lua_run_atexit(L);
	exit(status);
}

/* S._exit([status]) */
static int l__exit(lua_State *L)
{
	_exit(exit_status(L));
}

/* Waiting */

/* A struct that argument i says where to put: an object, a new one, or false: nowhere. It is on top of the stack then. */
static void *result_place(lua_State *L, int i, const struct lsys_record *rec)
{
	const struct lsys_lua_kind *k = lsys_lua_kind_of(L, rec);
	void *p;

	if (lua_isboolean(L, i) && !lua_toboolean(L, i)) {
		lua_pushnil(L);
		return NULL;
	}
	if (lua_isnoneornil(L, i))
		return lsys_lua_new(L, k, 1);
	p = lsys_lua_check(L, i, k);
	lsys_lua_mem(L, lsys_lua_test_obj(L, i), true);
	lua_pushvalue(L, i);
	return p;
}

/* pid, nil, status, and usage if there is an argument for it */
static int do_wait(lua_State *L, pid_t pid, int options, int status_arg, int usage_arg)
{
	struct lsys_waitstatus *s;
	struct rusage *usage = NULL;
	int status = 0;
	pid_t r;

	lua_settop(L, 4);
	lua_pushnil(L); /* room for the number */
	lua_pushnil(L);
	s = result_place(L, status_arg, &lsys_waitstatus_record);
	if (!s)
		return luaL_argerror(L, status_arg, "waitstatus expected");
	if (usage_arg)
		usage = result_place(L, usage_arg, &lsys_rusage_record);
	r = wait4(pid, &status, options, usage);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_pushinteger(L, r);
	if (!r)
		return 1;
	s->status = status;
	lua_replace(L, 5);
	return lua_gettop(L) - 4;
}

static pid_t wait_pid(lua_State *L, int i)
{
	luaL_checkany(L, i);
	return (pid_t)lsys_lua_check_const(L, i, lsys_group_named("WAIT"), 0);
}

static int wait_options(lua_State *L, int i)
{
	return (int)lsys_lua_check_const(L, i, lsys_group_named("W"), 0);
}

/* S.wait([status]) */
static int l_wait(lua_State *L)
{
	return do_wait(L, -1, 0, 1, 0);
}

/* S.waitpid(pid, [options], [status]) */
static int l_waitpid(lua_State *L)
{
	return do_wait(L, wait_pid(L, 1), wait_options(L, 2), 3, 0);
}

/* S.wait3(options, [rusage], [status]) */
static int l_wait3(lua_State *L)
{
	return do_wait(L, -1, wait_options(L, 1), 3, 2);
}

/* S.wait4(pid, [options], [rusage], [status]) */
static int l_wait4(lua_State *L)
{
	return do_wait(L, wait_pid(L, 1), wait_options(L, 2), 4, 3);
}

/* S.waitid(idtype, [id], options, [infop], [rusage]) -> siginfo, nil, rusage */
static int l_waitid(lua_State *L)
{
	unsigned long raw[32] = { 0 }; /* the kernel's rusage: longs all of it, also where the C library's times are larger */
	int idtype, options, id;
	siginfo_t *info;
	struct rusage *usage;

	lua_settop(L, 5);
	luaL_checkany(L, 1);
	idtype = (int)lsys_lua_check_const(L, 1, lsys_group_named("P"), 0);
	id = lua_isnoneornil(L, 2) ? 0 : lua_type(L, 2) == LUA_TNUMBER ? (int)lsys_lua_check_i64(L, 2, INT32_MIN, UINT32_MAX) :
		lsys_lua_check_fd(L, 2);
	options = wait_options(L, 3);
	info = result_place(L, 4, &lsys_siginfo_record);
	if (!info)
		return luaL_argerror(L, 4, "siginfo expected");
	lua_pushnil(L);
	usage = result_place(L, 5, &lsys_rusage_record);
	memset(info, 0, sizeof(*info));
	if (syscall(SYS_waitid, idtype, id, info, options, usage ? raw : NULL) < 0)
		return lsys_lua_fail(L, errno);
	if (!usage) {
		lua_settop(L, 6);
		return 1;
	}
	usage->ru_utime.tv_sec = (time_t)raw[0];
	usage->ru_utime.tv_usec = (suseconds_t)raw[1];
	usage->ru_stime.tv_sec = (time_t)raw[2];
	usage->ru_stime.tv_usec = (suseconds_t)raw[3];
	memcpy(&usage->ru_maxrss, raw + 4, 14 * sizeof(long));
	return 3;
}

/* Priorities and limits. -1 is a nice value like others. */

/* S.getpriority(which, [who]) */
static int l_getpriority(lua_State *L)
{
	int which, who, r;

	luaL_checkany(L, 1);
	which = (int)lsys_lua_check_const(L, 1, lsys_group_named("PRIO"), 0);
	who = lua_isnoneornil(L, 2) ? 0 : (int)lsys_lua_check_i64(L, 2, INT32_MIN, UINT32_MAX);
	errno = 0;
	r = getpriority((unsigned)which, (id_t)who);
	if (r == -1 && errno)
		return lsys_lua_fail(L, errno);
	lua_pushinteger(L, r);
	return 1;
}

/* S.nice(inc) */
static int l_nice(lua_State *L)
{
	int inc = (int)lsys_lua_check_i64(L, 1, INT32_MIN, INT32_MAX), r;

	errno = 0;
	r = nice(inc);
	if (r == -1 && errno)
		return lsys_lua_fail(L, errno);
	lua_pushinteger(L, r);
	return 1;
}

/* S.setrlimit(resource, limit, [max]) */
static int l_setrlimit(lua_State *L)
{
	const struct lsys_lua_kind *k = lsys_lua_kind_of(L, &lsys_rlimit_record);
	int resource;
	struct rlimit *r;

	luaL_checkany(L, 2);
	lua_settop(L, 3);
	resource = (int)lsys_lua_check_const(L, 1, lsys_group_named("RLIMIT"), 0);
	if (lua_isnil(L, 3)) {
		r = lsys_lua_to(L, 2, k);
	} else {
		r = lsys_lua_new(L, k, 1);
		lsys_lua_set_args(L, k, 2, 2, r, 4);
	}
	return lsys_lua_ok(L, prlimit(0, resource, r, NULL) < 0 ? -errno : 0);
}

const luaL_Reg lsys_lua_process_functions[] = {
	{ "fork", l_fork }, { "clone", l_clone }, { "clone3", l_clone3 }, { "execve", l_execve }, { "execveat", l_execveat },
	{ "exit", l_exit }, { "_exit", l__exit }, { "atexit", l_atexit }, { "wait", l_wait }, { "waitpid", l_waitpid },
	{ "wait3", l_wait3 }, { "wait4", l_wait4 }, { "waitid", l_waitid }, { "getpriority", l_getpriority }, { "nice", l_nice },
	{ "setrlimit", l_setrlimit }, { NULL, NULL },
};

/* Calls on signals that rows do not make. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "signals.h"
#include "sys/structs.h"

static int check_signal(lua_State *L, int i)
{
	luaL_checkany(L, i);
	return (int)lsys_lua_check_const(L, i, lsys_group_named("SIG"), 0);
}

/* Sets what the sigaction in the object at index i says. */
static int set(lua_State *L, int sig, const struct lsys_sigaction *a, int i)
{
	bool function = lsys_lua_push_handler(L, a, i);
	int r = lsys_lua_set_action(L, sig, a, a->handler ? SIG_IGN : SIG_DFL, function ? -1 : 0);

	lua_pop(L, 1);
	return r;
}

/* S.sigaction(sig, [handler], [old]) -> true, nil, old */
static int l_sigaction(lua_State *L)
{
	int sig = check_signal(L, 1), r;
	struct lsys_sigaction *a = NULL, *old, was;

	lua_settop(L, 3);
	if (!lua_isnil(L, 2))
		a = lsys_lua_to_sigaction(L, 2);
	old = lsys_lua_to_sigaction(L, 3);
	lsys_lua_mem(L, lsys_lua_test_obj(L, 3), true);
	r = lsys_lua_get_action(L, sig, &was);
	if (r == 0 && a)
		r = set(L, sig, a, 2);
	if (r < 0)
		return lsys_lua_fail(L, -r);
	lsys_lua_set_handler(L, 4, old, 3);
	old->flags = was.flags;
	old->mask = was.mask;
	lua_settop(L, 3);
	lua_pushboolean(L, true);
	lua_replace(L, 1);
	lua_pushnil(L);
	lua_replace(L, 2);
	return 3;
}

/* S.signal(sig, handler) -> what was done before. Calls are interrupted, or a function could not run until they end. */
static int l_signal(lua_State *L)
{
	int sig = check_signal(L, 1), r;
	struct lsys_sigaction *a, was;

	luaL_checkany(L, 2);
	lua_settop(L, 2);
	if (lua_isnil(L, 2))
		return luaL_argerror(L, 2, "\"dfl\", \"ign\" or function expected");
	a = lsys_lua_to_sigaction(L, 2);
	r = lsys_lua_get_action(L, sig, &was);
	if (r == 0)
		r = set(L, sig, a, 2);
	if (r < 0)
		return lsys_lua_fail(L, -r);
	return 1;
}

/* S.sigprocmask([how], [set], [old]) -> old */
static int l_sigprocmask(lua_State *L)
{
	const struct lsys_sigset *set;
	struct lsys_sigset *old, was;
	int how;

	lua_settop(L, 3);
	how = (int)lsys_lua_check_const(L, 1, lsys_group_named("SIGPM"), SIG_BLOCK);
	set = lua_isnil(L, 2) ? NULL : lsys_lua_to_sigset(L, 2);
	lsys_lua_to_sigset(L, 3);
	old = lsys_lua_mem(L, lsys_lua_test_obj(L, 3), true);
	if (how != SIG_BLOCK && how != SIG_UNBLOCK && how != SIG_SETMASK)
		return lsys_lua_fail(L, EINVAL);
	lsys_lua_signals_mask(how, set, &was);
	*old = was; /* which may be set */
	return 1;
}

/* S.signalfd(set, [flags], [fd]) -> fd: a new one, or the one that was given */
static int l_signalfd(lua_State *L)
{
	sigset_t set;
	int flags, fd, *made;

	luaL_checkany(L, 1);
	lua_settop(L, 3);
	set = lsys_sigset_libc(lsys_lua_to_sigset(L, 1));
	flags = (int)lsys_lua_check_const(L, 2, lsys_group_named("SFD"), 0);
	if (!lua_isnil(L, 3)) {
		fd = lsys_lua_check_fd(L, 3);
		if (fd < 0)
			return lsys_lua_fail(L, EBADF);
		return signalfd(fd, &set, flags) < 0 ? lsys_lua_fail(L, errno) : 1;
	}
	made = lsys_lua_new_fd(L);
	*made = signalfd(-1, &set, flags);
	return *made < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* S.util.signalfd_read(fd, [siginfos or count]) -> siginfos, as many as there were */
static int l_signalfd_read(lua_State *L)
{
	const struct lsys_lua_kind *kind = lsys_lua_kind_named(L, "siginfos");
	int fd = lsys_lua_check_fd(L, 1);
	const struct lsys_lua_obj *o;
	ssize_t n;
	void *p;

	lua_settop(L, 2);
	if (lua_isnil(L, 2) || lua_type(L, 2) == LUA_TNUMBER) {
		lsys_lua_new(L, kind, lua_isnil(L, 2) ? 8 : (size_t)lsys_lua_check_i64(L, 2, 1, 1 << 20));
		lua_replace(L, 2);
	}
	lsys_lua_check(L, 2, kind);
	o = lsys_lua_test_obj(L, 2);
	p = lsys_lua_mem(L, o, true);
	n = read(fd, p, o->size);
	if (n < 0 && errno != EAGAIN)
		return lsys_lua_fail(L, errno);
	lsys_lua_push_view(L, kind, 2, 0, n < 0 ? 0 : (size_t)n - (size_t)n % sizeof(struct signalfd_siginfo));
	return 1;
}

const luaL_Reg lsys_lua_signal_functions[] = {
	{ "sigaction", l_sigaction }, { "signal", l_signal }, { "sigprocmask", l_sigprocmask }, { "signalfd", l_signalfd },
	{ "util.signalfd_read", l_signalfd_read }, { NULL, NULL },
};

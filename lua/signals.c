#include "signals.h"

#include <errno.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "lsys_lua.h"
#include "lsys_obj.h"

/* Of a state. Its uservalue: the functions by signal; from DUE on those replaced before they ran for what was noted. */
struct lsys_lua_signals {
	bool busy;                     /* is a function running? */
	lua_State *running;            /* the coroutine that runs, or the state itself */
	lua_State *hooked;             /* whose hook is ours instead of the one behind */
	lua_Hook hook;
	int hook_mask, hook_count;
};

#define DUE LSYS_SIGNALS
#define COUNTED 32 /* from here on signals wait each by itself: signal(7) */

/* What is to be done at a signal, as the script has said. */
struct action {
	struct lsys_lua_signals *owner; /* NULL: there is no function */
	unsigned long flags;
	struct lsys_sigset mask;
};

/*
 * What a handler in C can write: the process has only one of it. There is never more than one note of a signal: those that
 * are counted wait until its function has run (with SA_NODEFER until it begins); any other that comes again before that
 * is the same one, as for the kernel one that waits is. It comes nevertheless, so that it ends a call: the first may have
 * come when the call was just about to wait, and the function runs when the call has ended.
 */
static struct note {
	struct action set;
	bool noted;
	struct action due;              /* what was set then */
	unsigned order;
	pid_t pid;                      /* who noted it: a child inherits what it is not to do */
	struct lsys_sigset added;       /* what waits because of this note */
	siginfo_t info;
} notes[LSYS_SIGNALS + 1];
static volatile sig_atomic_t some;      /* are there any? */
static unsigned last;

static const char key; /* its address: of the state's userdata in the registry */

static struct lsys_lua_signals *of_state(lua_State *L)
{
	struct lsys_lua_signals *s;

	lua_rawgetp(L, LUA_REGISTRYINDEX, &key);
	s = lua_touserdata(L, -1);
	lua_pop(L, 1);
	return s;
}

static void on_hook(lua_State *L, lua_Debug *ar)
{
	struct lsys_lua_signals *s = of_state(L);
	lua_Hook hook = s->hooked == L ? s->hook : NULL;
	int mask = s->hook_mask, count = s->hook_count;

	(void)ar;
	s->hooked = NULL;
	lua_sethook(L, hook, hook ? mask : 0, count);
	lsys_lua_signals_now(L);
}

/* Called by the handler in C too: lua_sethook is made for that. */
static void soon(struct lsys_lua_signals *s, lua_State *L)
{
	if (lua_gethook(L) != on_hook) {
		s->hook = lua_gethook(L);
		s->hook_mask = lua_gethookmask(L);
		s->hook_count = lua_gethookcount(L);
		s->hooked = L;
	}
	lua_sethook(L, on_hook, LUA_MASKCOUNT | LUA_MASKRET, 1); /* a call ends with them, inside of a pcall of it */
}

void lsys_lua_signals_soon(lua_State *L)
{
	if (some)
		soon(of_state(L), L);
}

lua_State *lsys_lua_runs(struct lsys_lua_signals *s, lua_State *L)
{
	lua_State *before = s->running;

	s->running = L;
	if (some)
		soon(s, L);
	return before;
}

static bool is_fault(int sig, const siginfo_t *info)
{
	return info->si_code > 0 && (sig == SIGSEGV || sig == SIGBUS || sig == SIGFPE || sig == SIGILL);
}

/* Has this signal to wait for the function of a note? */
static bool wants(const struct note *n, unsigned sig)
{
	return (n == &notes[sig] && sig >= COUNTED) || lsys_sigset_has(&n->due.mask, sig);
}

bool lsys_lua_handles(int sig)
{
	return notes[sig].set.owner;
}

/* No other signal comes meanwhile: all are in the handler's mask. */
static void on_signal(int sig, siginfo_t *info, void *context)
{
	struct note *n = &notes[sig];
	sigset_t *waiting = &((ucontext_t *)context)->uc_sigmask;
	struct lsys_sigset now;
	int e = errno;

	if (is_fault(sig, info)) { /* no function can mend that; what failed is tried again, and ends the program */
		if (sig != SIGBUS || !lsys_lua_mend_bus(info))
			signal(sig, SIG_DFL);
	} else if (n->set.owner) {
		lsys_sigset_from_libc(&now, waiting);
		if (!n->noted || n->pid != getpid()) {
			if (!n->noted)
				n->added = (struct lsys_sigset){ { 0 } };
			n->due = n->set;
			n->info = *info;
			n->pid = getpid();
			n->order = ++last;
			n->noted = true;
		} else if (sig >= COUNTED) { /* a call was told to let it through although its function has not run: it comes again later */
			syscall(SYS_rt_sigqueueinfo, getpid(), sig, info);
		}
		for (unsigned i = 1; i <= LSYS_SIGNALS; i++) {
			if (wants(n, i) && !lsys_sigset_has(&now, i)) {
				lsys_sigset_put(&n->added, i, true);
				lsys_sigset_put(&now, i, true);
			}
		}
		memcpy(waiting, &now, sizeof(now));
		some = 1;
		soon(n->due.owner, n->due.owner->running);
	}
	errno = e;
}

/* The oldest note of a state, or NULL. No signal may come. */
static struct note *oldest(const struct lsys_lua_signals *s)
{
	struct note *found = NULL;
	int any = 0;

	for (struct note *n = notes; n < notes + LSYS_COUNT(notes); n++) {
		any |= n->noted;
		if (n->noted && n->due.owner == s && (!found || (int)(n->order - found->order) < 0))
			found = n;
	}
	some = any;
	return found;
}

static void hold(sigset_t *old)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, old);
}

/* The function of a note is done: what waited because of it waits no more, but for what other notes want to wait. */
static void done(const struct lsys_sigset *added)
{
	struct lsys_sigset now;
	sigset_t old;

	hold(&old);
	lsys_sigset_from_libc(&now, &old);
	for (unsigned i = 1; i <= LSYS_SIGNALS; i++) {
		struct note *other = NULL;

		if (!lsys_sigset_has(added, i))
			continue;
		for (struct note *n = notes + 1; n < notes + LSYS_COUNT(notes) && !other; n++)
			if (n->noted && wants(n, i))
				other = n;
		if (other)
			lsys_sigset_put(&other->added, i, true);
		else
			lsys_sigset_put(&now, i, false);
	}
	memcpy(&old, &now, sizeof(now));
	sigprocmask(SIG_SETMASK, &old, NULL);
}

static void push_functions(lua_State *L)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &key);
	lua_getuservalue(L, -1);
	lua_remove(L, -2);
}

/* What a function is called with. */
struct call { int sig; bool tell; siginfo_t info; };

/* Calls the function; everything that can fail is in here. */
static int l_call(lua_State *L)
{
	const struct call *c = lua_touserdata(L, 1);

	push_functions(L);
	lua_rawgeti(L, -1, DUE + c->sig);
	if (lua_isnil(L, -1)) {
		lua_rawgeti(L, -2, c->sig);
	} else {
		lua_pushnil(L);
		lua_rawseti(L, -3, DUE + c->sig);
	}
	lua_pushinteger(L, c->sig);
	if (c->tell)
		memcpy(lsys_lua_new(L, lsys_lua_kind_named(L, "siginfo"), 1), &c->info, sizeof(c->info));
	lua_call(L, 1 + c->tell, 0);
	return 0;
}

/* Runs the function of a note. Returns a status of Lua; an error is on the stack then. No signal may come; old waits after. */
static int run(lua_State *L, struct note *n, sigset_t *old)
{
	int sig = (int)(n - notes), status = LUA_OK;
	struct lsys_sigset added = n->added;
	struct call call = { sig, n->due.flags & SA_SIGINFO, n->info };
	bool mine = n->pid == getpid();

	n->noted = false;
	if (n->due.flags & SA_NODEFER) {
		if (lsys_sigset_has(&added, (unsigned)sig))
			sigdelset(old, sig);
		lsys_sigset_put(&added, (unsigned)sig, false);
	} else if (!sigismember(old, sig)) {
		sigaddset(old, sig);
		lsys_sigset_put(&added, (unsigned)sig, true);
	}
	sigprocmask(SIG_SETMASK, old, NULL);
	if (mine) {
		lua_pushcfunction(L, l_call);
		lua_pushlightuserdata(L, &call);
		status = lua_pcall(L, 1, 0, 0);
	}
	done(&added);
	return status;
}

void lsys_lua_signals_now(lua_State *L)
{
	struct lsys_lua_signals *s = of_state(L);
	struct note *n;
	sigset_t old;
	int status = LUA_OK;

	while (some && !s->busy && status == LUA_OK) {
		luaL_checkstack(L, 8, "in a function at a signal");
		hold(&old);
		n = oldest(s);
		if (!n) {
			sigprocmask(SIG_SETMASK, &old, NULL);
			return;
		}
		s->busy = true;
		status = run(L, n, &old);
		s->busy = false;
	}
	if (status != LUA_OK) {
		lsys_lua_signals_soon(L); /* the others */
		lua_error(L);
	}
}

void lsys_lua_signals_mask(int how, const struct lsys_sigset *set, struct lsys_sigset *old)
{
	struct lsys_sigset now;
	sigset_t was;

	hold(&was);
	lsys_sigset_from_libc(&now, &was);
	for (unsigned i = 1; i <= LSYS_SIGNALS; i++)
		for (const struct note *n = notes + 1; n < notes + LSYS_COUNT(notes); n++)
			if (n->noted && lsys_sigset_has(&n->added, i))
				lsys_sigset_put(&now, i, false);
	*old = now;
	for (unsigned i = 0; set && i < LSYS_COUNT(now.sig); i++) {
		unsigned long w = set->sig[i];

		now.sig[i] = how == SIG_BLOCK ? now.sig[i] | w : how == SIG_UNBLOCK ? now.sig[i] & ~w : w;
	}
	for (struct note *n = notes + 1; n < notes + LSYS_COUNT(notes); n++) {
		for (unsigned i = 1; n->noted && i <= LSYS_SIGNALS; i++) {
			bool add = wants(n, i) && !lsys_sigset_has(&now, i);

			lsys_sigset_put(&n->added, i, add);
			if (add)
				lsys_sigset_put(&now, i, true);
		}
	}
	memcpy(&was, &now, sizeof(now));
	sigprocmask(SIG_SETMASK, &was, NULL);
}

int lsys_lua_get_action(lua_State *L, int sig, struct lsys_sigaction *a)
{
	struct sigaction sa;

	if (sigaction(sig, NULL, &sa) < 0)
		return -errno;
	*a = (struct lsys_sigaction){ 0 };
	if (sa.sa_flags & SA_SIGINFO && sa.sa_sigaction == on_signal && notes[sig].set.owner) {
		a->flags = notes[sig].set.flags;
		a->mask = notes[sig].set.mask;
		push_functions(L);
		lua_rawgeti(L, -1, sig);
		lua_remove(L, -2);
		return 0;
	}
	a->flags = (unsigned long)(unsigned)sa.sa_flags & ~(unsigned long)(SA_SIGINFO | 0x04000000); /* and SA_RESTORER */
	lsys_sigset_from_libc(&a->mask, &sa.sa_mask);
	/* A function in C is the interpreter's own way of doing what is done by default. */
	if (sa.sa_handler == SIG_IGN || (sa.sa_flags & SA_SIGINFO && sa.sa_sigaction == on_signal))
		lua_pushliteral(L, "IGN");
	else
		lua_pushliteral(L, "DFL");
	return 0;
}

int lsys_lua_set_action(lua_State *L, int sig, const struct lsys_sigaction *a, void (*how)(int), int function)
{
	struct sigaction sa = { .sa_flags = (int)(a->flags & ~0x04000000ul) };
	struct lsys_lua_signals *s = of_state(L);
	sigset_t old;
	int e = 0;

	if (sig < 1 || sig > LSYS_SIGNALS)
		return -EINVAL;
	function = function ? lua_absindex(L, function) : 0;
	push_functions(L);
	hold(&old);
	if (function || (sig == SIGBUS && how == SIG_IGN)) { /* faults are not ignored: see lsys_lua_mend_bus */
		sa.sa_sigaction = on_signal;
		sa.sa_flags |= SA_SIGINFO;
		sigfillset(&sa.sa_mask);
	} else {
		sa.sa_handler = how;
		sa.sa_flags &= ~SA_SIGINFO;
		sa.sa_mask = lsys_sigset_libc(&a->mask);
	}
	if (sigaction(sig, &sa, NULL) < 0) {
		e = -errno;
	} else {
		if (notes[sig].noted && notes[sig].due.owner == s) { /* that is for the function before, unless it is for one before that */
			lua_rawgeti(L, -1, DUE + sig);
			lua_rawgeti(L, -2, lua_isnil(L, -1) ? sig : DUE + sig);
			lua_rawseti(L, -3, DUE + sig);
			lua_pop(L, 1);
		}
		notes[sig].set = (struct action){ function ? s : NULL, a->flags, a->mask };
		if (function)
			lua_pushvalue(L, function);
		else
			lua_pushnil(L);
		lua_rawseti(L, -2, sig); /* room for all that is there: nothing can fail */
		if (sig == SIGBUS && how == SIG_DFL && !function)
			lsys_lua_catch_bus();
	}
	sigprocmask(SIG_SETMASK, &old, NULL);
	lua_pop(L, 1);
	return e;
}

/* The state ends, and its functions with it. */
static int l_gc(lua_State *L)
{
	const struct lsys_lua_signals *s = lua_touserdata(L, 1);
	sigset_t old;

	hold(&old);
	for (int sig = 1; sig <= LSYS_SIGNALS; sig++) {
		if (notes[sig].set.owner == s) {
			signal(sig, SIG_DFL);
			notes[sig].set.owner = NULL;
		}
		if (notes[sig].due.owner == s)
			notes[sig].noted = false;
	}
	sigprocmask(SIG_SETMASK, &old, NULL);
	return 0;
}

void lsys_lua_open_signals(lua_State *L)
{
	struct lsys_lua_signals *s = lua_newuserdata(L, sizeof(*s));

	*s = (struct lsys_lua_signals){ .running = L };
	lua_createtable(L, DUE + LSYS_SIGNALS, 0);
	lua_setuservalue(L, -2);
	lua_createtable(L, 0, 1);
	lua_pushcfunction(L, l_gc);
	lua_setfield(L, -2, "__gc");
	lua_setmetatable(L, -2);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &key);
	lsys_lua_open_coroutines(L, s);
}

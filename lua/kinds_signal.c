/* Kinds of objects about signals. */
#include <string.h>
#include <strings.h>
#include <sys/signalfd.h>

#include "kinds.h"
#include "sys/sigset.h"
#include "sys/structs.h"

static const struct lsys_lua_kind *sigset_kind(void) { return &lsys_lua_signal_kinds[0]; }
static const struct lsys_lua_kind *sigaction_kind(void) { return &lsys_lua_signal_kinds[1]; }

/* The value that a group has for a word, a number too; false: none. */
static bool value_of(const char *group, const char *word, uint64_t *v)
{
	const struct lsys_group *g = lsys_group_named(group);
	struct lsys_err err;

	return g && lsys_names_parse(g->names, word, v, &err) == 0;
}

/* Sets of signals */

/* The signal that a word names, or 0. */
static unsigned signal_of(const char *word)
{
	uint64_t v;

	return value_of("SIG", word, &v) && v >= 1 && v <= LSYS_SIGNALS ? (unsigned)v : 0;
}

static void put_words(lua_State *L, const char *s, struct lsys_sigset *set, bool in)
{
	char word[32];

	while (*(s += strspn(s, ", ")) != '\0') {
		size_t n = strcspn(s, ", ");
		unsigned sig = 0;

		if (n < sizeof(word)) {
			memcpy(word, s, n);
			word[n] = '\0';
			sig = signal_of(word);
		}
		if (!sig) {
			lua_pushlstring(L, s, n);
			luaL_error(L, "%s: no such signal", lua_tostring(L, -1));
		}
		lsys_sigset_put(set, sig, in);
		s += n;
	}
}

/* Puts what the value at index i names into a set or takes it out: words, a number, another set, a list of those. */
static void put(lua_State *L, int i, struct lsys_sigset *set, bool in)
{
	const struct lsys_sigset *other = lsys_lua_test(L, i, sigset_kind());

	i = lua_absindex(L, i);
	if (other) {
		for (unsigned k = 0; k < LSYS_COUNT(set->sig); k++)
			set->sig[k] = in ? set->sig[k] | other->sig[k] : set->sig[k] & ~other->sig[k];
	} else if (lua_type(L, i) == LUA_TNUMBER) {
		lsys_sigset_put(set, (unsigned)lsys_lua_check_i64(L, i, 1, LSYS_SIGNALS), in);
	} else if (lua_type(L, i) == LUA_TSTRING) {
		put_words(L, lua_tostring(L, i), set, in);
	} else if (lua_istable(L, i)) {
		luaL_checkstack(L, 4, "sets too deep");
		for (int k = 1; k <= (int)lua_rawlen(L, i); k++) {
			lua_rawgeti(L, i, k);
			put(L, -1, set, in);
			lua_pop(L, 1);
		}
	} else {
		luaL_error(L, "signals expected, got %s", luaL_typename(L, i));
	}
}

static bool sigset_from(lua_State *L, int i, void *p, int holder)
{
	struct lsys_sigset set = { 0 };

	(void)holder;
	if (lua_istable(L, i)) {
		lua_getfield(L, i, "sig"); /* the words themselves */
		if (!lua_isnil(L, -1)) {
			lua_pop(L, 1);
			return false;
		}
		lua_pop(L, 1);
	}
	put(L, i, &set, true);
	memcpy(p, &set, sizeof(set));
	return true;
}

static bool sigset_get(lua_State *L, const char *key, const void *p)
{
	unsigned sig = signal_of(key);

	if (sig)
		lua_pushboolean(L, lsys_sigset_has(p, sig));
	return sig;
}

static bool sigset_set(lua_State *L, const char *key, int i, void *p, int holder)
{
	unsigned sig = signal_of(key);

	(void)holder;
	if (sig)
		lsys_sigset_put(p, sig, lua_toboolean(L, i));
	return sig;
}

static void g_isemptyset(lua_State *L, const void *p)
{
	static const struct lsys_sigset none;

	lua_pushboolean(L, !memcmp(p, &none, sizeof(none)));
}

/* A copy of the set that is argument 1, with the signals of the others in it, or not. */
static int changed(lua_State *L, bool in)
{
	int n = lua_gettop(L);
	struct lsys_sigset set = *(const struct lsys_sigset *)lsys_lua_check(L, 1, sigset_kind());

	for (int i = 2; i <= n; i++)
		put(L, i, &set, in);
	memcpy(lsys_lua_new(L, sigset_kind(), 1), &set, sizeof(set));
	return 1;
}

/* set:add(signals ...) -> sigset */
static int l_add(lua_State *L)
{
	return changed(L, true);
}

/* set:del(signals ...) -> sigset */
static int l_del(lua_State *L)
{
	return changed(L, false);
}

static const struct lsys_lua_getter sigset_getters[] = { { "isemptyset", g_isemptyset }, { NULL, NULL } };
static const luaL_Reg sigset_methods[] = { { "add", l_add }, { "del", l_del }, { NULL, NULL } };

struct lsys_sigset *lsys_lua_to_sigset(lua_State *L, int i)
{
	return lsys_lua_to(L, i, sigset_kind());
}

/* What is done at a signal. A function is in the uservalue of an object that sa_handler points to. */

static const struct lsys_lua_kind function_kind = {
	.name = "sighandler", .shape = LSYS_LUA_VALUES, .elem = LSYS_T_UINT, .elem_size = sizeof(uintptr_t), .count = 1,
};

void lsys_lua_set_handler(lua_State *L, int i, struct lsys_sigaction *a, int holder)
{
	uint64_t v = 0;

	i = lua_absindex(L, i);
	if (lua_isfunction(L, i)) {
		lsys_lua_new(L, &function_kind, 1);
		lua_createtable(L, 1, 0);
		lua_pushvalue(L, i);
		lua_rawseti(L, -2, 1);
		lua_setuservalue(L, -2);
		lsys_lua_pin(L, -1, &a->handler, holder, NULL);
		lua_pop(L, 1);
		return;
	}
	if (lua_type(L, i) == LUA_TNUMBER)
		v = (uint64_t)lua_tonumber(L, i);
	else if (lua_type(L, i) != LUA_TSTRING || !value_of("SIGACT", lua_tostring(L, i), &v))
		v = 2;
	if (v > 1)
		luaL_error(L, "handler: \"dfl\", \"ign\" or function expected");
	lua_pushnil(L);
	lsys_lua_pin(L, -1, &a->handler, holder, NULL);
	lua_pop(L, 1);
	a->handler = (void *)(uintptr_t)v;
}

bool lsys_lua_push_handler(lua_State *L, const struct lsys_sigaction *a, int holder)
{
	const struct lsys_lua_obj *o;

	lsys_lua_push_pinned(L, &a->handler, holder);
	o = lsys_lua_test_obj(L, -1);
	if (o && o->kind == &function_kind && o->root->mem == a->handler) {
		lua_getuservalue(L, -1);
		lua_rawgeti(L, -1, 1);
		lua_replace(L, -3);
		lua_pop(L, 1);
		return true;
	}
	lua_pop(L, 1);
	if (a->handler == NULL)
		lua_pushliteral(L, "DFL");
	else if (a->handler == (void *)1)
		lua_pushliteral(L, "IGN");
	else
		luaL_error(L, "handler: not one that was set"); /* but an address, written there by other ways */
	return false;
}

static void g_handler(lua_State *L, const void *p)
{
	lsys_lua_push_handler(L, p, 1);
}

static void s_handler(lua_State *L, int i, void *p, int holder)
{
	lsys_lua_set_handler(L, i, p, holder);
}

/* One that wants a siginfo. */
static void s_sigaction(lua_State *L, int i, void *p, int holder)
{
	lsys_lua_set_handler(L, i, p, holder);
	((struct lsys_sigaction *)p)->flags |= SA_SIGINFO;
}

/* Members of a table come in any order: flags do not take away what sigaction has brought. */
static void s_flags(lua_State *L, int i, void *p, int holder)
{
	struct lsys_sigaction *a = p;
	unsigned long tell = a->flags & SA_SIGINFO;

	lsys_lua_set_member(L, lsys_row_named(&lsys_sigaction_record, "flags", 5), i, &a->flags, holder);
	a->flags |= tell;
}

static bool sigaction_from(lua_State *L, int i, void *p, int holder)
{
	if (!lua_isfunction(L, i) && lua_type(L, i) != LUA_TSTRING && lua_type(L, i) != LUA_TNUMBER)
		return false;
	lsys_lua_set_handler(L, i, p, holder);
	return true;
}

static const struct lsys_lua_getter sigaction_getters[] = {
	{ "handler", g_handler }, { "sa_handler", g_handler }, { "sigaction", g_handler }, { "sa_sigaction", g_handler }, { NULL, NULL },
};
static const struct lsys_lua_setter sigaction_setters[] = {
	{ "handler", s_handler }, { "sa_handler", s_handler }, { "sigaction", s_sigaction }, { "sa_sigaction", s_sigaction },
	{ "flags", s_flags }, { NULL, NULL },
};

struct lsys_sigaction *lsys_lua_to_sigaction(lua_State *L, int i)
{
	return lsys_lua_to(L, i, sigaction_kind());
}

/* What a signalfd tells: its signal and reason by name. */
static bool ssi_get(lua_State *L, const char *key, const void *p)
{
	static const struct { unsigned signal; const char *group; } reasons[] = {
		{ 0, "SI" }, { SIGCHLD, "SIGCLD" }, { SIGSEGV, "SIGSEGV" }, { SIGBUS, "SIGBUS" }, { SIGFPE, "SIGFPE" },
		{ SIGILL, "SIGILL" }, { SIGTRAP, "SIGTRAP" }, { SIGPOLL, "SIGPOLL" },
	};
	const struct signalfd_siginfo *s = p;
	bool found = false, is = false;
	unsigned sig = signal_of(key);
	uint64_t v;

	if (sig && (*key < '0' || *key > '9')) {
		found = true;
		is = sig == s->ssi_signo;
	}
	for (unsigned i = 0; i < LSYS_COUNT(reasons) && !is && (*key < '0' || *key > '9'); i++) {
		if (!value_of(reasons[i].group, key, &v))
			continue;
		found = true;
		is = (!reasons[i].signal || reasons[i].signal == s->ssi_signo) && (int32_t)v == s->ssi_code;
	}
	if (found)
		lua_pushboolean(L, is);
	return found;
}

const struct lsys_lua_kind lsys_lua_signal_kinds[] = {
	{ .name = "sigset", .rec = &lsys_sigset_record, .getters = sigset_getters, .methods = sigset_methods, .get = sigset_get,
	  .set = sigset_set, .from = sigset_from },
	{ .name = "sigaction", .rec = &lsys_sigaction_record, .order = "handler mask flags", .getters = sigaction_getters,
	  .setters = sigaction_setters, .from = sigaction_from },
	{ .name = "signalfd_siginfo", .rec = &lsys_signalfd_siginfo_record, .get = ssi_get },
	LSYS_LUA_ARRAY_KIND("siginfos", &lsys_signalfd_siginfo_record, "sfd"),
	{ .name = NULL },
};

/* Kinds of processes' structs: what they have beside their rows. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "kinds.h"
#include "sys/abi.h"
#include "sys/structs.h"

/* waitstatus: WIFEXITED, EXITSTATUS ..., with or without the W, in any case; nil for what does not apply */

static bool waitstatus_get(lua_State *L, const char *key, const void *p)
{
	int s = ((const struct lsys_waitstatus *)p)->status;
	const struct { const char *name; bool is_number, applies; int value; } words[] = {
		{ "IFEXITED", false, true, WIFEXITED(s) }, { "EXITSTATUS", true, WIFEXITED(s), WEXITSTATUS(s) },
		{ "IFSIGNALED", false, true, WIFSIGNALED(s) }, { "TERMSIG", true, WIFSIGNALED(s), WTERMSIG(s) },
		{ "COREDUMP", false, WIFSIGNALED(s), WCOREDUMP(s) != 0 },
		{ "IFSTOPPED", false, true, WIFSTOPPED(s) }, { "STOPSIG", true, WIFSTOPPED(s), WSTOPSIG(s) },
		{ "IFCONTINUED", false, true, WIFCONTINUED(s) },
	};

	for (unsigned i = 0; i < LSYS_COUNT(words); i++) {
		if (strcasecmp(key, words[i].name) != 0 && ((*key != 'W' && *key != 'w') || strcasecmp(key + 1, words[i].name) != 0))
			continue;
		if (!words[i].applies)
			lua_pushnil(L);
		else if (words[i].is_number)
			lua_pushinteger(L, words[i].value);
		else
			lua_pushboolean(L, words[i].value);
		return true;
	}
	return false;
}

/* rlimit: "infinity" and -1 are the same; a number alone is both limits */

static void push_limit(lua_State *L, rlim_t v)
{
	if (v == RLIM_INFINITY)
		lua_pushinteger(L, -1);
	else
		lsys_lua_push_u64(L, v);
}

static void g_cur(lua_State *L, const void *p) { push_limit(L, ((const struct rlimit *)p)->rlim_cur); }
static void g_max(lua_State *L, const void *p) { push_limit(L, ((const struct rlimit *)p)->rlim_max); }
static const struct lsys_lua_getter rlimit_getters[] = { { "cur", g_cur }, { "max", g_max }, { NULL, NULL } };

static bool rlimit_from(lua_State *L, int i, void *p, int holder)
{
	struct rlimit *r = p;

	if (lua_type(L, i) != LUA_TNUMBER && lua_type(L, i) != LUA_TSTRING)
		return false;
	lsys_lua_set_member(L, lsys_row_named(&lsys_rlimit_record, "cur", 3), i, &r->rlim_cur, holder);
	r->rlim_max = r->rlim_cur;
	return true;
}

/* siginfo */

static void g_signame(lua_State *L, const void *p)
{
	const struct lsys_group *g = lsys_group_named("SIG");
	struct lsys_const c = lsys_const_of(g->names, (uint64_t)((const siginfo_t *)p)->si_signo);

	if (!c.name) {
		lua_pushnil(L);
		return;
	}
	lua_getglobal(L, "string");
	lua_getfield(L, -1, "upper");
	lua_remove(L, -2);
	lua_pushstring(L, c.name);
	lua_call(L, 1, 1);
}

static const struct lsys_lua_getter siginfo_getters[] = { { "signame", g_signame }, { NULL, NULL } };

/* clone_args: what is a list, and what is a descriptor */

static void s_set_tid(lua_State *L, int i, void *p, int holder)
{
	struct lsys_clone_args *c = p;
	size_t n = 0;

	i = lua_absindex(L, i);
	lua_pushvalue(L, i);
	if (lua_istable(L, i))
		lsys_lua_to_array(L, lua_gettop(L), lsys_lua_kind_named(L, "ints"), &n);
	lsys_lua_pin(L, -1, lsys_ptr_at(&c->set_tid, sizeof(c->set_tid)), holder, &n);
	lua_pop(L, 1);
	if (!c->set_tid_size)
		c->set_tid_size = n / sizeof(pid_t);
}

static void s_cgroup(lua_State *L, int i, void *p, int holder)
{
	(void)holder;
	((struct lsys_clone_args *)p)->cgroup = (uint64_t)lsys_lua_check_fd(L, i);
}

static const struct lsys_lua_setter clone_args_setters[] = {
	{ "set_tid", s_set_tid }, { "cgroup", s_cgroup }, { NULL, NULL },
};

/* sets of processors: s[n], s:set(n or list), s:clear(n or list), s:get(n), s:zero(), tostring(s) is {0,1} */

#define WORD (8 * sizeof(long))

static bool cpu_is(const struct lsys_cpu_set *s, unsigned n)
{
	return s->val[n / WORD] >> n % WORD & 1;
}

static void cpu_put(struct lsys_cpu_set *s, unsigned n, bool on)
{
	if (on)
		s->val[n / WORD] |= 1UL << n % WORD;
	else
		s->val[n / WORD] &= ~(1UL << n % WORD);
}

/* The processors of the number or list at index i, put there or away. */
static void cpu_each(lua_State *L, int i, struct lsys_cpu_set *s, bool on)
{
	if (!lua_istable(L, i)) {
		cpu_put(s, (unsigned)lsys_lua_check_i64(L, i, 0, LSYS_CPUS - 1), on);
		return;
	}
	i = lua_absindex(L, i);
	for (int k = 1; k <= (int)lua_rawlen(L, i); k++) {
		lua_rawgeti(L, i, k);
		if (lua_type(L, -1) != LUA_TNUMBER || lua_tonumber(L, -1) < 0 || lua_tonumber(L, -1) >= LSYS_CPUS)
			luaL_error(L, "cpu_set: numbers from 0 to %d expected", LSYS_CPUS - 1);
		cpu_put(s, (unsigned)lua_tointeger(L, -1), on);
		lua_pop(L, 1);
	}
}

static bool cpu_set_from(lua_State *L, int i, void *p, int holder)
{
	bool numbers = lua_type(L, i) == LUA_TNUMBER;

	(void)holder;
	if (lua_istable(L, i)) {
		lua_getfield(L, i, "val");
		numbers = lua_isnil(L, -1);
		lua_pop(L, 1);
	}
	if (!numbers)
		return false;
	memset(p, 0, sizeof(struct lsys_cpu_set));
	cpu_each(L, i, p, true);
	return true;
}

/* The number that a key is; -1: none. */
static long cpu_key(const char *key)
{
	char *end;
	long n = strtol(key, &end, 10);

	return *key && !*end && n >= 0 ? n : -1;
}

static bool cpu_set_get(lua_State *L, const char *key, const void *p)
{
	long n = cpu_key(key);

	if (n < 0)
		return false;
	lua_pushboolean(L, n < LSYS_CPUS && cpu_is(p, (unsigned)n));
	return true;
}

static bool cpu_set_set(lua_State *L, const char *key, int i, void *p, int holder)
{
	long n = cpu_key(key);

	(void)holder;
	if (n < 0 || n >= LSYS_CPUS)
		return false;
	cpu_put(p, (unsigned)n, lua_toboolean(L, i));
	return true;
}

static struct lsys_cpu_set *cpu_self(lua_State *L, bool write)
{
	lsys_lua_check(L, 1, lua_touserdata(L, lua_upvalueindex(1)));
	return lsys_lua_mem(L, lsys_lua_test_obj(L, 1), write);
}

static int l_cpu_set(lua_State *L)
{
	cpu_each(L, 2, cpu_self(L, true), true);
	lua_settop(L, 1);
	return 1;
}

static int l_cpu_clear(lua_State *L)
{
	cpu_each(L, 2, cpu_self(L, true), false);
	lua_settop(L, 1);
	return 1;
}

static int l_cpu_zero(lua_State *L)
{
	memset(cpu_self(L, true), 0, sizeof(struct lsys_cpu_set));
	lua_settop(L, 1);
	return 1;
}

static int l_cpu_get(lua_State *L)
{
	lua_pushboolean(L, cpu_is(cpu_self(L, false), (unsigned)lsys_lua_check_i64(L, 2, 0, LSYS_CPUS - 1)));
	return 1;
}

static int l_cpu_tostring(lua_State *L)
{
	const struct lsys_cpu_set *s = cpu_self(L, false);
	luaL_Buffer b;
	bool more = false;

	luaL_buffinit(L, &b);
	luaL_addchar(&b, '{');
	for (unsigned n = 0; n < LSYS_CPUS; n++) {
		if (!cpu_is(s, n))
			continue;
		if (more)
			luaL_addchar(&b, ',');
		lua_pushinteger(L, (lua_Integer)n);
		luaL_addvalue(&b);
		more = true;
	}
	luaL_addchar(&b, '}');
	luaL_pushresult(&b);
	return 1;
}

static const luaL_Reg cpu_set_methods[] = {
	{ "set", l_cpu_set }, { "clear", l_cpu_clear }, { "zero", l_cpu_zero }, { "get", l_cpu_get },
	{ "__tostring", l_cpu_tostring }, { NULL, NULL },
};

static void sched_attr_init(void *p)
{
	((struct lsys_sched_attr *)p)->size = sizeof(struct lsys_sched_attr);
}

/* string_array: pointers to texts, for execve */

static bool string_from(lua_State *L, int i, void *p, int holder)
{
	if (lua_type(L, i) != LUA_TSTRING)
		return false;
	lsys_lua_check_path(L, i);
	i = lua_absindex(L, i);
	lua_pushvalue(L, i);
	lua_pushlstring(L, "", 1); /* the kernel wants the zero byte */
	lua_concat(L, 2);
	lsys_lua_pin(L, -1, p, holder, NULL);
	lua_pop(L, 1);
	return true;
}

static int l_string_tostring(lua_State *L)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, 1);
	const struct lsys_lua_obj *s;
	const char *text;

	luaL_argcheck(L, o && o->size >= sizeof(void *), 1, "string expected");
	lsys_lua_push_pinned(L, lsys_lua_mem(L, o, false), 1);
	s = lsys_lua_test_obj(L, -1);
	text = s ? lsys_lua_mem(L, s, false) : "";
	lua_pushlstring(L, text, s ? strnlen(text, s->size) : 0);
	return 1;
}

static const luaL_Reg string_methods[] = { { "__tostring", l_string_tostring }, { NULL, NULL } };

const struct lsys_lua_kind lsys_lua_process_kinds[] = {
	{ .name = "waitstatus", .rec = &lsys_waitstatus_record, .get = waitstatus_get },
	{ .name = "rlimit", .rec = &lsys_rlimit_record, .getters = rlimit_getters, .from = rlimit_from },
	{ .name = "siginfo", .rec = &lsys_siginfo_record, .getters = siginfo_getters },
	{ .name = "clone_args", .rec = &lsys_clone_args_record, .setters = clone_args_setters },
	{ .name = "cpu_set", .rec = &lsys_cpu_set_record, .get = cpu_set_get, .set = cpu_set_set, .from = cpu_set_from,
	  .methods = cpu_set_methods },
	{ .name = "sched_attr", .rec = &lsys_sched_attr_record, .init = sched_attr_init },
	{ .name = "string", .rec = &lsys_string_record, .from = string_from, .methods = string_methods },
	{ .name = "string_array", .rec = &lsys_string_record, .shape = LSYS_LUA_ARRAY },
	{ .name = NULL },
};

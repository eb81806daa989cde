/*
 * require "lsys": lsys.ifinfo{"eth0", stats = true} is lsys ifinfo --stats eth0, and gives the records as tables.
 * On failure nil, error, errno. An applet that reports no records gives its output as a string, or true without any.
 */
#include "lua/lua.h"

#include <errno.h>
#include <lauxlib.h>
#include <string.h>

#include "lsys_lua.h"

#define CALL "lsys.call"

/* What a call holds; in a userdata, so that a Lua error on the way releases it. */
struct call {
	struct lsys_arena arena;
	struct lsys_buf out, errout;
	const char **words;
	unsigned n, cap;
};

static int l_call_gc(lua_State *L)
{
	struct call *c = luaL_checkudata(L, 1, CALL);

	lsys_arena_free(&c->arena);
	lsys_buf_free(&c->out);
	lsys_buf_free(&c->errout);
	return 0;
}

static struct call *new_call(lua_State *L)
{
	struct call *c = lua_newuserdata(L, sizeof(*c));

	*c = (struct call){ .out = LSYS_BUF_MEM, .errout = LSYS_BUF_MEM };
	if (luaL_newmetatable(L, CALL)) {
		lua_pushcfunction(L, l_call_gc);
		lua_setfield(L, -2, "__gc");
	}
	lua_setmetatable(L, -2);
	return c;
}

static void add(lua_State *L, struct call *c, const char *word)
{
	if (c->n + 1 >= c->cap) {
		unsigned cap = c->cap ? 2 * c->cap : 16;
		const char **p = lsys_arena_array(&c->arena, cap, sizeof(*p));

		if (!p) {
			luaL_error(L, "not enough memory");
			return;
		}
		if (c->n)
			memcpy(p, c->words, c->n * sizeof(*p));
		c->words = p;
		c->cap = cap;
	}
	c->words[c->n++] = word;
	c->words[c->n] = NULL;
}

/* all_netns is --all-netns. */
static void to_dashes(char *p)
{
	while ((p = strchr(p, '_')))
		*p = '-';
}

/* The text of the value at index i as a word that lives as long as the call. */
static const char *word_of(lua_State *L, struct call *c, int i, const char *prefix, const char *option)
{
	size_t len, before = strlen(prefix) + (option ? strlen(option) : 0);
	const char *s;
	char *w;

	if (lua_type(L, i) != LUA_TNUMBER && lua_type(L, i) != LUA_TSTRING)
		luaL_error(L, "%s%s: string or number expected, got %s", prefix, option ? option : "", luaL_typename(L, i));
	lua_pushvalue(L, i); /* a number must not change its type in the caller's table */
	s = lua_tolstring(L, -1, &len);
	if (strlen(s) != len)
		luaL_error(L, "%s%s: a word cannot hold a NUL byte", prefix, option ? option : "");
	w = lsys_arena_alloc(&c->arena, before + len + 2);
	if (!w) {
		luaL_error(L, "not enough memory");
		return NULL;
	}
	strcpy(w, prefix);
	if (option) {
		strcat(w, option);
		to_dashes(w + strlen(prefix));
		if (strlen(option) > 1)
			strcat(w, "=");
	}
	strcat(w, s);
	lua_pop(L, 1);
	return w;
}

/* key = true: --key; false: nothing; a list: --key=VALUE for each of it; else --key=VALUE. A letter: -k. */
static void add_option(lua_State *L, struct call *c, const char *key, int value)
{
	const char *dashes = strlen(key) > 1 ? "--" : "-";

	if (lua_isboolean(L, value)) {
		char *w;

		if (!lua_toboolean(L, value))
			return;
		lua_pushstring(L, key);
		w = (char *)(uintptr_t)word_of(L, c, lua_gettop(L), dashes, NULL);
		lua_pop(L, 1);
		to_dashes(w + strlen(dashes));
		add(L, c, w);
	} else if (lua_istable(L, value)) {
		int n = (int)lua_rawlen(L, value);

		for (int i = 1; i <= n; i++) {
			lua_rawgeti(L, value, i);
			add(L, c, word_of(L, c, lua_gettop(L), dashes, key));
			lua_pop(L, 1);
		}
	} else {
		add(L, c, word_of(L, c, value, dashes, key));
	}
}

static void add_table(lua_State *L, struct call *c, int t, bool raw)
{
	int n = (int)lua_rawlen(L, t);

	lua_pushnil(L);
	while (lua_next(L, t)) {
		if (lua_type(L, -2) == LUA_TSTRING && raw)
			luaL_error(L, "%s: this applet takes words, in their order, and no options by name", lua_tostring(L, -2));
		else if (lua_type(L, -2) == LUA_TSTRING)
			add_option(L, c, lua_tostring(L, -2), lua_gettop(L));
		else if (lua_type(L, -2) != LUA_TNUMBER)
			luaL_error(L, "options have names; a %s is none", luaL_typename(L, -2));
		lua_pop(L, 1);
	}
	if (!raw)
		add(L, c, "--");
	for (int i = 1; i <= n; i++) {
		lua_rawgeti(L, t, i);
		add(L, c, word_of(L, c, lua_gettop(L), "", NULL));
		lua_pop(L, 1);
	}
}

/* A call's result, from what the applet reported. */
static int result(lua_State *L, struct call *c, struct lsys_ctx *ctx, int status, int records)
{
	if (status != 0) {
		if (!ctx->err.code)
			lsys_err_msg(&ctx->err, status < 0 ? -status : EIO, NULL, ctx->applet->name,
				     c->errout.len ? lsys_buf_str(&c->errout) : "failed without a word");
		return lsys_lua_fail_err(L, &ctx->err);
	}
	if (c->out.err < 0)
		return lsys_lua_fail(L, -c->out.err);
	if (c->out.len)
		lua_pushlstring(L, c->out.p, c->out.len);
	else if (records)
		lua_pushvalue(L, records);
	else
		lua_pushboolean(L, true);
	return 1;
}

/* The function of an applet: words, or one table of options and operands. Upvalue: the applet. */
static int l_applet(lua_State *L)
{
	const struct lsys_applet *a = lua_touserdata(L, lua_upvalueindex(1));
	int n = lua_gettop(L), records = 0, r = 0;
	struct call *c = new_call(L);
	struct lsys_lua_sink sink;
	struct lsys_ctx ctx = { .applet = a, .name = a->name, .out = &c->out, .errout = &c->errout, .arena = &c->arena };
	struct lsys_opts sets[2];
	void *args;

	if (n == 1 && lua_istable(L, 1))
		add_table(L, c, 1, a->raw);
	else
		for (int i = 1; i <= n; i++)
			add(L, c, word_of(L, c, i, "", NULL));
	if (!c->n)
		add(L, c, "--");
	ctx.words = (char *const *)(uintptr_t)(c->n && a->raw && !strcmp(c->words[0], "--") ? c->words + 1 : c->words);
	args = lsys_arena_alloc(&c->arena, a->args_size + 1);
	if (!args)
		return lsys_lua_fail(L, ENOMEM);
	/* The options that choose a form of output have no sense here: only the applet's own are known. */
	lsys_applet_opts(a, args, NULL, sets);
	if (!a->raw)
		r = lsys_opt_parse(sets, 1, ctx.words, &c->arena, &ctx.err);
	if (r == 0) {
		if (a->record) {
			lua_newtable(L);
			records = lua_gettop(L);
			lsys_lua_sink_init(&sink, L, records);
			ctx.sink = &sink.sink;
		}
		r = a->run(&ctx, args);
	}
	return result(L, c, &ctx, r, records);
}

static void push_applet(lua_State *L, const struct lsys_applet *a)
{
	lua_pushlightuserdata(L, (void *)(uintptr_t)a);
	lua_pushcclosure(L, l_applet, 1);
}

static int l_lsys_index(lua_State *L)
{
	const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
	const struct lsys_applet *a = lsys_applet_named(key);

	if (!a)
		return luaL_error(L, "lsys has no applet '%s'", key);
	push_applet(L, a);
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, 1);
	return 1;
}

/* pairs(lsys): every applet. */
static int l_lsys_pairs(lua_State *L)
{
	for (unsigned i = 0; i < lsys_napplets; i++) {
		push_applet(L, lsys_applets[i].applet);
		lua_setfield(L, 1, lsys_applets[i].name);
	}
	lua_getglobal(L, "next");
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

static int l_open_lsys(lua_State *L)
{
	static const luaL_Reg meta[] = { { "__index", l_lsys_index }, { "__pairs", l_lsys_pairs }, { NULL, NULL } };

	lua_newtable(L);
	luaL_newlib(L, meta);
	lua_setmetatable(L, -2);
	return 1;
}

void lua_add_applets(lua_State *L)
{
	lua_getglobal(L, "package");
	lua_getfield(L, -1, "preload");
	lua_pushcfunction(L, l_open_lsys);
	lua_setfield(L, -2, "lsys");
	lua_pop(L, 2);
}

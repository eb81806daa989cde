/*
 * Steps that C has no stub for: made by the Lua function of the same name, in a state of their own. Words become Lua's
 * values as the row says.
 */
#include "call/call.h"

#include <errno.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "lsys_lua.h"

/* S, and what a word that is Lua sees: the globals, S, t and c. */
static int l_start(lua_State *L)
{
	luaL_openlibs(L);
	lsys_lua_open(L);
	lua_getglobal(L, "require");
	lua_pushliteral(L, "syscall");
	lua_call(L, 1, 1);
	lua_pushvalue(L, -1);
	lua_setglobal(L, "S");
	lua_getfield(L, -1, "t");
	lua_setglobal(L, "t");
	lua_getfield(L, -1, "c");
	lua_setglobal(L, "c");
	return 0;
}

void call_end_lua(struct lua_State *L)
{
	lsys_lua_run_atexit(L);
	lua_close(L);
}

/* Words to values */

static void push_earlier(lua_State *L, const struct lsys_call_result *r)
{
	if (r->ref)
		lua_rawgeti(L, LUA_REGISTRYINDEX, r->ref);
	else if (LSYS_HAS(&call_result_record, r, number))
		lsys_lua_push_i64(L, r->number);
	else if (r->string.p)
		lua_pushlstring(L, r->string.p, r->string.len);
	else if (r->data.rec)
		memcpy(lsys_lua_new(L, lsys_lua_kind_of(L, r->data.rec), 1), r->data.p, r->data.rec->size);
	else
		lua_pushnil(L);
}

static bool push_number(lua_State *L, const char *word)
{
	int64_t i;
	uint64_t u;
	double d;

	if (lsys_parse_i64(word, &i) == 0)
		lsys_lua_push_i64(L, i);
	else if (lsys_parse_u64(word, &u) == 0)
		lsys_lua_push_u64(L, u);
	else if (lsys_parse_seconds(word, &d) == 0)
		lua_pushnumber(L, d);
	else
		return false;
	return true;
}

/* "sec=5,value.nsec=7" as a table, with tables inside. */
static void push_members(lua_State *L, const char *word)
{
	lua_newtable(L);
	while (*word) {
		size_t len = strcspn(word, ","), name;
		const char *eq = memchr(word, '=', len);
		int depth = 0;

		if (!eq)
			luaL_error(L, "%s: wants the form MEMBER=VALUE,...", word);
		for (name = strcspn(word, ".="); word[name] == '.'; name = strcspn(word, ".=")) {
			lua_pushlstring(L, word, name);
			lua_pushvalue(L, -1);
			lua_rawget(L, -3);
			if (!lua_istable(L, -1)) {
				lua_pop(L, 1);
				lua_newtable(L);
				lua_pushvalue(L, -2);
				lua_pushvalue(L, -2);
				lua_rawset(L, -5);
			}
			lua_remove(L, -2);
			depth++;
			word += name + 1;
			len -= name + 1;
		}
		lua_pushlstring(L, word, name);
		lua_pushlstring(L, eq + 1, (size_t)(word + len - eq - 1));
		if (push_number(L, lua_tostring(L, -1)))
			lua_remove(L, -2);
		lua_rawset(L, -3);
		lua_pop(L, depth);
		word += len;
		word += *word == ',';
	}
}

static int push_expression(lua_State *L, struct call_step *s, int i, const char *word)
{
	const char *code = lua_pushfstring(L, "return %s", word + (*word == ':'));

	if (luaL_loadbufferx(L, code, strlen(code), "=", "t") != LUA_OK || lua_pcall(L, 0, 1, 0) != LUA_OK) {
		const char *msg = luaL_tolstring(L, -1, NULL), *why = strstr(msg, ": "); /* behind the place, which is the word */

		why = lua_pushfstring(L, "is no value of Lua: %s", why ? why + 2 : msg);
		why = lsys_arena_strndup(s->ctx->arena, why, strlen(why));
		return call_refuse(s, i, word, why ? why : "is no value of Lua");
	}
	lua_remove(L, -2);
	return 0;
}

/* A constant's words are Lua's to read too, but who misspells one is told as for the other calls. */
static int push_constant(lua_State *L, struct call_step *s, int i, const char *word)
{
	uint64_t v;

	if (push_number(L, word))
		return 0;
	lua_pushstring(L, word);
	return lsys_group_parse(s->p[i].group, word, &v, &s->ctx->err);
}

/* Returns 0, or what the refusal returned. */
static int push_word(lua_State *L, struct call_step *s, int i)
{
	const struct lsys_param *p = &s->p[i];
	const char *word = s->words.word[i];
	bool wrong = false, text = p->type == LSYS_P_PATH || p->type == LSYS_P_STR || p->type == LSYS_P_DATA;
	const struct lsys_call_result *r = word ? call_result_of(s, word, &wrong) : NULL;

	if (wrong)
		return call_refuse(s, i, word, "stands for a result that there is not");
	if (!word && !p->optional && p->type != LSYS_P_BUF && p->type != LSYS_P_OUT)
		return call_refuse(s, i, s->c->name, "is missing");
	if (!word)
		lua_pushnil(L);
	else if (r)
		push_earlier(L, r);
	else if (p->type == LSYS_P_CONST)
		return push_constant(L, s, i, word);
	else if (!text && (*word == '{' || *word == ':'))
		return push_expression(L, s, i, word);
	else if (!text && (!strcmp(word, "true") || !strcmp(word, "false")))
		lua_pushboolean(L, *word == 't');
	else if (p->rec && strchr(word, '='))
		push_members(L, word);
	else if (text || !push_number(L, word))
		lua_pushstring(L, word + (*word == '='));
	return 0;
}

/* The function, and what goes before its arguments. Returns how many values those are. */
static int push_callee(lua_State *L, const struct call_step *s)
{
	const struct lsys_call *many = lsys_call_many(s->c);
	const char *name = s->c->name, *dot = strchr(name, '.');

	lua_getglobal(L, "S");
	if (many) {
		lua_getfield(L, -1, many->name);
		lua_pushstring(L, dot + 1);
		lua_remove(L, -3);
		return 1;
	}
	if (dot && !strncmp(name, "fd.", 3)) {
		lsys_lua_push_others_fd(L, -1); /* any: for its methods */
		lua_remove(L, -2);
		lua_getfield(L, -1, dot + 1);
		lua_remove(L, -2);
		return 0;
	}
	if (dot) {
		lua_pushlstring(L, name, (size_t)(dot - name));
		lua_gettable(L, -2);
		lua_remove(L, -2);
		name = dot + 1;
	}
	lua_getfield(L, -1, name);
	lua_remove(L, -2);
	return 0;
}

/* Protected: the call, its results; nil and an error object are left on the stack when it fails. */
static int l_step(lua_State *L)
{
	struct call_step *s = lua_touserdata(L, 1);
	int before, e = 0;

	lua_settop(L, 0);
	before = push_callee(L, s);
	for (int i = 0; i < s->n; i++) {
		e = push_word(L, s, i);
		if (e < 0)
			break;
	}
	if (e < 0) {
		lua_pushinteger(L, e);
		return 1;
	}
	lua_call(L, before + s->n, LUA_MULTRET);
	if (!lua_toboolean(L, 1) && lsys_lua_errno(L, 2) >= 0) {
		lua_pushinteger(L, call_failed(s, lsys_lua_errno(L, 2)));
		return 1;
	}
	call_take(L, 1, s, lua_touserdata(L, lua_upvalueindex(1)));
	lua_pushinteger(L, 0);
	return 1;
}

/* What Lua raised: an error object; "bad argument #2 to 'f' (why)" names the word; anything else is said as it is. */
static int raised(lua_State *L, struct call_step *s)
{
	const char *msg = luaL_tolstring(L, -1, NULL), *why, *bad = strstr(msg, "bad argument #");
	int n = bad ? (int)strtol(bad + strlen("bad argument #"), NULL, 10) : 0;
	size_t len;
	char *copy;

	if (lsys_lua_errno(L, -2) >= 0) /* below its text: a failure that was raised, as iterators do */
		return call_failed(s, lsys_lua_errno(L, -2));
	n -= lsys_call_many(s->c) != NULL;
	why = n > 0 && n <= s->n ? strstr(bad, " (") : NULL;
	if (!why) {
		copy = lsys_arena_strndup(s->ctx->arena, msg, strcspn(msg, "\n"));
		return lsys_err_usage(&s->ctx->err, s->c->name, copy ? copy : "wrong arguments");
	}
	why += 2;
	len = strlen(why);
	copy = lsys_arena_strndup(s->ctx->arena, why, len - (len && why[len - 1] == ')'));
	return call_refuse(s, n - 1, s->words.word[n - 1] ? s->words.word[n - 1] : s->c->name, copy ? copy : "is wrong");
}

int call_step_in_lua(struct call_step *s, struct lsys_call_result *out)
{
	lua_State *L = *s->lua;
	int status = LUA_OK;

	if (!L) {
		L = *s->lua = lsys_lua_newstate();
		if (!L)
			return lsys_err_set(&s->ctx->err, ENOMEM, NULL, NULL);
		lua_pushcfunction(L, l_start);
		status = lua_pcall(L, 0, 0, 0);
	}
	if (status == LUA_OK) {
		lua_pushlightuserdata(L, out);
		lua_pushcclosure(L, l_step, 1);
		lua_pushlightuserdata(L, s);
		status = lua_pcall(L, 1, 1, 0);
	}
	if (status != LUA_OK)
		return raised(L, s);
	status = (int)lua_tointeger(L, -1);
	lua_settop(L, 0);
	return status;
}

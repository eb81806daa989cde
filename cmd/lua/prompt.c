/* The prompt: lines from standard input, each a chunk or a part of one. */
#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lua/lua.h"

/* One line without its end on the stack, after the prompt. False at the end of the input. */
static bool push_line(lua_State *L, bool first)
{
	const char *prompt;
	luaL_Buffer b;
	int c;

	lua_getglobal(L, first ? "_PROMPT" : "_PROMPT2");
	prompt = lua_tostring(L, -1); /* 5.2 asks for no __tostring here; one that raises must not end the prompt */
	fputs(prompt ? prompt : first ? "> " : ">> ", stdout);
	fflush(stdout);
	lua_pop(L, 1);

	luaL_buffinit(L, &b);
	do {
		clearerr(stdin);
		c = getc(stdin);
	} while (c == EOF && ferror(stdin) && errno == EINTR);
	if (c == EOF)
		return false;
	for (; c != EOF && c != '\n'; c = getc(stdin))
		luaL_addchar(&b, (char)c);
	luaL_pushresult(&b);
	return true;
}

/* Did the chunk end too early? Then what is wrong with it is popped. */
static bool incomplete(lua_State *L, int status)
{
	static const char mark[] = "<eof>";
	size_t len;
	const char *msg;

	if (status != LUA_ERRSYNTAX)
		return false;
	msg = lua_tolstring(L, -1, &len);
	if (len < sizeof(mark) - 1 || strcmp(msg + len - (sizeof(mark) - 1), mark) != 0)
		return false;
	lua_pop(L, 1);
	return true;
}

/* Lines until they are a chunk, which replaces them on the stack, or what is wrong. Returns a status, -1 at the end. */
static int load_lines(lua_State *L)
{
	int status;

	lua_settop(L, 0);
	if (!push_line(L, true))
		return -1;
	if (*lua_tostring(L, 1) == '=') {
		lua_pushfstring(L, "return %s", lua_tostring(L, 1) + 1);
		lua_remove(L, 1);
	}
	for (;;) {
		size_t len;
		const char *s = lua_tolstring(L, 1, &len);

		status = luaL_loadbuffer(L, s, len, "=stdin");
		if (!incomplete(L, status))
			break;
		if (!push_line(L, false))
			return -1;
		lua_pushliteral(L, "\n");
		lua_insert(L, -2);
		lua_concat(L, 3);
	}
	lua_remove(L, 1);
	return status;
}

/* By the global print, which a program may have replaced. */
static void print_results(lua_State *L)
{
	int n = lua_gettop(L);

	if (!n)
		return;
	luaL_checkstack(L, LUA_MINSTACK, "too many results to print");
	lua_getglobal(L, "print");
	lua_insert(L, 1);
	if (lua_pcall(L, n, 0, 0) == LUA_OK)
		return;
	lua_pushfstring(L, "error calling 'print' (%s)", lua_tostring(L, -1));
	lua_report(L, LUA_ERRRUN, NULL);
}

void lua_prompt(lua_State *L)
{
	int status;

	while ((status = load_lines(L)) != -1) {
		if (status == LUA_OK)
			status = lua_call_traced(L, 0, LUA_MULTRET);
		lua_report(L, status, NULL);
		if (status == LUA_OK)
			print_results(L);
	}
	lua_settop(L, 0);
	fputs("\n", stdout);
	fflush(stdout);
}

/* lsys lua: lua(1) of Lua 5.2, with the kernel's interfaces. Options, messages and statuses are lua(1)'s. */
#include "lua/lua.h"

#include <errno.h>
#include <lauxlib.h>
#include <lualib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lsys_lua.h"

/* What the command line asks for. */
struct asked {
	char *const *words;
	int script;                 /* index of the script among the words; how many there are when there is none */
	bool interactive, version, no_env, execute;
};

/* The state that SIGINT stops. A signal handler has no other way to know it. */
static lua_State *volatile interrupted;
static const char *own_name = "lsys lua"; /* what messages begin with */

static void stop(lua_State *L, lua_Debug *ar)
{
	(void)ar;
	lua_sethook(L, NULL, 0, 0);
	luaL_error(L, "interrupted!");
}

static void on_interrupt(int sig)
{
	signal(sig, SIG_DFL); /* a second one ends the program, should the first not come through */
	lua_sethook(interrupted, stop, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
}

static int l_traceback(lua_State *L)
{
	const char *msg = lua_tostring(L, 1);

	if (msg) {
		luaL_traceback(L, L, msg, 1);
	} else if (lsys_lua_errno(L, 1) >= 0) { /* from assert(S.open(...)): where matters as much as what */
		luaL_traceback(L, L, luaL_tolstring(L, 1, NULL), 1);
	} else if (!lua_isnoneornil(L, 1) && !luaL_callmeta(L, 1, "__tostring")) {
		lua_pushliteral(L, "(no error message)");
	}
	return 1;
}

int lua_call_traced(lua_State *L, int narg, int nres)
{
	int base = lua_gettop(L) - narg, status;
	lua_State *outer = interrupted;
	struct sigaction act = { .sa_handler = on_interrupt }, old, now;

	lua_pushcfunction(L, l_traceback);
	lua_insert(L, base);
	interrupted = L;
	/* What a script says is to be done at SIGINT stays so, also from one line of a conversation to the next. */
	sigaction(SIGINT, NULL, &old);
	if (old.sa_handler == SIG_DFL)
		sigaction(SIGINT, &act, NULL);
	status = lua_pcall(L, narg, nres, base);
	sigaction(SIGINT, NULL, &now);
	if (now.sa_handler == on_interrupt || now.sa_handler == SIG_DFL)
		sigaction(SIGINT, &old, NULL);
	interrupted = outer;
	lua_remove(L, base);
	return status;
}

int lua_report(lua_State *L, int status, const char *progname)
{
	const char *msg;

	if (status == LUA_OK)
		return status;
	msg = lua_tostring(L, -1);
	fflush(stdout);
	if (lua_isnil(L, -1)) { /* error() with nothing to say */
		lua_pop(L, 1);
		return status;
	}
	if (progname)
		fprintf(stderr, "%s: ", progname);
	fprintf(stderr, "%s\n", msg ? msg : "(error object is not a string)");
	lua_pop(L, 1);
	return status;
}

static int run_loaded(lua_State *L, int status)
{
	if (status == LUA_OK)
		status = lua_call_traced(L, 0, 0);
	return lua_report(L, status, own_name);
}

static int run_string(lua_State *L, const char *s, const char *name)
{
	return run_loaded(L, luaL_loadbuffer(L, s, strlen(s), name));
}

/* LUA_INIT_5_2 or LUA_INIT: a chunk, or @FILE. */
static int run_init(lua_State *L)
{
	const char *name = "=LUA_INIT_5_2", *init = getenv(name + 1);

	if (!init) {
		name = "=LUA_INIT";
		init = getenv(name + 1);
	}
	if (!init)
		return LUA_OK;
	return *init == '@' ? run_loaded(L, luaL_loadfile(L, init + 1)) : run_string(L, init, name);
}

static int run_require(lua_State *L, const char *name)
{
	int status;

	lua_getglobal(L, "require");
	lua_pushstring(L, name);
	status = lua_call_traced(L, 1, 1);
	if (status == LUA_OK)
		lua_setglobal(L, name);
	return lua_report(L, status, own_name);
}

/* The value of -e or -l: the rest of the word, or the next one. */
static const char *value_of(char *const *words, int *i)
{
	return words[*i][2] ? words[*i] + 2 : words[++*i];
}

/* Goes over the options. Returns NULL, or the word that is wrong. */
static const char *parse(struct asked *a)
{
	int i;

	for (i = 0; a->words[i]; i++) {
		const char *w = a->words[i];

		if (w[0] != '-' || !w[1]) /* a script, or "-": standard input */
			break;
		switch (w[1]) {
		case '-':
			if (w[2])
				return w;
			i++;
			goto end;
		case 'E': /* the one that lua(1) takes with anything behind it */
			a->no_env = true;
			break;
		case 'i':
		case 'v':
			if (w[2])
				return w;
			a->interactive |= w[1] == 'i';
			a->version = true;
			break;
		case 'e':
		case 'l':
			a->execute |= w[1] == 'e';
			if (!w[2] && (!a->words[i + 1] || a->words[i + 1][0] == '-'))
				return w;
			value_of(a->words, &i);
			break;
		default:
			return w;
		}
	}
end:
	a->script = i;
	return NULL;
}

/* Says what is wrong with an option, as lua(1) does. */
static void refuse(const char *word)
{
	bool known = word[1] == 'e' || word[1] == 'l';

	fprintf(stderr, known ? "%s: '%s' needs an argument\n" : "%s: unrecognized option '%s'\n", own_name, word);
	fputs("lsys lua --help tells the options\n", stderr);
}

static int run_options(lua_State *L, const struct asked *a)
{
	int status = LUA_OK;

	for (int i = 0; i < a->script && status == LUA_OK; i++) {
		char kind = a->words[i][1];

		if (kind == 'e')
			status = run_string(L, value_of(a->words, &i), "=(command line)");
		else if (kind == 'l')
			status = run_require(L, value_of(a->words, &i));
	}
	return status;
}

/* The global arg: the script at 0, its arguments behind, what stood before it at negative numbers. */
static int push_arguments(lua_State *L, const struct asked *a, int before)
{
	int n = 0;

	while (a->words[a->script + n + 1])
		n++;
	luaL_checkstack(L, n + 3, "too many arguments to script");
	for (int i = 1; i <= n; i++)
		lua_pushstring(L, a->words[a->script + i]);
	lua_createtable(L, n, a->script + before + 1);
	for (int i = -before; a->words[i]; i++) {
		lua_pushstring(L, a->words[i]);
		lua_rawseti(L, -2, i - a->script);
	}
	return n;
}

static int run_script(lua_State *L, const struct asked *a, int before)
{
	const char *name = a->words[a->script];
	int n = push_arguments(L, a, before), status;

	lua_setglobal(L, "arg");
	if (!strcmp(name, "-") && (!a->script || strcmp(a->words[a->script - 1], "--") != 0))
		name = NULL;
	status = luaL_loadfile(L, name);
	lua_insert(L, -(n + 1));
	if (status == LUA_OK)
		status = lua_call_traced(L, n, LUA_MULTRET);
	else
		lua_pop(L, n);
	return lua_report(L, status, own_name);
}

/* What was printed must have arrived: a full disk is a failure like any other. */
static bool stdout_arrived(void)
{
	int e = fflush(stdout) ? errno : 0;

	if (!e && !ferror(stdout))
		return true;
	/* print has flushed by itself, and nobody knows any more why that failed */
	fprintf(stderr, "%s: standard output: %s\n", own_name, e ? strerror(e) : "write error");
	clearerr(stdout);
	return false;
}

/* os.exit, which must not hide that either: Lua's own calls exit, and its finalizers may print. */
static int l_exit(lua_State *L)
{
	int status;

	if (lua_isboolean(L, 1))
		status = lua_toboolean(L, 1) ? EXIT_SUCCESS : EXIT_FAILURE;
	else
		status = luaL_optint(L, 1, EXIT_SUCCESS);
	lsys_lua_run_atexit(L);
	if (lua_toboolean(L, 2))
		lua_close(L);
	if (!stdout_arrived() && status == EXIT_SUCCESS)
		status = EXIT_FAILURE;
	exit(status);
}

static void open_libraries(lua_State *L)
{
	lua_gc(L, LUA_GCSTOP, 0);
	luaL_openlibs(L);
	lsys_lua_open(L);
	lua_add_applets(L);
	lua_getglobal(L, "os");
	lua_pushcfunction(L, l_exit);
	lua_setfield(L, -2, "exit");
	lua_pop(L, 1);
	lua_gc(L, LUA_GCRESTART, 0);
}

static void put_version(void)
{
	puts(LUA_COPYRIGHT);
	fflush(stdout);
}

/* Everything, protected. Returns true when it went well. */
static int l_main(lua_State *L)
{
	struct lsys_ctx *ctx = lua_touserdata(L, 1);
	struct asked a = { .words = ctx->words };
	const char *wrong = parse(&a);
	struct sigaction act;
	bool has_script;

	lua_settop(L, 0);
	if (wrong) {
		refuse(wrong);
		lua_pushboolean(L, false);
		return 1;
	}
	has_script = a.words[a.script];
	if (a.version)
		put_version();
	if (a.no_env) {
		lua_pushboolean(L, true);
		lua_setfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
	}
	if (!interrupted && sigaction(SIGINT, NULL, &act) == 0 && act.sa_handler == SIG_IGN)
		signal(SIGINT, SIG_DFL); /* as lua(1), which is interrupted also where that is ignored */
	open_libraries(L);
	if ((!a.no_env && run_init(L) != LUA_OK) || run_options(L, &a) != LUA_OK ||
	    (has_script && run_script(L, &a, (int)ctx->nbefore) != LUA_OK)) {
		lua_pushboolean(L, false);
		return 1;
	}
	if (a.interactive) {
		lua_prompt(L);
	} else if (!has_script && !a.execute && !a.version) {
		if (isatty(STDIN_FILENO)) {
			put_version();
			lua_prompt(L);
		} else if (run_loaded(L, luaL_loadfile(L, NULL)) != LUA_OK) {
			lua_pushboolean(L, false);
			return 1;
		}
	}
	lua_pushboolean(L, true);
	return 1;
}

static int run_lua(struct lsys_ctx *ctx)
{
	lua_State *L = lsys_lua_newstate();
	bool good;
	int status;

	if (!L)
		return lsys_err_set(&ctx->err, ENOMEM, "start", NULL);
	if (ctx->nbefore == 1)
		own_name = ctx->words[-1]; /* called by a name of its own it gives that, as lua(1) does */
	lua_pushcfunction(L, l_main);
	lua_pushlightuserdata(L, ctx);
	status = lua_pcall(L, 1, 1, 0);
	good = status == LUA_OK && lua_toboolean(L, -1);
	lua_report(L, status, own_name);
	lsys_lua_run_atexit(L);
	lua_close(L);
	good &= stdout_arrived();
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* For help, manual and completion; l_main goes over the words itself, since their order counts. */
struct args {
	const char *stat, *name;
	bool interactive, version, no_env;
	struct lsys_strv script;
};

static const struct lsys_opt opts[] = {
	OPT(struct args, stat, .s = 'e', .arg = "STAT", .help = "run a string"),
	OPT(struct args, name, .s = 'l', .arg = "NAME", .help = "require a module, into the global of that name"),
	OPT(struct args, interactive, .s = 'i', .help = "prompt, after everything else"),
	OPT(struct args, version, .s = 'v', .help = "print the version"),
	OPT(struct args, no_env, .s = 'E', .help = "take no notice of the environment"),
	OPERAND(struct args, script, "SCRIPT", .rest = true, .complete = LSYS_C_FILE, .help = "a script and its arguments; - is standard input"),
};

static int run(struct lsys_ctx *ctx, struct args *args)
{
	(void)args;
	return lsys_only_word(ctx) ? 0 : run_lua(ctx);
}

APPLET(lua, "run Lua 5.2 with the kernel's interfaces", opts, NULL, .group = LSYS_G_LANG, .raw = true,
	.examples =
	"lsys lua script.lua eth0\trun a script\n"
	"lsys lua -e 'print(require \"syscall\".getpid())'\trun a line\n"
	"lsys lua\ta prompt\n")

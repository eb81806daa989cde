/* lsys __annotations: what editors want to know of the Lua face, from the rows: LuaLS annotations, a standard for luacheck. */
#include "core/core.h"

#include <ctype.h>
#include <string.h>

#include "lsys_obj.h"
#include "sys/structs.h"

struct args { const char *form; };

static const struct lsys_opt opts[] = {
	OPERAND(struct args, form, "FORM", .required = true, .help = "luals or luacheck"),
};

/* Lua's own words cannot be names of arguments. */
static bool keyword(const char *s, size_t n)
{
	static const char *const words[] = {
		"and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil", "not",
		"or", "repeat", "return", "then", "true", "until", "while",
	};

	for (unsigned i = 0; i < LSYS_COUNT(words); i++)
		if (strlen(words[i]) == n && !memcmp(words[i], s, n))
			return true;
	return false;
}

static void put_param_name(struct lsys_buf *b, const struct lsys_param *p)
{
	lsys_put(b, p->name, p->namelen);
	if (keyword(p->name, p->namelen))
		lsys_putc(b, '_');
}

static void put_type(struct lsys_buf *b, const struct lsys_param *p)
{
	static const char *const types[] = {
		[LSYS_P_FD] = "syscall.fd|integer|string", [LSYS_P_DIRFD] = "syscall.fd|integer|string", [LSYS_P_PATH] = "string",
		[LSYS_P_STR] = "string", [LSYS_P_DATA] = "string|t.buffer", [LSYS_P_BUF] = "t.buffer", [LSYS_P_COUNT] = "integer",
		[LSYS_P_INT] = "integer", [LSYS_P_CONST] = "string|integer", [LSYS_P_BOOL] = "boolean|integer", [LSYS_P_OTHER] = "any",
	};

	if (p->rec) {
		lsys_puts(b, "t.");
		lsys_puts(b, p->rec->name);
		if (p->type != LSYS_P_OUT)
			lsys_puts(b, "|table|string|number");
	} else {
		lsys_puts(b, types[p->type]);
	}
}

static void put_return(struct lsys_buf *b, const struct lsys_call *c, const struct lsys_param *p, int n)
{
	static const char *const types[] = {
		[LSYS_RET_TRUE] = "true", [LSYS_RET_NUMBER] = "number", [LSYS_RET_FD] = "syscall.fd", [LSYS_RET_STRING] = "string|integer",
		[LSYS_RET_NOTHING] = "nil", [LSYS_RET_PARAM] = "any", [LSYS_RET_OTHER] = "any",
	};
	unsigned at = 0;
	enum lsys_return ret = lsys_call_returns(c, p, n, &at);

	lsys_puts(b, "---@return ");
	if (ret == LSYS_RET_PARAM && p[at].rec) {
		lsys_puts(b, "t.");
		lsys_puts(b, p[at].rec->name);
	} else {
		lsys_puts(b, types[ret]);
	}
	lsys_puts(b, ret == LSYS_RET_OTHER || ret == LSYS_RET_NOTHING ? " # " : "? # ");
	lsys_put_call_returns(b, c, p, n);
	lsys_puts(b, "\n---@return syscall.error? err\n---@return integer? errno\n");
}

/* A function of a table ("S."), or a method ("fd:"), of which the first argument is the object. */
static void put_function(struct lsys_buf *b, const char *object, const char *name, const struct lsys_call *c)
{
	struct lsys_param p[LSYS_CALL_MAX];
	int n = lsys_call_params(c, p, NULL), method = strchr(object, ':') ? 1 : 0;

	lsys_puts(b, "\n--- ");
	lsys_puts(b, c->help);
	lsys_putc(b, '\n');
	for (int i = method; i < n; i++) {
		lsys_puts(b, "---@param ");
		put_param_name(b, &p[i]);
		lsys_puts(b, p[i].optional ? "? " : " ");
		put_type(b, &p[i]);
		lsys_putc(b, '\n');
	}
	put_return(b, c, p, n);
	lsys_puts(b, "function ");
	lsys_puts(b, object);
	lsys_puts(b, name);
	lsys_putc(b, '(');
	for (int i = method; i < n; i++) {
		lsys_puts(b, i > method ? ", " : "");
		put_param_name(b, &p[i]);
	}
	lsys_puts(b, ") end\n");
}

/* Methods of a class's objects, without what operators do. */
static void put_methods(struct lsys_buf *b, const char *class, const luaL_Reg *methods)
{
	for (const luaL_Reg *m = methods; m && m->name; m++) {
		if (!strncmp(m->name, "__", 2))
			continue;
		lsys_puts(b, "---@field ");
		lsys_puts(b, m->name);
		lsys_puts(b, " fun(self: t.");
		lsys_puts(b, class);
		lsys_puts(b, ", ...): any\n");
	}
}

static void put_struct(struct lsys_buf *b, const struct lsys_record *r)
{
	lsys_puts(b, "\n---@class t.");
	lsys_puts(b, r->name);
	lsys_puts(b, " # ");
	lsys_puts(b, r->help);
	lsys_putc(b, '\n');
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];

		lsys_puts(b, "---@field ");
		lsys_puts(b, f->name);
		if (f->type == LSYS_T_STRUCT) {
			lsys_puts(b, " t.");
			lsys_puts(b, f->rec->name);
		} else {
			lsys_puts(b, f->type == LSYS_T_CHARS ? " string" : f->type == LSYS_T_UINT || f->type == LSYS_T_INT ? " integer" : " any");
		}
		if (f->help) {
			lsys_puts(b, " # ");
			lsys_puts(b, f->help);
		}
		lsys_putc(b, '\n');
	}
	for (unsigned i = 0; lsys_lua_kinds[i]; i++)
		for (const struct lsys_lua_kind *k = lsys_lua_kinds[i]; k->name; k++)
			if (k->rec == r && k->shape == LSYS_LUA_STRUCT)
				put_methods(b, r->name, k->methods);
}

/* Every struct, by f. */
static void each_struct(struct lsys_buf *b, void (*f)(struct lsys_buf *b, const struct lsys_record *r))
{
	for (unsigned i = 0; lsys_structs[i]; i++)
		for (const struct lsys_record *const *r = lsys_structs[i]; *r; r++)
			f(b, *r);
}

static void put_constructor(struct lsys_buf *b, const struct lsys_record *r)
{
	lsys_puts(b, "---@field ");
	lsys_puts(b, r->name);
	lsys_puts(b, " fun(...: any): t.");
	lsys_puts(b, r->name);
	lsys_puts(b, " # ");
	lsys_puts(b, r->help);
	lsys_putc(b, '\n');
}

/* What a script writes to find it. */
enum place { IN_S, METHOD, IN_TABLE, OPERATION };

/* A row's: in *table the table's name, which ends at the dot. */
static enum place place_of(const struct lsys_call *c, size_t *table)
{
	const char *dot = strchr(c->name, '.');

	*table = dot ? (size_t)(dot - c->name) : 0;
	return !dot ? IN_S : !strncmp(c->name, "fd.", 3) ? METHOD : lsys_call_many(c) ? OPERATION : IN_TABLE;
}

/* Is this row the first one of its table? */
static bool begins_table(const struct lsys_call *c, size_t table)
{
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++)
		for (const struct lsys_call *at = a->rows; at->name; at++)
			if (!strncmp(at->name, c->name, table + 1))
				return at == c;
	return false;
}

/* The names of a group's constants, in upper case as scripts write them, by f; behind the prefix or not. */
static void each_constant(struct lsys_buf *b, const struct lsys_group *g, bool whole,
			  void (*f)(struct lsys_buf *b, const char *name, const struct lsys_group *g))
{
	for (const struct lsys_names *n = g->names; n; n = n->more) {
		struct lsys_cursor at = { .names = n };
		struct lsys_const c;

		while (lsys_const_next(&at, &c)) {
			struct lsys_buf name = LSYS_BUF_MEM;

			lsys_puts(&name, whole && n->prefix ? n->prefix : "");
			for (const char *p = c.name; *p; p++)
				lsys_putc(&name, (char)toupper((unsigned char)*p));
			lsys_putc(&name, '\0');
			/* a few begin with a digit, and are written in brackets */
			if (!name.err && (name.p[0] < '0' || name.p[0] > '9'))
				f(b, name.p, g);
			lsys_buf_free(&name);
		}
	}
}

static void put_field(struct lsys_buf *b, const char *name, const struct lsys_group *g)
{
	(void)g;
	lsys_puts(b, "---@field ");
	lsys_puts(b, name);
	lsys_puts(b, " integer\n");
}

static void put_groups(struct lsys_buf *b)
{
	for (unsigned i = 0; i < lsys_ngroups; i++) {
		if (lsys_groups[i].kind == LSYS_TEXTS)
			continue;
		lsys_puts(b, "\n---@class syscall.c.");
		lsys_puts(b, lsys_groups[i].name);
		lsys_puts(b, "\n---@field [string] integer\n---@operator call(any): integer\n");
		each_constant(b, &lsys_groups[i], false, put_field);
	}
	lsys_puts(b, "\n---@class syscall.c # constants\n---@field [string] any\n");
	for (unsigned i = 0; i < lsys_ngroups; i++) {
		if (lsys_groups[i].kind == LSYS_TEXTS)
			continue;
		lsys_puts(b, "---@field ");
		lsys_puts(b, lsys_groups[i].name);
		lsys_puts(b, " syscall.c.");
		lsys_puts(b, lsys_groups[i].name);
		lsys_putc(b, '\n');
	}
}

static void put_fd_methods(struct lsys_buf *b)
{
	lsys_puts(b, "\n---@class syscall.fd # a descriptor, closed when collected\n---@field fileno integer\nlocal fd = {}\n");
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++)
		for (const struct lsys_call *c = a->rows; c->name; c++)
			if (lsys_call_is_method(c) && lsys_call_of_method(strncmp(c->name, "fd.", 3) ? c->name : c->name + 3) == c)
				put_function(b, "fd:", strncmp(c->name, "fd.", 3) ? c->name : c->name + 3, c);
	for (const struct lsys_call_method *m = lsys_call_methods; m->name; m++)
		put_function(b, "fd:", m->name, lsys_call_named(m->function));
}

static void put_luals(struct lsys_buf *b)
{
	lsys_puts(b, "---@meta syscall\n-- What lsys lua has under require \"syscall\", made from its tables.\n\n"
		"---@class syscall.error\n---@field errno integer\n---@field sym string\n---@field lsym string\n---@field message string\n"
		"---@field [string] boolean # is it this error: err.NOENT\n");
	put_fd_methods(b);
	lsys_puts(b, "\n---@class t.buffer # bytes, counted from 0\n---@field [integer] integer\n");
	put_methods(b, "buffer", lsys_lua_byte_methods);
	each_struct(b, put_struct);
	lsys_puts(b, "\n---@class syscall.t # types\n---@field [string] fun(...: any): any\n"
		"---@field buffer fun(n: integer, text?: string): t.buffer\n");
	each_struct(b, put_constructor);
	put_groups(b);
	lsys_puts(b, "\n---@class syscall\n---@field c syscall.c\n---@field t syscall.t\n---@field types table\n---@field nl table\n"
		"---@field stdin syscall.fd\n---@field stdout syscall.fd\n---@field stderr syscall.fd\n"
		"---@field proc fun(pid?: integer): table\n---@field ps fun(): table\n---@field interfaces fun(): table\n---@field get_interfaces fun(): table\n---@field interface fun(which: string|integer): table\n"
		"---@field [string] integer # constants\nlocal S = {}\n");
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		for (const struct lsys_call *c = a->rows; c->name; c++) {
			size_t table;
			enum place place = place_of(c, &table);

			if (place == IN_TABLE && begins_table(c, table)) {
				lsys_puts(b, "\nS.");
				lsys_put(b, c->name, table);
				lsys_puts(b, " = {}\n");
			}
			if (place == IN_S || place == IN_TABLE)
				put_function(b, "S.", c->name, c);
		}
	}
	lsys_puts(b, "\nreturn S\n");
}

/* A constant that none of the groups before has, too. */
static void put_allowed(struct lsys_buf *b, const char *name, const struct lsys_group *g)
{
	for (const struct lsys_group *before = lsys_groups; before < g; before++)
		if (before->kind != LSYS_TEXTS && lsys_const_spelt(before->names, name).name)
			return;
	lsys_puts(b, name);
	lsys_puts(b, " = {},\n");
}

static void put_luacheck(struct lsys_buf *b)
{
	lsys_puts(b, "-- A standard for luacheck: scripts of lsys lua that have require \"syscall\" in the global S.\n"
		"-- In .luacheckrc: stds.lsys = dofile(\"...\") and std = \"lua52+lsys\".\n"
		"local any = { other_fields = true }\nreturn { globals = { S = { fields = {\n"
		"c = any, t = any, types = any, nl = any, stdin = any, stdout = any, stderr = any,\n"
		"interfaces = any, get_interfaces = any, interface = any, proc = any, ps = any,\n");
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		for (const struct lsys_call *c = a->rows; c->name; c++) {
			size_t table;
			enum place place = place_of(c, &table);

			if (place == IN_TABLE && begins_table(c, table)) {
				lsys_put(b, c->name, table);
				lsys_puts(b, " = any,\n");
			} else if (place == IN_S) {
				put_allowed(b, c->name, lsys_groups);
			}
		}
	}
	for (unsigned i = 0; i < lsys_ngroups; i++)
		if (lsys_groups[i].kind != LSYS_TEXTS)
			each_constant(b, &lsys_groups[i], true, put_allowed);
	lsys_puts(b, "} } } }\n");
}

static int run(struct lsys_ctx *ctx, void *args)
{
	const char *form = ((const struct args *)args)->form;

	if (!strcmp(form, "luals"))
		put_luals(ctx->out);
	else if (!strcmp(form, "luacheck"))
		put_luacheck(ctx->out);
	else
		return lsys_err_usage(&ctx->err, form, "luals or luacheck");
	return 0;
}

const struct lsys_applet lsys_annotations_word = {
	.name = "__annotations", .summary = "what editors want to know of the Lua face", .opts = opts, .nopts = LSYS_COUNT(opts),
	.args_size = sizeof(struct args), .run = run,
};

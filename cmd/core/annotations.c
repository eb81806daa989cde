/* lsys __annotations: what editors want to know of the Lua face, from the rows: LuaLS annotations, a standard for luacheck. */
#include "core/core.h"

#include <string.h>

#include "lsys_obj.h"
#include "sys/structs.h"

struct args { const char *form; };

static const struct lsys_opt opts[] = {
	OPERAND(struct args, form, "FORM", .required = true, .help = "luals or luacheck"),
};

static void put_type(struct lsys_buf *b, const struct lsys_param *p)
{
	static const char *const types[] = {
		[LSYS_P_FD] = "fd|integer|string", [LSYS_P_DIRFD] = "fd|integer|string", [LSYS_P_PATH] = "string", [LSYS_P_STR] = "string",
		[LSYS_P_DATA] = "string|t.buffer", [LSYS_P_BUF] = "t.buffer", [LSYS_P_COUNT] = "integer", [LSYS_P_INT] = "integer",
		[LSYS_P_CONST] = "string|integer", [LSYS_P_BOOL] = "boolean", [LSYS_P_OTHER] = "any",
	};

	if (p->rec) {
		lsys_puts(b, "t.");
		lsys_puts(b, p->rec->name);
		if (p->type != LSYS_P_OUT)
			lsys_puts(b, "|table");
	} else {
		lsys_puts(b, types[p->type]);
	}
}

static void put_return(struct lsys_buf *b, const struct lsys_call *c, const struct lsys_param *p, int n)
{
	unsigned at = 0;

	lsys_puts(b, "---@return ");
	switch (lsys_call_returns(c, p, n, &at)) {
	case LSYS_RET_TRUE: lsys_puts(b, "true"); break;
	case LSYS_RET_NUMBER: lsys_puts(b, "number"); break;
	case LSYS_RET_FD: lsys_puts(b, "fd"); break;
	case LSYS_RET_STRING: lsys_puts(b, "string|integer"); break;
	case LSYS_RET_NOTHING: lsys_puts(b, "nil"); break;
	case LSYS_RET_PARAM:
		if (p[at].rec) {
			lsys_puts(b, "t.");
			lsys_puts(b, p[at].rec->name);
		} else {
			lsys_puts(b, "any");
		}
		break;
	default: lsys_puts(b, "any"); break;
	}
	lsys_puts(b, "? # ");
	lsys_puts(b, c->returns);
	lsys_puts(b, "\n---@return error? err\n---@return integer? errno\n");
}

/* A function of the table object ("S", "fd") under this name; of a method the first argument is the object. */
static void put_function(struct lsys_buf *b, const char *object, const struct lsys_call *c, const char *name, bool method)
{
	struct lsys_param p[LSYS_CALL_MAX];
	int n = lsys_call_params(c, p, NULL);

	lsys_puts(b, "\n--- ");
	lsys_puts(b, c->help);
	lsys_putc(b, '\n');
	for (int i = method; i < n; i++) {
		lsys_puts(b, "---@param ");
		lsys_put(b, p[i].name, p[i].namelen);
		lsys_puts(b, p[i].optional ? "? " : " ");
		put_type(b, &p[i]);
		lsys_putc(b, '\n');
	}
	put_return(b, c, p, n);
	lsys_puts(b, "function ");
	lsys_puts(b, object);
	lsys_puts(b, method ? ":" : ".");
	lsys_puts(b, name);
	lsys_putc(b, '(');
	for (int i = method; i < n; i++) {
		if (i > method)
			lsys_puts(b, ", ");
		lsys_put(b, p[i].name, p[i].namelen);
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
	if (r->help) {
		lsys_puts(b, " # ");
		lsys_puts(b, r->help);
	}
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

static bool plain_name(const char *name)
{
	return !strchr(name, '.') && !strchr(name, '"');
}

static void put_luals(struct lsys_buf *b)
{
	lsys_puts(b, "---@meta syscall\n-- What lsys lua has under require \"syscall\", made from its tables.\n\n"
		"---@class error\n---@field errno integer\n---@field sym string\n---@field lsym string\n---@field message string\n"
		"\n---@class fd # a descriptor, closed when collected\nlocal fd = {}\n");
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		for (const struct lsys_call *c = a->rows; c->name; c++) {
			const char *name = !strncmp(c->name, "fd.", 3) ? c->name + 3 : c->name; /* one that is a method only */

			if (lsys_call_is_method(c) && plain_name(name))
				put_function(b, "fd", c, name, true);
		}
	}
	for (unsigned i = 0; lsys_structs[i]; i++)
		for (const struct lsys_record *const *r = lsys_structs[i]; *r; r++)
			put_struct(b, *r);
	lsys_puts(b, "\n---@class t.buffer # bytes, counted from 0\n");
	put_methods(b, "buffer", lsys_lua_byte_methods);
	lsys_puts(b, "\n---@class syscall\n---@field c table # constants\n---@field t table # types\n"
		"---@field types table\nlocal S = {}\n");
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++)
		for (const struct lsys_call *c = a->rows; c->name; c++)
			if (plain_name(c->name))
				put_function(b, "S", c, c->name, false);
	lsys_puts(b, "\nreturn S\n");
}

static void put_luacheck(struct lsys_buf *b)
{
	lsys_puts(b, "-- A standard for luacheck: a global S that is require \"syscall\" of lsys lua. In .luacheckrc:\n"
		"-- stds.lsys = dofile(\"...\"); std = \"lua52+lsys\"\nreturn { read_globals = { S = { fields = {\n");
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		for (const struct lsys_call *c = a->rows; c->name; c++) {
			if (!plain_name(c->name))
				continue;
			lsys_puts(b, "\t");
			lsys_puts(b, c->name);
			lsys_puts(b, " = {},\n");
		}
	}
	lsys_puts(b, "\tc = { other_fields = true }, t = { other_fields = true }, types = { other_fields = true },\n"
		"\tutil = { other_fields = true }, nl = { other_fields = true }, cgroup = { other_fields = true },\n} } } }\n");
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

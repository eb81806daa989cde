/* What is known about calls: the list, and one in full. */
#include "call/call.h"

#include <errno.h>
#include <string.h>

#include "base/str.h"

struct lsys_call_row {
	uint64_t has;
	const char *name, *area, *args, *returns, *help;
	struct lsys_list errors;
	bool shell;
};

static const struct lsys_field row_rows[] = {
	FIELD(struct lsys_call_row, name, .help = "name"),
	FIELD(struct lsys_call_row, area, .help = "what it has to do with"),
	FIELD_AS(struct lsys_call_row, "arguments", args, .help = "arguments, as NAME:TYPE"),
	FIELD(struct lsys_call_row, returns, .help = "result"),
	FIELD(struct lsys_call_row, help, .help = "what it does"),
	VALUES(struct lsys_call_row, errors, const char *, .help = "what it is likely to fail with"),
	FIELD(struct lsys_call_row, shell, .help = "lsys call can make it, not only Lua"),
};
RECORD(call_row_record, "call", struct lsys_call_row, row_rows, .help = "a system call");

/* "acces noent" as a list of "EACCES", "ENOENT". */
static struct lsys_list error_list(const char *errors, struct lsys_arena *a)
{
	const char **p;
	uint32_t n = 0;

	for (const char *w = errors; w && *w; w += strcspn(w, " "), w += strspn(w, " "))
		n++;
	p = lsys_arena_array(a, n, sizeof(*p));
	n = 0;
	for (const char *w = errors; p && w && *w; w += strcspn(w, " "), w += strspn(w, " ")) {
		size_t len = strcspn(w, " ");
		char *e = lsys_arena_alloc(a, len + 2);

		if (!e)
			break;
		e[0] = 'E';
		for (size_t i = 0; i < len; i++)
			e[i + 1] = (char)(w[i] >= 'a' && w[i] <= 'z' ? w[i] - 32 : w[i]);
		p[n++] = e;
	}
	return (struct lsys_list){ p, p ? n : 0 };
}

int call_unknown(struct lsys_ctx *ctx, const char *name)
{
	struct lsys_near near = LSYS_NEAR(name);

	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++)
		for (const struct lsys_call *c = a->rows; c->name; c++)
			lsys_near_offer(&near, c->name);
	lsys_err_usage(&ctx->err, name, "no such call");
	if (near.best) {
		lsys_err_add(&ctx->err, "; did you mean ");
		lsys_err_add(&ctx->err, near.best);
		lsys_err_add(&ctx->err, "?");
	}
	return -EINVAL;
}

int call_list(struct lsys_ctx *ctx)
{
	const char *paths[] = { "name", "arguments", "returns", "help" };
	struct lsys_table table;
	struct lsys_cols cols;
	struct lsys_sink *sink = ctx->sink;
	int e = 0, end;

	if (!sink) {
		e = lsys_cols_parse(&call_row_record, paths, LSYS_COUNT(paths), &cols, ctx->arena, &ctx->err);
		if (e < 0)
			return e;
		lsys_table_init(&table, ctx->out, ctx->arena, ctx->term, cols);
		sink = &table.sink;
	}
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		for (const struct lsys_call *c = a->rows; e >= 0 && c->name; c++) {
			struct lsys_call_row row = { .has = 0x7f, .name = c->name, .area = a->title, .args = c->args, .returns = c->returns,
						     .help = c->help, .errors = error_list(c->errors, ctx->arena), .shell = c->fn };

			e = lsys_emit(sink, &call_row_record, &row);
		}
	}
	end = !ctx->sink || ctx->json ? sink->end(sink) : 0;
	return e < 0 ? e : end;
}

static void put_names(struct lsys_buf *b, const struct lsys_group *g)
{
	const struct lsys_names *n = g->names;

	for (unsigned i = 0; i < n->n; i++) {
		lsys_puts(b, i ? " " : "\n        ");
		lsys_puts(b, n->rows[i].name);
	}
}

static void put_members(struct lsys_buf *b, const struct lsys_record *r)
{
	for (unsigned i = 0; i < r->n; i++) {
		if (r->rows[i].alias)
			continue;
		lsys_puts(b, "\n        ");
		lsys_puts(b, r->rows[i].name);
		lsys_put_fill(b, ' ', r->rows[i].namelen < 16 ? 16 - r->rows[i].namelen : 1);
		lsys_puts(b, r->rows[i].help ? r->rows[i].help : "");
	}
}

static const char *meaning(const struct lsys_param *p)
{
	switch (p->type) {
	case LSYS_P_FD: return "a descriptor: a number, stdin, stdout, stderr";
	case LSYS_P_DIRFD: return "a directory's descriptor, or fdcwd, the working directory";
	case LSYS_P_PATH: return "a path";
	case LSYS_P_STR: return "text";
	case LSYS_P_DATA: return "bytes";
	case LSYS_P_BUF: return "a buffer; from the shell it is not given";
	case LSYS_P_COUNT: return "how many bytes";
	case LSYS_P_INT: return "a number";
	case LSYS_P_CONST: return p->group->names->flags ? "of these, with commas between:" : "one of these:";
	case LSYS_P_IN:
	case LSYS_P_INOUT: return "a struct, as MEMBER=VALUE,...:";
	case LSYS_P_OUT: return "a struct; from the shell it is not given:";
	default: return "";
	}
}

static void put_param(struct lsys_buf *b, const struct lsys_param *p)
{
	lsys_puts(b, "    ");
	lsys_put(b, p->name, p->namelen);
	lsys_put_fill(b, ' ', p->namelen < 12 ? 12 - p->namelen : 1);
	if (p->type == LSYS_P_OTHER) {
		lsys_put(b, p->word, p->wordlen);
	} else {
		lsys_puts(b, meaning(p));
		if (p->type == LSYS_P_CONST)
			put_names(b, p->group);
		else if (p->rec)
			put_members(b, p->rec);
	}
	if (p->optional) {
		lsys_puts(b, p->rec || p->group ? "\n        may be left out" : "; may be left out");
		if (p->has_def && p->type != LSYS_P_OTHER && p->type != LSYS_P_COUNT) {
			lsys_puts(b, ", is then ");
			lsys_put_i64(b, p->def);
		}
	}
	lsys_putc(b, '\n');
}

int call_explain(struct lsys_ctx *ctx, const char *name)
{
	const struct lsys_call *c = lsys_call_named(name);
	struct lsys_param p[LSYS_CALL_MAX];
	struct lsys_list errors;
	struct lsys_buf *b = ctx->out;
	int n;

	if (!c)
		return call_unknown(ctx, name);
	n = lsys_call_params(c, p, &ctx->err);
	if (n < 0)
		return n;
	lsys_puts(b, c->name);
	for (int i = 0; i < n; i++) {
		lsys_puts(b, p[i].optional ? " [" : " ");
		lsys_put(b, p[i].name, p[i].namelen);
		lsys_puts(b, p[i].optional ? "]" : "");
	}
	lsys_puts(b, ": ");
	lsys_puts(b, c->help);
	lsys_putc(b, '\n');
	for (int i = 0; i < n; i++)
		put_param(b, &p[i]);
	lsys_puts(b, "  gives ");
	lsys_puts(b, c->returns);
	lsys_putc(b, '\n');
	errors = error_list(c->errors, ctx->arena);
	for (uint32_t i = 0; i < errors.n; i++) {
		const char *e = ((const char *const *)errors.p)[i];
		const struct lsys_const *k = lsys_const_named(&lsys_errno, e, strlen(e));

		lsys_puts(b, i ? "              " : "  fails with  ");
		lsys_puts(b, e);
		lsys_put_fill(b, ' ', strlen(e) < 15 ? 15 - strlen(e) : 1);
		lsys_puts(b, k ? strerror((int)k->value) : "");
		lsys_putc(b, '\n');
	}
	if (!c->fn)
		lsys_puts(b, "  only from Lua: S.");
	else
		lsys_puts(b, "  from Lua: S.");
	lsys_puts(b, c->name);
	lsys_putc(b, '\n');
	return 0;
}

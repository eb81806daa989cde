/* Running an applet: its options, its sink, its one error. */
#include "core/core.h"

#include <errno.h>
#include <string.h>

#include "out/error.h"

static const struct lsys_opt report_opts[] = {
	OPT(struct lsys_common, json, .s = 'j', .l = "json", .help = "report as JSON"),
	OPT(struct lsys_common, pretty, .l = "pretty", .help = "report as JSON, indented for reading"),
	OPT(struct lsys_common, schema, .l = "schema", .help = "print the JSON Schema of the report"),
	/* from here on of those that report nothing too */
	OPT(struct lsys_common, help, .l = "help", .help = "show this help"),
	OPT(struct lsys_common, version, .l = "version", .help = "show the version"),
};

static const struct lsys_opt only_opts[] = {
	OPT(struct lsys_common, help, .l = "help", .help = "show this help, when it is the only word"),
	OPT(struct lsys_common, version, .l = "version", .help = "show the version, when it is the only word"),
};

unsigned lsys_applet_opts(const struct lsys_applet *a, void *args, struct lsys_common *common, struct lsys_opts sets[2])
{
	unsigned skip = a->record ? 0 : 3;

	sets[0] = (struct lsys_opts){ a->opts, a->nopts, args };
	sets[1] = a->raw ? (struct lsys_opts){ only_opts, LSYS_COUNT(only_opts), common }
			 : (struct lsys_opts){ report_opts + skip, LSYS_COUNT(report_opts) - skip, common };
	return 2;
}

bool lsys_only_word(struct lsys_ctx *ctx)
{
	if (!ctx->words[0] || ctx->words[1])
		return false;
	if (!strcmp(ctx->words[0], "--help"))
		lsys_put_help(ctx->out, ctx->applet, lsys_term_of(ctx->out->fd));
	else if (!strcmp(ctx->words[0], "--version"))
		lsys_put_version(ctx->out);
	else
		return false;
	return true;
}

const struct lsys_applet *lsys_applet_named(const char *name)
{
	unsigned lo = 0, hi = lsys_napplets;

	while (lo < hi) {
		unsigned mid = (lo + hi) / 2;
		int c = strcmp(name, lsys_applets[mid].name);

		if (!c)
			return lsys_applets[mid].applet;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

void lsys_put_error(struct lsys_buf *b, const char *applet, const struct lsys_err *err)
{
	lsys_puts(b, "lsys");
	if (applet) {
		lsys_putc(b, ' ');
		lsys_puts(b, applet);
	}
	lsys_puts(b, ": ");
	lsys_put_err(b, err);
	lsys_putc(b, '\n');
}

int lsys_exit_status(const struct lsys_err *err)
{
	return err->usage ? 2 : 1;
}

static int failed(struct lsys_ctx *ctx, int r)
{
	if (ctx->out->fd >= 0 && ctx->out->err && (!ctx->err.code || ctx->err.code == -ctx->out->err))
		return 1; /* nothing more can be written, which the door tells */
	if (!ctx->err.code) /* a failure that nobody explained still has its number */
		ctx->err.code = -r;
	lsys_put_error(ctx->errout, ctx->applet->name, &ctx->err);
	return lsys_exit_status(&ctx->err);
}

int lsys_applet_run(struct lsys_ctx *ctx, void *args)
{
	int r = ctx->applet->run(ctx, args);

	return r < 0 ? failed(ctx, r) : r;
}

const struct lsys_record *lsys_applet_record(const struct lsys_applet *a, const void *args)
{
	return a->record_for ? a->record_for(args) : a->record;
}

int lsys_applet_report(struct lsys_ctx *ctx, void *args)
{
	const struct lsys_applet *a = ctx->applet;
	struct lsys_json json = { 0 };
	struct lsys_table table = { 0 };
	struct lsys_cols cols;
	struct lsys_sink *own = NULL;
	int r = 0, end;

	if (ctx->json) {
		lsys_json_init(&json, ctx->out, false, ctx->pretty);
		own = &json.sink;
	} else if (a->columns) {
		r = lsys_cols_parse(lsys_applet_record(a, args), &a->columns, 1, &cols, ctx->arena, &ctx->err);
		if (r < 0)
			return failed(ctx, r);
		lsys_table_init(&table, ctx->out, ctx->arena, ctx->term, cols);
		own = &table.sink;
	}
	ctx->sink = own;
	r = lsys_applet_run(ctx, args);
	/* what was begun is ended, also by a failure, but a failure alone makes no empty report */
	if (!own || ctx->sink != own || (r != 0 && !json.n && !table.first))
		return r;
	end = own->end(own);
	if (end < 0 && r == 0) {
		lsys_err_set(&ctx->err, -end, "report", NULL);
		r = failed(ctx, end);
	}
	return r;
}

/* The list of calls. */
#include "call/call.h"

struct lsys_call_row {
	uint64_t has;
	const char *name, *area, *args, *returns, *help;
	struct lsys_list errors;
};

static const struct lsys_field row_rows[] = {
	FIELD(struct lsys_call_row, name, .help = "name"),
	FIELD(struct lsys_call_row, area, .help = "what it has to do with"),
	FIELD_AS(struct lsys_call_row, "arguments", args, .help = "arguments, as NAME:TYPE"),
	FIELD(struct lsys_call_row, returns, .help = "result"),
	FIELD(struct lsys_call_row, help, .help = "what it does"),
	VALUES(struct lsys_call_row, errors, const char *, .help = "what it is likely to fail with"),
};
RECORD(call_row_record, "call", struct lsys_call_row, row_rows, .help = "a system call");

int call_list(struct lsys_ctx *ctx)
{
	const char *paths[] = { "name", "arguments", "returns", "help" };
	struct lsys_table table;
	struct lsys_cols cols;
	struct lsys_sink *sink = ctx->sink;
	int e = 0;

	if (!sink) {
		e = lsys_cols_parse(&call_row_record, paths, LSYS_COUNT(paths), &cols, ctx->arena, &ctx->err);
		if (e < 0)
			return e;
		lsys_table_init(&table, ctx->out, ctx->arena, ctx->term, cols);
		sink = &table.sink;
	}
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		for (const struct lsys_call *c = a->rows; e >= 0 && c->name; c++) {
			struct lsys_call_row row = { .has = 0x3f, .name = c->name, .area = a->title, .args = c->args, .returns = c->returns,
						     .help = c->help, .errors = lsys_call_errors(c, ctx->arena) };

			e = lsys_emit(sink, &call_row_record, &row);
		}
	}
	return e < 0 || ctx->sink ? e : sink->end(sink);
}

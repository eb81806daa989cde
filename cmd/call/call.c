#include "call/call.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const struct lsys_opt opts[] = {
	OPT(struct args, list, .s = 'l', .l = "list", .help = "list the calls, as without any word"),
	OPT(struct args, explain, .s = 'e', .l = "explain", .help = "explain the calls named: arguments, result, errors"),
	OPT(struct args, all, .s = 'a', .l = "all", .help = "print the result of every step, not only of the last"),
	OPERAND(struct args, words, "WORD", .rest = true, .complete = LSYS_C_CALL,
		.help = "a call and its arguments; behind -- another, in whose arguments - is the result of the one before"),
};

static const struct lsys_kinds any_struct = { NULL, 0 };

static const struct lsys_field result_rows[] = {
	FIELD(struct lsys_call_result, call, .help = "the call"),
	FIELD(struct lsys_call_result, number, .help = "the number it gave"),
	FIELD(struct lsys_call_result, string, .text = 1, .help = "the bytes it gave"),
	VARIANT(struct lsys_call_result, data, &any_struct, "call", .help = "the struct it gave"),
};
RECORD(call_result_record, "result", struct lsys_call_result, result_rows, .help = "the result of a system call");

static int show(struct lsys_ctx *ctx, const struct lsys_call_result *r)
{
	if (ctx->sink)
		return lsys_emit(ctx->sink, &call_result_record, r);
	if (r->string.p) {
		lsys_put(ctx->out, r->string.p, r->string.len);
		if (r->line || (ctx->term.tty && r->string.len && ((const char *)r->string.p)[r->string.len - 1] != '\n'))
			lsys_putc(ctx->out, '\n');
	} else if (r->data.rec) {
		lsys_put_details(ctx->out, r->data.rec, r->data.p, NULL, 0, ctx->term);
	} else if (LSYS_HAS(&call_result_record, r, number)) {
		lsys_put_i64(ctx->out, r->number);
		lsys_putc(ctx->out, '\n');
	}
	return ctx->out->err;
}

/* The steps, split at "--". What a step opened is closed when all are done. */
static int run_steps(struct lsys_ctx *ctx, const struct args *a)
{
	struct lsys_call_result *done = lsys_arena_array(ctx->arena, a->words.n, sizeof(*done));
	char **words = lsys_arena_array(ctx->arena, a->words.n + 1, sizeof(*words));
	struct lua_State *lua = NULL;
	unsigned n = 0, at = 0;
	int e = 0;

	if (!done || !words)
		return lsys_err_set(&ctx->err, ENOMEM, NULL, NULL);
	for (unsigned i = 0; i < a->words.n; i++)
		words[i] = strcmp(a->words.p[i], "--") != 0 ? (char *)(uintptr_t)a->words.p[i] : NULL;
	while (e >= 0 && at < a->words.n) {
		unsigned len = 0;

		while (at + len < a->words.n && words[at + len])
			len++;
		if (!len) {
			e = lsys_err_usage(&ctx->err, "--", "wants a call on either side");
			break;
		}
		lsys_buf_flush(ctx->out); /* what the call may write comes behind */
		e = call_step(&(struct call_step){ .ctx = ctx, .lua = &lua, .done = done, .ndone = n }, words + at, &done[n]);
		at += len;
		if (e >= 0 && at == a->words.n - 1) /* ends with "--" */
			e = lsys_err_usage(&ctx->err, "--", "wants a call on either side");
		at++;
		for (const struct lsys_call_result *r = &done[n]; e >= 0 && r && (a->all || at >= a->words.n); r = r->next) {
			e = show(ctx, r);
			if (!ctx->sink && r->data.rec && r->next)
				lsys_putc(ctx->out, '\n');
		}
		n += e >= 0;
	}
	for (unsigned i = 0; i < n; i++)
		if (done[i].is_fd)
			close((int)done[i].number);
	if (lua)
		call_end_lua(lua);
	return e;
}

static int run(struct lsys_ctx *ctx, struct args *a)
{
	int e = 0;

	if (a->list && (a->explain || a->words.n))
		return lsys_err_usage(&ctx->err, "--list", "goes with no other word");
	if (a->explain && !a->words.n)
		return lsys_err_usage(&ctx->err, "--explain", "wants the name of a call; lsys call --list knows them");
	if (!a->words.n)
		return call_list(ctx);
	if (a->explain) {
		ctx->sink = NULL; /* words for a person, no report */
		for (unsigned i = 0; e >= 0 && i < a->words.n; i++) {
			const struct lsys_call *c = lsys_call_named(a->words.p[i]);

			if (i)
				lsys_putc(ctx->out, '\n');
			e = c ? lsys_put_call(ctx->out, c, ctx->arena, &ctx->err) : lsys_call_unknown(a->words.p[i], &ctx->err);
		}
		return e;
	}
	return run_steps(ctx, a);
}

static const struct lsys_record *record_for(const void *args)
{
	return !((const struct args *)args)->words.n ? &call_row_record : &call_result_record;
}

static unsigned completes(const void *args, const struct lsys_opt *o)
{
	return o->complete == LSYS_C_CALL && ((const struct args *)args)->explain ? LSYS_C_CALL_NAME : o->complete;
}

APPLET(call, "make system calls", opts, &call_row_record, .group = LSYS_G_SYS, .record_for = record_for,
	.completes = completes,
	.examples =
	"lsys call getpid\ta call and its result\n"
	"lsys call open /etc/hostname -- read -\tone's result is the other's argument\n"
	"lsys call -a pipe -- dup @1.2\tone of several results\n"
	"lsys call -j util.ls /proc\ta list as JSON\n"
	"lsys call stat /etc -j\ta struct as JSON\n"
	"lsys call --explain openat\twhat it takes and gives\n"
	"lsys call --list\tall calls\n")

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "core/applet.h"
#include "sys/consts.h"

struct args {
	bool list, search;
	struct lsys_strv words;
};

static const struct lsys_opt opts[] = {
	OPT(struct args, list, .s = 'l', .l = "list", .help = "list all errors"),
	OPT(struct args, search, .s = 's', .l = "search", .help = "list the errors whose text has all the words in it"),
	OPERAND(struct args, words, "WORD", .help = "a name, with or without its E, or a number; with --search a part of the text"),
};

struct lsys_error_row { uint64_t has; const char *name; int32_t number; const char *message; };

static const struct lsys_field error_rows[] = {
	FIELD(struct lsys_error_row, name, .help = "name in errno.h"),
	FIELD(struct lsys_error_row, number, .help = "number"),
	FIELD(struct lsys_error_row, message, .help = "text"),
};
static RECORD(error_record, "error", struct lsys_error_row, error_rows, .help = "an error of the system");

static int show(struct lsys_ctx *ctx, const struct lsys_const *c)
{
	char name[32] = "E";
	struct lsys_error_row row = { .has = 7, .name = name, .number = (int32_t)c->value, .message = strerror((int)c->value) };
	size_t n = strlen(c->name);

	for (size_t i = 0; i < n && i + 2 < sizeof(name); i++)
		name[i + 1] = (char)(c->name[i] >= 'a' && c->name[i] <= 'z' ? c->name[i] - 32 : c->name[i]);
	if (ctx->sink)
		return lsys_emit(ctx->sink, &error_record, &row);
	lsys_puts(ctx->out, row.name);
	lsys_putc(ctx->out, ' ');
	lsys_put_i64(ctx->out, row.number);
	lsys_putc(ctx->out, ' ');
	lsys_puts(ctx->out, row.message);
	lsys_putc(ctx->out, '\n');
	return 0;
}

/* Every word somewhere in the text, in any case. */
static bool matches(const struct lsys_const *c, const struct lsys_strv *words)
{
	for (unsigned i = 0; i < words->n; i++)
		if (!strcasestr(strerror((int)c->value), words->p[i]))
			return false;
	return true;
}

static int show_word(struct lsys_ctx *ctx, const char *word)
{
	const struct lsys_const *c = lsys_const_named(&lsys_errno, word, strlen(word));
	struct lsys_near near = LSYS_NEAR(word);
	uint64_t v;

	if (!c && lsys_parse_u64(word, &v) == 0)
		c = lsys_const_of(&lsys_errno, v);
	if (c)
		return show(ctx, c);
	for (unsigned i = 0; i < lsys_errno.n; i++)
		lsys_near_offer(&near, lsys_errno.rows[i].name);
	lsys_err_msg(&ctx->err, EINVAL, NULL, word, "no error has this name or number");
	if (near.best) {
		lsys_err_add(&ctx->err, "; did you mean ");
		lsys_err_add(&ctx->err, near.best);
		lsys_err_add(&ctx->err, "?");
	}
	return -EINVAL;
}

static int run(struct lsys_ctx *ctx, struct args *a)
{
	int failed = 0, e = 0;

	if (a->list || a->search || !a->words.n) {
		for (unsigned i = 0; e >= 0 && i < lsys_errno.n; i++)
			if (!a->search || matches(&lsys_errno.rows[i], &a->words))
				e = show(ctx, &lsys_errno.rows[i]);
	} else {
		for (unsigned i = 0; e >= 0 && i < a->words.n; i++) {
			e = show_word(ctx, a->words.p[i]);
			if (e == -EINVAL) { /* the others are shown all the same */
				lsys_put_error(ctx->errout, ctx->applet->name, &ctx->err);
				ctx->err = (struct lsys_err){ 0 };
				failed = 1;
				e = 0;
			}
		}
	}
	if (e >= 0 && ctx->json)
		e = ctx->sink->end(ctx->sink);
	return e < 0 ? e : failed;
}

APPLET(errno, "explain errors of system calls", opts, &error_record, .group = LSYS_G_SYS,
	.examples =
	"lsys errno ENOENT 13\twhat they stand for\n"
	"lsys errno -s directory\tthe errors that speak of directories\n"
	"lsys errno -j\tall of them as JSON\n")

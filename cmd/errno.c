#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
	OPERAND(struct args, words, "WORD", .complete = LSYS_C_ERRNO, .help = "a name, with or without its E, or a number; with -s a part of the text"),
};

struct lsys_error_row { uint64_t has; const char *name; int32_t number; const char *message; };

static const struct lsys_field error_rows[] = {
	FIELD(struct lsys_error_row, name, .help = "name in errno.h"),
	FIELD(struct lsys_error_row, number, .help = "number"),
	FIELD(struct lsys_error_row, message, .help = "text"),
};
static RECORD(error_record, "error", struct lsys_error_row, error_rows, .help = "an error of the system");

/* A word as errno.h spells names: in upper case, behind an E if it has none. NULL: no memory. */
static const char *as_in_c(struct lsys_ctx *ctx, const char *word, bool add_e)
{
	size_t n = strlen(word);
	char *name = lsys_arena_alloc(ctx->arena, n + 2);

	if (name)
		name[0] = 'E';
	for (size_t i = 0; name && i < n; i++)
		name[i + add_e] = (char)toupper((unsigned char)word[i]);
	return name;
}

static int show(struct lsys_ctx *ctx, const struct lsys_const *c)
{
	struct lsys_error_row row = { .has = 7, .name = as_in_c(ctx, c->name, true), .number = (int32_t)c->value,
				      .message = strerror((int)c->value) };

	if (!row.name)
		return lsys_err_set(&ctx->err, ENOMEM, NULL, NULL);
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
	struct lsys_const c = lsys_const_named(&lsys_errno, word, strlen(word));
	struct lsys_cursor at = { .names = &lsys_errno };
	struct lsys_near near;
	uint64_t v;

	if (!c.name && lsys_parse_u64(word, &v) == 0)
		c = lsys_const_of(&lsys_errno, v);
	if (c.name)
		return show(ctx, &c);
	near = LSYS_NEAR(as_in_c(ctx, word, strncasecmp(word, "e", 1) != 0));
	while (near.word && lsys_const_next(&at, &c)) {
		const char *name = as_in_c(ctx, c.name, true);

		if (name)
			lsys_near_offer(&near, name);
	}
	lsys_err_msg(&ctx->err, EINVAL, NULL, word, "no error has this name or number");
	lsys_near_add(&near, &ctx->err);
	return -EINVAL;
}

static int run(struct lsys_ctx *ctx, struct args *a)
{
	struct lsys_cursor at = { .names = &lsys_errno };
	struct lsys_const c;
	int failed = 0, e = 0;

	if (a->list || a->search || !a->words.n) {
		while (e >= 0 && lsys_const_next(&at, &c))
			if (!a->search || matches(&c, &a->words))
				e = show(ctx, &c);
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
	return e < 0 ? e : failed;
}

/* With -s a word is any text. */
static unsigned completes(const void *args, const struct lsys_opt *o)
{
	return ((const struct args *)args)->search ? LSYS_C_NONE : o->complete;
}

APPLET(errno, "explain errors of system calls", opts, &error_record, .group = LSYS_G_SYS, .completes = completes,
	.examples =
	"lsys errno ENOENT 13\twhat they stand for\n"
	"lsys errno -s directory\tthe errors that speak of directories\n"
	"lsys errno -j\tall of them as JSON\n")

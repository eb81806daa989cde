/* Any words as a command line: the first byte chooses a width of help, each line of the rest is a word. */
#include <string.h>

#include "fuzz.h"
#include "opt/opt.h"
#include "out/error.h"

#define WORDS_MAX 64

static const struct lsys_const when_rows[] = { { "auto", 0, 0 }, { "always", 1, 0 }, { "never", 2, 0 } };
static NAMES(when, "WHEN_", when_rows);
static const struct lsys_const mode_rows[] = { { "read", 1, 0 }, { "write", 2, 0 } };
static FLAGS(modes, NULL, mode_rows);

struct args {
	bool all, alpha, given;
	const char *output, *first;
	struct lsys_strv many, list, rest;
	double watch;
	uint8_t when, mode;
	uint16_t few;
	int32_t level;
	uint64_t big;
};

static const struct lsys_opt own[] = {
	OPT(struct args, all, .s = 'a', .l = "all", .help = "everything"),
	OPT(struct args, alpha, .l = "alpha", .help = "another name that begins alike"),
	OPT(struct args, output, .s = 'o', .l = "output", .arg = "FILE", .help = "write there"),
	OPT(struct args, many, .s = 'm', .l = "many", .arg = "WORD", .help = "one more"),
	OPT(struct args, list, .s = 'l', .l = "list", .arg = "COLUMN,...", .sep = ',', .help = "a list"),
	OPT(struct args, watch, .s = 'w', .l = "watch", .arg = "SECONDS", .optional = true,
	    LSYS_GIVEN(struct args, given), .help = "again and again"),
	OPT(struct args, when, .l = "color", .arg = "WHEN", .names = &when, .help = "when to colour"),
	OPT(struct args, mode, .l = "mode", .arg = "MODE", .names = &modes, .help = "what to do"),
	OPERAND(struct args, first, "FIRST", .required = true, .help = "first operand"),
	OPERAND(struct args, rest, "REST", .rest = true, .help = "a command"),
};

static const struct lsys_opt common[] = {
	OPT(struct args, all, .s = 'a', .l = "all", .help = "hidden by the first set"),
	OPT(struct args, few, .s = 'f', .l = "few", .arg = "N", .min = 2, .max = 500, .help = "a number with bounds"),
	OPT(struct args, level, .l = "level", .arg = "N", .help = "a signed number"),
	OPT(struct args, big, .l = "big", .arg = "N", .help = "any number"),
};

static void parse(const struct lsys_opts *sets, const struct args *g, char *const *words, struct lsys_buf *b)
{
	struct lsys_arena a = { 0 };
	struct lsys_err err = { 0 };
	int r = lsys_opt_parse(sets, 2, words, &a, &err);

	must(r == 0 || (r == -err.code && err.usage && err.own && err.msg[0]));
	if (r < 0) {
		lsys_put_err(b, &err);
	} else {
		must(g->first && (!g->few || (g->few >= 2 && g->few <= 500)) && g->watch >= 0);
		/* what was given is in one of the words, or copied from one: all of it can be read */
		for (unsigned i = 0; i < g->many.n; i++)
			lsys_puts(b, g->many.p[i]);
		for (unsigned i = 0; i < g->list.n; i++)
			must(*g->list.p[i] && !strchr(g->list.p[i], ','));
		for (unsigned i = 0; i < g->rest.n; i++)
			lsys_puts(b, g->rest.p[i]);
		lsys_puts(b, g->output ? g->output : "");
	}
	lsys_arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct args g = { 0 };
	struct lsys_opts sets[] = { { own, LSYS_COUNT(own), &g }, { common, LSYS_COUNT(common), &g } };
	char *words[WORDS_MAX + 1] = { NULL };
	struct lsys_buf b = LSYS_BUF_MEM;
	unsigned n = 0;
	uint8_t width = size ? data[0] : 0;

	/* each word in memory of its own, so that reading beyond one is seen */
	for (size_t at = 1; at <= size && n < WORDS_MAX && size; n++) {
		const uint8_t *end = memchr(data + at, '\n', size - at);
		size_t len = end ? (size_t)(end - data) - at : size - at;

		words[n] = strndup((const char *)data + at, len);
		must(words[n] != NULL);
		at += len + 1;
	}
	parse(sets, &g, words, &b);
	if (n) {
		struct lsys_want_word w = lsys_opt_at(sets, 2, words, n);

		must(!w.value_of || (w.prefix && strlen(w.prefix) <= strlen(words[n - 1])));
		must(!w.options || words[n - 1][0] == '-');
		lsys_opt_named(own, LSYS_COUNT(own), words[0]);
	}
	lsys_put_options(&b, sets, 2, width);
	must(!b.err);
	lsys_buf_free(&b);
	for (unsigned i = 0; i < n; i++)
		free(words[i]);
	return 0;
}

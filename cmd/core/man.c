/* lsys __man: manual pages from templates; the lists come from the same rows as --help. */
#include "core/man.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "sys/consts.h"

struct args { const char *name; };

static const struct lsys_opt opts[] = {
	OPERAND(struct args, name, "NAME", .required = true),
};

void lsys_man_line(struct lsys_buf *b, const char *s, size_t n)
{
	if (n && (*s == '.' || *s == '\''))
		lsys_puts(b, "\\&");
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\\')
			lsys_puts(b, "\\e");
		else if (s[i] == '-')
			lsys_puts(b, "\\-");
		else if (s[i] == '"')
			lsys_puts(b, "\\(dq");
		else
			lsys_putc(b, s[i]);
	}
}

void lsys_man_sentence(struct lsys_buf *b, const char *s, size_t n)
{
	struct lsys_buf t = LSYS_BUF_MEM;

	lsys_put_sentence(&t, s, n);
	lsys_man_line(b, t.p, t.len);
	lsys_putc(b, '\n');
	lsys_buf_free(&t);
}

static void put_examples(struct lsys_buf *b, const char *s)
{
	lsys_puts(b, ".Bl -tag -width Ds\n");
	while (s && *s) {
		size_t n = strcspn(s, "\t"), k = strcspn(s + n + 1, "\n");

		lsys_puts(b, ".It Li \""); /* one argument, so that no word of it is taken for a macro */
		lsys_man_line(b, s, n);
		lsys_puts(b, "\"\n");
		lsys_man_sentence(b, s + n + 1, k);
		s += n + k + 2;
	}
	lsys_puts(b, ".El\n");
}

struct columns { struct lsys_buf *b; char last[160]; };

static bool put_column(void *arg, const char *path, const struct lsys_field *f)
{
	struct columns *c = arg;

	if (!strcmp(path, c->last))
		return false;
	strncpy(c->last, path, sizeof(c->last) - 1);
	lsys_puts(c->b, ".It Cm ");
	lsys_puts(c->b, path);
	lsys_putc(c->b, '\n');
	lsys_man_sentence(c->b, f->help, strlen(f->help));
	return false;
}

static void put_applets(struct lsys_buf *b)
{
	lsys_puts(b, ".Bl -tag -width Ds\n");
	for (unsigned i = 0; i < lsys_napplets; i++) {
		lsys_puts(b, ".It Nm ");
		lsys_puts(b, lsys_applets[i].name);
		lsys_putc(b, '\n');
		lsys_man_sentence(b, lsys_applets[i].applet->summary, strlen(lsys_applets[i].applet->summary));
	}
	lsys_puts(b, ".El\n");
}

/* Names in upper case, some to a line; further ones, which are never shown, too. */
static void put_constants(struct lsys_buf *b, const struct lsys_names *n)
{
	size_t column = 0;

	for (; n; n = n->more) {
		struct lsys_cursor at = { .names = n };
		struct lsys_const c;

		while (lsys_const_next(&at, &c)) {
			if (column)
				lsys_putc(b, column < 100 ? ' ' : '\n');
			column = column < 100 ? column + strlen(c.name) + 1 : strlen(c.name);
			for (const char *p = c.name; *p; p++)
				lsys_putc(b, (char)toupper((unsigned char)*p));
		}
	}
	lsys_putc(b, '\n');
}

static const char *how_taken(const struct lsys_group *g)
{
	switch (g->kind) {
	case LSYS_MODES: return "a list, with octal numbers";
	case LSYS_CHARS: return "letters";
	case LSYS_AT: return "a name, nil or a descriptor";
	case LSYS_SWAP: return "a list, with priorities";
	case LSYS_TABLE: return "a table";
	case LSYS_ARRAY: return "an array";
	case LSYS_TEXTS: return "a table, of messages";
	default: return g->names->flags ? "a list" : "a name";
	}
}

static void put_groups(struct lsys_buf *b)
{
	lsys_puts(b, ".Bl -tag -width Ds\n");
	for (unsigned i = 0; i < lsys_ngroups; i++) {
		const struct lsys_group *g = &lsys_groups[i];

		if (!g->names->n && !g->names->more)
			continue; /* another architecture's */
		lsys_puts(b, ".It Dv ");
		lsys_puts(b, g->name);
		lsys_puts(b, " No (");
		lsys_puts(b, how_taken(g));
		lsys_puts(b, ")\n");
		if (g->kind == LSYS_TEXTS) {
			lsys_puts(b, "those of\n.Dv E\n");
			continue;
		}
		if (g->names->prefix && *g->names->prefix) {
			lsys_puts(b, ".Ql ");
			lsys_puts(b, g->names->prefix);
			lsys_puts(b, " :\n");
		}
		put_constants(b, g->names);
	}
	lsys_puts(b, ".El\n");
}

/* The words of lsys itself: how each is called, or a list with their options. */
static void put_words(struct lsys_buf *b, bool list)
{
	if (list)
		lsys_puts(b, ".Bl -tag -width Ds\n");
	for (unsigned i = 0; lsys_door[i].applet; i++) {
		const struct lsys_applet *a = lsys_door[i].applet;
		struct lsys_opts set = { a->opts, a->nopts, NULL };

		lsys_puts(b, list ? ".It Xo\n" : ".Nm lsys\n");
		if (list && lsys_door[i].s) {
			lsys_puts(b, ".Fl ");
			lsys_putc(b, lsys_door[i].s);
			lsys_puts(b, " ,\n");
		}
		lsys_puts(b, ".Fl ");
		lsys_puts(b, a->name + 1);
		lsys_putc(b, '\n');
		lsys_put_mdoc_synopsis(b, &set, 1);
		if (!list)
			continue;
		lsys_puts(b, ".Xc\n");
		lsys_man_sentence(b, a->summary, strlen(a->summary));
		if (lsys_any_option(&set, 1))
			lsys_put_mdoc_options(b, &set, 1);
	}
	if (list)
		lsys_puts(b, ".El\n");
}

/* Puts what stands for a line of a page's template there; false: nothing does. */
static bool fill(struct lsys_buf *b, const char *word, const char *name, const struct lsys_applet *a, struct lsys_arena *arena)
{
	struct lsys_opts sets[2];
	unsigned n = a ? lsys_applet_opts(a, NULL, NULL, sets) : 0;

	if (!strcmp(word, "@APPLETS@")) {
		put_applets(b);
		return true;
	}
	if (lsys_man_calls(b, word, name, arena))
		return true;
	if (!strcmp(word, "@WORDS@")) {
		put_words(b, true);
		return true;
	}
	if (!strcmp(word, "@SYNOPSIS@") && !a) {
		put_words(b, false);
		return true;
	}
	if (!strcmp(word, "@CONSTANTS@")) {
		put_groups(b);
		return true;
	}
	if (!strcmp(word, "@VALUES@")) {
		put_constants(b, &lsys_values);
		return true;
	}
	if (!a)
		return false;
	if (!strcmp(word, "@NAME@")) {
		lsys_puts(b, ".Nm lsys-"); /* as the page is installed: without it some are other programs' names */
		lsys_puts(b, a->name);
		lsys_puts(b, "\n.Nd ");
		lsys_puts(b, a->summary);
		lsys_putc(b, '\n');
	} else if (!strcmp(word, "@SYNOPSIS@")) {
		lsys_puts(b, ".Nm lsys ");
		lsys_puts(b, a->name);
		lsys_putc(b, '\n');
		lsys_put_mdoc_synopsis(b, sets, n);
	} else if (!strcmp(word, "@OPTIONS@")) {
		lsys_put_mdoc_options(b, sets, n);
	} else if (!strcmp(word, "@EXAMPLES@")) {
		put_examples(b, a->examples);
	} else if (!strcmp(word, "@COLUMNS@") && a->record) {
		struct columns c = { .b = b };

		lsys_puts(b, ".Bl -tag -width Ds -compact\n");
		lsys_each_path(a->record, put_column, &c);
		lsys_puts(b, ".El\n");
	} else {
		return false;
	}
	return true;
}

static int run(struct lsys_ctx *ctx, void *args)
{
	const char *name = ((struct args *)args)->name;
	const struct lsys_applet *a = lsys_applet_named(name);
	size_t cap = 1 << 20;
	char *text = lsys_arena_alloc(ctx->arena, cap);
	ssize_t n = text ? lsys_read_full(STDIN_FILENO, text, cap - 1) : -ENOMEM;

	if (n < 0)
		return lsys_err_set(&ctx->err, (int)-n, "read", "standard input");
	for (char *line = text; n > 0 && *line;) {
		char *end = strchr(line, '\n');
		size_t len = end ? (size_t)(end - line) : strlen(line);
		bool more = end;

		line[len] = '\0';
		if (*line == '@' && len > 1 && line[len - 1] == '@') {
			if (!fill(ctx->out, line, name, a, ctx->arena))
				return lsys_err_usage(&ctx->err, line, "nothing to put there");
		} else {
			lsys_put(ctx->out, line, len);
			if (more)
				lsys_putc(ctx->out, '\n');
		}
		line += len + more;
	}
	return 0;
}

const struct lsys_applet lsys_man_word = {
	.name = "__man", .summary = "fill a manual page's template", .opts = opts, .nopts = LSYS_COUNT(opts),
	.args_size = sizeof(struct args), .run = run,
};

/* lsys __man: manual pages from templates; the lists come from the same rows as --help. */
#include "core/core.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "sys/consts.h"

static void put_name(struct lsys_buf *b, const struct lsys_applet *a)
{
	lsys_puts(b, ".Nm ");
	lsys_puts(b, "lsys ");
	lsys_puts(b, a->name);
	lsys_putc(b, '\n');
}

/* mdoc takes a leading dot or quote for a macro, and a backslash for an escape. */
static void put_line(struct lsys_buf *b, const char *s, size_t n)
{
	if (n && (*s == '.' || *s == '\''))
		lsys_puts(b, "\\&");
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\\')
			lsys_puts(b, "\\e");
		else if (s[i] == '-')
			lsys_puts(b, "\\-");
		else
			lsys_putc(b, s[i]);
	}
}

static void put_examples(struct lsys_buf *b, const char *s)
{
	lsys_puts(b, ".Bl -tag -width Ds\n");
	while (s && *s) {
		size_t n = strcspn(s, "\t"), k = strcspn(s + n + 1, "\n");

		lsys_puts(b, ".It Li ");
		put_line(b, s, n);
		lsys_puts(b, "\n");
		put_line(b, s + n + 1, k);
		lsys_puts(b, ".\n");
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
	put_line(c->b, f->help, strlen(f->help));
	lsys_puts(c->b, ".\n");
	return false;
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

static bool fill(struct lsys_buf *b, const char *word, const struct lsys_applet *a)
{
	struct lsys_opts sets[2];
	unsigned n = a ? lsys_applet_opts(a, NULL, NULL, sets) : 0;

	if (!strcmp(word, "@APPLETS@")) {
		lsys_puts(b, ".Bl -tag -width Ds\n");
		for (unsigned i = 0; i < lsys_napplets; i++) {
			lsys_puts(b, ".It Nm ");
			lsys_puts(b, lsys_applets[i]->name);
			lsys_putc(b, '\n');
			lsys_puts(b, lsys_applets[i]->summary);
			lsys_puts(b, ".\n");
		}
		lsys_puts(b, ".El\n");
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
		lsys_puts(b, ".Nm ");
		lsys_puts(b, a->name);
		lsys_puts(b, "\n.Nd ");
		lsys_puts(b, a->summary);
		lsys_putc(b, '\n');
	} else if (!strcmp(word, "@SYNOPSIS@")) {
		put_name(b, a);
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

int lsys_man(char *const *words, struct lsys_buf *out, struct lsys_buf *errout)
{
	const struct lsys_applet *a = words[0] ? lsys_applet_named(words[0]) : NULL;
	struct lsys_arena arena = { 0 };
	struct lsys_err err = { 0 };
	size_t cap = 1 << 20;
	char *text = lsys_arena_alloc(&arena, cap);
	ssize_t n = text ? lsys_read_full(STDIN_FILENO, text, cap - 1) : -ENOMEM;
	int status = 0;

	if (n < 0) {
		lsys_err_set(&err, (int)-n, "read", "standard input");
		lsys_put_error(errout, "__man", &err);
		status = 1;
	}
	for (char *line = text; n > 0 && *line && !status;) {
		char *end = strchr(line, '\n');
		size_t len = end ? (size_t)(end - line) : strlen(line);
		bool more = end;

		line[len] = '\0';
		if (*line == '@' && len > 1 && line[len - 1] == '@') {
			if (!fill(out, line, a)) {
				lsys_err_usage(&err, line, "nothing to put there");
				lsys_put_error(errout, "__man", &err);
				status = 2;
			}
		} else {
			lsys_put(out, line, len);
			if (more)
				lsys_putc(out, '\n');
		}
		line += len + more;
	}
	lsys_arena_free(&arena);
	return status;
}

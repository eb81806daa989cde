/* What a person is told. */
#include "core/core.h"

#include <string.h>

static const char *const groups[] = {
	[LSYS_G_NET] = "Network", [LSYS_G_PROC] = "Processes", [LSYS_G_NS] = "Namespaces, capabilities, cgroups",
	[LSYS_G_MOUNT] = "Mounts and files", [LSYS_G_TERM] = "Terminals", [LSYS_G_SYS] = "System", [LSYS_G_LANG] = "Scripting",
};

static unsigned width_of(struct lsys_term term)
{
	return term.width ? term.width < 100 ? term.width : 100 : 79;
}

static void put_examples(struct lsys_buf *b, const char *s)
{
	size_t width = 0;

	for (const char *p = s; *p; p = strchr(p, '\n') + 1)
		if (strcspn(p, "\t") > width)
			width = strcspn(p, "\t");
	lsys_puts(b, "\nExamples:\n");
	while (*s) {
		size_t n = strcspn(s, "\t"), k = strcspn(s + n + 1, "\n");

		lsys_puts(b, "  ");
		lsys_put(b, s, n);
		lsys_put_fill(b, ' ', width - n + 2);
		lsys_put(b, s + n + 1, k + 1);
		s += n + k + 2;
	}
}

void lsys_put_help(struct lsys_buf *b, const struct lsys_applet *a, struct lsys_term term)
{
	struct lsys_opts sets[2];
	unsigned n = lsys_applet_opts(a, NULL, NULL, sets);

	lsys_puts(b, "Usage: lsys ");
	lsys_puts(b, a->name);
	lsys_put_synopsis(b, sets, n);
	lsys_putc(b, '\n');
	lsys_put_sentence(b, a->summary, strlen(a->summary));
	lsys_putc(b, '\n');
	lsys_putc(b, '\n');
	lsys_put_options(b, sets, n, width_of(term));
	if (a->examples)
		put_examples(b, a->examples);
}

/* What lsys itself can do, aligned. */
static void put_words(struct lsys_buf *b)
{
	struct lsys_buf t = LSYS_BUF_MEM;
	size_t widest = 0;

	for (unsigned put = 0; put < 2; put++) { /* first for the widths */
		for (unsigned i = 0; lsys_door[i].applet; i++) {
			const struct lsys_applet *a = lsys_door[i].applet;

			t.len = 0;
			lsys_puts(&t, a->name);
			lsys_put_long_synopsis(&t, &(struct lsys_opts){ a->opts, a->nopts, NULL }, 1);
			if (t.len > widest)
				widest = t.len;
			if (!put)
				continue;
			lsys_puts(b, i ? "lsys " : "\nlsys ");
			lsys_put(b, t.p, t.len);
			lsys_put_fill(b, ' ', widest - t.len + 2);
			lsys_puts(b, a->summary);
			lsys_putc(b, '\n');
		}
	}
	lsys_buf_free(&t);
}

void lsys_put_overview(struct lsys_buf *b, struct lsys_term term)
{
	size_t widest = 0;

	for (unsigned i = 0; i < lsys_napplets; i++)
		if (strlen(lsys_applets[i].name) > widest)
			widest = strlen(lsys_applets[i].name);
	lsys_puts(b, "lsys " LSYS_VERSION ": the Linux kernel's interfaces as commands, JSON and Lua.\n"
		     "Usage: lsys APPLET [ARGUMENT]...\n");
	for (unsigned g = 0; g < LSYS_COUNT(groups); g++) {
		bool first = true;

		for (unsigned i = 0; i < lsys_napplets; i++) {
			const struct lsys_applet *a = lsys_applets[i].applet;

			if (a->group != g)
				continue;
			if (first) {
				lsys_putc(b, '\n');
				lsys_put_tone(b, term, LSYS_DIM);
				lsys_puts(b, groups[g]);
				lsys_put_tone(b, term, LSYS_PLAIN);
				lsys_putc(b, '\n');
			}
			first = false;
			lsys_puts(b, "  ");
			lsys_puts(b, a->name);
			lsys_put_fill(b, ' ', widest - strlen(a->name) + 2);
			lsys_puts(b, a->summary);
			lsys_putc(b, '\n');
		}
	}
	put_words(b);
}

void lsys_put_version(struct lsys_buf *b)
{
	lsys_puts(b, "lsys " LSYS_VERSION "\n");
}

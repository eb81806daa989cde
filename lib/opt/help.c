/* Option rows as text: --help and the manual. */
#include <string.h>

#include "opt/opt.h"

static bool is_operand(const struct lsys_opt *o)
{
	return !o->s && !o->l;
}

static bool many(const struct lsys_opt *o)
{
	return o->type == LSYS_O_STRV;
}

static bool letter_free(const struct lsys_opts *sets, unsigned k, char s)
{
	for (unsigned j = 0; j < k; j++)
		for (unsigned i = 0; i < sets[j].n; i++)
			if (s && sets[j].rows[i].s == s)
				return false;
	return s;
}

/* Is a later row hidden by an earlier set that uses the same name, or the letter that is all it has? */
static bool shadowed(const struct lsys_opts *sets, unsigned k, const struct lsys_opt *o)
{
	if (!o->l)
		return !letter_free(sets, k, o->s);
	for (unsigned j = 0; j < k; j++)
		for (unsigned i = 0; i < sets[j].n; i++)
			if (sets[j].rows[i].l && !strcmp(sets[j].rows[i].l, o->l))
				return true;
	return false;
}

/* Goes over the visible option rows (operands: over the operands) of all sets. */
#define EACH(o, s, sets, n, operands) \
	for (unsigned k_ = 0; k_ < (n); k_++) \
		for (unsigned i_ = 0; i_ < (sets)[k_].n; i_++) \
			for (const struct lsys_opt *o = &(sets)[k_].rows[i_]; \
			     o && is_operand(o) == (operands) && (is_operand(o) || !shadowed(sets, k_, o)); o = NULL) \
				for (char s = letter_free(sets, k_, o->s) ? o->s : 1; s; s = 0)

#define LETTER(s) ((s) > 1)

static void put_operands(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n)
{
	EACH(o, s, sets, n, true) {
		(void)s;
		lsys_puts(b, o->required ? " " : " [");
		lsys_puts(b, o->arg);
		if (!o->required)
			lsys_putc(b, ']');
		if (many(o))
			lsys_puts(b, "...");
	}
}

bool lsys_any_option(const struct lsys_opts *sets, unsigned n)
{
	EACH(o, s, sets, n, false)
		return o && s;
	return false;
}

void lsys_put_synopsis(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n)
{
	if (lsys_any_option(sets, n))
		lsys_puts(b, " [OPTION]...");
	put_operands(b, sets, n);
}

void lsys_put_long_synopsis(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n)
{
	EACH(o, s, sets, n, false) {
		lsys_puts(b, LETTER(s) ? " [-" : " [--");
		if (LETTER(s))
			lsys_putc(b, s);
		else
			lsys_puts(b, o->l);
		if (o->arg) {
			lsys_puts(b, o->optional ? " [" : " ");
			lsys_puts(b, o->arg);
			lsys_puts(b, o->optional ? "]" : "");
		}
		lsys_putc(b, ']');
	}
	put_operands(b, sets, n);
}

static void put_names(struct lsys_buf *b, const struct lsys_opt *o, char s)
{
	if (LETTER(s)) {
		lsys_putc(b, '-');
		lsys_putc(b, s);
		lsys_puts(b, o->l ? ", " : o->arg ? " " : "");
	} else {
		lsys_puts(b, "    ");
	}
	if (o->l) {
		lsys_puts(b, "--");
		lsys_puts(b, o->l);
	}
	if (o->arg) {
		lsys_puts(b, o->optional ? "[=" : o->l ? "=" : "");
		lsys_puts(b, o->arg);
		lsys_puts(b, o->optional ? "]" : "");
	}
}

#define NAME_COLUMNS 26

/* Text filled to width, its further lines indented. at: columns already used. */
static void put_filled(struct lsys_buf *b, const char *text, unsigned at, unsigned indent, unsigned width)
{
	while (*text) {
		size_t len = strcspn(text, " ");

		if (at > indent && at + 1 + len > width) {
			lsys_putc(b, '\n');
			lsys_put_fill(b, ' ', indent);
			at = indent;
		} else if (at > indent) {
			lsys_putc(b, ' ');
			at++;
		}
		lsys_put(b, text, len);
		at += (unsigned)len;
		text += len + strspn(text + len, " ");
	}
	lsys_putc(b, '\n');
}

/* What names a row has been put since start: now its help beside or below them. */
static void put_help(struct lsys_buf *b, size_t start, const char *help, unsigned width)
{
	size_t used = b->len - start;

	if (used > NAME_COLUMNS) {
		lsys_putc(b, '\n');
		used = 0;
	}
	lsys_put_fill(b, ' ', NAME_COLUMNS + 1 - used);
	put_filled(b, help, NAME_COLUMNS + 1, NAME_COLUMNS + 1, width);
}

void lsys_put_options(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n, unsigned width)
{
	if (width < 50)
		width = width ? 50 : 79;
	EACH(o, s, sets, n, true) {
		size_t start = b->len;

		(void)s;
		if (!o->help)
			continue;
		lsys_puts(b, "  ");
		lsys_puts(b, o->arg);
		put_help(b, start, o->help, width);
	}
	EACH(o, s, sets, n, false) {
		size_t start = b->len;

		lsys_puts(b, "  ");
		put_names(b, o, s);
		put_help(b, start, o->help, width);
	}
}

void lsys_put_sentence(struct lsys_buf *b, const char *help, size_t n)
{
	if (!n)
		return;
	lsys_putc(b, (char)(help[0] >= 'a' && help[0] <= 'z' ? help[0] - 32 : help[0]));
	lsys_put(b, help + 1, n - 1);
	if (!strchr(".?", help[n - 1]))
		lsys_putc(b, '.');
}

void lsys_put_mdoc_synopsis(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n)
{
	EACH(o, s, sets, n, false) {
		lsys_puts(b, ".Op Fl ");
		if (LETTER(s)) {
			lsys_putc(b, s);
		} else {
			lsys_putc(b, '-');
			lsys_puts(b, o->l);
		}
		if (o->arg) {
			lsys_puts(b, o->optional ? " Oo Ar " : " Ar ");
			lsys_puts(b, o->arg);
			lsys_puts(b, o->optional ? " Oc" : "");
		}
		lsys_putc(b, '\n');
	}
	EACH(o, s, sets, n, true) {
		(void)s;
		lsys_puts(b, o->required ? ".Ar " : ".Op Ar ");
		lsys_puts(b, o->arg);
		lsys_puts(b, many(o) ? " ...\n" : "\n");
	}
}

void lsys_put_mdoc_options(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n)
{
	lsys_puts(b, ".Bl -tag -width Ds\n");
	EACH(o, s, sets, n, true) {
		(void)s;
		if (!o->help)
			continue;
		lsys_puts(b, ".It Ar ");
		lsys_puts(b, o->arg);
		lsys_putc(b, '\n');
		lsys_put_sentence(b, o->help, strlen(o->help));
		lsys_putc(b, '\n');
	}
	EACH(o, s, sets, n, false) {
		lsys_puts(b, ".It ");
		if (LETTER(s)) {
			lsys_puts(b, "Fl ");
			lsys_putc(b, s);
			if (o->arg && !o->l) {
				lsys_puts(b, " Ar ");
				lsys_puts(b, o->arg);
			}
			lsys_puts(b, o->l ? " , " : "");
		}
		if (o->l) {
			lsys_puts(b, "Fl -");
			lsys_puts(b, o->l);
			if (o->arg) {
				lsys_puts(b, o->optional ? " Ns Oo = Ns Ar " : " Ns = Ns Ar ");
				lsys_puts(b, o->arg);
				lsys_puts(b, o->optional ? " Oc" : "");
			}
		}
		lsys_putc(b, '\n');
		lsys_put_sentence(b, o->help, strlen(o->help));
		lsys_putc(b, '\n');
	}
	lsys_puts(b, ".El\n");
}

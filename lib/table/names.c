#include "table/names.h"

#include <errno.h>
#include <string.h>

#include "base/str.h"

bool lsys_const_next(struct lsys_cursor *at, struct lsys_const *c)
{
	const struct lsys_names *n = at->names;
	unsigned i = at->i;

	if (i >= n->n)
		return false;
	at->i++;
	if (n->rows) {
		*c = n->rows[i];
		return true;
	}
	at->packed = i ? at->packed + strlen(at->packed) + 1 : n->packed;
	*c = (struct lsys_const){ at->packed, (uint64_t)n->values[i], LSYS_PLAIN };
	return true;
}

static uint64_t value_at(const struct lsys_names *n, unsigned i)
{
	return n->rows ? n->rows[i].value : (uint64_t)n->values[i];
}

static struct lsys_const row_at(const struct lsys_names *n, unsigned i)
{
	struct lsys_cursor at = { .names = n };
	struct lsys_const c = { 0 };

	if (n->rows)
		return n->rows[i];
	while (at.i <= i)
		lsys_const_next(&at, &c);
	return c;
}

struct lsys_const lsys_const_of(const struct lsys_names *n, uint64_t value)
{
	/* Most groups are listed from zero without holes. */
	if (value < n->n && value_at(n, (unsigned)value) == value)
		return row_at(n, (unsigned)value);
	for (unsigned i = 0; i < n->n; i++)
		if (value_at(n, i) == value)
			return row_at(n, i);
	return (struct lsys_const){ 0 };
}

static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

/* Are the len bytes of word s, in any case? */
static bool same_word(const char *s, const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!s[i] || lower(s[i]) != lower(word[i]))
			return false;
	return !s[len];
}

static struct lsys_const named(const struct lsys_names *n, const char *name, size_t len)
{
	struct lsys_cursor at = { .names = n };
	struct lsys_const c;

	while (lsys_const_next(&at, &c))
		if (same_word(c.name, name, len))
			return c;
	return (struct lsys_const){ 0 };
}

struct lsys_const lsys_const_named(const struct lsys_names *n, const char *name, size_t len)
{
	struct lsys_const c = { 0 };

	for (; n && !c.name; n = n->more) {
		size_t p = n->prefix ? strlen(n->prefix) : 0;

		c = named(n, name, len);
		if (!c.name && p && len > p && same_word(n->prefix, name, p))
			c = named(n, name + p, len - p);
	}
	return c;
}

/* Is s the word in upper case? */
static bool same_upper(const char *s, const char *word)
{
	for (; *s && *word; s++, word++)
		if (*word != (*s >= 'a' && *s <= 'z' ? *s - ('a' - 'A') : *s))
			return false;
	return *s == *word;
}

struct lsys_const lsys_const_spelt(const struct lsys_names *n, const char *c_name)
{
	for (; n; n = n->more) {
		struct lsys_cursor at = { .names = n };
		size_t p = n->prefix ? strlen(n->prefix) : 0;
		struct lsys_const c;

		if (p && strncmp(c_name, n->prefix, p) != 0)
			continue;
		while (lsys_const_next(&at, &c))
			if (same_upper(c.name, c_name + p))
				return c;
	}
	return (struct lsys_const){ 0 };
}

int lsys_names_refuse(const struct lsys_names *n, const char *word, size_t len, struct lsys_err *err)
{
	char cut[64];
	struct lsys_near near = LSYS_NEAR(cut);
	struct lsys_cursor at;
	struct lsys_const c;

	if (len >= sizeof(cut))
		len = sizeof(cut) - 1;
	memcpy(cut, word, len);
	cut[len] = '\0';
	lsys_err_usage(err, cut, "unknown name");
	for (const struct lsys_names *m = n; m; m = m->more)
		for (at = (struct lsys_cursor){ .names = m }; lsys_const_next(&at, &c);)
			lsys_near_offer(&near, c.name);
	if (!lsys_near_add(&near, err) && n->n <= 16) {
		lsys_err_add(err, "; one of ");
		for (at = (struct lsys_cursor){ .names = n }; lsys_const_next(&at, &c);) {
			lsys_err_add(err, at.i > 1 ? ", " : "");
			lsys_err_add(err, c.name);
		}
	}
	return -EINVAL;
}

static int word_value(const struct lsys_names *n, const char *word, size_t len, uint64_t *v, struct lsys_err *err)
{
	struct lsys_const c = lsys_const_named(n, word, len);
	char number[24];

	if (c.name) {
		*v = c.value;
		return 0;
	}
	if (len < sizeof(number)) {
		memcpy(number, word, len);
		number[len] = '\0';
		if (!lsys_parse_u64(number, v))
			return 0;
	}
	return lsys_names_refuse(n, word, len, err);
}

size_t lsys_next_word(const char **word, bool *clear)
{
	static const char gap[] = ", |\t";

	*word += strspn(*word, gap);
	*clear = **word == '~';
	*word += *clear;
	return strcspn(*word, gap);
}

int lsys_flags_apply(const struct lsys_names *n, const char *words, uint64_t *value, struct lsys_err *err)
{
	uint64_t all = *value, v = 0;
	size_t len;
	bool clear;

	while ((len = lsys_next_word(&words, &clear)) || clear) {
		int r = word_value(n, words, len, &v, err);

		if (r < 0)
			return r;
		all = clear ? all & ~v : all | v;
		words += len;
	}
	*value = all;
	return 0;
}

int lsys_names_parse(const struct lsys_names *n, const char *words, uint64_t *value, struct lsys_err *err)
{
	uint64_t all = 0;
	int r;

	if (!n->flags)
		return word_value(n, words, strlen(words), value, err);
	r = lsys_flags_apply(n, words, &all, err);
	if (r == 0)
		*value = all;
	return r;
}

bool lsys_flags_next(struct lsys_cursor *at, uint64_t *rest, struct lsys_const *c)
{
	while (*rest && lsys_const_next(at, c)) {
		if (c->value && (*rest & c->value) == c->value) {
			*rest &= ~c->value;
			return true;
		}
	}
	return false;
}

void lsys_put_names(struct lsys_buf *b, const struct lsys_names *n, uint64_t value)
{
	struct lsys_cursor at = { .names = n };
	struct lsys_const c;
	bool first = true;

	if (!n->flags) {
		c = lsys_const_of(n, value);
		if (c.name)
			lsys_puts(b, c.name);
		else
			lsys_put_u64(b, value);
		return;
	}
	while (lsys_flags_next(&at, &value, &c)) {
		if (!first)
			lsys_putc(b, ',');
		first = false;
		lsys_puts(b, c.name);
	}
	if (value) {
		lsys_puts(b, first ? "0x" : ",0x");
		lsys_put_hex(b, value, 1);
	}
}

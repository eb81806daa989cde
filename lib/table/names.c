#include "table/names.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

const struct lsys_const *lsys_const_of(const struct lsys_names *n, uint64_t value)
{
	/* Most groups are listed from zero without holes. */
	if (value < n->n && n->rows[value].value == value)
		return &n->rows[value];
	for (unsigned i = 0; i < n->n; i++)
		if (n->rows[i].value == value)
			return &n->rows[i];
	return NULL;
}

static const struct lsys_const *named(const struct lsys_names *n, const char *name, size_t len)
{
	for (unsigned i = 0; i < n->n; i++)
		if (strlen(n->rows[i].name) == len && !strncasecmp(n->rows[i].name, name, len))
			return &n->rows[i];
	return NULL;
}

const struct lsys_const *lsys_const_named(const struct lsys_names *n, const char *name, size_t len)
{
	const struct lsys_const *c = named(n, name, len);
	size_t p = n->prefix ? strlen(n->prefix) : 0;

	if (!c && p && len > p && !strncasecmp(name, n->prefix, p))
		c = named(n, name + p, len - p);
	return c;
}

static int refuse(const struct lsys_names *n, const char *word, size_t len, struct lsys_err *err)
{
	char cut[64];
	struct lsys_near near = LSYS_NEAR(cut);

	if (len >= sizeof(cut))
		len = sizeof(cut) - 1;
	memcpy(cut, word, len);
	cut[len] = '\0';
	lsys_err_usage(err, cut, "unknown name");
	for (unsigned i = 0; i < n->n; i++)
		lsys_near_offer(&near, n->rows[i].name);
	if (near.best) {
		lsys_err_add(err, "; did you mean ");
		lsys_err_add(err, near.best);
		lsys_err_add(err, "?");
	} else if (n->n <= 16) {
		lsys_err_add(err, "; one of ");
		for (unsigned i = 0; i < n->n; i++) {
			lsys_err_add(err, i ? ", " : "");
			lsys_err_add(err, n->rows[i].name);
		}
	}
	return -EINVAL;
}

static int word_value(const struct lsys_names *n, const char *word, size_t len, uint64_t *v, struct lsys_err *err)
{
	const struct lsys_const *c = lsys_const_named(n, word, len);
	char number[24];

	if (c) {
		*v = c->value;
		return 0;
	}
	if (len < sizeof(number)) {
		memcpy(number, word, len);
		number[len] = '\0';
		if (!lsys_parse_u64(number, v))
			return 0;
	}
	return refuse(n, word, len, err);
}

int lsys_names_parse(const struct lsys_names *n, const char *words, uint64_t *value, struct lsys_err *err)
{
	static const char gap[] = ", |\t";
	uint64_t all = 0, v = 0;

	if (!n->flags)
		return word_value(n, words, strlen(words), value, err);
	for (const char *p = words + strspn(words, gap); *p; p += strspn(p, gap)) {
		bool clear = *p == '~';
		size_t len = strcspn(p += clear, gap);
		int r = word_value(n, p, len, &v, err);

		if (r < 0)
			return r;
		all = clear ? all & ~v : all | v;
		p += len;
	}
	*value = all;
	return 0;
}

const struct lsys_const *lsys_flags_next(const struct lsys_names *n, uint64_t *rest, unsigned *at)
{
	while (*at < n->n && *rest) {
		const struct lsys_const *c = &n->rows[(*at)++];

		if (c->value && (*rest & c->value) == c->value) {
			*rest &= ~c->value;
			return c;
		}
	}
	return NULL;
}

void lsys_put_names(struct lsys_buf *b, const struct lsys_names *n, uint64_t value)
{
	const struct lsys_const *c;
	unsigned at = 0;
	bool first = true;

	if (!n->flags) {
		c = lsys_const_of(n, value);
		if (c)
			lsys_puts(b, c->name);
		else
			lsys_put_u64(b, value);
		return;
	}
	while ((c = lsys_flags_next(n, &value, &at))) {
		if (!first)
			lsys_putc(b, ',');
		first = false;
		lsys_puts(b, c->name);
	}
	if (value) {
		lsys_puts(b, first ? "0x" : ",0x");
		lsys_put_hex(b, value, 1);
	}
}

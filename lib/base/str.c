#include "base/str.h"

#include <errno.h>
#include <string.h>

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

int lsys_parse_u64(const char *s, uint64_t *v)
{
	unsigned base = 10;
	uint64_t r = 0;
	bool over = false;

	if (s[0] == '0' && (s[1] | 0x20) == 'x') {
		base = 16;
		s += 2;
	} else if (s[0] == '0' && s[1]) {
		base = 8;
		s++;
	}
	if (!*s)
		return -EINVAL;
	for (; *s; s++) {
		int d = digit(*s);

		if (d >= (int)base)
			return -EINVAL;
		over |= __builtin_mul_overflow(r, (uint64_t)base, &r);
		over |= __builtin_add_overflow(r, (uint64_t)d, &r);
	}
	if (over)
		return -ERANGE;
	*v = r;
	return 0;
}

int lsys_parse_i64(const char *s, int64_t *v)
{
	bool neg = *s == '-';
	uint64_t u;
	int r = lsys_parse_u64(s + neg, &u);

	if (r < 0)
		return r;
	if (u > (uint64_t)INT64_MAX + neg)
		return -ERANGE;
	*v = neg ? (int64_t)(0 - u) : (int64_t)u;
	return 0;
}

int lsys_parse_seconds(const char *s, double *v)
{
	double r = 0, scale = 1;
	unsigned n = 0;

	for (; *s >= '0' && *s <= '9'; s++, n++)
		r = r * 10 + (*s - '0');
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++, n++)
			r += (*s - '0') * (scale /= 10);
	if (*s || !n)
		return -EINVAL;
	if (r > 1e9)
		return -ERANGE;
	*v = r;
	return 0;
}

#define NEAR_MAX 32

/* Edits between two words, neighbours swapped counting as one; NEAR_MAX when either is too long to be a typo. */
static unsigned distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);
	uint8_t row[3][NEAR_MAX];

	if (n >= NEAR_MAX || m >= NEAR_MAX)
		return NEAR_MAX;
	for (size_t j = 0; j <= m; j++)
		row[0][j] = (uint8_t)j;
	for (size_t i = 1; i <= n; i++) {
		uint8_t *cur = row[i % 3];
		const uint8_t *up = row[(i + 2) % 3], *up2 = row[(i + 1) % 3];

		cur[0] = (uint8_t)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned d = up[j - 1] + (a[i - 1] != b[j - 1]);

			if (up[j] + 1u < d)
				d = up[j] + 1u;
			if (cur[j - 1] + 1u < d)
				d = cur[j - 1] + 1u;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && up2[j - 2] + 1u < d)
				d = up2[j - 2] + 1u;
			cur[j] = (uint8_t)d;
		}
	}
	return row[n % 3][m];
}

void lsys_near_offer(struct lsys_near *n, const char *candidate)
{
	size_t len = strlen(n->word);
	unsigned d = distance(n->word, candidate);
	unsigned limit = len < 3 ? 1 : len < 6 ? 2 : 3;

	if (len && !strncmp(candidate, n->word, len) && d > 1)
		d = 1; /* a cut word is a near word */
	if (d <= limit && d < len && (!n->best || d < n->distance)) {
		n->best = candidate;
		n->distance = d;
	}
}

bool lsys_near_add(const struct lsys_near *n, struct lsys_err *err)
{
	if (!n->best)
		return false;
	lsys_err_add(err, "; did you mean ");
	lsys_err_add(err, n->best);
	lsys_err_add(err, "?");
	return true;
}

unsigned lsys_utf8(const char *s, size_t n, uint32_t *cp)
{
	const uint8_t *u = (const uint8_t *)s;
	static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned len;
	uint32_t c = u[0];

	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	if (c < 0xc2 || c > 0xf4)
		return 0;
	len = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (n < len)
		return 0;
	c &= 0x7fu >> len;
	for (unsigned i = 1; i < len; i++) {
		if ((u[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (u[i] & 0x3f);
	}
	if (c < least[len] || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff)
		return 0;
	*cp = c;
	return len;
}

/* Unicode 15: the blocks that matter for names; what is left out counts as one column. */
static const struct { uint32_t first, last; uint8_t width; } widths[] = {
	{ 0x0300, 0x036f, 0 }, { 0x0483, 0x0489, 0 }, { 0x0591, 0x05bd, 0 }, { 0x0610, 0x061a, 0 },
	{ 0x064b, 0x065f, 0 }, { 0x06d6, 0x06dc, 0 }, { 0x0900, 0x0902, 0 }, { 0x093c, 0x093c, 0 },
	{ 0x0941, 0x0948, 0 }, { 0x0e31, 0x0e31, 0 }, { 0x0e34, 0x0e3a, 0 }, { 0x0e47, 0x0e4e, 0 },
	{ 0x1100, 0x115f, 2 }, { 0x1ab0, 0x1aff, 0 }, { 0x1dc0, 0x1dff, 0 }, { 0x200b, 0x200f, 0 },
	{ 0x20d0, 0x20ff, 0 }, { 0x231a, 0x231b, 2 }, { 0x2e80, 0x303e, 2 }, { 0x3041, 0xa4cf, 2 },
	{ 0xa960, 0xa97f, 2 }, { 0xac00, 0xd7a3, 2 }, { 0xf900, 0xfaff, 2 }, { 0xfe00, 0xfe0f, 0 },
	{ 0xfe20, 0xfe2f, 0 }, { 0xfe30, 0xfe6f, 2 }, { 0xff00, 0xff60, 2 }, { 0xffe0, 0xffe6, 2 },
	{ 0x1f300, 0x1f64f, 2 }, { 0x1f680, 0x1f6ff, 2 }, { 0x1f900, 0x1f9ff, 2 }, { 0x1fa70, 0x1faff, 2 },
	{ 0x20000, 0x3fffd, 2 }, { 0xe0100, 0xe01ef, 0 },
};

unsigned lsys_cp_width(uint32_t cp)
{
	if (cp < 0x300)
		return 1;
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
		if (cp <= widths[i].last)
			return cp >= widths[i].first ? widths[i].width : 1;
	return 1;
}

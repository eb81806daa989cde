#include "out/escape.h"

#include <stdint.h>

#include "base/str.h"

/* Code points that change how a line reads without being seen: controls, direction marks, tags. */
static bool hidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static bool hex_digit(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* Does s begin with what an escaped byte looks like? */
static bool looks_escaped(const char *s, size_t n)
{
	return n >= 4 && s[0] == '\\' && s[1] == 'x' && hex_digit(s[2]) && hex_digit(s[3]);
}

/* Bytes at the beginning of s that every form writes as they are. */
static size_t plain_run(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (unsigned char)s[i] >= 0x20 && (unsigned char)s[i] < 0x7f && s[i] != '\\' && s[i] != '"')
		i++;
	return i;
}

/* Must the string be written in the escaped form? With controls, hidden code points count as well. */
static bool needs_escape(const char *s, size_t n, bool controls)
{
	for (size_t i = 0; (i += plain_run(s + i, n - i)) < n;) {
		uint32_t cp;
		unsigned len = lsys_utf8(s + i, n - i, &cp);

		if (!len || looks_escaped(s + i, n - i) || (controls && hidden(cp)))
			return true;
		i += len;
	}
	return false;
}

static void put_byte(struct lsys_buf *b, char c)
{
	lsys_puts(b, "\\x");
	lsys_put_hex(b, (unsigned char)c, 2);
}

void lsys_put_text(struct lsys_buf *b, const char *s, size_t n)
{
	if (!needs_escape(s, n, true)) {
		lsys_put(b, s, n);
		return;
	}
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		unsigned len = lsys_utf8(s + i, n - i, &cp);

		if (s[i] == '\\')
			lsys_puts(b, "\\\\");
		else if (len && !hidden(cp))
			lsys_put(b, s + i, len);
		else
			for (unsigned k = 0; k < (len ? len : 1); k++)
				put_byte(b, s[i + k]);
		i += len ? len : 1;
	}
}

static void put_u(struct lsys_buf *b, uint32_t cp)
{
	if (cp > 0xffff) {
		put_u(b, 0xd800 + ((cp - 0x10000) >> 10));
		cp = 0xdc00 + ((cp - 0x10000) & 0x3ff);
	}
	lsys_puts(b, "\\u");
	lsys_put_hex(b, cp, 4);
}

void lsys_put_json_str(struct lsys_buf *b, const char *s, size_t n)
{
	bool escaped;

	lsys_putc(b, '"');
	if (plain_run(s, n) == n) {
		lsys_put(b, s, n);
		lsys_putc(b, '"');
		return;
	}
	escaped = needs_escape(s, n, false);
	for (size_t i = 0; i < n;) {
		size_t run = plain_run(s + i, n - i);
		uint32_t cp;
		unsigned len;

		lsys_put(b, s + i, run);
		i += run;
		if (i == n)
			break;
		len = lsys_utf8(s + i, n - i, &cp);
		if (!len) {
			lsys_putc(b, '\\');
			put_byte(b, s[i]);
			len = 1;
		} else if (cp == '\\') {
			lsys_puts(b, escaped ? "\\\\\\\\" : "\\\\");
		} else if (cp == '"') {
			lsys_puts(b, "\\\"");
		} else if (cp == '\n') {
			lsys_puts(b, "\\n");
		} else if (cp == '\t') {
			lsys_puts(b, "\\t");
		} else if (hidden(cp)) {
			put_u(b, cp);
		} else {
			lsys_put(b, s + i, len);
		}
		i += len;
	}
	lsys_putc(b, '"');
}

void lsys_put_label(struct lsys_buf *b, const char *s, size_t n)
{
	struct lsys_buf t = LSYS_BUF_MEM;

	lsys_putc(b, '"');
	lsys_put_text(&t, s, n);
	for (size_t i = 0; i < t.len; i++) {
		if (t.p[i] == '\\' || t.p[i] == '"')
			lsys_putc(b, '\\');
		lsys_putc(b, t.p[i]);
	}
	lsys_putc(b, '"');
	if (t.err && !b->err)
		b->err = t.err;
	lsys_buf_free(&t);
}

size_t lsys_text_cut(const char *s, size_t n, unsigned width, unsigned *used)
{
	size_t i = 0;

	*used = 0;
	while (i < n) {
		uint32_t cp;
		unsigned len = lsys_utf8(s + i, n - i, &cp), w = len ? lsys_cp_width(cp) : 1;

		if (*used + w > width)
			break;
		*used += w;
		i += len ? len : 1;
	}
	return i;
}

unsigned lsys_text_width(const char *s, size_t n)
{
	unsigned used;

	if (plain_run(s, n) == n)
		return (unsigned)n;
	lsys_text_cut(s, n, UINT32_MAX / 2, &used);
	return used;
}

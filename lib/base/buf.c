#include "base/buf.h"
#include "base/fd.h"

#include <errno.h>
#include <stdlib.h>

void lsys_buf_fd(struct lsys_buf *b, int fd)
{
	*b = (struct lsys_buf){ .fd = fd };
}

int lsys_buf_flush(struct lsys_buf *b)
{
	if (b->fd >= 0 && b->len && !b->err) {
		b->err = lsys_write_all(b->fd, b->p, b->len);
		b->len = 0;
	}
	return b->err;
}

void lsys_buf_free(struct lsys_buf *b)
{
	free(b->p);
	b->p = NULL;
	b->len = b->cap = 0;
}

static int grow(struct lsys_buf *b, size_t cap)
{
	char *p = realloc(b->p, cap);

	if (!p)
		return b->err = -ENOMEM;
	b->p = p;
	b->cap = cap;
	return 0;
}

char *lsys_buf_make_room(struct lsys_buf *b, size_t n)
{
	if (b->err)
		return NULL;
	if (b->fd >= 0) {
		if (!b->p && grow(b, LSYS_BUF_FD_SIZE) < 0)
			return NULL;
		if (b->cap - b->len < n && lsys_buf_flush(b) < 0)
			return NULL;
	} else if (b->cap - b->len < n) {
		size_t cap = b->cap ? b->cap : 128;

		if (b->fd == LSYS_BUF_FIXED || n > SIZE_MAX / 4 || b->len > SIZE_MAX / 4) {
			b->err = b->fd == LSYS_BUF_FIXED ? -ENOSPC : -ENOMEM;
			return NULL;
		}
		while (cap - b->len < n)
			cap *= 2;
		if (grow(b, cap) < 0)
			return NULL;
	}
	return b->p + b->len;
}

void lsys_put_big(struct lsys_buf *b, const void *s, size_t n)
{
	const char *c = s;

	if (b->fd < 0) {
		char *p = lsys_buf_make_room(b, n);

		if (p) {
			memcpy(p, c, n);
			b->len += n;
		}
		return;
	}
	while (n && lsys_buf_make_room(b, 1)) {
		size_t k = b->cap - b->len;

		if (k > n)
			k = n;
		memcpy(b->p + b->len, c, k);
		b->len += k;
		c += k;
		n -= k;
	}
}

void lsys_put_fill(struct lsys_buf *b, char c, size_t n)
{
	while (n) {
		size_t k = n < 1024 ? n : 1024;
		char *p = lsys_buf_room(b, k);

		if (!p)
			return;
		memset(p, c, k);
		b->len += k;
		n -= k;
	}
}

/* Two digits at a time: counters are what the large dumps consist of. */
static const char pairs[201] =
	"00010203040506070809101112131415161718192021222324252627282930313233343536373839"
	"40414243444546474849505152535455565758596061626364656667686970717273747576777879"
	"8081828384858687888990919293949596979899";

static char *digits(char *end, uint64_t v)
{
	while (v >= 100) {
		unsigned r = v % 100;

		v /= 100;
		end -= 2;
		memcpy(end, pairs + 2 * r, 2);
	}
	if (v >= 10) {
		end -= 2;
		memcpy(end, pairs + 2 * v, 2);
	} else {
		*--end = (char)('0' + v);
	}
	return end;
}

void lsys_put_u64(struct lsys_buf *b, uint64_t v)
{
	char t[20], *p;

	if (v < 10) { /* most counters of most interfaces */
		lsys_putc(b, (char)('0' + v));
		return;
	}
	p = digits(t + sizeof(t), v);
	lsys_put(b, p, (size_t)(t + sizeof(t) - p));
}

void lsys_put_i64(struct lsys_buf *b, int64_t v)
{
	if (v < 0)
		lsys_putc(b, '-');
	lsys_put_u64(b, v < 0 ? -(uint64_t)v : (uint64_t)v);
}

void lsys_put_u64_pad(struct lsys_buf *b, uint64_t v, unsigned width)
{
	char t[20], *p = digits(t + sizeof(t), v);
	size_t n = (size_t)(t + sizeof(t) - p);

	if (width > n)
		lsys_put_fill(b, '0', width - n);
	lsys_put(b, p, n);
}

void lsys_put_hex(struct lsys_buf *b, uint64_t v, unsigned width)
{
	char t[16], *p = t + sizeof(t);

	do {
		*--p = "0123456789abcdef"[v & 15];
		v >>= 4;
	} while (v);
	if (width > (size_t)(t + sizeof(t) - p))
		lsys_put_fill(b, '0', width - (size_t)(t + sizeof(t) - p));
	lsys_put(b, p, (size_t)(t + sizeof(t) - p));
}

void lsys_put_hexbytes(struct lsys_buf *b, const void *p, size_t n, char sep)
{
	const uint8_t *c = p;

	for (size_t i = 0; i < n; i++) {
		char *o = lsys_buf_room(b, 3);
		size_t k = 0;

		if (!o)
			return;
		if (i && sep)
			o[k++] = sep;
		o[k++] = "0123456789abcdef"[c[i] >> 4];
		o[k++] = "0123456789abcdef"[c[i] & 15];
		b->len += k;
	}
}

const char *lsys_buf_str(struct lsys_buf *b)
{
	char *p = lsys_buf_room(b, 1);

	if (!p)
		return "";
	*p = '\0';
	return b->p;
}

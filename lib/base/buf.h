/*
 * A byte buffer with a sticky error: it grows in memory, or is written to a descriptor whenever it is full, or ends there.
 * Append freely, check once at lsys_buf_flush.
 */
#ifndef LSYS_BASE_BUF_H
#define LSYS_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct lsys_buf {
	char *p;        /* storage */
	size_t len;     /* bytes waiting in it */
	size_t cap;
	int fd;         /* where full storage goes; -1: memory only, storage grows; LSYS_BUF_FIXED: it does not */
	int err;        /* first failure, -errno; later appends do nothing */
};

#define LSYS_BUF_FD_SIZE 65536

/* A memory buffer, empty; lsys_buf_free gives its storage back. */
#define LSYS_BUF_MEM ((struct lsys_buf){ .fd = -1 })

#define LSYS_BUF_FIXED (-2)

/* A buffer over a char array, for what fits: more is -ENOSPC. Not for lsys_buf_free. */
#define LSYS_BUF_OVER(array) ((struct lsys_buf){ .p = (array), .cap = sizeof(array), .fd = LSYS_BUF_FIXED })

/* Makes b write to fd (borrowed, not closed) through storage allocated at the first byte, LSYS_BUF_FD_SIZE large. */
void lsys_buf_fd(struct lsys_buf *b, int fd);

/* Writes out what waits (descriptor kind only). Returns 0 or the sticky -errno. */
int lsys_buf_flush(struct lsys_buf *b);

/* Forgets what waits, keeps storage and error. */
static inline void lsys_buf_reset(struct lsys_buf *b)
{
	b->len = 0;
}

/* Gives storage back; does not flush. */
void lsys_buf_free(struct lsys_buf *b);

/* Slow path of lsys_buf_room. */
char *lsys_buf_make_room(struct lsys_buf *b, size_t n);

/*
 * A place for n more bytes (n <= 4096 for the descriptor kind); the caller adds what it used to b->len.
 * NULL after an error.
 */
static inline char *lsys_buf_room(struct lsys_buf *b, size_t n)
{
	return b->cap - b->len >= n && !b->err ? b->p + b->len : lsys_buf_make_room(b, n);
}

/*
 * memcpy for the short pieces that text is made of: the C library's costs more than the copy, musl's above all, and a
 * large dump is millions of them.
 */
static inline void lsys_copy(void *to, const void *from, size_t n)
{
	char *d = to;
	const char *s = from;

	if (n > 32) {
		memcpy(d, s, n);
	} else if (n >= 16) {
		struct { uint64_t a, b; } x, y;

		memcpy(&x, s, 16);
		memcpy(&y, s + n - 16, 16);
		memcpy(d, &x, 16);
		memcpy(d + n - 16, &y, 16);
	} else if (n >= 8) {
		uint64_t x, y;

		memcpy(&x, s, 8);
		memcpy(&y, s + n - 8, 8);
		memcpy(d, &x, 8);
		memcpy(d + n - 8, &y, 8);
	} else if (n >= 4) {
		uint32_t x, y;

		memcpy(&x, s, 4);
		memcpy(&y, s + n - 4, 4);
		memcpy(d, &x, 4);
		memcpy(d + n - 4, &y, 4);
	} else if (n) {
		d[0] = s[0];
		d[n / 2] = s[n / 2];
		d[n - 1] = s[n - 1];
	}
}

/* Appends n bytes of any number. */
void lsys_put_big(struct lsys_buf *b, const void *s, size_t n);

static inline void lsys_put(struct lsys_buf *b, const void *s, size_t n)
{
	if (b->cap - b->len >= n && !b->err && n) {
		lsys_copy(b->p + b->len, s, n);
		b->len += n;
	} else if (n) {
		lsys_put_big(b, s, n);
	}
}

static inline void lsys_puts(struct lsys_buf *b, const char *s)
{
	lsys_put(b, s, strlen(s));
}

static inline void lsys_putc(struct lsys_buf *b, char c)
{
	char *p = lsys_buf_room(b, 1);

	if (p) {
		*p = c;
		b->len++;
	}
}

/* n times the byte c. */
void lsys_put_fill(struct lsys_buf *b, char c, size_t n);

/* Decimal numbers. */
void lsys_put_u64(struct lsys_buf *b, uint64_t v);
void lsys_put_i64(struct lsys_buf *b, int64_t v);

/* Decimal with zeroes in front, at least width digits. */
void lsys_put_u64_pad(struct lsys_buf *b, uint64_t v, unsigned width);

/* Lower-case hexadecimal, at least width digits, without 0x. */
void lsys_put_hex(struct lsys_buf *b, uint64_t v, unsigned width);

/* n bytes as two hexadecimal digits each, sep between them unless it is NUL. */
void lsys_put_hexbytes(struct lsys_buf *b, const void *p, size_t n, char sep);

/* The waiting bytes of a memory buffer as a C string (a NUL is put behind them); "" after an error. */
const char *lsys_buf_str(struct lsys_buf *b);

#endif

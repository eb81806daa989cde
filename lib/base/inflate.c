#include "base/inflate.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#define BITS_MAX 15
#define SYMBOLS_MAX 288

/* Codes of a length are numbers that follow each other, in the order of their symbols: so the lengths are all it takes. */
struct code { uint16_t count[BITS_MAX + 1], symbol[SYMBOLS_MAX]; };

struct in {
	const uint8_t *p, *end;
	uint32_t bits;
	unsigned n;          /* of them that were not used yet */
	uint8_t *dst;
	size_t at, len;
	bool bad;            /* the input ended too soon, or the output is too long: zeros from then on */
};

static unsigned take(struct in *in, unsigned n)
{
	unsigned v;

	while (in->n < n) {
		if (in->p == in->end) {
			in->bad = true;
			return 0;
		}
		in->bits |= (uint32_t)*in->p++ << in->n;
		in->n += 8;
	}
	v = in->bits & ((1u << n) - 1);
	in->bits >>= n;
	in->n -= n;
	return v;
}

static void put(struct in *in, unsigned byte)
{
	if (in->at < in->len)
		in->dst[in->at++] = (uint8_t)byte;
	else
		in->bad = true;
}

static bool make_code(struct code *c, const uint8_t *lengths, unsigned n)
{
	uint16_t at[BITS_MAX + 1];
	int left = 1;

	memset(c->count, 0, sizeof(c->count));
	for (unsigned i = 0; i < n; i++)
		c->count[lengths[i]]++;
	c->count[0] = 0;
	at[0] = at[1] = 0;
	for (unsigned b = 1; b <= BITS_MAX; b++) {
		left = 2 * left - c->count[b];
		if (left < 0) /* more codes than there is room for */
			return false;
		if (b < BITS_MAX)
			at[b + 1] = (uint16_t)(at[b] + c->count[b]);
	}
	for (unsigned i = 0; i < n; i++)
		if (lengths[i])
			c->symbol[at[lengths[i]]++] = (uint16_t)i;
	return true;
}

static unsigned next_symbol(struct in *in, const struct code *c)
{
	unsigned code = 0, first = 0, index = 0;

	for (unsigned b = 1; b <= BITS_MAX; b++) {
		code |= take(in, 1);
		if (code - first < c->count[b])
			return c->symbol[index + code - first];
		index += c->count[b];
		first = (first + c->count[b]) << 1;
		code <<= 1;
	}
	in->bad = true;
	return 0;
}

/* A number in a range that a symbol stands for: the first step numbers are single, then each range is twice as long. */
static unsigned ranged(struct in *in, unsigned symbol, unsigned step)
{
	unsigned bits = symbol < 2 * step ? 0 : symbol / step - 1;

	return bits ? ((step + symbol % step) << bits) + take(in, bits) : symbol;
}

static void symbols(struct in *in, const struct code *text, const struct code *far)
{
	while (!in->bad) {
		unsigned symbol = next_symbol(in, text), len, back;

		if (symbol < 256) {
			put(in, symbol);
			continue;
		}
		if (symbol == 256)
			return;
		len = symbol == 285 ? 258 : 3 + ranged(in, symbol - 257, 4);
		back = next_symbol(in, far);
		if (symbol > 285 || back > 29)
			in->bad = true;
		back = 1 + ranged(in, back, 2);
		if (back > in->at)
			in->bad = true;
		for (; len && !in->bad; len--)
			put(in, in->dst[in->at - back]);
	}
}

static void stored(struct in *in)
{
	unsigned len, check;

	in->bits = in->n = 0; /* what is left of a byte */
	len = take(in, 16);
	check = take(in, 16);
	if (len != (~check & 0xffff))
		in->bad = true;
	while (len-- && !in->bad)
		put(in, take(in, 8));
}

static void fixed(struct in *in)
{
	uint8_t lengths[SYMBOLS_MAX];
	struct code text, far;

	for (unsigned i = 0; i < SYMBOLS_MAX; i++)
		lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
	make_code(&text, lengths, SYMBOLS_MAX);
	memset(lengths, 5, 30);
	make_code(&far, lengths, 30);
	symbols(in, &text, &far);
}

static void dynamic(struct in *in)
{
	static const uint8_t order[19] = { 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15 };
	unsigned ntext = take(in, 5) + 257, nfar = take(in, 5) + 1, nlens = take(in, 4) + 4, i;
	uint8_t lengths[SYMBOLS_MAX + 32] = { 0 };
	struct code text, far;

	for (i = 0; i < nlens; i++)
		lengths[order[i]] = (uint8_t)take(in, 3);
	if (in->bad || ntext > 286 || nfar > 30 || !make_code(&text, lengths, 19)) {
		in->bad = true;
		return;
	}
	for (i = 0; i < ntext + nfar && !in->bad;) {
		unsigned symbol = next_symbol(in, &text), again = 1, v = 0;

		if (symbol < 16) {
			v = symbol;
		} else if (symbol == 16) {
			again = 3 + take(in, 2);
			in->bad |= !i;
			v = i ? lengths[i - 1] : 0;
		} else {
			again = symbol == 17 ? 3 + take(in, 3) : 11 + take(in, 7);
		}
		if (again > ntext + nfar - i) {
			in->bad = true;
			return;
		}
		while (again--)
			lengths[i++] = (uint8_t)v;
	}
	if (in->bad || !make_code(&text, lengths, ntext) || !make_code(&far, lengths + ntext, nfar))
		in->bad = true;
	else
		symbols(in, &text, &far);
}

int lsys_inflate(const void *src, size_t size, void *dst, size_t len)
{
	struct in in = { .p = src, .end = (const uint8_t *)src + size, .dst = dst, .len = len };
	bool last = false;

	while (!last && !in.bad) {
		last = take(&in, 1);
		switch (take(&in, 2)) {
		case 0:
			stored(&in);
			break;
		case 1:
			fixed(&in);
			break;
		case 2:
			dynamic(&in);
			break;
		default:
			in.bad = true;
		}
	}
	return in.bad || in.at != len ? -EINVAL : 0;
}

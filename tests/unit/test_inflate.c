/* What gzip compressed comes back, and nothing else does. */
#include <errno.h>
#include <stdlib.h>

#include "base/inflate.h"
#include "tap.h"

/* A block of each kind, as zlib makes them. */
static const char stored[] = "\x01\x06\x00\xf9\xffstored";
static const char fixed[] = "\x4b\xcb\xac\x48\x4d\x51\x48\xc3\x20\x93\xf3\x53\x52\x8b\x01";
static const char dynamic[] =
	"\xc5\x8f\x39\x71\x43\x41\x14\xc0\xa8\x08\x80\x11\x84\xcd\xbb\xf7\xde\xe6\x17\x0e\xfb\xd8\x28\x32\xa3\x5a"
	"\x1a\x89\x9a\x7c\xf1\x17\x4f\x0b\x9e\x78\x3f\xdc\x44\xf0\xdf\x23\xbb\x1b\xba\xae\xcd\x1f\x24\xd0\xc4\x0a"
	"\x6f\x44\x27\x07\x35\x91\x85\x6e\xec\xe0\x97\x08\x32\xa9\x42\x1a\xda\xb1\x81\x4f\x62\x91\x9b\x3a\xc8\x45"
	"\x03\x4b\xbc\x88\x46\x76\x6a\x20\xf3\x63\xc7\x36\x7e\x88\x4b\x06\xf5\x29\x17\xda\xb0\x8e\x0f\x62\x92\x8b"
	"\xda\xc8\x41\x2f\x16\x78\x12\x45\x36\xaa\x23\x03\x9d\xd8\xc2\x37\x71\xc8\x4b\x05\x92\x68\x61\x0d\xef\xc4"
	"\x20\x27\xb5\x90\x8d\x1e\xec\xe2\x41\x24\x59\x54\x43\x3a\x3a\xb0\x89\x2f\x62\x93\x87\xba\xff\xbf\xf9\x07";

/* The text of the last. */
static size_t dynamic_text(char *to)
{
	size_t n = (size_t)sprintf(to, "abcabcabd, the text of a dynamic block: ");

	for (int i = 0; i < 120; i++) {
		to[n++] = (char)('a' + i % 7);
		to[n++] = (char)('e' + i % 11);
		to[n++] = ' ';
	}
	return n;
}

/* Uncompresses a copy that ends where it does, so that a sanitizer sees what is read behind it. */
static int inflate(const char *data, size_t size, char *to, size_t len)
{
	char *copy = malloc(size + !size), *out = malloc(len + !len);
	int r;

	memcpy(copy, data, size);
	r = lsys_inflate(copy, size, out, len);
	memcpy(to, out, len);
	free(copy);
	free(out);
	return r;
}

static void test_kinds(void)
{
	char got[1024], want[1024];
	size_t n = dynamic_text(want);

	ok(inflate(stored, sizeof(stored) - 1, got, 6) == 0 && !memcmp(got, "stored", 6), "a block that is stored");
	ok(inflate(fixed, sizeof(fixed) - 1, got, 29) == 0 && !memcmp(got, "fixed fixed fixed fixed codes", 29),
	   "a block with the codes that are always the same");
	ok(inflate(dynamic, sizeof(dynamic) - 1, got, n) == 0 && !memcmp(got, want, n), "a block with codes of its own");
	ok(inflate("\x03\x00", 2, got, 0) == 0, "nothing");
}

static void test_wrong(void)
{
	static const struct { const char *data; size_t size, len; } all[] = {
		{ stored, sizeof(stored) - 1, 6 }, { fixed, sizeof(fixed) - 1, 29 }, { dynamic, sizeof(dynamic) - 1, 400 },
	};
	char got[1024], copy[1024];
	bool good = true;

	for (unsigned k = 0; k < 3; k++) {
		for (size_t n = 0; n < all[k].size; n++)
			agree(&good, inflate(all[k].data, n, got, all[k].len) == -EINVAL);
		agree(&good, inflate(all[k].data, all[k].size, got, all[k].len - 1) == -EINVAL);
		agree(&good, inflate(all[k].data, all[k].size, got, all[k].len + 1) == -EINVAL);
	}
	ok(good, "what is cut short, too short or too long is refused");
	ok(inflate("\x07", 1, got, 0) == -EINVAL, "a kind of block that there is not");
	ok(inflate("\x01\x01\x00\x00\x00x", 6, got, 1) == -EINVAL, "a length that is not what its check says");
	ok(inflate("\x03\x02\x00", 3, got, 10) == -EINVAL, "a copy of what is before the beginning");
	/* any bytes: some are data, none reads or writes where it may not */
	for (size_t bit = 0; bit < 8 * all[2].size; bit++) {
		memcpy(copy, dynamic, all[2].size);
		copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
		inflate(copy, all[2].size, got, 400);
	}
	ok(true, "each bit turned");
}

int main(void)
{
	test_kinds();
	test_wrong();
	return done_testing();
}

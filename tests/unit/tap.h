/*
 * TAP for tests in C: a line per test, behind a failed one lines with "#" that say what was seen, the plan at the end.
 * A property that is tried many times is one test: agree() for each trial, note() where one fails, then ok().
 */
#ifndef LSYS_TESTS_UNIT_TAP_H
#define LSYS_TESTS_UNIT_TAP_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int tap_tests, tap_failures;

/* Notes say what went wrong; they wait for the next test that fails, and are shown behind it. */
static char tap_text[8192];
static size_t tap_len;
static int tap_notes;

/* A property that fails everywhere must not bury the others. */
#define TAP_NOTES_MAX 8

/* Is there room for another note? */
static inline bool tap_begin(void)
{
	return ++tap_notes <= TAP_NOTES_MAX && tap_len + 16 < sizeof(tap_text);
}

__attribute__((format(printf, 1, 0))) static inline void tap_vadd(const char *format, va_list ap)
{
	int n = vsnprintf(tap_text + tap_len, sizeof(tap_text) - tap_len, format, ap);

	if (n > 0)
		tap_len += (size_t)n < sizeof(tap_text) - tap_len ? (size_t)n : sizeof(tap_text) - tap_len - 1;
}

__attribute__((format(printf, 1, 2))) static inline void tap_add(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	tap_vadd(format, ap);
	va_end(ap);
}

/* A note: a line of its own behind the next test that fails. */
__attribute__((format(printf, 1, 2))) static inline void note(const char *format, ...)
{
	va_list ap;

	if (!tap_begin())
		return;
	tap_add("# ");
	va_start(ap, format);
	tap_vadd(format, ap);
	va_end(ap);
	tap_add("\n");
}

/* A note that ends with these bytes, quoted: what is not printable ASCII as \xHH. */
static inline void note_bytes(const char *what, const void *p, size_t n)
{
	const unsigned char *c = p;

	if (!tap_begin())
		return;
	tap_add("# %s \"", what);
	for (size_t i = 0; i < n && i < 400; i++)
		tap_add(c[i] >= 0x20 && c[i] < 0x7f && c[i] != '\\' && c[i] != '"' ? "%c" : "\\x%02x", c[i]);
	tap_add(n > 400 ? "\" and so on\n" : "\"\n");
}

/* One test: did it go well? Returns good. */
static inline bool ok(bool good, const char *what)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++tap_tests, what);
	fflush(stdout); /* a later crash must not take it along */
	if (good)
		return true;
	fputs(tap_text, stdout);
	if (tap_notes > TAP_NOTES_MAX)
		printf("# and %d more\n", tap_notes - TAP_NOTES_MAX);
	tap_text[tap_len = 0] = '\0';
	tap_notes = 0;
	tap_failures++;
	return false;
}

/* Part of a property: clears *all unless cond holds; returns cond, so that the caller can note with what it did not. */
static inline bool agree(bool *all, bool cond)
{
	*all &= cond;
	return cond;
}

/* Signed numbers are equal. */
static inline bool same(intmax_t got, intmax_t want, const char *what)
{
	if (got != want)
		note("got %jd, want %jd", got, want);
	return ok(got == want, what);
}

/* Unsigned numbers are equal. */
static inline bool same_u(uintmax_t got, uintmax_t want, const char *what)
{
	if (got != want)
		note("got %ju, want %ju", got, want);
	return ok(got == want, what);
}

/* Bytes are equal. */
static inline bool same_bytes(const void *got, size_t n, const void *want, size_t m, const char *what)
{
	bool good = n == m && (!n || !memcmp(got, want, n));

	if (!good) {
		note_bytes("got ", got, n);
		note_bytes("want", want, m);
	}
	return ok(good, what);
}

/* Strings are equal; got may be NULL, which equals nothing. */
static inline bool same_str(const char *got, const char *want, const char *what)
{
	if (got)
		return same_bytes(got, strlen(got), want, strlen(want), what);
	note("got NULL, want \"%s\"", want);
	return ok(false, what);
}

/* The string has this in it. */
static inline bool has_str(const char *got, const char *part, const char *what)
{
	bool good = got && strstr(got, part);

	if (!good) {
		note_bytes("got", got ? got : "", got ? strlen(got) : 0);
		note_bytes("which is without", part, strlen(part));
	}
	return ok(good, what);
}

/* A test that cannot be made here, and why. */
static inline void skip(const char *what, const char *why)
{
	printf("ok %d - %s # SKIP %s\n", ++tap_tests, what, why);
}

/* Prints the plan. Returns main's status. */
static inline int done_testing(void)
{
	printf("1..%d\n", tap_tests);
	return tap_failures != 0;
}

/* Are all bytes of it 0? */
static inline bool all_zero(const void *p, size_t n)
{
	const unsigned char *c = p;

	while (n && !*c) {
		c++;
		n--;
	}
	return !n;
}

/* Numbers that look random and are the same in every run: a failure can be had again (xorshift64*). */
static uint64_t tap_random = 0x9e3779b97f4a7c15;

static inline uint64_t rnd(void)
{
	tap_random ^= tap_random >> 12;
	tap_random ^= tap_random << 25;
	tap_random ^= tap_random >> 27;
	return tap_random * 0x2545f4914f6cdd1d;
}

/* One of 0..n-1. */
static inline unsigned rnd_below(unsigned n)
{
	return (unsigned)((rnd() >> 32) % n);
}

/* A number of any magnitude: small, large, and the edges of all sizes as likely as one another. */
static inline uint64_t rnd_any(void)
{
	static const uint64_t edge[] = {
		0, 1, 9, 10, 99, 100, INT8_MAX, UINT8_MAX, UINT8_MAX + 1, INT16_MAX, UINT16_MAX, UINT16_MAX + 1,
		INT32_MAX, UINT32_MAX, (uint64_t)UINT32_MAX + 1, INT64_MAX, (uint64_t)INT64_MAX + 1, UINT64_MAX - 1,
		UINT64_MAX,
	};

	if (!rnd_below(4))
		return edge[rnd_below(sizeof(edge) / sizeof(edge[0]))];
	return rnd() >> rnd_below(64);
}

#endif

/* Words: strict numbers, the nearest known word, UTF-8. */
#ifndef LSYS_BASE_STR_H
#define LSYS_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/*
 * A whole number in C notation: decimal, 0x hexadecimal, 0 octal, with a minus sign for lsys_parse_i64;
 * nothing before or after it. Return 0, -EINVAL (not a number) or -ERANGE (does not fit).
 */
int lsys_parse_u64(const char *s, uint64_t *v);
int lsys_parse_i64(const char *s, int64_t *v);

/* A decimal number with an optional fraction, not negative ("0.5", "2"). Returns 0, -EINVAL or -ERANGE. */
int lsys_parse_seconds(const char *s, double *v);

/*
 * Collects the candidate nearest to a misspelt word: initialise with the word, offer every candidate,
 * then read best (NULL when nothing is near enough to be worth saying).
 */
struct lsys_near {
	const char *word;
	const char *best;
	unsigned distance;
};

#define LSYS_NEAR(w) ((struct lsys_near){ .word = (w) })

void lsys_near_offer(struct lsys_near *n, const char *candidate);

/* Adds "; did you mean BEST?" to what is said already. Returns false, and adds nothing, when nothing is near. */
bool lsys_near_add(const struct lsys_near *n, struct lsys_err *err);

/*
 * Decodes one UTF-8 sequence of at most n bytes (n > 0) into *cp. Returns its length,
 * or 0 when the bytes are not well-formed UTF-8 (overlong, surrogate, too large, cut short).
 */
unsigned lsys_utf8(const char *s, size_t n, uint32_t *cp);

/* Terminal columns of a code point: 0 (combining), 1 or 2 (East Asian wide). */
unsigned lsys_cp_width(uint32_t cp);

#endif

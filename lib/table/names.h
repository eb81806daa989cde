/* Constants: a name and a value, written once, read both ways. */
#ifndef LSYS_TABLE_NAMES_H
#define LSYS_TABLE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* How a value is to be taken by a reader; a terminal shows it in colour. */
enum lsys_tone { LSYS_PLAIN, LSYS_GOOD, LSYS_BAD, LSYS_DIM };

/* A row: the name is lower case without the group's prefix, as text and JSON show it. */
struct lsys_const {
	const char *name;
	uint64_t value;
	uint8_t tone; /* enum lsys_tone */
};

/* A group of constants. */
struct lsys_names {
	const char *prefix;            /* as in C: "IFF_"; Lua and the shell accept it in any case */
	const struct lsys_const *rows; /* flags: one bit (or one multi-bit field's value) each */
	uint16_t n;
	bool flags;                    /* values are ORed; a list of names */
};

#define LSYS_COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Definitions: NAMES(lsys_iff, "IFF_", iff_rows) for a choice of one, FLAGS(...) for a set of bits. */
#define NAMES(var, prefix_, rows_) \
	const struct lsys_names var = { .prefix = prefix_, .rows = rows_, .n = LSYS_COUNT(rows_) }
#define FLAGS(var, prefix_, rows_) \
	const struct lsys_names var = { .prefix = prefix_, .rows = rows_, .n = LSYS_COUNT(rows_), .flags = true }

/* The row of exactly this value, or NULL. */
const struct lsys_const *lsys_const_of(const struct lsys_names *n, uint64_t value);

/* The row of this name, in any case, with or without the prefix, or NULL. len bytes of name count. */
const struct lsys_const *lsys_const_named(const struct lsys_names *n, const char *name, size_t len);

/*
 * Words to a value: one name or number; for flags a list with commas, blanks or '|', where "~name" clears a bit.
 * Returns 0, or fills err naming the wrong word and the valid ones and returns -EINVAL.
 */
int lsys_names_parse(const struct lsys_names *n, const char *words, uint64_t *value, struct lsys_err *err);

/*
 * The next name of a set of flags: removes its bits from *rest and returns its row; when only unknown bits are left
 * returns NULL and leaves them in *rest. Start with *at = 0. Rows of several bits come before rows of one of them.
 */
const struct lsys_const *lsys_flags_next(const struct lsys_names *n, uint64_t *rest, unsigned *at);

/* Appends the text of a value: its name or the number; flags with commas between, unknown bits as 0x..., none as "". */
void lsys_put_names(struct lsys_buf *b, const struct lsys_names *n, uint64_t value);

#endif

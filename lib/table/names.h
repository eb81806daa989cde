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

/*
 * A group of constants. Flags have one bit (or one multi-bit field's value) each. There are two forms: rows, and for the
 * thousands of the kernel's interface, which are to cost a program nothing that never asks for them, packed ones without
 * a pointer that the dynamic linker would have to see to (sys/consts_pack.h).
 */
struct lsys_names {
	const char *prefix;            /* as in C: "IFF_"; Lua and the shell accept it in any case */
	const struct lsys_const *rows; /* or NULL, and */
	const char *packed;            /* the names, each with its NUL, */
	const int64_t *values;         /* and their values */
	const struct lsys_names *more; /* further names that are accepted but never shown: aliases, masks; or NULL */
	uint16_t n;
	bool flags;                    /* values are ORed; a list of names */
};

#define LSYS_COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Definitions: NAMES(lsys_iff, "IFF_", iff_rows) for a choice of one, FLAGS(...) for a set of bits. */
#define NAMES(var, prefix_, rows_) \
	const struct lsys_names var = { .prefix = prefix_, .rows = rows_, .n = LSYS_COUNT(rows_) }
#define FLAGS(var, prefix_, rows_) \
	const struct lsys_names var = { .prefix = prefix_, .rows = rows_, .n = LSYS_COUNT(rows_), .flags = true }

/* A place in a group; it begins as { .names = group }. */
struct lsys_cursor {
	const struct lsys_names *names;
	unsigned i;
	const char *packed;
};

/* The next row, in their order; false behind the last. */
bool lsys_const_next(struct lsys_cursor *at, struct lsys_const *c);

/* The row of exactly this value, the first if there are several; without a name if there is none. */
struct lsys_const lsys_const_of(const struct lsys_names *n, uint64_t value);

/* The row of this name, in any case, with or without the prefix, also among those of more. len bytes of name count. */
struct lsys_const lsys_const_named(const struct lsys_names *n, const char *name, size_t len);

/* The row that has exactly this name in C, prefix and upper case: "IFF_UP"; also among those of more. */
struct lsys_const lsys_const_spelt(const struct lsys_names *n, const char *c_name);

/*
 * Words to a value: one name or number; for flags a list with commas, blanks or '|', where "~name" clears a bit.
 * Returns 0, or fills err naming the wrong word and the valid ones and returns -EINVAL.
 */
int lsys_names_parse(const struct lsys_names *n, const char *words, uint64_t *value, struct lsys_err *err);

/* The same for flags, beginning with the bits that *value has. */
int lsys_flags_apply(const struct lsys_names *n, const char *words, uint64_t *value, struct lsys_err *err);

/* The next word of such a list: its length, 0 at the end. *word starts as the list; *clear is set if it had a "~". */
size_t lsys_next_word(const char **word, bool *clear);

/* Refuses a word (len bytes) that is no name of the group: fills err as lsys_names_parse does. Returns -EINVAL. */
int lsys_names_refuse(const struct lsys_names *n, const char *word, size_t len, struct lsys_err *err);

/*
 * The next name of a set of flags: removes its bits from *rest and gives its row; false, and unknown bits left in *rest,
 * when there are no more. Rows of several bits come before rows of one of them.
 */
bool lsys_flags_next(struct lsys_cursor *at, uint64_t *rest, struct lsys_const *c);

/* Appends the text of a value: its name or the number; flags with commas between, unknown bits as 0x..., none as "". */
void lsys_put_names(struct lsys_buf *b, const struct lsys_names *n, uint64_t value);

#endif

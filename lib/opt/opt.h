/*
 * Options: one row each, from which come parsing, --help, the man page's lists, completion and the Lua argument table.
 */
#ifndef LSYS_OPT_OPT_H
#define LSYS_OPT_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "table/names.h"

/* A repeatable value, in the order given. p is in the arena. */
struct lsys_strv { const char **p; unsigned n; };

enum lsys_opt_type {
	LSYS_O_FLAG,   /* bool: present or not */
	LSYS_O_STR,    /* const char * */
	LSYS_O_UINT,   /* unsigned integer, checked against the member's size and .min .max */
	LSYS_O_INT,    /* signed integer */
	LSYS_O_SECS,   /* double: seconds, fractions allowed */
	LSYS_O_STRV,   /* struct lsys_strv: repeatable; with .sep also a list */
};

/* What a value is, for completion of live values. */
enum lsys_complete {
	LSYS_C_NONE, LSYS_C_FILE, LSYS_C_DIR, LSYS_C_IFNAME, LSYS_C_NETNS, LSYS_C_COLUMN, LSYS_C_KIND, LSYS_C_APPLET,
	LSYS_C_COMMAND, LSYS_C_CALL /* a word of lsys call */, LSYS_C_CALL_NAME, LSYS_C_ERRNO,
};

/* A row. An operand (positional word) has neither s nor l. */
struct lsys_opt {
	char s;                         /* short letter, or 0 */
	const char *l;                  /* long name, or NULL */
	const char *arg;                /* name of the value in help, in capitals; operands: their name */
	const char *help;               /* one line, lower case, without a full stop */
	const struct lsys_names *names; /* the value must be one of these (LSYS_O_UINT) */
	uint64_t min, max;              /* bounds of numbers, of seconds in 1/1000; max 0 = what the member holds */
	uint16_t off, size;             /* member of the argument struct */
	uint16_t given;                 /* 1 + offset of a bool set when the option was given; 0 = none */
	uint8_t type;                   /* enum lsys_opt_type */
	uint8_t complete;               /* enum lsys_complete */
	char sep;                       /* LSYS_O_STRV: also splits at this character */
	bool optional;                  /* the value may be left out; a separate word counts only if it is a number */
	bool required;                  /* operand that must be there */
	bool rest;                      /* operand that takes all words from here, options included (a command line) */
};

/* Options of a program: its own rows, then the ones every applet has. */
struct lsys_opts { const struct lsys_opt *rows; unsigned n; void *args; };

#define LSYS_OPT_TYPE(x) _Generic((x), \
	bool: LSYS_O_FLAG, const char *: LSYS_O_STR, double: LSYS_O_SECS, struct lsys_strv: LSYS_O_STRV, \
	unsigned char: LSYS_O_UINT, unsigned short: LSYS_O_UINT, unsigned: LSYS_O_UINT, \
	unsigned long: LSYS_O_UINT, unsigned long long: LSYS_O_UINT, \
	signed char: LSYS_O_INT, short: LSYS_O_INT, int: LSYS_O_INT, long: LSYS_O_INT, long long: LSYS_O_INT)

/* OPT(struct args, all, .s = 'a', .l = "all", .help = "...") */
#define OPT(T, member, ...) { \
	.off = offsetof(T, member), .size = sizeof(((T *)0)->member), .type = LSYS_OPT_TYPE(((T *)0)->member), __VA_ARGS__ }

/* An operand: OPERAND(struct args, names, "NAME", .help = "...") */
#define OPERAND(T, member, name, ...) OPT(T, member, .arg = name, __VA_ARGS__)

#define LSYS_GIVEN(T, member) .given = 1 + offsetof(T, member)

/*
 * Parses words (NULL-terminated, without the program's name) into the argument structs of n sets of rows; earlier sets
 * win. GNU rules: -abc, -oVALUE, --long=value, --long value, unambiguous prefixes, "--"; options may follow operands.
 * Values are borrowed from words or copied to the arena. Returns 0, or -EINVAL with err naming the wrong word.
 */
int lsys_opt_parse(const struct lsys_opts *sets, unsigned n, char *const *words, struct lsys_arena *a,
		   struct lsys_err *err);

/* Gives one value (NULL for a flag) to the row's member. The way for callers that have no words, such as Lua. */
int lsys_opt_set(const struct lsys_opt *o, void *args, const char *value, struct lsys_arena *a, struct lsys_err *err);

/* The row of this long name (exact; also with '_' for '-'), short letter or operand name in lower case; or NULL. */
const struct lsys_opt *lsys_opt_named(const struct lsys_opt *rows, unsigned n, const char *name);

/* Has any of the sets an option, not only operands? */
bool lsys_any_option(const struct lsys_opts *sets, unsigned n);

/* "[OPTION]... [NAME]..." */
void lsys_put_synopsis(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n);

/* "[-s] [-k KIND] [NAME]..." */
void lsys_put_long_synopsis(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n);

/* The list of operands that have a help, and of options, aligned, wrapped to width columns. */
void lsys_put_options(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n, unsigned width);

/* A row's help, of n bytes, as a sentence: a capital first, a full stop last. */
void lsys_put_sentence(struct lsys_buf *b, const char *help, size_t n);

/* mdoc: the body of SYNOPSIS, and the list of operands and options. */
void lsys_put_mdoc_synopsis(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n);
void lsys_put_mdoc_options(struct lsys_buf *b, const struct lsys_opts *sets, unsigned n);

/* What can stand at the last of words (its beginning is given, "" for nothing yet). */
struct lsys_want_word {
	const struct lsys_opt *value_of; /* it is this option's value, or this operand; NULL: none */
	const char *prefix;              /* what of it is the value already typed: behind "--kind=" or "-k" */
	bool options;                    /* it may be an option */
	bool plain;                      /* it is an operand, for which a dash first would make it an option */
};

/* Finds out what the last word is, going over the words before it as lsys_opt_parse would. */
struct lsys_want_word lsys_opt_at(const struct lsys_opts *sets, unsigned n, char *const *words, unsigned count);

#endif

/*
 * System calls as rows: what a call is named, what it takes and gives, and how C calls it. Lua's functions, "lsys call",
 * the manual and the editors' annotations are walks over these rows.
 *
 * .args is a list of words NAME:TYPE, in the order of the callers' arguments, with [] around one that may be left out
 * and =DEFAULT behind it. NAME alone is NAME:NAME. Types:
 *
 *	fd dirfd        a descriptor; a directory's, where nothing is the working directory
 *	path str        text without a zero byte
 *	data buf        bytes that are read; bytes that are filled (left out: as many as the next count, given as a string)
 *	count           how many of the bytes of the data or buf before it (left out: all of them)
 *	int uint long ulong i64 u64 size off
 *	id pid          a user or group, left out: -1; a process, left out: 0
 *	bool            true or false, or a number
 *	GROUP           a constant of that group (consts.h)
 *	<s >s &s        struct s: read; filled, made when left out; both
 *	anything else   explained by its name; only for calls without .fn
 *
 * .returns is "true", "number", "fd", "string" (what was filled), "nothing", the name of an argument, or words.
 */
#ifndef LSYS_SYS_CALL_H
#define LSYS_SYS_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "sys/consts.h"
#include "table/record.h"

/* An argument as the stubs take it. Integers are sign-extended, pointers as they are. */
union lsys_arg { int64_t i; uint64_t u; void *p; };

#define LSYS_CALL_MAX 8

struct lsys_call {
	const char *name;
	const char *args;     /* see above */
	const char *returns;
	const char *help;     /* one line, lower case, no full stop */
	const char *errors;   /* "acces noent ...": what it is likely to fail with; NULL: nothing or anything */
	int64_t (*fn)(const union lsys_arg *a); /* -1 and errno on failure; NULL: Lua has a function of its own */
};

/* An area: a chapter of lsys-calls(3), and of the page of its own, lsys-PAGE(3), that it shares with some others. */
struct lsys_calls { const char *name, *page, *title; const struct lsys_call *rows; }; /* rows end with one without a name */

extern const struct lsys_calls lsys_call_areas[]; /* calls.c; ends with one without a name */

/* The row of this name, or NULL. */
const struct lsys_call *lsys_call_named(const char *name);

/* The area that a row is in. */
const struct lsys_calls *lsys_call_area(const struct lsys_call *c);

/* Methods of descriptors that are called otherwise than the functions they are; ends with a row without a name. */
struct lsys_call_method { const char *name, *function; };
extern const struct lsys_call_method lsys_call_methods[];

/* The row of a method of descriptors: of "stat" that of fstat, of "tell" that of "fd.tell"; or NULL. */
const struct lsys_call *lsys_call_of_method(const char *name);

/* For "prctl.get_name", one of the operations of a call that has many: the row of that call; for others NULL. */
const struct lsys_call *lsys_call_many(const struct lsys_call *c);

enum lsys_param_type {
	LSYS_P_FD, LSYS_P_DIRFD, LSYS_P_PATH, LSYS_P_STR, LSYS_P_DATA, LSYS_P_BUF, LSYS_P_COUNT, LSYS_P_INT, LSYS_P_BOOL, LSYS_P_CONST,
	LSYS_P_IN, LSYS_P_OUT, LSYS_P_INOUT, LSYS_P_OTHER,
};

struct lsys_param {
	const char *name;               /* not terminated */
	uint8_t namelen;
	uint8_t type;                   /* enum lsys_param_type */
	bool optional;
	bool has_def;
	uint8_t size;                   /* LSYS_P_INT: bytes */
	bool is_signed;
	int64_t def;
	const struct lsys_group *group; /* LSYS_P_CONST */
	const struct lsys_record *rec;  /* LSYS_P_IN, LSYS_P_OUT, LSYS_P_INOUT; LSYS_P_OTHER that is a struct of that name */
	const char *word;               /* the type's word in .args, not terminated */
	const char *def_word;           /* what is behind = there, not terminated; NULL: nothing */
	uint8_t wordlen, def_len;
};

/*
 * Reads .args. Returns the number of parameters, or -EINVAL with err naming the wrong word (a mistake in the row: a
 * test reads them all).
 */
int lsys_call_params(const struct lsys_call *c, struct lsys_param p[LSYS_CALL_MAX], struct lsys_err *err);

/*
 * Words of a command line as arguments, one after the other: NAME=VALUE is the one of that name, any other the next in
 * order; what a call fills is not given. An empty word leaves one out that may be left out.
 */
struct lsys_call_words {
	const struct lsys_param *p;
	int n, next;
	const char *word[LSYS_CALL_MAX]; /* NULL: left out */
};

/* Returns the number of the parameter that the word is for, or -1: there is none left. */
int lsys_call_place(struct lsys_call_words *w, const char *word);

/* Is its first argument a descriptor, and it is no function of another table, so that it is a method of descriptors too? */
bool lsys_call_is_method(const struct lsys_call *c);

/* What a call gives. */
enum lsys_return { LSYS_RET_TRUE, LSYS_RET_NUMBER, LSYS_RET_FD, LSYS_RET_STRING, LSYS_RET_NOTHING, LSYS_RET_PARAM, LSYS_RET_OTHER };

/* Reads .returns; with LSYS_RET_PARAM *at is the number of the argument. */
enum lsys_return lsys_call_returns(const struct lsys_call *c, const struct lsys_param *p, int n, unsigned *at);

/* The struct of this name ("stat", "timespec") in structs.h, or NULL. */
const struct lsys_record *lsys_struct_named(const char *name);

#endif

/* Constants of system calls, in the groups under which Lua's S.c and the shell know them. */
#ifndef LSYS_SYS_CONSTS_H
#define LSYS_SYS_CONSTS_H

#include "sys/groups.h"
#include "table/names.h"

/* How a string becomes a value of the group. Outer blanks do not count, an empty one is 0. */
enum lsys_group_kind {
	LSYS_WORDS, /* a name, or names in a list where the names are flags */
	LSYS_MODES, /* a list where a part that begins with 0 is an octal number: "fifo,0644" */
	LSYS_CHARS, /* flags of one letter, one behind the other: "rwx" */
	LSYS_AT,    /* a directory: "fdcwd" */
	LSYS_SWAP,  /* a list where a number is a priority: "discard,7" */
	LSYS_TABLE, /* nothing but a name as it is written; the names are numbers */
	LSYS_ARRAY, /* the same, numbered from 1 */
	LSYS_TEXTS, /* no values but the messages of the errors */
};

/* A group: S.c.O, S.c.SEEK. */
struct lsys_group {
	const char *name;
	const struct lsys_names *names;
	enum lsys_group_kind kind;
};

extern const struct lsys_group lsys_groups[]; /* by name */
extern const unsigned lsys_ngroups;

/* Constants of S.c that are in no group: numbers, and words (the list ends with a NULL). */
extern const struct lsys_names lsys_values;
struct lsys_word { const char *name, *text; };
extern const struct lsys_word lsys_words[];

/* The group of this name, or NULL. */
const struct lsys_group *lsys_group_named(const char *name);

/* The value of a whole C name ("SEEK_SET", "O_CREAT", "ENOENT", "PATH_MAX"); false if there is none. */
bool lsys_const_c_name(const char *name, uint64_t *value);

/* A string to a value, by the group's kind. Returns 0 or -EINVAL, with the wrong word in err. */
int lsys_group_parse(const struct lsys_group *g, const char *words, uint64_t *value, struct lsys_err *err);

/* The same for a list, beginning with the bits that *value has; what is no list takes its place. */
int lsys_group_apply(const struct lsys_group *g, const char *words, uint64_t *value, struct lsys_err *err);

/* Is a string of the group a list? */
bool lsys_group_is_list(const struct lsys_group *g);

/* The symbol of an error number without its E, in lower case: "noent"; NULL when it has none. */
const char *lsys_errno_name(int code);

#endif

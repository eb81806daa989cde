/* Constants of system calls, in the groups under which Lua's S.c and the shell know them. */
#ifndef LSYS_SYS_CONSTS_H
#define LSYS_SYS_CONSTS_H

#include "table/names.h"

extern const struct lsys_names lsys_errno;     /* E*, of errno.h; where two names share a number the first is its name */
extern const struct lsys_names lsys_o;         /* O_*, of open(2) */
extern const struct lsys_names lsys_o_pipe;    /* those of pipe2(2) */
extern const struct lsys_names lsys_seek;      /* SEEK_* */
extern const struct lsys_names lsys_mode;      /* S_I*: permissions, and in lsys_s_i types too */
extern const struct lsys_names lsys_s_i;
extern const struct lsys_names lsys_std;       /* descriptors 0 to 2 */

/* A group: S.c.O, S.c.SEEK. */
struct lsys_group {
	const char *name;
	const struct lsys_names *names;
	bool octal;   /* a string that begins with 0 is an octal number: "0644" */
};

extern const struct lsys_group lsys_groups[];  /* by name */
extern const unsigned lsys_ngroups;

/* The group of this name, or NULL. */
const struct lsys_group *lsys_group_named(const char *name);

/* The value of a whole C name ("SEEK_SET", "O_CREAT", "ENOENT"); false if there is none. */
bool lsys_const_c_name(const char *name, uint64_t *value);

/*
 * Words to a value as lsys_names_parse has it, and with .octal groups octal numbers among them ("fifo,0644").
 * Returns 0 or -EINVAL.
 */
int lsys_group_parse(const struct lsys_group *g, const char *words, uint64_t *value, struct lsys_err *err);

/* The symbol of an error number without its E, in lower case: "noent"; NULL when it has none. */
const char *lsys_errno_name(int code);

#endif

/* What went wrong, told upwards: the library fills it, only cmd/core prints it. */
#ifndef LSYS_BASE_ERR_H
#define LSYS_BASE_ERR_H

#include <stdbool.h>

/*
 * A failure. Lives on the caller's stack; every function that takes one takes NULL too.
 * Strings are as they came (unescaped, possibly cut); whoever shows them escapes them.
 */
struct lsys_err {
	int code;         /* errno value, positive; 0 = no error */
	bool own;         /* msg is the whole reason, in our words; else it is what the kernel adds to code */
	bool usage;       /* the user's words were wrong, not the system: exit status 2 */
	char op[32];      /* what was tried: "dump links"; may be empty */
	char object[96];  /* on what: an interface, a file, the wrong word; may be empty */
	char msg[160];    /* why, in words; empty: what code says */
	char attr[64];    /* the attribute the kernel points at: "linkinfo.data.id" */
};

/* Fills err (if not NULL) with errno value code, operation and object (each may be NULL). Returns -code. */
int lsys_err_set(struct lsys_err *err, int code, const char *op, const char *object);

/* As lsys_err_set, with the reason in words. Returns -code. */
int lsys_err_msg(struct lsys_err *err, int code, const char *op, const char *object, const char *msg);

/* A mistake in the user's words: object is the wrong word, msg says what is wrong with it. Returns -EINVAL. */
int lsys_err_usage(struct lsys_err *err, const char *object, const char *msg);

/* Appends text to the reason; used to list the valid words. Cut silently at the end of the field. */
void lsys_err_add(struct lsys_err *err, const char *text);

#endif

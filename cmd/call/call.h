/* lsys call's parts: one step, and what is told about calls. */
#ifndef LSYS_CMD_CALL_H
#define LSYS_CMD_CALL_H

#include "core/applet.h"
#include "sys/call.h"

struct args {
	bool list, explain, all;
	struct lsys_strv words;
};

/* What a step gave: one of these for each value, the most often one. */
struct lsys_call_result {
	uint64_t has[1];
	const char *call;
	int64_t number;
	struct lsys_bytes string;
	struct lsys_variant data;
	bool is_fd;                        /* to be closed at the end */
	bool line;                         /* one of a list: on a line by itself */
	int ref;                           /* Lua's value itself, in its registry; 0: there is none */
	struct lsys_call_result *next;
};

extern const struct lsys_record call_result_record, call_row_record;

struct lua_State;

/* A step while it is made. */
struct call_step {
	struct lsys_ctx *ctx;
	struct lua_State **lua;            /* made when first needed */
	const struct lsys_call *c;
	const struct lsys_call_result *done;
	unsigned ndone;
	struct lsys_param p[LSYS_CALL_MAX];
	int n;
	struct lsys_call_words words;
	union lsys_arg a[LSYS_CALL_MAX];
	size_t room;                       /* bytes of the data or buf before */
	int buf;                           /* its argument, when it is to be made; -1 */
};

/*
 * Makes the call that words (NULL-terminated) name and give arguments for; "-" or "@" stands for the result of the step
 * before, "@2" for that of the second, "@2.1" for the first of its values. s: done and ndone, the results so far, are set.
 * Returns 0 or -errno.
 */
int call_step(struct call_step *s, char *const *words, struct lsys_call_result *out);

/* The same, the words in their places, for a call that only Lua has a function for. */
int call_step_in_lua(struct call_step *s, struct lsys_call_result *out);

/* Lua's values from index first on: out, and behind it the others. Raises. */
void call_take(struct lua_State *L, int first, struct call_step *s, struct lsys_call_result *out);

/* Ends what that needed. */
void call_end_lua(struct lua_State *L);

/* The result that a word stands for: NULL, and *wrong false, when it is an ordinary word. */
const struct lsys_call_result *call_result_of(const struct call_step *s, const char *word, bool *wrong);

/* Refuses the word given for argument i. Returns -EINVAL. */
int call_refuse(struct call_step *s, int i, const char *word, const char *why);

/* The call failed with errno value code. Returns -code. */
int call_failed(struct call_step *s, int code);

/* --list: a record per call. */
int call_list(struct lsys_ctx *ctx);

#endif

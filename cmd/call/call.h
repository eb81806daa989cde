/* lsys call's parts: one step, and what is told about calls. */
#ifndef LSYS_CMD_CALL_H
#define LSYS_CMD_CALL_H

#include "core/applet.h"
#include "sys/call.h"

struct args {
	bool list, explain, all;
	struct lsys_strv words;
};

/* What a step gave. */
struct lsys_call_result {
	uint64_t has[1];
	const char *call;
	int64_t number;
	struct lsys_bytes string;
	struct lsys_variant data;
	bool is_fd;
};

extern const struct lsys_record call_result_record, call_row_record;

/*
 * Makes the call that words (NULL-terminated) name and give arguments for; "-" or "@" stands for the result of the step
 * before, "@2" for that of the second. done: results of the ndone steps so far. Returns 0 or -errno.
 */
int call_step(struct lsys_ctx *ctx, char *const *words, const struct lsys_call_result *done, unsigned ndone,
	      struct lsys_call_result *out);

/* --list: a record per call. */
int call_list(struct lsys_ctx *ctx);

#endif

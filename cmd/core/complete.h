/* lsys __complete's parts: what is asked for, and how an answer is given. */
#ifndef LSYS_CMD_COMPLETE_H
#define LSYS_CMD_COMPLETE_H

#include "core/core.h"

struct lsys_asking {
	struct lsys_buf *out;
	struct lsys_arena *arena;
	const struct lsys_record *record;
	const char *netns;  /* the network namespace that the words before chose, or NULL */
	const char *typed;  /* what candidates must begin with */
	const char *before; /* part of the word in front of it, repeated before each candidate */
	size_t nbefore;
	const char *list;   /* the list of which typed is the last element, separated by sep, or NULL */
	char sep;
	bool no_dash;       /* a candidate with a dash first would become an option */
};

/* A candidate; names that a terminal could not show as they are, a shell could not insert either. */
void lsys_complete_offer(const struct lsys_asking *q, const char *word, const char *help);

/* What a word of lsys call can be, behind these: a call's name, or a value of the argument that it is. */
void lsys_complete_call(struct lsys_asking *q, const struct lsys_strv *before);

/* The names that are explained: calls, and as Lua has them S.NAME, fd:NAME, t.NAME. */
void lsys_complete_call_names(const struct lsys_asking *q);

void lsys_complete_errno(const struct lsys_asking *q);

#endif

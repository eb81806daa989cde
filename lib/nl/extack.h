/* The kernel's answer to a request: status, sentence, offending attribute. */
#ifndef LSYS_NL_EXTACK_H
#define LSYS_NL_EXTACK_H

#include "nl/nl.h"

/*
 * Reads NLMSG_ERROR or NLMSG_DONE n. request (may be NULL) is what it answers and rec (may be NULL) its rows: the offset
 * of a bad attribute is walked back through it to a name. Returns 0 or the kernel's -errno, then with err filled.
 */
int lsys_nl_extack(const struct nlmsghdr *n, const struct lsys_nl_msg *request, const struct lsys_record *rec,
		   const char *what, const char *object, struct lsys_err *err);

#endif

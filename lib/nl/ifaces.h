/*
 * Interfaces with their addresses, as a stream: links in the kernel's order, each joined with its addresses while both
 * dumps run side by side, so that ten thousand need no more memory than ten.
 */
#ifndef LSYS_NL_IFACES_H
#define LSYS_NL_IFACES_H

#include "nl/addr.h"
#include "nl/link.h"
#include "nl/nl.h"

/* What to ask for. Zero means everything, in the caller's namespace: set netns to -1. */
struct lsys_ifaces_query {
	int netns;            /* descriptor of the namespace, -1 = own; borrowed until open returns */
	const char *netns_name; /* goes into the row netns; NULL leaves it absent; borrowed */
	const uint64_t *rows; /* wanted rows of lsys_link_record (2 words), NULL = all */
	int family;           /* only addresses of AF_INET or AF_INET6; 0 = both */
	bool no_addresses;
	bool no_stats;        /* the kernel leaves statistics out */
	const char *kind;     /* only links of this kind (kernel-side), NULL = any */
	uint32_t master;      /* only ports of this interface (kernel-side), 0 = any */
};

struct lsys_ifaces;

/* Starts the stream. *out is owned by the caller, released by lsys_ifaces_close. Returns 0 or -errno. */
int lsys_ifaces_open(struct lsys_ifaces **out, const struct lsys_ifaces_query *q, struct lsys_err *err);

/*
 * The next interface into l; what it points to is valid until the next call. An interface that exists during the whole
 * walk comes exactly once, however others come and go. Returns 1, 0 at the end, or -errno (-EINTR: the interfaces kept
 * changing).
 */
int lsys_ifaces_next(struct lsys_ifaces *f, struct lsys_link *l, struct lsys_err *err);

/*
 * One interface by name or alternative name, asked for by that name: no dump of links. l is valid until the next call.
 * Returns 0, -ENODEV or another -errno.
 */
int lsys_ifaces_get(struct lsys_ifaces *f, const char *name, struct lsys_link *l, struct lsys_err *err);

/* The same by index. */
int lsys_ifaces_get_index(struct lsys_ifaces *f, uint32_t index, struct lsys_link *l, struct lsys_err *err);

/* Opens without starting a walk: for lsys_ifaces_get. */
int lsys_ifaces_open_idle(struct lsys_ifaces **out, const struct lsys_ifaces_query *q, struct lsys_err *err);

/* Starts the walk again, with what the kernel has now. Returns 0 or -errno. */
int lsys_ifaces_restart(struct lsys_ifaces *f, struct lsys_err *err);

/* Decodes an RTM_NEWLINK or RTM_DELLINK message as the stream does: state and kind filled in, names as they are now. */
int lsys_ifaces_decode(struct lsys_ifaces *f, const struct nlmsghdr *msg, struct lsys_link *l, struct lsys_arena *a);

/* Decodes an RTM_NEWADDR or RTM_DELADDR message. */
int lsys_ifaces_decode_addr(struct lsys_ifaces *f, const struct nlmsghdr *msg, struct lsys_addr *x, struct lsys_arena *a);

/* The name of an interface of the stream's namespace, "" when it has none (any more). */
const char *lsys_ifaces_name(struct lsys_ifaces *f, uint32_t index, char name[16]);

void lsys_ifaces_close(struct lsys_ifaces *f);

#endif

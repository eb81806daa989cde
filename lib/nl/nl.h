/*
 * Netlink: one socket, requests with acknowledgements, dumps pulled message by message, events.
 * On libmnl for the socket and its messages; checked reading of attributes is ours (nl/attr.h).
 */
#ifndef LSYS_NL_NL_H
#define LSYS_NL_NL_H

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "table/record.h"

#define LSYS_NL_RCV_SIZE 65536 /* the kernel fills at most 32 KiB a call, events may be larger */

struct mnl_socket;

struct lsys_nl {
	struct mnl_socket *mnl;
	int fd;
	uint32_t portid;
	uint32_t seq;          /* of the last request */
	char *buf;             /* receive buffer */
	size_t len, at;        /* bytes in it, next message */
	bool dumping;          /* a dump has been asked for and DONE has not come */
	bool interrupted;      /* the running dump changed underneath (NLM_F_DUMP_INTR) */
};

/*
 * Opens a socket of this protocol (NETLINK_ROUTE, ...) with extended acks, strict checking and capped acks.
 * netns is a descriptor of the network namespace to open it in, or -1 for the caller's own.
 * Release with lsys_nl_close. Returns 0 or -errno.
 */
int lsys_nl_open(struct lsys_nl *nl, int protocol, int netns, struct lsys_err *err);

/* Closes the socket and frees the buffer. Harmless on a zeroed or closed one. */
void lsys_nl_close(struct lsys_nl *nl);

/* Joins a multicast group (RTNLGRP_LINK, ...). Returns 0 or -errno. */
int lsys_nl_join(struct lsys_nl *nl, unsigned group, struct lsys_err *err);

/* A message being built. The first failure sticks: append freely, the sender reports it. */
struct lsys_nl_msg {
	struct nlmsghdr *nlh;  /* in a caller's buffer */
	size_t cap;            /* its size */
	size_t hdr;            /* bytes of its fixed header */
	int err;               /* 0 or -ENOBUFS */
};

/*
 * Starts a message in p (cap bytes, aligned to 4): header with type and flags, then a zeroed fixed header of hdr_size
 * bytes, to which it returns a pointer (NULL when cap is too small; then the message carries the error).
 */
void *lsys_nl_msg_init(struct lsys_nl_msg *m, void *p, size_t cap, uint16_t type, uint16_t flags, size_t hdr_size);

void lsys_nl_put(struct lsys_nl_msg *m, uint16_t attr, const void *p, size_t len);
void lsys_nl_put_u8(struct lsys_nl_msg *m, uint16_t attr, uint8_t v);
void lsys_nl_put_u16(struct lsys_nl_msg *m, uint16_t attr, uint16_t v);
void lsys_nl_put_u32(struct lsys_nl_msg *m, uint16_t attr, uint32_t v);
void lsys_nl_put_u64(struct lsys_nl_msg *m, uint16_t attr, uint64_t v);
void lsys_nl_put_str(struct lsys_nl_msg *m, uint16_t attr, const char *s); /* with its NUL */
/* Opens a nest (NLA_F_NESTED set) and returns its token for lsys_nl_nest_end. */
size_t lsys_nl_nest(struct lsys_nl_msg *m, uint16_t attr);
void lsys_nl_nest_end(struct lsys_nl_msg *m, size_t token);

/*
 * Sends one request and waits for the answer. With reply NULL it asks for an ack (NLM_F_ACK) and waits for that; else
 * *reply gets the answering message, valid until the next call on nl. what is the operation and object its object, for
 * err; by the rows of rec (may be NULL) an attribute that the kernel refuses is named.
 * Returns 0 or the kernel's -errno with its extended ack in err; -EBADMSG where a reply was wanted and only an ack came.
 */
int lsys_nl_request(struct lsys_nl *nl, struct lsys_nl_msg *m, const struct nlmsghdr **reply,
		    const struct lsys_record *rec, const char *what, const char *object, struct lsys_err *err);

#define LSYS_NL_BATCH 128

/*
 * Sends n requests with as few sendmsg as the socket's buffers allow (one for up to LSYS_NL_BATCH), waits for all acks.
 * results[i] gets 0 or -errno of each. The first failure is described in err and its -errno returned; the kernel goes
 * on after a failed one.
 */
int lsys_nl_batch(struct lsys_nl *nl, struct lsys_nl_msg *const *msgs, unsigned n, int *results,
		  const struct lsys_record *rec, const char *what, struct lsys_err *err);

/* Starts a dump: sends m with NLM_F_DUMP. Returns 0 or -errno. */
int lsys_nl_dump(struct lsys_nl *nl, struct lsys_nl_msg *m, const char *what, struct lsys_err *err);

/*
 * The next message of the dump, valid until the next call. Returns 1, 0 at the end, or -errno.
 * nl->interrupted tells after any call whether the kernel has said that the dump is inconsistent.
 */
int lsys_nl_next(struct lsys_nl *nl, const struct nlmsghdr **msg, const char *what, struct lsys_err *err);

/* Drops what is left of a running dump by reading it to its end. Returns 0 or -errno. */
int lsys_nl_drain(struct lsys_nl *nl, const char *what, struct lsys_err *err);

/* How often an interrupted dump is repeated before it is a failure. */
#define LSYS_NL_DUMP_TRIES 10

/*
 * The next event of a socket that has joined groups, waiting for it if wait is set. Returns 1, 0 (none now),
 * -ENOBUFS when the kernel has dropped events (the caller reads its state anew), or -errno.
 */
int lsys_nl_event(struct lsys_nl *nl, const struct nlmsghdr **msg, bool wait, struct lsys_err *err);

/* The name of interface index in the socket's namespace into name[16]. Returns 0 or -errno (ENODEV). */
int lsys_nl_ifname(const struct lsys_nl *nl, uint32_t index, char name[16]);

/*
 * Decodes a message by the rows of r: the fixed header (hdr_size bytes) by .hdr rows, then the attributes. obj is
 * zeroed first. Strings, bytes and nested records point into the message or the arena. A length that does not fit its
 * row makes it an unknown attribute, never an over-read. Returns 0, -EBADMSG (malformed message) or -ENOMEM.
 */
struct lsys_nl_plan;

/*
 * How messages are decoded into a record: the table from attribute to row, made once per dump. rows (may be NULL for
 * all) has a bit per row that is wanted. In the arena; NULL when memory is out.
 */
struct lsys_nl_plan *lsys_nl_plan(const struct lsys_record *r, const uint64_t *rows, struct lsys_arena *a);

int lsys_nl_decode(struct lsys_nl_plan *plan, const struct nlmsghdr *msg, size_t hdr_size, void *obj,
		   struct lsys_arena *a);

/* Decodes bare attributes (len bytes at p), as lsys_nl_decode does. */
int lsys_nl_decode_attrs(struct lsys_nl_plan *plan, const void *p, size_t len, void *obj, struct lsys_arena *a);

/*
 * Appends attributes for every present row of obj that has .set and .attr (nested records and variants likewise) and
 * fills the fixed header's .hdr members.
 */
void lsys_nl_encode(struct lsys_nl_msg *m, const struct lsys_record *r, const void *obj, void *hdr);

#endif

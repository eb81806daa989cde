/* Checked reading of attributes: nothing here looks past the length it was given. */
#ifndef LSYS_NL_ATTR_H
#define LSYS_NL_ATTR_H

#include <linux/netlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A walk over attributes: start with the bytes, call lsys_attr_next until it says false. */
struct lsys_attr {
	const char *p;       /* what is left */
	size_t left;
	uint16_t type;       /* of the present one, without NLA_F_ bits */
	uint16_t len;        /* of its payload */
	const void *data;    /* payload, aligned to 4 */
};

static inline struct lsys_attr lsys_attr_walk(const void *p, size_t len)
{
	return (struct lsys_attr){ .p = p, .left = len };
}

/* Goes to the next attribute; false at the end and at the first malformed one (then left is not 0). */
static inline bool lsys_attr_next(struct lsys_attr *a)
{
	struct nlattr h;
	size_t step;

	if (a->left < sizeof(h))
		return false;
	memcpy(&h, a->p, sizeof(h));
	if (h.nla_len < NLA_HDRLEN || h.nla_len > a->left)
		return false;
	a->type = h.nla_type & NLA_TYPE_MASK;
	a->len = (uint16_t)(h.nla_len - NLA_HDRLEN);
	a->data = a->p + NLA_HDRLEN;
	step = NLA_ALIGN((size_t)h.nla_len);
	if (step > a->left)
		step = a->left; /* the last one may come without its padding */
	a->p += step;
	a->left -= step;
	return true;
}

/* The payload of a message behind a fixed header of hdr bytes; len 0 when it is shorter than that. */
static inline struct lsys_attr lsys_attr_of(const struct nlmsghdr *n, size_t hdr)
{
	size_t skip = NLMSG_HDRLEN + NLMSG_ALIGN(hdr);

	if (n->nlmsg_len < skip)
		return (struct lsys_attr){ .p = NULL };
	return lsys_attr_walk((const char *)n + skip, n->nlmsg_len - skip);
}

#endif

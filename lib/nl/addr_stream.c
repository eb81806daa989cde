#include "nl/addr_stream.h"

#include <linux/if_addr.h>
#include <string.h>

void lsys_addr_request(struct lsys_nl_msg *m, void *space, size_t cap, uint8_t family, uint32_t ifindex)
{
	struct ifaddrmsg *h = lsys_nl_msg_init(m, space, cap, RTM_GETADDR, 0, sizeof(*h));

	if (h) {
		h->ifa_family = family;
		h->ifa_index = ifindex;
	}
}

int lsys_addr_stream_start(struct lsys_addr_stream *s, struct lsys_err *err)
{
	char space[64] __attribute__((aligned(4)));
	struct lsys_nl_msg m;
	int r;

	s->msg = NULL;
	s->ifindex = 0;
	s->suspect = false;
	lsys_addr_request(&m, space, sizeof(space), s->family, 0);
	r = lsys_nl_dump(&s->nl, &m, "dump addresses", err);
	return r < 0 ? r : lsys_addr_stream_next(s, err);
}

int lsys_addr_stream_next(struct lsys_addr_stream *s, struct lsys_err *err)
{
	bool changed;
	int r;

	do {
		r = lsys_nl_next(&s->nl, &s->msg, "dump addresses", err);
		if (r < 0)
			return r;
		/*
		 * Where one read of the dump ends and the next begins, a change in between can hide an address of the
		 * interface in whose list it paused. Within one read nothing changes.
		 */
		changed = r ? s->msg->nlmsg_flags & NLM_F_DUMP_INTR && (const char *)s->msg == s->nl.buf : s->nl.interrupted;
		s->suspect |= changed;
	} while (r && (s->msg->nlmsg_type != RTM_NEWADDR || s->msg->nlmsg_len < NLMSG_LENGTH(sizeof(struct ifaddrmsg))));
	if (!r) {
		s->msg = NULL;
		return 0;
	}
	s->ifindex = ((const struct ifaddrmsg *)NLMSG_DATA(s->msg))->ifa_index;
	return 1;
}

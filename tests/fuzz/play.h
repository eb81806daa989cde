/* What a program does with lib/nl's sockets, chosen by a few bytes: the same where answers are recorded and replayed. */
#ifndef LSYS_TESTS_FUZZ_PLAY_H
#define LSYS_TESTS_FUZZ_PLAY_H

#include <errno.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "fuzz.h"
#include "nl/ifaces.h"

enum play_what {
	PLAY_WALK,      /* all interfaces */
	PLAY_AGAIN,     /* some of them, and then all from the beginning */
	PLAY_NAME,      /* the interface x0 */
	PLAY_INDEX,     /* the interface of index arg */
	PLAY_EVENTS,    /* what happens meanwhile */
	PLAY_BATCH,     /* requests that want an acknowledgement each */
	PLAY_KINDS,     /* the number of the above */
};

enum play_flag {
	PLAY_V4 = 1, PLAY_V6 = 2, PLAY_NO_ADDRESSES = 4, PLAY_NO_STATS = 8, PLAY_FEW_ROWS = 16, PLAY_KIND = 32, PLAY_MASTER = 64,
};

/* The beginning of a script. */
struct play { uint8_t what, flags, arg, pad; };

/* Who watches; either may be NULL. */
struct watch {
	void (*link)(const struct lsys_link *l, const struct play *p);
	void (*listening)(void);  /* groups have been joined */
};

/* Failures are what they say. */
static inline int play_checked(int r, const struct lsys_err *err)
{
	must(r >= 0 || (err->code == -r && r >= -4095));
	return r;
}

static inline int play_walk(struct lsys_ifaces *f, const struct play *p, const struct watch *w, unsigned most)
{
	struct lsys_err err = { 0 };
	struct lsys_link l;
	int r = 1;

	while (most-- && (r = play_checked(lsys_ifaces_next(f, &l, &err), &err)) > 0)
		if (w->link)
			w->link(&l, p);
	return r;
}

static inline int play_events(struct lsys_ifaces *f, const struct play *p, const struct watch *w)
{
	static const unsigned groups[] = { RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR };
	struct lsys_arena a = { 0 };
	const struct nlmsghdr *msg;
	struct lsys_nl nl;
	struct lsys_err err = { 0 };
	struct lsys_addr x;
	struct lsys_link l;
	int r = play_checked(lsys_nl_open(&nl, NETLINK_ROUTE, -1, &err), &err);

	for (unsigned i = 0; r >= 0 && i < LSYS_COUNT(groups); i++)
		r = play_checked(lsys_nl_join(&nl, groups[i], &err), &err);
	if (w->listening)
		w->listening();
	while (r >= 0) {
		r = play_checked(lsys_nl_event(&nl, &msg, false, &err), &err);
		if (r == -ENOBUFS) /* the reader would look at everything anew */
			r = 1;
		else if (r <= 0)
			break;
		else if (msg->nlmsg_type == RTM_NEWADDR || msg->nlmsg_type == RTM_DELADDR)
			lsys_ifaces_decode_addr(f, msg, &x, &a);
		else if (!lsys_ifaces_decode(f, msg, &l, &a) && w->link)
			w->link(&l, p);
		lsys_arena_reset(&a, (struct lsys_arena_mark){ 0 });
	}
	lsys_arena_free(&a);
	lsys_nl_close(&nl);
	return r;
}

#define PLAY_REQUESTS 3

/* Deletes interfaces that are not there. */
static inline int play_batch(void)
{
	_Alignas(NLMSG_ALIGNTO) char space[PLAY_REQUESTS][64];
	struct lsys_nl_msg m[PLAY_REQUESTS], *list[PLAY_REQUESTS];
	int results[PLAY_REQUESTS] = { 0 }, first = 0, r;
	struct lsys_err err = { 0 };
	struct lsys_nl nl;

	for (unsigned i = 0; i < PLAY_REQUESTS; i++) {
		struct ifinfomsg *h = lsys_nl_msg_init(&m[i], space[i], sizeof(space[i]), RTM_DELLINK, 0, sizeof(*h));

		h->ifi_index = INT32_MAX - (int)i;
		list[i] = &m[i];
	}
	r = play_checked(lsys_nl_open(&nl, NETLINK_ROUTE, -1, &err), &err);
	if (r == 0)
		r = play_checked(lsys_nl_batch(&nl, list, PLAY_REQUESTS, results, &lsys_link_record, "delete", &err), &err);
	for (unsigned i = 0; i < PLAY_REQUESTS; i++) {
		must(results[i] <= 0);
		first = first ? first : results[i];
	}
	must(r == first || r < 0);
	if (r == 0)
		r = play_checked(lsys_nl_request(&nl, &m[0], NULL, &lsys_link_record, "delete", "it", &err), &err);
	lsys_nl_close(&nl);
	return r;
}

static inline int play(const struct play *p, const struct watch *w)
{
	/* those that need others, and addresses */
	static const size_t some[] = {
		offsetof(struct lsys_link, state), offsetof(struct lsys_link, kind), offsetof(struct lsys_link, link),
		offsetof(struct lsys_link, addresses),
	};
	uint64_t few[2] = { 0 };
	struct lsys_ifaces_query q = {
		.netns = -1, .rows = p->flags & PLAY_FEW_ROWS ? few : NULL,
		.family = p->flags & PLAY_V4 ? AF_INET : p->flags & PLAY_V6 ? AF_INET6 : 0,
		.no_addresses = p->flags & PLAY_NO_ADDRESSES, .no_stats = p->flags & PLAY_NO_STATS,
		.kind = p->flags & PLAY_KIND ? "veth" : NULL, .master = p->flags & PLAY_MASTER ? p->arg : 0,
	};
	bool walks = p->what % PLAY_KINDS <= PLAY_AGAIN;
	struct lsys_err err = { 0 };
	struct lsys_ifaces *f = NULL;
	struct lsys_link l;
	int r;

	for (unsigned i = 0; i < LSYS_COUNT(some); i++) {
		unsigned row = lsys_row_at(&lsys_link_record, some[i]);

		few[row / 64] |= (uint64_t)1 << row % 64;
	}
	if (p->what % PLAY_KINDS == PLAY_BATCH)
		return play_batch();
	r = play_checked((walks ? lsys_ifaces_open : lsys_ifaces_open_idle)(&f, &q, &err), &err);
	must(r < 0 ? !f : f != NULL);
	if (r < 0)
		return r;
	switch (p->what % PLAY_KINDS) {
	case PLAY_WALK:
	case PLAY_AGAIN:
		if (p->what % PLAY_KINDS == PLAY_AGAIN) {
			r = play_walk(f, p, w, p->arg % 8);
			if (r > 0)
				r = play_checked(lsys_ifaces_restart(f, &err), &err);
		}
		if (r >= 0)
			r = play_walk(f, p, w, UINT32_MAX);
		must(r < 0 || !lsys_ifaces_next(f, &l, &err)); /* the end is the end */
		break;
	case PLAY_NAME:
	case PLAY_INDEX:
		for (unsigned i = 0; i < 2; i++) { /* the second time with a socket that has been used */
			r = p->what % PLAY_KINDS == PLAY_NAME ? lsys_ifaces_get(f, "x0", &l, &err)
							     : lsys_ifaces_get_index(f, p->arg, &l, &err);
			if (play_checked(r, &err) == 0 && w->link)
				w->link(&l, p);
		}
		break;
	default:
		r = play_events(f, p, w);
	}
	lsys_ifaces_close(f);
	return r;
}

#endif

/* One family's address dump, read in step with a dump of links. */
#ifndef LSYS_NL_ADDR_STREAM_H
#define LSYS_NL_ADDR_STREAM_H

#include "nl/nl.h"

struct lsys_addr_stream {
	struct lsys_nl nl;
	uint8_t family;
	const struct nlmsghdr *msg; /* the next address, NULL at the end */
	uint32_t ifindex;           /* of msg */
	bool suspect;               /* the dump changed while the addresses of the interface before msg were being read */
};

/* Starts the dump of family's addresses; the socket must be open. Returns 0 or -errno. */
int lsys_addr_stream_start(struct lsys_addr_stream *s, struct lsys_err *err);

/* Goes to the next address: 1, 0 at the end (s->msg is NULL), or -errno. */
int lsys_addr_stream_next(struct lsys_addr_stream *s, struct lsys_err *err);

/* A request for the addresses of family (0 = all) on one interface (0 = all), in space (at least 64 bytes). */
void lsys_addr_request(struct lsys_nl_msg *m, void *space, size_t cap, uint8_t family, uint32_t ifindex);

#endif

/* Structs of calls that wait for events. */
#include <linux/futex.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

#include "base/uapi.h"
#include "sys/structs.h"

static const struct lsys_field pollfd_rows[] = {
	FIELD(struct pollfd, fd, .help = "descriptor; a negative one is passed over"),
	FIELD(struct pollfd, events, .group = "POLL", .hex = 1, .help = "what is waited for"),
	FIELD(struct pollfd, revents, .group = "POLL", .hex = 1, .help = "what has happened"),
};
RECORD_FULL(lsys_pollfd_record, "pollfd", struct pollfd, pollfd_rows, .help = "a descriptor and what is waited for");

static const struct lsys_field fdset_rows[] = {
	ARRAY(fd_set, fds_bits, .hex = 1, .help = "the bits, word by word"),
};
RECORD_FULL(lsys_fdset_record, "fdset", fd_set, fdset_rows, .help = "a set of small descriptors");

/* The data is the program's own; the kernel never looks at it. */
static const struct lsys_field epoll_event_rows[] = {
	FIELD(struct epoll_event, events, .group = "EPOLL", .hex = 1, .help = "what is waited for, or has happened"),
	FIELD_AS(struct epoll_event, "fd", data.fd, .help = "the program's own data, as a descriptor"),
	FIELD_AS(struct epoll_event, "u32", data.u32, .alias = 1, .help = "the same as a number of 32 bits"),
	FIELD_AS(struct epoll_event, "u64", data.u64, .exact = 1, .alias = 1, .help = "all of it as a number"),
	FIELD_AS(struct epoll_event, "data", data.u64, .exact = 1, .alias = 1, .help = "the same"),
	FIELD_AS(struct epoll_event, "ptr", data.u64, .exact = 1, .alias = 1, .help = "the same"),
};
RECORD_FULL(lsys_epoll_event_record, "epoll_event", struct epoll_event, epoll_event_rows, .help = "an event of an epoll set");

static const struct lsys_field futex_waitv_rows[] = {
	FIELD(struct futex_waitv, val, .exact = 1, .help = "the number that is expected there"),
	PTR(struct futex_waitv, uaddr, .help = "the memory it is in"),
	FIELD(struct futex_waitv, flags, .group = "FUTEX2", .hex = 1, .help = "size of the number, and whose memory it is"),
};
RECORD_FULL(lsys_futex_waitv_record, "futex_waitv", struct futex_waitv, futex_waitv_rows, .help = "a futex to wait for");

const struct lsys_record *const lsys_structs_event[] = {
	&lsys_pollfd_record, &lsys_fdset_record, &lsys_epoll_event_record, &lsys_futex_waitv_record, NULL,
};

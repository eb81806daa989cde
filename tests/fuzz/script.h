/*
 * What a kernel said over netlink, one read after another, as a file. Made by tests/lib/capture.c, played by kernel.h.
 *
 * The file begins with a struct play (see play.h). Behind it each read is a byte that says how it ended, its length in two
 * bytes, the low one first, and its bytes. Where a message has the reader's own port or the number of its last request,
 * SCRIPT_YOURS stands for them.
 */
#ifndef LSYS_TESTS_FUZZ_SCRIPT_H
#define LSYS_TESTS_FUZZ_SCRIPT_H

#include <linux/netlink.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SCRIPT_YOURS UINT32_MAX

enum script_tag {
	SCRIPT_READ = 'r',     /* a datagram from the kernel; so is any other byte */
	SCRIPT_OTHER = 'o',    /* a datagram from someone else's port */
	SCRIPT_CUT = 'c',      /* a datagram longer than the buffer */
	SCRIPT_SIGNAL = 's',   /* EINTR; no bytes are used */
	SCRIPT_LOST = 'l',     /* ENOBUFS: events were dropped */
};

#define SCRIPT_HEAD 3          /* bytes before those of the read */

/* Changes ports and numbers in the messages of a read: from to into; seq_from and seq_into likewise. */
static inline void script_swap(char *p, size_t n, uint32_t from, uint32_t into, uint32_t seq_from, uint32_t seq_into)
{
	struct nlmsghdr h;
	size_t step;

	while (n >= sizeof(h)) {
		memcpy(&h, p, sizeof(h));
		if (h.nlmsg_pid == from) {
			h.nlmsg_pid = into;
			if (h.nlmsg_seq == seq_from)
				h.nlmsg_seq = seq_into;
			memcpy(p, &h, sizeof(h));
		}
		if (h.nlmsg_len < sizeof(h) || h.nlmsg_len > n)
			return;
		step = NLMSG_ALIGN((size_t)h.nlmsg_len);
		step = step < n ? step : n;
		p += step;
		n -= step;
	}
}

#endif

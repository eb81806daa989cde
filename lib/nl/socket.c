#include "nl/nl.h"

#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fd.h"
#include "nl/attr.h"
#include "nl/extack.h"

static int open_here(struct lsys_nl *nl, int protocol, struct lsys_err *err)
{
	int on = 1, e;

	nl->mnl = mnl_socket_open2(protocol, SOCK_CLOEXEC);
	if (!nl->mnl)
		return lsys_err_set(err, errno, "open netlink socket", NULL);
	nl->fd = mnl_socket_get_fd(nl->mnl);
	/* Kernels before 4.12, 4.20 and 4.3 lack these; we then do without the explanation, the check, the saving. */
	mnl_socket_setsockopt(nl->mnl, NETLINK_EXT_ACK, &on, sizeof(on));
	mnl_socket_setsockopt(nl->mnl, NETLINK_GET_STRICT_CHK, &on, sizeof(on));
	mnl_socket_setsockopt(nl->mnl, NETLINK_CAP_ACK, &on, sizeof(on));
	if (mnl_socket_bind(nl->mnl, 0, MNL_SOCKET_AUTOPID) < 0) {
		e = errno;
		lsys_nl_close(nl);
		return lsys_err_set(err, e, "bind netlink socket", NULL);
	}
	nl->portid = mnl_socket_get_portid(nl->mnl);
	return 0;
}

/* The calling thread's network namespace; without /proc a socket made in it still leads there. */
static int own_netns(void)
{
	int fd = lsys_openat(AT_FDCWD, "/proc/thread-self/ns/net", O_RDONLY, 0), e;

	if (fd < 0) {
		LSYS_CLEANUP_FD int s = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

		if (s < 0)
			return -errno;
		fd = ioctl(s, SIOCGSKNS);
		if (fd < 0)
			return -errno;
		e = fcntl(fd, F_SETFD, FD_CLOEXEC);
		if (e < 0)
			return -errno;
	}
	return fd;
}

int lsys_nl_open(struct lsys_nl *nl, int protocol, int netns, struct lsys_err *err)
{
	LSYS_CLEANUP_FD int own = -1;
	int e;

	*nl = (struct lsys_nl){ .fd = -1 };
	nl->buf = malloc(LSYS_NL_RCV_SIZE);
	if (!nl->buf)
		return lsys_err_set(err, ENOMEM, "open netlink socket", NULL);
	if (netns >= 0) {
		own = own_netns();
		if (own < 0) {
			lsys_nl_close(nl);
			return lsys_err_set(err, -own, "find own network namespace", NULL);
		}
		if (setns(netns, CLONE_NEWNET) < 0) {
			e = errno;
			lsys_nl_close(nl);
			return lsys_err_set(err, e, "enter network namespace", NULL);
		}
	}
	e = open_here(nl, protocol, err);
	if (netns >= 0 && setns(own, CLONE_NEWNET) < 0) {
		e = errno;
		lsys_nl_close(nl);
		return lsys_err_set(err, e, "return to own network namespace", NULL);
	}
	if (e < 0)
		lsys_nl_close(nl);
	return e;
}

void lsys_nl_close(struct lsys_nl *nl)
{
	if (nl->mnl)
		mnl_socket_close(nl->mnl);
	free(nl->buf);
	*nl = (struct lsys_nl){ .fd = -1 };
}

int lsys_nl_join(struct lsys_nl *nl, unsigned group, struct lsys_err *err)
{
	int g = (int)group;

	if (mnl_socket_setsockopt(nl->mnl, NETLINK_ADD_MEMBERSHIP, &g, sizeof(g)) < 0)
		return lsys_err_set(err, errno, "join netlink group", NULL);
	return 0;
}

static int send_iov(struct lsys_nl *nl, struct iovec *iov, unsigned n)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct msghdr h = { .msg_name = &kernel, .msg_namelen = sizeof(kernel), .msg_iov = iov, .msg_iovlen = n };
	ssize_t k;

	do
		k = sendmsg(nl->fd, &h, 0);
	while (k < 0 && errno == EINTR);
	return k < 0 ? -errno : 0;
}

static int send_one(struct lsys_nl *nl, struct lsys_nl_msg *m, uint16_t flags)
{
	struct iovec iov;

	if (m->err)
		return m->err;
	m->nlh->nlmsg_flags |= NLM_F_REQUEST | flags;
	m->nlh->nlmsg_seq = ++nl->seq;
	m->nlh->nlmsg_pid = nl->portid;
	iov = (struct iovec){ m->nlh, m->nlh->nlmsg_len };
	nl->len = nl->at = 0;
	return send_iov(nl, &iov, 1);
}

/* One datagram from the kernel into the buffer; what others send to our port is not looked at. */
static int receive(struct lsys_nl *nl, int flags)
{
	for (;;) {
		struct sockaddr_nl from = { 0 };
		struct iovec iov = { nl->buf, LSYS_NL_RCV_SIZE };
		struct msghdr h = { .msg_name = &from, .msg_namelen = sizeof(from), .msg_iov = &iov, .msg_iovlen = 1 };
		ssize_t k = recvmsg(nl->fd, &h, flags);

		if (k < 0) {
			if (errno == EINTR && !(flags & MSG_DONTWAIT))
				continue;
			return -errno;
		}
		if (h.msg_namelen != sizeof(from) || from.nl_pid)
			continue;
		if (h.msg_flags & MSG_TRUNC)
			return -EMSGSIZE;
		nl->len = (size_t)k;
		nl->at = 0;
		return 0;
	}
}

/* The next message in the buffer: 1, 0 when it is used up, -EBADMSG. */
static int next_in_buffer(struct lsys_nl *nl, const struct nlmsghdr **msg)
{
	const struct nlmsghdr *n = (const struct nlmsghdr *)(const void *)(nl->buf + nl->at);
	size_t left = nl->len - nl->at, step;

	if (!left)
		return 0;
	if (left < sizeof(*n) || n->nlmsg_len < sizeof(*n) || n->nlmsg_len > left) {
		nl->at = nl->len;
		return -EBADMSG;
	}
	step = NLMSG_ALIGN((size_t)n->nlmsg_len);
	nl->at += step < left ? step : left;
	*msg = n;
	return 1;
}

/* The next message that answers our last requests, seq from first to nl->seq. */
static int next_answer(struct lsys_nl *nl, const struct nlmsghdr **msg, uint32_t first)
{
	for (;;) {
		int r = next_in_buffer(nl, msg);

		if (r < 0)
			return r;
		if (r == 0) {
			r = receive(nl, 0);
			if (r < 0)
				return r;
			continue;
		}
		if ((*msg)->nlmsg_pid == nl->portid && (*msg)->nlmsg_seq - first <= nl->seq - first &&
		    (*msg)->nlmsg_type != NLMSG_NOOP)
			return 1;
	}
}

static int fail(int e, const char *what, const char *object, struct lsys_err *err)
{
	return lsys_err_set(err, -e, what, object);
}

int lsys_nl_request(struct lsys_nl *nl, struct lsys_nl_msg *m, const struct nlmsghdr **reply,
		    const struct lsys_record *rec, const char *what, const char *object, struct lsys_err *err)
{
	const struct nlmsghdr *n;
	int r = send_one(nl, m, reply ? 0 : NLM_F_ACK);

	if (r < 0)
		return fail(r, what, object, err);
	for (;;) {
		r = next_answer(nl, &n, nl->seq);
		if (r < 0)
			return fail(r, what, object, err);
		if (n->nlmsg_type == NLMSG_ERROR || (reply && n->nlmsg_type == NLMSG_DONE)) {
			r = lsys_nl_extack(n, m, rec, what, object, err);
			return r == 0 && reply ? fail(-EBADMSG, what, object, err) : r; /* "yes" was not the question */
		}
		if (reply) {
			*reply = n;
			return 0;
		}
	}
}

int lsys_nl_batch(struct lsys_nl *nl, struct lsys_nl_msg *const *msgs, unsigned n, int *results,
		  const struct lsys_record *rec, const char *what, struct lsys_err *err)
{
	int first_failure = 0;

	for (unsigned done = 0; done < n;) {
		unsigned k = n - done < LSYS_NL_BATCH ? n - done : LSYS_NL_BATCH;
		struct iovec iov[LSYS_NL_BATCH];
		uint32_t first = nl->seq + 1;
		int r;

		for (unsigned i = 0; i < k; i++) {
			struct lsys_nl_msg *m = msgs[done + i];

			if (m->err)
				return fail(m->err, what, NULL, err);
			m->nlh->nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
			m->nlh->nlmsg_seq = ++nl->seq;
			m->nlh->nlmsg_pid = nl->portid;
			iov[i] = (struct iovec){ m->nlh, m->nlh->nlmsg_len };
		}
		nl->len = nl->at = 0;
		r = send_iov(nl, iov, k);
		if (r < 0)
			return fail(r, what, NULL, err);
		for (unsigned acks = 0; acks < k;) {
			const struct nlmsghdr *a;
			unsigned i;

			r = next_answer(nl, &a, first);
			if (r < 0)
				return fail(r, what, NULL, err);
			if (a->nlmsg_type != NLMSG_ERROR)
				continue;
			acks++;
			i = done + (a->nlmsg_seq - first);
			results[i] = lsys_nl_extack(a, msgs[i], rec, what, NULL, first_failure ? NULL : err);
			if (!first_failure)
				first_failure = results[i];
		}
		done += k;
	}
	return first_failure;
}

int lsys_nl_dump(struct lsys_nl *nl, struct lsys_nl_msg *m, const char *what, struct lsys_err *err)
{
	int r = send_one(nl, m, NLM_F_DUMP);

	nl->interrupted = false;
	nl->dumping = r >= 0;
	return r < 0 ? fail(r, what, NULL, err) : 0;
}

int lsys_nl_next(struct lsys_nl *nl, const struct nlmsghdr **msg, const char *what, struct lsys_err *err)
{
	int r;

	if (!nl->dumping)
		return 0;
	r = next_answer(nl, msg, nl->seq);
	if (r < 0) {
		nl->dumping = false;
		return fail(r, what, NULL, err);
	}
	if ((*msg)->nlmsg_flags & NLM_F_DUMP_INTR)
		nl->interrupted = true;
	if ((*msg)->nlmsg_type == NLMSG_DONE || (*msg)->nlmsg_type == NLMSG_ERROR) {
		nl->dumping = false;
		return lsys_nl_extack(*msg, NULL, NULL, what, NULL, err);
	}
	return 1;
}

int lsys_nl_drain(struct lsys_nl *nl, const char *what, struct lsys_err *err)
{
	const struct nlmsghdr *msg;
	int r;

	do
		r = lsys_nl_next(nl, &msg, what, err);
	while (r > 0);
	return r;
}

int lsys_nl_event(struct lsys_nl *nl, const struct nlmsghdr **msg, bool wait, struct lsys_err *err)
{
	for (;;) {
		int r = next_in_buffer(nl, msg);

		if (r == 0) {
			r = receive(nl, wait ? 0 : MSG_DONTWAIT);
			if (r == -EAGAIN || r == -EINTR)
				return 0;
			if (r == 0)
				continue;
		}
		if (r < 0)
			return fail(r, "receive events", NULL, err);
		if ((*msg)->nlmsg_type >= NLMSG_MIN_TYPE)
			return 1;
	}
}

int lsys_nl_ifname(const struct lsys_nl *nl, uint32_t index, char name[16])
{
	struct ifreq q = { .ifr_ifindex = (int)index };

	if (ioctl(nl->fd, SIOCGIFNAME, &q) < 0)
		return -errno;
	memcpy(name, q.ifr_name, 16);
	name[15] = '\0';
	return 0;
}

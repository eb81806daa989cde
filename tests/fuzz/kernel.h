/*
 * A kernel that says what a script has it say: stands in for libmnl and the calls of lib/nl/socket.c in a program of its
 * own. Requests are looked at: whatever was answered, they must be well-formed.
 */
#ifndef LSYS_TESTS_FUZZ_KERNEL_H
#define LSYS_TESTS_FUZZ_KERNEL_H

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/utsname.h>

#include "fuzz.h"
#include "script.h"

/* Where a sanitizer is, what is behind a read in its buffer must not be looked at. */
#if __has_include(<sanitizer/asan_interface.h>)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

#define KERNEL_FD 1000         /* of the first socket; no real one is that high */
#define KERNEL_SOCKETS 8

struct mnl_socket { uint32_t seq; };

static struct kernel {
	const uint8_t *p;      /* what is left of the script */
	size_t left;
	struct mnl_socket *sockets[KERNEL_SOCKETS];
	bool old;              /* its dumps have no order (before 6.10) */
} kernel;

int uname(struct utsname *u)
{
	memset(u, 0, sizeof(*u));
	memcpy(u->release, kernel.old ? "6.1.0" : "6.10.0", sizeof("6.10.0") - kernel.old);
	return 0;
}

static inline void kernel_begin(const uint8_t *script, size_t n)
{
	kernel.p = script;
	kernel.left = n;
}

/* All sockets are closed again. */
static inline void kernel_end(void)
{
	for (unsigned i = 0; i < KERNEL_SOCKETS; i++)
		must(!kernel.sockets[i]);
}

static inline struct mnl_socket *kernel_socket(int fd)
{
	must(fd >= KERNEL_FD && fd < KERNEL_FD + KERNEL_SOCKETS && kernel.sockets[fd - KERNEL_FD]);
	return kernel.sockets[fd - KERNEL_FD];
}

struct mnl_socket *mnl_socket_open2(int bus, int flags)
{
	must(bus == NETLINK_ROUTE && flags == SOCK_CLOEXEC);
	for (unsigned i = 0; i < KERNEL_SOCKETS; i++)
		if (!kernel.sockets[i])
			return kernel.sockets[i] = calloc(1, sizeof(struct mnl_socket));
	errno = EMFILE;
	return NULL;
}

int mnl_socket_get_fd(const struct mnl_socket *nl)
{
	for (unsigned i = 0; i < KERNEL_SOCKETS; i++)
		if (nl == kernel.sockets[i])
			return KERNEL_FD + (int)i;
	fuzz_fail(__FILE__, __LINE__, "the socket is open");
}

unsigned int mnl_socket_get_portid(const struct mnl_socket *nl)
{
	return (unsigned)mnl_socket_get_fd(nl) * 7;
}

int mnl_socket_bind(struct mnl_socket *nl, unsigned int groups, pid_t pid)
{
	must(mnl_socket_get_fd(nl) >= 0 && !groups && pid == MNL_SOCKET_AUTOPID);
	return 0;
}

int mnl_socket_setsockopt(const struct mnl_socket *nl, int type, void *buf, socklen_t len)
{
	must(mnl_socket_get_fd(nl) >= 0 && type && buf && len == sizeof(int));
	return 0;
}

int mnl_socket_close(struct mnl_socket *nl)
{
	kernel.sockets[mnl_socket_get_fd(nl) - KERNEL_FD] = NULL;
	free(nl);
	return 0;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	struct mnl_socket *nl = kernel_socket(fd);
	ssize_t n = 0;

	must(!flags && message->msg_iovlen > 0);
	for (size_t i = 0; i < message->msg_iovlen; i++) {
		const struct nlmsghdr *m = message->msg_iov[i].iov_base;

		must(message->msg_iov[i].iov_len == m->nlmsg_len && m->nlmsg_len >= sizeof(*m) && m->nlmsg_len % NLMSG_ALIGNTO == 0);
		must(m->nlmsg_flags & NLM_F_REQUEST && m->nlmsg_pid == mnl_socket_get_portid(nl) && m->nlmsg_seq == nl->seq + 1);
		nl->seq = m->nlmsg_seq;
		n += (ssize_t)m->nlmsg_len;
	}
	return n;
}

static inline ssize_t kernel_fails(int e)
{
	errno = e;
	return -1;
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	const struct mnl_socket *nl = kernel_socket(fd);
	size_t n, room = message->msg_iov[0].iov_len;
	char *to = message->msg_iov[0].iov_base;
	struct sockaddr_nl from = { .nl_family = AF_NETLINK };
	uint8_t tag;

	if (kernel.left < SCRIPT_HEAD) /* it never waits */
		return kernel_fails(flags & MSG_DONTWAIT ? EAGAIN : EIO);
	tag = kernel.p[0];
	n = kernel.p[1] | (size_t)kernel.p[2] << 8;
	kernel.p += SCRIPT_HEAD;
	kernel.left -= SCRIPT_HEAD;
	if (tag == SCRIPT_SIGNAL || tag == SCRIPT_LOST)
		return kernel_fails(tag == SCRIPT_SIGNAL ? EINTR : ENOBUFS);
	if (n > kernel.left)
		n = kernel.left;
	from.nl_pid = tag == SCRIPT_OTHER ? 4711 : 0;
	memcpy(message->msg_name, &from, sizeof(from));
	message->msg_namelen = sizeof(from);
	message->msg_flags = tag == SCRIPT_CUT || n > room ? MSG_TRUNC : 0;
	ASAN_UNPOISON_MEMORY_REGION(to, room);
	memcpy(to, kernel.p, n < room ? n : room);
	kernel.p += n;
	kernel.left -= n;
	if (n > room)
		n = room;
	ASAN_POISON_MEMORY_REGION(to + n, room - n);
	script_swap(to, n, SCRIPT_YOURS, mnl_socket_get_portid(nl), SCRIPT_YOURS, nl->seq);
	return (ssize_t)n;
}

#ifdef __GLIBC__
#define KERNEL_REQUEST unsigned long
#else
#define KERNEL_REQUEST int
#endif

/* Interfaces have names that an enemy would choose; every seventh has gone. */
int ioctl(int fd, KERNEL_REQUEST request, ...)
{
	struct ifreq *q;
	va_list ap;

	if (fd < KERNEL_FD || request != SIOCGIFNAME)
		return (int)kernel_fails(ENOTTY);
	va_start(ap, request);
	q = va_arg(ap, struct ifreq *);
	va_end(ap);
	kernel_socket(fd);
	if (q->ifr_ifindex % 7 == 0)
		return (int)kernel_fails(ENODEV);
	snprintf(q->ifr_name, sizeof(q->ifr_name), "\033[%dm\\x41", q->ifr_ifindex);
	return 0;
}

#endif

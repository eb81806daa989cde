/* lib/nl/mnl.c against libmnl itself: every call made with both, every result compared. */
#define mnl_socket_open2 own_open2
#define mnl_socket_bind own_bind
#define mnl_socket_get_fd own_get_fd
#define mnl_socket_get_portid own_get_portid
#define mnl_socket_setsockopt own_setsockopt
#define mnl_socket_close own_close
#include "lib/nl/mnl.c"

#include <dlfcn.h>
#include <fcntl.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "tap.h"

struct mnl {
	struct mnl_socket *(*open2)(int bus, int flags);
	int (*bind)(struct mnl_socket *nl, unsigned int groups, pid_t pid);
	int (*get_fd)(const struct mnl_socket *nl);
	unsigned int (*get_portid)(const struct mnl_socket *nl);
	int (*setsockopt)(const struct mnl_socket *nl, int type, void *buf, socklen_t len);
	int (*close)(struct mnl_socket *nl);
};

static const struct mnl own = { own_open2, own_bind, own_get_fd, own_get_portid, own_setsockopt, own_close };
static struct mnl ref;

/* What can be seen of a socket from outside. */
struct seen {
	int type, protocol, domain, cloexec, nonblock, ext_ack;
	struct sockaddr_nl addr;
};

static struct seen look(int fd)
{
	struct seen s = { 0 };
	socklen_t len = sizeof(int);

	getsockopt(fd, SOL_SOCKET, SO_TYPE, &s.type, &len);
	getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &s.protocol, &len);
	getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &s.domain, &len);
	getsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &s.ext_ack, &len);
	s.cloexec = fcntl(fd, F_GETFD);
	s.nonblock = fcntl(fd, F_GETFL);
	len = sizeof(s.addr);
	getsockname(fd, (struct sockaddr *)&s.addr, &len);
	s.addr.nl_pid = 0; /* the kernel chooses one for each */
	return s;
}

/* A dump's first header as this socket gets it. */
static struct nlmsghdr ask(const struct mnl *m, struct mnl_socket *nl)
{
	struct { struct nlmsghdr h; struct ifinfomsg i; } q = {
		.h = { .nlmsg_len = sizeof(q), .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST, .nlmsg_seq = 7 },
		.i = { .ifi_index = 1 },
	};
	struct nlmsghdr r = { 0 };
	char buf[32768];

	if (send(m->get_fd(nl), &q, sizeof(q), 0) == sizeof(q) && recv(m->get_fd(nl), buf, sizeof(buf), 0) > 0)
		memcpy(&r, buf, sizeof(r));
	return r;
}

static void compare(int bus, int flags, unsigned groups, const char *name)
{
	struct mnl_socket *a = own.open2(bus, flags), *b = ref.open2(bus, flags);
	struct seen sa, sb;
	int on = 1, bad = 0, e;

	printf("# %s\n", name);
	ok(a && b, "both open");
	if (!a || !b)
		return;
	same(own.get_portid(a), ref.get_portid(b), "port before bind");
	same(own.setsockopt(a, NETLINK_EXT_ACK, &on, sizeof(on)), ref.setsockopt(b, NETLINK_EXT_ACK, &on, sizeof(on)),
	     "a known option");
	same(own.setsockopt(a, 9999, &bad, sizeof(bad)), -1, "an unknown option is refused");
	e = errno;
	ref.setsockopt(b, 9999, &bad, sizeof(bad));
	same(e, errno, "with the same errno");
	same(own.bind(a, groups, MNL_SOCKET_AUTOPID), ref.bind(b, groups, MNL_SOCKET_AUTOPID), "bind");
	ok(own.get_portid(a) && ref.get_portid(b) && own.get_portid(a) != ref.get_portid(b), "both have a port of their own");
	sa = look(own.get_fd(a));
	sb = look(ref.get_fd(b));
	ok(!memcmp(&sa, &sb, sizeof(sa)), "the sockets look alike");
	if (bus == NETLINK_ROUTE) {
		struct nlmsghdr ra = ask(&own, a), rb = ask(&ref, b);

		same(ra.nlmsg_pid, own.get_portid(a), "our answer has our port");
		same(rb.nlmsg_pid, ref.get_portid(b), "libmnl's has libmnl's");
		ra.nlmsg_pid = rb.nlmsg_pid = 0;
		ok(ra.nlmsg_len && !memcmp(&ra, &rb, sizeof(ra)), "and they are the same otherwise");
	}
	same(own.bind(a, groups, (pid_t)ref.get_portid(b)), -1, "a port that is taken is refused");
	same(own.close(a), ref.close(b), "close");
}

int main(void)
{
	void *lib = dlopen("libmnl.so.0", RTLD_NOW);
	int e;

	if (!lib) {
		puts("1..0 # SKIP libmnl.so.0 is not installed");
		return 0;
	}
	ref = (struct mnl){
		.open2 = dlsym(lib, "mnl_socket_open2"), .bind = dlsym(lib, "mnl_socket_bind"),
		.get_fd = dlsym(lib, "mnl_socket_get_fd"), .get_portid = dlsym(lib, "mnl_socket_get_portid"),
		.setsockopt = dlsym(lib, "mnl_socket_setsockopt"), .close = dlsym(lib, "mnl_socket_close"),
	};
	compare(NETLINK_ROUTE, SOCK_CLOEXEC, 0, "rtnetlink");
	compare(NETLINK_ROUTE, SOCK_CLOEXEC | SOCK_NONBLOCK, RTMGRP_LINK, "rtnetlink, not blocking, one group");
	compare(NETLINK_GENERIC, 0, 0, "generic netlink, kept over exec");
	ok(!own.open2(9999, 0), "an unknown protocol is refused");
	e = errno;
	ok(!ref.open2(9999, 0), "by libmnl too");
	same(e, errno, "with the same errno");
	dlclose(lib);
	return done_testing();
}

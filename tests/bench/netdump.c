/*
 * The floor of reading interfaces: ask, receive until the end, look at nothing but where messages end.
 *
 *	netdump all          every interface, then every address
 *	netdump one NAME     that interface, then its addresses
 */
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef SOL_NETLINK
#define SOL_NETLINK 270
#endif

static _Alignas(NLMSG_ALIGNTO) char buf[32768]; /* as much as the kernel gives at once */
static int fd;
static unsigned seq;

static int fail(const char *what)
{
	fprintf(stderr, "netdump: %s: %s\n", what, strerror(errno));
	return -1;
}

/* The next datagram: messages of ours in it are counted, *last is the last one. Returns its length or -1. */
static ssize_t receive(unsigned *n, struct nlmsghdr *last)
{
	ssize_t len = recv(fd, buf, sizeof(buf), 0);

	for (ssize_t at = 0; at + (ssize_t)sizeof(*last) <= len; at += (ssize_t)NLMSG_ALIGN(last->nlmsg_len), (*n)++)
		memcpy(last, buf + at, sizeof(*last));
	return len < 0 ? fail("recv") : len;
}

/* Sends a request; with NLM_F_DUMP receives to the end. Returns the number of answers or -1. */
static int ask(struct nlmsghdr *h)
{
	struct nlmsghdr last = { 0 };
	unsigned n = 0;

	h->nlmsg_seq = ++seq;
	if (send(fd, h, h->nlmsg_len, 0) < 0)
		return fail("send");
	do
		if (receive(&n, &last) < 0)
			return -1;
	while (h->nlmsg_flags & NLM_F_DUMP && last.nlmsg_type != NLMSG_DONE && last.nlmsg_type != NLMSG_ERROR);
	if (last.nlmsg_type == NLMSG_ERROR) {
		fprintf(stderr, "netdump: the kernel refuses\n");
		return -1;
	}
	return (int)n;
}

static int all(void)
{
	struct { struct nlmsghdr h; struct ifinfomsg i; } links = {
		.h = { .nlmsg_len = sizeof(links), .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP },
	};
	struct { struct nlmsghdr h; struct ifaddrmsg i; } addresses = {
		.h = { .nlmsg_len = sizeof(addresses), .nlmsg_type = RTM_GETADDR, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP },
	};

	return ask(&links.h) > 0 && ask(&addresses.h) > 0 ? 0 : 1;
}

static int one(const char *name)
{
	struct { struct nlmsghdr h; struct ifinfomsg i; struct nlattr a; char name[16]; } link = {
		.h = { .nlmsg_len = sizeof(link), .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST },
		.a = { .nla_len = NLA_HDRLEN + sizeof(link.name), .nla_type = IFLA_IFNAME },
	};
	struct { struct nlmsghdr h; struct ifaddrmsg i; } addresses = {
		.h = { .nlmsg_len = sizeof(addresses), .nlmsg_type = RTM_GETADDR, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP },
	};
	struct ifinfomsg found;

	strncpy(link.name, name, sizeof(link.name) - 1);
	if (ask(&link.h) < 0)
		return 1;
	memcpy(&found, buf + NLMSG_HDRLEN, sizeof(found));
	addresses.i.ifa_index = (unsigned)found.ifi_index;
	return ask(&addresses.h) < 0;
}

int main(int argc, char **argv)
{
	int on = 1;

	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (fd < 0)
		return fail("socket") != 0;
	/* or addresses would not be asked for by interface */
	setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof(on));
	if (argc == 2 && !strcmp(argv[1], "all"))
		return all();
	if (argc == 3 && !strcmp(argv[1], "one"))
		return one(argv[2]);
	fputs("usage: netdump all | one NAME\n", stderr);
	return 2;
}

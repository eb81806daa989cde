/*
 * netmake KIND N: makes N interfaces n0, n1, ... of this kind, in group NETMAKE_GROUP, each with an IPv4 and an IPv6
 * address. Many at a time: with a process or a system call for each, preparing would take longer than measuring.
 */
#include <errno.h>
#include <linux/if_addr.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NETMAKE_GROUP 7
#define FIRST_INDEX   1000   /* chosen by us: addresses need it */
#define AT_ONCE       200    /* messages in one send */

static _Alignas(NLMSG_ALIGNTO) char space[AT_ONCE * 128];
static struct nlmsghdr *msg;     /* the last one in it */
static size_t used;
static unsigned waiting, seq;
static int fd;

__attribute__((noreturn)) static void die(const char *what, int e)
{
	fprintf(stderr, "netmake: %s: %s\n", what, strerror(e));
	exit(1);
}

/* Sends what is waiting, and waits until the last of it has been done. */
static void flush(void)
{
	_Alignas(NLMSG_ALIGNTO) char reply[32768];
	struct nlmsghdr h;
	ssize_t len;
	int e;

	if (!waiting)
		return;
	msg->nlmsg_flags |= NLM_F_ACK;
	if (send(fd, space, used, 0) < 0)
		die("send", errno);
	do {
		len = recv(fd, reply, sizeof(reply), 0);
		if (len < 0)
			die("recv", errno);
		memcpy(&h, reply, sizeof(h));
		memcpy(&e, reply + NLMSG_HDRLEN, sizeof(e));
		if (h.nlmsg_type == NLMSG_ERROR && e)
			die("the kernel refuses", -e);
	} while (h.nlmsg_type != NLMSG_ERROR || h.nlmsg_seq != seq);
	used = 0;
	waiting = 0;
}

static void *begin(uint16_t type, size_t hdr)
{
	if (waiting == AT_ONCE)
		flush();
	msg = (struct nlmsghdr *)(void *)(space + used);
	memset(msg, 0, NLMSG_SPACE(hdr));
	msg->nlmsg_len = (uint32_t)NLMSG_SPACE(hdr);
	msg->nlmsg_type = type;
	msg->nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL;
	msg->nlmsg_seq = ++seq;
	waiting++;
	return NLMSG_DATA(msg);
}

static struct nlattr *put(uint16_t type, const void *p, size_t len)
{
	struct nlattr *a = (struct nlattr *)(void *)((char *)msg + msg->nlmsg_len);

	a->nla_type = type;
	a->nla_len = (uint16_t)(NLA_HDRLEN + len);
	memset(a + 1, 0, NLA_ALIGN(len));
	memcpy(a + 1, p, len);
	msg->nlmsg_len += (uint32_t)NLA_ALIGN(a->nla_len);
	return a;
}

static void end(void)
{
	used += msg->nlmsg_len;
}

static void make_link(const char *kind, unsigned i)
{
	struct ifinfomsg *h = begin(RTM_NEWLINK, sizeof(*h));
	uint32_t group = NETMAKE_GROUP;
	struct nlattr *info;
	char name[16];

	h->ifi_index = (int)(FIRST_INDEX + i);
	snprintf(name, sizeof(name), "n%u", i);
	put(IFLA_IFNAME, name, strlen(name) + 1);
	put(IFLA_GROUP, &group, sizeof(group));
	info = put(IFLA_LINKINFO, "", 0);
	put(IFLA_INFO_KIND, kind, strlen(kind) + 1);
	info->nla_len = (uint16_t)((char *)msg + msg->nlmsg_len - (char *)info);
	end();
}

static void make_address(uint8_t family, uint8_t prefix, const uint8_t *ip, size_t len, unsigned i)
{
	struct ifaddrmsg *h = begin(RTM_NEWADDR, sizeof(*h));

	h->ifa_family = family;
	h->ifa_prefixlen = prefix;
	h->ifa_flags = IFA_F_NODAD;
	h->ifa_index = FIRST_INDEX + i;
	put(IFA_LOCAL, ip, len);
	put(IFA_ADDRESS, ip, len);
	end();
}

int main(int argc, char **argv)
{
	unsigned n = argc == 3 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;

	if (!n || n > 1 << 16) {
		fputs("usage: netmake KIND N\n", stderr);
		return 2;
	}
	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (fd < 0)
		die("socket", errno);
	for (unsigned i = 0; i < n; i++)
		make_link(argv[1], i);
	for (unsigned i = 0; i < n; i++) {
		uint8_t v4[4] = { 10, (uint8_t)(i >> 8), (uint8_t)i, 1 };
		uint8_t v6[16] = { 0xfd, [4] = (uint8_t)(i >> 8), (uint8_t)i, [15] = 1 };

		make_address(AF_INET, 24, v4, sizeof(v4), i);
		make_address(AF_INET6, 64, v6, sizeof(v6), i);
	}
	flush();
	return 0;
}

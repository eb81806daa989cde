/*
 * Writes down what this kernel says over netlink, as seeds for the fuzz targets nl and stream.
 *
 *	capture messages DIR             each kind of link, address and refusal that there is, a file each, into DIR
 *	capture kinds DIR                a link, made up from its rows, of each kind that no file in DIR is named after
 *	capture script FILE WHAT FLAGS ARG [-i READ] [COMMAND]
 *	                                 all reads of such a play (tests/fuzz/play.h, numbers); COMMAND makes the events,
 *	                                 and what the READth one has belongs to a dump that changed underneath
 *
 * Files of messages that are there already stay.
 */
#include <fcntl.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "nl/kinds.h"
#include "tests/fuzz/play.h"
#include "tests/fuzz/script.h"
#include "tests/unit/fill.h"

__attribute__((noreturn)) static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void check(int r, const struct lsys_err *err)
{
	if (r >= 0)
		return;
	fprintf(stderr, "capture: %s: %s\n", err->op, strerror(err->code));
	exit(1);
}

/* --- messages --- */

static void save(const char *dir, const char *name, const void *p, size_t n)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "wxb");
	if (!f && errno == EEXIST)
		return;
	if (!f || fwrite(p, 1, n, f) != n || fclose(f))
		die(path);
}

static void save_link(const char *dir, const struct nlmsghdr *msg)
{
	struct lsys_arena a = { 0 };
	struct lsys_nl_plan *plan = lsys_nl_plan(&lsys_link_record, NULL, &a);
	const struct lsys_linkinfo *i;
	struct lsys_link l;
	char name[200];

	if (!plan || lsys_nl_decode(plan, msg, sizeof(struct ifinfomsg), &l, &a) < 0) {
		fprintf(stderr, "capture: a link that cannot be decoded\n");
		exit(1);
	}
	i = l.linkinfo;
	snprintf(name, sizeof(name), "link-%s%s%s", i && i->kind ? i->kind : l.ifname, i && i->slave_kind ? "-in-" : "",
		 i && i->slave_kind ? i->slave_kind : "");
	save(dir, name, msg, msg->nlmsg_len);
	lsys_arena_free(&a);
}

static void save_addr(const char *dir, const struct nlmsghdr *msg)
{
	const struct ifaddrmsg *h = NLMSG_DATA(msg);
	char name[64];

	/* one of each family, scope and set of flags */
	snprintf(name, sizeof(name), "addr-%u-%u-%02x", h->ifa_family, h->ifa_scope, h->ifa_flags);
	save(dir, name, msg, msg->nlmsg_len);
}

static void dump(struct lsys_nl *nl, const char *dir, uint16_t type, size_t hdr, uint32_t mask,
		 void (*f)(const char *, const struct nlmsghdr *))
{
	_Alignas(NLMSG_ALIGNTO) char space[64];
	const struct nlmsghdr *msg;
	struct lsys_err err = { 0 };
	struct lsys_nl_msg m;
	int r;

	lsys_nl_msg_init(&m, space, sizeof(space), type, 0, hdr);
	if (mask)
		lsys_nl_put_u32(&m, IFLA_EXT_MASK, mask);
	check(lsys_nl_dump(nl, &m, "dump", &err), &err);
	while ((r = lsys_nl_next(nl, &msg, "dump", &err)) > 0)
		if (msg->nlmsg_type >= NLMSG_MIN_TYPE)
			f(dir, msg);
	check(r, &err);
}

/* A new link of this kind; what is put into its data follows. Returns the tokens of the open nests. */
struct nests { size_t info, data; };

static struct nests new_link(struct lsys_nl_msg *m, void *space, size_t cap, const char *kind)
{
	struct nests n;

	lsys_nl_msg_init(m, space, cap, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof(struct ifinfomsg));
	lsys_nl_put_str(m, IFLA_IFNAME, "refused0");
	n.info = lsys_nl_nest(m, IFLA_LINKINFO);
	lsys_nl_put_str(m, IFLA_INFO_KIND, kind);
	n.data = lsys_nl_nest(m, IFLA_INFO_DATA);
	return n;
}

static void end_link(struct lsys_nl_msg *m, struct nests n)
{
	lsys_nl_nest_end(m, n.data);
	lsys_nl_nest_end(m, n.info);
}

/* Sends what the kernel refuses, and keeps how it does that. */
static void refuse(struct lsys_nl *nl, const char *dir, const char *name, struct lsys_nl_msg *m)
{
	_Alignas(NLMSG_ALIGNTO) char reply[8192];
	struct nlmsghdr h;
	ssize_t n;
	int code;

	m->nlh->nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
	m->nlh->nlmsg_seq = 1;
	if (m->err || send(nl->fd, m->nlh, m->nlh->nlmsg_len, 0) < 0)
		die(name);
	n = recv(nl->fd, reply, sizeof(reply), 0);
	if (n < (ssize_t)(sizeof(h) + sizeof(code)))
		die(name);
	memcpy(&h, reply, sizeof(h));
	memcpy(&code, reply + sizeof(h), sizeof(code));
	if (h.nlmsg_type != NLMSG_ERROR || !code) {
		fprintf(stderr, "capture: %s: this kernel does not refuse it\n", name);
		exit(1);
	}
	save(dir, name, reply, (size_t)n);
}

static void refusals(const char *dir)
{
	_Alignas(NLMSG_ALIGNTO) char space[512];
	int off = 0;
	struct lsys_err err = { 0 };
	struct lsys_nl nl;
	struct lsys_nl_msg m;
	struct nests n;
	struct ifaddrmsg *h;

	check(lsys_nl_open(&nl, NETLINK_ROUTE, -1, &err), &err);
	/* the request comes back whole: a seed has both */
	if (setsockopt(nl.fd, SOL_NETLINK, NETLINK_CAP_ACK, &off, sizeof(off)) < 0)
		die("NETLINK_CAP_ACK");

	n = new_link(&m, space, sizeof(space), "vxlan");
	lsys_nl_put_u32(&m, IFLA_VXLAN_ID, UINT32_MAX);
	end_link(&m, n);
	refuse(&nl, dir, "error-vxlan-id", &m);
	n = new_link(&m, space, sizeof(space), "bridge");
	lsys_nl_put_u8(&m, IFLA_BR_FORWARD_DELAY, 1); /* too short */
	end_link(&m, n);
	refuse(&nl, dir, "error-bridge-length", &m);
	n = new_link(&m, space, sizeof(space), "macvlan");
	lsys_nl_put_u32(&m, IFLA_MACVLAN_MODE, 77);
	end_link(&m, n);
	refuse(&nl, dir, "error-macvlan-mode", &m);
	n = new_link(&m, space, sizeof(space), "nosuch");
	end_link(&m, n);
	refuse(&nl, dir, "error-kind", &m);
	lsys_nl_msg_init(&m, space, sizeof(space), RTM_SETLINK, 0, sizeof(struct ifinfomsg));
	((struct ifinfomsg *)NLMSG_DATA(m.nlh))->ifi_index = 1;
	lsys_nl_put_u32(&m, IFLA_MTU, 1);
	lsys_nl_put(&m, IFLA_CARRIER, "", 1);
	lsys_nl_put(&m, IFLA_IFNAME, "a name that is too long", 24);
	refuse(&nl, dir, "error-name", &m);
	h = lsys_nl_msg_init(&m, space, sizeof(space), RTM_NEWADDR, 0, sizeof(*h));
	h->ifa_family = AF_INET;
	h->ifa_prefixlen = 77;
	h->ifa_index = 1;
	lsys_nl_put_u32(&m, IFA_LOCAL, 1);
	refuse(&nl, dir, "error-prefix", &m);
	h = lsys_nl_msg_init(&m, space, sizeof(space), RTM_NEWADDR, 0, sizeof(*h));
	h->ifa_family = AF_INET6;
	h->ifa_index = 1;
	lsys_nl_put_u32(&m, IFA_ADDRESS, 1); /* too short */
	refuse(&nl, dir, "error-address", &m);
	lsys_nl_close(&nl);
}

static void messages(const char *dir)
{
	struct lsys_err err = { 0 };
	struct lsys_nl nl;

	check(lsys_nl_open(&nl, NETLINK_ROUTE, -1, &err), &err);
	/* statistics are the larger half of a link, and all alike: the streams have them */
	dump(&nl, dir, RTM_GETLINK, sizeof(struct ifinfomsg), RTEXT_FILTER_SKIP_STATS, save_link);
	dump(&nl, dir, RTM_GETADDR, sizeof(struct ifaddrmsg), 0, save_addr);
	lsys_nl_close(&nl);
	refusals(dir);
}

/* --- kinds --- */

static bool saved(const char *dir, const char *kind)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/link-%s", dir, kind);
	return !access(path, F_OK);
}

static void make_up(const char *dir, const struct lsys_kind *k)
{
	_Alignas(NLMSG_ALIGNTO) char space[8192];
	struct lsys_arena a = { 0 };
	struct lsys_linkinfo info = { .kind = k->name, .data = { k->rec, lsys_arena_alloc(&a, k->rec->size) } };
	struct lsys_link l = { .ifindex = 9, .ifname = "made0", .type = ARPHRD_ETHER, .linkinfo = &info };
	const struct lsys_record *ir = lsys_link_record.rows[lsys_row_at(&lsys_link_record, offsetof(struct lsys_link, linkinfo))].rec;
	struct lsys_nl_msg m;
	char name[64];

	if (!info.data.p)
		die("arena");
	for (unsigned i = 0; i < 8; i++) /* each time some more rows have a value */
		fill(k->rec, info.data.p, &a);
	LSYS_SET(&lsys_link_record, &l, ifindex);
	LSYS_SET(&lsys_link_record, &l, ifname);
	LSYS_SET(&lsys_link_record, &l, type);
	LSYS_SET(&lsys_link_record, &l, linkinfo);
	LSYS_SET(ir, &info, kind);
	LSYS_SET(ir, &info, data);
	lsys_nl_encode(&m, &lsys_link_record, &l,
		       lsys_nl_msg_init(&m, space, sizeof(space), RTM_NEWLINK, 0, sizeof(struct ifinfomsg)));
	if (m.err)
		die(k->name);
	snprintf(name, sizeof(name), "made-%s", k->name);
	save(dir, name, space, m.nlh->nlmsg_len);
	lsys_arena_free(&a);
}

/* --- scripts --- */

static FILE *script;           /* NULL: nothing is written down */
static const char *command;
static unsigned reads, interrupted_read;

/* Says of all messages of a read that their dump changed underneath, to us as well: then we go the way that follows. */
static void interrupt(char *p, size_t n)
{
	struct nlmsghdr h;

	for (size_t at = 0; at + sizeof(h) <= n; at += NLMSG_ALIGN((size_t)h.nlmsg_len)) {
		memcpy(&h, p + at, sizeof(h));
		h.nlmsg_flags |= NLM_F_DUMP_INTR;
		memcpy(p + at, &h, sizeof(h));
	}
}

#define FDS 64

static uint32_t last_seq[FDS]; /* of the requests sent */

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	struct nlmsghdr last;

	memcpy(&last, message->msg_iov[message->msg_iovlen - 1].iov_base, sizeof(last));
	if (fd >= 0 && fd < FDS)
		last_seq[fd] = last.nlmsg_seq;
	return syscall(SYS_sendmsg, fd, message, flags);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	ssize_t n = syscall(SYS_recvmsg, fd, message, flags);
	const struct sockaddr_nl *from = message->msg_name;
	struct sockaddr_nl own = { 0 };
	socklen_t len = sizeof(own);
	char copy[UINT16_MAX];
	uint8_t head[SCRIPT_HEAD] = { SCRIPT_READ, (uint8_t)n, (uint8_t)(n >> 8) };

	if (!script || n < 0 || n > (ssize_t)sizeof(copy) || from->nl_pid)
		return n;
	if (getsockname(fd, (struct sockaddr *)&own, &len) < 0 || fd >= FDS)
		die("getsockname");
	if (++reads == interrupted_read)
		interrupt(message->msg_iov[0].iov_base, (size_t)n);
	memcpy(copy, message->msg_iov[0].iov_base, (size_t)n);
	script_swap(copy, (size_t)n, own.nl_pid, SCRIPT_YOURS, last_seq[fd], SCRIPT_YOURS);
	if (fwrite(head, 1, sizeof(head), script) != sizeof(head) || fwrite(copy, 1, (size_t)n, script) != (size_t)n)
		die("script");
	return n;
}

static void listening(void)
{
	if (command && system(command) != 0) { /* NOLINT(cert-env33-c): the caller's own words */
		fprintf(stderr, "capture: %s: failed\n", command);
		exit(1);
	}
}

static void write_script(const char *path, const struct play *p)
{
	static const struct watch watch = { .listening = listening };
	int r;

	script = fopen(path, "wb");
	if (!script || fwrite(p, 1, sizeof(*p), script) != sizeof(*p))
		die(path);
	r = play(p, &watch);
	if (fclose(script))
		die(path);
	if (r < 0 && p->what != PLAY_BATCH) {
		fprintf(stderr, "capture: %s: %s\n", path, strerror(-r));
		exit(1);
	}
}

int main(int argc, char **argv)
{
	struct play p = { 0 };

	if (argc == 3 && !strcmp(argv[1], "messages")) {
		messages(argv[2]);
		return 0;
	}
	if (argc == 3 && !strcmp(argv[1], "kinds")) {
		for (unsigned i = 0; i < lsys_link_kinds.n; i++)
			if (!saved(argv[2], lsys_link_kinds.rows[i].name))
				make_up(argv[2], &lsys_link_kinds.rows[i]);
		return 0;
	}
	if (argc > 7 && !strcmp(argv[6], "-i")) {
		interrupted_read = (unsigned)strtoul(argv[7], NULL, 0);
		argv[6] = argv[8];
		argc -= 2;
	}
	if ((argc == 6 || argc == 7) && !strcmp(argv[1], "script")) {
		p.what = (uint8_t)strtoul(argv[3], NULL, 0);
		p.flags = (uint8_t)strtoul(argv[4], NULL, 0);
		p.arg = (uint8_t)strtoul(argv[5], NULL, 0);
		command = argv[6];
		write_script(argv[2], &p);
		return 0;
	}
	fputs("usage: capture messages DIR | kinds DIR | script FILE WHAT FLAGS ARG [-i READ] [COMMAND]\n", stderr);
	return 2;
}

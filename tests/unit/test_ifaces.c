/* Interfaces and their addresses from what a kernel says, read after read, in the orders and disorders it may come. */
#include <malloc.h>

#include "nl/ifaces.h"
#include "tap.h"
#include "tests/fuzz/kernel.h"

/* --- what it says --- */

static struct lsys_buf script = LSYS_BUF_MEM;
static size_t read_at; /* where the read being written begins */

static void begin_read(enum script_tag tag)
{
	read_at = script.len;
	lsys_putc(&script, (char)tag);
	lsys_put_fill(&script, 0, SCRIPT_HEAD - 1);
}

static void end_read(void)
{
	size_t n = script.len - read_at - SCRIPT_HEAD;

	script.p[read_at + 1] = (char)n;
	script.p[read_at + 2] = (char)(n >> 8);
}

static void say(uint16_t type, unsigned flags, uint32_t port, const void *p, size_t len)
{
	struct nlmsghdr h = { (uint32_t)(sizeof(h) + len), type, (uint16_t)flags, SCRIPT_YOURS, port };

	lsys_put(&script, &h, sizeof(h));
	lsys_put(&script, p, len);
	lsys_put_fill(&script, 0, NLMSG_ALIGN(len) - len);
}

static void say_link(uint32_t index, unsigned flags)
{
	struct { struct ifinfomsg i; struct nlattr a; char name[8]; } m = {
		.i.ifi_index = (int)index, .a = { NLA_HDRLEN + sizeof(m.name), IFLA_IFNAME },
	};

	snprintf(m.name, sizeof(m.name), "n%u", index % 10000);
	say(RTM_NEWLINK, flags, SCRIPT_YOURS, &m, sizeof(m));
}

/* 10.0.INDEX.LAST */
static void say_addr(uint32_t index, uint8_t last, unsigned flags)
{
	struct { struct ifaddrmsg i; struct nlattr a; uint8_t ip[4]; } m = {
		.i = { .ifa_family = AF_INET, .ifa_prefixlen = 24, .ifa_index = index },
		.a = { NLA_HDRLEN + sizeof(m.ip), IFA_LOCAL }, .ip = { 10, 0, (uint8_t)index, last },
	};

	say(RTM_NEWADDR, flags, SCRIPT_YOURS, &m, sizeof(m));
}

static void say_code(uint16_t type, int code, unsigned flags)
{
	struct { int code; struct nlmsghdr request; } m = { .code = code };

	say(type, flags, SCRIPT_YOURS, &m, type == NLMSG_DONE ? sizeof(m.code) : sizeof(m));
}

#define INTR NLM_F_DUMP_INTR

/* A whole dump in one read: links of these numbers, ended by 0. */
static void links(const uint32_t *index, unsigned flags)
{
	begin_read(SCRIPT_READ);
	for (; *index; index++)
		say_link(*index, flags);
	say_code(NLMSG_DONE, 0, flags);
	end_read();
}

/* The same of addresses, one of each interface. */
static void addresses(const uint32_t *index, unsigned flags)
{
	begin_read(SCRIPT_READ);
	for (; *index; index++)
		say_addr(*index, 1, flags);
	say_code(NLMSG_DONE, 0, flags);
	end_read();
}

#define LIST(...) ((const uint32_t[]){ __VA_ARGS__, 0 })
#define NONE ((const uint32_t[]){ 0 })

/* --- what becomes of it --- */

static char seen[4096];         /* "1:1.1,1.2 2:" - interfaces, the last two bytes of their addresses */
static struct lsys_err err;

static int walk(struct lsys_ifaces *f)
{
	struct lsys_link l;
	size_t n = 0;
	int r;

	seen[0] = '\0';
	while ((r = lsys_ifaces_next(f, &l, &err)) > 0) {
		n += (size_t)snprintf(seen + n, sizeof(seen) - n, "%s%u:", n ? " " : "", l.ifindex);
		for (uint32_t i = 0; i < l.addresses.n; i++) {
			const struct lsys_addr *x = (const struct lsys_addr *)l.addresses.p + i;

			n += (size_t)snprintf(seen + n, sizeof(seen) - n, "%s%u.%u", i ? "," : "", x->local.b[2], x->local.b[3]);
		}
	}
	return r;
}

/* Goes through the script; family as in the query. Returns what the walk did. */
static int walked(int family, bool no_addresses)
{
	struct lsys_ifaces_query q = { .netns = -1, .family = family, .no_addresses = no_addresses };
	struct lsys_ifaces *f;
	int r;

	kernel_begin((const uint8_t *)script.p, script.len);
	memset(&err, 0, sizeof(err));
	r = lsys_ifaces_open(&f, &q, &err);
	if (r >= 0)
		r = walk(f);
	lsys_ifaces_close(f);
	kernel_end();
	lsys_buf_reset(&script);
	return r;
}

static void test_ordered(void)
{
	addresses(LIST(1, 3), 0);
	addresses(NONE, 0);
	links(LIST(1, 2, 3), 0);
	same(walked(0, false), 0, "links and addresses by ascending number");
	same_str(seen, "1:1.1 2: 3:3.1", "are joined");

	addresses(LIST(2, 3, 5, 9), 0);
	links(LIST(1, 3, 9), 0);
	walked(AF_INET, false);
	same_str(seen, "1: 3:3.1 9:9.1", "addresses of interfaces that no link is of are left out");

	links(LIST(1, 3, 9), 0);
	walked(0, true);
	same_str(seen, "1: 3: 9:", "nor are any asked for that nobody wants");

	begin_read(SCRIPT_READ);
	say_addr(1, 1, 0);
	say_addr(1, 2, 0);
	end_read();
	links(LIST(1, 2), 0);
	begin_read(SCRIPT_READ);
	say_addr(1, 3, 0);
	say_addr(2, 4, 0);
	say_code(NLMSG_DONE, 0, 0);
	end_read();
	walked(AF_INET, false);
	same_str(seen, "1:1.1,1.2,1.3 2:2.4", "an interface's addresses in two reads");
}

static void test_changes(void)
{
	/* the dump of addresses pauses within interface 1, and goes on in a changed list */
	begin_read(SCRIPT_READ);
	say_addr(1, 1, 0);
	end_read();
	links(LIST(1, 2), 0);
	begin_read(SCRIPT_READ);
	say_addr(1, 3, INTR);
	say_addr(2, 4, INTR);
	say_code(NLMSG_DONE, 0, INTR);
	end_read();
	begin_read(SCRIPT_READ);       /* asked for anew, of that interface alone */
	say_addr(1, 1, 0);
	say_addr(1, 2, 0);
	say_addr(1, 3, 0);
	say_code(NLMSG_DONE, 0, 0);
	end_read();
	begin_read(SCRIPT_READ);       /* and of the last one: the end did not say when it had changed */
	say_addr(2, 4, 0);
	say_code(NLMSG_DONE, 0, 0);
	end_read();
	same(walked(AF_INET, false), 0, "addresses change while they are read");
	same_str(seen, "1:1.1,1.2,1.3 2:2.4", "none of an interface is lost");

	links(LIST(1, 2, 3), INTR);
	walked(0, true);
	same_str(seen, "1: 2: 3:", "by ascending number a changed list of links is still a whole one");

	kernel.old = true;
	links(LIST(5, 2, 7), INTR);
	links(LIST(2, 9, 5), 0);
	walked(0, true);
	same_str(seen, "5: 2: 7: 9:", "otherwise it is read again, and no interface comes twice");

	/* by hash chains: all addresses beforehand, again when they changed */
	addresses(LIST(9, 2), INTR);
	begin_read(SCRIPT_READ);
	say_addr(9, 1, 0);
	say_addr(2, 1, 0);
	say_addr(9, 2, 0);
	say_code(NLMSG_DONE, 0, 0);
	end_read();
	links(LIST(9, 7, 2), 0);
	walked(AF_INET, false);
	same_str(seen, "9:9.1,9.2 7: 2:2.1", "links and addresses in another order");
	addresses(LIST(2, 3), 0);
	links(LIST(9, 2, 3), 0);
	walked(AF_INET, false);
	same_str(seen, "9: 2:2.1 3:3.1", "the first link is of none of them");

	for (unsigned i = 0; i < LSYS_NL_DUMP_TRIES + 1; i++)
		links(LIST(5, 2), INTR);
	same(walked(0, true), -EINTR, "what never holds still is a failure");
	has_str(err.msg, "kept changing", "that says so");
	kernel.old = false;
}

static void test_trouble(void)
{
	begin_read(SCRIPT_OTHER);
	say_link(8, 0);
	end_read();
	begin_read(SCRIPT_SIGNAL);
	end_read();
	begin_read(SCRIPT_READ);
	say(RTM_NEWLINK, 0, 4711, "", 0);       /* answers another's question */
	say(NLMSG_NOOP, 0, SCRIPT_YOURS, "", 0);
	say(RTM_NEWLINK, 0, SCRIPT_YOURS, "", 0); /* is too short to be a link */
	say_link(1, 0);
	say_code(NLMSG_DONE, 0, 0);
	end_read();
	same(walked(0, true), 0, "signals, strangers and odd messages");
	same_str(seen, "1:", "are passed over");

	begin_read(SCRIPT_CUT);
	end_read();
	same(walked(0, true), -EMSGSIZE, "a read that was cut is a failure");
	begin_read(SCRIPT_READ);
	say_link(1, 0);
	script.p[read_at + SCRIPT_HEAD]++; /* longer than what there is */
	end_read();
	same(walked(0, true), -EBADMSG, "so is a message that does not fit");
	begin_read(SCRIPT_READ);
	say_link(1, 0);
	say_code(NLMSG_ERROR, -EPERM, 0);
	end_read();
	same(walked(0, true), -EPERM, "and a refusal in the middle");
	same_str(seen, "1:", "behind what came before it");
	begin_read(SCRIPT_READ);
	say_code(NLMSG_DONE, -ENOMEM, 0);
	end_read();
	same(walked(0, true), -ENOMEM, "or at the end");
	begin_read(SCRIPT_READ);
	say_link(1, 0);
	end_read();
	same(walked(0, true), -EIO, "or of the socket itself");
}

/* Asks for one by name. */
static int got(struct lsys_link *l)
{
	struct lsys_ifaces_query q = { .netns = -1, .no_addresses = true };
	struct lsys_ifaces *f;
	int r;

	kernel_begin((const uint8_t *)script.p, script.len);
	memset(&err, 0, sizeof(err));
	lsys_ifaces_open_idle(&f, &q, &err);
	r = lsys_ifaces_get(f, "n5", l, &err);
	lsys_ifaces_close(f);
	kernel_end();
	lsys_buf_reset(&script);
	return r;
}

static void test_get(void)
{
	struct lsys_link l;

	begin_read(SCRIPT_READ);
	say_link(5, 0);
	end_read();
	ok(got(&l) == 0 && l.ifindex == 5, "one by name");
	begin_read(SCRIPT_READ);
	say_code(NLMSG_ERROR, -ENODEV, 0);
	end_read();
	ok(got(&l) == -ENODEV && !strcmp(err.object, "n5"), "or none");
	begin_read(SCRIPT_READ);
	say_code(NLMSG_ERROR, 0, 0);
	end_read();
	same(got(&l), -EBADMSG, "an acknowledgement is no answer");
	begin_read(SCRIPT_READ);
	say_code(NLMSG_DONE, 0, 0);
	end_read();
	same(got(&l), -EBADMSG, "nor is the end of a dump");
	begin_read(SCRIPT_READ);
	say_addr(5, 1, 0);
	end_read();
	same(got(&l), -EBADMSG, "nor an address");
}

/* Bytes that the program has taken, or 0 where nobody counts them. */
static size_t taken(void)
{
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#if __GLIBC_PREREQ(2, 33)
	return mallinfo2().uordblks;
#endif
#endif
	return 0;
}

static void test_again(void)
{
	struct lsys_ifaces_query q = { .netns = -1, .family = AF_INET };
	struct lsys_ifaces *f;
	size_t before = 0;
	bool good = true;
	int r;

	for (unsigned i = 0; i < 300; i++) {
		addresses(LIST(9, 2), 0);
		links(LIST(9, 2), 0);
	}
	kernel.old = true;
	kernel_begin((const uint8_t *)script.p, script.len);
	memset(&err, 0, sizeof(err));
	r = lsys_ifaces_open(&f, &q, &err);
	for (unsigned i = 0; r >= 0 && i < 300; i++) {
		if (i)
			r = lsys_ifaces_restart(f, &err);
		if (r >= 0)
			r = walk(f);
		agree(&good, r == 0 && !strcmp(seen, "9:9.1 2:2.1"));
		if (i == 10)
			before = taken();
	}
	ok(good, "a walk begun again and again is the same");
	if (before)
		same_u(taken(), before, "and takes no more memory each time");
	else
		skip("and takes no more memory each time", "nobody counts it in this build");
	lsys_ifaces_close(f);
	kernel_end();
	lsys_buf_reset(&script);
}

int main(void)
{
	test_ordered();
	test_changes();
	test_trouble();
	test_get();
	test_again();
	lsys_buf_free(&script);
	return done_testing();
}

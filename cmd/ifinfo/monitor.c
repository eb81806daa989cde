/* ifinfo -m: what happens to interfaces and addresses, as it happens. */
#include "ifinfo/ifinfo.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "out/escape.h"

enum event { NEW_LINK, DEL_LINK, NEW_ADDRESS, DEL_ADDRESS, RESYNC };

static const struct lsys_const event_names_rows[] = {
	{ "new-link", NEW_LINK, 0 }, { "del-link", DEL_LINK, LSYS_BAD }, { "new-address", NEW_ADDRESS, 0 },
	{ "del-address", DEL_ADDRESS, LSYS_BAD }, { "resync", RESYNC, LSYS_DIM },
};
static NAMES(event_names, NULL, event_names_rows);

struct lsys_ifinfo_event {
	uint64_t has;
	char time[32];
	uint8_t event;
	bool resync;
	const char *ifname;
	struct lsys_link *link;
	struct lsys_addr *address;
};

static const struct lsys_field event_rows[] = {
	FIELD(struct lsys_ifinfo_event, time, .help = "when it was seen, UTC, ISO 8601"),
	FIELD(struct lsys_ifinfo_event, event, .names = &event_names,
		.help = "what happened; resync: events were lost, the present state follows"),
	FIELD(struct lsys_ifinfo_event, resync, .help = "found by comparing after a loss, not seen happening"),
	FIELD(struct lsys_ifinfo_event, ifname, .help = "interface name"),
	REC(struct lsys_ifinfo_event, link, link, .help = "the interface"),
	REC(struct lsys_ifinfo_event, address, addr, .help = "the address"),
};
RECORD(ifinfo_event_record, "event", struct lsys_ifinfo_event, event_rows, .help = "a change of an interface or an address");

/* An interface that has been reported: after a loss it shows what is missing. */
struct known { uint32_t index; uint32_t round; char name[16]; };

struct monitor {
	struct lsys_ctx *ctx;
	const struct args *args;
	const struct place *place;
	struct lsys_nl nl;
	struct lsys_ifaces *f;
	struct lsys_json json;
	struct lsys_arena arena;  /* of one event */
	struct known *known;
	unsigned nknown, cap;
	uint32_t round;
};

static void stamp(char out[32])
{
	struct timespec ts;
	struct tm tm;
	struct lsys_buf b = { .p = out, .cap = 32, .fd = -1 };

	clock_gettime(CLOCK_REALTIME, &ts);
	gmtime_r(&ts.tv_sec, &tm);
	lsys_put_u64_pad(&b, (uint64_t)tm.tm_year + 1900, 4);
	lsys_putc(&b, '-');
	lsys_put_u64_pad(&b, (uint64_t)tm.tm_mon + 1, 2);
	lsys_putc(&b, '-');
	lsys_put_u64_pad(&b, (uint64_t)tm.tm_mday, 2);
	lsys_putc(&b, 'T');
	lsys_put_u64_pad(&b, (uint64_t)tm.tm_hour, 2);
	lsys_putc(&b, ':');
	lsys_put_u64_pad(&b, (uint64_t)tm.tm_min, 2);
	lsys_putc(&b, ':');
	lsys_put_u64_pad(&b, (uint64_t)tm.tm_sec, 2);
	lsys_putc(&b, '.');
	lsys_put_u64_pad(&b, (uint64_t)ts.tv_nsec / 1000, 6);
	lsys_puts(&b, "Z");
	out[b.len] = '\0';
}

static void put_link_text(struct lsys_buf *b, const struct lsys_link *l)
{
	const struct lsys_const *state = lsys_const_of(&lsys_link_states, l->state);

	lsys_putc(b, ' ');
	lsys_puts(b, state ? state->name : "?");
	if (l->kind) {
		lsys_putc(b, ' ');
		lsys_puts(b, l->kind);
	}
	lsys_puts(b, " mtu ");
	lsys_put_u64(b, l->mtu);
	if (l->master.index) {
		lsys_puts(b, " master ");
		lsys_put_text(b, l->master.name, strlen(l->master.name));
	}
	if (l->address.len) {
		lsys_putc(b, ' ');
		lsys_put_hexbytes(b, l->address.b, l->address.len, ':');
	}
}

/* Each event leaves at once: whoever reads the other end acts on it. */
static int report(struct monitor *m, struct lsys_ifinfo_event *e)
{
	struct lsys_buf *b = m->ctx->out;
	const struct lsys_const *name = lsys_const_of(&event_names, e->event);

	stamp(e->time);
	LSYS_SET(&ifinfo_event_record, e, time);
	LSYS_SET(&ifinfo_event_record, e, event);
	if (e->resync)
		LSYS_SET(&ifinfo_event_record, e, resync);
	if (e->ifname)
		LSYS_SET(&ifinfo_event_record, e, ifname);
	if (e->link)
		LSYS_SET(&ifinfo_event_record, e, link);
	if (e->address)
		LSYS_SET(&ifinfo_event_record, e, address);
	if (m->ctx->json)
		return lsys_emit(&m->json.sink, &ifinfo_event_record, e);
	lsys_puts(b, e->time);
	lsys_putc(b, ' ');
	lsys_put_tone(b, m->ctx->term, name->tone);
	lsys_puts(b, name->name);
	lsys_put_tone(b, m->ctx->term, LSYS_PLAIN);
	if (e->ifname) {
		lsys_putc(b, ' ');
		lsys_put_text(b, e->ifname, strlen(e->ifname));
	}
	if (e->link && e->event == NEW_LINK)
		put_link_text(b, e->link);
	if (e->address) {
		lsys_putc(b, ' ');
		lsys_put_brief(b, &lsys_addr_record, e->address);
	}
	if (e->event == RESYNC)
		lsys_puts(b, " events were lost; the present state follows");
	lsys_putc(b, '\n');
	return lsys_buf_flush(b);
}

static struct known *find(struct monitor *m, uint32_t index)
{
	for (unsigned i = 0; i < m->nknown; i++)
		if (m->known[i].index == index)
			return &m->known[i];
	return NULL;
}

static int remember(struct monitor *m, uint32_t index, const char *name)
{
	struct known *k = find(m, index);

	if (!k) {
		if (m->nknown == m->cap) {
			unsigned cap = m->cap ? 2 * m->cap : 64;
			struct known *p = lsys_arena_array(m->ctx->arena, cap, sizeof(*p));

			if (!p)
				return -ENOMEM;
			if (m->nknown)
				memcpy(p, m->known, m->nknown * sizeof(*p));
			m->known = p;
			m->cap = cap;
		}
		k = &m->known[m->nknown++];
	}
	k->index = index;
	k->round = m->round;
	strncpy(k->name, name, sizeof(k->name) - 1);
	return 0;
}

static void forget(struct monitor *m, struct known *k)
{
	*k = m->known[--m->nknown];
}

static bool name_matches(const struct args *a, const char *name)
{
	for (unsigned i = 0; i < a->names.n; i++)
		if (!strcmp(a->names.p[i], name))
			return true;
	return !a->names.n;
}

static bool link_matches(struct monitor *m, const struct lsys_link *l)
{
	struct args plain = *m->args;

	plain.v4 = plain.v6 = false; /* a link event carries no addresses */
	return name_matches(m->args, l->ifname) && ifinfo_match(&plain, m->place, l);
}

static int on_link(struct monitor *m, const struct nlmsghdr *msg)
{
	struct lsys_link l;
	struct lsys_ifinfo_event e = { .event = msg->nlmsg_type == RTM_NEWLINK ? NEW_LINK : DEL_LINK };
	struct known *k;
	int r = lsys_ifaces_decode(m->f, msg, &l, &m->arena);

	/* The bridge's port messages (AF_BRIDGE) repeat what the port's own say. */
	if (r < 0 || ((const struct ifinfomsg *)NLMSG_DATA(msg))->ifi_family != AF_UNSPEC)
		return r == -EBADMSG ? 0 : r;
	k = find(m, l.ifindex);
	if (e.event == DEL_LINK) {
		if (k)
			forget(m, k);
	} else {
		r = remember(m, l.ifindex, l.ifname);
	}
	if (r < 0 || !link_matches(m, &l))
		return r;
	e.link = &l;
	e.ifname = l.ifname;
	return report(m, &e);
}

static int on_address(struct monitor *m, const struct nlmsghdr *msg)
{
	struct lsys_addr x;
	struct lsys_ifinfo_event e = { .event = msg->nlmsg_type == RTM_NEWADDR ? NEW_ADDRESS : DEL_ADDRESS };
	char name[16];
	const struct known *k;
	int r = lsys_ifaces_decode_addr(m->f, msg, &x, &m->arena);

	if (r < 0)
		return r == -EBADMSG ? 0 : r;
	if (m->args->v4 != m->args->v6 && x.family != (m->args->v4 ? AF_INET : AF_INET6))
		return 0;
	k = find(m, x.ifindex); /* the kernel has forgotten the name when the interface goes with its addresses */
	strncpy(name, k ? k->name : lsys_ifaces_name(m->f, x.ifindex, name), sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	if (!name_matches(m->args, name))
		return 0;
	e.address = &x;
	e.ifname = name;
	return report(m, &e);
}

/* Reads the present state: to know the names, and after a loss to report it and what has gone. */
static int take_stock(struct monitor *m, bool loud)
{
	struct lsys_ifinfo_event e;
	struct lsys_link l;
	int r;

	m->round++;
	r = lsys_ifaces_restart(m->f, &m->ctx->err);
	while (r >= 0 && (r = lsys_ifaces_next(m->f, &l, &m->ctx->err)) > 0) {
		r = remember(m, l.ifindex, l.ifname);
		if (r < 0 || !loud || !link_matches(m, &l))
			continue;
		e = (struct lsys_ifinfo_event){ .event = NEW_LINK, .resync = true, .ifname = l.ifname, .link = &l };
		r = report(m, &e);
	}
	for (unsigned i = 0; r >= 0 && loud && i < m->nknown;) {
		struct known gone = m->known[i];

		if (gone.round == m->round) {
			i++;
			continue;
		}
		forget(m, &m->known[i]);
		if (!name_matches(m->args, gone.name))
			continue;
		e = (struct lsys_ifinfo_event){ .event = DEL_LINK, .resync = true, .ifname = gone.name };
		r = report(m, &e);
	}
	return r;
}

static int resync(struct monitor *m)
{
	struct lsys_ifinfo_event e = { .event = RESYNC };
	int r = report(m, &e);

	return r < 0 ? r : take_stock(m, true);
}

static int one_event(struct monitor *m)
{
	struct lsys_arena_mark mark = lsys_arena_mark(&m->arena);
	const struct nlmsghdr *msg;
	int r = lsys_nl_event(&m->nl, &msg, true, &m->ctx->err);

	if (r == -ENOBUFS)
		return resync(m);
	if (r <= 0)
		return r;
	if (msg->nlmsg_type == RTM_NEWLINK || msg->nlmsg_type == RTM_DELLINK)
		r = on_link(m, msg);
	else if (msg->nlmsg_type == RTM_NEWADDR || msg->nlmsg_type == RTM_DELADDR)
		r = on_address(m, msg);
	lsys_arena_reset(&m->arena, mark);
	return r;
}

static int start(struct monitor *m)
{
	static const unsigned groups[] = { RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR };
	struct lsys_ifaces_query q = { .netns = m->place->fd, .netns_name = m->place->name };
	int r = lsys_nl_open(&m->nl, NETLINK_ROUTE, m->place->fd, &m->ctx->err);

	for (unsigned i = 0; r >= 0 && i < LSYS_COUNT(groups); i++) {
		bool v4 = groups[i] == RTNLGRP_IPV4_IFADDR, v6 = groups[i] == RTNLGRP_IPV6_IFADDR;

		if (m->args->v4 == m->args->v6 || (!(v4 && m->args->v6) && !(v6 && m->args->v4)))
			r = lsys_nl_join(&m->nl, groups[i], &m->ctx->err);
	}
	if (r >= 0)
		r = lsys_ifaces_open(&m->f, &q, &m->ctx->err);
	/* Groups are joined: nothing between this look and the first event is lost. */
	return r < 0 ? r : take_stock(m, false);
}

int ifinfo_monitor(struct lsys_ctx *ctx, const struct args *a, const struct place *p)
{
	struct monitor m = { .ctx = ctx, .args = a, .place = p, .nl = { .fd = -1 } };
	int r;

	ctx->sink = NULL; /* its lines are no array */
	lsys_json_init(&m.json, ctx->out, true, false);
	m.json.sink.flush = true;
	r = start(&m);
	while (r >= 0)
		r = one_event(&m);
	lsys_nl_close(&m.nl);
	lsys_ifaces_close(m.f);
	lsys_arena_free(&m.arena);
	if (ctx->out->err) { /* the door reports the write error */
		ctx->err = (struct lsys_err){ 0 };
		return 1;
	}
	return r;
}

/* ifinfo -m: what happens to interfaces and addresses, as it happens. */
#include "ifinfo/ifinfo.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
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

#define EVENT_ROOM (1 << 20) /* what waits while nobody reads: a few hundred events, as the kernel counts */

/*
 * An interface there is. Whoever reads the events has it when it is shown: then he hears of every change, the one by which
 * it no longer passes the filters, too. After a loss it shows what is missing.
 */
struct known {
	uint32_t index, round;
	char name[16];
	bool named;  /* one of args->names was its name, once */
	bool shown;
};

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

static void stamp(char (*out)[32])
{
	struct timespec ts;
	struct tm tm;
	struct lsys_buf b = LSYS_BUF_OVER(*out);

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
	(*out)[b.len] = '\0';
}

static void put_link_text(struct lsys_buf *b, const struct lsys_link *l)
{
	struct lsys_const state = lsys_const_of(&lsys_link_states, l->state);

	lsys_putc(b, ' ');
	lsys_puts(b, state.name ? state.name : "?");
	if (l->kind) {
		lsys_putc(b, ' ');
		lsys_put_text(b, l->kind, strlen(l->kind));
	}
	lsys_puts(b, " mtu ");
	lsys_put_u64(b, l->mtu);
	if (l->master.name[0]) {
		lsys_puts(b, " master ");
		lsys_put_text(b, l->master.name, strlen(l->master.name));
	}
	if (l->address.len) {
		lsys_putc(b, ' ');
		lsys_put_lladdr(b, &l->address);
	}
}

/* Each event leaves at once: whoever reads the other end acts on it. */
static int report(struct monitor *m, struct lsys_ifinfo_event *e)
{
	struct lsys_buf *b = m->ctx->out;
	struct lsys_const name = lsys_const_of(&event_names, e->event);

	stamp(&e->time);
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
	lsys_put_tone(b, m->ctx->term, name.tone);
	lsys_puts(b, name.name);
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

/* The entry of an interface, made if need be; NULL when memory is out. Valid until the next one is made or forgotten. */
static struct known *remember(struct monitor *m, const struct lsys_link *l)
{
	struct known *k = find(m, l->ifindex);

	if (!k) {
		if (m->nknown == m->cap) {
			unsigned cap = m->cap ? 2 * m->cap : 64;
			struct known *p = lsys_arena_array(m->ctx->arena, cap, sizeof(*p));

			if (!p)
				return NULL;
			if (m->nknown)
				memcpy(p, m->known, m->nknown * sizeof(*p));
			m->known = p;
			m->cap = cap;
		}
		k = &m->known[m->nknown++];
		*k = (struct known){ .index = l->ifindex };
	}
	k->round = m->round;
	memcpy(k->name, l->ifname, sizeof(k->name));
	return k;
}

static void forget(struct monitor *m, struct known *k)
{
	*k = m->known[--m->nknown];
}

static bool any_is(const struct lsys_strv *names, const char *name)
{
	for (unsigned i = 0; i < names->n; i++)
		if (!strcmp(names->p[i], name))
			return true;
	return false;
}

static bool is_named(const struct args *a, const struct lsys_link *l)
{
	const char *const *alt = l->altnames.p;

	if (!a->names.n || any_is(&a->names, l->ifname))
		return true;
	for (unsigned i = 0; i < l->altnames.n; i++)
		if (any_is(&a->names, alt[i]))
			return true;
	return false;
}

/* Looks at an interface as it is now. Is it to be reported? */
static bool look(struct monitor *m, struct known *k, const struct lsys_link *l)
{
	struct args plain = *m->args;
	bool before = k->shown;

	plain.v4 = plain.v6 = false; /* a link event carries no addresses */
	k->named |= is_named(m->args, l);
	k->shown = k->named && ifinfo_match(&plain, m->place, l);
	return before || k->shown;
}

static bool has_family(const struct monitor *m, const struct lsys_addr *x)
{
	return m->args->v4 == m->args->v6 || x->family == (m->args->v4 ? AF_INET : AF_INET6);
}

static int on_link(struct monitor *m, const struct nlmsghdr *msg)
{
	struct lsys_link l;
	struct lsys_ifinfo_event e = { .event = msg->nlmsg_type == RTM_NEWLINK ? NEW_LINK : DEL_LINK };
	struct known *k;
	bool report_it;
	int r = lsys_ifaces_decode(m->f, msg, &l, &m->arena);

	/* The bridge's port messages (AF_BRIDGE) repeat what the port's own say. */
	if (r < 0 || ((const struct ifinfomsg *)NLMSG_DATA(msg))->ifi_family != AF_UNSPEC)
		return r == -EBADMSG ? 0 : r;
	if (!l.master.name[0] && (k = find(m, l.master.index))) /* gone already */
		memcpy(l.master.name, k->name, sizeof(k->name));
	if (e.event == DEL_LINK) {
		k = find(m, l.ifindex);
		report_it = k && k->shown;
		if (k)
			forget(m, k);
	} else {
		k = remember(m, &l);
		if (!k)
			return -ENOMEM;
		report_it = look(m, k, &l);
	}
	if (!report_it)
		return 0;
	e.link = &l;
	e.ifname = l.ifname;
	return report(m, &e);
}

static int on_address(struct monitor *m, const struct nlmsghdr *msg)
{
	struct lsys_addr x;
	struct lsys_ifinfo_event e = { .event = msg->nlmsg_type == RTM_NEWADDR ? NEW_ADDRESS : DEL_ADDRESS, .address = &x };
	const struct known *k;
	int r = lsys_ifaces_decode_addr(m->f, msg, &x, &m->arena);

	if (r < 0)
		return r == -EBADMSG ? 0 : r;
	k = find(m, x.ifindex);
	if (!k || !k->shown || !has_family(m, &x))
		return 0;
	e.ifname = k->name;
	return report(m, &e);
}

/* An interface found by looking, and its addresses. */
static int report_found(struct monitor *m, struct lsys_link *l)
{
	struct lsys_ifinfo_event e = { .event = NEW_LINK, .resync = true, .ifname = l->ifname, .link = l };
	const struct lsys_addr *a = l->addresses.p;
	int r;

	/* each has an event of its own, as always */
	lsys_has_clear(&lsys_link_record, l, lsys_row_at(&lsys_link_record, offsetof(struct lsys_link, addresses)));
	r = report(m, &e);
	for (unsigned i = 0; r >= 0 && i < l->addresses.n; i++) {
		struct lsys_addr x = a[i];

		if (!has_family(m, &x))
			continue;
		e = (struct lsys_ifinfo_event){ .event = NEW_ADDRESS, .resync = true, .ifname = l->ifname, .address = &x };
		r = report(m, &e);
	}
	return r;
}

/* Reads the present state: to know what there is, and after a loss to report it and what has gone. */
static int take_stock(struct monitor *m, bool loud)
{
	struct lsys_ifinfo_event e;
	struct lsys_link l;
	int r;

	r = m->round++ ? lsys_ifaces_restart(m->f, &m->ctx->err) : 0; /* the first walk began with the opening */
	while (r >= 0 && (r = lsys_ifaces_next(m->f, &l, &m->ctx->err)) > 0) {
		struct known *k = remember(m, &l);

		if (!k)
			r = -ENOMEM;
		else if (look(m, k, &l) && loud)
			r = report_found(m, &l);
	}
	for (unsigned i = 0; r >= 0 && i < m->nknown;) {
		struct known gone = m->known[i];

		if (gone.round == m->round) {
			i++;
			continue;
		}
		forget(m, &m->known[i]);
		if (!gone.shown)
			continue;
		e = (struct lsys_ifinfo_event){ .event = DEL_LINK, .resync = true, .ifname = gone.name };
		r = report(m, &e);
	}
	return r;
}

/* A socket from which events of from now on can be read. */
static int hear(struct monitor *m)
{
	static const struct { unsigned group; bool v4, v6; } groups[] = {
		{ RTNLGRP_LINK, true, true }, { RTNLGRP_IPV4_IFADDR, true, false }, { RTNLGRP_IPV6_IFADDR, false, true },
	};
	bool both = m->args->v4 == m->args->v6;
	int r;

	lsys_nl_close(&m->nl);
	r = lsys_nl_open(&m->nl, NETLINK_ROUTE, m->place->fd, &m->ctx->err);
	if (r < 0)
		return r;
	lsys_nl_room(&m->nl, EVENT_ROOM);
	for (unsigned i = 0; r >= 0 && i < LSYS_COUNT(groups); i++)
		if (both || (m->args->v4 && groups[i].v4) || (m->args->v6 && groups[i].v6))
			r = lsys_nl_join(&m->nl, groups[i].group, &m->ctx->err);
	return r;
}

/*
 * Events were lost. Those that still wait were sent before: told behind the present state they would bring back what has
 * gone, so they go with their socket.
 */
static int resync(struct monitor *m)
{
	struct lsys_ifinfo_event e = { .event = RESYNC };
	int r;

	m->ctx->err = (struct lsys_err){ 0 };
	r = report(m, &e);
	if (r >= 0)
		r = hear(m);
	return r < 0 ? r : take_stock(m, true);
}

/* Waits for an event. When the reader has gone nothing would ever be read again: this is the end, as if we had written. */
static int wait_event(struct monitor *m)
{
	struct pollfd p[2] = { { .fd = m->nl.fd, .events = POLLIN }, { .fd = m->ctx->out->fd } };

	if (poll(p, 2, -1) < 0)
		return errno == EINTR ? 0 : lsys_err_set(&m->ctx->err, errno, "wait for events", NULL);
	if (p[1].revents & POLLNVAL)
		return lsys_err_set(&m->ctx->err, EBADF, "write", "standard output");
	if (!p[1].revents)
		return 0;
	raise(SIGPIPE);
	return lsys_err_set(&m->ctx->err, EPIPE, "write", "standard output");
}

static int one_event(struct monitor *m)
{
	struct lsys_arena_mark mark = lsys_arena_mark(&m->arena);
	const struct nlmsghdr *msg;
	int r = lsys_nl_event(&m->nl, &msg, false, &m->ctx->err);

	if (r == -ENOBUFS)
		return resync(m);
	if (r == 0)
		return wait_event(m);
	if (r < 0)
		return r;
	if (msg->nlmsg_type == RTM_NEWLINK || msg->nlmsg_type == RTM_DELLINK)
		r = on_link(m, msg);
	else if (msg->nlmsg_type == RTM_NEWADDR || msg->nlmsg_type == RTM_DELADDR)
		r = on_address(m, msg);
	lsys_arena_reset(&m->arena, mark);
	return r;
}

int ifinfo_monitor(struct lsys_ctx *ctx, const struct args *a, const struct place *p)
{
	struct lsys_ifaces_query q = { .netns = p->fd, .netns_name = p->name };
	struct monitor m = { .ctx = ctx, .args = a, .place = p, .nl = { .fd = -1 } };
	int r;

	ctx->sink = NULL; /* its lines are no array */
	lsys_json_init(&m.json, ctx->out, true, false);
	m.json.sink.flush = true;
	r = hear(&m);
	if (r >= 0)
		r = lsys_ifaces_open(&m.f, &q, &ctx->err);
	if (r >= 0) /* groups are joined: nothing between this look and the first event is lost */
		r = take_stock(&m, false);
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

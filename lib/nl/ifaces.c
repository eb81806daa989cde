/*
 * How the join stays right while things change:
 *
 * - Since Linux 6.9 link and address dumps go by ascending interface index and resume by it. Then an interface that
 *   exists all the time is dumped exactly once, and its addresses stand at the same place in the address dumps: they are
 *   read in step. If a dump reports a change at the very place where an interface's addresses were being read, they are
 *   asked for again, of that interface alone.
 * - Older kernels go by hash chains and resume by counting. There the links' dump is repeated when it was interrupted,
 *   without what has been given out already, and all addresses are read beforehand, again repeated until undisturbed.
 */
#include "nl/ifaces.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/fd.h"
#include "nl/addr_stream.h"

#define NAME_CACHE 64
#define BITMAP_MAX ((uint32_t)1 << 24)

/* An address message kept for the join with an unordered dump. */
struct kept { struct kept *next; uint32_t ifindex; struct nlmsghdr msg; };

/* Interfaces given out, for a repeated dump: a bit each, and a list for the rare huge index. */
struct seen { uint64_t *bits; uint32_t cap; uint32_t *far; unsigned nfar, cfar; };

struct lsys_ifaces {
	struct lsys_ifaces_query q;
	uint64_t rows[2];                /* wanted, and what those depend on */
	struct lsys_nl nl;               /* links, single requests */
	struct lsys_nl one;              /* single address requests; opened when needed */
	struct lsys_addr_stream addr[2];
	unsigned naddr;
	struct lsys_nl_plan *plan, *addr_plan;
	struct lsys_arena keep;          /* plans, and behind them kept addresses */
	struct lsys_arena_mark plans;    /* where the plans in it end */
	struct lsys_arena arena;         /* of the interface at hand */
	struct kept **table;             /* addresses by interface, when not read in step */
	unsigned table_size;
	uint32_t last;                   /* index of the link before */
	bool unordered, walking;
	unsigned tries;
	struct seen seen;
	struct { uint32_t index; char name[16]; } names[NAME_CACHE];
	int netns;                       /* own copy for later sockets, -1 = caller's */
};

static bool wants(const struct lsys_ifaces *f, size_t off)
{
	unsigned i = lsys_row_at(&lsys_link_record, off);

	return !f->q.rows || f->q.rows[i / 64] >> i % 64 & 1;
}

#define WANTS(f, member) wants((f), offsetof(struct lsys_link, member))

static int seen_add(struct seen *s, uint32_t index)
{
	if (index >= BITMAP_MAX) {
		if (s->nfar == s->cfar) {
			unsigned cap = s->cfar ? 2 * s->cfar : 16;
			uint32_t *p = realloc(s->far, cap * sizeof(*p));

			if (!p)
				return -ENOMEM;
			s->far = p;
			s->cfar = cap;
		}
		s->far[s->nfar++] = index;
		return 0;
	}
	if (index / 64 >= s->cap) {
		uint32_t cap = s->cap ? s->cap : 16;
		uint64_t *p;

		while (cap <= index / 64)
			cap *= 2;
		p = realloc(s->bits, cap * sizeof(*p));
		if (!p)
			return -ENOMEM;
		memset(p + s->cap, 0, (cap - s->cap) * sizeof(*p));
		s->bits = p;
		s->cap = cap;
	}
	s->bits[index / 64] |= (uint64_t)1 << index % 64;
	return 0;
}

static bool seen_has(const struct seen *s, uint32_t index)
{
	if (index < BITMAP_MAX)
		return index / 64 < s->cap && s->bits[index / 64] >> index % 64 & 1;
	for (unsigned i = 0; i < s->nfar; i++)
		if (s->far[i] == index)
			return true;
	return false;
}

static void seen_free(struct seen *s)
{
	free(s->bits);
	free(s->far);
	*s = (struct seen){ 0 };
}

const char *lsys_ifaces_name(struct lsys_ifaces *f, uint32_t index, char name[16])
{
	unsigned slot = index % NAME_CACHE;

	if (!index || f->names[slot].index != index) {
		if (!index || lsys_nl_ifname(&f->nl, index, name) < 0) {
			name[0] = '\0';
			return name;
		}
		f->names[slot].index = index;
		memcpy(f->names[slot].name, name, 16);
	}
	memcpy(name, f->names[slot].name, 16);
	return name;
}

/* What a wanted row is made from must be decoded, too. */
static void add_needed(struct lsys_ifaces *f)
{
	static const struct { size_t row, needs[2]; } table[] = {
		{ offsetof(struct lsys_link, state), { offsetof(struct lsys_link, flags), offsetof(struct lsys_link, operstate) } },
		{ offsetof(struct lsys_link, kind), { offsetof(struct lsys_link, type), offsetof(struct lsys_link, linkinfo) } },
		{ offsetof(struct lsys_link, link), { offsetof(struct lsys_link, link_netnsid), offsetof(struct lsys_link, ifindex) } },
	};
	unsigned index = lsys_row_at(&lsys_link_record, offsetof(struct lsys_link, ifindex));

	if (!f->q.rows)
		return;
	memcpy(f->rows, f->q.rows, sizeof(f->rows));
	f->rows[index / 64] |= (uint64_t)1 << index % 64; /* what addresses are joined by */
	for (unsigned i = 0; i < LSYS_COUNT(table); i++) {
		for (unsigned k = 0; wants(f, table[i].row) && k < 2; k++) {
			unsigned row = lsys_row_at(&lsys_link_record, table[i].needs[k]);

			f->rows[row / 64] |= (uint64_t)1 << row % 64;
		}
	}
	f->q.rows = f->rows;
}

/* Names change: what is remembered must not outlive one walk. */
static void forget_names(struct lsys_ifaces *f)
{
	memset(f->names, 0, sizeof(f->names));
}

static enum lsys_link_state state_of(const struct lsys_link *l)
{
	if (!(l->flags & IFF_UP))
		return LSYS_LINK_DOWN;
	switch (l->operstate) {
	case IF_OPER_UP:
		return LSYS_LINK_UP;
	case IF_OPER_DORMANT:
		return LSYS_LINK_DORMANT;
	case IF_OPER_TESTING:
		return LSYS_LINK_TESTING;
	case IF_OPER_LOWERLAYERDOWN:
		return LSYS_LINK_LOWER_DOWN;
	case IF_OPER_NOTPRESENT:
		return LSYS_LINK_NOT_PRESENT;
	default: /* drivers without operational state (loopback, tun) tell by the carrier alone */
		return l->flags & IFF_LOWER_UP ? LSYS_LINK_UP : LSYS_LINK_NO_CARRIER;
	}
}

/* What no attribute says: the state in one word, the kind even where there is no driver's, names of other interfaces. */
static void complete(struct lsys_ifaces *f, struct lsys_link *l)
{
	const struct lsys_const *type;

	if (WANTS(f, state)) {
		l->state = (uint8_t)state_of(l);
		LSYS_SET(&lsys_link_record, l, state);
	}
	if (WANTS(f, kind)) {
		type = lsys_const_of(&lsys_arphrd, l->type);
		l->kind = l->linkinfo && l->linkinfo->kind ? l->linkinfo->kind : type ? type->name : NULL;
		if (l->kind)
			LSYS_SET(&lsys_link_record, l, kind);
	}
	if (f->q.netns_name && WANTS(f, netns)) {
		l->netns = f->q.netns_name;
		LSYS_SET(&lsys_link_record, l, netns);
	}
	for (unsigned i = 0; i < lsys_link_record.n; i++) {
		const struct lsys_field *r = &lsys_link_record.rows[i];
		struct lsys_ifref *ref = (struct lsys_ifref *)(void *)((char *)l + r->off);

		if (r->type != LSYS_T_IFREF || !lsys_has(&lsys_link_record, l, i))
			continue;
		if (!ref->index) /* "no master any more" in an event */
			lsys_has_clear(&lsys_link_record, l, i);
		else if (r->off != offsetof(struct lsys_link, link) || !LSYS_HAS(&lsys_link_record, l, link_netnsid))
			lsys_ifaces_name(f, ref->index, ref->name);
	}
}

int lsys_ifaces_decode(struct lsys_ifaces *f, const struct nlmsghdr *msg, struct lsys_link *l, struct lsys_arena *a)
{
	int r = lsys_nl_decode(f->plan, msg, sizeof(struct ifinfomsg), l, a);

	if (r == 0)
		complete(f, l);
	return r;
}

int lsys_ifaces_decode_addr(struct lsys_ifaces *f, const struct nlmsghdr *msg, struct lsys_addr *x, struct lsys_arena *a)
{
	return lsys_nl_decode(f->addr_plan, msg, sizeof(struct ifaddrmsg), x, a);
}

/* A growing list of addresses in the arena of the interface at hand. */
struct gather { struct lsys_addr *p; unsigned n, cap; };

static int gather(struct lsys_ifaces *f, struct gather *g, const struct nlmsghdr *msg, bool copy)
{
	if (g->n == g->cap) {
		unsigned cap = g->cap ? 2 * g->cap : 4;
		struct lsys_addr *p = lsys_arena_array(&f->arena, cap, sizeof(*p));

		if (!p)
			return -ENOMEM;
		if (g->n)
			memcpy(p, g->p, g->n * sizeof(*p));
		g->p = p;
		g->cap = cap;
	}
	if (copy) { /* the receive buffer goes on while strings in it are still wanted */
		const char *c = lsys_arena_strndup(&f->arena, (const char *)msg, msg->nlmsg_len);

		if (!c)
			return -ENOMEM;
		msg = (const struct nlmsghdr *)(const void *)c;
	}
	return lsys_ifaces_decode_addr(f, msg, &g->p[g->n++], &f->arena);
}

/* The addresses of one interface and family, asked for alone; repeated while they change under the dump. */
static int gather_one(struct lsys_ifaces *f, struct gather *g, uint8_t family, uint32_t index, struct lsys_err *err)
{
	char space[64] __attribute__((aligned(4)));
	const struct nlmsghdr *msg;
	unsigned start = g->n;
	struct lsys_nl_msg m;
	int r;

	if (f->one.fd < 0) {
		r = lsys_nl_open(&f->one, NETLINK_ROUTE, f->netns, err);
		if (r < 0)
			return r;
	}
	for (unsigned tries = 0; tries < LSYS_NL_DUMP_TRIES; tries++) {
		g->n = start;
		lsys_addr_request(&m, space, sizeof(space), family, index);
		r = lsys_nl_dump(&f->one, &m, "dump addresses", err);
		while (r >= 0 && (r = lsys_nl_next(&f->one, &msg, "dump addresses", err)) > 0) {
			/* Before 4.20 the kernel does not filter by interface. */
			if (msg->nlmsg_type == RTM_NEWADDR && msg->nlmsg_len >= NLMSG_LENGTH(sizeof(struct ifaddrmsg)) &&
			    ((const struct ifaddrmsg *)NLMSG_DATA(msg))->ifa_index == index)
				r = gather(f, g, msg, true);
			if (r < 0)
				lsys_err_set(err, -r, "dump addresses", NULL);
		}
		if (r == -ENODEV) { /* gone in between: so are its addresses */
			g->n = start;
			return 0;
		}
		if (r < 0 || !f->one.interrupted)
			return r;
	}
	return 0; /* other interfaces change all the time, each read of this one's short list was whole */
}

static int keep_message(struct lsys_ifaces *f, struct kept ***tail, const struct nlmsghdr *msg, unsigned *n)
{
	struct kept *k = lsys_arena_alloc(&f->keep, offsetof(struct kept, msg) + msg->nlmsg_len);

	if (!k)
		return -ENOMEM;
	memcpy(&k->msg, msg, msg->nlmsg_len);
	k->ifindex = ((const struct ifaddrmsg *)NLMSG_DATA(msg))->ifa_index;
	**tail = k;
	*tail = &k->next;
	(*n)++;
	return 0;
}

/* Reads all addresses into the table, again until nothing changed meanwhile. */
static int keep_addresses(struct lsys_ifaces *f, struct lsys_err *err)
{
	struct kept *all, **tail;
	unsigned n = 0;
	int r = 0;

	for (unsigned tries = 0;; tries++) {
		bool again = false;

		if (tries == LSYS_NL_DUMP_TRIES)
			return lsys_err_msg(err, EINTR, "dump addresses", NULL, "they kept changing, no consistent list");
		lsys_arena_reset(&f->keep, f->plans);
		all = NULL;
		tail = &all;
		n = 0;
		for (unsigned i = 0; i < f->naddr; i++) {
			struct lsys_addr_stream *s = &f->addr[i];

			if (s->nl.dumping)
				r = lsys_nl_drain(&s->nl, "dump addresses", err);
			if (r >= 0)
				r = lsys_addr_stream_start(s, err);
			while (r > 0) {
				r = keep_message(f, &tail, s->msg, &n);
				r = r < 0 ? lsys_err_set(err, -r, "dump addresses", NULL) : lsys_addr_stream_next(s, err);
			}
			if (r < 0)
				return r;
			again |= s->nl.interrupted;
		}
		if (!again)
			break;
	}
	for (f->table_size = 64; f->table_size < n; f->table_size *= 2)
		;
	f->table = lsys_arena_array(&f->keep, f->table_size, sizeof(*f->table));
	if (!f->table)
		return lsys_err_set(err, ENOMEM, "dump addresses", NULL);
	/* In front of each chain, so from the last to the first to keep their order: turn the list round once. */
	for (struct kept *k = all, *back = NULL, *next; ; k = next) {
		if (!k) {
			for (k = back; k; k = next) {
				struct kept **slot = &f->table[k->ifindex & (f->table_size - 1)];

				next = k->next;
				k->next = *slot;
				*slot = k;
			}
			return 0;
		}
		next = k->next;
		k->next = back;
		back = k;
	}
}

/* Addresses of link index from a dump read in step. */
static int gather_in_step(struct lsys_ifaces *f, struct lsys_addr_stream *s, struct gather *g, uint32_t index,
			  struct lsys_err *err)
{
	unsigned start = g->n;
	int r = 0;

	while (s->msg && s->ifindex < index && !s->unordered) { /* of an interface that the links' dump does not have */
		s->suspect = false;
		r = lsys_addr_stream_next(s, err);
		if (r < 0)
			return r;
	}
	while (s->msg && s->ifindex == index && !s->unordered) {
		r = gather(f, g, s->msg, true);
		r = r < 0 ? lsys_err_set(err, -r, "dump addresses", NULL) : lsys_addr_stream_next(s, err);
		if (r < 0)
			return r;
	}
	/* The pause may have been just before its first address, too. */
	if (s->suspect && !s->unordered) {
		s->suspect = false;
		g->n = start;
		return gather_one(f, g, s->family, index, err);
	}
	return 0;
}

static int join(struct lsys_ifaces *f, struct lsys_link *l, struct lsys_err *err)
{
	struct gather g = { 0 };
	int r = 0;

	for (unsigned i = 0; !f->table && i < f->naddr && r >= 0; i++) {
		r = gather_in_step(f, &f->addr[i], &g, l->ifindex, err);
		f->unordered |= f->addr[i].unordered;
	}
	if (r >= 0 && f->unordered && !f->table && f->naddr) {
		r = keep_addresses(f, err);
		g.n = 0;
	}
	if (f->table) {
		for (const struct kept *k = f->table[l->ifindex & (f->table_size - 1)]; k && r >= 0; k = k->next)
			if (k->ifindex == l->ifindex)
				r = gather(f, &g, &k->msg, false);
		if (r < 0)
			lsys_err_set(err, -r, "dump addresses", NULL);
	}
	l->addresses = (struct lsys_list){ g.p, g.n };
	LSYS_SET(&lsys_link_record, l, addresses);
	return r;
}

static void link_request(struct lsys_ifaces *f, struct lsys_nl_msg *m, void *space, size_t cap)
{
	lsys_nl_msg_init(m, space, cap, RTM_GETLINK, 0, sizeof(struct ifinfomsg));
	if (f->q.no_stats)
		lsys_nl_put_u32(m, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
}

static int start_links(struct lsys_ifaces *f, struct lsys_err *err)
{
	char space[256] __attribute__((aligned(4)));
	struct lsys_nl_msg m;

	link_request(f, &m, space, sizeof(space));
	if (f->q.master)
		lsys_nl_put_u32(&m, IFLA_MASTER, f->q.master);
	if (f->q.kind) {
		size_t nest = lsys_nl_nest(&m, IFLA_LINKINFO);

		lsys_nl_put_str(&m, IFLA_INFO_KIND, f->q.kind);
		lsys_nl_nest_end(&m, nest);
	}
	f->last = 0;
	return lsys_nl_dump(&f->nl, &m, "dump interfaces", err);
}

int lsys_ifaces_open_idle(struct lsys_ifaces **out, const struct lsys_ifaces_query *q, struct lsys_err *err)
{
	struct lsys_ifaces *f = calloc(1, sizeof(*f));
	int r;

	if (!f)
		return lsys_err_set(err, ENOMEM, "dump interfaces", NULL);
	f->q = *q;
	f->netns = -1;
	add_needed(f);
	f->nl.fd = f->one.fd = f->addr[0].nl.fd = f->addr[1].nl.fd = -1;
	f->plan = lsys_nl_plan(&lsys_link_record, f->q.rows, &f->keep);
	f->addr_plan = lsys_nl_plan(&lsys_addr_record, NULL, &f->keep);
	f->plans = lsys_arena_mark(&f->keep);
	r = f->plan && f->addr_plan ? 0 : lsys_err_set(err, ENOMEM, "dump interfaces", NULL);
	if (r == 0 && q->netns >= 0) {
		f->netns = fcntl(q->netns, F_DUPFD_CLOEXEC, 3);
		if (f->netns < 0)
			r = lsys_err_set(err, errno, "dump interfaces", NULL);
	}
	if (r == 0)
		r = lsys_nl_open(&f->nl, NETLINK_ROUTE, f->netns, err);
	if (r < 0) {
		lsys_ifaces_close(f);
		f = NULL;
	}
	*out = f;
	return r;
}

int lsys_ifaces_restart(struct lsys_ifaces *f, struct lsys_err *err)
{
	int r = 0;

	forget_names(f);
	seen_free(&f->seen);
	lsys_arena_free(&f->arena);
	f->table = NULL;
	f->tries = 0;
	f->unordered = false;
	if (f->nl.dumping)
		r = lsys_nl_drain(&f->nl, "dump interfaces", err);
	for (unsigned i = 0; r >= 0 && i < f->naddr; i++) {
		if (f->addr[i].nl.dumping)
			r = lsys_nl_drain(&f->addr[i].nl, "dump addresses", err);
		if (r >= 0)
			r = lsys_addr_stream_start(&f->addr[i], err);
	}
	if (r >= 0)
		r = start_links(f, err);
	f->walking = r >= 0;
	return r;
}

static int open_addresses(struct lsys_ifaces *f, struct lsys_err *err)
{
	int r = 0;

	if (f->q.no_addresses)
		return 0;
	for (unsigned i = 0; r >= 0 && i < 2; i++) {
		uint8_t family = i ? AF_INET6 : AF_INET;

		if (f->q.family && f->q.family != family)
			continue;
		f->addr[f->naddr].family = family;
		r = lsys_nl_open(&f->addr[f->naddr++].nl, NETLINK_ROUTE, f->netns, err);
	}
	return r;
}

int lsys_ifaces_open(struct lsys_ifaces **out, const struct lsys_ifaces_query *q, struct lsys_err *err)
{
	int r = lsys_ifaces_open_idle(out, q, err);

	if (r < 0)
		return r;
	r = open_addresses(*out, err);
	if (r >= 0)
		r = lsys_ifaces_restart(*out, err);
	if (r < 0) {
		lsys_ifaces_close(*out);
		*out = NULL;
	}
	return r;
}

/* At the end of the links' dump: 0 = done, 1 = it goes on with a repeated one, or -errno. */
static int end_of_links(struct lsys_ifaces *f, struct lsys_err *err)
{
	int r;

	/* By ascending index nothing that stays is missed or doubled, whatever else changed. */
	if (!f->nl.interrupted || !f->unordered)
		return 0;
	if (++f->tries == LSYS_NL_DUMP_TRIES)
		return lsys_err_msg(err, EINTR, "dump interfaces", NULL, "they kept changing, no consistent list");
	f->table = NULL;
	forget_names(f);
	r = f->naddr ? keep_addresses(f, err) : 0;
	if (r >= 0)
		r = start_links(f, err);
	return r < 0 ? r : 1;
}

int lsys_ifaces_next(struct lsys_ifaces *f, struct lsys_link *l, struct lsys_err *err)
{
	const struct nlmsghdr *msg;
	int r;

	while (f->walking) {
		uint32_t index;

		r = lsys_nl_next(&f->nl, &msg, "dump interfaces", err);
		if (r == 0)
			r = end_of_links(f, err);
		else if (r > 0 && msg->nlmsg_type == RTM_NEWLINK && msg->nlmsg_len >= NLMSG_LENGTH(sizeof(struct ifinfomsg)))
			r = 2;
		if (r <= 0) {
			f->walking = false;
			return r;
		}
		if (r == 1)
			continue;
		index = (uint32_t)((const struct ifinfomsg *)NLMSG_DATA(msg))->ifi_index;
		f->unordered |= index <= f->last && !f->tries;
		f->last = index;
		if (f->tries && seen_has(&f->seen, index))
			continue;
		lsys_arena_reset(&f->arena, (struct lsys_arena_mark){ 0 });
		r = seen_add(&f->seen, index);
		if (r == 0)
			r = lsys_ifaces_decode(f, msg, l, &f->arena);
		if (r < 0)
			return lsys_err_set(err, -r, "dump interfaces", NULL);
		if (f->naddr)
			r = join(f, l, err);
		return r < 0 ? r : 1;
	}
	return 0;
}

static int get(struct lsys_ifaces *f, struct lsys_nl_msg *m, const char *name, struct lsys_link *l, struct lsys_err *err)
{
	const struct nlmsghdr *reply;
	struct gather g = { 0 };
	int r = lsys_nl_request(&f->nl, m, &reply, NULL, NULL, name, err);

	if (r == -ENODEV) {
		/* the kernel's own sentence here is an empty one */
		return lsys_err_msg(err, ENODEV, NULL, name, "no such interface");
	}
	if (r < 0)
		return r;
	forget_names(f);
	lsys_arena_reset(&f->arena, (struct lsys_arena_mark){ 0 });
	r = reply->nlmsg_type == RTM_NEWLINK ? lsys_ifaces_decode(f, reply, l, &f->arena) : -EBADMSG;
	if (r < 0)
		return lsys_err_set(err, -r, "read interface", name);
	if (f->q.no_addresses)
		return 0;
	for (unsigned i = 0; r >= 0 && i < 2; i++) {
		uint8_t family = i ? AF_INET6 : AF_INET;

		if (!f->q.family || f->q.family == family)
			r = gather_one(f, &g, family, l->ifindex, err);
	}
	l->addresses = (struct lsys_list){ g.p, g.n };
	LSYS_SET(&lsys_link_record, l, addresses);
	return r;
}

int lsys_ifaces_get(struct lsys_ifaces *f, const char *name, struct lsys_link *l, struct lsys_err *err)
{
	char space[256] __attribute__((aligned(4)));
	size_t len = strlen(name);
	struct lsys_nl_msg m;

	if (!len || len >= ALTIFNAMSIZ)
		return lsys_err_usage(err, name, len ? "an interface name has at most 127 bytes" : "an interface name is empty");
	link_request(f, &m, space, sizeof(space));
	lsys_nl_put_str(&m, len < IFNAMSIZ ? IFLA_IFNAME : IFLA_ALT_IFNAME, name);
	return get(f, &m, name, l, err);
}

int lsys_ifaces_get_index(struct lsys_ifaces *f, uint32_t index, struct lsys_link *l, struct lsys_err *err)
{
	char space[64] __attribute__((aligned(4)));
	struct lsys_nl_msg m;

	link_request(f, &m, space, sizeof(space));
	if (!m.err)
		((struct ifinfomsg *)NLMSG_DATA(m.nlh))->ifi_index = (int)index;
	return get(f, &m, NULL, l, err);
}

void lsys_ifaces_close(struct lsys_ifaces *f)
{
	if (!f)
		return;
	lsys_nl_close(&f->nl);
	lsys_nl_close(&f->one);
	for (unsigned i = 0; i < 2; i++)
		lsys_nl_close(&f->addr[i].nl);
	lsys_close(&f->netns);
	seen_free(&f->seen);
	lsys_arena_free(&f->keep);
	lsys_arena_free(&f->arena);
	free(f);
}

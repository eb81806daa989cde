#include "ifinfo/ifinfo.h"

#include <errno.h>
#include <linux/if.h>
#include <string.h>
#include <sys/socket.h>

#include "base/fd.h"
#include "base/str.h"
#include "nl/kinds.h"
#include "ns/netns.h"
#include "out/escape.h"

static const struct lsys_opt opts[] = {
	OPT(struct args, all, .s = 'a', .l = "all", .help = "show the details of every interface"),
	OPT(struct args, stats, .s = 's', .l = "stats", .help = "show every counter, 64 bits wide"),
	OPT(struct args, v4, .s = '4', .l = "ipv4", .help = "only interfaces with IPv4 addresses, and only those addresses"),
	OPT(struct args, v6, .s = '6', .l = "ipv6", .help = "only interfaces with IPv6 addresses, and only those addresses"),
	OPT(struct args, up, .s = 'u', .l = "up", .help = "only interfaces that are up"),
	OPT(struct args, kind, .s = 'k', .l = "kind", .arg = "KIND", .complete = LSYS_C_KIND,
		.help = "only interfaces of this kind: bridge, veth, vlan, ether, loopback, ..."),
	OPT(struct args, master, .l = "master", .arg = "NAME", .complete = LSYS_C_IFNAME, .help = "only ports of this interface"),
	OPT(struct args, columns, .s = 'o', .l = "output", .arg = "COLUMN,...", .sep = ',', .complete = LSYS_C_COLUMN,
		.help = "show these columns; with --json these members"),
	OPT(struct args, list_columns, .l = "list-columns", .help = "list the columns"),
	OPT(struct args, no_heading, .l = "no-heading", .help = "leave out the heading of the table"),
	OPT(struct args, netns, .s = 'n', .l = "netns", .arg = "NETNS", .complete = LSYS_C_NETNS,
		.help = "look into this network namespace: a name, a process id or a path"),
	OPT(struct args, all_netns, .l = "all-netns", .help = "look into every network namespace that has a name or a process"),
	OPT(struct args, metrics, .l = "metrics", .help = "report as OpenMetrics"),
	OPT(struct args, monitor, .s = 'm', .l = "monitor", .help = "report changes as they happen; with --json a line each"),
	OPT(struct args, seconds, .s = 'w', .l = "watch", .arg = "SECONDS", .optional = true, LSYS_GIVEN(struct args, watch),
		.help = "show a live table with rates, by default every second; q leaves"),
	OPERAND(struct args, names, "NAME", .complete = LSYS_C_IFNAME, .help = "an interface, also by an alternative name"),
};

/* What a person wants first. On a narrow terminal the ones with the highest second number leave first. */
static const struct { const char *path, *title; unsigned prio; bool sparse; } default_cols[] = {
	{ "netns", "NETNS", 1, true }, { "ifname", "NAME", 0, false }, { "state", "STATE", 0, false },
	{ "kind", "KIND", 2, false }, { "address", "MAC", 5, false }, { "mtu", "MTU", 6, false },
	{ "master", "MASTER", 3, true }, { "stats64.rx_bytes", "RX", 4, false }, { "stats64.tx_bytes", "TX", 4, false },
	{ "addresses", "ADDRESSES", 1, false },
};

bool ifinfo_match(const struct args *a, const struct place *p, const struct lsys_link *l)
{
	if (a->up && l->state != LSYS_LINK_UP)
		return false;
	if (a->kind && (!l->kind || strcmp(l->kind, a->kind) != 0))
		return false;
	if (p->master && l->master.index != p->master)
		return false;
	return a->v4 == a->v6 || l->addresses.n;
}

/* -4 and -6 together are both. */
static int family(const struct args *a)
{
	return a->v4 == a->v6 ? 0 : a->v4 ? AF_INET : AF_INET6;
}

struct lsys_ifaces_query ifinfo_query(const struct args *a, const struct place *p, const uint64_t *rows)
{
	struct lsys_ifaces_query q = { .netns = p->fd, .netns_name = p->name, .rows = rows, .family = family(a), .master = p->master };

	/* A kind that the kernel does not know would not filter at all; ifinfo_match looks again anyway. */
	if (a->kind && lsys_kind_record(&lsys_link_kinds, a->kind))
		q.kind = a->kind;
	return q;
}

/* Bits of the link's rows that a tree of wanted members names at its top, and the ones that filters look at. */
static const uint64_t *wanted_rows(const struct args *a, const struct lsys_want *want, uint64_t rows[2])
{
	const struct lsys_want *sub;

	if (!want)
		return NULL;
	rows[0] = rows[1] = 0;
	for (unsigned i = 0; i < lsys_link_record.n; i++) {
		const char *name = lsys_link_record.rows[i].name;
		bool filter = (a->up && !strcmp(name, "state")) || (a->kind && !strcmp(name, "kind")) ||
			      (a->master && !strcmp(name, "master"));

		if (filter || lsys_wanted(want, name, &sub))
			rows[i / 64] |= (uint64_t)1 << i % 64;
	}
	return rows;
}

static bool wanted(const struct lsys_want *want, const char *name)
{
	const struct lsys_want *sub;

	return !want || lsys_wanted(want, name, &sub);
}

/* How this run reports. */
struct report {
	struct lsys_ctx *ctx;
	const struct args *args;
	struct lsys_sink *sink;           /* records go here, or, when NULL, to the detailed text */
	const struct lsys_want *want;
	uint64_t rows[2];
	unsigned shown;
};

/* "eth0: up, veth" and then a line per member. */
static void put_block(struct report *r, const struct lsys_link *l)
{
	struct lsys_buf *b = r->ctx->out;
	const struct lsys_const *state = lsys_const_of(&lsys_link_states, l->state);

	if (r->shown)
		lsys_putc(b, '\n');
	if (l->netns) {
		lsys_put_text(b, l->netns, strlen(l->netns));
		lsys_puts(b, " ");
	}
	lsys_put_text(b, l->ifname, strlen(l->ifname));
	lsys_puts(b, ": ");
	if (state) {
		lsys_put_tone(b, r->ctx->term, state->tone);
		lsys_puts(b, state->name);
		lsys_put_tone(b, r->ctx->term, LSYS_PLAIN);
	}
	if (l->kind) {
		lsys_puts(b, ", ");
		lsys_put_text(b, l->kind, strlen(l->kind));
	}
	lsys_putc(b, '\n');
	lsys_put_details(b, &lsys_link_record, l, r->want, 2, r->ctx->term);
}

static int show(struct report *r, const struct lsys_link *l)
{
	int e = 0;

	if (r->sink)
		e = lsys_emit(r->sink, &lsys_link_record, l);
	else
		put_block(r, l);
	r->shown++;
	return e < 0 ? lsys_err_set(&r->ctx->err, -e, "report", l->ifname) : r->ctx->out->err;
}

/* Names of the ports that a master has; asked only for details, it is a walk of its own. */
static int add_ports(struct report *r, const struct place *p, struct lsys_link *l)
{
	struct lsys_ifaces_query q = { .netns = p->fd, .no_addresses = true, .no_stats = true, .master = l->ifindex };
	struct lsys_ifaces *f;
	struct lsys_link port;
	struct lsys_strv v = { 0 };
	unsigned cap = 0;
	int e;

	if (!wanted(r->want, "ports") || !l->linkinfo || !l->linkinfo->kind)
		return 0;
	if (strcmp(l->linkinfo->kind, "bridge") != 0 && strcmp(l->linkinfo->kind, "bond") != 0 &&
	    strcmp(l->linkinfo->kind, "team") != 0 && strcmp(l->linkinfo->kind, "vrf") != 0)
		return 0;
	e = lsys_ifaces_open(&f, &q, &r->ctx->err);
	while (e >= 0 && (e = lsys_ifaces_next(f, &port, &r->ctx->err)) > 0) {
		if (port.master.index != l->ifindex)
			continue;
		if (v.n == cap) {
			const char **n = lsys_arena_array(r->ctx->arena, cap = cap ? 2 * cap : 8, sizeof(*n));

			if (n && v.n)
				memcpy(n, v.p, v.n * sizeof(*n));
			v.p = n;
		}
		if (v.p)
			v.p[v.n] = lsys_arena_strndup(r->ctx->arena, port.ifname, strlen(port.ifname));
		if (!v.p || !v.p[v.n++])
			e = lsys_err_set(&r->ctx->err, ENOMEM, "list ports", l->ifname);
	}
	lsys_ifaces_close(f);
	l->ports = (struct lsys_list){ v.p, v.n };
	LSYS_SET(&lsys_link_record, l, ports);
	return e;
}

static int show_all(struct report *r, const struct place *p)
{
	struct lsys_ifaces_query q = ifinfo_query(r->args, p, r->want ? r->rows : NULL);
	struct lsys_ifaces *f;
	struct lsys_link l;
	int e;

	q.no_stats = !wanted(r->want, "stats64");
	q.no_addresses = !wanted(r->want, "addresses") && r->args->v4 == r->args->v6;
	e = lsys_ifaces_open(&f, &q, &r->ctx->err);
	while (e >= 0 && (e = lsys_ifaces_next(f, &l, &r->ctx->err)) > 0)
		if (ifinfo_match(r->args, p, &l))
			e = show(r, &l);
	lsys_ifaces_close(f);
	return e;
}

/* The named ones; a wrong name is reported and the others are shown all the same. Returns 0, 1 (some failed) or -errno. */
static int show_named(struct report *r, const struct place *p)
{
	struct lsys_ifaces_query q = ifinfo_query(r->args, p, r->want ? r->rows : NULL);
	struct lsys_ifaces *f;
	struct lsys_link l;
	int e, failed = 0;

	q.no_stats = !wanted(r->want, "stats64");
	e = lsys_ifaces_open_idle(&f, &q, &r->ctx->err);
	for (unsigned i = 0; e >= 0 && i < r->args->names.n; i++) {
		e = lsys_ifaces_get(f, r->args->names.p[i], &l, &r->ctx->err);
		if (e < 0 && (e == -ENODEV || r->ctx->err.usage) && i + 1 < r->args->names.n) {
			lsys_put_error(r->ctx->errout, r->ctx->applet->name, &r->ctx->err);
			failed = lsys_exit_status(&r->ctx->err);
			e = 0;
			continue;
		}
		if (e >= 0 && ifinfo_match(r->args, p, &l)) {
			e = add_ports(r, p, &l);
			if (e >= 0)
				e = show(r, &l);
		}
	}
	lsys_ifaces_close(f);
	return e < 0 ? e : failed;
}

static int find_master(struct lsys_ctx *ctx, const struct args *a, struct place *p)
{
	struct lsys_ifaces_query q = { .netns = p->fd, .no_addresses = true, .no_stats = true };
	struct lsys_ifaces *f;
	struct lsys_link l;
	int e;

	if (!a->master)
		return 0;
	e = lsys_ifaces_open_idle(&f, &q, &ctx->err);
	if (e < 0)
		return e;
	e = lsys_ifaces_get(f, a->master, &l, &ctx->err);
	if (e >= 0)
		p->master = l.ifindex;
	lsys_ifaces_close(f);
	return e;
}

static int show_place(struct report *r, struct place *p)
{
	int e = find_master(r->ctx, r->args, p);

	if (e < 0)
		return e;
	return r->args->names.n ? show_named(r, p) : show_all(r, p);
}

static int show_all_netns(struct report *r)
{
	const struct lsys_netns *list;
	int n = lsys_netns_list(&list, r->ctx->arena, &r->ctx->err), e = n < 0 ? n : 0;
	bool found = !r->args->master && !r->args->names.n;

	for (int i = 0; e >= 0 && i < n; i++) {
		LSYS_CLEANUP_FD int fd = -1;
		struct place p = { .fd = -1, .name = list[i].name };

		if (list[i].path) {
			fd = lsys_netns_open(list[i].path, &r->ctx->err);
			if (fd == -ENOENT || fd == -EACCES) /* its last process has gone, or is not ours to see */
				continue;
			if (fd < 0)
				return fd;
			p.fd = fd;
		}
		e = show_place(r, &p);
		if (e == -ENODEV && (r->args->master || r->args->names.n))
			e = 0; /* in this one there is none of the name */
		else
			found = true;
	}
	return e < 0 ? e : found ? e : r->ctx->err.code ? -r->ctx->err.code : 0;
}

/* A filter that nothing passed may be a slip of the pen. */
static int check_kind(struct lsys_ctx *ctx, const struct args *a)
{
	struct lsys_near near = LSYS_NEAR(a->kind);

	if (lsys_kind_record(&lsys_link_kinds, a->kind) || lsys_const_named(&lsys_arphrd, a->kind, strlen(a->kind)))
		return 0;
	for (unsigned i = 0; i < lsys_link_kinds.n; i++)
		lsys_near_offer(&near, lsys_link_kinds.rows[i].name);
	if (!near.best)
		return 0;
	lsys_err_usage(&ctx->err, a->kind, "no interface of this kind; did you mean ");
	lsys_err_add(&ctx->err, near.best);
	lsys_err_add(&ctx->err, "?");
	return -EINVAL;
}

static int make_columns(struct lsys_ctx *ctx, const struct args *a, struct lsys_cols *cols)
{
	const char *paths[LSYS_COUNT(default_cols)];
	struct lsys_col *c;
	int e;

	if (a->columns.n)
		return lsys_cols_parse(&lsys_link_record, a->columns.p, a->columns.n, cols, ctx->arena, &ctx->err);
	for (unsigned i = 0; i < LSYS_COUNT(default_cols); i++)
		paths[i] = default_cols[i].path;
	e = lsys_cols_parse(&lsys_link_record, paths, LSYS_COUNT(paths), cols, ctx->arena, &ctx->err);
	c = (struct lsys_col *)(uintptr_t)cols->p;
	for (unsigned i = 0; e >= 0 && i < cols->n; i++) {
		c[i].title = default_cols[i].title;
		c[i].prio = default_cols[i].prio;
		c[i].sparse = default_cols[i].sparse;
	}
	return e;
}

/* Details leave the counters to -s; -s alone shows nothing else. */
static const struct lsys_want *details_want(struct lsys_ctx *ctx, const struct args *a)
{
	struct lsys_want *root = lsys_arena_alloc(ctx->arena, sizeof(*root)), **at;
	bool only_stats = a->stats && !a->all && !a->names.n;

	if (!root)
		return NULL;
	at = &root->child;
	for (unsigned i = 0; i < lsys_link_record.n; i++) {
		const char *name = lsys_link_record.rows[i].name;
		bool is_stats = !strcmp(name, "stats64");

		if (is_stats ? !a->stats : only_stats)
			continue;
		/* what the first line says */
		if (!strcmp(name, "ifname") || !strcmp(name, "state") || !strcmp(name, "kind") || !strcmp(name, "netns"))
			continue;
		*at = lsys_arena_alloc(ctx->arena, sizeof(**at));
		if (!*at)
			return NULL;
		(*at)->name = name;
		at = &(*at)->next;
	}
	return root;
}

static int refuse_mix(struct lsys_ctx *ctx, const struct args *a)
{
	const struct { bool on; const char *word, *why; } bad[] = {
		{ a->netns && a->all_netns, "--all-netns", "does not go with --netns" },
		{ a->metrics && ctx->sink, "--metrics", "does not go with --json" },
		{ a->watch && ctx->sink, "--watch", "is for a terminal; --monitor --json reports changes as lines" },
		{ a->watch && a->metrics, "--watch", "does not go with --metrics" },
		{ a->monitor && (a->watch || a->metrics), "--monitor", "does not go with --watch or --metrics" },
		{ a->monitor && ctx->pretty, "--pretty", "does not go with --monitor, which reports a line each" },
		{ (a->monitor || a->watch) && a->all_netns, "--all-netns", "does not go with --monitor or --watch" },
		{ a->monitor && ctx->sink && !ctx->json, "--monitor", "does not end, so it cannot be called as a function" },
		{ (a->monitor || a->watch) && a->columns.n, "--output", "does not go with --monitor or --watch" },
		{ a->watch && a->seconds < 0.1 && a->seconds != 0, "--watch", "wants at least 0.1 seconds" },
	};

	for (unsigned i = 0; i < LSYS_COUNT(bad); i++)
		if (bad[i].on)
			return lsys_err_usage(&ctx->err, bad[i].word, bad[i].why);
	return 0;
}

static int run_report(struct lsys_ctx *ctx, const struct args *a, struct place *p)
{
	struct report r = { .ctx = ctx, .args = a, .sink = ctx->sink };
	bool details = !a->columns.n && (a->all || a->stats || a->names.n);
	struct lsys_cols cols = { 0 };
	struct lsys_metrics metrics;
	struct lsys_table table;
	int e = 0, end;

	if (a->metrics) {
		lsys_metrics_init(&metrics, ctx->out, ctx->arena);
		r.sink = &metrics.sink;
	} else if (!ctx->sink && !details) {
		e = make_columns(ctx, a, &cols);
		lsys_table_init(&table, ctx->out, ctx->arena, ctx->term, cols);
		table.no_heading = a->no_heading;
		r.sink = &table.sink;
	} else if (a->columns.n) {
		e = make_columns(ctx, a, &cols);
	}
	if (e < 0)
		return e;
	r.want = cols.n ? lsys_cols_want(&cols, ctx->arena) : !r.sink ? details_want(ctx, a) : NULL;
	if (cols.n && ctx->sink)
		ctx->sink->want = r.want;
	wanted_rows(a, r.want, r.rows);
	if (!r.sink) { /* the first line's members */
		uint64_t more[2];
		const struct lsys_want first = { .child = &(struct lsys_want){ .name = "ifname", .next =
			&(struct lsys_want){ .name = "state", .next = &(struct lsys_want){ .name = "kind", .next =
			&(struct lsys_want){ .name = "netns" } } } } };

		wanted_rows(a, &first, more);
		r.rows[0] |= more[0];
		r.rows[1] |= more[1];
	}
	e = a->all_netns ? show_all_netns(&r) : show_place(&r, p);
	if (e >= 0 && a->kind && !r.shown)
		e = check_kind(ctx, a);
	if (e < 0 && !r.shown && r.sink == &table.sink)
		return e; /* without the heading of an empty table */
	end = r.sink && r.sink != ctx->sink ? r.sink->end(r.sink) : 0;
	if (e >= 0 && end < 0)
		e = lsys_err_set(&ctx->err, -end, "report", NULL);
	return e;
}

static int run(struct lsys_ctx *ctx, struct args *a)
{
	LSYS_CLEANUP_FD int fd = -1;
	struct place p = { .fd = -1 };
	int e = refuse_mix(ctx, a);

	if (e < 0)
		return e;
	if (a->list_columns) {
		ctx->sink = NULL;
		lsys_put_columns(ctx->out, &lsys_link_record, 34);
		return 0;
	}
	if (a->netns) {
		fd = lsys_netns_open(a->netns, &ctx->err);
		if (fd < 0)
			return fd;
		p = (struct place){ .fd = fd, .name = a->netns };
	}
	if (a->monitor || a->watch) {
		e = find_master(ctx, a, &p);
		return e < 0 ? e : a->monitor ? ifinfo_monitor(ctx, a, &p) : ifinfo_watch(ctx, a, &p);
	}
	return run_report(ctx, a, &p);
}

static const struct lsys_record *record_for(const void *args)
{
	return ((const struct args *)args)->monitor ? &ifinfo_event_record : &lsys_link_record;
}

APPLET(ifinfo, "show network interfaces", opts, &lsys_link_record, .group = LSYS_G_NET, .record_for = record_for,
	.examples =
	"lsys ifinfo\ta line per interface\n"
	"lsys ifinfo eth0\tthe details of one\n"
	"lsys ifinfo -s eth0\twith every counter\n"
	"lsys ifinfo -o ifname,stats64.rx_bytes\tchosen columns\n"
	"lsys ifinfo -j --kind bridge\tthe bridges as JSON\n"
	"lsys ifinfo -n web -w\ta live table of namespace web\n")

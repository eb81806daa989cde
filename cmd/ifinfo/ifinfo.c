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
	OPT(struct args, seconds, .s = 'w', .l = "watch", .arg = "SECONDS", .optional = true, LSYS_GIVEN(struct args, watch), .min = 100,
		.help = "show a live table with rates, by default every second; q leaves"),
	OPERAND(struct args, names, "NAME", .complete = LSYS_C_IFNAME, .help = "an interface, also by an alternative name"),
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

int ifinfo_find_master(struct lsys_ctx *ctx, const struct args *a, struct place *p)
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

/* A filter that nothing passed may be a slip of the pen. */
int ifinfo_check_kind(struct lsys_ctx *ctx, const struct args *a)
{
	struct lsys_near near = LSYS_NEAR(a->kind);

	if (lsys_kind_record(&lsys_link_kinds, a->kind) || lsys_const_named(&lsys_arphrd, a->kind, strlen(a->kind)).name)
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
		{ (a->monitor || a->watch) && (a->all || a->stats), a->all ? "--all" : "--stats", "does not go with --monitor or --watch" },
		{ a->columns.n && (a->all || a->stats), a->all ? "--all" : "--stats", "does not go with --output" },
		{ a->kind && !*a->kind, "--kind", "wants the name of a kind" },
	};

	for (unsigned i = 0; i < LSYS_COUNT(bad); i++)
		if (bad[i].on)
			return lsys_err_usage(&ctx->err, bad[i].word, bad[i].why);
	return 0;
}

void ifinfo_name_place(struct lsys_ctx *ctx, const struct place *p)
{
	if (p->name && !ctx->err.object[0])
		strncpy(ctx->err.object, p->name, sizeof(ctx->err.object) - 1);
}

/* What does not end by itself. */
static int run_on(struct lsys_ctx *ctx, const struct args *a, struct place *p)
{
	int e = a->kind ? ifinfo_check_kind(ctx, a) : 0;

	if (e >= 0)
		e = ifinfo_find_master(ctx, a, p);
	return e < 0 ? e : a->monitor ? ifinfo_monitor(ctx, a, p) : ifinfo_watch(ctx, a, p);
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
	e = a->monitor || a->watch ? run_on(ctx, a, &p) : ifinfo_report(ctx, a, &p);
	if (e == -EPERM || e == -EACCES)
		ifinfo_name_place(ctx, &p);
	return e;
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

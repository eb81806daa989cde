/* ifinfo's reports that come to an end: a line or the details of each interface, JSON, metrics. */
#include "ifinfo/ifinfo.h"

#include <errno.h>
#include <string.h>

#include "base/fd.h"
#include "nl/kinds.h"
#include "ns/netns.h"
#include "out/escape.h"

/* What a person wants first. On a narrow terminal the ones with the highest number leave first. */
static const struct { const char *path, *title; unsigned prio; bool sparse; } default_cols[] = {
	{ "netns", "NETNS", 1, true }, { "ifname", "NAME", 0, false }, { "state", "STATE", 0, false },
	{ "kind", "KIND", 2, false }, { "address", "MAC", 4, false }, { "mtu", "MTU", 5, false },
	{ "master", "MASTER", 3, true }, { "stats64.rx_bytes", "RX", 6, false }, { "stats64.tx_bytes", "TX", 6, false },
	{ "addresses", "ADDRESSES", 1, false },
};

/* One of the names asked for. */
struct sought { bool found; struct lsys_err err; };

/* How this run reports. */
struct report {
	struct lsys_ctx *ctx;
	const struct args *args;
	struct lsys_sink *sink;           /* records go here, or, when NULL, to the detailed text */
	const struct lsys_want *want;     /* NULL: everything */
	uint64_t rows[2];                 /* of lsys_link_record, that these need */
	bool ports;                       /* names of ports, too */
	struct lsys_arena scratch;        /* of one interface */
	struct sought *sought;            /* for each of the names in args */
	unsigned shown;
};

static bool wanted(const struct lsys_want *want, const char *name)
{
	const struct lsys_want *sub;

	return lsys_wanted(want, name, &sub);
}

/* Does the report look at this row, though it may not show it? */
static bool needed(const struct report *r, const struct lsys_field *f)
{
	const struct args *a = r->args;
	const struct { bool on; const char *name; } table[] = {
		{ a->up, "state" }, { a->kind, "kind" }, { a->master, "master" }, { r->ports, "linkinfo" },
		{ !r->sink, "ifname" }, { !r->sink, "state" }, { !r->sink, "kind" }, { !r->sink, "netns" }, /* the first line */
	};

	for (unsigned i = 0; i < LSYS_COUNT(table); i++)
		if (table[i].on && !strcmp(f->name, table[i].name))
			return true;
	return a->metrics && (f->label || f->info);
}

static void find_rows(struct report *r)
{
	for (unsigned i = 0; i < lsys_link_record.n; i++) {
		const struct lsys_field *f = &lsys_link_record.rows[i];

		if (wanted(r->want, f->name) || needed(r, f))
			r->rows[i / 64] |= (uint64_t)1 << i % 64;
	}
}

/* "eth0: up, veth" and then a line per member. */
static void put_block(struct report *r, struct lsys_link *l)
{
	struct lsys_buf *b = r->ctx->out;
	const struct lsys_const state = lsys_const_of(&lsys_link_states, l->state);

	if (r->shown)
		lsys_putc(b, '\n');
	if (l->netns) {
		lsys_put_text(b, l->netns, strlen(l->netns));
		lsys_puts(b, " ");
	}
	lsys_put_text(b, l->ifname, strlen(l->ifname));
	lsys_puts(b, ": ");
	if (state.name) {
		lsys_put_tone(b, r->ctx->term, state.tone);
		lsys_puts(b, state.name);
		lsys_put_tone(b, r->ctx->term, LSYS_PLAIN);
	}
	if (l->kind) {
		lsys_puts(b, ", ");
		lsys_put_text(b, l->kind, strlen(l->kind));
	}
	lsys_putc(b, '\n');
	if (LSYS_HAS(&lsys_link_record, l, peer)) /* the same once more */
		lsys_has_clear(&lsys_link_record, l, lsys_row_at(&lsys_link_record, offsetof(struct lsys_link, link)));
	lsys_put_details(b, &lsys_link_record, l, r->want, 2, r->ctx->term);
}

/* Names of the ports that a master has: a walk of its own, though only over its ports. */
static int add_ports(struct report *r, const struct place *p, struct lsys_link *l)
{
	struct lsys_ifaces_query q = { .netns = p->fd, .no_addresses = true, .no_stats = true, .master = l->ifindex };
	struct lsys_ifaces *f;
	struct lsys_link port;
	struct lsys_strv v = { 0 };
	unsigned cap = 0;
	int e;

	if (!l->linkinfo || !lsys_kind_has_ports(l->linkinfo->kind))
		return 0;
	e = lsys_ifaces_open(&f, &q, &r->ctx->err);
	while (e >= 0 && (e = lsys_ifaces_next(f, &port, &r->ctx->err)) > 0) {
		if (port.master.index != l->ifindex)
			continue;
		if (v.n == cap) {
			const char **n = lsys_arena_array(&r->scratch, cap = cap ? 2 * cap : 8, sizeof(*n));

			if (n && v.n)
				memcpy(n, v.p, v.n * sizeof(*n));
			v.p = n;
		}
		if (v.p)
			v.p[v.n] = lsys_arena_strndup(&r->scratch, port.ifname, strlen(port.ifname));
		if (!v.p || !v.p[v.n++])
			e = lsys_err_set(&r->ctx->err, ENOMEM, "list ports", l->ifname);
	}
	lsys_ifaces_close(f);
	l->ports = (struct lsys_list){ v.p, v.n };
	LSYS_SET(&lsys_link_record, l, ports);
	return e;
}

static int show(struct report *r, const struct place *p, struct lsys_link *l)
{
	int e = r->ports ? add_ports(r, p, l) : 0;

	if (e < 0)
		return e;
	if (r->sink)
		e = lsys_emit(r->sink, &lsys_link_record, l);
	else
		put_block(r, l);
	r->shown++;
	lsys_arena_reset(&r->scratch, (struct lsys_arena_mark){ 0 });
	return e < 0 ? lsys_err_set(&r->ctx->err, -e, "report", l->ifname) : r->ctx->out->err;
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
			e = show(r, p, &l);
	lsys_ifaces_close(f);
	return e;
}

/* The named ones. A wrong name is noted, and the others are shown all the same. */
static int show_named(struct report *r, const struct place *p)
{
	struct lsys_ifaces_query q = ifinfo_query(r->args, p, r->want ? r->rows : NULL);
	struct lsys_err *err = &r->ctx->err;
	struct lsys_ifaces *f;
	struct lsys_link l;
	int e;

	q.no_stats = !wanted(r->want, "stats64");
	q.no_addresses = !wanted(r->want, "addresses") && r->args->v4 == r->args->v6;
	e = lsys_ifaces_open_idle(&f, &q, err);
	for (unsigned i = 0; e >= 0 && i < r->args->names.n; i++) {
		e = lsys_ifaces_get(f, r->args->names.p[i], &l, err);
		if (e == -ENODEV || (e < 0 && err->usage)) {
			r->sought[i].err = *err;
			*err = (struct lsys_err){ 0 };
			e = 0;
			continue;
		}
		if (e >= 0 && ifinfo_match(r->args, p, &l))
			e = show(r, p, &l);
		r->sought[i].found |= e >= 0;
	}
	lsys_ifaces_close(f);
	return e;
}

/* Names that were found nowhere: all but the last one are reported here, that one is the failure. */
static int check_names(struct report *r)
{
	struct lsys_err *err = &r->ctx->err;
	int e = 0;

	for (unsigned i = 0; i < r->args->names.n; i++) {
		if (r->sought[i].found)
			continue;
		if (e < 0)
			lsys_put_error(r->ctx->errout, r->ctx->applet->name, err);
		*err = r->sought[i].err;
		e = -err->code;
	}
	return e;
}

static int show_place(struct report *r, struct place *p)
{
	int e = ifinfo_find_master(r->ctx, r->args, p);

	if (e < 0)
		return e;
	return r->args->names.n ? show_named(r, p) : show_all(r, p);
}

/*
 * Each namespace in turn. One that has no such master is passed over if another has it; one that may not be entered is
 * reported, and the others are shown all the same. Returns 0, 1 (some were left out) or -errno.
 */
static int show_all_netns(struct report *r)
{
	struct lsys_err *err = &r->ctx->err, no_master = { 0 };
	const struct lsys_netns *list;
	int n = lsys_netns_list(&list, r->ctx->arena, err), failed = 0;
	bool any = false;

	if (n < 0)
		return n;
	for (int i = 0; i < n; i++) {
		LSYS_CLEANUP_FD int fd = -1;
		struct place p = { .fd = -1, .name = list[i].name };
		int e = 0;

		if (list[i].path) {
			fd = p.fd = lsys_netns_open(list[i].path, err);
			if (fd == -ENOENT) /* its last process has gone */
				continue;
			e = fd < 0 ? fd : 0;
		}
		if (e == 0)
			e = show_place(r, &p);
		if (e == -ENODEV && r->args->master) {
			no_master = *err;
		} else if (e == -EPERM || e == -EACCES) {
			ifinfo_name_place(r->ctx, &p);
			lsys_put_error(r->ctx->errout, r->ctx->applet->name, err);
			failed = 1;
		} else if (e < 0) {
			return e;
		} else {
			any = true;
		}
		*err = (struct lsys_err){ 0 };
	}
	if (!any && no_master.code) {
		*err = no_master;
		return -err->code;
	}
	return failed;
}

/* The columns of the table, or what -o chose for any report. */
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

/* Is there something to measure in this row? */
static bool is_metric(const struct lsys_field *f)
{
	for (unsigned i = 0; f->type == LSYS_T_REC && i < f->rec->n; i++)
		if (is_metric(&f->rec->rows[i]))
			return true;
	return f->metric || f->info;
}

static int check_metrics(struct lsys_ctx *ctx, const struct lsys_cols *cols)
{
	for (unsigned i = 0; i < cols->n; i++)
		if (!is_metric(cols->p[i].field))
			return lsys_err_usage(&ctx->err, cols->p[i].path, "--metrics has nothing to say of it");
	return 0;
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

/* Shows what was asked for. A wrong name, and a kind that nobody has, are found out only then. */
static int show_what(struct report *r, struct place *p)
{
	const struct args *a = r->args;
	int e, failed;

	failed = e = a->all_netns ? show_all_netns(r) : show_place(r, p);
	if (e >= 0)
		e = check_names(r);
	if (e >= 0 && a->kind && !r->shown)
		e = ifinfo_check_kind(r->ctx, a);
	return e < 0 ? e : failed;
}

int ifinfo_report(struct lsys_ctx *ctx, const struct args *a, struct place *p)
{
	struct report r = { .ctx = ctx, .args = a, .sink = ctx->sink };
	bool details = !a->columns.n && (a->all || a->stats || a->names.n);
	struct lsys_cols cols = { 0 };
	struct lsys_metrics metrics;
	struct lsys_table table = { .no_heading = false };
	int e = 0, end;

	if (a->columns.n || (!ctx->sink && !details && !a->metrics))
		e = make_columns(ctx, a, &cols);
	if (e >= 0 && a->metrics)
		e = check_metrics(ctx, &cols);
	if (e < 0)
		return e;
	if (a->metrics) {
		lsys_metrics_init(&metrics, ctx->out, ctx->arena);
		r.sink = &metrics.sink;
	} else if (!ctx->sink && !details) {
		lsys_table_init(&table, ctx->out, ctx->arena, ctx->term, cols);
		table.no_heading = a->no_heading;
		r.sink = &table.sink;
	}
	r.want = cols.n ? lsys_cols_want(&cols, ctx->arena) : !r.sink ? details_want(ctx, a) : NULL;
	r.sought = lsys_arena_array(ctx->arena, a->names.n + 1, sizeof(*r.sought));
	if (!r.sought || (!r.want && (cols.n || !r.sink)))
		return lsys_err_set(&ctx->err, ENOMEM, NULL, NULL);
	if (cols.n && r.sink)
		r.sink->want = r.want;
	r.ports = !a->metrics && (cols.n ? wanted(r.want, "ports") : details || a->all || a->names.n);
	find_rows(&r);
	e = show_what(&r, p);
	lsys_arena_free(&r.scratch);
	if (r.sink) /* a wrong word leaves the report of the others whole */
		r.sink->failed = e < 0 && e != -ENODEV && !ctx->err.usage;
	if (r.sink && r.sink != ctx->sink) {
		table.no_heading |= e < 0 && !r.shown;
		end = r.sink->end(r.sink);
		if (e >= 0 && end < 0)
			e = lsys_err_set(&ctx->err, -end, "report", NULL);
	}
	return e;
}

/* ifinfo's parts: reports that end (list, details, JSON, metrics), events, a live table. */
#ifndef LSYS_CMD_IFINFO_H
#define LSYS_CMD_IFINFO_H

#include "core/applet.h"
#include "nl/ifaces.h"

struct args {
	bool all, stats, v4, v6, up, list_columns, no_heading, all_netns, metrics, monitor, watch;
	double seconds;
	struct lsys_strv names, columns;
	const char *kind, *master, *netns;
};

/* A namespace whose interfaces are looked at. */
struct place {
	int fd;            /* -1: the caller's own */
	const char *name;  /* shown in the column netns; NULL: none */
	uint32_t master;   /* index of args->master there, 0 = any */
};

/* Does the link pass --up, --kind, --master, -4, -6? */
bool ifinfo_match(const struct args *a, const struct place *p, const struct lsys_link *l);

/* The query that these arguments make for a place; rows as lsys_ifaces_query has them. */
struct lsys_ifaces_query ifinfo_query(const struct args *a, const struct place *p, const uint64_t *rows);

/* Finds the index of args->master. Returns 0 or -errno. */
int ifinfo_find_master(struct lsys_ctx *ctx, const struct args *a, struct place *p);

/* A kind that nobody has may be a slip of the pen: then -EINVAL, with the likely one in ctx->err. Else 0. */
int ifinfo_check_kind(struct lsys_ctx *ctx, const struct args *a);

/* Sees to it that an error about a namespace says which. */
void ifinfo_name_place(struct lsys_ctx *ctx, const struct place *p);

/* What comes to an end: a line or the details of each interface, JSON, metrics. */
int ifinfo_report(struct lsys_ctx *ctx, const struct args *a, struct place *p);

/* -m: events until a signal ends it. */
int ifinfo_monitor(struct lsys_ctx *ctx, const struct args *a, const struct place *p);
extern const struct lsys_record ifinfo_event_record;

/* -w: a table with rates, drawn anew every so many seconds, until q or a signal. */
int ifinfo_watch(struct lsys_ctx *ctx, const struct args *a, const struct place *p);

#endif

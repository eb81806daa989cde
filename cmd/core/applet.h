/*
 * What an applet is: a name, a sentence, option rows, the record it reports, and a function. It takes its streams,
 * arguments and memory from the context and returns a status, so that the door, tests and Lua call it alike.
 */
#ifndef LSYS_CMD_APPLET_H
#define LSYS_CMD_APPLET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "opt/opt.h"
#include "out/sink.h"
#include "sys/call.h"
#include "table/record.h"

struct lsys_applet;

/* Options that every reporting applet has; parsed by the door. */
struct lsys_common {
	bool help, version, json, pretty, schema;
};

struct lsys_ctx {
	const struct lsys_applet *applet;
	struct lsys_buf *out;       /* standard output, buffered; the door flushes and checks it */
	struct lsys_buf *errout;    /* warnings; the applet's failure itself goes to err and is printed by the door */
	struct lsys_arena *arena;   /* memory of this run */
	/* Where records go; whoever made it ends it. NULL: the applet lays out text, as it has no .columns. An applet that
	 * writes to out instead of reporting sets it to NULL. */
	struct lsys_sink *sink;
	struct lsys_err err;        /* why run() returned a negative number */
	struct lsys_term term;      /* what standard output is: terminal or not, width, colour; not found out for .raw */
	char *const *words;         /* for .raw applets: arguments as given, without the name */
	unsigned nbefore;           /* words[-nbefore] to words[-1] are what stood before them: program, applet */
	bool json, pretty;          /* records are wanted as JSON on out */
	const char *name;           /* what it was called by: "ifinfo", or another of its names */
};

enum lsys_applet_group { LSYS_G_NET, LSYS_G_PROC, LSYS_G_NS, LSYS_G_MOUNT, LSYS_G_TERM, LSYS_G_SYS, LSYS_G_LANG };

struct lsys_applet {
	const char *name;
	const char *summary;                /* one line, lower case, no full stop */
	const struct lsys_opt *opts;
	unsigned nopts;
	unsigned args_size;
	const struct lsys_record *record;   /* what it reports, or NULL; gives -j and --schema */
	const char *columns;                /* "name,size": its report as text is a table of these; NULL: own layout */
	/* For an applet with more than one report: the record that these arguments choose. NULL: always the one above. */
	const struct lsys_record *(*record_for)(const void *args);
	/* What can stand for this operand or value when the words before it chose these arguments: enum lsys_complete. NULL:
	 * what its row says. */
	unsigned (*completes)(const void *args, const struct lsys_opt *o);
	int (*run)(struct lsys_ctx *ctx, void *args); /* exit status, or -errno with ctx->err filled */
	const char *examples;               /* lines "COMMAND\tWHAT IT DOES\n" for help and manual */
	uint8_t group;                      /* enum lsys_applet_group */
	bool raw;                           /* parses ctx->words itself (lua, ip), what lsys_only_word answers aside */
};

/* Every applet, in alphabetical order; the names are in the table, so that looking one up touches no page beside it. */
struct lsys_applet_name {
	char name[24];
	const struct lsys_applet *applet;
};
extern const struct lsys_applet_name lsys_applets[];
extern const unsigned lsys_napplets;

/* The applet of this name, or NULL. */
const struct lsys_applet *lsys_applet_named(const char *name);

/*
 * APPLET(ifinfo, "show network interfaces", opts, &lsys_link_record, .group = LSYS_G_NET, ...) behind
 * static int run(struct lsys_ctx *, struct args *): nothing else is edited; the Makefile finds the file.
 */
#define APPLET(id, summary_, opts_, record_, ...) \
	static int run_erased_(struct lsys_ctx *ctx, void *args) { return run(ctx, args); } \
	extern const struct lsys_applet lsys_applet_##id; \
	const struct lsys_applet lsys_applet_##id = { \
		.name = #id, .summary = summary_, .opts = opts_, .nopts = LSYS_COUNT(opts_), \
		.args_size = sizeof(struct args), .record = record_, .run = run_erased_, __VA_ARGS__ };

/*
 * Runs an applet on parsed arguments. Returns its exit status; a failure has been printed to ctx->errout in the form
 * "lsys APPLET: what: why". Does not flush ctx->out.
 */
int lsys_applet_run(struct lsys_ctx *ctx, void *args);

/*
 * For .raw applets, first of all: if --help or --version is the only word, answers it. Returns whether it was.
 */
bool lsys_only_word(struct lsys_ctx *ctx);

/* Appends the text of --help. */
void lsys_put_help(struct lsys_buf *b, const struct lsys_applet *a, struct lsys_term term);

/* The option rows every applet has, and the ones every reporting applet has, behind its own: fills sets, returns their
 * number (at most 2). */
unsigned lsys_applet_opts(const struct lsys_applet *a, void *args, struct lsys_common *common, struct lsys_opts sets[2]);

/* Appends what a person needs to know to make a call. Returns 0, or -errno when its row is wrong. */
int lsys_put_call(struct lsys_buf *b, const struct lsys_call *c, struct lsys_arena *a, struct lsys_err *err);

/* Appends a call as a script writes it: S.open(path, [flags], [mode]), S.prctl("get_name"), fd:tell(). */
void lsys_put_call_lua(struct lsys_buf *b, const struct lsys_call *c);

/* Appends what it gives, in words; p: its n parameters. */
void lsys_put_call_returns(struct lsys_buf *b, const struct lsys_call *c, const struct lsys_param *p, int n);

/* Appends the members of a struct of calls. Returns 0, or -EINVAL when there is none of this name. */
int lsys_put_struct(struct lsys_buf *b, const char *name, struct lsys_err *err);

/* Refuses an unknown call's name with the nearest known one. Returns -EINVAL. */
int lsys_call_unknown(const char *name, struct lsys_err *err);

/* What a call is likely to fail with: "ENOENT" ..., in the arena. */
struct lsys_list lsys_call_errors(const struct lsys_call *c, struct lsys_arena *a);

/* Appends "lsys APPLET: what: why\n", escaped, from err. */
void lsys_put_error(struct lsys_buf *b, const char *applet, const struct lsys_err *err);

/* The exit status for a failure: 2 for the user's words, else 1. */
int lsys_exit_status(const struct lsys_err *err);

#endif

/* The words of lsys itself. Each has rows, a help and a function as an applet has, but is in no list of them. */
#include "core/core.h"

#include <string.h>

#include "base/str.h"

struct help_args { const char *name; struct lsys_strv calls; };

static const struct lsys_opt help_opts[] = {
	OPERAND(struct help_args, name, "APPLET", .complete = LSYS_C_APPLET),
	OPERAND(struct help_args, calls, "NAME", .complete = LSYS_C_CALL_NAME,
		.help = "behind lua: a function of S, the system calls, a method (fd:tell) or a struct (t.stat)"),
};

/* lsys help lua openat fd:tell t.stat: what is known about them. */
static int help_calls(struct lsys_ctx *ctx, const struct lsys_strv *names)
{
	for (unsigned i = 0; i < names->n; i++) {
		const char *name = names->p[i] + (strncmp(names->p[i], "S.", 2) ? 0 : 2);
		const struct lsys_call *c = strncmp(name, "fd:", 3) ? lsys_call_named(name) : lsys_call_of_method(name + 3);
		int e;

		if (i)
			lsys_putc(ctx->out, '\n');
		if (c)
			e = lsys_put_call(ctx->out, c, ctx->arena, &ctx->err);
		else if (!strncmp(name, "t.", 2))
			e = lsys_put_struct(ctx->out, name + 2, &ctx->err);
		else
			e = lsys_call_unknown(name, &ctx->err);
		if (e < 0)
			return e;
	}
	return 0;
}

/* Only behind lua there is a second word. */
static unsigned help_completes(const void *args, const struct lsys_opt *o)
{
	const char *name = ((const struct help_args *)args)->name;

	return o->complete != LSYS_C_CALL_NAME || (name && !strcmp(name, "lua")) ? o->complete : LSYS_C_NONE;
}

static int run_help(struct lsys_ctx *ctx, void *args)
{
	const struct lsys_strv *calls = &((struct help_args *)args)->calls;
	const char *name = ((struct help_args *)args)->name;
	const struct lsys_applet *a = name ? lsys_applet_named(name) : NULL;

	if (name && calls->n && !strcmp(name, "lua"))
		return help_calls(ctx, calls);
	if (calls->n)
		return lsys_err_usage(&ctx->err, calls->p[0], "only lua has functions to be explained");
	if (name && !a)
		return lsys_no_applet(name, ctx->errout);
	if (a)
		lsys_put_help(ctx->out, a, ctx->term);
	else
		lsys_put_overview(ctx->out, ctx->term);
	return 0;
}

static int run_list(struct lsys_ctx *ctx, void *args)
{
	(void)args;
	for (unsigned i = 0; i < lsys_napplets; i++) {
		lsys_puts(ctx->out, lsys_applets[i].name);
		lsys_putc(ctx->out, '\n');
	}
	return 0;
}

static int run_version(struct lsys_ctx *ctx, void *args)
{
	(void)args;
	lsys_put_version(ctx->out);
	return 0;
}

static const struct lsys_applet help_word = {
	.name = "--help", .summary = "show the applets by group, or an applet's options", .opts = help_opts,
	.nopts = LSYS_COUNT(help_opts), .args_size = sizeof(struct help_args), .run = run_help,
	.completes = help_completes,
};
static const struct lsys_applet list_word = { .name = "--list", .summary = "list the applets' names", .run = run_list };
static const struct lsys_applet version_word = { .name = "--version", .summary = "show the version", .run = run_version };

const struct lsys_door lsys_door[] = {
	{ &help_word, 'h' }, { &list_word, 0 }, { &lsys_install_word, 0 }, { &version_word, 'V' }, { NULL, 0 },
};

/* Words that are for programs: shells and make. */
static const struct lsys_applet *const hidden[] = { &lsys_complete_word, &lsys_man_word, &lsys_annotations_word };

const struct lsys_applet *lsys_door_word(const char *word, struct lsys_err *err)
{
	struct lsys_opt rows[8] = { 0 };
	bool hit[8] = { 0 };
	unsigned n = 0;

	for (unsigned i = 0; i < LSYS_COUNT(hidden); i++)
		if (!strcmp(word, hidden[i]->name))
			return hidden[i];
	if (!strcmp(word, "help"))
		return &help_word;
	if (word[0] != '-' || !word[1])
		return NULL;
	for (; lsys_door[n].applet; n++)
		rows[n] = (struct lsys_opt){ .l = lsys_door[n].applet->name + 2, .s = lsys_door[n].s, .type = LSYS_O_FLAG,
					     .off = (uint16_t)n, .size = 1 };
	if (lsys_opt_parse(&(struct lsys_opts){ rows, n, hit }, 1, (char *const[]){ (char *)(uintptr_t)word, NULL }, NULL, err) < 0)
		return NULL;
	for (unsigned i = 0; i < n; i++)
		if (hit[i])
			return lsys_door[i].applet;
	return NULL;
}

int lsys_no_applet(const char *name, struct lsys_buf *errout)
{
	struct lsys_near near = LSYS_NEAR(name);
	struct lsys_err err = { 0 };

	lsys_err_usage(&err, name, "no such applet");
	for (unsigned i = 0; i < lsys_napplets; i++)
		lsys_near_offer(&near, lsys_applets[i].name);
	if (!lsys_near_add(&near, &err))
		lsys_err_add(&err, "; lsys --list shows them");
	lsys_put_error(errout, NULL, &err);
	return 127; /* as a shell reports a command it cannot find */
}

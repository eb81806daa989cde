#include <string.h>
#include <unistd.h>

#include "core/applet.h"

struct args { bool help; };

static const struct lsys_opt opts[] = {
	OPT(struct args, help, .l = "help", .help = "show this help, when it is the only word"),
};

/* POSIX wants every operand ignored; --help alone is what the common implementations make of it. */
static int run(struct lsys_ctx *ctx, struct args *args)
{
	(void)args;
	if (ctx->words[0] && !ctx->words[1] && !strcmp(ctx->words[0], "--help"))
		lsys_put_help(ctx->out, ctx->applet, lsys_term_of(STDOUT_FILENO));
	return 1;
}

APPLET(false, "do nothing, unsuccessfully", opts, NULL, .group = LSYS_G_SYS, .raw = true)

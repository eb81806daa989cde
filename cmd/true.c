#include "core/applet.h"

struct args { struct lsys_strv words; };

static const struct lsys_opt opts[] = {
	OPERAND(struct args, words, "ARGUMENT", .rest = true, .help = "is ignored"),
};

/* POSIX wants every operand ignored; --help and --version alone are what the common implementations make of them. */
static int run(struct lsys_ctx *ctx, struct args *args)
{
	(void)args;
	lsys_only_word(ctx);
	return 0;
}

APPLET(true, "do nothing, successfully", opts, NULL, .group = LSYS_G_SYS, .raw = true)

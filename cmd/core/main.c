/* The door: finds the applet by name, gives it its context, sees to its output and exit status. */
#include "core/core.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdalign.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

/*
 * A program started with a standard descriptor closed must not get its first socket there. An O_PATH descriptor keeps
 * the place, and reads and writes on it fail as they would have.
 */
static void hold_standard_fds(void)
{
	struct pollfd p[3] = { { .fd = 0 }, { .fd = 1 }, { .fd = 2 } };

	if (poll(p, 3, 0) == 0) /* one call instead of three, for every start */
		return;
	for (int fd = 0; fd < 3; fd++)
		if (p[fd].revents & POLLNVAL && fcntl(fd, F_GETFD) < 0 && open("/", O_PATH | O_CLOEXEC) < 0)
			_exit(1);
}

static int finish(struct lsys_buf *out, struct lsys_buf *errout, const char *applet, int status)
{
	int r = lsys_buf_flush(out);

	if (r == 0 && out->p && close(STDOUT_FILENO) < 0 && errno != EBADF)
		r = -errno; /* some file systems tell of a full disk only now */
	if (r < 0) {
		struct lsys_err err = { 0 };

		lsys_err_set(&err, -r, "write", "standard output");
		lsys_put_error(errout, applet, &err);
		if (!status)
			status = 1;
	}
	lsys_buf_flush(errout);
	lsys_buf_free(out);
	lsys_buf_free(errout);
	return status;
}

static int refuse(struct lsys_buf *errout, const char *object, const char *msg, int status)
{
	struct lsys_err err = { 0 };

	lsys_err_usage(&err, object, msg);
	lsys_put_error(errout, NULL, &err);
	return status;
}

static int run_applet(const struct lsys_applet *a, const char *name, char *const *words, unsigned before,
		      struct lsys_buf *out, struct lsys_buf *errout)
{
	alignas(max_align_t) char space[1024];
	struct lsys_arena arena;
	struct lsys_common common = { 0 };
	struct lsys_ctx ctx = { .applet = a, .name = name, .out = out, .errout = errout, .arena = &arena, .words = words,
			      .nbefore = before };
	struct lsys_opts sets[2];
	void *args;
	unsigned n;
	int r;

	lsys_arena_on(&arena, space, sizeof(space));
	args = lsys_arena_alloc(&arena, a->args_size + 1);
	n = lsys_applet_opts(a, args, &common, sets);
	r = args ? 0 : -ENOMEM;
	if (r == 0 && !a->raw)
		r = lsys_opt_parse(sets, n, words, &arena, &ctx.err);
	if (r < 0) {
		/* --help wins over what else is wrong */
		for (char *const *w = words; !common.help && *w && strcmp(*w, "--") != 0; w++)
			common.help = !strcmp(*w, "--help") && !a->raw;
		if (!common.help) {
			lsys_put_error(errout, a->name, &ctx.err);
			r = lsys_exit_status(&ctx.err);
			lsys_arena_free(&arena);
			return r;
		}
	}
	if (!a->raw)
		ctx.term = lsys_term_of(STDOUT_FILENO);
	if (common.help) {
		lsys_put_help(out, a, ctx.term);
		r = 0;
	} else if (common.version) {
		lsys_put_version(out);
		r = 0;
	} else if (common.schema) {
		lsys_put_schema(out, lsys_applet_record(a, args), a->name);
		r = 0;
	} else {
		ctx.pretty = common.pretty;
		ctx.json = common.json || common.pretty;
		r = lsys_applet_report(&ctx, args);
	}
	lsys_arena_free(&arena);
	return r;
}

/* lsys itself: a word of its own, or the applet that the first word names. */
static int run_door(char *const *words, unsigned before, const char **applet, struct lsys_buf *out, struct lsys_buf *errout)
{
	const struct lsys_applet *a;
	struct lsys_err err = { 0 };
	bool own = true;

	if (words[0] && !strcmp(words[0], "--")) {
		own = false;
		words++;
		before++;
	}
	if (!words[0]) {
		lsys_put_overview(out, lsys_term_of(STDOUT_FILENO));
		return 0;
	}
	a = lsys_applet_named(words[0]);
	if (!a && own)
		a = lsys_door_word(words[0], &err);
	if (!a && !err.code)
		return lsys_no_applet(words[0], errout);
	if (!a) {
		lsys_put_error(errout, NULL, &err);
		return lsys_exit_status(&err);
	}
	*applet = a->name;
	return run_applet(a, words[0], words + 1, before + 1, out, errout);
}

static const char prefix[] = "lsys-"; /* an array: among the other literals it would cost every start a page */

int main(int argc, char **argv)
{
	struct lsys_buf out, errout;
	const struct lsys_applet *a;
	const char *name = argc > 0 ? argv[0] : "lsys", *slash = strrchr(name, '/'), *applet = NULL;
	int status;

	hold_standard_fds();
	lsys_buf_fd(&out, STDOUT_FILENO);
	lsys_buf_fd(&errout, STDERR_FILENO);
	if (getauxval(AT_SECURE)) {
		status = refuse(&errout, "setuid", "refusing to run with privileges the caller does not have", 1);
		return finish(&out, &errout, NULL, status);
	}
	name = slash ? slash + 1 : name;
	name += *name == '-'; /* a login shell's mark */
	if (!strncmp(name, prefix, strlen(prefix)) && lsys_applet_named(name + strlen(prefix)))
		name += strlen(prefix);
	a = lsys_applet_named(name);
	if (a) {
		applet = a->name;
		status = run_applet(a, name, argv + 1, 1, &out, &errout);
	} else if (!strncmp(name, prefix, strlen("lsys"))) {
		status = run_door(argc > 0 ? argv + 1 : argv, argc > 0, &applet, &out, &errout);
	} else {
		status = lsys_no_applet(name, &errout);
	}
	return finish(&out, &errout, applet, status);
}

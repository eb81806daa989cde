/* lsys --install: a link for every applet. */
#include "core/core.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h> /* renameat */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"

struct args { bool symbolic, force; const char *dir; };

static const struct lsys_opt opts[] = {
	OPT(struct args, symbolic, .s = 's', .l = "symbolic", .help = "symbolic links instead of hard links"),
	OPT(struct args, force, .s = 'f', .l = "force", .help = "replace what is there, which is otherwise reported and left alone"),
	OPERAND(struct args, dir, "DIR", .required = true, .complete = LSYS_C_DIR),
};

/* This program's file: by /proc, else by the name it was called by, looked up as the shell did. */
static int find_self(const char *argv0, char path[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
	const char *dirs = getenv("PATH");

	if (n > 0) {
		path[n] = '\0';
		if (access(path, X_OK) == 0)
			return 0;
	}
	if (strchr(argv0, '/'))
		return realpath(argv0, path) ? 0 : -errno;
	for (const char *d = dirs; d; d = strchr(d, ':') ? strchr(d, ':') + 1 : NULL) {
		char t[PATH_MAX];
		size_t len = strcspn(d, ":");

		if (len + strlen(argv0) + 2 > sizeof(t))
			continue;
		memcpy(t, d, len);
		t[len] = '/';
		strcpy(t + len + 1, argv0);
		if (access(len ? t : argv0, X_OK) == 0)
			return realpath(len ? t : argv0, path) ? 0 : -errno;
	}
	return -ENOENT;
}

/* One link; with force it takes the place of what is there in one step, so that the name is never missing. */
static int make_link(int dir, const char *self, const char *name, const struct args *args, struct lsys_err *err)
{
	char temp[NAME_MAX] = ".lsys-install-";
	const char *at = args->force ? strncat(temp, name, sizeof(temp) - 15) : name;
	struct stat me, there;

	/* a link that leads here already, as wanted: a symbolic one counts only where such are made */
	if (stat(self, &me) == 0 && fstatat(dir, name, &there, args->symbolic ? 0 : AT_SYMLINK_NOFOLLOW) == 0 &&
	    me.st_dev == there.st_dev && me.st_ino == there.st_ino)
		return 0;
	if (fstatat(dir, name, &there, AT_SYMLINK_NOFOLLOW) == 0) {
		if (!args->force)
			return lsys_err_msg(err, EEXIST, "link", name, "is there already; -f replaces it");
		if (S_ISDIR(there.st_mode))
			return lsys_err_set(err, EISDIR, "link", name);
	}
	if (args->force)
		unlinkat(dir, temp, 0);
	if (args->symbolic ? symlinkat(self, dir, at) : linkat(AT_FDCWD, self, dir, at, 0)) {
		if (errno == EXDEV)
			return lsys_err_msg(err, EXDEV, "link", name, "another file system; use -s for symbolic links");
		if (errno == EPERM && !args->symbolic) /* such a file system, or another's file */
			return lsys_err_msg(err, EPERM, "link", name, "no hard links here; use -s for symbolic links");
		return lsys_err_set(err, errno, "link", name);
	}
	if (args->force && renameat(dir, temp, dir, name) < 0) {
		lsys_err_set(err, errno, "link", name);
		unlinkat(dir, temp, 0);
		return -err->code;
	}
	return 0;
}

static int run(struct lsys_ctx *ctx, void *args)
{
	const char *argv0 = ctx->words[-(int)ctx->nbefore];
	char self[PATH_MAX];
	LSYS_CLEANUP_FD int dir = -1;
	int r = find_self(argv0, self), status = 0;

	if (r < 0)
		return lsys_err_set(&ctx->err, -r, "find this program's file", argv0);
	dir = lsys_openat(AT_FDCWD, ((struct args *)args)->dir, O_PATH | O_DIRECTORY, 0);
	if (dir < 0)
		return lsys_err_set(&ctx->err, -dir, "open", ((struct args *)args)->dir);
	for (unsigned i = 0; i < lsys_napplets; i++) {
		if (make_link(dir, self, lsys_applets[i].name, args, &ctx->err) < 0) {
			lsys_put_error(ctx->errout, ctx->applet->name, &ctx->err);
			status = 1; /* the others are made all the same */
		}
	}
	return status;
}

const struct lsys_applet lsys_install_word = {
	.name = "--install", .summary = "link every applet's name in DIR to this program", .opts = opts,
	.nopts = LSYS_COUNT(opts), .args_size = sizeof(struct args), .run = run,
};

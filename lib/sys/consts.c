#include "sys/consts.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

/* Of several bits before those of one of them. O_LARGEFILE as the kernel has it: the C library may say 0. */
static const struct lsys_const o_rows[] = {
	{ "rdonly", O_RDONLY, 0 }, { "rdwr", O_RDWR, 0 }, { "wronly", O_WRONLY, 0 }, { "accmode", O_ACCMODE, 0 },
	{ "sync", O_SYNC, 0 }, { "tmpfile", O_TMPFILE, 0 }, { "creat", O_CREAT, 0 }, { "excl", O_EXCL, 0 },
	{ "noctty", O_NOCTTY, 0 }, { "trunc", O_TRUNC, 0 }, { "append", O_APPEND, 0 }, { "nonblock", O_NONBLOCK, 0 },
	{ "dsync", O_DSYNC, 0 }, { "async", O_ASYNC, 0 }, { "direct", O_DIRECT, 0 }, { "directory", O_DIRECTORY, 0 },
	{ "nofollow", O_NOFOLLOW, 0 }, { "noatime", O_NOATIME, 0 }, { "cloexec", O_CLOEXEC, 0 }, { "path", O_PATH, 0 },
	{ "ndelay", O_NDELAY, 0 }, { "rsync", O_RSYNC, 0 }, { "fsync", O_SYNC, 0 },
	{ "largefile", O_LARGEFILE ? O_LARGEFILE : 0100000, 0 },
};
FLAGS(lsys_o, "O_", o_rows);

static const struct lsys_const pipe_rows[] = {
	{ "cloexec", O_CLOEXEC, 0 }, { "direct", O_DIRECT, 0 }, { "nonblock", O_NONBLOCK, 0 },
};
FLAGS(lsys_o_pipe, "O_", pipe_rows);

static const struct lsys_const seek_rows[] = {
	{ "set", SEEK_SET, 0 }, { "cur", SEEK_CUR, 0 }, { "end", SEEK_END, 0 }, { "data", SEEK_DATA, 0 },
	{ "hole", SEEK_HOLE, 0 },
};
NAMES(lsys_seek, "SEEK_", seek_rows);

static const struct lsys_const mode_rows[] = {
	{ "rwxu", S_IRWXU, 0 }, { "rusr", S_IRUSR, 0 }, { "wusr", S_IWUSR, 0 }, { "xusr", S_IXUSR, 0 },
	{ "rwxg", S_IRWXG, 0 }, { "rgrp", S_IRGRP, 0 }, { "wgrp", S_IWGRP, 0 }, { "xgrp", S_IXGRP, 0 },
	{ "rwxo", S_IRWXO, 0 }, { "roth", S_IROTH, 0 }, { "woth", S_IWOTH, 0 }, { "xoth", S_IXOTH, 0 },
	{ "suid", S_ISUID, 0 }, { "sgid", S_ISGID, 0 }, { "svtx", S_ISVTX, 0 },
};
FLAGS(lsys_mode, "S_I", mode_rows);

static const struct lsys_const s_i_rows[] = {
	{ "fmt", S_IFMT, 0 }, { "fsock", S_IFSOCK, 0 }, { "flnk", S_IFLNK, 0 }, { "freg", S_IFREG, 0 }, { "fblk", S_IFBLK, 0 },
	{ "fdir", S_IFDIR, 0 }, { "fchr", S_IFCHR, 0 }, { "fifo", S_IFIFO, 0 },
	{ "rwxu", S_IRWXU, 0 }, { "rusr", S_IRUSR, 0 }, { "wusr", S_IWUSR, 0 }, { "xusr", S_IXUSR, 0 },
	{ "rwxg", S_IRWXG, 0 }, { "rgrp", S_IRGRP, 0 }, { "wgrp", S_IWGRP, 0 }, { "xgrp", S_IXGRP, 0 },
	{ "rwxo", S_IRWXO, 0 }, { "roth", S_IROTH, 0 }, { "woth", S_IWOTH, 0 }, { "xoth", S_IXOTH, 0 },
	{ "suid", S_ISUID, 0 }, { "sgid", S_ISGID, 0 }, { "svtx", S_ISVTX, 0 },
};
FLAGS(lsys_s_i, "S_I", s_i_rows);

static const struct lsys_const std_rows[] = {
	{ "in", STDIN_FILENO, 0 }, { "out", STDOUT_FILENO, 0 }, { "err", STDERR_FILENO, 0 },
	{ "in_fileno", STDIN_FILENO, 0 }, { "out_fileno", STDOUT_FILENO, 0 }, { "err_fileno", STDERR_FILENO, 0 },
};
NAMES(lsys_std, "STD", std_rows);

const struct lsys_group lsys_groups[] = {
	{ "E", &lsys_errno, false },
	{ "MODE", &lsys_mode, true },
	{ "O", &lsys_o, false },
	{ "OPIPE", &lsys_o_pipe, false },
	{ "SEEK", &lsys_seek, false },
	{ "STD", &lsys_std, false },
	{ "S_I", &lsys_s_i, true },
};
const unsigned lsys_ngroups = LSYS_COUNT(lsys_groups);

const struct lsys_group *lsys_group_named(const char *name)
{
	unsigned lo = 0, hi = lsys_ngroups;

	while (lo < hi) {
		unsigned mid = (lo + hi) / 2;
		int c = strcmp(name, lsys_groups[mid].name);

		if (!c)
			return &lsys_groups[mid];
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

bool lsys_const_c_name(const char *name, uint64_t *value)
{
	struct lsys_const c = { 0 };

	for (unsigned i = 0; i < lsys_ngroups && !c.name; i++)
		c = lsys_const_spelt(lsys_groups[i].names, name);
	*value = c.value;
	return c.name;
}

int lsys_group_parse(const struct lsys_group *g, const char *words, uint64_t *value, struct lsys_err *err)
{
	uint64_t all = 0;

	if (!g->octal)
		return lsys_names_parse(g->names, words, value, err);
	while (*words) {
		size_t n = strcspn(words, ",");
		char word[64];
		uint64_t v;
		int r;

		while (n && isspace((unsigned char)*words)) {
			words++;
			n--;
		}
		if (n >= sizeof(word))
			return lsys_err_usage(err, words, "too long a word");
		memcpy(word, words, n);
		word[n] = '\0';
		/* lsys_parse_u64 takes a leading 0 for octal, as C does. */
		r = word[0] == '0' ? lsys_parse_u64(word, &v) : lsys_names_parse(g->names, word, &v, err);
		if (r < 0)
			return word[0] == '0' ? lsys_err_usage(err, word, "not an octal number") : r;
		all |= v;
		words += n;
		words += *words == ',';
	}
	*value = all;
	return 0;
}

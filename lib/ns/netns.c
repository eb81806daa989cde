#include "ns/netns.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/nsfs.h>
#include <linux/sockios.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fd.h"
#include "base/str.h"

int lsys_netns_own(void)
{
	LSYS_CLEANUP_FD int s = -1;
	int fd = lsys_openat(AT_FDCWD, "/proc/thread-self/ns/net", O_RDONLY, 0);

	if (fd >= 0)
		return fd;
	/* without /proc a socket made in it still leads there */
	s = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (s < 0)
		return -errno;
	fd = ioctl(s, SIOCGSKNS);
	if (fd < 0 || fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
		return -errno;
	return fd;
}

static int check_type(int fd, const char *what, struct lsys_err *err)
{
	int type = ioctl(fd, NS_GET_NSTYPE);

	/* Kernels before 4.11 cannot say; setns will. */
	if (type == CLONE_NEWNET || (type < 0 && errno != ENOTTY))
		return fd;
	close(fd);
	return lsys_err_msg(err, EINVAL, NULL, what, "not a network namespace");
}

/* Process pid's namespace; a pidfd serves as one where /proc is not mounted. */
static int open_pid(const char *what, pid_t pid, struct lsys_err *err)
{
	char path[40];
	struct lsys_buf b = LSYS_BUF_OVER(path);
	int fd;

	lsys_put(&b, "/proc/", 6);
	lsys_put_u64(&b, (uint64_t)pid);
	lsys_put(&b, "/ns/net", 8);
	fd = lsys_openat(AT_FDCWD, path, O_RDONLY, 0);
	if (fd == -ENOENT && access("/proc/self", F_OK) < 0) {
		fd = (int)syscall(SYS_pidfd_open, pid, 0);
		if (fd >= 0)
			return fd;
		fd = -errno;
	}
	if (fd == -ENOENT || fd == -ESRCH)
		return lsys_err_msg(err, ENOENT, NULL, what, "no network namespace of this name and no such process");
	return fd < 0 ? lsys_err_set(err, -fd, "open network namespace", what) : fd;
}

int lsys_netns_open(const char *what, struct lsys_err *err)
{
	uint64_t pid;
	int fd;

	if (strchr(what, '/')) {
		fd = lsys_openat(AT_FDCWD, what, O_RDONLY, 0);
		return fd < 0 ? lsys_err_set(err, -fd, "open network namespace", what) : check_type(fd, what, err);
	}
	if (*what && strcmp(what, ".") != 0 && strcmp(what, "..") != 0) {
		LSYS_CLEANUP_FD int dir = lsys_openat(AT_FDCWD, LSYS_NETNS_DIR, O_PATH | O_DIRECTORY, 0);

		fd = dir < 0 ? dir : lsys_openat(dir, what, O_RDONLY, 0);
		if (fd >= 0)
			return check_type(fd, what, err);
		if (fd != -ENOENT && fd != -ENAMETOOLONG)
			return lsys_err_set(err, -fd, "open network namespace", what);
		if (!lsys_parse_u64(what, &pid) && pid && pid <= INT32_MAX)
			return open_pid(what, (pid_t)pid, err);
	}
	if (!*what)
		return lsys_err_usage(err, NULL, "the name of a network namespace is not empty");
	return lsys_err_msg(err, ENOENT, NULL, what, "no network namespace of this name");
}

int lsys_netns_names(int (*f)(void *arg, const char *name), void *arg, struct lsys_err *err)
{
	DIR *d = opendir(LSYS_NETNS_DIR);
	int r = 0;

	if (!d)
		return errno == ENOENT ? 0 : lsys_err_set(err, errno, "read", LSYS_NETNS_DIR);
	while (!r) {
		const struct dirent *e;

		errno = 0;
		e = readdir(d);
		if (!e) {
			r = errno ? lsys_err_set(err, errno, "read", LSYS_NETNS_DIR) : 0;
			break;
		}
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			r = f(arg, e->d_name);
	}
	closedir(d);
	return r;
}

struct collect { struct lsys_netns *p; unsigned n, cap; struct lsys_arena *a; };

/* Adds the namespace behind path unless it is known. name and path are copied; path NULL: the caller's own. */
static int add(struct collect *c, const char *name, const char *path)
{
	LSYS_CLEANUP_FD int own = path ? -1 : lsys_netns_own();
	struct lsys_netns *x;
	struct stat st;

	if ((path ? stat(path, &st) : fstat(own, &st)) < 0) {
		if (path)
			return 0; /* gone in between, or not ours to see */
		st = (struct stat){ 0 };
	}
	for (unsigned i = 0; i < c->n; i++) {
		if (c->p[i].dev == st.st_dev && c->p[i].ino == st.st_ino) {
			if (!strcmp(c->p[i].name, "self") || (!strncmp(c->p[i].name, "pid:", 4) && strncmp(name, "pid:", 4) != 0))
				c->p[i].name = lsys_arena_strndup(c->a, name, strlen(name));
			return c->p[i].name ? 0 : -ENOMEM;
		}
	}
	if (c->n == c->cap) {
		unsigned cap = c->cap ? 2 * c->cap : 8;
		struct lsys_netns *p = lsys_arena_array(c->a, cap, sizeof(*p));

		if (!p)
			return -ENOMEM;
		if (c->n)
			memcpy(p, c->p, c->n * sizeof(*p));
		c->p = p;
		c->cap = cap;
	}
	x = &c->p[c->n++];
	x->name = lsys_arena_strndup(c->a, name, strlen(name));
	x->path = path ? lsys_arena_strndup(c->a, path, strlen(path)) : NULL;
	x->dev = st.st_dev;
	x->ino = st.st_ino;
	return !x->name || (path && !x->path) ? -ENOMEM : 0;
}

static int add_name(void *arg, const char *name)
{
	char path[sizeof(LSYS_NETNS_DIR) + 1 + NAME_MAX] = LSYS_NETNS_DIR "/";

	strncat(path, name, NAME_MAX);
	return add(arg, name, path);
}

static int add_processes(struct collect *c, struct lsys_err *err)
{
	DIR *d = opendir("/proc");
	const struct dirent *e;
	int r = 0;

	if (!d)
		return errno == ENOENT ? 0 : lsys_err_set(err, errno, "read", "/proc");
	while (!r && (e = readdir(d))) {
		char path[40] = "/proc/", name[24] = "pid:";

		if (e->d_name[0] < '1' || e->d_name[0] > '9' || strlen(e->d_name) > 10)
			continue;
		strcat(strcat(path, e->d_name), "/ns/net");
		strcat(name, e->d_name);
		r = add(c, name, path);
	}
	closedir(d);
	return r;
}

int lsys_netns_list(const struct lsys_netns **list, struct lsys_arena *a, struct lsys_err *err)
{
	struct collect c = { .a = a };
	int r = add(&c, "self", NULL);

	if (!r)
		r = lsys_netns_names(add_name, &c, err);
	if (!r)
		r = add_processes(&c, err);
	if (r == -ENOMEM)
		lsys_err_set(err, ENOMEM, "list network namespaces", NULL);
	*list = c.p;
	return r < 0 ? r : (int)c.n;
}

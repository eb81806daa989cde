/*
 * The first process of the guest that tests/uml/run boots: makes it a usable machine, runs one command, leaves its output
 * and status in the directory that host and guest share, turns the power off.
 *
 * Kernel arguments arrive as environment: UML_SHARE is that directory's path on the host. In it are, NUL-separated,
 * "argv", "env" and "modules"; "cwd"; "writable" (directories to lay a writable layer over).
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARE "/run/uml"
#define MODULES "/run/modules"
#define WORDS 4096

__attribute__((noreturn)) static void leave(void)
{
	sync();
	umount2(SHARE, 0);
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

/* A file of the shared directory with this text; the way to tell the host anything. */
__attribute__((format(printf, 2, 3))) static void tell(const char *name, const char *format, ...)
{
	char path[256];
	va_list ap;
	FILE *f;

	snprintf(path, sizeof(path), SHARE "/%s", name);
	f = fopen(path, "w");
	if (!f)
		return;
	va_start(ap, format);
	vfprintf(f, format, ap);
	va_end(ap);
	fclose(f);
}

__attribute__((noreturn)) static void fail(const char *what, const char *object)
{
	int e = errno;

	fprintf(stderr, "uml init: %s %s: %s\n", what, object, strerror(e));
	tell("failure", "%s %s: %s\n", what, object, strerror(e));
	leave();
}

static void must_mount(const char *source, const char *target, const char *type, unsigned long flags, const char *data)
{
	mkdir(target, 0755);
	if (mount(source, target, type, flags, data) < 0)
		fail("mount", target);
}

static void put(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		fail("write", path);
	close(fd);
}

/* The NUL-terminated words of a file of the shared directory, a NULL behind them. */
static char **words(const char *name)
{
	char path[256], *text = NULL, **w = calloc(WORDS + 1, sizeof(*w));
	size_t len = 0, n = 0;
	ssize_t k;
	int fd;

	snprintf(path, sizeof(path), SHARE "/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || !w)
		fail("read", path);
	do {
		text = realloc(text, len + 65536 + 1);
		if (!text)
			fail("read", path);
		k = read(fd, text + len, 65536);
		if (k < 0)
			fail("read", path);
		len += (size_t)k;
	} while (k > 0);
	text[len] = '\0';
	for (char *p = text; p < text + len && n < WORDS; p += strlen(p) + 1)
		w[n++] = p;
	close(fd);
	return w;
}

static int run(char **argv)
{
	int status;
	pid_t pid = fork();

	if (pid < 0)
		fail("fork for", argv[0]);
	if (!pid) {
		execvp(argv[0], argv);
		fprintf(stderr, "uml: %s: %s\n", argv[0], strerror(errno));
		_exit(errno == ENOENT ? 127 : 126);
	}
	for (;;) {
		pid_t done = waitpid(-1, &status, 0); /* orphans come here too */

		if (done < 0 && errno != EINTR)
			fail("wait for", argv[0]);
		if (done == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	}
}

/* The kernel loads what it lacks through a script, from where the package keeps the modules. */
static void set_up_modules(void)
{
	mkdir(MODULES, 0755);
	mkdir(MODULES "/lib", 0755);
	if (symlink("/usr/lib/uml/modules", MODULES "/lib/modules") < 0)
		fail("link", MODULES);
	put("/run/modprobe", "#!/bin/sh\nexec /sbin/modprobe -d " MODULES " \"$@\"\n", 0755);
	put("/proc/sys/kernel/modprobe", "/run/modprobe", 0);
	setenv("MODPROBE_OPTIONS", "-d " MODULES, 1);
}

static void load_modules(char **names)
{
	for (; *names; names++) {
		char modprobe[] = "/run/modprobe", *argv[] = { modprobe, *names, NULL };

		if (run(argv)) {
			tell("missing", "%s\n", *names);
			leave();
		}
	}
}

/* What the host has there, with a layer over it that takes the writing and goes with the guest. */
static void make_writable(char **dirs)
{
	char data[4096], layer[64];

	for (unsigned i = 0; dirs[i]; i++) {
		snprintf(layer, sizeof(layer), "/run/layer%u", i);
		must_mount("tmpfs", layer, "tmpfs", 0, "mode=1777");
		snprintf(data, sizeof(data), "%s/upper", layer);
		mkdir(data, 01777);
		chmod(data, 01777);
		snprintf(data, sizeof(data), "%s/work", layer);
		mkdir(data, 0755);
		snprintf(data, sizeof(data), "lowerdir=%s,upperdir=%s/upper,workdir=%s/work", dirs[i], layer, layer);
		must_mount("overlay", dirs[i], "overlay", 0, data);
	}
}

static void loopback_up(void)
{
	int s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq r = { .ifr_name = "lo", .ifr_flags = IFF_UP };

	if (s < 0 || ioctl(s, SIOCSIFFLAGS, &r) < 0)
		fail("set up", "lo");
	close(s);
}

static void redirect(const char *path, int flags, int to)
{
	int fd = open(path, flags, 0644);

	if (fd < 0 || dup2(fd, to) < 0)
		fail("open", path);
	close(fd);
}

int main(void)
{
	const char *share = getenv("UML_SHARE");
	char **argv, **env, **cwd, **modules, **dirs;
	int status;

	must_mount("proc", "/proc", "proc", 0, NULL);
	must_mount("sysfs", "/sys", "sysfs", 0, NULL);
	must_mount("tmpfs", "/run", "tmpfs", 0, "mode=755");
	must_mount("none", SHARE, "hostfs", 0, share);
	must_mount("devpts", "/dev/pts", "devpts", 0, "mode=620,ptmxmode=666");
	must_mount("tmpfs", "/dev/shm", "tmpfs", 0, "mode=1777");
	if (access("/sys/fs/cgroup", F_OK) == 0)
		must_mount("cgroup2", "/sys/fs/cgroup", "cgroup2", 0, NULL);
	if (symlink("/proc/self/fd", "/dev/fd") < 0 && errno != EEXIST)
		fail("link", "/dev/fd");
	sethostname("uml", 3);
	loopback_up();
	argv = words("argv");
	env = words("env");
	cwd = words("cwd");
	modules = words("modules");
	dirs = words("writable");
	redirect("/dev/null", O_RDONLY, 0);
	set_up_modules();
	load_modules(modules);
	make_writable(dirs);
	redirect(SHARE "/stdout", O_WRONLY | O_CREAT | O_APPEND, 1);
	redirect(SHARE "/stderr", O_WRONLY | O_CREAT | O_APPEND, 2);
	if (!argv[0] || !cwd[0] || chdir(cwd[0]) < 0)
		fail("change to", "the directory");
	environ = env;
	setenv("MODPROBE_OPTIONS", "-d " MODULES, 1);
	status = run(argv);
	close(1);
	close(2);
	tell("status", "%d\n", status);
	leave();
}

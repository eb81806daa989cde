/*
 * Stands in for the binary in tests of static builds: goes into the directory "root" beside its own file, where there is
 * nothing but /lsys and the tests' temporary files, and becomes that, with the arguments, name included, that it got.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char path[4096], cwd[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - sizeof("root"));

	(void)argc;
	if (n < 0) {
		fprintf(stderr, "inside: /proc/self/exe: %s\n", strerror(errno));
		return 125;
	}
	path[n] = '\0';
	strcpy(strrchr(path, '/') + 1, "root");
	if (!getcwd(cwd, sizeof(cwd)))
		strcpy(cwd, "/");
	if (chroot(path) < 0 || (chdir(cwd) < 0 && chdir("/") < 0)) {
		fprintf(stderr, "inside: %s: %s\n", path, strerror(errno));
		return 125;
	}
	execve("/lsys", argv, environ);
	fprintf(stderr, "inside: /lsys: %s\n", strerror(errno));
	return 125;
}

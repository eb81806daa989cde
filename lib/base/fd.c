#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

int lsys_write_all(int fd, const void *p, size_t n)
{
	const char *c = p;

	while (n) {
		ssize_t k = write(fd, c, n);

		if (k < 0) {
			if (errno == EAGAIN) { /* stdout can be a non-blocking descriptor shared with others */
				struct pollfd pf = { .fd = fd, .events = POLLOUT };

				if (poll(&pf, 1, -1) >= 0 || errno == EINTR)
					continue;
			}
			if (errno != EINTR)
				return -errno;
			continue;
		}
		c += k;
		n -= (size_t)k;
	}
	return 0;
}

ssize_t lsys_read_full(int fd, void *p, size_t n)
{
	size_t got = 0;

	while (got < n) {
		ssize_t k = read(fd, (char *)p + got, n - got);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return -errno;
		if (k == 0)
			break;
		got += (size_t)k;
	}
	return (ssize_t)got;
}

int lsys_openat(int dirfd, const char *path, int flags, mode_t mode)
{
	int fd;

	do
		fd = openat(dirfd, path, flags | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	return fd < 0 ? -errno : fd;
}

ssize_t lsys_read_file(int dirfd, const char *path, char *p, size_t n)
{
	LSYS_CLEANUP_FD int fd = lsys_openat(dirfd, path, O_RDONLY, 0);
	ssize_t k;

	if (fd < 0)
		return fd;
	k = lsys_read_full(fd, p, n);
	if (k < 0)
		return k;
	if ((size_t)k == n)
		return -EFBIG;
	p[k] = '\0';
	return k;
}

void lsys_close(int *fd)
{
	if (*fd >= 0) {
		int e = errno;

		close(*fd); /* EINTR: Linux has released it all the same */
		errno = e;
		*fd = -1;
	}
}

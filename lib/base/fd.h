/* Descriptors: whole reads and writes, EINTR handled, everything O_CLOEXEC. */
#ifndef LSYS_BASE_FD_H
#define LSYS_BASE_FD_H

#include <stddef.h>
#include <sys/types.h>

/* Writes all n bytes. Returns 0 or -errno. */
int lsys_write_all(int fd, const void *p, size_t n);

/* Reads until n bytes or end of file. Returns the count or -errno. */
ssize_t lsys_read_full(int fd, void *p, size_t n);

/* openat with O_CLOEXEC added and EINTR repeated. Returns the descriptor, owned by the caller, or -errno. */
int lsys_openat(int dirfd, const char *path, int flags, mode_t mode);

/*
 * Reads a small file below dirfd into p (at most n - 1 bytes) and puts a NUL behind it.
 * Returns the length, -EFBIG when the file is longer, or -errno.
 */
ssize_t lsys_read_file(int dirfd, const char *path, char *p, size_t n);

/* Closes *fd if it is >= 0 and sets it to -1; errno is kept. Fit for __attribute__((cleanup)). */
void lsys_close(int *fd);

#define LSYS_CLEANUP_FD __attribute__((cleanup(lsys_close)))

#endif

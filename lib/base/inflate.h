/* Data as gzip compresses it (RFC 1951), without the header and the sums around it. */
#ifndef LSYS_BASE_INFLATE_H
#define LSYS_BASE_INFLATE_H

#include <stddef.h>
#include <stdint.h>

/* Uncompresses src into exactly len bytes at dst. Returns 0, or -EINVAL when that is not what src is. */
int lsys_inflate(const void *src, size_t size, void *dst, size_t len);

#endif

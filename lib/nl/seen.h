/* A set of interface indices: a bit each, and a list for the rare huge ones. */
#ifndef LSYS_NL_SEEN_H
#define LSYS_NL_SEEN_H

#include <stdbool.h>
#include <stdint.h>

/* Zero-initialise; lsys_seen_free empties it. */
struct lsys_seen { uint64_t *bits; uint32_t cap; uint32_t *far; unsigned nfar, cfar; };

/* Returns 0 or -ENOMEM. */
int lsys_seen_add(struct lsys_seen *s, uint32_t index);

bool lsys_seen_has(const struct lsys_seen *s, uint32_t index);

void lsys_seen_free(struct lsys_seen *s);

#endif

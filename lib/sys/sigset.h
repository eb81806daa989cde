/* Sets of signals, of one word or two, as the kernel has them. */
#ifndef LSYS_SYS_SIGSET_H
#define LSYS_SYS_SIGSET_H

#include <signal.h>
#include <stdbool.h>
#include <string.h>

#include "sys/abi.h"

#define LSYS_SIGNALS 64

_Static_assert(sizeof(sigset_t) >= sizeof(struct lsys_sigset), "a set of signals is smaller than the kernel's");

static inline bool lsys_sigset_has(const struct lsys_sigset *s, unsigned sig)
{
	return s->sig[(sig - 1) / 8 / sizeof(long)] >> (sig - 1) % (8 * sizeof(long)) & 1;
}

static inline void lsys_sigset_put(struct lsys_sigset *s, unsigned sig, bool in)
{
	unsigned long bit = 1ul << (sig - 1) % (8 * sizeof(long)), *word = &s->sig[(sig - 1) / 8 / sizeof(long)];

	*word = in ? *word | bit : *word & ~bit;
}

/* The C library's set begins with the kernel's. */
static inline sigset_t lsys_sigset_libc(const struct lsys_sigset *s)
{
	sigset_t set;

	sigemptyset(&set);
	memcpy(&set, s, sizeof(*s));
	return set;
}

static inline void lsys_sigset_from_libc(struct lsys_sigset *s, const sigset_t *set)
{
	memcpy(s, set, sizeof(*s));
}

#endif

/* Network namespaces: finding them by name, process or path. */
#ifndef LSYS_NS_NETNS_H
#define LSYS_NS_NETNS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* Where `ip netns add` keeps its names (iproute2's NETNS_RUN_DIR). */
#define LSYS_NETNS_DIR "/var/run/netns"

/*
 * Opens the network namespace that a person means: a path (with a '/'), a name below LSYS_NETNS_DIR, or a process id.
 * Returns a descriptor for setns(2), owned by the caller, or -errno (ENOENT: no such name or process; EINVAL: not one).
 */
int lsys_netns_open(const char *what, struct lsys_err *err);

/* The calling thread's own, as lsys_netns_open gives one; also where /proc is not mounted. */
int lsys_netns_own(void);

struct lsys_netns {
	const char *name;   /* its name, else "pid:N" of a process in it, else "self" */
	const char *path;   /* to open it by; NULL for the caller's own */
	uint64_t dev, ino;  /* what tells it from others (stat of the namespace file) */
};

/*
 * All network namespaces that have a name or a process in them which the caller may see, each once: its own first, then
 * the named, then those of processes. list is in the arena. Returns their number or -errno.
 */
int lsys_netns_list(const struct lsys_netns **list, struct lsys_arena *a, struct lsys_err *err);

/*
 * Calls f for every name below LSYS_NETNS_DIR until it returns non-zero, which is passed on. Returns 0 at the end (also
 * without the directory) or -errno.
 */
int lsys_netns_names(int (*f)(void *arg, const char *name), void *arg, struct lsys_err *err);

#endif

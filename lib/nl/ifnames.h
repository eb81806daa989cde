/* Names of interfaces by their indices, remembered while one walk lasts: names change. */
#ifndef LSYS_NL_IFNAMES_H
#define LSYS_NL_IFNAMES_H

#include "nl/nl.h"

#define LSYS_IFNAMES 64

/* Zero-initialise, with the socket whose namespace is meant. */
struct lsys_ifnames {
	const struct lsys_nl *nl;
	struct { uint32_t index; char name[16]; } slots[LSYS_IFNAMES];
};

/* The name of an interface, "" when it has none (any more). */
const char *lsys_ifnames_of(struct lsys_ifnames *n, uint32_t index, char name[16]);

void lsys_ifnames_forget(struct lsys_ifnames *n);

/*
 * Fills in the names of all interfaces that obj and the records in it refer to; a reference to index 0 says that there is
 * none, and becomes absent. elsewhere: what a row "link" refers to is in another namespace, and stays without a name.
 */
void lsys_ifnames_resolve(struct lsys_ifnames *n, const struct lsys_record *r, void *obj, bool elsewhere);

#endif

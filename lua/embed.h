/* Lua modules stored in the binary; the build makes the table from the .lua files below lua/. */
#ifndef LSYS_EMBED_H
#define LSYS_EMBED_H

#include <stddef.h>

struct lsys_embed { const char *name, *data; size_t len; };

extern const struct lsys_embed lsys_embeds[];
extern const unsigned lsys_nembeds;

#endif

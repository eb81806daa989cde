/* Mappings, as those see them that work on their pages (lua/sys_memory.c has them). */
#ifndef LSYS_MAPPING_H
#define LSYS_MAPPING_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

#include "lsys_obj.h"

/* A mapping, behind its object. */
struct lsys_lua_mapping {
	struct lsys_lua_mapping *next, **at;    /* among all of them; at NULL: it is not */
	struct lsys_lua_obj *obj;
	char *base;                    /* where it is, also when Lua may no longer look there; NULL: nowhere */
	size_t size;                   /* bytes, whole pages */
	size_t page;                   /* bytes of such a page: huge ones are larger */
	bool file;                     /* what it shows is a file's, which may become shorter */
	bool dont_fork;                /* a child will not have it */
};

/* Argument i: a mapping that is there. *length: argument n, at most the whole of it. */
struct lsys_lua_mapping *lsys_lua_check_mapping(lua_State *L, int i, int n, size_t *length);

/* Up to a multiple of to, which is a power of two. */
static inline size_t lsys_round_up(size_t n, size_t to)
{
	return (n + to - 1) & ~(to - 1);
}

#endif

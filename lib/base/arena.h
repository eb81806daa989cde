/* Memory of one query: taken in order, given back all at once. */
#ifndef LSYS_BASE_ARENA_H
#define LSYS_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct lsys_arena_chunk;

/* Zero-initialise to make an empty one. Owned by the caller of a query; not for sharing between threads. */
struct lsys_arena {
	struct lsys_arena_chunk *chunk; /* the one being filled, older ones behind it */
	char *at, *end;                 /* free part of it */
};

/* A place to come back to. */
struct lsys_arena_mark {
	struct lsys_arena_chunk *chunk;
	char *at;
};

/*
 * Makes an arena that begins in the caller's own space, which outlives it and is aligned as malloc's is: small runs
 * then allocate nothing.
 */
void lsys_arena_on(struct lsys_arena *a, void *space, size_t size);

/* size zeroed bytes, aligned for any type; NULL when memory is out. Valid until the arena is reset below it or freed. */
void *lsys_arena_alloc(struct lsys_arena *a, size_t size);

/* n elements of size bytes each, zeroed; NULL when memory is out or the product overflows. */
void *lsys_arena_array(struct lsys_arena *a, size_t n, size_t size);

/* A copy of len bytes with a NUL behind them; NULL when memory is out. */
char *lsys_arena_strndup(struct lsys_arena *a, const char *s, size_t len);

/* Remembers how full the arena is. */
struct lsys_arena_mark lsys_arena_mark(const struct lsys_arena *a);

/* Gives back everything taken since the mark; one spare chunk stays for the next round. */
void lsys_arena_reset(struct lsys_arena *a, struct lsys_arena_mark mark);

/* Gives everything back; the arena is empty and usable again. */
void lsys_arena_free(struct lsys_arena *a);

#endif

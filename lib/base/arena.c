#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#define ALIGN     _Alignof(max_align_t)
#define CHUNK_MIN ((size_t)16 << 10)
#define CHUNK_MAX ((size_t)1 << 20)

struct lsys_arena_chunk {
	struct lsys_arena_chunk *prev;
	char *end;
	_Alignas(ALIGN) char data[];
};

/* Chunks double up to CHUNK_MAX, so that small queries stay small and large ones make few calls. */
static int grow(struct lsys_arena *a, size_t size)
{
	size_t want = CHUNK_MIN;
	struct lsys_arena_chunk *c;

	if (a->chunk) {
		want = 2 * (size_t)(a->chunk->end - a->chunk->data);
		if (want > CHUNK_MAX)
			want = CHUNK_MAX;
	}
	if (want < size)
		want = size;
	c = malloc(sizeof(*c) + want);
	if (!c)
		return -1;
	c->prev = a->chunk;
	c->end = c->data + want;
	a->chunk = c;
	a->at = c->data;
	a->end = c->end;
	return 0;
}

void lsys_arena_on(struct lsys_arena *a, void *space, size_t size)
{
	*a = (struct lsys_arena){ .at = space, .end = (char *)space + size };
}

void *lsys_arena_alloc(struct lsys_arena *a, size_t size)
{
	void *p;

	if (size > SIZE_MAX / 2)
		return NULL;
	size = (size ? size + ALIGN - 1 : ALIGN) & ~(ALIGN - 1); /* nothing has an address too: NULL means no memory */
	if ((size_t)(a->end - a->at) < size && grow(a, size) < 0)
		return NULL;
	p = a->at;
	a->at += size;
	return memset(p, 0, size);
}

void *lsys_arena_array(struct lsys_arena *a, size_t n, size_t size)
{
	size_t all;

	if (__builtin_mul_overflow(n, size, &all))
		return NULL;
	return lsys_arena_alloc(a, all);
}

char *lsys_arena_strndup(struct lsys_arena *a, const char *s, size_t len)
{
	char *p = len < SIZE_MAX ? lsys_arena_alloc(a, len + 1) : NULL;

	if (p && len)
		memcpy(p, s, len);
	return p;
}

struct lsys_arena_mark lsys_arena_mark(const struct lsys_arena *a)
{
	return (struct lsys_arena_mark){ a->chunk, a->at };
}

void lsys_arena_reset(struct lsys_arena *a, struct lsys_arena_mark mark)
{
	struct lsys_arena_chunk *c;

	/* A mark of the empty arena keeps the oldest chunk, else a monitor would call malloc for each event. */
	while ((c = a->chunk) != mark.chunk && (mark.chunk || c->prev)) {
		a->chunk = c->prev;
		free(c);
	}
	if (c) {
		a->at = mark.chunk ? mark.at : c->data;
		a->end = c->end;
	} else { /* never grew: in the caller's space, or without any */
		a->at = mark.at;
		a->end = mark.at ? a->end : NULL;
	}
}

void lsys_arena_free(struct lsys_arena *a)
{
	while (a->chunk) {
		struct lsys_arena_chunk *prev = a->chunk->prev;

		free(a->chunk);
		a->chunk = prev;
	}
	a->at = a->end = NULL;
}

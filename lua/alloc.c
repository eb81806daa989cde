/*
 * Memory of a state: small blocks by size from lists of free ones, which are most of what Lua asks for; larger ones from
 * the C library. Lua says how large a block is that it gives back, so none needs a header. All goes at once with the state.
 */
#include <stdlib.h>
#include <string.h>

#include "lsys_lua.h"

#define STEP  16                 /* sizes of small blocks, and their alignment */
#define SMALL 512                /* the largest */
#define CHUNK (size_t)16384      /* so much is taken from the C library for small ones */

struct chunk { struct chunk *next; };
struct block { struct block *next; };

struct lsys_lua_memory {
	struct block *free[SMALL / STEP];
	struct chunk *chunks;
	char *at, *end;              /* what is left of the newest chunk */
	size_t blocks;               /* that are in use; the last one Lua gives back is the state itself */
};

static unsigned class_of(size_t n)
{
	return (unsigned)((n - 1) / STEP);
}

static bool small(size_t n)
{
#if defined(__SANITIZE_ADDRESS__)
	(void)n;
	return false; /* each block by itself, so that what is behind it can be watched */
#else
	return n && n <= SMALL;
#endif
}

static void *take(struct lsys_lua_memory *m, size_t n)
{
	unsigned c = class_of(n);
	struct block *b = m->free[c];
	struct chunk *k;
	size_t size = (c + 1) * (size_t)STEP;
	void *p;

	if (b) {
		m->free[c] = b->next;
		return b;
	}
	if ((size_t)(m->end - m->at) < size) {
		k = malloc(CHUNK);
		if (!k)
			return NULL;
		for (; m->end - m->at >= STEP; m->at += STEP) { /* the old one's rest */
			b = (struct block *)(void *)m->at;
			b->next = m->free[0];
			m->free[0] = b;
		}
		k->next = m->chunks;
		m->chunks = k;
		m->at = (char *)k + STEP;
		m->end = (char *)k + CHUNK;
	}
	p = m->at;
	m->at += size;
	return p;
}

static void give(struct lsys_lua_memory *m, void *p, size_t n)
{
	struct block *b = p;
	unsigned c = class_of(n);

	b->next = m->free[c];
	m->free[c] = b;
}

/* One user less of all of it: by whichever way the state is closed, os.exit(true, true) included, that is its end. */
static void leave(struct lsys_lua_memory *m)
{
	if (--m->blocks)
		return;
	while (m->chunks) {
		struct chunk *k = m->chunks;

		m->chunks = k->next;
		free(k);
	}
	free(m);
}

/* As lua_Alloc has it. */
static void *allocate(void *ud, void *p, size_t old, size_t n)
{
	struct lsys_lua_memory *m = ud;
	void *to;

	if (!p) {
		to = small(n) ? take(m, n) : n ? malloc(n) : NULL;
		m->blocks += to != NULL;
		return to;
	}
	if (!n) {
		if (small(old))
			give(m, p, old);
		else
			free(p);
		leave(m);
		return NULL;
	}
	if (!small(old) && !small(n))
		return realloc(p, n);
	if (small(old) && small(n) && class_of(old) == class_of(n))
		return p;
	to = small(n) ? take(m, n) : malloc(n);
	if (!to)
		return NULL;
	memcpy(to, p, old < n ? old : n);
	if (small(old))
		give(m, p, old);
	else
		free(p);
	return to;
}

static int panic(lua_State *L)
{
	(void)L;
	return 0; /* Lua aborts */
}

lua_State *lsys_lua_newstate(void)
{
	struct lsys_lua_memory *m = calloc(1, sizeof(*m));
	lua_State *L;

	if (!m)
		return NULL;
	m->blocks = 1; /* this function: a state that cannot be made gives back what it had */
	L = lua_newstate(allocate, m);
	if (L)
		lua_atpanic(L, panic);
	leave(m);
	return L;
}

#include "nl/seen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define BITMAP_MAX ((uint32_t)1 << 24)

int lsys_seen_add(struct lsys_seen *s, uint32_t index)
{
	if (index >= BITMAP_MAX) {
		if (s->nfar == s->cfar) {
			unsigned cap = s->cfar ? 2 * s->cfar : 16;
			uint32_t *p = realloc(s->far, cap * sizeof(*p));

			if (!p)
				return -ENOMEM;
			s->far = p;
			s->cfar = cap;
		}
		s->far[s->nfar++] = index;
		return 0;
	}
	if (index / 64 >= s->cap) {
		uint32_t cap = s->cap ? s->cap : 16;
		uint64_t *p;

		while (cap <= index / 64)
			cap *= 2;
		p = realloc(s->bits, cap * sizeof(*p));
		if (!p)
			return -ENOMEM;
		memset(p + s->cap, 0, (cap - s->cap) * sizeof(*p));
		s->bits = p;
		s->cap = cap;
	}
	s->bits[index / 64] |= (uint64_t)1 << index % 64;
	return 0;
}

bool lsys_seen_has(const struct lsys_seen *s, uint32_t index)
{
	if (index < BITMAP_MAX)
		return index / 64 < s->cap && s->bits[index / 64] >> index % 64 & 1;
	for (unsigned i = 0; i < s->nfar; i++)
		if (s->far[i] == index)
			return true;
	return false;
}

void lsys_seen_free(struct lsys_seen *s)
{
	free(s->bits);
	free(s->far);
	*s = (struct lsys_seen){ 0 };
}

/* Random records of any kind, by their rows: every type, absent and present, strings as an enemy would choose them. */
#ifndef LSYS_TESTS_UNIT_FILL_H
#define LSYS_TESTS_UNIT_FILL_H

#include <sys/socket.h>

#include "table/record.h"
#include "tap.h"

/* Up to n bytes of what is hard to show, without NUL; returns their number. */
static inline size_t fill_text(char *p, size_t n)
{
	static const char *const piece[] = {
		"eth0", "a", "\\", "\\x41", "\\xZZ", "x41", "\"", "'", "\n", "\t", "\033[31m", "\r", "\x7f", "\xc2\x9b",
		"\xe2\x80\xae\xe2\x80\xac", "\xe2\x80\x8b", "\xef\xbb\xbf", "\xc2\xad", "\xd8\x9c", "\xf3\xa0\x81\x81", "\xc3\xa4",
		"e\xcc\x81", "\xe4\xb8\xad\xe6\x96\x87", "\xf0\x9f\x98\x80", "\xff", "\xc3", "\xe2\x80", "\xed\xa0\x80",
		"\xc0\x80", "\xf4\x90\x80\x80", " ", "%s", "</a>", ",", "=",
	};
	size_t len = 0;

	for (unsigned k = rnd_below(6); k--;) {
		const char *s = piece[rnd_below(LSYS_COUNT(piece))];
		char byte[2] = { (char)(1 + rnd_below(255)) };

		if (!rnd_below(4))
			s = byte;
		if (len + strlen(s) > n)
			break;
		memcpy(p + len, s, strlen(s));
		len += strlen(s);
	}
	return len;
}

static inline void fill_value(const struct lsys_field *f, unsigned type, unsigned size, void *p, struct lsys_arena *a)
{
	char text[64];
	size_t n = fill_text(text, sizeof(text) - 1);

	text[n] = '\0';
	switch (type) {
	case LSYS_T_BOOL:
		*(bool *)p = rnd_below(2);
		break;
	case LSYS_T_UINT:
		if (f->names && f->names->n && rnd_below(4)) {
			struct lsys_cursor at = { .names = f->names };
			struct lsys_const c;

			for (unsigned i = rnd_below(f->names->n) + 1; i && lsys_const_next(&at, &c); i--)
				;
			lsys_set_uint(p, size, c.value);
		} else {
			lsys_set_uint(p, size, rnd_any());
		}
		break;
	case LSYS_T_INT:
		lsys_set_uint(p, size, rnd_any());
		break;
	case LSYS_T_CHARS:
		n = fill_text(text, size - 1);
		memset(p, 0, size);
		memcpy(p, text, n);
		break;
	case LSYS_T_STR: {
		const char *s = lsys_arena_strndup(a, text, n);

		memcpy(p, &s, sizeof(s));
		break;
	}
	case LSYS_T_BYTES:
		*(struct lsys_bytes *)p = (struct lsys_bytes){ lsys_arena_strndup(a, text, n), (uint32_t)n };
		break;
	case LSYS_T_LLADDR: {
		struct lsys_lladdr *l = p;

		l->len = (uint8_t)rnd_below(33);
		for (unsigned i = 0; i < l->len; i++)
			l->b[i] = (uint8_t)rnd();
		break;
	}
	case LSYS_T_IP: {
		static const uint8_t family[] = { AF_UNSPEC, AF_INET, AF_INET6 };
		struct lsys_ip *ip = p;

		ip->family = family[rnd_below(3)];
		for (unsigned i = 0; i < 16; i++)
			ip->b[i] = rnd_below(2) ? (uint8_t)rnd() : 0;
		break;
	}
	case LSYS_T_IFREF: {
		struct lsys_ifref *i = p;

		i->index = (uint32_t)rnd_any();
		memset(i->name, 0, sizeof(i->name));
		n = fill_text(text, sizeof(i->name) - 1);
		memcpy(i->name, text, n);
		break;
	}
	default:
		break;
	}
}

/* Fills obj, which is zeroed, with random values in random rows (in all of them, where a record has no presence). */
static inline void fill(const struct lsys_record *r, void *obj, struct lsys_arena *a)
{
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		void *p = (char *)obj + f->off;

		if (r->has != LSYS_NO_HAS && !rnd_below(3))
			continue;
		lsys_has_set(r, obj, i);
		if (f->type == LSYS_T_REC) {
			void *o = lsys_arena_alloc(a, f->rec->size);

			fill(f->rec, o, a);
			memcpy(p, &o, sizeof(o));
		} else if (f->type == LSYS_T_VARIANT) {
			struct lsys_variant *v = p;

			v->rec = f->kinds->rows[rnd_below(f->kinds->n)].rec;
			v->p = lsys_arena_alloc(a, v->rec->size);
			fill(v->rec, v->p, a);
		} else if (f->type == LSYS_T_LIST) {
			struct lsys_list *l = p;
			size_t step = f->rec ? f->rec->size : f->elem_size;
			char *e = lsys_arena_array(a, 3, step);

			l->p = e;
			l->n = rnd_below(4);
			for (unsigned k = 0; k < l->n; k++, e += step) {
				if (f->rec)
					fill(f->rec, e, a);
				else
					fill_value(f, f->elem, f->elem_size, e, a);
			}
		} else {
			fill_value(f, f->type, f->size, p, a);
		}
	}
}

#endif

/* Are two objects of a record alike, row by row? What no row describes does not count. */
#ifndef LSYS_TESTS_UNIT_ALIKE_H
#define LSYS_TESTS_UNIT_ALIKE_H

#include <string.h>

#include "table/record.h"

/* Which rows count, and how. Zero: every row, and both have the same ones. */
struct alike {
	bool sent;            /* only what lsys_nl_encode sends; b may have more of a kernel struct that a had cut short */
	const uint64_t *rows; /* a bit for each row of the outermost record that counts; NULL: all */
};

/* The name of a row that differs, as far inside as there is one; NULL when there is none. */
static inline const char *alike_differs(const struct alike *how, const struct lsys_record *r, const void *a, const void *b);

static inline bool alike_value(const struct lsys_field *f, unsigned type, unsigned size, const void *a, const void *b)
{
	struct lsys_buf x = LSYS_BUF_MEM, y = LSYS_BUF_MEM;
	struct lsys_field plain = *f;
	bool good;

	if (type == LSYS_T_UINT) /* two values may have one name */
		return lsys_get_uint(a, size) == lsys_get_uint(b, size);
	plain.type = (uint8_t)type;
	plain.size = (uint16_t)size;
	lsys_put_value(&x, &plain, a);
	lsys_put_value(&y, &plain, b);
	good = x.len == y.len && (!x.len || !memcmp(x.p, y.p, x.len));
	lsys_buf_free(&x);
	lsys_buf_free(&y);
	return good;
}

/* The record that a row of type LSYS_T_REC or LSYS_T_VARIANT leads to, its object in *o. */
static inline const struct lsys_record *alike_inside(const struct lsys_field *f, const void *p, const void **o)
{
	if (f->type == LSYS_T_VARIANT) {
		*o = ((const struct lsys_variant *)p)->p;
		return ((const struct lsys_variant *)p)->rec;
	}
	memcpy(o, p, sizeof(*o));
	return f->rec;
}

/* Does row i of a count? */
static inline bool alike_counts(const struct alike *how, const struct lsys_record *r, const void *a, unsigned i)
{
	const struct lsys_field *f = &r->rows[i];
	const struct lsys_record *in;
	const void *p = lsys_at(f, a), *o;

	if (!lsys_has(r, a, i) || (how->rows && !(how->rows[i / 64] >> i % 64 & 1)))
		return false;
	if (!how->sent || r->raw || r->wire)
		return true;
	if (!f->hdr && !(f->attr && f->set))
		return false;
	if (f->flag && !*(const bool *)p) /* is not sent, and nothing is there where it was false */
		return false;
	if (f->type != LSYS_T_REC)
		return true;
	in = alike_inside(f, p, &o);
	if (in->raw || in->wire) /* is sent whole, with what it lacks as 0 */
		return true;
	for (unsigned k = 0; k < in->n; k++) /* a nest of which nothing is sent says nothing */
		if (alike_counts(&(struct alike){ .sent = true }, in, o, k))
			return true;
	return false;
}

static inline const char *alike_field(const struct alike *how, const struct lsys_field *f, const void *a, const void *b)
{
	const struct lsys_record *in, *other;
	const void *x, *y;

	if (f->type == LSYS_T_REC || f->type == LSYS_T_VARIANT) {
		in = alike_inside(f, a, &x);
		other = alike_inside(f, b, &y);
		return in == other ? alike_differs(how, in, x, y) : f->name;
	}
	if (f->type == LSYS_T_LIST) {
		const struct lsys_list *l = a, *m = b;
		size_t step = f->rec ? f->rec->size : f->elem_size;
		const char *d = l->n == m->n ? NULL : f->name;

		for (size_t i = 0; !d && i < l->n; i++) {
			const char *p = (const char *)l->p + i * step, *q = (const char *)m->p + i * step;

			if (f->rec)
				d = alike_differs(how, f->rec, p, q);
			else
				d = alike_value(f, f->elem, f->elem_size, p, q) ? NULL : f->name;
		}
		return d;
	}
	return alike_value(f, f->type, f->size, a, b) ? NULL : f->name;
}

static inline const char *alike_differs(const struct alike *how, const struct lsys_record *r, const void *a, const void *b)
{
	const struct alike inner = { .sent = how->sent };

	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		bool x = alike_counts(how, r, a, i), y = alike_counts(how, r, b, i);
		const char *d;

		if (x != y && (x || !how->sent || !(r->raw || r->wire)))
			return f->name;
		if (!x)
			continue;
		d = alike_field(&inner, f, lsys_at(f, a), lsys_at(f, b));
		if (d)
			return d;
	}
	return NULL;
}

#endif

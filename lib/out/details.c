/* One record in full, for a person. */
#include <string.h>

#include "out/escape.h"
#include "out/sink.h"

#define NAME_WIDTH 20

static void put_name(struct lsys_buf *b, const struct lsys_field *f, unsigned indent, struct lsys_term term)
{
	lsys_put_fill(b, ' ', indent);
	lsys_put_tone(b, term, LSYS_DIM);
	lsys_put(b, f->name, f->namelen);
	lsys_put_tone(b, term, LSYS_PLAIN);
}

static void put_gap(struct lsys_buf *b, const struct lsys_field *f)
{
	lsys_put_fill(b, ' ', f->namelen < NAME_WIDTH ? NAME_WIDTH - f->namelen : 1);
	lsys_putc(b, ' ');
}

/* Outside text goes through the escape, in a scratch buffer. */
static void put_escaped(struct lsys_buf *b, struct lsys_buf *t)
{
	lsys_put_text(b, t->p ? t->p : "", t->len);
	lsys_buf_reset(t);
}

static void put_list(struct lsys_buf *b, struct lsys_buf *t, const struct lsys_field *f, const struct lsys_list *l,
		     unsigned indent)
{
	size_t step = f->rec ? f->rec->size : f->elem_size;
	bool lines = f->rec;

	put_gap(b, f);
	if (!l->n)
		lsys_putc(b, '-');
	for (uint32_t i = 0; i < l->n; i++) {
		if (i && lines) {
			lsys_putc(b, '\n');
			lsys_put_fill(b, ' ', indent + NAME_WIDTH + 1);
		} else if (i) {
			lsys_putc(b, ' ');
		}
		lsys_put_elem(t, f, (const char *)l->p + i * step);
		put_escaped(b, t);
	}
	lsys_putc(b, '\n');
}

static void put_plain(struct lsys_buf *b, struct lsys_buf *t, const struct lsys_field *f, const void *p, struct lsys_term term)
{
	struct lsys_const c = { 0 };

	put_gap(b, f);
	if (f->type == LSYS_T_UINT && f->names && !f->names->flags)
		c = lsys_const_of(f->names, lsys_get_uint(p, f->size));
	if (c.tone)
		lsys_put_tone(b, term, c.tone);
	lsys_put_value(t, f, p);
	if (!t->len)
		lsys_putc(t, '-');
	put_escaped(b, t);
	if (c.tone)
		lsys_put_tone(b, term, LSYS_PLAIN);
	if (f->unit == LSYS_U_BYTES && f->type == LSYS_T_UINT && lsys_get_uint(p, f->size) >= 10240) {
		lsys_puts(b, " (");
		lsys_put_scaled(b, lsys_get_uint(p, f->size));
		lsys_putc(b, ')');
	}
	lsys_putc(b, '\n');
}

static void put_rows(struct lsys_buf *b, struct lsys_buf *t, const struct lsys_record *r, const void *obj,
		     const struct lsys_want *want, unsigned indent, struct lsys_term term)
{
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		const struct lsys_want *sub = NULL;
		const void *p = lsys_at(f, obj), *o;
		const struct lsys_record *in = f->rec;

		if (f->alias || !lsys_has(r, obj, i) || (want && !lsys_wanted(want, f->name, &sub)))
			continue;
		put_name(b, f, indent, term);
		switch (f->type) {
		case LSYS_T_VARIANT:
		case LSYS_T_REC:
		case LSYS_T_STRUCT:
			if (f->type == LSYS_T_VARIANT) {
				in = ((const struct lsys_variant *)p)->rec;
				o = ((const struct lsys_variant *)p)->p;
			} else if (f->type == LSYS_T_STRUCT) {
				o = p;
			} else {
				memcpy(&o, p, sizeof(o));
			}
			if (in->brief) { /* it has a way to be said in a word */
				put_plain(b, t, f, p, term);
				break;
			}
			lsys_putc(b, '\n');
			put_rows(b, t, in, o, sub, indent + 2, term);
			break;
		case LSYS_T_LIST:
			put_list(b, t, f, p, indent);
			break;
		default:
			put_plain(b, t, f, p, term);
		}
	}
}

void lsys_put_details(struct lsys_buf *b, const struct lsys_record *r, const void *obj, const struct lsys_want *want,
		      unsigned indent, struct lsys_term term)
{
	struct lsys_buf t = LSYS_BUF_MEM;

	put_rows(b, &t, r, obj, want, indent, term);
	if (t.err && !b->err)
		b->err = t.err;
	lsys_buf_free(&t);
}

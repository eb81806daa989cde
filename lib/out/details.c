/* One record in full, for a person. */
#include <string.h>

#include "out/escape.h"
#include "out/sink.h"

#define NAME_WIDTH 20 /* at least */

/* How one level of it is laid out. */
struct level { unsigned indent, width; struct lsys_term term; };

static void put_name(struct lsys_buf *b, const struct lsys_field *f, const struct level *v)
{
	lsys_put_fill(b, ' ', v->indent);
	lsys_put_tone(b, v->term, LSYS_DIM);
	lsys_put(b, f->name, f->namelen);
	lsys_put_tone(b, v->term, LSYS_PLAIN);
}

static void put_gap(struct lsys_buf *b, const struct lsys_field *f, const struct level *v)
{
	lsys_put_fill(b, ' ', v->width - f->namelen + 1);
}

/* Outside text goes through the escape, in a scratch buffer. */
static void put_escaped(struct lsys_buf *b, struct lsys_buf *t)
{
	lsys_put_text(b, t->p ? t->p : "", t->len);
	lsys_buf_reset(t);
}

static void put_list(struct lsys_buf *b, struct lsys_buf *t, const struct lsys_field *f, const struct lsys_list *l,
		     const struct level *v)
{
	size_t step = f->rec ? f->rec->size : f->elem_size;
	bool lines = f->rec;

	put_gap(b, f, v);
	if (!l->n)
		lsys_putc(b, '-');
	for (uint32_t i = 0; i < l->n; i++) {
		if (i && lines) {
			lsys_putc(b, '\n');
			lsys_put_fill(b, ' ', v->indent + v->width + 1);
		} else if (i) {
			lsys_putc(b, ' ');
		}
		lsys_put_elem(t, f, (const char *)l->p + i * step);
		put_escaped(b, t);
	}
	lsys_putc(b, '\n');
}

/* A number as a person would say it, where that is not how the kernel counts. */
static void put_again(struct lsys_buf *b, const struct lsys_field *f, uint64_t v)
{
	if (f->unit == LSYS_U_BYTES && v >= 10240) {
		lsys_puts(b, " (");
		lsys_put_scaled(b, v);
		lsys_putc(b, ')');
	} else if (f->unit == LSYS_U_CENTISECONDS && v) {
		lsys_puts(b, " (");
		lsys_put_u64(b, v / 100);
		if (v % 100) {
			lsys_putc(b, '.');
			lsys_put_u64_pad(b, v % 100, 2);
		}
		lsys_puts(b, " s)");
	}
}

static void put_plain(struct lsys_buf *b, struct lsys_buf *t, const struct lsys_field *f, const void *p, const struct level *v)
{
	struct lsys_const c = { 0 };

	put_gap(b, f, v);
	if (f->type == LSYS_T_UINT && f->names && !f->names->flags)
		c = lsys_const_of(f->names, lsys_get_uint(p, f->size));
	if (c.tone)
		lsys_put_tone(b, v->term, c.tone);
	lsys_put_value(t, f, p);
	if (!t->len)
		lsys_putc(t, '-');
	put_escaped(b, t);
	if (c.tone)
		lsys_put_tone(b, v->term, LSYS_PLAIN);
	if (f->type == LSYS_T_UINT)
		put_again(b, f, lsys_get_uint(p, f->size));
	lsys_putc(b, '\n');
}

static void put_rows(struct lsys_buf *b, struct lsys_buf *t, const struct lsys_record *r, const void *obj,
		     const struct lsys_want *want, unsigned indent, struct lsys_term term)
{
	struct level v = { indent, NAME_WIDTH, term };
	const struct lsys_want *sub;

	for (unsigned i = 0; i < r->n; i++)
		if (r->rows[i].namelen > v.width && lsys_has(r, obj, i) && lsys_wanted(want, r->rows[i].name, &sub))
			v.width = r->rows[i].namelen;
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		const void *p = lsys_at(f, obj), *o;
		const struct lsys_record *in = f->rec;

		if (f->alias || !lsys_has(r, obj, i) || !lsys_wanted(want, f->name, &sub))
			continue;
		put_name(b, f, &v);
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
				put_plain(b, t, f, p, &v);
				break;
			}
			lsys_putc(b, '\n');
			put_rows(b, t, in, o, sub, indent + 2, term);
			break;
		case LSYS_T_LIST:
			put_list(b, t, f, p, &v);
			break;
		default:
			put_plain(b, t, f, p, &v);
		}
	}
}

void lsys_put_details(struct lsys_buf *b, const struct lsys_record *r, const void *obj, const struct lsys_want *want,
		      unsigned indent, struct lsys_term term)
{
	struct lsys_buf t = LSYS_BUF_MEM;

	if (r->plain) {
		lsys_put_brief(b, r, obj);
		lsys_putc(b, '\n');
		return;
	}
	put_rows(b, &t, r, obj, want, indent, term);
	if (t.err && !b->err)
		b->err = t.err;
	lsys_buf_free(&t);
}

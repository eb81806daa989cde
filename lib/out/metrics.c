#include <errno.h>
#include <string.h>

#include "out/escape.h"
#include "out/sink.h"

/* One metric family: the row it comes from, and its samples so far. */
struct lsys_family {
	struct lsys_family *next;
	const struct lsys_field *field; /* NULL: the info family */
	struct lsys_buf text;
};

static const char *const unit_names[] = {
	[LSYS_U_BYTES] = "bytes", [LSYS_U_PACKETS] = "packets", [LSYS_U_SECONDS] = "seconds",
	[LSYS_U_CENTISECONDS] = "seconds", [LSYS_U_MILLISECONDS] = "seconds",
};

static const char *unit_of(const struct lsys_field *f)
{
	return f->unit < LSYS_COUNT(unit_names) ? unit_names[f->unit] : NULL;
}

/* lsys_RECORD_ROW, ending in the unit, as OpenMetrics wants it. */
static void put_family_name(struct lsys_buf *b, const struct lsys_record *r, const struct lsys_field *f)
{
	const char *unit = unit_of(f);
	size_t n = unit ? strlen(unit) : 0;

	lsys_puts(b, "lsys_");
	lsys_puts(b, r->name);
	lsys_putc(b, '_');
	lsys_put(b, f->name, f->namelen);
	if (unit && (f->namelen < n || strcmp(f->name + f->namelen - n, unit) != 0)) {
		lsys_putc(b, '_');
		lsys_puts(b, unit);
	}
}

static void put_header(struct lsys_buf *b, const struct lsys_record *r, const struct lsys_field *f)
{
	lsys_puts(b, "# TYPE ");
	put_family_name(b, r, f);
	lsys_puts(b, f->names ? " stateset\n" : f->metric == LSYS_M_COUNTER ? " counter\n" : " gauge\n");
	if (unit_of(f)) {
		lsys_puts(b, "# UNIT ");
		put_family_name(b, r, f);
		lsys_putc(b, ' ');
		lsys_puts(b, unit_of(f));
		lsys_putc(b, '\n');
	}
	lsys_puts(b, "# HELP ");
	put_family_name(b, r, f);
	lsys_putc(b, ' ');
	lsys_puts(b, f->help);
	lsys_putc(b, '\n');
}

/* The family of a row. Records come alike, so it mostly is the one behind the last. */
static struct lsys_family *family(struct lsys_metrics *m, const struct lsys_record *r, const struct lsys_field *f)
{
	struct lsys_family **at = &m->families, *x;

	if (m->next && m->next->field == f) {
		x = m->next;
		m->next = x->next;
		return x;
	}
	for (; *at; at = &(*at)->next) {
		if ((*at)->field == f) {
			m->next = (*at)->next;
			return *at;
		}
	}
	x = *at = lsys_arena_alloc(m->arena, sizeof(*x));
	if (!x)
		return NULL;
	x->field = f;
	x->text = LSYS_BUF_MEM;
	if (f)
		put_header(&x->text, r, f);
	m->next = NULL;
	return x;
}

static void put_labels(struct lsys_buf *b, const struct lsys_record *r, const void *obj, bool info, bool *first)
{
	struct lsys_buf t = LSYS_BUF_MEM;

	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];

		if (!(info ? f->info : f->label) || !lsys_has(r, obj, i))
			continue;
		if (!*first)
			lsys_putc(b, ',');
		*first = false;
		lsys_put(b, f->name, f->namelen);
		lsys_putc(b, '=');
		lsys_buf_reset(&t);
		lsys_put_value(&t, f, lsys_at(f, obj));
		lsys_put_label(b, t.p ? t.p : "", t.len);
	}
	if (t.err && !b->err)
		b->err = t.err;
	lsys_buf_free(&t);
}

static void put_sample_name(struct lsys_metrics *m, struct lsys_buf *b, const struct lsys_record *root,
			    const struct lsys_field *f)
{
	put_family_name(b, root, f);
	lsys_puts(b, f->metric == LSYS_M_COUNTER ? "_total{" : "{");
	lsys_put(b, m->labels.p, m->labels.len);
}

static void put_number(struct lsys_buf *b, const struct lsys_field *f, const void *p)
{
	unsigned div = f->unit == LSYS_U_CENTISECONDS ? 100 : f->unit == LSYS_U_MILLISECONDS ? 1000 : 1;
	uint64_t v;

	if (f->type == LSYS_T_BOOL) {
		lsys_putc(b, *(const bool *)p ? '1' : '0');
	} else if (f->type == LSYS_T_INT) {
		lsys_put_i64(b, lsys_get_int(p, f->size));
	} else {
		v = lsys_get_uint(p, f->size);
		lsys_put_u64(b, v / div);
		if (div > 1) {
			lsys_putc(b, '.');
			lsys_put_u64_pad(b, v % div, div == 100 ? 2 : 3);
		}
	}
}

/* A state set has a sample for each state, 1 for the present one. */
static void put_states(struct lsys_metrics *m, struct lsys_buf *b, const struct lsys_record *root,
		       const struct lsys_field *f, const void *p)
{
	struct lsys_cursor at = { .names = f->names };
	uint64_t v = lsys_get_uint(p, f->size);
	struct lsys_const c;

	while (lsys_const_next(&at, &c)) {
		put_sample_name(m, b, root, f);
		if (m->labels.len)
			lsys_putc(b, ',');
		put_family_name(b, root, f);
		lsys_puts(b, "=\"");
		lsys_puts(b, c.name);
		lsys_puts(b, f->names->flags ? (v & c.value) == c.value ? "\"} 1\n" : "\"} 0\n"
					     : v == c.value ? "\"} 1\n" : "\"} 0\n");
	}
}

static int samples(struct lsys_metrics *m, const struct lsys_record *root, const struct lsys_record *r, const void *obj)
{
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		const void *p = lsys_at(f, obj), *o;
		struct lsys_family *x;
		int e;

		if (!lsys_has(r, obj, i))
			continue;
		if (f->type == LSYS_T_REC) {
			memcpy(&o, p, sizeof(o));
			e = samples(m, root, f->rec, o);
			if (e < 0)
				return e;
		}
		if (!f->metric)
			continue;
		x = family(m, root, f);
		if (!x)
			return -ENOMEM;
		if (f->names) {
			put_states(m, &x->text, root, f, p);
			continue;
		}
		put_sample_name(m, &x->text, root, f);
		lsys_puts(&x->text, "} ");
		put_number(&x->text, f, p);
		lsys_putc(&x->text, '\n');
	}
	return 0;
}

static int info(struct lsys_metrics *m, const struct lsys_record *r, const void *obj)
{
	struct lsys_family *x = family(m, r, NULL);
	bool first = !m->labels.len;

	if (!x)
		return -ENOMEM;
	if (!x->text.len) {
		lsys_puts(&x->text, "# TYPE lsys_");
		lsys_puts(&x->text, r->name);
		lsys_puts(&x->text, " info\n# HELP lsys_");
		lsys_puts(&x->text, r->name);
		lsys_putc(&x->text, ' ');
		lsys_puts(&x->text, r->help);
		lsys_putc(&x->text, '\n');
	}
	lsys_puts(&x->text, "lsys_");
	lsys_puts(&x->text, r->name);
	lsys_puts(&x->text, "_info{");
	lsys_put(&x->text, m->labels.p, m->labels.len);
	put_labels(&x->text, r, obj, true, &first);
	lsys_puts(&x->text, "} 1\n");
	return 0;
}

static int emit(struct lsys_sink *s, const struct lsys_record *r, const void *obj)
{
	struct lsys_metrics *m = (struct lsys_metrics *)(void *)s;
	bool first = true;
	int e;

	lsys_buf_reset(&m->labels);
	put_labels(&m->labels, r, obj, false, &first);
	m->next = m->families;
	e = info(m, r, obj);
	return e < 0 ? e : samples(m, r, r, obj);
}

static int end(struct lsys_sink *s)
{
	struct lsys_metrics *m = (struct lsys_metrics *)(void *)s;

	for (struct lsys_family *x = m->families; x; x = x->next) {
		lsys_put(m->out, x->text.p, x->text.len);
		if (x->text.err && !m->out->err)
			m->out->err = x->text.err;
		lsys_buf_free(&x->text);
	}
	lsys_buf_free(&m->labels);
	lsys_puts(m->out, "# EOF\n");
	return m->out->err;
}

void lsys_metrics_init(struct lsys_metrics *m, struct lsys_buf *out, struct lsys_arena *a)
{
	*m = (struct lsys_metrics){ .sink = { .emit = emit, .end = end }, .out = out, .arena = a, .labels = LSYS_BUF_MEM };
}

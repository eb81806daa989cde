#include <errno.h>
#include <string.h>

#include "out/escape.h"
#include "out/sink.h"

#define FLEX_GOOD 20 /* other columns leave before a flexible one gets narrower than this */
#define FLEX_MIN  4  /* the least when nothing else can leave */
#define GAP      2

struct cell {
	const char *text;
	uint32_t len, width;
	uint8_t tone;
};

struct lsys_row {
	struct lsys_row *next;
	struct cell cells[];
};

void lsys_put_tone(struct lsys_buf *b, struct lsys_term term, enum lsys_tone tone)
{
	static const char *const seq[] = { "\033[0m", "\033[32m", "\033[31m", "\033[2m" };

	if (term.color)
		lsys_puts(b, seq[tone]);
}

static enum lsys_tone tone_of(const struct lsys_field *f, const void *value)
{
	if (!f || !f->names || f->names->flags || f->type != LSYS_T_UINT)
		return LSYS_PLAIN;
	return lsys_const_of(f->names, lsys_get_uint(value, f->size)).tone;
}

static const char absent[] = "-";

static int emit(struct lsys_sink *s, const struct lsys_record *r, const void *obj)
{
	struct lsys_table *t = (struct lsys_table *)(void *)s;
	struct lsys_row *row = lsys_arena_alloc(t->arena, sizeof(*row) + t->cols.n * sizeof(row->cells[0]));

	if (!row)
		return -ENOMEM;
	for (unsigned i = 0; i < t->cols.n; i++) {
		struct cell *c = &row->cells[i];
		const void *value = NULL;
		const struct lsys_field *f;

		lsys_buf_reset(&t->cell);
		lsys_buf_reset(&t->text);
		f = lsys_put_cell(&t->cell, r, obj, &t->cols.p[i], &value);
		if (!f || !t->cell.len) {
			c->text = absent;
			c->len = c->width = 1;
			c->tone = LSYS_DIM;
			continue;
		}
		lsys_put_text(&t->text, t->cell.p, t->cell.len);
		c->text = lsys_arena_strndup(t->arena, t->text.p, t->text.len);
		if (!c->text || t->cell.err || t->text.err)
			return -ENOMEM;
		c->len = (uint32_t)t->text.len;
		c->width = lsys_text_width(c->text, c->len);
		c->tone = (uint8_t)tone_of(value ? f : NULL, value);
	}
	*t->last = row;
	t->last = &row->next;
	return 0;
}

static bool right(const struct lsys_col *c)
{
	const struct lsys_field *f = c->field;

	return (f->type == LSYS_T_UINT || f->type == LSYS_T_INT) && !f->names && !f->hex;
}

/* Narrows flexible columns to at least min, the last ones first, by what is over. Returns what is left over. */
static unsigned narrow(const struct lsys_table *t, unsigned *width, unsigned over, unsigned min)
{
	for (unsigned i = t->cols.n; i-- && over;) {
		unsigned take = t->cols.p[i].flex && width[i] > min ? width[i] - min : 0;

		take = take < over ? take : over;
		width[i] -= take;
		over -= take;
	}
	return over;
}

/* Leaves out columns, then narrows the flexible ones, until a line fits. width 0 = left out. */
static void fit(const struct lsys_table *t, unsigned *width, unsigned limit)
{
	for (;;) {
		unsigned all = 0, slack = 0, spare = 0, worst = t->cols.n;

		for (unsigned i = 0; i < t->cols.n; i++) {
			if (!width[i])
				continue;
			all += width[i] + (all ? GAP : 0);
			if (t->cols.p[i].flex && width[i] > FLEX_GOOD)
				slack += width[i] - FLEX_GOOD;
			if (t->cols.p[i].flex && width[i] > FLEX_MIN)
				spare += width[i] - FLEX_MIN;
			if (t->cols.p[i].prio && (worst == t->cols.n || t->cols.p[i].prio > t->cols.p[worst].prio))
				worst = i;
		}
		if (all <= limit)
			return;
		if (all - limit <= slack || worst == t->cols.n || (t->cols.p[worst].flex && all - limit <= spare)) {
			narrow(t, width, narrow(t, width, all - limit, FLEX_GOOD), FLEX_MIN);
			return;
		}
		width[worst] = 0;
	}
}

static void put_cell(struct lsys_table *t, const struct cell *c, unsigned width, bool last, bool to_right)
{
	unsigned used = c->width;
	size_t len = c->len;
	bool cut = used > width;

	if (cut)
		len = lsys_text_cut(c->text, c->len, width - 1, &used);
	if (to_right && used < width)
		lsys_put_fill(t->out, ' ', width - used);
	if (c->tone)
		lsys_put_tone(t->out, t->term, c->tone);
	lsys_put(t->out, c->text, len);
	if (cut) {
		lsys_puts(t->out, t->term.utf8 ? "…" : "+");
		used++;
	}
	if (c->tone)
		lsys_put_tone(t->out, t->term, LSYS_PLAIN);
	if (!last && !to_right && used < width)
		lsys_put_fill(t->out, ' ', width - used);
}

static void put_row(struct lsys_table *t, const struct cell *cells, const unsigned *width)
{
	unsigned last = t->cols.n;
	bool first = true;

	while (last && !width[last - 1])
		last--;
	for (unsigned i = 0; i < last; i++) {
		if (!width[i])
			continue;
		if (!first)
			lsys_put_fill(t->out, ' ', GAP);
		first = false;
		put_cell(t, &cells[i], width[i], i + 1 == last, right(&t->cols.p[i]));
	}
	lsys_putc(t->out, '\n');
}

static int end(struct lsys_sink *s)
{
	struct lsys_table *t = (struct lsys_table *)(void *)s;
	unsigned *width = lsys_arena_array(t->arena, t->cols.n + 1, sizeof(*width));
	struct cell *heads = lsys_arena_array(t->arena, t->cols.n + 1, sizeof(*heads));

	lsys_buf_free(&t->cell);
	lsys_buf_free(&t->text);
	if (!width || !heads)
		return -ENOMEM;
	for (unsigned i = 0; i < t->cols.n; i++) {
		const char *h = t->cols.p[i].title;

		heads[i] = (struct cell){ h, (uint32_t)strlen(h), (uint32_t)strlen(h), LSYS_DIM };
		width[i] = t->no_heading ? 1 : heads[i].width;
	}
	for (unsigned i = 0; i < t->cols.n; i++) {
		bool any = !t->cols.p[i].sparse;

		for (const struct lsys_row *r = t->first; r; r = r->next) {
			any |= r->cells[i].text != absent;
			if (r->cells[i].width > width[i])
				width[i] = r->cells[i].width;
		}
		if (!any)
			width[i] = 0;
	}
	if (t->term.width)
		fit(t, width, t->term.width);
	if (!t->no_heading)
		put_row(t, heads, width);
	for (const struct lsys_row *r = t->first; r; r = r->next)
		put_row(t, r->cells, width);
	return t->out->err;
}

void lsys_table_init(struct lsys_table *t, struct lsys_buf *out, struct lsys_arena *a, struct lsys_term term,
		     struct lsys_cols cols)
{
	*t = (struct lsys_table){ .sink = { .emit = emit, .end = end }, .out = out, .arena = a, .term = term, .cols = cols,
				  .cell = LSYS_BUF_MEM, .text = LSYS_BUF_MEM };
	t->last = &t->first;
}

/* A record through every sink: what each makes of it is safe, valid and, where it has a schema, fits that. */
#ifndef LSYS_TESTS_FUZZ_SHOW_H
#define LSYS_TESTS_FUZZ_SHOW_H

#include "fuzz.h"
#include "out/sink.h"
#include "tests/unit/judge.h"

/* How it is shown; the rest is chosen by whoever calls. */
struct show {
	const struct lsys_record *rec;
	struct lsys_term term;            /* of the table */
	bool pretty;
	const char *const *cols;          /* the table's columns, each perhaps a list with commas */
	unsigned ncols;
	const struct judge_json *schema;  /* of rec */
};

/* The schema of r's objects. It lives as long as the program: keep it where a leak checker finds it. */
static inline struct judge_json *show_schema(const struct lsys_record *r)
{
	struct lsys_buf b = LSYS_BUF_MEM;
	struct judge_json *v;

	lsys_put_schema(&b, r, "x");
	v = judge_parse(b.p, b.len);
	must(v);
	lsys_buf_free(&b);
	return v;
}

/* n objects, each obj, as JSON: an array of them that fit the schema. Returns it; judge_free. */
static inline struct judge_json *show_json(const struct show *s, struct lsys_buf *b, const void *obj, unsigned n)
{
	struct judge_json *v;
	struct lsys_json j;
	const char *why = "";
	unsigned found = 0;
	bool fits;

	lsys_buf_reset(b);
	lsys_json_init(&j, b, false, s->pretty);
	for (unsigned i = 0; i < n; i++)
		must(!lsys_emit(&j.sink, s->rec, obj));
	must(!j.sink.end(&j.sink));
	v = judge_parse(b->p, b->len);
	must(v && v->type == JUDGE_ARRAY);
	for (const struct judge_json *c = v->child; c; c = c->next)
		found++;
	must(found == n);
	fits = judge_fits(v, s->schema, &why);
	if (!fits)
		fprintf(stderr, "%s: does not fit the schema\n", why);
	must(fits);
	return v;
}

static inline void show_metrics(const struct show *s, struct lsys_buf *b, const void *obj)
{
	struct lsys_arena a = { 0 };
	struct lsys_metrics m;
	const char *line = "", *wrong;

	lsys_buf_reset(b);
	lsys_metrics_init(&m, b, &a);
	must(!lsys_emit(&m.sink, s->rec, obj) && !m.sink.end(&m.sink));
	wrong = judge_metrics(lsys_buf_str(b), &line);
	if (wrong)
		fprintf(stderr, "%s: %.200s\n", wrong, line);
	must(!wrong);
	lsys_arena_free(&a);
}

/* The table, and behind it the details: lines that a terminal may get. */
static inline void show_text(const struct show *s, struct lsys_buf *b, const void *obj)
{
	struct lsys_arena a = { 0 };
	struct lsys_table table;
	struct lsys_cols cols;

	lsys_buf_reset(b);
	must(!lsys_cols_parse(s->rec, s->cols, s->ncols, &cols, &a, NULL));
	lsys_table_init(&table, b, &a, s->term, cols);
	must(!lsys_emit(&table.sink, s->rec, obj) && !table.sink.end(&table.sink));
	lsys_put_details(b, s->rec, obj, NULL, 2, (struct lsys_term){ 0 });
	for (const char *line = lsys_buf_str(b), *end; *line; line = end + 1) {
		end = strchr(line, '\n');
		must(end && judge_safe(line, (size_t)(end - line)));
	}
	lsys_arena_free(&a);
}

static inline void show(const struct show *s, const void *obj)
{
	struct lsys_buf b = LSYS_BUF_MEM;

	judge_free(show_json(s, &b, obj, 1));
	show_metrics(s, &b, obj);
	show_text(s, &b, obj);
	must(!b.err);
	lsys_buf_free(&b);
}

#endif

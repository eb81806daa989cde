/* Any bytes as strings of a record: what every sink makes of them is valid, safe and reversible. */
#include <stdlib.h>
#include <string.h>

#include "out/escape.h"
#include "out/sink.h"
#include "tests/unit/judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SIZE_MAX_HERE 4096 /* longer ones say nothing new, slowly */

struct thing { uint64_t has; char name[16]; const char *alias; struct lsys_bytes raw; struct lsys_list words; };

static const struct lsys_field rows[] = {
	FIELD(struct thing, name, .label = 1, .help = "name"),
	FIELD(struct thing, alias, .info = 1, .help = "alias"),
	FIELD(struct thing, raw, .info = 1, .help = "bytes"),
	VALUES(struct thing, words, const char *, .help = "words"),
};
static RECORD(thing_record, "thing", struct thing, rows, .help = "a thing");

/* What must hold; a fuzzer sees the trap. */
static void must(bool cond)
{
	if (!cond)
		abort();
}

/* The forms of one string, and their ways back. */
static void strings(const char *s, size_t n, struct lsys_buf *b)
{
	char *back = malloc(4 * n + 1);
	struct judge_json *v;
	unsigned used;
	size_t cut;

	must(back != NULL);
	lsys_put_text(b, s, n);
	must(judge_safe(b->p ? b->p : "", b->len) && judge_unescape(b->p ? b->p : "", b->len, back) == n &&
	     !memcmp(back, s, n));
	cut = lsys_text_cut(b->p ? b->p : "", b->len, (unsigned)n / 2, &used);
	must(cut <= b->len && used <= n / 2 && judge_safe(b->p ? b->p : "", cut));
	free(back);
	lsys_buf_reset(b);
	lsys_put_json_str(b, s, n);
	v = judge_parse(b->p, b->len);
	must(v && v->type == JUDGE_STRING && judge_safe(b->p, b->len));
	back = malloc(v->len + 1);
	must(back && judge_unescape(v->text, v->len, back) == n && !memcmp(back, s, n));
	free(back);
	judge_free(v);
	lsys_buf_reset(b);
}

static void records(const struct thing *t, struct lsys_buf *b)
{
	static const char *const all[] = { "name,alias,raw,words" };
	struct lsys_term term = { .tty = true, .width = 20 + (unsigned)t->name[0] % 50, .utf8 = t->name[1] & 1 };
	struct lsys_arena a = { 0 };
	struct lsys_json j;
	struct lsys_metrics m;
	struct lsys_table table;
	struct lsys_cols cols;
	struct judge_json *v;
	const char *line;

	lsys_json_init(&j, b, false, t->name[0] & 1);
	must(!lsys_emit(&j.sink, &thing_record, t));
	must(!lsys_emit(&j.sink, &thing_record, t));
	must(!j.sink.end(&j.sink));
	v = judge_parse(b->p, b->len);
	must(v && v->type == JUDGE_ARRAY && v->child && v->child->next && judge_get(v->child, "alias") &&
	     judge_get(v->child, "words"));
	judge_free(v);
	lsys_buf_reset(b);
	lsys_metrics_init(&m, b, &a);
	must(!lsys_emit(&m.sink, &thing_record, t) && !m.sink.end(&m.sink) && !judge_metrics(lsys_buf_str(b), &line));
	lsys_buf_reset(b);
	must(!lsys_cols_parse(&thing_record, all, 1, &cols, &a, NULL));
	lsys_table_init(&table, b, &a, term, cols);
	must(!lsys_emit(&table.sink, &thing_record, t) && !table.sink.end(&table.sink));
	lsys_put_details(b, &thing_record, t, NULL, 2, (struct lsys_term){ 0 });
	for (const char *s = lsys_buf_str(b), *end; *s; s = end + 1) {
		end = strchr(s, '\n');
		must(end && judge_safe(s, (size_t)(end - s)));
	}
	lsys_buf_reset(b);
	lsys_arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lsys_buf b = LSYS_BUF_MEM;
	struct thing t = { .has = 15 };
	const char *words[3];
	char *s;

	if (size > SIZE_MAX_HERE)
		return 0;
	/* memory of its own with a NUL behind it, as strings from a decoder have it */
	s = malloc(size + 1);
	must(s != NULL);
	memcpy(s, data, size);
	s[size] = '\0';
	strings(s, size, &b);
	memcpy(t.name, s, size < sizeof(t.name) ? size : sizeof(t.name)); /* perhaps without a NUL */
	t.alias = s;
	t.raw = (struct lsys_bytes){ s, (uint32_t)size };
	words[0] = s;
	words[1] = s + size / 2;
	words[2] = "";
	t.words = (struct lsys_list){ words, 3 };
	records(&t, &b);
	must(!b.err);
	lsys_buf_free(&b);
	free(s);
	return 0;
}

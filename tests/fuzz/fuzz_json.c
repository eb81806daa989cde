/* Any bytes as strings of a record: what every sink makes of them is valid, safe and reversible. */
#include "out/escape.h"
#include "show.h"

#define SIZE_MAX_HERE 4096 /* longer ones say nothing new, slowly */

struct thing { uint64_t has; char name[16]; const char *alias; struct lsys_bytes raw; struct lsys_list words; };

static const struct lsys_field rows[] = {
	FIELD(struct thing, name, .label = 1, .help = "name"),
	FIELD(struct thing, alias, .info = 1, .help = "alias"),
	FIELD(struct thing, raw, .info = 1, .help = "bytes"),
	VALUES(struct thing, words, const char *, .help = "words"),
};
static RECORD(thing_record, "thing", struct thing, rows, .help = "a thing");

/* A label is the text form in quotes, with backslashes and quotes marked by a backslash. */
static void label(const char *s, size_t n, struct lsys_buf *b)
{
	size_t k = 0;
	char *text, *back;

	lsys_put_label(b, s, n);
	must(b->len >= 2 && b->p[0] == '"' && b->p[b->len - 1] == '"' && judge_safe(b->p, b->len));
	text = malloc(b->len);
	back = malloc(b->len);
	must(text && back);
	for (size_t i = 1; i < b->len - 1; i++) {
		if (b->p[i] == '\\') {
			i++;
			must(i < b->len - 1 && (b->p[i] == '\\' || b->p[i] == '"'));
		} else {
			must(b->p[i] != '"');
		}
		text[k++] = b->p[i];
	}
	must(judge_unescape(text, k, back) == n && !memcmp(back, s, n));
	free(text);
	free(back);
	lsys_buf_reset(b);
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
	label(s, n, b);
}

static void records(const struct thing *t, struct lsys_buf *b)
{
	static const char *const all[] = { "name,alias,raw,words" };
	struct show how = {
		.rec = &thing_record, .pretty = t->name[0] & 1, .cols = all, .ncols = 1,
		.term = { .tty = true, .width = 20 + (unsigned)t->name[0] % 50, .utf8 = t->name[1] & 1 },
	};
	static struct judge_json *schema;
	struct judge_json *v;

	if (!schema)
		schema = show_schema(&thing_record);
	how.schema = schema;
	v = show_json(&how, b, t, 2);
	must(judge_get(v->child, "alias") && judge_get(v->child, "words"));
	judge_free(v);
	lsys_buf_reset(b);
	show(&how, t);
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

/* The sinks: what lsys writes is safe, reversible, valid and aligned, whatever the records hold. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/str.h"
#include "fill.h"
#include "judge.h"
#include "out/error.h"
#include "out/escape.h"
#include "out/sink.h"
#include "tap.h"

static struct lsys_arena arena;
static struct lsys_buf out = LSYS_BUF_MEM;

static const char *text(void)
{
	return lsys_buf_str(&out);
}

/* --- escaping --- */

static const char *escaped(const char *s)
{
	lsys_buf_reset(&out);
	lsys_put_text(&out, s, strlen(s));
	return text();
}

static const char *quoted(const char *s)
{
	lsys_buf_reset(&out);
	lsys_put_json_str(&out, s, strlen(s));
	return text();
}

/* Random bytes, NULs too: now any, now pieces that are hard. */
static size_t hard(char *p, size_t n)
{
	size_t len = fill_text(p, n - 8);

	for (unsigned k = rnd_below(5); k--;)
		p[len++] = (char)rnd();
	return len;
}

static void test_escape(void)
{
	static const struct { const char *in, *text, *json; } row[] = {
		{ "", "", "\"\"" },
		{ "eth0", "eth0", "\"eth0\"" },
		{ "a\\b", "a\\b", "\"a\\\\b\"" },
		{ "a\nb", "a\\x0ab", "\"a\\nb\"" },
		{ "\\\n", "\\\\\\x0a", "\"\\\\\\n\"" },
		{ "\t\"", "\\x09\"", "\"\\t\\\"\"" },
		{ "\033[2J", "\\x1b[2J", "\"\\u001b[2J\"" },
		{ "\x7f", "\\x7f", "\"\\u007f\"" },
		{ "\xc2\x9b", "\\xc2\\x9b", "\"\\u009b\"" },
		{ "\xe2\x80\xae\xe2\x80\xac", "\\xe2\\x80\\xae\\xe2\\x80\\xac", "\"\\u202e\\u202c\"" },
		{ "\xf3\xa0\x81\x81", "\\xf3\\xa0\\x81\\x81", "\"\\udb40\\udc41\"" },
		{ "\xc3\xa4", "\xc3\xa4", "\"\xc3\xa4\"" },
		{ "\xff", "\\xff", "\"\\\\xff\"" },
		{ "\xc3", "\\xc3", "\"\\\\xc3\"" },
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80", "\"\\\\xed\\\\xa0\\\\x80\"" },
		{ "\\x41", "\\\\x41", "\"\\\\\\\\x41\"" },
		{ "\\xg1", "\\xg1", "\"\\\\xg1\"" },
		{ "\\\xff", "\\\\\\xff", "\"\\\\\\\\\\\\xff\"" },
	};
	char in[200], back[800];
	bool plain = true, texts = true, jsons = true, safe = true, reversible = true, valid = true, json_back = true;
	bool labels = true, wide = true,
	     cuts = true;

	for (unsigned i = 0; i < LSYS_COUNT(row); i++) {
		const char *s = escaped(row[i].in);

		if (!agree(&texts, !strcmp(s, row[i].text)))
			note("text form of row %u: %s, want %s", i, s, row[i].text);
		s = quoted(row[i].in);
		if (!agree(&jsons, !strcmp(s, row[i].json)))
			note("JSON form of row %u: %s, want %s", i, s, row[i].json);
	}
	ok(texts, "text form of known strings");
	ok(jsons, "JSON form of known strings");
	for (unsigned i = 0; i < 60000; i++) {
		size_t n = hard(in, sizeof(in)), k;
		struct judge_json *v;

		lsys_buf_reset(&out);
		lsys_put_text(&out, in, n);
		if (!agree(&safe, judge_safe(out.p ? out.p : "", out.len)))
			note_bytes("text form not safe:", in, n);
		if (out.len < sizeof(back)) {
			k = judge_unescape(out.p ? out.p : "", out.len, back);
			if (!agree(&reversible, k == n && !memcmp(back, in, n)))
				note_bytes("text form not reversible:", in, n);
		}
		/* what needs no escape gets none */
		if (judge_safe(in, n) && judge_unescape(in, n, back) == n && !memcmp(in, back, n))
			if (!agree(&plain, out.len == n && (!n || !memcmp(out.p, in, n))))
				note_bytes("escaped without need:", in, n);
		{
			unsigned columns = 0, used, limit = rnd_below(30);
			size_t at = 0, cut = lsys_text_cut(out.p ? out.p : "", out.len, limit, &used);

			while (at < out.len) {
				uint32_t c = 0;
				size_t len = judge_utf8(out.p + at, out.len - at, &c);

				at += len ? len : 1;
				columns += lsys_cp_width(c);
			}
			agree(&wide, lsys_text_width(out.p ? out.p : "", out.len) == columns);
			/* as long as it can be: one more and it is too wide */
			agree(&cuts, used <= limit && cut <= out.len &&
			      lsys_text_width(out.p ? out.p : "", cut) == used &&
				     (cut == out.len || used + 2 > limit) && judge_safe(out.p ? out.p : "", cut));
		}
		lsys_buf_reset(&out);
		lsys_put_json_str(&out, in, n);
		v = judge_parse(out.p, out.len);
		if (!agree(&valid, v && v->type == JUDGE_STRING && judge_safe(out.p, out.len))) {
			note_bytes("JSON form not valid or not safe:", out.p, out.len);
		} else if (v->len < sizeof(back)) {
			k = judge_unescape(v->text, v->len, back);
			if (!agree(&json_back, k == n && !memcmp(back, in, n)))
				note_bytes("JSON form not reversible:", in, n);
		}
		judge_free(v);
		/* a label, as its reader undoes it, is the text form */
		{
			struct lsys_buf t = LSYS_BUF_MEM;
			const char *line = NULL, *wrong;

			lsys_put_text(&t, in, n);
			lsys_buf_reset(&out);
			lsys_puts(&out, "# TYPE a gauge\na{b=");
			lsys_put_label(&out, in, n);
			lsys_puts(&out, "} 1\n# EOF\n");
			wrong = judge_metrics(text(), &line);
			k = 0;
			for (size_t at = strlen("# TYPE a gauge\na{b=\""); !wrong && text()[at] != '"'; at++) {
				at += text()[at] == '\\';
				back[k++] = text()[at];
			}
			if (!agree(&labels, !wrong && k == t.len && (!k || !memcmp(back, t.p, k))))
				note_bytes(wrong ? wrong : "label form:", text(), strlen(text()));
			lsys_buf_free(&t);
		}
	}
	ok(safe, "text form: safe on a terminal");
	ok(reversible, "text form: turned back into the bytes");
	ok(plain, "text form: plain strings stay as they are");
	ok(valid, "JSON form: valid, and safe");
	ok(json_back, "JSON form: turned back into the bytes");
	ok(labels, "label form: read back as the text form");
	ok(wide, "columns of text are the sum of its code points'");
	ok(cuts, "a cut is as long as fits, between code points");
}

/* --- a record with everything --- */

static const struct lsys_const state_rows[] = {
	{ "unknown", 0, 0 }, { "down", 1, LSYS_BAD }, { "up", 2, LSYS_GOOD }, { "802.3ad", 4, 0 },
};
static NAMES(states, "STATE_", state_rows);
static const struct lsys_const flag_rows[] = { { "one", 1, 0 }, { "two", 2, 0 }, { "six", 0x40, 0 } };
static FLAGS(flags, "F_", flag_rows);

struct lsys_stats { uint64_t rx_bytes, rx_packets; int64_t skew; };
static const struct lsys_field stats_rows[] = {
	FIELD(struct lsys_stats, rx_bytes, .unit = LSYS_U_BYTES, .metric = LSYS_M_COUNTER, .help = "bytes received"),
	FIELD(struct lsys_stats, rx_packets, .unit = LSYS_U_PACKETS, .metric = LSYS_M_COUNTER,
	      .help = "packets received"),
	FIELD(struct lsys_stats, skew, .metric = LSYS_M_GAUGE, .help = "difference"),
};
static RECORD_FULL(lsys_stats_record, "stats", struct lsys_stats, stats_rows, .help = "counters");

struct lsys_part { uint64_t has; const char *name; uint32_t id; struct lsys_ip ip; };
static const struct lsys_field part_rows[] = {
	FIELD(struct lsys_part, name, .help = "its name"),
	FIELD(struct lsys_part, id, .help = "its number"),
	FIELD(struct lsys_part, ip, .help = "its address"),
};
static RECORD(lsys_part_record, "part", struct lsys_part, part_rows, .help = "a part");

struct lsys_wheel { uint64_t has; uint16_t id; uint8_t spokes; const char *label; };
static const struct lsys_field wheel_rows[] = {
	FIELD(struct lsys_wheel, id, .help = "number of the wheel"),
	FIELD(struct lsys_wheel, spokes, .help = "how many"),
	FIELD(struct lsys_wheel, label, .help = "what it says"),
};
static RECORD(lsys_wheel_record, "wheel", struct lsys_wheel, wheel_rows, .help = "a wheel");

struct lsys_door { uint64_t has; uint16_t id; bool open; };
static const struct lsys_field door_rows[] = {
	FIELD(struct lsys_door, open, .help = "is it"),
	FIELD(struct lsys_door, id, .help = "number of the door"),
};
static void door_brief(struct lsys_buf *b, const void *obj)
{
	lsys_puts(b, ((const struct lsys_door *)obj)->open ? "open\n" : "shut\033");
}
static RECORD(lsys_door_record, "door", struct lsys_door, door_rows, .help = "a door", .brief = door_brief);

static const struct lsys_kind kind_rows[] = { { "wheel", &lsys_wheel_record }, { "door", &lsys_door_record } };
static const struct lsys_kinds kinds = { kind_rows, LSYS_COUNT(kind_rows) };

struct thing {
	uint64_t has;
	char name[16];
	const char *alias;
	uint32_t mtu, state, flags;
	uint64_t cookie, mask, both, rate, size;
	int16_t level;
	int64_t delta;
	bool good;
	struct lsys_bytes raw;
	struct lsys_lladdr mac;
	struct lsys_ip ip;
	struct lsys_ifref master;
	struct lsys_list words, numbers, states, parts;
	struct lsys_stats *stats;
	const char *kind;
	struct lsys_variant data;
	uint32_t age, hold;
	uint16_t th_other;
};

static const struct lsys_field thing_rows[] = {
	FIELD(struct thing, name, .label = 1, .help = "name"),
	FIELD(struct thing, alias, .info = 1, .help = "another \"name\""),
	FIELD(struct thing, mtu, .unit = LSYS_U_BYTES, .metric = LSYS_M_GAUGE, .help = "largest frame"),
	FIELD(struct thing, state, .names = &states, .metric = LSYS_M_GAUGE, .help = "state"),
	FIELD(struct thing, flags, .names = &flags, .metric = LSYS_M_GAUGE, .help = "flags"),
	FIELD(struct thing, cookie, .exact = 1, .info = 1, .help = "identity"),
	FIELD(struct thing, mask, .hex = 1, .help = "mask"),
	FIELD(struct thing, both, .hex = 1, .exact = 1, .help = "an identity that is shown in hexadecimal"),
	FIELD(struct thing, rate, .unit = LSYS_U_BPS, .help = "rate"),
	FIELD(struct thing, size, .unit = LSYS_U_BYTES, .help = "size"),
	FIELD(struct thing, level, .metric = LSYS_M_GAUGE, .help = "level"),
	FIELD(struct thing, delta, .exact = 1, .help = "signed identity"),
	FIELD(struct thing, good, .metric = LSYS_M_GAUGE, .help = "is it good"),
	FIELD(struct thing, raw, .help = "bytes"),
	FIELD_AS(struct thing, "address", mac, .info = 1, .help = "address"),
	FIELD(struct thing, ip, .help = "IP address"),
	FIELD(struct thing, master, .label = 1, .help = "master"),
	VALUES(struct thing, words, const char *, .help = "words"),
	VALUES(struct thing, numbers, uint16_t, .help = "numbers"),
	VALUES(struct thing, states, uint8_t, .names = &states, .help = "states"),
	LIST_OF(struct thing, parts, part, .help = "parts"),
	REC(struct thing, stats, stats, .help = "counters"),
	FIELD(struct thing, kind, .help = "kind"),
	VARIANT(struct thing, data, &kinds, "kind", .help = "what the kind has"),
	FIELD(struct thing, age, .unit = LSYS_U_CENTISECONDS, .metric = LSYS_M_GAUGE, .help = "age"),
	FIELD(struct thing, hold, .unit = LSYS_U_MILLISECONDS, .metric = LSYS_M_GAUGE, .help = "hold time"),
	FIELD_AS(struct thing, "other", th_other, .help = "under its C name, too"),
};
static RECORD(thing_record, "thing", struct thing, thing_rows, .prefix = "th_", .help = "a thing");

static const char *const words[] = { "a b", "\xff", "c" };
static const uint16_t numbers[] = { 0, 65535 };
static const uint8_t some_states[] = { 2, 9 };
static const struct lsys_part parts[] = {
	{ .has = 7, .name = "one", .id = 1, .ip = { AF_INET, { 10, 0, 0, 1 } } }, { .has = 2, .id = 2 },
	{ .has = 3, .name = "three\n", .id = 3 },
};
static struct lsys_stats stats = { 10240, UINT64_MAX, -5 };
static struct lsys_wheel wheel = { 7, 7, 8, "round" };
static struct lsys_door door = { 3, 9, true };

static struct thing known(void)
{
	return (struct thing){
		.has = ((uint64_t)1 << LSYS_COUNT(thing_rows)) - 1,
		.name = "eth0", .alias = "the \"first\"", .mtu = 1500, .state = 2, .flags = 0x83,
		.cookie = (uint64_t)1 << 60, .mask = 0xff, .both = 0xabc, .rate = 1000000, .size = 10240, .level = -3,
		.delta = -7, .good = true, .raw = { "\0\xff", 2 }, .mac = { 6, { 2, 0, 0, 0, 0, 1 }, 0 },
		.ip = { AF_INET6, { [15] = 1 } }, .master = { 4, "br0" }, .words = { words, 3 },
		.numbers = { numbers, 2 }, .states = { some_states, 2 }, .parts = { parts, 3 }, .stats = &stats,
		.kind = "wheel", .data = { &lsys_wheel_record, &wheel }, .age = 12345, .hold = 1005, .th_other = 77,
	};
}

static struct thing random_thing(void)
{
	struct thing t = { 0 };

	fill(&thing_record, &t, &arena);
	return t;
}

/* --- JSON --- */

static struct lsys_cols cols_of(const char *list)
{
	struct lsys_cols c = { 0 };
	struct lsys_err e = { 0 };

	if (lsys_cols_parse(&thing_record, &list, 1, &c, &arena, &e) < 0)
		note("columns %s: %s: %s", list, e.object, e.msg);
	return c;
}

static const char *json_of(const struct thing *t, const char *columns, int depth)
{
	struct lsys_cols c = { 0 };

	lsys_buf_reset(&out);
	if (columns)
		c = cols_of(columns);
	lsys_put_json(&out, &thing_record, t, columns ? lsys_cols_want(&c, &arena) : NULL, depth);
	return text();
}

/* Without the blanks outside strings. */
static size_t squeeze(const char *s, char *o)
{
	size_t n = 0;

	for (bool in = false; *s; s++) {
		if (*s == '"')
			in = !in;
		if (in || (*s != ' ' && *s != '\n'))
			o[n++] = *s;
		if (in && *s == '\\')
			o[n++] = *++s;
	}
	o[n] = '\0';
	return n;
}

static void test_json(void)
{
	struct thing t = known(), none = { 0 };
	struct lsys_json j;
	struct judge_json *schema, *v;
	const char *why = "";
	char *compact = malloc(1 << 20), *squeezed = malloc(1 << 20);
	bool valid = true, pretty = true, lines = true, follows = true, arrays = true;

	same_str(json_of(&t, NULL, -1),
		 "{\"name\":\"eth0\",\"alias\":\"the \\\"first\\\"\",\"mtu\":1500,\"state\":\"up\",\"flags\":[\"one\",\"two\",\"0x80\"],"
		 "\"cookie\":\"1152921504606846976\",\"mask\":\"0xff\",\"both\":\"0xabc\",\"rate\":1000000,\"size\":10240,\"level\":-3,"
		 "\"delta\":\"-7\",\"good\":true,\"raw\":\"0x00ff\",\"address\":\"02:00:00:00:00:01\",\"ip\":\"::1\",\"master\":\"br0\","
		 "\"master_index\":4,\"words\":[\"a b\",\"\\\\xff\",\"c\"],\"numbers\":[0,65535],\"states\":[\"up\",\"9\"],\"parts\":["
		 "{\"name\":\"one\",\"id\":1,\"ip\":\"10.0.0.1\"},{\"id\":2},{\"name\":\"three\\n\",\"id\":3}],"
		 "\"stats\":{\"rx_bytes\":10240,\"rx_packets\":18446744073709551615,\"skew\":-5},\"kind\":\"wheel\","
		 "\"data\":{\"id\":7,\"spokes\":8,\"label\":\"round\"},\"age\":12345,\"hold\":1005,\"other\":77}",
		 "a known record");
	same_str(json_of(&none, NULL, -1), "{}", "an empty record");
	same_str(json_of(&none, NULL, 0), "{}", "an empty record, pretty");
	t.master.name[0] = '\0';
	t.flags = 0;
	t.words.n = 0;
	same_str(json_of(&t, "master,flags,words", -1), "{\"flags\":[],\"master_index\":4,\"words\":[]}",
		 "values that are empty are there");
	same_str(json_of(&t, "name,flags", 0), "{\n  \"name\": \"eth0\",\n  \"flags\": []\n}", "pretty");
	same_str(json_of(&t, "stats.skew,parts.id,data.id", -1),
		 "{\"parts\":[{\"id\":1},{\"id\":2},{\"id\":3}],\"stats\":{\"skew\":-5},"
		 "\"data\":{\"id\":7}}", "chosen members");
	same_str(json_of(&t, "stats", -1),
		 "{\"stats\":{\"rx_bytes\":10240,\"rx_packets\":18446744073709551615,\"skew\":-5}}",
		 "a chosen whole");
	same_str(json_of(&t, "data.open", -1), "{\"data\":{}}", "a member that this kind does not have");
	same_str(json_of(&t, "mac,th_other", -1), "{\"address\":\"02:00:00:00:00:01\",\"other\":77}",
		 "members chosen by their C names");

	lsys_buf_reset(&out);
	lsys_put_schema(&out, &thing_record, "things \"of\" all kinds");
	schema = judge_parse(out.p, out.len);
	if (!schema)
		note_bytes("schema", out.p, out.len);
	ok(schema != NULL, "the schema is JSON");
	has_str(text(),
		"\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"things \\\"of\\\" all kinds\"",
		"and says which");

	for (unsigned i = 0; i < 4000; i++) {
		lsys_arena_free(&arena);
		t = i ? random_thing() : known();
		json_of(&t, NULL, -1);
		memcpy(compact, text(), out.len + 1);
		v = judge_parse(out.p, out.len);
		if (!agree(&valid, v && v->type == JUDGE_OBJECT && judge_safe(out.p, out.len)))
			note_bytes("not valid, or not safe:", out.p, out.len);
		judge_free(v);
		agree(&lines, !strchr(compact, '\n'));
		lsys_buf_reset(&out);
		lsys_json_init(&j, &out, false, i % 2);
		agree(&arrays, !lsys_emit(&j.sink, &thing_record, &t) && !lsys_emit(&j.sink, &thing_record, &none) &&
		      !j.sink.end(&j.sink) &&
			       j.n == 2);
		v = judge_parse(out.p, out.len);
		agree(&arrays, v && v->type == JUDGE_ARRAY && v->child && v->child->next && !v->child->next->next &&
			       out.p[out.len - 1] == '\n');
		if (v && schema && !agree(&follows, judge_fits(v, judge_get(schema, "items") ? schema : v, &why)))
			note("the schema does not allow %s in %.300s", why, compact);
		judge_free(v);
		json_of(&t, NULL, 3);
		squeeze(text(), squeezed);
		if (!agree(&pretty, !strcmp(squeezed, compact)))
			note_bytes("pretty is another record:", squeezed, strlen(squeezed));
	}
	judge_free(schema);
	free(compact);
	free(squeezed);
	ok(valid, "every record is valid JSON, and safe");
	ok(lines, "and one line");
	ok(arrays, "records are an array");
	ok(follows, "which is what the schema says");
	ok(pretty, "pretty JSON is the same but for blanks");

	t = known();
	lsys_buf_reset(&out);
	lsys_json_init(&j, &out, false, false);
	j.sink.end(&j.sink);
	same_str(text(), "[]\n", "no record is an empty array");
	lsys_buf_reset(&out);
	lsys_json_init(&j, &out, true, true);
	j.sink.end(&j.sink);
	same_str(text(), "", "or no line");
	lsys_buf_reset(&out);
	lsys_json_init(&j, &out, false, false);
	lsys_emit(&j.sink, &thing_record, &t);
	j.sink.failed = true;
	j.sink.end(&j.sink);
	ok(text()[0] == '[' && !strchr(text(), '\n'), "the array of a failed report is not closed");
	{
		struct lsys_cols c = cols_of("name");

		lsys_buf_reset(&out);
		lsys_json_init(&j, &out, true, true);
		j.sink.want = lsys_cols_want(&c, &arena);
		lsys_emit(&j.sink, &thing_record, &t);
		lsys_emit(&j.sink, &thing_record, &t);
		j.sink.end(&j.sink);
		same_str(text(), "{\"name\":\"eth0\"}\n{\"name\":\"eth0\"}\n", "a line for each record");
		lsys_buf_reset(&out);
		lsys_json_init(&j, &out, false, true);
		j.sink.want = lsys_cols_want(&c, &arena);
		lsys_emit(&j.sink, &thing_record, &t);
		lsys_emit(&j.sink, &thing_record, &t);
		j.sink.end(&j.sink);
		same_str(text(), "[\n  {\n    \"name\": \"eth0\"\n  },\n  {\n    \"name\": \"eth0\"\n  }\n]\n",
			 "a pretty array");
	}
	{
		struct lsys_buf full;
		int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);

		lsys_buf_fd(&full, fd);
		lsys_json_init(&j, &full, true, false);
		j.sink.flush = true;
		same(lsys_emit(&j.sink, &thing_record, &t), -ENOSPC, "a full disk is seen at once by whoever flushes");
		same(j.sink.end(&j.sink), -ENOSPC, "and at the end");
		lsys_buf_free(&full);
		close(fd);
	}
	lsys_arena_free(&arena);
}

/* --- OpenMetrics --- */

static void test_metrics(void)
{
	struct thing t = known();
	struct lsys_metrics m;
	const char *line = "", *wrong;
	bool good = true;

	lsys_buf_reset(&out);
	lsys_metrics_init(&m, &out, &arena);
	lsys_emit(&m.sink, &thing_record, &t);
	strcpy(t.name, "b\"\\\n");
	t.has = 1 | 4 | 8;
	lsys_emit(&m.sink, &thing_record, &t);
	same(m.sink.end(&m.sink), 0, "OpenMetrics of two records");
	wrong = judge_metrics(text(), &line);
	if (wrong)
		note("%s: %.*s", wrong, (int)strcspn(line, "\n"), line);
	ok(!wrong, "is valid");
	has_str(text(), "# TYPE lsys_thing info\n# HELP lsys_thing a thing\n"
		"lsys_thing_info{name=\"eth0\",master=\"br0\",alias=\"the \\\"first\\\"\",cookie=\"1152921504606846976\","
		"address=\"02:00:00:00:00:01\"} 1\nlsys_thing_info{name=\"b\\\"\\\\\\\\\\\\x0a\"} 1\n",
		"what they are");
	has_str(text(),
		"# TYPE lsys_thing_mtu_bytes gauge\n# UNIT lsys_thing_mtu_bytes bytes\n# HELP lsys_thing_mtu_bytes largest frame\n"
		"lsys_thing_mtu_bytes{name=\"eth0\",master=\"br0\"} 1500\nlsys_thing_mtu_bytes{name=\"b\\\"\\\\\\\\\\\\x0a\"} 1500\n",
		"a gauge with its unit, samples of both together");
	has_str(text(), "lsys_thing_state{name=\"eth0\",master=\"br0\",lsys_thing_state=\"up\"} 1\n",
		"the state it is in");
	has_str(text(), "lsys_thing_state{name=\"eth0\",master=\"br0\",lsys_thing_state=\"down\"} 0\n",
		"and the ones it is not in");
	has_str(text(), "lsys_thing_flags{name=\"eth0\",master=\"br0\",lsys_thing_flags=\"two\"} 1\n", "a flag");
	has_str(text(), "lsys_thing_rx_bytes_total{name=\"eth0\",master=\"br0\"} 10240\n",
		"a counter of a nested record");
	has_str(text(), "lsys_thing_rx_packets_total{name=\"eth0\",master=\"br0\"} 18446744073709551615\n",
		"the largest number");
	has_str(text(), "lsys_thing_skew{name=\"eth0\",master=\"br0\"} -5\n", "a negative one");
	has_str(text(), "lsys_thing_age_seconds{name=\"eth0\",master=\"br0\"} 123.45\n", "centiseconds in seconds");
	has_str(text(), "lsys_thing_hold_seconds{name=\"eth0\",master=\"br0\"} 1.005\n", "milliseconds in seconds");
	has_str(text(), "lsys_thing_good{name=\"eth0\",master=\"br0\"} 1\n", "a bool");

	for (unsigned i = 0; i < 300; i++) {
		lsys_arena_free(&arena);
		lsys_buf_reset(&out);
		lsys_metrics_init(&m, &out, &arena);
		for (unsigned k = 0; k < 1 + i % 8; k++) {
			t = random_thing();
			/* labels tell them apart */
			snprintf(t.name, sizeof(t.name), "%c\n%u", (char)(128 + rnd_below(128)), k);
			t.has |= 1;
			agree(&good, !lsys_emit(&m.sink, &thing_record, &t));
		}
		agree(&good, !m.sink.end(&m.sink));
		wrong = judge_metrics(text(), &line);
		if (!agree(&good, !wrong))
			note("%s: %.*s", wrong, (int)strcspn(line, "\n"), line);
	}
	ok(good, "of random records it is valid, too");
	lsys_arena_free(&arena);
	lsys_buf_reset(&out);
	lsys_metrics_init(&m, &out, &arena);
	for (unsigned i = 0; i < 1000; i++) {
		t = known();
		snprintf(t.name, sizeof(t.name), "n%u", i % 500);
		t.mtu = i;
		lsys_emit(&m.sink, &thing_record, &t);
	}
	m.sink.end(&m.sink);
	ok(!judge_metrics(text(), &line) && strstr(text(), "{name=\"n499\",master=\"br0\"} 499\n") && !strstr(text(), "} 500\n"),
	   "what has the same labels comes once");
	t = known();
	for (int i = 0; i < 2; i++) {
		struct lsys_cols c = cols_of(i ? "stats.rx_bytes,alias" : "mtu");

		lsys_buf_reset(&out);
		lsys_metrics_init(&m, &out, &arena);
		m.sink.want = lsys_cols_want(&c, &arena);
		lsys_emit(&m.sink, &thing_record, &t);
		m.sink.end(&m.sink);
		ok(!judge_metrics(text(), &line), "chosen columns are valid");
		ok((strstr(text(), "_mtu_bytes{") != NULL) == !i && (strstr(text(), "_rx_bytes_total{") != NULL) == i &&
		   (strstr(text(), "thing_info{") != NULL) == i && !strstr(text(), "skew"), "and nothing else");
	}
	lsys_buf_reset(&out);
	lsys_metrics_init(&m, &out, &arena);
	lsys_emit(&m.sink, &thing_record, &t);
	m.sink.failed = true;
	m.sink.end(&m.sink);
	same_str(text(), "", "of a failed report there is nothing");
	lsys_arena_free(&arena);
	lsys_buf_reset(&out);
	lsys_metrics_init(&m, &out, &arena);
	m.sink.end(&m.sink);
	same_str(text(), "# EOF\n", "of none it is the end");
	lsys_arena_free(&arena);
}

/* --- the table --- */

#define GRID_MAX 4000
#define LINES_MAX 24

/* A line by terminal columns: what stands in each, ' ' or not. */
struct grid { unsigned n; char at[GRID_MAX]; };

static void grid_of(struct grid *g, const char *s, size_t n)
{
	g->n = 0;
	memset(g->at, ' ', sizeof(g->at));
	for (size_t i = 0; i < n;) {
		uint32_t c = 0;
		size_t len = judge_utf8(s + i, n - i, &c);

		for (unsigned w = lsys_cp_width(c); w-- && g->n < GRID_MAX;)
			g->at[g->n++] = c == ' ' ? ' ' : 'x';
		i += len ? len : 1;
	}
}

struct cell_row { uint64_t has; const char *a, *b, *c, *d; uint32_t n, m; };
static const struct lsys_field cell_rows[] = {
	FIELD(struct cell_row, a), FIELD(struct cell_row, n), FIELD(struct cell_row, b),
	FIELD(struct cell_row, m), FIELD(struct cell_row, c), FIELD(struct cell_row, d),
};
static RECORD(cell_record, "cell", struct cell_row, cell_rows);
static const char *const cell_titles[] = { "A", "NUMBER", "BROAD", "M", "CC", "DEEP" };

/* A word without blanks, of some columns: wide and combining characters, and what must be escaped. */
static const char *cell_word(unsigned most)
{
	static const char *const piece[] = {
		"a", "bc", "\xe4\xb8\xad", "e\xcc\x81", "\xf0\x9f\x98\x80", "\xc3\xa4", "\033", "0",
	};
	char t[200], *at = t;

	for (unsigned k = 1 + rnd_below(most); k-- && at < t + sizeof(t) - 8;)
		at = stpcpy(at, piece[rnd_below(LSYS_COUNT(piece))]);
	return lsys_arena_strndup(&arena, t, (size_t)(at - t));
}

static void test_table(void)
{
	bool fits = true, aligned = true, complete = true, order = true, safe = true, ends = true;

	for (unsigned i = 0; i < 6000; i++) {
		static struct grid g[LINES_MAX];
		struct lsys_col col[LSYS_COUNT(cell_rows)] = { { 0 } };
		struct cell_row rows[LINES_MAX] = { { 0 } };
		unsigned n = rnd_below(LINES_MAX - 1), least = 0, lines = 0, last_seen = 0;
		unsigned natural[LSYS_COUNT(cell_rows)];
		bool seen[LSYS_COUNT(cell_rows)] = { false };
		struct lsys_term term = { .tty = true, .utf8 = i % 2, .width = i % 20 ? 20 + rnd_below(181) : 0 };
		struct lsys_table t;
		const char *line, *heading;

		lsys_arena_free(&arena);
		lsys_buf_reset(&out);
		for (unsigned k = 0; k < LSYS_COUNT(col); k++) {
			col[k] = (struct lsys_col){
				.path = cell_rows[k].name, .field = &cell_rows[k], .title = cell_titles[k],
				.prio = k ? rnd_below(4) : 0, .flex = cell_rows[k].type == LSYS_T_STR && !rnd_below(2),
			};
			natural[k] = (unsigned)strlen(cell_titles[k]);
		}
		lsys_table_init(&t, &out, &arena, term, (struct lsys_cols){ col, LSYS_COUNT(col) });
		for (unsigned r = 0; r < n; r++) {
			const char **s[] = { &rows[r].a, &rows[r].b, &rows[r].c, &rows[r].d };

			rows[r].has = rnd() & 0x3f;
			rows[r].n = (uint32_t)rnd_any();
			rows[r].m = rnd_below(1000);
			for (unsigned k = 0; k < LSYS_COUNT(s); k++)
				*s[k] = cell_word(1 + rnd_below(30));
			lsys_emit(&t.sink, &cell_record, &rows[r]);
			for (unsigned k = 0; k < LSYS_COUNT(col); k++) {
				struct lsys_buf raw = LSYS_BUF_MEM, b = LSYS_BUF_MEM;

				if (lsys_put_cell(&raw, &cell_record, &rows[r], &col[k], NULL))
					lsys_put_text(&b, raw.p, raw.len);
				if (lsys_text_width(lsys_buf_str(&b), b.len) > natural[k])
					natural[k] = lsys_text_width(b.p, b.len);
				lsys_buf_free(&raw);
				lsys_buf_free(&b);
			}
		}
		for (unsigned k = 0; k < LSYS_COUNT(col); k++)
			if (!col[k].prio)
				least += (least ? 2 : 0) + (col[k].flex && natural[k] > 4 ? 4 : natural[k]);
		agree(&complete, !t.sink.end(&t.sink));
		heading = text();
		for (line = heading; *line && lines < LINES_MAX; line += strcspn(line, "\n") + 1) {
			size_t len = strcspn(line, "\n");

			agree(&safe, judge_safe(line, len) && line[len] == '\n');
			agree(&ends, !len || line[len - 1] != ' ');
			grid_of(&g[lines++], line, len);
			/* the columns that always stay need so much; if they fit, a layout that fits can be had */
			if (term.width && least <= term.width && !agree(&fits, g[lines - 1].n <= term.width))
				note("width %u, could be %u, is %u: %.*s", term.width, least, g[lines - 1].n, (int)len,
				     line);
		}
		agree(&complete, lines == n + 1);
		/* which columns are there, and where do they begin? */
		for (unsigned at = 0; at < g[0].n;) {
			unsigned end = at, k = last_seen;
			const char *word;

			if (g[0].at[at] == ' ') {
				at++;
				continue;
			}
			while (end < g[0].n && g[0].at[end] != ' ')
				end++;
			/* a title may be cut, but not to nothing; those before it in the order were left out */
			word = heading;
			{
				unsigned skip_to = 0;

				for (; skip_to < at; word++)
					skip_to += ((unsigned char)*word & 0xc0) != 0x80;
			}
			while (k < LSYS_COUNT(col) && strncmp(word, col[k].title, 1) != 0)
				k++;
			if (!agree(&complete, k < LSYS_COUNT(col))) {
				note("a heading that nobody asked for: %.*s", (int)strcspn(heading, "\n"), heading);
				break;
			}
			seen[k] = true;
			last_seen = k + 1;
			for (unsigned r = 0; r < lines; r++) {
				bool number = col[k].field->type == LSYS_T_UINT;
				const char *x = g[r].at;
				bool right = x[end - 1] != ' ' && x[end] == ' ' && x[end + 1] == ' ';
				bool left = x[at] != ' ' && (!at || (x[at - 1] == ' ' && x[at - 2] == ' '));

				if (!agree(&aligned, number ? right : left))
					note("width %u, line %u, column %s is not at %u: %.300s", term.width, r,
					     col[k].title, at, heading);
			}
			at = end;
		}
		for (unsigned k = 0; k < LSYS_COUNT(col); k++) {
			if (!agree(&order, seen[k] || (col[k].prio && term.width)))
				note("width %u: column %s always stays, and is gone", term.width, col[k].title);
			for (unsigned x = 0; x < LSYS_COUNT(col); x++)
				if (seen[k] && !seen[x] && !agree(&order, col[x].prio >= col[k].prio))
					note("width %u: column %s (%u) left before %s (%u)", term.width, col[x].title,
					     col[x].prio, col[k].title, col[k].prio);
		}
		/* without a limit nothing is cut */
		for (unsigned r = 0; r < n && !term.width; r++) {
			struct lsys_buf b = LSYS_BUF_MEM;

			lsys_put_text(&b, rows[r].d, strlen(rows[r].d));
			agree(&complete, !(rows[r].has >> 5 & 1) || strstr(heading, lsys_buf_str(&b)));
			lsys_buf_free(&b);
		}
	}
	ok(safe, "a table is safe lines");
	ok(ends, "no line ends in blanks");
	ok(fits, "a table fits the terminal if it can");
	ok(aligned, "columns are aligned, wide and combining characters too");
	ok(order, "columns leave by their rank");
	ok(complete, "nothing else is lost");
	lsys_arena_free(&arena);
}

static const char *table_of(const char *columns, struct lsys_term term, unsigned what, const struct thing *t,
			    unsigned n)
{
	struct lsys_cols c = cols_of(columns);
	struct lsys_col *col = (struct lsys_col *)(uintptr_t)c.p;
	struct lsys_table table;

	lsys_buf_reset(&out);
	for (unsigned i = 0; i < c.n; i++)
		col[i].sparse = what & 2;
	lsys_table_init(&table, &out, &arena, term, c);
	table.no_heading = what & 1;
	table.hard = what & 4;
	for (unsigned i = 0; i < n; i++)
		lsys_emit(&table.sink, &thing_record, &t[i]);
	table.sink.end(&table.sink);
	return text();
}

static void test_known_tables(void)
{
	struct thing t[2] = { known(), known() };
	struct lsys_term none = { 0 }, color = { .tty = true, .color = true };

	strcpy(t[1].name, "a\nb");
	t[1].mtu = 9;
	t[1].has = 1 | 4;
	same_str(table_of("name,mtu,state", none, 0, t, 2), "NAME     MTU  STATE\neth0    1500  up\na\\x0ab     9  -\n",
		 "a known table");
	same_str(table_of("name,mtu", none, 1, t, 2), "eth0    1500\na\\x0ab     9\n", "without a heading");
	same_str(table_of("NAME,state,kind", none, 2, t + 1, 1), "NAME\na\\x0ab\n",
		 "columns that no record has may be left out");
	same_str(table_of("name", none, 0, t, 0), "NAME\n", "no record is a heading");
	same_str(table_of("name", none, 1, t, 0), "", "or nothing");
	same_str(table_of("state,good", color, 1, t, 2), "\033[32mup\033[0m  yes\n\033[2m-\033[0m   \033[2m-\033[0m\n",
		 "in colour");
	same_str(table_of("data.id,data.spokes,data.open,stats.skew,stats.rx_bytes,rate,size,master,flags", none, 1,
			  t, 1),
		 "7  8  -  -5  10K  976K  10240  br0  one,two,0x80\n", "members of what is inside");
	same_str(table_of("parts.id", none, 1, t, 1), "1 2 3\n", "a member of every element");
	same_str(table_of("parts.name", none, 1, t, 1), "one three\\x0a\n", "of those that have it");
	same_str(table_of("parts.ip", none, 1, t, 1), "10.0.0.1\n", "of the only one that has it");
	t[0].parts = (struct lsys_list){ parts + 1, 1 };
	same_str(table_of("parts.name", none, 1, t, 1), "-\n", "of none that has it");
	same_str(table_of("data,stats", none, 1, t, 1), "7  10240\n", "a whole record in a word");
	same_str(table_of("name,alias,state", (struct lsys_term){ .tty = true, .width = 12 }, 5, t, 1), "eth0  the \"+\n",
		 "no wider than the screen, if that is a must");
	same_str(table_of("name,alias,state", (struct lsys_term){ .tty = true, .width = 3 }, 5, t, 1), "et+\n",
		 "however small it is");
	t[0].words.n = 0;
	t[0].alias = "";
	same_str(table_of("words,alias", none, 1, t, 1), "-  -\n", "what is empty is a dash");
	lsys_arena_free(&arena);
}

/* --- details --- */

static const char *details_of(const struct thing *t, const char *columns)
{
	struct lsys_cols c = { 0 };
	struct lsys_term term = { 0 };

	lsys_buf_reset(&out);
	if (columns)
		c = cols_of(columns);
	lsys_put_details(&out, &thing_record, t, columns ? lsys_cols_want(&c, &arena) : NULL, 2, term);
	return text();
}

static void test_details(void)
{
	struct thing t = known();
	bool safe = true, whole = true;

	same_str(details_of(&t, "name,alias,size,mtu"),
		 "  name                 eth0\n  alias                the \"first\"\n  mtu                  1500\n  size                 10240 (10K)\n",
		 "details: a line for each row");
	same_str(details_of(&t, "stats.skew,data"),
		 "  stats\n    skew                 -5\n  data\n    id                   7\n    spokes               8\n    label                round\n",
		 "what is inside stands deeper");
	same_str(details_of(&t, "parts,words"),
		 "  words                a b \\xff c\n"
		 "  parts                one\n                       2\n                       three\\x0a\n", "lists");
	same_str(details_of(&t, "age"), "  age                  12345 (123.45 s)\n", "seconds, where the kernel has hundredths");
	t.kind = "door";
	t.data = (struct lsys_variant){ &lsys_door_record, &door };
	same_str(details_of(&t, "data"), "  data                 open\\x0a\n", "what can be said in a word is");
	t.alias = "";
	t.words.n = 0;
	same_str(details_of(&t, "alias,words"), "  alias                -\n  words                -\n",
		 "what is empty is a dash");
	t.has = 0;
	same_str(details_of(&t, NULL), "", "what is absent is not there");
	for (unsigned i = 0; i < 4000; i++) {
		unsigned rows = 0;
		const char *line;

		lsys_arena_free(&arena);
		t = random_thing();
		for (unsigned k = 0; k < thing_record.n; k++)
			rows += lsys_has(&thing_record, &t, k);
		for (line = details_of(&t, NULL); *line; line += strcspn(line, "\n") + 1) {
			size_t n = strcspn(line, "\n");

			if (!agree(&safe, judge_safe(line, n) && line[n] == '\n'))
				note_bytes("not safe:", line, n);
			if (strspn(line, " ") == 2)
				rows--;
		}
		agree(&whole, !rows);
	}
	ok(safe, "details are safe lines");
	ok(whole, "with every row that is present");
	lsys_arena_free(&arena);
}

/* --- columns --- */

static unsigned npaths;
static char path[200][64];

static bool note_path(void *arg, const char *p, const struct lsys_field *f)
{
	bool *good = arg;

	for (unsigned i = 0; i < npaths; i++)
		if (!agree(good, strcmp(path[i], p) != 0))
			note("a second time: %s", p);
	snprintf(path[npaths++], sizeof(path[0]), "%s", p);
	return !f;
}

static bool stop(void *arg, const char *p, const struct lsys_field *f)
{
	(void)p;
	(void)f;
	++*(unsigned *)arg;
	return true;
}

static int refused(const char *list, struct lsys_err *e)
{
	struct lsys_cols c;

	memset(e, 0, sizeof(*e));
	return lsys_cols_parse(&thing_record, &list, 1, &c, &arena, e);
}

static void test_columns(void)
{
	static const char *const wrong[] = {
		"", ",", "name,", ",name", "name,,mtu", "nam", "name.x", "stats.", ".stats", "stats..skew", "stats.x",
		"data.x", "words.x", "parts.x", "stats.skew.x", "name ", " name", "th_", "master.name",
	};
	static const char *const list[] = { "name,MTU", "stats.rx_bytes", "Data.Label" };
	const struct lsys_want *sub = NULL;
	struct lsys_cols c;
	struct lsys_err e;
	bool good = true;
	unsigned n = 0;

	same(lsys_cols_parse(&thing_record, list, 3, &c, &arena, &e), 0, "paths of columns, in capitals too");
	ok(c.n == 4 && !strcmp(c.p[1].path, "mtu") && !strcmp(c.p[1].title, "MTU") && c.p[2].field == &stats_rows[0] &&
	   !strcmp(c.p[3].path, "data.label") && !strcmp(c.p[3].title, "DATA.LABEL"), "are columns with titles");
	for (unsigned i = 0; i < LSYS_COUNT(wrong); i++)
		if (!agree(&good, refused(wrong[i], &e) == -EINVAL && e.usage))
			note("taken: \"%s\"", wrong[i]);
	ok(good, "wrong paths are refused");
	refused("name,stats.rx_byte", &e);
	ok(!strcmp(e.object, "stats.rx_byte") && strstr(e.msg, "did you mean stats.rx_bytes?"),
	   "by name, with the nearest right one");
	refused("entirely-else", &e);
	has_str(e.msg, "--list-columns", "or where to look");
	same(lsys_cols_parse(&thing_record, NULL, 0, &c, &arena, &e), 0, "no paths");
	same_u(c.n, 0, "are no columns");

	/* every path that is listed is one */
	good = true;
	lsys_each_path(&thing_record, note_path, &good);
	ok(good, "no path is listed twice");
	good = npaths > thing_record.n;
	for (unsigned i = 0; i < npaths; i++)
		if (!agree(&good, !refused(path[i], &e)))
			note("%s is listed, and refused", path[i]);
	ok(good, "every path that is listed is taken");
	ok(lsys_each_path(&thing_record, stop, &n) && n == 1, "a walk over paths can be stopped");
	lsys_buf_reset(&out);
	lsys_put_columns(&out, &thing_record, 10);
	has_str(text(), "\nmtu         largest frame\n", "a list of columns with their help");
	has_str(text(), "\nstats.rx_packets  packets received\n", "also where the path is long");
	n = 0;
	for (const char *s = text(); *s; s = strchr(s, '\n') + 1)
		n++;
	good = true;
	for (const char *s = text(); *s; s = strchr(s, '\n') + 1) {
		size_t len = strcspn(s, " ");

		for (const char *q = strchr(s, '\n') + 1; *q; q = strchr(q, '\n') + 1)
			if (!agree(&good, strncmp(s, q, len + 1) != 0))
				note("%.*s twice", (int)len, s);
	}
	ok(good && n == npaths, "a line for each, and one only");

	c = cols_of("name,stats.skew,stats.rx_bytes");
	{
		const struct lsys_want *w = lsys_cols_want(&c, &arena);

		ok(w && lsys_wanted(w, "name", &sub) && !sub, "a column is wanted as a whole");
		ok(w && lsys_wanted(w, "stats", &sub) && sub && lsys_wanted(sub, "skew", &sub) && !sub,
		   "or a part of it is");
		ok(w && lsys_wanted(w, "stats", &sub) && !lsys_wanted(sub, "rx_packets", &sub),
		   "and another part is not");
		ok(w && !lsys_wanted(w, "mtu", &sub), "nor is what nobody named");
	}
	ok(lsys_wanted(NULL, "mtu", &sub), "without a choice everything is");
	lsys_arena_free(&arena);
}

/* --- failures in words, the terminal --- */

static const char *words_of(const struct lsys_err *e)
{
	lsys_buf_reset(&out);
	lsys_put_err(&out, e);
	return text();
}

static void test_error(void)
{
	struct lsys_err e;

	lsys_err_set(&e, ENODEV, "dump links", "eth0\n");
	same_str(words_of(&e), "dump links eth0\\x0a: No such device", "a failure in words, its object escaped");
	lsys_err_set(&e, ENODEV, NULL, NULL);
	same_str(words_of(&e), "No such device", "without operation and object");
	lsys_err_set(&e, EINVAL, "set", NULL);
	strcpy(e.msg, "mtu greater than \033[1mmaximum");
	same_str(words_of(&e), "set: Invalid argument (mtu greater than \\x1b[1mmaximum)",
		 "with the kernel's words, escaped");
	strcpy(e.attr, "mtu");
	same_str(words_of(&e), "set: Invalid argument (mtu greater than \\x1b[1mmaximum; at mtu)", "and the attribute");
	e.msg[0] = '\0';
	same_str(words_of(&e), "set: Invalid argument (at mtu)", "or only that");
	lsys_err_usage(&e, "--x", "unknown option");
	same_str(words_of(&e), "--x: unknown option", "a mistake of the user");
	lsys_err_msg(&e, EIO, "read", "f", "cut short");
	same_str(words_of(&e), "read f: cut short", "in our own words");
}

static void test_term(void)
{
	static const char *const vars[] = { "COLUMNS", "NO_COLOR", "TERM", "LC_ALL", "LC_CTYPE", "LANG" };
	struct winsize ws = { .ws_row = 24, .ws_col = 123 };
	int pty = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), p[2];
	struct lsys_term t;

	for (unsigned i = 0; i < LSYS_COUNT(vars); i++)
		unsetenv(vars[i]);
	same(pipe2(p, O_CLOEXEC), 0, "(a pipe)");
	setenv("COLUMNS", "99", 1);
	setenv("TERM", "xterm", 1);
	t = lsys_term_of(p[1]);
	ok(!t.tty && !t.color && !t.width && !t.utf8, "a pipe is no terminal, whatever the environment says");
	t = lsys_term_of(-1);
	ok(!t.tty && !t.width, "nor is a bad descriptor");
	close(p[0]);
	close(p[1]);
	unsetenv("COLUMNS");
	unsetenv("TERM");
	if (pty < 0 || grantpt(pty) || unlockpt(pty)) {
		skip("a terminal's properties", "no pseudo-terminals here");
		return;
	}
	t = lsys_term_of(pty);
	ok(t.tty && t.width == 80 && !t.color && !t.utf8, "a terminal without a size has 80 columns");
	setenv("COLUMNS", "99", 1);
	same_u(lsys_term_of(pty).width, 99, "or what COLUMNS says");
	setenv("COLUMNS", "0", 1);
	same_u(lsys_term_of(pty).width, 80, "unless it is nonsense");
	setenv("COLUMNS", "99999999999999999999", 1);
	same_u(lsys_term_of(pty).width, 80, "of any kind");
	setenv("COLUMNS", "99", 1);
	ioctl(pty, TIOCSWINSZ, &ws);
	same_u(lsys_term_of(pty).width, 123, "a size counts more");
	setenv("TERM", "xterm", 1);
	ok(lsys_term_of(pty).color, "a terminal with a name has colours");
	setenv("NO_COLOR", "1", 1);
	ok(!lsys_term_of(pty).color, "not with NO_COLOR");
	setenv("NO_COLOR", "", 1);
	ok(lsys_term_of(pty).color, "an empty one does not count");
	setenv("TERM", "dumb", 1);
	ok(!lsys_term_of(pty).color, "a dumb one has none");
	setenv("LANG", "C.UTF-8", 1);
	ok(lsys_term_of(pty).utf8, "UTF-8 by LANG");
	setenv("LC_CTYPE", "C", 1);
	ok(!lsys_term_of(pty).utf8, "LC_CTYPE counts more");
	setenv("LC_ALL", "de_DE.utf8", 1);
	ok(lsys_term_of(pty).utf8, "and LC_ALL most");
	close(pty);
}

int main(void)
{
	test_escape();
	test_json();
	test_metrics();
	test_table();
	test_known_tables();
	test_details();
	test_error();
	test_term();
	test_columns();
	lsys_buf_free(&out);
	lsys_arena_free(&arena);
	return done_testing();
}

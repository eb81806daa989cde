/*
 * Any words as values: the first byte chooses a record, the second where among its rows to begin, each line of the rest
 * is a word. What is accepted has a text that is accepted again and means the same; what is not has a reason.
 */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/socket.h>

#include "base/str.h"
#include "fuzz.h"
#include "nl/addr.h"
#include "nl/kinds.h"
#include "nl/link.h"
#include "out/error.h"
#include "out/sink.h"
#include "tests/unit/alike.h"
#include "tests/unit/judge.h"

#define WORDS_MAX 32

/* Every type that a word can become, also those that no interface has. */
struct thing {
	uint64_t has;
	bool on;
	int8_t s8;
	int16_t s16;
	int32_t s32;
	int64_t s64;
	uint8_t u8;
	uint16_t u16;
	uint64_t u64;
	uint32_t hex;
	uint8_t choice;
	uint16_t set;
	char name[8];
	const char *string;
	struct lsys_bytes bytes;
	struct lsys_lladdr mac;
	struct lsys_ip ip;
	struct lsys_ifref port;
	struct lsys_list list;
};

static const struct lsys_const choice_rows[] = { { "none", 0, 0 }, { "802.3ad", 4, 0 }, { "layer3+4", 1, 0 }, { "7", 3, 0 } };
static NAMES(choice_names, "CHOICE_", choice_rows);
static const struct lsys_const set_rows[] = { { "both", 3, 0 }, { "one", 1, 0 }, { "two", 2, 0 }, { "far", 0x8000, 0 } };
static FLAGS(set_names, "SET_", set_rows);

#define F(m, ...) FIELD(struct thing, m, .set = 1, __VA_ARGS__)
static const struct lsys_field thing_rows[] = {
	F(on), F(s8), F(s16), F(s32), F(s64), F(u8), F(u16), F(u64), F(hex, .hex = 1), F(choice, .names = &choice_names),
	F(set, .names = &set_names), F(name), F(string), F(bytes), F(mac), F(ip), F(port), VALUES(struct thing, list, uint32_t, .set = 1),
};
static RECORD(thing_record, "thing", struct thing, thing_rows);

static const struct lsys_record *record_of(unsigned n)
{
	static const struct lsys_record *const first[] = { &thing_record, &lsys_link_record, &lsys_addr_record };

	n %= (unsigned)LSYS_COUNT(first) + lsys_link_kinds.n + lsys_port_kinds.n;
	if (n < LSYS_COUNT(first))
		return first[n];
	n -= (unsigned)LSYS_COUNT(first);
	return n < lsys_link_kinds.n ? lsys_link_kinds.rows[n].rec : lsys_port_kinds.rows[n - lsys_link_kinds.n].rec;
}

/* A failure has a number, says what was wrong with which word, and can be shown on a line. */
static void refused(int r, const struct lsys_err *err)
{
	struct lsys_buf b = LSYS_BUF_MEM;

	must((r == -EINVAL || r == -ERANGE) && err->code == -r && err->usage && err->own && err->msg[0]);
	lsys_put_err(&b, err);
	must(!b.err && judge_safe(b.p, b.len));
	lsys_buf_free(&b);
}

/* The row's value in obj, as text, is a word for the same value. */
static void same_again(const struct lsys_record *rec, const struct lsys_field *f, const void *obj, struct lsys_arena *a)
{
	struct lsys_buf b = LSYS_BUF_MEM, c = LSYS_BUF_MEM;
	void *other = lsys_arena_alloc(a, rec->size);
	struct lsys_err err = { 0 };
	int r;

	must(other && lsys_has(rec, obj, (unsigned)(f - rec->rows)));
	lsys_put_value(&b, f, lsys_at(f, obj));
	r = lsys_field_parse(rec, f, other, lsys_buf_str(&b), a, &err);
	if (r)
		fprintf(stderr, "%s: %s: %s\n", f->name, lsys_buf_str(&b), err.msg);
	must(r == 0 && lsys_has(rec, other, (unsigned)(f - rec->rows)));
	lsys_put_value(&c, f, lsys_at(f, other));
	must(!strcmp(lsys_buf_str(&b), lsys_buf_str(&c)));
	/* two values of a choice may have one name; nothing else may */
	must(f->names || alike_value(f, f->type, f->size, lsys_at(f, obj), lsys_at(f, other)));
	lsys_buf_free(&b);
	lsys_buf_free(&c);
}

/* Each word as the value of a row, the rows in turn. */
static void fields(const struct lsys_record *rec, unsigned row, const char *const *words, struct lsys_arena *a)
{
	for (unsigned i = 0; words[i]; i++) {
		const struct lsys_field *f = &rec->rows[(row + i) % rec->n];
		void *obj = lsys_arena_alloc(a, rec->size);
		struct lsys_err err = { 0 };
		int r;

		must(obj);
		r = lsys_field_parse(rec, f, obj, words[i], a, &err);
		must(lsys_field_parse(rec, f, lsys_arena_alloc(a, rec->size), words[i], a, NULL) == r);
		if (r == 0) {
			same_again(rec, f, obj, a);
		} else {
			refused(r, &err);
			must(!lsys_has(rec, obj, (unsigned)(f - rec->rows)));
		}
	}
}

/* All words as names and values. */
static void pairs(const struct lsys_record *rec, const char *const *words, struct lsys_arena *a)
{
	void *obj = lsys_arena_alloc(a, rec->size);
	struct lsys_err err = { 0 };
	int r;

	must(obj);
	r = lsys_record_parse(rec, obj, words, a, &err);
	if (r < 0) {
		refused(r, &err);
		return;
	}
	must(r % 2 == 0);
	for (int i = 0; i < r; i++)
		must(words[i]);
	if (words[r]) {
		const struct lsys_field *f = lsys_row_named(rec, words[r], strlen(words[r]));

		must(!f || !f->set);
	}
	for (unsigned i = 0; i < rec->n; i++)
		if (lsys_has(rec, obj, i))
			same_again(rec, &rec->rows[i], obj, a);
}

/* Words as columns: their paths are columns again, and of an empty object there is nothing to show. */
static void columns(const struct lsys_record *rec, const char *const *words, unsigned n, struct lsys_arena *a)
{
	void *obj = lsys_arena_alloc(a, rec->size);
	struct lsys_buf b = LSYS_BUF_MEM;
	struct lsys_cols cols, one;
	struct lsys_err err = { 0 };
	int r = lsys_cols_parse(rec, words, n, &cols, a, &err);

	must(obj);
	if (r < 0) {
		refused(r, &err);
		return;
	}
	must(lsys_cols_want(&cols, a));
	for (unsigned i = 0; i < cols.n; i++) {
		must(!lsys_cols_parse(rec, &cols.p[i].path, 1, &one, a, NULL));
		must(one.n == 1 && one.p[0].field == cols.p[i].field && !strcmp(one.p[0].path, cols.p[i].path));
		must(!lsys_put_cell(&b, rec, obj, &cols.p[i], NULL) && !b.len);
	}
	lsys_buf_free(&b);
}

/* Numbers, as the C library reads them, less what it forgives: blanks, plus signs, rubbish behind. */
static void numbers(const char *word)
{
	bool strict = *word && !strchr(" \t\n\v\f\r+-", *word);
	uint64_t u = 0;
	int64_t i = 0;
	double d = 0;
	char *end;
	int r = lsys_parse_u64(word, &u);

	errno = 0;
	if (r == 0)
		must(strict && u == strtoull(word, &end, 0) && !*end && !errno);
	else if (r == -ERANGE)
		must(strict && strtoull(word, &end, 0) == UINT64_MAX && !*end && errno == ERANGE);
	else
		must(r == -EINVAL && (!strict || (strtoull(word, &end, 0), *end)));
	r = lsys_parse_i64(word, &i);
	errno = 0;
	if (r == 0)
		must(i == strtoll(word, &end, 0) && !*end && !errno);
	else if (r == -ERANGE)
		must((strtoll(word, &end, 0), !*end) && errno == ERANGE);
	else
		must(r == -EINVAL);
	r = lsys_parse_seconds(word, &d);
	if (r == 0)
		must(d >= 0 && fabs(d - strtod(word, &end)) <= 1e-9 * (d + 1) && !*end);
	else if (r == -ERANGE)
		must(strtod(word, &end) >= 1e9 && !*end);
	else
		must(r == -EINVAL);
}

/* Addresses with and without a prefix, and their text. */
static void addresses(const char *word)
{
	struct lsys_buf b = LSYS_BUF_MEM;
	struct lsys_ip ip, back;
	int prefix = 77, none;

	if (lsys_ip_parse(word, &ip, &prefix) < 0) {
		must(lsys_ip_parse(word, &ip, NULL) < 0);
		return;
	}
	must(prefix >= -1 && prefix <= (ip.family == AF_INET ? 32 : 128) && (prefix >= 0) == !!strchr(word, '/'));
	must((lsys_ip_parse(word, &back, NULL) == 0) == (prefix < 0));
	lsys_put_ip(&b, &ip);
	must(!lsys_ip_parse(lsys_buf_str(&b), &back, &none) && none == -1 && !memcmp(&ip, &back, sizeof(ip)));
	lsys_buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *words[WORDS_MAX + 1] = { NULL };
	struct lsys_arena a = { 0 };
	const struct lsys_record *rec;
	unsigned n = 0;

	if (size < 2)
		return 0;
	rec = record_of(data[0]);
	/* each word in memory of its own, so that reading beyond one is seen */
	for (size_t at = 2; at <= size && n < WORDS_MAX; n++) {
		const uint8_t *end = memchr(data + at, '\n', size - at);
		size_t len = end ? (size_t)(end - data) - at : size - at;

		words[n] = strndup((const char *)data + at, len);
		must(words[n]);
		at += len + 1;
	}
	fields(rec, data[1], words, &a);
	pairs(rec, words, &a);
	columns(rec, words, n, &a);
	for (unsigned i = 0; i < n; i++) {
		numbers(words[i]);
		addresses(words[i]);
	}
	lsys_arena_free(&a);
	for (unsigned i = 0; i < n; i++)
		free((void *)(uintptr_t)words[i]);
	return 0;
}

/* The tables: names, record helpers, values as text, words to values. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>

#include "table/record.h"
#include "tap.h"

/* --- names --- */

static const struct lsys_const state_rows[] = { { "unknown", 0, 0 }, { "down", 2, LSYS_BAD }, { "up", 6, LSYS_GOOD },
						{ "big", UINT64_MAX, 0 } };
static NAMES(states, "IF_OPER_", state_rows);

/* rows of several bits stand before rows of one of them */
static const struct lsys_const flag_rows[] = { { "none", 0, 0 }, { "both", 3, 0 }, { "one", 1, 0 }, { "two", 2, 0 },
					       { "high", (uint64_t)1 << 63, 0 } };
static FLAGS(flags, "F_", flag_rows);

static const struct lsys_const bare_rows[] = { { "a", 1, 0 } };
static NAMES(bare, NULL, bare_rows);

static const struct lsys_const list_rows[] = { { "n0", 0, 0 }, { "n1", 1, 0 }, { "n2", 2, 0 } };
static NAMES(listed, "N_", list_rows);

static const char *text_of(struct lsys_buf *b, const struct lsys_names *n, uint64_t v)
{
	lsys_buf_reset(b);
	lsys_put_names(b, n, v);
	return lsys_buf_str(b);
}

static void test_names(void)
{
	static const struct { const char *words; uint64_t value; } good_flags[] = {
		{ "", 0 }, { "one", 1 }, { "one,two", 3 }, { "one two", 3 }, { "one|two", 3 }, { " ,one ,| two,", 3 },
		{ "ONE", 1 }, { "F_ONE", 1 }, { "f_one", 1 }, { "both", 3 }, { "both,~one", 2 }, { "~one", 0 },
		{ "~one,one", 1 }, { "4", 4 }, { "one,0x10,010", 0x19 }, { "high", (uint64_t)1 << 63 },
		{ "0xffffffffffffffff,~both", UINT64_MAX - 3 }, { "none,one", 1 }, { "\tone\ttwo", 3 },
	};
	static const char *const bad_flags[] = {
		"on", "three", "one three", "~", "one;two", "-1", "~~one", "18446744073709551616", "F_", "1e3",
		"one\n",
	};
	struct lsys_buf b = LSYS_BUF_MEM;
	struct lsys_err e;
	const struct lsys_const *c;
	bool good = true;
	uint64_t v, rest;
	unsigned at;
	char word[300];

	c = lsys_const_of(&states, 6);
	same_str(c ? c->name : NULL, "up", "the name of a value");
	ok(lsys_const_of(&states, UINT64_MAX) == &state_rows[3], "of the largest one");
	ok(!lsys_const_of(&states, 1) && !lsys_const_of(&states, 7), "a value without a name has none");
	for (v = 0; v < 3; v++)
		agree(&good, lsys_const_of(&listed, v) == &list_rows[v]);
	ok(good && !lsys_const_of(&listed, 3), "of a list without holes, too");
	ok(lsys_const_named(&states, "UP", 2) == &state_rows[2] &&
	   lsys_const_named(&states, "if_oper_up", 10) == &state_rows[2] &&
	   lsys_const_named(&states, "If_OpEr_Up", 10) == &state_rows[2],
	   "the value of a name, in any case, with the prefix");
	ok(lsys_const_named(&states, "upper", 2) == &state_rows[2], "only so many bytes of the name count");
	ok(!lsys_const_named(&states, "u", 1) && !lsys_const_named(&states, "", 0) &&
	   !lsys_const_named(&states, "IF_OPER_", 8) && !lsys_const_named(&states, "OPER_UP", 7) &&
	   !lsys_const_named(&states, "upp", 3), "a part is not the name");
	ok(lsys_const_named(&bare, "A", 1) && !lsys_const_named(&bare, "x_a", 3), "a group may do without a prefix");
	/* a length is a length: Lua's strings may hold NULs */
	ok(!lsys_const_named(&states, "up\0and-much-behind-the-end-of-it", 32), "a NUL does not end a name");

	good = true;
	for (unsigned i = 0; i < LSYS_COUNT(good_flags); i++) {
		v = 77;
		if (!agree(&good, !lsys_names_parse(&flags, good_flags[i].words, &v, &e) && v == good_flags[i].value))
			note("\"%s\" is %#" PRIx64 ", not %#" PRIx64, good_flags[i].words, good_flags[i].value, v);
	}
	ok(good, "words of flags");
	good = true;
	for (unsigned i = 0; i < LSYS_COUNT(bad_flags); i++) {
		v = 77;
		memset(&e, 0, sizeof(e));
		if (!agree(&good, lsys_names_parse(&flags, bad_flags[i], &v, &e) == -EINVAL && e.usage && e.own &&
			   v == 77))
			note("\"%s\" is taken as %#" PRIx64, bad_flags[i], v);
	}
	ok(good, "a wrong word of flags is refused, and the value left alone");
	lsys_names_parse(&flags, "one,twoo", &v, &e);
	same_str(e.object, "twoo", "the wrong word is named");
	has_str(e.msg, "did you mean two?", "and the nearest right one");
	lsys_names_parse(&flags, "zzzzzz", &v, &e);
	has_str(e.msg, "none, both, one, two, high", "or all of them, where none is near");
	memset(word, 'w', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	same(lsys_names_parse(&flags, word, &v, &e), -EINVAL, "a long word is refused");
	ok(e.object[0] == 'w' && strspn(e.object, "w") == strlen(e.object), "and cut");
	same(lsys_names_parse(&flags, "nope", &v, NULL), -EINVAL, "without err, too");

	ok(!lsys_names_parse(&states, "down", &v, &e) && v == 2 && !lsys_names_parse(&states, "IF_OPER_DOWN", &v, &e) &&
	   v == 2 && !lsys_names_parse(&states, "77", &v, &e) && v == 77, "a choice is a name or a number");
	ok(lsys_names_parse(&states, "down,up", &v, &e) == -EINVAL &&
	   lsys_names_parse(&states, "", &v, &e) == -EINVAL && lsys_names_parse(&states, "~up", &v, &e) == -EINVAL,
	   "and only one");

	same_str(text_of(&b, &states, 6), "up", "text of a choice");
	same_str(text_of(&b, &states, 5), "5", "of one without a name");
	same_str(text_of(&b, &flags, 0), "", "of no flags");
	same_str(text_of(&b, &flags, 3), "both", "of flags: the row of several bits");
	same_str(text_of(&b, &flags, 2), "two", "or the row of one of them");
	same_str(text_of(&b, &flags, 0x8000000000000015), "one,high,0x14", "unknown bits are kept");
	same_str(text_of(&b, &flags, 0x10), "0x10", "also when they are all there is");
	good = true;
	for (unsigned i = 0; i < 5000; i++) {
		uint64_t want = rnd_any(), got = 0, seen = 0;
		const char *t = text_of(&b, &flags, want);

		if (!agree(&good, !lsys_names_parse(&flags, t, &got, &e) && got == want))
			note("%#" PRIx64 " is \"%s\" is %#" PRIx64, want, t, got);
		rest = want;
		at = 0;
		while ((c = lsys_flags_next(&flags, &rest, &at))) {
			agree(&good, c->value && !(seen & c->value));
			seen |= c->value;
		}
		agree(&good, (seen | rest) == want && !(seen & rest) && !lsys_flags_next(&flags, &rest, &at));
	}
	ok(good, "the text of flags is read back as the same flags");
	lsys_buf_free(&b);
}

/* --- records --- */

struct lsys_inner { uint64_t has; uint32_t id; };

static const struct lsys_field inner_rows[] = { FIELD(struct lsys_inner, id, .set = 1, .help = "number") };
static RECORD(lsys_inner_record, "inner", struct lsys_inner, inner_rows, .help = "inside");

struct all {
	uint64_t has[2];
	bool on;
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;
	uint64_t u64;
	int8_t s8;
	int16_t s16;
	int32_t s32;
	int64_t s64;
	uint8_t state;
	uint32_t flags;
	uint16_t mask;
	char chars[8];
	const char *str;
	struct lsys_bytes bytes;
	struct lsys_lladdr mac;
	struct lsys_ip ip;
	struct lsys_ifref master;
	struct lsys_list numbers, words, inners;
	struct lsys_inner *inner;
	uint32_t locked;
	uint32_t al_prefixed;
};

static const struct lsys_field all_rows[] = {
	FIELD(struct all, on, .set = 1),
	FIELD(struct all, u8, .set = 1),
	FIELD(struct all, u16, .set = 1),
	FIELD(struct all, u32, .set = 1),
	FIELD(struct all, u64, .set = 1),
	FIELD(struct all, s8, .set = 1),
	FIELD(struct all, s16, .set = 1),
	FIELD(struct all, s32, .set = 1),
	FIELD(struct all, s64, .set = 1),
	FIELD(struct all, state, .set = 1, .names = &states),
	FIELD(struct all, flags, .set = 1, .names = &flags),
	FIELD(struct all, mask, .set = 1, .hex = 1),
	FIELD(struct all, chars, .set = 1),
	FIELD(struct all, str, .set = 1),
	FIELD(struct all, bytes, .set = 1),
	FIELD_AS(struct all, "address", mac, .set = 1),
	FIELD(struct all, ip, .set = 1),
	FIELD(struct all, master, .set = 1),
	VALUES(struct all, numbers, uint16_t, .set = 1),
	VALUES(struct all, words, const char *, .set = 1),
	LIST_OF(struct all, inners, inner, .set = 1),
	REC(struct all, inner, inner, .set = 1),
	FIELD(struct all, locked),
	FIELD_AS(struct all, "prefixed", al_prefixed, .set = 1),
};
static RECORD(all_record, "all", struct all, all_rows, .prefix = "al_");

static const struct lsys_field *row(const char *name)
{
	return lsys_row_named(&all_record, name, strlen(name));
}

static void test_records(void)
{
	struct all o = { 0 };
	struct lsys_inner in = { 0 };
	static const struct lsys_kind kind_rows[] = { { "inner", &lsys_inner_record }, { "all", &all_record } };
	static const struct lsys_kinds kinds = { kind_rows, LSYS_COUNT(kind_rows) };
	static const struct lsys_record full = { .rows = inner_rows, .n = 1, .size = sizeof(in), .has = LSYS_NO_HAS };
	bool good = true;
	char raw[16];

	for (unsigned i = 0; i < all_record.n; i++) {
		for (unsigned k = 0; k < all_record.n; k++)
			agree(&good, lsys_has(&all_record, &o, k) == (k < i));
		lsys_has_set(&all_record, &o, i);
	}
	for (unsigned i = 0; i < all_record.n; i++) {
		lsys_has_clear(&all_record, &o, i);
		for (unsigned k = 0; k < all_record.n; k++)
			agree(&good, lsys_has(&all_record, &o, k) == (k > i));
	}
	ok(good && !o.has[0] && !o.has[1], "every row has its own presence");
	lsys_has_set(&all_record, &o, 127);
	ok(!o.has[0] && o.has[1] == (uint64_t)1 << 63 && lsys_has(&all_record, &o, 127),
	   "the last bit of has is in its last word");
	o.has[1] = 0;
	LSYS_SET(&all_record, &o, s16);
	ok(LSYS_HAS(&all_record, &o, s16) && !LSYS_HAS(&all_record, &o, u16) && o.has[0] == (uint64_t)1 << 6,
	   "by member, too");
	lsys_has_clear(&full, &in, 0);
	ok(lsys_has(&full, &in, 0) && !in.has, "in a full record everything is present");
	good = true;
	for (unsigned i = 0; i < all_record.n; i++)
		agree(&good, lsys_row_at(&all_record, all_rows[i].off) == i && row(all_rows[i].name) == &all_rows[i] &&
			     all_rows[i].namelen == strlen(all_rows[i].name));
	ok(good, "every row is found by place and by name");
	ok(row("address") && row("address") == row("mac"), "the C member is a name as well");
	ok(row("prefixed") && row("prefixed") == row("al_prefixed") && row("al_u8") == row("u8"),
	   "so is a name with the prefix");
	ok(!row("") && !row("al_") && !row("u") && !row("u88") && !row("U8") && !row("addres"), "nothing else is");
	ok(lsys_row_named(&all_record, "u8 and more", 2) == row("u8"), "only so many bytes of a name count");
	/* a length is a length: Lua's strings may hold NULs */
	ok(!lsys_row_named(&all_record, "mac\0and-much-behind-the-end-of-it", 33), "a NUL does not end a name");

	good = true;
	for (unsigned i = 0; i < 20000; i++) {
		static const unsigned size[] = { 1, 2, 4, 8 };
		unsigned n = size[i % 4], at = rnd_below(8);
		uint64_t v = rnd_any(), mask = UINT64_MAX >> (64 - 8 * n);
		int64_t s = n == 1 ? (int8_t)v : n == 2 ? (int16_t)v : n == 4 ? (int32_t)v : (int64_t)v;

		memset(raw, 0x5a, sizeof(raw));
		lsys_set_uint(raw + at, n, v);
		agree(&good, lsys_get_uint(raw + at, n) == (v & mask) && lsys_get_int(raw + at, n) == s);
		for (unsigned k = 0; k < sizeof(raw); k++)
			agree(&good, (k >= at && k < at + n) || raw[k] == 0x5a);
	}
	ok(good, "numbers of all sizes at any place");
	ok(lsys_kind_record(&kinds, "all") == &all_record && lsys_kind_record(&kinds, "inner") == &lsys_inner_record,
	   "a kind chooses its record");
	ok(!lsys_kind_record(&kinds, "al") && !lsys_kind_record(&kinds, "") && !lsys_kind_record(&kinds, NULL),
	   "an unknown kind chooses none");
}

/* --- values as text --- */

static const char *value(struct lsys_buf *b, const char *name, const struct all *o)
{
	const struct lsys_field *f = row(name);

	lsys_buf_reset(b);
	if (f)
		lsys_put_value(b, f, lsys_at(f, o));
	return f ? lsys_buf_str(b) : "no such row";
}

static const char *scaled(struct lsys_buf *b, uint64_t n)
{
	lsys_buf_reset(b);
	lsys_put_scaled(b, n);
	return lsys_buf_str(b);
}

/* RFC 5952, 4: no leading zeroes, lower case, "::" for the first of the longest runs of two and more zero groups. */
static void reference_ip6(const uint8_t *p, char *t)
{
	unsigned best = 8, most = 1;

	for (unsigned i = 0; i < 8; i++) {
		unsigned n = 0;

		while (i + n < 8 && !p[2 * (i + n)] && !p[2 * (i + n) + 1])
			n++;
		if (n > most) {
			most = n;
			best = i;
		}
	}
	*t = '\0';
	for (unsigned i = 0; i < 8; i++) {
		if (i == best) {
			strcat(t, "::");
			i += most - 1;
		} else {
			sprintf(t + strlen(t), "%s%x", *t && t[strlen(t) - 1] != ':' ? ":" : "",
				p[2 * i] << 8 | p[2 * i + 1]);
		}
	}
}

static void test_values(void)
{
	static const uint16_t numbers[] = { 1, 0, 65535 };
	static const char *const words[] = { "a", "", "c d" };
	static const struct lsys_inner inners[] = { { 1, 7 }, { 0, 8 }, { 1, 9 } };
	struct all o = {
		.on = true, .u8 = 255, .u16 = 65535, .u32 = UINT32_MAX, .u64 = UINT64_MAX, .s8 = -128, .s16 = INT16_MIN,
		.s32 = INT32_MIN, .s64 = INT64_MIN, .state = 6, .flags = 0x11, .mask = 0xab, .chars = "12345678",
		.str = "text", .bytes = { "\0\1\xff", 3 }, .mac = { 6, { 2, 0, 0, 0, 0, 0xff } },
		.ip = { AF_INET, { 192, 0, 2, 255 } }, .master = { 4, "br0" }, .numbers = { numbers, 3 },
		.words = { words, 3 }, .inners = { inners, 3 },
	};
	struct lsys_inner in = { 1, 5 };
	struct lsys_buf b = LSYS_BUF_MEM;
	bool good = true;
	char t[64], u[64];

	same_str(value(&b, "on", &o), "yes", "a bool");
	o.on = false;
	same_str(value(&b, "on", &o), "no", "that is false");
	same_str(value(&b, "u8", &o), "255", "numbers of 1 byte");
	same_str(value(&b, "u16", &o), "65535", "2 bytes");
	same_str(value(&b, "u32", &o), "4294967295", "4 bytes");
	same_str(value(&b, "u64", &o), "18446744073709551615", "8 bytes");
	same_str(value(&b, "s8", &o), "-128", "signed ones of 1 byte");
	same_str(value(&b, "s16", &o), "-32768", "2 bytes");
	same_str(value(&b, "s32", &o), "-2147483648", "4 bytes");
	same_str(value(&b, "s64", &o), "-9223372036854775808", "8 bytes");
	same_str(value(&b, "state", &o), "up", "a choice");
	same_str(value(&b, "flags", &o), "one,0x10", "flags");
	same_str(value(&b, "mask", &o), "0xab", "hexadecimal");
	same_str(value(&b, "chars", &o), "12345678", "characters that fill their place without a NUL");
	same_str(value(&b, "str", &o), "text", "a string");
	o.str = NULL;
	same_str(value(&b, "str", &o), "", "a string that is not there");
	same_str(value(&b, "bytes", &o), "0x0001ff", "bytes");
	o.bytes = (struct lsys_bytes){ NULL, 0 };
	same_str(value(&b, "bytes", &o), "0x", "no bytes");
	same_str(value(&b, "address", &o), "02:00:00:00:00:ff", "a link-layer address");
	o.mac.len = 0;
	same_str(value(&b, "address", &o), "", "one of a device without any");
	same_str(value(&b, "ip", &o), "192.0.2.255", "an IPv4 address");
	o.ip.family = AF_UNSPEC;
	same_str(value(&b, "ip", &o), "", "no address");
	same_str(value(&b, "master", &o), "br0", "an interface");
	o.master.name[0] = '\0';
	same_str(value(&b, "master", &o), "if4", "one whose name is not known");
	same_str(value(&b, "numbers", &o), "1 0 65535", "a list of numbers");
	same_str(value(&b, "words", &o), "a  c d", "a list of strings");
	same_str(value(&b, "inners", &o), "7  9", "a list of records: the first row of each that is present");
	same_str(value(&b, "inner", &o), "", "a record that is not there");
	o.inner = &in;
	same_str(value(&b, "inner", &o), "5", "one that is");
	o.numbers.n = 0;
	same_str(value(&b, "numbers", &o), "", "an empty list");
	lsys_buf_reset(&b);
	lsys_put_brief(&b, &lsys_unknown_record, &(struct lsys_unknown){ 3, 77, { "\xde\xad", 2 } });
	same_str(lsys_buf_str(&b), "77=0xdead", "an unknown attribute in brief");

	same_str(scaled(&b, 0), "0", "scaled: 0");
	same_str(scaled(&b, 1023), "1023", "scaled: 1023");
	same_str(scaled(&b, 1024), "1.0K", "scaled: 1024");
	same_str(scaled(&b, 1536), "1.5K", "scaled: 1536");
	same_str(scaled(&b, 10239), "9.9K", "scaled: the last with a fraction");
	same_str(scaled(&b, 10240), "10K", "scaled: the first without");
	same_str(scaled(&b, 1048575), "1023K", "scaled: just below a million");
	same_str(scaled(&b, 1048576), "1.0M", "scaled: a million");
	same_str(scaled(&b, UINT64_MAX), "15E", "scaled: the largest");
	for (unsigned i = 0; i < 20000; i++) {
		static const char units[] = "KMGTPE";
		uint64_t n = rnd_any();
		const char *s = scaled(&b, n);
		char *end;
		double v = strtod(s, &end);
		const char *unit = *end ? strchr(units, *end) : NULL;

		for (long k = unit ? unit - units + 1 : 0; k; k--)
			v *= 1024;
		/* never more than there is, and less than a tenth below */
		if (!agree(&good, v <= (double)n && v >= (double)n * 0.9 && strlen(s) <= 5))
			note("%" PRIu64 " is %s", n, s);
	}
	ok(good, "scaled numbers are near, never above, and short");

	good = true;
	for (unsigned i = 0; i < 50000; i++) {
		struct lsys_ip ip = { AF_INET6, { 0 } }, back;

		/* groups of zeroes and small numbers, so that runs are common */
		for (unsigned k = 0; k < 8; k++) {
			unsigned v = rnd_below(3) ? 0 : (unsigned)rnd_any();

			ip.b[2 * k] = (uint8_t)(v >> 8);
			ip.b[2 * k + 1] = (uint8_t)v;
		}
		if (i % 16 == 0) {
			memset(ip.b, 0, 10);
			ip.b[10] = ip.b[11] = 0xff;
			for (unsigned k = 12; k < 16; k++)
				ip.b[k] = rnd_below(2) ? (uint8_t)rnd() : 0;
			snprintf(u, sizeof(u), "::ffff:%u.%u.%u.%u", ip.b[12], ip.b[13], ip.b[14], ip.b[15]);
		} else {
			reference_ip6(ip.b, u);
		}
		lsys_buf_reset(&b);
		lsys_put_ip(&b, &ip);
		snprintf(t, sizeof(t), "%s", lsys_buf_str(&b));
		/* a random address may be a mapped one by chance */
		if (!agree(&good, !strcmp(t, u) || !strncmp(t, "::ffff:", 7)))
			note("%s, want %s", t, u);
		if (!agree(&good, !lsys_ip_parse(t, &back, NULL) && !memcmp(&ip, &back, sizeof(ip))))
			note("%s is not read back", t);
	}
	ok(good, "IPv6 addresses are written as RFC 5952 wants it, and read back");
	good = true;
	for (unsigned i = 0; i < 5000; i++) {
		struct lsys_ip ip = { AF_INET, { 0 } }, back;

		for (unsigned k = 0; k < 4; k++)
			ip.b[k] = (uint8_t)rnd();
		lsys_buf_reset(&b);
		lsys_put_ip(&b, &ip);
		agree(&good, inet_ntop(AF_INET, ip.b, t, sizeof(t)) && !strcmp(t, lsys_buf_str(&b)) &&
		      !lsys_ip_parse(t, &back, NULL) &&
			     !memcmp(&ip, &back, sizeof(ip)));
	}
	ok(good, "IPv4 addresses are written as everybody does, and read back");
	lsys_buf_free(&b);
}

/* --- words to values --- */

static void test_addresses(void)
{
	static const char *const no_ip[] = {
		"", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4/", "1.2.3.4/33",
		"1.2.3.4/-1", "1.2.3.4/a", "1.2.3.4/8/8", "::/129", ":::", "1::2::3", "12345::", "g::",
		"1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1%lo", "/24", "1.2.3.4/4294967304",
		"1.2.3.4/18446744073709551624", "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
	};
	static const char *const no_mac[] = {
		"", "0", "000", "00:", "00:0", ":00", "00::00", "0g", "00-00", "00:00 ", " 00", "00:00:00:00:00:00\n",
		"0x:00", "00000", "+1:00",
	};
	struct lsys_ip ip;
	struct lsys_lladdr l;
	bool good = true;
	int prefix;
	char word[200];

	for (unsigned i = 0; i < LSYS_COUNT(no_ip); i++)
		if (!agree(&good, lsys_ip_parse(no_ip[i], &ip, &prefix) == -EINVAL))
			note("taken: %s", no_ip[i]);
	ok(good, "what is no IP address is refused");
	ok(!lsys_ip_parse("10.0.0.1/8", &ip, &prefix) && prefix == 8 && ip.family == AF_INET,
	   "an address with a prefix length");
	ok(!lsys_ip_parse("10.0.0.1", &ip, &prefix) && prefix == -1, "without one");
	ok(!lsys_ip_parse("10.0.0.1/0", &ip, &prefix) && prefix == 0 && !lsys_ip_parse("10.0.0.1/32", &ip, &prefix) &&
	   prefix == 32 && !lsys_ip_parse("::/0", &ip, &prefix) && prefix == 0 &&
	   !lsys_ip_parse("::/128", &ip, &prefix) && prefix == 128 && ip.family == AF_INET6,
	   "the edges of prefix lengths");
	same(lsys_ip_parse("10.0.0.1/8", &ip, NULL), -EINVAL, "a prefix length where none is wanted");
	ok(!lsys_ip_parse("FE80::1", &ip, NULL) && ip.b[0] == 0xfe && ip.b[1] == 0x80 && ip.b[15] == 1,
	   "capitals are fine");

	good = true;
	for (unsigned i = 0; i < LSYS_COUNT(no_mac); i++)
		if (!agree(&good, lsys_lladdr_parse(no_mac[i], &l) == -EINVAL))
			note("taken: %s", no_mac[i]);
	ok(good, "what is no link-layer address is refused");
	good = true;
	for (unsigned hi = 1; hi < 256; hi++) {
		for (unsigned lo = 1; lo < 256; lo++) {
			char two[3] = { (char)hi, (char)lo, 0 };
			bool hex = strspn(two, "0123456789abcdefABCDEF") == 2;

			if (!agree(&good, (lsys_lladdr_parse(two, &l) == 0) == hex) ||
			    (hex && !agree(&good, l.len == 1 && l.b[0] == strtoul(two, NULL, 16))))
				note_bytes(hex ? "not taken as it is:" : "taken:", two, 2);
		}
	}
	ok(good, "its bytes are two hexadecimal digits, and nothing else is");
	good = true;
	for (unsigned n = 1; n < 40; n++) {
		*word = '\0';
		for (unsigned i = 0; i < n; i++)
			sprintf(word + strlen(word), i ? ":%02x" : "%02X", i + 200);
		if (!agree(&good, lsys_lladdr_parse(word, &l) == (n <= 32 ? 0 : -EINVAL)))
			note("%u bytes", n);
		for (unsigned i = 0; i < n && n <= 32; i++)
			agree(&good, l.len == n && l.b[i] == i + 200);
	}
	ok(good, "it has 1 to 32 bytes");
}

/* A word into a row of a fresh object. */
static int give(const char *name, const char *word, struct all *o, struct lsys_arena *a, struct lsys_err *e)
{
	memset(o, 0, sizeof(*o));
	memset(e, 0, sizeof(*e));
	return lsys_field_parse(&all_record, row(name), o, word, a, e);
}

static void test_parse(void)
{
	static const struct { const char *name, *word; int result; } one[] = {
		{ "on", "on", 0 }, { "on", "yes", 0 }, { "on", "true", 0 }, { "on", "1", 0 }, { "on", "off", 0 },
		{ "on", "ON", -EINVAL }, { "on", "", -EINVAL }, { "on", "2", -EINVAL }, { "u8", "0", 0 },
		{ "u8", "255", 0 }, { "u8", "256", -ERANGE }, { "u8", "-1", -EINVAL }, { "u8", "", -EINVAL },
		{ "u8", "18446744073709551616", -ERANGE }, { "u16", "65535", 0 }, { "u16", "65536", -ERANGE },
		{ "u32", "4294967295", 0 }, { "u32", "4294967296", -ERANGE }, { "u64", "18446744073709551615", 0 },
		{ "u64", "18446744073709551616", -ERANGE }, { "s8", "-128", 0 }, { "s8", "127", 0 },
		{ "s8", "-129", -ERANGE }, { "s8", "128", -ERANGE }, { "s16", "-32768", 0 },
		{ "s16", "32768", -ERANGE }, { "s32", "-2147483648", 0 }, { "s32", "2147483648", -ERANGE },
		{ "s64", "-9223372036854775808", 0 }, { "s64", "9223372036854775807", 0 },
		{ "s64", "9223372036854775808", -ERANGE }, { "s64", "x", -EINVAL }, { "state", "up", 0 },
		{ "state", "7", 0 }, { "state", "256", -ERANGE }, { "state", "big", -ERANGE },
		{ "state", "nope", -EINVAL }, { "flags", "one,two", 0 }, { "flags", "high", -ERANGE },
		{ "flags", "nope", -EINVAL }, { "mask", "0xffff", 0 }, { "mask", "0x10000", -ERANGE },
		{ "chars", "1234567", 0 }, { "chars", "12345678", -EINVAL }, { "chars", "", 0 }, { "str", "", 0 },
		{ "str", "any", 0 }, { "bytes", "0x", 0 }, { "bytes", "0x00ffAa", 0 }, { "bytes", "0x0", -EINVAL },
		{ "bytes", "00", -EINVAL }, { "bytes", "0x0g", -EINVAL }, { "bytes", "", -EINVAL },
		{ "bytes", "0X00", -EINVAL }, { "address", "02:00:00:00:00:01", 0 },
		{ "address", "2:0:0:0:0:1", -EINVAL }, { "ip", "::1", 0 }, { "ip", "::1/64", -EINVAL },
		{ "ip", "any", -EINVAL }, { "master", "br0", 0 }, { "master", "123456789012345", 0 },
		{ "master", "1234567890123456", -EINVAL }, { "master", "", -EINVAL }, { "numbers", "1", -EINVAL },
		{ "inner", "1", -EINVAL }, { "inners", "1", -EINVAL },
	};
	static const struct { const char *name; unsigned size; bool sign; } number[] = {
		{ "u8", 1, false }, { "u16", 2, false }, { "u32", 4, false }, { "u64", 8, false },
		{ "s8", 1, true }, { "s16", 2, true }, { "s32", 4, true }, { "s64", 8, true },
	};
	struct lsys_arena a = { 0 };
	struct lsys_buf b = LSYS_BUF_MEM;
	struct lsys_err e;
	struct all o;
	bool good = true, words = true;
	char word[64];

	for (unsigned i = 0; i < LSYS_COUNT(one); i++) {
		int r = give(one[i].name, one[i].word, &o, &a, &e);
		unsigned bit = (unsigned)(row(one[i].name) - all_rows);

		if (!agree(&good, r == one[i].result && o.has[0] == (uint64_t)!r << bit && !o.has[1]))
			note("%s %s: %d, want %d, has %#" PRIx64, one[i].name, one[i].word, r, one[i].result, o.has[0]);
		if (r < 0 && !agree(&words, e.usage && e.own && e.msg[0] && e.code == -r))
			note("%s %s: refused without words", one[i].name, one[i].word);
	}
	ok(good, "each type takes its words, no others, and only then it is present");
	ok(words, "a refusal is a mistake of the user, in words");
	good = true;
	for (unsigned i = 0; i < 20000; i++) {
		uint64_t v = rnd_any();
		unsigned k = i % LSYS_COUNT(number), bits = 8 * number[k].size;
		const struct lsys_field *f = row(number[k].name);
		bool fits;
		int r;

		if (number[k].sign) {
			fits = (int64_t)v >= INT64_MIN >> (64 - bits) && (int64_t)v <= INT64_MAX >> (64 - bits);
			snprintf(word, sizeof(word), "%" PRId64, (int64_t)v);
		} else {
			fits = v <= UINT64_MAX >> (64 - bits);
			snprintf(word, sizeof(word), "%" PRIu64, v);
		}
		r = give(number[k].name, word, &o, &a, &e);
		if (!agree(&good, r == (fits ? 0 : -ERANGE)) ||
		    (fits && !agree(&good, !strcmp(value(&b, number[k].name, &o), word))))
			note("%s %s: %d, %s", number[k].name, word, r, value(&b, number[k].name, &o));
		/* nothing beside the member may change */
		memset((char *)&o + f->off, 0, f->size);
		o.has[0] = 0;
		agree(&good, all_zero(&o, sizeof(o)));
	}
	ok(good, "numbers fit their members or are out of range");
	give("u16", "70000", &o, &a, &e);
	ok(strstr(e.msg, "u16") && strstr(e.msg, "0 to 65535") && !strcmp(e.object, "70000"), "a range is said");
	give("s8", "200", &o, &a, &e);
	has_str(e.msg, "-128 to 127", "a signed one, too");
	give("s64", "9223372036854775808", &o, &a, &e);
	has_str(e.msg, "-9223372036854775808 to 9223372036854775807", "the largest, too");
	give("bytes", "0x00ffAa", &o, &a, &e);
	same_bytes(o.bytes.p, o.bytes.len, "\0\xff\xaa", 3, "bytes are what their digits say");
	snprintf(word, sizeof(word), "kept");
	give("str", word, &o, &a, &e);
	word[0] = 'K';
	same_str(o.str, "kept", "strings are copied");
	give("master", "br0", &o, &a, &e);
	ok(!strcmp(o.master.name, "br0") && !o.master.index, "an interface is its name");
	give("chars", "abc", &o, &a, &e);
	ok(!strcmp(o.chars, "abc"), "characters lie in the struct");
	lsys_field_parse(&all_record, row("chars"), &o, "d", &a, &e);
	same_bytes(o.chars, 8, "d\0\0\0\0\0\0\0", 8, "nothing of an earlier value stays");
	give("on", "off", &o, &a, &e);
	ok(!o.on && LSYS_HAS(&all_record, &o, on), "off is present");
	same(lsys_field_parse(&all_record, row("u8"), &o, "x", &a, NULL), -EINVAL, "without err, too");
	lsys_buf_free(&b);
	lsys_arena_free(&a);
}

static int parse_words(struct all *o, struct lsys_arena *a, struct lsys_err *e, const char *const *words)
{
	memset(o, 0, sizeof(*o));
	memset(e, 0, sizeof(*e));
	return lsys_record_parse(&all_record, o, words, a, e);
}

static void test_record_parse(void)
{
	struct lsys_arena a = { 0 };
	struct lsys_err e;
	struct all o;

#define WORDS(...) parse_words(&o, &a, &e, (const char *const[]){ __VA_ARGS__, NULL })
	same(WORDS("u16", "1500", "str", "x", "on", "off"), 6, "all words are taken");
	ok(o.u16 == 1500 && !strcmp(o.str, "x") && LSYS_HAS(&all_record, &o, on) && !LSYS_HAS(&all_record, &o, u8),
	   "into their members");
	same(WORDS("u16", "1500", "type", "vlan"), 2, "until one that is no row");
	same(WORDS("type", "u16", "1500"), 0, "which may be the first");
	same(WORDS("u16", "1", "locked", "1"), 2, "or one that cannot be set");
	same(WORDS("mac", "02:00:00:00:00:01", "al_prefixed", "3"), 4, "other names of a row are fine");
	ok(o.mac.len == 6 && o.al_prefixed == 3, "and mean it");
	same(WORDS("u16", "1", "u16", "2"), 4, "a row may come twice");
	same(o.u16, 2, "the last one counts");
	same(WORDS("u16"), -EINVAL, "a row without its value is an error");
	same_str(e.object, "u16", "which names it");
	same(WORDS("u8", "1", "u16", "70000", "on", "on"), -ERANGE, "so is a bad value");
	same_str(e.object, "70000", "which is named");
	same(WORDS("str", "u16"), 2, "a value may look like a row");
	same_str(o.str, "u16", "and is a value");
	same(lsys_record_parse(&all_record, &o, (const char *const[]){ NULL }, &a, &e), 0, "no words are none");
#undef WORDS
	lsys_arena_free(&a);
}

int main(void)
{
	test_names();
	test_records();
	test_values();
	test_addresses();
	test_parse();
	test_record_parse();
	return done_testing();
}

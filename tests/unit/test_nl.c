/* Netlink without a kernel: building messages, records to attributes and back, broken input, refusals named. */
#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <stdlib.h>

#include "alike.h"
#include "fill.h"
#include "nl/attr.h"
#include "nl/extack.h"
#include "nl/nl.h"
#include "tap.h"

static struct lsys_arena arena;

/* --- a record with everything that can travel --- */

/* the fixed header of the messages */
struct head { uint8_t family; uint8_t pad; uint16_t kind; int32_t index; uint32_t flags; };

/* a kernel struct, as it lies behind has[] */
struct lsys_raw { uint64_t has; uint32_t a, b; uint64_t c; };
static const struct lsys_field raw_rows[] = {
	FIELD(struct lsys_raw, a), FIELD(struct lsys_raw, b), FIELD(struct lsys_raw, c),
};
static RECORD(lsys_raw_record, "raw", struct lsys_raw, raw_rows, .raw = true);

/* a kernel struct with places of its own */
struct wire { uint16_t vid; uint16_t proto; uint8_t mac[6]; uint16_t pad; };
struct lsys_wired { uint64_t has; uint32_t vid; uint16_t proto; struct lsys_lladdr mac; };
static const struct lsys_field wired_rows[] = {
	FIELD(struct lsys_wired, vid, LSYS_HDR(struct wire, vid)),
	FIELD(struct lsys_wired, proto, LSYS_HDR(struct wire, proto), .be = 1),
	FIELD(struct lsys_wired, mac, LSYS_HDR(struct wire, mac)),
};
static RECORD(lsys_wired_record, "wired", struct lsys_wired, wired_rows, .wire = sizeof(struct wire));

/* nested attributes, one of them nested again */
struct lsys_deep { uint64_t has; uint16_t id; const char *word; };
static const struct lsys_field deep_rows[] = {
	FIELD(struct lsys_deep, id, .attr = 1, .set = 1), FIELD(struct lsys_deep, word, .attr = 2, .set = 1),
};
static RECORD(lsys_deep_record, "deep", struct lsys_deep, deep_rows);

struct lsys_nest { uint64_t has; uint32_t here; uint8_t id; struct lsys_deep *deep; struct lsys_list rest; };
static const struct lsys_field nest_rows[] = {
	FIELD(struct lsys_nest, here), /* a row without attribute stands first: attribute 0 must not find it */
	FIELD(struct lsys_nest, id, .attr = 1, .set = 1),
	REC(struct lsys_nest, deep, deep, .attr = 2, .set = 1),
	LIST_OF(struct lsys_nest, rest, unknown, .rest = 1),
};
static RECORD(lsys_nest_record, "nest", struct lsys_nest, nest_rows);

struct lsys_dot { uint64_t has; uint16_t id; };
static const struct lsys_field dot_rows[] = { FIELD(struct lsys_dot, id, .attr = 1, .set = 1) };
static RECORD(lsys_dot_record, "dot", struct lsys_dot, dot_rows);

struct lsys_dash { uint64_t has; uint32_t length; struct lsys_ip ip; };
static const struct lsys_field dash_rows[] = {
	FIELD(struct lsys_dash, ip, .attr = 1, .set = 1), FIELD(struct lsys_dash, length, .attr = 7, .set = 1),
};
static RECORD(lsys_dash_record, "dash", struct lsys_dash, dash_rows);

static const struct lsys_kind kind_rows[] = { { "dot", &lsys_dot_record }, { "dash", &lsys_dash_record } };
static const struct lsys_kinds kinds = { kind_rows, LSYS_COUNT(kind_rows) };

struct all {
	uint64_t has;
	uint8_t family;
	struct lsys_ifref index;
	uint32_t flags;
	bool on, there;
	uint8_t u8;
	uint16_t u16, port;
	uint32_t u32, be32;
	uint64_t u64, be64;
	int8_t s8;
	int32_t s32;
	char name[16];
	const char *alias;
	struct lsys_bytes bytes;
	struct lsys_lladdr mac;
	struct lsys_ip ip;
	struct lsys_ifref master;
	struct lsys_list names, numbers, wires, raws, dots, any;
	struct lsys_nest *nest;
	struct lsys_raw *raw;
	struct lsys_wired *wired;
	const char *kind;
	struct lsys_variant data;
	uint32_t silent;
	struct lsys_list rest;
};

enum {
	A_ON = 1, A_THERE, A_U8, A_U16, A_PORT, A_U32, A_BE32, A_U64, A_BE64, A_S8, A_S32, A_NAME, A_ALIAS, A_BYTES,
	A_MAC, A_IP, A_MASTER, A_NAMES, A_NUMBERS, A_WIRES, A_RAWS, A_DOTS, A_ANY, A_NEST, A_RAW, A_WIRED, A_DATA, A_KIND,
	A_SILENT, A_DROPPED, A_FAR = 300,
};

static const struct lsys_field all_rows[] = {
	FIELD(struct all, family, LSYS_HDR(struct head, family)),
	FIELD(struct all, index, LSYS_HDR(struct head, index)),
	FIELD(struct all, flags, LSYS_HDR(struct head, flags)),
	FIELD(struct all, on, .attr = A_ON, .set = 1),
	FIELD(struct all, there, .attr = A_THERE, .set = 1, .flag = 1),
	FIELD(struct all, u8, .attr = A_U8, .set = 1),
	FIELD(struct all, u16, .attr = A_U16, .set = 1),
	FIELD(struct all, port, .attr = A_PORT, .set = 1, .be = 1),
	FIELD(struct all, u32, .attr = A_U32, .set = 1),
	FIELD(struct all, be32, .attr = A_BE32, .set = 1, .be = 1),
	FIELD(struct all, u64, .attr = A_U64, .set = 1),
	FIELD(struct all, be64, .attr = A_BE64, .set = 1, .be = 1),
	FIELD(struct all, s8, .attr = A_S8, .set = 1),
	FIELD(struct all, s32, .attr = A_S32, .set = 1),
	FIELD(struct all, name, .attr = A_NAME, .set = 1),
	FIELD(struct all, alias, .attr = A_ALIAS, .set = 1),
	FIELD(struct all, bytes, .attr = A_BYTES, .set = 1),
	FIELD_AS(struct all, "address", mac, .attr = A_MAC, .set = 1),
	FIELD(struct all, ip, .attr = A_IP, .set = 1),
	FIELD(struct all, master, .attr = A_MASTER, .set = 1),
	VALUES(struct all, names, const char *, .attr = A_NAMES, .item = 9, .set = 1),
	VALUES(struct all, numbers, uint32_t, .attr = A_NUMBERS, .set = 1),
	LIST_OF(struct all, wires, wired, .attr = A_WIRES, .item = 1, .set = 1),
	LIST_OF(struct all, raws, raw, .attr = A_RAWS, .item = 1, .set = 1),
	LIST_OF(struct all, dots, dot, .attr = A_DOTS, .item = 1, .set = 1),
	LIST_OF(struct all, any, dot, .attr = A_ANY, .item = LSYS_ITEM_ANY, .set = 1),
	REC(struct all, nest, nest, .attr = A_NEST, .set = 1),
	REC(struct all, raw, raw, .attr = A_RAW, .set = 1),
	REC(struct all, wired, wired, .attr = A_WIRED, .set = 1),
	/* before its kind, as the kernel may send it */
	VARIANT(struct all, data, &kinds, "kind", .attr = A_DATA, .set = 1),
	FIELD(struct all, kind, .attr = A_KIND, .set = 1),
	FIELD(struct all, silent, .attr = A_SILENT), /* not to be written */
	LIST_OF(struct all, rest, unknown, .rest = 1),
};
static const uint16_t all_drop[] = { A_DROPPED };
static RECORD(all_record, "all", struct all, all_rows, .drop = all_drop, .ndrop = LSYS_COUNT(all_drop));

#define HAS(o, member) LSYS_HAS(&all_record, o, member)
#define SET(o, member) LSYS_SET(&all_record, o, member)

static _Alignas(NLMSG_ALIGNTO) char space[80000];

/* Decodes what m holds, from a copy that ends where the message does: an over-read is then seen by a sanitizer. */
static int decode(const struct lsys_nl_msg *m, struct all *o)
{
	static char *copy; /* what was decoded points into it */
	struct lsys_nl_plan *plan;

	free(copy);
	copy = malloc(m->nlh->nlmsg_len);
	lsys_arena_free(&arena);
	plan = lsys_nl_plan(&all_record, NULL, &arena);
	memset(o, 0xff, sizeof(*o));
	if (!copy || !plan)
		return -ENOMEM;
	memcpy(copy, m->nlh, m->nlh->nlmsg_len);
	return lsys_nl_decode(plan, (struct nlmsghdr *)(void *)copy, sizeof(struct head), o, &arena);
}

static struct lsys_nl_msg begin(void)
{
	struct lsys_nl_msg m;

	lsys_nl_msg_init(&m, space, sizeof(space), 16, NLM_F_REQUEST, sizeof(struct head));
	return m;
}

/* Each present member equal, and the same members present? */
static bool same_record(const struct lsys_record *r, const void *a, const void *b)
{
	const char *row = alike_differs(&(struct alike){ 0 }, r, a, b);

	if (row)
		note("%s: %s differs", r->name, row);
	return !row;
}

/* --- messages --- */

static void test_message(void)
{
	struct lsys_nl_msg m;
	const struct nlattr *a;
	struct lsys_attr w;
	size_t token, before, inner;
	bool good = true;
	static const char zero[70000];
	void *head = lsys_nl_msg_init(&m, space, sizeof(space), 18, NLM_F_REQUEST | NLM_F_DUMP, 3);

	ok(head == space + NLMSG_HDRLEN && m.nlh->nlmsg_type == 18 &&
	   m.nlh->nlmsg_flags == (NLM_F_REQUEST | NLM_F_DUMP) && m.nlh->nlmsg_len == NLMSG_HDRLEN + 4 && !m.err,
	   "a message begins with its headers, padded");
	memset(space, 0xff, sizeof(space));
	head = lsys_nl_msg_init(&m, space, sizeof(space), 1, 0, 12);
	ok(head && !memcmp(head, zero, 12) && !m.nlh->nlmsg_seq && !m.nlh->nlmsg_pid, "which are zeroed");
	ok(!lsys_nl_msg_init(&m, space, NLMSG_HDRLEN + 11, 1, 0, 12) && m.err == -ENOBUFS,
	   "too little space is an error");
	lsys_nl_put_u32(&m, 1, 1);
	lsys_nl_nest_end(&m, lsys_nl_nest(&m, 2));
	same(m.err, -ENOBUFS, "which sticks");
	ok(lsys_nl_msg_init(&m, space, NLMSG_HDRLEN, 1, 0, 0) && !m.err, "just enough is none");
	lsys_nl_put(&m, 1, NULL, 0);
	ok(m.err == -ENOBUFS && m.nlh->nlmsg_len == NLMSG_HDRLEN,
	   "an attribute that does not fit leaves the message as it was");

	for (size_t n = 0; n < 40; n++) {
		lsys_nl_msg_init(&m, space, NLMSG_HDRLEN + NLA_HDRLEN + NLA_ALIGN(n), 1, 0, 0);
		memset(space + NLMSG_HDRLEN, 0xff, 60);
		lsys_nl_put(&m, 5, zero, n);
		a = (const void *)(space + NLMSG_HDRLEN);
		agree(&good, !m.err && a->nla_len == NLA_HDRLEN + n && a->nla_type == 5 && m.nlh->nlmsg_len == m.cap &&
			     !memcmp(a + 1, zero, NLA_ALIGN(n)) && (unsigned char)space[m.cap] == 0xff);
		lsys_nl_msg_init(&m, space, NLMSG_HDRLEN + NLA_HDRLEN + NLA_ALIGN(n) - 1, 1, 0, 0);
		lsys_nl_put(&m, 5, zero, n);
		agree(&good, m.err == -ENOBUFS);
	}
	ok(good, "attributes of all lengths are padded with zeroes, up to the end and not beyond");
	m = begin();
	lsys_nl_put(&m, 1, zero, UINT16_MAX - NLA_HDRLEN);
	ok(!m.err, "the longest attribute");
	m = begin();
	lsys_nl_put(&m, 1, zero, UINT16_MAX - NLA_HDRLEN + 1);
	same(m.err, -ENOBUFS, "one more byte is too much");
	m = begin();
	lsys_nl_put(&m, 1, zero, SIZE_MAX);
	same(m.err, -ENOBUFS, "and so is any more");

	m = begin();
	before = m.nlh->nlmsg_len;
	lsys_nl_put_u8(&m, 1, 0xfe);
	lsys_nl_put_u16(&m, 2, 0xfedc);
	lsys_nl_put_u32(&m, 3, 0xfedcba98);
	lsys_nl_put_u64(&m, 4, 0xfedcba9876543210);
	lsys_nl_put_str(&m, 5, "abc");
	w = lsys_attr_of(m.nlh, m.hdr);
	ok(lsys_attr_next(&w) && w.type == 1 && w.len == 1 && lsys_get_uint(w.data, 1) == 0xfe && lsys_attr_next(&w) &&
	   w.len == 2 && lsys_get_uint(w.data, 2) == 0xfedc && lsys_attr_next(&w) && w.len == 4 &&
	   lsys_get_uint(w.data, 4) == 0xfedcba98 && lsys_attr_next(&w) && w.len == 8 &&
	   lsys_get_uint(w.data, 8) == 0xfedcba9876543210 && lsys_attr_next(&w) && w.len == 4 &&
	   !memcmp(w.data, "abc", 4) && !lsys_attr_next(&w) && !w.left && m.nlh->nlmsg_len > before,
	   "numbers and strings are read back");

	m = begin();
	token = lsys_nl_nest(&m, 7);
	inner = lsys_nl_nest(&m, 8);
	lsys_nl_put_u8(&m, 1, 1);
	lsys_nl_nest_end(&m, inner);
	lsys_nl_put_u8(&m, 2, 2);
	lsys_nl_nest_end(&m, token);
	lsys_nl_put_u8(&m, 3, 3);
	a = (const void *)((const char *)m.nlh + token);
	ok(!m.err && a->nla_type == (7 | NLA_F_NESTED) && a->nla_len == 4 + 4 + 8 + 8,
	   "a nest in a nest has its length");
	w = lsys_attr_of(m.nlh, m.hdr);
	ok(lsys_attr_next(&w) && w.type == 7 && w.len == 20 && lsys_attr_next(&w) && w.type == 3 && !lsys_attr_next(&w),
	   "and an end");
	m = begin();
	token = lsys_nl_nest(&m, 7);
	lsys_nl_put(&m, 1, zero, 60000);
	lsys_nl_put(&m, 2, zero, 6000);
	ok(!m.err, "a nest that is too long is not seen at once");
	lsys_nl_nest_end(&m, token);
	same(m.err, -ENOBUFS, "but at its end");
}

/* --- walking attributes --- */

static void test_walk(void)
{
	static const struct { const char *bytes; size_t n; unsigned found; bool broken; } row[] = {
		{ "", 0, 0, false },
		{ "\4\0\1\0", 4, 1, false },
		{ "\5\0\1\0x", 5, 1, false },                  /* without its padding */
		{ "\5\0\1\0x\0\0\0\4\0\2\0", 12, 2, false },
		{ "\4\0\1", 3, 0, false },                     /* too little to be a header */
		{ "\3\0\1\0", 4, 0, true },                    /* shorter than its header */
		{ "\0\0\1\0", 4, 0, true },
		{ "\5\0\1\0", 4, 0, true },                    /* longer than what is there */
		{ "\377\377\1\0", 4, 0, true },
		{ "\4\0\1\0\3\0\1\0", 8, 1, true },
	};
	struct { struct nlmsghdr h; char body[8]; } msg = { .h = { .nlmsg_len = NLMSG_HDRLEN + 3 } };
	bool good = true;

	for (unsigned i = 0; i < LSYS_COUNT(row) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__; i++) {
		char *p = malloc(row[i].n ? row[i].n : 1);
		struct lsys_attr a = lsys_attr_walk(p, row[i].n);
		unsigned found = 0;

		memcpy(p, row[i].bytes, row[i].n);
		while (lsys_attr_next(&a))
			found++;
		if (!agree(&good, found == row[i].found && (a.left >= NLA_HDRLEN) == row[i].broken))
			note("row %u: %u found, %zu left", i, found, a.left);
		free(p);
	}
	ok(good, "a walk ends at the end, or at what is broken");
	ok(!lsys_attr_of(&msg.h, 4).p, "a message that is shorter than its header has no attributes");
	msg.h.nlmsg_len = NLMSG_HDRLEN + 4;
	ok(lsys_attr_of(&msg.h, 4).p && !lsys_attr_of(&msg.h, 4).left && lsys_attr_of(&msg.h, 3).p,
	   "one that ends there has none either");
}

/* --- records there and back --- */

static struct all known(void)
{
	static const char *const names[] = { "n1", "", "n3" };
	static const uint32_t numbers[] = { 1, UINT32_MAX };
	static const struct lsys_wired wires[] = {
		{ 7, 1, 0x8100, { 6, { 1, 2, 3, 4, 5, 6 } } }, { 7, 65535, 1, { 6, { 9 } } },
	};
	static const struct lsys_raw raws[] = { { 7, 5, 6, 7 }, { 7, 0, 0, 0 } };
	static const struct lsys_dot dots[] = { { 1, 3 }, { 0, 0 }, { 1, 5 } };
	static struct lsys_deep deep = { 3, 4, "deep" };
	static struct lsys_nest nest = { 6, 0, 8, &deep, { NULL, 0 } };
	static struct lsys_raw raw = { 7, 1, 2, UINT64_MAX };
	static struct lsys_wired wired = { 7, 42, 0x88a8, { 6, { 6, 5, 4, 3, 2, 1 } } };
	static struct lsys_dash dash = { 3, 99, { AF_INET6, { [15] = 1 } } };
	struct all o = {
		.family = AF_INET6, .index = { 7, "" }, .flags = 0x80000001, .on = true, .there = true, .u8 = 200,
		.u16 = 60000, .port = 8080, .u32 = 0x01020304, .be32 = 0x01020304, .u64 = UINT64_MAX,
		.be64 = 0x0102030405060708, .s8 = -1, .s32 = INT32_MIN, .name = "123456789012345", .alias = "",
		.bytes = { "\0\1", 2 }, .mac = { 20, { 1, [19] = 2 } }, .ip = { AF_INET, { 10, 0, 0, 1 } },
		.master = { 9, "" }, .names = { names, 3 }, .numbers = { numbers, 2 }, .wires = { wires, 2 },
		.raws = { raws, 2 },
		.dots = { dots, 3 }, .any = { dots, 3 }, .nest = &nest, .raw = &raw, .wired = &wired, .kind = "dash",
		.data = { &lsys_dash_record, &dash },
	};

	for (unsigned i = 0; i < all_record.n; i++)
		lsys_has_set(&all_record, &o, i);
	lsys_has_clear(&all_record, &o, lsys_row_at(&all_record, offsetof(struct all, silent)));
	lsys_has_clear(&all_record, &o, lsys_row_at(&all_record, offsetof(struct all, rest)));
	return o;
}

/* The payload of attribute type in m, or NULL. */
static const void *payload(const struct lsys_nl_msg *m, unsigned type, size_t *n)
{
	struct lsys_attr a = lsys_attr_of(m->nlh, m->hdr);

	while (lsys_attr_next(&a)) {
		if (a.type == type) {
			*n = a.len;
			return a.data;
		}
	}
	return NULL;
}

static void test_round(void)
{
	struct all o = known(), back;
	struct lsys_nl_msg m = begin();
	const struct head *h = NLMSG_DATA(m.nlh);
	const uint8_t *p;
	size_t n = 0;
	bool good = true;

	lsys_nl_encode(&m, &all_record, &o, NLMSG_DATA(m.nlh));
	same(m.err, 0, "a record becomes attributes");
	ok(h->family == AF_INET6 && h->index == 7 && h->flags == 0x80000001 && !h->kind, "and its header");
	p = payload(&m, A_PORT, &n);
	ok(p && n == 2 && p[0] == 0x1f && p[1] == 0x90, "in network order where that is wanted, 2 bytes");
	p = payload(&m, A_BE32, &n);
	ok(p && n == 4 && p[0] == 1 && p[3] == 4, "4 bytes");
	p = payload(&m, A_BE64, &n);
	ok(p && n == 8 && p[0] == 1 && p[7] == 8, "8 bytes");
	ok(payload(&m, A_THERE, &n) && n == 0, "a flag has no payload");
	ok(payload(&m, A_NAME, &n) && n == 16, "a name has its NUL");
	ok(payload(&m, A_ALIAS, &n) && n == 1, "an empty one, too");
	ok(payload(&m, A_RAW, &n) && n == sizeof(struct lsys_raw) - 8, "a kernel struct is without has");
	p = payload(&m, A_WIRED, &n);
	ok(p && n == sizeof(struct wire) && lsys_get_uint(p, 2) == 42 && p[2] == 0x88 && p[3] == 0xa8 && p[4] == 6 &&
	   !p[10],
	   "one with places has its members there");
	same(decode(&m, &back), 0, "the message is decoded");
	ok(same_record(&all_record, &o, &back), "to the same record");
	ok(!back.silent && !back.rest.n && !HAS(&back, rest), "and nothing else");

	/* what must not be sent */
	m = begin();
	SET(&o, silent);
	o.silent = 5;
	o.there = false;
	lsys_nl_encode(&m, &all_record, &o, NULL);
	ok(!payload(&m, A_SILENT, &n), "a row that cannot be set is not sent");
	ok(!payload(&m, A_THERE, &n), "nor is a flag that is false");
	ok(h->family == 0, "nor a header that nobody gave");
	m = begin();
	memset(&o, 0, sizeof(o));
	o.u8 = 1;
	lsys_nl_encode(&m, &all_record, &o, NLMSG_DATA(m.nlh));
	same_u(m.nlh->nlmsg_len, NLMSG_HDRLEN + sizeof(struct head), "what is absent is not sent");
	o = known();
	o.nest = &(struct lsys_nest){ .has = 1, .here = 5 };
	m = begin();
	lsys_nl_encode(&m, &all_record, &o, NULL);
	ok(!payload(&m, A_NEST, &n), "nor is a nest in which nothing can be set");
	lsys_nl_msg_init(&m, space, 0, 16, 0, sizeof(struct head));
	lsys_nl_encode(&m, &all_record, &o, NULL);
	same(m.err, -ENOBUFS, "nor anything where there is no space");

	/* records at random */
	for (unsigned i = 0; i < 5000; i++) {
		static const char *const kind[] = { "dot", "dash" };
		struct lsys_arena a = { 0 };
		unsigned k;

		memset(&o, 0, sizeof(o));
		fill(&all_record, &o, &a);
		/* make it one that can be sent: a flag is only true, kernel structs have all members */
		k = o.data.rec == &lsys_dash_record;
		o.kind = kind[k];
		if (HAS(&o, data))
			SET(&o, kind);
		o.there = true;
		o.index.name[0] = o.master.name[0] = '\0';
		o.mac.len = o.mac.len ? o.mac.len : 1;
		o.ip.family = o.ip.family ? o.ip.family : AF_INET;
		if (HAS(&o, raw))
			o.raw->has = 7;
		if (HAS(&o, wired)) {
			o.wired->has = 7;
			o.wired->vid &= 0xffff;
			o.wired->mac.len = 6;
		}
		for (unsigned x = 0; x < o.wires.n; x++) {
			struct lsys_wired *e = (struct lsys_wired *)(uintptr_t)o.wires.p + x;

			e->has = 7;
			e->vid &= 0xffff;
			e->mac.len = 6;
		}
		for (unsigned x = 0; x < o.raws.n; x++)
			((struct lsys_raw *)(uintptr_t)o.raws.p)[x].has = 7;
		if (HAS(&o, data) && k && ((struct lsys_dash *)o.data.p)->ip.family == AF_UNSPEC)
			((struct lsys_dash *)o.data.p)->has &= ~(uint64_t)1;
		if (HAS(&o, nest)) {
			o.nest->has &= 2 | 4;
			if (o.nest->has & 4 && !o.nest->deep->has)
				o.nest->has &= 2;
			if (!o.nest->has) /* an empty nest says nothing */
				lsys_has_clear(&all_record, &o, lsys_row_at(&all_record, offsetof(struct all, nest)));
		}
		lsys_has_clear(&all_record, &o, lsys_row_at(&all_record, offsetof(struct all, silent)));
		lsys_has_clear(&all_record, &o, lsys_row_at(&all_record, offsetof(struct all, rest)));
		for (unsigned x = 0; x < 3; x++)
			lsys_has_set(&all_record, &o, x); /* a header is always there */
		m = begin();
		lsys_nl_encode(&m, &all_record, &o, NLMSG_DATA(m.nlh));
		agree(&good, !m.err && !decode(&m, &back) && same_record(&all_record, &o, &back));
		lsys_arena_free(&a);
	}
	ok(good, "random records come back as they went");
}

/* --- what comes from elsewhere --- */

/* A message with one attribute, decoded. */
static int one(struct all *o, uint16_t type, const void *p, size_t n)
{
	struct lsys_nl_msg m = begin();

	lsys_nl_put(&m, type, p, n);
	return decode(&m, o);
}

/* Was attribute type, of n bytes, kept as unknown, and nothing else? */
static bool kept(const struct all *o, unsigned type, size_t n)
{
	const struct lsys_unknown *u = o->rest.p;

	return HAS(o, rest) && o->rest.n == 1 && u->type == type && u->value.len == n && u->has == 3;
}

static void test_odd_lengths(void)
{
	static const struct { uint16_t type; unsigned size; } number[] = {
		{ A_U8, 1 }, { A_U16, 2 }, { A_U32, 4 }, { A_U64, 8 }, { A_S8, 1 }, { A_S32, 4 }, { A_PORT, 2 },
		{ A_BE32, 4 }, { A_BE64, 8 },
	};
	static const char bytes[64] = "0123456789012345678901234567890123456789012345678901234567890";
	struct all o;
	bool good = true;
	uint32_t three[3] = { 1, 2, 3 };
	int32_t minus = -2;
	int8_t small = -2;
	struct lsys_nl_msg m;
	const struct lsys_raw *raws;
	size_t token;

	for (unsigned i = 0; i < LSYS_COUNT(number); i++) {
		for (size_t n = 0; n < 20; n++) {
			bool fits = (n == 1 || n == 2 || n == 4 || n == 8) && n <= number[i].size;

			if (!agree(&good, !one(&o, number[i].type, bytes, n) &&
				   (fits ? !o.rest.n : kept(&o, number[i].type, n))))
				note("attribute %u of %zu bytes", number[i].type, n);
		}
	}
	ok(good, "a number of another length is shorter, or unknown");
	one(&o, A_U64, three, 4);
	ok(HAS(&o, u64) && o.u64 == 1, "a shorter number has its value");
	one(&o, A_S32, &small, 1);
	ok(HAS(&o, s32) && o.s32 == -2, "a shorter signed one, too");
	one(&o, A_S32, &minus, 4);
	same(o.s32, -2, "a signed one of its own length");
	one(&o, A_BE32, "\1\2", 2);
	same_u(o.be32, 0x0102, "a shorter one in network order");
	one(&o, A_ON, "", 0);
	ok(HAS(&o, on) && o.on, "a bool without payload is true");
	one(&o, A_ON, "\0", 1);
	ok(HAS(&o, on) && !o.on, "one of 0 is false");
	one(&o, A_ON, "\0\0\0\1", 4);
	ok(HAS(&o, on) && o.on, "one of any other number is true");
	ok(!one(&o, A_ON, bytes, 3) && kept(&o, A_ON, 3), "one of 3 bytes is unknown");
	one(&o, A_NAME, "abc", 3);
	same_str(HAS(&o, name) ? o.name : NULL, "abc", "a name without its NUL");
	one(&o, A_NAME, bytes, 15);
	same_str(HAS(&o, name) ? o.name : NULL, "012345678901234", "the longest one");
	ok(!one(&o, A_NAME, bytes, 16) && kept(&o, A_NAME, 16) && !HAS(&o, name),
	   "one that is too long is unknown, not cut");
	one(&o, A_NAME, "", 0);
	ok(HAS(&o, name) && !o.name[0], "an empty one is empty");
	one(&o, A_NAME, "a\0bbbbbbbbbbbbbbbbbbbb", 20);
	same_str(HAS(&o, name) ? o.name : NULL, "a", "one with much behind its NUL");
	one(&o, A_ALIAS, "abc", 3);
	same_str(HAS(&o, alias) ? o.alias : NULL, "abc", "a string without its NUL");
	one(&o, A_ALIAS, "", 0);
	same_str(HAS(&o, alias) ? o.alias : NULL, "", "one without anything");
	one(&o, A_ALIAS, "a\0b", 3);
	same_str(HAS(&o, alias) ? o.alias : NULL, "a", "one with something behind its NUL");
	one(&o, A_MAC, bytes, 32);
	ok(HAS(&o, mac) && o.mac.len == 32, "the longest address");
	ok(!one(&o, A_MAC, bytes, 33) && kept(&o, A_MAC, 33), "a longer one is unknown");
	one(&o, A_MAC, bytes, 0);
	ok(HAS(&o, mac) && !o.mac.len, "one without bytes is one");
	ok(!one(&o, A_IP, bytes, 4) && o.ip.family == AF_INET && !one(&o, A_IP, bytes, 16) && o.ip.family == AF_INET6,
	   "IP addresses by their lengths");
	ok(!one(&o, A_IP, bytes, 5) && kept(&o, A_IP, 5) && !one(&o, A_IP, bytes, 0) && kept(&o, A_IP, 0),
	   "others are unknown");
	m = begin();
	lsys_nl_put(&m, A_IP, bytes, 16);
	lsys_nl_put(&m, A_IP, bytes, 4);
	decode(&m, &o);
	ok(o.ip.family == AF_INET && all_zero(o.ip.b + 4, 12), "of a second one nothing of the first is left");
	ok(!one(&o, A_MASTER, bytes, 2) && kept(&o, A_MASTER, 2), "an interface of 2 bytes is unknown");
	one(&o, A_NUMBERS, three, sizeof(three));
	ok(HAS(&o, numbers) && o.numbers.n == 3 && ((const uint32_t *)o.numbers.p)[2] == 3, "an array");
	ok(!one(&o, A_NUMBERS, three, 11) && kept(&o, A_NUMBERS, 11),
	   "one that ends in the middle of an element is unknown");
	one(&o, A_NUMBERS, three, 0);
	ok(HAS(&o, numbers) && !o.numbers.n, "an empty one is empty");
	one(&o, A_BYTES, bytes, 0);
	ok(HAS(&o, bytes) && !o.bytes.len, "no bytes are bytes");

	/* structs of other kernels */
	good = true;
	for (size_t n = 1; n < 60; n++) {
		unsigned whole = n >= 16 ? 3 : n >= 8 ? 2 : n >= 4;

		agree(&good, !one(&o, A_RAW, bytes, n) && HAS(&o, raw) && o.raw->has == (1u << whole) - 1);
		if (!agree(&good, whole < 2 || !memcmp(&o.raw->b, bytes + 4, 4)))
			note("%zu bytes", n);
	}
	ok(good, "of a short struct the whole members are present, a long one has no more than ours");
	good = true;
	for (size_t n = 1; n < 60; n++) {
		unsigned whole = n >= 10 ? 3 : n >= 4 ? 2 : n >= 2;

		agree(&good, !one(&o, A_WIRED, bytes, n) && HAS(&o, wired) && o.wired->has == (1u << whole) - 1);
	}
	ok(good, "so with a struct that has places");
	ok(!one(&o, A_RAW, bytes, 0) && !HAS(&o, raw), "an empty one is none");
	m = begin();
	token = lsys_nl_nest(&m, A_RAWS);
	lsys_nl_put(&m, 1, bytes, 60);
	lsys_nl_put(&m, 1, bytes, 5);
	lsys_nl_nest_end(&m, token);
	decode(&m, &o);
	raws = o.raws.p;
	ok(HAS(&o, raws) && o.raws.n == 2 && raws[0].has == 7 && raws[1].has == 1 && !memcmp(&raws[1].a, bytes, 4) &&
	   !raws[1].c, "a long one in a list does not reach into the next");
}

static void test_unknown(void)
{
	struct lsys_nl_msg m = begin();
	struct all o;
	const struct lsys_unknown *u;
	struct lsys_nl_plan *plan;
	uint64_t want = 0;
	size_t token, inner;
	uint16_t five = 5;

	lsys_nl_put(&m, 200, "abc", 3);
	lsys_nl_put_u8(&m, A_U8, 1);
	lsys_nl_put(&m, A_DROPPED, "dropped", 7);
	lsys_nl_put(&m, 0, "zero", 4);
	lsys_nl_put_u32(&m, A_FAR, 7);
	lsys_nl_put(&m, 200 | NLA_F_NESTED, NULL, 0);
	same(decode(&m, &o), 0, "attributes that no row knows");
	u = o.rest.p;
	ok(HAS(&o, rest) && o.rest.n == 4 && u[0].type == 200 && u[0].value.len == 3 &&
	   !memcmp(u[0].value.p, "abc", 3) && u[1].type == 0 && u[2].type == A_FAR && u[3].type == 200 &&
	   !u[3].value.len, "are kept in order, without those that say nothing");
	ok(HAS(&o, u8) && o.u8 == 1, "the others are read");

	/* in a nest, where rows are found by a search */
	m = begin();
	token = lsys_nl_nest(&m, A_NEST);
	lsys_nl_put(&m, 0, NULL, 0);
	lsys_nl_put(&m, 77, "x", 1);
	lsys_nl_put(&m, 0, "12345678901234567890123", 24);
	lsys_nl_put(&m, 78, "yy", 2);
	lsys_nl_put_u32(&m, 0, 99);
	lsys_nl_put_u8(&m, 1, 3);
	lsys_nl_nest_end(&m, token);
	same(decode(&m, &o), 0, "attributes that no row of a nest knows");
	u = HAS(&o, nest) ? o.nest->rest.p : NULL;
	ok(u && o.nest->rest.n == 5 && u[0].type == 0 && u[1].type == 77 && u[2].type == 0 && u[3].type == 78 &&
	   u[4].type == 0,
	   "are kept there, number 0 as well");
	ok(HAS(&o, nest) && o.nest->has == (2 | 8) && o.nest->id == 3 && !o.nest->here,
	   "which is no row without an attribute");

	/* the kind of a variant */
	m = begin();
	token = lsys_nl_nest(&m, A_DATA);
	lsys_nl_put(&m, 1, &five, 2);
	lsys_nl_nest_end(&m, token);
	lsys_nl_put_str(&m, A_KIND, "dot");
	decode(&m, &o);
	ok(HAS(&o, data) && o.data.rec == &lsys_dot_record && ((struct lsys_dot *)o.data.p)->id == 5,
	   "data before its kind");
	m = begin();
	lsys_nl_put_str(&m, A_KIND, "dot");
	token = lsys_nl_nest(&m, A_DATA);
	lsys_nl_put(&m, 1, &five, 2);
	lsys_nl_nest_end(&m, token);
	decode(&m, &o);
	ok(HAS(&o, data) && o.data.rec == &lsys_dot_record && ((struct lsys_dot *)o.data.p)->id == 5, "and behind it");
	m = begin();
	lsys_nl_put_str(&m, A_KIND, "other");
	token = lsys_nl_nest(&m, A_DATA);
	lsys_nl_put(&m, 1, &five, 2);
	lsys_nl_nest_end(&m, token);
	decode(&m, &o);
	ok(!HAS(&o, data) && kept(&o, A_DATA, 8), "of an unknown kind it is kept");
	m = begin();
	lsys_nl_put(&m, A_DATA, &five, 2);
	decode(&m, &o);
	ok(!HAS(&o, data) && kept(&o, A_DATA, 2), "and of no kind");
	m = begin();
	for (unsigned i = 0; i < 20; i++) {
		token = lsys_nl_nest(&m, A_DATA);
		lsys_nl_put(&m, 1, &five, 2);
		lsys_nl_nest_end(&m, token);
	}
	lsys_nl_put_str(&m, A_KIND, "dot");
	same(decode(&m, &o), 0, "more data than anyone sends is no failure");
	ok(HAS(&o, data) && o.data.rec == &lsys_dot_record && !o.rest.n, "the last of it counts");
	m = begin();
	lsys_nl_put_str(&m, A_KIND, "dot");
	for (unsigned i = 0; i < 20; i++)
		lsys_nl_put(&m, A_DATA, "01234567890123456789", i);
	lsys_nl_put_str(&m, A_KIND, "other");
	decode(&m, &o);
	ok(!HAS(&o, data) && kept(&o, A_DATA, 19), "and the last kind, whatever the first one was");

	/* lists with other items in them */
	m = begin();
	token = lsys_nl_nest(&m, A_NAMES);
	lsys_nl_put_str(&m, 9, "a");
	lsys_nl_put_str(&m, 8, "not this");
	lsys_nl_put_str(&m, 9, "b");
	lsys_nl_nest_end(&m, token);
	token = lsys_nl_nest(&m, A_ANY);
	for (uint16_t i = 0; i < 3; i++) {
		inner = lsys_nl_nest(&m, i * 100);
		lsys_nl_put_u16(&m, 1, i);
		lsys_nl_nest_end(&m, inner);
	}
	lsys_nl_nest_end(&m, token);
	decode(&m, &o);
	ok(HAS(&o, names) && o.names.n == 2 && !strcmp(((const char *const *)o.names.p)[1], "b"),
	   "only its own items are in a list");
	ok(HAS(&o, any) && o.any.n == 3 && ((const struct lsys_dot *)o.any.p)[2].id == 2, "unless it takes any");
	ok(!one(&o, A_NEST, NULL, 0) && !HAS(&o, nest) && !HAS(&o, rest), "an empty nest says nothing");

	/* only what is wanted */
	m = begin();
	lsys_nl_put_u8(&m, A_U8, 1);
	lsys_nl_put_u16(&m, A_U16, 2);
	lsys_nl_put_u8(&m, 222, 1);
	((struct head *)NLMSG_DATA(m.nlh))->flags = 5;
	want = (uint64_t)1 << lsys_row_at(&all_record, offsetof(struct all, u16));
	lsys_arena_free(&arena);
	plan = lsys_nl_plan(&all_record, &want, &arena);
	same(lsys_nl_decode(plan, m.nlh, sizeof(struct head), &o, &arena), 0, "a plan of one row");
	ok(o.has == want && o.u16 == 2 && !o.u8 && !o.flags && !o.rest.n, "decodes that one");
}

static void test_malformed(void)
{
	struct lsys_nl_msg m = begin();
	struct nlattr a = { .nla_len = 3, .nla_type = A_U8 };
	struct all o;
	struct lsys_nl_plan *plan;
	char *at;
	bool good = true;
	unsigned refused = 0, taken = 0;

	lsys_nl_put_u8(&m, A_U8, 9);
	lsys_nl_put_u32(&m, A_U32, 9);
	at = (char *)m.nlh + m.nlh->nlmsg_len - 8;
	memcpy(at, &a, sizeof(a));
	same(decode(&m, &o), -EBADMSG, "an attribute shorter than its header is a malformed message");
	a.nla_len = 9;
	memcpy(at, &a, sizeof(a));
	same(decode(&m, &o), -EBADMSG, "so is one longer than the message");
	ok(HAS(&o, u8) && o.u8 == 9, "those before it were read");
	m = begin();
	m.nlh->nlmsg_len--;
	same(decode(&m, &o), -EBADMSG, "so is a header cut short");
	ok(!o.has, "in which nothing is present");
	m = begin();
	at = (char *)m.nlh + m.nlh->nlmsg_len;
	memset(at, 0, 4);
	m.nlh->nlmsg_len += 3;
	same(decode(&m, &o), 0, "padding at the end is none");
	lsys_arena_free(&arena);
	plan = lsys_nl_plan(&all_record, NULL, &arena);
	memset(&o, 0, sizeof(o));
	same(lsys_nl_decode_attrs(plan, NULL, 0, &o, &arena), 0, "no attributes are fine");

	/* broken at random: a good message with wrong bytes, lengths, and ends */
	for (unsigned i = 0; i < 30000; i++) {
		size_t head = NLMSG_HDRLEN + sizeof(struct head), n;
		int r;

		m = begin();
		o = known();
		if (i % 3) {
			lsys_nl_encode(&m, &all_record, &o, NLMSG_DATA(m.nlh));
			n = m.nlh->nlmsg_len - head;
		} else {
			n = rnd_below(200);
		}
		at = (char *)m.nlh + head;
		for (unsigned k = i % 3 ? rnd_below(12) : (unsigned)n; k-- && n;)
			at[i % 3 ? rnd_below((unsigned)n) : k] = (char)(rnd_below(3) ? rnd_below(40) : rnd());
		m.nlh->nlmsg_len = (uint32_t)(head + (rnd_below(3) ? n : rnd_below((unsigned)n + 1)));
		if (!rnd_below(100))
			m.nlh->nlmsg_len = (uint32_t)(NLMSG_HDRLEN + rnd_below(sizeof(struct head)));
		r = decode(&m, &o);
		refused += r < 0;
		taken += !r;
		if (!agree(&good, r == 0 || r == -EBADMSG))
			note("round %u: %d", i, r);
		/* whatever came out can be shown: nothing in it points to nowhere */
		if (!r) {
			struct lsys_buf b = LSYS_BUF_MEM;

			for (unsigned k = 0; k < all_record.n; k++)
				if (lsys_has(&all_record, &o, k))
					lsys_put_value(&b, &all_rows[k], lsys_at(&all_rows[k], &o));
			agree(&good, HAS(&o, nest) == !!o.nest && HAS(&o, raw) == !!o.raw);
			agree(&good, !b.err);
			lsys_buf_free(&b);
		}
	}
	ok(good, "random messages are decoded or refused, and leave nothing dangling");
	ok(refused > 1000 && taken > 1000, "(many of each)");
}

/* --- the kernel's answer --- */

struct answer { _Alignas(4) char p[2000]; size_t n; };

/* An answer of this type and code, with copy bytes of the request behind it (all of it, or its header when capped). */
static struct nlmsghdr *answer(struct answer *a, uint16_t type, int code, const struct lsys_nl_msg *m, bool capped)
{
	struct nlmsghdr *h = (struct nlmsghdr *)(void *)a->p;
	size_t copy = capped ? sizeof(*h) : m->nlh->nlmsg_len;

	memset(a, 0, sizeof(*a));
	memcpy(a->p + NLMSG_HDRLEN, &code, sizeof(code));
	a->n = NLMSG_HDRLEN + sizeof(code);
	if (type == NLMSG_ERROR) {
		memcpy(a->p + a->n, m->nlh, copy);
		a->n += NLMSG_ALIGN(copy);
	}
	h->nlmsg_len = (uint32_t)a->n;
	h->nlmsg_type = type;
	h->nlmsg_flags = capped ? NLM_F_CAPPED : 0;
	return h;
}

static void add(struct answer *a, uint16_t type, const void *p, size_t n)
{
	struct nlmsghdr *h = (struct nlmsghdr *)(void *)a->p;
	struct nlattr t = { .nla_len = (uint16_t)(NLA_HDRLEN + n), .nla_type = type };

	memcpy(a->p + a->n, &t, sizeof(t));
	memcpy(a->p + a->n + NLA_HDRLEN, p, n);
	a->n += NLA_ALIGN(NLA_HDRLEN + n);
	h->nlmsg_len = (uint32_t)a->n;
	h->nlmsg_flags |= NLM_F_ACK_TLVS;
}

/* The name that a refused place in m has. */
static const char *name_of(const struct lsys_nl_msg *m, size_t offset, bool capped)
{
	static struct lsys_err e;
	struct answer a = { .n = 0 };
	struct nlmsghdr *h = answer(&a, NLMSG_ERROR, -EINVAL, m, capped);
	uint32_t off = (uint32_t)offset;

	add(&a, NLMSGERR_ATTR_OFFS, &off, sizeof(off));
	memset(&e, 0, sizeof(e));
	lsys_nl_extack(h, m, &all_record, "set", "x", &e);
	return e.msg[0] ? "words that the kernel did not say" : e.attr;
}

/* The place in m of the attribute reached by these types. */
static size_t place(const struct lsys_nl_msg *m, const uint16_t *types, unsigned n)
{
	struct lsys_attr a = lsys_attr_of(m->nlh, m->hdr);

	while (lsys_attr_next(&a)) {
		if (a.type != types[0])
			continue;
		if (n == 1)
			return (size_t)((const char *)a.data - NLA_HDRLEN - (const char *)m->nlh);
		a = lsys_attr_walk(a.data, a.len);
		types++;
		n--;
	}
	return 0;
}

#define PLACE(...) place(&m, (const uint16_t[]){ __VA_ARGS__ }, LSYS_COUNT(((const uint16_t[]){ __VA_ARGS__ })))

static void test_extack(void)
{
	struct all o = known();
	struct lsys_nl_msg m = begin();
	struct lsys_err e;
	struct answer a = { .n = 0 };
	struct nlmsghdr *h;
	uint32_t number = A_KIND;
	char longer[400];
	bool good = true;

	lsys_nl_encode(&m, &all_record, &o, NLMSG_DATA(m.nlh));
	lsys_nl_put_u8(&m, 250, 1);
	h = answer(&a, NLMSG_ERROR, 0, &m, true);
	same(lsys_nl_extack(h, &m, &all_record, "set", "x", &e), 0, "an acknowledgement is no failure");
	h = answer(&a, NLMSG_DONE, 0, &m, true);
	same(lsys_nl_extack(h, &m, &all_record, "set", "x", &e), 0, "nor is the end of a dump");
	h = answer(&a, NLMSG_DONE, 0, &m, true);
	h->nlmsg_len = NLMSG_HDRLEN;
	same(lsys_nl_extack(h, &m, &all_record, "set", "x", &e), 0, "not even a short one");
	h = answer(&a, NLMSG_ERROR, -EPERM, &m, true);
	memset(&e, 0xff, sizeof(e));
	same(lsys_nl_extack(h, &m, &all_record, "set", "x", &e), -EPERM, "a failure is its code");
	ok(e.code == EPERM && !e.own && !strcmp(e.op, "set") && !strcmp(e.object, "x") && !e.msg[0] && !e.attr[0],
	   "with what was tried");
	same(lsys_nl_extack(h, NULL, NULL, NULL, NULL, NULL), -EPERM, "also to someone who does not want to know");
	h->nlmsg_len = NLMSG_HDRLEN;
	same(lsys_nl_extack(h, &m, &all_record, "set", "x", &e), -EBADMSG,
	     "a failure without code is a malformed message");

	for (unsigned capped = 0; capped < 2; capped++) {
		h = answer(&a, NLMSG_ERROR, -EINVAL, &m, capped);
		add(&a, NLMSGERR_ATTR_MSG, "not so", 7);
		memset(&e, 0, sizeof(e));
		lsys_nl_extack(h, &m, &all_record, "set", "x", &e);
		same_str(e.msg, "not so",
			 capped ? "the kernel's words, request capped" : "the kernel's words behind the whole request");
		ok(!e.own, "are an addition to the code's");
	}
	h = answer(&a, NLMSG_DONE, -EINVAL, &m, true);
	add(&a, NLMSGERR_ATTR_MSG, "not so", 7);
	same(lsys_nl_extack(h, &m, &all_record, "dump", "x", &e), -EINVAL, "a dump may end in a failure");
	same_str(e.msg, "not so", "with words");
	memset(longer, 'l', sizeof(longer));
	h = answer(&a, NLMSG_ERROR, -EINVAL, &m, true);
	add(&a, NLMSGERR_ATTR_MSG, longer, sizeof(longer));
	lsys_nl_extack(h, &m, &all_record, "set", "x", &e);
	same_u(strlen(e.msg), sizeof(e.msg) - 1, "long words without a NUL are cut");

	for (unsigned capped = 0; capped < 2; capped++) {
		for (unsigned i = 0; i < all_record.n; i++) {
			const struct lsys_field *f = &all_rows[i];

			if (f->attr && f->set && !agree(&good, !strcmp(name_of(&m, PLACE(f->attr), capped), f->name)))
				note("%s is called %s", f->name, name_of(&m, PLACE(f->attr), capped));
		}
	}
	ok(good, "an attribute is named, whatever came before it");
	same_str(name_of(&m, PLACE(A_NEST, 1), true), "nest.id", "inside a nest");
	same_str(name_of(&m, PLACE(A_NEST, 2, 2), true), "nest.deep.word", "and deeper");
	same_str(name_of(&m, PLACE(A_DATA, 7), true), "data.length",
		 "inside a variant, by the kind that was sent beside it");
	same_str(name_of(&m, PLACE(250), true), "attribute 250", "one that no row has");
	same_str(name_of(&m, PLACE(A_DOTS, 1), true), "dots", "an element of a list");
	same_str(name_of(&m, PLACE(A_DOTS, 1, 1), true), "dots.id", "a member of an element");
	same_str(name_of(&m, 0, true), "", "no offset is no name");
	same_str(name_of(&m, NLMSG_HDRLEN + 4, true), "", "the fixed header is no attribute");
	same_str(name_of(&m, m.nlh->nlmsg_len, true), "", "nor is the end of the message");
	same_str(name_of(&m, UINT32_MAX, true), "", "nor what is behind it");
	same_str(name_of(&m, PLACE(A_U16) + NLA_HDRLEN, true), "u16", "an offset to a payload names its attribute");

	h = answer(&a, NLMSG_ERROR, -EINVAL, &m, true);
	add(&a, NLMSGERR_ATTR_MISS_TYPE, &number, sizeof(number));
	memset(&e, 0, sizeof(e));
	lsys_nl_extack(h, &m, &all_record, "set", "x", &e);
	same_str(e.attr, "kind missing", "a missing attribute");
	number = 7;
	h = answer(&a, NLMSG_ERROR, -EINVAL, &m, true);
	add(&a, NLMSGERR_ATTR_MISS_TYPE, &number, sizeof(number));
	number = (uint32_t)PLACE(A_DATA);
	add(&a, NLMSGERR_ATTR_MISS_NEST, &number, sizeof(number));
	memset(&e, 0, sizeof(e));
	lsys_nl_extack(h, &m, &all_record, "set", "x", &e);
	same_str(e.attr, "data.length missing", "one that is missing in a nest");

	/* answers at random */
	good = true;
	for (unsigned i = 0; i < 20000; i++) {
		uint32_t off = rnd_below(m.nlh->nlmsg_len + 20);
		struct nlmsghdr *copy;
		int r;

		h = answer(&a, rnd_below(2) ? NLMSG_ERROR : NLMSG_DONE, -(int)rnd_below(200), &m, rnd_below(2));
		if (rnd_below(2))
			add(&a, NLMSGERR_ATTR_OFFS, &off, 4);
		add(&a, (uint16_t)rnd_below(8), longer, rnd_below(20));
		for (unsigned k = rnd_below(6); k--;)
			a.p[NLMSG_HDRLEN + 4 + rnd_below((unsigned)a.n - NLMSG_HDRLEN - 4)] = (char)rnd();
		h->nlmsg_len = NLMSG_HDRLEN + rnd_below((unsigned)a.n - NLMSG_HDRLEN + 1);
		copy = malloc(h->nlmsg_len);
		memcpy(copy, h, h->nlmsg_len);
		memset(&e, 0, sizeof(e));
		r = lsys_nl_extack(copy, &m, &all_record, "set", "x", &e);
		agree(&good, r <= 0 && e.code == -r && memchr(e.attr, 0, sizeof(e.attr)) &&
		      memchr(e.msg, 0, sizeof(e.msg)));
		free(copy);
	}
	ok(good, "random answers are read to their end and no further");
	h = answer(&a, NLMSG_ERROR, INT32_MIN, &m, true);
	ok(lsys_nl_extack(h, &m, &all_record, "set", "x", &e) < 0 && e.code > 0, "a code that is none is a failure");
}

int main(void)
{
	test_message();
	test_walk();
	test_round();
	test_odd_lengths();
	test_malformed();
	test_extack();
	test_unknown();
	lsys_arena_free(&arena);
	return done_testing();
}

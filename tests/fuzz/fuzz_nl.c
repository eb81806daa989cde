/*
 * Any bytes as a message from the kernel, its header included. Links and addresses are decoded, shown by every sink, sent
 * and decoded again; errors are explained by the request that came back in them. The seeds are what kernels have said
 * (make fuzz-seeds).
 */
#include <errno.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <string.h>

#include "nl/addr.h"
#include "nl/attr.h"
#include "nl/extack.h"
#include "nl/link.h"
#include "nl/nl.h"
#include "out/error.h"
#include "show.h"
#include "tests/unit/alike.h"

#define SIZE_MAX_HERE 32768 /* what the kernel puts into one read */

/* What a kind of message is about. */
struct subject {
	const struct lsys_record *rec;
	size_t hdr;                       /* bytes of its fixed header */
	struct judge_json *schema;
	char **paths;                     /* every column there is */
	unsigned npaths;
};

static bool keep_path(void *arg, const char *path, const struct lsys_field *f)
{
	struct subject *s = arg;

	(void)f;
	s->paths = realloc(s->paths, (s->npaths + 1) * sizeof(*s->paths));
	must(s->paths);
	s->paths[s->npaths] = strdup(path);
	must(s->paths[s->npaths++]);
	return false;
}

static const struct subject *subject_of(uint16_t type)
{
	static struct subject link = { .rec = &lsys_link_record, .hdr = sizeof(struct ifinfomsg) };
	static struct subject addr = { .rec = &lsys_addr_record, .hdr = sizeof(struct ifaddrmsg) };
	struct subject *s = type == RTM_NEWADDR || type == RTM_DELADDR || type == RTM_GETADDR ? &addr : &link;

	if (!s->schema) {
		s->schema = show_schema(s->rec);
		lsys_each_path(s->rec, keep_path, s);
	}
	return s;
}

/* A number that depends on all of the input, for choices that it has no bytes for. */
static uint32_t hash(const void *p, size_t n)
{
	const uint8_t *c = p;
	uint32_t h = 2166136261;

	while (n--)
		h = (h ^ *c++) * 16777619;
	return h ^ h >> 15;
}

/* The object of a message in memory of its own, or NULL when it is malformed. rows as for lsys_nl_plan. */
static void *decode(const struct subject *s, const struct nlmsghdr *msg, const uint64_t *rows, struct lsys_arena *a)
{
	struct lsys_nl_plan *plan = lsys_nl_plan(s->rec, rows, a);
	void *obj = malloc(s->rec->size);
	int r;

	must(plan && obj);
	memset(obj, 0xa5, s->rec->size);
	r = lsys_nl_decode(plan, msg, s->hdr, obj, a);
	must(r == 0 || r == -EBADMSG);
	if (r == 0)
		return obj;
	free(obj);
	return NULL;
}

/* What is sent is read back as what it was, and sent again the same. */
static void round_trip(const struct subject *s, uint16_t type, const void *obj)
{
	static _Alignas(NLMSG_ALIGNTO) char there[4 * SIZE_MAX_HERE], again[sizeof(there)];
	struct lsys_arena a = { 0 };
	struct lsys_nl_msg m, n;
	const char *row;
	char *copy;
	void *back;

	lsys_nl_encode(&m, s->rec, obj, lsys_nl_msg_init(&m, there, sizeof(there), type, 0, s->hdr));
	must(m.err == 0 || m.err == -ENOBUFS);
	if (m.err) /* numbers came in fewer bytes than ours have: a nest can get too long */
		return;
	copy = malloc(m.nlh->nlmsg_len);
	must(copy);
	memcpy(copy, there, m.nlh->nlmsg_len);
	back = decode(s, (const struct nlmsghdr *)(const void *)copy, NULL, &a);
	must(back);
	row = alike_differs(&(struct alike){ .sent = true }, s->rec, obj, back);
	if (row)
		fprintf(stderr, "%s: is not read as it was sent\n", row);
	must(!row);
	lsys_nl_encode(&n, s->rec, back, lsys_nl_msg_init(&n, again, sizeof(again), type, 0, s->hdr));
	must(!n.err && n.nlh->nlmsg_len == m.nlh->nlmsg_len && !memcmp(there, again, m.nlh->nlmsg_len));
	free(copy);
	free(back);
	lsys_arena_free(&a);
}

/* Whoever wants only some rows gets just those, and they are the same. */
static void partial(const struct subject *s, const struct nlmsghdr *msg, const void *obj, uint32_t h)
{
	uint64_t rows[2] = { h * 0x9e3779b97f4a7c15, h * 0xd1342543de82ef95 };
	struct lsys_arena a = { 0 };
	void *part = decode(s, msg, rows, &a);
	const char *row;

	must(part);
	for (unsigned i = 0; i < s->rec->n; i++) {
		must(rows[i / 64] >> i % 64 & 1 || !lsys_has(s->rec, part, i));
		if (s->rec->rows[i].rest) /* of a row that nobody wants it is not seen whether it fits */
			rows[i / 64] &= ~((uint64_t)1 << i % 64);
	}
	row = alike_differs(&(struct alike){ .rows = rows }, s->rec, obj, part);
	if (row)
		fprintf(stderr, "%s: is another when not all rows are wanted\n", row);
	must(!row);
	free(part);
	lsys_arena_free(&a);
}

#define COLUMNS 12

static void object(const struct nlmsghdr *msg, uint32_t h)
{
	const struct subject *s = subject_of(msg->nlmsg_type);
	struct lsys_arena a = { 0 };
	void *obj = decode(s, msg, NULL, &a);
	const char *cols[COLUMNS];
	struct show how = {
		.rec = s->rec, .pretty = h & 1, .cols = cols, .ncols = COLUMNS, .schema = s->schema,
		.term = { .tty = true, .color = false, .utf8 = h & 2, .width = h >> 3 & 127 },
	};

	for (unsigned i = 0; i < COLUMNS; i++)
		cols[i] = s->paths[(h + i) % s->npaths];
	if (obj) {
		show(&how, obj);
		round_trip(s, msg->nlmsg_type, obj);
		partial(s, msg, obj, h);
	}
	free(obj);
	lsys_arena_free(&a);
}

/* The request that an error has in it, as we would have sent it; NULL when there is none. */
static struct nlmsghdr *request_in(const struct nlmsghdr *msg, struct lsys_nl_msg *m)
{
	const char *p = (const char *)msg + NLMSG_HDRLEN + sizeof(int);
	struct nlmsghdr h, *copy;
	size_t left;

	if (msg->nlmsg_type != NLMSG_ERROR || msg->nlmsg_len < NLMSG_HDRLEN + sizeof(struct nlmsgerr))
		return NULL;
	left = (size_t)((const char *)msg + msg->nlmsg_len - p);
	memcpy(&h, p, sizeof(h));
	if (h.nlmsg_len < sizeof(h) || h.nlmsg_len > left)
		h.nlmsg_len = (uint32_t)left;
	copy = malloc(h.nlmsg_len);
	must(copy);
	memcpy(copy, p, h.nlmsg_len);
	copy->nlmsg_len = h.nlmsg_len;
	*m = (struct lsys_nl_msg){ .nlh = copy, .cap = h.nlmsg_len, .hdr = subject_of(h.nlmsg_type)->hdr };
	return copy;
}

static void error(const struct nlmsghdr *msg)
{
	struct lsys_buf b = LSYS_BUF_MEM;
	struct lsys_err err = { 0 };
	struct lsys_nl_msg m;
	struct nlmsghdr *request = request_in(msg, &m);
	const struct lsys_record *rec = request ? subject_of(request->nlmsg_type)->rec : NULL;
	int r = lsys_nl_extack(msg, request ? &m : NULL, rec, "set", "eth0", &err);

	must(r <= 0 && r >= -4095 && err.code == -r);
	must(memchr(err.msg, 0, sizeof(err.msg)) && memchr(err.attr, 0, sizeof(err.attr)));
	if (r < 0) {
		lsys_put_err(&b, &err);
		must(!b.err && b.len && judge_safe(b.p, b.len));
	}
	/* with less to go by it is the same failure */
	must(lsys_nl_extack(msg, request ? &m : NULL, NULL, NULL, NULL, NULL) == r);
	must(lsys_nl_extack(msg, NULL, rec, NULL, NULL, &err) == r);
	lsys_buf_free(&b);
	free(request);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct nlmsghdr *msg;

	if (size < sizeof(*msg) || size > SIZE_MAX_HERE)
		return 0;
	/* memory of its own: reading beyond the message is seen */
	msg = malloc(size);
	must(msg);
	memcpy(msg, data, size);
	msg->nlmsg_len = (uint32_t)size; /* who receives a message has looked at that */
	if (msg->nlmsg_type == NLMSG_ERROR || msg->nlmsg_type == NLMSG_DONE)
		error(msg);
	else
		object(msg, hash(data, size));
	free(msg);
	return 0;
}

/* From messages to structs, by rows. */
#include <endian.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "nl/attr.h"
#include "nl/nl.h"

#define MAP_SIZE   256
#define ROW_NONE   0   /* no row has this attribute */
#define ROW_DROP   255 /* known, and not wanted */
#define MAX_DEFER  4
#define MAX_HDR    8

struct lsys_nl_plan {
	const struct lsys_record *rec;
	const struct lsys_field *rest;  /* where unknown attributes go, when that is wanted */
	uint8_t map[MAP_SIZE];          /* attribute to row number + 1 */
	uint8_t hdr[MAX_HDR], nhdr;     /* rows of the fixed header */
};

static int decode_rec(const struct lsys_record *r, const void *p, size_t len, void *obj, struct lsys_arena *a);

static bool dropped(const struct lsys_record *r, unsigned attr)
{
	for (unsigned i = 0; i < r->ndrop; i++)
		if (r->drop[i] == attr)
			return true;
	return false;
}

struct lsys_nl_plan *lsys_nl_plan(const struct lsys_record *r, const uint64_t *rows, struct lsys_arena *a)
{
	struct lsys_nl_plan *p = lsys_arena_alloc(a, sizeof(*p));

	if (!p)
		return NULL;
	p->rec = r;
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		bool wanted = !rows || rows[i / 64] >> i % 64 & 1;

		if (f->attr && f->attr < MAP_SIZE)
			p->map[f->attr] = wanted ? (uint8_t)(i + 1) : ROW_DROP;
		if (f->hdr && wanted && p->nhdr < MAX_HDR)
			p->hdr[p->nhdr++] = (uint8_t)i;
		if (f->rest && wanted)
			p->rest = f;
	}
	for (unsigned i = 0; i < r->ndrop; i++)
		if (r->drop[i] < MAP_SIZE)
			p->map[r->drop[i]] = ROW_DROP;
	return p;
}

static uint64_t from_be(uint64_t v, unsigned size)
{
	return size == 2 ? be16toh((uint16_t)v) : size == 4 ? be32toh((uint32_t)v) : size == 8 ? be64toh(v) : v;
}

/* One plain value of size bytes at dst. Returns 1, 0 (the payload does not fit the type) or -ENOMEM. */
static int decode_plain(unsigned type, unsigned size, bool be, const void *p, size_t len, void *dst, struct lsys_arena *a)
{
	bool number = len == 1 || len == 2 || len == 4 || len == 8;

	switch (type) {
	case LSYS_T_BOOL:
		if (len && !number)
			return 0;
		*(bool *)dst = !len || lsys_get_uint(p, (unsigned)len);
		return 1;
	case LSYS_T_UINT:
	case LSYS_T_INT: {
		uint64_t v;

		if (!number || len > size)
			return 0;
		v = type == LSYS_T_INT ? (uint64_t)lsys_get_int(p, (unsigned)len) : lsys_get_uint(p, (unsigned)len);
		lsys_set_uint(dst, size, be ? from_be(v, (unsigned)len) : v);
		return 1;
	}
	case LSYS_T_CHARS: {
		size_t n = strnlen(p, len);

		if (n >= size)
			return 0;
		lsys_copy(dst, p, n);
		((char *)dst)[n] = '\0';
		return 1;
	}
	case LSYS_T_STR: {
		const char *s = p;

		if (!len || s[len - 1]) {
			s = lsys_arena_strndup(a, p, strnlen(p, len));
			if (!s)
				return -ENOMEM;
		}
		memcpy(dst, &s, sizeof(s));
		return 1;
	}
	case LSYS_T_BYTES:
		*(struct lsys_bytes *)dst = (struct lsys_bytes){ p, (uint32_t)len };
		return 1;
	case LSYS_T_LLADDR: {
		struct lsys_lladdr *l = dst;

		if (len > sizeof(l->b))
			return 0;
		l->len = (uint8_t)len;
		lsys_copy(l->b, p, len);
		return 1;
	}
	case LSYS_T_IP: {
		struct lsys_ip *ip = dst;

		if (len != 4 && len != 16)
			return 0;
		*ip = (struct lsys_ip){ .family = len == 4 ? AF_INET : AF_INET6 };
		lsys_copy(ip->b, p, len);
		return 1;
	}
	case LSYS_T_IFREF: {
		struct lsys_ifref *i = dst;

		if (len != sizeof(i->index))
			return 0;
		i->index = (uint32_t)lsys_get_uint(p, 4);
		i->name[0] = '\0';
		return 1;
	}
	default:
		return 0;
	}
}

/* Members by their places in a kernel struct of len bytes, which an older kernel may have cut short. */
static void decode_wire(const struct lsys_record *r, const void *p, size_t len, void *obj, struct lsys_arena *a)
{
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];

		if (f->hdr && (size_t)(f->hdr - 1 + f->hdr_size) <= len &&
		    decode_plain(f->type, f->size, f->be, (const char *)p + f->hdr - 1, f->hdr_size, (char *)obj + f->off, a) > 0)
			lsys_has_set(r, obj, i);
	}
}

/* A record's struct from its payload: a kernel struct, perhaps shorter than ours, or nested attributes. */
static int decode_into(const struct lsys_record *r, const void *p, size_t len, void *obj, struct lsys_arena *a)
{
	size_t skip = r->has == LSYS_NO_HAS ? 0 : 8u * r->has_words;

	if (r->wire) {
		decode_wire(r, p, len, obj, a);
		return 0;
	}
	if (!r->raw)
		return decode_rec(r, p, len, obj, a);
	if (len > r->size - skip)
		len = r->size - skip; /* a newer kernel's struct has members behind ours */
	memcpy((char *)obj + skip, p, len);
	for (unsigned i = 0; i < r->n; i++)
		if (r->rows[i].off + r->rows[i].size <= skip + len)
			lsys_has_set(r, obj, i);
	return 0;
}

static int decode_new(const struct lsys_record *r, const void *p, size_t len, void **obj, struct lsys_arena *a)
{
	*obj = lsys_arena_alloc(a, r->size);
	return *obj ? decode_into(r, p, len, *obj, a) : -ENOMEM;
}

/* Lists: a plain array, or attributes of type f->item side by side, each an element. */
static int decode_list(const struct lsys_field *f, const void *p, size_t len, struct lsys_list *l, struct lsys_arena *a)
{
	size_t step = f->rec ? f->rec->size : f->elem_size;
	struct lsys_attr w = lsys_attr_walk(p, len);
	uint32_t n = 0;
	char *at;

	if (!f->item) {
		size_t wire = step;

		if (f->rec && f->rec->wire)
			wire = f->rec->wire;
		else if (f->rec && f->rec->has != LSYS_NO_HAS)
			wire -= 8u * f->rec->has_words;
		if (len % wire)
			return 0;
		l->n = (uint32_t)(len / wire);
		l->p = at = lsys_arena_array(a, l->n, step);
		if (!at)
			return -ENOMEM;
		for (uint32_t i = 0; i < l->n; i++) {
			const char *e = (const char *)p + i * wire;
			int r = f->rec ? decode_into(f->rec, e, wire, at + i * step, a)
				       : decode_plain(f->elem, f->elem_size, f->be, e, wire, at + i * step, a);

			if (r < 0)
				return r;
		}
		return 1;
	}
	while (lsys_attr_next(&w))
		n += f->item == LSYS_ITEM_ANY || w.type == f->item;
	l->n = 0;
	l->p = at = lsys_arena_array(a, n, step);
	if (!at)
		return -ENOMEM;
	for (w = lsys_attr_walk(p, len); lsys_attr_next(&w);) {
		int r;

		if (f->item != LSYS_ITEM_ANY && w.type != f->item)
			continue;
		r = f->rec ? decode_into(f->rec, w.data, w.len, at + l->n * step, a)
			   : decode_plain(f->elem, f->elem_size, f->be, w.data, w.len, at + l->n * step, a);
		if (r < 0)
			return r;
		if (r || f->rec)
			l->n++;
	}
	return 1;
}

/* The record that a variant's sibling chooses, or NULL. */
static const struct lsys_record *chosen(const struct lsys_record *r, const struct lsys_field *f, const void *obj)
{
	const struct lsys_field *by = lsys_row_named(r, f->by, strlen(f->by));
	const char *kind = NULL;

	if (by && by->type == LSYS_T_STR)
		memcpy(&kind, lsys_at(by, obj), sizeof(kind));
	return lsys_kind_record(f->kinds, kind);
}

/* One attribute into its member. Returns 1, 0 (does not fit), 2 (fits, and says nothing) or -errno. */
static int decode_field(const struct lsys_record *r, const struct lsys_field *f, const void *p, size_t len, void *obj,
			struct lsys_arena *a)
{
	void *dst = (char *)obj + f->off, *sub;
	int e;

	switch (f->type) {
	case LSYS_T_REC:
		if (!len) /* an empty nest */
			return 2;
		e = decode_new(f->rec, p, len, &sub, a);
		if (e < 0)
			return e;
		memcpy(dst, &sub, sizeof(sub));
		return 1;
	case LSYS_T_LIST:
		return decode_list(f, p, len, dst, a);
	case LSYS_T_VARIANT: {
		struct lsys_variant *v = dst;

		v->rec = chosen(r, f, obj);
		if (!v->rec)
			return 0;
		e = decode_new(v->rec, p, len, &v->p, a);
		return e < 0 ? e : 1;
	}
	default:
		return decode_plain(f->type, f->size, f->be, p, len, dst, a);
	}
}

/* The walk that top level and nests share: map from attribute to row, by table or by search. */
struct walk {
	const struct lsys_record *rec;
	const struct lsys_nl_plan *plan;  /* NULL in a nest */
	const struct lsys_field *rest;
	unsigned hint;                    /* where the last attribute was found: they come in order */
};

static unsigned row_of(struct walk *w, unsigned attr)
{
	const struct lsys_record *r = w->rec;

	if (w->plan && attr < MAP_SIZE)
		return w->plan->map[attr];
	for (unsigned k = 0; attr && k < r->n; k++) { /* 0 in a row means that no attribute carries it */
		unsigned i = w->hint + k < r->n ? w->hint + k : w->hint + k - r->n;

		if (r->rows[i].attr == attr) {
			w->hint = i + 1 < r->n ? i + 1 : 0;
			return i + 1;
		}
	}
	return dropped(r, attr) ? ROW_DROP : ROW_NONE;
}

static int keep_unknown(const struct lsys_record *r, const struct lsys_field *f, unsigned type, const void *p, size_t len,
			void *obj, unsigned room, struct lsys_arena *a)
{
	struct lsys_list *l = (struct lsys_list *)(void *)((char *)obj + f->off);
	struct lsys_unknown *u;

	if (!l->p) {
		l->p = lsys_arena_array(a, room, sizeof(*u));
		if (!l->p)
			return -ENOMEM;
		lsys_has_set(r, obj, (unsigned)(f - r->rows));
	}
	u = (struct lsys_unknown *)(uintptr_t)l->p + l->n++;
	u->has = 3;
	u->type = (uint16_t)type;
	u->value = (struct lsys_bytes){ p, (uint32_t)len };
	return 0;
}

/* A variant's attribute, which waits for its sibling: that may come behind it. Of two the later one counts, as ever. */
struct late { const struct lsys_field *f; const void *p; size_t len; };

/* The place for one of f among n that wait; NULL when there are too many of them. */
static struct late *place_late(struct late *late, unsigned *n, const struct lsys_field *f)
{
	for (unsigned i = 0; i < *n; i++)
		if (late[i].f == f)
			return &late[i];
	return *n < MAX_DEFER ? &late[(*n)++] : NULL;
}

static int walk(struct walk *w, const void *p, size_t len, void *obj, struct lsys_arena *a)
{
	const struct lsys_record *r = w->rec;
	struct late late[MAX_DEFER];
	struct lsys_attr it = lsys_attr_walk(p, len);
	unsigned nlate = 0;

	while (lsys_attr_next(&it)) {
		unsigned row = row_of(w, it.type);
		int e = 0;

		if (row == ROW_DROP)
			continue;
		if (row != ROW_NONE) {
			const struct lsys_field *f = &r->rows[row - 1];

			if (f->type == LSYS_T_VARIANT) {
				struct late *wait = place_late(late, &nlate, f);

				if (wait) {
					*wait = (struct late){ f, it.data, it.len };
					continue;
				}
			} else {
				e = decode_field(r, f, it.data, it.len, obj, a);
				if (e == 1)
					lsys_has_set(r, obj, row - 1);
			}
		}
		if (e == 0 && w->rest)
			e = keep_unknown(r, w->rest, it.type, it.data, it.len, obj, (unsigned)(len / NLA_HDRLEN), a);
		if (e < 0)
			return e;
	}
	for (unsigned i = 0; i < nlate; i++) {
		const struct lsys_field *f = late[i].f;
		int e = decode_field(r, f, late[i].p, late[i].len, obj, a);

		if (e > 0)
			lsys_has_set(r, obj, (unsigned)(f - r->rows));
		else if (!e && w->rest)
			e = keep_unknown(r, w->rest, f->attr, late[i].p, late[i].len, obj, (unsigned)(len / NLA_HDRLEN), a);
		if (e < 0)
			return e;
	}
	return it.left >= NLA_HDRLEN ? -EBADMSG : 0;
}

static int decode_rec(const struct lsys_record *r, const void *p, size_t len, void *obj, struct lsys_arena *a)
{
	struct walk w = { .rec = r };
	int e;

	for (unsigned i = 0; i < r->n; i++)
		if (r->rows[i].rest)
			w.rest = &r->rows[i];
	e = walk(&w, p, len, obj, a);
	/* A nest that is not one says nothing; the message around it is still good. */
	return e == -EBADMSG ? 0 : e;
}

int lsys_nl_decode_attrs(struct lsys_nl_plan *plan, const void *p, size_t len, void *obj, struct lsys_arena *a)
{
	struct walk w = { .rec = plan->rec, .plan = plan, .rest = plan->rest };

	return walk(&w, p, len, obj, a);
}

int lsys_nl_decode(struct lsys_nl_plan *plan, const struct nlmsghdr *msg, size_t hdr_size, void *obj,
		   struct lsys_arena *a)
{
	const struct lsys_record *r = plan->rec;
	struct lsys_attr at = lsys_attr_of(msg, hdr_size);
	const char *hdr = (const char *)msg + NLMSG_HDRLEN;

	memset(obj, 0, r->size);
	if (!at.p)
		return -EBADMSG;
	for (unsigned i = 0; i < plan->nhdr; i++) {
		const struct lsys_field *f = &r->rows[plan->hdr[i]];

		if ((size_t)(f->hdr - 1 + f->hdr_size) <= hdr_size &&
		    decode_plain(f->type, f->size, f->be, hdr + f->hdr - 1, f->hdr_size, (char *)obj + f->off, a) > 0)
			lsys_has_set(r, obj, plan->hdr[i]);
	}
	return lsys_nl_decode_attrs(plan, at.p, at.left, obj, a);
}

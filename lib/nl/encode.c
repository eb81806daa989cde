/* From structs to messages, by rows. */
#include <endian.h>
#include <string.h>
#include <sys/socket.h>

#include "nl/nl.h"

static uint64_t to_be(uint64_t v, size_t size)
{
	return size == 2 ? htobe16((uint16_t)v) : size == 4 ? htobe32((uint32_t)v) : size == 8 ? htobe64(v) : v;
}

static void put_plain(struct lsys_nl_msg *m, uint16_t attr, unsigned type, unsigned size, bool be, const void *p)
{
	switch (type) {
	case LSYS_T_BOOL:
		lsys_nl_put_u8(m, attr, *(const bool *)p);
		break;
	case LSYS_T_UINT:
	case LSYS_T_INT: {
		uint64_t v = lsys_get_uint(p, size);
		char t[8];

		lsys_set_uint(t, size, be ? to_be(v, size) : v);
		lsys_nl_put(m, attr, t, size);
		break;
	}
	case LSYS_T_CHARS:
		lsys_nl_put_str(m, attr, p);
		break;
	case LSYS_T_STR: {
		const char *s;

		memcpy(&s, p, sizeof(s));
		lsys_nl_put_str(m, attr, s);
		break;
	}
	case LSYS_T_BYTES: {
		const struct lsys_bytes *b = p;

		lsys_nl_put(m, attr, b->p, b->len);
		break;
	}
	case LSYS_T_LLADDR: {
		const struct lsys_lladdr *l = p;

		lsys_nl_put(m, attr, l->b, l->len);
		break;
	}
	case LSYS_T_IP: {
		const struct lsys_ip *ip = p;

		lsys_nl_put(m, attr, ip->b, ip->family == AF_INET ? 4 : ip->family == AF_INET6 ? 16 : 0);
		break;
	}
	case LSYS_T_IFREF:
		lsys_nl_put_u32(m, attr, ((const struct lsys_ifref *)p)->index);
		break;
	default:
		break;
	}
}

/* Present .hdr rows to their places in a fixed header or a kernel's struct. */
static void fill(const struct lsys_record *r, const void *obj, char *hdr)
{
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		const void *p = lsys_at(f, obj);
		char *to = hdr + f->hdr - 1;

		if (!f->hdr || !lsys_has(r, obj, i))
			continue;
		if (f->type == LSYS_T_UINT || f->type == LSYS_T_INT) {
			uint64_t v = lsys_get_uint(p, f->size);

			lsys_set_uint(to, f->hdr_size, f->be ? to_be(v, f->hdr_size) : v);
		} else if (f->type == LSYS_T_IFREF) {
			lsys_set_uint(to, f->hdr_size, ((const struct lsys_ifref *)p)->index);
		} else if (f->type == LSYS_T_LLADDR) {
			memcpy(to, ((const struct lsys_lladdr *)p)->b, f->hdr_size);
		}
	}
}

static void put_rows(struct lsys_nl_msg *m, const struct lsys_record *r, const void *obj);

/* A record as payload of attr: a nest, or the kernel's struct as it lies behind has[]. */
static void put_rec(struct lsys_nl_msg *m, uint16_t attr, const struct lsys_record *r, const void *obj)
{
	size_t skip = r->has == LSYS_NO_HAS ? 0 : 8u * r->has_words, token;

	if (r->wire) {
		char t[UINT8_MAX] = { 0 };

		fill(r, obj, t);
		lsys_nl_put(m, attr, t, r->wire);
		return;
	}
	if (r->raw) {
		lsys_nl_put(m, attr, (const char *)obj + skip, r->size - skip);
		return;
	}
	token = lsys_nl_nest(m, attr);
	put_rows(m, r, obj);
	lsys_nl_nest_end(m, token);
}

static void put_list(struct lsys_nl_msg *m, const struct lsys_field *f, const struct lsys_list *l)
{
	size_t step = f->rec ? f->rec->size : f->elem_size, token;

	if (!f->item) { /* a plain array goes as it lies: numbers, or kernel structs without has[] */
		lsys_nl_put(m, f->attr, l->p, l->n * step);
		return;
	}
	token = lsys_nl_nest(m, f->attr);
	for (uint32_t i = 0; i < l->n; i++) {
		const char *e = (const char *)l->p + i * step;
		uint16_t item = f->item == LSYS_ITEM_ANY ? (uint16_t)(i + 1) : f->item;

		if (f->rec)
			put_rec(m, item, f->rec, e);
		else
			put_plain(m, item, f->elem, f->elem_size, f->be, e);
	}
	lsys_nl_nest_end(m, token);
}

static void put_rows(struct lsys_nl_msg *m, const struct lsys_record *r, const void *obj)
{
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		const void *p = lsys_at(f, obj);

		if (!f->attr || !f->set || !lsys_has(r, obj, i))
			continue;
		if (f->type == LSYS_T_REC) {
			const void *sub;
			uint32_t before = m->err ? 0 : m->nlh->nlmsg_len;

			memcpy(&sub, p, sizeof(sub));
			if (sub)
				put_rec(m, f->attr, f->rec, sub);
			/* nothing in it can be set: the kernel would look for what is not there */
			if (!m->err && m->nlh->nlmsg_len == before + NLA_HDRLEN)
				m->nlh->nlmsg_len = before;
		} else if (f->type == LSYS_T_VARIANT) {
			const struct lsys_variant *v = p;

			if (v->rec && v->p)
				put_rec(m, f->attr, v->rec, v->p);
		} else if (f->type == LSYS_T_LIST) {
			put_list(m, f, p);
		} else if (f->flag) {
			if (*(const bool *)p)
				lsys_nl_put(m, f->attr, NULL, 0);
		} else {
			put_plain(m, f->attr, f->type, f->size, f->be, p);
		}
	}
}

void lsys_nl_encode(struct lsys_nl_msg *m, const struct lsys_record *r, const void *obj, void *hdr)
{
	if (hdr)
		fill(r, obj, hdr);
	put_rows(m, r, obj);
}

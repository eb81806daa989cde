/* Values as text. */
#include <string.h>
#include <sys/socket.h>

#include "table/record.h"

static void put_ip6(struct lsys_buf *b, const uint8_t *p)
{
	unsigned w[8], at = 8, len = 1; /* a run of one zero group is not shortened (RFC 5952, 4.2.2) */

	for (unsigned i = 0; i < 8; i++)
		w[i] = (unsigned)p[2 * i] << 8 | p[2 * i + 1];
	for (unsigned i = 0; i < 8; i++) {
		unsigned n = 0;

		while (i + n < 8 && !w[i + n])
			n++;
		if (n > len) {
			at = i;
			len = n;
		}
	}
	/* IPv4-mapped addresses are read as IPv4. */
	if (at == 0 && len == 5 && w[5] == 0xffff) {
		lsys_puts(b, "::ffff:");
		lsys_put_ip(b, &(struct lsys_ip){ AF_INET, { p[12], p[13], p[14], p[15] } });
		return;
	}
	for (unsigned i = 0; i < 8; i++) {
		if (i == at) {
			lsys_puts(b, "::");
			i += len - 1;
			continue;
		}
		if (i && !(at < 8 && i == at + len))
			lsys_putc(b, ':');
		lsys_put_hex(b, w[i], 1);
	}
}

void lsys_put_ip(struct lsys_buf *b, const struct lsys_ip *ip)
{
	if (ip->family == AF_INET6) {
		put_ip6(b, ip->b);
	} else if (ip->family == AF_INET) {
		for (unsigned i = 0; i < 4; i++) {
			if (i)
				lsys_putc(b, '.');
			lsys_put_u64(b, ip->b[i]);
		}
	}
}

void lsys_put_lladdr(struct lsys_buf *b, const struct lsys_lladdr *a)
{
	struct lsys_ip ip = { .family = a->family };

	if (a->family) {
		memcpy(ip.b, a->b, sizeof(ip.b));
		lsys_put_ip(b, &ip);
	} else {
		lsys_put_hexbytes(b, a->b, a->len, ':');
	}
}

void lsys_put_scaled(struct lsys_buf *b, uint64_t n)
{
	static const char unit[] = "KMGTPE";
	unsigned u = 0;
	uint64_t tenths;

	if (n < 1024) {
		lsys_put_u64(b, n);
		return;
	}
	while (n >= (uint64_t)1024 * 1024) {
		n >>= 10;
		u++;
	}
	tenths = n * 10 / 1024;
	lsys_put_u64(b, tenths / 10);
	if (tenths < 100) {
		lsys_putc(b, '.');
		lsys_put_u64(b, tenths % 10);
	}
	lsys_putc(b, unit[u]);
}

static void put_bytes(struct lsys_buf *b, const void *p, uint32_t len)
{
	lsys_puts(b, "0x");
	lsys_put_hexbytes(b, p, len, 0);
}

static void put_bits(struct lsys_buf *b, const struct lsys_field *f, uint64_t v)
{
	if (!f->oct) {
		lsys_puts(b, "0x");
		lsys_put_hex(b, v, 1);
		return;
	}
	lsys_putc(b, '0'); /* as C marks it */
	for (int shift = 63; shift >= 0 && v; shift -= 3)
		if (v >> shift)
			lsys_putc(b, (char)('0' + (v >> shift & 7)));
}

static void put(struct lsys_buf *b, const struct lsys_field *f, unsigned type, unsigned size, const void *p)
{
	switch (type) {
	case LSYS_T_BOOL:
		lsys_puts(b, *(const bool *)p ? "yes" : "no");
		break;
	case LSYS_T_UINT:
		if (f->names) {
			lsys_put_names(b, f->names, lsys_get_uint(p, size));
		} else if (f->hex) {
			put_bits(b, f, lsys_get_uint(p, size));
		} else {
			lsys_put_u64(b, lsys_get_uint(p, size));
		}
		break;
	case LSYS_T_INT:
		if (f->names)
			lsys_put_names(b, f->names, lsys_get_uint(p, size));
		else
			lsys_put_i64(b, lsys_get_int(p, size));
		break;
	case LSYS_T_PTR: {
		uintptr_t v;

		memcpy(&v, p, sizeof(v));
		lsys_puts(b, "0x");
		lsys_put_hex(b, v, 1);
		break;
	}
	case LSYS_T_CHARS:
		lsys_put(b, p, strnlen(p, size));
		break;
	case LSYS_T_STR: {
		const char *s;

		memcpy(&s, p, sizeof(s));
		if (s)
			lsys_puts(b, s);
		break;
	}
	case LSYS_T_BYTES:
		if (f->text)
			lsys_put(b, ((const struct lsys_bytes *)p)->p, ((const struct lsys_bytes *)p)->len);
		else
			put_bytes(b, ((const struct lsys_bytes *)p)->p, ((const struct lsys_bytes *)p)->len);
		break;
	case LSYS_T_LLADDR:
		lsys_put_lladdr(b, p);
		break;
	case LSYS_T_IP:
		lsys_put_ip(b, p);
		break;
	case LSYS_T_IFREF: {
		const struct lsys_ifref *i = p;

		if (i->name[0]) {
			lsys_puts(b, i->name);
		} else {
			lsys_puts(b, "if");
			lsys_put_u64(b, i->index);
		}
		break;
	}
	default:
		break;
	}
}

void lsys_put_elem(struct lsys_buf *b, const struct lsys_field *f, const void *p)
{
	if (f->rec)
		lsys_put_brief(b, f->rec, p);
	else
		put(b, f, f->elem, f->elem_size, p);
}

void lsys_put_value(struct lsys_buf *b, const struct lsys_field *f, const void *p)
{
	struct lsys_list in = { 0 };

	if (lsys_field_packed(f)) {
		uint64_t v = lsys_field_uint(f, p);

		put(b, f, LSYS_T_UINT, sizeof(v), &v);
	} else if (f->type == LSYS_T_LIST || f->type == LSYS_T_ARRAY) {
		const struct lsys_list *l = f->type == LSYS_T_LIST ? p : &in;
		size_t step = f->rec ? f->rec->size : f->elem_size;

		if (f->type == LSYS_T_ARRAY)
			in = lsys_array_at(f, p);
		for (uint32_t i = 0; i < l->n; i++) {
			if (i)
				lsys_putc(b, ' ');
			lsys_put_elem(b, f, (const char *)l->p + i * step);
		}
	} else if (f->type == LSYS_T_STRUCT) {
		lsys_put_brief(b, f->rec, p);
	} else if (f->type == LSYS_T_REC) {
		const void *o;

		memcpy(&o, p, sizeof(o));
		if (o)
			lsys_put_brief(b, f->rec, o);
	} else if (f->type == LSYS_T_VARIANT) {
		const struct lsys_variant *o = p;

		if (o->rec && o->p)
			lsys_put_brief(b, o->rec, o->p);
	} else {
		put(b, f, f->type, f->size, p);
	}
}

void lsys_put_brief(struct lsys_buf *b, const struct lsys_record *r, const void *obj)
{
	if (r->brief) {
		r->brief(b, obj);
		return;
	}
	for (unsigned i = 0; i < r->n; i++) {
		if (lsys_has(r, obj, i)) {
			lsys_put_value(b, &r->rows[i], lsys_at(&r->rows[i], obj));
			return;
		}
	}
}

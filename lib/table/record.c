#include "table/record.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

unsigned lsys_row_at(const struct lsys_record *r, size_t off)
{
	for (unsigned i = 0; i < r->n; i++)
		if (r->rows[i].off == off)
			return i;
	__builtin_trap(); /* a member without a row: a mistake in the program, not in its input */
}

static bool same(const char *name, const char *s, size_t len)
{
	return strlen(name) == len && !memcmp(name, s, len);
}

const struct lsys_field *lsys_row_named(const struct lsys_record *r, const char *name, size_t len)
{
	for (unsigned i = 0; i < r->n; i++)
		if (r->rows[i].namelen == len && !memcmp(r->rows[i].name, name, len))
			return &r->rows[i];
	for (unsigned i = 0; i < r->n; i++)
		if (same(r->rows[i].member, name, len))
			return &r->rows[i];
	if (r->prefix && len > strlen(r->prefix) && !strncmp(name, r->prefix, strlen(r->prefix)))
		return lsys_row_named(r, name + strlen(r->prefix), len - strlen(r->prefix));
	return NULL;
}

uint64_t lsys_get_uint(const void *p, unsigned size)
{
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;
	uint64_t u64;

	switch (size) {
	case 1: memcpy(&u8, p, 1); return u8;
	case 2: memcpy(&u16, p, 2); return u16;
	case 4: memcpy(&u32, p, 4); return u32;
	default: memcpy(&u64, p, 8); return u64;
	}
}

int64_t lsys_get_int(const void *p, unsigned size)
{
	uint64_t v = lsys_get_uint(p, size);

	return size == 1 ? (int8_t)v : size == 2 ? (int16_t)v : size == 4 ? (int32_t)v : (int64_t)v;
}

void lsys_set_uint(void *p, unsigned size, uint64_t v)
{
	uint8_t u8 = (uint8_t)v;
	uint16_t u16 = (uint16_t)v;
	uint32_t u32 = (uint32_t)v;

	switch (size) {
	case 1: memcpy(p, &u8, 1); break;
	case 2: memcpy(p, &u16, 2); break;
	case 4: memcpy(p, &u32, 4); break;
	default: memcpy(p, &v, 8); break;
	}
}

/* Between the network's order of bytes and ours. */
static uint64_t swapped(unsigned size, uint64_t v)
{
	return size == 2 ? htobe16((uint16_t)v) : size == 4 ? htobe32((uint32_t)v) : htobe64(v);
}

static uint64_t mask(const struct lsys_field *f)
{
	return f->bits < 64 ? ((uint64_t)1 << f->bits) - 1 : UINT64_MAX;
}

uint64_t lsys_field_uint(const struct lsys_field *f, const void *p)
{
	uint64_t v = lsys_get_uint(p, f->size);

	if (f->net)
		v = swapped(f->size, v);
	return f->bits ? v >> f->shift & mask(f) : v;
}

void lsys_field_set_uint(const struct lsys_field *f, void *p, uint64_t v)
{
	if (f->bits)
		v = (lsys_get_uint(p, f->size) & ~(mask(f) << f->shift)) | (v & mask(f)) << f->shift;
	if (f->net)
		v = swapped(f->size, v);
	lsys_set_uint(p, f->size, v);
}

const struct lsys_record *lsys_kind_record(const struct lsys_kinds *k, const char *name)
{
	for (unsigned i = 0; name && i < k->n; i++)
		if (!strcmp(k->rows[i].name, name))
			return k->rows[i].rec;
	return NULL;
}

static const struct lsys_field unknown_rows[] = {
	FIELD(struct lsys_unknown, type, .help = "attribute number"),
	FIELD(struct lsys_unknown, value, .help = "payload"),
};

static void unknown_brief(struct lsys_buf *b, const void *obj)
{
	const struct lsys_unknown *u = obj;

	lsys_put_u64(b, u->type);
	lsys_puts(b, "=0x");
	lsys_put_hexbytes(b, u->value.p, u->value.len, 0);
}

RECORD(lsys_unknown_record, "unknown", struct lsys_unknown, unknown_rows,
	.help = "an attribute this version does not know", .brief = unknown_brief);

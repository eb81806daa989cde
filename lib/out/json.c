#include <string.h>

#include "out/escape.h"
#include "out/sink.h"

static void put_record(struct lsys_buf *b, const struct lsys_record *r, const void *obj, const struct lsys_want *want,
		       int depth);

static void put_quoted(struct lsys_buf *b, const struct lsys_field *f, unsigned type, unsigned size, const void *p)
{
	struct lsys_field plain = *f;
	const char *s;

	switch (type) {
	case LSYS_T_CHARS:
		lsys_put_json_str(b, p, strnlen(p, size));
		return;
	case LSYS_T_STR:
		memcpy(&s, p, sizeof(s));
		lsys_put_json_str(b, s ? s : "", s ? strlen(s) : 0);
		return;
	case LSYS_T_BYTES:
		if (f->text) {
			lsys_put_json_str(b, ((const struct lsys_bytes *)p)->p, ((const struct lsys_bytes *)p)->len);
			return;
		}
		__attribute__((fallthrough));
	default: /* addresses, names, bytes: our own words, nothing to escape */
		plain.type = (uint8_t)type;
		plain.size = (uint16_t)size;
		lsys_putc(b, '"');
		lsys_put_value(b, &plain, p);
		lsys_putc(b, '"');
	}
}

static void put_flags(struct lsys_buf *b, const struct lsys_names *n, uint64_t v)
{
	struct lsys_cursor at = { .names = n };
	struct lsys_const c;
	bool first = true;

	lsys_putc(b, '[');
	while (lsys_flags_next(&at, &v, &c)) {
		lsys_puts(b, first ? "\"" : ",\"");
		first = false;
		lsys_puts(b, c.name);
		lsys_putc(b, '"');
	}
	if (v) {
		lsys_puts(b, first ? "\"0x" : ",\"0x");
		lsys_put_hex(b, v, 1);
		lsys_putc(b, '"');
	}
	lsys_putc(b, ']');
}

static void put_plain(struct lsys_buf *b, const struct lsys_field *f, unsigned type, unsigned size, const void *p)
{
	switch (type) {
	case LSYS_T_BOOL:
		lsys_puts(b, *(const bool *)p ? "true" : "false");
		break;
	case LSYS_T_UINT:
		if (f->names && f->names->flags)
			put_flags(b, f->names, lsys_get_uint(p, size));
		else if (f->names || f->exact || f->hex)
			put_quoted(b, f, type, size, p);
		else
			lsys_put_u64(b, lsys_get_uint(p, size));
		break;
	case LSYS_T_INT:
		if (f->names && f->names->flags)
			put_flags(b, f->names, lsys_get_uint(p, size));
		else if (f->exact || f->names)
			put_quoted(b, f, type, size, p);
		else
			lsys_put_i64(b, lsys_get_int(p, size));
		break;
	default:
		put_quoted(b, f, type, size, p);
	}
}

static void newline(struct lsys_buf *b, int depth)
{
	if (depth >= 0) {
		lsys_putc(b, '\n');
		lsys_put_fill(b, ' ', 2 * (size_t)depth);
	}
}

static void put_list(struct lsys_buf *b, const struct lsys_field *f, const struct lsys_list *l,
		     const struct lsys_want *want, int depth)
{
	size_t step = f->rec ? f->rec->size : f->elem_size;
	int inner = depth < 0 ? -1 : depth + 1;

	lsys_putc(b, '[');
	for (uint32_t i = 0; i < l->n; i++) {
		const char *e = (const char *)l->p + i * step;

		if (i)
			lsys_putc(b, ',');
		newline(b, inner);
		if (f->rec)
			put_record(b, f->rec, e, want, inner);
		else
			put_plain(b, f, f->elem, f->elem_size, e);
	}
	if (l->n)
		newline(b, depth);
	lsys_putc(b, ']');
}

static void put_key(struct lsys_buf *b, const char *name, size_t len, const char *more, bool *first, int depth)
{
	char *p;

	if (depth >= 0) {
		if (!*first)
			lsys_putc(b, ',');
		newline(b, depth);
	}
	p = lsys_buf_room(b, len + 16);
	if (!p)
		return;
	if (depth < 0 && !*first)
		*p++ = ',';
	*first = false;
	*p++ = '"';
	lsys_copy(p, name, len);
	p += len;
	while (*more)
		*p++ = *more++;
	*p++ = '"';
	*p++ = ':';
	if (depth >= 0)
		*p++ = ' ';
	b->len = (size_t)(p - b->p);
}

static void put_ifref(struct lsys_buf *b, const struct lsys_field *f, const struct lsys_ifref *i, bool *first, int depth)
{
	if (i->name[0]) {
		put_key(b, f->name, f->namelen, "", first, depth);
		lsys_put_json_str(b, i->name, strnlen(i->name, sizeof(i->name)));
	}
	put_key(b, f->name, f->namelen, "_index", first, depth);
	lsys_put_u64(b, i->index);
}

static void put_record(struct lsys_buf *b, const struct lsys_record *r, const void *obj, const struct lsys_want *want,
		       int depth)
{
	int inner = depth < 0 ? -1 : depth + 1;
	bool first = true;

	if (r->plain) {
		struct lsys_buf text = LSYS_BUF_MEM;

		lsys_put_brief(&text, r, obj);
		lsys_put_json_str(b, text.p, text.len);
		lsys_buf_free(&text);
		return;
	}
	lsys_putc(b, '{');
	for (unsigned i = lsys_has_next(r, obj, 0); i < r->n; i = lsys_has_next(r, obj, i + 1)) {
		const struct lsys_field *f = &r->rows[i];
		const struct lsys_want *sub = NULL;
		const void *p = lsys_at(f, obj), *o;
		struct lsys_list in = { 0 };
		uint64_t v = 0;

		if (f->alias || (want && !lsys_wanted(want, f->name, &sub)))
			continue;
		if (f->type == LSYS_T_IFREF) {
			put_ifref(b, f, p, &first, inner);
			continue;
		}
		put_key(b, f->name, f->namelen, "", &first, inner);
		switch (f->type) {
		case LSYS_T_REC:
			memcpy(&o, p, sizeof(o));
			put_record(b, f->rec, o, sub, inner);
			break;
		case LSYS_T_VARIANT:
			put_record(b, ((const struct lsys_variant *)p)->rec, ((const struct lsys_variant *)p)->p, sub, inner);
			break;
		case LSYS_T_STRUCT:
			put_record(b, f->rec, p, sub, inner);
			break;
		case LSYS_T_LIST:
			put_list(b, f, p, sub, inner);
			break;
		case LSYS_T_ARRAY:
			in = lsys_array_at(f, p);
			put_list(b, f, &in, sub, inner);
			break;
		default:
			if (lsys_field_packed(f)) {
				v = lsys_field_uint(f, p);
				put_plain(b, f, LSYS_T_UINT, sizeof(v), &v);
			} else {
				put_plain(b, f, f->type, f->size, p);
			}
		}
	}
	if (!first)
		newline(b, depth);
	lsys_putc(b, '}');
}

void lsys_put_json(struct lsys_buf *b, const struct lsys_record *r, const void *obj, const struct lsys_want *want,
		   int depth)
{
	put_record(b, r, obj, want, depth);
}

static int emit(struct lsys_sink *s, const struct lsys_record *r, const void *obj)
{
	struct lsys_json *j = (struct lsys_json *)(void *)s;

	if (!j->lines)
		lsys_puts(j->out, !j->n ? j->pretty ? "[\n  " : "[" : j->pretty ? ",\n  " : ",\n");
	put_record(j->out, r, obj, s->want, j->pretty && !j->lines ? 1 : -1);
	if (j->lines)
		lsys_putc(j->out, '\n');
	j->n++;
	return s->flush ? lsys_buf_flush(j->out) : j->out->err;
}

static int end(struct lsys_sink *s)
{
	struct lsys_json *j = (struct lsys_json *)(void *)s;

	if (!j->lines && !s->failed)
		lsys_puts(j->out, !j->n ? "[]\n" : j->pretty ? "\n]\n" : "]\n");
	return j->out->err;
}

void lsys_json_init(struct lsys_json *j, struct lsys_buf *out, bool lines, bool pretty)
{
	*j = (struct lsys_json){ .sink = { .emit = emit, .end = end }, .out = out, .lines = lines, .pretty = pretty };
}

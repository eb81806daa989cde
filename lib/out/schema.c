/* JSON Schema from rows: what lsys_put_json can write, said beforehand. */
#include <string.h>

#include "out/escape.h"
#include "out/sink.h"

static void put_record(struct lsys_buf *b, const struct lsys_record *r);

static void put_str(struct lsys_buf *b, const char *s)
{
	lsys_put_json_str(b, s, strlen(s));
}

static void put_uint(struct lsys_buf *b, const struct lsys_field *f, unsigned size)
{
	struct lsys_cursor at = { .names = f->names };
	struct lsys_const c;

	if (f->names && f->names->flags) {
		lsys_puts(b, "\"type\":\"array\",\"items\":{\"type\":\"string\",\"pattern\":\"^(0x[0-9a-f]+");
		while (lsys_const_next(&at, &c)) {
			lsys_putc(b, '|');
			lsys_puts(b, c.name);
		}
		lsys_puts(b, ")$\"}");
	} else if (f->names || (f->exact && !f->hex)) {
		lsys_puts(b, "\"type\":\"string\",\"pattern\":\"^([0-9]+"); /* a value without a name is its number */
		while (f->names && lsys_const_next(&at, &c)) {
			lsys_putc(b, '|');
			/* names are plain words but for these */
			for (const char *p = c.name; *p; p++) {
				if (strchr(".+*?()[]{}|^$/", *p))
					lsys_puts(b, "\\\\");
				lsys_putc(b, *p);
			}
		}
		lsys_puts(b, ")$\"");
	} else if (f->hex) {
		lsys_puts(b, f->oct ? "\"type\":\"string\",\"pattern\":\"^0[0-7]*$\"" :
			  "\"type\":\"string\",\"pattern\":\"^0x[0-9a-f]+$\"");
	} else {
		lsys_puts(b, "\"type\":\"integer\",\"minimum\":0,\"maximum\":");
		lsys_put_u64(b, UINT64_MAX >> (64 - 8 * size));
	}
}

static void put_type(struct lsys_buf *b, const struct lsys_field *f, unsigned type, unsigned size)
{
	switch (type) {
	case LSYS_T_BOOL:
		lsys_puts(b, "\"type\":\"boolean\"");
		break;
	case LSYS_T_UINT:
		put_uint(b, f, size);
		break;
	case LSYS_T_INT:
		if (f->names) {
			put_uint(b, f, size);
			break;
		}
		lsys_puts(b, f->exact ? "\"type\":\"string\",\"pattern\":\"^-?[0-9]+$\"" : "\"type\":\"integer\"");
		break;
	case LSYS_T_BYTES:
		if (f->text) {
			lsys_puts(b, "\"type\":\"string\"");
			break;
		}
		lsys_puts(b, "\"type\":\"string\",\"pattern\":\"^0x([0-9a-f]{2})*$\"");
		break;
	case LSYS_T_LLADDR:
	case LSYS_T_IP:
		lsys_puts(b, "\"type\":\"string\",\"pattern\":\"^[0-9a-f.:]*$\"");
		break;
	default:
		lsys_puts(b, "\"type\":\"string\"");
	}
}

static void put_field(struct lsys_buf *b, const struct lsys_field *f)
{
	switch (f->type) {
	case LSYS_T_REC:
	case LSYS_T_STRUCT:
		put_record(b, f->rec);
		break;
	case LSYS_T_LIST:
	case LSYS_T_ARRAY:
		lsys_puts(b, "\"type\":\"array\",\"items\":{");
		if (f->rec)
			put_record(b, f->rec);
		else
			put_type(b, f, f->elem, f->elem_size);
		lsys_putc(b, '}');
		break;
	case LSYS_T_VARIANT:
		lsys_puts(b, "\"type\":\"object\"");
		if (!f->kinds->n) /* any struct */
			break;
		lsys_puts(b, ",\"anyOf\":[");
		for (unsigned i = 0; i < f->kinds->n; i++) {
			lsys_puts(b, i ? ",{\"title\":" : "{\"title\":");
			put_str(b, f->kinds->rows[i].name);
			lsys_putc(b, ',');
			put_record(b, f->kinds->rows[i].rec);
			lsys_putc(b, '}');
		}
		lsys_putc(b, ']');
		break;
	default:
		put_type(b, f, f->type, f->size);
	}
}

static void put_property(struct lsys_buf *b, const char *name, const char *more, bool first)
{
	lsys_puts(b, first ? "\"" : ",\"");
	lsys_puts(b, name);
	lsys_puts(b, more);
	lsys_puts(b, "\":{");
}

static void put_help(struct lsys_buf *b, const char *help)
{
	if (help) {
		lsys_puts(b, ",\"description\":");
		put_str(b, help);
	}
}

static void put_record(struct lsys_buf *b, const struct lsys_record *r)
{
	if (r->plain) {
		lsys_puts(b, "\"type\":\"string\"");
		return;
	}
	lsys_puts(b, "\"type\":\"object\",\"properties\":{");
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];

		if (f->alias)
			continue;
		put_property(b, f->name, "", !i);
		put_field(b, f);
		put_help(b, f->help);
		lsys_putc(b, '}');
		if (f->type == LSYS_T_IFREF) {
			put_property(b, f->name, "_index", false);
			lsys_puts(b, "\"type\":\"integer\",\"minimum\":0");
			put_help(b, "its interface index");
			lsys_putc(b, '}');
		}
	}
	lsys_puts(b, "},\"additionalProperties\":false");
	if (r->has == LSYS_NO_HAS) {
		lsys_puts(b, ",\"required\":[");
		for (unsigned i = 0; i < r->n; i++) {
			if (r->rows[i].alias)
				continue;
			if (i)
				lsys_putc(b, ',');
			put_str(b, r->rows[i].name);
		}
		lsys_putc(b, ']');
	}
}

void lsys_put_schema(struct lsys_buf *b, const struct lsys_record *r, const char *title)
{
	lsys_puts(b, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":");
	put_str(b, title);
	lsys_puts(b, ",\"type\":\"array\",\"items\":{");
	put_record(b, r);
	lsys_puts(b, "}}\n");
}

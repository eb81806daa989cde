/* What is known about a system call, for a person: from its row. */
#include <errno.h>
#include <string.h>

#include "base/str.h"
#include "core/applet.h"
#include "sys/structs.h"

#define WIDTH 79

struct lsys_list lsys_call_errors(const struct lsys_call *c, struct lsys_arena *a)
{
	const char *errors = c->errors;
	const char **p;
	uint32_t n = 0;

	for (const char *w = errors; w && *w; w += strcspn(w, " "), w += strspn(w, " "))
		n++;
	p = lsys_arena_array(a, n, sizeof(*p));
	n = 0;
	for (const char *w = errors; p && w && *w; w += strcspn(w, " "), w += strspn(w, " ")) {
		size_t len = strcspn(w, " ");
		char *e = lsys_arena_alloc(a, len + 2);

		if (!e)
			break;
		e[0] = 'E';
		for (size_t i = 0; i < len; i++)
			e[i + 1] = (char)(w[i] >= 'a' && w[i] <= 'z' ? w[i] - 32 : w[i]);
		p[n++] = e;
	}
	return (struct lsys_list){ p, p ? n : 0 };
}

int lsys_call_unknown(const char *name, struct lsys_err *err)
{
	struct lsys_near near = LSYS_NEAR(name);

	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++)
		for (const struct lsys_call *c = a->rows; c->name; c++)
			lsys_near_offer(&near, c->name);
	lsys_err_usage(err, name, "no such call");
	lsys_near_add(&near, err);
	return -EINVAL;
}

/* Names, as many to a line as go there. */
static void put_names(struct lsys_buf *b, const struct lsys_group *g)
{
	struct lsys_cursor at = { .names = g->names };
	struct lsys_const c;
	size_t column = WIDTH;

	while (lsys_const_next(&at, &c)) {
		size_t n = strlen(c.name);

		if (column + 1 + n > WIDTH) {
			lsys_puts(b, "\n        ");
			column = 8 + n;
		} else {
			lsys_putc(b, ' ');
			column += 1 + n;
		}
		lsys_puts(b, c.name);
	}
}

static void put_members(struct lsys_buf *b, const struct lsys_record *r)
{
	for (unsigned i = 0; i < r->n; i++) {
		if (r->rows[i].alias)
			continue;
		lsys_puts(b, "\n        ");
		lsys_puts(b, r->rows[i].name);
		lsys_put_fill(b, ' ', r->rows[i].namelen < 16 ? 16 - r->rows[i].namelen : 1);
		lsys_puts(b, r->rows[i].help ? r->rows[i].help : "");
	}
}

static const char *meaning(const struct lsys_param *p)
{
	switch (p->type) {
	case LSYS_P_FD: return "a descriptor: a number, stdin, stdout, stderr";
	case LSYS_P_DIRFD: return "a directory's descriptor, or fdcwd, the working directory";
	case LSYS_P_PATH: return "a path";
	case LSYS_P_STR: return "text";
	case LSYS_P_DATA: return "bytes";
	case LSYS_P_BUF: return "a buffer; from the shell it is not given";
	case LSYS_P_COUNT: return "how many bytes";
	case LSYS_P_INT: return "a number";
	case LSYS_P_BOOL: return "true or false";
	case LSYS_P_CONST: return p->group->names->flags ? "of these, with commas between:" : "one of these:";
	case LSYS_P_IN:
	case LSYS_P_INOUT: return "a struct, as MEMBER=VALUE,...:";
	case LSYS_P_OUT: return "a struct; from the shell it is not given:";
	default: return "";
	}
}

static void put_param(struct lsys_buf *b, const struct lsys_param *p)
{
	bool named = p->type == LSYS_P_OTHER && p->wordlen == p->namelen && !memcmp(p->word, p->name, p->namelen);

	lsys_puts(b, "    ");
	lsys_put(b, p->name, p->namelen);
	if (!named || p->rec || p->optional)
		lsys_put_fill(b, ' ', p->namelen < 12 ? 12 - p->namelen : 1);
	if (p->type != LSYS_P_OTHER)
		lsys_puts(b, meaning(p));
	else if (p->rec)
		lsys_puts(b, "a struct t.");
	if (p->type == LSYS_P_OTHER && (p->rec || !named)) /* else its name says what it is */
		lsys_put(b, p->word, p->wordlen);
	if (p->type == LSYS_P_CONST)
		put_names(b, p->group);
	else if (p->rec)
		put_members(b, p->rec);
	if (p->optional) {
		lsys_puts(b, p->rec || p->group ? "\n        may be left out" : named ? "may be left out" : "; may be left out");
		if (p->def_word) {
			lsys_puts(b, ", is then ");
			lsys_put(b, p->def_word, p->def_len);
		} else if (p->has_def && p->type != LSYS_P_OTHER) {
			lsys_puts(b, ", is then ");
			lsys_put_i64(b, p->def);
		}
	}
	lsys_putc(b, '\n');
}

void lsys_put_call_lua(struct lsys_buf *b, const struct lsys_call *c)
{
	struct lsys_param p[LSYS_CALL_MAX];
	const struct lsys_call *many = lsys_call_many(c);
	int n = lsys_call_params(c, p, NULL), first = !strncmp(c->name, "fd.", 3);
	bool any = many;

	lsys_puts(b, first ? "fd:" : "S.");
	lsys_puts(b, many ? many->name : first ? c->name + 3 : c->name);
	lsys_putc(b, '(');
	if (many) {
		lsys_putc(b, '"');
		lsys_puts(b, strchr(c->name, '.') + 1);
		lsys_putc(b, '"');
	}
	for (int i = first; i < n; i++) {
		lsys_puts(b, any ? ", " : "");
		any = true;
		lsys_puts(b, p[i].optional ? "[" : "");
		lsys_put(b, p[i].name, p[i].namelen);
		if (p[i].def_word) {
			lsys_puts(b, " = ");
			lsys_put(b, p[i].def_word, p[i].def_len);
		}
		lsys_puts(b, p[i].optional ? "]" : "");
	}
	lsys_putc(b, ')');
}

void lsys_put_call_returns(struct lsys_buf *b, const struct lsys_call *c, const struct lsys_param *p, int n)
{
	unsigned at = 0;

	switch (lsys_call_returns(c, p, n, &at)) {
	case LSYS_RET_NUMBER:
		lsys_puts(b, "a number");
		break;
	case LSYS_RET_FD:
		lsys_puts(b, "a descriptor");
		break;
	case LSYS_RET_STRING:
		lsys_puts(b, "a string");
		for (int i = 0; i < n; i++) {
			if (p[i].type != LSYS_P_BUF)
				continue;
			lsys_puts(b, "; with ");
			lsys_put(b, p[i].name, p[i].namelen);
			lsys_puts(b, " how many bytes were put there");
		}
		break;
	default:
		lsys_puts(b, c->returns);
	}
}

int lsys_put_struct(struct lsys_buf *b, const char *name, struct lsys_err *err)
{
	const struct lsys_record *r = lsys_struct_named(name);
	struct lsys_near near = LSYS_NEAR(name);

	if (r) {
		lsys_puts(b, "t.");
		lsys_puts(b, r->name);
		lsys_puts(b, ": ");
		lsys_puts(b, r->help);
		put_members(b, r);
		lsys_putc(b, '\n');
		return 0;
	}
	for (unsigned i = 0; lsys_structs[i]; i++)
		for (const struct lsys_record *const *at = lsys_structs[i]; *at; at++)
			lsys_near_offer(&near, (*at)->name);
	lsys_err_usage(err, name, "no such struct");
	lsys_near_add(&near, err);
	return -EINVAL;
}

int lsys_put_call(struct lsys_buf *b, const struct lsys_call *c, struct lsys_arena *a, struct lsys_err *err)
{
	struct lsys_param p[LSYS_CALL_MAX];
	struct lsys_list errors;
	int n = lsys_call_params(c, p, err);

	if (n < 0)
		return n;
	lsys_puts(b, c->name);
	for (int i = 0; i < n; i++) {
		lsys_puts(b, p[i].optional ? " [" : " ");
		lsys_put(b, p[i].name, p[i].namelen);
		lsys_puts(b, p[i].optional ? "]" : "");
	}
	lsys_puts(b, ": ");
	lsys_puts(b, c->help);
	lsys_putc(b, '\n');
	for (int i = 0; i < n; i++)
		put_param(b, &p[i]);
	lsys_puts(b, "  gives ");
	lsys_put_call_returns(b, c, p, n);
	lsys_putc(b, '\n');
	errors = lsys_call_errors(c, a);
	for (uint32_t i = 0; i < errors.n; i++) {
		const char *e = ((const char *const *)errors.p)[i];
		struct lsys_const k = lsys_const_named(&lsys_errno, e, strlen(e));

		lsys_puts(b, i ? "              " : "  fails with  ");
		lsys_puts(b, e);
		lsys_put_fill(b, ' ', strlen(e) < 15 ? 15 - strlen(e) : 1);
		lsys_puts(b, k.name ? strerror((int)k.value) : "");
		lsys_putc(b, '\n');
	}
	lsys_puts(b, "  from Lua: ");
	lsys_put_call_lua(b, c);
	lsys_puts(b, "\n  manual: lsys-");
	lsys_puts(b, lsys_call_area(c)->page);
	lsys_puts(b, "(3)\n");
	return 0;
}

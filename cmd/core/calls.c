/* What is known about a system call, for a person: from its row. */
#include <errno.h>
#include <string.h>

#include "base/str.h"
#include "core/applet.h"

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
	if (near.best) {
		lsys_err_add(err, "; did you mean ");
		lsys_err_add(err, near.best);
		lsys_err_add(err, "?");
	}
	return -EINVAL;
}

static void put_names(struct lsys_buf *b, const struct lsys_group *g)
{
	struct lsys_cursor at = { .names = g->names };
	struct lsys_const c;
	bool first = true;

	while (lsys_const_next(&at, &c)) {
		lsys_puts(b, first ? "\n        " : " ");
		lsys_puts(b, c.name);
		first = false;
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
	lsys_puts(b, "    ");
	lsys_put(b, p->name, p->namelen);
	lsys_put_fill(b, ' ', p->namelen < 12 ? 12 - p->namelen : 1);
	if (p->type == LSYS_P_OTHER) {
		lsys_put(b, p->word, p->wordlen);
	} else {
		lsys_puts(b, meaning(p));
		if (p->type == LSYS_P_CONST)
			put_names(b, p->group);
		else if (p->rec)
			put_members(b, p->rec);
	}
	if (p->optional) {
		lsys_puts(b, p->rec || p->group ? "\n        may be left out" : "; may be left out");
		if (p->has_def && p->type != LSYS_P_OTHER && p->type != LSYS_P_COUNT) {
			lsys_puts(b, ", is then ");
			lsys_put_i64(b, p->def);
		}
	}
	lsys_putc(b, '\n');
}

/* What a script writes: S.open, S.util.ls; of an operation S.prctl("get_name"). */
static void put_lua_name(struct lsys_buf *b, const struct lsys_call *c)
{
	const struct lsys_call *many = lsys_call_many(c);

	lsys_puts(b, "  from Lua: S.");
	lsys_puts(b, many ? many->name : c->name);
	if (many) {
		lsys_puts(b, "(\"");
		lsys_puts(b, strchr(c->name, '.') + 1);
		lsys_puts(b, *c->args ? "\", ...)" : "\")");
	}
	lsys_putc(b, '\n');
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
	lsys_puts(b, c->returns);
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
	put_lua_name(b, c);
	return 0;
}

/* System calls in the manual. */
#include <string.h>

#include "core/man.h"
#include "sys/numbers.h"
#include "sys/structs.h"

/* "Constants: flags O, mode MODE.": the arguments that are of a group of constants, or structs. */
static void put_kinds(struct lsys_buf *b, const struct lsys_param *p, int n, const char *title, bool structs)
{
	bool any = false;

	for (int i = 0; i < n; i++) {
		const char *kind = structs ? p[i].rec ? p[i].rec->name : NULL : p[i].type == LSYS_P_CONST ? p[i].group->name : NULL;

		if (!kind)
			continue;
		lsys_puts(b, any ? " ,\n.Ar " : title);
		lsys_put(b, p[i].name, p[i].namelen);
		lsys_puts(b, structs ? "\n.Vt t." : "\n.Dv ");
		lsys_puts(b, kind);
		any = true;
	}
	if (any)
		lsys_puts(b, " .\n");
}

/* A call: how Lua calls it, what it does, gives and fails with. */
static void put_call(struct lsys_buf *b, const struct lsys_call *c, struct lsys_arena *a)
{
	struct lsys_param p[LSYS_CALL_MAX];
	int n = lsys_call_params(c, p, NULL);
	struct lsys_list errors = lsys_call_errors(c, a);
	struct lsys_buf t = LSYS_BUF_MEM;

	lsys_puts(b, ".It Li \"");
	lsys_put_call_lua(&t, c);
	lsys_man_line(b, t.p, t.len);
	lsys_puts(b, "\"\n");
	lsys_man_sentence(b, c->help, strlen(c->help));
	t.len = 0;
	lsys_puts(&t, "gives ");
	lsys_put_call_returns(&t, c, p, n);
	lsys_man_sentence(b, t.p, t.len);
	lsys_buf_free(&t);
	put_kinds(b, p, n, "Constants:\n.Ar ", false);
	put_kinds(b, p, n, "Structs:\n.Ar ", true);
	for (uint32_t i = 0; i < errors.n; i++) {
		lsys_puts(b, i ? ".Er " : "Errors:\n.Er ");
		lsys_puts(b, ((const char *const *)errors.p)[i]);
		lsys_puts(b, i + 1 < errors.n ? " ,\n" : " .\n");
	}
}

/* page NULL: all, each area with the page that tells more. */
static bool put_calls(struct lsys_buf *b, const char *page, struct lsys_arena *arena)
{
	bool any = false;

	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		if (page && strcmp(a->page, page) != 0)
			continue;
		any = true;
		lsys_puts(b, ".Ss ");
		lsys_man_line(b, a->title, strlen(a->title));
		lsys_putc(b, '\n');
		if (!page) {
			lsys_puts(b, "See\n.Xr lsys-");
			lsys_puts(b, a->page);
			lsys_puts(b, " 3 .\n");
		}
		lsys_puts(b, ".Bl -tag -width Ds\n");
		for (const struct lsys_call *c = a->rows; c->name; c++)
			put_call(b, c, arena);
		lsys_puts(b, ".El\n");
	}
	return any;
}

static bool put_struct(struct lsys_buf *b, const char *name)
{
	const struct lsys_record *r = lsys_struct_named(name);

	if (!r)
		return false;
	lsys_puts(b, ".It Vt t.");
	lsys_puts(b, r->name);
	lsys_putc(b, '\n');
	lsys_man_sentence(b, r->help, strlen(r->help));
	lsys_puts(b, ".Bl -tag -width 16n -compact\n");
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];

		lsys_puts(b, ".It Li ");
		lsys_puts(b, f->name);
		lsys_putc(b, '\n');
		lsys_man_line(b, f->help, strlen(f->help));
		if (f->rec) {
			lsys_puts(b, "\n.Pq Vt t.");
			lsys_puts(b, f->rec->name);
		}
		lsys_putc(b, '\n');
	}
	lsys_puts(b, ".El\n");
	return true;
}

/* names: with blanks between, up to an @. */
static bool put_structs(struct lsys_buf *b, const char *names)
{
	lsys_puts(b, ".Bl -tag -width Ds\n");
	for (size_t n; *names && *names != '@'; names += n, names += *names == ' ') {
		char name[40];

		n = strcspn(names, " @");
		if (!n || n >= sizeof(name))
			return false;
		memcpy(name, names, n);
		name[n] = '\0';
		if (!put_struct(b, name))
			return false;
	}
	lsys_puts(b, ".El\n");
	return true;
}

/* Each page, with the titles of its areas. */
static void put_pages(struct lsys_buf *b)
{
	const char *done = "";

	lsys_puts(b, ".Bl -tag -width 20n -compact\n");
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		if (!strcmp(a->page, done)) { /* a page's areas stand together */
			lsys_puts(b, "; ");
		} else {
			lsys_puts(b, *done ? "\n.It Xr lsys-" : ".It Xr lsys-");
			lsys_puts(b, a->page);
			lsys_puts(b, " 3\n");
		}
		done = a->page;
		lsys_man_line(b, a->title, strlen(a->title));
	}
	lsys_puts(b, "\n.El\n");
}

/* The methods of descriptors that are called otherwise than their functions. */
static void put_methods(struct lsys_buf *b)
{
	for (const struct lsys_call_method *m = lsys_call_methods; m->name; m++) {
		lsys_puts(b, ".Li fd:");
		lsys_puts(b, m->name);
		lsys_puts(b, "\nfor\n.Li ");
		lsys_puts(b, m->function);
		lsys_puts(b, m[1].name ? " ,\n" : " .\n");
	}
}

/* The kernel's calls that have no function. */
static void put_without(struct lsys_buf *b)
{
	lsys_puts(b, ".Bl -tag -width Ds\n");
	for (const struct lsys_without *w = lsys_calls_without; w->names; w++) {
		lsys_puts(b, ".It Xo\n");
		lsys_man_line(b, w->names, strlen(w->names));
		lsys_puts(b, "\n.Xc\n");
		lsys_man_line(b, w->why, strlen(w->why));
		lsys_putc(b, '\n');
	}
	lsys_puts(b, ".El\n");
}

bool lsys_man_calls(struct lsys_buf *b, const char *line, const char *page, struct lsys_arena *arena)
{
	if (!strcmp(line, "@CALLS@"))
		return put_calls(b, !strcmp(page, "lsys-calls") ? NULL : strncmp(page, "lsys-", 5) ? page : page + 5, arena);
	if (!strncmp(line, "@STRUCTS ", 9))
		return put_structs(b, line + 9);
	if (!strcmp(line, "@PAGES@"))
		put_pages(b);
	else if (!strcmp(line, "@METHODS@"))
		put_methods(b);
	else if (!strcmp(line, "@WITHOUT@"))
		put_without(b);
	else
		return false;
	return true;
}

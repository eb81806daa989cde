/* Columns: paths into a record, chosen by a person. */
#include <errno.h>
#include <string.h>

#include "base/str.h"
#include "out/sink.h"

#define PATH_MAX_LEN 160

struct each {
	bool (*f)(void *arg, const char *path, const struct lsys_field *field);
	void *arg;
	char path[PATH_MAX_LEN];
	const struct lsys_kinds *kinds; /* inside of a variant: what it chooses from, the kind at hand, */
	unsigned kind;
	size_t base;                    /* and where the path through it begins */
};

static bool each_in(struct each *e, size_t len, const struct lsys_record *r);

static bool each_kind(struct each *e, size_t len, const struct lsys_kinds *k);

static const struct lsys_field *step(const struct lsys_record *r, const char *path)
{
	size_t len = strcspn(path, ".");
	const struct lsys_field *f = lsys_row_named(r, path, len);

	return !f || !path[len] ? f : f->type == LSYS_T_REC ? step(f->rec, path + len + 1) : NULL;
}

/* A path that an earlier kind has as well is the same path. */
static bool repeated(const struct each *e)
{
	for (unsigned i = 0; e->kinds && i < e->kind; i++)
		if (step(e->kinds->rows[i].rec, e->path + e->base))
			return true;
	return false;
}

static bool each_row(struct each *e, size_t len, const struct lsys_field *f)
{
	size_t n = f->namelen;

	if (len + n + 2 > sizeof(e->path))
		return false;
	memcpy(e->path + len, f->name, n + 1);
	len += n;
	if (f->type == LSYS_T_REC || f->type == LSYS_T_STRUCT || f->type == LSYS_T_VARIANT) {
		e->path[len++] = '.';
		if (f->type != LSYS_T_VARIANT)
			return each_in(e, len, f->rec);
		return each_kind(e, len, f->kinds);
	}
	return !repeated(e) && e->f(e->arg, e->path, f);
}

static bool each_in(struct each *e, size_t len, const struct lsys_record *r)
{
	for (unsigned i = 0; i < r->n; i++)
		if (!r->rows[i].alias && each_row(e, len, &r->rows[i]))
			return true;
	return false;
}

/* The rows of all kinds. */
static bool each_kind(struct each *e, size_t len, const struct lsys_kinds *k)
{
	const struct lsys_kinds *kinds = e->kinds;
	unsigned kind = e->kind;
	size_t base = e->base;
	bool stop = false;

	e->kinds = k;
	e->base = len;
	for (unsigned i = 0; i < k->n && !stop; i++) {
		e->kind = i;
		stop = each_in(e, len, k->rows[i].rec);
	}
	e->kinds = kinds;
	e->kind = kind;
	e->base = base;
	return stop;
}

bool lsys_each_path(const struct lsys_record *r, bool (*f)(void *arg, const char *path, const struct lsys_field *field),
		    void *arg)
{
	struct each e = { .f = f, .arg = arg };

	return each_in(&e, 0, r);
}

/* A path by the rows' own names, whatever names it was asked for by. */
struct own { char path[PATH_MAX_LEN]; size_t len; };

/* Follows a path by rows, noting their names; a variant's step is any of its kinds'. NULL when a step is unknown. */
static const struct lsys_field *follow(const struct lsys_record *r, const char *path, struct own *own)
{
	size_t len = strcspn(path, "."), before = own->len;
	const struct lsys_field *f = lsys_row_named(r, path, len);

	if (!f || own->len + f->namelen + 1 > sizeof(own->path))
		return NULL;
	memcpy(own->path + own->len, f->name, f->namelen);
	own->len += f->namelen;
	if (!path[len])
		return f;
	own->path[own->len++] = '.';
	path += len + 1;
	if (f->type == LSYS_T_REC || f->type == LSYS_T_STRUCT || (f->type == LSYS_T_LIST && f->rec))
		return follow(f->rec, path, own);
	for (unsigned i = 0; f->type == LSYS_T_VARIANT && i < f->kinds->n; i++) {
		size_t here = own->len;
		const struct lsys_field *g = follow(f->kinds->rows[i].rec, path, own);

		if (g)
			return g;
		own->len = here;
	}
	own->len = before;
	return NULL;
}

/* The nearest path, kept where the walk's scratch cannot change it. */
struct nearest { struct lsys_near near; char path[PATH_MAX_LEN]; };

static bool offer(void *arg, const char *path, const struct lsys_field *f)
{
	struct nearest *n = arg;
	const char *before = n->near.best;

	(void)f;
	lsys_near_offer(&n->near, path);
	if (n->near.best != before) {
		strncpy(n->path, path, sizeof(n->path) - 1);
		n->near.best = n->path;
	}
	return false;
}

static int refuse(const struct lsys_record *r, const char *path, struct lsys_err *err)
{
	struct nearest n = { .near = LSYS_NEAR(path) };

	lsys_err_usage(err, path, "unknown column");
	lsys_each_path(r, offer, &n);
	if (n.path[0]) {
		lsys_err_add(err, "; did you mean ");
		lsys_err_add(err, n.path);
		lsys_err_add(err, "?");
	} else {
		lsys_err_add(err, "; --list-columns shows them");
	}
	return -EINVAL;
}

static char *heading(const char *path, struct lsys_arena *a)
{
	char *t = lsys_arena_strndup(a, path, strlen(path));

	for (char *c = t; c && *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 32);
	return t;
}

int lsys_cols_parse(const struct lsys_record *r, const char *const *paths, unsigned n, struct lsys_cols *cols,
		    struct lsys_arena *a, struct lsys_err *err)
{
	struct lsys_col *c;
	unsigned all = 0, at = 0;

	for (unsigned i = 0; i < n; i++) {
		all++;
		for (const char *p = paths[i]; (p = strchr(p, ',')); p++)
			all++;
	}
	c = lsys_arena_array(a, all ? all : 1, sizeof(*c));
	if (!c)
		return lsys_err_set(err, ENOMEM, NULL, NULL);
	for (unsigned i = 0; i < n; i++) {
		for (const char *p = paths[i]; p; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL) {
			char *one = lsys_arena_strndup(a, p, strcspn(p, ","));
			struct own own = { .len = 0 };

			if (!one)
				return lsys_err_set(err, ENOMEM, NULL, NULL);
			for (char *k = one; *k; k++) /* headings are accepted as well */
				if (*k >= 'A' && *k <= 'Z')
					*k = (char)(*k + 32);
			c[at] = (struct lsys_col){ .field = follow(r, one, &own), .title = heading(one, a) };
			if (!c[at].field)
				return refuse(r, one, err);
			c[at].path = lsys_arena_strndup(a, own.path, own.len);
			if (!c[at].title || !c[at].path)
				return lsys_err_set(err, ENOMEM, NULL, NULL);
			c[at].flex = c[at].field->type == LSYS_T_LIST;
			at++;
		}
	}
	*cols = (struct lsys_cols){ c, at };
	return 0;
}

static struct lsys_want *node(struct lsys_want *parent, const char *name, size_t len, struct lsys_arena *a)
{
	struct lsys_want **at = &parent->child;

	for (; *at; at = &(*at)->next)
		if (!strncmp((*at)->name, name, len) && !(*at)->name[len])
			return *at;
	*at = lsys_arena_alloc(a, sizeof(**at));
	if (*at)
		(*at)->name = lsys_arena_strndup(a, name, len);
	return *at && (*at)->name ? *at : NULL;
}

struct lsys_want *lsys_cols_want(const struct lsys_cols *cols, struct lsys_arena *a)
{
	struct lsys_want *root = lsys_arena_alloc(a, sizeof(*root));

	for (unsigned i = 0; root && i < cols->n; i++) {
		struct lsys_want *w = root;

		for (const char *p = cols->p[i].path; w && p; p = strchr(p, '.') ? strchr(p, '.') + 1 : NULL)
			w = node(w, p, strcspn(p, "."), a);
		if (!w)
			return NULL;
	}
	return root;
}

bool lsys_wanted(const struct lsys_want *w, const char *name, const struct lsys_want **sub)
{
	*sub = NULL;
	if (!w)
		return true;
	for (const struct lsys_want *c = w->child; c; c = c->next) {
		if (!strcmp(c->name, name)) {
			*sub = c->child ? c : NULL;
			return true;
		}
	}
	return false;
}

struct listing { struct lsys_buf *b; unsigned width; };

static bool list_path(void *arg, const char *path, const struct lsys_field *f)
{
	struct listing *l = arg;
	size_t n = strlen(path);

	lsys_puts(l->b, path);
	lsys_put_fill(l->b, ' ', n < l->width ? l->width - n + 2 : 2);
	lsys_puts(l->b, f->help ? f->help : "");
	lsys_putc(l->b, '\n');
	return false;
}

void lsys_put_columns(struct lsys_buf *b, const struct lsys_record *r, unsigned width)
{
	struct listing l = { .b = b, .width = width };

	lsys_each_path(r, list_path, &l);
}

static const struct lsys_field *cell(struct lsys_buf *b, const struct lsys_record *r, const void *obj, const char *path,
				     const void **value)
{
	size_t len = strcspn(path, ".");
	const struct lsys_field *f = lsys_row_named(r, path, len);
	const void *p;

	if (!f || !lsys_has(r, obj, (unsigned)(f - r->rows)))
		return NULL;
	p = lsys_at(f, obj);
	if (path[len]) {
		const void *o;

		path += len + 1;
		if (f->type == LSYS_T_VARIANT) {
			const struct lsys_variant *v = p;

			return v->rec ? cell(b, v->rec, v->p, path, value) : NULL;
		}
		if (f->type == LSYS_T_STRUCT)
			return cell(b, f->rec, p, path, value);
		if (f->type == LSYS_T_REC) {
			memcpy(&o, p, sizeof(o));
			return cell(b, f->rec, o, path, value);
		}
		if (f->type == LSYS_T_LIST) { /* that member of every element */
			const struct lsys_list *l = p;
			const struct lsys_field *any = NULL;

			for (uint32_t i = 0; i < l->n; i++) {
				size_t before = b->len;

				if (any)
					lsys_putc(b, ' ');
				if (cell(b, f->rec, (const char *)l->p + (size_t)i * f->rec->size, path, value))
					any = f;
				else
					b->len = before; /* an element without it leaves no gap */
			}
			return any;
		}
		return NULL;
	}
	if (value)
		*value = p;
	if (f->type == LSYS_T_LIST && !((const struct lsys_list *)p)->n)
		return NULL;
	if (f->unit == LSYS_U_BPS || (f->unit == LSYS_U_BYTES && f->metric == LSYS_M_COUNTER))
		lsys_put_scaled(b, lsys_get_uint(p, f->size));
	else
		lsys_put_value(b, f, p);
	return f;
}

const struct lsys_field *lsys_put_cell(struct lsys_buf *b, const struct lsys_record *r, const void *obj,
				       const struct lsys_col *col, const void **value)
{
	return cell(b, r, obj, col->path, value);
}

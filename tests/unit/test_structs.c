/*
 * Rows of calls and structs: that each can be read, and means what it says. With the argument "members" it prints what the
 * rows say of every struct, for tests/structs.bats to compare with the headers.
 */
#include <stdio.h>
#include <string.h>

#include "sys/call.h"
#include "sys/numbers.h"
#include "sys/structs.h"
#include "tap.h"

static bool upper(const char *s)
{
	return *s >= 'A' && *s <= 'Z';
}

/* The word in .errors are errors. */
static bool errors_known(const struct lsys_call *c)
{
	for (const char *w = c->errors; w && *w; w += strcspn(w, " "), w += strspn(w, " ")) {
		if (!lsys_const_named(&lsys_errno, w, strcspn(w, " ")).name) {
			note("%s: no error: %s", c->name, w);
			return false;
		}
	}
	return true;
}

static bool in_order(const struct lsys_call *c, const struct lsys_param *p, int n)
{
	bool bytes = false;

	for (int i = 0; i < n; i++) {
		if (p[i].type == LSYS_P_DATA || p[i].type == LSYS_P_BUF)
			bytes = true;
		if (p[i].type == LSYS_P_COUNT && !bytes) {
			note("%s: a count of nothing", c->name);
			return false;
		}
		if (p[i].type == LSYS_P_BUF && (i + 1 == n || p[i + 1].type != LSYS_P_COUNT)) {
			note("%s: a buffer without its count behind it", c->name);
			return false;
		}
	}
	return true;
}

static void calls(void)
{
	unsigned n = 0, bad = 0, twice = 0;

	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		for (const struct lsys_call *c = a->rows; c->name; c++) {
			struct lsys_param p[LSYS_CALL_MAX];
			struct lsys_err err = { 0 };
			unsigned at = 0;
			int k = lsys_call_params(c, p, &err);
			bool good = k >= 0 && c->help && c->returns && !upper(c->help) && errors_known(c);

			if (k < 0)
				note("%s: %s: %s", c->name, err.object, err.msg);
			if (good && c->fn)
				good = in_order(c, p, k) && lsys_call_returns(c, p, k, &at) != LSYS_RET_OTHER;
			if (!good)
				note("wrong: %s", c->name);
			bad += !good;
			n++;
			if (lsys_call_named(c->name) != c) {
				note("twice: %s", c->name);
				twice++;
			}
		}
	}
	ok(n > 200, "there are calls");
	same((long)bad, 0, "every row of a call can be read");
	same((long)twice, 0, "and is the only one of its name");
}

/* Is it one of the names with blanks between? */
static bool among(const char *names, const char *name)
{
	for (size_t n; *names; names += n, names += strspn(names, " ")) {
		n = strcspn(names, " ");
		if (n == strlen(name) && !strncmp(names, name, n))
			return true;
	}
	return false;
}

/* Each call of the kernel has a function, or a reason why not. */
static void all_calls(void)
{
	unsigned n = 0, without = 0, bad = 0;
	const char *name;

	for (unsigned i = 0; (name = lsys_call_at(i)); i++, n++) {
		unsigned reasons = 0;

		for (const struct lsys_without *w = lsys_calls_without; w->names; w++)
			reasons += among(w->names, name);
		without += reasons;
		if (reasons + !!lsys_call_named(name) != 1) {
			note("%s: %s", name, reasons ? "a function, and a reason why there is none; or two" : "neither a function nor a reason");
			bad++;
		}
	}
	ok(n > 450 && without > 100, "there are all calls");
	same((long)bad, 0, "each has a function or a reason");
	n = 0;
	for (const struct lsys_without *w = lsys_calls_without; w->names; w++)
		for (const char *p = w->names; *p; p += strcspn(p, " "), p += strspn(p, " "))
			n++;
	same((long)n, (long)without, "and no reason is for a call that there is none");
}

static unsigned wrong_rows(const struct lsys_record *r)
{
	unsigned bad = 0;

	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		bool good = f->off + f->size <= r->size && f->help && f->namelen == strlen(f->name) && !upper(f->help);

		if (f->type == LSYS_T_STRUCT)
			good = good && f->rec->size == f->size;
		if (f->type == LSYS_T_ARRAY)
			good = good && f->size % (f->rec ? f->rec->size : f->elem_size) == 0;
		if (f->group) /* words for numbers; names would show them too, and one of the two be left unused */
			good = good && !f->names && lsys_group_named(f->group) && (f->type == LSYS_T_UINT || f->type == LSYS_T_INT);
		if (f->bits)
			good = good && f->shift + f->bits <= 8 * f->size;
		for (unsigned k = 0; k < i && good; k++) {
			const struct lsys_field *g = &r->rows[k];

			good = strcmp(f->name, g->name) != 0;
			/* two rows for the same bytes: the second has to say so */
			if (good && !f->alias && !g->alias && f->off < g->off + g->size && g->off < f->off + f->size)
				good = f->bits && g->bits && (f->shift >= g->shift + g->bits || g->shift >= f->shift + f->bits);
		}
		if (!good) {
			note("struct %s, row %s", r->name, f->name);
			bad++;
		}
	}
	return bad;
}

static void structs(void)
{
	unsigned n = 0, bad = 0, twice = 0;

	for (unsigned i = 0; lsys_structs[i]; i++) {
		for (const struct lsys_record *const *r = lsys_structs[i]; *r; r++) {
			n++;
			bad += wrong_rows(*r);
			if (lsys_struct_named((*r)->name) != *r) {
				note("twice: %s", (*r)->name);
				twice++;
			}
		}
	}
	ok(n > 80, "there are structs");
	same((long)bad, 0, "their rows are inside them and apart from each other");
	same((long)twice, 0, "each is the only one of its name");
}

/*
 * "NAME SIZE PREFIX" of each struct, "-" for no prefix, and of each of its rows "NAME ROW OFFSET SIZE SHIFT BITS KIND": bits
 * are 0 where there is no bit-field, the kind is u for an unsigned number, i for a signed one, - for something else.
 */
static void print_members(void)
{
	for (unsigned i = 0; lsys_structs[i]; i++) {
		for (const struct lsys_record *const *r = lsys_structs[i]; *r; r++) {
			printf("%s %u %s\n", (*r)->name, (*r)->size, (*r)->prefix ? (*r)->prefix : "-");
			for (unsigned k = 0; k < (*r)->n; k++) {
				const struct lsys_field *f = &(*r)->rows[k];

				printf("%s %s %u %u %u %u %c\n", (*r)->name, f->name, f->off, f->size, f->shift, f->bits,
				       f->type == LSYS_T_UINT ? 'u' : f->type == LSYS_T_INT ? 'i' : '-');
			}
		}
	}
}

int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "members")) {
		print_members();
		return 0;
	}
	calls();
	all_calls();
	structs();
	return done_testing();
}

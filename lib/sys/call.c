#include "sys/call.h"

#include <errno.h>
#include <string.h>
#include <sys/types.h>

#include "base/str.h"
#include "sys/structs.h"

const struct lsys_call *lsys_call_named(const char *name)
{
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++)
		for (const struct lsys_call *c = a->rows; c->name; c++)
			if (!strcmp(c->name, name))
				return c;
	return NULL;
}

const struct lsys_calls *lsys_call_area(const struct lsys_call *c)
{
	const struct lsys_calls *a = lsys_call_areas;

	for (; a->name; a++)
		for (const struct lsys_call *at = a->rows; at->name; at++)
			if (at == c)
				return a;
	return a;
}

const struct lsys_call_method lsys_call_methods[] = {
	{ "chdir", "fchdir" }, { "chmod", "fchmod" }, { "chown", "fchown" }, { "datasync", "fdatasync" }, { "lock", "flock" },
	{ "getxattr", "fgetxattr" }, { "listxattr", "flistxattr" }, { "pathconf", "fpathconf" }, { "removexattr", "fremovexattr" },
	{ "seek", "lseek" }, { "setxattr", "fsetxattr" }, { "stat", "fstat" }, { "statfs", "fstatfs" }, { "sync", "fsync" },
	{ "truncate", "ftruncate" }, { "utimens", "futimens" }, { "utimes", "futimes" }, { "xattr", "fxattr" }, { NULL, NULL },
};

const struct lsys_call *lsys_call_of_method(const char *name)
{
	const struct lsys_call *c;
	char whole[32];

	for (const struct lsys_call_method *m = lsys_call_methods; m->name; m++)
		if (!strcmp(m->name, name))
			return lsys_call_named(m->function);
	if (strlen(name) + 4 > sizeof(whole) || !strcmp(name, "fileno")) /* a member: the number itself */
		return NULL;
	/* "fd.tell" is the row of a function that there is as a method only */
	c = lsys_call_named(strcat(strcpy(whole, "fd."), name));
	if (!c)
		c = lsys_call_named(name);
	return c && lsys_call_is_method(c) ? c : NULL;
}

const struct lsys_call *lsys_call_many(const struct lsys_call *c)
{
	const char *dot = strchr(c->name, '.');
	char name[32];

	if (!dot || (size_t)(dot - c->name) >= sizeof(name))
		return NULL;
	memcpy(name, c->name, (size_t)(dot - c->name));
	name[dot - c->name] = '\0';
	return lsys_call_named(name);
}

const struct lsys_record *lsys_struct_named(const char *name)
{
	for (unsigned i = 0; lsys_structs[i]; i++)
		for (const struct lsys_record *const *r = lsys_structs[i]; *r; r++)
			if (!strcmp((*r)->name, name))
				return *r;
	return NULL;
}

/* The types that have a word. Integers: their bytes; def is what stands for one that was left out. */
static const struct { const char *word; uint8_t type, size; bool is_signed, has_def; int64_t def; } types[] = {
	{ "fd", LSYS_P_FD, 4, true, false, 0 },
	{ "dirfd", LSYS_P_DIRFD, 4, true, false, 0 },
	{ "path", LSYS_P_PATH, 0, false, false, 0 },
	{ "str", LSYS_P_STR, 0, false, false, 0 },
	{ "data", LSYS_P_DATA, 0, false, false, 0 },
	{ "buf", LSYS_P_BUF, 0, false, false, 0 },
	{ "count", LSYS_P_COUNT, sizeof(size_t), false, false, 0 },
	{ "int", LSYS_P_INT, 4, true, true, 0 },
	{ "uint", LSYS_P_INT, 4, false, true, 0 },
	{ "long", LSYS_P_INT, sizeof(long), true, true, 0 },
	{ "ulong", LSYS_P_INT, sizeof(long), false, true, 0 },
	{ "i64", LSYS_P_INT, 8, true, true, 0 },
	{ "u64", LSYS_P_INT, 8, false, true, 0 },
	{ "size", LSYS_P_INT, sizeof(size_t), false, true, 0 },
	{ "off", LSYS_P_INT, 8, true, true, 0 },
	{ "id", LSYS_P_INT, 4, false, true, -1 },
	{ "pid", LSYS_P_INT, 4, true, true, 0 },
	{ "bool", LSYS_P_BOOL, 4, true, true, 0 },
};

static int set_type(struct lsys_param *p, const char *w, size_t len, bool strict, struct lsys_err *err)
{
	char name[40];
	unsigned struct_type = *w == '<' ? LSYS_P_IN : *w == '>' ? LSYS_P_OUT : *w == '&' ? LSYS_P_INOUT : LSYS_P_OTHER;
	bool of_struct = struct_type != LSYS_P_OTHER;

	p->word = w;
	p->wordlen = (uint8_t)len;
	if (len >= sizeof(name))
		return lsys_err_usage(err, w, "too long a type");
	memcpy(name, w + of_struct, len - of_struct);
	name[len - of_struct] = '\0';
	if (of_struct) {
		p->type = (uint8_t)struct_type;
		p->rec = lsys_struct_named(name);
		return p->rec ? 0 : lsys_err_usage(err, name, "no such struct");
	}
	if (name[0] >= 'A' && name[0] <= 'Z') {
		p->type = LSYS_P_CONST;
		p->size = 8;
		p->has_def = true;
		p->group = lsys_group_named(name);
		return p->group ? 0 : lsys_err_usage(err, name, "no such group of constants");
	}
	for (unsigned i = 0; i < LSYS_COUNT(types); i++) {
		if (strcmp(name, types[i].word) != 0)
			continue;
		p->type = types[i].type;
		p->size = types[i].size;
		p->is_signed = types[i].is_signed;
		p->has_def = types[i].has_def;
		p->def = types[i].def;
		return 0;
	}
	p->type = LSYS_P_OTHER;
	p->rec = lsys_struct_named(name);
	return strict ? lsys_err_usage(err, name, "no such type") : 0;
}

/* One word, without its brackets. */
static int read_param(struct lsys_param *p, const char *w, size_t len, bool strict, struct lsys_err *err)
{
	const char *eq = memchr(w, '=', len), *colon = memchr(w, ':', len);
	size_t before = eq ? (size_t)(eq - w) : len;
	size_t name = colon && (size_t)(colon - w) < before ? (size_t)(colon - w) : before;
	char def[24];
	int r;

	p->name = w;
	p->namelen = (uint8_t)name;
	r = name < before ? set_type(p, w + name + 1, before - name - 1, strict, err) : set_type(p, w, name, strict, err);
	if (r < 0 || !eq)
		return r;
	if (len - before - 1 >= sizeof(def))
		return lsys_err_usage(err, w, "too long a default");
	p->def_word = eq + 1;
	p->def_len = (uint8_t)(len - before - 1);
	memcpy(def, p->def_word, p->def_len);
	def[p->def_len] = '\0';
	p->has_def = true;
	if (p->type == LSYS_P_CONST) {
		uint64_t v;

		r = lsys_group_parse(p->group, def, &v, err);
		p->def = (int64_t)v;
		return r;
	}
	if (lsys_parse_i64(def, &p->def) == 0 || !strict)
		return 0; /* without .fn words for a reader */
	return lsys_err_usage(err, def, "not a number");
}

int lsys_call_params(const struct lsys_call *c, struct lsys_param p[LSYS_CALL_MAX], struct lsys_err *err)
{
	int n = 0;

	for (const char *w = c->args; *w;) {
		size_t len = strcspn(w, " ");
		bool optional = *w == '[' && w[len - 1] == ']';
		int r;

		if (n == LSYS_CALL_MAX)
			return lsys_err_usage(err, c->name, "too many arguments");
		p[n] = (struct lsys_param){ .optional = optional };
		r = read_param(&p[n], w + optional, len - 2 * optional, c->fn, err);
		if (r < 0)
			return r;
		n++;
		w += len;
		w += strspn(w, " ");
	}
	return n;
}

/* Is this argument given by a word? What is filled is made by who makes the call. */
static bool given(const struct lsys_param *p)
{
	return p->type != LSYS_P_BUF && p->type != LSYS_P_OUT;
}

int lsys_call_place(struct lsys_call_words *w, const char *word)
{
	const char *eq = strchr(word, '=');

	for (int i = w->n - 1; eq && i >= 0; i--) {
		if (given(&w->p[i]) && (size_t)(eq - word) == w->p[i].namelen && !memcmp(word, w->p[i].name, w->p[i].namelen)) {
			w->word[i] = eq + 1;
			return i;
		}
	}
	while (w->next < w->n && (!given(&w->p[w->next]) || w->word[w->next]))
		w->next++;
	if (w->next == w->n)
		return -1;
	if (*word || !w->p[w->next].optional)
		w->word[w->next] = word;
	return w->next++;
}

enum lsys_return lsys_call_returns(const struct lsys_call *c, const struct lsys_param *p, int n, unsigned *at)
{
	static const struct { const char *word; enum lsys_return ret; } words[] = {
		{ "true", LSYS_RET_TRUE }, { "number", LSYS_RET_NUMBER }, { "fd", LSYS_RET_FD }, { "string", LSYS_RET_STRING },
		{ "nothing", LSYS_RET_NOTHING },
	};

	for (unsigned i = 0; i < LSYS_COUNT(words); i++)
		if (!strcmp(c->returns, words[i].word))
			return words[i].ret;
	for (int i = 0; i < n; i++) {
		if (strlen(c->returns) == p[i].namelen && !memcmp(c->returns, p[i].name, p[i].namelen)) {
			*at = (unsigned)i;
			return LSYS_RET_PARAM;
		}
	}
	return LSYS_RET_OTHER;
}

bool lsys_call_is_method(const struct lsys_call *c)
{
	size_t n = strcspn(c->args, " ");

	if (strchr(c->name, '.') && strncmp(c->name, "fd.", 3) != 0)
		return false; /* another table's */
	return (n == 2 && !memcmp(c->args, "fd", 2)) || (n == 5 && !memcmp(c->args, "dirfd", 5)) ||
	       (n > 3 && !memcmp(c->args + n - 3, ":fd", 3));
}

/* Completion of what the rows of system calls know: their names, the constants that their arguments take, errors. */
#include <ctype.h>
#include <string.h>

#include "core/complete.h"
#include "sys/structs.h"

#define SPELLING 64

/* A constant's name, in one or the other case, with its prefix or without. Returns false when there is no room. */
static bool spell(char *to, const char *prefix, const char *name, bool upper)
{
	size_t n = strlen(prefix), all = n + strlen(name);

	if (all >= SPELLING)
		return false;
	for (size_t i = 0; i <= all; i++) {
		unsigned char c = (unsigned char)(i < n ? prefix[i] : name[i - n]);

		to[i] = (char)(upper ? toupper(c) : tolower(c));
	}
	return true;
}

/* Offers it as it was begun: small as it is shown, or as C has it. */
static void offer_constant(const struct lsys_asking *q, const char *prefix, const char *name, bool as_in_c, const char *help)
{
	char word[SPELLING];

	for (unsigned i = 0; i < 4; i++) {
		bool with_prefix = (i < 2) == as_in_c, upper = (i % 2 == 0) == as_in_c;

		if (spell(word, with_prefix && prefix ? prefix : "", name, upper) && !strncmp(word, q->typed, strlen(q->typed))) {
			lsys_complete_offer(q, word, help);
			return;
		}
	}
}

void lsys_complete_errno(const struct lsys_asking *q)
{
	struct lsys_cursor at = { .names = &lsys_errno };
	struct lsys_const c;

	while (lsys_const_next(&at, &c))
		offer_constant(q, lsys_errno.prefix, c.name, true, strerror((int)c.value));
}

static void offer_group(struct lsys_asking *q, const struct lsys_group *g)
{
	struct lsys_cursor at = { .names = g->names };
	const char *comma = lsys_group_is_list(g) ? strrchr(q->typed, ',') : NULL;
	struct lsys_const c;

	if (lsys_group_is_list(g)) {
		q->list = q->typed;
		q->sep = ',';
		lsys_puts(q->out, ":list\n");
	}
	if (comma) {
		q->nbefore += (size_t)(comma + 1 - q->typed);
		q->typed = comma + 1;
	}
	while (lsys_const_next(&at, &c))
		offer_constant(q, g->names->prefix, c.name, false, NULL);
}

/* A value of this argument. */
static void offer_argument(struct lsys_asking *q, const struct lsys_param *p)
{
	struct lsys_cursor at = { .names = &lsys_std };
	struct lsys_const c;
	char word[SPELLING];

	switch (p->type) {
	case LSYS_P_CONST:
		offer_group(q, p->group);
		break;
	case LSYS_P_BOOL:
		lsys_complete_offer(q, "true", NULL);
		lsys_complete_offer(q, "false", NULL);
		break;
	case LSYS_P_DIRFD:
		lsys_complete_offer(q, "fdcwd", "the working directory");
		break;
	case LSYS_P_FD:
		while (lsys_const_next(&at, &c))
			if (!strchr(c.name, '_') && spell(word, lsys_std.prefix, c.name, false))
				lsys_complete_offer(q, word, NULL);
		break;
	case LSYS_P_PATH:
		if (!q->nbefore) /* the shells complete whole words */
			lsys_puts(q->out, ":file\n");
		break;
	default:
		break;
	}
}

void lsys_complete_call(struct lsys_asking *q, const struct lsys_strv *before)
{
	struct lsys_param p[LSYS_CALL_MAX];
	struct lsys_call_words words = { .p = p };
	const struct lsys_call *c;
	unsigned first = 0;
	int at;

	for (unsigned i = 0; i < before->n; i++)
		if (!strcmp(before->p[i], "--"))
			first = i + 1;
	if (first == before->n) {
		for (const struct lsys_calls *a = lsys_call_areas; a->name; a++)
			for (c = a->rows; c->name; c++)
				lsys_complete_offer(q, c->name, c->help);
		return;
	}
	c = lsys_call_named(before->p[first]);
	words.n = c ? lsys_call_params(c, p, NULL) : -1;
	if (words.n < 0)
		return;
	for (unsigned i = first + 1; i < before->n; i++)
		lsys_call_place(&words, before->p[i]);
	at = lsys_call_place(&words, q->typed);
	if (at < 0)
		return;
	if (words.word[at] && words.word[at] != q->typed) { /* NAME=VALUE */
		q->before = q->typed;
		q->nbefore = (size_t)(words.word[at] - q->typed);
		q->typed = words.word[at];
	}
	offer_argument(q, &p[at]);
}

/* A name with something before it, where something was typed that may become that. */
static void offer_with(const struct lsys_asking *q, const char *before, const char *name, const char *help)
{
	char word[SPELLING] = "";

	if (strlen(before) + strlen(name) < sizeof(word))
		lsys_complete_offer(q, strcat(strcat(word, before), name), help);
}

void lsys_complete_call_names(const struct lsys_asking *q)
{
	char first = *q->typed;

	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		for (const struct lsys_call *c = a->rows; c->name; c++) {
			const char *method = strncmp(c->name, "fd.", 3) ? c->name : c->name + 3;

			lsys_complete_offer(q, c->name, c->help);
			if (first == 'S')
				offer_with(q, "S.", c->name, c->help);
			if (first == 'f' && lsys_call_is_method(c) && lsys_call_of_method(method) == c)
				offer_with(q, "fd:", method, c->help);
		}
	}
	for (const struct lsys_call_method *m = lsys_call_methods; first == 'f' && m->name; m++)
		offer_with(q, "fd:", m->name, lsys_call_named(m->function)->help);
	for (unsigned i = 0; first == 't' && lsys_structs[i]; i++)
		for (const struct lsys_record *const *r = lsys_structs[i]; *r; r++)
			offer_with(q, "t.", (*r)->name, (*r)->help);
}

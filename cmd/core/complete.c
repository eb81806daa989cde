/*
 * lsys __complete WORD...: what the last word can become, given those before it: "CANDIDATE TAB DESCRIPTION" a line.
 * The lines ":file" and ":dir" stand for the names of files and directories, ":list" says that behind a candidate the word
 * may go on with a comma. The shells' scripts only ask and show.
 */
#include "core/complete.h"

#include <string.h>

#include "base/fd.h"
#include "nl/ifaces.h"
#include "nl/kinds.h"
#include "ns/netns.h"
#include "out/escape.h"

/* Is the word an element of the list, before the one that is being typed? */
static bool in_list(const struct lsys_asking *q, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = q->list; p && p < q->typed; p = strchr(p, q->sep) + 1)
		if (!strncmp(p, word, n) && p[n] == q->sep)
			return true;
	return false;
}

void lsys_complete_offer(const struct lsys_asking *q, const char *word, const char *help)
{
	struct lsys_buf t = LSYS_BUF_MEM;
	size_t n = strlen(word);

	lsys_put_text(&t, word, n);
	if (!strncmp(word, q->typed, strlen(q->typed)) && t.len == n && !t.err && !(q->no_dash && *word == '-') &&
	    !in_list(q, word)) {
		lsys_put(q->out, q->before, q->nbefore);
		lsys_puts(q->out, word);
		if (help) {
			lsys_putc(q->out, '\t');
			lsys_puts(q->out, help);
		}
		lsys_putc(q->out, '\n');
	}
	lsys_buf_free(&t);
}

/* Calls f with every interface there is. */
static void each_iface(const struct lsys_asking *q, void (*f)(const struct lsys_asking *q, const struct lsys_link *l, void *arg), void *arg)
{
	LSYS_CLEANUP_FD int fd = q->netns ? lsys_netns_open(q->netns, NULL) : -1;
	struct lsys_ifaces_query query = { .netns = fd, .no_addresses = true, .no_stats = true };
	struct lsys_ifaces *ifaces;
	struct lsys_link l;

	if (q->netns && fd < 0)
		return;
	if (lsys_ifaces_open(&ifaces, &query, NULL) == 0)
		while (lsys_ifaces_next(ifaces, &l, NULL) > 0)
			f(q, &l, arg);
	lsys_ifaces_close(ifaces);
}

/* Its name, alternative ones too. */
static void offer_ifname(const struct lsys_asking *q, const struct lsys_link *l, void *arg)
{
	(void)arg;
	lsys_complete_offer(q, l->ifname, "interface");
	for (unsigned i = 0; i < l->altnames.n; i++)
		lsys_complete_offer(q, ((const char *const *)l->altnames.p)[i], "interface");
}

static int offer_netns(void *arg, const char *name)
{
	lsys_complete_offer(arg, name, "network namespace");
	return 0;
}

static bool offer_column(void *arg, const char *path, const struct lsys_field *f)
{
	lsys_complete_offer(arg, path, f->help);
	return false;
}

/* The kinds that any variant in the record has. */
static void offer_drivers(const struct lsys_asking *q, const struct lsys_record *r)
{
	for (unsigned i = 0; r && i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];

		if (f->type == LSYS_T_REC)
			offer_drivers(q, f->rec);
		for (unsigned k = 0; f->type == LSYS_T_VARIANT && !strcmp(f->by, "kind") && k < f->kinds->n; k++)
			lsys_complete_offer(q, f->kinds->rows[k].name, f->kinds->rows[k].rec->help);
	}
}

static void note_hardware(const struct lsys_asking *q, const struct lsys_link *l, void *seen)
{
	struct lsys_cursor at = { .names = &lsys_arphrd };
	struct lsys_const c;

	(void)q;
	for (unsigned i = 0; l->kind && lsys_const_next(&at, &c); i++)
		if (c.value == l->type && !strcmp(l->kind, c.name))
			((bool *)seen)[i] = true;
}

/* What a driver calls itself, and the hardware types of those interfaces whose driver has no name. */
static void offer_kinds(const struct lsys_asking *q)
{
	bool *seen = lsys_arena_array(q->arena, lsys_arphrd.n, sizeof(*seen));
	struct lsys_cursor at = { .names = &lsys_arphrd };
	struct lsys_const c;

	offer_drivers(q, q->record);
	if (seen)
		each_iface(q, note_hardware, seen);
	for (unsigned i = 0; seen && lsys_const_next(&at, &c); i++)
		if (seen[i])
			lsys_complete_offer(q, c.name, "a device");
}

static void offer_applets(const struct lsys_asking *q)
{
	for (unsigned i = 0; i < lsys_napplets; i++)
		lsys_complete_offer(q, lsys_applets[i].name, lsys_applets[i].applet->summary);
}

/* a, args: of what the words before chose. */
static void offer_values(struct lsys_asking *q, const struct lsys_applet *a, void *args, const struct lsys_opt *o)
{
	struct lsys_cursor at = { .names = o->names };
	struct lsys_strv before = { NULL, 0 };
	struct lsys_const c;

	while (o->names && lsys_const_next(&at, &c))
		lsys_complete_offer(q, c.name, NULL);
	switch (a->completes && args ? a->completes(args, o) : o->complete) {
	case LSYS_C_FILE:
	case LSYS_C_COMMAND:
		lsys_puts(q->out, ":file\n");
		break;
	case LSYS_C_DIR:
		lsys_puts(q->out, ":dir\n");
		break;
	case LSYS_C_IFNAME:
		each_iface(q, offer_ifname, NULL);
		break;
	case LSYS_C_NETNS:
		lsys_netns_names(offer_netns, q, NULL);
		break;
	case LSYS_C_COLUMN:
		lsys_each_path(q->record, offer_column, q);
		break;
	case LSYS_C_KIND:
		offer_kinds(q);
		break;
	case LSYS_C_APPLET:
		offer_applets(q);
		break;
	case LSYS_C_CALL:
		if (args)
			memcpy(&before, (const char *)args + o->off, sizeof(before));
		lsys_complete_call(q, &before);
		break;
	case LSYS_C_CALL_NAME:
		lsys_complete_call_names(q);
		break;
	case LSYS_C_ERRNO:
		lsys_complete_errno(q);
		break;
	default:
		break;
	}
}

static void offer_options(const struct lsys_asking *q, const struct lsys_opts *sets, unsigned n)
{
	for (unsigned k = 0; k < n; k++) {
		for (unsigned i = 0; i < sets[k].n; i++) {
			const struct lsys_opt *o = &sets[k].rows[i];
			char word[68] = "--";

			if (o->l) {
				lsys_complete_offer(q, strncat(word, o->l, 64), o->help);
			} else if (o->s) {
				word[1] = o->s;
				lsys_complete_offer(q, word, o->help);
			}
		}
	}
}

/* What the words before the last one say: the record they choose, the namespace they look into. */
static void heed(struct lsys_asking *q, const struct lsys_applet *a, const struct lsys_opts *sets, unsigned n, void *args,
		 char *const *words, unsigned count)
{
	char **before = lsys_arena_array(q->arena, count + 1, sizeof(*before));

	q->record = a->record;
	if (!args || !before)
		return;
	memcpy(before, words, count * sizeof(*before));
	lsys_opt_parse(sets, n, before, q->arena, NULL); /* a wrong one is no reason to say nothing of this one */
	if (a->record_for)
		q->record = a->record_for(args);
	for (unsigned i = 0; i < a->nopts; i++)
		if (a->opts[i].complete == LSYS_C_NETNS && a->opts[i].type == LSYS_O_STR)
			memcpy(&q->netns, (char *)args + a->opts[i].off, sizeof(q->netns));
}

static int run(struct lsys_ctx *ctx, void *unused)
{
	struct lsys_asking q = { .out = ctx->out, .arena = ctx->arena, .typed = "", .before = "" };
	char *const *words = ctx->words;
	const struct lsys_applet *a;
	struct lsys_common common = { 0 };
	struct lsys_opts sets[2];
	struct lsys_want_word w;
	unsigned n = 0, nsets;
	void *args;

	(void)unused;
	while (words[n])
		n++;
	if (n == 1) {
		q.typed = words[0];
		offer_applets(&q);
		for (unsigned i = 0; lsys_door[i].applet; i++)
			lsys_complete_offer(&q, lsys_door[i].applet->name, lsys_door[i].applet->summary);
	}
	if (n < 2)
		return 0;
	a = lsys_applet_named(words[0]);
	if (!a)
		a = lsys_door_word(words[0], NULL);
	if (!a)
		return 0;
	args = lsys_arena_alloc(ctx->arena, a->args_size + 1);
	nsets = lsys_applet_opts(a, args, &common, sets);
	heed(&q, a, sets, nsets, args, words + 1, n - 2);
	w = lsys_opt_at(sets, nsets, words + 1, n - 1);
	if (w.options) {
		q.typed = w.prefix;
		offer_options(&q, sets, nsets);
	} else if (w.value_of) {
		const char *last = words[n - 1], *comma = w.value_of->sep ? strrchr(w.prefix, w.value_of->sep) : NULL;

		q.typed = comma ? comma + 1 : w.prefix;
		q.before = last;
		q.nbefore = (size_t)(q.typed - last);
		q.no_dash = w.plain;
		if (w.value_of->sep) {
			q.list = w.prefix;
			q.sep = w.value_of->sep;
			lsys_puts(q.out, ":list\n");
		}
		offer_values(&q, a, args, w.value_of);
	}
	return 0;
}

const struct lsys_applet lsys_complete_word = {
	.name = "__complete", .summary = "say what the last word can become", .run = run, .raw = true,
};

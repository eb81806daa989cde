/* lsys __complete: what the word under the cursor can become. The shells' scripts only ask and show. */
#include "core/core.h"

#include <linux/rtnetlink.h>
#include <string.h>

#include "nl/attr.h"
#include "nl/nl.h"
#include "ns/netns.h"
#include "out/escape.h"

struct asking {
	struct lsys_buf *out;
	const struct lsys_record *record;
	const char *typed;  /* what candidates must begin with */
	const char *before; /* part of the word in front of it, repeated before each candidate */
	size_t nbefore;
};

/* A candidate; names that a terminal could not show as they are, a shell could not insert either. */
static void offer(const struct asking *q, const char *word, const char *help)
{
	struct lsys_buf t = LSYS_BUF_MEM;
	size_t n = strlen(word);

	lsys_put_text(&t, word, n);
	if (!strncmp(word, q->typed, strlen(q->typed)) && t.len == n && !t.err) {
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

static void offer_ifname(const struct asking *q, const char *name, size_t len)
{
	char word[132];

	if (len < sizeof(word)) {
		memcpy(word, name, len);
		word[len] = '\0';
		offer(q, word, "interface");
	}
}

/* Names of this namespace's interfaces, alternative ones too. */
static void offer_ifnames(const struct asking *q)
{
	char space[64] __attribute__((aligned(4)));
	struct lsys_nl nl;
	struct lsys_nl_msg m;
	const struct nlmsghdr *n;

	if (lsys_nl_open(&nl, NETLINK_ROUTE, -1, NULL) < 0)
		return;
	lsys_nl_msg_init(&m, space, sizeof(space), RTM_GETLINK, 0, sizeof(struct ifinfomsg));
	lsys_nl_put_u32(&m, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
	if (lsys_nl_dump(&nl, &m, NULL, NULL) == 0) {
		while (lsys_nl_next(&nl, &n, NULL, NULL) > 0) {
			struct lsys_attr a = lsys_attr_of(n, sizeof(struct ifinfomsg));

			while (lsys_attr_next(&a)) {
				if (a.type == IFLA_IFNAME) {
					offer_ifname(q, a.data, strnlen(a.data, a.len));
				} else if (a.type == IFLA_PROP_LIST) {
					struct lsys_attr p = lsys_attr_walk(a.data, a.len);

					while (lsys_attr_next(&p))
						if (p.type == IFLA_ALT_IFNAME)
							offer_ifname(q, p.data, strnlen(p.data, p.len));
				}
			}
		}
	}
	lsys_nl_close(&nl);
}

static int offer_netns(void *arg, const char *name)
{
	offer(arg, name, "network namespace");
	return 0;
}

static bool offer_column(void *arg, const char *path, const struct lsys_field *f)
{
	offer(arg, path, f->help);
	return false;
}

/* The kinds that any variant in the record has. */
static void offer_kinds(const struct asking *q, const struct lsys_record *r)
{
	for (unsigned i = 0; r && i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];

		if (f->type == LSYS_T_REC)
			offer_kinds(q, f->rec);
		for (unsigned k = 0; f->type == LSYS_T_VARIANT && !strcmp(f->by, "kind") && k < f->kinds->n; k++)
			offer(q, f->kinds->rows[k].name, f->kinds->rows[k].rec->help);
	}
}

static void offer_applets(const struct asking *q)
{
	for (unsigned i = 0; i < lsys_napplets; i++)
		offer(q, lsys_applets[i]->name, lsys_applets[i]->summary);
}

static void offer_values(struct asking *q, const struct lsys_opt *o)
{
	struct lsys_cursor at = { .names = o->names };
	struct lsys_const c;

	while (o->names && lsys_const_next(&at, &c))
		offer(q, c.name, NULL);
	switch (o->complete) {
	case LSYS_C_FILE:
	case LSYS_C_COMMAND:
		lsys_puts(q->out, ":file\n");
		break;
	case LSYS_C_DIR:
		lsys_puts(q->out, ":dir\n");
		break;
	case LSYS_C_IFNAME:
		offer_ifnames(q);
		break;
	case LSYS_C_NETNS:
		lsys_netns_names(offer_netns, q, NULL);
		break;
	case LSYS_C_COLUMN:
		lsys_each_path(q->record, offer_column, q);
		break;
	case LSYS_C_KIND:
		offer_kinds(q, q->record);
		break;
	case LSYS_C_APPLET:
		offer_applets(q);
		break;
	default:
		break;
	}
}

static void offer_options(const struct asking *q, const struct lsys_opts *sets, unsigned n)
{
	for (unsigned k = 0; k < n; k++) {
		for (unsigned i = 0; i < sets[k].n; i++) {
			const struct lsys_opt *o = &sets[k].rows[i];
			char word[68] = "--";

			if (o->l) {
				offer(q, strncat(word, o->l, 64), o->help);
			} else if (o->s) {
				word[1] = o->s;
				offer(q, word, o->help);
			}
		}
	}
}

int lsys_complete(char *const *words, struct lsys_buf *out)
{
	static const struct { const char *word, *help; } own[] = {
		{ "--help", "show an applet's options" }, { "--list", "the applets' names" },
		{ "--install", "link every applet's name in a directory" }, { "--version", "the version" },
	};
	struct asking q = { .out = out, .typed = "", .before = "" };
	const struct lsys_applet *a;
	struct lsys_opts sets[2];
	struct lsys_want_word w;
	unsigned n = 0, nsets;

	while (words[n])
		n++;
	if (n == 1 || (n == 2 && !strcmp(words[0], "--help"))) {
		q.typed = words[n - 1];
		offer_applets(&q);
		for (unsigned i = 0; n == 1 && i < LSYS_COUNT(own); i++)
			offer(&q, own[i].word, own[i].help);
		return 0;
	}
	a = n ? lsys_applet_named(words[0]) : NULL;
	if (!a) {
		if (n && !strcmp(words[0], "--install"))
			lsys_puts(out, ":dir\n");
		return 0;
	}
	q.record = a->record;
	nsets = lsys_applet_opts(a, NULL, NULL, sets);
	w = lsys_opt_at(sets, nsets, words + 1, n - 1);
	if (w.options) {
		q.typed = w.prefix;
		offer_options(&q, sets, nsets);
	} else if (w.value_of) {
		const char *last = words[n - 1], *comma = w.value_of->sep ? strrchr(w.prefix, w.value_of->sep) : NULL;

		q.typed = comma ? comma + 1 : w.prefix;
		q.before = last;
		q.nbefore = (size_t)(q.typed - last);
		offer_values(&q, w.value_of);
	}
	return 0;
}

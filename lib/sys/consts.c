#include "sys/consts.h"

#include <asm/termbits.h>
#include <errno.h>
#include <linux/if.h>
#include <linux/limits.h>
#include <linux/utsname.h>
#include <string.h>

#include "base/str.h"

#define G(name, var) { #name, &(var), LSYS_WORDS },
#define K(name, var, kind) { #name, &(var), kind },
const struct lsys_group lsys_groups[] = { LSYS_GROUPS(G, K) };
const unsigned lsys_ngroups = LSYS_COUNT(lsys_groups);

/* SOMAXCONN is that of the API; where the system's is larger it only is what listen(2) cuts to. */
static const struct lsys_const value_rows[] = {
	{ "cbaud", CBAUD, 0 }, { "cbaudex", CBAUDEX, 0 }, { "cibaud", CIBAUD, 0 }, { "cmspar", CMSPAR, 0 },
	{ "crtscts", CRTSCTS, 0 }, { "host_name_max", __NEW_UTS_LEN, 0 }, { "ifhwaddrlen", 6, 0 }, { "ifnamsiz", IFNAMSIZ, 0 },
	{ "path_max", PATH_MAX, 0 }, { "somaxconn", 128, 0 },
};
NAMES(lsys_values, "", value_rows);

const struct lsys_word lsys_words[] = {
	{ "SYSFS_BRIDGE_ATTR", "bridge" }, { "SYSFS_BRIDGE_FDB", "brforward" }, { "SYSFS_BRIDGE_PORT_ATTR", "brport" },
	{ "SYSFS_BRIDGE_PORT_LINK", "bridge" }, { "SYSFS_BRIDGE_PORT_SUBDIR", "brif" }, { NULL, NULL },
};

const struct lsys_group *lsys_group_named(const char *name)
{
	unsigned lo = 0, hi = lsys_ngroups;

	while (lo < hi) {
		unsigned mid = (lo + hi) / 2;
		int c = strcmp(name, lsys_groups[mid].name);

		if (!c)
			return &lsys_groups[mid];
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

bool lsys_const_c_name(const char *name, uint64_t *value)
{
	struct lsys_const c = { 0 };

	/* Of hundreds of groups a few have its prefix, and only their rows are looked at. */
	for (unsigned i = 0; i < lsys_ngroups && !c.name; i++)
		if (lsys_groups[i].kind != LSYS_TEXTS)
			c = lsys_const_spelt(lsys_groups[i].names, name);
	if (!c.name)
		c = lsys_const_spelt(&lsys_values, name);
	*value = c.value;
	return c.name;
}

bool lsys_group_is_list(const struct lsys_group *g)
{
	return (g->kind == LSYS_WORDS && g->names->flags) || g->kind == LSYS_MODES || g->kind == LSYS_SWAP;
}

/* The number that a word of a list is in a group of this kind, if it begins as one. Returns 1, 0: it is none, or -EINVAL. */
static int list_number(const struct lsys_group *g, const char *word, uint64_t *v, struct lsys_err *err)
{
	uint64_t prefer = lsys_const_named(g->names, "prefer", 6).value, max = lsys_const_named(g->names, "prio_mask", 9).value;

	if (*word < '0' || *word > '9' || (g->kind == LSYS_MODES && *word != '0'))
		return 0;
	/* lsys_parse_u64 takes a leading 0 for octal, as C does. */
	if (lsys_parse_u64(word, v) < 0 || (g->kind == LSYS_MODES && strspn(word, "01234567") < strlen(word)))
		return lsys_err_usage(err, word, g->kind == LSYS_MODES ? "not an octal number" : "not a number");
	if (g->kind == LSYS_SWAP) {
		if (*v > max)
			return lsys_err_usage(err, word, "a priority is 0 to 32767");
		*v = prefer | *v << lsys_const_named(g->names, "prio_shift", 10).value;
	}
	return 1;
}

/* A list with numbers of a kind of its own among the names. */
static int apply_list(const struct lsys_group *g, const char *words, uint64_t *value, struct lsys_err *err)
{
	uint64_t all = *value, v = 0;
	size_t len;
	bool clear;

	while ((len = lsys_next_word(&words, &clear)) || clear) {
		struct lsys_const c = lsys_const_named(g->names, words, len);
		char word[24];
		int r = 0;

		if (c.name) {
			v = c.value;
		} else {
			if (len < sizeof(word)) {
				memcpy(word, words, len);
				word[len] = '\0';
				r = list_number(g, word, &v, err);
			}
			if (r < 0)
				return r;
			if (r == 0)
				return lsys_names_refuse(g->names, words, len, err);
		}
		all = clear ? all & ~v : all | v;
		words += len;
	}
	*value = all;
	return 0;
}

static int parse_chars(const struct lsys_group *g, const char *words, size_t len, uint64_t *value, struct lsys_err *err)
{
	uint64_t all = 0;

	for (size_t i = 0; i < len; i++) {
		struct lsys_const c = lsys_const_named(g->names, words + i, 1);

		if (!c.name)
			return lsys_names_refuse(g->names, words + i, 1, err);
		all |= c.value;
	}
	*value = all;
	return 0;
}

int lsys_group_apply(const struct lsys_group *g, const char *words, uint64_t *value, struct lsys_err *err)
{
	static const char blank[] = " \t\r\n";
	struct lsys_const c;
	size_t len;

	if (g->kind == LSYS_MODES || g->kind == LSYS_SWAP)
		return apply_list(g, words, value, err);
	if (g->kind == LSYS_WORDS && g->names->flags)
		return lsys_flags_apply(g->names, words, value, err);
	words += strspn(words, blank);
	len = strlen(words);
	while (len && strchr(blank, words[len - 1]))
		len--;
	c = lsys_const_named(g->names, words, len);
	if (!c.name && !len) {
		c = (struct lsys_const){ "", 0, LSYS_PLAIN };
	} else if (!c.name) {
		if (g->kind == LSYS_CHARS)
			return parse_chars(g, words, len, value, err);
		return lsys_names_refuse(g->names, words, len, err);
	}
	*value = c.value;
	return 0;
}

int lsys_group_parse(const struct lsys_group *g, const char *words, uint64_t *value, struct lsys_err *err)
{
	uint64_t v = 0;
	int r = lsys_group_apply(g, words, &v, err);

	if (r == 0)
		*value = v;
	return r;
}

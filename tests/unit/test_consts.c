/* The groups of constants: what their rows have to be like, and how strings become values. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>

#include "sys/consts.h"
#include "tap.h"

/* Rows as table/names.h wants them: each found by its name, several bits before one of them. */
static bool rows_are_good(const struct lsys_group *g)
{
	bool good = true;

	for (const struct lsys_names *n = g->names; n; n = n->more) {
		struct lsys_cursor at = { .names = n };
		struct lsys_const c, d;

		agree(&good, n->prefix && (n->rows || (n->packed && n->values)));
		while (lsys_const_next(&at, &c)) {
			for (const char *p = c.name; *p; p++)
				agree(&good, islower((unsigned char)*p) || isdigit((unsigned char)*p) || *p == '_');
			d = lsys_const_named(g->names, c.name, strlen(c.name));
			if (!agree(&good, *c.name && d.name && d.value == c.value))
				note("%s: %s is not found as itself", g->name, c.name);
			for (struct lsys_cursor later = at; n == g->names && lsys_const_next(&later, &d);) {
				/* parts of an instruction are no set of bits */
				if (!n->flags || !strcmp(g->name, "BPF"))
					continue;
				if (!agree(&good, !c.value || (d.value & c.value) != c.value || d.value == c.value))
					note("%s: %s stands before %s", g->name, c.name, d.name);
			}
		}
	}
	return good;
}

static void test_rows(void)
{
	bool good = true;
	unsigned rows = 0;

	for (unsigned i = 0; i < lsys_ngroups; i++) {
		agree(&good, rows_are_good(&lsys_groups[i]));
		rows += lsys_groups[i].names->n;
	}
	ok(good, "the rows of all groups");
	ok(lsys_ngroups > 250 && rows > 4500, "of which there are many");
	good = true;
	for (unsigned i = 0; i < lsys_ngroups; i++) {
		if (i && !agree(&good, strcmp(lsys_groups[i - 1].name, lsys_groups[i].name) < 0))
			note("%s is out of order", lsys_groups[i].name);
		agree(&good, lsys_group_named(lsys_groups[i].name) == &lsys_groups[i]);
	}
	ok(good, "the groups are in order, and found");
	ok(!lsys_group_named("") && !lsys_group_named("o") && !lsys_group_named("ZZZ") && !lsys_group_named("OO"),
	   "others are not");
}

/* What is shown of flags is understood as the same flags. */
static void test_flags(void)
{
	struct lsys_buf b = LSYS_BUF_MEM;
	struct lsys_err e;
	bool good = true;

	for (unsigned i = 0; i < lsys_ngroups; i++) {
		const struct lsys_group *g = &lsys_groups[i];
		struct lsys_cursor at = { .names = g->names };
		struct lsys_const c;
		uint64_t want = 0, got;

		if (!g->names->flags || g->kind != LSYS_WORDS)
			continue;
		while (lsys_const_next(&at, &c))
			if (rnd_below(2))
				want |= c.value;
		lsys_buf_reset(&b);
		lsys_put_names(&b, g->names, want);
		if (!agree(&good, !lsys_group_parse(g, lsys_buf_str(&b), &got, &e) && got == want))
			note("%s: %#llx is %s", g->name, (unsigned long long)want, lsys_buf_str(&b));
	}
	ok(good, "the text of flags is read back as the same flags");
	lsys_buf_free(&b);
}

static void test_parse(void)
{
	static const struct { const char *group, *words; int64_t value; } right[] = {
		{ "O", "creat,rdwr", O_CREAT | O_RDWR }, { "O", "", 0 }, { "O", "O_SYNC", O_SYNC }, { "SEEK", " end ", 2 },
		{ "SEEK", "", 0 }, { "SEEK", "  ", 0 }, { "MODE", "0644", 0644 }, { "MODE", "rusr,0044", 0444 }, { "MODE", "", 0 },
		{ "S_I", "freg, 07777", 0107777 }, { "OK", "rwx", 7 }, { "OK", "", 0 }, { "OK", " rx\n", 5 }, { "OK", "x_ok", 1 },
		{ "AT_FDCWD", "fdcwd", -100 }, { "SWAP_FLAG", "prefer", 0x8000 }, { "SWAP_FLAG", "10,discard", 0x1800a },
		{ "B", "9600", 13 }, { "LINUX_CAPABILITY_U32S", "1", 1 }, { "SI", "queue", -1 }, { "W", "__wall", 0x40000000 },
		{ "errornames", "noent", ENOENT },
	};
	static const struct { const char *group, *words, *word; } wrong[] = {
		{ "O", "creat,what", "what" }, { "SEEK", "set,end", "set,end" }, { "SEEK", "1", "1" }, { "MODE", "644", "644" },
		{ "MODE", "0888", "0888" }, { "MODE", "rusr,0x1", "0x1" }, { "MODE", "07777777777777777777777777", "077" },
		{ "OK", "rz", "z" }, { "AT_FDCWD", "cwd", "cwd" }, { "SWAP_FLAG", "40000", "40000" }, { "SWAP_FLAG", "what", "what" },
		{ "B", "9601", "9601" }, { "E", "", NULL },
	};
	struct lsys_err e;
	bool good = true;
	uint64_t v;

	for (unsigned i = 0; i < LSYS_COUNT(right); i++)
		if (!agree(&good, !lsys_group_parse(lsys_group_named(right[i].group), right[i].words, &v, &e) &&
				  v == (uint64_t)right[i].value))
			note("%s \"%s\" is %#llx", right[i].group, right[i].words, (unsigned long long)v);
	ok(good, "strings are values of their group");
	good = true;
	for (unsigned i = 0; i < LSYS_COUNT(wrong); i++) {
		int r;

		v = 99;
		memset(&e, 0, sizeof(e));
		r = lsys_group_parse(lsys_group_named(wrong[i].group), wrong[i].words, &v, &e);
		if (!agree(&good, wrong[i].word ? r == -EINVAL && v == 99 && !strncmp(e.object, wrong[i].word, strlen(wrong[i].word))
					       : !r))
			note("%s \"%s\" is %d, %s", wrong[i].group, wrong[i].words, r, e.object);
	}
	ok(good, "or refused by the wrong word");
	v = O_RDWR;
	ok(!lsys_group_apply(lsys_group_named("O"), "creat,~rdwr", &v, &e) && v == O_CREAT, "words change flags");
	v = 5;
	ok(!lsys_group_apply(lsys_group_named("SEEK"), "end", &v, &e) && v == 2, "and take the place of a choice");
}

static void test_c_names(void)
{
	uint64_t v = 0;

	ok(lsys_const_c_name("SEEK_END", &v) && v == 2, "a name as C has it");
	ok(lsys_const_c_name("ENOENT", &v) && v == ENOENT, "an error");
	ok(lsys_const_c_name("PATH_MAX", &v) && v == 4096, "a single value");
	ok(lsys_const_c_name("AT_FDCWD", &v) && (int64_t)v == -100, "a negative one");
	ok(lsys_const_c_name("__WCLONE", &v) && v == 0x80000000, "one with underlines");
	ok(!lsys_const_c_name("", &v) && !lsys_const_c_name("E", &v) && !lsys_const_c_name("END", &v) &&
	   !lsys_const_c_name("seek_end", &v) && !lsys_const_c_name("EINIT", &v), "nothing else");
	same_str(lsys_errno_name(EAGAIN), "again", "the first name of an error's number is its name");
	ok(!lsys_errno_name(0) && !lsys_errno_name(4000), "where it has one");
}

int main(void)
{
	test_rows();
	test_flags();
	test_parse();
	test_c_names();
	return done_testing();
}

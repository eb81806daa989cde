/* Options: parsing against getopt_long, values, and what else comes from the rows: help, manual, completion. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>

#include "opt/opt.h"
#include "table/record.h"
#include "tap.h"

static const struct lsys_const color_rows[] = { { "auto", 0, 0 }, { "always", 1, 0 }, { "never", 2, 0 } };
static NAMES(colors, "COLOR_", color_rows);

static const struct lsys_const mask_rows[] = { { "read", 1, 0 }, { "write", 2, 0 }, { "big", 256, 0 } };
static FLAGS(masks, NULL, mask_rows);

struct args {
	bool all, bare, alpha, got_watch;
	const char *output, *level;
	struct lsys_strv many, list, rest;
	double watch;
	uint8_t u8, color, mask;
	uint16_t u16;
	uint32_t u32;
	uint64_t u64;
	int8_t s8;
	int16_t s16;
	int32_t s32;
	int64_t s64;
	unsigned few;
};

static const struct lsys_opt rows[] = {
	OPT(struct args, all, .s = 'a', .l = "all",
	    .help = "take everything, also what is hidden from those who do not ask for it"),
	OPT(struct args, bare, .s = 'b', .help = "only a letter"),
	OPT(struct args, alpha, .l = "alpha", .help = "only a long name"),
	OPT(struct args, output, .s = 'o', .l = "output", .arg = "FILE", .complete = LSYS_C_FILE,
	    .help = "write there"),
	OPT(struct args, level, .l = "level", .arg = "LEVEL", .help = "how much"),
	OPT(struct args, many, .s = 'm', .l = "many", .arg = "WORD", .help = "one more"),
	OPT(struct args, list, .l = "list", .arg = "COLUMN,...", .sep = ',', .complete = LSYS_C_COLUMN,
	    .help = "a list"),
	OPT(struct args, watch, .s = 'w', .l = "watch", .arg = "SECONDS", .optional = true,
	    LSYS_GIVEN(struct args, got_watch), .help = "again and again"),
	OPT(struct args, u8, .l = "u8", .arg = "N", .help = "number"),
	OPT(struct args, u16, .l = "u16", .arg = "N", .help = "number"),
	OPT(struct args, u32, .l = "u32", .arg = "N", .help = "number"),
	OPT(struct args, u64, .l = "u64", .arg = "N", .help = "number"),
	OPT(struct args, s8, .l = "s8", .arg = "N", .help = "number"),
	OPT(struct args, s16, .l = "s16", .arg = "N", .help = "number"),
	OPT(struct args, s32, .l = "s32", .arg = "N", .help = "number"),
	OPT(struct args, s64, .l = "s64", .arg = "N", .help = "number"),
	OPT(struct args, few, .s = 'f', .l = "few-of-a-very-long-name", .arg = "N", .min = 2, .max = 5,
	    .help = "between 2 and 5"),
	OPT(struct args, color, .l = "color", .arg = "WHEN", .names = &colors, .help = "when to colour"),
	OPT(struct args, mask, .l = "mask", .arg = "MASK", .names = &masks, .help = "what to do"),
	OPERAND(struct args, rest, "WORD", .help = "words"),
};

static const struct lsys_opt bounded = OPT(struct args, watch, .s = 'w', .arg = "S", .min = 250, .max = 90000);

static struct lsys_arena arena;
static struct lsys_err err;

/* Parses into fresh args. */
static int parse(struct args *g, char *const *words)
{
	struct lsys_opts set = { rows, LSYS_COUNT(rows), g };

	memset(g, 0, sizeof(*g));
	memset(&err, 0, sizeof(err));
	lsys_arena_free(&arena);
	return lsys_opt_parse(&set, 1, words, &arena, &err);
}

/* argv as main gets it: not const, but nobody writes there. */
#define WORDS(...) ((char *const *)(uintptr_t)(const char *const[]){ __VA_ARGS__, NULL })

static char *const no_words[] = { NULL };

#define PARSE(g, ...) parse(g, WORDS(__VA_ARGS__))

static bool same_words(const struct lsys_strv *v, const char *const *want, unsigned n)
{
	bool good = v->n == n;

	for (unsigned i = 0; i < n && good; i++)
		good = !strcmp(v->p[i], want[i]);
	return good;
}

/* --- the rules of GNU --- */

#define WORDS_MAX 8

static bool same_or_null(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* What getopt_long makes of the words; false when it refuses them. */
static bool reference(struct args *g, const char **many, const char **rest, char *const *words, unsigned n)
{
	static const struct option opts[] = {
		{ "all", no_argument, NULL, 'a' }, { "alpha", no_argument, NULL, 'A' },
		{ "output", required_argument, NULL, 'o' }, { "level", required_argument, NULL, 'l' },
		{ "many", required_argument, NULL, 'm' }, { 0 },
	};
	char name[] = "x", *argv[WORDS_MAX + 2] = { name };
	int c;

	memset(g, 0, sizeof(*g));
	memcpy(argv + 1, words, n * sizeof(*words));
	optind = 0; /* glibc: begin anew */
	opterr = 0;
	while ((c = getopt_long((int)n + 1, argv, "abo:m:", opts, NULL)) != -1) {
		switch (c) {
		case 'a': g->all = true; break;
		case 'b': g->bare = true; break;
		case 'A': g->alpha = true; break;
		case 'o': g->output = optarg; break;
		case 'l': g->level = optarg; break;
		case 'm': many[g->many.n++] = optarg; break;
		default: return false;
		}
	}
	for (; optind <= (int)n; optind++)
		rest[g->rest.n++] = argv[optind];
	return true;
}

/* The rows that getopt_long is told about, too */
static const struct lsys_opt few[] = {
	OPT(struct args, all, .s = 'a', .l = "all"), OPT(struct args, bare, .s = 'b'),
	OPT(struct args, alpha, .l = "alpha"),
	OPT(struct args, output, .s = 'o', .l = "output", .arg = "X"),
	OPT(struct args, level, .l = "level", .arg = "X"),
	OPT(struct args, many, .s = 'm', .l = "many", .arg = "X"), OPERAND(struct args, rest, "WORD"),
};

static void test_gnu(void)
{
	static const char *const pool[] = {
		"-a", "-b", "-ab", "-ba", "-o", "-oX", "-aoX", "-ao", "-oa", "-m", "-m1", "-bm2", "--all", "--al",
		"--alp", "--alpha", "--a", "--output", "--out", "--output=v", "--o=w", "--output=", "--level",
		"--l=x=y", "--level=--", "--many", "--ma=3", "--", "--", "-", "x", "y", "", "--all=1", "--unknown",
		"--unknown=1", "-z", "-az", "-a-", "-o-", "--=x", "--outputs", "---all", "a=b",
	};
	bool good = true, worded = true;
	unsigned accepted = 0;

	for (unsigned i = 0; i < 60000; i++) {
		char *words[WORDS_MAX + 1] = { NULL };
		const char *many[WORDS_MAX], *rest[WORDS_MAX];
		unsigned n = rnd_below(WORDS_MAX);
		struct args g = { 0 }, h;
		struct lsys_opts set = { few, LSYS_COUNT(few), &g };
		bool taken, want;

		for (unsigned k = 0; k < n; k++)
			words[k] = (char *)(uintptr_t)pool[rnd_below(LSYS_COUNT(pool))];
		lsys_arena_free(&arena);
		memset(&err, 0, sizeof(err));
		taken = !lsys_opt_parse(&set, 1, words, &arena, &err);
		want = reference(&h, many, rest, words, n);
		accepted += taken;
		if (taken != want || (taken && (g.all != h.all || g.bare != h.bare || g.alpha != h.alpha ||
						!same_or_null(g.output, h.output) || !same_or_null(g.level, h.level) ||
						!same_words(&g.many, many, h.many.n) ||
						!same_words(&g.rest, rest, h.rest.n)))) {
			char line[400] = "";

			for (unsigned k = 0; k < n; k++)
				snprintf(line + strlen(line), sizeof(line) - strlen(line), " '%s'", words[k]);
			note("%s by us, %s by getopt_long:%s", taken ? "taken" : "refused", want ? "taken" : "refused",
			     line);
			good = false;
		}
		agree(&worded, taken || (err.usage && err.own && err.msg[0] && err.object[0]));
	}
	ok(good, "random words mean what getopt_long says");
	ok(accepted > 1000 && accepted < 59000, "(many of them are taken, and many refused)");
	ok(worded, "whoever gets a refusal learns which word and why");
}

static void test_words(void)
{
	struct args g = { 0 };

	same(parse(&g, no_words), 0, "no words");
	ok(!PARSE(&g, "-ab", "x", "--many", "1", "y", "-m2") && g.all && g.bare && g.many.n == 2 && g.rest.n == 2,
	   "options may follow operands");
	ok(!PARSE(&g, "--", "-a", "--", "--all") && !g.all &&
	   same_words(&g.rest, (const char *[]){ "-a", "--", "--all" }, 3),
	   "behind -- all words are operands");
	ok(!PARSE(&g, "-") && same_words(&g.rest, (const char *[]){ "-" }, 1), "- is an operand");
	ok(!PARSE(&g, "-o", "--", "-a") && !strcmp(g.output, "--") && g.all, "-- may be a value");
	ok(!PARSE(&g, "-ofile") && !strcmp(g.output, "file") && !PARSE(&g, "-o=file") && !strcmp(g.output, "=file"),
	   "a value may stand behind its letter");
	ok(!PARSE(&g, "--output=") && g.output && !*g.output, "a value may be empty");
	ok(!PARSE(&g, "--out", "x") && !strcmp(g.output, "x"), "a name may be cut");

	same(PARSE(&g, "--al"), -EINVAL, "but not so that it could be two");
	ok(!strcmp(err.object, "--al") && strstr(err.msg, "--all") && strstr(err.msg, "--alpha"),
	   "which are both said");
	same(PARSE(&g, "--outptu=1"), -EINVAL, "a misspelt name is refused");
	ok(!strcmp(err.object, "--outptu") && strstr(err.msg, "did you mean --output?"), "and the right one is said");
	same(PARSE(&g, "--xyzzy"), -EINVAL, "so is one that is like no other");
	same_str(err.msg, "unknown option", "then none is said");
	same(PARSE(&g, "-az"), -EINVAL, "an unknown letter is refused");
	same_str(err.object, "-z", "by its name, not its neighbours'");
	same(PARSE(&g, "--all=1"), -EINVAL, "a value that is not wanted");
	has_str(err.msg, "--all takes no value", "is refused in words");
	ok(PARSE(&g, "--output") == -EINVAL && !strcmp(err.object, "--output"), "a missing value behind a long name");
	ok(PARSE(&g, "-ao") == -EINVAL && !strcmp(err.object, "-o"), "behind a letter");
	{
		static char endless[500];

		memset(endless, 'e', sizeof(endless) - 1);
		endless[0] = endless[1] = '-';
		same(PARSE(&g, endless), -EINVAL, "an endless name is refused");
		*stpcpy(endless, "--level=") = 'e';
		ok(!PARSE(&g, endless) && g.level == endless + 8, "an endless value is not");
	}

	ok(!PARSE(&g, "--list", "a,b", "--list=c") && same_words(&g.list, (const char *[]){ "a", "b", "c" }, 3),
	   "a list, and more of it");
	ok(PARSE(&g, "--list", "a,,b") == -EINVAL && PARSE(&g, "--list=") == -EINVAL &&
	   PARSE(&g, "--list=a,") == -EINVAL && PARSE(&g, "--list=,") == -EINVAL, "with empty places it is refused");
	ok(!PARSE(&g, "--many", "a,b") && same_words(&g.many, (const char *[]){ "a,b" }, 1),
	   "without a separator it is one word");
	{
		char *words[202], text[100][8];
		bool good = true;

		for (unsigned i = 0; i < 100; i++) {
			snprintf(text[i], sizeof(text[i]), "w%u", i);
			words[2 * i] = (char *)(uintptr_t)"-m";
			words[2 * i + 1] = text[i];
		}
		words[200] = NULL;
		agree(&good, !parse(&g, words) && g.many.n == 100);
		for (unsigned i = 0; i < g.many.n; i++)
			agree(&good, g.many.p[i] == text[i]);
		ok(good, "a hundred values are kept in order");
	}

	ok(!PARSE(&g, "-w") && g.got_watch && g.watch == 0, "an optional value may be left out");
	ok(!PARSE(&g, "--watch") && g.got_watch, "behind a long name, too");
	ok(!parse(&g, no_words) && !g.got_watch, "without the option it is not given");
	ok(!PARSE(&g, "-w", "eth0") && g.got_watch && g.rest.n == 1, "a word behind it is no value");
	ok(!PARSE(&g, "-w", "0.5") && g.watch == 0.5 && !g.rest.n, "a number is");
	ok(!PARSE(&g, "--watch", "2") && g.watch == 2 && !PARSE(&g, "--watch=3") && g.watch == 3 && !PARSE(&g, "-w4") &&
	   g.watch == 4,
	   "in every form");
	ok(!PARSE(&g, "-w", "-a") && g.all, "an option behind it is an option");
	ok(PARSE(&g, "-w", "9999999999") == -EINVAL && !g.rest.n, "a number that is too large is no other word");
	ok(!lsys_opt_set(&bounded, &g, "0.25", &arena, &err) && g.watch == 0.25 &&
	   !lsys_opt_set(&bounded, &g, "90", &arena, &err) && g.watch == 90, "seconds up to their bounds");
	ok(lsys_opt_set(&bounded, &g, "0.2", &arena, &err) == -EINVAL, "but no fewer");
	same_str(err.msg, "-w wants at least 0.25 seconds", "which is said");
	ok(lsys_opt_set(&bounded, &g, "91", &arena, &err) == -EINVAL, "and no more");
	same_str(err.msg, "-w wants at most 90 seconds", "which is said, too");
	ok(PARSE(&g, "-wx") == -EINVAL && PARSE(&g, "--watch=x") == -EINVAL && PARSE(&g, "--watch=-1") == -EINVAL,
	   "nonsense is refused");
}

/* --- numbers --- */

static void test_numbers(void)
{
	static const struct { const char *name; unsigned size; bool sign; } number[] = {
		{ "u8", 1, false }, { "u16", 2, false }, { "u32", 4, false }, { "u64", 8, false },
		{ "s8", 1, true }, { "s16", 2, true }, { "s32", 4, true }, { "s64", 8, true },
	};
	static const char *const none[] = { "", "x", "1x", " 1", "+1", "1.5", "0x" };
	struct args g = { 0 };
	bool good = true;
	char word[64];

	for (unsigned i = 0; i < 40000; i++) {
		unsigned k = i % LSYS_COUNT(number), bits = 8 * number[k].size;
		const struct lsys_opt *o = lsys_opt_named(rows, LSYS_COUNT(rows), number[k].name);
		uint64_t v = rnd_any();
		bool fits;
		int r;

		if (number[k].sign) {
			fits = (int64_t)v >= INT64_MIN >> (64 - bits) && (int64_t)v <= INT64_MAX >> (64 - bits);
			snprintf(word, sizeof(word), "--%s=%" PRId64, number[k].name, (int64_t)v);
		} else {
			fits = v <= UINT64_MAX >> (64 - bits);
			snprintf(word, sizeof(word), "--%s=%" PRIu64, number[k].name, v);
		}
		r = PARSE(&g, word);
		if (!agree(&good, r == (fits ? 0 : -EINVAL)) ||
		    (fits && !agree(&good, lsys_get_uint((char *)&g + o->off, o->size) == (v & UINT64_MAX >> (64 - bits)))))
			note("%s: %d", word, r);
		memset((char *)&g + o->off, 0, o->size);
		agree(&good, all_zero(&g, sizeof(g))); /* nothing beside the member */
	}
	ok(good, "numbers fit their members or are refused");
	good = true;
	for (unsigned i = 0; i < LSYS_COUNT(none); i++) {
		for (unsigned k = 0; k < LSYS_COUNT(number); k++) {
			snprintf(word, sizeof(word), "--%s=%s", number[k].name, none[i]);
			if (!agree(&good, PARSE(&g, word) == -EINVAL && strstr(err.msg, "wants a number")))
				note("%s", word);
		}
	}
	ok(good, "what is no number is refused");
	ok(!PARSE(&g, "--s8", "-128") && g.s8 == -128, "a negative number is a value, not an option");
	PARSE(&g, "--u8=256");
	ok(!strcmp(err.object, "256") && strstr(err.msg, "--u8 wants a number from 0 to 255"), "a range is said");
	PARSE(&g, "--s8=128");
	has_str(err.msg, "from -128 to 127", "a signed one, too");
	PARSE(&g, "--s64=9223372036854775808");
	has_str(err.msg, "from -9223372036854775808 to 9223372036854775807", "the largest, too");
	PARSE(&g, "--u64=18446744073709551616");
	has_str(err.msg, "from 0 to 18446744073709551615", "of both kinds");
	ok(PARSE(&g, "-f1") == -EINVAL && strstr(err.msg, "from 2 to 5") && PARSE(&g, "-f6") == -EINVAL &&
	   !PARSE(&g, "-f2") && g.few == 2 && !PARSE(&g, "-f5") && g.few == 5, "bounds are kept");
	ok(PARSE(&g, "-f18446744073709551617") == -EINVAL, "by a number that wraps to a good one, too");
	ok(!PARSE(&g, "--color=never") && g.color == 2 && !PARSE(&g, "--color", "COLOR_ALWAYS") && g.color == 1,
	   "a name is a number");
	same(PARSE(&g, "--color=neber"), -EINVAL, "an unknown name is refused");
	ok(!strcmp(err.object, "neber") && strstr(err.msg, "never"), "the right one is said");
	ok(!PARSE(&g, "--mask=read,write") && g.mask == 3, "flags are several");
	same(PARSE(&g, "--mask=big"), -EINVAL, "they must fit as well");
}

/* --- operands, several sets --- */

struct two { const char *from, *to; struct lsys_strv command; bool all; };

static const struct lsys_opt two_rows[] = {
	OPT(struct two, all, .s = 'a', .l = "all", .help = "ours"),
	OPERAND(struct two, from, "FROM", .required = true, .help = "first"),
	OPERAND(struct two, to, "TO", .help = "second"),
};

static const struct lsys_opt run_rows[] = {
	OPT(struct two, all, .s = 'a', .l = "all", .help = "ours"),
	OPERAND(struct two, from, "WHERE", .required = true, .help = "first"),
	OPERAND(struct two, command, "COMMAND", .rest = true, .complete = LSYS_C_COMMAND, .help = "what to run"),
};

#define PARSE_TWO(r, ...) ( \
	memset(&t, 0, sizeof(t)), memset(&err, 0, sizeof(err)), lsys_arena_free(&arena), \
	lsys_opt_parse(&(struct lsys_opts){ r, LSYS_COUNT(r), &t }, 1, WORDS(__VA_ARGS__), &arena, &err))

static void test_operands(void)
{
	struct two t = { 0 };
	struct args g = { 0 };
	struct lsys_opts sets[] = { { two_rows, LSYS_COUNT(two_rows), &t }, { rows, LSYS_COUNT(rows), &g } };

	ok(!PARSE_TWO(two_rows, "x", "y") && !strcmp(t.from, "x") && !strcmp(t.to, "y"), "operands in their order");
	ok(!PARSE_TWO(two_rows, "x") && !t.to, "one that may be missing");
	same(PARSE_TWO(two_rows, "-a"), -EINVAL, "one that may not");
	ok(!strcmp(err.object, "FROM") && strstr(err.msg, "missing"), "is named");
	same(PARSE_TWO(two_rows, "x", "y", "z"), -EINVAL, "one too many");
	same_str(err.object, "z", "is named");
	ok(!PARSE_TWO(run_rows, "-a", "w", "ls", "-a", "--", "--all") && t.all &&
	   same_words(&t.command, (const char *[]){ "ls", "-a", "--", "--all" }, 4), "a command keeps its own options");
	ok(!PARSE_TWO(run_rows, "w", "-a", "ls", "-x") && t.all && t.command.n == 2, "options before it are ours");
	ok(!PARSE_TWO(run_rows, "w", "--", "-x", "-a") && !t.all &&
	   same_words(&t.command, (const char *[]){ "-x", "-a" }, 2),
	   "-- ends them before it");

	memset(&t, 0, sizeof(t));
	lsys_arena_free(&arena);
	same(lsys_opt_parse(sets, 2, WORDS("-a", "x", "y", "-bm", "1", "z", "u"), &arena, &err), 0, "two sets of rows");
	ok(t.all && !g.all, "of a name in both the first counts");
	ok(g.bare && g.many.n == 1, "names of the second are known");
	ok(!strcmp(t.to, "y") && same_words(&g.rest, (const char *[]){ "z", "u" }, 2),
	   "operands go on into the second");
	same(lsys_opt_parse(sets, 2, WORDS("--alph", "x"), &arena, &err), 0, "a cut name is looked for in both");
	ok(g.alpha, "and found");
	memset(&t, 0, sizeof(t));
	sets[1] = (struct lsys_opts){ two_rows, 1, &g };
	same(lsys_opt_parse(sets, 2, WORDS("--al", "x"), &arena, &err), 0,
	     "the same name in both is not two");
	ok(t.all, "and is the first's");
	same(lsys_opt_parse(NULL, 0, WORDS("-a"), &arena, &err), -EINVAL, "without rows every option is unknown");
	same(lsys_opt_parse(NULL, 0, no_words, &arena, NULL), 0, "and no words are fine");
	same(lsys_opt_parse(NULL, 0, WORDS("x"), &arena, NULL), -EINVAL, "err may be NULL");
}

static void test_named(void)
{
	struct args g = { 0 };
	const struct lsys_opt *o;

#define NAMED(name) lsys_opt_named(rows, LSYS_COUNT(rows), name)
	ok(NAMED("all") == &rows[0] && NAMED("a") == &rows[0] && NAMED("b") == &rows[1] && NAMED("alpha") == &rows[2],
	   "a row by its long name or letter");
	o = NAMED("few_of_a_very_long_name");
	ok(o && o == NAMED("few-of-a-very-long-name") && o == NAMED("few_of-a_very-long_name"), "with _ for -");
	o = NAMED("word");
	ok(o && o->arg && !strcmp(o->arg, "WORD") && !o->l, "an operand by its name in lower case");
	ok(!NAMED("") && !NAMED("al") && !NAMED("allx") && !NAMED("-a") && !NAMED("--all") && !NAMED("ALL") &&
	   !NAMED("z"),
	   "nothing by anything else");
	ok(!lsys_opt_named(rows, 0, "all"), "nothing where there are no rows");
#undef NAMED
	same(lsys_opt_set(&rows[0], &g, NULL, &arena, &err), 0, "a flag is set without a word");
	ok(g.all, "to true");
	same(lsys_opt_set(&rows[3], &g, NULL, &arena, &err), -EINVAL, "a string is not");
	has_str(err.msg, "--output wants a value", "which is said");
	same(lsys_opt_set(&rows[7], &g, NULL, &arena, &err), 0, "an optional value may be missing");
	ok(g.got_watch, "and is given");
	same(lsys_opt_set(&rows[1], &g, NULL, &arena, NULL), 0, "err may be NULL");
}

/* --- help and manual --- */

/* Takes the words of line from *text, or says false. */
static bool eat(const char **text, const char *word, size_t n)
{
	*text += strspn(*text, " \n");
	if (strncmp(*text, word, n) != 0)
		return false;
	*text += n;
	return true;
}

/* Without a help. */
static const struct lsys_opt mute[] = { OPERAND(struct args, rest, "WORD") };

static void test_help(void)
{
	struct lsys_buf b = LSYS_BUF_MEM;
	struct lsys_opts set = { rows, LSYS_COUNT(rows), NULL };
	struct lsys_opts pair[2] = { { two_rows, LSYS_COUNT(two_rows), NULL }, set };
	bool fits = true, whole = true, aligned = true;

	lsys_put_synopsis(&b, &set, 1);
	same_str(lsys_buf_str(&b), " [OPTION]... [WORD]...", "synopsis");
	lsys_buf_reset(&b);
	lsys_put_synopsis(&b, &(struct lsys_opts){ two_rows + 1, 2, NULL }, 1);
	same_str(lsys_buf_str(&b), " FROM [TO]", "synopsis without options");
	lsys_buf_reset(&b);
	lsys_put_synopsis(&b, NULL, 0);
	same_str(lsys_buf_str(&b), "", "synopsis of nothing");

	for (unsigned width = 0; width < 200; width++) {
		unsigned most = width < 50 ? width ? 50 : 79 : width;
		const char *text, *line;

		lsys_buf_reset(&b);
		lsys_put_options(&b, &set, 1, width);
		text = lsys_buf_str(&b);
		for (line = text; *line; line += strcspn(line, "\n") + 1) {
			size_t n = strcspn(line, "\n");

			if (!agree(&fits, n && n <= most && line[n - 1] != ' '))
				note("width %u: \"%.*s\"", width, (int)n, line);
			/* a line begins with a name, in column 3 or 7, or goes on where the help is */
			if (!agree(&aligned, !strncmp(line, "  WORD  ", 8) || !strncmp(line, "  -", 3) || !strncmp(line, "      --", 8) ||
				   (n > 27 && strspn(line, " ") == 27)))
				note("width %u: \"%.*s\"", width, (int)n, line);
		}
		/* all of the help is there, in order, operands first */
		agree(&whole, eat(&text, "WORD", 4) && eat(&text, "words", 5));
		for (unsigned i = 0; i + 1 < LSYS_COUNT(rows) && whole; i++) {
			bool there = true;

			if (rows[i].s) {
				char letter[3] = { '-', rows[i].s };

				there &= eat(&text, letter, 2) && (!rows[i].l || eat(&text, ",", 1));
			}
			if (rows[i].l)
				there &= eat(&text, "--", 2) && eat(&text, rows[i].l, strlen(rows[i].l));
			if (rows[i].arg)
				there &= (!rows[i].optional || eat(&text, "[", 1)) && eat(&text, "=", 1) &&
					 eat(&text, rows[i].arg, strlen(rows[i].arg)) &&
					 (!rows[i].optional || eat(&text, "]", 1));
			for (const char *w = rows[i].help; *w; w += strcspn(w, " "), w += strspn(w, " "))
				there &= eat(&text, w, strcspn(w, " "));
			if (!agree(&whole, there))
				note("width %u: row %u is not there as it should be; then: %.40s", width, i, text);
		}
		agree(&whole, !strcmp(text, "\n"));
	}
	ok(fits, "help fits its width");
	ok(aligned, "and is aligned");
	ok(whole, "and complete");
	lsys_buf_reset(&b);
	lsys_put_options(&b, pair, 2, 0);
	ok(strstr(lsys_buf_str(&b), "ours") && !strstr(lsys_buf_str(&b), "everything"),
	   "an option that an earlier set has is not shown twice");
	lsys_buf_reset(&b);
	lsys_put_options(&b, &(struct lsys_opts){ rows + LSYS_COUNT(rows) - 1, 1, NULL }, 1, 80);
	same_str(lsys_buf_str(&b), "  WORD                     words\n", "an operand with a help");
	lsys_buf_reset(&b);
	lsys_put_options(&b, &(struct lsys_opts){ mute, 1, NULL }, 1, 80);
	lsys_put_mdoc_options(&b, &(struct lsys_opts){ mute, 1, NULL }, 1);
	same_str(lsys_buf_str(&b), ".Bl -tag -width Ds\n.El\n", "one without is not listed");
	lsys_buf_free(&b);
}

/* A letter that an earlier set has, in a row that has nothing else */
static const struct lsys_opt hidden[] = {
	OPT(struct args, bare, .s = 'a', .help = "never reached"), OPT(struct args, bare, .s = 'c', .help = "reached"),
};

static void test_mdoc(void)
{
	struct lsys_buf b = LSYS_BUF_MEM;
	struct lsys_opts set = { rows, 8, NULL }, ops = { two_rows, LSYS_COUNT(two_rows), NULL };
	struct lsys_opts pair[2] = { { two_rows, 1, NULL }, { hidden, LSYS_COUNT(hidden), NULL } };

	lsys_put_long_synopsis(&b, &set, 1);
	same_str(lsys_buf_str(&b),
		 " [-a] [-b] [--alpha] [-o FILE] [--level LEVEL] [-m WORD] [--list COLUMN,...] [-w [SECONDS]]",
		 "every option, short");
	lsys_buf_reset(&b);
	lsys_put_long_synopsis(&b, &ops, 1);
	same_str(lsys_buf_str(&b), " [-a] FROM [TO]", "and operands");
	lsys_buf_reset(&b);
	lsys_put_sentence(&b, "is it?", 6);
	lsys_put_sentence(&b, "and so on...", 12);
	lsys_put_sentence(&b, "many words", 4);
	same_str(lsys_buf_str(&b), "Is it?And so on...Many.", "a sentence ends once");
	lsys_buf_reset(&b);
	lsys_put_mdoc_synopsis(&b, &set, 1);
	same_str(lsys_buf_str(&b),
		 ".Op Fl a\n.Op Fl b\n.Op Fl -alpha\n.Op Fl o Ar FILE\n.Op Fl -level Ar LEVEL\n.Op Fl m Ar WORD\n"
		 ".Op Fl -list Ar COLUMN,...\n.Op Fl w Oo Ar SECONDS Oc\n", "mdoc: synopsis of options");
	lsys_buf_reset(&b);
	lsys_put_mdoc_synopsis(&b, &ops, 1);
	same_str(lsys_buf_str(&b), ".Op Fl a\n.Ar FROM\n.Op Ar TO\n", "mdoc: synopsis of operands");
	lsys_buf_reset(&b);
	lsys_put_mdoc_synopsis(&b, &(struct lsys_opts){ rows + LSYS_COUNT(rows) - 1, 1, NULL }, 1);
	same_str(lsys_buf_str(&b), ".Op Ar WORD ...\n", "mdoc: synopsis of an operand that is many");
	lsys_buf_reset(&b);
	lsys_put_mdoc_options(&b, &set, 1);
	same_str(lsys_buf_str(&b),
		 ".Bl -tag -width Ds\n"
		 ".It Fl a , Fl -all\nTake everything, also what is hidden from those who do not ask for it.\n"
		 ".It Fl b\nOnly a letter.\n"
		 ".It Fl -alpha\nOnly a long name.\n"
		 ".It Fl o , Fl -output Ns = Ns Ar FILE\nWrite there.\n"
		 ".It Fl -level Ns = Ns Ar LEVEL\nHow much.\n"
		 ".It Fl m , Fl -many Ns = Ns Ar WORD\nOne more.\n"
		 ".It Fl -list Ns = Ns Ar COLUMN,...\nA list.\n"
		 ".It Fl w , Fl -watch Ns Oo = Ns Ar SECONDS Oc\nAgain and again.\n"
		 ".El\n", "mdoc: list of options");
	lsys_buf_reset(&b);
	lsys_put_options(&b, pair, 2, 80);
	ok(!strstr(lsys_buf_str(&b), "never reached") && strstr(lsys_buf_str(&b), "-c"),
	   "help leaves out a letter that is taken");
	lsys_buf_reset(&b);
	lsys_put_mdoc_options(&b, &(struct lsys_opts){ two_rows, LSYS_COUNT(two_rows), NULL }, 1);
	ok(strstr(lsys_buf_str(&b), "\n.It Ar FROM\nFirst.\n.It Ar TO\nSecond.\n.It Fl a"),
	   "the manual's list has operands, first");
	lsys_buf_reset(&b);
	lsys_put_mdoc_options(&b, pair, 2);
	ok(!strstr(lsys_buf_str(&b), "ever reached"), "so does the manual's list");
	lsys_buf_reset(&b);
	lsys_put_mdoc_synopsis(&b, pair, 2);
	same_str(lsys_buf_str(&b), ".Op Fl a\n.Op Fl c\n", "and its synopsis");
	lsys_buf_free(&b);
}

/* --- completion --- */

static const struct lsys_opt *at_row;
static const char *at_prefix;
static bool at_options, at_plain;

/* What can stand at the last word. */
static void at(const struct lsys_opts *set, char *const *words)
{
	unsigned n = 0;
	struct lsys_want_word w;

	while (words[n])
		n++;
	w = lsys_opt_at(set, 1, words, n);
	at_row = w.value_of;
	at_prefix = w.prefix ? w.prefix : "";
	at_options = w.options;
	at_plain = w.plain;
}

#define AT(...) at(&set, WORDS(__VA_ARGS__))

/* Which row a word went to: where the mark is in the arguments. */
static const struct lsys_opt *marked(const struct args *g, const char *mark)
{
	for (unsigned i = 0; i < LSYS_COUNT(rows); i++) {
		const void *p = (const char *)g + rows[i].off;

		if (rows[i].type == LSYS_O_STR && *(const char *const *)p == mark)
			return &rows[i];
		for (unsigned k = 0; rows[i].type == LSYS_O_STRV && k < ((const struct lsys_strv *)p)->n; k++)
			if (!strcmp(((const struct lsys_strv *)p)->p[k], mark))
				return &rows[i];
	}
	return NULL;
}

static void test_complete(void)
{
	static const char *const pool[] = {
		"-a", "-ab", "-o", "-ofile", "-ao", "-m", "--all", "--out", "--output=x", "--level", "--list", "--list=a",
		"-w", "-w1", "--watch", "--watch=2", "1", "x", "-", "--", "",
	};
	struct lsys_opts set = { rows, LSYS_COUNT(rows), NULL };
	const struct lsys_opt *word = &rows[LSYS_COUNT(rows) - 1];
	bool good = true;
	unsigned taken = 0;
	struct two t = { 0 };

	AT("");
	ok(at_row == word && !at_options && !*at_prefix && at_plain, "an operand");
	AT("x", "y");
	ok(at_row == word && !strcmp(at_prefix, "y"), "the next one, of which the beginning is there");
	AT("-");
	ok(!at_row && at_options && !strcmp(at_prefix, "-"), "an option behind a dash");
	AT("--al");
	ok(!at_row && at_options && !strcmp(at_prefix, "--al"), "behind two and more");
	AT("-o", "fi");
	ok(at_row == &rows[3] && !strcmp(at_prefix, "fi"), "the value of the option before");
	AT("-ao", "");
	ok(at_row == &rows[3] && !*at_prefix, "that is the last of several letters");
	AT("-ofile", "");
	ok(at_row == word, "not when it has its value");
	AT("--output=fi");
	ok(at_row == &rows[3] && !strcmp(at_prefix, "fi"), "behind an equals sign");
	AT("--out=fi");
	ok(at_row == &rows[3], "of a cut name, too");
	AT("--output=x", "");
	ok(at_row == word, "not when it has its value");
	AT("-o", "-");
	ok(at_row == &rows[3] && !strcmp(at_prefix, "-") && !at_options, "a value may begin with a dash");
	AT("-ofi");
	ok(at_row == &rows[3] && !strcmp(at_prefix, "fi") && !at_options, "behind a letter");
	AT("-abofi");
	ok(at_row == &rows[3] && !strcmp(at_prefix, "fi"), "that follows others");
	AT("-abo");
	ok(!at_row && at_options, "which alone leaves it to the next word");
	AT("-zfi");
	ok(!at_row && at_options, "an unknown letter has none");
	AT("--unknown=x");
	ok(!at_row, "an unknown option has no value");
	AT("--unknown", "x");
	ok(at_row == word, "nor takes one");
	AT("--", "-");
	ok(at_row == word && !at_options && !at_plain, "behind -- there are no options");
	AT("-o", "--", "-");
	ok(at_options, "unless it was a value");
	AT("--watch", "e");
	ok(at_row == word, "an optional value is no word");
	AT("--watch", "1");
	ok(at_row == &rows[7], "unless it is a number");
	ok(!lsys_opt_at(&set, 1, NULL, 0).value_of, "nothing stands at no word");
	set = (struct lsys_opts){ run_rows, LSYS_COUNT(run_rows), &t };
	AT("w", "ls", "-");
	ok(at_row == &run_rows[2] && !at_options, "a command's options are its own");
	AT("w", "-");
	ok(at_options, "options before it are ours");
	set = (struct lsys_opts){ two_rows, LSYS_COUNT(two_rows), &t };
	AT("x", "y", "z");
	ok(!at_row && !at_options, "nothing more where all operands are there");

	/* wherever the parser puts a word, there completion must look for it */
	set = (struct lsys_opts){ rows, LSYS_COUNT(rows), NULL };
	for (unsigned i = 0; i < 60000; i++) {
		static char mark[] = "MARK";
		char *words[WORDS_MAX + 2] = { NULL };
		unsigned n = rnd_below(WORDS_MAX);
		struct args g = { 0 };

		for (unsigned k = 0; k < n; k++)
			words[k] = (char *)(uintptr_t)pool[rnd_below(LSYS_COUNT(pool))];
		words[n] = mark;
		if (parse(&g, words) < 0)
			continue;
		taken++;
		at(&set, words);
		if (!agree(&good, at_row && at_row == marked(&g, mark) && !strcmp(at_prefix, mark) && !at_options)) {
			char line[400] = "";

			for (unsigned k = 0; k < n; k++)
				snprintf(line + strlen(line), sizeof(line) - strlen(line), " '%s'", words[k]);
			note("after%s", line);
		}
	}
	ok(good, "completion expects a word where the parser takes it");
	ok(taken > 1000, "(many random words were taken)");
}

int main(void)
{
	test_gnu();
	test_words();
	test_numbers();
	test_operands();
	test_named();
	test_help();
	test_complete();
	test_mdoc();
	lsys_arena_free(&arena);
	return done_testing();
}

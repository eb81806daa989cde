#include <errno.h>
#include <string.h>

#include "base/str.h"
#include "opt/opt.h"
#include "table/record.h"

static bool is_operand(const struct lsys_opt *o)
{
	return !o->s && !o->l;
}

static bool takes_value(const struct lsys_opt *o)
{
	return o->type != LSYS_O_FLAG;
}

static bool is_number(const char *s)
{
	double v;

	return s && lsys_parse_seconds(s, &v) != -EINVAL;
}

/* What an option word names. */
struct hit { const struct lsys_opt *row; void *args; };

static struct hit find_short(const struct lsys_opts *sets, unsigned n, char c)
{
	for (unsigned k = 0; k < n; k++)
		for (unsigned i = 0; i < sets[k].n; i++)
			if (c && sets[k].rows[i].s == c)
				return (struct hit){ &sets[k].rows[i], sets[k].args };
	return (struct hit){ 0 };
}

static int unknown_long(const struct lsys_opts *sets, unsigned n, const char *name, struct lsys_err *err)
{
	struct lsys_near near = LSYS_NEAR(name + 2);

	for (unsigned k = 0; k < n; k++)
		for (unsigned i = 0; i < sets[k].n; i++)
			if (sets[k].rows[i].l)
				lsys_near_offer(&near, sets[k].rows[i].l);
	lsys_err_usage(err, name, "unknown option");
	if (near.best) {
		lsys_err_add(err, "; did you mean --");
		lsys_err_add(err, near.best);
		lsys_err_add(err, "?");
	}
	return -EINVAL;
}

/* The row of --name: exactly, or as the only one that begins so. word keeps its dashes for the message. */
static int find_long(const struct lsys_opts *sets, unsigned n, const char *word, size_t len, struct hit *hit,
		     struct lsys_err *err)
{
	char name[64];
	unsigned found = 0;

	*hit = (struct hit){ 0 };
	for (unsigned k = 0; k < n; k++) {
		for (unsigned i = 0; i < sets[k].n; i++) {
			const struct lsys_opt *o = &sets[k].rows[i];

			if (!o->l || strncmp(o->l, word + 2, len - 2) != 0)
				continue;
			if (!o->l[len - 2]) {
				*hit = (struct hit){ o, sets[k].args };
				return 0;
			}
			/* the same name in a later set is the same option */
			if (!found || strcmp(hit->row->l, o->l) != 0) {
				if (!found)
					*hit = (struct hit){ o, sets[k].args };
				found++;
			}
		}
	}
	if (found == 1)
		return 0;
	if (len >= sizeof(name))
		len = sizeof(name) - 1;
	memcpy(name, word, len);
	name[len] = '\0';
	if (!found)
		return unknown_long(sets, n, name, err);
	lsys_err_usage(err, name, "ambiguous option;");
	for (unsigned k = 0; k < n; k++) {
		for (unsigned i = 0; i < sets[k].n; i++) {
			const struct lsys_opt *o = &sets[k].rows[i];

			if (o->l && !strncmp(o->l, name + 2, len - 2)) {
				lsys_err_add(err, " --");
				lsys_err_add(err, o->l);
			}
		}
	}
	return -EINVAL;
}

static const char *label(const struct lsys_opt *o, char buf[68])
{
	if (o->l) {
		buf[0] = buf[1] = '-';
		strncpy(buf + 2, o->l, 64);
		buf[66] = '\0';
	} else if (o->s) {
		buf[0] = '-';
		buf[1] = o->s;
		buf[2] = '\0';
	} else {
		strncpy(buf, o->arg, 64);
		buf[64] = '\0';
	}
	return buf;
}

static int bad_value(const struct lsys_opt *o, const char *value, const char *want, struct lsys_err *err)
{
	char name[68];

	lsys_err_usage(err, value, label(o, name));
	lsys_err_add(err, " wants ");
	lsys_err_add(err, want);
	return -EINVAL;
}

static int out_of_range(const struct lsys_opt *o, const char *value, uint64_t min, uint64_t max, bool neg, struct lsys_err *err)
{
	struct lsys_buf b = LSYS_BUF_MEM;

	lsys_puts(&b, "a number from ");
	if (neg)
		lsys_putc(&b, '-');
	lsys_put_u64(&b, min);
	lsys_puts(&b, " to ");
	lsys_put_u64(&b, max);
	bad_value(o, value, lsys_buf_str(&b), err);
	lsys_buf_free(&b);
	return -EINVAL;
}

static int set_uint(const struct lsys_opt *o, void *p, const char *value, struct lsys_err *err)
{
	uint64_t v, max = o->max ? o->max : UINT64_MAX >> (64 - 8 * o->size);
	int r;

	if (o->names) {
		r = lsys_names_parse(o->names, value, &v, err);
		if (r < 0)
			return r;
	} else {
		r = lsys_parse_u64(value, &v);
		if (r == -EINVAL)
			return bad_value(o, value, "a number", err);
	}
	if (r == -ERANGE || v < o->min || v > max)
		return out_of_range(o, value, o->min, max, false, err);
	lsys_set_uint(p, o->size, v);
	return 0;
}

static int set_int(const struct lsys_opt *o, void *p, const char *value, struct lsys_err *err)
{
	int64_t v, max = INT64_MAX >> (64 - 8 * o->size);
	int r = lsys_parse_i64(value, &v);

	if (r == -EINVAL)
		return bad_value(o, value, "a number", err);
	if (r == -ERANGE || v > max || v < -max - 1)
		return out_of_range(o, value, (uint64_t)max + 1, (uint64_t)max, true, err);
	lsys_set_uint(p, o->size, (uint64_t)v);
	return 0;
}

static int set_seconds(const struct lsys_opt *o, double *p, const char *value, struct lsys_err *err)
{
	struct lsys_buf b = LSYS_BUF_MEM;
	uint64_t bound = o->min;

	if (lsys_parse_seconds(value, p) < 0)
		return bad_value(o, value, "a number of seconds", err);
	if (*p * 1000 >= (double)o->min) {
		bound = o->max;
		if (!bound || *p * 1000 <= (double)bound)
			return 0;
	}
	lsys_puts(&b, bound == o->min ? "at least " : "at most ");
	lsys_put_u64(&b, bound / 1000);
	if (bound % 1000) {
		uint64_t fraction = bound % 1000;
		unsigned digits = 3;

		for (; fraction % 10 == 0; digits--)
			fraction /= 10;
		lsys_putc(&b, '.');
		lsys_put_u64_pad(&b, fraction, digits);
	}
	lsys_puts(&b, " seconds");
	bad_value(o, value, lsys_buf_str(&b), err);
	lsys_buf_free(&b);
	return -EINVAL;
}

/* Adds one string to a list; the array doubles at powers of two. */
static int add_str(struct lsys_strv *v, const char *s, struct lsys_arena *a, struct lsys_err *err)
{
	if (!(v->n & (v->n - 1))) {
		const char **p = lsys_arena_array(a, v->n ? 2 * (size_t)v->n : 1, sizeof(*p));

		if (!p)
			return lsys_err_set(err, ENOMEM, NULL, s);
		if (v->n)
			memcpy(p, v->p, v->n * sizeof(*p));
		v->p = p;
	}
	v->p[v->n++] = s;
	return 0;
}

static int set_strv(const struct lsys_opt *o, struct lsys_strv *v, const char *value, struct lsys_arena *a, struct lsys_err *err)
{
	if (!o->sep)
		return add_str(v, value, a, err);
	for (const char *p = value;;) {
		const char *end = strchr(p, o->sep);
		size_t len = end ? (size_t)(end - p) : strlen(p);
		char *s;
		int r;

		if (!len)
			return bad_value(o, value, "a list without empty places", err);
		s = lsys_arena_strndup(a, p, len);
		r = s ? add_str(v, s, a, err) : lsys_err_set(err, ENOMEM, NULL, value);
		if (r < 0 || !end)
			return r;
		p = end + 1;
	}
}

int lsys_opt_set(const struct lsys_opt *o, void *args, const char *value, struct lsys_arena *a, struct lsys_err *err)
{
	void *p = (char *)args + o->off;
	int r = 0;

	if (o->given)
		*((bool *)args + o->given - 1) = true;
	if (!value && o->type != LSYS_O_FLAG)
		return o->optional ? 0 : bad_value(o, NULL, "a value", err);
	switch (o->type) {
	case LSYS_O_FLAG:
		*(bool *)p = true;
		break;
	case LSYS_O_STR:
		*(const char **)p = value;
		break;
	case LSYS_O_UINT:
		r = set_uint(o, p, value, err);
		break;
	case LSYS_O_INT:
		r = set_int(o, p, value, err);
		break;
	case LSYS_O_SECS:
		r = set_seconds(o, p, value, err);
		break;
	default:
		r = set_strv(o, p, value, a, err);
		break;
	}
	return r;
}

const struct lsys_opt *lsys_opt_named(const struct lsys_opt *rows, unsigned n, const char *name)
{
	for (unsigned i = 0; i < n; i++) {
		const struct lsys_opt *o = &rows[i];
		const char *p = o->l ? o->l : o->s ? "" : o->arg, *q = name;

		if (o->s && name[0] == o->s && !name[1])
			return o;
		while (*p && *q && (*p == *q || (*p == '-' && *q == '_') || (is_operand(o) && (*p | 0x20) == *q))) {
			p++;
			q++;
		}
		if (!*p && !*q && q != name)
			return o;
	}
	return NULL;
}

/* The k-th operand row over all sets; the last one again when it takes many. */
static struct hit operand(const struct lsys_opts *sets, unsigned n, unsigned k)
{
	struct hit last = { 0 };

	for (unsigned s = 0; s < n; s++) {
		for (unsigned i = 0; i < sets[s].n; i++) {
			if (!is_operand(&sets[s].rows[i]))
				continue;
			last = (struct hit){ &sets[s].rows[i], sets[s].args };
			if (!k--)
				return last;
		}
	}
	return last.row && last.row->type == LSYS_O_STRV ? last : (struct hit){ 0 };
}

static int no_value(const char *word, const char *name, struct lsys_err *err)
{
	lsys_err_usage(err, word, name);
	lsys_err_add(err, " takes no value");
	return -EINVAL;
}

/* "-abc", "-ovalue", "-o value". Returns the number of further words used. */
static int short_word(const struct lsys_opts *sets, unsigned n, const char *word, const char *next, struct lsys_arena *a,
		      struct lsys_err *err)
{
	for (const char *c = word + 1; *c; c++) {
		struct hit h = find_short(sets, n, *c);
		const char *value = c[1] ? c + 1 : NULL;
		char name[3] = { '-', *c };
		int used = 0, r;

		if (!h.row)
			return lsys_err_usage(err, name, "unknown option");
		if (!takes_value(h.row)) {
			r = lsys_opt_set(h.row, h.args, NULL, a, err);
			if (r < 0)
				return r;
			continue;
		}
		if (!value && next && (!h.row->optional || is_number(next))) {
			value = next;
			used = 1;
		}
		if (!value && !h.row->optional)
			return lsys_err_usage(err, name, "wants a value");
		r = lsys_opt_set(h.row, h.args, value, a, err);
		return r < 0 ? r : used;
	}
	return 0;
}

static int long_word(const struct lsys_opts *sets, unsigned n, const char *word, const char *next, struct lsys_arena *a,
		     struct lsys_err *err)
{
	const char *eq = strchr(word, '=');
	size_t len = eq ? (size_t)(eq - word) : strlen(word);
	const char *value = eq ? eq + 1 : NULL;
	struct hit h;
	char name[68];
	int used = 0, r = find_long(sets, n, word, len, &h, err);

	if (r < 0)
		return r;
	if (!takes_value(h.row)) {
		if (value)
			return no_value(word, label(h.row, name), err);
		return lsys_opt_set(h.row, h.args, NULL, a, err);
	}
	if (!value && next && (!h.row->optional || is_number(next))) {
		value = next;
		used = 1;
	}
	if (!value && !h.row->optional)
		return lsys_err_usage(err, label(h.row, name), "wants a value");
	r = lsys_opt_set(h.row, h.args, value, a, err);
	return r < 0 ? r : used;
}

int lsys_opt_parse(const struct lsys_opts *sets, unsigned n, char *const *words, struct lsys_arena *a,
		   struct lsys_err *err)
{
	bool options = true;
	unsigned k = 0;
	int r;

	for (; *words; words++) {
		const char *w = *words;

		if (options && w[0] == '-' && w[1]) {
			if (!strcmp(w, "--")) {
				options = false;
				continue;
			}
			r = w[1] == '-' ? long_word(sets, n, w, words[1], a, err) : short_word(sets, n, w, words[1], a, err);
			if (r < 0)
				return r;
			words += r;
		} else {
			struct hit h = operand(sets, n, k++);

			if (!h.row)
				return lsys_err_usage(err, w, "unexpected word");
			r = lsys_opt_set(h.row, h.args, w, a, err);
			if (r < 0)
				return r;
			if (h.row->rest)
				options = false;
		}
	}
	for (unsigned s = 0; s < n; s++) {
		for (unsigned i = 0; i < sets[s].n; i++) {
			if (is_operand(&sets[s].rows[i]) && (!k || !k--) && sets[s].rows[i].required)
				return lsys_err_usage(err, sets[s].rows[i].arg, "is missing");
		}
	}
	return 0;
}

/* The value in a word of letters, "-abVALUE", or NULL; hit gets the letter it is for, or the last one. */
static const char *value_in_letters(const struct lsys_opts *sets, unsigned n, const char *word, struct hit *hit)
{
	for (const char *c = word + 1; *c; c++) {
		*hit = find_short(sets, n, *c);
		if (!hit->row)
			break;
		if (takes_value(hit->row) && c[1])
			return c + 1;
	}
	return NULL;
}

struct lsys_want_word lsys_opt_at(const struct lsys_opts *sets, unsigned n, char *const *words, unsigned count)
{
	struct lsys_want_word w = { 0 };
	bool options = true;
	unsigned k = 0;
	const char *last;

	if (!count)
		return w;
	last = words[count - 1];
	for (unsigned i = 0; i + 1 < count; i++) {
		const char *s = words[i];
		struct hit h = { 0 };
		bool value_inside = false;

		if (!options || s[0] != '-' || !s[1]) {
			h = operand(sets, n, k++);
			if (h.row && h.row->rest)
				options = false;
			continue;
		}
		if (!strcmp(s, "--")) {
			options = false;
			continue;
		}
		if (s[1] == '-') {
			const char *eq = strchr(s, '=');

			value_inside = eq;
			find_long(sets, n, s, eq ? (size_t)(eq - s) : strlen(s), &h, NULL);
		} else {
			value_inside = value_in_letters(sets, n, s, &h);
		}
		if (h.row && takes_value(h.row) && !value_inside && (!h.row->optional || is_number(words[i + 1]))) {
			if (i + 2 == count) {
				w.value_of = h.row;
				w.prefix = last;
				return w;
			}
			i++;
		}
	}
	if (options && last[0] == '-') {
		const char *value = NULL;
		struct hit h = { 0 };

		if (last[1] == '-') {
			const char *eq = strchr(last, '=');

			if (eq && !find_long(sets, n, last, (size_t)(eq - last), &h, NULL))
				value = eq + 1;
		} else {
			value = value_in_letters(sets, n, last, &h);
		}
		w.value_of = value ? h.row : NULL;
		w.options = !value;
		w.prefix = value ? value : last;
		return w;
	}
	w.value_of = operand(sets, n, k).row;
	w.plain = options;
	w.prefix = last;
	return w;
}

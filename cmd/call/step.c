/* One call of "lsys call": words to arguments by the row, the call, its result. */
#include "call/call.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "sys/structs.h"

static const char *param_name(struct call_step *s, int i)
{
	return lsys_arena_strndup(s->ctx->arena, s->p[i].name, s->p[i].namelen);
}

int call_refuse(struct call_step *s, int i, const char *word, const char *why)
{
	const char *name = param_name(s, i);

	lsys_err_usage(&s->ctx->err, word, name ? name : "argument");
	lsys_err_add(&s->ctx->err, " ");
	lsys_err_add(&s->ctx->err, why);
	return -EINVAL;
}

const struct lsys_call_result *call_result_of(const struct call_step *s, const char *word, bool *wrong)
{
	char *dot;
	uint64_t n = s->ndone, part = 1;
	const struct lsys_call_result *r;

	*wrong = false;
	if (strcmp(word, "-") != 0 && word[0] != '@')
		return NULL;
	dot = strchr(word, '.');
	if (dot) {
		char number[24];

		if (dot - word >= (int)sizeof(number) || lsys_parse_u64(dot + 1, &part) < 0)
			return NULL;
		memcpy(number, word, (size_t)(dot - word));
		number[dot - word] = '\0';
		if (number[1] && lsys_parse_u64(number + 1, &n) < 0)
			return NULL;
	} else if (word[1] && lsys_parse_u64(word + 1, &n) < 0) {
		return NULL;
	}
	r = n && n <= s->ndone && part ? &s->done[n - 1] : NULL;
	while (r && --part)
		r = r->next;
	*wrong = !r;
	return r;
}

/* A number, or the number that a step gave. */
static int number(struct call_step *s, int i, const char *word, int64_t *v)
{
	bool wrong;
	const struct lsys_call_result *r = call_result_of(s, word, &wrong);
	uint64_t u;

	if (wrong)
		return call_refuse(s, i, word, "stands for a result that there is not");
	if (r && LSYS_HAS(&call_result_record, r, number)) {
		*v = r->number;
		return 0;
	}
	if (r)
		return call_refuse(s, i, word, "wants a number, and that step gave none");
	if (lsys_parse_i64(word, v) == 0)
		return 0;
	if (lsys_parse_u64(word, &u) < 0)
		return call_refuse(s, i, word, "wants a number");
	*v = (int64_t)u;
	return 0;
}

static int integer(struct call_step *s, int i, const char *word)
{
	const struct lsys_param *p = &s->p[i];
	int64_t v = 0;
	int e = number(s, i, word, &v);

	if (e < 0)
		return e;
	if (p->size == 4 && (v < INT32_MIN || v > UINT32_MAX))
		return call_refuse(s, i, word, "is too large");
	s->a[i].i = p->size != 4 ? v : p->is_signed ? (int32_t)v : (int64_t)(uint32_t)v;
	return 0;
}

static int descriptor(struct call_step *s, int i, const char *word)
{
	struct lsys_const c = lsys_const_named(&lsys_std, word, strlen(word));

	if (s->p[i].type == LSYS_P_DIRFD && (!strcasecmp(word, "fdcwd") || !strcasecmp(word, "AT_FDCWD")))
		s->a[i].i = AT_FDCWD;
	else if (c.name)
		s->a[i].i = (int64_t)c.value;
	else
		return integer(s, i, word);
	return 0;
}

static int text(struct call_step *s, int i, const char *word, size_t *len)
{
	bool wrong;
	const struct lsys_call_result *r = call_result_of(s, word, &wrong);

	if (wrong)
		return call_refuse(s, i, word, "stands for a result that there is not");
	if (r && !r->string.p)
		return call_refuse(s, i, word, "wants bytes, and that step gave none");
	if (!r && word[0] == '=') /* a word that would be something else */
		word++;
	s->a[i].p = (void *)(uintptr_t)(r ? r->string.p : word);
	*len = r ? r->string.len : strlen(word);
	if (s->p[i].type != LSYS_P_DATA && memchr(s->a[i].p, '\0', *len))
		return call_refuse(s, i, word, "has a zero byte in it");
	return 0;
}

static int count(struct call_step *s, int i, const char *word)
{
	int64_t v = s->p[i].has_def && s->p[i].def ? s->p[i].def : 4096;
	int e = 0;

	if (word) {
		e = number(s, i, word, &v);
		if (e >= 0 && (v < 0 || v > INT32_MAX || (s->buf < 0 && (size_t)v > s->room)))
			return call_refuse(s, i, word, "is not a number of bytes that are there");
	} else if (s->buf < 0) {
		v = (int64_t)s->room;
	}
	s->a[i].i = v;
	if (e >= 0 && s->buf >= 0) {
		s->a[s->buf].p = lsys_arena_alloc(s->ctx->arena, (size_t)v + 1);
		if (!s->a[s->buf].p)
			return lsys_err_set(&s->ctx->err, ENOMEM, NULL, NULL);
	}
	return e;
}

/* Seconds with a fraction, where a struct is a time. */
static bool seconds(const struct lsys_record *rec, void *obj, const char *word)
{
	double d;
	struct timespec *ts = obj;
	struct timeval *tv = obj;

	if ((rec != &lsys_timespec_record && rec != &lsys_timeval_record) || lsys_parse_seconds(word, &d) < 0 || d > 1e15)
		return false;
	if (rec == &lsys_timespec_record)
		*ts = (struct timespec){ (time_t)d, (long)((d - (double)(time_t)d) * 1e9) };
	else
		*tv = (struct timeval){ (time_t)d, (suseconds_t)((d - (double)(time_t)d) * 1e6) };
	return true;
}

/* "value.sec=5": one member, of a struct inside too. */
static int set_member(struct call_step *s, const struct lsys_record *rec, char *obj, char *word)
{
	char *eq = strchr(word, '='), *dot;
	const struct lsys_field *f;

	if (!eq)
		return lsys_err_usage(&s->ctx->err, word, "wants the form MEMBER=VALUE,...");
	*eq = '\0';
	while ((dot = strchr(word, '.'))) {
		f = lsys_row_named(rec, word, (size_t)(dot - word));
		if (!f || f->type != LSYS_T_STRUCT)
			break;
		rec = f->rec;
		obj += f->off;
		word = dot + 1;
	}
	f = lsys_row_named(rec, word, strlen(word));
	if (!f) {
		struct lsys_near near = LSYS_NEAR(word);

		for (unsigned i = 0; i < rec->n; i++)
			lsys_near_offer(&near, rec->rows[i].name);
		lsys_err_usage(&s->ctx->err, word, "no such member of struct ");
		lsys_err_add(&s->ctx->err, rec->name);
		lsys_near_add(&near, &s->ctx->err);
		return -EINVAL;
	}
	if (f->type == LSYS_T_STRUCT && seconds(f->rec, obj + f->off, eq + 1))
		return 0;
	return lsys_field_parse(rec, f, obj, eq + 1, s->ctx->arena, &s->ctx->err);
}

static int structure(struct call_step *s, int i, const char *word)
{
	const struct lsys_record *rec = s->p[i].rec;
	void *obj = lsys_arena_alloc(s->ctx->arena, rec->size);
	char *copy = lsys_arena_strndup(s->ctx->arena, word ? word : "", word ? strlen(word) : 0);
	bool wrong;
	const struct lsys_call_result *r = word ? call_result_of(s, word, &wrong) : NULL;
	int e = 0;

	if (!obj || !copy)
		return lsys_err_set(&s->ctx->err, ENOMEM, NULL, NULL);
	s->a[i].p = obj;
	if (r && r->data.rec == rec) {
		memcpy(obj, r->data.p, rec->size);
		return 0;
	}
	if (r)
		return call_refuse(s, i, word, "wants a struct that this step did not give");
	if (!word || seconds(rec, obj, word))
		return 0;
	for (char *at = copy, *next; e >= 0 && at; at = next) {
		next = strchr(at, ',');
		if (next)
			*next++ = '\0';
		e = set_member(s, rec, obj, at);
	}
	return e;
}

static int convert(struct call_step *s, int i)
{
	const struct lsys_param *p = &s->p[i];
	const char *word = s->words.word[i];
	size_t len;
	int e;

	switch (p->type) {
	case LSYS_P_BUF:
		s->buf = i;
		return 0;
	case LSYS_P_COUNT:
		return count(s, i, word);
	case LSYS_P_OUT:
		return structure(s, i, NULL);
	default:
		break;
	}
	if (!word) {
		if (!p->optional)
			return call_refuse(s, i, s->c->name, "is missing");
		s->a[i].p = NULL;
		s->a[i].i = p->type == LSYS_P_DIRFD ? AT_FDCWD : p->type == LSYS_P_FD && !p->has_def ? -1 : p->def;
		return 0;
	}
	switch (p->type) {
	case LSYS_P_FD:
	case LSYS_P_DIRFD:
		return descriptor(s, i, word);
	case LSYS_P_INT:
		return integer(s, i, word);
	case LSYS_P_BOOL:
		if (strcmp(word, "true") != 0 && strcmp(word, "false") != 0)
			return integer(s, i, word);
		s->a[i].i = *word == 't';
		return 0;
	case LSYS_P_CONST:
		if (word[0] == '-' || word[0] == '@' || (isdigit((unsigned char)word[0]) && !p->group->names->flags))
			return number(s, i, word, &s->a[i].i);
		return lsys_group_parse(p->group, word, &s->a[i].u, &s->ctx->err);
	case LSYS_P_PATH:
	case LSYS_P_STR:
		return text(s, i, word, &len);
	case LSYS_P_DATA:
		e = text(s, i, word, &s->room);
		s->buf = -1;
		return e;
	default:
		return structure(s, i, word);
	}
}

static int refuse_call(struct call_step *s, const char *word, const char *why)
{
	lsys_err_usage(&s->ctx->err, word, why);
	lsys_err_add(&s->ctx->err, s->c->name);
	return -EINVAL;
}

static int place_words(struct call_step *s, char *const *words)
{
	for (; *words; words++)
		if (lsys_call_place(&s->words, *words) < 0)
			return refuse_call(s, *words, "one argument too many; see lsys call --explain ");
	return 0;
}

static void keep_result(struct call_step *s, int64_t r, struct lsys_call_result *out)
{
	unsigned at = 0;
	enum lsys_return ret = lsys_call_returns(s->c, s->p, s->n, &at);

	out->call = s->c->name;
	LSYS_SET(&call_result_record, out, call);
	switch (ret) {
	case LSYS_RET_NUMBER:
	case LSYS_RET_FD:
		out->number = r;
		out->is_fd = ret == LSYS_RET_FD;
		LSYS_SET(&call_result_record, out, number);
		break;
	case LSYS_RET_STRING:
		out->string = (struct lsys_bytes){ s->a[s->buf].p, (uint32_t)r };
		LSYS_SET(&call_result_record, out, string);
		break;
	case LSYS_RET_PARAM:
		out->data = (struct lsys_variant){ s->p[at].rec, s->a[at].p };
		LSYS_SET(&call_result_record, out, data);
		break;
	default:
		break;
	}
}

int call_failed(struct call_step *s, int code)
{
	const char *on = NULL;

	for (int i = 0; !on && i < s->n && i < 2; i++)
		if (s->p[i].type == LSYS_P_PATH || (!i && s->p[i].type == LSYS_P_STR))
			on = s->words.word[i];
	return lsys_err_set(&s->ctx->err, code, s->c->name, on);
}

int call_step(struct call_step *s, char *const *words, struct lsys_call_result *out)
{
	int64_t r;
	int e;

	*out = (struct lsys_call_result){ 0 };
	s->c = lsys_call_named(words[0]);
	s->buf = -1;
	if (!s->c)
		return lsys_call_unknown(words[0], &s->ctx->err);
	e = s->n = lsys_call_params(s->c, s->p, &s->ctx->err);
	s->words = (struct lsys_call_words){ .p = s->p, .n = s->n };
	if (e >= 0)
		e = place_words(s, words + 1);
	if (e >= 0 && !s->c->fn)
		return call_step_in_lua(s, out);
	for (int i = 0; e >= 0 && i < s->n; i++)
		e = convert(s, i);
	if (e < 0)
		return e;
	r = s->c->fn(s->a);
	if (r == -1)
		return call_failed(s, errno);
	keep_result(s, r, out);
	return 0;
}

/* Words to values. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "table/record.h"

int lsys_ip_parse(const char *s, struct lsys_ip *ip, int *prefix)
{
	const char *slash = strchr(s, '/');
	size_t len = slash ? (size_t)(slash - s) : strlen(s);
	char t[INET6_ADDRSTRLEN];
	uint64_t p;

	if (len >= sizeof(t) || (slash && !prefix))
		return -EINVAL;
	memcpy(t, s, len);
	t[len] = '\0';
	memset(ip, 0, sizeof(*ip));
	ip->family = strchr(t, ':') ? AF_INET6 : AF_INET;
	if (inet_pton(ip->family, t, ip->b) != 1)
		return -EINVAL;
	if (prefix)
		*prefix = -1;
	if (slash) {
		if (lsys_parse_u64(slash + 1, &p) < 0 || p > (ip->family == AF_INET ? 32u : 128u))
			return -EINVAL;
		*prefix = (int)p;
	}
	return 0;
}

/* The value of a hexadecimal digit, or -1. */
static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int lsys_lladdr_parse(const char *s, struct lsys_lladdr *a)
{
	unsigned n = 0;

	memset(a, 0, sizeof(*a));
	for (;; s += 3) {
		int hi = digit(s[0]), lo = hi < 0 ? -1 : digit(s[1]);

		if (lo < 0 || n == sizeof(a->b))
			return -EINVAL;
		a->b[n++] = (uint8_t)(hi << 4 | lo);
		if (!s[2]) {
			a->len = (uint8_t)n;
			return 0;
		}
		if (s[2] != ':')
			return -EINVAL;
	}
}

static int bad(struct lsys_err *err, const struct lsys_field *f, const char *word, const char *want)
{
	lsys_err_usage(err, word, f->name);
	lsys_err_add(err, " wants ");
	lsys_err_add(err, want);
	return -EINVAL;
}

static int bad_range(struct lsys_err *err, const struct lsys_field *f, const char *word, unsigned size, bool sign)
{
	struct lsys_buf b = LSYS_BUF_MEM;

	lsys_puts(&b, sign ? "-" : "0");
	if (sign)
		lsys_put_u64(&b, (uint64_t)1 << (8 * size - 1));
	lsys_puts(&b, " to ");
	lsys_put_u64(&b, UINT64_MAX >> (64 - 8 * size + sign));
	lsys_err_usage(err, word, f->name);
	lsys_err_add(err, " is out of range, ");
	lsys_err_add(err, lsys_buf_str(&b));
	lsys_buf_free(&b);
	if (err)
		err->code = ERANGE;
	return -ERANGE;
}

static int parse_uint(const struct lsys_field *f, void *p, const char *word, struct lsys_err *err)
{
	uint64_t v;
	int r;

	if (f->names) {
		r = lsys_names_parse(f->names, word, &v, err);
		if (r < 0)
			return r;
	} else {
		r = lsys_parse_u64(word, &v);
		if (r == -EINVAL)
			return bad(err, f, word, "a number");
	}
	if (r == -ERANGE || (f->size < 8 && v >> 8 * f->size))
		return bad_range(err, f, word, f->size, false);
	lsys_field_set_uint(f, p, v);
	return 0;
}

static int parse_int(const struct lsys_field *f, void *p, const char *word, struct lsys_err *err)
{
	int64_t v, max = INT64_MAX >> (64 - 8 * f->size);
	int r = lsys_parse_i64(word, &v);

	if (r == -EINVAL)
		return bad(err, f, word, "a number");
	if (r == -ERANGE || v > max || v < -max - 1)
		return bad_range(err, f, word, f->size, true);
	lsys_set_uint(p, f->size, (uint64_t)v);
	return 0;
}

static int parse_bool(const struct lsys_field *f, bool *p, const char *word, struct lsys_err *err)
{
	static const char *const yes[] = { "on", "yes", "true", "1" }, *const no[] = { "off", "no", "false", "0" };

	for (unsigned i = 0; i < LSYS_COUNT(yes); i++) {
		if (!strcmp(word, yes[i]) || !strcmp(word, no[i])) {
			*p = !strcmp(word, yes[i]);
			return 0;
		}
	}
	return bad(err, f, word, "on or off");
}

static int parse_bytes(const struct lsys_field *f, struct lsys_bytes *p, const char *word, struct lsys_arena *a,
		       struct lsys_err *err)
{
	size_t len = strlen(word);
	uint8_t *c;

	if (len < 2 || len % 2 || word[0] != '0' || word[1] != 'x' || strspn(word + 2, "0123456789abcdefABCDEF") != len - 2)
		return bad(err, f, word, "an even number of hexadecimal digits behind 0x");
	c = lsys_arena_alloc(a, len / 2);
	if (!c)
		return lsys_err_set(err, ENOMEM, NULL, word);
	for (size_t i = 2; i < len; i += 2) {
		char two[5] = { '0', 'x', word[i], word[i + 1] };
		uint64_t v = 0;

		lsys_parse_u64(two, &v);
		c[i / 2 - 1] = (uint8_t)v;
	}
	p->p = c;
	p->len = (uint32_t)(len / 2 - 1);
	return 0;
}

int lsys_field_parse(const struct lsys_record *r, const struct lsys_field *f, void *obj, const char *word,
		     struct lsys_arena *a, struct lsys_err *err)
{
	void *p = (char *)obj + f->off;
	size_t len = strlen(word);
	char *s;
	int e = 0;

	switch (f->type) {
	case LSYS_T_BOOL:
		e = parse_bool(f, p, word, err);
		break;
	case LSYS_T_UINT:
		e = parse_uint(f, p, word, err);
		break;
	case LSYS_T_INT:
		e = parse_int(f, p, word, err);
		break;
	case LSYS_T_CHARS:
		if (len >= f->size)
			return bad(err, f, word, "fewer characters");
		memset(p, 0, f->size);
		memcpy(p, word, len);
		break;
	case LSYS_T_STR:
		s = lsys_arena_strndup(a, word, len);
		if (!s)
			return lsys_err_set(err, ENOMEM, NULL, word);
		memcpy(p, &s, sizeof(s));
		break;
	case LSYS_T_BYTES:
		e = parse_bytes(f, p, word, a, err);
		break;
	case LSYS_T_LLADDR:
		if (lsys_lladdr_parse(word, p) < 0)
			e = bad(err, f, word, "an address such as 02:00:00:00:00:01");
		break;
	case LSYS_T_IP:
		if (lsys_ip_parse(word, p, NULL) < 0)
			e = bad(err, f, word, "an IP address");
		break;
	case LSYS_T_IFREF: {
		struct lsys_ifref *i = p;

		if (!len || len >= sizeof(i->name))
			return bad(err, f, word, "an interface name of 1 to 15 bytes");
		memset(i, 0, sizeof(*i));
		memcpy(i->name, word, len);
		break;
	}
	default:
		e = lsys_err_usage(err, f->name, "cannot be given as one word");
	}
	if (!e)
		lsys_has_set(r, obj, (unsigned)(f - r->rows));
	return e;
}

int lsys_record_parse(const struct lsys_record *r, void *obj, const char *const *words, struct lsys_arena *a,
		      struct lsys_err *err)
{
	int n = 0;

	while (words[n]) {
		const struct lsys_field *f = lsys_row_named(r, words[n], strlen(words[n]));
		int e;

		if (!f || !f->set)
			break;
		if (!words[n + 1])
			return lsys_err_usage(err, words[n], "wants a value");
		e = lsys_field_parse(r, f, obj, words[n + 1], a, err);
		if (e < 0)
			return e;
		n += 2;
	}
	return n;
}

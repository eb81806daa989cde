/*
 * Second opinions for tests of what lsys writes, made without its own code: JSON and JSON Schema (the words of it that
 * lsys uses), escaped text, OpenMetrics. Nothing here is fast; all of it is strict.
 */
#ifndef LSYS_TESTS_UNIT_JUDGE_H
#define LSYS_TESTS_UNIT_JUDGE_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- UTF-8 --- */

/* The length of the well-formed sequence at s (n > 0), its code point in *cp; 0 when it is none. */
static inline size_t judge_utf8(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t len = u[0] < 0x80 ? 1 : u[0] < 0xc2 ? 0 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : u[0] < 0xf5 ? 4 : 0;
	uint32_t c = len < 2 ? u[0] : u[0] & (0xffu >> (len + 1));

	if (!len || len > n)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if (u[i] >> 6 != 2)
			return 0;
		c = c << 6 | (u[i] & 63u);
	}
	if ((len == 3 && c < 0x800) || (len == 4 && (c < 0x10000 || c > 0x10ffff)) || (c >> 11 == 0x1b))
		return 0;
	*cp = c;
	return len;
}

/* Appends a code point in UTF-8; returns what is behind it. */
static inline char *judge_put_utf8(char *o, uint32_t c)
{
	if (c < 0x80) {
		*o++ = (char)c;
	} else if (c < 0x800) {
		*o++ = (char)(0xc0 | c >> 6);
		*o++ = (char)(0x80 | (c & 63));
	} else if (c < 0x10000) {
		*o++ = (char)(0xe0 | c >> 12);
		*o++ = (char)(0x80 | (c >> 6 & 63));
		*o++ = (char)(0x80 | (c & 63));
	} else {
		*o++ = (char)(0xf0 | c >> 18);
		*o++ = (char)(0x80 | (c >> 12 & 63));
		*o++ = (char)(0x80 | (c >> 6 & 63));
		*o++ = (char)(0x80 | (c & 63));
	}
	return o;
}

/* --- text that a terminal may get --- */

/* Is it well-formed, and without anything that moves the cursor, turns the direction of writing or cannot be seen? */
static inline bool judge_safe(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t c;
		size_t len = judge_utf8(s + i, n - i, &c);

		if (!len || c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x061c ||
		    (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
		    c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f))
			return false;
		i += len;
	}
	return true;
}

static inline int judge_hex(char c)
{
	const char *digits = "0123456789abcdef", *p = c ? strchr(digits, c) : NULL;

	return p ? (int)(p - digits) : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static inline bool judge_is_escape(const char *s, size_t n)
{
	return n >= 4 && s[0] == '\\' && s[1] == 'x' && judge_hex(s[2]) >= 0 && judge_hex(s[3]) >= 0;
}

/*
 * Turns the escaped form back into the bytes, at o (n bytes are enough): when \xHH is anywhere in it, each is a byte
 * and two backslashes are one; else it is what it is. Returns their number, or -1 when it is neither.
 */
static inline size_t judge_unescape(const char *s, size_t n, char *o)
{
	bool escaped = false;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		escaped |= judge_is_escape(s + i, n - i);
	for (size_t i = 0; i < n; i++) {
		if (!escaped || s[i] != '\\') {
			o[k++] = s[i];
		} else if (i + 1 < n && s[i + 1] == '\\') {
			o[k++] = s[i++];
		} else if (judge_is_escape(s + i, n - i)) {
			o[k++] = (char)(judge_hex(s[i + 2]) << 4 | judge_hex(s[i + 3]));
			i += 3;
		} else {
			return (size_t)-1;
		}
	}
	return k;
}

/* --- JSON (RFC 8259) --- */

enum judge_type { JUDGE_NULL, JUDGE_BOOL, JUDGE_NUMBER, JUDGE_STRING, JUDGE_ARRAY, JUDGE_OBJECT };

/* A value, and those inside it. Free with judge_free. */
struct judge_json {
	enum judge_type type;
	char *key;                        /* its name, when it is a member */
	char *text;                       /* string: its bytes, else the word; NUL behind it */
	size_t len;                       /* of text */
	struct judge_json *child, *next;
	regex_t *re;                      /* a schema's pattern, compiled when it is first looked at */
};

static inline void judge_free(struct judge_json *v)
{
	while (v) {
		struct judge_json *next = v->next;

		judge_free(v->child);
		if (v->re)
			regfree(v->re);
		free(v->re);
		free(v->key);
		free(v->text);
		free(v);
		v = next;
	}
}

static inline const char *judge_space(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r'))
		s++;
	return s;
}

static inline bool judge_u16(const char *s, const char *end, uint32_t *c)
{
	*c = 0;
	if (end - s < 6 || s[0] != '\\' || s[1] != 'u')
		return false;
	for (int i = 2; i < 6; i++) {
		if (judge_hex(s[i]) < 0)
			return false;
		*c = *c << 4 | (uint32_t)judge_hex(s[i]);
	}
	return true;
}

/* Reads the string with its quotes at s: its bytes to *text (malloc'd), their number to *len. Returns what is behind. */
static inline const char *judge_string(const char *s, const char *end, char **text, size_t *len)
{
	char *o;

	*text = NULL;
	if (s >= end || *s++ != '"')
		return NULL;
	o = *text = malloc((size_t)(end - s) + 1);
	if (!o)
		return NULL;
	while (s < end && *s != '"') {
		uint32_t c, low;
		size_t n;

		if (*s == '\\') {
			static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
			const char *p = s + 1 < end && s[1] ? strchr(from, s[1]) : NULL;

			if (p) {
				*o++ = to[p - from];
				s += 2;
				continue;
			}
			if (!judge_u16(s, end, &c))
				return NULL;
			s += 6;
			if (c >> 10 == 0x36) { /* the first half of a pair */
				if (!judge_u16(s, end, &low) || low >> 10 != 0x37)
					return NULL;
				s += 6;
				c = 0x10000 + ((c & 0x3ff) << 10 | (low & 0x3ff));
			} else if (c >> 10 == 0x37) {
				return NULL;
			}
			o = judge_put_utf8(o, c);
			continue;
		}
		n = judge_utf8(s, (size_t)(end - s), &c);
		if (!n || c < 0x20)
			return NULL;
		memcpy(o, s, n);
		o += n;
		s += n;
	}
	*o = '\0';
	*len = (size_t)(o - *text);
	o = realloc(*text, *len + 1); /* long texts are made of short strings */
	if (o)
		*text = o;
	return s < end ? s + 1 : NULL;
}

/* The number at s; returns what is behind it, or NULL. */
static inline const char *judge_number(const char *s, const char *end)
{
	const char *digits;

	if (s < end && *s == '-')
		s++;
	digits = s;
	while (s < end && *s >= '0' && *s <= '9')
		s++;
	if (s == digits || (*digits == '0' && s - digits > 1))
		return NULL;
	if (s < end && *s == '.') {
		digits = ++s;
		while (s < end && *s >= '0' && *s <= '9')
			s++;
		if (s == digits)
			return NULL;
	}
	return s;
}

static inline const char *judge_value(const char *s, const char *end, struct judge_json **out);

/* Members or elements behind the opening bracket. */
static inline const char *judge_inside(const char *s, const char *end, struct judge_json *in, char close)
{
	struct judge_json **at = &in->child;

	s = judge_space(s, end);
	if (s < end && *s == close)
		return s + 1;
	for (;;) {
		char *key = NULL;
		size_t len = 0;

		if (close == '}') {
			s = judge_string(judge_space(s, end), end, &key, &len);
			s = s ? judge_space(s, end) : NULL;
			if (s && s < end && *s == ':')
				s++;
			else
				s = NULL;
			for (const struct judge_json *c = in->child; s && c; c = c->next)
				if (!strcmp(c->key, key)) /* which of the two should a reader take? */
					s = NULL;
			if (!s) {
				free(key);
				return NULL;
			}
		}
		s = judge_value(s, end, at);
		if (!*at) {
			free(key);
			return NULL;
		}
		(*at)->key = key;
		s = s ? judge_space(s, end) : NULL;
		if (!s || s == end)
			return NULL;
		if (*s == close)
			return s + 1;
		if (*s++ != ',')
			return NULL;
		at = &(*at)->next;
	}
}

static inline const char *judge_value(const char *s, const char *end, struct judge_json **out)
{
	static const struct { const char *word; enum judge_type type; } words[] = {
		{ "null", JUDGE_NULL }, { "true", JUDGE_BOOL }, { "false", JUDGE_BOOL },
	};
	struct judge_json *v = *out = calloc(1, sizeof(*v));
	const char *start = s = judge_space(s, end), *p;

	if (!v || s == end)
		return NULL;
	if (*s == '{' || *s == '[') {
		v->type = *s == '{' ? JUDGE_OBJECT : JUDGE_ARRAY;
		return judge_inside(s + 1, end, v, *s == '{' ? '}' : ']');
	}
	if (*s == '"') {
		v->type = JUDGE_STRING;
		return judge_string(s, end, &v->text, &v->len);
	}
	p = judge_number(s, end);
	v->type = JUDGE_NUMBER;
	for (size_t i = 0; !p && i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i].word);

		if ((size_t)(end - s) >= n && !memcmp(s, words[i].word, n)) {
			p = s + n;
			v->type = words[i].type;
		}
	}
	if (p) {
		v->len = (size_t)(p - start);
		v->text = strndup(start, v->len);
	}
	return v->text ? p : NULL;
}

/* The one value that s is, with blanks around it; NULL when it is not JSON, has two members of a name, or has more. */
static inline struct judge_json *judge_parse(const char *s, size_t n)
{
	struct judge_json *v = NULL;
	const char *end = s + n, *p = judge_value(s, end, &v);

	if (p && judge_space(p, end) == end)
		return v;
	judge_free(v);
	return NULL;
}

/* The member of this name, or NULL. */
static inline const struct judge_json *judge_get(const struct judge_json *v, const char *key)
{
	for (const struct judge_json *c = v && v->type == JUDGE_OBJECT ? v->child : NULL; c; c = c->next)
		if (!strcmp(c->key, key))
			return c;
	return NULL;
}

/* --- JSON Schema: what is in *why when it does not fit (static text or a member's name) --- */

static inline bool judge_fits(const struct judge_json *v, const struct judge_json *schema, const char **why);

static inline bool judge_says_no(const char **why, const char *what)
{
	*why = what;
	return false;
}

/* The rule's pattern, NULL when it is none. */
static inline const regex_t *judge_pattern(struct judge_json *rule)
{
	if (!rule->re) {
		regex_t *re = calloc(1, sizeof(*re));

		if (re && !regcomp(re, rule->text, REG_EXTENDED | REG_NOSUB))
			rule->re = re;
		else
			free(re);
	}
	return rule->re;
}

/* One keyword of the schema. */
static inline bool judge_rule(const struct judge_json *v, const struct judge_json *schema,
			      const struct judge_json *rule, const char **why)
{
	static const char *const type[] = { "null", "boolean", "integer", "string", "array", "object" };
	static const char *const ignored[] = { "$schema", "title", "description" };

	if (!strcmp(rule->key, "type"))
		return (!strcmp(rule->text, type[v->type]) && (v->type != JUDGE_NUMBER || !strchr(v->text, '.'))) ||
		       judge_says_no(why, v->key ? v->key : "type");
	if (!strcmp(rule->key, "properties") || !strcmp(rule->key, "additionalProperties")) {
		for (const struct judge_json *c = v->child; c; c = c->next) {
			const struct judge_json *s = judge_get(judge_get(schema, "properties"), c->key);

			if (s ? !judge_fits(c, s, why) : !judge_says_no(why, c->key))
				return false;
		}
		return true;
	}
	if (!strcmp(rule->key, "required")) {
		for (const struct judge_json *c = rule->child; c; c = c->next)
			if (!judge_get(v, c->text))
				return judge_says_no(why, c->text);
		return true;
	}
	if (!strcmp(rule->key, "items")) {
		for (const struct judge_json *c = v->child; c; c = c->next)
			if (!judge_fits(c, rule, why))
				return false;
		return true;
	}
	if (!strcmp(rule->key, "anyOf")) {
		for (const struct judge_json *c = rule->child; c; c = c->next)
			if (judge_fits(v, c, why))
				return true;
		return false;
	}
	if (!strcmp(rule->key, "pattern")) {
		const regex_t *re = judge_pattern((struct judge_json *)(uintptr_t)rule);

		return (re && !regexec(re, v->text, 0, NULL, 0)) || judge_says_no(why, v->key ? v->key : rule->text);
	}
	if (!strcmp(rule->key, "minimum"))
		return *v->text != '-' || judge_says_no(why, v->key);
	if (!strcmp(rule->key, "maximum"))
		return strtoull(v->text, NULL, 10) <= strtoull(rule->text, NULL, 10) || judge_says_no(why, v->key);
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		if (!strcmp(rule->key, ignored[i]))
			return true;
	return judge_says_no(why, rule->key); /* a keyword that nobody checks is no promise */
}

static inline bool judge_fits(const struct judge_json *v, const struct judge_json *schema, const char **why)
{
	const struct judge_json *type = judge_get(schema, "type");

	if (type && !judge_rule(v, schema, type, why))
		return false;
	for (const struct judge_json *r = schema->child; r; r = r->next)
		if (!judge_rule(v, schema, r, why))
			return false;
	return true;
}

/* --- OpenMetrics text --- */

#define JUDGE_FAMILIES 1000

/* Labels at s, behind the brace: name="value" with commas between. Returns what is behind the closing one, or NULL. */
static inline const char *judge_labels(const char *s)
{
	const char *names[64];
	size_t lens[64], n = 0;

	if (*s == '}')
		return s + 1;
	for (;; s++) {
		size_t len = strspn(s, "abcdefghijklmnopqrstuvwxyz_0123456789");

		if (!len || (*s >= '0' && *s <= '9') || s[len] != '=' || s[len + 1] != '"' || n == 64)
			return NULL;
		for (size_t i = 0; i < n; i++)
			if (lens[i] == len && !memcmp(names[i], s, len))
				return NULL;
		names[n] = s;
		lens[n++] = len;
		for (s += len + 2; *s != '"'; s++) {
			if (*s == '\n' || !*s || (*s == '\\' && !strchr("\\\"n", *++s)))
				return NULL;
		}
		if (s[1] == '}')
			return s + 2;
		if (*++s != ',')
			return NULL;
	}
}

/*
 * Is it an exposition, as OpenMetrics 1.0 has it? Families are told of once and stand together, samples carry the
 * family's name and the suffix of its type, none comes twice. Returns NULL, or what is wrong with the line at *line.
 */
static inline const char *judge_metrics(const char *s, const char **line)
{
	static char family[JUDGE_FAMILIES][128];
	const char *samples = NULL, *p;
	char name[128], type[16] = "";
	size_t nfamilies = 0, n;

	*name = '\0';
	for (; *s; s = p + 1) {
		*line = s;
		p = strchr(s, '\n');
		if (!p)
			return "a line without an end";
		if (!judge_safe(s, (size_t)(p - s)))
			return "unsafe bytes";
		if (!strncmp(s, "# EOF\n", 6))
			return s[6] ? "something behind the end" : NULL;
		if (sscanf(s, "# TYPE %127s %15[a-z]", name, type) == 2) {
			for (size_t i = 0; i < nfamilies; i++)
				if (!strcmp(family[i], name))
					return "a family a second time";
			if (nfamilies == JUDGE_FAMILIES)
				return "more families than the judge can count";
			strcpy(family[nfamilies++], name);
			samples = NULL;
			continue;
		}
		n = strlen(name);
		if (!n)
			return "nothing says what this is";
		if (!strncmp(s, "# UNIT ", 7) || !strncmp(s, "# HELP ", 7)) {
			const char *word = s + 7 + n + 1;
			size_t len = (size_t)(p - word);

			if (samples || strncmp(s + 7, name, n) != 0 || s[7 + n] != ' ' || word > p)
				return "it is not about this family";
			if (s[2] == 'U' && (n < len + 1 || name[n - len - 1] != '_' ||
					    strncmp(name + n - len, word, len) != 0))
				return "the family's name does not end in its unit";
			continue;
		}
		if (*s == '#')
			return "what may that be";
		if (strncmp(s, name, n) != 0)
			return "a sample of another family";
		if (!samples)
			samples = s;
		{
			const char *suffix = *type == 'c' ? "_total{" : *type == 'i' ? "_info{" : "{", *v = s + n, *end;

			if (strncmp(v, suffix, strlen(suffix)) != 0)
				return "not the suffix of the family's type";
			end = judge_labels(v + strlen(suffix));
			if (!end || *end != ' ')
				return "broken labels";
			v = judge_number(end + 1, p);
			if (v != p)
				return "no number";
			if ((!strcmp(type, "info") || !strcmp(type, "stateset")) && strncmp(end, " 1\n", 3) != 0 &&
			    (*type == 'i' || strncmp(end, " 0\n", 3) != 0))
				return "a state or info of another value";
			for (const char *q = samples; q < s; q = strchr(q, '\n') + 1)
				if (!strncmp(q, s, (size_t)(end - s) + 1))
					return "a sample a second time";
		}
	}
	return "no end";
}

#endif

/*
 * Records: what a struct's members are called, how they travel and how they look, one row each.
 * Decoding, encoding, text, JSON, metrics and Lua values are walks over these rows.
 */
#ifndef LSYS_TABLE_RECORD_H
#define LSYS_TABLE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "table/names.h"

struct lsys_record;
struct lsys_field;

/* Member types with more meaning than a number. */

struct lsys_bytes { const void *p; uint32_t len; };        /* opaque; hexadecimal in text and JSON */
struct lsys_lladdr {                                       /* link-layer address (MAX_ADDR_LEN) */
	uint8_t len, b[32];
	uint8_t family;                                    /* AF_INET, AF_INET6: a tunnel's, which is an IP address; else 0 */
};
struct lsys_ip { uint8_t family; uint8_t b[16]; };         /* AF_INET: 4 bytes, AF_INET6: 16, AF_UNSPEC: none */
struct lsys_ifref { uint32_t index; char name[16]; };      /* an interface; name "" until resolved */
struct lsys_list { const void *p; uint32_t n; };           /* n elements side by side; their type stands in the row */
struct lsys_variant { const struct lsys_record *rec; void *p; }; /* one of several records; NULL when unknown */

enum lsys_type {
	LSYS_T_BOOL,    /* bool */
	LSYS_T_UINT,    /* unsigned integer of .size bytes; with .names a choice or a set of flags */
	LSYS_T_INT,     /* signed integer of .size bytes */
	LSYS_T_CHARS,   /* char[]: NUL-terminated inside the struct */
	LSYS_T_STR,     /* const char * */
	LSYS_T_BYTES,   /* struct lsys_bytes */
	LSYS_T_LLADDR,  /* struct lsys_lladdr */
	LSYS_T_IP,      /* struct lsys_ip */
	LSYS_T_IFREF,   /* struct lsys_ifref: NAME is the interface's name, NAME_index its number */
	LSYS_T_LIST,    /* struct lsys_list of .rec, or of .elem when .rec is NULL */
	LSYS_T_REC,     /* pointer to a struct described by .rec */
	LSYS_T_VARIANT, /* struct lsys_variant, chosen from .kinds by the sibling row named .by */
	LSYS_T_STRUCT,  /* a struct inside the struct, described by .rec */
	LSYS_T_ARRAY,   /* an array inside the struct: structs of .rec, or plain values of .elem when .rec is NULL */
	LSYS_T_PTR,     /* an address of this process, or NULL; what stands there is not looked at */
};

/* What a number counts; text tables scale bytes, metrics name their unit. */
enum lsys_unit { LSYS_U_NONE, LSYS_U_BYTES, LSYS_U_PACKETS, LSYS_U_SECONDS, LSYS_U_CENTISECONDS, LSYS_U_MILLISECONDS, LSYS_U_BPS };

/* How a number moves (OpenMetrics). */
enum lsys_metric { LSYS_M_NONE, LSYS_M_GAUGE, LSYS_M_COUNTER };

/* A kind and the record of its data. */
struct lsys_kind { const char *name; const struct lsys_record *rec; };
struct lsys_kinds { const struct lsys_kind *rows; uint16_t n; };

struct lsys_field {
	const char *name;                /* key in JSON and Lua, column name in lower case */
	const char *member;              /* the C member, which Lua accepts too */
	const char *help;                /* one line for --list-columns, schema and manual */
	const struct lsys_names *names;  /* LSYS_T_UINT: names of its values */
	const char *group;               /* the group of constants whose words may be given for a number, where it is shown as the
	                                  * number that it is (sys/consts.h) */
	const struct lsys_record *rec;   /* LSYS_T_REC, LSYS_T_LIST: what is inside */
	const struct lsys_kinds *kinds;  /* LSYS_T_VARIANT */
	const char *by;                  /* LSYS_T_VARIANT: the sibling that chooses */
	uint16_t off, size;              /* place and size of the member */
	uint16_t attr;                   /* netlink attribute that carries it, 0 = none */
	uint8_t type, elem;              /* enum lsys_type, of the member and of a list's elements */
	uint8_t elem_size;               /* bytes of a list's element when .rec is NULL */
	uint8_t namelen;
	uint8_t unit, metric;            /* enum lsys_unit, enum lsys_metric */
	uint8_t item;                    /* LSYS_T_LIST: attribute type of each element inside .attr; 0 = a plain array,
	                                  * LSYS_ITEM_ANY = nested attributes of whatever type */
	uint8_t hdr;                     /* 1 + offset in the fixed header or wire struct, 0 = not from there */
	uint8_t hdr_size;                /* bytes there, when not .size */
	uint8_t shift, bits;             /* LSYS_T_UINT: a bit-field of so many bits, from this one of the .size bytes up; bits 0:
	                                  * all of them */
	unsigned set : 1;                /* may be written: .attr is sent for it */
	unsigned exact : 1;              /* an identity: decimal string in JSON, exact integer in Lua */
	unsigned label : 1;              /* tells one record from another: OpenMetrics label */
	unsigned info : 1;               /* what it is rather than how it fares: label of the OpenMetrics info sample */
	unsigned be : 1;                 /* big-endian on the wire */
	unsigned net : 1;                /* LSYS_T_UINT that is big-endian in the struct itself (a port in a sockaddr) */
	unsigned hex : 1;                /* bits rather than a number: shown in hexadecimal */
	unsigned oct : 1;                /* beside .hex: in octal */
	unsigned text : 1;               /* LSYS_T_BYTES: shown as the text they mostly are, any byte among them */
	unsigned flag : 1;               /* LSYS_T_BOOL: the attribute's presence is the value (NLA_FLAG) */
	unsigned rest : 1;               /* LSYS_T_LIST of lsys_unknown: attributes no other row knows */
	unsigned alias : 1;              /* another look at bytes that a row before has (a union's members, the raw form of a
	                                  * number): found by its name, passed over by walks */
};

#define LSYS_ITEM_ANY 255

/* For a row that stands in the message's fixed header, or a record's wire struct: LSYS_HDR(struct ifinfomsg, ifi_index). */
#define LSYS_HDR(H, m) .hdr = 1 + offsetof(H, m), .hdr_size = sizeof(((H *)0)->m)

struct lsys_record {
	const char *name;                /* "link": metrics prefix, schema title */
	const char *help;
	const char *prefix;              /* of the members' names in C: "st_"; taken beside the bare names; NULL: none */
	const struct lsys_field *rows;
	uint16_t n;
	uint16_t size;                   /* of the struct */
	uint16_t has;                    /* offset of its uint64_t has[]; LSYS_NO_HAS: everything is present */
	uint8_t has_words;
	bool raw;                        /* on the wire it is the struct behind has[], possibly cut short by an older kernel */
	uint8_t wire;                    /* on the wire it is a struct of so many bytes, where .hdr says; 0: attributes */
	const uint16_t *drop;            /* attributes known to say nothing that a row does not say: not even kept as unknown */
	uint8_t ndrop;
	/* Appends the short text of one record, as a cell of a table shows it; NULL: the first row's. */
	void (*brief)(struct lsys_buf *b, const void *obj);
	bool plain;                      /* the short text says all: it stands for the record in JSON and Lua reports too */
};

#define LSYS_NO_HAS UINT16_MAX

/* An attribute that no row knows: kept, shown in hexadecimal, never dropped. */
struct lsys_unknown { uint64_t has; uint16_t type; struct lsys_bytes value; };
extern const struct lsys_record lsys_unknown_record;

#define LSYS_TYPE_OF(x) _Generic((x), \
	bool: LSYS_T_BOOL, \
	unsigned char: LSYS_T_UINT, unsigned short: LSYS_T_UINT, unsigned: LSYS_T_UINT, \
	unsigned long: LSYS_T_UINT, unsigned long long: LSYS_T_UINT, \
	signed char: LSYS_T_INT, short: LSYS_T_INT, int: LSYS_T_INT, long: LSYS_T_INT, long long: LSYS_T_INT, \
	char *: LSYS_T_CHARS, const char *: LSYS_T_STR, char: LSYS_T_INT, void *: LSYS_T_PTR, const void *: LSYS_T_PTR, \
	struct lsys_bytes: LSYS_T_BYTES, struct lsys_lladdr: LSYS_T_LLADDR, struct lsys_ip: LSYS_T_IP, \
	struct lsys_ifref: LSYS_T_IFREF)

#define LSYS_FIELD_(T, name_, member_, type_, ...) { \
	.name = name_, .member = #member_, .namelen = sizeof(name_) - 1, \
	.off = offsetof(T, member_), .size = sizeof(((T *)0)->member_), .type = type_, __VA_ARGS__ }

/* A row of struct T; type and size come from the member, so that a wrong row does not compile. */
#define FIELD(T, member_, ...) \
	LSYS_FIELD_(T, #member_, member_, LSYS_TYPE_OF(((T *)0)->member_), __VA_ARGS__)

/* The same under another name. */
#define FIELD_AS(T, name_, member_, ...) \
	LSYS_FIELD_(T, name_, member_, LSYS_TYPE_OF(((T *)0)->member_), __VA_ARGS__)

/* A pointer to another record: REC(struct lsys_link, stats64, link_stats) wants struct lsys_link_stats *stats64. */
#define REC(T, member_, what, ...) \
	LSYS_FIELD_(T, #member_, member_, \
		(enum lsys_type)_Generic(((T *)0)->member_, struct lsys_##what *: LSYS_T_REC), \
		.rec = &lsys_##what##_record, __VA_ARGS__)

/* A list of records: LIST_OF(struct lsys_link, addresses, addr). */
#define LIST_OF(T, member_, what, ...) \
	LSYS_FIELD_(T, #member_, member_, \
		(enum lsys_type)_Generic(((T *)0)->member_, struct lsys_list: LSYS_T_LIST), \
		.rec = &lsys_##what##_record, __VA_ARGS__)

/* A list of plain values of C type E: VALUES(struct lsys_link, altnames, const char *). */
#define VALUES(T, member_, E, ...) \
	LSYS_FIELD_(T, #member_, member_, \
		(enum lsys_type)_Generic(((T *)0)->member_, struct lsys_list: LSYS_T_LIST), \
		.elem = LSYS_TYPE_OF(*(E *)0), .elem_size = sizeof(E), __VA_ARGS__)

/* One of several records: VARIANT(struct lsys_linkinfo, data, &link_kinds, "kind"). */
#define VARIANT(T, member_, kinds_, by_, ...) \
	LSYS_FIELD_(T, #member_, member_, \
		(enum lsys_type)_Generic(((T *)0)->member_, struct lsys_variant: LSYS_T_VARIANT), \
		.kinds = kinds_, .by = by_, __VA_ARGS__)

/* A struct inside: STRUCT(struct itimerspec, it_value, timespec). */
#define STRUCT(T, member_, what, ...) \
	LSYS_FIELD_(T, #member_, member_, LSYS_T_STRUCT, .rec = &lsys_##what##_record, __VA_ARGS__)

/* An array inside, of plain values or of structs. */
#define ARRAY(T, member_, ...) \
	LSYS_FIELD_(T, #member_, member_, LSYS_T_ARRAY, .elem = LSYS_TYPE_OF(((T *)0)->member_[0]), \
		.elem_size = sizeof(((T *)0)->member_[0]), __VA_ARGS__)
#define ARRAY_OF(T, member_, what, ...) \
	LSYS_FIELD_(T, #member_, member_, LSYS_T_ARRAY, .rec = &lsys_##what##_record, __VA_ARGS__)

/* A pointer of whatever type. */
#define PTR(T, member_, ...) LSYS_FIELD_(T, #member_, member_, LSYS_T_PTR, __VA_ARGS__)

/* The same with a name of its own: the member's name without the struct's prefix is what a row is called otherwise. */
#define STRUCT_AS(T, name_, member_, what, ...) \
	LSYS_FIELD_(T, name_, member_, LSYS_T_STRUCT, .rec = &lsys_##what##_record, __VA_ARGS__)
#define ARRAY_AS(T, name_, member_, ...) \
	LSYS_FIELD_(T, name_, member_, LSYS_T_ARRAY, .elem = LSYS_TYPE_OF(((T *)0)->member_[0]), \
		.elem_size = sizeof(((T *)0)->member_[0]), __VA_ARGS__)
#define ARRAY_OF_AS(T, name_, member_, what, ...) \
	LSYS_FIELD_(T, name_, member_, LSYS_T_ARRAY, .rec = &lsys_##what##_record, __VA_ARGS__)
#define PTR_AS(T, name_, member_, ...) LSYS_FIELD_(T, name_, member_, LSYS_T_PTR, __VA_ARGS__)

/* The bytes of T from this member's place to its end, whatever C calls them. */
#define TAIL(T, name_, from_, ...) { \
	.name = name_, .member = name_, .namelen = sizeof(name_) - 1, .off = offsetof(T, from_), .size = sizeof(T) - offsetof(T, from_), \
	.type = LSYS_T_ARRAY, .elem = LSYS_T_UINT, .elem_size = 1, __VA_ARGS__ }

/* Bits of a word that C has as a bit-field, for which there is no offsetof: off_ and size_ are the word's. */
#define BITS(T, name_, off_, size_, shift_, bits_, ...) { \
	.name = name_, .member = name_, .namelen = sizeof(name_) - 1, .off = off_, .size = size_, .type = LSYS_T_UINT, \
	.shift = shift_, .bits = bits_, __VA_ARGS__ }

/* A bit-field behind before_ others' bits in its word: C lays them from the lowest bit up where bytes are little-endian, from
 * the highest down elsewhere. */
#define BITFIELD(T, name_, off_, size_, before_, bits_, ...) BITS(T, name_, off_, size_, \
	__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 8 * (size_) - (before_) - (bits_) : (before_), bits_, __VA_ARGS__)

#define LSYS_RECORD_(var, name_, T, rows_, ...) \
	const struct lsys_record var = { .name = name_, .rows = rows_, .n = LSYS_COUNT(rows_), .size = sizeof(T), __VA_ARGS__ }

/* The record of struct T (which has a member uint64_t has or has[N]) and its rows. */
#define RECORD(var, name_, T, rows_, ...) \
	LSYS_RECORD_(var, name_, T, rows_, .has = offsetof(T, has), .has_words = sizeof(((T *)0)->has) / 8, __VA_ARGS__); \
	_Static_assert(LSYS_COUNT(rows_) <= 8 * sizeof(((T *)0)->has), "has is too small")

/* The record of a struct in which every member is always present (a kernel struct). */
#define RECORD_FULL(var, name_, T, rows_, ...) \
	LSYS_RECORD_(var, name_, T, rows_, .has = LSYS_NO_HAS, __VA_ARGS__)

/* Is row i of obj present? */
static inline bool lsys_has(const struct lsys_record *r, const void *obj, unsigned i)
{
	const uint64_t *has = (const uint64_t *)(const void *)((const char *)obj + r->has);

	return r->has == LSYS_NO_HAS || (has[i / 64] >> i % 64 & 1);
}

/* The first present row of obj from number i on, r->n when there is none. */
static inline unsigned lsys_has_next(const struct lsys_record *r, const void *obj, unsigned i)
{
	const uint64_t *has = (const uint64_t *)(const void *)((const char *)obj + r->has);

	if (r->has == LSYS_NO_HAS)
		return i;
	for (; i < r->n; i = (i / 64 + 1) * 64)
		if (has[i / 64] >> i % 64)
			return i + (unsigned)__builtin_ctzll(has[i / 64] >> i % 64);
	return r->n;
}

/* Marks row i of obj present. */
static inline void lsys_has_set(const struct lsys_record *r, void *obj, unsigned i)
{
	uint64_t *has = (uint64_t *)(void *)((char *)obj + r->has);

	if (r->has != LSYS_NO_HAS)
		has[i / 64] |= (uint64_t)1 << i % 64;
}

static inline void lsys_has_clear(const struct lsys_record *r, void *obj, unsigned i)
{
	uint64_t *has = (uint64_t *)(void *)((char *)obj + r->has);

	if (r->has != LSYS_NO_HAS)
		has[i / 64] &= ~((uint64_t)1 << i % 64);
}

/* The number of the row at this offset of the struct; it must exist. */
unsigned lsys_row_at(const struct lsys_record *r, size_t off);

/* The row of this name, with or without the record's prefix, or C member (len bytes of it), or NULL. */
const struct lsys_field *lsys_row_named(const struct lsys_record *r, const char *name, size_t len);

/* By member instead of number: LSYS_SET(&lsys_link_record, l, mtu) marks it present, LSYS_HAS asks. */
#define LSYS_SET(r, o, member_) lsys_has_set((r), (o), lsys_row_at((r), offsetof(__typeof__(*(o)), member_)))
#define LSYS_HAS(r, o, member_) lsys_has((r), (o), lsys_row_at((r), offsetof(__typeof__(*(o)), member_)))

/* The member of obj that a row describes. */
static inline const void *lsys_at(const struct lsys_field *f, const void *obj)
{
	return (const char *)obj + f->off;
}

/* Where in a member of size bytes the pointer is: kernel structs have 64 bits for one, whatever the process's size. */
static inline void *lsys_ptr_at(const void *p, unsigned size)
{
	return (char *)(uintptr_t)p + (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ && size > sizeof(void *) ? size - sizeof(void *) : 0);
}

/* Integers of any size, at a place that need not be aligned. */
uint64_t lsys_get_uint(const void *p, unsigned size);
int64_t lsys_get_int(const void *p, unsigned size);
void lsys_set_uint(void *p, unsigned size, uint64_t v);

/* The value of an LSYS_T_UINT row at p, the member's place: all of it or its bits, in our order of bytes. */
uint64_t lsys_field_uint(const struct lsys_field *f, const void *p);

/* Puts it there; bits that do not fit are lost. */
void lsys_field_set_uint(const struct lsys_field *f, void *p, uint64_t v);

/* Does the member have to be read by lsys_field_uint? Else it is a plain integer there. */
static inline bool lsys_field_packed(const struct lsys_field *f)
{
	return f->bits || f->net;
}

/* The elements of an LSYS_T_ARRAY row's member at p. */
static inline struct lsys_list lsys_array_at(const struct lsys_field *f, const void *p)
{
	return (struct lsys_list){ p, f->size / (f->rec ? f->rec->size : f->elem_size) };
}

/* The record that a variant row has for a kind, or NULL. */
const struct lsys_record *lsys_kind_record(const struct lsys_kinds *k, const char *name);

/* Text of one value at p, as a person reads it: addresses, names, numbers; strings unescaped. Not for records. */
void lsys_put_value(struct lsys_buf *b, const struct lsys_field *f, const void *p);

/* Text of one element of a list at p. */
void lsys_put_elem(struct lsys_buf *b, const struct lsys_field *f, const void *p);

/* Text of a record in a few words: its brief, or its first present row. */
void lsys_put_brief(struct lsys_buf *b, const struct lsys_record *r, const void *obj);

/* Appends an IP address (IPv6 as RFC 5952), nothing for AF_UNSPEC. */
void lsys_put_ip(struct lsys_buf *b, const struct lsys_ip *ip);

/* Appends a link-layer address: "02:00:00:00:00:01", or an IP address. */
void lsys_put_lladdr(struct lsys_buf *b, const struct lsys_lladdr *a);

/* Appends n bytes with a binary unit when they are many: 999, 1.5K, 12M. */
void lsys_put_scaled(struct lsys_buf *b, uint64_t n);

/*
 * A word into the member of obj that row f of r describes, and its presence; strings are copied into the arena where
 * the member is a pointer. Interfaces are left with the name only (index 0): who knows the namespace resolves it.
 * Returns 0, or -EINVAL / -ERANGE / -ENOMEM with err saying which word and why.
 */
int lsys_field_parse(const struct lsys_record *r, const struct lsys_field *f, void *obj, const char *word,
		     struct lsys_arena *a, struct lsys_err *err);

/*
 * Words "mtu 1500 alias x" into obj by the .set rows of r, until a word that no .set row has.
 * Returns the number of words taken; a row without its value, or a bad value, is an error.
 */
int lsys_record_parse(const struct lsys_record *r, void *obj, const char *const *words, struct lsys_arena *a,
		      struct lsys_err *err);

/* Address in text form; prefix (may be NULL) takes "/len", -1 when there is none. Returns 0 or -EINVAL. */
int lsys_ip_parse(const char *s, struct lsys_ip *ip, int *prefix);

/* Link-layer address "02:00:00:00:00:01" (2 hexadecimal digits a byte). Returns 0 or -EINVAL. */
int lsys_lladdr_parse(const char *s, struct lsys_lladdr *a);

#endif

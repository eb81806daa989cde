/*
 * Memory as Lua objects: a kernel struct, an array of them, an array of plain values, bytes. One kind of userdata serves
 * all, over record rows. An object owns its memory or looks at a part of another's, which it then keeps alive.
 */
#ifndef LSYS_OBJ_H
#define LSYS_OBJ_H

#include <lauxlib.h>
#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/record.h"

struct lsys_lua_obj;

/* A member that is worked out: pushes one value for the struct at p. */
struct lsys_lua_getter { const char *name; void (*push)(lua_State *L, const void *p); };

/*
 * A member that takes more than its row does: sets it from the value at index i, or raises. holder is the index of the
 * object that p is in, for lsys_lua_pin.
 */
struct lsys_lua_setter { const char *name; void (*set)(lua_State *L, int i, void *p, int holder); };

enum lsys_lua_shape {
	LSYS_LUA_STRUCT, /* members by name */
	LSYS_LUA_ARRAY,  /* structs by number */
	LSYS_LUA_VALUES, /* plain values by number */
};

/* What an object is. Lists end with an empty row; NULL: none. */
struct lsys_lua_kind {
	const char *name;
	const struct lsys_record *rec;  /* of the struct, or of an array's elements */
	uint8_t shape;                  /* enum lsys_lua_shape */
	uint8_t elem, elem_size;        /* LSYS_LUA_VALUES: enum lsys_type and bytes of an element */
	uint8_t base;                   /* number of an array's first element */
	uint16_t count;                 /* elements of an array; 0: as many as are asked for */
	const char *raw;                /* LSYS_LUA_ARRAY: the member that is the same array counted from 0 */
	const char *order;              /* members that a constructor's plain arguments fill; NULL: the rows in their order */
	const struct lsys_lua_getter *getters;
	const struct lsys_lua_setter *setters;
	const luaL_Reg *methods;        /* upvalue 1 of each: the kind (light userdata); "__gc" and the like go to the metatable */
	/*
	 * Members with names that no row has, such as a set's elements (their numbers as text): key is at index 2. The first
	 * pushes its value; the second sets it from index i. Both return false when they do not know it either.
	 */
	bool (*get)(lua_State *L, const char *key, const void *p);
	bool (*set)(lua_State *L, const char *key, int i, void *p, int holder);
	void (*init)(void *p);          /* a new one, after its bytes are zero: what is not zero by default */
	/* Makes a struct at p of the value at index i, if it is one this kind has a meaning for: a string, a number, ... */
	bool (*from)(lua_State *L, int i, void *p, int holder);
	/* Raises unless what the pointers of the struct at p lead to is there: before the kernel follows them. */
	void (*check)(lua_State *L, const void *p, int holder);
};

struct lsys_lua_obj {
	const void *magic;
	const struct lsys_lua_kind *kind;
	struct lsys_lua_obj *root;      /* whose memory it is: itself, or the object that its uservalue is */
	char *mem;                      /* a root's memory, NULL when it is there no more */
	size_t off, size;               /* its part of that memory */
	uint8_t flags;                  /* of a root: LSYS_LUA_RO ... */
};

#define LSYS_LUA_RO     1 /* may not be written: raises */
#define LSYS_LUA_PINNED 2 /* its address is in a struct that the kernel may follow */
#define LSYS_LUA_NOREAD 4 /* may not be read: raises */
#define LSYS_LUA_CUT    8 /* a file that is shorter than what was mapped of it: raises */

/* The kinds that are more than a record (lua/kinds.c): a list of tables, ended by NULL, each by a row without a name. */
extern const struct lsys_lua_kind *const lsys_lua_kinds[];

/* The kind of a record's structs: the one above that has this record, or a plain one. Lives as long as the state. */
const struct lsys_lua_kind *lsys_lua_kind_of(lua_State *L, const struct lsys_record *rec);

/* The kind of a name, of those above, of plain values and of the structs of lib/sys; or NULL. */
const struct lsys_lua_kind *lsys_lua_kind_named(lua_State *L, const char *name);

/* Bytes, counted from 0: t.buffer. */
extern const struct lsys_lua_kind lsys_lua_buffer_kind;

/* Methods that all objects of bytes have. */
extern const luaL_Reg lsys_lua_byte_methods[];

/* Mapped memory, of the same shape (lua/sys_memory.c). */
extern const struct lsys_lua_kind lsys_lua_mapping_kind;

/* To be called in a new child: mappings that it was not to have are gone. */
void lsys_lua_forked(void);

/* The kind of an array of plain values, counted from 0. */
const struct lsys_lua_kind *lsys_lua_values_kind(unsigned elem, unsigned elem_size);

/* Bytes of one struct or element of a kind. */
size_t lsys_lua_elem_size(const struct lsys_lua_kind *k);

/* Pushes a new object, its own memory zeroed and initialised. count: of an array without a fixed one. Returns its memory. */
void *lsys_lua_new(lua_State *L, const struct lsys_lua_kind *k, size_t count);

/* Pushes an object over a part of the object at index parent; the part must lie inside it. */
void lsys_lua_push_view(lua_State *L, const struct lsys_lua_kind *k, int parent, size_t off, size_t size);

/*
 * Pushes an object without memory of its own, with so many bytes (zero) behind it for whoever makes it, who sets mem and
 * size, and clears mem when the memory goes.
 */
struct lsys_lua_obj *lsys_lua_new_foreign(lua_State *L, const struct lsys_lua_kind *k, size_t extra);

/* The bytes behind such an object. */
void *lsys_lua_extra(struct lsys_lua_obj *o);

/* The object at index i, or NULL when it is none. */
struct lsys_lua_obj *lsys_lua_test_obj(lua_State *L, int i);

/* Its memory, for reading or for writing too; raises when it is gone or may not be written. */
void *lsys_lua_mem(lua_State *L, const struct lsys_lua_obj *o, bool write);

/* The struct of argument i, which must be of this kind (an array's or another kind's is refused); raises. */
void *lsys_lua_check(lua_State *L, int i, const struct lsys_lua_kind *k);

/* Is the value at index i an object of this kind? Its memory, or NULL. */
void *lsys_lua_test(lua_State *L, int i, const struct lsys_lua_kind *k);

/*
 * Argument i as a struct of the kind: such an object itself, or a new one made of what it is (a table, a number, a
 * string ...), which then takes its place on the stack. nil: an empty new one. Raises.
 */
void *lsys_lua_to(lua_State *L, int i, const struct lsys_lua_kind *k);

/* The same for an array kind; *count gets the number of elements. */
void *lsys_lua_to_array(lua_State *L, int i, const struct lsys_lua_kind *k, size_t *count);

/* Makes the struct at p, which is in the object at index holder, of the value at index i; raises. */
void lsys_lua_set_struct(lua_State *L, int i, const struct lsys_lua_kind *k, void *p, int holder);

/* Members of a struct at p in the object at index holder, by row: push one; set one from index i. Raise. */
void lsys_lua_push_member(lua_State *L, const struct lsys_field *f, const void *p, int holder);
void lsys_lua_set_member(lua_State *L, const struct lsys_field *f, int i, void *p, int holder);

/* Pushes the userdata that owns the memory of the object at index i: itself, or the object that it looks into. */
void lsys_lua_push_root(lua_State *L, int i);

/* Pushes the table that is the uservalue of the userdata at index i; it is made if there is none. */
void lsys_lua_push_uservalue(lua_State *L, int i);

/*
 * Pushes the table of what the memory of the object at index i keeps alive: from places of pointers to what they point
 * to. A binding's own keys there are strings.
 */
void lsys_lua_push_kept(lua_State *L, int i);

/*
 * Puts the address of the object at index i (nil: NULL) into the pointer at p, a member of the object at index holder,
 * which keeps that object alive. Strings are copied. *size, when not NULL, gets the bytes that are there. Raises.
 */
void lsys_lua_pin(lua_State *L, int i, void *p, int holder, size_t *size);

/* Pushes the object that the pointer at p in the object at index holder was set to; nil when it was not. */
void lsys_lua_push_pinned(lua_State *L, const void *p, int holder);

/*
 * Keeps the value at index i, whatever it is, as long as the object at index holder, as what the bytes at p in it stand
 * for; lsys_lua_push_pinned gives it back.
 */
void lsys_lua_keep(lua_State *L, int i, const void *p, int holder);

/*
 * Is the pointer at p in the object at index holder one that was pinned, to at least need bytes that are still there?
 * NULL with need 0 is. What the kernel will follow is checked by this first; raises when it is not.
 */
void lsys_lua_check_pinned(lua_State *L, const void *p, int holder, size_t need, const char *what);

/* The same for what is read here: raises, too, when it may not be read. Returns where it is; NULL with need 0. */
const void *lsys_lua_pinned_mem(lua_State *L, const void *p, int holder, size_t need, const char *what);

/*
 * Bytes of argument i: a string, or an object's memory. Raises for anything else. write: the kernel will write there, so
 * that a string or what may not be written is refused.
 */
void *lsys_lua_check_bytes(lua_State *L, int i, bool write, size_t *size);

/*
 * Where bytes go: the memory of argument i, or NULL when it is left out and they become a string. *count gets argument
 * i + 1; left out: all that there is room for, or 4096.
 */
void *lsys_lua_check_room(lua_State *L, int i, size_t *count);

/* The kind of an array of a record's structs, counted from base (0 or 1): without a fixed number. */
const struct lsys_lua_kind *lsys_lua_array_kind(lua_State *L, const struct lsys_record *rec, unsigned base);

/* An element at p of an array of plain values: pushes it; sets it from index i. */
void lsys_lua_push_value(lua_State *L, const struct lsys_lua_kind *k, const void *p);
void lsys_lua_set_value(lua_State *L, const struct lsys_lua_kind *k, int i, void *p);

/* Sets the member that the key at index key names from the value at index i. */
void lsys_lua_set_named(lua_State *L, const struct lsys_lua_kind *k, int key, int i, void *p, int holder);

/* Fills a new struct from n arguments, as its constructor takes them. */
void lsys_lua_set_args(lua_State *L, const struct lsys_lua_kind *k, int first, int n, void *p, int holder);

/* Words of a group of constants, or a number of so many bytes, at index i; raises without blaming an argument. */
uint64_t lsys_lua_to_words(lua_State *L, int i, const char *group, unsigned size, bool is_signed);

/* Makes the metatable of a kind and pushes it (lua/meta.c); for lsys_lua_new only. */
void lsys_lua_make_meta(lua_State *L, const struct lsys_lua_kind *k);

/* Fills an array at p, in the object at index holder, with the values of the table at index i. */
void lsys_lua_fill_array(lua_State *L, int i, const struct lsys_lua_kind *k, void *p, int holder);

/* What size bytes at off of the object at index from point to is kept alive by the copy of them at p, in holder, too. */
void lsys_lua_copy_pins(lua_State *L, int from, size_t off, size_t size, const void *p, int holder);

/* An array without fixed number of elements, counted from 1, whose elements from 0 are called raw_: t.pollfds. */
#define LSYS_LUA_ARRAY_KIND(name_, record_, raw_) \
	{ .name = name_, .rec = record_, .shape = LSYS_LUA_ARRAY, .base = 1, .raw = raw_ }

/*
 * Pushes an iterator, the array object at index i counted from 0, and count: for a generic for over the first count
 * elements, the last one first. Returns 3.
 */
int lsys_lua_push_results(lua_State *L, int i, size_t count);

/* S.t: constructors by name. S.types: t, s (sizes), pt (another look at an object's memory), ctypes. */
void lsys_lua_push_types(lua_State *L);

/* Functions of S.t that are no kind of object: t.fd, t.error, t.timespec2 ... (lua/kinds.c); as lsys_lua_functions. */
extern const luaL_Reg *const lsys_lua_type_functions[];

/* Whole-number argument from index i of any size and sign, as C would take it into size bytes; raises. */
uint64_t lsys_lua_to_uint(lua_State *L, int i, unsigned size, bool is_signed);

#endif

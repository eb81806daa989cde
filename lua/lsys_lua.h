/*
 * The engine of the Lua face: values, checked arguments, errors, objects over records. Binding modules use it; cmd/lua
 * opens it. Lua errors longjmp: nothing that must be released may be held across a call of Lua that is not in a userdata.
 */
#ifndef LSYS_LUA_H
#define LSYS_LUA_H

#include <lauxlib.h>
#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "out/sink.h"
#include "sys/call.h"
#include "sys/consts.h"
#include "table/record.h"

/* A new state, with memory of its own kind (lua/alloc.c) that ends with lua_close. NULL when memory is out. */
lua_State *lsys_lua_newstate(void);

/*
 * Gives a state with the standard libraries what lsys adds: an assert that takes any value, and the embedded modules in
 * package.searchers, behind package.preload and before the file system.
 */
void lsys_lua_open(lua_State *L);

/* A module written in C, found under its name by require. The table ends with an empty row; lua/open.c has it. */
struct lsys_lua_module { const char *name; lua_CFunction open; };

int l_open_syscall(lua_State *L);
int l_open_syscall_nl(lua_State *L);

/* Calls the functions that S.atexit was given, the last one first: to be called before the state is closed or exit is. */
void lsys_lua_run_atexit(lua_State *L);

/* Failure (lua/error.c) */

/* Pushes nil, an error object for errno value code, and code. Returns 3. */
int lsys_lua_fail(lua_State *L, int code);

/* The same with what, on what and why. */
int lsys_lua_fail_err(lua_State *L, const struct lsys_err *err);

/* Pushes true when r is 0, else as lsys_lua_fail of -r. Returns the number of values. */
int lsys_lua_ok(lua_State *L, int r);

/* The error object at index i: its number, or -1 when it is none. */
int lsys_lua_errno(lua_State *L, int i);

/* Integers (lua/int64.c): a number where it is exact, else an object that is. */
void lsys_lua_push_u64(lua_State *L, uint64_t v);
void lsys_lua_push_i64(lua_State *L, int64_t v);

/* Argument n: a whole number in the range, or such an object; raises. */
int64_t lsys_lua_check_i64(lua_State *L, int n, int64_t min, int64_t max);

/* Is the value at index i such an object? */
bool lsys_lua_is_int64(lua_State *L, int i);

/* The value at index i as 64 bits, a negative one in two's complement; raises. */
uint64_t lsys_lua_to_u64(lua_State *L, int i);

/* Constants (lua/const.c) */

/* Argument n by a group: nil gives def, a number itself, a string its words; raises. */
uint64_t lsys_lua_check_const(lua_State *L, int n, const struct lsys_group *g, uint64_t def);

/* Pushes the value of a whole C name ("SEEK_SET"); false, and nothing, if it is none. */
bool lsys_lua_push_c_name(lua_State *L, const char *name);

/* Pushes S.c: a table of the groups, each made when first asked for. */
void lsys_lua_push_consts(lua_State *L);

/* Values (lua/push.c) */

/* Pushes a record as a table of the shape its JSON has. want NULL: all that is present. */
void lsys_lua_push_record(lua_State *L, const struct lsys_record *r, const void *obj, const struct lsys_want *want);

/* A sink whose records become elements of the table at index; use it only inside this state's C calls. */
struct lsys_lua_sink {
	struct lsys_sink sink;
	lua_State *L;
	int table;
	lua_Integer n;
};
void lsys_lua_sink_init(struct lsys_lua_sink *s, lua_State *L, int table);

#include "lsys_obj.h"

/* Descriptors (lua/fd.c) */

/* Pushes an fd object without a descriptor; set *fd when there is one. It is closed when the object is collected. */
int *lsys_lua_new_fd(lua_State *L);

/*
 * For what makes two at once, in two steps: sees to argument i, which may be a buffer for their numbers, and pushes true,
 * nil and two objects; then what the call made goes into them. Returns the number of results.
 */
struct lsys_lua_pair { int *fd[2]; void *numbers; };
void lsys_lua_new_pair(lua_State *L, int i, struct lsys_lua_pair *p);
int lsys_lua_give_pair(lua_State *L, const struct lsys_lua_pair *p, int r, const int fds[2]);

/* Pushes the object of "stdin", "stdout" or "stderr", which the collector never closes; false: name is none of them. */
bool lsys_lua_push_standard(lua_State *L, const char *name);

/* Pushes an fd object of somebody else's descriptor: it is not closed by collection. */
void lsys_lua_push_others_fd(lua_State *L, int fd);

/* The fd object at index i, if it is one, no longer owns its descriptor, which is -1 from now on. */
void lsys_lua_release_fd(lua_State *L, int i);

/* Is the value at index i an fd object? */
bool lsys_lua_is_fd(lua_State *L, int i);

/*
 * The descriptor of argument n: a number, an fd object, "stdin", "stdout", "stderr", an open file of io, or whatever
 * has getfd(); raises.
 */
int lsys_lua_check_fd(lua_State *L, int n);

/* The same for a directory: nil and "fdcwd" are AT_FDCWD. */
int lsys_lua_check_dirfd(lua_State *L, int n);

/*
 * A table of functions, found when first asked for by name, by S and by the objects that have them as methods. The list
 * of tables ends with NULL, a table with an empty row (lua/functions.c).
 */
extern const luaL_Reg *const lsys_lua_functions[];

/* Makes the fd metatable's methods of S's functions: called once, by require "syscall". */
void lsys_lua_fd_methods(lua_State *L);

/* Pushes the function of S of this name, written for Lua or made of a row of lib/sys; nil when there is none. */
void lsys_lua_push_function(lua_State *L, const char *name);

/* Pushes require("syscall.NAME") if there is such a module among the embedded ones. */
bool lsys_lua_push_module(lua_State *L, const char *name);

/* Argument i as text for the kernel, without a zero byte in it; raises. */
const char *lsys_lua_check_path(lua_State *L, int i);

/* Pushes the function that a row of lib/sys with fn stands for (lua/call.c). */
void lsys_lua_push_call(lua_State *L, const struct lsys_call *row);

#endif

/* The areas' tables of kinds, which kinds.c lists, and the functions of S.t that make something else. */
#ifndef LSYS_KINDS_H
#define LSYS_KINDS_H

#include "lsys_lua.h"
#include "lsys_obj.h"

extern const struct lsys_lua_kind lsys_lua_aio_kinds[], lsys_lua_bpf_kinds[], lsys_lua_perf_kinds[], lsys_lua_file_kinds[], lsys_lua_time_kinds[], lsys_lua_tty_kinds[];
extern const luaL_Reg lsys_lua_fd_types[], lsys_lua_error_types[], lsys_lua_aio_types[], lsys_lua_perf_types[], lsys_lua_mq_types[], lsys_lua_time_types[];

/* Argument i as a time: a number of seconds, a table, a timespec or a timeval; it takes i's place on the stack; raises. */
struct timespec *lsys_lua_to_timespec(lua_State *L, int i);
struct timeval *lsys_lua_to_timeval(lua_State *L, int i);

extern const struct lsys_lua_kind lsys_lua_process_kinds[], lsys_lua_rights_kinds[];
extern const luaL_Reg lsys_lua_rights_types[];
extern const struct lsys_lua_kind lsys_lua_signal_kinds[], lsys_lua_event_kinds[];
extern const luaL_Reg lsys_lua_timer_types[];

/* Argument i as a set of signals, or as what is done at one; it takes i's place on the stack; raise. */
struct lsys_sigset *lsys_lua_to_sigset(lua_State *L, int i);
struct lsys_sigaction *lsys_lua_to_sigaction(lua_State *L, int i);

/* What is done by a sigaction that is in the object at index holder: set from index i; pushed, true if it is a function. */
struct lsys_sigaction;
void lsys_lua_set_handler(lua_State *L, int i, struct lsys_sigaction *a, int holder);
bool lsys_lua_push_handler(lua_State *L, const struct lsys_sigaction *a, int holder);

/* Capabilities as capget(2) and capset(2) have them, in two halves, and as one struct. */
struct lsys_capabilities;
struct lsys_cap_header;
struct lsys_cap_data;
void lsys_lua_caps_split(const struct lsys_capabilities *c, struct lsys_cap_data *d);
void lsys_lua_caps_join(struct lsys_capabilities *c, const struct lsys_cap_header *h, const struct lsys_cap_data *d);

#endif

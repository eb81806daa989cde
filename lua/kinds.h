/* The areas' tables of kinds, which kinds.c lists, and the functions of S.t that make something else. */
#ifndef LSYS_KINDS_H
#define LSYS_KINDS_H

#include "lsys_lua.h"
#include "lsys_obj.h"

extern const struct lsys_lua_kind lsys_lua_aio_kinds[], lsys_lua_bpf_kinds[], lsys_lua_perf_kinds[], lsys_lua_file_kinds[], lsys_lua_time_kinds[], lsys_lua_tty_kinds[];
extern const luaL_Reg lsys_lua_fd_types[], lsys_lua_error_types[], lsys_lua_aio_types[], lsys_lua_perf_types[], lsys_lua_mq_types[], lsys_lua_time_types[];
extern const struct lsys_lua_kind lsys_lua_addr_kinds[], lsys_lua_msg_kinds[], lsys_lua_packet_kinds[];
extern const luaL_Reg lsys_lua_addr_types[], lsys_lua_msg_types[];

/* Argument i as a time: a number of seconds, a table, a timespec or a timeval; it takes i's place on the stack; raises. */
struct timespec *lsys_lua_to_timespec(lua_State *L, int i);
struct timeval *lsys_lua_to_timeval(lua_State *L, int i);

#endif

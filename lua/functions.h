/* The areas' tables of functions written for Lua, which functions.c lists. */
#ifndef LSYS_FUNCTIONS_H
#define LSYS_FUNCTIONS_H

#include "lsys_lua.h"

extern const luaL_Reg lsys_lua_aio_functions[], lsys_lua_bpf_functions[], lsys_lua_perf_functions[],
	lsys_lua_file_functions[], lsys_lua_fd_functions[], lsys_lua_memory_functions[], lsys_lua_mq_functions[], lsys_lua_tty_functions[], lsys_lua_uring_functions[];
extern const luaL_Reg lsys_lua_socket_functions[], lsys_lua_sockopt_functions[], lsys_lua_msg_functions[], lsys_lua_inet_functions[];

#endif

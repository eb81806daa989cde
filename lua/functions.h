/* The areas' tables of functions written for Lua, which functions.c lists. */
#ifndef LSYS_FUNCTIONS_H
#define LSYS_FUNCTIONS_H

#include "lsys_lua.h"

extern const luaL_Reg lsys_lua_aio_functions[];
extern const luaL_Reg lsys_lua_bpf_functions[];
extern const luaL_Reg lsys_lua_event_functions[];
extern const luaL_Reg lsys_lua_fcntl_functions[];
extern const luaL_Reg lsys_lua_fd_functions[];
extern const luaL_Reg lsys_lua_file_functions[];
extern const luaL_Reg lsys_lua_inet_functions[];
extern const luaL_Reg lsys_lua_ioctl_functions[];
extern const luaL_Reg lsys_lua_iov_functions[];
extern const luaL_Reg lsys_lua_ipc_functions[];
extern const luaL_Reg lsys_lua_libc_functions[];
extern const luaL_Reg lsys_lua_memory_functions[];
extern const luaL_Reg lsys_lua_mount_functions[];
extern const luaL_Reg lsys_lua_mq_functions[];
extern const luaL_Reg lsys_lua_msg_functions[];
extern const luaL_Reg lsys_lua_nodes_functions[];
extern const luaL_Reg lsys_lua_names_functions[];
extern const luaL_Reg lsys_lua_notify_functions[];
extern const luaL_Reg lsys_lua_path_functions[];
extern const luaL_Reg lsys_lua_perf_functions[];
extern const luaL_Reg lsys_lua_process_functions[];
extern const luaL_Reg lsys_lua_remote_functions[];
extern const luaL_Reg lsys_lua_rights_functions[];
extern const luaL_Reg lsys_lua_security_functions[];
extern const luaL_Reg lsys_lua_signal_functions[];
extern const luaL_Reg lsys_lua_socket_functions[];
extern const luaL_Reg lsys_lua_sockopt_functions[];
extern const luaL_Reg lsys_lua_system_functions[];
extern const luaL_Reg lsys_lua_time_functions[];
extern const luaL_Reg lsys_lua_tty_functions[];
extern const luaL_Reg lsys_lua_uring_functions[];
extern const luaL_Reg lsys_lua_xattr_functions[];

#endif

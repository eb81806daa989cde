/* The objects that are more than their record, by area; see lsys_obj.h. */
#include "kinds.h"

const struct lsys_lua_kind *const lsys_lua_kinds[] = {
	lsys_lua_addr_kinds,
	lsys_lua_aio_kinds,
	lsys_lua_bpf_kinds,
	lsys_lua_event_kinds,
	lsys_lua_file_kinds,
	lsys_lua_ipc_kinds,
	lsys_lua_mount_kinds,
	lsys_lua_msg_kinds,
	lsys_lua_notify_kinds,
	lsys_lua_packet_kinds,
	lsys_lua_perf_kinds,
	lsys_lua_process_kinds,
	lsys_lua_rights_kinds,
	lsys_lua_signal_kinds,
	lsys_lua_time_kinds,
	lsys_lua_tty_kinds,
	NULL,
};
const luaL_Reg *const lsys_lua_type_functions[] = {
	lsys_lua_addr_types,
	lsys_lua_aio_types,
	lsys_lua_error_types,
	lsys_lua_fd_types,
	lsys_lua_file_types,
	lsys_lua_mq_types,
	lsys_lua_msg_types,
	lsys_lua_notify_types,
	lsys_lua_perf_types,
	lsys_lua_rights_types,
	lsys_lua_time_types,
	lsys_lua_timer_types,
	NULL,
};

/* The functions of S by name, and the ones of them that are methods of descriptors. */
#include <string.h>

#include "embed.h"
#include "functions.h"
#include "lsys_lua.h"

const luaL_Reg *const lsys_lua_functions[] = {
	lsys_lua_aio_functions,
	lsys_lua_bpf_functions,
	lsys_lua_event_functions,
	lsys_lua_fcntl_functions,
	lsys_lua_fd_functions,
	lsys_lua_file_functions,
	lsys_lua_inet_functions,
	lsys_lua_ioctl_functions,
	lsys_lua_iov_functions,
	lsys_lua_ipc_functions,
	lsys_lua_libc_functions,
	lsys_lua_memory_functions,
	lsys_lua_mount_functions,
	lsys_lua_mq_functions,
	lsys_lua_msg_functions,
	lsys_lua_nodes_functions,
	lsys_lua_names_functions,
	lsys_lua_notify_functions,
	lsys_lua_path_functions,
	lsys_lua_perf_functions,
	lsys_lua_process_functions,
	lsys_lua_remote_functions,
	lsys_lua_rights_functions,
	lsys_lua_security_functions,
	lsys_lua_signal_functions,
	lsys_lua_socket_functions,
	lsys_lua_sockopt_functions,
	lsys_lua_system_functions,
	lsys_lua_time_functions,
	lsys_lua_tty_functions,
	lsys_lua_uring_functions,
	lsys_lua_xattr_functions,
	NULL,
};

bool lsys_lua_push_module(lua_State *L, const char *name)
{
	lua_pushfstring(L, "syscall.%s", name);
	for (unsigned i = 0; i < lsys_nembeds; i++) {
		if (!strcmp(lsys_embeds[i].name, lua_tostring(L, -1))) {
			lua_getglobal(L, "require");
			lua_insert(L, -2);
			lua_call(L, 1, 1);
			return true;
		}
	}
	lua_pop(L, 1);
	return false;
}

/* The area that has a row of this name, and the row. */
static const struct lsys_call *row_named(const char *name, const char **area)
{
	for (const struct lsys_calls *a = lsys_call_areas; a->name; a++) {
		for (const struct lsys_call *c = a->rows; c->name; c++) {
			if (!strcmp(c->name, name)) {
				*area = a->name;
				return c;
			}
		}
	}
	return NULL;
}

void lsys_lua_push_function(lua_State *L, const char *name)
{
	const struct lsys_call *c;
	const char *area;

	for (unsigned i = 0; lsys_lua_functions[i]; i++) {
		for (const luaL_Reg *f = lsys_lua_functions[i]; f->name; f++) {
			if (!strcmp(f->name, name)) {
				lua_pushcfunction(L, f->func);
				return;
			}
		}
	}
	c = row_named(name, &area);
	if (c && c->fn) {
		lsys_lua_push_call(L, c);
	} else if (c && lsys_lua_push_module(L, area)) {
		lua_getfield(L, -1, name);
		lua_remove(L, -2);
	} else {
		lua_pushnil(L);
	}
}

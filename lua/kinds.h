/* The areas' tables of kinds, which kinds.c lists, and the functions of S.t that make something else. */
#ifndef LSYS_KINDS_H
#define LSYS_KINDS_H

#include "lsys_lua.h"
#include "lsys_obj.h"

struct iovec;
struct lsys_fanotify_event;
struct lsys_fanotify_info;

extern const struct lsys_lua_kind lsys_lua_aio_kinds[];
extern const struct lsys_lua_kind lsys_lua_bpf_kinds[];
extern const struct lsys_lua_kind lsys_lua_file_kinds[];
extern const struct lsys_lua_kind lsys_lua_ipc_kinds[];
extern const struct lsys_lua_kind lsys_lua_mount_kinds[];
extern const struct lsys_lua_kind lsys_lua_notify_kinds[];
extern const struct lsys_lua_kind lsys_lua_perf_kinds[];
extern const struct lsys_lua_kind lsys_lua_time_kinds[];
extern const struct lsys_lua_kind lsys_lua_tty_kinds[];
extern const luaL_Reg lsys_lua_aio_types[];
extern const luaL_Reg lsys_lua_error_types[];
extern const luaL_Reg lsys_lua_fd_types[];
extern const luaL_Reg lsys_lua_file_types[];
extern const luaL_Reg lsys_lua_mq_types[];
extern const luaL_Reg lsys_lua_notify_types[];
extern const luaL_Reg lsys_lua_perf_types[];
extern const luaL_Reg lsys_lua_time_types[];
extern const struct lsys_lua_kind lsys_lua_addr_kinds[];
extern const struct lsys_lua_kind lsys_lua_msg_kinds[];
extern const struct lsys_lua_kind lsys_lua_packet_kinds[];
extern const luaL_Reg lsys_lua_addr_types[];
extern const luaL_Reg lsys_lua_msg_types[];

/* Of lsys_lua_file_kinds, those that C makes objects of. */
enum lsys_lua_file_kind {
	LSYS_LUA_K_STAT, LSYS_LUA_K_DEVICE, LSYS_LUA_K_DIRENT, LSYS_LUA_K_IOVECS, LSYS_LUA_K_FILE_HANDLE,
};

/* Of lsys_lua_mount_kinds and lsys_lua_notify_kinds. */
enum lsys_lua_mount_kind { LSYS_LUA_K_STATMOUNT };
enum lsys_lua_notify_kind { LSYS_LUA_K_INOTIFY_EVENT, LSYS_LUA_K_FANOTIFY_EVENT, LSYS_LUA_K_FANOTIFY_BUFFER };

/* The first event (e NULL) of those in size bytes at p, or the one behind e; NULL at the end. */
struct lsys_fanotify_event *lsys_lua_fanotify_next(char *p, size_t size, const struct lsys_fanotify_event *e);

/* The first record (info NULL) behind an event, or the one behind info; NULL at the end. */
struct lsys_fanotify_info *lsys_lua_fanotify_info(struct lsys_fanotify_event *e, const struct lsys_fanotify_info *info);

/* The descriptor of a process in a record; NULL when it has none. */
int32_t *lsys_lua_fanotify_pidfd(struct lsys_fanotify_info *info);

/* Pushes the zero-terminated text at p + off of the object at index 1, which p is the start of; it may end before the text. */
void lsys_lua_push_rest(lua_State *L, const void *p, size_t off);

/* Pushes an iterator over the entries of a directory in the first n bytes of the object at index buf. */
void lsys_lua_push_dirents(lua_State *L, int buf, size_t n);

/* Argument i as iovecs: an object, or a table for one; it takes i's place. Their memory is checked; raises. */
struct iovec *lsys_lua_to_iovecs(lua_State *L, int i, bool write, int *count);

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

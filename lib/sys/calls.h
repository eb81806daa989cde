/* The areas' tables of calls, which calls.c lists. Each ends with an empty row. */
#ifndef LSYS_SYS_CALLS_H
#define LSYS_SYS_CALLS_H

#include "sys/call.h"

extern const struct lsys_call lsys_calls_aio[];
extern const struct lsys_call lsys_calls_bpf[];
extern const struct lsys_call lsys_calls_env[];
extern const struct lsys_call lsys_calls_event[];
extern const struct lsys_call lsys_calls_file[];
extern const struct lsys_call lsys_calls_ids[];
extern const struct lsys_call lsys_calls_ipc[];
extern const struct lsys_call lsys_calls_keyctl[];
extern const struct lsys_call lsys_calls_keys[];
extern const struct lsys_call lsys_calls_libc[];
extern const struct lsys_call lsys_calls_memory[];
extern const struct lsys_call lsys_calls_mount[];
extern const struct lsys_call lsys_calls_mq[];
extern const struct lsys_call lsys_calls_names[];
extern const struct lsys_call lsys_calls_namespace[];
extern const struct lsys_call lsys_calls_netfilter[];
extern const struct lsys_call lsys_calls_notify[];
extern const struct lsys_call lsys_calls_path[];
extern const struct lsys_call lsys_calls_perf[];
extern const struct lsys_call lsys_calls_prctl[];
extern const struct lsys_call lsys_calls_process[];
extern const struct lsys_call lsys_calls_ptrace[];
extern const struct lsys_call lsys_calls_sched[];
extern const struct lsys_call lsys_calls_security[];
extern const struct lsys_call lsys_calls_signal[];
extern const struct lsys_call lsys_calls_socket[];
extern const struct lsys_call lsys_calls_system[];
extern const struct lsys_call lsys_calls_time[];
extern const struct lsys_call lsys_calls_tty[];
extern const struct lsys_call lsys_calls_util[];
extern const struct lsys_call lsys_calls_xattr[];

#endif

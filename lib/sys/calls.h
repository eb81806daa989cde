/* The areas' tables of calls, which calls.c lists. Each ends with an empty row. */
#ifndef LSYS_SYS_CALLS_H
#define LSYS_SYS_CALLS_H

#include "sys/call.h"

extern const struct lsys_call lsys_calls_aio[], lsys_calls_bpf[], lsys_calls_perf[], lsys_calls_file[], lsys_calls_memory[], lsys_calls_mq[], lsys_calls_process[], lsys_calls_time[], lsys_calls_tty[], lsys_calls_util[];
extern const struct lsys_call lsys_calls_socket[], lsys_calls_netfilter[];

#endif

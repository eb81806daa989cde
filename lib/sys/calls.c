#include "sys/calls.h"

const struct lsys_calls lsys_call_areas[] = {
	{ "file", "files and descriptors", lsys_calls_file },
	{ "aio", "asynchronous transfers", lsys_calls_aio },
	{ "bpf", "the kernel's machine", lsys_calls_bpf },
	{ "perf", "counting and sampling", lsys_calls_perf },
	{ "memory", "memory", lsys_calls_memory },
	{ "mq", "message queues", lsys_calls_mq },
	{ "process", "processes", lsys_calls_process },
	{ "time", "time", lsys_calls_time },
	{ "socket", "sockets", lsys_calls_socket },
	{ "netfilter", "netfilter", lsys_calls_netfilter },
	{ "tty", "terminals", lsys_calls_tty },
	{ "util", "made of several calls", lsys_calls_util },
	{ NULL, NULL, NULL },
};

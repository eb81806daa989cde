#include "sys/calls.h"

const struct lsys_calls lsys_call_areas[] = {
	{ "file", "files and descriptors", lsys_calls_file },
	{ "process", "processes", lsys_calls_process },
	{ "time", "time", lsys_calls_time },
	{ "socket", "sockets", lsys_calls_socket },
	{ "netfilter", "netfilter", lsys_calls_netfilter },
	{ NULL, NULL, NULL },
};

#include "sys/calls.h"

const struct lsys_calls lsys_call_areas[] = {
	{ "file", "files and descriptors", lsys_calls_file },
	{ "path", "names and the status of files", lsys_calls_path },
	{ "xattr", "extended attributes", lsys_calls_xattr },
	{ "mount", "mounts", lsys_calls_mount },
	{ "notify", "watching files", lsys_calls_notify },
	{ "aio", "asynchronous transfers", lsys_calls_aio },
	{ "bpf", "the kernel's machine", lsys_calls_bpf },
	{ "perf", "counting and sampling", lsys_calls_perf },
	{ "memory", "memory", lsys_calls_memory },
	{ "mq", "message queues", lsys_calls_mq },
	{ "process", "processes", lsys_calls_process },
	{ "time", "time", lsys_calls_time },
	{ "tty", "terminals", lsys_calls_tty },
	{ "util", "made of several calls", lsys_calls_util },
	{ NULL, NULL, NULL },
};

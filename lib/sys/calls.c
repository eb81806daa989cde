#include "sys/calls.h"

const struct lsys_calls lsys_call_areas[] = {
	{ "file", "files and descriptors", lsys_calls_file },
	{ "aio", "asynchronous transfers", lsys_calls_aio },
	{ "bpf", "the kernel's machine", lsys_calls_bpf },
	{ "perf", "counting and sampling", lsys_calls_perf },
	{ "memory", "memory", lsys_calls_memory },
	{ "mq", "message queues", lsys_calls_mq },
	{ "process", "processes", lsys_calls_process },
	{ "prctl", "options of prctl", lsys_calls_prctl },
	{ "ids", "users, groups and capabilities", lsys_calls_ids },
	{ "sched", "scheduling", lsys_calls_sched },
	{ "namespace", "namespaces", lsys_calls_namespace },
	{ "security", "restrictions", lsys_calls_security },
	{ "keys", "keys", lsys_calls_keys },
	{ "keyctl", "operations of keyctl", lsys_calls_keyctl },
	{ "system", "the system", lsys_calls_system },
	{ "env", "the environment", lsys_calls_env },
	{ "time", "time", lsys_calls_time },
	{ "tty", "terminals", lsys_calls_tty },
	{ "util", "made of several calls", lsys_calls_util },
	{ NULL, NULL, NULL },
};

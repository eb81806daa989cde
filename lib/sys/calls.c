#include "sys/calls.h"

const struct lsys_calls lsys_call_areas[] = {
	{ "file", "files and descriptors", lsys_calls_file },
	{ "path", "names and the status of files", lsys_calls_path },
	{ "xattr", "extended attributes", lsys_calls_xattr },
	{ "mount", "mounts", lsys_calls_mount },
	{ "notify", "watching files", lsys_calls_notify },
	{ "process", "processes", lsys_calls_process },
	{ "time", "time", lsys_calls_time },
	{ NULL, NULL, NULL },
};

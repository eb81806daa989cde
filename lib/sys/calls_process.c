/* Calls on processes. */
#include <sched.h>
#include <unistd.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(getpid, getpid())
SYS_CALL(getppid, getppid())

const struct lsys_call lsys_calls_process[] = {
	{ "getpid", "", "number", "number of this process", NULL, sys_getpid },
	{ "getppid", "", "number", "number of its parent", NULL, sys_getppid },
	{ 0 },
};

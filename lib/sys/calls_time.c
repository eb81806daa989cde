/* Calls on time. */
#include <time.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(clock_settime, clock_settime(I(0), P(1)))

const struct lsys_call lsys_calls_time[] = {
	{ "clock_settime", "clock:int ts:<timespec", "true", "set a clock", "inval perm", sys_clock_settime },
	{ 0 },
};

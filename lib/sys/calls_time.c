/* Calls on time. */
#include <errno.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

/* Some of libc give the error instead of -1. */
static int from_code(int e)
{
	errno = e;
	return e ? -1 : 0;
}

static int64_t cpu_clock(pid_t pid)
{
	clockid_t id;
	int e = clock_getcpuclockid(pid, &id);

	/* One of the C libraries says of no such process what the kernel says of no such clock. */
	return from_code(e == EINVAL ? ESRCH : e) < 0 ? -1 : (int64_t)id;
}

SYS_CALL(times, times(P(0)))
SYS_CALL(alarm, alarm(U(0)))
SYS_CALL(sleep, sleep(U(0)))
SYS_CALL(gettimeofday, gettimeofday(P(0), NULL))
SYS_CALL(settimeofday, settimeofday(P(0), NULL))
SYS_CALL(clock_getres, clock_getres(I(0), P(1)))
SYS_CALL(clock_gettime, clock_gettime(I(0), P(1)))
SYS_CALL(clock_settime, clock_settime(I(0), P(1)))
SYS_CALL(clock_getcpuclockid, cpu_clock(I(0)))
SYS_CALL(clock_nanosleep, from_code(clock_nanosleep(I(0), I(1), P(2), P(3))))
SYS_CALL(nanosleep, nanosleep(P(0), P(1)))
SYS_CALL(getitimer, getitimer(I(0), P(1)))
SYS_CALL(setitimer, setitimer(I(0), P(1), P(2)))
SYS_CALL(timerfd_create, timerfd_create(I(0), I(1)))
SYS_CALL(timerfd_settime, timerfd_settime(I(0), I(1), P(2), P(3)))
SYS_CALL(timerfd_gettime, timerfd_gettime(I(0), P(1)))

const struct lsys_call lsys_calls_time[] = {
	{ "time", "[time:int64_1]", "number", "seconds since 1970", NULL, NULL },
	{ "gettimeofday", "[tv:>timeval]", "tv", "the time of day", NULL, sys_gettimeofday },
	{ "settimeofday", "tv:<timeval", "true", "set the clock", "inval perm", sys_settimeofday },
	{ "clock_getres", "clock:CLOCK [ts:>timespec]", "ts", "the smallest step of a clock", "inval", sys_clock_getres },
	{ "clock_gettime", "clock:CLOCK [ts:>timespec]", "ts", "what a clock says", "inval nodev", sys_clock_gettime },
	{ "clock_settime", "clock:CLOCK ts:<timespec", "true", "set a clock", "inval nodev perm", sys_clock_settime },
	{ "clock_getcpuclockid", "[pid]", "number", "the clock of a process's processor time", "srch", sys_clock_getcpuclockid },
	{ "clock_nanosleep", "clock:CLOCK [flags:TIMER] req:<timespec [rem:>timespec]", "true",
	  "sleep by a clock, for a span or until a time; interrupted: true, nil, and what is left", "inval opnotsupp", sys_clock_nanosleep },
	{ "nanosleep", "req:<timespec [rem:>timespec]", "true", "sleep; interrupted: true, nil, and what is left", "inval", sys_nanosleep },
	{ "times", "[buf:>tms]", "buf", "processor time of this process and its ended children, clock ticks", NULL, sys_times },
	{ "sleep", "seconds:uint", "number", "sleep; the seconds that are left when interrupted", NULL, sys_sleep },
	{ "alarm", "seconds:uint", "number", "send SIGALRM after so many seconds, with 0 never; the seconds left before", NULL, sys_alarm },
	{ "getitimer", "which:ITIMER [value:>itimerval]", "value", "a timer of the process", "inval", sys_getitimer },
	{ "setitimer", "which:ITIMER it:<itimerval [old:>itimerval]", "old", "set a timer of the process; what it was before", "inval",
	  sys_setitimer },
	{ "timer_create", "clock:CLOCK [sigev:sigevent] [timer]", "timer", "make a timer that sends a signal", "again inval nomem opnotsupp perm",
	  NULL },
	{ "timer_settime", "timer [flags:TIMER] it:itimerspec [old:itimerspec]", "true, nil, old",
	  "set a timer; what it was before, unless old is false", "inval", NULL },
	{ "timer_gettime", "timer [value:itimerspec]", "value", "time left of a timer", "inval", NULL },
	{ "timer_getoverrun", "timer", "number", "how often it ended before its signal came through", "inval", NULL },
	{ "timer_delete", "timer", "true", "remove a timer", "inval", NULL },
	{ "timerfd_create", "clock:CLOCK [flags:TFD]", "fd", "make a timer that is a descriptor", "inval mfile nfile nodev nomem perm",
	  sys_timerfd_create },
	{ "timerfd_settime", "fd [flags:TFD_TIMER] it:<itimerspec [old:>itimerspec]", "old",
	  "set a timer that is a descriptor; what it was before",
	  "badf canceled inval", sys_timerfd_settime },
	{ "timerfd_gettime", "fd [value:>itimerspec]", "value", "time left of a timer that is a descriptor", "badf inval",
	  sys_timerfd_gettime },
	{ "adjtimex", "[timex]", "table {state, timex}, and true or false by the names of states", "read or steer the clock", "inval perm", NULL },
	{ "clock_adjtime", "clock:CLOCK [timex]", "what adjtimex gives", "read or steer any clock", "inval nodev opnotsupp perm",
	  NULL },
	{ 0 },
};

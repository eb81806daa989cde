/* Calls that wait for events. */
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(epoll_create, epoll_create1(I(0)))
SYS_CALL(eventfd, eventfd(U(0), I(1)))

#define EVENTS "iterator, array, count"

const struct lsys_call lsys_calls_event[] = {
	{ "poll", "fds:pollfds [timeout=-1]", "number, nil, fds", "wait for descriptors, so many milliseconds; what happened is in fds",
	  "fault intr inval nomem", NULL },
	{ "ppoll", "fds:pollfds [timeout:timespec] [mask:sigset]", "number, nil, fds",
	  "wait for descriptors, with other signals waiting meanwhile; what happened is in fds",
	  "fault intr inval nomem", NULL },
	{ "select", "sets [timeout:timeval]", "{readfds, writefds, exceptfds, count}",
	  "wait for sets of descriptors, all below 1024", "badf intr inval nomem", NULL },
	{ "pselect", "sets [timeout:timespec] [mask:sigset]", "{readfds, writefds, exceptfds, count}",
	  "wait for sets of descriptors, all below 1024, with other signals waiting meanwhile", "badf intr inval nomem", NULL },
	{ "epoll_create", "[flags:EPOLLCREATE]", "fd", "make a set of descriptors to wait for", "inval mfile nfile nomem", sys_epoll_create },
	{ "epoll_create1", "[flags:EPOLLCREATE]", "fd", "epoll_create by its other name", "inval mfile nfile nomem",
	  sys_epoll_create },
	{ "epoll_ctl", "epfd:fd op:EPOLL_CTL fd [event:epoll_event] [data:u64]", "true", "add a descriptor to a set, change it, remove it",
	  "badf exist inval loop noent nomem nospc perm", NULL },
	{ "epoll_wait", "epfd:fd [events:epoll_events] [timeout=-1]", EVENTS, "wait for a set, so many milliseconds", "badf intr inval", NULL },
	{ "epoll_pwait", "epfd:fd [events:epoll_events] [timeout=-1] [mask:sigset]", EVENTS,
	  "wait for a set, so many milliseconds, with other signals waiting meanwhile",
	  "badf intr inval", NULL },
	{ "epoll_pwait2", "epfd:fd [events:epoll_events] [timeout:timespec] [mask:sigset]", EVENTS,
	  "wait for a set, to the nanosecond, with other signals waiting meanwhile",
	  "badf intr inval nosys", NULL },
	{ "eventfd", "[initval:uint] [flags:EFD]", "fd", "make a counter that is a descriptor", "inval mfile nfile nodev nomem", sys_eventfd },
	{ "futex", "memory op:FUTEX [val:uint] [timeout_or_val2] [memory2] [val3:uint]", "number", "an operation on a futex",
	  "again deadlk fault intr inval nosys perm srch timedout", NULL },
	{ "futex_wait", "memory val:uint [timeout:timespec] [flags:FUTEX]", "true", "wait while the number in memory is val",
	  "again intr inval timedout", NULL },
	{ "futex_wake", "memory [count=1] [flags:FUTEX]", "number", "wake so many of those who wait for memory", "inval", NULL },
	{ "futex_waitv", "waiters:futex_waitvs [flags:int] [timeout:timespec] [clock:CLOCK]", "number",
	  "wait for the first of several to be woken, until a time; which it was, from 1", "again intr inval nosys timedout", NULL },
	{ "futex_requeue", "waiters:futex_waitvs [wake=1] [requeue=0] [flags:int]", "number",
	  "of two futexes wake so many of those who wait for the first, if its number is as said, and let others wait for the second",
	  "again inval nosys", NULL },
	{ "util.eventfd_read", "fd [value:buf]", "number", "a counter's value, which is then 0; 0 when it would have to wait", "badf inval", NULL },
	{ "util.eventfd_write", "fd [value=1]", "true", "add to a counter", "again badf inval", NULL },
	{ "util.timerfd_read", "fd [value:buf]", "number", "how often a timer has ended; 0 when it would have to wait", "badf canceled", NULL },
	{ "util.signalfd_read", "fd [siginfos_or_count=8]", "siginfos", "signals; none when it would have to wait", "badf inval", NULL },
	{ 0 },
};

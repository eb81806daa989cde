/* Asynchronous transfers: Lua keeps what is in flight, so none has a stub. */
#include "sys/calls.h"

const struct lsys_call lsys_calls_aio[] = {
	{ "io_setup", "nr_events:uint", "context", "make a context for transfers", "again fault inval nomem nosys", 0 },
	{ "io_destroy", "context", "true", "end a context, waiting for what is in flight", "inval", 0 },
	{ "io_submit", "context iocbs:list", "how many were taken", "start transfers", "again badf fault inval", 0 },
	{ "io_cancel", "context iocb [event:io_event]", "event", "try to stop one", "again inval inprogress", 0 },
	{ "io_getevents", "context [min:int] events:io_events [timeout:timespec]", "iterator, array, count", "wait for transfers to end",
	  "intr inval", 0 },
	{ "io_pgetevents", "context [min:int] events:io_events [timeout:timespec] [mask:sigset]", "iterator, array, count",
	  "wait for transfers to end, with other signals waiting meanwhile", "intr inval", 0 },
	{ "io_uring_setup", "entries:uint", "ring", "make a ring of operations, with methods nop, read, write, recv, send, accept, connect, "
	  "openat, fsync, poll, timeout, submit, wait, ends, close", "inval mfile nfile nomem nosys perm", 0 },
	{ 0 },
};

/* What no system call does but the C library. */
#include <time.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

static int64_t calendar(struct tm *(*call)(const time_t *, struct tm *), int64_t seconds, void *p)
{
	time_t t = (time_t)seconds;

	tzset(); /* localtime_r need not look for another zone itself */
	return call(&t, p) ? 0 : -1;
}

SYS_CALL(fileno, a[0].i)
SYS_CALL(gmtime, calendar(gmtime_r, a[0].i, P(1)))
SYS_CALL(localtime, calendar(localtime_r, a[0].i, P(1)))

const struct lsys_call lsys_calls_libc[] = {
	{ "fnmatch", "pattern:str string:str [flags:FNM]", "boolean", "does a pattern such as *.c match?", NULL, NULL },
	{ "glob", "pattern:str [flags:GLOB]", "list of paths", "files that a pattern matches; failure: nil, text, c.GLOB_ERROR", NULL, NULL },
	{ "realpath", "path", "string", "a path without links, . and ..", "acces inval io loop nametoolong noent notdir", NULL },
	{ "fdopen", "fd [mode=r]", "file", "a file as io.open gives it, which the descriptor belongs to from now on", "badf inval", NULL },
	{ "fileno", "fd", "number", "the number of a descriptor, or of a file of io", NULL, sys_fileno },
	{ "sysconf", "name:SC", "number; -1: no limit", "a limit of the system", "inval", NULL },
	{ "gmtime", "seconds:i64 [tm:>tm]", "tm", "day and time of day of a time, UTC", "overflow", sys_gmtime },
	{ "localtime", "seconds:i64 [tm:>tm]", "tm", "day and time of day of a time, in the time zone of TZ", "overflow", sys_localtime },
	{ "mktime", "tm:<tm", "number", "the time of a day and a time of day in the time zone of TZ", "overflow", NULL },
	{ "strftime", "format:str tm:<tm", "string", "a time as text", NULL, NULL },
	{ "strptime", "string:str format:str", "tm, number", "a time from text, and where in the text it ended", "inval", NULL },
	{ 0 },
};

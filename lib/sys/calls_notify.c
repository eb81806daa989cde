/* Calls that tell what happens to files. */
#include <fcntl.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(inotify_init, inotify_init1(I(0)))
SYS_CALL(inotify_add_watch, inotify_add_watch(I(0), S(1), U(2)))
SYS_CALL(inotify_rm_watch, inotify_rm_watch(I(0), I(1)))
SYS_CALL(fanotify_init, fanotify_init(U(0), U(1)))
SYS_CALL(fanotify_mark, fanotify_mark(I(0), U(1), a[2].u, I(3), S(4)))

const struct lsys_call lsys_calls_notify[] = {
	{ "inotify_init", "[flags:IN_INIT]", "fd", "begin to watch files", "inval mfile nfile nomem", sys_inotify_init },
	{ "inotify_init1", "[flags:IN_INIT]", "fd", "inotify_init by its other name", "inval mfile nfile nomem", sys_inotify_init },
	{ "inotify_add_watch", "fd path mask:IN", "number", "watch a file or directory", "acces badf exist inval noent nospc notdir",
	  sys_inotify_add_watch },
	{ "inotify_rm_watch", "fd wd:int", "true", "watch a file no more", "badf inval", sys_inotify_rm_watch },
	{ "inotify_read", "fd [buf] [size=1024]", "table of t.inotify_event", "read what happened", "again badf inval intr", NULL },
	{ "fanotify_init", "[flags:FAN_INIT] [event_flags:O]", "fd", "begin to watch all uses of files", "inval mfile nomem nosys perm",
	  sys_fanotify_init },
	{ "fanotify_mark", "fd flags:FAN_MARK mask:FAN dirfd [path]", "true", "watch a file, directory, mount or file system, or no more",
	  "badf exist inval nodev noent nospc nosys notdir opnotsupp perm xdev", sys_fanotify_mark },
	{ "fanotify_read", "fd [size=4096]", "table of t.fanotify_event", "read what happened", "again badf inval intr mfile", NULL },
	{ "fanotify_response", "fd event response:FAN_RESPONSE", "true", "answer an event that asks for permission: true, false, or words", "badf inval noent",
	  NULL },
	{ 0 },
};

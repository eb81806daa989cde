/* Structs of what happens to files. */
#include <sys/inotify.h>

#include "base/uapi_fs.h"
#include "sys/structs.h"

/* The name, which is as long as the event lets it, is no row. */
static const struct lsys_field inotify_event_rows[] = {
	FIELD(struct inotify_event, wd, .help = "watch that it is of"),
	FIELD(struct inotify_event, mask, .group = "IN", .hex = 1, .help = "what happened"),
	FIELD(struct inotify_event, cookie, .help = "what two events of one move have in common"),
	FIELD(struct inotify_event, len, .unit = LSYS_U_BYTES, .help = "room of the name"),
};
RECORD_FULL(lsys_inotify_event_record, "inotify_event", struct inotify_event, inotify_event_rows, .help = "what happened to a file");

static const struct lsys_field fanotify_event_rows[] = {
	FIELD(struct lsys_fanotify_event, event_len, .unit = LSYS_U_BYTES, .help = "length of all this"),
	FIELD(struct lsys_fanotify_event, vers, .help = "version of the interface"),
	FIELD(struct lsys_fanotify_event, metadata_len, .unit = LSYS_U_BYTES, .help = "length of the first part"),
	FIELD(struct lsys_fanotify_event, mask, .group = "FAN", .hex = 1, .help = "what happened"),
	FIELD(struct lsys_fanotify_event, fd, .help = "the file, opened"),
	FIELD(struct lsys_fanotify_event, pid, .help = "process that did it"),
};
RECORD_FULL(lsys_fanotify_event_record, "fanotify_event", struct lsys_fanotify_event, fanotify_event_rows,
	.help = "what happened to a file");

const struct lsys_record *const lsys_structs_notify[] = {
	&lsys_inotify_event_record, &lsys_fanotify_event_record, NULL,
};

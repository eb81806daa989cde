#include <mqueue.h>

#include "sys/structs.h"

#define S(name, m, ...) FIELD_AS(struct mq_attr, name, m, __VA_ARGS__)
static const struct lsys_field mq_attr_rows[] = {
	S("flags", mq_flags, .names = &lsys_o, .help = "nonblock, or nothing"),
	S("maxmsg", mq_maxmsg, .help = "messages it holds"),
	S("msgsize", mq_msgsize, .unit = LSYS_U_BYTES, .help = "bytes of the longest"),
	S("curmsgs", mq_curmsgs, .help = "messages in it"),
};
RECORD_FULL(lsys_mq_attr_record, "mq_attr", struct mq_attr, mq_attr_rows, .prefix = "mq_", .help = "a message queue");

const struct lsys_record *const lsys_structs_mq[] = { &lsys_mq_attr_record, NULL };

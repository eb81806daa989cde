/* Message queues. mqd is an object of Lua's own, so none has a stub. */
#include "sys/call_rows.h"
#include "sys/calls.h"

const struct lsys_call lsys_calls_mq[] = {
	{ "mq_open", "name:str flags:O [mode:MODE] [attr:<mq_attr]", "mqd", "open a message queue, or make one",
	  "acces exist inval mfile nametoolong nfile noent nomem nospc", 0 },
	{ "mq_unlink", "name:str", "true", "remove a message queue", "acces nametoolong noent", 0 },
	{ "mq_getsetattr", "mqd [new:<mq_attr] [old:>mq_attr]", "true", "ask for and change what a queue is like", "badf inval", 0 },
	{ "mq_timedsend", "mqd msg:data [len:count] [prio:uint] [timeout:<timespec]", "true", "put a message into a queue; timeout: until when",
	  "again badf intr inval msgsize timedout", 0 },
	{ "mq_timedreceive", "mqd [buf] [len:count] [prio:int1] [timeout:<timespec]", "string, or true with a buffer",
	  "take a message from a queue; timeout: until when", "again badf intr inval msgsize timedout", 0 },
	{ "mq_notify", "mqd [sigev:sigevent]", "true", "send a signal when a message comes into an empty queue, once; left out: no more",
	  "badf busy inval nomem", 0 },
	{ 0 },
};

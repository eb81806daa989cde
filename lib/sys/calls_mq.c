/* Message queues. mqd is an object of Lua's own, so none of those has a stub; those of System V are numbers. */
#include <errno.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

static int64_t remove_queue(int id, int cmd)
{
	if (cmd == IPC_RMID)
		return msgctl(id, IPC_RMID, NULL);
	errno = EINVAL;
	return -1;
}

SYS_CALL(msgget, msgget((key_t)a[0].i, I(1) | I(2)))
SYS_CALL(msgctl, remove_queue(I(0), I(1)))

const struct lsys_call lsys_calls_mq[] = {
	{ "mq_open", "name:str flags:O [mode:MODE] [attr:<mq_attr]", "mqd", "open a message queue, or make one",
	  "acces exist inval mfile nametoolong nfile noent nomem nospc", 0 },
	{ "mq_unlink", "name:str", "true", "remove a message queue", "acces nametoolong noent", 0 },
	{ "mq_getsetattr", "mqd [new:<mq_attr] [old:>mq_attr]", "true", "ask for and change what a queue is like", "badf inval", 0 },
	{ "mq_timedsend", "mqd msg:data [len:count] [prio:uint] [timeout:<timespec]", "true", "put a message into a queue; timeout: until when",
	  "again badf intr inval msgsize timedout", 0 },
	{ "mq_timedreceive", "mqd [buf] [len:count] [prio:int1] [timeout:<timespec]", "string, or true with a buffer",
	  "take a message from a queue; timeout: until when", "again badf intr inval msgsize timedout", 0 },
	{ "msgget", "key:int [flags:IPC] [mode:MODE]", "number", "find a queue of System V by its key, or make one; 0: a new one",
	  "acces exist noent nomem nospc", sys_msgget },
	{ "msgctl", "id:int cmd:IPC_CMD", "true", "remove one; no other command is known here", "acces idrm inval perm", sys_msgctl },
	{ "msgsnd", "id:int type data [flags]", "true", "put a message into one; flags: c.IPC and c.MSGQ",
	  "acces again fault idrm intr inval nomem", NULL },
	{ "msgrcv", "id:int [size=8192] [type] [flags]", "string, type", "take a message from one: any, of a type, or with -type of those up to it",
	  "2big acces again idrm intr inval nomsg", NULL },
	{ 0 },
};

/* System V IPC: queues of messages, sets of semaphores, shared memory. */
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(msgget, msgget(I(0), I(1)))
SYS_CALL(semget, semget(I(0), I(1), I(2)))
SYS_CALL(shmget, shmget(I(0), N(1), I(2)))

#define GET_ERRORS "acces exist inval noent nomem nospc"

const struct lsys_call lsys_calls_ipc[] = {
	{ "msgget", "[key:int] [flags:IPC]", "number", "find or make a queue of messages; key 0: a new one; flags such as \"creat, excl, 0600\"",
	  GET_ERRORS, sys_msgget },
	{ "msgsnd", "id:int type:long data [count] [flags:IPC]", "true", "put a message into a queue, under a number above 0",
	  "acces again idrm inval intr nomem", NULL },
	{ "msgrcv", "id:int [size=8192] [type:long] [flags:MSG_RCV]", "string, nil, type",
	  "take a message: the first, that of a number, or below 0 of the lowest up to -number", "2big acces idrm inval intr nomsg nosys", NULL },
	{ "msgctl", "id:int cmd:IPC_CMD [buf:msqid_ds]", "true, or t.msqid_ds for stat", "status of a queue, or remove it",
	  "acces idrm inval perm", NULL },
	{ "semget", "[key:int] nsems:int [flags:IPC]", "number", "find or make a set of semaphores", GET_ERRORS, sys_semget },
	{ "semop", "id:int ops:sembufs [timeout:timespec]", "true", "operate on semaphores, all at once: a list of {num, op, flg}",
	  "2big acces again fbig idrm inval intr nomem range", NULL },
	{ "semtimedop", "id:int ops:sembufs [timeout:timespec]", "true", "semop by the name that a time to wait has",
	  "2big acces again fbig idrm inval intr nomem range", NULL },
	{ "semctl", "id:int num:int cmd:SEM_CMD [arg]", "true; number; list for getall; t.semid_ds for stat",
	  "values of semaphores, who waits for them, status of the set, or remove it", "acces idrm inval perm range", NULL },
	{ "shmget", "[key:int] size [flags:IPC]", "number", "find or make shared memory", GET_ERRORS " nfile perm", sys_shmget },
	{ "shmat", "id:int [flags:SHM]", "mapping", "shared memory as a mapping; munmap, shmdt or the collector detach it",
	  "acces idrm inval nomem", NULL },
	{ "shmdt", "addr:mapping", "true", "detach shared memory: munmap by another name", "inval", NULL },
	{ "shmctl", "id:int cmd:SHM_CMD [buf:shmid_ds]", "true, or t.shmid_ds for stat", "status of shared memory, or remove it",
	  "acces idrm inval nomem perm", NULL },
	{ 0 },
};

/* Constants of System V IPC, by the C library's headers. */
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

/* sys/msg.h: musl's has fewer */
#ifndef MSG_EXCEPT
#define MSG_EXCEPT 020000
#endif
#ifndef MSG_COPY
#define MSG_COPY 040000
#endif

#define CONSTS_ROWS "sys/consts_ipc.rows"
#include "sys/consts_pack.h"

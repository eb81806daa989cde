/* Constants of System V IPC, by the C library's headers. */
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>

#define CONSTS_ROWS "sys/consts_ipc.rows"
#include "sys/consts_pack.h"

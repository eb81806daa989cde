/* Structs of System V IPC, as the C library has them. */
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "sys/structs.h"

#define F(T, name, m, ...) FIELD_AS(struct T, name, m, __VA_ARGS__)

static const struct lsys_field ipc_perm_rows[] = {
	F(ipc_perm, "key", __key, .hex = 1, .help = "what it is known by, 0: to those only who are told its number"),
	F(ipc_perm, "uid", uid, .help = "user who owns it"),
	F(ipc_perm, "gid", gid, .help = "group that owns it"),
	F(ipc_perm, "cuid", cuid, .help = "user who made it"),
	F(ipc_perm, "cgid", cgid, .help = "group of that user"),
	F(ipc_perm, "mode", mode, .group = "MODE", .hex = 1, .help = "permissions"),
	F(ipc_perm, "seq", __seq, .help = "how often its place has been used"),
};
RECORD_FULL(lsys_ipc_perm_record, "ipc_perm", struct ipc_perm, ipc_perm_rows, .help = "who may use what of System V IPC");

static const struct lsys_field msqid_ds_rows[] = {
	STRUCT_AS(struct msqid_ds, "perm", msg_perm, ipc_perm, .help = "owner and permissions"),
	F(msqid_ds, "stime", msg_stime, .unit = LSYS_U_SECONDS, .help = "last sent to, seconds since 1970"),
	F(msqid_ds, "rtime", msg_rtime, .unit = LSYS_U_SECONDS, .help = "last received from"),
	F(msqid_ds, "ctime", msg_ctime, .unit = LSYS_U_SECONDS, .help = "last changed"),
	F(msqid_ds, "cbytes", __msg_cbytes, .unit = LSYS_U_BYTES, .help = "bytes in it"),
	F(msqid_ds, "qnum", msg_qnum, .help = "messages in it"),
	F(msqid_ds, "qbytes", msg_qbytes, .unit = LSYS_U_BYTES, .help = "most bytes that may be in it"),
	F(msqid_ds, "lspid", msg_lspid, .help = "process that sent last"),
	F(msqid_ds, "lrpid", msg_lrpid, .help = "process that received last"),
};
RECORD_FULL(lsys_msqid_ds_record, "msqid_ds", struct msqid_ds, msqid_ds_rows, .prefix = "msg_", .help = "a queue of messages");

static const struct lsys_field semid_ds_rows[] = {
	STRUCT_AS(struct semid_ds, "perm", sem_perm, ipc_perm, .help = "owner and permissions"),
	F(semid_ds, "otime", sem_otime, .unit = LSYS_U_SECONDS, .help = "last operation, seconds since 1970"),
	F(semid_ds, "ctime", sem_ctime, .unit = LSYS_U_SECONDS, .help = "last changed"),
	F(semid_ds, "nsems", sem_nsems, .help = "semaphores in it"),
};
RECORD_FULL(lsys_semid_ds_record, "semid_ds", struct semid_ds, semid_ds_rows, .prefix = "sem_", .help = "a set of semaphores");

static const struct lsys_field sembuf_rows[] = {
	F(sembuf, "num", sem_num, .help = "which of the set, from 0"),
	F(sembuf, "op", sem_op, .help = "what is added; below 0: once it can be, 0: waits for 0"),
	F(sembuf, "flg", sem_flg, .group = "SEM", .hex = 1, .help = "flags"),
};
RECORD_FULL(lsys_sembuf_record, "sembuf", struct sembuf, sembuf_rows, .prefix = "sem_", .help = "an operation on a semaphore");

static const struct lsys_field shmid_ds_rows[] = {
	STRUCT_AS(struct shmid_ds, "perm", shm_perm, ipc_perm, .help = "owner and permissions"),
	F(shmid_ds, "segsz", shm_segsz, .unit = LSYS_U_BYTES, .help = "its length, bytes"),
	F(shmid_ds, "atime", shm_atime, .unit = LSYS_U_SECONDS, .help = "last attached, seconds since 1970"),
	F(shmid_ds, "dtime", shm_dtime, .unit = LSYS_U_SECONDS, .help = "last detached"),
	F(shmid_ds, "ctime", shm_ctime, .unit = LSYS_U_SECONDS, .help = "last changed"),
	F(shmid_ds, "cpid", shm_cpid, .help = "process that made it"),
	F(shmid_ds, "lpid", shm_lpid, .help = "process that attached or detached it last"),
	F(shmid_ds, "nattch", shm_nattch, .help = "how often it is attached"),
};
RECORD_FULL(lsys_shmid_ds_record, "shmid_ds", struct shmid_ds, shmid_ds_rows, .prefix = "shm_", .help = "shared memory");

const struct lsys_record *const lsys_structs_ipc[] = {
	&lsys_ipc_perm_record, &lsys_msqid_ds_record, &lsys_semid_ds_record, &lsys_sembuf_record, &lsys_shmid_ds_record, NULL,
};

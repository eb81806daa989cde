/*
 * Structs of system calls as records. Members are the C library's or the kernel's own; a struct that the two have
 * differently is the one that the C library's function takes. Files are by area: struct_file.c, struct_time.c ...
 */
#ifndef LSYS_SYS_STRUCTS_H
#define LSYS_SYS_STRUCTS_H

#include "table/record.h"

/* Every one: the areas' tables, each ended by NULL, and so is the list of them (structs.c). */
extern const struct lsys_record *const *const lsys_structs[];
extern const struct lsys_record *const lsys_structs_file[], *const lsys_structs_time[];
extern const struct lsys_record *const lsys_structs_addr[], *const lsys_structs_msg[], *const lsys_structs_sockopt[],
	*const lsys_structs_packet[], *const lsys_structs_netlink[]; /* struct_net.h */

extern const struct lsys_record lsys_stat_record;     /* struct stat (sys/stat.h) */
extern const struct lsys_record lsys_timespec_record; /* struct timespec (time.h) */
extern const struct lsys_record lsys_timeval_record;  /* struct timeval (sys/time.h) */
extern const struct lsys_record lsys_itimerspec_record;
extern const struct lsys_record lsys_iovec_record;    /* struct iovec (sys/uio.h) */

#endif

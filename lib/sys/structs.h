/*
 * Structs of system calls as records. Members are the C library's or the kernel's own; a struct that the two have
 * differently is the one that the C library's function takes. Files are by area: struct_file.c, struct_time.c ...
 */
#ifndef LSYS_SYS_STRUCTS_H
#define LSYS_SYS_STRUCTS_H

#include "sys/consts.h"
#include "table/record.h"

/* Every one: the areas' tables, each ended by NULL, and so is the list of them (structs.c). */
extern const struct lsys_record *const *const lsys_structs[];
extern const struct lsys_record *const lsys_structs_aio[], *const lsys_structs_bpf[], *const lsys_structs_perf[],
	*const lsys_structs_device[], *const lsys_structs_file[], *const lsys_structs_mq[], *const lsys_structs_time[], *const lsys_structs_tty[];
extern const struct lsys_record *const lsys_structs_addr[], *const lsys_structs_msg[], *const lsys_structs_sockopt[],
	*const lsys_structs_packet[], *const lsys_structs_netlink[]; /* struct_net.h */

extern const struct lsys_record lsys_stat_record;     /* struct stat (sys/stat.h) */
extern const struct lsys_record lsys_timespec_record; /* struct timespec (time.h) */
extern const struct lsys_record lsys_timeval_record;  /* struct timeval (sys/time.h) */
extern const struct lsys_record lsys_itimerspec_record;
extern const struct lsys_record lsys_iovec_record;    /* struct iovec (sys/uio.h) */
extern const struct lsys_record lsys_bpf_attr_record; /* union bpf_attr, struct bpf_insn (linux/bpf.h) */
extern const struct lsys_record lsys_bpf_insn_record;
extern const struct lsys_record lsys_perf_event_attr_record; /* linux/perf_event.h */
extern const struct lsys_record lsys_perf_event_header_record;
extern const struct lsys_record lsys_termios_record;  /* struct termios, termios2 (asm/termbits.h), winsize */
extern const struct lsys_record lsys_termios2_record;
extern const struct lsys_record lsys_winsize_record;
/* linux/input.h, linux/vhost_types.h */
extern const struct lsys_record lsys_input_id_record, lsys_input_absinfo_record, lsys_input_keymap_entry_record, lsys_ff_effect_record, lsys_vhost_vring_state_record, lsys_vhost_vring_file_record, lsys_vhost_vring_addr_record;
extern const struct lsys_record lsys_mq_attr_record;  /* struct mq_attr (mqueue.h) */
extern const struct lsys_record lsys_iocb_record;     /* struct iocb (linux/aio_abi.h) */
extern const struct lsys_record lsys_io_event_record;

#endif

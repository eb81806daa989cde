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
extern const struct lsys_record *const lsys_structs_addr[];
extern const struct lsys_record *const lsys_structs_aio[];
extern const struct lsys_record *const lsys_structs_bpf[];
extern const struct lsys_record *const lsys_structs_context[];
extern const struct lsys_record *const lsys_structs_device[];
extern const struct lsys_record *const lsys_structs_event[];
extern const struct lsys_record *const lsys_structs_file[];
extern const struct lsys_record *const lsys_structs_ipc[];
extern const struct lsys_record *const lsys_structs_mount[];
extern const struct lsys_record *const lsys_structs_mq[];
extern const struct lsys_record *const lsys_structs_msg[];
extern const struct lsys_record *const lsys_structs_netlink[];
extern const struct lsys_record *const lsys_structs_notify[];
extern const struct lsys_record *const lsys_structs_packet[];
extern const struct lsys_record *const lsys_structs_perf[];
extern const struct lsys_record *const lsys_structs_process[];
extern const struct lsys_record *const lsys_structs_signal[];
extern const struct lsys_record *const lsys_structs_sockopt[];
extern const struct lsys_record *const lsys_structs_system[];
extern const struct lsys_record *const lsys_structs_time[];
extern const struct lsys_record *const lsys_structs_tty[];

extern const struct lsys_record lsys_stat_record;     /* struct stat (sys/stat.h) */
extern const struct lsys_record lsys_timespec_record; /* struct timespec (time.h) */
extern const struct lsys_record lsys_timeval_record;  /* struct timeval (sys/time.h) */
extern const struct lsys_record lsys_itimerspec_record;
extern const struct lsys_record lsys_itimerval_record, lsys_timex_record; /* sys/time.h, sys/timex.h */
extern const struct lsys_record lsys_tm_record;       /* struct tm (time.h) */
extern const struct lsys_record lsys_sigset_record, lsys_sigaction_record; /* struct lsys_sigset, lsys_sigaction (sys/abi.h) */
extern const struct lsys_record lsys_sigevent_record, lsys_signalfd_siginfo_record; /* signal.h, sys/signalfd.h */
extern const struct lsys_record lsys_pollfd_record, lsys_fdset_record; /* poll.h, sys/select.h */
extern const struct lsys_record lsys_epoll_event_record, lsys_futex_waitv_record; /* sys/epoll.h, linux/futex.h */
extern const struct lsys_record lsys_iovec_record;    /* struct iovec (sys/uio.h) */
extern const struct lsys_record lsys_device_record;   /* dev_t (sys/types.h) */
extern const struct lsys_record lsys_flock_record;    /* struct flock (fcntl.h) */
extern const struct lsys_record lsys_statfs_record;   /* struct statfs (sys/vfs.h) */

/* base/uapi_fs.h */
extern const struct lsys_record lsys_statx_timestamp_record;
extern const struct lsys_record lsys_statx_record;
extern const struct lsys_record lsys_open_how_record;
extern const struct lsys_record lsys_dirent_record;
extern const struct lsys_record lsys_file_handle_record;
extern const struct lsys_record lsys_mount_attr_record;
extern const struct lsys_record lsys_statmount_record;
extern const struct lsys_record lsys_dqblk_record, lsys_dqinfo_record; /* linux/quota.h */
extern const struct lsys_record lsys_inotify_event_record; /* struct inotify_event (sys/inotify.h) */
extern const struct lsys_record lsys_fanotify_event_record;

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
/* sys/ipc.h, sys/msg.h, sys/sem.h, sys/shm.h */
extern const struct lsys_record lsys_ipc_perm_record, lsys_msqid_ds_record, lsys_semid_ds_record, lsys_sembuf_record, lsys_shmid_ds_record;
extern const struct lsys_record lsys_iocb_record;     /* struct iocb (linux/aio_abi.h) */
extern const struct lsys_record lsys_io_event_record;

/* Processes and scheduling, as sys/abi.h has them: struct lsys_waitstatus and so on; siginfo_t, rlimit, rusage. */
extern const struct lsys_record lsys_waitstatus_record, lsys_rlimit_record, lsys_rusage_record, lsys_sigval_record;
extern const struct lsys_record lsys_siginfo_record, lsys_clone_args_record, lsys_cpu_set_record, lsys_sched_param_record;
extern const struct lsys_record lsys_sched_attr_record, lsys_string_record;

/* Rights and filters; the system. */
extern const struct lsys_record lsys_cap_record, lsys_capabilities_record, lsys_user_cap_header_record, lsys_user_cap_data_record;
extern const struct lsys_record lsys_sock_filter_record, lsys_sock_fprog_record, lsys_seccomp_data_record;
extern const struct lsys_record lsys_seccomp_notif_sizes_record, lsys_landlock_ruleset_attr_record;
extern const struct lsys_record lsys_landlock_path_beneath_attr_record, lsys_landlock_net_port_attr_record;
extern const struct lsys_record lsys_sysinfo_record, lsys_utsname_record;

#endif

/*
 * Structs of the kernel's calls that a build machine's headers lack, have under other names, or have in a header that does
 * not go with the C library's.
 */
#ifndef LSYS_SYS_ABI_H
#define LSYS_SYS_ABI_H

#include <stdint.h>
#include <time.h>

/* An element of execve's lists. */
struct lsys_string { const char *text; };

/* What wait(2) says of a child. */
struct lsys_waitstatus { int status; };

#define LSYS_CPUS 1024

/* A set of processors, or of memory nodes. */
struct lsys_cpu_set { unsigned long val[LSYS_CPUS / 8 / sizeof(long)]; };

/* sched_param; what is behind the priority is POSIX's and not used. */
struct lsys_sched_param {
	int sched_priority;
	int sched_ss_low_priority;
	struct timespec sched_ss_repl_period, sched_ss_init_budget;
	int sched_ss_max_repl;
};

/* sched_attr of linux/sched/types.h */
struct lsys_sched_attr {
	uint32_t size, sched_policy;
	uint64_t sched_flags;
	int32_t sched_nice;
	uint32_t sched_priority;
	uint64_t sched_runtime, sched_deadline, sched_period;
	uint32_t sched_util_min, sched_util_max;
};

/* clone_args of linux/sched.h */
struct lsys_clone_args {
	uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup;
};

/* Capabilities as a set of bits, and the three sets of a process with whose they are. */
struct lsys_cap { uint32_t cap[2]; };
struct lsys_capabilities {
	uint32_t version;
	int32_t pid;
	struct lsys_cap effective, permitted, inheritable;
};
struct lsys_cap_header { uint32_t version; int32_t pid; };
struct lsys_cap_data { uint32_t effective, permitted, inheritable; };

#define LSYS_CAP_VERSION 0x20080522 /* the third: 64 capabilities */

/* sigset_t as the kernel has it, and its struct sigaction: the C libraries' have more room, and other layouts. */
struct lsys_sigset { unsigned long sig[8 / sizeof(long)]; };
struct lsys_sigaction {
	void *handler;
	unsigned long flags;
	void *restorer;
	struct lsys_sigset mask;
};

/* seccomp_data, seccomp_notif_sizes of linux/seccomp.h */
struct lsys_seccomp_data { int32_t nr; uint32_t arch; uint64_t instruction_pointer, args[6]; };
struct lsys_seccomp_notif_sizes { uint16_t seccomp_notif, seccomp_notif_resp, seccomp_data; };

/* linux/landlock.h; older kernels know the first of a ruleset's members only, and take the others if they are 0 */
struct lsys_landlock_ruleset_attr { uint64_t handled_access_fs, handled_access_net, scoped; };
struct lsys_landlock_path_beneath_attr { uint64_t allowed_access; int32_t parent_fd; } __attribute__((packed));
struct lsys_landlock_net_port_attr { uint64_t allowed_access, port; };

#endif

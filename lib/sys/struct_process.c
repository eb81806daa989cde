/* Structs of calls on processes and their scheduling. */
#include <linux/ptrace.h>
#include <signal.h>
#include <sys/resource.h>

#include "sys/abi.h"
#include "sys/structs.h"

static const struct lsys_field waitstatus_rows[] = {
	FIELD(struct lsys_waitstatus, status, .hex = 1, .help = "the word that wait(2) gives"),
};
RECORD_FULL(lsys_waitstatus_record, "waitstatus", struct lsys_waitstatus, waitstatus_rows, .help = "how a child ended or stopped");

static const struct lsys_field rlimit_rows[] = {
	FIELD_AS(struct rlimit, "cur", rlim_cur, .exact = 1, .group = "RLIM", .help = "what counts, to be raised by whom it limits"),
	FIELD_AS(struct rlimit, "max", rlim_max, .exact = 1, .group = "RLIM", .help = "the highest that can be raised to"),
};
RECORD_FULL(lsys_rlimit_record, "rlimit", struct rlimit, rlimit_rows, .prefix = "rlim_", .help = "a limit of a process");

#define R(name, what, ...) FIELD_AS(struct rusage, name, what, __VA_ARGS__)
static const struct lsys_field rusage_rows[] = {
	STRUCT_AS(struct rusage, "utime", ru_utime, timeval, .help = "processor time of its own"),
	STRUCT_AS(struct rusage, "stime", ru_stime, timeval, .help = "processor time of the kernel for it"),
	R("maxrss", ru_maxrss, .help = "most memory it had at once, KiB"),
	R("ixrss", ru_ixrss, .help = "not kept"),
	R("idrss", ru_idrss, .help = "not kept"),
	R("isrss", ru_isrss, .help = "not kept"),
	R("minflt", ru_minflt, .help = "page faults without input or output"),
	R("majflt", ru_majflt, .help = "page faults with input or output"),
	R("nswap", ru_nswap, .help = "not kept"),
	R("inblock", ru_inblock, .help = "blocks read"),
	R("oublock", ru_oublock, .help = "blocks written"),
	R("msgsnd", ru_msgsnd, .help = "not kept"),
	R("msgrcv", ru_msgrcv, .help = "not kept"),
	R("nsignals", ru_nsignals, .help = "not kept"),
	R("nvcsw", ru_nvcsw, .help = "times it waited"),
	R("nivcsw", ru_nivcsw, .help = "times it had to give the processor up"),
};
RECORD_FULL(lsys_rusage_record, "rusage", struct rusage, rusage_rows, .prefix = "ru_", .help = "what a process has used");

static const struct lsys_field sigval_rows[] = {
	FIELD_AS(union sigval, "int", sival_int, .help = "as a number"),
	PTR_AS(union sigval, "ptr", sival_ptr, .alias = 1, .help = "as a pointer"),
};
RECORD_FULL(lsys_sigval_record, "sigval", union sigval, sigval_rows, .prefix = "sival_", .help = "what comes with a signal");

/* Which of the rest counts is said by signo and code; walks see those of a child's end. */
static const struct lsys_field siginfo_rows[] = {
	FIELD_AS(siginfo_t, "signo", si_signo, .group = "SIG", .help = "the signal"),
	FIELD_AS(siginfo_t, "errno", si_errno, .help = "an error number with it, mostly 0"),
	FIELD_AS(siginfo_t, "code", si_code, .help = "why it was sent"),
	TAIL(siginfo_t, "_sifields", si_pid, .alias = 1, .help = "all the rest"),
	FIELD_AS(siginfo_t, "pid", si_pid, .help = "process that sent it, or ended"),
	FIELD_AS(siginfo_t, "uid", si_uid, .help = "its user"),
	FIELD_AS(siginfo_t, "status", si_status, .help = "its exit status, or the signal that ended it"),
	FIELD_AS(siginfo_t, "utime", si_utime, .help = "its own processor time, clock ticks"),
	FIELD_AS(siginfo_t, "stime", si_stime, .help = "the kernel's for it, clock ticks"),
	STRUCT_AS(siginfo_t, "value", si_value, sigval, .alias = 1, .help = "what was sent with it"),
	FIELD_AS(siginfo_t, "int", si_int, .alias = 1, .help = "that as a number"),
	PTR_AS(siginfo_t, "ptr", si_ptr, .alias = 1, .help = "that as a pointer"),
	FIELD_AS(siginfo_t, "timerid", si_timerid, .alias = 1, .help = "the timer that ended"),
	FIELD_AS(siginfo_t, "overrun", si_overrun, .alias = 1, .help = "how often it has ended besides"),
	PTR_AS(siginfo_t, "addr", si_addr, .alias = 1, .help = "the address of a fault"),
	FIELD_AS(siginfo_t, "band", si_band, .alias = 1, .help = "what a descriptor is ready for"),
	FIELD_AS(siginfo_t, "fd", si_fd, .alias = 1, .help = "that descriptor"),
	PTR_AS(siginfo_t, "call_addr", si_call_addr, .alias = 1, .help = "where a forbidden call was made"),
	FIELD_AS(siginfo_t, "syscall", si_syscall, .alias = 1, .help = "that call's number"),
	FIELD_AS(siginfo_t, "arch", si_arch, .group = "AUDIT_ARCH", .alias = 1, .help = "the architecture it is of"),
};
RECORD_FULL(lsys_siginfo_record, "siginfo", siginfo_t, siginfo_rows, .prefix = "si_", .help = "a signal and what comes with it");

#define C(m, ...) FIELD(struct lsys_clone_args, m, __VA_ARGS__)
#define CP(m, ...) PTR_AS(struct lsys_clone_args, #m, m, __VA_ARGS__)
static const struct lsys_field clone_args_rows[] = {
	C(flags, .group = "CLONE", .hex = 1, .help = "what is shared and what is new"),
	CP(pidfd, .help = "set by the call itself"),
	CP(child_tid, .help = "int that gets the child's number, in the child"),
	CP(parent_tid, .help = "int that gets it here"),
	C(exit_signal, .group = "SIG", .help = "signal at the child's end, 0: none"),
	CP(stack, .help = "not to be set"),
	C(stack_size, .help = "not to be set"),
	C(tls, .help = "not to be set"),
	CP(set_tid, .help = "ints: the number it shall have in each namespace, innermost first"),
	C(set_tid_size, .help = "how many of them"),
	C(cgroup, .help = "descriptor of the cgroup it shall be in, with CLONE_INTO_CGROUP"),
};
RECORD_FULL(lsys_clone_args_record, "clone_args", struct lsys_clone_args, clone_args_rows, .help = "arguments of clone3");

static const struct lsys_field cpu_set_rows[] = {
	ARRAY(struct lsys_cpu_set, val, .hex = 1, .help = "the bits, word by word"),
};
RECORD_FULL(lsys_cpu_set_record, "cpu_set", struct lsys_cpu_set, cpu_set_rows, .help = "a set of processors");

#define SP(name, m, ...) FIELD_AS(struct lsys_sched_param, name, m, __VA_ARGS__)
static const struct lsys_field sched_param_rows[] = {
	SP("priority", sched_priority, .help = "priority among real-time processes"),
	SP("ss_low_priority", sched_ss_low_priority, .help = "not used"),
	STRUCT_AS(struct lsys_sched_param, "ss_repl_period", sched_ss_repl_period, timespec, .help = "not used"),
	STRUCT_AS(struct lsys_sched_param, "ss_init_budget", sched_ss_init_budget, timespec, .help = "not used"),
	SP("ss_max_repl", sched_ss_max_repl, .help = "not used"),
};
RECORD_FULL(lsys_sched_param_record, "sched_param", struct lsys_sched_param, sched_param_rows, .prefix = "sched_",
	.help = "a process's scheduling");

#define SA(name, m, ...) FIELD_AS(struct lsys_sched_attr, name, m, __VA_ARGS__)
static const struct lsys_field sched_attr_rows[] = {
	SA("policy", sched_policy, .group = "SCHED", .help = "policy"),
	SA("flags", sched_flags, .group = "SCHED_FLAG", .hex = 1, .help = "flags"),
	SA("nice", sched_nice, .help = "nice value, of the ordinary policies"),
	SA("priority", sched_priority, .help = "priority, of the real-time ones"),
	SA("runtime", sched_runtime, .exact = 1, .help = "time to run in each period, ns (deadline)"),
	SA("deadline", sched_deadline, .exact = 1, .help = "by when it must have run, ns"),
	SA("period", sched_period, .exact = 1, .help = "period, ns"),
	SA("util_min", sched_util_min, .help = "least performance to plan with, of 1024"),
	SA("util_max", sched_util_max, .help = "most performance to plan with"),
	FIELD(struct lsys_sched_attr, size, .help = "of this struct"),
};
RECORD_FULL(lsys_sched_attr_record, "sched_attr", struct lsys_sched_attr, sched_attr_rows, .prefix = "sched_",
	.help = "a process's scheduling, all of it");

#define PS(name, m, ...) FIELD_AS(struct ptrace_syscall_info, name, m, __VA_ARGS__)
static const struct lsys_field ptrace_syscall_info_rows[] = {
	PS("op", op, .help = "what it is stopped at: 1 the begin of a call, 2 its end, 3 a filter; 0 none"),
	PS("arch", arch, .group = "AUDIT_ARCH", .hex = 1, .help = "the architecture whose call it is"),
	PS("instruction_pointer", instruction_pointer, .hex = 1, .help = "where it is"),
	PS("stack_pointer", stack_pointer, .hex = 1, .help = "where its stack is"),
	PS("nr", entry.nr, .help = "number of the call, at the begin"),
	ARRAY_AS(struct ptrace_syscall_info, "args", entry.args, .help = "its arguments"),
	PS("ret_data", seccomp.ret_data, .help = "what the filter says besides"),
	PS("rval", exit.rval, .alias = 1, .help = "result of the call, at the end"),
	PS("is_error", exit.is_error, .alias = 1, .help = "is it an error?"),
};
#undef PS
static RECORD_FULL(ptrace_syscall_info_record, "ptrace_syscall_info", struct ptrace_syscall_info, ptrace_syscall_info_rows,
	.help = "a system call of a process that is traced");

static const struct lsys_field string_rows[] = {
	PTR(struct lsys_string, text, .help = "where it is"),
};
RECORD_FULL(lsys_string_record, "string", struct lsys_string, string_rows, .help = "a text");

const struct lsys_record *const lsys_structs_process[] = {
	&lsys_waitstatus_record, &lsys_rlimit_record, &lsys_rusage_record, &lsys_sigval_record, &lsys_siginfo_record,
	&lsys_clone_args_record, &lsys_cpu_set_record, &lsys_sched_param_record, &lsys_sched_attr_record, &lsys_string_record,
	&ptrace_syscall_info_record, NULL,
};

/* The options of prctl(2), each as the call that it is: S.prctl finds them by name. */
#include <errno.h>
#include <linux/filter.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/uapi_proc.h"
#include "sys/call_rows.h"
#include "sys/calls.h"

#define UL(k) ((unsigned long)a[k].u)

/* Not the C library's, whose result is an int: a timer slack is a long. */
static int64_t with(int option, unsigned long a2, unsigned long a3, unsigned long a4)
{
	return syscall(SYS_prctl, option, a2, a3, a4, 0UL);
}

/* The options that put an int where they are told. */
static int64_t by_place(int option)
{
	int v = 0;

	return with(option, (unsigned long)(uintptr_t)&v, 0, 0) < 0 ? -1 : v;
}

#define SET(name, option) SYS_CALL(name, with(option, UL(0), 0, 0))
#define GET(name, option) SYS_CALL(name, with(option, 0, 0, 0))
#define PLACE(name, option) SYS_CALL(name, by_place(option))

SET(capbset_read, PR_CAPBSET_READ)
SET(capbset_drop, PR_CAPBSET_DROP)
SYS_CALL(cap_ambient, with(PR_CAP_AMBIENT, UL(0), UL(1), 0))
SET(set_child_subreaper, PR_SET_CHILD_SUBREAPER)
PLACE(get_child_subreaper, PR_GET_CHILD_SUBREAPER)
SET(set_dumpable, PR_SET_DUMPABLE)
GET(get_dumpable, PR_GET_DUMPABLE)
SET(set_endian, PR_SET_ENDIAN)
PLACE(get_endian, PR_GET_ENDIAN)
SET(set_fpemu, PR_SET_FPEMU)
PLACE(get_fpemu, PR_GET_FPEMU)
SET(set_fpexc, PR_SET_FPEXC)
PLACE(get_fpexc, PR_GET_FPEXC)
SET(set_io_flusher, PR_SET_IO_FLUSHER)
GET(get_io_flusher, PR_GET_IO_FLUSHER)
SET(set_keepcaps, PR_SET_KEEPCAPS)
GET(get_keepcaps, PR_GET_KEEPCAPS)
SYS_CALL(mce_kill, with(PR_MCE_KILL, UL(0), UL(1), 0))
GET(mce_kill_get, PR_MCE_KILL_GET)
SET(set_mdwe, PR_SET_MDWE)
GET(get_mdwe, PR_GET_MDWE)
SET(set_memory_merge, PR_SET_MEMORY_MERGE)
GET(get_memory_merge, PR_GET_MEMORY_MERGE)
SET(set_no_new_privs, PR_SET_NO_NEW_PRIVS)
GET(get_no_new_privs, PR_GET_NO_NEW_PRIVS)
SET(set_pdeathsig, PR_SET_PDEATHSIG)
PLACE(get_pdeathsig, PR_GET_PDEATHSIG)
SYS_CALL(set_ptracer, with(PR_SET_PTRACER, (unsigned long)L(0), 0, 0))
GET(get_seccomp, PR_GET_SECCOMP)
SYS_CALL(set_seccomp, with(PR_SET_SECCOMP, UL(0), (unsigned long)(uintptr_t)P(1), 0))
SET(set_securebits, PR_SET_SECUREBITS)
GET(get_securebits, PR_GET_SECUREBITS)
SYS_CALL(set_speculation_ctrl, with(PR_SET_SPECULATION_CTRL, UL(0), UL(1), 0))
SET(get_speculation_ctrl, PR_GET_SPECULATION_CTRL)
GET(task_perf_events_disable, PR_TASK_PERF_EVENTS_DISABLE)
GET(task_perf_events_enable, PR_TASK_PERF_EVENTS_ENABLE)
SET(set_thp_disable, PR_SET_THP_DISABLE)
GET(get_thp_disable, PR_GET_THP_DISABLE)
SET(set_timerslack, PR_SET_TIMERSLACK)
GET(get_timerslack, PR_GET_TIMERSLACK)
SET(set_timing, PR_SET_TIMING)
GET(get_timing, PR_GET_TIMING)
SET(set_tsc, PR_SET_TSC)
PLACE(get_tsc, PR_GET_TSC)
SET(set_unalign, PR_SET_UNALIGN)
PLACE(get_unalign, PR_GET_UNALIGN)
SYS_CALL(set_name, with(PR_SET_NAME, (unsigned long)(uintptr_t)S(0), 0, 0))

#define NAME_SIZE 16

static int64_t sys_get_name(const union lsys_arg *a)
{
	char name[NAME_SIZE] = "";
	size_t n;

	if (with(PR_GET_NAME, (unsigned long)(uintptr_t)name, 0, 0) < 0)
		return -1;
	n = strnlen(name, sizeof(name));
	n = n < N(1) ? n : N(1);
	memcpy(P(0), name, n);
	return (int64_t)n;
}

static int64_t sys_get_tid_address(const union lsys_arg *a)
{
	unsigned long v = 0;

	(void)a;
	return with(PR_GET_TID_ADDRESS, (unsigned long)(uintptr_t)&v, 0, 0) < 0 ? -1 : (int64_t)v;
}

/* What is named lies at the address; only its pages are looked at. */
static int64_t sys_set_vma(const union lsys_arg *a)
{
	return syscall(SYS_prctl, PR_SET_VMA, PR_SET_VMA_ANON_NAME, P(1), N(2), *S(0) ? S(0) : NULL);
}

static int64_t sys_get_auxv(const union lsys_arg *a)
{
	int64_t r = with(PR_GET_AUXV, (unsigned long)(uintptr_t)P(0), N(1), 0);

	return r > (int64_t)N(1) ? (int64_t)N(1) : r; /* the kernel tells how much there is */
}

static int64_t sys_get_shadow_stack_status(const union lsys_arg *a)
{
	unsigned long v = 0;

	(void)a;
	return with(PR_GET_SHADOW_STACK_STATUS, (unsigned long)(uintptr_t)&v, 0, 0) < 0 ? -1 : (int64_t)v;
}

SYS_CALL(futex_hash, with(PR_FUTEX_HASH, UL(0), UL(1), UL(2)))
SET(set_fp_mode, PR_SET_FP_MODE)
GET(get_fp_mode, PR_GET_FP_MODE)
SET(sve_set_vl, PR_SVE_SET_VL)
GET(sve_get_vl, PR_SVE_GET_VL)
SET(sme_set_vl, PR_SME_SET_VL)
GET(sme_get_vl, PR_SME_GET_VL)
SET(set_tagged_addr_ctrl, PR_SET_TAGGED_ADDR_CTRL)
GET(get_tagged_addr_ctrl, PR_GET_TAGGED_ADDR_CTRL)
GET(pac_get_enabled_keys, PR_PAC_GET_ENABLED_KEYS)
SET(riscv_v_set_control, PR_RISCV_V_SET_CONTROL)
GET(riscv_v_get_control, PR_RISCV_V_GET_CONTROL)
SYS_CALL(riscv_set_icache_flush_ctx, with(PR_RISCV_SET_ICACHE_FLUSH_CTX, UL(0), UL(1), 0))
SYS_CALL(ppc_set_dexcr, with(PR_PPC_SET_DEXCR, UL(0), UL(1), 0))
SET(ppc_get_dexcr, PR_PPC_GET_DEXCR)
SET(timer_create_restore_ids, PR_TIMER_CREATE_RESTORE_IDS)

static int64_t sys_sched_core(const union lsys_arg *a)
{
	uint64_t cookie = 0;
	int64_t r = syscall(SYS_prctl, PR_SCHED_CORE, UL(0), (unsigned long)L(1), UL(2), UL(0) ? 0UL : (unsigned long)(uintptr_t)&cookie);

	return r < 0 ? -1 : (int64_t)cookie;
}

const struct lsys_call lsys_calls_prctl[] = {
	{ "prctl.capbset_read", "cap:CAP", "number", "may this process ever gain the capability? 1: yes", "inval", sys_capbset_read },
	{ "prctl.capbset_drop", "cap:CAP", "true", "never gain the capability again", "inval perm", sys_capbset_drop },
	{ "prctl.cap_ambient", "op:PR_CAP_AMBIENT [cap:CAP]", "number", "capabilities that a program without marks keeps: is_set gives 0 or 1",
	  "inval perm", sys_cap_ambient },
	{ "prctl.set_child_subreaper", "on:bool", "true", "adopt the descendants whose parents end", NULL, sys_set_child_subreaper },
	{ "prctl.get_child_subreaper", "", "number", "does it adopt the descendants whose parents end? 1: yes", NULL,
	  sys_get_child_subreaper },
	{ "prctl.set_dumpable", "mode:int", "true", "may it be traced and dump core? 0: no, 1: yes", "inval", sys_set_dumpable },
	{ "prctl.get_dumpable", "", "number", "may it be traced and dump core? 0: no, 1: yes", NULL, sys_get_dumpable },
	{ "prctl.set_endian", "endian:PR_ENDIAN", "true", "order of bytes (PowerPC)", "inval", sys_set_endian },
	{ "prctl.get_endian", "", "number", "order of bytes (PowerPC)", "inval", sys_get_endian },
	{ "prctl.set_fpemu", "mode:PR_FPEMU", "true", "floating point done by the kernel (ia64)", "inval", sys_set_fpemu },
	{ "prctl.get_fpemu", "", "number", "floating point done by the kernel (ia64)", "inval", sys_get_fpemu },
	{ "prctl.set_fpexc", "mode:PR_FP_EXC", "true", "floating point exceptions (PowerPC)", "inval", sys_set_fpexc },
	{ "prctl.get_fpexc", "", "number", "floating point exceptions (PowerPC)", "inval", sys_get_fpexc },
	{ "prctl.set_io_flusher", "on:bool", "true", "this process serves a disk: memory for it must not wait for disks", "inval perm",
	  sys_set_io_flusher },
	{ "prctl.get_io_flusher", "", "number", "does it serve a disk? 1: yes", "perm", sys_get_io_flusher },
	{ "prctl.set_keepcaps", "on:bool", "true", "keep permitted capabilities when the user is no more root", "inval perm", sys_set_keepcaps },
	{ "prctl.get_keepcaps", "", "number", "does it keep permitted capabilities when the user is no more root? 1: yes",
	  NULL, sys_get_keepcaps },
	{ "prctl.mce_kill", "how:PR_MCE_KILL [policy:PR_MCE_KILL_OPT]", "true", "when broken memory kills the process",
	  "inval", sys_mce_kill },
	{ "prctl.mce_kill_get", "", "number", "when broken memory kills the process", NULL, sys_mce_kill_get },
	{ "prctl.set_mdwe", "bits:PR_MDWE", "true", "memory that is written never becomes executable", "inval perm", sys_set_mdwe },
	{ "prctl.get_mdwe", "", "number", "bits: does memory that is written never become executable?", "inval", sys_get_mdwe },
	{ "prctl.set_memory_merge", "on:bool", "true", "same pages may become one", "inval perm", sys_set_memory_merge },
	{ "prctl.get_memory_merge", "", "number", "may same pages become one? 1: yes", "inval", sys_get_memory_merge },
	{ "prctl.set_no_new_privs", "on:bool", "true", "no program that is begun gives more rights; not to be undone", "inval",
	  sys_set_no_new_privs },
	{ "prctl.get_no_new_privs", "", "number", "does no program that is begun give more rights? 1: so it is", NULL,
	  sys_get_no_new_privs },
	{ "prctl.set_pdeathsig", "[sig:SIG]", "true", "signal to get when the parent ends", "inval", sys_set_pdeathsig },
	{ "prctl.get_pdeathsig", "", "number", "signal that it gets when the parent ends", NULL, sys_get_pdeathsig },
	{ "prctl.set_ptracer", "pid:long", "true", "who may trace it besides (Yama); -1: anyone, 0: nobody", "inval", sys_set_ptracer },
	{ "prctl.set_seccomp", "mode:SECCOMP_MODE [prog:<sock_fprog]", "true", "restrict the calls it may make", "acces fault inval",
	  sys_set_seccomp },
	{ "prctl.get_seccomp", "", "number", "how the calls it may make are restricted", "inval", sys_get_seccomp },
	{ "prctl.set_securebits", "bits:SECBIT", "true", "how capabilities follow from users", "perm", sys_set_securebits },
	{ "prctl.get_securebits", "", "number", "bits: how capabilities follow from users", NULL, sys_get_securebits },
	{ "prctl.set_speculation_ctrl", "which:PR_SPEC ctrl:PR_SPEC", "true", "may the processor guess ahead in this way?",
	  "io inval nodev nxio perm range",
	  sys_set_speculation_ctrl },
	{ "prctl.get_speculation_ctrl", "which:PR_SPEC", "number", "how a way in which the processor guesses ahead is set",
	  "inval nodev", sys_get_speculation_ctrl },
	{ "prctl.sched_core", "cmd:PR_SCHED_CORE [pid:long] [type:ulong]", "number", "who may run on the same core; cmd 0 gives the cookie",
	  "inval nodev perm srch", sys_sched_core },
	{ "prctl.task_perf_events_disable", "", "true", "stop this process's counters", NULL, sys_task_perf_events_disable },
	{ "prctl.task_perf_events_enable", "", "true", "start this process's counters", NULL, sys_task_perf_events_enable },
	{ "prctl.set_thp_disable", "on:bool", "true", "use no huge pages", "inval", sys_set_thp_disable },
	{ "prctl.get_thp_disable", "", "number", "does it use no huge pages? 1: none", NULL, sys_get_thp_disable },
	{ "prctl.set_timerslack", "ns:ulong", "true", "by how much timers may be late; 0: as at the start", "inval", sys_set_timerslack },
	{ "prctl.get_timerslack", "", "number", "by how much timers may be late, ns", NULL, sys_get_timerslack },
	{ "prctl.set_timing", "mode:PR_TIMING", "true", "how processor time is counted", "inval", sys_set_timing },
	{ "prctl.get_timing", "", "number", "how processor time is counted", NULL, sys_get_timing },
	{ "prctl.set_tsc", "mode:PR_TSC", "true", "may the processor's counter be read? (x86)", "inval", sys_set_tsc },
	{ "prctl.get_tsc", "", "number", "may the processor's counter be read? (x86)", "inval", sys_get_tsc },
	{ "prctl.set_unalign", "mode:PR_UNALIGN", "true", "accesses across borders (some architectures)", "inval", sys_set_unalign },
	{ "prctl.get_unalign", "", "number", "accesses across borders", "inval", sys_get_unalign },
	{ "prctl.set_name", "name:str", "true", "name of this thread, 15 bytes of it", NULL, sys_set_name },
	{ "prctl.get_name", "[buf] [count=16]", "string", "name of this thread", NULL, sys_get_name },
	{ "prctl.set_vma", "name:str memory:data [size:count]", "true", "the name that /proc/PID/maps has for a mapping's pages; \"\": none",
	  "badf inval nomem", sys_set_vma },
	{ "prctl.get_auxv", "[buf] [count=4096]", "string", "what the kernel told this program at its start: pairs of words", "inval",
	  sys_get_auxv },
	{ "prctl.futex_hash", "op:PR_FUTEX_HASH [slots:ulong] [flags:ulong]", "number", "the process's own table of futexes; get_slots tells its size",
	  "busy inval nomem", sys_futex_hash },
	{ "prctl.timer_create_restore_ids", "mode:ulong", "number", "timer_create takes the number wanted: 1 on, 0 off, 2 is it?", "inval",
	  sys_timer_create_restore_ids },
	{ "prctl.set_fp_mode", "mode:ulong", "true", "floating point registers (MIPS)", "inval opnotsupp", sys_set_fp_mode },
	{ "prctl.get_fp_mode", "", "number", "floating point registers (MIPS)", "inval", sys_get_fp_mode },
	{ "prctl.sve_set_vl", "length:ulong", "number", "length of vectors and flags (ARM)", "inval", sys_sve_set_vl },
	{ "prctl.sve_get_vl", "", "number", "length of vectors and flags (ARM)", "inval", sys_sve_get_vl },
	{ "prctl.sme_set_vl", "length:ulong", "number", "length of vectors of matrices (ARM)", "inval", sys_sme_set_vl },
	{ "prctl.sme_get_vl", "", "number", "length of vectors of matrices (ARM)", "inval", sys_sme_get_vl },
	{ "prctl.set_tagged_addr_ctrl", "flags:ulong", "true", "tags in addresses (ARM, RISC-V)", "inval", sys_set_tagged_addr_ctrl },
	{ "prctl.get_tagged_addr_ctrl", "", "number", "tags in addresses", "inval", sys_get_tagged_addr_ctrl },
	{ "prctl.pac_get_enabled_keys", "", "number", "keys that sign pointers (ARM)", "inval", sys_pac_get_enabled_keys },
	{ "prctl.riscv_v_set_control", "control:ulong", "true", "vectors, of this process and the next program (RISC-V)", "inval perm",
	  sys_riscv_v_set_control },
	{ "prctl.riscv_v_get_control", "", "number", "vectors (RISC-V)", "inval", sys_riscv_v_get_control },
	{ "prctl.riscv_set_icache_flush_ctx", "on:ulong scope:ulong", "true", "who may do without calls when it writes programs (RISC-V)", "inval",
	  sys_riscv_set_icache_flush_ctx },
	{ "prctl.ppc_set_dexcr", "which:ulong control:ulong", "true", "bits of DEXCR (PowerPC)", "inval nodev perm", sys_ppc_set_dexcr },
	{ "prctl.ppc_get_dexcr", "which:ulong", "number", "bits of DEXCR (PowerPC)", "inval nodev", sys_ppc_get_dexcr },
	{ "prctl.get_shadow_stack_status", "", "number", "a second stack of return addresses", "inval", sys_get_shadow_stack_status },
	{ "prctl.get_tid_address", "", "number", "where the kernel puts 0 at the thread's end", "inval", sys_get_tid_address },
	{ 0 },
};

/* Calls on scheduling: policies, processors, memory nodes, the order of transfers. */
#include <errno.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sys/abi.h"
#include "sys/call_rows.h"
#include "sys/calls.h"

/* The kernel's own calls: musl's functions for policies refuse, since POSIX means something else. */

static const struct lsys_sched_param no_priority;

SYS_CALL(sched_getscheduler, syscall(SYS_sched_getscheduler, I(0)))
SYS_CALL(sched_setscheduler, syscall(SYS_sched_setscheduler, I(0), I(1), P(2) ? P(2) : &no_priority))
SYS_CALL(sched_setparam, syscall(SYS_sched_setparam, I(0), P(1) ? P(1) : &no_priority))
SYS_CALL(sched_yield, sched_yield())
SYS_CALL(sched_get_priority_max, sched_get_priority_max(I(0)))
SYS_CALL(sched_get_priority_min, sched_get_priority_min(I(0)))
SYS_CALL(sched_rr_get_interval, sched_rr_get_interval(I(0), P(1)))
SYS_CALL(sched_getattr, syscall(SYS_sched_getattr, I(0), P(1), sizeof(struct lsys_sched_attr), U(2)))
SYS_CALL(ioprio_get, syscall(SYS_ioprio_get, I(0), I(1)))
SYS_CALL(ioprio_set, syscall(SYS_ioprio_set, I(0), I(1), I(2)))

/* The kernel reads as much as the struct says that it is. */
static int64_t sys_sched_setattr(const union lsys_arg *a)
{
	const struct lsys_sched_attr *attr = P(1);

	if (attr->size > sizeof(*attr)) {
		errno = E2BIG;
		return -1;
	}
	return syscall(SYS_sched_setattr, I(0), attr, U(2));
}

static int64_t sys_sched_getparam(const union lsys_arg *a)
{
	struct lsys_sched_param p;

	return syscall(SYS_sched_getparam, I(0), &p) < 0 ? -1 : p.sched_priority;
}

const struct lsys_call lsys_calls_sched[] = {
	{ "sched_getscheduler", "[pid]", "number", "scheduling policy of a process", "inval perm srch", sys_sched_getscheduler },
	{ "sched_setscheduler", "[pid] policy:SCHED [param:<sched_param]", "true", "set policy and priority", "inval perm srch",
	  sys_sched_setscheduler },
	{ "sched_getparam", "[pid]", "number", "real-time priority of a process", "inval perm srch", sys_sched_getparam },
	{ "sched_setparam", "[pid] [param:<sched_param]", "true", "set a process's real-time priority", "inval perm srch",
	  sys_sched_setparam },
	{ "sched_setattr", "[pid] attr:<sched_attr [flags:uint]", "true", "set policy and all that belongs to it",
	  "2big acces busy inval perm srch", sys_sched_setattr },
	{ "sched_getattr", "[pid] [attr:>sched_attr] [flags:uint]", "attr", "policy and all that belongs to it", "2big inval srch", sys_sched_getattr },
	{ "sched_yield", "", "true", "let others run", NULL, sys_sched_yield },
	{ "sched_getaffinity", "[pid] [mask:cpu_set] [len]", "cpu_set", "processors a process may run on", "inval perm srch", NULL },
	{ "sched_setaffinity", "[pid] mask:cpu_set [len]", "true",
	  "set the processors a process may run on: a set, or a list of numbers from 0", "inval perm srch", NULL },
	{ "sched_get_priority_max", "policy:SCHED", "number", "highest priority of a policy", "inval", sys_sched_get_priority_max },
	{ "sched_get_priority_min", "policy:SCHED", "number", "lowest priority of a policy", "inval", sys_sched_get_priority_min },
	{ "sched_rr_get_interval", "[pid] [ts:>timespec]", "ts", "how long it runs before others of its priority do", "inval srch",
	  sys_sched_rr_get_interval },
	{ "getcpu", "[cpu:buffer] [node:buffer]", "table {cpu, node}", "processor and memory node it runs on", NULL, NULL },
	{ "set_mempolicy", "mode:MPOL [nodes:cpu_set]", "true", "which nodes memory is taken from", "inval nosys", NULL },
	{ "get_mempolicy", "[flags:MPOL_F] [addr:mapping]", "number, nil, cpu_set", "mode and nodes memory is taken from", "inval nosys", NULL },
	{ "ioprio_get", "which:IOPRIO_WHO [who:id=0]", "number", "priority of transfers: class * 8192 + level", "inval perm srch", sys_ioprio_get },
	{ "ioprio_set", "which:IOPRIO_WHO [who:id=0] prio:int", "true",
	  "set the priority of transfers: class * 8192 + level", "inval perm srch", sys_ioprio_set },
	{ 0 },
};

/* The operations of ptrace(2), each as the call that it is: S.ptrace finds them by name. */
#include <errno.h>
#include <linux/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/uapi_proc.h"
#include "sys/abi.h"
#include "sys/call_rows.h"
#include "sys/calls.h"

/* Not the C library's, whose peek has no other way to tell a failure than errno. */
static int64_t with(long request, long pid, const void *addr, const void *data)
{
	return syscall(SYS_ptrace, request, pid, addr, data);
}

static const void *address(uint64_t a)
{
	return (const void *)(uintptr_t)a;
}

static int64_t peek(long request, long pid, uint64_t where)
{
	long word = 0;

	if (with(request, pid, address(where), &word) < 0)
		return -1;
	if (word == -1)
		errno = 0; /* a value, no failure */
	return word;
}

static int64_t event_message(long pid)
{
	unsigned long message = 0;

	if (with(PTRACE_GETEVENTMSG, pid, NULL, &message) < 0)
		return -1;
	if (message == ~0UL)
		errno = 0;
	return (int64_t)message;
}

static int64_t registers(long request, long pid, uint64_t set, void *p, size_t size)
{
	struct iovec v = { p, size };

	return with(request, pid, address(set), &v) < 0 ? -1 : (int64_t)v.iov_len;
}

#define OP(name, op) SYS_CALL(name, with(op, I(0), NULL, NULL))
#define WITH_SIGNAL(name, op) SYS_CALL(name, with(op, I(0), NULL, address(a[1].u)))
#define PEEK(name, op) SYS_CALL(name, peek(op, I(0), a[1].u))
#define POKE(name, op) SYS_CALL(name, with(op, I(0), address(a[1].u), address(a[2].u)))

SYS_CALL(traceme, with(PTRACE_TRACEME, 0, NULL, NULL))
OP(attach, PTRACE_ATTACH)
SYS_CALL(seize, with(PTRACE_SEIZE, I(0), NULL, address(a[1].u)))
WITH_SIGNAL(detach, PTRACE_DETACH)
WITH_SIGNAL(cont, PTRACE_CONT)
WITH_SIGNAL(syscall, PTRACE_SYSCALL)
WITH_SIGNAL(singlestep, PTRACE_SINGLESTEP)
OP(kill, PTRACE_KILL)
OP(interrupt, PTRACE_INTERRUPT)
OP(listen, PTRACE_LISTEN)
SYS_CALL(setoptions, with(PTRACE_SETOPTIONS, I(0), NULL, address(a[1].u)))
SYS_CALL(geteventmsg, event_message(I(0)))
PEEK(peektext, PTRACE_PEEKTEXT)
PEEK(peekdata, PTRACE_PEEKDATA)
PEEK(peekusr, PTRACE_PEEKUSR)
POKE(poketext, PTRACE_POKETEXT)
POKE(pokedata, PTRACE_POKEDATA)
POKE(pokeusr, PTRACE_POKEUSR)
SYS_CALL(getsiginfo, with(PTRACE_GETSIGINFO, I(0), NULL, P(1)))
SYS_CALL(setsiginfo, with(PTRACE_SETSIGINFO, I(0), NULL, P(1)))
SYS_CALL(getsigmask, with(PTRACE_GETSIGMASK, I(0), address(sizeof(struct lsys_sigset)), P(1)))
SYS_CALL(setsigmask, with(PTRACE_SETSIGMASK, I(0), address(sizeof(struct lsys_sigset)), P(1)))
SYS_CALL(getregset, registers(PTRACE_GETREGSET, I(0), a[1].u, P(2), N(3)))
SYS_CALL(setregset, registers(PTRACE_SETREGSET, I(0), a[1].u, P(2), N(3)))
SYS_CALL(get_syscall_info, with(PTRACE_GET_SYSCALL_INFO, I(0), address(sizeof(struct ptrace_syscall_info)), P(1)))

#define ERRORS "inval io perm srch"

const struct lsys_call lsys_calls_ptrace[] = {
	{ "ptrace.traceme", "", "true", "let the parent trace this process, from the next signal or exec on", "perm", sys_traceme },
	{ "ptrace.attach", "pid", "true", "trace a process, and stop it", "perm srch", sys_attach },
	{ "ptrace.seize", "pid [options:PTRACE_O]", "true", "trace a process without stopping it", "io perm srch", sys_seize },
	{ "ptrace.detach", "pid [sig:SIG]", "true", "trace a process no more, and let it go on", "io srch", sys_detach },
	{ "ptrace.cont", "pid [sig:SIG]", "true", "let a traced process go on, with a signal if one is said", "io srch", sys_cont },
	{ "ptrace.syscall", "pid [sig:SIG]", "true", "let a traced process go on to the begin or end of its next system call", "io srch", sys_syscall },
	{ "ptrace.singlestep", "pid [sig:SIG]", "true", "let a traced process do one instruction", "io srch", sys_singlestep },
	{ "ptrace.kill", "pid", "true", "kill a traced process (better by kill)", "srch", sys_kill },
	{ "ptrace.interrupt", "pid", "true", "stop a process that was seized", "io srch", sys_interrupt },
	{ "ptrace.listen", "pid", "true", "let a process that is stopped as a group stay so, and tell of it", "io srch", sys_listen },
	{ "ptrace.setoptions", "pid options:PTRACE_O", "true", "say what is told of a traced process", ERRORS, sys_setoptions },
	{ "ptrace.geteventmsg", "pid", "number", "what belongs to the event: a child's number, an exit status", "io srch", sys_geteventmsg },
	{ "ptrace.peektext", "pid addr:ulong", "number", "a word of a traced process's memory", "fault io srch", sys_peektext },
	{ "ptrace.peekdata", "pid addr:ulong", "number", "a word of a traced process's memory", "fault io srch", sys_peekdata },
	{ "ptrace.peekusr", "pid offset:ulong", "number", "a word of a traced process's registers", "fault io srch", sys_peekusr },
	{ "ptrace.poketext", "pid addr:ulong word:ulong", "true", "change a word of a traced process's memory", "fault io srch", sys_poketext },
	{ "ptrace.pokedata", "pid addr:ulong word:ulong", "true", "change a word of a traced process's memory", "fault io srch", sys_pokedata },
	{ "ptrace.pokeusr", "pid offset:ulong word:ulong", "true", "change a word of a traced process's registers", "fault io srch", sys_pokeusr },
	{ "ptrace.getsiginfo", "pid [info:>siginfo]", "info", "the signal that it was stopped by", ERRORS, sys_getsiginfo },
	{ "ptrace.setsiginfo", "pid info:<siginfo", "true", "change the signal that it was stopped by", ERRORS, sys_setsiginfo },
	{ "ptrace.getsigmask", "pid [set:>sigset]", "set", "signals that wait for it", ERRORS, sys_getsigmask },
	{ "ptrace.setsigmask", "pid set:<sigset", "true", "change the signals that wait for it", ERRORS, sys_setsigmask },
	{ "ptrace.getregset", "pid [set:ulong=1] [buf] [count=4096]", "string", "its registers, as the architecture has them; set 1: the general ones",
	  ERRORS, sys_getregset },
	{ "ptrace.setregset", "pid set:ulong registers:data [len:count]", "true", "change its registers", ERRORS, sys_setregset },
	{ "ptrace.get_syscall_info", "pid [info:>ptrace_syscall_info]", "info", "the system call that it was stopped at", ERRORS,
	  sys_get_syscall_info },
	{ 0 },
};

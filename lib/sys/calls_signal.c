/* Calls on signals. */
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sys/call_rows.h"
#include "sys/calls.h"
#include "sys/sigset.h"

static int pending(struct lsys_sigset *s)
{
	sigset_t set;

	if (sigpending(&set) < 0)
		return -1;
	lsys_sigset_from_libc(s, &set);
	return 0;
}

static int suspend(const struct lsys_sigset *s)
{
	sigset_t set = lsys_sigset_libc(s);

	return sigsuspend(&set);
}

static int wait_for(const struct lsys_sigset *s, siginfo_t *info, const struct timespec *timeout)
{
	sigset_t set = lsys_sigset_libc(s);

	return sigtimedwait(&set, info, timeout);
}

/* The number of the process or group comes first in the kernel's siginfo, too, but who sent it is not for us to say. */
static int queue(pid_t pid, int sig, const union sigval *value)
{
	static const union sigval none;

	return sigqueue(pid, sig, value ? *value : none);
}

SYS_CALL(kill, kill(I(0), I(1)))
SYS_CALL(killpg, killpg(I(0), I(1)))
SYS_CALL(raise, syscall(SYS_tgkill, getpid(), (pid_t)syscall(SYS_gettid), I(0)))
SYS_CALL(tkill, syscall(SYS_tkill, I(0), I(1)))
SYS_CALL(tgkill, syscall(SYS_tgkill, I(0), I(1), I(2)))
SYS_CALL(sigqueue, queue(I(0), I(1), P(2)))
SYS_CALL(rt_sigqueueinfo, syscall(SYS_rt_sigqueueinfo, I(0), I(1), P(2)))
SYS_CALL(rt_tgsigqueueinfo, syscall(SYS_rt_tgsigqueueinfo, I(0), I(1), I(2), P(3)))
SYS_CALL(pause, pause())
SYS_CALL(sigpending, pending(P(0)))
SYS_CALL(sigsuspend, suspend(P(0)))
SYS_CALL(sigwaitinfo, wait_for(P(0), P(1), NULL))
SYS_CALL(sigtimedwait, wait_for(P(0), P(1), P(2)))

const struct lsys_call lsys_calls_signal[] = {
	{ "kill", "pid:int sig:SIG", "true", "send a signal to a process, to its group with 0, to all with -1, to group -pid", "inval perm srch",
	  sys_kill },
	{ "killpg", "pgrp:int sig:SIG", "true", "send a signal to a group of processes", "inval perm srch", sys_killpg },
	{ "raise", "sig:SIG", "true", "send a signal to oneself", "inval", sys_raise },
	{ "tkill", "tid:int sig:SIG", "true", "send a signal to a thread", "again inval perm srch", sys_tkill },
	{ "tgkill", "pid:int tid:int sig:SIG", "true", "send a signal to a thread of a process", "again inval perm srch", sys_tgkill },
	{ "sigqueue", "pid:int sig:SIG [value:<sigval]", "true", "send a signal and a value", "again inval perm srch", sys_sigqueue },
	{ "rt_sigqueueinfo", "pid:int sig:SIG info:<siginfo", "true", "send a signal with all that comes with it", "again inval perm srch",
	  sys_rt_sigqueueinfo },
	{ "rt_tgsigqueueinfo", "pid:int tid:int sig:SIG info:<siginfo", "true",
	  "send a signal with all that comes with it to a thread", "again inval perm srch",
	  sys_rt_tgsigqueueinfo },
	{ "pause", "", "nothing", "wait for a signal; ends with intr only", "intr", sys_pause },
	{ "signal", "sig:SIG handler", "dfl, ign or the function before",
	  "say what is done at a signal; a function interrupts calls, and stays until it is replaced", "inval", NULL },
	{ "sigaction", "sig:SIG [handler:sigaction] [old:sigaction]", "true, nil, the sigaction before",
	  "say what is done at a signal, or with no handler ask", "inval", NULL },
	{ "sigprocmask", "[how:SIGPM] [set:sigset] [old:sigset]", "old", "change which signals wait, or with no arguments ask", "inval", NULL },
	{ "sigpending", "[set:>sigset]", "set", "signals that wait", NULL, sys_sigpending },
	{ "sigsuspend", "mask:<sigset", "nothing", "wait for a signal while others wait; ends with intr only", "intr", sys_sigsuspend },
	{ "sigwaitinfo", "set:<sigset [info:>siginfo]", "info", "take a signal that waits, or comes", "intr", sys_sigwaitinfo },
	{ "sigtimedwait", "set:<sigset [info:>siginfo] [timeout:<timespec]", "info",
	  "take a signal that waits, or comes in this time", "again inval intr",
	  sys_sigtimedwait },
	{ "signalfd", "set:sigset [flags:SFD] [fd]", "fd", "read signals from a descriptor; with one, change what it reads",
	  "badf inval mfile nfile nodev nomem", NULL },
	{ 0 },
};

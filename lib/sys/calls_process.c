/* Calls on processes. */
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/uapi.h"
#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(getpid, getpid())
SYS_CALL(getppid, getppid())
SYS_CALL(gettid, syscall(SYS_gettid))
SYS_CALL(getpgid, getpgid(I(0)))
SYS_CALL(getpgrp, getpgrp())
SYS_CALL(setpgid, setpgid(I(0), I(1)))
SYS_CALL(getsid, getsid(I(0)))
SYS_CALL(setsid, setsid())
SYS_CALL(acct, acct(S(0)))
SYS_CALL(setpriority, setpriority(U(0), U(1), I(2)))
SYS_CALL(getrlimit, getrlimit(I(0), P(1)))
SYS_CALL(prlimit, prlimit(I(0), I(1), P(2), P(3)))
SYS_CALL(getrusage, getrusage(I(0), P(1)))
SYS_CALL(personality, personality(a[0].u))
SYS_CALL(pidfd_open, syscall(__NR_pidfd_open, I(0), U(1)))
SYS_CALL(pidfd_send_signal, syscall(__NR_pidfd_send_signal, I(0), I(1), P(2), U(3)))
SYS_CALL(pidfd_getfd, syscall(__NR_pidfd_getfd, I(0), I(1), U(2)))
SYS_CALL(process_mrelease, syscall(__NR_process_mrelease, I(0), U(1)))
SYS_CALL(kcmp, syscall(SYS_kcmp, I(0), I(1), I(2), (unsigned long)a[3].u, (unsigned long)a[4].u))
SYS_CALL(membarrier, syscall(SYS_membarrier, I(0), U(1), I(2)))

const struct lsys_call lsys_calls_process[] = {
	{ "getpid", "", "number", "number of this process", NULL, sys_getpid },
	{ "getppid", "", "number", "number of its parent", NULL, sys_getppid },
	{ "gettid", "", "number", "number of this thread", NULL, sys_gettid },
	{ "getpgid", "[pid]", "number", "process group of a process", "perm srch", sys_getpgid },
	{ "getpgrp", "", "number", "process group of this process", NULL, sys_getpgrp },
	{ "setpgid", "[pid] [pgid:pid]", "true", "put a process into a group; left out: one of its own", "acces inval perm srch", sys_setpgid },
	{ "getsid", "[pid]", "number", "session of a process", "perm srch", sys_getsid },
	{ "setsid", "", "number", "begin a new session", "perm", sys_setsid },
	{ "fork", "", "number", "make a child, which goes on from here with 0; output that waits is "
	  "written first, and a child that does not become another program ends best with _exit, which leaves shared files where they are", "again nomem nosys", NULL },
	{ "clone", "[flags:CLONE] [signal:SIG] [stack:nil] [ptid:buffer] [tls:nil] [ctid:buffer]", "number",
	  "make a child as fork does, with things shared or new; flags under which it would use this process's memory (vm, vfork, "
	  "thread, sighand, settls) and a stack are refused; without a signal it is waited for with \"clone\"",
	  "again inval nomem nospc perm users", NULL },
	{ "clone3", "args:clone_args", "number, nil, pidfd if asked for", "make a child, with more to choose; as clone otherwise",
	  "again busy inval nomem nospc opnotsupp perm users", NULL },
	{ "execve", "path argv:list [envp:list]", "does not return", "become another program; argv[1] is its name for itself, envp "
	  "is of \"NAME=value\"; left out: the environment as it is", "2big acces inval noent noexec nomem notdir perm txtbsy", NULL },
	{ "execveat", "dirfd path argv:list [envp:list] [flags:AT]", "does not return",
	  "become another program, below a directory; with \"empty_path\" "
	  "and \"\" the open file itself", "2big acces badf inval loop noent noexec nomem notdir perm txtbsy", NULL },
	{ "exit", "[status:EXIT]", "does not return", "run the functions of atexit, write out what waits, end", NULL, NULL },
	{ "_exit", "[status:EXIT]", "does not return", "end at once: nothing is run, nothing written", NULL, NULL },
	{ "atexit", "handler", "true", "a function to be called at the end, by whatever way but _exit; the last one first", NULL, NULL },
	{ "wait", "[status:waitstatus]", "pid, nil, waitstatus", "wait for a child's end", "child intr", NULL },
	{ "waitpid", "pid:WAIT [options:W] [status:waitstatus]", "pid, nil, waitstatus; 0 if there is nothing to tell",
	  "wait for a child: a number, \"any\", \"mypgrp\", or a group as -number", "child intr inval", NULL },
	{ "wait3", "options:W [rusage] [status:waitstatus]", "pid, nil, waitstatus, rusage; 0", "wait for any child, and see what it used",
	  "child intr inval", NULL },
	{ "wait4", "pid:WAIT [options:W] [rusage] [status:waitstatus]", "pid, nil, waitstatus, rusage; 0",
	  "wait for a child, and see what it used; rusage false: not wanted", "child intr inval", NULL },
	{ "waitid", "idtype:P [id] options:W [infop:siginfo] [rusage]", "siginfo, nil, rusage",
	  "wait for a change of a child's state; pid in the siginfo is 0 if there is nothing to tell; rusage false: not wanted",
	  "badf child intr inval", NULL },
	{ "getpriority", "which:PRIO [who:id=0]", "number", "nice value, the lowest of those it is asked for", "acces inval perm srch", NULL },
	{ "setpriority", "which:PRIO [who:id=0] prio:int", "true", "set the nice value, from -20 to 19",
	  "acces inval perm srch", sys_setpriority },
	{ "nice", "inc:int", "number", "add to this process's nice value; gives the new one", "perm", NULL },
	{ "getrlimit", "resource:RLIMIT [limit:>rlimit]", "limit", "a limit of this process", "inval", sys_getrlimit },
	{ "setrlimit", "resource:RLIMIT limit:rlimit [max]", "true", "set a limit: {cur, max}; a number alone is both", "inval perm", NULL },
	{ "prlimit", "[pid] resource:RLIMIT [new:<rlimit] [old:>rlimit]", "old", "a limit of any process as it was, and set it",
	  "inval perm srch", sys_prlimit },
	{ "getrusage", "who:RUSAGE [usage:>rusage]", "usage", "what this process or its ended children have used", "inval", sys_getrusage },
	{ "prctl", "option:PR [arg2] [arg3] [arg4] [arg5]", "true, or what the option gives",
	  "operations on this process: each option is a row of the area prctl", "acces fault inval perm", NULL },
	{ "ptrace", "operation:PTRACE [pid] [arg3] [arg4] [arg5]", "true, or what the operation gives",
	  "operations on a process that is traced: each is a row of the area ptrace", "fault inval io perm srch", NULL },
	{ "acct", "[path]", "true", "write a record of each process's end to a file; nil: no more", "acces isdir noent nosys perm", sys_acct },
	{ "personality", "[persona:PER=0xffffffff]", "number", "execution domain as it was, and set it", NULL, sys_personality },
	{ "pidfd_open", "pid [flags:PIDFD]", "fd", "a descriptor of a process", "inval mfile nfile nosys srch", sys_pidfd_open },
	{ "pidfd_send_signal", "pidfd:fd sig:SIG [info:<siginfo] [flags:PIDFD_SIGNAL]", "true", "send a signal to the process of a descriptor",
	  "badf inval perm srch", sys_pidfd_send_signal },
	{ "pidfd_getfd", "pidfd:fd targetfd:int [flags:uint]", "fd", "a copy of a descriptor that another process has",
	  "badf inval mfile perm srch", sys_pidfd_getfd },
	{ "process_vm_readv", "pid iov:iovecs remote:list [flags:ulong]", "number",
	  "read another process's memory into buffers; remote: {{address, length}, ...}", "fault inval nomem nosys perm srch", NULL },
	{ "process_vm_writev", "pid iov:iovecs remote:list [flags:ulong]", "number",
	  "write buffers into another process's memory, not this one's", "fault inval nomem nosys perm srch", NULL },
	{ "process_madvise", "pidfd:fd ranges:list advice:MADV [flags:uint]", "number",
	  "advice on another process's memory, {{address, length}, ...}: cold, pageout, willneed or collapse", "badf fault inval perm srch", NULL },
	{ "process_mrelease", "pidfd:fd [flags:uint]", "true", "take the memory of a process that is being killed", "again inval nosys srch",
	  sys_process_mrelease },
	{ "kcmp", "pid1:pid pid2:pid type:KCMP [idx1:ulong] [idx2:ulong]", "number",
	  "do two processes share something? 0: yes, 1 and 2: an order", "badf inval nosys perm srch", sys_kcmp },
	{ "membarrier", "cmd:MEMBARRIER_CMD [flags:MEMBARRIER_CMD_FLAG] [cpu:int]", "number", "order the memory accesses of threads",
	  "inval nosys perm", sys_membarrier },
	{ "syscall", "name_or_number [arg1] [arg2] [arg3] [arg4] [arg5] [arg6]", "number",
	  "any call of the running kernel, its arguments as they are: numbers, descriptors, copies of strings, objects' memory; the one "
	  "unsafe door, where nothing is checked: a call that writes past an object or shares this process's memory ends it", NULL, NULL },
	{ 0 },
};

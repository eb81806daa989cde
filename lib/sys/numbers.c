/*
 * Numbers of the kernel's calls by name, as the headers of the architecture that this is built for have them. Whether there
 * is such a number is known when the macro has been replaced or not: a text can be made of either, so that a name needs a
 * word here and no #ifdef.
 */
#include "sys/numbers.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

#include "base/uapi.h"
#include "table/names.h"

#define TEXT_(...) #__VA_ARGS__
#define TEXT(x) TEXT_(x)
#define N(name) { #name, TEXT(__NR_##name) }

static const struct { const char *name, *number; } rows[] = {
	N(_llseek), N(_newselect), N(_sysctl), N(accept), N(accept4), N(access), N(acct), N(add_key), N(adjtimex),
	N(afs_syscall), N(alarm), N(arch_prctl), N(arm_fadvise64_64), N(bdflush), N(bind), N(bpf), N(break), N(breakpoint),
	N(brk), N(cacheflush), N(cachestat), N(capget), N(capset), N(chdir), N(chmod), N(chown), N(chown32), N(chroot),
	N(clock_adjtime), N(clock_adjtime64), N(clock_getres), N(clock_getres_time64), N(clock_gettime), N(clock_gettime64),
	N(clock_nanosleep), N(clock_nanosleep_time64), N(clock_settime), N(clock_settime64), N(clone), N(clone3), N(close),
	N(close_range), N(connect), N(copy_file_range), N(creat), N(create_module), N(delete_module), N(dup), N(dup2), N(dup3),
	N(epoll_create), N(epoll_create1), N(epoll_ctl), N(epoll_ctl_old), N(epoll_pwait), N(epoll_pwait2), N(epoll_wait),
	N(epoll_wait_old), N(eventfd), N(eventfd2), N(execve), N(execveat), N(exit), N(exit_group), N(faccessat), N(faccessat2),
	N(fadvise64), N(fadvise64_64), N(fallocate), N(fanotify_init), N(fanotify_mark), N(fchdir), N(fchmod), N(fchmodat),
	N(fchmodat2), N(fchown), N(fchown32), N(fchownat), N(fcntl), N(fcntl64), N(fdatasync), N(fgetxattr), N(file_getattr),
	N(file_setattr), N(finit_module), N(flistxattr), N(flock), N(fork), N(fremovexattr), N(fsconfig), N(fsetxattr),
	N(fsmount), N(fsopen), N(fspick), N(fstat), N(fstat64), N(fstatat), N(fstatat64), N(fstatfs), N(fstatfs64), N(fsync),
	N(ftime), N(ftruncate), N(ftruncate64), N(futex), N(futex_requeue), N(futex_time64), N(futex_wait), N(futex_waitv),
	N(futex_wake), N(futimesat), N(get_kernel_syms), N(get_mempolicy), N(get_robust_list), N(get_thread_area), N(get_tls),
	N(getcpu), N(getcwd), N(getdents), N(getdents64), N(getegid), N(getegid32), N(geteuid), N(geteuid32), N(getgid),
	N(getgid32), N(getgroups), N(getgroups32), N(getitimer), N(getpeername), N(getpgid), N(getpgrp), N(getpid), N(getpmsg),
	N(getppid), N(getpriority), N(getrandom), N(getresgid), N(getresgid32), N(getresuid), N(getresuid32), N(getrlimit),
	N(getrusage), N(getsid), N(getsockname), N(getsockopt), N(gettid), N(gettimeofday), N(getuid), N(getuid32), N(getxattr),
	N(getxattrat), N(gtty), N(idle), N(init_module), N(inotify_add_watch), N(inotify_init), N(inotify_init1),
	N(inotify_rm_watch), N(io_cancel), N(io_destroy), N(io_getevents), N(io_pgetevents), N(io_pgetevents_time64),
	N(io_setup), N(io_submit), N(io_uring_enter), N(io_uring_register), N(io_uring_setup), N(ioctl), N(ioperm), N(iopl),
	N(ioprio_get), N(ioprio_set), N(ipc), N(kcmp), N(kexec_file_load), N(kexec_load), N(keyctl), N(kill),
	N(landlock_add_rule), N(landlock_create_ruleset), N(landlock_restrict_self), N(lchown), N(lchown32), N(lgetxattr),
	N(link), N(linkat), N(listen), N(listmount), N(listns), N(listxattr), N(listxattrat), N(llistxattr), N(llseek), N(lock),
	N(lookup_dcookie), N(lremovexattr), N(lseek), N(lsetxattr), N(lsm_get_self_attr), N(lsm_list_modules),
	N(lsm_set_self_attr), N(lstat), N(lstat64), N(madvise), N(map_shadow_stack), N(mbind), N(membarrier), N(memfd_create),
	N(memfd_secret), N(migrate_pages), N(mincore), N(mkdir), N(mkdirat), N(mknod), N(mknodat), N(mlock), N(mlock2),
	N(mlockall), N(mmap), N(mmap2), N(modify_ldt), N(mount), N(mount_setattr), N(move_mount), N(move_pages), N(mprotect),
	N(mpx), N(mq_getsetattr), N(mq_notify), N(mq_open), N(mq_timedreceive), N(mq_timedreceive_time64), N(mq_timedsend),
	N(mq_timedsend_time64), N(mq_unlink), N(mremap), N(mseal), N(msgctl), N(msgget), N(msgrcv), N(msgsnd), N(msync),
	N(multiplexer), N(munlock), N(munlockall), N(munmap), N(name_to_handle_at), N(nanosleep), N(newfstatat), N(nfsservctl),
	N(nice), N(oldfstat), N(oldlstat), N(oldolduname), N(oldstat), N(olduname), N(open), N(open_by_handle_at), N(open_tree),
	N(open_tree_attr), N(openat), N(openat2), N(pause), N(pciconfig_iobase), N(pciconfig_read), N(pciconfig_write),
	N(perf_event_open), N(personality), N(pidfd_getfd), N(pidfd_open), N(pidfd_send_signal), N(pipe), N(pipe2),
	N(pivot_root), N(pkey_alloc), N(pkey_free), N(pkey_mprotect), N(poll), N(ppoll), N(ppoll_time64), N(prctl), N(pread64),
	N(preadv), N(preadv2), N(prlimit64), N(process_madvise), N(process_mrelease), N(process_vm_readv), N(process_vm_writev),
	N(prof), N(profil), N(pselect6), N(pselect6_time64), N(ptrace), N(putpmsg), N(pwrite64), N(pwritev), N(pwritev2),
	N(query_module), N(quotactl), N(quotactl_fd), N(read), N(readahead), N(readdir), N(readlink), N(readlinkat), N(readv),
	N(reboot), N(recvfrom), N(recvmmsg), N(recvmmsg_time64), N(recvmsg), N(remap_file_pages), N(removexattr),
	N(removexattrat), N(rename), N(renameat), N(renameat2), N(request_key), N(restart_syscall), N(riscv_flush_icache),
	N(riscv_hwprobe), N(rmdir), N(rseq), N(rt_sigaction), N(rt_sigpending), N(rt_sigprocmask), N(rt_sigqueueinfo),
	N(rt_sigreturn), N(rt_sigsuspend), N(rt_sigtimedwait), N(rt_sigtimedwait_time64), N(rt_tgsigqueueinfo), N(rtas),
	N(s390_guarded_storage), N(s390_pci_mmio_read), N(s390_pci_mmio_write), N(s390_runtime_instr), N(s390_sthyi),
	N(sched_get_priority_max), N(sched_get_priority_min), N(sched_getaffinity), N(sched_getattr), N(sched_getparam),
	N(sched_getscheduler), N(sched_rr_get_interval), N(sched_rr_get_interval_time64), N(sched_setaffinity),
	N(sched_setattr), N(sched_setparam), N(sched_setscheduler), N(sched_yield), N(seccomp), N(security), N(select),
	N(semctl), N(semget), N(semop), N(semtimedop), N(semtimedop_time64), N(sendfile), N(sendfile64), N(sendmmsg),
	N(sendmsg), N(sendto), N(set_mempolicy), N(set_mempolicy_home_node), N(set_robust_list), N(set_thread_area),
	N(set_tid_address), N(set_tls), N(setdomainname), N(setfsgid), N(setfsgid32), N(setfsuid), N(setfsuid32), N(setgid),
	N(setgid32), N(setgroups), N(setgroups32), N(sethostname), N(setitimer), N(setns), N(setpgid), N(setpriority),
	N(setregid), N(setregid32), N(setresgid), N(setresgid32), N(setresuid), N(setresuid32), N(setreuid), N(setreuid32),
	N(setrlimit), N(setsid), N(setsockopt), N(settimeofday), N(setuid), N(setuid32), N(setxattr), N(setxattrat),
	N(sgetmask), N(shmat), N(shmctl), N(shmdt), N(shmget), N(shutdown), N(sigaction), N(sigaltstack), N(signal),
	N(signalfd), N(signalfd4), N(sigpending), N(sigprocmask), N(sigreturn), N(sigsuspend), N(socket), N(socketcall),
	N(socketpair), N(splice), N(spu_create), N(spu_run), N(ssetmask), N(stat), N(stat64), N(statfs), N(statfs64),
	N(statmount), N(statx), N(stime), N(stty), N(subpage_prot), N(swapcontext), N(swapoff), N(swapon), N(switch_endian),
	N(symlink), N(symlinkat), N(sync), N(sync_file_range), N(sync_file_range2), N(syncfs), N(sysfs), N(sysinfo), N(syslog),
	N(sysmips), N(tee), N(tgkill), N(time), N(timer_create), N(timer_delete), N(timer_getoverrun), N(timer_gettime),
	N(timer_gettime64), N(timer_settime), N(timer_settime64), N(timerfd_create), N(timerfd_gettime), N(timerfd_gettime64),
	N(timerfd_settime), N(timerfd_settime64), N(times), N(tkill), N(truncate), N(truncate64), N(tuxcall), N(ugetrlimit),
	N(ulimit), N(umask), N(umount), N(umount2), N(uname), N(unlink), N(unlinkat), N(unshare), N(uselib), N(userfaultfd),
	N(usr26), N(usr32), N(ustat), N(utime), N(utimensat), N(utimensat_time64), N(utimes), N(vfork), N(vhangup), N(vm86),
	N(vm86old), N(vmsplice), N(vserver), N(wait4), N(waitid), N(waitpid), N(write), N(writev),
};

/* "39", "(4000 + 39)", "(434 - 434 + 451)"; -1: a name that was not replaced. */
static long value(const char *s)
{
	long sum = 0, sign = 1;

	for (; *s; s++) {
		if (isdigit((unsigned char)*s)) {
			char *end;

			sum += sign * strtol(s, &end, 0);
			sign = 1;
			s = end + strspn(end, "UL") - 1;
		} else if (*s == '-') {
			sign = -1;
		} else if (isalpha((unsigned char)*s) || *s == '_') {
			return -1;
		}
	}
	return sum;
}

long lsys_call_number(const char *name)
{
	static const char *const prefixes[] = { "SYS_", "__NR_" };

	for (unsigned i = 0; i < LSYS_COUNT(prefixes); i++)
		if (!strncmp(name, prefixes[i], strlen(prefixes[i])))
			name += strlen(prefixes[i]);
	for (unsigned i = 0; i < LSYS_COUNT(rows); i++)
		if (!strcmp(rows[i].name, name))
			return value(rows[i].number);
	return -1;
}

const char *lsys_call_at(unsigned i)
{
	return i < LSYS_COUNT(rows) ? rows[i].name : NULL;
}

const struct lsys_without lsys_calls_without[] = {
	{ "pread64 pwrite64 fadvise64 fadvise64_64 arm_fadvise64_64 sync_file_range2 sendfile64 truncate64 ftruncate64 fcntl64 stat64 "
	  "lstat64 fstat64 fstatat64 newfstatat statfs64 fstatfs64 getdents64 prlimit64 umount2 eventfd2 signalfd4 exit_group readdir "
	  "mmap2 llseek _llseek _newselect pselect6 ugetrlimit rt_sigaction rt_sigpending rt_sigprocmask rt_sigsuspend rt_sigtimedwait "
	  "clock_adjtime64 clock_getres_time64 clock_gettime64 clock_nanosleep_time64 clock_settime64 futex_time64 io_pgetevents_time64 "
	  "mq_timedreceive_time64 mq_timedsend_time64 ppoll_time64 pselect6_time64 recvmmsg_time64 rt_sigtimedwait_time64 "
	  "sched_rr_get_interval_time64 semtimedop_time64 timer_gettime64 timer_settime64 timerfd_gettime64 timerfd_settime64 "
	  "utimensat_time64 chown32 fchown32 lchown32 getuid32 geteuid32 getgid32 getegid32 getgroups32 getresuid32 getresgid32 setuid32 "
	  "setgid32 setgroups32 setreuid32 setregid32 setresuid32 setresgid32 setfsuid32 setfsgid32 socketcall ipc",
	  "forms of calls that have functions, under the names that C has for them" },
	{ "rt_sigreturn sigreturn restart_syscall set_tid_address set_robust_list get_robust_list rseq brk arch_prctl set_thread_area "
	  "get_thread_area get_tls set_tls modify_ldt swapcontext map_shadow_stack",
	  "what the C library does with its threads, its heap and the stack: done behind its back it ends the process" },
	{ "sigaltstack", "functions of Lua do not run on the signal's stack: it has nothing to hold" },
	{ "vfork", "a child shares its parent's memory until it is another program: fork, or clone3" },
	{ "pkey_alloc pkey_free pkey_mprotect",
	  "whether a key lets one look is in a register: a look at memory that a key has closed would end the process" },
	{ "userfaultfd", "whoever touches such memory waits for a handler, which would be the same thread" },
	{ "kexec_load", "its segments are laid out for a machine: kexec_file_load leaves that to the kernel" },
	{ "io_uring_enter io_uring_register", "methods of the ring that io_uring_setup makes do it, and keep what is in flight" },
	{ "ioperm iopl vm86 vm86old pciconfig_iobase pciconfig_read pciconfig_write rtas s390_guarded_storage s390_pci_mmio_read "
	  "s390_pci_mmio_write s390_runtime_instr s390_sthyi spu_create spu_run subpage_prot switch_endian sysmips cacheflush breakpoint "
	  "usr26 usr32 riscv_flush_icache riscv_hwprobe",
	  "for programs in the language of one machine" },
	{ "_sysctl afs_syscall bdflush break create_module epoll_ctl_old epoll_wait_old ftime get_kernel_syms getpmsg gtty idle lock "
	  "lookup_dcookie mpx multiplexer nfsservctl oldfstat oldlstat oldolduname oldstat olduname prof profil putpmsg query_module "
	  "security sgetmask ssetmask stime stty sysfs tuxcall ulimit uselib ustat vserver",
	  "no more in the kernel, or nothing that a newer call does not do" },
	{ NULL, NULL },
};

/* Calls on the system as a whole, namespaces, the environment. */
#include <errno.h>
#include <linux/reboot.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/reboot.h>
#include <sys/random.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "base/uapi.h"
#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(reboot, reboot((int)a[0].u))
SYS_CALL(sethostname, sethostname(S(0), N(1)))
SYS_CALL(setdomainname, setdomainname(S(0), N(1)))
SYS_CALL(sysinfo, sysinfo(P(0)))
SYS_CALL(vhangup, vhangup())
SYS_CALL(init_module, syscall(__NR_init_module, P(0), N(1), S(2) ? S(2) : ""))
SYS_CALL(finit_module, syscall(__NR_finit_module, I(0), S(1) ? S(1) : "", I(2)))
SYS_CALL(delete_module, syscall(__NR_delete_module, S(0), U(1)))
SYS_CALL(getrandom, getrandom(P(0), N(1), U(2)))
SYS_CALL(unshare, unshare(I(0)))
SYS_CALL(setns, setns(I(0), I(1)))
SYS_CALL(unsetenv, unsetenv(S(0)))
SYS_CALL(clearenv, clearenv())

static int64_t sys_kexec_file_load(const union lsys_arg *a)
{
#ifdef __NR_kexec_file_load
	const char *line = S(2) ? S(2) : "";
	unsigned long len = S(2) ? strlen(line) + 1 : 0; /* the kernel wants the zero byte counted */

	return syscall(__NR_kexec_file_load, I(0), I(1), len, line, (unsigned long)a[3].u);
#else
	(void)a;
	errno = ENOSYS;
	return -1;
#endif
}

const struct lsys_call lsys_calls_namespace[] = {
	{ "unshare", "flags:CLONE", "true", "go into new namespaces, stop sharing", "inval nomem nospc perm users", sys_unshare },
	{ "setns", "fd [nstype:CLONE]", "true", "go into the namespace of a descriptor, or those of a process's", "badf inval nomem perm srch",
	  sys_setns },
	{ "listns", "[types:CLONE] [last:u64] [max:int] [user_ns:u64]", "table of namespace ids",
	  "namespaces of these types, or of all, that are in use; those after the last, those that a user namespace owns", "inval noent nosys perm", NULL },
	{ 0 },
};

const struct lsys_call lsys_calls_system[] = {
	{ "reboot", "cmd:LINUX_REBOOT_CMD", "true", "restart or stop the machine, or the process 1 of this namespace", "inval perm", sys_reboot },
	{ "sethostname", "name:data [len:count]", "true", "set the machine's name", "inval perm", sys_sethostname },
	{ "setdomainname", "name:data [len:count]", "true", "set the machine's NIS domain", "inval perm", sys_setdomainname },
	{ "gethostname", "", "string", "the machine's name", NULL, NULL },
	{ "getdomainname", "", "string", "the machine's NIS domain", NULL, NULL },
	{ "uname", "", "table {sysname, nodename, release, version, machine, domainname}", "names of system and machine", NULL, NULL },
	{ "sysinfo", "[info:>sysinfo]", "info", "load and memory", NULL, sys_sysinfo },
	{ "syslog", "type:SYSLOG_ACTION [buf] [len]", "true; number for 9 and 10; string for 2, 3 and 4", "the kernel's messages; for 8 len is the level",
	  "inval intr nosys perm", NULL },
	{ "klogctl", "type:SYSLOG_ACTION [buf] [len]", "what syslog gives",
	  "the kernel's messages, as syslog, by its name in C; for 8 len is the level", "inval intr nosys perm", NULL },
	{ "sysctl", "name [new:str]", "string", "a setting below /proc/sys as it was, and set it; dots of the name are slashes",
	  "acces inval isdir noent perm", NULL },
	{ "vhangup", "", "true", "hang up the terminal", "perm", sys_vhangup },
	{ "init_module", "image:data [len:count] [params:str]", "true", "load a module of the kernel from memory",
	  "badmsg busy exist fault inval nokey noexec nomem perm", sys_init_module },
	{ "finit_module", "fd [params:str] [flags:MODULE_INIT]", "true", "load a module of the kernel from a file",
	  "badf badmsg exist inval nokey noexec nomem opnotsupp perm txtbsy", sys_finit_module },
	{ "delete_module", "name:str [flags:O=nonblock]", "true", "unload a module; flags nonblock, trunc: use force",
	  "again busy noent perm wouldblock", sys_delete_module },
	{ "kexec_file_load", "[kernel:fd] [initrd:fd] [cmdline:str] [flags:KEXEC_FILE]", "true",
	  "have another kernel ready for reboot(\"kexec\"); without initrd flags need no_initramfs; with \"unload\" no more",
	  "addrnotavail badf busy inval noexec nomem nosys perm", sys_kexec_file_load },
	{ "getrandom", "buf [count=256] [flags:GRND]", "string", "random bytes; with a buffer how many were put there", "again intr inval nosys",
	  sys_getrandom },
	{ 0 },
};

const struct lsys_call lsys_calls_env[] = {
	{ "environ", "", "table", "the environment: values by name", NULL, NULL },
	{ "getenv", "name", "string or nil", "a value of the environment, by its name", NULL, NULL },
	{ "setenv", "name:str value:str [overwrite]", "true",
	  "put a value into the environment; one that is there stays, unless overwrite is true", "inval nomem", NULL },
	{ "unsetenv", "name:str", "true", "take a value out of the environment", "inval", sys_unsetenv },
	{ "clearenv", "", "true", "empty the environment", NULL, sys_clearenv },
	{ "errno", "[new:int]", "number", "the C library's errno, and set it", NULL, NULL },
	{ 0 },
};

/* Calls on the system as a whole, namespaces, the environment. */
#include <linux/reboot.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/reboot.h>
#include <sys/random.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(reboot, reboot((int)a[0].u))
SYS_CALL(sethostname, sethostname(S(0), N(1)))
SYS_CALL(setdomainname, setdomainname(S(0), N(1)))
SYS_CALL(sysinfo, sysinfo(P(0)))
SYS_CALL(vhangup, vhangup())
SYS_CALL(getrandom, getrandom(P(0), N(1), U(2)))
SYS_CALL(unshare, unshare(I(0)))
SYS_CALL(setns, setns(I(0), I(1)))
SYS_CALL(unsetenv, unsetenv(S(0)))
SYS_CALL(clearenv, clearenv())

const struct lsys_call lsys_calls_namespace[] = {
	{ "unshare", "flags:CLONE", "true", "go into new namespaces, stop sharing", "inval nomem nospc perm users", sys_unshare },
	{ "setns", "fd [nstype:CLONE]", "true", "go into the namespace of a descriptor, or those of a process's", "badf inval nomem perm srch",
	  sys_setns },
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
	{ "syslog", "type:int [buf] [len]", "true; number for 9 and 10; string for 2, 3 and 4", "the kernel's messages; for 8 len is the level",
	  "inval intr nosys perm", NULL },
	{ "klogctl", "type:int [buf] [len]", "what syslog gives",
	  "the kernel's messages, as syslog, by its name in C; for 8 len is the level", "inval intr nosys perm", NULL },
	{ "sysctl", "name [new:str]", "string", "a setting below /proc/sys as it was, and set it; dots of the name are slashes",
	  "acces inval isdir noent perm", NULL },
	{ "vhangup", "", "true", "hang up the terminal", "perm", sys_vhangup },
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

/* Calls on users, groups and capabilities. */
#include <sys/fsuid.h>
#include <unistd.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

#define ID(k) ((unsigned)a[k].u)

SYS_CALL(getuid, getuid())
SYS_CALL(geteuid, geteuid())
SYS_CALL(getgid, getgid())
SYS_CALL(getegid, getegid())
SYS_CALL(setuid, setuid(ID(0)))
SYS_CALL(setgid, setgid(ID(0)))
SYS_CALL(seteuid, setresuid((uid_t)-1, ID(0), (uid_t)-1))
SYS_CALL(setegid, setresgid((gid_t)-1, ID(0), (gid_t)-1))
SYS_CALL(setreuid, setreuid(ID(0), ID(1)))
SYS_CALL(setregid, setregid(ID(0), ID(1)))
SYS_CALL(setresuid, setresuid(ID(0), ID(1), ID(2)))
SYS_CALL(setresgid, setresgid(ID(0), ID(1), ID(2)))
SYS_CALL(setfsuid, (unsigned)setfsuid(ID(0)))
SYS_CALL(setfsgid, (unsigned)setfsgid(ID(0)))

const struct lsys_call lsys_calls_ids[] = {
	{ "getuid", "", "number", "the user this process runs as", NULL, sys_getuid },
	{ "geteuid", "", "number", "the effective user", NULL, sys_geteuid },
	{ "getgid", "", "number", "the group this process runs as", NULL, sys_getgid },
	{ "getegid", "", "number", "the effective group", NULL, sys_getegid },
	{ "setuid", "uid:id", "true", "set the user: for root all three of them", "again inval perm", sys_setuid },
	{ "setgid", "gid:id", "true", "set the group: for root all three of them", "inval perm", sys_setgid },
	{ "seteuid", "uid:id", "true", "set the effective user", "inval perm", sys_seteuid },
	{ "setegid", "gid:id", "true", "set the effective group", "inval perm", sys_setegid },
	{ "setreuid", "[ruid:id] [euid:id]", "true", "set user and effective user", "again inval perm", sys_setreuid },
	{ "setregid", "[rgid:id] [egid:id]", "true", "set group and effective group", "inval perm", sys_setregid },
	{ "getresuid", "[ruid:buffer] [euid:buffer] [suid:buffer]", "true, nil, ruid, euid, suid", "user, effective and saved user", NULL, NULL },
	{ "getresgid", "[rgid:buffer] [egid:buffer] [sgid:buffer]", "true, nil, rgid, egid, sgid", "group, effective and saved group", NULL, NULL },
	{ "setresuid", "[ruid:id] [euid:id] [suid:id]", "true", "set user, effective and saved user; -1: as it is", "again inval perm",
	  sys_setresuid },
	{ "setresgid", "[rgid:id] [egid:id] [sgid:id]", "true", "set group, effective and saved group; -1: as it is", "inval perm",
	  sys_setresgid },
	{ "setfsuid", "[uid:id]", "number", "set the user that files are opened as; gives the one before", NULL, sys_setfsuid },
	{ "setfsgid", "[gid:id]", "number", "set the group that files are opened as; gives the one before", NULL, sys_setfsgid },
	{ "getgroups", "", "groups", "the other groups this process is in", NULL, NULL },
	{ "setgroups", "groups:list", "true", "set the other groups this process is in", "inval perm", NULL },
	{ "capget", "[header_or_pid] [data:user_cap_data2]", "capabilities",
	  "capabilities of a process; a header with version 0 gets the kernel's version", "inval perm srch", NULL },
	{ "capset", "capabilities [data:user_cap_data2]", "true", "set this process's capabilities; or a header and data", "inval perm srch", NULL },
	{ 0 },
};

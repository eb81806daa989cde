/* As uapi.h has it: numbers of Landlock, seccomp, security modules. */
#ifndef LSYS_BASE_UAPI_SECURITY_H
#define LSYS_BASE_UAPI_SECURITY_H

#include <linux/elf-em.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>

#ifndef EM_CYGNUS_V850
#define EM_CYGNUS_V850 0x9080
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE 0x4000
#endif
#ifndef LANDLOCK_ACCESS_FS_IOCTL_DEV
#define LANDLOCK_ACCESS_FS_IOCTL_DEV 0x8000
#endif
#ifndef LANDLOCK_ACCESS_NET_BIND_TCP
#define LANDLOCK_ACCESS_NET_BIND_TCP 1
#endif
#ifndef LANDLOCK_ACCESS_NET_CONNECT_TCP
#define LANDLOCK_ACCESS_NET_CONNECT_TCP 2
#endif
#ifndef LANDLOCK_CREATE_RULESET_ERRATA
#define LANDLOCK_CREATE_RULESET_ERRATA 2
#endif
#ifndef LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF
#define LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF 1
#endif
#ifndef LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON
#define LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON 2
#endif
#ifndef LANDLOCK_RESTRICT_SELF_LOG_SUBDOMAINS_OFF
#define LANDLOCK_RESTRICT_SELF_LOG_SUBDOMAINS_OFF 4
#endif
#ifndef LANDLOCK_RULE_NET_PORT
#define LANDLOCK_RULE_NET_PORT 2
#endif
#ifndef LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET
#define LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET 1
#endif
#ifndef LANDLOCK_SCOPE_SIGNAL
#define LANDLOCK_SCOPE_SIGNAL 2
#endif
#ifndef LSM_ATTR_UNDEF
#define LSM_ATTR_UNDEF 0
#endif
#ifndef LSM_ATTR_CURRENT
#define LSM_ATTR_CURRENT 100
#endif
#ifndef LSM_ATTR_EXEC
#define LSM_ATTR_EXEC 101
#endif
#ifndef LSM_ATTR_FSCREATE
#define LSM_ATTR_FSCREATE 102
#endif
#ifndef LSM_ATTR_KEYCREATE
#define LSM_ATTR_KEYCREATE 103
#endif
#ifndef LSM_ATTR_PREV
#define LSM_ATTR_PREV 104
#endif
#ifndef LSM_ATTR_SOCKCREATE
#define LSM_ATTR_SOCKCREATE 105
#endif
#ifndef LSM_ID_UNDEF
#define LSM_ID_UNDEF 0
#endif
#ifndef LSM_ID_CAPABILITY
#define LSM_ID_CAPABILITY 100
#endif
#ifndef LSM_ID_SELINUX
#define LSM_ID_SELINUX 101
#endif
#ifndef LSM_ID_SMACK
#define LSM_ID_SMACK 102
#endif
#ifndef LSM_ID_TOMOYO
#define LSM_ID_TOMOYO 103
#endif
#ifndef LSM_ID_APPARMOR
#define LSM_ID_APPARMOR 104
#endif
#ifndef LSM_ID_YAMA
#define LSM_ID_YAMA 105
#endif
#ifndef LSM_ID_LOADPIN
#define LSM_ID_LOADPIN 106
#endif
#ifndef LSM_ID_SAFESETID
#define LSM_ID_SAFESETID 107
#endif
#ifndef LSM_ID_LOCKDOWN
#define LSM_ID_LOCKDOWN 108
#endif
#ifndef LSM_ID_BPF
#define LSM_ID_BPF 109
#endif
#ifndef LSM_ID_LANDLOCK
#define LSM_ID_LANDLOCK 110
#endif
#ifndef LSM_ID_IMA
#define LSM_ID_IMA 111
#endif
#ifndef LSM_ID_EVM
#define LSM_ID_EVM 112
#endif
#ifndef LSM_ID_IPE
#define LSM_ID_IPE 113
#endif
#ifndef EM_V850
#define EM_V850 87
#endif
#ifndef EM_AVR32
#define EM_AVR32 0x18ad
#endif

#endif

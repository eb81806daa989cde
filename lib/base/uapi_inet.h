/* As uapi.h has it: numbers of IP, by the kernel's headers. */
#ifndef LSYS_BASE_UAPI_INET_H
#define LSYS_BASE_UAPI_INET_H

#include <linux/in.h>
#include <linux/in6.h>
#include <linux/route.h>
#include <linux/tcp.h>

#ifndef IPPROTO_AGGFRAG
#define IPPROTO_AGGFRAG 144
#endif
#ifndef IPPROTO_SMC
#define IPPROTO_SMC 256
#endif
#ifndef IP_LOCAL_PORT_RANGE
#define IP_LOCAL_PORT_RANGE 51
#endif
#ifndef IP_PROTOCOL
#define IP_PROTOCOL 52
#endif
#ifndef TCP_AO_ADD_KEY
#define TCP_AO_ADD_KEY 38
#endif
#ifndef TCP_AO_DEL_KEY
#define TCP_AO_DEL_KEY 39
#endif
#ifndef TCP_AO_INFO
#define TCP_AO_INFO 40
#endif
#ifndef TCP_AO_GET_KEYS
#define TCP_AO_GET_KEYS 41
#endif
#ifndef TCP_AO_REPAIR
#define TCP_AO_REPAIR 42
#endif
#ifndef TCP_IS_MPTCP
#define TCP_IS_MPTCP 43
#endif
#ifndef TCP_RTO_MAX_MS
#define TCP_RTO_MAX_MS 44
#endif
#ifndef TCP_RTO_MIN_US
#define TCP_RTO_MIN_US 45
#endif
#ifndef TCP_DELACK_MAX_US
#define TCP_DELACK_MAX_US 46
#endif
#ifndef RTF_STATIC
#define RTF_STATIC 0x0400
#endif
#ifndef RTF_XRESOLVE
#define RTF_XRESOLVE 0x0800
#endif
#ifndef RTF_NOFORWARD
#define RTF_NOFORWARD 0x1000
#endif
#ifndef RTF_THROW
#define RTF_THROW 0x2000
#endif
#ifndef RTF_NOPMTUDISC
#define RTF_NOPMTUDISC 0x4000
#endif

#endif

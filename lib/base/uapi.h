/*
 * Numbers of the kernel's interface that the build machine's headers may be too old to have (Debian 12's are of 6.1).
 * A name that a header has as an enum constant is then a macro of the same number: numbers of an interface never change.
 */
#ifndef LSYS_BASE_UAPI_H
#define LSYS_BASE_UAPI_H

/* These first: behind the macros below they would not compile. */
#include <linux/if_addr.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#ifndef IFLA_DEVLINK_PORT
#define IFLA_DEVLINK_PORT 62
#endif
#ifndef IFLA_GSO_IPV4_MAX_SIZE
#define IFLA_GSO_IPV4_MAX_SIZE 63
#endif
#ifndef IFLA_GRO_IPV4_MAX_SIZE
#define IFLA_GRO_IPV4_MAX_SIZE 64
#endif
#ifndef IFLA_DPLL_PIN
#define IFLA_DPLL_PIN 65
#endif
#ifndef IFLA_BR_FDB_N_LEARNED
#define IFLA_BR_FDB_N_LEARNED 48
#endif
#ifndef IFLA_BR_FDB_MAX_LEARNED
#define IFLA_BR_FDB_MAX_LEARNED 49
#endif
#ifndef IFLA_BRPORT_MAB
#define IFLA_BRPORT_MAB 40
#endif
#ifndef IFLA_BRPORT_MCAST_N_GROUPS
#define IFLA_BRPORT_MCAST_N_GROUPS 41
#endif
#ifndef IFLA_BRPORT_MCAST_MAX_GROUPS
#define IFLA_BRPORT_MCAST_MAX_GROUPS 42
#endif
#ifndef IFLA_BRPORT_NEIGH_VLAN_SUPPRESS
#define IFLA_BRPORT_NEIGH_VLAN_SUPPRESS 43
#endif
#ifndef IFLA_BRPORT_BACKUP_NHID
#define IFLA_BRPORT_BACKUP_NHID 44
#endif
#ifndef IFLA_VXLAN_LOCALBYPASS
#define IFLA_VXLAN_LOCALBYPASS 31
#endif
#ifndef IFLA_VXLAN_LABEL_POLICY
#define IFLA_VXLAN_LABEL_POLICY 32
#endif
#ifndef IFLA_NETKIT_PRIMARY
#define IFLA_NETKIT_PRIMARY 2
#endif
#ifndef IFLA_NETKIT_POLICY
#define IFLA_NETKIT_POLICY 3
#endif
#ifndef IFLA_NETKIT_PEER_POLICY
#define IFLA_NETKIT_PEER_POLICY 4
#endif
#ifndef IFLA_NETKIT_MODE
#define IFLA_NETKIT_MODE 5
#endif
#ifndef IFLA_NETKIT_SCRUB
#define IFLA_NETKIT_SCRUB 6
#endif
#ifndef IFLA_NETKIT_PEER_SCRUB
#define IFLA_NETKIT_PEER_SCRUB 7
#endif
#ifndef IFLA_MACVLAN_BC_CUTOFF
#define IFLA_MACVLAN_BC_CUTOFF 9
#endif
#ifndef IFLA_BOND_COUPLED_CONTROL
#define IFLA_BOND_COUPLED_CONTROL 32
#endif
#ifndef IFLA_GTP_LOCAL
#define IFLA_GTP_LOCAL 7
#endif
#ifndef IFLA_GTP_LOCAL6
#define IFLA_GTP_LOCAL6 8
#endif
#ifndef IFLA_HSR_INTERLINK
#define IFLA_HSR_INTERLINK 8
#endif
#ifndef IFLA_DSA_CONDUIT
#define IFLA_DSA_CONDUIT 1
#endif
#ifndef IFLA_BOND_SLAVE_ACTOR_PORT_PRIO
#define IFLA_BOND_SLAVE_ACTOR_PORT_PRIO 10
#endif
#ifndef IFLA_MAX_PACING_OFFLOAD_HORIZON
#define IFLA_MAX_PACING_OFFLOAD_HORIZON 66
#endif
#ifndef IFLA_NETNS_IMMUTABLE
#define IFLA_NETNS_IMMUTABLE 67
#endif
#ifndef SO_NETNS_COOKIE
#define SO_NETNS_COOKIE 71
#endif
#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD 77
#endif
#ifndef IFLA_HEADROOM
#define IFLA_HEADROOM 68
#endif
#ifndef IFLA_TAILROOM
#define IFLA_TAILROOM 69
#endif

/* sys/mman.h: asm-generic/mman-common.h, Linux 6.13 */
#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

/* asm-generic/unistd.h: numbers that are the same on every architecture but alpha */
#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447
#endif

#endif

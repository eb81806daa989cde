/*
 * Numbers of the kernel's interface that the build machine's headers may be too old to have (Debian 12's are of 6.1).
 * A name that a header has as an enum constant is then a macro of the same number: numbers of an interface never change.
 * These are of network interfaces and routing; uapi_*.h have others, since not all of the headers go together.
 */
#ifndef LSYS_BASE_UAPI_H
#define LSYS_BASE_UAPI_H

/* These first: behind the macros below they would not compile. */
#include <asm/unistd.h>
#include <linux/if_addr.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/if_tun.h>
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
#ifndef IFLA_VXLAN_RESERVED_BITS
#define IFLA_VXLAN_RESERVED_BITS 33
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
#ifndef IFLA_BOND_SLAVE_AD_CHURN_ACTOR_STATE
#define IFLA_BOND_SLAVE_AD_CHURN_ACTOR_STATE 11
#endif
#ifndef IFLA_BOND_SLAVE_AD_CHURN_PARTNER_STATE
#define IFLA_BOND_SLAVE_AD_CHURN_PARTNER_STATE 12
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
#ifndef TUN_F_USO4
#define TUN_F_USO4 0x20
#endif
#ifndef TUN_F_USO6
#define TUN_F_USO6 0x40
#endif
#ifndef TUN_F_UDP_TUNNEL_GSO
#define TUN_F_UDP_TUNNEL_GSO 0x80
#endif
#ifndef TUN_F_UDP_TUNNEL_GSO_CSUM
#define TUN_F_UDP_TUNNEL_GSO_CSUM 0x100
#endif
#ifndef RTA_FLOWLABEL
#define RTA_FLOWLABEL 31
#endif
#ifndef RTM_NEWMULTICAST
#define RTM_NEWMULTICAST 56
#endif
#ifndef RTM_DELMULTICAST
#define RTM_DELMULTICAST 57
#endif
#ifndef RTM_NEWANYCAST
#define RTM_NEWANYCAST 60
#endif
#ifndef RTM_DELANYCAST
#define RTM_DELANYCAST 61
#endif
#ifndef RTNLGRP_IPV4_MCADDR
#define RTNLGRP_IPV4_MCADDR 37
#endif
#ifndef RTNLGRP_IPV6_MCADDR
#define RTNLGRP_IPV6_MCADDR 38
#endif
#ifndef RTNLGRP_IPV6_ACADDR
#define RTNLGRP_IPV6_ACADDR 39
#endif
#ifndef RTPROT_OVN
#define RTPROT_OVN 84
#endif

/* linux/if_packet.h: Linux 6.2, 6.5 */
#ifndef PACKET_FANOUT_FLAG_IGNORE_OUTGOING
#define PACKET_FANOUT_FLAG_IGNORE_OUTGOING 0x4000
#endif
#ifndef PACKET_VNET_HDR_SZ
#define PACKET_VNET_HDR_SZ 24
#endif

/* sys/mman.h: asm-generic/mman-common.h, Linux 6.13 */
#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif

/* asm/unistd.h: calls since Linux 5.3 have the same numbers everywhere, but for what an architecture adds to all of its own. */
#define LSYS_NR(n) (__NR_pidfd_open - 434 + (n))
#ifndef __NR_clone3
#define __NR_clone3 LSYS_NR(435)
#endif
#ifndef __NR_pidfd_getfd
#define __NR_pidfd_getfd LSYS_NR(438)
#endif
#ifndef __NR_process_madvise
#define __NR_process_madvise LSYS_NR(440)
#endif
#ifndef __NR_epoll_pwait2
#define __NR_epoll_pwait2 LSYS_NR(441)
#endif
#ifndef __NR_futex_waitv
#define __NR_futex_waitv LSYS_NR(449)
#endif
#ifndef __NR_landlock_create_ruleset
#define __NR_landlock_create_ruleset LSYS_NR(444)
#endif
#ifndef __NR_landlock_add_rule
#define __NR_landlock_add_rule LSYS_NR(445)
#endif
#ifndef __NR_landlock_restrict_self
#define __NR_landlock_restrict_self LSYS_NR(446)
#endif
#ifndef __NR_memfd_secret
#define __NR_memfd_secret LSYS_NR(447)
#endif
#ifndef __NR_set_mempolicy_home_node
#define __NR_set_mempolicy_home_node LSYS_NR(450)
#endif
#ifndef __NR_process_mrelease
#define __NR_process_mrelease LSYS_NR(448)
#endif
#ifndef __NR_cachestat
#define __NR_cachestat LSYS_NR(451)
#endif
#ifndef __NR_fchmodat2
#define __NR_fchmodat2 LSYS_NR(452)
#endif
#ifndef __NR_map_shadow_stack
#define __NR_map_shadow_stack LSYS_NR(453)
#endif
#ifndef __NR_futex_wake
#define __NR_futex_wake LSYS_NR(454)
#endif
#ifndef __NR_futex_wait
#define __NR_futex_wait LSYS_NR(455)
#endif
#ifndef __NR_futex_requeue
#define __NR_futex_requeue LSYS_NR(456)
#endif
#ifndef __NR_statmount
#define __NR_statmount LSYS_NR(457)
#endif
#ifndef __NR_listmount
#define __NR_listmount LSYS_NR(458)
#endif
#ifndef __NR_lsm_get_self_attr
#define __NR_lsm_get_self_attr LSYS_NR(459)
#endif
#ifndef __NR_lsm_set_self_attr
#define __NR_lsm_set_self_attr LSYS_NR(460)
#endif
#ifndef __NR_lsm_list_modules
#define __NR_lsm_list_modules LSYS_NR(461)
#endif
#ifndef __NR_mseal
#define __NR_mseal LSYS_NR(462)
#endif
#ifndef __NR_setxattrat
#define __NR_setxattrat LSYS_NR(463)
#endif
#ifndef __NR_getxattrat
#define __NR_getxattrat LSYS_NR(464)
#endif
#ifndef __NR_listxattrat
#define __NR_listxattrat LSYS_NR(465)
#endif
#ifndef __NR_removexattrat
#define __NR_removexattrat LSYS_NR(466)
#endif
#ifndef __NR_open_tree_attr
#define __NR_open_tree_attr LSYS_NR(467)
#endif
#ifndef __NR_file_getattr
#define __NR_file_getattr LSYS_NR(468)
#endif
#ifndef __NR_file_setattr
#define __NR_file_setattr LSYS_NR(469)
#endif
#ifndef __NR_listns
#define __NR_listns LSYS_NR(470)
#endif

#endif

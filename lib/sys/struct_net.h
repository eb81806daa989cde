/* Records of sockets' structs by C name: addresses, messages, options (struct_addr.c, struct_msg.c, struct_sockopt.c). */
#ifndef LSYS_SYS_STRUCT_NET_H
#define LSYS_SYS_STRUCT_NET_H

#include <stdint.h>
#include <time.h>

#include "table/record.h"

/* A link-layer address of Ethernet's length. */
struct lsys_macaddr { uint8_t mac_addr[6]; };

/* Times of a packet (SCM_TIMESTAMPING), with the C library's idea of a time. */
struct lsys_scm_timestamping { struct timespec ts[3]; };

extern const struct lsys_record lsys_in_addr_record, lsys_in6_addr_record, lsys_macaddr_record;
extern const struct lsys_record lsys_sockaddr_record, lsys_sockaddr_storage_record, lsys_sockaddr_in_record,
	lsys_sockaddr_in6_record,
	lsys_sockaddr_un_record, lsys_sockaddr_nl_record, lsys_sockaddr_ll_record, lsys_sockaddr_vm_record;
extern const struct lsys_record lsys_msghdr_record, lsys_mmsghdr_record, lsys_cmsghdr_record, lsys_ucred_record,
	lsys_scm_timestamping_record, lsys_in_pktinfo_record, lsys_in6_pktinfo_record, lsys_sock_extended_err_record;
extern const struct lsys_record lsys_linger_record;
extern const struct lsys_record lsys_iphdr_record, lsys_udphdr_record, lsys_ethhdr_record, lsys_ifreq_record;

#endif

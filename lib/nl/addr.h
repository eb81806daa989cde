/* Addresses of interfaces (rtnetlink RTM_NEWADDR). */
#ifndef LSYS_NL_ADDR_H
#define LSYS_NL_ADDR_H

#include "table/record.h"

/* struct ifa_cacheinfo: lifetimes in seconds, 0xffffffff = for ever; stamps in hundredths of a second since boot. */
struct lsys_addr_cacheinfo { uint64_t has; uint32_t preferred, valid, cstamp, tstamp; };

struct lsys_addr {
	uint64_t has;
	uint32_t ifindex;
	uint32_t flags;
	uint32_t rt_priority;
	uint8_t family, prefixlen, scope, proto;
	struct lsys_ip local;      /* the interface's own address where it is not the one below */
	struct lsys_ip address;    /* the peer's on a point-to-point interface, else the own one */
	struct lsys_ip broadcast, anycast, multicast;
	const char *label;
	int32_t target_netnsid;
	struct lsys_addr_cacheinfo *cacheinfo;
	struct lsys_list unknown;
};

extern const struct lsys_record lsys_addr_record;
extern const struct lsys_names lsys_rt_scope;   /* RT_SCOPE_* */
extern const struct lsys_names lsys_addr_proto; /* IFAPROT_* */
extern const struct lsys_names lsys_af_ip;      /* AF_INET, AF_INET6 */

#endif

#include "nl/addr.h"

#include <string.h>
#include <sys/socket.h>

#include "base/uapi.h"
#include "sys/groups.h"

static const struct lsys_const af_rows[] = { { "inet", AF_INET, 0 }, { "inet6", AF_INET6, 0 } };
NAMES(lsys_af_ip, "AF_", af_rows);

static const struct lsys_const scope_rows[] = {
	{ "global", RT_SCOPE_UNIVERSE, 0 }, { "site", RT_SCOPE_SITE, 0 }, { "link", RT_SCOPE_LINK, 0 },
	{ "host", RT_SCOPE_HOST, 0 }, { "nowhere", RT_SCOPE_NOWHERE, 0 },
};
NAMES(lsys_rt_scope, "RT_SCOPE_", scope_rows);

static const struct lsys_const proto_rows[] = {
	{ "unspec", 0, 0 }, { "kernel_lo", 1, 0 }, { "kernel_ra", 2, 0 }, { "kernel_ll", 3, 0 },
};
NAMES(lsys_addr_proto, "IFAPROT_", proto_rows);

#define C(m, ...) FIELD(struct lsys_addr_cacheinfo, m, __VA_ARGS__)
static const struct lsys_field cacheinfo_rows[] = {
	C(preferred, .unit = LSYS_U_SECONDS, .help = "seconds for which it may be chosen, 4294967295: for ever"),
	C(valid, .unit = LSYS_U_SECONDS, .help = "seconds until it goes, 4294967295: never"),
	C(cstamp, .unit = LSYS_U_CENTISECONDS, .help = "when it was made, 1/100 s since boot"),
	C(tstamp, .unit = LSYS_U_CENTISECONDS, .help = "when it was last changed, 1/100 s since boot"),
};
static RECORD(lsys_addr_cacheinfo_record, "cacheinfo", struct lsys_addr_cacheinfo, cacheinfo_rows, .raw = true,
	.help = "lifetimes of an address");

#define A(m, ...) FIELD(struct lsys_addr, m, __VA_ARGS__)
static const struct lsys_field addr_rows[] = {
	A(family, .names = &lsys_af_ip, LSYS_HDR(struct ifaddrmsg, ifa_family), .help = "address family"),
	A(address, .attr = IFA_ADDRESS, .set = 1, .help = "the address; on a point-to-point interface the peer's"),
	A(local, .attr = IFA_LOCAL, .set = 1, .help = "the own address"),
	A(prefixlen, LSYS_HDR(struct ifaddrmsg, ifa_prefixlen), .help = "bits of the network prefix"),
	A(broadcast, .attr = IFA_BROADCAST, .set = 1, .help = "broadcast address"),
	A(anycast, .attr = IFA_ANYCAST, .help = "anycast address"),
	A(multicast, .attr = IFA_MULTICAST, .help = "multicast address"),
	A(scope, .names = &lsys_rt_scope, LSYS_HDR(struct ifaddrmsg, ifa_scope), .help = "where the address is valid"),
	A(label, .attr = IFA_LABEL, .set = 1, .help = "name by which old tools know it"),
	A(flags, .attr = IFA_FLAGS, .set = 1, .names = &lsys_ifa, .help = "flags"),
	A(rt_priority, .attr = IFA_RT_PRIORITY, .set = 1, .help = "metric of the route to its prefix"),
	A(proto, .attr = IFA_PROTO, .set = 1, .names = &lsys_addr_proto, .help = "who set it"),
	REC(struct lsys_addr, cacheinfo, addr_cacheinfo, .attr = IFA_CACHEINFO, .set = 1, .help = "lifetimes"),
	A(target_netnsid, .attr = IFA_TARGET_NETNSID, .help = "id of the network namespace that was asked"),
	A(ifindex, LSYS_HDR(struct ifaddrmsg, ifa_index), .help = "index of the interface"),
	LIST_OF(struct lsys_addr, unknown, unknown, .rest = 1, .help = "attributes this version does not know"),
};

/* "10.0.0.1/24", "10.0.0.1 peer 10.0.0.2/32" */
static void addr_brief(struct lsys_buf *b, const void *obj)
{
	const struct lsys_addr *a = obj;

	if (a->local.family && memcmp(&a->local, &a->address, sizeof(a->local)) != 0) {
		lsys_put_ip(b, &a->local);
		if (!a->address.family)
			goto prefix;
		lsys_puts(b, " peer ");
	}
	lsys_put_ip(b, &a->address);
prefix:
	lsys_putc(b, '/');
	lsys_put_u64(b, a->prefixlen);
}

RECORD(lsys_addr_record, "address", struct lsys_addr, addr_rows, .brief = addr_brief,
	.help = "an address of a network interface");

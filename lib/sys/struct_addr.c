/* Addresses of sockets. Ports and protocols have two rows: one for a reader, and the bytes as they are on the wire. */
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <linux/vm_sockets.h> /* may want sys/socket.h before it */

#include "sys/struct_net.h"
#include "sys/structs.h"

#define F(T, name, m, ...) FIELD_AS(struct T, name, m, __VA_ARGS__)
#define FAMILY(T, m) FIELD_AS(struct T, "family", m, .group = "AF", .help = "address family")

static void in_brief(struct lsys_buf *b, const void *obj)
{
	struct lsys_ip ip = { .family = AF_INET };

	memcpy(ip.b, obj, sizeof(struct in_addr));
	lsys_put_ip(b, &ip);
}

static void in6_brief(struct lsys_buf *b, const void *obj)
{
	struct lsys_ip ip = { .family = AF_INET6 };

	memcpy(ip.b, obj, sizeof(struct in6_addr));
	lsys_put_ip(b, &ip);
}

static void mac_brief(struct lsys_buf *b, const void *obj)
{
	lsys_put_hexbytes(b, obj, sizeof(struct lsys_macaddr), ':');
}

static const struct lsys_field in_addr_rows[] = {
	F(in_addr, "s_addr", s_addr, .help = "the four bytes as a number, the first one lowest in memory"),
};
RECORD_FULL(lsys_in_addr_record, "in_addr", struct in_addr, in_addr_rows, .brief = in_brief, .plain = true,
	.help = "an IPv4 address");

static const struct lsys_field in6_addr_rows[] = {
	ARRAY_AS(struct in6_addr, "s6_addr", s6_addr, .help = "its bytes"),
};
RECORD_FULL(lsys_in6_addr_record, "in6_addr", struct in6_addr, in6_addr_rows, .brief = in6_brief, .plain = true,
	.help = "an IPv6 address");

static const struct lsys_field macaddr_rows[] = {
	ARRAY(struct lsys_macaddr, mac_addr, .help = "its bytes"),
};
RECORD_FULL(lsys_macaddr_record, "macaddr", struct lsys_macaddr, macaddr_rows, .brief = mac_brief, .plain = true,
	.help = "a link-layer address of six bytes");

static const struct lsys_field sockaddr_rows[] = {
	FAMILY(sockaddr, sa_family),
	ARRAY_AS(struct sockaddr, "data", sa_data, .help = "what the family has in it"),
};
RECORD_FULL(lsys_sockaddr_record, "sockaddr", struct sockaddr, sockaddr_rows, .prefix = "sa_",
	.help = "an address of any family");

static const struct lsys_field sockaddr_storage_rows[] = {
	FAMILY(sockaddr_storage, ss_family),
	F(sockaddr_storage, "__ss_align", __ss_align, .alias = 1, .help = "not used"),
	ARRAY_AS(struct sockaddr_storage, "__ss_padding", __ss_padding, .alias = 1, .help = "room for what the family has"),
};
RECORD_FULL(lsys_sockaddr_storage_record, "sockaddr_storage", struct sockaddr_storage, sockaddr_storage_rows,
	.prefix = "ss_",
	.help = "room for an address of any family");

static const struct lsys_field sockaddr_in_rows[] = {
	FAMILY(sockaddr_in, sin_family),
	F(sockaddr_in, "port", sin_port, .net = 1, .help = "port"),
	F(sockaddr_in, "sin_port", sin_port, .alias = 1, .help = "port, bytes as on the wire"),
	STRUCT_AS(struct sockaddr_in, "addr", sin_addr, in_addr, .help = "address"),
	ARRAY_AS(struct sockaddr_in, "zero", sin_zero, .alias = 1, .help = "not used"),
};
RECORD_FULL(lsys_sockaddr_in_record, "sockaddr_in", struct sockaddr_in, sockaddr_in_rows, .prefix = "sin_",
	.help = "an IPv4 address and port");

static const struct lsys_field sockaddr_in6_rows[] = {
	FAMILY(sockaddr_in6, sin6_family),
	F(sockaddr_in6, "port", sin6_port, .net = 1, .help = "port"),
	F(sockaddr_in6, "sin6_port", sin6_port, .alias = 1, .help = "port, bytes as on the wire"),
	F(sockaddr_in6, "flowinfo", sin6_flowinfo, .help = "traffic class and flow label, bytes as on the wire"),
	STRUCT_AS(struct sockaddr_in6, "addr", sin6_addr, in6_addr, .help = "address"),
	F(sockaddr_in6, "scope_id", sin6_scope_id, .help = "interface, of a link-local address"),
};
RECORD_FULL(lsys_sockaddr_in6_record, "sockaddr_in6", struct sockaddr_in6, sockaddr_in6_rows, .prefix = "sin6_",
	.help = "an IPv6 address and port");

static const struct lsys_field sockaddr_un_rows[] = {
	FAMILY(sockaddr_un, sun_family),
	F(sockaddr_un, "path", sun_path, .help = "path in the file system"),
};
RECORD_FULL(lsys_sockaddr_un_record, "sockaddr_un", struct sockaddr_un, sockaddr_un_rows, .prefix = "sun_",
	.help = "an address on this machine");

static const struct lsys_field sockaddr_nl_rows[] = {
	FAMILY(sockaddr_nl, nl_family),
	F(sockaddr_nl, "pad", nl_pad, .alias = 1, .help = "not used"),
	F(sockaddr_nl, "pid", nl_pid, .help = "port, often the process; 0: the kernel"),
	F(sockaddr_nl, "groups", nl_groups, .hex = 1, .help = "multicast groups, one bit each"),
};
RECORD_FULL(lsys_sockaddr_nl_record, "sockaddr_nl", struct sockaddr_nl, sockaddr_nl_rows, .prefix = "nl_",
	.help = "a netlink address");

static const struct lsys_field sockaddr_ll_rows[] = {
	FAMILY(sockaddr_ll, sll_family),
	F(sockaddr_ll, "protocol", sll_protocol, .net = 1, .group = "ETH_P", .hex = 1, .help = "protocol of the frame"),
	F(sockaddr_ll, "sll_protocol", sll_protocol, .alias = 1, .help = "protocol, bytes as on the wire"),
	F(sockaddr_ll, "ifindex", sll_ifindex, .help = "index of the interface"),
	F(sockaddr_ll, "hatype", sll_hatype, .group = "ARPHRD", .help = "kind of hardware"),
	F(sockaddr_ll, "pkttype", sll_pkttype, .group = "PACKET", .help = "for whom the frame was"),
	F(sockaddr_ll, "halen", sll_halen, .help = "bytes of the address"),
	ARRAY_AS(struct sockaddr_ll, "addr", sll_addr, .help = "link-layer address"),
	ARRAY_AS(struct sockaddr_ll, "sll_addr", sll_addr, .alias = 1, .help = "link-layer address, all of its room"),
};
RECORD_FULL(lsys_sockaddr_ll_record, "sockaddr_ll", struct sockaddr_ll, sockaddr_ll_rows, .prefix = "sll_",
	.help = "a link-layer address");

static const struct lsys_field sockaddr_vm_rows[] = {
	FAMILY(sockaddr_vm, svm_family),
	F(sockaddr_vm, "port", svm_port, .help = "port"),
	F(sockaddr_vm, "cid", svm_cid, .help = "machine: 1 this one, 2 the host, 4294967295 any"),
	F(sockaddr_vm, "flags", svm_flags, .hex = 1, .help = "flags"),
};
RECORD_FULL(lsys_sockaddr_vm_record, "sockaddr_vm", struct sockaddr_vm, sockaddr_vm_rows, .prefix = "svm_",
	.help = "an address of a virtual machine or its host");

const struct lsys_record *const lsys_structs_addr[] = {
	&lsys_in_addr_record, &lsys_in6_addr_record, &lsys_macaddr_record, &lsys_sockaddr_record, &lsys_sockaddr_storage_record,
	&lsys_sockaddr_in_record, &lsys_sockaddr_in6_record, &lsys_sockaddr_un_record, &lsys_sockaddr_nl_record,
	&lsys_sockaddr_ll_record, &lsys_sockaddr_vm_record, NULL,
};

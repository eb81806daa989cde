/* Headers of packets, and requests about interfaces. */
#include <endian.h>
#include <linux/if_ether.h>
#include <linux/if_tun.h>
#include <linux/ip.h>
#include <linux/netfilter/x_tables.h>
#include <linux/udp.h>
#include <net/if.h>

#include "sys/struct_net.h"
#include "sys/structs.h"

#define F(T, name, m, ...) FIELD_AS(struct T, name, m, __VA_ARGS__)

static const struct lsys_field ethhdr_rows[] = {
	ARRAY_AS(struct ethhdr, "dest", h_dest, .help = "link-layer address of the receiver"),
	ARRAY_AS(struct ethhdr, "source", h_source, .help = "link-layer address of the sender"),
	F(ethhdr, "proto", h_proto, .net = 1, .group = "ETH_P", .hex = 1, .help = "protocol"),
	F(ethhdr, "h_proto", h_proto, .alias = 1, .help = "protocol, bytes as on the wire"),
};
RECORD_FULL(lsys_ethhdr_record, "ethhdr", struct ethhdr, ethhdr_rows, .prefix = "h_",
	.help = "the header of an Ethernet frame");

/* The version is in the high bits of the first byte on the wire, whatever the machine. */
static const struct lsys_field iphdr_rows[] = {
	BITS(struct iphdr, "version", 0, 1, 4, 4, .help = "4"),
	BITS(struct iphdr, "ihl", 0, 1, 0, 4, .help = "length of the header, units of 4 bytes"),
	F(iphdr, "tos", tos, .hex = 1, .help = "type of service"),
	F(iphdr, "tot_len", tot_len, .help = "bytes of the packet, as on the wire"),
	F(iphdr, "id", id, .help = "number of the packet, as on the wire"),
	F(iphdr, "frag_off", frag_off, .help = "flags and place of a fragment, as on the wire"),
	F(iphdr, "ttl", ttl, .help = "hops left"),
	F(iphdr, "protocol", protocol, .group = "IPPROTO", .help = "protocol inside"),
	F(iphdr, "check", check, .hex = 1, .help = "checksum, as on the wire"),
	F(iphdr, "saddr", saddr, .help = "sender, as on the wire"),
	F(iphdr, "daddr", daddr, .help = "receiver, as on the wire"),
};
RECORD_FULL(lsys_iphdr_record, "iphdr", struct iphdr, iphdr_rows, .help = "the header of an IPv4 packet");

static const struct lsys_field udphdr_rows[] = {
	F(udphdr, "src", source, .net = 1, .help = "port of the sender"),
	F(udphdr, "dst", dest, .net = 1, .help = "port of the receiver"),
	F(udphdr, "length", len, .net = 1, .unit = LSYS_U_BYTES, .help = "bytes of the datagram, this header counted"),
	F(udphdr, "check", check, .hex = 1, .help = "checksum, as on the wire"),
	F(udphdr, "source", source, .alias = 1, .help = "port of the sender, as on the wire"),
	F(udphdr, "dest", dest, .alias = 1, .help = "port of the receiver, as on the wire"),
	F(udphdr, "len", len, .alias = 1, .help = "bytes of the datagram, as on the wire"),
};
RECORD_FULL(lsys_udphdr_record, "udphdr", struct udphdr, udphdr_rows, .help = "the header of a UDP datagram");

/* One of the members behind the name is in use, by the request. */
static const struct lsys_field ifreq_rows[] = {
	F(ifreq, "name", ifr_name, .help = "name of the interface"),
	F(ifreq, "flags", ifr_flags, .hex = 1, .help = "flags"),
	F(ifreq, "ivalue", ifr_ifru.ifru_ivalue, .alias = 1, .help = "a number"),
	F(ifreq, "mtu", ifr_mtu, .alias = 1, .help = "largest frame"),
	F(ifreq, "ifindex", ifr_ifindex, .alias = 1, .help = "index of the interface"),
	F(ifreq, "metric", ifr_metric, .alias = 1, .help = "metric"),
	F(ifreq, "qlen", ifr_qlen, .alias = 1, .help = "length of the queue"),
	F(ifreq, "newname", ifr_newname, .alias = 1, .help = "name that it is to have"),
	F(ifreq, "slave", ifr_slave, .alias = 1, .help = "name of the interface below"),
	STRUCT_AS(struct ifreq, "addr", ifr_addr, sockaddr, .alias = 1, .help = "own address"),
	STRUCT_AS(struct ifreq, "dstaddr", ifr_dstaddr, sockaddr, .alias = 1, .help = "address of the peer"),
	STRUCT_AS(struct ifreq, "broadaddr", ifr_broadaddr, sockaddr, .alias = 1, .help = "broadcast address"),
	STRUCT_AS(struct ifreq, "netmask", ifr_netmask, sockaddr, .alias = 1, .help = "mask of the network"),
	STRUCT_AS(struct ifreq, "ifr_hwaddr", ifr_hwaddr, sockaddr, .alias = 1,
		.help = "link-layer address and kind of hardware"),
	PTR_AS(struct ifreq, "data", ifr_data, .alias = 1, .help = "more than there is room for"),
};
RECORD_FULL(lsys_ifreq_record, "ifreq", struct ifreq, ifreq_rows, .prefix = "ifr_",
	.help = "a request about an interface");

static const struct lsys_field tun_pi_rows[] = {
	F(tun_pi, "flags", flags, .group = "TUN_PKT", .hex = 1, .help = "flags"),
	F(tun_pi, "protocol", proto, .net = 1, .group = "ETH_P", .hex = 1, .help = "protocol"),
	F(tun_pi, "proto", proto, .alias = 1, .help = "protocol, bytes as on the wire"),
};
static RECORD_FULL(tun_pi_record, "tun_pi", struct tun_pi, tun_pi_rows, .help = "what a tunnel puts before a packet");

static const struct lsys_field tun_filter_rows[] = {
	F(tun_filter, "flags", flags, .group = "TUN_FLT", .hex = 1, .help = "flags"),
	F(tun_filter, "count", count, .help = "number of addresses behind it"),
};
static RECORD_FULL(tun_filter_record, "tun_filter", struct tun_filter, tun_filter_rows,
	.help = "which frames a tunnel takes");

static const struct lsys_field xt_get_revision_rows[] = {
	F(xt_get_revision, "name", name, .help = "name of a match or target"),
	F(xt_get_revision, "revision", revision, .help = "its revision"),
};
static RECORD_FULL(xt_get_revision_record, "xt_get_revision", struct xt_get_revision, xt_get_revision_rows,
	.help = "a question of which revisions there are");

const struct lsys_record *const lsys_structs_packet[] = {
	&lsys_ethhdr_record, &lsys_iphdr_record, &lsys_udphdr_record, &lsys_ifreq_record, &tun_pi_record, &tun_filter_record,
	&xt_get_revision_record, NULL,
};

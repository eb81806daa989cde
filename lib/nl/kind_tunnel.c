/* Tunnels. */
#include <linux/if_tunnel.h>
#include <linux/ip6_tunnel.h>
#include <linux/amt.h>

#include "base/uapi.h"
#include "nl/kinds.h"

#define REST LSYS_KIND_REST

static const struct lsys_const df_rows[] = { { "unset", 0, 0 }, { "set", 1, 0 }, { "inherit", 2, 0 } };
static NAMES(df_names, "", df_rows);

/* vxlan */

static const struct lsys_field range_rows[] = {
	FIELD(struct lsys_port_range, low, LSYS_HDR(struct ifla_vxlan_port_range, low), .be = 1, .help = "first port"),
	FIELD(struct lsys_port_range, high, LSYS_HDR(struct ifla_vxlan_port_range, high), .be = 1, .help = "last port"),
};
static void range_brief(struct lsys_buf *b, const void *obj)
{
	lsys_put_u64(b, ((const struct lsys_port_range *)obj)->low);
	lsys_putc(b, '-');
	lsys_put_u64(b, ((const struct lsys_port_range *)obj)->high);
}
static RECORD(lsys_port_range_record, "port_range", struct lsys_port_range, range_rows,
	.wire = sizeof(struct ifla_vxlan_port_range), .brief = range_brief, .help = "a range of ports");

static const struct lsys_const label_policy_rows[] = { { "fixed", 0, 0 }, { "inherit", 1, 0 } };
static NAMES(label_policy_names, "VXLAN_LABEL_", label_policy_rows);

#define V(m, a, ...) FIELD(struct lsys_vxlan, m, .attr = IFLA_VXLAN_##a, .set = 1, __VA_ARGS__)
static const struct lsys_field vxlan_rows[] = {
	V(id, ID, .help = "network identifier (VNI)"),
	V(group, GROUP, .help = "IPv4 group or peer"),
	V(group6, GROUP6, .help = "IPv6 group or peer"),
	V(local, LOCAL, .help = "own IPv4 address"),
	V(local6, LOCAL6, .help = "own IPv6 address"),
	V(link, LINK, .help = "interface it sends through"),
	V(port, PORT, .be = 1, .help = "UDP port of the peers"),
	REC(struct lsys_vxlan, port_range, port_range, .attr = IFLA_VXLAN_PORT_RANGE, .set = 1, .help = "UDP ports to send from"),
	V(ttl, TTL, .help = "time to live, 0: chosen by the stack"),
	V(ttl_inherit, TTL_INHERIT, .help = "takes the time to live of the inner packet"),
	V(tos, TOS, .hex = 1, .help = "type of service, 1: the inner packet's"),
	V(df, DF, .names = &df_names, .help = "don't fragment"),
	V(label, LABEL, .be = 1, .hex = 1, .help = "IPv6 flow label"),
	V(label_policy, LABEL_POLICY, .names = &label_policy_names, .help = "where the flow label comes from"),
	V(learning, LEARNING, .help = "learns peers from what they send"),
	V(ageing, AGEING, .unit = LSYS_U_SECONDS, .help = "seconds until a learnt peer is forgotten"),
	V(limit, LIMIT, .help = "most entries of its table, 0 without limit"),
	V(proxy, PROXY, .help = "answers ARP for the other side"),
	V(rsc, RSC, .help = "routes short cuts"),
	V(l2miss, L2MISS, .help = "reports unknown link-layer addresses"),
	V(l3miss, L3MISS, .help = "reports unknown network addresses"),
	V(collect_metadata, COLLECT_METADATA, .help = "tunnel parameters come with each packet"),
	V(vnifilter, VNIFILTER, .help = "takes only listed VNIs"),
	V(localbypass, LOCALBYPASS, .help = "hands packets for itself over directly"),
	V(udp_csum, UDP_CSUM, .help = "sends UDP checksums over IPv4"),
	V(udp_zero_csum6_tx, UDP_ZERO_CSUM6_TX, .help = "leaves them out over IPv6"),
	V(udp_zero_csum6_rx, UDP_ZERO_CSUM6_RX, .help = "takes packets without them over IPv6"),
	V(remcsum_tx, REMCSUM_TX, .help = "sends with remote checksum offload"),
	V(remcsum_rx, REMCSUM_RX, .help = "takes remote checksum offload"),
	V(gbp, GBP, .flag = 1, .help = "group policy extension"),
	V(gpe, GPE, .flag = 1, .help = "generic protocol extension"),
	V(remcsum_nopartial, REMCSUM_NOPARTIAL, .flag = 1, .help = "remote checksum offload without partial checksums"),
	V(reserved_bits, RESERVED_BITS, .help = "bits of the header that must be zero"),
	REST(struct lsys_vxlan),
};
RECORD(lsys_vxlan_record, "vxlan", struct lsys_vxlan, vxlan_rows, .help = "Ethernet over UDP");

/* geneve */

#define G(m, a, ...) FIELD(struct lsys_geneve, m, .attr = IFLA_GENEVE_##a, .set = 1, __VA_ARGS__)
static const struct lsys_field geneve_rows[] = {
	G(id, ID, .help = "network identifier (VNI)"),
	G(remote, REMOTE, .help = "IPv4 peer"),
	G(remote6, REMOTE6, .help = "IPv6 peer"),
	G(port, PORT, .be = 1, .help = "UDP port of the peer"),
	G(ttl, TTL, .help = "time to live, 0: chosen by the stack"),
	G(ttl_inherit, TTL_INHERIT, .help = "takes the time to live of the inner packet"),
	G(tos, TOS, .hex = 1, .help = "type of service, 1: the inner packet's"),
	G(df, DF, .names = &df_names, .help = "don't fragment"),
	G(label, LABEL, .be = 1, .hex = 1, .help = "IPv6 flow label"),
	G(collect_metadata, COLLECT_METADATA, .flag = 1, .help = "tunnel parameters come with each packet"),
	G(udp_csum, UDP_CSUM, .help = "sends UDP checksums over IPv4"),
	G(udp_zero_csum6_tx, UDP_ZERO_CSUM6_TX, .help = "leaves them out over IPv6"),
	G(udp_zero_csum6_rx, UDP_ZERO_CSUM6_RX, .help = "takes packets without them over IPv6"),
	G(inner_proto_inherit, INNER_PROTO_INHERIT, .flag = 1, .help = "carries IP without Ethernet"),
	REST(struct lsys_geneve),
};
RECORD(lsys_geneve_record, "geneve", struct lsys_geneve, geneve_rows, .help = "Ethernet over UDP with options");

/* gre, gretap, erspan and the same over IPv6 */

static const struct lsys_const encap_rows[] = {
	{ "none", TUNNEL_ENCAP_NONE, 0 }, { "fou", TUNNEL_ENCAP_FOU, 0 }, { "gue", TUNNEL_ENCAP_GUE, 0 },
	{ "mpls", TUNNEL_ENCAP_MPLS, 0 },
};
NAMES(lsys_tunnel_encap_types, "TUNNEL_ENCAP_", encap_rows);
static const struct lsys_const encap_flag_rows[] = {
	{ "csum", TUNNEL_ENCAP_FLAG_CSUM, 0 }, { "csum6", TUNNEL_ENCAP_FLAG_CSUM6, 0 },
	{ "remcsum", TUNNEL_ENCAP_FLAG_REMCSUM, 0 },
};
static FLAGS(encap_flag_names, "TUNNEL_ENCAP_FLAG_", encap_flag_rows);

/* As they stand in the packet's header, in network order. */
static const struct lsys_const gre_flag_rows[] = {
	{ "csum", 0x8000, 0 }, { "routing", 0x4000, 0 }, { "key", 0x2000, 0 }, { "seq", 0x1000, 0 }, { "strict", 0x0800, 0 },
};
static FLAGS(gre_flag_names, "GRE_", gre_flag_rows);
static const struct lsys_const tnl6_flag_rows[] = {
	{ "ign_encap_limit", IP6_TNL_F_IGN_ENCAP_LIMIT, 0 }, { "use_orig_tclass", IP6_TNL_F_USE_ORIG_TCLASS, 0 },
	{ "use_orig_flowlabel", IP6_TNL_F_USE_ORIG_FLOWLABEL, 0 }, { "mip6_dev", IP6_TNL_F_MIP6_DEV, 0 },
	{ "rcv_dscp_copy", IP6_TNL_F_RCV_DSCP_COPY, 0 }, { "use_orig_fwmark", IP6_TNL_F_USE_ORIG_FWMARK, 0 },
	{ "allow_local_remote", IP6_TNL_F_ALLOW_LOCAL_REMOTE, 0 },
	/* what the kernel found the tunnel to be able to do; in no header of its interface */
	{ "cap_xmit", 0x10000, 0 }, { "cap_rcv", 0x20000, 0 }, { "cap_per_packet", 0x40000, 0 },
};
static FLAGS(tnl6_flag_names, "IP6_TNL_F_", tnl6_flag_rows);

#define E(m, a, ...) FIELD(struct lsys_gre, m, .attr = IFLA_GRE_##a, .set = 1, __VA_ARGS__)
static const struct lsys_field gre_rows[] = {
	E(remote, REMOTE, .help = "address of the peer"),
	E(local, LOCAL, .help = "own address"),
	E(link, LINK, .help = "interface it sends through"),
	E(ttl, TTL, .help = "time to live, 0: the inner packet's"),
	E(tos, TOS, .hex = 1, .help = "type of service, 1: the inner packet's"),
	E(pmtudisc, PMTUDISC, .help = "finds the path's mtu"),
	E(ignore_df, IGNORE_DF, .help = "fragments what must not be fragmented"),
	E(iflags, IFLAGS, .be = 1, .names = &gre_flag_names, .help = "what packets received must have"),
	E(oflags, OFLAGS, .be = 1, .names = &gre_flag_names, .help = "what packets sent have"),
	E(ikey, IKEY, .be = 1, .help = "key of packets received"),
	E(okey, OKEY, .be = 1, .help = "key of packets sent"),
	E(encap_limit, ENCAP_LIMIT, .help = "tunnels a packet may still enter"),
	E(flowinfo, FLOWINFO, .be = 1, .hex = 1, .help = "IPv6 traffic class and flow label"),
	E(flags, FLAGS, .names = &tnl6_flag_names, .help = "flags over IPv6"),
	E(collect_metadata, COLLECT_METADATA, .flag = 1, .help = "tunnel parameters come with each packet"),
	E(encap_type, ENCAP_TYPE, .names = &lsys_tunnel_encap_types, .help = "what it is wrapped in besides"),
	E(encap_flags, ENCAP_FLAGS, .names = &encap_flag_names, .help = "checksums of that"),
	E(encap_sport, ENCAP_SPORT, .be = 1, .help = "UDP port to send from, 0: chosen"),
	E(encap_dport, ENCAP_DPORT, .be = 1, .help = "UDP port to send to"),
	E(fwmark, FWMARK, .hex = 1, .help = "mark for routing its packets"),
	E(erspan_ver, ERSPAN_VER, .help = "ERSPAN version"),
	E(erspan_index, ERSPAN_INDEX, .help = "ERSPAN index"),
	E(erspan_dir, ERSPAN_DIR, .help = "ERSPAN direction: 0 ingress, 1 egress"),
	E(erspan_hwid, ERSPAN_HWID, .hex = 1, .help = "ERSPAN hardware id"),
	REST(struct lsys_gre),
};
RECORD(lsys_gre_record, "gre", struct lsys_gre, gre_rows, .help = "a GRE tunnel");

/* ipip, sit, ip6tnl: the last one's flags are its own. */

static const struct lsys_const sit_flag_rows[] = { { "isatap", SIT_ISATAP, 0 } };
static FLAGS(sit_flag_names, "SIT_", sit_flag_rows);

#define T(m, a, ...) FIELD(struct lsys_iptun, m, .attr = IFLA_IPTUN_##a, .set = 1, __VA_ARGS__)
#define IPTUN_ROWS(flags_, ...) \
	T(remote, REMOTE, .help = "address of the peer"), \
	T(local, LOCAL, .help = "own address"), \
	T(link, LINK, .help = "interface it sends through"), \
	T(proto, PROTO, .help = "protocol it carries: 4 IPv4, 41 IPv6, 0 both"), \
	T(ttl, TTL, .help = "time to live, 0: the inner packet's"), \
	T(tos, TOS, .hex = 1, .help = "type of service, 1: the inner packet's"), \
	T(pmtudisc, PMTUDISC, .help = "finds the path's mtu"), \
	T(encap_limit, ENCAP_LIMIT, .help = "tunnels a packet may still enter"), \
	T(flowinfo, FLOWINFO, .be = 1, .hex = 1, .help = "IPv6 traffic class and flow label"), \
	T(flags, FLAGS, .names = &flags_, .help = "flags", __VA_ARGS__), \
	FIELD_AS(struct lsys_iptun, "6rd_prefix", sixrd_prefix, .attr = IFLA_IPTUN_6RD_PREFIX, .set = 1, .help = "6rd prefix"), \
	FIELD_AS(struct lsys_iptun, "6rd_prefixlen", sixrd_prefixlen, .attr = IFLA_IPTUN_6RD_PREFIXLEN, .set = 1, \
		.help = "bits of it"), \
	FIELD_AS(struct lsys_iptun, "6rd_relay_prefix", sixrd_relay_prefix, .attr = IFLA_IPTUN_6RD_RELAY_PREFIX, .set = 1, \
		.help = "6rd relay prefix"), \
	FIELD_AS(struct lsys_iptun, "6rd_relay_prefixlen", sixrd_relay_prefixlen, .attr = IFLA_IPTUN_6RD_RELAY_PREFIXLEN, \
		.set = 1, .help = "bits of it"), \
	T(collect_metadata, COLLECT_METADATA, .flag = 1, .help = "tunnel parameters come with each packet"), \
	T(encap_type, ENCAP_TYPE, .names = &lsys_tunnel_encap_types, .help = "what it is wrapped in besides"), \
	T(encap_flags, ENCAP_FLAGS, .names = &encap_flag_names, .help = "checksums of that"), \
	T(encap_sport, ENCAP_SPORT, .be = 1, .help = "UDP port to send from, 0: chosen"), \
	T(encap_dport, ENCAP_DPORT, .be = 1, .help = "UDP port to send to"), \
	T(fwmark, FWMARK, .hex = 1, .help = "mark for routing its packets"), \
	REST(struct lsys_iptun)
static const struct lsys_field iptun_rows[] = { IPTUN_ROWS(sit_flag_names, .be = 1) };
RECORD(lsys_iptun_record, "iptun", struct lsys_iptun, iptun_rows, .help = "an IP tunnel over IPv4");
static const struct lsys_field ip6tnl_rows[] = { IPTUN_ROWS(tnl6_flag_names, .be = 0) };
RECORD(lsys_ip6tnl_record, "ip6tnl", struct lsys_iptun, ip6tnl_rows, .help = "an IP tunnel over IPv6");

/* vti, vti6 */

#define W(m, a, ...) FIELD(struct lsys_vti, m, .attr = IFLA_VTI_##a, .set = 1, __VA_ARGS__)
static const struct lsys_field vti_rows[] = {
	W(remote, REMOTE, .help = "address of the peer"),
	W(local, LOCAL, .help = "own address"),
	W(link, LINK, .help = "interface it sends through"),
	W(ikey, IKEY, .be = 1, .help = "key of packets received"),
	W(okey, OKEY, .be = 1, .help = "key of packets sent"),
	W(fwmark, FWMARK, .hex = 1, .help = "mark for routing its packets"),
	REST(struct lsys_vti),
};
RECORD(lsys_vti_record, "vti", struct lsys_vti, vti_rows, .help = "an IPsec tunnel interface");

/* xfrm */

static const struct lsys_field xfrm_rows[] = {
	FIELD(struct lsys_xfrmi, if_id, .attr = IFLA_XFRM_IF_ID, .set = 1, .hex = 1, .help = "id that policies refer to"),
	FIELD(struct lsys_xfrmi, link, .attr = IFLA_XFRM_LINK, .set = 1, .help = "interface it sends through"),
	FIELD(struct lsys_xfrmi, collect_metadata, .attr = IFLA_XFRM_COLLECT_METADATA, .flag = 1, .set = 1,
		.help = "the id comes with each packet"),
	REST(struct lsys_xfrmi),
};
RECORD(lsys_xfrmi_record, "xfrm", struct lsys_xfrmi, xfrm_rows, .help = "an IPsec interface");

/* bareudp */

#define U(m, a, ...) FIELD(struct lsys_bareudp, m, .attr = IFLA_BAREUDP_##a, .set = 1, __VA_ARGS__)
static const struct lsys_field bareudp_rows[] = {
	U(port, PORT, .be = 1, .help = "UDP port"),
	U(ethertype, ETHERTYPE, .be = 1, .hex = 1, .help = "protocol it carries"),
	U(srcport_min, SRCPORT_MIN, .help = "lowest port to send from"),
	U(multiproto_mode, MULTIPROTO_MODE, .flag = 1, .help = "carries the protocol's multicast variant too"),
	REST(struct lsys_bareudp),
};
RECORD(lsys_bareudp_record, "bareudp", struct lsys_bareudp, bareudp_rows, .help = "a protocol over UDP");

/* gtp */

static const struct lsys_const role_rows[] = { { "ggsn", GTP_ROLE_GGSN, 0 }, { "sgsn", GTP_ROLE_SGSN, 0 } };
static NAMES(role_names, "GTP_ROLE_", role_rows);
#define P(m, a, ...) FIELD(struct lsys_gtp, m, .attr = IFLA_GTP_##a, .set = 1, __VA_ARGS__)
static const struct lsys_field gtp_rows[] = {
	P(role, ROLE, .names = &role_names, .help = "which side it is"),
	P(pdp_hashsize, PDP_HASHSIZE, .help = "size of the table of contexts"),
	P(restart_count, RESTART_COUNT, .help = "times it was started anew"),
	P(create_sockets, CREATE_SOCKETS, .help = "1 when it makes its sockets itself"),
	P(local, LOCAL, .help = "own IPv4 address"),
	P(local6, LOCAL6, .help = "own IPv6 address"),
	REST(struct lsys_gtp),
};
RECORD(lsys_gtp_record, "gtp", struct lsys_gtp, gtp_rows, .help = "a GPRS tunnel");

/* amt */

static const struct lsys_const amt_mode_rows[] = { { "gateway", 0, 0 }, { "relay", 1, 0 } };
static NAMES(amt_mode_names, "AMT_MODE_", amt_mode_rows);
#define Y(m, a, ...) FIELD(struct lsys_amt, m, .attr = IFLA_AMT_##a, .set = 1, __VA_ARGS__)
static const struct lsys_field amt_rows[] = {
	Y(mode, MODE, .names = &amt_mode_names, .help = "which side it is"),
	Y(link, LINK, .help = "interface it sends through"),
	Y(local_ip, LOCAL_IP, .help = "own address"),
	Y(discovery_ip, DISCOVERY_IP, .help = "address where a relay is looked for"),
	Y(remote_ip, REMOTE_IP, .help = "address of the relay"),
	Y(relay_port, RELAY_PORT, .be = 1, .help = "the relay's UDP port"),
	Y(gateway_port, GATEWAY_PORT, .be = 1, .help = "the gateway's UDP port"),
	Y(max_tunnels, MAX_TUNNELS, .help = "most tunnels of a relay"),
	REST(struct lsys_amt),
};
RECORD(lsys_amt_record, "amt", struct lsys_amt, amt_rows, .help = "automatic multicast tunnelling");

#include "nl/link.h"

#include <linux/if.h>
#include <linux/if_arp.h>
#include <sys/socket.h>

#include "base/uapi.h"
#include "nl/addr.h"
#include "nl/kinds.h"
#include "sys/groups.h"

static const struct lsys_const state_rows[] = {
	{ "up", LSYS_LINK_UP, LSYS_GOOD },
	{ "down", LSYS_LINK_DOWN, LSYS_DIM },
	{ "no-carrier", LSYS_LINK_NO_CARRIER, LSYS_BAD },
	{ "dormant", LSYS_LINK_DORMANT, LSYS_BAD },
	{ "lower-down", LSYS_LINK_LOWER_DOWN, LSYS_BAD },
	{ "testing", LSYS_LINK_TESTING, LSYS_BAD },
	{ "not-present", LSYS_LINK_NOT_PRESENT, LSYS_BAD },
};
NAMES(lsys_link_states, "", state_rows);

static const struct lsys_const oper_rows[] = {
	{ "unknown", IF_OPER_UNKNOWN, 0 }, { "not-present", IF_OPER_NOTPRESENT, 0 }, { "down", IF_OPER_DOWN, 0 },
	{ "lower-layer-down", IF_OPER_LOWERLAYERDOWN, 0 }, { "testing", IF_OPER_TESTING, 0 },
	{ "dormant", IF_OPER_DORMANT, 0 }, { "up", IF_OPER_UP, 0 },
};
NAMES(lsys_if_oper, "IF_OPER_", oper_rows);

static const struct lsys_const linkmode_rows[] = {
	{ "default", IF_LINK_MODE_DEFAULT, 0 }, { "dormant", IF_LINK_MODE_DORMANT, 0 }, { "testing", IF_LINK_MODE_TESTING, 0 },
};
static NAMES(linkmode_names, "IF_LINK_MODE_", linkmode_rows);

static const struct lsys_const arphrd_rows[] = {
	{ "ether", ARPHRD_ETHER, 0 }, { "loopback", ARPHRD_LOOPBACK, 0 }, { "netrom", ARPHRD_NETROM, 0 },
	{ "eether", ARPHRD_EETHER, 0 }, { "ax25", ARPHRD_AX25, 0 }, { "pronet", ARPHRD_PRONET, 0 },
	{ "chaos", ARPHRD_CHAOS, 0 }, { "ieee802", ARPHRD_IEEE802, 0 }, { "arcnet", ARPHRD_ARCNET, 0 },
	{ "appletlk", ARPHRD_APPLETLK, 0 }, { "dlci", ARPHRD_DLCI, 0 }, { "atm", ARPHRD_ATM, 0 },
	{ "metricom", ARPHRD_METRICOM, 0 }, { "ieee1394", ARPHRD_IEEE1394, 0 }, { "eui64", ARPHRD_EUI64, 0 },
	{ "infiniband", ARPHRD_INFINIBAND, 0 }, { "slip", ARPHRD_SLIP, 0 }, { "cslip", ARPHRD_CSLIP, 0 },
	{ "slip6", ARPHRD_SLIP6, 0 }, { "cslip6", ARPHRD_CSLIP6, 0 }, { "rsrvd", ARPHRD_RSRVD, 0 },
	{ "adapt", ARPHRD_ADAPT, 0 }, { "rose", ARPHRD_ROSE, 0 }, { "x25", ARPHRD_X25, 0 }, { "hwx25", ARPHRD_HWX25, 0 },
	{ "can", ARPHRD_CAN, 0 }, { "mctp", ARPHRD_MCTP, 0 }, { "ppp", ARPHRD_PPP, 0 }, { "cisco", ARPHRD_CISCO, 0 },
	{ "lapb", ARPHRD_LAPB, 0 }, { "ddcmp", ARPHRD_DDCMP, 0 }, { "rawhdlc", ARPHRD_RAWHDLC, 0 },
	{ "rawip", ARPHRD_RAWIP, 0 }, { "ipip", ARPHRD_TUNNEL, 0 }, { "tunnel6", ARPHRD_TUNNEL6, 0 },
	{ "frad", ARPHRD_FRAD, 0 }, { "skip", ARPHRD_SKIP, 0 }, { "localtlk", ARPHRD_LOCALTLK, 0 },
	{ "fddi", ARPHRD_FDDI, 0 }, { "bif", ARPHRD_BIF, 0 }, { "sit", ARPHRD_SIT, 0 }, { "ipddp", ARPHRD_IPDDP, 0 },
	{ "gre", ARPHRD_IPGRE, 0 }, { "pimreg", ARPHRD_PIMREG, 0 }, { "hippi", ARPHRD_HIPPI, 0 }, { "ash", ARPHRD_ASH, 0 },
	{ "econet", ARPHRD_ECONET, 0 }, { "irda", ARPHRD_IRDA, 0 }, { "fcpp", ARPHRD_FCPP, 0 }, { "fcal", ARPHRD_FCAL, 0 },
	{ "fcpl", ARPHRD_FCPL, 0 }, { "fcfabric", ARPHRD_FCFABRIC, 0 }, { "ieee802_tr", ARPHRD_IEEE802_TR, 0 },
	{ "ieee80211", ARPHRD_IEEE80211, 0 }, { "ieee80211_prism", ARPHRD_IEEE80211_PRISM, 0 },
	{ "ieee80211_radiotap", ARPHRD_IEEE80211_RADIOTAP, 0 }, { "ieee802154", ARPHRD_IEEE802154, 0 },
	{ "ieee802154_monitor", ARPHRD_IEEE802154_MONITOR, 0 }, { "phonet", ARPHRD_PHONET, 0 },
	{ "phonet_pipe", ARPHRD_PHONET_PIPE, 0 }, { "caif", ARPHRD_CAIF, 0 }, { "ip6gre", ARPHRD_IP6GRE, 0 },
	{ "netlink", ARPHRD_NETLINK, 0 }, { "6lowpan", ARPHRD_6LOWPAN, 0 }, { "vsockmon", ARPHRD_VSOCKMON, 0 },
	{ "none", ARPHRD_NONE, 0 }, { "void", ARPHRD_VOID, 0 },
};
NAMES(lsys_arphrd, "ARPHRD_", arphrd_rows);

static const struct lsys_const xdp_rows[] = {
	{ "none", XDP_ATTACHED_NONE, 0 }, { "drv", XDP_ATTACHED_DRV, 0 }, { "skb", XDP_ATTACHED_SKB, 0 },
	{ "hw", XDP_ATTACHED_HW, 0 }, { "multi", XDP_ATTACHED_MULTI, 0 },
};
static NAMES(xdp_names, "XDP_ATTACHED_", xdp_rows);

static const struct lsys_const event_rows[] = {
	{ "none", IFLA_EVENT_NONE, 0 }, { "reboot", IFLA_EVENT_REBOOT, 0 }, { "features", IFLA_EVENT_FEATURES, 0 },
	{ "bonding_failover", IFLA_EVENT_BONDING_FAILOVER, 0 }, { "notify_peers", IFLA_EVENT_NOTIFY_PEERS, 0 },
	{ "igmp_resend", IFLA_EVENT_IGMP_RESEND, 0 }, { "bonding_options", IFLA_EVENT_BONDING_OPTIONS, 0 },
};
static NAMES(event_names, "IFLA_EVENT_", event_rows);

static const struct lsys_const gen_mode_rows[] = {
	{ "eui64", IN6_ADDR_GEN_MODE_EUI64, 0 }, { "none", IN6_ADDR_GEN_MODE_NONE, 0 },
	{ "stable-privacy", IN6_ADDR_GEN_MODE_STABLE_PRIVACY, 0 }, { "random", IN6_ADDR_GEN_MODE_RANDOM, 0 },
};
static NAMES(gen_mode_names, "IN6_ADDR_GEN_MODE_", gen_mode_rows);

static const struct lsys_const inet6_flag_rows[] = {
	{ "rs_sent", 0x10, 0 }, { "ra_rcvd", 0x20, 0 }, { "ra_managed", 0x40, 0 }, { "ra_othercon", 0x80, 0 },
	{ "ready", 0x80000000, 0 },
};
static FLAGS(inet6_flag_names, "IF_", inet6_flag_rows);

#define REST(T) LIST_OF(T, unknown, unknown, .rest = 1, .help = "attributes this version does not know")

#define S(m, ...) FIELD(struct lsys_link_stats, m, .metric = LSYS_M_COUNTER, __VA_ARGS__)
static const struct lsys_field stats_rows[] = {
	S(rx_packets, .unit = LSYS_U_PACKETS, .help = "packets received"),
	S(tx_packets, .unit = LSYS_U_PACKETS, .help = "packets sent"),
	S(rx_bytes, .unit = LSYS_U_BYTES, .help = "bytes received"),
	S(tx_bytes, .unit = LSYS_U_BYTES, .help = "bytes sent"),
	S(rx_errors, .help = "bad packets received"),
	S(tx_errors, .help = "packets that could not be sent"),
	S(rx_dropped, .help = "packets received and dropped"),
	S(tx_dropped, .help = "packets dropped on their way out"),
	S(multicast, .help = "multicast packets received"),
	S(collisions, .help = "collisions while sending"),
	S(rx_length_errors, .help = "packets of a bad length"),
	S(rx_over_errors, .help = "packets that overran the receiver's ring"),
	S(rx_crc_errors, .help = "packets with a bad checksum"),
	S(rx_frame_errors, .help = "packets with a bad frame alignment"),
	S(rx_fifo_errors, .help = "packets that overran the receiver's queue"),
	S(rx_missed_errors, .help = "packets the receiver missed"),
	S(tx_aborted_errors, .help = "transmissions that were aborted"),
	S(tx_carrier_errors, .help = "transmissions that lost the carrier"),
	S(tx_fifo_errors, .help = "transmissions whose queue ran empty"),
	S(tx_heartbeat_errors, .help = "transmissions without a heartbeat"),
	S(tx_window_errors, .help = "transmissions with a late collision"),
	S(rx_compressed, .help = "compressed packets received"),
	S(tx_compressed, .help = "compressed packets sent"),
	S(rx_nohandler, .help = "packets dropped because the interface is an inactive port"),
	S(rx_otherhost_dropped, .help = "packets dropped because they were for another host"),
};
RECORD(lsys_link_stats_record, "link_stats", struct lsys_link_stats, stats_rows, .raw = true,
	.help = "64-bit counters of a network interface");

#define I(m, ...) FIELD(struct lsys_linkinfo, m, __VA_ARGS__)
static const struct lsys_field linkinfo_rows[] = {
	I(kind, .attr = IFLA_INFO_KIND, .set = 1, .help = "kind of driver"),
	VARIANT(struct lsys_linkinfo, data, &lsys_link_kinds, "kind", .attr = IFLA_INFO_DATA, .set = 1,
		.help = "what the driver says of the interface, by its kind"),
	I(slave_kind, .attr = IFLA_INFO_SLAVE_KIND, .set = 1, .help = "kind of its master"),
	VARIANT(struct lsys_linkinfo, slave_data, &lsys_port_kinds, "slave_kind", .attr = IFLA_INFO_SLAVE_DATA, .set = 1,
		.help = "what the master says of it as a port, by the master's kind"),
	I(xstats, .attr = IFLA_INFO_XSTATS, .help = "statistics of the driver's own"),
	REST(struct lsys_linkinfo),
};
static RECORD(lsys_linkinfo_record, "linkinfo", struct lsys_linkinfo, linkinfo_rows,
	.help = "what the driver says of an interface");

#define X(m, ...) FIELD(struct lsys_link_xdp, m, __VA_ARGS__)
static const struct lsys_field xdp_fields[] = {
	X(attached, .attr = IFLA_XDP_ATTACHED, .names = &xdp_names, .help = "where programs are attached"),
	X(prog_id, .attr = IFLA_XDP_PROG_ID, .help = "id of the program, when there is one"),
	X(drv_prog_id, .attr = IFLA_XDP_DRV_PROG_ID, .help = "id of the program in the driver"),
	X(skb_prog_id, .attr = IFLA_XDP_SKB_PROG_ID, .help = "id of the program in the stack"),
	X(hw_prog_id, .attr = IFLA_XDP_HW_PROG_ID, .help = "id of the program in the hardware"),
	REST(struct lsys_link_xdp),
};
static RECORD(lsys_link_xdp_record, "xdp", struct lsys_link_xdp, xdp_fields, .help = "express data path programs");

static const struct lsys_field down_reason_rows[] = {
	FIELD(struct lsys_link_proto_down_reason, value, .attr = IFLA_PROTO_DOWN_REASON_VALUE, .set = 1, .hex = 1,
		.help = "a bit for each reason"),
};
static RECORD(lsys_link_proto_down_reason_record, "proto_down_reason", struct lsys_link_proto_down_reason, down_reason_rows,
	.help = "why protocols hold the interface down");

static const struct lsys_field devlink_rows[] = {
	FIELD(struct lsys_link_devlink_port, bus_name, .attr = 1, .help = "bus of the device"),
	FIELD(struct lsys_link_devlink_port, dev_name, .attr = 2, .help = "name of the device on it"),
	FIELD(struct lsys_link_devlink_port, port_index, .attr = 3, .help = "number of the port"),
	REST(struct lsys_link_devlink_port),
};
static RECORD(lsys_link_devlink_port_record, "devlink_port", struct lsys_link_devlink_port, devlink_rows,
	.help = "the devlink port behind an interface");

static const struct lsys_field dpll_rows[] = {
	FIELD(struct lsys_link_dpll_pin, id, .attr = 1, .help = "id of the pin"),
	REST(struct lsys_link_dpll_pin),
};
static RECORD(lsys_link_dpll_pin_record, "dpll_pin", struct lsys_link_dpll_pin, dpll_rows, .help = "the clock pin of an interface");

/* Settings and counters that sysctl and SNMP have too: hundreds of numbers of no use in a list of interfaces. */
static const uint16_t inet6_drop[] = {
	IFLA_INET6_CONF, IFLA_INET6_STATS, IFLA_INET6_MCAST, IFLA_INET6_CACHEINFO, IFLA_INET6_ICMP6STATS,
};
#define V6(m, ...) FIELD(struct lsys_link_inet6, m, __VA_ARGS__)
static const struct lsys_field inet6_rows[] = {
	V6(addr_gen_mode, .attr = IFLA_INET6_ADDR_GEN_MODE, .set = 1, .names = &gen_mode_names,
		.help = "how link-local addresses are made"),
	V6(token, .attr = IFLA_INET6_TOKEN, .set = 1, .help = "host part for addresses from router advertisements"),
	V6(flags, .attr = IFLA_INET6_FLAGS, .names = &inet6_flag_names, .help = "state of autoconfiguration"),
	V6(ra_mtu, .attr = IFLA_INET6_RA_MTU, .unit = LSYS_U_BYTES, .help = "mtu that a router advertised"),
	REST(struct lsys_link_inet6),
};
static RECORD(lsys_link_inet6_record, "inet6", struct lsys_link_inet6, inet6_rows, .drop = inet6_drop,
	.ndrop = LSYS_COUNT(inet6_drop), .help = "IPv6 on an interface");

static const struct lsys_field mctp_rows[] = {
	FIELD(struct lsys_link_mctp, net, .attr = 1, .set = 1, .help = "MCTP network"),
	REST(struct lsys_link_mctp),
};
static RECORD(lsys_link_mctp_record, "mctp", struct lsys_link_mctp, mctp_rows, .help = "MCTP on an interface");

#ifndef AF_MCTP
#define AF_MCTP 45
#endif
static const uint16_t af_spec_drop[] = { AF_INET }; /* sysctl's settings only */
static const struct lsys_field af_spec_rows[] = {
	REC(struct lsys_link_af_spec, inet6, link_inet6, .attr = AF_INET6, .set = 1, .help = "IPv6"),
	REC(struct lsys_link_af_spec, mctp, link_mctp, .attr = AF_MCTP, .set = 1, .help = "MCTP"),
	REST(struct lsys_link_af_spec),
};
static RECORD(lsys_link_af_spec_record, "af_spec", struct lsys_link_af_spec, af_spec_rows, .drop = af_spec_drop,
	.ndrop = LSYS_COUNT(af_spec_drop), .help = "what address families say of an interface");

/* 32-bit copies of stats64, and the resources of ISA cards. */
static const uint16_t link_drop[] = { IFLA_STATS, IFLA_MAP, IFLA_PAD, IFLA_EXT_MASK };

#define L(m, ...) FIELD(struct lsys_link, m, __VA_ARGS__)
static const struct lsys_field link_rows[] = {
	L(ifname, .attr = IFLA_IFNAME, .set = 1, .label = 1, .help = "name"),
	L(ifindex, LSYS_HDR(struct ifinfomsg, ifi_index), .help = "index"),
	L(netns, .label = 1, .help = "network namespace it was found in"),
	VALUES(struct lsys_link, altnames, const char *, .attr = IFLA_PROP_LIST, .item = IFLA_ALT_IFNAME, .set = 1,
		.help = "alternative names"),
	L(state, .names = &lsys_link_states, .metric = LSYS_M_GAUGE, .help = "state in one word, from flags and operstate"),
	L(kind, .info = 1, .help = "the driver's kind, or the hardware type where it has none"),
	L(address, .attr = IFLA_ADDRESS, .set = 1, .info = 1, .help = "link-layer address"),
	L(broadcast, .attr = IFLA_BROADCAST, .set = 1, .help = "link-layer broadcast address"),
	L(perm_address, .attr = IFLA_PERM_ADDRESS, .help = "link-layer address burnt into the hardware"),
	LIST_OF(struct lsys_link, addresses, addr, .help = "network addresses"),
	L(mtu, .attr = IFLA_MTU, .set = 1, .unit = LSYS_U_BYTES, .metric = LSYS_M_GAUGE, .help = "largest packet, bytes"),
	L(min_mtu, .attr = IFLA_MIN_MTU, .unit = LSYS_U_BYTES, .help = "smallest mtu that can be set"),
	L(max_mtu, .attr = IFLA_MAX_MTU, .unit = LSYS_U_BYTES, .help = "largest mtu that can be set"),
	L(master, .attr = IFLA_MASTER, .set = 1, .info = 1, .help = "interface whose port it is"),
	L(link, .attr = IFLA_LINK, .set = 1, .help = "interface below it, or its peer"),
	L(link_netnsid, .attr = IFLA_LINK_NETNSID, .set = 1, .help = "id of the network namespace that link is in"),
	VALUES(struct lsys_link, ports, const char *, .help = "interfaces that have it as master"),
	REC(struct lsys_link, linkinfo, linkinfo, .attr = IFLA_LINKINFO, .set = 1, .help = "what its driver says"),
	L(flags, .names = &lsys_iff, LSYS_HDR(struct ifinfomsg, ifi_flags), .help = "flags"),
	L(type, .names = &lsys_arphrd, LSYS_HDR(struct ifinfomsg, ifi_type), .help = "hardware type"),
	L(operstate, .attr = IFLA_OPERSTATE, .set = 1, .names = &lsys_if_oper, .help = "operational state (RFC 2863)"),
	L(linkmode, .attr = IFLA_LINKMODE, .set = 1, .names = &linkmode_names, .help = "who lets it leave the dormant state"),
	L(carrier, .attr = IFLA_CARRIER, .set = 1, .metric = LSYS_M_GAUGE, .help = "1 when there is a carrier"),
	L(carrier_changes, .attr = IFLA_CARRIER_CHANGES, .metric = LSYS_M_COUNTER, .help = "times the carrier came or went"),
	L(carrier_up_count, .attr = IFLA_CARRIER_UP_COUNT, .metric = LSYS_M_COUNTER, .help = "times the carrier came"),
	L(carrier_down_count, .attr = IFLA_CARRIER_DOWN_COUNT, .metric = LSYS_M_COUNTER, .help = "times the carrier went"),
	L(ifalias, .attr = IFLA_IFALIAS, .set = 1, .info = 1, .help = "description given by a person"),
	L(group, .attr = IFLA_GROUP, .set = 1, .help = "group"),
	L(qdisc, .attr = IFLA_QDISC, .help = "queueing discipline"),
	L(txqlen, .attr = IFLA_TXQLEN, .set = 1, .unit = LSYS_U_PACKETS, .help = "length of the sending queue, packets"),
	L(num_tx_queues, .attr = IFLA_NUM_TX_QUEUES, .set = 1, .help = "sending queues"),
	L(num_rx_queues, .attr = IFLA_NUM_RX_QUEUES, .set = 1, .help = "receiving queues"),
	L(promiscuity, .attr = IFLA_PROMISCUITY, .help = "how many want it promiscuous"),
	L(allmulti, .attr = IFLA_ALLMULTI, .help = "how many want all multicast packets"),
	L(gso_max_size, .attr = IFLA_GSO_MAX_SIZE, .set = 1, .unit = LSYS_U_BYTES, .help = "largest packet given to segmentation"),
	L(gso_max_segs, .attr = IFLA_GSO_MAX_SEGS, .set = 1, .help = "most segments of such a packet"),
	L(gso_ipv4_max_size, .attr = IFLA_GSO_IPV4_MAX_SIZE, .set = 1, .unit = LSYS_U_BYTES,
		.help = "largest IPv4 packet given to segmentation"),
	L(gro_max_size, .attr = IFLA_GRO_MAX_SIZE, .set = 1, .unit = LSYS_U_BYTES, .help = "largest packet put together on receiving"),
	L(gro_ipv4_max_size, .attr = IFLA_GRO_IPV4_MAX_SIZE, .set = 1, .unit = LSYS_U_BYTES,
		.help = "largest IPv4 packet put together on receiving"),
	L(tso_max_size, .attr = IFLA_TSO_MAX_SIZE, .unit = LSYS_U_BYTES, .help = "largest packet the hardware segments"),
	L(tso_max_segs, .attr = IFLA_TSO_MAX_SEGS, .help = "most segments the hardware makes of one"),
	L(max_pacing_offload_horizon, .attr = IFLA_MAX_PACING_OFFLOAD_HORIZON, .help = "how far ahead the hardware paces, ns"),
	L(headroom, .attr = IFLA_HEADROOM, .unit = LSYS_U_BYTES, .help = "bytes kept free in front of a packet"),
	L(tailroom, .attr = IFLA_TAILROOM, .unit = LSYS_U_BYTES, .help = "bytes kept free behind a packet"),
	L(proto_down, .attr = IFLA_PROTO_DOWN, .set = 1, .help = "1 when protocols hold it down"),
	REC(struct lsys_link, proto_down_reason, link_proto_down_reason, .attr = IFLA_PROTO_DOWN_REASON, .set = 1,
		.help = "why they do"),
	REC(struct lsys_link, xdp, link_xdp, .attr = IFLA_XDP, .help = "express data path programs"),
	REC(struct lsys_link, af_spec, link_af_spec, .attr = IFLA_AF_SPEC, .set = 1, .help = "what address families say of it"),
	L(num_vf, .attr = IFLA_NUM_VF, .help = "virtual functions"),
	L(phys_port_id, .attr = IFLA_PHYS_PORT_ID, .help = "identity of the physical port"),
	L(phys_port_name, .attr = IFLA_PHYS_PORT_NAME, .help = "name of the physical port"),
	L(phys_switch_id, .attr = IFLA_PHYS_SWITCH_ID, .help = "identity of the switch it is a port of"),
	L(parent_dev_name, .attr = IFLA_PARENT_DEV_NAME, .help = "device it belongs to"),
	L(parent_dev_bus_name, .attr = IFLA_PARENT_DEV_BUS_NAME, .help = "bus of that device"),
	REC(struct lsys_link, devlink_port, link_devlink_port, .attr = IFLA_DEVLINK_PORT, .help = "devlink port behind it"),
	REC(struct lsys_link, dpll_pin, link_dpll_pin, .attr = IFLA_DPLL_PIN, .help = "clock pin it belongs to"),
	L(netns_immutable, .attr = IFLA_NETNS_IMMUTABLE, .help = "1 when it cannot move to another namespace"),
	L(weight, .attr = IFLA_WEIGHT, .help = "weight of its polling"),
	L(event, .attr = IFLA_EVENT, .names = &event_names, .help = "what happened, in a notification"),
	L(new_netnsid, .attr = IFLA_NEW_NETNSID, .help = "id of the namespace it moved to, in a notification"),
	L(new_ifindex, .attr = IFLA_NEW_IFINDEX, .help = "its index there"),
	L(target_netnsid, .attr = IFLA_TARGET_NETNSID, .help = "id of the network namespace that was asked"),
	REC(struct lsys_link, stats64, link_stats, .attr = IFLA_STATS64, .help = "counters"),
	REST(struct lsys_link),
};

RECORD(lsys_link_record, "link", struct lsys_link, link_rows, .drop = link_drop, .ndrop = LSYS_COUNT(link_drop),
	.help = "a network interface");

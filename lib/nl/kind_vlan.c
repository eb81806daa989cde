/* Interfaces that stand on another one. */
#include <linux/if_vlan.h>

#include "base/uapi.h"
#include "nl/kinds.h"

#define REST LSYS_KIND_REST

/* vlan */

static const struct lsys_const vlan_flag_rows[] = {
	{ "reorder_hdr", VLAN_FLAG_REORDER_HDR, 0 }, { "gvrp", VLAN_FLAG_GVRP, 0 },
	{ "loose_binding", VLAN_FLAG_LOOSE_BINDING, 0 }, { "mvrp", VLAN_FLAG_MVRP, 0 },
	{ "bridge_binding", VLAN_FLAG_BRIDGE_BINDING, 0 },
};
static FLAGS(vlan_flag_names, "VLAN_FLAG_", vlan_flag_rows);

static const struct lsys_field vlan_flags_rows[] = {
	FIELD(struct lsys_vlan_flags, flags, LSYS_HDR(struct ifla_vlan_flags, flags), .names = &vlan_flag_names, .help = "flags"),
	FIELD(struct lsys_vlan_flags, mask, LSYS_HDR(struct ifla_vlan_flags, mask), .names = &vlan_flag_names,
		.help = "flags that count"),
};
/* The kernel's answer has every bit in mask; the flags are all there is to say. */
static void vlan_flags_brief(struct lsys_buf *b, const void *obj)
{
	lsys_put_names(b, &vlan_flag_names, ((const struct lsys_vlan_flags *)obj)->flags);
}
static RECORD(lsys_vlan_flags_record, "vlan_flags", struct lsys_vlan_flags, vlan_flags_rows,
	.wire = sizeof(struct ifla_vlan_flags), .brief = vlan_flags_brief, .help = "flags of a VLAN");

static const struct lsys_field qos_rows[] = {
	FIELD(struct lsys_vlan_qos, from, LSYS_HDR(struct ifla_vlan_qos_mapping, from), .help = "priority to map"),
	FIELD(struct lsys_vlan_qos, to, LSYS_HDR(struct ifla_vlan_qos_mapping, to), .help = "priority it becomes"),
};
static void qos_brief(struct lsys_buf *b, const void *obj)
{
	lsys_put_u64(b, ((const struct lsys_vlan_qos *)obj)->from);
	lsys_putc(b, ':');
	lsys_put_u64(b, ((const struct lsys_vlan_qos *)obj)->to);
}
static RECORD(lsys_vlan_qos_record, "vlan_qos", struct lsys_vlan_qos, qos_rows, .wire = sizeof(struct ifla_vlan_qos_mapping),
	.brief = qos_brief, .help = "a mapping of priorities");

static const struct lsys_field vlan_rows[] = {
	FIELD(struct lsys_vlan, id, .attr = IFLA_VLAN_ID, .set = 1, .help = "VLAN id"),
	FIELD(struct lsys_vlan, protocol, .attr = IFLA_VLAN_PROTOCOL, .set = 1, .be = 1, .names = &lsys_vlan_protocols,
		.help = "tag it uses"),
	REC(struct lsys_vlan, flags, vlan_flags, .attr = IFLA_VLAN_FLAGS, .set = 1, .help = "flags"),
	LIST_OF(struct lsys_vlan, ingress_qos, vlan_qos, .attr = IFLA_VLAN_INGRESS_QOS, .item = IFLA_VLAN_QOS_MAPPING, .set = 1,
		.help = "priorities of tags to priorities of packets"),
	LIST_OF(struct lsys_vlan, egress_qos, vlan_qos, .attr = IFLA_VLAN_EGRESS_QOS, .item = IFLA_VLAN_QOS_MAPPING, .set = 1,
		.help = "priorities of packets to priorities of tags"),
	REST(struct lsys_vlan),
};
RECORD(lsys_vlan_record, "vlan", struct lsys_vlan, vlan_rows, .help = "a VLAN");

/* macvlan, macvtap */

static const struct lsys_const macvlan_mode_rows[] = {
	{ "private", MACVLAN_MODE_PRIVATE, 0 }, { "vepa", MACVLAN_MODE_VEPA, 0 }, { "bridge", MACVLAN_MODE_BRIDGE, 0 },
	{ "passthru", MACVLAN_MODE_PASSTHRU, 0 }, { "source", MACVLAN_MODE_SOURCE, 0 },
};
static NAMES(macvlan_mode_names, "MACVLAN_MODE_", macvlan_mode_rows);
static const struct lsys_const macvlan_flag_rows[] = {
	{ "nopromisc", MACVLAN_FLAG_NOPROMISC, 0 }, { "nodst", MACVLAN_FLAG_NODST, 0 },
};
static FLAGS(macvlan_flag_names, "MACVLAN_FLAG_", macvlan_flag_rows);

#define M(m, a, ...) FIELD(struct lsys_macvlan, m, .attr = IFLA_MACVLAN_##a, __VA_ARGS__)
static const struct lsys_field macvlan_rows[] = {
	M(mode, MODE, .set = 1, .names = &macvlan_mode_names, .help = "which frames reach it"),
	M(flags, FLAGS, .set = 1, .names = &macvlan_flag_names, .help = "flags"),
	M(macaddr_count, MACADDR_COUNT, .help = "sources allowed in mode source"),
	VALUES(struct lsys_macvlan, macaddr_data, struct lsys_lladdr, .attr = IFLA_MACVLAN_MACADDR_DATA,
		.item = IFLA_MACVLAN_MACADDR, .set = 1, .help = "those sources"),
	M(bc_queue_len, BC_QUEUE_LEN, .set = 1, .help = "length wanted for the queue of broadcasts"),
	M(bc_queue_len_used, BC_QUEUE_LEN_USED, .help = "length it has"),
	M(bc_cutoff, BC_CUTOFF, .set = 1, .help = "interfaces for which a broadcast is not queued"),
	REST(struct lsys_macvlan),
};
RECORD(lsys_macvlan_record, "macvlan", struct lsys_macvlan, macvlan_rows, .help = "an interface with an address of its own on another");

/* ipvlan, ipvtap */

static const struct lsys_const ipvlan_mode_rows[] = {
	{ "l2", IPVLAN_MODE_L2, 0 }, { "l3", IPVLAN_MODE_L3, 0 }, { "l3s", IPVLAN_MODE_L3S, 0 },
};
static NAMES(ipvlan_mode_names, "IPVLAN_MODE_", ipvlan_mode_rows);
static const struct lsys_const ipvlan_flag_rows[] = { { "private", IPVLAN_F_PRIVATE, 0 }, { "vepa", IPVLAN_F_VEPA, 0 } };
static FLAGS(ipvlan_flag_names, "IPVLAN_F_", ipvlan_flag_rows);
static const struct lsys_field ipvlan_rows[] = {
	FIELD(struct lsys_ipvlan, mode, .attr = IFLA_IPVLAN_MODE, .set = 1, .names = &ipvlan_mode_names, .help = "layer it shares"),
	FIELD(struct lsys_ipvlan, flags, .attr = IFLA_IPVLAN_FLAGS, .set = 1, .names = &ipvlan_flag_names,
		.help = "who hears whom; none: all do (bridge)"),
	REST(struct lsys_ipvlan),
};
RECORD(lsys_ipvlan_record, "ipvlan", struct lsys_ipvlan, ipvlan_rows, .help = "an interface that shares another's link-layer address");

/* vrf */

static const struct lsys_field vrf_rows[] = {
	FIELD(struct lsys_vrf, table, .attr = IFLA_VRF_TABLE, .set = 1, .help = "its routing table"),
	REST(struct lsys_vrf),
};
RECORD(lsys_vrf_record, "vrf", struct lsys_vrf, vrf_rows, .help = "a routing domain");
static const struct lsys_field vrf_port_rows[] = {
	FIELD(struct lsys_vrf_port, table, .attr = IFLA_VRF_PORT_TABLE, .help = "routing table of its domain"),
	REST(struct lsys_vrf_port),
};
RECORD(lsys_vrf_port_record, "vrf_port", struct lsys_vrf_port, vrf_port_rows, .help = "an interface in a routing domain");

/* macsec */

static const struct lsys_const validation_rows[] = {
	{ "disabled", MACSEC_VALIDATE_DISABLED, 0 }, { "check", MACSEC_VALIDATE_CHECK, 0 }, { "strict", MACSEC_VALIDATE_STRICT, 0 },
};
static NAMES(validation_names, "MACSEC_VALIDATE_", validation_rows);
static const struct lsys_const offload_rows[] = {
	{ "off", MACSEC_OFFLOAD_OFF, 0 }, { "phy", MACSEC_OFFLOAD_PHY, 0 }, { "mac", MACSEC_OFFLOAD_MAC, 0 },
};
static NAMES(offload_names, "MACSEC_OFFLOAD_", offload_rows);
static const struct lsys_const cipher_rows[] = {
	{ "GCM-AES-128", 0x0080C20001000001, 0 }, { "GCM-AES-256", 0x0080C20001000002, 0 },
	{ "GCM-AES-XPN-128", 0x0080C20001000003, 0 }, { "GCM-AES-XPN-256", 0x0080C20001000004, 0 },
	{ "GCM-AES-128", 0x0080020001000001, 0 },
};
static NAMES(cipher_names, "MACSEC_CIPHER_ID_", cipher_rows);

#define S(m, a, ...) FIELD(struct lsys_macsec, m, .attr = IFLA_MACSEC_##a, .set = 1, __VA_ARGS__)
static const uint16_t macsec_drop[] = { IFLA_MACSEC_PAD };
static const struct lsys_field macsec_rows[] = {
	S(sci, SCI, .be = 1, .hex = 1, .exact = 1, .help = "identity of the sending channel: address and port"),
	S(cipher_suite, CIPHER_SUITE, .names = &cipher_names, .help = "cipher"),
	S(icv_len, ICV_LEN, .unit = LSYS_U_BYTES, .help = "length of the check value, bytes"),
	S(encoding_sa, ENCODING_SA, .help = "association used for sending"),
	S(encrypt, ENCRYPT, .help = "1 when frames are enciphered"),
	S(protect, PROTECT, .help = "1 when frames sent are protected"),
	S(validation, VALIDATION, .names = &validation_names, .help = "what happens to frames that do not check"),
	S(replay_protect, REPLAY_PROTECT, .help = "1 when repeated frames are refused"),
	S(window, WINDOW, .unit = LSYS_U_PACKETS, .help = "how much older a frame may be"),
	S(inc_sci, INC_SCI, .help = "1 when frames carry the channel's identity"),
	S(es, ES, .help = "1 when it is an end station"),
	S(scb, SCB, .help = "1 for a single copy broadcast"),
	S(offload, OFFLOAD, .names = &offload_names, .help = "where the work is done"),
	REST(struct lsys_macsec),
};
RECORD(lsys_macsec_record, "macsec", struct lsys_macsec, macsec_rows, .drop = macsec_drop, .ndrop = LSYS_COUNT(macsec_drop),
	.help = "an interface with link-layer encryption");

/* hsr */

static const struct lsys_const hsr_protocol_rows[] = { { "hsr", HSR_PROTOCOL_HSR, 0 }, { "prp", HSR_PROTOCOL_PRP, 0 } };
static NAMES(hsr_protocol_names, "HSR_PROTOCOL_", hsr_protocol_rows);
#define H(m, a, ...) FIELD(struct lsys_hsr, m, .attr = IFLA_HSR_##a, __VA_ARGS__)
static const struct lsys_field hsr_rows[] = {
	H(slave1, SLAVE1, .set = 1, .help = "first port"),
	H(slave2, SLAVE2, .set = 1, .help = "second port"),
	H(interlink, INTERLINK, .set = 1, .help = "port to another ring"),
	H(protocol, PROTOCOL, .set = 1, .names = &hsr_protocol_names, .help = "ring or parallel"),
	H(version, VERSION, .set = 1, .help = "version of the protocol"),
	H(multicast_spec, MULTICAST_SPEC, .set = 1, .help = "last byte of the supervision address"),
	H(supervision_addr, SUPERVISION_ADDR, .help = "group of supervision frames"),
	H(seq_nr, SEQ_NR, .help = "next sequence number"),
	REST(struct lsys_hsr),
};
RECORD(lsys_hsr_record, "hsr", struct lsys_hsr, hsr_rows, .help = "a seamless redundancy interface");

/* ipoib */

static const struct lsys_const ipoib_mode_rows[] = { { "datagram", IPOIB_MODE_DATAGRAM, 0 }, { "connected", IPOIB_MODE_CONNECTED, 0 } };
static NAMES(ipoib_mode_names, "IPOIB_MODE_", ipoib_mode_rows);
static const struct lsys_field ipoib_rows[] = {
	FIELD(struct lsys_ipoib, pkey, .attr = IFLA_IPOIB_PKEY, .set = 1, .hex = 1, .help = "partition key"),
	FIELD(struct lsys_ipoib, mode, .attr = IFLA_IPOIB_MODE, .set = 1, .names = &ipoib_mode_names, .help = "mode"),
	FIELD(struct lsys_ipoib, umcast, .attr = IFLA_IPOIB_UMCAST, .set = 1, .help = "1 when programs may join groups"),
	REST(struct lsys_ipoib),
};
RECORD(lsys_ipoib_record, "ipoib", struct lsys_ipoib, ipoib_rows, .help = "IP over InfiniBand");

/* rmnet */

static const struct lsys_const rmnet_flag_rows[] = {
	{ "ingress_deaggregation", RMNET_FLAGS_INGRESS_DEAGGREGATION, 0 },
	{ "ingress_map_commands", RMNET_FLAGS_INGRESS_MAP_COMMANDS, 0 },
	{ "ingress_map_cksumv4", RMNET_FLAGS_INGRESS_MAP_CKSUMV4, 0 },
	{ "egress_map_cksumv4", RMNET_FLAGS_EGRESS_MAP_CKSUMV4, 0 },
	{ "ingress_map_cksumv5", RMNET_FLAGS_INGRESS_MAP_CKSUMV5, 0 },
	{ "egress_map_cksumv5", RMNET_FLAGS_EGRESS_MAP_CKSUMV5, 0 },
};
static FLAGS(rmnet_flag_names, "RMNET_FLAGS_", rmnet_flag_rows);
static const struct lsys_field rmnet_flags_rows[] = {
	FIELD(struct lsys_rmnet_flags, flags, LSYS_HDR(struct ifla_rmnet_flags, flags), .names = &rmnet_flag_names, .help = "flags"),
	FIELD(struct lsys_rmnet_flags, mask, LSYS_HDR(struct ifla_rmnet_flags, mask), .names = &rmnet_flag_names,
		.help = "flags that count"),
};
static RECORD(lsys_rmnet_flags_record, "rmnet_flags", struct lsys_rmnet_flags, rmnet_flags_rows,
	.wire = sizeof(struct ifla_rmnet_flags), .help = "flags of a modem's data channel");
static const struct lsys_field rmnet_rows[] = {
	FIELD(struct lsys_rmnet, mux_id, .attr = IFLA_RMNET_MUX_ID, .set = 1, .help = "number of the channel"),
	REC(struct lsys_rmnet, flags, rmnet_flags, .attr = IFLA_RMNET_FLAGS, .set = 1, .help = "flags"),
	REST(struct lsys_rmnet),
};
RECORD(lsys_rmnet_record, "rmnet", struct lsys_rmnet, rmnet_rows, .help = "a modem's data channel");

/* dsa */

static const struct lsys_field dsa_rows[] = {
	FIELD(struct lsys_dsa, conduit, .attr = IFLA_DSA_CONDUIT, .set = 1, .help = "interface that leads to the switch"),
	REST(struct lsys_dsa),
};
RECORD(lsys_dsa_record, "dsa", struct lsys_dsa, dsa_rows, .help = "a port of a switch");

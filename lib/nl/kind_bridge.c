/* Bridges and their ports. */
#include "base/uapi.h"
#include "nl/kinds.h"

static const struct lsys_const vlan_protocol_rows[] = { { "802.1Q", 0x8100, 0 }, { "802.1ad", 0x88a8, 0 } };
NAMES(lsys_vlan_protocols, "", vlan_protocol_rows);

static const struct lsys_const state_rows[] = {
	{ "disabled", BR_STATE_DISABLED, LSYS_DIM }, { "listening", BR_STATE_LISTENING, LSYS_BAD },
	{ "learning", BR_STATE_LEARNING, LSYS_BAD }, { "forwarding", BR_STATE_FORWARDING, LSYS_GOOD },
	{ "blocking", BR_STATE_BLOCKING, LSYS_BAD },
};
NAMES(lsys_brport_states, "BR_STATE_", state_rows);

static const struct lsys_const boolopt_rows[] = {
	{ "no_ll_learn", 1 << BR_BOOLOPT_NO_LL_LEARN, 0 }, { "mcast_vlan_snooping", 1 << BR_BOOLOPT_MCAST_VLAN_SNOOPING, 0 },
	{ "mst_enable", 1 << BR_BOOLOPT_MST_ENABLE, 0 }, { "mdb_offload_fail_notification", 1 << 3, 0 },
	{ "fdb_local_vlan_0", 1 << 4, 0 },
};
static FLAGS(boolopt_names, "BR_BOOLOPT_", boolopt_rows);

static const struct lsys_const router_rows[] = {
	{ "disabled", 0, 0 }, { "auto", 1, 0 }, { "permanent", 2, 0 }, { "temporary", 3, 0 },
};
static NAMES(router_names, "MDB_RTR_TYPE_", router_rows);

/* "8000.0242ac110002", as everybody writes it. */
static void id_brief(struct lsys_buf *b, const void *obj)
{
	const struct lsys_bridge_id *id = obj;

	lsys_put_hex(b, id->prio, 4);
	lsys_putc(b, '.');
	lsys_put_hexbytes(b, id->addr.b, id->addr.len, 0);
}

static const struct lsys_field id_rows[] = {
	FIELD(struct lsys_bridge_id, prio, LSYS_HDR(struct ifla_bridge_id, prio), .be = 1, .help = "priority"),
	FIELD(struct lsys_bridge_id, addr, LSYS_HDR(struct ifla_bridge_id, addr), .help = "link-layer address"),
};
static RECORD(lsys_bridge_id_record, "bridge_id", struct lsys_bridge_id, id_rows, .wire = sizeof(struct ifla_bridge_id),
	.brief = id_brief, .help = "who a bridge is to the spanning tree");

static const struct lsys_field boolopt_fields[] = {
	FIELD(struct lsys_bridge_boolopt, optval, LSYS_HDR(struct br_boolopt_multi, optval), .names = &boolopt_names,
		.help = "options that are on"),
	FIELD(struct lsys_bridge_boolopt, optmask, LSYS_HDR(struct br_boolopt_multi, optmask), .names = &boolopt_names,
		.help = "options there are"),
};
static RECORD(lsys_bridge_boolopt_record, "multi_boolopt", struct lsys_bridge_boolopt, boolopt_fields,
	.wire = sizeof(struct br_boolopt_multi), .help = "options that are on or off");

#define Q(m, ...) FIELD(struct lsys_bridge_querier, m, __VA_ARGS__)
static const uint16_t querier_drop[] = { BRIDGE_QUERIER_PAD };
static const struct lsys_field querier_rows[] = {
	Q(ip_address, .attr = BRIDGE_QUERIER_IP_ADDRESS, .help = "the IGMP querier"),
	Q(ip_port, .attr = BRIDGE_QUERIER_IP_PORT, .help = "port behind which it is"),
	Q(ip_other_timer, .attr = BRIDGE_QUERIER_IP_OTHER_TIMER, .unit = LSYS_U_CENTISECONDS, .help = "until it is forgotten, 1/100 s"),
	Q(ipv6_address, .attr = BRIDGE_QUERIER_IPV6_ADDRESS, .help = "the MLD querier"),
	Q(ipv6_port, .attr = BRIDGE_QUERIER_IPV6_PORT, .help = "port behind which it is"),
	Q(ipv6_other_timer, .attr = BRIDGE_QUERIER_IPV6_OTHER_TIMER, .unit = LSYS_U_CENTISECONDS,
		.help = "until it is forgotten, 1/100 s"),
	LSYS_KIND_REST(struct lsys_bridge_querier),
};
static RECORD(lsys_bridge_querier_record, "querier", struct lsys_bridge_querier, querier_rows, .drop = querier_drop,
	.ndrop = LSYS_COUNT(querier_drop), .help = "who asks for group members");

#define B(m, a, ...) FIELD(struct lsys_bridge, m, .attr = IFLA_BR_##a, __VA_ARGS__)
#define CS .unit = LSYS_U_CENTISECONDS
static const uint16_t bridge_drop[] = { IFLA_BR_PAD };
static const struct lsys_field bridge_rows[] = {
	B(stp_state, STP_STATE, .set = 1, .help = "spanning tree: 0 none, 1 the kernel's, 2 a program's"),
	REC(struct lsys_bridge, bridge_id, bridge_id, .attr = IFLA_BR_BRIDGE_ID, .help = "its own identity"),
	REC(struct lsys_bridge, root_id, bridge_id, .attr = IFLA_BR_ROOT_ID, .help = "identity of the root of the tree"),
	B(root_port, ROOT_PORT, .help = "number of the port towards the root, 0 when it is the root"),
	B(root_path_cost, ROOT_PATH_COST, .help = "cost of the way to the root"),
	B(priority, PRIORITY, .set = 1, .help = "priority as root, lower is better"),
	B(forward_delay, FORWARD_DELAY, .set = 1, CS, .help = "time in listening and in learning, 1/100 s"),
	B(hello_time, HELLO_TIME, .set = 1, CS, .help = "between configuration messages, 1/100 s"),
	B(max_age, MAX_AGE, .set = 1, CS, .help = "until such a message is too old, 1/100 s"),
	B(ageing_time, AGEING_TIME, .set = 1, CS, .help = "until a learnt address is forgotten, 1/100 s"),
	B(topology_change, TOPOLOGY_CHANGE, .help = "1 while the tree changes"),
	B(topology_change_detected, TOPOLOGY_CHANGE_DETECTED, .help = "1 when a change was seen here"),
	B(hello_timer, HELLO_TIMER, CS, .help = "until the next configuration message, 1/100 s"),
	B(tcn_timer, TCN_TIMER, CS, .help = "until the next notification of a change, 1/100 s"),
	B(topology_change_timer, TOPOLOGY_CHANGE_TIMER, CS, .help = "until the change is over, 1/100 s"),
	B(gc_timer, GC_TIMER, CS, .help = "until addresses are next looked over, 1/100 s"),
	B(vlan_filtering, VLAN_FILTERING, .set = 1, .help = "1 when it keeps VLANs apart"),
	B(vlan_protocol, VLAN_PROTOCOL, .set = 1, .be = 1, .names = &lsys_vlan_protocols, .help = "tag it works with"),
	B(vlan_default_pvid, VLAN_DEFAULT_PVID, .set = 1, .help = "VLAN of untagged frames on new ports"),
	B(vlan_stats_enabled, VLAN_STATS_ENABLED, .set = 1, .help = "1 when it counts per VLAN"),
	B(vlan_stats_per_port, VLAN_STATS_PER_PORT, .set = 1, .help = "1 when it counts per VLAN and port"),
	B(group_fwd_mask, GROUP_FWD_MASK, .set = 1, .hex = 1, .help = "link-local groups it forwards, a bit each"),
	B(group_addr, GROUP_ADDR, .set = 1, .help = "group of its spanning tree messages"),
	B(fdb_n_learned, FDB_N_LEARNED, .help = "addresses learnt"),
	B(fdb_max_learned, FDB_MAX_LEARNED, .set = 1, .help = "most addresses it learns, 0 without limit"),
	B(mcast_snooping, MCAST_SNOOPING, .set = 1, .help = "1 when it learns group members"),
	B(mcast_router, MCAST_ROUTER, .set = 1, .names = &router_names, .help = "is it a multicast router?"),
	B(mcast_querier, MCAST_QUERIER, .set = 1, .help = "1 when it asks for group members"),
	B(mcast_query_use_ifaddr, MCAST_QUERY_USE_IFADDR, .set = 1, .help = "1 when it asks with its own address"),
	REC(struct lsys_bridge, mcast_querier_state, bridge_querier, .attr = IFLA_BR_MCAST_QUERIER_STATE,
		.help = "who asks for group members"),
	B(mcast_igmp_version, MCAST_IGMP_VERSION, .set = 1, .help = "IGMP version"),
	B(mcast_mld_version, MCAST_MLD_VERSION, .set = 1, .help = "MLD version"),
	B(mcast_stats_enabled, MCAST_STATS_ENABLED, .set = 1, .help = "1 when it counts IGMP and MLD messages"),
	B(mcast_hash_elasticity, MCAST_HASH_ELASTICITY, .set = 1, .help = "chain length of the group table"),
	B(mcast_hash_max, MCAST_HASH_MAX, .set = 1, .help = "size of the group table"),
	B(mcast_last_member_cnt, MCAST_LAST_MEMBER_CNT, .set = 1, .help = "questions before the last member counts as gone"),
	B(mcast_last_member_intvl, MCAST_LAST_MEMBER_INTVL, .set = 1, CS, .help = "between those questions, 1/100 s"),
	B(mcast_startup_query_cnt, MCAST_STARTUP_QUERY_CNT, .set = 1, .help = "questions at the start"),
	B(mcast_startup_query_intvl, MCAST_STARTUP_QUERY_INTVL, .set = 1, CS, .help = "between those questions, 1/100 s"),
	B(mcast_membership_intvl, MCAST_MEMBERSHIP_INTVL, .set = 1, CS, .help = "until a member counts as gone, 1/100 s"),
	B(mcast_querier_intvl, MCAST_QUERIER_INTVL, .set = 1, CS, .help = "until another querier counts as gone, 1/100 s"),
	B(mcast_query_intvl, MCAST_QUERY_INTVL, .set = 1, CS, .help = "between questions, 1/100 s"),
	B(mcast_query_response_intvl, MCAST_QUERY_RESPONSE_INTVL, .set = 1, CS, .help = "time for answers, 1/100 s"),
	B(nf_call_iptables, NF_CALL_IPTABLES, .set = 1, .help = "1 when frames pass iptables"),
	B(nf_call_ip6tables, NF_CALL_IP6TABLES, .set = 1, .help = "1 when frames pass ip6tables"),
	B(nf_call_arptables, NF_CALL_ARPTABLES, .set = 1, .help = "1 when frames pass arptables"),
	REC(struct lsys_bridge, multi_boolopt, bridge_boolopt, .attr = IFLA_BR_MULTI_BOOLOPT, .set = 1,
		.help = "options that are on or off"),
	LSYS_KIND_REST(struct lsys_bridge),
};
RECORD(lsys_bridge_record, "bridge", struct lsys_bridge, bridge_rows, .drop = bridge_drop, .ndrop = LSYS_COUNT(bridge_drop),
	.help = "a bridge");

#define P(m, a, ...) FIELD(struct lsys_brport, m, .attr = IFLA_BRPORT_##a, __VA_ARGS__)
static const uint16_t brport_drop[] = { IFLA_BRPORT_PAD };
static const struct lsys_field brport_rows[] = {
	P(state, STATE, .set = 1, .names = &lsys_brport_states, .help = "spanning tree state"),
	P(priority, PRIORITY, .set = 1, .help = "priority, lower is better"),
	P(cost, COST, .set = 1, .help = "cost of the way through it"),
	P(mode, MODE, .set = 1, .help = "1 when frames may leave where they came in (hairpin)"),
	P(guard, GUARD, .set = 1, .help = "1 when spanning tree messages are refused"),
	P(protect, PROTECT, .set = 1, .help = "1 when it may not become the root port"),
	P(fast_leave, FAST_LEAVE, .set = 1, .help = "1 when a leaving member is believed at once"),
	P(learning, LEARNING, .set = 1, .help = "1 when addresses are learnt"),
	P(unicast_flood, UNICAST_FLOOD, .set = 1, .help = "1 when frames for unknown addresses leave here"),
	P(mcast_flood, MCAST_FLOOD, .set = 1, .help = "1 when frames for unknown groups leave here"),
	P(bcast_flood, BCAST_FLOOD, .set = 1, .help = "1 when broadcasts leave here"),
	P(mcast_to_ucast, MCAST_TO_UCAST, .set = 1, .help = "1 when group frames go to each member alone"),
	P(proxyarp, PROXYARP, .set = 1, .help = "1 when ARP is answered for others"),
	P(proxyarp_wifi, PROXYARP_WIFI, .set = 1, .help = "1 when it is answered as wireless networks want it"),
	P(learning_sync, LEARNING_SYNC, .help = "1 when the hardware's addresses are taken over"),
	P(neigh_suppress, NEIGH_SUPPRESS, .set = 1, .help = "1 when ARP and ND are answered from the table"),
	P(neigh_vlan_suppress, NEIGH_VLAN_SUPPRESS, .set = 1, .help = "1 when that is decided per VLAN"),
	P(vlan_tunnel, VLAN_TUNNEL, .set = 1, .help = "1 when VLANs map to tunnel ids"),
	P(isolated, ISOLATED, .set = 1, .help = "1 when it only speaks with ports that are not isolated"),
	P(locked, LOCKED, .set = 1, .help = "1 when only known addresses may speak"),
	P(mab, MAB, .set = 1, .help = "1 when unknown ones are noted for authentication"),
	REC(struct lsys_brport, root_id, bridge_id, .attr = IFLA_BRPORT_ROOT_ID, .help = "root of the tree as seen here"),
	REC(struct lsys_brport, bridge_id, bridge_id, .attr = IFLA_BRPORT_BRIDGE_ID, .help = "designated bridge"),
	P(designated_port, DESIGNATED_PORT, .hex = 1, .help = "designated port"),
	P(designated_cost, DESIGNATED_COST, .help = "designated cost"),
	P(id, ID, .hex = 1, .help = "identity to the spanning tree"),
	P(no, NO, .hex = 1, .help = "number in the bridge"),
	P(topology_change_ack, TOPOLOGY_CHANGE_ACK, .help = "1 when a change is to be acknowledged"),
	P(config_pending, CONFIG_PENDING, .help = "1 when a configuration message is due"),
	P(message_age_timer, MESSAGE_AGE_TIMER, CS, .help = "until its information is too old, 1/100 s"),
	P(forward_delay_timer, FORWARD_DELAY_TIMER, CS, .help = "until its next state, 1/100 s"),
	P(hold_timer, HOLD_TIMER, CS, .help = "until it may send again, 1/100 s"),
	P(multicast_router, MULTICAST_ROUTER, .set = 1, .names = &router_names, .help = "is there a multicast router behind it?"),
	P(group_fwd_mask, GROUP_FWD_MASK, .set = 1, .hex = 1, .help = "link-local groups it forwards, a bit each"),
	P(backup_port, BACKUP_PORT, .set = 1, .help = "port that takes over when it goes down"),
	P(backup_nhid, BACKUP_NHID, .set = 1, .help = "nexthop that takes over when it goes down"),
	P(mcast_eht_hosts_limit, MCAST_EHT_HOSTS_LIMIT, .set = 1, .help = "most hosts tracked"),
	P(mcast_eht_hosts_cnt, MCAST_EHT_HOSTS_CNT, .help = "hosts tracked"),
	P(mcast_n_groups, MCAST_N_GROUPS, .help = "groups with members"),
	P(mcast_max_groups, MCAST_MAX_GROUPS, .set = 1, .help = "most groups, 0 without limit"),
	P(mrp_ring_open, MRP_RING_OPEN, .help = "1 when the media redundancy ring is open"),
	P(mrp_in_open, MRP_IN_OPEN, .help = "1 when the interconnecting ring is open"),
	LSYS_KIND_REST(struct lsys_brport),
};
RECORD(lsys_brport_record, "bridge_port", struct lsys_brport, brport_rows, .drop = brport_drop,
	.ndrop = LSYS_COUNT(brport_drop), .help = "a port of a bridge");

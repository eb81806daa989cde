/* Bonds and their ports. */
#include "base/uapi.h"
#include "nl/kinds.h"

static const struct lsys_const mode_rows[] = {
	{ "balance-rr", 0, 0 }, { "active-backup", 1, 0 }, { "balance-xor", 2, 0 }, { "broadcast", 3, 0 }, { "802.3ad", 4, 0 },
	{ "balance-tlb", 5, 0 }, { "balance-alb", 6, 0 },
};
static NAMES(mode_names, "BOND_MODE_", mode_rows);
static const struct lsys_const hash_rows[] = {
	{ "layer2", 0, 0 }, { "layer3+4", 1, 0 }, { "layer2+3", 2, 0 }, { "encap2+3", 3, 0 }, { "encap3+4", 4, 0 },
	{ "vlan+srcmac", 5, 0 },
};
static NAMES(hash_names, "", hash_rows);
static const struct lsys_const validate_rows[] = {
	{ "none", 0, 0 }, { "active", 1, 0 }, { "backup", 2, 0 }, { "all", 3, 0 }, { "filter", 4, 0 },
	{ "filter_active", 5, 0 }, { "filter_backup", 6, 0 },
};
static NAMES(validate_names, "", validate_rows);
static const struct lsys_const targets_rows[] = { { "any", 0, 0 }, { "all", 1, 0 } };
static NAMES(targets_names, "", targets_rows);
static const struct lsys_const reselect_rows[] = { { "always", 0, 0 }, { "better", 1, 0 }, { "failure", 2, 0 } };
static NAMES(reselect_names, "", reselect_rows);
static const struct lsys_const fail_over_rows[] = { { "none", 0, 0 }, { "active", 1, 0 }, { "follow", 2, 0 } };
static NAMES(fail_over_names, "", fail_over_rows);
static const struct lsys_const rate_rows[] = { { "slow", 0, 0 }, { "fast", 1, 0 } };
static NAMES(rate_names, "", rate_rows);
static const struct lsys_const select_rows[] = { { "stable", 0, 0 }, { "bandwidth", 1, 0 }, { "count", 2, 0 }, { "prio", 3, 0 } };
static NAMES(select_names, "", select_rows);
static const struct lsys_const slave_state_rows[] = { { "active", 0, LSYS_GOOD }, { "backup", 1, LSYS_DIM } };
static NAMES(slave_state_names, "BOND_STATE_", slave_state_rows);
static const struct lsys_const mii_rows[] = {
	{ "up", 0, LSYS_GOOD }, { "going-down", 1, LSYS_BAD }, { "down", 2, LSYS_BAD }, { "going-back", 3, LSYS_BAD },
};
static NAMES(mii_names, "BOND_LINK_", mii_rows);
static const struct lsys_const lacp_rows[] = {
	{ "active", 1, 0 }, { "short_timeout", 2, 0 }, { "aggregating", 4, 0 }, { "in_sync", 8, 0 }, { "collecting", 16, 0 },
	{ "distributing", 32, 0 }, { "defaulted", 64, 0 }, { "expired", 128, 0 },
};
static FLAGS(lacp_names, "LACP_STATE_", lacp_rows);
static const struct lsys_const churn_rows[] = { { "monitor", 0, 0 }, { "churn", 1, 0 }, { "none", 2, 0 } };
static NAMES(churn_names, "AD_CHURN_", churn_rows);

#define A(m, a, ...) FIELD(struct lsys_bond_ad_info, m, .attr = IFLA_BOND_AD_INFO_##a, __VA_ARGS__)
static const struct lsys_field ad_info_rows[] = {
	A(aggregator, AGGREGATOR, .help = "number of the active aggregator"),
	A(num_ports, NUM_PORTS, .help = "ports in it"),
	A(actor_key, ACTOR_KEY, .help = "own key"),
	A(partner_key, PARTNER_KEY, .help = "the partner's key"),
	A(partner_mac, PARTNER_MAC, .help = "the partner's address"),
	LSYS_KIND_REST(struct lsys_bond_ad_info),
};
static RECORD(lsys_bond_ad_info_record, "ad_info", struct lsys_bond_ad_info, ad_info_rows, .help = "802.3ad aggregation");

#define B(m, a, ...) FIELD(struct lsys_bond, m, .attr = IFLA_BOND_##a, .set = 1, __VA_ARGS__)
#define MS .unit = LSYS_U_MILLISECONDS
static const struct lsys_field bond_rows[] = {
	B(mode, MODE, .names = &mode_names, .help = "how ports share the work"),
	B(active_slave, ACTIVE_SLAVE, .help = "the port in use"),
	B(primary, PRIMARY, .help = "the port to prefer"),
	B(primary_reselect, PRIMARY_RESELECT, .names = &reselect_names, .help = "when to go back to it"),
	B(miimon, MIIMON, MS, .help = "between looks at the carrier, ms"),
	B(updelay, UPDELAY, MS, .help = "until a port that came up is used, ms"),
	B(downdelay, DOWNDELAY, MS, .help = "until a port that went down is left, ms"),
	B(peer_notif_delay, PEER_NOTIF_DELAY, MS, .help = "between notifications of the peers, ms"),
	B(num_peer_notif, NUM_PEER_NOTIF, .help = "notifications after a change of ports"),
	B(use_carrier, USE_CARRIER, .help = "1 when the carrier is asked of the driver's flag"),
	B(xmit_hash_policy, XMIT_HASH_POLICY, .names = &hash_names, .help = "what chooses the port for a packet"),
	B(packets_per_slave, PACKETS_PER_SLAVE, .help = "packets on a port before the next one's turn"),
	B(tlb_dynamic_lb, TLB_DYNAMIC_LB, .help = "1 when flows move by load"),
	B(lp_interval, LP_INTERVAL, .unit = LSYS_U_SECONDS, .help = "between learning packets, s"),
	B(all_slaves_active, ALL_SLAVES_ACTIVE, .help = "1 when idle ports receive too"),
	B(min_links, MIN_LINKS, .help = "ports it needs for a carrier of its own"),
	B(resend_igmp, RESEND_IGMP, .help = "membership reports after a change of ports"),
	B(fail_over_mac, FAIL_OVER_MAC, .names = &fail_over_names, .help = "what happens to the address on a change of ports"),
	B(arp_interval, ARP_INTERVAL, MS, .help = "between ARP questions, ms"),
	B(arp_validate, ARP_VALIDATE, .names = &validate_names, .help = "which ARP packets are checked"),
	B(arp_all_targets, ARP_ALL_TARGETS, .names = &targets_names, .help = "how many targets must answer"),
	VALUES(struct lsys_bond, arp_ip_target, struct lsys_ip, .attr = IFLA_BOND_ARP_IP_TARGET, .item = LSYS_ITEM_ANY, .set = 1,
		.help = "IPv4 targets of the questions"),
	VALUES(struct lsys_bond, ns_ip6_target, struct lsys_ip, .attr = IFLA_BOND_NS_IP6_TARGET, .item = LSYS_ITEM_ANY, .set = 1,
		.help = "IPv6 targets of the questions"),
	B(missed_max, MISSED_MAX, .help = "answers missed before a port is down"),
	B(ad_lacp_active, AD_LACP_ACTIVE, .help = "1 when it speaks first"),
	B(ad_lacp_rate, AD_LACP_RATE, .names = &rate_names, .help = "how often the partner shall speak"),
	B(ad_select, AD_SELECT, .names = &select_names, .help = "what makes an aggregator the better one"),
	B(ad_actor_sys_prio, AD_ACTOR_SYS_PRIO, .help = "priority as a system"),
	B(ad_user_port_key, AD_USER_PORT_KEY, .help = "upper bits of the port key"),
	B(ad_actor_system, AD_ACTOR_SYSTEM, .help = "address as a system"),
	B(coupled_control, COUPLED_CONTROL, .help = "1 when collecting and distributing go together"),
	REC(struct lsys_bond, ad_info, bond_ad_info, .attr = IFLA_BOND_AD_INFO, .help = "802.3ad aggregation"),
	LSYS_KIND_REST(struct lsys_bond),
};
RECORD(lsys_bond_record, "bond", struct lsys_bond, bond_rows, .help = "a bond");

#define P(m, a, ...) FIELD(struct lsys_bond_slave, m, .attr = IFLA_BOND_SLAVE_##a, __VA_ARGS__)
static const struct lsys_field slave_rows[] = {
	P(state, STATE, .names = &slave_state_names, .help = "in use or waiting"),
	P(mii_status, MII_STATUS, .names = &mii_names, .help = "the carrier as the bond sees it"),
	P(link_failure_count, LINK_FAILURE_COUNT, .help = "times the carrier went"),
	P(perm_hwaddr, PERM_HWADDR, .help = "its own link-layer address"),
	P(queue_id, QUEUE_ID, .set = 1, .help = "queue of the bond it serves"),
	P(prio, PRIO, .set = 1, .help = "priority for being the active one, higher is better"),
	P(actor_port_prio, ACTOR_PORT_PRIO, .set = 1, .help = "priority as an 802.3ad port"),
	P(ad_aggregator_id, AD_AGGREGATOR_ID, .help = "number of its aggregator"),
	P(ad_actor_oper_port_state, AD_ACTOR_OPER_PORT_STATE, .names = &lacp_names, .help = "own LACP state"),
	P(ad_partner_oper_port_state, AD_PARTNER_OPER_PORT_STATE, .names = &lacp_names, .help = "the partner's LACP state"),
	P(ad_churn_actor_state, AD_CHURN_ACTOR_STATE, .names = &churn_names, .help = "is the own side settled?"),
	P(ad_churn_partner_state, AD_CHURN_PARTNER_STATE, .names = &churn_names, .help = "is the partner's?"),
	LSYS_KIND_REST(struct lsys_bond_slave),
};
RECORD(lsys_bond_slave_record, "bond_port", struct lsys_bond_slave, slave_rows, .help = "a port of a bond");

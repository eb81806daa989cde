/*
 * What drivers say of their interfaces (IFLA_INFO_DATA) and of their ports (IFLA_INFO_SLAVE_DATA): a struct and its rows
 * for each kind. Names and numbers follow the kernel's rt_link specification.
 */
#ifndef LSYS_NL_KINDS_H
#define LSYS_NL_KINDS_H

#include "table/record.h"

extern const struct lsys_kinds lsys_link_kinds; /* by IFLA_INFO_KIND, in alphabetical order */
extern const struct lsys_kinds lsys_port_kinds; /* by IFLA_INFO_SLAVE_KIND */

/* Do interfaces of this kind come in pairs, and can they have ports? kind may be NULL. */
bool lsys_kind_is_pair(const char *kind);
bool lsys_kind_has_ports(const char *kind);

extern const struct lsys_names lsys_vlan_protocols; /* ETH_P_8021Q, ETH_P_8021AD */

/* The last row of such a record. */
#define LSYS_KIND_REST(T) LIST_OF(T, unknown, unknown, .rest = 1, .help = "attributes this version does not know")

/* A driver that says nothing: dummy, ifb, nlmon, team, veth, vcan, wireguard ... */
struct lsys_kind_plain { uint64_t has; struct lsys_list unknown; };

/* kind_bridge.c */

struct lsys_bridge_id { uint64_t has; uint16_t prio; struct lsys_lladdr addr; };
struct lsys_bridge_boolopt { uint64_t has; uint32_t optval, optmask; };
struct lsys_bridge_querier {
	uint64_t has;
	struct lsys_ip ip_address, ipv6_address;
	struct lsys_ifref ip_port, ipv6_port;
	uint64_t ip_other_timer, ipv6_other_timer;
	struct lsys_list unknown;
};
struct lsys_bridge {
	uint64_t has;
	uint32_t forward_delay, hello_time, max_age, ageing_time, stp_state, root_path_cost;
	uint16_t priority, vlan_protocol, group_fwd_mask, root_port, vlan_default_pvid;
	uint8_t vlan_filtering, topology_change, topology_change_detected;
	uint8_t mcast_router, mcast_snooping, mcast_query_use_ifaddr, mcast_querier, mcast_igmp_version, mcast_mld_version;
	uint8_t nf_call_iptables, nf_call_ip6tables, nf_call_arptables;
	uint8_t vlan_stats_enabled, mcast_stats_enabled, vlan_stats_per_port;
	struct lsys_bridge_id *root_id, *bridge_id;
	uint64_t hello_timer, tcn_timer, topology_change_timer, gc_timer;
	struct lsys_lladdr group_addr;
	uint32_t mcast_hash_elasticity, mcast_hash_max, mcast_last_member_cnt, mcast_startup_query_cnt;
	uint64_t mcast_last_member_intvl, mcast_membership_intvl, mcast_querier_intvl, mcast_query_intvl;
	uint64_t mcast_query_response_intvl, mcast_startup_query_intvl;
	struct lsys_bridge_boolopt *multi_boolopt;
	struct lsys_bridge_querier *mcast_querier_state;
	uint32_t fdb_n_learned, fdb_max_learned;
	struct lsys_list unknown;
};
struct lsys_brport {
	uint64_t has;
	uint8_t state, mode, guard, protect, fast_leave, learning, unicast_flood, proxyarp, learning_sync, proxyarp_wifi;
	uint8_t topology_change_ack, config_pending, multicast_router, mcast_flood, mcast_to_ucast, vlan_tunnel, bcast_flood;
	uint8_t neigh_suppress, isolated, mrp_ring_open, mrp_in_open, locked, mab, neigh_vlan_suppress;
	uint16_t priority, designated_port, designated_cost, id, no, group_fwd_mask;
	uint32_t cost, mcast_eht_hosts_limit, mcast_eht_hosts_cnt, mcast_n_groups, mcast_max_groups, backup_nhid;
	struct lsys_bridge_id *root_id, *bridge_id;
	uint64_t message_age_timer, forward_delay_timer, hold_timer;
	struct lsys_ifref backup_port;
	struct lsys_list unknown;
};
extern const struct lsys_record lsys_bridge_record, lsys_brport_record;
extern const struct lsys_names lsys_brport_states; /* BR_STATE_* */

/* kind_bond.c */

struct lsys_bond_ad_info {
	uint64_t has;
	uint16_t aggregator, num_ports, actor_key, partner_key;
	struct lsys_lladdr partner_mac;
	struct lsys_list unknown;
};
struct lsys_bond {
	uint64_t has;
	uint8_t mode, use_carrier, primary_reselect, fail_over_mac, xmit_hash_policy, num_peer_notif, all_slaves_active;
	uint8_t ad_lacp_rate, ad_select, tlb_dynamic_lb, ad_lacp_active, missed_max, coupled_control;
	struct lsys_ifref active_slave, primary;
	uint32_t miimon, updelay, downdelay, arp_interval, arp_validate, arp_all_targets, resend_igmp, min_links;
	uint32_t lp_interval, packets_per_slave, peer_notif_delay;
	struct lsys_list arp_ip_target, ns_ip6_target; /* struct lsys_ip */
	struct lsys_bond_ad_info *ad_info;
	uint16_t ad_actor_sys_prio, ad_user_port_key;
	struct lsys_lladdr ad_actor_system;
	struct lsys_list unknown;
};
struct lsys_bond_slave {
	uint64_t has;
	uint8_t state, mii_status, ad_actor_oper_port_state, ad_churn_actor_state, ad_churn_partner_state;
	uint16_t queue_id, ad_aggregator_id, ad_partner_oper_port_state, actor_port_prio;
	uint32_t link_failure_count;
	int32_t prio;
	struct lsys_lladdr perm_hwaddr;
	struct lsys_list unknown;
};
extern const struct lsys_record lsys_bond_record, lsys_bond_slave_record;

/* kind_vlan.c: interfaces on top of another one */

struct lsys_vlan_flags { uint64_t has; uint32_t flags, mask; };
struct lsys_vlan_qos { uint64_t has; uint32_t from, to; };
struct lsys_vlan {
	uint64_t has;
	uint16_t id, protocol;
	struct lsys_vlan_flags *flags;
	struct lsys_list egress_qos, ingress_qos; /* struct lsys_vlan_qos */
	struct lsys_list unknown;
};
struct lsys_macvlan {
	uint64_t has;
	uint32_t mode, macaddr_count, bc_queue_len, bc_queue_len_used;
	int32_t bc_cutoff;
	uint16_t flags;
	struct lsys_list macaddr_data; /* struct lsys_lladdr */
	struct lsys_list unknown;
};
struct lsys_ipvlan { uint64_t has; uint16_t mode, flags; struct lsys_list unknown; };
struct lsys_vrf { uint64_t has; uint32_t table; struct lsys_list unknown; };
struct lsys_vrf_port { uint64_t has; uint32_t table; struct lsys_list unknown; };
struct lsys_macsec {
	uint64_t has;
	uint64_t sci, cipher_suite;
	uint32_t window;
	uint8_t icv_len, encoding_sa, encrypt, protect, inc_sci, es, scb, replay_protect, validation, offload;
	struct lsys_list unknown;
};
struct lsys_hsr {
	uint64_t has;
	struct lsys_ifref slave1, slave2, interlink;
	uint8_t multicast_spec, version, protocol;
	uint16_t seq_nr;
	struct lsys_lladdr supervision_addr;
	struct lsys_list unknown;
};
struct lsys_ipoib { uint64_t has; uint16_t pkey, mode, umcast; struct lsys_list unknown; };
struct lsys_rmnet_flags { uint64_t has; uint32_t flags, mask; };
struct lsys_rmnet { uint64_t has; uint16_t mux_id; struct lsys_rmnet_flags *flags; struct lsys_list unknown; };
struct lsys_dsa { uint64_t has; struct lsys_ifref conduit; struct lsys_list unknown; };
extern const struct lsys_record lsys_vlan_record, lsys_macvlan_record, lsys_ipvlan_record, lsys_vrf_record,
	lsys_vrf_port_record, lsys_macsec_record, lsys_hsr_record, lsys_ipoib_record, lsys_rmnet_record, lsys_dsa_record;

/* kind_tunnel.c: packets within packets */

struct lsys_port_range { uint64_t has; uint16_t low, high; };
struct lsys_vxlan {
	uint64_t has;
	uint32_t id, ageing, limit, label, label_policy;
	struct lsys_ip group, group6, local, local6;
	struct lsys_ifref link;
	uint8_t ttl, tos, df;
	bool learning, proxy, rsc, l2miss, l3miss, udp_csum, udp_zero_csum6_tx, udp_zero_csum6_rx, remcsum_tx, remcsum_rx;
	bool gbp, gpe, remcsum_nopartial, collect_metadata, ttl_inherit, vnifilter, localbypass;
	uint16_t port;
	struct lsys_port_range *port_range;
	struct lsys_bytes reserved_bits;
	struct lsys_list unknown;
};
struct lsys_geneve {
	uint64_t has;
	uint32_t id, label;
	struct lsys_ip remote, remote6;
	uint8_t ttl, tos, df;
	uint16_t port;
	bool collect_metadata, udp_csum, udp_zero_csum6_tx, udp_zero_csum6_rx, ttl_inherit, inner_proto_inherit;
	struct lsys_list unknown;
};
struct lsys_gre {
	uint64_t has;
	struct lsys_ifref link;
	uint16_t iflags, oflags, encap_type, encap_flags, encap_sport, encap_dport, erspan_hwid;
	uint32_t ikey, okey, flowinfo, flags, fwmark, erspan_index;
	struct lsys_ip local, remote;
	uint8_t ttl, tos, encap_limit, erspan_ver, erspan_dir;
	bool pmtudisc, collect_metadata, ignore_df;
	struct lsys_list unknown;
};
struct lsys_iptun {
	uint64_t has;
	struct lsys_ifref link;
	struct lsys_ip local, remote, sixrd_prefix, sixrd_relay_prefix;
	uint8_t ttl, tos, encap_limit, proto;
	uint32_t flowinfo, flags, fwmark;
	bool pmtudisc, collect_metadata;
	uint16_t sixrd_prefixlen, sixrd_relay_prefixlen, encap_type, encap_flags, encap_sport, encap_dport;
	struct lsys_list unknown;
};
struct lsys_vti {
	uint64_t has;
	struct lsys_ifref link;
	uint32_t ikey, okey, fwmark;
	struct lsys_ip local, remote;
	struct lsys_list unknown;
};
struct lsys_xfrmi { uint64_t has; struct lsys_ifref link; uint32_t if_id; bool collect_metadata; struct lsys_list unknown; };
struct lsys_bareudp {
	uint64_t has;
	uint16_t port, ethertype, srcport_min;
	bool multiproto_mode;
	struct lsys_list unknown;
};
struct lsys_gtp {
	uint64_t has;
	uint32_t pdp_hashsize, role;
	uint8_t create_sockets, restart_count;
	struct lsys_ip local, local6;
	struct lsys_list unknown;
};
struct lsys_amt {
	uint64_t has;
	uint32_t mode, max_tunnels;
	uint16_t relay_port, gateway_port;
	struct lsys_ifref link;
	struct lsys_ip local_ip, remote_ip, discovery_ip;
	struct lsys_list unknown;
};
extern const struct lsys_record lsys_vxlan_record, lsys_geneve_record, lsys_gre_record, lsys_iptun_record, lsys_ip6tnl_record,
	lsys_vti_record, lsys_xfrmi_record, lsys_bareudp_record, lsys_gtp_record, lsys_amt_record;
extern const struct lsys_names lsys_tunnel_encap_types; /* TUNNEL_ENCAP_* */

/* kind_device.c: devices made by programs or hardware */

struct lsys_tun {
	uint64_t has;
	uint32_t owner, group, num_queues, num_disabled_queues;
	uint8_t type;
	bool pi, vnet_hdr, persist, multi_queue;
	struct lsys_list unknown;
};
struct lsys_netkit {
	uint64_t has;
	bool primary;
	uint32_t policy, peer_policy, mode, scrub, peer_scrub;
	uint16_t headroom, tailroom;
	struct lsys_list unknown;
};
struct lsys_can_bittiming { uint64_t has; uint32_t bitrate, sample_point, tq, prop_seg, phase_seg1, phase_seg2, sjw, brp; };
struct lsys_can_ctrlmode { uint64_t has; uint32_t mask, flags; };
struct lsys_can_berr { uint64_t has; uint16_t txerr, rxerr; };
struct lsys_can {
	uint64_t has;
	struct lsys_can_bittiming *bittiming, *data_bittiming;
	uint32_t clock, state, restart_ms, bitrate_max;
	uint16_t termination;
	struct lsys_can_ctrlmode *ctrlmode;
	struct lsys_can_berr *berr_counter;
	struct lsys_list unknown;
};
struct lsys_wwan { uint64_t has; uint32_t link_id; struct lsys_list unknown; };
struct lsys_batadv { uint64_t has; const char *algo_name; struct lsys_list unknown; };
struct lsys_ovpn { uint64_t has; uint8_t mode; struct lsys_list unknown; };
extern const struct lsys_record lsys_tun_record, lsys_netkit_record, lsys_can_record, lsys_wwan_record, lsys_batadv_record,
	lsys_ovpn_record, lsys_kind_plain_record;

#endif

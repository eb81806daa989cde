/* Network interfaces (rtnetlink RTM_NEWLINK). */
#ifndef LSYS_NL_LINK_H
#define LSYS_NL_LINK_H

#include "table/record.h"

/* What a person calls the state: administrative and operational in one word. */
enum lsys_link_state {
	LSYS_LINK_UP, LSYS_LINK_DOWN, LSYS_LINK_NO_CARRIER, LSYS_LINK_DORMANT, LSYS_LINK_LOWER_DOWN, LSYS_LINK_TESTING,
	LSYS_LINK_NOT_PRESENT,
};

/* struct rtnl_link_stats64 behind has: linux/if_link.h says what each counter counts. */
struct lsys_link_stats {
	uint64_t has;
	uint64_t rx_packets, tx_packets, rx_bytes, tx_bytes, rx_errors, tx_errors, rx_dropped, tx_dropped, multicast, collisions;
	uint64_t rx_length_errors, rx_over_errors, rx_crc_errors, rx_frame_errors, rx_fifo_errors, rx_missed_errors;
	uint64_t tx_aborted_errors, tx_carrier_errors, tx_fifo_errors, tx_heartbeat_errors, tx_window_errors;
	uint64_t rx_compressed, tx_compressed, rx_nohandler, rx_otherhost_dropped;
};

/* IFLA_LINKINFO: what the driver says, and what the driver of its master says of it as a port. */
struct lsys_linkinfo {
	uint64_t has;
	const char *kind, *slave_kind;
	struct lsys_variant data, slave_data; /* by kind and slave_kind; structs in nl/kinds.h */
	struct lsys_bytes xstats;
	struct lsys_list unknown;
};

/* IFLA_XDP: program ids, 0 = none. */
struct lsys_link_xdp {
	uint64_t has;
	uint8_t attached;
	uint32_t prog_id, drv_prog_id, skb_prog_id, hw_prog_id;
	struct lsys_list unknown;
};

/* IFLA_PROTO_DOWN_REASON: bits that user space gave a meaning. */
struct lsys_link_proto_down_reason { uint64_t has; uint32_t value; };

/* IFLA_DEVLINK_PORT */
struct lsys_link_devlink_port { uint64_t has; const char *bus_name, *dev_name; uint32_t port_index; struct lsys_list unknown; };

/* IFLA_DPLL_PIN */
struct lsys_link_dpll_pin { uint64_t has; uint32_t id; struct lsys_list unknown; };

/* AF_INET6 in IFLA_AF_SPEC. */
struct lsys_link_inet6 {
	uint64_t has;
	uint32_t flags, ra_mtu;
	uint8_t addr_gen_mode;
	struct lsys_ip token;
	struct lsys_list unknown;
};

/* AF_MCTP in IFLA_AF_SPEC. */
struct lsys_link_mctp { uint64_t has; uint32_t net; struct lsys_list unknown; };

struct lsys_link_af_spec { uint64_t has; struct lsys_link_inet6 *inet6; struct lsys_link_mctp *mctp; struct lsys_list unknown; };

/* An interface. Strings and nested structs live in the message or the arena it was decoded with. */
struct lsys_link {
	uint64_t has[2];
	uint32_t ifindex;
	char ifname[16];
	const char *netns;             /* where it was found, when that was not the caller's own namespace */
	const char *kind;              /* the driver's kind, or the hardware type where it has none */
	uint8_t state;                 /* enum lsys_link_state */
	uint8_t operstate, linkmode, carrier, proto_down, netns_immutable;
	uint16_t type, headroom, tailroom;
	uint32_t flags;
	struct lsys_lladdr address, broadcast, perm_address;
	struct lsys_ifref master, link;
	uint32_t mtu, min_mtu, max_mtu, txqlen, group, promiscuity, allmulti;
	uint32_t num_tx_queues, num_rx_queues, num_vf, weight;
	uint32_t gso_max_segs, gso_max_size, tso_max_segs, tso_max_size, gro_max_size, gso_ipv4_max_size, gro_ipv4_max_size;
	uint32_t carrier_changes, carrier_up_count, carrier_down_count, event;
	uint64_t max_pacing_offload_horizon;
	int32_t link_netnsid, new_netnsid, new_ifindex, target_netnsid;
	const char *qdisc, *ifalias, *phys_port_name, *parent_dev_name, *parent_dev_bus_name;
	struct lsys_bytes phys_port_id, phys_switch_id;
	struct lsys_list altnames;     /* const char * */
	struct lsys_list addresses;    /* struct lsys_addr */
	struct lsys_list ports;        /* const char *: interfaces whose master it is */
	struct lsys_linkinfo *linkinfo;
	struct lsys_link_xdp *xdp;
	struct lsys_link_proto_down_reason *proto_down_reason;
	struct lsys_link_devlink_port *devlink_port;
	struct lsys_link_dpll_pin *dpll_pin;
	struct lsys_link_af_spec *af_spec;
	struct lsys_link_stats *stats64;
	struct lsys_list unknown;
};

extern const struct lsys_record lsys_link_record;
extern const struct lsys_record lsys_link_stats_record;
extern const struct lsys_names lsys_link_states; /* enum lsys_link_state */
extern const struct lsys_names lsys_arphrd;      /* ARPHRD_* */
extern const struct lsys_names lsys_if_oper;     /* IF_OPER_* */

#endif

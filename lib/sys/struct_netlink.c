/* Headers and fixed parts of netlink messages, as they are on the wire, and what goes with them. */
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "sys/structs.h"

#define F(T, name, m, ...) FIELD_AS(struct T, name, m, __VA_ARGS__)

static const struct lsys_field nlmsghdr_rows[] = {
	F(nlmsghdr, "len", nlmsg_len, .unit = LSYS_U_BYTES, .help = "bytes of the message, this header counted"),
	F(nlmsghdr, "type", nlmsg_type, .group = "RTM", .help = "what it is"),
	F(nlmsghdr, "flags", nlmsg_flags, .group = "NLM_F", .hex = 1, .help = "flags"),
	F(nlmsghdr, "seq", nlmsg_seq, .help = "number by which an answer is known"),
	F(nlmsghdr, "pid", nlmsg_pid, .help = "port of the sender, 0: the kernel"),
};
static RECORD_FULL(lsys_nlmsghdr_record, "nlmsghdr", struct nlmsghdr, nlmsghdr_rows, .prefix = "nlmsg_",
	.help = "a netlink message's header");

static const struct lsys_field nlmsgerr_rows[] = {
	F(nlmsgerr, "error", error, .help = "error number, negative; 0: done"),
	STRUCT_AS(struct nlmsgerr, "msg", msg, nlmsghdr, .help = "header of the request"),
};
static RECORD_FULL(nlmsgerr_record, "nlmsgerr", struct nlmsgerr, nlmsgerr_rows,
	.help = "the answer to a netlink request");

static const struct lsys_field rtgenmsg_rows[] = {
	F(rtgenmsg, "family", rtgen_family, .group = "AF", .help = "address family"),
};
static RECORD_FULL(rtgenmsg_record, "rtgenmsg", struct rtgenmsg, rtgenmsg_rows, .prefix = "rtgen_",
	.help = "a request of a family");

static const struct lsys_field ifinfomsg_rows[] = {
	F(ifinfomsg, "family", ifi_family, .group = "AF", .help = "address family"),
	F(ifinfomsg, "__ifi_pad", __ifi_pad, .alias = 1, .help = "not used"),
	F(ifinfomsg, "type", ifi_type, .group = "ARPHRD", .help = "kind of hardware"),
	F(ifinfomsg, "index", ifi_index, .help = "index of the interface"),
	F(ifinfomsg, "flags", ifi_flags, .group = "IFF", .hex = 1, .help = "state"),
	F(ifinfomsg, "change", ifi_change, .group = "IFF", .hex = 1, .help = "which flags are to be changed"),
};
static RECORD_FULL(ifinfomsg_record, "ifinfomsg", struct ifinfomsg, ifinfomsg_rows, .prefix = "ifi_",
	.help = "a message about an interface");

static const struct lsys_field ifaddrmsg_rows[] = {
	F(ifaddrmsg, "family", ifa_family, .group = "AF", .help = "address family"),
	F(ifaddrmsg, "prefixlen", ifa_prefixlen, .help = "bits of the network prefix"),
	F(ifaddrmsg, "flags", ifa_flags, .group = "IFA_F", .hex = 1, .help = "flags"),
	F(ifaddrmsg, "scope", ifa_scope, .group = "RT_SCOPE", .help = "where the address is valid"),
	F(ifaddrmsg, "index", ifa_index, .help = "index of the interface"),
};
static RECORD_FULL(ifaddrmsg_record, "ifaddrmsg", struct ifaddrmsg, ifaddrmsg_rows, .prefix = "ifa_",
	.help = "a message about an address");

static const struct lsys_field ifa_cacheinfo_rows[] = {
	F(ifa_cacheinfo, "prefered", ifa_prefered, .unit = LSYS_U_SECONDS, .help = "seconds for which it may be chosen"),
	F(ifa_cacheinfo, "valid", ifa_valid, .unit = LSYS_U_SECONDS, .help = "seconds until it goes"),
	F(ifa_cacheinfo, "cstamp", cstamp, .unit = LSYS_U_CENTISECONDS, .help = "when it was made"),
	F(ifa_cacheinfo, "tstamp", tstamp, .unit = LSYS_U_CENTISECONDS, .help = "when it was last changed"),
};
static RECORD_FULL(ifa_cacheinfo_record, "ifa_cacheinfo", struct ifa_cacheinfo, ifa_cacheinfo_rows, .prefix = "ifa_",
	.help = "lifetimes of an address");

static const struct lsys_field rtmsg_rows[] = {
	F(rtmsg, "family", rtm_family, .group = "AF", .help = "address family"),
	F(rtmsg, "dst_len", rtm_dst_len, .help = "bits of the destination"),
	F(rtmsg, "src_len", rtm_src_len, .help = "bits of the source"),
	F(rtmsg, "tos", rtm_tos, .hex = 1, .help = "type of service"),
	F(rtmsg, "table", rtm_table, .group = "RT_TABLE", .help = "routing table"),
	F(rtmsg, "protocol", rtm_protocol, .group = "RTPROT", .help = "who made it"),
	F(rtmsg, "scope", rtm_scope, .group = "RT_SCOPE", .help = "how far it goes"),
	F(rtmsg, "type", rtm_type, .group = "RTN", .help = "what becomes of the packets"),
	F(rtmsg, "flags", rtm_flags, .group = "RTM_F", .hex = 1, .help = "flags"),
};
static RECORD_FULL(rtmsg_record, "rtmsg", struct rtmsg, rtmsg_rows, .prefix = "rtm_", .help = "a message about a route");

static const struct lsys_field rtattr_rows[] = {
	F(rtattr, "len", rta_len, .unit = LSYS_U_BYTES, .help = "bytes of the attribute, this header counted"),
	F(rtattr, "type", rta_type, .help = "what it is"),
};
static RECORD_FULL(rtattr_record, "rtattr", struct rtattr, rtattr_rows, .prefix = "rta_",
	.help = "an attribute's header");

static const struct lsys_field rta_cacheinfo_rows[] = {
	F(rta_cacheinfo, "clntref", rta_clntref, .help = "how many use it"),
	F(rta_cacheinfo, "lastuse", rta_lastuse, .unit = LSYS_U_CENTISECONDS, .help = "since it was last used"),
	F(rta_cacheinfo, "expires", rta_expires, .unit = LSYS_U_CENTISECONDS, .help = "until it goes"),
	F(rta_cacheinfo, "error", rta_error, .help = "error that packets get"),
	F(rta_cacheinfo, "used", rta_used, .help = "times it was used"),
	F(rta_cacheinfo, "id", rta_id, .help = "not used any more"),
	F(rta_cacheinfo, "ts", rta_ts, .help = "not used any more"),
	F(rta_cacheinfo, "tsage", rta_tsage, .help = "not used any more"),
};
static RECORD_FULL(rta_cacheinfo_record, "rta_cacheinfo", struct rta_cacheinfo, rta_cacheinfo_rows, .prefix = "rta_",
	.help = "use of a route");

static const struct lsys_field ndmsg_rows[] = {
	F(ndmsg, "family", ndm_family, .group = "AF", .help = "address family"),
	F(ndmsg, "pad1", ndm_pad1, .alias = 1, .help = "not used"),
	F(ndmsg, "pad2", ndm_pad2, .alias = 1, .help = "not used"),
	F(ndmsg, "ifindex", ndm_ifindex, .help = "index of the interface"),
	F(ndmsg, "state", ndm_state, .group = "NUD", .hex = 1, .help = "how well it is known"),
	F(ndmsg, "flags", ndm_flags, .group = "NTF", .hex = 1, .help = "flags"),
	F(ndmsg, "type", ndm_type, .group = "RTN", .help = "type"),
};
static RECORD_FULL(ndmsg_record, "ndmsg", struct ndmsg, ndmsg_rows, .prefix = "ndm_",
	.help = "a message about a neighbour");

static const struct lsys_field nda_cacheinfo_rows[] = {
	F(nda_cacheinfo, "confirmed", ndm_confirmed, .unit = LSYS_U_CENTISECONDS, .help = "since it was confirmed"),
	F(nda_cacheinfo, "used", ndm_used, .unit = LSYS_U_CENTISECONDS, .help = "since it was used"),
	F(nda_cacheinfo, "updated", ndm_updated, .unit = LSYS_U_CENTISECONDS, .help = "since it was changed"),
	F(nda_cacheinfo, "refcnt", ndm_refcnt, .help = "how many use it"),
};
static RECORD_FULL(nda_cacheinfo_record, "nda_cacheinfo", struct nda_cacheinfo, nda_cacheinfo_rows, .prefix = "ndm_",
	.help = "use of a neighbour");

static const struct lsys_field ndtmsg_rows[] = {
	F(ndtmsg, "family", ndtm_family, .group = "AF", .help = "address family"),
	F(ndtmsg, "pad1", ndtm_pad1, .alias = 1, .help = "not used"),
	F(ndtmsg, "pad2", ndtm_pad2, .alias = 1, .help = "not used"),
};
static RECORD_FULL(ndtmsg_record, "ndtmsg", struct ndtmsg, ndtmsg_rows, .prefix = "ndtm_",
	.help = "a message about a table of neighbours");

static const struct lsys_field ndt_config_rows[] = {
	F(ndt_config, "key_len", ndtc_key_len, .unit = LSYS_U_BYTES, .help = "bytes of an address"),
	F(ndt_config, "entry_size", ndtc_entry_size, .unit = LSYS_U_BYTES, .help = "bytes of a neighbour"),
	F(ndt_config, "entries", ndtc_entries, .help = "neighbours"),
	F(ndt_config, "last_flush", ndtc_last_flush, .unit = LSYS_U_MILLISECONDS, .help = "since the table was cleared"),
	F(ndt_config, "last_rand", ndtc_last_rand, .unit = LSYS_U_MILLISECONDS, .help = "since the hash was changed"),
	F(ndt_config, "hash_rnd", ndtc_hash_rnd, .help = "seed of the hash"),
	F(ndt_config, "hash_mask", ndtc_hash_mask, .hex = 1, .help = "its mask"),
	F(ndt_config, "hash_chain_gc", ndtc_hash_chain_gc, .help = "place of the collection"),
	F(ndt_config, "proxy_qlen", ndtc_proxy_qlen, .help = "requests that wait for an answer on behalf of others"),
};
static RECORD_FULL(ndt_config_record, "ndt_config", struct ndt_config, ndt_config_rows, .prefix = "ndtc_",
	.help = "a table of neighbours");

#define COUNTER(T, name, m, ...) F(T, name, m, .metric = LSYS_M_COUNTER, __VA_ARGS__)
static const struct lsys_field ndt_stats_rows[] = {
	COUNTER(ndt_stats, "allocs", ndts_allocs, .help = "neighbours made"),
	COUNTER(ndt_stats, "destroys", ndts_destroys, .help = "neighbours removed"),
	COUNTER(ndt_stats, "hash_grows", ndts_hash_grows, .help = "times the table grew"),
	COUNTER(ndt_stats, "res_failed", ndts_res_failed, .help = "neighbours that did not answer"),
	COUNTER(ndt_stats, "lookups", ndts_lookups, .help = "searches"),
	COUNTER(ndt_stats, "hits", ndts_hits, .help = "searches that found one"),
	COUNTER(ndt_stats, "rcv_probes_mcast", ndts_rcv_probes_mcast, .help = "questions received by multicast"),
	COUNTER(ndt_stats, "rcv_probes_ucast", ndts_rcv_probes_ucast, .help = "questions received by unicast"),
	COUNTER(ndt_stats, "periodic_gc_runs", ndts_periodic_gc_runs, .help = "collections at their time"),
	COUNTER(ndt_stats, "forced_gc_runs", ndts_forced_gc_runs, .help = "collections for want of room"),
	COUNTER(ndt_stats, "table_fulls", ndts_table_fulls, .help = "times there was no room"),
};
static RECORD_FULL(ndt_stats_record, "ndt_stats", struct ndt_stats, ndt_stats_rows, .prefix = "ndts_",
	.help = "counters of a table of neighbours");

#define L(m, ...) COUNTER(rtnl_link_stats, #m, m, __VA_ARGS__)
static const struct lsys_field link_stats_rows[] = {
	L(rx_packets, .unit = LSYS_U_PACKETS, .help = "packets received"),
	L(tx_packets, .unit = LSYS_U_PACKETS, .help = "packets sent"),
	L(rx_bytes, .unit = LSYS_U_BYTES, .help = "bytes received"),
	L(tx_bytes, .unit = LSYS_U_BYTES, .help = "bytes sent"),
	L(rx_errors, .help = "packets received with errors"),
	L(tx_errors, .help = "packets that could not be sent"),
	L(rx_dropped, .help = "packets received and dropped"),
	L(tx_dropped, .help = "packets dropped instead of sent"),
	L(multicast, .help = "multicast packets received"),
	L(collisions, .help = "collisions"),
	L(rx_length_errors, .help = "packets of a wrong length"),
	L(rx_over_errors, .help = "packets too many for the receiver"),
	L(rx_crc_errors, .help = "packets with a wrong checksum"),
	L(rx_frame_errors, .help = "packets misaligned"),
	L(rx_fifo_errors, .help = "packets for which the queue had no room"),
	L(rx_missed_errors, .help = "packets the receiver missed"),
	L(tx_aborted_errors, .help = "sendings broken off"),
	L(tx_carrier_errors, .help = "sendings without a carrier"),
	L(tx_fifo_errors, .help = "sendings that ran out of data"),
	L(tx_heartbeat_errors, .help = "sendings without a heartbeat"),
	L(tx_window_errors, .help = "sendings that collided late"),
	L(rx_compressed, .help = "compressed packets received"),
	L(tx_compressed, .help = "compressed packets sent"),
	L(rx_nohandler, .help = "packets nobody wanted"),
};
static RECORD_FULL(link_stats_record, "rtnl_link_stats", struct rtnl_link_stats, link_stats_rows,
	.help = "counters of an interface, 32 bits wide");

static const struct lsys_field fdb_entry_rows[] = {
	ARRAY(struct __fdb_entry, mac_addr, .help = "link-layer address"),
	FIELD(struct __fdb_entry, port_no, .help = "number of the port, low byte"),
	FIELD(struct __fdb_entry, is_local, .help = "whether it is the bridge's own"),
	FIELD(struct __fdb_entry, ageing_timer_value, .unit = LSYS_U_CENTISECONDS, .help = "since it was seen"),
	FIELD(struct __fdb_entry, port_hi, .help = "number of the port, high byte"),
	FIELD(struct __fdb_entry, pad0, .alias = 1, .help = "not used"),
	FIELD(struct __fdb_entry, unused, .alias = 1, .help = "not used"),
};
static RECORD_FULL(fdb_entry_record, "fdb_entry", struct __fdb_entry, fdb_entry_rows,
	.help = "an address that a bridge knows");

const struct lsys_record *const lsys_structs_netlink[] = {
	&lsys_nlmsghdr_record, &nlmsgerr_record, &rtgenmsg_record, &ifinfomsg_record, &ifaddrmsg_record, &ifa_cacheinfo_record,
	&rtmsg_record, &rtattr_record, &rta_cacheinfo_record, &ndmsg_record, &nda_cacheinfo_record, &ndtmsg_record,
	&ndt_config_record, &ndt_stats_record, &link_stats_record, &fdb_entry_record, NULL,
};

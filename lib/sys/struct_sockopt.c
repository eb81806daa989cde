/* Values of sockets' options that are structs. */
#include <endian.h>
#include <linux/if_packet.h>
#include <linux/net_tstamp.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "sys/struct_net.h"
#include "sys/structs.h"

#define F(T, name, m, ...) FIELD_AS(struct T, name, m, __VA_ARGS__)

static const struct lsys_field linger_rows[] = {
	F(linger, "onoff", l_onoff, .help = "whether close waits"),
	F(linger, "linger", l_linger, .unit = LSYS_U_SECONDS, .help = "for how long, seconds"),
};
RECORD_FULL(lsys_linger_record, "linger", struct linger, linger_rows, .prefix = "l_",
	.help = "whether close waits for bytes not sent yet");

static const struct lsys_field ip_mreqn_rows[] = {
	STRUCT_AS(struct ip_mreqn, "multiaddr", imr_multiaddr, in_addr, .help = "the group"),
	STRUCT_AS(struct ip_mreqn, "address", imr_address, in_addr, .help = "own address, of the interface"),
	F(ip_mreqn, "ifindex", imr_ifindex, .help = "index of the interface, 0: by the address"),
};
static RECORD_FULL(ip_mreqn_record, "ip_mreqn", struct ip_mreqn, ip_mreqn_rows, .prefix = "imr_",
	.help = "membership of an IPv4 group");

static const struct lsys_field ip_mreq_rows[] = {
	STRUCT_AS(struct ip_mreq, "multiaddr", imr_multiaddr, in_addr, .help = "the group"),
	STRUCT_AS(struct ip_mreq, "interface", imr_interface, in_addr, .help = "own address, of the interface"),
};
static RECORD_FULL(ip_mreq_record, "ip_mreq", struct ip_mreq, ip_mreq_rows, .prefix = "imr_",
	.help = "membership of an IPv4 group");

static const struct lsys_field ip_mreq_source_rows[] = {
	STRUCT_AS(struct ip_mreq_source, "multiaddr", imr_multiaddr, in_addr, .help = "the group"),
	STRUCT_AS(struct ip_mreq_source, "interface", imr_interface, in_addr, .help = "own address, of the interface"),
	STRUCT_AS(struct ip_mreq_source, "sourceaddr", imr_sourceaddr, in_addr, .help = "who sends to it"),
};
static RECORD_FULL(ip_mreq_source_record, "ip_mreq_source", struct ip_mreq_source, ip_mreq_source_rows, .prefix = "imr_",
	.help = "membership of an IPv4 group, by sender");

static const struct lsys_field ipv6_mreq_rows[] = {
	STRUCT_AS(struct ipv6_mreq, "multiaddr", ipv6mr_multiaddr, in6_addr, .help = "the group"),
	F(ipv6_mreq, "interface", ipv6mr_interface, .help = "index of the interface, 0: any"),
};
static RECORD_FULL(ipv6_mreq_record, "ipv6_mreq", struct ipv6_mreq, ipv6_mreq_rows, .prefix = "ipv6mr_",
	.help = "membership of an IPv6 group");

static const struct lsys_field group_req_rows[] = {
	F(group_req, "interface", gr_interface, .help = "index of the interface"),
	STRUCT_AS(struct group_req, "group", gr_group, sockaddr_storage, .help = "the group"),
};
static RECORD_FULL(group_req_record, "group_req", struct group_req, group_req_rows, .prefix = "gr_",
	.help = "membership of a group of any family");

static const struct lsys_field group_source_req_rows[] = {
	F(group_source_req, "interface", gsr_interface, .help = "index of the interface"),
	STRUCT_AS(struct group_source_req, "group", gsr_group, sockaddr_storage, .help = "the group"),
	STRUCT_AS(struct group_source_req, "source", gsr_source, sockaddr_storage, .help = "who sends to it"),
};
static RECORD_FULL(group_source_req_record, "group_source_req", struct group_source_req, group_source_req_rows,
	.prefix = "gsr_",
	.help = "membership of a group of any family, by sender");

static const struct lsys_field packet_mreq_rows[] = {
	F(packet_mreq, "ifindex", mr_ifindex, .help = "index of the interface"),
	F(packet_mreq, "type", mr_type, .group = "PACKET_MR", .help = "which packets: of an address, all"),
	F(packet_mreq, "alen", mr_alen, .help = "bytes of the address"),
	ARRAY_AS(struct packet_mreq, "address", mr_address, .help = "link-layer address"),
};
static RECORD_FULL(packet_mreq_record, "packet_mreq", struct packet_mreq, packet_mreq_rows, .prefix = "mr_",
	.help = "more packets than one's own");

static const struct lsys_field tpacket_stats_rows[] = {
	F(tpacket_stats, "packets", tp_packets, .metric = LSYS_M_COUNTER, .unit = LSYS_U_PACKETS, .help = "packets seen"),
	F(tpacket_stats, "drops", tp_drops, .metric = LSYS_M_COUNTER, .unit = LSYS_U_PACKETS,
		.help = "packets for which there was no room"),
};
static RECORD_FULL(tpacket_stats_record, "tpacket_stats", struct tpacket_stats, tpacket_stats_rows, .prefix = "tp_",
	.help = "packets since they were last asked for");

static const struct lsys_field tpacket_req_rows[] = {
	F(tpacket_req, "block_size", tp_block_size, .unit = LSYS_U_BYTES, .help = "bytes of a block"),
	F(tpacket_req, "block_nr", tp_block_nr, .help = "number of blocks"),
	F(tpacket_req, "frame_size", tp_frame_size, .unit = LSYS_U_BYTES, .help = "bytes of a frame"),
	F(tpacket_req, "frame_nr", tp_frame_nr, .help = "number of frames"),
};
static RECORD_FULL(tpacket_req_record, "tpacket_req", struct tpacket_req, tpacket_req_rows, .prefix = "tp_",
	.help = "a ring of packets");

static const struct lsys_field sock_txtime_rows[] = {
	F(sock_txtime, "clockid", clockid, .group = "CLOCK", .help = "clock by which packets are sent"),
	F(sock_txtime, "flags", flags, .hex = 1, .help = "1 times are deadlines, 2 report errors"),
};
static RECORD_FULL(sock_txtime_record, "sock_txtime", struct sock_txtime, sock_txtime_rows,
	.help = "packets that are sent at a time");

#define T(m, ...) F(tcp_info, #m, tcpi_##m, __VA_ARGS__)
#define COUNTED(m, ...) T(m, .metric = LSYS_M_COUNTER, __VA_ARGS__)
static const struct lsys_field tcp_info_rows[] = {
	T(state, .help = "state: 1 established, 10 listening"),
	T(ca_state, .help = "state of congestion control"),
	T(retransmits, .help = "times the first segment not acknowledged was sent again"),
	T(probes, .help = "probes sent without an answer"),
	T(backoff, .help = "doublings of the time until the next try"),
	T(options, .hex = 1, .help = "1 time stamps, 2 selective acknowledgement, 4 window scaling, 8 congestion notification"),
	BITFIELD(struct tcp_info, "snd_wscale", offsetof(struct tcp_info, tcpi_options) + 1, 1, 0, 4, .help = "shift of the window, sending"),
	BITFIELD(struct tcp_info, "rcv_wscale", offsetof(struct tcp_info, tcpi_options) + 1, 1, 4, 4, .help = "shift of the window, receiving"),
	BITFIELD(struct tcp_info, "delivery_rate_app_limited", offsetof(struct tcp_info, tcpi_options) + 2, 1, 0, 1,
		.help = "the program did not send enough to measure it"),
	BITFIELD(struct tcp_info, "fastopen_client_fail", offsetof(struct tcp_info, tcpi_options) + 2, 1, 1, 2, .help = "why fast open failed"),
	T(rto, .help = "time until a segment is sent again, microseconds"),
	T(ato, .help = "time until an acknowledgement is sent, microseconds"),
	T(snd_mss, .unit = LSYS_U_BYTES, .help = "largest segment sent"),
	T(rcv_mss, .unit = LSYS_U_BYTES, .help = "largest segment received"),
	T(unacked, .help = "segments on their way; of a listener connections that wait"),
	T(sacked, .help = "segments acknowledged out of order; of a listener the most that may wait"),
	T(lost, .help = "segments taken to be lost"),
	T(retrans, .help = "segments on their way again"),
	T(fackets, .help = "segments before the highest one acknowledged"),
	T(last_data_sent, .unit = LSYS_U_MILLISECONDS, .help = "since data was sent"),
	T(last_ack_sent, .unit = LSYS_U_MILLISECONDS, .help = "since an acknowledgement was sent"),
	T(last_data_recv, .unit = LSYS_U_MILLISECONDS, .help = "since data was received"),
	T(last_ack_recv, .unit = LSYS_U_MILLISECONDS, .help = "since an acknowledgement was received"),
	T(pmtu, .unit = LSYS_U_BYTES, .help = "largest packet on the way"),
	T(rcv_ssthresh, .unit = LSYS_U_BYTES, .help = "slow-start threshold, receiving"),
	T(rtt, .help = "round-trip time, microseconds"),
	T(rttvar, .help = "how much it varies, microseconds"),
	T(snd_ssthresh, .help = "slow-start threshold, segments"),
	T(snd_cwnd, .help = "congestion window, segments"),
	T(advmss, .unit = LSYS_U_BYTES, .help = "largest segment the other end may send"),
	T(reordering, .help = "segments that may come out of order"),
	T(rcv_rtt, .help = "round-trip time as the receiver sees it, microseconds"),
	T(rcv_space, .unit = LSYS_U_BYTES, .help = "room for what comes"),
	COUNTED(total_retrans, .help = "segments sent again"),
	T(pacing_rate, .help = "bytes per second sent at most, as worked out"),
	T(max_pacing_rate, .help = "bytes per second sent at most, as set"),
	COUNTED(bytes_acked, .unit = LSYS_U_BYTES, .help = "bytes sent and acknowledged"),
	COUNTED(bytes_received, .unit = LSYS_U_BYTES, .help = "bytes received"),
	COUNTED(segs_out, .help = "segments sent"),
	COUNTED(segs_in, .help = "segments received"),
	T(notsent_bytes, .unit = LSYS_U_BYTES, .help = "bytes that wait to be sent"),
	T(min_rtt, .help = "shortest round-trip time, microseconds"),
	COUNTED(data_segs_in, .help = "segments with data received"),
	COUNTED(data_segs_out, .help = "segments with data sent"),
	T(delivery_rate, .help = "bytes per second that arrive"),
	COUNTED(busy_time, .help = "microseconds spent sending"),
	COUNTED(rwnd_limited, .help = "microseconds held up by the receiver's window"),
	COUNTED(sndbuf_limited, .help = "microseconds held up by the room for sending"),
	COUNTED(delivered, .help = "segments that arrived"),
	COUNTED(delivered_ce, .help = "segments that arrived and met congestion"),
	COUNTED(bytes_sent, .unit = LSYS_U_BYTES, .help = "bytes sent"),
	COUNTED(bytes_retrans, .unit = LSYS_U_BYTES, .help = "bytes sent again"),
	COUNTED(dsack_dups, .help = "segments that arrived twice"),
	COUNTED(reord_seen, .help = "times segments came out of order"),
	COUNTED(rcv_ooopack, .help = "segments received out of order"),
	T(snd_wnd, .unit = LSYS_U_BYTES, .help = "window of the other end"),
};
static RECORD_FULL(tcp_info_record, "tcp_info", struct tcp_info, tcp_info_rows, .prefix = "tcpi_",
	.help = "how a TCP connection fares");

const struct lsys_record *const lsys_structs_sockopt[] = {
	&lsys_linger_record, &ip_mreqn_record, &ip_mreq_record, &ip_mreq_source_record, &ipv6_mreq_record, &group_req_record,
	&group_source_req_record, &packet_mreq_record, &tpacket_stats_record, &tpacket_req_record, &sock_txtime_record,
	&tcp_info_record, NULL,
};

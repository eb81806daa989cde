/* Interfaces made by programs, and hardware with data of its own. */
#include <linux/can/netlink.h>
#include <linux/if_tun.h>
#include <linux/wwan.h>

#include "base/uapi.h"
#include "nl/kinds.h"

#define REST LSYS_KIND_REST

static const struct lsys_field plain_rows[] = { REST(struct lsys_kind_plain) };
RECORD(lsys_kind_plain_record, "plain", struct lsys_kind_plain, plain_rows, .help = "a driver that says nothing more");

/* tun */

static const struct lsys_const tun_type_rows[] = { { "tun", IFF_TUN, 0 }, { "tap", IFF_TAP, 0 } };
static NAMES(tun_type_names, "IFF_", tun_type_rows);
#define T(m, a, ...) FIELD(struct lsys_tun, m, .attr = IFLA_TUN_##a, __VA_ARGS__)
static const struct lsys_field tun_rows[] = {
	T(type, TYPE, .names = &tun_type_names, .help = "packets (tun) or frames (tap)"),
	T(owner, OWNER, .help = "user who may open it"),
	T(group, GROUP, .help = "group that may open it"),
	T(persist, PERSIST, .help = "stays without a program"),
	T(pi, PI, .help = "packets come with a header"),
	T(vnet_hdr, VNET_HDR, .help = "packets come with an offload header"),
	T(multi_queue, MULTI_QUEUE, .help = "may be opened many times"),
	T(num_queues, NUM_QUEUES, .help = "times it is open"),
	T(num_disabled_queues, NUM_DISABLED_QUEUES, .help = "of those, not in use"),
	REST(struct lsys_tun),
};
RECORD(lsys_tun_record, "tun", struct lsys_tun, tun_rows, .help = "an interface to a program");

/* netkit */

static const struct lsys_const netkit_mode_rows[] = { { "l2", 0, 0 }, { "l3", 1, 0 } };
static NAMES(netkit_mode_names, "NETKIT_", netkit_mode_rows);
static const struct lsys_const scrub_rows[] = { { "none", 0, 0 }, { "default", 1, 0 } };
static NAMES(scrub_names, "NETKIT_SCRUB_", scrub_rows);
static const struct lsys_const policy_rows[] = { { "forward", 0, 0 }, { "blackhole", 2, 0 } };
static NAMES(policy_names, "NETKIT_", policy_rows);
#define N(m, a, ...) FIELD(struct lsys_netkit, m, .attr = a, __VA_ARGS__)
static const struct lsys_field netkit_rows[] = {
	N(mode, IFLA_NETKIT_MODE, .set = 1, .names = &netkit_mode_names, .help = "layer it works on"),
	N(primary, IFLA_NETKIT_PRIMARY, .help = "the side that rules the pair"),
	N(policy, IFLA_NETKIT_POLICY, .set = 1, .names = &policy_names, .help = "what happens to packets no program takes"),
	N(peer_policy, IFLA_NETKIT_PEER_POLICY, .set = 1, .names = &policy_names, .help = "the same on the peer"),
	N(scrub, IFLA_NETKIT_SCRUB, .set = 1, .names = &scrub_names, .help = "what is taken off packets that cross"),
	N(peer_scrub, IFLA_NETKIT_PEER_SCRUB, .set = 1, .names = &scrub_names, .help = "the same on the peer"),
	N(headroom, 8, .set = 1, .unit = LSYS_U_BYTES, .help = "bytes kept free in front of a packet"),
	N(tailroom, 9, .set = 1, .unit = LSYS_U_BYTES, .help = "bytes kept free behind a packet"),
	REST(struct lsys_netkit),
};
RECORD(lsys_netkit_record, "netkit", struct lsys_netkit, netkit_rows, .help = "one of a pair with BPF programs between them");

/* can */

static const struct lsys_const can_state_rows[] = {
	{ "error-active", CAN_STATE_ERROR_ACTIVE, LSYS_GOOD }, { "error-warning", CAN_STATE_ERROR_WARNING, LSYS_BAD },
	{ "error-passive", CAN_STATE_ERROR_PASSIVE, LSYS_BAD }, { "bus-off", CAN_STATE_BUS_OFF, LSYS_BAD },
	{ "stopped", CAN_STATE_STOPPED, LSYS_DIM }, { "sleeping", CAN_STATE_SLEEPING, LSYS_DIM },
};
static NAMES(can_state_names, "CAN_STATE_", can_state_rows);
static const struct lsys_const can_mode_rows[] = {
	{ "loopback", CAN_CTRLMODE_LOOPBACK, 0 }, { "listen-only", CAN_CTRLMODE_LISTENONLY, 0 },
	{ "triple-sampling", CAN_CTRLMODE_3_SAMPLES, 0 }, { "one-shot", CAN_CTRLMODE_ONE_SHOT, 0 },
	{ "berr-reporting", CAN_CTRLMODE_BERR_REPORTING, 0 }, { "fd", CAN_CTRLMODE_FD, 0 },
	{ "presume-ack", CAN_CTRLMODE_PRESUME_ACK, 0 }, { "fd-non-iso", CAN_CTRLMODE_FD_NON_ISO, 0 },
	{ "cc-len8-dlc", CAN_CTRLMODE_CC_LEN8_DLC, 0 }, { "tdc-auto", CAN_CTRLMODE_TDC_AUTO, 0 },
	{ "tdc-manual", CAN_CTRLMODE_TDC_MANUAL, 0 },
};
static FLAGS(can_mode_names, "CAN_CTRLMODE_", can_mode_rows);

#define BT(m, ...) FIELD(struct lsys_can_bittiming, m, LSYS_HDR(struct can_bittiming, m), __VA_ARGS__)
static const struct lsys_field bittiming_rows[] = {
	BT(bitrate, .help = "bits per second"), BT(sample_point, .help = "when a bit is sampled, thousandths of it"),
	BT(tq, .help = "time quantum, ns"), BT(prop_seg, .help = "propagation segment, quanta"),
	BT(phase_seg1, .help = "first phase segment, quanta"), BT(phase_seg2, .help = "second phase segment, quanta"),
	BT(sjw, .help = "jump width, quanta"), BT(brp, .help = "prescaler"),
};
static RECORD(lsys_can_bittiming_record, "bittiming", struct lsys_can_bittiming, bittiming_rows,
	.wire = sizeof(struct can_bittiming), .help = "timing of bits");
static const struct lsys_field ctrlmode_rows[] = {
	FIELD(struct lsys_can_ctrlmode, flags, LSYS_HDR(struct can_ctrlmode, flags), .names = &can_mode_names, .help = "modes"),
	FIELD(struct lsys_can_ctrlmode, mask, LSYS_HDR(struct can_ctrlmode, mask), .names = &can_mode_names,
		.help = "modes that count"),
};
static RECORD(lsys_can_ctrlmode_record, "ctrlmode", struct lsys_can_ctrlmode, ctrlmode_rows,
	.wire = sizeof(struct can_ctrlmode), .help = "modes of the controller");
static const struct lsys_field berr_rows[] = {
	FIELD(struct lsys_can_berr, txerr, LSYS_HDR(struct can_berr_counter, txerr), .help = "errors while sending"),
	FIELD(struct lsys_can_berr, rxerr, LSYS_HDR(struct can_berr_counter, rxerr), .help = "errors while receiving"),
};
static RECORD(lsys_can_berr_record, "berr_counter", struct lsys_can_berr, berr_rows, .wire = sizeof(struct can_berr_counter),
	.help = "errors on the bus");
static const struct lsys_field can_rows[] = {
	FIELD(struct lsys_can, state, .attr = IFLA_CAN_STATE, .names = &can_state_names, .help = "state of the controller"),
	REC(struct lsys_can, ctrlmode, can_ctrlmode, .attr = IFLA_CAN_CTRLMODE, .set = 1, .help = "modes of the controller"),
	REC(struct lsys_can, bittiming, can_bittiming, .attr = IFLA_CAN_BITTIMING, .set = 1, .help = "timing of bits"),
	REC(struct lsys_can, data_bittiming, can_bittiming, .attr = IFLA_CAN_DATA_BITTIMING, .set = 1,
		.help = "timing of bits in the fast part"),
	FIELD(struct lsys_can, clock, .attr = IFLA_CAN_CLOCK, .help = "clock of the controller, Hz"),
	FIELD(struct lsys_can, restart_ms, .attr = IFLA_CAN_RESTART_MS, .set = 1, .unit = LSYS_U_MILLISECONDS,
		.help = "until a start after bus-off, ms, 0: none"),
	REC(struct lsys_can, berr_counter, can_berr, .attr = IFLA_CAN_BERR_COUNTER, .help = "errors on the bus"),
	FIELD(struct lsys_can, termination, .attr = IFLA_CAN_TERMINATION, .set = 1, .help = "resistor at the end, ohms"),
	FIELD(struct lsys_can, bitrate_max, .attr = IFLA_CAN_BITRATE_MAX, .help = "most bits per second"),
	REST(struct lsys_can),
};
RECORD(lsys_can_record, "can", struct lsys_can, can_rows, .help = "a CAN bus controller");

/* Single numbers. */

static const struct lsys_field wwan_rows[] = {
	FIELD(struct lsys_wwan, link_id, .attr = IFLA_WWAN_LINK_ID, .set = 1, .help = "number of the modem's channel"),
	REST(struct lsys_wwan),
};
RECORD(lsys_wwan_record, "wwan", struct lsys_wwan, wwan_rows, .help = "a modem's data channel");
static const struct lsys_field batadv_rows[] = {
	FIELD(struct lsys_batadv, algo_name, .attr = 1, .set = 1, .help = "routing algorithm"),
	REST(struct lsys_batadv),
};
RECORD(lsys_batadv_record, "batadv", struct lsys_batadv, batadv_rows, .help = "a mesh");
static const struct lsys_const ovpn_mode_rows[] = { { "p2p", 0, 0 }, { "mp", 1, 0 } };
static NAMES(ovpn_mode_names, "OVPN_MODE_", ovpn_mode_rows);
static const struct lsys_field ovpn_rows[] = {
	FIELD(struct lsys_ovpn, mode, .attr = 1, .set = 1, .names = &ovpn_mode_names, .help = "one peer or many"),
	REST(struct lsys_ovpn),
};
RECORD(lsys_ovpn_record, "ovpn", struct lsys_ovpn, ovpn_rows, .help = "an OpenVPN data channel");

/* Messages of sockets and what comes beside their bytes. */
#include <netinet/in.h>
#include <sys/socket.h>
#include <time.h>

#include <linux/errqueue.h> /* wants time.h before it */

#include "sys/struct_net.h"
#include "sys/structs.h"

#define F(T, name, m, ...) FIELD_AS(struct T, name, m, __VA_ARGS__)

static const struct lsys_field msghdr_rows[] = {
	PTR_AS(struct msghdr, "name", msg_name, .help = "address"),
	F(msghdr, "namelen", msg_namelen, .unit = LSYS_U_BYTES, .help = "bytes of the address"),
	PTR_AS(struct msghdr, "iov", msg_iov, .help = "the parts of the message"),
	F(msghdr, "iovlen", msg_iovlen, .help = "number of parts"),
	PTR_AS(struct msghdr, "control", msg_control, .help = "control messages"),
	F(msghdr, "controllen", msg_controllen, .unit = LSYS_U_BYTES, .help = "bytes of control messages"),
	F(msghdr, "flags", msg_flags, .group = "MSG", .hex = 1, .help = "what happened to a message received"),
};
RECORD_FULL(lsys_msghdr_record, "msghdr", struct msghdr, msghdr_rows, .prefix = "msg_", .help = "a message");

static const struct lsys_field mmsghdr_rows[] = {
	STRUCT_AS(struct mmsghdr, "hdr", msg_hdr, msghdr, .help = "the message"),
	F(mmsghdr, "len", msg_len, .unit = LSYS_U_BYTES, .help = "bytes that were sent or received"),
};
RECORD_FULL(lsys_mmsghdr_record, "mmsghdr", struct mmsghdr, mmsghdr_rows, .prefix = "msg_",
	.help = "one message of several");

static const struct lsys_field cmsghdr_rows[] = {
	F(cmsghdr, "cmsg_len", cmsg_len, .unit = LSYS_U_BYTES, .help = "bytes of header and data"),
	F(cmsghdr, "level", cmsg_level, .group = "SOL", .help = "protocol"),
	F(cmsghdr, "type", cmsg_type, .help = "type within the protocol"),
};
RECORD_FULL(lsys_cmsghdr_record, "cmsghdr", struct cmsghdr, cmsghdr_rows, .prefix = "cmsg_", .help = "a control message");

static const struct lsys_field ucred_rows[] = {
	F(ucred, "pid", pid, .help = "process"),
	F(ucred, "uid", uid, .help = "user"),
	F(ucred, "gid", gid, .help = "group"),
};
RECORD_FULL(lsys_ucred_record, "ucred", struct ucred, ucred_rows, .help = "who is at the other end");

static const struct lsys_field scm_timestamping_rows[] = {
	ARRAY_OF(struct lsys_scm_timestamping, ts, timespec, .help = "by software, not used, by hardware"),
};
RECORD_FULL(lsys_scm_timestamping_record, "scm_timestamping", struct lsys_scm_timestamping, scm_timestamping_rows,
	.help = "times of a packet");

static const struct lsys_field in_pktinfo_rows[] = {
	F(in_pktinfo, "ifindex", ipi_ifindex, .help = "index of the interface"),
	STRUCT_AS(struct in_pktinfo, "spec_dst", ipi_spec_dst, in_addr, .help = "own address, to answer from"),
	STRUCT_AS(struct in_pktinfo, "addr", ipi_addr, in_addr, .help = "destination in the header"),
};
RECORD_FULL(lsys_in_pktinfo_record, "in_pktinfo", struct in_pktinfo, in_pktinfo_rows, .prefix = "ipi_",
	.help = "where a packet came in");

static const struct lsys_field in6_pktinfo_rows[] = {
	STRUCT_AS(struct in6_pktinfo, "addr", ipi6_addr, in6_addr, .help = "destination in the header, or own address"),
	F(in6_pktinfo, "ifindex", ipi6_ifindex, .help = "index of the interface"),
};
RECORD_FULL(lsys_in6_pktinfo_record, "in6_pktinfo", struct in6_pktinfo, in6_pktinfo_rows, .prefix = "ipi6_",
	.help = "where a packet came in");

static const struct lsys_field sock_extended_err_rows[] = {
	F(sock_extended_err, "errno", ee_errno, .group = "E", .help = "error number"),
	F(sock_extended_err, "origin", ee_origin, .help = "1 local, 2 ICMP, 3 ICMPv6, 4 time stamp, 5 zero copy"),
	F(sock_extended_err, "type", ee_type, .help = "type in the ICMP message"),
	F(sock_extended_err, "code", ee_code, .help = "code in the ICMP message"),
	F(sock_extended_err, "info", ee_info, .help = "more of it: the MTU, the first of the ranges"),
	F(sock_extended_err, "data", ee_data, .help = "more of it: the last of the ranges"),
};
RECORD_FULL(lsys_sock_extended_err_record, "sock_extended_err", struct sock_extended_err, sock_extended_err_rows,
	.prefix = "ee_",
	.help = "an error that a packet met");

const struct lsys_record *const lsys_structs_msg[] = {
	&lsys_msghdr_record, &lsys_mmsghdr_record, &lsys_cmsghdr_record, &lsys_ucred_record, &lsys_scm_timestamping_record,
	&lsys_in_pktinfo_record, &lsys_in6_pktinfo_record, &lsys_sock_extended_err_record, NULL,
};

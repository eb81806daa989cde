/*
 * The groups of constants that S.c has, in the order of their names: G a group and its rows, K one whose strings are
 * taken in a way of their own. The rows are in the files of this room, sys/errno.c and sys/ioctl_names.c.
 */
#ifndef LSYS_SYS_GROUPS_H
#define LSYS_SYS_GROUPS_H

#include "table/names.h"

#define LSYS_GROUPS(G, K) \
	G(ABS, lsys_c_abs) G(ADJ, lsys_c_adj) G(AF, lsys_c_af) G(AI, lsys_c_ai) G(ARPHRD, lsys_c_arphrd) G(AT, lsys_c_at) \
	K(AT_FDCWD, lsys_c_at_fdcwd, LSYS_AT) G(AUDIT_ARCH, lsys_c_audit_arch) K(B, lsys_c_b, LSYS_TABLE) \
	G(BPF, lsys_c_bpf) G(BPF_ATTACH_TYPE, lsys_c_bpf_attach_type) G(BPF_CMD, lsys_c_bpf_cmd) \
	G(BPF_F, lsys_c_bpf_f) G(BPF_F_MAP, lsys_c_bpf_f_map) G(BPF_LINK_TYPE, lsys_c_bpf_link_type) \
	G(BPF_MAP, lsys_c_bpf_map) G(BPF_PROG, lsys_c_bpf_prog) G(BTN, lsys_c_btn) G(BUS, lsys_c_bus) \
	G(CAP, lsys_c_cap) G(CC, lsys_c_cc) G(CFLAG, lsys_c_cflag) G(CLOCK, lsys_c_clock) G(CLONE, lsys_c_clone) \
	G(CLOSE_RANGE, lsys_c_close_range) G(DT, lsys_c_dt) G(E, lsys_errno) G(EAI, lsys_c_eai) G(EFD, lsys_c_efd) G(EM, lsys_c_em) \
	G(EPOLL, lsys_c_epoll) G(EPOLLCREATE, lsys_c_epollcreate) G(EPOLL_CTL, lsys_c_epoll_ctl) \
	G(ETHERTYPE, lsys_c_ethertype) G(ETH_P, lsys_c_eth_p) G(EV, lsys_c_ev) G(EXIT, lsys_c_exit) G(F, lsys_c_f) \
	G(FALLOC_FL, lsys_c_falloc_fl) G(FAN, lsys_c_fan) G(FAN_INIT, lsys_c_fan_init) \
	G(FAN_MARK, lsys_c_fan_mark) G(FCNTL_LOCK, lsys_c_fcntl_lock) G(FD, lsys_c_fd) G(FF, lsys_c_ff) \
	G(FF_STATUS, lsys_c_ff_status) G(FNM, lsys_c_fnm) G(FSCONFIG, lsys_c_fsconfig) G(FSMOUNT, lsys_c_fsmount) \
	G(FSOPEN, lsys_c_fsopen) G(FSPICK, lsys_c_fspick) G(FUTEX, lsys_c_futex) G(FUTEX2, lsys_c_futex2) \
	G(F_SEAL, lsys_c_f_seal) G(GLOB, lsys_c_glob) G(GLOB_ERROR, lsys_c_glob_error) \
	G(GRND, lsys_c_grnd) G(ID, lsys_c_id) G(IFA, lsys_c_ifa) G(IFA_F, lsys_ifa) \
	G(IFF, lsys_iff) G(IFLA, lsys_c_ifla) G(IFLAG, lsys_c_iflag) G(IFLA_INET, lsys_c_ifla_inet) \
	G(IFLA_INET6, lsys_c_ifla_inet6) G(IFLA_INFO, lsys_c_ifla_info) G(IFLA_MACVLAN, lsys_c_ifla_macvlan) \
	G(IFLA_PORT, lsys_c_ifla_port) G(IFLA_VF, lsys_c_ifla_vf) G(IFLA_VF_INFO, lsys_c_ifla_vf_info) \
	G(IFLA_VF_PORT, lsys_c_ifla_vf_port) G(IFLA_VLAN, lsys_c_ifla_vlan) G(IFLA_VLAN_QOS, lsys_c_ifla_vlan_qos) \
	G(IFREQ, lsys_c_ifreq) G(IN, lsys_c_in) G(INPUT_PROP, lsys_c_input_prop) G(IN_INIT, lsys_c_in_init) \
	G(IOCB_CMD, lsys_c_iocb_cmd) G(IOCB_FLAG, lsys_c_iocb_flag) G(IOCTL, lsys_c_ioctl) \
	G(IOPRIO_CLASS, lsys_c_ioprio_class) G(IOPRIO_WHO, lsys_c_ioprio_who) \
	G(IORING_ASYNC_CANCEL, lsys_c_ioring_async_cancel) G(IORING_CQE_F, lsys_c_ioring_cqe_f) \
	G(IORING_ENTER, lsys_c_ioring_enter) G(IORING_FEAT, lsys_c_ioring_feat) G(IORING_OFF, lsys_c_ioring_off) \
	G(IORING_OP, lsys_c_ioring_op) G(IORING_REGISTER, lsys_c_ioring_register) \
	G(IORING_SETUP, lsys_c_ioring_setup) G(IORING_SQ, lsys_c_ioring_sq) \
	G(IORING_TIMEOUT, lsys_c_ioring_timeout) G(IORING_UNREGISTER, lsys_c_ioring_unregister) \
	G(IOSQE, lsys_c_iosqe) G(IP, lsys_c_ip) G(IPC, lsys_c_ipc) G(IPC_CMD, lsys_c_ipc_cmd) \
	G(IPPROTO, lsys_c_ipproto) G(IPT_SO_GET, lsys_c_ipt_so_get) G(IPT_SO_SET, lsys_c_ipt_so_set) \
	G(IPV6, lsys_c_ipv6) G(IPV6_PMTUDISC, lsys_c_ipv6_pmtudisc) G(IP_PMTUDISC, lsys_c_ip_pmtudisc) \
	G(ITIMER, lsys_c_itimer) G(KCMP, lsys_c_kcmp) G(KEXEC, lsys_c_kexec) G(KEXEC_FILE, lsys_c_kexec_file) \
	G(KEY, lsys_c_key) G(KEYCTL, lsys_c_keyctl) G(KEY_REQKEY_DEFL, lsys_c_key_reqkey_defl) \
	G(KEY_SPEC, lsys_c_key_spec) G(LANDLOCK_ACCESS_FS, lsys_c_landlock_access_fs) \
	G(LANDLOCK_ACCESS_NET, lsys_c_landlock_access_net) \
	G(LANDLOCK_CREATE_RULESET, lsys_c_landlock_create_ruleset) \
	G(LANDLOCK_RESTRICT_SELF, lsys_c_landlock_restrict_self) G(LANDLOCK_RULE, lsys_c_landlock_rule) \
	G(LANDLOCK_SCOPE, lsys_c_landlock_scope) G(LED, lsys_c_led) G(LFLAG, lsys_c_lflag) \
	K(LINUX_CAPABILITY_U32S, lsys_c_linux_capability_u32s, LSYS_ARRAY) \
	K(LINUX_CAPABILITY_VERSION, lsys_c_linux_capability_version, LSYS_ARRAY) \
	G(LINUX_REBOOT, lsys_c_linux_reboot) G(LINUX_REBOOT_CMD, lsys_c_linux_reboot_cmd) \
	G(LISTMOUNT, lsys_c_listmount) G(LOCK, lsys_c_lock) G(LOCKF, lsys_c_lockf) G(LOG, lsys_c_log) \
	G(LOG_FACILITY, lsys_c_log_facility) G(LOG_OPTION, lsys_c_log_option) G(LSMT, lsys_c_lsmt) \
	G(LSM_ATTR, lsys_c_lsm_attr) G(LSM_ID, lsys_c_lsm_id) G(MACVLAN_MODE, lsys_c_macvlan_mode) \
	G(MADV, lsys_c_madv) G(MAP, lsys_c_map) G(MCL, lsys_c_mcl) G(MEMBARRIER_CMD, lsys_c_membarrier_cmd) \
	G(MEMBARRIER_CMD_FLAG, lsys_c_membarrier_cmd_flag) G(MFD, lsys_c_mfd) G(MLOCK, lsys_c_mlock) \
	K(MODE, lsys_mode, LSYS_MODES) G(MODULE_INIT, lsys_c_module_init) G(MOUNT_ATTR, lsys_c_mount_attr) \
	G(MOVE_MOUNT, lsys_c_move_mount) G(MPOL, lsys_c_mpol) G(MPOL_F, lsys_c_mpol_f) G(MPOL_MF, lsys_c_mpol_mf) \
	G(MREMAP, lsys_c_mremap) G(MS, lsys_c_ms) G(MSC, lsys_c_msc) G(MSG, lsys_c_msg) G(MSGQ, lsys_c_msgq) G(MSYNC, lsys_c_msync) \
	G(MT_TOOL, lsys_c_mt_tool) G(NDA, lsys_c_nda) G(NDTA, lsys_c_ndta) G(NDTPA, lsys_c_ndtpa) \
	G(NETLINK, lsys_c_netlink) G(NETLINK_OPT, lsys_c_netlink_opt) G(NF, lsys_c_nf) G(NI, lsys_c_ni) G(NLMSG, lsys_c_nlmsg) \
	G(NLM_F, lsys_c_nlm_f) G(NS_GET, lsys_c_ns_get) G(NTF, lsys_c_ntf) G(NUD, lsys_c_nud) G(O, lsys_o) \
	G(OFLAG, lsys_c_oflag) K(OK, lsys_c_ok, LSYS_CHARS) G(OMQATTR, lsys_c_omqattr) \
	G(OPEN_TREE, lsys_c_open_tree) G(OPIPE, lsys_o_pipe) G(P, lsys_c_p) G(PC, lsys_c_pc) G(PCI, lsys_c_pci) \
	G(PCI_BASE_ADDRESS, lsys_c_pci_base_address) G(PCI_CAP_ID, lsys_c_pci_cap_id) \
	G(PERF_AUX_FLAG, lsys_c_perf_aux_flag) G(PERF_COUNT, lsys_c_perf_count) G(PERF_FLAG, lsys_c_perf_flag) \
	G(PERF_READ_FORMAT, lsys_c_perf_read_format) G(PERF_RECORD, lsys_c_perf_record) \
	G(PERF_RECORD_MISC, lsys_c_perf_record_misc) G(PERF_SAMPLE, lsys_c_perf_sample) \
	G(PERF_SAMPLE_BRANCH, lsys_c_perf_sample_branch) G(PERF_SAMPLE_REGS_ABI, lsys_c_perf_sample_regs_abi) \
	G(PERF_TYPE, lsys_c_perf_type) G(PIDFD, lsys_c_pidfd) G(PIDFD_GET, lsys_c_pidfd_get) \
	G(PIDFD_SELF, lsys_c_pidfd_self) G(PIDFD_SIGNAL, lsys_c_pidfd_signal) G(POLL, lsys_c_poll) \
	G(PORT, lsys_c_port) G(PORT_PROFILE_RESPONSE, lsys_c_port_profile_response) \
	G(PORT_REQUEST, lsys_c_port_request) G(PORT_VDP_RESPONSE, lsys_c_port_vdp_response) \
	G(POSIX_FADV, lsys_c_posix_fadv) G(PR, lsys_c_pr) G(PRIO, lsys_c_prio) G(PROT, lsys_c_prot) \
	G(PR_CAP_AMBIENT, lsys_c_pr_cap_ambient) G(PR_ENDIAN, lsys_c_pr_endian) G(PR_FPEMU, lsys_c_pr_fpemu) \
	G(PR_FP_EXC, lsys_c_pr_fp_exc) G(PR_FUTEX_HASH, lsys_c_pr_futex_hash) G(PR_MCE_KILL, lsys_c_pr_mce_kill) \
	G(PR_MCE_KILL_OPT, lsys_c_pr_mce_kill_opt) G(PR_MDWE, lsys_c_pr_mdwe) \
	G(PR_SCHED_CORE, lsys_c_pr_sched_core) G(PR_SET_MM, lsys_c_pr_set_mm) G(PR_SPEC, lsys_c_pr_spec) \
	G(PR_TIMING, lsys_c_pr_timing) G(PR_TSC, lsys_c_pr_tsc) G(PR_UNALIGN, lsys_c_pr_unalign) \
	G(PTRACE, lsys_c_ptrace) G(PTRACE_EVENT, lsys_c_ptrace_event) G(PTRACE_O, lsys_c_ptrace_o) \
	K(REG, lsys_c_reg, LSYS_TABLE) G(REL, lsys_c_rel) G(RENAME, lsys_c_rename) G(REP, lsys_c_rep) \
	G(RESOLVE, lsys_c_resolve) G(RLIM, lsys_c_rlim) G(RLIMIT, lsys_c_rlimit) G(RTA, lsys_c_rta) \
	G(RTAX, lsys_c_rtax) G(RTF, lsys_c_rtf) G(RTM, lsys_c_rtm) G(RTMGRP, lsys_c_rtmgrp) G(RTM_F, lsys_c_rtm_f) \
	G(RTN, lsys_c_rtn) G(RTNLGRP, lsys_c_rtnlgrp) G(RTPROT, lsys_c_rtprot) G(RT_SCOPE, lsys_c_rt_scope) \
	G(RT_TABLE, lsys_c_rt_table) G(RUSAGE, lsys_c_rusage) G(RWF, lsys_c_rwf) G(SA, lsys_c_sa) \
	G(SC, lsys_c_sc) G(SCHED, lsys_c_sched) G(SCHED_FLAG, lsys_c_sched_flag) G(SCM, lsys_c_scm) \
	G(SECCOMP_ADDFD_FLAG, lsys_c_seccomp_addfd_flag) G(SECCOMP_FILTER_FLAG, lsys_c_seccomp_filter_flag) \
	G(SECCOMP_MODE, lsys_c_seccomp_mode) G(SECCOMP_OP, lsys_c_seccomp_op) G(SECCOMP_RET, lsys_c_seccomp_ret) \
	G(SECCOMP_SET_MODE, lsys_c_seccomp_set_mode) G(SECCOMP_USER_NOTIF_FLAG, lsys_c_seccomp_user_notif_flag) \
	G(SEEK, lsys_seek) G(SEM, lsys_c_sem) G(SFD, lsys_c_sfd) G(SHM, lsys_c_shm) G(SHUT, lsys_c_shut) \
	G(SI, lsys_c_si) G(SIG, lsys_c_sig) G(SIGACT, lsys_c_sigact) G(SIGBUS, lsys_c_sigbus) \
	G(SIGCLD, lsys_c_sigcld) G(SIGEV, lsys_c_sigev) G(SIGFPE, lsys_c_sigfpe) G(SIGILL, lsys_c_sigill) \
	G(SIGPM, lsys_c_sigpm) G(SIGPOLL, lsys_c_sigpoll) G(SIGSEGV, lsys_c_sigsegv) G(SIGTRAP, lsys_c_sigtrap) \
	G(SND, lsys_c_snd) G(SO, lsys_c_so) G(SOCK, lsys_c_sock) G(SOF, lsys_c_sof) G(SOL, lsys_c_sol) \
	G(SPLICE_F, lsys_c_splice_f) G(SS, lsys_c_ss) G(ST, lsys_c_st) G(STA, lsys_c_sta) G(STATMOUNT, lsys_c_statmount) \
	G(STATX, lsys_c_statx) G(STATX_ATTR, lsys_c_statx_attr) G(STD, lsys_std) G(SW, lsys_c_sw) \
	K(SWAP_FLAG, lsys_c_swap_flag, LSYS_SWAP) G(SYN, lsys_c_syn) G(SYNC_FILE_RANGE, lsys_c_sync_file_range) \
	K(S_I, lsys_s_i, LSYS_MODES) G(TCFLOW, lsys_c_tcflow) G(TCFLUSH, lsys_c_tcflush) G(TCP, lsys_c_tcp) \
	G(TCSA, lsys_c_tcsa) G(TFD, lsys_c_tfd) G(TFD_TIMER, lsys_c_tfd_timer) G(TIME, lsys_c_time) \
	G(TIMER, lsys_c_timer) G(TIOCM, lsys_c_tiocm) G(TUN, lsys_c_tun) G(TUN_F, lsys_c_tun_f) \
	G(TUN_FLT, lsys_c_tun_flt) G(TUN_PKT, lsys_c_tun_pkt) G(TUN_READQ, lsys_c_tun_readq) G(UDP, lsys_c_udp) \
	G(UMOUNT, lsys_c_umount) G(UTIME, lsys_c_utime) G(VETH_INFO, lsys_c_veth_info) G(VFS_CAP, lsys_c_vfs_cap) \
	G(VFS_CAP_FLAGS, lsys_c_vfs_cap_flags) G(VIRTIO, lsys_c_virtio) G(W, lsys_c_w) G(WAIT, lsys_c_wait) \
	G(XATTR, lsys_c_xattr) G(XATTR_CAPS, lsys_c_xattr_caps) G(XT, lsys_c_xt) \
	K(errornames, lsys_errornames, LSYS_TEXTS)

#define LSYS_GROUP_DECLARED(name, var) extern const struct lsys_names var;
#define LSYS_GROUP_OF_KIND_DECLARED(name, var, kind) extern const struct lsys_names var;
LSYS_GROUPS(LSYS_GROUP_DECLARED, LSYS_GROUP_OF_KIND_DECLARED)
#undef LSYS_GROUP_DECLARED
#undef LSYS_GROUP_OF_KIND_DECLARED

#endif

/* Structs of calls on rights, filters and the system as a whole. */
#include <linux/filter.h>
#include <linux/keyctl.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

#include "sys/abi.h"
#include "sys/structs.h"

/* Rights */

static const struct lsys_field cap_rows[] = {
	ARRAY(struct lsys_cap, cap, .hex = 1, .help = "the bits, word by word"),
};
RECORD_FULL(lsys_cap_record, "cap", struct lsys_cap, cap_rows, .help = "a set of capabilities");

static const struct lsys_field capabilities_rows[] = {
	FIELD(struct lsys_capabilities, version, .group = "LINUX_CAPABILITY_VERSION", .hex = 1, .help = "version of the layout"),
	FIELD(struct lsys_capabilities, pid, .help = "whose they are, 0: the caller's"),
	STRUCT(struct lsys_capabilities, effective, cap, .help = "those in effect"),
	STRUCT(struct lsys_capabilities, permitted, cap, .help = "those that can be put in effect"),
	STRUCT(struct lsys_capabilities, inheritable, cap, .help = "those that a program may inherit"),
};
RECORD_FULL(lsys_capabilities_record, "capabilities", struct lsys_capabilities, capabilities_rows,
	.help = "capabilities of a process");

static const struct lsys_field cap_header_rows[] = {
	FIELD(struct lsys_cap_header, version, .group = "LINUX_CAPABILITY_VERSION", .hex = 1, .help = "version of the layout"),
	FIELD(struct lsys_cap_header, pid, .help = "whose they are, 0: the caller's"),
};
RECORD_FULL(lsys_user_cap_header_record, "user_cap_header", struct lsys_cap_header, cap_header_rows,
	.help = "whose capabilities, in which layout");

static const struct lsys_field cap_data_rows[] = {
	FIELD(struct lsys_cap_data, effective, .hex = 1, .help = "32 of those in effect"),
	FIELD(struct lsys_cap_data, permitted, .hex = 1, .help = "of those that can be"),
	FIELD(struct lsys_cap_data, inheritable, .hex = 1, .help = "of those that a program may inherit"),
};
RECORD_FULL(lsys_user_cap_data_record, "user_cap_data", struct lsys_cap_data, cap_data_rows, .help = "32 capabilities");

/* Filters */

static const struct lsys_field sock_filter_rows[] = {
	FIELD(struct sock_filter, code, .group = "BPF", .hex = 1, .help = "what to do"),
	FIELD(struct sock_filter, jt, .help = "instructions to pass over if so"),
	FIELD(struct sock_filter, jf, .help = "and if not"),
	FIELD(struct sock_filter, k, .help = "with what"),
};
RECORD_FULL(lsys_sock_filter_record, "sock_filter", struct sock_filter, sock_filter_rows, .help = "an instruction of a filter");

static const struct lsys_field sock_fprog_rows[] = {
	FIELD(struct sock_fprog, len, .help = "how many instructions"),
	PTR(struct sock_fprog, filter, .help = "where they are"),
};
RECORD_FULL(lsys_sock_fprog_record, "sock_fprog", struct sock_fprog, sock_fprog_rows, .help = "a filter");

static const struct lsys_field seccomp_data_rows[] = {
	FIELD(struct lsys_seccomp_data, nr, .help = "number of the call"),
	FIELD(struct lsys_seccomp_data, arch, .group = "AUDIT_ARCH", .hex = 1, .help = "of which architecture"),
	FIELD(struct lsys_seccomp_data, instruction_pointer, .hex = 1, .exact = 1, .help = "from where"),
	ARRAY(struct lsys_seccomp_data, args, .hex = 1, .exact = 1, .help = "its arguments"),
};
RECORD_FULL(lsys_seccomp_data_record, "seccomp_data", struct lsys_seccomp_data, seccomp_data_rows, .help = "what a filter of calls sees");

static const struct lsys_field notif_sizes_rows[] = {
	FIELD(struct lsys_seccomp_notif_sizes, seccomp_notif, .unit = LSYS_U_BYTES, .help = "of a notification"),
	FIELD(struct lsys_seccomp_notif_sizes, seccomp_notif_resp, .unit = LSYS_U_BYTES, .help = "of the answer"),
	FIELD(struct lsys_seccomp_notif_sizes, seccomp_data, .unit = LSYS_U_BYTES, .help = "of the call's description"),
};
RECORD_FULL(lsys_seccomp_notif_sizes_record, "seccomp_notif_sizes", struct lsys_seccomp_notif_sizes, notif_sizes_rows,
	.help = "sizes of the running kernel's structs");

static const struct lsys_field ruleset_rows[] = {
	FIELD(struct lsys_landlock_ruleset_attr, handled_access_fs, .group = "LANDLOCK_ACCESS_FS", .hex = 1,
	      .help = "what is forbidden with files unless a rule allows it"),
	FIELD(struct lsys_landlock_ruleset_attr, handled_access_net, .group = "LANDLOCK_ACCESS_NET", .hex = 1,
	      .help = "what is forbidden with ports"),
	FIELD(struct lsys_landlock_ruleset_attr, scoped, .group = "LANDLOCK_SCOPE", .hex = 1,
	      .help = "what does not reach processes outside"),
};
RECORD_FULL(lsys_landlock_ruleset_attr_record, "landlock_ruleset_attr", struct lsys_landlock_ruleset_attr, ruleset_rows,
	.help = "what a set of rules is about");

static const struct lsys_field path_beneath_rows[] = {
	FIELD(struct lsys_landlock_path_beneath_attr, allowed_access, .group = "LANDLOCK_ACCESS_FS", .hex = 1, .help = "what is allowed"),
	FIELD(struct lsys_landlock_path_beneath_attr, parent_fd, .help = "descriptor of the file or directory below which it is"),
};
RECORD_FULL(lsys_landlock_path_beneath_attr_record, "landlock_path_beneath_attr", struct lsys_landlock_path_beneath_attr,
	path_beneath_rows, .help = "a rule for files");

static const struct lsys_field net_port_rows[] = {
	FIELD(struct lsys_landlock_net_port_attr, allowed_access, .group = "LANDLOCK_ACCESS_NET", .hex = 1, .help = "what is allowed"),
	FIELD(struct lsys_landlock_net_port_attr, port, .help = "with which port"),
};
RECORD_FULL(lsys_landlock_net_port_attr_record, "landlock_net_port_attr", struct lsys_landlock_net_port_attr, net_port_rows,
	.help = "a rule for a port");

/* The system */

static const struct lsys_field sysinfo_rows[] = {
	FIELD(struct sysinfo, uptime, .unit = LSYS_U_SECONDS, .help = "since it was started, seconds"),
	ARRAY(struct sysinfo, loads, .help = "processes that wanted to run, averages of 1, 5 and 15 minutes, in 1/65536"),
	FIELD(struct sysinfo, totalram, .help = "memory, in units of mem_unit"),
	FIELD(struct sysinfo, freeram, .help = "free"),
	FIELD(struct sysinfo, sharedram, .help = "shared"),
	FIELD(struct sysinfo, bufferram, .help = "in buffers"),
	FIELD(struct sysinfo, totalswap, .help = "swap space"),
	FIELD(struct sysinfo, freeswap, .help = "free swap space"),
	FIELD(struct sysinfo, procs, .help = "threads"),
	FIELD(struct sysinfo, pad, .alias = 1, .help = "not used"),
	FIELD(struct sysinfo, totalhigh, .help = "high memory"),
	FIELD(struct sysinfo, freehigh, .help = "free high memory"),
	FIELD(struct sysinfo, mem_unit, .unit = LSYS_U_BYTES, .help = "bytes that the sizes count in"),
	TAIL(struct sysinfo, "_f", mem_unit, .alias = 1, .help = "that and what is behind it"),
};
RECORD_FULL(lsys_sysinfo_record, "sysinfo", struct sysinfo, sysinfo_rows, .help = "load and memory");

static const struct lsys_field utsname_rows[] = {
	FIELD(struct utsname, sysname, .help = "of the kernel: Linux"),
	FIELD(struct utsname, nodename, .help = "of this machine"),
	FIELD(struct utsname, release, .help = "of the kernel"),
	FIELD(struct utsname, version, .help = "its build"),
	FIELD(struct utsname, machine, .help = "architecture"),
	FIELD(struct utsname, domainname, .help = "of NIS"),
};
RECORD_FULL(lsys_utsname_record, "utsname", struct utsname, utsname_rows, .help = "names of system and machine");

static const struct lsys_field keyctl_pkey_query_rows[] = {
	FIELD(struct keyctl_pkey_query, supported_ops, .hex = 1, .help = "1 encrypt, 2 decrypt, 4 sign, 8 verify"),
	FIELD(struct keyctl_pkey_query, key_size, .help = "of the key, bits"),
	FIELD(struct keyctl_pkey_query, max_data_size, .unit = LSYS_U_BYTES, .help = "most bytes to sign"),
	FIELD(struct keyctl_pkey_query, max_sig_size, .unit = LSYS_U_BYTES, .help = "most bytes of a signature"),
	FIELD(struct keyctl_pkey_query, max_enc_size, .unit = LSYS_U_BYTES, .help = "most bytes encrypted"),
	FIELD(struct keyctl_pkey_query, max_dec_size, .unit = LSYS_U_BYTES, .help = "most bytes to encrypt"),
};
static RECORD_FULL(keyctl_pkey_query_record, "keyctl_pkey_query", struct keyctl_pkey_query, keyctl_pkey_query_rows,
	.help = "what an asymmetric key can do");

const struct lsys_record *const lsys_structs_system[] = {
	&lsys_cap_record, &lsys_capabilities_record, &lsys_user_cap_header_record, &lsys_user_cap_data_record,
	&lsys_sock_filter_record, &lsys_sock_fprog_record, &lsys_seccomp_data_record, &lsys_seccomp_notif_sizes_record,
	&lsys_landlock_ruleset_attr_record, &lsys_landlock_path_beneath_attr_record, &lsys_landlock_net_port_attr_record,
	&lsys_sysinfo_record, &lsys_utsname_record, &keyctl_pkey_query_record, NULL,
};

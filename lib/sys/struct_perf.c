#include <linux/perf_event.h>

#include "sys/structs.h"

#define A(m, ...) FIELD(struct perf_event_attr, m, __VA_ARGS__)
/* A bit of the word behind read_format, counted as the header lists them. */
#define B(name, at, n, ...) BITFIELD(struct perf_event_attr, name, 40, 8, at, n, __VA_ARGS__)
static const struct lsys_field perf_event_attr_rows[] = {
	A(type, .group = "PERF_TYPE", .help = "who counts"),
	A(size, .unit = LSYS_U_BYTES, .help = "bytes of this struct"),
	A(config, .group = "PERF_COUNT", .help = "what is counted"),
	A(sample_period, .help = "a sample after so many"),
	A(sample_freq, .alias = 1, .help = "or so many a second"),
	A(sample_type, .group = "PERF_SAMPLE", .help = "what a sample has in it"),
	A(read_format, .group = "PERF_READ_FORMAT", .help = "what reading gives"),
	B("disabled", 0, 1, .help = "off at first"),
	B("inherit", 1, 1, .help = "children count too"),
	B("pinned", 2, 1, .help = "always on the machine"),
	B("exclusive", 3, 1, .help = "alone on the machine"),
	B("exclude_user", 4, 1, .help = "not in programs"),
	B("exclude_kernel", 5, 1, .help = "not in the kernel"),
	B("exclude_hv", 6, 1, .help = "not in the hypervisor"),
	B("exclude_idle", 7, 1, .help = "not when idle"),
	B("mmap", 8, 1, .help = "mappings of code are told"),
	B("comm", 9, 1, .help = "new names are told"),
	B("freq", 10, 1, .help = "sample_freq is meant"),
	B("inherit_stat", 11, 1, .help = "counts by task"),
	B("enable_on_exec", 12, 1, .help = "on at the next exec"),
	B("task", 13, 1, .help = "forks and ends are told"),
	B("watermark", 14, 1, .help = "wakeup_watermark is meant"),
	B("precise_ip", 15, 2, .help = "how exact the place is"),
	B("mmap_data", 17, 1, .help = "other mappings are told"),
	B("sample_id_all", 18, 1, .help = "identity in everything told"),
	B("exclude_host", 19, 1, .help = "not in the host"),
	B("exclude_guest", 20, 1, .help = "not in guests"),
	B("exclude_callchain_kernel", 21, 1, .help = "call chains without the kernel"),
	B("exclude_callchain_user", 22, 1, .help = "call chains without programs"),
	B("mmap2", 23, 1, .help = "mappings are told with inodes"),
	B("comm_exec", 24, 1, .help = "names by exec are marked"),
	B("use_clockid", 25, 1, .help = "clockid is meant"),
	B("context_switch", 26, 1, .help = "switches are told"),
	B("write_backward", 27, 1, .help = "the ring is filled from its end"),
	B("namespaces", 28, 1, .help = "namespaces are told"),
	B("ksymbol", 29, 1, .help = "kernel symbols are told"),
	B("bpf_event", 30, 1, .help = "bpf programs are told"),
	B("aux_output", 31, 1, .help = "into the aux area"),
	B("cgroup", 32, 1, .help = "cgroups are told"),
	B("text_poke", 33, 1, .help = "changes of code are told"),
	B("build_id", 34, 1, .help = "build ids in mappings"),
	B("inherit_thread", 35, 1, .help = "only threads inherit"),
	B("remove_on_exec", 36, 1, .help = "gone at exec"),
	B("sigtrap", 37, 1, .help = "a SIGTRAP at each"),
	A(wakeup_events, .help = "wake up after so many"),
	A(wakeup_watermark, .alias = 1, .unit = LSYS_U_BYTES, .help = "or so many bytes"),
	A(bp_type, .help = "kind of a breakpoint"),
	A(bp_addr, .hex = 1, .help = "its address"),
	A(config1, .alias = 1, .help = "more of config"),
	A(bp_len, .help = "its length"),
	A(config2, .alias = 1, .help = "more of config1"),
	A(branch_sample_type, .group = "PERF_SAMPLE_BRANCH", .help = "which branches"),
	A(sample_regs_user, .hex = 1, .help = "registers of programs"),
	A(sample_stack_user, .unit = LSYS_U_BYTES, .help = "of a program's stack"),
	A(clockid, .group = "CLOCK", .help = "clock of the times"),
	A(sample_regs_intr, .hex = 1, .help = "registers at the interrupt"),
	A(aux_watermark, .unit = LSYS_U_BYTES, .help = "wake up after so many of the aux area"),
	A(sample_max_stack, .help = "calls in a chain"),
	A(aux_sample_size, .unit = LSYS_U_BYTES, .help = "of the aux area in a sample"),
	A(sig_data, .hex = 1, .help = "comes with SIGTRAP"),
};
#undef A
#undef B
RECORD_FULL(lsys_perf_event_attr_record, "perf_event_attr", struct perf_event_attr, perf_event_attr_rows, .prefix = "pe_",
	.help = "what is counted, and how");

static const struct lsys_field perf_event_header_rows[] = {
	FIELD(struct perf_event_header, type, .group = "PERF_RECORD", .help = "kind of the event"),
	FIELD(struct perf_event_header, misc, .group = "PERF_RECORD_MISC", .hex = 1, .help = "more about it"),
	FIELD(struct perf_event_header, size, .unit = LSYS_U_BYTES, .help = "bytes with this header"),
};
RECORD_FULL(lsys_perf_event_header_record, "perf_event_header", struct perf_event_header, perf_event_header_rows,
	.help = "the beginning of an event in the ring");

const struct lsys_record *const lsys_structs_perf[] = { &lsys_perf_event_attr_record, &lsys_perf_event_header_record, NULL };

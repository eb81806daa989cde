#include <linux/bpf.h>

#include "sys/structs.h"

#define A(m, ...) FIELD(union bpf_attr, m, __VA_ARGS__)
static const struct lsys_field bpf_attr_rows[] = {
	A(map_type, .help = "kind of a map"),
	A(key_size, .unit = LSYS_U_BYTES, .help = "of a map's keys"),
	A(value_size, .unit = LSYS_U_BYTES, .help = "of its values"),
	A(max_entries, .help = "entries it can have"),
	A(map_flags, .help = "flags of a map"),
	A(map_fd, .alias = 1, .help = "map whose elements are meant"),
	PTR(union bpf_attr, key, .alias = 1, .help = "key of an element"),
	PTR(union bpf_attr, value, .alias = 1, .help = "its value"),
	PTR(union bpf_attr, next_key, .alias = 1, .help = "where the key behind it goes"),
	A(flags, .alias = 1, .help = "flags of an update"),
	A(prog_type, .alias = 1, .help = "kind of a program"),
	A(insn_cnt, .alias = 1, .help = "instructions it has"),
	PTR(union bpf_attr, insns, .alias = 1, .help = "the instructions"),
	PTR(union bpf_attr, license, .alias = 1, .help = "its licence"),
	A(log_level, .alias = 1, .help = "how much the verifier says"),
	A(log_size, .alias = 1, .unit = LSYS_U_BYTES, .help = "room for that"),
	PTR(union bpf_attr, log_buf, .alias = 1, .help = "where it goes"),
	A(kern_version, .alias = 1, .help = "kernel it is for"),
	A(prog_flags, .alias = 1, .help = "flags of a program"),
	PTR(union bpf_attr, pathname, .alias = 1, .help = "where in bpffs"),
	A(bpf_fd, .alias = 1, .help = "what is put there"),
	A(file_flags, .alias = 1, .help = "how it is opened"),
	A(target_fd, .alias = 1, .help = "what a program is attached to"),
	A(attach_bpf_fd, .alias = 1, .help = "the program"),
	A(attach_type, .alias = 1, .help = "where there"),
	A(attach_flags, .alias = 1, .help = "how"),
	A(start_id, .alias = 1, .help = "identity behind which to look"),
	A(prog_id, .alias = 1, .help = "identity of a program"),
	A(map_id, .alias = 1, .help = "identity of a map"),
	A(next_id, .alias = 1, .help = "the next one there is"),
	A(open_flags, .alias = 1, .help = "how it is opened"),
};
#undef A
RECORD_FULL(lsys_bpf_attr_record, "bpf_attr", union bpf_attr, bpf_attr_rows, .help = "what bpf(2) is asked");

static const struct lsys_field bpf_insn_rows[] = {
	FIELD(struct bpf_insn, code, .hex = 1, .help = "operation"),
	BITFIELD(struct bpf_insn, "dst_reg", 1, 1, 0, 4, .help = "register that is changed"),
	BITFIELD(struct bpf_insn, "src_reg", 1, 1, 4, 4, .help = "register that is read"),
	FIELD(struct bpf_insn, off, .help = "offset"),
	FIELD(struct bpf_insn, imm, .help = "constant"),
};
RECORD_FULL(lsys_bpf_insn_record, "bpf_insn", struct bpf_insn, bpf_insn_rows, .help = "an instruction of the kernel's machine");

const struct lsys_record *const lsys_structs_bpf[] = { &lsys_bpf_attr_record, &lsys_bpf_insn_record, NULL };

/* The state of a thread (getcontext(3)), and a file's capabilities as its attribute has them. */
#include <linux/capability.h>
#include <ucontext.h>

#include "sys/structs.h"

#define BYTES(T, name_, m, ...) { \
	.name = name_, .member = #m, .namelen = sizeof(name_) - 1, .off = offsetof(T, m), .size = sizeof(((T *)0)->m), \
	.type = LSYS_T_ARRAY, .elem = LSYS_T_UINT, .elem_size = 1, __VA_ARGS__ }

/* Registers are the architecture's own: words where the C library names them, bytes elsewhere. */
static const struct lsys_field mcontext_rows[] = {
#if defined(__x86_64__) || defined(__i386__)
	ARRAY(mcontext_t, gregs, .help = "registers, numbered by the constants REG"),
	PTR(mcontext_t, fpregs, .help = "registers of numbers with a fraction"),
#endif
#if defined(__x86_64__)
	ARRAY(mcontext_t, __reserved1, .help = "unused"),
#elif defined(__i386__)
	FIELD(mcontext_t, oldmask, .hex = 1, .help = "the first 32 signals that were blocked"),
	FIELD(mcontext_t, cr2, .hex = 1, .help = "address of a page fault"),
#else
	{ .name = "bytes", .member = "bytes", .namelen = 5, .size = sizeof(mcontext_t), .type = LSYS_T_ARRAY, .elem = LSYS_T_UINT,
	  .elem_size = 1, .help = "all of them" },
#endif
};
static RECORD_FULL(lsys_mcontext_record, "mcontext", mcontext_t, mcontext_rows, .help = "the registers of a thread");

static const struct lsys_field ucontext_rows[] = {
	FIELD_AS(ucontext_t, "flags", uc_flags, .hex = 1, .help = "flags"),
	PTR_AS(ucontext_t, "link", uc_link, .help = "what follows"),
	BYTES(ucontext_t, "stack", uc_stack, .help = "its stack, as bytes"),
#if defined(__x86_64__) || defined(__i386__)
	STRUCT_AS(ucontext_t, "mcontext", uc_mcontext, mcontext, .help = "its registers"),
#else
	BYTES(ucontext_t, "mcontext", uc_mcontext, .help = "its registers, as bytes"),
#endif
	BYTES(ucontext_t, "sigmask", uc_sigmask, .help = "signals that it has blocked, as bytes"),
#if defined(__x86_64__) || defined(__i386__)
	BYTES(ucontext_t, "__fpregs_mem", __fpregs_mem, .help = "where fpregs points to, as bytes"),
#endif
};
static RECORD_FULL(lsys_ucontext_record, "ucontext", ucontext_t, ucontext_rows, .prefix = "uc_", .help = "the state of a thread");

static const struct lsys_field vfs_cap_data_rows[] = {
	FIELD(struct vfs_cap_data, magic_etc, .hex = 1, .help = "version and flags, little-endian"),
	{ .name = "data", .member = "data", .namelen = 4, .off = offsetof(struct vfs_cap_data, data),
	  .size = sizeof(((struct vfs_cap_data *)0)->data), .type = LSYS_T_ARRAY, .elem = LSYS_T_UINT, .elem_size = 4,
	  .help = "permitted and inheritable ones by turns, 32 a word, little-endian" },
};
static RECORD_FULL(lsys_vfs_cap_data_record, "vfs_cap_data", struct vfs_cap_data, vfs_cap_data_rows,
	.help = "a file's capabilities as they are kept");

const struct lsys_record *const lsys_structs_context[] = {
	&lsys_mcontext_record, &lsys_ucontext_record, &lsys_vfs_cap_data_record, NULL,
};

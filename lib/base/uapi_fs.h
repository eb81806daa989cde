/*
 * The kernel's interface to files and mounts where the build machine's headers may be too old to have it: structs. They have names of their own, with the members of the newest kernel; an older one fills
 * less of them.
 */
#ifndef LSYS_BASE_UAPI_FS_H
#define LSYS_BASE_UAPI_FS_H

#include <asm/unistd.h>
#include <stdint.h>

#include "base/uapi.h"

struct lsys_statx_timestamp { int64_t tv_sec; uint32_t tv_nsec; int32_t reserved; };

struct lsys_statx {
	uint32_t stx_mask, stx_blksize;
	uint64_t stx_attributes;
	uint32_t stx_nlink, stx_uid, stx_gid;
	uint16_t stx_mode, spare0;
	uint64_t stx_ino, stx_size, stx_blocks, stx_attributes_mask;
	struct lsys_statx_timestamp stx_atime, stx_btime, stx_ctime, stx_mtime;
	uint32_t stx_rdev_major, stx_rdev_minor, stx_dev_major, stx_dev_minor;
	uint64_t stx_mnt_id;
	uint32_t stx_dio_mem_align, stx_dio_offset_align;
	uint64_t stx_subvol;
	uint32_t stx_atomic_write_unit_min, stx_atomic_write_unit_max, stx_atomic_write_segments_max;
	uint32_t stx_dio_read_offset_align, stx_atomic_write_unit_max_opt, spare2;
	uint64_t spare3[8];
};
_Static_assert(sizeof(struct lsys_statx) == 256, "statx");

struct lsys_open_how { uint64_t flags, mode, resolve; };
struct lsys_mount_attr { uint64_t attr_set, attr_clr, propagation, userns_fd; };
struct lsys_cachestat_range { uint64_t off, len; };
struct lsys_cachestat { uint64_t nr_cache, nr_dirty, nr_writeback, nr_evicted, nr_recently_evicted; };
struct lsys_file_attr { uint64_t fa_xflags; uint32_t fa_extsize, fa_nextents, fa_projid, fa_cowextsize; };
struct lsys_xattr_args { uint64_t value; uint32_t size, flags; }; /* value: an address, in eight bytes everywhere */

#define LSYS_HANDLE_MAX 128 /* MAX_HANDLE_SZ */
struct lsys_file_handle { uint32_t handle_bytes; int32_t handle_type; unsigned char f_handle[LSYS_HANDLE_MAX]; };

/* As getdents64(2) gives them, one behind the other, each as long as d_reclen says; the name goes on behind its room here. */
struct lsys_dirent { uint64_t d_ino; int64_t d_off; uint16_t d_reclen; uint8_t d_type; char d_name[5]; };

/* listns(2) of Linux 6.19 */
struct lsys_ns_id_req { uint32_t size, spare; uint64_t ns_id; uint32_t ns_type, spare2; uint64_t user_ns_id; };
struct lsys_mnt_id_req { uint32_t size, mnt_ns_fd; uint64_t mnt_id, param, mnt_ns_id; };

/* What is named _str is a place in the zero-terminated strings that stand behind the struct. */
struct lsys_statmount {
	uint32_t size, mnt_opts_str;
	uint64_t mask;
	uint32_t sb_dev_major, sb_dev_minor;
	uint64_t sb_magic;
	uint32_t sb_flags, fs_type_str;
	uint64_t mnt_id, mnt_parent_id;
	uint32_t mnt_id_old, mnt_parent_id_old;
	uint64_t mnt_attr, mnt_propagation, mnt_peer_group, mnt_master, propagate_from;
	uint32_t mnt_root_str, mnt_point_str;
	uint64_t mnt_ns_id;
	uint32_t fs_subtype_str, sb_source_str, opt_num, opt_array_str, opt_sec_num, opt_sec_array_str;
	uint64_t supported_mask;
	uint32_t mnt_uidmap_num, mnt_uidmap_str, mnt_gidmap_num, mnt_gidmap_str;
	uint64_t spare[43];
};
_Static_assert(sizeof(struct lsys_statmount) == 512, "statmount");

/* An event of fanotify(7); records of more follow it, up to event_len. The next event may be at an odd multiple of 4. */
typedef uint64_t lsys_u64_at_4 __attribute__((aligned(4)));
struct lsys_fanotify_event {
	uint32_t event_len;
	uint8_t vers, reserved;
	uint16_t metadata_len;
	lsys_u64_at_4 mask;
	int32_t fd, pid;
};
_Static_assert(sizeof(struct lsys_fanotify_event) == 24 && _Alignof(struct lsys_fanotify_event) == 4, "fanotify_event_metadata");
struct lsys_fanotify_info { uint8_t info_type, pad; uint16_t len; };
struct lsys_fanotify_response { int32_t fd; uint32_t response; };

#endif

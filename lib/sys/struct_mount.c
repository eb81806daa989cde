/* Structs of mounts and quotas. */
#include <linux/quota.h>

#include "base/uapi_fs.h"
#include "sys/structs.h"

static const struct lsys_field mount_attr_rows[] = {
	FIELD(struct lsys_mount_attr, attr_set, .group = "MOUNT_ATTR", .hex = 1, .help = "attributes to set"),
	FIELD(struct lsys_mount_attr, attr_clr, .group = "MOUNT_ATTR", .hex = 1, .help = "attributes to clear"),
	FIELD(struct lsys_mount_attr, propagation, .group = "MS", .hex = 1, .help = "what is shared with other mounts"),
	FIELD(struct lsys_mount_attr, userns_fd, .help = "user namespace that maps the owners"),
};
RECORD_FULL(lsys_mount_attr_record, "mount_attr", struct lsys_mount_attr, mount_attr_rows, .help = "changes of a mount");

#define M(name, ...) FIELD(struct lsys_statmount, name, __VA_ARGS__)
static const struct lsys_field statmount_rows[] = {
	M(size, .unit = LSYS_U_BYTES, .help = "length of all this, with the strings"),
	M(mask, .group = "STATMOUNT", .hex = 1, .help = "what is known of the rest"),
	M(sb_dev_major, .help = "device of the file system, first part"),
	M(sb_dev_minor, .help = "and second"),
	M(sb_magic, .hex = 1, .help = "number of the kind of file system"),
	M(sb_flags, .hex = 1, .help = "how the file system is used"),
	M(mnt_id, .exact = 1, .help = "number of the mount that no other ever has"),
	M(mnt_parent_id, .exact = 1, .help = "of the mount that it is on"),
	M(mnt_id_old, .help = "number of the mount as mountinfo has it"),
	M(mnt_parent_id_old, .help = "of the mount that it is on"),
	M(mnt_attr, .group = "MOUNT_ATTR", .hex = 1, .help = "attributes of the mount"),
	M(mnt_propagation, .group = "MS", .hex = 1, .help = "what is shared with other mounts"),
	M(mnt_peer_group, .help = "group that shares"),
	M(mnt_master, .help = "group that it gets mounts from"),
	M(propagate_from, .help = "the nearest such group that can be seen"),
	M(mnt_ns_id, .exact = 1, .help = "number of the mount namespace"),
	M(opt_num, .help = "options of the file system"),
	M(opt_sec_num, .help = "options of security modules"),
	M(supported_mask, .hex = 1, .help = "what the kernel can tell"),
	M(mnt_uidmap_num, .help = "ranges of mapped users"),
	M(mnt_gidmap_num, .help = "ranges of mapped groups"),
	M(mnt_opts_str, .alias = 1, .help = "place of a string: options, with commas between"),
	M(fs_type_str, .alias = 1, .help = "place of a string: kind of file system"),
	M(mnt_root_str, .alias = 1, .help = "place of a string: its directory that is mounted"),
	M(mnt_point_str, .alias = 1, .help = "place of a string: where it is mounted"),
	M(fs_subtype_str, .alias = 1, .help = "place of a string: kind below the kind"),
	M(sb_source_str, .alias = 1, .help = "place of a string: what was mounted"),
	M(opt_array_str, .alias = 1, .help = "place of strings: options"),
	M(opt_sec_array_str, .alias = 1, .help = "place of strings: options of security modules"),
	M(mnt_uidmap_str, .alias = 1, .help = "place of strings: mapped users"),
	M(mnt_gidmap_str, .alias = 1, .help = "place of strings: mapped groups"),
};
#undef M
RECORD_FULL(lsys_statmount_record, "statmount", struct lsys_statmount, statmount_rows, .help = "status of a mount");

/* The next user's has the number where the other one ends in padding. */
#define Q(name, ...) FIELD_AS(struct if_nextdqblk, #name, dqb_##name, __VA_ARGS__)
static const struct lsys_field dqblk_rows[] = {
	Q(bhardlimit, .help = "room that is never passed, units of 1024 bytes"),
	Q(bsoftlimit, .help = "room that is passed for some time only"),
	Q(curspace, .unit = LSYS_U_BYTES, .help = "room taken, bytes"),
	Q(ihardlimit, .help = "files, never more"),
	Q(isoftlimit, .help = "files, more for some time only"),
	Q(curinodes, .help = "files that there are"),
	Q(btime, .unit = LSYS_U_SECONDS, .help = "when too much room ends, seconds since 1970"),
	Q(itime, .unit = LSYS_U_SECONDS, .help = "when too many files end"),
	Q(valid, .hex = 1, .help = "which of these count"),
	Q(id, .help = "whose it is, from getnextquota"),
};
RECORD_FULL(lsys_dqblk_record, "dqblk", struct if_nextdqblk, dqblk_rows, .prefix = "dqb_", .help = "quota of a user, group or project");
#undef Q

#define Q(name, ...) FIELD_AS(struct if_dqinfo, #name, dqi_##name, __VA_ARGS__)
static const struct lsys_field dqinfo_rows[] = {
	Q(bgrace, .unit = LSYS_U_SECONDS, .help = "how long there may be too much room"),
	Q(igrace, .unit = LSYS_U_SECONDS, .help = "how long there may be too many files"),
	Q(flags, .hex = 1, .help = "flags"),
	Q(valid, .hex = 1, .help = "which of these count"),
};
RECORD_FULL(lsys_dqinfo_record, "dqinfo", struct if_dqinfo, dqinfo_rows, .prefix = "dqi_", .help = "quotas of a file system");
#undef Q

const struct lsys_record *const lsys_structs_mount[] = {
	&lsys_mount_attr_record, &lsys_statmount_record, &lsys_dqblk_record, &lsys_dqinfo_record, NULL,
};

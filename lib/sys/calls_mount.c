/* Calls on mounts, swap space and quotas. */
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/swap.h>
#include <unistd.h>

#include "base/uapi_fs.h"
#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(mount, mount(S(0) ? S(0) : "none", S(1), S(2), (unsigned long)a[3].u, P(4)))
SYS_CALL(umount, umount2(S(0), I(1)))
SYS_CALL(pivot_root, syscall(__NR_pivot_root, S(0), S(1)))
SYS_CALL(swapon, swapon(S(0), I(1)))
SYS_CALL(swapoff, swapoff(S(0)))
SYS_CALL(open_tree, syscall(__NR_open_tree, I(0), S(1) ? S(1) : "", U(2)))
SYS_CALL(open_tree_attr, syscall(__NR_open_tree_attr, I(0), S(1) ? S(1) : "", U(2), P(3), P(3) ? sizeof(struct lsys_mount_attr) : 0))
SYS_CALL(move_mount, syscall(__NR_move_mount, I(0), S(1) ? S(1) : "", I(2), S(3) ? S(3) : "", U(4)))
SYS_CALL(fsopen, syscall(__NR_fsopen, S(0), U(1)))
SYS_CALL(fspick, syscall(__NR_fspick, I(0), S(1) ? S(1) : "", U(2)))
SYS_CALL(fsmount, syscall(__NR_fsmount, I(0), U(1), U(2)))
SYS_CALL(mount_setattr, syscall(__NR_mount_setattr, I(0), S(1) ? S(1) : "", U(2), P(3), sizeof(struct lsys_mount_attr)))

#define MOUNT_ERRORS "acces busy fault inval loop nametoolong nodev noent nomem notblk notdir perm rofs"
#define FD_ERRORS "badf inval mfile nfile nomem nosys perm"

const struct lsys_call lsys_calls_mount[] = {
	{ "mount", "[source:str] target:path [fstype:str] [flags:MS] [data:str]", "true", "mount a file system, or change a mount",
	  MOUNT_ERRORS, sys_mount },
	{ "umount", "target:path [flags:UMOUNT]", "true", "unmount a file system", "again busy fault inval nametoolong noent nomem perm",
	  sys_umount },
	{ "unmount", "target:path [flags:UMOUNT]", "true", "umount by another name", "again busy fault inval nametoolong noent nomem perm",
	  sys_umount },
	{ "pivot_root", "new_root:path put_old:path", "true", "make another mount the root", "busy inval noent notdir perm", sys_pivot_root },
	{ "swapon", "path [flags:SWAP_FLAG]", "true", "use a file or device for swapping; a number among the flags is its priority",
	  "busy inval nfile noent nomem perm", sys_swapon },
	{ "swapoff", "path", "true", "use a file or device for swapping no more", "inval noent nomem perm", sys_swapoff },
	{ "open_tree", "dirfd [path] [flags:OPEN_TREE]", "fd", "a mount, or a copy of a tree of them, as a descriptor",
	  FD_ERRORS " noent notdir", sys_open_tree },
	{ "open_tree_attr", "dirfd [path] [flags:OPEN_TREE] [attr:<mount_attr]", "fd",
	  "a mount, or a copy of a tree of them with other attributes, as a descriptor",
	  FD_ERRORS " noent notdir", sys_open_tree_attr },
	{ "move_mount", "from_dirfd:dirfd [from:path] to_dirfd:dirfd [to:path] [flags:MOVE_MOUNT]", "true", "put a mount at another place",
	  "badf inval loop noent nosys notdir perm", sys_move_mount },
	{ "fsopen", "fstype:str [flags:FSOPEN]", "fd", "begin a new file system", FD_ERRORS " nodev", sys_fsopen },
	{ "fspick", "dirfd [path] [flags:FSPICK]", "fd", "begin to change a mounted file system", FD_ERRORS " noent notdir", sys_fspick },
	{ "fsconfig", "fd cmd:FSCONFIG [key:str] [value] [dirfd]", "true",
	  "set a parameter: a string, bytes, a descriptor, a path; or make or change the file system",
	  "acces badf busy inval nodev nosys opnotsupp perm", NULL },
	{ "fsmount", "fd [flags:FSMOUNT] [attr:MOUNT_ATTR]", "fd", "a mount of the file system, not yet at any place",
	  FD_ERRORS " busy", sys_fsmount },
	{ "mount_setattr", "dirfd [path] [flags:AT] attr:<mount_attr", "true", "change the attributes of a mount, or of all below it",
	  "badf busy inval noent nosys notdir perm", sys_mount_setattr },
	{ "statmount", "mnt_id:u64 [mask:STATMOUNT] [ns_id:u64] [flags:uint]", "t.statmount",
	  "status of a mount by its unique number; no mask: all that there is", "inval noent nosys overflow perm", NULL },
	{ "listmount", "[mnt_id:LSMT] [last:u64] [max] [flags:LISTMOUNT] [ns_id:u64]", "table of unique mount ids",
	  "mounts below one, by default below the root; those after the last", "inval noent nosys perm", NULL },
	{ "quotactl", "cmd:Q type:QUOTA [special] [id:uint] [data]", "true, or what the command reads",
	  "disk quotas of a device, or of the file system of a descriptor", "acces busy inval noent nosys perm range srch", NULL },
	{ "quotactl_fd", "fd cmd:Q type:QUOTA [id:uint] [data]", "true, or what the command reads",
	  "disk quotas of the file system of a descriptor", "acces badf busy inval noent nosys perm range srch", NULL },
	{ 0 },
};

/* Structs of files, descriptors and names. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/vfs.h>

#include "base/uapi_fs.h"
#include "sys/structs.h"

/* A device's number is its two parts; they are no bits side by side, so that rows cannot have them. */
struct device { dev_t dev; };

static void device_brief(struct lsys_buf *b, const void *obj)
{
	dev_t dev = ((const struct device *)obj)->dev;

	lsys_put_u64(b, major(dev));
	lsys_putc(b, ':');
	lsys_put_u64(b, minor(dev));
}

static const struct lsys_field device_rows[] = {
	FIELD(struct device, dev, .exact = 1, .help = "number"),
};
RECORD_FULL(lsys_device_record, "device", struct device, device_rows, .brief = device_brief, .plain = true, .help = "a device's number");

#define S(name, m, ...) FIELD_AS(struct stat, name, m, __VA_ARGS__)
#define T(name, m, ...) STRUCT_AS(struct stat, name, m, timespec, .alias = 1, __VA_ARGS__)
static const struct lsys_field stat_rows[] = {
	STRUCT_AS(struct stat, "dev", st_dev, device, .help = "device the file is on"),
	S("st_dev", st_dev, .exact = 1, .alias = 1, .help = "its number"),
	S("ino", st_ino, .exact = 1, .help = "its number there"),
	S("mode", st_mode, .group = "S_I", .hex = 1, .oct = 1, .help = "type and permissions"),
	S("nlink", st_nlink, .help = "names it has"),
	S("uid", st_uid, .help = "user who owns it"),
	S("gid", st_gid, .help = "group that owns it"),
	STRUCT_AS(struct stat, "rdev", st_rdev, device, .help = "device it stands for"),
	S("st_rdev", st_rdev, .exact = 1, .alias = 1, .help = "its number"),
	S("size", st_size, .unit = LSYS_U_BYTES, .help = "length, bytes"),
	S("blksize", st_blksize, .unit = LSYS_U_BYTES, .help = "good size for reading and writing, bytes"),
	S("blocks", st_blocks, .help = "room it takes, units of 512 bytes"),
	S("atime", st_atim.tv_sec, .unit = LSYS_U_SECONDS, .help = "last read, seconds since 1970"),
	S("atime_nsec", st_atim.tv_nsec, .help = "nanoseconds of that"),
	S("mtime", st_mtim.tv_sec, .unit = LSYS_U_SECONDS, .help = "last written, seconds since 1970"),
	S("mtime_nsec", st_mtim.tv_nsec, .help = "nanoseconds of that"),
	S("ctime", st_ctim.tv_sec, .unit = LSYS_U_SECONDS, .help = "last changed in any way, seconds since 1970"),
	S("ctime_nsec", st_ctim.tv_nsec, .help = "nanoseconds of that"),
	T("atim", st_atim, .help = "last read"),
	T("mtim", st_mtim, .help = "last written"),
	T("ctim", st_ctim, .help = "last changed in any way"),
};
#undef S
#undef T
RECORD_FULL(lsys_stat_record, "stat", struct stat, stat_rows, .prefix = "st_", .help = "file status");

static void statx_time_brief(struct lsys_buf *b, const void *obj)
{
	const struct lsys_statx_timestamp *t = obj;
	const struct timespec ts = { (time_t)t->tv_sec, (long)t->tv_nsec };

	lsys_timespec_record.brief(b, &ts);
}

static const struct lsys_field statx_timestamp_rows[] = {
	FIELD_AS(struct lsys_statx_timestamp, "sec", tv_sec, .unit = LSYS_U_SECONDS, .help = "seconds since 1970"),
	FIELD_AS(struct lsys_statx_timestamp, "nsec", tv_nsec, .help = "nanoseconds"),
};
RECORD_FULL(lsys_statx_timestamp_record, "statx_timestamp", struct lsys_statx_timestamp, statx_timestamp_rows, .prefix = "tv_",
	.brief = statx_time_brief, .help = "a time");

#define X(name, ...) FIELD_AS(struct lsys_statx, #name, stx_##name, __VA_ARGS__)
#define T(name, ...) STRUCT_AS(struct lsys_statx, #name, stx_##name, statx_timestamp, __VA_ARGS__)
static const struct lsys_field statx_rows[] = {
	X(mask, .group = "STATX", .hex = 1, .help = "what is known of the rest"),
	X(blksize, .unit = LSYS_U_BYTES, .help = "good size for reading and writing, bytes"),
	X(attributes, .group = "STATX_ATTR", .hex = 1, .help = "what the file system does with it"),
	X(nlink, .help = "names it has"),
	X(uid, .help = "user who owns it"),
	X(gid, .help = "group that owns it"),
	X(mode, .group = "S_I", .hex = 1, .oct = 1, .help = "type and permissions"),
	X(ino, .exact = 1, .help = "its number on the device"),
	X(size, .unit = LSYS_U_BYTES, .help = "length, bytes"),
	X(blocks, .help = "room it takes, units of 512 bytes"),
	X(attributes_mask, .group = "STATX_ATTR", .hex = 1, .help = "attributes that the file system knows"),
	T(atime, .help = "last read"),
	T(btime, .help = "made"),
	T(ctime, .help = "last changed in any way"),
	T(mtime, .help = "last written"),
	X(rdev_major, .help = "device it stands for, first part"),
	X(rdev_minor, .help = "and second"),
	X(dev_major, .help = "device the file is on, first part"),
	X(dev_minor, .help = "and second"),
	X(mnt_id, .exact = 1, .help = "the mount it was reached by"),
	X(dio_mem_align, .unit = LSYS_U_BYTES, .help = "alignment of memory for direct reading and writing, 0: there is none"),
	X(dio_offset_align, .unit = LSYS_U_BYTES, .help = "alignment of places for that"),
	X(subvol, .exact = 1, .help = "subvolume it is in"),
	X(atomic_write_unit_min, .unit = LSYS_U_BYTES, .help = "least that is written as a whole"),
	X(atomic_write_unit_max, .unit = LSYS_U_BYTES, .help = "most that is"),
	X(atomic_write_segments_max, .help = "buffers that may make it up"),
	X(dio_read_offset_align, .unit = LSYS_U_BYTES, .help = "alignment of places for direct reading"),
	X(atomic_write_unit_max_opt, .unit = LSYS_U_BYTES, .help = "most that is written as a whole without loss of speed"),
};
#undef X
#undef T
RECORD_FULL(lsys_statx_record, "statx", struct lsys_statx, statx_rows, .prefix = "stx_", .help = "file status, all of it");

#define F(name, ...) FIELD_AS(struct statfs, #name, f_##name, __VA_ARGS__)
static const struct lsys_field statfs_rows[] = {
	F(type, .hex = 1, .help = "number of the kind of file system"),
	F(bsize, .unit = LSYS_U_BYTES, .help = "good size for reading and writing, bytes"),
	F(blocks, .help = "blocks that there are"),
	F(bfree, .help = "blocks that are free"),
	F(bavail, .help = "blocks that anyone may use"),
	F(files, .help = "files that there can be"),
	F(ffree, .help = "files that there can be more"),
	ARRAY_AS(struct statfs, "fsid", f_fsid.__val, .help = "what the file system is told from others by"),
	F(namelen, .unit = LSYS_U_BYTES, .help = "longest name, bytes"),
	F(frsize, .unit = LSYS_U_BYTES, .help = "size of a block, bytes"),
	F(flags, .hex = 1, .help = "how it is mounted"),
	ARRAY_AS(struct statfs, "spare", f_spare, .help = "nothing yet"),
};
#undef F
RECORD_FULL(lsys_statfs_record, "statfs", struct statfs, statfs_rows, .prefix = "f_", .help = "a file system");

static const struct lsys_field iovec_rows[] = {
	PTR_AS(struct iovec, "base", iov_base, .help = "where the bytes are"),
	FIELD_AS(struct iovec, "len", iov_len, .unit = LSYS_U_BYTES, .help = "how many"),
};
RECORD_FULL(lsys_iovec_record, "iovec", struct iovec, iovec_rows, .prefix = "iov_", .help = "a part of a scattered read or write");

static const struct lsys_field flock_rows[] = {
	FIELD_AS(struct flock, "type", l_type, .group = "FCNTL_LOCK", .help = "kind of lock"),
	FIELD_AS(struct flock, "whence", l_whence, .group = "SEEK", .help = "what the start is counted from"),
	FIELD_AS(struct flock, "start", l_start, .unit = LSYS_U_BYTES, .help = "where it starts"),
	FIELD_AS(struct flock, "len", l_len, .unit = LSYS_U_BYTES, .help = "how much it locks, 0: to the end of the file"),
	FIELD_AS(struct flock, "pid", l_pid, .help = "who holds it"),
};
RECORD_FULL(lsys_flock_record, "flock", struct flock, flock_rows, .prefix = "l_", .help = "a lock of a part of a file");

static const struct lsys_field f_owner_ex_rows[] = {
	/* its type is an enum to one C library and an int to the other */
	LSYS_FIELD_(struct f_owner_ex, "type", type, LSYS_T_INT, .group = "F_OWNER", .help = "what the number means"),
	FIELD(struct f_owner_ex, pid, .help = "thread, process or process group that is sent signals"),
};
static RECORD_FULL(f_owner_ex_record, "f_owner_ex", struct f_owner_ex, f_owner_ex_rows, .help = "who is told of input and output");

static const struct lsys_field open_how_rows[] = {
	FIELD(struct lsys_open_how, flags, .group = "O", .hex = 1, .help = "flags of open"),
	FIELD(struct lsys_open_how, mode, .group = "MODE", .hex = 1, .oct = 1, .help = "permissions of a new file"),
	FIELD(struct lsys_open_how, resolve, .group = "RESOLVE", .hex = 1, .help = "what the walk to the file may not do"),
};
RECORD_FULL(lsys_open_how_record, "open_how", struct lsys_open_how, open_how_rows, .help = "how openat2 opens");

static const struct lsys_field cachestat_rows[] = {
	FIELD(struct lsys_cachestat, nr_cache, .help = "pages in memory"),
	FIELD(struct lsys_cachestat, nr_dirty, .help = "changed ones of them"),
	FIELD(struct lsys_cachestat, nr_writeback, .help = "being written"),
	FIELD(struct lsys_cachestat, nr_evicted, .help = "that were in memory"),
	FIELD(struct lsys_cachestat, nr_recently_evicted, .help = "that were until a short time ago"),
};
static RECORD_FULL(cachestat_record, "cachestat", struct lsys_cachestat, cachestat_rows, .help = "what of a file is in memory");

static const struct lsys_field file_attr_rows[] = {
	FIELD_AS(struct lsys_file_attr, "xflags", fa_xflags, .group = "FS_XFLAG", .hex = 1, .help = "flags"),
	FIELD_AS(struct lsys_file_attr, "extsize", fa_extsize, .unit = LSYS_U_BYTES, .help = "size wanted of an extent"),
	FIELD_AS(struct lsys_file_attr, "nextents", fa_nextents, .help = "extents that there are"),
	FIELD_AS(struct lsys_file_attr, "projid", fa_projid, .help = "project, for quotas"),
	FIELD_AS(struct lsys_file_attr, "cowextsize", fa_cowextsize, .unit = LSYS_U_BYTES, .help = "size wanted of a shared extent's copy"),
};
static RECORD_FULL(file_attr_record, "file_attr", struct lsys_file_attr, file_attr_rows, .prefix = "fa_",
	.help = "what a file system keeps of a file");

static const struct lsys_field file_handle_rows[] = {
	FIELD_AS(struct lsys_file_handle, "bytes", handle_bytes, .unit = LSYS_U_BYTES, .help = "length of the handle"),
	FIELD_AS(struct lsys_file_handle, "type", handle_type, .help = "kind of handle"),
	ARRAY(struct lsys_file_handle, f_handle, .help = "what the file system knows the file by"),
};
RECORD_FULL(lsys_file_handle_record, "file_handle", struct lsys_file_handle, file_handle_rows, .prefix = "handle_",
	.help = "what a file is known by to its file system");

/* The name, which is as long as the entry lets it, is no row. */
static const struct lsys_field dirent_rows[] = {
	FIELD_AS(struct lsys_dirent, "ino", d_ino, .exact = 1, .help = "the file's number"),
	FIELD_AS(struct lsys_dirent, "off", d_off, .exact = 1, .help = "where the next entry is"),
	FIELD_AS(struct lsys_dirent, "reclen", d_reclen, .unit = LSYS_U_BYTES, .help = "length of this one"),
	FIELD_AS(struct lsys_dirent, "type", d_type, .group = "DT", .help = "type of the file"),
};
RECORD_FULL(lsys_dirent_record, "dirent", struct lsys_dirent, dirent_rows, .prefix = "d_", .help = "an entry of a directory");

const struct lsys_record *const lsys_structs_file[] = {
	&lsys_device_record, &lsys_stat_record, &lsys_statx_timestamp_record, &lsys_statx_record, &lsys_statfs_record,
	&lsys_iovec_record, &lsys_flock_record, &f_owner_ex_record, &lsys_open_how_record, &cachestat_record, &file_attr_record,
	&lsys_file_handle_record, &lsys_dirent_record, NULL,
};

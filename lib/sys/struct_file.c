#include <sys/stat.h>
#include <sys/uio.h>

#include "sys/structs.h"

#define S(name, m, ...) FIELD_AS(struct stat, name, m, __VA_ARGS__)
static const struct lsys_field stat_rows[] = {
	S("dev", st_dev, .exact = 1, .help = "device the file is on"),
	S("ino", st_ino, .exact = 1, .help = "its number there"),
	S("mode", st_mode, .hex = 1, .help = "type and permissions"),
	S("nlink", st_nlink, .help = "names it has"),
	S("uid", st_uid, .help = "user who owns it"),
	S("gid", st_gid, .help = "group that owns it"),
	S("rdev", st_rdev, .exact = 1, .help = "device it stands for"),
	S("size", st_size, .unit = LSYS_U_BYTES, .help = "length, bytes"),
	S("blksize", st_blksize, .unit = LSYS_U_BYTES, .help = "good size for reading and writing, bytes"),
	S("blocks", st_blocks, .help = "room it takes, units of 512 bytes"),
	S("atime", st_atim.tv_sec, .unit = LSYS_U_SECONDS, .help = "last read, seconds since 1970"),
	S("atime_nsec", st_atim.tv_nsec, .help = "nanoseconds of that"),
	S("mtime", st_mtim.tv_sec, .unit = LSYS_U_SECONDS, .help = "last written, seconds since 1970"),
	S("mtime_nsec", st_mtim.tv_nsec, .help = "nanoseconds of that"),
	S("ctime", st_ctim.tv_sec, .unit = LSYS_U_SECONDS, .help = "last changed in any way, seconds since 1970"),
	S("ctime_nsec", st_ctim.tv_nsec, .help = "nanoseconds of that"),
};
RECORD_FULL(lsys_stat_record, "stat", struct stat, stat_rows, .prefix = "st_", .help = "file status");

static const struct lsys_field iovec_rows[] = {
	PTR_AS(struct iovec, "base", iov_base, .help = "where the bytes are"),
	FIELD_AS(struct iovec, "len", iov_len, .unit = LSYS_U_BYTES, .help = "how many"),
};
RECORD_FULL(lsys_iovec_record, "iovec", struct iovec, iovec_rows, .prefix = "iov_", .help = "a part of a scattered read or write");

const struct lsys_record *const lsys_structs_file[] = {
	&lsys_stat_record, &lsys_iovec_record, NULL,
};

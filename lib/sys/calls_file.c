/* Calls on open files and descriptors. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/uapi_fs.h"
#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(open, open(S(0), I(1), (mode_t)U(2)))
SYS_CALL(openat, openat(I(0), S(1), I(2), (mode_t)U(3)))
SYS_CALL(openat2, syscall(__NR_openat2, I(0), S(1), P(2), sizeof(struct lsys_open_how)))
SYS_CALL(creat, creat(S(0), (mode_t)U(1)))
SYS_CALL(close, close(I(0)))
SYS_CALL(close_range, syscall(__NR_close_range, U(0), U(1), U(2)))
SYS_CALL(read, read(I(0), P(1), N(2)))
SYS_CALL(write, write(I(0), P(1), N(2)))
SYS_CALL(pread, pread(I(0), P(1), N(2), O(3)))
SYS_CALL(pwrite, pwrite(I(0), P(1), N(2), O(3)))
SYS_CALL(lseek, lseek(I(0), O(1), I(2)))
SYS_CALL(tell, lseek(I(0), 0, SEEK_CUR))
SYS_CALL(tee, tee(I(0), I(1), N(2), U(3)))
SYS_CALL(fsync, fsync(I(0)))
SYS_CALL(fdatasync, fdatasync(I(0)))
SYS_CALL(sync, (sync(), 0))
SYS_CALL(syncfs, syncfs(I(0)))
SYS_CALL(sync_file_range, sync_file_range(I(0), O(1), O(2), U(3)))
SYS_CALL(fallocate, fallocate(I(0), I(1), O(2), O(3)))
SYS_CALL(posix_fallocate, fallocate(I(0), 0, O(1), O(2)))
SYS_CALL(readahead, readahead(I(0), O(1), N(2)))
SYS_CALL(truncate, truncate(S(0), O(1)))
SYS_CALL(ftruncate, ftruncate(I(0), O(1)))
SYS_CALL(flock, flock(I(0), I(1)))
SYS_CALL(memfd_create, memfd_create(S(0), U(1)))
/* What both C libraries add, and what the one forgets: the open must not wait for a writer either. */
SYS_CALL(shm_open, shm_open(S(0), I(1) | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, (mode_t)U(2)))
SYS_CALL(shm_unlink, shm_unlink(S(0)))

/* This one tells the error by its result. */
static int64_t sys_fadvise(const union lsys_arg *a)
{
	errno = posix_fadvise(I(0), O(2), O(3), I(1));
	return errno ? -1 : 0;
}

static int64_t sys_cachestat(const union lsys_arg *a)
{
	struct lsys_cachestat_range range = { a[1].u, a[2].u };

	return syscall(__NR_cachestat, I(0), &range, P(3), U(4));
}

static int64_t set_nonblock(int fd, bool on)
{
	int flags = fcntl(fd, F_GETFL);

	return flags < 0 ? -1 : fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

static int64_t sys_block(const union lsys_arg *a) { return set_nonblock(I(0), false); }
static int64_t sys_nonblock(const union lsys_arg *a) { return set_nonblock(I(0), true); }

#define OPEN_ERRORS "acces exist fault isdir loop mfile nametoolong nfile noent nomem nospc notdir perm rofs txtbsy"
#define READ_ERRORS "again badf fault intr inval io isdir"
#define WRITE_ERRORS "again badf fault fbig intr inval io nospc pipe"
#define SPLICE_ERRORS "again badf inval nomem spipe"

const struct lsys_call lsys_calls_file[] = {
	{ "open", "path [flags:O] [mode:MODE]", "fd", "open a file", OPEN_ERRORS, sys_open },
	{ "openat", "dirfd path [flags:O] [mode:MODE]", "fd", "open a file below a directory", OPEN_ERRORS, sys_openat },
	{ "openat2", "dirfd path how:<open_how", "fd", "open a file below a directory, the walk there restricted",
	  OPEN_ERRORS " 2big again nosys xdev", sys_openat2 },
	{ "creat", "path [mode:MODE]", "fd", "make a file, or empty one, and open it for writing", OPEN_ERRORS, sys_creat },
	{ "close", "fd", "true", "close a descriptor", "badf intr io", sys_close },
	{ "close_range", "first:fd [last:fd] [flags:CLOSE_RANGE]", "true", "close all descriptors from one to another",
	  "inval mfile nomem nosys", sys_close_range },
	{ "dup", "fd [newfd:fd] [flags:O]", "fd", "another descriptor of the same open file", "badf busy inval mfile", NULL },
	{ "dup2", "fd newfd:fd", "fd", "give an open file this descriptor too", "badf busy intr mfile", NULL },
	{ "dup3", "fd newfd:fd [flags:O]", "fd", "give an open file this descriptor too, another than it has, with flags",
	  "badf busy intr inval mfile", NULL },
	{ "pipe", "[flags:OPIPE] [buf:int2]", "true, nil, read end, write end", "make a pipe", "inval mfile nfile", NULL },
	{ "pipe2", "[flags:OPIPE] [buf:int2]", "true, nil, read end, write end", "make a pipe", "inval mfile nfile", NULL },
	{ "read", "fd [buf] [count=4096]", "string", "read bytes", READ_ERRORS, sys_read },
	{ "write", "fd data [count]", "number", "write bytes", WRITE_ERRORS, sys_write },
	{ "pread", "fd [buf] [count=4096] [offset:off]", "string", "read bytes from a place", READ_ERRORS " nxio overflow spipe",
	  sys_pread },
	{ "pwrite", "fd data [count] [offset:off]", "number", "write bytes at a place", WRITE_ERRORS " nxio overflow spipe", sys_pwrite },
	{ "readv", "fd iov:iovecs", "number", "read bytes into several buffers", READ_ERRORS, NULL },
	{ "writev", "fd iov:iovecs", "number", "write the bytes of several buffers", WRITE_ERRORS, NULL },
	{ "preadv", "fd iov:iovecs [offset:off]", "number", "read bytes from a place into several buffers", READ_ERRORS " spipe", NULL },
	{ "pwritev", "fd iov:iovecs [offset:off]", "number", "write the bytes of several buffers at a place", WRITE_ERRORS " spipe",
	  NULL },
	{ "preadv2", "fd iov:iovecs [offset:off=-1] [flags:RWF]", "number",
	  "read bytes from a place into several buffers, with flags; -1: from the file's place",
	  READ_ERRORS " opnotsupp spipe", NULL },
	{ "pwritev2", "fd iov:iovecs [offset:off=-1] [flags:RWF]", "number",
	  "write the bytes of several buffers at a place, with flags; -1: at the file's place",
	  WRITE_ERRORS " opnotsupp spipe", NULL },
	{ "lseek", "fd [offset:off] [whence:SEEK]", "number", "move to a place", "badf inval nxio overflow spipe", sys_lseek },
	{ "sendfile", "out_fd:fd in_fd:fd [offset:off1] count:size", "number", "copy bytes of a file to a descriptor",
	  SPLICE_ERRORS " io overflow", NULL },
	{ "splice", "fd_in:fd [off_in:off1] fd_out:fd [off_out:off1] len:size [flags:SPLICE_F]", "number", "move bytes to or from a pipe",
	  SPLICE_ERRORS, NULL },
	{ "vmsplice", "fd iov:iovecs [flags:SPLICE_F]", "number", "put memory into a pipe, or take it out", SPLICE_ERRORS, NULL },
	{ "tee", "fd_in:fd fd_out:fd len:size [flags:SPLICE_F]", "number", "copy bytes from pipe to pipe", SPLICE_ERRORS, sys_tee },
	{ "copy_file_range", "fd_in:fd [off_in:off1] fd_out:fd [off_out:off1] len:size [flags:uint]", "number",
	  "copy bytes from file to file inside the kernel", "badf fbig inval io isdir nomem nospc opnotsupp overflow perm txtbsy xdev",
	  NULL },
	{ "fsync", "fd", "true", "bring a file's bytes and status to the disk", "badf inval io", sys_fsync },
	{ "fdatasync", "fd", "true", "bring a file's bytes to the disk", "badf inval io", sys_fdatasync },
	{ "sync", "", "nothing", "bring everything to the disks", NULL, sys_sync },
	{ "syncfs", "fd", "true", "bring a file system to its disk", "badf io nospc dquot", sys_syncfs },
	{ "sync_file_range", "fd [offset:off] [count:off] [flags:SYNC_FILE_RANGE]", "true", "bring a part of a file to the disk",
	  "badf inval io nomem nospc spipe", sys_sync_file_range },
	{ "fadvise", "fd advice:POSIX_FADV [offset:off] [len:off]", "true", "say how a file will be read", "badf inval spipe", sys_fadvise },
	{ "posix_fadvise", "fd advice:POSIX_FADV [offset:off] [len:off]", "true", "fadvise by its older name", "badf inval spipe",
	  sys_fadvise },
	{ "fallocate", "fd mode:FALLOC_FL [offset:off] len:off", "true", "give a file room on the disk, or take it away",
	  "badf fbig inval io nodev nospc nosys opnotsupp perm spipe txtbsy", sys_fallocate },
	{ "posix_fallocate", "fd offset:off len:off", "true", "give a file room on the disk", "badf fbig inval nodev nospc spipe",
	  sys_posix_fallocate },
	{ "readahead", "fd offset:off count:size", "true", "read a part of a file into memory ahead of time", "badf inval", sys_readahead },
	{ "truncate", "path length:off", "true", "set a file's length", "acces fbig inval intr io isdir loop noent notdir perm rofs txtbsy",
	  sys_truncate },
	{ "ftruncate", "fd length:off", "true", "set an open file's length", "badf fbig inval intr io perm", sys_ftruncate },
	{ "cachestat", "fd [off:u64] [len:u64] [buf:>cachestat] [flags:uint]", "buf",
	  "pages of a part of a file that are in memory; length 0: to the end", "badf inval nosys opnotsupp", sys_cachestat },
	{ "ioctl", "fd request:IOCTL [arg]", "true, or what the request gives", "make a request of a device, by name with the value it takes",
	  "badf fault inval notty perm", NULL },
	{ "fcntl", "fd cmd:F [arg]", "true; the number, fd or t.flock that a command reads",
	  "descriptor flags, status flags, locks, leases, owners, pipe sizes, seals", "acces again badf busy deadlk inval mfile nolck perm",
	  NULL },
	{ "flock", "fd operation:LOCK", "true", "lock a whole file", "again badf intr inval nolck wouldblock", sys_flock },
	{ "memfd_create", "name:str [flags:MFD]", "fd", "a file that is in memory only", "inval mfile nfile nomem", sys_memfd_create },
	{ "shm_open", "name:str [flags:O] [mode:MODE]", "fd", "open shared memory by name", "acces exist inval mfile nametoolong noent",
	  sys_shm_open },
	{ "shm_unlink", "name:str", "true", "remove a name of shared memory", "acces noent", sys_shm_unlink },
	/* Methods of descriptors that are no functions. */
	{ "fd.block", "fd", "true", "make reads and writes wait", "badf", sys_block },
	{ "fd.nonblock", "fd", "true", "make reads and writes fail with EAGAIN rather than wait", "badf", sys_nonblock },
	{ "fd.tell", "fd", "number", "the place that the next read or write is at", "badf spipe", sys_tell },
	{ "fd.lockf", "fd cmd:LOCKF [len:off]", "true; for test whether the lock could be had",
	  "lock a part of a file from its place on; length 0: to the end", "acces again badf deadlk intr inval nolck", NULL },
	{ "fd.nogc", "fd", "fd", "leave the descriptor open when the object is collected", NULL, NULL },
	{ "fd.getfd", "fd", "number", "the descriptor's number", NULL, NULL },
	{ "fd.seq", "fd", "number", "count up a number of the object's own, from 1", NULL, NULL },
	{ 0 },
};

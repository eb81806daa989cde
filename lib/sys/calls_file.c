/* Calls on files and descriptors. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(open, open(S(0), I(1), (mode_t)U(2)))
SYS_CALL(openat, openat(I(0), S(1), I(2), (mode_t)U(3)))
SYS_CALL(creat, creat(S(0), (mode_t)U(1)))
SYS_CALL(close, close(I(0)))
SYS_CALL(read, read(I(0), P(1), N(2)))
SYS_CALL(write, write(I(0), P(1), N(2)))
SYS_CALL(pread, pread(I(0), P(1), N(2), O(3)))
SYS_CALL(pwrite, pwrite(I(0), P(1), N(2), O(3)))
SYS_CALL(lseek, lseek(I(0), O(1), I(2)))
SYS_CALL(stat, stat(S(0), P(1)))
SYS_CALL(lstat, lstat(S(0), P(1)))
SYS_CALL(fstat, fstat(I(0), P(1)))
SYS_CALL(fstatat, fstatat(I(0), S(1), P(2), I(3)))
SYS_CALL(fsync, fsync(I(0)))
SYS_CALL(sync, (sync(), 0))
SYS_CALL(chmod, chmod(S(0), (mode_t)U(1)))
SYS_CALL(fchmodat, fchmodat(I(0), S(1), (mode_t)U(2), I(3)))
SYS_CALL(fchown, fchown(I(0), U(1), U(2)))
SYS_CALL(mkdirat, mkdirat(I(0), S(1), (mode_t)U(2)))
SYS_CALL(unlink, unlink(S(0)))

#define OPEN_ERRORS "acces exist fault isdir loop mfile nametoolong nfile noent nomem nospc notdir perm rofs txtbsy"
#define PATH_ERRORS "acces fault loop nametoolong noent nomem notdir"

const struct lsys_call lsys_calls_file[] = {
	{ "open", "path [flags:O] [mode:MODE]", "fd", "open a file", OPEN_ERRORS, sys_open },
	{ "openat", "dirfd path [flags:O] [mode:MODE]", "fd", "open a file below a directory", OPEN_ERRORS, sys_openat },
	{ "creat", "path [mode:MODE]", "fd", "make a file, or empty one, and open it for writing", OPEN_ERRORS, sys_creat },
	{ "close", "fd", "true", "close a descriptor", "badf intr io", sys_close },
	{ "read", "fd [buf] [count=4096]", "string", "read bytes", "again badf fault intr inval io isdir", sys_read },
	{ "write", "fd data [count]", "number", "write bytes", "again badf fault fbig intr inval io nospc pipe", sys_write },
	{ "pread", "fd buf [count] offset:off", "string", "read bytes from a place", "badf inval io isdir spipe", sys_pread },
	{ "pwrite", "fd data [count] offset:off", "number", "write bytes at a place", "badf fbig inval io nospc spipe", sys_pwrite },
	{ "lseek", "fd [offset:off] [whence:SEEK]", "number", "move to a place", "badf inval nxio overflow spipe", sys_lseek },
	{ "stat", "path [buf:>stat]", "buf", "status of a file", PATH_ERRORS, sys_stat },
	{ "lstat", "path [buf:>stat]", "buf", "status of a file, links not followed", PATH_ERRORS, sys_lstat },
	{ "fstat", "fd [buf:>stat]", "buf", "status of an open file", "badf", sys_fstat },
	{ "fstatat", "dirfd path [buf:>stat] [flags:AT]", "buf", "status of a file below a directory", PATH_ERRORS, sys_fstatat },
	{ "fsync", "fd", "true", "bring a file's bytes and status to the disk", "badf inval io", sys_fsync },
	{ "sync", "", "nothing", "bring everything to the disks", NULL, sys_sync },
	{ "chmod", "path mode:MODE", "true", "change permissions", PATH_ERRORS " perm rofs", sys_chmod },
	{ "fchmodat", "dirfd path mode:MODE [flags:AT]", "true", "change permissions below a directory", PATH_ERRORS " opnotsupp perm rofs",
	  sys_fchmodat },
	{ "fchown", "fd [owner:id] [group:id]", "true", "change an open file's owner", "badf perm rofs", sys_fchown },
	{ "mkdirat", "dirfd path [mode:MODE]", "true", "make a directory below another", PATH_ERRORS " exist nospc rofs", sys_mkdirat },
	{ "unlink", "path", "true", "remove a name", PATH_ERRORS " busy isdir perm rofs", sys_unlink },
	{ 0 },
};

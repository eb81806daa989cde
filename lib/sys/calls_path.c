/* Calls on names, and on the status of files. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/uapi_fs.h"
#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(stat, stat(S(0), P(1)))
SYS_CALL(lstat, lstat(S(0), P(1)))
SYS_CALL(fstat, fstat(I(0), P(1)))
SYS_CALL(fstatat, fstatat(I(0), S(1), P(2), I(3)))
SYS_CALL(statx, syscall(__NR_statx, I(0), S(1) ? S(1) : "", I(2), U(3), P(4)))
SYS_CALL(statfs, statfs(S(0), P(1)))
SYS_CALL(fstatfs, fstatfs(I(0), P(1)))
SYS_CALL(access, access(S(0), I(1)))
SYS_CALL(faccessat, faccessat(I(0), S(1), I(2), I(3)))
SYS_CALL(faccessat2, syscall(__NR_faccessat2, I(0), S(1), I(2), I(3)))
SYS_CALL(chmod, chmod(S(0), (mode_t)U(1)))
SYS_CALL(fchmod, fchmod(I(0), (mode_t)U(1)))
SYS_CALL(fchmodat, fchmodat(I(0), S(1), (mode_t)U(2), I(3)))
SYS_CALL(fchmodat2, syscall(__NR_fchmodat2, I(0), S(1), U(2), I(3)))
SYS_CALL(chown, chown(S(0), U(1), U(2)))
SYS_CALL(fchown, fchown(I(0), U(1), U(2)))
SYS_CALL(lchown, lchown(S(0), U(1), U(2)))
SYS_CALL(fchownat, fchownat(I(0), S(1), U(2), U(3), I(4)))
SYS_CALL(link, link(S(0), S(1)))
SYS_CALL(linkat, linkat(I(0), S(1), I(2), S(3), I(4)))
SYS_CALL(symlink, symlink(S(0), S(1)))
SYS_CALL(symlinkat, symlinkat(S(0), I(1), S(2)))
SYS_CALL(unlink, unlink(S(0)))
SYS_CALL(unlinkat, unlinkat(I(0), S(1), I(2)))
SYS_CALL(rename, rename(S(0), S(1)))
SYS_CALL(renameat, renameat(I(0), S(1), I(2), S(3)))
SYS_CALL(renameat2, syscall(__NR_renameat2, I(0), S(1), I(2), S(3), U(4)))
SYS_CALL(mkdir, mkdir(S(0), (mode_t)U(1)))
SYS_CALL(mkdirat, mkdirat(I(0), S(1), (mode_t)U(2)))
SYS_CALL(rmdir, rmdir(S(0)))
SYS_CALL(mknod, mknod(S(0), (mode_t)U(1), P(2) ? *(const dev_t *)P(2) : 0))
SYS_CALL(mknodat, mknodat(I(0), S(1), (mode_t)U(2), P(3) ? *(const dev_t *)P(3) : 0))
SYS_CALL(mkfifo, mkfifo(S(0), (mode_t)U(1)))
SYS_CALL(mkfifoat, mkfifoat(I(0), S(1), (mode_t)U(2)))
SYS_CALL(chdir, chdir(S(0)))
SYS_CALL(fchdir, fchdir(I(0)))
SYS_CALL(chroot, chroot(S(0)))
SYS_CALL(umask, umask((mode_t)U(0)))
SYS_CALL(file_getattr, syscall(__NR_file_getattr, I(0), S(1), P(2), sizeof(struct lsys_file_attr), U(3)))
SYS_CALL(file_setattr, syscall(__NR_file_setattr, I(0), S(1), P(2), sizeof(struct lsys_file_attr), U(3)))

/* A longer handle the kernel refuses, but who else looks at the call may read as much first. */
static int64_t sys_open_by_handle_at(const union lsys_arg *a)
{
	const struct lsys_file_handle *h = P(1);

	if (h->handle_bytes <= sizeof(h->f_handle))
		return open_by_handle_at(I(0), P(1), I(2));
	errno = EINVAL;
	return -1;
}

/* Seconds; the second time is the first where it was left out, and the present is both when both were. */
static int64_t sys_utime(const union lsys_arg *a)
{
	const struct timespec *actime = P(1), *modtime = P(2);
	struct timespec now = { 0, UTIME_NOW };
	const struct timespec t[2] = { actime ? *actime : now, modtime ? *modtime : actime ? *actime : now };

	return utimensat(AT_FDCWD, S(0), t, 0);
}

#define PATH_ERRORS "acces fault loop nametoolong noent nomem notdir"
#define MAKE_ERRORS PATH_ERRORS " dquot exist mlink nospc perm rofs"
#define TIME_ERRORS PATH_ERRORS " inval perm rofs"

const struct lsys_call lsys_calls_path[] = {
	{ "stat", "path [buf:>stat]", "buf", "status of a file", PATH_ERRORS, sys_stat },
	{ "lstat", "path [buf:>stat]", "buf", "status of a file, links not followed", PATH_ERRORS, sys_lstat },
	{ "fstat", "fd [buf:>stat]", "buf", "status of an open file", "badf", sys_fstat },
	{ "fstatat", "dirfd path [buf:>stat] [flags:AT]", "buf", "status of a file below a directory", PATH_ERRORS, sys_fstatat },
	{ "statx", "dirfd [path] [flags:AT] [mask:STATX=basic_stats,btime] [buf:>statx]", "buf",
	  "status of a file below a directory, or of the descriptor, with all that the kernel knows", PATH_ERRORS " badf inval nosys",
	  sys_statx },
	{ "statfs", "path [buf:>statfs]", "buf", "the file system that a file is on", PATH_ERRORS " io nosys", sys_statfs },
	{ "fstatfs", "fd [buf:>statfs]", "buf", "the file system that an open file is on", "badf io nosys", sys_fstatfs },
	{ "access", "path mode:OK", "true", "may the real user do this with a file?", PATH_ERRORS " inval io rofs txtbsy", sys_access },
	{ "faccessat", "dirfd path mode:OK [flags:AT]", "true", "may the real user do this with a file below a directory?",
	  PATH_ERRORS " badf inval io rofs txtbsy",
	  sys_faccessat },
	{ "faccessat2", "dirfd path mode:OK [flags:AT]", "true",
	  "may the real user do this with a file below a directory? The flags are told to the kernel",
	  PATH_ERRORS " badf inval io nosys rofs txtbsy", sys_faccessat2 },
	{ "chmod", "path mode:MODE", "true", "change permissions", PATH_ERRORS " perm rofs", sys_chmod },
	{ "fchmod", "fd mode:MODE", "true", "change an open file's permissions", "badf perm rofs", sys_fchmod },
	{ "fchmodat", "dirfd path mode:MODE [flags:AT]", "true", "change permissions below a directory", PATH_ERRORS " opnotsupp perm rofs",
	  sys_fchmodat },
	{ "fchmodat2", "dirfd path mode:MODE [flags:AT]", "true",
	  "change permissions below a directory, the flags told to the kernel",
	  PATH_ERRORS " nosys opnotsupp perm rofs", sys_fchmodat2 },
	{ "chown", "path [owner:id] [group:id]", "true", "change the owner", PATH_ERRORS " perm rofs", sys_chown },
	{ "fchown", "fd [owner:id] [group:id]", "true", "change an open file's owner", "badf perm rofs", sys_fchown },
	{ "lchown", "path [owner:id] [group:id]", "true", "change the owner, links not followed", PATH_ERRORS " perm rofs", sys_lchown },
	{ "fchownat", "dirfd path [owner:id] [group:id] [flags:AT]", "true", "change the owner below a directory",
	  PATH_ERRORS " badf perm rofs", sys_fchownat },
	{ "link", "old:path new:path", "true", "give a file another name", MAKE_ERRORS " xdev", sys_link },
	{ "linkat", "olddirfd:dirfd old:path newdirfd:dirfd new:path [flags:AT]", "true",
	  "give a file another name, both below directories", MAKE_ERRORS " xdev",
	  sys_linkat },
	{ "symlink", "target:path new:path", "true", "make a symbolic link", MAKE_ERRORS, sys_symlink },
	{ "symlinkat", "target:path newdirfd:dirfd new:path", "true", "make a symbolic link below a directory", MAKE_ERRORS,
	  sys_symlinkat },
	{ "readlink", "path [buf] [count]", "string", "where a symbolic link points", PATH_ERRORS " inval", NULL },
	{ "readlinkat", "dirfd [path] [buf] [count]", "string",
	  "where a symbolic link below a directory points, or the one of the descriptor", PATH_ERRORS " badf inval",
	  NULL },
	{ "unlink", "path", "true", "remove a name", PATH_ERRORS " busy isdir perm rofs", sys_unlink },
	{ "unlinkat", "dirfd path [flags:AT]", "true", "remove a name below a directory, or a directory",
	  PATH_ERRORS " busy isdir notempty perm rofs", sys_unlinkat },
	{ "rename", "old:path new:path", "true", "give a file another name instead", MAKE_ERRORS " busy inval isdir notempty xdev",
	  sys_rename },
	{ "renameat", "olddirfd:dirfd old:path newdirfd:dirfd new:path", "true",
	  "give a file another name instead, both below directories",
	  MAKE_ERRORS " busy inval isdir notempty xdev", sys_renameat },
	{ "renameat2", "olddirfd:dirfd old:path newdirfd:dirfd new:path [flags:RENAME]", "true",
	  "give a file another name instead, below directories; also without replacing, or exchanging",
	  MAKE_ERRORS " busy inval isdir notempty xdev", sys_renameat2 },
	{ "mkdir", "path [mode:MODE]", "true", "make a directory", MAKE_ERRORS, sys_mkdir },
	{ "mkdirat", "dirfd path [mode:MODE]", "true", "make a directory below another", MAKE_ERRORS, sys_mkdirat },
	{ "rmdir", "path", "true", "remove an empty directory", PATH_ERRORS " busy inval notempty perm rofs", sys_rmdir },
	{ "mknod", "path mode:S_I [dev:<device]", "true", "make a file, device, pipe or socket", MAKE_ERRORS " inval", sys_mknod },
	{ "mknodat", "dirfd path mode:S_I [dev:<device]", "true", "make a file, device, pipe or socket below a directory",
	  MAKE_ERRORS " inval", sys_mknodat },
	{ "mkfifo", "path [mode:MODE]", "true", "make a named pipe", MAKE_ERRORS, sys_mkfifo },
	{ "mkfifoat", "dirfd path [mode:MODE]", "true", "make a named pipe below a directory", MAKE_ERRORS, sys_mkfifoat },
	{ "major", "dev:device", "number", "first part of a device's number", NULL, NULL },
	{ "minor", "dev:device", "number", "second part of a device's number", NULL, NULL },
	{ "makedev", "major:uint minor:uint", "number", "a device's number", NULL, NULL },
	{ "chdir", "path", "true", "change the working directory", PATH_ERRORS, sys_chdir },
	{ "fchdir", "fd", "true", "change the working directory to an open one", "acces badf notdir", sys_fchdir },
	{ "getcwd", "[buf] [count]", "string", "the working directory", "acces noent nomem range", NULL },
	{ "chroot", "path", "true", "change the root directory", PATH_ERRORS " perm", sys_chroot },
	{ "umask", "mask:MODE", "number", "set the permissions that new files do not get; gives those before", NULL, sys_umask },
	{ "utime", "path [actime:<timespec] [modtime:<timespec]", "true", "set a file's times, seconds; left out: now", TIME_ERRORS,
	  sys_utime },
	{ "utimes", "path [times:timeval2]", "true", "set a file's times of reading and writing; left out: now", TIME_ERRORS, NULL },
	{ "futimesat", "dirfd path [times:timeval2]", "true",
	  "set times of reading and writing of a file below a directory; left out: now", TIME_ERRORS " badf", NULL },
	{ "lutimes", "path [times:timeval2]", "true",
	  "set a file's times of reading and writing, links not followed; left out: now", TIME_ERRORS, NULL },
	{ "futimes", "fd [times:timeval2]", "true", "set an open file's times of reading and writing; left out: now",
	  "acces badf inval perm rofs", NULL },
	{ "futimens", "fd [times:timespec2]", "true",
	  "set an open file's times of reading and writing, each also \"now\" or \"omit\"; left out: now", "acces badf inval perm rofs", NULL },
	{ "utimensat", "dirfd path [times:timespec2] [flags:AT]", "true",
	  "set times of a file below a directory, each also \"now\" or \"omit\"; left out: now", TIME_ERRORS " badf", NULL },
	{ "getdents", "fd [buf] [size=4096]", "iterator of t.dirent; nothing at the end", "read entries of a directory",
	  "badf inval noent notdir", NULL },
	{ "pathconf", "path name:PC", "number; -1: no limit", "a limit of the file system that a file is on", PATH_ERRORS " inval", NULL },
	{ "fpathconf", "fd name:PC", "number; -1: no limit", "a limit of the file system that an open file is on", "badf inval", NULL },
	{ "name_to_handle_at", "dirfd [path] [flags:AT]", "t.file_handle, nil, mount id", "what a file is known by to its file system",
	  PATH_ERRORS " badf inval opnotsupp overflow", NULL },
	{ "open_by_handle_at", "mount_fd:fd handle:<file_handle [flags:O]", "fd", "open the file of a handle",
	  "badf inval loop noent perm stale", sys_open_by_handle_at },
	{ "file_getattr", "dirfd path [buf:>file_attr] [at_flags:AT]", "buf", "flags and extents that a file system keeps of a file",
	  PATH_ERRORS " badf inval nosys opnotsupp", sys_file_getattr },
	{ "file_setattr", "dirfd path attr:<file_attr [at_flags:AT]", "true",
	  "set flags and extents that a file system keeps of a file", PATH_ERRORS " badf inval nosys opnotsupp perm rofs",
	  sys_file_setattr },
	{ 0 },
};

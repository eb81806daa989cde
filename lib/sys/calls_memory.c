/* Calls on memory. Mappings are objects of Lua's, so most have no stub here. */
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/uapi.h"
#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(mlockall, mlockall(I(0)))
SYS_CALL(munlockall, munlockall())
SYS_CALL(getpagesize, sysconf(_SC_PAGESIZE))
SYS_CALL(memfd_secret, syscall(__NR_memfd_secret, U(0)))

const struct lsys_call lsys_calls_memory[] = {
	{ "mmap", "[addr:mapping] length:size prot:PROT flags:MAP [fd] [offset:off]", "mapping", "map a file, or fresh memory",
	  "acces again badf exist inval nfile nodev nomem overflow perm txtbsy", NULL },
	{ "fd.mmap", "fd [addr:mapping] length:size prot:PROT flags:MAP [offset:off]", "mapping", "map this file",
	  "acces again inval nodev nomem overflow perm txtbsy", NULL },
	{ "munmap", "addr:mapping [length:size]", "true", "undo a mapping", "inval nomem", NULL },
	{ "mremap", "addr:mapping [old_size:size] new_size:size [flags:MREMAP]", "the mapping", "make a mapping larger or smaller",
	  "again busy inval nomem", NULL },
	{ "mprotect", "addr:mapping [length:size] prot:PROT", "true", "say what may be done with a mapping", "acces inval nomem", NULL },
	{ "msync", "addr:mapping [length:size] [flags:MSYNC]", "true", "bring a mapping's bytes to its file", "busy inval nomem", NULL },
	{ "madvise", "addr:mapping [length:size] advice:MADV", "true", "say how a mapping will be used",
	  "acces again badf inval io nomem perm", NULL },
	{ "remap_file_pages", "addr:mapping [size] [prot:PROT] pgoff:size [flags:MAP]", "true",
	  "show another part of a shared mapping's file", "inval", NULL },
	{ "mincore", "addr:mapping [length:size] [buf]", "buffer", "which pages of a mapping are in memory", "again inval nomem", NULL },
	{ "mlock", "addr:mapping [length:size]", "true", "keep pages in memory", "again inval nomem perm", NULL },
	{ "munlock", "addr:mapping [length:size]", "true", "let pages leave memory again", "inval nomem", NULL },
	{ "mlock2", "addr:mapping [length:size] [flags:MLOCK]", "true", "keep pages in memory; with \"onfault\" once they are used",
	  "again inval nomem perm", NULL },
	{ "mseal", "addr:mapping [flags:ulong]", "true", "let nothing of anonymous memory's mapping be changed to the end of the process",
	  "inval nosys", NULL },
	{ "mbind", "addr:mapping [length:size] mode:MPOL [nodes:cpu_set] [flags:MPOL_MF]", "true", "which nodes a mapping's memory is taken from",
	  "inval io nomem nosys perm", NULL },
	{ "set_mempolicy_home_node", "addr:mapping [length:size] node:ulong [flags:ulong]", "true",
	  "the node that a mapping bound to several is to be near", "inval noent nosys opnotsupp", NULL },
	{ "move_pages", "addr:mapping [nodes:list] [flags:MPOL_MF]", "list",
	  "the node of each page of a mapping, or move them; below 0 an error number", "acces inval nodev noent nosys perm", NULL },
	{ "migrate_pages", "[pid] from:cpu_set to:cpu_set", "number", "move a process's memory from nodes to others; how many pages could not be",
	  "inval nosys perm srch", NULL },
	{ "mlockall", "flags:MCL", "true", "keep all of the process in memory", "inval nomem perm", sys_mlockall },
	{ "munlockall", "", "true", "let the pages of the process leave memory again", "perm", sys_munlockall },
	{ "getpagesize", "", "number", "bytes of a page", NULL, sys_getpagesize },
	{ "memfd_secret", "[flags:O]", "fd", "a file in memory that even the kernel cannot read", "inval mfile nfile nomem nosys",
	  sys_memfd_secret },
	{ 0 },
};

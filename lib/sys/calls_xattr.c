/* Calls on extended attributes: all written for Lua, which wants them without sizes. */
#include "sys/calls.h"

#define GET_ERRORS "acces loop nametoolong noent nodata notdir opnotsupp perm range"
#define SET_ERRORS GET_ERRORS " dquot exist inval nospc rofs"

const struct lsys_call lsys_calls_xattr[] = {
	{ "listxattr", "path", "table of names", "names of a file's extended attributes", GET_ERRORS, NULL },
	{ "llistxattr", "path", "table of names", "names of a file's extended attributes, links not followed", GET_ERRORS,
	  NULL },
	{ "flistxattr", "fd", "table of names", "names of an open file's extended attributes", GET_ERRORS " badf", NULL },
	{ "listxattrat", "dirfd path [flags:AT]", "table of names",
	  "names of the extended attributes of a file below a directory", GET_ERRORS " badf nosys", NULL },
	{ "getxattr", "path name:str", "string", "an extended attribute", GET_ERRORS, NULL },
	{ "lgetxattr", "path name:str", "string", "an extended attribute, links not followed", GET_ERRORS, NULL },
	{ "fgetxattr", "fd name:str", "string", "an extended attribute of an open file", GET_ERRORS " badf", NULL },
	{ "getxattrat", "dirfd path name:str [flags:AT]", "string", "an extended attribute of a file below a directory",
	  GET_ERRORS " badf nosys", NULL },
	{ "setxattr", "path name:str value:data [flags:XATTR]", "true", "set an extended attribute", SET_ERRORS, NULL },
	{ "lsetxattr", "path name:str value:data [flags:XATTR]", "true", "set an extended attribute, links not followed",
	  SET_ERRORS, NULL },
	{ "fsetxattr", "fd name:str value:data [flags:XATTR]", "true", "set an extended attribute of an open file",
	  SET_ERRORS " badf", NULL },
	{ "setxattrat", "dirfd path name:str value:data [flags:XATTR] [at_flags:AT]", "true",
	  "set an extended attribute of a file below a directory",
	  SET_ERRORS " badf nosys", NULL },
	{ "removexattr", "path name:str", "true", "remove an extended attribute", SET_ERRORS, NULL },
	{ "lremovexattr", "path name:str", "true", "remove an extended attribute, links not followed", SET_ERRORS, NULL },
	{ "fremovexattr", "fd name:str", "true", "remove an extended attribute of an open file", SET_ERRORS " badf", NULL },
	{ "removexattrat", "dirfd path name:str [flags:AT]", "true",
	  "remove an extended attribute of a file below a directory", SET_ERRORS " badf nosys", NULL },
	{ "xattr", "path [values]", "table of names and values; true when one was given",
	  "all extended attributes of a file; with a table makes them equal to it", SET_ERRORS, NULL },
	{ "lxattr", "path [values]", "table of names and values; true when one was given",
	  "all extended attributes of a file, links not followed; with a table makes them equal to it", SET_ERRORS, NULL },
	{ "fxattr", "fd [values]", "table of names and values; true when one was given",
	  "all extended attributes of an open file; with a table makes them equal to it", SET_ERRORS " badf", NULL },
	{ 0 },
};

/* What names stand for, as the C library finds it: hosts and services, users and groups. */
#include "sys/calls.h"

#define USER "table {name, passwd, uid, gid, gecos, dir, shell}; nil: none"
#define GROUP "table {name, passwd, gid, mem}; nil: none"

const struct lsys_call lsys_calls_names[] = {
	{ "getaddrinfo", "[host:str] [service:str] [hints]", "list of { family, socktype, protocol, addr, canonname }",
	  "addresses of a host; hints: family, socktype, protocol, flags; failure: nil, text, c.EAI", NULL, NULL },
	{ "getnameinfo", "address [flags:NI]", "string, string", "names of an address: host and service; failure: nil, text, c.EAI", NULL,
	  NULL },
	{ "getpwnam", "name:str", USER, "the user of a name", "io mfile nfile", NULL },
	{ "getpwuid", "uid", USER, "the user of a number", "io mfile nfile", NULL },
	{ "getpwent", "", USER, "the next user of all", "io mfile nfile", NULL },
	{ "setpwent", "", "nothing", "begin with the first user again", NULL, NULL },
	{ "endpwent", "", "nothing", "the list of users is not needed any more", NULL, NULL },
	{ "getgrnam", "name:str", GROUP, "the group of a name", "io mfile nfile", NULL },
	{ "getgrgid", "gid", GROUP, "the group of a number", "io mfile nfile", NULL },
	{ "getgrent", "", GROUP, "the next group of all", "io mfile nfile", NULL },
	{ "setgrent", "", "nothing", "begin with the first group again", NULL, NULL },
	{ "endgrent", "", "nothing", "the list of groups is not needed any more", NULL, NULL },
	{ 0 },
};

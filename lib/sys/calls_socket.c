/* Calls on sockets, and what is about their addresses. */
#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(listen, listen(I(0), I(1)))
SYS_CALL(shutdown, shutdown(I(0), I(1)))

/* Longer a name is none, which not every C library sees. */
static int64_t sys_if_nametoindex(const union lsys_arg *a)
{
	int i = strlen(S(0)) < IF_NAMESIZE ? (int)if_nametoindex(S(0)) : 0;

	if (i > 0)
		return i;
	if (strlen(S(0)) >= IF_NAMESIZE)
		errno = ENODEV;
	return -1;
}

#define ADDR_ERRORS "badf fault inval notsock"
#define SEND_ERRORS "again badf connreset destaddrreq intr msgsize nobufs notconn notsock pipe"
#define RECV_ERRORS "again badf connrefused connreset fault intr notconn notsock"

const struct lsys_call lsys_calls_socket[] = {
	{ "socket", "domain:AF type:SOCK [protocol]", "fd", "make a socket",
	  "acces afnosupport inval mfile nfile nobufs protonosupport perm", NULL },
	{ "socketpair", "domain:AF type:SOCK [protocol] [pair:int2]", "true, nil, fd, fd", "make two sockets that are connected",
	  "afnosupport mfile nfile opnotsupp protonosupport", NULL },
	{ "bind", "fd addr [addrlen]", "true", "give a socket its own address", ADDR_ERRORS " acces addrinuse addrnotavail",
	  NULL },
	{ "listen", "fd [backlog:int=128]", "true", "wait for connections", "addrinuse badf notsock opnotsupp", sys_listen },
	{ "connect", "fd addr [addrlen]", "true", "connect to an address",
	  ADDR_ERRORS " acces addrnotavail afnosupport again already connrefused inprogress intr isconn netunreach perm timedout", NULL },
	{ "accept", "fd [addr] [addrlen]", "fd", "take a connection",
	  ADDR_ERRORS " again connaborted intr mfile nfile opnotsupp", NULL },
	{ "accept4", "fd [addr] [addrlen] [flags:SOCK]", "fd", "take a connection, with flags",
	  ADDR_ERRORS " again connaborted intr mfile nfile opnotsupp", NULL },
	{ "getsockname", "fd [addr] [addrlen]", "addr", "own address of a socket", ADDR_ERRORS, NULL },
	{ "getpeername", "fd [addr] [addrlen]", "addr", "address of the other end", ADDR_ERRORS " notconn", NULL },
	{ "send", "fd data [count] [flags:MSG]", "number", "send bytes", SEND_ERRORS, NULL },
	{ "sendto", "fd data [count] [flags:MSG] [addr] [addrlen]", "number", "send bytes to an address",
	  SEND_ERRORS " acces isconn", NULL },
	{ "sendmsg", "fd [msg:msghdr] [flags:MSG]", "number", "send a message in parts, with control messages",
	  SEND_ERRORS " toomanyrefs", NULL },
	{ "sendmmsg", "fd msgvec:mmsghdrs [flags:MSG]", "true, nil, number, mmsghdrs", "send several messages", SEND_ERRORS,
	  NULL },
	{ "recv", "fd [buf] [count] [flags:MSG] [addr] [addrlen]", "number or string", "receive bytes", RECV_ERRORS, NULL },
	{ "recvfrom", "fd [buf] [count] [flags:MSG] [addr] [addrlen]", "number or string, nil, addr",
	  "receive bytes and from whom",
	  RECV_ERRORS, NULL },
	{ "recvmsg", "fd msg:msghdr [flags:MSG]", "number", "receive a message in parts, with control messages",
	  RECV_ERRORS " msgsize", NULL },
	{ "recvmmsg", "fd msgvec:mmsghdrs [flags:MSG] [timeout:<timespec]", "true, nil, number, mmsghdrs",
	  "receive several messages",
	  RECV_ERRORS " inval", NULL },
	{ "shutdown", "fd how:SHUT", "true", "close one or both directions of a connection", "badf inval notconn notsock",
	  sys_shutdown },
	{ "getsockopt", "fd level optname [optval] [optlen]", "number or optval", "an option of a socket",
	  "badf fault inval noprotoopt notsock", NULL },
	{ "setsockopt", "fd level optname [optval] [optlen]", "true", "set an option of a socket",
	  "acces badf dom fault inval isconn noprotoopt notsock perm", NULL },
	{ "inet_aton", "text:str", "in_addr", "read an IPv4 address, of fewer than four parts, too", "inval", NULL },
	{ "inet_ntoa", "addr:in_addr", "string", "text of an IPv4 address", NULL, NULL },
	{ "inet_pton", "family:AF text:str [addr]", "in_addr or in6_addr", "read an address", "inval", NULL },
	{ "inet_ntop", "family:AF addr", "string", "text of an address", NULL, NULL },
	{ "util.recvcmsg", "fd [msg:msghdr] [flags:MSG]", "table", "receive a message, its control messages taken apart",
	  RECV_ERRORS, NULL },
	{ "util.sendfds", "fd [fds]", "number", "send descriptors", SEND_ERRORS " toomanyrefs", NULL },
	{ "util.sendcred", "fd [pid] [uid:id] [gid:id]", "number", "send credentials", SEND_ERRORS " perm", NULL },
	{ "util.inet_name", "text:str [netmask:int]", "in_addr or in6_addr, number",
	  "read an address and the bits of its network", "inval", NULL },
	{ "util.if_nametoindex", "name:str", "number", "index of a network interface", "nodev", sys_if_nametoindex },
	{ 0 },
};

/* Of S.netfilter. */
const struct lsys_call lsys_calls_netfilter[] = {
	{ "netfilter.socket", "[family:AF]", "fd", "a socket on which netfilter's options are", "afnosupport perm", NULL },
	{ "netfilter.version", "[family:AF]", "number", "highest revision of the standard target that the kernel has",
	  "noprotoopt perm", NULL },
	{ 0 },
};

#include <errno.h>

#include "sys/consts.h"

#define R(name, NAME) { name, E##NAME, 0 }
static const struct lsys_const errno_rows[] = {
	R("perm", PERM), R("noent", NOENT), R("srch", SRCH), R("intr", INTR), R("io", IO), R("nxio", NXIO),
	R("2big", 2BIG), R("noexec", NOEXEC), R("badf", BADF), R("child", CHILD), R("again", AGAIN),
	R("nomem", NOMEM), R("acces", ACCES), R("fault", FAULT), R("notblk", NOTBLK), R("busy", BUSY),
	R("exist", EXIST), R("xdev", XDEV), R("nodev", NODEV), R("notdir", NOTDIR), R("isdir", ISDIR),
	R("inval", INVAL), R("nfile", NFILE), R("mfile", MFILE), R("notty", NOTTY), R("txtbsy", TXTBSY),
	R("fbig", FBIG), R("nospc", NOSPC), R("spipe", SPIPE), R("rofs", ROFS), R("mlink", MLINK), R("pipe", PIPE),
	R("dom", DOM), R("range", RANGE), R("deadlk", DEADLK), R("nametoolong", NAMETOOLONG), R("nolck", NOLCK),
	R("nosys", NOSYS), R("notempty", NOTEMPTY), R("loop", LOOP), R("wouldblock", WOULDBLOCK), R("nomsg", NOMSG), R("idrm", IDRM),
	R("chrng", CHRNG), R("l2nsync", L2NSYNC), R("l3hlt", L3HLT), R("l3rst", L3RST), R("lnrng", LNRNG),
	R("unatch", UNATCH), R("nocsi", NOCSI), R("l2hlt", L2HLT), R("bade", BADE), R("badr", BADR),
	R("xfull", XFULL), R("noano", NOANO), R("badrqc", BADRQC), R("badslt", BADSLT), R("deadlock", DEADLOCK), R("bfont", BFONT),
	R("nostr", NOSTR), R("nodata", NODATA), R("time", TIME), R("nosr", NOSR), R("nonet", NONET),
	R("nopkg", NOPKG), R("remote", REMOTE), R("nolink", NOLINK), R("adv", ADV), R("srmnt", SRMNT),
	R("comm", COMM), R("proto", PROTO), R("multihop", MULTIHOP), R("dotdot", DOTDOT), R("badmsg", BADMSG),
	R("overflow", OVERFLOW), R("notuniq", NOTUNIQ), R("badfd", BADFD), R("remchg", REMCHG), R("libacc", LIBACC),
	R("libbad", LIBBAD), R("libscn", LIBSCN), R("libmax", LIBMAX), R("libexec", LIBEXEC), R("ilseq", ILSEQ),
	R("restart", RESTART), R("strpipe", STRPIPE), R("users", USERS), R("notsock", NOTSOCK),
	R("destaddrreq", DESTADDRREQ), R("msgsize", MSGSIZE), R("prototype", PROTOTYPE), R("noprotoopt", NOPROTOOPT),
	R("protonosupport", PROTONOSUPPORT), R("socktnosupport", SOCKTNOSUPPORT), R("opnotsupp", OPNOTSUPP),
	R("pfnosupport", PFNOSUPPORT), R("afnosupport", AFNOSUPPORT), R("addrinuse", ADDRINUSE),
	R("addrnotavail", ADDRNOTAVAIL), R("netdown", NETDOWN), R("netunreach", NETUNREACH), R("netreset", NETRESET),
	R("connaborted", CONNABORTED), R("connreset", CONNRESET), R("nobufs", NOBUFS), R("isconn", ISCONN),
	R("notconn", NOTCONN), R("shutdown", SHUTDOWN), R("toomanyrefs", TOOMANYREFS), R("timedout", TIMEDOUT),
	R("connrefused", CONNREFUSED), R("hostdown", HOSTDOWN), R("hostunreach", HOSTUNREACH), R("already", ALREADY),
	R("inprogress", INPROGRESS), R("stale", STALE), R("uclean", UCLEAN), R("notnam", NOTNAM),
	R("navail", NAVAIL), R("isnam", ISNAM), R("remoteio", REMOTEIO), R("dquot", DQUOT), R("nomedium", NOMEDIUM),
	R("mediumtype", MEDIUMTYPE), R("canceled", CANCELED), R("nokey", NOKEY), R("keyexpired", KEYEXPIRED),
	R("keyrevoked", KEYREVOKED), R("keyrejected", KEYREJECTED), R("ownerdead", OWNERDEAD),
	R("notrecoverable", NOTRECOVERABLE), R("rfkill", RFKILL), R("hwpoison", HWPOISON),
	R("notsup", NOTSUP),
};

/* The name that the tools of extended attributes have for it. */
static const struct lsys_const other_rows[] = { { "noattr", ENODATA, 0 } };
static NAMES(others, "E", other_rows);
const struct lsys_names lsys_errno = { .prefix = "E", .rows = errno_rows, .n = LSYS_COUNT(errno_rows), .more = &others };

/* Names of the reference that have a number on MIPS alone. */
static const struct lsys_const foreign_rows[] = { { "init", 141, 0 }, { "remdev", 142, 0 } };
static NAMES(foreign, "E", foreign_rows);
const struct lsys_names lsys_errornames = {
	.prefix = "E", .rows = errno_rows, .n = LSYS_COUNT(errno_rows), .more = &foreign,
};

const char *lsys_errno_name(int code)
{
	return lsys_const_of(&lsys_errno, (uint64_t)(unsigned)code).name;
}

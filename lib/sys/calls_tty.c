/* Terminals. The ones with a struct termios are Lua's own functions, over the kernel's struct. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sys/call_rows.h"
#include "sys/calls.h"

/* The kernel's answer, where the C library's asks for more than that. */
static int64_t tcgetsid_of(int fd)
{
	int sid;

	return ioctl(fd, TIOCGSID, &sid) < 0 ? -1 : sid;
}

SYS_CALL(openpt, posix_openpt(I(0) ? I(0) : O_RDWR | O_NOCTTY | O_CLOEXEC))
SYS_CALL(grantpt, grantpt(I(0)))
SYS_CALL(unlockpt, ioctl(I(0), TIOCSPTLCK, &(int){ 0 }))
SYS_CALL(isatty, isatty(I(0)) ? 0 : -1)
SYS_CALL(tcsendbreak, U(1) ? ioctl(I(0), TCSBRKP, U(1)) : ioctl(I(0), TCSBRK, 0))
SYS_CALL(tcdrain, ioctl(I(0), TCSBRK, 1))
SYS_CALL(tcflush, ioctl(I(0), TCFLSH, U(1)))
SYS_CALL(tcflow, ioctl(I(0), TCXONC, U(1)))
SYS_CALL(tcgetsid, tcgetsid_of(I(0)))
SYS_CALL(tcgetpgrp, tcgetpgrp(I(0)))
SYS_CALL(tcsetpgrp, tcsetpgrp(I(0), I(1)))

const struct lsys_call lsys_calls_tty[] = {
	{ "posix_openpt", "[flags:O]", "fd", "open a new pseudo-terminal; without flags rdwr, noctty, cloexec", "again", sys_openpt },
	{ "openpt", "[flags:O]", "fd", "posix_openpt by its other name", "again", sys_openpt },
	{ "grantpt", "fd", "true", "give a pseudo-terminal's other end to us", "acces badf inval", sys_grantpt },
	{ "unlockpt", "fd", "true", "let a pseudo-terminal's other end be opened", "badf notty", sys_unlockpt },
	{ "ptsname", "fd", "string", "path of a pseudo-terminal's other end", "badf notty", NULL },
	{ "ttyname", "fd", "string", "path of a terminal", "badf nodev notty", NULL },
	{ "isatty", "fd", "true", "is it a terminal?", "badf notty", sys_isatty },
	{ "tcgetattr", "fd [termios]", "termios", "settings of a terminal", "badf notty", NULL },
	{ "tcsetattr", "fd [actions:TCSA] termios", "true", "change settings of a terminal", "badf intr inval notty", NULL },
	{ "tcsendbreak", "fd [duration:uint]", "true", "send a break to a terminal", "badf notty", sys_tcsendbreak },
	{ "tcdrain", "fd", "true", "wait until all is sent to a terminal", "badf intr notty", sys_tcdrain },
	{ "tcflush", "fd queue:TCFLUSH", "true", "throw away what waits for a terminal, or to be read from it",
	  "badf inval notty", sys_tcflush },
	{ "tcflow", "fd action:TCFLOW", "true", "stop and start a terminal", "badf inval notty", sys_tcflow },
	{ "tcgetsid", "fd", "number", "session of a terminal", "badf notty", sys_tcgetsid },
	{ "tcgetpgrp", "fd", "number", "process group in a terminal's foreground", "badf notty", sys_tcgetpgrp },
	{ "tcsetpgrp", "fd pgrp:pid", "true", "set the process group in a terminal's foreground", "badf inval notty perm",
	  sys_tcsetpgrp },
	{ "cfgetispeed", "termios", "number", "speed of input in settings of a terminal", NULL, NULL },
	{ "cfgetospeed", "termios", "number", "speed of output in settings of a terminal", NULL, NULL },
	{ "cfsetispeed", "termios speed:number", "true", "change the speed of input in settings of a terminal", "inval", NULL },
	{ "cfsetospeed", "termios speed:number", "true", "change the speed of output in settings of a terminal", "inval",
	  NULL },
	{ "cfsetspeed", "termios speed:number", "true", "change both speeds in settings of a terminal", "inval", NULL },
	{ "cfmakeraw", "termios", "true", "change settings of a terminal to what raw bytes need", NULL, NULL },
	{ 0 },
};

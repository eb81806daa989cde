#include "sys/ioctl_rows.h"

#include <strings.h>

#include "sys/struct_net.h"
#include "sys/structs.h"

#define NONE(n)         { .name = #n, .arg = LSYS_IOCTL_NONE }
#define VALUE(n)        { .name = #n, .arg = LSYS_IOCTL_VALUE, .in = true }
#define GET_INT(n)      { .name = #n, .arg = LSYS_IOCTL_INTS, .out = true, .size = 4, .count = 1, .is_signed = true }
#define SET_INT(n)      { .name = #n, .arg = LSYS_IOCTL_INTS, .in = true, .size = 4, .count = 1, .is_signed = true }
#define GET_UINTS(n, c) { .name = #n, .arg = LSYS_IOCTL_INTS, .out = true, .size = 4, .count = c }
#define SET_UINTS(n, c) { .name = #n, .arg = LSYS_IOCTL_INTS, .in = true, .size = 4, .count = c }
#define BOTH_UINTS(n, c) { .name = #n, .arg = LSYS_IOCTL_INTS, .in = true, .out = true, .size = 4, .count = c }
#define GET_U64(n)      { .name = #n, .arg = LSYS_IOCTL_INTS, .out = true, .size = 8, .count = 1 }
#define SET_U64(n)      { .name = #n, .arg = LSYS_IOCTL_INTS, .in = true, .size = 8, .count = 1 }
#define GET(n, s)       { .name = #n, .arg = LSYS_IOCTL_STRUCT, .out = true, .rec = &lsys_##s##_record }
#define SET(n, s)       { .name = #n, .arg = LSYS_IOCTL_STRUCT, .in = true, .rec = &lsys_##s##_record }
#define BOTH(n, s)      { .name = #n, .arg = LSYS_IOCTL_STRUCT, .in = true, .out = true, .rec = &lsys_##s##_record }
#define TEXT(n)         { .name = #n, .arg = LSYS_IOCTL_TEXT, .in = true }
#define BYTES_IN(n, s)  { .name = #n, .arg = LSYS_IOCTL_PTR, .in = true, .size = s }
#define BYTES_OUT(n, s) { .name = #n, .arg = LSYS_IOCTL_PTR, .out = true, .size = s }
#define BYTES_BOTH(n, s) { .name = #n, .arg = LSYS_IOCTL_PTR, .in = true, .out = true, .size = s }

/*
 * ioctl_tty(2), ioctl_console(2), netdevice(7), linux/input.h, perf_event_open(2), linux/if_tun.h, linux/vhost.h. Requests
 * whose struct has addresses in it are none of these: they are functions of their own, or S.syscall's.
 */
const struct lsys_ioctl lsys_ioctls[] = {
	/* terminals */
	GET(TCGETS, termios), SET(TCSETS, termios), SET(TCSETSW, termios), SET(TCSETSF, termios),
	GET(TCGETS2, termios2), SET(TCSETS2, termios2), SET(TCSETSW2, termios2), SET(TCSETSF2, termios2),
	GET(TIOCGWINSZ, winsize), SET(TIOCSWINSZ, winsize), GET(TIOCGLCKTRMIOS, termios), SET(TIOCSLCKTRMIOS, termios),
	BYTES_OUT(TCGETX, 8), BYTES_IN(TCSETX, 8), BYTES_IN(TCSETXF, 8), BYTES_IN(TCSETXW, 8),
	VALUE(TCSBRK), VALUE(TCSBRKP), VALUE(TCXONC), VALUE(TCFLSH), NONE(TIOCSBRK), NONE(TIOCCBRK), NONE(TIOCEXCL), NONE(TIOCNXCL),
	NONE(TIOCCONS), NONE(TIOCNOTTY), VALUE(TIOCSCTTY), NONE(TIOCVHANGUP), VALUE(TIOCSIG), VALUE(TIOCMIWAIT),
	GET_INT(TIOCGPGRP), SET_INT(TIOCSPGRP), GET_INT(TIOCGSID), GET_INT(TIOCOUTQ), GET_INT(TIOCINQ), GET_INT(TIOCGETD),
	SET_INT(TIOCSETD), SET_INT(TIOCPKT), GET_INT(TIOCMGET), SET_INT(TIOCMSET), SET_INT(TIOCMBIS), SET_INT(TIOCMBIC),
	GET_INT(TIOCGSOFTCAR), SET_INT(TIOCSSOFTCAR), GET_INT(TIOCGPTN), SET_INT(TIOCSPTLCK), GET_UINTS(TIOCGDEV, 1),
	GET_INT(TIOCSERGETLSR), BYTES_IN(TIOCSTI, 1), BYTES_OUT(TIOCGICOUNT, 80), BYTES_BOTH(TIOCLINUX, 16),
	BYTES_OUT(TIOCSERGETMULTI, 120), BYTES_IN(TIOCSERSETMULTI, 120), NONE(TIOCSERCONFIG), GET_INT(TIOCSERGWILD),
	SET_INT(TIOCSERSWILD),
	/* any file */
	GET_INT(FIONREAD), SET_INT(FIONBIO), SET_INT(FIOASYNC), NONE(FIOCLEX), NONE(FIONCLEX), BYTES_OUT(FIOQSIZE, 8),
	SET_INT(FIOSETOWN), GET_INT(FIOGETOWN),
	/* sockets and interfaces */
	GET_INT(SIOCATMARK), GET_INT(SIOCGPGRP), SET_INT(SIOCSPGRP), GET(SIOCGSTAMP, timeval), GET(SIOCGSTAMPNS, timespec),
	TEXT(SIOCBRADDBR), TEXT(SIOCBRDELBR), BOTH(SIOCGIFINDEX, ifreq), BOTH(SIOCGIFFLAGS, ifreq), SET(SIOCSIFFLAGS, ifreq),
	BOTH(SIOCGIFMTU, ifreq), SET(SIOCSIFMTU, ifreq), BOTH(SIOCGIFHWADDR, ifreq), SET(SIOCSIFHWADDR, ifreq),
	SET(SIOCBRADDIF, ifreq), SET(SIOCBRDELIF, ifreq), BYTES_BOTH(SIOCGARP, 68), BYTES_IN(SIOCSARP, 68), BYTES_IN(SIOCDARP, 68),
	/* input */
	GET_INT(EVIOCGVERSION), GET(EVIOCGID, input_id), GET_UINTS(EVIOCGREP, 2), SET_UINTS(EVIOCSREP, 2),
	BOTH_UINTS(EVIOCGKEYCODE, 2), SET_UINTS(EVIOCSKEYCODE, 2), BOTH(EVIOCGKEYCODE_V2, input_keymap_entry),
	SET(EVIOCSKEYCODE_V2, input_keymap_entry), BOTH(EVIOCSFF, ff_effect), VALUE(EVIOCRMFF), GET_INT(EVIOCGEFFECTS), VALUE(EVIOCGRAB),
	VALUE(UI_SET_EVBIT), VALUE(UI_SET_KEYBIT), NONE(UI_DEV_CREATE), NONE(UI_DEV_DESTROY),
	/* perf */
	NONE(PERF_EVENT_IOC_ENABLE), NONE(PERF_EVENT_IOC_DISABLE), NONE(PERF_EVENT_IOC_RESET), VALUE(PERF_EVENT_IOC_REFRESH),
	SET_U64(PERF_EVENT_IOC_PERIOD), VALUE(PERF_EVENT_IOC_SET_OUTPUT), TEXT(PERF_EVENT_IOC_SET_FILTER), GET_U64(PERF_EVENT_IOC_ID),
	VALUE(PERF_EVENT_IOC_SET_BPF),
	/* tun */
	SET(TUNSETIFF, ifreq), GET(TUNGETIFF, ifreq), VALUE(TUNSETPERSIST), VALUE(TUNSETOWNER), VALUE(TUNSETGROUP), VALUE(TUNSETLINK),
	VALUE(TUNSETNOCSUM), VALUE(TUNSETDEBUG), VALUE(TUNSETOFFLOAD), GET_UINTS(TUNGETFEATURES, 1), GET_INT(TUNGETSNDBUF),
	SET_INT(TUNSETSNDBUF), GET_INT(TUNGETVNETHDRSZ), SET_INT(TUNSETVNETHDRSZ), SET(TUNSETQUEUE, ifreq),
	/* vhost, vfio */
	GET_U64(VHOST_GET_FEATURES), SET_U64(VHOST_SET_FEATURES), NONE(VHOST_SET_OWNER), NONE(VHOST_RESET_OWNER),
	SET_INT(VHOST_SET_LOG_FD), SET(VHOST_SET_VRING_NUM, vhost_vring_state), SET(VHOST_SET_VRING_BASE, vhost_vring_state),
	BOTH(VHOST_GET_VRING_BASE, vhost_vring_state), SET(VHOST_SET_VRING_KICK, vhost_vring_file),
	SET(VHOST_SET_VRING_CALL, vhost_vring_file), SET(VHOST_SET_VRING_ERR, vhost_vring_file),
	SET(VHOST_NET_SET_BACKEND, vhost_vring_file), NONE(VFIO_GET_API_VERSION), VALUE(VFIO_CHECK_EXTENSION),
	{ 0 },
};

const struct lsys_ioctl *lsys_ioctl_named(const char *name)
{
	for (const struct lsys_ioctl *i = lsys_ioctls; i->name; i++)
		if (!strcasecmp(i->name, name))
			return i;
	return NULL;
}

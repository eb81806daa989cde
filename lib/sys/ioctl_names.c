/* Requests of ioctl(2). */
#include <linux/filter.h> /* linux/if_tun.h wants its struct sock_fprog */

#include <linux/if_tun.h>
#include <linux/input.h>
#include <linux/perf_event.h>
#include <linux/sockios.h>
#include <linux/uinput.h>
#include <linux/vfio.h>
#include <linux/vhost.h>

#include "base/uapi_term.h"
#include "sys/groups.h"

static const struct lsys_const ioctl_rows[] = {
	/* Terminals. */
	{ "tcgets", TCGETS, 0 }, { "tcsets", TCSETS, 0 }, { "tcsetsw", TCSETSW, 0 }, { "tcsetsf", TCSETSF, 0 },
	{ "tcsbrk", TCSBRK, 0 }, { "tcxonc", TCXONC, 0 }, { "tcflsh", TCFLSH, 0 }, { "tiocexcl", TIOCEXCL, 0 },
	{ "tiocnxcl", TIOCNXCL, 0 }, { "tiocsctty", TIOCSCTTY, 0 }, { "tiocgpgrp", TIOCGPGRP, 0 },
	{ "tiocspgrp", TIOCSPGRP, 0 }, { "tiocoutq", TIOCOUTQ, 0 }, { "tiocsti", TIOCSTI, 0 },
	{ "tiocgwinsz", TIOCGWINSZ, 0 }, { "tiocswinsz", TIOCSWINSZ, 0 }, { "tiocmget", TIOCMGET, 0 },
	{ "tiocmbis", TIOCMBIS, 0 }, { "tiocmbic", TIOCMBIC, 0 }, { "tiocmset", TIOCMSET, 0 },
	{ "tiocgsoftcar", TIOCGSOFTCAR, 0 }, { "tiocssoftcar", TIOCSSOFTCAR, 0 }, { "tiocinq", TIOCINQ, 0 },
	{ "tioclinux", TIOCLINUX, 0 }, { "tioccons", TIOCCONS, 0 }, { "tiocgserial", TIOCGSERIAL, 0 },
	{ "tiocsserial", TIOCSSERIAL, 0 }, { "tiocpkt", TIOCPKT, 0 }, { "tiocnotty", TIOCNOTTY, 0 },
	{ "tiocsetd", TIOCSETD, 0 }, { "tiocgetd", TIOCGETD, 0 }, { "tcsbrkp", TCSBRKP, 0 }, { "tiocsbrk", TIOCSBRK, 0 },
	{ "tioccbrk", TIOCCBRK, 0 }, { "tiocgsid", TIOCGSID, 0 }, { "tcgets2", TCGETS2, 0 }, { "tcsets2", TCSETS2, 0 },
	{ "tcsetsw2", TCSETSW2, 0 }, { "tcsetsf2", TCSETSF2, 0 }, { "tiocgptn", TIOCGPTN, 0 },
	{ "tiocsptlck", TIOCSPTLCK, 0 }, { "tiocgdev", TIOCGDEV, 0 },
#ifdef TCGETX
	{ "tcgetx", TCGETX, 0 }, { "tcsetx", TCSETX, 0 }, { "tcsetxf", TCSETXF, 0 }, { "tcsetxw", TCSETXW, 0 },
#endif
	{ "tiocsig", TIOCSIG, 0 },
	{ "tiocvhangup", TIOCVHANGUP, 0 }, { "tiocserconfig", TIOCSERCONFIG, 0 }, { "tiocsergwild", TIOCSERGWILD, 0 },
	{ "tiocserswild", TIOCSERSWILD, 0 }, { "tiocglcktrmios", TIOCGLCKTRMIOS, 0 },
	{ "tiocslcktrmios", TIOCSLCKTRMIOS, 0 }, { "tiocsergstruct", TIOCSERGSTRUCT, 0 },
	{ "tiocsergetlsr", TIOCSERGETLSR, 0 }, { "tiocsergetmulti", TIOCSERGETMULTI, 0 },
	{ "tiocsersetmulti", TIOCSERSETMULTI, 0 }, { "tiocmiwait", TIOCMIWAIT, 0 }, { "tiocgicount", TIOCGICOUNT, 0 },
	/* Any descriptor. */
	{ "fionread", FIONREAD, 0 }, { "fionbio", FIONBIO, 0 }, { "fionclex", FIONCLEX, 0 }, { "fioclex", FIOCLEX, 0 },
	{ "fioasync", FIOASYNC, 0 }, { "fioqsize", FIOQSIZE, 0 }, { "fiosetown", FIOSETOWN, 0 },
	{ "fiogetown", FIOGETOWN, 0 },
	/* Sockets and interfaces. */
	{ "siocspgrp", SIOCSPGRP, 0 }, { "siocgpgrp", SIOCGPGRP, 0 }, { "siocatmark", SIOCATMARK, 0 },
	{ "siocgstamp", SIOCGSTAMP, 0 }, { "siocgstampns", SIOCGSTAMPNS, 0 }, { "siocaddrt", SIOCADDRT, 0 },
	{ "siocdelrt", SIOCDELRT, 0 }, { "siocrtmsg", SIOCRTMSG, 0 }, { "siocgifflags", SIOCGIFFLAGS, 0 },
	{ "siocsifflags", SIOCSIFFLAGS, 0 }, { "siocgifmtu", SIOCGIFMTU, 0 }, { "siocsifmtu", SIOCSIFMTU, 0 },
	{ "siocsifhwaddr", SIOCSIFHWADDR, 0 }, { "siocgifhwaddr", SIOCGIFHWADDR, 0 },
	{ "siocgifindex", SIOCGIFINDEX, 0 }, { "siocdarp", SIOCDARP, 0 }, { "siocgarp", SIOCGARP, 0 },
	{ "siocsarp", SIOCSARP, 0 }, { "siocbraddbr", SIOCBRADDBR, 0 }, { "siocbrdelbr", SIOCBRDELBR, 0 },
	{ "siocbraddif", SIOCBRADDIF, 0 }, { "siocbrdelif", SIOCBRDELIF, 0 },
	/* Input devices; a length or number that C puts in is 0 here. */
	{ "eviocgabs", EVIOCGABS(0), 0 }, { "eviocgbit", EVIOCGBIT(0, 0), 0 }, { "eviocgkey", EVIOCGKEY(0), 0 },
	{ "eviocgled", EVIOCGLED(0), 0 }, { "eviocgname", EVIOCGNAME(0), 0 }, { "eviocgphys", EVIOCGPHYS(0), 0 },
	{ "eviocgprop", EVIOCGPROP(0), 0 }, { "eviocgsnd", EVIOCGSND(0), 0 }, { "eviocgsw", EVIOCGSW(0), 0 },
	{ "eviocguniq", EVIOCGUNIQ(0), 0 }, { "eviocsabs", EVIOCSABS(0), 0 }, { "eviocrmff", EVIOCRMFF, 0 },
	{ "eviocgrab", EVIOCGRAB, 0 }, { "eviocsrep", EVIOCSREP, 0 }, { "eviocskeycode", EVIOCSKEYCODE, 0 },
	{ "eviocskeycode_v2", EVIOCSKEYCODE_V2, 0 }, { "eviocsff", EVIOCSFF, 0 }, { "eviocgversion", EVIOCGVERSION, 0 },
	{ "eviocgeffects", EVIOCGEFFECTS, 0 }, { "eviocgid", EVIOCGID, 0 }, { "eviocgrep", EVIOCGREP, 0 },
	{ "eviocgkeycode", EVIOCGKEYCODE, 0 }, { "eviocgkeycode_v2", EVIOCGKEYCODE_V2, 0 },
	/* Devices that a program makes. */
	{ "ui_dev_create", UI_DEV_CREATE, 0 }, { "ui_dev_destroy", UI_DEV_DESTROY, 0 },
	{ "ui_set_evbit", UI_SET_EVBIT, 0 }, { "ui_set_keybit", UI_SET_KEYBIT, 0 },
	/* perf. */
	{ "perf_event_ioc_enable", PERF_EVENT_IOC_ENABLE, 0 }, { "perf_event_ioc_disable", PERF_EVENT_IOC_DISABLE, 0 },
	{ "perf_event_ioc_refresh", PERF_EVENT_IOC_REFRESH, 0 }, { "perf_event_ioc_reset", PERF_EVENT_IOC_RESET, 0 },
	{ "perf_event_ioc_set_output", PERF_EVENT_IOC_SET_OUTPUT, 0 },
	{ "perf_event_ioc_set_bpf", PERF_EVENT_IOC_SET_BPF, 0 }, { "perf_event_ioc_period", PERF_EVENT_IOC_PERIOD, 0 },
	{ "perf_event_ioc_set_filter", PERF_EVENT_IOC_SET_FILTER, 0 }, { "perf_event_ioc_id", PERF_EVENT_IOC_ID, 0 },
	/* tun and tap. */
	{ "tunattachfilter", TUNATTACHFILTER, 0 }, { "tundetachfilter", TUNDETACHFILTER, 0 },
	{ "tungetfeatures", TUNGETFEATURES, 0 }, { "tungetiff", TUNGETIFF, 0 }, { "tungetsndbuf", TUNGETSNDBUF, 0 },
	{ "tungetvnethdrsz", TUNGETVNETHDRSZ, 0 }, { "tunsetdebug", TUNSETDEBUG, 0 }, { "tunsetgroup", TUNSETGROUP, 0 },
	{ "tunsetiff", TUNSETIFF, 0 }, { "tunsetlink", TUNSETLINK, 0 }, { "tunsetnocsum", TUNSETNOCSUM, 0 },
	{ "tunsetoffload", TUNSETOFFLOAD, 0 }, { "tunsetowner", TUNSETOWNER, 0 }, { "tunsetpersist", TUNSETPERSIST, 0 },
	{ "tunsetqueue", TUNSETQUEUE, 0 }, { "tunsetsndbuf", TUNSETSNDBUF, 0 }, { "tunsettxfilter", TUNSETTXFILTER, 0 },
	{ "tunsetvnethdrsz", TUNSETVNETHDRSZ, 0 },
	/* vfio and vhost. */
	{ "vfio_get_api_version", VFIO_GET_API_VERSION, 0 }, { "vfio_check_extension", VFIO_CHECK_EXTENSION, 0 },
	{ "vhost_set_owner", VHOST_SET_OWNER, 0 }, { "vhost_reset_owner", VHOST_RESET_OWNER, 0 },
	{ "vhost_set_log_fd", VHOST_SET_LOG_FD, 0 }, { "vhost_set_features", VHOST_SET_FEATURES, 0 },
	{ "vhost_set_mem_table", VHOST_SET_MEM_TABLE, 0 }, { "vhost_set_log_base", VHOST_SET_LOG_BASE, 0 },
	{ "vhost_set_vring_num", VHOST_SET_VRING_NUM, 0 }, { "vhost_set_vring_base", VHOST_SET_VRING_BASE, 0 },
	{ "vhost_set_vring_kick", VHOST_SET_VRING_KICK, 0 }, { "vhost_set_vring_call", VHOST_SET_VRING_CALL, 0 },
	{ "vhost_set_vring_err", VHOST_SET_VRING_ERR, 0 }, { "vhost_net_set_backend", VHOST_NET_SET_BACKEND, 0 },
	{ "vhost_set_vring_addr", VHOST_SET_VRING_ADDR, 0 }, { "vhost_get_features", VHOST_GET_FEATURES, 0 },
	{ "vhost_get_vring_base", VHOST_GET_VRING_BASE, 0 },
	/* Numbers of one's own: the direction. */
	{ "_io", _IOC(_IOC_NONE, 0, 0, 0), 0 }, { "_ior", _IOC(_IOC_READ, 0, 0, 0), 0 },
	{ "_iow", _IOC(_IOC_WRITE, 0, 0, 0), 0 }, { "_iowr", _IOC(_IOC_READ | _IOC_WRITE, 0, 0, 0), 0 },
};
NAMES(lsys_c_ioctl, "", ioctl_rows);

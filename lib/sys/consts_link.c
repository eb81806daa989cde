/* Constants of network interfaces, by the kernel's headers. */
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/selinux_netlink.h>
#include <linux/veth.h>

#include "base/uapi.h"
#define CONSTS_ROWS "sys/consts_link.rows"
#include "sys/consts_pack.h"

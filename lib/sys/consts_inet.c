/* Constants of IP, by the kernel's headers. */
#include <linux/ipv6_route.h>
#include <linux/netfilter/x_tables.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv4/ip_tables.h>
#include <linux/route.h>
#include <linux/udp.h>

#include "base/uapi_inet.h"
#define CONSTS_ROWS "sys/consts_inet.rows"
#include "sys/consts_pack.h"

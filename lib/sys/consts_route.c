/* Constants of routing netlink, by the kernel's headers. */
#include <linux/neighbour.h>
#include <linux/netlink.h>

#include "base/uapi.h"
#define CONSTS_ROWS "sys/consts_route.rows"
#include "sys/consts_pack.h"

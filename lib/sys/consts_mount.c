/* Constants of mounts, of statx and of what came with openat2: the kernel's headers, which the C library's do not go with. */
#include <linux/close_range.h>
#include <linux/quota.h>

#include "base/uapi_mount.h"
#define CONSTS_ROWS "sys/consts_mount.rows"
#include "sys/consts_pack.h"

/* Constants of processes, their limits, capabilities and clocks, by the kernel's headers. */
#include <linux/capability.h>
#include <linux/ioprio.h>
#include <linux/kcmp.h>
#include <linux/keyctl.h>
#include <linux/module.h>
#include <linux/personality.h>
#include <linux/random.h>
#include <linux/reboot.h>
#include <linux/resource.h>
#include <linux/securebits.h>
#include <linux/time.h>
#include <linux/timex.h>
#include <linux/wait.h>

#include "base/uapi_proc.h"
#define CONSTS_ROWS "sys/consts_proc.rows"
#include "sys/consts_pack.h"

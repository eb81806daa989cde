/* Constants of Landlock, seccomp, security modules and audit. */
#include <linux/audit.h>
#include <linux/elf-em.h>
#include <linux/seccomp.h>

#include "base/uapi_security.h"
#define CONSTS_ROWS "sys/consts_security.rows"
#include "sys/consts_pack.h"

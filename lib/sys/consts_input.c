/* Constants of input devices. */
#include <linux/input.h>

#include "base/uapi_input.h"
#define CONSTS_ROWS "sys/consts_input.rows"
#include "sys/consts_pack.h"

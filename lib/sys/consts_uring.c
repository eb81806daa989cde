/* Constants of asynchronous input and output: aio and io_uring. */
#include <linux/aio_abi.h>

#include "base/uapi_uring.h"
#define CONSTS_ROWS "sys/consts_uring.rows"
#include "sys/consts_pack.h"

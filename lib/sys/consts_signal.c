/* Constants of signals, by the C library's headers. */
#include <signal.h>
#include <ucontext.h>

#include "base/uapi_signal.h"
#define CONSTS_ROWS "sys/consts_signal.rows"
#include "sys/consts_pack.h"

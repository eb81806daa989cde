/* Constants of sockets, by the C library's headers. */
#include <time.h> /* linux/errqueue.h wants its struct timespec */

#include <asm/socket.h>
#include <linux/errqueue.h>
#include <net/ethernet.h>
#include <sys/socket.h>

#include "base/uapi_socket.h"
#define CONSTS_ROWS "sys/consts_net.rows"
#include "sys/consts_pack.h"

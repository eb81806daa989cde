/* Constants of terminals, by the kernel's headers: the C library's know fewer speeds and flags. */
#include <asm/termbits.h>
#include <asm/termios.h>

#define CONSTS_ROWS "sys/consts_term.rows"
#include "sys/consts_pack.h"

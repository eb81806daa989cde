/* Terminals as the kernel has them: the C library's struct termios is another one, so its header stays away. */
#ifndef LSYS_BASE_UAPI_TERM_H
#define LSYS_BASE_UAPI_TERM_H

#include <asm/ioctls.h>
#include <asm/termbits.h>

/* Where struct termios has had the speeds from the beginning (powerpc), there is no second one. */
#ifndef TCGETS2
#define termios2 termios
#define TCGETS2 TCGETS
#define TCSETS2 TCSETS
#define TCSETSW2 TCSETSW
#define TCSETSF2 TCSETSF
#endif

#endif

/* As uapi.h has it: numbers of signals, by the C library's header. */
#ifndef LSYS_BASE_UAPI_SIGNAL_H
#define LSYS_BASE_UAPI_SIGNAL_H

#include <signal.h>
#ifndef SEGV_CPERR
#define SEGV_CPERR 10
#endif
#ifndef SA_UNSUPPORTED
#define SA_UNSUPPORTED 0x00000400
#endif
#ifndef SA_EXPOSE_TAGBITS
#define SA_EXPOSE_TAGBITS 0x00000800
#endif
#ifndef SA_RESTORER
#define SA_RESTORER 0x04000000
#endif
#ifndef SIGUNUSED
#define SIGUNUSED SIGSYS
#endif
#ifndef TRAP_PERF
#define TRAP_PERF 6
#endif
#ifndef SIGCLD
#define SIGCLD SIGCHLD
#endif
#ifndef SI_DETHREAD
#define SI_DETHREAD (-7)
#endif
#ifndef FPE_FLTUNK
#define FPE_FLTUNK 14
#endif
#ifndef FPE_CONDTRAP
#define FPE_CONDTRAP 15
#endif
#ifndef ILL_BADIADDR
#define ILL_BADIADDR 9
#endif
#ifndef SEGV_ACCADI
#define SEGV_ACCADI 5
#endif
#ifndef SEGV_ADIDERR
#define SEGV_ADIDERR 6
#endif
#ifndef SEGV_ADIPERR
#define SEGV_ADIPERR 7
#endif
#ifndef SEGV_MTEAERR
#define SEGV_MTEAERR 8
#endif
#ifndef SEGV_MTESERR
#define SEGV_MTESERR 9
#endif
#ifndef TRAP_UNK
#define TRAP_UNK 5
#endif
#ifndef SA_NOMASK
#define SA_NOMASK SA_NODEFER
#endif
#ifndef SA_ONESHOT
#define SA_ONESHOT SA_RESETHAND
#endif

#endif

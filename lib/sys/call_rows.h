/* For files of call rows only: stubs. SYS_CALL(setns, setns(I(0), I(1))) is the stub sys_setns. */
#ifndef LSYS_SYS_CALL_ROWS_H
#define LSYS_SYS_CALL_ROWS_H

#include "sys/call.h"

#define SYS_CALL(name, expr) static int64_t sys_##name(const union lsys_arg *a) { (void)a; return (int64_t)(expr); }

/* Argument number k of the row, as C has it. */
#define I(k)  ((int)a[k].i)
#define U(k)  ((unsigned)a[k].u)
#define L(k)  ((long)a[k].i)
#define N(k)  ((size_t)a[k].u)
#define O(k)  ((off_t)a[k].i)
#define P(k)  (a[k].p)
#define S(k)  ((const char *)a[k].p)

#endif

/* Numbers of the kernel's calls by name, on this architecture. */
#ifndef LSYS_SYS_NUMBERS_H
#define LSYS_SYS_NUMBERS_H

/* The number of a call ("read", "SYS_read"), or -1 when the kernel has none of that name here. */
long lsys_call_number(const char *name);

/* Names of calls that no function is for, with blanks between, and why; ends with a row without any. S.syscall makes them. */
struct lsys_without { const char *names, *why; };
extern const struct lsys_without lsys_calls_without[];

/* The name of row i, NULL behind the last: names of calls that some architecture has. */
const char *lsys_call_at(unsigned i);

#endif

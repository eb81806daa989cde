/* Constants of what the C library is asked for, by its headers. */
#include <fnmatch.h>
#include <glob.h>
#include <netdb.h>
#include <sys/msg.h>
#include <sys/statvfs.h>
#include <syslog.h>
#include <unistd.h>

/* Where a C library has not all of them. */
#ifndef LOG_ODELAY
#define LOG_ODELAY 4
#endif
#ifndef ST_RELATIME
#define ST_RELATIME 4096
#endif

#define CONSTS_ROWS "sys/consts_libc.rows"
#include "sys/consts_pack.h"

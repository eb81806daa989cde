/* File status: struct stat, as stat(2) and its kin fill it. */
#ifndef LSYS_SYS_FILE_STAT_H
#define LSYS_SYS_FILE_STAT_H

#include "table/record.h"

extern const struct lsys_record lsys_stat_record; /* of struct stat (sys/stat.h) */

#endif

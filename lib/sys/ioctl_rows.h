/* What ioctl(2) requests take, by the names that the group IOCTL (consts.h) has their numbers under. */
#ifndef LSYS_SYS_IOCTL_ROWS_H
#define LSYS_SYS_IOCTL_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "table/record.h"

/* The third argument. */
enum lsys_ioctl_arg {
	LSYS_IOCTL_NONE,    /* none */
	LSYS_IOCTL_VALUE,   /* a number, itself */
	LSYS_IOCTL_INTS,    /* so many integers of .size bytes, by address; one is a single value */
	LSYS_IOCTL_STRUCT,  /* a struct of .rec, by address */
	LSYS_IOCTL_TEXT,    /* bytes of a string, with a zero byte behind them */
	LSYS_IOCTL_PTR,     /* bytes of at least .size, by address */
};

struct lsys_ioctl {
	const char *name;
	uint8_t arg;                   /* enum lsys_ioctl_arg */
	bool in, out;                  /* who reads what is there: the kernel, the caller */
	uint8_t size, count;           /* LSYS_IOCTL_INTS, LSYS_IOCTL_PTR */
	bool is_signed;
	const struct lsys_record *rec;
};

/* Ends with an empty row. */
extern const struct lsys_ioctl lsys_ioctls[];

/* The row of a name in any case, or NULL. */
const struct lsys_ioctl *lsys_ioctl_named(const char *name);

#endif

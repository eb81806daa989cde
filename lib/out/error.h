/* A failure in words. */
#ifndef LSYS_OUT_ERROR_H
#define LSYS_OUT_ERROR_H

#include "base/buf.h"
#include "base/err.h"

/* Appends "OPERATION OBJECT: why", escaped, without an end of line. */
void lsys_put_err(struct lsys_buf *b, const struct lsys_err *err);

#endif

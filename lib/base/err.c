#include "base/err.h"

#include <errno.h>
#include <string.h>

static void copy(char *dst, size_t size, const char *src)
{
	size_t n = src ? strnlen(src, size - 1) : 0;

	if (n)
		memcpy(dst, src, n);
	dst[n] = '\0';
}

int lsys_err_msg(struct lsys_err *err, int code, const char *op, const char *object, const char *msg)
{
	if (err) {
		err->code = code;
		err->usage = false;
		err->own = msg;
		copy(err->op, sizeof(err->op), op);
		copy(err->object, sizeof(err->object), object);
		copy(err->msg, sizeof(err->msg), msg);
		err->attr[0] = '\0';
	}
	return -code;
}

int lsys_err_set(struct lsys_err *err, int code, const char *op, const char *object)
{
	return lsys_err_msg(err, code, op, object, NULL);
}

int lsys_err_usage(struct lsys_err *err, const char *object, const char *msg)
{
	lsys_err_msg(err, EINVAL, NULL, object, msg);
	if (err)
		err->usage = true;
	return -EINVAL;
}

void lsys_err_add(struct lsys_err *err, const char *text)
{
	if (err) {
		size_t n = strlen(err->msg);

		copy(err->msg + n, sizeof(err->msg) - n, text);
	}
}

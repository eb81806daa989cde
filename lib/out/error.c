#include "out/error.h"

#include <string.h>

#include "out/escape.h"

static void put_reason(struct lsys_buf *b, const struct lsys_err *err)
{
	bool more = err->msg[0] || err->attr[0];
	const char *s = err->own && err->msg[0] ? err->msg : strerror(err->code);

	lsys_put_text(b, s, strlen(s));
	if (err->own || !more)
		return;
	lsys_puts(b, " (");
	lsys_put_text(b, err->msg, strlen(err->msg));
	if (err->attr[0]) {
		lsys_puts(b, err->msg[0] ? "; at " : "at ");
		lsys_puts(b, err->attr);
	}
	lsys_putc(b, ')');
}

void lsys_put_err(struct lsys_buf *b, const struct lsys_err *err)
{
	lsys_puts(b, err->op);
	if (err->op[0] && err->object[0])
		lsys_putc(b, ' ');
	lsys_put_text(b, err->object, strlen(err->object));
	if (err->op[0] || err->object[0])
		lsys_puts(b, ": ");
	put_reason(b, err);
}

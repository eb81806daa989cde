#include "nl/extack.h"

#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "nl/attr.h"

static const struct lsys_field *row_of_attr(const struct lsys_record *r, unsigned attr)
{
	for (unsigned i = 0; r && attr && i < r->n; i++)
		if (r->rows[i].attr == attr)
			return &r->rows[i];
	return NULL;
}

static void add_name(struct lsys_buf *b, const struct lsys_field *f, unsigned attr)
{
	if (b->len)
		lsys_putc(b, '.');
	if (f) {
		lsys_puts(b, f->name);
	} else {
		lsys_puts(b, "attribute ");
		lsys_put_u64(b, attr);
	}
}

/* Which record describes the inside of f; a variant's is chosen by the kind sent beside it. */
static const struct lsys_record *inside(const struct lsys_record *r, const struct lsys_field *f, const void *nest, size_t len)
{
	struct lsys_attr a = lsys_attr_walk(nest, len);
	const struct lsys_field *by;

	if (!f || f->type != LSYS_T_VARIANT)
		return f ? f->rec : NULL;
	by = lsys_row_named(r, f->by, strlen(f->by));
	while (by && lsys_attr_next(&a))
		if (a.type == by->attr && a.len && !((const char *)a.data)[a.len - 1])
			return lsys_kind_record(f->kinds, a.data);
	return NULL;
}

/*
 * Walks the attributes between p and p + len down to the one at address at, noting names on the way. Returns the record
 * of what is inside that one, or NULL. items: these are a list's elements, which have no names.
 */
static const struct lsys_record *path_to(struct lsys_buf *b, const struct lsys_record *r, bool items, const char *p, size_t len,
					 const char *at)
{
	struct lsys_attr a = lsys_attr_walk(p, len);
	const char *start = a.p;

	for (; lsys_attr_next(&a); start = a.p) {
		const struct lsys_field *f = items ? NULL : row_of_attr(r, a.type);
		const struct lsys_record *in = items ? r : inside(r, f, p, len);

		if (at < start)
			return NULL; /* in the fixed header */
		if (at >= a.p)
			continue;
		if (!items)
			add_name(b, f, a.type);
		if (at == start)
			return in;
		/* inside a plain value there is nothing to name; a nest that no row knows still has numbers */
		if (!items && f && f->type != LSYS_T_REC && f->type != LSYS_T_VARIANT && !(f->type == LSYS_T_LIST && f->item))
			return NULL;
		return path_to(b, in, !items && f && f->type == LSYS_T_LIST, a.data, a.len, at);
	}
	return NULL;
}

static void explain(const struct nlmsghdr *n, size_t skip, const struct lsys_nl_msg *request, const struct lsys_record *rec,
		    struct lsys_err *err)
{
	struct lsys_attr a = lsys_attr_walk((const char *)n + NLMSG_HDRLEN + skip, n->nlmsg_len - NLMSG_HDRLEN - skip);
	struct lsys_buf path = LSYS_BUF_MEM;
	uint32_t off = 0, missing = 0, nest = 0;

	while (lsys_attr_next(&a)) {
		if (a.type == NLMSGERR_ATTR_MSG) {
			size_t k = strnlen(a.data, a.len);

			if (k >= sizeof(err->msg))
				k = sizeof(err->msg) - 1;
			memcpy(err->msg, a.data, k);
			err->msg[k] = '\0';
		} else if (a.type == NLMSGERR_ATTR_OFFS && a.len == 4) {
			off = (uint32_t)lsys_get_uint(a.data, 4);
		} else if (a.type == NLMSGERR_ATTR_MISS_TYPE && a.len == 4) {
			missing = (uint32_t)lsys_get_uint(a.data, 4);
		} else if (a.type == NLMSGERR_ATTR_MISS_NEST && a.len == 4) {
			nest = (uint32_t)lsys_get_uint(a.data, 4);
		}
	}
	if (request && off && off < request->nlh->nlmsg_len) {
		struct lsys_attr in = lsys_attr_of(request->nlh, request->hdr);

		path_to(&path, rec, false, in.p, in.left, (const char *)request->nlh + off);
	} else if (missing && rec) {
		if (request && nest && nest < request->nlh->nlmsg_len) {
			struct lsys_attr in = lsys_attr_of(request->nlh, request->hdr);

			rec = path_to(&path, rec, false, in.p, in.left, (const char *)request->nlh + nest);
		}
		add_name(&path, row_of_attr(rec, missing), missing);
		lsys_puts(&path, " missing");
	}
	if (path.len) {
		strncpy(err->attr, lsys_buf_str(&path), sizeof(err->attr) - 1);
		err->attr[sizeof(err->attr) - 1] = '\0';
	}
	lsys_buf_free(&path);
}

int lsys_nl_extack(const struct nlmsghdr *n, const struct lsys_nl_msg *request, const struct lsys_record *rec,
		   const char *what, const char *object, struct lsys_err *err)
{
	size_t skip = n->nlmsg_type == NLMSG_DONE ? sizeof(int) : sizeof(struct nlmsgerr);
	int code = 0;

	if (n->nlmsg_len >= NLMSG_HDRLEN + sizeof(int))
		memcpy(&code, (const char *)n + NLMSG_HDRLEN, sizeof(code));
	else if (n->nlmsg_type == NLMSG_ERROR)
		code = -EBADMSG;
	if (code >= 0)
		return 0;
	if (code < -4095) /* no errno: not the kernel's */
		code = -EBADMSG;
	lsys_err_set(err, -code, what, object);
	if (n->nlmsg_type == NLMSG_ERROR && !(n->nlmsg_flags & NLM_F_CAPPED) && n->nlmsg_len >= NLMSG_HDRLEN + skip) {
		struct nlmsghdr copy;

		memcpy(&copy, (const char *)n + NLMSG_HDRLEN + sizeof(int), sizeof(copy));
		if (copy.nlmsg_len >= NLMSG_HDRLEN)
			skip += NLMSG_ALIGN(copy.nlmsg_len) - NLMSG_HDRLEN; /* the request comes back whole */
	}
	if (err && (n->nlmsg_flags & NLM_F_ACK_TLVS) && n->nlmsg_len >= NLMSG_HDRLEN + skip)
		explain(n, skip, request, rec, err);
	return code;
}

/* Building messages. */
#include <errno.h>
#include <string.h>

#include "nl/nl.h"

void *lsys_nl_msg_init(struct lsys_nl_msg *m, void *p, size_t cap, uint16_t type, uint16_t flags, size_t hdr_size)
{
	size_t len = NLMSG_HDRLEN + NLMSG_ALIGN(hdr_size);

	m->nlh = p;
	m->cap = cap;
	m->hdr = hdr_size;
	m->err = cap < len ? -ENOBUFS : 0;
	if (m->err)
		return NULL;
	memset(p, 0, len);
	m->nlh->nlmsg_len = (uint32_t)len;
	m->nlh->nlmsg_type = type;
	m->nlh->nlmsg_flags = flags;
	return (char *)p + NLMSG_HDRLEN;
}

void lsys_nl_put(struct lsys_nl_msg *m, uint16_t attr, const void *p, size_t len)
{
	struct nlattr a = { .nla_type = attr };
	char *at;

	if (m->err)
		return;
	if (len > UINT16_MAX - NLA_HDRLEN || m->cap - m->nlh->nlmsg_len < NLA_ALIGN(NLA_HDRLEN + len)) {
		m->err = -ENOBUFS;
		return;
	}
	at = (char *)m->nlh + m->nlh->nlmsg_len;
	a.nla_len = (uint16_t)(NLA_HDRLEN + len);
	memcpy(at, &a, sizeof(a));
	if (len)
		memcpy(at + NLA_HDRLEN, p, len);
	memset(at + a.nla_len, 0, NLA_ALIGN((size_t)a.nla_len) - a.nla_len);
	m->nlh->nlmsg_len += (uint32_t)NLA_ALIGN((size_t)a.nla_len);
}

void lsys_nl_put_u8(struct lsys_nl_msg *m, uint16_t attr, uint8_t v)
{
	lsys_nl_put(m, attr, &v, sizeof(v));
}

void lsys_nl_put_u16(struct lsys_nl_msg *m, uint16_t attr, uint16_t v)
{
	lsys_nl_put(m, attr, &v, sizeof(v));
}

void lsys_nl_put_u32(struct lsys_nl_msg *m, uint16_t attr, uint32_t v)
{
	lsys_nl_put(m, attr, &v, sizeof(v));
}

void lsys_nl_put_u64(struct lsys_nl_msg *m, uint16_t attr, uint64_t v)
{
	lsys_nl_put(m, attr, &v, sizeof(v));
}

void lsys_nl_put_str(struct lsys_nl_msg *m, uint16_t attr, const char *s)
{
	lsys_nl_put(m, attr, s, strlen(s) + 1);
}

size_t lsys_nl_nest(struct lsys_nl_msg *m, uint16_t attr)
{
	size_t at = m->err ? 0 : m->nlh->nlmsg_len;

	lsys_nl_put(m, attr | NLA_F_NESTED, NULL, 0);
	return at;
}

void lsys_nl_nest_end(struct lsys_nl_msg *m, size_t token)
{
	size_t len;
	uint16_t n;

	if (m->err)
		return;
	len = m->nlh->nlmsg_len - token;
	if (len > UINT16_MAX) {
		m->err = -ENOBUFS; /* nla_len has 16 bits: a longer nest would wrap and read as a shorter one */
		return;
	}
	n = (uint16_t)len;
	memcpy((char *)m->nlh + token + offsetof(struct nlattr, nla_len), &n, sizeof(n));
}

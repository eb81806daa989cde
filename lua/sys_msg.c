/*
 * sendmsg, recvmsg and their relatives. The kernel sees copies of the headers and the lists of parts, each pointer in them
 * checked: what it writes while it works, even into those very structs, cannot lead it to other places.
 */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "functions.h"
#include "kinds.h"
#include "msg.h"
#include "sock.h"
#include "sys/struct_net.h"

#define META "lsys.rights"
#define PARTS_MAX 1024 /* the kernel's UIO_MAXIOV */
#define FEW 8
#define ALIGN(n) (((n) + sizeof(size_t) - 1) & ~(sizeof(size_t) - 1))

static const struct lsys_lua_scm scm[] = {
	{ SOL_SOCKET, SCM_CREDENTIALS, "ucred", 0, false },
	{ SOL_SOCKET, SO_TIMESTAMP, "timeval", 0, false },
	{ SOL_SOCKET, SO_TIMESTAMPNS, "timespec", 0, false },
	{ SOL_SOCKET, SO_TIMESTAMPING, "scm_timestamping", 0, false },
	{ SOL_SOCKET, SO_RXQ_OVFL, NULL, 4, true },
	{ SOL_SOCKET, SO_MARK, NULL, 4, true },
	{ SOL_SOCKET, SO_PRIORITY, NULL, 4, true },
	{ SOL_SOCKET, SO_TXTIME, NULL, 8, true },
	{ IPPROTO_IP, IP_PKTINFO, "in_pktinfo", 0, false },
	{ IPPROTO_IP, IP_RECVERR, "sock_extended_err", 0, false },
	{ IPPROTO_IP, IP_ORIGDSTADDR, "sockaddr_in", 0, false },
	{ IPPROTO_IP, IP_TTL, NULL, 4, false },
	{ IPPROTO_IP, IP_TOS, NULL, 1, true },
	{ IPPROTO_IPV6, IPV6_PKTINFO, "in6_pktinfo", 0, false },
	{ IPPROTO_IPV6, IPV6_RECVERR, "sock_extended_err", 0, false },
	{ IPPROTO_IPV6, IPV6_HOPLIMIT, NULL, 4, false },
	{ IPPROTO_IPV6, IPV6_TCLASS, NULL, 4, false },
	{ IPPROTO_UDP, 103 /* UDP_SEGMENT */, NULL, 2, true },
	{ IPPROTO_UDP, 104 /* UDP_GRO */, NULL, 4, false },
};

const struct lsys_lua_scm *lsys_lua_scm(int level, int type)
{
	for (unsigned i = 0; i < LSYS_COUNT(scm); i++)
		if (scm[i].level == level && scm[i].type == type)
			return &scm[i];
	return NULL;
}

/*
 * Descriptors that came with a message. They belong to this userdata, which is made before they come and which the control
 * buffer keeps, until cmsg:fds() gives them to objects of their own; those that nobody takes are closed with it. Its
 * uservalue is a table of the objects, by number.
 */
struct rights { size_t from, to; unsigned n, max; int fd[]; };

static int l_rights_gc(lua_State *L)
{
	struct rights *r = luaL_checkudata(L, 1, META);

	for (unsigned i = 0; i < r->n; i++)
		if (r->fd[i] >= 0)
			close(r->fd[i]);
	r->n = 0;
	return 0;
}

/* Pushes one for what so many bytes of control messages can carry. */
static struct rights *new_rights(lua_State *L, size_t controllen)
{
	size_t max = controllen / sizeof(int) < LSYS_SCM_MAX_FD + 2 ? controllen / sizeof(int) : LSYS_SCM_MAX_FD + 2;
	struct rights *r = lua_newuserdata(L, sizeof(*r) + max * sizeof(int));

	*r = (struct rights){ .max = (unsigned)max };
	if (luaL_newmetatable(L, META)) {
		lua_pushcfunction(L, l_rights_gc);
		lua_setfield(L, -2, "__gc");
	}
	lua_setmetatable(L, -2);
	return r;
}

/* Takes hold of the descriptors in the control messages just received. Nothing here can fail. */
static void collect(struct rights *r, const char *p, size_t len)
{
	struct cmsghdr c;

	for (size_t at = 0; at + sizeof(c) <= len; at += ALIGN(c.cmsg_len)) {
		memcpy(&c, p + at, sizeof(c));
		if (c.cmsg_len < sizeof(c) || c.cmsg_len > len - at)
			return;
		if (c.cmsg_level != SOL_SOCKET || (c.cmsg_type != SCM_RIGHTS && c.cmsg_type != LSYS_SCM_PIDFD))
			continue;
		for (size_t d = ALIGN(sizeof(c)); d + sizeof(int) <= c.cmsg_len && r->n < r->max; d += sizeof(int)) {
			memcpy(&r->fd[r->n], p + at + d, sizeof(int));
			r->n += r->fd[r->n] >= 0;
		}
	}
}

/* Lets the control buffer at index control keep the descriptors at index i, in place of those of the message before. */
static void keep_rights(lua_State *L, int control, int i, struct rights *r, size_t len)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, control);

	i = lua_absindex(L, i);
	r->from = o->off;
	r->to = o->off + len;
	lsys_lua_push_kept(L, control);
	lua_getfield(L, -1, "rights");
	if (lua_isnil(L, -1)) {
		if (!r->n) {
			lua_pop(L, 2);
			return;
		}
		lua_pop(L, 1);
		lua_newtable(L);
		lua_pushvalue(L, -1);
		lua_setfield(L, -3, "rights");
	}
	lua_pushnumber(L, (lua_Number)r->from);
	if (r->n)
		lua_pushvalue(L, i);
	else
		lua_pushnil(L);
	lua_rawset(L, -3);
	lua_pop(L, 2);
}

/* Pushes the rights that the bytes at off, of what the table of kept objects on top belongs to, came with; or nil. */
static void push_rights(lua_State *L, size_t off)
{
	lua_getfield(L, -1, "rights");
	if (!lua_istable(L, -1))
		return;
	lua_pushnil(L);
	while (lua_next(L, -2)) {
		const struct rights *r = lua_touserdata(L, -1);

		if (off >= r->from && off < r->to) {
			lua_insert(L, -3);
			lua_pop(L, 2);
			return;
		}
		lua_pop(L, 1);
	}
	lua_pop(L, 1);
	lua_pushnil(L);
}

void lsys_lua_take_fd(lua_State *L, int i, int fd)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	int top = lua_gettop(L), *own;
	struct rights *r;

	lsys_lua_push_kept(L, i);
	push_rights(L, o->off);
	r = lua_touserdata(L, -1);
	if (r) {
		lsys_lua_push_uservalue(L, -1);
		for (unsigned k = 0; k < r->n; k++) {
			if (r->fd[k] != fd)
				continue;
			own = lsys_lua_new_fd(L);
			lua_pushvalue(L, -1);
			lua_rawseti(L, -3, fd);
			r->fd[k] = -1; /* from here on it is the object's */
			*own = fd;
			break;
		}
		if (lua_istable(L, -1))
			lua_rawgeti(L, -1, fd);
	}
	if (!r || lua_isnil(L, -1))
		lsys_lua_push_others_fd(L, fd);
	lua_insert(L, top + 1);
	lua_settop(L, top + 1);
}

/* The part of a message that the pointer at p in the object at index holder stands for, which is so long. */
static void check_part(lua_State *L, const void *p, int holder, size_t len, bool recv, const char *what)
{
	lsys_lua_check_pinned(L, p, holder, len, what);
	if (recv) {
		lsys_lua_push_pinned(L, p, holder);
		lsys_lua_mem(L, lsys_lua_test_obj(L, -1), true);
		lua_pop(L, 1);
	}
}

static size_t parts(lua_State *L, const struct msghdr *m)
{
	if ((size_t)m->msg_iovlen > PARTS_MAX)
		luaL_error(L, "msghdr: more than %d parts", PARTS_MAX);
	return (size_t)m->msg_iovlen;
}

/* The message at m, in the object at index i, as the kernel is to see it; v has room for its parts. */
static void copy_msg(lua_State *L, int i, const struct msghdr *m, bool recv, struct msghdr *to, struct iovec *v)
{
	size_t n = parts(L, m);
	const char *from;
	int holder;

	*to = *m;
	to->msg_iov = v;
	if (m->msg_name && m->msg_namelen)
		check_part(L, &m->msg_name, i, m->msg_namelen, recv, "name");
	else
		to->msg_name = NULL;
	if (m->msg_controllen)
		check_part(L, &m->msg_control, i, m->msg_controllen, recv, "control");
	else
		to->msg_control = NULL;
	if (!n)
		return;
	from = lsys_lua_pinned_mem(L, &m->msg_iov, i, n * sizeof(*v), "iov");
	lsys_lua_push_pinned(L, &m->msg_iov, i);
	holder = lua_gettop(L);
	memcpy(v, from, n * sizeof(*v));
	for (size_t k = 0; k < n; k++)
		if (v[k].iov_len)
			check_part(L, from + k * sizeof(*v) + offsetof(struct iovec, iov_base), holder, v[k].iov_len, recv, "iovec");
	lua_pop(L, 1);
}

/* What the kernel said of a message received, into the struct of the object at index i. */
static void copy_back(lua_State *L, int i, const struct msghdr *from, struct msghdr *m)
{
	if (from->msg_name) {
		if (from->msg_namelen < m->msg_namelen)
			m->msg_namelen = from->msg_namelen; /* it may be longer than there was room for */
		lsys_lua_push_pinned(L, &m->msg_name, i);
		lsys_lua_addr_set_len(lua_touserdata(L, -1), m->msg_namelen);
		lua_pop(L, 1);
	}
	m->msg_controllen = from->msg_controllen;
	m->msg_flags = from->msg_flags;
}

static struct iovec *room_for_parts(lua_State *L, size_t n, struct iovec few[FEW])
{
	return n <= FEW ? few : lua_newuserdata(L, n * sizeof(*few));
}

/* S.sendmsg(fd, [msghdr], [flags]) -> bytes; without a message one byte, which control messages of its own kind can go with */
static int l_sendmsg(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), flags = lsys_lua_check_msg_flags(L, 3);
	char zero = 0;
	struct iovec few[FEW] = { { &zero, 1 } };
	struct msghdr copy = { .msg_iov = few, .msg_iovlen = 1 };
	const struct msghdr *m;
	ssize_t n;

	lua_settop(L, 3);
	if (!lua_isnil(L, 2)) {
		m = lsys_lua_to(L, 2, lsys_lua_kind_of(L, &lsys_msghdr_record));
		copy_msg(L, 2, m, false, &copy, room_for_parts(L, parts(L, m), few));
	}
	n = sendmsg(fd, &copy, flags);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)n);
	return 1;
}

/* S.recvmsg(fd, msghdr, [flags]) -> bytes */
static int l_recvmsg(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), flags = lsys_lua_check_msg_flags(L, 3);
	struct msghdr *m = lsys_lua_check(L, 2, lsys_lua_kind_of(L, &lsys_msghdr_record)), copy;
	struct rights *r = NULL;
	struct iovec few[FEW];
	ssize_t n;

	lua_settop(L, 3);
	lsys_lua_mem(L, lsys_lua_test_obj(L, 2), true);
	copy_msg(L, 2, m, true, &copy, room_for_parts(L, parts(L, m), few));
	if (copy.msg_control) {
		lsys_lua_push_pinned(L, &m->msg_control, 2);
		r = new_rights(L, m->msg_controllen);
	}
	n = recvmsg(fd, &copy, flags);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	if (r) {
		collect(r, copy.msg_control, copy.msg_controllen);
		keep_rights(L, -2, -1, r, m->msg_controllen);
	}
	copy_back(L, 2, &copy, m);
	lua_pushnumber(L, (lua_Number)n);
	return 1;
}

/* Several messages: the array at index 2, and on top of the stack the memory for the copies of all. */
struct several {
	struct mmsghdr *vec, *copies;
	struct rights **rights; /* NULL where there are no control messages */
	size_t n;
	int table;              /* index of the table of msghdrs that the array was made of, or 0 */
};

static void copy_all(lua_State *L, struct several *s, bool recv)
{
	size_t total = 0;
	struct iovec *v;

	lua_settop(L, 4);
	s->table = 0;
	if (lua_istable(L, 2)) {
		lua_pushvalue(L, 2);
		s->table = 5;
	}
	s->vec = lsys_lua_to_array(L, 2, lsys_lua_kind_named(L, "mmsghdrs"), &s->n);
	lsys_lua_mem(L, lsys_lua_test_obj(L, 2), true);
	for (size_t i = 0; i < s->n; i++)
		total += parts(L, &s->vec[i].msg_hdr);
	s->copies = lua_newuserdata(L, s->n * (sizeof(*s->copies) + sizeof(*s->rights)) + total * sizeof(*v));
	v = (struct iovec *)(void *)(s->copies + s->n);
	s->rights = (struct rights **)(void *)(v + total);
	if (recv)
		lua_newtable(L);
	for (size_t i = 0; i < s->n; i++) {
		struct msghdr *m = &s->vec[i].msg_hdr;

		s->copies[i].msg_len = 0;
		s->rights[i] = NULL;
		copy_msg(L, 2, m, recv, &s->copies[i].msg_hdr, v);
		v += m->msg_iovlen;
		if (recv && s->copies[i].msg_hdr.msg_control) {
			s->rights[i] = new_rights(L, m->msg_controllen);
			lua_rawseti(L, -2, (int)i + 1);
		}
	}
}

/* The msghdr of the table that message number i was made of hears of it, too. */
static void tell_table(lua_State *L, const struct several *s, size_t i)
{
	const struct lsys_lua_kind *k = lsys_lua_kind_of(L, &lsys_msghdr_record);
	struct msghdr *m;

	if (!s->table)
		return;
	lua_rawgeti(L, s->table, (int)i + 1);
	m = lsys_lua_test(L, -1, k);
	if (m) {
		m->msg_namelen = s->vec[i].msg_hdr.msg_namelen;
		m->msg_controllen = s->vec[i].msg_hdr.msg_controllen;
		m->msg_flags = s->vec[i].msg_hdr.msg_flags;
	}
	lua_pop(L, 1);
}

/* true, nil, number of messages, the array */
static int several_result(lua_State *L, int n)
{
	lua_pushboolean(L, true);
	lua_pushnil(L);
	lua_pushinteger(L, n);
	lua_pushvalue(L, 2);
	return 4;
}

/* S.sendmmsg(fd, mmsghdrs or table of msghdr, [flags]) -> true, nil, messages, array */
static int l_sendmmsg(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), flags = lsys_lua_check_msg_flags(L, 3), n;
	struct several s;

	copy_all(L, &s, false);
	n = sendmmsg(fd, s.copies, (unsigned)s.n, flags);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	for (int i = 0; i < n; i++)
		s.vec[i].msg_len = s.copies[i].msg_len;
	return several_result(L, n);
}

/* S.recvmmsg(fd, mmsghdrs or table of msghdr, [flags], [timeout]) -> true, nil, messages, array */
static int l_recvmmsg(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), flags = lsys_lua_check_msg_flags(L, 3), n;
	struct timespec *timeout = NULL;
	struct several s;

	lua_settop(L, 4);
	if (!lua_isnil(L, 4))
		timeout = lsys_lua_to_timespec(L, 4);
	copy_all(L, &s, true);
	n = recvmmsg(fd, s.copies, (unsigned)s.n, flags, timeout);
	if (n < 0)
		return lsys_lua_fail(L, errno);
	for (int i = 0; i < n; i++)
		if (s.rights[i])
			collect(s.rights[i], s.copies[i].msg_hdr.msg_control, s.copies[i].msg_hdr.msg_controllen);
	for (int i = 0; i < n; i++) {
		struct msghdr *m = &s.vec[i].msg_hdr;

		if (s.rights[i]) {
			lsys_lua_push_pinned(L, &m->msg_control, 2);
			lua_rawgeti(L, -2, i + 1);
			keep_rights(L, -2, -1, s.rights[i], m->msg_controllen);
			lua_pop(L, 2);
		}
		copy_back(L, 2, &s.copies[i].msg_hdr, m);
		s.vec[i].msg_len = s.copies[i].msg_len;
		tell_table(L, &s, (size_t)i);
	}
	return several_result(L, n);
}

const luaL_Reg lsys_lua_msg_functions[] = {
	{ "sendmsg", l_sendmsg }, { "recvmsg", l_recvmsg }, { "sendmmsg", l_sendmmsg }, { "recvmmsg", l_recvmmsg },
	{ NULL, NULL },
};

/* System calls on sockets. */
#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "functions.h"
#include "sock.h"

int lsys_lua_check_msg_flags(lua_State *L, int i)
{
	if (lua_isnoneornil(L, i))
		return 0;
	return (int)lsys_lua_check_const(L, i, lsys_group_named("MSG"), 0);
}

static int type_arg(lua_State *L, int i)
{
	return (int)lsys_lua_check_const(L, i, lsys_group_named("SOCK"), 0);
}

/* A protocol by the names that the family has; those of packets are numbers in the order of the wire. */
static int protocol_arg(lua_State *L, int i, int domain)
{
	const char *group = domain == AF_NETLINK ? "NETLINK" : domain == AF_PACKET ? "ETH_P" : "IPPROTO";
	int v;

	if (lua_isnoneornil(L, i))
		return 0;
	v = (int)lsys_lua_check_const(L, i, lsys_group_named(group), 0);
	return domain == AF_PACKET && lua_type(L, i) == LUA_TSTRING ? htons((uint16_t)v) : v;
}

/* S.socket(domain, type, [protocol]) -> fd */
static int l_socket(lua_State *L)
{
	int domain = (int)lsys_lua_check_const(L, 1, lsys_group_named("AF"), 0), type = type_arg(L, 2);
	int protocol = protocol_arg(L, 3, domain), *fd = lsys_lua_new_fd(L);

	*fd = socket(domain, type, protocol);
	return *fd < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* S.socketpair(domain, type, [protocol], [int2]) -> true, nil, fd, fd */
static int l_socketpair(lua_State *L)
{
	int domain = (int)lsys_lua_check_const(L, 1, lsys_group_named("AF"), 0), type = type_arg(L, 2);
	int protocol = protocol_arg(L, 3, domain), fds[2];
	struct lsys_lua_pair p;

	lsys_lua_new_pair(L, 4, &p);
	return lsys_lua_give_pair(L, &p, socketpair(domain, type, protocol, fds), fds);
}

/* S.bind(fd, address, [length]) -> true */
static int l_bind(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	socklen_t len;
	const struct sockaddr *sa = lsys_lua_check_addr(L, 2, &len);

	return lsys_lua_ok(L, bind(fd, sa, len) < 0 ? -errno : 0);
}

/* S.connect(fd, address, [length]) -> true */
static int l_connect(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	socklen_t len;
	const struct sockaddr *sa = lsys_lua_check_addr(L, 2, &len);

	return lsys_lua_ok(L, connect(fd, sa, len) < 0 ? -errno : 0);
}

static int accept_with(lua_State *L, int flags)
{
	int fd = lsys_lua_check_fd(L, 1), *new_fd;
	bool addr = !lua_isnoneornil(L, 2);
	struct lsys_lua_addr_out a;

	lua_settop(L, 4);
	if (addr)
		lsys_lua_addr_out(L, &a, 2);
	new_fd = lsys_lua_new_fd(L);
	*new_fd = accept4(fd, addr ? a.p : NULL, addr ? &a.len : NULL, flags);
	if (*new_fd < 0)
		return lsys_lua_fail(L, errno);
	if (addr)
		lsys_lua_addr_done(L, &a, false);
	return 1;
}

/*
 * S.accept(fd, [address], [length]) -> fd; whose address it is goes into the address, if there is one. An older form has
 * flags before the address, which are no address.
 */
static int l_accept(lua_State *L)
{
	int flags = 0;

	if (lua_type(L, 2) == LUA_TSTRING || lua_type(L, 2) == LUA_TNUMBER) {
		flags = type_arg(L, 2);
		lua_remove(L, 2);
	}
	return accept_with(L, flags);
}

/* S.accept4(fd, [address], [length], [flags]) -> fd */
static int l_accept4(lua_State *L)
{
	return accept_with(L, type_arg(L, 4));
}

static int name_with(lua_State *L, int (*call)(int, struct sockaddr *, socklen_t *))
{
	int fd = lsys_lua_check_fd(L, 1);
	struct lsys_lua_addr_out a;

	lua_settop(L, 3);
	lsys_lua_addr_out(L, &a, 2);
	if (call(fd, a.p, &a.len) < 0)
		return lsys_lua_fail(L, errno);
	lsys_lua_addr_done(L, &a, true);
	return 1;
}

static int get_sockname(int fd, struct sockaddr *sa, socklen_t *len) { return getsockname(fd, sa, len); }
static int get_peername(int fd, struct sockaddr *sa, socklen_t *len) { return getpeername(fd, sa, len); }

/* S.getsockname(fd, [address], [length]) -> address */
static int l_getsockname(lua_State *L)
{
	return name_with(L, get_sockname);
}

/* S.getpeername(fd, [address], [length]) -> address */
static int l_getpeername(lua_State *L)
{
	return name_with(L, get_peername);
}

/* Sending and receiving: nothing is allocated where the caller brings the buffer. */

/* The bytes of arguments 2 and 3, buffer and count. */
static const void *data_args(lua_State *L, size_t *len)
{
	const void *s = lsys_lua_check_bytes(L, 2, false, len);

	if (!lua_isnoneornil(L, 3))
		*len = (size_t)lsys_lua_check_i64(L, 3, 0, (int64_t)*len);
	return s;
}

static int count_result(lua_State *L, ssize_t n)
{
	if (n < 0)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)n);
	return 1;
}

/* S.send(fd, data, [count], [flags]) -> bytes sent */
static int l_send(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	size_t len;
	const void *s = data_args(L, &len);

	return count_result(L, send(fd, s, len, lsys_lua_check_msg_flags(L, 4)));
}

/* S.sendto(fd, data, [count], [flags], [address], [length]) -> bytes sent */
static int l_sendto(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), flags = lsys_lua_check_msg_flags(L, 4);
	size_t len;
	const void *s = data_args(L, &len);
	socklen_t addrlen = 0;
	const struct sockaddr *sa = lua_isnoneornil(L, 5) ? NULL : lsys_lua_check_addr(L, 5, &addrlen);

	return count_result(L, sendto(fd, s, len, flags, sa, addrlen));
}

/* Into the caller's buffer, or into a string. addr: NULL, or where the address goes, which is pushed as third result. */
static int receive(lua_State *L, struct lsys_lua_addr_out *addr)
{
	int fd = lsys_lua_check_fd(L, 1), flags = lsys_lua_check_msg_flags(L, 4), e;
	size_t count;
	void *buf = lsys_lua_check_room(L, 2, &count);
	bool string = !buf;
	luaL_Buffer b;
	ssize_t n;

	if (string)
		buf = luaL_buffinitsize(L, &b, count);
	n = recvfrom(fd, buf, count, flags, addr ? addr->p : NULL, addr ? &addr->len : NULL);
	e = errno;
	if (string)
		luaL_pushresultsize(&b, n < 0 ? 0 : (size_t)n < count ? (size_t)n : count); /* with MSG_TRUNC n may be more */
	if (n < 0)
		return lsys_lua_fail(L, e);
	if (!string)
		lua_pushnumber(L, (lua_Number)n);
	if (!addr)
		return 1;
	lua_pushnil(L);
	lsys_lua_addr_done(L, addr, true);
	return 3;
}

/* S.recvfrom(fd, [buffer], [count], [flags], [address], [length]) -> bytes received, nil, address; false: no address */
static int l_recvfrom(lua_State *L)
{
	struct lsys_lua_addr_out a;

	lua_settop(L, 6);
	if (lua_isboolean(L, 5) && !lua_toboolean(L, 5))
		return receive(L, NULL);
	lsys_lua_addr_out(L, &a, 5);
	return receive(L, &a);
}

/* S.recv(fd, [buffer], [count], [flags], [address], [length]) -> bytes received; as recvfrom when there is an address */
static int l_recv(lua_State *L)
{
	if (!lua_isnoneornil(L, 5))
		return l_recvfrom(L);
	return receive(L, NULL);
}

const luaL_Reg lsys_lua_socket_functions[] = {
	{ "socket", l_socket }, { "socketpair", l_socketpair }, { "bind", l_bind }, { "connect", l_connect },
	{ "accept", l_accept }, { "accept4", l_accept4 }, { "getsockname", l_getsockname }, { "getpeername", l_getpeername },
	{ "send", l_send }, { "sendto", l_sendto }, { "recv", l_recv }, { "recvfrom", l_recvfrom }, { NULL, NULL },
};

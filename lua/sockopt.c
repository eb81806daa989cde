/* Options of sockets: their names by protocol, and what their values are. */
#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "functions.h"
#include "sock.h"
#include "base/uapi.h"

/* Groups of names, by protocol. */
static const struct { int level; const char *groups[5]; } levels[] = {
	{ SOL_SOCKET, { "SO", NULL } },
	{ IPPROTO_IP, { "IP", "IPT_SO_GET", "IPT_SO_SET", NULL } },
	{ IPPROTO_IPV6, { "IPV6", NULL } },
	{ IPPROTO_TCP, { "TCP", NULL } },
	{ IPPROTO_UDP, { "UDP", NULL } },
	{ SOL_PACKET, { "PACKET_OPT", NULL } },
	{ SOL_NETLINK, { "NETLINK_OPT", NULL } },
};

const char *const *lsys_lua_level_groups(int level)
{
	static const char *const none[] = { NULL };

	for (unsigned i = 0; i < LSYS_COUNT(levels); i++)
		if (levels[i].level == level)
			return levels[i].groups;
	return none;
}

uint64_t lsys_lua_either(lua_State *L, int i, const char *const *groups)
{
	struct lsys_err err, other;
	uint64_t v;

	if (lua_type(L, i) != LUA_TSTRING)
		return (uint64_t)lsys_lua_check_i64(L, i, INT32_MIN, UINT32_MAX);
	lsys_err_usage(&err, lua_tostring(L, i), "there are no names here, only numbers");
	for (unsigned n = 0; groups[n]; n++) {
		const struct lsys_group *g = lsys_group_named(groups[n]);

		if (g && lsys_group_parse(g, lua_tostring(L, i), &v, n ? &other : &err) == 0)
			return v;
	}
	luaL_error(L, "%s: %s", err.object, err.msg);
	return 0;
}

int lsys_lua_level(lua_State *L, int i)
{
	static const char *const groups[] = { "SOL", "IPPROTO", NULL };

	return (int)lsys_lua_either(L, i, groups);
}

/* What a value is; those not listed are ints. */
enum type { T_INT, T_STRING, T_BYTES, T_U64, T_LONG, T_INTS, T_FD, T_STRUCT, T_FILTER, T_PEERNAME };

static const struct option { int level, name; enum type type; const char *kind; } options[] = {
	{ SOL_SOCKET, SO_LINGER, T_STRUCT, "linger" },
	{ SOL_SOCKET, SO_PEERCRED, T_STRUCT, "ucred" },
	{ SOL_SOCKET, SO_RCVTIMEO, T_STRUCT, "timeval" },
	{ SOL_SOCKET, SO_SNDTIMEO, T_STRUCT, "timeval" },
	{ SOL_SOCKET, SO_BINDTODEVICE, T_STRING, NULL },
	{ SOL_SOCKET, SO_PEERNAME, T_PEERNAME, NULL },
	{ SOL_SOCKET, SO_PEERSEC, T_STRING, NULL },
	{ SOL_SOCKET, SO_PEERGROUPS, T_INTS, NULL },
	{ SOL_SOCKET, SO_ATTACH_FILTER, T_FILTER, NULL },
	{ SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, T_FILTER, NULL },
	{ SOL_SOCKET, SO_MAX_PACING_RATE, T_LONG, NULL },
	{ SOL_SOCKET, SO_MEMINFO, T_INTS, NULL },
	{ SOL_SOCKET, SO_COOKIE, T_U64, NULL },
	{ SOL_SOCKET, SO_NETNS_COOKIE, T_U64, NULL },
	{ SOL_SOCKET, SO_TXTIME, T_STRUCT, "sock_txtime" },
	{ SOL_SOCKET, SO_PEERPIDFD, T_FD, NULL },
	{ IPPROTO_IP, IP_ADD_MEMBERSHIP, T_STRUCT, "ip_mreqn" },
	{ IPPROTO_IP, IP_DROP_MEMBERSHIP, T_STRUCT, "ip_mreqn" },
	{ IPPROTO_IP, IP_MULTICAST_IF, T_STRUCT, "in_addr" },
	{ IPPROTO_IP, IP_ADD_SOURCE_MEMBERSHIP, T_STRUCT, "ip_mreq_source" },
	{ IPPROTO_IP, IP_DROP_SOURCE_MEMBERSHIP, T_STRUCT, "ip_mreq_source" },
	{ IPPROTO_IP, IP_BLOCK_SOURCE, T_STRUCT, "ip_mreq_source" },
	{ IPPROTO_IP, IP_UNBLOCK_SOURCE, T_STRUCT, "ip_mreq_source" },
	{ IPPROTO_IP, MCAST_JOIN_GROUP, T_STRUCT, "group_req" },
	{ IPPROTO_IP, MCAST_LEAVE_GROUP, T_STRUCT, "group_req" },
	{ IPPROTO_IP, MCAST_JOIN_SOURCE_GROUP, T_STRUCT, "group_source_req" },
	{ IPPROTO_IP, MCAST_LEAVE_SOURCE_GROUP, T_STRUCT, "group_source_req" },
	{ IPPROTO_IP, 80 /* SO_ORIGINAL_DST */, T_STRUCT, "sockaddr_in" },
	{ IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, T_STRUCT, "ipv6_mreq" },
	{ IPPROTO_IPV6, IPV6_DROP_MEMBERSHIP, T_STRUCT, "ipv6_mreq" },
	{ IPPROTO_IPV6, IPV6_JOIN_ANYCAST, T_STRUCT, "ipv6_mreq" },
	{ IPPROTO_IPV6, IPV6_LEAVE_ANYCAST, T_STRUCT, "ipv6_mreq" },
	{ IPPROTO_IPV6, IPV6_PKTINFO, T_STRUCT, "in6_pktinfo" },
	{ IPPROTO_IPV6, MCAST_JOIN_GROUP, T_STRUCT, "group_req" },
	{ IPPROTO_IPV6, MCAST_LEAVE_GROUP, T_STRUCT, "group_req" },
	{ IPPROTO_IPV6, MCAST_JOIN_SOURCE_GROUP, T_STRUCT, "group_source_req" },
	{ IPPROTO_IPV6, MCAST_LEAVE_SOURCE_GROUP, T_STRUCT, "group_source_req" },
	{ IPPROTO_IPV6, 80 /* IP6T_SO_ORIGINAL_DST */, T_STRUCT, "sockaddr_in6" },
	{ IPPROTO_TCP, 11 /* TCP_INFO */, T_STRUCT, "tcp_info" },
	{ IPPROTO_TCP, 13 /* TCP_CONGESTION */, T_STRING, NULL },
	{ IPPROTO_TCP, 26 /* TCP_CC_INFO */, T_BYTES, NULL },
	{ IPPROTO_TCP, 28 /* TCP_SAVED_SYN */, T_BYTES, NULL },
	{ IPPROTO_TCP, 31 /* TCP_ULP */, T_STRING, NULL },
	{ IPPROTO_TCP, 33 /* TCP_FASTOPEN_KEY */, T_BYTES, NULL },
	{ SOL_PACKET, 1 /* PACKET_ADD_MEMBERSHIP */, T_STRUCT, "packet_mreq" },
	{ SOL_PACKET, 2 /* PACKET_DROP_MEMBERSHIP */, T_STRUCT, "packet_mreq" },
	{ SOL_PACKET, 5 /* PACKET_RX_RING */, T_STRUCT, "tpacket_req" },
	{ SOL_PACKET, 6 /* PACKET_STATISTICS */, T_STRUCT, "tpacket_stats" },
	{ SOL_PACKET, 13 /* PACKET_TX_RING */, T_STRUCT, "tpacket_req" },
	{ SOL_PACKET, 22 /* PACKET_FANOUT_DATA */, T_FILTER, NULL },
	{ SOL_NETLINK, 9 /* NETLINK_LIST_MEMBERSHIPS */, T_INTS, NULL },
	{ AF_VSOCK, 0 /* SO_VM_SOCKETS_BUFFER_SIZE */, T_U64, NULL },
	{ AF_VSOCK, 1 /* SO_VM_SOCKETS_BUFFER_MIN_SIZE */, T_U64, NULL },
	{ AF_VSOCK, 2 /* SO_VM_SOCKETS_BUFFER_MAX_SIZE */, T_U64, NULL },
	{ AF_VSOCK, 6 /* SO_VM_SOCKETS_CONNECT_TIMEOUT */, T_STRUCT, "timeval" },
};

static const struct option *option_of(int level, int name)
{
	static const struct option plain = { 0, 0, T_INT, NULL };

	for (unsigned i = 0; i < LSYS_COUNT(options); i++)
		if (options[i].level == level && options[i].name == name)
			return &options[i];
	return &plain;
}

/*
 * Values with an address in them at which the kernel would write, now or later, whatever is there: not to be had here.
 * name -1: all of the protocol's.
 */
static void refuse(lua_State *L, int level, int name, bool set)
{
	static const struct { int level, name; bool get, set; } writers[] = {
		{ IPPROTO_IP, 64 /* IPT_SO_SET_REPLACE */, false, true },
		{ IPPROTO_IP, 96 /* ARPT_SO_SET_REPLACE */, false, true },
		{ IPPROTO_IP, 128 /* EBT_SO_SET_ENTRIES */, false, true },
		{ IPPROTO_IPV6, 64 /* IP6T_SO_SET_REPLACE */, false, true },
		{ IPPROTO_TCP, 35 /* TCP_ZEROCOPY_RECEIVE */, true, true },
		{ 276 /* SOL_RDS */, -1, true, true },
		{ 283 /* SOL_XDP */, 4 /* XDP_UMEM_REG */, false, true },
		{ 284 /* SOL_MPTCP */, 4 /* MPTCP_FULL_INFO */, true, true },
	};

	for (unsigned i = 0; i < LSYS_COUNT(writers); i++)
		if (writers[i].level == level && (writers[i].name == name || writers[i].name < 0) &&
		    (set ? writers[i].set : writers[i].get))
			luaL_error(L, "option %d of level %d has addresses in it, at which the kernel would write", name, level);
}

/* Arguments 2 and 3. */
static int name_arg(lua_State *L, int level)
{
	return (int)lsys_lua_either(L, 3, lsys_lua_level_groups(level));
}

static const struct lsys_lua_kind *option_kind(lua_State *L, const struct option *o)
{
	return o->kind ? lsys_lua_kind_named(L, o->kind) : NULL;
}

/* The length of argument i, of room bytes. */
static socklen_t length_arg(lua_State *L, int i, size_t room)
{
	if (lua_isnoneornil(L, i))
		return (socklen_t)room;
	return (socklen_t)lsys_lua_check_i64(L, i, 0, (int64_t)room);
}

/* Into the object that is argument 4. */
static int get_into(lua_State *L, int fd, int level, int name, const struct option *o)
{
	const struct lsys_lua_obj *obj = lsys_lua_test_obj(L, 4);
	size_t room, unit = o->type == T_FILTER ? sizeof(struct sock_filter) : 1; /* of filters the kernel counts instructions */
	void *p = lsys_lua_check_bytes(L, 4, true, &room);
	socklen_t want = length_arg(L, 5, room / unit), len = want;
	int r = getsockopt(fd, level, name, p, &len);

	if (r < 0)
		return lsys_lua_fail(L, errno);
	if (r > 0 || unit > 1) {
		lua_pushnumber(L, (lua_Number)(r > 0 ? (socklen_t)r : len));
	} else if (obj->kind->shape != LSYS_LUA_VALUES) {
		lua_pushvalue(L, 4);
	} else if (obj->kind->elem_size == 1) {
		lua_pushnumber(L, (lua_Number)(len < want ? len : want)); /* some tell how many there would be */
	} else {
		if (len != want)
			return luaL_error(L, "getsockopt: %d bytes asked for, the option has %d", (int)want, (int)len);
		lsys_lua_push_value(L, obj->kind, p);
	}
	return 1;
}

static int get_string(lua_State *L, int fd, int level, int name, bool bytes)
{
	char t[4096];
	socklen_t len = sizeof(t);

	if (getsockopt(fd, level, name, t, &len) < 0)
		return lsys_lua_fail(L, errno);
	if (len > sizeof(t))
		len = sizeof(t);
	lua_pushlstring(L, t, bytes ? len : strnlen(t, len));
	return 1;
}

static int get_ints(lua_State *L, int fd, int level, int name)
{
	unsigned v[1024];
	socklen_t len = sizeof(v);

	if (getsockopt(fd, level, name, v, &len) < 0)
		return lsys_lua_fail(L, errno);
	if (len > sizeof(v))
		len = sizeof(v);
	lua_createtable(L, (int)(len / sizeof(v[0])), 0);
	for (unsigned i = 0; i < len / sizeof(v[0]); i++) {
		lua_pushnumber(L, v[i]);
		lua_rawseti(L, -2, (int)i + 1);
	}
	return 1;
}

static int get_number(lua_State *L, int fd, int level, int name, unsigned size, bool is_signed)
{
	char t[8];
	socklen_t len = size;

	if (getsockopt(fd, level, name, t, &len) < 0)
		return lsys_lua_fail(L, errno);
	if (len != size)
		return luaL_error(L, "getsockopt: %d bytes asked for, the option has %d", (int)size, (int)len);
	if (is_signed)
		lsys_lua_push_i64(L, lsys_get_int(t, size));
	else
		lsys_lua_push_u64(L, lsys_get_uint(t, size));
	return 1;
}

/*
 * S.getsockopt(fd, level, option, [object], [length]) -> the value: a number, or what the option is known to be. With an
 * object that object; of an array its first element, of a buffer the number of bytes.
 */
static int l_getsockopt(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), level = lsys_lua_level(L, 2), name = name_arg(L, level), *own;
	const struct option *o = option_of(level, name);
	const struct lsys_lua_kind *k = option_kind(L, o);
	struct sockaddr_storage peer;
	socklen_t len;
	void *p;

	lua_settop(L, 5);
	refuse(L, level, name, false);
	if (!lua_isnil(L, 4))
		return get_into(L, fd, level, name, o);
	switch (o->type) {
	case T_STRUCT:
		if (!k)
			return luaL_error(L, "no struct %s", o->kind);
		p = lsys_lua_new(L, k, 1);
		len = (socklen_t)k->rec->size;
		if (getsockopt(fd, level, name, p, &len) < 0)
			return lsys_lua_fail(L, errno);
		return 1;
	case T_STRING:
	case T_BYTES:
		return get_string(L, fd, level, name, o->type == T_BYTES);
	case T_INTS:
		return get_ints(L, fd, level, name);
	case T_U64:
		return get_number(L, fd, level, name, sizeof(uint64_t), false);
	case T_LONG:
		return get_number(L, fd, level, name, sizeof(long), false);
	case T_FILTER:
		len = 0;
		if (getsockopt(fd, level, name, NULL, &len) < 0)
			return lsys_lua_fail(L, errno);
		lua_pushnumber(L, (lua_Number)len);
		return 1;
	case T_PEERNAME: /* the option is only had with the address's own length */
		len = sizeof(peer);
		if (getpeername(fd, (struct sockaddr *)&peer, &len) < 0)
			return lsys_lua_fail(L, errno);
		lsys_lua_push_addr(L, &peer, len);
		return 1;
	case T_FD:
		own = lsys_lua_new_fd(L);
		len = sizeof(*own);
		return getsockopt(fd, level, name, own, &len) < 0 ? lsys_lua_fail(L, errno) : 1;
	default:
		return get_number(L, fd, level, name, sizeof(int), true);
	}
}

/* A program for the kernel to copy: argument 4 becomes a sock_fprog whose instructions are there. */
static void *check_filter(lua_State *L, size_t *len)
{
	const struct lsys_lua_kind *k = lsys_lua_kind_named(L, "sock_fprog");
	char *p = lsys_lua_to(L, 4, k);
	struct sock_fprog f;

	memcpy(&f, p, sizeof(f));
	lsys_lua_check_pinned(L, p + offsetof(struct sock_fprog, filter), 4, f.len * sizeof(struct sock_filter), "filter");
	*len = sizeof(f);
	return p;
}

/*
 * The bytes of argument 4 for an option that is like this; number: room for one. Some options have the kernel write into
 * the value, so that of a string a copy is taken.
 */
static void *value_arg(lua_State *L, const struct option *o, char number[8], size_t *len)
{
	const struct lsys_lua_obj *obj = lsys_lua_test_obj(L, 4);
	const struct lsys_lua_kind *k = option_kind(L, o);
	const char *s;
	void *p;

	if (o->type == T_FILTER)
		return check_filter(L, len);
	if (obj)
		return lsys_lua_check_bytes(L, 4, false, len);
	if (k && !lua_isnil(L, 4) && (lua_type(L, 4) != LUA_TSTRING || k->from)) {
		p = lsys_lua_to(L, 4, k);
		*len = k->rec->size;
		return p;
	}
	if (lua_type(L, 4) == LUA_TSTRING) {
		s = lua_tolstring(L, 4, len);
		p = lsys_lua_new(L, &lsys_lua_buffer_kind, *len);
		return memcpy(p, s, *len);
	}
	*len = o->type == T_U64 ? sizeof(uint64_t) : o->type == T_LONG ? sizeof(long) : sizeof(int);
	if (lua_isnil(L, 4)) /* such as SO_DETACH_FILTER: any value will do */
		memset(number, 0, *len);
	else if (*len == sizeof(int) && (lua_isuserdata(L, 4) || lua_istable(L, 4))) /* such as SO_ATTACH_BPF */
		lsys_set_uint(number, sizeof(int), (uint64_t)lsys_lua_check_fd(L, 4));
	else
		lsys_set_uint(number, (unsigned)*len, lsys_lua_to_uint(L, 4, (unsigned)*len, true));
	return number;
}

/* S.setsockopt(fd, level, option, [value], [length]) -> true; the value a number, boolean, string, object or table */
static int l_setsockopt(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), level = lsys_lua_level(L, 2), name = name_arg(L, level);
	const struct option *o = option_of(level, name);
	char number[8];
	size_t room;
	const void *p;

	lua_settop(L, 5);
	refuse(L, level, name, true);
	p = value_arg(L, o, number, &room);
	return lsys_lua_ok(L, setsockopt(fd, level, name, p, length_arg(L, 5, room)) < 0 ? -errno : 0);
}

const luaL_Reg lsys_lua_sockopt_functions[] = {
	{ "getsockopt", l_getsockopt }, { "setsockopt", l_setsockopt }, { NULL, NULL },
};

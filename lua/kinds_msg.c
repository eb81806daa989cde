/* Kinds of messages: parts, addresses and control messages, and the descriptors that come in them. */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "kinds.h"
#include "msg.h"
#include "sock.h"
#include "sys/struct_net.h"

enum { MSGHDR, MMSGHDR, MMSGHDRS, CMSGHDR };

#define KIND(n) (&lsys_lua_msg_kinds[n])
#define ALIGN(n) (((n) + sizeof(size_t) - 1) & ~(sizeof(size_t) - 1))
#define CMSG_HDR ALIGN(sizeof(struct cmsghdr))

/* msghdr */

static void set_name(lua_State *L, int i, void *p, int holder)
{
	struct msghdr *m = p;
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);

	if (!o && !lua_isnoneornil(L, i))
		luaL_error(L, "name: address expected, got %s", luaL_typename(L, i));
	lsys_lua_pin(L, i, &m->msg_name, holder, NULL);
	m->msg_namelen = o ? lsys_lua_addr_len(o) : 0;
}

/* t.iovecs, what makes one, or one part alone */
static void set_iov(lua_State *L, int i, void *p, int holder)
{
	const struct lsys_lua_kind *k = lsys_lua_kind_named(L, "iovecs");
	struct msghdr *m = p;
	size_t n = 0;

	holder = lua_absindex(L, holder);
	if (lua_isnoneornil(L, i)) {
		lua_pushnil(L);
	} else if (lua_istable(L, i) || (lsys_lua_test_obj(L, i) && lsys_lua_test_obj(L, i)->kind == k)) {
		lua_pushvalue(L, i);
		lsys_lua_to_array(L, lua_gettop(L), k, &n);
	} else {
		i = lua_absindex(L, i);
		lua_createtable(L, 1, 0);
		lua_pushvalue(L, i);
		lua_rawseti(L, -2, 1);
		lsys_lua_to_array(L, lua_gettop(L), k, &n);
	}
	lsys_lua_pin(L, lua_gettop(L), &m->msg_iov, holder, NULL);
	lua_pop(L, 1);
	m->msg_iovlen = (__typeof__(m->msg_iovlen))n;
}

/* Pushes the control messages of the table at index i one after the other in a new buffer. */
static void join_cmsgs(lua_State *L, int i)
{
	size_t total = 0, at = 0;
	int n = (int)lua_rawlen(L, i);
	char *to;

	for (int j = 1; j <= n; j++) {
		lua_rawgeti(L, i, j);
		if (!lsys_lua_test_obj(L, -1) || lsys_lua_test_obj(L, -1)->kind != KIND(CMSGHDR))
			luaL_error(L, "control: cmsghdr expected, got %s", luaL_typename(L, -1));
		total += ALIGN(lsys_lua_test_obj(L, -1)->size);
		lua_pop(L, 1);
	}
	to = lsys_lua_new(L, &lsys_lua_buffer_kind, total);
	lsys_lua_push_kept(L, -1);
	lua_pushvalue(L, i); /* with the descriptors that the messages keep open */
	lua_setfield(L, -2, "sent");
	lua_pop(L, 1);
	for (int j = 1; j <= n; j++) {
		const struct lsys_lua_obj *o;

		lua_rawgeti(L, i, j);
		o = lsys_lua_test_obj(L, -1);
		memcpy(to + at, lsys_lua_mem(L, o, false), o->size);
		at += ALIGN(o->size);
		lua_pop(L, 1);
	}
}

/* A buffer, so many bytes of a new one, a cmsghdr, or a table of them */
static void set_control(lua_State *L, int i, void *p, int holder)
{
	struct msghdr *m = p;
	size_t n;

	i = lua_absindex(L, i);
	holder = lua_absindex(L, holder);
	if (lua_istable(L, i))
		join_cmsgs(L, i);
	else if (lua_type(L, i) == LUA_TNUMBER)
		lsys_lua_new(L, &lsys_lua_buffer_kind, (size_t)lsys_lua_check_i64(L, i, 0, INT32_MAX));
	else
		lua_pushvalue(L, i);
	lsys_lua_pin(L, -1, &m->msg_control, holder, &n);
	lua_pop(L, 1);
	m->msg_controllen = (__typeof__(m->msg_controllen))n;
}

/* mmsghdr: made of a msghdr; members of the message are its own, too. */

static bool mmsghdr_from(lua_State *L, int i, void *p, int holder)
{
	const struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);

	if (!o || o->kind != KIND(MSGHDR))
		return false;
	lsys_lua_set_struct(L, i, KIND(MSGHDR), &((struct mmsghdr *)p)->msg_hdr, holder);
	return true;
}

static bool mmsghdr_set(lua_State *L, const char *key, int i, void *p, int holder)
{
	i = lua_absindex(L, i);
	holder = lua_absindex(L, holder);
	lua_pushstring(L, key);
	lsys_lua_set_named(L, KIND(MSGHDR), lua_gettop(L), i, &((struct mmsghdr *)p)->msg_hdr, holder);
	lua_pop(L, 1);
	return true;
}

/*
 * Control messages. The kernel's are walked with a reader's care, for a script may have written anything there: lengths
 * are checked against the buffer each time.
 */

/* The header at p of at most room bytes; false when it does not fit there. */
static bool read_cmsg(const char *p, size_t room, struct cmsghdr *c)
{
	if (room < sizeof(*c))
		return false;
	memcpy(c, p, sizeof(*c));
	return c->cmsg_len >= sizeof(*c) && c->cmsg_len <= room;
}

/* Pushes offset and cmsghdr of the control message at off of the msghdr at index 1, or nothing at their end. */
static int push_cmsg(lua_State *L, size_t off)
{
	const struct msghdr *m = lsys_lua_check(L, 1, KIND(MSGHDR));
	const struct lsys_lua_obj *o;
	struct cmsghdr c;
	size_t space;

	if (off >= m->msg_controllen)
		return 0;
	lsys_lua_check_pinned(L, &m->msg_control, 1, m->msg_controllen, "control");
	lsys_lua_push_pinned(L, &m->msg_control, 1);
	o = lsys_lua_test_obj(L, -1);
	if (!read_cmsg((const char *)lsys_lua_mem(L, o, false) + off, m->msg_controllen - off, &c))
		return 0;
	space = ALIGN(c.cmsg_len);
	lua_pushnumber(L, (lua_Number)off);
	lsys_lua_push_view(L, KIND(CMSGHDR), -2, off, space < m->msg_controllen - off ? space : m->msg_controllen - off);
	return 2;
}

/* msg:cmsg_firsthdr() -> offset, cmsghdr */
static int l_cmsg_firsthdr(lua_State *L)
{
	lua_settop(L, 1);
	return push_cmsg(L, 0);
}

/* msg:cmsg_nxthdr(offset, [cmsghdr]) -> offset, cmsghdr */
static int l_cmsg_nxthdr(lua_State *L)
{
	size_t off = (size_t)lsys_lua_check_i64(L, 2, 0, INT32_MAX);
	struct cmsghdr c;

	lua_settop(L, 2);
	if (push_cmsg(L, off) == 0)
		return 0;
	memcpy(&c, lsys_lua_mem(L, lsys_lua_test_obj(L, -1), false), sizeof(c));
	return push_cmsg(L, off + ALIGN(c.cmsg_len));
}

static int l_cmsgs_next(lua_State *L)
{
	if (lua_isnoneornil(L, 2))
		return l_cmsg_firsthdr(L);
	return l_cmsg_nxthdr(L);
}

/* for offset, cmsg in msg:cmsgs() do */
static int l_cmsgs(lua_State *L)
{
	lsys_lua_check(L, 1, KIND(MSGHDR));
	lua_pushcfunction(L, l_cmsgs_next);
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

/* The object at index 1 and its header; a length that is longer than the object is cut. */
static char *self(lua_State *L, struct cmsghdr *c, size_t *datalen)
{
	const struct lsys_lua_obj *o;
	char *p = lsys_lua_check(L, 1, KIND(CMSGHDR));
	size_t len;

	o = lsys_lua_test_obj(L, 1);
	memcpy(c, p, sizeof(*c));
	len = c->cmsg_len < o->size ? c->cmsg_len : o->size;
	*datalen = len > CMSG_HDR ? len - CMSG_HDR : 0;
	return p + CMSG_HDR;
}

static bool is_socket(const struct cmsghdr *c, int type)
{
	return c->cmsg_level == SOL_SOCKET && c->cmsg_type == type;
}

static int l_len(lua_State *L)
{
	struct cmsghdr c;
	size_t n;

	self(L, &c, &n);
	lua_pushnumber(L, (lua_Number)c.cmsg_len);
	return 1;
}

static int l_align(lua_State *L)
{
	struct cmsghdr c;
	size_t n;

	self(L, &c, &n);
	lua_pushnumber(L, (lua_Number)ALIGN(c.cmsg_len));
	return 1;
}

static int l_datalen(lua_State *L)
{
	struct cmsghdr c;
	size_t n;

	self(L, &c, &n);
	lua_pushnumber(L, (lua_Number)n);
	return 1;
}

static int l_hdrsize(lua_State *L)
{
	lsys_lua_check(L, 1, KIND(CMSGHDR));
	lua_pushnumber(L, (lua_Number)CMSG_HDR);
	return 1;
}

/* cmsg:data() -> its bytes, where they are */
static int l_data(lua_State *L)
{
	struct cmsghdr c;
	size_t n;

	self(L, &c, &n);
	lsys_lua_push_view(L, &lsys_lua_buffer_kind, 1, n ? CMSG_HDR : 0, n);
	return 1;
}

static void g_cmsg_data(lua_State *L, const void *p)
{
	(void)p;
	lua_pushcfunction(L, l_data);
	lua_pushvalue(L, 1);
	lua_call(L, 1, 1);
}

/* cmsg:credentials() -> pid, uid, gid */
static int l_credentials(lua_State *L)
{
	struct cmsghdr c;
	struct ucred u;
	size_t n;
	const char *p = self(L, &c, &n);

	if (!is_socket(&c, SCM_CREDENTIALS) || n < sizeof(u)) {
		lua_pushnil(L);
		lua_pushliteral(L, "no credentials in this control message");
		return 2;
	}
	memcpy(&u, p, sizeof(u));
	lua_pushnumber(L, u.pid);
	lua_pushnumber(L, u.uid);
	lua_pushnumber(L, u.gid);
	return 3;
}

/*
 * cmsg:value() -> what is in it: a struct, a number; nil when its type is not known. Of an error that a packet met also
 * the address of who told of it.
 */
static int l_value(lua_State *L)
{
	const struct lsys_lua_scm *s;
	const struct lsys_lua_kind *k;
	struct cmsghdr c;
	size_t n;
	const char *p = self(L, &c, &n);

	s = lsys_lua_scm(c.cmsg_level, c.cmsg_type);
	if (s && s->kind) {
		k = lsys_lua_kind_named(L, s->kind);
		if (n >= k->rec->size) {
			memcpy(lsys_lua_new(L, k, 1), p, k->rec->size);
			if (k->rec != &lsys_sock_extended_err_record || n < k->rec->size + sizeof(struct sockaddr_in))
				return 1;
			lsys_lua_push_addr(L, p + k->rec->size, n - k->rec->size);
			return 2;
		}
	} else if (s && n >= s->size) {
		if (s->size == sizeof(int) && !s->is_unsigned)
			lsys_lua_push_i64(L, lsys_get_int(p, s->size));
		else
			lsys_lua_push_u64(L, lsys_get_uint(p, s->size));
		return 1;
	}
	lua_pushnil(L);
	return 1;
}

/*
 * cmsg:fds() iterates over descriptors. Those that came with a message are objects that own them, and the same ones each
 * time; of a message that was made for sending they are numbers of somebody else's, which no object closes.
 */
static int l_fds_next(lua_State *L)
{
	lua_Integer i = lua_tointeger(L, lua_upvalueindex(2)) + 1;

	lua_pushinteger(L, i);
	lua_replace(L, lua_upvalueindex(2));
	lua_rawgeti(L, lua_upvalueindex(1), (int)i);
	return 1;
}

static int l_fds(lua_State *L)
{
	struct cmsghdr c;
	size_t n;
	const char *p = self(L, &c, &n);

	lua_settop(L, 1);
	lua_newtable(L);
	if (is_socket(&c, SCM_RIGHTS) || is_socket(&c, LSYS_SCM_PIDFD)) {
		for (size_t i = 0; i < n / sizeof(int); i++) {
			lsys_lua_take_fd(L, 1, (int)lsys_get_int(p + i * sizeof(int), sizeof(int)));
			lua_rawseti(L, 2, (int)i + 1);
		}
	}
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, l_fds_next, 2);
	return 1;
}

/* Puts descriptor number k, the value at index i, into the message at index 1, which keeps it open until then. */
static void put_fd(lua_State *L, char *data, size_t n, size_t k, int i)
{
	int fd;

	if (k >= n / sizeof(int))
		luaL_error(L, "cmsghdr: room for no more than %d descriptors", (int)(n / sizeof(int)));
	fd = lsys_lua_check_fd(L, i);
	memcpy(data + k * sizeof(int), &fd, sizeof(fd));
}

/* cmsg:setfd(fd), cmsg:setfds({ fd, ... }) */
static int l_setfds(lua_State *L)
{
	struct cmsghdr c;
	size_t n, count;
	char *p = self(L, &c, &n);

	lua_settop(L, 2);
	lsys_lua_mem(L, lsys_lua_test_obj(L, 1), true);
	if (lua_istable(L, 2)) {
		count = lua_rawlen(L, 2);
		for (size_t k = 0; k < count; k++) {
			lua_rawgeti(L, 2, (int)k + 1);
			put_fd(L, p, n, k, lua_gettop(L));
			lua_pop(L, 1);
		}
	} else {
		put_fd(L, p, n, 0, 2);
	}
	lsys_lua_push_kept(L, 1); /* so that a descriptor of which nobody else knows is still there when it is sent */
	lua_pushvalue(L, 2);
	lua_setfield(L, -2, "sent");
	return 0;
}

/* cmsg:setdata(string or object, [bytes]) */
static int l_setdata(lua_State *L)
{
	struct cmsghdr c;
	size_t n, len;
	char *p = self(L, &c, &n);
	const void *s = lsys_lua_check_bytes(L, 2, false, &len);

	lsys_lua_mem(L, lsys_lua_test_obj(L, 1), true);
	if (!lua_isnoneornil(L, 3))
		len = (size_t)lsys_lua_check_i64(L, 3, 0, (int64_t)len);
	if (len > n)
		return luaL_argerror(L, 2, "longer than the room there");
	memmove(p, s, len);
	return 0;
}

static int type_of(lua_State *L, int i, int level)
{
	static const char *const scm[] = { "SCM", NULL };

	return (int)lsys_lua_either(L, i, level == SOL_SOCKET ? scm : lsys_lua_level_groups(level));
}

static void set_level(lua_State *L, int i, void *p, int holder)
{
	int level = lsys_lua_level(L, i);

	(void)holder;
	memcpy((char *)p + offsetof(struct cmsghdr, cmsg_level), &level, sizeof(level));
}

static void set_type(lua_State *L, int i, void *p, int holder)
{
	struct cmsghdr c;

	(void)holder;
	memcpy(&c, p, sizeof(c));
	c.cmsg_type = type_of(L, i, c.cmsg_level);
	memcpy(p, &c, sizeof(c));
}

/* t.cmsghdr(level, type, [data or descriptors], [bytes of data]) */
static int l_cmsghdr(lua_State *L)
{
	const struct lsys_lua_scm *s;
	struct cmsghdr c = { 0 };
	bool rights;
	size_t n = 0;
	const void *data = NULL;
	char *p, number[8];

	lua_settop(L, 4);
	if (lua_isnil(L, 1)) {
		lsys_lua_new(L, &lsys_lua_buffer_kind, CMSG_HDR);
		lsys_lua_push_view(L, KIND(CMSGHDR), -1, 0, CMSG_HDR);
		return 1;
	}
	c.cmsg_level = lsys_lua_level(L, 1);
	c.cmsg_type = type_of(L, 2, c.cmsg_level);
	rights = is_socket(&c, SCM_RIGHTS);
	s = lsys_lua_scm(c.cmsg_level, c.cmsg_type);
	if (lua_isnil(L, 3)) {
		n = 0;
	} else if (rights && lua_type(L, 3) == LUA_TNUMBER) {
		n = sizeof(int) * (size_t)lsys_lua_check_i64(L, 3, 0, LSYS_SCM_MAX_FD);
	} else if (rights && (lua_istable(L, 3) || !lsys_lua_test_obj(L, 3)) && lua_type(L, 3) != LUA_TSTRING) {
		n = sizeof(int) * (lua_istable(L, 3) ? lua_rawlen(L, 3) : 1);
	} else {
		if (s && s->kind && lua_type(L, 3) != LUA_TSTRING && !lsys_lua_test_obj(L, 3)) {
			lsys_lua_to(L, 3, lsys_lua_kind_named(L, s->kind));
		} else if (lua_type(L, 3) == LUA_TNUMBER) {
			n = s ? s->size : sizeof(int);
			lsys_set_uint(number, (unsigned)n, lsys_lua_to_uint(L, 3, (unsigned)n, true));
			data = number;
		}
		if (!data)
			data = lsys_lua_check_bytes(L, 3, false, &n);
	}
	if (!lua_isnil(L, 4)) {
		size_t want = (size_t)lsys_lua_check_i64(L, 4, 0, INT32_MAX);

		if (data && data != number && want > n)
			return luaL_argerror(L, 4, "more bytes than the data has");
		n = want;
	}
	c.cmsg_len = (__typeof__(c.cmsg_len))(CMSG_HDR + n);
	p = lsys_lua_new(L, &lsys_lua_buffer_kind, CMSG_HDR + ALIGN(n));
	memcpy(p, &c, sizeof(c));
	if (data)
		memcpy(p + CMSG_HDR, data, data == number && n > sizeof(number) ? sizeof(number) : n);
	lsys_lua_push_view(L, KIND(CMSGHDR), -1, 0, CMSG_HDR + ALIGN(n));
	if (rights && !data && n && lua_type(L, 3) != LUA_TNUMBER) {
		lua_pushcfunction(L, l_setfds);
		lua_pushvalue(L, -2);
		lua_pushvalue(L, 3);
		lua_call(L, 2, 0);
	}
	return 1;
}

static const struct lsys_lua_setter msghdr_setters[] = {
	{ "name", set_name }, { "iov", set_iov }, { "control", set_control }, { NULL, NULL },
};
static const luaL_Reg msghdr_methods[] = {
	{ "cmsgs", l_cmsgs }, { "cmsg_firsthdr", l_cmsg_firsthdr }, { "cmsg_nxthdr", l_cmsg_nxthdr }, { NULL, NULL },
};
static const struct lsys_lua_getter cmsghdr_getters[] = { { "cmsg_data", g_cmsg_data }, { NULL, NULL } };
static const struct lsys_lua_setter cmsghdr_setters[] = {
	{ "level", set_level }, { "cmsg_level", set_level }, { "type", set_type }, { "cmsg_type", set_type }, { NULL, NULL },
};
static const luaL_Reg cmsghdr_methods[] = {
	{ "len", l_len }, { "align", l_align }, { "datalen", l_datalen }, { "hdrsize", l_hdrsize }, { "data", l_data },
	{ "credentials", l_credentials }, { "value", l_value }, { "fds", l_fds }, { "setfd", l_setfds }, { "setfds", l_setfds },
	{ "setdata", l_setdata }, { NULL, NULL },
};

const struct lsys_lua_kind lsys_lua_msg_kinds[] = {
	[MSGHDR] = { .name = "msghdr", .rec = &lsys_msghdr_record, .order = "name iov control", .setters = msghdr_setters,
		.methods = msghdr_methods },
	[MMSGHDR] = { .name = "mmsghdr", .rec = &lsys_mmsghdr_record, .from = mmsghdr_from, .set = mmsghdr_set },
	[MMSGHDRS] = LSYS_LUA_ARRAY_KIND("mmsghdrs", &lsys_mmsghdr_record, "msg"),
	[CMSGHDR] = { .name = "cmsghdr", .rec = &lsys_cmsghdr_record, .getters = cmsghdr_getters, .setters = cmsghdr_setters,
		.methods = cmsghdr_methods },
	{ .name = NULL },
};

const luaL_Reg lsys_lua_msg_types[] = { { "cmsghdr", l_cmsghdr }, { NULL, NULL } };

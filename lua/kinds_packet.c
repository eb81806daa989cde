/* Kinds of packets' headers, which know their checksums, and of requests about interfaces. */
#include <arpa/inet.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <string.h>

#include "kinds.h"
#include "sock.h"
#include "sys/struct_net.h"

enum { IPHDR, UDPHDR, IFREQ };

#define KIND(n) (&lsys_lua_packet_kinds[n])

/* The sum of RFC 1071: 16-bit words as they are in memory, an odd byte at the end with a zero behind it. */
static uint32_t sum(uint32_t s, const void *data, size_t n)
{
	const uint8_t *p = data;
	uint16_t w;

	for (; n > 1; n -= 2, p += 2) {
		memcpy(&w, p, 2);
		s += w;
		s = (s & 0xffff) + (s >> 16);
	}
	if (n) {
		w = 0;
		memcpy(&w, p, 1);
		s += w;
		s = (s & 0xffff) + (s >> 16);
	}
	return s;
}

/* ip:checksum() -> the header's checksum, which is put into it */
static int l_ip_checksum(lua_State *L)
{
	const struct lsys_lua_obj *o;
	struct iphdr h;
	char *p = lsys_lua_check(L, 1, KIND(IPHDR));
	size_t len;

	o = lsys_lua_test_obj(L, 1);
	lsys_lua_mem(L, o, true);
	memset(p + offsetof(struct iphdr, check), 0, sizeof(h.check));
	memcpy(&h, p, sizeof(h));
	len = h.ihl > 5 ? 4u * h.ihl : sizeof(h);
	if (len > o->root->size - o->off) /* options are behind the header, where it is a part of a packet */
		return luaL_error(L, "iphdr: its options are not there");
	h.check = (uint16_t)~sum(0, p, len);
	memcpy(p + offsetof(struct iphdr, check), &h.check, sizeof(h.check));
	lua_pushnumber(L, h.check);
	return 1;
}

/* udp:checksum(iphdr, body) -> the datagram's checksum, which is put into the header */
static int l_udp_checksum(lua_State *L)
{
	struct { uint32_t from, to; uint8_t zero, protocol; uint16_t len; } pseudo;
	struct udphdr h;
	struct iphdr ip;
	char *p = lsys_lua_check(L, 1, KIND(UDPHDR));
	size_t have, len;
	const char *body;
	uint32_t s;

	memcpy(&ip, lsys_lua_check(L, 2, KIND(IPHDR)), sizeof(ip));
	body = lsys_lua_check_bytes(L, 3, false, &have);
	lsys_lua_mem(L, lsys_lua_test_obj(L, 1), true);
	memcpy(&h, p, sizeof(h));
	len = ntohs(h.len);
	if (len < sizeof(h) || have < len - sizeof(h))
		return luaL_argerror(L, 3, "shorter than the length in the header");
	pseudo = (__typeof__(pseudo)){ ip.saddr, ip.daddr, 0, ip.protocol, h.len };
	h.check = 0;
	s = sum(sum(sum(0, &pseudo, sizeof(pseudo)), &h, sizeof(h)), body, len - sizeof(h));
	h.check = s == 0xffff ? 0xffff : (uint16_t)~s; /* 0 says that there is none */
	memcpy(p + offsetof(struct udphdr, check), &h.check, sizeof(h.check));
	lua_pushnumber(L, h.check);
	return 1;
}

/* ifreq */

static void set_flags(lua_State *L, int i, void *p, int holder)
{
	static const char *const groups[] = { "IFREQ", "IFF", NULL };

	(void)holder;
	((struct ifreq *)p)->ifr_flags = (short)(lua_type(L, i) == LUA_TSTRING ? lsys_lua_either(L, i, groups) :
		lsys_lua_to_uint(L, i, sizeof(short), true));
}

static void g_hwaddr(lua_State *L, const void *p)
{
	void *m = lsys_lua_new(L, lsys_lua_kind_of(L, &lsys_macaddr_record), 1);

	memcpy(m, ((const struct ifreq *)p)->ifr_hwaddr.sa_data, sizeof(struct lsys_macaddr));
}

static void set_hwaddr(lua_State *L, int i, void *p, int holder)
{
	struct ifreq *r = p;

	r->ifr_hwaddr.sa_family = ARPHRD_ETHER;
	lsys_lua_set_struct(L, i, lsys_lua_kind_of(L, &lsys_macaddr_record), r->ifr_hwaddr.sa_data, holder);
}

/* r.ifr_ifru.ifru_flags: the unions are the request itself, whose members have these names, too. */
static void g_union(lua_State *L, const void *p)
{
	(void)p;
	lua_pushvalue(L, 1);
}

static const char *union_member(const char *key)
{
	return !strncmp(key, "ifru_", 5) || !strncmp(key, "ifrn_", 5) ? key + 5 : NULL;
}

static bool ifreq_get(lua_State *L, const char *key, const void *p)
{
	const char *name = union_member(key);
	const struct lsys_field *f = name ? lsys_row_named(&lsys_ifreq_record, name, strlen(name)) : NULL;

	if (f)
		lsys_lua_push_member(L, f, (const char *)p + f->off, 1);
	return f;
}

static bool ifreq_set(lua_State *L, const char *key, int i, void *p, int holder)
{
	const char *name = union_member(key);

	if (!name)
		return false;
	i = lua_absindex(L, i);
	holder = lua_absindex(L, holder);
	lua_pushstring(L, name);
	lsys_lua_set_named(L, KIND(IFREQ), lua_gettop(L), i, p, holder);
	lua_pop(L, 1);
	return true;
}

static const luaL_Reg ip_methods[] = { { "checksum", l_ip_checksum }, { NULL, NULL } };
static const luaL_Reg udp_methods[] = { { "checksum", l_udp_checksum }, { NULL, NULL } };
static const struct lsys_lua_getter ifreq_getters[] = {
	{ "hwaddr", g_hwaddr }, { "ifr_ifrn", g_union }, { "ifr_ifru", g_union }, { NULL, NULL },
};
static const struct lsys_lua_setter ifreq_setters[] = { { "flags", set_flags }, { "hwaddr", set_hwaddr }, { NULL, NULL } };

const struct lsys_lua_kind lsys_lua_packet_kinds[] = {
	[IPHDR] = { .name = "iphdr", .rec = &lsys_iphdr_record, .methods = ip_methods },
	[UDPHDR] = { .name = "udphdr", .rec = &lsys_udphdr_record, .methods = udp_methods },
	[IFREQ] = { .name = "ifreq", .rec = &lsys_ifreq_record, .order = "name flags ivalue", .getters = ifreq_getters,
		.setters = ifreq_setters, .get = ifreq_get, .set = ifreq_set },
	{ .name = NULL },
};

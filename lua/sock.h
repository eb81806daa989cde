/* What the files about sockets share. */
#ifndef LSYS_SOCK_H
#define LSYS_SOCK_H

#include <sys/socket.h>

#include "lsys_lua.h"
#include "lsys_obj.h"

/* The kind of a family's addresses, or NULL. */
const struct lsys_lua_kind *lsys_lua_addr_kind(unsigned family);

/* Pushes an address of len bytes as an object of its family's kind, a sockaddr_storage when it has none. */
void lsys_lua_push_addr(lua_State *L, const void *p, size_t len);

/* The bytes that count of an address in an object: less than the object has, in a sockaddr_storage. */
socklen_t lsys_lua_addr_len(const struct lsys_lua_obj *o);

/* Argument i as an address to be read, of as many bytes as argument i + 1 says, if it is there; raises. */
const struct sockaddr *lsys_lua_check_addr(lua_State *L, int i, socklen_t *len);

/* An address that the kernel is to write: into argument i, or when that is missing into its own room. */
struct lsys_lua_addr_out {
	struct sockaddr *p;
	socklen_t len, room;           /* the kernel's answer may be longer than the room */
	int arg;                       /* of the object, 0: own */
	struct sockaddr_storage own;
};
void lsys_lua_addr_out(lua_State *L, struct lsys_lua_addr_out *a, int i);

/* After the call: the length goes where it was asked for. push: pushes the address, too. */
void lsys_lua_addr_done(lua_State *L, struct lsys_lua_addr_out *a, bool push);

/* An address in an object has become so many bytes long, of at most all there are: matters for a sockaddr_un. */
void lsys_lua_addr_set_len(struct lsys_lua_obj *o, size_t len);

/* The value at index i by the first of the groups (names, ended by NULL) that has the word, or a number itself; raises. */
uint64_t lsys_lua_either(lua_State *L, int i, const char *const *groups);

/* A protocol, by SOL's or IPPROTO's names; the names of its options, which types of control messages mostly are, too. */
int lsys_lua_level(lua_State *L, int i);
const char *const *lsys_lua_level_groups(int level);

/* Flags of argument i by MSG's names, 0 when it is missing; raises. */
int lsys_lua_check_msg_flags(lua_State *L, int i);

#endif

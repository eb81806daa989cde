/* Control messages and the descriptors in them. */
#ifndef LSYS_MSG_H
#define LSYS_MSG_H

#include "lsys_lua.h"

#define LSYS_SCM_PIDFD  4   /* SCM_PIDFD, which Linux 6.5 has */
#define LSYS_SCM_MAX_FD 253 /* descriptors in one message */

/* What a type of control message carries: a struct of this kind, or a number of so many bytes. */
struct lsys_lua_scm { int level, type; const char *kind; uint8_t size; bool is_unsigned; };

/* Its row, or NULL. */
const struct lsys_lua_scm *lsys_lua_scm(int level, int type);

/*
 * Pushes the fd object of a descriptor that the control message at index i has in it: it owns the descriptor if that came
 * with a message received there.
 */
void lsys_lua_take_fd(lua_State *L, int i, int fd);

#endif

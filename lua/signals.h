/*
 * Lua functions at signals. C's handler only notes a signal; the function runs when the interpreter comes to its next
 * instruction, which after an interrupted call is at once. Until it has run, the signals of its mask wait in the kernel,
 * and while it runs (or before that, where they are counted) the signal itself, so that none is lost and no function is
 * interrupted by another.
 */
#ifndef LSYS_SIGNALS_H
#define LSYS_SIGNALS_H

#include <lua.h>
#include <signal.h>
#include <stdbool.h>

#include "sys/sigset.h"

struct lsys_lua_signals;

/* Begins with signals in a state: makes what the functions below need. */
void lsys_lua_open_signals(lua_State *L);

/* coroutine.resume and coroutine.wrap that say which coroutine is running (lua/coroutine.c). */
void lsys_lua_open_coroutines(lua_State *L, struct lsys_lua_signals *s);

/* L runs from now on. Returns what ran before. */
lua_State *lsys_lua_runs(struct lsys_lua_signals *s, lua_State *L);

/* If there are functions to run, they run before L's next instruction. */
void lsys_lua_signals_soon(lua_State *L);

/* Runs them now, but while one of them is running; raises what they raise. */
void lsys_lua_signals_now(lua_State *L);

/*
 * sigprocmask(2), with what waits for functions to run left out of what it tells and out of what it changes. set may be
 * NULL; how must be one that there is.
 */
void lsys_lua_signals_mask(int how, const struct lsys_sigset *set, struct lsys_sigset *old);

/* Pushes what is done at a signal, "DFL", "IGN" or a function, and tells flags and mask. Returns 0 or -errno, nothing pushed. */
int lsys_lua_get_action(lua_State *L, int sig, struct lsys_sigaction *a);

/*
 * Sets what is done at a signal: function is the index of a Lua function, or 0 where how is SIG_DFL or SIG_IGN.
 * Returns 0 or -errno.
 */
int lsys_lua_set_action(lua_State *L, int sig, const struct lsys_sigaction *a, void (*how)(int), int function);

/* A part of a mapped file that is there no more is replaced (lua/sys_memory.c): true if that is what this SIGBUS is about. */
bool lsys_lua_mend_bus(const siginfo_t *info);

/* That is to be done where nothing else is at SIGBUS. */
void lsys_lua_catch_bus(void);

/* Has a script a function for this signal? */
bool lsys_lua_handles(int sig);

#endif

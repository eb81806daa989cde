/* The parts of the applet lua: its command line, its prompt, applets as functions. */
#ifndef LSYS_CMD_LUA_H
#define LSYS_CMD_LUA_H

#include <lua.h>

#include "core/applet.h"

/* Makes require "lsys" give every applet as a function that returns its records. */
void lua_add_applets(lua_State *L);

/* Calls the function below narg arguments; an error becomes a message with a traceback. Returns a status of lua_pcall. */
int lua_call_traced(lua_State *L, int narg, int nres);

/* Writes the message on top of the stack, if status is an error, after the name (NULL: without), and pops it. */
int lua_report(lua_State *L, int status, const char *progname);

/* Reads, runs and prints until the end of standard input. */
void lua_prompt(lua_State *L);

#endif

/* lsys __man's parts. */
#ifndef LSYS_CMD_MAN_H
#define LSYS_CMD_MAN_H

#include "core/core.h"

/* Text as a line of mdoc, which takes a leading dot or quote for a macro, a double quote for one around an argument and a
 * backslash for an escape. */
void lsys_man_line(struct lsys_buf *b, const char *s, size_t n);

/* A row's words as a sentence. */
void lsys_man_sentence(struct lsys_buf *b, const char *s, size_t n);

/*
 * Lines about system calls: "@CALLS@", the calls of this page, or of all in lsys-calls; "@STRUCTS stat statx@", the
 * members of structs; "@PAGES@", the pages there are; "@METHODS@", methods with names of their own; "@WITHOUT@", calls that have no function. Returns false when the line is none of them, or names no such thing.
 */
bool lsys_man_calls(struct lsys_buf *b, const char *line, const char *page, struct lsys_arena *arena);

#endif

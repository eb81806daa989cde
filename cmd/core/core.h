/* The door's own rooms. */
#ifndef LSYS_CMD_CORE_H
#define LSYS_CMD_CORE_H

#include "core/applet.h"

/* lsys, alone: the applets by group. */
void lsys_put_overview(struct lsys_buf *b, struct lsys_term term);

/* lsys --install [-s] [-f] DIR: a link for every applet. Return exit statuses; failures are printed to errout. */
int lsys_install(char *const *words, const char *argv0, struct lsys_buf *errout);

/* lsys __complete WORD...: what the last word can be, "word TAB description" a line; ":file" and ":dir" stand for files. */
int lsys_complete(char *const *words, struct lsys_buf *out);

/* lsys __man APPLET: a manual page template from stdin to out, @PLACEHOLDERS@ filled from the tables. */
int lsys_man(char *const *words, struct lsys_buf *out, struct lsys_buf *errout);

#endif

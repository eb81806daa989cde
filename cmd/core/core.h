/* The door's own rooms. */
#ifndef LSYS_CMD_CORE_H
#define LSYS_CMD_CORE_H

#include "core/applet.h"

/* A word of lsys itself, with its letter; the last one has no applet. */
struct lsys_door { const struct lsys_applet *applet; char s; };

extern const struct lsys_door lsys_door[];
extern const struct lsys_applet lsys_install_word;  /* --install [-s] [-f] DIR: a link for every applet */
extern const struct lsys_applet lsys_complete_word; /* __complete WORD...: what the last word can become, see complete.c */
extern const struct lsys_applet lsys_man_word;      /* __man NAME: a manual page from its template on standard input */
extern const struct lsys_applet lsys_annotations_word; /* __annotations luals | luacheck: what editors want to know of S */

/* The word of lsys itself that this one is or, behind dashes, begins. NULL when there is none, with err filled if it has
 * dashes. */
const struct lsys_applet *lsys_door_word(const char *word, struct lsys_err *err);

/* Runs an applet with its report going to standard output, as ctx->json says. Returns as lsys_applet_run does. */
int lsys_applet_report(struct lsys_ctx *ctx, void *args);

/* What these arguments make it report. */
const struct lsys_record *lsys_applet_record(const struct lsys_applet *a, const void *args);

/* Says that there is no applet of this name, and which one may have been meant. Returns the exit status. */
int lsys_no_applet(const char *name, struct lsys_buf *errout);

/* lsys, alone: the applets by group. */
void lsys_put_overview(struct lsys_buf *b, struct lsys_term term);

void lsys_put_version(struct lsys_buf *b);

#endif

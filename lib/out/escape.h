/*
 * The one place where text from outside is made harmless.
 *
 * Text form: a string that is plain (well-formed UTF-8 without C0, DEL, C1, bidirectional and invisible controls, and
 * without anything that looks like \xHH) is written as it is. In any other string every such byte becomes \xHH and every
 * backslash \\. So the form is unambiguous, and printf %b turns it back into the bytes.
 *
 * JSON form: well-formed strings are ordinary JSON strings (controls, C1 and bidirectional ones as \uXXXX). A string with
 * bytes that are not UTF-8, or with something that looks like \xHH, has each such byte as the four characters \xHH and
 * every backslash doubled, before JSON's own quoting: the same form, again reversible.
 */
#ifndef LSYS_OUT_ESCAPE_H
#define LSYS_OUT_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Appends n bytes in text form: safe on a terminal. */
void lsys_put_text(struct lsys_buf *b, const char *s, size_t n);

/* Appends n bytes as a JSON string with its quotes. */
void lsys_put_json_str(struct lsys_buf *b, const char *s, size_t n);

/* Appends n bytes as an OpenMetrics label value with its quotes. */
void lsys_put_label(struct lsys_buf *b, const char *s, size_t n);

/* Terminal columns that n bytes of text form take. */
unsigned lsys_text_width(const char *s, size_t n);

/* The longest beginning of n bytes of text form that takes at most width columns; *used gets its columns. */
size_t lsys_text_cut(const char *s, size_t n, unsigned width, unsigned *used);

#endif

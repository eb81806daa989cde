/* Sinks: where records go. One record at a time; only the text table keeps them, for its widths. */
#ifndef LSYS_OUT_SINK_H
#define LSYS_OUT_SINK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "table/record.h"

/* What the output is shown on. */
struct lsys_term {
	bool tty;           /* a terminal: names may be cut to fit */
	bool color;         /* tty, and NO_COLOR is not set */
	bool moves;         /* tty whose cursor can be sent about: TERM says something, and not dumb */
	bool utf8;          /* the locale's words say UTF-8: a cut may be marked with an ellipsis */
	unsigned width;     /* columns; 0: no limit (not a terminal) */
};

/* Finds out about descriptor fd: window size, else $COLUMNS, else 80; colour off with NO_COLOR or TERM=dumb. */
struct lsys_term lsys_term_of(int fd);

/*
 * The columns or members a person chose: "ifname", "linkinfo.kind". One tree per query, in the arena.
 * A node without children stands for the whole value.
 */
struct lsys_want {
	const char *name;
	struct lsys_want *child, *next;
};

struct lsys_col {
	const char *path;                 /* as asked: "stats64.rx_bytes" */
	const struct lsys_field *field;   /* the last row on the path (any one of a variant's, for its help and unit) */
	const char *title;                /* heading */
	unsigned prio;                    /* 0: always shown; higher ones leave first when the terminal is narrow */
	bool flex;                        /* may be cut to fit the terminal */
	bool sparse;                      /* left out when no record has it */
};

struct lsys_cols { const struct lsys_col *p; unsigned n; };

/*
 * Looks paths up in a record (each word may be a comma list); every wrong one is refused by name with the nearest
 * right one. Fills cols (in the arena). Returns 0 or -errno.
 */
int lsys_cols_parse(const struct lsys_record *r, const char *const *paths, unsigned n, struct lsys_cols *cols,
		    struct lsys_arena *a, struct lsys_err *err);

/* The tree of the columns; NULL when memory is out. */
struct lsys_want *lsys_cols_want(const struct lsys_cols *cols, struct lsys_arena *a);

/* Is the row of this name among the children of w? w NULL: everything is. Returns its node through sub. */
bool lsys_wanted(const struct lsys_want *w, const char *name, const struct lsys_want **sub);

/* A line per path that a record has: path, type, help. Follows nested records and variants. */
void lsys_put_columns(struct lsys_buf *b, const struct lsys_record *r, unsigned width);

/* Calls f with every path of a record, as lsys_put_columns lists them; stops when f returns true. */
bool lsys_each_path(const struct lsys_record *r, bool (*f)(void *arg, const char *path, const struct lsys_field *field),
		    void *arg);

/* A sink. begin and end are called once each by whoever owns it, emit for every record. All return 0 or -errno. */
struct lsys_sink {
	int (*emit)(struct lsys_sink *s, const struct lsys_record *r, const void *obj);
	int (*end)(struct lsys_sink *s);
	const struct lsys_want *want;     /* only these rows; NULL: all that are present */
	bool flush;                       /* write out each record at once (monitors) */
	bool failed;                      /* set before end: the report is not whole, and must not look as if it were */
};

static inline int lsys_emit(struct lsys_sink *s, const struct lsys_record *r, const void *obj)
{
	return s->emit(s, r, obj);
}

/* JSON: an array of objects, or a line per object (lines). Streams; of a failed report the array is not closed. */
struct lsys_json {
	struct lsys_sink sink;
	struct lsys_buf *out;
	bool lines, pretty;
	uint64_t n;                       /* objects so far */
};

void lsys_json_init(struct lsys_json *j, struct lsys_buf *out, bool lines, bool pretty);

/* One record as a JSON object, without anything around it. depth < 0: on one line, else indented from there. */
void lsys_put_json(struct lsys_buf *b, const struct lsys_record *r, const void *obj, const struct lsys_want *want,
		   int depth);

/* The JSON Schema (draft 2020-12) of an array of r, or of one object per line. */
void lsys_put_schema(struct lsys_buf *b, const struct lsys_record *r, const char *title);

/*
 * OpenMetrics: every row with a .metric, labelled with the .label rows; names make a state set, .info rows an info
 * sample. A family's samples stand together, as the format wants, so this one keeps its text until the end.
 * Records with the same labels would be the same series twice, which no reader takes: the first one counts. Of a failed
 * report there is nothing.
 */
struct lsys_metrics {
	struct lsys_sink sink;
	struct lsys_buf *out;
	struct lsys_arena *arena;
	struct lsys_family *families, *next; /* next: where the walk expects to find its row */
	struct lsys_buf labels;              /* of the record at hand */
	uint64_t *seen;                      /* hashes of all labels so far, in a table of cap places */
	uint32_t nseen, cap;
};

void lsys_metrics_init(struct lsys_metrics *m, struct lsys_buf *out, struct lsys_arena *a);

/* An aligned table. */
struct lsys_table {
	struct lsys_sink sink;
	struct lsys_buf *out;
	struct lsys_arena *arena;
	struct lsys_term term;
	struct lsys_cols cols;
	bool no_heading;
	bool hard;                        /* no line is wider than the terminal, though a column be cut that is not flexible */
	struct lsys_row *first, **last;   /* kept until the end */
	struct lsys_buf cell, text;       /* scratch: one cell, raw and escaped */
};

void lsys_table_init(struct lsys_table *t, struct lsys_buf *out, struct lsys_arena *a, struct lsys_term term,
		     struct lsys_cols cols);

/* Puts the terminal's sequence for a tone before text, or ends it (tone LSYS_PLAIN); nothing without colour. */
void lsys_put_tone(struct lsys_buf *b, struct lsys_term term, enum lsys_tone tone);

/* The details of one record: a line per present row, nested ones indented. Empty when nothing is present. */
void lsys_put_details(struct lsys_buf *b, const struct lsys_record *r, const void *obj, const struct lsys_want *want,
		      unsigned indent, struct lsys_term term);

/* The text of the column of one record, raw (unescaped); returns its row or NULL when it is absent. */
const struct lsys_field *lsys_put_cell(struct lsys_buf *b, const struct lsys_record *r, const void *obj,
				       const struct lsys_col *col, const void **value);

#endif

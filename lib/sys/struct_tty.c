/* Terminals. */
#include "base/uapi_term.h"
#include "sys/structs.h"

#define T(type, name, m, ...) FIELD_AS(struct type, name, m, __VA_ARGS__)
#define COMMON(type) \
	T(type, "iflag", c_iflag, .hex = 1, .help = "flags of input"), \
	T(type, "oflag", c_oflag, .hex = 1, .help = "flags of output"), \
	T(type, "cflag", c_cflag, .hex = 1, .help = "flags of the line"), \
	T(type, "lflag", c_lflag, .hex = 1, .help = "flags of the terminal"), \
	T(type, "line", c_line, .help = "line discipline"), \
	ARRAY_AS(struct type, "cc", c_cc, .help = "control characters")

static const struct lsys_field termios_rows[] = { COMMON(termios) };
RECORD_FULL(lsys_termios_record, "termios", struct termios, termios_rows, .prefix = "c_", .help = "settings of a terminal");

static const struct lsys_field termios2_rows[] = {
	COMMON(termios2),
	T(termios2, "c_ispeed", c_ispeed, .help = "speed of input, bits a second"),
	T(termios2, "c_ospeed", c_ospeed, .help = "speed of output, bits a second"),
};
RECORD_FULL(lsys_termios2_record, "termios2", struct termios2, termios2_rows, .prefix = "c_",
	.help = "settings of a terminal with any speed");

/* struct winsize is in asm/termios.h, which has more that the C library has too. */
struct winsize { unsigned short ws_row, ws_col, ws_xpixel, ws_ypixel; };

#define W(name, m, ...) FIELD_AS(struct winsize, name, m, __VA_ARGS__)
static const struct lsys_field winsize_rows[] = {
	W("row", ws_row, .help = "lines"),
	W("col", ws_col, .help = "columns"),
	W("xpixel", ws_xpixel, .help = "width in pixels"),
	W("ypixel", ws_ypixel, .help = "height in pixels"),
};
RECORD_FULL(lsys_winsize_record, "winsize", struct winsize, winsize_rows, .prefix = "ws_", .help = "size of a terminal");

const struct lsys_record *const lsys_structs_tty[] = {
	&lsys_termios_record, &lsys_termios2_record, &lsys_winsize_record, NULL,
};

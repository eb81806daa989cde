#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/str.h"
#include "out/sink.h"

struct lsys_term lsys_term_of(int fd)
{
	struct lsys_term t = { 0 };
	struct winsize ws;
	const char *s;
	uint64_t v;

	if (!isatty(fd))
		return t;
	t.tty = true;
	t.width = 80;
	s = getenv("COLUMNS");
	if (ioctl(fd, TIOCGWINSZ, &ws) == 0 && ws.ws_col)
		t.width = ws.ws_col;
	else if (s && !lsys_parse_u64(s, &v) && v && v < 10000)
		t.width = (unsigned)v;
	s = getenv("NO_COLOR");
	t.color = !s || !*s;
	s = getenv("LC_ALL");
	if (!s || !*s)
		s = getenv("LC_CTYPE");
	if (!s || !*s)
		s = getenv("LANG");
	t.utf8 = s && (strcasestr(s, "utf-8") || strcasestr(s, "utf8"));
	s = getenv("TERM");
	t.moves = s && *s && strcmp(s, "dumb") != 0;
	t.color &= t.moves;
	return t;
}

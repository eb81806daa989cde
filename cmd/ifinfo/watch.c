/* ifinfo -w: a table with rates that stays in place. */
#include "ifinfo/ifinfo.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/fd.h"

#define MORE_WIDTH 16 /* enough for "4294967295 more" */

struct lsys_ifinfo_rate {
	uint64_t has;
	char ifname[16];
	uint8_t state;
	const char *kind;
	uint64_t rx, tx, rx_packets, tx_packets, errors, dropped;
	struct lsys_list addresses;
};

static const struct lsys_field rate_rows[] = {
	FIELD(struct lsys_ifinfo_rate, ifname, .help = "interface name"),
	FIELD(struct lsys_ifinfo_rate, state, .names = &lsys_link_states, .help = "state"),
	FIELD(struct lsys_ifinfo_rate, kind, .help = "kind"),
	FIELD(struct lsys_ifinfo_rate, rx, .unit = LSYS_U_BPS, .help = "bytes received a second"),
	FIELD(struct lsys_ifinfo_rate, tx, .unit = LSYS_U_BPS, .help = "bytes sent a second"),
	FIELD(struct lsys_ifinfo_rate, rx_packets, .help = "packets received a second"),
	FIELD(struct lsys_ifinfo_rate, tx_packets, .help = "packets sent a second"),
	FIELD(struct lsys_ifinfo_rate, errors, .help = "errors a second"),
	FIELD(struct lsys_ifinfo_rate, dropped, .help = "packets dropped a second"),
	LIST_OF(struct lsys_ifinfo_rate, addresses, addr, .help = "addresses"),
};
static RECORD(rate_record, "rate", struct lsys_ifinfo_rate, rate_rows);

static const struct lsys_col columns[] = {
	{ "ifname", &rate_rows[0], "NAME", 0, false, false }, { "state", &rate_rows[1], "STATE", 1, false, false },
	{ "kind", &rate_rows[2], "KIND", 5, false, false }, { "rx", &rate_rows[3], "RX/s", 0, false, false },
	{ "tx", &rate_rows[4], "TX/s", 0, false, false }, { "rx_packets", &rate_rows[5], "RXPKT/s", 3, false, false },
	{ "tx_packets", &rate_rows[6], "TXPKT/s", 3, false, false }, { "errors", &rate_rows[7], "ERR/s", 4, false, false },
	{ "dropped", &rate_rows[8], "DROP/s", 4, false, false }, { "addresses", &rate_rows[9], "ADDRESSES", 2, true, false },
};

/* Counters of the round before, found again by interface index. */
struct sample { uint32_t index; struct lsys_link_stats s; };

struct watch {
	struct lsys_ctx *ctx;
	const struct args *args;
	const struct place *place;
	struct lsys_ifaces *f;
	struct sample *old;
	unsigned nold, cap;
	struct sample *now;
	unsigned nnow, cap_now;
	uint64_t at, before;     /* when these were taken, nanoseconds */
	bool screen;             /* the alternate screen is on */
	bool raw;                /* keys come one by one; saved says how they came before */
	struct termios saved;
	int sigfd;
};

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static void enter_screen(struct watch *w)
{
	struct termios t;

	if (!w->ctx->term.moves || w->screen)
		return;
	lsys_puts(w->ctx->out, "\033[?1049h\033[?25l\033[?7l");
	lsys_buf_flush(w->ctx->out);
	w->screen = true;
	if (w->raw || tcgetattr(STDIN_FILENO, &w->saved) == 0) {
		t = w->saved;
		t.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
		w->raw = tcsetattr(STDIN_FILENO, TCSANOW, &t) == 0;
	}
}

static void leave_screen(struct watch *w)
{
	if (w->raw)
		tcsetattr(STDIN_FILENO, TCSANOW, &w->saved);
	if (w->screen) {
		lsys_puts(w->ctx->out, "\033[?7h\033[?25h\033[?1049l");
		lsys_buf_flush(w->ctx->out);
	}
	w->raw = w->screen = false;
}

static const struct lsys_link_stats *old_stats(const struct watch *w, uint32_t index, unsigned hint)
{
	/* the order hardly changes from one round to the next */
	for (unsigned k = 0; k < w->nold; k++) {
		const struct sample *s = &w->old[(hint + k) % w->nold];

		if (s->index == index)
			return &s->s;
	}
	return NULL;
}

static uint64_t rate(uint64_t ns, uint64_t now, uint64_t old)
{
	return now > old && ns ? (uint64_t)((double)(now - old) * 1e9 / (double)ns + 0.5) : 0;
}

static int keep(struct watch *w, uint32_t index, const struct lsys_link_stats *s)
{
	if (w->nnow == w->cap_now) {
		unsigned cap = w->cap_now ? 2 * w->cap_now : 64;
		struct sample *p = lsys_arena_array(w->ctx->arena, cap, sizeof(*p));

		if (!p)
			return -ENOMEM;
		if (w->nnow)
			memcpy(p, w->now, w->nnow * sizeof(*p));
		w->now = p;
		w->cap_now = cap;
	}
	w->now[w->nnow++] = (struct sample){ index, *s };
	return 0;
}

/* A table in the making. */
struct picture {
	struct lsys_table table;
	uint64_t ns;             /* since the samples that rates are reckoned from */
	unsigned rows;
	bool due;                /* a round is over: new samples are kept */
};

static int add_row(struct watch *w, struct picture *pic, const struct lsys_link *l)
{
	struct lsys_ifinfo_rate x = { .has = 7, .state = l->state, .kind = l->kind, .addresses = l->addresses };
	const struct lsys_link_stats *n = l->stats64, *o = n ? old_stats(w, l->ifindex, pic->rows++) : NULL;
	int r = n && pic->due ? keep(w, l->ifindex, n) : 0;

	memcpy(x.ifname, l->ifname, sizeof(x.ifname));
	LSYS_SET(&rate_record, &x, addresses);
	if (o) {
		x.rx = rate(pic->ns, n->rx_bytes, o->rx_bytes);
		x.tx = rate(pic->ns, n->tx_bytes, o->tx_bytes);
		x.rx_packets = rate(pic->ns, n->rx_packets, o->rx_packets);
		x.tx_packets = rate(pic->ns, n->tx_packets, o->tx_packets);
		x.errors = rate(pic->ns, n->rx_errors + n->tx_errors, o->rx_errors + o->tx_errors);
		x.dropped = rate(pic->ns, n->rx_dropped + n->tx_dropped, o->rx_dropped + o->tx_dropped);
		for (size_t off = offsetof(struct lsys_ifinfo_rate, rx); off <= offsetof(struct lsys_ifinfo_rate, dropped); off += 8)
			lsys_has_set(&rate_record, &x, lsys_row_at(&rate_record, off));
	}
	return r < 0 ? r : lsys_emit(&pic->table.sink, &rate_record, &x);
}

static unsigned count_lines(const char *p, const char *end)
{
	unsigned n = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		n++;
		p++;
	}
	return n;
}

/* Puts text on the screen, over what was there; when it has too few lines, the last one says how many more there are. */
static int paint(struct watch *w, const struct lsys_buf *text)
{
	struct lsys_buf *out = w->ctx->out;
	struct winsize ws;
	unsigned all, room, height = UINT32_MAX;
	const char *p = text->p, *end = text->p + text->len;

	if (!w->screen) {
		lsys_put(out, text->p, text->len);
		lsys_putc(out, '\n');
		return lsys_buf_flush(out);
	}
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_row)
		height = ws.ws_row;
	all = count_lines(p, end);
	room = all <= height ? all : height > 1 ? height - 1 : 1;
	lsys_puts(out, "\033[H");
	for (unsigned i = 0; i < room; i++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		/* cleared first: behind a full line the cursor stands on its last character */
		lsys_puts(out, i ? "\r\n\033[K" : "\033[K");
		lsys_put(out, p, (size_t)(nl - p));
		p = nl + 1;
	}
	if (room < height)
		lsys_puts(out, "\r\n\033[J");
	if (room < all && room < height && w->ctx->term.width >= MORE_WIDTH) {
		lsys_put_u64(out, all - room);
		lsys_puts(out, " more");
	}
	return lsys_buf_flush(out);
}

/* The rows of the picture: of the interfaces named, asked for one by one, or of all. */
static int add_rows(struct watch *w, struct picture *pic)
{
	struct lsys_err *err = &w->ctx->err;
	struct lsys_link l;
	int r = 0;

	for (unsigned i = 0; r >= 0 && i < w->args->names.n; i++) {
		r = lsys_ifaces_get(w->f, w->args->names.p[i], &l, err);
		if (r >= 0 && ifinfo_match(w->args, w->place, &l))
			r = add_row(w, pic, &l);
		if (r == -ENODEV) { /* it may come back */
			*err = (struct lsys_err){ 0 };
			r = 0;
		}
	}
	if (w->args->names.n)
		return r;
	r = lsys_ifaces_restart(w->f, err);
	while (r >= 0 && (r = lsys_ifaces_next(w->f, &l, err)) > 0)
		if (ifinfo_match(w->args, w->place, &l))
			r = add_row(w, pic, &l);
	return r;
}

/*
 * Draws. When a round is over its samples are kept for the next one; a picture in between (the window has another size,
 * we are back from a stop) shows rates since the same samples as the one before, not of the moment since that.
 */
static int draw(struct watch *w, bool due)
{
	struct lsys_arena arena = { 0 };
	struct lsys_buf text = LSYS_BUF_MEM;
	struct picture pic = { .due = due };
	uint64_t now = now_ns();
	int r, end;

	if (due) {
		struct sample *swap = w->old;
		unsigned cap = w->cap;

		w->old = w->now;
		w->nold = w->nnow;
		w->cap = w->cap_now;
		w->now = swap;
		w->nnow = 0;
		w->cap_now = cap;
		w->before = w->at;
		w->at = now;
	}
	pic.ns = now - w->before;
	lsys_table_init(&pic.table, &text, &arena, w->ctx->term, (struct lsys_cols){ columns, LSYS_COUNT(columns) });
	pic.table.hard = true;
	r = add_rows(w, &pic);
	end = pic.table.sink.end(&pic.table.sink);
	if (r >= 0)
		r = end < 0 ? end : paint(w, &text);
	lsys_buf_free(&text);
	lsys_arena_free(&arena);
	return r;
}

/* Ctrl-Z: the screen is given back before we stop. */
static void stop_here(struct watch *w)
{
	const struct timespec none = { 0 };
	sigset_t set;

	leave_screen(w);
	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	raise(SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGCONT); /* which woke us, and has nothing more to say */
	sigtimedwait(&set, NULL, &none);
}

enum { LEAVE, REDRAW, ROUND };

/* Waits for the next round. Returns what to do, or -errno; *sig gets the signal that ends us. */
static int wait_round(struct watch *w, uint64_t until, int *sig)
{
	struct pollfd pf[2] = { { .fd = w->sigfd, .events = POLLIN }, { .fd = w->raw ? STDIN_FILENO : -1, .events = POLLIN } };

	for (;;) {
		uint64_t t = now_ns();
		struct timespec left = { .tv_sec = until > t ? (time_t)((until - t) / 1000000000) : 0,
					 .tv_nsec = until > t ? (long)((until - t) % 1000000000) : 0 };
		struct signalfd_siginfo si;
		char c;
		int n = ppoll(pf, 2, &left, NULL);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			return ROUND;
		if (pf[1].revents) {
			if (read(STDIN_FILENO, &c, 1) != 1 || c == 'q' || c == 'Q')
				return LEAVE;
			if (c == ' ' || c == 'L' - 64)
				return REDRAW;
		}
		if (!(pf[0].revents & POLLIN) || read(w->sigfd, &si, sizeof(si)) != sizeof(si))
			continue;
		if (si.ssi_signo == SIGTSTP)
			stop_here(w);
		else if (si.ssi_signo == SIGCONT) /* stopped by another signal: the screen was not given back */
			w->screen = false;
		else if (si.ssi_signo != SIGWINCH) {
			*sig = (int)si.ssi_signo;
			return LEAVE;
		}
		w->ctx->term = lsys_term_of(STDOUT_FILENO);
		enter_screen(w);
		return REDRAW;
	}
}

static int loop(struct watch *w, uint64_t period, int *sig)
{
	uint64_t next = now_ns();
	int r = ROUND;

	enter_screen(w);
	do {
		if (r == ROUND) {
			next += period;
			if (next < now_ns()) /* stopped, or slower than asked for: no catching up */
				next = now_ns() + period;
		}
		r = draw(w, r == ROUND);
	} while (r >= 0 && (r = wait_round(w, next, sig)) > LEAVE);
	leave_screen(w);
	return r;
}

/* A name that there is not is a mistake at the start; later it may go and come. */
static int check_names(struct watch *w)
{
	struct lsys_link l;
	int r = 0;

	for (unsigned i = 0; r >= 0 && i < w->args->names.n; i++)
		r = lsys_ifaces_get(w->f, w->args->names.p[i], &l, &w->ctx->err);
	return r;
}

int ifinfo_watch(struct lsys_ctx *ctx, const struct args *a, const struct place *p)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT };
	struct lsys_ifaces_query q = ifinfo_query(a, p, NULL);
	struct watch w = { .ctx = ctx, .args = a, .place = p, .sigfd = -1 };
	double seconds = a->seconds != 0 ? a->seconds : 1;
	sigset_t set, before;
	int r, sig = 0;

	r = a->names.n ? lsys_ifaces_open_idle(&w.f, &q, &ctx->err) : lsys_ifaces_open(&w.f, &q, &ctx->err);
	if (r >= 0)
		r = check_names(&w);
	if (r < 0) {
		lsys_ifaces_close(w.f);
		return r;
	}
	sigemptyset(&set);
	for (unsigned i = 0; i < LSYS_COUNT(signals); i++)
		sigaddset(&set, signals[i]);
	sigprocmask(SIG_BLOCK, &set, &before);
	w.sigfd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	r = w.sigfd < 0 ? lsys_err_set(&ctx->err, errno, "receive signals", NULL) : loop(&w, (uint64_t)(seconds * 1e9), &sig);
	lsys_ifaces_close(w.f);
	lsys_close(&w.sigfd);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (ctx->out->err) {
		ctx->err = (struct lsys_err){ 0 };
		return 1;
	}
	if (sig && sig != SIGINT) /* end by the signal, now that the terminal is as it was */
		raise(sig);
	return r;
}

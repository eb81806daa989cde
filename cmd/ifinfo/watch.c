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
	{ "ifname", &rate_rows[0], "NAME", 0, false, false }, { "state", &rate_rows[1], "STATE", 0, false, false },
	{ "kind", &rate_rows[2], "KIND", 5, false, false }, { "rx", &rate_rows[3], "RX/s", 0, false, false },
	{ "tx", &rate_rows[4], "TX/s", 0, false, false }, { "rx_packets", &rate_rows[5], "RXPKT/s", 3, false, false },
	{ "tx_packets", &rate_rows[6], "TXPKT/s", 3, false, false }, { "errors", &rate_rows[7], "ERR/s", 4, false, false },
	{ "dropped", &rate_rows[8], "DROP/s", 4, false, false }, { "addresses", &rate_rows[9], "ADDRESSES", 1, true, false },
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
	uint64_t at, before;     /* nanoseconds */
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

	if (!w->ctx->term.tty || w->screen)
		return;
	lsys_puts(w->ctx->out, "\033[?1049h\033[?25l\033[?7l");
	lsys_buf_flush(w->ctx->out);
	w->screen = true;
	if (tcgetattr(STDIN_FILENO, &w->saved) == 0) {
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

static uint64_t rate(const struct watch *w, uint64_t now, uint64_t old)
{
	uint64_t ns = w->at - w->before;

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

static int add_row(struct watch *w, struct lsys_table *t, const struct lsys_link *l)
{
	struct lsys_ifinfo_rate x = { .has = 7, .state = l->state, .kind = l->kind, .addresses = l->addresses };
	const struct lsys_link_stats *n = l->stats64, *o = n ? old_stats(w, l->ifindex, w->nnow) : NULL;
	int r = n ? keep(w, l->ifindex, n) : 0;

	memcpy(x.ifname, l->ifname, sizeof(x.ifname));
	LSYS_SET(&rate_record, &x, addresses);
	if (o) {
		x.rx = rate(w, n->rx_bytes, o->rx_bytes);
		x.tx = rate(w, n->tx_bytes, o->tx_bytes);
		x.rx_packets = rate(w, n->rx_packets, o->rx_packets);
		x.tx_packets = rate(w, n->tx_packets, o->tx_packets);
		x.errors = rate(w, n->rx_errors + n->tx_errors, o->rx_errors + o->tx_errors);
		x.dropped = rate(w, n->rx_dropped + n->tx_dropped, o->rx_dropped + o->tx_dropped);
		for (size_t off = offsetof(struct lsys_ifinfo_rate, rx); off <= offsetof(struct lsys_ifinfo_rate, dropped); off += 8)
			lsys_has_set(&rate_record, &x, lsys_row_at(&rate_record, off));
	}
	return r < 0 ? r : lsys_emit(&t->sink, &rate_record, &x);
}

static bool shown(const struct args *a, const struct lsys_link *l)
{
	for (unsigned i = 0; i < a->names.n; i++)
		if (!strcmp(a->names.p[i], l->ifname))
			return true;
	return !a->names.n;
}

/* Puts text on the screen: no more lines than it has, the rest of each and of the screen cleared. */
static int paint(struct watch *w, const struct lsys_buf *text)
{
	struct lsys_buf *out = w->ctx->out;
	struct winsize ws;
	unsigned lines = 0, room = w->screen && ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_row ? ws.ws_row : UINT32_MAX;
	const char *p = text->p, *end = text->p + text->len;

	if (!w->screen) {
		lsys_put(out, text->p, text->len);
		lsys_putc(out, '\n');
		return lsys_buf_flush(out);
	}
	lsys_puts(out, "\033[H");
	while (p < end && lines < room) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = nl ? (size_t)(nl - p) : (size_t)(end - p);

		lsys_put(out, p, n);
		lsys_puts(out, "\033[K");
		if (++lines < room && p + n + 1 < end)
			lsys_puts(out, "\r\n");
		p += n + 1;
	}
	lsys_puts(out, "\033[J");
	return lsys_buf_flush(out);
}

static int draw(struct watch *w)
{
	struct lsys_arena arena = { 0 };
	struct lsys_buf text = LSYS_BUF_MEM;
	struct lsys_table t;
	struct lsys_link l;
	struct sample *swap = w->old;
	unsigned cap = w->cap;
	int r, end;

	w->old = w->now;
	w->nold = w->nnow;
	w->cap = w->cap_now;
	w->now = swap;
	w->nnow = 0;
	w->cap_now = cap;
	w->before = w->at;
	w->at = now_ns();
	lsys_table_init(&t, &text, &arena, w->ctx->term, (struct lsys_cols){ columns, LSYS_COUNT(columns) });
	r = lsys_ifaces_restart(w->f, &w->ctx->err);
	while (r >= 0 && (r = lsys_ifaces_next(w->f, &l, &w->ctx->err)) > 0)
		if (shown(w->args, &l) && ifinfo_match(w->args, w->place, &l))
			r = add_row(w, &t, &l);
	end = t.sink.end(&t.sink);
	if (r >= 0)
		r = end < 0 ? end : paint(w, &text);
	lsys_buf_free(&text);
	lsys_arena_free(&arena);
	return r;
}

/* Ctrl-Z: the screen is given back first, and taken again when we go on. */
static void stop_here(struct watch *w)
{
	sigset_t set;

	leave_screen(w);
	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	raise(SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	sigprocmask(SIG_BLOCK, &set, NULL);
	enter_screen(w);
}

/* Waits for the next round. Returns 1 to draw, 0 to leave, -errno; *sig gets the signal that ends us. */
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
			return 1;
		if (pf[1].revents) {
			if (read(STDIN_FILENO, &c, 1) != 1 || c == 'q' || c == 'Q')
				return 0;
			if (c == ' ')
				return 1;
		}
		if (!(pf[0].revents & POLLIN) || read(w->sigfd, &si, sizeof(si)) != sizeof(si))
			continue;
		if (si.ssi_signo == SIGWINCH) {
			w->ctx->term = lsys_term_of(STDOUT_FILENO);
			return 1;
		}
		if (si.ssi_signo == SIGTSTP) {
			stop_here(w);
			return 1;
		}
		*sig = (int)si.ssi_signo;
		return 0;
	}
}

static int loop(struct watch *w, uint64_t period, int *sig)
{
	uint64_t next = now_ns();
	int r;

	enter_screen(w);
	do {
		r = draw(w);
		next += period;
		if (next < now_ns()) /* stopped, or slower than asked for: no catching up */
			next = now_ns() + period;
	} while (r >= 0 && (r = wait_round(w, next, sig)) > 0);
	leave_screen(w);
	return r;
}

int ifinfo_watch(struct lsys_ctx *ctx, const struct args *a, const struct place *p)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP };
	struct lsys_ifaces_query q = ifinfo_query(a, p, NULL);
	struct watch w = { .ctx = ctx, .args = a, .place = p, .sigfd = -1 };
	double seconds = a->seconds != 0 ? a->seconds : 1;
	sigset_t set, before;
	int r, sig = 0;

	sigemptyset(&set);
	for (unsigned i = 0; i < LSYS_COUNT(signals); i++)
		sigaddset(&set, signals[i]);
	sigprocmask(SIG_BLOCK, &set, &before);
	w.sigfd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	r = w.sigfd < 0 ? lsys_err_set(&ctx->err, errno, "receive signals", NULL) : lsys_ifaces_open(&w.f, &q, &ctx->err);
	if (r >= 0)
		r = loop(&w, (uint64_t)(seconds * 1e9), &sig);
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

/* Structs of calls on signals. */
#include <signal.h>
#include <sys/signalfd.h>

#include "sys/abi.h"
#include "sys/sigset.h"
#include "sys/structs.h"

/* Not all C libraries have a name for it. */
#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

/* "int,term" */
static void sigset_brief(struct lsys_buf *b, const void *obj)
{
	const struct lsys_group *g = lsys_group_named("SIG");
	const char *between = "";

	for (unsigned sig = 1; sig <= LSYS_SIGNALS; sig++) {
		if (!lsys_sigset_has(obj, sig))
			continue;
		lsys_puts(b, between);
		if (g)
			lsys_put_names(b, g->names, sig);
		else
			lsys_put_u64(b, sig);
		between = ",";
	}
}

static const struct lsys_field sigset_rows[] = {
	ARRAY(struct lsys_sigset, sig, .hex = 1, .help = "the bits, from signal 1 up"),
};
RECORD_FULL(lsys_sigset_record, "sigset", struct lsys_sigset, sigset_rows, .brief = sigset_brief, .plain = true,
	.help = "a set of signals");

#define A(name, m, ...) FIELD_AS(struct lsys_sigaction, name, m, __VA_ARGS__)
static const struct lsys_field sigaction_rows[] = {
	PTR_AS(struct lsys_sigaction, "handler", handler, .help = "dfl, ign, or the function to call"),
	PTR_AS(struct lsys_sigaction, "sigaction", handler, .alias = 1, .help = "the same, called with a siginfo besides"),
	A("flags", flags, .group = "SA", .hex = 1, .help = "flags"),
	STRUCT_AS(struct lsys_sigaction, "mask", mask, sigset, .help = "signals that wait while the function runs"),
	PTR_AS(struct lsys_sigaction, "restorer", restorer, .alias = 1, .help = "the C library's own"),
};
RECORD_FULL(lsys_sigaction_record, "sigaction", struct lsys_sigaction, sigaction_rows, .prefix = "sa_",
	.help = "what is done at a signal");

#define E(name, m, ...) FIELD_AS(struct sigevent, name, m, __VA_ARGS__)
static const struct lsys_field sigevent_rows[] = {
	E("notify", sigev_notify, .group = "SIGEV", .help = "how to tell"),
	E("signo", sigev_signo, .group = "SIG", .help = "the signal to send"),
	STRUCT_AS(struct sigevent, "value", sigev_value, sigval, .help = "what to send with it"),
	E("thread_id", sigev_notify_thread_id, .help = "thread that gets the signal, with SIGEV_THREAD_ID"),
};
RECORD_FULL(lsys_sigevent_record, "sigevent", struct sigevent, sigevent_rows, .prefix = "sigev_",
	.help = "how the end of something is told");

#define I(name, m, ...) FIELD_AS(struct signalfd_siginfo, name, m, __VA_ARGS__)
static const struct lsys_field signalfd_siginfo_rows[] = {
	I("signo", ssi_signo, .group = "SIG", .help = "the signal"),
	I("errno", ssi_errno, .help = "an error number with it, mostly 0"),
	I("code", ssi_code, .help = "why it was sent"),
	I("pid", ssi_pid, .help = "process that sent it, or ended"),
	I("uid", ssi_uid, .help = "its user"),
	I("fd", ssi_fd, .help = "descriptor that is ready (SIGIO)"),
	I("tid", ssi_tid, .help = "number of the timer that ended"),
	I("band", ssi_band, .help = "what the descriptor is ready for (SIGIO)"),
	I("overrun", ssi_overrun, .help = "how often the timer has ended besides"),
	I("trapno", ssi_trapno, .help = "number of the trap"),
	I("status", ssi_status, .help = "exit status, or the signal that ended it (SIGCHLD)"),
	I("int", ssi_int, .help = "what was sent with it, as a number"),
	I("ptr", ssi_ptr, .exact = 1, .help = "what was sent with it, as an address"),
	I("utime", ssi_utime, .help = "the child's own processor time, clock ticks"),
	I("stime", ssi_stime, .help = "the kernel's for it, clock ticks"),
	I("addr", ssi_addr, .exact = 1, .hex = 1, .help = "the address of a fault"),
};
RECORD_FULL(lsys_signalfd_siginfo_record, "signalfd_siginfo", struct signalfd_siginfo, signalfd_siginfo_rows, .prefix = "ssi_",
	.help = "a signal as a signalfd tells it");

const struct lsys_record *const lsys_structs_signal[] = {
	&lsys_sigset_record, &lsys_sigaction_record, &lsys_sigevent_record, &lsys_signalfd_siginfo_record, NULL,
};

#include <sys/time.h>
#include <sys/times.h>
#include <sys/timex.h>
#include <time.h>

#include "sys/structs.h"

/* Seconds with their fraction: 1.5 */
static void put_seconds(struct lsys_buf *b, int64_t sec, int64_t part, unsigned digits)
{
	lsys_put_i64(b, sec);
	if (!part)
		return;
	lsys_putc(b, '.');
	while (part % 10 == 0) {
		part /= 10;
		digits--;
	}
	lsys_put_u64_pad(b, (uint64_t)part, digits);
}

static void timespec_brief(struct lsys_buf *b, const void *obj)
{
	const struct timespec *t = obj;

	put_seconds(b, t->tv_sec, t->tv_nsec, 9);
}

static void timeval_brief(struct lsys_buf *b, const void *obj)
{
	const struct timeval *t = obj;

	put_seconds(b, t->tv_sec, t->tv_usec, 6);
}

static const struct lsys_field timespec_rows[] = {
	FIELD_AS(struct timespec, "sec", tv_sec, .unit = LSYS_U_SECONDS, .help = "seconds"),
	FIELD_AS(struct timespec, "nsec", tv_nsec, .help = "nanoseconds"),
};
RECORD_FULL(lsys_timespec_record, "timespec", struct timespec, timespec_rows, .prefix = "tv_", .brief = timespec_brief,
	.help = "a time or a span of it");

static const struct lsys_field timeval_rows[] = {
	FIELD_AS(struct timeval, "sec", tv_sec, .unit = LSYS_U_SECONDS, .help = "seconds"),
	FIELD_AS(struct timeval, "usec", tv_usec, .help = "microseconds"),
};
RECORD_FULL(lsys_timeval_record, "timeval", struct timeval, timeval_rows, .prefix = "tv_", .brief = timeval_brief,
	.help = "a time or a span of it");

static const struct lsys_field itimerspec_rows[] = {
	STRUCT_AS(struct itimerspec, "interval", it_interval, timespec, .help = "between two ends, 0: it ends once"),
	STRUCT_AS(struct itimerspec, "value", it_value, timespec, .help = "to the next end, 0: it does not run"),
};
RECORD_FULL(lsys_itimerspec_record, "itimerspec", struct itimerspec, itimerspec_rows, .prefix = "it_", .help = "a timer's times");

static const struct lsys_field itimerval_rows[] = {
	STRUCT_AS(struct itimerval, "interval", it_interval, timeval, .help = "between two ends, 0: it ends once"),
	STRUCT_AS(struct itimerval, "value", it_value, timeval, .help = "to the next end, 0: it does not run"),
};
RECORD_FULL(lsys_itimerval_record, "itimerval", struct itimerval, itimerval_rows, .prefix = "it_", .help = "a timer's times");

#define X(m, ...) FIELD(struct timex, m, __VA_ARGS__)
static const struct lsys_field timex_rows[] = {
	X(modes, .group = "ADJ", .hex = 1, .help = "which of the rest is to be set"),
	X(offset, .help = "how far the clock is off, us, with STA_NANO ns"),
	X(freq, .help = "correction of its speed, parts of 2^-16 in a million"),
	X(maxerror, .help = "most it can be wrong, us"),
	X(esterror, .help = "what it is thought to be wrong, us"),
	X(status, .group = "STA", .hex = 1, .help = "state and commands"),
	X(constant, .help = "time constant of the control loop"),
	X(precision, .help = "smallest step that can be read, us"),
	X(tolerance, .help = "most its speed can be wrong"),
	STRUCT(struct timex, time, timeval, .help = "the time; with STA_NANO its microseconds are nanoseconds"),
	X(tick, .help = "between two ticks, us"),
	X(ppsfreq, .help = "speed as the second pulse has it"),
	X(jitter, .help = "jitter of the second pulse"),
	X(shift, .help = "length of the pulse's interval, seconds, as a power of 2"),
	X(stabil, .help = "how steady the pulse is"),
	X(jitcnt, .help = "times its jitter was too large"),
	X(calcnt, .help = "intervals that were measured"),
	X(errcnt, .help = "those that were wrong"),
	X(stbcnt, .help = "times it was not steady"),
	X(tai, .help = "seconds from UTC to TAI"),
};
RECORD_FULL(lsys_timex_record, "timex", struct timex, timex_rows, .help = "how a clock is steered");
#undef X

#define X(m, ...) FIELD_AS(struct tm, #m, tm_##m, __VA_ARGS__)
static const struct lsys_field tm_rows[] = {
	X(sec, .help = "second"),
	X(min, .help = "minute"),
	X(hour, .help = "hour"),
	X(mday, .help = "day of the month, from 1"),
	X(mon, .help = "month, from 0"),
	X(year, .help = "years since 1900"),
	X(wday, .help = "day of the week, 0: Sunday"),
	X(yday, .help = "day of the year, from 0"),
	X(isdst, .help = "is it summer time? less than 0: not known"),
	X(gmtoff, .unit = LSYS_U_SECONDS, .help = "how far the zone is from UTC"),
};
#undef X
RECORD_FULL(lsys_tm_record, "tm", struct tm, tm_rows, .prefix = "tm_", .help = "a day and a time of day");

static const struct lsys_field tms_rows[] = {
	FIELD_AS(struct tms, "utime", tms_utime, .help = "processor time of its own, clock ticks"),
	FIELD_AS(struct tms, "stime", tms_stime, .help = "processor time of the kernel for it"),
	FIELD_AS(struct tms, "cutime", tms_cutime, .help = "its own of ended children"),
	FIELD_AS(struct tms, "cstime", tms_cstime, .help = "the kernel's for them"),
};
static RECORD_FULL(tms_record, "tms", struct tms, tms_rows, .prefix = "tms_", .help = "processor times");

const struct lsys_record *const lsys_structs_time[] = {
	&lsys_timespec_record, &lsys_timeval_record, &lsys_itimerspec_record, &lsys_itimerval_record, &lsys_timex_record, &lsys_tm_record,
	&tms_record, NULL,
};

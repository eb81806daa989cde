#include <sys/time.h>
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

const struct lsys_record *const lsys_structs_time[] = {
	&lsys_timespec_record, &lsys_timeval_record, &lsys_itimerspec_record, NULL,
};

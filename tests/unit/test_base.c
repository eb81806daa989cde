/* The ground floor: arena, buffer, descriptors, words, errors. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/fd.h"
#include "base/str.h"
#include "tap.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool all_are(const void *p, size_t n, unsigned char c)
{
	const unsigned char *b = p;

	for (size_t i = 0; i < n; i++)
		if (b[i] != c)
			return false;
	return true;
}

/* --- arena --- */

#define PIECES 3000

/* Takes pieces of all sizes, fills each with its own byte, and looks whether any was changed by a later one. */
static void arena_pieces(struct lsys_arena *a, const char *where)
{
	static struct { unsigned char *p; size_t n; } piece[PIECES];
	bool aligned = true, zeroed = true, kept = true;
	char what[80];

	for (unsigned i = 0; i < PIECES; i++) {
		piece[i].n = i % 500 ? rnd_below(300) : rnd_below(100000);
		piece[i].p = lsys_arena_alloc(a, piece[i].n);
		if (!agree(&kept, piece[i].p || !piece[i].n)) {
			note("piece %u of %zu bytes: NULL", i, piece[i].n);
			break;
		}
		agree(&aligned, !((uintptr_t)piece[i].p % _Alignof(max_align_t)));
		if (!agree(&zeroed, all_are(piece[i].p, piece[i].n, 0)))
			note("piece %u of %zu bytes is not zeroed", i, piece[i].n);
		if (piece[i].n)
			memset(piece[i].p, (int)(i % 255 + 1), piece[i].n);
	}
	for (unsigned i = 0; i < PIECES && kept; i++)
		if (!agree(&kept, all_are(piece[i].p, piece[i].n, (unsigned char)(i % 255 + 1))))
			note("piece %u of %zu bytes was overwritten", i, piece[i].n);
	snprintf(what, sizeof(what), "%s: pieces are apart", where);
	ok(kept, what);
	snprintf(what, sizeof(what), "%s: pieces are aligned for any type", where);
	ok(aligned, what);
	snprintf(what, sizeof(what), "%s: pieces are zeroed", where);
	ok(zeroed, what);
}

static void test_arena(void)
{
	struct lsys_arena a = { 0 };
	_Alignas(max_align_t) char space[1000];
	struct lsys_arena_mark m, empty = lsys_arena_mark(&a);
	char *p, *q;
	bool good = true;

	arena_pieces(&a, "a fresh arena");
	lsys_arena_free(&a);
	arena_pieces(&a, "a freed arena");
	lsys_arena_reset(&a, empty);
	arena_pieces(&a, "a reset arena");
	lsys_arena_reset(&a, empty);
	p = lsys_arena_alloc(&a, 100);
	lsys_arena_reset(&a, empty);
	q = lsys_arena_alloc(&a, 100);
	ok(p && p == q, "a reset to empty keeps a chunk for the next round");
	lsys_arena_free(&a);
	lsys_arena_free(&a);
	ok(!a.chunk && !a.at && !a.end, "an arena may be freed twice");

	/* nothing is not the same as no memory: an empty list in the first message of a query */
	ok(lsys_arena_alloc(&a, 0), "no bytes of an empty arena are not a failure");
	ok(lsys_arena_array(&a, 0, 8), "neither is an array of none");
	lsys_arena_free(&a);

	p = lsys_arena_alloc(&a, 1);
	ok(!lsys_arena_alloc(&a, SIZE_MAX), "SIZE_MAX bytes are refused");
	ok(!lsys_arena_alloc(&a, SIZE_MAX - 7), "and what would wrap when aligned");
	ok(!lsys_arena_alloc(&a, SIZE_MAX / 2 + 1), "and what no pointer difference can hold");
	ok(!lsys_arena_array(&a, SIZE_MAX / 2, 3), "a product that overflows is refused");
	ok(!lsys_arena_array(&a, SIZE_MAX / 16 + 2, 16), "also one that overflows to something small");
	ok(!lsys_arena_strndup(&a, "x", SIZE_MAX), "a string of SIZE_MAX is refused");
	q = lsys_arena_alloc(&a, 1);
	ok(p && q == p + _Alignof(max_align_t), "a refusal takes nothing");
	q = lsys_arena_strndup(&a, "abcdef", 3);
	same_str(q, "abc", "a string is cut at its length");
	q = lsys_arena_strndup(&a, "a\0b", 3);
	same_bytes(q, 4, "a\0b", 4, "a string may hold NULs");
	q = lsys_arena_strndup(&a, NULL, 0);
	same_str(q, "", "an empty string needs no source");

	/* marks, as a monitor uses them */
	for (unsigned i = 0; i < 200; i++) {
		char *before = lsys_arena_alloc(&a, 10 + rnd_below(5000));
		char *again;

		before[9] = (char)i;
		m = lsys_arena_mark(&a);
		p = lsys_arena_alloc(&a, 16);
		for (unsigned k = rnd_below(30); k--;) {
			size_t n = rnd_below(40000);

			q = lsys_arena_alloc(&a, n);
			if (agree(&good, q || !n) && n)
				memset(q, 0xa5, n);
		}
		lsys_arena_reset(&a, m);
		again = lsys_arena_alloc(&a, 16);
		if (!agree(&good, before[9] == (char)i && again && all_are(again, 16, 0)))
			note("round %u: what stood before the mark is gone, or what came behind it is not zeroed", i);
		/* at the end of a chunk the place may be another one; else it is the same */
		if (m.at && a.chunk == m.chunk && p >= m.at && p < m.at + 16)
			agree(&good, again == p);
	}
	ok(good, "a reset to a mark gives back what came behind it, and only that");
	lsys_arena_free(&a);

	/* in the caller's space */
	memset(space, 0x55, sizeof(space));
	lsys_arena_on(&a, space, sizeof(space));
	m = lsys_arena_mark(&a);
	p = lsys_arena_alloc(&a, 100);
	ok(p == space && !a.chunk, "the first pieces lie in the caller's space");
	ok(p == space && all_are(p, 100, 0) && (unsigned char)space[200] == 0x55, "zeroed, and no more than they need");
	lsys_arena_reset(&a, m);
	ok(lsys_arena_alloc(&a, 100) == space, "a reset gives the space back");
	arena_pieces(&a, "an arena that outgrew the caller's space");
	lsys_arena_reset(&a, m);
	p = lsys_arena_alloc(&a, 64);
	ok(p && all_are(p, 64, 0), "it can be reset");
	lsys_arena_free(&a);
	lsys_arena_on(&a, space, sizeof(space));
	p = lsys_arena_alloc(&a, sizeof(space) - sizeof(space) % _Alignof(max_align_t));
	ok(p == space, "the space may be used up");
	p = lsys_arena_alloc(&a, 1);
	ok(p && (p < space || p >= space + sizeof(space)), "what does not fit lies elsewhere");
	lsys_arena_free(&a);
}

/* --- buffer --- */

static void test_copy(void)
{
	bool good = true;
	unsigned char from[80], to[100];

	for (unsigned n = 0; n <= 64; n++) {
		for (unsigned shift = 0; shift < 9; shift++) {
			for (unsigned i = 0; i < sizeof(from); i++)
				from[i] = (unsigned char)rnd();
			memset(to, 0xee, sizeof(to));
			lsys_copy(to + 8, from + shift, n);
			if (!agree(&good, !memcmp(to + 8, from + shift, n) && all_are(to, 8, 0xee) &&
				   all_are(to + 8 + n, sizeof(to) - 8 - n, 0xee)))
				note("%u bytes from an offset of %u", n, shift);
		}
	}
	ok(good, "lsys_copy copies all lengths, and nothing beside them");
}

/* The same random appends to a buffer and to a plain array. */
static size_t random_appends(struct lsys_buf *b, char *ref, size_t cap)
{
	size_t at = 0;
	static char junk[5000];

	for (size_t i = 0; i < sizeof(junk); i++)
		junk[i] = (char)rnd();
	while (cap - at > sizeof(junk)) {
		uint64_t v = rnd_any();
		unsigned k = rnd_below(60);
		size_t n = rnd_below(50) ? rnd_below(70) : rnd_below(sizeof(junk));

		switch (rnd_below(9)) {
		case 0:
			lsys_put_u64(b, v);
			at += (size_t)sprintf(ref + at, "%" PRIu64, v);
			break;
		case 1:
			lsys_put_i64(b, (int64_t)v);
			at += (size_t)sprintf(ref + at, "%" PRId64, (int64_t)v);
			break;
		case 2:
			lsys_put_u64_pad(b, v, k);
			at += (size_t)sprintf(ref + at, "%0*" PRIu64, (int)k, v);
			break;
		case 3:
			lsys_put_hex(b, v, k);
			at += (size_t)sprintf(ref + at, "%0*" PRIx64, (int)k, v);
			break;
		case 4:
			lsys_putc(b, (char)v);
			ref[at++] = (char)v;
			break;
		case 5:
			lsys_put_fill(b, (char)v, n);
			memset(ref + at, (char)v, n);
			at += n;
			break;
		case 6:
			lsys_put_hexbytes(b, junk, k, k % 2 ? ':' : 0);
			for (unsigned i = 0; i < k; i++)
				at += (size_t)sprintf(ref + at, k % 2 && i ? ":%02x" : "%02x", (unsigned char)junk[i]);
			break;
		case 7:
			lsys_puts(b, "words");
			at += (size_t)sprintf(ref + at, "words");
			break;
		default:
			lsys_put(b, junk, n);
			memcpy(ref + at, junk, n);
			at += n;
		}
	}
	return at;
}

#define MUCH (600 * 1000)

/* A pipe whose reader takes what it wants and then goes; the child's status is 0 when it got exactly ref. */
static pid_t reader(int *fd, const char *ref, size_t n, bool slow)
{
	int p[2];
	pid_t child;

	if (pipe2(p, O_CLOEXEC) < 0)
		return -1;
	child = fork();
	if (child == 0) {
		size_t at = 0;
		char t[7000];
		ssize_t k;

		close(p[1]);
		while ((k = read(p[0], t, slow ? 1 + at % 500 : sizeof(t))) > 0) {
			if ((size_t)k > n - at || memcmp(t, ref + at, (size_t)k) != 0)
				_exit(2);
			at += (size_t)k;
		}
		_exit(k < 0 || at != n);
	}
	close(p[0]);
	*fd = p[1];
	return child;
}

static bool child_was_good(pid_t child)
{
	int status;

	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void test_fixed_buf(void)
{
	char space[8] = "";
	struct lsys_buf b = LSYS_BUF_OVER(space);

	lsys_puts(&b, "12345678");
	same(b.err, 0, "a buffer over an array holds what fits");
	ok(b.p == space && b.len == 8 && !memcmp(space, "12345678", 8), "there");
	lsys_putc(&b, '9');
	same(b.err, -ENOSPC, "and no more");
	ok(b.p == space && b.len == 8, "stays where it is");
}

static void test_buf(void)
{
	static char ref[MUCH];
	struct lsys_buf b = LSYS_BUF_MEM;
	uint64_t before = tap_random;
	size_t n = random_appends(&b, ref, sizeof(ref));
	const char *s;
	char *p;
	pid_t child;
	int fd = -1;

	ok(!b.err && b.len == n && !memcmp(b.p, ref, n), "a memory buffer holds all that was appended");
	lsys_buf_reset(&b);
	same_u(b.len, 0, "a reset forgets it");
	same_str(lsys_buf_str(&b), "", "then it is the empty string");
	lsys_puts(&b, "new");
	same_str(lsys_buf_str(&b), "new", "and it can be used again");
	same_u(b.len, 3, "the NUL of lsys_buf_str does not count");
	lsys_put(&b, NULL, 0);
	lsys_put_fill(&b, 'x', 0);
	lsys_put_hexbytes(&b, NULL, 0, ':');
	same_str(lsys_buf_str(&b), "new", "appending nothing changes nothing");
	lsys_buf_free(&b);
	lsys_buf_free(&b);
	ok(!b.p && !b.len && !b.cap, "a buffer may be freed twice");
	s = lsys_buf_str(&b);
	same_str(s, "", "a fresh buffer is the empty string");
	lsys_buf_free(&b);

	ok(!lsys_buf_room(&b, SIZE_MAX / 2), "more room than there is: refused");
	same(b.err, -ENOMEM, "with -ENOMEM");
	lsys_put_fill(&b, 'l', 4);
	lsys_put_u64(&b, 77);
	same_u(b.len, 0, "later appends do nothing");
	same_str(lsys_buf_str(&b), "", "its string is empty");
	same(lsys_buf_flush(&b), -ENOMEM, "the error sticks");
	lsys_buf_reset(&b);
	same(lsys_buf_flush(&b), -ENOMEM, "over a reset, too");
	lsys_buf_free(&b);

	/* every length around the first storage's end */
	{
		bool good = true;

		for (unsigned k = 0; k < 300; k++) {
			b = LSYS_BUF_MEM;
			lsys_put_fill(&b, 'a', k);
			lsys_puts(&b, "bc");
			s = lsys_buf_str(&b);
			if (!agree(&good, b.len == k + 2 && strspn(s, "a") == k && !strcmp(s + k, "bc")))
				note("%u bytes, then two", k);
			lsys_buf_free(&b);
		}
		ok(good, "storage grows without losing a byte");
	}

	/* to a descriptor: the same numbers again, so that the bytes are known */
	tap_random = before;
	child = reader(&fd, ref, n, false);
	lsys_buf_fd(&b, fd);
	{
		static char second[MUCH];
		size_t m = random_appends(&b, second, sizeof(second));

		ok(m == n && !memcmp(second, ref, n), "(the same bytes)");
	}
	same(lsys_buf_flush(&b), 0, "a buffer of a pipe is flushed");
	ok(b.cap == LSYS_BUF_FD_SIZE, "its storage did not grow");
	lsys_buf_free(&b);
	close(fd);
	ok(child_was_good(child), "all bytes came through the pipe, in order");

	/* a non-blocking pipe takes part of a write: it is a stdout shared with others */
	child = reader(&fd, ref, n, true);
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	lsys_buf_fd(&b, fd);
	lsys_put(&b, ref, n);
	same(lsys_buf_flush(&b), 0, "a pipe that does not block is waited for");
	lsys_buf_free(&b);
	close(fd);
	ok(child_was_good(child), "and all bytes come through");

	/* a full disk */
	fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	lsys_buf_fd(&b, fd);
	lsys_puts(&b, "x");
	same(b.err, 0, "a full disk is not seen before the flush");
	same(lsys_buf_flush(&b), -ENOSPC, "then it is");
	same(lsys_buf_flush(&b), -ENOSPC, "and again");
	ok(!lsys_buf_room(&b, 1), "no room behind it");
	lsys_put_fill(&b, 'x', 3 * LSYS_BUF_FD_SIZE);
	same_u(b.len, 0, "nothing waits behind it");
	lsys_buf_free(&b);
	lsys_buf_fd(&b, fd);
	lsys_put_fill(&b, 'x', LSYS_BUF_FD_SIZE + 1);
	same(b.err, -ENOSPC, "a full disk is seen when the storage is full");
	lsys_buf_free(&b);
	lsys_buf_fd(&b, fd);
	lsys_put(&b, ref, LSYS_BUF_FD_SIZE + 1);
	same(b.err, -ENOSPC, "by one long append as well");
	lsys_buf_free(&b);
	lsys_buf_fd(&b, fd);
	same(lsys_buf_flush(&b), 0, "nothing can be written to a full disk");
	lsys_buf_free(&b);
	close(fd);

	/* room of the descriptor kind, up to its limit */
	fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	lsys_buf_fd(&b, fd);
	{
		bool good = true;

		for (unsigned i = 0; i < 2000; i++) {
			size_t k = 1 + rnd_below(4096);

			p = lsys_buf_room(&b, k);
			if (!agree(&good, p && p >= b.p && p + k <= b.p + b.cap))
				break;
			memset(p, 'r', k);
			b.len += k;
		}
		ok(good, "room lies inside the storage");
	}
	lsys_buf_free(&b);
	close(fd);
}

/* --- descriptors --- */

static void on_alarm(int sig)
{
	(void)sig;
}

static void test_fd(void)
{
	static char big[300000], back[sizeof(big)];
	struct sigaction sa = { .sa_handler = on_alarm }, old, ignore = { .sa_handler = SIG_IGN }, old_pipe;
	struct itimerval often = { { 0, 500 }, { 0, 500 } }, never = { 0 };
	int p[2] = { -1, -1 }, fd;
	char t[64], path[32];
	pid_t child;
	ssize_t k;

	for (size_t i = 0; i < sizeof(big); i++)
		big[i] = (char)rnd();

	/* signals without SA_RESTART interrupt the waiting calls on both sides */
	sigaction(SIGALRM, &sa, &old);
	child = reader(&fd, big, sizeof(big), true);
	setitimer(ITIMER_REAL, &often, NULL);
	same(lsys_write_all(fd, big, sizeof(big)), 0, "all is written in spite of signals");
	close(fd);
	setitimer(ITIMER_REAL, &never, NULL);
	ok(child_was_good(child), "and arrives");
	same(pipe2(p, O_CLOEXEC), 0, "(a pipe)");
	child = fork();
	if (child == 0) {
		close(p[0]);
		for (size_t at = 0; at < sizeof(big); at += 1000) {
			usleep(100);
			if (write(p[1], big + at, 1000) != 1000)
				_exit(1);
		}
		_exit(0);
	}
	close(p[1]);
	setitimer(ITIMER_REAL, &often, NULL);
	same(lsys_read_full(p[0], back, sizeof(back)), sizeof(back), "all is read in pieces and in spite of signals");
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &old, NULL);
	ok(!memcmp(big, back, sizeof(back)), "as it was");
	same(lsys_read_full(p[0], back, 10), 0, "the end of a file is 0 bytes");
	close(p[0]);
	ok(child_was_good(child), "(the writer was content)");

	same(lsys_write_all(-1, "x", 1), -EBADF, "a bad descriptor is an error");
	same(lsys_write_all(-1, NULL, 0), 0, "unless nothing is written");
	same(lsys_read_full(-1, t, 1), -EBADF, "for reading too");
	same(pipe2(p, O_CLOEXEC), 0, "(a pipe)");
	close(p[0]);
	sigaction(SIGPIPE, &ignore, &old_pipe);
	same(lsys_write_all(p[1], "x", 1), -EPIPE, "so is a pipe that nobody reads");
	sigaction(SIGPIPE, &old_pipe, NULL);
	close(p[1]);
	fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	same(lsys_write_all(fd, "x", 1), -ENOSPC, "and a full disk");
	close(fd);

	fd = lsys_openat(AT_FDCWD, "/dev/null", O_RDONLY, 0);
	ok(fd >= 0 && fcntl(fd, F_GETFD) & FD_CLOEXEC, "descriptors are closed on exec");
	errno = E2BIG;
	lsys_close(&fd);
	same(fd, -1, "a closed descriptor is -1");
	lsys_close(&fd);
	same(errno, E2BIG, "closing keeps errno");
	same(lsys_openat(AT_FDCWD, "/no/such/file", O_RDONLY, 0), -ENOENT, "a missing file is -ENOENT");
	same(lsys_openat(-1, "relative", O_RDONLY, 0), -EBADF, "a relative path needs a directory");

	same(lsys_read_file(AT_FDCWD, "/dev/null", t, sizeof(t)), 0, "an empty file has 0 bytes");
	same_str(t, "", "and a NUL");
	same(lsys_read_file(AT_FDCWD, "/dev/null", t, 1), 0, "which is all that there must be place for");
	same(lsys_read_file(AT_FDCWD, "/dev/null", t, 0), -EFBIG, "without a place for it, the file is too long");
	same(lsys_read_file(AT_FDCWD, "/dev/zero", t, sizeof(t)), -EFBIG, "an endless file is too long");
	same(lsys_read_file(AT_FDCWD, "/no/such/file", t, sizeof(t)), -ENOENT, "a missing one is missing");
	same(lsys_read_file(AT_FDCWD, "/", t, sizeof(t)), -EISDIR, "a directory is none");

	fd = memfd_create("test", MFD_CLOEXEC);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	same(lsys_write_all(fd, "0123456789", 10), 0, "(a file)");
	k = lsys_read_file(AT_FDCWD, path, t, 11);
	same(k, 10, "a file that just fits with its NUL");
	same_str(k == 10 ? t : NULL, "0123456789", "is read");
	same(lsys_read_file(AT_FDCWD, path, t, 10), -EFBIG, "one byte less, and it is too long");
	lsys_close(&fd);
}

/* --- words --- */

/* What strtoull makes of a word that is a C number to the last byte; the independent opinion. */
static int reference_u64(const char *s, uint64_t *v)
{
	char *end;

	if (!*s || strspn(s, "0123456789abcdefABCDEFxX") != strlen(s))
		return -EINVAL;
	errno = 0;
	*v = strtoull(s, &end, 0);
	if (*end)
		return -EINVAL;
	return errno ? -ERANGE : 0;
}

static void test_numbers(void)
{
	static const char alphabet[] = "0000011123789aAfFgxX -+.\t";
	static const char *const refused[] = {
		"", " ", "-", "+1", " 1", "1 ", "-1", "0x", "0X", "x1", "08", "09", "019", "1e3", "1.0", "0x1g", "1\n",
		"0b1", "1_000", "0x 1", "0x-1", "0-1", "\xef\xbc\x91",
	};
	bool good = true;
	char word[40];
	uint64_t v = 7, w;
	int64_t i = 7;
	double d = 7;

	for (unsigned k = 0; k < COUNT(refused); k++)
		if (!agree(&good, lsys_parse_u64(refused[k], &v) == -EINVAL && v == 7))
			note_bytes("accepted:", refused[k], strlen(refused[k]));
	ok(good, "what is not a number is refused, and the value left alone");
	same(lsys_parse_u64("18446744073709551615", &v), 0, "the largest number");
	same_u(v, UINT64_MAX, "is itself");
	same(lsys_parse_u64("18446744073709551616", &v), -ERANGE, "one more is out of range");
	same(lsys_parse_u64("0xffffffffffffffff", &v), 0, "the largest in hexadecimal");
	same(lsys_parse_u64("0x10000000000000000", &v), -ERANGE, "and one more");
	same(lsys_parse_u64("01777777777777777777777", &v), 0, "the largest in octal");
	same(lsys_parse_u64("02000000000000000000000", &v), -ERANGE, "and one more");
	same(lsys_parse_u64("99999999999999999999999999999x", &v), -EINVAL,
	     "a long word is no number because it is long");
	same_u(v, UINT64_MAX, "the value is left alone");

	good = true;
	for (unsigned k = 0; k < 200000; k++) {
		unsigned n = rnd_below(k % 4 ? 7 : 26);
		int a, b;

		for (unsigned j = 0; j < n; j++)
			word[j] = alphabet[rnd_below(sizeof(alphabet) - 1)];
		word[n] = '\0';
		v = w = 7;
		a = lsys_parse_u64(word, &v);
		b = reference_u64(word, &w);
		if (!agree(&good, a == b && (a || v == w)))
			note_bytes("not as strtoull:", word, n);
	}
	ok(good, "random words are the numbers that strtoull says");
	good = true;
	for (unsigned k = 0; k < 20000; k++) {
		w = rnd_any();
		switch (k % 4) {
		case 0: snprintf(word, sizeof(word), "%" PRIu64, w); break;
		case 1: snprintf(word, sizeof(word), "0x%" PRIx64, w); break;
		case 2: snprintf(word, sizeof(word), "0X%" PRIX64, w); break;
		default: snprintf(word, sizeof(word), "0%" PRIo64, w);
		}
		if (!agree(&good, !lsys_parse_u64(word, &v) && v == w))
			note("%s", word);
	}
	ok(good, "numbers of all sizes are read back in every base");

	same(lsys_parse_i64("-9223372036854775808", &i), 0, "the least number");
	same(i, INT64_MIN, "is itself");
	same(lsys_parse_i64("-9223372036854775809", &i), -ERANGE, "one less is out of range");
	same(lsys_parse_i64("9223372036854775807", &i), 0, "the largest signed number");
	same(i, INT64_MAX, "is itself");
	same(lsys_parse_i64("9223372036854775808", &i), -ERANGE, "one more is out of range");
	same(lsys_parse_i64("-0x80", &i), 0, "a sign goes before the base");
	same(i, -128, "and counts");
	same(lsys_parse_i64("-0", &i), 0, "minus nothing");
	same(i, 0, "is nothing");
	ok(lsys_parse_i64("--1", &i) == -EINVAL && lsys_parse_i64("-", &i) == -EINVAL &&
	   lsys_parse_i64("- 1", &i) == -EINVAL && lsys_parse_i64("", &i) == -EINVAL, "signs alone are no numbers");
	good = true;
	for (unsigned k = 0; k < 20000; k++) {
		int64_t x = (int64_t)rnd_any();

		snprintf(word, sizeof(word), "%" PRId64, x);
		agree(&good, !lsys_parse_i64(word, &i) && i == x);
	}
	ok(good, "signed numbers of all sizes are read back");

	same(lsys_parse_seconds("0.5", &d), 0, "half a second");
	ok(d == 0.5, "is a half");
	ok(!lsys_parse_seconds("2", &d) && d == 2, "two seconds");
	ok(!lsys_parse_seconds("0", &d) && d == 0, "none");
	ok(!lsys_parse_seconds("1000000000", &d) && d == 1e9, "the longest time");
	same(lsys_parse_seconds("1000000001", &d), -ERANGE, "a longer one");
	same(lsys_parse_seconds("99999999999999999999999999999999999999999", &d), -ERANGE, "a much longer one");
	{
		static char endless[1000];

		memset(endless, '9', sizeof(endless) - 1);
		same(lsys_parse_seconds(endless, &d), -ERANGE, "one beyond a double");
		endless[0] = '0';
		endless[1] = '.';
		ok(!lsys_parse_seconds(endless, &d) && d > 0.99 && d <= 1.0000001, "many digits behind the point");
	}
	good = true;
	{
		static const char *const wrong[] = {
			"", ".", "-1", "+1", "1e3", " 1", "1 ", "1.2.3", "inf", "nan", "0x1", "1,5", "1s",
		};

		d = 7;
		for (unsigned k = 0; k < COUNT(wrong); k++)
			if (!agree(&good, lsys_parse_seconds(wrong[k], &d) == -EINVAL && d == 7))
				note("accepted: %s", wrong[k]);
	}
	ok(good, "what is not a time is refused, and the value left alone");
}

static const char *nearest(const char *word, const char *const *candidates, unsigned n)
{
	struct lsys_near near = LSYS_NEAR(word);

	for (unsigned i = 0; i < n; i++)
		lsys_near_offer(&near, candidates[i]);
	return near.best ? near.best : "none";
}

static void test_near(void)
{
	static const char *const words[] = {
		"all", "stats", "master", "output", "list-columns", "no-heading", "json", "6",
	};
	static const struct { const char *word, *best; } row[] = {
		{ "al", "all" }, { "statz", "stats" }, { "sttas", "stats" }, { "stat", "stats" }, { "sstats", "stats" },
		{ "mastre", "master" }, { "list", "list-columns" }, { "listcolumns", "list-columns" },
		{ "output", "output" }, { "jsno", "json" }, { "no-", "no-heading" }, { "", "none" }, { "x", "none" },
		{ "xyz", "none" }, { "completely-else", "none" },
		{ "a-word-that-is-longer-than-any-typo-could-be", "none" },
	};
	static const char *const tie[] = { "aab", "aac" };
	char longword[200];
	bool good = true;

	for (unsigned i = 0; i < COUNT(row); i++) {
		const char *best = nearest(row[i].word, words, COUNT(words));

		if (!agree(&good, !strcmp(best, row[i].best)))
			note("for \"%s\": %s, not %s", row[i].word, best, row[i].best);
	}
	ok(good, "the nearest word is found, or none when none is near");
	same_str(nearest("aaa", tie, 2), "aab", "of two equally near ones the first");
	good = true;
	for (unsigned n = 25; n < sizeof(longword) - 1; n++) {
		const char *one = longword;

		memset(longword, 'a', n);
		longword[n] = '\0';
		nearest(longword, words, COUNT(words));
		nearest("all", &one, 1);
		agree(&good, n < 31 || nearest(longword, words, COUNT(words))[0] == 'n');
	}
	ok(good, "long words are no typos");
}

/* Well-formed UTF-8 as the Unicode Standard's table 3-7 has it: the length of the sequence, or 0. */
static unsigned reference_utf8(const unsigned char *s, size_t n)
{
	unsigned len = s[0] < 0x80 ? 1 : s[0] >= 0xc2 && s[0] <= 0xdf ? 2 : s[0] >= 0xe0 && s[0] <= 0xef ? 3 :
		       s[0] >= 0xf0 && s[0] <= 0xf4 ? 4 : 0;
	unsigned low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
	unsigned high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;

	if (!len || n < len || (len > 1 && (s[1] < low || s[1] > high)))
		return 0;
	for (unsigned i = 2; i < len; i++)
		if (s[i] < 0x80 || s[i] > 0xbf)
			return 0;
	return len;
}

static void test_utf8(void)
{
	static const unsigned char odd[] = { 0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff };
	static const struct { uint32_t cp; unsigned width; } row[] = {
		{ 'a', 1 }, { 0xe4, 1 }, { 0x2ff, 1 }, { 0x300, 0 }, { 0x36f, 0 }, { 0x370, 1 }, { 0x10ff, 1 },
		{ 0x1100, 2 }, { 0x2026, 1 }, { 0x200b, 0 }, { 0x3042, 2 }, { 0x4e00, 2 }, { 0xac00, 2 }, { 0xd7a3, 2 },
		{ 0xfe0f, 0 }, { 0xff21, 2 }, { 0xff71, 1 }, { 0x1f600, 2 }, { 0x1d400, 1 }, { 0x20000, 2 },
		{ 0x3fffd, 2 }, { 0xe0100, 0 }, { 0x10ffff, 1 },
	};
	bool good = true;
	uint32_t cp = 0;

	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		char s[4];
		unsigned n = 0;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		if (c < 0x80) {
			s[n++] = (char)c;
		} else if (c < 0x800) {
			s[n++] = (char)(0xc0 | c >> 6);
			s[n++] = (char)(0x80 | (c & 63));
		} else if (c < 0x10000) {
			s[n++] = (char)(0xe0 | c >> 12);
			s[n++] = (char)(0x80 | (c >> 6 & 63));
			s[n++] = (char)(0x80 | (c & 63));
		} else {
			s[n++] = (char)(0xf0 | c >> 18);
			s[n++] = (char)(0x80 | (c >> 12 & 63));
			s[n++] = (char)(0x80 | (c >> 6 & 63));
			s[n++] = (char)(0x80 | (c & 63));
		}
		if (!agree(&good, lsys_utf8(s, n, &cp) == n && cp == c))
			note("U+%04" PRIX32 " is read as U+%04" PRIX32, c, cp);
		for (unsigned k = 1; k < n; k++)
			if (!agree(&good, !lsys_utf8(s, k, &cp)))
				note("U+%04" PRIX32 " cut to %u bytes is taken", c, k);
	}
	ok(good, "every code point is read, and none that is cut short");
	good = true;
	for (unsigned a = 0; a < 256; a++) {
		for (unsigned b = 0; b < 256; b++) {
			for (unsigned k = 0; k < COUNT(odd) * COUNT(odd); k++) {
				unsigned char c = odd[k % COUNT(odd)], d = odd[k / COUNT(odd)];
				unsigned char s[4] = { (unsigned char)a, (unsigned char)b, c, d };
				size_t n = 1 + k % 4;

				if (!agree(&good, lsys_utf8((char *)s, n, &cp) == reference_utf8(s, n)))
					note_bytes("not as the Unicode Standard has it:", s, n);
			}
		}
	}
	ok(good, "well-formed is what the Unicode Standard says");
	good = true;
	for (unsigned i = 0; i < COUNT(row); i++)
		if (!agree(&good, lsys_cp_width(row[i].cp) == row[i].width))
			note("U+%04" PRIX32 ": %u, want %u", row[i].cp, lsys_cp_width(row[i].cp), row[i].width);
	ok(good, "columns of a code point");
	good = true;
	for (uint32_t c = 0; c < 0x120000; c++)
		agree(&good, lsys_cp_width(c) <= 2);
	ok(good, "are never more than two");
}

/* --- errors --- */

static void test_err(void)
{
	struct lsys_err e;
	char longer[400];
	bool good = true;

	memset(longer, 'L', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	memset(&e, 0xff, sizeof(e));
	same(lsys_err_set(&e, ENODEV, "dump links", "eth0"), -ENODEV, "lsys_err_set returns the negative code");
	ok(e.code == ENODEV && !e.own && !e.usage && !strcmp(e.op, "dump links") && !strcmp(e.object, "eth0") &&
	   !e.msg[0] && !e.attr[0], "and fills everything");
	memset(&e, 0xff, sizeof(e));
	same(lsys_err_msg(&e, EIO, NULL, NULL, "why"), -EIO, "lsys_err_msg too");
	ok(e.code == EIO && e.own && !e.usage && !e.op[0] && !e.object[0] && !strcmp(e.msg, "why"),
	   "with the reason in words");
	memset(&e, 0xff, sizeof(e));
	same(lsys_err_usage(&e, "--foo", "unknown option"), -EINVAL, "a mistake of the user is -EINVAL");
	ok(e.usage && e.own && !strcmp(e.object, "--foo") && !strcmp(e.msg, "unknown option") && !e.op[0],
	   "and is marked as one");
	lsys_err_add(&e, "; did you mean --for?");
	same_str(e.msg, "unknown option; did you mean --for?", "the reason can be added to");
	memset(&e, 0xff, sizeof(e));
	lsys_err_msg(&e, E2BIG, longer, longer, longer);
	ok(strlen(e.op) == sizeof(e.op) - 1 && strlen(e.object) == sizeof(e.object) - 1 &&
	   strlen(e.msg) == sizeof(e.msg) - 1,
	   "long words are cut");
	lsys_err_add(&e, "more");
	same_u(strlen(e.msg), sizeof(e.msg) - 1, "a full reason stays full");
	for (unsigned n = 0; n < sizeof(e.msg) + 5; n++) {
		longer[n] = '\0';
		lsys_err_usage(&e, longer, longer);
		lsys_err_add(&e, "12345");
		agree(&good, strlen(e.msg) == (n + 5 < sizeof(e.msg) ? n + 5 : sizeof(e.msg) - 1));
		longer[n] = 'L';
	}
	ok(good, "additions are cut at the end of the field, and only there");
	ok(lsys_err_set(NULL, EIO, "a", "b") == -EIO && lsys_err_msg(NULL, EIO, "a", "b", "c") == -EIO &&
	   lsys_err_usage(NULL, "a", "b") == -EINVAL, "all of them take NULL");
	lsys_err_add(NULL, "x");
}

int main(void)
{
	test_arena();
	test_copy();
	test_buf();
	test_fixed_buf();
	test_fd();
	test_numbers();
	test_near();
	test_utf8();
	test_err();
	return done_testing();
}

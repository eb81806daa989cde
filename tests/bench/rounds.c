/*
 * Measures commands against one another, in rounds: each once, then each once again, so that whatever else the machine
 * does meets all of them.
 *
 *	rounds [-n ROUNDS] [-s SCENARIO] PROGRAM COMMAND [ARGUMENT]... [';' PROGRAM COMMAND [ARGUMENT]...]...
 *
 * PROGRAM is what a command is called in the report, the first one is the floor. COMMAND is a path. A line for each, with
 * tabs between: scenario, program, median of milliseconds from start to end, median of the rounds' ratios to the floor,
 * peak memory in KB. A command that fails, or takes longer than a minute, ends it all.
 *
 * The peak is looked up in a round of its own, at the process's end: what wait4 says would include the memory of this
 * program, which the process had between its fork and its exec.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SECONDS_MAX 60

struct command {
	const char *name;
	char **argv;
	double *ms;       /* of each round */
	long peak;        /* KB */
};

static int null;  /* /dev/null */
static volatile pid_t running;

/* Nothing but this may be done in a signal handler. */
static void too_long(int sig)
{
	(void)sig;
	if (running > 0)
		kill(running, SIGKILL);
}

__attribute__((noreturn)) static void die(const char *what)
{
	fprintf(stderr, "rounds: %s: %s\n", what, strerror(errno));
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void check(const struct command *c, int status)
{
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return;
	fprintf(stderr, "rounds: %s: %s %d\n", c->name, WIFSIGNALED(status) ? "killed by signal" : "exit status",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	exit(1);
}

/* Starts the command with no input and output. */
static pid_t start(const struct command *c)
{
	posix_spawn_file_actions_t silent;
	pid_t pid;

	posix_spawn_file_actions_init(&silent);
	for (int fd = 0; fd <= 2; fd++)
		posix_spawn_file_actions_adddup2(&silent, null, fd);
	errno = posix_spawn(&pid, c->argv[0], &silent, NULL, c->argv, environ);
	if (errno)
		die(c->name);
	posix_spawn_file_actions_destroy(&silent);
	return pid;
}

/* One timed run. */
static double run(const struct command *c)
{
	double ms = now();
	pid_t pid = start(c);
	int status;

	running = pid;
	alarm(SECONDS_MAX);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die(c->name);
	ms = now() - ms;
	running = 0;
	alarm(0);
	check(c, status);
	return ms;
}

/* The most memory that process pid has had, KB. */
static long high_water(pid_t pid)
{
	char path[64], line[256];
	long kb = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	f = fopen(path, "r");
	if (!f)
		die(path);
	while (fgets(line, sizeof(line), f))
		if (!strncmp(line, "VmHWM:", 6))
			kb = strtol(line + 6, NULL, 10);
	fclose(f);
	return kb;
}

/* A run that stops at its end to be looked at. What it says on standard error is seen. */
static long peak(const struct command *c)
{
	pid_t pid = fork();
	int status, sig;
	long kb = 0;

	if (pid == 0) {
		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0)
			execve(c->argv[0], c->argv, environ);
		fprintf(stderr, "rounds: %s: %s\n", c->argv[0], strerror(errno));
		_exit(127);
	}
	if (pid < 0)
		die(c->name);
	for (bool first = true;; first = false) {
		while (waitpid(pid, &status, 0) < 0)
			if (errno != EINTR)
				die(c->name);
		if (!WIFSTOPPED(status))
			break;
		sig = WSTOPSIG(status);
		if (first && ptrace(PTRACE_SETOPTIONS, pid, NULL, (void *)(long)PTRACE_O_TRACEEXIT) < 0)
			die("ptrace");
		if (status >> 8 == (SIGTRAP | PTRACE_EVENT_EXIT << 8))
			kb = high_water(pid);
		/* a SIGTRAP is the tracer's, others are the process's own */
		if (ptrace(PTRACE_CONT, pid, NULL, (void *)(long)(sig == SIGTRAP ? 0 : sig)) < 0)
			die("ptrace");
	}
	check(c, status);
	return kb;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Sorts them. */
static double median(double *v, unsigned n)
{
	qsort(v, n, sizeof(*v), compare);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

static void report(struct command *c, const struct command *floor, unsigned rounds, const char *scenario)
{
	double *ratio = malloc(rounds * sizeof(*ratio)), *ms = malloc(rounds * sizeof(*ms));

	if (!ratio || !ms)
		die("malloc");
	for (unsigned i = 0; i < rounds; i++) {
		ratio[i] = c->ms[i] / floor->ms[i];
		ms[i] = c->ms[i];
	}
	printf("%s\t%s\t%.3f\t%.2f\t%ld\n", scenario, c->name, median(ms, rounds), median(ratio, rounds), c->peak);
	free(ratio);
	free(ms);
}

/* Cuts the words into commands. Returns their number. */
static unsigned commands(char **words, struct command *c, unsigned rounds)
{
	unsigned n = 0;

	while (*words) {
		c[n] = (struct command){ .name = words[0], .argv = words + 1, .ms = calloc(rounds, sizeof(double)) };
		if (!c[n].ms)
			die("calloc");
		while (*words && strcmp(*words, ";") != 0)
			words++;
		if (*words)
			*words++ = NULL;
		if (!*c[n].argv) {
			fprintf(stderr, "rounds: %s: no command\n", c[n].name);
			exit(2);
		}
		n++;
	}
	return n;
}

int main(int argc, char **argv)
{
	struct sigaction alarmed = { .sa_handler = too_long };
	unsigned rounds = 9, n;
	const char *scenario = "-";
	struct command *c;
	int o;

	while ((o = getopt(argc, argv, "+n:s:")) > 0) {
		if (o == 'n')
			rounds = (unsigned)strtoul(optarg, NULL, 10);
		else if (o == 's')
			scenario = optarg;
		else
			return 2;
	}
	if (!rounds || !argv[optind]) {
		fputs("usage: rounds [-n ROUNDS] [-s SCENARIO] PROGRAM COMMAND [ARGUMENT]... [';' ...]\n", stderr);
		return 2;
	}
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	c = calloc((size_t)argc, sizeof(*c));
	if (null < 0 || !c)
		die("/dev/null");
	sigaction(SIGALRM, &alarmed, NULL);
	n = commands(argv + optind, c, rounds);
	for (unsigned i = 0; i < n; i++) { /* and so that all of them are in memory */
		c[i].peak = peak(&c[i]);
		run(&c[i]);
	}
	for (unsigned r = 0; r < rounds; r++)
		for (unsigned i = 0; i < n; i++)
			c[i].ms[r] = run(&c[i]);
	for (unsigned i = 0; i < n; i++)
		report(&c[i], &c[0], rounds, scenario);
	for (unsigned i = 0; i < n; i++)
		free(c[i].ms);
	free(c);
	return 0;
}

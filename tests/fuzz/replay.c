/*
 * Stands in for libFuzzer where inputs are not sought but known: gives each file of the directories it is called with to
 * the fuzz target it is linked with. TAP; an input that does not hold ends the program, and the line before says which.
 */
#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "fuzz.h"
#include "tests/unit/tap.h"

static uint8_t *resized(uint8_t *p, size_t n)
{
	uint8_t *q = realloc(p, n);

	must(q);
	return q;
}

static bool one(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data = NULL;
	size_t n = 0, got;
	bool good;

	if (!f)
		return false;
	do {
		data = resized(data, n + 4096);
		got = fread(data + n, 1, 4096, f);
		n += got;
	} while (got == 4096);
	good = !ferror(f);
	fclose(f);
	data = resized(data, n ? n : 1); /* reading beyond the input is seen */
	if (good)
		LLVMFuzzerTestOneInput(data, n);
	free(data);
	return good;
}

/* Returns the number of inputs. */
static int directory(const char *dir)
{
	struct dirent **names;
	int n = scandir(dir, &names, NULL, alphasort), found = 0;
	char path[4096];

	if (n < 0) {
		note("%s: %s", dir, strerror(errno));
		return 0;
	}
	for (int i = 0; i < n; i++) {
		if (names[i]->d_name[0] != '.') {
			printf("# %s\n", names[i]->d_name);
			fflush(stdout);
			snprintf(path, sizeof(path), "%s/%s", dir, names[i]->d_name);
			ok(one(path), names[i]->d_name);
			found++;
		}
		free(names[i]);
	}
	free(names);
	return found;
}

int main(int argc, char **argv)
{
	int n = 0;

	for (int i = 1; i < argc; i++)
		n += directory(argv[i]);
	ok(n > 0, "there are inputs");
	return done_testing();
}

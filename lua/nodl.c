/*
 * dlopen and its kin for the binary that is static with the GNU C library, in place of that library's own: they would
 * want its shared libraries of the very same version at run time. A C module is refused with a reason instead.
 * Only that variant takes this file, and has the linker send the calls here by ld's --wrap (mk/static.mk).
 */
#include <stddef.h>

void *__wrap_dlopen(const char *file, int mode);
void *__wrap_dlsym(void *handle, const char *name);
int __wrap_dlclose(void *handle);
char *__wrap_dlerror(void);

void *__wrap_dlopen(const char *file, int mode)
{
	(void)file;
	(void)mode;
	return NULL;
}

void *__wrap_dlsym(void *handle, const char *name)
{
	(void)handle;
	(void)name;
	return NULL;
}

int __wrap_dlclose(void *handle)
{
	(void)handle;
	return -1;
}

char *__wrap_dlerror(void)
{
	static char why[] = "this program is static and cannot load C modules";

	return why;
}

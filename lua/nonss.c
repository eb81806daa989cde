/*
 * Looking up names in the binary that is static with the GNU C library, which would load shared libraries of the very same
 * version for what /etc/nsswitch.conf says. It is told to use what is in itself: files, and DNS for hosts. Only that
 * variant takes this file, and has the linker send the calls here by ld's --wrap (mk/static.mk).
 */
#include <grp.h>
#include <netdb.h>
#include <nss.h>
#include <pwd.h>
#include <stdbool.h>

static void inside(void)
{
	static const struct { const char *database, *service; } sources[] = {
		{ "hosts", "files dns" }, { "networks", "files" }, { "services", "files" }, { "protocols", "files" }, { "passwd", "files" },
		{ "group", "files" }, { "initgroups", "files" },
	};
	static bool done;

	for (unsigned i = 0; !done && i < sizeof(sources) / sizeof(sources[0]); i++)
		__nss_configure_lookup(sources[i].database, sources[i].service);
	done = true;
}

#define WRAP(type, name, params, args) \
	type __wrap_##name params; \
	type __real_##name params; \
	type __wrap_##name params \
	{ \
		inside(); \
		return __real_##name args; \
	}
WRAP(int, getaddrinfo, (const char *h, const char *s, const struct addrinfo *i, struct addrinfo **r), (h, s, i, r))
WRAP(int, getnameinfo, (const struct sockaddr *a, socklen_t n, char *h, socklen_t hn, char *s, socklen_t sn, int f),
     (a, n, h, hn, s, sn, f))
WRAP(struct passwd *, getpwnam, (const char *name), (name))
WRAP(struct passwd *, getpwuid, (uid_t id), (id))
WRAP(struct passwd *, getpwent, (void), ())
WRAP(struct group *, getgrnam, (const char *name), (name))
WRAP(struct group *, getgrgid, (gid_t id), (id))
WRAP(struct group *, getgrent, (void), ())

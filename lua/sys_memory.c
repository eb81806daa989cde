/*
 * Mapped memory as objects: bytes counted from 0, whose memory is gone for Lua when it is unmapped. An address is never
 * taken from a number where the call could change what stands there.
 */
#include <errno.h>
#include <linux/magic.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/uapi.h"
#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "lsys_obj.h"
#include "mapping.h"
#include "signals.h"

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

#define LARGEST_PAGE ((uint64_t)16 << 30) /* bytes */

/* Can so many bytes be protected alone? */
static bool can_protect(char *p, size_t size, int prot)
{
	int other = prot == (prot & PROT_EXEC) ? prot | PROT_READ : prot & PROT_EXEC; /* without it now: who knows if with it again */

	return mprotect(p, size, other) == 0 && mprotect(p, size, prot) == 0;
}

/*
 * The size of the pages of what was just mapped. The kernel has made whole huge pages of whatever length, of which a part
 * can neither be protected nor unmapped: the first power of two that can is their size. Where that would be a part of
 * System V memory, which is then attached twice, it is asked if something may stay where it is: that has to begin with a page.
 */
static size_t pages_of(char *p, size_t length, int prot, bool sysv)
{
	for (uint64_t page = page_size(); page <= LARGEST_PAGE && page < SIZE_MAX; page *= 2) {
		char *second = p + page;

		if (sysv && page < length ? mremap(second, page_size(), page_size(), 0) == second : can_protect(p, (size_t)page, prot))
			return (size_t)page;
		if (errno != EINVAL)
			break;
	}
	return page_size();
}

/* A file's, which are larger where the file system has larger ones only. */
static size_t pages_of_file(int fd)
{
	struct statfs fs;

	return fstatfs(fd, &fs) == 0 && (uint32_t)fs.f_type == HUGETLBFS_MAGIC ? (size_t)fs.f_bsize : page_size();
}

/*
 * A file may become shorter than what is mapped of it; whoever then touches the rest gets SIGBUS. An empty page is put
 * there instead, and the object raises from then on. The list changes only outside of such accesses.
 */
static struct lsys_lua_mapping *mappings;

bool lsys_lua_mend_bus(const siginfo_t *info)
{
	char *at = info->si_addr;

	for (struct lsys_lua_mapping *m = info->si_code > 0 ? mappings : NULL; m; m = m->next) {
		if (at < m->base || at >= m->base + m->size)
			continue;
		m->obj->flags |= LSYS_LUA_CUT;
		at = m->base + (size_t)(at - m->base) / m->page * m->page;
		if (mmap(at, m->page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED)
			return true;
	}
	return false;
}

static void on_bus(int sig, siginfo_t *info, void *context)
{
	(void)context;
	if (lsys_lua_mend_bus(info))
		return;
	signal(sig, SIG_DFL);
	raise(sig);
}

void lsys_lua_catch_bus(void)
{
	struct sigaction sa = { .sa_sigaction = on_bus, .sa_flags = SA_SIGINFO };

	if (!lsys_lua_handles(SIGBUS)) /* whose handler mends it as well */
		sigaction(SIGBUS, &sa, NULL);
}

void lsys_lua_forked(void)
{
	for (struct lsys_lua_mapping *m = mappings; m; m = m->next)
		if (m->dont_fork)
			m->base = m->obj->mem = NULL;
}

static void add(struct lsys_lua_mapping *m)
{
	m->next = mappings;
	m->at = &mappings;
	if (m->next)
		m->next->at = &m->next;
	mappings = m;
}

static void take_out(struct lsys_lua_mapping *m)
{
	if (!m->at)
		return;
	*m->at = m->next;
	if (m->next)
		m->next->at = m->at;
	m->at = NULL;
}

static int l_gc(lua_State *L)
{
	struct lsys_lua_obj *o = lsys_lua_test_obj(L, 1);
	struct lsys_lua_mapping *m;

	if (!o || o->kind != &lsys_lua_mapping_kind || o->root != o)
		return 0;
	m = lsys_lua_extra(o);
	take_out(m);
	if (m->base)
		munmap(m->base, m->size);
	m->base = o->mem = NULL;
	return 0;
}

static const luaL_Reg mapping_methods[] = { { "__gc", l_gc }, { NULL, NULL } };

const struct lsys_lua_kind lsys_lua_mapping_kind = {
	.name = "mapping", .shape = LSYS_LUA_VALUES, .elem = LSYS_T_INT, .elem_size = 1, .methods = mapping_methods,
};

static void set_access(struct lsys_lua_obj *o, int prot)
{
	o->flags &= (uint8_t)~(LSYS_LUA_RO | LSYS_LUA_NOREAD);
	o->flags |= (uint8_t)((prot & PROT_WRITE ? 0 : LSYS_LUA_RO) | (prot & PROT_READ ? 0 : LSYS_LUA_NOREAD));
}

static uint64_t constant(lua_State *L, int i, const char *group, uint64_t def)
{
	return lsys_lua_check_const(L, i, lsys_group_named(group), def);
}

struct lsys_lua_mapping *lsys_lua_check_mapping(lua_State *L, int i, int n, size_t *length)
{
	struct lsys_lua_obj *o = lsys_lua_test_obj(L, i);
	struct lsys_lua_mapping *m;

	if (!o || o->kind != &lsys_lua_mapping_kind || o->root != o) {
		luaL_argerror(L, i, lua_pushfstring(L, "mapping expected, got %s", o ? o->kind->name : luaL_typename(L, i)));
		return NULL;
	}
	m = lsys_lua_extra(o);
	if (!o->mem)
		luaL_argerror(L, i, "the mapping is there no more");
	*length = lua_isnoneornil(L, n) ? o->size : (size_t)lsys_lua_check_i64(L, n, 0, (int64_t)m->size);
	return m;
}

static struct lsys_lua_mapping *new_mapping(lua_State *L)
{
	struct lsys_lua_obj *o = lsys_lua_new_foreign(L, &lsys_lua_mapping_kind, sizeof(struct lsys_lua_mapping));
	struct lsys_lua_mapping *m = lsys_lua_extra(o);

	m->obj = o;
	return m;
}

/* What was just mapped at p, of pages of this size, is from now on m's. */
static void begin(struct lsys_lua_mapping *m, void *p, size_t length, size_t page, int prot)
{
	m->page = page;
	m->base = m->obj->mem = p;
	m->size = lsys_round_up(length, page);
	m->obj->size = length;
	set_access(m->obj, prot);
	add(m);
	if (m->file || page > page_size()) /* a huge page that there is none for ends as one that the file does not have */
		lsys_lua_catch_bus();
}

/*
 * S.mmap([addr], length, prot, flags, [fd], [offset]) -> mapping. Unmapped when collected. "fixed" wants as addr a
 * mapping of the same size, which the new one then replaces; another addr is a hint.
 */
static int l_mmap(lua_State *L)
{
	size_t length = (size_t)lsys_lua_check_i64(L, 2, 0, INT64_MAX / 2), old_length, page;
	int prot = (int)constant(L, 3, "PROT", PROT_NONE), flags = (int)constant(L, 4, "MAP", 0);
	int fd = lua_isnoneornil(L, 5) ? -1 : lsys_lua_check_fd(L, 5);
	int64_t offset = lua_isnoneornil(L, 6) ? 0 : lsys_lua_check_i64(L, 6, 0, INT64_MAX);
	struct lsys_lua_mapping *m, *old = NULL;
	void *hint = NULL, *p;

	if (lua_type(L, 1) == LUA_TUSERDATA && lsys_lua_test_obj(L, 1)) {
		old = lsys_lua_check_mapping(L, 1, 7, &old_length);
		hint = old->base;
	} else if (!lua_isnoneornil(L, 1)) {
		hint = (void *)(uintptr_t)lsys_lua_to_u64(L, 1);
	}
	if (!(flags & MAP_FIXED) || (flags & MAP_FIXED_NOREPLACE) == MAP_FIXED_NOREPLACE)
		old = NULL;
	else if (!old || lsys_round_up(length, old->page) != old->size)
		return luaL_argerror(L, 4, "fixed replaces a mapping of the same size only, given as the first argument");
	lua_settop(L, 1);
	m = new_mapping(L);
	p = mmap(hint, length, prot, flags, fd, (off_t)offset);
	if (p == MAP_FAILED)
		return lsys_lua_fail(L, errno);
	if (old) {
		take_out(old);
		old->base = old->obj->mem = NULL;
	}
	m->file = !(flags & MAP_ANONYMOUS);
	page = m->file ? pages_of_file(fd) : flags & MAP_HUGETLB ? pages_of(p, length, prot, false) : page_size();
	begin(m, p, length, page, prot);
	return 1;
}

/* fd:mmap([addr], length, prot, flags, [offset]) -> mapping of this file */
static int l_fd_mmap(lua_State *L)
{
	lua_settop(L, 6);
	lua_pushvalue(L, 1); /* fd addr length prot flags offset: the fd goes behind the flags */
	lua_insert(L, 6);
	lua_remove(L, 1);
	return l_mmap(L);
}

/* S.munmap(mapping, [length]) -> true. All of it: a part cannot go alone. */
static int l_munmap(lua_State *L)
{
	size_t length = 0;
	struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 2, &length);
	int r;

	if (lsys_round_up(length, m->page) != m->size)
		return luaL_argerror(L, 2, "a mapping is unmapped as a whole");
	/* The kernel may have its address from a struct: then nothing else may come to stand there as long as we can know. */
	if (m->obj->flags & LSYS_LUA_PINNED)
		r = mmap(m->base, m->size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0) == MAP_FAILED ? -1 : 0;
	else
		r = munmap(m->base, m->size);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	take_out(m);
	if (!(m->obj->flags & LSYS_LUA_PINNED))
		m->base = NULL;
	m->obj->mem = NULL;
	return lsys_lua_ok(L, 0);
}

/* S.mremap(mapping, [old_size], new_size, [flags]) -> the mapping, which may have moved */
static int l_mremap(lua_State *L)
{
	size_t old_size = 0, new_size = (size_t)lsys_lua_check_i64(L, 3, 0, INT64_MAX / 2);
	struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 2, &old_size);
	int flags = (int)constant(L, 4, "MREMAP", 0);
	void *p;

	if (lsys_round_up(old_size, m->page) != m->size)
		return luaL_argerror(L, 2, "a mapping is resized as a whole");
	if (flags & ~MREMAP_MAYMOVE)
		return luaL_argerror(L, 4, "only maymove");
	if (m->obj->flags & LSYS_LUA_PINNED)
		return lsys_lua_fail(L, EBUSY); /* a struct has its address */
	p = mremap(m->base, m->size, new_size, flags);
	if (p == MAP_FAILED)
		return lsys_lua_fail(L, errno);
	m->base = m->obj->mem = p;
	m->size = lsys_round_up(new_size, m->page);
	m->obj->size = new_size;
	lua_settop(L, 1);
	return 1;
}

/* S.mprotect(mapping, [length], prot) -> true */
static int l_mprotect(lua_State *L)
{
	size_t length = 0;
	struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 2, &length);
	int prot = (int)constant(L, 3, "PROT", PROT_NONE);

	if (lsys_round_up(length, m->page) != m->size)
		return luaL_argerror(L, 2, "a mapping is protected as a whole");
	if (mprotect(m->base, m->size, prot) < 0)
		return lsys_lua_fail(L, errno);
	set_access(m->obj, prot);
	return lsys_lua_ok(L, 0);
}

/* S.msync(mapping, [length], flags) -> true */
static int l_msync(lua_State *L)
{
	size_t length = 0;
	struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 2, &length);

	return lsys_lua_ok(L, msync(m->base, length, (int)constant(L, 3, "MSYNC", MS_SYNC)) < 0 ? -errno : 0);
}

/* S.madvise(mapping, [length], advice) -> true */
static int l_madvise(lua_State *L)
{
	size_t length = 0;
	struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 2, &length);
	int advice = (int)constant(L, 3, "MADV", MADV_NORMAL);

	if (advice == MADV_GUARD_INSTALL)
		return luaL_argerror(L, 3, "whoever touched a guard page would be killed");
	if (madvise(m->base, length, advice) < 0)
		return lsys_lua_fail(L, errno);
	if (advice == MADV_DONTFORK || (advice == MADV_DOFORK && lsys_round_up(length, m->page) == m->size))
		m->dont_fork = advice == MADV_DONTFORK; /* of a part: all of it for Lua */
	return lsys_lua_ok(L, 0);
}

/* S.remap_file_pages(mapping, [size], [prot], pgoff, [flags]) -> true */
static int l_remap_file_pages(lua_State *L)
{
	size_t size = 0;
	struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 2, &size);
	int prot = (int)constant(L, 3, "PROT", 0), flags = (int)constant(L, 5, "MAP", 0);

	return lsys_lua_ok(L, remap_file_pages(m->base, size, prot, (size_t)lsys_lua_check_i64(L, 4, 0, INT64_MAX), flags) < 0 ? -errno : 0);
}

/* S.mincore(mapping, [length], [buf]) -> buffer, a byte a page, odd: it is in memory */
static int l_mincore(lua_State *L)
{
	size_t length = 0, pages, room = 0;
	struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 2, &length);
	unsigned char *v;

	pages = lsys_round_up(length, page_size()) / page_size();
	if (lua_isnoneornil(L, 3)) {
		v = lsys_lua_new(L, lsys_lua_values_kind(LSYS_T_UINT, 1), pages);
	} else {
		v = lsys_lua_check_bytes(L, 3, true, &room);
		if (room < pages)
			return luaL_argerror(L, 3, "too small: a byte a page");
		lua_settop(L, 3);
	}
	return mincore(m->base, length, v) < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* Locking: of a mapping, or of any object's memory. */
static int lock(lua_State *L, int (*f)(const void *, size_t))
{
	size_t size = 0;
	char *p = lsys_lua_check_bytes(L, 1, false, &size);

	if (lua_type(L, 1) == LUA_TSTRING)
		return luaL_argerror(L, 1, "mapping or buffer expected, got string");
	if (!lua_isnoneornil(L, 2))
		size = (size_t)lsys_lua_check_i64(L, 2, 0, (int64_t)lsys_round_up(size, page_size()));
	return lsys_lua_ok(L, f(p, size) < 0 ? -errno : 0);
}

/* S.mlock(mapping or buffer, [length]) -> true */
static int l_mlock(lua_State *L) { return lock(L, mlock); }
/* S.munlock(mapping or buffer, [length]) -> true */
static int l_munlock(lua_State *L) { return lock(L, munlock); }

static int lock_on_fault(const void *p, size_t size) { return (int)syscall(SYS_mlock2, p, size, 1 /* MLOCK_ONFAULT */); }

/* S.mlock2(mapping or buffer, [length], [flags]) -> true */
static int l_mlock2(lua_State *L)
{
	uint64_t flags = constant(L, 3, "MLOCK", 0);

	luaL_argcheck(L, !(flags & ~(uint64_t)1), 3, "onfault or nothing");
	return lock(L, flags ? lock_on_fault : mlock);
}

/*
 * S.mseal(mapping, [flags]) -> true. What is sealed stays as it is to the end of the process. Of a file's, the place of a
 * page that the file no longer has could not be filled.
 */
static int l_mseal(lua_State *L)
{
	size_t length = 0;
	const struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 3, &length);
	unsigned long flags = lua_isnoneornil(L, 2) ? 0 : (unsigned long)lsys_lua_check_i64(L, 2, 0, UINT32_MAX);

	luaL_argcheck(L, !m->file, 1, "anonymous memory expected: a file may become shorter");
	return lsys_lua_ok(L, syscall(__NR_mseal, m->base, m->size, flags) < 0 ? -errno : 0);
}

/* System V shared memory: a mapping like others, whose end detaches it. */

/* S.shmat(id, [flags]) -> mapping */
static int l_shmat(lua_State *L)
{
	int id = (int)lsys_lua_check_i64(L, 1, INT32_MIN, INT32_MAX), flags = (int)constant(L, 2, "SHM", 0);
	struct lsys_lua_mapping *m = new_mapping(L);
	struct shmid_ds ds;
	int prot, e;
	void *p;

	if (flags & (SHM_REMAP | SHM_RND))
		return luaL_argerror(L, 2, "remap and rnd are about an address, which is not to be chosen here");
	p = shmat(id, NULL, flags);
	if (p == (void *)-1)
		return lsys_lua_fail(L, errno);
	if (shmctl(id, IPC_STAT, &ds) < 0) { /* it has come to lack the permission */
		e = errno;
		shmdt(p);
		return lsys_lua_fail(L, e);
	}
	prot = flags & SHM_RDONLY ? PROT_READ : PROT_READ | PROT_WRITE;
	if (flags & SHM_EXEC)
		prot |= PROT_EXEC;
	begin(m, p, ds.shm_segsz, pages_of(p, ds.shm_segsz, prot, true), prot);
	return 1;
}

const luaL_Reg lsys_lua_memory_functions[] = {
	{ "mmap", l_mmap }, { "fd.mmap", l_fd_mmap }, { "munmap", l_munmap }, { "mremap", l_mremap }, { "mprotect", l_mprotect }, { "msync", l_msync },
	{ "madvise", l_madvise }, { "remap_file_pages", l_remap_file_pages }, { "mincore", l_mincore }, { "mlock", l_mlock },
	{ "munlock", l_munlock }, { "mlock2", l_mlock2 }, { "mseal", l_mseal }, { "shmat", l_shmat }, { "shmdt", l_munmap },
	{ NULL, NULL },
};

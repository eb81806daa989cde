/* Other processes' memory. */
#include <errno.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/uapi.h"
#include "functions.h"
#include "kinds.h"

/* The list of { address, length } that argument i is, which are the other process's. It stays on top of the stack. */
static struct iovec *ranges(lua_State *L, int i, size_t *count)
{
	int n;
	struct iovec *v;

	luaL_checktype(L, i, LUA_TTABLE);
	n = (int)lua_rawlen(L, i);
	v = lua_newuserdata(L, (size_t)(n + 1) * sizeof(*v));
	for (int k = 0; k < n; k++) {
		lua_rawgeti(L, i, k + 1);
		luaL_argcheck(L, lua_istable(L, -1), i, "pairs of address and length expected");
		lua_rawgeti(L, -1, 1);
		lua_rawgeti(L, -2, 2);
		v[k].iov_base = (void *)(uintptr_t)lsys_lua_to_u64(L, -2);
		v[k].iov_len = (size_t)lsys_lua_to_u64(L, -1);
		lua_pop(L, 3);
	}
	*count = (size_t)n;
	return v;
}

/* S.process_madvise(pidfd, ranges, advice, [flags]): nothing is lost by the advice. */
static int l_process_madvise(lua_State *L)
{
	static const int harmless[] = { MADV_WILLNEED, MADV_COLD, MADV_PAGEOUT, MADV_COLLAPSE };
	int fd = lsys_lua_check_fd(L, 1), advice, i;
	unsigned flags;
	struct iovec *v;
	int64_t r;
	size_t n;

	luaL_checktype(L, 2, LUA_TTABLE);
	luaL_checkany(L, 3);
	advice = (int)lsys_lua_check_const(L, 3, lsys_group_named("MADV"), 0);
	flags = (unsigned)(lua_isnoneornil(L, 4) ? 0 : lsys_lua_check_i64(L, 4, 0, UINT32_MAX));
	for (i = 0; i < (int)LSYS_COUNT(harmless) && harmless[i] != advice; i++)
		;
	luaL_argcheck(L, i < (int)LSYS_COUNT(harmless), 3, "cold, pageout, willneed or collapse expected");
	v = ranges(L, 2, &n);
	r = syscall(__NR_process_madvise, fd, v, n, advice, flags);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lsys_lua_push_i64(L, r);
	return 1;
}

static int vm_transfer(lua_State *L, long call, bool writes)
{
	int pid = (int)lsys_lua_check_i64(L, 1, 0, INT32_MAX);
	unsigned long flags = lua_isnoneornil(L, 4) ? 0 : (unsigned long)lsys_lua_check_i64(L, 4, 0, UINT32_MAX);
	const struct iovec *local, *remote;
	size_t nremote;
	int nlocal;
	long r;

	luaL_argcheck(L, !writes || pid != getpid(), 1, "this process's own memory is not to be written");
	lua_settop(L, 4);
	local = lsys_lua_to_iovecs(L, 2, !writes, &nlocal);
	remote = ranges(L, 3, &nremote);
	r = syscall(call, pid, local, (unsigned long)nlocal, remote, (unsigned long)nremote, flags);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lsys_lua_push_i64(L, r);
	return 1;
}

/* S.process_vm_readv(pid, iov, ranges, [flags]) -> byte count */
static int l_process_vm_readv(lua_State *L) { return vm_transfer(L, SYS_process_vm_readv, false); }
/* S.process_vm_writev(pid, iov, ranges, [flags]) -> byte count */
static int l_process_vm_writev(lua_State *L) { return vm_transfer(L, SYS_process_vm_writev, true); }

const luaL_Reg lsys_lua_remote_functions[] = {
	{ "process_madvise", l_process_madvise }, { "process_vm_readv", l_process_vm_readv }, { "process_vm_writev", l_process_vm_writev },
	{ NULL, NULL },
};

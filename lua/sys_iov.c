/* Scattered reading and writing, and the calls that move bytes between descriptors. */
#include <asm/unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/uapi.h"
#include "functions.h"
#include "kinds.h"

static int result(lua_State *L, ssize_t n)
{
	if (n < 0)
		return lsys_lua_fail(L, errno);
	lua_pushnumber(L, (lua_Number)n);
	return 1;
}

struct iovec *lsys_lua_to_iovecs(lua_State *L, int i, bool write, int *count)
{
	size_t n;
	struct iovec *v = lsys_lua_to_array(L, i, &lsys_lua_file_kinds[LSYS_LUA_K_IOVECS], &n);

	if (n > INT_MAX)
		luaL_argerror(L, i, "too many buffers");
	for (size_t k = 0; k < n; k++) {
		lsys_lua_check_pinned(L, &v[k].iov_base, i, v[k].iov_len, "iovec");
		if (write && v[k].iov_len) {
			lsys_lua_push_pinned(L, &v[k].iov_base, i);
			lsys_lua_mem(L, lsys_lua_test_obj(L, -1), true);
			lua_pop(L, 1);
		}
	}
	*count = (int)n;
	return v;
}

/* An offset that may be left out, or be -1. */
static off_t offset(lua_State *L, int n, off_t def)
{
	return lua_isnoneornil(L, n) ? def : (off_t)lsys_lua_check_i64(L, n, INT64_MIN, INT64_MAX);
}

/* S.readv(fd, iov) -> number */
static int l_readv(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), n;
	const struct iovec *v = lsys_lua_to_iovecs(L, 2, true, &n);

	return result(L, readv(fd, v, n));
}

/* S.writev(fd, iov) -> number */
static int l_writev(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), n;
	const struct iovec *v = lsys_lua_to_iovecs(L, 2, false, &n);

	return result(L, writev(fd, v, n));
}

/* S.preadv(fd, iov, [offset]) -> number */
static int l_preadv(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), n;
	const struct iovec *v = lsys_lua_to_iovecs(L, 2, true, &n);

	return result(L, preadv(fd, v, n, offset(L, 3, 0)));
}

/* S.pwritev(fd, iov, [offset]) -> number */
static int l_pwritev(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), n;
	const struct iovec *v = lsys_lua_to_iovecs(L, 2, false, &n);

	return result(L, pwritev(fd, v, n, offset(L, 3, 0)));
}

/* The kernel takes the offset as two words, of which a machine with 64-bit words ignores the second. */
static int with_flags(lua_State *L, long nr, bool write)
{
	int fd = lsys_lua_check_fd(L, 1), n;
	const struct iovec *v = lsys_lua_to_iovecs(L, 2, write, &n);
	int64_t at = offset(L, 3, -1);
	int flags = (int)lsys_lua_check_const(L, 4, lsys_group_named("RWF"), 0);

	return result(L, syscall(nr, fd, v, (long)n, (long)at, (long)(at >> 32), flags));
}

/* S.preadv2(fd, iov, [offset], [flags]) -> number */
static int l_preadv2(lua_State *L) { return with_flags(L, __NR_preadv2, true); }

/* S.pwritev2(fd, iov, [offset], [flags]) -> number */
static int l_pwritev2(lua_State *L) { return with_flags(L, __NR_pwritev2, false); }

/* S.vmsplice(fd, iov, [flags]) -> number; from the read end of a pipe it fills the memory */
static int l_vmsplice(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1), n, mode = fcntl(fd, F_GETFL);
	const struct iovec *v = lsys_lua_to_iovecs(L, 2, (mode & O_ACCMODE) == O_RDONLY, &n);

	return result(L, vmsplice(fd, v, (size_t)n, (unsigned)lsys_lua_check_const(L, 3, lsys_group_named("SPLICE_F"), 0)));
}

/* A place in a file: none, a number, or a t.off1, which gets the new one. */
struct place { off_t at; void *object; bool given; };

static struct place place(lua_State *L, int i)
{
	struct place p = { .given = !lua_isnoneornil(L, i) };

	if (lsys_lua_test_obj(L, i)) {
		p.object = lsys_lua_check(L, i, lsys_lua_kind_named(L, "off1"));
		memcpy(&p.at, p.object, sizeof(p.at));
	} else if (p.given) {
		p.at = lsys_lua_check_i64(L, i, INT64_MIN, INT64_MAX);
	}
	return p;
}

/* The result of a call that took places. */
static int moved(lua_State *L, ssize_t n, const struct place *in, const struct place *out)
{
	if (n >= 0 && in->object)
		memcpy(in->object, &in->at, sizeof(in->at));
	if (n >= 0 && out && out->object)
		memcpy(out->object, &out->at, sizeof(out->at));
	return result(L, n);
}

static size_t length(lua_State *L, int i)
{
	return (size_t)lsys_lua_check_i64(L, i, 0, SIZE_MAX / 2);
}

/* S.sendfile(out_fd, in_fd, [offset], count) -> number */
static int l_sendfile(lua_State *L)
{
	int out = lsys_lua_check_fd(L, 1), in = lsys_lua_check_fd(L, 2);
	struct place p = place(L, 3);

	return moved(L, sendfile(out, in, p.given ? &p.at : NULL, length(L, 4)), &p, NULL);
}

/* S.splice(fd_in, [off_in], fd_out, [off_out], len, [flags]) -> number */
static int l_splice(lua_State *L)
{
	int in = lsys_lua_check_fd(L, 1), out = lsys_lua_check_fd(L, 3);
	struct place from = place(L, 2), to = place(L, 4);
	size_t len = length(L, 5);
	unsigned flags = (unsigned)lsys_lua_check_const(L, 6, lsys_group_named("SPLICE_F"), 0);

	return moved(L, splice(in, from.given ? &from.at : NULL, out, to.given ? &to.at : NULL, len, flags), &from, &to);
}

/* S.copy_file_range(fd_in, [off_in], fd_out, [off_out], len, [flags]) -> number */
static int l_copy_file_range(lua_State *L)
{
	int in = lsys_lua_check_fd(L, 1), out = lsys_lua_check_fd(L, 3);
	struct place from = place(L, 2), to = place(L, 4);
	size_t len = length(L, 5);
	unsigned flags = lua_isnoneornil(L, 6) ? 0 : (unsigned)lsys_lua_check_i64(L, 6, 0, UINT32_MAX);

	return moved(L, copy_file_range(in, from.given ? &from.at : NULL, out, to.given ? &to.at : NULL, len, flags),
		     &from, &to);
}

const luaL_Reg lsys_lua_iov_functions[] = {
	{ "readv", l_readv }, { "writev", l_writev }, { "preadv", l_preadv }, { "pwritev", l_pwritev }, { "preadv2", l_preadv2 },
	{ "pwritev2", l_pwritev2 }, { "vmsplice", l_vmsplice }, { "sendfile", l_sendfile }, { "splice", l_splice },
	{ "copy_file_range", l_copy_file_range }, { NULL, NULL },
};

/*
 * Preloaded into user-mode-linux. Its 6.1 kernel sets its processes' extended registers by PTRACE_SETREGSET with the size
 * that processors had before AMX; where the processor has more, the host's kernel takes nothing but the whole state
 * (EFAULT) and the guest dies with its first process. So what it gives is laid over the whole state here.
 */
#define _GNU_SOURCE 1
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/uio.h>

#ifndef NT_X86_XSTATE
#define NT_X86_XSTATE 0x202
#endif

#define XSTATE_MAX 65536

long ptrace(enum __ptrace_request request, ...)
{
	static long (*real)(enum __ptrace_request request, ...);
	static _Alignas(64) char whole[XSTATE_MAX];
	struct iovec all = { whole, sizeof(whole) }, *given;
	va_list ap;
	pid_t pid;
	void *addr, *data;
	long r;

	va_start(ap, request);
	pid = va_arg(ap, pid_t);
	addr = va_arg(ap, void *);
	data = va_arg(ap, void *);
	va_end(ap);
	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "ptrace");
	r = real(request, pid, addr, data);
	given = data;
	if (r == 0 || errno != EFAULT || request != PTRACE_SETREGSET || (uintptr_t)addr != NT_X86_XSTATE)
		return r;
	r = real(PTRACE_GETREGSET, pid, addr, &all);
	if (r < 0 || all.iov_len < given->iov_len)
		return r;
	memcpy(whole, given->iov_base, given->iov_len);
	return real(PTRACE_SETREGSET, pid, addr, &all);
}

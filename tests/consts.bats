# The constants of S.c against the system's headers: a C program is made of all that lsys knows, and compares. $CC and
# $LSYS_UNDER are another machine's compiler, and what runs its programs here.

# Families of headers that go together, a line each; what this system lacks is left out.
families() {
	cat <<-'EOF'
		dirent.h errno.h fcntl.h linux/falloc.h linux/random.h linux/mman.h poll.h signal.h stdlib.h sys/epoll.h sys/eventfd.h sys/fanotify.h sys/file.h sys/inotify.h sys/mman.h sys/mount.h sys/resource.h sys/signalfd.h sys/stat.h sys/swap.h sys/timerfd.h sys/wait.h sys/xattr.h ucontext.h unistd.h limits.h linux/memfd.h linux/quota.h
		sys/socket.h netinet/in.h netinet/tcp.h netinet/udp.h net/ethernet.h net/route.h net/if.h sys/ipc.h sys/sem.h sys/shm.h sys/msg.h time.h linux/net_tstamp.h linux/errqueue.h linux/netlink.h linux/rtnetlink.h
		linux/fcntl.h linux/fs.h linux/mount.h linux/nsfs.h linux/openat2.h linux/close_range.h linux/stat.h linux/falloc.h linux/fanotify.h linux/xattr.h linux/aio_abi.h linux/io_uring.h linux/eventpoll.h
		linux/sched.h linux/sched/types.h linux/prctl.h linux/capability.h linux/futex.h linux/ioprio.h linux/kcmp.h linux/kexec.h linux/keyctl.h linux/membarrier.h linux/mempolicy.h linux/module.h linux/pidfd.h linux/ptrace.h linux/random.h linux/reboot.h linux/resource.h linux/time.h linux/timex.h linux/wait.h linux/landlock.h linux/lsm.h linux/seccomp.h linux/audit.h linux/elf-em.h linux/personality.h linux/securebits.h linux/bpf.h linux/filter.h linux/perf_event.h
		linux/in.h linux/in6.h linux/ipv6_route.h linux/route.h linux/tcp.h linux/udp.h linux/netfilter.h linux/netfilter_ipv4.h linux/netfilter_ipv4/ip_tables.h linux/netfilter/x_tables.h linux/if.h linux/if_addr.h linux/if_arp.h linux/if_ether.h linux/if_packet.h linux/selinux_netlink.h linux/if_link.h linux/if_tun.h linux/neighbour.h linux/netlink.h linux/rtnetlink.h linux/veth.h linux/sockios.h
		linux/filter.h linux/input.h linux/uinput.h linux/pci_regs.h linux/virtio_config.h linux/virtio_pci.h linux/virtio_ring.h linux/if_tun.h linux/perf_event.h linux/sockios.h linux/vfio.h linux/vhost.h asm/ioctls.h asm/termbits.h
		asm/ioctls.h asm/termbits.h asm/termios.h
		netdb.h fnmatch.h glob.h sys/msg.h sys/statvfs.h syslog.h unistd.h
	EOF
}

# What is meant to differ, and why:
# RLIM_INFINITY is 64 bits wide whatever the header's type; the C library may call O_LARGEFILE 0, and what follows it;
# SOMAXCONN is the API's; handlers are pointers in C.
differs='RLIM_INFINITY|O_LARGEFILE|SOMAXCONN|SIG_(DFL|IGN|ERR|HOLD)'

# Locks with places of 64 bits are others where a long has 32, and the kernel's headers have only those with a long.
of_libc='F_(GETLK|SETLKW?)(64)?'

setup() {
	command -v "${CC:-cc}" >/dev/null || skip "no C compiler"
	cd "$BATS_TEST_TMPDIR" || exit
	grep -v "^#" "$BATS_TEST_DIRNAME/data/api/spelt.txt" >otherwise
	# lines of GROUP NAME VALUE C-NAME
	"$LSYS" lua -e '
		local S, out = require "syscall", {}
		for group, g in pairs(S.c) do
			if type(g) == "number" then out[#out + 1] = group .. " " .. group .. " " .. ("%.0f"):format(g) .. " " .. group end
			for k, v in pairs(type(g) == "table" and g or {}) do
				if type(v) == "number" then
					out[#out + 1] = ("%s %s %.0f %s%s"):format(group, k, v, getmetatable(g).prefix, k)
				end
			end
		end
		io.write(table.concat(out, "\n"), "\n")' |
		awk 'NR == FNR { c[$1] = $2; next } ($1 "." $2) in c { $4 = c[$1 "." $2] } $4 != "-"' otherwise - |
		sort -u >every
	# each name once, since the compiler complains of it once
	grep -vE " ($differs)\$" every | sort -u -k 4,4 >constants
}

# Includes of family $1 that there are.
includes() {
	for h in $1; do printf '#if __has_include(<%s>)\n#include <%s>\n#endif\n' "$h" "$h"; done
}

compile() {
	# shellcheck disable=SC2086 # words
	${CC:-cc} -std=gnu11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 -w -x c ${LSYS_UNDER:+-static} "$@"
}

# Writes to known.$1 the constants that the headers of family $2 have: one compilation says which names are no numbers.
find_known() {
	{
		includes "$2"
		echo '#line 1 "constants"'
		awk '{ printf "enum { CHECK%d = sizeof(char[(long long)(%s) ? 1 : 1]) };\n", NR, $4 }' constants
	} >probe.c
	compile -fsyntax-only -fmax-errors=0 probe.c 2>errors || :
	! grep -v '^constants:' errors | grep -E '(^|/)[^ :]*\.h:[0-9]+:[0-9]+: (fatal )?error' || return 1
	sed -n 's/^constants:\([0-9]*\):.* error: .*/\1/p' errors | sort -un >bad
	awk 'FILENAME == "bad" { bad[$1]; next } !(FNR in bad)' bad constants |
		if [[ $2 == *" fcntl.h"* ]]; then cat; else grep -vE " ($of_libc)\$"; fi >"known.$1"
}

# Compares those of known.$1; prints the ones that differ.
compare_known() {
	{
		includes "$2"
		cat <<-'EOF'
			#include <stdio.h>
			#define CHECK(name, is) \
				if (sizeof(name) <= 4 ? (unsigned)(name) != (unsigned)(is) : (long long)(name) != (is)) \
					printf("%s is %lld here, %lld in the headers\n", #name, (long long)(is), (long long)(name));
			int main(void) {
		EOF
		awk '{ printf "CHECK(%s, %sLL)\n", $4, $3 } END { print "return 0; }" }' "known.$1"
	} >compare.c
	# shellcheck disable=SC2086 # words
	compile compare.c -o compare && $LSYS_UNDER ./compare
}

@test "every constant that the headers have has the same value there" {
	local n=0 all known
	families >list
	while read -r family; do
		n=$((n + 1))
		find_known "$n" "$family"
		compare_known "$n" "$family" >>differences
	done <list
	cat differences
	[ ! -s differences ]
	# a test that compared but a few would be no test
	all=$(wc -l <constants)
	known=$(cat known.* | sort -u | wc -l)
	echo "$known of $all constants compared"
	[ "$all" -gt 4500 ]
	[ "$known" -gt $((all * 85 / 100)) ]
}

@test "a wrong value and a low count would be seen" {
	printf '%s\n' 'SEEK END 3 SEEK_END' 'SEEK CUR 1 SEEK_CUR' 'X NOPE 1 NO_SUCH_CONSTANT' >constants
	find_known 1 fcntl.h
	[ "$(cut -d ' ' -f 4 known.1 | xargs)" = "SEEK_END SEEK_CUR" ]
	run compare_known 1 fcntl.h
	[ "$output" = "SEEK_END is 3 here, 2 in the headers" ]
}

@test "what is spelt otherwise in C is there" {
	while read -r name c; do
		[ "$c" != - ] || continue
		grep -qF "${name%.*} ${name#*.} " every || { echo "$name"; return 1; }
		"$LSYS" lua - "$name" "$c" <<-'EOF' || { echo "$c"; return 1; }
			local S, g, n = require "syscall", arg[1]:match("(.*)%.(.*)")
			assert(S.c[g][n] and S[arg[2]] == S.c[g][n])
		EOF
	done <otherwise
}

@test "the manual page has every group and name" {
	"$LSYS" __man lsys-constants <"$BATS_TEST_DIRNAME/../man/lsys-constants.3.in" >page
	sed -n 's/^\.It Dv \([^ ]*\) .*/\1/p' page >groups
	diff <(cut -d ' ' -f 1 every | sort -u | grep -vxFf <(sed -n '/^In no group/,/^and/p' page | tr ' ' '\n')) <(grep -vx errornames groups)
	# GROUP NAME of each line behind a group
	awk '/^\.It Dv / { g = $3; next } /^\.El/ { g = "" } g && !/^\./ { for (i = 1; i <= NF; i++) print g, $i }' page | sort -u >named
	cut -d ' ' -f 1,2 every | grep -vE '^([^ ]+) \1$|^LINUX_CAPABILITY' | sort -u | comm -23 - named >missing
	cat missing
	[ ! -s missing ]
}

# shellcheck shell=bash
# What the measurements share; each of them sources it first.
#
#	LSYS=PATH [LSYS_MUSL=PATH] [QUICK=1] tests/bench/NN-NAME.sh
#
# A measurement prints lines with tabs between: scenario, program, median of milliseconds, ratio to the floor, peak KB. The
# floor is a bare C program that asks the kernel the same and does nothing with the answer; beside it are the programs
# that people have, and lsys: LSYS, by default build/lsys, and when LSYS_MUSL names one, the small static one. All take
# their turns in one run (rounds.c), in namespaces that end with it. QUICK=1: a tenth of everything, to see that it runs.
# Needs root, and the programs that make bench builds.
set -eu -o pipefail
export LC_ALL=C

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=${BENCH_TOOLS:-$top/build/bench}
[ -x "$tools/rounds" ] || {
	echo "$0: $tools/rounds is not there: make bench builds it" >&2
	exit 2
}
LSYS=${LSYS:-$top/build/lsys}
for binary in "$LSYS" ${LSYS_MUSL:+"$LSYS_MUSL"}; do
	[ -x "$binary" ] || {
		echo "$0: $binary: not an executable file" >&2
		exit 2
	}
done
if [ -z "${BENCH_INSIDE-}" ]; then
	BENCH_INSIDE=1 exec unshare -mnpf --kill-child --mount-proc bash "$0"
fi
ip link set lo up

scenario=$(basename "$0" .sh)
scenario=${scenario#*-}
cases=()

# tenth N: N, or with QUICK a tenth of it, but at least 3
tenth() {
	local n=$1
	if [ -n "${QUICK-}" ]; then n=$((n / 10)); fi
	echo $((n < 3 ? 3 : n))
}

# add NAME COMMAND...: one more to measure, if this machine has the command; the first one is the floor.
add() {
	local path
	path=$(command -v "$2") || {
		echo "$0: no $2 here, going on without it" >&2
		return 0
	}
	cases+=("$1" "$path" "${@:3}" ';')
}

# add_lsys NAME ARGUMENT...: the same of each lsys
add_lsys() {
	add "lsys $1" "$LSYS" "${@:2}"
	if [ -n "${LSYS_MUSL-}" ]; then add "lsys $1 (musl)" "$LSYS_MUSL" "${@:2}"; fi
}

# measure ROUNDS [SCENARIO]: what has been added
measure() {
	"$tools/rounds" -n "$1" -s "${2-$scenario}" "${cases[@]}"
	cases=()
}

# fill N: so many interfaces n0, n1, ..., each with two addresses
fill() {
	local kind
	for kind in dummy ifb veth; do
		if ip link add probe type "$kind" 2>/dev/null; then
			ip link del probe
			"$tools/netmake" "$kind" "$1"
			return
		fi
	done
	echo "$0: this kernel has no kind of interface to make many of" >&2
	return 1
}

# They go before the namespace does: else the kernel would still be at it during the next measurement.
empty() {
	ip link del group 7 # netmake's
}

printf '# scenario\tprogram\tmedian ms\tratio\tpeak KB\n'

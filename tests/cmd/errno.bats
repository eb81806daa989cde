# lsys errno beside the one of the moreutils.

bats_require_minimum_version 1.5.0

ours() { "$LSYS" errno "$@"; }

# Both say the same on standard output, with the same status. What they say on standard error is their own.
same() {
	local a b s t
	[ -z "${LSYS_CHROOT-}" ] || skip "another C library has other texts"
	command -v errno >/dev/null || skip "moreutils are not installed"
	a=$(ours "$@" 2>/dev/null) && s=0 || s=$?
	b=$(errno "$@" 2>/dev/null) && t=0 || t=$?
	diff <(echo "$a") <(echo "$b") && [ "$s" -eq "$t" ]
}

@test "names and numbers" {
	same ENOENT
	same enoent 13 EWOULDBLOCK
	same 1 2 3 4 133
	same EAGAIN ENOTSUP EDEADLOCK
}

@test "all of them, in the order of the header" {
	same -l
	same --list
}

@test "by their text" {
	same -s directory
	same -s no DIRECTORY
	same -s 'space left'
	same --search zzzz
	same -s
}

@test "a word that is no error" {
	same ENOSUCH
	same ENOENT nosuch 13
	same 9999
	run --separate-stderr ours ENOENT enoet 0 99999999999999999999
	[ "$status" -eq 1 ]
	[[ ${lines[0]} == "ENOENT 2 "* ]]
	# shellcheck disable=SC2154 # set by run --separate-stderr
	[ "${stderr_lines[0]}" = "lsys errno: enoet: no error has this name or number; did you mean ENOENT?" ]
	[ "${stderr_lines[1]}" = "lsys errno: 0: no error has this name or number" ]
	[ "${stderr_lines[2]}" = "lsys errno: 99999999999999999999: no error has this name or number" ]
}

@test "names without their E" {
	[ "$(ours noent)" = "$(ours ENOENT)" ]
	[ "$(ours 2BIG)" = "$(ours E2BIG)" ]
}

@test "as JSON" {
	[ "$(ours -j ENOENT | jq -r '.[0] | "\(.name) \(.number)"')" = "ENOENT 2" ]
	[ "$(ours -j | jq length)" -ge 134 ]
	run -1 ours -j nosuch
	[ -z "$(ours -j nosuch 2>/dev/null)" ]
}

@test "the texts are the C library's" {
	[ "$(ours EPERM | cut -d' ' -f3-)" = "$("$LSYS" lua -e 'print(require "syscall".t.error(1))')" ]
}

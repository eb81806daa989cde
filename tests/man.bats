# The manual: every call and struct in its place, and examples that do what they show.
# chroot: no
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	man=$BATS_TEST_DIRNAME/../man
}

# The page of this name as it is installed.
page() {
	"$LSYS" __man "$1" <"$man/$1.3.in"
}

# The pages of areas.
area_pages() {
	grep -lx -e '@CALLS@' "$man"/lsys-*.3.in | sed 's,.*/,,; s/\.3\.in$//' | grep -vx lsys-calls
}

# The entries of calls on a page, as rows are named.
entries() {
	sed -nE 's/^\.It Li "S\.([a-z]+)\(\\\(dq([a-z_]+)\\\(dq.*/\1.\2/p; t; s/^\.It Li "S\.([a-z0-9_.]+)\(.*/\1/p; t
		s/^\.It Li "fd:([a-z0-9_]+)\(.*/fd.\1/p'
}

@test "every call is on one page of an area, and in lsys-calls" {
	"$LSYS" call -j --list | jq -r '.[].name' | sort >calls
	[ "$(wc -l <calls)" -gt 400 ]
	page lsys-calls | entries | sort | diff calls -
	for p in $(area_pages); do page "$p"; done | entries | sort | diff calls -
}

@test "every struct is on one page of an area" {
	"$LSYS" __annotations luals | sed -n 's/^---@class \(t\.[a-z0-9_]*\).*/\1/p' | grep -vx t.buffer | sort >structs
	[ "$(wc -l <structs)" -gt 100 ]
	for p in $(area_pages); do page "$p"; done | sed -n 's/^\.It Vt \(t\.[a-z0-9_]*\)$/\1/p' | sort | diff structs -
}

@test "every page of an area is named by lsys help lua, in lsys-calls and in lsys-syscall" {
	area_pages | sort >pages
	[ "$(wc -l <pages)" -gt 15 ]
	"$LSYS" call -j --list | jq -r '.[].name' | xargs "$LSYS" help lua | sed -n 's/^  manual: \(.*\)(3)$/\1/p' | sort -u | diff pages -
	page lsys-calls | sed -n '/^See$/{n;s/^\.Xr \(lsys-[a-z]*\) 3 \.$/\1/p;}' | sort -u | diff pages -
	page lsys-syscall | sed -n 's/^\.It Xr \(lsys-[a-z]*\) 3$/\1/p' | sort | diff pages -
}

@test "an unknown struct is refused, as is a page without calls" {
	run "$LSYS" __man lsys-files <<<'@STRUCTS stat nosuch@'
	[ "$status" -eq 2 ]
	run "$LSYS" __man lsys-nosuch <<<'@CALLS@'
	[ "$status" -eq 2 ]
	[ "$output" = "lsys __man: @CALLS@: nothing to put there" ]
}

@test "the examples do what they show" {
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	local failed=0 p
	for p in "$man"/lsys-*.3.in; do
		"$BATS_TEST_DIRNAME/lib/man_examples" "$LSYS" "$p" >out || { cat out; failed=1; }
		# a page of an area shows something, which is checked
		! grep -qx -e '@CALLS@' "$p" || [[ $p == */lsys-calls.3.in ]] || [[ $(tail -n 1 out) =~ " "[1-9][0-9]*" lines" ]] ||
			grep '^# skipped' out || { echo "$p: $(cat out)"; failed=1; }
	done
	[ "$failed" -eq 0 ]
}

@test "an example that shows something else is found" {
	printf '.Bd -literal\nprint(1)\n--> 2\n.Ed\n' >page.in
	run "$BATS_TEST_DIRNAME/lib/man_examples" "$LSYS" "$PWD/page.in"
	[ "$status" -eq 1 ]
	printf '.Bd -literal\n$ lsys errno 2\nENOENT 2 Something\n.Ed\n' >page.in
	run "$BATS_TEST_DIRNAME/lib/man_examples" "$LSYS" "$PWD/page.in"
	[ "$status" -eq 1 ]
	printf '.\\" run: false\n.Bd -literal\nprint(1)\n--> 2\n.Ed\n' >page.in
	run "$BATS_TEST_DIRNAME/lib/man_examples" "$LSYS" "$PWD/page.in"
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "# skipped for want of: false" ]
}

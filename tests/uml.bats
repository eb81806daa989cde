# The way into a kernel of our own (tests/uml/run), and what that kernel has that others may lack.

bats_require_minimum_version 1.5.0

setup_file() {
	command -v linux.uml >/dev/null || skip "user-mode-linux is not installed"
}

uml() {
	"$BATS_TEST_DIRNAME/uml/run" "$@"
}

# The guests and files of this test that are still there.
leftovers() {
	pgrep -f "uml_dir=$BATS_TEST_TMPDIR" || :
	find "$BATS_TEST_TMPDIR" -name 'lsys-uml.*'
}

@test "output, errors and status arrive apart" {
	run --separate-stderr uml sh -c 'echo to out; echo to err >&2; exit 42'
	[ "$status" -eq 42 ]
	[ "$output" = "to out" ]
	# shellcheck disable=SC2154 # set by run --separate-stderr
	[ "$stderr" = "to err" ]
}

@test "death by a signal is a status too" {
	run uml sh -c 'kill -SEGV $$'
	[ "$status" -eq 139 ]
}

@test "a command that is not there" {
	run -127 uml no-such-command
	[[ $output == *"no-such-command: No such file or directory"* ]]
}

@test "arguments pass unchanged" {
	run uml printf '<%s>' 'a b' '' "it's" '"$HOME"' $'two\nlines' '*' '-m'
	[ "$status" -eq 0 ]
	[ "$output" = $'<a b><><it\'s><"$HOME"><two\nlines><*><-m>' ]
}

@test "directory, environment and standard input" {
	cd "$BATS_TEST_TMPDIR"
	LSYS_SPECIAL='a  b' SECRET=1 OTHER=2 run uml -e OTHER sh -c 'pwd; echo "$LSYS_SPECIAL,${SECRET-none},$OTHER"; cat; id -u'
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "$(realpath "$BATS_TEST_TMPDIR")" ]
	[ "${lines[1]}" = "a  b,none,2" ]
	[ "${lines[2]}" = 0 ]
}

@test "temporary files are seen, and what the guest writes goes with it" {
	echo before >"$BATS_TEST_TMPDIR/f"
	run uml sh -c 'cat "$1"; echo after >"$1"; cat "$1"; echo more >"$1.2"; : >/etc/lsys-test' sh "$BATS_TEST_TMPDIR/f"
	[ "$status" -ne 0 ] # the last one: all else is read-only
	[ "${lines[0]}" = before ]
	[ "${lines[1]}" = after ]
	[[ ${lines[2]} == *"Read-only file system"* ]]
	[ "$(cat "$BATS_TEST_TMPDIR/f")" = before ]
	[ ! -e "$BATS_TEST_TMPDIR/f.2" ]
	[ ! -e /etc/lsys-test ]
}

@test "much output arrives whole" {
	uml seq 1 300000 >"$BATS_TEST_TMPDIR/out"
	seq 1 300000 | cmp - "$BATS_TEST_TMPDIR/out"
}

@test "a dummy link, with its module named first" {
	run uml -m dummy sh -c 'ip link add d0 type dummy && ip -d link show d0'
	[ "$status" -eq 0 ]
	[[ $output == *"dummy numtxqueues"* ]]
}

@test "vlan, bond, vrf, gre, vxlan, bridge, veth: modules come as they are needed" {
	run uml sh -ec '
		ip link add d0 type dummy
		ip link add link d0 name d0.7 type vlan id 7
		ip link add b0 type bond mode active-backup
		ip link add v0 type vrf table 10
		ip link add g0 type gretap remote 192.0.2.1 local 192.0.2.2
		ip link add x0 type vxlan id 42 dstport 4789 dev d0
		ip link add br0 type bridge
		ip link add e0 type veth peer name e1
		for l in d0.7 b0 v0 g0 x0 br0 e0; do ip -d -o link show "$l"; done'
	[ "$status" -eq 0 ]
	for word in "vlan protocol 802.1Q id 7" "bond mode active-backup" "vrf table 10" "gretap remote 192.0.2.1" "vxlan id 42" \
		"bridge forward_delay" "veth"; do
		[[ $output == *"$word"* ]]
	done
}

@test "modprobe finds the guest's modules" {
	run uml sh -c 'modprobe ifb numifbs=1 && ip -o link show ifb0'
	[ "$status" -eq 0 ]
}

@test "a module that does not exist: status 77 and a reason" {
	run uml -m no_such_module true
	[ "$status" -eq 77 ]
	[[ $output == *"this kernel has no module no_such_module"* ]]
}

@test "no user-mode-linux: status 77 and a reason" {
	mkdir "$BATS_TEST_TMPDIR/bin"
	for tool in bash realpath dirname mktemp; do ln -s "$(command -v $tool)" "$BATS_TEST_TMPDIR/bin/"; done
	PATH=$BATS_TEST_TMPDIR/bin run uml true
	[ "$status" -eq 77 ]
	[[ $output == *"user-mode-linux is not installed"* ]]
}

@test "a command that does not end: status 124, what it had said, nothing left" {
	TMPDIR=$BATS_TEST_TMPDIR run uml -t 6 sh -c 'echo begun; sleep 1000'
	[ "$status" -eq 124 ]
	[[ $output == *begun* ]]
	[[ $output == *"did not end within 6 seconds"* ]]
	[ -z "$(leftovers)" ]
}

@test "ended by a signal: its status, nothing left" {
	TMPDIR=$BATS_TEST_TMPDIR "$BATS_TEST_DIRNAME/uml/run" sleep 1000 3>&- &
	pid=$!
	until pgrep -f "uml_dir=$BATS_TEST_TMPDIR" >/dev/null; do sleep 0.1; done
	kill -TERM "$pid"
	status=0
	wait "$pid" || status=$?
	[ "$status" -eq 143 ]
	[ -z "$(leftovers)" ]
}

@test "wrong use is refused" {
	run uml
	[ "$status" -eq 125 ]
	run uml -t soon true
	[ "$status" -eq 125 ]
	[[ ${lines[0]} == "tests/uml/run: soon: not a number of seconds" ]]
	run uml -q true
	[ "$status" -eq 125 ]
	[[ ${lines[0]} == "tests/uml/run: -q: unknown option" ]]
}

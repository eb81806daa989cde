# The door: how lsys and its applets are called, what lsys itself can do, and what happens around an applet's run.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	applets=$("$LSYS" --list)
}

# by NAME WORD...: the program, called by that name.
by() (
	exec -a "$1" "$LSYS" "${@:2}"
)

# refused STATUS MESSAGE WORD...: these words give this status, nothing but this one line, and that on standard error.
refused() {
	run "-$1" --separate-stderr "$LSYS" "${@:3}"
	echo "lsys ${*:3}: status $status, output '$output', errors '$stderr'"
	[ -z "$output" ]
	[ "$stderr" = "$2" ]
}

@test "an applet is the first word" {
	"$LSYS" true
	run "$LSYS" false
	[ "$status" -eq 1 ]
	[ "$("$LSYS" lua -e 'print(6 * 7)')" = 42 ]
	[ "$("$LSYS" -- lua -e 'print(6 * 7)')" = 42 ]
}

@test "an applet is the name of the program: plain, behind lsys-, with a directory, with a login shell's dash" {
	for name in lua /usr/bin/lua lsys-lua ./x/lsys-lua -lua; do
		run by "$name" - <<<'print(6 * 7, arg[-1])'
		[ "$status" -eq 0 ]
		[ "$output" = "42	$name" ]
	done
	run by false
	[ "$status" -eq 1 ]
	run by /a/b/lsys-false
	[ "$status" -eq 1 ]
}

@test "a name that begins with lsys is the door" {
	for name in lsys /bin/lsys lsys.static lsys-x86_64 -lsys; do
		run by "$name" --list
		[ "$status" -eq 0 ]
		[ "$output" = "$applets" ]
	done
}

@test "any other name is no applet" {
	run -127 --separate-stderr by tru --help
	[ "$stderr" = "lsys: tru: no such applet; did you mean true?" ]
	run -127 --separate-stderr by '' --list
	[ "$stderr" = "lsys: no such applet; lsys --list shows them" ]
}

@test "links: symbolic and hard" {
	ln -s "$LSYS" true
	ln -s "$LSYS" lsys-false
	./true
	run ./lsys-false
	[ "$status" -eq 1 ]
	[ -z "${LSYS_CHROOT-}" ] || return 0 # what stands for the binary there looks beside its own file
	ln "$LSYS" false || skip "no hard links to the binary can be made here"
	run ./false
	[ "$status" -eq 1 ]
}

@test "lsys alone shows every applet once, under its group, with what it does" {
	run --separate-stderr "$LSYS"
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ ${lines[0]} == "lsys "*": "* ]]
	for a in $applets; do
		[ "$(grep -c "^  $a  *[a-z]" <<<"$output")" -eq 1 ]
	done
	[ "$(grep -c '^  [a-z]' <<<"$output")" -eq "$(wc -w <<<"$applets")" ]
	# each group has a heading, and no heading stands alone
	awk 'NR > 3 && prev == "" && /^[A-Z]/ { head = 1; prev = $0; next } head && !/^  [a-z]/ { exit 1 }
		/^  [a-z]/ && prev == "" { exit 1 } { head = 0; prev = $0 }' <<<"$output"
	for word in --help --list --install --version; do
		[ "$(grep -c "^lsys $word" <<<"$output")" -eq 1 ]
	done
	[ "$output" = "$("$LSYS" --help)" ]
	[ "$output" = "$("$LSYS" -h)" ]
	[ "$output" = "$("$LSYS" --)" ]
}

@test "--list is sorted, a name a line" {
	[ -n "$applets" ]
	[ "$applets" = "$(LC_ALL=C sort -u <<<"$applets")" ]
	[ -z "$(grep -v '^[a-z][a-z0-9_-]*$' <<<"$applets")" ]
}

@test "--version" {
	[[ $("$LSYS" --version) =~ ^lsys\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	[ "$("$LSYS" -V)" = "$("$LSYS" --version)" ]
	[ "$("$LSYS" ifinfo --version)" = "$("$LSYS" --version)" ]
	[ "$("$LSYS" true --version)" = "$("$LSYS" --version)" ]
}

@test "--help APPLET, also of a misspelt one" {
	[ "$("$LSYS" --help ifinfo)" = "$("$LSYS" ifinfo --help)" ]
	refused 127 "lsys: ifnfo: no such applet; did you mean ifinfo?" --help ifnfo
	refused 2 "lsys --help: x: only lua has functions to be explained" --help true x
}

@test "the door's own words have help too, and may be cut" {
	for word in --help --list --install --version; do
		run "$LSYS" $word --help
		[ "$status" -eq 0 ]
		[[ $output == "Usage: lsys $word "* ]]
		[ "$output" = "$("$LSYS" "${word:0:4}" --hel)" ]
	done
}

@test "a misspelt applet gets a suggestion and exits 127" {
	refused 127 "lsys: ifnfo: no such applet; did you mean ifinfo?" ifnfo
	refused 127 "lsys: treu: no such applet; did you mean true?" treu --help
	refused 127 "lsys: xyzzy: no such applet; lsys --list shows them" xyzzy
	refused 127 "lsys: TRUE: no such applet; lsys --list shows them" TRUE
	refused 127 "lsys: no such applet; lsys --list shows them" ''
	refused 127 "lsys: -: no such applet; lsys --list shows them" -
	refused 127 "lsys: --list: no such applet; lsys --list shows them" -- --list
}

@test "what a misspelt applet is called cannot play tricks on the terminal" {
	refused 127 'lsys: a\x0ab\x1b[1m: no such applet; lsys --list shows them' $'a\nb\e[1m'
	refused 127 'lsys: \xff\\x2e: no such applet; lsys --list shows them' $'\xff\\x2e'
}

@test "an unknown option of the door exits 2, with a suggestion" {
	refused 2 "lsys: --lst: unknown option; did you mean --list?" --lst
	refused 2 "lsys: --wibble: unknown option" --wibble
	refused 2 "lsys: -x: unknown option" -x
	refused 2 "lsys: --list=3: --list takes no value" --list=3
	refused 2 "lsys --list: x: unexpected word" --list x
	refused 2 "lsys --version: x: unexpected word" --version x
	refused 2 "lsys --version: --lua: unknown option" --version --lua
}

# --install

# The program as --install needs it: in a chroot without /proc only its own name there leads to it.
installer() (
	[ -z "${LSYS_CHROOT-}" ] || exec -a /lsys "$LSYS" "$@"
	exec "$LSYS" "$@"
)

# The file that the links are made to, as seen by the program.
program() {
	if [ -n "${LSYS_CHROOT-}" ]; then echo /lsys; else realpath "$LSYS"; fi
}

@test "--install -s: a symbolic link for every applet, again without a word" {
	mkdir d
	run installer --install -s "$PWD/d"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ "$(ls -A d)" = "$applets" ]
	for a in $applets; do
		[ "$(readlink "d/$a")" = "$(program)" ]
	done
	run installer --install --symbolic d
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ -n "${LSYS_CHROOT-}" ] || d/true
}

@test "--install: hard links, again without a word" {
	mkdir d
	run installer --install d
	if [[ $output == *"; use -s for symbolic links" ]]; then
		[ "$status" -eq 1 ]
		[ -z "$(ls -A d)" ]
		skip "no hard links to the binary can be made here"
	fi
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ "$(ls -A d)" = "$applets" ]
	for a in $applets; do
		[ "d/$a" -ef "$LSYS" ]
	done
	run installer --install d
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	run d/false
	[ "$status" -eq 1 ]
}

@test "--install leaves what is there, -f replaces it, the others are made all the same" {
	mkdir d
	echo mine >d/true
	ln -s nowhere d/lua
	run installer --install -s d
	[ "$status" -eq 1 ]
	[ "$output" = "lsys --install: link lua: is there already; -f replaces it
lsys --install: link true: is there already; -f replaces it" ]
	[ "$(cat d/true)" = mine ]
	[ "$(readlink d/lua)" = nowhere ]
	[ "$(readlink d/false)" = "$(program)" ]
	run installer --install -sf d
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ "$(readlink d/true)" = "$(program)" ]
	[ "$(ls -A d)" = "$applets" ] # nothing temporary either
}

@test "--install does not replace a directory" {
	mkdir -p d/true/x
	run installer --install -fs d
	[ "$status" -eq 1 ]
	[ "$output" = "lsys --install: link true: Is a directory" ]
	[ -d d/true/x ]
	[ "$(ls -A d)" = "$applets" ]
}

@test "--install: the links of one kind are not those of the other" {
	mkdir d
	installer --install -s d
	run installer --install d
	[ "$status" -eq 1 ]
	[[ ${lines[0]} == *"is there already; -f replaces it"* ]]
}

@test "--install: wrong words, no directory" {
	refused 2 "lsys --install: DIR: is missing" --install
	refused 2 "lsys --install: DIR: is missing" --install -s
	refused 2 "lsys --install: x: unexpected word" --install d x
	refused 2 "lsys --install: -q: unknown option" --install -q d
	run installer --install nowhere
	[ "$status" -eq 1 ]
	[ "$output" = "lsys --install: open nowhere: No such file or directory" ]
	: >file
	run installer --install file
	[ "$status" -eq 1 ]
	[ "$output" = "lsys --install: open file: Not a directory" ]
}

@test "--install finds the program by its name when there is no /proc" {
	[ "$(id -u)" -eq 0 ] && unshare -m true || skip "needs root and mount namespaces"
	[ -z "${LSYS_CHROOT-}" ] || skip "the other tests here do that already"
	[ "${LSYS_BUILD##*/}" != asan ] || skip "a sanitizer cannot do without /proc"
	mkdir d bin
	ln -s "$LSYS" bin/lsys
	PATH=$PWD/bin:$PATH run unshare -m sh -c 'mount -t tmpfs none /proc && lsys --install -s d'
	[ "$status" -eq 0 ]
	[ "$(readlink d/true)" = "$(realpath "$LSYS")" ]
	run unshare -m sh -c 'mount -t tmpfs none /proc && exec bin/lsys --install -f -s d'
	[ "$status" -eq 0 ]
	run unshare -m bash -c 'mount -t tmpfs none /proc && exec -a nowhere/lsys "$1" --install -s d' bash "$LSYS"
	[ "$status" -eq 1 ]
	[ "$output" = "lsys --install: find this program's file nowhere/lsys: No such file or directory" ]
}

# __complete

candidates() {
	"$LSYS" __complete "$@" | cut -f1
}

@test "__complete: applets and the door's words" {
	[ "$(candidates '')" = "$applets
--help
--list
--install
--version" ]
	[ "$(candidates if)" = ifinfo ]
	[ "$(candidates --l)" = --list ]
	[ "$(candidates --help i)" = ifinfo ]
	[ "$(candidates --install '')" = :dir ]
	[ "$(candidates --install --s)" = --symbolic ]
	[ -z "$("$LSYS" __complete)" ]
	[ -z "$("$LSYS" __complete nonsense '')" ]
	[ -z "$("$LSYS" __complete zzz)" ]
	# each with what it does
	[ "$("$LSYS" __complete tru)" = "true	do nothing, successfully" ]
}

@test "__complete: options, values, lists" {
	[ "$(candidates ifinfo --st)" = --stats ]
	[ "$(candidates ifinfo --kind=brid)" = --kind=bridge ]
	[ "$(candidates ifinfo --kind brid)" = bridge ]
	[ "$(candidates ifinfo -kbrid)" = -kbridge ]
	[ "$(candidates ifinfo --ki=brid)" = --ki=bridge ]
	[ "$(candidates ifinfo -o ifn)" = ":list
ifname" ]
	[ "$(candidates ifinfo --output=ifname,mt)" = ":list
--output=ifname,mtu" ]
	# what the list has already is not offered again
	[ "$(candidates ifinfo -o ifname,mtu,if | tr '\n' ' ')" = ":list ifname,mtu,ifindex ifname,mtu,ifalias " ]
	[ "$(candidates ifinfo -o linkinfo.data.vni,linkinfo.data.stp_)" = ":list
linkinfo.data.vni,linkinfo.data.stp_state" ]
	[ "$(candidates lua '')" = :file ]
	[ -z "$("$LSYS" __complete true '')" ]
	# a mode reports another record
	[ -n "$(candidates ifinfo -m -o res | grep resync)" ]
	[ -z "$(candidates ifinfo -o res | grep resync)" ]
}

@test "__complete: calls, step for step, and what their arguments are" {
	[ "$(candidates call getpp)" = getppid ]
	[ "$(candidates call -a -- getpp)" = getppid ]
	[ "$(candidates call munm)" = munmap ]
	[ "$(candidates call --explain munm)" = munmap ]
	[ "$(candidates call -e getpid munm)" = munmap ]
	"$LSYS" call -j --list | grep -o '"name":"[a-z0-9_.]*"' | cut -d'"' -f4 | diff - <(candidates call -e '')
	[[ $("$LSYS" __complete call getppi) == "getppid	"?* ]]
	# by kind
	[ "$(candidates call open '')" = :file ]
	[ "$(candidates call open x rdw)" = ":list
rdwr" ]
	[ "$(candidates call open x rdwr,creat,cr)" = ":list" ]
	[ "$(candidates call open x rdwr,crea)" = ":list
rdwr,creat" ]
	[ "$(candidates call open x RDW)" = ":list
RDWR" ]
	[ "$(candidates call open x O_RDW)" = ":list
O_RDWR" ]
	[ "$(candidates call open x o_rdw)" = ":list
o_rdwr" ]
	[ "$(candidates call lseek 0 0 '' | tr '\n' ' ')" = "set cur end data hole " ]
	[ "$(candidates call lseek 0 whence=e)" = whence=end ]
	[ "$(candidates call lseek whence=end 0 '')" = "" ] # an offset
	[ "$(candidates call fsync '' | tr '\n' ' ')" = "stdin stdout stderr " ]
	[ "$(candidates call mkdirat '')" = fdcwd ]
	[ "$(candidates call mkdirat fdcwd '')" = :file ]
	[ "$(candidates call prctl.set_keepcaps '' | tr '\n' ' ')" = "true false " ]
	[ "$(candidates call clock_gettime mono | tr '\n' ' ')" = "monotonic monotonic_raw monotonic_coarse " ]
	# steps
	[ "$(candidates call open x -- getpp)" = getppid ]
	[ "$(candidates call open x -- read - -- lseek - 0 e)" = end ]
	# nothing is known
	[ -z "$(candidates call getpid '')" ]
	[ -z "$(candidates call nosuch '')" ]
	[ -z "$(candidates call munmap '')" ]
	[ "$(candidates call socket uni)" = unix ]
	[ -z "$(candidates call open x rdonly 0644 '')" ]
}

@test "__complete: errors, names behind help lua" {
	[ "$(candidates errno ENOEN)" = ENOENT ]
	[ "$(candidates errno enoen)" = enoent ]
	[ "$(candidates errno NOEN)" = NOENT ]
	[ "$("$LSYS" __complete errno EISD)" = "EISDIR	Is a directory" ]
	[ "$(candidates errno '' | wc -l)" -gt 100 ]
	[ -z "$(candidates errno '' | grep -v '^E')" ]
	[ "$(candidates errno EPERM EISD)" = EISDIR ]
	[ -z "$(candidates errno --search EISD)" ]
	[ "$(candidates help lua openat2)" = openat2 ]
	[ "$(candidates --help lua S.openat2)" = S.openat2 ]
	[ "$(candidates help lua openat2 fd:see)" = fd:seek ]
	[ "$(candidates help lua t.statm)" = t.statmount ]
	[ -z "$(candidates help ifinfo openat)" ]
	# what is offered is explained
	local n=0
	for word in $(candidates help lua fd:) $(candidates help lua t.); do
		"$LSYS" help lua "$word" >/dev/null
		n=$((n + 1))
	done
	[ "$n" -gt 200 ]
}

@test "__complete: interfaces, where the words before say so" {
	[ "$(id -u)" -eq 0 ] && unshare -n true || skip "needs root and network namespaces"
	: >net
	unshare --net="$PWD/net" sh -ec '
		ip link add one type veth peer name -two
		ip link property add dev one altname eins
		ip link set lo up'
	here=(nsenter --net="$PWD/net" "$LSYS" __complete ifinfo)
	"${here[@]}" '' | cut -f1 | sort >names
	"${here[@]}" --master o >master
	"${here[@]}" -- - >dashed
	"${here[@]}" --kind=loo >kind
	# a process in there stands for the namespace: a chroot sees neither the mount nor /proc
	nsenter --net="$PWD/net" sleep 1000 3>&- &
	pid=$!
	until [ "/proc/$pid/ns/net" -ef net ]; do sleep 0.02; done
	"$LSYS" __complete ifinfo -n $pid ei >other
	"$LSYS" __complete ifinfo --up --netns=$pid --kind x --master e >other2
	kill $pid
	umount net
	[ "$(tr '\n' ' ' <names)" = "eins lo one " ] # -two would be taken for an option
	[ "$(cat master)" = "one	interface" ]
	[ "$(cat dashed)" = "-two	interface" ]
	[ "$(cut -f1 kind)" = "--kind=loopback" ]
	[ "$(cat other)" = "eins	interface" ]
	[ "$(cat other2)" = "eins	interface" ]
}

@test "__complete: names of network namespaces, odd ones too" {
	[ "$(id -u)" -eq 0 ] && unshare -m true || skip "needs root and mount namespaces"
	[ -z "${LSYS_CHROOT-}" ] || skip "there is no /run in this chroot"
	run unshare -m sh -c 'mount -t tmpfs none /run && mkdir /run/netns && cd /run/netns || exit
		: >web && : >"my net" && : >"it'\''s" && : >"e$(printf "\033")" && "$1" __complete ifinfo --netns= | cut -f1 | sort' sh "$LSYS"
	[ "$output" = "--netns=it's
--netns=my net
--netns=web" ]
}

# What surrounds a run

@test "refuses to run set-user-ID and set-group-ID" {
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	[ "${LSYS_BUILD##*/}" != asan ] || skip "a sanitizer needs what a set-user-ID program must not do"
	# what stands for the binary in a chroot would change its root, so this is the binary itself
	local binary=$LSYS
	[ -z "${LSYS_CHROOT-}" ] || binary=$LSYS_CHROOT/lsys
	cp "$binary" s
	chmod 755 s
	run bash -c 'exec -a true ./s'
	[ "$status" -eq 0 ]
	cp "$(command -v id)" probe
	chown nobody s probe
	chmod 4755 probe
	[ "$(./probe -u)" = "$(id -u nobody)" ] || skip "set-user-ID has no effect here"
	for mode in 4755 2755; do
		[ $mode = 4755 ] || chown root:nogroup s
		chmod $mode s
		for name in lsys true lsys-lua; do
			run --separate-stderr bash -c "exec -a $name ./s --version"
			[ "$status" -eq 1 ]
			[ -z "$output" ]
			[ "$stderr" = "lsys: setuid: refusing to run with privileges the caller does not have" ]
		done
	done
}

@test "a report that fails: nothing when there is nothing, what there is when it fails later" {
	for form in '' -j --pretty; do
		run --separate-stderr "$LSYS" ifinfo $form no-such-1
		[ "$status" -eq 1 ]
		[ -z "$output" ]
		[ "$stderr" = "lsys ifinfo: no-such-1: no such interface" ]
	done
	run --separate-stderr "$LSYS" ifinfo --master no-such-1
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	run --separate-stderr "$LSYS" ifinfo -j -o ifname lo no-such-1
	[ "$status" -eq 1 ]
	[ "$output" = '[{"ifname":"lo"}]' ]
	# nothing found where something could have been is an empty report, not a failure
	run --separate-stderr "$LSYS" ifinfo -j --kind ieee1394
	[ "$status" -eq 0 ]
	[ "$output" = '[]' ]
	# and what is no report is none
	[[ $("$LSYS" ifinfo -j --list-columns | tail -n 1) != *']' ]]
	refused 2 "lsys ifinfo: --pretty: does not go with --monitor, which reports a line each" ifinfo -m --pretty
}

@test "a full disk is a failure with a message" {
	[ -c /dev/full ] || skip "there is no /dev/full"
	for words in "" --list --version --help "--help true" "__complete --l"; do
		run bash -c '"$1" $2 >/dev/full' bash "$LSYS" "$words"
		[ "$status" -eq 1 ]
		[[ $output == "lsys"*": write standard output: No space left on device" ]]
		[ "${#lines[@]}" -eq 1 ]
	done
}

@test "a closed standard output is a failure with a message, if there is something to write" {
	for words in "" --list --version --help "--help true" "ifinfo --schema"; do
		run bash -c '"$1" $2 >&-' bash "$LSYS" "$words"
		[ "$status" -eq 1 ]
		[[ $output == "lsys"*": write standard output: Bad file descriptor" ]]
	done
	"$LSYS" true >&-
	run bash -c '"$1" false >&-' bash "$LSYS"
	[ "$status" -eq 1 ]
	[ -z "$output" ]
}

@test "with every standard descriptor closed nothing is written where it does not belong" {
	run bash -c '"$1" ifinfo <&- >&- 2>&-' bash "$LSYS"
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	run -127 bash -c '"$1" nonsense 2>&-' bash "$LSYS"
	[ -z "$output" ]
	# nor is the first file that is opened taken for standard output
	echo precious >f
	"$LSYS" lua -e 'local f = io.open("f", "r+") print("gone") f:close()' >&- 2>/dev/null || :
	[ "$(cat f)" = precious ]
}

@test "a reader that has gone ends it by SIGPIPE, without a word" {
	run bash -c 'exec 3> >(:); wait $!; "$1" --list >&3' bash "$LSYS"
	[ "$status" -eq 141 ]
	[ -z "$output" ]
}

@test "where SIGPIPE is ignored a reader that has gone is a failure with a message" {
	run bash -c 'trap "" PIPE; exec 3> >(:); wait $!; "$1" --list >&3' bash "$LSYS"
	[ "$status" -eq 1 ]
	[ "$output" = "lsys --list: write standard output: Broken pipe" ]
}

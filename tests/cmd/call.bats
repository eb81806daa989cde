# lsys call: the rows of system calls from the shell.

bats_require_minimum_version 1.5.0

setup() {
	dir=$BATS_TEST_TMPDIR
}

call() { "$LSYS" call "$@"; }

# The words are refused with this line.
refused() {
	local line=$1
	shift
	run "$LSYS" call "$@"
	[ "$status" -eq 2 ]
	echo "$output"
	[ "$output" = "lsys call: $line" ]
}

@test "a number, and nothing" {
	run call getppid
	[ "$status" -eq 0 ]
	[[ $output =~ ^[0-9]+$ ]]
	run call mkdirat fdcwd "$dir/d" 0750
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ "$(stat -c %a "$dir/d")" = "$(printf %o $((0750 & ~$(umask))))" ]
}

@test "one call's result is the next one's argument" {
	printf 'some\0bytes' >"$dir/f"
	call openat fdcwd "$dir/f" rdonly -- read - | cmp - "$dir/f"
	[ "$(call open "$dir/f" -- pread - 4 offset=5)" = byte ]
	[ "$(call open "$dir/f" -- lseek - 0 end)" = 10 ]
	call open "$dir/f" -- read - -- creat "$dir/g" 0600 -- write - @2 >/dev/null
	cmp "$dir/f" "$dir/g"
	[ "$(call -a open "$dir/f" -- lseek @ 2 -- read @1 2 | tail -n +2 | tr '\n' ' ')" = "2 me" ]
}

@test "descriptors by name" {
	[ "$(echo input | call read stdin)" = input ]
	[ "$(call write stdout 'a word')" = "a word6" ]
	[ "$(call write stderr x 2>&1 >/dev/null)" = x ]
}

@test "a struct in text and in JSON" {
	: >"$dir/f"
	[ "$(call stat "$dir/f" | awk '$1 == "ino" { print $2 }')" = "$(stat -c %i "$dir/f")" ]
	[ "$(call -j stat "$dir/f" | jq -r '.[0].data.ino')" = "$(stat -c %i "$dir/f")" ]
	[ "$(call -j stat "$dir/f" | jq -r '.[0].call')" = stat ]
	[ "$(call -j open "$dir/f" -- fstat - | jq -r 'length')" = 1 ]
	[ "$(call -j -a open "$dir/f" -- fstat - | jq -r '.[1].data.size')" = 0 ]
}

@test "bytes in JSON keep what no text has" {
	printf 'a\0\377\033b' >"$dir/f"
	[ "$(call -j open "$dir/f" -- read - | jq -c '.[0].string')" = '"a\u0000\\xff\u001bb"' ]
}

@test "a struct that is read" {
	run call clock_settime monotonic sec=5,nsec=7
	[ "$status" -eq 1 ]
	[ "$output" = "lsys call: clock_settime: Invalid argument" ]
	run call clock_settime monotonic 1.5
	[ "$status" -eq 1 ]
}

@test "calls that Lua has functions for" {
	[ "$(call -j uname | jq -r '.[0].data.release')" = "$(uname -r)" ]
	[ "$(call chdir "$dir/.." -- chdir / -- getcwd)" = / ]
	ln -s nowhere "$dir/l"
	[ "$(call readlink "$dir/l")" = nowhere ]
	call utimensat fdcwd "$dir" '{{sec = 5, nsec = 7}, 6}'
	[ "$(stat -c '%.9X %Y' "$dir")" = "5.000000007 6" ]
	call setrlimit nofile cur=10,max=20 -- getrlimit nofile | tr -s ' ' | cmp - <(printf 'cur 10\nmax 20\n')
	run call getpriority process -1
	[ "$status" -eq 1 ]
	[ "$output" = "lsys call: getpriority: No such process" ]
	[ "$(call fork -- getppid | sort -u | wc -l)" = 2 ]
	run call exit 3
	[ "$status" -eq 3 ]
}

@test "several values, lists and tables" {
	[ "$(call pipe -- write @1.2 hello -- read @1.1 5)" = hello ]
	[ "$(call -a pipe -- dup @1.2 | wc -l)" = 3 ]
	: >"$dir/x"
	: >"$dir/y"
	cmp <(call util.dirtable "$dir" true | sort) <(printf 'x\ny\n')
	cmp <(call util.ls "$dir" | sort) <(printf '.\n..\nx\ny\n')
	[ "$(call -j util.ls "$dir" | jq -r '.[].string' | sort | paste -sd' ')" = ". .. x y" ]
	run call util.ls "$dir/nosuch"
	[ "$status" -eq 1 ]
	[ "$output" = "lsys call: util.ls $dir/nosuch: No such file or directory" ]
	[ "$(A=1 call -j environ | jq -r '.[0].data.A')" = 1 ]
	[ "$(call -j poll '{{fd = 1, events = "out"}, {fd = 9}}' 0 | jq -c '[.[].data.fd?]')" = '[null,1,9]' ]
	head -c 100000 /dev/urandom >"$dir/x"
	call util.cp "$dir/x" "$dir/copy"
	cmp "$dir/x" "$dir/copy"
}

@test "sockets" {
	ip link set lo up 2>/dev/null || true
	call -j socket inet stream -- bind - ':t.sockaddr_in(0, "127.0.0.1")' -- getsockname @1 |
		jq -e '.[0].data | .addr == "127.0.0.1" and .port > 0'
	[ "$(call socketpair unix stream -- send @1.1 'some words' -- recv @1.2 '' 100)" = "some words" ]
	[ "$(call -j inet_pton inet6 ::1 | jq -r '.[0].data')" = ::1 ]
	[ "$(call inet_pton inet 10.0.0.1)" = 10.0.0.1 ]
}

@test "a value of Lua is text, and bytecode refused" {
	run call poll $'{\033LuaR' 0
	[ "$status" -eq 2 ]
	run call poll ':error({})' 0
	[ "$status" -eq 2 ]
}

@test "a constant by its number" {
	sleep 100 &
	call kill $! 9
	wait $! 2>/dev/null || [ $? -eq 137 ]
	run ! kill -0 $!
	[ "$(call open "$dir" -- lseek - 0 1)" = 0 ]
}

@test "a call that fails ends the others" {
	run call open "$dir/nosuch" -- write stdout no
	[ "$status" -eq 1 ]
	[ "$output" = "lsys call: open $dir/nosuch: No such file or directory" ]
	run call unlink $'/no\nsuch'
	[ "$output" = 'lsys call: unlink /no\x0asuch: No such file or directory' ]
}

@test "wrong words" {
	refused "opn: no such call; did you mean open?" opn x
	refused "chmod: mode is missing" chmod "$dir"
	refused "b: one argument too many; see lsys call --explain stat" stat a b
	refused "x: fd wants a number" fsync x
	refused "99999999999: fd is too large" close 99999999999 || refused "99999999999: fd wants a number" close 99999999999
	refused "-: fd stands for a result that there is not" read -
	refused "@3: fd stands for a result that there is not" open / -- read @3
	refused "-: fd wants a number, and that step gave none" sync -- read -
	refused "sex: no such member of struct timespec; did you mean sec?" clock_settime realtime sex=1
	refused "x: nsec wants a number" clock_settime realtime nsec=x
	refused "sec: wants the form MEMBER=VALUE,..." clock_settime realtime sec
	refused "--: wants a call on either side" getpid --
	refused "--: wants a call on either side" getpid -- -- getpid
	refused "1: addr mapping expected, got number" munmap 1
	refused "setxattr: name is missing" setxattr "$dir"
	refused "inett: unknown name; did you mean inet?" socket inett stream
	refused "{5, : times is no value of Lua: unexpected symbol near <eof>" utimensat fdcwd "$dir" '{5, '
	refused "@1.3: fd stands for a result that there is not" pipe -- read @1.3
	refused "--list: goes with no other word" --list getpid
	refused "--explain: wants the name of a call; lsys call --list knows them" --explain
	run call open / nosuchflag
	[ "$status" -eq 2 ]
	[[ $output == "lsys call: nosuchflag: "* ]]
}

@test "a word that begins like something else" {
	cd "$dir"
	echo x >-
	echo y >@1
	[ "$(call open =- -- read -)" = x ]
	[ "$(call open =@1 -- read -)" = y ]
	[ "$(call open path=@1 -- read -)" = y ] || [ "$(call open path==@1 -- read -)" = y ]
}

@test "the list, in text and in JSON" {
	call --list | grep -q '^openat  *dirfd path \[flags:O\] \[mode:MODE\]  *fd '
	[ "$(call -j --list | jq -r '.[] | select(.name == "open").errors[]' | grep -c '^ENOENT$')" = 1 ]
	[ "$(call -j --list | jq -r '.[].name' | sort | uniq -d)" = "" ]
	[ "$(call -j --list | jq length)" -gt 40 ]
	cmp <(call) <(call --list)
	# every error is one
	call -j --list | jq -r '.[].errors[]?' | sort -u | xargs "$LSYS" errno >/dev/null
}

@test "an option of a call that has many is a call" {
	[ "$(call prctl.set_keepcaps true -- prctl.get_keepcaps)" = 1 ]
	[ "$(call prctl.set_keepcaps 0 -- prctl.get_keepcaps)" = 0 ]
	[ "$(call prctl.set_name abc -- prctl.get_name)" = abc ]
	refused "maybe: on wants a number" prctl.set_keepcaps maybe
	refused "filter: cannot be given as one word" prctl.set_seccomp filter filter=4096
}

@test "explanations" {
	run call --explain openat mmap
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "openat dirfd path [flags] [mode]: open a file below a directory" ]
	[[ $output == *"EXIST"*"File exists"* ]]
	[[ $output == *"  from Lua: S.mmap("* ]]
	call --explain prctl.set_keepcaps | grep -qx '  from Lua: S.prctl("set_keepcaps", on)'
	call --explain fd.tell | grep -qx '  from Lua: fd:tell()'
	call --explain read | grep -qx '  from Lua: S.read(fd, \[buf\], \[count = 4096\])'
	call --explain getcwd | grep -qx '  manual: lsys-paths(3)'
	call --explain prctl.get_name | grep -qx '    buf         .*'
	run call --explain nosuch
	[ "$status" -eq 2 ]
	# there is one for each
	call -j --list | jq -r '.[].name' | xargs "$LSYS" call --explain >/dev/null
}

# The driver itself: what it counts, and that nothing bad passes for good.
# chroot: no

setup() {
	dir=$BATS_TEST_TMPDIR
}

# Runs the driver on the file named, apart from the bats that runs this.
drive() {
	local path=:$PATH:

	path=${path//:"$BATS_LIBEXEC":/:} # bats puts its inner parts in front of itself
	run env -i PATH="$path" TMPDIR="$dir" LSYS_TEST_LIMIT=2 "$BATS_TEST_DIRNAME/run" --lsys /bin/sh --unit "$dir" "$@"
	last=${lines[${#lines[@]} - 1]}
}

# A "unit test": a program that the driver finds by the name of its source.
program() {
	: >"$dir/t.c"
	{ echo '#!/bin/bash'; cat; } >"$dir/t"
	chmod +x "$dir/t"
	drive "$dir/t.c"
}

@test "passed and skipped tests are counted" {
	program <<<'echo 1..3; echo ok 1 - a; echo ok 2 - b; echo "ok 3 - c # SKIP no such device"'
	[ "$status" -eq 0 ]
	[ "$last" = "2 passed, 0 failed, 1 skipped" ]
	[[ $output == *"no such device"* ]]
}

@test "a failed test is counted and shown with its diagnostics" {
	program <<<'echo 1..2; echo ok 1; echo "not ok 2 - b"; echo "# wanted 3, got 4"; exit 1'
	[ "$status" -eq 1 ]
	[ "$last" = "1 passed, 1 failed, 0 skipped" ]
	[[ $output == *"wanted 3, got 4"* ]]
}

@test "a failed file's standard error is shown" {
	program <<<'echo 1..1; echo "not ok 1"; echo a sentence on stderr >&2; exit 1'
	[[ $output == *"a sentence on stderr"* ]]
}

@test "too few tests are a failure" {
	program <<<'echo 1..3; echo ok 1'
	[ "$status" -eq 1 ]
	[ "$last" = "1 passed, 1 failed, 0 skipped" ]
	[[ $output == *"planned 3 tests, ran 1"* ]]
}

@test "the same test twice in place of another is a failure" {
	program <<<'echo 1..2; echo ok 1; echo ok 1'
	[ "$status" -eq 1 ]
}

@test "no plan is a failure" {
	program <<<'echo ok 1'
	[ "$status" -eq 1 ]
	[[ $output == *"no plan"* ]]
}

@test "saying nothing is a failure" {
	program <<<'exit 0'
	[ "$status" -eq 1 ]
	[ "$last" = "0 passed, 1 failed, 0 skipped" ]
}

@test "a crash after the last test is a failure" {
	program <<<'echo 1..1; echo ok 1; kill -SEGV $$'
	[ "$status" -eq 1 ]
	[[ $output == *"killed by signal 11"* ]]
}

@test "a status other than 0 is a failure even if every test passed" {
	program <<<'echo 1..1; echo ok 1; exit 3'
	[ "$status" -eq 1 ]
	[[ $output == *"exit status 3"* ]]
}

@test "a skip without a reason is a failure" {
	program <<<'echo 1..1; echo "ok 1 - a # SKIP"'
	[ "$status" -eq 1 ]
	[ "$last" = "0 passed, 1 failed, 0 skipped" ]
}

@test "a file skipped whole needs a reason too" {
	program <<<'echo "1..0 # SKIP no such machine"; exit 0'
	[ "$status" -eq 1 ] # nothing ran
	[ "$last" = "0 passed, 0 failed, 1 skipped" ]
	program <<<'echo "1..0"'
	[ "$last" = "0 passed, 1 failed, 0 skipped" ]
}

@test "a hanging test is ended and is a failure" {
	program <<<'echo 1..1; echo ok 1; sleep 1000'
	[ "$status" -eq 1 ]
	[[ $output == *"did not end within 2 seconds"* ]]
}

@test "a process left behind is found, ended and a failure" {
	program <<<'setsid sleep 1003 >/dev/null 2>&1 & echo 1..1; echo ok 1'
	[ "$status" -eq 1 ]
	[[ $output == *"left a process: "*"sleep 1003"* ]]
	[ -z "$(pgrep -xf "sleep 1003")" ]
}

@test "a file left behind is found, removed and a failure" {
	program <<<'echo 1..1; echo ok 1; : >"$TMPDIR/crumb"'
	[ "$status" -eq 1 ]
	[[ $output == *"left a file: crumb"* ]]
	[ -z "$(find "$dir" -name crumb)" ]
}

@test "a mount left behind is found, undone and a failure" {
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	program <<<'mkdir "$TMPDIR/m" && mount -t tmpfs none "$TMPDIR/m"; echo 1..1; echo ok 1'
	[ "$status" -eq 1 ]
	[[ $output == *"left a mount: /m"* ]]
	[ -z "$(grep -F "$dir" /proc/self/mountinfo)" ]
}

@test "an interface left behind is a failure where nobody else makes any" {
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	unshare -n true || skip "no network namespaces here"
	# in a namespace of the driver's own, whose interfaces its /sys shows
	printf 'ip link add lsys0 type veth peer name lsys1 && echo 1..1 && echo ok 1' >"$dir/veth"
	program <<<':'
	printf '#!/bin/sh\n. %s/veth\n' "$dir" >"$dir/t"
	run unshare -n -m sh -c 'mount -t sysfs none /sys && exec "$@"' sh \
		env -i PATH="$PATH" CI=true TMPDIR="$dir" "$BATS_TEST_DIRNAME/run" --lsys /bin/sh --unit "$dir" "$dir/t.c"
	[ "$status" -eq 1 ]
	[[ $output == *"left a thing: interface lsys0"* ]]
}

@test "a program that was not built is a failure" {
	: >"$dir/gone.c"
	drive "$dir/gone.c"
	[ "$status" -eq 1 ]
	[[ $last == "0 passed, "[1-9]" failed, 0 skipped" ]]
}

@test "bats files: passed, failed and skipped" {
	printf '@test "a" {\n:\n}\n@test "b" {\nfalse\n}\n@test "c" {\nskip "no moon"\n}\n' >"$dir/x.bats"
	drive "$dir/x.bats"
	[ "$status" -eq 1 ]
	[ "$last" = "1 passed, 1 failed, 1 skipped" ]
	[[ $output == *"no moon"* ]]
}

@test "the total goes over all files" {
	printf '@test "a" {\n:\n}\n' >"$dir/x.bats"
	printf '@test "a" {\n:\n}\n@test "b" {\n:\n}\n' >"$dir/y.bats"
	drive "$dir/x.bats" "$dir/y.bats"
	[ "$status" -eq 0 ]
	[ "$last" = "3 passed, 0 failed, 0 skipped" ]
}

@test "an unknown option, a missing value and a missing file are refused" {
	drive --colour
	[ "$status" -eq 2 ]
	[[ ${lines[0]} == "tests/run: --colour: unknown option" ]]
	drive --lsys
	[ "$status" -eq 2 ]
	drive "$dir/nothing.bats"
	[ "$status" -eq 2 ]
	[[ ${lines[0]} == *"nothing.bats: no such file" ]]
}

@test "chroot: the binary runs by any name where there is nothing but it and the test's own files" {
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	[ -x /bin/busybox ] || skip "busybox is not installed"
	! readelf -lW /bin/busybox | grep INTERP || skip "busybox is not a static one"
	# bats would take the word for one of its own here
	sed 's/^TEST/@test/' >"$dir/x.bats" <<-'END'
		TEST "inside" {
			ln -s "$LSYS" "$BATS_TEST_TMPDIR/find"
			ln -s "$LSYS" "$BATS_TEST_TMPDIR/cp"
			[ "$("$BATS_TEST_TMPDIR/find" / -maxdepth 1 | sort | tr '\n' ' ')" = "/ /lsys /${BATS_TEST_TMPDIR:1:3} " ]
			run "$BATS_TEST_TMPDIR/find" /etc/passwd
			[ "$status" -ne 0 ]
			echo text >"$BATS_TEST_TMPDIR/a"
			"$BATS_TEST_TMPDIR/cp" "$BATS_TEST_TMPDIR/a" "$BATS_TEST_TMPDIR/b"
			[ "$(cat "$BATS_TEST_TMPDIR/b")" = text ]
			[ -x "$LSYS_CHROOT/lsys" ]
		}
	END
	drive --static-only --chroot box=/bin/busybox "$dir/x.bats"
	echo "$output"
	[ "$status" -eq 0 ]
	[ "$last" = "1 passed, 0 failed, 0 skipped" ]
	[ -z "$(grep -F "$dir" /proc/self/mountinfo)" ]
}

@test "chroot: files that do not use the binary are not run again" {
	printf '@test "a" {\n:\n}\n' >"$dir/x.bats"
	drive --chroot box=/bin/busybox "$dir/x.bats"
	[ "$last" = "1 passed, 0 failed, 0 skipped" ]
}

@test "what a sanitizer finds is a failure, whatever the test makes of it" {
	printf '#include <stdlib.h>\nint main(int c, char **v) { volatile char *p = malloc(1); (void)v; return p[c] & 0; }\n' >"$dir/a.c"
	cc -fsanitize=address -o "$dir/a.out" "$dir/a.c" || skip "this compiler has no AddressSanitizer"
	program <<<'echo 1..1; "${0%/*}/a.out" 2>/dev/null; echo ok 1'
	[ "$status" -eq 1 ]
	[[ $output == *heap-buffer-overflow* ]]
}

@test "the driver leaves nothing behind" {
	program <<<'echo 1..1; echo ok 1'
	[ -z "$(find "$dir" -name 'lsys-test*')" ]
}

@test "--under: programs are run by a command" {
	program <<<'echo 1..1; [ "$UNDER" = yes ] && [ "$LSYS_UNDER" = "env UNDER=yes" ] && "$LSYS" -c "[ \"\$UNDER\" = yes ]" && echo ok 1'
	[ "$status" -eq 1 ] # without it
	drive --under 'env UNDER=yes' "$dir/t.c"
	[ "$status" -eq 0 ]
	[ "$last" = "1 passed, 0 failed, 0 skipped" ]
}

# What is promised of a static binary: it is one file and needs nothing beside it.
# chroot: only

setup() {
	[ -n "${LSYS_CHROOT-}" ] || skip "this binary is not a static one"
	binary=$LSYS_CHROOT/lsys
}

@test "it wants no interpreter and no library" {
	[ -n "$(readelf -lW "$binary" | grep 'LOAD')" ]
	[ -z "$(readelf -lW "$binary" | grep 'INTERP')" ]
	[ -z "$(readelf -dW "$binary" | grep 'NEEDED')" ]
}

@test "its stack is not executable and no part of it is both written and run" {
	[ -n "$(readelf -lW "$binary" | grep 'GNU_STACK')" ]
	[ -z "$(readelf -lW "$binary" | grep 'RWE')" ]
}

@test "nothing but the binary is around it" {
	# the directories lead to where the tests' own temporary files are mounted
	[ "$(find "$LSYS_CHROOT" -path "$LSYS_CHROOT$TMPDIR" -prune -o ! -type d -print)" = "$binary" ]
}

@test "it runs without an environment, /proc, /dev or /etc" {
	run env -i "$LSYS" --version
	[ "$status" -eq 0 ]
	[[ $output == "lsys "* ]]
	run env -i "$LSYS" lua -e 'print(6 * 7)'
	[ "$status" -eq 0 ]
	[ "$output" = 42 ]
}

@test "the README's container: links by --install -s in an image that holds nothing else, and a script" {
	mkdir -p "$BATS_TEST_TMPDIR/image/bin"
	cp "$binary" "$BATS_TEST_TMPDIR/image/bin/lsys"
	chroot "$BATS_TEST_TMPDIR/image" /bin/lsys --install -s /bin
	[ "$(readlink "$BATS_TEST_TMPDIR/image/bin/ifinfo")" = /bin/lsys ]
	chroot "$BATS_TEST_TMPDIR/image" /bin/true
	[ "$(chroot "$BATS_TEST_TMPDIR/image" /bin/ifinfo -o ifname --no-heading lo)" = lo ]
	ln -s lsys "$BATS_TEST_TMPDIR/image/bin/lsys-lua"
	printf '#!/bin/lsys-lua\nprint("run", ...)\n' >"$BATS_TEST_TMPDIR/image/script"
	chmod +x "$BATS_TEST_TMPDIR/image/script"
	[ "$(chroot "$BATS_TEST_TMPDIR/image" /script a)" = "run	a" ]
	# hard links work there too
	rm "$BATS_TEST_TMPDIR"/image/bin/{true,false}
	run chroot "$BATS_TEST_TMPDIR/image" /bin/lsys --install -f /bin
	[ "$status" -eq 0 ]
	[ "$BATS_TEST_TMPDIR/image/bin/true" -ef "$BATS_TEST_TMPDIR/image/bin/lsys" ]
}

@test "a C module is refused with a reason" {
	run "$LSYS" lua -e 'local f, why = package.loadlib("/x.so", "luaopen_x"); assert(f == nil); print(why)'
	[ "$status" -eq 0 ]
	[[ $output == *static* || $output == *"not enabled"* ]]
}

@test "the musl binary is under 1400 KiB" {
	[[ $LSYS_CHROOT == *.musl ]] || skip "the GNU C library alone is larger than that"
	[ "$(stat -c %s "$binary")" -lt $((1400 * 1024)) ]
}

# The build: what it finds by itself, what it rebuilds and what not, what it installs.
# chroot: no

setup() {
	cd "$BATS_TEST_DIRNAME/.." || exit
	[ "${LSYS_BUILD##*/}" = dyn ] || skip "only the ordinary build is installed"
	unset MAKELEVEL MFLAGS
	# the variables of a make around this go on to the one in here, its jobs do not
	MAKEFLAGS=$(printf '%s' "${MAKEFLAGS-}" | sed -E 's/(^| )-?-j[^ ]*//g; s/ --jobserver-[^ ]*//g')
	export MAKEFLAGS
	B=$(realpath --relative-to=. "$LSYS_BUILD/..")
}

# This tree with what is built of it, to change; leaves in it.
copy() {
	local what
	mkdir -p "$BATS_TEST_TMPDIR/tree/$B"
	for what in Makefile mk cmd lib lua man tools completions LICENSE "$B/dyn" "$B/gen" "$B/lsys"; do
		cp -a "$what" "$BATS_TEST_TMPDIR/tree/$what"
	done
	cd "$BATS_TEST_TMPDIR/tree" || exit
}

build() {
	run make B="$B" "$@"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "nothing is done when nothing has changed" {
	copy
	build
	[ -z "$output" ]
}

@test "a changed header rebuilds what includes it" {
	copy
	touch lib/base/err.h
	build
	[[ $output == *"lib/base/err.o"* ]]
	[[ $output != *"lib/base/str.o"* ]]
	[[ $output == *"LD "* ]]
}

@test "other flags rebuild everything" {
	copy
	build CFLAGS=-O0 "$B/dyn/lib/base/err.o"
	[[ $output == *"lib/base/err.o"* ]]
}

@test "a new file in cmd is an applet, in lua a module; a removed one is gone" {
	copy
	sed 's/APPLET(true/APPLET(aardvark/' cmd/true.c >cmd/aardvark.c
	build
	[ "$("$B/lsys" --list | head -n 1)" = aardvark ]
	"$B/lsys" aardvark
	rm cmd/aardvark.c
	build
	run "$B/lsys" aardvark
	[ "$status" -eq 127 ]
}

@test "a Lua file below lua/ is a module of the binary" {
	[ -f lua/embed.h ] || skip "this tree has no Lua room"
	copy
	mkdir -p lua/zoo
	printf 'return { "\\0", "ant" }' >lua/zoo/ant.lua
	build
	[ "$("$B/lsys" lua -e 'print(require "zoo.ant"[2])')" = ant ]
	echo 'return { 1, "bee" }' >lua/zoo/ant.lua
	build
	[ "$("$B/lsys" lua -e 'print(require "zoo.ant"[2])')" = bee ]
}

@test "the stack is not executable" {
	readelf -lW "$LSYS" | grep 'GNU_STACK' | grep -v RWE
}

@test "install: the binary, pages, completions, headers, library" {
	local d=$BATS_TEST_TMPDIR/d f
	build install DESTDIR="$d" PREFIX=/opt/x
	[ "$("$d/opt/x/bin/lsys" --version)" = "$("$LSYS" --version)" ]
	for f in lib/liblsys.a lib/pkgconfig/lsys.pc share/man/man1/lsys.1 share/bash-completion/completions/lsys \
		share/zsh/site-functions/_lsys share/fish/vendor_completions.d/lsys.fish include/lsys/base/buf.h; do
		[ -f "$d/opt/x/$f" ] || { echo "no $f"; return 1; }
	done
	# nothing else but below the prefix
	[ "$(find "$d" -mindepth 1 -maxdepth 2 | wc -l)" -eq 2 ]
	[ "$(find "$d/opt/x/share/man" -type f | wc -l)" -eq "$(find man -name '*.in' | wc -l)" ]
}

@test "install: a program can be built on the library by pkg-config" {
	local d=$BATS_TEST_TMPDIR/d
	build install DESTDIR="$d" PREFIX=/opt/x
	cat >"$BATS_TEST_TMPDIR/p.c" <<-'END'
		#include <base/buf.h>
		#include <out/escape.h>
		int main(void)
		{
			struct lsys_buf b;
			lsys_buf_fd(&b, 1);
			lsys_put_json_str(&b, "a\"b", 3);
			return lsys_buf_flush(&b) != 0;
		}
	END
	export PKG_CONFIG_PATH=$d/opt/x/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$d
	# shellcheck disable=SC2046
	cc $(pkg-config --cflags lsys) "$BATS_TEST_TMPDIR/p.c" $(pkg-config --libs lsys) -o "$BATS_TEST_TMPDIR/p"
	[ "$("$BATS_TEST_TMPDIR/p")" = '"a\"b"' ]
	[ "$(pkg-config --modversion lsys)" = "$("$LSYS" --version | cut -d' ' -f2)" ]
}

@test "deb: a package that names what it needs and holds what install installs" {
	command -v dpkg-shlibdeps >/dev/null || skip "dpkg-dev is not installed"
	copy
	build deb
	local deb=("$B"/lsys_*.deb)
	[[ $(dpkg-deb -f "${deb[0]}" Depends) == *liblua5.2-0* ]]
	[ "$(dpkg-deb -f "${deb[0]}" Version)" = "$("$LSYS" --version | cut -d' ' -f2)" ]
	dpkg-deb -x "${deb[0]}" "$BATS_TEST_TMPDIR/x"
	[ "$("$BATS_TEST_TMPDIR/x/usr/bin/lsys" --version)" = "$("$LSYS" --version)" ]
	[ -f "$BATS_TEST_TMPDIR/x/usr/share/zsh/vendor-completions/_lsys" ]
	gzip -dc "$BATS_TEST_TMPDIR/x/usr/share/man/man1/lsys.1.gz" | grep -q '^\.Dd'
	dpkg-deb -c "${deb[0]}" | awk '$2 != "root/root"' | grep . && return 1
	(cd "$BATS_TEST_TMPDIR/x" && dpkg-deb -I "../tree/${deb[0]}" md5sums | md5sum -c --quiet)
}

@test "deps: without root and with something missing it says what to run" {
	mkdir "$BATS_TEST_TMPDIR/bin"
	printf '#!/bin/sh\nexit 1\n' >"$BATS_TEST_TMPDIR/bin/dpkg-query"
	printf '#!/bin/sh\necho 1000\n' >"$BATS_TEST_TMPDIR/bin/id"
	printf '#!/bin/sh\necho "was run" >&2; exit 1\n' >"$BATS_TEST_TMPDIR/bin/apt-get"
	chmod +x "$BATS_TEST_TMPDIR"/bin/*
	PATH=$BATS_TEST_TMPDIR/bin:$PATH run tools/deps build
	[ "$status" -eq 1 ]
	[[ $output == *"sudo apt-get install "*" libmnl-dev"* ]]
	[[ $output != *"was run"* ]]
}

@test "deps: every system's names, and unknown purposes refused" {
	mkdir "$BATS_TEST_TMPDIR/bin"
	for tool in sh tr sed cut printf rpm pkg-config; do
		[ ! -x "$(command -v $tool)" ] || ln -s "$(command -v $tool)" "$BATS_TEST_TMPDIR/bin/"
	done
	for manager in apk dnf; do
		: >"$BATS_TEST_TMPDIR/bin/$manager"
		chmod +x "$BATS_TEST_TMPDIR/bin/$manager"
		PATH=$BATS_TEST_TMPDIR/bin run tools/deps --list build
		[ "$status" -eq 0 ]
		[[ $output == *libmnl-dev* ]]
		rm "$BATS_TEST_TMPDIR/bin/$manager"
	done
	run tools/deps nonsense
	[ "$status" -eq 2 ]
}

# The build: what it finds by itself, what it rebuilds and what not, what it installs.
# chroot: no
bats_require_minimum_version 1.5.0

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
	[[ $output != *"lib/base/arena.o"* ]]
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
	run -127 "$B/lsys" aardvark
}

@test "the README's applet compiles as it stands, works in every form, and passes what is asked of every applet" {
	copy
	awk '$0 == "    #include \"core/applet.h\"" { on = 1 } on && !/^    / && NF { exit } on { print substr($0, 5) }' \
		"$BATS_TEST_DIRNAME/../README.md" >cmd/things.c
	printf '%s\n' '.Dd November 25, 2026' '.Dt LSYS-THINGS 8' .Os '.Sh NAME' @NAME@ '.Sh SYNOPSIS' @SYNOPSIS@ \
		'.Sh DESCRIPTION' Shows. @OPTIONS@ '.Sh SEE ALSO' '.Xr lsys 1' >man/things.8.in
	build
	[[ $output != *warning* ]]
	[ "$("$B/lsys" things)" = "NAME   SIZE
thing    42" ]
	[ "$("$B/lsys" things -a x | tail -n 1)" = "x        -" ]
	[ "$("$B/lsys" things -j)" = '[{"name":"thing","size":42}]' ]
	[ "$("$B/lsys" things -aj)" = '[{"name":"thing"}]' ]
	[ "$("$B/lsys" lua -e 'local t = require "lsys".things{"y"} print(#t, t[1].name, t[1].size)')" = "1	y	42" ]
	cp -a "$BATS_TEST_DIRNAME" tests
	LSYS=$PWD/$B/lsys run env -u BATS_TEST_TMPDIR -u BATS_FILE_TMPDIR bats tests/applets.bats
	echo "$output"
	[ "$status" -eq 0 ]
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

@test "what is stored of a Lua file is the same program, line by line" {
	command -v lua5.2 >/dev/null || skip "lua5.2 is not installed"
	mkdir -p "$BATS_TEST_TMPDIR/strip"
	cat >"$BATS_TEST_TMPDIR/strip/odd.lua" <<-'EOF'
		#!/usr/bin/env lua
		local a = 1 --[[ in between ]] local b = - -a --[==[ over
		]] lines ]==] local c = a --
		local d = [[ kept   
		  -- kept ]] .. "-- \"kept\" \
		  kept" .. '--[[ "kept\z
		    too" ]]'   
		local e, f = 1 .. 2, { [ [[key]] ] = 3, [a [ 1 ] ] = a }
		local g = a < b and a >= b or a ~= b and d . x
		goto done
		::done::
		return a - -b, a..b, 0x1p4 .. 1. .. ".."
	EOF
	for file in "$BATS_TEST_TMPDIR/strip/odd.lua" $(find lua -name '*.lua'); do
		tools/luastrip "$file" >"$BATS_TEST_TMPDIR/strip/out.lua"
		lua5.2 - "$file" "$BATS_TEST_TMPDIR/strip/out.lua" <<-'EOF'
			local function code(name)
				local f = assert(io.open(name))
				local text = f:read("*a"):gsub("^#[^\n]*", "")
				f:close()
				return string.dump(assert(load(text, "=file")))
			end
			assert(code(arg[1]) == code(arg[2]), arg[1])
		EOF
		[ "$(wc -c <"$BATS_TEST_TMPDIR/strip/out.lua")" -lt "$(wc -c <"$file")" ]
	done
}

@test "the stack is not executable" {
	readelf -lW "$LSYS" | grep 'GNU_STACK' | grep -v RWE
}

# Installs below $d, which it sets.
installed() {
	d=$BATS_TEST_TMPDIR/d
	build install DESTDIR="$d" PREFIX=/opt/x
	export PKG_CONFIG_PATH=$d/opt/x/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$d
}

# What is to be installed below the prefix, a line each.
expected() {
	echo bin/lsys
	echo lib/liblsys.a
	echo lib/pkgconfig/lsys.pc
	(cd lib && find . -name '*.h' -printf 'include/lsys/%P\n')
	for page in man/*.in; do
		page=${page#man/} page=${page%.in}
		echo "share/man/man${page##*.}/lsys${page#lsys}" | sed -E 's,/lsys([^.-]),/lsys-\1,'
	done
	echo share/bash-completion/completions/lsys
	echo share/zsh/site-functions/_lsys
	echo share/fish/vendor_completions.d/lsys.fish
	echo share/lsys/luacheck/lsys.lua
	echo share/lsys/luals/syscall.lua
}

@test "install: the binary, pages, completions, headers, library, and nothing else" {
	installed
	diff <(expected | sort) <(cd "$d/opt/x" && find . ! -type d -printf '%P\n' | sort)
	# nothing beside the prefix
	[ "$(find "$d" -mindepth 1 -maxdepth 2 | wc -l)" -eq 2 ]
	[ "$("$d/opt/x/bin/lsys" --version)" = "$("$LSYS" --version)" ]
	[ -z "$(find "$d" -type f ! -perm 644 ! -path '*/bin/lsys')" ]
	[ "$(stat -c %a "$d/opt/x/bin/lsys")" = 755 ]
	[ -z "$(find "$d" -type d ! -perm 755)" ]
	# no trace of the place it was built in or installed to first
	[ -z "$(grep -rl "$BATS_TEST_TMPDIR" "$d/opt/x/lib/pkgconfig" "$d/opt/x/share")" ]
}

@test "install: the pages are found by the names that they give themselves" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	installed
	for page in "$d"/opt/x/share/man/man*/*; do
		name=${page##*/} section=${page##*.}
		grep -qx "\.Nm ${name%.*}" "$page"
		grep -qix "\.Dt ${name%.*} $section" "$page"
		# what it points to among our own is there
		grep -oE '^\.Xr lsys[a-z-]* [0-9]' "$page" | while read -r _ other n; do
			[ -f "$d/opt/x/share/man/man$n/$other.$n" ] || { echo "$name: no $other($n)"; exit 1; }
		done
	done
}

@test "install: what editors want to know is where lsys-syscall(3) says, as the program makes it" {
	installed
	local page=$d/opt/x/share/man/man3/lsys-syscall.3 n=0
	while read -r file; do
		[ -f "$d/opt/x/$file" ]
		n=$((n + 1))
	done < <(sed -n 's/^\.It Pa \(share\/.*\)/\1/p' "$page")
	[ "$n" -eq 2 ]
	diff "$d/opt/x/share/lsys/luals/syscall.lua" <("$LSYS" __annotations luals)
	diff "$d/opt/x/share/lsys/luacheck/lsys.lua" <("$LSYS" __annotations luacheck)
}

@test "install: every header can be included as installed" {
	installed
	[ "$(find "$d/opt/x/include" -name '*.h' | wc -l)" -gt 15 ]
	cd "$BATS_TEST_TMPDIR"
	(cd "$d/opt/x/include/lsys" && find . -name '*.h' -printf '%P\n') | while read -r h; do
		# shellcheck disable=SC2046
		echo "#include <$h>" | cc $(pkg-config --cflags lsys) -std=gnu11 -Wall -Wextra -Werror -fsyntax-only -x c - || exit
	done
}

@test "install: a program that lists interfaces can be built on the library by pkg-config" {
	installed
	cat >"$BATS_TEST_TMPDIR/p.c" <<-'END'
		#include <base/buf.h>
		#include <nl/ifaces.h>
		#include <out/escape.h>
		#include <out/sink.h>
		#include <stdio.h>
		#include <string.h>

		int main(void)
		{
			struct lsys_ifaces_query q = { .netns = -1 };
			struct lsys_err err = { 0 };
			struct lsys_ifaces *f;
			struct lsys_link l;
			struct lsys_buf b;
			int r = lsys_ifaces_open(&f, &q, &err);

			lsys_buf_fd(&b, 1);
			while (r >= 0 && (r = lsys_ifaces_next(f, &l, &err)) > 0) {
				lsys_put_json(&b, &lsys_link_record, &l, NULL, -1);
				lsys_putc(&b, '\n');
			}
			lsys_ifaces_close(f);
			if (r < 0)
				fprintf(stderr, "%s: %s\n", err.op, strerror(err.code));
			return r < 0 || lsys_buf_flush(&b) != 0;
		}
	END
	# shellcheck disable=SC2046
	cc -std=gnu11 -D_GNU_SOURCE -Wall -Werror $(pkg-config --cflags lsys) -o "$BATS_TEST_TMPDIR/p" "$BATS_TEST_TMPDIR/p.c" \
		$(pkg-config --libs lsys)
	"$BATS_TEST_TMPDIR/p" >"$BATS_TEST_TMPDIR/out"
	# counters move
	diff <(jq -r .ifname "$BATS_TEST_TMPDIR/out") <("$LSYS" ifinfo -j | jq -r '.[].ifname')
	diff <(jq -c 'del(.stats64)' "$BATS_TEST_TMPDIR/out") <("$LSYS" ifinfo -j | jq -c '.[] | del(.stats64)')
	[ "$(pkg-config --modversion lsys)" = "$("$LSYS" --version | cut -d' ' -f2)" ]
}

@test "deb: a package that names what it needs and holds what install installs" {
	command -v dpkg-shlibdeps >/dev/null || skip "dpkg-dev is not installed"
	copy
	build deb
	local deb x=$BATS_TEST_TMPDIR/x
	deb=$(realpath "$B"/lsys_*.deb)
	[[ $(dpkg-deb -f "$deb" Depends) == *liblua5.2-0* ]]
	[ "$(dpkg-deb -f "$deb" Version)" = "$("$LSYS" --version | cut -d' ' -f2)" ]
	[ "$(dpkg-deb -f "$deb" Architecture)" = "$(dpkg --print-architecture)" ]
	dpkg-deb -x "$deb" "$x"
	[ "$("$x/usr/bin/lsys" --version)" = "$("$LSYS" --version)" ]
	dpkg-deb -c "$deb" | awk '$2 != "root/root"' | grep . && return 1
	(cd "$x" && dpkg-deb -I "$deb" md5sums | md5sum -c --quiet)
	# what install installs, at a package's places, its pages compressed
	diff <({ expected | sed -e 's,^share/zsh/site-functions,share/zsh/vendor-completions,' -e '/^share.man/s/$/.gz/'
		printf '%s\n' share/doc/lsys/changelog.gz share/doc/lsys/copyright; } | sort) \
		<(cd "$x/usr" && find . ! -type d -printf '%P\n' | sort)
	gzip -dc "$x/usr/share/man/man1/lsys.1.gz" | grep -q '^\.Dd'
	[ -z "$(nm "$x/usr/bin/lsys" 2>/dev/null)" ] # stripped
}

@test "deb: installs, lists its files, is removed without a trace" {
	command -v dpkg-shlibdeps >/dev/null || skip "dpkg-dev is not installed"
	copy
	build deb
	local r=$BATS_TEST_TMPDIR/r
	mkdir -p "$r"/var/lib/dpkg/{info,updates,triggers}
	: >"$r/var/lib/dpkg/status"
	dpkg --root="$r" --force-depends --force-not-root --force-bad-path --log=/dev/null -i "$B"/lsys_*.deb
	[ "$(dpkg --root="$r" --force-not-root -S "*/bin/lsys")" = "lsys: /usr/bin/lsys" ]
	[ "$("$r/usr/bin/lsys" --version)" = "$("$LSYS" --version)" ]
	dpkg --root="$r" --force-not-root --verify lsys >"$BATS_TEST_TMPDIR/changed"
	[ ! -s "$BATS_TEST_TMPDIR/changed" ]
	dpkg --root="$r" --force-depends --force-not-root --force-bad-path --log=/dev/null --purge lsys
	[ ! -e "$r/usr" ]
}

# shim NAME <<<SCRIPT: a tool of this name in front of the others, in $path.
shim() {
	mkdir -p "$BATS_TEST_TMPDIR/bin"
	{ echo '#!/bin/bash'; cat; } >"$BATS_TEST_TMPDIR/bin/$1"
	chmod +x "$BATS_TEST_TMPDIR/bin/$1"
	path=$BATS_TEST_TMPDIR/bin:$PATH
}

# lacks PACKAGE...: a Debian on which just these are not installed, and where an attempt to install is noticed.
lacks() {
	shim dpkg-query <<<"for p in $*; do [ \"\${!#}\" != \"\$p\" ] || exit 1; done; echo -n installed"
	shim apt-get <<<'echo "was run: $0 $*" >&2; exit 1'
	shim apt-cache <<<'[ "$1" = show ] && echo "Package: $2"'
}

# as_user COMMAND...: without root, in truth or in a user namespace.
as_user() {
	if [ "$(id -u)" -ne 0 ]; then
		PATH=$path "$@"
	else
		PATH=$path unshare -U --map-user=1000 --map-group=1000 "$@"
	fi
}

@test "make run and make check: without root and with something missing they say which command to run, and stop" {
	[ "$(id -u)" -ne 0 ] || unshare -U --map-user=1000 true || skip "no user namespaces here"
	copy
	while read -r target missing; do
		# shellcheck disable=SC2086
		lacks $missing
		status=0
		as_user make B="$B" "$target" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || status=$?
		cat "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/err"
		[ "$status" -eq 2 ]
		[ ! -s "$BATS_TEST_TMPDIR/out" ] # nothing was built
		diff - <(grep -v '^make' "$BATS_TEST_TMPDIR/err") <<-END
			deps: missing: $missing
			deps: run this, then try again:
			sudo apt-get install -y --no-install-recommends $missing
		END
	done <<-'END'
		run libmnl-dev
		run gcc liblua5.2-dev
		check bats
		check python3-jsonschema zsh fish
		check user-mode-linux
		lint clang-tidy
		deb dpkg-dev
	END
}

@test "make run: with everything there it shows this machine's interfaces, as any user" {
	[ "$(id -u)" -ne 0 ] || unshare -U --map-user=1000 true || skip "no user namespaces here"
	copy
	lacks nothing
	as_user make B="$B" run >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err"
	[ ! -s "$BATS_TEST_TMPDIR/err" ]
	[[ $(head -n 1 "$BATS_TEST_TMPDIR/out") == "NAME "* ]]
	diff <(tail -n +2 "$BATS_TEST_TMPDIR/out" | cut -d' ' -f1) <("$LSYS" ifinfo --no-heading | cut -d' ' -f1)
}

@test "deps: as root it installs what is missing, once, and says what" {
	lacks libmnl-dev
	shim id <<<'echo 0'
	shim apt-get <<<'echo "$*" >>"${0%/*}/ran"'
	PATH=$path run tools/deps build
	[ "$status" -eq 0 ]
	[ "$output" = "deps: installing libmnl-dev" ]
	[[ $(cat "$BATS_TEST_TMPDIR/bin/ran") == "install -y "*" libmnl-dev" ]]
	[ "$(wc -l <"$BATS_TEST_TMPDIR/bin/ran")" -eq 1 ]
	# an installation that fails is tried again with a fresh list, then given up
	shim apt-get <<<'echo "$*" >>"${0%/*}/ran"; case $* in *update) ;; *) exit 1 ;; esac'
	rm "$BATS_TEST_TMPDIR/bin/ran"
	PATH=$path run tools/deps build
	[ "$status" -eq 1 ]
	[[ $output == *"deps: installing failed: libmnl-dev" ]]
	[ "$(cut -d' ' -f1 "$BATS_TEST_TMPDIR/bin/ran" | tr '\n' ' ')" = "install -qq install " ]
	# nothing is done when nothing is missing
	lacks nothing
	PATH=$path run tools/deps build
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "deps: the commands of other systems" {
	shim id <<<'echo 1000'
	# apk info -e NAME and rpm -q --whatprovides NAME: all but one are there
	shim apk <<<'[ "$3" != libmnl-dev ]'
	shim rpm <<<'[ "$3" != libmnl-devel ]'
	for tool in sh bash tr sed cut printf pkg-config; do
		[ ! -x "$(command -v $tool)" ] || ln -s "$(command -v $tool)" "$BATS_TEST_TMPDIR/bin/"
	done
	PATH=$BATS_TEST_TMPDIR/bin run tools/deps build
	[ "$status" -eq 1 ]
	[ "${lines[2]}" = "sudo apk add libmnl-dev" ]
	mv "$BATS_TEST_TMPDIR/bin/apk" "$BATS_TEST_TMPDIR/bin/dnf"
	PATH=$BATS_TEST_TMPDIR/bin run tools/deps build
	[ "$status" -eq 1 ]
	[ "${lines[2]}" = "sudo dnf install -y libmnl-devel" ]
	rm "$BATS_TEST_TMPDIR/bin/dnf"
	PATH=$BATS_TEST_TMPDIR/bin run tools/deps build
	[ "$status" -eq 1 ]
	[[ ${lines[0]} == "deps: neither apt-get, apk nor dnf is here"* ]]
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

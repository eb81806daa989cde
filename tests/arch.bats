# What the design says of the rooms: who may include whom, and what the library must not do.
# chroot: no

setup() {
	cd "$BATS_TEST_DIRNAME/.." || exit
}

sources() {
	find cmd lib lua -name "$1" | sort
}

# Succeeds if there is no input, shows it otherwise.
none() {
	! grep .
}

# Every inclusion of a file of ours, as "FILE INCLUDED", both from the top; ?NAME when there is no such file.
inclusions() {
	local file name dir
	sources '*.[ch]' | xargs grep -H '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' |
		sed 's/^\([^:]*\):[^"]*"\([^"]*\)".*/\1 \2/' | while read -r file name; do
		for dir in "${file%/*}" lib cmd lua .; do
			if [ -f "$dir/$name" ]; then
				echo "$file $(realpath --relative-to=. "$dir/$name")"
				continue 2
			fi
		done
		echo "$file ?$name"
	done
}

# The room of a file: lib/nl, lua, cmd/core, or cmd/NAME for an applet.
rooms() {
	sed -E 's,(lib/[^/]+)/[^ ]*,\1,g; s,(^| )lua/[^ ]*,\1lua,g; s,cmd/([^/ ]+)\.[ch],cmd/\1,g; s,cmd/([^/ ]+)/[^ ]*,cmd/\1,g'
}

# Inclusions from room $1 (a pattern) of anything but the rooms $2 (a pattern).
stray() {
	inclusions | awk -v from="$1" -v to="$2" '
		function room(f) {
			if (f ~ /^lib\//) { sub(/\/[^\/]*$/, "", f); return f }
			if (f ~ /^lua\//) return "lua"
			sub(/\.[ch]$/, "", f)
			split(f, p, "/")
			return p[1] "/" p[2]
		}
		{ a = room($1); b = room($2) }
		a ~ "^(" from ")$" && b != a && b !~ "^(" to ")$" { print $1 " includes " $2 }'
}

@test "every inclusion of ours is found" {
	[ "$(inclusions | wc -l)" -gt 20 ]
	inclusions | grep ' ?' | none
}

@test "base includes nothing but base" {
	stray lib/base nothing | none
}

@test "table includes base" {
	stray lib/table lib/base | none
}

@test "opt and out include base and table" {
	stray 'lib/(opt|out)' 'lib/(base|table)' | none
}

@test "domain rooms include neither opt nor out, cmd nor lua" {
	stray 'lib/(sys|nl|tty|proc|ns|cap|cgroup|mnt)' 'lib/(base|table|sys|nl|tty|proc|ns|cap|cgroup|mnt)' | none
	# and there is no room without a place in the order
	find lib -mindepth 1 -maxdepth 1 | grep -vE '^lib/(base|table|opt|out|sys|nl|tty|proc|ns|cap|cgroup|mnt)$' | none
}

@test "rooms do not include each other in a circle" {
	inclusions | grep -v ' ?' | rooms | awk '$1 != $2' | sort -u | tsort
}

@test "the Lua room does not see cmd" {
	stray lua 'lib/.*' | none
}

@test "applets include the library and core's applet.h, not each other" {
	stray 'cmd/.*' 'lib/.*|cmd/core|lua' | none
	inclusions | grep -v '^cmd/core/' | grep ' cmd/core/' | grep -v ' cmd/core/applet.h$' | none
}

@test "only lua, call and core see the Lua room" {
	inclusions | grep -vE '^(lua/|cmd/lua[./]|cmd/call[./]|cmd/core/)' | grep ' lua/' | none
}

@test "every header can be included alone" {
	local cflags
	cflags="-std=gnu11 -Ilib -Icmd -Ilua $(pkg-config --cflags libmnl lua5.2 2>/dev/null || :)"
	for h in $(sources '*.h'); do
		# shellcheck disable=SC2086
		echo "#include \"$h\"" | cc $cflags -I. -Wall -Werror -fsyntax-only -x c - || { echo "$h"; return 1; }
	done
}

# The library's archives that this tree has built without a sanitizer.
archives() {
	local a
	for a in "$LSYS_BUILD" "$LSYS_BUILD/../static" "$LSYS_BUILD/../musl"; do
		[ ! -f "$a/liblsys.a" ] || nm "$a/liblsys.a" 2>/dev/null | grep -qE '__(asan|ubsan)' || echo "$a/liblsys.a"
	done
}

@test "the library does not print, format with stdio, or end the program" {
	local a forbidden='(v?[fsd]?n?printf|v?asprintf|__v?[fsd]?n?printf_chk|__v?asprintf_chk|f?puts|f?putc|putchar|fwrite|perror|p?sig(nal|info)'
	forbidden+='|std(in|out|err)|f(open|dopen|close|flush|read|getc|gets)|getline|getdelim|popen|v?[fs]?scanf|__isoc99_v?[fs]?scanf'
	forbidden+='|_?exit|_Exit|quick_exit|atexit|abort|__assert_fail|v?(err|warn)x?)'
	[ -n "$(archives)" ] || skip "this build is sanitized"
	for a in $(archives); do
		[ "$(nm -u "$a" | grep -c ' U ')" -gt 10 ]
		nm -A -u "$a" | grep -E " U $forbidden\$" | none
	done
}

@test "the library has no writable globals" {
	local a
	[ -n "$(archives)" ] || skip "this build is sanitized"
	for a in $(archives); do
		# data that only the dynamic linker writes, before main, is constant
		nm -A -f sysv --defined-only "$a" | awk -F'|' '
			{ class = $3; gsub(/ /, "", class); section = $NF; gsub(/ /, "", section) }
			class ~ /^[BbDdGgSsC]$/ && section !~ /^\.data\.rel\.ro/ { print; bad = 1 }
			END { exit bad }'
	done
}

@test "the test of writable globals finds one" {
	printf 'int a = 1; static int b; int *f(void) { return &b; } const char *const c[] = { "x" };' >"$BATS_TEST_TMPDIR/a.c"
	cc -fPIE -fdata-sections -c "$BATS_TEST_TMPDIR/a.c" -o "$BATS_TEST_TMPDIR/a.o"
	ar rcs "$BATS_TEST_TMPDIR/liblsys.a" "$BATS_TEST_TMPDIR/a.o"
	LSYS_BUILD=$BATS_TEST_TMPDIR run bats -f "^the library has no writable globals" "$BATS_TEST_FILENAME"
	[ "$status" -eq 1 ]
	[[ $output == *"a.o:a "* ]]
	[[ $output == *"a.o:b "* ]]
	[[ $output != *"a.o:c "* ]]
}

@test "no file has grown past 700 lines" {
	{ sources '*.[ch]'; sources '*.lua'; sources '*.rows'; } | xargs wc -l | awk '$2 != "total" && $1 > 700' | none
}

@test "every applet has a manual page and tests" {
	local missing=""
	for a in $("$LSYS_BUILD/lsys" --list); do
		compgen -G "man/$a.[0-9].in" >/dev/null || missing+=" man/$a"
		compgen -G "tests/cmd/$a*.bats" >/dev/null || missing+=" tests/cmd/$a"
	done
	echo "missing:$missing"
	[ -z "$missing" ]
}

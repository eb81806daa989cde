# The structs of S.t against the headers: of all that the rows say a C program is made, which compares sizes, places, signs
# and bits. tests/data/structs says which struct each is. $CC and $LSYS_UNDER are another machine's compiler, and what runs
# its programs here.

setup() {
	command -v "${CC:-cc}" >/dev/null || skip "no C compiler"
	table=$BATS_TEST_DIRNAME/data/structs
	cd "$BATS_TEST_TMPDIR" || exit
	# shellcheck disable=SC2086,SC2094 # words; the mode is no file
	$LSYS_UNDER "$LSYS_BUILD/tests/unit/test_structs" members >members
}

compile() {
	# shellcheck disable=SC2086 # words
	${CC:-cc} -std=gnu11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 -w -x c ${LSYS_UNDER:+-static} "$@"
}

# Lines of the table, families of headers numbered: "N headers HEADER...", "N struct NAME OPEN C-TYPE", "N row NAME ROW MEMBER",
# "0 none NAME".
parse() {
	awk '
	/^(#|$)/ { next }
	$1 ~ /\.h$/ { n++; print n, "headers", $0; next }
	$1 == "none" { if (NF < 3) bad = 1; print 0, "none", $2; next }
	$1 ~ /\./ { split($1, p, "."); print n, "row", p[1], p[2], $2; next }
	{
		type = "struct " $1
		open = sub(/ open$/, "")
		if (NF > 1) { type = $0; sub(/^[^ ]+ /, "", type) }
		print n, "struct", $1, open, type
	}
	END { exit bad }' "$1"
}

# candidates N: what the rows of family N may be in C, a line each: "STRUCT ROW TYPE MEMBER".
candidates() {
	awk -v n="$1" '
	FNR == NR {
		if ($1 != n) next
		if ($2 == "struct") { type[$3] = $5; for (i = 6; i <= NF; i++) type[$3] = type[$3] " " $i }
		if ($2 == "row" && $5 != "newer") member[$3 "." $4] = $5
		next
	}
	!($1 in type) { next }
	NF == 3 { prefix[$1] = $3; next }
	($1 "." $2) in member {
		m = member[$1 "." $2]
		if (m != "*") {
			split(m, ends, /\.\./)
			print $1, $2, ends[1], type[$1]
		}
		next
	}
	{
		if (prefix[$1] != "-") print $1, $2, prefix[$1] $2, type[$1]
		print $1, $2, $2, type[$1]
	}' parsed members
}

includes() {
	for h in $1; do printf '#include <%s>\n' "$h"; done
	printf '#include <stddef.h>\n#include <stdint.h>\n#include <stdio.h>\n#include <string.h>\n'
}

# compare N HEADERS: family N. One compilation says which members there are, a program then what they are like. Prints what
# is wrong, and "compared N STRUCT" for each struct with its rows.
compare() {
	candidates "$1" >rows
	{
		includes "$2"
		echo '#line 1 "rows"'
		awk '{ type = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", type); printf "void f%d(%s *p) { (void)p->%s; }\n", NR, type, $3 }' rows
	} >probe.c
	compile -fsyntax-only -fmax-errors=0 probe.c 2>errors || :
	! grep -v '^rows:' errors | grep -E '\.h:[0-9]+:([0-9]+:)? (fatal )?error' || return 1
	sed -n 's/^rows:\([0-9]*\):.* error: .*/\1/p' errors | sort -un >bad
	# STRUCT.ROW and its member, the first there is
	awk 'FILENAME == "bad" { bad[$1]; next } !(FNR in bad) && !(($1 "." $2) in seen) { seen[$1 "." $2]; print $1 "." $2, $3 }' bad rows >found
	{
		includes "$2"
		cat <<-'END'
			#define SIGN(x) _Generic((x), signed char: 'i', short: 'i', int: 'i', long: 'i', long long: 'i', \
				unsigned char: 'u', unsigned short: 'u', unsigned: 'u', unsigned long: 'u', unsigned long long: 'u', default: '?')
			#define END(T, m) (offsetof(T, m) + sizeof(((T *)0)->m))
			static unsigned long long word(const void *p, unsigned size)
			{
				uint8_t u8; uint16_t u16; uint32_t u32; uint64_t u64;

				switch (size) {
				case 1: return memcpy(&u8, p, 1), u8;
				case 2: return memcpy(&u16, p, 2), u16;
				case 4: return memcpy(&u32, p, 4), u32;
				default: return memcpy(&u64, p, 8), u64;
				}
			}
			static void is(const char *what, const char *which, unsigned long long ours, unsigned long long theirs)
			{
				if (ours != theirs)
					printf("%s: %s is %#llx here, %#llx in the headers\n", what, which, ours, theirs);
			}
			int main(void) {
		END
		awk -v n="$1" '
		FILENAME == "parsed" {
			if ($1 != n) next
			if ($2 == "struct") { open[$3] = $4; type[$3] = $5; for (i = 6; i <= NF; i++) type[$3] = type[$3] " " $i }
			if ($2 == "row") special[$3 "." $4] = $5
			next
		}
		FILENAME == "found" { member[$1] = $2; next }
		!($1 in type) { next }
		function finish() {
			if (name == "") return
			if (lacking) printf "if (sizeof(%s) > %d) puts(\"%s: longer in the headers\");\n", t, size, name
			else if (!open[name]) printf "is(\"%s\", \"size\", %d, sizeof(%s));\n", name, size, t
			printf "puts(\"compared %d %s\");\n", compared, name
		}
		NF == 3 { finish(); name = $1; size = $2; t = type[name]; lacking = compared = 0; next }
		{
			key = $1 "." $2
			compared++
			if (special[key] == "*") {
				printf "is(\"%s\", \"place\", %d, 0); is(\"%s\", \"size\", %d, sizeof(%s));\n", key, $3, key, $4, t
			} else if (!(key in member)) {
				compared--
				if (special[key] != "newer") printf "puts(\"%s: not in the headers\");\n", key
				lacking = 1
			} else if ($6) {
				printf "{ %s x; memset(&x, 0, sizeof(x)); x.%s = -1;", t, member[key]
				printf " is(\"%s\", \"bits\", ((1ull << %d) - 1) << %d, word((char *)&x + %d, %d)); }\n", key, $6, $5, $3, $4
			} else {
				m = member[key]
				last = special[key]
				if (!sub(/^.*\.\./, "", last)) last = m
				printf "is(\"%s\", \"place\", %d, offsetof(%s, %s));\n", key, $3, t, m
				end = last == "" ? "sizeof(" t ")" : "END(" t ", " last ")"
				if ($4 && (!open[name] || $3 + $4 < size))
					printf "is(\"%s\", \"size\", %d, %s - offsetof(%s, %s));\n", key, $4, end, t, m
				if ($7 != "-" && last == m)
					printf "{ char s = SIGN(((%s *)0)->%s); if (s != 0x3f) is(\"%s\", \"sign\", %d, s); }\n", t, m, key, $7 == "u" ? 117 : 105
			}
		}
		END { finish(); print "return 0; }" }' parsed found members
	} >compare.c
	compile compare.c -o compare
	# shellcheck disable=SC2086 # words
	$LSYS_UNDER ./compare
}

@test "every struct is as the headers have it" {
	local n headers
	parse "$table" >parsed
	# each is listed, and once
	diff <(awk 'NF == 3 { print $1 }' members | sort) <(awk '$2 == "struct" || $2 == "none" { print $3 }' parsed | sort)
	while read -r n _ headers; do
		compare "$n" "$headers" >>said
	done < <(grep ' headers ' parsed)
	grep -v '^compared ' said >wrong || :
	cat wrong
	[ ! -s wrong ]
	# every row of these structs was compared, but for those that may be newer
	awk 'FNR == NR { if ($2 == "row" && $5 == "newer") newer++; if ($2 == "none") none[$3]; next }
		$1 == "compared" { compared += $2; next }
		NF == 7 && !($1 in none) { rows++ }
		END { print compared " of " rows " rows compared"; exit !(rows > 700 && compared >= rows - newer) }' parsed said members
}

@test "a wrong row, size, sign, bit or name would be seen" {
	cat >members <<-'END'
		stat 144 st_
		stat size 48 8 0 0 i
		stat blksize 57 8 0 0 i
		stat nosuch 0 4 0 0 u
		flock 40 l_
		flock type 0 2 0 0 u
		flock whence 2 4 0 0 i
		tcp_info 104 tcpi_
		tcp_info snd_wscale 6 1 4 3 u
	END
	printf '%s\n' sys/stat.h stat fcntl.h flock linux/tcp.h tcp_info >few
	parse few >parsed
	[ "$(compare 1 sys/stat.h | grep -c 'blksize: place is 0x39\|nosuch: not in the headers\|compared 2 stat')" -eq 3 ]
	[ "$(compare 2 fcntl.h | grep -c 'flock.type: sign\|flock.whence: size is 0x4 here, 0x2\|flock: size is 0x28')" -eq 3 ]
	compare 3 linux/tcp.h | grep -q 'snd_wscale: bits'
}

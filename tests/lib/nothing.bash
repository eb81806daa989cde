# What true and false have in common.
# shellcheck disable=SC2154 # status and output are set by run

# answers NAME: for every way to call it, ours and coreutils' agree in status, and in whether they say something where.
answers() {
	local name=$1 peer=/bin/$1 n=0 line a b
	"$peer" --version 2>/dev/null | grep -q coreutils || skip "coreutils' $name is not installed"
	while IFS= read -r line; do
		eval "set -- $line"
		a=0 b=0
		"$peer" "$@" >ref.out 2>ref.err || a=$?
		"$LSYS" "$name" "$@" >our.out 2>our.err || b=$?
		echo "$line: status $a and $b, $(wc -c <ref.out) and $(wc -c <our.out) bytes, $(wc -c <ref.err) and $(wc -c <our.err) of errors"
		[ "$a" -eq "$b" ]
		[ "$(test -s ref.out; echo $?)" -eq "$(test -s our.out; echo $?)" ]
		[ "$(test -s ref.err; echo $?)" -eq "$(test -s our.err; echo $?)" ]
		n=$((n + 1))
	done <<-'END'

		x
		''
		-x
		-h
		--
		-- --help
		--help
		--version
		--hel
		--vers
		--help=x
		--help x
		x --help
		--help --help
		--version --help
		--no-such-option
		$'a\nb\e[1m'
		--json
		--schema
	END
	[ "$n" -ge 19 ]
}

# writes NAME: what cannot be written is a failure, what needs not be written is none.
writes() {
	[ -c /dev/full ] || skip "there is no /dev/full"
	local word to
	for word in --help --version; do
		for to in '/dev/full' '&-'; do
			run bash -c '"$1" "$2" "$3" >'"$to" bash "$LSYS" "$1" "$word"
			[ "$status" -eq 1 ]
			[[ $output == "lsys $1: write standard output: "* ]]
		done
	done
	for to in '/dev/full' '&-'; do
		run bash -c '"$1" "$2" x >'"$to"' <&-' bash "$LSYS" "$1"
		[ "$status" -eq "$2" ]
		[ -z "$output" ]
	done
}

# named NAME STATUS: by its name, and by its name behind lsys-.
named() {
	run bash -c 'exec -a "$2" "$1" --no-such-option' bash "$LSYS" "$1"
	[ "$status" -eq "$2" ]
	[ -z "$output" ]
	run bash -c 'exec -a "/x/lsys-$2" "$1"' bash "$LSYS" "$1"
	[ "$status" -eq "$2" ]
}

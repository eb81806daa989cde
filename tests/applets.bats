# What is asked of every applet, over all that `lsys --list` names: a new one is covered by being there.
bats_require_minimum_version 1.5.0

# What the walk must be told of an applet: words for a run that ends by itself and says something (the others are run
# without any), and how it answers an option that it does not know, where that is not with status 2.
declare -gA words=([lua]='-e io.write(42,"\n")')
declare -gA unknown=([lua]=1 [true]=ignored [false]=ignored)
# More runs in which an applet shows names, with ; between them.
declare -gA more=([ifinfo]="-a;-s;--metrics;-o ifname,ifalias,altnames")
# The status of --help where that is not 0.
declare -gA help_status=([false]=1)

setup_file() {
	PYTHON=''
	for p in /usr/bin/python3 python3; do # the first is where the package is
		! "$p" -c 'import jsonschema' 2>/dev/null || { PYTHON=$p; break; }
	done
	export PYTHON
	[ "$(id -u)" -eq 0 ] && unshare -n true 2>/dev/null || return 0
	# a network of some size, quiet, with names that are up to no good; what this kernel lacks is left out
	: >"$BATS_FILE_TMPDIR/net"
	unshare --net="$BATS_FILE_TMPDIR/net" bash -c '
		add() { ip link add name "$@" 2>/dev/null; }
		ip link set lo up
		add br0 type bridge
		add v0 type veth peer name v1 && ip link set v0 master br0
		add x7 type vxlan id 7 dstport 4789 remote 192.0.2.1
		add d0 type dummy && add d0.5 link d0 type vlan id 5
		ip addr add 192.0.2.7/24 dev br0
		ip addr add 2001:db8::7/64 dev br0 nodad
		ip link property add dev v1 altname a-longer-name-than-fits-elsewhere
		ip link set v1 alias "$(printf "an\033[31malias\nof two lines")"
		add "$(printf "e\033[1m")" type bridge   # a sequence that terminals obey
		add "$(printf "u\377\376")" type bridge  # no UTF-8
		add "$(printf "b\342\200\256x")" type bridge # turns the direction of what follows
		add "$(printf "c\302\233m")" type bridge # the same as the first, in one byte of another set
		add "q\"\\x" type bridge
		add "t\\x41" type bridge # looks like an escaped byte
		:'
}

teardown_file() {
	umount "$BATS_FILE_TMPDIR/net" 2>/dev/null || :
}

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	net=()
	! mountpoint -q "$BATS_FILE_TMPDIR/net" || net=(nsenter --net="$BATS_FILE_TMPDIR/net")
	applets=$("$LSYS" --list)
	lib=$BATS_TEST_DIRNAME/lib
	bad=
	find_out
}

# act APPLET WORD...: runs it there, with the words that a run of it needs.
act() {
	# shellcheck disable=SC2086
	${net[@]+"${net[@]}"} "$LSYS" "$1" ${words[$1]-} "${@:2}" </dev/null
}

# Notes a failure: the walk goes on, so that one run shows all there is to mend.
bad() {
	echo "$*"
	bad=yes
}

# Ends a test.
all_good() {
	[ -z "$bad" ]
}

# The applets that report records, and those that say something when they are run so, and succeed.
find_out() {
	local a
	reports='' talking=''
	for a in $applets; do
		[[ $("$LSYS" "$a" --schema </dev/null 2>/dev/null) != '{"$schema"'* ]] || reports+="$a "
		[ -z "$(act "$a" 2>/dev/null || :)" ] || ! act "$a" >/dev/null 2>&1 || talking+="$a "
	done
	[ -n "$reports" ] && [ -n "$talking" ]
}

judge() {
	[ -n "$PYTHON" ] || skip "python3-jsonschema is not installed"
	"$PYTHON" "$lib/records.py" "$@"
}

# Options in a text, each on a line of its own behind spaces as in --help: every letter and every long name.
options_in() {
	sed -nE 's/^ +(-.*)/ \1/p' | sed -E 's/  .*//' | grep -oE '^ -[^-, ]|(^| )--[a-z0-9-]+' | tr -d ' '
}

options() {
	"$LSYS" "$1" --help | options_in
}

# one_line FILE APPLET: the file holds one message of the applet, nothing else.
one_line() {
	[ "$(wc -l <"$1")" -eq 1 ] && [[ $(cat "$1") == "lsys $2: "?* ]]
}

@test "help: on standard output, from the applet and from the door, 80 columns wide" {
	for a in $applets; do
		status=0
		"$LSYS" "$a" --help >help 2>err </dev/null || status=$?
		[ "$status" -eq "${help_status[$a]-0}" ] || bad "$a: status $status"
		[ ! -s err ] || bad "$a: says on standard error: $(cat err)"
		[[ $(head -n 1 help) == "Usage: lsys $a"* ]] || bad "$a: begins with $(head -n 1 help)"
		[[ $(sed -n 2p help) =~ ^[A-Z].*\.$ ]] || bad "$a: its second line is no sentence"
		"$LSYS" --help "$a" | cmp -s - help || bad "$a: --help $a says something else"
		[ -z "$(grep -vE '^.{0,80}$' help)" ] || bad "$a: a line is too long"
		[ -n "$(options "$a")" ] || bad "$a: lists no options"
		[ -z "$(options "$a" | sort | uniq -d)" ] || bad "$a: lists an option twice"
	done
	all_good
}

@test "manual: one page each, which names every option of the help and no other" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	for a in $applets; do
		pages=("$BATS_TEST_DIRNAME/../man/$a".[0-9].in)
		[ -f "${pages[0]}" ] && [ ${#pages[@]} -eq 1 ] || { bad "$a: ${#pages[@]} pages"; continue; }
		"$LSYS" __man "$a" <"${pages[0]}" >page || bad "$a: the page could not be made"
		mandoc -T lint -W warning page || bad "$a: mandoc finds fault"
		mandoc -T utf8 page | sed 's,.\x08,,g' >text
		grep -q "lsys-$a – $("$LSYS" __complete "$a" | cut -f2)" text || bad "$a: its name and sentence are missing"
		sed -n '/^     -/p' text | options_in | sort -u >named
		options "$a" | sort -u >listed
		[ -z "$(comm -13 named listed)" ] || bad "$a: not in the manual: $(comm -13 named listed | tr '\n' ' ')"
		[ -z "$(comm -23 named listed)" ] || bad "$a: only in the manual: $(comm -23 named listed | tr '\n' ' ')"
	done
	all_good
}

@test "completion offers the options of the help" {
	for a in $applets; do
		# a letter stands for what has no long name
		"$LSYS" "$a" --help | sed -E 's/^  -[^-], +--/  --/' | options_in | sort >listed
		"$LSYS" __complete "$a" - | cut -f1 | sort >offered
		diff listed offered || bad "$a"
	done
	all_good
}

# unknown_option APPLET OPTION
unknown_option() {
	local status=0
	"$LSYS" "$1" "$2" >out 2>err </dev/null || status=$?
	if [ "${unknown[$1]-2}" = ignored ]; then
		[ "$(cat out err)" = "" ] || bad "$1 $2: not ignored"
		return
	fi
	[ "$status" -eq "${unknown[$1]-2}" ] || bad "$1 $2: status $status"
	[ ! -s out ] || bad "$1 $2: says something on standard output"
	[[ $(head -n 1 err) == "lsys $1: "*"$2"* ]] || bad "$1 $2: $(head -n 1 err)"
	[ "$status" -ne 2 ] || one_line err "$1" || bad "$1 $2: more than one line"
}

@test "an unknown option, long or short, is refused by name" {
	for a in $applets; do
		unknown_option "$a" --no-such-option
		for c in % Z Q X Y K J; do
			options "$a" | grep -qx -e "-$c" || break
		done
		unknown_option "$a" "-$c"
	done
	all_good
}

@test "an option may be cut, gets a suggestion when misspelt, and takes no value that it has no use for" {
	for a in $applets; do
		[ -z "${unknown[$a]-}" ] || continue
		if [ "$(options "$a" | grep -c '^--hel')" -eq 1 ]; then
			"$LSYS" "$a" --hel | cmp -s - <("$LSYS" "$a" --help) || bad "$a: --hel"
		fi
		run "$LSYS" "$a" --hlep
		[ "$status" -eq 2 ] && [[ $output == "lsys $a: --hlep: unknown option; did you mean --help?" ]] || bad "$a: $output"
		run "$LSYS" "$a" --version=1
		[ "$status" -eq 2 ] && [[ $output == "lsys $a: --version=1: --version takes no value" ]] || bad "$a: $output"
		[ "$("$LSYS" "$a" --version)" = "$("$LSYS" --version)" ] || bad "$a: --version"
	done
	all_good
}

@test "output that cannot be written, on a full disk or to a closed descriptor, is a failure with one line" {
	[ -c /dev/full ] || skip "there is no /dev/full"
	for a in $applets; do
		commands=(--help --version)
		[[ " $reports" != *" $a "* ]] || commands+=(--schema)
		[ -z "${unknown[$a]-}" ] || commands=(--help)
		for w in "${commands[@]}"; do
			status=0; "$LSYS" "$a" "$w" >/dev/full 2>err || status=$?
			[ "$status" -eq 1 ] && one_line err "$a" || bad "$a $w >/dev/full: $status $(cat err)"
			status=0; "$LSYS" "$a" "$w" >&- 2>err || status=$?
			[ "$status" -eq 1 ] && one_line err "$a" || bad "$a $w >&-: $status $(cat err)"
		done
	done
	for a in $talking; do
		commands=("")
		[[ " $reports" != *" $a "* ]] || commands+=(-j)
		for w in "${commands[@]}"; do
			status=0; act "$a" ${w:+"$w"} >/dev/full 2>err || status=$?
			[ "$status" -eq 1 ] && one_line err "$a" || bad "$a $w >/dev/full: $status $(cat err)"
			# stdio, which lua writes by, does not keep the reason
			[ "$a" = lua ] || grep -q 'No space left on device' err || bad "$a $w: no reason"
			status=0; act "$a" ${w:+"$w"} >&- 2>err || status=$?
			[ "$status" -eq 1 ] && one_line err "$a" || bad "$a $w >&-: $status $(cat err)"
		done
	done
	all_good
}

@test "a reader that has gone ends it by SIGPIPE, without a word" {
	for a in $talking; do
		status=0
		# the reader is gone before anything is written
		(exec 3> >(:); wait $!; act "$a" >&3 2>err) || status=$?
		[ "$status" -eq 141 ] && [ ! -s err ] || bad "$a: status $status $(cat err)"
		(act "$a" && echo 0 >status || echo $? >status) 2>err | head -n 1 >first
		[ -s first ] && [ ! -s err ] || bad "$a | head -n 1: $(cat err)"
		[ "$(cat status)" = 0 ] || [ "$(cat status)" = 141 ] || bad "$a | head -n 1: status $(cat status)"
	done
	all_good
}

@test "-j is JSON as --schema says, --json the same, --pretty for reading" {
	for a in $reports; do
		"$LSYS" "$a" --schema >schema
		act "$a" -j >json || bad "$a -j: status $?"
		act "$a" --pretty >pretty || bad "$a --pretty: status $?"
		judge valid schema json pretty || bad "$a"
		[ "$(jq -c . pretty | tr -d '0-9')" = "$(jq -c . json | tr -d '0-9')" ] || bad "$a: --pretty is something else"
		[ "$(wc -l <pretty)" -gt "$(jq length json)" ] || bad "$a: --pretty is not"
		act "$a" --json | jq -c . | tr -d '0-9' | cmp -s - <(jq -c . json | tr -d '0-9') || bad "$a: --json is something else"
	done
	all_good
}

@test "the judge of JSON finds what is wrong" {
	"$LSYS" ifinfo --schema >schema
	printf '%s\n' '[{"ifname":7}]' '[{"ifnome":"x"}]' '{}' '[{"mtu":-1}]' '[{"mtu":"1500"}]' '[{"flags":["sideways"]}]' \
		'[{"mtu":1,"mtu":2}]' '[{"state":"asleep"}]' '[{"address":"zz"}]' '[{"mtu":NaN}]' | split -l 1 - bad.
	judge invalid schema bad.*
	echo '[{"mtu":7}]' >json
	run judge invalid schema json
	[ "$status" -eq 1 ]
	echo '[{"mtu":7,"ifname":"x","flags":["up"]}]' >json
	judge valid schema json
	for lua in '["l",[["o",{"6d7475":["s","37"],"69666e616d65":["s","78"],"666c616773":["l",[["s","7570"]]]}]]]' \
		'["l",[["o",{"6d7475":["n","8"],"69666e616d65":["s","78"],"666c616773":["l",[["s","7570"]]]}]]]' \
		'["l",[["o",{"6d7475":["n","7"],"666c616773":["l",[["s","7570"]]]}]]]' \
		'["l",[["o",{"6d7475":["n","7"],"69666e616d65":["s","78"],"666c616773":["e"]}]]]' '["e"]'; do
		echo "$lua" >lua
		run judge same json lua
		[ "$status" -eq 1 ] || { echo "passes: $lua"; return 1; }
	done
	echo '["l",[["o",{"6d7475":["n","7"],"69666e616d65":["s","78"],"666c616773":["l",[["s","7570"]]]}]]]' >lua
	judge same json lua
	for text in 'a\033[1m\n' 'a\377\n' 'a\342\200\256\n' 'a\302\233\n' 'a\r\n' 'a'; do
		# shellcheck disable=SC2059
		printf "$text" >text
		run judge plain text
		[ "$status" -eq 1 ] || { echo "passes: $text"; return 1; }
	done
}

@test "what Lua gets is what -j says" {
	for a in $reports; do
		# counters may move: then both are asked again
		for _ in {1..20}; do
			act "$a" -j >json
			# shellcheck disable=SC2086,SC2094
			${net[@]+"${net[@]}"} "$LSYS" lua - "$a" ${words[$a]-} <"$lib/records.lua" >lua || bad "$a: no records"
			act "$a" -j >again
			! cmp -s json again || break
		done
		cmp -s json again || bad "$a: never the same twice"
		judge same json lua || bad "$a"
		[ "$(jq length json)" -gt 0 ] || bad "$a: nothing to compare"
	done
	all_good
}

@test "names from outside do nothing to a terminal, as text and as JSON" {
	[ ${#net[@]} -gt 0 ] || skip "needs root and network namespaces"
	for a in $talking; do
		act "$a" >text
		judge plain text || bad "$a: text"
		IFS=';' read -ra runs <<<"${more[$a]-}"
		for w in ${runs[@]+"${runs[@]}"}; do
			# shellcheck disable=SC2086
			act "$a" $w >text || bad "$a $w: status $?"
			judge plain text || bad "$a $w: text"
		done
	done
	for a in $reports; do
		act "$a" -j >json
		judge plain json || bad "$a: JSON"
	done
	# and they are there: the walk has met them
	"${net[@]}" "$LSYS" ifinfo >text
	for name in 'e\x1b[1m' 'u\xff\xfe' 'b\xe2\x80\xaex' 'c\xc2\x9bm' 'q"\x' 't\\x41'; do
		grep -qF -e "$name " text || bad "not there: $name"
	done
	"${net[@]}" "$LSYS" ifinfo -j >json
	for name in '"e\u001b[1m"' '"u\\xff\\xfe"' '"b\u202ex"' '"c\u009bm"' '"q\"\\x"' '"t\\\\x41"'; do
		grep -qF -e "$name" json || bad "not there: $name"
	done
	all_good
}

@test "words that are up to no good do nothing to a terminal in messages" {
	for a in $applets; do
		[ -z "${unknown[$a]-}" ] || continue
		for w in $'--no\e[1m\nsuch' $'-\e' $'no\e[1m\nsuch' $'\377\302\233'; do
			status=0
			"$LSYS" "$a" "$w" "$w" "$w" >out 2>err </dev/null || status=$?
			[ "$status" -ne 0 ] || bad "$a: takes it"
			[ -s err ] || bad "$a: not a word"
			judge plain err || bad "$a"
			[ -z "$(grep -v "^lsys $a: " err)" ] || bad "$a: a line that begins otherwise"
		done
	done
	all_good
}

# Runs the script of a box (see box.bash), which finds these functions.
set -eEuo pipefail
trap '[ "$BASH_SUBSHELL" -gt 0 ] || echo "line $LINENO of the box: $BASH_COMMAND" >&2' ERR
export LC_ALL=C.UTF-8

ifinfo() {
	"$LSYS" ifinfo "$@"
}

# IPv6 does nothing by itself on interfaces made from now on: two looks in a row see the same.
calm() {
	echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad
	echo 1 >/proc/sys/net/ipv6/conf/default/addr_gen_mode
	echo 0 >/proc/sys/net/ipv6/conf/default/router_solicitations
}

# eventually COMMAND...: repeats it until it succeeds; fails after 15 seconds.
eventually() {
	local end=$((SECONDS + 15))
	while [ $SECONDS -lt $end ]; do
		if "$@" 2>/dev/null; then return; fi
		sleep 0.025
	done
	echo "never came true: $*" >&2
	[ ! -e seen ] || sed 's/^/| /' seen >&2
	return 1
}

# traffic ADDRESS N: sends N packets of 1000 bytes.
traffic() {
	local i data
	printf -v data '%1000s' ''
	for ((i = 0; i < $2; i++)); do printf %s "$data" >"/dev/udp/$1/9" || :; done 2>/dev/null
}

# other_net: a process in a network namespace that has no name; its number goes to $pid.
other_net() {
	unshare --net sleep 1000 &
	pid=$!
	eventually elsewhere "$pid"
}

elsewhere() {
	[ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]
}

# ended PID: it is no more (or only waits to be asked for its status).
ended() {
	[[ $(ps -o stat= -p "$1") == "" || $(ps -o stat= -p "$1") == Z* ]]
}

# wrong STATUS MESSAGE COMMAND...: it ends so, with this message for its only line of errors.
wrong() {
	local want=$1 message=$2 status=0
	shift 2
	"$@" >wrong.out 2>wrong.err || status=$?
	if [ "$status" != "$want" ] || ! cmp -s wrong.err <(printf '%s\n' "$message"); then
		echo "$*: status $status, wanted $want:" >&2
		diff wrong.err <(printf '%s\n' "$message") >&2 || :
		return 1
	fi
}

# same WANTED: standard input is that.
same() {
	diff <(printf '%s\n' "$1") -
}

# as_user WORD...: lsys with these words, for a user who may nothing. The binary may lie where he cannot look.
as_user() {
	if [ -n "${LSYS_CHROOT-}" ]; then
		chroot --userspec=65534:65534 "$LSYS_CHROOT" /lsys "$@"
	else
		setpriv --reuid=65534 --regid=65534 --clear-groups bash -c 'exec -a lsys /proc/self/fd/9 "$@"' lsys "$@" 9<"$LSYS"
	fi
}

# Names of network namespaces of this box's own (ip netns add); behind the last of them show_names lets lsys see them.
own_names() {
	mount -t tmpfs tmpfs /run
	mkdir -p /run/netns
}

# A static binary in its directory sees only what is mounted there: let it see the names, and FILE... here.
show_names() {
	local d=$PWD/root f
	[ -n "${LSYS_CHROOT-}" ] || return 0
	mkdir -p "$d/var/run/netns" "$d$TMPDIR"
	cp "$LSYS_CHROOT/lsys" "$d/"
	mount --bind "$TMPDIR" "$d$TMPDIR"
	mount --rbind "$d" "$LSYS_CHROOT"
	[ ! -d /run/netns ] || mount --rbind /run/netns "$LSYS_CHROOT/var/run/netns"
	for f; do mount --bind "$f" "$LSYS_CHROOT$f"; done
}

# listen FILE WORD...: lsys ifinfo -m WORD... into FILE, $monitor its number. Returns when it hears events: links and the
# addresses of both families (else say which $groups), in this namespace (else name its $netns).
listen() {
	local file=$1
	shift
	"$LSYS" ifinfo -m "$@" >"$file" 2>"$file.err" &
	monitor=$!
	eventually hears "$monitor" "${groups-00000111}" "${netns-}"
	eventually settled "$monitor" # it has looked at what there is
}

# Has a netlink socket of this process joined these groups?
hears() {
	${3:+ip netns exec "$3"} awk -v pid="$1" -v groups="$2" '$2 == 0 && $3 == pid && $4 == groups { ok = 1 } END { exit !ok }' \
		/proc/net/netlink
}

# settled PID...: all that was sent to these monitors before has been received, and they wait for more.
settled() {
	local pid
	for pid; do
		awk -v pid="$pid" '$3 == pid && $5 != 0 { bad = 1 } END { exit bad }' /proc/net/netlink || return
		[ "$(ps -o stat= -p "$pid" | cut -c1)" = S ] || return
	done
}

# has FILE TEXT: a line of the file has this at its end.
has() {
	grep -q -- "$2\$" "$1"
}

# terminal COLUMNS ROWS: a terminal with a shell in it; type and screen below are about it.
terminal() {
	TERM=xterm-256color tmux -S t -f /dev/null new-session -d -x "$1" -y "$2" \
		"env LSYS='$LSYS' PS1='ready> ' bash --norc --noprofile --noediting"
	eventually shows '^ready>'
}

# type WORD...: as tmux send-keys takes them.
type() {
	tmux -S t send-keys "$@"
}

screen() {
	tmux -S t capture-pane -p
}

# shows PATTERN: a line of the screen is like that.
shows() {
	screen >seen
	grep -qE -- "$1" seen
}

hides() {
	! shows "$1"
}

# tty_state: is the second screen on, the cursor shown, are lines wrapped at the edge?
tty_state() {
	tmux -S t display-message -p '#{alternate_on} #{cursor_flag} #{wrap_flag}'
}

is_state() {
	[ "$(tty_state)" = "$1" ]
}

# look NAME: notes what ip(8) and lsys say of the interfaces now, under this name. It waits for a moment between two equal
# answers of ip, timers aside, which never hold still.
look() {
	local i
	for ((i = 0; i < 100; i++)); do
		ip -j -d -s -s addr | still >look.addr
		ip -j -d link | still >look.link
		ifinfo -j >look.lsys
		ip -j -d -s -s addr | still | cmp -s look.addr && break
	done
	[ "$i" -lt 100 ] || { echo "it did not hold still" >&2; return 1; }
	for i in addr link lsys; do cat look.$i >>looks.$i; done
	printf '%s\n' "$1" >>looks.names
}

still() {
	sed -E 's/"[a-z_]+_timer":[0-9.]+,//g'
}

# alike: what was noted is alike; else it fails and shows the differences.
alike() {
	jq -r -n --slurpfile addr looks.addr --slurpfile link looks.link --slurpfile lsys looks.lsys --rawfile names looks.names \
		-f "${BASH_SOURCE[0]%/*}/ifinfo_ip.jq" >differences
	[ ! -s differences ] || { head -n 40 differences >&2; return 1; }
}

# churned N ROUNDS: lists while other interfaces and addresses come and go, and others stay: none of these is missing, none there
# twice, and each has its addresses.
churned() {
	local i n=$1 rounds=$2
	for ((i = 1; i <= n; i++)); do
		echo "link add stay$i type veth peer name too$i"
		echo "addr add 10.1.$((i / 250)).$((i % 250))/32 dev stay$i"
		echo "addr add 10.2.$((i / 250)).$((i % 250))/32 dev stay$i"
		echo "addr add 2001:db8:5::$i/128 dev too$i"
	done | ip -batch -
	for i in 0 1; do
		{
			trap - ERR
			set +e
			while :; do
				for k in {1..20}; do
					echo "link add c$i.$k type veth peer name d$i.$k"
					echo "addr add 10.9.$i.$k/32 dev c$i.$k"
					echo "addr add 10.8.$i.$k/32 dev too$k"
				done
				for k in {1..20}; do
					echo "link del c$i.$k"
					echo "addr del 10.8.$i.$k/32 dev too$k"
				done
			done | ip -force -batch - 2>/dev/null
		} &
	done
	for ((i = 0; i < rounds; i++)); do
		ifinfo -j -o ifname,addresses.address,addresses.local >>churn
	done
	kill %1 %2
	# a line for each thing that is not as it should be
	jq -s -r --argjson n "$n" --argjson rounds "$rounds" '
		([range(1; $n + 1) | tostring as $i | (. / 250 | floor | tostring) as $a | (. % 250 | tostring) as $b
			| {("stay" + $i): ["10.1.\($a).\($b)", "10.2.\($a).\($b)"]}, {("too" + $i): ["2001:db8:5::\($i)"]}] | add) as $stable
		| (if length == $rounds then empty else "\(length) lists" end),
		  (to_entries[] | .key as $round | .value
			| (group_by(.ifname)[] | select(length > 1 and $stable[.[0].ifname]) | "\($round): \(length) times \(.[0].ifname)"),
			  ((map({(.ifname): [.addresses[] | .local // .address]}) | add) as $seen
				| $stable | to_entries[] | .key as $name
				| if $seen[$name] then .value - $seen[$name] | .[] | "\($round): \($name) lacks \(.)" else "\($round): no \($name)" end))
		' churn >faults
	[ ! -s faults ] || { head -n 20 faults >&2; return 1; }
}

# shellcheck source=/dev/null
source "$1"

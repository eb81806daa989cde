# lsys ifinfo --monitor: every change at once, none twice, and after a loss the whole truth. And the list while all changes.

bats_require_minimum_version 1.5.0
load ../lib/box

setup() {
	needs ip jq
}

@test "ifinfo -m: changes as text" {
	box <<'END'
	calm
	ip link add br0 address 02:00:00:00:00:01 type bridge
	listen log
	ip link add p0 address 02:00:00:00:00:02 type veth peer name p1 address 02:00:00:00:00:03
	ip addr add 10.0.0.1/24 dev p0
	ip link set p0 master br0
	ip addr add 10.0.0.1 peer 10.9.9.9/32 dev p0
	ip addr add 2001:db8::1/64 dev p1
	ip link set p0 mtu 1400
	ip addr del 10.0.0.1/24 dev p0
	ip link del p0
	eventually settled $monitor
	sed -E 's/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z //' log | uniq >said
	[ -z "$(grep -vE '^(new|del)-(link|address) (p0|p1|br0)( |$)' said)" ]
	grep -E 'address|^new-link p1' said | grep -v 2001: | same 'new-link p1 down veth mtu 1500 02:00:00:00:00:03
new-address p0 10.0.0.1/24
new-address p0 10.0.0.1 peer 10.9.9.9/32
del-address p0 10.0.0.1/24
del-address p0 10.0.0.1 peer 10.9.9.9/32'
	grep 2001: said | same 'new-address p1 2001:db8::1/64
del-address p1 2001:db8::1/64'
	grep -qx 'new-link p0 down veth mtu 1500 02:00:00:00:00:02' said
	grep -qx 'new-link p0 down veth mtu 1400 master br0 02:00:00:00:00:02' said
	grep '^del-link' said | sort | same $'del-link p0\ndel-link p1'
	# times go forward, and it is now
	cut -d' ' -f1 log | sort -C
	[ "$(cut -c1-13 log | sort -u | head -n 1)" \> "$(date -u -d '-2 hours' +%Y-%m-%dT%H)" ]
	# ended by a signal as by any
	kill -TERM $monitor
	status=0; wait $monitor || status=$?
	[ $status = 143 ]
	[ ! -s log.err ]
END
}

@test "ifinfo -m: changes as JSON, a line each" {
	box <<'END'
	calm
	listen log -j
	ip link add p0 type veth peer name p1
	ip link property add dev p0 altname other
	ip addr add 10.0.0.1/24 dev p0
	ip link set p0 mtu 1300
	ifinfo -j p0 | jq -S '.[0] | del(.addresses, .stats64)' >now
	eventually grep -q '"mtu":1300' log
	kill $monitor
	jq -S 'select(.event == "new-link" and .ifname == "p0") | .link | del(.stats64)' log | tail -n "$(wc -l <now)" | cmp - now
	jq -c 'select(.address) | [.event, .ifname, .address.address, .address.prefixlen, .resync]' log | head -n 1 |
		same '["new-address","p0","10.0.0.1",24,null]'
	# each line is a whole object
	[ "$(wc -l <log)" = "$(jq -c . log | wc -l)" ]
	[ -z "$(jq -r .time log | grep -vE '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z$')" ]
END
}

@test "ifinfo -m: each event is there at once" {
	box <<'END'
	calm
	ip link add p0 type veth peer name p1
	for form in '' -j; do
		mkfifo fifo
		# shellcheck disable=SC2086
		"$LSYS" ifinfo -m $form p0 >fifo 3>&- &
		monitor=$!
		exec 7<fifo
		eventually hears $monitor 00000111
		# the next change is made only when the one before has been read
		for mtu in 1400 1401 1402 1403; do
			ip link set p0 mtu $mtu
			until IFS= read -r -t 10 -u 7 line && [[ $line == *mtu*$mtu* ]]; do [ -n "$line" ]; done
		done
		kill $monitor
		exec 7<&-
		rm fifo
	done
END
}

@test "ifinfo -m: filters, and what leaves them" {
	box <<'END'
	calm
	ip link add br0 type bridge
	ip link add br1 type bridge
	for i in 1 2 3; do ip link add p$i type veth peer name q$i; done
	ip link property add dev p1 altname first
	ip link set q2 up
	listen all; pids=$monitor
	listen by_name p2 first; pids+=" $monitor"
	listen up --up; pids+=" $monitor"
	listen kind -k bridge; pids+=" $monitor"
	listen ports --master br0; pids+=" $monitor"
	groups=00000011 listen four -4; pids+=" $monitor"
	groups=00000101 listen six -6; pids+=" $monitor"
	ip link set p2 up
	ip addr add 10.0.0.2/24 dev p2
	ip addr add 2001:db8::2/64 dev p2
	ip addr add 10.0.0.3/24 dev p3
	ip link set p2 master br0
	ip link set p2 down
	ip link set p2 nomaster
	ip addr add 10.0.0.22/24 dev p2
	ip link set br1 mtu 1300
	ip link set p1 name new1
	ip link set new1 mtu 1301
	ip link del p3
	ip link set lo mtu 60000
	ip addr add 10.0.0.99/24 dev lo
	eventually settled $pids
	kill $pids
	for f in all by_name up kind ports four six; do sed -i 's/^[^ ]* //' $f; done
	has all 'new-link lo down loopback mtu 60000 00:00:00:00:00:00'
	# by any of its names, and on under a new one
	[ -z "$(grep -vE ' (p2|p1|new1)( |$)' by_name)" ]
	grep -q '^new-link new1 .*mtu 1301 ' by_name
	grep -q '^new-address p2 10.0.0.2/24' by_name
	# going down is the last that is heard of one that had been up
	[ -z "$(grep -vE ' (p2|q2|br0)( |$)' up)" ]
	grep -q '^new-link p2 up ' up
	grep '^new-link p2 ' up | tail -n 1 | grep -q '^new-link p2 down '
	grep -q '^new-address p2 10.0.0.2/24' up
	[ -z "$(grep '10.0.0.22\|10.0.0.3' up)" ]
	[ -z "$(grep -vE '^new-link br[01] ' kind)" ]
	grep -q '^new-link br1 .* mtu 1300' kind
	# a port that leaves is seen leaving, and no more
	[ -z "$(grep -v ' p2 ' ports)" ]
	grep -q '^new-link p2 .* master br0' ports
	tail -n 1 ports | grep -v ' master ' | grep -q '^new-link p2 '
	[ -z "$(grep 10.0.0.22 ports)" ]
	[ -z "$(grep 2001: four)" ]
	grep -q '^new-address p2 10.0.0.2/24' four
	[ -z "$(grep 10.0 six)" ]
	grep -q '^new-address p2 2001:db8::2/64' six
END
}

@test "ifinfo -m: names are those of the moment" {
	box <<'END'
	calm
	ip link add br0 type bridge
	ip link add p0 type veth peer name p1
	ip link set p0 master br0
	listen log
	ip link set p0 mtu 1400
	eventually grep -q 'new-link p0 .*mtu 1400 master br0' log
	ip link set br0 name bridge
	ip link set p0 mtu 1401
	eventually grep -q 'new-link p0 .*mtu 1401 master bridge' log
	kill $monitor
END
}

@test "ifinfo -m: in another namespace" {
	box <<'END'
	calm
	own_names
	ip netns add blue
	show_names
	netns=blue listen log -j -n blue
	ip link add here type ifb
	ip -n blue link add b0 type veth peer name b1
	ip -n blue link del b0
	eventually grep -q '"event":"del-link","ifname":"b0"' log
	kill $monitor
	jq -r .ifname log | sort -u | paste -sd' ' | same 'b0 b1'
	jq -r '.link.netns' log | sort -u | same blue
END
}

@test "ifinfo -m: hostile names" {
	box <<'END'
	calm
	listen log
	text=$monitor
	listen json -j
	ip link add name $'\033[2J\xff' type ifb
	ip link set $'\033[2J\xff' alias $'a\nb'
	ip link del $'\033[2J\xff'
	eventually settled $monitor $text
	has log ' del-link \\x1b\[2J\\xff'
	[ -z "$(grep -P '[\x00-\x08\x0b-\x1f\x7f]' log json)" ]
	[ -z "$(grep -v ' \(new\|del\)-link ' log)" ]
	jq -r .ifname json | sort -u | same $'\033[2J\\xff'
	grep -q '\\u001b\[2J\\\\xff' json
END
}

# What a program knows that began with a list and has heard every event since: compared with the truth.
@test "ifinfo -m: after a loss it says so, and then the whole truth" {
	box <<'END'
	calm
	for i in {1..40}; do echo "link add a$i type veth peer name b$i"; done | ip -batch -
	ip link add br0 type bridge
	ip addr add 10.3.0.1/24 dev a3
	ip addr add 10.3.0.2/24 dev a3
	ip addr add 10.4.0.1/24 dev a4
	ifinfo -j >begin
	listen log -j
	json=$monitor
	listen text
	text=$monitor
	listen some -j --kind bridge
	some=$monitor
	storm() {
		local i
		for ((i = 0; i < $1; i++)); do echo "link set a1 mtu $((1000 + i % 400))"; done | ip -batch -
	}
	lose() {
		kill -STOP $json $text $some
		"$@"
		kill -CONT $json $text $some
	}
	round_one() {
		# before the room is used up: events that will be stale
		ip link add ghost type veth peer name ghost2
		ip link set a2 name renamed
		storm 3000
		ip link del ghost
		ip link del a5
		ip link add young type veth peer name young2
		ip addr add 10.77.0.1/24 dev young
		ip addr del 10.3.0.1/24 dev a3
		ip link set a6 master br0
		ip link set a7 up
		ip link del br0
		ip link add br1 type bridge
	}
	lose round_one
	eventually settled $json $text $some
	storm 10
	# and once more
	round_two() {
		storm 3000
		ip link del young
		ip addr flush dev a4
	}
	lose round_two
	eventually settled $json $text $some
	[ "$(grep -c '"event":"resync"' log)" -ge 2 ]
	[ "$(grep -c ' resync ' text)" -ge 2 ]
	ip link set a9 mtu 1234
	eventually settled $json $text $some
	kill $json $text $some
	ifinfo -j >end
	# the JSON: fold the events into the list that was
	jq -n -c --slurpfile begin begin --slurpfile final end --slurpfile log log '
		def known: {(.ifname): {ifindex, mtu, state, master, kind, addresses: ((.addresses // []) | map(.local // .address) | sort)}};
		($begin[0] | map(known) | add) as $start
		| reduce $log[] as $e ($start;
			if $e.event == "resync" then map_values(.addresses = [])
			elif $e.event == "new-link" then
				($e.link | known) as $k | ($k | keys[0]) as $name
				# a new name of one that we know
				| (to_entries | map(select(.value.ifindex == $e.link.ifindex)) | .[0]) as $old
				| (if $old and $old.key != $name then del(.[$old.key]) else . end)
				| .[$name] = ($k[$name] + {addresses: ($old.value.addresses // [])})
			elif $e.event == "del-link" then del(.[$e.ifname])
			elif $e.event == "new-address" then .[$e.ifname].addresses |= (. + [$e.address.local // $e.address.address] | unique)
			else .[$e.ifname].addresses -= [$e.address.local // $e.address.address] end)
		| . as $mine | ($final[0] | map(known) | add) as $truth
		| ($mine | keys) - ($truth | keys), ($truth | keys) - ($mine | keys), [$truth | keys[] | select($mine[.] != $truth[.])]' >left
	[ "$(sort -u left)" = '[]' ] || { cat left; exit 1; }
	# what was found by looking says so, and comes behind the word of the loss
	jq -c '.event, .resync' log | paste - - | grep -n -m 1 resync | grep -q '"resync"'
	jq -e -n '[inputs] | [.[] | select(.resync and .ifname == "ghost")] == []' log >/dev/null
	jq -c 'select(.resync) | [.event, .ifname, .address.address]' log >found
	grep -qxF '["del-link","a5",null]' found
	grep -qxF '["new-address","young","10.77.0.1"]' found
	# filters hold for it, too
	jq -r 'select(.ifname) | .ifname' some | sort -u | paste -sd' ' | same 'br0 br1'
	# and the text
	sed 's/^[^ ]* //' text >said
	grep -qx 'resync events were lost; the present state follows' said
	grep -A 400 '^resync' said >behind
	grep -qx 'del-link a5' behind
	grep -qx 'new-address young 10.77.0.1/24' behind
	[ -z "$(grep ghost behind)" ]
END
}

@test "ifinfo -m: thousands of events need no more memory than one" {
	box <<'END'
	calm
	ip link add p0 type veth peer name p1
	ip link add p2 type ifb
	"$LSYS" ifinfo -m -j >/dev/null &
	monitor=$!
	eventually hears $monitor 00000111
	resident() { awk '/^VmRSS/ { print $2 }' /proc/$monitor/status; }
	storm() { for ((i = 0; i < $1; i++)); do printf 'link set p0 mtu %d\naddr add 10.0.0.1/24 dev p1\naddr del 10.0.0.1/24 dev p1\n' $((1000 + i % 400)); done | ip -batch -; }
	storm 300
	eventually settled $monitor
	before=$(resident)
	storm 3000
	eventually settled $monitor
	[ "$(resident)" -le $((before + 512)) ]
	kill $monitor
END
}

@test "ifinfo -m: a reader that leaves ends it, without waiting for an event" {
	box <<'END'
	ip link set lo up
	mkfifo fifo
	"$LSYS" ifinfo -m >fifo 2>err &
	monitor=$!
	exec 7<fifo
	eventually hears $monitor 00000111
	exec 7<&-
	eventually ended $monitor
	status=0; wait $monitor || status=$?
	[ $status = 141 ]
	[ ! -s err ]
	# who ignores the signal gets an error
	(trap '' PIPE; exec "$LSYS" ifinfo -m >fifo 2>err) &
	monitor=$!
	exec 7<fifo
	eventually hears $monitor 00000111
	exec 7<&-
	eventually ended $monitor
	status=0; wait $monitor || status=$?
	[ $status = 1 ]
	same 'lsys ifinfo: write standard output: Broken pipe' <err
END
}

@test "ifinfo -m: output that does not arrive is a failure" {
	box <<'END'
	ip link set lo up
	for form in '' -j; do
		# shellcheck disable=SC2086
		"$LSYS" ifinfo -m $form >/dev/full 2>err &
		monitor=$!
		eventually hears $monitor 00000111
		ip link set lo mtu $((60000 + RANDOM % 1000))
		eventually ended $monitor
		status=0; wait $monitor || status=$?
		[ $status = 1 ]
		same 'lsys ifinfo: write standard output: No space left on device' <err
	done
END
}

@test "ifinfo: a list is whole while everything around changes" {
	box <<'END'
	calm
	churned 150 40
END
}

# lsys ifinfo: the list, details, filters, columns, namespaces, JSON beside ip(8), metrics, and what is refused.

bats_require_minimum_version 1.5.0
load ../lib/box

setup() {
	needs ip jq
}

@test "ifinfo: a line for each interface" {
	box <<'END'
	echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
	ifinfo | same 'NAME  STATE  KIND      MAC                  MTU  RX  TX  ADDRESSES
lo    down   loopback  00:00:00:00:00:00  65536   0   0  -'
	ip link set lo up
	ip link add br0 address 02:00:00:00:00:01 type bridge
	ip link add eth0 address 02:00:00:00:00:02 mtu 1400 type veth peer name eth1 address 02:00:00:00:00:03
	ip link set eth0 master br0
	ip link set br0 up
	ip link set eth1 up
	ip addr add 10.0.0.1/24 dev eth1
	ip addr add 10.0.0.2 peer 10.9.9.9/32 dev eth1
	ip tuntap add tun0 mode tun
	ifinfo >list
	same 'NAME  STATE       KIND      MAC                  MTU  MASTER  RX  TX  ADDRESSES
lo    up          loopback  00:00:00:00:00:00  65536  -        0   0  127.0.0.1/8 ::1/128
br0   no-carrier  bridge    02:00:00:00:00:01   1400  -        0   0  -
eth1  lower-down  veth      02:00:00:00:00:03   1500  -        0   0  10.0.0.1/24 10.0.0.2 peer 10.9.9.9/32
eth0  down        veth      02:00:00:00:00:02   1400  br0      0   0  -
tun0  down        tun       -                   1500  -        0   0  -' <list
	ifinfo --no-heading | diff -b - <(tail -n +2 list)
	# counters are scaled in the table
	traffic 127.0.0.1 20
	ifinfo --no-heading -o stats64.rx_bytes | head -n 1 | grep -qxE '[0-9.]+K'
END
}

@test "ifinfo: the details of one, by any of its names" {
	box <<'END'
	calm
	ip link add br0 type bridge
	ip link add eth0 type veth peer name eth1
	ip link property add dev eth0 altname short altname a-much-longer-name-than-fits-in-the-old-field
	ip link set eth0 alias 'to the cellar' master br0
	ifinfo eth0 >d
	head -n 1 d | same 'eth0: down, veth'
	for line in 'altnames +short a-much-longer-name-than-fits-in-the-old-field' 'ifalias +to the cellar' 'master +br0' 'peer +eth1' \
		'addresses +-' 'mtu +1500' 'ifindex +4' 'slave_kind +bridge' 'state +disabled' 'operstate +down'; do
		grep -qE "^ +$line( |$)" d
	done
	# no counters unless asked for, nothing twice
	[ -z "$(grep -E 'rx_bytes|^  link ' d)" ]
	for name in short a-much-longer-name-than-fits-in-the-old-field; do ifinfo "$name" | cmp - d; done
	ifinfo br0 | grep -qE '^  ports +eth0$'
	ip addr add 192.0.2.1/24 dev br0
	ip addr add 192.0.2.9 peer 198.51.100.1/32 dev br0
	ip addr add 2001:db8::1/64 dev br0
	ifinfo br0 | grep -A3 '^  addresses' | awk '{ $1 = $1 } 1' | sed 's/^addresses //' |
		same '192.0.2.1/24
192.0.2.9 peer 198.51.100.1/32
2001:db8::1/64
mtu 1500'
	ifinfo lo br0 | grep -c '^[a-z]' | same 2
	ifinfo lo br0 | grep -c '^$' | same 1
END
}

@test "ifinfo: kinds show what is theirs" {
	box <<'END'
	calm
	shows() {
		ifinfo "$1" >d
		shift
		for line; do grep -qE "^ +$line$" d || { echo "no '$line' in:"; cat d; return 1; }; done
	}
	ip link add low type ifb
	ip link add lower type ifb
	ip link add br0 type bridge forward_delay 400 ageing_time 0 stp_state 1
	ip link add v0 type veth peer name v1
	ip link set v0 master br0
	ip link add x0 type vxlan id 4711 dstport 4789 group 239.0.0.1 dev low
	ip link add m0 link low type macvlan mode vepa
	ip link add t0 link lower type macvtap mode passthru
	ip tuntap add tap0 mode tap user 4242424 group 4343434 multi_queue
	shows br0 'kind +bridge' 'ports +v0' 'forward_delay +400 \(4 s\)' 'stp_state +1' 'bridge_id +8000\.[0-9a-f]{12}'
	shows v0 'peer +v1' 'master +br0' 'slave_kind +bridge' 'cost +2'
	shows x0 'id +4711' 'group +239.0.0.1' 'link +low' 'port +4789'
	shows m0 'link +low' 'mode +vepa'
	shows t0 'kind +macvtap' 'mode +passthru'
	shows tap0 'type +tap' 'owner +4242424' 'group +4343434' 'multi_queue +yes'
	# the same of all
	ifinfo -a >all
	grep -qE '^x0: down, vxlan$' all
	for n in lo low lower br0 v0 v1 x0 m0 t0 tap0; do ifinfo "$n"; [ "$n" = tap0 ] || echo; done >one_by_one
	[ "$(sort all | grep -vc _timer)" = "$(sort one_by_one | grep -vc _timer)" ]
	diff <(grep -v _timer all | sort) <(grep -v _timer one_by_one | sort)
	# ports are told where they are asked for
	ifinfo --no-heading -o ports br0 | same v0
	ifinfo --no-heading --kind bridge -o ifname,ports | same 'br0  v0'
	ifinfo -j -o ports | jq -c 'map(.ports // empty)' | same '[["v0"]]'
	ifinfo -j -a | jq -c 'map(.ports // empty)' | same '[["v0"]]'
	ifinfo -j -o ifname,linkinfo.data.link x0 | jq -c . |
		same '[{"ifname":"x0","linkinfo":{"data":{"link":"low","link_index":2}}}]'
	ifinfo -j -o peer v1 | jq -c . | same '[{"peer":"v0","peer_index":6}]'
END
}

@test "ifinfo: a peer in another namespace is a number and a namespace" {
	box <<'END'
	calm
	own_names
	ip netns add there
	ip link add here type veth peer name there netns there
	index=$(ip -n there -j link show there | jq .[0].ifindex)
	ifinfo -j -o peer,link_netnsid here | jq -c . | same "[{\"peer_index\":$index,\"link_netnsid\":0}]"
	ifinfo here | grep -qE "^  peer +if$index$"
END
}

@test "ifinfo: -s is every counter, 64 bits" {
	box <<'END'
	mount -t sysfs sysfs /sys
	ip link set lo up
	traffic 127.0.0.1 5
	ifinfo -s lo >d
	for c in /sys/class/net/lo/statistics/*; do
		grep -qE "^    ${c##*/} +$(cat "$c")( \(.*\))?$" d
	done
	[ "$(grep -cE '^    [rt]x_' d)" -ge 22 ]
	grep -q ifindex d
	# without names nothing but counters, of all
	ip link add e0 type veth peer name e1
	ifinfo -s | grep -c '^[a-z0-9]*: ' | same 3
	[ -z "$(ifinfo -s | grep ifindex)" ]
	ifinfo -s | grep -c rx_packets | same 3
	ifinfo -s -a | grep -c ifindex | same 3
END
}

@test "ifinfo: one is asked for by name, without a dump" {
	needs strace
	strace -o /dev/null true 2>/dev/null || skip "processes cannot be traced here"
	box <<'END'
	calm
	for i in {1..60}; do echo "link add a$i type veth peer name b$i"; done | ip -batch -
	ip link add br0 type bridge
	ip link set a7 master br0
	ip link property add dev a9 altname nine
	sent() {
		# a leak checker cannot trace what is traced
		ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0 strace -f -s 4096 -e trace=sendto,sendmsg -o trace "$LSYS" ifinfo "$@" >out
		grep -oE 'nlmsg_type=RTM_[A-Z]*, nlmsg_flags=[A-Z_|0-9a-fx]*' trace | sed 's/nlmsg_type=//; s/, nlmsg_flags=/ /'
	}
	for words in a9 nine '-j b3' '-o mtu,kind a9' '--up a9' '-s a9'; do
		# shellcheck disable=SC2086
		sent $words >sent
		[ "$(grep -c 'RTM_GETLINK NLM_F_REQUEST$' sent)" = 1 ]
		[ -z "$(grep 'RTM_GETLINK .*DUMP' sent)" ]
		# addresses have no other question; the kernel answers with those of this one
		[ -z "$(grep RTM_GETADDR trace | grep -v 'ifa_index=if_nametoindex("[ab][39]")' | grep -v 'ifa_index=[1-9]')" ]
	done
	grep -q 'ifname.*a9\|IFLA_IFNAME.*"a9"' trace
	sent -o mtu a9 >sent
	[ -z "$(grep RTM_GETADDR sent)" ]
	# ports are a walk, over this bridge's alone
	sent br0 >sent
	[ "$(grep -c DUMP <(grep GETLINK sent))" = 1 ]
	grep 'RTM_GETLINK.*DUMP' trace | grep -q IFLA_MASTER
	# and a list is one dump, whatever there is
	sent >sent
	[ "$(grep -c GETLINK sent)" = 1 ]
	[ "$(grep -c GETADDR sent)" = 2 ]
END
}

@test "ifinfo: filters" {
	box <<'END'
	calm
	ip link set lo up
	ip link add br0 type bridge
	ip link add br1 type bridge
	for i in 1 2 3; do ip link add p$i type veth peer name q$i; done
	ip link set p1 master br0
	ip link set p2 master br0
	ip link set p3 master br1
	ip link set p2 up
	ip link set q2 up
	ip addr add 10.0.0.1/24 dev br0
	ip addr add 2001:db8::1/64 dev br0
	ip addr add 2001:db8::2/64 dev q1
	names() { ifinfo --no-heading -o ifname "$@" | sort | paste -sd' ' -; }
	names | same 'br0 br1 lo p1 p2 p3 q1 q2 q3'
	names --up | same 'lo p2 q2'
	names -u --kind veth | same 'p2 q2'
	names --kind bridge | same 'br0 br1'
	names -k loopback | same lo
	names --kind ether | same ''
	names --master br0 | same 'p1 p2'
	names --master br0 --up | same p2
	names --master br0 --kind bridge | same ''
	ip link property add dev br1 altname other
	names --master other | same p3
	names -4 | same 'br0 lo'
	names -6 | same 'br0 lo q1'
	names -46 | same 'br0 br1 lo p1 p2 p3 q1 q2 q3'
	# and of addresses no others
	ifinfo -4 --no-heading -o addresses br0 | same 10.0.0.1/24
	ifinfo -6 --no-heading -o addresses br0 | same 2001:db8::1/64
	ifinfo -6j | jq -r '.[].addresses[].family' | sort -u | same inet6
	# for named ones as well, and for every form
	names --up p1 p2 | same p2
	names --kind bridge p1 br0 | same br0
	ifinfo --up p1 | wc -c | same 0
	ifinfo -j --kind bridge | jq -r '.[].ifname' | paste -sd' ' | same 'br0 br1'
	ifinfo -j --kind bridge -o mtu,ifname | jq -c . | same '[{"ifname":"br0","mtu":1500},{"ifname":"br1","mtu":1500}]'
	ifinfo --metrics --master br0 -o mtu | grep -v '^#' | sed 's/.*ifname="\([^"]*\)".*/\1/' | paste -sd' ' | same 'p1 p2'
	ifinfo --kind vlan | same 'NAME  STATE  KIND  MAC  MTU  RX  TX  ADDRESSES'
END
}

@test "ifinfo: columns" {
	box <<'END'
	calm
	ip link add br0 address 02:00:00:00:00:01 type bridge
	ip link add e0 type veth peer name e1
	ip addr add 10.0.0.1/24 dev e0
	ip addr add 10.0.1.1/24 dev e0
	ip link set e0 master br0
	ifinfo -o mtu,ifname br0 | same ' MTU  IFNAME
1500  br0'
	ifinfo -o ifname -o address br0 | same 'IFNAME  ADDRESS
br0     02:00:00:00:00:01'
	# the headings themselves, members of lists, whole groups
	ifinfo --no-heading -o IFNAME,addresses.address,addresses.prefixlen e0 | same 'e0  10.0.0.1 10.0.1.1  24 24'
	ifinfo --no-heading -o linkinfo,linkinfo.slave_kind,linkinfo.data e0 br0 | same 'veth    bridge  -
bridge  -       0'
	ifinfo -j -o linkinfo.kind,ifname,addresses.address e0 | jq -c . |
		same '[{"ifname":"e0","addresses":[{"address":"10.0.0.1"},{"address":"10.0.1.1"}],"linkinfo":{"kind":"veth"}}]'
	# each column that is listed is one, in every form
	ifinfo --list-columns >columns
	[ "$(wc -l <columns)" -gt 400 ]
	[ -z "$(awk 'NF < 2' columns)" ]
	[ "$(awk '{ print $1 }' columns | sort | uniq -d | wc -l)" = 0 ]
	all=$(awk '{ print $1 }' columns | paste -sd,)
	ifinfo -o "$all" | head -n 1 | wc -w | same "$(wc -l <columns)"
	ifinfo -j -o "$all" | jq -c 'map(del(.addresses, .stats64))' >chosen
	ifinfo -j -a | jq -c 'map(del(.addresses, .stats64))' | cmp - chosen
	for c in ifname addresses stats64.rx_bytes linkinfo.data.id linkinfo.slave_data.state master altnames; do
		ifinfo -o $c >/dev/null
	done
	wrong 2 'lsys ifinfo: ifnam: unknown column; did you mean ifname?' ifinfo -o ifnam
	wrong 2 'lsys ifinfo: linkinfo.data.frobnicate: unknown column; --list-columns shows them' ifinfo -o linkinfo.data.frobnicate
	wrong 2 'lsys ifinfo: ifname,: --output wants a list without empty places' ifinfo -o ifname,
	wrong 2 'lsys ifinfo: --output wants a list without empty places' ifinfo -o ''
	wrong 2 'lsys ifinfo: --stats: does not go with --output' ifinfo -s -o ifname
END
}

@test "ifinfo: a namespace by name, process and path" {
	box <<'END'
	calm
	own_names
	ip netns add blue
	ip -n blue link add b0 type veth peer name b1
	ip -n blue addr add 10.1.1.1/24 dev b0
	other_net
	nsenter -t $pid -n ip link add only type ifb
	touch file
	mount --bind /run/netns/blue file
	show_names "$PWD/file"
	ifinfo -n blue --no-heading -o netns,ifname,addresses | same 'blue  lo  -
blue  b1  -
blue  b0  10.1.1.1/24'
	ifinfo -n blue -j | jq 'map(del(.netns))' >by_name
	ifinfo --netns "$PWD/file" -j | jq 'map(del(.netns))' | cmp - by_name
	ifinfo --netns=./file -j | jq 'map(del(.netns))' | cmp - by_name
	ifinfo -n $pid --no-heading -o ifname,netns | same "lo    $pid
only  $pid"
	ifinfo -n $pid only | head -n 1 | same "$pid only: down, ifb"
	wrong 1 'lsys ifinfo: only: no such interface' ifinfo -n blue only
	ifinfo --no-heading -o ifname | same lo
	# a name wins over a process of that number
	ip netns add $pid
	ifinfo -n $pid --no-heading -o ifname | same lo
	kill $pid
END
}

@test "ifinfo: all namespaces" {
	box <<'END'
	calm
	own_names
	ip netns add blue
	ip netns add green
	ip -n blue link add b0 type veth peer name b1
	ip -n green link add br0 type bridge
	ip -n green link add g0 type veth peer name g1
	ip -n green link set g0 master br0
	other_net
	show_names
	ifinfo --all-netns -j -o netns,ifname | jq -r 'map(.netns + " " + .ifname)[]' | sort >all
	grep -E '^(blue|green) ' all | same 'blue b0
blue b1
blue lo
green br0
green g0
green g1
green lo'
	[ "$(grep -cvE '^(blue|green) ' all)" = "$([ -z "${LSYS_CHROOT-}" ] && echo 2 || echo 1)" ]
	if [ -z "${LSYS_CHROOT-}" ]; then grep -qx "pid:$pid lo" all; else grep -qx 'self lo' all; fi
	# the own one is there once, by its name if it has one
	ip netns attach mine $$
	ifinfo --all-netns -j -o netns,ifname | jq -r 'map(.netns + " " + .ifname)[]' | grep -vE '^(blue|green|pid)' | same 'mine lo'
	# names, filters
	ifinfo --all-netns --no-heading -o netns,ifname g1 b0 | sort | same 'blue   b0
green  g1'
	ifinfo --all-netns --no-heading -o netns,ifname --master br0 | same 'green  g0'
	ifinfo --all-netns --no-heading -o ifname --kind bridge | same br0
	ifinfo --all-netns | head -n 1 | grep -q '^NETNS  *NAME '
	wrong 1 'lsys ifinfo: nosuch: no such interface' ifinfo --all-netns nosuch b0
	wrong 1 "lsys ifinfo: gone: no such interface
lsys ifinfo: nosuch: no such interface" ifinfo --all-netns gone b0 nosuch
	wrong 1 'lsys ifinfo: nosuch: no such interface' ifinfo --all-netns --master nosuch
	wrong 2 'lsys ifinfo: --all-netns: does not go with --netns' ifinfo --all-netns -n blue
	kill $pid
END
}

@test "ifinfo: as JSON what ip says, in many states" {
	box <<'END'
	calm
	own_names
	ip netns add there
	while read -r line; do
		eval "ip $line"
		look "$line"
	done <<'STATES'
link set lo up
link add br0 type bridge
link set br0 up
link add e0 type veth peer name e1
link set e0 master br0
link set e0 up
link set e1 up
link property add dev e1 altname other altname a-name-of-more-than-fifteen-bytes
link property del dev e1 altname other
link set e1 alias 'two words "and quotes" ü'
link set e1 alias ''
addr add 10.0.0.1/24 brd + dev e1 label e1:one
addr add 10.0.0.2/24 dev e1
addr add 10.0.0.3/24 dev e1 valid_lft 4000 preferred_lft 3000
addr add 10.0.0.4/24 dev e1 valid_lft 4000 preferred_lft 0
addr add 10.0.0.5 peer 10.7.7.7/32 dev e1 metric 77
addr add 10.0.0.6/32 dev e1 scope host
addr add 10.0.0.7/16 dev e1 scope link noprefixroute
addr add 224.0.0.9/32 dev e1 autojoin
addr add 2001:db8::1/64 dev e1
addr add 2001:db8::2/64 dev e1 nodad home
addr add 2001:db8::3 peer 2001:db8::4/128 dev e1
addr add 2001:db8:1::3/64 dev e1 valid_lft 4000 preferred_lft 0
addr add 2001:db8:2::3/64 dev e1 mngtmpaddr noprefixroute
addr add fe80::5/64 dev e1 scope link
-4 addr flush dev e1
link set e1 down
link set e1 mtu 9000 txqueuelen 17 group 42
link set e1 address 02:00:00:00:00:07
link set e1 arp off multicast off
link set e1 promisc on allmulticast on
link set e1 mode dormant
link set e1 up
link set e1 netns there
link add if7 type ifb
link add vx type vxlan id 77 dstport 4789 local 192.0.2.1 remote 192.0.2.2 dev if7 ttl 5 tos 0x10 nolearning
link add vx6 type vxlan id 78 dstport 4789 group ff05::7 dev if7 udp6zerocsumrx df set
link set vx master br0
link set dev vx type bridge_slave cost 5 priority 7 hairpin on isolated on learning off mcast_flood off
link set br0 type bridge stp_state 1 priority 100 mcast_querier 1 mcast_router 2 group_fwd_mask 8 ageing_time 500
link set br0 type bridge no_linklocal_learn 1
link add mv link br0 type macvlan mode source
link set mv type macvlan macaddr add 02:11:22:33:44:55
link add mt link br0 type macvtap mode vepa
link add mvb link br0 type macvlan mode bridge
tuntap add tap7 mode tap user 4242424 group 4343434 multi_queue vnet_hdr
tuntap add tun7 mode tun pi
addr add 10.8.0.1 peer 10.8.0.2 dev tun7
link set tun7 up
link add big index 2000000000 numtxqueues 7 numrxqueues 3 gso_max_size 30000 gso_max_segs 99 type veth peer name small
link add f0 type veth peer name f1
link set f0 master br0
link set e0 type bridge_slave backup_port f0
link set br0 down
link del vx
link set e0 nomaster
link set lo down
STATES
	[ "$(wc -l <looks.names)" -ge 55 ]
	alike
END
}

@test "ifinfo: as JSON what ip says, with traffic counted" {
	box <<'END'
	calm
	ip link set lo up
	ip link add e0 type veth peer name e1
	for i in 0 1; do
		echo 1 >/proc/sys/net/ipv6/conf/e$i/disable_ipv6
		ip addr add 10.0.$i.1/24 dev e$i
		ip link set e$i up
	done
	traffic 127.0.0.1 60
	traffic 10.0.0.9 1
	counted() { ip -j -s link show e1 | jq -e '.[0].stats64.rx.packets > 0'; }
	eventually counted >/dev/null
	look traffic
	alike
	jq -e '.[] | select(.ifname == "lo") | .stats64.rx_bytes > 50000' looks.lsys >/dev/null
	jq -e '.[] | select(.ifname == "e1") | .stats64.rx_packets > 0' looks.lsys >/dev/null
END
}

# Names that a program must not let through as they are.
@test "ifinfo: hostile names" {
	box <<'END'
	calm
	names=($'\033[31mred' $'\a\x01\x7f' 'a"b\c' $'\xc3\xbcnicode' $'\xff\xfe' $'x\xe2\x80\xaefdp' $'z\xe2\x80\x8bz' 100%d -dash
		'$(id)' $'\xf0\x9f\xa6\x86' '\x41' "'" '<&>' $'\xc2\x9b1m' '#x' $'\xed\xbf\xbf')
	for n in "${names[@]}"; do ip link add name "$n" type ifb; done
	ip link add plain type bridge
	ip link set $'\xff\xfe' master plain
	ip link property add dev plain altname $'alt\033]0;t\a'
	ip link set plain alias $'line one\nline two\t\033[2J'
	ifinfo --no-heading -o ifname | tail -n +2 | same '\x1b[31mred
\x07\x01\x7f
a"b\c
ünicode
\xff\xfe
x\xe2\x80\xaefdp
z\xe2\x80\x8bz
1000
-dash
$(id)
🦆
\\x41
'"'"'
<&>
\xc2\x9b1m
#x
\xed\xbf\xbf
plain'
	for words in '' -a -s '-o ifname,altnames,ifalias,master,ports' plain --list-columns --metrics -j; do
		# shellcheck disable=SC2086
		ifinfo $words >out
		# valid UTF-8, nothing but lines of what can be seen
		iconv -f UTF-8 -t UTF-8 out >/dev/null
		[ -z "$(grep -P '[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}\x{200b}-\x{200f}\x{202a}-\x{202e}]' out)" ]
	done
	ifinfo plain | grep -qE '^  ifalias +line one\\x0aline two\\x09\\x1b\[2J$'
	ifinfo plain | grep -qE '^  ports +\\xff\\xfe$'
	# each is found by its name, and JSON gives back the name itself where it is text
	for n in "${names[@]}"; do
		[ "$(ifinfo --no-heading -o ifindex -- "${n/\%d/0}")" -gt 1 ]
		if iconv -f UTF-8 -t UTF-8 <<<"$n" >/dev/null 2>&1 && [[ $n != '\x41' && $n != 100%d ]]; then
			ifinfo -j -- "$n" | jq -r '.[0].ifname' | cmp - <(printf '%s\n' "$n")
		fi
	done
	ifinfo -j -- $'\xff\xfe' '\x41' | jq -c 'map(.ifname)' | same '["\\xff\\xfe","\\\\x41"]'
	ifinfo -j plain | jq -r '.[0].ifalias' | cmp - <(printf 'line one\nline two\t\033[2J\n')
	ifinfo -j plain | jq -c '.[0].ports' | same '["\\xff\\xfe"]'
	wrong 1 'lsys ifinfo: no\x0asuch\x1b[1m: no such interface' ifinfo $'no\nsuch\033[1m'
END
}

python() {
	local p
	for p in python3 /usr/bin/python3; do
		if "$p" -c "import $1" 2>/dev/null; then echo "$p"; return; fi
	done
}

@test "ifinfo: metrics, read by another program" {
	PYTHON=$(python prometheus_client)
	[ -n "$PYTHON" ] || skip "Python's prometheus-client is not installed"
	export PYTHON
	box <<'END'
	calm
	own_names
	ip link set lo up
	ip link add br0 type bridge
	ip link add 'q"u\o' type veth peer name $'\xff\033'
	ip link set 'q"u\o' master br0
	ip link set 'q"u\o' alias $'an "alias"\nof \\ two lines'
	traffic 127.0.0.1 5
	ip netns add blue
	show_names
	ifinfo -j >j
	ifinfo --metrics >m
	cat >check.py <<'PY'
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
links = {l["ifname"]: l for l in json.load(open("j"))}
text = open("m", encoding="utf-8").read()
assert text.endswith("\n# EOF\n") and text.count("# EOF") == 1
families = {f.name: f for f in text_string_to_metric_families(text)}
name = lambda s: s.labels["ifname"]
def values(family):
    return {name(s): s.value for s in families[family].samples}
shown = {"lo", "br0", 'q"u\\o', "\\xff\\x1b"}
assert {name(s) for f in families.values() for s in f.samples} == shown, shown
by_text = {("\\xff\\x1b" if n not in shown else n): l for n, l in links.items()}
assert set(by_text) == shown, by_text.keys()
counters = {"lsys_link_carrier_changes": lambda l: l["carrier_changes"], "lsys_link_carrier_up_count": lambda l: l["carrier_up_count"],
            "lsys_link_carrier_down_count": lambda l: l["carrier_down_count"]}
for c in by_text["lo"]["stats64"]:
    counters["lsys_link_" + c] = lambda l, c=c: l["stats64"][c]
for f, get in counters.items():
    assert families[f].type == "counter" and all(s.name == f + "_total" for s in families[f].samples), f
    assert values(f) == {n: get(l) for n, l in by_text.items()}, f
units = {f.name: f.unit for f in families.values() if f.unit}
assert units == {"lsys_link_mtu_bytes": "bytes", "lsys_link_rx_bytes": "bytes", "lsys_link_tx_bytes": "bytes",
                 "lsys_link_rx_packets": "packets", "lsys_link_tx_packets": "packets"}, units
assert families["lsys_link_mtu_bytes"].type == "gauge" and values("lsys_link_mtu_bytes") == {n: l["mtu"] for n, l in by_text.items()}
assert families["lsys_link_carrier"].type == "gauge"
state = families["lsys_link_state"]
assert state.type == "stateset"
assert {(name(s), s.labels["lsys_link_state"]) for s in state.samples if s.value == 1} == {(n, l["state"]) for n, l in by_text.items()}
assert len(state.samples) == 7 * len(by_text)
info = families["lsys_link"]
assert info.type == "info"
labels = {name(s): s.labels for s in info.samples}
assert labels["br0"]["kind"] == "bridge" and labels["br0"]["address"] == by_text["br0"]["address"]
assert labels['q"u\\o']["master"] == "br0"
assert labels['q"u\\o']["ifalias"] == 'an "alias"\\x0aof \\\\ two lines', labels
assert set(families) == set(counters) | {"lsys_link", "lsys_link_state", "lsys_link_carrier", "lsys_link_mtu_bytes"}, set(families)
for f in families.values():
    assert f.documentation
PY
	"$PYTHON" check.py
	# the namespace is a label, columns choose families
	ifinfo --metrics -n blue lo >n
	[ "$(grep -vc '^#' n)" = "$(grep -v '^#' n | grep -c 'netns="blue"')" ]
	ifinfo --metrics --all-netns -o mtu | grep -c 'lsys_link_mtu_bytes{' | same 5
	ifinfo --metrics -o stats64.rx_bytes,mtu lo | grep -v '^# [UH]' | same '# TYPE lsys_link_mtu_bytes gauge
lsys_link_mtu_bytes{ifname="lo"} 65536
# TYPE lsys_link_rx_bytes counter
'"$(grep 'rx_bytes_total{ifname="lo"' m)"'
# EOF'
	ifinfo --metrics -o kind lo | grep -v '^# ' | grep -q '^lsys_link_info{ifname="lo",kind="loopback"'
	wrong 2 'lsys ifinfo: ifindex: --metrics has nothing to say of it' ifinfo --metrics -o mtu,ifindex
	wrong 2 'lsys ifinfo: --metrics: does not go with --json' ifinfo --metrics -j
	wrong 1 'lsys ifinfo: nosuch: no such interface' ifinfo --metrics nosuch lo
	tail -n 1 wrong.out | same '# EOF'
END
}

@test "ifinfo: the report is as its schema says" {
	PYTHON=$(python jsonschema)
	[ -n "$PYTHON" ] || skip "Python's jsonschema is not installed"
	export PYTHON
	box <<'END'
	ip link set lo up
	ip link add br0 type bridge
	ip link add e0 type veth peer name e1
	ip link set e0 master br0
	ip link add x0 type vxlan id 1 dstport 4789 group 239.1.1.1 dev br0
	ip link add m0 link e1 type macvlan mode private
	ip tuntap add tap0 mode tap
	ip addr add 10.0.0.1/24 dev e1
	ifinfo -a -j >j
	ifinfo --schema >schema
	ifinfo -m --schema >event_schema
	"$LSYS" ifinfo -m -j >events &
	eventually [ -e /proc/$! ]
	until [ -s events ]; do ip link set e1 down; ip link set e1 up; ip addr add 10.0.0.9/24 dev e1; ip addr del 10.0.0.9/24 dev e1; done
	kill $!
	cat >check.py <<'PY'
import json, jsonschema
jsonschema.validate(json.load(open("j")), json.load(open("schema")))
lines = open("events").read().split("\n")
jsonschema.validate([json.loads(l) for l in lines[:-1]], json.load(open("event_schema")))
PY
	"$PYTHON" check.py
END
}

@test "ifinfo: a function of Lua gives the same" {
	box <<'END'
	calm
	ip link add br0 type bridge
	ip link add e0 type veth peer name e1
	ip link set e0 master br0
	"$LSYS" lua -e 'local t = require "lsys".ifinfo{"br0", "e0"}
		print(#t, t[1].ifname, t[1].ports[1], t[2].peer, t[2].master, t[2].state, t[2].stats64.rx_bytes)' |
		same $'2\tbr0\te0\te1\tbr0\tdown\t0'
	"$LSYS" lua -e 'print(require "lsys".ifinfo{"nosuch"})' | same $'nil\tnosuch: no such interface\t19'
	"$LSYS" lua -e 'local r, e = require "lsys".ifinfo{"br0", "gone", "nosuch"} print(r, e)' | same $'nil\tnosuch: no such interface'
	"$LSYS" lua -e 'print((require "lsys".ifinfo{monitor = true}))' | same nil
END
}

@test "ifinfo: for a user without privileges" {
	needs setpriv
	box <<'END'
	calm
	own_names
	ip netns add blue
	show_names
	ip link add e0 type veth peer name e1
	ip addr add 10.0.0.1/24 dev e0
	other_net
	for words in '' -j -a '-s e0' --metrics '-o ifname,addresses' --list-columns; do
		# shellcheck disable=SC2086
		as_user ifinfo $words | cmp - <(ifinfo $words)
	done
	wrong 1 'lsys ifinfo: enter network namespace blue: Operation not permitted' as_user ifinfo -n blue
	wrong 1 'lsys ifinfo: enter network namespace blue: Operation not permitted' as_user ifinfo -n blue -m
	wrong 1 'lsys ifinfo: enter network namespace blue: Operation not permitted' as_user ifinfo -n blue -w
	[ -n "${LSYS_CHROOT-}" ] || wrong 1 "lsys ifinfo: open network namespace $pid: Permission denied" as_user ifinfo -n $pid
	# of all namespaces those that may be seen, and a word on the others
	wrong 1 'lsys ifinfo: enter network namespace blue: Operation not permitted' as_user ifinfo --all-netns --no-heading -o ifname
	sort wrong.out | same 'e0
e1
lo'
	kill $pid
END
}

@test "ifinfo: what is refused, in one line" {
	box <<'END'
	calm
	ip link set lo up
	long=$(printf 'n%.0s' {1..128})
	touch file
	wrong 1 'lsys ifinfo: nosuch: no such interface' ifinfo nosuch
	wrong 1 'lsys ifinfo: sixteen-bytes-xx: no such interface' ifinfo sixteen-bytes-xx
	wrong 1 "lsys ifinfo: ${long:0:95}: no such interface" ifinfo "${long:1}"
	wrong 2 "lsys ifinfo: ${long:0:95}: an interface name has at most 127 bytes" ifinfo "$long"
	wrong 2 'lsys ifinfo: an interface name is empty' ifinfo ''
	wrong 1 'lsys ifinfo: a/b: no such interface' ifinfo a/b
	# the others are shown all the same; nothing else is on standard output
	wrong 1 'lsys ifinfo: nosuch: no such interface' ifinfo nosuch lo
	head -n 1 wrong.out | same 'lo: up, loopback'
	wrong 1 $'lsys ifinfo: a1: no such interface\nlsys ifinfo: a2: no such interface' ifinfo -o ifname a1 lo a2
	same $'IFNAME\nlo' <wrong.out
	wrong 1 'lsys ifinfo: nosuch: no such interface' ifinfo -o ifname nosuch
	[ ! -s wrong.out ]
	wrong 1 'lsys ifinfo: nosuch: no such interface' ifinfo -j nosuch lo
	jq -c 'map(.ifname)' wrong.out | same '["lo"]'
	wrong 1 'lsys ifinfo: nosuch: no such interface' ifinfo --master nosuch
	[ ! -s wrong.out ]
	wrong 2 'lsys ifinfo: brigde: no interface of this kind; did you mean bridge?' ifinfo --kind brigde
	[ ! -s wrong.out ]
	wrong 2 'lsys ifinfo: brigde: no interface of this kind; did you mean bridge?' ifinfo -m --kind brigde
	wrong 2 'lsys ifinfo: --kind: wants the name of a kind' ifinfo --kind ''
	wrong 1 'lsys ifinfo: nosuch: no network namespace of this name' ifinfo -n nosuch
	wrong 1 'lsys ifinfo: 999999999: no network namespace of this name and no such process' ifinfo -n 999999999
	wrong 1 'lsys ifinfo: 99999999999999999999: no network namespace of this name' ifinfo -n 99999999999999999999
	wrong 1 'lsys ifinfo: -1: no network namespace of this name' ifinfo -n -1
	wrong 1 'lsys ifinfo: 0: no network namespace of this name' ifinfo -n 0
	wrong 1 'lsys ifinfo: ..: no network namespace of this name' ifinfo -n ..
	wrong 2 'lsys ifinfo: the name of a network namespace is not empty' ifinfo -n ''
	wrong 1 'lsys ifinfo: ./file: not a network namespace' ifinfo -n ./file
	wrong 1 'lsys ifinfo: /: not a network namespace' ifinfo -n /
	wrong 1 'lsys ifinfo: open network namespace ./none: No such file or directory' ifinfo -n ./none
	[ -n "${LSYS_CHROOT-}" ] || wrong 1 'lsys ifinfo: /proc/self/ns/mnt: not a network namespace' ifinfo -n /proc/self/ns/mnt
	wrong 2 'lsys ifinfo: x: --watch wants a number of seconds' ifinfo --watch=x
	wrong 2 'lsys ifinfo: -1: --watch wants a number of seconds' ifinfo -w-1
	wrong 2 'lsys ifinfo: 0: --watch wants at least 0.1 seconds' ifinfo -w 0
	wrong 2 'lsys ifinfo: 0.09: --watch wants at least 0.1 seconds' ifinfo -w0.09
	wrong 2 'lsys ifinfo: 1e3: --watch wants a number of seconds' ifinfo -w1e3
	wrong 2 'lsys ifinfo: 99999999999: --watch wants a number of seconds' ifinfo -w 99999999999
	wrong 2 'lsys ifinfo: --watch: is for a terminal; --monitor --json reports changes as lines' ifinfo -w -j
	wrong 2 'lsys ifinfo: --watch: does not go with --metrics' ifinfo -w --metrics
	wrong 2 'lsys ifinfo: --monitor: does not go with --watch or --metrics' ifinfo -m -w
	wrong 2 'lsys ifinfo: --all-netns: does not go with --monitor or --watch' ifinfo -m --all-netns
	wrong 2 'lsys ifinfo: --output: does not go with --monitor or --watch' ifinfo -m -o ifname
	wrong 2 'lsys ifinfo: --stats: does not go with --monitor or --watch' ifinfo -s -w
	wrong 2 'lsys ifinfo: --up=1: --up takes no value' ifinfo --up=1
	wrong 2 'lsys ifinfo: --uq: unknown option; did you mean --up?' ifinfo --uq
	wrong 2 'lsys ifinfo: -Z: unknown option' ifinfo -Z
	wrong 2 'lsys ifinfo: --kind: wants a value' ifinfo --kind
END
}

@test "ifinfo: output that does not arrive is a failure" {
	box <<'END'
	ip link set lo up
	for words in '' lo -j '-j lo' -a -s --metrics --list-columns --schema --help '-o ifname' '-w 0.1'; do
		# shellcheck disable=SC2086
		wrong 1 'lsys ifinfo: write standard output: No space left on device' bash -c '"$@" >/dev/full' bash "$LSYS" ifinfo $words
		# shellcheck disable=SC2086
		wrong 1 'lsys ifinfo: write standard output: Bad file descriptor' bash -c '"$@" >&-' bash "$LSYS" ifinfo $words
	done
	wrong 1 'lsys ifinfo: write standard output: Bad file descriptor' bash -c '"$@" >&-' bash "$LSYS" ifinfo -m
	# a failure of the words comes first
	wrong 1 'lsys ifinfo: nosuch: no such interface' bash -c '"$@" >/dev/full' bash "$LSYS" ifinfo nosuch
END
}

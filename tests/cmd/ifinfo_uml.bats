# lsys ifinfo on a kernel that has more kinds of interfaces than most (tests/uml/run), beside ip(8). One guest makes them
# all and is asked; the tests look at the answers. With $LSYS_GUEST it is the big-endian machine (tests/guest/run).

bats_require_minimum_version 1.5.0
load ../lib/box

# What there is to make, for ip -batch. Kinds that the guest's kernel lacks are noted.
kinds='link add d0 type dummy
link add d1 type dummy
link add d2 type dummy
link add d3 type dummy
link add d4 type dummy
link add d5 type dummy
link add link d0 name d0.7 type vlan protocol 802.1ad id 7 reorder_hdr off gvrp on loose_binding on ingress-qos-map 1:2 3:4 egress-qos-map 5:6
link add link d0 name d0.8 type vlan id 8
link add b0 type bond mode 802.3ad miimon 100 lacp_rate slow xmit_hash_policy layer3+4 ad_actor_sys_prio 100
link set d1 master b0
link set d2 master b0
link add b1 type bond mode active-backup arp_interval 200 arp_ip_target 10.0.0.1,10.0.0.2 arp_validate all
link add v0 type vrf table 10
link add e0 type veth peer name e1
link set e0 master v0
link add g0 type gre local 192.0.2.1 remote 192.0.2.2 key 7 ttl 64 csum seq
link add g1 type gretap local 192.0.2.1 remote 192.0.2.3 ikey 5 okey 6 nopmtudisc tos inherit dev d0
link add g6 type ip6gre local 2001:db8::1 remote 2001:db8::2 key 9 hoplimit 33 tclass 0x10 flowlabel 0x12345 encaplimit 3
link add gt6 type ip6gretap local 2001:db8::1 remote 2001:db8::3
link add er0 type erspan local 192.0.2.1 remote 192.0.2.4 seq key 30 erspan_ver 1 erspan 123
link add er2 type erspan local 192.0.2.1 remote 192.0.2.5 seq key 31 erspan_ver 2 erspan_dir egress erspan_hwid 0x11
link add i0 type ipip local 192.0.2.1 remote 192.0.2.2 dev d0 ttl 5
link add s0 type sit local 192.0.2.1 remote 192.0.2.2 mode any ttl 9
link add t6 type ip6tnl mode ipip6 local 2001:db8::1 remote 2001:db8::2 dscp inherit
link add w0 type wireguard
link add ge0 type geneve id 77 remote 192.0.2.9 dstport 6081 ttl 12 df set
link add ge6 type geneve id 78 remote 2001:db8::9 dstport 6082
link add x0 type vxlan id 42 dstport 4789 dev d0 group 239.1.1.1 ttl 3 ageing 100 maxaddress 500 srcport 1000 2000 l2miss l3miss rsc proxy
link add x6 type vxlan id 43 dstport 4789 local 2001:db8::1 remote 2001:db8::7 udp6zerocsumtx nolearning
link add link d0 name mv0 type macvlan mode private
link add link d0 name mvs type macvlan mode source
link set link dev mvs type macvlan macaddr add 02:11:22:33:44:55
link add link d0 name mt0 type macvtap mode vepa
link add link e1 name iv0 type ipvlan mode l3 private
link add link d5 name iv1 type ipvtap mode l2 vepa
link add tm0 type team
link set d3 master tm0
link add mvp0 type dummy
link add link mvp0 name mvp type macvlan mode passthru nopromisc
link add br0 type bridge vlan_filtering 1 vlan_protocol 802.1ad stp_state 1 hello_time 1000 forward_delay 400 mcast_snooping 0 ageing_time 1000 vlan_default_pvid 5 vlan_stats_enabled 1
link add p0 type veth peer name p1
link set p0 master br0
link add if7 type ifb
link add link d4 name ms0 type macsec port 11 encrypt on cipher gcm-aes-256 icvlen 16 window 32 replay on
link add h0 type hsr slave1 if7 slave2 p1 supervision 45 version 1
link add xf0 type xfrm dev d0 if_id 0x42
link add vt0 type vti local 192.0.2.1 remote 192.0.2.2 key 15
link add vt6 type vti6 local 2001:db8::1 remote 2001:db8::9
link add vc0 type vcan
link add nl0 type nlmon
link add nk0 type netkit
link add bu0 type bareudp dstport 3000 ethertype ip
link add gtp0 type gtp role sgsn
link add amt0 type amt discovery 192.0.2.7 mode gateway dev d0 local 192.0.2.1
'

guest='
	calm
	: >lacking
	ip -force -batch kinds 2>refused || :
	awk "NR == FNR { line[FNR] = \$0; next } /^Command failed/ { sub(/.*:/, \"\"); print line[\$0] >(known ? \"lacking\" : \"faults\")
		known = 0; next } { known = /[Uu]nknown device type/ }" kinds refused
	[ ! -e faults ] || { cat refused faults >&2; exit 1; }
	bridge link set dev p0 hairpin on guard on cost 7 learning off isolated on
	look "all down"
	ip addr add 198.51.100.1/24 dev d0.7
	ip addr add 198.51.100.9 peer 198.51.100.10 dev g0
	for i in d0 d1 d2 d3 d4 b0 e0 e1 v0 br0 p0 p1 tm0 d0.7 x0 mv0 ms0 if7; do ip link set $i up; done
	bonded() { ip -j -d link show b0 | grep -q ad_info; }
	eventually bonded
	look "many up"
	ip link set b0 type bond xmit_hash_policy layer2
	ip link set p0 nomaster
	ip link set d0 mtu 1400
	ip link set d0 down
	look "changed"
	ifinfo -a >details
	ifinfo >list
	for n in lacking list details looks.*; do echo "@@ $n"; cat $n; done
	echo "@@ churn"
	if [ -n "${LSYS_SLOW-}" ]; then
		echo slow
	else
		churned 60 15
		echo whole
	fi
'

box=uml kernel=linux.uml
[ -z "${LSYS_GUEST-}" ] || box=guest kernel=qemu-system-s390x

setup_file() {
	local status=0
	[ -x "$LSYS" ] || return
	if ! command -v $kernel >/dev/null; then return; fi
	cd "$BATS_FILE_TMPDIR" || return
	if grep -q __asan_init "$LSYS"; then
		echo "a guest has no room for the memory of AddressSanitizer" >impossible
		return
	fi
	printf %s "$kinds" >kinds
	printf '%s\n' "$guest" >guest.sh
	"$BATS_TEST_DIRNAME/../$box/run" -m ipv6 bash -c 'cd "$3" && exec bash "$1" "$2"' bash \
		"$BATS_TEST_DIRNAME/../lib/inbox.bash" "$PWD/guest.sh" "$PWD" >answers 2>errors || status=$?
	if [ $status = 77 ]; then
		tail -n 1 errors >impossible
		return
	fi
	awk '/^@@ /{ name = $2; next } name { print >name; next } { print >"/dev/stderr" }' answers
	cat errors >&2
	return $status
}

setup() {
	needs $kernel jq
	cd "$BATS_FILE_TMPDIR" || return
	[ ! -e impossible ] || skip "$(cat impossible)"
}

# shows NAME LINE...: the details of this interface have these lines (extended patterns).
shows() {
	local line
	sed -n "/^$1: /,/^\$/p" details >one
	[ -s one ] || ! grep -q " $1 type " lacking || return 0
	shift
	for line; do grep -qE "^ +$line$" one || { echo "no '$line' in:"; cat one; return 1; }; done
}

@test "ifinfo: on a kernel with many kinds, as JSON what ip says" {
	[ "$(wc -l <looks.names)" = 3 ]
	for kind in dummy vlan bond vrf veth gre gretap ip6gre ip6gretap erspan ipip sit ip6tnl geneve vxlan macvlan macvtap ipvlan \
		ipvtap team bridge ifb; do
		jq -s -e --arg kind $kind 'all(any(.linkinfo.kind == $kind))' looks.lsys >/dev/null || grep -q "type $kind" lacking
	done
	jq -r -n --slurpfile addr looks.addr --slurpfile link looks.link --slurpfile lsys looks.lsys --rawfile names looks.names \
		-f "$BATS_TEST_DIRNAME/../lib/ifinfo_ip.jq" >differences
	cat differences
	[ ! -s differences ]
}

@test "ifinfo: no attribute of that kernel's is unknown" {
	jq -c '.. | objects | select(.unknown) | .unknown' looks.lsys >unknown
	cat unknown
	[ ! -s unknown ]
}

@test "ifinfo: kinds show what is theirs, on a kernel with many" {
	shows d0.7 'id +7' 'protocol +802.1ad' 'link +d0' 'flags +gvrp,loose_binding' 'ingress_qos +1:2' 'egress_qos +5:6' 'addresses +198.51.100.1/24'
	shows b0 'mode +802.3ad' 'ports +d1 d2' 'ad_lacp_rate +slow' 'xmit_hash_policy +layer2' 'num_ports +[12]'
	shows d1 'slave_kind +bond' 'master +b0' 'mii_status +up'
	shows b1 'mode +active-backup' 'arp_ip_target +10.0.0.1 10.0.0.2'
	shows v0 'table +10' 'ports +e0'
	shows e0 'peer +e1' 'slave_kind +vrf' 'table +10'
	shows g0 'remote +192.0.2.2' 'local +192.0.2.1' 'ikey +7' 'address +192.0.2.1' 'broadcast +192.0.2.2' 'addresses +198.51.100.9 peer 198.51.100.10/32'
	shows g1 'remote +192.0.2.3' 'link +d0' 'ikey +5' 'okey +6' 'tos +0x1' 'address +[0-9a-f:]{17}'
	shows g6 'remote +2001:db8::2' 'encap_limit +3' 'flags +cap_xmit,cap_rcv' 'address +2001:db8::1'
	shows gt6 'kind +ip6gretap' 'remote +2001:db8::3'
	shows er0 'erspan_ver +1' 'erspan_index +123'
	shows i0 'kind +ipip' 'link +d0' 'remote +192.0.2.2' 'ttl +5'
	shows s0 'kind +sit' 'local +192.0.2.1' 'ttl +9'
	shows t6 'kind +ip6tnl' 'proto +4' 'flags +rcv_dscp_copy,cap_xmit,cap_rcv'
	shows w0 'kind +wireguard'
	shows ge0 'id +77' 'remote +192.0.2.9' 'port +6081' 'df +set'
	shows ge6 'remote6 +2001:db8::9'
	shows x0 'id +42' 'group +239.1.1.1' 'link +d0' 'port_range +1000-2000'
	shows mv0 'mode +private' 'link +d0'
	shows mvp 'mode +passthru' 'flags +nopromisc'
	shows mvs 'mode +source' 'macaddr_data +02:11:22:33:44:55'
	shows mt0 'mode +vepa' 'kind +macvtap'
	shows iv0 'mode +l3' 'flags +private' 'link +e1'
	shows iv1 'mode +l2' 'flags +vepa' 'kind +ipvtap'
	shows tm0 'kind +team' 'ports +d3'
	shows br0 'vlan_filtering +1' 'vlan_protocol +802.1ad' 'ports +-' 'forward_delay +400 \(4 s\)'
	shows ms0 'kind +macsec' 'cipher_suite +GCM-AES-256' 'window +32'
	shows h0 'slave1 +if7' 'slave2 +p1' 'kind +hsr'
}

@test "ifinfo: a tunnel's address in the list is the one it has" {
	grep -qE '^g0 +[a-z-]+ +gre +192\.0\.2\.1 ' list
	grep -qE '^g6 +[a-z-]+ +ip6gre +2001:db8::1 ' list
	grep -qE '^i0 +[a-z-]+ +ipip +192\.0\.2\.1 ' list
	[ -z "$(grep -E '^.{140}' list)" ]
}

@test "ifinfo: a list is whole while everything around changes, on a kernel whose dumps have no order" {
	[ "$(cat churn)" != slow ] || skip "what is listed changes faster than an emulated machine can list it"
	[ "$(cat churn)" = whole ]
}

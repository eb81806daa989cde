# What `ip -j -d -s -s addr` ($addr) and `ip -j -d link` ($link) say that `lsys ifinfo -j` ($lsys) does not say likewise, a
# line each; all of them as often as somebody looked, and a line of $names for each look.

def digits: "0123456789abcdef";
def unhex: ltrimstr("0x") | reduce explode[] as $c (0; . * 16 + (digits | index([$c] | implode)));
def hex($n): [recurse(if . >= 16 then . / 16 | floor else empty end) | . % 16] | reverse
	| map(digits[.:.+1]) | add | until(length >= $n; "0" + .) | "0x" + .;
def bool: if type == "boolean" then . else . != 0 end;
def has_flag($f): index($f) != null;
def dotted: [16777216, 65536, 256, 1] as $w | . as $n | $w | map($n / . | floor | . % 256 | tostring) | join(".");
# "%#x", which leaves out 0x before 0
def mask: if . == "0x0" then "0" else . end;
# ip prints the bytes of the address with a digit each where that is enough
def bridge_id: (.prio | hex(4) | ltrimstr("0x")) + "." + (.addr | split(":") | map(ltrimstr("0") | if . == "" then "0" else . end) | join(":"));
def router: {disabled: 0, auto: 1, permanent: 2, temporary: 3}[.];

def flow: if .flowinfo then (.flowinfo | unhex) as $f
	| {tclass: ($f / 1048576 | floor | . % 256 | hex(2)), flowlabel: ($f % 1048576 | hex(5))} else {} end;
def gre: {remote, local, link, ttl, tos, pmtudisc, ikey: (.ikey | dotted), okey: (.okey | dotted), encap_limit,
	iseq: (.iflags | has_flag("seq")), oseq: (.oflags | has_flag("seq")),
	icsum: (.iflags | has_flag("csum")), ocsum: (.oflags | has_flag("csum")),
	erspan_index, erspan_ver, erspan_dir: (if .erspan_dir == 1 then "egress" else "ingress" end),
	erspan_hwid} + flow;

# a tunnel without an end of its own
def any_end: if .remote == "0.0.0.0" or .remote == "::" then .remote = "any" else . end
	| if .local == "0.0.0.0" or .local == "::" then .local = "any" else . end;

def info_data($kind): any_end |
	if $kind == "vlan" then {id, protocol, flags: (.flags.flags | map(ascii_upcase)), ingress_qos, egress_qos}
	elif $kind == "bond" then . + {peer_notify_delay: .peer_notif_delay, arp_missed_max: .missed_max,
		arp_validate: (if .arp_validate == "none" then null else .arp_validate end),
		ad_lacp_active: (if .ad_lacp_active == 1 then "on" else "off" end)}
		+ (if .ad_info then {ad_info: {aggregator: .ad_info.aggregator, num_ports: .ad_info.num_ports,
			actor_key: .ad_info.actor_key, partner_key: .ad_info.partner_key, partner_mac: .ad_info.partner_mac}}
			else {} end)
	elif $kind | test("gre|erspan") then gre
	elif $kind | test("^vti6?$") then {remote, local, link, ikey: (.ikey | dotted), okey: (.okey | dotted)}
	elif $kind == "ipip" or $kind == "sit" then . + {proto: {"0": "any", "4": "ipip", "41": "ip6ip"}[.proto | tostring],
		prefix: .["6rd_prefix"], prefixlen: .["6rd_prefixlen"]}
	elif $kind == "ip6tnl" then {proto: {"0": "any", "4": "ipip6", "41": "ip6ip6"}[.proto | tostring], remote, local, link, ttl,
		encap_limit, ip6_tnl_f_rcv_dscp_copy: (.flags | has_flag("rcv_dscp_copy")),
		ip6_tnl_f_mip6_dev: (.flags | has_flag("mip6_dev"))} + flow
	elif $kind == "vxlan" then . + {remote: .group, remote6: .group6, external: .collect_metadata}
	elif $kind == "geneve" then . + {external: .collect_metadata}
	elif $kind | test("^mac(vlan|vtap)$") then {mode, nopromisc: (.flags | has_flag("nopromisc")), bcqueuelen: .bc_queue_len,
		usedbcqueuelen: .bc_queue_len_used, macaddr_count, macaddr_data}
	elif $kind | test("^ipv(lan|tap)$") then {mode, private: (.flags | has_flag("private")), vepa: (.flags | has_flag("vepa")),
		bridge: (.flags == [])}
	elif $kind == "tun" then {type, pi, vnet_hdr, multi_queue, persist, numqueues: .num_queues,
		numdisabled: .num_disabled_queues, user: .owner, group}
	elif $kind == "gtp" then {role, hsize: .pdp_hashsize, restart_count}
	elif $kind == "hsr" then . + {proto: ({hsr: 0, prp: 1}[.protocol])}
	elif $kind == "macsec" then {sci: (.sci | ltrimstr("0x") | until(length >= 16; "0" + .)), protect: (.protect | bool),
		cipher_suite, icv_len, encoding_sa, validation, encrypt: (.encrypt | bool), inc_sci: (.inc_sci | bool),
		es: (.es | bool), scb: (.scb | bool), replay_protect: (.replay_protect | bool), window, offload,
		send_sci: (.inc_sci | bool), end_station: (.es | bool), replay: (.replay_protect | bool)}
	elif $kind == "bridge" then . + {bridge_id: (.bridge_id | bridge_id), root_id: (.root_id | bridge_id),
		group_fwd_mask: (.group_fwd_mask | mask), mcast_router: (.mcast_router | router),
		no_linklocal_learn: (.multi_boolopt.optval | if has_flag("no_ll_learn") then 1 else 0 end),
		mcast_vlan_snooping: (.multi_boolopt.optval | if has_flag("mcast_vlan_snooping") then 1 else 0 end),
		group_address: .group_addr}
	else . end;

def lacp_bits: {active: 1, short_timeout: 2, aggregating: 4, in_sync: 8, collecting: 16, distributing: 32, defaulted: 64,
	expired: 128};
def slave_data($kind):
	if $kind == "bridge" then . + {hairpin: (.mode | bool), guard: (.guard | bool), root_block: (.protect | bool),
		fastleave: (.fast_leave | bool), learning: (.learning | bool), flood: (.unicast_flood | bool),
		mcast_flood: (.mcast_flood | bool), bcast_flood: (.bcast_flood | bool), mcast_to_unicast: (.mcast_to_ucast | bool),
		neigh_suppress: (.neigh_suppress | bool), vlan_tunnel: (.vlan_tunnel | bool), isolated: (.isolated | bool),
		locked: (.locked | bool), proxy_arp: (.proxyarp | bool), proxy_arp_wifi: (.proxyarp_wifi | bool),
		designated_port: (.designated_port | unhex), bridge_id: (.bridge_id | bridge_id), root_id: (.root_id | bridge_id),
		group_fwd_mask: (.group_fwd_mask | mask), group_fwd_mask_str: .group_fwd_mask,
		multicast_router: (.multicast_router | router)}
	elif $kind == "bond" then . + {state: (.state | ascii_upcase), mii_status: (.mii_status | ascii_upcase)}
		+ (if .ad_actor_oper_port_state then
			{ad_actor_oper_port_state: ([.ad_actor_oper_port_state[] | lacp_bits[.]] | add // 0),
			 ad_actor_oper_port_state_str: .ad_actor_oper_port_state,
			 ad_partner_oper_port_state: ([.ad_partner_oper_port_state[] | lacp_bits[.]] | add // 0),
			 ad_partner_oper_port_state_str: .ad_partner_oper_port_state} else {} end)
	else . end;

def addr_flags: {nodad: "nodad", optimistic: "optimistic", dadfailed: "dadfailed", homeaddress: "home", deprecated: "deprecated",
	tentative: "tentative", managetempaddr: "mngtmpaddr", noprefixroute: "noprefixroute", mcautojoin: "autojoin",
	stable_privacy: "stable-privacy"};
def addr: . as $a | {family, local: (.local // .address), prefixlen, scope, broadcast, anycast, "label": .label, metric: .rt_priority,
	protocol: .proto, valid_life_time: .cacheinfo.valid, preferred_life_time: .cacheinfo.preferred}
	+ (if .local and .local != .address then {address} else {} end)
	+ ([.flags[] | addr_flags[.] // empty | {(.): true}] | add // {})
	+ (if .flags | has_flag("secondary") then {(if .family == "inet" then "secondary" else "temporary" end): true} else {} end)
	+ (if .flags | has_flag("permanent") then {} else {dynamic: true} end);

def stats: . as $s
	| {rx: ([to_entries[] | select(.key | startswith("rx_")) | {(.key[3:]): .value}] | add + {multicast: $s.multicast}),
	   tx: ([to_entries[] | select(.key | startswith("tx_")) | {(.key[3:]): .value}] | add + {collisions: $s.collisions})};

def flags: map(select(. != "running") | ascii_upcase)
	+ (if has_flag("up") and (has_flag("running") | not) then ["NO-CARRIER"] else [] end) | sort;

def interface: . + {
	flags: (.flags | flags),
	operstate: ({"not-present": "NOTPRESENT", "lower-layer-down": "LOWERLAYERDOWN"}[.operstate] // (.operstate | ascii_upcase)),
	linkmode: (.linkmode | ascii_upcase),
	group: (if .group == 0 then "default" else .group | tostring end),
	link_type: (if .type == "ip6gre" then "gre6" else .type end),
	link_pointtopoint: (.flags | has_flag("pointopoint")),
	permaddr: (if .type | test("6") then null else .perm_address end), # a random MAC address, which ip takes for IPv6
	inet6_addr_gen_mode: (.af_spec.inet6.addr_gen_mode // null | if . == "stable-privacy" then "stable_secret" else . end),
	inet6_token: .af_spec.inet6.token,
	parentbus: .parent_dev_bus_name, parentdev: .parent_dev_name,
	addr_info: (.addresses | map(addr)),
	stats64: (.stats64 as $s | .carrier_changes as $c | $s | stats | .tx.carrier_changes = $c),
	linkinfo: (.linkinfo as $l | if $l then {info_kind: $l.kind, info_slave_kind: $l.slave_kind,
		info_data: ($l.data // {} | info_data($l.kind)),
		info_slave_data: ($l.slave_data // {} | slave_data($l.slave_kind))} else null end)
};

def lay($path; $ip; $ours):
	if ($ip | type) == "object" then
		$ip | keys_unsorted[] as $k | lay("\($path).\($k)"; $ip[$k]; if ($ours | type) == "object" then $ours[$k] else null end)
	elif ($ip | type) == "array" and ($ours | type) == "array" and ($ip | length) == ($ours | length) then
		range($ip | length) as $i | lay("\($path)[\($i)]"; $ip[$i]; $ours[$i])
	elif $ip == $ours then empty
	else "\($path): ip says \($ip | tojson), lsys \($ours | tojson)" end;

($names | split("\n")) as $names | range($lsys | length) as $n
| ($lsys[$n] | map({(.ifindex | tostring): interface}) | add) as $ours
| (($addr[$n], $link[$n]) | map(.flags |= (. - ["M-DOWN"] | sort) | if .link_type | test("6") then del(.permaddr) else . end)
	as $theirs
	| ($theirs | map(.ifindex | tostring) | sort) as $a | ($ours | keys | sort) as $b
	| if $a == $b then empty else "interfaces: ip has \($a), lsys \($b)" end,
	  ($theirs[] | lay(.ifname; .; $ours[.ifindex | tostring])))
| "\($names[$n]): \(.)"

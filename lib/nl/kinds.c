#include "nl/kinds.h"

#include <string.h>

#define PLAIN &lsys_kind_plain_record

static const struct lsys_kind link_rows[] = {
	{ "amt", &lsys_amt_record },
	{ "bareudp", &lsys_bareudp_record },
	{ "batadv", &lsys_batadv_record },
	{ "bond", &lsys_bond_record },
	{ "bridge", &lsys_bridge_record },
	{ "can", &lsys_can_record },
	{ "dsa", &lsys_dsa_record },
	{ "dummy", PLAIN },
	{ "erspan", &lsys_gre_record },
	{ "geneve", &lsys_geneve_record },
	{ "gre", &lsys_gre_record },
	{ "gretap", &lsys_gre_record },
	{ "gtp", &lsys_gtp_record },
	{ "hsr", &lsys_hsr_record },
	{ "ifb", PLAIN },
	{ "ip6erspan", &lsys_gre_record },
	{ "ip6gre", &lsys_gre_record },
	{ "ip6gretap", &lsys_gre_record },
	{ "ip6tnl", &lsys_ip6tnl_record },
	{ "ipip", &lsys_iptun_record },
	{ "ipoib", &lsys_ipoib_record },
	{ "ipvlan", &lsys_ipvlan_record },
	{ "ipvtap", &lsys_ipvlan_record },
	{ "lowpan", PLAIN },
	{ "macsec", &lsys_macsec_record },
	{ "macvlan", &lsys_macvlan_record },
	{ "macvtap", &lsys_macvlan_record },
	{ "netdevsim", PLAIN },
	{ "netkit", &lsys_netkit_record },
	{ "nlmon", PLAIN },
	{ "ovpn", &lsys_ovpn_record },
	{ "rmnet", &lsys_rmnet_record },
	{ "sit", &lsys_iptun_record },
	{ "team", PLAIN },
	{ "tun", &lsys_tun_record },
	{ "vcan", PLAIN },
	{ "veth", PLAIN },
	{ "virt_wifi", PLAIN },
	{ "vlan", &lsys_vlan_record },
	{ "vrf", &lsys_vrf_record },
	{ "vti", &lsys_vti_record },
	{ "vti6", &lsys_vti_record },
	{ "vxcan", PLAIN },
	{ "vxlan", &lsys_vxlan_record },
	{ "wireguard", PLAIN },
	{ "wwan", &lsys_wwan_record },
	{ "xfrm", &lsys_xfrmi_record },
};
const struct lsys_kinds lsys_link_kinds = { link_rows, LSYS_COUNT(link_rows) };

/* A master that says nothing of its ports has a row all the same: that it has ports. */
static const struct lsys_kind port_rows[] = {
	{ "bond", &lsys_bond_slave_record },
	{ "bridge", &lsys_brport_record },
	{ "hsr", PLAIN },
	{ "openvswitch", PLAIN },
	{ "team", PLAIN },
	{ "vrf", &lsys_vrf_port_record },
};
const struct lsys_kinds lsys_port_kinds = { port_rows, LSYS_COUNT(port_rows) };

static const char *const pairs[] = { "netkit", "veth", "vxcan" };

bool lsys_kind_is_pair(const char *kind)
{
	for (unsigned i = 0; kind && i < LSYS_COUNT(pairs); i++)
		if (!strcmp(kind, pairs[i]))
			return true;
	return false;
}

bool lsys_kind_has_ports(const char *kind)
{
	return lsys_kind_record(&lsys_port_kinds, kind);
}

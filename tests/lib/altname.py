"""altname.py IFNAME NAME...: alternative names for an interface, also such as ip(8) refuses and the kernel takes."""
import socket
import struct
import sys

RTM_NEWLINKPROP, IFLA_IFNAME, IFLA_PROP_LIST, IFLA_ALT_IFNAME, NLA_F_NESTED = 108, 3, 52, 53, 0x8000
REQUEST, ACK, EXCL, CREATE, APPEND = 1, 4, 0x200, 0x400, 0x800


def attr(kind, data):
    return struct.pack("HH", 4 + len(data), kind) + data + b"\0" * (-len(data) % 4)


s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
s.bind((0, 0))
for name in sys.argv[2:]:
    body = struct.pack("BBHiII", 0, 0, 0, 0, 0, 0) + attr(IFLA_IFNAME, sys.argv[1].encode() + b"\0")
    body += attr(IFLA_PROP_LIST | NLA_F_NESTED, attr(IFLA_ALT_IFNAME, name.encode() + b"\0"))
    flags = REQUEST | ACK | EXCL | CREATE | APPEND
    s.send(struct.pack("IHHII", 16 + len(body), RTM_NEWLINKPROP, flags, 1, 0) + body)
    error = -struct.unpack_from("i", s.recv(8192), 16)[0]
    if error:
        raise OSError(error, name)

"""By which names and addresses other machines in the building reach this one."""

from __future__ import annotations

import fcntl
import ipaddress
import re
import socket
import struct
import sys

SIOCGIFADDR = 0x8915
NAME = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def addresses() -> list[Address]:
    """This machine's IPv4 addresses in its networks, in the order of its interfaces; loopback left out."""
    found = [] if sys.platform != "linux" else [_address_of(name) for _, name in socket.if_nameindex()]
    if not any(found):
        found = [ipaddress.IPv4Address(name) for name in socket.gethostbyname_ex(socket.gethostname())[2]]
    return [one for one in dict.fromkeys(found) if one and not one.is_loopback and not one.is_link_local]


def _address_of(interface: str) -> ipaddress.IPv4Address | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            said = fcntl.ioctl(asking.fileno(), SIOCGIFADDR, struct.pack("256s", interface.encode()[:15]))
        except OSError:
            return None  # an interface without an address
    return ipaddress.IPv4Address(said[20:24])


def names() -> list[str]:
    """This machine's own name, plain and as phones look for it in a network without a name server."""
    host = socket.gethostname().lower().partition(".")[0]
    return [host, f"{host}.local"] if NAME.match(host) else []


def told_apart(words: list[str]) -> tuple[list[str], list[Address]]:
    """Names and addresses as an operator types them, each with its kind; raises ValueError naming an odd one."""
    dns, ips = [], []
    for word in words:
        try:
            ips.append(ipaddress.ip_address(word))
        except ValueError:
            if not NAME.match(word.lower()):
                raise ValueError(word) from None
            dns.append(word.lower())
    return dns, ips

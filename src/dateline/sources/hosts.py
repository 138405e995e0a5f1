"""Decide which hosts may be asked: the public internet, and of the local network only what the user names.

A page or a redirect must not make Dateline ask what only this machine can reach (server-side request forgery). The address that is
checked is the one that is then connected to, so that a name cannot be led elsewhere in between (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection

from dateline.errors import SourceError, SourceUnreachable

Resolver = Callable[[str, int], list[str]]

#: Networks beside those that `ipaddress` calls not global: carrier-grade NAT (RFC 6598) and IPv4 in IPv6 forms (RFC 6052, 3056, 4380).
_ALSO_LOCAL = tuple(map(ipaddress.ip_network, ("100.64.0.0/10", "64:ff9b::/96", "2002::/16", "2001::/32", "198.18.0.0/15")))


def resolve(host: str, port: int) -> list[str]:
    """Return a host's addresses, in the system's order.

    Raises:
        OSError: if it is not known.
    """
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def address_of(url: str, host: str, port: int, allowed: Collection[str], resolver: Resolver = resolve) -> str:
    """Return the address to connect to.

    Args:
        url: for messages.
        host: the host's name or address.
        port: its port.
        allowed: hosts or addresses on the local network that may be asked.
        resolver: turns names into addresses.

    Raises:
        SourceError: if it stands on the local network and was not allowed by name.
        SourceUnreachable: if the name is not known.
    """
    try:
        addresses = resolver(host, port)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceUnreachable(f"{url} has a host that is not known ({reason}); check the address and the connection") from error
    if not addresses:
        raise SourceUnreachable(f"{url} has a host without an address; check the address")
    for address in addresses:
        if host not in allowed and address not in allowed and is_local(address):
            raise SourceError(
                f"{url} leads to {address}, on the local network, which is never asked unless it is allowed by name: --allow-host {host}"
            )
    return addresses[0]


def is_local(address: str) -> bool:
    """Return whether an address is anything but one of the public internet.

    >>> is_local("127.0.0.1"), is_local("::ffff:10.0.0.1"), is_local("169.254.169.254"), is_local("93.184.215.14")
    (True, True, True, False)
    """
    try:
        found = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return True
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return not found.is_global or found.is_multicast or any(found in network for network in _ALSO_LOCAL if network.version == found.version)

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

#: Networks beside those that every supported Python's `ipaddress` calls not global. IANA special-purpose registries, 2025:
#: carrier-grade NAT (RFC 6598), benchmarks (RFC 2544), 6to4 relays (RFC 7526), old IPv4-compatible and site-local forms
#: (RFC 4291, 3879), local NAT64 (RFC 8215), 6to4 and Teredo (RFC 3056, 4380), documentation (RFC 9637), segment routing (RFC 9602).
_ALSO_LOCAL = tuple(
    map(
        ipaddress.ip_network,
        (
            "100.64.0.0/10", "198.18.0.0/15", "192.88.99.0/24", "::/96", "::ffff:0:0:0/96", "fec0::/10", "64:ff9b:1::/48", "2002::/16",
            "2001::/32", "3fff::/20", "5f00::/16",
        ),
    )
)  # fmt: skip
#: IPv4 addresses within IPv6 ones, as a network that speaks IPv6 alone shows them (RFC 6052): the last 32 bits tell.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: Ends of names that never lead to the public internet: RFC 6761, 6762, 8375, and ICANN's reservation of 2024.
_LOCAL_NAMES = ("localhost", "local", "home.arpa", "internal")


def resolve(host: str, port: int) -> list[str]:
    """Return a host's addresses, in the system's order.

    Raises:
        OSError: if it is not known.
    """
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def addresses_of(url: str, host: str, port: int, allowed: Collection[str], resolver: Resolver = resolve) -> list[str]:
    """Return the addresses that may be connected to, in the resolver's order.

    Args:
        url: for messages.
        host: the host's name or address.
        port: its port.
        allowed: hosts or addresses on the local network that may be asked.
        resolver: turns names into addresses.

    Raises:
        SourceError: if one of them stands on the local network and was not allowed by name.
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
    return addresses


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
    elif found in _NAT64:
        found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return not found.is_global or found.is_multicast or any(found in network for network in _ALSO_LOCAL if network.version == found.version)


def is_local_name(host: str) -> bool:
    """Return whether a name says by itself that it stands on the local network: all that can be told where a proxy does the resolving.

    >>> [is_local_name(host) for host in ("127.1", "0x7f000001", "intranet", "db.internal", "news.example")]
    [True, True, True, True, False]
    """
    name = host.rstrip(".").lower()
    try:
        # Also the short, decimal, octal and hexadecimal forms that resolvers take.
        return is_local(socket.inet_ntoa(socket.inet_aton(name)))
    except (OSError, UnicodeError):
        pass
    if ":" in name:
        return is_local(name)
    return "." not in name or any(name == end or name.endswith(f".{end}") for end in _LOCAL_NAMES)

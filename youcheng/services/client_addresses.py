"""The network address by which a visitor is counted, behind whatever proxies the operator names.

Pure, so that the plain routes and the app may both ask: `youcheng.web.clients` reads the parts out
of a request, the app out of its own context.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_HOUSEHOLD: Final = 64
"""Bits of an IPv6 address that one connection keeps (RFC 6177): whoever has the rest has as many
addresses as they like, so they count as one."""
_MOST_HOPS: Final = 20


def find_client(
    peer: str | None, forwarded: Iterable[str] = (), trusted: Collection[Network] = ()
) -> str:
    """The address of the visitor: of the nearest machine that is none of the operator's proxies.

    Each proxy adds to the end of X-Forwarded-For whom it got the request from; what stands further
    left was written by whoever came before, and may be made up. So the list is read from its end,
    as long as the machine that wrote an entry is trusted.

    Args:
        peer: address of the machine at the other end of the connection; None or empty if it is
            not known, as on a Unix socket.
        forwarded: values of the request's X-Forwarded-For headers, in order.
        trusted: networks of the operator's proxies, as the setting `trusted_proxies` has them.

    Returns:
        An IPv4 address, the /64 network of an IPv6 address, or nothing when neither is known: then
        all such visitors count as one.
    """
    found = _parse(peer or "")
    entries = [entry for value in forwarded for entry in value.split(",")]
    for entry in reversed(entries[-_MOST_HOPS:]):
        if found is None or not _lies_in(found, trusted):
            break
        before = _parse(entry)
        if before is None:
            break
        found = before
    return "" if found is None else _counted(found)


def is_trusted(peer: str, trusted: Collection[Network]) -> bool:
    """Whether the machine at the other end of a connection is one of the operator's proxies."""
    found = _parse(peer)
    return found is not None and _lies_in(found, trusted)


def _lies_in(address: Address, networks: Collection[Network]) -> bool:
    return any(address in network for network in networks)


def _parse(text: str) -> Address | None:
    """An address, with or without a port; None for anything else."""
    plain = text.strip()
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        found = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _counted(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, _HOUSEHOLD), strict=False))

"""By which address a visitor is counted."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from youcheng.services.client_addresses import find_client

PROXIES = tuple(map(ip_network, ("127.0.0.1", "10.0.0.0/8", "2001:db8:ffff::/48")))


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["1.1.1.1, 198.51.100.1, 10.2.3.4"], "198.51.100.1"),
        ("127.0.0.1", ["1.1.1.1", "198.51.100.1,10.2.3.4"], "198.51.100.1"),
        ("127.0.0.1", ["10.2.3.4"], "10.2.3.4"),
        ("127.0.0.1", ["198.51.100.1:50123"], "198.51.100.1"),
        ("127.0.0.1", ["[2001:db8:1:2:3::4]:50123"], "2001:db8:1:2::/64"),
        ("127.0.0.1", ["198.51.100.1, nonsense"], "127.0.0.1"),
        ("127.0.0.1", [""], "127.0.0.1"),
        ("::ffff:127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("2001:db8:ffff::1", ["198.51.100.1"], "198.51.100.1"),
        ("::ffff:203.0.113.9", [], "203.0.113.9"),
        (None, ["198.51.100.1"], ""),
        ("", [], ""),
        ("somebody", ["198.51.100.1"], ""),
    ],
)
def test_only_what_a_named_proxy_wrote_is_believed(
    peer: str | None, forwarded: list[str], found: str
) -> None:
    assert find_client(peer, forwarded, PROXIES) == found


def test_nobody_is_believed_when_no_proxy_is_named() -> None:
    assert find_client("127.0.0.1", ["198.51.100.1"]) == "127.0.0.1"


def test_the_many_addresses_of_one_connection_count_as_one() -> None:
    first, second = "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff%eth0"
    assert find_client(first) == find_client(second) == "2001:db8:1:2::/64"
    assert find_client("2001:db8:1:3::1") != find_client(first)


def test_a_long_list_of_hops_ends() -> None:
    hops = ",".join(["198.51.100.1", *["10.0.0.1"] * 5_000])
    assert find_client("127.0.0.1", [hops], PROXIES) == "10.0.0.1"

"""Clients are told apart by their address, and only our own proxy may speak for another."""

import pytest

from server.web.clients import client_address

PROXY = "10.0.0.2"


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxy", "client"),
    [
        ("192.0.2.7", "", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", PROXY, "192.0.2.7"),
        (PROXY, "198.51.100.1", PROXY, "198.51.100.1"),
        (PROXY, "forged, 203.0.113.9 , 198.51.100.1", PROXY, "198.51.100.1"),
        (PROXY, "", PROXY, PROXY),
        ("", "198.51.100.1", "", ""),
    ],
)
def test_the_client_is_who_asks_or_whom_our_proxy_names(
    peer: str, forwarded: str, proxy: str, client: str
) -> None:
    assert client_address(peer, forwarded, proxy) == client


def test_who_changes_the_half_that_is_theirs_stays_the_same_client() -> None:
    addresses = ["2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:2::1"]
    clients = [client_address(each, "", "") for each in addresses]
    assert [client == clients[0] for client in clients] == [True, True, False]

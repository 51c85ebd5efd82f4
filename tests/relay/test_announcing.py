"""A relay says where it is, takes it back when it ends, and works on where no network takes it."""

from __future__ import annotations

import ipaddress

from zeroconf import Zeroconf

from clerk_app.carriers.relay_finding import AUTO, RelayFinder
from clerk_app.contract.relay import place_mark
from clerk_app.relay.announcing import Announcing, addresses

HERE = place_mark("primerovo", "kancelarija-9")


def loopback() -> Zeroconf:
    return Zeroconf(interfaces=["127.0.0.1"])


def no_network() -> Zeroconf:
    raise OSError("no network")


def test_it_is_there_until_it_ends() -> None:
    announcing = Announcing("127.0.0.1", "primerovo", "kancelarija-9", loopback)
    announcing.begin(8447)
    assert RelayFinder(AUTO, HERE, loopback).find() == ("127.0.0.1:8447",)
    announcing.end()
    announcing.end()
    assert RelayFinder(AUTO, HERE, loopback).find() == ()


def test_without_a_network_nothing_stops() -> None:
    announcing = Announcing("127.0.0.1", "primerovo", "kancelarija-9", no_network)
    announcing.begin(8447)
    announcing.end()


def test_who_listens_everywhere_names_an_address_and_not_everywhere() -> None:
    assert addresses("127.0.0.1") == ["127.0.0.1"]
    (named,) = addresses("0.0.0.0")
    assert not ipaddress.ip_address(named).is_unspecified

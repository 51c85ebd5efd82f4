"""A relay of the office is found on the network by itself, others are not, and the setting counts first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from zeroconf import Zeroconf

from clerk_app.carriers.relay_finding import AUTO, OFF, RelayFinder
from clerk_app.contract.relay import place_mark
from clerk_app.domain.errors import Unavailable
from clerk_app.relay.announcing import Announcing

HERE = place_mark("primerovo", "usluzni-centar")


def loopback() -> Zeroconf:
    return Zeroconf(interfaces=["127.0.0.1"])


def no_network() -> Zeroconf:
    raise OSError("no network")


@pytest.fixture
def announced() -> Iterator[None]:
    ours = Announcing("127.0.0.1", "primerovo", "usluzni-centar", loopback)
    other = Announcing("127.0.0.1", "primerovo", "druga", loopback)
    ours.begin(8444)
    other.begin(8555)
    yield
    ours.end()
    other.end()


def test_that_of_the_office_is_found_and_no_other(announced: None) -> None:
    assert RelayFinder(AUTO, HERE, loopback).find() == ("127.0.0.1:8444",)


def test_where_there_is_none_nothing_is_found() -> None:
    assert RelayFinder(AUTO, "0" * 16, loopback).find() == ()
    assert RelayFinder(AUTO, HERE, no_network).find() == ()


def test_the_setting_may_name_it_or_want_none() -> None:
    assert RelayFinder("relej.example:8444", HERE, no_network).find() == ("relej.example:8444",)
    with pytest.raises(Unavailable) as off:
        RelayFinder(OFF, HERE, no_network).find()
    assert off.value.code == "relay_off"

"""What a relay says over its endpoints, as it stands on the wire."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.contract import canonical, parcel, relay
from clerk_app.contract.exchange import EXCHANGE, Problem
from clerk_app.contract.parcel import framed, split, take_apart
from clerk_app.contract.relay import OFFICE_PROOF_HEADER, Hello
from clerk_app.relay.doors import Doors, application
from clerk_app.relay.knowing import Knowing
from clerk_app.relay.shelf import USUAL, Limits, Shelf
from tests.carriers.test_relay import parcels
from tests.support.asgi_client import AsgiClient
from tests.support.lone_relay import KEYS, TEXTS, told
from tests.support.sync_entries import DESK, DESK_SIGN

HERE = b"f" * 32


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "relay.db")
    yield made
    made.close()


@pytest.fixture
def came() -> list[str]:
    return []


@pytest.fixture
def client(shelf: Shelf, came: list[str]) -> AsgiClient:
    knowing = Knowing(shelf, "R1", HERE, lambda: None)
    knowing.learn(told())
    doors = Doors(shelf, knowing, lambda: 7, lambda: came.append("came"), away=lambda: 61)
    return AsgiClient(application(doors, knowing, TEXTS))


def asked(client: AsgiClient, method: str, target: str, content: bytes = b""):
    shown = str(relay.prove(KEYS, HERE, DESK, method, target))
    return client.request(method, target, headers={OFFICE_PROOF_HEADER: shown}, content=content)


def test_hello_names_relay_and_run(client: AsgiClient) -> None:
    said = canonical.decode(asked(client, "GET", relay.HELLO).content, Hello)
    assert (said.relay, len(said.run)) == ("R1", 8)


def test_hello_says_how_the_relay_is(client: AsgiClient, tmp_path: Path) -> None:
    said = canonical.decode(asked(client, "GET", relay.HELLO).content, Hello)
    assert (said.away, said.full) == (61, False)
    small = Shelf(tmp_path / "small.db", Limits(of_desk=USUAL - 1))
    knowing = Knowing(small, "R1", HERE, lambda: None)
    knowing.learn(told())
    other = AsgiClient(application(Doors(small, knowing, lambda: 7, lambda: None), knowing, TEXTS))
    said = canonical.decode(asked(other, "GET", relay.HELLO).content, Hello)
    assert (said.away, said.full) == (0, True)
    small.close()


def test_whole_parcels_are_kept_and_what_was_cut_off_is_not(client: AsgiClient, shelf: Shelf, came: list[str]) -> None:
    first, second = parcels(2)
    reply = asked(client, "POST", EXCHANGE, framed(first) + framed(second)[:-1])
    assert reply.json() == {"kept": 1}
    assert [one.raw for one in shelf.kept(10**6, 9)] == [first]
    assert came == ["came"]
    assert asked(client, "POST", EXCHANGE, framed(first)).json() == {"kept": 0}
    assert came == ["came"]


def test_what_is_too_large_or_no_number_is_said(client: AsgiClient) -> None:
    assert code_of(asked(client, "POST", EXCHANGE, struct.pack(">I", 2**24))) == "too_large"
    assert code_of(asked(client, "GET", "/v1/answers?position=x&have=0")) == "malformed"
    assert code_of(asked(client, "GET", "/v1/elsewhere")) == "not_found"
    assert code_of(asked(client, "POST", relay.HELLO)) == "not_found"


def test_a_sending_number_that_no_desk_gives_is_refused(client: AsgiClient) -> None:
    head = replace(take_apart(parcels()[0]).head, first=2**63)
    assert code_of(asked(client, "POST", EXCHANGE, framed(parcel.make(head, [], [], DESK_SIGN)))) == "malformed"


def test_neighbours_come_with_their_numbers(client: AsgiClient, shelf: Shelf) -> None:
    shelf.put(replace(take_apart(parcels()[0]).head, desk="M1"), b"sealed", 1)
    (piece,) = split([asked(client, "GET", "/v1/neighbours?after=0").content])
    assert piece == struct.pack(">Q", 1) + b"sealed"
    assert asked(client, "GET", "/v1/neighbours?after=1").content == b""


def code_of(reply) -> str:
    return canonical.decode(reply.content, Problem).code

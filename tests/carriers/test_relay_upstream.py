"""A relay's line to a real centre: enrolment by code, parcels of desks up, answers down, and what is not ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.carriers.relay_upstream import HttpsRelayDoor, HttpsUpstream, RelayProof
from clerk_app.carriers.wire import pinned_wire, unverified_wire
from clerk_app.contract import enrolment
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.relay import RelayEnrolmentRequest
from clerk_app.domain.errors import Refused, Unavailable
from tests.journeys.relay_day import OFFICE, asked_of
from tests.support.central_process import CentralProcess, address_of
from tests.support.lone_desk import Caller, LoneDesk, enrol
from tests.support.raw_server import RawServer, Talk

SIGNER = SigningKey(b"r" * 32)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CentralProcess, Path]]:
    folder = tmp_path_factory.mktemp("centre")
    with CentralProcess(folder / "central.db") as running:
        yield running, folder


def test_a_relay_enrols_carries_and_fetches(centre: tuple[CentralProcess, Path]) -> None:
    running, folder = centre
    desk = enrol(running.url, running.code, b"q" * 32)
    with Caller(running.url, desk.anchor) as caller:
        caller.sign_in(desk)
    code = asked_of(address_of(folder / "central.db"), folder, lambda parts: parts.relays.make_code(OFFICE))
    unverified = unverified_wire(running.url)
    anchor = HttpsRelayDoor(unverified).anchor()
    request = RelayEnrolmentRequest(enrolment.parse(code).secret, SIGNER.public)
    with pytest.raises(Unavailable, match="line_certificate"):
        HttpsRelayDoor(unverified).enrol(request)
    door = pinned_wire(running.url, anchor.ca_pem)
    made = HttpsRelayDoor(door).enrol(request)
    wire = pinned_wire(running.url, anchor.ca_pem, RelayProof(made.relay, SIGNER))
    upstream = HttpsUpstream(wire, "relay test")
    assert desk.code in upstream.key().desks
    carries(upstream, desk)
    for one in (unverified, door, wire):
        one.close()


def carries(upstream: HttpsUpstream, desk: LoneDesk) -> None:
    good, bad = desk.cut(desk.receive()), b"nothing of ours"
    with pytest.raises(Refused) as met:
        upstream.carry([good, bad])
    assert (met.value.code, met.value.params["place"]) == ("malformed", "1")
    assert [one.known for one in upstream.carry([good])] == [1]
    fetched = upstream.answer(desk.code, 0, 0)
    raw = fetched.raw
    said = desk.opened(raw)
    assert (said.have, said.asked) == (fetched.have, (0, 0)) == (1, (0, 0))
    assert (said.position, said.more) == (fetched.position, fetched.more)


def test_what_is_not_the_centres_is_a_portal() -> None:
    def says(talk: Talk) -> None:
        while talk.request() is not None:
            talk.answer(b"<html>", kind="text/html")

    server = RawServer(says)
    wire = unverified_wire(server.url)
    with pytest.raises(Unavailable, match="line_portal"):
        HttpsUpstream(wire).answer("A7", 0, 0)
    wire.close()
    server.close()

"""Neighbours' parcels: read with the office's key, believed with their desk's signature, and nothing else of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import msgspec
import pytest

from clerk_app.contract import canonical, parcel
from clerk_app.contract.entries import row_of
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.parcel import ParcelHead
from clerk_app.contract.reference import DESKS, DeskCertificate, Item
from clerk_app.domain.bodies import RequestAnnulled, RequestReceived
from clerk_app.domain.neighbours import NeighbourRequest
from clerk_app.ports.relay import NeighbourParcel
from clerk_app.sync.neighbours import NeighbourReading
from tests.support.fake_outbox import InlineWrite
from tests.support.kept_reference import Kept
from tests.support.lone_desk import LoneDesk
from tests.support.lone_relay import KEYS
from tests.support.sync_entries import CENTRE_SEAL, DESK

SIGNER = SigningKey(b"n" * 32)


class Shown:
    """The port ``Neighbours`` in memory."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, int], NeighbourRequest] = {}

    def keep(self, found: Iterable[tuple[NeighbourRequest, RequestReceived]], now: int) -> int:
        before = len(self.found)
        self.found |= {(one.desk, one.seq): one for one, _ in found}
        return len(self.found) - before

    def annulled(self, desk: str, subject: bytes) -> None:
        self.found = {place: one for place, one in self.found.items() if (one.desk, one.subject) != (desk, subject)}


class Reading:
    """A reading desk that knows its neighbour M1."""

    def __init__(self, *certificates: DeskCertificate) -> None:
        self.shown = Shown()
        kept = Kept()
        known = certificates or (DeskCertificate("M1", "k", SIGNER.public, counter="3"),)
        kept.keep([Item(DESKS, 1, msgspec.Raw(canonical.encode(list(known))))])
        self.reading = NeighbourReading(DESK, kept, self.shown, InlineWrite(), lambda: 1)

    def take(self, *raws: bytes, opener: SealingKey = KEYS.opener) -> bool:
        return self.reading.take([NeighbourParcel(number, raw) for number, raw in enumerate(raws)], opener)


def lone(code: str = "M1", signer: SigningKey = SIGNER) -> LoneDesk:
    return LoneDesk(code, signer, SealingKey(b"l" * 32), None)  # type: ignore[arg-type]


def cut(desk: LoneDesk, *recipients: bytes, dictionary: int = 0) -> bytes:
    rows = [row_of(entry) for entry in desk.entries]
    about = ParcelHead(
        desk=desk.code, first=1, count=len(rows), position=0, chain_seq=len(rows), chain_head=desk.entries[-1].hash
    )
    to = recipients or (CENTRE_SEAL.public, KEYS.opener.public)
    return parcel.make(replace(about, dictionary=dictionary), rows, list(to), desk.sign)


def received(code: str = "M1", signer: SigningKey = SIGNER) -> bytes:
    desk = lone(code, signer)
    desk.receive()
    return cut(desk)


def test_what_a_neighbour_received_is_shown_with_its_counter_and_told_once() -> None:
    reading = Reading()
    raw = received()
    assert reading.take(raw)
    assert not reading.take(raw)
    (shown,) = reading.shown.found.values()
    assert (shown.desk, shown.seq, shown.counter, shown.applicant) == ("M1", 1, "3", "Пробић Проба")


def test_what_was_taken_back_there_is_taken_back_here() -> None:
    reading = Reading()
    desk = lone()
    entry = desk.receive()
    reading.take(cut(desk))
    desk.write("request.annulled", RequestAnnulled(reason="грешка", clerk="mprimeric"), entry.header.subject)
    assert reading.take(cut(desk))
    assert reading.shown.found == {}


@pytest.mark.parametrize(
    "raw",
    [
        received(signer=SigningKey(b"x" * 32)),
        received("T9"),
        received(DESK),
        b"nothing",
        received()[:-1],
    ],
    ids=["forged", "unknown", "our own", "no parcel", "cut short"],
)
def test_what_no_neighbour_has_signed_is_left_out_and_stops_nothing(raw: bytes) -> None:
    reading = Reading()
    assert reading.take(raw, received())
    assert [one.desk for one in reading.shown.found.values()] == ["M1"]


def test_what_is_not_for_this_office_or_packed_against_something_or_of_another_program_is_left_out() -> None:
    reading = Reading()
    desk = lone()
    desk.receive()
    odd = lone()
    odd.write("request.received", b'{"something":"else"}', b"s" * 16)
    newer = lone()
    newer.write("request.received", b"{}", b"s" * 16, version=9)
    assert not reading.take(cut(desk, CENTRE_SEAL.public), cut(desk, dictionary=1), cut(odd), cut(newer))
    assert not reading.take(received(), opener=SealingKey(b"old" + bytes(29)))


def test_a_desk_that_is_heard_no_more_is_not_shown_and_nobody_without_the_list_of_desks() -> None:
    reading = Reading(DeskCertificate("M1", "k", SIGNER.public, revoked=5))
    assert not reading.take(received())
    nobody = NeighbourReading(DESK, Kept(), Shown(), InlineWrite(), lambda: 1)
    assert not nobody.take([NeighbourParcel(1, received())], KEYS.opener)

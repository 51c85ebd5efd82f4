"""Sending numbers: what has arrived, and what became of it."""

from __future__ import annotations

from sqlalchemy import select

from clerk_app.central.schema import SENT_AHEAD
from clerk_app.contract import parcel
from clerk_app.contract.parcel import ParcelHead
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk


def test_have_stops_at_the_first_gap(caller: Caller, desk: LoneDesk) -> None:
    parcels = [desk.cut(desk.receive()) for _ in range(4)]
    caller.send(desk, parcels[0], parcels[3], parcels[2])
    assert caller.answer(desk).have == 1
    caller.send(desk, parcels[1])
    assert caller.answer(desk).have == 4
    assert caller.answer(desk).chain_ok_to == 4


def test_a_single_entry_that_nobody_can_read_is_held_by_its_number(caller: Caller, desk: LoneDesk) -> None:
    first, second, third = desk.receive(), desk.receive(), desk.receive()
    whole = desk.cut(first)
    raw = bytearray(desk.cut(second))
    unread = parcel.take_apart(bytes(raw))
    spoilt = unread.signed[:-1] + bytes([unread.signed[-1] ^ 1])
    reply = caller.send(desk, whole, spoilt + desk.sign.sign(spoilt), desk.cut(third))
    assert reply.status_code == 200
    answer = caller.answer(desk)
    assert answer.have == 3
    assert [(result.seq, result.outcome, result.code) for result in answer.results] == [(2, "held", "seal_broken")]
    caller.send(desk, bytes(raw))
    assert caller.answer(desk).results == []
    assert caller.answer(desk).chain_ok_to == 3


def test_results_are_told_until_the_desk_has_heard_them(caller: Caller, desk: LoneDesk) -> None:
    caller.send(desk, desk.cut(desk.receive(grant=""), desk.receive()))
    for _ in range(2):
        assert [result.seq for result in caller.answer(desk).results] == [1]
    assert caller.answer(desk, have=2).results == []


def test_an_entry_that_comes_whole_in_the_same_breath_is_held_no_more(caller: Caller, desk: LoneDesk) -> None:
    whole = desk.cut(desk.receive())
    unread = parcel.take_apart(whole)
    spoilt = unread.signed[:-1] + bytes([unread.signed[-1] ^ 1])
    caller.send(desk, spoilt + desk.sign.sign(spoilt), whole, whole, desk.cut(desk.receive(grant="")))
    answer = caller.answer(desk)
    assert answer.have == 2
    assert [(result.seq, result.outcome) for result in answer.results] == [(2, "refused")]


def test_what_was_refused_ahead_of_a_gap_is_told_once_when_it_comes_again(caller: Caller, desk: LoneDesk) -> None:
    first, second = desk.cut(desk.receive()), desk.cut(desk.receive(grant=""))
    caller.send(desk, second)
    caller.send(desk, second, first)
    answer = caller.answer(desk)
    assert answer.have == 2
    assert [result.seq for result in answer.results] == [2]


def test_a_parcel_of_nothing_has_no_number(shared: Running, caller: Caller, desk: LoneDesk) -> None:
    entry = desk.receive()
    head = ParcelHead(desk=desk.code, first=7, count=0, position=0, chain_seq=1, chain_head=entry.hash)
    empty = parcel.make(head, [], [desk.anchor.centre_seal], desk.sign)
    assert caller.send(desk, empty).is_success
    assert caller.send(desk, desk.cut(entry), empty).is_success
    assert caller.answer(desk).have == 1
    mine = SENT_AHEAD.c.municipality == shared.central.parts.keys.municipality, SENT_AHEAD.c.desk == desk.code
    with shared.central.parts.database.read() as connection:
        assert connection.execute(select(SENT_AHEAD).where(*mine)).all() == []

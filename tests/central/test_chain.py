"""The chain at the centre: verified up to the first gap, alarmed when it was edited or lacks an entry."""

from __future__ import annotations

from clerk_app.domain.journal import seal_entry
from tests.support.lone_desk import Caller, LoneDesk


def test_an_edit_shows_and_nothing_verifies_from_there(caller: Caller, desk: LoneDesk) -> None:
    first, second, third = desk.receive(), desk.receive(), desk.receive()
    edited = seal_entry(second.header, second.salt or b"", (second.body or b"").replace("Пробић".encode(), b"X"))
    caller.send(desk, desk.cut(first), desk.cut(edited), desk.cut(third))
    answer = caller.answer(desk)
    assert answer.chain_ok_to == 1
    assert "chain_broken" in answer.alarms
    assert answer.have == 3


def test_urgent_entries_may_overtake(caller: Caller, desk: LoneDesk) -> None:
    entries = [desk.receive() for _ in range(7)]
    caller.send(desk, desk.cut(entries[0], entries[1], entries[6]))
    assert caller.answer(desk).chain_ok_to == 0
    caller.send(desk, desk.cut(*entries[2:6]))
    answer = caller.answer(desk)
    assert (answer.chain_ok_to, answer.alarms) == (7, [])


def test_a_head_that_was_never_is_an_alarm(caller: Caller, desk: LoneDesk) -> None:
    caller.send(desk, desk.cut(desk.receive(), head=b"x" * 32))
    answer = caller.answer(desk)
    assert (answer.chain_ok_to, answer.alarms) == (0, ["chain_broken"])

"""By whole requests: three side by side, short polls, and an end whatever happens to either."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clerk_app.contract.entries import EntryRow
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.ports.outbox import OutboxState
from clerk_app.sync.conversation import UPS
from clerk_app.sync.parcelwise import POLLS
from clerk_app.sync.ways import FIRST_WHILE
from tests.sync.engine_room import EngineRoom


@pytest.fixture
def room() -> Iterator[EngineRoom]:
    made = EngineRoom()
    yield made
    assert made.engine.stop()


def dialled(room: EngineRoom, what: str) -> int:
    return sum(1 for one, _ in room.line.dialled if one == what)


def held_back(room: EngineRoom, count: int) -> None:
    """Start on a line that keeps bodies, and let the silence pass."""
    room.line.holds_bodies = True
    room.accept(count, size=400)
    room.engine.start()
    silence(room)


def silence(room: EngineRoom) -> None:
    """Let time pass until the stream is given up."""
    room.until(lambda: room.line.silent or room.line.holds_answers)
    while not room.watch.soon(lambda: room.line.cuts > 0):  # what comes of it is not to fall silent by the next step
        room.pulse.advance(10)


def test_a_line_that_keeps_bodies_is_used_by_whole_requests(room: EngineRoom) -> None:
    held_back(room, 4000)
    room.until(room.all_accepted)
    assert set(room.centre.effects.values()) == {1}
    assert dialled(room, "carry") > len(UPS)
    room.until(lambda: room.links[-1].by_parcels and not room.links[-1].waiting)
    assert room.alarms == []


def test_a_line_that_keeps_answers_is_asked_in_short_polls(room: EngineRoom) -> None:
    room.line.holds_answers = True
    room.accept(3)
    room.engine.start()
    room.until(lambda: len(room.centre.effects) == 3)
    silence(room)
    room.until(room.all_accepted)
    assert ("answers", 0) in room.line.dialled


def test_answers_that_are_held_back_are_noticed_also_while_nothing_is_sent(room: EngineRoom) -> None:
    room.line.holds_answers = True
    room.awaiting = True
    room.engine.start()
    room.until(lambda: room.line.has_dialled("answers"))
    while not room.watch.soon(lambda: room.line.cuts > 0):
        room.pulse.advance(10)
    room.until(lambda: bool(room.links) and room.links[-1].by_parcels)
    assert room.is_link("good")


def test_a_line_that_was_cut_is_streamed_on_again(room: EngineRoom) -> None:
    room.line.holds_bodies = True
    room.accept(3)
    room.engine.start()
    room.until(lambda: dialled(room, "send") > 0)
    room.line.fault = Unavailable("line_down")
    silence(room)
    room.until(lambda: room.is_link("down"))
    room.line.holds_bodies = False
    room.line.mend()
    before = dialled(room, "send")
    room.engine.nudge()
    room.until(room.all_accepted)
    assert dialled(room, "send") > before


def test_after_a_while_a_stream_is_tried_and_kept_to_when_it_gets_through(room: EngineRoom) -> None:
    held_back(room, 3)
    room.until(room.all_accepted)
    room.line.holds_bodies = False
    before = dialled(room, "send")
    while not room.watch.soon(lambda: dialled(room, "send") > before):
        room.pulse.advance(FIRST_WHILE)
        if room.all_accepted():
            room.accept()
    room.until(room.all_accepted)
    assert set(room.centre.effects.values()) == {1}


def test_a_body_that_a_proxy_will_not_take_goes_in_small_ones_at_once(room: EngineRoom) -> None:
    room.line.stream_fault = Unavailable("line_body_limit")
    room.accept(300, size=400)
    room.engine.start()
    room.until(room.all_accepted)
    room.until(lambda: room.links[-1].by_parcels)


def test_a_poisoned_entry_is_held_by_whole_requests_too() -> None:
    def poisoned(rows: list[EntryRow]) -> str:
        return "malformed" if any(row.seq == 17 for row in rows) else ""

    room = EngineRoom(poisoned)
    held_back(room, 40)
    room.until(lambda: room.outbox.in_state(OutboxState.HELD) == [17])
    room.until(lambda: len(room.centre.effects) == 39)
    assert room.engine.stop()


def test_a_number_is_asked_for_a_few_times_and_then_by_the_probe(room: EngineRoom) -> None:
    room.awaiting = True
    held_back(room, 1)
    room.until(room.all_accepted)
    before = dialled(room, "answers")
    while dialled(room, "answers") < before + len(POLLS):
        room.pulse.advance(1)
    assert ("answers", 0) in room.line.dialled


def test_what_the_centre_asks_to_wait_is_waited(room: EngineRoom) -> None:
    held_back(room, 3)
    room.until(room.all_accepted)
    room.line.send_fault = Unavailable("centre_busy", retry_after=60)
    room.accept()
    room.until(lambda: room.is_link("down"))
    before = len(room.line.dialled)
    room.engine.nudge()
    assert len(room.line.dialled) == before


def test_a_refusal_of_everything_ends_in_an_alarm(room: EngineRoom) -> None:
    held_back(room, 1)
    room.until(room.all_accepted)
    room.line.send_fault = Refused("signature_wrong")
    room.accept(3)
    room.until(lambda: room.alarms == ["signature_wrong"])

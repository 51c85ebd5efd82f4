"""Chores wait for a line that works and for entries that press, and one that fails waits longer each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from clerk_app.domain.errors import Damaged, Unavailable
from clerk_app.sync.chores import LOOK_AGAIN, LOOK_AT_HELD, Chores
from tests.support.hand_moved_pulse import HandMovedPulse, Watch


class Work:
    """A chore that counts its runs."""

    name = "work"
    every = 1000.0

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.runs = 0
        self.error: Exception | None = None
        self.pieces = 0

    def run(self, pause: Callable[[], None]) -> None:
        self.runs += 1
        self.watch.note()
        if self.error is not None:
            raise self.error
        for _ in range(3):
            pause()
            self.pieces += 1
            self.watch.note()


class Room:
    def __init__(self, held: Callable[[str, bool], str] = lambda _name, _asked: "") -> None:
        self.spent = False
        self.pulse, self.watch = HandMovedPulse(), Watch()
        self.work = Work(self.watch)
        self.alarms: list[str] = []
        self.pressing = False
        self.chores = Chores((self.work,), self.pulse, lambda: 0.5, alarm=self.alarms.append, held=held)

    def start(self) -> None:
        self.chores.start(lambda: self.pressing)
        self.chores.line_works(works=True)


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room()
    yield made
    made.chores.end()
    assert made.chores.joined(20)


def test_nothing_is_done_until_the_line_works(room: Room) -> None:
    room.chores.start(lambda: False)
    for _ in range(5):
        room.pulse.advance(500)
    assert room.work.runs == 0
    room.chores.line_works(works=True)
    room.watch.until(lambda: room.work.pieces == 3)


def test_it_is_due_again_by_itself_and_when_asked_for(room: Room) -> None:
    room.start()
    room.watch.until(lambda: room.work.pieces == 3)
    room.chores.ask("work")
    room.watch.until(lambda: room.work.pieces == 6)
    while room.work.runs < 3:
        room.pulse.advance(400)


def test_it_pauses_while_an_entry_presses(room: Room) -> None:
    room.pressing = True
    room.start()
    room.watch.until(lambda: room.work.runs == 1)
    for _ in range(5):
        room.pulse.advance(LOOK_AGAIN)
    assert room.work.pieces == 0
    room.pressing = False
    while room.work.pieces < 3:
        room.pulse.advance(LOOK_AGAIN)


def test_one_that_failed_waits_and_asking_does_not_hurry_it(room: Room) -> None:
    room.work.error = Unavailable("centre_busy", retry_after=600)
    room.start()
    room.watch.until(lambda: room.work.runs == 1)
    room.chores.ask("work")
    room.pulse.advance(100)
    assert room.work.runs == 1
    room.work.error = None
    while room.work.pieces < 3:
        room.pulse.advance(100)


def test_a_person_who_asks_hurries_one_that_failed(room: Room) -> None:
    room.work.error = Damaged("reference_forged")
    room.start()
    while not room.alarms:
        room.pulse.advance(0)
    room.chores.ask("work")
    assert room.work.runs == 1
    room.work.error = None
    room.chores.hurry()
    room.watch.until(lambda: room.work.pieces == 3)


def test_what_no_patience_mends_is_an_alarm(room: Room) -> None:
    room.work.error = Damaged("reference_forged")
    room.start()
    room.watch.until(lambda: room.work.runs == 1)
    while not room.alarms:
        room.pulse.advance(1)
    assert room.alarms == ["reference_forged"]


def test_stopping_ends_a_pause() -> None:
    room = Room()
    room.pressing = True
    room.start()
    room.watch.until(lambda: room.work.runs == 1)
    room.chores.end()
    assert room.chores.joined(20)
    assert room.work.pieces == 0


def test_what_the_line_is_too_dear_for_waits_and_a_person_may_ask_for_it() -> None:
    asked: list[bool] = []

    def held(_name: str, wanted: bool) -> str:
        asked.append(wanted)
        return "" if wanted else "metered"

    room = Room(held)
    room.start()
    while len(asked) < 3:
        room.pulse.advance(LOOK_AT_HELD)
    assert room.work.runs == 0
    room.chores.hurry()
    room.watch.until(lambda: room.work.pieces == 3)
    room.chores.end()
    assert room.chores.joined(20)


def test_work_under_way_ends_between_two_pieces_when_it_must_wait_and_goes_on_later() -> None:
    made = Room(lambda _name, _asked: "budget" if 1 <= made.work.pieces < 2 and made.spent else "")
    made.spent = True
    made.start()
    made.watch.until(lambda: made.work.pieces == 1)
    made.spent = False
    while made.work.pieces < 4:
        made.pulse.advance(LOOK_AT_HELD)
    assert made.work.runs == 2
    assert made.alarms == []
    made.chores.end()
    assert made.chores.joined(20)

"""The exchange by itself: when it speaks, what it does about every bad answer, what it says of the link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest

from clerk_app.contract.dictionaries import Dictionary
from clerk_app.contract.exchange import LONGEST_HOLD
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.packing import History
from clerk_app.domain.errors import CounterError, Damaged, Refused, Unavailable
from clerk_app.ports.outbox import OutboxState
from clerk_app.sync.engine import PROBE_IDLE, PROBE_WAITING, LineCost, micros
from clerk_app.sync.retry import LONGEST_WAIT
from tests.support.sync_entries import NOON
from tests.sync.engine_room import EngineRoom


@pytest.fixture
def room() -> Iterator[EngineRoom]:
    made = EngineRoom()
    yield made
    assert made.engine.stop()


def dialled(room: EngineRoom, what: str) -> int:
    return sum(1 for one, _ in room.line.dialled if one == what)


def has_had(room: EngineRoom, count: int) -> bool:
    return len(room.centre.effects) == count and room.all_accepted()


def settle(room: EngineRoom) -> None:
    """Start with an idle exchange behind us."""
    room.line.release()
    room.engine.start()
    room.until(lambda: room.is_link("good"))


def test_it_speaks_at_once_and_says_that_the_link_is_good(room: EngineRoom) -> None:
    settle(room)
    assert room.line.dialled == [("answers", 0)]
    assert room.links[-1].exchanged == micros(NOON)
    assert room.links[-1].waiting == 0


def test_an_accepted_entry_goes_at_once_and_its_answer_is_waited_for(room: EngineRoom) -> None:
    settle(room)
    room.accept()
    room.until(room.all_accepted)
    assert ("answers", LONGEST_HOLD) in room.line.dialled
    assert room.centre.effects == {1: 1}


def test_a_thousand_entries_drain(room: EngineRoom) -> None:
    room.accept(1000, size=300)
    room.engine.start()
    room.until(room.all_accepted)
    room.line.release()
    assert set(room.centre.effects.values()) == {1}
    room.until(lambda: room.links[-1].waiting == 0)


def test_a_held_stream_takes_new_entries_without_another_dial(room: EngineRoom) -> None:
    room.awaiting = True
    room.engine.start()
    room.until(lambda: room.is_link("good"))
    for count in range(1, 4):
        room.accept()
        room.until(partial(has_had, room, count))
    assert dialled(room, "answers") == 1
    room.awaiting = False
    room.line.release()


@pytest.mark.parametrize("carried", [0, 1, 2])
def test_a_cut_in_the_middle_costs_nothing_twice(room: EngineRoom, carried: int) -> None:
    room.line.carries = carried
    room.accept(400, size=400)
    room.engine.start()
    room.until(lambda: len(room.centre.effects) > 0 or carried == 0)
    room.until(lambda: dialled(room, "send") > carried)
    room.line.release()
    while room.line.cuts == 0:
        room.pulse.advance(30)
    room.line.mend()
    while not room.all_accepted():
        room.pulse.advance(30)
    assert set(room.centre.effects.values()) == {1}
    assert len(room.centre.effects) == 400


def test_silence_after_sending_is_a_cut(room: EngineRoom) -> None:
    room.line.deaf = True
    room.accept()
    room.engine.start()
    room.until(lambda: room.centre.effects == {1: 1} and room.line.has_dialled("answers"))
    while room.line.cuts == 0:
        room.pulse.advance(10)
    room.until(lambda: room.is_link("down"))
    assert room.links[-1].code == "line_slow"
    room.line.mend()
    room.engine.nudge()
    room.until(room.all_accepted)
    room.line.release()


@pytest.mark.parametrize("code", ["line_down", "line_dns", "line_certificate", "line_certificate_time", "line_portal"])
def test_a_line_that_is_down_says_since_when_and_why_and_comes_back_on_a_nudge(room: EngineRoom, code: str) -> None:
    settle(room)
    room.line.fault = Unavailable(code)
    room.accept()
    room.until(lambda: room.is_link("down"))
    assert (room.links[-1].code, room.links[-1].since, room.links[-1].waiting) == (code, micros(NOON), 1)
    room.clock.moment += timedelta(minutes=5)
    room.engine.nudge()
    before = len(room.line.dialled)
    room.until(lambda: len(room.line.dialled) > before)
    assert room.links[-1].since == micros(NOON)
    room.line.mend()
    room.engine.nudge()
    room.until(lambda: room.all_accepted() and room.is_link("good"))


def test_without_a_nudge_it_tries_again_by_itself(room: EngineRoom) -> None:
    settle(room)
    room.line.fault = Unavailable("line_down")
    room.accept()
    room.until(lambda: room.is_link("down"))
    room.line.mend()
    while not room.all_accepted():
        room.pulse.advance(1)
    assert room.centre.effects == {1: 1}


@pytest.mark.parametrize(
    "error",
    [
        Unavailable("centre_trouble", retry_after=120),
        Unavailable("centre_busy", retry_after=120),
        Refused("desk_unknown"),
        Refused("desk_proof"),
    ],
    ids=lambda error: error.code,
)
def test_when_the_centre_asks_for_time_no_nudge_hurries_it(room: EngineRoom, error: CounterError) -> None:
    settle(room)
    room.line.send_fault = error
    room.accept()
    room.until(lambda: room.is_link("down"))
    before = dialled(room, "send")
    room.engine.nudge()
    room.pulse.advance(1)
    room.pulse.advance(1)
    assert dialled(room, "send") == before
    assert room.outbox.in_state(OutboxState.HELD) == []
    room.line.mend()
    while not room.all_accepted():
        room.pulse.advance(LONGEST_WAIT)


def test_one_poisoned_entry_is_held_and_the_rest_goes() -> None:
    room = EngineRoom(lambda rows: "malformed" if any(row.seq == 3 for row in rows) else "")
    room.line.release()
    room.accept(9)
    room.engine.start()
    room.until(lambda: len(room.centre.effects) == 8)
    room.until(lambda: room.outbox.in_state(OutboxState.HELD) == [3])
    assert room.engine.stop()


def test_a_centre_that_rejects_everything_alarms_and_is_left_alone() -> None:
    room = EngineRoom(lambda _: "signature_wrong")
    room.line.release()
    room.accept(9)
    room.engine.start()
    room.until(lambda: room.alarms == ["signature_wrong"])
    room.until(lambda: room.is_link("down"))
    assert len(room.outbox.in_state(OutboxState.HELD)) == 1
    assert room.outbox.in_state(OutboxState.ACCEPTED) == []
    assert room.engine.stop()


def test_a_forged_answer_alarms_and_the_true_one_still_counts(room: EngineRoom) -> None:
    room.line.insert.append(room.centre.answer(0, signer=SigningKey(b"x" * 32)))
    room.line.release()
    room.accept()
    room.engine.start()
    room.until(room.all_accepted)
    assert room.alarms == ["answer_forged"]


def test_a_store_without_time_is_no_bug(room: EngineRoom) -> None:
    settle(room)
    room.write.error = Unavailable("store_busy")
    room.accept()
    room.pulse.advance(PROBE_IDLE * 2)
    room.write.error = None
    while not room.all_accepted():
        room.pulse.advance(LONGEST_WAIT)


def test_a_full_disk_is_not_told_as_a_link_that_is_down(room: EngineRoom) -> None:
    settle(room)
    room.outbox.refuses_answers = Unavailable("disk_full")
    room.accept()
    room.until(lambda: "disk_full" in room.alarms)
    assert not room.is_link("down")
    room.outbox.refuses_answers = None
    while not room.all_accepted():
        room.pulse.advance(LONGEST_WAIT)
    assert room.centre.effects == {1: 1}


def test_a_bug_on_the_way_does_not_end_the_exchange(room: EngineRoom) -> None:
    settle(room)
    room.line.fault = ZeroDivisionError()  # type: ignore[assignment]
    room.accept()
    before = len(room.line.dialled)
    room.until(lambda: len(room.line.dialled) > before)
    room.line.mend()
    while not room.all_accepted():
        room.pulse.advance(LONGEST_WAIT)


@pytest.mark.parametrize(("waiting", "pause"), [(True, PROBE_WAITING), (False, PROBE_IDLE)])
def test_the_probe(room: EngineRoom, waiting: bool, pause: float) -> None:
    if waiting:
        room.outbox.accept()
        room.outbox.rows[1].due = 2**62
    settle(room)
    room.until(lambda: not waiting or room.links[-1].waiting == 1)
    for number in (2, 3):
        while dialled(room, "answers") < number:
            room.pulse.advance(pause / 4)
    assert dialled(room, "answers") >= 3


def test_on_a_metered_line_probes_are_rare_also_while_something_waits() -> None:
    room = EngineRoom(cost=LineCost(metered=lambda: True))
    room.outbox.accept()
    room.outbox.rows[1].due = 2**62
    settle(room)
    room.until(lambda: room.links[-1].waiting == 1)
    for _ in range(3):
        room.pulse.advance(PROBE_WAITING)
    assert dialled(room, "answers") == 1
    while dialled(room, "answers") < 2:
        room.pulse.advance(PROBE_WAITING)
    assert room.engine.stop()


def test_what_must_wait_is_told_with_the_link() -> None:
    room = EngineRoom(cost=LineCost(held=lambda: "budget"))
    settle(room)
    assert room.links[-1].held == "budget"
    assert room.engine.stop()


def test_a_probe_that_hears_nothing_new_is_heard_all_the_same(room: EngineRoom) -> None:
    room.centre.revision = 3
    room.engine._attempt()
    room.line.fault = Unavailable("line_down")
    room.engine._attempt()
    assert room.is_link("down")
    room.line.mend()
    room.clock.moment += timedelta(minutes=5)
    room.engine._attempt()
    assert room.line.spared == 1
    assert room.is_link("good")
    assert room.links[-1].exchanged == micros(room.clock.moment)


def test_a_desk_that_awaits_something_hears_every_word(room: EngineRoom) -> None:
    room.centre.revision = 3
    settle(room)
    room.accept()
    room.until(room.all_accepted)
    assert room.line.spared == 0


def test_a_wall_clock_that_jumps_changes_nothing(room: EngineRoom) -> None:
    settle(room)
    for days in (-4000, 8000):
        room.clock.moment += timedelta(days=days)
        room.accept()
        room.until(room.all_accepted)
    assert set(room.centre.effects.values()) == {1}


def test_stopping_ends_a_held_stream(room: EngineRoom) -> None:
    room.awaiting = True
    room.engine.start()
    room.until(lambda: room.is_link("good"))
    assert room.engine.stop()


def test_an_engine_that_was_never_started_stops_too(room: EngineRoom) -> None:
    assert room.engine.stop()


def test_a_desk_that_has_stopped_says_so_and_does_not_dial(room: EngineRoom) -> None:
    room.outbox.stopped = Damaged("desk_restored")
    room.accept(2)
    room.engine.start()
    room.until(lambda: room.is_link("stopped"))
    assert (room.links[-1].code, room.links[-1].waiting) == ("desk_restored", 2)
    assert (room.line.dialled, room.alarms) == ([], ["desk_restored"])


def test_a_desk_that_stops_at_an_answer_hangs_up(room: EngineRoom) -> None:
    settle(room)
    room.outbox.refuses_answers = Damaged("desk_restored")
    room.accept()
    room.until(lambda: room.is_link("stopped"))
    assert room.alarms == ["desk_restored"]


@pytest.mark.parametrize("late", [False, True])
def test_a_centre_without_the_dictionary_is_sent_parcels_that_stand_alone(*, late: bool) -> None:
    """At the end of the request, or while it goes on: what has been said is heard on the other leg."""
    room = EngineRoom(dictionary=Dictionary(3, History(b'{"note":""}')))
    room.line.refuses_late = late
    room.accept(40)
    room.engine.start()
    room.until(room.all_accepted)
    assert room.centre.named[0] == (0, 0)
    assert set(room.centre.effects.values()) == {1}
    assert room.links[-1].code == ""
    assert room.engine.stop()


def test_a_centre_that_lost_the_base_is_sent_what_it_can_open(room: EngineRoom) -> None:
    room.accept(20)
    room.engine.start()
    room.until(room.all_accepted)
    room.accept()
    room.until(partial(has_had, room, 21))
    assert room.centre.named[-1] == (1, 0)
    room.centre.forgot = set(room.centre.effects)
    room.accept()
    room.until(partial(has_had, room, 22))
    assert room.centre.named[-1] == (0, 0)
    room.accept(8)
    room.until(partial(has_had, room, 30))
    room.accept()
    room.until(partial(has_had, room, 31))
    assert room.centre.named[-1] == (23, 0)

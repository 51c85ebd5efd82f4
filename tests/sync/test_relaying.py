"""Relaying, turn by turn: only in the dark, nothing over and over, and nothing believed that a false relay says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.contract import parcel
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.relay import OfficeKey
from clerk_app.domain.errors import CounterError, Damaged, Refused, Unavailable
from clerk_app.ports.outbox import OutboxState
from clerk_app.sync.incoming import News
from clerk_app.sync.link import LinkState
from clerk_app.sync.neighbours import NeighbourReading
from clerk_app.sync.relay_state import RelayState
from clerk_app.sync.relaying import (
    FIND_AGAIN,
    INTRODUCED,
    LOOK_AGAIN,
    SHUNNED,
    Relaying,
    RelaySurroundings,
)
from clerk_app.sync.retry import LONGEST_WAIT
from tests.support.fake_outbox import FakeOutbox, InlineWrite
from tests.support.hand_moved_pulse import HandMovedPulse
from tests.support.kept_reference import Kept
from tests.support.lone_relay import KEYS
from tests.support.memory_relay import MemoryBook, MemoryRelay, Told
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import CENTRE_SEAL, DESK, IDENTITY

R1 = RelayState(name="R1", address="relay:1", since=5)
DARK, LIGHT = LinkState(kind="down", code="line_down"), LinkState(kind="good")


class NoNeighbours:
    def keep(self, found: object, now: int) -> int:
        return 0

    def annulled(self, desk: str, subject: bytes) -> None:
        """Nothing was kept."""


class Desk:
    """A desk that relays, and everything around it."""

    def __init__(self, relay: MemoryRelay | None = None, book: MemoryBook | None = None) -> None:
        self.centre = ModelCentre() if relay is None else relay.centre
        self.relay = relay or MemoryRelay(self.centre)
        self.book = book or MemoryBook()
        self.outbox = FakeOutbox()
        self.pulse = HandMovedPulse()
        self.alarms: list[str] = []
        self.changed: list[frozenset[bytes]] = []
        self.states: list[RelayState] = []
        self.behind = 0
        write = InlineWrite()
        self.relaying = Relaying(
            RelaySurroundings(
                roads=self.relay,
                book=self.book,
                reading=NeighbourReading(DESK, Kept(), NoNeighbours(), write, lambda: 1),
                outbox=self.outbox,
                write=write,
                identity=IDENTITY,
                pulse=self.pulse,
                now=lambda: 5,
                news=News(changed=self.changed.append, alarm=self.alarms.append),
                behind=self._behind,
                told=self.states.append,
            )
        )

    def turn(self, link: LinkState = DARK) -> float:
        """One turn; after how many seconds the next is due."""
        self.relaying.take(link)
        return self.relaying.attempt().at - self.pulse.now()

    def accepted(self) -> list[int]:
        return self.outbox.in_state(OutboxState.ACCEPTED)

    def _behind(self) -> None:
        self.behind += 1


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_while_the_line_works_a_relay_is_greeted_once_and_left_alone(desk: Desk) -> None:
    desk.outbox.accept(3)
    assert desk.turn(LIGHT) == LONGEST_WAIT
    assert desk.turn(LIGHT) == LONGEST_WAIT
    assert (desk.relay.received, desk.relay.closed) == (0, 1)
    assert desk.states == [replace(R1, known=True)]


def test_in_the_dark_everything_is_left_there_once_and_closes_on_the_centres_word_alone(desk: Desk) -> None:
    desk.outbox.accept(5)
    assert desk.turn() == LOOK_AGAIN
    desk.turn()
    assert desk.relay.received == 1
    assert desk.states == [replace(R1, works=True, there=5)]
    assert desk.changed == [frozenset(row.entry.header.subject for row in desk.outbox.rows.values())]
    desk.relay.forward()
    desk.turn()
    assert desk.accepted() == []
    desk.relay.fetch()
    desk.turn()
    assert desk.accepted() == [1, 2, 3, 4, 5]
    assert (desk.alarms, desk.behind) == ([], 1)


def test_what_is_left_there_opens_for_the_centre_and_for_the_office(desk: Desk) -> None:
    desk.outbox.accept(2)
    desk.turn()
    (raw,) = desk.relay.kept.values()
    left = parcel.take_apart(raw)
    assert left.packed_alone
    assert left.open(CENTRE_SEAL) == left.open(KEYS.opener)


def test_what_comes_later_goes_behind_and_what_a_cut_lost_goes_again(desk: Desk) -> None:
    desk.outbox.accept(1)
    desk.turn()
    desk.outbox.accept(1)
    desk.relay.fails = Unavailable("line_down")
    assert desk.turn() == LOOK_AGAIN
    assert desk.turn() == FIND_AGAIN
    assert desk.states[-1] == replace(R1, code="line_down", there=1)
    desk.relay.fails = None
    desk.turn()
    desk.relay.forward()
    assert desk.centre.effects == {1: 1, 2: 1}
    assert desk.states[-1].there == 2


def test_another_run_of_the_relay_is_given_everything_again(desk: Desk) -> None:
    desk.outbox.accept(3)
    desk.turn()
    desk.relay.kept.clear()
    desk.relay.restart()
    desk.relay.fails = Unavailable("line_down")
    desk.turn()
    desk.relay.fails = None
    desk.turn()
    desk.relay.forward()
    assert desk.centre.effects == {1: 1, 2: 1, 3: 1}


def test_another_run_that_no_turn_saw_begin_is_given_everything_again_and_its_neighbours_are_read_anew(
    desk: Desk,
) -> None:
    desk.relay.theirs = [b"one", b"two"]
    desk.outbox.accept(3)
    desk.turn()
    desk.relay.kept.clear()
    desk.relay.restart()
    asked: list[int] = []
    desk.relay.asked_after = asked.append
    desk.turn()
    desk.relay.forward()
    assert desk.centre.effects == {1: 1, 2: 1, 3: 1}
    assert asked[0] == 0


def test_when_the_line_is_back_the_relay_is_let_go(desk: Desk) -> None:
    desk.outbox.accept(1)
    desk.turn()
    desk.turn(LIGHT)
    assert desk.relay.closed == 2  # after relaying, and after the greeting
    assert desk.states[-1] == replace(R1, known=True, there=1)


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (Damaged("relay_foreign"), False),
        (Refused("relay_proof"), False),
        (Refused("relay_key_old"), True),
        (Unavailable("relay_full"), True),
        (Unavailable("relay_disk"), True),
    ],
    ids=lambda given: getattr(given, "code", ""),
)
def test_a_relay_that_is_not_ours_is_shunned_for_a_while_and_what_mends_itself_is_not(
    desk: Desk, error: CounterError, *, again: bool
) -> None:
    desk.outbox.accept(1)
    desk.relay.fails = error
    desk.turn()
    assert desk.states[-1].code == error.code
    desk.relay.fails = None
    desk.pulse.advance(FIND_AGAIN)
    desk.turn()
    assert desk.states[-1].works == again
    desk.pulse.advance(SHUNNED)
    desk.turn()
    assert desk.states[-1].works


def test_without_a_key_or_a_relay_that_is_said() -> None:
    keyless = Desk(book=MemoryBook(None))
    keyless.turn()
    assert keyless.states[-1] == RelayState(code="office_key_none", since=5)
    alone = Desk(MemoryRelay(ModelCentre(), addresses=()))
    alone.turn()
    assert alone.states[-1] == RelayState(code="relay_none", since=5)


def forged(desk: Desk) -> bytes:
    return desk.centre.answer(0, signer=SigningKey(b"x" * 32), asked=(0, 0))


def meant_for_the_wire(desk: Desk) -> bytes:
    return desk.centre.answer(0)


def of_another_desk(desk: Desk) -> bytes:
    return desk.centre.answer(0, desk="X9Y9", asked=(0, 0))


def behind_what_was_kept_back(desk: Desk) -> bytes:
    return desk.centre.answer(1, asked=(1, 0))


def behind_entries_that_were_kept_back(desk: Desk) -> bytes:
    return desk.centre.answer(0, asked=(0, 1))


@pytest.mark.parametrize(
    "false",
    [forged, meant_for_the_wire, of_another_desk, behind_what_was_kept_back, behind_entries_that_were_kept_back],
)
def test_what_a_false_relay_says_changes_nothing_and_it_is_asked_no_more(desk: Desk, false: object) -> None:
    desk.outbox.accept(2)
    desk.turn()
    desk.relay.forward()
    desk.relay.told.append(Told((0, 0), (9, 9), false(desk)))  # type: ignore[operator]
    desk.turn()
    assert (desk.outbox.applied, desk.accepted()) == ([], [])
    assert len(desk.alarms) == 1
    assert desk.states[-1].code == "relay_answers"
    desk.turn()
    assert len(desk.alarms) == 1


def test_an_old_answer_again_does_no_harm(desk: Desk) -> None:
    desk.outbox.accept(2)
    desk.turn()
    desk.relay.fetch()
    old = desk.relay.told[-1]
    desk.turn()
    desk.relay.forward()
    desk.relay.fetch()
    desk.turn()
    desk.relay.told.append(Told((0, 0), (99, 99), old.raw))
    desk.turn()
    assert desk.accepted() == [1, 2]
    assert desk.alarms == []


def test_a_new_key_is_shown_to_the_relay_as_long_as_it_takes_to_ask_the_centre(desk: Desk) -> None:
    desk.turn(LIGHT)
    desk.book.keep_key(OfficeKey(2, b"n" * 32))
    desk.relaying.key_came()
    desk.relay.fails = Refused("relay_key_old")
    assert desk.turn(LIGHT) == LOOK_AGAIN
    desk.relay.fails = None
    assert desk.turn(LIGHT) == LONGEST_WAIT
    assert desk.states[-1] == replace(R1, known=True)
    desk.relaying.key_came()
    desk.book.keep_key(OfficeKey(3, b"m" * 32))
    desk.relay.fails = Unavailable("relay_none")
    assert [desk.turn(LIGHT) for _ in range(INTRODUCED + 1)] == [LOOK_AGAIN] * INTRODUCED + [LONGEST_WAIT]


def test_a_relay_that_is_in_use_is_asked_again_how_it_is(desk: Desk) -> None:
    desk.turn()
    assert desk.states[-1].away == 0
    desk.relay.away = 3
    desk.turn()
    assert desk.states[-1].away == 5 - 3_000_000
    assert (desk.states[-1].works, desk.relay.closed) == (True, 0)


def test_while_the_line_works_a_relay_is_looked_for_again_when_a_person_asks() -> None:
    desk = Desk()
    desk.relay.fails = Unavailable("relay_none")
    for _ in range(INTRODUCED + 1):
        desk.turn(LIGHT)
    assert desk.states == [RelayState(code="relay_none", since=5)]
    desk.relay.fails = None
    assert desk.turn(LIGHT) == LONGEST_WAIT
    assert not desk.states[-1].known
    desk.relaying.look_again()
    desk.turn(LIGHT)
    assert desk.states[-1] == replace(R1, known=True)


def test_it_starts_and_ends_by_itself(desk: Desk) -> None:
    desk.relaying.start()
    desk.relaying.take(DARK)
    desk.relaying.nudge()
    desk.relaying.end()
    assert desk.relaying.joined()

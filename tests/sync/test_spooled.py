"""The spool travels on the desk's keys alone, and a file goes only on the centre's signed word."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Literal

import pytest

from clerk_app.contract import answers, parcel
from clerk_app.contract.answers import Answers, Result
from clerk_app.contract.entries import row_of
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.parcel import ParcelHead
from clerk_app.domain.errors import DESK_RESTORED, Damaged, Unavailable
from clerk_app.domain.journal import Entry
from clerk_app.sync.link import LinkState
from clerk_app.sync.spooled import LOOK_AGAIN, Sent, SpoolHeard, SpoolRounds, send_spooled
from clerk_app.sync.ways import Ways
from tests.support.fake_line import FakeLine
from tests.support.hand_moved_pulse import HandMovedPulse, Watch
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import CENTRE_SEAL, CENTRE_SIGN, DESK, DESK_SEAL, DESK_SIGN, IDENTITY, entry


class FakeSpool:
    """The port ``Spool`` in memory."""

    def __init__(self, count: int = 0) -> None:
        self.files: dict[int, bytes] = {}
        for seq in range(1, count + 1):
            self.put(entry(seq))

    def put(self, entry: Entry) -> None:
        seq = entry.header.seq
        head = ParcelHead(desk=DESK, first=0, count=1, position=0, chain_seq=seq, chain_head=entry.hash)
        self.files[seq] = parcel.make(head, [row_of(entry)], [CENTRE_SEAL.public], DESK_SIGN)

    def parcels(self) -> Iterator[tuple[int, bytes]]:
        yield from sorted(self.files.items())

    def waiting(self) -> int:
        return len(self.files)

    def confirmed(self, seqs: Iterable[int]) -> None:
        for seq in seqs:
            self.files.pop(seq, None)


type Verdict = Literal["accepted", "held", "refused", "later"]


class ToldInPages:
    """A line to a centre that has taken everything, and says so by name in pages of its feed."""

    def __init__(self, *pages: dict[int, Verdict]) -> None:
        self.pages = [*pages]
        self.sent: list[int] = []
        self.asked: list[int] = []

    def send(self, parcels: Iterator[bytes]) -> None:
        self.sent += [parcel.take_apart(raw).head.chain_seq for raw in parcels]

    def answers(self, position: int, _have: int, _hold: int, _reference: int = 0) -> Iterator[bytes]:
        self.asked.append(position)
        told = self.pages[position] if position < len(self.pages) else {}
        said = Answers(
            desk=DESK,
            have=0,
            chain_ok_to=99,
            position=max(position, min(position + 1, len(self.pages))),
            now=1,
            results=[Result(seq, outcome) for seq, outcome in told.items()],
            more=position + 1 < len(self.pages),
        )
        yield answers.make(said, DESK_SEAL.public, CENTRE_SIGN)


def test_what_is_held_or_refused_stays_though_the_chain_covers_it_and_goes_no_more() -> None:
    spool, heard = FakeSpool(3), SpoolHeard()
    line = ToldInPages({1: "accepted", 2: "refused", 3: "held"})
    assert send_spooled(line, spool, IDENTITY, print, heard=heard) == Sent(confirmed=1, left=2)  # type: ignore[arg-type]
    assert sorted(spool.files) == [2, 3]
    again = send_spooled(line, spool, IDENTITY, print, heard=heard)  # type: ignore[arg-type]
    assert (again.left, again.open, line.sent) == (2, 0, [1, 2, 3])
    spool.put(entry(4))
    line.pages.append({4: "accepted"})
    assert send_spooled(line, spool, IDENTITY, print, heard=heard) == Sent(confirmed=1, left=2)  # type: ignore[arg-type]
    assert (line.sent, line.asked) == ([1, 2, 3, 4], [0, 1])


def test_the_centre_is_heard_to_the_end_before_anything_is_said_to_be_open() -> None:
    spool = FakeSpool(2)
    line = ToldInPages({2: "held"}, {}, {2: "accepted"})
    sent = send_spooled(line, spool, IDENTITY, print)  # type: ignore[arg-type]
    assert (sent, sent.open, line.asked) == (Sent(confirmed=1, left=1), 1, [0, 1, 2])
    assert sorted(spool.files) == [1]


@pytest.fixture
def line() -> FakeLine:
    return FakeLine(ModelCentre(), Watch())


def test_everything_is_sent_and_deleted_when_the_centre_has_it(line: FakeLine) -> None:
    spool = FakeSpool(5)
    assert send_spooled(line, spool, IDENTITY, print) == Sent(confirmed=5, left=0)
    assert spool.files == {}
    assert line.centre.effects == dict.fromkeys(range(1, 6), 1)


def test_an_empty_spool_says_nothing(line: FakeLine) -> None:
    assert send_spooled(line, FakeSpool(), IDENTITY, print) == Sent(0, 0)
    assert line.dialled == []


def test_sent_again_it_has_no_second_effect(line: FakeLine) -> None:
    send_spooled(line, FakeSpool(3), IDENTITY, print)
    assert send_spooled(line, FakeSpool(4), IDENTITY, print) == Sent(confirmed=4, left=0)
    assert set(line.centre.effects.values()) == {1}


def test_without_an_answer_every_file_stays(line: FakeLine) -> None:
    line.deaf = True
    spool = FakeSpool(2)
    assert send_spooled(line, spool, IDENTITY, print) == Sent(confirmed=0, left=2)
    assert sorted(spool.files) == [1, 2]


def test_a_forged_answer_deletes_nothing(line: FakeLine) -> None:
    alarms: list[str] = []
    spool = FakeSpool(2)
    line.deaf = True
    line.answers = lambda *_: iter([line.centre.answer(0, signer=SigningKey(b"x" * 32))])  # type: ignore[method-assign]
    assert send_spooled(line, spool, IDENTITY, alarms.append) == Sent(confirmed=0, left=2)
    assert alarms == ["answer_forged"]
    assert sorted(spool.files) == [1, 2]


@pytest.mark.parametrize("code", ["line_body_limit", "line_slow"])
def test_where_bodies_do_not_get_through_it_goes_by_small_requests_and_is_remembered(line: FakeLine, code: str) -> None:
    line.stream_fault = Unavailable(code)
    ways = Ways()
    assert send_spooled(line, FakeSpool(40), IDENTITY, print, ways) == Sent(confirmed=40, left=0)
    assert line.centre.effects == dict.fromkeys(range(1, 41), 1)
    line.dialled.clear()
    assert send_spooled(line, FakeSpool(40), IDENTITY, print, ways) == Sent(confirmed=40, left=0)
    assert not line.has_dialled("send")


def test_what_arrived_before_a_cut_need_not_go_again(line: FakeLine) -> None:
    spool, carry = FakeSpool(5), line.send

    def cut_after_three(parcels: Iterator[bytes]) -> None:
        carry(itertools.islice(parcels, 3))
        raise Unavailable("line_down")

    line.send = cut_after_three  # type: ignore[method-assign]
    with pytest.raises(Unavailable, match="line_down"):
        send_spooled(line, spool, IDENTITY, print)
    assert sorted(spool.files) == [4, 5]


@pytest.mark.parametrize("count", [0, 2])
def test_what_the_centre_wants_of_the_desk_is_told_once_while_it_lasts(line: FakeLine, count: int) -> None:
    line.centre.order = "stop"
    told = Told(line, FakeSpool(count))
    told.until(1)
    told.rounds.nudge()
    told.until(2)
    assert told.orders == ["stop"]
    line.centre.order = "wipe"
    told.rounds.nudge()
    line.watch.until(lambda: told.orders == ["stop", "wipe"])
    assert told.rounds.stop()


def test_the_rounds_go_on_until_the_line_is_back(line: FakeLine) -> None:
    pulse, spool = HandMovedPulse(), FakeSpool(3)
    line.fault = Unavailable("line_down")
    rounds = SpoolRounds(line, spool, IDENTITY, pulse, jitter=lambda: 0.5, alarm=print)
    rounds.start()
    line.watch.until(lambda: bool(line.dialled))
    line.mend()
    rounds.nudge()
    while spool.files:
        pulse.advance(LOOK_AGAIN)
    assert rounds.stop()
    assert line.centre.effects == dict.fromkeys((1, 2, 3), 1)


class Told:
    """Rounds over one line, and every state of it that was told, at a wall clock in the test's hand."""

    def __init__(self, line: FakeLine, spool: FakeSpool) -> None:
        self.line, self.pulse, self.states = line, HandMovedPulse(), list[LinkState]()
        self.wall = 7
        self.orders: list[str] = []
        self.rounds = SpoolRounds(
            line,
            spool,
            IDENTITY,
            self.pulse,
            jitter=lambda: 0.5,
            alarm=lambda _code: None,
            link=self._note,
            order=self._hear,
            now=lambda: self.wall,
        )
        self.rounds.start()

    def until(self, count: int) -> LinkState:
        """The newest state, once so many were told."""
        self.line.watch.until(lambda: len(self.states) >= count)
        return self.states[-1]

    def _hear(self, order: str) -> None:
        self.orders.append(order)
        self.line.watch.note()

    def _note(self, state: LinkState) -> None:
        self.states.append(state)
        self.line.watch.note()


def test_the_line_works_once_the_centre_has_answered_even_with_an_empty_spool(line: FakeLine) -> None:
    told = Told(line, FakeSpool())
    assert told.until(1) == LinkState(kind="good", exchanged=7)
    assert line.dialled == [("answers", 0)]
    assert told.rounds.stop()


def test_what_is_sent_is_an_exchange_too(line: FakeLine) -> None:
    told = Told(line, FakeSpool(3))
    assert told.until(1) == LinkState(kind="good", exchanged=7, waiting=0)
    assert told.rounds.stop()


def test_a_line_that_is_down_says_since_when_and_what_waits(line: FakeLine) -> None:
    line.fault = Unavailable("line_portal")
    told = Told(line, FakeSpool(2))
    assert told.until(1) == LinkState(kind="down", code="line_portal", since=7, waiting=2)
    told.wall, line.fault = 8, Unavailable("line_down")
    told.rounds.nudge()
    assert told.until(2) == LinkState(kind="down", code="line_down", since=7, waiting=2)
    line.mend()
    told.rounds.nudge()
    assert told.until(3) == LinkState(kind="good", exchanged=8)
    assert told.rounds.stop()


def test_a_desk_that_has_stopped_does_not_blame_the_line(line: FakeLine) -> None:
    line.fault = Damaged(DESK_RESTORED)
    told = Told(line, FakeSpool(2))
    assert told.until(1) == LinkState(kind="stopped", code=DESK_RESTORED, since=7, waiting=2)
    assert told.rounds.stop()


def test_whoever_answers_without_the_centres_signature_is_no_line(line: FakeLine) -> None:
    line.answers = lambda *_: iter([line.centre.answer(0, signer=SigningKey(b"x" * 32))])  # type: ignore[method-assign]
    told = Told(line, FakeSpool())
    assert (told.until(1).kind, told.states[0].code) == ("down", "line_portal")
    assert told.rounds.stop()


def test_an_attempt_that_is_ended_at_sign_in_says_nothing_of_the_line(line: FakeLine) -> None:
    line.carries = 0
    told = Told(line, FakeSpool(1))
    line.watch.until(lambda: bool(line.dialled))
    assert told.rounds.stop()
    assert told.states == []

"""What goes up, through cuts and rejections."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from clerk_app.contract.entries import EntryRow
from clerk_app.contract.parcel import take_apart
from clerk_app.domain.errors import Refused
from clerk_app.ports.outbox import OutboxState
from clerk_app.sync.cutting import Cutter
from clerk_app.sync.outgoing import Outgoing
from tests.support.fake_outbox import FakeOutbox, InlineWrite
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import IDENTITY


class Desk:
    """An outbox, what sends it, and the centre that it is sent to."""

    def __init__(self, reject: Callable[[list[EntryRow]], str] = lambda _: "") -> None:
        self.now = 7.0
        self.outbox = FakeOutbox()
        self.centre = ModelCentre(reject)
        self.changed: set[bytes] = set()
        self.outgoing = Outgoing(
            self.outbox,
            InlineWrite(),
            Cutter(IDENTITY),
            self.changed.update,
            now=lambda: 0,
            monotonic=lambda: self.now,
        )

    def post(self) -> bool:
        """One request, as the line would carry it; tells whether the next should begin at once."""
        try:
            for raw in self.outgoing.parcels():
                self.centre.receive(raw)
        except Refused as error:
            return self.outgoing.rejected(error.code)
        return self.outgoing.sent()

    def post_all(self) -> None:
        for _ in range(200):
            if not self.post() and self.outgoing.unanswered == 0 and self.outbox.cut(1, 0) is None:
                return
            self.outgoing.confirmed(self.centre.have)


def poisoned(*seqs: int) -> Callable[[list[EntryRow]], str]:
    return lambda rows: "malformed" if any(row.seq in seqs for row in rows) else ""


def numbers(parcels: Iterator[bytes]) -> list[tuple[int, int]]:
    return [(head.first, head.count) for head in (take_apart(raw).head for raw in parcels)]


def test_everything_due_goes_in_parcels_of_consecutive_numbers() -> None:
    desk = Desk()
    desk.outbox.accept(300, size=400)
    sent = numbers(desk.outgoing.parcels())
    assert len(sent) >= 3
    place = 1
    for first, count in sent:
        assert first == place
        place += count
    assert place == 301
    assert numbers(desk.outgoing.parcels()) == []


def test_after_a_cut_it_goes_on_behind_what_the_centre_has() -> None:
    desk = Desk()
    desk.outbox.accept(300, size=400)
    sent = numbers(desk.outgoing.parcels())
    arrived = sent[1][0] + sent[1][1] - 1
    desk.centre.numbers = set(range(1, arrived + 1))
    assert desk.outgoing.unanswered > 0
    desk.outgoing.rewind()
    assert desk.outgoing.unanswered == 0
    desk.outbox.apply_have(arrived)
    assert numbers(desk.outgoing.parcels()) == sent[2:]


def test_what_was_cut_before_a_restart_goes_first() -> None:
    desk = Desk()
    desk.outbox.accept(3)
    assert desk.outbox.cut(10_000, 0) is not None
    desk.outbox.accept(2)
    assert numbers(desk.outgoing.parcels()) == [(1, 3), (4, 2)]


def test_confirmed_settles_whole_parcels_only() -> None:
    desk = Desk()
    desk.outbox.accept(100, size=400)
    (_, first), *_ = numbers(desk.outgoing.parcels())
    before = desk.outgoing.unanswered
    assert desk.outgoing.confirmed(first - 1) == 0
    settled = desk.outgoing.confirmed(first)
    assert settled > 0
    assert desk.outgoing.unanswered == before - settled
    assert desk.outgoing.moved == 7.0


@pytest.mark.parametrize("seq", [1, 7, 40])
def test_one_entry_that_no_parcel_gets_through_is_held_alone(seq: int) -> None:
    desk = Desk(poisoned(seq))
    desk.outbox.accept(40)
    desk.post_all()
    assert desk.outbox.in_state(OutboxState.HELD) == [seq]
    assert desk.outbox.rows[seq].code == "malformed"
    assert desk.changed == {desk.outbox.rows[seq].entry.header.subject}
    assert sorted(desk.centre.effects) == [other for other in range(1, 41) if other != seq]


def test_the_number_of_the_held_one_goes_to_the_next_so_that_no_gap_stays() -> None:
    desk = Desk(poisoned(2))
    desk.outbox.accept(5)
    desk.post_all()
    assert desk.centre.have == 1
    desk.outbox.accept(1)
    desk.post()
    assert desk.centre.have == 5


def test_when_everything_is_rejected_only_one_entry_is_held_and_the_rest_wait() -> None:
    desk = Desk(lambda _: "signature_wrong")
    desk.outbox.accept(8)
    going = True
    for _ in range(100):
        going = desk.post()
        if not going:
            break
    assert not going
    assert len(desk.outbox.in_state(OutboxState.HELD)) == 1
    assert len(desk.outbox.in_state(OutboxState.SENDING)) == 7


def test_one_parcel_at_a_time_goes_on_where_the_last_ended() -> None:
    desk = Desk()
    desk.outbox.accept(100, size=400)
    raws = list(iter(desk.outgoing.one, None))
    assert len(raws) > 1
    given = [number for first, count in numbers(iter(raws)) for number in range(first, first + count)]
    assert given == list(range(1, 101))
    assert desk.outgoing.unanswered == sum(map(len, raws))


def test_a_stream_gives_until_it_has_no_more() -> None:
    desk = Desk()
    desk.outbox.accept(100, size=400)
    assert not desk.outgoing.giving
    parcels = desk.outgoing.parcels()
    next(parcels)
    assert desk.outgoing.giving
    list(parcels)
    assert not desk.outgoing.giving


def test_what_is_given_flows_while_somebody_takes_it_and_always_once_all_is_given() -> None:
    desk = Desk()
    desk.outbox.accept(100, size=400)
    assert desk.outgoing.flows(9.0)
    parcels = desk.outgoing.parcels()
    next(parcels)
    assert not desk.outgoing.flows(7.0)  # the clock says 7, and nothing was taken since 0
    next(parcels)
    assert desk.outgoing.flows(7.0)
    list(parcels)
    assert desk.outgoing.flows(0.1)


def test_a_request_that_failed_does_not_end_the_giving_of_the_next() -> None:
    desk = Desk()
    desk.outbox.accept(100, size=400)
    failed = desk.outgoing.parcels()
    next(failed)
    desk.outgoing.rewind()
    assert not desk.outgoing.giving
    again = desk.outgoing.parcels()
    next(again)
    del failed
    assert desk.outgoing.giving


def test_the_oldest_parcel_on_the_way_is_due_by_when_it_was_given_and_what_came_before_it() -> None:
    desk = Desk()
    assert desk.outgoing.due(4096) == 0.0
    desk.outbox.accept(100, size=400)
    first, last = numbers(iter([next(desk.outgoing.parcels())]))[0]
    size = desk.outgoing.unanswered
    at = desk.outgoing.due(1024)
    assert at == pytest.approx(desk.outgoing.due(4096) + (size + 16 * 1024) * (1 / 1024 - 1 / 4096))
    desk.outgoing.confirmed(last)
    assert first == 1
    assert desk.outgoing.due(1024) == 0.0


def test_how_fast_the_newest_confirmed_parcel_passed_is_told() -> None:
    desk = Desk()
    desk.outbox.accept(2000)
    first, second = desk.outgoing.one(), desk.outgoing.one()
    assert first is not None
    assert second is not None
    desk.now += 0.5
    desk.outgoing.confirmed(take_apart(second).head.first - 1)
    assert desk.outgoing.passed == pytest.approx(len(first) / 0.5)
    desk.now += 1.5
    desk.outgoing.confirmed(1000)
    assert desk.outgoing.passed == pytest.approx(len(second) / 2.0)


def test_the_time_that_a_request_waited_for_the_line_is_noted() -> None:
    desk = Desk()
    desk.outbox.accept(2000)
    given = 0
    for raw in desk.outgoing.parcels():
        given += len(raw)
        desk.now += 0.25
    assert given > 48 * 1024
    assert desk.outgoing.taken.rate == pytest.approx(8192 / 0.25, rel=0.2)

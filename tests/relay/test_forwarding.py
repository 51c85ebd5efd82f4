"""Forwarding, step by step: in order, once, past what the centre rejects, with patience while there is no line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.contract.parcel import take_apart
from clerk_app.contract.relay import Fetched, OfficeKey
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.relay.forwarding import DAY, KEPT_FOR, LISTENS_FOR, Forwarder
from clerk_app.relay.knowing import Knowing
from clerk_app.relay.shelf import Limits, Shelf
from clerk_app.sync.cutting import Cutter
from tests.support.fake_outbox import FakeOutbox
from tests.support.lone_relay import KEY, ModelUpstream, told
from tests.support.sync_entries import DESK, IDENTITY


class Office:
    """A shelf with a forwarder that the test takes from step to step."""

    def __init__(self, folder: Path) -> None:
        self.shelf = Shelf(folder / "relay.db", Limits(answers=3))
        self.upstream = ModelUpstream()
        self.now = 1000 * DAY
        self.seconds = 0.0
        self.forwarder = Forwarder(
            self.shelf, self.upstream, lambda: self.now, monotonic=lambda: self.seconds, jitter=lambda: 1.0
        )
        self.knowing = Knowing(self.shelf, "R1", b"f" * 32, self.forwarder.want_key)
        self.forwarder.know(self.knowing)
        self.outbox = FakeOutbox()
        self.cutter = Cutter(IDENTITY)

    def leave(self, count: int = 1) -> list[bytes]:
        """Entries cut, one a parcel, and left here."""
        made = []
        for _ in range(count):
            self.outbox.accept()
            cut = self.outbox.cut(1, 0)
            assert cut is not None
            made.append(self.cutter.parcel(cut))
            self.shelf.put(take_apart(made[-1]).head, made[-1], self.now)
        return made

    def step(self, seconds: float = 0.0) -> float:
        self.seconds += seconds
        return self.forwarder.step()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.shelf.close()


def test_what_was_left_reaches_the_centre_once_and_its_answer_comes_back(office: Office) -> None:
    office.leave(5)
    office.shelf.heard(DESK, 0, 0, office.now)
    office.step()
    office.step(60)
    assert office.upstream.centre.effects == dict.fromkeys(range(1, 6), 1)
    assert office.upstream.centre.parcels == 5
    assert len(office.shelf.heard(DESK, 0, 0, office.now)) == 1
    assert office.upstream.asked.count("carry") == 1


def test_who_listens_when_it_begins_is_fetched_for_however_long_that_takes(office: Office) -> None:
    office.leave(5)
    office.shelf.heard(DESK, 0, 0, office.now)
    answer = office.upstream.answer

    def slowly(desk: str, position: int, have: int) -> Fetched:
        office.now += 2 * LISTENS_FOR
        return answer(desk, position, have)

    office.upstream.answer = slowly  # type: ignore[method-assign]
    office.step()
    office.step(60)
    assert len(office.shelf.heard(DESK, 0, 0, office.now)) == 1


def test_one_that_the_centre_rejects_keeps_none_of_the_others_back(office: Office) -> None:
    office.leave(4)
    office.upstream.centre.reject = lambda rows: "malformed" if rows[0].seq == 2 else ""
    office.step()
    assert set(office.upstream.centre.effects) == {1, 3, 4}
    assert office.shelf.kept(10**6, 10) == []
    before = office.upstream.centre.parcels
    office.step(60)
    assert office.upstream.centre.parcels == before


def test_without_a_line_nothing_is_lost_and_each_wait_is_longer_to_a_bound(office: Office) -> None:
    office.leave(2)
    office.upstream.down = True
    waits = []
    for _ in range(8):
        with pytest.raises(Unavailable) as met:
            office.step(60)
        waits.append(office.forwarder.after(met.value))
    assert waits == [2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0, 30.0]
    office.upstream.down = False
    office.step()
    assert len(office.upstream.centre.effects) == 2
    assert office.forwarder.after(Unavailable("line_down")) == 2.0
    assert office.forwarder.after(Unavailable("centre_busy", retry_after=60)) == 60.0


def test_a_relay_that_is_shut_out_waits_long_and_keeps_what_it_has(office: Office) -> None:
    office.leave(1)
    assert office.forwarder.after(Refused("relay_revoked")) == 300.0
    assert len(office.shelf.kept(10**6, 10)) == 1


def test_the_key_is_asked_for_at_first_now_and_then_and_when_somebody_knows_more(office: Office) -> None:
    office.step()
    assert office.knowing.key == told()
    office.step(60)
    assert office.upstream.asked.count("key") == 1
    office.upstream.says = told(OfficeKey(2, KEY.secret))
    office.forwarder.want_key()
    office.step(0)
    assert office.knowing.key == office.upstream.says
    office.forwarder.want_key()
    assert office.step(1) <= 4.0
    assert office.upstream.asked.count("key") == 2
    office.step(4)
    assert office.upstream.asked.count("key") == 3
    office.step(300)
    assert office.upstream.asked.count("key") == 4


def test_nobody_is_asked_for_who_does_not_listen(office: Office) -> None:
    office.shelf.heard(DESK, 0, 0, office.now - LISTENS_FOR - 1)
    office.step()
    assert "answer" not in office.upstream.asked


def test_a_desk_that_hears_everything_has_nothing_kept_for_it(office: Office) -> None:
    office.leave(1)
    office.shelf.heard(DESK, 0, 0, office.now)
    office.step()
    office.shelf.heard(DESK, 1, 1, office.now)
    office.step(60)
    assert office.shelf.heard(DESK, 1, 1, office.now) == []


def test_answers_for_a_desk_that_went_home_do_not_pile_up(office: Office) -> None:
    office.shelf.heard(DESK, 0, 0, office.now)
    for _ in range(6):
        office.leave(1)
        office.step(60)
    assert len(office.shelf.heard(DESK, 0, 0, office.now)) == 3


def test_what_is_too_old_goes(office: Office) -> None:
    office.leave(1)
    office.upstream.down = True
    office.now += KEPT_FOR + 1
    with pytest.raises(Unavailable):
        office.step(3600)
    assert office.shelf.kept(10**6, 10) == []


def test_it_tells_for_how_long_it_has_not_reached_the_centre(office: Office) -> None:
    office.step()
    assert office.forwarder.away() == 0
    office.leave(1)
    office.upstream.down = True
    with pytest.raises(Unavailable) as met:
        office.step(90)
    office.forwarder.after(met.value)
    assert office.forwarder.away() == 90
    office.upstream.down = False
    office.step(60)
    assert office.forwarder.away() == 0

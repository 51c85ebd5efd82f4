from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.ports.desk_file import ListFilter
from clerk_app.store.requests import DeskRequests
from clerk_app.store.uploads import STUCK_AFTER, DeskUploads
from tests.store.desk import Desk, answers, subject
from tests.store.test_enclosures import PDF, keep


@pytest.fixture
def uploads(desk: Desk) -> DeskUploads:
    return DeskUploads(desk.database)


@pytest.fixture
def waiting(desk: Desk, tmp_path: Path) -> tuple[EnclosureRef, ...]:
    """Two enclosures of entries that the centre has accepted; the first is named by two requests."""
    first, second = keep(desk, tmp_path, PDF + b"1"), keep(desk, tmp_path, PDF + b"2", "two.pdf")
    desk.accept(1, enclosures=(first,))
    desk.accept(2, enclosures=(second, first))
    desk.outbox.cut(100_000, desk.micros())
    desk.outbox.apply(answers(have=2))
    return first, second


def test_enclosures_wait_until_their_entry_is_accepted_and_they_are_up(desk: Desk, tmp_path: Path) -> None:
    uploads = DeskUploads(desk.database)
    first, second = keep(desk, tmp_path, PDF + b"1"), keep(desk, tmp_path, PDF + b"2", "two.pdf")
    desk.accept(1, enclosures=(second,))
    desk.accept(2, enclosures=(first, second))
    assert uploads.waiting() == ()
    desk.outbox.cut(100_000, desk.micros())
    desk.outbox.apply(answers(have=2))
    assert uploads.waiting() == (second, first)
    uploads.uploaded(second.sha256)
    assert uploads.waiting() == (first,)
    desk.accept(3, enclosures=(second,))
    desk.outbox.cut(100_000, desk.micros())
    desk.outbox.apply(answers(have=3))
    assert uploads.waiting() == (first,)


def test_one_that_is_held_is_tried_no_more_and_is_told(uploads: DeskUploads, waiting: tuple[EnclosureRef, ...]) -> None:
    first, second = waiting
    assert uploads.failed(first.sha256, "enclosure_damaged", 0, held=True) == {subject(1), subject(2)}
    assert uploads.waiting() == (second,)
    (stuck,) = uploads.stuck()
    assert (stuck.subject, stuck.seq, stuck.ref) == (subject(1), 1, first)
    assert (stuck.held, stuck.code) == (True, "enclosure_damaged")
    uploads.again(first.sha256)
    assert uploads.stuck() == ()
    assert uploads.waiting() == (first, second)


def test_one_that_fails_again_and_again_is_told_but_tried_on(
    uploads: DeskUploads, waiting: tuple[EnclosureRef, ...]
) -> None:
    first, second = waiting
    for _ in range(STUCK_AFTER - 1):
        assert uploads.failed(first.sha256, "line_portal", 100, held=False) == frozenset()
    assert uploads.stuck() == ()
    assert uploads.failed(first.sha256, "line_portal", 100, held=False) == {subject(1), subject(2)}
    assert [(one.held, one.code) for one in uploads.stuck()] == [(False, "line_portal")]
    assert uploads.waiting() == (second, first)
    assert uploads.uploaded(first.sha256) == {subject(1), subject(2)}
    assert uploads.stuck() == ()


def test_as_long_as_bytes_arrive_it_is_not_stuck(uploads: DeskUploads, waiting: tuple[EnclosureRef, ...]) -> None:
    for reached in range(3 * STUCK_AFTER):
        assert uploads.failed(waiting[0].sha256, "line_slow", reached * 4096, held=False) == frozenset()
    assert uploads.stuck() == ()


def test_one_that_went_up_at_once_needs_nobody(uploads: DeskUploads, waiting: tuple[EnclosureRef, ...]) -> None:
    uploads.failed(waiting[0].sha256, "line_slow", 0, held=False)
    assert [uploads.uploaded(ref.sha256) for ref in waiting] == [frozenset(), frozenset()]


def test_a_stuck_one_is_counted_and_listed_with_what_needs_attention(
    desk: Desk, uploads: DeskUploads, waiting: tuple[EnclosureRef, ...]
) -> None:
    requests, which = DeskRequests(desk.database, desk.clock), ListFilter(scope="attention")
    assert (requests.counts().attention, requests.page(which, limit=9)) == (0, ())
    uploads.failed(waiting[1].sha256, "too_large", 0, held=True)
    assert requests.counts().attention == 1
    assert [view.subject for view in requests.page(which, limit=9)] == [subject(2)]
    assert requests.page(ListFilter(scope="attention", clerk="somebody else"), limit=9) == ()

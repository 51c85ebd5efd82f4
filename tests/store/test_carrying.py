from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.contract.answers import Result
from clerk_app.domain.errors import Damaged
from clerk_app.ports.bundle import Waiting
from clerk_app.store.carrying import DeskUnconfirmed
from clerk_app.store.restored import Restores
from clerk_app.store.uploads import DeskUploads
from tests.store.desk import DESK, Desk, answers
from tests.store.test_enclosures import PDF, keep


@pytest.fixture
def unconfirmed(desk: Desk) -> DeskUnconfirmed:
    return DeskUnconfirmed(desk.database, DESK)


def test_what_waits_and_what_is_on_the_way_is_taken_and_nothing_changes(
    desk: Desk, unconfirmed: DeskUnconfirmed
) -> None:
    for who in (1, 2, 3):
        desk.accept(who)
    desk.annul(2)
    desk.outbox.cut(1, desk.micros())
    before = desk.rows("SELECT * FROM desk_outbox")
    waiting = unconfirmed.waiting()
    assert [(one.seq, one.request) for one in waiting] == [(1, True), (2, True), (3, True), (4, False)]
    assert waiting[0] == Waiting(1, before[0][4], request=True)
    assert [entry.header.seq for entry in unconfirmed.entries([2, 4])] == [2, 4]
    assert desk.rows("SELECT * FROM desk_outbox") == before


def test_what_the_centre_has_or_a_person_must_decide_stays_behind(desk: Desk, unconfirmed: DeskUnconfirmed) -> None:
    for who in (1, 2, 3):
        desk.accept(who)
    desk.annul(2)
    held = Result(2, "held", "conflict")
    desk.outbox.apply(answers(results=[Result(1, "accepted"), held]))
    assert [one.seq for one in unconfirmed.waiting()] == [3]
    assert unconfirmed.reached() == desk.outbox.reached()


def test_enclosures_go_with_their_entries_until_the_centre_has_them(
    desk: Desk, unconfirmed: DeskUnconfirmed, tmp_path: Path
) -> None:
    first, second = keep(desk, tmp_path, PDF + b"1"), keep(desk, tmp_path, PDF + b"2", "two.pdf")
    third = keep(desk, tmp_path, PDF + b"3", "three.pdf")
    desk.accept(1, enclosures=(first,))
    desk.accept(2, enclosures=(second, first))
    desk.accept(3, enclosures=(third,))
    assert unconfirmed.enclosed() == (first, second, third)
    desk.outbox.apply(answers(results=[Result(1, "accepted"), Result(3, "refused", "malformed")]))
    assert unconfirmed.enclosed() == (first, second)
    uploads = DeskUploads(desk.database)
    uploads.uploaded(first.sha256)
    uploads.failed(second.sha256, "enclosure_damaged", 0, held=True)
    assert unconfirmed.enclosed() == ()


def test_a_desk_that_has_stopped_takes_nothing_along(desk: Desk, unconfirmed: DeskUnconfirmed) -> None:
    Restores(desk.database, DESK, desk.clock).stop("centre", 9)
    for ask in (unconfirmed.waiting, unconfirmed.enclosed, unconfirmed.reached):
        with pytest.raises(Damaged, match="desk_restored"):
            ask()

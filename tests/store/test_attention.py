from __future__ import annotations

import pytest

from clerk_app.contract import canonical
from clerk_app.contract.answers import Result
from clerk_app.domain.delivery_bodies import Noted
from clerk_app.domain.errors import Refused
from clerk_app.domain.ezup_bodies import Stated
from clerk_app.domain.index_bodies import RatingGiven
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store.attention import DeskAttention
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.requests import DeskRequests
from tests.store.desk import DESK, Desk, answers, subject


@pytest.fixture
def held(desk: Desk) -> Desk:
    desk.accept(1, deadline="2026-12-20")
    desk.accept(2, deadline="2026-11-25")
    desk.accept(3)
    desk.outbox.cut(100_000, desk.micros())
    results = [Result(1, "held", "conflict", {"fields": "a"}), Result(2, "refused", "not_ours")]
    desk.outbox.apply(answers(have=3, results=results))
    return desk


def test_what_needs_a_person_stands_by_deadline(held: Desk) -> None:
    found = DeskAttention(held.database, DESK).attention()
    assert [(item.seq, item.state, item.code, item.params) for item in found] == [
        (2, "refused", "not_ours", {}),
        (1, "held", "conflict", {"fields": "a"}),
    ]
    assert found[0].subject == subject(2)
    assert found[0].kind == "request.received"
    view = DeskRequests(held.database, held.clock).view(subject(1))
    assert view is not None
    assert (view.mark, view.hold) == ("held", "conflict")


def test_a_held_entry_can_go_again_and_a_refused_one_cannot(held: Desk) -> None:
    attention = DeskAttention(held.database, DESK)
    attention.retry(1)
    with pytest.raises(Refused, match="entry_not_held"):
        attention.retry(2)
    cut = held.outbox.cut(100_000, held.micros())
    assert cut is not None
    assert (cut.first, [entry.header.seq for entry in cut.entries]) == (4, [1])


def test_what_is_put_back_waits_for_its_moment(desk: Desk) -> None:
    desk.accept(1)
    DeskAttention(desk.database, DESK).put_back([1], desk.micros() + 60_000_000, "line_down")
    assert desk.outbox.cut(1000, desk.micros()) is None
    desk.clock.move(seconds=61)
    assert desk.outbox.cut(1000, desk.micros()) is not None


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("delivery.noted", Noted(delivery="0a" * 16, state="returned", on="2026-11-23", clerk="c")),
        ("ezup.stated", Stated(choices=(), signed="paper", stated_local="", clerk="c")),
        ("rating.given", RatingGiven(grade=4)),
    ],
)
def test_what_was_left_as_the_centre_has_it_needs_nobody_and_is_known_as_not_taken(
    desk: Desk, kind: str, body: object
) -> None:
    desk.accept(1)
    entry = NewEntry(kind=kind, subject=subject(1), grant="grant-1", body=canonical.encode(body))
    seq = desk.journal.record(entry).header.seq
    desk.outbox.cut(100_000, desk.micros())
    results = [Result(1, "accepted"), Result(seq, "refused", "delivery_unknown")]
    desk.outbox.apply(answers(have=seq, results=results))
    attention = DeskAttention(desk.database, DESK)
    attention.let_go(seq)
    assert attention.attention() == ()
    way = DeskCaseFiles(desk.database, DESK).of(subject(1)).way(seq)
    assert (way.left, way.mark, way.code) == (True, "accepted", "delivery_unknown")

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.contract import canonical
from clerk_app.contract.answers import Outcome, Result
from clerk_app.domain.bodies import ReceiptPrinted
from clerk_app.domain.index_bodies import RatingGiven
from clerk_app.domain.index_facts import COUNTED_AS
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store import measures
from clerk_app.store.attention import DeskAttention
from clerk_app.store.measures import Measuring
from tests.store.desk import DESK, Desk, answers, case_told, change, open_desk, subject
from tests.store.desk import body as received


def rows(desk: Desk) -> list[tuple[object, ...]]:
    return desk.rows("SELECT seq, grade FROM view_measure ORDER BY seq")


def record(desk: Desk, who: int, kind: str, body: object) -> None:
    desk.journal.record(NewEntry(kind=kind, subject=subject(who), grant="g", body=canonical.encode(body)))


def test_a_request_counts_with_its_commit_and_not_once_it_is_annulled(desk: Desk) -> None:
    first, second = desk.accept(1).entry.header.seq, desk.accept(2).entry.header.seq
    assert rows(desk) == [(first, 0), (second, 0)]
    record(desk, 2, "rating.given", RatingGiven(grade=5))
    assert rows(desk) == [(first, 0), (second, 5)]
    desk.annul(1)
    assert rows(desk) == [(second, 5)]


def test_a_request_of_another_desk_does_not_count_and_one_of_the_portal_goes_with_its_case(desk: Desk) -> None:
    other = change(1, 50, 1, case_told(received("B2-1", 1), subject(50), serial=1), kind="case", desk="B2")
    filed = change(
        2, 51, 1, case_told(received("EU-2026-000001-K", 2), subject(51), serial=2), kind="case", desk="PORT"
    )
    desk.outbox.apply(answers(position=2, changes=[other, filed]))
    assert [origin for (origin,) in desk.rows("SELECT origin FROM view_measure")] == [2]
    desk.outbox.apply(answers(position=3, changes=[change(3, 51, 2, {}, kind="gone", desk="PORT")]))
    assert rows(desk) == []


def test_what_an_update_left_out_is_made_up_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = open_desk(tmp_path)
    for who in range(9):
        desk.accept(who)
    record(desk, 3, "rating.given", RatingGiven(grade=4))
    live = desk.rows("SELECT * FROM view_measure ORDER BY seq")
    with desk.database.writing() as connection:
        connection.execute("DELETE FROM view_measure")
    ticks = iter(range(10_000))
    measuring, steps = Measuring(desk.database, DESK, monotonic=lambda: float(next(ticks))), 1
    while measuring.step(budget=3):
        steps += 1
    assert steps > 3
    assert desk.rows("SELECT * FROM view_measure ORDER BY seq") == live
    with desk.database.writing() as connection:
        connection.execute("DELETE FROM view_measure")
    assert not Measuring(desk.database, DESK).step()
    assert rows(desk) == []  # it knows that it is through
    monkeypatch.setattr(measures, "COUNTED_AS", COUNTED_AS + 1)
    assert not Measuring(desk.database, DESK).step(60)
    assert desk.rows("SELECT * FROM view_measure ORDER BY seq") == live  # what is counted otherwise is counted anew
    desk.close()


def test_a_printed_receipt_changes_nothing_that_is_counted(desk: Desk) -> None:
    view = desk.accept(1).view
    assert measures.is_silent(ReceiptPrinted(job="ab", copy=0, proof="printer"))
    assert not measures.may_differ(view, view, "registered")
    assert measures.may_differ(view, view, "status")


def grades(desk: Desk) -> list[object]:
    return [grade for _seq, grade in rows(desk)]


@pytest.mark.parametrize("outcome", ["held", "refused"])
def test_what_the_centre_does_not_take_counts_no_more_until_it_is_taken(desk: Desk, outcome: Outcome) -> None:
    desk.accept(1)
    record(desk, 1, "rating.given", RatingGiven(grade=5))
    desk.outbox.cut(100_000, desk.micros())
    desk.outbox.apply(answers(have=1))
    assert grades(desk) == [5]
    desk.outbox.apply(answers(have=2, results=[Result(2, outcome, "not_permitted")]))
    assert grades(desk) == [0]
    desk.outbox.apply(answers(have=2, results=[Result(2, "accepted")]))
    assert grades(desk) == [5]


def test_a_held_entry_counts_again_once_it_goes_again_and_not_once_it_is_left(desk: Desk) -> None:
    attention = DeskAttention(desk.database, DESK)
    desk.accept(1)
    record(desk, 1, "rating.given", RatingGiven(grade=5))
    desk.outbox.hold(2, "too_large")
    assert grades(desk) == [0]
    attention.retry(2)
    assert grades(desk) == [5]
    desk.outbox.hold(2, "too_large")
    attention.let_go(2)
    assert grades(desk) == [0]


def test_what_is_no_request_has_no_row_to_write_anew(desk: Desk) -> None:
    with desk.database.writing() as connection:
        measures.recount(connection, DESK, subject(9))
        measures.recount(connection, DESK, None)
    assert rows(desk) == []

"""Requests that were received elsewhere: their place below zero, what was received, and when they are forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.contract import canonical
from clerk_app.contract.answers import Result, Status
from clerk_app.contract.cases import PORTAL, Case, Handed
from clerk_app.domain.bodies import OnPaper
from clerk_app.domain.case_bodies import CaseMoved
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store import elsewhere
from clerk_app.store.attention import DeskAttention
from clerk_app.store.database import Connection
from clerk_app.store.rebuild import Rebuild
from clerk_app.store.requests import DeskRequests
from tests.store.desk import DESK, Desk, answers, body, case_told, change, subject


def told(who: int, number: str = "B2-000004-X", *, serial: int = 1, **facts: object) -> Case:
    return case_told(body(number, who), subject(who), serial=serial, **facts)


def heard(desk: Desk, position: int, seq: int, version: int, case: Case, by: str = "B2") -> None:
    desk.outbox.apply(answers(position=position, changes=[change(position, seq, version, case, kind="case", desk=by)]))


def places(desk: Desk) -> list[int]:
    return [place for (place,) in desk.rows("SELECT place FROM replica_case ORDER BY place DESC")]


def test_each_gets_the_next_place_below_zero_and_keeps_it(desk: Desk) -> None:
    heard(desk, 1, 4, 2, told(90))
    heard(desk, 2, 5, 2, told(91, "B2-000005-K", serial=2))
    assert places(desk) == [-1, -2]
    heard(desk, 3, 4, 7, told(90, state="u_radu"))
    assert places(desk) == [-1, -2]
    with desk.database.reading() as connection:
        found = elsewhere.of_subject(connection, subject(90))
        assert found == elsewhere.of_entry(connection, "B2", 4)
        assert found is not None
        assert (found.place, found.desk, found.received) == (-1, "B2", body("B2-000004-X", 90))
        assert elsewhere.of_subject(connection, subject(7)) is None
        assert elsewhere.of_entry(connection, "B2", 7) is None


def test_its_view_begins_with_where_it_came_from(desk: Desk) -> None:
    heard(desk, 1, 4, 2, told(90))
    heard(desk, 2, 5, 2, told(91, "", serial=2), PORTAL)
    with desk.database.reading() as connection:
        origins = {who: of(connection, who).view().origin for who in (90, 91)}
        came = of(connection, 90).came
    assert origins == {90: "office", 91: "portal"}
    assert came == desk.micros()


def of(connection: Connection, who: int) -> elsewhere.Elsewhere:
    found = elsewhere.of_subject(connection, subject(who))
    assert found is not None
    return found


def test_what_was_received_here_is_never_one_of_them(desk: Desk) -> None:
    desk.accept(1)
    heard(desk, 1, 4, 2, case_told(body("B2-000004-X", 1), subject(1)))
    with desk.database.reading() as connection:
        assert elsewhere.is_own(connection, subject(1))
        assert not elsewhere.is_own(connection, subject(90))
    assert places(desk) == []


def test_only_those_that_have_left_are_swept(desk: Desk) -> None:
    heard(desk, 1, 4, 2, told(90))
    heard(desk, 2, 5, 2, told(91, "B2-000005-K", serial=2))
    with desk.database.writing() as connection:
        elsewhere.sweep(connection)
        elsewhere.leave(connection, "B2", 4)
    assert places(desk) == [-2]
    assert desk.rows("SELECT seq FROM view_request") == [(-2,)]


def test_one_that_comes_back_stays(desk: Desk) -> None:
    heard(desk, 1, 4, 2, told(90))
    desk.outbox.apply(answers(position=2, changes=[change(2, 4, 3, {}, kind="gone", desk="B2")]))
    heard(desk, 3, 4, 5, told(90, state="u_radu"))
    with desk.database.writing() as connection:
        elsewhere.sweep(connection)
    assert len(places(desk)) == 1


def move(desk: Desk, base: int, state: str) -> int:
    moved = CaseMoved(base_version=base, state=state, clerk="m.primeric")
    entry = NewEntry(kind="case.moved", subject=subject(90), grant="grant-1", body=canonical.encode(moved))
    return desk.journal.record(entry).header.seq


def shown(desk: Desk) -> str:
    view = DeskRequests(desk.database, desk.clock).view(subject(90))
    assert view is not None
    return view.state


def rebuilt(desk: Desk) -> bool:
    """Whether the projections made anew are those that live folding made."""
    rows = desk.rows("SELECT * FROM view_request ORDER BY seq")
    rebuild = Rebuild(desk.database, DESK)
    while rebuild.step():
        pass
    return rows == desk.rows("SELECT * FROM view_request ORDER BY seq")


UNREADABLE = [
    {"received_local": "yesterday"},
    {"received_local": "0001-01-01T00:00:00"},
    {"deadline": "soon"},
    {"on_paper": OnPaper(entered_local="then")},
]


@pytest.mark.parametrize("wrong", UNREADABLE)
def test_one_that_cannot_be_read_is_kept_and_stops_nothing(desk: Desk, wrong: dict[str, object]) -> None:
    received = replace(body("B2-000004-X", 90), **wrong)  # type: ignore[arg-type]
    heard(desk, 1, 4, 2, case_told(received, subject(90)))
    heard(desk, 2, 5, 2, told(91, "B2-000005-K", serial=2))
    assert places(desk) == [-1]
    assert desk.rows("SELECT seq FROM replica_unknown") == [(4,)]
    assert desk.rows("SELECT reached FROM replica_position") == [(2,)]


def test_a_day_that_is_none_is_not_shown(desk: Desk) -> None:
    heard(desk, 1, 4, 2, told(90))
    call = Status(state="neuredan_dopuna", at=5, missing=("извод",), supplement_by="2026-99-99", deadline="soon")
    desk.outbox.apply(answers(position=2, changes=[change(2, 4, 3, call, desk="B2")]))
    view = DeskRequests(desk.database, desk.clock).view(subject(90))
    assert view is not None
    assert (view.state, view.due, view.deadline) == ("neuredan_dopuna", "2026-12-01", "2026-12-01")


def test_a_step_on_its_way_stays_shown_when_something_else_is_told(desk: Desk) -> None:
    heard(desk, 1, 4, 5, told(90))
    move(desk, 5, "u_radu")
    handed = Handed(at=6, handler="jprobic", desk="B9")
    desk.outbox.apply(answers(position=2, changes=[change(2, 4, 6, handed, kind="handed", desk="B2")]))
    assert shown(desk) == "u_radu"
    assert rebuilt(desk)
    away = Status(state="ustupljen", at=7, desk="B9")
    desk.outbox.apply(answers(position=3, changes=[change(3, 4, 7, away, desk="B2")]))
    assert shown(desk) == "ustupljen"
    assert rebuilt(desk)


def test_the_last_of_two_steps_stays_shown_when_the_first_is_taken(desk: Desk) -> None:
    heard(desk, 1, 4, 5, told(90))
    first, second = move(desk, 5, "u_radu"), move(desk, 5, "ceka_podatke")
    for version, seq, state in ((6, first, "u_radu"), (7, second, "ceka_podatke")):
        taken = Status(state=state, at=version, desk=DESK)
        results = [Result(seq, "accepted")]
        desk.outbox.apply(
            answers(position=version, results=results, changes=[change(version, 4, version, taken, desk="B2")])
        )
        assert shown(desk) == "ceka_podatke"
        assert rebuilt(desk)
    view = DeskRequests(desk.database, desk.clock).view(subject(90))
    assert view is not None
    assert view.work is not None
    assert view.work.pending == ""


def test_the_lists_hear_that_one_has_left(desk: Desk) -> None:
    heard(desk, 1, 4, 5, told(90))
    gone = [change(2, seq, 6, {}, kind="gone", desk="B2") for seq in (4, 5)]
    assert desk.outbox.apply(answers(position=2, changes=gone)).subjects == {subject(90)}
    assert places(desk) == []


def test_one_that_left_goes_when_the_last_step_on_its_way_is_taken(desk: Desk) -> None:
    heard(desk, 1, 4, 5, told(90))
    seq = move(desk, 5, "u_radu")
    desk.outbox.apply(answers(position=2, changes=[change(2, 4, 6, {}, kind="gone", desk="B2")]))
    assert places(desk) == [-1]
    desk.outbox.apply(answers(position=3, results=[Result(seq, "accepted")]))
    assert places(desk) == []
    assert desk.rows("SELECT seq FROM view_request") == []


def test_one_that_left_goes_when_a_step_that_was_not_taken_is_let_go(desk: Desk) -> None:
    heard(desk, 1, 4, 5, told(90))
    seq = move(desk, 5, "u_radu")
    refused = [Result(seq, "refused", "transition_impossible")]
    desk.outbox.apply(answers(position=2, results=refused, changes=[change(2, 4, 6, {}, kind="gone", desk="B2")]))
    assert places(desk) == [-1]
    DeskAttention(desk.database, DESK).let_go(seq)
    assert places(desk) == []

"""Requests that were received elsewhere: their place below zero, what was received, and when they are forgotten."""

from __future__ import annotations

from clerk_app.contract.cases import PORTAL, Case
from clerk_app.store import elsewhere
from clerk_app.store.database import Connection
from tests.store.desk import Desk, answers, body, case_told, change, subject


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

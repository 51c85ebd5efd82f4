from __future__ import annotations

from clerk_app.contract.answers import Findings, Registered, Status
from clerk_app.store import replica
from clerk_app.store.requests import DeskRequests
from tests.store.desk import DESK, Desk, answers, change, subject


def view(desk: Desk, who: int):
    found = DeskRequests(desk.database, desk.clock).view(subject(who))
    assert found is not None
    return found


def test_changes_move_the_view_by_version(desk: Desk) -> None:
    desk.accept(1)
    told = [
        change(1, 1, 1, Registered(4812736, 2026, 11)),
        change(2, 1, 2, Status("u_radu", 12)),
        change(3, 1, 3, Findings(13, [{"code": "stamp_missing", "where": "proof.x", "day": "5"}]), kind="findings"),
    ]
    desk.outbox.apply(answers(position=3, changes=told))
    seen = view(desk, 1)
    assert (seen.unique_number, seen.state, seen.version) == ("004812736/2026", "u_radu", 3)
    assert [finding.code for finding in seen.findings] == ["stamp_missing"]
    assert seen.findings[0].params == {"day": "5"}
    older = [change(4, 1, 2, Status("zaveden", 9))]
    desk.outbox.apply(answers(position=4, changes=older))
    assert view(desk, 1).state == "u_radu"


def test_the_position_never_goes_back(desk: Desk) -> None:
    desk.outbox.apply(answers(position=7))
    desk.outbox.apply(answers(position=3))
    assert desk.outbox.reached().position == 7


def test_unknown_kinds_wait_for_a_program_that_reads_them(desk: Desk) -> None:
    desk.accept(1)
    told = [
        change(1, 1, 1, Registered(5, 2026, 1)),
        change(2, 1, 2, {"at": 2, "where": "shelf"}, kind="moved"),
        change(3, 1, 3, Status("u_radu", 3)),
    ]
    assert desk.outbox.apply(answers(position=3, changes=told)).alarms == ("change_unknown",)
    assert view(desk, 1).state == "u_radu"
    with desk.database.writing() as connection:
        connection.execute("UPDATE replica_unknown SET kind = 'status', body = ?", (b'{"state":"zaveden","at":2}',))
        assert replica.Replica(DESK).adopt(connection) == 1
        assert replica.Replica(DESK).adopt(connection) == 0
    seen = view(desk, 1)
    assert seen.state == "u_radu"
    assert [item.kind for item in seen.history] == ["registered", "status", "status", "received"]


def test_a_change_that_cannot_be_read_stops_nothing(desk: Desk) -> None:
    desk.accept(1)
    broken = [change(1, 1, 1, {"serial": "no"}, kind="registered"), change(2, 1, 2, Status("u_radu", 3))]
    assert desk.outbox.apply(answers(position=2, changes=broken)).alarms == ("change_unknown",)
    assert desk.outbox.reached().position == 2


def test_other_desks_are_remembered_until_they_are_gone(desk: Desk) -> None:
    told = [change(1, 4, 1, Registered(5, 2026, 1), desk="B2")]
    assert desk.outbox.apply(answers(position=1, changes=told)).subjects == frozenset()
    assert desk.rows("SELECT desk, seq, subject FROM replica_request") == [("B2", 4, None)]
    desk.outbox.apply(answers(position=2, changes=[change(2, 4, 2, {}, kind="gone", desk="B2")]))
    assert desk.rows("SELECT * FROM replica_request") == []
    assert desk.rows("SELECT * FROM replica_event") == []


def test_what_this_desk_received_never_goes(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.apply(answers(position=1, changes=[change(1, 1, 1, Registered(5, 2026, 1))]))
    desk.outbox.apply(answers(position=2, changes=[change(2, 1, 2, {}, kind="gone")]))
    assert view(desk, 1).unique_number == "000000005/2026"


def test_a_change_for_an_entry_that_is_no_request_shows_nothing(desk: Desk) -> None:
    desk.accept(1)
    desk.annul(1)
    applied = desk.outbox.apply(answers(position=1, changes=[change(1, 2, 1, Status("u_radu", 1))]))
    assert applied.subjects == frozenset()

from __future__ import annotations

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings, Registered, Result, Status
from clerk_app.contract.cases import PORTAL, Amended, Earlier, Payment
from clerk_app.domain.case_bodies import CaseMoved
from clerk_app.domain.payment_bodies import OrderTold, Sums
from clerk_app.ports.desk_file import ListFilter, NewEntry
from clerk_app.store import replica
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.requests import DeskBodies, DeskRequests
from clerk_app.store.search_index import SearchIndex
from tests.store.desk import DESK, Desk, answers, body, case_told, change, subject


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
        change(2, 1, 2, {"at": 2, "where": "shelf"}, kind="shelved"),
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
    assert [item.kind for item in seen.history] == ["received", "registered", "status", "status"]


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


def test_a_case_of_another_desk_is_listed_found_and_read(desk: Desk) -> None:
    received = body("B2-000004-X", 3, local=desk.clock.local())
    told = change(1, 4, 2, case_told(received, subject(90), handler="ogi"), kind="case", desk="B2")
    assert desk.outbox.apply(answers(position=1, changes=[told])).subjects == {subject(90)}
    requests, bodies = DeskRequests(desk.database, desk.clock), DeskBodies(desk.database, DESK)
    seen = view(desk, 90)
    assert (seen.seq, seen.origin, seen.handler, seen.registered) == (-1, "office", "ogi", True)
    assert requests.page(ListFilter(scope="today"), limit=5) == ()
    assert requests.page(ListFilter(scope="all"), limit=5) == (seen,)
    assert requests.page(ListFilter(scope="mine", handler="ogi"), limit=5) == (seen,)
    assert requests.find("000 000 001 / 2026", limit=5) == requests.find(received.applicant.surname, limit=5) == (seen,)
    assert bodies.received(subject(90)) == received
    moved = [
        change(2, 4, 3, Status("u_radu", 20), desk="B2"),
        change(3, 4, 4, Amended(21, {"a.b": "c"}), kind="amended", desk="B2"),
    ]
    desk.outbox.apply(answers(position=3, changes=moved))
    assert view(desk, 90).state == "u_radu"
    kept = bodies.received(subject(90))
    assert kept is not None
    assert kept.form["a.b"] == "c"


def test_what_was_told_of_a_case_before_it_came_is_kept_as_if_it_had_been_heard_then(desk: Desk) -> None:
    paid = OrderTold(order="B2-000004-X-R", at=5, what="paid", sums=Sums(amount=9, paid=9), amount=9)
    found = Findings(at=4, findings=[{"code": "fee_differs", "where": "fee"}])
    earlier = (
        Earlier(2, "findings", msgspec.Raw(canonical.encode(found))),
        Earlier(3, "of_tomorrow", msgspec.Raw(b"{}")),
        Earlier(4, "order", msgspec.Raw(canonical.encode(paid))),
        Earlier(6, "order", msgspec.Raw(b"[]")),
    )
    desk.outbox.apply(answers(position=1, changes=[change(1, 4, 5, Status("u_radu", 20), desk="B2")]))
    case = msgspec.structs.replace(case_told(body("B2-000004-X", 3), subject(90)), earlier=earlier)
    applied = desk.outbox.apply(answers(position=2, changes=[change(2, 4, 7, case, kind="case", desk="B2")]))
    assert applied.alarms == ("change_unknown",)
    assert applied.subjects == {subject(90)}
    assert [one.code for one in view(desk, 90).findings] == ["fee_differs"]
    file = DeskCaseFiles(desk.database, DESK).of(subject(90))
    assert [(one.version, one.body) for one in file.told] == [(4, paid)]
    assert desk.rows("SELECT version FROM replica_unknown ORDER BY version") == [(3,), (6,)]
    assert desk.rows("SELECT version FROM replica_event ORDER BY version") == [(2,), (4,), (5,), (7,)]
    assert b"earlier" not in bytes(desk.rows("SELECT body FROM replica_event WHERE version = 7")[0][0])


def test_a_case_that_leaves_takes_everything_with_it(desk: Desk) -> None:
    told = change(1, 4, 2, case_told(body("B2-000004-X", 3), subject(90)), kind="case", desk="B2")
    desk.outbox.apply(answers(position=1, changes=[told]))
    SearchIndex(desk.database).settle(60)
    desk.outbox.apply(answers(position=2, changes=[change(2, 4, 3, {}, kind="gone", desk="B2")]))
    for table in ("replica_case", "replica_event", "replica_request", "view_request", "view_recent", "view_indexed"):
        assert desk.rows(f"SELECT 1 FROM {table}") == []
    assert DeskRequests(desk.database, desk.clock).find("b2", limit=5) == ()


def test_a_case_stays_while_something_recorded_here_about_it_is_on_its_way(desk: Desk) -> None:
    told = change(1, 4, 2, case_told(body("B2-000004-X", 3), subject(90)), kind="case", desk="B2")
    desk.outbox.apply(answers(position=1, changes=[told]))
    moved = canonical.encode(CaseMoved(base_version=2, state="u_radu", clerk="ogi"))
    entry = desk.journal.record(NewEntry(kind="case.moved", subject=subject(90), grant="g", body=moved))
    desk.outbox.apply(answers(position=2, changes=[change(2, 4, 3, {}, kind="gone", desk="B2")]))
    assert view(desk, 90).state == "u_radu"
    held = Result(entry.header.seq, "held", "case_moved_meanwhile")
    desk.outbox.apply(answers(position=2, results=[held]))
    assert (view(desk, 90).mark, view(desk, 90).state) == ("held", "zaveden")


def test_what_was_recorded_here_stands_until_the_centre_has_heard_of_it(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.apply(answers(position=1, changes=[change(1, 1, 1, Registered(5, 2026, 1))]))
    call = CaseMoved(
        base_version=1, state="neuredan_dopuna", clerk="ogi", missing=("извод",), supplement_by="2026-12-02"
    )
    desk.journal.record(NewEntry(kind="case.moved", subject=subject(1), grant="g", body=canonical.encode(call)))
    seen = view(desk, 1)
    assert (seen.state, seen.due, seen.work.missing) == ("neuredan_dopuna", "2026-12-02", ("извод",))
    late = Status("zaveden", 9)
    desk.outbox.apply(answers(position=2, changes=[change(2, 1, 1, late)]))
    assert view(desk, 1).state == "neuredan_dopuna"
    told = Status("neuredan_dopuna", 12, missing=("извод",), supplement_by="2026-12-02", desk=DESK)
    desk.outbox.apply(answers(position=3, changes=[change(3, 1, 2, told)]))
    seen = view(desk, 1)
    assert (seen.state, seen.due, seen.work.pending) == ("neuredan_dopuna", "2026-12-02", "")
    assert [item.kind for item in seen.history] == ["received", "registered", "moved"]


def test_a_case_of_the_portal_says_how_it_was_filed_and_what_its_service_is_called(desk: Desk) -> None:
    filed = body("EU-2026-000001-2", 3, local=desk.clock.local(), clerk="")
    case = case_told(filed, subject(91), payment="issued", service_name="Станарска паркинг карта")
    desk.outbox.apply(answers(position=1, changes=[change(1, 1, 2, case, kind="case", desk=PORTAL)]))
    desk.outbox.apply(answers(position=2, changes=[change(2, 1, 3, Payment(12, "paid"), kind="payment", desk=PORTAL)]))
    seen = view(desk, 91)
    assert (seen.origin, seen.work and seen.work.payment) == ("portal", "paid")
    assert seen.work is not None
    assert seen.work.service_name == "Станарска паркинг карта"
    assert {item.kind for item in seen.history} == {"filed", "payment"}
    requests = DeskRequests(desk.database, desk.clock)
    assert requests.page(ListFilter(scope="portal"), limit=5) == requests.find("ЕУ 2026-000001", limit=5) == (seen,)
    assert requests.counts().portal == 1

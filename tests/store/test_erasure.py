from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.contract import canonical
from clerk_app.contract.answers import Registered, Result
from clerk_app.domain.bodies import BodiesErased
from clerk_app.domain.case_bodies import CaseMoved
from clerk_app.domain.errors import Refused
from clerk_app.domain.journal import Entry
from clerk_app.ports.desk_file import NewEntry, NewPrintJob
from clerk_app.store.erasure import Erasure
from clerk_app.store.requests import DeskBodies, DeskRequests
from clerk_app.store.search_index import SearchIndex
from clerk_app.store.uploads import DeskUploads
from clerk_app.store.verify import verify
from tests.store.desk import DESK, Desk, answers, body, case_told, change, subject
from tests.store.test_enclosures import PDF, enclosures, keep


@pytest.fixture
def confirmed(desk: Desk, tmp_path: Path) -> Desk:
    ref = keep(desk, tmp_path, PDF)
    desk.accept(1, enclosures=(ref,), print_job=NewPrintJob(id=b"j", kind="receipt", copy=0))
    desk.accept(2)
    desk.annul(1)
    desk.outbox.cut(100_000, desk.micros())
    desk.outbox.apply(answers(have=3, position=1, changes=[change(1, 1, 1, Registered(7, 2026, 1))]))
    DeskUploads(desk.database).uploaded(ref.sha256)
    SearchIndex(desk.database).settle(60)
    return desk


def erase(desk: Desk, who: int) -> Entry:
    return Erasure(desk.database, desk.journal, desk.entropy).erase([subject(who)], ground="retention", grant="g")


def test_everything_of_a_person_goes_and_the_chain_still_verifies(confirmed: Desk, tmp_path: Path) -> None:
    entry = erase(confirmed, 1)
    assert entry.body is not None
    assert canonical.decode(entry.body, BodiesErased) == BodiesErased(seqs=(1, 3), ground="retention")
    report = verify(confirmed.database, DESK)
    assert (report.entries, report.bodies, report.problem) == (4, 2, "")
    requests = DeskRequests(confirmed.database, confirmed.clock)
    assert requests.view(subject(1)) is None
    assert [view.seq for view in requests.find("уз")] == [2]
    assert requests.find("проб") == ()
    assert DeskBodies(confirmed.database, DESK).received(subject(1)) is None
    assert [one.body for one in DeskBodies(confirmed.database, DESK).entries(subject(1))] == [None, None]
    for table in ("desk_print_job", "replica_event", "replica_request", "desk_transfer", "journal_enclosure_key"):
        assert confirmed.rows(f"SELECT * FROM {table}") == []
    assert confirmed.spooled[-1] == 4
    assert enclosures(confirmed, tmp_path).sweep() == 1


def test_an_enclosure_that_another_request_names_stays(confirmed: Desk, tmp_path: Path) -> None:
    ref = keep(confirmed, tmp_path, PDF)
    confirmed.accept(3, enclosures=(ref,))
    erase(confirmed, 1)
    assert b"".join(enclosures(confirmed, tmp_path).read(ref)) == PDF


def test_nothing_goes_before_the_centre_has_it(confirmed: Desk) -> None:
    confirmed.accept(5)
    with pytest.raises(Refused, match="not_confirmed"):
        erase(confirmed, 5)
    confirmed.outbox.cut(1000, confirmed.micros())
    with pytest.raises(Refused, match="not_confirmed"):
        erase(confirmed, 5)
    assert verify(confirmed.database, DESK).bodies == 4


def test_nothing_goes_before_its_enclosures_are_up(desk: Desk, tmp_path: Path) -> None:
    desk.accept(1, enclosures=(keep(desk, tmp_path, PDF),))
    desk.outbox.cut(1000, desk.micros())
    desk.outbox.apply(answers(have=1))
    with pytest.raises(Refused, match="not_confirmed"):
        erase(desk, 1)


def test_one_that_may_not_go_keeps_all_of_them(confirmed: Desk) -> None:
    confirmed.accept(5)
    with pytest.raises(Refused):
        Erasure(confirmed.database, confirmed.journal, confirmed.entropy).erase(
            [subject(2), subject(5)], ground="retention", grant="g"
        )
    assert DeskBodies(confirmed.database, DESK).received(subject(2)) is not None


def test_a_late_word_about_an_erased_request_shows_nothing(confirmed: Desk) -> None:
    erase(confirmed, 1)
    late = answers(position=2, changes=[change(2, 1, 2, Registered(7, 2026, 1))])
    assert confirmed.outbox.apply(late).subjects == frozenset()


def moved_elsewhere(desk: Desk) -> None:
    """A case that another desk received, finished here, and taken by the centre."""
    case = case_told(body("B2-000004-X", 90), subject(90))
    desk.outbox.apply(answers(position=1, changes=[change(1, 4, 2, case, kind="case", desk="B2")]))
    step = CaseMoved(base_version=2, state="odbacen", clerk="m.primeric", note="види 1105985980020")
    seq = desk.journal.record(
        NewEntry(kind="case.moved", subject=subject(90), grant="g", body=canonical.encode(step))
    ).header.seq
    desk.outbox.apply(answers(results=[Result(seq, "accepted")]))


def test_a_case_that_another_desk_received_goes_whole(desk: Desk) -> None:
    moved_elsewhere(desk)
    SearchIndex(desk.database).settle(60)
    entry = erase(desk, 90)
    assert entry.body is not None
    assert canonical.decode(entry.body, BodiesErased).seqs == (1,)
    for table in ("view_request", "view_indexed", "replica_case", "replica_event", "replica_request"):
        assert desk.rows(f"SELECT * FROM {table}") == []
    assert verify(desk.database, DESK).problem == ""


def test_what_was_recorded_of_a_case_that_left_is_left_behind(desk: Desk) -> None:
    moved_elsewhere(desk)
    desk.accept(1)
    erasure = Erasure(desk.database, desk.journal, desk.entropy)
    assert erasure.left_behind(2**62) == ()
    desk.outbox.apply(answers(position=2, changes=[change(2, 4, 3, {}, kind="gone", desk="B2")]))
    assert erasure.left_behind(2**62) == (subject(90),)
    assert erasure.left_behind(desk.micros()) == ()
    erase(desk, 90)
    assert erasure.left_behind(2**62) == ()
    assert desk.rows("SELECT seq FROM journal_body ORDER BY seq") == [(2,), (3,)]

from __future__ import annotations

import pytest

from clerk_app.contract.answers import Registered, Result, Status
from clerk_app.ports.desk_file import Counts, Draft, JobState, ListFilter, PrintJob
from clerk_app.ports.relay import Relayed
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.print_jobs import DeskPrintJobs
from clerk_app.store.relay import DeskRelayBook
from clerk_app.store.requests import DeskBodies, DeskRequests
from tests.store.desk import DESK, Desk, answers, body, change, subject


@pytest.fixture
def day(desk: Desk) -> Desk:
    """Yesterday's request is registered and solved; of today's one is held, one has a near deadline."""
    desk.accept(1, deadline="2026-11-25")
    desk.clock.move(days=1)
    desk.accept(2, deadline="2026-11-27", clerk="r.uzoric")
    desk.accept(3, deadline="2026-12-24")
    desk.outbox.cut(100_000, desk.micros())
    told = [change(1, 1, 1, Registered(7, 2026, 1)), change(2, 1, 2, Status("resen_usvojen", 2))]
    desk.outbox.apply(answers(have=3, position=2, results=[Result(3, "held", "conflict")], changes=told))
    return desk


def listed(desk: Desk, scope: str, clerk: str = "") -> list[int]:
    which = ListFilter(scope=scope, clerk=clerk)  # type: ignore[arg-type]
    return [view.seq for view in DeskRequests(desk.database, desk.clock).page(which, limit=10)]


@pytest.mark.parametrize(
    ("scope", "seqs"),
    [("today", [3, 2]), ("waiting", [3, 2]), ("deadline", [2]), ("all", [3, 2, 1]), ("attention", [3])],
)
def test_each_list_shows_its_own_newest_first(day: Desk, scope: str, seqs: list[int]) -> None:
    assert listed(day, scope) == seqs


def test_lists_can_be_narrowed_to_a_clerk_and_paged(day: Desk) -> None:
    assert listed(day, "today", clerk="r.uzoric") == [2]
    page = DeskRequests(day.database, day.clock).page(ListFilter(scope="all"), limit=1, offset=1)
    assert [view.seq for view in page] == [2]


def test_counts_are_those_of_the_lists(day: Desk) -> None:
    DeskDrafts(day.database).save(Draft(id="d", content=b"{}", saved=1, clerk="c"))
    jobs = DeskPrintJobs(day.database, day.clock)
    jobs.add(PrintJob(id=b"j", subject=subject(3), kind="receipt", copy=0, state=JobState.UNKNOWN))
    jobs.add(PrintJob(id=b"k", subject=subject(3), kind="receipt", copy=0, state=JobState.PRINTED))
    counts = DeskRequests(day.database, day.clock).counts()
    assert counts == Counts(today=2, waiting=2, deadline=1, drafts=1, attention=2)


def test_marks_say_where_a_request_is_on_its_way(day: Desk) -> None:
    requests = DeskRequests(day.database, day.clock)
    assert [view.mark for view in requests.page(ListFilter(scope="all"), limit=9)] == ["held", "accepted", "accepted"]
    day.annul(2)
    seen = requests.view(subject(2))
    assert seen is not None
    assert (seen.mark, seen.annulled, seen.state) == ("waiting", True, "annulled")
    assert listed(day, "waiting") == [3]
    day.outbox.cut(100_000, day.micros())
    again = requests.view(subject(2))
    assert again is not None
    assert again.mark == "sending"


def test_a_stranger_has_no_view(desk: Desk) -> None:
    assert DeskRequests(desk.database, desk.clock).view(subject(1)) is None
    bodies = DeskBodies(desk.database, DESK)
    assert bodies.received(subject(1)) is None
    assert bodies.entries(subject(1)) == ()


def test_what_was_received_can_be_read_in_full(desk: Desk) -> None:
    received = desk.accept(1)
    annulled = desk.annul(1)
    bodies = DeskBodies(desk.database, DESK)
    assert bodies.received(subject(1)) == body(received.view.number, 1)
    assert bodies.entries(subject(1)) == (received.entry, annulled)


def test_what_lies_at_the_relay_is_said_to_lie_there_until_the_centre_has_it(desk: Desk) -> None:
    for who in (1, 2, 3):
        desk.accept(who)
    requests, book = DeskRequests(desk.database, desk.clock), DeskRelayBook(desk.database)
    cut = desk.outbox.cut(10**6, 10**18)
    assert cut is not None
    book.note(Relayed(b"run", 2, 0))
    marks = {view.seq: view.mark for view in requests.page(ListFilter(scope="all"), limit=9)}
    assert marks == {1: "relayed", 2: "relayed", 3: "sending"}
    desk.annul(1)
    assert {view.seq: view.mark for view in requests.page(ListFilter(scope="all"), limit=9)}[1] == "waiting"
    desk.outbox.apply(answers(have=2))
    assert {view.seq: view.mark for view in requests.page(ListFilter(scope="all"), limit=9)}[2] == "accepted"

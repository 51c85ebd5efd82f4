"""What is finished goes whole, the chain still verifies, and nothing goes that the centre has not confirmed."""

from __future__ import annotations

import pytest

from clerk_app.actions.erasing import BATCH, Erasing
from clerk_app.contract import canonical
from clerk_app.contract.answers import Result
from clerk_app.domain.bodies import BodiesErased
from clerk_app.domain.case_bodies import CaseMoved
from clerk_app.domain.errors import Cancelled
from clerk_app.domain.retention import Retention
from clerk_app.ports.desk_file import Draft, NewEntry
from clerk_app.store.verify import verify
from tests.actions.counter import Counter, service
from tests.actions.test_holding import holding_at
from tests.store.desk import DESK, answers, body, case_told, change, person
from tests.store.desk import subject as of_case
from tests.support.specimens import APPLICANT

RULE = Retention(closed=60, silent=730)


@pytest.fixture
def extract(counter):
    return counter.knows(service("birth-extract"))


def erasing(counter: Counter) -> Erasing:
    return Erasing(
        requests=counter.requests,
        erasures=counter.erasure,
        drafts=counter.drafts,
        clock=counter.desk.clock,
        retention=RULE,
    )


def enclosed(counter: Counter, name: str = "skica.pdf"):
    path = counter.folder / name
    path.write_bytes(b"%PDF-1.4\nprimer\n%%EOF\n")
    return counter.enclosures.keep(path, "Скица", "", original=False)


def finished(counter: Counter, extract, **entered):
    received = counter.receive(extract, APPLICANT, **entered)
    counter.confirm_all()
    counter.finish(received)
    return received


def chain_is_whole(counter: Counter) -> bool:
    return verify(counter.desk.database, DESK).problem == ""


def test_a_finished_request_goes_whole(counter, extract):
    received = finished(counter, extract, enclosures=(enclosed(counter),), note="Долази сутра.")
    counter.desk.clock.move(days=61)
    assert erasing(counter).run() == 1
    subject = received.view.subject
    assert counter.bodies.received(subject) is None
    assert counter.requests.view(subject) is None
    assert all(counter.requests.find(text) == () for text in ("Огледић", "ogledic", APPLICANT.id_number, "1"))
    for table in ("journal_enclosure_key", "replica_event", "desk_print_job", "desk_transfer"):
        assert counter.desk.rows(f"SELECT * FROM {table}") == []
    counter.sign_in("vuzoric", "supervisor")
    told = holding_at(counter).of_number(APPLICANT.id_number)
    assert (told.requests, told.drafts) == ((), ())
    assert chain_is_whole(counter)


def test_the_headers_stay_and_the_erasure_is_an_entry(counter, extract):
    received = finished(counter, extract)
    counter.desk.clock.move(days=61)
    erasing(counter).run()
    (gone,) = counter.bodies.entries(received.view.subject)
    assert (gone.header, gone.body, gone.salt) == (received.entry.header, None, None)
    (raw,) = counter.desk.rows(
        "SELECT b.body FROM journal_entry e JOIN journal_body b USING (seq) WHERE kind = 'bodies.erased'"
    )
    erased = canonical.decode(bytes(raw[0]), BodiesErased)
    assert erased == BodiesErased(seqs=(received.entry.header.seq,), ground="closed")


def test_sealed_enclosure_files_go_with_the_next_sweep(counter, extract):
    finished(counter, extract, enclosures=(enclosed(counter),))
    counter.desk.clock.move(days=61)
    erasing(counter).run()
    assert counter.enclosures.sweep() == 1
    assert list((counter.folder / "enclosures").iterdir()) == []


def test_an_enclosure_that_another_request_has_too_stays(counter, extract):
    finished(counter, extract, enclosures=(enclosed(counter),))
    counter.desk.clock.move(days=61)
    second = counter.receive(extract, person(3), enclosures=(enclosed(counter),))
    counter.confirm_all()
    assert erasing(counter).run() == 1
    body = counter.bodies.received(second.view.subject)
    assert body is not None
    assert b"".join(counter.enclosures.read(body.enclosures[0])).startswith(b"%PDF")


@pytest.mark.parametrize("days", [59, 60])
def test_it_goes_when_its_days_are_over_and_not_before(counter, extract, days):
    finished(counter, extract)
    counter.desk.clock.move(days=days)
    assert erasing(counter).run() == (1 if days == 60 else 0)


def test_what_the_centre_has_not_confirmed_stays_however_old(counter, extract):
    received = counter.receive(extract, APPLICANT)
    counter.finish(received)
    counter.desk.clock.move(days=3000)
    assert erasing(counter).run() == 0
    assert counter.bodies.received(received.view.subject) is not None


def test_what_the_centre_lacks_an_enclosure_of_stays_and_the_others_go(counter, extract):
    received = counter.receive(extract, person(5), enclosures=(enclosed(counter),))
    counter.confirm_entries()
    counter.finish(received)
    others = [counter.receive(extract, person(number)) for number in range(10, 10 + BATCH)]
    counter.confirm_entries()
    for other in others:
        counter.finish(other)
    counter.desk.clock.move(days=61)
    assert erasing(counter).run() == len(others)
    assert counter.bodies.received(received.view.subject) is not None
    assert chain_is_whole(counter)


def test_it_can_be_stopped_between_commits_and_goes_on_another_day(counter, extract):
    for number in range(BATCH + 1):
        counter.receive(extract, person(number))
    counter.confirm_all()
    counter.desk.clock.move(days=731)

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        erasing(counter).run(pause=stop)
    assert chain_is_whole(counter)
    assert erasing(counter).run() == 1
    assert counter.requests.find("Узорић") == ()


def test_old_drafts_go_too(counter):
    counter.drafts.save(Draft(id="d1", content=b"{}", saved=counter.desk.micros(), clerk="mprimeric"))
    counter.desk.clock.move(days=8)
    erasing(counter).run()
    assert counter.drafts.all("mprimeric") == ()


def test_a_second_run_finds_nothing(counter, extract):
    finished(counter, extract)
    counter.desk.clock.move(days=61)
    assert [erasing(counter).run(), erasing(counter).run()] == [1, 0]


def test_what_was_recorded_of_a_case_that_left_goes_when_its_time_is_over(counter):
    desk = counter.desk
    case = case_told(body("B2-000004-X", 90), of_case(90))
    desk.outbox.apply(answers(position=1, changes=[change(1, 4, 2, case, kind="case", desk="B2")]))
    moved = CaseMoved(base_version=2, state="u_radu", clerk="m.primeric")
    entry = NewEntry(kind="case.moved", subject=of_case(90), grant="g", body=canonical.encode(moved))
    seq = desk.journal.record(entry).header.seq
    gone = change(2, 4, 3, {}, kind="gone", desk="B2")
    desk.outbox.apply(answers(position=2, results=[Result(seq, "accepted")], changes=[gone]))
    assert erasing(counter).run() == 0
    desk.clock.move(days=61)
    assert [erasing(counter).run() for _ in range(2)] == [1, 0]
    (left,) = counter.bodies.entries(of_case(90))
    assert left.body is None
    assert chain_is_whole(counter)

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clerk_app.contract import canonical
from clerk_app.contract.entries import body_of
from clerk_app.domain.bodies import LooksCommitted, RequestReceived
from clerk_app.domain.errors import Damaged, Invalid
from clerk_app.domain.journal import GENESIS, commitment, entry_id, header_hash
from clerk_app.ports.desk_file import Draft, NewEntry, NewPrintJob
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.journal import DeskJournal
from clerk_app.store.print_jobs import DeskPrintJobs
from tests.store.desk import Desk, open_desk, subject


def test_a_received_request_is_one_commit_of_everything(desk: Desk) -> None:
    drafts, jobs = DeskDrafts(desk.database), DeskPrintJobs(desk.database, desk.clock)
    drafts.save(Draft(id="d1", content=b"{}", saved=1, clerk="m.primeric"))
    received = desk.accept(4, draft="d1", print_job=NewPrintJob(id=b"job1", kind="receipt", copy=0))

    entry = received.entry
    assert entry.body is not None
    made = body_of(entry.header.kind, entry.header.version, entry.body)
    assert isinstance(made, RequestReceived)
    assert made.number == received.view.number == "A7-000001-" + received.view.number[-1]
    assert drafts.all("m.primeric") == ()
    assert [job.state for job in jobs.of(subject(4))] == ["waiting"]
    assert desk.rows("SELECT seq, state FROM desk_outbox") == [(1, "waiting")]
    assert desk.rows("SELECT seq FROM view_request") == [(1,)]
    assert desk.rows("SELECT seq FROM view_recent") == [(1,)]
    assert desk.spooled == [1]


def test_entries_are_chained_and_committed_to(desk: Desk) -> None:
    first, second = desk.accept(1).entry, desk.annul(1)
    assert (first.header.prev, second.header.prev) == (GENESIS, first.hash)
    assert first.salt == second.salt
    for entry in (first, second):
        assert entry.salt is not None
        assert entry.body is not None
        assert entry.hash == header_hash(entry.header)
        assert entry.header.commitment == commitment(entry.salt, entry_id("A7", entry.header.seq), entry.body)


def test_each_subject_has_a_salt_of_its_own(desk: Desk) -> None:
    assert desk.accept(1).entry.salt != desk.accept(2).entry.salt


def test_a_build_that_fails_leaves_nothing_and_wastes_no_number(desk: Desk) -> None:
    def refuse(_number: str) -> RequestReceived:
        raise Invalid("service_missing")

    with pytest.raises(Invalid):
        desk.journal.receive(refuse, subject=subject(1), grant="g")
    assert desk.rows("SELECT * FROM journal_entry") == []
    assert desk.accept(2).view.number.startswith("A7-000001-")


def test_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    with_first = open_desk(tmp_path)
    with_first.accept(1)
    with_first.close()
    again = open_desk(tmp_path)
    assert again.accept(2).view.number.startswith("A7-000002-")
    again.close()


def test_an_entry_about_no_request_shows_nowhere(desk: Desk) -> None:
    body = canonical.encode(LooksCommitted(first=1, count=2, digest="ab"))
    entry = desk.journal.record(NewEntry(kind="looks.committed", subject=subject(9), grant="", body=body))
    assert entry.header.seq == 1
    assert desk.rows("SELECT * FROM view_request") == []
    assert desk.rows("SELECT seq FROM desk_outbox") == [(1,)]


def test_a_desk_does_not_write_into_the_file_of_another(desk: Desk) -> None:
    with pytest.raises(Damaged, match="store_other_desk"):
        DeskJournal(desk.database, "B2", clock=desk.clock, entropy=desk.entropy)


@pytest.mark.parametrize("change", ["UPDATE journal_entry SET at = 0", "DELETE FROM journal_entry"])
def test_the_file_itself_keeps_entries_as_they_are(desk: Desk, change: str) -> None:
    desk.accept(1)
    with pytest.raises(dbapi2.IntegrityError, match="append-only"), desk.database.writing() as connection:
        connection.execute(change)
    assert len(desk.rows("SELECT seq FROM journal_entry")) == 1

"""Acts are found among all entries, in order; their papers are enclosures that go up and are erased with the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.contract import canonical
from clerk_app.domain.case_file import Way
from clerk_app.domain.errors import Damaged, Refused
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store.acts import DeskActEntries
from clerk_app.store.erasure import Erasure
from tests.central.test_acts import MADE, UPGRADED
from tests.store.desk import DESK, open_desk, subject


def test_only_acts_are_found_and_their_papers_are_named(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    entries = DeskActEntries(desk.database, DESK)
    assert entries.all() == ()
    desk.accept(1)
    with pytest.raises(Damaged, match="enclosure_missing"):
        desk.journal.record(NewEntry(kind="act.made", subject=subject(1), grant="g", body=canonical.encode(MADE)))
    with desk.database.writing() as connection:
        row = (MADE.paper.sha256, bytes(32), MADE.paper.size)
        connection.execute("INSERT INTO journal_enclosure_key(sha256, key, size) VALUES(?, ?, ?)", row)
    new = NewEntry(kind="act.made", subject=subject(1), grant="g", body=canonical.encode(MADE))
    first = desk.journal.record(new)
    desk.annul(1)
    second = desk.journal.record(
        NewEntry(kind="act.upgraded", subject=subject(1), grant="", body=canonical.encode(UPGRADED))
    )
    assert entries.all() == (first, second)
    waiting = Way(mark="waiting")
    assert entries.ways() == {first.header.seq: waiting, second.header.seq: waiting}
    with desk.database.reading() as connection:
        queued = connection.execute("SELECT sha256 FROM desk_transfer").fetchall()
    assert queued == [(MADE.paper.sha256,)]
    desk.close()


def test_when_a_case_is_erased_its_acts_and_their_papers_go_too(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    desk.accept(1)
    with desk.database.writing() as connection:
        row = (MADE.paper.sha256, bytes(32), MADE.paper.size)
        connection.execute("INSERT INTO journal_enclosure_key(sha256, key, size) VALUES(?, ?, ?)", row)
    desk.journal.record(NewEntry(kind="act.made", subject=subject(1), grant="g", body=canonical.encode(MADE)))
    erasure = Erasure(desk.database, desk.journal, desk.entropy)
    with desk.database.writing() as connection:
        connection.execute("UPDATE desk_outbox SET state = 'accepted'")
    with pytest.raises(Refused, match="not_confirmed"):
        erasure.erase([subject(1)], ground="test", grant="")
    with desk.database.writing() as connection:
        connection.execute("UPDATE desk_transfer SET done = 1")
    erasure.erase([subject(1)], ground="test", grant="")
    assert DeskActEntries(desk.database, DESK).all() == ()
    with desk.database.reading() as connection:
        assert connection.execute("SELECT 1 FROM journal_enclosure_key").fetchall() == []
    desk.close()

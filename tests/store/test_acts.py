"""Acts are found among all entries, in order; their papers are enclosures that go up and are erased with the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.contract import canonical
from clerk_app.domain.errors import Damaged
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store.acts import DeskActEntries
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
    with desk.database.reading() as connection:
        queued = connection.execute("SELECT sha256 FROM desk_transfer").fetchall()
    assert queued == [(MADE.paper.sha256,)]
    desk.close()

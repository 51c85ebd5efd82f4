"""Entries about eID are found among all others, in order, while their bodies are kept."""

from __future__ import annotations

from pathlib import Path

from clerk_app.contract import canonical
from clerk_app.domain.eid_bodies import EidAttended, EidBooked
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store.eid import DeskEidEntries
from tests.store.desk import DESK, open_desk, subject


def test_only_they_are_found_and_in_order(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    entries = DeskEidEntries(desk.database, DESK)
    assert entries.all() == ()
    desk.accept(1)
    booked = canonical.encode(EidBooked(name="Проба", phone="+381601234567", at="2026-11-24T08:00+01:00"))
    first = desk.journal.record(NewEntry(kind="eid.booked", subject=subject(7), grant="g", body=booked))
    desk.annul(1)
    attended = canonical.encode(EidAttended(outcome="done"))
    second = desk.journal.record(NewEntry(kind="eid.attended", subject=subject(7), grant="g", body=attended))
    assert entries.all() == (first, second)
    desk.close()

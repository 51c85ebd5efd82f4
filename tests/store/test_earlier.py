from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.domain.errors import Damaged
from clerk_app.ports.desk_file import Draft, NewEntry
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.earlier import EarlierFile
from tests.store.desk import Desk, subject
from tests.store.test_enclosures import PDF, enclosures, keep


@pytest.fixture
def earlier(desk: Desk, tmp_path: Path) -> EarlierFile:
    return EarlierFile(desk.database, enclosures(desk, tmp_path))


def correct(desk: Desk, who: int, **form: str) -> None:
    body = canonical.encode(RequestCorrected(base_version=1, form=form))
    desk.journal.record(NewEntry(kind="request.corrected", subject=subject(who), grant="g", body=body))


def test_requests_come_as_they_were_corrected_and_without_those_that_were_annulled(
    desk: Desk, earlier: EarlierFile
) -> None:
    for who in (1, 2, 3):
        desk.accept(who)
    desk.annul(2)
    correct(desk, 3, **{"purpose.what": "друго"})
    found = earlier.requests([5, 3, 1, 2, 4, 99])
    assert [one.subject for one in found] == [subject(1), subject(3)]
    assert found[0].body.form["purpose.what"] == "упис у школу"
    assert (found[1].body.form["purpose.what"], found[1].body.form["purpose.count"]) == ("друго", "2")


def test_changes_are_those_of_requests_that_are_not_taken_over_themselves(desk: Desk, earlier: EarlierFile) -> None:
    for who in (1, 2):
        desk.accept(who)
    desk.annul(1)
    correct(desk, 2, note="x")
    assert [entry.header.seq for entry in earlier.changes([2, 3, 4])] == [3]
    assert earlier.changes([1, 2]) == ()


def test_drafts_of_everybody_and_enclosures_can_be_read(desk: Desk, earlier: EarlierFile, tmp_path: Path) -> None:
    drafts = [Draft(id=f"d{n}", content=b"{}", saved=n, clerk=f"clerk{n}") for n in (1, 2)]
    for draft in drafts:
        DeskDrafts(desk.database).save(draft)
    assert earlier.drafts() == tuple(drafts)
    ref = keep(desk, tmp_path, PDF)
    assert b"".join(earlier.enclosure(ref)) == PDF
    next((tmp_path / "enclosures").iterdir()).unlink()
    with pytest.raises(Damaged, match="enclosure_missing"):
        list(earlier.enclosure(ref))

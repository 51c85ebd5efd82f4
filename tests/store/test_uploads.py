from __future__ import annotations

from pathlib import Path

from clerk_app.store.uploads import DeskUploads
from tests.store.desk import Desk, answers
from tests.store.test_enclosures import PDF, keep


def test_enclosures_wait_until_their_entry_is_accepted_and_they_are_up(desk: Desk, tmp_path: Path) -> None:
    uploads = DeskUploads(desk.database)
    first, second = keep(desk, tmp_path, PDF + b"1"), keep(desk, tmp_path, PDF + b"2", "two.pdf")
    desk.accept(1, enclosures=(second,))
    desk.accept(2, enclosures=(first, second))
    assert uploads.waiting() == ()
    desk.outbox.cut(100_000, desk.micros())
    desk.outbox.apply(answers(have=2))
    assert uploads.waiting() == (second, first)
    uploads.uploaded(second.sha256)
    assert uploads.waiting() == (first,)
    desk.accept(3, enclosures=(second,))
    desk.outbox.cut(100_000, desk.micros())
    desk.outbox.apply(answers(have=3))
    assert uploads.waiting() == (first,)

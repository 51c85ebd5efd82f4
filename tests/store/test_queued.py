"""What waits, by the groups in which it goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clerk_app.contract.enclosures import KEY_WRAP_BYTES, sealed_size
from clerk_app.ports.outbox import Queued
from clerk_app.store.choosing import FRESH
from clerk_app.store.queued import DeskQueue
from clerk_app.store.uploads import DeskUploads
from tests.store.desk import Desk, answers
from tests.store.test_enclosures import PDF, keep

TODAY = date(2026, 11, 23)
PLENTY = 10_000_000


def groups(desk: Desk) -> dict[str, int]:
    queue = DeskQueue(desk.database)
    return {group.group: group.entries for group in queue.groups(desk.micros(), TODAY)}


def test_nothing_waits(desk: Desk) -> None:
    assert groups(desk) == {}


def test_groups_come_in_their_order_and_time_moves_entries_between_them(desk: Desk) -> None:
    desk.accept(1, deadline="2026-11-26")
    desk.accept(2, deadline="2026-12-20")
    desk.annul(2)
    assert groups(desk) == {"awaited": 2, "rest": 1}
    desk.clock.move(seconds=2 * FRESH / 1_000_000)
    desk.accept(3, deadline="2026-12-20")
    assert groups(desk) == {"awaited": 1, "due": 1, "rest": 2}
    assert list(groups(desk)) == ["awaited", "due", "rest"]


def test_files_wait_from_their_entry_on_until_the_centre_has_them_or_a_person_must_look(
    desk: Desk, tmp_path: Path
) -> None:
    ref = keep(desk, tmp_path, PDF + bytes(600_000))
    desk.accept(1, enclosures=(ref,))
    assert groups(desk) == {"awaited": 1, "enclosures": 1}
    assert desk.outbox.cut(PLENTY, desk.micros()) is not None
    assert groups(desk) == {"awaited": 1, "enclosures": 1}
    desk.outbox.apply(answers(have=1))
    assert DeskQueue(desk.database).groups(desk.micros(), TODAY) == (
        Queued("enclosures", 1, KEY_WRAP_BYTES + sealed_size(ref.size)),
    )
    uploads = DeskUploads(desk.database)
    uploads.failed(ref.sha256, "too_large", 0, held=True)
    assert groups(desk) == {}
    uploads.uploaded(ref.sha256)
    assert groups(desk) == {}

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.domain.errors import Damaged, Unavailable
from clerk_app.store.copying import copy_to
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.verify import verify
from tests.store.desk import DESK, KEY, Desk


def test_a_copy_is_the_whole_desk_under_the_same_key(desk: Desk, tmp_path: Path) -> None:
    for who in range(20):
        desk.accept(who)
    target = tmp_path / "copy.db"
    target.write_bytes(b"an earlier copy")
    copy_to(desk.database, KEY, target)
    desk.accept(99)
    with DeskFile(target, KEY) as copied:
        assert verify(copied.database, DESK).entries == 20
    with pytest.raises(Damaged):
        DeskFile(target, bytes(32))
    assert [file.name for file in tmp_path.glob("*.new*")] == []


def test_a_copy_that_cannot_be_written_leaves_the_earlier_one(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="disk_failed"):
        copy_to(desk.database, KEY, tmp_path / "away" / "copy.db")

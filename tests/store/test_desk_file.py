from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.domain.errors import Damaged, Unavailable
from clerk_app.store.desk_file import DeskFile
from tests.store.desk import KEY


def test_one_process_at_a_time(tmp_path: Path) -> None:
    with DeskFile(tmp_path / "desk.db", KEY), pytest.raises(Unavailable, match="second_copy"):
        DeskFile(tmp_path / "desk.db", KEY)
    with DeskFile(tmp_path / "desk.db", KEY) as file, file.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM journal_entry").fetchone() == (0,)


def test_a_file_that_does_not_open_is_not_locked(tmp_path: Path) -> None:
    DeskFile(tmp_path / "desk.db", KEY).close()
    with pytest.raises(Damaged):
        DeskFile(tmp_path / "desk.db", bytes(32))
    DeskFile(tmp_path / "desk.db", KEY).close()

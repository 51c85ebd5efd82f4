"""The demonstration's citizens have filed something before the day begins, each once."""

from __future__ import annotations

from pathlib import Path

from clerk_app.demo.filings import file_online
from clerk_app.demo.stage import SEED
from clerk_app.domain import numbers
from tests.support.central_process import CentralProcess


def test_they_have_filed_beside_the_running_central(tmp_path: Path) -> None:
    database = tmp_path / "central.db"
    with CentralProcess(database):
        first = file_online(database, SEED)
        assert first == file_online(database, SEED)
    assert len(first) == 4
    assert all(numbers.parse_portal(number) for number in first)

"""The list of a day as a file: whole or not at all, named by desk and day alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clerk_app.app.payments_export import PaymentsExport
from clerk_app.domain.errors import Unavailable
from tests.support.desk_day import busy_desk

DAY = date(2026, 11, 23)


def test_it_is_written_in_place_of_the_one_before(tmp_path: Path) -> None:
    desk = busy_desk()
    export = PaymentsExport(listed=lambda: desk.actions.systems.payments_of_day, papers=desk.paper, desk="A7")
    for _ in range(2):
        assert export.save(tmp_path, DAY, "", "sr-Cyrl") == tmp_path / "salter-payments-A7-2026-11-23.csv"
    assert [path.name for path in tmp_path.iterdir()] == ["salter-payments-A7-2026-11-23.csv"]
    with pytest.raises(Unavailable, match="table_not_written"):
        export.save(tmp_path / "nowhere", DAY, "", "sr-Cyrl")

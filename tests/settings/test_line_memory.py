"""What is remembered of the line: by day, through restarts, and never at the line's cost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clerk_app.settings.line_memory import LineMemory

TODAY = date(2026, 3, 4)


def test_what_was_spent_today_survives_a_restart_and_ends_with_the_day(tmp_path: Path) -> None:
    days = [TODAY]
    memory = LineMemory(tmp_path / "line", lambda: days[0])
    memory.spend(1000)
    memory.spend(0)
    memory.spend(234)
    again = LineMemory(tmp_path / "line", lambda: days[0])
    assert again.used() == 1234
    days[0] = date(2026, 3, 5)
    assert again.used() == 0
    again.spend(5)
    assert again.used() == 5


def test_a_pause_survives_a_restart_and_ends_with_the_day_or_when_it_is_taken_back(tmp_path: Path) -> None:
    days = [TODAY]
    memory = LineMemory(tmp_path / "line", lambda: days[0])
    assert not memory.paused()
    memory.pause(paused=True)
    again = LineMemory(tmp_path / "line", lambda: days[0])
    assert again.paused()
    days[0] = date(2026, 3, 5)
    assert not again.paused()
    again.pause(paused=True)
    again.pause(paused=False)
    assert not LineMemory(tmp_path / "line", lambda: days[0]).paused()


def test_addresses_survive_a_restart_and_the_oldest_goes(tmp_path: Path) -> None:
    memory = LineMemory(tmp_path / "line", lambda: TODAY)
    for number in range(9):
        memory.put(f"centar{number}.primer.rs", f"10.0.0.{number}")
    memory.spend(7)
    again = LineMemory(tmp_path / "line", lambda: TODAY)
    assert again.get("centar8.primer.rs") == "10.0.0.8"
    assert again.get("centar0.primer.rs") == ""
    assert again.used() == 7


@pytest.mark.parametrize("bytes_there", [b"", b"{", b"[]", b'{"bytes": "x"}', b'{"addresses": 3}', b"\xff\xfe"])
def test_a_file_that_is_none_of_ours_holds_nothing(tmp_path: Path, bytes_there: bytes) -> None:
    (tmp_path / "line").write_bytes(bytes_there)
    memory = LineMemory(tmp_path / "line", lambda: TODAY)
    assert (memory.get("centar.primer.rs"), memory.used()) == ("", 0)


def test_a_disk_that_takes_nothing_costs_only_the_memory(tmp_path: Path) -> None:
    memory = LineMemory(tmp_path / "nowhere" / "line", lambda: TODAY)
    memory.put("centar.primer.rs", "10.0.0.1")
    memory.spend(5)
    assert (memory.get("centar.primer.rs"), memory.used()) == ("10.0.0.1", 5)

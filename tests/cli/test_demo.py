from pathlib import Path

import pytest

from clerk_app.cli.frame import Exit
from clerk_app.demo.stage import Outside
from tests.cli.conftest import Call


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Outside, Path, bool]]:
    """What the day was played with; the day itself is played by the journeys."""
    calls: list[tuple[Outside, Path, bool]] = []

    def play(outside: Outside, output: Path, _language: str, _given: object, *, headless: bool) -> int:
        calls.append((outside, output, headless))
        return 0

    monkeypatch.setattr("clerk_app.cli.demo.play", play)
    return calls


def test_without_a_display_the_day_plays_itself(
    call: Call, played: list[tuple[Outside, Path, bool]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert call("demo", "--output", str(tmp_path)).code == Exit.DONE
    assert played == [(Outside("", "", "", ""), tmp_path, True)]


def test_outside_devices_take_the_place_of_ours(
    call: Call, played: list[tuple[Outside, Path, bool]], tmp_path: Path
) -> None:
    given = ("--printer", "tcp://h:1", "--reader", "pcsc", "--central", "https://c", "--code", "K")
    call("demo", "--headless", "--output", str(tmp_path), *given)
    assert played[0][0] == Outside("tcp://h:1", "pcsc", "https://c", "K")

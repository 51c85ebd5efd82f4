import os
from pathlib import Path

import pytest

from clerk_app.demo.show import choose_platform, has_display, play
from clerk_app.demo.stage import Outside, Stage


def test_a_display_is_one_of_either_kind() -> None:
    assert has_display({"DISPLAY": ":0"})
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"})


@pytest.mark.parametrize(("headless", "platform"), [(True, "offscreen"), (False, "xcb")])
def test_only_a_day_without_a_display_is_drawn_into_memory(
    headless: bool, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    choose_platform({}, headless=headless)
    assert os.environ["QT_QPA_PLATFORM"] == platform


def test_what_an_earlier_day_left_is_cleared_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, seen = tmp_path / "out", []
    (output / "receipts").mkdir(parents=True)
    (output / "receipts" / "old.png").touch()
    (output / "slips").mkdir()
    (output / "notes.txt").write_text("mine")
    (output / "summary.json").write_text("{}")

    def play_day(_place: object, stage: Stage, *_more: object) -> int:
        seen.append(stage.folder)
        assert stage.folder.is_dir()
        return 0

    monkeypatch.setattr("clerk_app.demo.headless.play_day", play_day)
    assert play(Outside("tcp://h:1", "pcsc", "https://centre", "C"), output, "en", {}, headless=True) == 0
    assert [path.name for path in output.iterdir()] == ["notes.txt"]
    assert not seen[0].exists(), "the desk of the day stays behind"

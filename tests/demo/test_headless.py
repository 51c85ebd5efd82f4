import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.demo.day import Day
from clerk_app.demo.headless import play_day
from clerk_app.demo.script import Until
from clerk_app.demo.stage import Outside, Stage
from tests.journeys.town import place_of


@pytest.mark.usefixtures("qapp")
def test_a_day_that_does_not_get_on_says_where_and_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def script(_day: Day) -> Iterator[Until]:
        yield Until("the first citizen", lambda: False, 0.2)

    monkeypatch.setattr(Day, "script", script)
    stage = Stage(tmp_path / "stage", Outside("tcp://h:1", "simulated", "https://127.0.0.1:9", "CODE"))
    told: list[str] = []
    output = tmp_path / "out"
    output.mkdir()
    assert play_day(place_of(tmp_path / "desk"), stage, output, 0.0, told.append) == 1
    summary = json.loads((output / "summary.json").read_text(encoding="utf-8"))
    assert (summary["requests_accepted"], summary["registered"], summary["receipts"]) == (0, 0, [])
    assert any("the first citizen" in line for line in told)
    (picture,) = (output / "screenshots").iterdir()
    assert "stuck" in picture.name

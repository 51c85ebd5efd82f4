"""A day in which the first citizen never comes, as a process of its own: with it ends its application.

Usage: ``python -m tests.demo.stuck_day FOLDER``. Prints what the day tells; the exit code is the day's.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.demo.day import Day
from clerk_app.demo.headless import play_day
from clerk_app.demo.script import Until
from clerk_app.demo.stage import Outside, Stage
from tests.journeys.town import place_of


def script(_day: Day) -> Iterator[Until]:
    """Waits in vain."""
    yield Until("the first citizen", lambda: False, 0.2)


def main(folder: Path) -> int:
    """Play it, with its output in ``out``."""
    output = folder / "out"
    output.mkdir()
    pytest.MonkeyPatch().setattr(Day, "script", script)
    stage = Stage(folder / "stage", Outside("tcp://h:1", "simulated", "https://127.0.0.1:9", "CODE"))
    return play_day(place_of(folder / "desk"), stage, output, 0.0, print)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

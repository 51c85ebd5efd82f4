"""A day without a line, at the windows: a stick goes to the centre and back, and its numbers stand on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.cli.frame import Exit
from clerk_app.demo.visits import VISITS
from clerk_app.domain.numbers import parse_unique
from clerk_app.ports.bundle import FoundStick
from tests.faults.aftermath import desk_of, judged
from tests.journeys.at_the_windows import AtTheWindows
from tests.journeys.town import Town, forked_app
from tests.support.opened_program import wait_in_qt, working_program


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path / "town") as running:
        yield running


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the computer says is put in."""
    root = tmp_path / "KURIR"
    root.mkdir()
    monkeypatch.setattr("clerk_app.app.screens.sticks", lambda: (FoundStick("KURIR", root, 29 * 10**9),))
    return root


def test_the_numbers_of_a_day_without_a_line_come_by_stick(
    qapp: QApplication, town: Town, stick: Path, tmp_path: Path
) -> None:
    scan = tmp_path / "skica.pdf"
    scan.write_bytes(b"%PDF-1.7\n" + bytes(300_000))
    with working_program(qapp, town, tmp_path / "desk") as (program, _access):
        windows = AtTheWindows(program, tmp_path / "pictures", scan)
        town.go_down()
        taken = [windows.takes_in(visit) for visit in VISITS[:3]]
        assert not any(windows.view(view.subject).registered for view in taken)

        windows.watching.shell().go("exchange")
        windows.bound("to_stick")
        windows.until(lambda: windows.reads("KURIR"))
        windows.hands.press("Ctrl+U")
        windows.until(lambda: windows.reads("Све је на кључу, можете га извадити. 3 захтева"))

        centre = ("--database", f"sqlite:///{town.database}", "--files", f"{town.database}.files", "--json")
        done = forked_app("central", "bundle", str(stick), *centre)
        assert done.code == Exit.DONE
        (desk,) = done.told[0]["desks"]
        assert (desk["enclosures"], desk["answers"], desk["failed"]) == (1, 1, [])

        windows.hands.press("Ctrl+I")
        windows.until(lambda: windows.reads("3 захтева потврђена, 3 нова броја, 1 прилог стигао"))
        windows.until(lambda: windows.reads("Ништа не чека"))
        for view in taken:
            now = windows.view(view.subject)
            assert now.registered
            windows.opens(view.subject, "flow")
            windows.until(partial(windows.reads, str(parse_unique(now.unique_number))))

        windows.line_returns(town)
        wait_in_qt(lambda: windows.watching.desk().stores.outbox.size().entries == 0)
        found = judged(town.database, desk_of(tmp_path / "town" / "desk"), [view.number for view in taken])
    assert (found["lost"], found["doubled"], found["unnumbered"], found["alarms"]) == ([], 0, 0, [])

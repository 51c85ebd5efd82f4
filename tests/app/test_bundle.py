"""The stick of a real desk: what waits goes on it for as long as policy says, and who must hear of an answer does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.app.bundle import StickWork
from clerk_app.app.open import Prepared, prepare
from clerk_app.cli.frame import Exit
from clerk_app.contract.bundle import DAY, read_carried
from clerk_app.domain.errors import Invalid
from clerk_app.ports.outbox import OutboxSize
from tests.journeys.town import CLERK, PASSWORD, Terminal, Town, forked_app, lines, place_of


@pytest.fixture
def root(town: Town, tmp_path: Path) -> Path:
    root = town.desk(tmp_path.name)
    terminal = Terminal(root)
    assert terminal.as_clerk("sync", "--once", "--hold", "0").code == Exit.DONE
    assert terminal.as_clerk("receive", stdin=lines(2)).code == Exit.DONE
    return root


@pytest.fixture
def prepared(root: Path) -> Iterator[Prepared]:
    opened = prepare(place_of(root, stick_days=7))
    opened.admit(CLERK, PASSWORD)
    yield opened
    opened.close()


def test_it_goes_out_and_comes_back_and_everybody_hears(prepared: Prepared, town: Town, tmp_path: Path) -> None:
    changed: set[bytes] = set()
    left: list[OutboxSize] = []
    alarms: list[str] = []
    work = StickWork(prepared.desk, prepared.lanes.writes, changed.update, alarms.append, left.append)
    stick = tmp_path / "KURIR"
    with pytest.raises(Invalid, match="stick_folder"):
        work.carry(stick)
    stick.mkdir()
    assert work.carry(stick).requests == 2
    passed = prepared.desk.record.passed.newest(1)[0]
    assert (passed.carrier, passed.requests, passed.fate) == ("stick", 2, "left")
    (listed,) = stick.rglob("list.bundle")
    carried = read_carried(listed.read_bytes())
    assert carried.expires - carried.made == 7 * DAY
    centre = ("--database", f"sqlite:///{town.database}", "--files", f"{town.database}.files")
    assert forked_app("central", "bundle", str(stick), *centre).code == Exit.DONE
    assert work.bring(stick).numbers == 2
    assert (len(changed), left[-1].entries, alarms) == (2, 0, [])
    assert prepared.desk.record.passed.newest(1)[0].fate == "answered"

"""Killed (-9) at every point from accept over print to exchange, by the whole desk with its centre and its printer.

After each kill the desk is started again and drains; another process then reads the centre's database.
"""

from __future__ import annotations

import signal
from pathlib import Path
from typing import get_args

import pytest

from clerk_app.central.steps import Step
from tests.faults.aftermath import OPEN_STATES, DeskProcess, Run, check_whole, desk_of
from tests.faults.points import Point
from tests.journeys.town import Town

VISITS = "3"
NTH = {
    Point.AFTER_ENCLOSURE_FILE: 2,
    Point.AFTER_ENCLOSURE_KEY: 1,
    Point.AFTER_SPOOL: 3,
    Point.AFTER_COPY: 2,
    Point.BEFORE_PRINT: 2,
    Point.AFTER_PRINT_PROOF: 2,
    Point.AFTER_ANSWER: 2,
    Point.AFTER_REPLICA_COMMIT: 3,
    Point.BEFORE_PARCEL_COMMIT: 2,
}
"""The first time where nothing is said; the second and later ones come while papers print and answers arrive."""

KEEPS_THE_DRAFT = {
    Point.AFTER_ENCLOSURE_FILE,
    Point.AFTER_ENCLOSURE_KEY,
    Point.AFTER_BEGIN,
    Point.AFTER_ENTRY,
    Point.AFTER_OUTBOX,
    Point.BEFORE_COMMIT,
}
PAPER_IN_DOUBT = {Point.BEFORE_PRINT, Point.AFTER_PRINT_PROOF}


@pytest.mark.parametrize("point", list(Point))
def test_a_desk_is_killed_at(point: Point, town: Town, record_property) -> None:
    root = town.desk(f"desk-{point.value}")
    nth = NTH.get(point, 1)
    upkeep = ["--upkeep"] if point is Point.BEFORE_SETTLE_COMMIT else []
    killed = DeskProcess(root, town, "--visits", VISITS, *upkeep, "--die-at", point, "--nth", str(nth)).end()
    assert killed.code == -signal.SIGKILL

    before = town.printer.numbers(desk_of(root))
    again = DeskProcess(root, town).end()
    check_start(point, killed, again)
    found = check_whole(town, root, [killed, again], before)
    row = (f"{point.value} × {nth}", len(killed.accepted), len(found["numbers"]), sum(before.values()))
    record_property("killed", [*row, len(found["lost"]), found["doubled"]])


def check_start(point: Point, killed: Run, again: Run) -> None:
    """What the desk found when it was opened: the whole chain, the draft where the accept had not come to its end."""
    (opened,) = again.told("opened")
    assert opened["verified"] >= len(killed.accepted)
    assert set(killed.accepted) <= set(opened["numbers"])
    assert len(opened["numbers"]) <= len(killed.accepted) + 1
    assert not {state for state, _reason in opened["jobs"]} & OPEN_STATES
    doubts = [reason for state, reason in opened["jobs"] if state == "unknown"]
    assert len(doubts) <= 1
    assert set(doubts) <= {"print_interrupted"}
    if point in PAPER_IN_DOUBT:
        assert doubts == ["print_interrupted"]
    if point in KEEPS_THE_DRAFT:
        assert len(opened["drafts"]) == 1


@pytest.mark.parametrize("step", get_args(Step))
def test_the_centre_is_killed_at(step: Step, tmp_path: Path, record_property) -> None:
    with Town(tmp_path) as town:
        root = town.desk("desk")
        before = DeskProcess(root, town, "--visits", "1").end()
        papers = town.printer.numbers(desk_of(root))
        town.go_down()
        town.come_back(die_at=step)
        work = DeskProcess(root, town, "--visits", VISITS)
        assert town.central.wait() == -signal.SIGKILL
        town.come_back()
        run = work.end()
        found = check_whole(town, root, [before, run], papers)
        accepted = len(before.accepted) + len(run.accepted)
        row = (f"centre: {step}", accepted, len(found["numbers"]), len(town.printer.receipts()))
        record_property("killed", [*row, len(found["lost"]), found["doubled"]])


def test_there_are_enough_points() -> None:
    assert len(Point) + len(get_args(Step)) >= 12

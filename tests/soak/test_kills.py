"""Five hundred kills at random: the desk at its points and at any moment, the centre too; nothing lost, nothing twice.

One desk lives through all of them. ``SOAK_MINUTES`` bounds the time (25); how many kills came to be is in the output.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.faults.aftermath import DeskProcess, Run, desk_of, judged
from tests.faults.points import Point
from tests.journeys.town import Town

KILLS = 500
MINUTES = float(os.environ.get("SOAK_MINUTES", "25"))
OFTEN = 25
LONGEST = 3.0


class Siege:
    """A town under random kills; remembers every run of its one desk."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.root = town.desk("desk")
        self.chance = random.Random(seed)
        self.runs: list[Run] = []
        self.kills = 0

    def strike(self) -> None:
        """Let the desk work, and kill it at a point, at some moment, or kill its centre under it."""
        how = self.chance.random()
        if how < 0.6:
            point, nth = self.chance.choice(list(Point)), self.chance.randint(1, 4)
            run = self._desk("--die-at", point.value, "--nth", str(nth)).end()
        elif how < 0.85:
            run = self._killed_at_some_moment()
        else:
            run = self._without_its_centre()
        self.kills += run.code == -signal.SIGKILL
        self.runs.append(run)

    def check(self) -> int:
        """Start once more, drain, and let another process compare; gives how many requests the centre has."""
        calm = DeskProcess(self.root, self.town).end()
        assert calm.code == 0
        self.runs.append(calm)
        told = [number for run in self.runs for number in run.accepted]
        papers = self.town.printer.numbers(desk_of(self.root))
        found = judged(self.town.database, desk_of(self.root), [*told, *papers])
        assert (found["lost"], found["doubled"], found["unnumbered"]) == ([], 0, 0)
        assert (found["gaps"], found["serial_gaps"], found["refused"], found["alarms"]) == ([], False, [], [])
        assert len(set(told)) == len(told)
        assert max(papers.values(), default=0) <= 1
        return len(found["numbers"])

    def _desk(self, *more: str) -> DeskProcess:
        return DeskProcess(self.root, self.town, "--visits", "4", *more)

    def _killed_at_some_moment(self) -> Run:
        return self._desk().end(self.chance.uniform(0.1, LONGEST))

    def _without_its_centre(self) -> Run:
        work = self._desk()
        threading.Event().wait(self.chance.uniform(0.3, LONGEST))
        self.town.central.kill()
        self.kills += 1
        self.town.come_back()
        return work.end()


@pytest.mark.soak
def test_five_hundred_kills(tmp_path: Path, record_property) -> None:
    seed = random.SystemRandom().getrandbits(32)
    ends = time.monotonic() + 60 * MINUTES
    with Town(tmp_path) as town:
        siege = Siege(town, seed)
        strikes = 0
        while siege.kills < KILLS and time.monotonic() < ends:
            siege.strike()
            strikes += 1
            if strikes % OFTEN == 0:
                siege.check()
        there = siege.check()
        told = sum(len(run.accepted) for run in siege.runs)
        papers = sum(town.printer.numbers(desk_of(siege.root)).values())
    record_property("killed", [f"{siege.kills} at random (seed {seed})", told, there, papers, 0, 0])
    assert siege.kills > OFTEN

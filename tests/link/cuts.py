"""The line is cut three times for 20 seconds while 1,000 requests go up: what that costs beyond the cuts themselves."""

from __future__ import annotations

import random
import sqlite3
import statistics
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from tests.bench.figures import Figure, at_most, figure
from tests.link.exchanging import Round, one, side_by_side
from tests.link.profiles import PROFILES
from tests.link.scenes import Scene, Scenes
from tests.link.stage import Stage

SCRIPT = "tests/link/cuts.py"
CUTS, SECONDS = 3, 20.0
_REQUESTS = 1000
_BEYOND = 5.0
_NAME = "link cuts"
_LINE = PROFILES["sat64"]
_figure = partial(figure, _NAME, script=SCRIPT)
_RECEIVED = """
SELECT (SELECT count(*) FROM request WHERE desk = (SELECT max(code) FROM desk)),
       (SELECT count(*) FROM number_ledger WHERE desk = (SELECT max(code) FROM desk)),
       (SELECT count(*) FROM status_step WHERE desk = (SELECT max(code) FROM desk))
"""


@dataclass(frozen=True, slots=True)
class CutRound:
    """A round with cuts, the same one without, and how far each of three effects is from one a request."""

    cut: Round
    uncut: Round
    amiss: int


def measure(scenes: Scenes, seeds: Sequence[int], at_once: int) -> list[Figure]:
    """The same losses with and without cuts, whose moments are drawn by the seed."""
    scene = scenes.of(_REQUESTS)
    rounds = side_by_side([partial(_round, scene, seed) for seed in seeds], at_once)
    uncut = statistics.median(each.uncut.done for each in rounds)
    beyond = [(each.cut.done - CUTS * SECONDS - uncut) / CUTS for each in rounds]
    return [
        _figure(
            f"{_LINE.name}, {_REQUESTS:,} requests, {CUTS} cuts of {SECONDS:.0f} s: beyond each cut",
            "s",
            beyond,
            reach=at_most(_BEYOND),
            floor=f"the same uncut: {uncut:.1f} s in the middle",
        ),
        _figure(
            "requests, numbers and statuses at the centre that are too many or too few",
            "",
            [each.amiss for each in rounds],
            reach=at_most(0),
        ),
        _figure(
            "parcels that the centre had already and got again, a cut",
            "",
            [each.cut.centre["again"] / CUTS for each in rounds],
            reach=at_most(1),
        ),
        _figure(
            "parcels that the desk gave to the line again, a cut",
            "",
            [each.cut.again / CUTS for each in rounds],
            note="with those that went into the dead line, which cost it no time",
        ),
    ]


def _round(scene: Scene, seed: int) -> CutRound:
    amiss: list[int] = []
    cut = one(_LINE, scene, seed, lambda stage: _cut(stage, seed), lambda stage: amiss.append(_amiss(stage, scene)))
    return CutRound(cut, one(_LINE, scene, seed), amiss[0])


def _cut(stage: Stage, seed: int) -> None:
    """Each a few seconds after the line has come back."""
    chance = random.Random(f"{seed} cuts")
    at = 0.0
    for _ in range(CUTS):
        at += chance.uniform(2.0, 8.0)
        stage.later(at, stage.line.cut)
        at += SECONDS
        stage.later(at, stage.line.restore)


def _amiss(stage: Stage, scene: Scene) -> int:
    """How far the centre's own tables are from one request, one number and one status for each that was received."""
    for _ in range(20):
        found = _counted(stage.database)
        if all(count == scene.count for count in found):
            return 0
        Event().wait(0.25)  # a number is given after the commit that it is for
    return sum(abs(count - scene.count) for count in found)


def _counted(database: Path) -> tuple[int, ...]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        found: tuple[int, ...] = connection.execute(_RECEIVED).fetchone()
    return found

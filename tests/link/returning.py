"""The line is away for a while, somebody is received meanwhile, and the line comes back: how soon the centre has it."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from functools import partial
from threading import Event

from tests.bench.figures import Figure, at_most, figure, quantile
from tests.link.exchanging import side_by_side
from tests.link.profiles import PROFILES
from tests.link.scenes import Scenes
from tests.link.stage import Stage

SCRIPT = "tests/link/returning.py"
_NAME = "link return"
_LINE = PROFILES["sat64"]
_SHORTEST, _LONGEST = 5.0, 240.0
_OUTAGES = 5
"""In a row on each of the lines, as long as chance has it: short ones as often as long ones."""
_RECEIVED_AFTER = 2.0
_REACH = 30.0
_SEED = 41


def measure(scenes: Scenes, seeds: Sequence[int], at_once: int) -> list[Figure]:
    """Outages on several lines side by side."""
    found = side_by_side([partial(_outages, scenes, seed) for seed in seeds], at_once)
    seconds = [each for one in found for each in one]
    return [
        figure(
            _NAME,
            f"after outages of {_SHORTEST:.0f} to {_LONGEST:.0f} s: until what waited is confirmed",
            "s",
            seconds,
            note=f"{_LINE.name}; nobody tells the desk that the line is back",
            script=SCRIPT,
        ),
        figure(
            _NAME,
            f"the same: what 19 in 20 of {len(seconds)} do not exceed",
            "s",
            [quantile(seconds, 0.95)],
            reach=at_most(_REACH),
            script=SCRIPT,
        ),
    ]


def _outages(scenes: Scenes, seed: int) -> list[float]:
    chance = random.Random(f"{seed} outages")
    seconds = []
    with Stage(_LINE, seed, scenes.of(0).folder) as stage:
        stage.line.shape()
        stage.desk.ask(do="start")
        stage.desk.ask(do="urgent", seed=_SEED)
        for _ in range(_OUTAGES):
            length = math.exp(chance.uniform(math.log(_SHORTEST), math.log(_LONGEST)))
            Event().wait(chance.uniform(0.0, 3.0))
            stage.line.cut()
            Event().wait(min(_RECEIVED_AFTER, length / 2))
            stage.desk.tell(do="urgent", seed=_SEED)
            Event().wait(length - min(_RECEIVED_AFTER, length / 2))
            stage.line.restore()
            back = time.monotonic()
            seconds.append(stage.desk.hear()["confirmed"] - back)
    return seconds

"""Ten scans of 2 MB wait to go up; a citizen stands at the desk every eight seconds. Then the line is cut.

All of them would take three quarters of an hour at this line: a window of it is measured, and the end of an upload on a
faster one.
"""

from __future__ import annotations

import json
import math
import statistics
import time
from functools import partial
from pathlib import Path
from threading import Event

from tests.bench.figures import Figure, at_least, at_most, figure
from tests.link.exchanging import side_by_side
from tests.link.profiles import MTU, PROFILES, SEGMENT
from tests.link.scenes import Scenes
from tests.link.stage import Stage

SCRIPT = "tests/link/enclosing.py"
_NAME = "link enclosures"
_LINE, _FAST = PROFILES["sat64"], PROFILES["plain1m"]
_SCANS, _SIZE = 10, 2_000_000
_EVERY, _WINDOW = 8.0, 184.0
_SECONDS_CUT, _AFTER = 20.0, 40.0
_WORST, _USED = 2.0, 85.0
_SEED = 31
_CHUNK = 256 * 1024
_UNDER_WAY = 32 * 1024
_NEARLY = 0.9


def measure(scenes: Scenes, seed: int) -> list[Figure]:
    """One seed of losses: with the enclosures, the same alone, and what a cut makes of an upload."""
    scene = scenes.of(0).folder
    windows = [partial(_urgent, scene, seed, scans) for scans in (0, _SCANS)]
    (alone, _), (beside, used) = side_by_side(windows, len(windows))
    return [
        *_seconds(f"{_SCANS} scans of 2 MB waiting, a request each {_EVERY:.0f} s", beside, alone),
        figure(
            _NAME,
            "line used meanwhile",
            "%",
            [used],
            reach=at_least(_USED),
            note=f"a window of {_WINDOW:.0f} s; all of them would take three quarters of an hour",
            script=SCRIPT,
        ),
        *_resumed(scene, seed),
    ]


def _seconds(what: str, beside: list[float], alone: list[float]) -> list[Figure]:
    """From the commit at the desk until it is confirmed there."""
    return [
        figure(
            _NAME,
            f"{what}: until it is confirmed",
            "s",
            beside,
            floor=f"the same without scans: {statistics.median(alone):.2f}",
            script=SCRIPT,
        ),
        figure(
            _NAME,
            f"{what}: the slowest",
            "s",
            [max(beside)],
            reach=at_most(_WORST),
            floor=f"the same without scans: {max(alone):.2f}",
            script=SCRIPT,
        ),
    ]


def _urgent(scene: Path, seed: int, scans: int) -> tuple[list[float], float]:
    """Seconds of each request, and the share of the line that was used (percent)."""
    with Stage(_LINE, seed, scene) as stage:
        _begin(stage, scans)
        began, before = time.monotonic(), stage.line.traffic()
        seconds = []
        for turn in range(math.floor(_WINDOW / _EVERY)):
            Event().wait(max(0.0, began + turn * _EVERY - time.monotonic()))
            told = stage.desk.ask(do="urgent", seed=_SEED)
            seconds.append(told["confirmed"] - told["committed"])
        Event().wait(max(0.0, began + _WINDOW - time.monotonic()))
        took, moved = time.monotonic() - began, stage.line.traffic().since(before)
    used = moved.up.bytes * 8 / (_LINE.up * 1000) / took * 100
    print(json.dumps({"scans": scans, "used": used, "urgent": [round(each, 2) for each in seconds]}), flush=True)  # noqa: T201 - the program's own output
    return seconds, used


def _begin(stage: Stage, scans: int) -> None:
    """Wait until the exchange rests and the first upload is under way."""
    if scans:
        stage.desk.ask(do="attach", count=scans, size=_SIZE, seed=_SEED)
    stage.line.shape()
    stage.desk.ask(do="start")
    stage.desk.ask(do="settled")
    first = stage.line.traffic()
    while scans and stage.line.traffic().since(first).up.bytes < _UNDER_WAY:
        Event().wait(0.5)


def _thin(scene: Path, seed: int) -> tuple[float, float]:
    """A cut of an upload on the thin line: seconds until it goes on, and bytes that came in a while after."""
    with Stage(_LINE, seed, scene) as stage:
        _begin(stage, _SCANS)
        Event().wait(_AFTER)
        back, held = _cut(stage)
        Event().wait(_AFTER)
        return back, _held(stage) - held


def _fast(scene: Path, seed: int) -> tuple[float, float]:
    """A cut at 90 % on a line that is fast enough to see its end: seconds until it goes on, and bytes sent again."""
    with Stage(_FAST, seed, scene) as stage:
        _begin(stage, 1)
        while _held(stage) < _NEARLY * _SIZE:
            Event().wait(0.1)
        before = stage.line.traffic()
        back, held = _cut(stage)
        while stage.desk.ask(do="uploads")["waiting"]:
            Event().wait(0.5)
        sent = stage.line.traffic().since(before).up.bytes * SEGMENT / MTU
    return back, max(0.0, sent - (_SIZE - held))


def _resumed(scene: Path, seed: int) -> list[Figure]:
    (back, grown), (back_fast, again) = side_by_side([partial(_thin, scene, seed), partial(_fast, scene, seed)], 2)
    return [
        figure(
            _NAME,
            f"an upload goes on after a cut of {_SECONDS_CUT:.0f} s",
            "s",
            [back, back_fast],
            note=f"until the centre has more of it; in {_AFTER:.0f} s on the thin line {grown:,.0f} bytes more",
            script=SCRIPT,
        ),
        figure(
            _NAME,
            "bytes sent again after a cut at 90 % of 2 MB",
            "B",
            [again],
            reach=at_most(_CHUNK),
            note="what went into the dead line included; the upload ended and the desk knows it",
            script=SCRIPT,
        ),
    ]


def _cut(stage: Stage) -> tuple[float, int]:
    """Cut the line; how long after its return the centre had more, and what it had until then."""
    stage.line.cut()
    Event().wait(_SECONDS_CUT)
    held = _held(stage)
    stage.line.restore()
    back = time.monotonic()
    while _held(stage) <= held:
        Event().wait(0.1)
    return time.monotonic() - back, held


def _held(stage: Stage) -> int:
    """Bytes of enclosures that have reached the centre's disk."""
    return sum(path.stat().st_size for path in Path(f"{stage.database}.files").rglob("*") if path.is_file())

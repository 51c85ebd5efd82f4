"""How long from the start of the process to the painted sign-in window, against a bare PySide6 window from source.

The program begins as ``python -m clerk_app run`` does, and ends once its first window has been painted.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.enrolled import enrol_without_centre
from tests.bench.figures import Figure, Reach, at_most, figure, quantile

ROUNDS = 5
A_ROUND = 6
ROOT = Path(__file__).parents[2]
_PATIENCE = 60


def measure(work: Path) -> list[Figure]:
    """Starts in shuffled order, each in a fresh process; a few before them warm the caches of the disk."""
    root = work / "start"
    shutil.rmtree(root, ignore_errors=True)
    enrol_without_centre(root)
    ways = {
        "bare": ["-m", "tests.bench.paint_bare"],
        "program": ["-m", "tests.bench.paint_program", str(root)],
        "Python alone": ["-c", "import time; print(time.monotonic())"],
    }
    for way in ways.values():
        _started(way)
        _started(way)
    rounds: list[dict[str, float]] = []
    chance = random.Random(1)
    for _ in range(ROUNDS):
        turns = [name for name in ways for _ in range(A_ROUND)]
        chance.shuffle(turns)
        taken = [(name, _started(ways[name])) for name in turns]
        rounds.append({name: quantile([one for of, one in taken if of == name], 0.5) for name in ways})
    return _figures(rounds)


def _figures(rounds: list[dict[str, float]]) -> list[Figure]:
    bare = [1000 * one["bare"] for one in rounds]
    ratios = [one["program"] / one["bare"] for one in rounds]
    floor = f"bare PySide6 window: {quantile(bare, 0.5):.0f} ms ({min(bare):.0f}–{max(bare):.0f})"
    each = f"middle one of {A_ROUND} starts in each of {ROUNDS} rounds, shuffled"
    return [
        _line("sign-in window painted", "of the floor", ratios, reach=at_most(1.5), floor=floor, note=each),
        _line("sign-in window painted", "ms", [1000 * one["program"] for one in rounds]),
        _line("the interpreter alone", "ms", [1000 * one["Python alone"] for one in rounds]),
    ]


def _line(
    what: str, unit: str, values: list[float], *, reach: Reach | None = None, floor: str = "", note: str = ""
) -> Figure:
    return figure("start", f"start: {what}", unit, values, reach=reach, floor=floor, note=note)


def _started(way: list[str]) -> float:
    """Seconds from the start of a process to its painted window."""
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, *way], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=_PATIENCE
    )
    return float(ended.stdout.splitlines()[-1]) - began

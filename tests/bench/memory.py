"""What a day costs in memory that is the program's own: windows, 200 requests and receipts, 100,000 requests stored."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

from tests.bench.clerk import EARLY, REQUESTS
from tests.bench.enrolled import enrol_without_centre
from tests.bench.figures import Figure, Reach, at_most, figure
from tests.bench.lone import ROOT
from tests.bench.paper_end import PaperEnd
from tests.bench.seeding import STORED, copied

ROUNDS = 3
_PATIENCE = 900


def measure(work: Path) -> list[Figure]:
    """Days over a filled file, each in a process of its own, and as many bare windows."""
    bare, days = [], []
    for _ in range(ROUNDS):
        bare.append(_said("tests.bench.private_memory")["bare"])
        days.append(_day(work))
    floor = f"bare PySide6 window: {statistics.median(bare):.0f} MB"
    above = [day["late"] - one for day, one in zip(days, bare, strict=True)]
    growth = [100 * (day["late"] / day["early"] - 1) for day in days]
    after = f"after {REQUESTS} requests with receipts and searches, {STORED:,} stored"
    return [
        _line("above the bare window", "MB", above, reach=at_most(110), floor=floor, note=after),
        _line(f"growth from the {EARLY}th to the {REQUESTS}th request", "%", growth, reach=at_most(10)),
        _line("sign-in window", "MB", [day["start"] for day in days]),
        _line("signed in, list shown", "MB", [day["signed_in"] for day in days]),
        _line(f"after {EARLY} requests", "MB", [day["early"] for day in days]),
        _line(f"after {REQUESTS} requests", "MB", [day["late"] for day in days]),
    ]


def _line(
    what: str, unit: str, values: list[float], *, reach: Reach | None = None, floor: str = "", note: str = ""
) -> Figure:
    return figure("memory", f"private memory: {what}", unit, values, reach=reach, floor=floor, note=note)


def _day(work: Path) -> dict[str, float]:
    root = copied(work, "memory").parent
    enrol_without_centre(root)
    with PaperEnd(root / "paper") as printer:
        return _said("tests.bench.program_day", str(root), printer.address)


def _said(module: str, *given: str) -> dict[str, float]:
    command = [sys.executable, "-m", module, *given]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=_PATIENCE).stdout
    found: dict[str, float] = json.loads(said.splitlines()[-1])
    return found

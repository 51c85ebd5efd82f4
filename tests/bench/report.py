"""The run on paper: ``docs/bench.json`` for programs, ``docs/bench.md`` for people."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure, from_plain

_HEAD = """# Speed

Written by `make bench` and `make bench-link`. Every figure stands beside its floor from the same run, on the same
machine: the ratio travels to another machine, the absolute numbers do not. A figure is the middle one of several
rounds, with the lowest and the highest; nothing fails for being slow, the last column says it. Data is synthetic.

"""
_MARK = {True: "yes", False: "**no**", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one measurement gave, and how busy the machine was (load average of a minute) before and after it."""

    figures: tuple[Figure, ...]
    seconds: float
    load_before: float
    load_after: float

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "figures": [one.plain() for one in self.figures],
            "seconds": round(self.seconds, 1),
            "load_before": round(self.load_before, 2),
            "load_after": round(self.load_after, 2),
        }


def read(path: Path) -> dict[str, Measured]:
    """What an earlier run measured, so that a run of some keeps the others; nothing before the first one."""
    if not path.exists():
        return {}
    known = json.loads(path.read_text(encoding="utf-8"))["measured"]
    return {
        name: Measured(
            figures=tuple(map(from_plain, one["figures"])),
            seconds=one["seconds"],
            load_before=one["load_before"],
            load_after=one["load_after"],
        )
        for name, one in known.items()
    }


def write(folder: Path, measured: Mapping[str, Measured], order: Sequence[str] = ()) -> None:
    """Write both: those in ``order`` first, then whatever else was measured, as it came."""
    measured = {name: measured[name] for name in dict.fromkeys((*order, *measured)) if name in measured}
    machine = _machine()
    plain = {"machine": machine, "measured": {name: one.plain() for name, one in measured.items()}}
    (folder / "bench.json").write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "bench.md").write_text(_page(machine, measured), encoding="utf-8")


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table of Markdown."""
    rows = ["| what | middle (lowest–highest) | floor in the same run | asked | reached |", "|---|---|---|---|---|"]
    return "\n".join([*rows, *map(_row, figures)]) + "\n"


def _row(one: Figure) -> str:
    measured = f"{_number(one.median)} ({_number(one.low)}–{_number(one.high)}) {one.unit}, n={one.rounds}"
    asked = f"{one.reach.sign.replace('<=', '≤').replace('>=', '≥')} {_number(one.reach.bound)}" if one.reach else ""
    what = "<br>".join(filter(None, (one.what, one.note, f"`{one.script}`" if one.script else "")))
    return f"| {what} | {measured} | {one.floor or '–'} | {asked} | {_MARK[one.reached]} |"


def _number(value: float) -> str:
    """Three digits that mean something."""
    if value == int(value) and abs(value) < 1_000_000:
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _page(machine: Mapping[str, str], measured: Mapping[str, Measured]) -> str:
    about = " · ".join(f"{name}: {value}" for name, value in machine.items())
    parts = [_HEAD, f"{about}\n"]
    for name, one in measured.items():
        busy = f"{one.seconds:.0f} s; load average {one.load_before:.1f} before, {one.load_after:.1f} after"
        parts.append(f"\n## {name}\n\n{busy}.\n\n{table(one.figures)}")
    return "".join(parts)


def _machine() -> dict[str, str]:
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "cores": str(os.cpu_count()),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")

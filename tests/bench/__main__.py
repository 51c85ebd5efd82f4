"""``python -m tests.bench [NAME …]``: measure everything, or what is named, and write ``docs/bench.md``.

Each measurement runs in a process of its own, so that none inherits the memory, caches or threads of another. The run
never fails for slowness; it fails when something could not be measured at all.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.bench import report
from tests.bench.figures import from_plain
from tests.bench.report import Measured

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MEASUREMENTS = (
    "accept",
    "search",
    "lists",
    "start",
    "card",
    "exchange",
    "ezup",
    "index",
    "memory",
    "receipt",
    "signing",
    "slip",
    "central",
)
LONGEST = 1800


def main() -> int:
    """Measure; the exit code is how many measurements could not be made."""
    arguments = _arguments()
    if arguments.child:
        return _measure_here(arguments.names[0], arguments.work, arguments.child)
    measured = report.read(DOCS / "bench.json")
    broken = 0
    with ExitStack() as undo:
        work = arguments.work or Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        work.mkdir(parents=True, exist_ok=True)
        for name in arguments.names or MEASUREMENTS:
            found = _measured(name, work)
            if found is None:
                broken += 1
                continue
            measured[name] = found
            sys.stdout.write(f"\n{name}\n{report.table(found.figures)}")
            sys.stdout.flush()
            report.write(DOCS, measured, MEASUREMENTS)
    return broken


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MEASUREMENTS, []], metavar="NAME", help=" ".join(MEASUREMENTS))
    parser.add_argument(
        "--work", type=Path, metavar="DIR", help="work here and keep it: a store filled there is reused"
    )
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _measured(name: str, work: Path) -> Measured | None:
    """One measurement in a fresh process; nothing if it could not be made."""
    outcome = work / f"{name}.json"
    outcome.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.bench", name, "--work", str(work), "--child", str(outcome)]
    before, began = os.getloadavg()[0], time.monotonic()
    ended = subprocess.run(command, cwd=ROOT, check=False, timeout=LONGEST, env=_environment())
    if ended.returncode or not outcome.exists():
        sys.stderr.write(f"{name} could not be measured\n")
        return None
    return Measured(
        figures=tuple(from_plain(row) for row in json.loads(outcome.read_text(encoding="utf-8"))),
        seconds=time.monotonic() - began,
        load_before=before,
        load_after=os.getloadavg()[0],
    )


def _measure_here(name: str, work: Path, outcome: Path) -> int:
    figures = importlib.import_module(f"tests.bench.{name}").measure(work)
    outcome.write_text(json.dumps([one.plain() for one in figures]), encoding="utf-8")
    return 0


def _environment() -> dict[str, str]:
    """As a user's: compiled modules are kept between starts; windows where there is a screen, else in memory."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"QT_QPA_PLATFORM": "offscreen", **kept}


if __name__ == "__main__":
    sys.exit(main())

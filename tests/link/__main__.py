"""``python -m tests.link [NAME …] [--seeds N]``: the exchange on bad lines, measured; writes ``docs/bench.md``.

Only root may make the lines: two network namespaces joined by TUN devices for each. Whatever happens, they are removed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.bench import report
from tests.bench.figures import Figure
from tests.bench.report import Measured
from tests.link import cuts, enclosing, exchanging, namespaces, peers, polling, returning
from tests.link.line import ROOT
from tests.link.profiles import PROFILES
from tests.link.scenes import Scenes

DOCS = ROOT / "docs"
SEEDS = 5
_SLOW, _FAST = 4, 1
"""So many slow lines are measured side by side, and so many of those that a busy processor would hold up."""
type Measurement = Callable[[Scenes, Sequence[int]], list[Figure]]
MEASUREMENTS: dict[str, Measurement] = {
    "sat64": lambda scenes, seeds: exchanging.measure(PROFILES["sat64"], scenes, seeds, _SLOW),
    "rural256": lambda scenes, seeds: exchanging.measure(PROFILES["rural256"], scenes, seeds, _FAST),
    "cuts": lambda scenes, seeds: cuts.measure(scenes, seeds, _SLOW),
    "enclosures": lambda scenes, seeds: enclosing.measure(scenes, seeds[0]),
    "return": lambda scenes, seeds: returning.measure(scenes, seeds, 2 * _SLOW),
    "poll": lambda scenes, _seeds: polling.measure(scenes),
    "peers": lambda scenes, seeds: peers.measure(scenes, seeds, _SLOW),
}


def main() -> int:
    """Measure what is named; 2 where this cannot be done here."""
    arguments = _arguments()
    missing = _missing()
    if missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    namespaces.sweep()
    names = MEASUREMENTS if "all" in arguments.names or not arguments.names else arguments.names
    seeds = range(1, arguments.seeds + 1)
    with ExitStack() as undo:
        work = arguments.work or Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="salter-link-scenes-")))
        work.mkdir(parents=True, exist_ok=True)
        scenes = Scenes(work)
        for name in names:
            _write(name, partial(MEASUREMENTS[name], scenes, seeds))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.link", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[*MEASUREMENTS, "all", []], metavar="NAME", help=f"{' '.join(MEASUREMENTS)} all"
    )
    parser.add_argument("--seeds", type=int, default=SEEDS, metavar="N", help="so many different losses")
    parser.add_argument("--work", type=Path, metavar="DIR", help="make scenes here and keep them: they are reused")
    return parser.parse_args()


def _missing() -> str:
    """What this machine or this user lacks, in words; nothing where a line can be made."""
    if os.geteuid() != 0:
        return "Only root may make network namespaces: run it with sudo."
    if not Path("/dev/net/tun").exists():
        return "This kernel has no TUN devices (/dev/net/tun)."
    return "" if shutil.which("ip") else "The command ip (iproute2) is not installed."


def _write(name: str, measure: Callable[[], list[Figure]]) -> None:
    before, began = os.getloadavg()[0], time.monotonic()
    figures = tuple(measure())
    measured = report.read(DOCS / "bench.json")
    measured[f"link {name}"] = Measured(
        figures=figures, seconds=time.monotonic() - began, load_before=before, load_after=os.getloadavg()[0]
    )
    sys.stdout.write(f"\nlink {name}\n{report.table(figures)}")
    sys.stdout.flush()
    report.write(DOCS, measured)


if __name__ == "__main__":
    sys.exit(main())

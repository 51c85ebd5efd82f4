"""How long a citizen waits for the receipt when the line is down: from the key for "accept" to the printer's knife.

The first receipt after a start and the later ones apart; the printer is a process of its own.
As a program (``python -m tests.bench.receipt ROOT``) it is one start of the desk, and prints its moments as JSON.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from clerk_app.app.open import prepare
from tests.bench.clerk import Clerk
from tests.bench.enrolled import enrol_without_centre, place_at
from tests.bench.figures import Figure, at_most, figure, quantile
from tests.bench.lone import ROOT
from tests.bench.paper_end import PaperEnd

STARTS = 7
RECEIPTS = 15
_BOUND = 200
_PATIENCE = 120


def measure(work: Path) -> list[Figure]:
    """Several starts, each with a morning's receipts."""
    root = work / "receipt"
    shutil.rmtree(root, ignore_errors=True)
    enrol_without_centre(root)
    first, later, slowest = [], [], []
    for _ in range(STARTS):
        moments = _start(root)
        first.append(moments[0])
        later.append(quantile(moments[1:], 0.5))
        slowest.append(max(moments[1:]))
    return [
        _line("the first after a start", first, asked=True),
        _line("later ones", later, asked=True),
        _line("the slowest of the later ones", slowest, asked=False),
    ]


def _line(what: str, values: list[float], *, asked: bool) -> Figure:
    reach = at_most(_BOUND) if asked else None
    return figure("receipt", f"accept to receipt cut, line down: {what}", "ms", values, reach=reach)


def _start(root: Path) -> list[float]:
    command = [sys.executable, "-m", __name__, str(root)]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=_PATIENCE).stdout
    moments: list[float] = json.loads(said.splitlines()[-1])
    return moments


def main() -> None:
    """Sign in, take requests, and print."""
    root, waited = Path(sys.argv[1]), []
    with PaperEnd(root / "paper") as printer:
        prepared = prepare(place_at(root, printer.address))
        clerk = Clerk.signed_in(prepared)
        for _ in range(RECEIPTS + 1):
            form, service = clerk.fill()
            began = time.monotonic()
            received, job = clerk.accept(form, service)
            clerk.print(received, job)
            waited.append(1000 * (printer.cut() - began))
        prepared.desk.close()
    sys.stdout.write(json.dumps(waited) + "\n")


if __name__ == "__main__":
    main()

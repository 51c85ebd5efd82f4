"""The simulated receipt printer in a process of its own: says its port, then the moment at which each receipt was cut.

As a program (``python -m tests.bench.paper_end FOLDER``) it is that process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType

from clerk_app.devices.simulated_printer import SimulatedPrinter

ROOT = Path(__file__).parents[2]
_LONGEST = 3600.0


class PaperEnd:
    """Started by ``with``; ``address`` is what the settings name."""

    def __init__(self, folder: Path) -> None:
        self._command = [sys.executable, "-m", __name__, str(folder)]
        self.address = ""

    def __enter__(self) -> PaperEnd:
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.address = f"tcp://127.0.0.1:{self._line()}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def cut(self) -> float:
        """Wait for the next receipt; the moment of its cut on the monotonic clock, in seconds."""
        return float(self._line())

    def _line(self) -> str:
        if self._process.stdout is None:
            raise RuntimeError("no line to the printer")
        return self._process.stdout.readline().strip()


def _say(text: object) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _end_with_the_other_side() -> None:
    """Our input closes when whoever started us is done, or has died."""
    sys.stdin.read()
    os._exit(0)


def _one_more(printer: SimulatedPrinter, told: int) -> bool:
    return printer.wait_until(lambda paper: len(paper.receipts) > told, _LONGEST)


def main() -> None:
    """Print until the other side is gone."""
    threading.Thread(target=_end_with_the_other_side, daemon=True).start()
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with SimulatedPrinter(folder) as printer:
        _say(printer.port)
        told = 0
        while _one_more(printer, told):
            told += 1
            _say(time.monotonic())


if __name__ == "__main__":
    main()

"""The simulated printer as a program: says its port, and prints until its standard input ends."""

from __future__ import annotations

import sys
from pathlib import Path

from clerk_app.devices.simulated_printer import SimulatedPrinter


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with SimulatedPrinter(folder) as printer:
        sys.stdout.write(f"{printer.port}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

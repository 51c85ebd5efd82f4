"""Memory that is a process's own, and the bare window's share of it.

As a program (``python -m tests.bench.private_memory``) it is the bare PySide6 window, which says what it holds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

_KB_IN_MB = 1024
_SETTLED = 500  # milliseconds


def private() -> float:
    """MB that this process has written and nobody else has, as Windows counts private bytes.

    Pages of libraries that were only read are left out: whether they are private depends on who else has them open.
    """
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    held = sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:"))
    return held / _KB_IN_MB


def main() -> None:
    """Show the window, and say what it costs once it has settled."""
    application = QApplication([])
    window = QWidget()
    window.resize(1366, 738)
    window.show()

    def say() -> None:
        sys.stdout.write(json.dumps({"bare": private()}) + "\n")
        application.quit()

    QTimer.singleShot(_SETTLED, say)
    application.exec()


if __name__ == "__main__":
    main()

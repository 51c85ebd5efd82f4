"""The demonstration with windows, whose window somebody closes once it is there; a process of its own.

Usage: ``python -m tests.faults.closed_demo OUTPUT``. The exit code is the demonstration's.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from clerk_app.app.start import make_application
from clerk_app.demo.show import play
from clerk_app.demo.stage import Outside
from clerk_app.ui.window import Window

_LOOK = 100  # milliseconds


def main(output: Path) -> int:
    """Play it."""
    application = make_application()

    def close() -> None:
        for widget in application.topLevelWidgets():
            if isinstance(widget, Window) and widget.isVisible():
                look.stop()
                widget.close()

    look = QTimer(interval=_LOOK)
    look.timeout.connect(close)
    look.start()
    return play(Outside(), output, None, os.environ, headless=False)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""Ending a process where it stands, as a loss of power does."""

from __future__ import annotations

import os
import signal


class DyingAt:
    """Ends the process at a point, the n-th time that it is reached."""

    def __init__(self, point: str, nth: int) -> None:
        self._point = point
        self._left = nth

    def __call__(self, name: str) -> None:
        if name == self._point:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)

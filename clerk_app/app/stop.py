"""Stopping what speaks with the centre, from another thread."""

from __future__ import annotations

import threading
from typing import Protocol

from clerk_app.domain.errors import Cancelled


class Cuttable(Protocol):
    """Whatever is under way on a line."""

    def cut(self) -> None:
        """End it."""


class Stop:
    """What is under way is cut, and nothing more is begun."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._watched: list[Cuttable] = []
        self.wanted = False

    def now(self) -> None:
        """Stop."""
        with self._changing:
            self.wanted = True
            for line in self._watched:
                line.cut()

    def watch(self, line: Cuttable) -> None:
        """Have a line cut when the moment comes; raises ``Cancelled`` when it has come."""
        with self._changing:
            self._watched.append(line)
            if self.wanted:
                raise Cancelled

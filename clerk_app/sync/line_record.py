"""The record of what passed and of how the line was: lives in memory, is written down now and then.

A program that is killed loses what came since: it is told of, and nothing lives by it. Nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Callable

from clerk_app.ports.line_record import LineBook
from clerk_app.sync.pace import PaceLog
from clerk_app.sync.passed import PassedLog


class LineRecord:
    """``passed`` and ``pace`` as they are now; ``now`` in microseconds UTC."""

    def __init__(self, now: Callable[[], int]) -> None:
        self.passed = PassedLog(now)
        self.pace = PaceLog(now)

    def recover(self, book: LineBook) -> None:
        """Go on from what is on disk."""
        self.passed.recover(book.passed())
        self.pace.recover(book.paces())

    def save(self, book: LineBook) -> None:
        """Write down what is new; nothing at all where nothing is."""
        (passed, gone), paces = self.passed.unsaved(), self.pace.unsaved()
        if passed or paces or gone:
            book.keep(passed, paces, gone)

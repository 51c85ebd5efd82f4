"""The mark of an open desk: compared when its file is opened, and set forward then, now and then, and at the end."""

from __future__ import annotations

import logging
from collections.abc import Callable

from clerk_app.domain.errors import CounterError
from clerk_app.log import event
from clerk_app.ports.keys import HighMark, Mark
from clerk_app.store.restored import Restores

MARK_EVERY = 300.0
"""Seconds between two marks: a copy younger than that may pass for the newest until the centre is asked."""
_LOG = logging.getLogger(__name__)


class KeptMark:
    """Never on the way of an accept, and never an obstacle: a ring that does not answer is passed over."""

    def __init__(self, marks: HighMark, restores: Restores) -> None:
        self._marks = marks
        self._restores = restores
        self._set: Mark | None = None

    def compare(self) -> None:
        """Stop the desk if its file is older than the mark; a mark that cannot be had says nothing."""
        try:
            self._set = self._marks.read()
        except CounterError as error:
            event(_LOG, "mark.not_read", level=logging.WARNING, code=error.code)
            return
        self._restores.compare(self._set)

    def renew(self, _pause: Callable[[], None] | None = None) -> None:
        """Mark how far the journal has come, where that has changed; a desk that has stopped leaves the mark alone."""
        mark = self._restores.mark()
        if mark == self._set or self._restores.found() is not None:
            return
        try:
            self._marks.write(mark)
        except CounterError as error:
            event(_LOG, "mark.not_written", level=logging.WARNING, code=error.code)
        else:
            self._set = mark

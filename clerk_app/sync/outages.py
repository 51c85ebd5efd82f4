"""Writes down when the line goes and comes back, from what the exchange says of the link."""

from __future__ import annotations

import logging
from collections.abc import Callable

from clerk_app.domain.errors import CounterError
from clerk_app.log import event
from clerk_app.ports.index import OutageBook
from clerk_app.sync.link import LinkState
from clerk_app.sync.write import Write

_LOG = logging.getLogger(__name__)


class OutageWatch:
    """``take`` is called by the exchange alone; a record that cannot be written stops nothing."""

    def __init__(self, book: OutageBook, write: Write, now: Callable[[], int]) -> None:
        self._book = book
        self._write = write
        self._now = now
        self._down: bool | None = None

    def take(self, link: LinkState) -> None:
        """Note what is new; a desk that must not speak any more has a line all the same."""
        if link.kind == "unknown" or (link.kind == "down") == self._down:
            return
        self._down = link.kind == "down"
        began, code = link.since or self._now(), link.code
        try:
            self._write(lambda: self._book.begin(began, code) if self._down else self._book.end(self._now()))
        except CounterError as error:
            self._down = None
            event(_LOG, "sync.outage_unwritten", level=logging.WARNING, code=error.code)

"""Erasing: what the desk need not keep any longer goes for good; that it went is an entry of the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

from clerk_app.domain.errors import Refused
from clerk_app.domain.requests import RequestView
from clerk_app.domain.retention import DAY, Ground, Retention, ended
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import ListFilter, Requests
from clerk_app.ports.holding import Erasures, OldDrafts

BATCH = 8
"""How many requests one commit erases, so that an accept never waits long."""
_PAGE = 200


class Erasing:
    """Erases by retention; no clerk is needed, and nothing goes that the centre has not confirmed."""

    def __init__(
        self, *, requests: Requests, erasures: Erasures, drafts: OldDrafts, clock: Clock, retention: Retention
    ) -> None:
        self._requests = requests
        self._erasures = erasures
        self._drafts = drafts
        self._clock = clock
        self._retention = retention

    def run(self, pause: Callable[[], None] = lambda: None) -> int:
        """Erase all that is due, in small commits with ``pause`` between them; tells how many requests went.

        Run once a day; what cannot go yet is tried again by the next run.
        """
        now = self._clock.stamp().at
        self._drafts.forget_old(now)
        due = self._due(now)
        gone = 0
        for ground in get_args(Ground):
            subjects = due[ground]
            for start in range(0, len(subjects), BATCH):
                gone += self._erase(subjects[start : start + BATCH], ground)
                pause()
        return gone

    def _due(self, now: int) -> dict[Ground, list[bytes]]:
        """The requests whose retention has ended, by ground."""
        found: dict[Ground, list[bytes]] = {"closed": [], "silent": []}
        for view in self._all():
            ground = ended(view, now, self._retention)
            if ground is not None:
                found[ground].append(view.subject)
        found["closed"] += self._erasures.left_behind(now - self._retention.closed * DAY)
        return found

    def _all(self) -> Iterator[RequestView]:
        offset = 0
        while page := self._requests.page(ListFilter("all"), limit=_PAGE, offset=offset):
            yield from page
            offset += len(page)

    def _erase(self, subjects: list[bytes], ground: Ground) -> int:
        """Erase a batch; where one in it cannot go yet, the others go without it."""
        try:
            self._erasures.erase(subjects, ground=ground, grant="")
        except Refused:
            half = len(subjects) // 2
            return self._erase(subjects[:half], ground) + self._erase(subjects[half:], ground) if half else 0
        return len(subjects)

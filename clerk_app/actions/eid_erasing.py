"""Erasing what the journal says of people who came for eID: as long after the last word as for a finished request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from clerk_app.contract.entries import body_of
from clerk_app.domain.eid_bodies import EidBooked
from clerk_app.domain.errors import Refused
from clerk_app.domain.journal import Entry
from clerk_app.domain.retention import DAY, Retention
from clerk_app.ports.clock import Clock
from clerk_app.ports.eid import EidEntries
from clerk_app.ports.holding import Erasures

GROUND = "eid"


class EidErasing:
    """Erases by retention; nothing goes that the centre has not confirmed, or before the day of an appointment."""

    def __init__(self, entries: EidEntries, erasures: Erasures, clock: Clock, retention: Retention) -> None:
        self._entries = entries
        self._erasures = erasures
        self._clock = clock
        self._retention = retention

    def run(self, pause: Callable[[], None] = lambda: None) -> int:
        """Erase what is due, a subject in each commit; tells how many went."""
        oldest, gone = self._clock.stamp().at - self._retention.closed * DAY, 0
        last: dict[bytes, int] = {}
        for entry in self._entries.all():
            subject = entry.header.subject
            last[subject] = max(last.get(subject, 0), _counts_from(entry))
        for subject, moment in last.items():
            if moment <= oldest:
                gone += self._erase(subject)
                pause()
        return gone

    def _erase(self, subject: bytes) -> int:
        try:
            self._erasures.erase([subject], ground=GROUND, grant="")
        except Refused:
            return 0
        return 1


def _counts_from(entry: Entry) -> int:
    """When retention begins: with the entry, or with the day for which somebody was asked to come."""
    body = body_of(entry.header.kind, entry.header.version, entry.body or b"")
    if not isinstance(body, EidBooked):
        return entry.header.stamp.at
    return max(entry.header.stamp.at, int(datetime.fromisoformat(body.at).timestamp()) * 1_000_000)

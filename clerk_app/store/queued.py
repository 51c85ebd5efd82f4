"""What waits for the centre, in the groups in which it goes (DESIGN §5, Order)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clerk_app.contract import canonical
from clerk_app.contract.enclosures import KEY_WRAP_BYTES, sealed_size
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.ports.outbox import Queued
from clerk_app.store.choosing import FRESH
from clerk_app.store.database import Database

SOON = 3
"""Days to a deadline that make an entry one of those that are due."""
_WAITING = (
    "SELECT CASE WHEN urgent > 0 AND at > :fresh THEN 'awaited' WHEN deadline <> '' AND deadline <= :soon THEN 'due'"
    " ELSE 'rest' END AS part, count(*), sum(size) FROM desk_outbox WHERE state IN ('waiting', 'sending') GROUP BY part"
)

_FILES = (
    "SELECT t.ref FROM desk_transfer t LEFT JOIN desk_upload_failure f ON f.sha256 = t.sha256"
    " JOIN journal_enclosure e ON e.sha256 = t.sha256 JOIN desk_outbox o ON o.seq = e.seq"
    " WHERE t.done = 0 AND coalesce(f.held, 0) = 0 AND o.state NOT IN ('held', 'refused') GROUP BY t.sha256"
)


class DeskQueue:
    """Asked by the exchange screen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def groups(self, now: int, today: date) -> tuple[Queued, ...]:
        """Those that are not empty, in their order; ``now`` in microseconds UTC."""
        return tuple(self._groups(now, today))

    def _groups(self, now: int, today: date) -> Iterator[Queued]:
        moment = {"fresh": now - FRESH, "soon": (today + timedelta(days=SOON)).isoformat()}
        with self._database.reading() as connection:
            counted = {part: (entries, size) for part, entries, size in connection.execute(_WAITING, moment).fetchall()}
            files = [canonical.decode(ref, EnclosureRef) for (ref,) in connection.execute(_FILES).fetchall()]
        for group in ("awaited", "due", "rest"):
            if group in counted:
                yield Queued(group, *counted[group])
        if files:
            yield Queued("enclosures", len(files), sum(KEY_WRAP_BYTES + sealed_size(ref.size) for ref in files))

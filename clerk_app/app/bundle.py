"""The USB stick of an open desk: filled with what waits, and emptied of what the centre answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clerk_app.app.centre import exchange_identity
from clerk_app.app.desk import Desk
from clerk_app.app.lanes import WriteAndWait
from clerk_app.carriers.bundle import stick_at
from clerk_app.lanes import Lane, Progress, untold
from clerk_app.ports.bundle import Stick
from clerk_app.ports.outbox import OutboxSize
from clerk_app.sync.bringing_back import BackParts, Brought, bring_in
from clerk_app.sync.carrying import CarryParts, Taken, take_along
from clerk_app.sync.incoming import News


class StickWork:
    """Runs on whatever lane asks; ``changed`` and ``alarm`` are told as by the exchange.

    ``waits`` is told what is left in the outbox once an answer is in: the line may be silent for long.
    """

    def __init__(
        self,
        desk: Desk,
        writes: Lane,
        changed: Callable[[frozenset[bytes]], None],
        alarm: Callable[[str], None],
        waits: Callable[[OutboxSize], None] = lambda _size: None,
    ) -> None:
        self._desk = desk
        self._waits = waits
        self._write = WriteAndWait(writes)
        self._news = News(changed=changed, alarm=alarm, answered=desk.record.passed.answered)
        self._identity = exchange_identity(desk.identity)

    def carry(self, root: Path, told: Progress = untold) -> Taken:
        """Take along what waits; raises as ``take_along`` and ``Invalid('stick_folder')``."""
        desk = self._desk
        parts = CarryParts(
            unconfirmed=desk.stores.unconfirmed,
            enclosures=desk.stores.enclosures,
            stick=self._stick(root),
            identity=self._identity,
            now=lambda: desk.place.clock.stamp().at,
            days=desk.place.settings.stick_days,
        )
        taken = take_along(parts, told)
        if taken.entries:
            desk.record.passed.taken_along(taken.entries, taken.requests, taken.bytes)
        return taken

    def bring(self, root: Path, told: Progress = untold) -> Brought:
        """Take in what the centre has left there; raises as ``bring_in`` and ``Invalid('stick_folder')``."""
        desk = self._desk
        parts = BackParts(
            stick=self._stick(root),
            outbox=desk.stores.outbox,
            unconfirmed=desk.stores.unconfirmed,
            uploads=desk.stores.uploads,
            write=self._write,
            identity=self._identity,
            clock=desk.place.clock,
            news=self._news,
        )
        try:
            brought = bring_in(parts, told)
            if brought.confirmed or brought.stopped:
                desk.record.passed.brought(brought.stopped)
            return brought
        finally:
            self._waits(desk.stores.outbox.size())

    def _stick(self, root: Path) -> Stick:
        return stick_at(root, self._identity.desk, self._identity.centre_sign)

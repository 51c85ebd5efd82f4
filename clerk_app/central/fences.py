"""Fences: what a desk that was replaced may still say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, and_, select

from clerk_app.central.schema import CHAIN_CLAIM
from clerk_app.central.verdicts import moment
from clerk_app.contract.entries import EntryRow


class Fence:
    """Shuts out what a replaced desk did after it was replaced; what it did before is still taken.

    Before is what stands in its chain up to the last head that its successor knew. Where the successor knew none, or
    no parcel has named that head yet, before is what the desk's clock (corrected by the centre's, where known) has
    earlier than the replacement.
    """

    def __init__(self, connection: Connection, desk: Row[Any], now: int) -> None:
        self._fenced: int | None = desk.fenced
        self._now = now
        self._last: int | None = None
        if desk.fence_head is not None:
            asked = and_(
                CHAIN_CLAIM.c.municipality == desk.municipality,
                CHAIN_CLAIM.c.desk == desk.code,
                CHAIN_CLAIM.c.head == desk.fence_head,
            )
            self._last = connection.execute(select(CHAIN_CLAIM.c.seq).where(asked)).scalar()

    def shuts_out(self, row: EntryRow) -> bool:
        """Whether this entry came after the replacement."""
        if self._fenced is None:
            return False
        if self._last is not None:
            return row.seq > self._last
        return moment(row, self._now) > self._fenced

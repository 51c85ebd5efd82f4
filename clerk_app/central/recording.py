"""What an effect is told of the entry that it follows: who recorded it, and the case that it is about.

An effect runs inside the transaction that accepts the entry, on the locked row of a request that stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from clerk_app.central.casework import Done
from clerk_app.central.feed import News
from clerk_app.contract.entries import EntryRow
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One entry about a case: who recorded it, when, and the case as it stands.

    ``at`` is when it was made and ``now`` when it arrived (microseconds UTC); ``grant`` is the clerk's, already found
    to cover it; ``service`` if its definition is here. ``received`` is what the request said where it came in this very
    parcel, so that its body is not kept yet, and ``pending`` what this transaction is going to tell anyway.
    """

    connection: Connection
    desk: Row[Any]
    row: EntryRow
    request: Row[Any]
    grant: Row[Any] | None
    service: Service | None
    at: int
    now: int
    received: RequestReceived | None = None
    pending: Sequence[News] = ()


type Effect = Callable[[Recording, Any], Done]

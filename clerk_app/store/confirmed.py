"""What the centre has of this desk's entries, for parcels to be packed against."""

from __future__ import annotations

from clerk_app.contract.content import MOST_BASE, MOST_BASE_BYTES
from clerk_app.ports.outbox import Confirmed
from clerk_app.store.database import Connection

_LEAST = 8
"""A shorter run says too little to be worth naming."""
_LOOKED_AT = 4 * MOST_BASE
_NEWEST = (
    "SELECT o.seq, b.body FROM desk_outbox o JOIN journal_body b ON b.seq = o.seq"
    " WHERE o.state = 'accepted' AND o.seq > ? AND b.body IS NOT NULL ORDER BY o.seq DESC LIMIT ?"
)


def newest_run(connection: Connection, after: int) -> Confirmed | None:
    """The newest run of entries without a gap that the centre has accepted, after ``after``; 64 and 256 KiB at most."""
    run: list[tuple[int, bytes]] = []
    size = 0
    for seq, body in connection.execute(_NEWEST, (after, _LOOKED_AT)).fetchall():
        if run and (seq != run[-1][0] - 1 or size + len(body) > MOST_BASE_BYTES):
            if len(run) >= _LEAST:
                break
            run, size = [], 0
        run.append((seq, bytes(body)))
        size += len(body)
        if len(run) == MOST_BASE:
            break
    if len(run) < _LEAST or size > MOST_BASE_BYTES:
        return None
    return Confirmed(first=run[-1][0], bodies=tuple(body for _, body in reversed(run)))

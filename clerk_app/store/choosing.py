"""What goes next: those whom a citizen at the desk waits for, then deadlines, then the rest (DESIGN §5, Order)."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_app.store.database import Connection

FRESH = 15 * 60 * 1_000_000
"""For how long after its commit somebody is thought to be waiting for an urgent entry, in microseconds."""
_NEWEST = 64
"""Nobody has waited longer than it takes to write so many entries."""
_FARTHEST = 3600 * 1_000_000
"""A try further off than this was set by a clock that jumped: it is due."""

_DUE = "(o.next_try <= :now OR o.next_try > :now + :farthest)"
_UNBLOCKED = (
    "NOT EXISTS (SELECT 1 FROM desk_outbox e WHERE e.subject = o.subject AND e.seq < o.seq AND e.state <> 'accepted'"
    " AND (e.state = 'held' OR (e.state = 'waiting' AND e.next_try > :now AND e.next_try <= :now + :farthest)))"
)
_WAITING = "SELECT o.seq, o.size, o.subject FROM desk_outbox o WHERE o.state = 'waiting'"
_FOR_SOMEBODY = "o.urgent > 0 AND o.at > :now - :fresh AND o.seq > (SELECT max(seq) FROM desk_outbox) - :newest"
_URGENT = " AND ".join((_WAITING, _FOR_SOMEBODY, _DUE, _UNBLOCKED)) + " ORDER BY o.seq DESC"
_REST = " AND ".join((_WAITING, _DUE, _UNBLOCKED)) + " ORDER BY o.deadline, o.seq"
# Both conditions on the state: the index of a subject's open entries is only used where its own condition stands.
_EARLIER = (
    "SELECT seq, size FROM desk_outbox"
    " WHERE subject = ? AND seq < ? AND state <> 'accepted' AND state = 'waiting' ORDER BY seq"
)


def choose(connection: Connection, most_bytes: int, now: int, most: int) -> list[int]:
    """Entries for one parcel, in the order in which they should arrive: at least one if any is due.

    ``most_bytes`` bounds the bodies, ``most`` the entries; an entry takes its subject's earlier ones along.
    """
    chosen: dict[int, None] = {}
    size = 0
    for seq, taken, subject in _candidates(connection, now):
        if seq in chosen:
            continue
        along = [*connection.execute(_EARLIER, (subject, seq)).fetchall(), (seq, taken)]
        added = {name: bytes_ for name, bytes_ in along if name not in chosen}
        if chosen and (size + sum(added.values()) > most_bytes or len(chosen) + len(added) > most):
            break
        chosen.update(dict.fromkeys(added))
        size += sum(added.values())
    return list(chosen)[:most]


def _candidates(connection: Connection, now: int) -> Iterator[tuple[int, int, bytes]]:
    moment = {"now": now, "farthest": _FARTHEST}
    yield from connection.execute(_URGENT, moment | {"fresh": FRESH, "newest": _NEWEST}).fetchall()
    yield from connection.execute(_REST, moment)

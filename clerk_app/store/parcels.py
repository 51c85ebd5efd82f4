"""Which entries went under which sending numbers, so that a cut line is met with the same parcels again.

A parcel row without entries is a number that is free: its entry is held and the centre never had it.
"""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.contract import canonical
from clerk_app.store.database import Connection

_ALL = "SELECT first, last, seqs FROM desk_parcel WHERE last > ? ORDER BY first"
_INSERT = "INSERT INTO desk_parcel(first, last, seqs) VALUES(:first, :last, :seqs)"
_DELETE = "DELETE FROM desk_parcel WHERE first = ?"
_FORGET = "DELETE FROM desk_parcel WHERE last <= ?"
_FREE = "SELECT first FROM desk_parcel WHERE seqs = CAST('[]' AS BLOB) ORDER BY first LIMIT 1"
_TAKE = "UPDATE desk_sending SET last = last + ? RETURNING last"
_NUMBER = "UPDATE desk_outbox SET state = 'sending', attempts = attempts + 1, sending = ? WHERE seq = ?"
_FILLER = (
    "SELECT o.seq FROM desk_outbox o JOIN journal_body b ON b.seq = o.seq WHERE o.state = 'accepted'"
    " AND b.body IS NOT NULL AND EXISTS (SELECT 1 FROM desk_outbox WHERE state = 'sending' AND sending > ?)"
    " ORDER BY o.seq DESC LIMIT 1"
)
_HAVE = "UPDATE desk_sending SET have = max(have, ?)"
_LAST = "SELECT last, have FROM desk_sending"


@dataclass(frozen=True, slots=True)
class Sent:
    """The entries, by sequence, of one parcel; the first has the sending number ``first``."""

    first: int
    seqs: tuple[int, ...]


def reached(connection: Connection) -> tuple[int, int]:
    """The last sending number given, and the one up to which the centre has everything."""
    last, have = connection.execute(_LAST).fetchone()
    return last, have


def free_number(connection: Connection) -> int | None:
    """A number to be given to one entry alone before any new one."""
    row = connection.execute(_FREE).fetchone()
    return row[0] if row else None


def number(connection: Connection, seqs: list[int], free: int | None) -> Sent:
    """Give sending numbers to entries: the free one, or the next ones."""
    if free is None:
        (last,) = connection.execute(_TAKE, (len(seqs),)).fetchone()
        sent = Sent(last - len(seqs) + 1, tuple(seqs))
    else:
        connection.execute(_DELETE, (free,))
        sent = Sent(free, tuple(seqs[:1]))
    _write(connection, sent)
    connection.executemany(_NUMBER, [(sent.first + place, seq) for place, seq in enumerate(sent.seqs)])
    return sent


def fill(connection: Connection, free: int | None) -> Sent | None:
    """Give the free number to an entry that the centre has, if others wait behind it; the entry stays as it is."""
    row = connection.execute(_FILLER, (free,)).fetchone() if free is not None else None
    if row is None or free is None:
        return None
    connection.execute(_DELETE, (free,))
    sent = Sent(free, (row[0],))
    _write(connection, sent)
    return sent


def behind(connection: Connection, have: int) -> list[Sent]:
    """What went out after ``have``, without what the centre has of a parcel that was halved."""
    found = []
    for first, _last, raw in connection.execute(_ALL, (have,)).fetchall():
        seqs = canonical.decode(raw, tuple[int, ...])
        skipped = max(0, have + 1 - first)
        if seqs:
            found.append(Sent(first + skipped, seqs[skipped:]))
    return found


def free(connection: Connection, seq: int) -> None:
    """Take an entry out of its parcel; what went with it keeps its numbers, in two parcels around the free one."""
    for sent in behind(connection, 0):
        if seq in sent.seqs:
            place = sent.seqs.index(seq)
            connection.execute(_DELETE, (sent.first,))
            for part in (
                Sent(sent.first, sent.seqs[:place]),
                Sent(sent.first + place + 1, sent.seqs[place + 1 :]),
            ):
                if part.seqs:
                    _write(connection, part)
            _write(connection, Sent(sent.first + place, ()))
            return


def confirm(connection: Connection, have: int) -> None:
    """The centre has every number up to ``have``: their parcels are not needed again."""
    connection.execute(_FORGET, (have,))
    connection.execute(_HAVE, (have,))


def _write(connection: Connection, sent: Sent) -> None:
    last = sent.first + max(1, len(sent.seqs)) - 1
    row = {"first": sent.first, "last": last, "seqs": canonical.encode(sent.seqs)}
    connection.execute(_INSERT, row)

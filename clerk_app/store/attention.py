"""The outbox as a person deals with it: what is held or refused, and sending again."""

from __future__ import annotations

from collections.abc import Iterable

from clerk_app.contract import canonical
from clerk_app.domain.errors import Refused
from clerk_app.ports.desk_file import Restored
from clerk_app.ports.outbox import Attention, OutboxState
from clerk_app.store import elsewhere, measures, outbox_rows, restored
from clerk_app.store.database import Database

_ATTENTION = (
    "SELECT o.subject, o.seq, e.kind, o.state, o.code, o.params, o.since FROM desk_outbox o"
    " JOIN journal_entry e ON e.seq = o.seq"
    " LEFT JOIN view_request v ON v.seq = (SELECT min(seq) FROM journal_entry WHERE subject = o.subject)"
    " WHERE o.state IN ('held', 'refused') ORDER BY coalesce(nullif(v.deadline, ''), '~'), o.seq"
)
_RETRY = (
    "UPDATE desk_outbox SET state = 'waiting', next_try = 0, code = '', params = '{}', sending = NULL"
    " WHERE seq = ? AND state = 'held' RETURNING subject"
)
_PUT_BACK = (
    "UPDATE desk_outbox SET next_try = :until, code = :code, attempts = attempts + 1"
    " WHERE seq = :seq AND state IN ('waiting', 'sending')"
)


class DeskAttention:
    """The port ``OutboxDesk`` on the file of one desk."""

    def __init__(self, database: Database, desk: str) -> None:
        self._database = database
        self._desk = desk

    def attention(self) -> tuple[Attention, ...]:
        """Everything held or refused, earliest deadline first."""
        with self._database.reading() as connection:
            rows = connection.execute(_ATTENTION).fetchall()
        return tuple(
            Attention(
                subject=subject,
                seq=seq,
                kind=kind,
                state=OutboxState(state),
                code=code,
                params=canonical.decode(params.encode(), dict[str, str]),
                since=since,
            )
            for subject, seq, kind, state, code, params, since in rows
        )

    def retry(self, seq: int) -> None:
        """Send a held entry again at the next exchange; raises ``Refused('entry_not_held')``."""
        with self._database.writing() as connection:
            restored.refuse(connection)
            freed = connection.execute(_RETRY, (seq,)).fetchall()
            if not freed:
                raise Refused("entry_not_held")
            measures.recount(connection, self._desk, bytes(freed[0][0]))

    def let_go(self, seq: int) -> None:
        """Leave a case as the centre has it; raises ``Refused('entry_not_held')``."""
        with self._database.writing() as connection:
            restored.refuse(connection)
            subject = outbox_rows.let_go(connection, seq)
            if subject is None:
                raise Refused("entry_not_held")
            measures.recount(connection, self._desk, subject)
            elsewhere.sweep(connection)

    def restored(self) -> Restored | None:
        """Why the desk has stopped, if it has."""
        with self._database.reading() as connection:
            return restored.found(connection)

    def put_back(self, seqs: Iterable[int], until: int, code: str) -> None:
        """Let entries wait until a time (microseconds UTC) after a failed attempt; given numbers are kept."""
        with self._database.writing() as connection:
            connection.executemany(_PUT_BACK, [{"seq": seq, "until": until, "code": code} for seq in seqs])

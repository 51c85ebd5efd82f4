"""The outbox: entries leave it numbered, and it closes only on the centre's word."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from clerk_app.contract.answers import Answers
from clerk_app.domain.journal import Entry
from clerk_app.ports.clock import Clock
from clerk_app.ports.outbox import Applied, Confirmed, Cut, OutboxSize, OutboxState, Reached
from clerk_app.store import (
    answering,
    choosing,
    confirmed,
    entry_rows,
    measures,
    outbox_rows,
    parcels,
    replica,
    restored,
)
from clerk_app.store.answering import Answering, batches
from clerk_app.store.database import Connection, Database
from clerk_app.store.restored import Restores
from clerk_app.store.steps import Steps, unwatched

MOST_ENTRIES = 1000
_SIZE = (
    "SELECT count(*), coalesce(sum(size), 0), coalesce(min(at), 0), coalesce(sum(urgent = 1), 0) FROM desk_outbox"
    " WHERE state <> 'accepted' AND state IN ('waiting', 'sending')"
)
_UNCONFIRMED = "SELECT seq FROM desk_outbox WHERE state <> 'accepted' ORDER BY seq"


def _nobody(_seqs: Iterable[int]) -> None:
    """The default listener: nobody keeps copies."""


class DeskOutbox:
    """The port ``Outbox`` on the desk file.

    ``confirmed`` is told which entries the centre has, once that is on disk (the spool drops them); it must not raise.
    ``restores`` stops the desk when an answer proves that this file is an old copy.
    """

    def __init__(
        self,
        database: Database,
        desk: str,
        *,
        clock: Clock,
        confirmed: Callable[[Iterable[int]], None] = _nobody,
        restores: Restores | None = None,
        reached: Steps = unwatched,
    ) -> None:
        self._database = database
        self._desk = desk
        self._clock = clock
        self._confirmed = confirmed
        self._restores = restores or Restores(database, desk, clock)
        self._reached = reached
        self._answering = Answering(desk)

    def cut(self, most_bytes: int, now: int) -> Cut | None:
        """Take what is due, urgent first, and give it sending numbers in the same commit; ``None`` when nothing is.

        A number that became free goes to an entry that the centre has, where nothing else is due: else ``have`` would
        stop there, and what went after it would seem to wait until somebody writes again.
        """
        with self._database.writing() as connection:
            restored.refuse(connection)
            free = parcels.free_number(connection)
            seqs = choosing.choose(connection, most_bytes, now, MOST_ENTRIES if free is None else 1)
            sent = parcels.number(connection, seqs, free) if seqs else parcels.fill(connection, free)
            if sent is None:
                return None
            made = self._cut(connection, sent)
            self._reached("before_parcel_commit")
        self._reached("after_parcel_cut")
        return made

    def again(self, have: int) -> tuple[Cut, ...]:
        """Parcels that were cut but that the centre does not have, to be sent again as they were numbered."""
        with self._database.reading() as connection:
            restored.refuse(connection)
            return tuple(self._cut(connection, sent) for sent in parcels.behind(connection, have))

    def apply(self, answers: Answers) -> Applied:
        """Apply a verified answer: outbox, replica, projections and position in commits of at most 200 rows.

        One that proves that this file is an old copy stops the desk instead; raises ``Damaged('desk_restored')``.
        """
        stamp = self._clock.stamp()
        with self._database.reading() as connection:
            restored.refuse(connection)
            seen = restored.known_by_centre(connection, answers)
            work = self._answering.plan(connection, answers, stamp)
        if seen:
            self._restores.stop("centre", seen)
            raise restored.stopped()
        for batch in batches(work.steps):
            with self._database.writing() as connection:
                answering.run(connection, batch)
                self._reached("before_replica_commit")
            self._reached("after_replica_commit")
            self._confirmed(work.take_closed())
        if any(change.kind == replica.GONE for change in answers.changes):
            self._database.dropped()
        self._reached("after_answer")
        return Applied(
            frozenset(work.subjects),
            tuple(sorted(work.alarms)),
            confirmed=len(work.confirmed),
            requests=self._requests(work.confirmed),
            stopped=work.stopped,
        )

    def size(self) -> OutboxSize:
        """What waits or is under way."""
        with self._database.reading() as connection:
            return OutboxSize(*connection.execute(_SIZE).fetchone())

    def reached(self) -> Reached:
        """What the next question for answers has to name."""
        with self._database.reading() as connection:
            restored.refuse(connection)
            return Reached(position=replica.position(connection), have=parcels.reached(connection)[1])

    def base(self, after: int) -> Confirmed | None:
        """The newest entries after ``after`` that the centre has, where they are enough to pack against."""
        with self._database.reading() as connection:
            return confirmed.newest_run(connection, after)

    def hold(self, seq: int, code: str) -> Applied:
        """Hold one entry under way that no parcel gets past the centre; its number goes to the next entry cut."""
        now = self._clock.stamp().at
        with self._database.writing() as connection:
            restored.refuse(connection)
            subject = outbox_rows.stop(connection, seq, OutboxState.HELD, now, code=code, params={})
            if subject is not None:
                parcels.free(connection, seq)
                measures.recount(connection, self._desk, subject)
        return Applied(frozenset({subject} if subject else ()))

    def unconfirmed(self) -> tuple[int, ...]:
        """Entries that the centre has not confirmed, held and refused ones too: what the spool must hold."""
        with self._database.reading() as connection:
            return tuple(seq for (seq,) in connection.execute(_UNCONFIRMED).fetchall())

    def entry(self, seq: int) -> Entry | None:
        """One entry, to be spooled again."""
        with self._database.reading() as connection:
            return entry_rows.one(connection, self._desk, seq)

    def head(self) -> int:
        """The last entry of the journal."""
        with self._database.reading() as connection:
            return entry_rows.head(connection)[0]

    def _requests(self, seqs: list[int]) -> int:
        """How many of these entries received a request."""
        if not seqs:
            return 0
        with self._database.reading() as connection:
            return outbox_rows.requests(connection, seqs)

    def _cut(self, connection: Connection, sent: parcels.Sent) -> Cut:
        entries = entry_rows.some(connection, self._desk, sent.seqs)
        return Cut(first=sent.first, entries=entries, position=replica.position(connection))

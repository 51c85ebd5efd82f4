"""The journal: one commit holds entry, body, salt, outbox row, projection, search words, print job and draft."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import insert

from clerk_app.contract import canonical
from clerk_app.domain import numbers, requests
from clerk_app.domain.bodies import EnclosureRef, RequestReceived
from clerk_app.domain.errors import Damaged
from clerk_app.domain.journal import Entry, Header, commitment, entry_id, seal_entry
from clerk_app.domain.kinds import KINDS
from clerk_app.domain.remembered import BringsFiles
from clerk_app.domain.requests import Happening, RequestView
from clerk_app.ports.clock import Clock, Entropy
from clerk_app.ports.desk_file import JobState, NewEntry, NewPrintJob, PrintJob, Received
from clerk_app.store import (
    drafts,
    entry_rows,
    measures,
    outbox_rows,
    print_jobs,
    records,
    restored,
    search_words,
    views,
)
from clerk_app.store.database import Connection, Database, compiled
from clerk_app.store.schema import journal_enclosure
from clerk_app.store.search_words import ServiceNames
from clerk_app.store.steps import Steps, unwatched

SALT_BYTES = 16
RECEIVED = "request.received"
_WITH_FILES = frozenset(kind for kind, body in KINDS.items() if issubclass(body, BringsFiles))
_URGENT = {records.ASKED: outbox_rows.FOR_RECORD}
_BEGIN = "INSERT INTO desk_setting(name, value) VALUES('desk', ?) ON CONFLICT DO NOTHING"
_DESK = "SELECT value FROM desk_setting WHERE name = 'desk'"
_INSERT_ENCLOSURE = compiled(insert(journal_enclosure).prefix_with("OR IGNORE"))
_INSERT_TRANSFER = (
    "INSERT INTO desk_transfer(sha256, ref, wrap, done) VALUES(:sha256, :ref, x'', 0) ON CONFLICT DO NOTHING"
)
_HAS_KEY = "SELECT 1 FROM journal_enclosure_key WHERE sha256 = ?"


def _nobody(_entry: Entry) -> None:
    """The default listener: nobody waits for entries."""


class DeskJournal:
    """The port ``Journal`` on the desk file of one desk.

    ``committed`` is told of every entry once it is on disk (it spools, and wakes the exchange) and must not raise.
    Raises ``Damaged('store_other_desk')`` for a file that another desk has written.
    """

    def __init__(
        self,
        database: Database,
        desk: str,
        *,
        clock: Clock,
        entropy: Entropy,
        committed: Callable[[Entry], None] = _nobody,
        reached: Steps = unwatched,
    ) -> None:
        self._database = database
        self._desk = desk
        self._clock = clock
        self._entropy = entropy
        self._committed = committed
        self._reached = reached
        self._services = ServiceNames()
        with database.writing() as connection:
            connection.execute(_BEGIN, (desk,))
            if connection.execute(_DESK).fetchall() != [(desk,)]:
                raise Damaged("store_other_desk")

    def receive(
        self,
        build: Callable[[str], RequestReceived],
        *,
        subject: bytes,
        grant: str,
        draft: str = "",
        print_job: NewPrintJob | None = None,
    ) -> Received:
        """Give the next provisional number to ``build``, and commit everything that a received request is."""
        with self._database.writing() as connection:
            self._reached("after_begin")
            running = entry_rows.last_running(connection) + 1
            body = build(numbers.provisional(self._desk, running))
            new = NewEntry(kind=RECEIVED, subject=subject, grant=grant, body=canonical.encode(body))
            entry = self._append(connection, new, running)
            self._reached("after_entry")
            outbox_rows.add(connection, entry, urgent=outbox_rows.FOR_REQUEST, deadline=body.deadline)
            self._reached("after_outbox")
            view = self._show(connection, entry, body)
            self._enclose(connection, entry.header.seq, body.enclosures)
            if print_job is not None:
                print_jobs.insert_job(connection, _waiting(print_job, subject, entry.header.stamp.at))
            if draft:
                drafts.delete(connection, draft)
            self._reached("before_commit")
        self._reached("after_commit")
        self._committed(entry)
        return Received(entry=entry, view=view)

    def record(self, new: NewEntry) -> Entry:
        """Commit one entry of another kind, with its outbox row and what it changes in the projections."""
        with self._database.writing() as connection:
            self._reached("after_begin")
            entry = self.append_within(connection, new)
            self._reached("before_commit")
        self._reached("after_commit")
        self._committed(entry)
        return entry

    def append_within(self, connection: Connection, new: NewEntry) -> Entry:
        """Do what ``record`` does as part of a larger commit, whose owner tells ``committed``."""
        entry = self._append(connection, new)
        self._reached("after_entry")
        outbox_rows.add(connection, entry, urgent=_URGENT.get(new.kind, outbox_rows.NOBODY_WAITS), deadline="")
        self._reached("after_outbox")
        self._enclose(connection, entry.header.seq, _brought(entry))
        outbox_rows.supersede(connection, entry)
        outbox_rows.resolve(connection, entry)
        if records.recorded(connection, entry):
            self._database.dropped()
        _fold(connection, entry)
        return entry

    def announce(self, entry: Entry) -> None:
        """Tell of an entry that ``append_within`` wrote, now that it is on disk."""
        self._committed(entry)

    def _append(self, connection: Connection, new: NewEntry, running: int | None = None) -> Entry:
        """Chain and write an entry; the head is read here, inside the writing transaction (invariant 8).

        A desk that has stopped gives no number and writes nothing more.
        """
        restored.refuse(connection)
        seq, prev = entry_rows.head(connection)
        salt = entry_rows.salt_of(connection, new.subject) or self._entropy.take(SALT_BYTES)
        identity = entry_id(self._desk, seq + 1)
        header = Header(
            desk=self._desk,
            seq=seq + 1,
            kind=new.kind,
            version=new.version,
            subject=new.subject,
            stamp=new.stamp or self._clock.stamp(),
            grant=new.grant,
            commitment=commitment(salt, identity, new.body),
            prev=prev,
        )
        entry = seal_entry(header, salt, new.body)
        entry_rows.write(connection, entry, running)
        return entry

    def _show(self, connection: Connection, entry: Entry, body: RequestReceived) -> RequestView:
        """Write the projection and the search words of a new request."""
        header = entry.header
        view = requests.begin(Happening(seq=header.seq, at=header.stamp.at, subject=header.subject, body=body), body)
        views.add(connection, view, body, header.stamp.at)
        measures.add(connection, view, body)
        service = self._services.name(connection, body.service, body.service_version)
        search_words.put(connection, header.seq, search_words.words(body, service, ""))
        return view

    def _enclose(self, connection: Connection, seq: int, enclosures: tuple[EnclosureRef, ...]) -> None:
        """Tie enclosures to their entry and queue their uploads; each was kept, with its key, before this commit."""
        for enclosure in enclosures:
            if connection.execute(_HAS_KEY, (enclosure.sha256,)).fetchone() is None:
                raise Damaged("enclosure_missing")
            connection.execute(_INSERT_ENCLOSURE, {"sha256": enclosure.sha256, "seq": seq})
            connection.execute(_INSERT_TRANSFER, {"sha256": enclosure.sha256, "ref": canonical.encode(enclosure)})


def _brought(entry: Entry) -> tuple[EnclosureRef, ...]:
    """The files that came with an entry about a request that was received before."""
    made = views.happening(entry) if entry.header.kind in _WITH_FILES else None
    return made.body.files() if made is not None and isinstance(made.body, BringsFiles) else ()


def _fold(connection: Connection, entry: Entry) -> None:
    """Take an entry into the view of its request, if it is about one; the centre's word stays on top."""
    view = views.load(connection, entry.header.subject)
    made = views.happening(entry) if view is not None else None
    if view is None or made is None:
        return
    view = views.told(requests.apply_entry(view, made), views.centre_state(connection, view.subject))
    views.put(connection, view)
    if not measures.is_silent(made.body):
        measures.renew(connection, entry.header.desk, view)


def _waiting(job: NewPrintJob, subject: bytes, at: int) -> PrintJob:
    return PrintJob(id=job.id, subject=subject, kind=job.kind, copy=job.copy, state=JobState.WAITING, made=at)

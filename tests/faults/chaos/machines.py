"""The machines of a town: the real centre, the real relay, and desks with their real file, spool and exchange."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, event

from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestAnnulled, RequestCorrected
from clerk_app.ports.desk_file import NewEntry
from clerk_app.relay.doors import Doors
from clerk_app.relay.forwarding import Forwarder
from clerk_app.relay.knowing import Knowing
from clerk_app.relay.shelf import Shelf
from clerk_app.relay.upstream import Upstream
from clerk_app.store.attention import DeskAttention
from clerk_app.store.carrying import DeskUnconfirmed
from clerk_app.store.database import Database
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.journal import DeskJournal
from clerk_app.store.neighbours import DeskNeighbours
from clerk_app.store.outbox import DeskOutbox
from clerk_app.store.reference import DeskReference
from clerk_app.store.relay import DeskRelayBook
from clerk_app.store.requests import DeskRequests
from clerk_app.store.restored import Restores
from clerk_app.store.spool import FolderSpool
from clerk_app.store.uploads import DeskUploads
from clerk_app.sync.cutting import Cutter
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.incoming import Incoming, News
from clerk_app.sync.outgoing import Outgoing
from clerk_app.sync.packing import Packing
from tests.faults.chaos.lots import Lots, SeededEntropy
from tests.faults.chaos.made import CLERK, KEY, Made, opened
from tests.faults.chaos.power import STATEMENT, Machine, Watched
from tests.support.fake_outbox import InlineWrite
from tests.support.lone_desk import SERVICE, received

type Rows = list[tuple[Any, ...]]


class Ask(Protocol):
    """Reads rows of one database."""

    def __call__(self, sql: str, *values: object) -> Rows: ...


FINGERPRINT = bytes(32)
"""Of the relay's certificate: there is no TLS here."""
LONGEST_NOTE = 600


class KnownStatements:
    """Shares what statements were made into: for each engine to make them again is half of the work.

    ``with`` shares the first engine's with those that connect inside the block, on its thread: others may be at work
    on databases of their own.
    """

    def __init__(self) -> None:
        self._first: Engine | None = None
        self._thread = 0

    def __enter__(self) -> None:
        self._thread = threading.get_ident()
        event.listen(Engine, "engine_connect", self._share)

    def __exit__(self, *_: object) -> None:
        event.remove(Engine, "engine_connect", self._share)

    def _share(self, connection: Connection) -> None:
        engine = connection.engine
        if threading.get_ident() != self._thread:
            return
        first = self._first = self._first or engine
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache


AT_CENTRE, AT_RELAY = KnownStatements(), KnownStatements()


class Centre(Machine):
    """The central services of the town."""

    def __init__(self, place: Path, made: Made, lots: Lots) -> None:
        self._lots = lots
        super().__init__(place, made.folder / "centre")

    def open(self) -> None:
        """As its server begins, but for the socket."""
        with AT_CENTRE:
            self.parts = opened(self.folder, self._lots.clock, self.fuse)
        event.listen(self.parts.database._engine, "before_cursor_execute", self._on_statement)
        self.parts.accepting.settle()
        self._beside = sqlite3.connect(f"file:{self.folder / 'central.db'}?mode=ro", uri=True)

    def close(self) -> None:
        """Let go of the database."""
        self._beside.close()
        self.parts.database.close()

    def ask(self, sql: str, *values: object) -> Rows:
        """What lies in its database, read past the program."""
        return self._beside.execute(sql, values).fetchall()

    def number(self) -> None:
        """Give unique numbers; whoever had the lease before a cut has it for a little."""
        while self.parts.numbering.give():
            """Batch after batch."""

    def _on_statement(self, connection: object, _cursor: object, statement: str, *_: object) -> None:
        del connection
        if not statement.startswith(("SELECT", "PRAGMA")):
            self.fuse(STATEMENT)


class OfficeRelay(Machine):
    """The relay of the office; ``upstream`` is its line."""

    def __init__(self, place: Path, made: Made, lots: Lots, upstream: Upstream) -> None:
        self._lots, self._upstream, self._name = lots, upstream, made.relay
        super().__init__(place, made.folder / "relay")

    def open(self) -> None:
        """As its server begins: another run, the same file."""
        clock = self._lots.clock
        with AT_RELAY:
            self.shelf = Shelf(self.folder / "relay.db")
        event.listen(self.shelf._engine, "before_cursor_execute", self._on_statement)
        self.forwarder = Forwarder(
            self.shelf, self._upstream, clock.micros, monotonic=clock.now, jitter=self._lots.chance.random
        )
        self.knowing = Knowing(self.shelf, self._name, FINGERPRINT, self.forwarder.want_key)
        self.knowing.run = self._lots.chance.randbytes(8)
        self.forwarder.know(self.knowing)
        self.doors = Doors(self.shelf, self.knowing, clock.micros, lambda: None)

    def close(self) -> None:
        """Let go of the file."""
        self.shelf.close()

    def _on_statement(self, connection: object, _cursor: object, statement: str, *_: object) -> None:
        del connection
        if not statement.startswith(("SELECT", "PRAGMA")):
            self.fuse(STATEMENT)


class DeskMachine(Machine):
    """A desk and its clerk; ``told`` are the numbers that citizens were told, ``alarms`` what was shown."""

    def __init__(self, place: Path, made: Made, lots: Lots, identity: DeskIdentity) -> None:
        self.identity, self.code = identity, identity.desk
        self._lots, self._grant = lots, made.grant(identity.desk)
        self._entropy = SeededEntropy(f"{lots.seed} {identity.desk}")
        self.told: list[str] = []
        self.alarms: list[str] = []
        self.subjects: list[bytes] = []
        super().__init__(place, made.folder / identity.desk)

    def open(self) -> None:
        """As the program opens its file after a sign-in."""
        self.file = DeskFile(self.folder / "desk.db", KEY)
        database, clock = self.file.database, self._lots.clock.hand
        writers = database._writers
        writers._free.put(Watched(writers._free.get_nowait(), self.fuse))
        self._open_journal(database)
        self.requests, self.attention = DeskRequests(database, clock), DeskAttention(database, self.code)
        self.unconfirmed, self.uploads = DeskUnconfirmed(database, self.code), DeskUploads(database)
        self.neighbours, self.reference = DeskNeighbours(database), DeskReference(database)
        self.book = DeskRelayBook(database)
        self.enclosures = DeskEnclosures(
            database,
            self.folder / "enclosures",
            database_key=KEY,
            centre_public=self.identity.recipients[0],
            entropy=self._entropy,
        )
        self.spool.match(self.outbox.unconfirmed(), self.outbox.entry, self.outbox.head())
        self._begin_exchange()

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    def receive(self) -> None:
        """A citizen asks for something, and is told the number once it is on disk."""
        about = self._entropy.take(16)
        self.subjects.append(about)
        form = {
            "request.what": "0",
            "request.note": self._entropy.take(self._lots.chance.randrange(LONGEST_NOTE)).hex(),
        }
        made = self.journal.receive(
            lambda number: received(self.code, 1, number=number, clerk=CLERK, service=SERVICE, form=form),
            subject=about,
            grant=self._grant,
        )
        self.told.append(made.view.number)

    def correct(self, subject: bytes, word: str) -> None:
        """The clerk changes a field of a request that is here."""
        view = self.requests.view(subject)
        if view is not None and not view.annulled:
            form = {"request.what": word}
            self._record("request.corrected", subject, RequestCorrected(base_version=view.version, form=form))

    def annul(self, subject: bytes) -> None:
        """The clerk takes a request back."""
        view = self.requests.view(subject)
        if view is not None and not view.annulled:
            self._record("request.annulled", subject, RequestAnnulled(reason="грешка", clerk=CLERK))

    def _open_journal(self, database: Database) -> None:
        """What is written, and what goes out from there."""
        who, clock = self.identity, self._lots.clock.hand
        self.spool = FolderSpool(
            self.folder / "spool",
            None,
            desk=self.code,
            signer=who.signer,
            recipients=who.recipients,
            reached=self.fuse,
        )
        self.journal = DeskJournal(
            database, self.code, clock=clock, entropy=self._entropy, committed=self.spool.put, reached=self.fuse
        )
        self.outbox = DeskOutbox(
            database,
            self.code,
            clock=clock,
            confirmed=self.spool.confirmed,
            restores=Restores(database, self.code, clock),
            reached=self.fuse,
        )

    def _begin_exchange(self) -> None:
        """What the exchange knows only while the program runs."""
        write, clock = InlineWrite(), self._lots.clock
        self.news = News(changed=lambda _: None, alarm=self.alarms.append)
        cutter = Cutter(self.identity, Packing(self.outbox.base))
        self.outgoing = Outgoing(self.outbox, write, cutter, lambda _: None, now=clock.micros, monotonic=clock.now)
        self.incoming = Incoming(self.outbox, write, self.identity, clock.hand, self.news, monotonic=clock.now)

    def _record(self, kind: str, subject: bytes, body: object) -> None:
        raw = canonical.encode(body)
        self.journal.record(NewEntry(kind=kind, subject=subject, grant=self._grant, body=raw))

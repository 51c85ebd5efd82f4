"""A desk without a line: its encrypted file with every store that the measurements use, and what it knows of services.

``BulkFile`` makes big commits of many small ones, so that the journal itself can fill a store in a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from clerk_app.contract import canonical, catalogue
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.reference import Item
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.fees import charge
from clerk_app.domain.forms import fill
from clerk_app.domain.journal import Entry
from clerk_app.settings.clock import SystemClock, SystemEntropy
from clerk_app.store.database import Connection, Database
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.journal import DeskJournal
from clerk_app.store.reference import DeskReference
from clerk_app.store.spool import FolderSpool
from tests.support.specimens import MUNICIPALITY

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
DESK = "A7"
KEY = bytes(range(32))
GRANT = "bench-grant"


class BulkFile(Database):
    """A desk file whose commits are put off until ``flush``: readers and writers share one open transaction."""

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__(path, key)
        self._open: Connection | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The open transaction; the first one begins it."""
        with self.alone() as connection:
            if self._open is None:
                connection.execute("BEGIN IMMEDIATE")
                self._open = connection
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The same transaction: nobody else could see what is in it."""
        with self.writing() as connection:
            yield connection

    def flush(self) -> None:
        """Commit what has been written."""
        if self._open is not None:
            self._open.execute("COMMIT")
            self._open = None
            self.checkpoint()


def services() -> dict[str, Service]:
    """The catalogue of the repository, by id."""
    read = [catalogue.load(path.read_bytes()) for path in sorted((RESOURCES / "catalogue").glob("*.toml"))]
    return {service.id: service for service in read}


def keep_reference(database: Database) -> None:
    """Give a desk file the municipality and the catalogue, as the centre would."""
    items = [Item("municipality", 1, msgspec.Raw(canonical.encode(MUNICIPALITY)))]
    items += [
        Item(catalogue.item_name(service), service.version, msgspec.Raw(catalogue.encode(service)))
        for service in services().values()
    ]
    DeskReference(database).keep(items)


def ruled(body: RequestReceived, service: Service) -> RequestReceived:
    """The request as the rules of its service leave it: fields that are not seen are gone, the fee is computed."""
    day = body.received_local[:10]
    values = fill(service, body.form, day).values
    return replace(body, form=values, fee=charge(service, values, day=day).fee)


def _nobody(_entry: Entry) -> None:
    """Nobody waits for entries."""


@dataclass(slots=True)
class Tell:
    """Who is told of committed entries; a measurement changes it between rounds."""

    to: Callable[[Entry], object] = _nobody

    def __call__(self, entry: Entry) -> None:
        """An entry is on disk."""
        self.to(entry)


@dataclass(frozen=True, slots=True)
class LoneDesk:
    """An open desk file, its journal, and the machine's own clock and chance."""

    file: DeskFile
    journal: DeskJournal
    clock: SystemClock
    entropy: SystemEntropy
    tell: Tell


def open_desk(path: Path) -> LoneDesk:
    """Open, or make, the desk file at ``path``."""
    clock, entropy, tell = SystemClock(), SystemEntropy(), Tell()
    file = DeskFile(path, KEY)
    journal = DeskJournal(file.database, DESK, clock=clock, entropy=entropy, committed=tell)
    return LoneDesk(file, journal, clock, entropy, tell)


def spool_in(folder: Path) -> FolderSpool:
    """The spool of this desk, sealed to a centre that nobody runs."""
    centre = SealingKey(b"c" * 32)
    return FolderSpool(folder, None, desk=DESK, signer=SigningKey(b"d" * 32), recipients=(centre.public,))

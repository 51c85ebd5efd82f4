"""Desks with real files, a real centre in this process, and sticks: folders that a test may lose, copy and damage."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import select

from clerk_app.carriers.bundle import stick_at
from clerk_app.central.answers import Heard
from clerk_app.central.app import Parts
from clerk_app.central.bundle import BundleReport, take_bundles
from clerk_app.central.database import Database
from clerk_app.central.keys import load
from clerk_app.central.schema import ENTRY, REQUEST
from clerk_app.central.seed import seed
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import answers as wire
from clerk_app.contract import exchange
from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.signin import SignInRequest, verified
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import CounterError
from clerk_app.i18n import Texts
from clerk_app.lanes import Progress, untold
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store.attention import DeskAttention
from clerk_app.store.carrying import DeskUnconfirmed
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.journal import DeskJournal
from clerk_app.store.outbox import DeskOutbox
from clerk_app.store.restored import Restores
from clerk_app.store.uploads import DeskUploads
from clerk_app.sync.bringing_back import BackParts, Brought, bring_in
from clerk_app.sync.carrying import CarryParts, Taken, take_along
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.incoming import News
from clerk_app.sync.once import OnceParts, Summary, once
from tests.store.desk import TestClock
from tests.support.central_process import RESOURCES
from tests.support.fake_outbox import InlineWrite
from tests.support.hand_moved_pulse import HandMovedPulse
from tests.support.lone_desk import START, received

PDF = b"%PDF-1.7\n"
KEY = bytes(range(32))


@cache
def _seeded(_name: str) -> Path:
    """A database with the keys of the town of this name."""
    file = Path(mkdtemp()) / "central.db"
    database = Database(f"sqlite:///{file}")
    load(database, seed(database, RESOURCES / "seed" / "primerovo", RESOURCES / "catalogue"))
    database.close()
    return file


@dataclass
class StickTown:
    """One municipality's centre; ``folder`` holds its database and its desks."""

    folder: Path
    name: str = "Примерово"
    at: int = START
    desks: list[StickDesk] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / "central.db"
        shutil.copyfile(_seeded(self.name), file)
        self.parts: Parts = open_parts(
            CentralSettings(
                listen="127.0.0.1:0",
                database_url=f"sqlite:///{file}",
                texts=Texts(RESOURCES / "texts"),
                files=self.folder / "files",
                now=lambda: self.at,
            )
        )

    def desk(self) -> StickDesk:
        """A newly enrolled desk at which somebody has signed in."""
        parts = self.parts
        sign, seal = SigningKey(secrets.token_bytes(32)), SealingKey(secrets.token_bytes(32))
        code = parse(parts.enrolment.make_code("usluzni-centar", "1"))
        request = EnrolmentRequest(secret=code.secret, sign_public=sign.public, seal_public=seal.public)
        enrolled = parts.enrolment.enrol(request)
        asked = SignInRequest(user="mprimeric", password="primer-2026", reply_public=bytes(32))
        grant = verified(parts.sign_ins.sign_in(parts.desks.get(enrolled.desk), asked).grant, parts.keys.sign.public).id
        anchor = parts.keys.anchor("Општина Примерово")
        identity = DeskIdentity(
            desk=enrolled.desk,
            signer=sign,
            opener=seal,
            centre_sign=anchor.centre_sign,
            recipients=(anchor.centre_seal,),
        )
        self.desks.append(StickDesk(self, identity, grant, self.folder / enrolled.desk))
        return self.desks[-1]

    def take(self, stick: Path, out: Path | None = None) -> BundleReport:
        """What the operator does with a stick."""
        return take_bundles(stick, self.parts, out, patience=0)

    def entries(self, desk: str) -> dict[int, tuple[str, bytes]]:
        """The ledger of a desk: what was decided of each entry, and its hash of the bytes that came."""
        with self.parts.database.read() as connection:
            rows = connection.execute(select(ENTRY).where(ENTRY.c.desk == desk)).all()
        return {row.seq: (row.outcome, row.commitment) for row in rows}

    def requests(self, desk: str) -> list[int | None]:
        """The serial of each request of a desk, in the order of their entries."""
        with self.parts.database.read() as connection:
            asked = select(REQUEST.c.serial).where(REQUEST.c.desk == desk).order_by(REQUEST.c.seq)
            return [serial for (serial,) in connection.execute(asked)]

    def close(self) -> None:
        for desk in self.desks:
            desk.close()
        self.parts.database.close()


class _Entropy:
    """Two desks of a town never draw the same."""

    def take(self, count: int) -> bytes:
        return secrets.token_bytes(count)


class DirectLine:
    """The port ``Line`` to a centre in this process; the wire without the wire."""

    def __init__(self, parts: Parts, desk: str) -> None:
        self._parts = parts
        self._desk = desk

    def send(self, parcels: Iterator[bytes]) -> None:
        for raw in parcels:
            self._parts.accepting.take(raw)

    def carry(self, parcels: Sequence[bytes]) -> list[exchange.Taken]:
        return [self._parts.accepting.take(raw) for raw in parcels]

    def answers(self, position: int, have: int, hold: int, reference: int = 0) -> Iterator[bytes]:
        del hold, reference
        desk = self._parts.desks.get(self._desk)
        while self._parts.numbering.give():
            """Batch after batch."""
        said = self._parts.answering.next(desk, Heard(position, have))
        yield wire.make(said, desk.seal_public, self._parts.keys.sign)

    def cut(self) -> None:
        pass


class StickDesk:
    """A desk file at work, without windows."""

    def __init__(self, town: StickTown, identity: DeskIdentity, grant: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.identity, self.code, self._grant, self._folder = identity, identity.desk, grant, folder
        self._town = town
        self.clock, self._entropy = TestClock(datetime.fromtimestamp(START / 1_000_000, UTC)), _Entropy()
        self.alarms: list[str] = []
        self.line = DirectLine(town.parts, self.code)
        self.people = 0
        self.open()

    def open(self) -> None:
        """Open the file as it lies there."""
        self.file = DeskFile(self._folder / "desk.db", KEY)
        database = self.file.database
        self.journal = DeskJournal(database, self.code, clock=self.clock, entropy=self._entropy)
        restores = Restores(database, self.code, self.clock)
        self.outbox = DeskOutbox(database, self.code, clock=self.clock, restores=restores)
        self.attention, self.uploads = DeskAttention(database, self.code), DeskUploads(database)
        self.unconfirmed = DeskUnconfirmed(database, self.code)
        self.enclosures = DeskEnclosures(
            database,
            self._folder / "enclosures",
            database_key=KEY,
            centre_public=self.identity.recipients[0],
            entropy=self._entropy,
        )

    def receive(self, count: int = 1, enclosures: tuple[EnclosureRef, ...] = ()) -> None:
        """So many citizens ask for something."""
        for _ in range(count):
            self.people += 1
            about = self._entropy.take(16)
            self.journal.receive(
                lambda number: received(self.code, 1, number=number, enclosures=enclosures),
                subject=about,
                grant=self._grant,
            )

    def record(self, kind: str) -> None:
        """Something else happens."""
        self.journal.record(NewEntry(kind=kind, subject=self._entropy.take(16), grant=self._grant, body=b"{}"))

    def enclose(self, size: int, name: str = "scan.pdf") -> EnclosureRef:
        """A file of so many bytes."""
        path = self._folder / name
        path.write_bytes(PDF + secrets.token_bytes(size - len(PDF)))
        return self.enclosures.keep(path, "Уговор", "contract", original=True)

    def carry(self, stick: Path, told: Progress = untold) -> Taken:
        """Ctrl+U."""
        parts = CarryParts(
            unconfirmed=self.unconfirmed,
            enclosures=self.enclosures,
            stick=stick_at(stick, self.code, self.identity.centre_sign),
            identity=self.identity,
            now=lambda: self.clock.stamp().at,
        )
        return take_along(parts, told)

    def bring(
        self, stick: Path, changed: Callable[[frozenset[bytes]], None] = lambda _: None, told: Progress = untold
    ) -> Brought:
        """Ctrl+I."""
        parts = BackParts(
            stick=stick_at(stick, self.code, self.identity.centre_sign),
            outbox=self.outbox,
            unconfirmed=self.unconfirmed,
            uploads=self.uploads,
            write=InlineWrite(),
            identity=self.identity,
            clock=self.clock,
            news=News(changed=changed, alarm=self.alarms.append),
        )
        return bring_in(parts, told)

    def exchange(self, line: DirectLine | None = None) -> Summary:
        """The line is there, for once."""
        parts = OnceParts(
            line=line or self.line,
            outbox=self.outbox,
            write=InlineWrite(),
            identity=self.identity,
            clock=self.clock,
            pulse=HandMovedPulse(),
            alarm=self.alarms.append,
        )
        return once(parts)

    def waiting(self) -> int:
        return self.outbox.size().entries

    def journalled(self) -> dict[int, bytes]:
        """The commitment of every entry that this desk has written."""
        with self.file.database.reading() as connection:
            rows = connection.execute("SELECT seq, commitment FROM journal_entry").fetchall()
        return {seq: bytes(commitment) for seq, commitment in rows}

    def accepted(self) -> list[int]:
        """Entries that this desk believes to be at the centre."""
        with self.file.database.reading() as connection:
            rows = connection.execute("SELECT seq FROM desk_outbox WHERE state = 'accepted'").fetchall()
        return [seq for (seq,) in rows]

    def position(self) -> int:
        return self.outbox.reached().position

    def close(self) -> None:
        self.file.close()


def damage(path: Path, place: int = -1) -> None:
    """Change one byte of a file."""
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(bytes(raw))


def error_of(work: Callable[[], object]) -> str:
    """The code of what a piece of work raises; nothing if it raises nothing."""
    try:
        work()
    except CounterError as error:
        return error.code
    return ""

"""A real centre in process on SQLite, and real desk files of two offices that speak with it over carriers in a hand.

No socket and no thread: parcels are made, signed and sealed as on the line, and answers are applied as they are told.
"""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import insert

from clerk_app.actions.annulling import Annulling
from clerk_app.actions.attending import Attending
from clerk_app.actions.casework import Casework
from clerk_app.actions.merging import Merging
from clerk_app.actions.session import Sessions
from clerk_app.actions.whole_request import whole
from clerk_app.central.answers import Heard
from clerk_app.central.desks import Desk
from clerk_app.central.schema import COUNTER, OFFICE
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import parcel
from clerk_app.contract.answers import Answers
from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.contract.entries import row_of
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.parcel import ParcelHead
from clerk_app.contract.signin import SignInRequest, verified
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.requests import RequestView
from clerk_app.i18n import Texts
from clerk_app.ports.outbox import Attention, Cut
from clerk_app.store.attention import DeskAttention
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.journal import DeskJournal
from clerk_app.store.outbox import DeskOutbox
from clerk_app.store.print_jobs import DeskPrintJobs
from clerk_app.store.reference import DeskReference
from clerk_app.store.requests import DeskBodies, DeskRequests
from clerk_app.store.uploads import DeskUploads
from tests.store.desk import KEY, body
from tests.support.hand_clock import CountedEntropy, HandClock, micros

RESOURCES = Path(__file__).parents[2] / "resources"
HANDLER = ("omodelic", "model-2026")
OFFICES = ("usluzni-centar", "uzorno-polje")
HOURS = 2


class World:
    """Used by ``with``: the centre and three desks, two of them in one office."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.parts = open_parts(
            CentralSettings(
                listen="127.0.0.1:0",
                database_url=f"sqlite:///{folder / 'central.db'}",
                texts=Texts(RESOURCES / "texts"),
                seed=RESOURCES / "seed" / "primerovo",
                services=RESOURCES / "catalogue",
                files=folder / "files",
                now=lambda: micros(self.clock.wall),
            )
        )
        row = {"municipality": self.parts.keys.municipality, "code": OFFICES[1], "name": "Месна канцеларија Узорно"}
        with self.parts.database.write() as connection:
            connection.execute(insert(OFFICE).values(row))
            connection.execute(insert(COUNTER).values(municipality=row["municipality"], office=OFFICES[1], code="1"))
        places = (OFFICES[0], OFFICES[0], OFFICES[1])
        self.desks = [WorldDesk(self, folder / f"desk-{place}", office) for place, office in enumerate(places)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for desk in self.desks:
            desk.file.close()
        self.parts.database.close()

    def number(self) -> None:
        """Give unique numbers to what waits for one."""
        while self.parts.numbering.give():
            pass


@dataclass(frozen=True, slots=True)
class Seen:
    """What a clerk had before them: the form, and the centre's version that it was read at."""

    form: FormValues
    version: int


class WorldDesk:
    """One desk: its file, a handler at it, and what of it lies with a carrier."""

    _counters = itertools.count(1)

    def __init__(self, world: World, folder: Path, office: str) -> None:
        folder.mkdir()
        self.world = world
        parts, clock = world.parts, world.clock
        self._signer, opener = SigningKey(secrets.token_bytes(32)), SealingKey(secrets.token_bytes(32))
        code = parse(parts.enrolment.make_code(office, "1"))
        request = EnrolmentRequest(secret=code.secret, sign_public=self._signer.public, seal_public=opener.public)
        self.code = parts.enrolment.enrol(request).desk
        self.at_centre: Desk = parts.desks.get(self.code)
        answer = parts.sign_ins.sign_in(
            self.at_centre, SignInRequest(user=HANDLER[0], password=HANDLER[1], reply_public=bytes(32))
        )
        self.grant = verified(answer.grant, parts.keys.sign.public)
        self.file = DeskFile(folder / "desk.db", KEY)
        self.sessions = Sessions(clock)
        self.sessions.begin(self.grant, offline=False)
        self.flying: list[bytes] = []
        self.answers: list[Answers] = []
        self._open(folder)

    def _open(self, folder: Path) -> None:
        database, clock = self.file.database, self.world.clock
        self.journal = DeskJournal(database, self.code, clock=clock, entropy=CountedEntropy())
        self.outbox = DeskOutbox(database, self.code, clock=clock)
        self.requests, self.bodies = DeskRequests(database, clock), DeskBodies(database, self.code)
        self.held, self.case_files = DeskAttention(database, self.code), DeskCaseFiles(database, self.code)
        parts: dict[str, Any] = {"sessions": self.sessions, "requests": self.requests, "journal": self.journal}
        enclosures = DeskEnclosures(
            database, folder / "enclosures", database_key=KEY, centre_public=bytes(32), entropy=CountedEntropy()
        )
        self.attending = Attending(
            **parts,
            files=self.case_files,
            outbox=self.held,
            uploads=DeskUploads(database),
            enclosures=enclosures,
            jobs=DeskPrintJobs(database, clock),
        )
        self.casework = Casework(
            **parts, files=self.case_files, reference=DeskReference(database), steps=self.held, clock=clock
        )
        self.annulling = Annulling(**parts, bodies=self.bodies, clock=clock)
        self.merging = Merging(**parts, files=self.case_files, outbox=self.held, steps=self.held)

    def receive(self, subject: bytes, service: str, form: FormValues) -> int:
        """A request at this counter; gives the number of its entry."""
        local = self.world.clock.local()
        received = self.journal.receive(
            lambda number: body(
                number,
                local=local,
                service=service,
                service_version=1,
                form=form,
                clerk=self.grant.user,
                deadline="2026-12-21",
            ),
            subject=subject,
            grant=self.grant.id,
        )
        return received.entry.header.seq

    def view(self, subject: bytes) -> RequestView | None:
        """The case as lists show it."""
        return self.requests.view(subject)

    def seen(self, subject: bytes) -> Seen | None:
        """The form as whoever opens the case reads it."""
        view = self.view(subject)
        read = whole(self.bodies, subject, self.case_files.of(subject)) if view is not None else None
        return Seen(dict(read.form), view.version) if view is not None and read is not None else None

    def attention(self, subject: bytes) -> list[Attention]:
        """What is held or refused of a case."""
        return [item for item in self.held.attention() if item.subject == subject]

    def open_entries(self, subject: bytes) -> int:
        """How many entries of a case the centre has not answered."""
        with self.file.database.reading() as connection:
            asked = "SELECT count(*) FROM desk_outbox WHERE subject = ? AND state IN ('waiting', 'sending')"
            return int(connection.execute(asked, (subject,)).fetchone()[0])

    def hears(self, subject: bytes) -> bool:
        """Whether the centre still tells this desk of a case: one that left its office stays while an entry is open."""
        with self.file.database.reading() as connection:
            asked = "SELECT 1 FROM replica_case WHERE subject = ? AND leaving = 1"
            return connection.execute(asked, (subject,)).fetchone() is None

    def cut(self, most: int = 1) -> bool:
        """Hand what is due to the carrier, a parcel; tells whether there was anything."""
        cut = self.outbox.cut(most, micros(self.world.clock.wall))
        if cut is not None:
            self.flying.append(self._parcel(cut))
        return cut is not None

    def again(self) -> None:
        """The line was cut: everything that is not confirmed goes once more."""
        self.flying += [self._parcel(cut) for cut in self.outbox.again(self.outbox.reached().have)]

    def ask(self) -> bool:
        """Ask what the centre has for this desk; the answer lies with the carrier. Tells whether more waits."""
        reached = self.outbox.reached()
        told = self.world.parts.answering.next(self.at_centre, Heard(reached.position, reached.have))
        self.answers.append(told)
        return told.more

    def hear(self, place: int = -1) -> None:
        """Apply one of the answers that lie with the carrier."""
        self.outbox.apply(self.answers.pop(place))

    def _parcel(self, cut: Cut) -> bytes:
        newest = max(cut.entries, key=lambda entry: entry.header.seq)
        head = ParcelHead(
            desk=self.code,
            first=cut.first,
            count=len(cut.entries),
            position=cut.position,
            chain_seq=newest.header.seq,
            chain_head=newest.hash,
        )
        keys = self.world.parts.keys
        recipients = [keys.anchor("Општина Примерово").centre_seal]
        return parcel.make(head, [row_of(entry) for entry in cut.entries], recipients, self._signer)

"""A desk at work: every action over a real desk file, with clocks, centre, printer and paper in the test's hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from clerk_app.actions.annulling import Annulling
from clerk_app.actions.attending import Attending
from clerk_app.actions.choosing import Choosing
from clerk_app.actions.intake import Intake
from clerk_app.actions.looking import LookFolding, Looking
from clerk_app.actions.paying import Paying, Terms
from clerk_app.actions.printing import Printing, Registrations, Stored
from clerk_app.actions.receipting import Counter, Receipting, Verifying
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical, catalogue
from clerk_app.contract.answers import Answers, Registered, Result
from clerk_app.contract.keys import SealingKey, SigningKey, key_id
from clerk_app.contract.reference import DeskCertificate, Item
from clerk_app.contract.signin import Role
from clerk_app.domain.catalogue import Proof, Service, Wording
from clerk_app.domain.people import Person
from clerk_app.ports.desk_file import JobState, NewPrintJob, PrintJob, Received
from clerk_app.store.attention import DeskAttention
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.journal import DeskJournal
from clerk_app.store.looks import DeskLooks
from clerk_app.store.outbox import DeskOutbox
from clerk_app.store.print_jobs import DeskPrintJobs
from clerk_app.store.reference import DeskReference
from clerk_app.store.requests import DeskBodies, DeskRequests
from clerk_app.store.restored import Restores
from clerk_app.store.uploads import DeskUploads
from tests.domain.services import stall
from tests.store.desk import answers, change
from tests.support.fake_centre import FakeCentre
from tests.support.fake_printer import FakePrinter, NotedReceipts
from tests.support.hand_clock import CountedEntropy, HandClock, micros
from tests.support.specimens import APPLICANT, MUNICIPALITY

DESK = "A7"
DESK_KEY = SigningKey(b"d" * 32)
DATABASE_KEY = bytes(range(32))
STALL = replace(
    stall(),
    name=Wording(sr="Тезга на пијаци", en="Market stall", hu="Piaci stand"),
    keywords=("тезга", "вашар"),
    proofs=(
        Proof(code="photo", label=Wording(sr="Фотографија", en="Photo")),
        Proof(code="licence", label=Wording(sr="Дозвола", en="Licence"), source="either", dataset="apr"),
        Proof(
            code="consent",
            label=Wording(sr="Сагласност", en="Consent"),
            required="form.place.note == 'charity'",
        ),
    ),
)


class DeskSign:
    """The port ``Sign``."""

    key_id = key_id(DESK_KEY.public).hex()

    def sign(self, message: bytes) -> bytes:
        return DESK_KEY.sign(message)


def items(*services: Service, revoked: int | None = None) -> list[Item]:
    """Reference data: the municipality, this desk's certificate, and services."""
    certificate = DeskCertificate(desk=DESK, key_id=DeskSign.key_id, public=DESK_KEY.public, revoked=revoked)
    parts: list[tuple[str, int, object]] = [("municipality", 1, MUNICIPALITY), ("desks", 1, [certificate])]
    parts += [(catalogue.item_name(service), service.version, service) for service in services]
    return [Item(name, version, msgspec.Raw(canonical.encode(part))) for name, version, part in parts]


@dataclass
class DeskAtWork:
    """Opens the file in ``folder`` and joins every action to it, as the program does."""

    folder: Path
    clock: HandClock = field(default_factory=HandClock)
    entropy: CountedEntropy = field(default_factory=CountedEntropy)
    printer: FakePrinter = field(default_factory=FakePrinter)
    paper: NotedReceipts = field(default_factory=NotedReceipts)
    reached: Callable[[str], None] = lambda _point: None

    def __post_init__(self) -> None:
        self.centre = FakeCentre(now=lambda: micros(self.clock.wall))
        self.file = DeskFile(self.folder / "desk.db", DATABASE_KEY)
        database = self.file.database
        self.journal = DeskJournal(database, DESK, clock=self.clock, entropy=self.entropy, reached=self._reach)
        self.outbox = DeskOutbox(database, DESK, clock=self.clock)
        self.requests, self.bodies = DeskRequests(database, self.clock), DeskBodies(database, DESK)
        self.drafts, self.jobs = DeskDrafts(database), DeskPrintJobs(database, self.clock)
        self.looks, self.reference = DeskLooks(database), DeskReference(database)
        self.attention, self.restores = DeskAttention(database, DESK), Restores(database, DESK, self.clock)
        self.uploads = DeskUploads(database)
        self.enclosures = DeskEnclosures(
            database,
            self.folder / "enclosures",
            database_key=DATABASE_KEY,
            centre_public=SealingKey(bytes(32)).public,
            entropy=self.entropy,
        )
        self.sessions = Sessions(self.clock)
        self.registrations = Registrations()
        self._join_taking()
        self._join_paper()

    def _join_taking(self) -> None:
        sessions, clock = self.sessions, self.clock
        self.choosing = Choosing(reference=self.reference, clock=clock)
        self.intake = Intake(
            sessions=sessions,
            journal=self.journal,
            drafts=self.drafts,
            clock=clock,
            entropy=self.entropy,
            terms=self._terms,
        )
        self.annulling = Annulling(
            sessions=sessions, requests=self.requests, bodies=self.bodies, journal=self.journal, clock=clock
        )
        self.looking = Looking(
            sessions=sessions, requests=self.requests, bodies=self.bodies, looks=self.looks, clock=clock
        )
        self.folding = LookFolding(looks=self.looks, journal=self.journal, entropy=self.entropy)
        self.attending = Attending(
            files=DeskCaseFiles(self.file.database, DESK),
            sessions=sessions,
            requests=self.requests,
            outbox=self.attention,
            uploads=self.uploads,
            enclosures=self.enclosures,
            jobs=self.jobs,
            journal=self.journal,
        )

    def _join_paper(self) -> None:
        self.receipting = Receipting(
            requests=self.requests,
            bodies=self.bodies,
            reference=self.reference,
            sign=DeskSign(),
            counter=Counter(DESK, "шалтер 3"),
        )
        self.verifying, self.paying = (
            Verifying(reference=self.reference),
            Paying(receipting=self.receipting, reference=self.reference),
        )
        self.printing = Printing(
            stored=Stored(self.jobs, self.requests, self.bodies, self.journal),
            receipting=self.receipting,
            receipts=self.paper,
            printer=lambda: self.printer,
            sessions=self.sessions,
            clock=self.clock,
            entropy=self.entropy,
            registrations=self.registrations,
            reached=self._reach,
        )

    def _terms(self) -> Terms:
        return self.paying.terms()

    def _reach(self, point: str) -> None:
        self.reached(point)

    def sign_in(self, user: str = "m.primeric", role: Role = "clerk") -> None:
        """Somebody is at work."""
        self.sessions.begin(self.centre.grant(user, role), offline=False)

    def receive(
        self, applicant: Person = APPLICANT, print_job: NewPrintJob | None = None, **entered: object
    ) -> Received:
        """A request for a stall, from the first key to the commit."""
        form = replace(self.intake.begin(applicant), **entered)  # type: ignore[arg-type]
        return self.intake.accept(form, STALL, print_job)

    def with_job(self) -> tuple[bytes, bytes]:
        """A request whose receipt waits to be printed: subject and job."""
        job = self.printing.new_job()
        return self.receive(print_job=job).view.subject, job.id

    def told(self, said: Answers) -> None:
        """The centre has spoken."""
        self.outbox.apply(said)
        self.registrations.came()

    def registered(self, seq: int, serial: int = 4_812_736, position: int = 1) -> None:
        """The centre gives the unique number to the request of entry ``seq``."""
        word = Registered(serial=serial, year=2026, at=micros(self.clock.wall))
        self.told(answers(position=position, changes=[change(position, seq, 1, word)]))

    def answered(self, seq: int, outcome: str, code: str) -> None:
        """Everything is sent, and the centre says something else than yes to one entry."""
        cut = self.outbox.cut(1_000_000, micros(self.clock.wall))
        assert cut is not None
        result = Result(seq, outcome, code)  # type: ignore[arg-type]
        self.told(answers(have=cut.first + len(cut.entries) - 1, results=[result]))

    def job(self, subject: bytes, job_id: bytes) -> PrintJob:
        (found,) = (job for job in self.jobs.of(subject) if job.id == job_id)
        return found

    def states(self, subject: bytes) -> list[tuple[JobState, int, str]]:
        """How the print jobs of a request stand: state, copy, kind."""
        return [(job.state, job.copy, job.kind) for job in self.jobs.of(subject)]

    def kinds(self) -> list[str]:
        """The kinds of all entries, in order."""
        with self.file.database.reading() as connection:
            return [kind for (kind,) in connection.execute("SELECT kind FROM journal_entry ORDER BY seq").fetchall()]

    def close(self) -> None:
        self.file.close()

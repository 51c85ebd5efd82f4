"""A whole desk in memory: the real actions over fake ports, with a day's work in it, and the workplace of its screens.

``FakeDesk().place`` is what every screen is given. Lanes are inline: what a screen asks for is there when it returns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from clerk_app.actions.annulling import Annulling
from clerk_app.actions.attending import Attending
from clerk_app.actions.choosing import Choosing
from clerk_app.actions.desk import DeskActions
from clerk_app.actions.holding import Held, Holding
from clerk_app.actions.intake import Intake, IntakeForm
from clerk_app.actions.looking import LookFolding, Looking
from clerk_app.actions.paying import Paying
from clerk_app.actions.printing import Printing, Registrations, Stored
from clerk_app.actions.receipting import Counter, Receipting, Verifying
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical, catalogue
from clerk_app.contract.keys import SigningKey, key_id
from clerk_app.contract.reference import DeskCertificate, Item
from clerk_app.contract.signin import Grant
from clerk_app.domain.bodies import EnclosureRef, FormValues
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import CounterError
from clerk_app.domain.journal import Stamp
from clerk_app.domain.people import Address, IdDocument, Person
from clerk_app.domain.requests import CentreState, HistoryItem, OutboxState, RequestView
from clerk_app.domain.retention import Retention
from clerk_app.lanes import InlineLane
from clerk_app.ports.checks import Check, CheckResult
from clerk_app.ports.desk_file import Draft, Look
from clerk_app.ports.paper import PrinterStatus, Proof, Raster, ReceiptFacts, RequestFacts, SlipFacts
from clerk_app.sync.link import LinkState
from clerk_app.ui.at_counter import AtCounter
from clerk_app.ui.workplace import DeskName, News, Workplace
from tests.support.fake_desk_file import (
    FakeBodies,
    FakeDrafts,
    FakeJournal,
    FakeLooks,
    FakeOutboxDesk,
    FakePrintJobs,
    FakeRequests,
)
from tests.support.specimens import DESK, MUNICIPALITY

RESOURCES = Path(__file__).parents[2] / "resources"
ZONE = ZoneInfo("Europe/Belgrade")
NOW = datetime(2026, 11, 23, 8, 52, tzinfo=ZONE)
CARD_HOLDER = Person(
    id_number="1403988985016",
    surname="Примерић",
    given_name="Јелена",
    parent_name="Замислав",
    sex="f",
    birth_date="1988-03-14",
    address=Address(street="Узорна", number="12", apartment="3", place="Примерово"),
    document=IdDocument(kind="id_card", number="009990417"),
    source="card",
)


class FixedClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at
        self.offset: int | None = 400

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def local(self) -> datetime:
        return self.at.astimezone(ZONE)

    def stamp(self) -> Stamp:
        micros = int(self.at.timestamp()) * 1_000_000
        return Stamp(at=micros, boot=bytes(8), mono=micros // 1000, offset=self.offset, offset_age=60)

    def learn(self, centre_now: int) -> None:
        self.offset = (centre_now - self.stamp().at) // 1000


class CountedBytes:
    """Bytes that are never the same and always as the time before."""

    def __init__(self) -> None:
        self._given = 0

    def take(self, count: int) -> bytes:
        self._given += 1
        return self._given.to_bytes(count)


class FakeReference:
    """The municipality, this desk's certificate and the real catalogue."""

    def __init__(self, public: bytes, key: str) -> None:
        self._certificate = DeskCertificate(desk=DESK, key_id=key, public=public)
        services = [catalogue.load(path.read_bytes()) for path in sorted((RESOURCES / "catalogue").glob("*.toml"))]
        self._services = tuple(
            Item(service.id, service.version, msgspec.Raw(catalogue.encode(service))) for service in services
        )
        self._others = {
            "municipality": Item("municipality", 1, msgspec.Raw(canonical.encode(MUNICIPALITY))),
            "desks": Item("desks", 1, msgspec.Raw(canonical.encode([self._certificate]))),
        }

    def revoke(self, at: int) -> None:
        """Let the desk have been switched off at a time."""
        revoked = msgspec.structs.replace(self._certificate, revoked=at)
        self._others["desks"] = Item("desks", 2, msgspec.Raw(canonical.encode([revoked])))

    def known(self) -> dict[str, int]:
        return {item.name: item.version for item in (*self._services, *self._others.values())}

    def keep(self, items: object) -> None:
        raise AssertionError("no reference data comes in these tests")

    def get(self, name: str) -> Item | None:
        wanted = name.removeprefix("service/").partition("@")[0]
        return self._others.get(name) or next((item for item in self._services if item.name == wanted), None)

    def services(self) -> tuple[Item, ...]:
        return self._services


class FakePrinter:
    """Proves what ``proof`` says."""

    width = 576

    def __init__(self) -> None:
        self.proof = Proof("printed")
        self.printed: list[bytes] = []

    def status(self) -> PrinterStatus:
        return PrinterStatus(ready=True)

    def print(self, raster: Raster, job: bytes, *, again: bool = False) -> Proof:
        self.printed.append(job)
        return self.proof


class FakePaper:
    """Receipts and papers as almost nothing, with what they were asked to say."""

    def __init__(self) -> None:
        self.slips: list[SlipFacts] = []
        self.requests: list[RequestFacts] = []

    def receipt(self, facts: ReceiptFacts, width: int) -> Raster:
        return Raster(width=8, height=1, rows=bytes(1))

    def request(self, facts: RequestFacts) -> bytes:
        self.requests.append(facts)
        return b"%PDF-request"

    def slip(self, facts: SlipFacts) -> bytes:
        self.slips.append(facts)
        return b"%PDF-slip"


class FakeEnclosures:
    """Keeps nothing; says what a file would be."""

    def __init__(self) -> None:
        self.error: CounterError | None = None

    def keep(self, path: Path, title: str, proof: str, *, original: bool) -> EnclosureRef:
        if self.error is not None:
            raise self.error
        return EnclosureRef(
            sha256="0" * 64, size=41_000, media_type="application/pdf", title=title, proof=proof, original=original
        )

    def read(self, ref: EnclosureRef) -> Iterator[bytes]:
        yield b""

    def upload(self, sha256: str, offset: int) -> Iterator[bytes]:
        yield b""


class DeskSign:
    """The desk's signature."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key
        self.key_id = key_id(key.public).hex()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


class NothingHeld:
    """A desk file that holds nothing on anybody beside its requests."""

    def subjects(self, number: str) -> tuple[bytes, ...]:
        del number
        return ()

    def drafts(self, number: str) -> tuple[Draft, ...]:
        del number
        return ()

    def looks(self, subject: bytes) -> tuple[Look, ...]:
        del subject
        return ()

    def clerk(self, grant: str) -> str:
        del grant
        return ""


@dataclass
class FakeCheck:
    """Finds what it was told to find."""

    name: str
    result: CheckResult

    def run(self) -> CheckResult:
        return self.result


@dataclass
class Asked:
    """What the screens asked of the world around them."""

    exchanges: int = 0
    card_reads: int = 0


@dataclass
class FakeDesk:
    """The desk; ``place`` for the screens, the rest for the tests to turn."""

    role: str = "clerk"
    clock: FixedClock = field(default_factory=FixedClock)
    printer: FakePrinter = field(default_factory=FakePrinter)
    paper: FakePaper = field(default_factory=FakePaper)
    enclosures: FakeEnclosures = field(default_factory=FakeEnclosures)
    looks: FakeLooks = field(default_factory=FakeLooks)
    drafts: FakeDrafts = field(default_factory=FakeDrafts)
    jobs: FakePrintJobs = field(default_factory=FakePrintJobs)
    asked: Asked = field(default_factory=Asked)
    link: LinkState = field(default_factory=lambda: LinkState(kind="good", exchanged=_micros(NOW)))
    checks: tuple[Check, ...] = ()

    def __post_init__(self) -> None:
        self.journal = FakeJournal(DESK, self.clock, self.jobs)
        self.journal.discard = self.drafts.discard
        self.requests = FakeRequests(self.journal, self.clock)
        self.bodies = FakeBodies(self.journal)
        self.outbox = FakeOutboxDesk(self.journal)
        self.sign = DeskSign(SigningKey(bytes(range(32))))
        self.reference = FakeReference(SigningKey(bytes(range(32))).public, self.sign.key_id)
        self.sessions = Sessions(self.clock)
        self.sign_in()
        self.news = News()
        self.at_counter = AtCounter(self.clock.local)
        self.checks = self.checks or default_checks()
        self.actions = self._actions()
        self.place = self._place()

    def sign_in(self) -> None:
        starts, ends = _micros(NOW - timedelta(days=1)), _micros(NOW + timedelta(days=7))
        self.sessions.begin(
            Grant("g1", "mprimeric", "М. Примерић", self.role, "999", "1", DESK, starts, ends),  # type: ignore[arg-type]
            offline=False,
        )

    def service(self, service_id: str) -> Service:
        return self.actions.choosing.service(service_id, 1)

    def receive(
        self,
        person: Person,
        service_id: str,
        values: FormValues | None = None,
        at: datetime | None = None,
        **more: object,
    ) -> RequestView:
        """Take a request as the intake would."""
        before, self.clock.at = self.clock.at, at or self.clock.at
        service = self.service(service_id)
        form = IntakeForm(
            id=f"d{len(self.journal.subjects)}",
            applicant=person,
            service=service.id,
            service_version=service.version,
            values=values or {},
        )
        received = self.actions.intake.accept(
            replace(form, **more),  # type: ignore[arg-type]
            service,
            self.actions.printing.new_job(),
        )
        self.clock.at = before
        return received.view

    def register(self, subject: bytes, number: str, state: str = "zaveden", at: datetime | None = None) -> None:
        """Let the centre register a request, and say how it stands."""
        moment = _micros(at or self.clock.at)
        told = [HistoryItem(at=moment, kind="registered", source="centre", params={"number": number})]
        if state != "zaveden":
            params = {"state": state, "note": ""}
            told.append(HistoryItem(at=moment + 1, kind="status", source="centre", params=params))
        self.journal.centre[subject] = CentreState(
            version=len(told), unique_number=number, state=state, history=tuple(told)
        )
        self.journal.marks[subject] = OutboxState(mark="accepted")

    def _actions(self) -> DeskActions:
        sessions, clock, entropy = self.sessions, self.clock, CountedBytes()
        receipting = Receipting(
            requests=self.requests,
            bodies=self.bodies,
            reference=self.reference,
            sign=self.sign,
            counter=Counter(desk=DESK, name="шалтер 3"),
        )
        stored = Stored(self.jobs, self.requests, self.bodies, self.journal)
        return DeskActions(
            sessions=sessions,
            choosing=Choosing(reference=self.reference),
            intake=Intake(sessions=sessions, journal=self.journal, drafts=self.drafts, clock=clock, entropy=entropy),
            looking=Looking(
                sessions=sessions, requests=self.requests, bodies=self.bodies, looks=self.looks, clock=clock
            ),
            folding=LookFolding(looks=self.looks, journal=self.journal, entropy=entropy),
            annulling=Annulling(
                sessions=sessions, requests=self.requests, bodies=self.bodies, journal=self.journal, clock=clock
            ),
            attending=Attending(
                sessions=sessions, requests=self.requests, outbox=self.outbox, jobs=self.jobs, journal=self.journal
            ),
            paying=Paying(receipting=receipting),
            printing=Printing(
                stored=stored,
                receipting=receipting,
                receipts=self.paper,
                printer=lambda: self.printer,
                sessions=sessions,
                clock=clock,
                entropy=entropy,
                registrations=Registrations(),
            ),
            receipting=receipting,
            verifying=Verifying(reference=self.reference),
            holding=Holding(
                sessions=sessions,
                held=Held(
                    holdings=NothingHeld(),
                    requests=self.requests,
                    bodies=self.bodies,
                    jobs=self.jobs,
                    looks=self.looks,
                    reference=self.reference,
                ),
                receipting=receipting,
                clock=clock,
                retention=Retention(),
            ),
            enclosures=self.enclosures,
            requests=self.requests,
        )

    def _place(self) -> Workplace:
        def exchange() -> None:
            self.asked.exchanges += 1

        def read_card() -> None:
            self.asked.card_reads += 1

        lane = InlineLane()
        return Workplace(
            actions=self.actions,
            reads=lane,
            writes=lane,
            paper=lane,
            devices=lane,
            news=self.news,
            desk=DeskName(desk=DESK, municipality=MUNICIPALITY.name, office="1", counter="3"),
            link=lambda: self.link,
            exchange_now=exchange,
            read_card=read_card,
            checks=self.checks,
            receipt_wait=0.0,
            at_counter=self.at_counter,
            clock=self.clock,
        )


def default_checks() -> tuple[Check, ...]:
    """What the doctor looks at, and finds in order save the paper."""
    return (
        FakeCheck("card_reader", CheckResult("fine", "card_reader_ready", {"readers": "Simulated reader"})),
        FakeCheck("receipt_printer", CheckResult("warning", "printer_paper_low")),
        FakeCheck("vault", CheckResult("fine", "vault_open")),
        FakeCheck("disk", CheckResult("fine", "disk_enough", {"free": "41000 MB"})),
        FakeCheck("clock", CheckResult("fine", "clock_right")),
        FakeCheck("journal", CheckResult("fine", "journal_whole", {"entries": "417"})),
    )


def _micros(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000

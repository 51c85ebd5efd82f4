"""A whole desk in memory: the real actions over fake ports, with a day's work in it, and the workplace of its screens.

``FakeDesk().place`` is what every screen is given. Lanes are inline: what a screen asks for is there when it returns.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from clerk_app.actions.annulling import Annulling
from clerk_app.actions.appointing import Appointing
from clerk_app.actions.attending import Attending
from clerk_app.actions.calling import Calling
from clerk_app.actions.casework import Casework
from clerk_app.actions.choosing import Choosing
from clerk_app.actions.copying import Copying
from clerk_app.actions.days import Days
from clerk_app.actions.desk import DeskActions
from clerk_app.actions.eid import Eid, EidWorld
from clerk_app.actions.filings import Filings
from clerk_app.actions.holding import Held, Holding
from clerk_app.actions.intake import Intake, IntakeForm
from clerk_app.actions.looking import LookFolding, Looking
from clerk_app.actions.looking_up import LookingUp
from clerk_app.actions.paying import Paying
from clerk_app.actions.printing import Printing, Registrations, Stored
from clerk_app.actions.receipting import Counter, Receipting, Verifying
from clerk_app.actions.session import Sessions
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.signin import Grant
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Service
from clerk_app.domain.people import Person
from clerk_app.domain.requests import CentreState, HistoryItem, OutboxState, RequestView
from clerk_app.domain.retention import Retention
from clerk_app.lanes import InlineLane
from clerk_app.ports.checks import Check
from clerk_app.ports.desk_file import Restored
from clerk_app.sync.link import LinkState
from clerk_app.ui.at_counter import AtCounter
from clerk_app.ui.workplace import DeskName, News, Workplace
from tests.support.eid_world import FakeEidEntries, FakeEidLine, NotedEidPaper
from tests.support.fake_desk_file import (
    FakeBodies,
    FakeCopies,
    FakeDayBook,
    FakeDrafts,
    FakeJournal,
    FakeLooks,
    FakeOutboxDesk,
    FakePrintJobs,
    FakeRequests,
    FakeUploadsDesk,
)
from tests.support.fake_lookups import FakeLookups
from tests.support.fake_neighbours import (
    NOW,
    CountedBytes,
    DeskSign,
    FakeEnclosures,
    FakePaper,
    FakePrinter,
    FakeReference,
    FixedClock,
    NothingHeld,
    default_checks,
    micros,
)
from tests.support.specimens import DESK, MUNICIPALITY


@dataclass
class Asked:
    """What the screens asked of the world around them."""

    exchanges: int = 0
    card_reads: int = 0
    replacements: int = 0


@dataclass
class FakeDesk:
    """The desk; ``place`` for the screens, the rest for the tests to turn."""

    role: str = "clerk"
    clock: FixedClock = field(default_factory=FixedClock)
    printer: FakePrinter = field(default_factory=FakePrinter)
    paper: FakePaper = field(default_factory=FakePaper)
    enclosures: FakeEnclosures = field(default_factory=FakeEnclosures)
    looks: FakeLooks = field(default_factory=FakeLooks)
    copies: FakeCopies = field(default_factory=FakeCopies)
    uploads: FakeUploadsDesk = field(default_factory=FakeUploadsDesk)
    lookups: FakeLookups = field(default_factory=FakeLookups)
    drafts: FakeDrafts = field(default_factory=FakeDrafts)
    jobs: FakePrintJobs = field(default_factory=FakePrintJobs)
    asked: Asked = field(default_factory=Asked)
    eid_line: FakeEidLine = field(default_factory=FakeEidLine)
    eid_paper: NotedEidPaper = field(default_factory=NotedEidPaper)
    link: LinkState = field(default_factory=lambda: LinkState(kind="good", exchanged=micros(NOW)))
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
        starts, ends = micros(NOW - timedelta(days=1)), micros(NOW + timedelta(days=7))
        self.sessions.begin(
            Grant("g1", "mprimeric", "М. Примерић", self.role, "999", "1", DESK, starts, ends),  # type: ignore[arg-type]
            offline=False,
        )

    def stop(self) -> None:
        """Let the file have proved to be an old copy, as the centre's word tells."""
        at = micros(self.clock.at)
        self.journal.stopped, self.outbox.stopped = True, Restored(by="centre", seen=429, own=417, at=at)
        self.link = LinkState(kind="stopped", code="desk_restored", since=at, exchanged=at)
        self.news.link_changed.emit(self.link)

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
        moment = micros(at or self.clock.at)
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
        receipting = self._receipting()
        eid_world = self._eid_world(receipting, entropy)
        eid = Eid(sessions, eid_world)
        looking_up = LookingUp(lookups=self.lookups)
        return DeskActions(
            looking_up=looking_up,
            sessions=sessions,
            choosing=Choosing(reference=self.reference, clock=clock),
            intake=self._intake(looking_up, entropy),
            looking=Looking(
                sessions=sessions, requests=self.requests, bodies=self.bodies, looks=self.looks, clock=clock
            ),
            folding=LookFolding(looks=self.looks, journal=self.journal, entropy=entropy),
            annulling=Annulling(
                sessions=sessions, requests=self.requests, bodies=self.bodies, journal=self.journal, clock=clock
            ),
            attending=Attending(
                sessions=sessions,
                requests=self.requests,
                outbox=self.outbox,
                uploads=self.uploads,
                enclosures=self.enclosures,
                jobs=self.jobs,
                journal=self.journal,
            ),
            casework=self._casework(),
            calling=self._calling(receipting),
            days=self._days(receipting),
            paying=Paying(receipting=receipting),
            printing=self._printing(receipting, entropy),
            receipting=receipting,
            verifying=Verifying(reference=self.reference),
            filings=self._filings(),
            holding=self._holding(receipting),
            copying=Copying(sessions=sessions, looks=self.looks, copies=self.copies, clock=clock, desk=DESK),
            eid=eid,
            appointing=Appointing(sessions, eid_world, eid),
            enclosures=self.enclosures,
            requests=self.requests,
        )

    def _casework(self) -> Casework:
        return Casework(
            sessions=self.sessions,
            requests=self.requests,
            reference=self.reference,
            journal=self.journal,
            steps=self.outbox,
            clock=self.clock,
        )

    def _receipting(self) -> Receipting:
        return Receipting(
            requests=self.requests,
            bodies=self.bodies,
            reference=self.reference,
            sign=self.sign,
            counter=Counter(desk=DESK, name="шалтер 3"),
        )

    def _eid_world(self, receipting: Receipting, entropy: CountedBytes) -> EidWorld:
        return EidWorld(
            line=self.eid_line,
            entries=FakeEidEntries(self.journal),
            journal=self.journal,
            reference=self.reference,
            receipting=receipting,
            paper=self.eid_paper,
            printer=lambda: self.printer,
            clock=self.clock,
            entropy=entropy,
        )

    def _intake(self, looking_up: LookingUp, entropy: CountedBytes) -> Intake:
        return Intake(
            sessions=self.sessions,
            journal=self.journal,
            drafts=self.drafts,
            clock=self.clock,
            entropy=entropy,
            labels=looking_up.labels,
        )

    def _filings(self) -> Filings:
        centre = SigningKey(b"c" * 32).public
        return Filings(
            sessions=self.sessions, requests=self.requests, centre_public=centre, municipality=MUNICIPALITY.code
        )

    def _calling(self, receipting: Receipting) -> Calling:
        return Calling(
            sessions=self.sessions,
            requests=self.requests,
            bodies=self.bodies,
            receipting=receipting,
            clock=self.clock,
        )

    def _days(self, receipting: Receipting) -> Days:
        return Days(
            sessions=self.sessions,
            requests=self.requests,
            jobs=self.jobs,
            book=FakeDayBook(self.journal),
            choosing=Choosing(reference=self.reference, clock=self.clock),
            receipting=receipting,
            clock=self.clock,
        )

    def _printing(self, receipting: Receipting, entropy: CountedBytes) -> Printing:
        return Printing(
            stored=Stored(self.jobs, self.requests, self.bodies, self.journal),
            receipting=receipting,
            receipts=self.paper,
            printer=lambda: self.printer,
            sessions=self.sessions,
            clock=self.clock,
            entropy=entropy,
            registrations=Registrations(),
        )

    def _holding(self, receipting: Receipting) -> Holding:
        held = Held(
            holdings=NothingHeld(),
            requests=self.requests,
            bodies=self.bodies,
            jobs=self.jobs,
            looks=self.looks,
            reference=self.reference,
        )
        return Holding(
            sessions=self.sessions, held=held, receipting=receipting, clock=self.clock, retention=Retention()
        )

    def _place(self) -> Workplace:
        def exchange() -> None:
            self.asked.exchanges += 1

        def read_card() -> None:
            self.asked.card_reads += 1

        def replace_desk() -> None:
            self.asked.replacements += 1

        lane = InlineLane()
        return Workplace(
            actions=self.actions,
            reads=lane,
            long_reads=lane,
            writes=lane,
            paper=lane,
            devices=lane,
            news=self.news,
            desk=DeskName(desk=DESK, municipality=MUNICIPALITY.name, office="1", counter="3"),
            link=lambda: self.link,
            exchange_now=exchange,
            read_card=read_card,
            replace_desk=replace_desk,
            checks=self.checks,
            receipt_wait=0.0,
            at_counter=self.at_counter,
            clock=self.clock,
        )

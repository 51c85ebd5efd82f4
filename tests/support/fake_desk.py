"""A whole desk in memory: the real actions over fake ports, with a day's work in it, and the workplace of its screens.

``FakeDesk().place`` is what every screen is given. Lanes are inline: what a screen asks for is there when it returns.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.actions.session import Sessions
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.signin import Grant
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Service
from clerk_app.domain.people import Person
from clerk_app.domain.requests import CentreState, HistoryItem, OutboxState, RequestView
from clerk_app.lanes import InlineLane
from clerk_app.ports.checks import Check
from clerk_app.ports.desk_file import Restored
from clerk_app.sync.link import LinkState
from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.at_counter import AtCounter
from clerk_app.ui.exchange.page import LineTold
from clerk_app.ui.workplace import DeskName, News, Workplace
from tests.support.delivery_world import FakeInboxLine
from tests.support.eid_world import FakeEidLine, NotedEidPaper
from tests.support.ezup_world import FakeEzupLine, FakeRecords, NotedRecordPaper
from tests.support.fake_actions import actions_of
from tests.support.fake_acts import FakeSigning
from tests.support.fake_desk_file import (
    FakeBodies,
    FakeCaseFiles,
    FakeCopies,
    FakeDrafts,
    FakeJournal,
    FakeLooks,
    FakeOutboxDesk,
    FakePrintJobs,
    FakeRequests,
    FakeUploadsDesk,
)
from tests.support.fake_index import FakeMeasures, FakeOutages
from tests.support.fake_lookups import FakeLookups
from tests.support.fake_neighbours import (
    NOW,
    DeskSign,
    FakeEnclosures,
    FakePaper,
    FakePrinter,
    FakeReference,
    FixedClock,
    default_checks,
    micros,
)
from tests.support.fake_stick import FakeStick
from tests.support.memory_neighbours import MemoryNeighbours
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
    signing: FakeSigning = field(default_factory=FakeSigning)
    ezup_line: FakeEzupLine = field(default_factory=FakeEzupLine)
    records: FakeRecords = field(default_factory=FakeRecords)
    record_paper: NotedRecordPaper = field(default_factory=NotedRecordPaper)
    inbox_line: FakeInboxLine = field(default_factory=FakeInboxLine)
    link: LinkState = field(default_factory=lambda: LinkState(kind="good", exchanged=micros(NOW)))
    relay: RelayState = field(default_factory=RelayState)
    line_told: LineTold = field(default_factory=LineTold)
    checks: tuple[Check, ...] = ()
    outages: FakeOutages = field(default_factory=FakeOutages)
    stick: FakeStick = field(default_factory=FakeStick)
    neighbours: MemoryNeighbours = field(default_factory=MemoryNeighbours)

    def __post_init__(self) -> None:
        self.journal = FakeJournal(DESK, self.clock, self.jobs)
        self.journal.discard = self.drafts.discard
        self.requests = FakeRequests(self.journal, self.clock)
        self.bodies = FakeBodies(self.journal)
        self.case_files = FakeCaseFiles(self.journal)
        self.measures = FakeMeasures(self.journal, self.requests, self.case_files)
        self.outbox = FakeOutboxDesk(self.journal)
        self.sign = DeskSign(SigningKey(bytes(range(32))))
        self.reference = FakeReference(SigningKey(bytes(range(32))).public, self.sign.key_id)
        self.sessions = Sessions(self.clock)
        self.sign_in()
        self.news = News()
        self.at_counter = AtCounter(self.clock.local)
        self.checks = self.checks or default_checks()
        self.actions = actions_of(self)
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
            version=len(told), state_version=len(told), unique_number=number, state=state, history=tuple(told)
        )
        self.journal.marks[subject] = OutboxState(mark="accepted")

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
            relay=lambda: self.relay,
            exchange_now=exchange,
            read_card=read_card,
            replace_desk=replace_desk,
            checks=self.checks,
            receipt_wait=0.0,
            at_counter=self.at_counter,
            clock=self.clock,
        )

"""The desk as a running whole: opened at the first sign-in, exchanging until the process ends."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from clerk_app.actions.desk import DeskActions
from clerk_app.actions.printing import Registrations
from clerk_app.actions.session import Sessions
from clerk_app.actions.upgrading import Upgrading
from clerk_app.app.centre import Centre, exchange_identity
from clerk_app.app.chores import chores_of, documents_of
from clerk_app.app.indicating import end_outage, index_tasks, measured, watched
from clerk_app.app.joining import join
from clerk_app.app.joint import Joint
from clerk_app.app.kept_mark import MARK_EVERY
from clerk_app.app.lanes import DeskLanes, WriteAndWait
from clerk_app.app.line import SETTLE_EVERY, OfficeLine, unless_new
from clerk_app.app.link_report import reporting_line
from clerk_app.app.old_copy import OldCopy
from clerk_app.app.ordered import Ordered
from clerk_app.app.place import Place
from clerk_app.app.relaying import ByRelay, keep_proof
from clerk_app.app.secrets import high_mark_of
from clerk_app.app.signing import act_chore
from clerk_app.app.spool import KeptSpool
from clerk_app.app.stores import Stores, Told, open_stores
from clerk_app.app.upkeep import Task, Upkeep, tasks_of
from clerk_app.carriers.https_trust import HttpsTrust
from clerk_app.contract import dictionaries
from clerk_app.domain.errors import CounterError, Damaged
from clerk_app.domain.journal import Entry
from clerk_app.domain.retention import Retention
from clerk_app.ports.acts import ActPapers
from clerk_app.ports.desk_file import Grants, ListFilter
from clerk_app.ports.eid import EidPaper
from clerk_app.ports.ezup import RecordPaper
from clerk_app.ports.paper import ReceiptPrinter, Receipts
from clerk_app.settings.identity import DeskIdentity
from clerk_app.store.steps import Steps, unwatched
from clerk_app.store.verify import verify
from clerk_app.sync.chores import Chores
from clerk_app.sync.documents import DocumentChore
from clerk_app.sync.enclosures import EnclosureChore
from clerk_app.sync.engine import Engine, LineCost, Surroundings
from clerk_app.sync.incoming import News
from clerk_app.sync.line_record import LineRecord
from clerk_app.sync.link import LinkState
from clerk_app.sync.mailbox import RealPulse
from clerk_app.sync.office_key import OfficeKeyChore
from clerk_app.sync.reference import ReferenceChore
from clerk_app.sync.relay_state import RelayState


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surround:
    """What the desk is joined to: lanes, centre, paper, and who is told what happens (from any thread)."""

    lanes: DeskLanes
    centre: Centre
    receipts: Receipts
    eid_paper: EidPaper
    act_papers: ActPapers
    record_paper: RecordPaper
    printer: Callable[[], ReceiptPrinter]
    changed: Callable[[frozenset[bytes]], None]
    link: Callable[[LinkState], None]
    alarm: Callable[[str], None]
    order: Callable[[str], None] = lambda _order: None
    relay: Callable[[RelayState], None] = lambda _state: None
    reached: Steps = unwatched
    practice: bool = False
    line: OfficeLine


def _reached(stores: Stores) -> Callable[[], tuple[int, int]]:
    """Where the exchange stands, in numbers."""

    def asked() -> tuple[int, int]:
        reached = stores.outbox.reached()
        return reached.position, reached.have

    return asked


def _settle(line: OfficeLine, record: LineRecord, stores: Stores) -> None:
    """Write down what was spent on the line, what passed, and how the line was."""
    line.settle()
    record.save(stores.line_book)


class Desk:
    """Opens the desk file once its key is known, and joins actions and exchange to it."""

    def __init__(self, place: Place, identity: DeskIdentity, around: Surround) -> None:
        self.place = place
        self.identity = identity
        self.sessions = Sessions(place.clock)
        self._around = around
        self.line = around.line
        self._registrations = Registrations()
        self.spool = KeptSpool(place, identity, around.reached)
        self._stores: Stores | None = None
        self._actions: DeskActions | None = None
        self._engine: Engine | None = None
        self._by_relay: ByRelay | None = None
        self.record = LineRecord(lambda: place.clock.stamp().at)
        self._key_digest = b""
        self._upkeep: Upkeep | None = None
        self._old_copy: OldCopy | None = None
        self._act_signed = False

    @property
    def stores(self) -> Stores:
        """The open stores; a bug to ask before somebody signed in."""
        if self._stores is None:
            raise RuntimeError("the desk file is not open")
        return self._stores

    @property
    def actions(self) -> DeskActions:
        """What can be done; a bug to ask before somebody signed in."""
        if self._actions is None:
            raise RuntimeError("the desk file is not open")
        return self._actions

    def open(self, key: bytes) -> None:
        """Open the file and join everything to it; an open one only compares the key.

        Raises ``Damaged('key_wrong')`` for another key, so that no clerk is given a wrap that opens nothing.
        """
        digest = hashlib.sha256(key).digest()
        if self._stores is not None:
            if not hmac.compare_digest(digest, self._key_digest):
                raise Damaged("key_wrong")
            return
        self._key_digest = digest
        told = Told(self._on_committed, self.spool.confirmed, self._on_restored)
        self._stores = open_stores(self.place, self.identity, key, told, self._around.reached)
        self.line.reached = _reached(self._stores)
        self.line.office_key = self._stores.relays.key
        self._actions = join(self._stores, self._joint())
        self._old_copy = OldCopy(high_mark_of(self.place), self._stores, self.spool)
        self._old_copy.look()
        self._actions.printing.recover()
        self._stores.outages.recover()
        self.record.recover(self._stores.line_book)
        tasks = tasks_of(
            self._stores,
            clock=self.place.clock,
            entropy=self.place.entropy,
            folding=self._actions.folding,
            retention=Retention(),
            reached=self._around.reached,
        )
        index = index_tasks(self._stores, self.identity.desk, self.place.clock, self._actions.systems.reporting)
        settle = partial(_settle, self.line, self.record, self._stores)
        line = Task("line", SETTLE_EVERY, lambda _pause: settle())
        self._upkeep = Upkeep((*tasks, *index, line, Task("mark", MARK_EVERY, self._old_copy.mark.renew)))
        self._upkeep.start()

    def grants(self) -> Grants:
        """The grants kept in the file."""
        return self.stores.grants

    def start_exchange(self) -> None:
        """Begin to speak with the centre; again and again does nothing."""
        if self._engine is None:
            self._engine = self._make_engine(self.stores)
            self._engine.start()
            if self._by_relay is not None:
                self._by_relay.start()

    def nudge(self, *, asked: bool = False) -> None:
        """Exchange now; ``asked`` by a person: enclosures too, also if they failed a moment ago."""
        if self._engine is not None:
            self._engine.nudge(hurry=asked)
        if self._by_relay is not None:
            self._by_relay.nudge()
            if asked:
                self._by_relay.look_again()

    def verify(self) -> int | None:
        """How many entries the chain verifies over; nothing while the file is shut. Raises ``Damaged``."""
        if self._stores is None:
            return None
        report = verify(self._stores.file.database, self.identity.desk)
        if report.problem:
            raise Damaged(report.problem, seq=report.broken_at)
        return report.entries

    def close(self) -> None:
        """Stop the exchange, finish the lanes, and close the file."""
        if self._by_relay is not None:
            self._by_relay.stop()
        if self._engine is not None:
            self._engine.stop()
        if self._upkeep is not None:
            self._upkeep.stop()
        self._around.lanes.close()
        self.sessions.end()  # whoever keeps something for the clerk, as the card that acts are signed with, lets go
        if self._stores is not None:
            end_outage(self._stores.outages, self.place.clock)
        self.spool.close()
        if self._old_copy is not None:
            self._old_copy.mark.renew()
        if self._stores is not None:
            with contextlib.suppress(CounterError):
                self.record.save(self._stores.line_book)
            self._stores.file.close()
        self._around.centre.close()
        self._around.line.settle()

    def _on_committed(self, entry: Entry) -> None:
        self.spool.take(entry)
        self._act_signed |= entry.header.kind == "act.made"
        self.nudge()

    def _on_restored(self) -> None:
        """The file is an old copy: nothing more is exchanged, and everybody is told."""
        self.spool.stop()
        self.nudge()
        self._around.changed(frozenset())

    def heard(self, subjects: frozenset[bytes], chores: Chores) -> None:
        """The centre has spoken: a paper or enclosures may have waited for it, and there may be documents to fetch.

        Whoever looks at the screen hears of it first.
        """
        self._around.changed(subjects)
        self._registrations.came()
        chores.ask(EnclosureChore.name)
        if self._act_signed:
            self._act_signed = False
            chores.ask(Upgrading.name)
        chores.ask(DocumentChore.name)

    def _joint(self) -> Joint:
        around = self._around
        return Joint(
            place=self.place,
            identity=self.identity,
            sessions=self.sessions,
            receipts=around.receipts,
            eid=(around.centre.eid, around.eid_paper),
            act_papers=around.act_papers,
            ezup=(around.centre.ezup, around.record_paper),
            inbox=around.centre.inbox,
            printer=around.printer,
            registrations=self._registrations,
            reached=around.reached,
            practice=around.practice,
        )

    def _make_engine(self, stores: Stores) -> Engine:
        around, pulse, jitter = self._around, RealPulse(), random.SystemRandom().random
        write = WriteAndWait(around.lanes.writes)
        ordered = Ordered(around.line.watched(around.link), around.alarm, around.order)
        pace = self.record.pace
        reporting = reporting_line(around.centre.line, stores, self.place.clock, ordered.take, pace.delayed)
        watching = watched(stores.outages, write, self.place.clock, measured(pace, reporting.take))
        by_relay = self._by_relay = ByRelay(watching, around.relay)
        identity = exchange_identity(self.identity)

        def key_came() -> None:
            keep_proof(self.place, stores.relays)
            by_relay.key_came()

        office = OfficeKeyChore(around.centre.office, stores.relays, write, identity, key_came)
        chores, reference = _make_chores(
            around, self.place, self.identity.anchor.ca_pem, stores, (pulse, jitter), office=office
        )
        world = Surroundings(
            line=around.centre.line,
            outbox=stores.outbox,
            write=write,
            identity=identity,
            clock=self.place.clock,
            pulse=pulse,
            jitter=jitter,
            awaiting=self._awaiting,
            news=_news(self, around, ordered, chores, (reference, office)),
            dictionary=dictionaries.newest(self.place.resources / "wire"),
            cost=LineCost(around.line.network, around.line.is_metered, around.line.told),
            link=by_relay.link,
            passed=self.record.passed,
        )
        engine = Engine(world, chores)
        by_relay.join(self.place, self.identity, world, stores, behind=engine.behind)
        return engine

    def _awaiting(self) -> bool:
        """Whether some request of this desk has no unique number yet, or a query no answer."""
        views = self.stores.requests.page(ListFilter(scope="waiting"), limit=1)
        return bool(views) or self.stores.records.waits()


def _news(
    desk: Desk, around: Surround, ordered: Ordered, chores: Chores, asked: tuple[ReferenceChore, OfficeKeyChore]
) -> News:
    """Who hears what the exchange brings; ``asked`` are the chores for what it says is newer."""
    reference, office = asked
    return News(
        changed=lambda subjects: desk.heard(subjects, chores),
        alarm=around.alarm,
        reference=lambda revision: chores.ask(reference.name) if reference.is_behind(revision) else None,
        order=ordered.ordered,
        office_key=lambda told: chores.ask(office.name) if office.is_behind(told) else None,
        answered=desk.record.passed.answered,
    )


def _make_chores(
    around: Surround,
    place: Place,
    ca_pem: str,
    stores: Stores,
    time: tuple[RealPulse, Callable[[], float]],
    *,
    office: OfficeKeyChore,
) -> tuple[Chores, ReferenceChore]:
    """What is done beside the exchange; of it also the one that is asked when the centre has newer reference data."""

    def ask(name: str) -> None:
        chores.ask(name)

    def cut() -> None:
        around.centre.files.cut()
        trust.cut()

    write = WriteAndWait(around.lanes.writes)
    line = around.line
    reference, made = chores_of(
        around.centre.files, stores, write, around.changed, ask, fits=line.fits, network=line.network
    )
    trust = HttpsTrust(place.settings.tsa_url, ca_pem)
    acts = act_chore(stores, place, trust, around.changed)
    now = lambda: place.clock.stamp().at  # noqa: E731
    papers = documents_of(around.centre.documents, stores, write, now, (around.changed, around.alarm))
    held = unless_new(line.held, lambda: write(stores.reference.known))
    chores = Chores((*made, acts, office, papers), *time, cut=cut, alarm=around.alarm, held=held)
    return chores, reference

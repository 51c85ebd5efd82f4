"""The desk as a running whole: opened at the first sign-in, exchanging until the process ends."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clerk_app.actions.annulling import Annulling
from clerk_app.actions.attending import Attending
from clerk_app.actions.choosing import Choosing
from clerk_app.actions.desk import DeskActions
from clerk_app.actions.intake import Intake
from clerk_app.actions.looking import LookFolding, Looking
from clerk_app.actions.paying import Paying
from clerk_app.actions.printing import Printing, Registrations, Stored
from clerk_app.actions.receipting import Counter, Receipting, Verifying
from clerk_app.actions.session import Sessions
from clerk_app.app.centre import Centre, DeskSign, exchange_identity
from clerk_app.app.lanes import DeskLanes, WriteAndWait
from clerk_app.app.place import Place
from clerk_app.app.spool import KeptSpool
from clerk_app.app.stores import Stores, Told, open_stores
from clerk_app.app.upkeep import Upkeep, tasks_of
from clerk_app.domain.errors import Damaged
from clerk_app.domain.journal import Entry
from clerk_app.domain.retention import Retention
from clerk_app.ports.desk_file import Grants, ListFilter
from clerk_app.ports.paper import ReceiptPrinter, Receipts
from clerk_app.settings.identity import DeskIdentity
from clerk_app.store.steps import Steps, unwatched
from clerk_app.store.verify import verify
from clerk_app.sync.chores import Chores
from clerk_app.sync.enclosures import EnclosureChore
from clerk_app.sync.engine import Engine, Surroundings
from clerk_app.sync.incoming import News
from clerk_app.sync.link import LinkState
from clerk_app.sync.mailbox import RealPulse
from clerk_app.sync.reference import ReferenceChore


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surround:
    """What the desk is joined to: lanes, centre, paper, and who is told what happens (from any thread)."""

    lanes: DeskLanes
    centre: Centre
    receipts: Receipts
    printer: Callable[[], ReceiptPrinter]
    changed: Callable[[frozenset[bytes]], None]
    link: Callable[[LinkState], None]
    alarm: Callable[[str], None]
    reached: Steps = unwatched
    practice: bool = False


class Desk:
    """Opens the desk file once its key is known, and joins actions and exchange to it."""

    def __init__(self, place: Place, identity: DeskIdentity, around: Surround) -> None:
        self.place = place
        self.identity = identity
        self.sessions = Sessions(place.clock)
        self._around = around
        self._registrations = Registrations()
        self.spool = KeptSpool(place, identity)
        self._stores: Stores | None = None
        self._actions: DeskActions | None = None
        self._engine: Engine | None = None
        self._upkeep: Upkeep | None = None

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
        """Open the file and join everything to it; does nothing when it is open."""
        if self._stores is not None:
            return
        told = Told(self._on_committed, self._on_confirmed)
        self._stores = open_stores(self.place, self.identity, key, told, self._around.reached)
        self._actions = self._join(self._stores)
        self.spool.catch_up(self._stores.outbox)
        self._actions.printing.recover()
        self._stores.enclosures.sweep()
        clock, entropy, folding = self.place.clock, self.place.entropy, self._actions.folding
        tasks = tasks_of(self._stores, clock=clock, entropy=entropy, folding=folding, retention=Retention())
        self._upkeep = Upkeep(tasks)
        self._upkeep.start()

    def grants(self) -> Grants:
        """The grants kept in the file."""
        return self.stores.grants

    def start_exchange(self) -> None:
        """Begin to speak with the centre; again and again does nothing."""
        if self._engine is None:
            self._engine = self._make_engine(self.stores)
            self._engine.start()

    def nudge(self) -> None:
        """Exchange now."""
        if self._engine is not None:
            self._engine.nudge()

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
        if self._engine is not None:
            self._engine.stop()
        if self._upkeep is not None:
            self._upkeep.stop()
        self._around.lanes.close()
        self.spool.close()
        if self._stores is not None:
            self._stores.file.close()
        self._around.centre.close()

    def _on_committed(self, entry: Entry) -> None:
        self.spool.take(entry)
        self.nudge()

    def _on_confirmed(self, seqs: Iterable[int]) -> None:
        self.spool.confirmed(seqs)

    def _on_changed(self, subjects: frozenset[bytes]) -> None:
        self._registrations.came()
        self._around.changed(subjects)

    def _join(self, stores: Stores) -> DeskActions:
        place, sessions, around = self.place, self.sessions, self._around
        counter = Counter(self.identity.desk, self.identity.answer.counter, practice=around.practice)
        receipting = Receipting(
            requests=stores.requests,
            bodies=stores.bodies,
            reference=stores.reference,
            sign=DeskSign(self.identity.sign_seed),
            counter=counter,
        )
        stored = Stored(jobs=stores.jobs, requests=stores.requests, bodies=stores.bodies, journal=stores.journal)
        return DeskActions(
            sessions=sessions,
            choosing=Choosing(reference=stores.reference),
            intake=Intake(
                sessions=sessions,
                journal=stores.journal,
                drafts=stores.drafts,
                clock=place.clock,
                entropy=place.entropy,
            ),
            looking=Looking(
                sessions=sessions,
                requests=stores.requests,
                bodies=stores.bodies,
                looks=stores.looks,
                clock=place.clock,
            ),
            folding=LookFolding(looks=stores.looks, journal=stores.journal, entropy=place.entropy),
            annulling=Annulling(
                sessions=sessions,
                requests=stores.requests,
                bodies=stores.bodies,
                journal=stores.journal,
                clock=place.clock,
            ),
            attending=Attending(
                sessions=sessions,
                requests=stores.requests,
                outbox=stores.attention,
                jobs=stores.jobs,
                journal=stores.journal,
            ),
            paying=Paying(receipting=receipting),
            printing=Printing(
                stored=stored,
                receipting=receipting,
                receipts=around.receipts,
                printer=around.printer,
                sessions=sessions,
                clock=place.clock,
                entropy=place.entropy,
                registrations=self._registrations,
                reached=around.reached,
            ),
            receipting=receipting,
            verifying=Verifying(reference=stores.reference),
            enclosures=stores.enclosures,
            requests=stores.requests,
        )

    def _make_engine(self, stores: Stores) -> Engine:
        around, pulse, jitter = self._around, RealPulse(), random.SystemRandom().random
        write = WriteAndWait(around.lanes.writes)
        chores = Chores(
            (
                ReferenceChore(
                    around.centre.files, stores.reference, write, lambda _names: around.changed(frozenset())
                ),
                EnclosureChore(around.centre.files, stores.enclosures, stores.uploads, write),
            ),
            pulse,
            jitter,
            cut=around.centre.files.cut,
            alarm=around.alarm,
        )
        world = Surroundings(
            line=around.centre.line,
            outbox=stores.outbox,
            write=write,
            identity=exchange_identity(self.identity),
            clock=self.place.clock,
            pulse=pulse,
            jitter=jitter,
            awaiting=self._awaiting,
            news=News(changed=self._on_changed, alarm=around.alarm),
            link=around.link,
        )
        return Engine(world, chores)

    def _awaiting(self) -> bool:
        """Whether some request of this desk has no unique number yet."""
        views = self.stores.requests.page(ListFilter(scope="waiting"), limit=1)
        return bool(views)

"""An office: two real desks, a real relay and a real centre, and the lines between them, which a test cuts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from clerk_app.carriers.https_office import HttpsOffice
from clerk_app.carriers.relay import OfficeRoads
from clerk_app.central.app import Parts
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.domain.neighbours import NeighbourRequest
from clerk_app.i18n import Texts
from clerk_app.store.neighbours import DeskNeighbours
from clerk_app.store.reference import DeskReference
from clerk_app.store.relay import DeskRelayBook
from clerk_app.sync.chores import Chores
from clerk_app.sync.engine import Engine, Surroundings
from clerk_app.sync.incoming import News
from clerk_app.sync.link import LinkState
from clerk_app.sync.mailbox import RealPulse
from clerk_app.sync.neighbours import NeighbourReading
from clerk_app.sync.office_key import OfficeKeyChore
from clerk_app.sync.passed import PassedLog
from clerk_app.sync.reference import ReferenceChore
from clerk_app.sync.relay_state import RelayState
from clerk_app.sync.relaying import Relaying, RelaySurroundings
from tests.journeys.exchange_day import CentreProcess, Reached, RealDesk
from tests.support.central_process import RESOURCES
from tests.support.cut_line import CutLine
from tests.support.hand_moved_pulse import Watch
from tests.support.relay_process import RelayProcess

OFFICE = "usluzni-centar"
OPEN = "SELECT count(*) FROM desk_outbox WHERE state <> 'accepted'"
REGISTERED = "SELECT count(*) FROM replica_request"
NUMBERED = "SELECT count(*) FROM view_request WHERE waiting = 0"


class OfficeDesk:
    """A real desk with its exchange and its relaying, as the program joins them."""

    def __init__(self, folder: Path, url: str, code: str, mark: bytes, addresses: list[str]) -> None:
        folder.mkdir()
        self.desk = RealDesk(folder, Reached(url, code), mark)
        self.code = self.desk.code
        self.watch = Watch()
        self.links: list[LinkState] = [LinkState()]
        self.relays: list[RelayState] = [RelayState()]
        self.alarms: list[str] = []
        self.book = DeskRelayBook(self.desk.file.database)
        self.neighbours = DeskNeighbours(self.desk.file.database)
        self.reference = DeskReference(self.desk.file.database)
        self.addresses = addresses
        self.passed = PassedLog(lambda: self.desk.clock.stamp().at)
        self.chores = self._chores()
        self.engine = self._engine()
        self.relaying = self._relaying()

    def start(self) -> None:
        self.engine.start()
        self.relaying.start()

    def accept(self, who: int) -> None:
        self.desk.accept(who)
        self.engine.nudge()
        self.relaying.nudge()

    def ready(self) -> bool:
        """Whether a relay knows this desk, and this desk its neighbours."""
        return self.relays[-1].known and self.reference.get("desks") is not None

    def registered(self, count: int) -> bool:
        """Whether everything here is confirmed, and so many requests of this desk have a number."""
        return self.desk.scalar(OPEN) == 0 and self.desk.scalar(NUMBERED) >= count

    def seen(self) -> tuple[NeighbourRequest, ...]:
        """Neighbours' requests."""
        return self.neighbours.newest()

    def until(self, condition: Callable[[], bool]) -> None:
        self.watch.until(condition)

    def stop(self) -> None:
        self.relaying.end()
        assert self.engine.stop()
        assert self.relaying.joined()
        self.desk.close()

    def _chores(self) -> Chores:
        self.key_chore = OfficeKeyChore(
            HttpsOffice(self.desk.wire), self.book, self.desk.write, self.desk.identity, self._key_came
        )
        reference = ReferenceChore(self.desk.files, self.reference, self.desk.write, self.watch.note)
        return Chores((reference, self.key_chore), RealPulse(), lambda: 0.1, self.desk.files.cut)

    def _news(self) -> News:
        return News(
            changed=self.watch.note,
            alarm=self.alarms.append,
            office_key=lambda told: self.chores.ask("office_key") if self.key_chore.is_behind(told) else None,
            answered=self.passed.answered,
        )

    def _engine(self) -> Engine:
        desk = self.desk
        world = Surroundings(
            line=desk.line,
            outbox=desk.outbox,
            write=desk.write,
            identity=desk.identity,
            clock=desk.clock,
            pulse=RealPulse(),
            jitter=lambda: 0.1,
            awaiting=lambda: True,
            news=self._news(),
            link=self._link,
            probe_waiting=1.0,
            passed=self.passed,
        )
        return Engine(world, self.chores)

    def _relaying(self) -> Relaying:
        desk, write = self.desk, self.desk.write

        def now() -> int:
            return desk.clock.stamp().at

        return Relaying(
            RelaySurroundings(
                roads=OfficeRoads(desk.code, lambda: tuple(self.addresses)),
                book=self.book,
                reading=NeighbourReading(desk.code, self.reference, self.neighbours, write, now),
                outbox=desk.outbox,
                write=write,
                identity=desk.identity,
                pulse=RealPulse(),
                now=now,
                news=self._news(),
                behind=self.engine.behind,
                told=self._relay,
                passed=self.passed,
            )
        )

    def _key_came(self) -> None:
        self.relaying.key_came()

    def _link(self, state: LinkState) -> None:
        self.links.append(state)
        self.relaying.take(state)
        self.watch.note()

    def _relay(self, state: RelayState) -> None:
        self.relays.append(state)
        self.watch.note()


class Office:
    """Everything of it; ``wan`` is the desks' line to the centre, ``relay_wan`` the relay's."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self._folder = folder
        self._undo = ExitStack()
        self.centre = CentreProcess(folder, database)
        self.centre.start()
        self._undo.callback(self.centre.stop)
        port = int(self.centre.url.rpartition(":")[2])
        self.wan, self.relay_wan = CutLine(port), CutLine(port)
        self._undo.callback(self.wan.close)
        self._undo.callback(self.relay_wan.close)
        self.relay = self.new_relay("relay")
        self.addresses = [self.relay.address]
        self.desks = [
            OfficeDesk(folder / mark.decode(), self.wan.url, self.desk_code(), mark, self.addresses)
            for mark in (b"a", b"b")
        ]

    def new_relay(self, name: str, office: str = OFFICE) -> RelayProcess:
        """Another relay that is enrolled and runs."""
        relay = RelayProcess(self._folder / name, self.relay_wan.url, self.relay_code(office))
        relay.start()
        self._undo.callback(relay.stop)
        return relay

    def desk_code(self) -> str:
        return self._asked(lambda parts: parts.enrolment.make_code(OFFICE, "1"))

    def relay_code(self, office: str = OFFICE) -> str:
        return self._asked(lambda parts: parts.relays.make_code(office))

    def retire(self, desk: str) -> None:
        """A desk of the office is lost."""
        self._asked(lambda parts: parts.enrolment.retire(desk, bytes(32)))

    def ready(self) -> None:
        """Both desks speak with the centre, and have the office's key and the list of desks."""
        for desk in self.desks:
            desk.start()
        for desk in self.desks:
            desk.until(desk.ready)

    def go_dark(self) -> None:
        """No line to the centre, for nobody."""
        self.wan.cut()
        self.relay_wan.cut()
        for desk in self.desks:
            desk.engine.nudge()

    def close(self) -> None:
        for desk in self.desks:
            desk.stop()
        self._undo.close()

    def _asked[T](self, question: Callable[[Parts], T]) -> T:
        return asked_of(self.centre.database, self._folder, question)


def asked_of[T](database: str, folder: Path, question: Callable[[Parts], T]) -> T:
    """Ask a centre's database beside the centre that runs."""
    settings = CentralSettings(
        listen="127.0.0.1:0", database_url=database, texts=Texts(RESOURCES / "texts"), files=folder / "central.db.files"
    )
    parts = open_parts(settings)
    try:
        return question(parts)
    finally:
        parts.database.close()

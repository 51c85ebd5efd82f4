"""An engine with everything around it, for the tests of ``engine`` and ``conversation``."""

from __future__ import annotations

from collections.abc import Callable

from clerk_app.contract.dictionaries import Dictionary
from clerk_app.contract.entries import EntryRow
from clerk_app.ports.outbox import OutboxState
from clerk_app.sync.chores import Chores
from clerk_app.sync.engine import Engine, LineCost, Surroundings
from clerk_app.sync.incoming import News
from clerk_app.sync.link import LinkState
from tests.support.fake_line import FakeLine
from tests.support.fake_outbox import FakeOutbox, InlineWrite
from tests.support.hand_moved_pulse import HandMovedPulse, Watch
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import IDENTITY, StillClock


class EngineRoom:
    """Real threads, a line within the process, time that only the test moves."""

    def __init__(
        self,
        reject: Callable[[list[EntryRow]], str] = lambda _: "",
        chores: Chores | None = None,
        dictionary: Dictionary | None = None,
        cost: LineCost | None = None,
    ) -> None:
        self.watch = Watch()
        self.outbox = FakeOutbox()
        self.write = InlineWrite()
        self.centre = ModelCentre(reject)
        self.line = FakeLine(self.centre, self.watch)
        self.pulse = HandMovedPulse()
        self.clock = StillClock()
        self.links: list[LinkState] = []
        self.alarms: list[str] = []
        self.awaiting = False
        self.engine = Engine(
            Surroundings(
                line=self.line,
                outbox=self.outbox,
                write=self.write,
                identity=IDENTITY,
                clock=self.clock,
                pulse=self.pulse,
                jitter=lambda: 0.5,
                awaiting=lambda: self.awaiting,
                news=News(changed=self.watch.note, alarm=self._alarm),
                link=self._link,
                dictionary=dictionary,
                cost=cost or LineCost(),
            ),
            chores,
        )

    def accept(self, count: int = 1, size: int = 60) -> None:
        self.outbox.accept(count, size)
        self.engine.nudge()

    def until(self, expected: Callable[[], bool]) -> None:
        self.watch.until(expected)

    def all_accepted(self) -> bool:
        return bool(self.outbox.rows) and set(self.outbox.in_state(OutboxState.ACCEPTED)) == self.outbox.rows.keys()

    def is_link(self, kind: str) -> bool:
        return bool(self.links) and self.links[-1].kind == kind

    def _alarm(self, code: str) -> None:
        self.alarms.append(code)
        self.watch.note()

    def _link(self, state: LinkState) -> None:
        self.links.append(state)
        self.watch.note()

"""A counter for eID: the actions over a real desk file, with register, printer and paper in the test's hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clerk_app.actions.appointing import Appointing
from clerk_app.actions.eid import Eid, EidWorld
from clerk_app.contract.entries import body_of
from clerk_app.store.eid import DeskEidEntries
from tests.actions.counter import Counter
from tests.store.desk import DESK
from tests.support.eid_world import POLICY_ITEM, FakeEidLine, NotedEidPaper
from tests.support.fake_printer import FakePrinter


@dataclass
class EidCounter:
    """Everything that a clerk does for eID, on the desk file in ``folder``."""

    folder: Path
    line: FakeEidLine = field(default_factory=FakeEidLine)
    paper: NotedEidPaper = field(default_factory=NotedEidPaper)
    printer: FakePrinter = field(default_factory=FakePrinter)
    points: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.counter = Counter(self.folder)
        self.counter.reference.keep([POLICY_ITEM])
        desk = self.counter.desk
        self.world = EidWorld(
            line=self.line,
            entries=DeskEidEntries(desk.database, DESK),
            journal=desk.journal,
            reference=self.counter.reference,
            receipting=self.counter.receipting,
            paper=self.paper,
            printer=lambda: self.printer,
            clock=desk.clock,
            entropy=desk.entropy,
            at_point=self.points.append,
        )
        self.eid = Eid(self.counter.sessions, self.world)
        self.appointing = Appointing(self.counter.sessions, self.world, self.eid)

    def said(self) -> list[tuple[str, Any]]:
        """What the journal has about eID, in order."""
        return [
            (entry.header.kind, body_of(entry.header.kind, 1, entry.body or b"")) for entry in self.world.entries.all()
        ]

    def kinds(self) -> list[str]:
        return [kind for kind, _body in self.said()]

    def close(self) -> None:
        self.counter.close()

"""A stick in memory: which are in, and what filling and emptying one does or raises."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from clerk_app.domain.errors import CounterError
from clerk_app.lanes import Progress
from clerk_app.ports.bundle import FoundStick
from clerk_app.sync.bringing_back import Brought
from clerk_app.sync.carrying import Taken

KURIR = FoundStick("КУРИР-2", Path("/media/mprimeric/КУРИР-2"), 29_400_000_000)


@dataclass
class FakeStick:
    """``steps`` are told while either goes on; ``asked`` notes the folders."""

    found: tuple[FoundStick, ...] = (KURIR,)
    taken: Taken = field(
        default_factory=lambda: Taken(
            entries=43, requests=41, enclosures=3, bytes=1_400_000, files=5, written=5, left_out=0
        )
    )
    brought: Brought = field(
        default_factory=lambda: Brought(kind="new", confirmed=43, requests=41, numbers=12, papers=0, made=1)
    )
    error: CounterError | None = None
    steps: tuple[int, ...] = (50, 100)
    asked: list[tuple[str, Path]] = field(default_factory=list)

    def carry(self, root: Path, told: Progress) -> Taken:
        self._go("carry", root, told)
        return self.taken

    def bring(self, root: Path, told: Progress) -> Brought:
        self._go("bring", root, told)
        return self.brought

    def _go(self, what: str, root: Path, told: Progress) -> None:
        self.asked.append((what, root))
        for step in self.steps:
            told(step, 100)
        if self.error is not None:
            raise self.error

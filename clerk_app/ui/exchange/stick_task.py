"""Filling and emptying a USB stick: the work as it stands, whatever window shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

from clerk_app.domain.errors import Cancelled, CounterError
from clerk_app.lanes import Progress, Runs, Ticket
from clerk_app.ports.bundle import FoundStick
from clerk_app.sync.bringing_back import Brought
from clerk_app.sync.carrying import Taken
from clerk_app.ui.tasks import begin_long

type Doing = Literal["", "carry", "bring"]


@dataclass(frozen=True, slots=True)
class StickDoor:
    """What can be done with a stick: which are in now, and filling or emptying the one in a folder."""

    found: Callable[[], tuple[FoundStick, ...]]
    carry: Callable[[Path, Progress], Taken]
    bring: Callable[[Path, Progress], Brought]


class StickTask(QObject):
    """One stick at a time, on ``lane``.

    ``changed`` says that it stands otherwise: ``doing`` something with ``done`` of ``whole``, or ended with what was
    ``taken``, ``brought``, or an ``error``; given up it says nothing.
    """

    changed = Signal()

    def __init__(self, lane: Runs, door: StickDoor) -> None:
        super().__init__()
        self._lane = lane
        self.door = door
        self.doing: Doing = ""
        self.done, self.whole = 0, 1
        self.taken: Taken | None = None
        self.brought: Brought | None = None
        self.error: CounterError | None = None
        self._ticket = Ticket()

    def carry(self, folder: Path) -> None:
        """Fill the stick in this folder."""
        if self._begin("carry"):
            self._ticket = begin_long(
                self._lane,
                lambda told: self.door.carry(folder, told),
                self,
                shown=self._on_shown,
                done=self._on_taken,
                failed=self._on_failed,
            )

    def bring(self, folder: Path) -> None:
        """Take in what the centre has left in this folder."""
        if self._begin("bring"):
            self._ticket = begin_long(
                self._lane,
                lambda told: self.door.bring(folder, told),
                self,
                shown=self._on_shown,
                done=self._on_brought,
                failed=self._on_failed,
            )

    def give_up(self) -> None:
        """Stop between two files; what is whole by then stays, and is gone on with."""
        self._ticket.cancel()
        self.doing = ""
        self.changed.emit()

    def _begin(self, doing: Doing) -> bool:
        if self.doing:
            return False
        self.doing, self.taken, self.brought, self.error = doing, None, None, None
        self._on_shown(0, 1)
        return True

    def _on_shown(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole
        self.changed.emit()

    def _on_taken(self, taken: Taken) -> None:
        self.doing, self.taken = "", taken
        self.changed.emit()

    def _on_brought(self, brought: Brought) -> None:
        self.doing, self.brought = "", brought
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.doing = ""
        if isinstance(error, CounterError) and not isinstance(error, Cancelled):
            self.error = error
        self.changed.emit()
        if not isinstance(error, CounterError):
            raise error

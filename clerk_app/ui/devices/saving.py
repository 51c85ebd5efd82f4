"""A file that is saved where the clerk says: the work as it stands, whatever window shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerk_app.domain.errors import CounterError
from clerk_app.lanes import Progress, Runs, Ticket
from clerk_app.ui.tasks import begin_long


class Saving(QObject):
    """Saves by ``save`` on ``lane`` when told a folder; words under ``saving.<name>``, command ``save_<name>``.

    ``changed`` says that it stands otherwise: ``busy`` with ``done`` of ``whole``, a ``path``, or an ``error``.
    """

    changed = Signal()

    def __init__(self, name: str, icon: str, lane: Runs, save: Callable[[Path, Progress], Path]) -> None:
        super().__init__()
        self.name, self.icon, self.command = name, icon, f"save_{name}"
        self.busy = False
        self.done, self.whole = 0, 1
        self.path: Path | None = None
        self.error: CounterError | None = None
        self._lane = lane
        self._save = save
        self._ticket = Ticket()

    def begin(self, folder: Path) -> None:
        """Save in this folder; one at a time."""
        if self.busy:
            return
        self.busy, self.path, self.error = True, None, None
        self._on_shown(0, 1)
        self._ticket = begin_long(
            self._lane,
            lambda told: self._save(folder, told),
            self,
            shown=self._on_shown,
            done=self._on_saved,
            failed=self._on_failed,
        )

    def give_up(self) -> None:
        """Stop; nothing is left of it."""
        self._ticket.cancel()
        self.busy = False
        self.changed.emit()

    def _on_shown(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole
        self.changed.emit()

    def _on_saved(self, path: Path) -> None:
        self.busy, self.path = False, path
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.busy = False
        if not isinstance(error, CounterError):
            self.changed.emit()
            raise error
        self.error = error
        self.changed.emit()

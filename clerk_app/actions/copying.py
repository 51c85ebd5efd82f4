"""Copying: the whole desk file, for whoever keeps copies of it; that it was copied is written down first."""

from __future__ import annotations

from pathlib import Path

from clerk_app.actions.session import Sessions
from clerk_app.domain.errors import CounterError
from clerk_app.lanes import Progress, untold
from clerk_app.ports.clock import Clock
from clerk_app.ports.copies import Copied, Copies
from clerk_app.ports.desk_file import Look, Looks


class Copying:
    """Makes copies for supervisors and administrators; a copy stays sealed, so nobody sees anything by it."""

    def __init__(self, *, sessions: Sessions, looks: Looks, copies: Copies, clock: Clock, desk: str) -> None:
        self._sessions = sessions
        self._looks = looks
        self._copies = copies
        self._clock = clock
        self._desk = desk

    def allowed(self) -> bool:
        """Whether whoever is signed in may."""
        try:
            self._sessions.require("copy_file")
        except CounterError:
            return False
        return True

    def copy(self, folder: Path, told: Progress = untold) -> Copied:
        """A copy in ``folder``, named by desk and time; raises as ``Copies.make`` and ``Refused('not_permitted')``."""
        grant = self._sessions.require("copy_file")
        self._looks.note(Look(at=self._clock.stamp().at, grant=grant.id, activity="copy", subject=b""))
        name = f"salter-{self._desk}-{self._clock.local():%Y-%m-%d-%H%M%S}.db"
        return self._copies.make(folder / name, told)

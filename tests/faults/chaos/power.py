"""Machines that lose their power in the middle of what they do, within one process.

At the moment of the cut the files are copied as they lie: with the log of the transaction that is open then, and
without anything that only the process knew. The machine comes up again over that copy.
"""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clerk_app.domain.errors import Unavailable

STATEMENT = "statement"
"""A step before each statement of a writing connection, the commit among them."""


class PowerCut(BaseException):
    """Ends whatever a machine was doing; no handler of the program may stop it."""

    def __init__(self, whose: Fuse) -> None:
        super().__init__()
        self.whose = whose


class Fuse:
    """Told of each step of a machine; blows the n-th time that the step ``at`` is reached."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._at = ""
        self._left = 0

    def set(self, at: str, nth: int) -> None:
        """The next cut; takes the place of one that has not come."""
        self._at, self._left = at, nth

    def take_out(self) -> None:
        """There will be no cut."""
        self._at = ""

    def __call__(self, step: str, /) -> None:
        """``step`` was reached."""
        if step != self._at:
            return
        self._left -= 1
        if not self._left:
            self._at = ""
            self._machine.picture(step)
            raise PowerCut(self)


class Machine(ABC):
    """Something with a folder of its own; ``cuts`` counts what its power was cut at."""

    def __init__(self, place: Path, made: Path) -> None:
        self._place = place
        self.made = made
        self._life = 0
        self.fuse = Fuse(self)
        self.cuts: Counter[str] = Counter()
        shutil.copytree(made, self.folder)
        self.open()

    @property
    def folder(self) -> Path:
        """Where its files lie in this life."""
        return self._place / str(self._life)

    @abstractmethod
    def open(self) -> None:
        """Begin to work with what lies there."""

    @abstractmethod
    def close(self) -> None:
        """Let go of every file."""

    def picture(self, step: str) -> None:
        """Keep the files as they are now, for the next life."""
        self.cuts[step] += 1
        _copied(self.folder, self._place / str(self._life + 1))

    def come_up(self) -> None:
        """After a cut: go on with the picture."""
        self.close()
        shutil.rmtree(self.folder)
        self._life += 1
        self.open()

    def restart(self) -> None:
        """An end and a beginning in all order."""
        self.close()
        self.open()

    @contextmanager
    def powered(self) -> Iterator[None]:
        """Speak with this machine; raises ``Unavailable('line_cut')`` once it is up again after a cut."""
        try:
            yield
        except PowerCut as cut:
            if cut.whose is not self.fuse:
                raise
            self.come_up()
            raise Unavailable("line_cut") from None


def _copied(folder: Path, to: Path) -> None:
    """All files but those of which a process needs only that they are open."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("*-shm", "*.lock"))


class Watched:
    """A connection of the desk's file that tells its fuse of each statement."""

    def __init__(self, plain: Any, fuse: Fuse) -> None:
        self._plain = plain
        self._fuse = fuse

    def execute(self, *statement: Any) -> Any:
        """Run one statement, if there is power."""
        self._fuse(STATEMENT)
        return self._plain.execute(*statement)

    def executemany(self, *statement: Any) -> Any:
        """Run one statement for many rows, if there is power."""
        self._fuse(STATEMENT)
        return self._plain.executemany(*statement)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plain, name)

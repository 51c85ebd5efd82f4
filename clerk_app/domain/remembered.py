"""What bodies can say of themselves: a line in the history of their case, files that came with them."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from clerk_app.domain.bodies import EnclosureRef


@runtime_checkable
class Remembered(Protocol):
    """A body that has a line of its own in the history of its case."""

    def history(self) -> tuple[str, dict[str, str]]:
        """The tail of ``history.<kind>``, and what its sentence needs."""


@runtime_checkable
class Told(Remembered, Protocol):
    """A body that the centre tells of a case: ``at`` is microseconds UTC, ``desk`` whose entry it was, if a desk's."""

    @property
    def at(self) -> int:
        """When it happened."""

    @property
    def desk(self) -> str:
        """The desk that recorded it; empty for the centre's own."""


@runtime_checkable
class BringsFiles(Protocol):
    """A body of a later entry about a case that files came with."""

    def files(self) -> tuple[EnclosureRef, ...]:
        """The files, on disk before the entry is."""

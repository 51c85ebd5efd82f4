"""What has a line of its own in the history of a case, whether a desk recorded it or the centre told it."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


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

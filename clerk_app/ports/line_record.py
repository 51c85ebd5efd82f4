"""Port: what went by which carrier and how it was answered, and how the line was: the desk's own record, never sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from clerk_app.ports.outbox import Cut

type Carrier = Literal["line", "relay", "stick"]
type Fate = Literal["sent", "cut", "left", "answered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A parcel on its way, or all that was put on a stick; the larger ``number`` is the later one.

    ``first`` and ``last`` are sending numbers, 0 on a stick, which stands outside their count. ``requests`` are
    citizens' requests among the ``entries``. ``fate``: ``sent``, nobody has answered yet; ``cut``, the line went before
    anybody did; ``left``, the relay or the stick has it; ``answered``, the centre has it: at ``answered``, with
    ``stopped`` entries that need a person, and as many ``changes`` in the same answer. ``tries``: how often it went.
    Times are microseconds UTC.
    """

    number: int
    at: int
    carrier: Carrier
    first: int = 0
    last: int = 0
    entries: int
    requests: int
    bytes: int
    fate: Fate = "sent"
    stopped: int = 0
    changes: int = 0
    answered: int = 0
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Pace:
    """How the line was in a stretch: from when (microseconds UTC), bytes a second, milliseconds; 0 if not measured."""

    begins: int
    rate: int
    delay: int


class LineBook(Protocol):
    """The record on disk, bounded: the oldest are forgotten."""

    def passed(self) -> tuple[Passed, ...]:
        """All that is kept, oldest first."""

    def paces(self) -> tuple[Pace, ...]:
        """All that is kept, oldest first."""

    def keep(self, passed: Sequence[Passed], paces: Sequence[Pace], gone: Sequence[int]) -> None:
        """Write what is new or otherwise, and forget parcels by their numbers: one commit."""


class Passes(Protocol):
    """Whoever hears what goes; never waits, never raises."""

    def given(self, carrier: Carrier, cut: Cut, size: int) -> None:
        """A parcel of so many bytes was given to a carrier."""

    def cut_off(self, carrier: Carrier) -> None:
        """What was given to it and not answered must go again."""

    def left(self, carrier: Carrier) -> None:
        """It has what was given to it."""

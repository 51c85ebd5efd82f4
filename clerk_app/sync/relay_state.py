"""What a desk has of its office's relay, as it is told to whoever shows it: since when, where, and what lies there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from clerk_app.contract.relay import Hello

_SECOND = 1_000_000
_SAME = 90 * _SECOND
"""Microseconds between two accounts of one moment, given in seconds at a distance."""


@dataclass(frozen=True, slots=True)
class RelayState:
    """What a desk has of its relay: ``works`` while the last words with it were good, else why not (``code``).

    ``there``: entries that lie at it and that the centre has not confirmed. ``known``: while the line to the centre
    works, whether a relay knows this desk. ``since``: microseconds UTC from which on it stands so, 0 before anybody
    looked. ``name`` and ``address`` are of the relay that was met last. ``away``: microseconds UTC from which on that
    one does not reach the centre, 0 while it does.
    """

    works: bool = False
    known: bool = False
    code: str = ""
    there: int = 0
    since: int = 0
    name: str = ""
    address: str = ""
    away: int = 0


@dataclass(frozen=True, slots=True)
class Met:
    """A relay that has shown that it is one of the office: where it is, and what it said."""

    address: str
    hello: Hello


class Standing:
    """Says a state once, with since when it stands so; ``now`` in microseconds UTC."""

    def __init__(self, now: Callable[[], int], told: Callable[[RelayState], None]) -> None:
        self._now = now
        self._told = told
        self._state = RelayState()
        self._met: Met | None = None

    def meet(self, met: Met) -> None:
        """A relay has said hello."""
        self._met = met

    def say(self, state: RelayState) -> None:
        """How it stands now; the same again says nothing."""
        before, met = self._state, self._met
        stands = (state.works, state.known, state.code) == (before.works, before.known, before.code)
        since = before.since if stands and before.since else self._now()
        full = replace(state, since=since)
        if met is not None:
            full = replace(full, name=met.hello.relay, address=met.address, away=self._away(met.hello))
        if full != before:
            self._state = full
            self._told(full)

    def _away(self, hello: Hello) -> int:
        """Since when the relay does not reach the centre: what it said before counts, where it is the same moment."""
        if hello.away <= 0:
            return 0
        since, before = self._now() - hello.away * _SECOND, self._state.away
        return before if before and abs(since - before) < _SAME else since

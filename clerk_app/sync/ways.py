"""Which way the exchange goes on this network: in streams, or, where something holds bodies back, by whole requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

FIRST_WHILE = 60.0  # seconds by whole requests after a first finding, which a line that came back may have feigned
LONGEST_WHILE = 3600.0


@dataclass(frozen=True, slots=True)
class _Finding:
    """Until when streams are not tried, and after how long without them."""

    until: float
    lasts: float


class Ways:
    """Remembers per network whether streams get through; ``network`` names the one that is used now.

    A stream that was silent is only a doubt: the exchange goes on at once by whole requests, and only if somebody
    answers those was it not the line that was silent. Every finding lasts twice as long as the one before, until a
    stream is seen to get through.
    """

    def __init__(self, network: Callable[[], str] = lambda: "") -> None:
        self._network = network
        self._found: dict[str, _Finding] = {}
        self._doubts = False

    def streams(self, now: float) -> bool:
        """Whether the next conversation should stream."""
        found = self._found.get(self._network())
        return not self._doubts and (found is None or now >= found.until)

    def doubt(self) -> None:
        """A stream was silent: the next conversation shows whether the line was."""
        self._doubts = True

    def settle(self, now: float, *, heard: bool) -> bool:
        """A conversation has ended and its way was ``heard`` on, or not; tells whether streams were found wanting."""
        doubted, self._doubts = self._doubts, False
        if not (doubted and heard):
            return False
        network = self._network()
        before = self._found.get(network)
        lasts = FIRST_WHILE if before is None else min(LONGEST_WHILE, before.lasts * 2)
        self._found[network] = _Finding(now + lasts, lasts)
        return True

    def streamed(self) -> None:
        """An answer came to a request whose body still went on: nothing holds back bodies here."""
        self._found.pop(self._network(), None)

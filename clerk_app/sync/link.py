"""What the status strip says of the line, and the measuring behind it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from clerk_app.domain.errors import DESK_RESTORED

SLOW_BYTES = 8 * 1024  # a second: below it the link is called slow
SLOW_MINUTES = 2
THIN = 128 * 1024  # below it, time to pack is time saved on the line
FASTEST = 1024 * 1024  # as fast as need be told
_WEIGHT_BYTES = 32 * 1024  # how much must be settled until older measurements fade
_WINDOW = 1.0  # seconds
_TICK = 0.001  # seconds; less is not measured
_TELLING_BYTES = 2048  # what is smaller measures the round trip, not the line


WORKS = "works"
"""Of a relay that takes what is brought."""

type LinkKind = Literal["unknown", "good", "slow", "down", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkState:
    """The line as the clerk should know it.

    ``kind``: ``stopped`` is not the line's fault, this desk must not speak any more. ``since``: microseconds UTC at
    which it went down. ``code``: why (an error code). ``waiting``: entries not yet confirmed, and ``requests`` the
    citizens' requests among them. ``forecast``: from and to minutes until nothing waits, when that can be told.
    ``exchanged``: microseconds UTC of the last answer that was believed, 0 if none. ``rate``: bytes a second, as
    measured, 0 if unknown. ``by_parcels``: something on the way holds bodies back, so that each parcel goes in a
    request of its own. ``held``: why enclosures and reference data wait (``metered``, ``hours``, ``budget``, or
    ``paused`` by a clerk), empty if they may go. ``relay``: that of the office, while the line is down: ``works``, or
    why not (an error code); empty where nothing is known. ``relayed``: entries that lie at it, which is not at the
    centre.
    """

    kind: LinkKind = "unknown"
    code: str = ""
    since: int = 0
    waiting: int = 0
    requests: int = 0
    forecast: tuple[int, int] | None = None
    exchanged: int = 0
    rate: int = 0
    by_parcels: bool = False
    held: str = ""
    relay: str = ""
    relayed: int = 0


class Meter:
    """How many bytes of parcels a second the centre confirms."""

    def __init__(self) -> None:
        self._rate = 0.0
        self._known = 0.0
        self._dialled = self._since = 0.0
        self._settled = 0
        self._heard = False

    @property
    def rate(self) -> float:
        """Bytes a second, 0 while unknown."""
        return self._rate

    def begin(self, now: float) -> None:
        """Nothing was on the way before ``now``, when the line is dialled or taken up again."""
        self._dialled = now
        self._heard = False

    def passed(self, rate: float) -> None:
        """Bytes a second that the line was seen to do while something was confirmed: a fast one does that at least.

        Of a thin one that says nothing: most of the time may be the round trip. What waits for the desk itself, for
        its packing above all, is not the line's to blame.
        """
        if rate >= THIN:
            self._rate = max(self._rate, min(rate, FASTEST))

    def settle(self, size: int, now: float, *, more: bool = True) -> None:
        """``size`` bytes were confirmed at ``now``; confirmations come in bursts, so a second at least is looked at.

        The first one after ``begin`` only starts the measuring: before it lie dialling and a round trip, which say
        nothing of the rate, but that a line which did it all in a moment is a fast one. Where no ``more`` is on the
        way it is all that will be known, and counts while nothing is.
        """
        if not self._heard:
            if not size:
                return
            self._heard = True
            took = now - self._dialled
            if not self._rate and took > 0 and size >= THIN * took:
                self._rate = size / took
            self._look_from(self._dialled if not more and not self._rate else now)
            size = 0 if more or self._rate else size
        self._settled += size
        took = now - self._since
        if took < _WINDOW or self._settled < _TELLING_BYTES:
            return
        self._known = min(self._known + self._settled, _WEIGHT_BYTES)
        self._rate += (self._settled / took - self._rate) * min(1.0, self._settled / self._known)
        self._look_from(now)

    def _look_from(self, now: float) -> None:
        self._since = now
        self._settled = 0


class Taken:
    """What a line took, in seconds that the desk waited for it, of one request of parcels.

    ``buffered`` bytes may lie on this side of the line; three times as much has passed them.
    """

    def __init__(self, buffered: int) -> None:
        self._enough = 3 * buffered
        self._bytes = 0.0
        self._seconds = 0.0

    @property
    def rate(self) -> float:
        """Bytes a second of waiting, 0 while only buffers may have taken them."""
        return self._bytes / max(self._seconds, _TICK) if self._bytes >= self._enough else 0.0

    def note(self, size: int, seconds: float) -> None:
        """So much was taken in this time; what was before counts for less and less."""
        self._bytes += size
        self._seconds += seconds
        if self._bytes > 2 * self._enough:
            self._seconds *= self._enough / self._bytes
            self._bytes = self._enough


def forecast(waiting_bytes: int, ratio: float, rate: float) -> tuple[int, int] | None:
    """From and to minutes for so many bytes of bodies, packed by ``ratio``, at ``rate`` bytes a second."""
    if rate <= 0 or waiting_bytes <= 0:
        return None
    minutes = waiting_bytes / ratio / rate / 60
    return math.floor(minutes * 0.8), math.ceil(minutes * 1.5)


def silent_kind(code: str) -> LinkKind:
    """What an exchange that failed for this reason says of the line."""
    return "stopped" if code == DESK_RESTORED else "down"


def kind_of(rate: float, minutes: tuple[int, int] | None) -> Literal["good", "slow"]:
    """Good or slow, for a line that just worked."""
    if 0 < rate < SLOW_BYTES or (minutes is not None and minutes[0] >= SLOW_MINUTES):
        return "slow"
    return "good"

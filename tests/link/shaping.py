"""One direction of a line as arithmetic: rate, a queue with an end, delay, loss, cuts, and counts of all of it.

Nothing here reads a clock or a socket: whoever calls says what time it is.
"""

from __future__ import annotations

import random
from collections import deque
from dataclasses import asdict, dataclass


@dataclass(slots=True)
class Counts:
    """What was offered: packets and bytes of IP, and how many packets did not arrive for which reason."""

    packets: int = 0
    bytes: int = 0
    overflowed: int = 0
    lost: int = 0
    cut: int = 0

    def since(self, before: Counts) -> Counts:
        """What has been added."""
        then = asdict(before)
        return Counts(**{name: value - then[name] for name, value in asdict(self).items()})


class Direction:
    """Packets enter by ``offer`` and leave by ``due``, in order; until ``shaped`` they pass at once.

    ``kbit`` a second; ``delay`` and ``queue`` in seconds; ``loss`` a share, drawn from ``seed``.
    """

    def __init__(self, *, kbit: float, delay: float, queue: float, loss: float, seed: str) -> None:
        self._seconds_a_byte = 8 / (kbit * 1000)
        self._delay = delay
        self._queue = queue
        self._loss = loss
        self._chance = random.Random(seed)
        self._free_at = 0.0
        self._on_the_way: deque[tuple[float, bytes]] = deque()
        self.shaped = False
        self.cut = False
        self.counts = Counts()

    def offer(self, now: float, packet: bytes) -> None:
        """A packet comes to the line's near end."""
        self.counts.packets += 1
        self.counts.bytes += len(packet)
        if self.cut:
            self.counts.cut += 1
        elif not self.shaped:
            self._on_the_way.append((now, packet))
        else:
            self._carry(now, packet)

    def _carry(self, now: float, packet: bytes) -> None:
        begins = max(now, self._free_at)
        if begins - now > self._queue:
            self.counts.overflowed += 1
            return
        self._free_at = begins + len(packet) * self._seconds_a_byte
        if self._chance.random() < self._loss:  # lost on the way: it has taken its time on the line all the same
            self.counts.lost += 1
            return
        self._on_the_way.append((self._free_at + self._delay, packet))

    def due(self, now: float) -> list[bytes]:
        """What comes out at the far end by now."""
        arrived = []
        while self._on_the_way and self._on_the_way[0][0] <= now:
            arrived.append(self._on_the_way.popleft()[1])
        return arrived

    @property
    def next_at(self) -> float | None:
        """When the next packet comes out; nothing while the line is empty."""
        return self._on_the_way[0][0] if self._on_the_way else None

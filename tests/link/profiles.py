"""The lines that are measured on: what they carry each way, how long a round trip takes, and what they lose."""

from __future__ import annotations

from dataclasses import dataclass

MTU = 1400
SEGMENT = 1348
"""Bytes of a full packet, and of what TCP carries in it."""
QUEUE = 1.5
"""Seconds that a packet may wait in the line's own queue; one that would wait longer is dropped."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Rates in kbit/s, seen from the desk; the round trip in seconds; the share of packets that is lost each way."""

    name: str
    up: float
    down: float
    round_trip: float
    loss: float

    def seconds_up(self, size: int) -> float:
        """How long so many bytes take at the rate of the line, in full packets, with nothing lost."""
        return size * MTU / SEGMENT * 8 / (self.up * 1000)

    def seconds_down(self, size: int) -> float:
        """The same towards the desk."""
        return size * MTU / SEGMENT * 8 / (self.down * 1000)


PROFILES = {
    one.name: one
    for one in (
        Profile("sat64", up=64, down=256, round_trip=0.6, loss=0.02),
        Profile("rural256", up=256, down=256, round_trip=0.2, loss=0.01),
        Profile("clean40", up=10_000, down=10_000, round_trip=0.04, loss=0.0),
        Profile("plain1m", up=1_000, down=1_000, round_trip=0.1, loss=0.0),
    )
}

"""What chance does to a run, and what is remembered of it: all drawn from one seed, so that a run can be repeated."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.support.hand_clock import HandClock, micros
from tests.support.lone_desk import START


class TownClock:
    """The one time of a town: the port ``Clock``, and whole seconds for those who only wait."""

    def __init__(self) -> None:
        self.hand = HandClock(wall=datetime.fromtimestamp(START / 1_000_000, UTC))

    def micros(self) -> int:
        """Microseconds, UTC."""
        return micros(self.hand.wall)

    def now(self) -> float:
        """Seconds; with it the port ``Pulse`` of those who never wait on it."""
        return self.hand.mono / 1000

    def wait(self, _condition: object, _seconds: float) -> None:
        """Nobody does in one thread."""
        raise AssertionError("somebody waits")

    def pass_time(self, seconds: float) -> None:
        """Time goes by for all."""
        self.hand.pass_time(seconds=seconds)


class SeededEntropy:
    """The port ``Entropy``: what one run drew it draws again."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._taken = 0

    def take(self, count: int) -> bytes:
        """Bytes that nothing else in this town draws."""
        self._taken += 1
        return hashlib.shake_128(f"{self._name} {self._taken}".encode()).digest(count)


@dataclass
class Lots:
    """Chance, the town's clock, and the count of what was done."""

    seed: int
    chance: random.Random = field(init=False)
    clock: TownClock = field(default_factory=TownClock)
    counted: Counter[str] = field(default_factory=Counter)
    calm: bool = False

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def falls(self, what: str, odds: float) -> bool:
        """Whether a fault happens now; counted if it does, and never once the town is calm."""
        if self.calm or self.chance.random() >= odds:
            return False
        self.counted[what] += 1
        return True

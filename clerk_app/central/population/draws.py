"""Draws that fall the same on every machine and with every Python: the standard library promises less."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

_MASK = 2**64 - 1


class Draws:
    """A row of draws that follows from its name alone (SplitMix64)."""

    def __init__(self, name: str) -> None:
        self._state = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])

    def below(self, most: int) -> int:
        """A whole number from 0 to ``most`` - 1."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % most

    def between(self, first: int, last: int) -> int:
        """A whole number from ``first`` to ``last``, both included."""
        return first + self.below(last - first + 1)

    def chance(self, percent: int) -> bool:
        """Whether something happens that happens in so many of a hundred cases."""
        return self.below(100) < percent

    def pick[T](self, among: Sequence[T]) -> T:
        """One of several, each as likely."""
        return among[self.below(len(among))]

    def weighted[T](self, among: Sequence[T], weights: Sequence[int]) -> T:
        """One of several, as likely as its weight says."""
        drawn = self.below(sum(weights))
        return next(one for one, reached in zip(among, accumulate(weights), strict=True) if drawn < reached)

    def day(self, first: date, last: date) -> date:
        """A day from ``first`` to ``last``; ``first`` where the two do not follow each other."""
        return first + timedelta(days=self.below(max(0, (last - first).days) + 1))

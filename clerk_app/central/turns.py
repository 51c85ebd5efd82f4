"""Turns: who works on the same thing waits for whoever is at it."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from weakref import WeakValueDictionary


class Turns[K: Hashable]:
    """One lock for each key, kept only while somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[K, asyncio.Lock] = WeakValueDictionary()

    def of(self, key: K) -> asyncio.Lock:
        """The lock of this key; the caller must keep it in hand for as long as it matters."""
        return self._locks.setdefault(key, asyncio.Lock())

    def __len__(self) -> int:
        """How many keys are in use."""
        return len(self._locks)

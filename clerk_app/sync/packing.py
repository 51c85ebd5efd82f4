"""How parcels are packed: by what the line carries, and against what the centre has already (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clerk_app.contract import content
from clerk_app.contract.dictionaries import Dictionary
from clerk_app.contract.entries import EntryRow
from clerk_app.contract.packing import History
from clerk_app.contract.parcel import ParcelHead
from clerk_app.ports.outbox import Confirmed
from clerk_app.sync.link import THIN

_THRIFTY, _QUICK = 19, 3  # levels of zstd
NEED_BASE = "need_base"
NOTHING = (0, 0)
STALE = 1000
"""Entries confirmed since, after which a newer base is looked for."""


def _nothing(_after: int) -> None:
    """No base: for whoever does not keep what the centre has."""


class Packing:
    """Packs the entries of parcels; used by the sending leg alone, but for ``need_base``."""

    def __init__(
        self, look: Callable[[int], Confirmed | None] = _nothing, dictionary: Dictionary | None = None
    ) -> None:
        self._look = look
        self._dictionary = dictionary
        self._base: tuple[int, int, History] | None = None
        self._after = self._newest = 0
        self._alone = False

    def choose(self, newest: int) -> None:
        """Look for a base for a parcel whose entries go up to ``newest``, unless there is one that is fresh."""
        self._newest = max(self._newest, newest)
        if self._base is not None and newest - self._base[0] < STALE:
            return
        found = self._look(self._after)
        if found is not None:
            known = self._known.history if self._known is not None else None
            self._base = (found.first, len(found.bodies), content.history_of(found.bodies, known))

    def need_base(self) -> bool:
        """The centre lacks what was named: go on with what it confirms from now on; tells whether that can help."""
        if self._base is not None:
            self._base, self._after = None, self._newest
            return True
        was_known = self._known is not None
        self._alone = True
        return was_known

    def names(self, base: int, dictionary: int) -> bool:
        """Whether parcels name the base that begins so (0: none) and this dictionary (0: none).

        Whoever names neither lacks neither.
        """
        named = (self._base[0] if self._base is not None else 0, self._version)
        return named == (base, dictionary) != NOTHING

    def head(self, head: ParcelHead) -> ParcelHead:
        """The header, with what its parcel is packed against."""
        first, count = self._base[:2] if self._base is not None else (0, 0)
        return replace(head, base_first=first, base_count=count, dictionary=self._version)

    def pack(self, rows: list[EntryRow], rate: float) -> bytes:
        """The content of a parcel for a line of ``rate`` bytes a second, 0 while unknown."""
        history = self._base[2] if self._base is not None else self._known.history if self._known is not None else None
        thin = rate < THIN
        return content.pack(rows, _THRIFTY if thin else _QUICK, history)

    @property
    def _version(self) -> int:
        return self._known.version if self._known is not None else 0

    @property
    def _known(self) -> Dictionary | None:
        return None if self._alone else self._dictionary

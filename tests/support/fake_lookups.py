"""Lists for lookup fields in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.lookups import MOST_SHOWN, Found, Labels, ListRow
from clerk_app.domain.scripts import fold


def row(code: str, sr: str, en: str = "") -> ListRow:
    return ListRow(code, Wording(sr=sr, en=en))


@dataclass
class FakeLookups:
    """The port ``Lookups``; a list that is not in ``lists`` is not here. ``asked`` has every search."""

    lists: dict[str, list[ListRow]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    error: Exception | None = None

    def search(self, name: str, text: str, *, limit: int = MOST_SHOWN) -> Found:
        self.asked.append((name, text))
        if self.error is not None:
            raise self.error
        if name not in self.lists:
            return Found(here=False)
        wanted = fold(text).split()
        found = [one for one in self.lists[name] if _meant(one, wanted)]
        return Found(here=True, rows=tuple(found[:limit]), more=len(found) > limit)

    def labels(self, pairs: Iterable[tuple[str, str]]) -> Labels:
        if self.error is not None:
            raise self.error
        known = {(name, one.code): one.label for name, rows in self.lists.items() for one in rows}
        return {(name, code): known.get((name, code)) for name, code in pairs if name in self.lists}


def _meant(one: ListRow, wanted: list[str]) -> bool:
    words = [*fold(one.label.sr).split(), one.code]
    return all(any(word.startswith(start) for word in words) for start in wanted)

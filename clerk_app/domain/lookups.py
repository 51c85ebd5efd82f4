"""Values from a list that the centre keeps: its rows, the words that find them, and what lists say of codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clerk_app.domain import scripts
from clerk_app.domain.catalogue import Wording

LIST_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
MOST_SHOWN = 50
LONGEST_CODE = 60
LONGEST_LABEL = 200

type Labels = Mapping[tuple[str, str], Wording | None]
"""List and code to the label; ``None`` where the list has no such code. What is not there is not known here."""

NO_LABELS: Labels = MappingProxyType({})

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 40
_MOST_QUERIED = 8
_IN_IT, _FIRST, _WHOLE = "w", "f", "x"  # what a term says: a word of the row, its first one, the whole label


@dataclass(frozen=True, slots=True)
class ListRow:
    """One value of a list: what is kept, and how it is shown."""

    code: str
    label: Wording


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: whether the list is here at all, the best rows, and whether there are others."""

    here: bool
    rows: tuple[ListRow, ...] = ()
    more: bool = False


def terms_of(row: ListRow) -> str:
    """The marked, folded words under which a row is found."""
    labels = [words for label in (row.label.sr, row.label.en) if (words := _words(label))]
    terms = [_IN_IT + word for words in (*labels, _words(row.code)) for word in words]
    terms += [_FIRST + words[0] for words in labels]
    terms += [_WHOLE + "".join(words) for words in labels]
    return " ".join(dict.fromkeys(terms))


def queries_of(text: str) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """What to look for, the best first: terms that must all be there, and whether each is only a beginning."""
    words = _words(text)[:_MOST_QUERIED]
    if not words:
        return ()
    within = tuple((_IN_IT + word, True) for word in words)
    return ((_WHOLE + "".join(words), False),), ((_FIRST + words[0], True), *within[1:]), within


def exact(rows: tuple[ListRow, ...], text: str) -> ListRow | None:
    """The one row that is meant by exactly this code or label; nothing when there is none, or more than one."""
    typed, words = scripts.tidy(text), _words(text)
    by_code = [row for row in rows if row.code == typed]
    by_label = [row for row in rows if words and words in (_words(row.label.sr), _words(row.label.en))]
    meant = by_code or by_label
    return meant[0] if len(meant) == 1 else None


def good_row(row: ListRow) -> bool:
    """Whether a row has a code and a Serbian label, both as tidying leaves them and no longer than they may be."""
    code, label = row.code, row.label
    return (
        0 < len(code) <= LONGEST_CODE
        and 0 < len(label.sr) <= LONGEST_LABEL
        and len(label.en) <= LONGEST_LABEL
        and all(scripts.tidy(text) == text for text in (code, label.sr, label.en))
    )


def _words(text: str) -> list[str]:
    return [word[:_LONGEST_WORD] for word in _WORD.findall(scripts.fold(scripts.tidy(text)))]

"""What an expression may cost at most, told from its text: the same on both sides, before anything is evaluated.

The engine has no limit of its own, and a few hundred letters can keep it busy for hours (a list that is joined to
itself inside two macros). So a macro runs over a repeated section and nothing else, at most two deep; a pattern of
``matches`` is written out and repeats little; every word counts as often as the macros around it run, and one that
stands for a whole row counts its cells, for they may all be copied. One unit is about a microsecond.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clerk_app.domain.errors import Invalid

LONGEST = 500
DEEPEST = 12
MOST_MACROS = 2
MOST_ROWS = 50
MOST_COST = 100_000
MOST_REPETITIONS = 1000
LONGEST_PATTERN = 100
MACROS = frozenset({"all", "exists", "exists_one", "map", "filter"})
_WHOLE_ROW = 500
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|\w+|[&|=!<>]{2}|\S')
_QUOTES = frozenset({'"', "'"})
_PREFIXES = frozenset({"r", "b", "rb", "br"})
_REPEATED = re.compile(r"\{(\d+)(?:,(\d*))?\}")


@dataclass(frozen=True, slots=True)
class _Macro:
    """A macro call: over which section it runs, and where its body begins and ends among the words."""

    section: str
    begin: int
    end: int


def words_of(source: str) -> tuple[str, ...]:
    """The words, texts and signs of an expression; raises ``Invalid('expression_costly')`` for what cannot be counted.

    Raw and triple-quoted texts and comments are such: they would hide what follows them. A text that does not end is
    ``expression_wrong``.
    """
    if len(source) > LONGEST:
        raise _costly(source)
    words = tuple(_TOKEN.findall(source))
    if not _QUOTES.isdisjoint(words):
        raise Invalid("expression_wrong", source=source)
    if any(map(_hides, ("", *words), words)):
        raise _costly(source)
    return words


def _hides(before: str, word: str) -> bool:
    """Whether a word begins what is read otherwise here than by the engine: a raw or long text, a comment."""
    if before == word == "/" or word == "`":
        return True
    return word[0] in _QUOTES and (before.lower() in _PREFIXES or before[:1] in _QUOTES)


def cost_of(source: str, rows: Mapping[str, int] | None = None) -> int:
    """How many units one evaluation costs at most, with so many rows in each section (``MOST_ROWS`` where not told).

    Raises ``Invalid('expression_costly')`` for what is too long, too deep, or cannot be bounded.
    """
    words = words_of(source)
    depth = deepest = 0
    for word in words:
        depth += (word in "([{") - (word in ")]}")
        deepest = max(deepest, depth)
    macros = sum(1 for before, word in pairwise(words) if before == "." and word in MACROS)
    if deepest > DEEPEST or macros > MOST_MACROS:
        raise _costly(source)
    try:
        return _cost(words, frozenset(), rows)
    except (IndexError, ValueError) as error:
        raise _costly(source) from error


def _cost(words: Sequence[str], variables: frozenset[str], rows: Mapping[str, int] | None) -> int:
    """The cost of some words; raises ``ValueError`` or ``IndexError`` for what has no bound."""
    total, place, over = 0, 0, ""
    while place < len(words):
        word = words[place]
        if place and words[place - 1] == "." and word in MACROS and _next(words, place) == "(":
            macro = _macro(words, place, over)
            over = macro.section
            inside = variables | {words[macro.begin - 2]}
            total += _rows(over, rows) * _cost(words[macro.begin : macro.end], inside, rows)
            place = macro.end
            continue
        if word == "matches":
            _check_pattern(words, place)
        total += _weight(words, place, variables, rows)
        over = over if word in {")", "."} else ""
        place += 1
    return total


def _macro(words: Sequence[str], place: int, over: str) -> _Macro:
    """The macro call whose name stands at ``place``; ``over`` is the section of the call that it is chained to."""
    end = closing(words, place + 1)
    if place >= 4 and words[place - 4] == "form" and words[place - 3] == ".":
        return _Macro(words[place - 2], place + 4, end)
    if words[place - 2] == ")" and over:
        return _Macro(over, place + 4, end)
    raise ValueError("a macro runs over a repeated section")


def closing(words: Sequence[str], opening: int) -> int:
    """Where the bracket that opens at ``opening`` closes; raises ``IndexError`` where it does not."""
    depth = 0
    for place in range(opening, len(words)):
        depth += (words[place] in "([{") - (words[place] in ")]}")
        if not depth:
            return place
    raise IndexError(opening)


def _weight(words: Sequence[str], place: int, variables: frozenset[str], rows: Mapping[str, int] | None) -> int:
    """What one word costs: a whole section, row or form may be copied cell by cell, everything else is a step."""
    word, after = words[place], _next(words, place)
    own = not place or words[place - 1] != "."
    if own and word in {"row", *variables} and after != ".":
        return _WHOLE_ROW
    if own and word == "form" and after != ".":
        return 1 if _is_counted(words, place, place) else MOST_COST
    if place < 2 or words[place - 2] != "form" or words[place - 1] != "." or after == ".":
        return 1
    if after == "[":
        return 1 if _next(words, closing(words, place + 1)) == "." else _WHOLE_ROW
    return 1 if _is_counted(words, place - 2, place) else _rows(word, rows) * _WHOLE_ROW


def _is_counted(words: Sequence[str], first: int, last: int) -> bool:
    """Whether only the size of what stands between two places is asked, which copies nothing."""
    return first >= 2 and words[first - 2] == "size" and words[first - 1] == "(" and _next(words, last) == ")"


def _next(words: Sequence[str], place: int) -> str:
    return words[place + 1] if place + 1 < len(words) else ""


def _rows(section: str, rows: Mapping[str, int] | None) -> int:
    return MOST_ROWS if rows is None else max(1, rows.get(section, MOST_ROWS))


def _check_pattern(words: Sequence[str], place: int) -> None:
    """A pattern is a text that is written out, is short and repeats little: the engine builds it at each evaluation."""
    end = closing(words, place + 1)
    pattern = words[end - 1]
    written = pattern[0] in _QUOTES and words[end - 2] in {"(", ","}
    repetitions = 1
    for least, most in _REPEATED.findall(pattern):
        repetitions *= max(int(least), int(most or 0), 1)
    if not written or len(pattern) > LONGEST_PATTERN or repetitions > MOST_REPETITIONS:
        raise ValueError("a pattern is written out and repeats little")


def _costly(source: str) -> Invalid:
    return Invalid("expression_costly", source=source[:LONGEST])

"""What an expression reads of a form: told from its text, through the variables of its macros too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clerk_app.domain.errors import Invalid
from clerk_app.domain.expression_cost import MACROS, closing, words_of


@dataclass(frozen=True, slots=True)
class Read:
    """One place that is read: ``section`` empty for the row, ``field`` empty for all of it; ``rest`` follows it.

    ``counted``: only the number of its rows is asked.
    """

    section: str
    field: str
    rest: tuple[str, ...]
    counted: bool = False

    @property
    def whole(self) -> bool:
        """Whether every field of it is read."""
        return not self.field and not self.counted and self.rest[:1] != (".",)


def reads_of(source: str) -> tuple[Read, ...]:
    """The places in the order of the text; none of an expression that is no expression."""
    try:
        words = words_of(source)
        variables = dict(_variables(words))
    except (Invalid, IndexError):
        return ()
    return tuple(_reads(words, variables))


def compared_with(read: Read) -> tuple[str, ...]:
    """The texts that a place is compared with: after ``==`` and ``!=``, or in a list after ``in``."""
    match read.rest:
        case ("==" | "!=", text, *_) if text[0] in "\"'":
            return (text[1:-1],)
        case ("in", "[", *others) if "]" in others:
            return tuple(text[1:-1] for text in others[: others.index("]")] if text[0] in "\"'")
        case _:
            return ()


def _reads(words: Sequence[str], variables: Mapping[str, str]) -> Iterator[Read]:
    for place, word in enumerate(words):
        if place and words[place - 1] == ".":
            continue
        after = tuple(words[place + 1 :])
        if word == "row":
            yield _of("", after)
        elif word in variables and not _names_variable(words, place):
            yield _of(variables[word], after)
        elif word == "form" and after[:1] == (".",) and len(after) > 1:
            read = _of(after[1], _past_index(after[2:]))
            counted = tuple(words[max(place - 2, 0) : place]) == ("size", "(") and read.rest[:1] == (")",)
            yield replace(read, counted=counted and not read.field)


def _of(section: str, after: tuple[str, ...]) -> Read:
    """A section and the field behind it, unless what follows is a function of the section."""
    if after[:1] == (".",) and len(after) > 1 and after[1] not in MACROS:
        return Read(section, after[1], after[2:])
    return Read(section, "", after)


def _past_index(after: tuple[str, ...]) -> tuple[str, ...]:
    return after[closing(after, 0) + 1 :] if after[:1] == ("[",) and "]" in after else after


def _names_variable(words: Sequence[str], place: int) -> bool:
    """Whether this is where a macro names its variable."""
    return place >= 2 and words[place - 1] == "(" and words[place - 2] in MACROS


def _variables(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The variable of each macro with the section that it runs over; chained ones run over the first one's."""
    ends: dict[int, str] = {}
    for place in range(3, len(words) - 2):
        if words[place] in MACROS and words[place - 1] == "." and words[place + 1] == "(":
            named = place >= 4 and words[place - 4] == "form"
            section = words[place - 2] if named else ends.get(place - 2, "")
            ends[closing(words, place + 1)] = section
            yield words[place + 2], section

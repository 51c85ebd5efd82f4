"""What of a request is about one person: the applicant's is all of it, others have their own part and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from clerk_app.domain.bodies import FormValues
from clerk_app.domain.people import Person

Part = Literal["applicant", "representative", "named"]
SHORTEST = 5
"""Shorter numbers stand in too many texts to name anybody."""

_WORD = re.compile(r"\w+")


def plain(number: str) -> str:
    """An identity number as it is kept: without spaces, dashes and the like."""
    return "".join(_WORD.findall(number))


def part_of(number: str, applicant: Person | None, representative: Person | None) -> Part:
    """As whom the person with this number takes part in a request that names the number somewhere."""
    if applicant is not None and plain(applicant.id_number) == number:
        return "applicant"
    if representative is not None and plain(representative.id_number) == number:
        return "representative"
    return "named"


def own_rows(number: str, forms: Iterable[FormValues]) -> tuple[FormValues, ...]:
    """Of each of these forms only the sections, or rows of repeated ones, in which the number stands in any of them."""
    given = tuple(forms)
    naming = {_row(key) for form in given for key, value in form.items() if _names(number, value)}
    return tuple({key: value for key, value in form.items() if _row(key) in naming} for form in given)


def _names(number: str, value: str) -> bool:
    """Whether a value is the number, or has it as a word of its own."""
    return plain(value) == number or number in _WORD.findall(value)


def _row(key: str) -> str:
    """The section, or its row, that a value stands in: ``members[1]`` of ``members[1].surname``."""
    return key.rpartition(".")[0]

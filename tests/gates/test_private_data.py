"""No number of a living person stands in the repository: test people come from areas that were never assigned."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import pytest

from tests.gates.tree import Source, planted

# JMBG: DDMMYYY RR BBB K. Areas 90, 98 and 99 belong to nobody (Law on JMBG, SG RS 24/2018).
CANDIDATE = re.compile(r"(?<![0-9A-Za-z.])(\d{2})(\d{2})(\d{3})(\d{2})\d{4}(?![0-9A-Za-z])")
UNASSIGNED = frozenset({"90", "98", "99"})


def is_birth_date(day: str, month: str, year: str) -> bool:
    """Whether the first seven digits are a date; the year comes without its thousands."""
    century = 1000 if year >= "800" else 2000
    try:
        dt.date(century + int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def personal_numbers(tree: Sequence[Source]) -> list[str]:
    return [
        f"{source.path}: {found[0][:7]}{'*' * 6}"
        for source in tree
        if source.path != "requirements.lock"
        for found in CANDIDATE.finditer(source.text)
        if is_birth_date(found[1], found[2], found[3]) and found[4] not in UNASSIGNED
    ]


def test_the_repository_holds_nobody(tree: list[Source]) -> None:
    assert personal_numbers(tree) == []


@pytest.mark.parametrize("area", ["71", "80", "06"])
def test_a_number_of_an_assigned_area_is_caught(area: str) -> None:
    found = personal_numbers(planted("tests/domain/test_people.py", f'jmbg = "0101990{area}0001"'))
    assert found == ["tests/domain/test_people.py: 0101990******"]


@pytest.mark.parametrize(
    "number", ["0101990" + "900001", "3112999" + "980001", "9901990" + "710001", "176387760" + "0000"]
)
def test_synthetic_people_and_other_long_numbers_pass(number: str) -> None:
    assert personal_numbers(planted("tests/domain/test_people.py", f"x = '{number}'")) == []

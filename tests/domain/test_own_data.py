from __future__ import annotations

import pytest

from clerk_app.domain.own_data import own_rows, part_of, plain
from clerk_app.domain.people import Person

ANA, VESNA = Person(id_number="1105985 980020"), Person(id_number="0505970980118")
NUMBER = "1105985980020"


@pytest.mark.parametrize(
    ("applicant", "representative", "part"),
    [
        (ANA, VESNA, "applicant"),
        (VESNA, ANA, "representative"),
        (VESNA, None, "named"),
        (None, None, "named"),
        (ANA, ANA, "applicant"),
    ],
)
def test_as_whom_somebody_takes_part(applicant, representative, part):
    assert part_of(NUMBER, applicant, representative) == part


def test_a_row_is_told_whole_or_not_at_all():
    form = {"a.x": "1", "m[0].j": VESNA.id_number, "m[1].j": NUMBER, "m[1].s": "Узорић", "m[10].s": "Пробић"}
    assert own_rows(NUMBER, [form]) == ({"m[1].j": NUMBER, "m[1].s": "Узорић"},)


def test_a_correction_of_the_row_is_told_though_it_does_not_repeat_the_number():
    received, corrected = {"m[1].j": NUMBER}, {"m[1].s": "Узорић", "a.x": "2"}
    assert own_rows(NUMBER, [received, corrected]) == ({"m[1].j": NUMBER}, {"m[1].s": "Узорић"})


@pytest.mark.parametrize("value", ["1105985 980020", "дете, 1105985980020."])
def test_the_number_is_known_in_whatever_way_it_was_written(value):
    assert own_rows(NUMBER, [{"a.note": value}]) == ({"a.note": value},)


@pytest.mark.parametrize("value", ["11059859800201", "", "110598598002"])
def test_a_longer_or_shorter_number_is_somebody_elses(value):
    assert own_rows(NUMBER, [{"a.note": value}]) == ({},)


def test_plain_keeps_letters_of_passports():
    assert plain(" 009-990 417AB ") == "009990417AB"

"""Words that papers share: what was entered wrongly is printed as it is, for it was received as it is."""

from __future__ import annotations

import pytest

from clerk_app.documents.wording import day, identity, instant, kept_value, second
from clerk_app.domain.catalogue import Choice, Field, Wording
from clerk_app.domain.people import Person

NAME = Wording(sr="Назив", en="Name")
GARDEN = Choice(code="garden", label=Wording(sr="башта", en="garden"))


@pytest.fixture
def serbian(texts):
    return texts.of("sr")


@pytest.mark.parametrize(
    ("iso", "said"), [("2026-11-23", "23.11.2026."), ("", ""), ("2026-13-45", "2026-13-45"), ("сутра", "сутра")]
)
def test_a_day_is_a_date_or_what_was_entered(serbian, iso, said):
    assert day(serbian, iso) == said


def test_moments_are_told_in_the_time_of_the_municipality(serbian):
    assert second(serbian, "2026-11-23T08:53:11+01:00") == "23.11.2026. у 08:53:11"
    assert "08:53" in instant(serbian, 1_795_420_391_000_000)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (Field(code="x", label=NAME), "", "—"),
        (Field(code="x", label=NAME, type="date"), "2027-04-01", "01.04.2027."),
        (Field(code="x", label=NAME, type="date"), "31.02.2027", "31.02.2027"),
        (Field(code="x", label=NAME, type="yes_no"), "no", "не"),
        (Field(code="x", label=NAME, type="choice", choices=(GARDEN,)), "garden", "башта"),
        (Field(code="x", label=NAME, type="choice", choices=(GARDEN,)), "gone", "gone"),
        (Field(code="x", label=NAME, unit="m²"), "12", "12 m²"),
    ],
)
def test_values_are_worded_and_unknown_ones_told_as_they_are(serbian, field, value, said):
    assert kept_value(field, value, serbian) == said


def test_only_people_are_masked():
    assert identity(Person(id_number="2308003990429")) == "230800••••••9"
    assert identity(Person(id_kind="company", id_number="07000009")) == "07000009"


def test_a_value_of_a_list_stands_on_paper_by_its_label(serbian):
    street = Field(code="street", label=Wording(sr="Улица"), type="lookup", list="streets")
    assert kept_value(street, "001", serbian, {("streets", "001"): Wording(sr="Ђачка")}) == "Ђачка"
    assert kept_value(street, "001", serbian, {("streets", "001"): None}) == "001"
    assert kept_value(street, "", serbian) == "—"

"""What speaks against itself in a definition is found at its place."""

from __future__ import annotations

import pytest

from clerk_app.contract import catalogue
from clerk_app.contract.catalogue_problem import Problem
from clerk_app.domain.errors import Invalid
from tests.contract.definitions import GOOD, with_field

CHOICES = 'type = "choice"\nchoices = [{ code = "a", label = { sr = "а", en = "a" } }]\n'


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('type = "integer"\nminimum = "5"\nmaximum = "4"', "bounds_contradict"),
        ('type = "decimal"\nminimum = "0,5"\nmaximum = "0,25"', "bounds_contradict"),
        ('type = "date"\nminimum = "2026-02-01"\nmaximum = "2026-01-31"', "bounds_contradict"),
        ('visible = "false"\nrequired = "true"', "never_visible"),
        ('type = "integer"\ncomputed = "1"\nrequired = "true"', "required_computed"),
        (CHOICES + "visible = \"form.one.kind == 'b'\"", "choice_never"),
    ],
)
def test_a_field_that_speaks_against_itself(lines: str, code: str) -> None:
    kind = with_field(GOOD, "kind", CHOICES)
    found = catalogue.check(catalogue.read(with_field(kind, "extra", lines).encode()))
    assert [(problem.path[:9], problem.code) for problem in found] == [("one.extra", code)]


@pytest.mark.parametrize(
    "lines",
    [
        'type = "integer"\nminimum = "5"\nmaximum = "5"',
        'type = "date"\nminimum = "today"\nmaximum = "2020-01-01"',
        'type = "date"\nmaximum = "2020-01-01"',
        'visible = "false"',
        CHOICES + "visible = \"form.one.kind == ''\"",
        "visible = \"form.one.kind in ['a']\"",
    ],
)
def test_a_field_that_makes_sense(lines: str) -> None:
    kind = with_field(GOOD, "kind", CHOICES)
    assert catalogue.check(catalogue.read(with_field(kind, "extra", lines).encode())) == []


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        ('kind = "days", days = 8', 'kind = "at_once", days = 8', "deadline", "deadline_contradicts"),
        ("[[sections]]", "delivery = []\n[[sections]]", "delivery", "list_empty"),
        ("[[sections]]", 'delivery = ["post", "post"]\n[[sections]]', "delivery", "code_twice"),
        ("[[sections]]", "applicants = []\n[[sections]]", "applicants", "list_empty"),
        ("[[sections]]", 'ended = "2026-02-30"\n[[sections]]', "ended", "ended_wrong"),
        ("[[sections]]", 'unit = "одељење"\n[[sections]]', "unit", "unit_wrong"),
        ('"200"', '"2000"', "classification", "classification_wrong"),
        ('"200"', '""', "classification", "classification_wrong"),
    ],
)
def test_a_head_that_speaks_against_itself(old: str, new: str, path: str, code: str) -> None:
    assert catalogue.check(catalogue.read(GOOD.replace(old, new, 1).encode())) == [Problem(path, code)]


def test_an_exemption_takes_away_a_fee_that_there_is() -> None:
    exemption = '[[exemptions]]\ncode = "e"\nlabel = { sr = "а", en = "a" }\ncovers = '
    for covers in ("[]", '["republic"]'):
        service = catalogue.read((GOOD + exemption + covers).encode())
        assert catalogue.check(service) == [Problem("exemptions.e", "exemption_covers_nothing")]
    assert catalogue.check(catalogue.read((GOOD + exemption + '["local"]').encode())) == []


def test_a_fee_keeps_its_level() -> None:
    fee = GOOD[GOOD.index("[[fees]]") :].replace("2024-01-01", "2025-01-01")
    assert catalogue.check(catalogue.read((GOOD + fee).encode())) == []
    other = fee.replace('"local"', '"republic"')
    assert catalogue.check(catalogue.read((GOOD + other).encode())) == [Problem("fees.fee", "fee_level")]


def test_a_form_and_a_section_have_fields() -> None:
    empty = '[[sections]]\ncode = "two"\ntitle = { sr = "а", en = "a" }\nfields = []\n'
    assert catalogue.check(catalogue.read((GOOD + empty).encode())) == [Problem("two", "section_empty")]


def test_ways_are_a_closed_list() -> None:
    with pytest.raises(Invalid) as refused:
        catalogue.read(GOOD.replace("[[sections]]", 'delivery = ["pigeon"]\n[[sections]]', 1).encode())
    assert refused.value.params["where"] == "$.delivery[0]"

"""Fees follow the tariff of the day, the form and the exemption."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain import fees
from clerk_app.domain.bodies import OrderTerms
from tests.domain.services import stall

FORM = {
    "place.kind": "stall",
    "place.from": "2026-12-01",
    "place.to": "2026-12-11",
    "place.days": "10",
    "place.area": "2,5",
}


@pytest.mark.parametrize(
    ("day", "amounts"),
    [
        ("2019-12-31", {}),
        ("2024-06-30", {"request": 30000, "area": 25000}),
        ("2024-07-01", {"request": 33000, "area": 25000}),
        ("2030-01-01", {"request": 33000, "area": 25000}),
    ],
)
def test_the_newest_amount_that_is_valid_counts(day: str, amounts: dict[str, int]) -> None:
    charged = fees.charge(stall(), FORM, day=day).fee
    assert {line.code: line.amount for line in charged.lines} == amounts
    assert charged.total == sum(amounts.values())


def test_a_line_that_does_not_apply_costs_nothing() -> None:
    charged = fees.charge(stall(), {"place.kind": "other"}, day="2026-01-01").fee
    assert [line.code for line in charged.lines] == ["request"]


def test_an_exemption_covers_its_levels() -> None:
    whole = fees.charge(stall(), FORM, day="2026-01-01", exemption="charity").fee
    part = fees.charge(stall(), FORM, day="2026-01-01", exemption="republic_only").fee
    assert (whole.total, whole.exemption, whole.lines) == (0, "charity", ())
    assert (part.total, part.exemption) == (25000, "republic_only")


def test_an_unknown_exemption_is_noted_and_takes_nothing_away() -> None:
    charge = fees.charge(stall(), FORM, day="2026-01-01", exemption="friend")
    assert charge.fee == fees.charge(stall(), FORM, day="2026-01-01").fee
    assert [finding.code for finding in charge.findings] == ["exemption_unknown"]


def test_the_form_names_its_exemption() -> None:
    service = stall()
    assert fees.suggested_exemption(service, FORM, "2026-01-01") is None
    suggested = fees.suggested_exemption(service, {"place.note": "charity"}, "2026-01-01")
    assert suggested is not None
    assert suggested.code == "charity"


def test_a_negative_quantity_never_gives_money_back() -> None:
    form = FORM | {"place.days": "-5"}
    assert [line.code for line in fees.charge(stall(), form, day="2026-01-01").fee.lines] == ["request"]


def test_the_tariff_and_what_it_looked_at_are_kept_with_the_result() -> None:
    charged = fees.charge(stall(), FORM, day="2026-01-01").fee
    area = next(line for line in charged.lines if line.code == "area")
    assert (area.valid_from, area.unit, area.quantity) == ("2020-01-01", 1_000, "25")
    assert charged.inputs == {name: FORM[name] for name in charged.inputs}
    assert "place.note" not in charged.inputs
    again = fees.charge(stall(), charged.inputs, day="2026-01-01").fee
    assert again == charged


def test_a_fee_agrees_by_its_facts_or_from_before_them_by_its_result() -> None:
    charged = fees.charge(stall(), FORM, day="2026-01-01").fee
    bare = replace(
        charged,
        lines=tuple(replace(line, valid_from="", unit=0, quantity="") for line in charged.lines),
        inputs={},
    )
    assert fees.agree(charged, charged)
    assert fees.agree(bare, charged)
    assert fees.agree(replace(charged, terms=(OrderTerms(level="local", model="97", reference="1"),)), charged)
    assert not fees.agree(replace(bare, total=1), charged)
    assert not fees.agree(replace(charged, inputs={**charged.inputs, "place.area": "9"}), charged)
    assert not fees.agree(replace(charged, lines=(replace(charged.lines[0], unit=1), *charged.lines[1:])), charged)


CHARGED = fees.charge(stall(), FORM, day="2026-01-01").fee


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({}, None),
        ({"place.note": "код поште"}, None),
        ({"place.area": "25"}, ("580,00", "2.830,00")),
        ({"place.area": ""}, ("580,00", "330,00")),
    ],
)
def test_what_corrected_values_make_of_the_fee(now: dict[str, str], said: tuple[str, str] | None) -> None:
    for before in (FORM, None):
        found = fees.changed(stall(), CHARGED, FORM | now, day="2026-01-01", before=before)
        assert (found is None) == (said is None)
        if found is not None and said is not None:
            assert (found.code, found.where) == ("fee_changed", "fee")
            assert (found.params["charged"], found.params["amount"]) == said


def test_values_that_are_corrected_back_change_no_fee() -> None:
    wrong = FORM | {"place.area": "25"}
    assert fees.changed(stall(), CHARGED, FORM, day="2026-01-01", before=wrong) is None


def test_a_fee_that_another_computed_otherwise_is_not_changed_by_a_correction_of_something_else() -> None:
    told = replace(CHARGED, lines=(), total=77, inputs={})
    form = FORM | {"place.note": "код поште"}
    assert fees.changed(stall(), told, form, day="2026-01-01", before=FORM) is None


def test_what_the_tariff_looked_at_counts_where_the_form_is_not_told_whole() -> None:
    part = {key: value for key, value in FORM.items() if key != "place.area"}
    assert fees.changed(stall(), CHARGED, part, day="2026-01-01", before=part) is None
    assert fees.changed(stall(), CHARGED, part | {"place.days": "20"}, day="2026-01-01", before=part) is not None

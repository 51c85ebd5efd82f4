"""Typed values are kept in one form, and what is wrong with them is said."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import values
from clerk_app.domain.catalogue import Field, FieldType, Wording

TYPES: tuple[FieldType, ...] = get_args(FieldType)
TODAY = "2026-11-23"


def field(kind: FieldType, minimum: str = "", maximum: str = "") -> Field:
    return Field(code="f", label=Wording(sr="f"), type=kind, minimum=minimum, maximum=maximum)


@pytest.mark.parametrize(
    ("kind", "text", "kept", "typed"),
    [
        ("date", "1.4.2027", "2027-04-01", "2027-04-01"),
        ("date", " 01.04.2027. ", "2027-04-01", "2027-04-01"),
        ("date", "2027-04-01", "2027-04-01", "2027-04-01"),
        ("date", "01.01.0001", "01.01.0001", ""),
        ("date", "31.2.2020.", "31.2.2020.", ""),
        ("integer", "1.000", "1000", 1000),
        ("integer", "-07", "-7", -7),
        ("integer", "1,5", "1,5", 0),
        ("decimal", "12.5", "12,5", 12.5),
        ("decimal", "1.250,75", "1250,75", 1250.75),
        ("money", "1.330", "1330,00", 1330.0),
        ("money", "пуно", "пуно", 0.0),
        ("yes_no", "Да", "yes", True),
        ("yes_no", "", "", False),
        ("jmbg", "010199 0990000", "0101990990000", "0101990990000"),
        ("pib", "101-134-702", "101134702", "101134702"),
        ("phone", "060/123-45-67", "+381601234567", "+381601234567"),
        ("phone", "0036 1 2345678", "+3612345678", "+3612345678"),
        ("account", "840-742221843-57", "840000074222184357", "840000074222184357"),
        ("text", "  Пера\u200b  Примерић ", "Пера Примерић", "Пера Примерић"),
        ("multiline", "један\r\n два ", "један\nдва", "један\nдва"),
    ],
)
def test_values_are_kept_and_seen(kind: FieldType, text: str, kept: str, typed: object) -> None:
    assert values.kept(kind, text) == kept
    assert values.typed(kind, kept) == typed


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("date", "31.2.2020", "date_impossible"),
        ("date", "01.01.0001", "date_impossible"),
        ("integer", "пет", "number_wrong"),
        ("decimal", "1.2.3", "number_wrong"),
        ("money", "1,234", "amount_wrong"),
        ("choice", "none", "choice_unknown"),
        ("phone", "12", "phone_form"),
        ("email", "a@b", "email_form"),
        ("jmbg", "0101990990001", "jmbg_check_digit"),
        ("pib", "101134703", "pib_check_digit"),
        ("company_number", "20084694", "company_number_check_digit"),
        ("account", "840-742221843-58", "account_check_digits"),
        ("text", "а" * 201, "too_long"),
    ],
)
def test_findings(kind: FieldType, text: str, code: str) -> None:
    found = values.findings_of(field(kind), "s.f", values.kept(kind, text), TODAY)
    assert [(finding.code, finding.where) for finding in found] == [(code, "s.f")]


@pytest.mark.parametrize(
    ("kind", "minimum", "maximum", "value", "codes"),
    [
        ("integer", "1", "20", "0", ["number_too_small"]),
        ("integer", "1", "20", "21", ["number_too_large"]),
        ("integer", "1", "20", "20", []),
        ("decimal", "0,5", "", "0,25", ["number_too_small"]),
        ("date", "today", "", "2026-11-22", ["date_too_early"]),
        ("date", "", "today", "2026-11-24", ["date_too_late"]),
        ("date", "2020-01-01", "today", "2026-11-23", []),
    ],
)
def test_bounds(kind: FieldType, minimum: str, maximum: str, value: str, codes: list[str]) -> None:
    found = values.findings_of(field(kind, minimum, maximum), "s.f", value, TODAY)
    assert [finding.code for finding in found] == codes


@given(st.sampled_from(TYPES), st.text(max_size=60))
def test_any_text_is_kept_seen_and_judged(kind: FieldType, text: str) -> None:
    kept = values.kept(kind, text)
    assert values.kept(kind, kept) == kept
    values.typed(kind, kept)
    values.typed(kind, text)
    if kept:
        values.findings_of(field(kind), "s.f", kept, TODAY)


@given(st.dates(min_value=date(1800, 1, 1)))
def test_dates_are_read_as_they_are_shown(day: date) -> None:
    assert values.read_date(values.shown_date(str(day))) == str(day)

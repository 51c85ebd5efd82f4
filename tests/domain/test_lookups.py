from __future__ import annotations

import pytest

from clerk_app.domain.lookups import exact, good_row, queries_of, terms_of
from tests.support.fake_lookups import row

STUDENTS = row("0007", "Ђачка, Горње Огледно", "Student street")


def found(text: str) -> bool:
    terms = terms_of(STUDENTS).split()
    return any(
        all(any(one.startswith(term) if begins else one == term for one in terms) for term, begins in query)
        for query in queries_of(text)
    )


@pytest.mark.parametrize("typed", ["ђач", "đač", "djac", "dac", "огл", "gornje o", "og dj", "0007", "stud"])
def test_any_word_is_found_by_its_beginning_in_either_script_or_bald(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize("typed", ["чка", "дјачка огледноо", "7", "\u200b", "", "---"])
def test_nothing_else_is(typed: str) -> None:
    assert not found(typed)


def test_the_label_itself_is_looked_for_first() -> None:
    whole, first, within = queries_of("Горње Огл")
    assert whole == (("xgornjeogl", False),)
    assert first == (("fgornje", True), ("wogl", True))
    assert within == (("wgornje", True), ("wogl", True))


def test_exactly_one_row_is_meant_by_its_code_or_its_label() -> None:
    rows = (row("1", "Нова"), row("2", "Нова Варош"), row("3", "Нови Сад"), row("4", "нови сад"))
    assert exact(rows, "nova") == rows[0]
    assert exact(rows, " 2 ") == rows[1]
    assert exact(rows, "нов") is None
    assert exact(rows, "Novi Sad") is None  # two are called so
    assert exact(rows, "…") is None
    assert exact((), "нова") is None


@pytest.mark.parametrize(
    "bad",
    [
        row("", "Без шифре"),
        row("1", ""),
        row("1", "  "),
        row("1", "Узор\x00на"),
        row("1", "Узорна\u202e"),
        row(" 1", "Узорна"),
        row("1", "а" * 201),
        row("1" * 61, "Узорна"),
        row("1", "Узорна", "\x07"),
    ],
)
def test_rows_that_are_none(bad: object) -> None:
    assert not good_row(bad)  # type: ignore[arg-type]
    assert good_row(STUDENTS)

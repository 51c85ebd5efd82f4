"""Numbers survive every way of typing them, and a wrong one is not taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import numbers

DESKS = st.text(alphabet=numbers.ALPHABET, min_size=2, max_size=4)
RUNNING = st.integers(min_value=1, max_value=999_999)
CYRILLIC = str.maketrans("AEJKMT", "АЕЈКМТ")


@given(DESKS, RUNNING, st.booleans(), st.booleans(), st.sampled_from(["-", "", " - ", "–"]))
def test_a_provisional_number_is_read_however_it_is_typed(
    desk: str, running: int, lower: bool, cyrillic: bool, dash: str
) -> None:
    text = numbers.provisional(desk, running)
    typed = text.replace("-", dash).translate(CYRILLIC if cyrillic else {})
    found = numbers.parse(typed.lower() if lower else typed)
    assert found is not None
    assert (found.desk, found.running, str(found)) == (desk, running, text)


@given(DESKS, RUNNING, st.integers(0, 20), st.sampled_from(numbers.ALPHABET))
def test_one_wrong_symbol_is_never_taken(desk: str, running: int, place: int, symbol: str) -> None:
    text = numbers.provisional(desk, running)
    place %= len(text)
    changed = text[:place] + symbol + text[place + 1 :]
    if changed != text and text[place] != "-":
        assert numbers.parse(changed) is None


def test_the_form_is_the_printed_one() -> None:
    assert numbers.provisional("A7", 417) == "A7-000417-E"
    assert numbers.parse("а7 ооо417 е") == numbers.ProvisionalNumber("A7", 417, "E")


@given(st.text(max_size=20))
def test_any_text_is_answered(text: str) -> None:
    numbers.parse(text)
    numbers.parse_unique(text)


@pytest.mark.parametrize(
    "typed",
    ["004 812 736 / 2026", "004812736/2026", "4812736/2026", "4812736 2026", "0048127362026", " 4 812 736-2026 "],
)
def test_a_unique_number_is_read_however_it_is_typed(typed: str) -> None:
    assert numbers.parse_unique(typed) == numbers.UniqueNumber(4812736, 2026)


@given(st.integers(min_value=1, max_value=999_999_999), st.integers(min_value=2022, max_value=2099))
def test_unique_numbers_round_trip(serial: int, year: int) -> None:
    number = numbers.UniqueNumber(serial, year)
    assert numbers.parse_unique(str(number)) == number
    assert numbers.parse_unique(number.compact()) == number


def test_zero_is_no_unique_number() -> None:
    assert numbers.parse_unique("000000000/2026") is None


@pytest.mark.parametrize(
    ("code", "right"), [("A7", True), ("0123", True), ("A", False), ("B1", False), ("A7A7A", False)]
)
def test_desk_codes(code: str, right: bool) -> None:
    assert numbers.is_desk_code(code) == right


@pytest.mark.parametrize("typed", ["{}", " {} ", "{nodash}", "{lower}", "{cyrillic}", "{nodash_lower}"])
def test_a_number_of_the_portal_is_read_in_either_script(typed: str) -> None:
    whole = numbers.portal(2026, 123)
    ways = {"nodash": whole.replace("-", ""), "lower": whole.lower(), "cyrillic": whole.replace("EU", "ЕУ")}
    ways["nodash_lower"] = ways["nodash"].lower()
    read = numbers.parse_portal(typed.format(whole, **ways))
    assert read is not None
    assert (str(read), read.year, read.serial) == (whole, 2026, 123)


@given(st.integers(2000, 2099), st.integers(1, 999_999_999))
def test_no_number_of_the_portal_is_one_of_a_desk(year: int, serial: int) -> None:
    whole = numbers.portal(year, serial)
    assert numbers.parse_portal(whole) == numbers.parse_portal(whole.replace("-", ""))
    assert numbers.parse(whole) is None
    assert numbers.parse_unique(whole) is None


def test_a_wrong_check_character_is_no_number_of_the_portal() -> None:
    whole = numbers.portal(2026, 123)
    wrong = [whole[:-1] + symbol for symbol in numbers.ALPHABET if symbol != whole[-1]]
    assert [numbers.parse_portal(text) for text in wrong] == [None] * 15


@pytest.mark.parametrize(
    ("typed", "begun"),
    [
        ("EU-2026", "EU2026"),
        ("ЕУ 2026-0001", "EU20260001"),
        ("eu", ""),
        ("еуprava", ""),
        ("EU-2026-000123-К", "EU2026000123K"),
    ],
)
def test_a_number_of_the_portal_is_known_while_it_is_typed(typed: str, begun: str) -> None:
    assert numbers.portal_begun(typed) == begun
